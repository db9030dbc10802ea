"""The UK Matrix: twenty-one questions put to seven systems, each cell with its standing, its time and its source.

The cells are `data/comparison.csv`. All of them are on the page; native selects leave the systems and questions that
a reader asks for, and grey what a reader of an earlier year could not know.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from joint_working import evidence
from joint_working.explorers.elsewhere.elsewhere_tracer import cited_link, source_name
from joint_working.explorers.elsewhere.uk_texts import TextTable
from joint_working.explorers.elsewhere.uk_timeline import TODAY, years
from joint_working.explorers.parts.table import safe_cell
from joint_working.html import Html, bullets, cards, el, join, scrolled
from joint_working.kit.contract import Answer, Choice, Part
from joint_working.kit.frame import (
    HANDOUT_BUTTON,
    RESET_AND_LINK,
    choices_html,
    framed,
    sentence_html,
    small_print,
    source_html,
)

#: The systems by the value the page uses: the name in the table, and the heading of the column.
SYSTEMS = {
    "joint-board": ("Scotland: integration joint board", "Scotland: joint board"),
    "lead-agency": ("Scotland: lead agency", "Scotland: lead agency"),
    "england-2012": ("England: 2012 Act", "England: 2012 Act"),
    "england-2016": ("England: STPs and early ICSs", "England: 2016 to 2022"),
    "england-2022": ("England: 2022 Act", "England: 2022 Act"),
    "wales": ("Wales", "Wales"),
    "northern-ireland": ("Northern Ireland", "Northern Ireland"),
}
#: Sets of questions by the value the page uses.
SETS = {
    "begin": "Four to begin with",
    "law": "Law, area and plan",
    "money": "Money and services",
    "people": "People and votes",
    "checks": "Checks and results",
    "all": "All 21",
}
#: What each dimension asks, and the sets it belongs to.
QUESTIONS = {
    "legal basis": ("What is it in law?", "begin law"),
    "legal personality": ("Is it a body of its own?", "law"),
    "coterminosity": ("Do the boundaries match?", "law"),
    "planning level": ("At what level is it planned?", "law"),
    "locality tier": ("What is the most local tier?", "law"),
    "who holds the budget": ("Who holds the money?", "begin money"),
    "pooling": ("Is money pooled?", "money"),
    "scope of services": ("What is inside?", "money"),
    "hospital budget": ("Is hospital money inside?", "begin money"),
    "purchaser and provider": ("Are buyers and providers apart?", "money"),
    "voting members": ("Who sits and votes?", "begin people"),
    "councillor role": ("What can councillors do?", "people"),
    "public and carer voice": ("How are the public and carers heard?", "people"),
    "staff employer": ("Who employs the staff?", "people"),
    "single accountable officer": ("Is one officer answerable?", "people"),
    "central direction": ("How far can the centre direct?", "checks"),
    "dispute resolution": ("How are disputes settled?", "checks"),
    "scrutiny and inspection": ("Who inspects and audits?", "checks"),
    "outcomes framework": ("Against what outcomes?", "checks"),
    "pace of structural change": ("How fast did the structure change?", "checks"),
    "evidence of effect": ("What is known of its effect?", "checks"),
}
#: Standings: the words a reader sees, what they mean, and the class of the mark.
STANDINGS = {
    "in force": ("In force", "a law or rule that holds", "in-force"),
    "passed not begun": ("Passed, not begun", "made, and not yet working", "not-begun"),
    "proposed": ("Proposed", "asked for or before a parliament", "proposed"),
    "practice": ("Seen", "something done or observed, not a rule", "seen"),
    "abolished": ("Ended", "no longer so", "abolished"),
    "part seen": ("Part seen", "a text says a part, and what is missing is said", "missing"),
    "not found": ("Not found", "looked for, and no text we read says", "missing"),
}
#: Which systems stand beside the reader's own: one, or several.
TODAY_SET = ("joint-board", "lead-agency", "england-2022", "wales", "northern-ireland")
SEVERAL = {
    "today": ("Those of today", TODAY_SET),
    "england": ("England’s three eras", ("england-2012", "england-2016", "england-2022")),
    "every": ("Every other system", tuple(SYSTEMS)),
}
BESIDE = {key: (words, (key,)) for key, (_, words) in SYSTEMS.items()} | SEVERAL
HEADS = {key: "Several at once" if key in SEVERAL else "One system" for key in BESIDE}
SENTENCE = (
    "Systems shown: {systems}. Questions: {questions} of {all}. Cells that nobody could yet read at the end of "
    "{year}: {later}. Ended by then: {ended}."
)
#: What stands before a cell that a reader of the year could not read yet, and before one that no longer held.
LATER, ENDED = "Not yet: ", "Ended by then: "


def cells(system: str, dimension: str) -> tuple[dict, ...]:
    """Return the rows of one cell, in order of time: one, or several where a rule has changed."""
    rows = evidence.select("comparison", system=SYSTEMS[system][0], dimension=dimension)
    return tuple(sorted(rows, key=lambda row: row["valid_from"]))


def known_from(row: Mapping) -> int:
    """Return the first year at whose end a reader could read a cell as it stands (see `known_from` in the table)."""
    return int(row["known_from"][:4])


def known_to(row: Mapping) -> int | None:
    """Return the last year at whose end what a cell says still held; None where it goes on."""
    last = row["known_to"]
    if not last:
        return None
    return int(last[:4]) - (len(last) > 4 and last[5:] not in ("12", "12-31"))


def standing_in(row: Mapping, year: int) -> str:
    """Return how a cell stands to a reader at the end of a year: "later", "ended", or "" where it holds."""
    last = known_to(row)
    if known_from(row) > year:
        return "later"
    return "ended" if last is not None and last < year else ""


def period(row: dict) -> str:
    """Return the time of a cell in words: "2013 to 2018", "2015 on"."""
    return f"{row['valid_from'][:4]} to {row['valid_to'][:4]}" if row["valid_to"] else f"{row['valid_from'][:4]} on"


@dataclass(frozen=True)
class UkMatrix(Part):
    """The whole matrix. `beside` is the usual setting of the second select, one of BESIDE."""

    name: str = "uk-matrix"
    title: str = "Seven systems, twenty-one questions, any year since 1999"
    beside: str = "england-2022"
    version: int = 1

    def controls(self, values: Mapping[str, str] | None = None) -> tuple[Choice, ...]:
        """Return the year to read from, the reader's own system, those beside it, and the set of questions."""
        return (
            Choice("year", "As read at the end of", dict(years()), str(TODAY)),
            Choice("own", "Your own system", {key: words for key, (_, words) in SYSTEMS.items()}, "joint-board"),
            Choice("beside", "Beside it", {key: words for key, (words, _) in BESIDE.items()}, self.beside, HEADS),
            Choice("set", "Questions", SETS, "begin"),
        )

    def answer(self, values: Mapping[str, str]) -> Answer:
        """Return what is shown, counted, and the table of it: the reader's own system first."""
        year, own, beside, wanted = (values[key] for key in ("year", "own", "beside", "set"))
        systems = [own, *(key for key in SYSTEMS if key in BESIDE[beside][1] and key != own)]
        asked = {key: words for key, (words, sets) in QUESTIONS.items() if wanted == "all" or wanted in sets.split()}
        shown = {question: [cells(system, key) for system in systems] for key, question in asked.items()}
        stood = [standing_in(row, int(year)) for line in shown.values() for cell in line for row in cell]
        sentence = self._sentence(int(year), stood, len(systems), len(asked))
        heads = el("th", "Question"), (el("th", SYSTEMS[key][1], scope="col") for key in systems)
        lines = (
            el(
                "tr",
                el("th", question, scope="row"),
                (el("td", (_cell(row, int(year)) for row in cell)) for cell in line),
            )
            for question, line in shown.items()
        )
        return Answer(sentence, el("table", el("tr", heads), lines))

    def html(self) -> Html:
        """Return the section: selects (shown by the script), the sentence and the table with every cell."""
        usual = set(BESIDE[self.beside][1]) | {"joint-board"}
        heads = (
            el("th", words, role="columnheader", scope="col", data_system=key, data_off=key not in usual)
            for key, (_, words) in SYSTEMS.items()
        )
        question = el("th", "Question", role="columnheader", scope="col")
        body = (self._row(dimension, usual) for dimension in QUESTIONS)
        key = (
            el("span", words, class_=f"jw-status {css}") + f" {meaning}" for words, meaning, css in STANDINGS.values()
        )
        sets = ";".join(f"{key}={' '.join(systems)}" for key, (_, systems) in BESIDE.items())
        address = "data:text/csv;charset=utf-8," + quote(matrix_csv(), safe="(),;:/!*~$ ")
        download = el("a", "Table (CSV)", class_="jw-button", download=f"{self.name}.csv", href=address)
        buttons = el("span", RESET_AND_LINK, HANDOUT_BUTTON, data_jw_js=True, hidden=True)
        return framed(
            self,
            "matrix",
            "jw-matrix",
            "UK Matrix",
            choices_html(self),
            sentence_html(self._sentence(), data_template=SENTENCE),
            bullets(key, class_="jw-key jw-standings", aria_label="Standing in November 2026"),
            scrolled(cards(None, (question, heads), body), "Systems side by side"),
            source_html(SOURCE),
            el("div", download, buttons, class_="jw-actions"),
            small_print(ASSUMES, DOES_NOT_SHOW),
            data={"data_sets": sets, "data_today": TODAY},
        )

    def text(self) -> str:
        """Return the title, the sentence and every cell under its question."""
        lines = []
        for dimension, (question, _) in QUESTIONS.items():
            lines.append(question)
            for key, (_, words) in SYSTEMS.items():
                for row in cells(key, dimension):
                    source = f" [{'; '.join(_keys(row))}]" if row["source"] else ""
                    lines.append(f"- {words}: {row['cell']} ({STANDINGS[row['status']][0]}, {period(row)}){source}")
        return "\n".join([self.title, self._sentence(), *lines])

    def _sentence(
        self, year: int = TODAY, stood: Sequence[str] | None = None, systems: int = len(SYSTEMS), asked: int = 0
    ) -> str:
        """Return the sentence for a year, how each cell shown stands in it, and how many systems and questions."""
        every = len(QUESTIONS)
        if stood is None:
            stood = [standing_in(row, year) for row in evidence.table("comparison")]
        counted = {"later": stood.count("later"), "ended": stood.count("ended")}
        return SENTENCE.format(systems=systems, questions=asked or every, all=every, year=year, **counted)

    def _row(self, dimension: str, usual: set[str]) -> Html:
        question, sets = QUESTIONS[dimension]
        told = (
            el(
                "td",
                el("b", words, class_="jw-cell-name"),
                map(_cell, cells(key, dimension)),
                role="cell",
                data_system=key,
                data_off=key not in usual,
            )
            for key, (_, words) in SYSTEMS.items()
        )
        head = el("th", question, role="rowheader", scope="row")
        return el("tr", head, told, role="row", data_set=sets, data_off="begin" not in sets)


SOURCE = (
    "From the book’s table “Seven systems side by side”. A standing is judged in November 2026. “Not found” is no "
    "mark against a nation: it means that we looked, and no text we read says."
)
ASSUMES = (
    "A cell says what a text of its time says, in at most thirty words. Its standing is judged in November 2026.",
    "A reader of a year could read a cell once every law, body, sum and year it names was there, and, for something "
    "seen, its source was out. That day was written down by hand for each cell.",
    "A remark under a cell is of November 2026. When you read from an earlier year it is hidden.",
    "England’s three eras overlap. The doctors’ groups of 2013 lasted to 30 June 2022, beside the systems of 2016; "
    "wellbeing boards go on.",
)
DOES_NOT_SHOW = (
    "Which system is better. The four-nation reviews found little sign that any of them changed things for patients.",
    "What stood there before: a greyed cell means only that its words came later.",
    "Waits, delays or spending. Their definitions differ: see the cards below.",
    "That something is absent: most pages were read only in part, so “not found” means not found there.",
)


def uk_matrix(beside: str = "england-2022") -> UkMatrix:
    """Return the matrix, with the systems of `beside` (one of BESIDE) shown first."""
    return UkMatrix(beside=beside)


def some_cells(name: str, caption: str, systems: Sequence[str], dimensions: Sequence[str]) -> TextTable:
    """Return a few questions put to a few systems (keys of SYSTEMS) as a table that needs no script.

    Raises KeyError for a system or a dimension that is not known.
    """
    rows = []
    for dimension in dimensions:
        question = QUESTIONS[dimension][0]
        parts = [cells(system, dimension) for system in systems]
        texts = [("; ".join(row["cell"] for row in part), join(map(_cell, part))) for part in parts]
        rows.append(((question, question), *texts))
    heads = ("Question", *(SYSTEMS[system][1] for system in systems))
    return TextTable(
        name, caption, "Standing in November 2026, time and source under each answer.", heads, tuple(rows)
    )


def matrix_csv() -> str:
    """Return every cell as CSV for a spreadsheet, with its standing, its time, its source and the place in it."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n").writerow
    heads = ("Question", "System", "Answer", "Standing in November 2026", "From", "To", "Could be read from")
    write([*heads, "Held until", "Source", "Place", "Note"])
    for dimension, (question, _) in QUESTIONS.items():
        for key, (_, words) in SYSTEMS.items():
            for row in cells(key, dimension):
                source = "; ".join(map(source_name, _keys(row))) if row["source"] else ""
                told = (question, words, row["cell"], STANDINGS[row["status"]][0])
                days = (row[day] for day in ("valid_from", "valid_to", "known_from", "known_to"))
                write([safe_cell(value) for value in (*told, *days, source, row["locator"], row["note"])])
    return "\ufeff" + out.getvalue()


def _cell(row: dict, year: int = TODAY) -> Html:
    words, _, css = STANDINGS[row["status"]]
    sources = join((cited(row), ".")) if row["source"] else None
    note = el("span", f" {row['note']}", class_="jw-note") if row["note"] else None
    stands = el("small", el("span", words, class_=f"jw-status {css}"), f" {period(row)}")
    folded = el("details", el("summary", "Source"), el("small", sources, note), data_jw_print_open=True)
    ground = stands + (folded if sources or note else "")
    stood = standing_in(row, year)
    before = el("b", LATER, hidden=stood != "later"), el("b", ENDED, hidden=stood != "ended")
    return el("div", before, row["cell"], ground, class_="jw-cell", data_from=known_from(row), data_to=known_to(row))


def _keys(row: dict) -> list[str]:
    """Return the keys of all sources of a cell."""
    return [row["source"], *evidence.parted(row["also"] or "")]


def cited(row: dict) -> Html:
    """Return the sources of a cell as links, each with its place where the table gives one for each."""
    keys = _keys(row)
    places = row["locator"].replace(" (further source)", "").split("; ")
    if len(places) != len(keys):
        places = [row["locator"].replace(" (further source)", "")] + [""] * (len(keys) - 1)
    named = zip(keys, places, strict=True)
    return join((cited_link(key) + (f", {place}" if place else "") for key, place in named), "; ")
