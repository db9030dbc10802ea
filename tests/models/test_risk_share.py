"""Risk sharing: every rule is a set of weights, and no penny is lost."""

import doctest
import math
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from settings import settings_of

from joint_working import evidence
from joint_working.explorers import who_pays_lab
from joint_working.explorers.money.who_pays import fixed_shares, local_rules
from joint_working.formula import lever, named, write
from joint_working.models import risk_share
from joint_working.models.risk_share import RULES, Met, chosen, in_proportion, usual_order

CASES = yaml.safe_load((Path(__file__).parent / "risk_share_cases.yaml").read_text(encoding="utf-8"))

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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_worked_case(case):
    answer = named(who_pays_lab.model(who_pays_lab.at(**case["levers"])))
    for name, expected in case["expect"].items():
        assert answer[name] == pytest.approx(expected, abs=1e-9), name


@given(settings_of(who_pays_lab))
def test_every_rule_meets_the_whole_overspend_once(levers):
    for met in who_pays_lab.model(levers).rules:
        parts = [getattr(met, part) for part in Met.__annotations__]
        assert math.fsum(parts) == pytest.approx(abs(levers.overspend), abs=1e-9)
        assert all(math.isfinite(part) and part >= -1e-9 for part in parts)
        assert levers.overspend < 0 or met.reserves <= levers.reserves


@given(settings_of(who_pays_lab))
def test_the_chosen_rule_is_one_of_them(levers):
    answer = who_pays_lab.model(levers)
    assert chosen(levers, answer) == answer.rules[int(levers.rule)]


def test_no_lever_leaves_every_word_unchanged():
    for found in who_pays_lab.fields:
        start = {"overspend": -2} if found.name in ("underspend", "windfall") else {}
        usual, moved = who_pays_lab.at(**start), who_pays_lab.at(**start, **{found.name: found.high})
        assert (who_pays_lab.sentence(moved), who_pays_lab.cells(moved)) != (
            who_pays_lab.sentence(usual),
            who_pays_lab.cells(usual),
        )


#: Rows that tell of one case, of one service, or of an order without shares: no rule to divide an overspend by.
ONE_CASE = {
    f"{place}-overspend"
    for place in (
        *("aberdeenshire", "dumfries-and-galloway", "east-ayrshire", "east-lothian", "edinburgh", "glasgow-city"),
        *("north-ayrshire", "north-lanarkshire", "western-isles"),
    )
}


def test_the_rules_are_the_rows_of_the_data():
    listed = {row["key"] for row in evidence.table("local_rules") if row["topic"] == "overspend"}
    assert set(RULES) == listed - ONE_CASE
    options = next(lever.options for lever in who_pays_lab.fields if lever.name == "rule")
    assert len(options) == len(RULES)
    for option, row in zip(options, local_rules(), strict=True):
        assert option.startswith(row["area"]), (option, row["area"])


def test_a_share_that_is_no_pair_is_named(monkeypatch):
    broken = [
        {**row, "value": "60"} if row["key"] == "fife-overspend" else row for row in evidence.table("local_rules")
    ]
    monkeypatch.setattr("joint_working.explorers.money.who_pays.evidence.table", lambda name: broken)
    with pytest.raises(
        ValueError, match="row fife-overspend, column value: expected two shares, as 60|40, found '60'"
    ):
        fixed_shares()
