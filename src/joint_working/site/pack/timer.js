/* The timer of Board night: counts each part of an agenda down, and on, until the next is asked for. Nothing is kept. */
(function () {
  "use strict";
  const by = (name) => document.querySelector(`[data-timer=${name}]`), tables = [...document.querySelectorAll("table")];
  const length = by("length"), go = by("go"), digits = by("digits");
  let rows, at, before, since; // parts, which one, milliseconds of it and of all, since when it runs (0: it stands)
  const spent = () => before.part + (since && Date.now() - since);
  const minutes = (row) => Number(row.dataset.minutes);
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

  function show() {
    const left = Math.ceil(minutes(rows[at]) * 60 - spent() / 1000), all = Math.floor((before.all + spent()) / 60000);
    document.body.classList.toggle("over", left < 0);
    digits.textContent = left < 0 ? "+" + clock(-left) : clock(left);
    const planned = rows.slice(0, at + 1).reduce((sum, row) => sum + minutes(row), 0);
    by("note").textContent = `Minute ${all}. This part is planned to end at ${planned}.`;
    const said = left < 0 ? "Time is up." : left <= 60 ? "One minute left." : "";
    if (by("said").textContent !== said && (since || !said)) by("said").textContent = said;
    go.textContent = since ? "Pause" : spent() || before.all ? "Go on" : "Start";
  }
  function part(next) {
    before.all += spent();
    before.part = 0;
    since = since && Date.now();
    at = next;
    const title = (row) => row.children[1].textContent;
    by("part").textContent = `${at + 1}. ${title(rows[at])}`;
    by("next").textContent = rows[at + 1] ? `Next, for ${minutes(rows[at + 1])} minutes: ${title(rows[at + 1])}` : "This is the last part.";
    rows.forEach((row, n) => (n === at ? row.setAttribute("aria-current", "step") : row.removeAttribute("aria-current")));
    by("back").disabled = at === 0;
    by("on").disabled = at === rows.length - 1;
    show();
  }
  function begin() {
    tables.forEach((table) => { table.hidden = table.id !== length.value; });
    rows = [...document.getElementById(length.value).tBodies[0].rows];
    before = { part: 0, all: 0 };
    since = 0;
    part(0);
  }
  function turn() {
    before.part = spent();
    since = since ? 0 : Date.now();
    show();
  }
  const does = { go: turn, on: () => part(at + 1), back: () => part(at - 1), again: begin, wide: () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen() };
  Object.entries(does).forEach(([name, act]) => by(name).addEventListener("click", act));
  document.addEventListener("keydown", (event) => {
    const name = { " ": "go", ArrowRight: "on", ArrowLeft: "back", f: "wide" }[event.key];
    if (!name || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button, select, a")) return;
    event.preventDefault();
    by(name).click();
  });
  length.addEventListener("change", begin);
  by("wide").hidden = !document.fullscreenEnabled;
  by("timer").hidden = false;
  begin();
  setInterval(() => since && show(), 250);
})();
