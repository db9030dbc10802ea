"""Five years as they are printed: every number in tenths of £1 million, and every sum right to the digit.

Budget Lab, Board night and the workshop's papers print the five-year plan from here, so that a reader who adds up a
column, in a table, a sentence or a CSV, finds what stands below it.
"""

from __future__ import annotations

from joint_working.formula import Number, at_least, at_most, choose, either, same
from joint_working.in_print import NOISE, steps
from joint_working.models.budget import (
    LENT_BY_BOTH,
    LENT_BY_COUNCIL,
    LENT_BY_HEALTH,
    Plan,
    PlanLevers,
    Share,
    Year,
)
from joint_working.rounding import added, shared_steps, within_reach

TENTHS = 10


def as_printed(levers: PlanLevers, answer: Plan) -> Plan:
    """Return a plan in £ million, rounded to tenths so that in every year, to the digit printed,

    - the gap for the year is cost - pot - lasting savings of earlier years;
    - gap + repaid + added + returned = savings that last + one-off savings + drawn + over budget;
    - cost + repaid + added + returned = pot + all savings + drawn + over budget, which follows from the two;
    - over budget is the health board's part and the councils';
    - reserves are last year's - drawn + added;
    - what is owed is what was owed + lent - repaid.

    Reserves and what is over budget are rounded first, each by itself; the rest is fitted to that.
    """
    health_lends, council_lends = partner_lends(levers)
    reserves, owed = steps(levers.reserves), 0.0
    years, shares = [], []
    for year, met in zip(answer.years, answer.shares, strict=True):
        reserves_now = steps(year.reserves)
        drawn, filled = at_least(0, reserves - reserves_now), at_least(0, reserves_now - reserves)
        over, returned = steps(year.overspend), steps(year.returned)
        health, council = shared_steps(over, (met.health, met.council))
        lent = choose(health_lends, health, 0.0) + choose(council_lends, council, 0.0)
        repaid = choose(year.owed < NOISE, owed, at_most(owed, steps(year.repaid)))
        owed_now = owed + lent - repaid
        left, saved = over + drawn - repaid - filled - returned, (year.lasting, year.one_off)
        gap = left + within_reach(steps(year.gap) - left, saved)
        lasting, one_off = shared_steps(gap - left, saved)
        cost, pot, earlier = shared_steps(gap, (year.cost, -year.pot, -year.earlier))
        pot_health, pot_council = shared_steps(-pot, (year.health, year.council))
        years.append(
            Year(
                health=pot_health / TENTHS, council=pot_council / TENTHS, pot=-pot / TENTHS, cost=cost / TENTHS,
                earlier=-earlier / TENTHS, lasting=lasting / TENTHS, one_off=one_off / TENTHS,
                drawn=drawn / TENTHS, overspend=over / TENTHS, repaid=repaid / TENTHS, added=filled / TENTHS,
                returned=returned / TENTHS, reserves=reserves_now / TENTHS, lent=lent / TENTHS,
                owed=owed_now / TENTHS, full_year=steps(year.full_year) / TENTHS,
                slipped=steps(year.slipped) / TENTHS,
            )
        )  # fmt: skip
        shares.append(Share(health=health / TENTHS, council=council / TENTHS))
        reserves, owed = reserves_now, owed_now
    return Plan(years=tuple(years), shares=tuple(shares), rules=_rules(answer, over))


def _rules(answer: Plan, over: Number) -> tuple[Share, ...]:
    """Return the last year's overspend, `over` in tenths, under each rule in £ million."""
    return tuple(
        Share(*(units / TENTHS for units in shared_steps(over, (met.health, met.council)))) for met in answer.rules
    )


def partner_lends(levers: PlanLevers) -> tuple[Number, Number]:
    """Return whether the health board lends its part, and whether the council side does."""
    by_both = same(levers.lent, LENT_BY_BOTH)
    return either(by_both, same(levers.lent, LENT_BY_HEALTH)), either(by_both, same(levers.lent, LENT_BY_COUNCIL))


def met_by_partners(answer: Plan) -> Number:
    """Return what the partners meet of all the years' overspends, given or lent, in £ million."""
    return added(tuple(year.overspend for year in answer.years))
