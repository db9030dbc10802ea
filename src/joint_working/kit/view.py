"""What an explorer shows of an answer: words, pictures, a table and the ways onward. Data only: `page` draws it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import altair as alt

from joint_working.formula import Number
from joint_working.words import Clause, Slot, in_short

Words = tuple[Clause, ...]


@dataclass(frozen=True)
class Picture:
    """A chart, its message and its data.

    `rows` holds named tables of rows; a cell is a text, a number of the model, or a Slot, which is printed.
    `draw(width)` returns an Altair chart on `alt.NamedData` of those names, for a width in pixels.
    `key` pairs a label with the CSS class of its swatch, for narrow drawings that have no room for labels. `called` is
    its name on the switch between several pictures: one to three words.
    """

    name: str
    message: Words
    what: Words
    description: Words
    rows: dict[str, list[dict[str, Any]]]
    draw: Callable[[int], alt.Chart | alt.LayerChart]
    source: str
    key: tuple[tuple[str, str], ...] = ()
    called: str = ""


@dataclass(frozen=True)
class Row:
    """One line of a table: a label and a slot for each column."""

    label: str
    cells: tuple[Slot, ...]
    total: bool = False


@dataclass(frozen=True)
class Table:
    """A table of results. `columns` holds the heading of each column, that of the labels first."""

    caption: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Onward:
    """A link that takes an answer to another explorer, set as this answer sets it.

    `page` is the chapter it stands in, as in `4-money/five-years`. `values` are the other explorer's levers: numbers
    of this one's answer, each on a step of its lever.
    """

    words: str
    page: str
    explorer: str
    version: int
    values: dict[str, Number]

    @property
    def start(self) -> str:
        """The address up to the levers, from any chapter of the book."""
        return f"../{self.page}.html#explorer={self.explorer}&v={self.version}"

    @property
    def address(self) -> str:
        """The whole address, for an answer in numbers. A value keeps four decimals, as on the page."""
        return self.start + "".join(f"&{name}={in_short(round(value, 4))}" for name, value in self.values.items())


@dataclass(frozen=True)
class View:
    """Everything an explorer shows for one setting of its levers.

    `brief` is the answer in at most thirty words, read out at each move; `sentence` tells all of it.
    """

    figure: Words
    figure_label: Words
    brief: Words
    sentence: Words
    pictures: tuple[Picture, ...]
    table: Table
    onward: tuple[Onward, ...] = ()
    onward_label: str = ""
    """What the links onward do, before the list of them."""
