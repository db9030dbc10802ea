"""A table that can be sorted and taken away as CSV. Sorting and escaping are decided here, never on the page."""

import csv
import io
import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from joint_working.html import Html, el, join, scrolled, table
from joint_working.kit.contract import Part, check_name, need
from joint_working.kit.frame import ILLUSTRATIVE
from joint_working.words import FORMATS, Slot, fill_slot

MISSING = "no figure"
NOTE = "Illustrative figures"


@dataclass(frozen=True)
class Column:
    """One column: the key in each row, the heading, and "text" or one of words.FORMATS (money, percent, count …)."""

    key: str
    label: str
    format: str = "text"


@dataclass(frozen=True)
class DataTable(Part):
    """A table with real headers. The first column heads each row; a missing value (None) says "no figure".

    `rows` are mappings with a value for every column. Numbers are printed in the column's format and written
    to the CSV as they are. Raises PartError, naming row and column, for a cell that does not fit.
    """

    name: str
    caption: str
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Any], ...]
    source: str
    illustrative: bool = False

    def __post_init__(self):
        check_name("DataTable", self.name)
        part = f"DataTable {self.name!r}"
        object.__setattr__(self, "columns", tuple(self.columns))
        object.__setattr__(self, "rows", tuple(self.rows))
        need(self.caption.strip(), part, "the caption is empty")
        need(self.columns, part, "there are no columns")
        need(self.rows, part, "the table is empty: at least one row is needed")
        need(self.source.strip() or self.illustrative, part, "a source is needed unless the table is illustrative")
        for column in self.columns:
            allowed = ("text", *FORMATS)
            good = column.format in allowed
            need(good, part, f"column {column.key!r}: the format {column.format!r} is not one of {', '.join(allowed)}")
        for number, row in enumerate(self.rows, 1):
            for column in self.columns:
                where = f"{part}, row {number}, column {column.key!r}"
                need(column.key in row, where, "there is no value; write None where there is no figure")
                _check_cell(where, column, row[column.key])

    def html(self) -> Html:
        """Return the table, its source and a link that holds the CSV. Headings become sort buttons by the script."""
        heads = join(el("th", column.label, scope="col", class_=_class(column)) for column in self.columns)
        orders = [_order([row[column.key] for row in self.rows]) for column in self.columns]
        lines = (
            el("tr", (self._cell(place, row, orders[place][at]) for place in range(len(self.columns))))
            for at, row in enumerate(self.rows)
        )
        source = f"{NOTE}. {self.source}" if self.illustrative else self.source
        badge = join((" ", ILLUSTRATIVE)) if self.illustrative else None
        caption = el("caption", self.caption, badge, el("span", self.unit), id=f"{self.name}-caption")
        address = "data:text/csv;charset=utf-8," + quote(self.csv(), safe="(),;:/!*~$ ")
        download = el(
            "a", "Table (CSV)", class_="jw-button", data_jw_csv=True, download=f"{self.name}.csv", href=address
        )
        return el(
            "div",
            scrolled(table(caption, heads, lines), labelled_by=f"{self.name}-caption"),
            el("p", source.strip(), class_="jw-source"),
            el("p", download, class_="jw-actions"),
            class_="jw-datatable",
            data_jw_part="table",
        )

    def text(self) -> str:
        """Return caption, unit, headings, rows and source, cells parted by a bar."""
        note = f"{NOTE}. {self.source}" if self.illustrative else self.source
        rows = [" | ".join(_shown(column, row[column.key]) for column in self.columns) for row in self.rows]
        heads = " | ".join(column.label for column in self.columns)
        return "\n".join([f"{self.caption} ({self.unit})" if self.unit else self.caption, heads, *rows, note.strip()])

    def csv(self) -> str:
        """Return the table as CSV for a spreadsheet, with unit, source and standing beside every row.

        Starts with the mark that makes spreadsheets read £ and accents. Missing values are empty.
        """
        told = {"unit": self.unit, "source": self.source} | ({"note": NOTE} if self.illustrative else {})
        told = {key: value for key, value in told.items() if value.strip()}
        out = io.StringIO()
        write = csv.writer(out, lineterminator="\r\n").writerow
        write([safe_cell(column.label) for column in self.columns] + list(told))
        for row in self.rows:
            write([safe_cell(row[column.key]) for column in self.columns] + [safe_cell(v) for v in told.values()])
        return "\ufeff" + out.getvalue()

    def _cell(self, place: int, row: Mapping[str, Any], order: int | None) -> Html:
        column = self.columns[place]
        tag, scope = ("td", None) if place else ("th", "row")
        return el(tag, _shown(column, row[column.key]), scope=scope, class_=_class(column), data_order=order)


def safe_cell(value: Any) -> Any:
    """Return a value a spreadsheet cannot take for a formula: a text that starts like one gets an apostrophe.

    >>> safe_cell("=1+1"), safe_cell(-0.7), safe_cell(None)
    ("'=1+1", -0.7, '')
    """
    if _missing(value):
        return ""
    if isinstance(value, str) and value.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return "'" + value
    return value


def _missing(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def _check_cell(where: str, column: Column, value: Any) -> None:
    if _missing(value):
        return
    if column.format == "text":
        need(isinstance(value, str), where, f"a text was expected, found {value!r}")
    else:
        number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
        need(number, where, f"a number was expected, found {value!r}")


def _shown(column: Column, value: Any) -> str:
    if _missing(value):
        return MISSING
    return value if column.format == "text" else fill_slot(Slot(column.format, value))


def _class(column: Column) -> str | None:
    return None if column.format == "text" else "n"


def _sort_key(value: Any) -> tuple:
    """Return a key that orders numbers by size and texts by letter, accents and capitals aside, in any language."""
    if not isinstance(value, str):
        return (float(value), "")
    plain = "".join(c for c in unicodedata.normalize("NFKD", value.casefold()) if not unicodedata.combining(c))
    return (0.0, plain)


def _order(values: list[Any]) -> list[int | None]:
    """Return the place of each value in its column when sorted: equal values share one, missing ones have None."""
    keys = sorted({_sort_key(value) for value in values if not _missing(value)})
    places = {key: place for place, key in enumerate(keys, 1)}
    return [None if _missing(value) else places[_sort_key(value)] for value in values]
