"""Words that run twice: rounding at ties, formats, clauses and what they refuse."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joint_working.words import FORMATS, MINUS, Slot, amount, fill, fill_slot, money, percent, printed, say


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (0.25, 1, "0.3"),
        (12.5, 0, "13"),
        (-0.25, 1, "−0.3"),
        (-0.04, 1, "0.0"),
        (0.05, 1, "0.1"),
        (2.675, 2, "2.68"),
        (1234.5, 1, "1,234.5"),
        (999.95, 1, "1,000.0"),
        (-1234567, 0, "−1,234,567"),
        (0.1 + 0.2, 1, "0.3"),
        (151.25, 1, "151.3"),
    ],
)
def test_numbers_round_half_away_from_zero(number, decimals, text):
    assert printed(number, decimals) == text


@given(st.floats(-1e6, 1e6), st.integers(0, 2))
def test_what_is_printed_is_within_half_a_step(number, decimals):
    read = float(printed(number, decimals).replace(",", "").replace(MINUS, "-"))
    assert abs(read - number) <= 0.5 / 10**decimals + 1e-8


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_a_number_that_is_none_is_refused(number):
    with pytest.raises(ValueError, match="must be finite"):
        printed(number, 1)


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        (money(10.62), "£10.6m"),
        (money(-0.7), "−£0.7m"),
        (amount(1270), "1,270.0"),
        (percent(65.4), "65%"),
        (Slot("percent2", 1.35), "1.35%"),
        (Slot("money2", -0.656), "−£0.66m"),
        (Slot("amount2", 0.84), "0.84"),
        (Slot("pounds", 1200), "£1,200"),
        (Slot("points", -2.5), "−2.5\u00a0points"),
        (Slot("count", 1025), "1,025"),
    ],
)
def test_formats(slot, text):
    assert fill_slot(slot) == text


def test_every_format_prints_something_finite():
    for name in FORMATS:
        assert any(character.isdigit() for character in fill_slot(Slot(name, 3.14159)))


def test_only_clauses_whose_condition_holds_are_said():
    words = (say("Over by {}.", money(2), when=3 > 2), say("Under.", when=False), say("That is {}.", percent(40)))
    assert fill(words) == "Over by £2.0m. That is 40%."


def test_a_clause_needs_a_slot_for_each_place():
    with pytest.raises(ValueError, match="2 places and 1 slots"):
        say("{} of {}", money(1))
