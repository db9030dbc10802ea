"""Five years again, when nobody knows the numbers: thousands of scenarios through the model of budget.py.

Money is in £ million, cash. Growth, shares and ranges are in per cent or percentage points; a range of 1 means one
point either way. No luck is involved: the scenarios are spread evenly over the ranges by a fixed rule, so that
everyone sees the same fan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from joint_working.formula import (
    Number,
    at_least,
    at_most,
    choose,
    each,
    percentile,
    share_where,
    whole,
)
from joint_working.models.budget import (
    GIVEN,
    IN_YEAR_1,
    KEPT_AS_RESERVES,
    WHERE_IT_AROSE,
    YEARS,
    PlanLevers,
    Year,
    lived,
    project,
)

SCENARIOS = 4000

#: Below this, in £ million, a year counts as one that meets its budget.
MEETS = 0.05

#: How far each number's place moves from one scenario to the next: the powers of a number that keeps them evenly
#: spread in four directions at once (M. Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018).
SPREAD = (0.8566748838545029, 0.733891856627126, 0.6287067210378087, 0.5385972572236101)

#: The most of a plan that can be delivered, in per cent: more than planned happens.
MOST_DELIVERED = 150

#: What the tornado moves of the board's own choices: points of the pot saved, and points of what is saved that lasts.
SAVINGS_RANGE, RECURRING_RANGE = 1.0, 25.0


@dataclass(frozen=True)
class FanLevers:
    """The five-year plan as in PlanLevers, and how far four of its numbers may be off either way."""

    price_range: Number
    demand_range: Number
    delivery_range: Number
    uplift_range: Number
    """For the growth of both partners' payments, which are taken to move together."""
    recurring: Number
    savings: Number
    delivery: Number
    price: Number
    demand: Number
    opening_gap: Number
    reserves: Number
    health_payment: Number
    council_payment: Number
    health_growth: Number
    council_growth: Number
    reserves_floor: Number


@dataclass(frozen=True)
class Band:
    """One year's overspend over all scenarios, in £ million: so many in a hundred lie below each value."""

    below_10: Number
    below_25: Number
    below_40: Number
    below_50: Number
    below_60: Number
    below_75: Number
    below_90: Number
    meets: Number
    """Share of the scenarios that meet the year's budget, in per cent."""
    as_set: Number
    """The overspend if every number turns out as it is set."""


@dataclass(frozen=True)
class Swing:
    """The last year's overspend when one number alone is at either end of its range, in £ million."""

    low: Number
    high: Number
    size: Number
    """How far apart the two are."""


@dataclass(frozen=True)
class Fan:
    """Five years' bands, and what each of six numbers does on its own: the order is that of MOVED."""

    years: tuple[Band, ...]
    swings: tuple[Swing, ...]


#: The levers whose ranges the swings show, in their order. The last two are the board's own choices.
MOVED = ("price", "demand", "uplift", "delivery", "savings", "recurring")


def plan_levers(levers: FanLevers) -> PlanLevers:
    """Return the five-year plan the fan is drawn around: offers come on time, and the partners give what is over."""
    same_names = {name: getattr(levers, name) for name in PlanLevers.__annotations__ if hasattr(levers, name)}
    return PlanLevers(
        **same_names, slippage=0, months_late=0, late_every=IN_YEAR_1, surplus=KEPT_AS_RESERVES,
        sharing=WHERE_IT_AROSE, lent=GIVEN, council_arising=50, councils=0,
    )  # fmt: skip


def fan(levers: FanLevers, many: int = SCENARIOS) -> Fan:
    """Run `many` scenarios through the five-year model and sum them up, year by year.

    Each scenario takes one value from each range, any value as likely as any other, and keeps it for all five years.
    The ranges are independent of each other. The model is `budget.project`, the same that answers for one board.
    """
    usual = plan_levers(levers)
    scenarios = moved(usual, **drawn(levers, evenly(many, beside=levers.price)))
    years = tuple(band(year, alone) for year, alone in zip(project(scenarios), project(usual), strict=True))
    return Fan(years=years, swings=tuple(swing(usual, name, reach) for name, reach in ranges(levers).items()))


def drawn(levers: FanLevers, places: Sequence[Number]) -> dict[str, Number]:
    """Return by how many points each of four numbers is off, from its place between -1 and 1 in its range."""
    reach = (levers.price_range, levers.demand_range, levers.delivery_range, levers.uplift_range)
    names = ("price", "demand", "delivery", "uplift")
    return {name: place * size for name, place, size in zip(names, places, reach, strict=True)}


def following(levers: FanLevers, many: int = SCENARIOS) -> tuple[float, float]:
    """Return the middle eight tenths of the last year's overspend if payments follow pay and prices fully.

    Whatever prices are off by, both partners' payments are off by as well; their own range is left out. In £ million.
    """
    places = evenly(many, beside=0.0)
    points = drawn(levers, places)
    points["uplift"] = points["price"]
    return _middle(project(moved(plan_levers(levers), **points)))


def afresh(levers: FanLevers, many: int = SCENARIOS) -> tuple[float, float]:
    """Return the middle eight tenths of the last year's overspend if the numbers are drawn anew each year.

    In £ million. Good and bad years then cancel in part.
    """
    places = evenly(many, beside=0.0, spread=spread(4 * YEARS))
    usual = plan_levers(levers)
    years = [moved(usual, **drawn(levers, places[4 * number : 4 * number + 4])) for number in range(YEARS)]
    return _middle(lived(years))


def _middle(years: Sequence[Year]) -> tuple[float, float]:
    return percentile(years[-1].overspend, 10), percentile(years[-1].overspend, 90)


def spread(directions: int) -> tuple[float, ...]:
    """Return how far each number's place moves from one scenario to the next: SPREAD is this for four directions.

    They are the powers of 1 / x, where x is the number above 1 with x^(directions + 1) = x + 1.
    """
    root = 1.0
    for _ in range(60):
        root = (1 + root) ** (1 / (directions + 1))
    return tuple(root**-power for power in range(1, directions + 1))


def evenly(many: int, beside: Number, spread: Sequence[float] = SPREAD) -> tuple[Number, ...]:
    """Return columns of numbers from -1 to 1, four unless told otherwise, spread evenly over their combinations."""
    number = each(many, beside=beside)
    places = (0.5 + number * step for step in spread)
    return tuple(2 * (place - whole(place)) - 1 for place in places)


def moved(
    usual: PlanLevers, price=0.0, demand=0.0, delivery=0.0, uplift=0.0, savings=0.0, recurring=0.0
) -> PlanLevers:  # fmt: skip
    """Return the plan with some of its numbers moved by so many points; shares stay in what their levers can take."""
    return replace(
        usual,
        price=usual.price + price,
        demand=usual.demand + demand,
        delivery=at_most(MOST_DELIVERED, at_least(0, usual.delivery + delivery)),
        health_growth=usual.health_growth + uplift,
        council_growth=usual.council_growth + uplift,
        savings=at_least(0, usual.savings + savings),
        recurring=at_most(100, at_least(0, usual.recurring + recurring)),
    )


def band(year: Year, alone: Year) -> Band:
    """Sum up one year over all scenarios, beside the same year if everything turns out as set."""
    over = year.overspend
    return Band(
        below_10=percentile(over, 10), below_25=percentile(over, 25), below_40=percentile(over, 40),
        below_50=percentile(over, 50), below_60=percentile(over, 60), below_75=percentile(over, 75),
        below_90=percentile(over, 90), meets=share_where(over < MEETS), as_set=alone.overspend,
    )  # fmt: skip


def ranges(levers: FanLevers) -> dict[str, Number]:
    """Return how far each of MOVED may be off either way, in points."""
    reach = (levers.price_range, levers.demand_range, levers.uplift_range, levers.delivery_range)
    return dict(zip(MOVED, (*reach, SAVINGS_RANGE, RECURRING_RANGE), strict=True))


def swing(usual: PlanLevers, name: str, reach: Number) -> Swing:
    """Return what one number's range alone does to the last year's overspend."""
    low, high = (project(moved(usual, **{name: points}))[YEARS - 1].overspend for points in (-reach, reach))
    return Swing(low=low, high=high, size=choose(high > low, high - low, low - high))
