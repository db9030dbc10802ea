/* Searches the book by section. MiniSearch ranks; the index comes as window.jointWorkingSections, written by
   joint_working/site/search.py. Nothing is kept in the browser: what was asked stands in the page's address alone. */
(function () {
  "use strict";

  var form = document.querySelector("[data-jw-search]"), box = form.querySelector("input");
  var list = document.getElementById("search-results"), told = document.getElementById("search-told");
  /* Words that ask and tell nothing of what is asked. */
  var STOP = new Set(("a an the of to in on for and or is are be was were do does did i we you he she it they my our your as " +
    "at by with from that this what which who whom how when where why if can could may must should would will have has had " +
    "not no so there their its into than then us me about any all get us between under up out").split(" "));

  function term(word) {
    word = word.toLowerCase().replace(/[’']s$/, "").replace(/[’']/g, "");
    if (!word || STOP.has(word)) return null;
    if (word.length > 4 && /ies$/.test(word)) return word.slice(0, -3) + "y";
    return word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
  }
  function split(text) { return text.split(/[^\p{L}\p{N}’']+/u).filter(Boolean); }
  function content(text) { return split(text).map(term).filter(Boolean); }
  function plain(text) { return split(text.toLowerCase()).join(" "); }

  var entries = window.jointWorkingSections.map(function (row, id) {
    return { id: id, address: row[0], heading: row[1], page: row[2], part: row[3], opening: row[4], rest: row[5], readers: row[6],
      weight: row[7] };
  });
  var engine = new MiniSearch({
    fields: ["heading", "readers", "page", "opening", "rest"], tokenize: split, processTerm: term,
    searchOptions: {
      boost: { heading: 5, readers: 5, page: 2, opening: 1.5 },
      prefix: function (word) { return word.length > 3; },
      fuzzy: function (word) { return word.length > 5 && !/\d/.test(word) ? 0.2 : false; },
      boostDocument: function (id) { return entries[id].weight; }
    }
  });
  engine.addAll(entries);

  /* Sums of what each word found, a section whose heading holds every word first, and one whose words are the asked ones
     before that. A section that lacks a word counts for less. */
  function search(asked) {
    var words = Array.from(new Set(content(asked))), exact = plain(asked);
    if (!words.length) words = split(asked);
    return engine.search(asked).map(function (hit) {
      var entry = entries[hit.id], heading = content(entry.heading), share = hit.queryTerms.length / words.length;
      var held = words.every(function (word) { return heading.indexOf(word) >= 0; });
      var first = entry.weight >= 0.5 && held ? (plain(entry.heading) === exact ? 3 : heading.length === words.length ? 2 : 1) : 0;
      return { entry: entry, first: first, score: hit.score * share * share };
    }).sort(function (a, b) { return b.first - a.first || b.score - a.score; }).map(function (hit) { return hit.entry; });
  }

  function show() {
    var asked = box.value.trim(), sections = asked ? search(asked) : [];
    list.replaceChildren.apply(list, sections.slice(0, 20).map(function (entry) {
      var item = document.createElement("li"), link = document.createElement("a"), where = document.createElement("span");
      link.href = entry.address;
      link.textContent = entry.heading;
      where.textContent = [entry.part, entry.page].filter(function (name, at, names) {
        return name && name !== entry.heading && names.indexOf(name) === at;
      }).join(" › ");
      item.append(link, where);
      if (entry.opening) item.append(Object.assign(document.createElement("p"), { textContent: entry.opening }));
      return item;
    }));
    told.textContent = !asked ? "" : !sections.length ? "No section holds these words. Try one of them, or another word for it."
      : sections.length > 20 ? "The first 20 of " + sections.length + " sections." : sections.length + (sections.length === 1 ? " section." : " sections.");
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    show();
    try { history.replaceState(null, "", location.pathname.split("/").pop() + "#q=" + encodeURIComponent(box.value)); } catch (refused) { /* it shows all the same */ }
  });
  box.addEventListener("input", show);
  box.value = new URLSearchParams(location.hash.slice(1)).get("q") || new URLSearchParams(location.search).get("q") || "";
  box.focus();
  show();
  form.jointWorkingSearch = search;
  form.dataset.ready = "";
})();
