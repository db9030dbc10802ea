"""The money of an integration joint board: the pot it directs, and five years of living with it.

Money is in £ million, cash. Rates, shares and growth are in per cent: 5 means 5%. Choices are numbered from 0.
The equations follow the book's page "How the models work"; the law behind the two sums is in `data/rules.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working.formula import Number, at_least, at_most, choose, same
from joint_working.models.risk_share import in_proportion

YEARS = 5

#: The choices of `PlanLevers.risk_rule`, in order.
BY_PAYMENTS, WHERE_IT_AROSE, EQUAL_PARTS, RECOVERY_PLAN = range(4)

#: The choices of `PlanLevers.late_offer`, in months.
MONTHS_LATE = (0, 1, 3)


# --- One pot -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PotLevers:
    """What can be moved in the one-year pot, in £ million and per cent. Usual values: `data/levers.csv`."""

    health_payment: Number
    council_payment: Number
    set_aside: Number
    ring_fenced: Number
    """Share of the health payment that arrives for a stated purpose in health services."""
    council_run: Number
    """Share of the pot the board wants to direct to services the council runs."""


@dataclass(frozen=True)
class Pot:
    """One year's money, in £ million unless said otherwise."""

    pot: Number
    """The two payments together: the integrated budget the board directs."""
    plan: Number
    """The pot and the set-aside: all the money the strategic plan covers."""
    health_share: Number
    """Per cent of the pot that the health board paid in."""
    labelled: Number
    """Money that keeps its label: it must be spent on the health services it came for."""
    free: Number
    """Money that has lost its label."""
    to_council: Number
    """Directed to services the council runs."""
    to_health: Number
    """Directed to services the health board runs."""
    refused: Number
    """What the board wanted to direct to council services but could not, because it is labelled."""
    crossed: Number
    """Net money that came in from one partner and went out to the other; above 0 it went to council services."""


def pot(levers: PotLevers) -> Pot:
    """Put two payments in one pot and direct it to services.

    The board directs a share of the pot to services the council runs and the rest to services the health
    board runs. Ring-fenced health money cannot go to the council's. The set-aside is planned with the pot but
    is not in it. Sources: `data/rules.csv`, two-sums and move-money-in-plan.
    """
    total = levers.health_payment + levers.council_payment
    labelled = levers.health_payment * levers.ring_fenced / 100
    free = total - labelled
    wanted = total * levers.council_run / 100
    to_council = at_most(free, wanted)
    return Pot(
        pot=total,
        plan=total + levers.set_aside,
        health_share=100 * levers.health_payment / total,
        labelled=labelled,
        free=free,
        to_council=to_council,
        to_health=total - to_council,
        refused=wanted - to_council,
        crossed=to_council - levers.council_payment,
    )


# --- Five years --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PlanLevers:
    """What can be moved in the five-year plan: £ million, per cent or a choice. Usual values: `data/levers.csv`."""

    health_payment: Number
    council_payment: Number
    health_growth: Number
    council_growth: Number
    price: Number
    """Growth a year in prices and pay."""
    demand: Number
    """Growth a year in the amount of care needed. It adds to `price`."""
    opening_gap: Number
    """Shortfall carried into the plan before its first year's growth, as a share of the pot."""
    savings: Number
    """Savings planned each year, as a share of that year's pot."""
    delivery: Number
    """Share of the planned savings that is delivered."""
    recurring: Number
    """Share of the delivered savings that lasts into every later year."""
    reserves: Number
    reserves_floor: Number
    """Share of the pot below which reserves may not be drawn."""
    late_offer: Number
    """How late the health board's offer comes: see MONTHS_LATE."""
    risk_rule: Number
    """How an overspend is shared: BY_PAYMENTS, WHERE_IT_AROSE, EQUAL_PARTS or RECOVERY_PLAN."""
    council_arising: Number
    """Share of an overspend that arises in services the council runs."""
    councils: Number
    """0 for one council and the health board, 1 for two councils and the health board."""


@dataclass(frozen=True)
class Year:
    """One year of the plan, in £ million."""

    health: Number
    council: Number
    pot: Number
    cost: Number
    """The cost of carrying on as before."""
    recurring: Number
    """Savings that last: this year's and those of every earlier year."""
    one_off: Number
    """This year's savings that must be found again next year."""
    owed: Number
    """Last year's overspend, where a recovery plan carried it forward; otherwise 0."""
    repaid: Number
    """The part of `owed` that this year's plan finds, once."""
    drawn: Number
    """Taken from reserves."""
    added: Number
    """Surplus added to reserves."""
    reserves: Number
    """Reserves at the end of the year."""
    overspend: Number
    """What is left when savings and reserves are used: to be shared, or carried forward."""


@dataclass(frozen=True)
class Share:
    """Who meets an overspend under one rule, in £ million."""

    health: Number
    council: Number
    """All the councils together."""
    carried: Number
    """Carried into next year's plan."""


@dataclass(frozen=True)
class Plan:
    """The plan under the chosen rule, and what each rule would do with its five years' overspends."""

    years: tuple[Year, ...]
    shares: tuple[Share, ...]
    """Who meets each year's overspend under the chosen rule."""
    rules: tuple[Share, ...]
    """The last year's overspend under each of the four rules, in their order, all else equal."""


def plan(levers: PlanLevers) -> Plan:
    """Carry a board's budget forward five years.

    The three sharing rules clear an overspend each year, so one projection serves them all; a recovery plan
    carries it forward, so it needs a projection of its own.
    """
    cleared = project(levers, carries_over=False)
    carried = project(levers, carries_over=True)
    recovers = same(levers.risk_rule, RECOVERY_PLAN)
    years = tuple(_either_year(recovers, a, b) for a, b in zip(carried, cleared, strict=True))
    rules = tuple(share(levers, rule, cleared[-1]) for rule in (BY_PAYMENTS, WHERE_IT_AROSE, EQUAL_PARTS))
    return Plan(
        years=years,
        shares=tuple(chosen_share(levers, year) for year in years),
        rules=(*rules, Share(health=0.0, council=0.0, carried=carried[-1].overspend)),
    )


def project(levers: PlanLevers, carries_over: bool, years: int = YEARS) -> tuple[Year, ...]:
    """Return the plan's years in order. `carries_over` makes each overspend next year's debt."""
    pot_now = levers.health_payment + levers.council_payment
    last = Year(
        health=levers.health_payment, council=levers.council_payment, pot=pot_now,
        cost=pot_now * (1 + levers.opening_gap / 100), recurring=0.0, one_off=0.0, owed=0.0, repaid=0.0,
        drawn=0.0, added=0.0, reserves=levers.reserves, overspend=0.0,
    )  # fmt: skip
    result = []
    for _ in range(years):
        last = next_year(last, levers, carries_over)
        result.append(last)
    return tuple(result)


def next_year(last: Year, levers: PlanLevers, carries_over: bool) -> Year:
    """Work out a year of the plan from the year before.

    Payments and costs grow. The plan saves a share of the pot, of which a part is delivered and a part of
    that lasts. Reserves meet what they can above their floor. Whatever is left is the overspend; a surplus
    goes first to any debt, then to reserves. In every year
    cost + owed + added = pot + recurring + one-off + repaid + drawn + overspend.
    """
    health = last.health * (1 + levers.health_growth / 100)
    council = last.council * (1 + levers.council_growth / 100)
    pot = health + council
    cost = last.cost * (1 + (levers.price + levers.demand) / 100)

    saved = levers.savings / 100 * pot * levers.delivery / 100 * (12 - months_late(levers)) / 12
    recurring = last.recurring + saved * levers.recurring / 100
    one_off = saved * (1 - levers.recurring / 100)

    owed = last.overspend if carries_over else 0.0
    repaid = owed * levers.delivery / 100

    gap = cost + owed - pot - recurring - one_off - repaid
    drawn = at_most(at_least(0, gap), at_least(0, last.reserves - levers.reserves_floor / 100 * pot))
    added = at_least(0, -gap)
    return Year(
        health=health, council=council, pot=pot, cost=cost, recurring=recurring, one_off=one_off,
        owed=owed, repaid=repaid, drawn=drawn, added=added, reserves=last.reserves - drawn + added,
        overspend=at_least(0, gap) - drawn,
    )  # fmt: skip


def months_late(levers: PlanLevers) -> Number:
    """Return how many months late the health board's offer comes."""
    on_time, one_month, three_months = MONTHS_LATE
    return choose(same(levers.late_offer, 0), on_time, choose(same(levers.late_offer, 1), one_month, three_months))


def share(levers: PlanLevers, rule: int, year: Year) -> Share:
    """Return who meets a year's overspend under one of the three sharing rules, in £ million.

    By payments: as each partner's payment is to the pot that year. Where it arose: the council meets the part
    that arose in services it runs. Equal parts: the same sum from each partner, so two councils meet two
    thirds. The board's integration scheme decides which rule holds; the three are patterns, not law.
    """
    weights = {
        BY_PAYMENTS: (year.health, year.council),
        WHERE_IT_AROSE: (100 - levers.council_arising, levers.council_arising),
        EQUAL_PARTS: (1, choose(same(levers.councils, 1), 2, 1)),
    }[rule]
    health, council = in_proportion(year.overspend, weights)
    return Share(health=health, council=council, carried=0.0)


def chosen_share(levers: PlanLevers, year: Year) -> Share:
    """Return who meets a year's overspend under the rule the levers choose, in £ million."""
    council = 0.0
    for rule in (EQUAL_PARTS, WHERE_IT_AROSE, BY_PAYMENTS):
        council = choose(same(levers.risk_rule, rule), share(levers, rule, year).council, council)
    carried = choose(same(levers.risk_rule, RECOVERY_PLAN), year.overspend, 0.0)
    return Share(health=year.overspend - council - carried, council=council, carried=carried)


def _either_year(condition, yes: Year, no: Year) -> Year:
    return Year(**{name: choose(condition, getattr(yes, name), getattr(no, name)) for name in Year.__annotations__})
