"""Savings in proportion: one expected saving beside the money of several years and beside the growth of costs.

The saving is the one the Scottish Government expected of integration (`data/finance_national.csv`, the rows
expected-savings-low and expected-savings-high). How fast costs grow, and when the
saving arrives, is for a reader to set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from joint_working.formula import Number, choose, same

#: The saving can arrive in any of this many years, counted from the one after the sum's own year.
YEARS = 10
DAYS = 365


@dataclass(frozen=True)
class SavingsLevers:
    """What can be moved. `savings` in £ million; `growth` in per cent a year; `compare` and `arrives` are counts."""

    savings: Number
    compare: Number
    """Which sum to compare with, counted from 0 in the order given to `proportion`."""
    growth: Number
    """Growth of costs each year, above 0."""
    arrives: Number
    """The year in which the saving arrives, from 1 to YEARS; year 1 is the one after the sum's own year."""


@dataclass(frozen=True)
class Compared:
    """The saving beside one sum. Money in £ million; shares in per cent."""

    money: Number
    share: Number
    """The saving as a share of the sum."""
    in_year: Number
    """How much costs grow in the year the saving arrives, alone."""
    grown: Number
    """How much they have grown by the end of that year, all years together."""
    met: Number
    """The saving as a share of `grown`; above 100 when the saving is the larger."""
    days: Number
    """How many days of that year's growth the saving pays for; above 365 when it is larger than the year's."""


@dataclass(frozen=True)
class Proportion(Compared):
    """The saving beside the chosen sum, and beside every one of `sums`."""

    sums: tuple[Compared, ...]


def beside(savings: Number, money: Number, growth: Number, arrives: Number) -> Compared:
    """Return a saving beside one sum of money, both in £ million. `growth` is in per cent a year and above 0.

    Costs start as large as the sum and grow by the same share every year. The growth of one year is spread evenly
    over its days. The saving itself does not grow.

    >>> compared = beside(savings=138, money=8500, growth=3, arrives=1)
    >>> round(compared.share, 3), compared.in_year, round(compared.days)
    (1.624, 255.0, 198)
    """
    rate = growth / 100
    before: Number = 1.0
    for year in range(2, YEARS + 1):
        before = before * choose(arrives >= year, 1 + rate, 1.0)
    in_year = money * before * rate
    grown = money * (before * (1 + rate) - 1)
    return Compared(
        money=money,
        share=100 * savings / money,
        in_year=in_year,
        grown=grown,
        met=100 * savings / grown,
        days=DAYS * savings / in_year,
    )


def proportion(levers: SavingsLevers, sums: Sequence[float]) -> Proportion:
    """Return the saving beside each sum, in £ million and in the order given, and beside the chosen one."""
    shares = tuple(beside(levers.savings, money, levers.growth, levers.arrives) for money in sums)

    def chosen(name: str) -> Number:
        value = getattr(shares[-1], name)
        for number in range(len(shares) - 2, -1, -1):
            value = choose(same(levers.compare, number), getattr(shares[number], name), value)
        return value

    return Proportion(*(chosen(field.name) for field in fields(Compared)), sums=shares)
