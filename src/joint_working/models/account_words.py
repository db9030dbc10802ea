"""What a board's own accounts say: a sentence, a table, how each cell was read, and how they start the five-years lab.

The figures are those `accounts.py` reads. The page runs this file too, compiled by `script.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joint_working.models.accounts import (
    MONEY,
    Measure,
    Problem,
    Row,
    Rules,
    filled,
    measured,
    tidy,
    understood,
    usual_unit,
)
from joint_working.words import FORMATS, MINUS, Slot, fill_slot, in_full, printed

#: Most letters of figures that are put in an address; longer ones are kept in a file.
LONGEST_LINK = 6000
#: Most things that are said to be wrong at once.
SHOWN = 12
#: The levers the lab cannot start without: a payment moved to the end of its range would be another board.
PAYMENTS = ("health_payment", "council_payment")

#: What is said of a reader's own figures. {names} are filled once.
WORDS = {
    "own": "Your figures for {year}, {basis}.",
    "example": "A made-up example, {year}, {basis}.",
    "published": "What was published for {name}, {year}, {basis}.",
    "little": "Too little is filled in to work anything out.",
    "empty": "The form is empty. Type a year, a basis and the two payments, or paste a table.",
    "one": "One thing to settle before the figures are used:",
    "many": "{count} things to settle before the figures are used:",
    "more": "And {count} more.",
    "kept": "What was typed is all still there.",
    "unread": "None of it was used. Shown below: {whose}.",
    "whose-own": "the figures that were in the form before",
    "whose-example": "the made-up example, not your figures",
    "whose-published": "what was published for {name}",
    "whose-nothing": "nothing, the form is empty",
    "heading": "Your heading: “{head}”.",
    "read": "Read in {unit}.",
    "read-as": "Read in {unit}, as {value}.",
    "starts": "These levers start from your figures:",
    "exact": "{label}: {value}",
    "councils": "{label}: {value}, as in the partnership chosen",
    "moved": "{label}: your {figure} is outside the range, {range}, so it is moved to its end, {value}",
    "unit": "{label}: {figure} is outside the range, {range}. Is the unit right? The lab does not start from it",
    "stays": "These stay as the lab has them, made up: {names}.",
    "payments": "Both payments are needed to start the lab, each within its range: {ranges}.",
    "go": "Start the lab from {year}, {basis}",
    "long": "These figures are too long for an address. Save them as a file to keep them.",
    "publish": "What was published",
    "publish-year": "What was published for {name}, {year}",
    "gap": "no figure",
    "made-up": "Illustrative figures",
    "what": "What",
    "row": "Row {row}",
    "row-of": "Row {row}: {names}",
    "mend": "{name} – {count} to mend",
    "column": "Column {column}",
    "unused": "Kept, and not used",
    "take-out": "Take this row out",
}


@dataclass(frozen=True)
class Lever:
    """A lever of the lab, as far as figures can set it. `options` are the words of a choice, `range` is in words."""

    name: str
    label: str
    format: str
    low: float
    high: float
    step: float
    default: float
    options: Sequence[str]
    range: str


@dataclass(frozen=True)
class Lab:
    """The lab that figures can start: its name and version in an address, and its levers in order."""

    name: str
    version: int
    levers: Sequence[Lever]


@dataclass(frozen=True)
class Start:
    """How figures start the lab: what sets a lever, what cannot, and which levers stay made up.

    `says` is what was set, `outside` what was moved to the end of a lever's range or could not be used.
    `link` is the address of the lab with the levers in it, from "#"; "" where a payment is missing or out of range.
    """

    levers: Mapping[str, float]
    says: tuple[str, ...]
    outside: tuple[str, ...]
    stays: tuple[str, ...]
    link: str


def start(values: Mapping[str, float | None], code: str, councils: int, rules: Rules, lab: Lab) -> Start:
    """Return the start of the lab from measures by their key, for the partnership with that code ("" for none)."""
    levers: dict[str, float] = {}
    says: list[str] = []
    outside: list[str] = []
    stays: list[str] = []
    keys = {measure.lever: measure.key for measure in rules.measures}
    for lever in lab.levers:
        value = values.get(keys.get(lever.name, ""))
        told = {"label": lever.label, "range": lever.range}
        if lever.name == "councils" and code:
            levers[lever.name] = councils - 1
            says.append(filled(WORDS["councils"], told | {"value": lever.options[councils - 1]}))
        elif value is None:
            stays.append(lever.label)
        else:
            set_to = within(value, lever.low, lever.high, lever.step)
            told |= {"value": in_full(FORMATS[lever.format], set_to), "figure": fill_slot(Slot(lever.format, value))}
            if lever.name in PAYMENTS and not lever.low <= value <= lever.high:
                outside.append(filled(WORDS["unit"], told))
            else:
                levers[lever.name] = set_to
                inside = lever.low <= value <= lever.high
                (says if inside else outside).append(filled(WORDS["exact" if inside else "moved"], told))
    return Start(levers, tuple(says), tuple(outside), tuple(stays), _link(levers, code, lab))


def within(value: float, low: float, high: float, step: float) -> float:
    """Return a figure as a lever holds it, to a tenth of its step: itself, or the end of the range nearer to it.

    >>> within(3.018, 0, 10, 0.5), within(-1.0909, -3, 12, 0.05), within(200, 0, 150, 5)
    (3.0, -1.09, 150)
    """
    return min(max(round(round(10 * value / step) * step / 10, 4), low), high)


def _link(levers: Mapping[str, float], code: str, lab: Lab) -> str:
    if any(name not in levers for name in PAYMENTS):
        return ""
    moved = [lever for lever in lab.levers if lever.name in levers and levers[lever.name] != lever.default]
    settings = "".join(f"&{lever.name}={_plain(levers[lever.name])}" for lever in moved)
    return f"#explorer={lab.name}&v={lab.version}{settings}" + (f"&place={code}" if code else "")


def _plain(value: float) -> str:
    """Return a number of at most four decimals as an address holds it.

    >>> _plain(3.0), _plain(-2.25), _plain(10)
    ('3', '-2.25', '10')
    """
    return f"{value:.4f}".rstrip("0").rstrip(".")


def payments_needed(lab: Lab) -> str:
    """Return the sentence that says what the lab needs."""
    needed = [lever for lever in lab.levers if lever.name in PAYMENTS]
    return filled(WORDS["payments"], {"ranges": ", ".join(f"{lever.label.lower()} {lever.range}" for lever in needed)})


def sentence(row: Row, values: Mapping[str, float | None], whose: str, name: str, rules: Rules) -> str:
    """Return what one row says. It begins with `whose` figures they are: own, example, or published for `name`."""
    told = [told_of(measure, values[measure.key]) for measure in rules.measures if measure.says]
    told = [words for words in told if words]
    first = filled(WORDS[whose], {"name": name, "year": row.values["year"], "basis": row.values["basis"]})
    return " ".join([first, *(told or [WORDS["little"]])])


def told_of(measure: Measure, value: float | None) -> str:
    """Return what is said of a measure: other words where it prints as nought, "" for a gap or less than that."""
    if value is None:
        return ""
    figure = shown(measure.format, value)
    if not re.search("[1-9]", figure):
        return measure.none
    return measure.says.replace("{}", figure) if value > 0 else ""


def shown(form: str, value: float | None) -> str:
    """Return a measure as printed, or the words for a gap."""
    return WORDS["gap"] if value is None else fill_slot(Slot(form, value))


def name_of(row: Row) -> str:
    """Return how a row of figures is called.

    >>> name_of(Row(2, {"year": "2025/26", "basis": "budget"}))
    '2025/26, budget'
    """
    return f"{row.values['year']}, {row.values['basis']}"


def cells(rows: Sequence[Row], rules: Rules) -> list[list[str]]:
    """Return the table of measures as printed: one list a measure, its label first, then one cell a row."""
    values = [measured(row, rows, rules) for row in rows]
    return [
        [measure.label, *[shown(measure.format, answers[measure.key]) for answers in values]]
        for measure in rules.measures
    ]


def reading(key: str, head: str, given: str, stated: str, value: object, rules: Rules) -> str:
    """Return how a cell was read: the reader's own heading, the unit and the sum; "" where nothing is new.

    `head` is the heading as typed, `given` the unit it gives and `stated` the unit of the row, "" for none.
    """
    if not key:
        return ""
    field, usual = rules.field[key], usual_unit(rules)
    own = head not in ("", field.key, field.label, f"{field.key} ({given})")
    told = [filled(WORDS["heading"], {"head": head})] if own else []
    unit = given or stated or usual
    if field.kind == MONEY and value is not None and (own or given or unit != usual):
        told.append(filled(WORDS["read-as"], {"unit": unit, "value": millions(value)}))
    elif field.kind == MONEY and (given or unit != usual):
        told.append(filled(WORDS["read"], {"unit": unit}))
    return " ".join(told)


def millions(value: float) -> str:
    """Return £ million as read, to the pound.

    >>> millions(0.41), millions(-0.065), millions(1200)
    ('£0.41m', '−£0.065m', '£1,200m')
    """
    text = re.sub(r"\.?0+$", "", printed(abs(value), 6))
    return f"{MINUS if value < 0 else ''}£{text}m"


def count(problems: Sequence[Problem]) -> str:
    """Return how many things are wrong, in words."""
    return WORDS["one"] if len(problems) == 1 else filled(WORDS["many"], {"count": str(len(problems))})


def more(problems: Sequence[Problem]) -> str:
    """Return how many problems there are beyond those that are shown, "" for none."""
    left = len(problems) - SHOWN
    return filled(WORDS["more"], {"count": str(left)}) if left > 0 else ""


# --- The form ----------------------------------------------------------------------------------------------


def whole(heads: Sequence[str], rules: Rules) -> list[str]:
    """Return headings with one more for every field that has none, in the unit the others have."""
    meant = [understood(head, rules) for head in heads]
    units, usual = [heading.unit for heading in meant if heading.unit], usual_unit(rules)
    there = [heading.field for heading in meant]
    unit = units[0] if units and all(heading == units[0] for heading in units) else usual
    ending = f" ({unit})" if any(heading != usual for heading in units) else ""
    lacking = [field for field in rules.fields if field.key not in there]
    return [*heads, *[field.label + (ending if field.kind == MONEY else "") for field in lacking]]


def short(heads: Sequence[str], rows: Sequence[Sequence[str]], rules: Rules) -> list[list[str]]:
    """Return a table without columns that are empty and not needed, headed by the fields' keys.

    A unit that a heading gives stays in it. It is short enough for an address.
    """
    meant = [understood(head, rules) for head in heads]
    kept = []
    for at, heading in enumerate(meant):
        full = any(tidy(row[at]) for row in rows) and (heading.field or heads[at])
        if full or (heading.field and rules.field[heading.field].needed):
            kept.append(at)
    named = [_key(meant[at].field, meant[at].unit) or heads[at] for at in kept]
    return [named, *[[row[at] for at in kept] for row in rows]]


def _key(field: str, unit: str) -> str:
    return f"{field} ({unit})" if unit and field else field


def called(number: int, names: Sequence[str], wrong: int) -> str:
    """Return the name of a row in the form: its number, its year and basis, how many things in it are to mend."""
    given = ", ".join([name for name in names if name])
    name = filled(WORDS["row-of" if given else "row"], {"row": str(number), "names": given})
    return filled(WORDS["mend"], {"name": name, "count": str(wrong)}) if wrong else name
