/* Makes an explorer move: reads its levers, runs its recorded model, and refreshes figure, sentence, pictures and
   table together. It holds no rule of its own: steps, words, formats, ranges and notices come with the page, written
   there by joint_working/kit/page.py. State is kept in the address after # and goes nowhere else. */
(function () {
  "use strict";

  const shared = window.jointWorking;

  /* --- A picture to take away ---------------------------------------------------------------------------------- */

  /* A picture leaves with its message, subtitle, standing and source drawn round it. */
  function frame(view, figure, source, address) {
    const pen = shared.make("canvas").getContext("2d"), width = 600, lines = [], style = getComputedStyle(figure);
    const [ink, quiet] = ["--jw-ink", "--jw-quiet"].map((name) => style.getPropertyValue(name));
    let y = 12;
    function write(text, size, weight, colour) {
      pen.font = weight + " " + size + 'px "Joint Sans", sans-serif';
      let line = "";
      (text + " \n").split(" ").forEach((word) => {
        if (word === "\n" || (line && pen.measureText(line + " " + word).width > width - 40)) {
          y += Math.round(size * 1.35);
          lines.push({ text: line, y, font: pen.font, size, weight, colour });
          line = "";
        }
        line = line ? line + " " + word : word;
      });
    }
    write(figure.querySelector("[data-explorer-message]").textContent, 19, 700, ink);
    write(figure.querySelector("[data-explorer-what]").textContent, 15, 400, quiet);
    const top = y + 12;
    y = top + view.height() + view.padding().top + view.padding().bottom;
    write(source, 14, 400, quiet);
    write(address, 12, 400, quiet);
    return { width, height: y + 20, top, lines };
  }
  function svgBlob(around, svg) {
    const { width, height, top, lines } = around, family = '"Joint Sans", sans-serif';
    const root = shared.draw(shared.make("div"), "svg", { viewBox: `0 0 ${width} ${height}`, width, height });
    shared.draw(root, "rect", { width: "100%", height: "100%", fill: "white" });
    lines.forEach(({ y, colour, size, weight, text }) => shared.draw(root, "text",
      { x: 20, y, fill: colour, "font-size": size, "font-weight": weight, "font-family": family }, text));
    const inner = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    shared.draw(root, "g", { transform: `translate(20,${top})` }).append(document.importNode(inner, true));
    return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
  }
  function canvasBlob(around, picture) {
    const { width, height, top, lines } = around, canvas = shared.make("canvas"), pen = canvas.getContext("2d");
    Object.assign(canvas, { width: width * 2, height: height * 2 });
    pen.scale(2, 2);
    pen.fillStyle = "white";
    pen.fillRect(0, 0, width, height);
    lines.forEach(({ text, y, font, colour }) => { Object.assign(pen, { font, fillStyle: colour }).fillText(text, 20, y); });
    pen.drawImage(picture, 20, top, picture.width / 2, picture.height / 2);
    return new Promise((resolve) => { canvas.toBlob(resolve); });
  }
  /* Saves one picture, "svg" or "png", under a name: `view` is its drawing, `figure` holds its message and subtitle. */
  async function savePicture(name, kind, view, figure, source, link) {
    const around = frame(view, figure, source, "joint-working " + link);
    const drawn = kind === "svg" ? svgBlob(around, await view.toSVG()) : await canvasBlob(around, await view.toCanvas(2));
    shared.save(name + "." + kind, drawn);
  }

  /* --- What every explorer with a recorded model does: indicators.js too -------------------------------------- */

  function say(place, text) { if (place.textContent !== text) place.textContent = text; }
  /* A text with each {} filled in turn. */
  function inTurn(text, told) { return text.replace(/\{\}/g, () => told.shift()); }
  /* Writes what a picture tells: above it, and for those who do not see it. */
  function caption(figure, message, what, description) {
    say(figure.querySelector("[data-explorer-message]"), message);
    say(figure.querySelector("[data-explorer-what]"), what);
    figure.querySelector("[data-explorer-description]").setAttribute("aria-label", description);
  }
  /* The model: each recorded step is one signal, worked out by Vega without eval. */
  function engineOf(given, steps) {
    const signals = [...given.map(([name, value]) => ({ name, value })), ...steps.map(([name, update]) => ({ name, update }))];
    const options = { ast: true, mode: "vega", actions: false };
    return vegaEmbed(shared.make("div"), { signals }, options).then(({ view }) => view);
  }
  /* A picture drawn when the book was built gives way to a live drawing of the same size; gives its view. */
  async function drawLive(place, drawing) {
    const fresh = document.createElement("div");
    const { view } = await vegaEmbed(fresh, drawing, { ast: true, actions: false, renderer: "svg" });
    const svg = fresh.querySelector("svg");
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("focusable", "false");
    place.replaceChildren(fresh);
    return view;
  }
  /* Goes live: the buttons, the address, and the drawings that are seen, again whenever the explorer's size changes. */
  function goLive(section, { actions, number, open, draw }) {
    section.querySelectorAll("[data-action],[data-jw-print]").forEach((button) => {
      button.disabled = false;
      if (button.dataset.action) button.addEventListener("click", () => actions[button.dataset.action](button));
    });
    open();
    section.explorerValue = number;
    section.dataset.explorerReady = "";
    new ResizeObserver(() => seen(section, draw)).observe(section);
    addEventListener("hashchange", open);
  }
  function seen(section, draw) {
    section.querySelectorAll("[data-drawing]").forEach((place) => {
      if (place.offsetParent) draw(place.closest("[data-picture]").dataset.picture, place.dataset.drawing);
    });
  }

  /* --- One explorer ------------------------------------------------------------------------------------------ */

  function start(section) {
    const spec = JSON.parse(section.querySelector("[data-explorer-spec]").textContent);
    const find = (hook) => section.querySelector(hook);
    const fields = {}, drawings = {}, preset = find("[data-explorer-preset]");
    const model = rules.models[spec.name]();  // the recorded steps, written out when the book was built
    let values = defaults(), known = model(values), refused = {};

    function defaults() { return Object.fromEntries(spec.levers.map((lever) => [lever.name, lever.default])); }

    function number(of) { return typeof of === "string" ? known[of] : of; }
    function slot([form, of]) { return rules.numbers.in_format(spec.formats[form], number(of)); }
    function words(clauses) {
      return clauses.filter((clause) => number(clause[2])).map(([text, slots]) => inTurn(text, slots.map(slot))).join(" ");
    }
    function shown(lever, value) {
      return lever.options.length ? lever.options[value] : rules.numbers.in_full(spec.formats[lever.format], value);
    }

    function answer() {
      known = model(values);
      say(find("[data-explorer-figure]"), words(spec.figure));
      say(find("[data-explorer-figure-label]"), words(spec.figure_label));
      say(find("[data-explorer-sentence]"), words(spec.sentence));
      section.querySelectorAll("[data-explorer-table] tbody tr").forEach((row, r) => {
        row.querySelectorAll("td").forEach((cell, c) => { say(cell, slot(spec.table[r][c])); });
      });
      spec.pictures.forEach((picture, number) => {
        const figure = find(`[data-picture="${number}"]`);
        caption(figure, words(picture.message), words(picture.what), words(picture.description));
        figure.querySelectorAll("[data-drawing]").forEach((place) => {
          const view = drawings[number + place.dataset.drawing];
          if (view && place.offsetParent) feed(view, picture, place.dataset.drawing);
        });
      });
      section.querySelectorAll("[data-explorer-onward] a").forEach((anchor, which) => {
        const [link, carried] = spec.onward[which];
        anchor.href = link + carried.map(([name, of]) => `&${name}=${Math.round(number(of) * 1e4) / 1e4}`).join("");
      });
      showLevers();
    }

    /* Pictures */
    function filledCell(cell) {
      return cell && cell.slot ? slot(cell.slot) : cell && cell.signal !== undefined ? number(cell.signal) : cell;
    }
    function rowsOf(rows) {
      return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, filledCell(cell)])));
    }
    function feed(view, picture, size) {
      picture.used[size].forEach((name) => { view.data(name, rowsOf(picture.rows[name])); });
      view.run();
      return view;
    }
    async function draw(which, size) {
      const picture = spec.pictures[which], key = which + size;
      if (drawings[key]) return feed(drawings[key], picture, size);
      const datasets = Object.fromEntries(picture.used[size].map((name) => [name, rowsOf(picture.rows[name])]));
      const place = find(`[data-picture="${which}"] [data-drawing="${size}"]`);
      drawings[key] = await drawLive(place, { ...picture.specs[size], datasets });
      return feed(drawings[key], picture, size);
    }

    /* Levers */
    function showLever(lever) {
      const { input, box, note, wrong } = fields[lever.name], value = values[lever.name], changed = value !== lever.default;
      if (Number(input.value) !== value) input.value = value;
      input.closest(".jw-lever").classList.toggle("changed", changed);
      note.classList.toggle("was", changed);
      say(note, changed ? "Was " + shown(lever, lever.default) : note.dataset.note);
      if (!box) return;
      const limit = value === lever.low ? ", the least" : value === lever.high ? ", the most" : "";
      input.setAttribute("aria-valuetext", shown(lever, value) + limit);
      input.style.setProperty("--at", (100 * (value - lever.low)) / (lever.high - lever.low) + "%");
      const { text, problem } = refused[lever.name] || { text: shown(lever, value), problem: "" };
      if (box.value !== text) box.value = text;
      box.setAttribute("aria-invalid", Boolean(problem));
      say(wrong, problem);
    }
    /* A number typed moves its lever. Of anything else a sentence says why not, and it stays to be mended. */
    function typed(lever, text) {
      const box = { ...lever, format: spec.formats[lever.format], usual: lever.default };
      const { value, problem } = rules.numbers.read(box, text);
      if (!problem) return moveOne(lever.name, value);
      refused[lever.name] = { text, problem };
      showLever(lever);
    }
    function isSetTo(those) { return spec.levers.every(({ name }) => values[name] === those[name]); }
    function showLevers() {
      spec.levers.forEach(showLever);
      find('[data-action="reset"]').disabled = isSetTo(defaults());
      const [match] = spec.presets.find(([, moved]) => isSetTo({ ...defaults(), ...moved })) || [""];
      if (preset) preset.value = match;
    }

    const linked = shared.linked(spec.name, spec.version, spec.oldest, spec.levers.map((lever) =>
      ({ key: lever.name, kind: "number", usual: lever.default, ...lever, options: [] })));
    function link() { return shared.writeLink(linked, values); }
    function moveOne(name, value) { move({ ...values, [name]: value }, { ...refused, [name]: undefined }); }
    function move(next, still = {}) {
      [values, refused] = [next, still];
      find("[data-explorer-notice]").hidden = true;
      answer();
      shared.keep(link());
    }
    /* Some chapters open an explorer on one of its presets. An address goes before it. */
    function opening() {
      const opens = spec.presets.find(([name]) => name === section.dataset.opens);
      return opens && { values: { ...defaults(), ...opens[1] }, notice: "", quiet: true };
    }
    function openAddress() {
      const asked = shared.readLink(linked) || opening();
      if (!asked) return showLevers();
      [values, refused] = [asked.values, {}];
      shared.notify(find("[data-explorer-notice]"), asked.notice, asked.said);
      answer();
      if (!asked.quiet) section.scrollIntoView({ behavior: "instant" });
    }

    /* What a reader takes away */
    function csv() {
      const table = find("[data-explorer-table]");
      const settings = spec.levers.map((lever) => [lever.label, shown(lever, values[lever.name])]);
      return shared.asCsv([
        [spec.title], [spec.standing], ["Address", location.href.split("#")[0] + link()], [],
        ["Setting", "Value"], ...settings, [], [table.caption.textContent],
        ...Array.from(table.rows, (row) => Array.from(row.cells, (cell) => cell.textContent))
      ]);
    }
    async function savePictures(kind) {
      for (const [which, picture] of spec.pictures.entries()) {
        const view = await draw(which, "wide"), figure = find(`[data-picture="${which}"]`);
        await savePicture(`${spec.name}-${which + 1}`, kind, view, figure, picture.source, link());
      }
    }
    function python() {
      const moved = spec.levers.map(({ name }) => name).filter((name) => values[name] !== defaults()[name]);
      return `from joint_working.explorers import ${spec.variable}\n\n${spec.variable}.at(` +
        moved.map((name) => `${name}=${values[name]}`).join(", ") + ")";
    }
    const actions = {
      reset: () => { move(defaults()); find("[data-explorer-levers]").querySelector("input,select").focus(); },
      link: (button) => shared.copy(button, location.href.split("#")[0] + link(), "Link copied"),
      python: (button) => shared.copy(button, python(), "Copied"),
      csv: () => shared.save(spec.name + ".csv", csv(), "text/csv"),
      svg: () => savePictures("svg"),
      png: () => savePictures("png")
    };

    function wire() {
      spec.levers.forEach((lever) => {
        const [input, box, note, wrong] = ["[type=range],select", "[type=text]", "[data-note]", "[role=alert]"].map(
          (hook) => find(`[data-lever="${lever.name}"]`).querySelector(hook));
        fields[lever.name] = { input, box, note, wrong };
        note.dataset.note = note.textContent;
        input.disabled = false;
        input.addEventListener("input", () => { moveOne(lever.name, Number(input.value)); });
        if (!box) return;
        box.disabled = false;
        box.addEventListener("focus", () => { box.select(); });
        box.addEventListener("change", () => { typed(lever, box.value); });
      });
      if (preset) {
        preset.disabled = false;
        preset.addEventListener("input", () => {
          const chosen = spec.presets.find(([name]) => name === preset.value);
          if (chosen) move({ ...defaults(), ...chosen[1] });
        });
      }
      if (section.clientWidth < 660) section.querySelectorAll("[data-open-wide]").forEach((group) => { group.open = false; });
    }

    wire();
    goLive(section, { actions, number, open: openAddress, draw });
  }

  Object.assign(shared, { say, inTurn, caption, savePicture, engineOf, drawLive, goLive, seen });

  document.querySelectorAll("section.explorer [data-explorer-spec]").forEach((node) => start(node.closest("section")));
})();
