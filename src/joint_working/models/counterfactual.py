"""What would have happened anyway? A made-up place joins up its services, and two readers say what that did.

Here the truth is known, because it is set. One reader compares the place with itself before. The other also has places
that did not join up. The second way is called difference in differences; studies of integration use it where they can
(`data/findings.csv`, the rows of the kind "comparison"). The numbers are made up and stand for no real place.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working.formula import Number, choose

#: Years, counted from the last one before joining up. Three come before it and four after.
FIRST, LAST = -3, 4
#: The year of the shock that strikes everywhere, and that lasts.
SHOCK_YEAR = 3


@dataclass(frozen=True)
class CounterfactualLevers:
    """What can be moved, all in per cent."""

    effect: Number
    """What joining up truly does to days in hospital, from year 1 on. Below 0 is fewer days."""
    growth: Number
    """Growth everywhere, each year, whatever anyone does."""
    other: Number
    """What something else does that starts in the same place at the same time."""
    shock: Number
    """What strikes every place in year 3 and stays."""
    bad_year: Number
    """By how much the last year before was unusually bad in the place that joined up."""
    drift: Number
    """By how much more, each year, days grow in the places that did not join up."""


@dataclass(frozen=True)
class CounterfactualYear:
    """One year. Days in hospital, as an index: 100 in the first year."""

    seen: Number
    anyway: Number
    """What would have been seen without joining up. Nobody ever sees this."""
    elsewhere: Number
    """What was seen in the places that did not join up."""


@dataclass(frozen=True)
class Counterfactual:
    """The years, and what each reader says joining up did, in per cent."""

    years: tuple[CounterfactualYear, ...]
    truth: Number
    before_and_after: Number
    beside_others: Number
    missed_before: Number
    """How far before and after is from the truth, in percentage points, without its sign."""
    missed_beside: Number


def _size(value: Number) -> Number:
    return choose(value < 0, -1 * value, value)


def counterfactual(levers: CounterfactualLevers) -> Counterfactual:
    """Return what was seen, what would have been seen, and what two readers make of it at the end of year 4.

    Before and after is the change in the place from its last year before. Beside others is that change divided by the
    change of the places that did not join up: it is right when those would have changed alike, and only then.

    >>> answer = counterfactual(CounterfactualLevers(effect=-10, growth=3, other=0, shock=0, bad_year=0, drift=0))
    >>> round(answer.before_and_after, 1), round(answer.beside_others, 1)
    (1.3, -10.0)
    """
    here: Number = 100.0
    there: Number = 100.0
    years = []
    for year in range(FIRST, LAST + 1):
        if year > FIRST:
            here = here * (1 + levers.growth / 100)
            there = there * (1 + (levers.growth + levers.drift) / 100)
        struck = 1 + levers.shock / 100 if year >= SHOCK_YEAR else 1
        luck = 1 + levers.bad_year / 100 if year == 0 else 1
        besides, joined = (1 + levers.other / 100, 1 + levers.effect / 100) if year > 0 else (1, 1)
        anyway = here * struck * luck * besides
        years.append(CounterfactualYear(seen=anyway * joined, anyway=anyway, elsewhere=there * struck))
    before, after = years[-FIRST], years[-1]
    here_changed, there_changed = after.seen / before.seen, after.elsewhere / before.elsewhere
    naive, beside = 100 * (here_changed - 1), 100 * (here_changed / there_changed - 1)
    return Counterfactual(
        years=tuple(years),
        truth=levers.effect,
        before_and_after=naive,
        beside_others=beside,
        missed_before=_size(naive - levers.effect),
        missed_beside=_size(beside - levers.effect),
    )
