"""Looking up one figure of one place: what may be chosen, what a choice points at, and what is said and listed of it.

Every figure comes in `data`, as plain dictionaries and lists: the page has them as JSON. Nothing is read from disk and
nothing is printed. Where a number goes into words, the answer is a `Phrase`, and whoever shows it prints it. The page
runs these same rules (`script.py` says which parts of Python they may use). What is drawn is in `lookup_rows.py`.

`data` holds `areas` (32 councils by name, the partnership of two councils, Scotland, four family groups), `places`
(the partnerships), `tiles`, `measures`, `months` and `cautions`. A measure's `values` are a list over the areas of
lists over its `years`; None is no figure.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from joint_working.words import MONTHS, capital

NAME, VERSION = "indicator-reader", 1
MISSING = "no figure"
#: Where the councils end, and where the partnership of two councils and Scotland stand, in the list of areas.
COUNCILS = 32
JOINT = 32
SCOTLAND = 33
#: The choices of a reader, in the order of their lists.
LABELS = {
    "measure": "Measure",
    "place": "Partnership",
    "comparator": "Compare with",
    "year": "Year",
    "tiles": "Tiles of the map",
}
USUAL = {
    "measure": "rate-75",
    "place": "S37000032",
    "comparator": "scotland",
    "year": "2024/25",
    "tiles": "32",
}
TILES = {"32": "32 councils", "31": "31 partnerships"}


@dataclass(frozen=True)
class Phrase:
    """Words with {} where each number goes, and the numbers: (name of a format, number), not yet printed."""

    text: str
    slots: tuple = ()


@dataclass(frozen=True)
class Chosen:
    """A setting by choice, and the name of a choice that was asked for and is not in its list; "" where all are."""

    setting: dict[str, str]
    wrong: str = ""


@dataclass(frozen=True)
class Listed:
    """A list as an address may carry it: what it stands at where the address leaves it out, and what it holds."""

    key: str
    label: str
    usual: str
    options: list[str]
    kind: str = "option"


@dataclass(frozen=True)
class Seen:
    """What was looked up. Where a figure is not held its number is 0, and so is the field `..._held`; else that is 1.

    Figures are in the measure's own unit. For a count, `shown` is its change since the first whole year, in per cent.
    """

    counted: float
    """1 for a count, which follows the size of a place; 0 for a rate."""
    least: float
    """The smallest step in which the figure is printed: 1, 0.1 or 0.01."""
    value: float
    held: float
    shown: float
    other: float
    other_held: float
    other_shown: float
    two: float
    """1 for a partnership of two councils."""
    first: float
    second: float
    split: float
    """1 where its two councils have a figure each and the partnership has none."""
    start: float
    other_start: float
    line: float
    """1 where the place can be followed from an earlier year without crossing a break."""
    other_line: float
    """The same of the comparator."""
    together: float
    """1 where both are followed from the same year."""
    low: float
    lower_quarter: float
    upper_quarter: float
    high: float
    cases: float
    cases_held: float
    days: float
    """1 where the cases are days in hospital."""
    rounded: float
    """1 where the cases are people counted to the nearest five."""
    few: float
    """1 where few people live in the place (fewer than 30,000)."""
    other_way: float
    """The same cases divided by the other population."""
    other_way_held: float


@dataclass(frozen=True)
class Entry:
    """What a setting points at: the measure, the place, the areas to look in, the year's number, and the numbers.

    `texts` are what the [names] in a sentence stand for, in the order in which they are filled.
    """

    setting: dict[str, str]
    measure: dict
    place: dict
    area: int
    other: int
    other_name: str
    year: int
    seen: Seen
    texts: dict[str, str]


# --- Choosing ----------------------------------------------------------------------------------------------


def measures_of(data: dict) -> dict[str, dict]:
    """Return the measures by key."""
    return {measure["key"]: measure for measure in data["measures"]}


def places_of(data: dict) -> dict[str, dict]:
    """Return the partnerships by code."""
    return {place["code"]: place for place in data["places"]}


def options(data: dict, setting: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return the options of every list at a setting: value in the address to words."""
    measure, place = measures_of(data)[setting["measure"]], places_of(data)[setting["place"]]
    family = {"family": "Its family group"} if place["group"] >= 0 else {}
    beside = [data["places"][at] for at in place["beside"]]
    return {
        "measure": {each["key"]: each["title"] for each in data["measures"]},
        "place": {each["code"]: each["name"] for each in data["places"]},
        "comparator": {"scotland": "Scotland"} | family | {each["code"]: each["name"] for each in beside},
        "year": {year: year for year in reversed(measure["years"][measure["counted"] :])},
        "tiles": TILES,
    }


def choose(data: dict, setting: dict[str, str], changes: dict[str, str]) -> Chosen:
    """Return a setting with some choices made; where one of them is not in its list, the setting as it was.

    A year or a comparator that the other choices do not allow, and that was not asked for, gives way: to the latest
    year, and to Scotland.
    """
    wanted = setting | changes
    if wanted["measure"] not in measures_of(data):
        return Chosen(setting, "measure")
    if wanted["place"] not in places_of(data):
        return Chosen(setting, "place")
    allowed = options(data, wanted)
    wrong = [name for name in allowed if wanted[name] not in allowed[name]]
    asked = [name for name in wrong if name in changes]
    if asked:
        return Chosen(setting, asked[0])
    return Chosen(wanted | {name: list(allowed[name])[0] for name in wrong})


# --- The address -------------------------------------------------------------------------------------------


def link_of(setting: dict[str, str]) -> str:
    """Return the part of an address after `#` that carries a setting."""
    carried = [name for name in LABELS if name != "tiles" or setting[name] != USUAL[name]]
    chosen = "".join([f"&{name}={_in_link(setting[name])}" for name in carried])
    return f"#explorer={NAME}&v={VERSION}{chosen}"


def lists_of(data: dict, pairs: list) -> list[Listed]:
    """Return what each list of an address may hold, given the measure and the place that (key, text) pairs ask for.

    The one rule of addresses, `kit/address.py`, reads the pairs by these lists.
    """
    asked, setting = dict(pairs), USUAL
    for name in [name for name in ("measure", "place") if name in asked]:
        setting = choose(data, setting, {name: asked[name]}).setting
    allowed = options(data, setting)
    return [
        Listed(name, LABELS[name], _in_link(setting[name]), [_in_link(key) for key in allowed[name]])
        for name in LABELS
    ]


def setting_of(values: dict[str, str]) -> dict[str, str]:
    """Return the setting that an address asks for: its year as the tables write it."""
    return values | {"year": values["year"].replace("-", "/")}


def _in_link(value: str) -> str:
    return value.replace("/", "-")


def python_of(setting: dict[str, str]) -> str:
    """Return the lines of Python that show the same setting in a notebook."""
    chosen = ", ".join([f'{name}="{setting[name]}"' for name in LABELS])
    imports = "from joint_working.explorers.judging_it.indicator_reader import indicator_reader"
    return f"{imports}\n\nindicator_reader.at({chosen})"


# --- Looking up --------------------------------------------------------------------------------------------


def first_year(year: str) -> int:
    """Return the first calendar year of a financial year: 2019 for "2019/20"."""
    return int(year[:4])


def compared(measure: dict) -> list[list]:
    """Return the figures of every area and year that are compared: for a count, its changes."""
    return measure["shown"] or measure["values"]


def runs_of(measure: dict, area: int) -> list[int]:
    """Return the unbroken runs of an area's years."""
    return measure["own_runs"].get(str(area), measure["runs"])


def start_of(measure: dict, area: int, year: int) -> int:
    """Return the first year of the run an area's year is in; for a count, the first year."""
    if measure["counted"]:
        return 0
    run, start = runs_of(measure, area), year
    while start > 0 and run[start - 1] == run[year] and measure["values"][area][start - 1] is not None:
        start = start - 1
    return start


def ends_of(measure: dict, year: int) -> list[float]:
    """Return the least and the greatest of the councils' figures in a year; of a count, of their changes."""
    held = [row[year] for row in compared(measure)[:COUNCILS] if row[year] is not None]
    return [min(held), max(held)]


def quarters_of(measure: dict, year: int) -> list[float]:
    """Return the lower and the upper quarter of the councils' figures in a year, two decimals finer than printed."""
    held = sorted([row[year] for row in compared(measure)[:COUNCILS] if row[year] is not None])
    quarters = []
    for share in (1, 3):
        at, rest = divmod(share * (len(held) - 1), 4)
        above = held[min(at + 1, len(held) - 1)]
        quarters.append(round((held[at] * (4 - rest) + above * rest) / 4, measure["kept"]))
    return quarters


def changes_of(values: list[list]) -> list[list]:
    """Return the changes of every area since its first year, in per cent; None where there is no figure."""
    return [
        [None if value is None or not row[0] else 100 * (value - row[0]) / row[0] for value in row] for row in values
    ]


def averages(values: list[list], lengths: list[int]) -> list[list]:
    """Return the figures of every area and year divided by the days of the year; None where there is no figure."""
    return [
        [None if value is None else value / days for value, days in zip(row, lengths, strict=True)] for row in values
    ]


def quotients(tops: list[list], bottoms: list[list], per: float) -> list[list]:
    """Return `per` x top / bottom of every area and year; None where there is no top, or the bottom is none or 0."""
    return [
        [None if top is None or not bottom else per * top / bottom for top, bottom in zip(above, below, strict=True)]
        for above, below in zip(tops, bottoms, strict=True)
    ]


def with_sums(rows: list[list], areas: list[dict]) -> list[list]:
    """Return rows of every area, given those of the councils and Scotland alone; as they are, where all are given."""
    if len(rows) == len(areas):
        return rows
    own = {at: rows[at] for at in range(COUNCILS)} | {SCOTLAND: rows[COUNCILS]}
    return [own[at] if at in own else sums([rows[part] for part in area["parts"]]) for at, area in enumerate(areas)]


def sums(rows: list[list]) -> list:
    """Return the sum of rows in each year; None where one of them has none."""
    years = [[row[at] for row in rows] for at in range(len(rows[0]))]
    return [None if None in column else sum(column) for column in years]


def unpacked(data: dict) -> dict:
    """Return data that came to the page without its doubles: the same with every list in its place.

    A list that an earlier measure has too comes as {"same": [key, name of the list]}; of areas that are several
    councils, rows that are sums do not come at all. They, quotients of two counts, and changes are worked out here.
    """
    measures: dict[str, dict] = {}
    for packed in data["measures"]:
        measure = dict(packed)
        for part in ("tops", "bottoms"):
            if isinstance(measure[part], dict):
                key, name = measure[part]["same"]
                measure[part] = measures[key][name]
            elif measure[part]:
                measure[part] = with_sums(measure[part], data["areas"])
        if measure["lengths"]:
            measure["values"] = averages(measures[measure["monthly"]]["values"], measure["lengths"])
        elif measure["values"]:
            measure["values"] = with_sums(measure["values"], data["areas"])
        else:
            measure["values"] = quotients(measure["tops"], measure["bottoms"], measure["per"])
        measure["shown"] = changes_of(measure["values"]) if measure["counted"] else None
        measures[measure["key"]] = measure
    return data | {"measures": list(measures.values())}


def look(data: dict, setting: dict[str, str]) -> Entry:
    """Return what a setting points at."""
    measure, place = measures_of(data)[setting["measure"]], places_of(data)[setting["place"]]
    year = measure["years"].index(setting["year"])
    if setting["comparator"] == "scotland":
        other, name, inside = SCOTLAND, "Scotland", "Scotland"
    elif setting["comparator"] == "family":
        other, name = place["group"], "Family group"
        inside = "its family group" if measure["pooled"] else "the middle of its family group"
    else:
        beside = places_of(data)[setting["comparator"]]
        other, name, inside = beside["area"], beside["name"], beside["said"]
    start, other_start = start_of(measure, place["area"], year), start_of(measure, other, year)
    councils = [data["areas"][at]["name"] for at in place["councils"]]
    rival = measures_of(data).get(measure["other"])
    texts = {
        "says": measure["says"], "both": measure["both"],
        "higher_is_not": measure["higher_is_not"], "lower_is_not": measure["lower_is_not"],
        "things": measure["things"], "unit": measure["unit"], "title": measure["title"],
        "year": setting["year"], "base": measure["years"][0],
        "last": measure["years"][-1], "start": measure["years"][start], "other_start": measure["years"][other_start],
        "other_population": rival["population"] if rival else "", "one": councils[0], "another": councils[-1],
        "other": inside, "place": place["said"], "Place": place["said"][:1].upper() + place["said"][1:],
        "tiles": TILES[setting["tiles"]],
    }  # fmt: skip
    seen = _seen(data, measure, place, other, year)
    return Entry(setting, measure, place, place["area"], other, name, year, seen, texts)


def _seen(data: dict, measure: dict, place: dict, other: int, year: int) -> Seen:
    """Return the numbers of a place, of another area and of all councils in a year."""
    area, values, shown = place["area"], measure["values"], compared(measure)
    value, beside = values[area][year], values[other][year]
    two = len(place["councils"]) > 1
    pair = [values[at][year] for at in place["councils"]] if two else [None, None]
    start, other_start = start_of(measure, area, year), start_of(measure, other, year)
    cases = _cases(measure, area, year)
    other_way = _other_way(data, measure, area, year)
    (low, high), (lower, upper) = ends_of(measure, year), quarters_of(measure, year)
    return Seen(
        counted=measure["counted"], least=measure["least"], value=_number(value), held=_held(value),
        shown=_number(shown[area][year]), other=_number(beside), other_held=_held(beside),
        other_shown=_number(shown[other][year]), two=int(two), first=_number(pair[0]), second=_number(pair[1]),
        split=int(two and value is None and None not in pair), start=_number(values[area][start]),
        other_start=_number(values[other][other_start]), line=int(value is not None and start < year),
        other_line=int(beside is not None and other_start < year), together=int(start == other_start), low=low,
        lower_quarter=lower, upper_quarter=upper, high=high, cases=_number(cases), cases_held=_held(cases),
        days=measure["days"], rounded=measure["rounded"],
        few=int(place["few"] and not (measure["pooled"] and not measure["tops"])), other_way=_number(other_way),
        other_way_held=_held(other_way),
    )  # fmt: skip


def _number(value: float | None) -> float:
    return 0 if value is None else value


def _held(value: float | None) -> int:
    return 0 if value is None else 1


def _cases(measure: dict, area: int, year: int) -> float | None:
    """Return the cases behind a figure: a count itself, or what a rate is over."""
    if measure["counted"]:
        value = measure["values"][area][year]
        return value * measure["lengths"][year] if measure["lengths"] and value is not None else value
    return measure["tops"][area][year] if measure["tops"] else None


def _other_way(data: dict, measure: dict, area: int, year: int) -> float | None:
    """Return the figure of the same cases over another population, where the book has it for that year."""
    rival = measures_of(data).get(measure["other"])
    if rival is None or measure["years"][year] not in rival["years"]:
        return None
    return rival["values"][area][rival["years"].index(measure["years"][year])]


# --- Words -------------------------------------------------------------------------------------------------


def form_of(measure: dict, form: str) -> str:
    """Return the format a measure prints in: its own for "value", that of what is compared, that of a difference."""
    if form == "gap":
        return "points" if measure["format"] == "percent1" else measure["format"]
    return measure["format"] if form == "value" else measure["shown_format"] if form == "shown" else form


def spoken(entry: Entry, clauses: list) -> list[Phrase]:
    """Return what is said of a figure. A clause is a text with [names] and {}, its slots, and whether it holds."""
    phrases = []
    for text, slots, holds in clauses:
        if holds:
            for name, words in entry.texts.items():
                text = text.replace(f"[{name}]", words)
            phrases.append(Phrase(text, [(form_of(entry.measure, form), number) for form, number in slots]))
    return phrases


def cautions_of(data: dict, entry: Entry) -> list[str]:
    """Return the cautions of the tables for the rows shown: those of the place, then those of the comparator."""
    mine, others = entry.measure["cautions"][entry.area], entry.measure["cautions"][entry.other]
    return [data["cautions"][at] for at in mine + [at for at in others if at not in mine]]


def captions(entry: Entry) -> dict[str, str]:
    """Return what stands over and under the tables, by where it stands."""
    title = entry.measure["title"]
    return {
        "standing": entry.measure["standing"],
        "source": entry.measure["source"],
        "years_caption": title,
        "councils_caption": f"{title}, {entry.setting['year']}",
        "months_caption": f"Beds a day by month, {entry.setting['year']}",
    }


# --- Tables ------------------------------------------------------------------------------------------------


def cell(measure: dict, form: str, value: float | None) -> Phrase:
    """Return a figure as a table shows it."""
    return Phrase(MISSING) if value is None else Phrase("{}", [(form_of(measure, form), value)])


def change_cell(measure: dict, value: float | None) -> Phrase:
    """Return a change as a table shows it: with a plus where it is above nought once rounded to a whole number."""
    sign = "+" if value is not None and math.floor(value + 0.5 + 1e-9) > 0 else ""
    shown = cell(measure, "shown", value)
    return Phrase(sign + shown.text, shown.slots)


def _place_cell(entry: Entry, year: int) -> Phrase:
    """Return the figure of the place; where only its two councils have one, theirs."""
    values, councils = entry.measure["values"], entry.place["councils"]
    if values[entry.area][year] is None and len(councils) > 1:
        cells = [cell(entry.measure, "value", values[at][year]) for at in councils]
        return Phrase(" and ".join([each.text for each in cells]), [slot for each in cells for slot in each.slots])
    return cell(entry.measure, "value", values[entry.area][year])


def _parts(measure: dict, area: int, year: int) -> list[Phrase]:
    """Return what a rate is over and what it is divided by, where the measure shows them."""
    shown = [part for part in (measure["tops"], measure["bottoms"]) if part]
    return [cell(measure, "count", part[area][year]) for part in shown]


def _part_names(measure: dict) -> list[str]:
    return [name for name in (measure["top_name"], measure["bottom_name"]) if name]


def year_table(entry: Entry) -> list[list]:
    """Return the table of years: a row of headings, then a row for each year."""
    measure, area, other, shown = entry.measure, entry.area, entry.other, compared(entry.measure)
    if measure["counted"]:
        head = ["Year", entry.place["name"], "Change", entry.other_name, "Change"]
    else:
        head = ["Year", entry.place["name"], entry.other_name, "Lowest council", "Highest council"]
    rows = [head + _part_names(measure)]
    for at, year in enumerate(measure["years"]):
        beside = cell(measure, "value", measure["values"][other][at])
        if measure["counted"]:
            cells = [change_cell(measure, shown[area][at]), beside, change_cell(measure, shown[other][at])]
        else:
            ends = [cell(measure, "value", end) for end in ends_of(measure, at)]
            cells = [beside] + ends + _parts(measure, area, at)
        rows.append([year, _place_cell(entry, at)] + cells)
    return rows


def month_table(data: dict, entry: Entry) -> list[list]:
    """Return the months of the chosen year, of a count: the days of each divided by its days, as beds a day.

    None for a rate. A number is whole from ten on, as those of months are published.
    """
    key, months = entry.measure["monthly"], data["months"]
    if not key:
        return []
    start = (first_year(entry.setting["year"]) - int(months["first"][:4])) * 12 + 4 - int(months["first"][5:])
    rows = [["Month", entry.place["name"], entry.other_name]]
    for at in range(start, start + 12):
        year, month = divmod(at + int(months["first"][5:]) - 1, 12)
        beds = [months[key][area][at] for area in (entry.area, entry.other)]
        cells = [Phrase("{}", [("count" if value >= 10 else "one", value)]) for value in beds]
        rows.append([f"{MONTHS[month]} {int(months['first'][:4]) + year}"] + cells)
    return rows


def council_table(data: dict, entry: Entry) -> list[list]:
    """Return the table of the 32 councils in the chosen year, then the joint partnership and Scotland."""
    measure, year = entry.measure, entry.year
    rows = [
        (["Area", capital(measure["things"]), "Change"] if measure["counted"] else ["Area", "Figure"])
        + _part_names(measure)
    ]
    for at, area in enumerate(data["areas"][: SCOTLAND + 1]):
        change = [change_cell(measure, compared(measure)[at][year])] if measure["counted"] else []
        figure = cell(measure, "value", measure["values"][at][year])
        rows.append([area["name"], figure] + change + _parts(measure, at, year))
    return rows
