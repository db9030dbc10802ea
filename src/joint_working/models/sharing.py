"""Cash or share: two councils and a health board divide one overspend, and one of them may not pay, or not all.

The division has two steps, because the board has two sides. First the health board's part, then the two councils
divide the rest. Each step divides in proportion to something (`risk_share.in_proportion`). Money is in £ million,
cash; shares are in per cent; people are counted. What the board's own scheme says was not read: these are patterns.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working.formula import Number, at_least, at_most, both, choose, same
from joint_working.models.risk_share import in_proportion

#: The choices of `SharingLevers.health_part`, in order.
HALF, THIRD, AS_PAID_IN = range(3)
#: The choices of `SharingLevers.rule`, in order.
EQUAL_CASH, BY_POPULATION, BY_BUDGET, BY_NEED, WHERE_IT_AROSE = range(5)
#: The choices of `SharingLevers.refuses`, in order, and of who stands where in every triple of partners.
NOBODY = 0
HEALTH, FIRST, SECOND = range(3)
#: The choices of `SharingLevers.then`, in order.
SERVICES_CUT, CARRIED_ON, OTHERS_PAY = range(3)
#: The choices of `SharingLevers.as_loan`, in order.
GIVEN, LENT = range(2)


@dataclass(frozen=True)
class SharingLevers:
    """What can be moved. "First" and "second" are the two councils. Usual values: `data/levers.csv`."""

    overspend: Number
    """Which overspend: the number of a published one, or one more for `own`."""
    own: Number
    """An overspend of the reader's choice, in £ million."""
    health_part: Number
    """How the health board's part is set: HALF, THIRD or AS_PAID_IN."""
    rule: Number
    """How the councils divide the rest: EQUAL_CASH to WHERE_IT_AROSE."""
    first_pays: Number
    """The first council's yearly payment to the board, in £ million."""
    second_pays: Number
    health_pays: Number
    first_need: Number
    """Share of the councils' need that is in the first council's area."""
    first_arising: Number
    """Share of the overspend that arose in the first council's area."""
    refuses: Number
    """Who pays less than asked: NOBODY, or 1 for the health board, 2 for the first council, 3 for the second."""
    part_paid: Number
    """What that partner pays, in £ million; never more than it is asked for."""
    as_loan: Number
    """Whether what that partner pays is GIVEN or LENT to the board."""
    then: Number
    """What follows if something is missing: SERVICES_CUT, CARRIED_ON or OTHERS_PAY."""


@dataclass(frozen=True)
class Parts:
    """One sum divided among the three partners, in £ million."""

    health: Number
    first: Number
    second: Number


@dataclass(frozen=True)
class Partner:
    """What one partner is asked for and pays, in £ million, and how heavy the call is."""

    asked: Number
    paid: Number
    """In the end: less from the partner that does not pay all, and more from the others where they step in."""
    lent: Number
    """The part of `paid` that is a loan to the board."""
    head: Number
    """What is asked, in pounds for each resident of the partner's area."""
    weight: Number
    """What is asked, as a share of what the partner pays in a year, in per cent."""


@dataclass(frozen=True)
class Sharing:
    """An overspend divided under every rule, and what comes of it under the chosen one."""

    total: Number
    """The overspend that is divided, in £ million."""
    rules: tuple[Parts, ...]
    """What is asked of each partner under the five rules, in their order."""
    partners: tuple[Partner, ...]
    """The health board, the first council and the second, under the chosen rule."""
    head: Number
    """The whole overspend in pounds for each resident of both areas."""
    weight: Number
    """The whole overspend as a share of the three payments, in per cent."""
    missing: Number
    """What was asked of the partner that does not pay all, and is not paid by it."""
    cut: Number
    """Taken out of services this year."""
    carried: Number
    """Carried into next year's plan."""
    cut_first: Number
    """The part of `cut` that falls in the first council's area, if it falls on all residents alike."""
    cut_second: Number
    cut_share: Number
    """What is cut, as a share of the three payments, in per cent."""


def sharing(levers: SharingLevers, published: tuple[float, ...], people: tuple[float, float]) -> Sharing:
    """Divide an overspend among three partners, and follow what happens if one of them pays less than it is asked for.

    `published` are the overspends a reader can choose, in £ million; `people` are the residents of the two councils.
    """
    total = levers.own
    for number, reported in enumerate(published):
        total = choose(same(levers.overspend, number), reported, total)
    rules = tuple(divide(levers, rule, total, people) for rule in range(5))
    asked = chosen_parts(levers.rule, rules)
    return _after(levers, total, rules, asked, people)


def divide(levers: SharingLevers, rule: int, total: Number, people: tuple[float, float]) -> Parts:
    """Return what each partner is asked for under one rule, in £ million.

    The health board meets a half, as it nominates half of the members; or a third, one part of three; or a share
    as it pays in. The councils divide the rest: the same cash from each, or by their residents, their payments,
    their need, or where the overspend arose.
    """
    councils_pay = levers.first_pays + levers.second_pays
    weights = ((1, 1), (1, 2), (levers.health_pays, councils_pay))
    halves, thirds, paid = (in_proportion(total, pair) for pair in weights)
    health = choose(same(levers.health_part, THIRD), thirds[0], halves[0])
    health = choose(same(levers.health_part, AS_PAID_IN), paid[0], health)
    between = {
        EQUAL_CASH: (1, 1),
        BY_POPULATION: people,
        BY_BUDGET: (levers.first_pays, levers.second_pays),
        BY_NEED: (levers.first_need, 100 - levers.first_need),
        WHERE_IT_AROSE: (levers.first_arising, 100 - levers.first_arising),
    }[rule]
    first, second = in_proportion(total - health, between)
    return Parts(health, first, second)


def chosen_parts(rule: Number, rules: tuple[Parts, ...]) -> Parts:
    """Return the parts under one rule, of those under each in order."""
    chosen = rules[0]
    for number, parts in enumerate(rules[1:], start=1):
        picked = same(rule, number)
        chosen = Parts(
            choose(picked, parts.health, chosen.health),
            choose(picked, parts.first, chosen.first),
            choose(picked, parts.second, chosen.second),
        )
    return chosen


def _after(levers: SharingLevers, total: Number, rules, asked: Parts, people) -> Sharing:
    """Return the whole answer: who pays in the end, what is cut or carried on, and how heavy the call is.

    Where the others pay, the two of them divide the missing part as their own parts are to each other; where
    nothing was asked of either, in equal parts.
    """
    wanted = (asked.health, asked.first, asked.second)
    residents = (people[0] + people[1], *people)
    payments = (levers.health_pays, levers.first_pays, levers.second_pays)
    says_no = [same(levers.refuses, partner + 1) for partner in (HEALTH, FIRST, SECOND)]
    others_pay = same(levers.then, OTHERS_PAY)
    offered = tuple(at_most(part, levers.part_paid) for part in wanted)
    gaps = tuple(part - some for part, some in zip(wanted, offered, strict=True))
    missing = 0.0
    for no, gap in zip(says_no, gaps, strict=True):
        missing = missing + choose(no, gap, 0.0)
    partners = []
    for partner, part in enumerate(wanted):
        more = 0.0
        for silent in [n for n in (HEALTH, FIRST, SECOND) if n != partner]:
            third = HEALTH + FIRST + SECOND - partner - silent
            stepped_in, _ = in_proportion(gaps[silent], (part, wanted[third]))
            more = more + choose(says_no[silent], stepped_in, 0.0)
        paid = choose(says_no[partner], offered[partner], part + choose(others_pay, more, 0.0))
        lent = choose(both(says_no[partner], same(levers.as_loan, LENT)), paid, 0.0)
        weight = 100 * part / at_least(0.001, payments[partner])
        partners.append(Partner(part, paid, lent, 1e6 * part / residents[partner], weight))
    together = at_least(0.001, payments[HEALTH] + payments[FIRST] + payments[SECOND])
    cut = choose(same(levers.then, SERVICES_CUT), missing, 0.0)
    cut_first, cut_second = in_proportion(cut, people)
    return Sharing(
        total=total,
        rules=rules,
        partners=tuple(partners),
        head=1e6 * total / residents[HEALTH],
        weight=100 * total / together,
        missing=missing,
        cut=cut,
        carried=choose(same(levers.then, CARRIED_ON), missing, 0.0),
        cut_first=cut_first,
        cut_second=cut_second,
        cut_share=100 * cut / together,
    )
