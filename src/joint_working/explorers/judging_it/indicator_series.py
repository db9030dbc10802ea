"""The figures of the Indicator Reader: read from the tables, added up, and cut into classes, once for page and Python.

`series` returns plain lists and texts, because the same thing is written into the page as JSON. Counts are added up;
a rate of several councils is the sum of what it is over, divided by the sum of what it is divided by. Where those are
not held there is no joint figure. No rate is ever averaged.
"""

from __future__ import annotations

import math
import re
from calendar import isleap, monthrange
from collections.abc import Iterable, Sequence
from functools import cache
from statistics import median

from joint_working import evidence
from joint_working.evidence.areas import SCOTLAND
from joint_working.models.lookup import COUNCILS, averages, changes_of, first_year
from joint_working.models.lookup import SCOTLAND as SCOTLAND_AT
from joint_working.words import FORMATS, Slot, fill_slot

#: How figures of measures are printed: the formats of the book, and two more.
READER_FORMATS = {name: FORMATS[name] for name in ("count", "percent", "percent1", "month")} | {
    "points": (1, "", " percentage points"),
    "one": (1, "", ""),
    "pounds": (2, "£", ""),
    "weekly": (0, "£", ""),
}
#: Below this many people, a figure whose cases are not held comes with a caution.
FEW_PEOPLE = 30_000
#: Names that take an article inside a sentence.
WITH_ARTICLE = ("Western Isles", "Scottish Borders", "Orkney Islands", "Shetland Islands")
JOINT = "S37000005"
GROUPS = (1, 2, 3, 4)
NICE = (1, 2, 4, 5, 10)

Cells = dict[tuple[str, str], float]


def councils() -> list[dict]:
    """Return the 32 councils in the order of their names, each a row of `data/councils.csv`."""
    return sorted(evidence.table("councils"), key=lambda row: row["council"])


def decimals(form: str) -> int:
    """Return how many decimals a format of READER_FORMATS keeps."""
    return READER_FORMATS[form][0]


# --- Cells of a measure ------------------------------------------------------------------------------------


def rows_of(measure: dict, council_code: Iterable[str] = ()) -> evidence.Table:
    """Return the rows of a measure's table that it is read from, of some councils or of all, with their caveats."""
    rows = _rows(measure["table"], measure["pick"])
    return evidence.Table(rows.name, (row for row in rows if not council_code or row["council_code"] in council_code))


@cache
def _rows(table: str, pick: str) -> evidence.Table:
    return evidence.select(table, **dict(part.split("=", 1) for part in evidence.parted(pick)))


def _column(measure: dict, column: str) -> Cells:
    return {
        (row["council_code"], row["financial_year"]): row[column]
        for row in rows_of(measure)
        if row[column] is not None
    }


def _spending(name: str) -> Cells:
    rows = evidence.select("lgbf_adult_social_care_spend", measure=name)
    return {(row["council_code"], row["financial_year"]): row["value"] for row in rows if row["value"] is not None}


def _over(top: Cells, bottom: Cells, per: float) -> Cells:
    """Return `per` x top / bottom where both are held and the bottom is not nought."""
    return {at: per * top[at] / bottom[at] for at in top if bottom.get(at)}


def cells(measure: dict) -> tuple[Cells, Cells, Cells]:
    """Return a measure's figures for councils and Scotland, what they are over, and what they are divided by.

    The last two are empty where they are not held. Keys are (code, financial year).
    """
    table, top, bottom, per = (measure[name] for name in ("table", "top", "bottom", "per"))
    if table == "delayed_discharge_by_reason":
        if not top:
            return _column(measure, measure["column"]), {}, {}
        above, below = _column(measure, top), _column(measure, bottom)
        return _over(above, below, per), above, below
    if table == "delayed_discharge_rate":
        return _rate_cells(measure)
    if table == "care_at_home":
        above = _column(measure, top)
        if bottom == "people":
            # Nought hours beside people who have care were not reported: no figure.
            above = {at: hours for at, hours in above.items() if hours}
            below = _column(measure, bottom)
            return _over(above, below, per), above, below
        value = _column(measure, measure["column"])
        return value, above, {at: per * above[at] / value[at] for at in above if value.get(at)}
    value = _column(measure, measure["column"])
    return value, _spending(top) if top else {}, _spending(bottom) if bottom else {}


def a_day(measure: dict) -> bool:
    """Return whether a count is one of an average day: the days of a year divided by how many the year has."""
    return measure["bottom"] == "days of the year"


def length_of(year: str) -> int:
    """Return how many days a financial year has.

    >>> length_of("2022/23"), length_of("2023/24")
    (365, 366)
    """
    return 365 + isleap(first_year(year) + 1)


def _rate_cells(measure: dict) -> tuple[Cells, Cells, Cells]:
    """The rate of delays: days are worked back from it where the rate alone was published."""
    value, days, people = (
        _column(measure, name) for name in (measure["column"], "bed_days_75_plus", "population_75_plus")
    )
    if measure["column"] == "rate_per_1000_pop2021":
        people = {
            (row["council_code"], year): row["aged_75_plus"]
            for row in evidence.select("population_estimates", year=2021)
            for _, year in value
        }
    above = {at: days.get(at, value[at] * people[at] / measure["per"]) for at in value}
    return value, above, people


# --- Areas -------------------------------------------------------------------------------------------------


@cache
def areas() -> list[dict]:
    """Return what has a figure: 32 councils by name, the partnership of two councils, Scotland, four family groups."""
    listed = [
        {"code": row["council_code"], "name": row["council"], "parts": [row["council_code"]]} for row in councils()
    ]
    joint = evidence.authority(JOINT)
    listed.append({"code": joint.code, "name": joint.name, "parts": list(joint.council_codes)})
    listed.append({"code": SCOTLAND, "name": "Scotland", "parts": [SCOTLAND]})
    for group in GROUPS:
        parts = [row["council_code"] for row in councils() if row["family_group_people"] == group]
        listed.append({"code": f"G{group}", "name": "Family group", "parts": parts})
    return listed


def named(name: str) -> str:
    """Return the name of a place as it stands inside a sentence."""
    return f"the {name}" if name in WITH_ARTICLE else name


@cache
def places() -> list[dict]:
    """Return the 31 partnerships by name: area, councils, family group and neighbours, as numbers of the lists."""
    number = {area["code"]: at for at, area in enumerate(areas())}
    group = {row["council_code"]: row["family_group_people"] for row in councils()}
    ordered = sorted(evidence.authorities(), key=lambda authority: authority.name)
    owner = {code: at for at, authority in enumerate(ordered) for code in authority.council_codes}
    beside: dict[int, set[int]] = {at: set() for at in range(len(ordered))}
    for row in evidence.table("neighbours"):
        here, there = owner[row["council_code"]], owner[row["neighbour_code"]]
        if here != there:
            beside[here].add(there)
            beside[there].add(here)
    people = {row["council_code"]: row["all_ages"] for row in evidence.select("population_estimates", year=2022)}
    return [
        {
            "code": authority.code,
            "name": authority.name,
            "said": named(authority.name),
            "area": number[authority.code] if len(authority.councils) > 1 else number[authority.council_codes[0]],
            "councils": [number[code] for code in authority.council_codes],
            "group": number[f"G{group[authority.council_codes[0]]}"] if len(authority.councils) == 1 else -1,
            "beside": sorted(beside[at]),
            "few": int(sum(people[code] for code in authority.council_codes) < FEW_PEOPLE),
        }
        for at, authority in enumerate(ordered)
    ]


def _joined(parts: Sequence[str], year: str, figures: tuple[Cells, Cells, Cells], measure: dict) -> tuple:
    """Return figure, top and bottom of several councils together; None for what cannot be joined."""
    value, top, bottom = figures
    if measure["kind"] == "count":
        days = [value.get((code, year)) for code in parts]
        return (None if None in days else sum(days)), None, None
    tops, bottoms = ([cells.get((code, year)) for code in parts] for cells in (top, bottom))
    if None in tops or None in bottoms or not sum(bottoms):
        return None, None, None
    return measure["per"] * sum(tops) / sum(bottoms), sum(tops), sum(bottoms)


def _tidy(value: float | None, places: int) -> float | int | None:
    """Return a number for the page: rounded, and whole where it is whole, so that it is short."""
    if value is None:
        return None
    rounded = round(value, places) if places < 15 else value
    return int(rounded) if rounded == int(rounded) else rounded


# --- Classes, runs and frames ------------------------------------------------------------------------------


def nice_step(span: float) -> float:
    """Return the round step that comes nearest to a fifth of a span: 400 for 1,700."""
    raw = max(span, 1e-9) / 5
    scale = 10 ** math.floor(math.log10(raw))
    return min((nice * scale for nice in NICE), key=lambda step: abs(math.log(step / raw)))


def edges(values: Iterable[float]) -> list[float]:
    """Return the four inner edges of five classes: equal, round, and in the middle of all but the most extreme values.

    >>> edges([208, 245, 654, 720, 952, 1117, 1380, 1691])
    [400, 800, 1200, 1600]
    """
    ordered = sorted(values)
    low, high = ordered[int(0.05 * (len(ordered) - 1))], ordered[math.ceil(0.95 * (len(ordered) - 1))]
    step = nice_step(high - low)
    first = round(((low + high) / 2 - 1.5 * step) / step) * step
    first = max(first, step) if ordered[0] >= 0 else first
    return [_tidy(first + at * step, 6) for at in range(4)]


def frame(values: Iterable[float]) -> list[float]:
    """Return the least and greatest value of an axis: from nought, unless the values are far above it."""
    low, high = min(values), max(values)
    if low >= 0.4 * high > 0:
        step = nice_step(high - low)
        return [_tidy(max(0, math.floor(low / step) * step), 6), _tidy(high, 6)]
    return [_tidy(min(0, low), 6), _tidy(high, 6)]


def _caveats(measure: dict, codes: list[str], *columns: str) -> list[evidence.Caveat]:
    """Return the cautions of a measure's rows for some councils, about all its columns or one of those named."""
    left_out = evidence.parted(measure["leaves_out"])
    meant = ["", *(measure[name] for name in columns)]
    caveats = evidence.caveats(rows_of(measure, council_code=codes))
    return [caveat for caveat in caveats if caveat.column in meant and caveat.key not in left_out]


def _breaks(measure: dict, codes: list[str]) -> list[tuple[int, int]]:
    breaks = [caveat for caveat in _caveats(measure, codes, "column", "top") if caveat.is_break]
    return [(first_year(caveat.period_from), first_year(caveat.period_to)) for caveat in breaks]


def runs(years: Sequence[str], values: Sequence[float | None], broken: list[tuple[int, int]]) -> list[int]:
    """Return, for each year, the number of the unbroken run it is in: one more after a gap or a break."""
    numbers, number, before = [], 0, None
    for year, value in zip(years, values, strict=True):
        at = first_year(year)
        crossed = before is not None and any(before <= start and at >= end for start, end in broken)
        number += before is not None and (at != before + 1 or crossed)
        numbers.append(number)
        before = at if value is not None else before
    return numbers


# --- One measure -------------------------------------------------------------------------------------------


def _cautions(measure: dict, codes: list[str], known: dict[str, int]) -> list[int]:
    """Return the cautions of a measure's rows for some councils, as numbers in `known`, which grows."""
    caveats = _caveats(measure, codes, "column", "top", "bottom")
    numbers = {caveat.key: known.setdefault(caveat.text, len(known)) for caveat in caveats}
    ordered = sorted(caveats, key=lambda caveat: (not caveat.only, not caveat.is_break))
    return [numbers[caveat.key] for caveat in ordered]


def _list(measure: dict, figures: tuple[Cells, Cells, Cells], years: list[str]) -> list[tuple[list, list, list]]:
    """Return figures, tops and bottoms of every area, a list over the years each."""
    # A figure worked out here is kept whole: the page works it out again from the same two counts.
    listed, kept = [], 15 if worked_out(measure) else decimals(measure["format"]) + 2
    for area in areas():
        rows = []
        for year in years:
            if len(area["parts"]) == 1:
                at = (area["parts"][0], year)
                rows.append(tuple(cells.get(at) for cells in figures))
            else:
                rows.append(_joined(area["parts"], year, figures, measure))
            if rows[-1][0] is None and area["code"].startswith("G"):
                # Parts not held: the middle one of the group's councils, and said to be so.
                held = [figures[0][code, year] for code in area["parts"] if (code, year) in figures[0]]
                rows[-1] = (median(held) if len(held) == len(area["parts"]) else None, None, None)
        listed.append(tuple([_tidy(row[part], kept if part == 0 else 0) for row in rows] for part in range(3)))
    return listed


def _measure(measure: dict, known: dict[str, int]) -> dict:
    figures = cells(measure)
    years = sorted({year for code, year in figures[0] if code != SCOTLAND})
    listed = _list(measure, figures, years)
    lengths = [length_of(year) for year in years] if a_day(measure) else None
    values = [value for value, _, _ in listed]
    if lengths:  # days were added up; each area's are divided last, as the page does
        values = averages(values, lengths)
    counted = measure["kind"] == "count"
    shown = changes_of(values) if counted else values
    held = [value for row in shown[:COUNCILS] for value in row[int(counted) :] if value is not None]
    cut = edges(held)
    form = "percent" if counted else measure["format"]
    broken = [_breaks(measure, area["parts"]) for area in areas()]
    own_runs = [runs(years, values[at], broken[at]) for at in range(len(areas()))]
    usual = own_runs[SCOTLAND_AT]
    page = {name: measure[name] for name in
            ("key", "group", "title", "format", "says", "unit", "top_name", "bottom_name", "higher_is_not",
             "lower_is_not", "other", "population")}  # fmt: skip
    joint, (first, second) = next((at, area["parts"]) for at, area in enumerate(areas()) if area["code"] == JOINT)
    numbers = {area["code"]: at for at, area in enumerate(areas())}
    pair = (values[numbers[first]], values[numbers[second]])
    apart = any(whole is None and None not in two for whole, *two in zip(values[joint], *pair, strict=True))
    page |= {
        "both": _of_both(measure) if apart else "",
        "counted": int(counted),
        "things": "beds a day" if a_day(measure) else "days",
        "lengths": lengths,
        "monthly": f"bed-days-{measure['key'][-2:]}" if counted else "",
        "least": 10 ** -decimals(measure["format"]),
        "shown_format": form,
        "days": int(measure["table"].startswith("delayed")),
        "rounded": int(measure["table"] == "care_at_home"),
        "pooled": int(bool(counted or figures[1])),
        "years": years,
        "values": values,
        "per": measure["per"] if worked_out(measure) else None,
        "tops": [top for _, top, _ in listed] if measure["top_name"] else None,
        "bottoms": [bottom for _, _, bottom in listed] if measure["bottom_name"] else None,
        "shown": shown if counted else None,
        "cut": [re.sub(r"\.0+(?=\D|$)", "", fill_slot(Slot(form, edge), READER_FORMATS)) for edge in cut],
        "edges": cut,
        "kept": decimals(form) + 2,
        "frame": frame(held),
        "runs": usual,
        "own_runs": {str(at): own for at, own in enumerate(own_runs) if own != usual},
        "cautions": [
            _cautions(measure, area["parts"], known) if not area["code"].startswith("G") else []
            for area in areas()
        ],
        "source": _source(measure),
        "standing": "Official statistic" if measure["kind"] == "count" or measure["table"] == "lgbf_adult_social_care"
        else "Official statistic, part worked out here",
    }  # fmt: skip
    return page


def _of_both(measure: dict) -> str:
    """Return the sentence that gives a measure's figures of two councils, [one] and [another], one after the other.

    A unit that goes on from its figure ("of adults …") cannot stand by itself, so the measure's own sentence says it.
    """
    if measure["unit"].split()[0] in ("of", "for"):
        return measure["says"].replace("[place]", "[one]") + " In [another] it was {}."
    return "In [year] it was {} in [one] and {} in [another]: [unit]."


def worked_out(measure: dict) -> bool:
    """Return whether every figure of a measure is one count divided by another, both held."""
    return bool(measure["top_name"] and measure["bottom_name"]) and measure["table"] != "delayed_discharge_rate"


def _source(measure: dict) -> str:
    """Return who published a measure's figures, and the table of the book they are in, for under a table."""
    rows = evidence.select("catalogue", table=measure["table"])
    given = [row for row in rows if "check" not in row["gives"] and "licence" not in row["gives"]]
    publishers = dict.fromkeys(evidence.source(row["source"]).publisher.split(";")[0].strip() for row in given)
    title = evidence.describe(measure["table"])["title"]
    return f"Sources: {'; '.join(publishers)}. The book’s table “{title}” has each one."


# --- Months ------------------------------------------------------------------------------------------------


def _beds(value: float) -> float | int | None:
    """Return beds as drawn: whole from ten on, which is as fine as a line can show."""
    return _tidy(value, 1 if value < 10 else 0)


def _months() -> dict:
    """Return days of delay by month as beds filled on an average day, for every area, and the months they are for."""
    table = evidence.table("delayed_discharge_monthly")
    months = sorted({row["month"] for row in table})
    length = {month: monthrange(int(month[:4]), int(month[5:]))[1] for month in months}
    beds: dict = {"first": months[0], "count": len(months)}
    for key, column in (("bed-days-18", "bed_days_18_plus"), ("bed-days-75", "bed_days_75_plus")):
        days = {(row["council_code"], row["month"]): row[column] for row in table}
        beds[key] = [
            [_beds(sum(days[code, month] for code in area["parts"]) / length[month]) for month in months]
            for area in areas()
        ]
    return beds


# --- Everything --------------------------------------------------------------------------------------------


@cache
def series() -> dict:
    """Return all figures of the Indicator Reader as plain lists and texts: the `data` of `models/lookup.py`."""
    known: dict[str, int] = {}
    measures = [_measure(dict(row), known) for row in evidence.table("measures")]
    tiles = {row["council_code"]: row for row in evidence.table("tile_grid")}
    codes = [area["code"] for area in areas()]
    return {
        "areas": [
            {"code": area["code"], "name": area["name"], "parts": [codes.index(part) for part in area["parts"]]}
            for area in areas()
        ],
        "places": places(),
        "tiles": [[tiles[area["code"]]["row"], tiles[area["code"]]["col"], tiles[area["code"]]["label"]]
                  for area in areas()[:COUNCILS]],
        "measures": measures,
        "months": _months(),
        "cautions": list(known),
    }  # fmt: skip
