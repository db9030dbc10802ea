/* A chapter's page: one switch shows the code of all its cells, a link into a folded part opens it, and what is folded is
   printed, but for the bonnet. A classic script, to be loaded with defer. */
(function () {
  "use strict";
  const article = document.querySelector("article"), control = document.querySelector("[data-jw-code]");

  document.documentElement.dataset.jwChapter = "";
  if (control) {
    control.addEventListener("click", function () {
      const shown = article.classList.toggle("jw-code");
      article.querySelectorAll(".cell > details.hide").forEach(function (fold) { fold.open = shown; });
      control.setAttribute("aria-pressed", String(shown));
      control.textContent = shown ? "Hide the code" : "Show the code";
    });
  }

  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target) return;
    let fold = target.closest("details.jw-fold");
    if (!fold && target.firstElementChild && target.firstElementChild.matches("details.jw-fold")) fold = target.firstElementChild;
    if (!fold || fold.open) return;
    fold.open = true;
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  reveal();

  let opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("details.jw-fold:not([open])")).filter(function (fold) {
      return fold.parentElement.id !== "open-the-bonnet";
    });
    opened.forEach(function (fold) { fold.open = true; });
  });
  window.addEventListener("afterprint", function () { opened.forEach(function (fold) { fold.open = false; }); });
})();
