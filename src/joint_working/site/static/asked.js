/* A form that answers as it is filled in. It holds no rule: those of data-jw-asked are compiled from models/ and offer
   answer, which takes the form's data and the value of each control, and gives what the controls then stand at and what
   stands in each place (models/told.py). Rules that run recorded models also offer wanted, which names those.
   Nothing typed is sent or kept; a form with fields for a link keeps them in the address.
   A classic script, to be loaded with defer. */
(function () {
  "use strict";
  const shared = window.jointWorking;

  async function start(root) {
    const judge = rules[root.dataset.jwAsked], raw = JSON.parse(root.querySelector("[data-asked-rows]").textContent);
    const data = py.data(raw), controls = Array.from(root.querySelectorAll("[name]")), drawn = new Map();
    const linked = raw.link && shared.linked(raw.link.name, raw.link.version, 1, raw.link.fields);
    const usual = new Map(Object.entries(raw.usual));
    const place = (name) => root.querySelector(`[data-told="${name}"]`), notice = root.querySelector("[data-explorer-notice]");
    let values = usual, turn = 0;

    /* The recorded models that the rules ask for: from numbers by name to numbers by name. */
    async function models() {
      const names = judge.wanted ? py.iter(judge.wanted(data, values)) : [];
      await Promise.all(names.map((name) => shared.script("model-" + name)));
      return new Map(names.map((name) => [name, rules.models[name]()])
        .map(([name, run]) => [name, (levers) => new Map(Object.entries(run(Object.fromEntries(levers))))]));
    }
    async function answer(moved) {
      const mine = ++turn, ready = judge.wanted && await models();
      if (mine !== turn) return;  // something was typed meanwhile
      const told = judge.answer(data, values, moved, ready);
      values = told.values;
      told.places.forEach((nodes, name) => {
        const at = place(name);
        if (py.eq(drawn.get(name), nodes)) return;
        drawn.set(name, nodes);
        at.replaceChildren();
        (at.closest("[data-asked-row]") || at).hidden = !shared.grow(at, nodes).childNodes.length;
      });
      controls.forEach((one) => {
        const value = values.get(one.name);
        if (one.type === "radio") one.checked = one.value === value;
        else if (one.value !== value) one.value = value;
      });
      if (linked) root.dataset.state = shared.writeLink(linked, Object.fromEntries(values));
      if (linked && moved) shared.keep(root.dataset.state);
    }
    async function open(asked) {
      values = new Map([...usual, ...Object.entries(asked ? asked.values : {})]);
      await answer("");
      if (!asked) return;
      shared.notify(notice, asked.notice);
      if (!asked.quiet) root.scrollIntoView({ behavior: "instant" });
    }
    const acts = {
      link: (button) => shared.copy(button, location.href.split("#")[0] + root.dataset.state, "Link copied"),
      wide: () => document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()
    };

    controls.forEach((one) => one.addEventListener("input", () => {
      values = new Map([...values, [one.name, one.value]]);
      answer(one.name);
    }));
    root.querySelectorAll("[data-asked-act]").forEach((button) => button.addEventListener("click", () => {
      const act = button.dataset.askedAct;
      if (acts[act]) acts[act](button);
      else answer(act);
    }));
    root.querySelectorAll("[data-told-js]").forEach((one) => { one.disabled = one.readOnly = false; });
    await (linked ? shared.follow(linked, open) : open());
    root.dataset.explorerReady = "";
  }

  document.querySelectorAll("[data-jw-asked]").forEach(start);
})();
