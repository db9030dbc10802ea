"""Savings in proportion as a reader meets it: figures from the tables, and a base year beside every comparison."""

import pytest

from joint_working import evidence
from joint_working.bench.parity import at_random
from joint_working.explorers import savings_in_proportion
from joint_working.explorers.why_join_up.savings import SUMS, base_year, in_millions
from joint_working.kit import page
from joint_working.words import fill

LEVERS = {lever.name: lever for lever in savings_in_proportion.fields}


def shown(preset=None, **changes):
    return savings_in_proportion.show(savings_in_proportion.at(preset, **changes))


def test_the_levers_take_their_ends_and_choices_from_the_figures():
    saving = LEVERS["savings"]
    assert (saving.low, saving.high) == (in_millions("expected-savings-low"), in_millions("expected-savings-high"))
    assert len(LEVERS["compare"].options) == len(SUMS)
    for option, key in zip(LEVERS["compare"].options, SUMS, strict=True):
        assert option.endswith(base_year(key))
    planned = evidence.figure("health-growth-planned-cash").text.removesuffix(" a year")
    assert planned.removesuffix("\u00a0a\u00a0year") in LEVERS["growth"].note


def test_only_money_can_be_a_sum():
    assert in_millions("integration-money-guide") == 8500
    with pytest.raises(ValueError, match="a sum of money was expected"):
        in_millions("health-growth-planned-cash")


@pytest.mark.parametrize("number", range(len(SUMS)))
def test_every_comparison_states_its_base_year_and_how_firm_the_sum_is(number):
    view, figure = shown(compare=number), evidence.figure(SUMS[number])
    year = "year its source does not give" if figure.period == "not stated" else figure.period
    assert year in fill(view.sentence)
    assert ("more than that" in fill(view.sentence)) == (figure.bound == "more than")
    assert base_year(SUMS[number]) in fill(view.figure_label)
    for picture in view.pictures:
        assert base_year(SUMS[number]) in fill(picture.what) and figure.text in fill(picture.what)
    assert base_year(SUMS[number]) in view.table.rows[number].label
    others = [base_year(key) for key in SUMS if key != SUMS[number]]
    assert not [year for year in others if year in fill(view.sentence)]


def test_the_sentence_at_both_ends_of_the_estimate():
    low, high = (savings_in_proportion.sentence(savings_in_proportion.at(savings=value)) for value in (138, 157))
    assert "£138m is 1.6% of £8.5bn" in low and "about 198 days, or 28 weeks" in low
    assert "£157m is 1.8% of £8.5bn" in high and "about 225 days, or 32 weeks" in high


@pytest.mark.parametrize("growth", [0.5, 1.6, 1.7, 8])
def test_it_says_so_when_the_saving_is_larger_than_a_year_of_growth(growth):
    view = shown(growth=growth)
    larger = 8500 * growth / 100 < 138
    assert ("larger than that one year’s growth" in fill(view.sentence)) == larger
    assert ("larger" in fill(view.pictures[1].message)) == larger


def test_bars_in_one_picture_share_one_scale_and_start_at_nothing():
    for levers in at_random(savings_in_proportion, 20):
        answer = savings_in_proportion.model(levers)
        share, growth = savings_in_proportion.show(levers).pictures
        assert {bar["x"] for bar in share.rows["bars"] + growth.rows["bars"]} == {0.0}
        assert [bar["x2"] for bar in share.rows["bars"]] == [
            answer.money,
            levers.savings,
            answer.in_year,
            levers.savings,
        ]
        for bar, met in zip(growth.rows["bars"][::2], growth.rows["bars"][1::2], strict=True):
            assert met["x2"] == min(bar["x2"], levers.savings)


def test_what_was_not_found_is_said():
    html = page.section(savings_in_proportion)
    assert "No published result was found" in html and "does not say whether it is yearly" in html
