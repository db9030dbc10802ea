"""Numbers as a reader sees them printed, so that what is said of a number is true of the one in the table.

A sum of £0.04m prints as £0.0m; one of £1.04m prints as £1.0m, and £1.06m as £1.1m. Whatever a sentence or a title
says of such sums (more, fewer, the same, nothing) is decided here, by the digits that are shown. As in `words`, the
same arithmetic runs on the page.
"""

from __future__ import annotations

from joint_working.formula import Number, both, choose, either, opposite, whole
from joint_working.words import AS_SET, FORMATS, Clause, Slot, fill_slot, say

#: Below this a number is nothing but the noise of arithmetic.
NOISE = 1e-9
#: The decimals that a link keeps of a number that was set.
KEPT = 6


def steps(value: Number, decimals: int = 1) -> Number:
    """Return a number in steps of its last printed digit: 12.34 is 123 steps of a tenth.

    >>> steps(12.34), steps(-0.25), steps(0.84, 2)
    (123.0, -3.0, 84.0)
    """
    size = choose(value < 0, -1 * value, value)
    units = whole(size * 10**decimals + 0.5 + NOISE)
    return choose(value < 0, -1 * units, units)


def some(value: Number, decimals: int = 1):
    """Return whether a number of 0 or more prints as more than nothing."""
    return value >= (0.5 - NOISE) / 10**decimals


def differ(now: Number, was: Number, decimals: int = 1):
    """Return whether two numbers print differently."""
    now_steps, was_steps = steps(now, decimals), steps(was, decimals)
    return either(now_steps > was_steps, now_steps < was_steps)


def told(text: str, value: Number, form: str = "money", when=True, exact: Number | None = None) -> tuple[Clause, ...]:
    """Return clauses that put a sum of 0 or more in place of the ``{}``: one of them is said, and never "£0.0m".

    What is 0 is "nothing"; what is more, and prints as 0, is "less than £0.1m". Where `value` was rounded so that it
    adds up with others, `exact` is what it was before. A number as it was set (words.as_set) has no such least sum.
    """
    decimals = KEPT if form.endswith(AS_SET) else FORMATS[form][0]
    exact = value if exact is None else exact
    shown, none = some(value, decimals), both(exact < NOISE, value < NOISE)
    least = fill_slot(Slot(form, 10**-decimals))
    return (
        say(text, Slot(form, value), when=both(when, shown)),
        say(text.replace("{}", "nothing"), when=both(when, none)),
        say(text.replace("{}", f"less than {least}"), when=both(when, opposite(either(shown, none)))),
    )
