/* The self-evaluation on the page: one proposal at a time, saved to a file and read back; and up to 30 files merged
   into a map of where a group disagrees. It holds no rule: what a file must be, and every sentence, are
   models/evaluation.py, disagreement.py and disagreement_map.py, compiled, and the rows of data/ that the page carries.
   Nothing is sent or kept; what stood in a file is only ever put on the page as text. A classic script, loaded with
   defer. */
(function () {
  "use strict";

  const shared = window.jointWorking, make = shared.make, fill = shared.filled, judge = rules.evaluation;
  const SAID = Object.fromEntries(judge.SAID), PARTS = ["evidence", "disagree", "action"];

  /* 1. Reading ---------------------------------------------------------------------------------------------------- */

  function rulesOf(data) {
    const checks = data.checks.map((row) => py.made(judge.Check, row));
    const maps = ["lists", "called", "steps", "titles", "headings", "known"].map((name) => py.data(data[name]));
    return new judge.Rules(checks, ...maps);
  }
  /* Calls done({wrong} or {file, bytes}) for each chosen file, in order; gives a promise of the end. */
  async function readFiles(files, known, done) {
    for (const file of Array.from(files)) {
      const wrong = judge.oversize(file.name, file.size, known);
      const content = wrong ? "" : await file.arrayBuffer().catch(() => []); /* it cannot be read: empty */
      await done(wrong ? { wrong } : { file: file.name, bytes: new Uint8Array(content) });
    }
  }
  /* The group that files make after `members`, and why each of the others was left out. */
  function merged(files, known, members) { return judge.merge(files, known, { members, refused: [] }); }
  function plain(file) { return judge.short(file, judge.MOST_NAME); }

  /* 2. What both parts do ----------------------------------------------------------------------------------------- */

  function today() { return new Date(Date.now() - new Date().getTimezoneOffset() * 6e4).toISOString().slice(0, 10); }
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(8));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  /* The three boxes for actions: what they hold as (proposal or "", text), and filling them. */
  function actionBoxes(root) {
    const texts = Array.from(root.querySelectorAll("[data-action-text]"));
    const abouts = Array.from(root.querySelectorAll("[data-action-about]"));
    return {
      all: texts.concat(abouts),
      read: () => texts.map((box, at) => [abouts[at].value, box.value]).filter(([about, text]) => about || text),
      write: (actions) => texts.forEach((box, at) => { [abouts[at].value, box.value] = actions[at] || ["", ""]; })
    };
  }
  /* What both ask of their section: an element of it, what a button does, and a sentence said at its head. */
  function hands(root) {
    const find = (hook) => root.querySelector(hook);
    return {
      find,
      on: (hook, act) => find(hook).addEventListener("click", act),
      tell: (words) => shared.notify(find("[data-notice]"), words)
    };
  }

  /* 3. The form for one person ------------------------------------------------------------------------------------ */

  function own(root, data) {
    const known = rulesOf(data), called = known.called, { find, on, tell } = hands(root);
    const forms = Array.from(root.querySelectorAll("[data-proposal]"));
    const keys = forms.map((form) => form.dataset.proposal);
    const role = find("[data-role-choice]"), jump = find("[data-jump]"), all = find("[data-all]");
    const back = find("[data-back]"), next = find("[data-next]"), question = find("[data-ask]");
    const actions = actionBoxes(root), paste = find("[data-paste]"), input = find("[data-file]");
    const textOf = (form, part) => form.querySelector(`[data-${part}]`);
    /* Every box of the form: what it is called in a sentence, and the most characters a saved file holds of it. */
    const boxes = forms.flatMap((form) => PARTS.map((part) => ({
      box: textOf(form, part), name: fill(SAID[part], { at: called.get(form.dataset.proposal) }),
      most: judge.most("answer-" + part, known), form
    }))).concat(Array.from(root.querySelectorAll("[data-action-text]"), (box) => ({
      box, name: fill(SAID.three, { at: box.dataset.actionText }), most: judge.most("action-text", known), form: null
    })));
    boxes.forEach((one) => {
      one.note = Object.assign(make("p", "jw-note"), { id: one.box.id + "-count", hidden: true });
      one.box.setAttribute("aria-describedby", one.note.id);
      one.box.after(one.note);
    });
    let at = 0, id = newId(), yes = null;

    /* Says how full a box is when it is nearly full, and what is too much. Nothing is ever cut. */
    function count() {
      boxes.forEach(({ box, most, note }) => {
        const words = judge.fullness(box.value, most);
        note.hidden = !words;
        note.textContent = words;
        if (box.value.length > most) box.setAttribute("aria-invalid", "true"); else box.removeAttribute("aria-invalid");
      });
    }
    function radios(form) { return Array.from(form.querySelectorAll("input[type=radio]")); }
    /* What is answered or written, by proposal. */
    function answers() {
      const given = forms.map((form) => {
        const chosen = radios(form).find((radio) => radio.checked);
        const texts = PARTS.map((part) => textOf(form, part).value);
        return [form.dataset.proposal, new judge.Answer(chosen ? chosen.value : "", ...texts)];
      });
      return new Map(given.filter(([, answer]) => Object.values(answer).some(Boolean)));
    }
    /* The sentence and the profile follow what is answered. */
    function say() {
      const given = answers(), profile = judge.profile(given, known);
      count();
      root.toggleAttribute("data-blank", !given.size);
      find("[data-explorer-sentence]").textContent = judge.progress(given, known);
      root.querySelectorAll(".jw-profile tbody tr").forEach((row) => {
        row.querySelectorAll("td").forEach((cell) => {
          cell.textContent = py.get(profile, [row.cells[0].textContent, cell.dataset.step], "");
        });
      });
      Array.from(jump.options).forEach((option) => { option.textContent = judge.choice(option.value, given, known); });
    }
    /* Shows one proposal, or all. With `move`, the keyboard goes to its name, so that it is read out. */
    function show(place, move) {
      at = place;
      forms.forEach((form, number) => { form.hidden = !all.checked && number !== at; });
      jump.value = keys[at];
      back.textContent = at ? fill(SAID.back, { at: called.get(keys[at - 1]) }) : SAID.first;
      back.disabled = !at || all.checked;
      next.textContent = at === keys.length - 1 ? SAID.last : fill(SAID.next, { at: called.get(keys[at + 1]) });
      next.disabled = all.checked;
      if (move) forms[at].querySelector("legend").focus();
    }
    function changed() {
      root.dataset.unsaved = "";
      tell("");
      say();
    }
    function put(who, given, done) {
      forms.forEach((form) => {
        const answer = given.get(form.dataset.proposal) || new judge.Answer("");
        radios(form).forEach((radio) => { radio.checked = radio.value === answer.step; });
        PARTS.forEach((part) => { textOf(form, part).value = answer[part]; });
      });
      role.value = who;
      actions.write(done);
      delete root.dataset.unsaved;
      say();
      show(0);
    }
    function open(file, opened) {
      /* An empty file may be handed to many people: each gets an id of their own, and so does a table. */
      const answered = Array.from(opened.answers.values()).some((answer) => answer.step);
      id = answered && opened.id || newId();
      put(opened.told ? role.value : opened.role, opened.answers, opened.actions);
      if (opened.told) root.dataset.unsaved = "";
      tell(judge.opened(file, opened.answers, known));
    }
    /* What a file or a paste holds goes into the form; a table is first said back. */
    async function receive({ wrong, file, bytes }) {
      if (wrong) return tell(wrong);
      const isTable = judge.kind_of(file, bytes) === "table", unsaved = "unsaved" in root.dataset;
      try {
        const opened = (isTable ? (await shared.wanted("returns")).table : judge.read)(file, bytes, known);
        const replaced = unsaved && fill(SAID.replace, { file: plain(file) });
        const words = isTable ? rules.returns.asked(opened, unsaved) : replaced;
        ask(words, () => open(file, opened), isTable && rules.returns.YES);
      } catch (refused) { tell(refused.message || SAID.table); }
    }
    /* Asks inside the page before answers that are not saved would go. */
    function ask(sentence, then, doing) {
      if (!sentence) return then();
      tell("");
      find("[data-ask-yes]").textContent = doing || SAID.throw;
      yes = then;
      question.hidden = false;
      question.firstElementChild.textContent = sentence;
      question.querySelector("[data-ask-no]").focus();
    }
    function answer(then) {
      question.hidden = true;
      then();
      input.focus();
    }
    function empty() {
      id = newId();
      put("", new Map(), []);
      tell(SAID.emptied);
    }
    function save() {
      const long = boxes.filter(({ box, most }) => box.value.length > most);
      if (!role.value) {
        tell(SAID.role);
        return role.focus();
      }
      if (long.length) {
        tell(fill(SAID.long, { list: judge.first_few(long.map(({ name }) => name)) }));
        if (long[0].form) show(forms.indexOf(long[0].form));
        return long[0].box.focus();
      }
      const name = `self-evaluation-${role.value}-${id.slice(0, 6)}.json`;
      shared.save(name, JSON.stringify({
        kind: data.kind, version: data.version, id, role: role.value, made: today(),
        answers: Object.fromEntries(answers()), actions: actions.read().map(([proposal, text]) => ({ proposal, text }))
      }, null, 1), "application/json");
      delete root.dataset.unsaved;
      tell(fill(SAID.saved, { file: name }));
    }

    root.addEventListener("change", ({ target }) => { if (![jump, all, input, paste].includes(target)) changed(); });
    root.addEventListener("input", ({ target }) => { if (target.matches("textarea") && target !== paste) changed(); });
    jump.addEventListener("change", () => show(keys.indexOf(jump.value), all.checked));
    all.addEventListener("change", () => show(at));
    on("[data-back]", () => at && show(at - 1, true));
    on("[data-next]", () => at < keys.length - 1 ? show(at + 1, true) : find(".jw-scroll").focus());
    on("[data-ask-yes]", () => answer(yes));
    on("[data-ask-no]", () => answer(() => tell(SAID.kept)));
    on("[data-save]", save);
    input.addEventListener("change", () => {
      readFiles(input.files, known, receive);
      input.value = "";
    });
    on("[data-read]", () => receive({ file: SAID.pasted, bytes: new TextEncoder().encode(paste.value) }));
    on("[data-empty]", () => ask("unsaved" in root.dataset && SAID.empty, empty));
    on("[data-csv]", () => shared.saveCsv("self-evaluation", judge.own_lines(answers(), actions.read(), known)));
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

  /* 4. The group -------------------------------------------------------------------------------------------------- */

  function group(root, data) {
    const known = rulesOf(data), look = py.data(data.look), { find, on, tell } = hands(root);
    const body = find(".jw-map tbody"), input = find("[data-file]"), refused = find("[data-refused]");
    const files = find("[data-members]"), heading = find("[data-heading]"), example = find("[data-examples]");
    const actions = actionBoxes(root);
    const bytes = (document) => new TextEncoder().encode(JSON.stringify(document));
    const examples = Object.entries(data.examples).map(([file, document]) => [file, bytes(document)]);
    const madeUp = merged(examples, known, []).members;
    let members = madeUp, made = true;

    function evaluations() { return members.map((member) => member.evaluation); }
    function drawMap() {
      body.replaceChildren();
      shared.grow(body, judge.table_rows(evaluations(), known, look));
      filter();
    }
    function filter() {
      Array.from(body.rows).forEach((row) => {
        const proposal = row.dataset.row || row.dataset.wrote;
        row.hidden = !!heading.value && known.headings.get(proposal) !== heading.value;
      });
    }
    function drawFiles() {
      files.hidden = made || !members.length;
      files.querySelector("ul").replaceChildren(...members.map((member) => {
        const file = plain(member.file), { role, made: day } = member.evaluation;
        const button = shared.button("jw-button", SAID.remove, () => {
          members = members.filter((one) => one !== member);
          draw();
          tell(fill(SAID.removed, { file }));
          input.focus();
        });
        button.setAttribute("aria-label", SAID.remove + " " + file);
        return make("li", "", fill(SAID.member, { file, role: known.called.get(role), day }) + " ", button);
      }));
    }
    function draw() {
      find("[data-explorer-sentence]").textContent = judge.sentence(evaluations(), known);
      find("[data-made-up]").hidden = !made;
      find(".jw-map").hidden = !members.length;
      example.disabled = !made && members.length > 0;
      drawMap();
      drawFiles();
      const proposed = ([who, text]) => make("li", "", make("b", "", who), " " + text);
      find("[data-proposed]").replaceChildren(...judge.proposed(evaluations(), known).map(proposed));
    }
    /* The map as an SVG of its own. */
    function picture() {
      const drawn = shared.grow(make("div"), [judge.drawing(evaluations(), heading.value, made, known, look)]);
      return new XMLSerializer().serializeToString(drawn.firstChild);
    }
    function set(those, areMadeUp) {
      [members, made, refused.hidden] = [those, areMadeUp, true];
      refused.replaceChildren();
      tell("");
      draw();
    }
    async function add(chosen) {
      const wrong = [];
      if (made) set([], false);
      const before = members.length;
      tell("");
      root.setAttribute("aria-busy", "true");
      await readFiles(chosen, known, (found) => {
        if (found.wrong) return wrong.push(found.wrong);
        const grown = merged([[found.file, found.bytes]], known, members);
        members = grown.members;
        wrong.push(...grown.refused);
      });
      draw();
      tell(fill(SAID.added, { n: members.length - before }));
      refused.hidden = !wrong.length;
      refused.replaceChildren(...wrong.map((line) => make("p", "", line)));
      root.removeAttribute("aria-busy");
    }

    input.addEventListener("change", () => {
      add(input.files);
      input.value = "";
    });
    on("[data-examples]", () => set(madeUp, true));
    on("[data-clear]", () => set([], false));
    heading.addEventListener("change", filter);
    actions.all.forEach((box) => { box.addEventListener("input", () => { root.dataset.unsaved = ""; }); });
    on("[data-csv]", () => {
      shared.saveCsv("disagreement-map", judge.group_lines(evaluations(), actions.read(), known));
      delete root.dataset.unsaved;
    });
    on("[data-svg]", () => shared.save("disagreement-map.svg", picture(), "image/svg+xml"));
    on("[data-png]", () => shared.savePng("disagreement-map.png", picture()));
    draw();
  }

  /* Start ---------------------------------------------------------------------------------------------------------- */

  window.addEventListener("beforeunload", (event) => {
    if (!document.querySelector("[data-unsaved]")) return;
    event.preventDefault();
    event.returnValue = "";
  });
  /* A box prints as high as its text. */
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll(".jw-evaluation textarea").forEach((box) => {
      box.style.minHeight = box.value ? box.scrollHeight + 24 + "px" : "";
    });
  });
  document.querySelectorAll("[data-jw-evaluation]").forEach((root) => {
    const data = JSON.parse(root.querySelector("[data-evaluation-rules]").textContent);
    (root.dataset.jwEvaluation === "own" ? own : group)(root, data);
  });
})();
