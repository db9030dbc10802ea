"""Five years as they are printed: every number in tenths of £1 million, and every sum right to the digit.

Budget Lab, Board night and the workshop's papers print the five-year plan from here, so that a reader who adds up a
column, in a table, a sentence or a CSV, finds what stands below it.
"""

from __future__ import annotations

from joint_working.formula import Number, at_least, choose, either, same
from joint_working.in_print import steps
from joint_working.models.budget import (
    GIVEN,
    LENT_BY_BOTH,
    LENT_BY_COUNCIL,
    LENT_BY_HEALTH,
    RULES,
    Plan,
    PlanLevers,
    Share,
    Year,
)
from joint_working.rounding import shared_steps, within_reach

TENTHS = 10


def as_printed(levers: PlanLevers, answer: Plan) -> Plan:
    """Return a plan in £ million, rounded to tenths so that in every year, to the digit printed,

    - the gap for the year is cost - pot - lasting savings of earlier years;
    - gap + repaid + added + returned = savings that last + one-off savings + drawn + over budget;
    - cost + repaid + added + returned = pot + all savings + drawn + over budget, which follows from the two;
    - over budget is the health board's part and the councils';
    - reserves are last year's - drawn + added;
    - what is owed is what was owed + lent - repaid.

    Reserves, debt and what is over budget are rounded first, each by itself; the rest is fitted to that.
    """
    reserves, owed = steps(levers.reserves), 0.0
    years, shares = [], []
    for year, met in zip(answer.years, answer.shares, strict=True):
        reserves_now, owed_now = steps(year.reserves), steps(year.owed)
        drawn, added = at_least(0, reserves - reserves_now), at_least(0, reserves_now - reserves)
        lent, repaid = at_least(0, owed_now - owed), at_least(0, owed - owed_now)
        returned = steps(year.returned)
        over, health = _met(levers, year, met, lent)
        left, saved = over + drawn - repaid - added - returned, (year.lasting, year.one_off)
        gap = left + within_reach(steps(year.gap) - left, saved)
        lasting, one_off = shared_steps(gap - left, saved)
        cost, pot, earlier = shared_steps(gap, (year.cost, -year.pot, -year.earlier))
        pot_health, pot_council = shared_steps(-pot, (year.health, year.council))
        years.append(
            Year(
                health=pot_health / TENTHS, council=pot_council / TENTHS, pot=-pot / TENTHS, cost=cost / TENTHS,
                earlier=-earlier / TENTHS, lasting=lasting / TENTHS, one_off=one_off / TENTHS,
                drawn=drawn / TENTHS, overspend=over / TENTHS, repaid=repaid / TENTHS, added=added / TENTHS,
                returned=returned / TENTHS, reserves=reserves_now / TENTHS, lent=lent / TENTHS,
                owed=owed_now / TENTHS, full_year=steps(year.full_year) / TENTHS,
                slipped=steps(year.slipped) / TENTHS,
            )
        )  # fmt: skip
        shares.append(Share(health=health / TENTHS, council=(over - health) / TENTHS))
        reserves, owed = reserves_now, owed_now
    return Plan(years=tuple(years), shares=tuple(shares), rules=_rules(levers, answer, over, shares[-1]))


def _met(levers: PlanLevers, year: Year, met: Share, lent: Number) -> tuple[Number, Number]:
    """Return a year's overspend and the health board's part of it in tenths, beside what is lent."""
    council_lends, health_lends = same(levers.lent, LENT_BY_COUNCIL), same(levers.lent, LENT_BY_HEALTH)
    given = steps(choose(council_lends, met.health, met.council))
    over = choose(same(levers.lent, LENT_BY_BOTH), lent, lent + given)
    over = choose(same(levers.lent, GIVEN), steps(year.overspend), over)
    health, _ = shared_steps(over, (met.health, met.council))
    health = choose(council_lends, given, choose(health_lends, lent, health))
    return over, health


def _rules(levers: PlanLevers, answer: Plan, over: Number, chosen: Share) -> tuple[Share, ...]:
    """Return the last year's overspend under each rule, the chosen one as it stands in the table."""
    found = []
    for rule, met in zip(RULES, answer.rules, strict=True):
        here = same(levers.sharing, rule)
        health, council = shared_steps(over, (met.health, met.council))
        found.append(
            Share(choose(here, chosen.health, health / TENTHS), choose(here, chosen.council, council / TENTHS))
        )
    return tuple(found)


def partner_lends(levers: PlanLevers) -> tuple[Number, Number]:
    """Return whether the health board lends its part, and whether the council side does."""
    by_both = same(levers.lent, LENT_BY_BOTH)
    return either(by_both, same(levers.lent, LENT_BY_HEALTH)), either(by_both, same(levers.lent, LENT_BY_COUNCIL))
