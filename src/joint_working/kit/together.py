"""A class's links, drawn together: read one by one, each bad line named, the others shown as a chart and a table.

The page runs this file too, compiled by `script.py`; notebooks call it through `explorers.for_trainers.classroom`. A
lab is a mapping of what its page holds (`kit.page.specification`), with the columns, rows and unit of its table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from joint_working.kit.address import NUMBER, Field, Linked, read
from joint_working.models.told import Node, Told
from joint_working.words import in_format, in_full

#: Lines read at most, as many as a class: what follows is left out, and said.
MOST = 30
#: From this many settings on, lines are drawn in one colour: more colours than this cannot be told apart.
FEW = 6
#: The size of the drawing, and the room round its lines.
WIDE, HIGH, LEFT, RIGHT, TOP, FOOT = 720, 380, 56, 190, 16, 40

SAID = {
    "read": "{good} of {all} links read for “{title}”.",
    "other": "It belongs to another explorer.",
    "none": "No link here is of a lab with levers. A link ends in “#explorer=…”: each lab copies its own.",
    "many": "{left} more lines were left out: at most {most} are drawn.",
    "range": "{row}: from {low} to {high} in {column}.",
    "chart": "{row}, {unit}: a line for each link",
    "bars": "{row}, {unit}: a bar for each link",
    "same": "nothing",
    "empty": "Paste the links, one a line.",
}


@dataclass(frozen=True)
class Line:
    """One line of a class's links: whose it is, its levers by name, and what does not fit of it, or "".

    A link of something else has no levers.
    """

    who: str
    values: dict | None
    problem: str = ""


@dataclass(frozen=True)
class Series:
    """What one link gives: whose it is, what it moved, its headline, and a number for each column of one row."""

    who: str
    moved: str
    result: str
    numbers: list


def fill(text: str, told: Mapping[str, str]) -> str:
    """Return a text with each {place} filled."""
    for name, value in told.items():
        text = text.replace("{" + name + "}", value)
    return text


# --- Reading -----------------------------------------------------------------------------------------------


def parted(link: str) -> list:
    """Return what a link says after its "#", as (key, text) pairs."""
    after = link.split("#", 1)[1] if "#" in link else ""
    pairs = [part.split("=", 1) for part in after.split("&") if part]
    return [(pair[0], pair[1] if len(pair) > 1 else "") for pair in pairs]


def split_line(text: str) -> list:
    """Return the name before a link, and the link: the last word that holds "#", or the last word."""
    words = text.split()
    at = len(words) - 1
    for number, word in enumerate(words):
        if "#" in word:
            at = number
    return [" ".join(words[:at]).strip(" :,;\t"), words[at]]


def read_lines(lines: Sequence[str], linked: Linked) -> list:
    """Return what each line says of one lab, in order; lines without words are passed over.

    A line without a name is called by its number. A name that comes again gets a number of its own.
    """
    found, taken = [], {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            who, link = split_line(line)
            who = who or f"Line {number}"
            taken[who] = taken.get(who, 0) + 1
            if taken[who] > 1:
                who = f"{who} ({taken[who]})"
            reading = read(parted(link), linked)
            found.append(Line(who, reading.values, reading.notice) if reading else Line(who, None, SAID["other"]))
    return found


def sentence(title: str, lines: Sequence[Line]) -> str:
    """Return how many links could be read."""
    good = [line for line in lines if line.values is not None]
    return fill(SAID["read"], {"good": str(len(good)), "all": str(len(lines)), "title": title})


def problems(lines: Sequence[Line]) -> list:
    """Return a sentence for each line of which something does not fit."""
    return [f"{line.who}: {line.problem}" for line in lines if line.problem]


def moved_by(levers: Sequence[Mapping], formats: Mapping, values: Mapping) -> str:
    """Return which levers are not as usual, and at what they stand."""
    moved = [lever for lever in levers if values[lever["name"]] != lever["default"]]
    return "; ".join([f"{lever['label']}: {_shown(lever, formats, values)}" for lever in moved]) or SAID["same"]


def _shown(lever: Mapping, formats: Mapping, values: Mapping) -> str:
    value = values[lever["name"]]
    return lever["options"][int(value)] if lever["options"] else in_full(formats[lever["format"]], value)


# --- A lab of the page -------------------------------------------------------------------------------------


def linked_of(lab: Mapping, names: Mapping) -> Linked:
    """Return what a link of a lab may carry."""
    fields = [
        Field(
            one["name"],
            one["label"],
            NUMBER,
            one["default"],
            one["low"],
            one["high"],
            one["whole"],
            one["range"],
            (),
            one["before"],
        )
        for one in lab["levers"]
    ]
    return Linked(lab["name"], lab["version"], lab["oldest"], fields, names, lab["starts"])


def wanted(data: Mapping, values: Mapping[str, str]) -> list:
    """Return the name of the lab whose links these are, in a list: that of the first link of any; none without one."""
    for line in values["links"].split("\n"):
        if line.strip():
            for key, text in parted(split_line(line)[1]):
                if key == "explorer" and text in data["labs"]:
                    return [text]
    return []


def series_of(lab: Mapping, line: Line, numbers: Mapping, row: int) -> Series:
    """Return what one link gives, from the numbers of the lab's model."""
    headline = f"{_words(lab['figure'], lab, numbers)} {_words(lab['figure_label'], lab, numbers)}"
    cells = [_number(cell[1], numbers) for cell in lab["table"][row]]
    return Series(line.who, moved_by(lab["levers"], lab["formats"], line.values), headline, cells)


def _number(of: object, numbers: Mapping) -> float:
    return numbers[of] if isinstance(of, str) else of


def _words(clauses: Sequence, lab: Mapping, numbers: Mapping) -> str:
    said = []
    for text, slots, when in clauses:
        if _number(when, numbers):
            parts = text.split("{}")
            filled = [in_format(lab["formats"][slot[0]], _number(slot[1], numbers)) for slot in slots]
            said.append("".join([a + b for a, b in zip(parts, [*filled, ""], strict=True)]))
    return " ".join(said)


# --- The drawing -------------------------------------------------------------------------------------------


def ticks(low: float, high: float) -> list:
    """Return round numbers that hold a range: four to nine, the first at or below it and the last at or above."""
    step = 0.1
    while (high - low) / step > 5:
        for factor in (2, 2.5, 2):
            if (high - low) / step > 5:
                step = step * factor
    first = int(low / step) - (1 if low < 0 and low % step else 0)
    found = [first * step]
    while found[-1] < high - step / 1000000000:
        found.append(found[-1] + step)
    return found if len(found) > 1 else [*found, found[0] + step]


def ends_of(series: Sequence[Series]) -> list:
    """Return the names at the ends of the lines with their numbers, from the lowest up: those at one height joined."""
    ends: dict[float, list[str]] = {}
    for one in series:
        ends.setdefault(int(one.numbers[-1] * 10 + (0.5 if one.numbers[-1] > 0 else -0.5)) / 10, []).append(one.who)
    found = [[height, ", ".join(ends[height])] for height in sorted(ends)]
    return found if len(series) <= FEW or len(found) < 3 else [found[0], found[-1]]


def drawing(series: Sequence[Series], columns: Sequence[str], words: str, colours: Sequence[str]) -> Node:
    """Return lines over the columns of a table, or bars where it has one column: an element of a drawing.

    `colours` are those of ink and of faint lines, and one for each of a few lines.
    """
    ink, faint, own = colours[0], colours[1], colours[2:]
    numbers = [number for one in series for number in one.numbers]
    scale = ticks(min([0, *numbers]), max([0, *numbers]))
    shapes = _bars(series, scale, ink, faint) if len(columns) < 2 else _lines(series, columns, scale, ink, faint, own)
    high = TOP + 26 * len(series) + FOOT if len(columns) < 2 else HIGH
    size = {"viewBox": f"0 0 {WIDE} {high}", "role": "img", "aria-label": words, "class": "jw-class"}
    return ("svg", {**size, "font-size": 14}, shapes)


def _lines(series, columns, scale, ink, faint, own) -> list:
    step = (WIDE - LEFT - RIGHT) / (len(columns) - 1)
    shapes = []
    for tick in scale:
        y = _height(tick, scale)
        shapes.append(_line(LEFT, WIDE - RIGHT, y, y, faint))
        shapes.append(_text(LEFT - 8, y + 5, f"{tick:.1f}".removesuffix(".0"), ink, "end"))
    for at, column in enumerate(columns):
        shapes.append(_text(LEFT + step * at, HIGH - 12, column, ink, "middle"))
    few = len(series) <= FEW
    for at, one in enumerate(series):
        points = " ".join(
            [f"{LEFT + step * place:.1f},{_height(number, scale):.1f}" for place, number in enumerate(one.numbers)]
        )
        look = {"fill": "none", "stroke": own[at] if few else ink, "stroke-width": 2.5 if few else 1.5}
        shapes.append(("polyline", {"points": points, "stroke-opacity": 1 if few else 0.5, **look}, []))
    last = HIGH
    for height, who in ends_of(series):
        y = min(_height(height, scale) + 5, last - 17)
        last = y
        shapes.append(_text(WIDE - RIGHT + 8, y, who if len(who) < 26 else f"{who[:24]}…", ink, "start"))
    return shapes


def _bars(series, scale, ink, faint) -> list:
    room = WIDE - RIGHT - LEFT
    span = scale[-1] - scale[0]
    zero = RIGHT + room * (0 - scale[0]) / span
    bottom = TOP + 26 * len(series)
    shapes = [_line(zero, zero, TOP, bottom, ink)]
    for tick in scale:
        x = RIGHT + room * (tick - scale[0]) / span
        shapes.append(_text(x, bottom + 20, f"{tick:.1f}".removesuffix(".0"), ink, "middle"))
    for at, one in enumerate(series):
        x = RIGHT + room * (one.numbers[0] - scale[0]) / span
        y = TOP + 26 * at
        box = {"x": min(x, zero), "y": y + 3, "width": max(x - zero, zero - x), "height": 20, "fill": faint}
        shapes.append(("rect", {**box, "stroke": ink}, []))
        shapes.append(_text(RIGHT - 8, y + 18, one.who if len(one.who) < 26 else f"{one.who[:24]}…", ink, "end"))
    return shapes


def _height(number: float, scale: Sequence[float]) -> float:
    return HIGH - FOOT - (HIGH - FOOT - TOP) * (number - scale[0]) / (scale[-1] - scale[0])


def _line(x1: float, x2: float, y1: float, y2: float, stroke: str) -> Node:
    return ("line", {"x1": x1, "x2": x2, "y1": y1, "y2": y2, "stroke": stroke}, [])


def _text(x: float, y: float, words: str, fill_with: str, anchor: str) -> Node:
    return ("text", {"x": x, "y": y, "fill": fill_with, "text-anchor": anchor}, [words])


# --- The form ----------------------------------------------------------------------------------------------


def answer(
    data: Mapping, values: Mapping[str, str], moved: str, models: Mapping[str, Callable[[Mapping], Mapping]]
) -> Told:
    """Return what the form says. Values: links, what was pasted; row, the number of a row of the lab's table.

    `data` holds the "labs" by name, the "names" of partnerships and the "colours" of a drawing; `models` gives the
    numbers of a lab by name for its levers by name.
    """
    if moved == "empty":
        values = {**values, "links": ""}
    every = [line for line in values["links"].split("\n") if line.strip()]
    found = wanted(data, values)
    if not found:
        said = [SAID["none"]] if every else [SAID["empty"]]
        return Told(values, {**_nothing(), "sentence": _paragraphs(said)})
    lab = data["labs"][found[0]]
    lines = read_lines(values["links"].split("\n"), linked_of(lab, data["names"]))
    left = len(lines) - MOST
    lines = lines[:MOST]
    row = int(values["row"]) if values["row"] and int(values["row"]) < len(lab["rows"]) else lab["first"]
    run = models[found[0]]
    series = [series_of(lab, line, run(line.values), row) for line in lines if line.values is not None]
    wrong = problems(lines)
    if left > 0:
        wrong = [*wrong, fill(SAID["many"], {"left": str(left), "most": str(MOST)})]
    columns = lab["columns"][1:]
    told = {"row": lab["rows"][row], "unit": lab["unit"], "column": columns[-1]}
    ends = [one.numbers[-1] for one in series]
    form = lab["formats"][lab["table"][row][-1][0]]
    told = {**told, "low": in_format(form, min(ends)), "high": in_format(form, max(ends))} if ends else told
    words = fill(SAID["chart" if len(columns) > 1 else "bars"], told)
    spread = [fill(SAID["range"], told)] if ends else []
    rows = [
        ("option", {"value": str(at), **({"selected": ""} if at == row else {})}, [name])
        for at, name in enumerate(lab["rows"])
    ]
    places = {
        "sentence": _paragraphs([" ".join([sentence(lab["title"], lines), *spread])]),
        "problems": _paragraphs(wrong),
        "rows": rows,
        "what": _paragraphs([words]),
        "chart": [drawing(series, columns, words, data["colours"])] if series else [],
        "table": [_table(series)] if series else [],
    }
    return Told({**values, "row": str(row)}, places)


def _nothing() -> dict:
    return {name: [] for name in ("sentence", "problems", "rows", "what", "chart", "table")}


def _paragraphs(lines: Sequence[str]) -> list:
    return [("p", {}, [line]) for line in lines]


def _table(series: Sequence[Series]) -> Node:
    heads = [("th", {"scope": "col"}, [words]) for words in ("Who", "Moved", "Result")]
    rows = [
        ("tr", {}, [("th", {"scope": "row"}, [one.who]), ("td", {}, [one.moved]), ("td", {}, [one.result])])
        for one in series
    ]
    caption = ("caption", {}, ["What each one moved, and what came of it"])
    return ("table", {"class": "jw-table"}, [caption, ("thead", {}, [("tr", {}, heads)]), ("tbody", {}, rows)])
