"""The board model: reference values, worked cases, and a second count of thousands of votes, made from the law's text.

The second count knows nothing of the model: members are a list of people, and each has a state.
"""

import doctest
import json
import random
import re
from dataclasses import asdict, dataclass, fields, replace
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
    EACH_ALONE,
    EVERYONE_ALONE,
    GROUPS,
    MOST_REPRESENTATIVES,
    ONE_COUNCIL,
    POSTS,
    TWO_COUNCILS,
    Board,
    BoardLevers,
    Decision,
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

MINIMUMS = Minimums(nominees=3, per_council=2, each_kind=1)

#: Everybody is there and votes for.
USUAL = MeetingLevers(**dict.fromkeys((field.name for field in fields(MeetingLevers)), 0))
USUAL = replace(USUAL, council_a=3, health_board=3, service_user=1, unpaid_carer=1, third_sector=1, staff_side=1)

#: The choices among the levers of a meeting: every other lever is a number of seats or members.
CHOICES = {
    **dict.fromkeys(("councils", "question", "vacant_votes", "what_if_quorum", *POSTS), 2),
    "presides": 5,
    "tie_mechanism": 4,
    "what_if_casting": 3,
}

RESULTS = [field.name for field in fields(Decision)]


def result(answer):
    """Return the name of what came of a vote."""
    (found,) = (name for name in RESULTS if getattr(answer, name) == 1)
    return found


def shares(influence):
    return tuple(asdict(influence).values())


def seated(council, health_board, **changes):
    """Return the levers of a one-council board of two sizes."""
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
    ("changes", "vote", "as_one", "each_alone", "one"),
    [
        ({}, 0, (1 / 2, 0, 1 / 2, 0), (1 / 2, 0, 1 / 2, 0), 0),
        ({}, 1, (1 / 3, 0, 1 / 3, 1 / 3), (2 / 7, 0, 2 / 7, 3 / 7), 1 / 7),
        ({"council_a": 8, "health_board": 8}, 1, (1 / 3, 0, 1 / 3, 1 / 3), None, None),
        ({"councils": 1, "council_b": 3, "health_board": 6}, 0, (1 / 5, 1 / 5, 3 / 5, 0), (1 / 5, 1 / 5, 3 / 5, 0), 0),
        ({"councils": 1, "council_b": 3, "health_board": 6}, 1, (1 / 6, 1 / 6, 1 / 2, 1 / 6), None, None),
    ],
)
def test_reference_values_of_the_boards_groups(changes, vote, as_one, each_alone, one):
    answer = board(replace(USUAL, **changes), MINIMUMS, vote)
    assert shares(answer.influences[AS_ONE]) == as_one
    if each_alone is not None:
        assert shares(answer.influences[EACH_ALONE]) == each_alone
        assert answer.one_representative == one
    votes = [group.voters for group in answer.groups]
    assert shares(answer.influences[EVERYONE_ALONE]) == tuple(float(Fraction(int(v), int(sum(votes)))) for v in votes)


def test_where_everyone_votes_alone_power_is_a_share_of_the_votes():
    for council, health_board, seats in ((3, 3, 3), (8, 8, 3), (4, 4, 1)):
        each = banzhaf_fast([1] * (council + health_board + seats))
        answer = board(seated(council, health_board, service_user=seats, unpaid_carer=0, third_sector=0), MINIMUMS, 1)
        assert answer.influences[EVERYONE_ALONE].council_a == pytest.approx(float(sum(each[:council])), abs=1e-12)
        assert answer.influences[EVERYONE_ALONE].representatives == pytest.approx(float(sum(each[-seats:])), abs=1e-12)


def test_before_the_change_every_split_of_the_two_sides_ties():
    for size in range(3, 11):
        answer = meeting(seated(size, size, health_board_against=size), MINIMUMS, 0)
        assert (result(answer), answer.voters) == ("tied", 2 * size)


def test_reference_values_of_the_quorum():
    sizes = {size: board(seated(size, size), MINIMUMS, 1) for size in (3, 8)}
    assert [sizes[size].voters for size in (3, 8)] == [9, 19]
    assert [sizes[size].quorum.needed for size in (3, 8)] == [5, 10]
    assert sizes[8].groups[3].vote_share == 3 / 19
    before = board(seated(8, 8), MINIMUMS, 0).quorum
    assert (before.needed, before.council_a_alone, before.health_board_alone, before.partner_alone) == (8, 1, 1, 1)
    after = sizes[8].quorum
    assert (after.council_a_alone, after.health_board_alone, after.partner_alone) == (0, 0, 0)


def test_a_quorum_is_the_half_rounded_up_and_at_least_one():
    for voters in range(80):
        assert quorum((voters, 0, 0, 0)).needed == max(1, -(-voters // 2))
        assert model.quorum_needed(voters, 3) == max(1, -(-voters // 3))


def test_who_could_make_a_quorum_alone():
    for group, name in enumerate(GROUPS):
        found = quorum([5 if number == group else 1 for number in range(4)])
        assert [getattr(found, f"{other}_alone") for other in GROUPS] == [int(other == name) for other in GROUPS]
        assert found.partner_alone == (name != "representatives")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_worked_case(case):
    answer = named(meeting(replace(USUAL, **case["levers"]), MINIMUMS, 0 if case.get("before") else 1))
    for name, expected in case["expect"].items():
        assert answer[name] == pytest.approx(expected, abs=1e-9), name


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
        board(replace(USUAL, service_user=MOST_REPRESENTATIVES), MINIMUMS, 1)


# --- A second count, from the law's text -------------------------------------------------------------------


@dataclass
class Seat:
    """A seat and what its holder does: vacant, absent, abstains, against, for."""

    group: str
    state: str
    voting: bool

    @property
    def there(self):
        return self.voting and self.state not in ("vacant", "absent")


def seats_of(levers, representatives_vote):
    """Return every seat of the four groups. What is asked for beyond the seats is left out, last first."""
    sizes = {
        "council_a": levers.council_a,
        "council_b": levers.council_b if levers.councils == TWO_COUNCILS else 0,
        "health_board": levers.health_board,
        "representatives": levers.service_user + levers.unpaid_carer + levers.third_sector,
    }
    found = []
    for group, size in sizes.items():
        votes = group != "representatives" or bool(representatives_vote)
        states = []
        for lever_name, state in (("vacant", "vacant"), ("absent", "absent"), ("abstaining", "abstains"),
                                  ("against", "against")):  # fmt: skip
            if votes or state == "vacant":
                states += [state] * int(getattr(levers, f"{group}_{lever_name}"))
        states = (states + ["for"] * int(size))[: int(size)]
        found += [Seat(group, state, votes) for state in states]
    return found


def tally(levers, seats):
    """Return votes for, votes against and abstentions, with those that a side casts for its vacant seats."""
    voting = [seat for seat in seats if seat.voting]
    votes = {way: sum(seat.state == way for seat in voting) for way in ("for", "against", "abstains")}
    for side in ("council_a", "council_b", "health_board") if levers.vacant_votes else ():
        mine = [seat.state for seat in voting if seat.group == side]
        ahead = mine.count("for") - mine.count("against")
        if ahead:
            votes["for" if ahead > 0 else "against"] += mine.count("vacant")
    return votes["for"], votes["against"], votes["abstains"]


def judged(levers, seats, *, parts=2, empty_counts=False, proxies_count=True, abstentions_count=False, casting=""):
    """Return what comes of the vote: Schedule, paragraph 3, then article 11, then article 18(2)(a)."""
    members = [seat for seat in seats if seat.voting and (empty_counts or seat.state != "vacant")]
    present = sum(seat.there for seat in seats)
    if not proxies_count:
        present -= min(present, levers.proxies)
    if present < 1 or Fraction(present) < Fraction(len(members), parts):
        return "no_quorum"
    votes_for, votes_against, abstain = tally(levers, seats)
    if not votes_for and not votes_against:
        return "no_votes"
    if votes_for == votes_against and casting:
        votes_for, votes_against = votes_for + (casting == "for"), votes_against + (casting == "against")
    whole = votes_for + votes_against + (abstain if abstentions_count else 0)
    if 2 * votes_for > whole:
        return "carried"
    if 2 * votes_against > whole:
        return "amendment_carried" if levers.question else "lost"
    return "tied"


def may_preside(levers, seats):
    """Return if somebody of the right kind may be there in person: the others are taken for the proxies first."""
    council = ("council_a", "council_b")
    sorts = [(*council, "health_board")] * 2 + [council, ("health_board",), ("representatives",)]
    there = sorted((seat for seat in seats if seat.there), key=lambda seat: seat.group in sorts[levers.presides])
    return any(seat.group in sorts[levers.presides] for seat in there[levers.proxies :])


def is_lawful(levers):
    """Return if the seats are as articles 3 and 5 ask."""
    kinds = (levers.service_user, levers.unpaid_carer, levers.third_sector, levers.staff_side)
    if levers.councils == ONE_COUNCIL:
        sides = levers.council_a == levers.health_board >= 3
    else:
        both = levers.council_a + levers.council_b
        sides = both == levers.health_board and min(levers.council_a, levers.council_b) >= 2
    return sides and min(kinds) >= 1


def compare(levers, representatives_vote):
    """Assert that the model says what the second count says, and return the result."""
    answer = meeting(levers, MINIMUMS, representatives_vote)
    seats = seats_of(levers, representatives_vote)
    found = judged(levers, seats)
    assert result(answer) == found
    voting = [seat for seat in seats if seat.voting]
    in_post = [seat for seat in voting if seat.state != "vacant"]
    present = sum(seat.there for seat in seats)
    assert (answer.seats, answer.voters, answer.present) == (len(voting), len(in_post), present)
    assert (answer.votes_for, answer.votes_against, answer.abstained) == tally(levers, seats)
    assert answer.quorate == (present >= 1 and 2 * present >= len(in_post))
    assert answer.lawful == is_lawful(levers)
    assert answer.by_proxy == min(present, levers.proxies)
    for name, group in zip(GROUPS, answer.groups, strict=True):
        mine = sum(seat.group == name for seat in in_post)
        assert group.vote_share == (mine / len(in_post) if in_post else 0)
    posts = sum(1 - getattr(levers, post) for post in POSTS)
    filled = sum(seat.state != "vacant" for seat in seats)
    assert answer.members == filled + levers.staff_side + posts + levers.additional
    assert answer.can_preside == may_preside(levers, seats)
    readings = answer.readings
    alone = {
        "empty_seats": judged(levers, seats, empty_counts=True) != found,
        "proxies": judged(levers, seats, proxies_count=False) != found,
        "abstentions": judged(levers, seats, abstentions_count=True) != found,
    }
    assert {name: bool(getattr(readings, name)) for name in alone} == alone
    together = judged(levers, seats, empty_counts=True, proxies_count=False) != found
    assert readings.empty_seats_and_proxies == (together and not alone["empty_seats"] and not alone["proxies"])
    changed = any(
        judged(levers, seats, empty_counts=one, proxies_count=two, abstentions_count=three) != found
        for one, two, three in product((False, True), repeat=3)
    )
    assert any(shares(readings)) == changed
    casting = ("", "for", "against")[levers.what_if_casting] if answer.can_preside else ""
    parts = 3 if levers.what_if_quorum else 2
    assert result(answer.what_if) == judged(levers, seats, parts=parts, casting=casting)
    assert answer.mechanism == (1 + levers.tie_mechanism if found == "tied" else 0)
    return found


def ways(seats):
    """Return every way in which a group's seats may be vacant, absent, abstaining and against."""
    return [parts for parts in product(range(seats + 1), repeat=4) if sum(parts) <= seats]


def small_meetings():
    """Yield every vote of every small board, with a proxy or none, and the vacant votes cast or not."""
    for a, b, health_board, seats in product(range(3), range(2), range(3), range(2)):
        for parts in product(ways(a), ways(b), ways(health_board), ways(seats)):
            changes = {
                f"{name}_{what}": number
                for name, numbers in zip(GROUPS, parts, strict=True)
                for what, number in zip(("vacant", "absent", "abstaining", "against"), numbers, strict=True)
            }
            yield replace(USUAL, councils=int(b > 0), council_a=a, council_b=b, health_board=health_board,
                          service_user=seats, unpaid_carer=0, third_sector=0, **changes)  # fmt: skip


def at_random(number, seed=20261122):
    """Return settings of a meeting, the same every time: every second board lawful, and numbers that do not fit."""
    draw = random.Random(seed)
    tops = {"council_a": 10, "council_b": 6, "health_board": 12, "staff_side": 3, "proxies": 6}
    tops |= {"service_user": 3, "unpaid_carer": 3, "third_sector": 3, **{n: top - 1 for n, top in CHOICES.items()}}
    found = []
    for turn in range(number):
        changes = {
            field.name: draw.randint(0, tops.get(field.name, draw.choice((0, 1, 2, 5)))) for field in fields(USUAL)
        }
        if turn % 2:
            changes["council_a"] = max(3, changes["council_a"])
            changes["council_b"] = max(2, changes["council_b"])
            changes["health_board"] = changes["council_a"] + changes["councils"] * changes["council_b"]
            changes |= {n: max(1, changes[n]) for n in ("service_user", "unpaid_carer", "third_sector", "staff_side")}
        found.append(MeetingLevers(**changes))
    return found


def test_large_boards_of_either_date_are_judged_as_from_the_laws_text():
    found = [compare(levers, turn // 2 % 2) for turn, levers in enumerate(at_random(1000))]
    assert set(found) == set(RESULTS)


def test_every_vote_of_the_smallest_boards_is_judged_as_from_the_laws_text():
    tried = 0
    for levers in small_meetings():
        if levers.council_a + levers.council_b + levers.health_board + levers.service_user <= 3:
            compare(replace(levers, vacant_votes=tried % 2, proxies=tried % 3, question=tried % 2), 1 - tried % 5 // 4)
            tried += 1
    assert tried > 800


@pytest.mark.slow
def test_every_vote_of_every_small_board_is_judged_as_from_the_laws_text():
    rules = list(product((0, 1), (0, 1), (0, 1), (0, 1, 2), range(5)))
    random.Random(5).shuffle(rules)
    tried = 0
    for levers in small_meetings():
        vote, cast, amendment, number, presides = rules[tried % len(rules)]
        rest = {"proxies": number, "what_if_casting": number, "what_if_quorum": cast, "presides": presides}
        compare(replace(levers, vacant_votes=cast, question=amendment, **rest), vote)
        tried += 1
    print(f"{tried} meetings")
    assert tried > 15_000


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
@given(any_setting(), st.integers(0, 1))
@settings(max_examples=100)
def test_any_board_at_all_is_judged_as_from_the_laws_text(levers, vote):
    compare(levers, vote)
    answer = meeting(levers, MINIMUMS, vote)
    for influence in answer.influences:
        assert sum(shares(influence)) == pytest.approx(1 if answer.voters else 0)


# --- No contradiction --------------------------------------------------------------------------------------


def test_parts_add_up_to_the_seats():
    for turn, levers in enumerate(at_random(300, seed=7)):
        answer = meeting(levers, MINIMUMS, turn % 2)
        assert sum(getattr(answer, name) for name in RESULTS) == 1
        assert sum(getattr(answer.what_if, name) for name in RESULTS) == 1
        for ballot, group in zip(answer.ballots, answer.groups, strict=True):
            assert ballot.votes_for + ballot.votes_against + ballot.abstained == ballot.present
            assert ballot.present + ballot.absent == group.voters <= group.voting_seats <= group.seats
            assert group.empty + group.voters in (group.seats, group.empty)
            assert min(asdict(ballot).values()) >= 0 and min(asdict(group).values()) >= 0


@pytest.mark.parametrize(
    ("changes", "fits", "present"),
    [
        ({}, [1, 1, 1, 1], 9),
        ({"council_a_absent": 4}, [0, 1, 1, 1], 6),
        ({"council_a_vacant": 2, "council_a_absent": 1, "council_a_against": 1}, [0, 1, 1, 1], 6),
        ({"health_board_abstaining": 2, "health_board_against": 1}, [1, 1, 1, 1], 9),
        ({"health_board_abstaining": 2, "health_board_against": 2}, [1, 1, 0, 1], 9),
        ({"council_b": 2, "council_b_against": 5}, [1, 1, 1, 1], 9),
        ({"representatives_against": 4}, [1, 1, 1, 0], 9),
    ],
)
def test_numbers_that_do_not_fit_are_cut_back_and_told(changes, fits, present):
    answer = meeting(replace(USUAL, **changes), MINIMUMS, 1)
    assert ([ballot.fits for ballot in answer.ballots], answer.present) == (fits, present)


def test_without_a_vote_the_representatives_numbers_do_not_count():
    answer = meeting(replace(USUAL, representatives_against=9, representatives_vacant=1), MINIMUMS, 0)
    assert [ballot.fits for ballot in answer.ballots] == [1, 1, 1, 1]
    assert (answer.seats, answer.voters, answer.members) == (6, 6, 15)
    assert meeting(replace(USUAL, representatives_vacant=4), MINIMUMS, 0).ballots[3].fits == 0


def test_the_chair_is_away_only_where_somebody_is():
    for presides, changes, marked in (
        (0, {}, 1),
        (1, {}, 0), (1, {"council_a_absent": 1}, 1), (1, {"health_board_vacant": 1}, 1), (1, {"proxies": 1}, 1),
        (1, {"representatives_absent": 1}, 0),
        (2, {"council_a_absent": 2}, 0), (3, {"council_a_absent": 1, "health_board_absent": 1}, 1),
        (4, {"council_a_absent": 1, "proxies": 1}, 1), (4, {"proxies": 1}, 0), (4, {"proxies": 2}, 1),
    ):  # fmt: skip
        assert meeting(replace(USUAL, presides=presides, **changes), MINIMUMS, 1).away_marked == marked, changes


def test_what_is_not_lawful_changes_nothing_but_the_what_if():
    for turn, levers in enumerate(at_random(200, seed=11)):
        lawful, asked = (
            named(meeting(replace(levers, what_if_quorum=third, what_if_casting=casting), MINIMUMS, turn % 2))
            for third, casting in ((0, 0), (1, 1 + turn % 2))
        )
        differ = {name for name in lawful if lawful[name] != asked[name]}
        assert all(name.startswith("what_if_") for name in differ)


@pytest.mark.slow
def test_a_vote_moved_towards_the_motion_never_hurts_it():
    for levers in at_random(2000, seed=3):
        before = meeting(levers, MINIMUMS, 1)
        for name, ballot in zip(GROUPS, before.ballots, strict=True):
            if not ballot.votes_against:
                continue
            changes = {
                f"{name}_vacant": before.groups[GROUPS.index(name)].empty, f"{name}_absent": ballot.absent,
                f"{name}_abstaining": ballot.abstained, f"{name}_against": ballot.votes_against - 1,
            }  # fmt: skip
            after = meeting(replace(levers, **changes), MINIMUMS, 1)
            assert after.carried >= before.carried
            assert after.lost + after.amendment_carried <= before.lost + before.amendment_carried


REASONS = [field.name for field in fields(Board) if re.match(r"has_|equal_|.*_enough", field.name)]


def test_a_board_is_unlawful_exactly_when_a_check_fails():
    assert len(REASONS) == 8
    names = ("council_a", "council_b", "health_board", "service_user", "staff_side")
    numbers = grid(range(5), range(4), range(8), range(2), range(2))
    for councils in (ONE_COUNCIL, TWO_COUNCILS):
        levers = replace(USUAL, councils=councils, **dict(zip(names, numbers, strict=True)))
        answer = board(levers, MINIMUMS, 1)
        a, b, health_board, service_user, staff_side = numbers
        if councils == ONE_COUNCIL:
            lawful = (a == health_board) & (a >= 3)
        else:
            lawful = (a + b == health_board) & (a >= 2) & (b >= 2)
        lawful &= (service_user >= 1) & (staff_side >= 1)
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
        ({"councils": 1, "council_a": 2, "council_b": 2, "health_board": 1}, "equal_sides"),
        ({"councils": 1, "council_a": 1, "council_b": 2}, "council_a_enough"),
        ({"councils": 1, "council_a": 2, "council_b": 1}, "council_b_enough"),
    ],
)
def test_one_fault_gives_one_reason(changes, reason):
    answer = board(replace(USUAL, **changes), MINIMUMS, 1)
    assert [name for name in REASONS if getattr(answer, name) == 0] == [reason] and answer.lawful == 0


def test_no_vacancy_makes_a_board_unlawful():
    empty = {f"{name}_vacant": 9 for name in GROUPS} | dict.fromkeys(POSTS, 1)
    answer = board(replace(USUAL, **empty), MINIMUMS, 1)
    assert (answer.lawful, answer.voters, answer.members) == (1, 0, 1)


# --- Two runtimes ------------------------------------------------------------------------------------------


def recorded(kind, function):
    """Return the steps the page would compute with."""
    levers = kind(**{field.name: lever(field.name) for field in fields(kind)})
    return write(named(function(levers, MINIMUMS, lever("representatives_vote"))))


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


@pytest.mark.slow
def test_python_arrays_and_page_agree():
    random_settings = at_random(200)
    rows = [asdict(levers) | {"representatives_vote": turn // 2 % 2} for turn, levers in enumerate(random_settings)]
    votes = [row["representatives_vote"] for row in rows]
    python = [named(meeting(levers, MINIMUMS, vote)) for levers, vote in zip(random_settings, votes, strict=True)]
    page = on_page(recorded(MeetingLevers, meeting), list(python[0]), rows)
    columns = {field.name: np.array([row[field.name] for row in rows], float) for field in fields(MeetingLevers)}
    arrays = named(meeting(MeetingLevers(**columns), MINIMUMS, np.array(votes, float)))
    assert len(page) == 200 and all(np.isfinite(answer).all() for answer in page)
    for number, (answer, seen) in enumerate(zip(python, page, strict=True)):
        assert seen == pytest.approx(list(answer.values()), abs=1e-9)
        assert [np.broadcast_to(value, 200)[number] for value in arrays.values()] == list(answer.values())
    for outcome in ("carried", "lost", "amendment_carried", "tied", "no_votes", "no_quorum", "lawful"):
        assert {answer[outcome] for answer in python} == {0, 1}, outcome


def test_the_recorded_model_stays_small_and_its_names_are_its_own():
    for kind, function, most in ((BoardLevers, board, 140), (MeetingLevers, meeting, 250)):
        steps = recorded(kind, function)
        assert len(steps) <= most
        assert not {step.name for step in steps} & {field.name for field in fields(kind)}
        print(f"{function.__name__}: {len(steps)} steps")


def test_no_lever_leaves_every_output_unchanged():
    tied = replace(
        USUAL, councils=TWO_COUNCILS, council_a=4, council_b=4, health_board=7, third_sector=2, council_a_vacant=1,
        council_a_absent=1, council_b_against=2, council_b_absent=1, health_board_against=3, health_board_abstaining=1,
        representatives_against=3, proxies=1, vacant_votes=1, what_if_casting=1,
    )  # fmt: skip
    assert result(meeting(tied, MINIMUMS, 1)) == "tied"
    few, lost = replace(USUAL, council_a_absent=2, health_board_absent=3), replace(tied, council_a_against=2)
    starts = {"what_if_quorum": few, "question": lost, "presides": USUAL}
    for field in fields(MeetingLevers):
        start = starts.get(field.name, tied)
        was = getattr(start, field.name)
        usual = named(meeting(start, MINIMUMS, 1))
        moved = [
            named(meeting(replace(start, **{field.name: value}), MINIMUMS, 1))
            for value in (range(CHOICES[field.name]) if field.name in CHOICES else (was + 1, max(0, was - 1)))
        ]
        assert any(other[name] != usual[name] for other in moved for name in usual), field.name


def test_a_meeting_says_all_that_its_board_says():
    assert {field.name for field in fields(Board)} <= {field.name for field in fields(Meeting)}
    plain = BoardLevers(**{field.name: getattr(USUAL, field.name) for field in fields(BoardLevers)})
    answer = named(board(plain, MINIMUMS, 1))
    assert answer == {name: named(meeting(USUAL, MINIMUMS, 1))[name] for name in answer}


def test_the_examples_in_the_module():
    assert doctest.testmod(model).attempted >= 2 and doctest.testmod(model).failed == 0
