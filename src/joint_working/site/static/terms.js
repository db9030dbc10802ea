/* A word of the glossary shows its meaning while it is pointed at or has the focus: the style sheet does that. This
   lets the Escape key put the meaning away without moving pointer or focus. It shows again at the next visit.
   A classic script, to be loaded with defer. */
(function () {
  "use strict";
  const AWAY = "jw-away";
  const visited = ".jw-term:is(:hover, :focus-within)";

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll(visited).forEach(function (term) { term.classList.add(AWAY); });
  });
  document.querySelectorAll(".jw-term").forEach(function (term) {
    ["mouseleave", "focusout"].forEach(function (left) {
      term.addEventListener(left, function () { term.classList.remove(AWAY); });
    });
  });
})();
