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
    """What is due in one month of one kind: the month's first day, the first day on which a row is due, and how many
    rows of each table."""

    first: date
    kind: str
    owner: str
    day: date
    tables: tuple[tuple[str, int], ...]

    @property
    def rows(self) -> int:
        """How many rows are due."""
        return sum(count for _, count in self.tables)


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
    """Return what is `due` by month and kind, in order; each kind's tables with the most rows first."""
    kept, order = kinds(), [row["kind"] for row in evidence.table("rechecks")]
    days: dict[tuple[date, str], list[tuple[date, str]]] = {}
    for day, name, _ in due:
        days.setdefault((day.replace(day=1), kept[name]["kind"]), []).append((day, name))
    found = []
    for (first, kind), rows in sorted(days.items(), key=lambda item: (item[0][0], order.index(item[0][1]))):
        counts = Counter(name for _, name in rows).most_common()
        found.append(Month(first, kind, kept[rows[0][1]]["owner"], min(day for day, _ in rows), tuple(counts)))
    return found


def month_words(day: date) -> str:
    """Return the month of a day in words: "April 2027"."""
    return f"{day:%B %Y}"
