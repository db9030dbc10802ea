"""The evidence: figures, rules and sources read from `data/`, checked as they are read, never at import.

>>> from joint_working import evidence
>>> evidence.figure("ijb-gap-2024-25").text
'£457m'
>>> evidence.rule("large hospital", as_at="2026-11-22").article
'section 1(14)'
"""

import os
from dataclasses import dataclass
from datetime import date

from .areas import Authority, add_up, authorities, authority, rate
from .caveats import Caveat, caveats
from .figures import BADGES, Figure, as_date, figure, figures, quantity
from .frames import frame
from .rules import Rule, rule, rules, wordings
from .sources import Source, Use, bibtex, ris, source, uses
from .tables import (
    EvidenceError,
    Table,
    data_dir,
    describe,
    figure_tables,
    parted,
    row_name,
    select,
    suggest,
    table,
    tables,
)

__all__ = [
    "BADGES",
    "Authority",
    "Caveat",
    "EvidenceError",
    "Figure",
    "Overdue",
    "Rule",
    "Source",
    "Table",
    "Use",
    "add_up",
    "authorities",
    "authority",
    "bibtex",
    "ris",
    "caveats",
    "check",
    "data_dir",
    "describe",
    "figure",
    "figure_tables",
    "figures",
    "frame",
    "overdue",
    "parted",
    "quantity",
    "rate",
    "row_name",
    "rule",
    "rules",
    "select",
    "source",
    "suggest",
    "table",
    "tables",
    "uses",
    "wordings",
]


@dataclass(frozen=True)
class Overdue:
    """A row whose day for checking again has passed; `row` is the number a spreadsheet shows."""

    table: str
    row: int
    key: str
    recheck_by: date


def overdue(today: date | str | None = None) -> tuple[Overdue, ...]:
    """Return the rows of every table that were to be checked again before `today` (the real day if None)."""
    day = date.today() if today is None else as_date(today, "today")
    return tuple(
        Overdue(name, number, row_name(name, row), row["recheck_by"])
        for name in tables()
        for number, row in enumerate(table(name), start=2)
        if row.get("recheck_by") and row["recheck_by"] < day
    )


def check(today: date | str | None = None, dates: bool = True) -> None:
    """Read everything and raise the first `EvidenceError`; return None if all is well.

    With `dates` (and unless the environment says CHECK_DATES=off) a row past its recheck day is an error too.
    A build passes `dates=False`: it never fails because of the day on which it is run.
    """
    for name in tables():
        table(name)
    figures(), rules(), caveats("sources"), bibtex()
    if "authorities" in tables():
        authorities()
    if not dates or os.environ.get("CHECK_DATES", "").lower() == "off":
        return
    late = overdue(today)
    if late:
        first = late[0]
        day = date.today() if today is None else as_date(today, "today")
        more = f" (and {len(late) - 1} more rows)" if len(late) > 1 else ""
        raise EvidenceError(
            f"data/{first.table}.csv, row {first.row}, column recheck_by: expected {day} or later, "
            f"found {first.recheck_by}: check {first.key!r} against its source again{more}"
        )
