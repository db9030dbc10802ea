"""Board night: the join adds nothing of its own to the votes or to the money, and its reference values hold."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joint_working.models.board import Minimums
from joint_working.models.board_night import BOARD_A, BOARD_B, Effect, Night, NightLevers, changed, evening
from joint_working.models.budget import PlanLevers, plan

USUAL = PlanLevers(
    health_payment=180, council_payment=95, health_growth=2.5, council_growth=2, price=3, demand=2, opening_gap=4,
    savings=3, delivery=70, recurring=50, reserves=8, reserves_floor=2, slippage=0, months_late=0,
    late_every=0, surplus=0, sharing=1, lent=0, council_arising=50, councils=0,
)  # fmt: skip
ONE_OFF = (Effect("savings", False, 4), Effect("delivery", False, 90), Effect("recurring", False, 0))
LASTING = (Effect("savings", False, 4), Effect("delivery", False, 50), Effect("recurring", False, 100))
NIGHT = Night(
    minimums=Minimums(nominees=3, per_council=2, each_kind=1), representatives_vote=(0, 1), usual=USUAL,
    options=(ONE_OFF, LASTING, (Effect("reserves_floor", False, 0),), (Effect("lent", False, 1),)),
    shocks=((), (Effect("months_late", False, 3), Effect("late_every", False, 1)), (Effect("delivery", True, -80),)),
    reach={"savings": (0, 10), "delivery": (0, 100), "recurring": (0, 100), "reserves_floor": (0, 5),
           "lent": (0, 3), "months_late": (0, 9), "late_every": (0, 1)},
)  # fmt: skip
SPLIT = NightLevers(
    shock=0, a_option=0, b_option=0, a_council_for=3, a_council_against=0, a_health_for=0, a_health_against=3,
    b_council_for=3, b_council_against=0, b_health_for=0, b_health_against=3, b_representatives_for=3,
    b_representatives_against=0, a_absent=0, b_absent=0,
)  # fmt: skip
AGREED = replace(SPLIT, a_health_for=3, a_health_against=0, b_health_for=3, b_health_against=0)


def over(levers, board):
    return [round(year.overspend, 1) for year in evening(levers, NIGHT).boards[board].plan.years]


def test_the_same_votes_tie_on_board_a_and_carry_on_board_b():
    a, b = evening(SPLIT, NIGHT).boards
    assert (a.tied, a.carried, a.votes_for, a.votes_against, a.voters, a.needed) == (1, 0, 3, 3, 6, 3)
    assert (b.tied, b.carried, b.votes_for, b.votes_against, b.voters, b.needed) == (0, 1, 6, 3, 9, 5)
    assert (a.turned, b.turned) == (0, 1)


def test_a_motion_that_is_not_carried_leaves_the_plan_as_it_stands():
    assert over(SPLIT, BOARD_A) == [10.6, 18.3, 24.0, 30.2, 36.8]
    first = evening(SPLIT, NIGHT).boards[BOARD_A].plan.years[0]
    assert (round(first.gap, 1), round(first.saved, 1), round(first.drawn, 1)) == (18.9, 5.9, 2.4)


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        (0, [6.4, 17.0, 25.8, 35.3, 45.4]),
        (1, [10.9, 15.8, 18.6, 21.8, 25.2]),
        (2, [5.0, 18.3, 24.0, 30.2, 36.8]),
        (3, [10.6, 18.3, 24.0, 30.2, 36.8]),
    ],
)
def test_a_carried_option_runs_for_five_years(option, expected):
    assert over(replace(AGREED, a_option=option, b_option=option), BOARD_A) == expected
    assert over(replace(AGREED, a_option=option, b_option=option), BOARD_B) == expected


def test_no_option_is_better_than_another_in_every_year_and_in_what_is_left():
    made = [evening(replace(AGREED, a_option=option), NIGHT).boards[BOARD_A] for option in range(4)]
    lives = [board.plan.years for board in made]
    told = [(*(year.overspend for year in years), -years[-1].reserves, years[-1].owed) for years in lives]
    for one in told[:3]:
        for other in told[:3]:
            assert one == other or any(x < y - 1e-9 for x, y in zip(one, other, strict=True))
    assert told[0][0] < told[1][0] and told[0][2] > told[1][2]


def test_a_recovery_plan_asks_the_partners_for_the_same_cash_and_owes_it_back():
    lent, given = (
        evening(replace(AGREED, a_option=3, a_health_for=votes, a_health_against=3 - votes), NIGHT)
        .boards[BOARD_A]
        .plan
        for votes in (3, 0)
    )
    for one, other in zip(lent.years, given.years, strict=True):
        assert one.overspend == pytest.approx(other.overspend)
    assert lent.years[-1].owed == pytest.approx(sum(year.overspend for year in given.years))
    assert given.years[-1].owed == 0


def test_a_shock_falls_on_both_boards_whatever_is_voted():
    late = replace(SPLIT, shock=1)
    assert over(late, BOARD_A) == [12.1, 19.8, 25.5, 31.7, 38.4]
    assert over(late, BOARD_B)[0] > over(SPLIT, BOARD_B)[0]


def test_a_shock_falls_on_what_was_voted():
    slower = replace(NIGHT, shocks=((), (Effect("delivery", True, -10),)))
    for option, delivered in ((0, 80), (1, 40)):
        board = evening(replace(AGREED, shock=1, b_option=option), slower).boards[BOARD_B]
        voted = changed(USUAL, NIGHT.options[option], NIGHT.reach)
        assert [year.overspend for year in board.plan.years] == [
            year.overspend for year in plan(replace(voted, delivery=delivered)).years
        ]


def test_an_effect_stays_within_what_its_lever_can_take():
    assert changed(USUAL, NIGHT.shocks[2], NIGHT.reach).delivery == 0
    assert changed(USUAL, (Effect("savings", True, 99),), NIGHT.reach).savings == 10


def test_a_tie_is_not_decided_and_nobody_settles_it():
    board = evening(SPLIT, NIGHT).boards[BOARD_A]
    assert (board.tied, board.carried, board.lost, board.no_votes, board.no_quorum) == (1, 0, 0, 0, 0)
    nobody = evening(replace(SPLIT, a_council_for=0, a_health_against=0), NIGHT).boards[BOARD_A]
    assert (nobody.no_votes, nobody.tied, nobody.abstained) == (1, 0, 6)
    assert over(SPLIT, BOARD_A) == over(replace(SPLIT, a_council_for=0, a_health_against=0), BOARD_A)


def test_without_half_of_the_voting_members_nothing_is_decided():
    empty = replace(AGREED, a_council_for=0, a_health_for=1, a_absent=6)
    board = evening(empty, NIGHT).boards[BOARD_A]
    assert (board.present, board.needed, board.no_quorum, board.carried) == (1, 3, 1, 0)
    assert over(empty, BOARD_A) == [10.6, 18.3, 24.0, 30.2, 36.8]
    for there, quorate in ((2, 0), (3, 1)):
        held = evening(replace(empty, a_health_for=there), NIGHT).boards[BOARD_A]
        assert (held.present, held.carried, held.no_quorum) == (there, quorate, 1 - quorate)


whole = st.integers(0, 3)


@given(
    votes=st.tuples(*[whole] * 10), options=st.tuples(whole, whole), shock=st.integers(0, 2),
    absent=st.tuples(st.integers(0, 6), st.integers(0, 9)),
)  # fmt: skip
@settings(max_examples=100)
def test_votes_add_up_and_money_is_that_of_the_plan(votes, options, shock, absent):
    names = [name for name in NightLevers.__annotations__ if name.endswith(("_for", "_against"))]
    levers = NightLevers(
        **dict(zip(names, votes, strict=True)), shock=shock, a_option=options[0], b_option=options[1],
        a_absent=absent[0], b_absent=absent[1],
    )  # fmt: skip
    for board, option in zip(evening(levers, NIGHT).boards, options, strict=True):
        assert board.votes_for + board.votes_against + board.abstained == board.present <= board.voters
        assert board.votes_for == sum(group.votes_for for group in board.groups)
        assert board.carried + board.lost + board.tied + board.no_votes + board.no_quorum == 1
        voted = changed(USUAL, NIGHT.options[option], NIGHT.reach) if board.carried else USUAL
        lived = plan(changed(voted, NIGHT.shocks[shock], NIGHT.reach))
        assert board.plan == lived
        for year, part in zip(board.plan.years, board.plan.shares, strict=True):
            assert year.overspend == pytest.approx(part.health + part.council, abs=1e-9)
