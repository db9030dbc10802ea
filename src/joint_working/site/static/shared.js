/* What the scripts of the book do alike: fill a sentence, make an element, write rows as CSV, save a file, copy a text.
   It holds no rule of its own: sentences come with the page. The other scripts, which are loaded after it, find it as
   window.jointWorking. A classic script, to be loaded with defer. */
(function () {
  "use strict";
  const here = document.currentScript.src;

  /* --- Words and elements ------------------------------------------------------------------------------------- */

  /* A sentence with each {place} filled once: what fills a place is never filled again. */
  function filled(sentence, told) {
    return sentence.replace(/\{(\w+)\}/g, (_, name) => told[name] === undefined ? "" : told[name]);
  }
  /* An element with what stands in it: words, which are only ever text, and elements. */
  function make(tag, className, ...inside) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...inside);
    return element;
  }
  function button(className, words, act) {
    const element = make("button", className, words);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }
  /* Writes rows of texts into a table: headings first, and in each row what it is about. */
  function fillTable(table, [heads, ...rows]) {
    const line = (cells, isHead) => {
      return make("tr", "", ...cells.map((text, n) => {
        if (n && !isHead) return make("td", "n", text);
        return Object.assign(make("th", n ? "n" : "", text), { scope: isHead ? "col" : "row" });
      }));
    };
    table.tHead.replaceChildren(line(heads, true));
    table.tBodies[0].replaceChildren(...rows.map((cells) => line(cells, false)));
  }
  /* An element in a drawing, put last in `parent`. */
  function draw(parent, tag, attributes, words) {
    const node = parent.ownerDocument.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach((attribute) => node.setAttribute(...attribute));
    if (words !== undefined) node.textContent = words;
    parent.append(node);
    return node;
  }
  /* Of the lines that fit a long list shows ten, and ten more at each press. The rest waits for a link to it, and for the
     browser's own search. */
  const fits = (line) => line.hidden !== true;
  function tens(place, way, drawn = () => {}) {
    let most, fit;
    const more = button("jw-button jw-ten", "", () => {
      const next = fit[most];
      show(fit, most + 10);
      Object.assign(next, { tabIndex: -1 }).focus({ preventScroll: way === "before" });
    });
    function show(lines, number = 10) {
      [fit, most] = [lines, number];
      fit.forEach((line, at) => { line.hidden = at < most ? false : "until-found"; });
      more.hidden = fit.length <= most;
      more.textContent = `Show ${Math.min(10, fit.length - most)} more (${fit.length - most})`;
      drawn();
    }
    place[way](more);
    return show;
  }
  /* A sentence in a place that is there only while it has something to say: what is wrong, and what is so. */
  function notify(place, wrong, said = "") {
    place.hidden = !wrong && !said;
    place.textContent = [said, wrong].filter(Boolean).join(" ");
    if (said) place.classList.toggle("wrong", Boolean(wrong));
  }

  /* --- What a reader takes away: files and copied text --------------------------------------------------------- */

  /* A text that starts like a formula gets an apostrophe, as in the tables; a number with a true minus gets a plain one. */
  function cell(shown) {
    const text = shown.replace(/\u2212/g, "-").replace(/\u00a0/g, " ").replace(/^(?=[=+@\t]|-(?![\d£]))/, "'");
    return /[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }
  /* What an explorer shows, as CSV. What people wrote goes through rules.csv.csv_text. */
  function asCsv(lines) { return "\ufeff" + lines.map((line) => line.map(cell).join(",")).join("\r\n"); }
  function save(name, content, type) {
    var anchor = make("a");
    anchor.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: type }));
    anchor.download = name;
    anchor.click();
    setTimeout(function () { URL.revokeObjectURL(anchor.href); }, 10000);
  }
  /* Rows that may hold what people wrote, as CSV. */
  function saveCsv(name, rows) { save(name + ".csv", "\ufeff" + rules.csv.csv_text(rows), "text/csv"); }
  /* A drawing as a picture twice its size, which stays sharp on a slide. */
  function savePng(name, svg) {
    const image = new Image();
    image.onload = () => {
      const canvas = Object.assign(make("canvas"), { width: image.width * 2, height: image.height * 2 });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save(name, blob));
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
  }
  /* Copies a text; the button says so for four seconds. */
  function copy(button, text, said) {
    var usual = button.dataset.usual = button.dataset.usual || button.textContent;
    function done(words) {
      button.style.minWidth = button.offsetWidth + "px";
      button.setAttribute("aria-live", "polite");
      button.textContent = words;
      setTimeout(function () { button.textContent = usual; }, 4000);
    }
    function byHand() {
      var area = make("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      var copied = document.execCommand("copy");
      area.remove();
      button.focus();
      done(copied ? said : "Not copied");
    }
    if (!navigator.clipboard) byHand();
    else navigator.clipboard.writeText(text).then(function () { done(said); }, byHand);
  }

  /* --- The address ---------------------------------------------------------------------------------------------- */

  /* What a reader set goes into the address once the reader rests, after the answer: some browsers allow few such
     writes and then throw, and a move must never wait for one or be lost with it. */
  var waiting = null, timer = 0;
  function writeAddress() {
    clearTimeout(timer);
    if (waiting === null) return;
    try { history.replaceState(null, "", waiting); } catch (refused) { /* the page goes on; Copy link still works */ }
    waiting = null;
  }
  function keep(link, rest = 250) {
    waiting = link;
    clearTimeout(timer);
    if (rest) timer = setTimeout(writeAddress, rest);
    else writeAddress();  // the page is being left
  }
  addEventListener("pagehide", writeAddress);
  addEventListener("hashchange", function () { waiting = null; });

  /* The partnership that the address named last, which links go on naming; what starts from it (site/partnerships.py). */
  const places = window.jointWorkingPlaces || { names: {}, starts: {} }, map = (x) => new Map(Object.entries(x || {}));
  let chosen = "";
  /* What a link may carry, for the rule that reads it (joint_working/kit/address.py, compiled): a name, a version, the
     first version whose links still mean the same, and fields. */
  function linked(name, version, oldest, fields) {
    const parts = ["key", "label", "kind", "usual", "low", "high", "whole", "range", "options", "before"];
    const read = fields.map((field) => new rules.address.Field(...parts.map((part) => field[part])));
    const starts = map(places.starts[name]);
    starts.forEach(([moved, why], code) => starts.set(code, [map(moved), why]));
    return new rules.address.Linked(name, version, oldest, read, map(places.names), starts);
  }
  /* What the address asks for: its values by key, and what is said of the parts that do not fit; null for nothing. */
  function readLink(thing) {
    const asked = new URLSearchParams(location.hash.slice(1)), reading = rules.address.read(Array.from(asked), thing);
    if (thing.names.has(asked.get("place"))) chosen = asked.get("place");
    return reading && { ...reading, values: Object.fromEntries(reading.values) };
  }
  function writeLink(thing, values) { return rules.address.write(thing, new Map(Object.entries(values)), chosen); }

  /* Rules that come once they are wanted, behind what else is wanted with them: scripts of the site, each loaded once. */
  const coming = {};
  function script(name) {
    if (document.querySelector(`script[src$="${name}.js"]`)) return coming[name];
    return coming[name] = new Promise(function (onload, failed) {
      const onerror = (event) => { event.target.remove(); failed(new Error(name + ".js did not come.")); };
      document.head.append(Object.assign(make("script"), { src: here.replace("shared.js", name + ".js"), async: false, onload, onerror }));
    });
  }
  async function wanted(name, ...first) {
    await Promise.all([...first, "rules-" + name].map(script));
    return rules[name];
  }

  window.jointWorking = {
    later: {}, wanted, filled, make, button, fits, tens, fillTable, draw, notify, asCsv, save, saveCsv, savePng, copy, keep, linked, readLink, writeLink
  };
})();
