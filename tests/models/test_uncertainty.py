"""The fan: scenarios through the same model, spread evenly, and what must hold whatever the levers say."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from settings import settings_of

from joint_working.explorers import fan_lab, five_years
from joint_working.formula import named
from joint_working.models.budget import lived, plan, project
from joint_working.models.uncertainty import (
    MOVED,
    SCENARIOS,
    SPREAD,
    afresh,
    evenly,
    fan,
    following,
    moved,
    plan_levers,
    ranges,
    spread,
)

CASES = yaml.safe_load((Path(__file__).parent / "uncertainty_cases.yaml").read_text(encoding="utf-8"))
BELOW = ("below_10", "below_25", "below_40", "below_50", "below_60", "below_75", "below_90")
NO_RANGES = dict.fromkeys(("price_range", "demand_range", "delivery_range", "uplift_range"), 0)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_worked_case(case):
    answer = named(fan(fan_lab.at(**case["levers"])))
    for name, expected in case["expect"].items():
        assert answer[name] == pytest.approx(expected, abs=0.01), name


def test_the_line_as_set_is_the_five_year_plan():
    for changes in ({}, {"recurring": 100}, {"recurring": 25}, {"savings": 5, "delivery": 90}):
        expected = [year.overspend for year in plan(five_years.at(**changes)).years]
        assert [year.as_set for year in fan(fan_lab.at(**changes)).years] == pytest.approx(expected, abs=1e-9)


def test_the_two_labs_start_from_the_same_board():
    both = {lever.name: lever for lever in five_years.fields}
    shared = [lever for lever in fan_lab.fields if lever.name in both]
    assert len(shared) == 12
    for lever in shared:
        other = both[lever.name]
        assert (lever.default, lever.low, lever.high, lever.step, lever.label) == (
            other.default, other.low, other.high, other.step, other.label,
        )  # fmt: skip


def test_the_scenarios_are_spread_evenly_over_every_pair_of_ranges():
    columns = evenly(SCENARIOS, beside=0.0)
    for column in columns:
        assert column.min() >= -1 and column.max() < 1 and abs(column.mean()) < 0.002
        tenths, _ = np.histogram(column, bins=10, range=(-1, 1))
        assert abs(tenths - SCENARIOS / 10).max() <= 4
    for one in range(4):
        for other in range(one):
            cells, _, _ = np.histogram2d(columns[one], columns[other], bins=5, range=[(-1, 1), (-1, 1)])
            assert abs(cells - SCENARIOS / 25).max() <= 0.12 * SCENARIOS / 25


@pytest.mark.parametrize("changes", [{}, {"recurring": 100, "savings": 5}, {"opening_gap": 4, "price_range": 3}])
def test_a_hundred_thousand_at_random_give_the_same_bands(changes):
    levers = fan_lab.at(**changes)
    chance = np.random.default_rng(20261124).uniform(-1, 1, (4, 100_000))
    reach = (levers.price_range, levers.demand_range, levers.delivery_range, levers.uplift_range)
    price, demand, delivery, uplift = (column * points for column, points in zip(chance, reach, strict=True))
    many = moved(plan_levers(levers), price=price, demand=demand, delivery=delivery, uplift=uplift)
    for year, ours in zip(project(many), fan(levers).years, strict=True):
        for share, name in zip((10, 25, 40, 50, 60, 75, 90), BELOW, strict=True):
            value = getattr(ours, name)
            below, at_most = (100 * np.mean(found) for found in (year.overspend < value, year.overspend <= value))
            assert below - 1 <= share <= at_most + 1, name
        assert ours.meets == pytest.approx(100 * np.mean(year.overspend < 0.05), abs=1)


def test_each_scenario_is_the_model_of_one_board():
    levers = fan_lab.at()
    columns = evenly(SCENARIOS, beside=0.0)
    reach = (levers.price_range, levers.demand_range, levers.delivery_range, levers.uplift_range)
    names = ("price", "demand", "delivery", "uplift")
    points = {name: column * width for name, column, width in zip(names, columns, reach, strict=True)}
    many = project(moved(plan_levers(levers), **points))
    for number in (0, 17, 3999):
        alone = {name: float(column[number]) for name, column in points.items()}
        one = project(moved(plan_levers(levers), **alone))
        for wide, year in zip(many, one, strict=True):
            assert wide.overspend[number] == pytest.approx(year.overspend, abs=1e-9)
            needed = wide.cost + wide.repaid + wide.added + wide.returned
            found = wide.pot + wide.recurring + wide.one_off + wide.drawn + wide.overspend
            assert np.abs(needed - found).max() < 1e-9


@given(settings_of(fan_lab))
@settings(max_examples=60, deadline=None)
def test_bands_are_in_order_and_finite(levers):
    answer = fan(levers, many=400)
    for year in answer.years:
        values = [getattr(year, name) for name in BELOW]
        assert values == sorted(values) and values[0] >= 0
        assert 0 <= year.meets <= 100
    assert all(map(math.isfinite, named(answer).values()))


@given(settings_of(fan_lab))
@settings(max_examples=40, deadline=None)
def test_without_ranges_the_fan_is_the_plan(levers):
    answer = fan(replace(levers, **NO_RANGES), many=50)
    for year in answer.years:
        assert year.below_10 == pytest.approx(year.as_set, abs=1e-9)
        assert year.below_90 == pytest.approx(year.as_set, abs=1e-9)


@given(settings_of(fan_lab))
@settings(max_examples=40, deadline=None)
def test_a_swing_is_one_number_moved_alone(levers):
    answer = fan(levers, many=10)
    usual = plan_levers(levers)
    for name, reach, swing in zip(MOVED, ranges(levers).values(), answer.swings, strict=True):
        ends = [project(moved(usual, **{name: points}))[-1].overspend for points in (-reach, reach)]
        assert [swing.low, swing.high] == pytest.approx(ends, abs=1e-9)
        assert swing.size == pytest.approx(abs(ends[0] - ends[1]), abs=1e-9)


@pytest.mark.parametrize("lever", fan_lab.fields, ids=lambda lever: lever.name)
def test_every_answer_is_finite_at_the_extremes_and_no_lever_does_nothing(lever):
    usual = named(fan(fan_lab.at(), many=200))
    seen = []
    for value in (lever.low, lever.high):
        answer = named(fan(fan_lab.at(**{lever.name: value}), many=200))
        assert all(map(math.isfinite, answer.values()))
        seen.append(max(abs(answer[name] - usual[name]) for name in usual))
    assert max(seen) > 1e-6


def test_the_steps_from_one_scenario_to_the_next_are_those_that_spread_evenly():
    assert spread(4) == pytest.approx(SPREAD, abs=1e-15)
    columns = evenly(SCENARIOS, beside=0.0, spread=spread(20))
    assert len(columns) == 20 and all(abs(column.mean()) < 0.01 for column in columns)


def ends_at_random(draws, many=100_000):
    """Return the middle eight tenths of year 5 with `draws(chance)` numbers off, at the usual setting."""
    levers = fan_lab.at()
    chance = np.random.default_rng(20261130)
    reach = np.array([levers.price_range, levers.demand_range, levers.delivery_range, levers.uplift_range])[:, None]
    last = draws(plan_levers(levers), lambda: chance.uniform(-1, 1, (4, many)) * reach)
    return np.percentile(last.overspend, [10, 90])


def test_payments_that_follow_prices_make_the_fan_narrower_as_the_lab_says():
    def follow(usual, draw):
        price, demand, delivery, _ = draw()
        return project(moved(usual, price=price, demand=demand, delivery=delivery, uplift=price))[-1]

    assert following(fan_lab.at()) == pytest.approx(ends_at_random(follow), abs=0.6)


def test_numbers_drawn_anew_each_year_make_the_fan_narrower_as_the_lab_says():
    def anew(usual, draw):
        names = ("price", "demand", "delivery", "uplift")
        return lived([moved(usual, **dict(zip(names, draw(), strict=True))) for _ in range(5)])[-1]

    assert afresh(fan_lab.at()) == pytest.approx(ends_at_random(anew), abs=0.6)


def test_the_words_on_independence_and_persistence_are_worked_out():
    last = fan(fan_lab.at()).years[-1]
    (said,) = [text for text in fan_lab.assumes if "drawn anew each year." in text]
    for low, high in ((last.below_10, last.below_90), following(fan_lab.at()), afresh(fan_lab.at())):
        assert f"£{low:.0f}m to £{high:.0f}m" in said


#: Published misses, as a share of what the partnership had: the outturn, or the last forecast, beyond what was
#: budgeted, in GBP m. Fife 2024/25 set a balanced budget of 682 and forecast 34.8 over in November; Argyll and Bute
#: 2018/19 ended 6.681 over on about 257; Edinburgh 2024/25 forecast 50 over on about 900.
MISSES = {"Fife 2024/25": 34.8 / 682, "Argyll and Bute 2018/19": 6.681 / 257, "Edinburgh 2024/25": 50 / 900}


@pytest.mark.parametrize("place", MISSES)
def test_the_usual_ranges_would_have_held_a_published_miss(place):
    levers = fan_lab.at(opening_gap=10, reserves=0)  # a gap that no scenario closes, so that nothing is cut off
    columns = dict(zip(("price", "demand", "delivery", "uplift"), evenly(SCENARIOS, beside=0.0), strict=True))
    reach = dict(zip(("price", "demand", "uplift", "delivery"), list(ranges(levers).values())[:4], strict=True))
    first = project(moved(plan_levers(levers), **{name: columns[name] * reach[name] for name in columns}))[0]
    as_set = project(plan_levers(levers))[0]
    assert MISSES[place] <= ((first.overspend - as_set.overspend) / first.pot).max()


def test_the_usual_range_of_delivery_holds_what_was_published():
    levers = fan_lab.at()
    for delivered in (34.5, 47.8, 69, 79, 119):  # Argyll and Bute, Edinburgh, Scotland twice, West Lothian
        assert abs(delivered - levers.delivery) <= levers.delivery_range
