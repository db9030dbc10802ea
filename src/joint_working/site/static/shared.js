/* What the scripts of the book do alike: print a number, fill a sentence, make an element, write rows as CSV, save a
   file, copy a text. It holds no rule of its own: formats and sentences come with the page. The other scripts, which are
   loaded after it, find it as window.jointWorking. A classic script, to be loaded with defer. */
(function () {
  "use strict";

  /* --- Words: the same rounding as joint_working/words.py ------------------------------------------ */

  function printed(number, decimals) {
    var units = Math.floor(Math.abs(number) * Math.pow(10, decimals) + 0.5 + 1e-9);
    var digits = String(units).padStart(decimals + 1, "0");
    var left = decimals ? digits.slice(0, -decimals) : digits;
    var right = decimals ? "." + digits.slice(-decimals) : "";
    return (number < 0 && units ? "\u2212" : "") + left.replace(/\B(?=(\d{3})+$)/g, ",") + right;
  }
  function fillSlot(formats, format, number) {
    var rule = formats[format];
    if (rule[3]) return rule[3][Math.floor(number) % 12] + "\u00a0" + Math.floor(number / 12);
    var text = printed(number, rule[0]), minus = text[0] === "\u2212" ? "\u2212" : "";
    return (minus + rule[1] + text.slice(minus.length) + rule[2]).replace(/ /g, "\u00a0");
  }
  /* A sentence with each {place} filled once: what fills a place is never filled again. */
  function filled(sentence, told) {
    return sentence.replace(/\{(\w+)\}/g, function (_, name) { return told[name] === undefined ? "" : told[name]; });
  }

  /* --- Elements ---------------------------------------------------------------------------------------------- */

  function make(tag, className, words) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (words !== undefined) element.textContent = words;
    return element;
  }
  /* The same in a drawing, put last in `parent`. */
  function draw(parent, tag, attributes, words) {
    var node = parent.ownerDocument.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.keys(attributes).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    if (words !== undefined) node.textContent = words;
    parent.append(node);
    return node;
  }
  /* A sentence in a place that is there only while it has something to say. */
  function notify(place, sentence) {
    place.hidden = !sentence;
    place.textContent = sentence;
  }

  /* --- What a reader takes away: files and copied text --------------------------------------------------------- */

  /* A text that starts like a formula gets an apostrophe, as in the tables; a number with a true minus gets a plain one. */
  function asCsv(lines) {
    return "\ufeff" + lines.map(function (line) {
      return line.map(function (text) {
        text = text.replace(/\u2212/g, "-").replace(/\u00a0/g, " ");
        if (/^[=+@\t]|^-(?![\d£])/.test(text)) text = "'" + text;
        return /[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
      }).join(",");
    }).join("\r\n");
  }
  /* The same for cells that hold what people wrote: every one in quotation marks, nothing changed in it. */
  function quotedCsv(lines) {
    return "\ufeff" + lines.map(function (line) {
      return line.map(function (cell) {
        return '"' + (/^[=+\-@\t\r]/.test(cell) ? "'" : "") + cell.replace(/"/g, '""') + '"';
      }).join(",") + "\r\n";
    }).join("");
  }
  function save(name, content, type) {
    var anchor = make("a");
    anchor.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: type }));
    anchor.download = name;
    anchor.click();
    setTimeout(function () { URL.revokeObjectURL(anchor.href); }, 10000);
  }
  /* A drawing as a picture twice its size, which stays sharp on a slide. */
  function savePng(name, svg) {
    var image = new Image();
    image.onload = function () {
      var canvas = make("canvas");
      canvas.width = image.width * 2;
      canvas.height = image.height * 2;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) { save(name, blob); });
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
  function keep(link) {
    waiting = link;
    clearTimeout(timer);
    timer = setTimeout(writeAddress, 250);
  }
  addEventListener("pagehide", writeAddress);
  addEventListener("hashchange", function () { waiting = null; });

  /* What a link may carry, for the rule that reads it (joint_working/kit/address.py, compiled): a name, a version, the
     first version whose links still mean the same, and fields. */
  function linked(name, version, oldest, fields) {
    return new rules.address.Linked(name, version, oldest, fields.map(function (of) {
      return new rules.address.Field(of.key, of.label, of.kind, of.usual, of.low, of.high, of.whole, of.range, of.options, of.before);
    }));
  }
  /* What the address asks for: its values by key, and what is said of the parts that do not fit; null for nothing. */
  function readLink(thing) {
    var reading = rules.address.read(Array.from(new URLSearchParams(location.hash.slice(1))), thing);
    return reading && { values: Object.fromEntries(reading.values), notice: reading.notice };
  }
  function writeLink(thing, values) { return rules.address.write(thing, new Map(Object.entries(values))); }

  window.jointWorking = {
    printed: printed, fillSlot: fillSlot, filled: filled, make: make, draw: draw, notify: notify, asCsv: asCsv,
    quotedCsv: quotedCsv, save: save, savePng: savePng, copy: copy, keep: keep, linked: linked, readLink: readLink, writeLink: writeLink
  };
})();
