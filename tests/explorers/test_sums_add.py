"""The sums of a table hold to the printed digit, and no line strays from the model.

The five years have six sums in every year. The labs on beds, flow and prevention have those of `LAB_SUMS`.
"""

import os

import pytest
from settings import at_ties
from sums import LAB_SUMS, in_steps, lab_sums, what_does_not_add

from joint_working.bench.parity import at_random
from joint_working.explorers import board_night, five_years, flow_lab, hospital_money, prevention_lab
from joint_working.explorers.money.printed_hospital import as_printed as hospital_as_printed
from joint_working.explorers.money.printed_plan import as_printed
from joint_working.explorers.money.printed_prevention import as_printed as prevention_as_printed
from joint_working.in_print import steps
from joint_working.workshop import content

MANY = 2000 if os.environ.get("FULL") else 500


@pytest.mark.slow
def test_the_six_sums_hold_to_the_digit_at_five_hundred_settings():
    presets = [five_years.at(preset.name) for preset in five_years.presets]
    for levers in (*at_ties(five_years), *presets, *at_random(five_years, MANY, seed=20261201)):
        wrong = what_does_not_add(five_years.cells(levers), steps(levers.reserves))
        assert wrong == [], five_years.to_link(levers)


def test_a_sum_that_does_not_hold_would_be_seen():
    rows = five_years.cells()
    assert what_does_not_add(rows, 80) == []
    rows[10] = [rows[10][0], "0.1", *rows[10][2:]]
    assert what_does_not_add(rows, 80) == ["closed, year 1", "balance, year 1", "met, year 1"]


def test_a_printed_line_is_at_most_two_tenths_from_the_model():
    for levers in at_random(five_years, 300, seed=20261202):
        exact = five_years.model(levers)
        for year, printed in zip(exact.years, as_printed(levers, exact).years, strict=True):
            for name, value in vars(year).items():
                apart = 0.4 if name == "owed" else 0.2  # a debt is the sum of what is printed as lent and repaid
                assert abs(getattr(printed, name) - value) <= apart, (name, five_years.to_link(levers))
                assert value != 0 or getattr(printed, name) == 0, (name, five_years.to_link(levers))


@pytest.mark.parametrize("option", content.keys("option"))
def test_the_papers_of_the_workshop_take_the_same_figures(option):
    levers = content.levers_of(option)
    rows = {label: [in_steps(cell) for cell in cells] for label, *cells in five_years.cells(levers)}
    for what, label in (("over", "Over budget"), ("drawn", "From reserves"), ("cost", "Cost of carrying on")):
        for year, steps_shown in enumerate(rows[label], start=1):
            assert content.sum_of(what, year, option) == f"£{steps_shown / 10:.1f}m"


def test_board_night_starts_from_the_same_figures():
    nothing = {f"a_option_{name}": 0 for name in ("first", "second", "third")}
    rows = {label: cells for label, *cells in board_night.cells(board_night.at(**nothing))}
    plan = {label: cells for label, *cells in five_years.cells(five_years.at("board-night"))}
    assert rows["Of this, owed to the partners"][0] == plan["Over budget"][0]
    assert rows["Of this, from reserves"][0] == plan["From reserves"][0]


LABS = {explorer.name: explorer for explorer in (hospital_money, flow_lab, prevention_lab)}


def allowed(name, levers):
    """Return the sums that need not hold at a setting: a sum of pounds that count for less cannot be added up."""
    return {"so far", "in all, so far"} if getattr(levers, "discount", 0) else set()


@pytest.mark.slow
@pytest.mark.parametrize("name", LAB_SUMS)
def test_the_sums_of_a_lab_hold_to_the_digit_at_five_hundred_settings(name):
    explorer = LABS[name]
    presets = [explorer.at(preset.name) for preset in explorer.presets]
    for levers in (*at_ties(explorer), *presets, *at_random(explorer, MANY, seed=20261201)):
        beside = {"beds": getattr(levers, "beds", 0), "ahead": (15, 10, 5)[int(getattr(levers, "horizon", 0))]}
        wrong = set(lab_sums(name, explorer.cells(levers), **beside)) - allowed(name, levers)
        assert wrong == set(), explorer.to_link(levers)


def test_a_sum_of_a_lab_that_does_not_hold_would_be_seen():
    cells = hospital_money.cells()
    assert lab_sums(hospital_money.name, cells) == []
    at = [row[0] for row in cells].index("Still spent: costs that never go")
    cells[at] = [*cells[at][:-1], "9.99"]
    assert lab_sums(hospital_money.name, cells) == ["on paper, Year 5"]


def test_a_printed_line_of_the_hospital_is_at_most_a_step_from_the_model():
    """The total is the sum of six printed lines, so it may be three steps away."""
    for levers in at_random(hospital_money, 300, seed=20261202):
        exact = hospital_money.model(levers)
        shown = hospital_as_printed(exact)
        for year, printed in zip(exact.years, shown.years, strict=True):
            for name in ("paper", "released", "with_patients", "with_wards", "fixed", "kept", "to_board", "need"):
                value, seen = getattr(year, name), getattr(printed, name)
                assert abs(seen - value) < 0.01 + 1e-9, (name, hospital_money.to_link(levers))
                assert abs(value) > 1e-9 or seen == 0, (name, hospital_money.to_link(levers))
        assert abs(shown.total - exact.total) < 0.07


def test_a_printed_line_of_prevention_is_at_most_two_steps_from_the_model():
    for levers in at_random(prevention_lab, 300, seed=20261202):
        exact = prevention_lab.model(levers)
        for year, printed in zip(exact.years, prevention_as_printed(levers, exact).years, strict=True):
            assert abs(printed.spent - year.spent) < 0.1 + 1e-9
            for case, seen in zip(year.cases, printed.cases, strict=True):
                assert abs(seen.returned - case.returned) < 0.2 + 1e-9, prevention_lab.to_link(levers)
                assert abs(seen.so_far - case.so_far) < 0.2 + 1e-9, prevention_lab.to_link(levers)
                assert case.returned != 0 or seen.returned == 0, prevention_lab.to_link(levers)
