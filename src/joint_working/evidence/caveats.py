"""Known breaks and cautions as data: what to beware of in the rows of a table."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .sources import Source, source
from .tables import Table, data_dir, parted, table, tables

PERIODS = ("financial_year", "month", "year", "period")


@dataclass(frozen=True)
class Caveat:
    """One caution about a table.

    `column` is "" for every column. `only` holds the values (a council's code, an indicator) it is limited to; empty
    for all. Periods are in the table's own form, "" where open; a `break` lies between the two periods it names.
    """

    key: str
    table: str
    column: str
    only: tuple[str, ...]
    period_from: str
    period_to: str
    kind: str
    text: str
    source: Source
    locator: str

    @property
    def is_break(self) -> bool:
        """Return True if rows on both sides of it must not be read as one line."""
        return self.kind == "break"

    def touches(self, rows: Table) -> bool:
        """Return True if any of the rows is meant; a break needs rows on both sides of it."""
        if rows.name != self.table:
            return False
        meant = [row for row in rows if not self.only or any(value in self.only for value in row.values())]
        column = next((name for name in PERIODS if meant and name in meant[0]), None)
        if not meant or column is None:
            return bool(meant)
        first, last = min(str(row[column]) for row in meant), max(str(row[column]) for row in meant)
        start, end = self.period_from or first, self.period_to or last
        if self.is_break:
            return first <= start and last >= end
        return any(start <= str(row[column]) <= end for row in meant)


def caveats(rows: Table | str) -> tuple[Caveat, ...]:
    """Return the cautions that touch some rows, or a whole table given by name, in the order of data/caveats.csv.

    Raises `EvidenceError` for an unknown table.

    >>> [caveat.kind for caveat in caveats("population_estimates") if caveat.period_from == "2021"]
    ['break']
    """
    held = table(rows) if isinstance(rows, str) else rows
    return tuple(caveat for caveat in _caveats(data_dir()) if caveat.touches(held))


@cache
def _caveats(folder: Path) -> tuple[Caveat, ...]:
    rows = table("caveats") if "caveats" in tables() else ()
    return tuple(
        Caveat(**{**row, "only": tuple(parted(row["only"])), "source": source(row["source"])}) for row in rows
    )
