"""Numbers that a reader types in the box beside a slider: read by one rule, on the page and in a notebook.

Any number in a lever's range will do, with its sign and its unit or without them: 31.4, £31.4m, 1,200, −3, 52.5%. A
month is typed as it is printed, or in figures. What is no such number is answered with one sentence, and changes
nothing.

`read` is compiled for the page (see `joint_working.script`): plain functions of plain data.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working.kit.address import digits
from joint_working.words import MINUS, MONTHS, NO_BREAK, in_full

#: What is said of a text that cannot be taken. `{example}` is what the box held at the start.
SENTENCES = {
    "number": "“{text}” is not a number this box can read. Type it as in {example}.",
    "comma": "“{text}”: is the comma a decimal point? Type it with a point, as in {example}.",
    "month": "“{text}” is not a month this box can read. Type it as in {example}.",
    "range": "{text} is out of range: {range}.",
    "whole": "{text} is not a whole number; one is needed.",
    "nothing": "Nothing is typed. The number stays as it was.",
}
#: How a unit may be typed after a number, by what a format prints there.
UNITS = {"m": ("m", "million"), "%": ("%", "per cent", "percent"), " points": ("points", "point")}
#: Letters shown of a text that means nothing here.
SHOWN = 40
#: The longest whole part and the longest rest that are a number here. Six decimals are kept, as a link keeps them.
LONGEST, DEEPEST = 9, 40
TWELVE = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)


@dataclass(frozen=True)
class Box:
    """What a box takes: the lever's format (one of `words.FORMATS`), its range, and whether it must be whole."""

    format: tuple
    low: float
    high: float
    whole: bool
    range: str
    usual: float


@dataclass(frozen=True)
class Typed:
    """What was typed: a number in the lever's unit, or None and the sentence that says why not."""

    value: float | None
    problem: str = ""


def read(box: Box, text: str) -> Typed:
    """Return the number that a text gives a lever, or the sentence that says why it gives none.

    >>> box = Box((1, "£", "m"), 20, 1200, False, "£20–1200m", 180)
    >>> read(box, "£31.4m").value, read(box, "31,4").problem[:32]
    (31.4, '“31,4”: is the comma a decimal p')
    """
    text = text.replace(NO_BREAK, " ").strip()
    by_month = len(box.format) == 4
    value = month(text) if by_month else number(box.format, text)
    why = ""
    if not text:
        why = "nothing"
    elif value is None:
        why = "month" if by_month else "comma" if decimal_comma(text) else "number"
    elif value < box.low or value > box.high:
        why = "range"
    elif box.whole and value != int(value):
        why = "whole"
    if not why:
        return Typed(value)
    shown = text[:SHOWN] if value is None else in_full(box.format, value)
    sentence = SENTENCES[why].replace("{range}", box.range).replace("{example}", in_full(box.format, box.usual))
    return Typed(None, shown.join(sentence.split("{text}")))


def number(form: tuple, text: str) -> float | None:
    """Return the number in a text, in the unit of a format, or None. A unit of another kind is not passed over."""
    sign, text = signed(text.lower().replace(MINUS, "-").replace("–", "-"))
    if form[1] and text.startswith(form[1]):
        inner, text = signed(text[1:].strip())
        sign = sign or inner
    for unit in UNITS.get(form[2], ()):
        if text.endswith(unit):
            text = text[: -len(unit)].strip()
            break
    parts = text.split(".")
    whole, rest = parts[0], parts[1:]
    groups = whole.split(",")
    if len(groups) > 1 and (groups[0].startswith("0") or not all(digits(group, 3) for group in groups)):
        return None
    if len(groups) > 1 and not all(len(group) == 3 for group in groups[1:]):
        return None
    whole = "".join(groups)
    if len(rest) > 1 or not all(digits(part, DEEPEST) for part in rest):
        return None
    if not digits(whole, LONGEST) and (whole or not rest):
        return None
    value = float(f"{float('.'.join(['0' + whole, *rest])):.6f}")
    return -value if sign == "-" and value else value


def signed(text: str) -> tuple:
    """Return the sign a text begins with, or "", and the rest of the text."""
    return (text[:1], text[1:].strip()) if text[:1] in ("-", "+") else ("", text)


def decimal_comma(text: str) -> bool:
    """Return whether a text may hold a decimal comma: it has one comma, between digits."""
    parts = text.split(",")
    return len(parts) == 2 and digits(parts[0][-1:], 1) and digits(parts[1][:1], 1)


def month(text: str) -> int | None:
    """Return a month as its lever counts it, from "September 2026", "Sep 2026", "2026-09" or "9/2026"; or None."""
    parts = text.lower().replace(",", " ").replace("-", " ").replace("/", " ").replace(".", " ").split()
    if len(parts) != 2:
        return None
    first, year = parts if len(parts[1]) == 4 else [parts[1], parts[0]]
    if len(year) != 4 or not digits(year, 4):
        return None
    if digits(first, 2):
        places = [int(first)]
    else:
        places = [place for place in TWELVE if MONTHS[place - 1].lower().startswith(first)]
    if len(places) != 1 or not 1 <= places[0] <= 12:
        return None
    return 12 * int(year) + places[0] - 1
