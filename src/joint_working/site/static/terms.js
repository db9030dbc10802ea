/* A word of the glossary shows its meaning, and a badge what it cites, while it is pointed at or has the focus: the style
   sheet does that. This lets a touch open the card in place, where the link would lead away, and lets the Escape key, or a
   touch elsewhere, put it away. A badge opens its card at a click as well: the card holds the links.
   A classic script, to be loaded with defer. */
(function () {
  "use strict";
  const AWAY = "jw-away", OPEN = "jw-open";
  let pointer = "mouse";

  function away(term) {
    term.classList.remove(OPEN);
    term.classList.add(AWAY);
  }
  document.addEventListener("pointerdown", function (event) {
    pointer = event.pointerType;
    document.querySelectorAll("." + OPEN).forEach(function (term) { if (!term.contains(event.target)) away(term); });
  }, true);
  document.addEventListener("keydown", function (event) {
    pointer = "";
    if (event.key === "Escape") document.querySelectorAll(".jw-term:is(:hover, :focus-within, ." + OPEN + ")").forEach(away);
  });
  document.querySelectorAll(".jw-term").forEach(function (term) {
    term.firstElementChild.addEventListener("click", function (event) {
      const opens = pointer === "touch" || pointer === "pen" || (pointer && term.classList.contains("jw-cite"));
      if (!opens || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const shut = term.classList.contains(OPEN);
      term.classList.toggle(OPEN, !shut);
      term.classList.toggle(AWAY, shut);
    });
    ["mouseleave", "focusout"].forEach(function (left) {
      term.addEventListener(left, function () { if (!term.classList.contains(OPEN)) term.classList.remove(AWAY); });
    });
  });
})();
