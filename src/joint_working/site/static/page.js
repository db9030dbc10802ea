/* What every page does for its reader. Without it all works by hand. */
(function () {
  "use strict";
  const side = document.querySelector(".jw-side"), narrow = matchMedia("(max-width: 959.98px)");

  /* Marks the section being read and names it in the bar: of those with a heading in the upper part of the window
     (at the page's end, anywhere in it) the one asked for, or the last. */
  function follow() {
    const lists = [...side.querySelectorAll(".jw-sections")].map((list) => list.querySelectorAll("a"));
    const parts = [...(lists[0] || [])].map((link) => document.getElementById(link.hash.slice(1)));
    let now = -1;
    function look() {
      const tops = parts.map((part) => part.getBoundingClientRect().top);
      const ended = scrollY && scrollY + innerHeight > document.documentElement.scrollHeight - 2;
      const asked = parts.findIndex((part) => "#" + part.id === location.hash), line = ended ? innerHeight : 130;
      const at = tops[asked] >= 0 && tops[asked] < line ? asked : tops.filter((top) => top < line).length - 1;
      if (at === now) return;
      now = at;
      lists.forEach((links) => links.forEach((link, place) => {
        link[place === at ? "setAttribute" : "removeAttribute"]("aria-current", "true");
      }));
      side.querySelector(".jw-parts span").textContent = at < 0 ? "" : lists[0][at].textContent;
      reveal(side);
    }
    if (!parts.length) return;
    ["scroll", "resize", "hashchange"].forEach((kind) => addEventListener(kind, look, { passive: true }));
    look();
  }
  /* Scrolls a list to the last marked link it shows. */
  const shown = (link) => link.offsetHeight, marked = (list) => [...list.querySelectorAll("[aria-current]")].filter(shown).pop();
  const reveal = (list) => marked(list) && marked(list).scrollIntoView({ block: "nearest" });
  /* A fold of the narrow bar closes with Escape, by its links, and when its reader leaves. */
  function close({ type, key, target }) {
    const fold = narrow.matches && side.querySelector(":scope > details[open]");
    const inside = fold && fold.contains(target), link = inside && type === "click" && target.closest("a");
    if (!fold || (type === "keydown" ? key !== "Escape" : inside && !link)) return;
    fold.open = false;
    if (key) fold.firstElementChild.focus({ preventScroll: true });
  }
  /* What is searched for stands after the "#" of the address, which browsers send to no server. */
  function ask(event) {
    event.preventDefault();
    location.href = event.target.action + "#q=" + encodeURIComponent(event.target.elements.q.value);
  }
  /* A section or an explorer of an earlier edition that left this page: its address leads on (data/moves.csv). */
  function leadOn() {
    const moves = JSON.parse(document.body.dataset.jwMoves || "{}"), asked = location.hash.slice(1);
    const explorer = "explorer=" + new URLSearchParams(asked).get("explorer");
    if (moves[explorer]) location.replace(moves[explorer].split("#")[0] + location.hash);
    else if (moves[asked] && !document.getElementById(asked)) location.replace(moves[asked]);
  }
  /* Who comes from the search finds the words of it marked in the section it led to. */
  function mark() {
    const [name] = /^(?!mark=)[^&]*/.exec(location.hash.slice(1)) || [""], words = new URLSearchParams(location.hash.slice(1)).get("mark");
    if (words === null) return;
    location.replace("#" + name);
    const forms = words.match(/[\p{L}\p{N}]+/gu), part = document.getElementById(name) || document.querySelector("article");
    if (!window.Highlight || !forms) return;
    const word = new RegExp(`(?<![\\p{L}\\p{N}])(?:${forms.join("|")})(?![\\p{L}\\p{N}])`, "giu");
    const marks = new Highlight(), texts = document.createTreeWalker(part.matches("dt") ? part.parentElement : part, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (const { 0: found, index } of text.data.matchAll(word)) {
        const range = new Range();
        range.setStart(text, index);
        range.setEnd(text, index + found.length);
        marks.add(range);
      }
    }
    CSS.highlights.set("jw-asked", marks);
  }
  /* The partnership that a page is about, or that its address names, goes along to the pages it leads to. */
  function remember() {
    const about = document.querySelector("[data-jw-place]"), named = /[#&]place=(S37\d{6})(?=&|$)/.exec(location.hash);
    const place = about ? about.dataset.jwPlace : named && named[1];
    for (const link of place ? document.querySelectorAll("a[href]:not([download])") : []) {
      const within = link.protocol === location.protocol && link.host === location.host;
      if (within && link.pathname !== location.pathname && !link.hash) link.hash = "place=" + place;
    }
  }
  /* A report of a mistake ends with how its reader has set the page, seen in the mail or the form before it is sent. */
  function report({ target }) {
    const link = target.closest(".jw-wrong a"), setting = encodeURIComponent(location.hash.slice(1, 1200));
    if (link) link.href = link.href.replace(/(.*setting(?:=|:%20)).*/i, "$1" + setting);
  }

  const steps = Object.assign(document.createElement("script"), { src: document.currentScript.src.replace("page.js", "steps.js") });
  if (/[?&]route=/.test(location.search)) document.head.append(steps);
  mark();
  leadOn();
  remember();
  addEventListener("hashchange", leadOn);
  addEventListener("click", report);
  follow();
  side.addEventListener("submit", ask);
  ["keydown", "click", "focusin", "pointerdown"].forEach((kind) => addEventListener(kind, close));
  side.addEventListener("toggle", (event) => narrow.matches && event.target.open && reveal(event.target), true);
})();
