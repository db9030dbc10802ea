"""Risk sharing: every rule is a set of weights, and no penny is lost."""

import doctest
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joint_working.formula import lever, write
from joint_working.models import risk_share
from joint_working.models.risk_share import in_proportion, usual_order

SUMS = st.floats(0, 2000)
WEIGHTS = st.lists(st.floats(0, 1e6), min_size=2, max_size=4).map(tuple)


@pytest.mark.parametrize(
    ("overspend", "weights", "expected"),
    [
        (10, (60, 40), (6, 4)),  # fixed shares: about 60 and 40 in Fife
        (10, (64, 36), (6.4, 3.6)),  # fixed shares: 64 and 36 in Angus
        (8, (180, 95), (5.23636, 2.76364)),  # what each paid in: 180 and 95 of 275
        (9, (1, 1, 1), (3, 3, 3)),  # equal cash among three partners
        (4.8, (4.4, 0.4), (4.4, 0.4)),  # where it arose: each meets its own
        (6, (0, 0), (3, 3)),  # nothing to go by: equal parts
        (0, (60, 40), (0, 0)),
    ],
)
def test_a_rule_is_its_weights(overspend, weights, expected):
    assert in_proportion(overspend, weights) == pytest.approx(expected, abs=1e-5)


@given(SUMS, WEIGHTS)
def test_no_penny_is_lost_and_nobody_is_paid(overspend, weights):
    parts = in_proportion(overspend, weights)
    assert math.fsum(parts) == pytest.approx(overspend, abs=1e-6)
    assert all(math.isfinite(part) and part >= 0 for part in parts)


@given(SUMS, st.floats(0, 100), st.floats(-10, 2000))
def test_the_usual_order_meets_all_of_it(overspend, recovered, reserves):
    order = usual_order(overspend, recovered, reserves)
    parts = (order.recovered, order.drawn, order.left)
    assert math.fsum(parts) == pytest.approx(overspend, abs=1e-6)
    assert min(parts) >= -1e-9
    assert order.drawn <= max(0, reserves)


def test_it_runs_on_arrays_and_can_be_recorded():
    health, council = in_proportion(np.array([10.0, 6.0]), (np.array([60.0, 0.0]), np.array([40.0, 0.0])))
    assert health.tolist() == [6.0, 3.0] and council.tolist() == [4.0, 3.0]
    first, second = in_proportion(lever("overspend"), (lever("paid_a"), lever("paid_b")))
    assert write({"first": first, "second": second})


def test_the_examples_hold():
    assert doctest.testmod(risk_share) == (0, 3)
