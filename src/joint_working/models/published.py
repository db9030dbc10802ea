"""Reading a published file of delayed discharges: what its columns are, what is wrong, and its months as beds a day.

Two layouts are known, that of Public Health Scotland's open data and that of statistics.gov.scot, each of days in
hospital by month or of people at the monthly census. A total that the file gives is never added to its parts. Where it
gives parts alone, and all of them, they are added up, and that is said. The page runs this file too, compiled by
`script.py`: a reader's file is read where it is opened and goes nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working.words import MONTHS, listed, printed

PHS, SGS = "the open data of Public Health Scotland", "the open data of statistics.gov.scot"
#: What a heading means, by its letters alone; those of quality marks (…QF) are passed over.
HEADINGS = {
    "monthofdelay": "month", "datecode": "month", "ca": "area", "hbt": "area", "hb": "area", "featurecode": "area",
    "agegroup": "age", "age": "age", "reasonfordelay": "reason", "delay": "length", "measurement": "measurement",
    "numberofdelayedbeddays": "days", "numberofcensusdelays": "people", "value": "value",
    "averagedailynumberofdelayedbeds": "average",
}  # fmt: skip
MEANT = {
    "month": "the month", "area": "the area", "age": "the age group", "reason": "the reason", "length": "how long",
    "measurement": "what is counted", "days": "days in hospital", "people": "people at the census",
    "value": "the figure", "average": "beds a day, as the file has it",
}  # fmt: skip
#: Groups by their letters in either layout. All is the total of the others; "" is a word that we do not know.
AGES = {
    "18plus": "18+", "18": "18+", "18yearsandover": "18+", "1874": "18-74", "1874years": "18-74",
    "75plus": "75+", "75": "75+", "75yearsandover": "75+",
}  # fmt: skip
REASONS = {
    "all": "all", "alldelayreasons": "all", "allreasons": "all", "alldelays": "all",
    "healthandsocialcarereasons": "care", "patientandfamilyrelatedreasons": "family",
    "patientcarerfamilyrelatedreasons": "family", "patientcarerandfamilyrelatedreasons": "family",
    "code9reasons": "nine", "code9reasonscomplex": "nine", "code9awi": "incapacity",
    "code9reasonsadultswithincapacityact": "incapacity", "code9nonawi": "nine-other",
    "code9reasonsother": "nine-other",
    "healthandsocialcareandpatientcarerfamilyrelatedreasons": "standard",
}  # fmt: skip
AGE_WORDS = {"18+": "18 and over", "18-74": "18 to 74", "75+": "75 and over"}
REASON_WORDS = {
    "all": "all reasons", "care": "health and social care reasons", "family": "reasons of the patient or the family",
    "nine": "code 9 (complex) reasons", "incapacity": "code 9: adults with incapacity",
    "nine-other": "code 9: other reasons", "standard": "all but code 9",
}  # fmt: skip
#: The parts that make a total, in each way a file may give them.
PARTS = {
    "18+": [["18-74", "75+"]],
    "all": [["standard", "nine"], ["care", "family", "nine"], ["care", "family", "incapacity", "nine-other"]],
    "nine": [["incapacity", "nine-other"]],
    "standard": [["care", "family"]],
}
SCOTLAND, EVERY = "S92000003", "every"
#: What stands in a cell that holds no figure on purpose.
BLANK = ("", "*", "-", "..", ":", "c", "n/a", "na", "x")
LONGEST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SHOWN, NONE = 3, "no figure"
SAID = {
    "empty": "Nothing is here yet. Open a file, or paste its rows with their headings.",
    "refused": "This file was not used: {list} Nothing of it is shown.",
    "headings": "{list} could not be found among the headings of row 1 ({heads}).",
    "no-rows": "there is no row below the headings.",
    "cells": "{n} of another length than row 1 ({rows}).",
    "month": "{n} without a month that we can read ({rows}).",
    "area": "{n} without an area ({rows}).",
    "number": "{n} whose figure is no whole number from 0 on ({rows}).",
    "measurement": "{n} that measure something else than a count ({rows}).",
    "twice": "{n} that give one month, area, age and reason twice ({rows}).",
    "read": "Read as {layout}: {n} rows, {first} to {last}, {areas}.",
    "now": "In {month}, {where}: {days} days in hospital, on average {beds} beds a day ({days} ÷ {length}).",
    "now-people": "In {month}, {where}: {days} people were delayed at the census.",
    "now-none": "In {month}, {where}: the file holds no figure.",
    "columns": "Understood: {list}.",
    "passed": "Not used: {list}.",
    "unknown": "Words that we do not know are kept as they stand, and added to nothing: {list}.",
    "blank": "{n} without a figure ({rows}). What is missing is not taken for 0.",
    "average": "In {n} the file’s beds a day are not its days divided by the days of the month ({rows}). We divide.",
    "unequal": "In {n} the parts do not add up to the file’s own total ({rows}). We show the total of the file.",
    "added": "The file gives no total for {what}. It was added up from its parts.",
    "every": "The areas of the file are added up. They need not be all of Scotland.",
    "gap": "The file skips {list}.",
}


@dataclass(frozen=True)
class Line:
    """A row of the file: its number, month (YYYY-MM), area, age, reason, count (None where none) and its average."""

    number: int
    month: str
    area: str
    age: str
    reason: str
    count: int | None
    average: int | None


@dataclass(frozen=True)
class Counts:
    """What a file holds: its layout, whether days or people, and its lines by place; or what is wrong, in one text.

    `notes` are what was understood. `refused` is "" where the file can be used.
    """

    refused: str
    layout: str = ""
    days: bool = True
    lines: dict[str, Line] | None = None
    months: list[str] | None = None
    areas: list[str] | None = None
    ages: list[str] | None = None
    reasons: list[str] | None = None
    notes: list[str] | None = None


@dataclass(frozen=True)
class Shown:
    """What is shown of a file: a sentence, notes, the lists to choose from (value to words), and a table of texts."""

    sentence: str
    notes: list[str]
    options: dict[str, dict[str, str]]
    setting: dict[str, str]
    table: list[list[str]]
    refused: bool


# --- Reading -----------------------------------------------------------------------------------------------


def read(text: str) -> Counts:
    """Return what a file of either layout holds. All that is wrong with it is said in one text."""
    mark = _mark(text)
    rows = [cells(line, mark) for line in text.replace("\r", "\n").split("\n") if line.strip()]
    if not rows:
        return Counts(SAID["empty"])
    heads, body = rows[0], rows[1:]
    places = {HEADINGS[_letters(head)]: at for at, head in enumerate(heads) if _letters(head) in HEADINGS}
    figure = next((name for name in ("days", "people", "value") if name in places), "")
    lacking = [MEANT[name] for name in ("month", "area", "age", "reason") if name not in places and name != "age"]
    lacking += [] if figure else ["the figure"]
    if lacking:
        return Counts(_said("refused", list=_said("headings", list=listed(lacking), heads=", ".join(heads[:9]))))
    if not body:
        return Counts(_said("refused", list=SAID["no-rows"]))
    return _checked(heads, body, places, figure)


def _mark(text: str) -> str:
    """Return what parts the cells: of the first row, the mark that it holds most often."""
    first = text.strip().split("\n")[0]
    counts = [first.count(mark) for mark in ",;\t"]
    return ",;\t"[counts.index(max(counts))]


def cells(line: str, mark: str) -> list[str]:
    """Return the cells of a row; one in quotation marks may hold the mark.

    >>> cells('202409,S92000003,"59,033"', ",")
    ['202409', 'S92000003', '59,033']
    """
    row: list[str] = []
    for at, piece in enumerate(line.removeprefix("\ufeff").split('"')):
        parts = [piece] if at % 2 else piece.split(mark)
        if row:
            row[len(row) - 1] = row[len(row) - 1] + parts[0]
            row = row + parts[1:]
        else:
            row = parts
    return [cell.strip() for cell in row]


def _letters(text: str) -> str:
    return "".join([letter for letter in text.lower() if letter in "abcdefghijklmnopqrstuvwxyz0123456789"])


def month_of(text: str) -> str:
    """Return a month as YYYY-MM, or "" for what is none.

    >>> month_of("202409"), month_of("2024-09"), month_of("Sep-24"), month_of("September 2024"), month_of("2024-13")
    ('2024-09', '2024-09', '2024-09', '2024-09', '')
    """
    plain = text.replace("-", "").replace("/", "").replace(" ", "")
    figures = "".join([letter for letter in plain if letter in "0123456789"])
    name = plain.removesuffix(figures).lower()
    if name and len(name) >= 3 and len(figures) in (2, 4):
        at = [n for n, month in enumerate(MONTHS) if month.lower().startswith(name)]
        year = figures if len(figures) == 4 else "20" + figures
        return f"{year}-{str(at[0] + 1).rjust(2, '0')}" if at else ""
    if name or len(figures) != 6 or not 1 <= int(figures[4:]) <= 12 or not 1990 <= int(figures[:4]) <= 2100:
        return ""
    return f"{figures[:4]}-{figures[4:]}"


def number_of(text: str) -> int | None:
    """Return a whole number from 0 on, or None for what is none: 59,033 and 59033.0 are, 59,03 and -1 are not."""
    whole = text.removesuffix(".0")
    groups = whole.split(",")
    if len(groups) > 1 and not all([len(group) == 3 for group in groups[1:]]):
        return None
    figures = "".join(groups)
    if not figures or len(figures) > 12 or any([letter not in "0123456789" for letter in figures]):
        return None
    return int(figures)


def _checked(heads: list[str], body: list[list[str]], places: dict[str, int], figure: str) -> Counts:
    """Return the lines of a file, or all that is wrong with its rows, by kind."""
    faults: dict[str, list[str]] = {}
    blank: list[str] = []
    unknown: list[str] = []
    lines: dict[str, Line] = {}
    for number, row in enumerate(body, 2):
        if len(row) != len(heads):
            faults.setdefault("cells", []).append(f"row {number}")
            continue
        given = {name: row[at] for name, at in places.items()}
        month, count = month_of(given["month"]), number_of(given[figure])
        age = AGES.get(_letters(given.get("age", "18+")), given.get("age", ""))
        reason = REASONS.get(_letters(given["reason"]), given["reason"])
        if "length" in given and _letters(given["length"]) not in ("alldelays", "all"):
            reason = f"{REASON_WORDS.get(reason, reason)}, {given['length']}"
        unknown = unknown + [
            word
            for word in (age, reason)
            if word not in AGE_WORDS and word not in REASON_WORDS and word not in unknown
        ]
        wrong = {
            "month": not month and given["month"], "area": not given["area"] and "empty",
            "number": count is None and given[figure].lower() not in BLANK and given[figure],
            "measurement": _letters(given.get("measurement", "count")) != "count" and given["measurement"],
        }  # fmt: skip
        if not month and not given["month"]:
            wrong["month"] = "empty"
        key = _place(month, given["area"], age, reason)
        if key in lines and lines[key].count != count:
            wrong["twice"] = f"as row {lines[key].number}"
        for kind, cell in wrong.items():
            if cell:
                faults.setdefault(kind, []).append(f"row {number}: “{cell[:20]}”")
        if count is None:
            blank.append(f"row {number}")
        average = number_of(given.get("average", ""))
        lines[key] = Line(number, month, given["area"], age, reason, count, average)
    if faults:
        told = [_said(kind, n=_rows(len(where)), rows=_few(where)) for kind, where in faults.items()]
        return Counts(_said("refused", list=" ".join(told)))
    return _whole(heads, places, figure, lines, blank, unknown)


def _whole(heads, places, figure, lines: dict[str, Line], blank: list[str], unknown: list[str]) -> Counts:
    """Return a file without a fault, and what was understood of it."""
    held = list(lines.values())
    months = sorted(list({line.month: True for line in held}))
    used = [f"{heads[at]} is {MEANT[name]}" for name, at in places.items() if name != "value" or figure == "value"]
    rest = [head for at, head in enumerate(heads) if at not in places.values()]
    notes = [_said("columns", list="; ".join(used))]
    notes += [_said("passed", list=", ".join(rest))] if rest else []
    notes += [_said("unknown", list=", ".join(unknown[:SHOWN]))] if unknown else []
    notes += [_said("blank", n=_rows(len(blank)), rows=_few(blank))] if blank else []
    skipped = [month for month in _between(months[0], months[len(months) - 1]) if month not in months]
    notes += [_said("gap", list=_few([month_name(month) for month in skipped]))] if skipped else []
    days = figure == "days" or (figure == "value" and "length" not in places)
    apart = [
        f"row {line.number}: {printed(line.average, 0)} for {printed(line.count / length_of(line.month), 0)}"
        for line in held
        if days and line.average is not None and line.count is not None
        and printed(line.average, 0) != printed(line.count / length_of(line.month), 0)
    ]  # fmt: skip
    notes += [_said("average", n=_rows(len(apart)), rows=_few(apart))] if apart else []
    unequal = [text for line in held for text in _unequal(line, lines)]
    notes += [_said("unequal", n=_rows(len(unequal)), rows=_few(unequal))] if unequal else []
    return Counts(
        "",
        SGS if figure == "value" else PHS,
        days,
        lines,
        months,
        list({line.area: True for line in held}),
        _known(list({line.age: True for line in held}), "18+", AGE_WORDS),
        _known(list({line.reason: True for line in held}), "all", REASON_WORDS),
        notes,
    )


def _known(groups: list[str], total: str, words: dict[str, str]) -> list[str]:
    """Return the groups of a file, those we know first in their order, and the total where its parts make it."""
    made = total in groups or any([all([part in groups for part in parts]) for parts in PARTS[total]])
    known = [key for key in words if key in groups or (key == total and made)]
    return known + [key for key in groups if key not in known]


def _place(month: str, area: str, age: str, reason: str) -> str:
    return f"{month}|{area}|{age}|{reason}"


def _parts(line_month: str, area: str, age: str, reason: str, lines: dict[str, Line]) -> list[list[Line]]:
    """Return the parts of a place that a file holds whole, by age or by reason, in each way it gives them."""
    ways = [[_place(line_month, area, part, reason) for part in parts] for parts in PARTS.get(age, [])]
    ways += [[_place(line_month, area, age, part) for part in parts] for parts in PARTS.get(reason, [])]
    whole = [way for way in ways if all([key in lines and lines[key].count is not None for key in way])]
    return [[lines[key] for key in way] for way in whole]


def _unequal(line: Line, lines: dict[str, Line]) -> list[str]:
    """Return where the parts of a row do not make it, in words; none where they do."""
    if line.count is None:
        return []
    sums = [sum([part.count for part in way]) for way in _parts(line.month, line.area, line.age, line.reason, lines)]
    return [
        f"row {line.number}: {printed(added, 0)} for {printed(line.count, 0)}" for added in sums if added != line.count
    ][:1]


# --- Showing -----------------------------------------------------------------------------------------------


def length_of(month: str) -> int:
    """Return how many days a month has, given as YYYY-MM."""
    year, at = int(month[:4]), int(month[5:])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if at == 2 and leap else LONGEST[at - 1]


def month_name(month: str) -> str:
    """Return a month in words, given as YYYY-MM."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"


def beds(days: float, length: float) -> str:
    """Return beds a day as printed: days divided by the days of the time, whole from ten on, as they are published.

    >>> beds(59033, 30), beds(72, 30)
    ('1,968', '2.4')
    """
    return printed(days / length, 0 if days / length >= 10 else 1)


def figure(counts: Counts, month: str, area: str, age: str, reason: str) -> tuple[int | None, bool]:
    """Return the count of a place, and whether it was added up here; None where the file holds none."""
    if area == EVERY:
        each = [figure(counts, month, each_area, age, reason) for each_area in counts.areas]
        held = [count for count, _ in each]
        return (None, False) if None in held else (sum(held), any([added for _, added in each]))
    line = counts.lines.get(_place(month, area, age, reason))
    if line:
        return line.count, False
    for way in _parts(month, area, age, reason, counts.lines):
        return sum([part.count for part in way]), True
    for parts in PARTS.get(reason, []):
        each = [figure(counts, month, area, age, part)[0] for part in parts]
        if None not in each:
            return sum(each), True
    return None, False


def options(counts: Counts, names: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return what can be chosen of a file: areas by name, ages, and reasons, each value to words."""
    areas = {area: names.get(area, area) for area in counts.areas}
    if len(areas) > 1 and SCOTLAND not in areas:
        areas = {EVERY: f"All {len(areas)} areas of the file"} | areas
    first = {SCOTLAND: areas[SCOTLAND]} if SCOTLAND in areas else {}
    return {
        "area": first | areas,
        "age": {age: AGE_WORDS.get(age, age) for age in counts.ages},
        "reason": {reason: REASON_WORDS.get(reason, reason) for reason in counts.reasons},
    }


def show(text: str, names: dict[str, str], asked: dict[str, str]) -> Shown:
    """Return what is shown of a text: its last month in words, what was understood, its months and whole years.

    `names` are areas by code, `asked` what was chosen; a choice that the file does not hold gives way to the first.
    """
    return shown(read(text), names, asked)


def shown(counts: Counts, names: dict[str, str], asked: dict[str, str]) -> Shown:
    """Return what is shown of a file that was read: see `show`."""
    if counts.refused:
        return Shown(counts.refused, [], {}, {}, [], counts.refused != SAID["empty"])
    lists = options(counts, names)
    setting = {name: asked[name] if asked.get(name, "") in words else list(words)[0] for name, words in lists.items()}
    by_month = {
        month: figure(counts, month, setting["area"], setting["age"], setting["reason"]) for month in counts.months
    }
    last = counts.months[len(counts.months) - 1]
    where = ", ".join([lists[name][setting[name]] for name in lists])
    areas = f"{len(counts.areas)} areas" if len(counts.areas) > 1 else "1 area"
    sentence = _said(
        "read", layout=counts.layout, n=printed(len(counts.lines), 0), first=month_name(counts.months[0]),
        last=month_name(last), areas=areas,
    )  # fmt: skip
    notes = counts.notes
    if any([added for _, added in by_month.values()]):
        notes = notes + [_said("added", what=where)]
    if setting["area"] == EVERY:
        notes = notes + [SAID["every"]]
    sentence = f"{sentence} {_now(counts, last, by_month[last][0], where)}"
    return Shown(sentence, notes, lists, setting, _table(counts, by_month), False)


def _now(counts: Counts, month: str, count: int | None, where: str) -> str:
    if count is None:
        return _said("now-none", month=month_name(month), where=where)
    length = length_of(month)
    return _said(
        "now" if counts.days else "now-people", month=month_name(month), where=where, days=printed(count, 0),
        beds=beds(count, length), length=str(length),
    )  # fmt: skip


def _table(counts: Counts, by_month: dict[str, tuple[int | None, bool]]) -> list[list[str]]:
    """Return the whole financial years, then the months from the last on: days, and days divided by the days there."""
    years: dict[str, list[str]] = {}
    for month in counts.months:
        years.setdefault(year_of(month), []).append(month)
    rows = [["Year or month", "Days", "Beds a day"] if counts.days else ["Month", "People at the census"]]
    for year, months in list(reversed(list(years.items()))):
        held = [by_month[month][0] for month in months]
        if counts.days and len(months) == 12 and None not in held:
            length = sum([length_of(month) for month in months])
            rows.append([year, printed(sum(held), 0), beds(sum(held), length)])
    for month in reversed(counts.months):
        count = by_month[month][0]
        cell = NONE if count is None else printed(count, 0)
        average = NONE if count is None else beds(count, length_of(month))
        rows.append([month_name(month), cell, average] if counts.days else [month_name(month), cell])
    return rows


def year_of(month: str) -> str:
    """Return the financial year of a month: 2024/25 for 2024-09."""
    first = int(month[:4]) - (1 if int(month[5:]) < 4 else 0)
    return f"{first}/{str(first + 1)[2:]}"


def _between(first: str, last: str) -> list[str]:
    """Return every month from one to another."""
    months = []
    for at in range(int(first[:4]) * 12 + int(first[5:]) - 1, int(last[:4]) * 12 + int(last[5:])):
        year, month = divmod(at, 12)
        months.append(f"{year}-{str(month + 1).rjust(2, '0')}")
    return months


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{printed(number, 0)} rows"


def _few(where: list[str]) -> str:
    """Return the first few places, and how many more there are."""
    more = [f"and {printed(len(where) - SHOWN, 0)} more"] if len(where) > SHOWN else []
    return ", ".join(where[:SHOWN] + more)


def _said(key: str, **told: str) -> str:
    sentence = SAID[key]
    for name, words in told.items():
        sentence = sentence.replace("{" + name + "}", words)
    return sentence
