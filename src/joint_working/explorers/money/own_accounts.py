"""Your own accounts: what was published about each partnership's money, its place among the 31, and your own figures.

A reader chooses a partnership, and types, pastes or opens figures of their own. The rules for those are tables
(`account_rules.py`), and `models/accounts.py` reads them; the page runs it too, compiled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as Unread

from joint_working import evidence
from joint_working.evidence import Authority
from joint_working.explorers.money import account_rules, held
from joint_working.explorers.money.own_accounts_page import answer_html, picture, place_text, section, short_text
from joint_working.explorers.money.own_start import lab, start
from joint_working.html import Html, bullets, el, join
from joint_working.kit.contract import Answer, Choice, Control, File, Interactive, Text, starting
from joint_working.models import account_step, account_words
from joint_working.models.account_step import Ask, Step, is_zip, look
from joint_working.models.account_words import LONGEST_LINK, SHOWN, WORDS, Start, short
from joint_working.models.accounts import (
    UNIT,
    Accounts,
    Row,
    filled,
    latest,
    measured,
    read,
    too_large,
    write,
)
from joint_working.models.workbook import wanted, workbook


class AccountsError(ValueError):
    """A reader's own figures cannot be used; the message says all that is wrong, one thing a line."""


# --- The explorer ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OwnAccounts(Interactive):
    """The chooser of partnerships and the form for figures of one's own, finished for the first and for an example."""

    name: str = "own-accounts"
    version: int = 1
    title: str = "What was published where you serve, and what your own figures say"

    @cached_property
    def places(self) -> tuple[Authority, ...]:
        """The 31 partnerships by name."""
        return tuple(sorted(evidence.authorities(), key=lambda place: place.name))

    @cached_property
    def example(self) -> Accounts:
        """The made-up figures in the form: the usual board of the five-years lab, as its accounts might show it."""
        return self.read(write(*account_rules.example()))

    def place(self, code_or_name: str) -> str:
        """Return what is held for a partnership, given by its code or a name people use, as plain text.

        Raises `EvidenceError`, with near matches, for any other name.
        """
        return place_text(evidence.authority(code_or_name))

    def look(self, source: str | bytes | Path, choices: Mapping[str, str] | None = None) -> Step:
        """Return what a table of any shape was understood to be: a question for each column, and all that is wrong.

        The bytes of a spreadsheet's own file (.xlsx, .ods) are read too: a question is then which sheet.

        `choices` are the reader's, by the key of a question. A `Path`, or a text of one line that names a file which
        exists, is opened; any other text is the table itself.
        """
        if isinstance(source, str) and "\n" not in source and len(source) < 1000 and Path(source).is_file():
            source = Path(source)
        given, rules = source.read_bytes() if isinstance(source, Path) else source, account_rules.rules()
        if is_zip(given):
            large = too_large(len(given), rules, "file-large")
            if large:
                return Step(faults=(large,), problems=(large,))
            given = workbook(_unzipped(given))
        return look(given, rules, choices)

    def read(self, source: str | bytes | Path, choices: Mapping[str, str] | None = None) -> Accounts:
        """Return figures of one's own from a file, its bytes, or a text of any shape: see `look`.

        What is wrong, or must be chosen first, is among its `problems`; what was taken for granted, its `remarks`.
        """
        return account_step.figures(self.look(source, choices))

    def frame(self, accounts: Accounts):
        """Return the rows as a pandas DataFrame, sums in £ million. Raises AccountsError when anything is wrong."""
        import pandas as pd

        if accounts.problems:
            raise AccountsError("\n".join(problem.sentence for problem in accounts.problems))
        return pd.DataFrame([dict(row.values) for row in accounts.rows])

    def measures(self, accounts: Accounts, row: Row | None = None) -> dict[str, float | None]:
        """Return what is worked out of one row, by default the latest: £ million or per cent, None for a gap."""
        row = row or latest(accounts.rows, account_rules.rules())
        return measured(row, accounts.rows, account_rules.rules()) if row else {}

    def start(self, accounts: Accounts, row: Row | None = None, place: str | None = None) -> Start:
        """Return how one row, by default the latest, starts the five-years lab."""
        return start(self.measures(accounts, row), evidence.authority(place) if place else None)

    def sentence(self, accounts: Accounts, row: Row | None = None) -> str:
        """Return what one row says, by default the latest; or what is wrong with the figures, all in one.

        It begins with whose figures they are: yours, or those of the made-up example.
        """
        if accounts.problems:
            return " ".join([self.count(accounts), *self.problems(accounts)])
        row = row or latest(accounts.rows, account_rules.rules())
        values = self.measures(accounts, row)
        whose = "example" if accounts.rows == self.example.rows else "own"
        return account_words.sentence(row, values, whose, "", account_rules.rules())

    def readings(self, accounts: Accounts, row: Row | None = None) -> tuple[str, ...]:
        """Return how the cells of one row, by default the latest, were read: a line for each column, "" for nothing.

        A line gives the reader's own heading where it is not the form's, and the unit and the sum as read.
        """
        row = row or latest(accounts.rows, account_rules.rules())
        return tuple(reading(accounts, row, at) for at in range(len(accounts.heads))) if row else ()

    def count(self, accounts: Accounts) -> str:
        """Return how many things are wrong, in words."""
        return account_words.count(accounts.problems)

    def problems(self, accounts: Accounts) -> list[str]:
        """Return the sentences of the first problems, and how many more there are."""
        said = [problem.sentence for problem in accounts.problems[:SHOWN]]
        return [*said, *filter(None, [account_words.more(accounts.problems)])]

    def cells(self, accounts: Accounts) -> list[list[str]]:
        """Return the table of measures as printed: one list a measure, its label first, then one cell a row."""
        return account_words.cells(accounts.rows, account_rules.rules())

    def heads(self, accounts: Accounts) -> list[str]:
        """Return the headings of that table: one for each row of figures."""
        return [account_words.name_of(row) for row in accounts.rows]

    def as_text(self, accounts: Accounts) -> str:
        """Return the sentence, the table and the start of the lab for figures of one's own, as plain text."""
        lines = [self.sentence(accounts)]
        if accounts.rows:
            read_as = zip(accounts.fields, self.readings(accounts), strict=True)
            lines += [f"{account_rules.rules().field[key].label}. {line}" for key, line in read_as if line]
            lines += [" | ".join(["£ million or per cent", *self.heads(accounts)])]
            lines += [" | ".join(cells) for cells in self.cells(accounts)]
            lines += self.start_text(self.start(accounts))
        return "\n".join(lines)

    def start_text(self, found: Start) -> list[str]:
        """Return the start of the lab as lines."""
        lines = (
            [WORDS["starts"], *(f"- {line}" for line in (*found.says, *found.outside))]
            if found.link
            else [account_words.payments_needed(lab())]
        )
        return [*lines, filled(WORDS["stays"], {"names": ", ".join(found.stays)})]

    def save(self, accounts: Accounts) -> str:
        """Return the figures as the CSV text the page saves, for a file that both open. Raises nothing."""
        return write(accounts.heads, [row for _, row in accounts.cells])

    def controls(self, values: Mapping[str, Any] | None = None) -> tuple[Control, ...]:
        """Return the partnership, a box for figures of one's own with the example in it, and a file to open."""
        asked = () if values is None else self.step(values).asks
        return (
            Choice("place", "Partnership", {place.code: place.name for place in self.places}),
            Text("own", "Your own figures", write(*account_rules.example()), lines=5),
            File("file", "Open a file", (".csv", ".tsv", ".txt", ".xlsx", ".ods")),
            *(Choice(_key(ask), ask.label, dict(ask.options), ask.chosen) for ask in asked),
        )

    def step(self, values: Mapping[str, Any]) -> Step:
        """Return what the box, or the file opened last, was understood to be with the choices among the values."""
        given, choices = (*values["file"], ("", values["own"]))[0][1], {}
        while True:  # a choice may bring a question with it, whose answer is among the values too
            found = self.look(given, choices)
            more = {
                ask.key: values[_key(ask)] for ask in found.asks if values.get(_key(ask), ask.chosen) != ask.chosen
            }
            if not set(more) - set(choices):
                return found
            choices |= more

    def moved(self, values: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Return the values with the file forgotten once the box is written in: what was given last counts.

        With another table, the choices for the columns of the last are forgotten.
        """
        kept = {name: value for name, value in values.items() if key not in ("own", "file") or "|" not in name}
        return kept | ({"file": ()} if key == "own" else {})

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """Return what is held for the partnership, what the figures say, and how they start the lab."""
        place, (given, *_) = evidence.authority(values["place"]), (*values["file"], ("", values["own"]))
        known = answer_html(place) + picture("wide", place.code)
        if not given[1].strip():
            return Answer(held.sentence(place), known + el("p", WORDS["empty"]))
        step = self.step(values)
        figures = account_step.figures(step)
        seen = bullets([*(f"{ask.label}: {ask.told}" for ask in step.asks if ask.told), *step.told])
        known += el("h4", account_step.STEP["understood"]) + seen
        if figures.problems:
            said = el("p", self.count(figures), aria_live="polite") + bullets(self.problems(figures))
            return Answer(held.sentence(place), known + said)
        heads = el("tr", (el("th", head) for head in ("What", *self.heads(figures))))
        rows = (el("tr", (el("td", cell) for cell in cells)) for cells in self.cells(figures))
        start = (el("p", line) for line in self.start_text(self.start(figures, place=place.code)))
        said = el("p", self.sentence(figures), aria_live="polite") + el("table", heads, rows) + join(start)
        return Answer(held.sentence(place), known + said)

    def in_link(self) -> tuple[Control, ...]:
        """Return the partnership, and figures of one's own: none at the start."""
        place, own, _ = self.controls()
        return place, starting(own, "")

    def to_link(self, place: str | None = None, accounts: Accounts | None = None) -> str:
        """Return the part of an address after "#" that carries a partnership and figures of one's own.

        Raises AccountsError where the figures are too long for an address.
        """
        code = evidence.authority(place).code if place else self.places[0].code
        own = ""
        if accounts:
            own = _written(short(accounts.heads, [row for _, row in accounts.cells], account_rules.rules()))
            if len(own) > LONGEST_LINK:
                raise AccountsError(WORDS["long"])
        return super().to_link({"place": code, "own": own})

    def from_link(self, link: str) -> tuple[str, Accounts | None]:
        """Return the code of the partnership and the figures an address carries.

        What does not fit is left as usual, with a LinkWarning in the sentence the page shows. Raises ValueError when
        the address is for something else.
        """
        values = super().from_link(link)
        return values["place"], read(values["own"], account_rules.rules()) if values["own"] else None

    def text(self) -> str:
        """Return each partnership's sentences, and what the example says."""
        lines = [self.title, *map(short_text, self.places)]
        return "\n".join([*lines, "", "An example (illustrative). " + self.as_text(self.example)])

    def html(self) -> Html:
        """Return the section for the published page, complete without JavaScript."""
        return section(self)


def _unzipped(data: bytes) -> dict[str, str]:
    """Return the text of the parts of a spreadsheet's own file; none where it cannot be unzipped."""
    try:
        with ZipFile(BytesIO(data)) as file:
            parts = [one for one in file.infolist() if wanted(one.filename, one.file_size)]
            return {one.filename: file.read(one).decode("utf-8-sig", "replace") for one in parts}
    except (BadZipFile, Unread, RuntimeError, NotImplementedError, EOFError, OSError):
        return {}


def _key(ask: Ask) -> str:
    """Return the key of a question as a control: that of another table has another."""
    return f"{ask.key}|{ask.label}"


def _written(table: list[list[str]]) -> str:
    return write(table[0], table[1:])


def reading(accounts: Accounts, row: Row, at: int) -> str:
    """Return how a cell was read: the reader's own heading, the unit and the sum; "" where nothing is new."""
    key = accounts.fields[at]
    told = accounts.heads[at], accounts.units[at], row.values[UNIT] or ""
    return account_words.reading(key, *told, row.values[key] if key else None, account_rules.rules())


own_accounts = OwnAccounts()
