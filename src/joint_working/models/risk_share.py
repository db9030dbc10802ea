"""Who meets an overspend: the ways integration schemes share a sum among partners.

Every sharing rule read so far divides the sum in proportion to something: to what each partner paid in, to where
the overspend arose, to fixed shares, to population, or to one a partner. So there is one function, and a rule is its
weights. What comes before sharing, a recovery plan and reserves, is `usual_order`.

Money is in £ million, cash. The texts behind the rules are the rows `overspend` of `data/local_rules.csv`, and
`overspend-by-scheme` and `overspend-usual-order` of `data/rules.csv`. Each board's scheme has its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from joint_working.formula import Number, at_least, at_most, choose, same


def in_proportion(total: Number, weights: tuple[Number, ...]) -> tuple[Number, ...]:
    """Return `total` divided among partners in proportion to their weights, in the order of the weights.

    Weights are 0 or more and of one kind: payments, sums that arose, shares in per cent, people, or 1 each. Where
    they are all 0 the sum is divided in equal parts.

    A year is 10 over. By fixed shares of 60 and 40, then in equal parts among three:

    >>> in_proportion(10, (60, 40))
    (6.0, 4.0)
    >>> in_proportion(9, (1, 1, 1))
    (3.0, 3.0, 3.0)
    """
    together = sum(weights[1:], start=weights[0])
    nothing = together <= 0
    safe = choose(nothing, 1, together)
    return tuple(total * choose(nothing, 1 / len(weights), weight / safe) for weight in weights)


@dataclass(frozen=True)
class Order:
    """How an overspend is met step by step, in £ million: the three add up to it."""

    recovered: Number
    """Found by a recovery plan before the year ends."""
    drawn: Number
    """Taken from the board's reserves."""
    left: Number
    """What the partners have to share, or to argue about."""


def usual_order(overspend: Number, recovered: Number, reserves: Number) -> Order:
    """Return how an overspend of 0 or more is met in the usual order: recovery plan, reserves, then the partners.

    `recovered` is the share of it, in per cent, that a recovery plan finds within the year; `reserves` is what the
    board may still draw, in £ million. Source: `data/rules.csv`, overspend-usual-order, our reading of several texts.

    >>> usual_order(overspend=10, recovered=20, reserves=3)
    Order(recovered=2.0, drawn=3, left=5.0)
    """
    recovery = overspend * recovered / 100
    drawn = at_most(overspend - recovery, at_least(0, reserves))
    return Order(recovered=recovery, drawn=drawn, left=overspend - recovery - drawn)


# --- The same overspend, under the rules reported for ten places -------------------------------------------


@dataclass(frozen=True)
class OverspendLevers:
    """One year's overspend or underspend and what the rules need to know of it: £ million, per cent or a choice."""

    overspend: Number
    """Below 0 it is an underspend."""
    council_arising: Number
    """Share of it that arose in services the council runs."""
    council_paid: Number
    """Share of the pot that the council, or the councils together, paid in."""
    reserves: Number
    """What the board may still draw, in £ million."""
    recovered: Number
    """Share of an overspend that a recovery plan finds before the year ends."""
    rule: Number
    """The rule to look at closely: a place in RULES."""
    underspend: Number
    """Who keeps an underspend: one of UNDERSPENDS."""
    windfall: Number
    """Share of an underspend that came by itself: a windfall, and not the board's own doing."""


@dataclass(frozen=True)
class FixedShares:
    """Shares the health board and the council meet in three places, from `data/local_rules.csv`."""

    fife: tuple[float, float]
    angus: tuple[float, float]
    aberdeen_city: tuple[float, float]


@dataclass(frozen=True)
class Met:
    """Who meets an overspend, or gets an underspend, in £ million from 0 up: the six add up to it."""

    health: Number
    council: Number
    """All the councils together."""
    reserves: Number
    """Drawn from the board's reserves; of an underspend, kept in them."""
    recovered: Number
    lent: Number
    """Lent by the council, and owed back to it by the board."""
    unsettled: Number
    """Left when reserves have run out, or an underspend that no rule gives away: no text read says whose it is."""


@dataclass(frozen=True)
class Overspend:
    """The same overspend, or underspend, under every rule of RULES, in order."""

    rules: tuple[Met, ...]


#: The rules, in order: the keys of their rows in `data/local_rules.csv`. One row holds two rules that are in dispute.
RULES = (
    "fife-overspend", "angus-overspend", "aberdeen-city-overspend", "falkirk-overspend", "shetland-overspend",
    "clackmannanshire-and-stirling-overspend", "clackmannanshire-and-stirling-overspend", "west-lothian-overspend",
    "scottish-borders-overspend", "argyll-and-bute-overspend", "south-ayrshire-overspend",
)  # fmt: skip

#: The choices of `OverspendLevers.underspend`, in order. The first is the clause of two schemes, not named
#: (`data/rules.csv`, underspend-clauses); the others are assumed.
AS_TWO_SCHEMES, ALL_KEPT, AS_AN_OVERSPEND, TO_BE_AGREED = UNDERSPENDS = range(4)

#: The sides in Clackmannanshire and Stirling, as the sum that Stirling was asked for fits: the health board meets a
#: half, the two councils together the other.
EQUAL_SIDES = (1, 1)


def who_pays(
    levers: OverspendLevers, shares: FixedShares, finish: Callable[[Met], Met] = lambda met: met
) -> Overspend:
    """Meet one overspend by the rules reported for ten places. All in £ million.

    Fixed shares are divided as read. "Where it arose" makes each partner pay for the services it runs. In
    Clackmannanshire and Stirling two answers are in dispute: equal sides, as the sum asked of Stirling fits, or shares
    like the budgets. In West Lothian the council agreed, before the year ended, to pay half of what was expected to
    arise in adult social care; the board's reserves were to meet the rest. In the Scottish Borders the usual order
    holds; that the partners then meet what arose in their own services fits what they paid in 2018/19. In Argyll and
    Bute the health board gave what arose in its services, and the council lent the rest. In South Ayrshire the council
    was to lend all of it, until an arbiter ruled. A loan is owed back. Source: the rows of RULES in
    `data/local_rules.csv`.

    An underspend (`overspend` below 0) goes as `underspend` has it: see `kept`. Where it is shared as an overspend is,
    a rule without shares leaves it to nobody. `finish` rounds an answer, say, before one of several is chosen.
    """
    total = choose(levers.overspend < 0, -1 * levers.overspend, levers.overspend)
    arising = (100 - levers.council_arising, levers.council_arising)
    half_of_care = total * levers.council_arising / 100 / 2
    drawn = at_most(total - half_of_care, at_least(0, levers.reserves))
    borders = usual_order(total, levers.recovered, levers.reserves)
    borders_health, borders_council = in_proportion(borders.left, arising)
    argyll_health, argyll_council = in_proportion(total, arising)
    divided = (
        *(_shared(total, pair) for pair in (shares.fife, shares.angus, shares.aberdeen_city)),
        *(_shared(total, weights) for weights in (arising, arising, EQUAL_SIDES, paid_in(levers))),
    )
    nobodys = finish(_met(unsettled=total))
    shared = tuple(map(finish, divided))
    others = (
        _met(council=half_of_care, reserves=drawn, unsettled=total - half_of_care - drawn),
        _met(health=borders_health, council=borders_council, reserves=borders.drawn, recovered=borders.recovered),
        _met(health=argyll_health, lent=argyll_council),
        _met(lent=total),
    )
    left_over = kept(levers, total, finish)
    as_over, under = same(levers.underspend, AS_AN_OVERSPEND), levers.overspend < 0
    gets = (
        *(_either(as_over, met, left_over) for met in shared),
        *(_either(as_over, nobodys, left_over) for _ in others),
    )
    meets = (*shared, *map(finish, others))
    return Overspend(rules=tuple(_either(under, *pair) for pair in zip(gets, meets, strict=True)))


def paid_in(levers: OverspendLevers) -> tuple[Number, Number]:
    """Return what the health board and the councils paid in, as weights."""
    return 100 - levers.council_paid, levers.council_paid


def kept(levers: OverspendLevers, total: Number, finish: Callable[[Met], Met]) -> Met:
    """Return who gets an underspend of `total`, in £ million, unless it is shared as the place shares an overspend.

    Clauses in two schemes let the board keep what its own action earned and give a windfall back to the partners in
    proportion, here to what they paid in. That the board keeps all, or that the basis is to be agreed, is assumed.
    """
    back = total * levers.windfall / 100
    health, council = in_proportion(back, paid_in(levers))
    met = finish(_met(health=health, council=council, reserves=total - back))
    met = _either(same(levers.underspend, ALL_KEPT), finish(_met(reserves=total)), met)
    return _either(same(levers.underspend, TO_BE_AGREED), finish(_met(unsettled=total)), met)


def _either(condition, yes: Met, no: Met) -> Met:
    """Return one of two answers, part by part; a part that neither uses stays a plain 0."""
    parts = {part: (getattr(yes, part), getattr(no, part)) for part in Met.__annotations__}
    unused = {part for part, pair in parts.items() if all(isinstance(size, float) and size == 0 for size in pair)}
    return Met(**{part: 0.0 if part in unused else choose(condition, *pair) for part, pair in parts.items()})


def chosen(levers: OverspendLevers, answer: Overspend) -> Met:
    """Return who meets the overspend under the rule the levers choose."""
    met = answer.rules[0]
    for number, rule in enumerate(answer.rules[1:], start=1):
        here = same(levers.rule, number)
        met = Met(**{part: choose(here, getattr(rule, part), getattr(met, part)) for part in Met.__annotations__})
    return met


def _met(**parts: Number) -> Met:
    return Met(**({name: 0.0 for name in Met.__annotations__} | parts))


def _shared(total: Number, weights: tuple[Number, Number]) -> Met:
    health, council = in_proportion(total, weights)
    return _met(health=health, council=council)
