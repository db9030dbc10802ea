"""The price between two bodies: what one pays the other, what the work costs, and who carries the difference.

Where one body does the work and another pays for it, the payment follows a rule and the cost follows prices and need.
Whatever the rule leaves unpaid falls on the body that does the work. In a joint board the same sum would be an
overspend, shared as its scheme says (`risk_share`). Money is in £ million, cash. Rates and shares are in per cent.

The four rules are patterns of everyday contracts, simplified by us. Which rule Highland used was not read.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working.formula import Number, at_least, choose, same
from joint_working.models.risk_share import in_proportion

#: 2012/13 to 2020/21: the years between the first and the last payment of which a report was read.
YEARS = 9

#: The choices of `PriceLevers.rule`, in order.
FIXED_UPLIFT, LAST_YEAR_PLUS_INFLATION, OPEN_BOOK, COST_PLUS = range(4)


#: The four ways a joint board may share, in the order of the fields of `Year` that begin with "by".
SHARED = ("payments", "fixed_shares", "where_it_arose", "equal_parts")


@dataclass(frozen=True)
class PriceLevers:
    """What can be moved, in £ million and per cent. Usual values: `data/levers.csv`."""

    rule: Number
    """How the payment moves from year to year: FIXED_UPLIFT to COST_PLUS."""
    prices: Number
    """Growth a year in prices and pay."""
    demand: Number
    """Growth a year in the amount of care needed. It adds to `prices`."""
    uplift: Number
    """Growth a year in the payment, under FIXED_UPLIFT."""
    open_share: Number
    """Share of the difference between cost and estimate that the payer meets, under OPEN_BOOK."""
    margin: Number
    """What the payer adds to the cost, as a share of it, under COST_PLUS."""
    extra: Number
    """Paid once more each year, after talks. It is not in the next year's payment."""
    short: Number
    """How much more the first year costs than is paid for it."""
    health_share: Number
    """The health board's share of the payments to a joint board, had there been one."""
    council_arising: Number
    """Share of the difference that arises in services a council runs, had there been a joint board."""


@dataclass(frozen=True)
class Year:
    """One year of the agreement, in £ million."""

    cost: Number
    """What the work costs."""
    payment: Number
    """What the rule makes the payer pay."""
    unpaid: Number
    """What is left of the cost after payment and extra; 0 where they are enough."""
    spare: Number
    """What payment and extra bring above the cost; 0 where they are not enough."""
    by_payments: Number
    """The council's part of `unpaid`, had it been a joint board's overspend shared by what each pays in."""
    by_fixed_shares: Number
    by_where_it_arose: Number
    by_equal_parts: Number


@dataclass(frozen=True)
class Carrier:
    """Who would meet what was left unpaid over all the years, under one arrangement, in £ million."""

    health: Number
    council: Number
    later: Number
    """Carried into the plan of the year after the last."""


@dataclass(frozen=True)
class Price:
    """The years of the agreement, and who meets what the payment leaves under six arrangements."""

    years: tuple[Year, ...]
    carriers: tuple[Carrier, ...]
    """A lead agency; then a joint board that shares by payments, by fixed shares, by where it arose, in equal parts;
    then a joint board with a recovery plan that carries all of it on."""
    cost: Number
    """All years together, as are the next three."""
    paid: Number
    """Payments and extras."""
    unpaid: Number
    spare: Number
    """What was paid above the cost in all the years. The body that does the work keeps it."""


def price(levers: PriceLevers, first: float, fixed: tuple[float, float]) -> Price:
    """Follow payment and cost through the years and share out what is left unpaid.

    `first` is the payment of the first year in £ million, whatever the rule; `fixed` are the health board's and the
    council's shares in a place that shares by fixed shares. What is spare in one year does not pay for another.
    """
    years = project(levers, first, fixed)
    unpaid = _total([year.unpaid for year in years])
    councils = [_total([getattr(year, f"by_{how}") for year in years]) for how in SHARED]
    return Price(
        years=years,
        carriers=(
            Carrier(health=unpaid, council=0.0, later=0.0),
            *(Carrier(health=unpaid - council, council=council, later=0.0) for council in councils),
            Carrier(health=0.0, council=0.0, later=unpaid),
        ),
        cost=_total([year.cost for year in years]),
        paid=_total([year.payment for year in years]) + levers.extra * len(years),
        unpaid=unpaid,
        spare=_total([year.spare for year in years]),
    )


def project(levers: PriceLevers, first: float, fixed: tuple[float, float], years: int = YEARS) -> tuple[Year, ...]:
    """Return the years in order. In every year cost + spare = payment + extra + unpaid."""
    weights = (
        (levers.health_share, 100 - levers.health_share),
        fixed,
        (100 - levers.council_arising, levers.council_arising),
        (1, 1),
    )
    cost, payment = first + levers.short, first
    result = []
    for number in range(years):
        if number:
            cost = cost * (1 + (levers.prices + levers.demand) / 100)
            payment = next_payment(levers, payment, cost)
        left = cost - payment - levers.extra
        unpaid = at_least(0, left)
        councils = [in_proportion(unpaid, pair)[1] for pair in weights]
        result.append(Year(cost, payment, unpaid, at_least(0, -left), *councils))
    return tuple(result)


def next_payment(levers: PriceLevers, last: Number, cost: Number) -> Number:
    """Return a year's payment under the chosen rule, from last year's payment and this year's cost.

    Fixed uplift: last year's payment and an agreed rate. Last year plus inflation: last year's payment and the rise
    in prices, so that more need is not paid for. Open book: that same sum is the estimate; both sides see the books,
    and the payer meets an agreed share of whatever the cost is above it, or saves that share where it is below. Cost
    plus: the whole cost, and a margin.
    """
    estimate = last * (1 + levers.prices / 100)
    payment = last * (1 + levers.uplift / 100)
    payment = choose(same(levers.rule, LAST_YEAR_PLUS_INFLATION), estimate, payment)
    opened = estimate + (cost - estimate) * levers.open_share / 100
    payment = choose(same(levers.rule, OPEN_BOOK), opened, payment)
    return choose(same(levers.rule, COST_PLUS), cost * (1 + levers.margin / 100), payment)


def _total(numbers: list[Number]) -> Number:
    return sum(numbers[1:], start=numbers[0])
