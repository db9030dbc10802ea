"""An integration joint board: who sits on it, who votes, and what comes of a vote.

Seats, members and votes are counted, shares run from 0 to 1, conditions are 1 or 0, and choices are numbered from 0.
The law is the Public Bodies (Joint Working) (Integration Joint Boards) (Scotland) Order 2014 (SSI 2014/285), "the
Order", as amended to SSI 2025/405. Half for the quorum, a majority of the votes and no casting vote are law, so no
lever moves them. Who votes on a day and the smallest lawful numbers come in from outside (`data/rules.csv`).

What the Order does not say is read here in one way, and `Readings` tells where another way would change the result:
an empty seat is no member, a proxy who may vote is present, and an abstention is not a vote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from joint_working.formula import Formula, Number, at_least, at_most, both, choose, either, opposite, same, whole

#: The choices of `BoardLevers.councils`.
ONE_COUNCIL, TWO_COUNCILS = range(2)

#: The four groups that may vote, in the order of `Board.groups` and `Meeting.ballots`. With one council, it is
#: council A.
COUNCIL_A, COUNCIL_B, HEALTH_BOARD, REPRESENTATIVES = range(4)
GROUPS = ("council_a", "council_b", "health_board", "representatives")

#: The posts whose holders must sit on every board: the Order, articles 3(1)(c), (e)-(h) and (7B), and 5(2)(c),
#: (e)-(h) and (7B). Each is a lever of `BoardLevers`: IN_POST or VACANT.
POSTS = ("chief_social_work_officer", "chief_officer", "finance_officer", "gp", "nurse", "hospital_doctor")
IN_POST, VACANT = range(2)

#: The choices of `MeetingLevers.question`: a motion alone, or a motion against an amendment.
MOTION, AMENDMENT = range(2)

#: The choices of `MeetingLevers.vacant_votes`.
NOT_CAST, CAST_BY_ITS_SIDE = range(2)

#: The choices of `MeetingLevers.presides`: the chair; the vice-chair, as the chair is away; or, as both are away, a
#: voting member whom the others choose.
CHAIR, VICE_CHAIR, A_COUNCILLOR, A_HEALTH_BOARD_MEMBER, A_REPRESENTATIVE = range(5)

#: The choices of `MeetingLevers.tie_mechanism`. Examples, none of them law.
NEXT_MEETING, MEDIATION, THE_PARTNERS, AS_IT_STANDS = range(4)

#: The choices of `MeetingLevers.what_if_quorum` and `what_if_casting`. None but the first is lawful.
ONE_HALF, ONE_THIRD = range(2)
NO_CASTING_VOTE, CAST_FOR, CAST_AGAINST = range(3)

#: The order of `Board.influences`.
AS_ONE, EACH_ALONE, EVERYONE_ALONE = range(3)

#: The most representatives with a vote that `influence_each_alone` can count.
MOST_REPRESENTATIVES = 9


# --- Who sits and who votes --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Minimums:
    """The smallest lawful numbers of seats. Plain numbers, taken from `data/rules.csv` by the caller."""

    nominees: float
    """Of each partner, where there is one council: the Order, article 3(3)."""
    per_council: float
    """Of each council, where there are two: article 5(2)(a)."""
    each_kind: float
    """Of each of the four kinds of representatives: articles 3(6) and 5(6)."""


@dataclass(frozen=True)
class BoardLevers:
    """The board's seats, and which of them are empty: numbers from 0 up, and choices."""

    councils: Number
    """ONE_COUNCIL or TWO_COUNCILS, beside the one health board."""
    council_a: Number
    """Seats for nominees, filled or not. So are the next two."""
    council_b: Number
    """Seats of the second council. They count only with two councils."""
    health_board: Number
    service_user: Number
    """Seats for representatives, filled or not. So are the next two. The law of the day says if they vote."""
    unpaid_carer: Number
    third_sector: Number
    staff_side: Number
    """Staff-side representatives. They sit on the board and have no vote."""
    council_a_vacant: Number
    """Of a group's seats, those that nobody holds."""
    council_b_vacant: Number
    health_board_vacant: Number
    representatives_vacant: Number
    chief_social_work_officer: Number
    """IN_POST or VACANT, as the five posts after it. Their holders sit on the board and have no vote."""
    chief_officer: Number
    finance_officer: Number
    gp: Number
    nurse: Number
    hospital_doctor: Number
    additional: Number
    """Further members, without a vote: the Order, articles 3(8) and 5(8)."""


@dataclass(frozen=True)
class Group:
    """One of the four groups that may vote."""

    seats: Number
    """All its seats, filled or not, with or without a vote."""
    empty: Number
    """Of those, seats nobody holds."""
    voting_seats: Number
    """Seats with a vote, filled or not."""
    voters: Number
    """Members in post who have a vote."""
    vote_share: Number
    """Their share of all votes."""


@dataclass(frozen=True)
class Quorum:
    """How many voting members must be present, and which group could meet that by itself."""

    needed: Number
    """At least one half of the voting members in post: the Order, Schedule, paragraph 3."""
    needed_with_empty: Number
    """The same, if an empty seat with a vote counted as a member."""
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
    half of the votes of all in post. Shares add up to 1 wherever anybody votes.
    """

    council_a: Number
    council_b: Number
    health_board: Number
    representatives: Number
    """All representatives with a vote, together."""


@dataclass(frozen=True)
class Board:
    """A board as it is made up."""

    members: Number
    """Everyone in post, with or without a vote."""
    seats: Number
    """Seats with a vote, filled or not."""
    voters: Number
    """Members in post with a vote."""
    posts_vacant: Number
    """How many of the six POSTS nobody holds."""
    equal_sides: Number
    """1 where the health board has as many seats as the council, or as both councils together."""
    council_a_enough: Number
    council_b_enough: Number
    health_board_enough: Number
    has_service_user: Number
    has_unpaid_carer: Number
    has_third_sector: Number
    has_staff_side: Number
    lawful: Number
    """1 where each of the eight checks above is 1. A vacancy does not make a board unlawful: the Order, article 15."""
    groups: tuple[Group, ...]
    """The four groups, in the order of GROUPS."""
    quorum: Quorum
    influences: tuple[Influence, ...]
    """With the representatives voting as one, each of them alone, and every member alone."""
    one_representative: Number
    """One representative's share of the power to decide, where each votes alone; 0 where none votes."""


def board(levers: BoardLevers, minimums: Minimums, representatives_vote: Number) -> Board:
    """Say whether a board is lawful and why not, who votes on it, and who could decide.

    `representatives_vote` is 1 where service-user, unpaid-carer and third-sector members vote, otherwise 0: the
    Order, article 1(2), since 1 September 2026 as SSI 2025/405, article 2(2), put it. Seats are checked, not people:
    equal sides and smallest numbers by articles 3(1)(a)-(b) and (3) or 5(2)(a)-(b), at least one representative of
    each kind by 3(6)-(7) or 5(6)-(7).
    """
    two = same(levers.councils, TWO_COUNCILS)
    groups = groups_of(levers, representatives_vote)
    council_a, council_b, health_board, _ = (group.seats for group in groups)
    smallest = choose(two, minimums.per_council, minimums.nominees)
    kinds = {name: getattr(levers, name) for name in ("service_user", "unpaid_carer", "third_sector", "staff_side")}
    checks = {
        "equal_sides": _yes(same(health_board, council_a + council_b)),
        "council_a_enough": _yes(council_a >= smallest),
        "council_b_enough": _yes(either(opposite(two), council_b >= smallest)),
        "health_board_enough": _yes(either(two, health_board >= smallest)),
        **{f"has_{kind}": _yes(number >= minimums.each_kind) for kind, number in kinds.items()},
    }
    lawful = 1
    for check in checks.values():
        lawful = lawful * check
    votes = [group.voters for group in groups]
    posts_vacant = total_of([getattr(levers, post) for post in POSTS])
    in_post = [group.seats - group.empty for group in groups]
    alone = influence_each_alone(votes)
    return Board(
        members=total_of((*in_post, levers.staff_side, len(POSTS) - posts_vacant, levers.additional)),
        seats=total_of([group.voting_seats for group in groups]),
        voters=total_of(votes),
        posts_vacant=posts_vacant,
        **checks,
        lawful=lawful,
        groups=groups,
        quorum=quorum(votes, [group.voting_seats for group in groups]),
        influences=(influence_as_one(votes), alone, Influence(*(group.vote_share for group in groups))),
        one_representative=alone.representatives / at_least(1, votes[REPRESENTATIVES]),
    )


def groups_of(levers: BoardLevers, representatives_vote: Number) -> tuple[Group, ...]:
    """Return the four groups, in the order of GROUPS. More empty seats than seats are cut back."""
    seats = (
        levers.council_a,
        choose(same(levers.councils, TWO_COUNCILS), levers.council_b, 0),
        levers.health_board,
        levers.service_user + levers.unpaid_carer + levers.third_sector,
    )
    empty = [at_most(number, getattr(levers, f"{name}_vacant")) for name, number in zip(GROUPS, seats, strict=True)]
    votes = (1, 1, 1, representatives_vote)
    voting_seats = [number * vote for number, vote in zip(seats, votes, strict=True)]
    voters = [(number - gone) * vote for number, gone, vote in zip(seats, empty, votes, strict=True)]
    everyone = at_least(1, total_of(voters))
    return tuple(map(Group, seats, empty, voting_seats, voters, [number / everyone for number in voters]))


def quorum(voters: Sequence[Number], seats: Sequence[Number] | None = None) -> Quorum:
    """Return the quorum of a board: at least one half of its voting members (the Order, Schedule, paragraph 3).

    `voters` are the members in post with a vote in each group, `seats` their seats, if some are empty. A part of a
    member counts as one more, and a quorum is never less than one.
    """
    least = quorum_needed(total_of(voters))
    alone = [_yes(vote >= least) for vote in voters]
    partner = at_least(at_least(alone[COUNCIL_A], alone[COUNCIL_B]), alone[HEALTH_BOARD])
    return Quorum(least, quorum_needed(total_of(seats or voters)), *alone, partner_alone=partner)


def quorum_needed(voters: Number, parts: int = 2) -> Number:
    """Return the smallest number that is at least one in `parts` of the voters, and at least one."""
    return at_least(1, whole((voters + parts - 1) / parts))


# --- Who could decide --------------------------------------------------------------------------------------


def influence_as_one(votes: Sequence[Number]) -> Influence:
    """Return the four groups' shares of the power to decide, each group voting as one.

    `votes` are the votes of the groups, in the order of GROUPS.
    """
    total = total_of(votes)
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
    if not isinstance(seats, Formula) and getattr(seats, "max", lambda: seats)() > MOST_REPRESENTATIVES:
        raise ValueError(f"At most {MOST_REPRESENTATIVES} representatives can be counted each alone, not {seats}.")
    ways = [1]
    for joined in range(MOST_REPRESENTATIVES):
        ways.append(ways[-1] * (seats - joined) / (joined + 1))
    leaning = [ways[joined] * (2 * joined - seats) for joined in range(len(ways))]
    half = total_of(votes) / 2
    wins, leans = [], []
    for held in _coalitions(partners):
        missing = half - held
        wins.append(total_of([choose(missing < joined, ways[joined], 0) for joined in range(len(ways))]))
        leans.append(total_of([choose(missing < joined, leaning[joined], 0) for joined in range(len(ways))]))
    return _shares([*(_swings(wins, group) for group in range(len(partners))), total_of(leans)])


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
    return total_of(inside) - total_of(outside)


def _shares(swings: Sequence[Number]) -> Influence:
    total = at_least(1, total_of(swings))
    return Influence(*(swing / total for swing in swings))


# --- What comes of a vote ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class MeetingLevers(BoardLevers):
    """A board, who comes to its meeting, and how they vote on one question.

    Of a group's seats some are vacant; of its members some are absent, abstain or vote against; all the rest vote
    for. Numbers above what there is are cut back, in that order. A proxy who may vote counts as present.
    """

    question: Number
    """MOTION, or AMENDMENT: then those for are for the motion and those against are for the amendment."""
    council_a_against: Number
    council_b_against: Number
    health_board_against: Number
    representatives_against: Number
    """Service-user, unpaid-carer and third-sector members. They count only where they have a vote."""
    council_a_abstaining: Number
    council_b_abstaining: Number
    health_board_abstaining: Number
    representatives_abstaining: Number
    council_a_absent: Number
    council_b_absent: Number
    health_board_absent: Number
    representatives_absent: Number
    proxies: Number
    """How many of those present with a vote are proxies: the Order, article 12."""
    vacant_votes: Number
    """What becomes of the vote of a nominated seat that is vacant: NOT_CAST or CAST_BY_ITS_SIDE."""
    presides: Number
    """CHAIR, VICE_CHAIR, A_COUNCILLOR, A_HEALTH_BOARD_MEMBER or A_REPRESENTATIVE."""
    tie_mechanism: Number
    """What the board's own standing orders might do with a tie: one of four examples."""
    what_if_quorum: Number
    """ONE_HALF, or, for `Meeting.what_if` alone, ONE_THIRD."""
    what_if_casting: Number
    """NO_CASTING_VOTE, or, for `Meeting.what_if` alone, CAST_FOR or CAST_AGAINST."""


@dataclass(frozen=True)
class Ballot:
    """How one group voted. Only members with a vote are counted: present = for + against + abstained, without
    the votes of vacant seats."""

    absent: Number
    present: Number
    votes_for: Number
    votes_against: Number
    abstained: Number
    vacant_for: Number
    """Votes of vacant seats, cast for by the others of their side: the Order, article 13(1), or as agreed, 14."""
    vacant_against: Number
    fits: Number
    """1 where the group's numbers are as the levers ask; 0 where one had to be cut back."""


@dataclass(frozen=True)
class Decision:
    """What comes of a vote. Exactly one is 1."""

    carried: Number
    lost: Number
    """Of a motion alone: more against than for."""
    amendment_carried: Number
    """Of a motion against an amendment: more for the amendment."""
    tied: Number
    """As many for as against: no majority, so it is not decided yet."""
    no_votes: Number
    """Nobody votes for or against."""
    no_quorum: Number


@dataclass(frozen=True)
class Readings:
    """Where the Order is silent: 1 where the other reading would change the result."""

    empty_seats: Number
    """There would be no quorum, if an empty seat counted as a member."""
    proxies: Number
    """There would be no quorum, if a proxy did not count as present."""
    empty_seats_and_proxies: Number
    """There would be no quorum under both together, and there is one under either by itself."""
    abstentions: Number
    """The winning side would have no majority, if an abstention counted as a vote."""


@dataclass(frozen=True)
class Meeting(Board, Decision):
    """A board and one vote, decided as the Order has it."""

    ballots: tuple[Ballot, ...]
    """The four groups, in the order of GROUPS."""
    present: Number
    """Members with a vote, or proxies who may vote, who are present."""
    by_proxy: Number
    """Of those present, proxies. More than are present are cut back."""
    votes_for: Number
    """With the votes of vacant seats. So are those against."""
    votes_against: Number
    abstained: Number
    vacant_cast: Number
    """Votes of vacant seats among them."""
    quorate: Number
    readings: Readings
    can_preside: Number
    """1 where the person who is to preside can be there in person and has a vote."""
    away_marked: Number
    """1 where as many are away, or send a proxy, as the choice of who presides supposes."""
    mechanism: Number
    """1 + the example chosen, where the vote is tied; otherwise 0."""
    what_if: Decision
    """What would come of it under the choices that are not lawful."""


@dataclass(frozen=True)
class Sitting(Meeting):
    """A meeting, and whether the law of its month gives representatives a vote."""

    representatives_vote: Number


def meeting(levers: MeetingLevers, minimums: Minimums, representatives_vote: Number) -> Meeting:
    """Hold one vote: count who is there, who votes, and what is decided.

    At least one half of the voting members must be present (the Order, Schedule, paragraph 3). A question is
    decided by a majority of the votes of those who attend and are entitled to vote (article 11). With an equality
    of votes there is none, and the board's own mechanism follows, which may not be a casting vote (article
    18(2)(a)).
    """
    sits = board(levers, minimums, representatives_vote)
    ballots = count_ballots(levers, sits.groups, representatives_vote)
    present = total_of([ballot.present for ballot in ballots])
    abstained = total_of([ballot.abstained for ballot in ballots])
    cast_for = total_of([ballot.vacant_for for ballot in ballots])
    cast_against = total_of([ballot.vacant_against for ballot in ballots])
    votes_for = total_of([ballot.votes_for for ballot in ballots]) + cast_for
    votes_against = total_of([ballot.votes_against for ballot in ballots]) + cast_against
    proxies = at_most(present, levers.proxies)

    amendment = same(levers.question, AMENDMENT)
    quorate = present >= sits.quorum.needed
    decision = result(levers, sits, present, votes_for, votes_against)
    with_empty = present >= sits.quorum.needed_with_empty
    in_person = present - proxies >= sits.quorum.needed
    strictest = present - proxies >= sits.quorum.needed_with_empty
    more = at_least(votes_for, votes_against)
    decided = opposite(same(votes_for, votes_against))
    readings = Readings(
        empty_seats=_yes(both(quorate, opposite(with_empty))),
        proxies=_yes(both(quorate, opposite(in_person))),
        empty_seats_and_proxies=_yes(both(both(with_empty, in_person), opposite(strictest))),
        abstentions=_yes(both(both(quorate, decided), 2 * more <= votes_for + votes_against + abstained)),
    )
    can_preside, away_marked = presiding(levers, sits.groups, ballots, proxies)
    third = both(same(levers.what_if_quorum, ONE_THIRD), present >= quorum_needed(sits.voters, 3))
    casting = both(both(same(votes_for, votes_against), votes_for > 0), can_preside >= 1)
    return Meeting(
        **vars(sits),
        **vars(decision),
        ballots=ballots,
        present=present,
        by_proxy=proxies,
        votes_for=votes_for,
        votes_against=votes_against,
        abstained=abstained,
        vacant_cast=cast_for + cast_against,
        quorate=_yes(quorate),
        readings=readings,
        can_preside=can_preside,
        away_marked=away_marked,
        mechanism=decision.tied * (levers.tie_mechanism + 1),
        what_if=decide(
            either(quorate, third),
            votes_for + _yes(both(casting, same(levers.what_if_casting, CAST_FOR))),
            votes_against + _yes(both(casting, same(levers.what_if_casting, CAST_AGAINST))),
            amendment,
        ),
    )


def count_ballots(levers: MeetingLevers, groups: Sequence[Group], representatives_vote: Number) -> tuple[Ballot, ...]:
    """Return the four groups' ballots, in the order of GROUPS.

    The vote of a nominated seat that is vacant goes, if it is cast, the way in which most of the others of its side
    vote; an evenly split side casts none. "Jointly" (the Order, article 13(1)) is read as most of them. A
    representative's empty seat casts no vote: the article is about seats that a partner should fill.
    """
    two = _yes(same(levers.councils, TWO_COUNCILS))
    casts = same(levers.vacant_votes, CAST_BY_ITS_SIDE)
    ballots = []
    there, votes, nominated = (1, two, 1, 1), (1, two, 1, representatives_vote), (1, 1, 1, 0)
    for name, group, sits, counts, fills in zip(GROUPS, groups, there, votes, nominated, strict=True):
        vacant, *asked = (getattr(levers, f"{name}_{what}") for what in ("vacant", "absent", "abstaining", "against"))
        left, parts = group.voters, []
        for number in asked:
            parts.append(at_most(left, number))
            left = left - parts[-1]
        absent, abstained, against = parts
        empty = group.empty * fills
        ballots.append(
            Ballot(
                absent=absent,
                present=group.voters - absent,
                votes_for=left,
                votes_against=against,
                abstained=abstained,
                vacant_for=empty * _yes(both(casts, left > against)),
                vacant_against=empty * _yes(both(casts, left < against)),
                fits=_yes(vacant * sits + total_of(asked) * counts <= group.seats),
            )
        )
    return tuple(ballots)


def result(levers: MeetingLevers, sits: Board, present: Number, votes_for: Number, votes_against: Number) -> Decision:
    """Return what comes of the vote, as the law has it: with a quorum, a majority of the votes (article 11).

    `present` are the members there with a vote. `sits.voters`, all members in post with a vote, count for the quorum
    alone: who is absent or abstains is on neither side.
    """
    quorate = present >= sits.quorum.needed
    return decide(quorate, votes_for, votes_against, same(levers.question, AMENDMENT))


def decide(quorate, votes_for: Number, votes_against: Number, amendment) -> Decision:
    """Return what comes of a vote. `quorate` and `amendment` are conditions."""
    less = both(quorate, votes_for < votes_against)
    level = both(quorate, same(votes_for, votes_against))
    some = votes_for > 0
    return Decision(
        carried=_yes(both(quorate, votes_for > votes_against)),
        lost=_yes(both(less, opposite(amendment))),
        amendment_carried=_yes(both(less, amendment)),
        tied=_yes(both(level, some)),
        no_votes=_yes(both(level, opposite(some))),
        no_quorum=_yes(opposite(quorate)),
    )


def presiding(
    levers: MeetingLevers, groups: Sequence[Group], ballots: Sequence[Ballot], proxies: Number
) -> tuple[Number, Number]:
    """Return 1 if the person who is to preside can, and 1 if enough are marked away for it to be that person.

    The chair presides, or the vice-chair, both of whom are nominees, from opposite sides; with both away a voting
    member whom the others choose (the Order, Schedule, paragraph 4; articles 4 and 6). A proxy may not preside
    (article 12(4), since 1 September 2026 12(5)). Whose proxies they are is not said, so it is enough that one
    person of the group may have come in person.
    """
    council_a, council_b, health_board, representatives = (ballot.present for ballot in ballots)
    council = council_a + council_b
    from_group = choose(same(levers.presides, A_HEALTH_BOARD_MEMBER), health_board, council + health_board)
    from_group = choose(same(levers.presides, A_COUNCILLOR), council, from_group)
    from_group = choose(same(levers.presides, A_REPRESENTATIVE), representatives, from_group)
    in_person = proxies < council + health_board + representatives
    away = [group.seats - ballot.present for group, ballot in zip(groups, ballots, strict=True)]
    of_council, of_health_board = away[COUNCIL_A] + away[COUNCIL_B], away[HEALTH_BOARD]
    one_away = of_council + of_health_board + proxies >= 1
    both_away = at_least(0, 1 - of_council) + at_least(0, 1 - of_health_board) <= proxies
    supposed = choose(same(levers.presides, VICE_CHAIR), _yes(one_away), _yes(both_away))
    return _yes(both(from_group >= 1, in_person)), choose(same(levers.presides, CHAIR), 1, supposed)


def _yes(condition) -> Number:
    return choose(condition, 1, 0)


def total_of(numbers: Sequence[Number]) -> Number:
    """Return the sum of some numbers, of which there is at least one."""
    first, *rest = numbers
    for number in rest:
        first = first + number
    return first
