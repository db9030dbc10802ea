"""Principles and outcomes: the two lists in plain words, and made-up cases to tag with one of each.

The lists are `data/principles.csv` and `data/outcomes.csv`, in our words after the 2019 review; the cases, their
near misses and every sentence of feedback are `data/vignettes.csv`. Nothing is scored. The main purpose that the law
puts before the twelve principles is the rule `main-purpose`, said in words above them: it is no thirteenth principle.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working import evidence
from joint_working.explorers.parts import Answer, Choice, Exercise, Option, Panel
from joint_working.html import NONE, Html, el, join
from joint_working.kit.contract import Part

#: The two lists: the table, the column with the words, and what one entry is called.
LISTS = {"outcomes": ("outcome", "outcome"), "principles": ("principle", "principle")}
#: The day for which the law is given.
AS_AT = "2026-11-30"
OGL = "Contains public sector information licensed under the Open Government Licence v3.0."


@dataclass(frozen=True)
class Tag:
    """A principle or an outcome: its number in the review's list, a label, and what it says in our words."""

    key: str
    number: int
    label: str
    words: str

    @property
    def plain(self) -> str:
        """Return number and label, as they are read in a list of choices."""
        return f"{self.number}. {self.label}"


@dataclass(frozen=True)
class Picked:
    """One answer to a case: the tag, the sentence said to whoever picks it, and whether it is the one meant."""

    tag: Tag
    why: str
    right: bool = False


@dataclass(frozen=True)
class Vignette:
    """A made-up case. `outcomes` and `principles` hold the answers offered, in the order of the review's lists."""

    key: str
    label: str
    words: str
    outcomes: tuple[Picked, ...]
    principles: tuple[Picked, ...]

    def meant(self, of: str) -> Tag:
        """Return the outcome or the principle meant. `of` is "outcomes" or "principles"."""
        return next(picked.tag for picked in getattr(self, of) if picked.right)


def tags(of: str) -> dict[str, Tag]:
    """Return the nine "outcomes" or the twelve "principles" by key, in the review's order."""
    column, _ = LISTS[of]
    rows = sorted(evidence.table(of), key=lambda row: row["number"])
    return {row["key"]: Tag(row["key"], row["number"], row["label"], row[column]) for row in rows}


def vignettes() -> tuple[Vignette, ...]:
    """Return the cases in the order of the table."""
    known = {of: tags(of) for of in LISTS}
    return tuple(
        Vignette(
            row["key"],
            row["label"],
            row["vignette"],
            *(
                _offered(row, column, known[of], near)
                for (of, (column, _)), near in zip(LISTS.items(), (3, 2), strict=True)
            ),
        )
        for row in evidence.table("vignettes")
    )


def _offered(row: dict, column: str, known: dict[str, Tag], near: int) -> tuple[Picked, ...]:
    columns = [column, *(f"near_{column}_{n}" for n in range(1, near + 1))]
    offered = [Picked(known[row[name]], row[f"{name}_why"], name == column) for name in columns]
    return tuple(sorted(offered, key=lambda picked: picked.tag.number))


# --- The lists ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TagList(Part):
    """One of the two lists in our words, each entry with an id of its own, and the attribution under it."""

    of: str

    @property
    def name(self) -> str:
        """The name of the part."""
        return f"list-of-{self.of}"

    @property
    def first(self) -> str:
        """What the law puts before the list: the main purpose, before the principles; "" before the outcomes."""
        return main_purpose() if self.of == "principles" else ""

    def html(self) -> Html:
        """Return what comes first, the list as `<ol>` and its source."""
        _, kind = LISTS[self.of]
        lines = (
            el("li", el("strong", f"{tag.label}."), " ", tag.words, id=f"{kind}-{tag.key}")
            for tag in tags(self.of).values()
        )
        purpose = el("p", el("strong", "First."), " ", self.first, id=f"{kind}-main-purpose") if self.first else NONE
        return purpose + el("ol", lines, class_="jw-list") + el("p", attribution(), class_="jw-source")

    def text(self) -> str:
        """Return what comes first, the numbered list and its source."""
        first = [f"First. {self.first}"] if self.first else []
        return "\n".join([*first, *(f"{tag.plain}: {tag.words}" for tag in tags(self.of).values()), attribution()])


def main_purpose() -> str:
    """Return what the law puts before the twelve principles, as its row says it."""
    return evidence.rule("main-purpose", as_at=AS_AT).rule


def attribution() -> str:
    """Return the source of the two lists and the notice that its licence asks for."""
    source = evidence.source("governance-seed-msg")
    return f"In our words, after {source.publisher}, {source.title}, {source.year}. {OGL}"


# --- The matcher -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case(Part):
    """One case with its two questions: the outcome it is chiefly about, and the principle it chiefly shows."""

    vignette: Vignette

    @property
    def name(self) -> str:
        """The name of the part."""
        return f"case-{self.vignette.key}"

    @property
    def questions(self) -> tuple[Exercise, ...]:
        """Return the two questions. A wrong answer links the entry that was picked, in the list on the page."""
        asked = {
            "outcomes": "Which outcome is this chiefly about?",
            "principles": "Which principle does it chiefly show?",
        }
        return tuple(
            Exercise(
                name=f"{self.name}-{LISTS[of][1]}",
                question=question,
                options=[
                    Option(
                        picked.tag.plain,
                        f"Yes. {picked.why}" if picked.right else picked.why,
                        right=picked.right,
                        link=None
                        if picked.right
                        else (f"Read {LISTS[of][1]} {picked.tag.number}", f"#{LISTS[of][1]}-{picked.tag.key}"),
                    )
                    for picked in getattr(self.vignette, of)
                ],
            )
            for of, question in asked.items()
        )

    def html(self) -> Html:
        """Return the two questions."""
        return join(question.html() for question in self.questions)

    def text(self) -> str:
        """Return the two questions with every answer and its feedback."""
        return "\n".join(question.text() for question in self.questions)


def principles_and_outcomes() -> Panel:
    """Return the matcher: choose a case, then tag it twice. The case itself is the sentence that is read out."""
    cases = vignettes()
    return Panel(
        "principles-and-outcomes",
        "Which outcome, and which principle?",
        questions=[Choice("case", "Case", {v.key: f"{n}. {v.label}" for n, v in enumerate(cases, 1)})],
        answers={(v.key,): Answer(v.words, Case(v)) for v in cases},
        eyebrow="Principles and outcomes",
        source=attribution(),
        illustrative=True,
        assumes=[
            "Every case is made up. Nobody in it is real.",
            "The principles hold as far as they fit the main purpose: to improve the wellbeing of those who use the "
            "services. Every case serves it, so it is no choice here.",
            "“Chiefly” is our judgement. Most cases serve several outcomes, and you may argue for another.",
        ],
        does_not_show=[
            "Whether an outcome is reached anywhere. It is an exercise in reading, with no score.",
            "All nine and all twelve as choices. Each question offers the ones that lie near.",
        ],
    )
