/* The page of a table: a box that keeps the rows holding every word typed into it, and ten of them at a time. A link to a
   row shows that row alone, by its style. A classic script, loaded after shared.js with defer. */
(function () {
  "use strict";
  const { make, fits, tens } = window.jointWorking;

  function register(root) {
    const rows = Array.from(root.querySelectorAll("tbody tr")), texts = rows.map((row) => row.textContent.toLowerCase());
    const box = Object.assign(make("input"), { type: "search" }), told = make("span", "jw-told"), label = make("label", "jw-filter", "Find rows with ", box);
    const show = tens(root.firstElementChild, "after");
    told.setAttribute("role", "status");
    root.prepend(label, told);
    function find() {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach((row, at) => { row.hidden = !words.every((word) => texts[at].includes(word)); });
      told.textContent = words.length ? rows.filter(fits).length + " of " + rows.length + " rows" : "";
      show(rows.filter(fits));
    }
    box.addEventListener("input", find);
    find();
  }

  document.querySelectorAll("[data-jw-register]").forEach(register);
})();
