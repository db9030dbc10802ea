/* What the shared parts of the book do on the page: exercises, panels, timelines, tables, handouts.
   Everything they show was written into the page when the book was built. This script shows, hides, copies and
   puts in order; it decides nothing and sends nothing. A part is an element with data-jw-part; each kind has
   one function below. A classic script, to be loaded with defer. */
(function () {
  "use strict";
  const shared = window.jointWorking, { make, fits, tens } = shared;

  /* Elements of a part itself, not of a part inside it. */
  function own(root, selector) {
    const isOwn = (element) => element.parentElement.closest("[data-jw-part]") === root;
    return Array.from(root.querySelectorAll(selector)).filter(isOwn);
  }

  /* 1. Exercises --------------------------------------------------------- */
  function reason(root, place) { return own(root, `[data-feedback="${place}"]`)[0].cloneNode(true).childNodes; }
  /* Answers when the button is pressed; a new choice takes the answer away. */
  function asks(root, answer) {
    const tell = (told) => root.querySelector(".jw-feedback").replaceChildren(...told);
    root.querySelector(".jw-button").addEventListener("click", () => tell(answer()));
    root.querySelector("fieldset").addEventListener("change", () => tell([]));
  }
  /* One answer, or a guess: radios. */
  function exercise(root) {
    const after = root.querySelector("[data-answer-text]"), start = after ? "Your guess: " : "Your answer: ";
    asks(root, () => {
      const chosen = root.querySelector("input:checked");
      if (!chosen) return [make("p", "", "Choose an answer first.")];
      const said = make("strong", "", start + chosen.parentElement.textContent.trim());
      const told = make("p", "", said, make("br"), ...reason(root, chosen.value));
      return after ? [told, after.cloneNode(true)] : [told];
    });
  }
  /* Statements put in categories: selects. */
  function sort(root) {
    const selects = Array.from(root.querySelectorAll("select"));
    asks(root, () => {
      if (selects.some((select) => !select.value)) return [make("p", "", "Choose a place for every statement first.")];
      return [make("ul", "", ...selects.map((select, at) => {
        const elsewhere = select.value === select.dataset.belongs ? "" : "This belongs elsewhere: ";
        const name = make("strong", "", select.labels[0].textContent);
        return make("li", "", name, ` You chose ${select.value}. ${elsewhere}`, ...reason(root, at + 1));
      }))];
    });
  }

  /* 2. Settings kept in the address: selects, Reset and Copy link. `show` has the values by key at every change. ------- */

  function choices(root, show) {
    const selects = own(root, "select"), usual = settings();
    const hooks = ["[data-panel-notice]", "[data-jw-reset]", "[data-jw-link]"];
    const [notice, reset, copy] = hooks.map((hook) => own(root, hook)[0]);
    const linked = shared.linked(root.dataset.explorer, Number(root.dataset.version), 1, selects.map((select) => {
      const options = Array.from(select.options, (option) => option.value);
      return { key: select.name, label: select.labels[0].textContent, kind: "option", usual: select.value, options };
    }));

    function settings() { return Object.fromEntries(selects.map((select) => [select.name, select.value])); }
    function set(values) { selects.forEach((select) => { select.value = values[select.name]; }); }
    function refresh() {
      if (reset) reset.disabled = selects.every((select) => select.value === usual[select.name]);
      root.dataset.state = shared.writeLink(linked, settings());
      show(settings());
    }
    function moved() {
      notice.hidden = true;
      refresh();
      shared.keep(root.dataset.state);
    }
    function read(asked) {
      if (!asked) return;
      shared.notify(notice, asked.notice, asked.said);
      set(asked.values);
      refresh();
      if (!asked.quiet) root.scrollIntoView({ behavior: "instant" });
    }

    selects.forEach((select) => select.addEventListener("change", moved));
    if (reset) reset.addEventListener("click", () => {
      set(usual);
      moved();
      selects[0].focus();
    });
    if (copy) copy.addEventListener("click", () => shared.copy(copy, location.href.split("#")[0] + root.dataset.state, "Link copied"));
    refresh();
    shared.follow(linked, read);
  }
  /* Whether a select asks for other than what an element holds under that name. */
  function isOut(element, values, names) {
    return names.some((name) => name in values && values[name] !== "all" && element.dataset[name] !== values[name]);
  }

  /* What a reader takes away: rows as CSV, a picture as SVG ------------------ */

  function saveRows(root, rows) { shared.saveCsv(root.dataset.explorer, rows); }
  function plain(element) { return element ? element.textContent.replace(/\s+/g, " ").trim() : ""; }
  function standing(root) { return plain(root.querySelector("header .jw-badge")); }
  /* The text of a line, with its cells or its word and meaning kept apart. */
  function line(part) { return part.matches("div, tr") ? Array.from(part.children, plain).filter(Boolean).join(": ") : plain(part); }
  /* The sentence of an explorer, from its template. */
  function fill(sentence, values) { sentence.textContent = shared.filled(sentence.dataset.template, values); }
  /* A button before the last one of an explorer, which is the handout. */
  function offer(root, label, act) {
    const row = own(root, ".jw-actions").pop();
    row.insertBefore(shared.button("jw-button", label, act), row.lastElementChild);
  }

  /* 3. Panel: which answer is shown ---------------------------------------- */

  function answersAsRows(root, answers) {
    const selects = own(root, "select"), source = plain(own(root, ".jw-source").pop());
    const heads = selects.map((select) => plain(select.labels[0]));
    return [[...heads, "Answer", "More", "Source", "Standing"], ...answers.map((answer) => {
      const chosen = answer.dataset.answer.split("|").map((value, at) =>
        plain(Array.from(selects[at].options).find((option) => option.value === value)));
      const more = Array.from(answer.querySelectorAll("p, li, dl > div, tr")).filter((part) =>
        !part.closest("[data-jw-part]:not(.jw-panel)") && !part.matches(".jw-sentence, li p, dd p, td p"));
      return [...chosen, plain(answer.querySelector(".jw-sentence")), more.map(line).join(" · "), source, standing(root)];
    })];
  }
  function savePicture(root, answer) {
    const all = Array.from(answer.querySelectorAll(".jw-lane svg")), drawn = all.length ? beside(all) : answer.querySelector("svg").cloneNode(true);
    const said = [plain(answer.querySelector(".jw-sentence")), plain(own(root, ".jw-source").pop()),
      location.protocol === "file:" ? root.dataset.state : location.href.split("#")[0] + root.dataset.state].join(" ");
    drawn.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    drawn.setAttribute("font-family", "Joint Sans, Arial, sans-serif");
    drawn.removeAttribute("aria-hidden");
    drawn.prepend(shared.draw(drawn, "title", {}, said));
    shared.save(root.dataset.explorer + ".svg", new XMLSerializer().serializeToString(drawn), "image/svg+xml");
  }
  /* Drawings of one size side by side, as one. */
  function beside(all) {
    const { width, height } = all[0].viewBox.baseVal, drawn = shared.draw(make("div"), "svg", { viewBox: `0 0 ${all.length * (width + 24)} ${height}` });
    all.forEach((one, at) => shared.draw(drawn, "svg", { x: at * (width + 24), width, height }).append(...one.cloneNode(true).childNodes));
    return drawn;
  }
  function panel(root) {
    const answers = own(root, "[data-answer]"), sentence = own(root, "[data-explorer-sentence]")[0];
    offer(root, "All answers (CSV)", () => saveRows(root, answersAsRows(root, answers)));
    if (answers.some((answer) => answer.querySelector("svg"))) {
      offer(root, "Picture (SVG)", () => savePicture(root, answers.find((answer) => !answer.hidden)));
    }
    choices(root, (values) => {
      const chosen = Object.values(values).join("|"), was = answers.find((answer) => !answer.hidden);
      const open = was ? Array.from(was.querySelectorAll("details"), (fold) => fold.open) : [];
      answers.forEach((answer) => {
        answer.hidden = answer.dataset.answer !== chosen;
        if (answer.hidden) return;
        sentence.textContent = answer.querySelector(".jw-sentence").textContent;
        answer.querySelectorAll("details").forEach((fold, at) => { fold.open = Boolean(open[at]); }); /* as in the last */
      });
    });
    root.dataset.live = "";
  }
  /* 4. Timelines: what was known, and which kinds. A line for each event, or a row for each year: lanes, one a nation. */

  /* What stands in an event: its kind, its words and its note. */
  function told(event) {
    const [kind, note, fold, all] = [".jw-kind", "small", "details", "div"].map((part) => plain(event.querySelector(part)));
    return [kind, all.slice(kind.length, all.length - (fold || note).length).trim(), note];
  }
  /* Of the events that are asked for shows the ten nearest to the year, greys those after it, and counts in the sentence. */
  function years(root, eventsOf, after) {
    const rows = own(root, "[data-year]"), here = own(root, ".jw-here")[0], all = rows.flatMap(eventsOf);
    const sentence = own(root, "[data-explorer-sentence]")[0], last = rows[rows.length - 1].dataset.year;
    const yearOf = (event) => Number(event.closest("[data-year]").dataset.year);
    const show = tens(own(root, ".jw-events, .jw-scroll")[0], "before", () => {
      after(rows);
      const firstLater = rows.find((row) => row.matches(".later:not([hidden])"));
      here.hidden = !firstLater;
      if (firstLater) firstLater.before(here);
    });
    choices(root, (values) => {
      const year = Number(values.year || last);
      all.forEach((event) => { event.hidden = isOut(event, values, ["lane", "kind"]); });
      rows.forEach((row) => row.classList.toggle("later", yearOf(row) > year));
      const left = all.filter(fits), known = left.filter((event) => yearOf(event) <= year).length;
      const far = new Map(left.map((event, at) => [event, Math.abs(at + 0.5 - known)]));
      here.querySelector("b, .jw-when").textContent = year;
      fill(sentence, { all: left.length, known, year });
      show(left.sort((a, b) => far.get(a) - far.get(b)));
    });
  }
  function knownThen(row) { return row.classList.contains("later") ? "no" : "yes"; }
  function timeline(root) {
    const heads = ["Date", "Kind", "Event", "Source", "Known then", "Standing"];
    offer(root, "These events (CSV)", () => saveRows(root, [heads, ...own(root, "[data-year]").filter(fits).map((event) =>
      [plain(event.querySelector(".jw-when")), ...told(event), knownThen(event), standing(root)])]));
    years(root, (event) => [event], () => {});
  }
  function lanes(root) {
    const heads = ["Year", "Nation", "Kind", "Event", "Source", "Known then"], columns = own(root, "th[data-lane], td[data-lane]");
    const eventsOf = (part) => part.querySelectorAll("li[data-lane]:not([hidden])");
    root.dataset.live = "";
    offer(root, "These events (CSV)", () => saveRows(root, [heads, ...own(root, "[data-year] li").filter(fits).map((event) => [
      event.closest("tr").dataset.year, plain(event.closest("td").querySelector(".jw-cell-name")), ...told(event), knownThen(event.closest("tr"))])]));
    years(root, (row) => Array.from(row.querySelectorAll("li")), (rows) => {
      const nations = new Set(Array.from(eventsOf(root), (event) => event.dataset.lane)), wide = nations.size - nations.has("uk") || 1;
      rows.forEach((row) => { row.hidden = !eventsOf(row).length; });
      columns.forEach((cell) => {
        cell.hidden = !nations.has(cell.dataset.lane);
        if (cell.tagName === "TD") cell.classList.toggle("jw-bare", !eventsOf(cell).length);
        if (cell.dataset.lane === "uk") cell.colSpan = wide;
      });
      own(root, ".jw-here td")[0].colSpan = wide + 1;
    });
  }

  /* 5. Table: headings that sort. The order of each cell was worked out when the book was built. --------- */

  function table(root) {
    const body = root.querySelector("tbody"), first = Array.from(body.rows), heads = Array.from(root.querySelectorAll("thead th"));
    if (first.length < 2) return;
    root.querySelector("caption").append(make("span", "jw-vh", "Buttons in the headings sort the rows."));
    heads.forEach((head, column) => head.replaceChildren(shared.button("jw-sort", head.textContent, () => {
      const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
      const order = (row) => row.cells[column].dataset.order, [some, none] = [true, false].map(
        (has) => first.filter((row) => Boolean(order(row)) === has));
      body.append(...some.sort((a, b) => way * (order(a) - order(b))), ...none); /* no figure goes last, both ways */
    })));
  }

  /* 6. Handout: print one explorer or briefing alone, with lines and a foot ------------------------------ */

  /* The head of a handout, and its foot: lines to write on, the day, and where the page is. */
  function handout(root) {
    const chapter = document.querySelector("h1"), day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    const title = chapter ? [make("span", "", chapter.firstChild.textContent.trim() + " · handout")] : [];
    /* A page opened from a disk has a private path: its name is enough. */
    const page = location.protocol === "file:" ? location.pathname.split("/").pop() : location.href.split("#")[0];
    const state = root.dataset.state || (location.hash.indexOf("explorer=") > 0 ? location.hash : "");
    const where = make("span", "", (state ? "Same settings: " : "This page: ") + page + state);
    const ask = make("p", "jw-handout-ask", root.dataset.ask || "Questions to ask");
    const lines = Array.from({ length: 4 }, () => make("div", "jw-line"));
    const foot = make("div", "jw-handout-foot", make("span", "", "Made " + day + "."), where);
    const head = make("div", "jw-handout jw-handout-head", make("b", "", "Joint Working"), ...title);
    return [head, make("div", "jw-handout", ask, ...lines, foot)];
  }
  function printAlone(root) {
    const added = handout(root), off = [], opened = Array.from(root.querySelectorAll("details[data-jw-print-open]:not([open])"));
    for (let at = root; at !== document.body; at = at.parentElement) {
      off.push(...Array.from(at.parentElement.children).filter((other) => other !== at));
    }
    const classes = (how) => {
      off.forEach((element) => element.classList[how]("jw-print-off"));
      root.classList[how]("jw-print-this");
      document.body.classList[how]("jw-printing");
      opened.forEach((element) => { element.open = how === "add"; });
    };
    classes("add");
    root.prepend(added[0]);
    root.append(added[1]);
    addEventListener("afterprint", () => {
      classes("remove");
      added.forEach((element) => element.remove());
    }, { once: true });
    window.print();
  }

  /* 7. Filtered list: the rows that fit every select, and those rows as CSV ------------------------------- */

  function filtered(root) {
    const rows = own(root, "[data-row]"), sentence = own(root, "[data-explorer-sentence]")[0];
    const show = tens(own(root, ".jw-rows")[0], "after");
    root.dataset.live = "";
    choices(root, (values) => {
      rows.forEach((row) => { row.hidden = isOut(row, values, Object.keys(values)); });
      fill(sentence, { shown: rows.filter(fits).length, all: rows.length });
      show(rows.filter(fits));
    });
    own(root, "[data-jw-rows]")[0].addEventListener("click", () => {
      const cells = rows.flatMap((row) => Array.from(row.querySelectorAll("[data-cell]")));
      const heads = Array.from(new Set(cells.map((cell) => cell.dataset.cell)));
      saveRows(root, [heads, ...rows.filter(fits).map((row) => heads.map((head) =>
        (row.querySelector(`[data-cell="${head}"]`) || { textContent: "" }).textContent.trim()))]);
    });
  }

  /* 8. Matrix: which systems, the reader's own first; which questions; what a year could not know ---------- */

  function matrix(root) {
    const cellsOf = (row) => Array.from(row.querySelectorAll("[data-system]"));
    const lines = Array.from(root.querySelectorAll("tr"), (row) => ({ row, cells: cellsOf(row) }));
    const cells = own(root, ".jw-cell"), sentence = own(root, "[data-explorer-sentence]")[0];
    const sets = Object.fromEntries(root.dataset.sets.split(";").map((set) => set.split("=")));
    const said = (cell) => cell.dataset.copy || plain(cell), seen = (part) => !part.hidden;
    const copied = () => [...lines.filter(({ row }) => seen(row)).map(({ row }) => Array.from(row.children).filter(seen).map(said).join("\t")),
      "", plain(own(root, ".jw-source")[0])].join("\n");
    own(root, "[data-jw-copy]").forEach((it) => it.addEventListener("click", () => shared.copy(it, copied(), "Table copied")));
    root.dataset.live = "";
    choices(root, (values) => {
      const wanted = [...sets[values.beside].split(" "), values.own];
      lines.forEach(({ row, cells }) => {
        const mine = cells.find((cell) => cell.dataset.system === values.own);
        row.append(mine, ...cells.filter((cell) => cell !== mine));
        cells.forEach((cell) => {
          cell.hidden = !wanted.includes(cell.dataset.system);
          cell.classList.toggle("jw-mine", cell === mine);
        });
        const kinds = new Set(cells.filter((cell) => !cell.hidden).map((cell) => cell.dataset.short));
        const fits = ["all", kinds.size > 1 ? "differ" : "", ...(row.dataset.set || "").split(" ")];
        row.hidden = Boolean(row.dataset.set) && !fits.includes(values.set);
      });
      const year = Number(values.year), shown = cells.filter((cell) => !cell.closest("td").hidden && !cell.closest("tr").hidden);
      root.toggleAttribute("data-past", values.year !== root.dataset.today);
      cells.forEach((cell) => {
        cell.classList.toggle("later", cell.dataset.from > year);
        [cell.children[0].hidden, cell.children[1].hidden] = [cell.dataset.from <= year, !(cell.dataset.to < year)];
      });
      fill(sentence, {
        systems: lines[0].cells.filter((cell) => !cell.hidden).length, year,
        later: shown.filter((cell) => cell.dataset.from > year).length, ended: shown.filter((cell) => cell.dataset.to < year).length,
        questions: lines.filter(({ row }) => row.dataset.set && !row.hidden).length, all: lines.length - 1
      });
    });
  }

  /* Start ------------------------------------------------------------------ */

  const KINDS = { exercise, predict: exercise, sort, panel, timeline, table, filtered, lanes, matrix, places };
  function places(root) { root.onsubmit = (event) => { event.preventDefault(); location.href = own(root, "select")[0].value; }; }

  document.querySelectorAll("[data-jw-part]").forEach((root) => {
    own(root, "[data-jw-js]").forEach((element) => { element.hidden = false; });
    own(root, "[data-jw-nojs]").forEach((element) => { element.hidden = true; });
    if (KINDS[root.dataset.jwPart]) KINDS[root.dataset.jwPart](root);
  });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-jw-print]"), root = button && button.closest(".explorer, .jw-briefing");
    if (root) printAlone(root);
  });
})();
