"""A vote travels: the links from Board Lab open Budget Lab at the very plan that was voted for."""

import pytest
from settings import at_ties

from joint_working import evidence
from joint_working.bench.parity import at_random
from joint_working.explorers import board_lab, board_night, every, five_years
from joint_working.explorers.money.motions import MIDDLE
from joint_working.kit.page import section


def opened(link):
    return five_years.model(five_years.from_link(link.address))


def test_only_the_explorer_that_votes_leads_onward():
    assert {explorer.name for explorer in every() if explorer.show().onward} == {board_lab.name}


def test_a_vote_carried_in_board_lab_sets_the_plan_and_a_lost_one_leaves_it():
    titles = [row["title"] for row in evidence.table("workshop_options") if row["order"]]
    usual, results = five_years.at("board-night"), set()
    for levers in [*at_ties(board_lab), *at_random(board_lab, 60)]:
        carried = board_lab.model(levers).carried
        results.add(carried)
        links = board_lab.show(levers).onward
        assert [link.words for link in links] == titles
        for link in links:
            assert (five_years.from_link(link.address) != usual) == (carried >= 1)
    assert results == {0, 1}


def test_board_lab_holds_an_option_for_five_years_as_board_night_does_in_the_middle_of_its_columns():
    carried = next(levers for levers in at_random(board_lab, 60) if board_lab.model(levers).carried)
    for number, link in enumerate(board_lab.show(carried).onward[:2], start=1):
        moved = {f"a_option_{name}": number for name in ("first", "second", "third")}
        moved |= {f"a_column_{name}": MIDDLE for name in ("first", "second", "third")}
        night = board_night.model(board_night.at(**moved)).boards[0]
        years = opened(link).years
        assert [year.overspend + year.drawn for year in years] == pytest.approx([year.left for year in night.years])


def test_the_page_carries_the_links_before_any_script_runs():
    html = section(board_lab)
    for link in board_lab.show().onward:
        assert link.address.replace("&", "&amp;") in html
