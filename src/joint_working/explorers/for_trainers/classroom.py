"""What a trainer does in a running notebook: open any lab, and draw the settings of a whole class together.

A class sends links, one a line. A link that does not fit keeps its sentence, and the others are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from joint_working.explorers import every
from joint_working.kit import theme, together
from joint_working.kit.contract import Answer, Choice, Control, Interactive, linked, named, twin
from joint_working.kit.explorer import Explorer
from joint_working.words import fill


@dataclass(frozen=True)
class Setting:
    """One line of a class's links: whose it is, its levers, or the sentence that says why it cannot be read."""

    who: str
    levers: Any
    problem: str = ""


def read_links(explorer: Explorer, lines: str | Iterable[str]) -> list[Setting]:
    """Return what a class's links say of one explorer, in their order.

    `lines` is text, one link a line, or a list of such lines. A line may begin with a name and a colon or a comma,
    as in "Table 3: https://..."; without one it is called "Line 3". Blank lines are passed over. `problem` holds
    the sentence the page would show where not all of a link fits; a link of something else has no levers.
    """
    given = lines.splitlines() if isinstance(lines, str) else list(lines)
    return [
        Setting(line.who, None if line.values is None else explorer.at(**line.values), line.problem)
        for line in together.read_lines(given, linked(explorer))
    ]


def class_sentence(explorer: Explorer, settings: list[Setting]) -> str:
    """Return how many links were read, and a line for each that could not be, with the reason."""
    lines = [together.Line(one.who, one.levers and vars(one.levers), one.problem) for one in settings]
    return "\n".join([together.sentence(explorer.title, lines), *together.problems(lines)])


def class_table(explorer: Explorer, settings: list[Setting]) -> pd.DataFrame:
    """Return one line for each setting read: who, which levers they moved from the usual, and the headline."""
    lines = []
    for setting in settings:
        if setting.levers is None:
            continue
        moved = [
            f"{lever.label}: {lever.shown(getattr(setting.levers, lever.name))}"
            for lever in explorer.fields
            if getattr(setting.levers, lever.name) != lever.default
        ]
        shown = explorer.show(setting.levers)
        headline = f"{fill(shown.figure)} {fill(shown.figure_label)}"
        lines.append({"Who": setting.who, "Moved": "; ".join(moved) or "nothing", "Result": headline})
    return pd.DataFrame(lines, columns=["Who", "Moved", "Result"])


def class_frame(explorer: Explorer, settings: list[Setting], row: str) -> pd.DataFrame:
    """Return the numbers of one row of the explorer's table, one line for each setting and column.

    Columns: who, column (such as "Year 1"), value in the table's unit. Raises ValueError when the table has no such
    row; the message names those it has.
    """
    lines = []
    for setting in settings:
        if setting.levers is None:
            continue
        table = explorer.show(setting.levers).table
        rows = {line.label: line for line in table.rows}
        if row not in rows:
            raise ValueError(f"{explorer.title!r} has no row {row!r}: choose one of {', '.join(rows)}.")
        for column, cell in zip(table.columns[1:], rows[row].cells, strict=True):
            lines.append({"who": setting.who, "column": column, "value": round(float(cell.value), 6)})
    return pd.DataFrame(lines, columns=["who", "column", "value"])


def class_chart(explorer: Explorer, settings: list[Setting], row: str) -> alt.LayerChart | alt.Chart:
    """Return one chart of a class's settings: a line each over the table's columns, or a bar each where there is one.

    Up to six settings have a colour and a name each. With more, all are drawn alike and only the lowest and the
    highest at the end are named: `class_table` names the rest.
    """
    frame = class_frame(explorer, settings, row)
    columns = list(dict.fromkeys(frame["column"]))
    unit = explorer.show().table.unit
    if len(columns) < 2:
        x = alt.X("value:Q", title=f"{row}, {unit}")
        return alt.Chart(frame).mark_bar().encode(x=x, y=alt.Y("who:N", title=None, sort=None))
    few = frame["who"].nunique() <= together.FEW
    x = alt.X("column:N", sort=columns, title=None, axis=alt.Axis(labelAngle=0))
    y = alt.Y("value:Q", title=f"{row}, {unit}")
    colour = alt.Color("who:N", legend=None) if few else alt.value(theme.INK)
    lines = alt.Chart(frame).mark_line(opacity=1 if few else 0.45).encode(x=x, y=y, color=colour, detail="who:N")
    ends = _joined(frame[frame["column"] == columns[-1]])
    if not few:
        ends = ends.iloc[[0, -1]]
    names = alt.Chart(ends).mark_text(align="left", dx=8, fontSize=12)
    return lines + names.encode(x=x, y=alt.Y("value:Q"), text="who:N", color=colour)


def _joined(ends: pd.DataFrame) -> pd.DataFrame:
    """Return the ends of lines from the lowest up, those at one height joined into one name: none hides another."""
    joined = ends.assign(at=ends["value"].round(1)).groupby("at", as_index=False)
    return joined.agg(who=("who", ", ".join), column=("column", "first"), value=("value", "first"))


class EveryLab(Interactive):
    """All labs behind one list: live in a running notebook, and their names where nothing runs."""

    title = "Every lab"

    def controls(self, values: Mapping[str, Any] | None = None) -> tuple[Control, ...]:
        """Return the list of labs, and the controls of the lab chosen, each called by the lab's name and its own."""
        labs = {explorer.name: explorer for explorer in every()}
        name = (values or {}).get("lab", next(iter(labs)))
        own = (named(control, f"{name}.{control.key}") for control in labs[name].controls())
        return (Choice("lab", "Lab", {key: lab.title for key, lab in labs.items()}), *own)

    def moved(self, values: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Return the controls of the lab after one of them was moved."""
        if key == "lab":
            return dict(values)
        lab, own = self._chosen(values)
        after = lab.moved(own, key.removeprefix(f"{lab.name}."))
        return dict(values) | {f"{lab.name}.{name}": value for name, value in after.items()}

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """Return the answer of the lab chosen."""
        lab, own = self._chosen(values)
        return lab.answer(own)

    def text(self) -> str:
        """Return the title of every lab, a line each, with the name to import it by."""
        return "\n".join(f"{explorer.title} ({explorer.variable})" for explorer in every())

    def _chosen(self, values: Mapping[str, Any]) -> tuple[Explorer, dict[str, Any]]:
        lab = next(explorer for explorer in every() if explorer.name == values["lab"])
        start = f"{lab.name}."
        return lab, {key.removeprefix(start): value for key, value in values.items() if key.startswith(start)}

    def _repr_mimebundle_(self, include=None, exclude=None):
        widgets = twin(self)
        return (widgets._repr_mimebundle_() if widgets else {}) | {"text/plain": self.text()}
