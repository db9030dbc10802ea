"""Spending on prevention now, and what it may take off the growth of costs later: one spending, three cases.

Money is in £ million, cash. Growth and shares are in per cent: 5 means 5%. An effect is in percentage points off the
yearly growth of costs for each 1% of the pot spent. The equations are on the book's page "How the models work". No
effect here is an estimate of anything: the model shows when spending would pay its way, never that it does.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working.formula import Number, at_least, both, choose, same

YEARS = 15

#: Years a council serves between elections, from `data/rules.csv`, council-term.
COUNCIL_TERM = 5

#: The choices of `PreventionLevers.horizon`, in years.
HORIZONS = (15, 10, 5)


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
    horizon: Number
    """How far ahead the board looks: see HORIZONS."""
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
    """Returned less spent, this year and all earlier ones."""


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
    """The first year by which as much has come back as has been spent; 0 when there is none."""
    so_far: Number
    """Returned less spent by the end of the horizon, in £ million."""
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
    each 1% of the pot spent; until then nothing changes but the spending. What is avoided comes back to the board in
    part. Sources: none for the effects, which are made up; see the chapter for what studies found.
    """
    middle = at_least(levers.effect_low, levers.effect_middle)
    effects = (levers.effect_low, middle, at_least(middle, levers.effect_high))
    pot = cost = levers.pot
    with_it = [levers.pot] * len(effects)
    so_far = [0.0] * len(effects)
    years = []
    for number in range(1, YEARS + 1):
        pot = pot * (1 + levers.pot_growth / 100)
        cost = cost * (1 + levers.cost_growth / 100)
        spent = pot * levers.invested / 100
        works = choose(levers.lag <= number, levers.invested, 0.0)
        cases = []
        for place, effect in enumerate(effects):
            with_it[place] = with_it[place] * (1 + (levers.cost_growth - effect * works) / 100)
            avoided = cost - with_it[place]
            returned = avoided * levers.returned / 100
            elsewhere = avoided * (100 - levers.returned) / 100
            net = returned - spent
            so_far[place] = so_far[place] + net
            cases.append(
                Case(avoided=avoided, returned=returned, elsewhere=elsewhere, net=net, so_far=so_far[place])
            )  # fmt: skip
        years.append(Year(pot=pot, spent=spent, cost=cost, cases=tuple(cases)))
    horizon = years_ahead(levers)
    outcomes = tuple(outcome(years, place, effect, horizon) for place, effect in enumerate(effects))
    return Prevention(years=tuple(years), outcomes=outcomes, ahead=horizon)


def years_ahead(levers: PreventionLevers) -> Number:
    """Return how many years ahead the board looks."""
    long, middle, short = HORIZONS
    return choose(same(levers.horizon, 0), long, choose(same(levers.horizon, 1), middle, short))


def outcome(years: list[Year], place: int, effect: Number, horizon: Number) -> Outcome:
    """Return what one case comes to within the horizon: when it pays its way, when it has paid back, and how much."""
    pays_in_year = pays_back = so_far = elsewhere = 0.0
    for number in range(len(years), 0, -1):  # from the end, so that the first year that fits is what is left
        year, case = years[number - 1], years[number - 1].cases[place]
        within = both(number <= horizon, year.spent > 0)
        pays_in_year = choose(both(within, case.net >= 0), number, pays_in_year)
        pays_back = choose(both(within, case.so_far >= 0), number, pays_back)
        so_far = choose(same(horizon, number), case.so_far, so_far)
        elsewhere = elsewhere + choose(number <= horizon, case.elsewhere, 0.0)
    return Outcome(
        effect=effect, pays_in_year=pays_in_year, pays_back=pays_back, so_far=so_far, elsewhere=elsewhere
    )  # fmt: skip
