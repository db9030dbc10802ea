/* The Direction Checker on the page: looks at what is typed in the form and prints, beside each box, what the text
   leaves to guess. It holds no rule of its own: what counts as stated, the vague words and every sentence are read from
   the page, where Python wrote them from data/direction_checks.csv; the steps are those of models/directions.py, and
   tests/explorers/direction_cases.yaml is run through both. Nothing typed is sent, kept or put in the address.
   A classic script, to be loaded with defer. */
(function () {
  "use strict";
  const shared = window.jointWorking;

  /* Small letters; everything but a to z, figures, £ and % becomes single spaces. */
  function plain(text) {
    return text.toLowerCase().replace(/[^a-z0-9£%]+/g, " ").trim();
  }

  /* Whether a phrase stands in a text, as whole words. */
  function within(words, text) {
    return (" " + text + " ").includes(" " + words + " ");
  }

  /* The phrases that are not part of another one. */
  function outermost(found) {
    return found.filter(function (one) {
      return !found.some(function (other) { return one !== other && within(one, other); });
    });
  }

  function quoted(found) {
    const marked = found.map(function (words) { return "“" + words + "”"; });
    const last = marked.pop();
    return marked.length ? marked.join(", ") + " and " + last : last;
  }

  /* What one check finds in the texts of the form. */
  function look(check, fields, free) {
    const own = plain(fields[check.field] || "");
    const read = own || plain(fields[free] || "");
    const vague = outermost(check.vague_words.filter(function (words) { return within(words, read); }));
    let found = new RegExp(check.pattern).test(read);
    if (own && check.least && !found) {
      const known = check.ignore.concat(check.vague_words);
      found = own.split(" ").filter(function (word) { return !known.includes(word); }).length >= check.least;
    }
    if (found && !(own && vague.length && check.vague_wins)) return { status: "met", sentence: check.met };
    if (!vague.length) return { status: "missing", sentence: check.missing };
    return { status: "vague", sentence: check.vague.replace("{}", quoted(vague)) };
  }

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
    const rules = JSON.parse(root.querySelector("[data-direction-rules]").textContent);
    const boxes = Array.from(root.querySelectorAll("[data-field]"));
    const example = root.querySelector("select");
    const sentence = root.querySelector("[data-explorer-sentence]");
    const copy = root.querySelector("[data-direction-copy]");

    function say() {
      const fields = {};
      boxes.forEach(function (box) {
        fields[box.dataset.field] = box.value;
        tall(box);
      });
      const asked = [], long = boxes.find(function (box) { return box.value.length > rules.most; });
      rules.checks.forEach(function (check) {
        const finding = long ? { status: "unread", sentence: "" } : look(check, fields, rules.free);
        const place = root.querySelector('[data-finding="' + check.key + '"]');
        place.replaceChildren(shared.make("strong", "", rules.marks[finding.status]), " " + finding.sentence);
        place.dataset.status = finding.status;
        if (finding.status !== "met") asked.push(check.label);
      });
      const empty = boxes.every(function (box) { return !box.value.trim(); });
      const said = asked.length ? rules.asked.replace("{}", asked.join(", ")) : rules.nothing;
      sentence.textContent = empty ? rules.empty : long ? tooLong(long) : said;
    }
    /* How much a box holds that holds more than is read; nothing is ever cut. */
    function tooLong(box) {
      const check = rules.checks.find(function (one) { return one.field === box.dataset.field; });
      return shared.filled(rules.too_long, {
        box: check ? shared.filled(rules.box, { label: check.label }) : rules.last_box,
        size: shared.printed(box.value.length, 0), most: shared.printed(rules.most, 0)
      });
    }

    function fill(fields) {
      boxes.forEach(function (box) { box.value = fields[box.dataset.field] || ""; });
      say();
    }

    /* The questions and what was typed under them, as plain text. */
    function asText() {
      return boxes.filter(function (box) { return box.value.trim(); }).map(function (box) {
        return box.labels[0].textContent + "\n" + box.value.trim();
      }).join("\n\n");
    }

    boxes.forEach(function (box) {
      box.readOnly = false;
      box.addEventListener("input", say);
    });
    example.addEventListener("change", function () { fill(rules.examples[example.value]); });
    root.querySelector("[data-direction-clear]").addEventListener("click", function () {
      fill({});
      boxes[0].focus();
    });
    copy.addEventListener("click", function () { shared.copy(copy, asText(), "Text copied"); });
    /* A browser may have kept what was typed before a reload: start from the example again. */
    example.selectedIndex = 0;
    fill(rules.examples[example.value]);
  }

  document.querySelectorAll("[data-jw-direction]").forEach(start);
})();
