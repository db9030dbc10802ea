/* Your own accounts on the page: shows one partnership's published figures, and reads figures that are typed, pasted or
   opened from a file. It holds no rule: those are models/accounts.py and models/account_words.py, compiled, and the rows
   of data/account_*.csv that the page carries. What is typed is kept in the address after # and in files the reader
   saves, and goes nowhere else; it is only ever put on the page as text. A classic script, to be loaded with defer. */
(function () {
  "use strict";

  const shared = window.jointWorking, make = shared.make, filled = shared.filled, judge = rules.accounts;
  const WORDS = Object.fromEntries(judge.WORDS);

  function start(root) {
    const data = JSON.parse(root.querySelector("[data-own-rules]").textContent);
    const find = function (hook) { return root.querySelector(hook); };
    function made(Kind) { return function (row) { return py.made(Kind, row); }; }
    const lab = new judge.Lab(data.lab.name, data.lab.version, data.lab.levers.map(made(judge.Lever)));
    const known = new judge.Rules(...["Field", "Fault", "Measure", "Word", "Bound"].map((Kind) => data[Kind.toLowerCase() + "s"].map(made(judge[Kind]))));
    const tidy = judge.tidy;
    function field(key) { return known.field.get(key); }
    function understood(head) { return judge.understood(head, known); }
    function words(one) { return Array.from(new Set(one.options.values())); }
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

    function blank() { return heads.map(function () { return ""; }); }
    /* The same table with a column for every field. */
    function whole(names, rows) {
      const more = judge.whole(names, known).slice(names.length);
      return [names.concat(more)].concat(rows.map(function (row) { return row.concat(more.map(function () { return ""; })); }));
    }
    function isBlank() { return !typed.some(function (row) { return row.some(function (cell) { return tidy(cell); }); }); }
    /* The rows up to the last that holds anything, the headings first; and the same numbered as in their file. */
    function lines() {
      let last = typed.length;
      while (last && !typed[last - 1].some(tidy)) last -= 1;
      return [heads].concat(typed.slice(0, last));
    }
    function numbered(rows) { return Array(above).fill([]).concat(rows); }
    function shortLines() { return judge.short(heads, lines().slice(1), known); }

    function fillWith(names, rows, of, skipped, first, own) {
      named = own || [];
      const table = whole(names, rows);
      heads = table[0];
      theirs = first === undefined ? names.length : first;
      typed = table.slice(1);
      above = skipped || 0;
      whose = of || { key: "own", name: "" };
      follow = true;
      fill.value = whose.key;
      if (!typed.length) typed = [blank()];
      draw();
      say();
    }
    /* Rows of a table that fits, blank ones between them too, so that row numbers stay those of the file. */
    function take(found, own) {
      remember();
      const rows = [];
      found.cells.forEach(function ([number, row]) { rows[number - found.top - 1] = row; });
      for (let at = 0; at < rows.length; at += 1) rows[at] = rows[at] || found.heads.map(function () { return ""; });
      fillWith(found.heads, rows, null, found.top - 1, undefined, own);
      answer.problems.forEach(function (one) { panelOf(one).open = true; });
    }
    function panelOf(one) { return form.querySelector('[data-at="' + (one.row - above - 2) + '"]'); }
    function remember() {
      if (isBlank() || whose.key === "example") return;
      before = { heads, theirs, named, rows: typed.map(function (row) { return row.slice(); }), above, whose };
      back.hidden = false;
    }

    function draw() {
      form.replaceChildren();
      typed.forEach(function (row, at) {
        if (at < typed.length - 1 && !row.some(tidy)) return;
        const panel = make("details", "jw-own-row"), cells = make("div", "jw-own-cells"), name = make("summary");
        panel.dataset.at = at;
        panel.open = at === typed.length - 1;
        panel.append(name, cells);
        heads.forEach(function (head, column) { cells.append(cellBox(at, column, head)); });
        panel.append(shared.button("jw-button", WORDS["take-out"], function () {
          remember();
          typed.splice(at, 1);
          if (!typed.length) typed.push(blank());
          draw();
          changed();
          form.querySelector("summary").focus();
        }));
        form.append(panel);
      });
    }
    function select(options, chosen) {
      const list = make("select");
      list.append(...options.map(([value, words]) => Object.assign(make("option", "", words), { value })));
      list.value = chosen;
      return list;
    }
    function boxed(id, words, input, notes) {
      const cell = make("div", "jw-own-cell"), label = make("label", "", words), about = make("div");
      label.htmlFor = input.id = root.dataset.explorer + "-" + id;
      about.id = input.id + "-said";
      input.setAttribute("aria-describedby", about.id);
      about.append(...notes);
      cell.append(label, input, about);
      return cell;
    }
    function cellBox(at, column, head) {
      const meant = understood(head), key = meant.field, one = key && field(key), raw = typed[at][column];
      const choices = one ? words(one) : [], same = choices.length ? option(one, raw, raw) : raw;
      const input = choices.length ? select(Array.from(new Set(["", ...choices, same]), (words) => [words, words]), same)
        : Object.assign(make("input"), { type: "text", autocomplete: "off", spellcheck: false, value: raw });
      if (one && one.kind === "money") input.inputMode = "decimal";
      const label = one ? one.label : head || filled(WORDS.column, { column: String(column + 1) });
      const notes = [make("small", "", one ? data.notes[key] : WORDS.unused), make("small", "jw-own-read"), make("p", "jw-own-wrong")];
      const cell = boxed(at + "-" + column, label, input, notes);
      cell.dataset.unit = meant.unit;
      input.addEventListener("input", () => { typed[at][column] = input.value; whose = { key: "own", name: "" }; changed(); });
      return cell;
    }

    function changed() {
      fill.value = "own";
      clearTimeout(waiting);
      waiting = setTimeout(function () { say(); keep(); }, 300);
    }

    /* Says what the figures come to, or what is wrong and where. */
    function say() {
      answer = isBlank() ? null : judge.check(numbered(lines()), known);
      const keys = heads.map(function (head) { return understood(head).field; }), unitAt = keys.indexOf("unit");
      const problems = answer ? answer.problems : [], wrong = find("[data-own-problems]");
      const offset = above + 2; /* the first row below the headings */
      form.querySelectorAll("details").forEach(function (panel) {
        const at = Number(panel.dataset.at), mine = problems.filter(function (one) { return one.row === at + offset; });
        const names = ["year", "basis"].map(function (key) { return tidy(typed[at][keys.indexOf(key)] || ""); });
        const line = answer && answer.rows.find(function (one) { return one.number === at + offset; });
        const unit = option(field("unit"), typed[at][unitAt] || "", "");
        panel.querySelector("summary").textContent = judge.called(at + offset, names, mine.length);
        panel.querySelectorAll(".jw-own-cell").forEach(function (cell, column) {
          const here = mine.filter(function (one) { return one.column === column; });
          const input = cell.querySelector("input, select"), key = keys[column], head = named[column] || (column < theirs ? tidy(heads[column]) : "");
          const value = line && key ? line.values.get(key) : null;
          cell.querySelector(".jw-own-read").textContent = judge.reading(key, head, cell.dataset.unit, unit, value, known);
          cell.querySelector(".jw-own-wrong").textContent = here.map(function (one) { return one.sentence; }).join(" ");
          if (here.length) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
        });
      });
      wrong.hidden = !problems.length;
      wrong.replaceChildren();
      if (problems.length) wrong.append(make("p", "", judge.count(problems)), listed(problems, true), make("p", "", WORDS.kept));
      const made = whose.key === "example";
      find("[data-own-badge]").hidden = !made || !answer;
      root.toggleAttribute("data-own-made", made); /* a handout leaves the example out */
      const rows = answer ? answer.rows : [], chosen = which.value, line = judge.latest(rows, known);
      which.replaceChildren.apply(which, rows.map(function (row) { return make("option", "", judge.name_of(row)); }));
      if (line) which.value = judge.name_of(line);
      if (!follow && rows.map(judge.name_of).includes(chosen)) which.value = chosen;
      find("[data-own-which]").hidden = rows.length < 2;
      find("[data-own-result]").hidden = !rows.length;
      tell();
    }
    function listed(problems, go) {
      const list = make("ul");
      problems.slice(0, judge.SHOWN).forEach(function (one) {
        const item = make("li"), panel = go && panelOf(one);
        item.append(!panel ? make("span", "", one.sentence) : shared.button("jw-own-go", one.sentence, function () {
          panel.open = true;
          panel.querySelectorAll(".jw-own-cell")[Math.max(one.column, 0)].querySelector("input, select").focus();
        }));
        list.append(item);
      });
      const more = judge.more(problems);
      if (more) list.append(make("li", "", more));
      return list;
    }
    function chosenRow() { return answer && answer.rows.find(function (row) { return judge.name_of(row) === which.value; }); }

    function measured(row) { return judge.measured(row, answer.rows, known); }
    /* The sentence, the table and the start of the lab, from the row chosen. */
    function tell() {
      const row = chosenRow(), said = find("[data-own-sentence]");
      const remarks = answer ? answer.remarks.map(function (one) { return one.sentence; }).join(" ") : "";
      said.hidden = Boolean(answer && answer.problems.length);
      said.textContent = answer ? (row ? judge.sentence(row, measured(row), whose.key, whose.name, known) + (remarks ? " " + remarks : "") : "") : WORDS.empty;
      if (!row) return;
      shared.fillTable(find("[data-own-table]"), cells());
      const found = starts(measured(row), place.value), begin = find("[data-own-start]");
      const stays = make("p", "", filled(WORDS.stays, { names: found.stays.join(", ") }));
      begin.replaceChildren(begin.querySelector("h5"));
      if (!found.link) return void begin.append(make("p", "", judge.payments_needed(lab)), stays);
      const list = make("ul"), link = make("a", "jw-button", filled(WORDS.go, Object.fromEntries(row.values))), holder = make("p");
      list.append(...found.says.concat(found.outside).map((text) => make("li", "", text)));
      link.href = data.page + found.link;
      holder.append(link);
      begin.append(make("p", "", WORDS.starts), list, stays, holder);
    }
    function starts(values, code) { return judge.start(values, code, code ? data.places[code].councils : 0, known, lab); }
    function cells() {
      const rows = answer ? answer.rows : [];
      return [[WORDS.what].concat(rows.map(judge.name_of))].concat(judge.cells(rows, known));
    }

    /* --- 2. The partnership, and the address ------------------------------------------------------------------------ */

    function choose() {
      const code = place.value;
      answers.forEach(function (one) { one.hidden = one.dataset.answer !== code; });
      find("[data-explorer-sentence]").textContent = answers.find(function (one) { return !one.hidden; }).querySelector(".jw-sentence").textContent;
      const option = fill.querySelector("[value=published]"), held = data.places[code].published;
      option.disabled = option.hidden = !held;
      option.textContent = held ? filled(WORDS["publish-year"], { name: data.places[code].name, year: held.year }) : WORDS.publish;
      root.querySelectorAll("[data-own-picture]").forEach(function (svg) {
        const now = svg.querySelector('[data-code="' + code + '"]'), was = svg.querySelector("[data-code]:last-child");
        if (now === was) return;
        ["stroke", "stroke-width", "opacity"].forEach(function (name) {
          const look = now.getAttribute(name);
          now.setAttribute(name, was.getAttribute(name));
          was.setAttribute(name, look);
        });
        was.querySelectorAll("text").forEach(function (text) { text.setAttribute("display", "none"); });
        now.querySelectorAll("text").forEach(function (text) { text.removeAttribute("display"); });
        svg.append(now);
      });
      if (chosenRow()) tell();
    }
    const linked = shared.linked(root.dataset.explorer, Number(root.dataset.version), 1, [
      { key: "place", label: place.labels[0].textContent, kind: "option", usual: place.options[0].value,
        options: Array.from(place.options, function (option) { return option.value; }) },
      { key: "own", label: "", kind: "text", usual: "" }
    ]);
    function link() {
      const own = isBlank() || whose.key === "example" ? "" : written(numbered(shortLines()));
      const fits = own.length <= judge.LONGEST_LINK;
      find("[data-own-long]").hidden = fits;
      find("[data-own-long]").textContent = WORDS.long;
      return shared.writeLink(linked, { place: place.value, own: fits ? encodeURIComponent(own) : "" });
    }
    function keep(rest) { shared.keep(root.dataset.state = link(), rest); }
    function fromAddress() {
      const asked = shared.readLink(linked);
      if (!asked) return;
      shared.notify(find("[data-own-notice]"), asked.notice);
      place.value = asked.values.place;
      const own = asked.values.own;
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
      [given, choices] = [source, new Map()];
      understand();
    }
    async function openedByHand(source) {
      await opened(source);
      (find("[data-own-step]").hidden ? box : find("[data-own-asks] [aria-invalid]") || find("[data-own-step] :is(select, button)")).focus();
    }
    function understand() {
      const at = document.activeElement.id, place = find("[data-own-step]");
      step = rule.look(given, known, choices);
      if (typeof given === "string") box.value = given;
      paste.open = true;
      const usable = Boolean(step.asks.length || (step.accounts && step.accounts.fits));
      place.hidden = !usable;
      find("[data-own-asks]").replaceChildren(...step.asks.map(function (ask) {
        const list = select(ask.options, ask.chosen), why = make("p", "jw-own-wrong", ask.chosen ? "" : ask.why);
        if (!ask.chosen) list.setAttribute("aria-invalid", "true");
        list.addEventListener("change", () => { choices.set(ask.key, list.value); understand(); });
        return boxed("ask-" + ask.key, ask.label, list, [make("small", "", [ask.told, ask.chosen && ask.why].filter(Boolean).join(" ")), why]);
      }));
      find("[data-own-told]").replaceChildren(...step.told.map((words) => make("li", "", words)));
      refuse(step.problems.length ? [make("p", "", judge.count(step.problems)), listed(step.problems), make("p", "", WORDS.kept)] : [make("p", "", rule.STEP.get("ready"))], usable);
      if (at && document.getElementById(at)) document.getElementById(at).focus();
    }
    /* What is wrong with a table that was not taken, and whose figures are shown instead of it. */
    function refuse(said, waits) {
      const notice = find("[data-own-refused]"), left = WORDS["whose-" + (isBlank() ? "nothing" : whose.key)];
      notice.hidden = !said.length;
      notice.classList.toggle("wrong", !waits || step.problems.length > 0);
      if (said.length) said.push(make("p", "", filled(WORDS.unread, { whose: filled(left, { name: whose.name }) })));
      notice.replaceChildren.apply(notice, said);
    }

    place.addEventListener("change", () => { find("[data-own-notice]").hidden = true; choose(); keep(); });
    fill.addEventListener("change", function () {
      remember();
      const held = data.places[place.value].published, chosen = fill.value;
      if (chosen === "example") example();
      else if (chosen === "nothing" || !held) fillWith([], []);
      else {
        const cells = known.fields.map((one) => held[one.key] || "");
        fillWith(known.fields.map((one) => one.label), [cells], { key: "published", name: data.places[place.value].name });
      }
      fill.value = chosen;
      keep();
    });
    which.addEventListener("change", () => { follow = false; tell(); });
    find("[data-own-add]").addEventListener("click", function () {
      typed.push(blank());
      draw();
      say();
      form.querySelector("details:last-child :is(input, select)").focus();
    });
    back.addEventListener("click", function () {
      const now = { heads, theirs, named, rows: typed, above, whose };
      fillWith(before.heads, before.rows, before.whose, before.above, before.theirs, before.named);
      before = now;
      keep();
    });
    find("[data-own-read]").addEventListener("click", function () { openedByHand(box.value); });
    find("[data-own-use]").addEventListener("click", function () {
      const open = find("[data-own-asks] [aria-invalid]");
      if (!step.accounts || !step.accounts.fits) return (open || box).focus();
      take(step.accounts, step.names);
      find("[data-own-step]").hidden = true;
      refuse([]);
      keep();
      form.querySelector("summary").focus();
    });
    file.addEventListener("change", function () {
      if (!file.files.length) return;
      const chosen = file.files[0], large = judge.too_large(chosen.size, known);
      file.value = "";
      if (large) refuse([make("p", "", large.sentence)]);
      else chosen.arrayBuffer().then(function (bytes) { openedByHand(new Uint8Array(bytes)); });
    });
    window.addEventListener("hashchange", fromAddress);
    window.addEventListener("pagehide", function () { if (waiting) { clearTimeout(waiting); keep(0); } });

    /* --- 3. What a reader takes away -------------------------------------------------------------------------------- */

    const save = shared.save, copy = shared.copy;
    function on(hook, act) { find(hook).addEventListener("click", function (event) { act(event.currentTarget); }); }
    function asPython() {
      return "from joint_working.explorers.money.own_accounts import own_accounts\n\nplace, figures = own_accounts.from_link(" +
        JSON.stringify(link()) + ")\nprint(own_accounts.as_text(figures) if figures else own_accounts.place(place))";
    }
    /* The drawing with its message above, and the partnership, the source and the address of this page below. */
    function picture() {
      const drawn = find("[data-own-picture=wide]").cloneNode(true), high = drawn.viewBox.baseVal.height;
      const wide = drawn.viewBox.baseVal.width;
      const page = location.protocol === "file:" ? "" : location.href.split("#")[0];
      const notes = [data.places[place.value].name + ".", find("figure .jw-source").textContent, page].join(" ").match(/\S{100}|.{1,100}(?: |$)/g);
      const size = { y: -34, height: high + 50 + 15 * notes.length };
      drawn.setAttribute("viewBox", "0 " + size.y + " " + wide + " " + size.height);
      drawn.setAttribute("height", size.height);
      drawn.prepend(shared.draw(drawn, "rect", { y: size.y, width: wide, height: size.height, fill: "white" }));
      shared.draw(drawn, "text", { x: 16, y: -12, "font-size": 17, "font-weight": 700 }, find(".jw-message").textContent);
      notes.forEach(function (line, at) { shared.draw(drawn, "text", { x: 16, y: high + 14 + 15 * at, "font-size": 11 }, line); });
      return new XMLSerializer().serializeToString(drawn);
    }
    function rowsOf(table) {
      return Array.from(table.rows, function (row) { return Array.from(row.cells, function (cell) { 
        return tidy(Array.from(cell.childNodes, function (part) { return part.textContent; }).join(" "));
      }); });
    }
    on("[data-own-save]", function () { save(root.dataset.explorer + ".csv", "\ufeff" + written(numbered(lines())), "text/csv"); });
    on("[data-own-csv]", function () { save("what-they-say.csv", "\ufeff" + written(cells().concat(whose.key === "example" ? [[WORDS["made-up"]]] : [])), "text/csv"); });
    on("[data-own-list]", function () {
      const shown = answers.find(function (one) { return !one.hidden; });
      save("published-" + place.value + ".csv", "\ufeff" + written(rowsOf(shown.querySelector("[data-own-held]"))), "text/csv");
    });
    on("[data-own-link]", function (button) { copy(button, location.href.split("#")[0] + link(), "Link copied"); });
    on("[data-own-python]", function (button) { copy(button, asPython(), "Copied"); });
    on("[data-own-svg]", function () { save(root.dataset.explorer + ".svg", picture(), "image/svg+xml"); });
    on("[data-own-png]", function () { shared.savePng(root.dataset.explorer + ".png", picture()); });

    /* For the tests: the same answers as Python's, from a text or bytes. */
    const sourced = (source) => typeof source === "string" ? source : new Uint8Array(source);
    const plain = (found) => found && { ...found, rows: found.rows.map((row) => ({ number: row.number, values: Object.fromEntries(row.values) })) };
    root.ownLook = async function (source, chosen) {
      const step = (await shared.wanted("shapes")).look(sourced(source), known, new Map(chosen));
      return { ...step, accounts: plain(step.accounts) };
    };
    root.ownRead = function (source) {
      const found = judge.read(sourced(source), known), line = judge.latest(found.rows, known);
      const values = line && judge.measured(line, found.rows, known), start = line && judge.start(values, "", 0, known, lab);
      return {
        ...plain(found), measures: found.rows.map((row) => Object.fromEntries(judge.measured(row, found.rows, known))),
        readings: line ? found.fields.map((key, at) => judge.reading(key, found.heads[at], found.units[at], line.values.get("unit") || "", key ? line.values.get(key) : null, known)) : [],
        sentence: line ? judge.sentence(line, values, "own", "", known) : "",
        start: start && { ...start, levers: Object.fromEntries(start.levers) }
      };
    };

    function example() {
      fillWith(data.example[0], data.example.slice(1).map(function (row) { return row.slice(); }), { key: "example", name: "" });
    }
    place.selectedIndex = 0;
    example();
    choose();
    root.dataset.live = "";
    root.dataset.state = link();
    fromAddress();
  }

  document.querySelectorAll("[data-jw-accounts]").forEach(start);
})();
