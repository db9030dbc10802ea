"""The money in hospital beds: what a cut in bed days is worth on paper, and what of it becomes cash.

Money is in £ million unless it says otherwise; costs of a bed day and of community care are in £. Shares are in
per cent: 5 means 5%. Choices are numbered from 0. The equations are on the book's page "How the models work"; the
law on the set-aside is in `data/rules.csv`. Every number is made up.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working.formula import Number, at_least, at_most, choose, same, whole

YEARS = 5

#: A bed that is always in use is used on so many days a year.
DAYS = 365

#: The choices of `HospitalLevers.mode`, in order.
IMPLEMENTED, REPORTED_ONLY = range(2)

#: The staircase is drawn to this cut in bed days, in per cent, and has at most so many steps.
LARGEST_CUT, MOST_WARDS = 40, 31


@dataclass(frozen=True)
class HospitalLevers:
    """What can be moved. Usual values: `data/levers.csv`."""

    reduction: Number
    """Cut in bed days by year 5, per cent; it grows by the same number of days each year."""
    reinvested: Number
    """Share of what the hospital releases that goes to the board, where the set-aside works."""
    mode: Number
    """Whether the set-aside moves money: IMPLEMENTED or REPORTED_ONLY."""
    refill: Number
    """Share of the freed bed days that other patients fill again."""
    lead_time: Number
    """Years by which community care must be there before the bed is empty: 0 to 3."""
    community_cost: Number
    """Cost of care in the community for each bed day freed, in £."""
    ward_beds: Number
    """Beds in a ward: a ward closes only when a year's use of it is empty."""
    occupancy: Number
    """Share of a ward's beds that are in use, on average over the year, per cent."""
    bed_days: Number
    """Unplanned bed days a year before the plan."""
    growth: Number
    """Growth a year in bed days that would come without the plan: older and more people, per cent."""
    bed_day_cost: Number
    """Full cost of a bed day, in £: everything the hospital spends, divided by its bed days."""
    variable: Number
    """Share of the full cost that goes with each patient: food, medicines, laundry."""
    stepped: Number
    """Share of the full cost that goes only with a whole ward: its staff. The rest never goes."""


@dataclass(frozen=True)
class HospitalYear:
    """One year of the plan, in £ million unless said otherwise."""

    freed: Number
    """Bed days that the people in the plan no longer use."""
    taken: Number
    """Of those, the bed days that growth takes."""
    filled: Number
    """Of what growth leaves, the bed days that other patients fill again."""
    empty: Number
    """The freed bed days that stay empty."""
    above: Number
    """Bed days above today's, where they grow by more than the plan frees. What they cost is left out."""
    wards_empty: Number
    """The empty bed days, counted in wards: 1.5 is a ward and a half."""
    wards: Number
    """Whole wards that can close."""
    paper: Number
    """The freed bed days at their full cost."""
    with_patients: Number
    """Released because fewer patients are there."""
    with_wards: Number
    """Released because wards close."""
    grown: Number
    """Still spent: on the patients who come because bed days grow."""
    refilled: Number
    """Still spent: on the patients who fill the freed beds."""
    in_wards: Number
    """Still spent: in wards that are partly empty and stay open."""
    fixed: Number
    """Still spent: on what does not change with a ward, such as the building."""
    released: Number
    """What the hospital spends less: in cash, not on paper."""
    to_board: Number
    kept: Number
    """Released, and left with the hospital."""
    need: Number
    """The cost of care in the community."""
    ahead: Number
    """Of that, the part for bed days not yet freed: double running."""
    net: Number
    """What the board gets, less what the care costs. Below 0 the board must find it elsewhere."""


@dataclass(frozen=True)
class Stair:
    """Where the next ward can close: the cut in per cent, and cash released a year just below it and at it."""

    reduction: Number
    below: Number
    above: Number


@dataclass(frozen=True)
class HospitalMoney:
    """Five years of the plan, what it costs before them, and cash for every cut up to LARGEST_CUT."""

    years: tuple[HospitalYear, ...]
    before: Number
    """Spent on community care before year 1, in £ million."""
    total: Number
    """All years' `net`, less what was spent before: what the plan has brought (or cost) by the end of year 5."""
    top: Number
    """Cash released a year at the largest cut."""
    top_paper: Number
    """The largest cut at its full cost."""
    starts: Number
    """The cut, in per cent, up to which growth takes all that is freed by year 5; at most LARGEST_CUT."""
    stairs: tuple[Stair, ...]


def hospital(levers: HospitalLevers) -> HospitalMoney:
    """Follow a cut in bed days for five years: on paper, in the hospital, to the board, and out to the community.

    Community care must be there `lead_time` years before the bed is empty, so part of it is paid for before year 1.
    """
    years = tuple(hospital_year(levers, year) for year in range(1, YEARS + 1))
    before = 0.0
    for year in range(1, 4):
        paid_early = care_cost(levers, freed(levers, year))
        before = before + choose(levers.lead_time >= year, paid_early, 0.0)
    total = -before
    for year in years:
        total = total + year.net
    largest = levers.bed_days * LARGEST_CUT / 100
    return HospitalMoney(
        years=years,
        before=before,
        total=total,
        top=cash(levers, stays_empty(levers, largest, YEARS)),
        top_paper=levers.bed_day_cost * largest / 1e6,
        starts=at_most(LARGEST_CUT, growth_share(levers, YEARS)),
        stairs=staircase(levers),
    )


def freed(levers: HospitalLevers, year: Number) -> Number:
    """Return the bed days freed in a year, counted from 1; it grows to year 5 and then stays."""
    return levers.bed_days * levers.reduction / 100 * at_most(YEARS, year) / YEARS


def growth_share(levers: HospitalLevers, year: int) -> Number:
    """Return by how much bed days would have grown by a year, counted from 1, in per cent of today's."""
    grown: Number = 1.0
    for _ in range(year):
        grown = grown * (1 + levers.growth / 100)
    return 100 * (grown - 1)


def after_growth(levers: HospitalLevers, days: Number, year: int) -> Number:
    """Return how many of the bed days freed by a year are fewer than today's: growth takes the rest."""
    return at_least(0, days - levers.bed_days * growth_share(levers, year) / 100)


def stays_empty(levers: HospitalLevers, days: Number, year: int) -> Number:
    """Return how many bed days stay empty, of those freed by a year: growth takes some, other patients fill some."""
    return after_growth(levers, days, year) * (100 - levers.refill) / 100


def ward_days(levers: HospitalLevers) -> Number:
    """Return the bed days a year of one ward, as full as the levers say: 20 beds at 88% are 6,424."""
    return levers.ward_beds * DAYS * levers.occupancy / 100


def whole_wards(levers: HospitalLevers, empty: Number) -> Number:
    """Return how many whole wards so many empty bed days make. A hair's breadth of rounding closes no ward."""
    return whole(empty / ward_days(levers) + 1e-9)


def cash(levers: HospitalLevers, empty: Number) -> Number:
    """Return what the hospital spends less, in £ million, when so many bed days a year are empty."""
    closed = whole_wards(levers, empty) * ward_days(levers)
    return levers.bed_day_cost * (levers.variable / 100 * empty + levers.stepped / 100 * closed) / 1e6


def care_cost(levers: HospitalLevers, days: Number) -> Number:
    """Return the cost of community care in place of so many bed days, in £ million."""
    return levers.community_cost * days / 1e6


def hospital_year(levers: HospitalLevers, year: int) -> HospitalYear:
    """Work out one year of the plan, counted from 1.

    Growth comes first: bed days are fewer than today's only by what is freed beyond it. A bed day that growth takes or
    that another patient fills releases nothing. An empty one releases what goes with each patient. Only a whole ward
    of empty bed days releases what goes with the ward, and the fixed share never goes. So
    paper = with_patients + with_wards + grown + refilled + in_wards + fixed, and released = to_board + kept.
    """
    days = freed(levers, year)
    fewer = after_growth(levers, days, year)
    empty = stays_empty(levers, days, year)
    wards = whole_wards(levers, empty)
    closed = wards * ward_days(levers)

    price = levers.bed_day_cost / 1e6
    used = price * (levers.variable + levers.stepped) / 100
    with_patients = price * levers.variable / 100 * empty
    with_wards = price * levers.stepped / 100 * closed
    released = with_patients + with_wards
    to_board = choose(same(levers.mode, IMPLEMENTED), released * levers.reinvested / 100, 0.0)

    need = care_cost(levers, freed(levers, year + levers.lead_time))
    return HospitalYear(
        freed=days,
        taken=days - fewer,
        filled=fewer - empty,
        empty=empty,
        above=at_least(0, levers.bed_days * growth_share(levers, year) / 100 - days),
        wards_empty=empty / ward_days(levers),
        wards=wards,
        paper=price * days,
        with_patients=with_patients,
        with_wards=with_wards,
        grown=used * (days - fewer),
        refilled=used * (fewer - empty),
        in_wards=price * levers.stepped / 100 * (empty - closed),
        fixed=price * (100 - levers.variable - levers.stepped) / 100 * days,
        released=released,
        to_board=to_board,
        kept=released - to_board,
        need=need,
        ahead=need - care_cost(levers, days),
        net=to_board - need,
    )


def staircase(levers: HospitalLevers) -> tuple[Stair, ...]:
    """Return the steps at which one more ward can close, up to LARGEST_CUT; later ones stand at the end."""
    starts = growth_share(levers, YEARS)
    per_cent = levers.bed_days / 100 * (100 - levers.refill) / 100
    most = whole_wards(levers, stays_empty(levers, levers.bed_days * LARGEST_CUT / 100, YEARS))
    with_patients = levers.bed_day_cost * levers.variable / 100 * per_cent / 1e6
    with_ward = levers.bed_day_cost * levers.stepped / 100 * ward_days(levers) / 1e6
    stairs = []
    for number in range(1, MOST_WARDS + 1):
        reduction = at_most(LARGEST_CUT, starts + number * ward_days(levers) / at_least(1e-6, per_cent))
        along = with_patients * at_least(0, reduction - starts)
        below, above = (along + with_ward * at_most(most, wards) for wards in (number - 1, number))
        stairs.append(Stair(reduction, below, above))
    return tuple(stairs)
