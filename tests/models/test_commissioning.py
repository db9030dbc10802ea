"""The commissioning cycle: values worked out by hand, and what must hold whatever the levers say."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joint_working.formula import Formula, lever, named
from joint_working.models.commissioning import (
    HANDLED,
    PACKS,
    PRICES,
    ROUNDS,
    TOKENS,
    TOWN,
    CycleLevers,
    arrow,
    cards_open,
    cycle,
)

EARLY = CycleLevers(ask_first=4, ask_second=2, ask_third=0, where=0, analyse=1, plan=2, review=1, pack=0)
LATE = replace(EARLY, ask_first=0, ask_second=4, ask_third=2)
NEVER = replace(EARLY, ask_first=0, ask_second=0, ask_third=0)
IN_TOWN = replace(EARLY, where=1)

ASK = st.sampled_from([0, 2, 4])
FEW = st.integers(0, 2)
SETTINGS = st.builds(
    CycleLevers,
    ask_first=ASK, ask_second=ASK, ask_third=ASK, where=st.integers(0, 1), analyse=FEW, plan=FEW, review=FEW,
    pack=st.integers(0, len(PACKS) - 1),
)  # fmt: skip


@pytest.mark.parametrize(
    ("levers", "seen", "met", "missed", "extra", "conversations"),
    [
        # Asks early: 4 conversations at one token, then 1 at two. Figures show 2 needs more each round.
        (EARLY, [6, 9, 11], [4, 7, 10], [0, 1, 2], 1, 5),
        # Asks late: the same 6 tokens buy 3 conversations.
        (LATE, [2, 6, 9], [2, 4, 8], [10, 0, 0], 3, 3),
        # Never asks: only the figures speak, and 12 actions a round go looking.
        (NEVER, [2, 4, 6], [2, 4, 6], [10, 8, 6], 0, 0),
        # Asks early in the town only: 3 hidden needs of 6 are in the town, the third from round 3.
        (IN_TOWN, [4, 6, 9], [4, 6, 9], [0, 2, 3], 1, 5),
    ],
)
def test_values_by_hand(levers, seen, met, missed, extra, conversations):
    answer = cycle(levers)
    assert [r.need for r in answer.rounds] == [8, 10, 12]
    assert [r.seen for r in answer.rounds] == seen
    assert [r.met for r in answer.rounds] == met
    assert [r.missed for r in answer.rounds] == missed
    assert (answer.extra, answer.conversations) == (extra, conversations)


def test_arrows_by_hand():
    early, late, never = (cycle(levers).rounds for levers in (EARLY, LATE, NEVER))
    assert [(r.everyone, r.unrecorded, r.outside) for r in early] == [(0, 1, 0), (1, 1, 1), (1, 1, 1)]
    assert [(r.everyone, r.unrecorded, r.outside) for r in late] == [(-1, -1, -1), (0, -1, 0), (1, 0, 1)]
    assert [(r.everyone, r.unrecorded, r.outside) for r in never] == [(-1, -1, -1), (0, -1, -1), (0, -1, 0)]
    assert cycle(IN_TOWN).rounds[1].outside == -1


@pytest.mark.parametrize(
    ("met", "seen_here", "seen", "need_here", "way"),
    [(8, 9, 9, 12, 1), (7, 9, 9, 12, 0), (4, 9, 9, 12, 0), (3, 9, 9, 12, -1), (0, 0, 0, 6, -1), (4, 2, 8, 6, -1)],
)
def test_an_arrow_turns_at_two_thirds_and_at_one_third(met, seen_here, seen, need_here, way):
    assert arrow(met, seen_here, seen, need_here) == way


def test_without_review_the_plan_loses_two_needs_a_round():
    slow = replace(EARLY, plan=1)
    written = [[r.written for r in cycle(replace(slow, review=review)).rounds] for review in (0, 1, 2)]
    assert written == [[2, 2, 2], [2, 3, 4], [2, 4, 6]]


@given(SETTINGS)
def test_ten_tokens_a_round_and_no_more(levers):
    for now in cycle(levers).rounds:
        assert now.ask + levers.analyse + levers.plan + levers.review + now.do == TOKENS
        assert now.do >= 0 and 0 <= now.extra <= now.ask


@given(SETTINGS)
def test_every_need_and_every_action_is_counted_once(levers):
    for number, now in enumerate(cycle(levers).rounds, start=1):
        assert now.need == now.met + now.known + now.unseen
        assert now.need == sum(card.opens <= number for card in PACKS[levers.pack])
        assert now.actions == now.met + now.missed == HANDLED * now.do
        assert 0 <= now.met <= now.written <= now.seen <= now.need and now.missed >= 0
        assert {now.everyone, now.unrecorded, now.outside} <= {-1, 0, 1}


@given(SETTINGS)
def test_what_was_seen_stays_seen(levers):
    seen = [now.seen for now in cycle(levers).rounds]
    assert seen == sorted(seen)


@given(
    SETTINGS, st.sampled_from([("ask_first", "ask_second"), ("ask_first", "ask_third"), ("ask_second", "ask_third")])
)
def test_asking_earlier_with_the_same_tokens_never_sees_less_in_any_round(levers, rounds):
    sooner, later = rounds
    if getattr(levers, later) == 0 or getattr(levers, sooner) == 4:
        return
    moved = replace(levers, **{sooner: getattr(levers, sooner) + 2, later: getattr(levers, later) - 2})
    for early, late in zip(cycle(moved).rounds, cycle(levers).rounds, strict=True):
        assert early.seen >= late.seen and early.heard >= late.heard


@given(SETTINGS)
def test_the_same_conversation_costs_double_once_the_plan_is_set(levers):
    assert PRICES == (1, 2, 2)
    answer = cycle(levers)
    assert answer.conversations == levers.ask_first + (levers.ask_second + levers.ask_third) / 2
    assert answer.extra == (levers.ask_second + levers.ask_third) / 2


@given(SETTINGS)
def test_asking_in_the_town_only_never_sees_more(levers):
    for town, all_over in zip(
        cycle(replace(levers, where=1)).rounds, cycle(replace(levers, where=0)).rounds, strict=True
    ):
        assert town.seen <= all_over.seen


def test_asking_is_not_always_worth_its_tokens():
    """Where most need is in the figures, late asking meets fewer needs than the figures alone do."""
    plain = replace(NEVER, pack=4, analyse=2)
    late = replace(plain, ask_third=4)
    assert cycle(late).rounds[-1].met < cycle(plain).rounds[-1].met


def test_each_pack_has_twelve_cards_in_three_places_and_some_hidden_everywhere_it_asks():
    for pack, cards in enumerate(PACKS):
        assert len(cards) == 12 and len({card.need for card in cards}) == 12
        assert len({card.locality for card in cards}) == 3
        assert {card.opens for card in cards} == set(range(1, ROUNDS + 1))
        assert cards_open(pack, 1, False, False) + cards_open(pack, 1, False, True) > 0
        assert cards_open(pack, 1, True, False) + cards_open(pack, 1, True, True) > 0
        assert any(card.locality == TOWN and card.hidden for card in cards)


def test_it_can_be_recorded():
    answer = cycle(CycleLevers(**{name: lever(name) for name in CycleLevers.__annotations__}))
    assert all(isinstance(value, Formula) for name, value in named(answer).items() if name != "round_1_extra")
