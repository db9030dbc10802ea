"""The Indicator Reader: one figure of one place, what stands beside it, and one thing it does not mean.

Which figure is looked up is a choice among tables (`indicator_series.py`); what may be said of it is the model
(`models/indicators.py`), recorded and written into the page like every other; how it is drawn is in
`indicator_drawings.py`. Here are the choices, the words and the page. `site/static/indicators.js` looks up the same
numbers, and fills the same words and drawings.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, fields, replace
from functools import cache
from html import escape as esc

from joint_working import formula
from joint_working.explorers.judging_it.indicator_drawings import DRAWINGS
from joint_working.explorers.judging_it.indicator_series import READER_FORMATS, first_year, series, signed, step_of
from joint_working.explorers.parts.tile_map import AREA
from joint_working.formula import Formula, Number, both, either, opposite, same
from joint_working.kit import pictures
from joint_working.kit.address import NOTICES
from joint_working.kit.contract import Part
from joint_working.kit.frame import small_print
from joint_working.kit.page import STUCK
from joint_working.models.indicators import Reading, Seen, read
from joint_working.words import Clause, Slot, fill_slot

NAME, VERSION, TITLE = "indicator-reader", 1, "What does the figure say, and what not?"
MISSING = "no figure"
SCOTLAND, JOINT, COUNCILS = 33, 32, 32
TILES = {"32": "32 councils", "31": "31 partnerships"}
LABELS = {
    "measure": "Measure",
    "place": "Partnership",
    "comparator": "Compare with",
    "year": "Year",
    "tiles": "Tiles of the map",
}
NOT_IN_LIST = "{label}: it asks for “{value}”, which is not in the list."
ALIKE = (
    "It does not mean that the two places are alike: the same figure can come from different needs and different care."
)
LEVEL = "It does not mean that nothing changed: more people may have waited, each for less time."
SPLIT = "It does not mean that one of the two councils is better served: one board plans for both."
ALONE = "It does not mean that a board can be judged by it: one figure has no comparison in it."
ASSUMES = (
    "A number is small when one person who waits all year would be a twentieth of it, or when rounding to the nearest "
    "five may move it by a hundredth. Both limits are ours.",
    "A family group is eight councils with like levels of deprivation. Rates of a group are joined by their counts; "
    "where those are not held, the middle council stands for the group.",
    "A count is compared by its change since 2017/18, the first whole year held. What it does not mean is said of its "
    "own rise or fall. The dashed line is the place’s own average of that year, moved as the comparator moved.",
    "What a higher or a lower figure does not mean is our reading.",
)
OMITS = (
    "Whether integration caused a change. Every place was integrated at about the same time.",
    "Which partnership is better run. Nothing here is ranked.",
    "England, Wales or Northern Ireland, where things are counted in other ways.",
    "People who were never asked, counted or recorded. What they would say may differ most.",
)


# --- Settings ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Setting:
    """What a reader has chosen: keys of a measure and a partnership (S37…), a comparator, a year and the tiles.

    The comparator is "scotland", "family" or the code of a partnership with a common border.
    """

    measure: str = "rate-75"
    place: str = "S37000032"
    comparator: str = "scotland"
    year: str = "2024/25"
    tiles: str = "32"


def _measures() -> dict[str, dict]:
    return {measure["key"]: measure for measure in series()["measures"]}


def _places() -> dict[str, dict]:
    return {place["code"]: place for place in series()["places"]}


def options(setting: Setting) -> dict[str, dict[str, str]]:
    """Return the options of every select at a setting: value in the address to words."""
    measure, places = _measures()[setting.measure], series()["places"]
    beside = [places[at] for at in _places()[setting.place]["beside"]]
    family = {"family": "Its family group"} if _places()[setting.place]["group"] >= 0 else {}
    return {
        "measure": {key: found["title"] for key, found in _measures().items()},
        "place": {place["code"]: place["name"] for place in places},
        "comparator": {"scotland": "Scotland"} | family | {place["code"]: place["name"] for place in beside},
        "year": {measure["years"][at]: measure["years"][at] for at in reversed(measure["options"])},
        "tiles": TILES,
    }


def at(setting: Setting = Setting(), **changes: str) -> Setting:
    """Return a setting with some choices made by name.

    A year or a comparator that the other choices do not allow, and that was not asked for, gives way: to the latest
    year, and to Scotland. Raises ValueError, in one sentence, for a choice that is not in its list.
    """
    for name in changes:
        if name not in LABELS:
            raise ValueError(f"{NAME} has no choice {name!r}: choose one of {', '.join(LABELS)}.")
    for name in ("measure", "place"):
        known = _measures() if name == "measure" else _places()
        if changes.get(name, getattr(setting, name)) not in known:
            raise ValueError(NOT_IN_LIST.format(label=LABELS[name], value=changes[name]))
    setting = replace(setting, **changes)
    allowed = options(setting)
    for name in ("comparator", "year", "tiles"):
        if getattr(setting, name) not in allowed[name]:
            if name in changes:
                raise ValueError(NOT_IN_LIST.format(label=LABELS[name], value=changes[name]))
            setting = replace(setting, **{name: next(iter(allowed[name]))})
    return setting


def to_link(setting: Setting) -> str:
    """Return the part of an address after `#` that carries a setting."""
    chosen = "".join(f"&{field.name}={getattr(setting, field.name)}" for field in fields(Setting)[:-1])
    tiles = f"&tiles={setting.tiles}" if setting.tiles != Setting.tiles else ""
    return f"#explorer={NAME}&v={VERSION}{chosen.replace('/', '-')}{tiles}"


def from_link(address: str) -> Setting:
    """Return the setting an address carries. Raises ValueError, in the page's own sentence, when it does not fit."""
    parts = (part for part in address.partition("#")[2].split("&") if part)
    asked = dict(part.split("=", 1) if "=" in part else (part, "") for part in parts)
    if asked.pop("explorer", None) != NAME:
        raise ValueError(NOTICES["other"])
    version = asked.pop("v", "")
    if not re.fullmatch(r"[0-9]{1,4}", version) or int(version) > VERSION:
        raise ValueError(NOTICES["newer"])
    for name in asked:
        if name not in LABELS:
            raise ValueError(NO_CHOICE)
    try:
        return at(**{name: re.sub(r"^(\d{4})-(\d\d)$", r"\1/\2", text) for name, text in asked.items()})
    except ValueError:
        return _first_wrong(asked)


NO_CHOICE = "It names a choice this explorer does not have."


def _first_wrong(asked: dict[str, str]) -> Setting:
    """Raise the sentence for the first choice, in the order of the selects, that is not in its list."""
    chosen: dict[str, str] = {}
    for name, label in LABELS.items():
        if name in asked:
            chosen[name] = re.sub(r"^(\d{4})-(\d\d)$", r"\1/\2", asked[name])
            try:
                at(**chosen)
            except ValueError:
                raise ValueError(NOT_IN_LIST.format(label=label, value=asked[name][:40])) from None
    raise AssertionError("every choice fits")


def as_python(setting: Setting) -> str:
    """Return the lines of Python that show the same setting in a notebook."""
    chosen = ", ".join(f'{field.name}="{getattr(setting, field.name)}"' for field in fields(Setting))
    imports = "from joint_working.explorers.judging_it.indicator_reader import indicator_reader"
    return f"{imports}\n\nindicator_reader.at({chosen})"


# --- Looking up --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """What a setting points at: the measure, the place, the areas to look in, the year's number, and the numbers."""

    setting: Setting
    measure: dict
    place: dict
    area: int
    other: int
    other_name: str
    year: int
    seen: Seen
    texts: dict[str, str]

    def shown(self, area: int, year: int) -> float | None:
        """Return the figure of an area that is compared: for a count, its change."""
        return (self.measure["shown"] or self.measure["values"])[area][year]


def _held(value: float | None) -> tuple[float, int]:
    return (0, 0) if value is None else (value, 1)


def runs_of(measure: dict, area: int) -> list[int]:
    """Return the unbroken runs of an area's years."""
    return measure["own_runs"].get(str(area), measure["runs"])


def start_of(measure: dict, area: int, year: int) -> int:
    """Return the first year of the run an area's year is in; for a count, the first year."""
    if measure["counted"]:
        return 0
    run, start = runs_of(measure, area), year
    while start > 0 and run[start - 1] == run[year] and measure["values"][area][start - 1] is not None:
        start -= 1
    return start


def ends_of(measure: dict, year: int) -> tuple[float, float]:
    """Return the least and the greatest of the councils' figures in a year; of a count, of their changes."""
    held = [row[year] for row in (measure["shown"] or measure["values"])[:COUNCILS] if row[year] is not None]
    return min(held), max(held)


def look(setting: Setting) -> Found:
    """Return what a setting points at. The page's script does the same, step for step."""
    data, measure, place = series(), _measures()[setting.measure], _places()[setting.place]
    area, year = place["area"], measure["years"].index(setting.year)
    if setting.comparator == "scotland":
        other, name, said = SCOTLAND, "Scotland", "Scotland"
    elif setting.comparator == "family":
        other, name = place["group"], "Family group"
        said = "its family group" if measure["pooled"] else "the middle of its family group"
    else:
        beside = _places()[setting.comparator]
        other, name, said = beside["area"], beside["name"], beside["said"]
    shown = measure["shown"] or measure["values"]
    value, held = _held(measure["values"][area][year])
    other_value, other_held = _held(measure["values"][other][year])
    two = int(len(place["councils"]) > 1)
    pair = [measure["values"][at][year] for at in place["councils"]] if two else [None, None]
    start, other_start = start_of(measure, area, year), start_of(measure, other, year)
    cases, cases_held = _held(
        value if measure["counted"] and held else (measure["tops"] or {area: [None] * 20})[area][year]
    )
    rival = _measures().get(measure["other"])
    other_way, other_way_held = 0, 0
    if rival and setting.year in rival["years"]:
        other_way, other_way_held = _held(rival["values"][area][rival["years"].index(setting.year)])
    (lower, upper), (low, high) = measure["quarters"][year], ends_of(measure, year)
    seen = Seen(
        counted=measure["counted"], least=measure["least"], value=value, held=held,
        shown=_held(shown[area][year])[0], other=other_value, other_held=other_held,
        other_shown=_held(shown[other][year])[0], two=two, first=_held(pair[0])[0], second=_held(pair[1])[0],
        split=int(two and not held and None not in pair), start=_held(measure["values"][area][start])[0],
        other_start=_held(measure["values"][other][other_start])[0], line=int(held and start < year),
        other_line=int(other_held and other_start < year), together=int(start == other_start), low=low,
        lower_quarter=lower, upper_quarter=upper,
        high=high, cases=cases, cases_held=cases_held, days=measure["days"], rounded=measure["rounded"],
        few=int(place["few"] and not (measure["pooled"] and not measure["tops"])), other_way=other_way,
        other_way_held=other_way_held,
    )  # fmt: skip
    councils = [data["areas"][at]["name"] for at in place["councils"]] * 2
    texts = {
        "says": measure["says"], "both": measure["both"],
        "higher_is_not": measure["higher_is_not"], "lower_is_not": measure["lower_is_not"],
        "unit": measure["unit"], "title": measure["title"], "year": setting.year, "base": measure["years"][0],
        "last": measure["years"][-1], "start": measure["years"][start], "other_start": measure["years"][other_start],
        "other_population": measure["other_population"], "one": councils[0], "another": councils[1],
        "other": said, "place": place["said"], "Place": place["said"][0].upper() + place["said"][1:],
        "tiles": TILES[setting.tiles],
    }  # fmt: skip
    return Found(setting, measure, place, area, other, name, year, seen, texts)


# --- Words -------------------------------------------------------------------------------------------------


def _said(text: str, *slots: Slot, when: Number | bool = True) -> Clause:
    """Return a clause whose [names] are filled with what a setting points at, and then its {} with numbers."""
    return Clause(text, slots, when)


def _value(value: Number) -> Slot:
    return Slot("value", value)


def _shown(value: Number) -> Slot:
    return Slot("shown", value)


def words(seen: Seen, reading: Reading) -> dict[str, tuple[Clause, ...]]:
    """Return everything the reader says, by where it stands; `cautions` is a list, the others are one text each."""
    counted, rate = same(seen.counted, 1), same(seen.counted, 0)
    held, other_held = same(seen.held, 1), same(seen.other_held, 1)
    split, two = same(seen.split, 1), same(seen.two, 1)
    none = both(opposite(held), opposite(split))
    alone = both(rate, both(held, opposite(other_held)))
    unchanged = same(seen.value, seen.start)
    up, down, level = (both(counted, way) for way in (reading.up, reading.down, reading.level))
    other_up, other_down, other_level = (
        both(both(counted, held), way) for way in (reading.other_up, reading.other_down, reading.other_level)
    )
    size = _shown(_without_sign(seen.shown))
    other_size = _shown(_without_sign(seen.other_shown))
    line, other_line = both(rate, same(seen.line, 1)), both(rate, both(same(seen.line, 1), same(seen.other_line, 1)))
    together = same(seen.together, 1)
    no_line = both(rate, both(held, opposite(same(seen.line, 1))))
    return {
        "figure": (
            _said("{}", _value(seen.value), when=held),
            _said("{} and {}", _value(seen.first), _value(seen.second), when=split),
            _said("No figure", when=none),
        ),
        "figure_label": (
            _said("[unit], [place], [year]", when=opposite(split)),
            _said("[unit], [one] and [another], [year]", when=split),
        ),
        "sentence": (
            _said("[says]", _value(seen.value), when=held),
            _said(
                "[both] There is no one figure for [place]: the counts behind the two are not held here, and rates "
                "cannot be averaged.",
                _value(seen.first), _value(seen.second), when=split,
            ),
            _said("There is no figure for [place] in [year].", when=none),
            _said("That is {} more than in [base];", size, when=up),
            _said("That is {} fewer than in [base];", size, when=down),
            _said("That is as many as in [base];", when=both(level, unchanged)),
            _said("That is about as many as in [base];", when=both(level, opposite(unchanged))),
            _said("in [other] the days rose by {}.", other_size, when=other_up),
            _said("in [other] they fell by {}.", other_size, when=other_down),
            _said("in [other] they hardly changed.", when=other_level),
            _said("In [other] it was {}, so it was higher in [place] by {}.", _value(seen.other),
                  Slot("gap", reading.difference), when=both(rate, reading.higher)),
            _said("In [other] it was {}, so it was lower in [place] by {}.", _value(seen.other),
                  Slot("gap", reading.difference), when=both(rate, reading.lower)),
            _said("In [other] it was the same, {}.", _value(seen.other), when=both(rate, reading.alike)),
            _said("In [other] it was {}.", _value(seen.other), when=both(other_held, opposite(held))),
            _said("There is no figure for [other] to set beside it.", when=both(opposite(other_held), opposite(none))),
            _said("[higher_is_not]", when=either(both(rate, reading.higher), up)),
            _said("[lower_is_not]", when=either(both(rate, reading.lower), down)),
            _said(LEVEL, when=level),
            _said(ALIKE, when=both(rate, reading.alike)),
            _said(SPLIT, when=split),
            _said(ALONE, when=alone),
            _said("It does not mean nought: it was not published, or not counted.", when=none),
        ),
        "cautions": (
            _said("Small numbers: one person who waited all year would be {} of these days.",
                  Slot("percent", reading.stay), when=both(reading.few_days, reading.stay < 100)),
            _said("Small numbers: one person who waited all year would be more days than all of these.",
                  when=both(reading.few_days, reading.stay >= 100)),
            _said("Small numbers: rounding to the nearest five people may move this figure by {}.",
                  Slot("percent", reading.off), when=reading.few_people),
            _said("Few people live here, and the cases behind this figure are not held. A handful may move it.",
                  when=reading.unknown),
            _said("The denominator matters: over the population of [other_population] it would be {}. The days are "
                  "the same, and the figure is {} higher.", _value(seen.other_way), Slot("percent1", reading.moved),
                  when=reading.moved_up),
            _said("The denominator matters: over the population of [other_population] it would be {}. The days are "
                  "the same, and the figure is {} lower.", _value(seen.other_way), Slot("percent1", reading.moved),
                  when=reading.moved_down),
            _said("A count follows the size of a place. Compare changes, or choose the rate. No rate is given for "
                  "people of 18 and over, because their number is not held.", when=counted),
            _said("32 is not 31: [one] and [another] are two tiles and one partnership. Their counts were added up "
                  "first.", when=both(two, held)),
            _said("32 is not 31: [one] and [another] are two tiles and one partnership, with no joint figure here.",
                  when=split),
        ),
        "map_message": (
            _said("Councils ranged from {} to {}", _shown(seen.low), _shown(seen.high), when=rate),
            _said("Since [base], days changed by between {} and {}", _shown(seen.low), _shown(seen.high),
                  when=counted),
        ),
        "map_what": (
            _said("[title], [year], [tiles].", when=rate),
            _said("[title]: change from [base] to [year], per cent, [tiles].", when=counted),
        ),
        "trend_message": (
            _said("[Place] went from {} to {} between [start] and [year];", _value(seen.start), _value(seen.value),
                  when=both(other_line, together)),
            _said("[other] from {} to {}", _value(seen.other_start), _value(seen.other),
                  when=both(other_line, together)),
            _said("[Place] went from {} to {} between [start] and [year]", _value(seen.start), _value(seen.value),
                  when=both(line, opposite(both(other_line, together)))),
            _said("[Place] had {} in [year]; no line leads there from earlier years", _value(seen.value),
                  when=no_line),
            _said("Two lines for one partnership, which has no joint figure", when=both(rate, split)),
            _said("There is no figure for [place] to draw in [year]", when=none),
            _said("Since [base] the days of [place] rose by {};", size, when=up),
            _said("Since [base] the days of [place] fell by {};", size, when=down),
            _said("Since [base] the days of [place] hardly changed;", when=level),
            _said("those of [other] rose by {}", other_size, when=other_up),
            _said("those of [other] fell by {}", other_size, when=other_down),
            _said("those of [other] hardly changed", when=other_level),
        ),
        "trend_what": (
            _said("[title], [base] to [last]. Grey: the 32 councils.", when=rate),
            _said("Dashed: the same days over the population of [other_population].",
                  when=both(rate, same(seen.other_way_held, 1))),
            _said("Beds filled on an average day of each month by people ready to leave. Dashed: the same place, had "
                  "it moved as [other] did.", when=counted),
        ),
        "spread_message": (
            _said("[Place] is in the middle half of the councils", when=reading.within),
            _said("[Place] is below the middle half of the councils", when=reading.below),
            _said("[Place] is above the middle half of the councils", when=reading.above),
            _said("The two councils of [place] among the 32", when=split),
            _said("No figure for [place] to mark", when=none),
        ),
        "spread_what": (
            _said("[title], [year]. One dot a council; you are at the dark one.", when=both(rate, opposite(two))),
            _said("[title], change from [base] to [year], per cent. One dot a council; you are at the dark one.",
                  when=both(counted, opposite(two))),
            _said("[title], [year]. One dot a council; yours are the dark ones.", when=both(rate, two)),
            _said("[title], change from [base] to [year], per cent. One dot a council; yours are the dark ones.",
                  when=both(counted, two)),
        ),
    }  # fmt: skip


def _without_sign(value: Number) -> Number:
    return formula.choose(value < 0, -1 * value, value)


def formats(measure: dict) -> dict[str, tuple]:
    """Return how numbers are printed for a measure."""
    gap = "points" if measure["format"] == "percent1" else measure["format"]
    chosen = {"value": measure["format"], "shown": measure["shown_format"], "gap": gap}
    return READER_FORMATS | {name: READER_FORMATS[form] for name, form in chosen.items()}


def expand(text: str, texts: dict[str, str]) -> str:
    """Return a text with its [names] filled, in the order of `texts`: a filled text may name later ones."""
    for name, said in texts.items():
        text = text.replace(f"[{name}]", said)
    return text


def _filled(clause: Clause, found: Found) -> str:
    slots = (fill_slot(slot, formats(found.measure)) for slot in clause.slots)
    return expand(clause.text, found.texts).format(*slots)


def said(found: Found) -> dict[str, str | list[str]]:
    """Return everything the reader says of what was found, filled in."""
    spoken = words(found.seen, read(found.seen))
    texts: dict[str, str | list[str]] = {
        key: " ".join(_filled(clause, found) for clause in clauses if clause.when) for key, clauses in spoken.items()
    }
    texts["cautions"] = [_filled(clause, found) for clause in spoken["cautions"] if clause.when]
    texts["cautions"] += [series()["cautions"][at] for at in cautions_of(found)]
    return texts


def cautions_of(found: Found) -> list[int]:
    """Return the cautions of the tables for the rows shown: those of the place, then those of the comparator."""
    mine, other = (found.measure["cautions"][area] for area in (found.area, found.other))
    return [*mine, *(at for at in other if at not in mine)]


# --- Tables ------------------------------------------------------------------------------------------------


def _print(found: Found, form: str, value: float | None) -> str:
    return MISSING if value is None else fill_slot(Slot(form, value), formats(found.measure))


def _change(found: Found, value: float | None) -> str:
    return MISSING if value is None else signed(value, lambda number: _print(found, "shown", number))


def _place_cell(found: Found, year: int) -> str:
    values = found.measure["values"]
    if values[found.area][year] is None and len(found.place["councils"]) > 1:
        return " and ".join(_print(found, "value", values[at][year]) for at in found.place["councils"])
    return _print(found, "value", values[found.area][year])


def _parts(found: Found, area: int, year: int) -> list[str]:
    """Return what a rate is over and what it is divided by, as printed, where the measure shows them."""
    held = (found.measure[part] for part in ("tops", "bottoms"))
    return [_print(found, "count", part[area][year]) for part in held if part]


def year_table(found: Found) -> list[list[str]]:
    """Return the table of years: a row of headings, then a row for each year, as printed."""
    measure, area, other = found.measure, found.area, found.other
    head = ["Year", found.place["name"], found.other_name]
    if measure["counted"]:
        head = ["Year", found.place["name"], "Change", found.other_name, "Change"]
    else:
        head += ["Lowest council", "Highest council"]
        head += [measure[name] for name in ("top_name", "bottom_name") if measure[name]]
    rows = [head]
    for at, year in enumerate(measure["years"]):
        if measure["counted"]:
            cells = [
                _place_cell(found, at), _change(found, found.shown(area, at)),
                _print(found, "value", measure["values"][other][at]), _change(found, found.shown(other, at)),
            ]  # fmt: skip
        else:
            cells = [_place_cell(found, at), _print(found, "value", measure["values"][other][at])]
            cells += [_print(found, "value", end) for end in ends_of(measure, at)]
            cells += _parts(found, area, at)
        rows.append([year, *cells])
    return rows


def council_table(found: Found) -> list[list[str]]:
    """Return the table of the 32 councils in the chosen year, then the joint partnership and Scotland, as printed."""
    measure, year = found.measure, found.year
    head = ["Area", "Days", "Change"] if measure["counted"] else ["Area", "Figure"]
    head += [measure[name] for name in ("top_name", "bottom_name") if measure[name]]
    rows = [head]
    for at, area in enumerate(series()["areas"][: SCOTLAND + 1]):
        cells = [_print(found, "value", measure["values"][at][year])]
        cells += [_change(found, found.shown(at, year))] if measure["counted"] else []
        cells += _parts(found, at, year)
        rows.append([area["name"], *cells])
    return rows


# --- Drawings ----------------------------------------------------------------------------------------------


def tile_rows(found: Found) -> dict[str, list[dict]]:
    """Return the rows of the map: a tile for each council, its class and its printed value; and the key."""
    measure, year = found.measure, found.year
    joined = found.setting.tiles == "31"
    pair = next(place for place in series()["places"] if len(place["councils"]) > 1)["councils"]
    tiles = []
    for at, (row, col, label) in enumerate(series()["tiles"]):
        area = JOINT if joined and at in pair else at
        value = found.shown(area, year)
        words = (
            MISSING
            if value is None
            else _change(found, value)
            if measure["counted"]
            else _print(found, "shown", value)
        )
        tiles.append({
            "row": row, "col": col, "label": label, "words": words, "step": step_of(value, measure["edges"]),
            "chosen": int(at in found.place["councils"]),
        })  # fmt: skip
    key = [{"at": at, "step": at + 1, "words": measure["cut"][at - 1] if at else ""} for at in range(5)]
    return {"tiles": tiles, "key": key}


def _points(found: Found, area: int) -> list[dict]:
    """Return an area's points by year; a point knows its unbroken run."""
    values, run = found.measure["values"][area], runs_of(found.measure, area)
    return [
        {"x": first_year(year), "y": value, "run": f"{area}-{run[at]}"}
        for at, (year, value) in enumerate(zip(found.measure["years"], values, strict=True))
        if value is not None
    ]


def month_at(number: int) -> float:
    """Return where a month stands on the axis, the first of April of a year being that year: July 2016 is 2016.25."""
    first = series()["months"]["first"]
    return int(first[:4]) + (int(first[5:]) - 4 + number) / 12


def trend_rows(found: Found) -> dict:
    """Return the rows of the trend: lines of place and comparator, the others, what is dashed, shaded and labelled."""
    measure, values = found.measure, found.measure["values"]
    mine = [found.area] if found.seen.held or not found.seen.two else found.place["councils"]
    if measure["counted"]:
        months = series()["months"][measure["key"]]
        scale = values[found.area][0] / values[found.other][0]
        lines = [
            {"x": month_at(n), "y": beds, "who": "place", "run": "0"} for n, beds in enumerate(months[found.area])
        ]
        dashed = [{"x": month_at(n), "y": beds * scale, "run": "0"} for n, beds in enumerate(months[found.other])]
        others, shades = [], [{"x": 2020, "x2": 2021, "words": "pandemic", "more": "year"}]
        top = max(point["y"] for point in lines + dashed)
        frame = [0, top]
    else:
        lines = [point | {"who": "place"} for area in mine for point in _points(found, area)]
        lines += [point | {"who": "other"} for point in _points(found, found.other)]
        others = [point for area in range(COUNCILS) for point in _points(found, area)]
        rival = _measures().get(measure["other"])
        dashed = _points(replace(found, measure=rival), found.area) if rival else []
        shades, frame = measure["shades"], measure["frame"]
    ends = []
    for who, area in [("place", area) for area in mine] + ([] if measure["counted"] else [("other", found.other)]):
        points = [
            point
            for point in lines
            if point["who"] == who and (measure["counted"] or point["run"].split("-")[0] == str(area))
        ]
        if points:
            name = series()["areas"][area]["name"] if len(mine) > 1 and who == "place" else found.place["name"]
            ends.append(points[-1] | {"words": name if who == "place" else found.other_name})
    _apart(ends, 0.07 * (frame[1] - frame[0]))
    here = [point for point in lines if point["who"] == "place" and point["x"] == first_year(found.setting.year)]
    starts = [point["x"] for point in lines + others + dashed] or [first_year(year) for year in measure["years"]]
    params = {"monthly": bool(measure["counted"]), "left": min(starts), "right": max(starts), "bottom": frame[0],
              "top": frame[1]}  # fmt: skip
    return {
        "others": others, "lines": lines, "dashed": dashed, "shades": shades, "ends": ends,
        "here": [] if measure["counted"] else here, "params": params,
    }  # fmt: skip


def _apart(ends: list[dict], least: float) -> None:
    """Move labels apart that would cover each other: `at` is where each is written."""
    ends.sort(key=lambda end: end["y"])
    for end in ends:
        end["at"] = end["y"]
    for lower, upper in zip(ends, ends[1:], strict=False):
        if upper["at"] - lower["at"] < least:
            upper["at"] = lower["at"] + least


def spread_rows(found: Found) -> dict:
    """Return the rows of the spread: a dot for each council, the middle half, and where Scotland is."""
    (lower, upper), (low, high) = found.measure["quarters"][found.year], ends_of(found.measure, found.year)
    width = (high - low) / 24
    stacks: dict[int, int] = {}
    dots = []
    held = [(found.shown(at, found.year), at) for at in range(COUNCILS) if found.shown(at, found.year) is not None]
    for value, at in sorted(held):
        place = max(0, min(23, math.floor((value - low) / width))) if width > 0 else 0
        stacks[place] = stacks.get(place, 0) + 1
        dots.append({"x": low + (place + 0.5) * width, "y": stacks[place], "value": value,
                     "chosen": int(at in found.place["councils"])})  # fmt: skip
    scotland = found.shown(SCOTLAND, found.year)
    return {
        "dots": dots,
        "middle": [{"x": lower, "x2": upper}],
        "scotland": [] if scotland is None else [{"x": scotland, "words": "Scotland"}],
        "you": [] if not found.seen.held else [{"x": found.seen.shown, "words": found.place["name"]}],
        "params": {"left": low, "right": high},
    }


def drawing_rows(found: Found) -> dict[str, dict]:
    """Return the rows of the three drawings by name; `params` holds the ends of the axes and how they are labelled."""
    return {"map": tile_rows(found), "trend": trend_rows(found), "spread": spread_rows(found)}


@cache
def specification(name: str, size: str) -> dict:
    """Return the Vega-Lite specification of a drawing, without its data."""
    draw, widths = DRAWINGS[name]
    return draw(widths[size]).to_dict()


def drawn(found: Found, name: str, size: str) -> dict:
    """Return the specification of a drawing with its data."""
    rows = drawing_rows(found)[name]
    values = rows.pop("params", {})
    spec = specification(name, size) | {"datasets": rows}
    return spec | {"params": [param | {"value": values[param["name"]]} for param in spec.get("params", [])]}


# --- The model, recorded -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Recording:
    """The model and its words as the page has them: names of what is looked up, steps, and the words over them."""

    seen: tuple[str, ...]
    steps: tuple[formula.Step, ...]
    results: tuple[str, ...]
    words: dict[str, list]


@cache
def recording() -> Recording:
    """Return the reading and everything said of it, recorded once from formulas."""
    names = tuple(field.name for field in fields(Seen))
    seen = Seen(**{name: formula.lever(name) for name in names})
    reading = read(seen)
    results = formula.named(reading)
    known = {id(value): name for name, value in results.items()}
    more: dict[str, Formula] = {}

    def name_of(value):
        if not isinstance(value, Formula):
            return value if isinstance(value, bool) else float(value)
        if not value.parts:
            return value.shape
        if id(value) not in known:
            known[id(value)] = f"say_{len(more) + 1}"
            more[known[id(value)]] = value
        return known[id(value)]

    spoken = {
        key: [[c.text, [[s.format, name_of(s.value)] for s in c.slots], name_of(c.when)] for c in clauses]
        for key, clauses in words(seen, reading).items()
    }
    return Recording(names, formula.write(results | more), tuple(results), spoken)


# --- The part ----------------------------------------------------------------------------------------------


def _select(name: str, allowed: dict[str, str], chosen: str) -> str:
    """Return one labelled select; the measures stand under their groups."""
    at_ = f"{NAME}-{name}"

    def option(value: str, said: str) -> str:
        return f'<option value="{esc(value)}"{" selected" if value == chosen else ""}>{esc(said)}</option>'

    if name == "measure":
        groups: dict[str, str] = {}
        for key, measure in _measures().items():
            groups[measure["group"]] = groups.get(measure["group"], "") + option(key, measure["title"])
        lines = "".join(f'<optgroup label="{esc(group)}">{inside}</optgroup>' for group, inside in groups.items())
    else:
        lines = "".join(option(value, said) for value, said in allowed.items())
    return (
        f'<div class="jw-choice"><label for="{at_}">{LABELS[name]}</label>'
        f'<select id="{at_}" name="{name}" autocomplete="off" disabled>{lines}</select></div>'
    )


def _rows_html(rows: list[list[str]], totals: int = 0) -> str:
    """Return the inside of a table: its headings and rows, the last `totals` of them as totals."""
    head = "".join(f'<th scope="col"{"" if at_ == 0 else CELL}>{esc(text)}</th>' for at_, text in enumerate(rows[0]))
    body = ""
    for number, (label, *cells) in enumerate(rows[1:]):
        total = ' class="total"' if number >= len(rows) - 1 - totals else ""
        inside = "".join(f"<td{CELL}>{esc(cell)}</td>" for cell in cells)
        body += f'<tr{total}><th scope="row">{esc(label)}</th>{inside}</tr>'
    return f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"


def _written(measures: list[dict]) -> list[dict]:
    """Return the measures for the page, each list once.

    A list that an earlier measure has too is written {"same": [key, part]}; figures that are one count over another,
    and changes since the first year, are left to the page, which works them out by the same sum.
    """
    written = []
    for number, measure in enumerate(measures):
        made = dict(measure)
        for part in ("tops", "bottoms"):
            for other in measures[:number]:
                for name in ("values", "tops"):
                    if measure[part] and other[name] == measure[part]:
                        made[part] = {"same": [other["key"], name]}
        written.append(made | ({"values": None} if measure["per"] else {}) | {"shown": None})
    return written


def _short(drawing: str) -> str:
    """Return a drawing with short numbers, and long lines by whole pixels: they are most of its weight."""
    drawing = re.sub(r"(\d+\.\d)\d+", r"\1", drawing)
    return re.sub(r'd="([^"A]{80,})"', lambda path: re.sub(r"\d+\.\d", _whole, path[0]), drawing)


def _whole(found: re.Match) -> str:
    return str(round(float(found[0])))


CELL = ' class="n"'
ACTIONS = (
    ("reset", "Reset"),
    ("link", "Copy link"),
    ("python", "Copy as Python"),
    ("csv", "Tables (CSV)"),
    ("svg", "Pictures (SVG)"),
    ("png", "Pictures (PNG)"),
)


@dataclass(frozen=True)
class IndicatorReader(Part):
    """The reader of one indicator: `at` makes a setting; `found`, `sentence`, `cells` and `cautions` answer for it."""

    name: str = NAME

    def at(self, setting: Setting = Setting(), **changes: str) -> Setting:
        """Return a setting with some choices made by name; see `at` of this module for what gives way."""
        return at(setting, **changes)

    def found(self, setting: Setting = Setting()) -> Found:
        """Return what a setting points at."""
        return look(setting)

    def sentence(self, setting: Setting = Setting()) -> str:
        """Return the sentence: what the figure is, what stands beside it, and one thing it does not mean."""
        return said(look(setting))["sentence"]

    def cells(self, setting: Setting = Setting()) -> list[list[str]]:
        """Return the table of years as printed, the headings first."""
        return year_table(look(setting))

    def councils(self, setting: Setting = Setting()) -> list[list[str]]:
        """Return the table of councils in the chosen year as printed, the headings first."""
        return council_table(look(setting))

    def cautions(self, setting: Setting = Setting()) -> list[str]:
        """Return what to beware of: what the numbers themselves show, then what the tables say of these rows."""
        return said(look(setting))["cautions"]

    def text(self, setting: Setting = Setting()) -> str:
        """Return headline, sentence, cautions and the table of years as plain text."""
        found = look(setting)
        spoken = said(found)
        rows = [" | ".join(row) for row in year_table(found)]
        cautions = [f"- {caution}" for caution in spoken["cautions"]]
        head = f"{spoken['figure']} {spoken['figure_label']}"
        return "\n".join([TITLE, head, spoken["sentence"], *cautions, found.measure["title"], *rows])

    def html(self) -> str:
        """Return the section, finished for the usual setting: sentence, pictures, cautions and tables."""
        found = look(at())
        spoken, allowed = said(found), options(at())
        selects = "".join(_select(name, allowed[name], getattr(found.setting, name)) for name in LABELS)
        figures = "".join(self._figure(found, spoken, drawing) for drawing in DRAWINGS)
        cautions = "".join(f"<li>{esc(caution)}</li>" for caution in spoken["cautions"])
        buttons = "".join(
            f'<button type="button" class="jw-button" data-action="{key}" disabled>{words_}</button>'
            for key, words_ in ACTIONS
        )
        return f"""<section class="explorer jw-reader" data-explorer="{NAME}" data-jw-indicators \
aria-labelledby="{NAME}-title">
<header><p class="jw-eyebrow">Indicator Reader</p><h3 id="{NAME}-title">{esc(TITLE)}</h3>\
<span class="jw-badge" data-reader="standing">{esc(found.measure["standing"])}</span></header>
<noscript><p class="jw-notice">The choices need JavaScript, which is off. What follows is one measure and one \
partnership, with all 32 councils in the last table. The other measures are in the book’s tables.</p></noscript>
{STUCK}
<p class="jw-notice wrong" data-explorer-notice role="status" hidden></p>
<fieldset class="jw-choices" data-explorer-levers><legend>What you can choose</legend>{selects}</fieldset>
<p class="jw-headline"><span data-reader="figure">{esc(spoken["figure"])}</span>
<small data-reader="figure_label">{esc(spoken["figure_label"])}</small></p>
<p class="jw-sentence" aria-live="polite" data-explorer-sentence>{esc(spoken["sentence"])}</p>
<div class="jw-reader-pictures">{figures}
<div class="jw-cautions"><h4>Before you quote it</h4><ul data-reader="cautions">{cautions}</ul></div></div>
<div class="jw-actions">{buttons}\
<button type="button" class="jw-button" data-jw-print disabled>Handout (A4)</button></div>
<div class="jw-scroll" tabindex="0" role="region" aria-label="The figures by year">
<table class="jw-table" data-explorer-table><caption><span class="jw-what-head" data-reader="years_caption">\
{esc(found.measure["title"])}</span><span data-reader="source">{esc(found.measure["source"])}</span></caption>\
{_rows_html(year_table(found))}</table></div>
<details><summary>All 32 councils in the chosen year</summary>
<div class="jw-scroll" tabindex="0" role="region" aria-label="All councils in the chosen year">
<table class="jw-table" data-reader-councils><caption><span class="jw-what-head" data-reader="councils_caption">\
{esc(found.measure["title"])}, {found.setting.year}</span></caption>{_rows_html(council_table(found), 1)}</table></div>
</details>
{small_print(ASSUMES, OMITS)}
<script type="application/json" data-reader-spec>{self._spec()}</script>
</section>"""

    def _figure(self, found: Found, spoken: dict, name: str) -> str:
        _, widths = DRAWINGS[name]
        only = len(widths) == 1
        drawings = "".join(
            f'<div{"" if only else f" class={chr(34)}jw-{size}{chr(34)}"} data-drawing="{size}">'
            f"{_short(pictures.svg(drawn(found, name, size), f'{NAME}-{name}-{size}'))}</div>"
            for size in widths
        )
        message, what = spoken[f"{name}_message"], spoken[f"{name}_what"]
        note = f'<p class="jw-source">{AREA}</p>' if name == "map" else ""
        return f"""<figure data-picture="{name}"><figcaption>
<p class="jw-message" data-explorer-message>{esc(message)}</p>
<p class="jw-what" data-explorer-what>{esc(what)}</p></figcaption>
<div role="img" aria-label="{esc(message)}. {esc(what)}" data-explorer-description>{drawings}</div>{note}</figure>
"""

    def _spec(self) -> str:
        record = recording()
        spec = series() | {
            "measures": _written(series()["measures"]),
            "name": NAME, "version": VERSION, "title": TITLE, "labels": LABELS, "tile_options": TILES,
            "formats": READER_FORMATS, "missing": MISSING, "usual": vars(at()),
            "notices": {"newer": NOTICES["newer"], "unknown": NO_CHOICE, "list": NOT_IN_LIST},
            "seen": record.seen, "steps": [[step.name, step.text] for step in record.steps], "words": record.words,
            "specs": {
                name: {size: specification(name, size) for size in widths} for name, (_, widths) in DRAWINGS.items()
            },
            "joint": JOINT, "scotland": SCOTLAND,
        }  # fmt: skip
        text = json.dumps(spec, ensure_ascii=False, separators=(",", ":"))
        return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

    def _repr_mimebundle_(self, include=None, exclude=None):
        from joint_working.kit import live

        bundle = live_view(self)._repr_mimebundle_() if live.wanted() else {}
        return bundle | {"text/plain": self.text(), "text/html": self.html()}


def live_view(reader: IndicatorReader):
    """Return the reader as widgets for a running notebook: `inputs` by choice, and the widgets that answer."""
    import ipywidgets as widgets

    class LiveReader(widgets.VBox):
        def __init__(self):
            self.setting = reader.at()
            look_ = {"style": {"description_width": "9rem"}, "layout": {"width": "98%"}}
            self.inputs = {name: widgets.Dropdown(description=label, **look_) for name, label in LABELS.items()}
            self.figure, self.sentence, self.pictures, self.cautions, self.table = (widgets.HTML() for _ in range(5))
            self._quiet = False
            self._answer()
            for name, box in self.inputs.items():
                box.observe(lambda change, name=name: self._choose(name, change["new"]), names="value")
            left = widgets.VBox([*self.inputs.values(), self.cautions], layout={"flex": "0 0 360px"})
            right = widgets.VBox([self.figure, self.sentence, self.pictures, self.table], layout={"flex": "1 1 auto"})
            super().__init__([widgets.HTML(f"<h3>{esc(TITLE)}</h3>"), widgets.HBox([left, right])])

        def _choose(self, name: str, value: str) -> None:
            if not self._quiet and value is not None:
                self.setting = reader.at(self.setting, **{name: value})
                self._answer()

        def _answer(self) -> None:
            self._quiet = True
            for name, allowed in options(self.setting).items():
                pairs = [(words_, value) for value, words_ in allowed.items()]
                if list(self.inputs[name].options) != pairs:
                    self.inputs[name].options = pairs
                self.inputs[name].value = getattr(self.setting, name)
            self._quiet = False
            found = reader.found(self.setting)
            spoken = said(found)
            self.figure.value = f"<p><b style='font-size:2em'>{spoken['figure']}</b> {esc(spoken['figure_label'])}</p>"
            self.sentence.value = f"<p aria-live='polite'>{esc(spoken['sentence'])}</p>"
            self.cautions.value = f"<ul>{''.join(f'<li>{esc(line)}</li>' for line in spoken['cautions'])}</ul>"
            self.pictures.value = "".join(
                f"<p><b>{esc(spoken[f'{name}_message'])}</b><br>{esc(spoken[f'{name}_what'])}</p>"
                + str(pictures.svg(drawn(found, name, next(iter(widths))), f"live-{NAME}-{name}"))
                for name, (_, widths) in DRAWINGS.items()
            )
            caption = f"<caption>{esc(found.measure['title'])}</caption>"
            self.table.value = f"<table>{caption}{_rows_html(year_table(found))}</table>"

    return LiveReader()


indicator_reader = IndicatorReader()
