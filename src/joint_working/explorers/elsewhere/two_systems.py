"""Two systems, eight questions: a student's comparison, to copy with its citation.

The cells are those of the matrix, `data/comparison.csv`; `in_short` there says of which kind an answer is, and two
systems differ on a question where their kinds do. Sources are folded under each answer. The page shows, hides and
copies; what is copied was written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import quote

from joint_working import evidence
from joint_working.explorers.elsewhere.elsewhere_tracer import source_name
from joint_working.explorers.elsewhere.uk_matrix import QUESTIONS, STANDINGS, SYSTEMS, cells, cited, period
from joint_working.html import Html, button, cards, el, scrolled
from joint_working.kit.contract import Answer, Choice, Part
from joint_working.kit.frame import HANDOUT_BUTTON, RESET_AND_LINK, choices_html, framed, sentence_html, small_print

#: The eight questions, by their names in the table.
EIGHT = (
    *("legal basis", "who holds the budget", "pooling", "hospital budget"),
    *("voting members", "councillor role", "staff employer", "central direction"),
)
SHOWN = {"all": "All eight", "differ": "Only where they differ"}
SENTENCE = "Questions shown: {questions} of {all}."
BOOK = "Joint Working: an open, executable book on health and social care integration in Scotland"
SOURCE = (
    "“Two systems, eight questions”, from the table “Seven systems side by side”. In: Joint Working contributors "
    "(2026), {book}, version {version}. Standings as at {day}. Give the address and the day you read it."
)
ASSUMES = (
    "Two systems differ on a question where our answers in short do. We chose those: read the words after them.",
    "A rule is set beside a rule, at one date. What two places make of like rules may differ more than the rules.",
)
DOES_NOT_SHOW = (
    "Which of the two is better, or what either did for people.",
    "That two systems are alike where the short words are: look at the bodies, the size and the year.",
)


def kinds(system: str, question: str) -> tuple[str, ...]:
    """Return the answers in short of a system (a key of SYSTEMS) to one of EIGHT, in order of time."""
    return tuple(row["in_short"] for row in cells(system, question))


def differ(first: str, other: str, question: str) -> bool:
    """Return whether two systems (keys of SYSTEMS) answer a question in different kinds, as their rules last stood.

    >>> differ("england-2012", "wales", "staff employer"), differ("joint-board", "wales", "pooling")
    (False, True)
    """
    return kinds(first, question)[-1] != kinds(other, question)[-1]


def table_entry() -> evidence.Source:
    """Return the comparison itself as a source, so that it is cited as the others are."""
    as_at = max(row["as_at"] for row in evidence.table("comparison"))
    title = f"Two systems, eight questions. In: {BOOK}, version {version('joint-working')}"
    return evidence.Source(
        key="joint-working-two-systems",
        title=title,
        publisher="Joint Working contributors",
        kind="commentary",
        published="2026",
        address="",
        licence="CC BY 4.0",
        seen=as_at,
        note="Give the address and the day you read it.",
    )


def cited_sources() -> tuple[evidence.Source, ...]:
    """Return the comparison, and every source of its cells, each once, in the order of questions and systems."""
    rows = [row for question in EIGHT for system in SYSTEMS for row in cells(system, question)]
    keys = (key for row in rows if row["source"] for key in (row["source"], *evidence.parted(row["also"])))
    return (table_entry(), *map(evidence.source, dict.fromkeys(keys)))


@dataclass(frozen=True)
class TwoSystems(Part):
    """A table of eight questions with a column for each system, of which two are shown."""

    name: str = "two-systems"
    title: str = "Two systems, eight questions"
    version: int = 1

    def controls(self, values: Mapping[str, str] | None = None) -> tuple[Choice, ...]:
        """Return the two systems, and whether to show where they are alike."""
        systems = {key: words for key, (_, words) in SYSTEMS.items()}
        return (
            Choice("own", "One system", systems, "joint-board"),
            Choice("beside", "The other", systems, "england-2022"),
            Choice("set", "Questions", SHOWN, "all"),
        )

    def answer(self, values: Mapping[str, str]) -> Answer:
        """Return how many questions are shown, and the table of them."""
        own, beside, wanted = (values[key] for key in ("own", "beside", "set"))
        asked = [question for question in EIGHT if wanted == "all" or differ(own, beside, question)]
        systems = list(dict.fromkeys((own, beside)))
        heads = el("th", "Question"), (el("th", SYSTEMS[key][1], scope="col") for key in systems)
        lines = (
            el(
                "tr",
                el("th", QUESTIONS[question][0], scope="row"),
                (el("td", map(_cell, cells(key, question))) for key in systems),
            )
            for question in asked
        )
        return Answer(SENTENCE.format(questions=len(asked), all=len(EIGHT)), el("table", el("tr", heads), lines))

    def html(self) -> Html:
        """Return the section: selects (shown by the script), the table, its citation, and what can be taken away."""
        usual = {"joint-board", "england-2022"}
        question = el("th", "Question", role="columnheader", scope="col")
        heads = (
            el("th", words, role="columnheader", scope="col", data_system=key, data_off=key not in usual)
            for key, (_, words) in SYSTEMS.items()
        )
        body = (self._row(question, usual) for question in EIGHT)
        sets = ";".join(f"{key}={key}" for key in SYSTEMS)
        as_at = table_entry().seen
        day = f"{as_at.day} {as_at:%B %Y}"
        source = SOURCE.format(book=BOOK, version=version("joint-working"), day=day)
        cited = cited_sources()
        files = (("RIS", "ris", evidence.ris(cited)), ("BibTeX", "bib", evidence.bibtex(cited)))
        downloads = (
            el(
                "a",
                f"Citation and sources ({words})",
                class_="jw-button",
                download=f"{self.name}.{ending}",
                href="data:text/plain;charset=utf-8," + quote(text, safe="(),;:/!*~$ "),
            )
            for words, ending, text in files
        )
        copy = button("Copy table", data_jw_copy=True)
        return framed(
            self,
            "matrix",
            "jw-matrix",
            "A comparison",
            choices_html(self),
            sentence_html(SENTENCE.format(questions=len(EIGHT), all=len(EIGHT)), data_template=SENTENCE),
            scrolled(cards(None, (question, heads), body), "Two systems side by side"),
            el("p", source, class_="jw-source"),
            el(
                "div",
                downloads,
                el("span", copy, RESET_AND_LINK, HANDOUT_BUTTON, data_jw_js=True, hidden=True),
                class_="jw-actions",
            ),
            small_print(ASSUMES, DOES_NOT_SHOW),
            data={"data_sets": sets},
        )

    def text(self) -> str:
        """Return the title, and every answer in short under its question."""
        lines = []
        for question in EIGHT:
            lines.append(QUESTIONS[question][0])
            lines += [f"- {words}: {'; then: '.join(kinds(key, question))}" for key, (_, words) in SYSTEMS.items()]
        return "\n".join([self.title, *lines])

    def _row(self, question: str, usual: set[str]) -> Html:
        told = (
            el(
                "td",
                el("b", words, class_="jw-cell-name"),
                map(_cell, cells(key, question)),
                role="cell",
                data_system=key,
                data_off=key not in usual,
                data_short=kinds(key, question)[-1],
                data_copy=_copied(key, question),
            )
            for key, (_, words) in SYSTEMS.items()
        )
        head = el("th", QUESTIONS[question][0], role="rowheader", scope="row")
        return el("tr", head, told, role="row", data_set="all")


def two_systems() -> TwoSystems:
    """Return the comparison of two systems."""
    return TwoSystems()


def _cell(row: dict) -> Html:
    words, _, css = STANDINGS[row["status"]]
    note = f" {row['note']}" if row["note"] else None
    ground = el("small", el("span", words, class_=f"jw-status {css}"), f" {period(row)}. ", cited(row), ".", note)
    folded = el("details", el("summary", "Source"), ground, data_jw_print_open=True)
    return el("div", el("b", row["in_short"]), ". ", row["cell"], ".", folded, class_="jw-answer")


def _copied(system: str, question: str) -> str:
    """Return a cell as it is copied: answer in short, in words, standing, time and sources."""
    return " / ".join(
        f"{row['in_short']}. {row['cell']} ({STANDINGS[row['status']][0].lower()}, {period(row)}). "
        + "; ".join(source_name(key) for key in (row["source"], *evidence.parted(row["also"])) if key)
        for row in cells(system, question)
    )
