"""Prevention as it is printed: sums in tenths of £1 million that a reader can add up, year by year."""

from __future__ import annotations

from dataclasses import dataclass, replace

from joint_working.formula import Number, at_least, at_most, choose, same
from joint_working.in_print import steps
from joint_working.models.prevention import Prevention, PreventionLevers, Year

TENTHS = 10


@dataclass(frozen=True)
class Printed:
    """The years in £ million, rounded, and what they add up to as far ahead as the board looks."""

    years: tuple[Year, ...]
    spent: Number
    back: tuple[Number, ...]
    """For the low, middle and high case."""


def as_printed(levers: PreventionLevers, answer: Prevention) -> Printed:
    """Return spending, what comes back and the sum so far, rounded to tenths so that to the digit printed

    - what is spent in all, and what comes back in all, are the sums of their years;
    - where later pounds count in full, so far is last year's so far, with what comes back, less what is spent;
    - a year in which as much comes back as is spent is printed as one, and no other is.

    Sums since the start are rounded, and a year is the difference of two of them. Where later pounds count for less,
    nothing on the page adds up to the sum so far: it is rounded by itself.
    """
    count_in_full = same(levers.discount, 0)
    spent_so_far = printed_spent = spent_in_all = 0.0
    back_so_far, printed_back, back_in_all = [0.0] * 3, [0.0] * 3, [0.0] * 3
    years = []
    for number, year in enumerate(answer.years, start=1):
        within = number <= answer.ahead
        spent_so_far = spent_so_far + year.spent
        spent = steps(spent_so_far) - printed_spent
        printed_spent = printed_spent + spent
        spent_in_all = choose(within, printed_spent, spent_in_all)
        cases = []
        for place, case in enumerate(year.cases):
            back_so_far[place] = back_so_far[place] + case.returned
            nearest = steps(back_so_far[place]) - printed_back[place]
            back = choose(case.net >= 0, at_least(spent, nearest), at_most(spent, nearest))
            printed_back[place] = printed_back[place] + back
            back_in_all[place] = choose(within, printed_back[place], back_in_all[place])
            so_far = choose(count_in_full, printed_back[place] - printed_spent, steps(case.so_far))
            cases.append(replace(case, returned=back / TENTHS, so_far=so_far / TENTHS))
        years.append(replace(year, spent=spent / TENTHS, cases=tuple(cases)))
    return Printed(tuple(years), spent_in_all / TENTHS, tuple(back / TENTHS for back in back_in_all))
