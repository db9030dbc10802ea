"""Board night: a vote decides a budget, and the budget has to be lived with for five years.

It joins two models and adds no rule of its own: `models/board.py` counts the votes, `models/budget.py` carries the
budget forward. Where nothing is carried the plan as it stands runs on: so too while a board uses its own mechanism for
a tie. Members and votes are counted, money is in £ million, conditions are 1 or 0, choices are numbered from
0. What the law, the options and the shock cards fix comes in from outside, as a `Night`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from joint_working.formula import Number, at_least, at_most, both, choose, same
from joint_working.models.board import (
    CHAIR,
    COUNCIL_A,
    GROUPS,
    HEALTH_BOARD,
    IN_POST,
    MOTION,
    NEXT_MEETING,
    NO_CASTING_VOTE,
    NOT_CAST,
    ONE_COUNCIL,
    ONE_HALF,
    POSTS,
    REPRESENTATIVES,
    Ballot,
    Meeting,
    MeetingLevers,
    Minimums,
    meeting,
)
from joint_working.models.budget import Plan, PlanLevers, plan

#: The two boards, in the order of `Evening.boards`: under the rules before the change, and from it.
BOARD_A, BOARD_B = range(2)

#: Nominees of each partner on each board, and representatives on each: a service user, a carer, the third sector.
NOMINEES, KINDS = 3, 3

#: The year of the vote, and the year two years later: places in `Plan.years`.
FIRST, LATER = 0, 2


@dataclass(frozen=True)
class Effect:
    """What an option or a shock does to one lever of the five-year plan: sets it, or adds to it."""

    lever: str
    adds: bool
    value: float
    """In the unit of the lever."""


@dataclass(frozen=True)
class Night:
    """What holds for both boards. Plain numbers, taken from `data/` by the caller."""

    minimums: Minimums
    representatives_vote: tuple[int, int]
    """For Board A and Board B, 1 where the law gives service-user, carer and third-sector members a vote."""
    usual: PlanLevers
    """The plan as it stands: it runs on where no motion is carried."""
    options: tuple[tuple[Effect, ...], ...]
    """What each budget option does to the plan, if its motion is carried."""
    shocks: tuple[tuple[Effect, ...], ...]
    """What each shock card does to both boards' plans, whatever is voted. The first is no shock."""
    reach: Mapping[str, tuple[float, float]]
    """The least and the most each lever of the plan can take."""


@dataclass(frozen=True)
class NightLevers:
    """One shock, and for each board the option on the table and how its members vote on it."""

    shock: Number
    """The number of the shock card; 0 for none."""
    a_option: Number
    """The budget option moved on Board A, counted from 0."""
    b_option: Number
    a_council_for: Number
    a_council_against: Number
    a_health_for: Number
    a_health_against: Number
    b_council_for: Number
    b_council_against: Number
    b_health_for: Number
    b_health_against: Number
    b_representatives_for: Number
    b_representatives_against: Number
    a_absent: Number
    """Voting members of Board A who are not there. Those who voted were."""
    b_absent: Number


@dataclass(frozen=True)
class Counted:
    """How one group voted."""

    votes_for: Number
    votes_against: Number
    abstained: Number


@dataclass(frozen=True)
class Outcome:
    """What came of one board's night."""

    groups: tuple[Counted, ...]
    """The council's members, the health board's and the representatives."""
    voters: Number
    present: Number
    needed: Number
    """Members with a vote who must be there: by law at least one half."""
    votes_for: Number
    votes_against: Number
    abstained: Number
    carried: Number
    lost: Number
    tied: Number
    """1 where as many vote for as against: it is not decided yet."""
    no_votes: Number
    """1 where nobody votes for or against."""
    no_quorum: Number
    turned: Number
    """1 where the result would differ if the representatives had no vote."""
    lived: PlanLevers
    """The plan the board lives with: the option's if its motion is carried, and the shock's."""
    plan: Plan
    """Five years of it, and who meets what each is over."""


@dataclass(frozen=True)
class Evening:
    """Both boards, side by side."""

    boards: tuple[Outcome, ...]


def evening(levers: NightLevers, night: Night) -> Evening:
    """Hold both boards' votes and carry each budget forward five years.

    A carried motion puts its option's levers into the plan; otherwise the plan as it stands runs on. The shock then
    falls on what was voted, on both boards and in every year. Only who votes differs between the boards.
    """
    boards = []
    moved = (levers.a_option, levers.b_option)
    for name, option, vote in zip("ab", moved, night.representatives_vote, strict=True):
        held = meeting(ballot(levers, name, vote), night.minimums, vote)
        voted = night.usual
        for number, effects in enumerate(night.options):
            chosen = both(held.carried >= 1, same(option, number))
            voted = _where(chosen, changed(night.usual, effects, night.reach), voted)
        lived = voted
        for number, effects in enumerate(night.shocks):
            lived = _where(same(levers.shock, number), changed(voted, effects, night.reach), lived)
        boards.append(outcome(held, _without_representatives(held), lived, vote))
    return Evening(boards=tuple(boards))


def ballot(levers: NightLevers, board: str, representatives_vote: int) -> MeetingLevers:
    """Return one board's vote as the board model takes it. `board` is "a" or "b".

    More votes than members are cut back, first those for. Members who are absent are taken from those who did not
    vote: from the council's first, then the health board's, then the representatives. The rest abstain.
    """
    groups = {"council_a": ("council", NOMINEES), "health_board": ("health", NOMINEES)}
    if representatives_vote:
        groups["representatives"] = ("representatives", KINDS)
    away = getattr(levers, f"{board}_absent")
    votes: dict[str, Number] = {}
    for group in GROUPS:
        votes |= dict.fromkeys((f"{group}_{what}" for what in ("vacant", "absent", "abstaining", "against")), 0)
    for group, (name, members) in groups.items():
        votes_for = at_most(members, getattr(levers, f"{board}_{name}_for"))
        against = at_most(members - votes_for, getattr(levers, f"{board}_{name}_against"))
        absent = at_most(members - votes_for - against, away)
        away = away - absent
        votes |= {f"{group}_absent": absent, f"{group}_abstaining": members - votes_for - against - absent}
        votes |= {f"{group}_against": against}
    return MeetingLevers(
        councils=ONE_COUNCIL, council_a=NOMINEES, council_b=0, health_board=NOMINEES,
        service_user=1, unpaid_carer=1, third_sector=1, staff_side=1, additional=0, **dict.fromkeys(POSTS, IN_POST),
        question=MOTION, proxies=0, vacant_votes=NOT_CAST, presides=CHAIR, tie_mechanism=NEXT_MEETING,
        what_if_quorum=ONE_HALF, what_if_casting=NO_CASTING_VOTE, **votes,
    )  # fmt: skip


def changed(levers: PlanLevers, effects: Sequence[Effect], reach: Mapping[str, tuple[float, float]]) -> PlanLevers:
    """Return the plan's levers with some effects, each kept within what its lever can take."""
    values = dict(vars(levers))
    for effect in effects:
        low, high = reach[effect.lever]
        value = values[effect.lever] + effect.value if effect.adds else effect.value
        values[effect.lever] = at_most(high, at_least(low, value))
    return PlanLevers(**values)


def outcome(held: Meeting, without: Number, voted: PlanLevers, representatives_vote: int) -> Outcome:
    """Return what came of a vote, and of the five years after it under the plan that was `voted`.

    `without` is 1 if the motion would have been carried with no representative voting.
    """
    here = (COUNCIL_A, HEALTH_BOARD, REPRESENTATIVES)
    return Outcome(
        groups=tuple(_counted(held.ballots[group]) for group in here),
        voters=held.voters, present=held.present, needed=held.quorum.needed,
        votes_for=held.votes_for, votes_against=held.votes_against, abstained=held.abstained,
        carried=held.carried, lost=held.lost, tied=held.tied, no_votes=held.no_votes, no_quorum=held.no_quorum,
        turned=choose(same(held.carried, without), 0, 1) * representatives_vote,
        lived=voted, plan=plan(voted),
    )  # fmt: skip


def _without_representatives(held: Meeting) -> Number:
    """Return 1 if the motion is carried by the nominees alone, at a meeting that has its quorum as it is."""
    council, _, health_board, _ = held.ballots
    lead = council.votes_for + health_board.votes_for - council.votes_against - health_board.votes_against
    return choose(both(held.quorate >= 1, lead > 0), 1, 0)


def _counted(ballot: Ballot) -> Counted:
    return Counted(ballot.votes_for, ballot.votes_against, ballot.abstained)


def _where(condition, yes: PlanLevers, no: PlanLevers) -> PlanLevers:
    """Return the one plan or the other, lever by lever; a lever that is the same in both is left as it is."""
    values = {}
    for field in fields(PlanLevers):
        if_yes, if_no = getattr(yes, field.name), getattr(no, field.name)
        values[field.name] = if_yes if if_yes is if_no else choose(condition, if_yes, if_no)
    return PlanLevers(**values)
