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


@pytest.mark.parametrize(
    ("changes", "pays_in_year", "pays_back", "gain"),
    [({}, 7, 11, 32), ({"discount": 3.5}, 7, 12, 18), ({"half_life": 5}, 8, 15, 0.3)],
)
def test_reference_values_of_discounting_and_fading(changes, pays_in_year, pays_back, gain):
    """The middle case of a pot of 275 with 1% spent: when it pays, and what fifteen years bring, in £ million."""
    outcome = prevention(prevention_lab.at(**changes)).outcomes[1]
    assert (outcome.pays_in_year, outcome.pays_back) == (pays_in_year, pays_back)
    assert outcome.so_far == pytest.approx(gain, abs=0.5 if gain > 1 else 0.05)


def test_an_effect_that_halves_every_year_is_half_as_strong_a_year_later():
    """5% growth; the middle case takes 0.2 points off it in year 3, 0.1 in year 4, 0.05 in year 5."""
    years = prevention(prevention_lab.at(half_life=1, lag=3)).years
    with_it = 275 * 1.05**2
    for number, off in ((3, 0.2), (4, 0.1), (5, 0.05)):
        with_it *= 1 + (5 - off) / 100
        assert years[number - 1].cases[1].avoided == pytest.approx(275 * 1.05**number - with_it)


def test_a_later_pound_counts_for_less_and_the_first_year_in_full():
    plain, less = (prevention(prevention_lab.at(discount=rate)).years for rate in (0, 4))
    assert less[0].cases[1].so_far == plain[0].cases[1].so_far
    counted = sum(year.cases[1].net / 1.04**number for number, year in enumerate(plain))
    assert less[-1].cases[1].so_far == pytest.approx(counted)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_worked_case(case):
    answer = named(prevention(prevention_lab.at(**case["levers"])))
    for name, expected in case["expect"].items():
        assert answer[name] == pytest.approx(expected, abs=5e-6), name


@given(settings_of(prevention_lab))
@settings(max_examples=100)
def test_no_money_appears_or_disappears(levers):
    answer = prevention(levers)
    spent = 0.0
    for year in answer.years:
        spent += year.spent
        for case in year.cases:
            assert case.avoided == pytest.approx(case.returned + case.elsewhere, abs=1e-9)
            assert case.net == pytest.approx(case.returned - year.spent, abs=1e-9)
    for place in range(3):
        counts = [(1 + levers.discount / 100) ** -number for number in range(len(answer.years))]
        nets = [year.cases[place].returned - year.spent for year in answer.years]
        counted = math.fsum(net * count for net, count in zip(nets, counts, strict=True))
        assert answer.years[-1].cases[place].so_far == pytest.approx(counted, abs=1e-6)


@given(settings_of(prevention_lab))
@settings(max_examples=100)
def test_the_outcome_is_what_the_years_say(levers):
    answer = prevention(levers)
    for place, outcome in enumerate(answer.outcomes):
        seen = answer.years[: answer.ahead]
        pays = [n for n, year in enumerate(seen, 1) if year.spent > 0 and year.cases[place].net >= 0]
        back = [n for n, year in enumerate(seen, 1) if year.spent > 0 and year.cases[place].so_far >= 0]
        assert outcome.pays_in_year == (pays[0] if pays else 0)
        assert outcome.pays_back == (back[0] if back else 0)
        assert bool(outcome.lasts) == (bool(pays) and pays == list(range(pays[0], len(seen) + 1)))
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


def test_how_much_is_spent_hardly_changes_when_it_pays_because_the_effect_is_in_proportion():
    """An assumption of the model, and no finding: the pages say so."""
    assert any("in proportion" in assumed and "hardly moves" in assumed for assumed in prevention_lab.assumes)
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
