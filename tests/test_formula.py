"""The tracer: the same function on numbers, arrays and formulas, and a refusal for what would go wrong in silence."""

import doctest
import json
import math
import re
from dataclasses import fields

import numpy as np
import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from joint_working import formula
from joint_working.formula import (
    Formula,
    FormulaError,
    at_least,
    at_most,
    both,
    choose,
    columns,
    each,
    either,
    lever,
    named,
    opposite,
    percentile,
    same,
    share_where,
    whole,
    write,
)


def on_page(results, **levers):
    """Work the written-out steps out with the arithmetic the page uses."""
    steps = write(results)
    signals = [{"name": name, "value": value} for name, value in levers.items()]
    signals += [{"name": step.name, "update": step.text} for step in steps]
    text = {"signal": f"'[' + join([{','.join(results)}], ',') + ']'"}
    spec = {"signals": signals, "marks": [{"type": "text", "encode": {"update": {"text": text}}}]}
    svg = vl_convert.vega_to_svg(spec)
    return json.loads(svg[svg.index(">[") + 1 : svg.index("]<") + 1])


def everything(a, b):
    return {
        "sum": a + b - 3 + (2 - a),
        "product": a * b * 2 / 7,
        "share": a / (1 + b * b),
        "low": at_least(0, a - b),
        "high": at_most(a, b),
        "chosen": choose(a < b, -a, b + 1),
        "floors": whole(a / 3),
        "again": choose(both(a >= 0, b > 0), 1, choose(either(a > 1, opposite(same(b, 0))), 2, 3)),
    }


numbers = st.floats(-1e4, 1e4).map(lambda x: round(x, 3))


def test_the_doctest_a_policy_analyst_can_follow():
    assert doctest.testmod(formula).attempted >= 5 and doctest.testmod(formula).failed == 0


@pytest.mark.parametrize(("a", "b"), [(0, 0), (1, -1), (2.5, 0.1), (-7.25, 3), (1e4, -1e4), (0.1, 0.2)])
def test_python_and_page_agree(a, b):
    recorded = everything(lever("a"), lever("b"))
    page = on_page(recorded, a=a, b=b)
    python = [float(value) for value in everything(a, b).values()]
    assert all(map(math.isfinite, page))
    assert page == pytest.approx(python, abs=1e-9)


@given(numbers, numbers)
def test_arrays_give_what_numbers_give(a, b):
    on_arrays = everything(np.array([a, a]), np.array([b, b]))
    for name, value in everything(a, b).items():
        assert on_arrays[name] == pytest.approx([value, value])


def test_steps_are_shared_so_length_grows_in_a_straight_line():
    def length(years):
        cost = lever("cost")
        for _ in range(years):
            cost = cost + at_least(0, cost - 1) * cost
        return sum(len(step.text) for step in write({"last": cost}))

    lengths = [length(years) for years in (5, 10, 20)]
    assert lengths[2] - lengths[1] < 2.2 * (lengths[1] - lengths[0]) + 40
    assert lengths[2] < 2000


def test_a_result_that_is_only_a_lever_or_a_number_is_written_too():
    a = lever("a")
    assert [(s.name, s.text) for s in write({"x": a, "y": 2.0, "z": -1.5})] == [
        ("x", "a"),
        ("y", "2"),
        ("z", "(-1.5)"),
    ]


@pytest.mark.parametrize(
    ("attempt", "instead"),
    [
        (lambda x: max(0, x), "at_least"),
        (lambda x: min(0, x), "at_most"),
        (lambda x: 1 if x > 0 else 2, "choose"),
        (lambda x: x > 0 and x < 1, "choose"),
        (lambda x: 0 < x < 1, "choose"),
        (lambda x: not x, "choose"),
        (lambda x: x == 1, "same"),
        (lambda x: x != 1, "same"),
        (lambda x: round(x, 1), "whole"),
        (lambda x: int(x), "whole"),
        (lambda x: math.floor(x), "whole"),
        (lambda x: x // 2, "whole"),
        (lambda x: x % 2, "whole"),
        (lambda x: x**2, "multiply"),
        (lambda x: 2**x, "multiply"),
        (lambda x: abs(x), "choose"),
        (lambda x: float(x), "conversion"),
        (lambda x: (x > 0) & (x < 1), "both"),
        (lambda x: ~(x > 0), "opposite"),
        (lambda x: f"{x:.1f}", "clause"),
        (lambda x: np.maximum(x, 0), "NumPy"),
        (lambda x: np.where(x > 0, 1, 2), "NumPy"),
        (lambda x: np.exp(x), "NumPy"),
        (lambda x: np.array([1.0, 2.0]) * x, "array"),
        (lambda x: x + np.array([1.0, 2.0]), "array"),
        (lambda x: x + "1", "numbers only"),
        (lambda x: x + float("nan"), "finite"),
        (lambda x: x * float("inf"), "finite"),
        (lambda x: sum(part for part in x), "one number"),
    ],
)
def test_what_a_formula_cannot_do_is_refused_in_one_sentence(attempt, instead):
    with pytest.raises(FormulaError) as refusal:
        attempt(lever("x"))
    sentence = str(refusal.value)
    assert instead in sentence and sentence.endswith(".") and "\n" not in sentence


def test_a_numpy_number_joins_in():
    assert str(np.float64(2.5) * lever("x")) == "(2.5 * x)"
    assert str(lever("x") - np.float64(2)) == "(x - 2)"


@pytest.mark.parametrize("name", ["max", "each", "two words", "_1", "if", "new", ""])
def test_names_the_page_uses_are_refused(name):
    with pytest.raises(ValueError, match="cannot name"):
        lever(name)
    with pytest.raises(ValueError, match="cannot name"):
        write({name: Formula("({0} + {1})", 1, 2)})


def test_named_counts_years_from_one():
    from joint_working.models.budget import Plan, Share, Year

    year = Year(*range(len(fields(Year))))
    flat = named(Plan(years=(year, year), shares=(Share(1, 2),), rules=()))
    assert flat["year_1_pot"] == 2 and flat["year_2_overspend"] == 8 and flat["share_1_council"] == 2


def summed(a, b):
    """A model of a hundred scenarios: the same function for numbers and for formulas."""
    place = each(100, beside=a) * 0.37
    spread = place - whole(place)
    column = at_least(0, a + spread * b - choose(a > 3, 1, 2))
    return {
        "low": percentile(column, 10),
        "twice": 2 * percentile(column, 90),
        "part": share_where(both(column > 1, column < 4)),
        "above": percentile(column, 90) >= percentile(column, 50),
    }


def test_scenarios_are_recorded_as_columns_and_summed_up():
    recorded = summed(lever("a"), lever("b"))
    found = columns(recorded.values())
    assert found.many == 100
    assert [summary[2:] for summary in found.summaries] == [
        ("percentile", 10), ("percentile", 90), ("share", 0), ("percentile", 90), ("percentile", 50),
    ]  # fmt: skip
    known = {"each", "a", "b", "floor", "max"}
    for step in found.steps:
        assert known.issuperset(re.findall(r"[a-z]\w*", step.text)), step
        known.add(step.name)
    assert [(step.name, step.text) for step in write(recorded)][-2:] == [("low", "summary_1"), ("part", "summary_3")]
    assert columns([lever("a") + 1, 2.0]) is None


def test_a_choice_that_rests_on_no_lever_is_settled_when_it_is_recorded():
    a = lever("a")
    assert choose(True, a, a + 1) is a and str(choose(False, a, a + 1)) == "(a + 1)"
    assert str(choose(a > 1, 2, 3)) == "((a > 1) ? 2 : 3)"


def test_a_percentile_is_numpys_and_a_share_is_a_share():
    column = np.random.default_rng(1).normal(size=501)
    for share in (0, 10, 33.3, 50, 90, 100):
        assert percentile(column, share) == pytest.approx(np.percentile(column, share), abs=1e-12)
    assert percentile(3.5, 40) == 3.5
    assert share_where(column > 0) == pytest.approx(100 * np.mean(column > 0))
    assert share_where(True) == 100


def test_a_column_cannot_be_shown_or_mixed():
    a = lever("a")
    with pytest.raises(FormulaError, match="sum it up with percentile"):
        write({"it": each(10, beside=a) + a})
    with pytest.raises(FormulaError, match="numbered by one count"):
        columns([percentile(each(10, beside=a) + each(20, beside=a), 50)])
    with pytest.raises(FormulaError, match="cannot be made of a number that sums up"):
        columns([percentile(each(10, beside=a) - percentile(each(10, beside=a), 50), 50)])
