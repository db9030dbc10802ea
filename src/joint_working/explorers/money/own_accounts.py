"""Your own accounts: what was published about each partnership's money, its place among the 31, and your own figures.

A reader chooses a partnership, and types, pastes or opens figures of their own. The rules for those are tables
(`account_rules.py`), and `models/accounts.py` reads them; the page runs it too, compiled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import quote, unquote

from joint_working import evidence
from joint_working.evidence import Authority
from joint_working.explorers.money import account_rules, held
from joint_working.explorers.money.budget_lab import five_years
from joint_working.explorers.money.held import Held
from joint_working.html import Html
from joint_working.models import account_words
from joint_working.models.account_words import LONGEST_LINK, SHOWN, WORDS, Lab, Lever, Start, misfit, short
from joint_working.models.accounts import UNIT, Accounts, Row, filled, latest, measured, read, write

#: The page of the lab, beside this chapter.
LAB = "five-years.html"


class AccountsError(ValueError):
    """A reader's own figures cannot be used; the message says all that is wrong, one thing a line."""


@cache
def lab() -> Lab:
    """Return the five-years lab, as far as figures can start it."""
    names = ("name", "label", "format", "low", "high", "step", "default", "options", "range")
    levers = tuple(Lever(*(getattr(lever, name) for name in names)) for lever in five_years.fields)
    return Lab(five_years.name, five_years.version, levers)


def start(values: Mapping[str, float | None], place: Authority | None = None) -> Start:
    """Return the start of the lab from measures by their key (see `models.accounts.measured`)."""
    code, councils = (place.code, len(place.councils)) if place else ("", 0)
    return account_words.start(values, code, councils, account_rules.rules(), lab())


# --- From what was published -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Published:
    """The newest year for which enough was published to start the lab, and the figures by field."""

    year: str
    figures: Mapping[str, Held]
    split: bool
    """Whether only the total was published, so that the two payments are the lab's usual split of it."""

    @property
    def row(self) -> Row:
        """Return the figures as a row of accounts, in £ million."""
        values: dict[str, object] = {field.key: None for field in account_rules.rules().fields}
        values |= {key: one.value for key, one in self.figures.items() if key in values}
        values |= {"year": self.year, "basis": "budget"}
        if self.split:
            total, usual = self.figures["total"].value, five_years.at()
            pot = usual.health_payment + usual.council_payment
            values["health_payment"] = total * usual.health_payment / pot
            values["council_payment"] = total * usual.council_payment / pot
        return Row(2, values)


@cache
def published(code: str) -> Published | None:
    """Return what can start the lab for a partnership: both payments of one year, or else a total; None without.

    A payment counts where it was a budget or an outturn, not an offer or a hint. Highland has no joint board, so the
    lab has nothing to say of it.
    """
    place = evidence.authority(code)
    if place.model != "body corporate":
        return None
    names = {row["key"]: evidence.parted(row["published"]) for row in evidence.table("account_fields")}
    names = {key: measures for key, measures in names.items() if measures}

    def given(measures, year):
        """Return the first of the measures of which the year has one figure, and only one."""
        for measure in measures:
            found = [one for one in held.of(code, (measure,), year) if one.basis not in ("offer", "indicative")]
            if len(found) == 1:
                return found[0]
        return None

    for split in (False, True):
        for year in reversed(held.years()):
            figures = {key: given(measures, year) for key, measures in names.items()}
            if split:
                figures |= {"health_payment": None, "council_payment": None}
                figures["total"] = given(("total_funding", "total_budget"), year)
            figures = {key: one for key, one in figures.items() if one}
            if "total" in figures or {"health_payment", "council_payment"} <= set(figures):
                return Published(year, figures, split)
    return None


@cache
def published_start(code: str) -> Start | None:
    """Return the start of the lab from what was published for a partnership, or None."""
    found = published(code)
    if found is None:
        return None
    return start(measured(found.row, (), account_rules.rules()), evidence.authority(code))


# --- The explorer ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OwnAccounts:
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
        return read(write(*account_rules.example()), account_rules.rules())

    def place(self, code_or_name: str) -> str:
        """Return what is held for a partnership, given by its code or a name people use, as plain text.

        Raises `EvidenceError`, with near matches, for any other name.
        """
        from joint_working.explorers.money.own_accounts_page import place_text

        return place_text(evidence.authority(code_or_name))

    def read(self, source: str | bytes | Path) -> Accounts:
        """Return figures of one's own from a file, its bytes, or a text. What is wrong is among its `problems`.

        A `Path`, or a text of one line that names a file which exists, is opened; any other text is the table itself.
        """
        if isinstance(source, str) and "\n" not in source and len(source) < 1000 and Path(source).is_file():
            source = Path(source)
        return read(source.read_bytes() if isinstance(source, Path) else source, account_rules.rules())

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

    def to_link(self, place: str | None = None, accounts: Accounts | None = None) -> str:
        """Return the part of an address after "#" that carries a partnership and figures of one's own.

        Raises AccountsError where the figures are too long for an address.
        """
        link = f"#explorer={self.name}&v={self.version}"
        if place:
            link += f"&place={evidence.authority(place).code}"
        if accounts:
            own = _written(short(accounts.heads, [row for _, row in accounts.cells], account_rules.rules()))
            if len(own) > LONGEST_LINK:
                raise AccountsError(WORDS["long"])
            link += "&own=" + quote(own, safe="!~*'()")
        return link

    def from_link(self, address: str) -> tuple[str, Accounts | None]:
        """Return the code of the partnership and the figures an address carries.

        Raises ValueError, in the sentence the page shows, when the address does not fit this explorer.
        """
        parts = (part.partition("=") for part in address.partition("#")[2].split("&"))
        values = {name: unquote(text.replace("+", " ")) for name, _, text in parts}
        if values.get("explorer") != self.name:
            raise ValueError(WORDS["other"])
        code = values.get("place", self.places[0].code)
        wrong = misfit(values.get("v", ""), self.version, code in [place.code for place in self.places])
        if wrong:
            raise ValueError(wrong)
        return code, self.read(values["own"]) if values.get("own") else None

    def text(self) -> str:
        """Return each partnership's sentences, and what the example says."""
        from joint_working.explorers.money.own_accounts_page import short_text

        lines = [self.title, *map(short_text, self.places)]
        return "\n".join([*lines, "", "An example (illustrative). " + self.as_text(self.example)])

    def html(self) -> Html:
        """Return the section for the published page, complete without JavaScript."""
        from joint_working.explorers.money.own_accounts_page import section

        return section(self)

    def _repr_mimebundle_(self, include=None, exclude=None):
        from joint_working.explorers.money.own_accounts_live import live_view
        from joint_working.kit import live

        bundle = live_view(self)._repr_mimebundle_() if live.wanted() else {}
        return bundle | {"text/plain": self.text(), "text/html": str(self.html())}


def _written(table: list[list[str]]) -> str:
    return write(table[0], table[1:])


def reading(accounts: Accounts, row: Row, at: int) -> str:
    """Return how a cell was read: the reader's own heading, the unit and the sum; "" where nothing is new."""
    key = accounts.fields[at]
    told = accounts.heads[at], accounts.units[at], row.values[UNIT] or ""
    return account_words.reading(key, *told, row.values[key] if key else None, account_rules.rules())


own_accounts = OwnAccounts()
