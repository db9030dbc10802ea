"""What the drawings of a looked-up figure show: the rows of the map of tiles, of the trend and of the spread.

Rows are plain dictionaries, under the names that the drawings use. A figure that is written into a drawing is a
`Phrase`, not yet printed. The page runs these same rules, as it does those of `lookup.py`.
"""

from __future__ import annotations

import math

from joint_working.models.lookup import (
    COUNCILS,
    JOINT,
    MISSING,
    SCOTLAND,
    Entry,
    cell,
    change_cell,
    compared,
    ends_of,
    first_year,
    measures_of,
    runs_of,
)

#: The year of the pandemic, as the first year of its financial year.
PANDEMIC = 2020
#: Labels of two lines stand at least this share of the axis apart.
LEAST_APART = 0.07
#: How many columns the dots of the councils are stacked in.
COLUMNS = 24


def step_of(value: float | None, edges: list[float]) -> int:
    """Return the class of a value, 1 to 5, by the inner edges; 0 for no figure.

    >>> step_of(400, [400, 800, 1200, 1600]), step_of(None, [1])
    (2, 0)
    """
    return 0 if value is None else 1 + len([edge for edge in edges if value >= edge])


def tile_rows(data: dict, entry: Entry) -> dict[str, list[dict]]:
    """Return the rows of the map: a tile for each council, its class and its figure; and the key."""
    measure, year = entry.measure, entry.year
    joined = [place["councils"] for place in data["places"] if len(place["councils"]) > 1][0]
    tiles = []
    for at, (row, col, label) in enumerate(data["tiles"]):
        area = JOINT if entry.setting["tiles"] == "31" and at in joined else at
        value = compared(measure)[area][year]
        words = change_cell(measure, value) if measure["counted"] else cell(measure, "shown", value)
        step, mine = step_of(value, measure["edges"]), int(at in entry.place["councils"])
        tiles.append({"row": row, "col": col, "label": label, "words": words, "step": step, "chosen": mine})
    key = [{"at": at, "step": at + 1, "words": measure["cut"][at - 1] if at else ""} for at in range(5)]
    return {"tiles": tiles, "key": key}


def shades(years: list[str]) -> list[dict]:
    """Return the stretches of an axis to shade: years without a figure, and the year of the pandemic."""
    starts = [first_year(year) for year in years]
    gaps = [at for at in range(starts[0], starts[-1]) if at not in starts]
    shaded = [{"x": at - 0.5, "x2": at + 0.5, "words": f"{at}/{(at + 1) % 100:02d}", "more": MISSING} for at in gaps]
    if PANDEMIC in starts:
        shaded.append({"x": PANDEMIC - 0.5, "x2": PANDEMIC + 0.5, "words": "pandemic", "more": "year"})
    survey = len(shaded) > 2
    return [shade | {"words": "", "more": ""} for shade in shaded] if survey else shaded


def points(measure: dict, area: int) -> list[dict]:
    """Return an area's points by year; a point knows its unbroken run, and whether it is alone in it."""
    years, values, run = measure["years"], measure["values"][area], runs_of(measure, area)
    many = [len([at for at in range(len(years)) if values[at] is not None and run[at] == each]) for each in run]
    return [
        {"x": first_year(years[at]), "y": values[at], "run": f"{area}-{run[at]}", "alone": int(many[at] == 1)}
        for at in range(len(years))
        if values[at] is not None
    ]


def month_points(months: dict, key: str, area: int) -> list[dict]:
    """Return an area's beds by month, April of a year standing at the year itself: July 2016 is 2016.25."""
    year, month = int(months["first"][:4]), int(months["first"][5:])
    return [{"x": year + (month - 4 + at) / 12, "y": beds, "run": "0"} for at, beds in enumerate(months[key][area])]


def trend_rows(data: dict, entry: Entry) -> dict:
    """Return the rows of the trend: lines of place and comparator, the others, what is dashed, shaded and labelled.

    `params` holds the ends of the axes and how they are labelled.
    """
    return _month_rows(data, entry) if entry.measure["counted"] else _year_rows(data, entry)


def _month_rows(data: dict, entry: Entry) -> dict:
    """Return the rows of a count: beds by month, and the comparator's moved to the place's own average year."""
    key, values = entry.measure["monthly"], entry.measure["values"]
    scale = values[entry.area][0] / values[entry.other][0]
    line = [point | {"who": "place"} for point in month_points(data["months"], key, entry.area)]
    dashed = [point | {"y": point["y"] * scale} for point in month_points(data["months"], key, entry.other)]
    pandemic = {"x": PANDEMIC, "x2": PANDEMIC + 1, "words": "pandemic", "more": "year"}
    top = max([point["y"] for point in line + dashed])
    ends = [line[-1] | {"words": entry.place["name"], "at": line[-1]["y"]}]
    return {
        "others": [], "lines": line, "dashed": dashed, "shades": [pandemic], "ends": ends, "here": [],
        "params": _axes(line + dashed, [0, top], True),
    }  # fmt: skip


def _year_rows(data: dict, entry: Entry) -> dict:
    """Return the rows of a rate by year, beside those of all councils."""
    measure, setting = entry.measure, entry.setting
    mine = [entry.area] if entry.seen.held or not entry.seen.two else entry.place["councils"]
    lines, labels = [], []
    for who, area in [("place", area) for area in mine] + [("other", entry.other)]:
        line = [point | {"who": who} for point in points(measure, area)]
        name = data["areas"][area]["name"] if len(mine) > 1 else entry.place["name"]
        lines = lines + line
        labels = labels + [point | {"words": name if who == "place" else entry.other_name} for point in line[-1:]]
    others = [point for area in range(COUNCILS) for point in points(measure, area)]
    rival = measures_of(data).get(measure["other"])
    dashed = [] if rival is None else points(rival, entry.area)
    now = first_year(setting["year"])
    low, high = measure["frame"]
    reach = lines + others + dashed or [{"x": first_year(year)} for year in measure["years"]]
    return {
        "others": others, "lines": lines, "dashed": dashed, "shades": shades(measure["years"]),
        "ends": apart(labels, LEAST_APART * (high - low)),
        "here": [point for point in lines if point["who"] == "place" and point["x"] == now],
        "params": _axes(reach, measure["frame"], False),
    }  # fmt: skip


def _axes(reach: list[dict], frame: list[float], monthly: bool) -> dict:
    xs = [point["x"] for point in reach]
    return {"monthly": monthly, "left": min(xs), "right": max(xs), "bottom": frame[0], "top": frame[1]}


def apart(labels: list[dict], least: float) -> list[dict]:
    """Return labels from the lowest up, each with where it is written, `at`: `least` or more above the one below."""
    placed: list[dict] = []
    for _, number in sorted([(label["y"], number) for number, label in enumerate(labels)]):
        at = labels[number]["y"]
        if placed:
            at = max(at, placed[-1]["at"] + least)
        placed.append(labels[number] | {"at": at})
    return placed


def spread_rows(entry: Entry) -> dict:
    """Return the rows of the spread: a dot for each council, the middle half, and where Scotland is."""
    shown, (low, high) = compared(entry.measure), ends_of(entry.measure, entry.year)
    lower, upper = entry.seen.lower_quarter, entry.seen.upper_quarter
    width, scotland = (high - low) / COLUMNS, shown[SCOTLAND][entry.year]
    stacks: dict[int, int] = {}
    dots = []
    for value, at in sorted(
        [(row[entry.year], at) for at, row in enumerate(shown[:COUNCILS]) if row[entry.year] is not None]
    ):
        column = max(0, min(COLUMNS - 1, math.floor((value - low) / width))) if width > 0 else 0
        stacks[column] = stacks.get(column, 0) + 1
        mine = int(at in entry.place["councils"])
        dots.append({"x": low + (column + 0.5) * width, "y": stacks[column], "value": value, "chosen": mine})
    return {
        "dots": dots,
        "middle": [{"x": lower, "x2": upper}],
        "scotland": [] if scotland is None else [{"x": scotland, "words": "Scotland"}],
        "you": [{"x": entry.seen.shown, "words": entry.place["name"]}] if entry.seen.held else [],
        "params": {"left": low, "right": high},
    }


def drawing_rows(data: dict, entry: Entry) -> dict[str, dict]:
    """Return the rows of the three drawings by name."""
    return {"map": tile_rows(data, entry), "trend": trend_rows(data, entry), "spread": spread_rows(entry)}
