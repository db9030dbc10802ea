"""Choosing a model: what weights do, and what they may not do."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joint_working.formula import Formula, lever, named
from joint_working.models.choosing import GRADES, Cell, Said, attend, of_chosen, profile

WEIGHTS = st.lists(st.integers(0, 5), min_size=8, max_size=8)
CELL = st.builds(Cell, st.booleans(), st.booleans(), st.sampled_from(GRADES))
GRID = st.lists(st.lists(CELL, min_size=5, max_size=5), min_size=8, max_size=8)
FULL = tuple(tuple(Cell(True, True, "law") for _ in range(5)) for _ in range(8))


def test_values_by_hand():
    grid = [
        [Cell(True, True, "law"), Cell(True, False, "case")],
        [Cell(True, True, "audit"), Cell(False, False, "not found")],
        [Cell(False, True, "inference"), Cell(False, True, "opinion")],
    ]
    answer = profile([5, 2, 5], grid)
    assert [c.share for c in answer.criteria] == [5 / 12, 2 / 12, 5 / 12]
    assert [c.size for c in answer.criteria] == [1, 0.4, 1]
    assert [c.most for c in answer.criteria] == [1, 0, 1]
    assert [c.place for c in answer.criteria] == [0, 2, 1]
    assert (answer.most, answer.shown) == (2, 3)
    first, second = answer.options
    assert first == Said(1, 0, 1, 0, law=1, audit=0, case=0, opinion=0, inference=1, not_found=0)
    assert second == Said(0, 1, 1, 0, law=0, audit=0, case=1, opinion=1, inference=0, not_found=0)
    assert [of_chosen(answer.options, number) for number in (0, 1)] == [first, second]


def test_no_weight_at_all_divides_by_nothing():
    answer = profile([0] * 8, FULL)
    assert (answer.most, answer.shown) == (0, 0)
    assert {(c.share, c.size, c.most, c.shown) for c in answer.criteria} == {(0, 0, 0, 0)}
    assert all(set(named(option).values()) == {0} for option in answer.options)


@given(WEIGHTS)
def test_shares_come_to_one_and_places_are_all_taken(weights):
    criteria = attend(weights)
    assert sum(c.share for c in criteria) == pytest.approx(1 if any(weights) else 0)
    assert sorted(c.place for c in criteria) == list(range(8))
    assert sum(c.shown for c in criteria) == sum(weight > 0 for weight in weights)
    in_order = [weight for _, weight in sorted(zip((c.place for c in criteria), weights, strict=True))]
    assert in_order == sorted(weights, reverse=True)


@given(WEIGHTS, GRID, st.integers(2, 1000))
def test_scaling_all_weights_leaves_the_profile_unchanged(weights, grid, times):
    plain, scaled = named(profile(weights, grid)), named(profile([times * weight for weight in weights], grid))
    assert scaled == pytest.approx(plain)


@given(WEIGHTS, GRID)
def test_every_option_has_the_same_count_so_none_comes_out_ahead(weights, grid):
    answer = profile(weights, grid)
    for said in answer.options:
        assert said.gain_and_cost + said.gain_only + said.cost_only + said.neither == answer.most
        assert sum(getattr(said, grade.replace(" ", "_")) for grade in GRADES) == answer.most


def test_no_result_adds_an_option_up():
    names = {name for name in named(profile([3] * 8, FULL)) if name.startswith("option")}
    kinds = {field.name for field in fields(Said)}
    assert {name.split("_", 2)[2] for name in names} == kinds
    assert not kinds & {"total", "score", "sum", "value", "weighted"}


@given(WEIGHTS, GRID, st.integers(0, 7))
def test_a_cell_counts_only_where_its_criterion_matters_most(weights, grid, number):
    turned = [list(row) for row in grid]
    cell = turned[number][0]
    turned[number][0] = replace(cell, gain=not cell.gain)
    before, after = profile(weights, grid).options[0], profile(weights, turned).options[0]
    assert (before != after) == (weights[number] == max(weights) > 0)


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="8 weights need as many rows"):
        profile([3] * 8, FULL[:7])
    with pytest.raises(ValueError, match="not what a cell can rest on"):
        Cell(True, True, "rumour")


def test_it_can_be_recorded():
    answer = profile([lever(f"w{letter}") for letter in "abcdefgh"], FULL)
    assert isinstance(answer.most, Formula) and isinstance(answer.criteria[0].share, Formula)
