/* The Indicator Reader on the page: its lists, its drawings, its buttons. What a choice points at, and what of it is
   said, listed and drawn, are the rules of joint_working/models/lookup.py (rules-lookup.js); what may be said of a
   figure is the recorded model (model-indicator-reader.js). State is kept in the address after # and goes nowhere else.
   Loaded after explorer.js, a classic script. */
(function () {
  "use strict";

  function start(section) {
    const shared = window.jointWorking, say = shared.say, lookup = rules.lookup;
    const spec = JSON.parse(section.querySelector("[data-reader-spec]").textContent);
    const data = lookup.unpacked(py.data(spec.data));
    const find = (hook) => section.querySelector(hook);
    const notice = find("[data-explorer-notice]"), selects = {}, model = rules.models[lookup.NAME]();
    const pictures = shared.drawings(section, lookup.NAME, (which) => drawn()[which]);
    let setting = lookup.USUAL, entry, rows, known;

    function address() { return location.href.split("#")[0] + lookup.link_of(setting); }

    function number(of) { return typeof of === "string" ? known[of] : of; }
    /* Phrases printed, dictionaries as objects. */
    function printed(value) {
      if (Array.isArray(value)) return value.map(printed);
      if (value instanceof Map) return Object.fromEntries(Array.from(value, ([name, inner]) => [name, printed(inner)]));
      if (!(value instanceof lookup.Phrase)) return value;
      return shared.inTurn(value.text, value.slots.map(([form, of]) => rules.numbers.in_format(spec.formats[form], of)));
    }
    function spoken(key) {
      return printed(lookup.spoken(entry, spec.words[key].map(([text, slots, holds]) =>
        [text, slots.map(([form, of]) => [form, number(of)]), number(holds)])));
    }
    function cautions() { return spoken("cautions").concat(lookup.cautions_of(data, entry)); }
    /* What the pictures show, once they are drawn. */
    function drawn() { return rows = rows || printed(lookup.drawing_rows(data, entry)); }
    function tables() {
      return [lookup.year_table(entry), lookup.council_table(data, entry), lookup.month_table(data, entry)].map(printed);
    }

    function showChoices() {
      lookup.options(data, setting).forEach((words, name) => {
        const select = selects[name], old = Array.from(select.options, (option) => option.value).join();
        if (old !== Array.from(words.keys()).join()) {
          select.replaceChildren(...Array.from(words, ([value, text]) => new Option(text, value)));
        }
        select.value = setting.get(name);
      });
      find('[data-action="reset"]').disabled = py.eq(setting, lookup.USUAL);
      section.dataset.state = lookup.link_of(setting);
    }
    function answer() {
      entry = lookup.look(data, setting);
      rows = null;
      known = model(entry.seen);
      ["figure", "figure_label"].forEach((key) => say(find(`[data-reader="${key}"]`), spoken(key).join(" ")));
      lookup.captions(entry).forEach((text, key) => say(find(`[data-reader="${key}"]`), text));
      say(find("[data-explorer-sentence]"), spoken("sentence").join(" "));
      const [caution = "", ...more] = cautions(), list = find('[data-reader="cautions"]');
      say(find('[data-reader="caution"]'), caution);
      list.replaceChildren(...more.map((text) => shared.make("li", "", text)));
      list.parentElement.hidden = !more.length;
      const [years, councils, months] = tables();
      find("[data-reader-monthly]").hidden = !months.length;
      if (months.length) shared.fillTable(find("[data-reader-months]"), months);
      shared.fillTable(find("[data-explorer-table]"), years);
      shared.fillTable(find("[data-reader-councils]"), councils);
      section.querySelectorAll("[data-reader-councils] tbody tr").forEach((row) => { row.className = row.nextSibling ? "" : "total"; });
      section.querySelectorAll("[data-picture]").forEach((figure) => {
        const [message, what] = ["message", "what"].map((part) => spoken(`${figure.dataset.picture}_${part}`).join(" "));
        shared.caption(figure, message, what, `${message}. ${what}`);
      });
      pictures.change();
      showChoices();
    }

    function move(next) {
      setting = next;
      notice.hidden = true;
      answer();
      shared.keep(lookup.link_of(setting));
    }
    function linked() {
      const lists = lookup.lists_of(data, rules.address.own_part(shared.asked(), lookup.NAME));
      return shared.linked(lookup.NAME, lookup.VERSION, 0, lists);
    }
    function openAddress(asked) {
      if (!asked && !entry) answer();
      if (!asked) return;
      setting = lookup.setting_of(new Map(Object.entries(asked.values)));
      shared.notify(notice, asked.notice);
      answer();
      if (!asked.quiet) section.scrollIntoView({ behavior: "instant" });
    }

    function csv() {
      const [years, councils, months] = tables(), caption = lookup.captions(entry);
      return shared.asCsv([
        [spec.title], [caption.get("standing")], [caption.get("source")], [spec.address, address()],
        [entry.texts.get("unit")], [spoken("sentence").join(" ")], ...cautions().map((text) => [text]),
        [], [caption.get("years_caption")], ...years, [], [caption.get("councils_caption")], ...councils,
        ...(months.length ? [[], [caption.get("months_caption")], ...months] : [])
      ]);
    }
    async function savePictures(kind) {
      const { standing, source } = printed(lookup.captions(entry));
      for (const figure of section.querySelectorAll("[data-picture]")) {
        const name = figure.dataset.picture, svg = pictures.now(name);
        await shared.savePicture(`${lookup.NAME}-${name}`, kind, svg, figure, `${standing}. ${source}`, lookup.link_of(setting));
      }
    }
    const actions = {
      reset: () => { move(lookup.USUAL); selects.measure.focus(); },
      link: (button) => shared.copy(button, address(), spec.copied.link),
      python: (button) => shared.copy(button, lookup.python_of(setting), spec.copied.python),
      csv: () => shared.save(`${lookup.NAME}.csv`, csv(), "text/csv"),
      svg: () => savePictures("svg"),
      png: () => savePictures("png")
    };

    section.querySelectorAll("[data-explorer-levers] select").forEach((select) => {
      selects[select.name] = select;
      select.disabled = false;
      select.addEventListener("change", () => {
        move(lookup.choose(data, setting, new Map([[select.name, select.value]])).setting);
      });
    });
    section.readerRows = (name) => drawn()[name];
    shared.goLive(section, { actions, number, open: () => shared.follow(linked, openAddress) });
  }

  document.querySelectorAll("[data-jw-indicators]").forEach(start);
})();
