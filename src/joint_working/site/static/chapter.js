/* A chapter's page: one switch shows the code of all its cells, a link into a folded part opens it, and what is folded is
   printed, but for the bonnet. A classic script, to be loaded with defer. */
(function () {
  "use strict";
  const article = document.querySelector("article"), control = document.querySelector("[data-jw-code]");

  document.documentElement.dataset.jwChapter = "";
  if (control) control.addEventListener("click", () => {
    const shown = article.classList.toggle("jw-code");
    article.querySelectorAll(".cell > details.hide").forEach((fold) => { fold.open = shown; });
    control.setAttribute("aria-pressed", String(shown));
    control.textContent = shown ? "Hide the code" : "Show the code";
  });

  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target) return;
    const fold = target.closest("details.jw-fold") || target.querySelector(":scope > details.jw-fold:first-child");
    if (!fold || fold.open) return;
    fold.open = true;
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  reveal();

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll("details.jw-fold:not([open])"));
    opened = opened.filter((fold) => fold.parentElement.id !== "open-the-bonnet");
    opened.forEach((fold) => { fold.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach((fold) => { fold.open = false; }));
})();
