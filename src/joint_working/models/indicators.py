"""Reading one figure of one place: how far it is from another, what has changed, and how firm it is.

Nothing here looks a figure up. What was looked up comes as `Seen` (see `lookup.py`), and `read` says what may be said
of it. The rules of thumb (when a number is small, when two figures are alike) are ours; they are on the page beside
each result.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working.formula import Number, both, choose, opposite, same, whole
from joint_working.models.lookup import Seen

#: A person who waits all year in hospital, in days.
WHOLE_YEAR = 365
#: From this share on, in per cent, one such person (or one rounding) is said to move a figure.
ONE_PERSON = 5
ROUNDING = 1
#: People in care at home are counted to the nearest five: a count may be out by half of that.
HALF_OF_FIVE = 2.5


@dataclass(frozen=True)
class Reading:
    """What may be said. Differences are between figures as printed, so that a reader can check them."""

    compared: Number
    difference: Number
    higher: Number
    lower: Number
    alike: Number
    up: Number
    down: Number
    level: Number
    other_up: Number
    other_down: Number
    other_level: Number
    below: Number
    above: Number
    within: Number
    stay: Number
    """One person's whole year as a share of the cases, per cent."""
    few_days: Number
    off: Number
    """How far rounding alone may move the figure, per cent."""
    few_people: Number
    unknown: Number
    moved: Number
    """How much the other population moves the figure, per cent, without its sign."""
    moved_up: Number
    moved_down: Number


def as_printed(value: Number, least: Number) -> Number:
    """Return a number rounded as it is printed, half away from zero, in steps of `least`.

    >>> as_printed(-12.5, 1), round(as_printed(62.25, 0.1), 6)
    (-13.0, 62.3)
    """
    size = choose(value < 0, -1 * value, value)
    steps = whole(size / least + 0.5 + 1e-9)
    return choose(value < 0, -1 * steps, steps) * least


def read(seen: Seen) -> Reading:
    """Return what may be said of what was seen.

    A count is compared by its change, because a larger place has a larger count. A figure within the middle half of
    councils is said to be so, and nobody is ranked. No source sets these rules; they are ours.
    """
    held, other_held = same(seen.held, 1), same(seen.other_held, 1)
    compared = both(held, other_held)
    least = choose(same(seen.counted, 1), 1, seen.least)
    here, there = as_printed(seen.shown, least), as_printed(seen.other_shown, least)
    gap = here - there
    higher, lower = both(compared, gap > least / 2), both(compared, gap < -1 * least / 2)
    cases = choose(seen.cases > 0, seen.cases, 1)
    known = both(same(seen.cases_held, 1), seen.cases > 0)
    stay, off = 100 * WHOLE_YEAR / cases, 100 * HALF_OF_FIVE / cases
    value = choose(seen.value > 0, seen.value, 1)
    moved = choose(same(seen.other_way_held, 1), 100 * (seen.other_way - seen.value) / value, 0)
    return Reading(
        compared=compared,
        difference=choose(gap < 0, -1 * gap, gap),
        higher=higher,
        lower=lower,
        alike=both(compared, both(opposite(higher), opposite(lower))),
        up=both(held, here > 0),
        down=both(held, here < 0),
        level=both(held, same(here, 0)),
        other_up=both(other_held, there > 0),
        other_down=both(other_held, there < 0),
        other_level=both(other_held, same(there, 0)),
        below=both(held, seen.shown < seen.lower_quarter),
        above=both(held, seen.shown > seen.upper_quarter),
        within=both(held, both(seen.shown >= seen.lower_quarter, seen.shown <= seen.upper_quarter)),
        stay=stay,
        few_days=both(both(known, same(seen.days, 1)), stay >= ONE_PERSON),
        off=off,
        few_people=both(both(known, same(seen.rounded, 1)), off >= ROUNDING),
        unknown=both(held, both(same(seen.few, 1), opposite(known))),
        moved=choose(moved < 0, -1 * moved, moved),
        moved_up=moved >= 0.05,
        moved_down=moved <= -0.05,
    )
