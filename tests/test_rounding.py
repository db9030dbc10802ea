"""Sums that add: parts are rounded to the digits that are printed, in Python and on the page alike."""

import doctest
from math import ceil, floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_formula import on_page

from joint_working import rounding
from joint_working.formula import lever
from joint_working.rounding import adding_up, shared_steps, within_reach

sums = st.floats(-500, 500).map(lambda value: round(value, 5))
several = st.lists(sums, min_size=2, max_size=6).map(tuple)


def in_steps(value, decimals=1):
    return round(value * 10**decimals)


def test_the_examples_of_the_page_hold():
    assert doctest.testmod(rounding).failed == 0


@given(several, st.sampled_from([0, 1, 2]))
def test_the_printed_parts_add_up_to_the_printed_total(parts, decimals):
    printed = [in_steps(part, decimals) for part in adding_up(parts, decimals)]
    whole = sum(parts) * 10**decimals
    assert sum(printed) in (floor(abs(whole) + 0.5 + 1e-9) * (1 if whole >= 0 else -1), round(whole))


@given(several, st.sampled_from([0, 1, 2]))
def test_a_part_is_cut_down_or_up_and_nothing_stays_nothing(parts, decimals):
    for part, shown in zip(parts, adding_up(parts, decimals), strict=True):
        size = part * 10**decimals
        assert floor(size + 1e-6) - 1e-6 <= in_steps(shown, decimals) <= ceil(size - 1e-6) + 1e-6
        assert part != 0 or shown == 0


def test_the_parts_that_lost_most_take_what_is_missing():
    assert adding_up((1.06, 2.07, 3.02)) == (1.1, 2.1, 3.0)
    assert adding_up((151.25, 123.75)) == (151.3, 123.7)
    assert adding_up((2.5, 2.5), decimals=0) == (3.0, 2.0)


def test_what_cannot_be_shared_goes_to_the_first_part():
    first, nothing, little = adding_up((292.64, 0.0, 0.02), total=293.0)
    assert (first, nothing, little) == (292.9, 0.0, 0.1)


@given(several, st.integers(-9000, 9000))
def test_a_total_is_brought_within_reach_of_its_parts(parts, total):
    found = within_reach(total, parts)
    for part, steps in zip(parts, shared_steps(found, parts), strict=True):
        assert floor(part * 10 + 1e-6) <= steps <= ceil(part * 10 - 1e-6)
    assert found == total or abs(total - sum(parts) * 10) > abs(found - sum(parts) * 10) - 1e-6


@pytest.mark.parametrize("values", [(1.25, 2.25, 3.5), (0.0, 0.04, -0.09), (33.333, 33.333, 33.334)])
def test_the_page_rounds_as_python_does(values):
    names = [lever(name) for name in ("one", "two", "three")]
    results = dict(zip(("a", "b", "c"), adding_up(tuple(names)), strict=True))
    page = on_page(results, **dict(zip(("one", "two", "three"), values, strict=True)))
    assert list(page.values() if isinstance(page, dict) else page) == pytest.approx(adding_up(values), abs=1e-12)


def test_it_rounds_thousands_of_settings_at_once():
    columns = np.array([[1.25, 0.5], [2.25, 0.25], [3.5, 0.25]])
    together = shared_steps(rounding.steps(columns.sum(axis=0)), tuple(columns))
    assert [list(column) for column in zip(*together, strict=True)] == [[13, 22, 35], [5, 3, 2]]
