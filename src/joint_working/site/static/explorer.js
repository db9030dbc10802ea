/* Makes an explorer move: reads its levers, runs its recorded model, says figure, sentence and table, and in the next
   frame moves the pictures that are seen. It holds no rule of its own: words, formats, ranges and notices come with the
   page (joint_working/kit/page.py), model and drawings in a script of their own (site/model_scripts.py). State is kept
   in the address after # and goes nowhere else. */
(function () {
  "use strict";

  const shared = window.jointWorking, say = shared.say;

  /* --- What every explorer with a recorded model does: indicators.js too -------------------------------------- */

  /* A text with each {} filled in turn. */
  function inTurn(text, told) { return text.replace(/\{\}/g, () => told.shift()); }
  /* Writes what a picture tells: above it, and for those who do not see it. */
  function caption(figure, message, what, description) {
    const picture = figure.querySelector("[data-explorer-description]");
    say(figure.querySelector("[data-explorer-message]"), message);
    say(figure.querySelector("[data-explorer-what]"), what);
    if (picture.getAttribute("aria-label") !== description) picture.setAttribute("aria-label", description);
  }
  /* Keeps drawings up to date: those on the screen or near it in the next frame, once, however many moves it holds; the
     others when they come near, are printed or are taken away. `rows(which, size)` gives the tables of one, by name. */
  function drawings(section, name, rows) {
    const places = Array.from(section.querySelectorAll("[data-drawing]"));
    const feeds = new Map(), near = new Set(), old = new Set(), wanted = rules.drawings[name];
    let asked = 0, made;
    function draw(place) {
      if (!old.delete(place)) return;
      made = made || wanted();
      const which = place.closest("[data-picture]").dataset.picture, size = place.dataset.drawing, { specs, functions } = made;
      if (!feeds.has(place)) feeds.set(place, shared.picture(specs[which][size], functions, place.querySelector("svg")));
      const { params, beside, ...tables } = rows(which, size);
      feeds.get(place)(tables, params, beside);
    }
    function drawNear() {
      asked = 0;
      places.filter((place) => near.has(place)).forEach(draw);
    }
    function soon() { asked = asked || requestAnimationFrame(drawNear); }
    const watch = new IntersectionObserver((seen) => {
      seen.forEach(({ target, isIntersecting }) => near[isIntersecting ? "add" : "delete"](target));
      soon();
    }, { rootMargin: "200px" });
    places.forEach((place) => watch.observe(place));
    addEventListener("beforeprint", () => places.forEach(draw));
    return {
      change: () => { places.forEach((place) => old.add(place)); soon(); },
      /* The SVG of a picture as it should be now, seen or not: the wide one, if there is one. */
      now: (which) => {
        const place = places.find((one) => one.closest("[data-picture]").dataset.picture === String(which));
        draw(place);
        return place.querySelector("svg");
      }
    };
  }
  /* Goes live: the buttons, and the address. */
  function goLive(section, { actions, number, open }) {
    section.querySelectorAll(":is(button,input,select):disabled").forEach((one) => { one.disabled = false; });
    section.querySelectorAll("[data-action]").forEach((one) => one.addEventListener("click", () => actions[one.dataset.action](one)));
    open();
    section.explorerValue = number;
    section.dataset.explorerReady = "";
  }

  /* --- One explorer ------------------------------------------------------------------------------------------ */

  function start(section) {
    if (!shared.picture) return;  // a script of the page did not arrive, and the page says so
    let spec = JSON.parse(section.querySelector("[data-explorer-spec]").textContent), other = null;
    const own = spec;
    const find = (hook) => section.querySelector(hook);
    const fields = {}, reset = find('[data-action="reset"]');
    const places = Object.fromEntries(["figure", "figure_label", "brief", "changed", "sentence"].map(
      (name) => [name, find(`[data-explorer-${name.replace("_", "-")}]`)]));
    const [notice, preset, pick, more] = ["notice", "preset", "pick", "more"].map((name) => find(`[data-explorer-${name}]`));
    const cells = Array.from(section.querySelectorAll("[data-explorer-table] tbody tr"), (row) => row.querySelectorAll("td"));
    const figures = spec.pictures.map((_, which) => find(`[data-picture="${which}"]`));
    const onward = section.querySelectorAll("[data-explorer-onward] a");
    const pictures = drawings(section, spec.name, rowsFor);
    const model = rules.models[spec.name]();  // the recorded steps, written out when the book was built
    let values = defaults(), known = numbers(), refused = {}, last = "", open = "", next = "";

    function defaults() { return Object.fromEntries(spec.levers.map((lever) => [lever.name, lever.default])); }

    function numbers() { return other ? other.known(values) : model(values); }
    /* What is said of the same levers by the book's own rule, beside another (change.js). */
    function byBook(tell) {
      const mine = known;
      known = other.book(values);
      const told = tell();
      known = mine;
      return told;
    }
    function number(of) { return typeof of === "string" ? known[of] : of; }
    function slot([form, of]) { return rules.numbers.in_format(spec.formats[form], number(of)); }
    function words(clauses) {
      return clauses.filter((clause) => number(clause[2])).map(([text, slots]) => inTurn(text, slots.map(slot))).join(" ");
    }
    function shown(lever, value) {
      return lever.options.length ? lever.options[value] : rules.numbers.in_full(spec.formats[lever.format], value);
    }

    /* Words, figures and table at once; the pictures in the next frame. */
    function answer() {
      known = numbers();
      ["figure", "figure_label", "brief", "sentence"].forEach((name) => say(places[name], words(spec[name])));
      const told = moved().sort((a, b) => (b.name === last) - (a.name === last)).map((lever) =>
        [lever.label, shown(lever, values[lever.name]), shown(lever, lever.default)]);
      say(places.changed, rules.numbers.line(spec.usual, places.figure.textContent, told));
      const printed = () => spec.table.map((row) => row.map(slot)), table = printed(), books = other && byBook(printed);
      cells.forEach((row, r) => row.forEach((cell, c) => {
        say(cell, table[r][c]);
        if (books && books[r][c] !== table[r][c]) cell.append(shared.make("small", "jw-by-book", ` book ${books[r][c]}`));
      }));
      if (other) other.tell(...[words, (clauses) => byBook(() => words(clauses))].map((by) => by(spec.figure)), words(spec.figure_label));
      spec.pictures.forEach((told, n) => caption(figures[n], words(told.message), words(told.what), words(told.description)));
      onward.forEach((anchor, which) => {
        const [link, carried] = spec.onward[which];
        anchor.href = link + carried.map(([name, of]) => `&${name}=${Math.round(number(of) * 1e4) / 1e4}`).join("");
      });
      showLevers();
      pictures.change();
    }

    /* Pictures */
    function filledCell(cell) {
      return cell && cell.slot ? slot(cell.slot) : cell && cell.signal !== undefined ? number(cell.signal) : cell;
    }
    function filledRow(row) { return Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, filledCell(cell)])); }
    function rowsFor(which, size) {
      const { used, rows } = spec.pictures[which];
      const filled = () => Object.fromEntries(used[size].map((name) => [name, rows[name].map(filledRow)]));
      return other ? { ...filled(), beside: byBook(filled) } : filled();
    }

    /* Levers */
    /* Writes what has changed of a lever: its handle and note when it was moved, its box also when it refuses a text. */
    function showLever(lever) {
      const field = fields[lever.name], { input, box, note, wrong } = field, value = values[lever.name];
      if (Number(input.value) !== value) input.value = value;
      if (field.value !== value) {
        const changed = value !== lever.default;
        Object.assign(field, { value, text: shown(lever, value) });
        field.row.classList.toggle("changed", changed);
        note.classList.toggle("was", changed);
        say(note, changed ? "Was " + shown(lever, lever.default) : note.dataset.note);
        if (box) {
          const limit = value === lever.low ? ", the least" : value === lever.high ? ", the most" : "";
          input.setAttribute("aria-valuetext", field.text + limit);
          input.style.setProperty("--at", (100 * (value - lever.low)) / (lever.high - lever.low) + "%");
        }
      }
      const { text, problem } = refused[lever.name] || { text: field.text, problem: "" };
      if (box && box.value !== text) box.value = text;
      if (!box || field.problem === problem) return;
      field.problem = problem;
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
    function moved() { return spec.levers.filter((lever) => values[lever.name] !== lever.default); }
    /* Shows the levers that count now: five where there is room, or the one chosen by its name (see house.css). */
    function showThose() {
      const those = spec.levers.filter(({ name }) => number(spec.counts[name] ?? 1)).map(({ name }) => name);
      const at = Math.max(0, those.indexOf(pick.value)), first = at - at % 5, now = [at, ...those].join();
      if (now === open) return;
      open = now;
      next = those[first + 5] || those[0];
      Object.entries(fields).forEach(([name, { row, option }]) => {
        const place = those.indexOf(name);
        row.hidden = option.hidden = option.disabled = place < 0;
        row.classList.toggle("shown", place >= first && place < first + 5);
        row.classList.toggle("chosen", place === at);
      });
      pick.value = those[at];
      more.hidden = those.length < 6;
      say(more, inTurn(more.dataset.explorerMore, [first + 1, Math.min(first + 5, those.length), those.length]));
    }
    function isSetTo(those) { return spec.levers.every(({ name }) => values[name] === those[name]); }
    function showLevers() {
      spec.levers.forEach(showLever);
      showThose();
      if (reset.disabled === moved().length > 0) reset.disabled = !reset.disabled;
      const [match] = spec.presets.find(([, moved]) => isSetTo({ ...defaults(), ...moved })) || [""];
      if (preset.value !== match) preset.value = match;
    }

    const linked = shared.linked(spec.name, spec.version, spec.oldest, spec.levers.map((lever) =>
      ({ key: lever.name, kind: "number", usual: lever.default, ...lever, options: [] })));
    function link() { return shared.writeLink(linked, values) + (other ? other.link : ""); }
    function moveOne(name, value) { last = name; move({ ...values, [name]: value }, { ...refused, [name]: undefined }); }
    function move(next, still = {}) {
      [values, refused] = [next, still];
      if (!notice.hidden) notice.hidden = true;
      answer();
      shared.keep(link());
    }
    /* Some chapters open an explorer on one of its presets. An address goes before it. */
    function opening() {
      const opens = spec.presets.find(([name]) => name === section.dataset.opens);
      return opens ? { values: { ...defaults(), ...opens[1] }, notice: "", quiet: true } : null;
    }
    function openAddress(asked) {
      if (!asked) return showLevers();
      [values, refused] = [asked.values, {}];
      shared.notify(notice, asked.notice, asked.said);
      answer();
      if (!asked.quiet) section.scrollIntoView({ behavior: "instant" });
    }

    /* What a reader takes away */
    function csv() {
      const table = find("[data-explorer-table]");
      const settings = spec.levers.map((lever) => [lever.label, shown(lever, values[lever.name])]);
      return shared.asCsv([
        [spec.title], [spec.standing + (other ? other.said : "")], ["Address", location.href.split("#")[0] + link()], [],
        ["Setting", "Value"], ...settings, [], [table.caption.textContent],
        ...Array.from(table.rows, (row) => Array.from(row.cells, (cell) => cell.textContent))
      ]);
    }
    async function savePictures(kind) {
      for (const [which, { source }] of spec.pictures.entries()) {
        const name = `${spec.name}-${which + 1}`, svg = pictures.now(which);
        await shared.savePicture(name, kind, svg, figures[which], source + (other ? other.said : ""), link());
      }
    }
    const actions = {
      reset: () => { move(defaults()); find("[data-explorer-levers]").querySelector("input,select").focus(); },
      link: (button) => shared.copy(button, location.href.split("#")[0] + link(), "Link copied"),
      python: (button) => shared.copy(button, rules.numbers.as_python(spec.variable,
        moved().map(({ name }) => [name, String(values[name])])), "Copied"),
      csv: () => shared.save(spec.name + ".csv", csv(), "text/csv"),
      svg: () => savePictures("svg"),
      png: () => savePictures("png")
    };

    spec.levers.forEach((lever) => {
      const row = find(`[data-lever="${lever.name}"]`), [input, box, note, wrong] = [
        "[type=range],select", "[type=text]", "[data-note]", "[role=alert]"].map((hook) => row.querySelector(hook));
      const option = pick.querySelector(`[value="${lever.name}"]`);
      fields[lever.name] = { input, box, note, wrong, row, option };
      note.dataset.note = note.textContent;
      row.querySelectorAll("[data-step]").forEach((button) => button.addEventListener("click", () => {
        input.stepUp(Number(button.dataset.step));
        moveOne(lever.name, Number(input.value));
      }));
      input.addEventListener("input", () => { moveOne(lever.name, Number(input.value)); });
      if (!box) return;
      box.addEventListener("focus", () => { box.select(); });
      box.addEventListener("change", () => { typed(lever, box.value); });
    });
    preset.addEventListener("input", () => {
      const chosen = spec.presets.find(([name]) => name === preset.value);
      if (chosen) move({ ...defaults(), ...chosen[1] });
    });
    /* Lets another rule answer, with its words; null brings back the book's. The levers stay as they are. */
    section.explorerRule = (rule) => {
      other = rule;
      spec = rule ? { ...own, ...rule.words, pictures: own.pictures.map((picture, n) => ({ ...picture, ...rule.words.pictures[n] })) } : own;
      open = "";
      answer();
      shared.keep(link());
    };
    pick.addEventListener("change", showThose);
    more.addEventListener("click", () => { pick.value = next; showThose(); });
    goLive(section, { actions, number, open: () => shared.follow(linked, openAddress, opening()) });
  }

  Object.assign(shared, { inTurn, caption, drawings, goLive });

  document.querySelectorAll("section.explorer [data-explorer-spec]").forEach((node) => start(node.closest("section")));
})();
