"""Board night: the join adds nothing of its own to the votes or to the money, and paper adds up to the model."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joint_working.models.board import Minimums
from joint_working.models.board_night import (
    AFTER,
    COLUMNS,
    FIRST,
    NOW,
    ROUNDS,
    STANDS,
    Card,
    Decision,
    Effect,
    Move,
    Night,
    Option,
    State,
    Votes,
    ahead,
    by_round,
    card_on_paper,
    changed,
    column,
    hold,
    live,
    on_paper,
)
from joint_working.models.budget import PlanLevers, lived

USUAL = PlanLevers(
    health_payment=180, council_payment=95, health_growth=2.5, council_growth=2, price=3, demand=2, opening_gap=4,
    savings=3, delivery=70, recurring=50, reserves=8, reserves_floor=2, slippage=0, months_late=0,
    late_every=0, surplus=0, sharing=1, lent=1, council_arising=50, councils=0,
)  # fmt: skip
LASTS = Option(
    moves=(
        Move(NOW, "savings", False, (4,) * 6),
        Move(NOW, "delivery", False, (10, 20, 30, 40, 55, 70)),
        Move(NOW, "recurring", False, (100,) * 6),
    ),
    lost=2.0,
    people=((-1, 1), (0, 2)),
)
CARE = Option(
    moves=(Move(FIRST, "demand", True, (1.5,) * 6), Move(AFTER, "demand", True, (0, -0.2, -0.4, -0.6, -0.8, -1))),
    lost=0.0,
    people=((1, 1), (0, 0)),
)
NIGHT = Night(
    usual=USUAL,
    options=(Option((), 1.0, ((0, 0), (-1, -1))), LASTS, CARE),
    cards=(
        Card((0, 0, 0), (), 0),
        Card((0, -2, 1), (), 0),
        Card((0, 0, 0), (Effect("price", True, 0.5),), 0),
        Card((0, 0, 0), (), 1),
    ),
    facts=(0, 3, 2),
    reach={"savings": (0, 10), "delivery": (0, 150), "recurring": (0, 100), "demand": (-3, 6), "price": (0, 12)},
)
NONE = Decision(STANDS, 1)
NO_CARD = (0, 0, 0)
MINIMUMS = Minimums(nominees=3, per_council=2, each_kind=1)
SPLIT = Votes(3, 0, 0, 3, 3, 0, 0)


def test_the_same_votes_tie_on_board_a_and_carry_on_board_b():
    a, b = hold(SPLIT, MINIMUMS, 0), hold(SPLIT, MINIMUMS, 1)
    assert (a.tied, a.carried, a.votes_for, a.votes_against, a.voters, a.quorum.needed) == (1, 0, 3, 3, 6, 3)
    assert (b.tied, b.carried, b.votes_for, b.votes_against, b.voters, b.quorum.needed) == (0, 1, 6, 3, 9, 5)


def test_without_half_of_the_voting_members_nothing_is_decided():
    for there, quorate in ((1, 0), (2, 0), (3, 1)):
        held = hold(Votes(0, 0, there, 0, 0, 0, 6), MINIMUMS, 0)
        assert (held.present, held.carried, held.no_quorum) == (there, quorate, 1 - quorate)


whole = st.integers(0, 3)


@given(st.tuples(*[whole] * 6), st.integers(0, 9), st.integers(0, 1))
@settings(max_examples=100)
def test_votes_add_up_whatever_is_entered(votes, absent, representatives):
    held = hold(Votes(*votes, absent), MINIMUMS, representatives)
    assert held.votes_for + held.votes_against + held.abstained == held.present <= held.voters
    assert held.carried + held.lost + held.tied + held.no_votes + held.no_quorum == 1


def test_where_nothing_is_carried_the_plan_as_it_stands_runs_on():
    found = live((NONE,) * 3, NO_CARD, NIGHT)
    years = lived((USUAL,) * 6)
    assert [year.left for year in found.years] == pytest.approx([y.overspend + y.drawn for y in years[:5]])
    assert found.rounds[-1].handed == pytest.approx(years[5].overspend + years[5].drawn)
    assert [year.owed for year in found.years] == pytest.approx([year.owed for year in years[:5]])
    assert found.years[4].owed == pytest.approx(sum(year.overspend for year in years[:5])), "what is lent is owed"


def test_an_option_holds_for_its_round_and_what_lasts_goes_on():
    found = live((NONE, Decision(1, 6), NONE), NO_CARD, NIGHT)
    usual = live((NONE,) * 3, NO_CARD, NIGHT)
    less = [was.left - now.left for now, was in zip(found.years, usual.years, strict=True)]
    assert less[0] == 0 and less[1] > 0 and less[2] > less[1] and less[4] > 0
    assert [year.lost for year in found.years] == [1, 2, 2, 1, 1]
    years = lived((USUAL, *(replace(USUAL, savings=4, delivery=70, recurring=100),) * 2, USUAL, USUAL))
    assert [year.left for year in found.years] == pytest.approx([y.overspend + y.drawn for y in years])


def test_what_is_done_to_demand_costs_first_and_helps_ever_after():
    found = live((Decision(2, 6), NONE, NONE), NO_CARD, NIGHT)
    usual = live((NONE,) * 3, NO_CARD, NIGHT)
    more = [now.left - was.left for now, was in zip(found.years, usual.years, strict=True)]
    assert more[0] > 0 and all(after < before for before, after in zip(more, more[1:], strict=False))
    poor = live((Decision(2, 1), NONE, NONE), NO_CARD, NIGHT)
    assert poor.years[0].left == found.years[0].left and poor.years[4].left > found.years[4].left


def test_the_bill_is_what_was_left_lost_and_handed_on():
    found = live((Decision(1, 3), Decision(2, 4), NONE), (0, 2, 0), NIGHT)
    for last, years in enumerate(ROUNDS):
        told = sum(year.left + year.lost for year in found.years[: years[-1] + 1])
        assert found.bill(last) == pytest.approx(told + found.rounds[last].handed)


def test_people_move_by_the_column_and_stay_where_they_are():
    found = live((Decision(1, 3), Decision(1, 4), Decision(2, 1)), NO_CARD, NIGHT)
    assert [[one.steps for one in after.people] for after in found.rounds] == [[-1, 0], [0, 2], [1, 2]]


def state(**values):
    return replace(State(1, 2.3, 5.0, (0, 0, 0), (), 3, ()), **values)


def test_the_die_the_facts_told_and_the_cards_decide_the_column():
    assert column(1, state(), NIGHT) == 3
    assert column(1, state(said=(0, 2, 0)), NIGHT) == 5 and column(2, state(said=(0, 2, 0)), NIGHT) == 3
    assert column(1, state(cards=(1,)), NIGHT) == 1 and column(2, state(cards=(1,)), NIGHT) == 4
    assert column(1, state(cards=(3,)), NIGHT) == 6, "a card that reveals counts all three facts as told"
    assert column(1, state(cards=(1, 1)), NIGHT) == 1 and column(1, state(said=(0, 3, 0), die=6), NIGHT) == 6


def test_a_card_that_moves_money_falls_from_its_round_on():
    was, now = live((NONE,) * 3, NO_CARD, NIGHT), live((NONE,) * 3, (0, 2, 0), NIGHT)
    more = [after.left - before.left for before, after in zip(was.years, now.years, strict=True)]
    assert more[0] == 0 and all(sum_ > 0 for sum_ in more[1:])


def test_an_effect_stays_within_what_its_lever_can_take():
    assert changed(USUAL, (Effect("savings", True, 99),), NIGHT.reach).savings == 10


def test_what_is_ahead_holds_every_column():
    for option, ((low, high), (later_low, later_high)) in ahead(1, (Decision(1, 4),), (0,), NIGHT).items():
        for place in COLUMNS:
            rounds = by_round(live((Decision(1, 4), Decision(option, place), NONE), NO_CARD, NIGHT))
            assert low - 1e-9 <= rounds[1] <= high + 1e-9 and later_low - 1e-9 <= rounds[2] <= later_high + 1e-9
    assert ahead(0, (), (), NIGHT)[STANDS][0][0] == ahead(0, (), (), NIGHT)[STANDS][0][1]


def test_paper_adds_up_to_the_model():
    rnd = random.Random(7)
    usual = by_round(live((NONE,) * 3, NO_CARD, NIGHT))
    for _ in range(150):
        taken = [Decision(rnd.randrange(3), rnd.choice(COLUMNS)) for _ in ROUNDS]
        cards = [rnd.choice((0, 2)) for _ in ROUNDS]
        whole = by_round(live(taken, cards, NIGHT))
        for at, exact in enumerate(whole):
            parts = [usual[at]]
            parts += [on_paper(d.option, d.column, r, NIGHT)[at] for r, d in enumerate(taken) if r <= at]
            parts += [card_on_paper(card, r, NIGHT)[at] for r, card in enumerate(cards) if card and r <= at]
            assert abs(exact - sum(round(part, 1) for part in parts)) < 1.5
