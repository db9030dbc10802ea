"""What is typed beside a slider: any number in range, with or without its sign and unit; one sentence for the rest."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joint_working.explorers import every
from joint_working.kit import typed
from joint_working.words import FORMATS

LEVERS = [(explorer, lever) for explorer in every() for lever in explorer.fields if not lever.options]
MONEY = typed.Box(FORMATS["money"], 20, 1200, False, "£20–1200m", 180)
RATE = typed.Box(FORMATS["percent1"], -6, 8, False, "−6% to 8%", 2.5)
SEATS = typed.Box(FORMATS["count"], 0, 10, True, "0–10", 3)
MONTH = typed.Box(FORMATS["month"], 24178, 24335, True, "October 2014 – December 2027", 24322)


@pytest.mark.parametrize(
    ("box", "text", "value"),
    [
        (MONEY, "31.4", 31.4),
        (MONEY, " £31.4m ", 31.4),
        (MONEY, "£ 31.4 million", 31.4),
        (MONEY, "1,200", 1200),
        (MONEY, "501.647", 501.647),
        (MONEY, "501.6471234567", 501.647123),
        (MONEY, "+180", 180),
        (MONEY, "£180.0\u00a0m", 180),
        (RATE, "-3.5", -3.5),
        (RATE, "−3.5%", -3.5),
        (RATE, "–3.5 per cent", -3.5),
        (RATE, ".5", 0.5),
        (RATE, "-0", 0),
        (SEATS, "8", 8),
        (SEATS, "8.0", 8),
        (MONTH, "September 2026", 24320),
        (MONTH, "sept 2021", 24260),
        (MONTH, "Mar. 2021", 24254),
        (MONTH, "2021-03", 24254),
        (MONTH, "3/2021", 24254),
    ],
)
def test_a_number_is_read(box, text, value):
    read = typed.read(box, text)
    assert (read.value, read.problem) == (value, "")


@pytest.mark.parametrize(
    ("box", "text", "problem"),
    [
        (MONEY, "", "Nothing is typed. The number stays as it was."),
        (MONEY, "lots", "“lots” is not a number this box can read. Type it as in £180.0m."),
        (MONEY, "31,4", "“31,4”: is the comma a decimal point? Type it with a point, as in £180.0m."),
        (MONEY, "0,410", "“0,410”: is the comma a decimal point? Type it with a point, as in £180.0m."),
        (MONEY, "20%", "“20%” is not a number this box can read. Type it as in £180.0m."),
        (MONEY, "0.9bn", "“0.9bn” is not a number this box can read. Type it as in £180.0m."),
        (MONEY, "(31.4)", "“(31.4)” is not a number this box can read. Type it as in £180.0m."),
        (MONEY, "1e3", "“1e3” is not a number this box can read. Type it as in £180.0m."),
        (MONEY, "3.1.4", "“3.1.4” is not a number this box can read. Type it as in £180.0m."),
        (MONEY, "--5", "“--5” is not a number this box can read. Type it as in £180.0m."),
        (MONEY, "12 34", "“12 34” is not a number this box can read. Type it as in £180.0m."),
        (MONEY, "31400000", "£31,400,000.0m is out of range: £20–1200m."),
        (MONEY, "0.847", "£0.847m is out of range: £20–1200m."),
        (RATE, "9", "9.0% is out of range: −6% to 8%."),
        (RATE, "£3", "“£3” is not a number this box can read. Type it as in 2.5%."),
        (SEATS, "2.5", "2.5 is not a whole number; one is needed."),
        (MONTH, "Ju 2021", "“Ju 2021” is not a month this box can read. Type it as in November\u00a02026."),
        (MONTH, "13/2021", "“13/2021” is not a month this box can read. Type it as in November\u00a02026."),
        (MONTH, "June 1999", "June\u00a01999 is out of range: October 2014 – December 2027."),
        (MONEY, "{range}", "“{range}” is not a number this box can read. Type it as in £180.0m."),
    ],
)
def test_what_is_no_number_in_range_is_told_in_one_sentence(box, text, problem):
    read = typed.read(box, text)
    assert (read.value, read.problem) == (None, problem)


@pytest.mark.parametrize(("explorer", "lever"), LEVERS, ids=lambda it: it.name)
def test_what_a_box_shows_can_be_typed_back(explorer, lever):
    middle = lever.low + (lever.high - lever.low) / 3
    for value in (lever.low, lever.high, lever.default, int(middle) if lever.whole else round(middle, 3)):
        read = lever.typed(lever.shown(value))
        assert (read.value, read.problem) == (pytest.approx(value), ""), lever.shown(value)
        assert lever.check(read.value) == read.value
        assert lever.low <= lever.nearest(value) <= lever.high
        assert abs(lever.nearest(value) - value) <= lever.step / 2 + 1e-9 or value > lever.high - lever.step


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_a_number_in_range_or_a_sentence(text):
    for box in (MONEY, RATE, SEATS, MONTH):
        read = typed.read(box, text)
        assert (read.value is None) == bool(read.problem)
        assert read.value is None or box.low <= read.value <= box.high
        assert "{example}" not in read.problem.replace(text, "") or "{example}" in text


def test_the_examples_hold():
    assert doctest.testmod(typed).failed == 0
