"""Sums that add: the parts of a total, rounded so that the digits printed add up to the total printed.

Rounded one by one, 151.25 and 123.75 print as 151.3 and 123.8, beside a pot of 275.0. Here parts are rounded by the
largest remainder: each is cut down to whole steps of its last printed digit, and the steps that are then missing from
the total go, one each, to the parts that lost most. So a part is printed at most one step from what it is, nothing
stays nothing, and the sum is right to the digit.

A sentence, a title, a picture and a table of one explorer take the *same* rounded numbers: work them out once, at the
top of the view, and use them in place of the model's. Whatever is said of them (`in_print.some`, `in_print.differ`)
is then true of the digits a reader sees, and of those in a CSV. The arithmetic also runs on the page.
"""

from __future__ import annotations

from joint_working.formula import Number, at_least, at_most, choose, whole
from joint_working.in_print import NOISE, steps


def adding_up(parts: tuple[Number, ...], decimals: int = 1, total: Number | None = None) -> tuple[Number, ...]:
    """Return parts rounded to `decimals` so that, as printed, they add up to their total.

    `parts` are in the unit that is printed, and may be negative: a part that is taken off has a minus. `total` is what
    they must add up to; left out, it is their own sum, rounded as it prints. Where a `total` is given that is not
    their sum (because it was itself rounded beside something else), the first part takes what cannot be shared.

    >>> adding_up((151.25, 123.75))
    (151.3, 123.7)
    >>> adding_up((1 / 3, 1 / 3, 1 / 3), decimals=0)
    (1.0, 0.0, 0.0)
    >>> adding_up((10.04, -4.02, -5.88))
    (10.0, -4.0, -5.9)
    """
    total = added(parts) if total is None else total
    return tuple(units / 10**decimals for units in shared_steps(steps(total, decimals), parts, decimals))


def shared_steps(total: Number, parts: tuple[Number, ...], decimals: int = 1) -> tuple[Number, ...]:
    """Return parts as whole steps of their last printed digit, which add up to `total`, a whole number of steps.

    >>> shared_steps(3, (0.14, 0.11, 0.05))
    (1.0, 1.0, 1.0)
    """
    sizes = tuple(part * 10**decimals for part in parts)
    floors = tuple(whole(size + NOISE) for size in sizes)
    lost = tuple(size - floor for size, floor in zip(sizes, floors, strict=True))
    missing = total - added(floors)
    can_take = added(tuple(choose(rest > NOISE, 1.0, 0.0) for rest in lost))
    given = at_least(0, at_most(can_take, missing))
    shares = []
    for place, (floor, rest) in enumerate(zip(floors, lost, strict=True)):
        ahead: Number = 0.0
        for other, beside in enumerate(lost):
            if other != place:
                before = beside >= rest if other < place else beside > rest
                ahead = ahead + choose(before, 1.0, 0.0)
        shares.append(floor + choose(ahead < given, 1.0, 0.0))
    return (shares[0] + (missing - given), *shares[1:])


def within_reach(total: Number, parts: tuple[Number, ...], decimals: int = 1) -> Number:
    """Return the number of steps nearest to `total` that parts can add up to when each is cut down or up to a step.

    Use it where a total was rounded beside something else, so that its parts stay true to what they are: with parts
    that are nothing it is nothing.

    >>> within_reach(7, (0.31, 0.32)), within_reach(9, (0.31, 0.32)), within_reach(1, (0.0, 0.0))
    (7, 8.0, 0.0)
    """
    lowest = added(tuple(whole(part * 10**decimals + NOISE) for part in parts))
    highest = added(tuple(0 - whole(NOISE - part * 10**decimals) for part in parts))
    return at_most(highest, at_least(lowest, total))


def added(parts: tuple[Number, ...]) -> Number:
    """Return the sum of some numbers: plain ones, arrays or formulas."""
    return sum(parts[1:], start=parts[0])
