/* What readers type or open: their own words for an option of a list (joint_working/models/finding.py), and a published
   file (joint_working/models/published.py). Rules and names come once a reader turns to the box; what was typed until
   then is read when they are there. A classic script, loaded after parts.js. */
(function () {
  "use strict";
  const shared = window.jointWorking;

  /* The first option that fits is chosen; those that do not fit leave the list. */
  function finder(box) {
    const root = box.closest("[data-jw-part]"), part = root.dataset.explorer;
    const [told, list] = root.querySelectorAll("[data-jw-found]"), select = root.querySelector("select"), options = Array.from(select.options);
    const ready = () => shared.wanted("finding", "more", "later-" + part);
    let listed;
    const choose = (value) => { select.value = value; select.dispatchEvent(new Event("change")); };
    async function look() {
      const { prepare, find, Row, Name, SAID } = await ready(), { names, ask, most } = shared.later[part];
      listed = listed || prepare(options.map((option) => new Row(option.value, option.text)), names.map((name) => new Name(...name)), ask);
      const { rows, near, sentence, notes } = find(listed, box.value), shown = rows.length ? rows : near;
      options.forEach((option) => { option.hidden = option.disabled = rows.length > 0 && !rows.includes(option.value); });
      select.querySelectorAll("optgroup").forEach((group) => { group.hidden = Array.from(group.children).every((option) => option.hidden); });
      told.textContent = [sentence, ...notes, near.length ? SAID.get("near") : ""].filter(Boolean).join(" ");
      list.replaceChildren(...(shown.length > most ? [] : shown).map((value) =>
        shared.button("jw-button", options.find((option) => option.value === value).text, () => choose(value))));
      if (rows.length && rows[0] !== select.value) choose(rows[0]);
    }
    box.addEventListener("focus", ready);
    box.addEventListener("input", look);
    root.querySelector("[data-jw-reset]").addEventListener("click", () => { box.value = ""; if (listed) look(); });
  }
  function counts(root) {
    const find = (hook) => root.querySelector(hook), selects = Array.from(root.querySelectorAll("select"));
    const box = find("[data-counts-text]"), file = find("[data-counts-file]"), part = root.dataset.explorer;
    const ready = () => shared.wanted("published", "more", "later-" + part);
    let counted;
    function show() {
      const asked = new Map(selects.map((select) => [select.name, select.value]));
      const told = rules.published.shown(counted, py.data(shared.later[part]), asked);
      find("[data-explorer-sentence]").textContent = told.sentence;
      find("[data-counts-notes]").replaceChildren(...told.notes.map((note) => shared.make("li", "", note)));
      find("fieldset").hidden = find(".jw-scroll").hidden = !told.table.length;
      if (told.table.length) shared.fillTable(find("table"), told.table);
      told.options.forEach((words, name) => selects.find((select) => select.name === name)
        .replaceChildren(...Array.from(words, ([value, text]) => new Option(text, value, false, value === told.setting.get(name)))));
    }
    async function read(text) {
      counted = (await ready()).read(text);
      selects.forEach((select) => select.replaceChildren());
      show();
    }
    find(".jw-scroll").hidden = true;
    root.addEventListener("focusin", ready);
    box.addEventListener("input", () => read(box.value));
    file.addEventListener("change", () => file.files[0] && file.files[0].text().then(read));
    selects.forEach((select) => select.addEventListener("change", show));
  }
  document.querySelectorAll("[data-jw-find]").forEach(finder);
  document.querySelectorAll("[data-jw-counts]").forEach(counts);
})();
