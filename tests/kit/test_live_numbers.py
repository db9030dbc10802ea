"""The live twin takes any number: typed beside a slider, which stands on its nearest step and sends nothing back."""

import pytest

from joint_working.explorers import board_lab, every, five_years
from joint_working.kit.live import Twin


@pytest.fixture(autouse=True)
def no_drawing(monkeypatch):
    monkeypatch.setattr("joint_working.kit.pictures.svg", lambda spec, name: "")


def test_a_number_between_two_steps_is_kept():
    live = Twin(five_years)
    live.boxes["savings"].value = "2.75%"
    assert live.values["savings"] == 2.75 and live.inputs["savings"].value in (2.5, 3.0)
    assert five_years.sentence(five_years.at(savings=2.75)) in live.sentence.value
    live.inputs["reserves"].value = 12.0
    assert live.values["savings"] == 2.75 and live.boxes["savings"].value == "2.75%"


def test_what_is_no_number_is_told_and_changes_nothing():
    live = Twin(five_years)
    before = live.sentence.value
    live.boxes["savings"].value = "lots"
    assert "“lots” is not a number" in live.wrong["savings"].value and live.boxes["savings"].value == "lots"
    assert live.sentence.value == before and live.values["savings"] == 3
    live.inputs["savings"].value = 4.0
    assert live.wrong["savings"].value == "" and live.boxes["savings"].value == "4.0%"


def test_a_starting_point_sets_the_boxes_too():
    live = Twin(five_years)
    live.boxes["reserves"].value = "much"
    live.inputs["preset"].value = "urban-large"
    assert live.boxes["health_payment"].value == "£850.0m" and live.boxes["reserves"].value == "£30.0m"
    assert live.wrong["reserves"].value == ""


def test_a_month_is_a_month():
    live = Twin(board_lab)
    assert live.boxes["date"].value == "November\u00a02026"
    live.boxes["date"].value = "March 2021"
    assert live.values["date"] == 24254


@pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)
def test_every_slider_has_its_box(explorer):
    live = Twin(explorer)
    assert set(live.boxes) == {lever.name for lever in explorer.fields if not lever.options}
