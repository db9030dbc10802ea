"""Reading one figure: differences as printed, the middle half, small numbers, and the other denominator."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joint_working import formula
from joint_working.models.indicators import HALF_OF_FIVE, WHOLE_YEAR, Seen, as_printed, read

NOTHING = Seen(**{field.name: 0 for field in fields(Seen)} | {"least": 1})
RATE = replace(
    NOTHING, value=720.1, held=1, shown=720.1, other=952.2, other_held=1, other_shown=952.2, lower_quarter=653,
    upper_quarter=1120, cases=26689, cases_held=1, days=1, other_way=754.2, other_way_held=1,
)  # fmt: skip


def test_a_difference_is_between_what_is_printed():
    reading = read(RATE)
    assert (reading.difference, reading.lower, reading.higher) == (232, True, False)
    near = read(replace(RATE, shown=720.4, other_shown=720.6))
    assert (near.difference, near.higher, near.lower) == (1, False, True)  # 720 and 721 are what a reader sees
    assert read(replace(RATE, shown=720.4, other_shown=719.6)).alike


def test_a_count_is_read_by_its_change_in_whole_per_cents():
    reading = read(replace(RATE, counted=1, shown=12.4, other_shown=-3.2))
    assert (reading.up, reading.other_down, reading.higher) == (True, True, True)
    assert read(replace(RATE, counted=1, shown=0.3, other_shown=0)).level


@pytest.mark.parametrize(("shown", "where"), [(600, "below"), (653, "within"), (1120, "within"), (1121, "above")])
def test_a_place_is_in_the_middle_half_or_not(shown, where):
    reading = read(replace(RATE, shown=shown))
    assert [name for name in ("below", "within", "above") if getattr(reading, name)] == [where]


def test_one_person_who_waits_all_year_moves_a_small_number():
    assert not read(RATE).few_days
    few = read(replace(RATE, cases=3442))
    assert few.few_days and few.stay == pytest.approx(100 * WHOLE_YEAR / 3442)
    assert read(replace(RATE, cases=100 * WHOLE_YEAR / 5)).few_days  # a twentieth is small
    assert not read(replace(RATE, cases=100 * WHOLE_YEAR / 5 + 1)).few_days


def test_rounding_to_five_moves_few_people():
    few = read(replace(RATE, days=0, rounded=1, cases=75))
    assert few.few_people and few.off == pytest.approx(100 * HALF_OF_FIVE / 75) and not few.few_days
    assert not read(replace(RATE, days=0, rounded=1, cases=1000)).few_people


def test_where_few_people_live_and_the_cases_are_not_held():
    assert read(replace(RATE, few=1, cases_held=0)).unknown
    assert not read(replace(RATE, few=1)).unknown


def test_the_other_denominator_moves_the_figure():
    reading = read(RATE)
    assert reading.moved_up and not reading.moved_down and reading.moved == pytest.approx(100 * 34.1 / 720.1)
    assert not read(replace(RATE, other_way=720.1)).moved_up


def test_nothing_held_says_nothing():
    reading = read(NOTHING)
    assert not any((reading.compared, reading.higher, reading.lower, reading.alike, reading.within, reading.up))
    assert reading.stay == 100 * WHOLE_YEAR and not reading.few_days


@given(st.floats(-1e6, 1e6), st.sampled_from([1, 0.1, 0.01]))
def test_rounding_is_half_away_from_zero_and_never_far(value, least):
    assert abs(as_printed(value, least) - value) <= least / 2 + 1e-6
    assert as_printed(-value, least) == -as_printed(value, least)


def test_it_can_be_recorded():
    seen = Seen(**{field.name: formula.lever(field.name) for field in fields(Seen)})
    assert len(formula.write(formula.named(read(seen)))) > 20
