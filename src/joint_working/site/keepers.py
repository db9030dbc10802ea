"""What is to be looked at again, by whom and in which month: counted from the tables, parted by `data/rechecks.csv`.

Knows neither Sphinx nor HTML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from joint_working import evidence


@dataclass(frozen=True)
class Month:
    """What is due in a month: its first day, the first day on which a row is due, and how many rows of each kind."""

    first: date
    day: date
    counts: Mapping[str, int]

    @property
    def words(self) -> str:
        """The month in words: "April 2027"."""
        return f"{self.first:%B %Y}"


def dated() -> Iterator[tuple[date, str, Mapping]]:
    """Yield (day, table, row) of every row that has a day by which it is to be looked at again."""
    for name in evidence.tables():
        for row in evidence.table(name):
            if row.get("recheck_by"):
                yield row["recheck_by"], name, row


def kinds() -> dict[str, Mapping]:
    """Return, for each table that ages, its row of `data/rechecks.csv`: what kind it is, who looks, and how."""
    return {name: row for row in evidence.table("rechecks") for name in evidence.parted(row["tables"])}


def months(due: Iterable[tuple[date, str, Mapping]]) -> list[Month]:
    """Return what is `due`, as `dated` gives it, by month, in order."""
    kept = kinds()
    rows: dict[date, list[tuple[date, str]]] = {}
    for day, name, _ in due:
        rows.setdefault(day.replace(day=1), []).append((day, kept[name]["kind"]))
    return [
        Month(first, min(day for day, _ in found), Counter(kind for _, kind in found))
        for first, found in sorted(rows.items())
    ]
