"""The money of an integration joint board: the pot it directs, and five years of living with it.

Money is in £ million, cash. Rates, shares and growth are in per cent: 5 means 5%. Choices are numbered from 0.
The equations follow the book's page "How the models work"; the law behind the two sums is in `data/rules.csv`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from joint_working.formula import Number, at_least, at_most, choose, either, same
from joint_working.models.risk_share import in_proportion

YEARS = 5

#: The choices of `PlanLevers.sharing`, in order.
WHERE_IT_AROSE, BY_PAYMENTS, EQUAL_PARTS, EQUAL_SIDES = RULES = range(4)

#: The choices of `PlanLevers.lent`, in order: which of the partners' parts are a loan to the board.
GIVEN, LENT_BY_BOTH, LENT_BY_COUNCIL, LENT_BY_HEALTH = range(4)

#: The choices of `PlanLevers.late_every`, in order.
IN_YEAR_1, IN_EVERY_YEAR = range(2)

#: The choices of `PlanLevers.surplus`, in order.
KEPT_AS_RESERVES, RETURNED = range(2)


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
    """Growth a year in prices and pay. A saving that lasts grows with it: a closed post also saves its pay rise."""
    demand: Number
    """Growth a year in the amount of care needed. It adds to `price`."""
    opening_gap: Number
    """Shortfall carried into the plan before its first year's growth, as a share of the pot."""
    savings: Number
    """Savings planned each year, as a share of that year's pot."""
    delivery: Number
    """Share of the planned savings that is delivered; above 100 more is saved than was planned."""
    slippage: Number
    """Share of what was planned last year and not delivered then that arrives this year."""
    recurring: Number
    """Share of the delivered savings that lasts into every later year."""
    reserves: Number
    reserves_floor: Number
    """Share of the pot that is kept back: reserves are not drawn below it. Nothing fills them up to it."""
    months_late: Number
    """How many months late the health board's offer comes: no saving of the year can start before it."""
    late_every: Number
    """Whether the offer is late IN_YEAR_1 or IN_EVERY_YEAR."""
    surplus: Number
    """What becomes of a surplus when nothing is owed: KEPT_AS_RESERVES or RETURNED to the partners."""
    sharing: Number
    """How an overspend is shared: one of RULES."""
    lent: Number
    """Whether the partners give their parts, or lend them: GIVEN to LENT_BY_HEALTH."""
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
    earlier: Number
    """Lasting savings of earlier years, at this year's prices."""
    lasting: Number
    """This year's savings that last, as far as they fall in this year."""
    one_off: Number
    """This year's savings that must be found again next year."""
    drawn: Number
    """Taken from reserves."""
    overspend: Number
    """What is left when savings and reserves are used. The partners meet it, and give or lend it."""
    repaid: Number
    """Paid back to the partners, out of a surplus."""
    added: Number
    """Surplus added to reserves."""
    returned: Number
    """Surplus returned to the partners, as each paid in."""
    reserves: Number
    """Reserves at the end of the year."""
    lent: Number
    """The part of `overspend` that partners lent: it is owed back to them."""
    owed: Number
    """What the board owes its partners at the end of the year."""
    full_year: Number
    """Lasting savings of this year and all before it, in a full year: what next year starts with."""
    slipped: Number
    """What was planned for this year and not delivered in it."""

    @property
    def gap(self) -> Number:
        """Return the gap for the year: what costs exceed payments by, net of lasting savings already made."""
        return self.cost - self.pot - self.earlier

    @property
    def recurring(self) -> Number:
        """Return all the savings that last, as far as they fall in this year: those of earlier years and its own."""
        return self.earlier + self.lasting

    @property
    def saved(self) -> Number:
        """Return all the savings in effect: those of earlier years that last, and this year's."""
        return self.recurring + self.one_off

    @property
    def surplus(self) -> Number:
        """Return what payments and savings exceed costs by, or 0."""
        return self.repaid + self.added + self.returned


@dataclass(frozen=True)
class Share:
    """Who meets an overspend under one rule, in £ million, whether given or lent."""

    health: Number
    council: Number
    """All the councils together."""


@dataclass(frozen=True)
class Plan:
    """The plan, and who meets its overspends."""

    years: tuple[Year, ...]
    shares: tuple[Share, ...]
    """Who meets each year's overspend under the chosen rule."""
    rules: tuple[Share, ...]
    """Who would meet the last year's overspend under each of RULES, in order."""


def plan(levers: PlanLevers) -> Plan:
    """Carry a board's budget forward five years, and share out what each year is over. In £ million."""
    years = project(levers)
    return Plan(
        years=years,
        shares=tuple(chosen_share(levers, year.health, year.council, year.overspend) for year in years),
        rules=tuple(share(levers, rule, years[-1].health, years[-1].council, years[-1].overspend) for rule in RULES),
    )


def project(levers: PlanLevers, years: int = YEARS) -> tuple[Year, ...]:
    """Return the plan's years in order, in £ million. The year before the first has no savings and no debt."""
    return lived((levers,) * years)


def lived(each_year: Sequence[PlanLevers]) -> tuple[Year, ...]:
    """Return as many years as there are levers, in order, where growth, prices or savings differ from year to year."""
    last = start(each_year[0])
    result = []
    for number, this_year in enumerate(each_year):
        last = next_year(last, this_year, first=number == 0)
        result.append(last)
    return tuple(result)


def start(levers: PlanLevers) -> Year:
    """Return the year before the first, in £ million: its payments, its cost with the opening gap, and reserves."""
    pot_now = levers.health_payment + levers.council_payment
    return Year(
        health=levers.health_payment, council=levers.council_payment, pot=pot_now,
        cost=pot_now * (1 + levers.opening_gap / 100), earlier=0.0, lasting=0.0, one_off=0.0, drawn=0.0,
        overspend=0.0, repaid=0.0, added=0.0, returned=0.0, reserves=levers.reserves, lent=0.0, owed=0.0,
        full_year=0.0, slipped=0.0,
    )  # fmt: skip


def next_year(last: Year, levers: PlanLevers, first: bool) -> Year:
    """Work out a year of the plan from the year before; `first` for the first of them. In £ million.

    Payments and costs grow. The plan saves a share of the pot, of which a part is delivered, and a part of what
    slipped last year arrives as well. While the health board's offer is late no saving starts, so less falls in this
    year; but a saving that lasts is whole in the next, and worth more by then. What is saved comes first, then
    reserves meet what they can, down to what is kept back. Whatever is left is the overspend: the partners meet it,
    and give or lend it.
    A surplus first repays what is owed, then adds to reserves or returns to the partners. In every year
    cost + repaid + added + returned = pot + earlier + lasting + one-off + drawn + overspend.
    """
    health = last.health * (1 + levers.health_growth / 100)
    council = last.council * (1 + levers.council_growth / 100)
    pot = health + council
    cost = last.cost * (1 + (levers.price + levers.demand) / 100)

    planned = levers.savings / 100 * pot
    delivered = planned * levers.delivery / 100 + last.slipped * levers.slippage / 100
    in_year = delivered * (12 - months_late(levers, first)) / 12
    earlier = last.full_year * (1 + levers.price / 100)
    lasting = in_year * levers.recurring / 100
    one_off = in_year * (1 - levers.recurring / 100)

    left = cost - pot - earlier - lasting - one_off
    drawn = at_most(at_least(0, left), at_least(0, last.reserves - levers.reserves_floor / 100 * pot))
    overspend = at_least(0, left) - drawn
    lent = lent_part(levers, chosen_share(levers, health, council, overspend))
    surplus = at_least(0, -left)
    repaid = at_most(last.owed, surplus)
    spare = surplus - repaid
    returned = choose(same(levers.surplus, RETURNED), spare, 0.0)
    added = spare - returned
    return Year(
        health=health, council=council, pot=pot, cost=cost, earlier=earlier, lasting=lasting, one_off=one_off,
        drawn=drawn, overspend=overspend, repaid=repaid, added=added, returned=returned,
        reserves=last.reserves - drawn + added, lent=lent, owed=last.owed + lent - repaid,
        full_year=earlier + delivered * levers.recurring / 100,
        slipped=planned * at_least(0, 1 - levers.delivery / 100),
    )  # fmt: skip


def months_late(levers: PlanLevers, first: bool) -> Number:
    """Return how many months late the health board's offer comes in the first year, or in a later one."""
    return levers.months_late if first else choose(same(levers.late_every, IN_EVERY_YEAR), levers.months_late, 0)


def share(levers: PlanLevers, rule: int, health: Number, council: Number, overspend: Number) -> Share:
    """Return who meets an overspend under one of RULES, from the year's two payments. All in £ million.

    Where it arose: the council meets the part that arose in services it runs. By payments: as each partner's payment
    is to the pot that year. Equal parts: the same sum from each partner, so two councils meet two thirds. Equal sides:
    the councils together meet a half, as they nominate half of the members. The board's integration scheme decides
    which rule holds; the four are patterns, not law.
    """
    weights = {
        WHERE_IT_AROSE: (100 - levers.council_arising, levers.council_arising),
        BY_PAYMENTS: (health, council),
        EQUAL_PARTS: (1, choose(same(levers.councils, 1), 2, 1)),
        EQUAL_SIDES: (1, 1),
    }[rule]
    return Share(*in_proportion(overspend, weights))


def chosen_share(levers: PlanLevers, health: Number, council: Number, overspend: Number) -> Share:
    """Return who meets an overspend under the rule the levers choose, in £ million."""
    met = share(levers, RULES[0], health, council, overspend)
    for rule in RULES[1:]:
        here, other = same(levers.sharing, rule), share(levers, rule, health, council, overspend)
        met = Share(choose(here, other.health, met.health), choose(here, other.council, met.council))
    return met


def lent_part(levers: PlanLevers, met: Share) -> Number:
    """Return how much of what the partners meet is lent, in £ million: by both, by one of them, or by neither."""
    both_lend = same(levers.lent, LENT_BY_BOTH)
    from_health = choose(either(both_lend, same(levers.lent, LENT_BY_HEALTH)), met.health, 0.0)
    from_council = choose(either(both_lend, same(levers.lent, LENT_BY_COUNCIL)), met.council, 0.0)
    return from_health + from_council
