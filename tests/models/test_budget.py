"""The budget models: reference values, worked cases and what must hold whatever the levers say."""

import math
from dataclasses import fields, replace
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


#: Five years' overspends in £ million, worked out apart from the model and agreed with it to £0.1m.
REFERENCE = [
    ({}, [0, 7.6, 15.6, 21.3, 27.5]),
    ({"recurring": 100}, [0, 4.5, 9.3, 11.7, 14.3]),
    ({"recurring": 25}, [0, 9.1, 18.7, 26.1, 34.1]),
    ({"months_late": 3, "late_every": 1}, [0, 10.6, 17.1, 22.9, 29.1]),
    ({"months_late": 3}, [0, 9.1, 15.6, 21.3, 27.5]),
    ({"slippage": 50}, [0, 6.3, 13.6, 18.6, 24.1]),
    ({"health_growth": 0, "council_growth": 0}, [3.9, 23.5, 35.8, 48.8, 62.5]),
    ({"reserves_floor": 2}, [3.0, 10.2, 15.6, 21.3, 27.5]),
    ({"reserves": 0}, [5.3, 10.2, 15.6, 21.3, 27.5]),
    ({"opening_gap": 4}, [5.0, 18.3, 24.0, 30.2, 36.8]),
]


@pytest.mark.parametrize(("changes", "expected"), REFERENCE)
def test_reference_values(changes, expected):
    assert overspends(**changes) == pytest.approx(expected, abs=0.1)


def test_reference_values_of_reserves_debt_and_the_gap_for_the_year():
    years = plan(five_years.at(lent=1)).years
    assert [year.reserves for year in years] == pytest.approx([2.7, 0, 0, 0, 0], abs=0.1)
    assert [year.owed for year in years] == pytest.approx([0, 7.6, 23.1, 44.4, 72.0], abs=0.1)
    assert [year.gap for year in years] == pytest.approx([11.2, 16.3, 21.7, 27.6, 34.0], abs=0.1)


@pytest.mark.parametrize(
    ("preset", "changes"),
    [
        ("in-trouble", {"opening_gap": 4}),
        ("flat-cash", {"health_growth": 0, "council_growth": 0}),
        ("cut", {"council_growth": -3.5}),
        ("low-delivery", {"delivery": 35}),
    ],
)
def test_a_starting_point_changes_what_its_name_says(preset, changes):
    assert five_years.at(preset) == five_years.at(**changes)


def test_the_first_years_gap_is_not_the_opening_gap():
    for opening, gap, share in ((1.35, 11.2, 4.0), (4, 18.9, 6.7)):
        first = plan(five_years.at(opening_gap=opening)).years[0]
        assert first.gap == pytest.approx(gap, abs=0.06)
        assert 100 * first.gap / first.pot == pytest.approx(share, abs=0.05)
    (note,) = [lever.note for lever in five_years.fields if lever.name == "opening_gap"]
    assert note.startswith("Makes year 1 short by 4.0%, before savings; 4% makes it 6.7%.")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_worked_case(case):
    explorer = one_pot if case["model"] == "pot" else five_years
    answer = explorer.model(explorer.at(**case["levers"]))
    for name, expected in case["expect"].items():
        assert named(answer)[name] == pytest.approx(expected, abs=5e-4), name


@given(settings_of(five_years))
@settings(max_examples=100)
def test_money_is_conserved_in_every_year(levers):
    for year in plan(levers).years:
        needed = year.cost + year.repaid + year.added + year.returned
        found = year.pot + year.recurring + year.one_off + year.drawn + year.overspend
        assert needed == pytest.approx(found, abs=1e-6)


@given(settings_of(five_years))
@settings(max_examples=100)
def test_reserves_are_drawn_down_to_what_is_kept_back(levers):
    before = levers.reserves
    for year in plan(levers).years:
        kept = levers.reserves_floor / 100 * year.pot
        assert year.reserves == pytest.approx(before - year.drawn + year.added)
        assert year.drawn == 0 or year.reserves >= kept - 1e-9
        assert year.overspend < 1e-9 or year.reserves == pytest.approx(min(before, kept), abs=1e-9)
        assert year.drawn == 0 or year.added == 0
        assert min(year.drawn, year.added, year.overspend, year.reserves) >= 0
        before = year.reserves


@given(settings_of(five_years))
@settings(max_examples=100)
def test_what_is_lent_is_owed_until_a_surplus_repays_it(levers):
    owed = 0.0
    for year in plan(levers).years:
        assert year.owed == pytest.approx(owed + year.lent - year.repaid, abs=1e-6)
        assert 0 <= year.repaid <= owed + 1e-9 and 0 <= year.lent <= year.overspend + 1e-9
        assert year.added + year.returned < 1e-9 or year.owed < 1e-6
        assert levers.lent != budget.GIVEN or year.owed == 0
        assert levers.lent != budget.LENT_BY_BOTH or year.lent == pytest.approx(year.overspend)
        owed = year.owed


@given(settings_of(five_years))
def test_a_late_offer_takes_months_of_its_own_year_only(levers):
    late, timely = (plan(replace(levers, months_late=months, late_every=0)).years for months in (9, 0))
    assert late[0].lasting == pytest.approx(timely[0].lasting / 4)
    assert late[0].one_off == pytest.approx(timely[0].one_off / 4)
    for one, other in zip(late[1:], timely[1:], strict=True):
        for name in ("earlier", "lasting", "one_off"):
            assert getattr(one, name) == pytest.approx(getattr(other, name))


@given(settings_of(five_years), st.integers(0, 20))
def test_the_first_year_does_not_depend_on_the_recurring_share(levers, steps):
    first, other = plan(levers).years[0], plan(replace(levers, recurring=5.0 * steps)).years[0]
    assert first.overspend == pytest.approx(other.overspend, abs=1e-9)
    assert first.reserves == pytest.approx(other.reserves, abs=1e-9)


@given(settings_of(five_years))
def test_every_rule_shares_all_of_the_overspend(levers):
    answer = plan(levers)
    for year, part in zip(answer.years, answer.shares, strict=True):
        assert part.health + part.council == pytest.approx(year.overspend, abs=1e-9)
        assert min(part.health, part.council) >= -1e-9
    totals = [part.health + part.council for part in answer.rules]
    assert totals == pytest.approx([answer.years[-1].overspend] * 4, abs=1e-9)


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
