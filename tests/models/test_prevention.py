"""Prevention: reference values, worked cases, and what must hold whatever the levers say."""

import math
import re
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from settings import idle_levers, settings_of

from joint_working import evidence
from joint_working.explorers import prevention_lab
from joint_working.formula import named
from joint_working.models.prevention import COUNCIL_TERM, HORIZONS, PreventionLevers, prevention

CASES = yaml.safe_load((Path(__file__).parent / "prevention_cases.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("effect", "pays_in_year", "pays_back"),
    [(0.2, 7, 11), (0.5, 4, 7), (0.0, 0, 0)],
)
def test_reference_values(effect, pays_in_year, pays_back):
    levers = replace(prevention_lab.at(), effect_low=0.0, effect_middle=effect, effect_high=effect)
    outcome = prevention(levers).outcomes[1]
    assert (outcome.pays_in_year, outcome.pays_back) == (pays_in_year, pays_back)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_worked_case(case):
    answer = named(prevention(prevention_lab.at(**case["levers"])))
    for name, expected in case["expect"].items():
        assert answer[name] == pytest.approx(expected, abs=5e-6), name


@given(settings_of(prevention_lab))
@settings(max_examples=200)
def test_no_money_appears_or_disappears(levers):
    answer = prevention(levers)
    spent = 0.0
    for year in answer.years:
        spent += year.spent
        for case in year.cases:
            assert case.avoided == pytest.approx(case.returned + case.elsewhere, abs=1e-9)
            assert case.net == pytest.approx(case.returned - year.spent, abs=1e-9)
    for place in range(3):
        returned = math.fsum(year.cases[place].returned for year in answer.years)
        assert answer.years[-1].cases[place].so_far == pytest.approx(returned - spent, abs=1e-6)


@given(settings_of(prevention_lab))
@settings(max_examples=200)
def test_the_outcome_is_what_the_years_say(levers):
    answer = prevention(levers)
    for place, outcome in enumerate(answer.outcomes):
        seen = answer.years[: answer.ahead]
        pays = [n for n, year in enumerate(seen, 1) if year.spent > 0 and year.cases[place].net >= 0]
        back = [n for n, year in enumerate(seen, 1) if year.spent > 0 and year.cases[place].so_far >= 0]
        assert outcome.pays_in_year == (pays[0] if pays else 0)
        assert outcome.pays_back == (back[0] if back else 0)
        assert outcome.so_far == seen[-1].cases[place].so_far


@given(settings_of(prevention_lab))
def test_nothing_comes_back_before_the_lag_and_more_effect_never_brings_less(levers):
    for number, year in enumerate(prevention(levers).years, start=1):
        low, middle, high = (case.avoided for case in year.cases)
        assert low <= middle + 1e-9 and middle <= high + 1e-9
        if number < levers.lag:
            assert low == middle == high == 0


@pytest.mark.parametrize("name", [field.name for field in fields(PreventionLevers)])
def test_every_answer_is_finite_at_the_extremes(name):
    lever = next(lever for lever in prevention_lab.fields if lever.name == name)
    for value in (lever.low, lever.high):
        for other in prevention_lab.fields:
            for extreme in (other.low, other.high):
                levers = prevention_lab.at(**{name: value} | ({other.name: extreme} if other.name != name else {}))
                assert all(map(math.isfinite, named(prevention(levers)).values()))


def test_no_lever_leaves_every_output_unchanged():
    assert not idle_levers(prevention_lab)


def test_how_much_is_spent_hardly_changes_when_it_pays():
    for share in (0.25, 1, 2, 3):
        outcome = prevention(prevention_lab.at(invested=share)).outcomes[1]
        assert outcome.pays_in_year == 7 and outcome.pays_back in (10, 11)


def test_it_runs_on_arrays():
    shares = np.linspace(0, 3, 13)
    many = prevention(replace(prevention_lab.at(), invested=shares))
    for number, share in enumerate(shares):
        one = prevention(replace(prevention_lab.at(), invested=float(share)))
        assert many.outcomes[1].so_far[number] == pytest.approx(one.outcomes[1].so_far)
        assert many.outcomes[1].pays_back[number] == one.outcomes[1].pays_back


def test_the_council_term_is_the_rule_in_the_data():
    assert float(evidence.rule("council-term", as_at="2026-11-24").value) == COUNCIL_TERM
    assert HORIZONS[-1] == COUNCIL_TERM


def test_it_never_claims_that_prevention_saves():
    claims = re.compile(r"\b(saves|will save|pays for itself|proves|always pays)\b", re.I)
    for lever in prevention_lab.fields:
        for value in (lever.low, lever.default, lever.high):
            sentence = prevention_lab.sentence(prevention_lab.at(**{lever.name: value}))
            assert not claims.search(sentence), sentence
            assert "when it would pay, not that it does" in sentence or "nothing changes" in sentence
            assert all(f"{name} case" in sentence for name in ("Low", "Middle", "High")) or "nothing" in sentence
