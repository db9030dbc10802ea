"""The board model: reference values, worked cases, and that no setting at all gives a contradictory verdict."""

import doctest
import json
import random
import re
from dataclasses import asdict, fields, replace
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import vl_convert
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from joint_working.formula import lever, named, write
from joint_working.models import board as model
from joint_working.models.board import (
    AS_ONE,
    CASTING_VOTE,
    COUNCIL_B,
    EACH_ALONE,
    FOR,
    GROUPS,
    HEALTH_BOARD,
    MOST_REPRESENTATIVES,
    ONE_COUNCIL,
    TWO_COUNCILS,
    WITH_CASTING_VOTE,
    Board,
    BoardLevers,
    Meeting,
    MeetingLevers,
    Minimums,
    banzhaf,
    banzhaf_fast,
    board,
    influence_as_one,
    influence_each_alone,
    meeting,
    quorum,
)

CASES = yaml.safe_load((Path(__file__).parent / "board_cases.yaml").read_text(encoding="utf-8"))

MINIMUMS = Minimums(nominees=3, per_council=2, each_kind=1, officers=6)

USUAL = MeetingLevers(
    councils=ONE_COUNCIL, council_a=3, council_b=0, health_board=3, service_user=1, unpaid_carer=1, third_sector=1,
    staff_side=1, officers=6, representatives_vote=1, chair=0, council_a_present=3, council_a_for=0,
    council_a_against=0, council_b_present=0, council_b_for=0, council_b_against=0, health_board_present=3,
    health_board_for=0, health_board_against=0, representatives_present=3, representatives_for=0,
    representatives_against=0, quorum=0, tie=0, casting=0,
)  # fmt: skip

#: The choices among the levers of a meeting: every other lever is a number of members.
CHOICES = {"councils": 2, "representatives_vote": 2, "chair": 3, "quorum": 2, "tie": 2, "casting": 2}


def shares(influence):
    return tuple(asdict(influence).values())


def sides(council, health_board, **changes):
    """Return the levers of a one-council board with every member of the two sides present."""
    changes = {"council_a_present": council, "health_board_present": health_board} | changes
    return replace(USUAL, council_a=council, health_board=health_board, **changes)


# --- Reference values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([3, 3], "1/2 1/2"),
        ([3, 3, 3], "1/3 1/3 1/3"),
        ([8, 8, 3], "1/3 1/3 1/3"),
        ([3, 3, 6], "1/5 1/5 3/5"),
        ([3, 3, 6, 3], "1/6 1/6 1/2 1/6"),
        ([3, 3, 1, 1, 1], "2/7 2/7 1/7 1/7 1/7"),
        ([5], "1"),
        ([4, 0], "1 0"),
        ([0, 0], "0 0"),
        ([], ""),
    ],
)
def test_reference_values_of_the_power_to_decide(weights, expected):
    expected = tuple(map(Fraction, expected.split()))
    assert banzhaf(weights) == banzhaf_fast(weights) == expected


@pytest.mark.parametrize(
    ("changes", "as_one", "each_alone", "one"),
    [
        ({"representatives_vote": 0}, (1 / 2, 0, 1 / 2, 0), (1 / 2, 0, 1 / 2, 0), 0),
        ({}, (1 / 3, 0, 1 / 3, 1 / 3), (2 / 7, 0, 2 / 7, 3 / 7), 1 / 7),
        ({"council_a": 8, "health_board": 8}, (1 / 3, 0, 1 / 3, 1 / 3), None, None),
        ({"councils": 1, "council_b": 3, "health_board": 6, "representatives_vote": 0},
         (1 / 5, 1 / 5, 3 / 5, 0), (1 / 5, 1 / 5, 3 / 5, 0), 0),
        ({"councils": 1, "council_b": 3, "health_board": 6}, (1 / 6, 1 / 6, 1 / 2, 1 / 6), None, None),
    ],
)  # fmt: skip
def test_reference_values_of_the_boards_groups(changes, as_one, each_alone, one):
    answer = board(replace(USUAL, **changes), MINIMUMS)
    assert shares(answer.influences[AS_ONE]) == as_one
    if each_alone is not None:
        assert shares(answer.influences[EACH_ALONE]) == each_alone
        assert answer.one_representative == one


def test_before_the_change_every_split_of_the_two_sides_ties():
    answer = meeting(replace(USUAL, representatives_vote=0, council_a_for=3, health_board_against=3), MINIMUMS)
    assert (answer.voters, answer.quorum_needed, answer.tied) == (6, 3, 1)
    for size in range(3, 11):
        split = sides(size, size, representatives_vote=0, council_a_for=size, health_board_against=size)
        assert meeting(split, MINIMUMS).tied == 1


def test_reference_values_of_the_quorum():
    sizes = {size: board(sides(size, size), MINIMUMS) for size in (3, 8)}
    assert [sizes[size].voters for size in (3, 8)] == [9, 19]
    assert [sizes[size].quorums[0].needed for size in (3, 8)] == [5, 10]
    assert sizes[8].groups[3].vote_share == 3 / 19
    before = board(sides(8, 8, representatives_vote=0), MINIMUMS).quorums[0]
    assert (before.needed, before.council_a_alone, before.health_board_alone, before.partner_alone) == (8, 1, 1, 1)
    after = sizes[8].quorums[0]
    assert (after.council_a_alone, after.health_board_alone, after.partner_alone) == (0, 0, 0)


def test_a_quorum_is_the_fraction_rounded_up_and_at_least_one():
    for voters in range(80):
        for parts in (2, 3):
            needed = quorum((voters, 0, 0, 0), parts).needed
            assert needed == max(1, -(-voters // parts))


def test_who_could_make_a_quorum_alone():
    for group, name in enumerate(GROUPS):
        found = quorum([5 if number == group else 1 for number in range(4)], 2)
        assert [getattr(found, f"{other}_alone") for other in GROUPS] == [int(other == name) for other in GROUPS]
        assert found.partner_alone == (name != "representatives")


def test_a_casting_vote_gives_two_equal_sides_to_the_chair():
    for chair, expected in ((0, (1, 0, 0, 0)), (COUNCIL_B, (1, 0, 0, 0)), (HEALTH_BOARD, (0, 0, 1, 0))):
        levers = replace(USUAL, representatives_vote=0, chair=chair)
        assert shares(board(levers, MINIMUMS).influences[WITH_CASTING_VOTE]) == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_worked_case(case):
    answer = named(meeting(replace(USUAL, **case["levers"]), MINIMUMS))
    for name, expected in case["expect"].items():
        assert answer[name] == pytest.approx(expected, abs=1e-9), name


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (model.ALL_FOR, (5, 5, 0)),
        (model.ALL_BUT_ONE_FOR, (5, 4, 1)),
        (model.EVENLY, (5, 2, 2)),
        (model.ALL_BUT_ONE_AGAINST, (5, 1, 4)),
        (model.ALL_AGAINST, (5, 0, 5)),
        (model.ALL_ABSTAIN, (5, 0, 0)),
    ],
)
def test_the_ways_a_group_may_vote(way, expected):
    assert model.cast(6, 1, way) == expected


def test_votes_cast_never_exceed_those_present():
    appointed, absent, way = grid(range(11), range(13), range(6))
    present, votes_for, votes_against = model.cast(appointed, absent, way)
    assert (present == appointed - absent).all()
    here = np.maximum(0, present)
    assert (votes_for >= 0).all() and (votes_against >= 0).all() and (votes_for + votes_against <= here).all()
    abstain = (way == model.ALL_ABSTAIN) | ((way == model.EVENLY) & (here % 2 == 1))
    assert (abstain == (votes_for + votes_against < here))[here > 0].all()


# --- The power to decide: every coalition, the fast way, the page's way ------------------------------------


def partitions(votes, blocs, largest=None):
    """Yield every way of splitting votes into at most so many blocs, largest first."""
    if votes == 0:
        yield ()
    elif blocs:
        for first in range(min(votes, largest or votes), 0, -1):
            for rest in partitions(votes - first, blocs - 1, first):
                yield first, *rest


@cache
def how_many(votes, blocs):
    """Return the number of those ways, by the rule that takes one bloc off or one vote off each bloc."""
    if votes == 0:
        return 1
    if votes < 0 or blocs == 0:
        return 0
    return how_many(votes, blocs - 1) + how_many(votes - blocs, blocs)


def test_the_fast_method_is_right_for_every_split_of_up_to_thirty_votes():
    splits = [split for votes in range(1, 31) for split in partitions(votes, 6)]
    assert len(set(splits)) == len(splits) == sum(how_many(votes, 6) for votes in range(1, 31)) == 8546
    for split in splits:
        assert banzhaf_fast(split) == banzhaf(split), split
    print(f"{len(splits)} splits")


@given(st.lists(st.integers(0, 12), max_size=8), st.data())
def test_the_fast_method_is_right_for_any_quota(weights, data):
    quota = data.draw(st.integers(1, sum(weights) + 2))
    found = banzhaf(weights, quota)
    assert banzhaf_fast(weights, quota) == found
    assert sum(found) == (1 if quota <= sum(weights) else 0)
    for one, other in product(range(len(weights)), repeat=2):
        assert weights[one] < weights[other] or found[one] >= found[other]


@pytest.mark.parametrize("method", [banzhaf, banzhaf_fast])
def test_what_has_no_meaning_is_refused(method):
    with pytest.raises(ValueError, match="fewer than 0 votes"):
        method([3, -1])
    with pytest.raises(ValueError, match="at least 1 vote"):
        method([3, 3], 0)


def grid(*ranges):
    """Return every combination of the ranges as arrays, one for each range."""
    return [part.ravel().astype(float) for part in np.meshgrid(*ranges, indexing="ij")]


def test_the_pages_shares_are_exact_for_every_shape_of_board_with_representatives_as_one():
    votes = grid(range(11), range(11), range(13), range(MOST_REPRESENTATIVES + 1))
    found = np.array(shares(influence_as_one(votes)))
    by_size = cache(banzhaf)
    for shape, page in zip(np.array(votes, int).T.tolist(), found.T, strict=True):
        order = sorted(range(4), key=lambda group: shape[group])
        exact = dict(zip(order, by_size(tuple(sorted(shape))), strict=True))
        assert [float(exact[group]) for group in range(4)] == page.tolist(), shape


def each_alone(method, shape):
    """Return the four groups' exact shares, each representative voting alone."""
    *partners, seats = shape
    found = method([*partners, *[1] * seats])
    return [*map(float, found[:3]), float(sum(found[3:], Fraction(0)))]


def lawful_shapes():
    for size, seats in product(range(3, 11), range(MOST_REPRESENTATIVES + 1)):
        yield size, 0, size, seats
    for a, b, seats in product(range(2, 6), range(2, 6), range(MOST_REPRESENTATIVES + 1)):
        yield a, b, a + b, seats


def test_the_pages_shares_are_exact_for_every_shape_of_lawful_board_with_representatives_each_alone():
    shapes = list(lawful_shapes())
    found = np.array(shares(influence_each_alone(list(np.array(shapes, float).T))))
    for shape, page in zip(shapes, found.T, strict=True):
        assert each_alone(banzhaf, shape) == page.tolist(), shape


def test_the_pages_shares_are_exact_for_other_shapes_with_representatives_each_alone():
    votes = grid(range(6), range(6), range(0, 13, 2), range(MOST_REPRESENTATIVES + 1))
    found = np.array(shares(influence_each_alone(votes)))
    for shape, page in zip(np.array(votes, int).T.tolist(), found.T, strict=True):
        assert each_alone(banzhaf_fast, shape) == page.tolist(), shape


def test_more_representatives_than_can_be_counted_are_refused():
    with pytest.raises(ValueError, match="At most 9 representatives"):
        board(replace(USUAL, service_user=MOST_REPRESENTATIVES), MINIMUMS)


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 24), st.integers(0, 9), st.sampled_from([0, 1, 2]))
def test_a_casting_vote_is_worth_half_a_vote(a, b, health_board, seats, chair):
    levers = replace(USUAL, councils=TWO_COUNCILS, council_a=a, council_b=b, health_board=health_board,
                     service_user=seats, unpaid_carer=0, third_sector=0, chair=chair)  # fmt: skip
    votes = [a, b, health_board, seats]
    halves = [2 * vote + (group == chair and vote > 0) for group, vote in enumerate(votes)]
    found = board(levers, MINIMUMS).influences
    assert shares(found[WITH_CASTING_VOTE]) == tuple(map(float, banzhaf(halves)))
    if sum(votes) % 2:
        assert found[WITH_CASTING_VOTE] == found[AS_ONE]


# --- No contradiction --------------------------------------------------------------------------------------


def ways_to_vote(members):
    """Return every attendance of a group and every vote of those present: (present, for, against)."""
    return [
        (present, votes_for, votes_against)
        for present in range(members + 1)
        for votes_for in range(present + 1)
        for votes_against in range(present - votes_for + 1)
    ]


def small_boards():
    for a, health_board, seats, vote in product(range(4), range(4), range(3), range(2)):
        yield {"councils": ONE_COUNCIL, "council_a": a, "council_b": 2, "health_board": health_board,
               "third_sector": seats, "representatives_vote": vote}, (a, 0, health_board, seats * vote)  # fmt: skip
    for a, b, health_board, seats in product(range(3), range(3), range(3), range(2)):
        yield {"councils": TWO_COUNCILS, "council_a": a, "council_b": b, "health_board": health_board,
               "third_sector": seats, "representatives_vote": 1}, (a, b, health_board, seats)  # fmt: skip


def every_meeting():
    """Yield every vote of every small board, under all standing orders: the levers of one board at a time."""
    for composition, votes in small_boards():
        ballots = [ways_to_vote(vote) for vote in votes]
        numbers = grid(*(range(len(ballot)) for ballot in ballots), range(2), range(2), range(3), range(2))
        changes = dict(zip(("quorum", "tie", "chair", "casting"), numbers[4:], strict=True))
        for name, ballot, number in zip(GROUPS, ballots, numbers, strict=False):
            columns = np.array(ballot, float)[number.astype(int)].T
            changes |= dict(zip((f"{name}_present", f"{name}_for", f"{name}_against"), columns, strict=True))
        yield replace(USUAL, service_user=0, unpaid_carer=0, **composition, **changes), votes


def implies(condition, consequence):
    return not np.any(np.asarray(condition, bool) & ~np.asarray(consequence, bool))


def check(levers, answer):
    """Assert that nothing in a verdict contradicts anything else in it. Works on numbers and arrays."""
    yes = {name: np.asarray(value) == 1 for name, value in named(answer).items()}
    outcomes = ("carried", "lost", "tied", "no_decision")
    assert np.all(sum(yes[name].astype(int) for name in outcomes) == 1)
    conditions = (
        "quorate",
        "quorate_at_half",
        "quorate_at_third",
        "level",
        "chair_present",
        "by_casting_vote",
        "fits",
    )
    for name in outcomes + conditions:
        assert np.all(np.isin(getattr(answer, name), (0, 1))), name
    more_for = answer.votes_for > answer.votes_against
    more_against = answer.votes_against > answer.votes_for
    assert np.all(yes["no_decision"] != yes["quorate"])
    assert np.all(yes["quorate"] == (answer.present >= answer.quorum_needed))
    assert implies(yes["quorate_at_half"], yes["quorate_at_third"])
    assert implies(yes["carried"], more_for | yes["by_casting_vote"])
    assert implies(yes["lost"], more_against | yes["by_casting_vote"])
    assert implies(yes["quorate"] & more_for, yes["carried"])
    assert implies(yes["quorate"] & more_against, yes["lost"])
    assert implies(yes["tied"], yes["level"] & ~yes["by_casting_vote"])
    assert np.all(yes["level"] == (yes["tied"] | yes["by_casting_vote"]))
    casts = np.asarray(levers.tie) == CASTING_VOTE
    assert implies(yes["by_casting_vote"], casts & yes["chair_present"])
    assert implies(yes["by_casting_vote"], yes["carried"] == (np.asarray(levers.casting) == FOR))
    for outcome in ("carried", "lost", "tied"):
        falls, decides = yes[f"tie_1_{outcome}"], yes[f"tie_2_{outcome}"]
        assert np.all(yes[outcome] == np.where(casts, decides, falls))
        assert implies(falls != decides, yes["level"])
    counted = answer.votes_for + answer.votes_against + answer.abstained
    assert np.all(counted == answer.present) and np.all(answer.present <= answer.voters)
    assert np.all(np.asarray(answer.abstained) >= 0)
    for ballot, group in zip(answer.ballots, answer.groups, strict=True):
        assert np.all(ballot.votes_for + ballot.votes_against + ballot.abstained == ballot.present)
        assert np.all(ballot.present <= group.voters)
        assert np.all(np.minimum(np.minimum(ballot.votes_for, ballot.votes_against), ballot.abstained) >= 0)


@pytest.mark.slow
def test_no_setting_of_any_small_board_gives_a_contradictory_verdict():
    tried = 0
    for levers, votes in every_meeting():
        answer = meeting(levers, MINIMUMS)
        check(levers, answer)
        assert answer.voters == sum(votes) and np.all(answer.fits == 1)
        assert np.all(answer.present == sum(getattr(levers, f"{n}_present") for n in GROUPS))
        assert np.all(answer.votes_for == sum(getattr(levers, f"{n}_for") for n in GROUPS))
        assert np.all(answer.votes_against == sum(getattr(levers, f"{n}_against") for n in GROUPS))
        tried += levers.tie.size
    assert tried == 24 * (35 * 35 * 18 + 15**3 * 5)
    print(f"{tried} meetings")


@pytest.mark.slow
def test_one_more_abstention_changes_no_vote_and_loses_no_quorum():
    for levers, votes in every_meeting():
        before = meeting(levers, MINIMUMS)
        for name, members in zip(GROUPS, votes, strict=True):
            present = getattr(levers, f"{name}_present")
            after = meeting(replace(levers, **{f"{name}_present": np.minimum(present + 1, members)}), MINIMUMS)
            assert np.all(after.votes_for == before.votes_for)
            assert np.all(after.votes_against == before.votes_against)
            assert implies(before.quorate, after.quorate)
            assert implies(before.carried, after.carried) and implies(before.lost, after.lost)


@pytest.mark.slow
def test_a_vote_moved_towards_the_motion_never_hurts_it():
    for levers, votes in every_meeting():
        before = meeting(levers, MINIMUMS)
        for name, members in zip(GROUPS, votes, strict=True):
            if not members:
                continue
            present, votes_for, votes_against = (getattr(levers, f"{name}_{w}") for w in ("present", "for", "against"))
            against = votes_against > 0
            idle = ~against & (present - votes_for > 0)
            changes = {f"{name}_for": votes_for + (against | idle), f"{name}_against": votes_against - against}
            after = meeting(replace(levers, **changes), MINIMUMS)
            assert implies(before.carried, after.carried) and implies(after.lost, before.lost)
            assert np.all(after.present == before.present) and np.all(after.fits == 1)


def plain_meeting(levers):
    """Return the outcome of a meeting in plain Python, with no word of the model's."""
    two = levers.councils == TWO_COUNCILS
    seats = levers.service_user + levers.unpaid_carer + levers.third_sector
    appointed = {
        "council_a": levers.council_a,
        "council_b": levers.council_b if two else 0,
        "health_board": levers.health_board,
        "representatives": seats if levers.representatives_vote else 0,
    }
    present, votes_for, votes_against = {}, 0, 0
    for name, members in appointed.items():
        present[name] = left = min(members, getattr(levers, f"{name}_present"))
        in_favour = min(left, getattr(levers, f"{name}_for"))
        votes_for += in_favour
        votes_against += min(left - in_favour, getattr(levers, f"{name}_against"))
    if sum(present.values()) < max(1, Fraction(sum(appointed.values()), 3 if levers.quorum else 2)):
        return "no_decision"
    if votes_for != votes_against:
        return "carried" if votes_for > votes_against else "lost"
    chair = "council_a" if levers.chair == COUNCIL_B and not two else GROUPS[levers.chair]
    if levers.tie == CASTING_VOTE and present[chair]:
        return "carried" if levers.casting == FOR else "lost"
    return "tied"


def any_setting():
    """Return a hypothesis strategy for the levers of a meeting: large boards, and numbers that do not fit."""
    three = ("service_user", "unpaid_carer", "third_sector")
    ranges = {
        field.name: CHOICES[field.name] - 1 if field.name in CHOICES else 3 if field.name in three else 30
        for field in fields(MeetingLevers)
    }
    return st.fixed_dictionaries({name: st.integers(0, top) for name, top in ranges.items()}).map(
        lambda changes: MeetingLevers(**changes)
    )


@pytest.mark.slow
@given(any_setting())
@settings(max_examples=500, deadline=None)
def test_large_boards_and_numbers_that_do_not_fit_are_judged_as_by_hand(levers):
    answer = meeting(levers, MINIMUMS)
    check(levers, answer)
    assert getattr(answer, plain_meeting(levers)) == 1
    for influence in answer.influences:
        assert sum(shares(influence)) == pytest.approx(1 if answer.voters else 0)
    shares_of_votes = sum(group.vote_share for group in answer.groups)
    assert shares_of_votes == pytest.approx(1 if answer.voters else 0)


@pytest.mark.parametrize(
    ("changes", "fits", "present"),
    [
        ({}, 1, 9),
        ({"council_a_present": 4}, 0, 9),
        ({"council_a_present": -1}, 0, 6),
        ({"council_a_present": 2, "council_a_for": 3}, 0, 8),
        ({"council_a_for": 2, "council_a_against": 2}, 0, 9),
        ({"council_b_present": 5, "council_b_for": 5}, 1, 9),
        ({"representatives_vote": 0, "representatives_for": 9}, 1, 6),
    ],
)
def test_numbers_that_do_not_fit_are_cut_back_and_told(changes, fits, present):
    answer = meeting(replace(USUAL, **changes), MINIMUMS)
    assert (answer.fits, answer.present) == (fits, present)
    check(replace(USUAL, **changes), answer)


REASONS = [field.name for field in fields(Board) if re.match(r"has_|equal_|.*_enough", field.name)]


def test_a_board_is_unlawful_exactly_when_a_check_fails():
    assert len(REASONS) == 9
    names = ("council_a", "council_b", "health_board", "service_user", "staff_side", "officers")
    numbers = grid(range(5), range(4), range(8), range(2), range(2), (5, 6, 7))
    for councils in (ONE_COUNCIL, TWO_COUNCILS):
        levers = replace(USUAL, councils=councils, **dict(zip(names, numbers, strict=True)))
        answer = board(levers, MINIMUMS)
        a, b, health_board, service_user, staff_side, officers = numbers
        if councils == ONE_COUNCIL:
            lawful = (a == health_board) & (a >= 3)
        else:
            lawful = (a + b == health_board) & (a >= 2) & (b >= 2)
        lawful &= (service_user >= 1) & (staff_side >= 1) & (officers >= 6)
        assert np.array_equal(answer.lawful == 1, lawful) and lawful.any()
        passed = np.min([np.broadcast_to(getattr(answer, name), a.shape) for name in REASONS], axis=0)
        assert np.array_equal(answer.lawful, passed)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"health_board": 4}, "equal_sides"),
        ({"service_user": 0}, "has_service_user"),
        ({"unpaid_carer": 0}, "has_unpaid_carer"),
        ({"third_sector": 0}, "has_third_sector"),
        ({"staff_side": 0}, "has_staff_side"),
        ({"officers": 5}, "has_officers"),
        ({"councils": 1, "council_a": 2, "council_b": 2, "health_board": 1}, "equal_sides"),
        ({"councils": 1, "council_a": 1, "council_b": 2}, "council_a_enough"),
        ({"councils": 1, "council_a": 2, "council_b": 1}, "council_b_enough"),
    ],
)
def test_one_fault_gives_one_reason(changes, reason):
    answer = board(replace(USUAL, **changes), MINIMUMS)
    assert [name for name in REASONS if getattr(answer, name) == 0] == [reason] and answer.lawful == 0


# --- Two runtimes ------------------------------------------------------------------------------------------


def at_random(number, seed=20261122):
    """Return settings of a meeting, the same every time: every second board lawful, and numbers that do not fit."""
    draw = random.Random(seed)
    tops = {"council_a": 10, "council_b": 6, "health_board": 12, "officers": 9, "staff_side": 3}
    tops |= {"service_user": 3, "unpaid_carer": 3, "third_sector": 3, **{n: top - 1 for n, top in CHOICES.items()}}
    found = []
    for turn in range(number):
        changes = {field.name: draw.randint(0, tops.get(field.name, 5)) for field in fields(MeetingLevers)}
        if turn % 2:
            changes["council_a"] = max(3, changes["council_a"])
            changes["council_b"] = max(2, changes["council_b"])
            changes["health_board"] = changes["council_a"] + changes["councils"] * changes["council_b"]
            changes["officers"] = max(6, changes["officers"])
            changes |= {n: max(1, changes[n]) for n in ("service_user", "unpaid_carer", "third_sector", "staff_side")}
        found.append(MeetingLevers(**changes))
    return found


def recorded(kind, function):
    """Return the steps the page would compute with."""
    levers = kind(**{field.name: lever(field.name) for field in fields(kind)})
    return write(named(function(levers, MINIMUMS)))


def on_page(steps, results, rows):
    """Work the steps out for many settings at once, with the arithmetic the page uses."""
    known = {name for name in rows[0]} | {step.name for step in steps}

    def of_row(text):
        return re.sub(r"[A-Za-z_]\w*", lambda word: f"datum.{word[0]}" if word[0] in known else word[0], text)

    transform = [{"type": "formula", "as": step.name, "expr": of_row(step.text)} for step in steps]
    joined = {"signal": f"'[' + join([{','.join(f'datum.{name}' for name in results)}], ',') + ']'"}
    svg = vl_convert.vega_to_svg(
        {
            "data": [{"name": "settings", "values": rows, "transform": transform}],
            "marks": [{"type": "text", "from": {"data": "settings"}, "encode": {"update": {"text": joined}}}],
        }
    )
    return [json.loads(text) for text in re.findall(r">(\[[^<]*\])<", svg)]


def test_python_arrays_and_page_agree():
    random_settings = at_random(200)
    python = [named(meeting(levers, MINIMUMS)) for levers in random_settings]
    rows = [asdict(levers) for levers in random_settings]
    page = on_page(recorded(MeetingLevers, meeting), list(python[0]), rows)
    arrays = named(meeting(MeetingLevers(**{n: np.array([r[n] for r in rows], float) for n in rows[0]}), MINIMUMS))
    assert len(page) == 200 and all(np.isfinite(answer).all() for answer in page)
    for number, (answer, seen) in enumerate(zip(python, page, strict=True)):
        assert seen == pytest.approx(list(answer.values()), abs=1e-9)
        assert [np.broadcast_to(value, 200)[number] for value in arrays.values()] == list(answer.values())
    for outcome in ("carried", "lost", "tied", "no_decision", "by_casting_vote", "lawful"):
        assert {answer[outcome] for answer in python} == {0, 1}, outcome


def test_the_recorded_model_stays_small_and_its_names_are_its_own():
    for kind, function, most in ((BoardLevers, board, 160), (MeetingLevers, meeting, 230)):
        steps = recorded(kind, function)
        assert len(steps) <= most
        assert not {step.name for step in steps} & {field.name for field in fields(kind)}
        print(f"{function.__name__}: {len(steps)} steps")


def test_no_lever_leaves_every_output_unchanged():
    tied = replace(
        USUAL, councils=TWO_COUNCILS, council_a=2, council_b=4, health_board=6, third_sector=2, tie=CASTING_VOTE,
        council_a_present=2, council_b_present=3, health_board_present=6, council_a_for=1, council_b_against=2,
        health_board_for=1,
    )  # fmt: skip
    assert meeting(tied, MINIMUMS).by_casting_vote == 1
    usual = named(meeting(tied, MINIMUMS))
    for field in fields(MeetingLevers):
        was = getattr(tied, field.name)
        moved = named(meeting(replace(tied, **{field.name: was - 1 if was else 1}), MINIMUMS))
        assert any(moved[name] != usual[name] for name in usual), field.name


def test_a_meeting_says_all_that_its_board_says():
    assert {field.name for field in fields(Board)} <= {field.name for field in fields(Meeting)}
    plain = BoardLevers(**{field.name: getattr(USUAL, field.name) for field in fields(BoardLevers)})
    answer = named(board(plain, MINIMUMS))
    assert answer == {name: named(meeting(USUAL, MINIMUMS))[name] for name in answer}


def test_the_examples_in_the_module():
    assert doctest.testmod(model).attempted >= 2 and doctest.testmod(model).failed == 0
