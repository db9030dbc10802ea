"""Board Lab: reference values, the date that decides who votes, and sentences that never contradict the numbers."""

import csv
import itertools
import re
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from settings import at_random

from joint_working import evidence
from joint_working.explorers.who_decides.board import board_lab, make_board_lab, month_of
from joint_working.explorers.words import fill

DATA = Path(__file__).parents[2] / "data"
AUGUST, SEPTEMBER = 24319, 24320


def cells(*preset, **changes):
    """Return the table's rows by their label."""
    return {label: row for label, *row in board_lab.cells(board_lab.at(*preset, **changes))}


def result(**changes):
    return fill(board_lab.show(board_lab.at(**changes)).figure)


# --- Reference values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "votes", "shares", "as_one", "needed", "figure"),
    [
        ({"date": AUGUST}, "3 0 3 0 6", "50% 0% 50% 0% 100%", "50% 0% 50% 0% 100%", 3, "Tied"),
        ({}, "3 0 3 3 9", "33% 0% 33% 33% 100%", "33% 0% 33% 33% 100%", 5, "Carried"),
        ({"council_a": 8, "health_board": 8}, "8 0 8 3 19", "42% 0% 42% 16% 100%", "33% 0% 33% 33% 100%", 10,
         "Carried"),
        ({"date": AUGUST, "councils": 1, "health_board": 6}, "3 3 6 0 12", "25% 25% 50% 0% 100%",
         "20% 20% 60% 0% 100%", 6, "Tied"),
        ({"councils": 1, "health_board": 6}, "3 3 6 3 15", "20% 20% 40% 20% 100%", "17% 17% 50% 17% 100%", 8,
         "Carried"),
    ],
)  # fmt: skip
def test_reference_values(changes, votes, shares, as_one, needed, figure):
    table = cells(**changes)
    assert table["Members with a vote"] == votes.split()
    assert table["Share of the votes"] == shares.split()
    assert table["Power to decide, representatives as one"] == as_one.split()
    assert board_lab.model(board_lab.at(**changes)).quorum_needed == needed
    assert result(**changes) == figure
    assert "meets every rule read here" in board_lab.sentence(board_lab.at(**changes))


def test_reference_values_of_representatives_each_alone():
    answer = board_lab.model(board_lab.at())
    assert answer.influences[1].council_a == 2 / 7 and answer.one_representative == 1 / 7


def test_presets_are_the_reference_boards():
    voters = [board_lab.model(board_lab.at(preset.name)).voters for preset in board_lab.presets]
    assert voters == [9, 6, 19, 15]


def test_one_side_could_make_a_quorum_before_the_change_and_not_after():
    row = "Short of a quorum of one half, if only they came"
    assert cells("large", date=AUGUST)[row] == ["0", "8", "0", "8", "0"]
    assert cells("large")[row] == ["2", "10", "2", "7", "0"]


# --- The date ----------------------------------------------------------------------------------------------


def test_the_date_flips_who_votes_and_names_the_instrument():
    before, after = (board_lab.sentence(board_lab.at(date=month)) for month in (AUGUST, SEPTEMBER))
    assert "representatives have no vote until September\u00a02026 (SSI 2025/405, article 2(2))" in before
    assert "have a vote (from September\u00a02026, by SSI 2025/405, article 2(2))" in after
    assert (result(date=AUGUST), result(date=SEPTEMBER)) == ("Tied", "Carried")
    months = range(24178, 24336)
    assert [board_lab.model(board_lab.at(date=month)).representatives_vote for month in months] == [
        int(month >= SEPTEMBER) for month in months
    ]


@pytest.fixture
def change(tmp_path, monkeypatch):
    """Return a function that makes Board Lab anew after changing cells of a copy of data/rules.csv."""

    def forget():
        for name, module in list(sys.modules.items()):
            if name.startswith("joint_working.evidence"):
                for thing in vars(module).values():
                    if hasattr(thing, "cache_clear"):
                        thing.cache_clear()

    def made(key, **values):
        folder = tmp_path / "data"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(DATA, folder)
        path = folder / "rules.csv"
        with open(path, encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        found = [line for line in lines if line["key"] == key]
        found[-1].update(values)
        for before, after in itertools.pairwise(found):
            before["valid_to"] = min(before["valid_to"], str(date.fromisoformat(after["valid_from"]) - timedelta(1)))
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, lines[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)
        monkeypatch.setenv("JOINT_WORKING_DATA", str(folder))
        forget()
        return make_board_lab()

    yield made
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize(
    ("day", "first"), [("2026-04-01", 24315), ("2026-10-01", 24321), ("2026-10-31", 24321), ("2027-02-14", 24325)]
)
def test_the_day_of_the_rule_alone_moves_the_switch(change, day, first):
    lab = change("voting-members", valid_from=day)
    votes = [lab.model(lab.at(date=month)).representatives_vote for month in (first - 1, first)]
    assert votes == [0, 1]
    assert "have no vote until" in lab.sentence(lab.at(date=first - 1))
    assert "have a vote (from" in lab.sentence(lab.at(date=first))
    step = next(step.text for step in lab.recording.steps if step.name == "representatives_vote")
    assert f"(date >= {first})" in step


def test_numbers_and_articles_come_from_the_rules(change):
    lab = change("nominees-minimum-one-council", value="4")
    assert (
        "Health board" not in lab.sentence()
        and "The council nominates 3 and must nominate at least 4" in lab.sentence()
    )
    lab = change("nominees-minimum-two-councils", article="article 99")
    assert "article 99" in lab.sentence(lab.at(councils=1, council_a=1, council_b=3, health_board=4))
    lab = change("required-professional-members", value="chief officer|GP")
    assert "meets every rule" in lab.sentence(lab.at(officers=2))


# --- Reasons, quorum and ties ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"health_board": 4}, "3 from the council and 4 from the health board; the sides must be equal "
         "(SSI 2014/285, article 3)"),
        ({"councils": 1}, "6 from the two councils and 3 from the health board; the sides must be equal "
         "(SSI 2014/285, article 5(2)(b))"),
        ({"council_a": 2, "health_board": 2}, "The council nominates 2 and must nominate at least 3"),
        ({"councils": 1, "council_b": 1, "health_board": 4}, "Council B nominates 1 and must nominate at least 2"),
        ({"unpaid_carer": 0}, "of unpaid carers: 0, where 1 is the least (SSI 2014/285, article 3(7))"),
        ({"staff_side": 0}, "Representatives of staff: 0, where 1 is the least"),
        ({"officers": 5}, "Professional and officer members: 5, where 6 are required"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_article(changes, reason):
    sentence = board_lab.sentence(board_lab.at(**changes))
    assert reason in sentence and "is not lawful" in sentence and "meets every rule" not in sentence


def test_both_rules_on_quorum_and_ties_stand_side_by_side():
    tied = cells(date=AUGUST, casting=1)
    assert (tied["For, no casting vote"][-1], tied["For, with a casting vote"][-1]) == ("3", "4")
    assert (tied["For, with a casting vote"][0], tied["Against, with a casting vote"][-1]) == ("4", "3")
    shown = board_lab.show(board_lab.at(date=AUGUST, casting=1)).pictures[2]
    assert [(cell["quorum"][8:], cell["tie"], cell["result"]) for cell in shown.rows["cells"]] == [
        ("one half", "A tie falls", 3), ("one half", "Casting vote", 1),
        ("one third", "A tie falls", 3), ("one third", "Casting vote", 1),
    ]  # fmt: skip
    few = board_lab.at(council_a_absent=3, representatives_absent=2)
    assert fill(board_lab.show(few).figure) == "Not quorate: no decision"
    assert "One third would be enough." in board_lab.sentence(few)
    assert (
        cells(council_a_absent=3, representatives_absent=2, quorum=1)["Votes against that count, as you set it"][-1]
        == "3"
    )


def test_what_is_assumed_is_said_to_be():
    text = board_lab.text()
    assert "assumed: check your standing orders" in text
    assert all("check your standing orders" in picture.source for picture in board_lab.show().pictures)
    for lever in board_lab.fields:
        if lever.name in ("quorum", "tie"):
            assert lever.note == "Assumed: check your standing orders"


@pytest.mark.slow
def test_no_setting_prints_a_contradiction():
    for levers in at_random(board_lab, 200, seed=4):
        answer, sentence = board_lab.model(levers), board_lab.sentence(levers)
        view = board_lab.show(levers)
        results = {
            "Carried": ("motion is carried,", "carries the motion"), "Lost": ("motion is lost,", "decides against it"),
            "Tied": ("is not carried.",), "Not quorate: no decision": ("there is no quorum",),
        }  # fmt: skip
        said = [name for name, phrases in results.items() if any(phrase in sentence for phrase in phrases)]
        assert said == [fill(view.figure)], sentence
        assert sum(phrase in sentence for phrases in results.values() for phrase in phrases) == 1
        assert ("is not lawful" in sentence) == (answer.lawful < 1) != ("meets every rule" in sentence)
        reasons = re.findall(r"\((?:SSI 2014/285, [^;]*?\)*)\)", sentence)
        assert bool(reasons) == (answer.lawful < 1), sentence
        assert ("have a vote (from" in sentence) == (answer.representatives_vote == 1) != ("have no vote" in sentence)
        assert ("One third would be enough" in sentence) <= (answer.no_decision == 1)
        assert ("would be too few" in sentence) <= (answer.no_decision == 0)
        assert ("the rest are ignored" in sentence) == (answer.fits < 1)
        table = {label: row for label, *row in board_lab.cells(levers)}
        members = [int(table[row][-1]) for row in ("Members with a vote", "Present with a vote")]
        assert f"Present: {members[1]} of {members[0]} voting members." in sentence
        counted = [int(table[f"Votes {side} that count, as you set it"][-1]) for side in ("for", "against")]
        if answer.carried or answer.lost:
            assert (counted[0] > counted[1]) == (answer.carried == 1) and counted[0] != counted[1]
        else:
            assert counted[0] == counted[1]
        chosen = [cell for cell in view.pictures[2].rows["cells"] if cell["chosen"]]
        code = answer.carried + 2 * answer.lost + 3 * answer.tied
        assert [cell["result"] for cell in chosen] == [code]
        assert fill(view.pictures[0].message).split(":")[0] in (fill(view.figure), "No decision")


# --- The page ----------------------------------------------------------------------------------------------


def test_few_enough_steps_for_the_page():
    assert len(board_lab.recording.steps) < 700


def test_every_seat_is_drawn_once():
    for levers in at_random(board_lab, 20, seed=9):
        answer = board_lab.model(levers)
        rows = board_lab.show(levers).pictures[0].rows["groups"]
        assert sum(row["voters"] for row in rows) == answer.voters == rows[0]["all"]
        ends = [row["offset"] + row["voters"] for row in rows]
        assert [row["offset"] for row in rows] == [0, *ends[:-1]]
        quiet = board_lab.show(levers).pictures[0].rows["quiet"]
        assert sum(row["number"] for row in quiet) == answer.members - answer.voters


def test_months_are_counted_as_the_lever_counts_them():
    dated = [row for row in evidence.rules() if row.key == "voting-members"]
    assert [month_of(row.valid_from) for row in dated][:2] == [24178, SEPTEMBER]
