"""Spending on prevention now, and what it may take off the growth of costs later: one spending, three cases.

Money is in £ million, cash. Growth and shares are in per cent: 5 means 5%. An effect is in percentage points off the
yearly growth of costs for each 1% of the pot spent. The equations are on the book's page "How the models work". No
effect here is an estimate of anything: the model shows when spending would pay its way, never that it does. The
effect is in proportion to the spending: that is assumed, and it is why spending more hardly moves the day.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working.formula import Number, at_least, both, choose, same

YEARS = 15

#: Years a council serves between elections, from `data/rules.csv`, council-term.
COUNCIL_TERM = 5

#: The choices of `PreventionLevers.horizon`, in years.
HORIZONS = (15, 10, 5)

#: The longest half-life of an effect that can be set, in years.
LONGEST_HALF_LIFE = 15


@dataclass(frozen=True)
class PreventionLevers:
    """What can be moved: £ million, per cent, percentage points, years or a choice. Defaults: `data/levers.csv`."""

    invested: Number
    """Share of the pot spent on prevention each year, on top of everything else."""
    lag: Number
    """The year in which costs first grow more slowly."""
    effect_low: Number
    effect_middle: Number
    """Never counted as less than `effect_low`."""
    effect_high: Number
    """Never counted as less than `effect_middle`."""
    returned: Number
    """Share of the lower cost that comes back to the board as money it can direct. The rest stays where it arose."""
    half_life: Number
    """Years in which the effect on growth halves, 1 to LONGEST_HALF_LIFE; 0 where it does not fade."""
    horizon: Number
    """How far ahead the board looks: see HORIZONS."""
    discount: Number
    """How much less a pound counts for each year it comes later, in the sum so far: year 1 counts in full."""
    pot: Number
    pot_growth: Number
    cost_growth: Number


@dataclass(frozen=True)
class Case:
    """One case in one year, in £ million."""

    avoided: Number
    """How much lower this year's cost is than it would have been."""
    returned: Number
    """The part of it that comes back to the board."""
    elsewhere: Number
    """The part that stays with whoever runs the service whose cost fell."""
    net: Number
    """Returned less spent, this year."""
    so_far: Number
    """Returned less spent, this year and all earlier ones, each discounted to year 1."""


@dataclass(frozen=True)
class Year:
    """One year, in £ million. `cases` are the low, middle and high ones."""

    pot: Number
    spent: Number
    """On prevention, this year."""
    cost: Number
    """The cost of carrying on without it."""
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Outcome:
    """What one case comes to within the horizon."""

    effect: Number
    """Percentage points off yearly growth, for each 1% spent."""
    pays_in_year: Number
    """The first year in which as much comes back as is spent that year; 0 when there is none."""
    pays_back: Number
    """The first year by which as much has come back as has been spent, both discounted; 0 when there is none."""
    lasts: Number
    """1 where it pays its way in every year of the horizon from `pays_in_year` on, otherwise 0."""
    so_far: Number
    """Returned less spent by the end of the horizon, discounted, in £ million."""
    elsewhere: Number
    """What has stayed where it arose by then, in £ million."""


@dataclass(frozen=True)
class Prevention:
    """Fifteen years and, for the low, middle and high case, what they come to."""

    years: tuple[Year, ...]
    outcomes: tuple[Outcome, ...]
    ahead: Number
    """How many years ahead the board looks."""


def prevention(levers: PreventionLevers) -> Prevention:
    """Follow spending on prevention for fifteen years, in three cases.

    Costs start as large as the pot and grow every year. From the year of the lag on, growth is lower by the effect for
    each 1% of the pot spent; until then nothing changes but the spending. An effect that fades takes less off growth
    each year; what it has taken off the level of costs stays. What is avoided comes back to the board in part. A pound
    of a later year may count for less in the sum so far. Sources: none for the effects, which are made up; see the
    chapter for what studies found.
    """
    middle = at_least(levers.effect_low, levers.effect_middle)
    effects = (levers.effect_low, middle, at_least(middle, levers.effect_high))
    pot = cost = levers.pot
    with_it = [levers.pot] * len(effects)
    so_far = [0.0] * len(effects)
    fades, later = fading(levers), 1 / (1 + levers.discount / 100)
    left: Number = 1.0
    counts: Number = 1.0
    years = []
    for number in range(1, YEARS + 1):
        pot = pot * (1 + levers.pot_growth / 100)
        cost = cost * (1 + levers.cost_growth / 100)
        spent = pot * levers.invested / 100
        works = choose(levers.lag <= number, levers.invested * left, 0.0)
        left = choose(levers.lag <= number, left * fades, left)
        cases = []
        for place, effect in enumerate(effects):
            with_it[place] = with_it[place] * (1 + (levers.cost_growth - effect * works) / 100)
            avoided = cost - with_it[place]
            returned = avoided * levers.returned / 100
            elsewhere = avoided * (100 - levers.returned) / 100
            net = returned - spent
            so_far[place] = so_far[place] + net * counts
            cases.append(
                Case(avoided=avoided, returned=returned, elsewhere=elsewhere, net=net, so_far=so_far[place])
            )  # fmt: skip
        counts = counts * later
        years.append(Year(pot=pot, spent=spent, cost=cost, cases=tuple(cases)))
    horizon = years_ahead(levers)
    outcomes = tuple(outcome(years, place, effect, horizon) for place, effect in enumerate(effects))
    return Prevention(years=tuple(years), outcomes=outcomes, ahead=horizon)


def fading(levers: PreventionLevers) -> Number:
    """Return what is left of an effect after a year: 1 where it does not fade, a half where it halves every year."""
    kept: Number = 1.0
    for years in range(1, LONGEST_HALF_LIFE + 1):
        kept = choose(same(levers.half_life, years), 0.5 ** (1 / years), kept)
    return kept


def years_ahead(levers: PreventionLevers) -> Number:
    """Return how many years ahead the board looks."""
    long, middle, short = HORIZONS
    return choose(same(levers.horizon, 0), long, choose(same(levers.horizon, 1), middle, short))


def outcome(years: list[Year], place: int, effect: Number, horizon: Number) -> Outcome:
    """Return what one case comes to within the horizon: when it pays its way, when it has paid back, and how much."""
    pays_in_year = pays_back = lasts = so_far = elsewhere = 0.0
    always: Number = 1.0
    for number in range(len(years), 0, -1):  # from the end, so that the first year that fits is what is left
        year, case = years[number - 1], years[number - 1].cases[place]
        within = both(number <= horizon, year.spent > 0)
        pays = both(within, case.net >= 0)
        always = choose(both(within, case.net < 0), 0.0, always)
        lasts = choose(pays, always, lasts)
        pays_in_year = choose(pays, number, pays_in_year)
        pays_back = choose(both(within, case.so_far >= 0), number, pays_back)
        so_far = choose(same(horizon, number), case.so_far, so_far)
        elsewhere = elsewhere + choose(number <= horizon, case.elsewhere, 0.0)
    return Outcome(
        effect=effect, pays_in_year=pays_in_year, pays_back=pays_back, lasts=lasts, so_far=so_far, elsewhere=elsewhere
    )  # fmt: skip
