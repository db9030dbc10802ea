/* Your own accounts on the page: shows one partnership's published figures, and reads figures that are typed, pasted or
   opened from a file. It holds no rule: those are models/accounts.py and models/account_words.py, compiled, and the rows
   of data/account_*.csv that the page carries. What is typed is kept in the address after # and in files the reader
   saves, and goes nowhere else; it is only ever put on the page as text. A classic script, to be loaded with defer. */
(function () {
  "use strict";

  const shared = window.jointWorking, make = shared.make, filled = shared.filled, judge = rules.accounts;
  const WORDS = Object.fromEntries(judge.WORDS), OWN = { key: "own", name: "" };

  function start(root) {
    const data = JSON.parse(root.querySelector("[data-own-rules]").textContent);
    const find = (hook) => root.querySelector(hook);
    const made = (Kind, rows) => rows.map((row) => py.made(judge[Kind], row));
    const lab = new judge.Lab(data.lab.name, data.lab.version, made("Lever", data.lab.levers));
    const kinds = ["Field", "Fault", "Measure", "Word", "Bound"], tidy = judge.tidy;
    const known = new judge.Rules(...kinds.map((Kind) => made(Kind, data[Kind.toLowerCase() + "s"])));
    function field(key) { return known.field.get(key); }
    function understood(head) { return judge.understood(head, known); }
    function option(one, cell, other) { return one.options.get(tidy(cell).toLowerCase()) || other; }
    function written(table) { return judge.write(table[0] || [], table.slice(1)); }

    /* --- 1. The form: what was typed, and what it says ------------------------------------------------------------ */

    const place = find("select[name=place]"), fill = find("select[name=fill]"), which = find("select[name=row]");
    const answers = Array.from(root.querySelectorAll("[data-answer]"));
    const form = find("[data-own-rows]"), back = find("[data-own-back]"), paste = find("[data-own-paste]");
    const box = paste.querySelector("textarea"), file = paste.querySelector("input[type=file]");
    /* `heads` and `typed` are the cells as they stand in the form, below `above` blank rows of the file they came from;
       the first `theirs` headings are the reader's. */
    let heads = [], typed = [], theirs = 0, above = 0, before = null, answer = null, waiting = 0, follow = true;
    /* `named` are the reader's headings of columns that a step renamed; `given` and `choices` are what the step is of. */
    let named = [], given = "", choices = new Map(), step = null, rule = null;
    /* Whose figures stand in the form: "own", "example" or "published", and of which partnership. */
    let whose = { key: "example", name: "" };

    function on(hook, act) { find(hook).addEventListener("click", ({ currentTarget }) => act(currentTarget)); }
    function shownAnswer() { return answers.find((one) => !one.hidden); }
    function blank() { return heads.map(() => ""); }
    /* The same table with a column for every field. */
    function whole(names, rows) {
      const more = judge.whole(names, known).slice(names.length);
      return [names.concat(more), ...rows.map((row) => row.concat(more.map(() => "")))];
    }
    function isBlank() { return !typed.some((row) => row.some(tidy)); }
    /* The rows up to the last that holds anything, the headings first; and the same numbered as in their file. */
    function lines() {
      const last = typed.findLastIndex((row) => row.some(tidy));
      return [heads, ...typed.slice(0, last + 1)];
    }
    function numbered(rows) { return Array(above).fill([]).concat(rows); }
    function shortLines() { return judge.short(heads, lines().slice(1), known); }
    function fillWith(names, rows, of = OWN, skipped = 0, first = names.length, own = []) {
      [heads, ...typed] = whole(names, rows);
      [theirs, above, whose, named, follow] = [first, skipped, of, own, true];
      fill.value = whose.key;
      if (!typed.length) typed = [blank()];
      draw();
      say();
    }
    /* Rows of a table that fits, blank ones between them too, so that row numbers stay those of the file. */
    function take(found, own) {
      remember();
      const rows = [];
      found.cells.forEach(([number, row]) => { rows[number - found.top - 1] = row; });
      const full = Array.from(rows, (row) => row || found.heads.map(() => ""));
      fillWith(found.heads, full, OWN, found.top - 1, found.heads.length, own);
      answer.problems.forEach((one) => { panelOf(one).open = true; });
    }
    function panelOf(one) { return form.querySelector('[data-at="' + (one.row - above - 2) + '"]'); }
    function remember() {
      if (isBlank() || whose.key === "example") return;
      before = { heads, theirs, named, rows: typed.map((row) => row.slice()), above, whose };
      back.hidden = false;
    }
    function draw() {
      form.replaceChildren();
      typed.forEach((row, at) => {
        if (at < typed.length - 1 && !row.some(tidy)) return;
        const cells = make("div", "jw-own-cells", ...heads.map((head, column) => cellBox(at, column, head)));
        const out = shared.button("jw-button", WORDS["take-out"], () => takeOut(at));
        const panel = make("details", "jw-own-row", make("summary"), cells, out);
        panel.dataset.at = at;
        panel.open = at === typed.length - 1;
        form.append(panel);
      });
    }
    function takeOut(at) {
      remember();
      typed.splice(at, 1);
      if (!typed.length) typed.push(blank());
      draw();
      changed();
      form.querySelector("summary").focus();
    }
    function select(options, chosen) {
      const list = make("select", "", ...options.map(([value, words]) => new Option(words, value)));
      list.value = chosen;
      return list;
    }
    function boxed(id, words, input, ...notes) {
      const label = make("label", "", words), about = make("div", "", ...notes);
      label.htmlFor = input.id = root.dataset.explorer + "-" + id;
      about.id = input.id + "-said";
      input.setAttribute("aria-describedby", about.id);
      return make("div", "jw-own-cell", label, input, about);
    }
    function cellBox(at, column, head) {
      const meant = understood(head), key = meant.field, one = key && field(key), raw = typed[at][column];
      const same = one && one.options.size ? option(one, raw, raw) : raw;
      const choices = one && one.options.size ? Array.from(new Set(["", ...one.options.values(), same])) : [];
      const input = choices.length ? select(choices.map((words) => [words, words]), same)
        : Object.assign(make("input"), { type: "text", autocomplete: "off", spellcheck: false, value: raw });
      if (one && one.kind === "money") input.inputMode = "decimal";
      const label = one ? one.label : head || filled(WORDS.column, { column: String(column + 1) });
      const note = make("small", "", one ? data.notes[key] : WORDS.unused), read = make("small", "jw-own-read");
      const cell = boxed(at + "-" + column, label, input, note, read, make("p", "jw-own-wrong"));
      cell.dataset.unit = meant.unit;
      input.addEventListener("input", () => {
        typed[at][column] = input.value;
        whose = OWN;
        changed();
      });
      return cell;
    }
    function changed() {
      fill.value = "own";
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        say();
        keep();
      }, 300);
    }
    /* Says what the figures come to, or what is wrong and where. */
    function say() {
      answer = isBlank() ? null : judge.check(numbered(lines()), known);
      const keys = heads.map((head) => understood(head).field), unitAt = keys.indexOf("unit");
      const problems = answer ? answer.problems : [], wrong = find("[data-own-problems]");
      const offset = above + 2; /* the first row below the headings */
      form.querySelectorAll("details").forEach((panel) => {
        const at = Number(panel.dataset.at), mine = problems.filter((one) => one.row === at + offset);
        const names = ["year", "basis"].map((key) => tidy(typed[at][keys.indexOf(key)] || ""));
        const line = answer && answer.rows.find((one) => one.number === at + offset);
        const unit = option(field("unit"), typed[at][unitAt] || "", "");
        panel.querySelector("summary").textContent = judge.called(at + offset, names, mine.length);
        panel.querySelectorAll(".jw-own-cell").forEach((cell, column) => {
          const here = mine.filter((one) => one.column === column);
          const input = cell.querySelector("input, select"), key = keys[column];
          const head = named[column] || (column < theirs ? tidy(heads[column]) : "");
          const value = line && key ? line.values.get(key) : null, read = cell.querySelector(".jw-own-read");
          read.textContent = judge.reading(key, head, cell.dataset.unit, unit, value, known);
          cell.querySelector(".jw-own-wrong").textContent = here.map((one) => one.sentence).join(" ");
          if (here.length) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
        });
      });
      wrong.hidden = !problems.length;
      wrong.replaceChildren(...problems.length ? told(problems, true) : []);
      const made = whose.key === "example";
      find("[data-own-badge]").hidden = !made || !answer;
      root.toggleAttribute("data-own-made", made); /* a handout leaves the example out */
      const rows = answer ? answer.rows : [], chosen = which.value, line = judge.latest(rows, known);
      which.replaceChildren(...rows.map((row) => new Option(judge.name_of(row))));
      if (line) which.value = judge.name_of(line);
      if (!follow && rows.map(judge.name_of).includes(chosen)) which.value = chosen;
      find("[data-own-which]").hidden = rows.length < 2;
      find("[data-own-result]").hidden = !rows.length;
      tell();
    }
    /* How many problems there are, the first of them with a way to where each stands in the form, and what is so. */
    function told(problems, go) {
      const some = problems.slice(0, judge.SHOWN).map((one) => {
        const panel = go && panelOf(one);
        return !panel ? make("span", "", one.sentence) : shared.button("jw-own-go", one.sentence, () => {
          panel.open = true;
          panel.querySelectorAll(".jw-own-cell")[Math.max(one.column, 0)].querySelector("input, select").focus();
        });
      });
      const list = make("ul", "", ...[...some, judge.more(problems)].filter(Boolean).map((one) => make("li", "", one)));
      return [make("p", "", judge.count(problems)), list, make("p", "", WORDS.kept)];
    }
    function chosenRow() { return answer && answer.rows.find((row) => judge.name_of(row) === which.value); }
    /* The sentence, the table and the start of the lab, from the row chosen. */
    function tell() {
      const row = chosenRow(), said = find("[data-own-sentence]"), code = place.value;
      said.hidden = Boolean(answer && answer.problems.length);
      said.textContent = answer ? "" : WORDS.empty;
      if (!row) return;
      const values = judge.measured(row, answer.rows, known), remarks = answer.remarks.map((one) => one.sentence);
      said.textContent = [judge.sentence(row, values, whose.key, whose.name, known), ...remarks].join(" ");
      shared.fillTable(find("[data-own-table]"), cells());
      const councils = code ? data.places[code].councils : 0, begin = find("[data-own-start]");
      const found = judge.start(values, code, councils, known, lab);
      const stays = make("p", "", filled(WORDS.stays, { names: found.stays.join(", ") }));
      begin.replaceChildren(begin.querySelector("h5"));
      if (!found.link) return void begin.append(make("p", "", judge.payments_needed(lab)), stays);
      const link = make("a", "jw-button", filled(WORDS.go, Object.fromEntries(row.values)));
      const list = make("ul", "", ...found.says.concat(found.outside).map((text) => make("li", "", text)));
      link.href = data.page + found.link;
      begin.append(make("p", "", WORDS.starts), list, stays, make("p", "", link));
    }
    function cells() {
      const rows = answer ? answer.rows : [];
      return [[WORDS.what, ...rows.map(judge.name_of)], ...judge.cells(rows, known)];
    }

    /* --- 2. The partnership, and the address ---------------------------------------------------------------------- */

    function choose() {
      const code = place.value;
      answers.forEach((one) => { one.hidden = one.dataset.answer !== code; });
      find("[data-explorer-sentence]").textContent = shownAnswer().querySelector(".jw-sentence").textContent;
      const option = fill.querySelector("[value=published]"), held = data.places[code].published;
      option.disabled = option.hidden = !held;
      const named = held && { name: data.places[code].name, year: held.year };
      option.textContent = held ? filled(WORDS["publish-year"], named) : WORDS.publish;
      root.querySelectorAll("[data-own-picture]").forEach((svg) => {
        const now = svg.querySelector('[data-code="' + code + '"]'), was = svg.querySelector("[data-code]:last-child");
        if (now === was) return;
        ["stroke", "stroke-width", "opacity"].forEach((name) => {
          const [on, off] = [was, now].map((one) => one.getAttribute(name));
          now.setAttribute(name, on);
          was.setAttribute(name, off);
        });
        was.querySelectorAll("text").forEach((text) => { text.setAttribute("display", "none"); });
        now.querySelectorAll("text").forEach((text) => { text.removeAttribute("display"); });
        svg.append(now);
      });
      if (chosenRow()) tell();
    }
    const linked = shared.linked(root.dataset.explorer, Number(root.dataset.version), 1, [
      { key: "place", label: place.labels[0].textContent, kind: "option", usual: place.options[0].value,
        options: Array.from(place.options, (option) => option.value) },
      { key: "own", label: "", kind: "text", usual: "" }
    ]);
    function link() {
      const own = isBlank() || whose.key === "example" ? "" : written(numbered(shortLines()));
      const fits = own.length <= judge.LONGEST_LINK;
      shared.notify(find("[data-own-long]"), fits ? "" : WORDS.long);
      return shared.writeLink(linked, { place: place.value, own: fits ? encodeURIComponent(own) : "" });
    }
    function keep(rest) { shared.keep(root.dataset.state = link(), rest); }
    function fromAddress(asked) {
      if (!asked) return;
      const { own, place: code } = asked.values;
      shared.notify(find("[data-own-notice]"), asked.notice);
      place.value = code;
      if (own) find("[data-own-form]").open = true;
      if (own && own !== written(numbered(shortLines()))) {
        const found = judge.read(own, known);
        if (found.fits) take(found); else opened(own);
      }
      choose();
      root.dataset.state = link();
      if (!asked.quiet) root.scrollIntoView({ behavior: "instant" });
    }
    /* What was pasted or opened: how it was understood, with a choice for each column. Nothing is used before the reader
       says so, and the text stays in its box. */
    async function opened(source) {
      rule = await shared.wanted("shapes");
      if (rule.is_zip(source)) await shared.wanted("workbook", "libraries/fflate", "unzipped");
      [given, choices] = [rule.is_zip(source) ? shared.unzipped(source) : source, new Map()];
      understand();
    }
    async function openedByHand(source) {
      await opened(source);
      const open = find("[data-own-asks] [aria-invalid]") || find("[data-own-step] :is(select, button)");
      (find("[data-own-step]").hidden ? box : open).focus();
    }
    function understand() {
      const at = document.activeElement.id, place = find("[data-own-step]");
      step = rule.look(given, known, choices);
      if (typeof given === "string") box.value = given;
      paste.open = true;
      const usable = step.asks.length > 0 || Boolean(step.accounts && step.accounts.fits);
      place.hidden = !usable;
      find("[data-own-asks]").replaceChildren(...step.asks.map((ask) => {
        const list = select(ask.options, ask.chosen), why = make("p", "jw-own-wrong", ask.chosen ? "" : ask.why);
        const note = make("small", "", [ask.told, ask.chosen && ask.why].filter(Boolean).join(" "));
        if (!ask.chosen) list.setAttribute("aria-invalid", "true");
        list.addEventListener("change", () => {
          choices.set(ask.key, list.value);
          understand();
        });
        return boxed("ask-" + ask.key, ask.label, list, note, why);
      }));
      find("[data-own-told]").replaceChildren(...step.told.map((words) => make("li", "", words)));
      refuse(step.problems.length ? told(step.problems) : [make("p", "", rule.STEP.get("ready"))], usable);
      if (at && document.getElementById(at)) document.getElementById(at).focus();
    }
    /* What is wrong with a table that was not taken, and whose figures are shown instead of it. */
    function refuse(said, waits) {
      const notice = find("[data-own-refused]"), left = WORDS["whose-" + (isBlank() ? "nothing" : whose.key)];
      const unread = make("p", "", filled(WORDS.unread, { whose: filled(left, { name: whose.name }) }));
      notice.hidden = !said.length;
      notice.classList.toggle("wrong", !waits || step.problems.length > 0);
      notice.replaceChildren(...said, unread);
    }

    place.addEventListener("change", () => {
      find("[data-own-notice]").hidden = true;
      choose();
      keep();
    });
    fill.addEventListener("change", () => {
      remember();
      const held = data.places[place.value].published, chosen = fill.value;
      const { fields } = known, of = { key: "published", name: data.places[place.value].name };
      if (chosen === "example") example();
      else if (chosen === "nothing" || !held) fillWith([], []);
      else fillWith(fields.map((one) => one.label), [fields.map((one) => held[one.key] || "")], of);
      fill.value = chosen;
      keep();
    });
    which.addEventListener("change", () => { follow = false; tell(); });
    on("[data-own-add]", () => {
      typed.push(blank());
      draw();
      say();
      form.querySelector("details:last-child :is(input, select)").focus();
    });
    on("[data-own-back]", () => {
      const was = before;
      before = { heads, theirs, named, rows: typed, above, whose };
      fillWith(was.heads, was.rows, was.whose, was.above, was.theirs, was.named);
      keep();
    });
    on("[data-own-read]", () => openedByHand(box.value));
    on("[data-own-use]", () => {
      const open = find("[data-own-asks] [aria-invalid]");
      if (!step.accounts || !step.accounts.fits) return (open || box).focus();
      take(step.accounts, step.names);
      find("[data-own-step]").hidden = true;
      refuse([]);
      keep();
      form.querySelector("summary").focus();
    });
    file.addEventListener("change", () => {
      if (!file.files.length) return;
      const chosen = file.files[0], large = judge.too_large(chosen.size, known, "file-large");
      file.value = "";
      if (large) refuse([make("p", "", large.sentence)]);
      else chosen.arrayBuffer().then((bytes) => openedByHand(new Uint8Array(bytes)));
    });
    window.addEventListener("pagehide", () => waiting && keep(0));

    /* --- 3. What a reader takes away ------------------------------------------------------------------------------ */

    function asPython() {
      return `from joint_working.explorers.money.own_accounts import own_accounts\n
place, figures = own_accounts.from_link(${JSON.stringify(link())})
print(own_accounts.as_text(figures) if figures else own_accounts.place(place))`;
    }
    /* The drawing with its message above, and the partnership, the source and the address of this page below. */
    function picture() {
      const drawn = find("[data-own-picture=wide]").cloneNode(true), { width, height: high } = drawn.viewBox.baseVal;
      const page = location.protocol === "file:" ? "" : location.href.split("#")[0];
      const about = [data.places[place.value].name + ".", find("figure .jw-source").textContent, page].join(" ");
      const notes = about.match(/\S{100}|.{1,100}(?: |$)/g), height = high + 50 + 15 * notes.length;
      const write = (y, size, weight, text) =>
        shared.draw(drawn, "text", { x: 16, y, "font-size": size, "font-weight": weight }, text);
      drawn.setAttribute("viewBox", `0 -34 ${width} ${height}`);
      drawn.setAttribute("height", height);
      drawn.prepend(shared.draw(drawn, "rect", { y: -34, width, height, fill: "white" }));
      write(-12, 17, 700, find(".jw-message").textContent);
      notes.forEach((line, at) => write(high + 14 + 15 * at, 11, 400, line));
      return new XMLSerializer().serializeToString(drawn);
    }
    function saveRows(name, rows) { shared.save(name + ".csv", "\ufeff" + written(rows), "text/csv"); }
    function textOf(cell) { return tidy(Array.from(cell.childNodes, (part) => part.textContent).join(" ")); }
    on("[data-own-save]", () => saveRows(root.dataset.explorer, numbered(lines())));
    on("[data-own-csv]", () => {
      saveRows("what-they-say", whose.key === "example" ? [...cells(), [WORDS["made-up"]]] : cells());
    });
    on("[data-own-list]", () => {
      const { rows } = shownAnswer().querySelector("[data-own-held]");
      saveRows("published-" + place.value, Array.from(rows, (row) => Array.from(row.cells, textOf)));
    });
    on("[data-own-link]", (button) => shared.copy(button, location.href.split("#")[0] + link(), "Link copied"));
    on("[data-own-python]", (button) => shared.copy(button, asPython(), "Copied"));
    on("[data-own-svg]", () => shared.save(root.dataset.explorer + ".svg", picture(), "image/svg+xml"));
    on("[data-own-png]", () => shared.savePng(root.dataset.explorer + ".png", picture()));

    root.ownRules = { known, lab }; // for the tests, which ask the rules themselves
    function example() {
      const [names, ...rows] = data.example;
      fillWith(names, rows.map((row) => row.slice()), { key: "example", name: "" });
    }
    place.selectedIndex = 0;
    example();
    choose();
    root.dataset.live = "";
    root.dataset.state = link();
    shared.follow(linked, fromAddress);
  }

  document.querySelectorAll("[data-jw-accounts]").forEach(start);
})();
