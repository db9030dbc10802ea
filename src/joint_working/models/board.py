"""An integration joint board: who sits on it, who votes, and what comes of a vote.

People and votes are counted, shares run from 0 to 1, conditions are 1 or 0, and choices are numbered from 0.
What the law and the guidance fix comes in from outside: who votes on a day (`data/rules.csv`, voting-members) as
a lever, the smallest lawful numbers as `Minimums`. Quorum and tied votes were not read in any text of the law, so
they are levers: check your own standing orders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from joint_working.formula import Formula, Number, at_least, at_most, both, choose, either, opposite, same, whole

#: The choices of `BoardLevers.councils`.
ONE_COUNCIL, TWO_COUNCILS = range(2)

#: The four groups that may vote, in the order of `Board.groups` and `Meeting.ballots`. The first three are the
#: choices of `BoardLevers.chair`. With one council, it is council A.
COUNCIL_A, COUNCIL_B, HEALTH_BOARD, REPRESENTATIVES = range(4)
GROUPS = ("council_a", "council_b", "health_board", "representatives")

#: The choices of `MeetingLevers.quorum`, and the fraction each stands for: one half, one third.
ONE_HALF, ONE_THIRD = range(2)
QUORUM_PARTS = (2, 3)

#: The choices of `MeetingLevers.tie`: a tied motion falls, or the chair has a casting vote.
MOTION_FALLS, CASTING_VOTE = range(2)

#: The choices of `MeetingLevers.casting`: how the chair uses a casting vote.
AGAINST, FOR = range(2)

#: How those present of one group vote, for `cast`.
ALL_FOR, ALL_BUT_ONE_FOR, EVENLY, ALL_BUT_ONE_AGAINST, ALL_AGAINST, ALL_ABSTAIN = range(6)

#: The order of `Board.influences`.
AS_ONE, EACH_ALONE, WITH_CASTING_VOTE = range(3)

#: The most representatives with a vote that `influence_each_alone` can count.
MOST_REPRESENTATIVES = 9


# --- Who sits and who votes --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Minimums:
    """The smallest lawful numbers of members. Plain numbers, taken from `data/rules.csv` by the caller."""

    nominees: float
    """Nominees of each partner, where there is one council."""
    per_council: float
    """Nominees of each council, where there are two."""
    each_kind: float
    """Representatives of each of the four kinds."""
    officers: float
    """Professional and officer members together."""


@dataclass(frozen=True)
class BoardLevers:
    """Who is appointed to the board: numbers of members, and choices."""

    councils: Number
    """ONE_COUNCIL or TWO_COUNCILS, beside the one health board."""
    council_a: Number
    council_b: Number
    """Nominees of the second council. They count only with two councils."""
    health_board: Number
    service_user: Number
    unpaid_carer: Number
    third_sector: Number
    staff_side: Number
    """Staff-side representatives. They sit on the board and have no vote."""
    officers: Number
    """Professional and officer members. They sit on the board and have no vote."""
    representatives_vote: Number
    """1 where service-user, unpaid-carer and third-sector members vote, otherwise 0: `data/rules.csv` says when."""
    chair: Number
    """The partner the chair comes from: COUNCIL_A, COUNCIL_B or HEALTH_BOARD."""


@dataclass(frozen=True)
class Group:
    """One of the four groups that may vote."""

    voters: Number
    """Members appointed who have a vote."""
    vote_share: Number
    """Their share of all votes."""


@dataclass(frozen=True)
class Quorum:
    """How many voting members must be present under one fraction, and which group could meet that by itself."""

    needed: Number
    council_a_alone: Number
    council_b_alone: Number
    health_board_alone: Number
    representatives_alone: Number
    partner_alone: Number
    """1 where at least one of the two or three partners could."""


@dataclass(frozen=True)
class Influence:
    """Shares of the power to decide: how often a group's votes turn a losing side into a winning one.

    The Banzhaf index, over every way of voting yes or no, all such ways counted alike. A motion needs more than
    half of the votes of all appointed. Shares add up to 1 wherever anybody votes.
    """

    council_a: Number
    council_b: Number
    health_board: Number
    representatives: Number
    """All representatives with a vote, together."""


@dataclass(frozen=True)
class Board:
    """A board as appointed."""

    members: Number
    """Everyone on the board, with or without a vote."""
    voters: Number
    equal_sides: Number
    """1 where the health board nominates as many as the council, or as both councils together."""
    council_a_enough: Number
    council_b_enough: Number
    health_board_enough: Number
    has_service_user: Number
    has_unpaid_carer: Number
    has_third_sector: Number
    has_staff_side: Number
    has_officers: Number
    lawful: Number
    """1 where each of the nine checks above is 1."""
    groups: tuple[Group, ...]
    """The four groups, in the order of GROUPS."""
    quorums: tuple[Quorum, ...]
    """Under a quorum of one half, and of one third."""
    influences: tuple[Influence, ...]
    """With the representatives voting as one, each alone, and as one where the chair has a casting vote."""
    one_representative: Number
    """One representative's share of the power to decide, where each votes alone; 0 where none votes."""


def board(levers: BoardLevers, minimums: Minimums) -> Board:
    """Say whether a board is lawful and why not, who votes on it, and who could decide.

    Sources of the checks: SSI 2014/285, article 5, for two councils; for one council the guidance on it. The
    Order's article 3, for one council, was not read.
    """
    two = same(levers.councils, TWO_COUNCILS)
    votes = votes_of(levers)
    council_a, council_b, health_board, _ = votes
    smallest = choose(two, minimums.per_council, minimums.nominees)
    kinds = {name: getattr(levers, name) for name in ("service_user", "unpaid_carer", "third_sector", "staff_side")}
    checks = {
        "equal_sides": _yes(same(health_board, council_a + council_b)),
        "council_a_enough": _yes(council_a >= smallest),
        "council_b_enough": _yes(either(opposite(two), council_b >= smallest)),
        "health_board_enough": _yes(either(two, health_board >= smallest)),
        **{f"has_{kind}": _yes(number >= minimums.each_kind) for kind, number in kinds.items()},
        "has_officers": _yes(levers.officers >= minimums.officers),
    }
    lawful = 1
    for check in checks.values():
        lawful = lawful * check
    voters = _total(votes)
    alone = influence_each_alone(votes)
    return Board(
        members=_total((council_a, council_b, health_board, *kinds.values(), levers.officers)),
        voters=voters,
        **checks,
        lawful=lawful,
        groups=tuple(Group(voters=vote, vote_share=vote / at_least(1, voters)) for vote in votes),
        quorums=tuple(quorum(votes, parts) for parts in QUORUM_PARTS),
        influences=(influence_as_one(votes), alone, influence_as_one(with_casting_vote(levers, votes))),
        one_representative=alone.representatives / at_least(1, votes[REPRESENTATIVES]),
    )


def votes_of(levers: BoardLevers) -> tuple[Number, ...]:
    """Return how many voting members each of the four groups has, in the order of GROUPS."""
    representatives = levers.service_user + levers.unpaid_carer + levers.third_sector
    return (
        levers.council_a,
        choose(same(levers.councils, TWO_COUNCILS), levers.council_b, 0),
        levers.health_board,
        representatives * levers.representatives_vote,
    )


def chair_comes_from(levers: BoardLevers) -> tuple:
    """Return, for council A, council B and the health board, whether the chair comes from it.

    A lone council is council A, so it holds a chair that the levers give to council B.
    """
    council_b = both(same(levers.councils, TWO_COUNCILS), same(levers.chair, COUNCIL_B))
    health_board = same(levers.chair, HEALTH_BOARD)
    return opposite(either(council_b, health_board)), council_b, health_board


def quorum(votes: Sequence[Number], parts: int) -> Quorum:
    """Return the quorum of a board whose standing orders ask for one in `parts` of its voting members.

    A part of a member counts as one more, and a quorum is never less than one. No text of the law on quorum was
    read: the fraction is an assumption.
    """
    needed = at_least(1, whole((_total(votes) + parts - 1) / parts))
    alone = [_yes(vote >= needed) for vote in votes]
    partner = at_least(at_least(alone[COUNCIL_A], alone[COUNCIL_B]), alone[HEALTH_BOARD])
    return Quorum(needed, *alone, partner_alone=partner)


# --- Who could decide --------------------------------------------------------------------------------------


def influence_as_one(votes: Sequence[Number]) -> Influence:
    """Return the four groups' shares of the power to decide, each group voting as one.

    `votes` are the votes of the groups, in the order of GROUPS.
    """
    total = _total(votes)
    wins = [_yes(held * 2 > total) for held in _coalitions(votes)]
    return _shares([_swings(wins, group) for group in range(len(GROUPS))])


def influence_each_alone(votes: Sequence[Number]) -> Influence:
    """Return the groups' shares of the power to decide, each representative voting alone.

    The representatives are alike, so it is enough to count, beside each of the eight coalitions of the partners,
    in how many `ways` some of them join it. Each way in which the motion passes counts for every representative
    who joined and against every one who did not: what is left are the ways in which one of them decides.
    Raises ValueError for more than MOST_REPRESENTATIVES votes of representatives, which on the page a lever's
    range must prevent.
    """
    *partners, seats = votes
    if not isinstance(seats, Formula) and np.any(seats > MOST_REPRESENTATIVES):
        raise ValueError(f"At most {MOST_REPRESENTATIVES} representatives can be counted each alone, not {seats}.")
    ways = [1]
    for joined in range(MOST_REPRESENTATIVES):
        ways.append(ways[-1] * (seats - joined) / (joined + 1))
    leaning = [ways[joined] * (2 * joined - seats) for joined in range(len(ways))]
    half = _total(votes) / 2
    wins, leans = [], []
    for held in _coalitions(partners):
        missing = half - held
        wins.append(_total([choose(missing < joined, ways[joined], 0) for joined in range(len(ways))]))
        leans.append(_total([choose(missing < joined, leaning[joined], 0) for joined in range(len(ways))]))
    return _shares([*(_swings(wins, group) for group in range(len(partners))), _total(leans)])


def with_casting_vote(levers: BoardLevers, votes: Sequence[Number]) -> tuple[Number, ...]:
    """Return the groups' votes where the chair has a casting vote, which counts as half a vote.

    Half a vote decides where the votes are level, and nowhere else. A group without a vote has no chair.
    """
    chairs = chair_comes_from(levers)
    halves = [choose(both(chair, vote > 0), 0.5, 0) for chair, vote in zip(chairs, votes, strict=False)]
    return (*(vote + half for vote, half in zip(votes, halves, strict=False)), votes[REPRESENTATIVES])


def banzhaf(weights: Sequence[int], quota: int | None = None) -> tuple[Fraction, ...]:
    """Return each voter's share of the power to decide (the normalised Banzhaf index), by trying every coalition.

    `weights` are whole numbers of votes, not below 0; a coalition wins with `quota` votes or more, which is more
    than half of them unless given. Shares are all 0 where nobody can decide. The work doubles with each voter.
    Raises ValueError for a weight below 0 or a quota below 1.

    >>> [str(share) for share in banzhaf([3, 3, 6, 3])]
    ['1/6', '1/6', '1/2', '1/6']
    """
    quota = _quota(weights, quota)
    votes = _coalitions(weights)
    swings = []
    for voter in range(len(weights)):
        bit = 1 << voter
        swings.append(sum(votes[c] < quota <= votes[c | bit] for c in range(len(votes)) if not c & bit))
    return _fractions(swings)


def banzhaf_fast(weights: Sequence[int], quota: int | None = None) -> tuple[Fraction, ...]:
    """Return the same as `banzhaf`, by counting how many coalitions have each number of votes.

    Takes time in proportion to voters times votes, so it serves boards of any size. Raises as `banzhaf` does.

    >>> banzhaf_fast([3, 3, 1, 1, 1]) == banzhaf([3, 3, 1, 1, 1])
    True
    """
    quota = _quota(weights, quota)
    ways = [1] + [0] * sum(weights)
    for weight in weights:
        ways = [n + (ways[votes - weight] if votes >= weight else 0) for votes, n in enumerate(ways)]
    swings = []
    for weight in weights:
        others = []
        for votes, number in enumerate(ways):
            others.append(number - others[votes - weight] if votes >= weight > 0 else number)
        swings.append(sum(others[max(0, quota - weight) : quota]))
    return _fractions(swings)


def _quota(weights: Sequence[int], quota: int | None) -> int:
    if any(weight < 0 for weight in weights):
        raise ValueError(f"A voter cannot have fewer than 0 votes: {list(weights)}.")
    quota = sum(weights) // 2 + 1 if quota is None else quota
    if quota < 1:
        raise ValueError(f"A quota is at least 1 vote, not {quota}.")
    return quota


def _fractions(swings: Sequence[int]) -> tuple[Fraction, ...]:
    total = sum(swings)
    return tuple(Fraction(swing, total) if total else Fraction(0) for swing in swings)


def _coalitions(votes: Sequence[Number]) -> list[Number]:
    """Return the votes of every coalition, numbered so that bit i tells whether voter i is in it."""
    held: list[Number] = [0]
    for number, vote in enumerate(votes):
        held += [vote if not coalition else held[coalition] + vote for coalition in range(1 << number)]
    return held


def _swings(wins: Sequence[Number], group: int) -> Number:
    """Return how many winning coalitions would lose without a group: those with it, less those without it."""
    inside = [win for coalition, win in enumerate(wins) if coalition >> group & 1]
    outside = [win for coalition, win in enumerate(wins) if not coalition >> group & 1]
    return _total(inside) - _total(outside)


def _shares(swings: Sequence[Number]) -> Influence:
    total = at_least(1, _total(swings))
    return Influence(*(swing / total for swing in swings))


# --- What comes of a vote ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class MeetingLevers(BoardLevers):
    """A board, who comes to its meeting, how they vote on one motion, and under which standing orders.

    Proxies who may vote count as present. Those present who vote neither for nor against abstain. Numbers above
    what there is are cut back: attendance to the members appointed, then votes for to those present, then votes
    against to the rest.
    """

    council_a_present: Number
    council_a_for: Number
    council_a_against: Number
    council_b_present: Number
    council_b_for: Number
    council_b_against: Number
    health_board_present: Number
    health_board_for: Number
    health_board_against: Number
    representatives_present: Number
    """Service-user, unpaid-carer and third-sector members. They count only where they have a vote."""
    representatives_for: Number
    representatives_against: Number
    quorum: Number
    """ONE_HALF or ONE_THIRD of the voting members."""
    tie: Number
    """MOTION_FALLS or CASTING_VOTE."""
    casting: Number
    """How the chair uses a casting vote: AGAINST or FOR."""


@dataclass(frozen=True)
class Ballot:
    """How one group voted. Only members with a vote are counted."""

    present: Number
    votes_for: Number
    votes_against: Number
    abstained: Number


@dataclass(frozen=True)
class Tie:
    """What comes of the vote under one rule on ties. At most one is 1; all are 0 where there is no quorum."""

    carried: Number
    lost: Number
    tied: Number
    """As many for as against, and no casting vote: the motion is not carried."""


@dataclass(frozen=True)
class Meeting(Board):
    """A board and one vote. Exactly one of `carried`, `lost`, `tied` and `no_decision` is 1."""

    ballots: tuple[Ballot, ...]
    """The four groups, in the order of GROUPS."""
    fits: Number
    """1 where attendance and votes are as the levers ask; 0 where some number had to be cut back."""
    present: Number
    """Members with a vote who are present."""
    votes_for: Number
    votes_against: Number
    abstained: Number
    quorum_needed: Number
    """Under the chosen fraction."""
    quorate: Number
    quorate_at_half: Number
    quorate_at_third: Number
    level: Number
    """1 where there is a quorum and as many vote for as against; this may be nobody on either side."""
    chair_present: Number
    """1 where a nominee of the chair's partner is present. Without one nobody has a casting vote."""
    ties: tuple[Tie, ...]
    """The same vote where a tied motion falls, and where the chair has a casting vote."""
    carried: Number
    lost: Number
    tied: Number
    no_decision: Number
    """1 where there is no quorum."""
    by_casting_vote: Number
    """1 where the chair's casting vote decided."""


def meeting(levers: MeetingLevers, minimums: Minimums) -> Meeting:
    """Hold one vote: count who is there, who votes, and whether the motion is carried.

    A motion is carried by more votes for than against. Abstentions count towards the quorum and not towards the
    result. Sources: `data/rules.csv` for who votes; quorum and ties are settings, since no text was read.
    """
    sits = board(levers, minimums)
    votes = [group.voters for group in sits.groups]
    ballots, fits = count_ballots(levers, votes)
    present = _total([ballot.present for ballot in ballots])
    votes_for = _total([ballot.votes_for for ballot in ballots])
    votes_against = _total([ballot.votes_against for ballot in ballots])

    half, third = (present >= quorum.needed for quorum in sits.quorums)
    at_third = same(levers.quorum, ONE_THIRD)
    quorate = choose(at_third, third, half)

    chairs = zip(chair_comes_from(levers), ballots, strict=False)
    chair_present = _total([choose(chair, ballot.present, 0) for chair, ballot in chairs]) >= 1
    casting = choose(chair_present, choose(same(levers.casting, FOR), 1, -1), 0)
    lead = votes_for - votes_against
    level = both(quorate, same(lead, 0))
    falls, decides = decide(quorate, lead, 0), decide(quorate, lead, casting)
    casts = same(levers.tie, CASTING_VOTE)
    return Meeting(
        **vars(sits),
        ballots=ballots,
        fits=fits,
        present=present,
        votes_for=votes_for,
        votes_against=votes_against,
        abstained=present - votes_for - votes_against,
        quorum_needed=choose(at_third, sits.quorums[ONE_THIRD].needed, sits.quorums[ONE_HALF].needed),
        quorate=_yes(quorate),
        quorate_at_half=_yes(half),
        quorate_at_third=_yes(third),
        level=_yes(level),
        chair_present=_yes(chair_present),
        ties=(falls, decides),
        carried=choose(casts, decides.carried, falls.carried),
        lost=choose(casts, decides.lost, falls.lost),
        tied=choose(casts, decides.tied, falls.tied),
        no_decision=_yes(opposite(quorate)),
        by_casting_vote=_yes(both(both(casts, level), chair_present)),
    )


def cast(appointed: Number, absent: Number, way: Number) -> tuple[Number, Number, Number]:
    """Return how many of one group are present, vote for and vote against, if those present vote in one `way`.

    `way` is one of ALL_FOR to ALL_ABSTAIN. Of an odd number that splits evenly, one abstains; "all but one" of
    one member is that one. More absent than appointed gives fewer than none present, which `count_ballots` cuts
    back and tells by `fits`.
    """
    here = at_least(0, appointed - absent)
    half, one = whole(here / 2), at_most(1, here)
    sides = {ALL_FOR: here, ALL_BUT_ONE_FOR: here - one, EVENLY: half, ALL_BUT_ONE_AGAINST: one}
    against = {ALL_AGAINST: here, ALL_BUT_ONE_AGAINST: here - one, EVENLY: half, ALL_BUT_ONE_FOR: one}
    return appointed - absent, _picked(way, sides), _picked(way, against)


def _picked(way: Number, numbers: dict[int, Number]) -> Number:
    picked: Number = 0
    for number, value in numbers.items():
        picked = choose(same(way, number), value, picked)
    return picked


def count_ballots(levers: MeetingLevers, votes: Sequence[Number]) -> tuple[tuple[Ballot, ...], Number]:
    """Return the four groups' ballots, and 1 if they are as the levers ask or 0 if a number was cut back.

    `votes` are the voting members appointed in each group. A group that has no vote is left out of both.
    """
    two = _yes(same(levers.councils, TWO_COUNCILS))
    counts = (1, two, 1, levers.representatives_vote)
    ballots, fits = [], 1
    for name, appointed, counted in zip(GROUPS, votes, counts, strict=True):
        asked = [getattr(levers, f"{name}_{what}") * counted for what in ("present", "for", "against")]
        present = _within(appointed, asked[0])
        votes_for = _within(present, asked[1])
        votes_against = _within(present - votes_for, asked[2])
        ballots.append(Ballot(present, votes_for, votes_against, abstained=present - votes_for - votes_against))
        for given, wanted in zip((present, votes_for, votes_against), asked, strict=True):
            fits = fits * _yes(same(given, wanted))
    return tuple(ballots), fits


def decide(quorate, lead: Number, casting: Number) -> Tie:
    """Return what comes of a vote. `lead` is votes for less votes against.

    `casting` is 1 for a casting vote for the motion, -1 for one against it, and 0 for none. It settles a level
    vote and no other.
    """
    settled = choose(same(lead, 0), casting, lead)
    return Tie(
        carried=_yes(both(quorate, settled > 0)),
        lost=_yes(both(quorate, settled < 0)),
        tied=_yes(both(quorate, same(settled, 0))),
    )


def _within(most: Number, value: Number) -> Number:
    return at_most(most, at_least(0, value))


def _yes(condition) -> Number:
    return choose(condition, 1, 0)


def _total(numbers: Sequence[Number]) -> Number:
    first, *rest = numbers
    for number in rest:
        first = first + number
    return first
