/* Says on every page of an old copy that it is one: from the day on which something in the book was to be checked
   again. The day and the words are put in when the book is built (site/about_page.py). */
(function () {
  "use strict";
  if (new Date().toISOString().slice(0, 10) <= "RECHECK_DAY") return;
  const notice = document.createElement("p"), link = document.createElement("a");
  notice.className = "jw-notice jw-dated";
  link.href = document.documentElement.dataset.content_root + "book/reference/recheck.html";
  link.textContent = "What was to be checked";
  notice.append("RECHECK_WORDS ", link);
  document.querySelector(".bd-article").before(notice);
})();
