"""The map of where a group disagrees: the rows of its table, and a drawing to take away, as elements.

An element is a tag, attributes and what stands in it: text that is only text, and elements. The page runs this file
too, compiled by `script.py`, and makes of them what `html.el` makes in Python.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from joint_working.models.disagreement import SAID, fill, sentence, standing, written
from joint_working.models.evaluation import Evaluation, Row, Rules, lay_out
from joint_working.models.told import Node

#: Where the line of a row starts, and how far its answers and the rows stand apart.
LEFT, WIDE, TALL = 390, 112, 30
SVG = "http://www.w3.org/2000/svg"
FAMILY = "'Joint Sans', 'Segoe UI', Arial, sans-serif"
#: Text has no lines of its own in a drawing: it is broken at spaces, a word that is longer within.
LINES = r"\S{135}|.{1,135}(?: |$)"
#: Of more people of one role than this at one answer, one mark and a number is drawn.
MOST_MARKS = 3

#: The outline, 16 units wide, and the colour of each role's mark; under "colours" those of ink, quiet words and lines.
Look = Mapping[str, Sequence[str]]


# --- The rows of the table ---------------------------------------------------------------------------------


def table_rows(evaluations: Sequence[Evaluation], rules: Rules, look: Look) -> list[Node]:
    """Return the rows of the map, the widest spread first, with what people wrote under each."""
    rows: list[Node] = []
    for row in lay_out(evaluations, rules):
        rows.append(_table_row(row, rules, look))
        lines = [_line(*line) for line in written(row.proposal, evaluations, rules)]
        if lines:
            summary = ("summary", {}, [fill(SAID["wrote"], at=rules.called[row.proposal])])
            folded = ("details", {"data-jw-print-open": ""}, [summary, ("ul", {}, lines)])
            cell = ("td", {"role": "cell", "colspan": 6}, [folded])
            rows.append(("tr", {"role": "row", "class": "jw-wrote", "data-wrote": row.proposal}, [cell]))
    return rows


def mark(role: str, look: Look) -> Node:
    """Return the mark of a role, as it stands among words."""
    outline, colour = look[role]
    path = ("path", {"d": outline, "fill": colour}, [])
    return ("svg", {"class": "jw-mark", "viewBox": "0 0 16 16", "aria-hidden": "true"}, [path])


def _table_row(row: Row, rules: Rules, look: Look) -> Node:
    name = [("b", {}, [rules.called[row.proposal]]), f" {rules.titles[row.proposal]}"]
    cells = [_cell(row, step, rules, look) for step in rules.lists["steps"] if step]
    place = {} if row.low is None else {"style": f"--lo:{row.low};--hi:{row.high}"}
    wide = {"data-wide": ""} if row.spread > 1 else {}
    head = ("th", {"role": "rowheader", "scope": "row"}, name)
    return ("tr", {"role": "row", "data-row": row.proposal, **place, **wide}, [head, *cells])


def _cell(row: Row, step: str, rules: Rules, look: Look) -> Node:
    """Return one cell of the map: the marks of each role, up to three, or one and a number."""
    drawn: list[Node] = []
    for role, count, words in standing(row, step, rules):
        number = ("span", {"aria-hidden": "true"}, [str(count)])
        marks = [mark(role, look)] * count if count <= MOST_MARKS else [mark(role, look), number]
        inside = [*marks, ("span", {"class": "jw-vh"}, [words])]
        drawn.append(("span", {"class": "jw-who", "data-role": role}, inside))
    return ("td", {"role": "cell", "data-step": step}, drawn)


def _line(who: str, evidence: str, other: str) -> Node:
    disagreed = [" ", ("span", {"data-disagree": ""}, [other])] if other else []
    return ("li", {}, [("b", {}, [who]), " ", ("span", {"data-evidence": ""}, [evidence]), *disagreed])


# --- The drawing -------------------------------------------------------------------------------------------


def drawing(evaluations: Sequence[Evaluation], heading: str, made_up: bool, rules: Rules, look: Look) -> Node:
    """Return the map as a drawing: the rows of one heading, or of all for ""."""
    ink, quiet, faint = look["colours"]
    rows = [row for row in lay_out(evaluations, rules) if heading in ("", rules.headings[row.proposal])]
    steps = [step for step in rules.lists["steps"] if step]
    said = [found.group().strip() for found in re.finditer(LINES, sentence(evaluations, rules))]
    top = 93 + 19 * max(len(said), 3)
    bottom, wide = top + TALL * len(rows), LEFT + WIDE * len(steps) + 10
    high = bottom + 50
    size = {"width": wide, "height": high, "viewBox": f"0 0 {wide} {high}"}
    shapes = [_white(0, 0, wide, high)]
    shapes.append(_words(10, 26, SAID["map"], {"fill": ink, "font-size": 19, "font-weight": 700}))
    shapes += [_words(10, 48 + 19 * at, line, {"fill": ink}) for at, line in enumerate(said)]
    x = 10
    for role in rules.lists["roles"]:
        name = rules.called[role]
        shapes += [_placed(look[role], x + 7, top - 39), _words(x + 20, top - 34, name, {"fill": ink})]
        x += 44 + len(name) * 7.5
    for at, step in enumerate(steps):
        middle = _middle(at)
        shapes.append(_words(middle, top - 8, rules.called[step], {"text-anchor": "middle", "fill": quiet}))
        shapes.append(("line", {"x1": middle, "x2": middle, "y1": top, "y2": bottom, "stroke": faint}, []))
    for at, row in enumerate(rows):
        shapes += _row(row, top + TALL * (at + 0.5), steps, rules, look)
    foot = (f"{SAID['illustrative']} " if made_up else "") + SAID["never"]
    shapes.append(_words(10, high - 16, foot, {"font-size": 12, "fill": quiet}))
    return ("svg", {"xmlns": SVG, **size, "font-size": 14, "font-family": FAMILY}, shapes)


def _row(row: Row, y: float, steps: Sequence[str], rules: Rules, look: Look) -> list[Node]:
    """Return one row: its name, the line from its lowest answer to its highest, and the marks on it."""
    fill = {"fill": look["colours"][0]}
    shapes = [_words(10, y + 5, f"{rules.called[row.proposal]} {rules.titles[row.proposal]}", fill)]
    if row.spread:
        line = {"x1": _middle(row.low), "x2": _middle(row.high), "y1": y, "y2": y, "stroke": fill["fill"]}
        shapes.append(("line", {**line, "stroke-width": 3 if row.spread > 1 else 1.2}, []))
    for at, step in enumerate(steps):
        drawn: list[str] = []
        for role, count, _ in standing(row, step, rules):
            drawn += [role] * count if count <= MOST_MARKS else [role, str(count)]
        x = _middle(at) - (len(drawn) - 1) * 8
        if drawn:
            shapes.append(_white(x - 10, y - 9, 16 * len(drawn) + 4, 18))
        for one in drawn:
            shapes.append(_placed(look[one], x, y) if one in look else _words(x - 6, y + 5, one, fill))
            x += 16
    return shapes


def _middle(step: float) -> float:
    return LEFT + WIDE * (step + 0.5)


def _white(x: float, y: float, width: float, height: float) -> Node:
    return ("rect", {"x": x, "y": y, "width": width, "height": height, "fill": "#fff"}, [])


def _words(x: float, y: float, words: str, look: Mapping[str, str | float]) -> Node:
    return ("text", {"x": x, "y": y, **look}, [words])


def _placed(sign: Sequence[str], x: float, y: float) -> Node:
    outline, colour = sign
    return ("path", {"d": outline, "fill": colour, "transform": f"translate({x - 7:.1f} {y - 7:.1f}) scale(.875)"}, [])
