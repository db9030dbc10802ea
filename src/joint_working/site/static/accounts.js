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
    const known = new judge.Rules(data.fields.map(made(judge.Field)), data.faults.map(made(judge.Fault)), data.measures.map(made(judge.Measure)));
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

    function fillWith(names, rows, of, skipped, first) {
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
    function take(found) {
      remember();
      const rows = [];
      found.cells.forEach(function ([number, row]) { rows[number - found.top - 1] = row; });
      for (let at = 0; at < rows.length; at += 1) rows[at] = rows[at] || found.heads.map(function () { return ""; });
      fillWith(found.heads, rows, null, found.top - 1);
      answer.problems.forEach(function (one) { panelOf(one).open = true; });
    }
    function panelOf(one) { return form.querySelector('[data-at="' + (one.row - above - 2) + '"]'); }
    function remember() {
      if (isBlank() || whose.key === "example") return;
      before = { heads: heads, named: theirs, rows: typed.map(function (row) { return row.slice(); }), above: above, whose: whose };
      back.hidden = false;
    }

    function draw(open) {
      form.replaceChildren();
      typed.forEach(function (row, at) {
        if (at < typed.length - 1 && !row.some(tidy)) return;
        const panel = make("details", "jw-own-row"), cells = make("div", "jw-own-cells"), name = make("summary");
        panel.dataset.at = at;
        panel.open = open === undefined ? at === typed.length - 1 : at === open;
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
    function cellBox(at, column, head) {
      const meant = understood(head), key = meant.field, one = key && field(key), cell = make("div", "jw-own-cell");
      const id = root.dataset.explorer + "-" + at + "-" + column, raw = typed[at][column];
      const label = make("label", "", one ? one.label : head || filled(WORDS.column, { column: String(column + 1) }));
      cell.dataset.unit = meant.unit;
      label.htmlFor = id;
      let input;
      const choices = one ? words(one) : [];
      if (choices.length) {
        input = make("select");
        const known = [""].concat(choices), same = option(one, raw, raw);
        if (!known.includes(same)) known.push(same);
        known.forEach(function (words) {
          const line = make("option", "", words);
          line.value = words;
          input.append(line);
        });
        input.value = same;
      } else {
        input = make("input");
        input.type = "text";
        input.autocomplete = "off";
        input.spellcheck = false;
        input.value = raw;
        if (one && one.kind === "money") input.inputMode = "decimal";
      }
      input.id = id;
      input.setAttribute("aria-describedby", id + "-said");
      const note = make("small", "", one ? data.notes[key] : WORDS.unused);
      const said = make("p", "jw-own-wrong");
      const about = make("div");
      about.id = id + "-said";
      about.append(note, make("small", "jw-own-read"), said);
      input.addEventListener("input", function () {
        typed[at][column] = input.value;
        whose = { key: "own", name: "" };
        changed();
      });
      cell.append(label, input, about);
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
          const input = cell.querySelector("input, select"), key = keys[column], head = column < theirs ? tidy(heads[column]) : "";
          const value = line && key ? line.values.get(key) : null;
          cell.querySelector(".jw-own-read").textContent = judge.reading(key, head, cell.dataset.unit, unit, value, known);
          cell.querySelector(".jw-own-wrong").textContent = here.map(function (one) { return one.sentence; }).join(" ");
          if (here.length) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
        });
      });
      wrong.hidden = !problems.length;
      wrong.replaceChildren();
      if (problems.length) {
        wrong.append(make("p", "", judge.count(problems)), listed(problems, true), make("p", "", WORDS.kept));
      }
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
    function sentence(row) { return judge.sentence(row, measured(row), whose.key, whose.name, known); }
    /* The sentence, the table and the start of the lab, from the row chosen. */
    function tell() {
      const row = chosenRow(), said = find("[data-own-sentence]");
      const remarks = answer ? answer.remarks.map(function (one) { return one.sentence; }).join(" ") : "";
      said.hidden = Boolean(answer && answer.problems.length);
      said.textContent = answer ? (row ? sentence(row) + (remarks ? " " + remarks : "") : "") : WORDS.empty;
      if (!row) return;
      shared.fillTable(find("[data-own-table]"), cells());
      const found = starts(measured(row), place.value), begin = find("[data-own-start]");
      begin.replaceChildren(begin.querySelector("h5"));
      if (found.link) {
        const list = make("ul");
        found.says.concat(found.outside).forEach(function (text) { list.append(make("li", "", text)); });
        begin.append(make("p", "", WORDS.starts), list);
      } else begin.append(make("p", "", judge.payments_needed(lab)));
      begin.append(make("p", "", filled(WORDS.stays, { names: found.stays.join(", ") })));
      if (found.link) {
        const link = make("a", "jw-button", filled(WORDS.go, Object.fromEntries(row.values))), holder = make("p");
        link.href = data.page + found.link;
        holder.append(link);
        begin.append(holder);
      }
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
    function keep() {
      root.dataset.state = link();
      shared.keep(root.dataset.state);
    }
    function fromAddress() {
      const asked = shared.readLink(linked);
      if (!asked) return;
      shared.notify(find("[data-own-notice]"), asked.notice);
      place.value = asked.values.place;
      const own = asked.values.own;
      if (own && own !== written(numbered(shortLines()))) opened(own);
      choose();
      root.dataset.state = link();
      if (!asked.quiet) root.scrollIntoView({ behavior: "instant" });
    }

    /* What was pasted, opened or linked: into the form, or said why not. The text stays in its box. */
    function opened(source) {
      const found = judge.read(source, known);
      if (found.fits) take(found);
      else {
        if (typeof source === "string") box.value = source;
        paste.open = true;
      }
      refuse(found.fits ? [] : [make("p", "", judge.count(found.problems)), listed(found.problems), make("p", "", WORDS.kept)]);
      return found.fits;
    }
    /* What is wrong with a table that was not taken, and whose figures are shown instead of it. */
    function refuse(said) {
      const notice = find("[data-own-refused]"), left = WORDS["whose-" + (isBlank() ? "nothing" : whose.key)];
      notice.hidden = !said.length;
      if (said.length) said.push(make("p", "", filled(WORDS.unread, { whose: filled(left, { name: whose.name }) })));
      notice.replaceChildren.apply(notice, said);
    }
    function openedByHand(source) {
      if (!opened(source)) return;
      keep();
      form.querySelector("summary").focus();
    }

    place.addEventListener("change", function () {
      find("[data-own-notice]").hidden = true;
      choose();
      keep();
    });
    fill.addEventListener("change", function () {
      remember();
      const held = data.places[place.value].published;
      const chosen = fill.value;
      if (chosen === "example") example();
      else if (chosen === "nothing" || !held) fillWith([], []);
      else {
        const cells = known.fields.map(function (one) { return held[one.key] || ""; });
        const names = known.fields.map(function (one) { return one.label; });
        fillWith(names, [cells], { key: "published", name: data.places[place.value].name });
      }
      fill.value = chosen;
      keep();
    });
    which.addEventListener("change", function () {
      follow = false;
      tell();
    });
    find("[data-own-add]").addEventListener("click", function () {
      typed.push(blank());
      draw();
      say();
      form.querySelector("details:last-child :is(input, select)").focus();
    });
    back.addEventListener("click", function () {
      const now = { heads: heads, named: theirs, rows: typed, above: above, whose: whose };
      fillWith(before.heads, before.rows, before.whose, before.above, before.named);
      before = now;
      keep();
    });
    find("[data-own-read]").addEventListener("click", function () { openedByHand(box.value); });
    file.addEventListener("change", function () {
      if (!file.files.length) return;
      const chosen = file.files[0], large = judge.too_large(chosen.size, known);
      file.value = "";
      if (large) refuse([make("p", "", large.sentence)]);
      else chosen.arrayBuffer().then(function (bytes) { openedByHand(new Uint8Array(bytes)); });
    });
    window.addEventListener("hashchange", fromAddress);
    window.addEventListener("pagehide", function () { if (waiting) { clearTimeout(waiting); keep(); } });

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

    /* For the tests: the same answer as Python's, from a text or bytes. */
    root.ownRead = function (source) {
      const found = judge.read(typeof source === "string" ? source : new Uint8Array(source), known);
      const line = judge.latest(found.rows, known), values = line && judge.measured(line, found.rows, known);
      const plain = function (row) { return Object.fromEntries(judge.measured(row, found.rows, known)); };
      const start = line && judge.start(values, "", 0, known, lab);
      return Object.assign({}, found, {
        rows: found.rows.map(function (row) { return { number: row.number, values: Object.fromEntries(row.values) }; }),
        readings: line ? found.fields.map(function (key, at) {
          return judge.reading(key, found.heads[at], found.units[at], line.values.get("unit") || "", key ? line.values.get(key) : null, known);
        }) : [],
        measures: found.rows.map(plain), sentence: line ? judge.sentence(line, values, "own", "", known) : "",
        start: start && Object.assign({}, start, { levers: Object.fromEntries(start.levers) })
      });
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
