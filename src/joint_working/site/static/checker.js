/* A form that is read as it is typed: prints, beside each box, what its checks find, and a sentence above. It holds no
   rule: those of data-jw-checker are compiled from models/, and read the rows that the page carries. They offer Check,
   MARKS and report, as models/directions.py does. Nothing typed is sent, kept or put in the address.
   A classic script, to be loaded with defer. */
(function () {
  "use strict";
  const shared = window.jointWorking;

  /* As high as its text, so that all of it is seen and printed. */
  function tall(box) {
    if (CSS.supports("field-sizing", "content")) {
      box.style.setProperty("field-sizing", "content");
    } else {
      box.style.height = "auto";
      box.style.height = box.scrollHeight + 28 + "px"; /* and a line more, as paper is narrower */
    }
  }

  function start(root) {
    const judge = rules[root.dataset.jwChecker], data = JSON.parse(root.querySelector("[data-checker-rows]").textContent);
    const find = (hook) => root.querySelector(hook), checks = data.checks.map((row) => py.made(judge.Check, row));
    const boxes = Array.from(root.querySelectorAll("[data-field]"));
    const example = find("select"), copy = find("[data-checker-copy]");

    function say() {
      boxes.forEach(tall);
      const report = judge.report(new Map(boxes.map((box) => [box.dataset.field, box.value])), checks);
      report.findings.forEach((finding) => {
        const place = find(`[data-finding="${finding.key}"]`);
        place.replaceChildren(shared.make("strong", "", judge.MARKS.get(finding.status)), " " + finding.sentence);
        place.dataset.status = finding.status;
      });
      find("[data-explorer-sentence]").textContent = report.sentence;
    }
    function fill(fields) {
      boxes.forEach((box) => { box.value = fields[box.dataset.field] || ""; });
      say();
    }
    /* The questions and what was typed under them, as plain text. */
    function asText() {
      const typed = boxes.filter((box) => box.value.trim());
      return typed.map((box) => box.labels[0].textContent + "\n" + box.value.trim()).join("\n\n");
    }

    boxes.forEach((box) => {
      box.readOnly = false;
      box.addEventListener("input", say);
    });
    example.addEventListener("change", () => fill(data.examples[example.value]));
    find("[data-checker-clear]").addEventListener("click", () => {
      fill({});
      boxes[0].focus();
    });
    copy.addEventListener("click", () => shared.copy(copy, asText(), "Text copied"));
    /* A browser may have kept what was typed before a reload: start from the example again. */
    example.selectedIndex = 0;
    fill(data.examples[example.value]);
  }

  document.querySelectorAll("[data-jw-checker]").forEach(start);
})();
