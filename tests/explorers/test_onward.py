"""A vote travels: the links from Board Lab and Board night open Budget Lab at the very plan that was voted for."""

import pytest
from settings import at_ties

from joint_working import evidence
from joint_working.bench.parity import at_random
from joint_working.explorers import board_lab, board_night, every, five_years
from joint_working.kit.page import section


def opened(link):
    return five_years.model(five_years.from_link(link.address))


def test_only_the_two_explorers_that_vote_lead_onward():
    assert {explorer.name for explorer in every() if explorer.show().onward} == {board_lab.name, board_night.name}


def test_board_night_opens_the_plan_each_board_lives_with():
    for levers in [*at_ties(board_night), *at_random(board_night, 60)]:
        boards = board_night.model(levers).boards
        for link, board in zip(board_night.show(levers).onward, boards, strict=True):
            years = opened(link).years
            assert [year.overspend for year in years] == pytest.approx([year.overspend for year in board.plan.years])


def test_a_vote_carried_in_board_lab_sets_the_plan_and_a_lost_one_leaves_it():
    titles = [row["title"] for row in evidence.table("workshop_options")]
    usual, results = five_years.at("board-night"), set()
    for levers in [*at_ties(board_lab), *at_random(board_lab, 60)]:
        carried = board_lab.model(levers).carried
        results.add(carried)
        links = board_lab.show(levers).onward
        assert [link.words for link in links] == titles
        for link in links:
            assert (five_years.from_link(link.address) != usual) == (carried >= 1)
    assert results == {0, 1}


def test_the_same_option_means_the_same_sums_in_both_labs():
    agreed = {f"{side}_{group}_{way}": 3 * (way == "for") for side in "ab" for group in ("council", "health")
              for way in ("for", "against")}  # fmt: skip
    carried = next(levers for levers in at_random(board_lab, 60) if board_lab.model(levers).carried)
    for number, link in enumerate(board_lab.show(carried).onward):
        night = board_night.model(board_night.at(a_option=number, **agreed)).boards[0]
        assert [year.overspend for year in opened(link).years] == pytest.approx(
            [y.overspend for y in night.plan.years]
        )


def test_the_page_carries_the_links_before_any_script_runs():
    html = section(board_night)
    for link in board_night.show().onward:
        assert link.address.replace("&", "&amp;") in html
