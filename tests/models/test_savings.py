"""Savings in proportion: the values every reader should find, and what must hold at any setting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joint_working.models.savings import DAYS, YEARS, SavingsLevers, beside, proportion

SUMS = (8500, 8000, 8900, 11000, 12000)
SAVINGS, GROWTH = st.integers(138, 157), st.integers(5, 80).map(lambda tenths: tenths / 10)
CHOICE, YEAR = st.integers(0, len(SUMS) - 1), st.integers(1, YEARS)
LEVERS = st.builds(SavingsLevers, SAVINGS, CHOICE, GROWTH, YEAR)


@pytest.mark.parametrize(("savings", "share"), [(138, 1.6235294), (157, 1.8470588)])
def test_the_saving_is_less_than_two_in_a_hundred_of_the_guide_sum(savings, share):
    answer = proportion(SavingsLevers(savings, compare=0, growth=3, arrives=1), SUMS)
    assert answer.share == pytest.approx(share, abs=1e-6)
    assert f"{answer.share:.1f}" in ("1.6", "1.8")


@pytest.mark.parametrize(("savings", "days"), [(138, 197.53), (157, 224.73)])
def test_at_three_per_cent_it_lasts_less_than_a_year(savings, days):
    found = beside(savings, money=8500, growth=3, arrives=1)
    assert (found.in_year, found.grown) == pytest.approx((255, 255))
    assert found.days == pytest.approx(days, abs=0.01) and found.days < DAYS


def test_a_later_year_by_hand():
    found = beside(150, money=10_000, growth=2, arrives=3)
    assert found.in_year == pytest.approx(10_000 * 1.02 * 1.02 * 0.02)
    assert found.grown == pytest.approx(10_000 * (1.02**3 - 1))
    assert found.met == pytest.approx(100 * 150 / 612.08)
    assert found.share == 1.5


def test_when_costs_grow_slowly_the_saving_is_the_larger():
    found = beside(138, money=8500, growth=1, arrives=1)
    assert found.days > DAYS and found.met > 100


@given(LEVERS)
def test_the_choice_picks_one_of_the_sums_and_changes_none(levers):
    answer = proportion(levers, SUMS)
    chosen = answer.sums[levers.compare]
    for name in ("money", "share", "in_year", "grown", "met", "days"):
        assert getattr(answer, name) == getattr(chosen, name)
    assert tuple(compared.money for compared in answer.sums) == SUMS


@given(LEVERS)
def test_days_and_shares_agree_with_the_money(levers):
    answer = proportion(levers, SUMS)
    assert answer.days / DAYS * answer.in_year == pytest.approx(levers.savings)
    assert answer.met / 100 * answer.grown == pytest.approx(levers.savings)
    assert answer.share / 100 * answer.money == pytest.approx(levers.savings)
    assert answer.grown >= answer.in_year - 1e-9


@given(SAVINGS, GROWTH, st.integers(1, YEARS - 1))
def test_a_year_later_it_is_used_up_sooner(savings, growth, year):
    now, later = (beside(savings, 8500, growth, arrives) for arrives in (year, year + 1))
    assert later.days < now.days and later.met < now.met and later.share == now.share
    assert later.grown == pytest.approx(now.grown + later.in_year)


def test_it_runs_on_arrays():
    rates = np.array([1.0, 2.0, 4.0])
    assert beside(138, 8500, rates, 1).days == pytest.approx([beside(138, 8500, rate, 1).days for rate in rates])
