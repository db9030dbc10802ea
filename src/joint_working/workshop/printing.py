"""How the sheets are put on paper: which file holds each, who holds it, and how many to print for a number of people.

`data/workshop_sheets.csv` has a row for each sheet, in the order of printing. Sheets that go to the same hands at the
same time are one file, so that printing is a number of copies of each file and nothing has to be sorted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from joint_working import evidence
from joint_working.evidence import EvidenceError
from joint_working.html import Content, Html, el, join, scrolled, table
from joint_working.kit.contract import Part, body_text
from joint_working.workshop import content, sheets
from joint_working.workshop.sheets import Sheet

TABLE = "workshop_sheets"
#: The length that numbers of copies and of sheets of paper are counted for.
USUAL = "ninety"
LEAST, MOST = 6, 30
#: How many copies each rule asks for, and its words.
RULES: dict[str, tuple[str, Callable[[content.Room], int]]] = {
    "one": ("one", lambda room: 1),
    "person": ("one", lambda room: room.people),
    "pair": ("one", lambda room: -(-room.people // 2)),
    "table": ("one", lambda room: room.boards),
    "rounds": ("three", lambda room: 3 * room.boards),
    "board-a": ("one set", lambda room: int(room.boards > 1)),
    "board-b": ("one set", lambda room: 2 if room.boards == 3 else 1),
}


@dataclass(frozen=True)
class Placed:
    """A sheet in its file. `own` says that it begins a sheet of paper of its own, `pages` how many pages it takes."""

    sheet: Sheet
    own: bool
    minute: int | None
    slides: bool
    pages: int


@dataclass(frozen=True)
class File:
    """Sheets printed together. `copies` is one of RULES, `paper` A4 or A3; `one_side` for what is cut or hung up.

    `only` is the one length of the night that needs it; "" where all may.
    """

    name: str
    holder: str
    copies: str
    only: str
    paper: str
    one_side: bool
    sheets: tuple[Placed, ...]

    @property
    def pages(self) -> int:
        """Return how many pages the file has, by the table."""
        return sum(each.pages for each in self.sheets)

    @property
    def minute(self) -> int | None:
        """Return the minute at which the first of its sheets is needed; None for what is in hand throughout."""
        return min((each.minute for each in self.sheets if each.minute is not None), default=None)

    def number(self, room: content.Room) -> int:
        """Return how many copies a room needs."""
        return RULES[self.copies][1](room)

    def held(self, room: content.Room | None = None) -> str:
        """Return what the foot of its pages says: who holds it and how many, in all for one room."""
        return f"{self.holder}: {self.number(room) if room else RULES[self.copies][0]}"


def by_name() -> dict[str, Sheet]:
    """Return every sheet that is printed, by name: those of the workshop, and the plan of printing itself."""
    own = Sheet("plan", "What to print, and how many", sheets.FACILITATOR, "1", 1, plan)
    return {each.name: each for each in (own, *sheets.SHEETS)}


def files() -> tuple[File, ...]:
    """Return the files of the pack, in the order of printing, with the sheets of each.

    Raises EvidenceError, in one sentence, for a sheet without a row, a row without a sheet, or a file whose sheets
    differ in what they must share.
    """
    return arranged(evidence.table(TABLE), by_name())


def arranged(rows: Iterable[Mapping[str, Any]], known: Mapping[str, Sheet]) -> tuple[File, ...]:
    """Return sheets in the files that the rows of the table ask for. Raises EvidenceError as `files` does."""
    grouped, missing = defaultdict(list), dict.fromkeys(known)
    for number, row in enumerate(rows, start=2):
        if row["sheet"] not in known:
            raise _fault(number, "sheet", "a sheet of the pack", row["sheet"])
        del missing[row["sheet"]]
        first = grouped[row["file"]][0] if grouped[row["file"]] else row
        for column in ("holder", "copies", "only", "paper"):
            if row[column] != first[column]:
                raise _fault(number, column, f"{first[column]!r}, as for the file {row['file']!r} above", row[column])
        if (row["side"] == "one") != (first["side"] == "one"):
            raise _fault(number, "side", f"one for every sheet of the file {row['file']!r}, or for none", row["side"])
        grouped[row["file"]].append(row)
    for name in missing:
        raise EvidenceError(f"data/{TABLE}.csv: expected a row for the sheet {name!r}, found none")
    return tuple(
        File(
            name, held[0]["holder"], held[0]["copies"], held[0]["only"], held[0]["paper"], held[0]["side"] == "one",
            tuple(
                Placed(known[r["sheet"]], r["side"] == "own", r["minute"], r["slides"] == "yes", r["pages"])
                for r in held
            ),
        )
        for name, held in grouped.items()
    )  # fmt: skip


def _fault(row: int, column: str, expected: str, found: object) -> EvidenceError:
    return EvidenceError(f"data/{TABLE}.csv, row {row}, {column}: expected {expected}, found {found!r}")


@dataclass(frozen=True)
class Need:
    """What a number of people print for the 90 minutes: copies of each file, and sheets of paper in all."""

    room: content.Room
    copies: Mapping[str, int]
    one_side: int
    two_sides: int


def need(people: int, pages: Mapping[str, int] | None = None) -> Need:
    """Return what to print for a number of people, 6 to 30. `pages` of each file, where they have been counted.

    Sheets of paper are A4 and A3 together. Raises ValueError for a number of people out of bounds.
    """
    room, counted = content.room_for(people), pages or {file.name: file.pages for file in files()}
    night = [file for file in files() if file.only in ("", USUAL)]
    copies = {file.name: file.number(room) for file in night}
    one = sum(copies[file.name] * counted[file.name] for file in night)
    two = sum(
        copies[file.name] * (counted[file.name] if file.one_side else -(-counted[file.name] // 2)) for file in night
    )
    return Need(room, copies, one, two)


def plan(pages: Mapping[str, int] | None = None, people: int | None = None) -> Html:
    """Return the plan of printing: each file with its copies, and what any number of people needs.

    `pages` of each file, where they have been counted. For a number of `people` it counts their copies.
    """
    return join((*listed(pages, people), *numbers(pages)))


def listed(
    pages: Mapping[str, int] | None = None, people: int | None = None, found: Callable[[File], Content] | None = None
) -> tuple[Html, ...]:
    """Return the table of the files, and how to print them.

    `found` gives what leads to each file, on a page of the book, where it stands for paper and sides.
    """
    room = content.room_for(people) if people else None
    heads = ("Who holds it", *(["Copies"] if room else []), *(["File"] if found else ["Paper", "Sides"]), "Pages",
             "Minute")  # fmt: skip
    body = []
    for file in files():
        copies = [str(file.number(room))] if room else []
        kind = [found(file)] if found else [file.paper, "one" if file.one_side else "both"]
        minute = "" if file.minute is None else str(file.minute)
        body.append((file.holder, *copies, *kind, str((pages or {}).get(file.name, file.pages)), minute))
    caption, total = "The files", None
    if people:
        needed, caption = need(people, pages), f"The files, and how many copies for {people} people"
        total = el(
            "p", f"For the 90 minutes that is {needed.two_sides} sheets of paper, or {needed.one_side} on one side."
        )
    return (
        el("p", "Print one copy of a file for each who holds it. Each copy is one set: hand it out as it comes from "
                "the printer, or put it in an envelope with its minute on it. Black and white will do."),
        _table(caption, heads, body, words=len(heads) - 2),
        *filter(None, [total]),
        el("p", "On both sides, a sheet that leaves its set begins on a sheet of paper of its own. Cards, and what "
                "hangs on the wall, are printed on one side. If your printer has no A3, print the wall sheets on A4."),
        *(
            el("p", f"For {title} leave out: {'; '.join(each.title for each in left_out(name))}.")
            for name, title in content.AGENDAS.items()
            if content.minutes(name) < content.minutes(USUAL)
        ),
    )  # fmt: skip


def left_out(length: str) -> list[Sheet]:
    """Return the sheets that the parts of the usual length ask for and those of another length do not.

    Raises KeyError for a length that is none.
    """
    usual, other = (
        {wanted for part in content.agenda(name) for wanted in part.material.lower().split("; ") if wanted}
        for name in (USUAL, length)
    )

    def asked(sheet: Sheet, wanted: Iterable[str]) -> bool:
        return any(words in sheet.title.lower() for words in wanted)

    return [sheet for sheet in sheets.SHEETS if asked(sheet, usual) and not asked(sheet, other)]


def numbers(pages: Mapping[str, int] | None = None) -> tuple[Html, ...]:
    """Return, for every number of people, the copies under each rule, and the sheets of paper in all."""
    heads = ("People", "Each person", "Two people", "Each table", "Board A", "Board B", "One side",
             "Both sides")  # fmt: skip
    rules = ("person", "pair", "table", "board-a", "board-b")
    body = []
    for people in range(LEAST, MOST + 1):
        needed = need(people, pages)
        copies = (str(RULES[rule][1](needed.room)) for rule in rules)
        body.append((str(people), *copies, str(needed.one_side), str(needed.two_sides)))
    return (
        _table("Copies by the number of people, and sheets of paper in all", heads, body),
        el("p", "The facilitator’s files are printed once. A table is a board: one board plays with the cards of "
                "Board B, and a third board with a second set of them. The last two columns count sheets of paper for "
                "the 90 minutes, A4 and A3 together. Half a day takes its own file more, once for each person."),
    )  # fmt: skip


def _table(caption: str, heads: Iterable[str], body: Iterable[Iterable[Content]], words: int = 1) -> Html:
    """Return a table whose first columns hold words, and the others numbers."""
    top = join(el("th", head, scope="col", class_="n" if at >= words else None) for at, head in enumerate(heads))
    lines = (
        el(
            "tr",
            el("th", first, scope="row"),
            (el("td", cell, class_="n" if at >= words else None) for at, cell in enumerate(cells, start=1)),
        )
        for first, *cells in body
    )
    return scrolled(table(caption, top, lines), caption, role="group")


@dataclass(frozen=True)
class Shown(Part):
    """What any number of people prints, folded, on a page of the book."""

    def html(self) -> Html:
        """Return the numbers."""
        inside = el("div", numbers(), id="sheet-plan")
        return el(
            "details", el("summary", f"Copies and paper for {LEAST} to {MOST} people"), inside, class_="jw-sheet"
        )

    def text(self) -> str:
        """Return its words, a line for each block."""
        return body_text(self.html())


def show() -> Shown:
    """Return what any number of people prints, to show on a page of the book."""
    return Shown()
