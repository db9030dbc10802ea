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
  /* Changes the words in the text node that stands there: a new node may make the browser style half the page again. */
  function say(place, text) {
    const node = place.firstChild;
    if (!node || node.nodeType !== 3 || node.nextSibling) place.textContent = text;
    else if (node.data !== text) node.data = text;
  }
  /* Writes rows of texts into a table: headings first, and in each row what it is about. A row that fits is kept. */
  function fillTable(table, [heads, ...rows]) {
    const line = (cells, isHead) => make("tr", "", ...cells.map((text, n) => {
      if (n && !isHead) return make("td", "n", text);
      return Object.assign(make("th", n ? "n" : "", text), { scope: isHead ? "col" : "row" });
    }));
    const fill = (part, lines, isHead) => {
      lines.forEach((cells, r) => {
        const row = part.rows[r];
        if (row && row.cells.length === cells.length) cells.forEach((text, n) => say(row.cells[n], text));
        else if (row) row.replaceWith(line(cells, isHead));
        else part.append(line(cells, isHead));
      });
      while (part.rows.length > lines.length) part.rows[lines.length].remove();
    };
    fill(table.tHead, [heads], true);
    fill(table.tBodies[0], rows, false);
  }
  /* An element in a drawing, put last in `parent`. */
  function draw(parent, tag, attributes, words) {
    const node = parent.ownerDocument.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach((attribute) => node.setAttribute(...attribute));
    if (words !== undefined) node.textContent = words;
    parent.append(node);
    return node;
  }
  /* Puts texts and elements, as (tag, attributes, what stands in it), into an element. */
  function grow(parent, nodes) {
    nodes.forEach((node) => {
      if (typeof node === "string") return parent.append(node);
      const [tag, attributes, inside] = node;
      const element = document.createElementNS(tag === "svg" ? "http://www.w3.org/2000/svg" : parent.namespaceURI, tag);
      attributes.forEach((value, name) => element.setAttribute(name, value));
      parent.append(grow(element, inside));
    });
    return parent;
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
     writes and then throw, and a move must never wait for one or be lost with it. The labs of a page follow each other
     in it. It is kept with the place in the reader's history too: Back gives it back, and a heading's link keeps it. */
  let setting = "", waiting = null, timer = 0, isOpen = false;
  const readers = [];
  function write(address) {
    try { history.replaceState({ setting }, "", address); } catch (refused) { /* the page goes on; Copy link still works */ }
  }
  function writeAddress() {
    clearTimeout(timer);
    if (waiting !== null) write(waiting);
    waiting = null;
  }
  function keep(link, rest = 250) {
    const [name] = link.slice(1).split("&"), others = setting.split(/&(?=explorer=)/).filter((part) => {
      return part.startsWith("explorer=") && part.split("&")[0] !== name;
    });
    setting = [...others, link.slice(1)].join("&");
    waiting = "#" + setting;
    clearTimeout(timer);
    if (rest) timer = setTimeout(writeAddress, rest);
    else writeAddress();  // the page is being left
  }
  /* A reader came to an address, or back to one. */
  function arrive() {
    const known = history.state && history.state.setting;
    waiting = null;
    if (/[#&](explorer|place)=/.test(location.hash)) setting = location.hash.slice(1);
    else if (typeof known === "string") setting = known;
    else if (isOpen) return write();  // a heading's link
    isOpen = true;
    write();
    readers.forEach((read) => read());
  }
  addEventListener("pagehide", writeAddress);
  addEventListener("hashchange", arrive);
  arrive();

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
  function asked() { return Array.from(new URLSearchParams(setting)).filter(([key]) => key !== "changed-rule"); }  // change.js reads it
  function readLink(thing) {
    const reading = rules.address.read(asked(), thing), place = new URLSearchParams(setting).get("place");
    if (thing.names.has(place)) chosen = place;
    const quiet = new URLSearchParams(location.hash.slice(1)).get("explorer") !== thing.name;
    return reading && { ...reading, values: Object.fromEntries(reading.values), quiet };
  }
  /* Opens a lab as the address asks or as the page opens it, now and again when another address was come to. */
  function follow(thing, open, opening = null) {
    function read(again) {
      const its = typeof thing === "function" ? thing() : thing;
      const usual = () => Object.fromEntries(its.fields.map((field) => [field.key, field.usual]));
      return readLink(its) || opening || (again ? { values: usual(), notice: "", said: "", quiet: true } : null);
    }
    readers.push(() => open(read(true)));
    return open(read(false));
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
    later: {}, wanted, script, filled, say, make, button, fits, tens, fillTable, draw, grow, notify, asCsv, save, saveCsv, savePng, copy, keep, linked, asked, follow, writeLink
  };
})();
