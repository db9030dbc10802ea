"""Who meets an overspend: the ways integration schemes share a sum among partners.

Every sharing rule read so far divides the sum in proportion to something: to what each partner paid in, to where
the overspend arose, to fixed shares, to population, or to one a partner. So there is one function, and a rule is its
weights. What comes before sharing, a recovery plan and reserves, is `usual_order`.

Money is in £ million, cash. The texts behind the rules are the rows `overspend` of `data/local_rules.csv`, and
`overspend-by-scheme` and `overspend-usual-order` of `data/rules.csv`. Each board's scheme has its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working.formula import Number, at_least, at_most, choose


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
    found = overspend * recovered / 100
    drawn = at_most(overspend - found, at_least(0, reserves))
    return Order(recovered=found, drawn=drawn, left=overspend - found - drawn)
