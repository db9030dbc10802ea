"""The tile map: one equal square for each of the 32 councils, because area means nothing here."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from joint_working import evidence
from joint_working.html import Html, bullets, el, scrolled
from joint_working.kit.contract import Part, check_name, need
from joint_working.kit.frame import ILLUSTRATIVE
from joint_working.words import FORMATS, Slot, fill_slot

from .table import MISSING, NOTE, Column, DataTable

AREA = "One tile a council, placed roughly. Area means nothing."


@dataclass(frozen=True)
class TileMap(Part):
    """A value for each council, printed in its tile and shaded in at most five classes.

    `title` states the message. `values` maps every council code (S12……) to a number, or to None for "no
    figure". `classes` are the lower edges of the classes, rising; the lowest must not be above any value.
    `chosen` is a council code to frame, or several. `format` is one of words.FORMATS; keep the printed value short.
    Raises PartError, naming the council, for a code that is unknown or missing or a value below every class.
    """

    name: str
    title: str
    values: Mapping[str, float | None]
    unit: str
    classes: tuple[float, ...]
    caption: str
    source: str
    chosen: str | tuple[str, ...] | None = None
    format: str = "count"
    illustrative: bool = False

    def __post_init__(self):
        check_name("TileMap", self.name)
        part = f"TileMap {self.name!r}"
        object.__setattr__(self, "classes", tuple(self.classes))
        need(self.format in FORMATS, part, f"the format {self.format!r} is not one of {', '.join(FORMATS)}")
        need(1 <= len(self.classes) <= 5, part, f"there must be one to five classes, not {len(self.classes)}")
        need(all(a < b for a, b in pairwise(self.classes)), part, "the edges of the classes must rise")
        need(self.source.strip() or self.illustrative, part, "a source is needed unless the map is illustrative")
        names = {row["council_code"]: row["council_name"] for row in evidence.table("tile_grid")}
        for code in self.values:
            need(code in names, part, f"{code!r} is not the code of a council")
        for code, council in names.items():
            need(code in self.values, part, f"there is no value for {council} ({code}); write None for no figure")
            value = self.values[code]
            if value is not None:
                number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
                need(number, part, f"the value for {council} must be a number or None, not {value!r}")
                need(value >= self.classes[0], part, f"the value for {council}, {value}, is below the lowest class")
        for code in self._framed():
            need(code in names, part, f"{code!r} is not the code of a council")

    def html(self) -> Html:
        """Return the figure: message, key, tiles, source, and the same values as a table that folds."""
        source = " ".join(filter(None, [f"{NOTE}." if self.illustrative else "", self.source, AREA]))
        return el(
            "figure",
            el("p", self.title, class_="jw-message"),
            el("p", self._what(), class_="jw-what"),
            el("p", ILLUSTRATIVE) if self.illustrative else None,
            self._key(),
            scrolled(el("ul", map(self._tile, self._rows()), class_="jw-tiles"), f"Tile map: {self.caption}"),
            el("figcaption", source, class_="jw-source"),
            el("details", el("summary", "The same values in a table"), self._table().html(), data_jw_print_open=True),
            class_="jw-figure jw-tilemap",
            data_jw_part="tile-map",
            aria_label=self.title,
        )

    def text(self) -> str:
        """Return the message and the table."""
        return f"{self.title}\n{self._table().text()}"

    def _framed(self) -> tuple[str, ...]:
        return (self.chosen,) if isinstance(self.chosen, str) else tuple(self.chosen or ())

    def _what(self) -> str:
        return ", ".join(filter(None, [self.caption, self.unit]))

    def _rows(self):
        return sorted(evidence.table("tile_grid"), key=lambda row: row["council_name"])

    def _table(self) -> DataTable:
        rows = [{"name": row["council_name"], "value": self.values[row["council_code"]]} for row in self._rows()]
        columns = (Column("name", "Council"), Column("value", "Value", self.format))
        return DataTable(f"{self.name}-table", self.caption, self.unit, columns, rows, self.source, self.illustrative)

    def _step(self, value: float) -> int:
        return sum(value >= edge for edge in self.classes)

    def _shown(self, value: float | None) -> str:
        return MISSING if value is None else fill_slot(Slot(self.format, value))

    def _tile(self, row: Mapping) -> Html:
        value = self.values[row["council_code"]]
        shade = "jw-nofigure" if value is None else f"jw-step-{self._step(value)}"
        mark = " jw-chosen" if row["council_code"] in self._framed() else ""
        name, shown = row["council_name"], self._shown(value)
        return el(
            "li",
            el("b", row["label"], aria_hidden="true"),
            " ",
            el("span", f"{name}: ", class_="jw-vh"),
            el("span", shown),
            class_=f"{shade}{mark}",
            style=f"grid-area:{row['row']}/{row['col']}",
            title=f"{name}: {shown}",
        )

    def _key(self) -> Html:
        edges = [self._shown(edge) for edge in self.classes]
        lines = []
        for step, edge in enumerate(edges, 1):
            words = f"{edge} to under {edges[step]}" if step < len(edges) else f"{edge} and over"
            lines.append(_swatch(f"jw-step-{step}") + words)
        if None in self.values.values():
            lines.append(_swatch("jw-nofigure") + MISSING)
        return bullets(lines, class_="jw-key", aria_label="Key")


def _swatch(shade: str) -> Html:
    return el("span", class_=f"jw-swatch {shade}")
