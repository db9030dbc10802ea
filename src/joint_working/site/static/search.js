/* Searches the book by section. MiniSearch finds, and the index comes as window.jointWorkingSections, written by
   joint_working/site/search.py. Nothing is kept in the browser: what was asked stands in the page's address alone. */
(function () {
  "use strict";

  const form = document.querySelector("[data-jw-search]"), box = form.querySelector("input");
  const list = document.getElementById("search-results"), told = document.getElementById("search-told");
  const index = window.jointWorkingSections, stop = new Set(index.stop), porter = new Stemmer();
  /* The forms in which the book has a word, by its stem: "vote", "votes", "voting". */
  const forms = new Map();
  /* What a word of a heading that was not asked for counts, in the same measure as `rarity`. */
  const UNASKED = 3;

  const split = (text) => text.toLowerCase().split(/[^\p{L}\p{N}’']+/u).map((word) => word.replace(/[’']s$/, "").replace(/[’']/g, "")).filter(Boolean);
  const plain = (text) => split(text).join(" ");
  const stem = (word) => porter.stemWord(word);
  const stems = (text) => split(text).filter((word) => !stop.has(word)).map(stem);

  /* Each word stands in the index as it is, for what is half typed, and as its stem. */
  function indexed(word) {
    if (stop.has(word)) return null;
    const root = stem(word);
    if (!forms.has(root)) forms.set(root, new Set());
    forms.get(root).add(word);
    return root === word ? word : [word, root];
  }

  const entries = index.entries.map(([address, heading, page, part, opening, rest, readers, weight], id) => ({
    id, address, heading, page, part, opening, rest, readers, weight, title: plain(heading),
    names: [heading, address.includes("#") ? "" : page, ...readers.split("|")].map(stems).filter((name) => name.length)
  }));
  const engine = new MiniSearch({
    fields: ["heading", "readers", "page", "opening", "rest"], tokenize: split, processTerm: indexed,
    searchOptions: { processTerm: (word) => word, boost: { heading: 4, readers: 4, page: 1.5, opening: 1.5 } }
  });
  engine.addAll(entries);

  /* What holds a word, with how well; a word may be half typed, and a word that nothing holds may be a slip. */
  function holding(word, half) {
    const hits = [...engine.search(stem(word)), ...(half && word.length > 2 ? engine.search(word, { prefix: true }) : [])];
    const found = new Map();
    for (const { id, score } of hits.length || word.length < 5 ? hits : engine.search(word, { fuzzy: 0.25, prefix: true })) {
      found.set(id, Math.max(score, found.get(id) || 0));
    }
    return found;
  }

  const rarity = (count) => Math.log(1 + (entries.length - count + 0.5) / (count + 0.5));
  const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

  /* How well a heading, or readers' words for it, say what is asked: 1 when they are the same words. */
  function likeness(name, asked, all) {
    const shared = sum(name.map((word) => asked.get(word) || 0));
    return shared / all * shared / sum(name.map((word) => asked.get(word) || UNASKED));
  }
  /* The entries for what is asked, best first. A word counts the more the rarer it is, and a section that lacks some of
     the words the less. A section that has the very words as its heading comes first. */
  function search(text) {
    const words = [...new Map(split(text).filter((word) => !stop.has(word)).map((word) => [stem(word), word])).values()];
    const half = split(text).pop(), asked = new Map(), scores = new Map(), held = new Map(), exact = plain(text);
    words.forEach((word) => {
      const found = holding(word, word === half), worth = rarity(found.size);
      asked.set(stem(word), worth);
      for (const [id, score] of found) {
        scores.set(id, (scores.get(id) || 0) + score);
        held.set(id, (held.get(id) || 0) + worth);
      }
    });
    const all = sum([...asked.values()]);
    const score = ({ id, title, names, weight }) => title === exact ? Infinity
      : !words.length ? Number(` ${title} `.includes(` ${exact} `)) * weight
      : !scores.has(id) ? 0
      : scores.get(id) * weight * (held.get(id) / all) ** 2 * (1 + 3 * Math.max(0, ...names.map((name) => likeness(name, asked, all))));
    return exact ? entries.map((entry) => [score(entry), entry]).filter(([worth]) => worth).sort(([a], [b]) => a === b ? 0 : b - a).map(([, entry]) => entry) : [];
  }
  /* The address of an entry, with the forms of the asked words that its page may hold: page.js marks them there. */
  function leading({ address }, text) {
    const words = stems(text).flatMap((root) => [...forms.get(root) || []]);
    return words.length ? `${address}${address.includes("#") ? "&" : "#"}mark=${encodeURIComponent(words.join(" "))}` : address;
  }
  function item(entry, text) {
    const make = (tag, more) => Object.assign(document.createElement(tag), more), row = make("li");
    const names = new Set([entry.part, entry.page].filter((name) => name && name !== entry.heading));
    row.append(make("a", { href: leading(entry, text), textContent: entry.heading }));
    row.append(make("span", { textContent: [...names].join(" › ") }));
    if (entry.opening) row.append(make("p", { textContent: entry.opening }));
    return row;
  }
  function show() {
    const text = box.value.trim(), found = search(text);
    list.replaceChildren(...found.slice(0, 20).map((entry) => item(entry, text)));
    told.textContent = !text ? "" : !found.length ? "No section holds these words. Try one of them, or another word for it."
      : found.length > 20 ? `The first 20 of ${found.length} sections.` : `${found.length} ${found.length === 1 ? "section" : "sections"}.`;
  }
  /* What is asked stands in the address, so that a way back from a result leads to it again. */
  function ask(event) {
    event.preventDefault();
    show();
    try { history.replaceState(null, "", location.pathname.split("/").pop() + "#q=" + encodeURIComponent(box.value)); } catch (refused) { /* it shows all the same */ }
  }

  form.addEventListener("submit", ask);
  box.addEventListener("input", ask);
  box.value = new URLSearchParams(location.hash.slice(1)).get("q") || new URLSearchParams(location.search).get("q") || "";
  box.focus();
  show();
  form.jointWorkingSearch = search;
  form.dataset.ready = "";
})();
