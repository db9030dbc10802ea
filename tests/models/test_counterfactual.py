"""What would have happened anyway: when each reader is right, by hand and at any setting."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joint_working.models.counterfactual import CounterfactualLevers, counterfactual

USUAL = {"effect": -10, "growth": 3, "other": 0, "shock": 0, "bad_year": 0, "drift": 0}
LEVERS = st.builds(
    CounterfactualLevers, st.integers(-20, 20), st.integers(-2, 6), st.integers(-15, 15), st.integers(-40, 40),
    st.integers(0, 30), st.integers(-3, 3),
)  # fmt: skip


def at(**changes):
    return counterfactual(CounterfactualLevers(**USUAL | changes))


def test_growth_hides_a_gain():
    answer = at()
    assert answer.before_and_after == pytest.approx(100 * (1.03**4 * 0.9 - 1))
    assert answer.before_and_after > 0 > answer.truth
    assert answer.beside_others == pytest.approx(-10)


@pytest.mark.parametrize(
    ("changes", "before", "beside"),
    [
        ({"effect": 0, "growth": 0, "bad_year": 15}, 100 / 1.15 - 100, 100 / 1.15 - 100),
        ({"shock": 30}, 100 * (1.03**4 * 0.9 * 1.3 - 1), -10),
        ({"effect": 0, "drift": 3}, 100 * (1.03**4 - 1), 100 * ((1.03 / 1.06) ** 4 - 1)),
        ({"effect": 0, "growth": 0, "other": -8}, -8, -8),
    ],
    ids=["a bad year before", "a shock everywhere", "other places grow faster", "something else at once"],
)
def test_what_misleads_each_reader(changes, before, beside):
    answer = at(**changes)
    assert (answer.before_and_after, answer.beside_others) == pytest.approx((before, beside))


@given(LEVERS)
def test_the_comparison_is_right_exactly_when_nothing_else_differs(levers):
    answer = counterfactual(levers)
    numbers = [n for year in answer.years for n in (year.seen, year.anyway, year.elsewhere)]
    assert all(map(math.isfinite, [*numbers, answer.before_and_after, answer.beside_others])) and min(numbers) > 0
    if not (levers.other or levers.bad_year or levers.drift):
        assert answer.missed_beside == pytest.approx(0, abs=1e-9)
    if not (levers.growth or levers.shock or levers.other or levers.bad_year):
        assert answer.missed_before == pytest.approx(0, abs=1e-9)


@given(LEVERS)
def test_before_joining_up_the_place_is_as_it_would_be(levers):
    for year in counterfactual(levers).years[:4]:
        assert year.seen == year.anyway
