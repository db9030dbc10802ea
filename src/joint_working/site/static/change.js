/* Change this model (joint_working/site/change.py): an editor for the rule of a lab, and the lab by that rule. Nothing of
   it loads before a reader asks. Python runs in a frame of its own (change/frame.js) and hands over a list of plain
   operations; this script works with them, so that levers move without Python. Loaded before explorer.js: a rule that a
   link carries is taken out of the address before the lab reads it. */
(function () {
  "use strict";
  const shared = window.jointWorking, { make } = shared, here = document.currentScript.src.replace("change.js", "");
  const LONGEST = 6000, MOST = 50000, INDENT = "    ", STARTING = "Python is starting.";

  /* --- A program of operations: joint_working/program.py ------------------------------------------------------- */

  const DOES = {
    "({0} + {1})": (a, b) => a + b, "({0} - {1})": (a, b) => a - b, "(0 - {0})": (a) => 0 - a,
    "({0} * {1})": (a, b) => a * b, "({0} / {1})": (a, b) => a / b,
    "({0} < {1})": (a, b) => a < b, "({0} <= {1})": (a, b) => a <= b, "({0} > {1})": (a, b) => a > b,
    "({0} >= {1})": (a, b) => a >= b, "({0} === {1})": (a, b) => a === b,
    "({0} && {1})": (a, b) => a && b, "({0} || {1})": (a, b) => a || b, "(!{0})": (a) => !a,
    "({0} ? {1} : {2})": (a, b, c) => a ? b : c,
    "max({0}, {1})": (a, b) => Math.max(a, b), "min({0}, {1})": (a, b) => Math.min(a, b), "floor({0})": (a) => Math.floor(a)
  };
  /* A function of the levers by name. What is no such program is refused: it came out of a frame. */
  function ready({ levers, ops, results }) {
    const fits = (place, end) => Number.isInteger(place) && place >= 0 && place < end;
    const whole = ops.length <= MOST && ops.every(([first, ...parts], at) => typeof first === "string"
      ? DOES[first] && parts.every((place) => fits(place, levers.length + at)) : ["number", "boolean"].includes(typeof first));
    const named = Object.entries(results);
    if (!whole || !named.every(([, place]) => fits(place, levers.length + ops.length))) throw new Error("This is no program.");
    const steps = ops.map(([first, ...parts]) => typeof first === "string" ? [DOES[first], ...parts] : [null, first]);
    return (values) => {
      const row = levers.map((name) => values[name]);
      for (const [does, a, b, c] of steps) row.push(does ? does(row[a], row[b], row[c]) : a);
      return Object.fromEntries(named.map(([name, place]) => [name, row[place]]));
    };
  }

  /* --- Python, once for the page -------------------------------------------------------------------------------- */

  const asked = new Map();
  let frame, begun;
  function begin() {
    begun = begun || new Promise((done, refuse) => {
      const failed = (problem) => { frame.remove(); begun = null; refuse(problem); };
      frame = make("iframe");
      /* From a file each frame has an origin of its own anyway, and a sandbox could not read its scripts. */
      if (location.protocol !== "file:") frame.sandbox = "allow-scripts";
      Object.assign(frame, { hidden: true, title: "Python", src: here + "change/frame.html" });
      asked.set("begin", { done, failed });
      setTimeout(() => failed(new Error("Python did not come.")), 60000);
      addEventListener("message", ({ source, data }) => {
        if (source !== frame.contentWindow) return;
        const { id, answer, problem } = data.ready ? { id: "begin" } : data, waits = asked.get(id);
        asked.delete(id);
        if (waits && problem) waits.failed(new Error(problem));
        else if (waits) waits.done(answer);
        if (data.ready) frame.dataset.ready = "";
      });
      document.body.append(frame);
    });
    return begun;
  }
  async function ask(name, ...given) {
    await begin();
    return new Promise((done, failed) => {
      const id = `${name} ${Math.random()}`;
      asked.set(id, { done, failed });
      frame.contentWindow.postMessage({ id, name, given }, "*");
    });
  }
  function why(problem, otherwise) {
    if (problem.message === "stopped") return "This ran for five seconds without an end, so it was stopped.";
    if (/MemoryError/.test(problem.message)) return "This asks for more memory than Python has here.";
    if ("ready" in frame.dataset) return otherwise;
    return "Python did not start in this browser. Open the book by make serve or in a room, or make the change in the live lab.";
  }

  /* --- The address ---------------------------------------------------------------------------------------------- */

  function packed(text) {
    const bytes = fflate.deflateSync(fflate.strToU8(text), { level: 9 });
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function unpacked(code) {
    const bytes = Uint8Array.from(atob(code.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
    return fflate.strFromU8(fflate.inflateSync(bytes));
  }
  let carried = "";
  function takeOut() {
    const found = /&changed-rule=([\w-]*)/.exec(location.hash || (history.state || {}).setting);
    carried = found ? found[1] : "";
  }
  takeOut();

  /* --- One lab -------------------------------------------------------------------------------------------------- */

  function start(place) {
    const lab = place.dataset.jwChange, section = document.querySelector(`section[data-explorer="${lab}"]`);
    const find = (hook) => place.querySelector(`[data-change-${hook}]`), said = find("said"), source = find("source");
    const usual = source.textContent, version = JSON.parse(section.querySelector("[data-explorer-spec]").textContent).version, area = make("textarea"), lines = make("pre"), byRule = Object.assign(make("p", "jw-changed jw-by-rule"), { role: "status" });
    const guided = place.querySelector(".jw-change-task");
    let parts;

    function tell(text, wrong = false) {
      said.textContent = text;
      said.classList.toggle("wrong", wrong);
    }
    /* Numbers beside the lines; the one that is wrong stands out. */
    function number(wrong = 0) {
      const many = area.value.split("\n").length;
      area.rows = many + 1;
      lines.replaceChildren(...Array.from({ length: many }, (_, at) => make(at + 1 === wrong ? "b" : "span", "", `${at + 1}\n`)));
    }
    /* The address of this page with the levers as they stand and the text as it is, or "" where that is too long. */
    function address() {
      const levers = location.hash.replace(/&changed-rule=[^&]*/, "") || `#explorer=${lab}&v=${version}`, code = packed(area.value);
      return area.value === usual ? levers : code.length > LONGEST ? "" : `${levers}&changed-rule=${code}`;
    }
    /* What is typed is kept in the address, from where it comes back. */
    function changed() {
      number();
      parts.then(() => { const now = address(); if (now) shared.keep(now); });
    }
    /* As if typed, so that the browser's own undo takes it back. */
    function type(text, all = false) {
      area.focus();
      if (all) area.select();
      if (!document.execCommand("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      changed();
    }
    function keys(event) {
      const { key, ctrlKey, metaKey, shiftKey } = event, leaves = area.dataset.leaves;
      area.dataset.leaves = key === "Escape" || (leaves && key === "Shift") ? "1" : "";
      if (key === "Enter" && (ctrlKey || metaKey)) actions.run();
      else if (key === "Enter") type("\n" + /^ */.exec(area.value.slice(0, area.selectionStart).split("\n").pop())[0]);
      else if (key === "Tab" && !leaves && !shiftKey) type(INDENT);
      else return;
      event.preventDefault();
    }
    async function open(text = usual) {
      parts = parts || shared.wanted("changed-" + lab, "libraries/fflate");
      find("open").hidden = source.hidden = true;
      find("editor").hidden = find("actions").hidden = false;
      lines.ariaHidden = "true";
      Object.assign(area, { value: text, spellcheck: false, wrap: "off", autocapitalize: "off", autocomplete: "off",
        ariaLabel: "Your rule. Tab indents; Escape, then Tab, leaves." });
      area.addEventListener("keydown", keys);
      area.addEventListener("input", changed);
      find("editor").append(lines, area);
      number();
      await parts;
    }
    /* The lab by a rule: its numbers, its words, and the book's beside them. */
    async function use(program, text) {
      const words = await parts, by = ready(program), model = rules.models[lab](), speak = rules.models[`${lab}, said`]();
      const code = packed(text), link = code.length > LONGEST ? "" : "&changed-rule=" + code;
      section.querySelector("[data-explorer-changed]").before(byRule);
      section.explorerRule({
        words, link, said: " By a rule that a reader changed.",
        known: (values) => ({ ...values, ...speak({ ...values, ...by(values) }) }),
        book: (values) => ({ ...values, ...speak(model(values)) }),
        tell: (mine, book, label) => {
          const both = mine === book ? `Your rule and the book’s rule: ${mine}` : `Your rule: ${mine}. The book’s rule: ${book}`;
          byRule.textContent = `${both} ${label}. Dashed: the book’s rule.`;
        }
      });
      return link ? "" : " It is too long for an address: save it as a file.";
    }
    function back() { byRule.remove(); section.explorerRule(null); }
    const actions = {
      async run() {
        const text = area.value, first = !frame || !("ready" in frame.dataset);
        tell(first ? "Python is starting. The first time takes a few seconds." : "Your rule is being read.");
        try {
          const answer = await ask("record", text, lab);
          number(answer.line);
          if (answer.sentence) return tell(answer.sentence, true);
          if (text.trim() === usual.trim()) { back(); return tell("This is the book’s rule. Change a line, then press Run."); }
          const more = await use(answer.program, text), found = guided ? await ask("check", lab, text) : {};
          tell(`${byRule.textContent.replace(/ Dashed.*/, "")}${more} ${found.sentence || ""}`);
        } catch (problem) { tell(why(problem, "The lab cannot show this rule at these settings. The book’s rule stands."), true); }
        area.focus({ preventScroll: true });
      },
      see() { section.scrollIntoView(); },
      undo() { area.focus(); document.execCommand("undo"); changed(); },
      reset() { type(usual, true); back(); tell("The book’s rule is back. Undo brings your text back."); },
      async link(button) {
        await parts;
        if (!address()) return tell("This text is too long for an address: save it as a file.", true);
        shared.copy(button, location.href.split("#")[0] + address(), "Link copied");
      },
      save() { shared.save(`rule-${lab}.py`, area.value, "text/x-python"); },
      load() {
        const file = Object.assign(make("input"), { type: "file", accept: ".py,.txt" });
        file.addEventListener("change", async () => type(await file.files[0].text(), true));
        file.click();
      }
    };
    place.querySelectorAll("[data-change-do]").forEach((one) => one.addEventListener("click", () => actions[one.dataset.changeDo](one)));
    find("open").addEventListener("click", async () => {
      open();
      area.focus({ preventScroll: true });
      tell(STARTING);
      try { await begin(); if (said.textContent === STARTING) tell("Ready. Change a line, then press Run."); } catch (problem) { tell(why(problem), true); }
    });
    find("open").hidden = false;
    async function opened() {
      if (!carried || !location.hash.includes(`explorer=${lab}&`)) return;
      const code = carried;
      carried = "";
      try {
        const first = find("editor").hidden;
        await (first ? open() : parts);
        type(unpacked(code), true);
        tell("This link came with a changed rule. Read it, then press Run.");
      } catch (broken) { tell("The rule of this link cannot be read: it was cut short. The book’s rule stands.", true); }
    }
    addEventListener("hashchange", () => { takeOut(); opened(); });
    opened();
  }

  /* --- A cell of the page, run here after those before it ------------------------------------------------------- */

  const cells = Array.from(document.querySelectorAll("[data-jw-cell]"), (cell) => ({ cell, code: cell.querySelector(".cell_input pre") }));
  cells.forEach(({ cell, code }, at) => {
    const stored = cell.querySelector(".cell_output pre"), told = Object.assign(make("p", "jw-note"), { role: "status" });
    const out = make("pre"), lines = (text) => text.trimEnd().split("\n");
    code.contentEditable = "plaintext-only";
    cell.append(shared.button("jw-button", "Run this cell here", async () => {
      told.textContent = "Python is running it.";
      try {
        await ask("tables");
        await ask("forget");
        let answer;
        for (const one of cells.slice(0, at + 1)) answer = await ask("run_cell", one.code.innerText);
        const was = stored ? lines(stored.textContent) : [], now = lines(answer.out);
        out.replaceChildren(...now.map((line, n) => make(line === was[n] ? "span" : "mark", "", line + "\n")));
        told.textContent = answer.error || (now.join() === was.join() ? "The same as stored above." : "Marked: not as stored above.");
        if (!out.isConnected) cell.append(out);
      } catch (problem) { told.textContent = why(problem, "Python cannot run this here. It runs in the live lab."); }
    }), told);
  });

  document.querySelectorAll("[data-jw-change]").forEach(start);
})();
