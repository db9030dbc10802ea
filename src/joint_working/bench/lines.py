"""Lines of what was measured: numbers beside their goals, and what is over. Pure: `measure` prints them.

A number is held to its goal as it is printed: 2.04 with one decimal is 2.0, which a goal of 2 allows.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One printed line, and the names of the columns in which it is over a goal."""

    text: str = ""
    missed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A number with `digits` decimals, and the goal it is held to, if any: at most this much."""

    value: float
    goal: float | None = None
    digits: int = 0

    @property
    def over(self) -> bool:
        """Whether the number, as printed, is more than its goal allows."""
        return self.goal is not None and round(self.value, self.digits) > round(self.goal, self.digits)

    def __str__(self) -> str:
        shown = f"{self.value:,.{self.digits}f}"
        return shown if self.goal is None else f"{shown} ({round(self.goal, self.digits):,g})"


@dataclass(frozen=True)
class Table:
    """A table that is printed row by row. The column of names comes first and is `wide` characters wide."""

    title: str
    columns: tuple[str, ...]
    wide: int = 26

    @property
    def widths(self) -> list[int]:
        """Characters of each column after the first."""
        return [max(len(column), 10) + 2 for column in self.columns]

    def head(self) -> Line:
        """Return the title and the headings."""
        heads = "".join(f"{column:>{width}}" for column, width in zip(self.columns, self.widths, strict=True))
        return Line(f"\n{self.title}\n{'':{self.wide}}{heads}")

    def row(self, name: str, *cells: Cell | str) -> Line:
        """Return one row; raises ValueError unless there is one cell for each column."""
        drawn = "".join(f"{cell!s:>{width}}" for cell, width in zip(cells, self.widths, strict=True))
        columns = zip(self.columns, cells, strict=True)
        missed = tuple(column for column, cell in columns if isinstance(cell, Cell) and cell.over)
        return Line(f"{name:{self.wide}}{drawn}" + (f"  over: {', '.join(missed)}" if missed else ""), missed)


def middle(times: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(times)


def late(times: Sequence[float]) -> float:
    """Return the 95th percentile: between two measurements it lies in proportion, and never beyond the largest."""
    if len(times) == 1:
        return times[0]
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def spread(times: Sequence[float]) -> str:
    """Return median and 95th percentile, as in 18/21."""
    return f"{middle(times):.0f}/{late(times):.0f}"
