"""Numbers that readers bring, in Python: cases with their answers, and a set number is never said rounded."""

from pathlib import Path

import pytest
import yaml

from joint_working.explorers import every
from joint_working.formula import named
from joint_working.words import AS_SET, fill

CASES = yaml.safe_load((Path(__file__).parent / "number_cases.yaml").read_text(encoding="utf-8"))
BY_NAME = {explorer.name: explorer for explorer in every()}
EXPLORERS = pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_readers_numbers_give_the_expected_answer(case):
    explorer = BY_NAME[case["explorer"]]
    levers = explorer.at(**case["set"])
    answer = named(explorer.model(levers))
    for name, expected in case["expect"].items():
        assert answer[name] == pytest.approx(expected, abs=5e-4), name
    view = explorer.show(levers)
    said = f"{fill(view.sentence)} {fill(view.figure)} {fill(view.figure_label)}"
    for words in case.get("say", ()):
        assert words in said, words
    assert explorer.from_link(explorer.to_link(levers)) == levers


def test_what_copies_as_python_keeps_every_decimal():
    levers = BY_NAME["budget-lab-five-years"].at(health_payment=943.801, health_growth=1.333333)
    made = BY_NAME["budget-lab-five-years"].as_python(levers)
    assert "health_payment=943.801, health_growth=1.333333)" in made


@EXPLORERS
def test_no_sentence_rounds_a_number_that_was_set(explorer):
    """Every slot that holds a lever's own value prints it in full, or holds whole numbers only."""
    levers = {lever.name: lever for lever in explorer.fields}
    page, rounded = explorer.recording.page, []
    words = {name: page[name] for name in ("figure", "figure_label", "sentence")}
    for number, picture in enumerate(page["pictures"]):
        words |= {f"{part}, picture {number + 1}": picture[part] for part in ("message", "what", "description")}
    for where, clauses in words.items():
        for text, slots, _ in clauses:
            for form, value in slots:
                if value in levers and not levers[value].whole and not form.endswith(AS_SET):
                    rounded.append((where, text, value))
    assert rounded == []


@EXPLORERS
def test_what_is_said_of_a_lever_is_what_was_set(explorer):
    """Where a sentence tells 47% or £47.0m because a lever was set to it, it tells 46.83 where that was set."""
    for lever in explorer.fields:
        if lever.whole:
            continue
        on_step = lever.nearest(lever.low + (lever.high - lever.low) * 0.6)
        between = round(min(lever.high, on_step + lever.step * 0.37), 4)
        slots = [
            (form, value) for _, slots, _ in explorer.recording.page["sentence"] for form, value in slots
            if value == lever.name
        ]  # fmt: skip
        was, now = (explorer.sentence(explorer.at(**{lever.name: value})) for value in (on_step, between))
        if slots and lever.shown(on_step) in was:
            assert lever.shown(between) in now, (lever.name, now)
