"""Words that run twice: the same clauses are filled by Python and, on the page, by a short script.

A sentence is a list of clauses. A clause has a text with ``{}`` for each slot and a condition, which may be a
recorded formula. Slots carry a number and the name of a format. Rounding is arithmetic that both languages
do alike, because their own formats differ at ties.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from joint_working.formula import Number, choose

MINUS, NO_BREAK = "\u2212", "\u00a0"
#: What a spreadsheet takes for the start of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Slot:
    """A number and the format it is printed in: one of FORMATS."""

    format: str
    value: Number


@dataclass(frozen=True)
class Clause:
    """A text that is said when its condition holds. `{}` in the text stands for each slot in turn."""

    text: str
    slots: tuple[Slot, ...] = ()
    when: Number | bool = True


MONTHS = (
    ("January", "February", "March", "April", "May", "June", "July")
    + ("August", "September", "October", "November", "December")
)  # fmt: skip

#: What stands in a table for a number of what is not there: the members of a second council, where there is one.
NO_SUCH = "\u2013"

#: What a format does to a number: decimals kept, text before, text after, thousands separated. A month is counted
#: from the first of the year 0, so that 24320 is September 2026: its fourth part holds the names. A fifth part is
#: printed in place of a number below 0, which then says that there is nothing to count. With a sixth, a number keeps
#: all its decimals: it is what a reader set, and a set number is not rounded.
ROUNDED = {
    "money": (1, "£", "m"),
    "money2": (2, "£", "m"),
    "pounds": (0, "£", ""),
    "amount": (1, "", ""),
    "amount2": (2, "", ""),
    "percent": (0, "", "%"),
    "percent1": (1, "", "%"),
    "percent2": (2, "", "%"),
    "points": (1, "", " points"),
    "count": (0, "", ""),
    "month": (0, "", "", MONTHS),
    "count_if": (0, "", "", (), NO_SUCH),
    "percent_if": (0, "", "%", (), NO_SUCH),
    "amount2_if": (2, "", "", (), NO_SUCH),
}
#: What is put behind the name of a format for a number as it was set.
AS_SET = "_as_set"
FORMATS = ROUNDED | {f"{name}{AS_SET}": (*form, (), "", True) for name, form in ROUNDED.items() if len(form) == 3}


#: Below this a sum in £ million prints as £0.0m, so the words speak of nothing.
NOTHING = 0.05


def say(text: str, *slots: Slot, when: Number | bool = True) -> Clause:
    """Return a clause. Raises ValueError when the text has not one ``{}`` for each slot."""
    if text.count("{}") != len(slots):
        raise ValueError(f"The clause {text!r} has {text.count('{}')} places and {len(slots)} slots: they must match.")
    return Clause(text, slots, when)


def money(value: Number) -> Slot:
    """Return a slot for a sum in £ million, printed as £10.6m."""
    return Slot("money", value)


def as_set(slot: Slot) -> Slot:
    """Return the slot of a number that a reader set: it is printed with all its decimals, £0.847m and not £0.8m.

    >>> fill_slot(as_set(percent(52.5))), fill_slot(as_set(money(10)))
    ('52.5%', '£10.0m')
    """
    return Slot(f"{slot.format}{AS_SET}", slot.value)


def money2(value: Number) -> Slot:
    """Return a slot for a sum in £ million, printed as £1.97m."""
    return Slot("money2", value)


def amount2(value: Number) -> Slot:
    """Return a slot for a sum in £ million, printed as 1.97 (for tables and pictures that state the unit)."""
    return Slot("amount2", value)


def amount(value: Number) -> Slot:
    """Return a slot for a sum in £ million, printed as 10.6 (for tables and pictures that state the unit)."""
    return Slot("amount", value)


def percent(value: Number) -> Slot:
    """Return a slot for a share in per cent, printed as 65%."""
    return Slot("percent", value)


def percent1(value: Number) -> Slot:
    """Return a slot for a share or a rate in per cent, printed as 7.4%."""
    return Slot("percent1", value)


def pounds(value: Number) -> Slot:
    """Return a slot for a sum in single pounds, printed as £38."""
    return Slot("pounds", value)


def count(value: Number) -> Slot:
    """Return a slot for a count, printed as 1,025."""
    return Slot("count", value)


def count_if(there, value: Number) -> Slot:
    """Return a slot for a count of what may not be there: printed as 8, or as a dash where `there` does not hold."""
    return Slot("count_if", choose(there, value, -1.0))


def percent_if(there, value: Number) -> Slot:
    """Return a slot for the share of what may not be there, in per cent: printed as 33%, or as a dash."""
    return Slot("percent_if", choose(there, value, -1.0))


def month(value: Number) -> Slot:
    """Return a slot for a month, counted as 12 x year + month - 1, printed as September 2026."""
    return Slot("month", value)


def listed(items: Sequence[str], last: str = "and") -> str:
    """Return items as a list in a sentence; "" for none.

    >>> listed(["the council"]), listed(["a", "b", "c"]), listed(["a", "b"], "or")
    ('the council', 'a, b and c', 'a or b')
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def capital(text: str) -> str:
    """Return a text with its first letter as a capital, and the rest as it stands."""
    return text[:1].upper() + text[1:]


def printed(number: float, decimals: int) -> str:
    """Return a number rounded half up, away from zero, with thousands separated and a true minus.

    It is floor(\\|x\\| * 10^d + 0.5 + 1e-9), with the sign put back: the same on the page.

    >>> printed(0.25, 1), printed(-1234.5, 0), printed(-0.04, 1)
    ('0.3', '−1,235', '0.0')
    """
    if not math.isfinite(number):
        raise ValueError(f"A number to print must be finite, not {number}.")
    units = math.floor(abs(number) * 10**decimals + 0.5 + 1e-9)
    digits = str(units).rjust(decimals + 1, "0")
    left, right = (digits[:-decimals], "." + digits[-decimals:]) if decimals else (digits, "")
    left = f"{int(left):,}"
    return (MINUS if number < 0 and units else "") + left + right


def fill_slot(slot: Slot, formats: Mapping[str, tuple] = FORMATS) -> str:
    """Return a slot's number in its format. Raises KeyError for an unknown format."""
    return in_format(formats[slot.format], slot.value)


def in_format(form: tuple, number: float) -> str:
    """Return a number as a format prints it. Raises ValueError for one that is not finite.

    >>> in_format(FORMATS["money"], -3.25), in_format(FORMATS["percent"], 12)
    ('−£3.3m', '12%')
    >>> in_format(FORMATS["count_if"], 8), in_format(FORMATS["count_if"], -1)
    ('8', '–')
    """
    if len(form) > 5:
        return in_full(form[:3], number)
    if len(form) > 4 and number < 0:
        return form[4]
    if len(form) == 4:
        year, place = divmod(math.floor(number), 12)
        return f"{form[3][place]}{NO_BREAK}{year}"
    text = printed(float(number), form[0])
    sign, text = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
    return f"{sign}{form[1]}{text}{form[2]}".replace(" ", NO_BREAK)


def in_full(form: tuple, number: float) -> str:
    """Return a number as a format prints it, with all its decimals up to six: what a reader set is not rounded.

    >>> in_full(FORMATS["percent"], 52.5), in_full(FORMATS["percent"], 50), in_full(FORMATS["money"], -3.25)
    ('52.5%', '50%', '−£3.25m')
    """
    if len(form) == 4:
        return in_format(form, number)
    decimals = len(f"{abs(number):.6f}".rstrip("0").split(".")[1])
    return in_format((max(form[0], decimals), form[1], form[2]), number)


def in_short(number: float) -> str:
    """Return a number as links and code write it: with at most six decimals, and none that say nothing.

    >>> in_short(501.647), in_short(180.0), in_short(-0.0)
    ('501.647', '180', '0')
    """
    return f"{number + 0:.6f}".rstrip("0").rstrip(".")


def fill(clauses: Iterable[Clause], formats: Mapping[str, tuple] = FORMATS) -> str:
    """Return the clauses whose condition holds, filled and joined by spaces."""
    holding = (c for c in clauses if c.when)
    return " ".join(c.text.format(*(fill_slot(slot, formats) for slot in c.slots)) for c in holding)


def csv_text(lines: Iterable[Sequence[str]]) -> str:
    """Return CSV with every cell in quotation marks; a text that starts like a formula gets an apostrophe."""
    return "".join(",".join(_quoted(cell) for cell in line) + "\r\n" for line in lines)


def _quoted(cell: str) -> str:
    guard = "'" if cell[:1] in FORMULA else ""
    return f'"{guard}' + cell.replace('"', '""') + '"'


def say_date(day: date | str) -> str:
    """Return a date as the book prints it, ``22 November 2026`` or ``November 2026``; other text is given back."""
    if isinstance(day, date):
        return f"{day.day} {day:%B %Y}"
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])(-\d\d)?", day):  # not 2019-20, a year
        whole = date.fromisoformat(day if len(day) == 10 else day + "-01")
        return say_date(whole) if len(day) == 10 else f"{whole:%B %Y}"
    return day
