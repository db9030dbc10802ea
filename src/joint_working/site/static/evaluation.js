/* The self-evaluation on the page: one proposal at a time, saved to a file and read back; and up to 30 files merged
   into a map of where a group disagrees. It holds no rule: what a file must be, and every sentence, are
   models/evaluation.py and models/disagreement.py, compiled, and the rows of data/ that the page carries. Nothing is
   sent or kept; what stood in a file is only ever put on the page as text. A classic script, to be loaded with defer. */
(function () {
  "use strict";

  const shared = window.jointWorking, make = shared.make, fill = shared.filled, judge = rules.evaluation;
  const SAID = Object.fromEntries(judge.SAID), PARTS = ["evidence", "disagree", "action"];

  /* 1. Reading ---------------------------------------------------------------------------------------------------- */

  function rulesOf(data) {
    const checks = data.checks.map(function (row) { return py.made(judge.Check, row); });
    const maps = ["lists", "called", "steps", "titles", "headings", "known"].map(function (name) { return py.data(data[name]); });
    return new judge.Rules(checks, ...maps);
  }

  /* Calls done({wrong} or {file, bytes}) for each chosen file, in order; gives a promise of the end. */
  async function readFiles(files, known, done) {
    for (const file of Array.from(files)) {
      const wrong = judge.oversize(file.name, file.size, known);
      const content = wrong ? "" : await file.arrayBuffer().catch(() => []); /* it cannot be read: empty */
      await done(wrong ? { wrong: wrong } : { file: file.name, bytes: new Uint8Array(content) });
    }
  }

  /* The group that files make after `members`, and why each of the others was left out. */
  function merged(files, known, members) { return judge.merge(files, known, { members: members, refused: [] }); }
  function plain(file) { return judge.short(file, judge.MOST_NAME); }

  /* 2. Taking away ------------------------------------------------------------------------------------------------ */

  function today() { return new Date(Date.now() - new Date().getTimezoneOffset() * 6e4).toISOString().slice(0, 10); }
  function newId() {
    return Array.from(crypto.getRandomValues(new Uint8Array(8)), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }

  /* The three boxes for actions: what they hold as (proposal or "", text), and filling them. */
  function actionBoxes(root) {
    const texts = Array.from(root.querySelectorAll("[data-action-text]"));
    const abouts = Array.from(root.querySelectorAll("[data-action-about]"));
    return {
      all: texts.concat(abouts),
      read: function () {
        return texts.map(function (box, at) { return [abouts[at].value, box.value]; })
          .filter(function (action) { return action[0] || action[1]; });
      },
      write: function (actions) {
        texts.forEach(function (box, at) { [abouts[at].value, box.value] = actions[at] || ["", ""]; });
      }
    };
  }

  function tell(root, words) { shared.notify(root.querySelector("[data-notice]"), words); }

  /* An element with its attributes and what stands in it, all of it text or elements. */
  function el(tag, attributes, ...inside) {
    const element = make(tag);
    Object.keys(attributes).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    element.append(...inside);
    return element;
  }

  /* 3. The form for one person ------------------------------------------------------------------------------------ */

  function own(root, data) {
    const known = rulesOf(data), called = known.called, find = function (hook) { return root.querySelector(hook); };
    const forms = Array.from(root.querySelectorAll("[data-proposal]"));
    const keys = forms.map(function (form) { return form.dataset.proposal; });
    const role = find("[data-role-choice]"), jump = find("[data-jump]"), all = find("[data-all]");
    const back = find("[data-back]"), next = find("[data-next]"), question = find("[data-ask]"), input = find("[data-file]");
    const actions = actionBoxes(root), paste = find("[data-paste]");
    /* Every box of the form: what it is called in a sentence, and the most characters a saved file holds of it. */
    const boxes = forms.flatMap(function (form) {
      return PARTS.map(function (part) {
        const name = fill(SAID[part], { at: called.get(form.dataset.proposal) });
        return { box: form.querySelector("[data-" + part + "]"), name: name, most: judge.most("answer-" + part, known), form: form };
      });
    }).concat(Array.from(root.querySelectorAll("[data-action-text]"), function (box) {
      return { box: box, name: fill(SAID.three, { at: box.dataset.actionText }), most: judge.most("action-text", known), form: null };
    }));
    boxes.forEach(function (one) {
      one.note = el("p", { class: "jw-note", id: one.box.id + "-count", hidden: "" });
      one.box.after(one.note);
    });
    let at = 0, id = newId(), yes = null;

    /* Says how full a box is when it is nearly full, and what is too much. Nothing is ever cut. */
    function count() {
      boxes.forEach(function (one) {
        const words = judge.fullness(one.box.value, one.most);
        one.note.hidden = !words;
        one.note.textContent = words;
        [["aria-invalid", one.box.value.length > one.most, "true"], ["aria-describedby", words, one.note.id]].forEach(function (said) {
          if (said[1]) one.box.setAttribute(said[0], said[2]); else one.box.removeAttribute(said[0]);
        });
      });
    }

    function radios(form) { return Array.from(form.querySelectorAll("input[type=radio]")); }

    /* What is answered or written, by proposal. */
    function answers() {
      const given = forms.map(function (form) {
        const chosen = radios(form).find(function (radio) { return radio.checked; });
        const texts = PARTS.map(function (part) { return form.querySelector("[data-" + part + "]").value; });
        return [form.dataset.proposal, new judge.Answer(chosen ? chosen.value : "", ...texts)];
      });
      return new Map(given.filter(function (pair) { return Object.values(pair[1]).some(Boolean); }));
    }

    /* The sentence and the profile follow what is answered. */
    function say() {
      const given = answers(), profile = judge.profile(given, known);
      count();
      root.toggleAttribute("data-blank", !given.size);
      find("[data-explorer-sentence]").textContent = judge.progress(given, known);
      root.querySelectorAll(".jw-profile tbody tr").forEach(function (row) {
        row.querySelectorAll("td").forEach(function (cell) {
          cell.textContent = py.get(profile, [row.cells[0].textContent, cell.dataset.step], "");
        });
      });
      Array.from(jump.querySelectorAll("option")).forEach(function (option) {
        option.textContent = judge.choice(option.value, given, known);
      });
    }

    /* Shows one proposal, or all. With `move`, the keyboard goes to its name, so that it is read out. */
    function show(place, move) {
      at = place;
      forms.forEach(function (form, number) { form.hidden = !all.checked && number !== at; });
      jump.value = keys[at];
      back.textContent = at ? fill(SAID.back, { at: called.get(keys[at - 1]) }) : SAID.first;
      back.disabled = !at || all.checked;
      next.textContent = at === keys.length - 1 ? SAID.last : fill(SAID.next, { at: called.get(keys[at + 1]) });
      next.disabled = all.checked;
      if (move) forms[at].querySelector("legend").focus();
    }

    function changed() { root.dataset.unsaved = ""; tell(root, ""); say(); }
    function put(who, given, done) {
      forms.forEach(function (form) {
        const answer = given.get(form.dataset.proposal) || new judge.Answer("");
        radios(form).forEach(function (radio) { radio.checked = radio.value === answer.step; });
        PARTS.forEach(function (part) { form.querySelector("[data-" + part + "]").value = answer[part]; });
      });
      role.value = who;
      actions.write(done);
      delete root.dataset.unsaved;
      say();
      show(0);
    }

    function open(file, opened) {
      /* An empty file may be handed to many people: each gets an id of their own, and so does a table. */
      const answered = Array.from(opened.answers.values()).some(function (answer) { return answer.step; });
      id = answered && opened.id || newId();
      put(opened.told ? role.value : opened.role, opened.answers, opened.actions);
      if (opened.told) root.dataset.unsaved = "";
      tell(root, judge.opened(file, opened.answers, known));
    }

    /* What a file or a paste holds goes into the form; a table is first said back. */
    async function receive({ wrong, file, bytes }) {
      if (wrong) return tell(root, wrong);
      const isTable = judge.kind_of(file, bytes) === "table", unsaved = "unsaved" in root.dataset;
      try {
        const opened = (isTable ? (await shared.wanted("returns")).table : judge.read)(file, bytes, known);
        const words = isTable ? rules.returns.asked(opened, unsaved) : unsaved && fill(SAID.replace, { file: plain(file) });
        ask(words, function () { open(file, opened); }, isTable && rules.returns.YES);
      } catch (refused) { tell(root, refused.message || SAID.table); }
    }

    /* Asks inside the page before answers that are not saved would go. */
    function ask(sentence, then, doing) {
      if (!sentence) return then();
      tell(root, "");
      find("[data-ask-yes]").textContent = doing || SAID.throw;
      yes = then;
      question.hidden = false;
      question.firstElementChild.textContent = sentence;
      question.querySelector("[data-ask-no]").focus();
    }
    function answered(hook, then) {
      find(hook).addEventListener("click", function () { question.hidden = true; then(); input.focus(); });
    }

    root.addEventListener("change", function (event) { if (![jump, all, input, paste].includes(event.target)) changed(); });
    root.addEventListener("input", function (event) { if (event.target.tagName === "TEXTAREA" && event.target !== paste) changed(); });
    jump.addEventListener("change", function () { show(keys.indexOf(jump.value), all.checked); });
    all.addEventListener("change", function () { show(at); });
    back.addEventListener("click", function () { if (at) show(at - 1, true); });
    next.addEventListener("click", function () { if (at < keys.length - 1) show(at + 1, true); else find(".jw-scroll").focus(); });
    answered("[data-ask-yes]", function () { yes(); });
    answered("[data-ask-no]", function () { tell(root, SAID.kept); });
    find("[data-save]").addEventListener("click", function () {
      if (!role.value) { tell(root, SAID.role); return role.focus(); }
      const long = boxes.filter(function (one) { return one.box.value.length > one.most; });
      if (long.length) {
        tell(root, fill(SAID.long, { list: judge.first_few(long.map(function (one) { return one.name; })) }));
        if (long[0].form) show(forms.indexOf(long[0].form));
        return long[0].box.focus();
      }
      const document = {
        kind: data.kind, version: data.version, id: id, role: role.value, made: today(), answers: Object.fromEntries(answers()),
        actions: actions.read().map(function (action) { return { proposal: action[0], text: action[1] }; })
      };
      const name = "self-evaluation-" + role.value + "-" + id.slice(0, 6) + ".json";
      shared.save(name, JSON.stringify(document, null, 1), "application/json");
      delete root.dataset.unsaved;
      tell(root, fill(SAID.saved, { file: name }));
    });
    input.addEventListener("change", function () {
      readFiles(input.files, known, receive);
      input.value = "";
    });
    find("[data-read]").addEventListener("click", () => receive({ file: SAID.pasted, bytes: new TextEncoder().encode(paste.value) }));
    find("[data-empty]").addEventListener("click", function () {
      ask("unsaved" in root.dataset && SAID.empty, function () { id = newId(); put("", new Map(), []); tell(root, SAID.emptied); });
    });
    find("[data-csv]").addEventListener("click", function () {
      shared.save("self-evaluation.csv", "\ufeff" + rules.csv.csv_text(judge.own_lines(answers(), actions.read(), known)), "text/csv");
    });
    /* A link to a proposal (#self-evaluation-2-iii) opens it. */
    function follow() {
      const place = keys.indexOf(location.hash.replace("#" + root.dataset.explorer + "-", ""));
      if (place < 0) return;
      show(place, true);
      forms[place].scrollIntoView({ behavior: "instant" });
    }
    window.addEventListener("hashchange", follow);

    /* A browser may have kept what was typed before a reload, against our wish: keep it, and warn. */
    find(".jw-means").open = root.offsetWidth > 600;
    if (answers().size) changed();
    say();
    show(0);
    follow();
  }

  /* 4. The group --------------------------------------------------------------------------------------------------- */

  function group(root, data) {
    const known = rulesOf(data), find = function (hook) { return root.querySelector(hook); };
    const body = find(".jw-map tbody"), input = find("[data-file]"), refused = find("[data-refused]");
    const files = find("[data-members]"), heading = find("[data-heading]"), example = find("[data-examples]");
    const actions = actionBoxes(root), marks = {};
    root.querySelectorAll(".jw-key [data-role]").forEach(function (item) {
      marks[item.dataset.role] = item.querySelector("svg");
    });
    const madeUp = merged(Object.entries(data.examples).map(function (pair) {
      return [pair[0], new TextEncoder().encode(JSON.stringify(pair[1]))];
    }), known, []).members;
    let members = madeUp, made = true;

    function evaluations() { return members.map(function (member) { return member.evaluation; }); }

    function cell(row, step) {
      return el("td", { role: "cell", "data-step": step }, ...judge.standing(row, step, known).map(function ([role, count, words]) {
        const drawn = Array.from({ length: count <= 3 ? count : 1 }, function () { return marks[role].cloneNode(true); });
        if (count > 3) drawn.push(el("span", { "aria-hidden": "true" }, String(count)));
        return el("span", { class: "jw-who", "data-role": role }, ...drawn, el("span", { class: "jw-vh" }, words));
      }));
    }

    /* What people wrote on a proposal, by role; nothing where nobody wrote. */
    function wrote(proposal) {
      const lines = judge.written(proposal, evaluations(), known).map(function ([who, evidence, other]) {
        const line = el("li", {}, el("b", {}, who), " ", el("span", { "data-evidence": "" }, evidence));
        if (other) line.append(" ", el("span", { "data-disagree": "" }, other));
        return line;
      });
      if (!lines.length) return "";
      const summary = el("summary", {}, fill(SAID.wrote, { at: known.called.get(proposal) }));
      const folded = el("details", { "data-jw-print-open": "" }, summary, el("ul", {}, ...lines));
      return el("tr", { role: "row", class: "jw-wrote", "data-wrote": proposal }, el("td", { role: "cell", colspan: 6 }, folded));
    }

    function drawMap() {
      body.replaceChildren(...judge.lay_out(evaluations(), known).flatMap(function (row) {
        const number = el("b", {}, known.called.get(row.proposal)), title = " " + known.titles.get(row.proposal);
        const line = el("tr", { role: "row", "data-row": row.proposal }, el("th", { role: "rowheader", scope: "row" }, number, title));
        if (row.low !== null) line.style.cssText = "--lo:" + row.low + ";--hi:" + row.high;
        if (row.spread > 1) line.dataset.wide = "";
        line.append(...known.lists.get("steps").filter(Boolean).map(function (step) { return cell(row, step); }));
        return [line, wrote(row.proposal)];
      }));
      filter();
    }

    function filter() {
      Array.from(body.rows).forEach(function (row) {
        const proposal = row.dataset.row || row.dataset.wrote;
        row.hidden = !!heading.value && known.headings.get(proposal) !== heading.value;
      });
    }

    function drawFiles() {
      files.hidden = made || !members.length;
      files.querySelector("ul").replaceChildren(...members.map(function (member) {
        const file = plain(member.file), told = { file: file, role: known.called.get(member.evaluation.role), day: member.evaluation.made };
        const button = el("button", { class: "jw-button", type: "button", "aria-label": SAID.remove + " " + file }, SAID.remove);
        button.addEventListener("click", function () {
          members = members.filter(function (one) { return one !== member; });
          draw();
          tell(root, fill(SAID.removed, { file: file }));
          input.focus();
        });
        return el("li", {}, fill(SAID.member, told) + " ", button);
      }));
    }

    function draw() {
      find("[data-explorer-sentence]").textContent = judge.sentence(evaluations(), known);
      find("[data-made-up]").hidden = !made;
      find(".jw-map").hidden = !members.length;
      example.disabled = !made && members.length > 0;
      drawMap();
      drawFiles();
      find("[data-proposed]").replaceChildren(...judge.proposed(evaluations(), known).map(function ([who, text]) {
        return el("li", {}, el("b", {}, who), " " + text);
      }));
    }

    function set(those, areMadeUp) {
      [members, made, refused.hidden] = [those, areMadeUp, true];
      refused.replaceChildren();
      tell(root, "");
      draw();
    }

    input.addEventListener("change", function () {
      const wrong = [];
      if (made) set([], false);
      const before = members.length;
      tell(root, "");
      root.setAttribute("aria-busy", "true");
      readFiles(input.files, known, function (found) {
        if (found.wrong) return wrong.push(found.wrong);
        const grown = merged([[found.file, found.bytes]], known, members);
        members = grown.members;
        wrong.push(...grown.refused);
      }).then(function () {
        draw();
        tell(root, fill(SAID.added, { n: members.length - before }));
        refused.hidden = !wrong.length;
        refused.replaceChildren(...wrong.map(function (line) { return make("p", "", line); }));
        root.removeAttribute("aria-busy");
      });
      input.value = "";
    });
    example.addEventListener("click", function () { set(madeUp, true); });
    find("[data-clear]").addEventListener("click", function () { set([], false); });
    heading.addEventListener("change", filter);
    actions.all.forEach(function (box) { box.addEventListener("input", function () { root.dataset.unsaved = ""; }); });
    find("[data-csv]").addEventListener("click", function () {
      shared.save("disagreement-map.csv", "\ufeff" + rules.csv.csv_text(judge.group_lines(evaluations(), actions.read(), known)), "text/csv");
      delete root.dataset.unsaved;
    });
    find("[data-svg]").addEventListener("click", function () { shared.save("disagreement-map.svg", picture(root, made), "image/svg+xml"); });
    find("[data-png]").addEventListener("click", function () { shared.savePng("disagreement-map.png", picture(root, made)); });
    draw();
  }

  /* The map as a picture: read off the table, so that it shows the same. */
  function picture(root, made) {
    const rows = Array.from(root.querySelectorAll(".jw-map [data-row]")).filter(function (row) { return !row.hidden; });
    const heads = Array.from(root.querySelectorAll(".jw-map thead [data-step]"));
    /* Text has no lines of its own in a picture: broken here. */
    const lines = root.querySelector("[data-explorer-sentence]").textContent.match(/\S{135}|.{1,135}(?: |$)/g) || [];
    const left = 390, wide = 112, top = 93 + 19 * Math.max(lines.length, 3), tall = 30, high = top + rows.length * tall + 50;
    const size = { width: left + wide * heads.length + 10, height: high };
    const svg = shared.draw(new DocumentFragment(), "svg", Object.assign(size, {
      viewBox: "0 0 " + size.width + " " + high, "font-size": 14, "font-family": "'Joint Sans', 'Segoe UI', Arial, sans-serif"
    }));
    const style = getComputedStyle(document.documentElement), colour = function (name) { return style.getPropertyValue("--jw-" + name); };
    const ink = colour("ink"), quiet = colour("quiet");
    function add(tag, attributes, text) { shared.draw(svg, tag, attributes, text); }
    function write(x, y, text, more) { add("text", Object.assign({ x: x, y: y, fill: ink }, more), text); }
    function mark(drawing, x, y) {
      const path = drawing.querySelector("path").cloneNode();
      path.setAttribute("transform", "translate(" + (x - 7) + " " + (y - 7) + ") scale(.875)");
      svg.append(path);
    }
    add("rect", { width: size.width, height: high, fill: "#fff" });
    write(10, 26, SAID.map, { "font-size": 19, "font-weight": 700 });
    lines.forEach(function (line, at) { write(10, 48 + at * 19, line.trim()); });
    let x = 10;
    root.querySelectorAll(".jw-key [data-role]").forEach(function (item) {
      mark(item.querySelector("svg"), x + 7, top - 39);
      write(x + 20, top - 34, item.textContent);
      x += 44 + item.textContent.length * 7.5;
    });
    heads.forEach(function (head, at) {
      const middle = left + wide * (at + 0.5);
      write(middle, top - 8, head.textContent, { "text-anchor": "middle", fill: quiet });
      add("line", { x1: middle, x2: middle, y1: top, y2: top + rows.length * tall, stroke: colour("line") });
    });
    rows.forEach(function (row, number) {
      const y = top + tall * (number + 0.5), [low, high] = ["--lo", "--hi"].map(function (name) { return row.style.getPropertyValue(name); });
      write(10, y + 5, row.querySelector("th").textContent);
      if (low !== "" && low !== high) {
        const ends = { x1: left + wide * (Number(low) + 0.5), x2: left + wide * (Number(high) + 0.5), y1: y, y2: y };
        add("line", Object.assign(ends, { stroke: ink, "stroke-width": "wide" in row.dataset ? 3 : 1.2 }));
      }
      heads.forEach(function (head, at) {
        const drawn = Array.from(row.querySelectorAll('td[data-step="' + head.dataset.step + '"] .jw-who > [aria-hidden=true]'));
        const start = left + wide * (at + 0.5) - (drawn.length - 1) * 8;
        if (drawn.length) add("rect", { x: start - 10, y: y - 9, width: drawn.length * 16 + 4, height: 18, fill: "#fff" });
        drawn.forEach(function (one, place) {
          if (one.tagName === "svg") mark(one, start + place * 16, y);
          else write(start + place * 16 - 6, y + 5, one.textContent);
        });
      });
    });
    write(10, high - 16, (made ? SAID.illustrative + " " : "") + SAID.never, { "font-size": 12, fill: quiet });
    return new XMLSerializer().serializeToString(svg);
  }

  /* Start ------------------------------------------------------------------------------------------------------------ */

  window.addEventListener("beforeunload", function (event) {
    if (!document.querySelector("[data-unsaved]")) return;
    event.preventDefault();
    event.returnValue = "";
  });
  /* A box prints as high as its text. */
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".jw-evaluation textarea").forEach(function (box) {
      box.style.minHeight = box.value ? box.scrollHeight + 24 + "px" : "";
    });
  });
  document.querySelectorAll("[data-jw-evaluation]").forEach(function (root) {
    const data = JSON.parse(root.querySelector("[data-evaluation-rules]").textContent);
    (root.dataset.jwEvaluation === "own" ? own : group)(root, data);
  });
})();
