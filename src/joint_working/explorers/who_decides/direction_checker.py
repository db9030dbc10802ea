"""The Direction Checker: a form for the text of a direction, with what it leaves to guess printed beside it.

The checks are `data/direction_checks.csv` and the made-up examples `data/direction_examples.csv`. Python prints the
findings for the first example; on the page `models/directions.py`, compiled, answers
to what is typed, by the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property

from joint_working import evidence
from joint_working.html import Html, bullets, button, el, inert, join, shape
from joint_working.kit.contract import Answer, Choice, Part, Text, need
from joint_working.kit.frame import HANDOUT_BUTTON, header, select_html, sentence_html, small_print
from joint_working.models.directions import FREE_TEXT, MARKS, Check, Finding, Report, plain, report

#: Columns of the checks that are given to the rules as they are, and those that are lists.
AS_THEY_ARE = (
    *("key", "field", "label", "pattern", "loose", "second", "unless", "maybe"),
    *("met", "missing", "vague", "unsure"),
)
LISTS = ("beside", "ignore", "vague_words", "verbs", "vague_verbs")
FREE_LABEL = "Anything else, or a whole direction pasted in. It is read where a box above is empty."


@dataclass(frozen=True)
class Example:
    """A made-up direction: its name, the words in the list and the texts of the boxes it fills."""

    name: str
    label: str
    fields: dict[str, str]


@dataclass(frozen=True)
class DirectionChecker(Part):
    """The form, finished for its first example. `check` gives the findings for any other text."""

    name: str = "direction-checker"
    title: str = "Write a direction, and see what it leaves to guess"
    standing = "The worked examples are illustrative."

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks in order, from `data/direction_checks.csv`."""
        rows = sorted(evidence.table("direction_checks"), key=lambda row: row["order"])
        return tuple(
            Check(
                **{name: row[name] or "" for name in AS_THEY_ARE},
                **{name: tuple(evidence.parted(row[name])) for name in LISTS},
                headings=(*evidence.parted(row["headings"]), plain(row["question"])),
                least=row["least"],
                vague_wins=row["vague_wins"] == "yes",
            )
            for row in rows
        )

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """The made-up directions, from `data/direction_examples.csv`."""
        found: dict[str, Example] = {}
        for row in evidence.table("direction_examples"):
            found.setdefault(row["example"], Example(row["example"], row["label"], {})).fields[row["field"]] = row[
                "text"
            ]
        return tuple(found.values())

    def example(self, name: str) -> dict[str, str]:
        """Return the texts of a made-up direction by name. Raises PartError, naming the others, if there is none."""
        known = {example.name: example.fields for example in self.examples}
        need(name in known, "direction_checker", f"there is no example {name!r}: choose one of {', '.join(known)}")
        return dict(known[name])

    def check(self, fields: Mapping[str, str] | None = None, **parts: str) -> tuple[Finding, ...]:
        """Return the findings for the texts of a form, given as a mapping, by name, or both.

        Parts are body, function, action, money, date, measure, involved and text. Raises PartError for another name.
        """
        given = {**(fields or {}), **parts}
        known = {*(one.field for one in self.checks), FREE_TEXT}
        for name in given:
            need(
                name in known,
                "direction_checker",
                f"there is no part {name!r}: choose from {', '.join(sorted(known))}",
            )
        return self.report(given).findings

    def sentence(self, fields: Mapping[str, str]) -> str:
        """Return the sentence above the form: what is still to be said. It never counts, and never grades."""
        return self.report(fields).sentence

    def report(self, fields: Mapping[str, str]) -> Report:
        """Return the sentence and the findings for the texts of a form, as the page gives them."""
        return report(fields, self.checks)

    def controls(self, values: Mapping[str, str] | None = None) -> tuple[Choice | Text, ...]:
        """Return the worked examples as one choice, and a box for each part of the form."""
        first = self.examples[0].fields
        names = {check.field: check.label.capitalize() for check in self.checks} | {FREE_TEXT: "Anything else"}
        examples = Choice("example", "Worked example", {example.name: example.label for example in self.examples})
        return (examples, *(Text(field, label, first.get(field, "")) for field, label in names.items()))

    def moved(self, values: Mapping[str, str], key: str) -> dict[str, str]:
        """Return the form with an example in it where the example was chosen."""
        if key != "example":
            return dict(values)
        return {field: "" for field in values} | self.example(values["example"]) | {"example": values["example"]}

    def answer(self, values: Mapping[str, str]) -> Answer:
        """Return the sentence over the form, and what each check finds."""
        fields = {field: words for field, words in values.items() if field != "example"}
        lines = (
            shape("<b>{}.</b> <b>{}</b> {}", finding.label.capitalize(), MARKS[finding.status], finding.sentence)
            for finding in self.check(fields)
        )
        return Answer(self.sentence(fields), bullets(lines))

    def text(self) -> str:
        """Return the title and what is found in the first example."""
        first = self.examples[0]
        lines = [self.title, f"{first.label} (illustrative). {self.sentence(first.fields)}"]
        for finding, one in zip(self.check(first.fields), self.checks, strict=True):
            lines.append(f"- {first.fields.get(one.field, '')} | {MARKS[finding.status]} {finding.sentence}")
        return "\n".join(lines)

    def html(self) -> Html:
        """Return the form with the first example in it and its findings beside it, complete without JavaScript."""
        first, name = self.examples[0], self.name
        rows = {row["key"]: row for row in evidence.table("direction_checks")}
        boxes = (
            self._row(one, rows[one.key], first.fields.get(one.field, ""), finding)
            for one, finding in zip(self.checks, self.check(first.fields), strict=True)
        )
        examples = {example.name: example.label for example in self.examples}
        return shape(
            """<section class="explorer" data-explorer="{name}" data-jw-part="direction" data-jw-checker="directions" \
aria-labelledby="{name}-title">{head}\
<p class="jw-notice" data-jw-nojs>The form needs JavaScript, which is off. What follows is the first example, with \
its prompts.</p><div class="jw-choices" data-jw-js hidden>{pick}</div>\
<p class="jw-notice">What you type stays on this page. It is not sent, not kept and not put in the address. Do not \
type anything about a person.</p>{sentence}{boxes}<div class="jw-choices">{last_box}</div>\
<div class="jw-actions" data-jw-js hidden>{empty}{copy}{handout}</div>{limits}{rules}</section>""",
            name=name,
            head=header(name, self.title, "Direction Checker", True),
            pick=select_html(name, "example", "Load a worked example (all made up)", examples, first.name),
            sentence=sentence_html(self.sentence(first.fields)),
            boxes=join(boxes),
            last_box=self._box(FREE_TEXT, FREE_LABEL, first.fields.get(FREE_TEXT, ""), 3),
            empty=button("Empty the form", data_checker_clear=True),
            copy=button("Copy text", data_checker_copy=True),
            handout=HANDOUT_BUTTON,
            limits=small_print(
                (
                    "A direction is written by an integration joint board. A lead body may direct, but need not.",
                    "Each check looks for words and figures, in its own box or, where that is empty, in the last one.",
                    "Function, payment and the use of money rest on law. Action and date are our reading of it.",
                    "Who was involved rests on guidance, and the measure on our reading of that.",
                ),
                (
                    "Whether the decision is right, lawful or affordable. This is not legal advice.",
                    "Whether the partners would agree that they were involved.",
                    "Your board’s own form. By law a direction is in writing; the form is for the board.",
                ),
            ),
            rules=inert(self._rules(), data_checker_rows=True),
        )

    def _box(self, field: str, label: str, text: str, rows: int, **values: str) -> Html:
        given = {"data_field": field, "rows": rows, "autocomplete": "off", "readonly": True}
        at = f"{self.name}-{field}"
        return el(
            "div", el("label", label, for_=at), el("textarea", text, id=at, **given, **values), class_="jw-choice"
        )

    def _row(self, one: Check, row: Mapping, text: str, finding: Finding) -> Html:
        at = f"{self.name}-{one.field}-said"
        mark = el("strong", MARKS[finding.status])
        told = {"style": "margin:0", "data_finding": one.key, "data_status": finding.status}
        said = el("p", mark, f" {finding.sentence}", **told)
        basis = el("p", row["basis"], class_="jw-source", style="margin:4px 0 0")
        box = self._box(one.field, row["question"], text, 2, aria_describedby=at)
        return el("div", box, el("div", said, basis, id=at), class_="jw-choices")

    def _rules(self) -> dict:
        """Return what the script reads: the checks and the examples."""
        return {
            "checks": [asdict(one) for one in self.checks],
            "examples": {example.name: example.fields for example in self.examples},
        }


direction_checker = DirectionChecker()
