/* A chapter's page: one switch shows the code of all its cells, a link into a folded part opens it, and what is folded is
   printed, but for the bonnet, with all answers at the end. A classic script, to be loaded with defer. */
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

  /* Paper: what is folded is printed, answers on a last page, the address in every foot. One button prints two pages. */
  const two = document.querySelector("[data-jw-two]"), paper = document.body.classList, foot = document.createElement("style");
  const answers = Object.assign(document.createElement("section"), { className: "jw-answers" });
  const named = (name, ...inner) => { const made = document.createElement(name); made.append(...inner); return made; };
  let opened = [];
  if (two) two.addEventListener("click", () => { paper.add("jw-two-pages"); window.print(); });
  window.addEventListener("beforeprint", () => {
    const state = /explorer=/.test(location.hash) ? location.hash : "", page = location.protocol === "file:" ? location.pathname.split("/").pop() : location.href.split("#")[0];
    const held = (check) => [named("h3", check.querySelector("legend").textContent), ...Array.from(check.querySelector("[data-answers]").cloneNode(true).children).slice(1)];
    foot.textContent = `@page{@bottom-left{content:${JSON.stringify("Joint Working. " + page + state)}}}`;
    answers.replaceChildren(named("h2", "Answers"), ...Array.from(document.querySelectorAll(".jw-exercise"), (check) => named("div", ...held(check))));
    if (answers.children.length > 1 && !/jw-(two|print)/.test(paper)) article.append(answers);
    document.head.append(foot);
    opened = Array.from(document.querySelectorAll("details.jw-fold:not([open])"));
    opened = opened.filter((fold) => fold.parentElement.id !== "open-the-bonnet");
    opened.forEach((fold) => { fold.open = true; });
  });
  window.addEventListener("afterprint", () => {
    paper.remove("jw-two-pages");
    answers.remove();
    foot.remove();
    opened.forEach((fold) => { fold.open = false; });
  });
})();
