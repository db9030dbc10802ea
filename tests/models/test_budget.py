"""The budget models: reference values, worked cases and what must hold whatever the levers say."""

import math
from dataclasses import fields
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from settings import idle_levers, settings_of

from joint_working.explorers import five_years, one_pot
from joint_working.formula import named
from joint_working.models import budget
from joint_working.models.budget import PlanLevers, PotLevers, plan, pot

CASES = yaml.safe_load((Path(__file__).parent / "budget_cases.yaml").read_text(encoding="utf-8"))


def overspends(**changes):
    return [year.overspend for year in plan(five_years.at(**changes)).years]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [10.6, 18.4, 24.3, 30.7, 37.8]),
        ({"recurring": 100}, [10.6, 15.4, 18.3, 21.6, 25.5]),
        ({"recurring": 25}, [10.6, 19.8, 27.2, 35.2, 43.9]),
        ({"late_offer": 1}, [11.1, 19.1, 25.3, 32.0, 39.3]),
        ({"late_offer": 2}, [12.1, 20.6, 27.3, 34.6, 42.4]),
        ({"risk_rule": 3}, [10.6, 21.5, 30.7, 39.9, 49.7]),
    ],
)
def test_reference_values(changes, expected):
    assert overspends(**changes) == pytest.approx(expected, abs=0.1)


def test_reference_values_of_the_health_boards_part():
    shares = plan(five_years.at()).shares
    assert [part.health for part in shares] == pytest.approx([7.0, 12.1, 16.0, 20.2, 24.9], abs=0.1)


def test_the_first_years_gap_is_not_the_opening_gap():
    first = plan(five_years.at()).years[0]
    assert first.cost - first.pot == pytest.approx(18.9, abs=0.05)
    assert 100 * (first.cost - first.pot) / first.pot == pytest.approx(6.7, abs=0.05)
    smaller = plan(five_years.at(opening_gap=1.35)).years[0]
    assert 100 * (smaller.cost - smaller.pot) / smaller.pot == pytest.approx(4.0, abs=0.05)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_worked_case(case):
    explorer = one_pot if case["model"] == "pot" else five_years
    answer = explorer.model(explorer.at(**case["levers"]))
    for name, expected in case["expect"].items():
        assert named(answer)[name] == pytest.approx(expected, abs=5e-4), name


@given(settings_of(five_years))
@settings(max_examples=300)
def test_money_is_conserved_in_every_year(levers):
    for year in plan(levers).years:
        needed = year.cost + year.owed + year.added
        found = year.pot + year.recurring + year.one_off + year.repaid + year.drawn + year.overspend
        assert needed == pytest.approx(found, abs=1e-6)
        if levers.risk_rule != budget.RECOVERY_PLAN:
            assert year.owed == year.repaid == 0


@given(settings_of(five_years))
@settings(max_examples=300)
def test_reserves_never_go_below_the_floor_by_drawing(levers):
    before = levers.reserves
    for year in plan(levers).years:
        floor = levers.reserves_floor / 100 * year.pot
        assert year.reserves == pytest.approx(before - year.drawn + year.added)
        assert year.drawn == 0 or year.reserves >= floor - 1e-9
        assert year.drawn == 0 or year.added == 0
        assert min(year.drawn, year.added, year.overspend, year.reserves) >= 0
        before = year.reserves


@given(settings_of(five_years), st.integers(0, 20))
def test_the_first_year_does_not_depend_on_the_recurring_share(levers, steps):
    from dataclasses import replace

    first, other = plan(levers).years[0], plan(replace(levers, recurring=5.0 * steps)).years[0]
    assert first.overspend == pytest.approx(other.overspend, abs=1e-9)
    assert first.reserves == pytest.approx(other.reserves, abs=1e-9)


@given(settings_of(five_years))
def test_every_rule_shares_all_of_the_overspend(levers):
    answer = plan(levers)
    for year, part in zip(answer.years, answer.shares, strict=True):
        assert part.health + part.council + part.carried == pytest.approx(year.overspend, abs=1e-9)
        assert min(part.health, part.council, part.carried) >= -1e-9
    totals = [part.health + part.council for part in answer.rules[:3]]
    assert totals == pytest.approx([totals[0]] * 3, abs=1e-9)


@given(settings_of(one_pot))
def test_the_pot_goes_out_as_it_came_in(levers):
    answer = pot(levers)
    assert answer.to_council + answer.to_health == pytest.approx(levers.health_payment + levers.council_payment)
    assert answer.to_health >= answer.labelled - 1e-9
    assert answer.refused >= 0


@pytest.mark.parametrize("explorer", [one_pot, five_years], ids=lambda explorer: explorer.name)
def test_no_lever_leaves_every_output_unchanged(explorer):
    assert not idle_levers(explorer)


def test_the_table_of_levers_and_the_model_name_the_same_levers():
    for explorer, kind in ((one_pot, PotLevers), (five_years, PlanLevers)):
        assert [lever.name for lever in explorer.fields] and {lever.name for lever in explorer.fields} == {
            field.name for field in fields(kind)
        }


@pytest.mark.parametrize("explorer", [one_pot, five_years], ids=lambda explorer: explorer.name)
def test_every_answer_is_finite_when_any_two_levers_are_at_an_end(explorer):
    for one in explorer.fields:
        for other in explorer.fields:
            for ends in ((one.low, other.low), (one.low, other.high), (one.high, other.low), (one.high, other.high)):
                levers = explorer.at(**dict(zip((one.name, other.name), ends, strict=True)))
                assert all(map(math.isfinite, named(explorer.model(levers)).values())), levers
