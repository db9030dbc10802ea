"""Board Lab: who sits on an integration joint board, who votes on a day, and what comes of a vote.

What the law fixes is read from `data/rules.csv` when the explorer is made: who votes from which day, the smallest
lawful numbers, and the articles the page names. Quorum and ties were not read, so they are settings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from functools import cache

import altair as alt

from joint_working import evidence
from joint_working.evidence import Rule
from joint_working.explorers import theme
from joint_working.explorers.explorer import Explorer, Picture, Row, Table, View
from joint_working.explorers.for_trainers import motions
from joint_working.explorers.words import Clause, count, month, percent, say
from joint_working.formula import Number, at_least, both, choose, either, opposite, same
from joint_working.models.board import (
    AS_ONE,
    CASTING_VOTE,
    COUNCIL_A,
    COUNCIL_B,
    EACH_ALONE,
    FOR,
    GROUPS,
    HEALTH_BOARD,
    ONE_HALF,
    ONE_THIRD,
    REPRESENTATIVES,
    TWO_COUNCILS,
    WITH_CASTING_VOTE,
    Meeting,
    MeetingLevers,
    Minimums,
    Tie,
    cast,
    chair_comes_from,
    decide,
    meeting,
)

#: The members that a rule on voting names beside the nominees, in the words of `data/rules.csv`.
KINDS = ("service user", "unpaid carer", "third sector")

ASSUMED = "Quorum and ties are assumed: check your standing orders."
SOURCE = f"A made-up board and vote. {ASSUMED} Model: Joint Working, Board Lab, version 1."


# --- What the law says -------------------------------------------------------------------------------------


def month_of(day: date) -> int:
    """Return a day's month as the date lever counts it: 12 x year + month - 1."""
    return 12 * day.year + day.month - 1


@dataclass(frozen=True)
class VotingRule:
    """One dated rule on who votes. `start` is the month from which meetings fall under it."""

    start: int
    representatives: bool
    short: str
    """The instrument and the article: SSI 2025/405, article 2(2)."""


@dataclass(frozen=True)
class Law:
    """What the lab takes from `data/rules.csv`."""

    voting: tuple[VotingRule, ...]
    """Oldest first."""
    minimums: Minimums
    articles: dict[str, str]
    """For each check of a board, the instrument and the article, in short."""

    def representatives_vote(self, when: Number) -> Number:
        """Return 1 if representatives vote in the month `when`, otherwise 0."""
        vote: Number = 0
        for rule in self.voting:
            vote = choose(when >= rule.start, int(rule.representatives), vote)
        return vote

    @property
    def change(self) -> int:
        """The first month in which representatives vote. Raises EvidenceError where they never do."""
        for rule in self.voting:
            if rule.representatives:
                return rule.start
        raise evidence.EvidenceError(
            f"data/rules.csv, key voting-members: expected a row whose value names {', '.join(KINDS)}, found none"
        )


def in_short(rule: Rule) -> str:
    """Return a rule's instrument and article in a few words: `SSI 2025/405, article 2(2)`."""
    number = re.search(r"SSI \d{4}/\d+", rule.instrument)
    return f"{number[0] if number else rule.instrument}, {rule.article}"


def read_law() -> Law:
    """Return the law as `data/rules.csv` has it now. Raises KeyError for a rule that is not there.

    A rule in force from a day inside a month holds for that month, as for a meeting on its last day.
    """
    dated: dict[str, list[Rule]] = {}
    for row in evidence.rules():
        dated.setdefault(row.key, []).append(row)
    latest = {key: rows[-1] for key, rows in dated.items()}
    named = latest["required-stakeholder-members"].value.split("|")
    minimums = Minimums(
        nominees=float(latest["nominees-minimum-one-council"].value),
        per_council=float(latest["nominees-minimum-two-councils"].value),
        each_kind=min(named.count(kind) for kind in (*KINDS, "staff")),
        officers=len(latest["required-professional-members"].value.split("|")),
    )
    voting = tuple(
        VotingRule(
            start=month_of(row.valid_from or row.not_before),
            representatives=set(KINDS) <= set(row.value.split("|")),
            short=in_short(row),
        )
        for row in dated["voting-members"]
    )
    keys = {
        "equal_one": "nominees-equal",
        "equal_two": "nominees-two-councils-parity",
        "enough_one": "nominees-minimum-one-council",
        "enough_two": "nominees-minimum-two-councils",
        "kinds": "required-stakeholder-members",
        "officers": "required-professional-members",
    }
    return Law(voting, minimums, {name: in_short(latest[key]) for name, key in keys.items()})


# --- The levers and the model ------------------------------------------------------------------------------


@dataclass(frozen=True)
class LabLevers:
    """A board, the month it meets in, who stays away and how each group votes: numbers, and choices from 0."""

    date: Number
    """The month, counted as 12 x year + month - 1."""
    councils: Number
    council_a: Number
    council_b: Number
    health_board: Number
    council_a_votes: Number
    """How those present vote: one of the ways of `models.board.cast`."""
    council_b_votes: Number
    health_board_votes: Number
    representatives_votes: Number
    service_user: Number
    unpaid_carer: Number
    third_sector: Number
    staff_side: Number
    officers: Number
    council_a_absent: Number
    council_b_absent: Number
    health_board_absent: Number
    representatives_absent: Number
    quorum: Number
    tie: Number
    casting: Number
    chair: Number


@dataclass(frozen=True)
class Sitting(Meeting):
    """A meeting, and whether the law of its month gives representatives a vote."""

    representatives_vote: Number


def as_meeting(levers: LabLevers, representatives_vote: Number) -> MeetingLevers:
    """Return the levers of the board model for a setting of the lab."""
    names = {field.name for field in fields(MeetingLevers)} & {field.name for field in fields(LabLevers)}
    made = {name: getattr(levers, name) for name in names} | {"representatives_vote": representatives_vote}
    representatives = levers.service_user + levers.unpaid_carer + levers.third_sector
    appointed = (levers.council_a, levers.council_b, levers.health_board, representatives)
    for group, number in zip(GROUPS, appointed, strict=True):
        votes = cast(number, getattr(levers, f"{group}_absent"), getattr(levers, f"{group}_votes"))
        made |= {f"{group}_{what}": value for what, value in zip(("present", "for", "against"), votes, strict=True)}
    return MeetingLevers(**made)


# --- What it says ------------------------------------------------------------------------------------------


def sitting_view(law: Law, levers: LabLevers, answer: Sitting, before: Sitting) -> View:
    """Say and show who may vote, whether the meeting counts, and what comes of the vote."""
    chairs = [choose(chair, 1, 0) for chair in chair_comes_from(as_meeting(levers, answer.representatives_vote))]
    by_chair = both(answer.level >= 1, answer.chair_present >= 1)
    changed = opposite(same(_result(answer), _result(before)))
    return View(
        figure=_result_words(answer),
        figure_label=(
            say("{} for, {} against", count(answer.votes_for), count(answer.votes_against)),
            say("(was carried)", when=both(changed, before.carried >= 1)),
            say("(was lost)", when=both(changed, before.lost >= 1)),
            say("(was tied)", when=both(changed, before.tied >= 1)),
            say("(was not quorate)", when=both(changed, before.no_decision >= 1)),
        ),
        sentence=(
            *result_clauses(levers, answer, chairs),
            *quorum_clauses(levers, answer),
            *voting_clauses(law, levers),
            *lawful_clauses(law, levers, answer),
            say("More are marked absent than there are members: the rest are ignored.", when=answer.fits < 1),
        ),
        pictures=(seats_picture(levers, answer), power_picture(levers, answer), rules_picture(levers, answer)),
        table=sitting_table(levers, answer, chairs, by_chair),
        onward=motions.carried_over(answer.carried, motions.options()),
        onward_label="Carry this vote into Budget Lab, part 3. If it is not carried, the plan stays as it is. "
        "The motion is:",
    )


def _result(answer: Meeting) -> Number:
    return answer.carried + 2 * answer.lost + 3 * answer.tied


def _result_words(answer: Meeting) -> tuple[Clause, ...]:
    return (
        say("Carried", when=answer.carried >= 1),
        say("Lost", when=answer.lost >= 1),
        say("Tied", when=answer.tied >= 1),
        say("Not quorate: no decision", when=answer.no_decision >= 1),
    )


def result_clauses(levers: LabLevers, answer: Sitting, chairs) -> tuple[Clause, ...]:
    """Return the clauses that say what came of the vote, and how."""
    votes = (count(answer.votes_for), count(answer.votes_against))
    by_casting = answer.by_casting_vote >= 1
    voted = answer.votes_for + answer.votes_against >= 1
    tied = answer.tied >= 1
    casts = same(levers.tie, CASTING_VOTE)
    two = same(levers.councils, TWO_COUNCILS)
    return (
        say("At a meeting in {},", month(levers.date)),
        say("the motion is carried, {} for and {} against.", *votes,
            when=both(answer.carried >= 1, opposite(by_casting))),
        say("the motion is lost, {} for and {} against.", *votes,
            when=both(answer.lost >= 1, opposite(by_casting))),
        say("the vote is level, {} to {}, and the casting vote of the chair,", *votes, when=by_casting),
        say("who comes from the council,", when=both(by_casting, both(chairs[COUNCIL_A] >= 1, opposite(two)))),
        say("who comes from council A,", when=both(by_casting, both(chairs[COUNCIL_A] >= 1, two))),
        say("who comes from council B,", when=both(by_casting, chairs[COUNCIL_B] >= 1)),
        say("who comes from the health board,", when=both(by_casting, chairs[HEALTH_BOARD] >= 1)),
        say("carries the motion.", when=both(by_casting, answer.carried >= 1)),
        say("decides against it.", when=both(by_casting, answer.lost >= 1)),
        say("the vote is tied, {} to {}, and the motion is not carried.", *votes, when=both(tied, voted)),
        say("nobody votes for or against, and the motion is not carried.", when=both(tied, opposite(voted))),
        say("Nobody from the chair’s side is there to use a casting vote.", when=both(tied, casts)),
        say("A casting vote would settle it.",
            when=both(both(tied, opposite(casts)), answer.chair_present >= 1)),
        say("Without a casting vote it would be tied.", when=by_casting),
        say("there is no quorum, so nothing is decided.", when=answer.no_decision >= 1),
    )  # fmt: skip


def quorum_clauses(levers: LabLevers, answer: Sitting) -> tuple[Clause, ...]:
    """Return the clauses on who is there and how many the assumed quorum asks for."""
    third = same(levers.quorum, ONE_THIRD)
    differ = opposite(same(answer.quorate_at_half, answer.quorate_at_third))
    needed, check = count(answer.quorum_needed), "(assumed: check your standing orders)"
    return (
        say("Present: {} of {} voting members.", count(answer.present), count(answer.voters)),
        say(f"A quorum of one half needs {{}} {check}.", needed, when=opposite(third)),
        say(f"A quorum of one third needs {{}} {check}.", needed, when=third),
        say("One third would be enough.", when=both(differ, opposite(third))),
        say("One half would be too few.", when=both(differ, third)),
        say("One member abstains.", when=same(answer.abstained, 1)),
        say("{} abstain.", count(answer.abstained), when=answer.abstained > 1),
    )


def voting_clauses(law: Law, levers: LabLevers) -> tuple[Clause, ...]:
    """Return the clauses that say who votes in the month, and which instrument says so."""
    said = [
        say("No rule on who votes was in force yet.", when=levers.date < law.voting[0].start),
    ]
    for number, rule in enumerate(law.voting):
        later = law.voting[number + 1] if number + 1 < len(law.voting) else None
        holds = levers.date >= rule.start
        if later:
            holds = both(holds, levers.date < later.start)
        if rule.representatives:
            who = "Representatives of service users, unpaid carers and the third sector have a vote"
            said.append(say(f"{who} (from {{}}, by {rule.short}).", month(rule.start), when=holds))
        elif later and later.representatives:
            who = "Only members nominated by the council and the health board vote: representatives have no vote until"
            said.append(say(f"{who} {{}} ({later.short}).", month(later.start), when=holds))
        else:
            who = "Only members nominated by the council and the health board vote"
            said.append(say(f"{who} ({rule.short}).", when=holds))
    return tuple(said)


def lawful_clauses(law: Law, levers: LabLevers, answer: Sitting) -> tuple[Clause, ...]:
    """Return the clauses that say whether the membership is lawful, and each reason why not with its article."""
    two = same(levers.councils, TWO_COUNCILS)
    one = opposite(two)
    lawful = answer.lawful >= 1
    least, officers = law.minimums.nominees, law.minimums.officers
    kinds = (
        ("service users", levers.service_user, answer.has_service_user),
        ("unpaid carers", levers.unpaid_carer, answer.has_unpaid_carer),
        ("the third sector", levers.third_sector, answer.has_third_sector),
        ("staff", levers.staff_side, answer.has_staff_side),
    )
    unequal = answer.equal_sides < 1
    both_councils = levers.council_a + levers.council_b
    return (
        say("The membership, {} people in all, meets every rule read here.", count(answer.members), when=lawful),
        say("The membership, {} people in all, is not lawful.", count(answer.members), when=opposite(lawful)),
        say(f"Voting members: {{}} from the council and {{}} from the health board; the sides must be equal "
            f"({law.articles['equal_one']}).", count(levers.council_a), count(levers.health_board),
            when=both(unequal, one)),
        say(f"Voting members: {{}} from the two councils and {{}} from the health board; the sides must be equal "
            f"({law.articles['equal_two']}).", count(both_councils), count(levers.health_board),
            when=both(unequal, two)),
        say(f"The council nominates {{}} and must nominate at least {{}} ({law.articles['enough_one']}).",
            count(levers.council_a), count(least), when=both(answer.council_a_enough < 1, one)),
        say(f"Council A nominates {{}} and must nominate at least {{}} ({law.articles['enough_two']}).",
            count(levers.council_a), count(law.minimums.per_council), when=both(answer.council_a_enough < 1, two)),
        say(f"Council B nominates {{}} and must nominate at least {{}} ({law.articles['enough_two']}).",
            count(levers.council_b), count(law.minimums.per_council), when=answer.council_b_enough < 1),
        say(f"The health board nominates {{}} and must nominate at least {{}} ({law.articles['enough_one']}).",
            count(levers.health_board), count(least), when=answer.health_board_enough < 1),
        *(say(f"Representatives of {name}: {{}}, where {{}} is the least ({law.articles['kinds']}).",
              count(number), count(law.minimums.each_kind), when=check < 1)
          for name, number, check in kinds),
        say(f"Professional and officer members: {{}}, where {{}} are required ({law.articles['officers']}).",
            count(levers.officers), count(officers), when=answer.has_officers < 1),
    )  # fmt: skip


# --- The table ---------------------------------------------------------------------------------------------


def sitting_table(levers: LabLevers, answer: Sitting, chairs, by_chair) -> Table:
    """Return the numbers of the groups and of the whole board, with both quorums and both rules on ties."""
    groups, ballots = answer.groups, answer.ballots
    two = choose(same(levers.councils, TWO_COUNCILS), 1, 0)
    representatives = levers.service_user + levers.unpaid_carer + levers.third_sector
    members = (levers.council_a, levers.council_b * two, levers.health_board, representatives)

    def row(label: str, values, whole: Number, slot=count, total: bool = False) -> Row:
        return Row(label, (*map(slot, values), slot(whole)), total)

    def power(label: str, which: int) -> Row:
        shares = [getattr(answer.influences[which], group) * 100 for group in GROUPS]
        return row(label, shares, shares[0] + shares[1] + shares[2] + shares[3], percent)

    extra_for = choose(both(by_chair, same(levers.casting, FOR)), 1, 0)
    extra_against = choose(both(by_chair, opposite(same(levers.casting, FOR))), 1, 0)
    chair = (*chairs, 0)
    cast_for = [ballot.votes_for + extra_for * share for ballot, share in zip(ballots, chair, strict=True)]
    cast_against = [ballot.votes_against + extra_against * share for ballot, share in zip(ballots, chair, strict=True)]
    casts = same(levers.tie, CASTING_VOTE)
    quorate = answer.quorate

    def counted(plain, with_casting) -> list[Number]:
        return [choose(casts, extra, usual) * quorate for usual, extra in zip(plain, with_casting, strict=True)]

    plain_for = [*(ballot.votes_for for ballot in ballots), answer.votes_for]
    plain_against = [*(ballot.votes_against for ballot in ballots), answer.votes_against]
    all_for = counted(plain_for, [*cast_for, answer.votes_for + extra_for])
    all_against = counted(plain_against, [*cast_against, answer.votes_against + extra_against])

    def short(needed: Number) -> tuple[list[Number], Number]:
        alone = [at_least(0, needed - group.voters) for group in groups]
        return alone, at_least(0, needed - answer.present)

    return Table(
        caption="The board and the vote at these settings",
        unit=f"Members and votes, counted. {ASSUMED}",
        columns=("What", "Council A", "Council B", "Health board", "Representatives", "Whole board"),
        rows=(
            row("Members (whole board: with staff and officers)", members, answer.members),
            row("Members with a vote", [group.voters for group in groups], answer.voters, total=True),
            row("Share of the votes", [group.vote_share * 100 for group in groups],
                (groups[0].vote_share + groups[1].vote_share + groups[2].vote_share + groups[3].vote_share) * 100,
                percent),
            power("Power to decide, representatives as one", AS_ONE),
            power("Power to decide, representatives each alone", EACH_ALONE),
            power("Power to decide, chair with a casting vote", WITH_CASTING_VOTE),
            row("Present with a vote", [ballot.present for ballot in ballots], answer.present, total=True),
            row("Abstain", [ballot.abstained for ballot in ballots], answer.abstained),
            row("For, no casting vote", plain_for[:-1], answer.votes_for),
            row("For, with a casting vote", cast_for, answer.votes_for + extra_for),
            row("Against, no casting vote", plain_against[:-1], answer.votes_against),
            row("Against, with a casting vote", cast_against, answer.votes_against + extra_against),
            row("Short of a quorum of one half, if only they came", *short(answer.quorums[ONE_HALF].needed)),
            row("Short of a quorum of one third, if only they came", *short(answer.quorums[ONE_THIRD].needed)),
            row("Votes for that count, as you set it", all_for[:-1], all_for[-1], total=True),
            row("Votes against that count, as you set it", all_against[:-1], all_against[-1], total=True),
        ),
    )  # fmt: skip


# --- The seats ---------------------------------------------------------------------------------------------

#: The order of the seats from left to right, with the names of the groups.
SEATED = (COUNCIL_A, COUNCIL_B, REPRESENTATIVES, HEALTH_BOARD)
NAMES = ("Council A", "Council B", "Health board", "Representatives")
COLOURS = (theme.COUNCIL, theme.COUNCIL, theme.HEALTH, theme.REPRESENTATIVES)
TEXTS = (theme.COUNCIL_TEXT, theme.COUNCIL_TEXT, theme.HEALTH, theme.REPRESENTATIVES_TEXT)
SHAPES = ("square", "triangle-up", "circle", "diamond")


def seats_picture(levers: LabLevers, answer: Sitting) -> Picture:
    """Draw the seats with a vote in a half circle, by group and vote; below it those who sit without a vote."""
    two = choose(same(levers.councils, TWO_COUNCILS), 1, 0)
    rows, offset = [], 0
    for line, group in enumerate(SEATED):
        ballot, voters = answer.ballots[group], answer.groups[group].voters
        rows.append({
            "group": NAMES[group], "line": float(line), "two": two, "voters": voters, "offset": offset,
            "all": answer.voters, "present": ballot.present, "votes_for": ballot.votes_for,
            "votes_against": ballot.votes_against,
        })  # fmt: skip
        offset = offset + voters
    silent = (levers.service_user + levers.unpaid_carer + levers.third_sector) * (1 - answer.representatives_vote)
    quiet = answer.members - answer.voters
    return Picture(
        name="seats",
        message=(
            *(say(f"{word}: {{}} for, {{}} against", count(answer.votes_for), count(answer.votes_against),
                  when=condition >= 1)
              for word, condition in (("Carried", answer.carried), ("Lost", answer.lost), ("Tied", answer.tied))),
            say("No decision: {} of {} are there, and that is no quorum", count(answer.present),
                count(answer.voters), when=answer.no_decision >= 1),
        ),
        what=(
            say("Each seat with a vote. Filled with a tick: for. Hollow with a cross: against. Dash: abstains."),
            say("Faint: absent. Small and below: no vote."),
        ),
        description=(
            say("A half circle of {} seats.", count(answer.voters)),
            *(clause for group in SEATED for clause in _seats_in_words(group, answer, two)),
            say("Without a vote: {}.", count(quiet)),
        ),
        rows={
            "groups": rows,
            "quiet": [
                {"kind": "Representatives", "number": silent, "offset": 0.0, "all": quiet},
                {"kind": "Others", "number": quiet - silent, "offset": silent, "all": quiet},
            ],
            "middle": [{"votes_for": count(answer.votes_for), "votes_against": count(answer.votes_against)}],
            "under": [{"number": count(quiet)}],
        },
        draw=draw_seats,
        source=SOURCE,
    )  # fmt: skip


def _seats_in_words(group: int, answer: Sitting, two: Number) -> tuple[Clause, ...]:
    ballot = answer.ballots[group]
    seen = two >= 1 if group == COUNCIL_B else True
    voters = answer.groups[group].voters
    return (
        say(f"{NAMES[group]}: {{}} seats, {{}} for, {{}} against, {{}} abstain, {{}} absent.",
            count(voters), count(ballot.votes_for), count(ballot.votes_against), count(ballot.abstained),
            count(voters - ballot.present), when=seen),
    )  # fmt: skip


#: How many radial columns and rings the seats take, and the seat's place in them: seat k stands in ring k mod rings.
_PLACED = {
    "k": "datum.offset + datum.seat",
    "rings": "datum.all > 11 ? 2 : 1",
    "columns": "ceil(datum.all / datum.rings)",
    "column": "floor(datum.k / datum.rings)",
    "ring": "datum.k - datum.rings * datum.column",
    "angle": "PI * (datum.column + 0.5) / datum.columns",
}


@cache
def draw_seats(width: int) -> alt.LayerChart:
    """Return the chart of the seats for a width in pixels."""
    narrow = width < 500
    inner = width - 12
    centre, floor, outer = inner / 2, (158 if narrow else 216), (136 if narrow else 190)
    gap = 31 if narrow else 40
    x_scale = alt.Scale(domain=[0, inner], nice=False, zero=False, range=[0, inner])
    tall = floor + 164
    y_scale = alt.Scale(domain=[0, tall], nice=False, zero=False, range=[0, tall])

    def at(channel, field):
        scale = x_scale if channel is alt.X else y_scale
        return channel(f"{field}:Q", scale=scale, axis=None)

    names = alt.Scale(domain=list(NAMES), range=list(COLOURS))
    shapes = alt.Scale(domain=list(NAMES), range=list(SHAPES))
    seats = (
        alt.Chart(alt.NamedData("groups"))
        .transform_calculate(seats="sequence(datum.voters)")
        .transform_flatten(["seats"], ["seat"])
    )
    for name, text in _PLACED.items():
        seats = seats.transform_calculate(**{name: text})
    seats = seats.transform_calculate(
        radius=f"{outer} - {gap} * datum.ring",
        room=f"PI * ({outer} - {gap} * (datum.rings - 1)) / datum.columns",
    ).transform_calculate(
        across=f"{centre} - datum.radius * cos(datum.angle)",
        down=f"{floor} - datum.radius * sin(datum.angle)",
        wide=f"min({24 if narrow else 30}, datum.room * 0.78)",
        state="datum.seat < datum.votes_for ? 'for' : datum.seat < datum.votes_for + datum.votes_against ? 'against'"
        " : datum.seat < datum.present ? 'abstain' : 'absent'",
    ).transform_calculate(
        size="datum.wide * datum.wide * 0.8",
        letter="max(9, datum.wide * 0.55)",
        paint="datum.state == 'for' ? datum.group : 'hollow'",
        sign="datum.state == 'for' ? '✓' : datum.state == 'against' ? '×' : datum.state == 'abstain' ? '–' : ''",
        ink="datum.state == 'for' ? 'white' : datum.group",
    )  # fmt: skip
    fills = alt.Scale(domain=[*NAMES, "hollow"], range=[*COLOURS, theme.WHITE])
    points = seats.mark_point(strokeWidth=2, opacity=1, filled=True).encode(
        x=at(alt.X, "across"), y=at(alt.Y, "down"), size=alt.Size("size:Q", scale=None),
        shape=alt.Shape("group:N", scale=shapes), fill=alt.Fill("paint:N", scale=fills),
        stroke=alt.Stroke("group:N", scale=names),
        opacity=alt.condition("datum.state == 'absent'", alt.value(0.35), alt.value(1)),
        strokeDash=alt.condition("datum.state == 'absent'", alt.value([3, 3]), alt.value([1, 0])),
    )  # fmt: skip
    signs = seats.mark_text(baseline="middle", align="center", fontWeight=700, dy=1).encode(
        x=at(alt.X, "across"), y=at(alt.Y, "down"), text="sign:N",
        size=alt.Size("letter:Q", scale=None),
        color=alt.Color("ink:N", scale=alt.Scale(domain=[*NAMES, "white"], range=[*TEXTS, theme.WHITE])),
    )  # fmt: skip
    middle = alt.Chart(alt.NamedData("middle"))
    big = (
        middle.transform_calculate(said="datum.votes_for + ' to ' + datum.votes_against")
        .mark_text(align="center", baseline="alphabetic", fontWeight=700, fontSize=30 if narrow else 38)
        .encode(x=alt.value(centre), y=alt.value(floor - 24), text="said:N")
    )
    small = (
        middle.transform_calculate(said="'for to against'")
        .mark_text(align="center", baseline="alphabetic", fontSize=13, color=theme.QUIET)
        .encode(x=alt.value(centre), y=alt.value(floor - 4), text="said:N")
    )
    quiet = (
        alt.Chart(alt.NamedData("quiet"))
        .transform_calculate(seats="sequence(datum.number)")
        .transform_flatten(["seats"], ["seat"])
        .transform_calculate(
            across=f"{centre} + 14 * (datum.offset + datum.seat - (datum.all - 1) / 2)",
        )
        .mark_point(filled=False, size=64, strokeWidth=1.5, opacity=1)
        .encode(
            x=at(alt.X, "across"),
            y=alt.value(floor + 22),
            shape=alt.Shape(
                "kind:N", scale=alt.Scale(domain=["Representatives", "Others"], range=["diamond", "circle"])
            ),
            stroke=alt.Stroke(
                "kind:N",
                scale=alt.Scale(domain=["Representatives", "Others"], range=[theme.REPRESENTATIVES, theme.EDGE]),
            ),
        )
    )
    under = (
        alt.Chart(alt.NamedData("under"))
        .transform_calculate(said="'Sit and speak, no vote: ' + datum.number")
        .mark_text(align="center", baseline="middle", fontSize=13, color=theme.QUIET)
        .encode(x=alt.value(centre), y=alt.value(floor + 42), text="said:N")
    )
    left = 6 if narrow else centre - 190
    legend = (
        alt.Chart(alt.NamedData("groups"))
        .transform_filter("datum.group != 'Council B' || datum.two > 0.5")
        .transform_calculate(
            down=f"{floor} + 70 + 23 * (datum.line - (datum.two < 0.5 && datum.line > 1.5 ? 1 : 0))",
            who="datum.group == 'Council A' && datum.two < 0.5 ? 'Council' : datum.group",
            abstain="datum.present - datum.votes_for - datum.votes_against",
            away="datum.voters - datum.present",
        )
        .transform_calculate(
            said="datum.who + ': ' + (datum.voters < 0.5 ? 'no vote' : datum.votes_for + ' for, ' +"
            " datum.votes_against + ' against' + (datum.abstain > 0.5 ? ', ' + datum.abstain + ' abstain' : '') +"
            " (datum.away > 0.5 ? ', ' + datum.away + ' absent' : ''))"
        )
    )
    marks = legend.mark_point(filled=True, size=130, opacity=1).encode(
        x=alt.value(left + 6), y=at(alt.Y, "down"), shape=alt.Shape("group:N", scale=shapes),
        fill=alt.Fill("group:N", scale=names), stroke=alt.Stroke("group:N", scale=names),
    )  # fmt: skip
    named = legend.mark_text(align="left", baseline="middle", fontSize=13 if narrow else 14, dy=1).encode(
        x=alt.value(left + 20), y=at(alt.Y, "down"), text="said:N"
    )
    layers = alt.layer(points, signs, big, small, quiet, under, marks, named)
    return layers.resolve_scale(
        color="independent", fill="independent", stroke="independent", shape="independent", size="independent"
    ).properties(
        width=inner, height=tall, padding={"left": 6, "right": 6, "top": 4, "bottom": 2},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- The power to decide -----------------------------------------------------------------------------------

MEASURES = ("of the votes", "of the power, representatives as one", "of the power, each representative alone")
MEASURES_NARROW = ("of the votes", "of the power, as one", "of the power, each alone")


def power_picture(levers: LabLevers, answer: Sitting) -> Picture:
    """Draw each group's share of the votes beside its share of the power to decide."""
    two = choose(same(levers.councils, TWO_COUNCILS), 1, 0)
    as_one, alone = answer.influences[AS_ONE], answer.influences[EACH_ALONE]
    rows = []
    for line, group in enumerate(SEATED):
        shares = (answer.groups[group].vote_share, getattr(as_one, GROUPS[group]), getattr(alone, GROUPS[group]))
        for measure, share in enumerate(shares):
            rows.append({"group": NAMES[group], "line": float(line), "measure": float(measure), "two": two,
                         "share": share * 100, "text": percent(share * 100)})  # fmt: skip
    votes = answer.representatives_vote >= 1
    some = both(votes, answer.groups[REPRESENTATIVES].voters >= 1)
    share = 100 * answer.groups[REPRESENTATIVES].vote_share
    power = 100 * as_one.representatives
    more, less = power >= share + 0.5, power <= share - 0.5
    return Picture(
        name="power",
        message=(
            say("Representatives hold {} of the votes and, as one, {} of the power", percent(share), percent(power),
                when=both(some, either(more, less))),
            say("As one, representatives have as much power as votes: {}", percent(share),
                when=both(some, opposite(either(more, less)))),
            say("No representative has a vote, so the partners hold all the power", when=opposite(some)),
        ),
        what=(
            say("Share of votes, and of the power to turn a losing side into a winning one, if all are there."),
            say("It counts ways to vote, not how members vote."),
        ),
        description=(
            *(say(f"{NAMES[group]}: {{}} of the votes, {{}} of the power as one, {{}} with each representative alone.",
                  percent(100 * answer.groups[group].vote_share), percent(100 * getattr(as_one, GROUPS[group])),
                  percent(100 * getattr(alone, GROUPS[group])), when=two >= 1 if group == COUNCIL_B else True)
              for group in SEATED),
            say("One representative alone has {} of the power.", percent(100 * answer.one_representative), when=some),
        ),
        rows={"bars": rows},
        draw=draw_power,
        source="The Banzhaf index, worked out from the votes above. " + SOURCE,
    )  # fmt: skip


@cache
def draw_power(width: int) -> alt.LayerChart:
    """Return the chart of votes and power for a width in pixels."""
    narrow = width < 500
    inner = width - 12
    left, bar, step = (0 if narrow else 126), 15, 20
    block = 3 * step + (36 if narrow else 16)
    tall = 4 * block
    longest = (inner - 176) if narrow else inner - left - 300
    x_scale = alt.Scale(domain=[0, inner], nice=False, zero=False, range=[0, inner])
    y_scale = alt.Scale(domain=[0, tall], nice=False, zero=False, range=[0, tall])
    measures = MEASURES_NARROW if narrow else MEASURES
    base = (
        alt.Chart(alt.NamedData("bars"))
        .transform_filter("datum.group != 'Council B' || datum.two > 0.5")
        .transform_calculate(
            top=f"{22 if narrow else 2} + (datum.two > 0.5 ? {block} * datum.line : {block * 4 / 3} *"
            " (datum.line > 1.5 ? datum.line - 1 : 0))"
            f" + {step} * datum.measure",
            who="datum.group == 'Council A' && datum.two < 0.5 ? 'Council' : datum.group",
            start=f"{left}",
            end=f"{left} + {longest} * datum.share / 100",
            paint="datum.measure > 1.5 ? 'tint' : datum.measure > 0.5 ? datum.group : 'hollow'",
            said="datum.text + ' ' + (datum.measure > 1.5 ? '"
            + measures[2]
            + "' : datum.measure > 0.5 ? '"
            + measures[1]
            + "' : '"
            + measures[0]
            + "')",
        )
        .transform_calculate(bottom=f"datum.top + {bar}", middle=f"datum.top + {bar / 2}")
    )
    bars = base.mark_rect(strokeWidth=1.5).encode(
        x=alt.X("start:Q", scale=x_scale, axis=None), x2="end:Q",
        y=alt.Y("top:Q", scale=y_scale, axis=None), y2="bottom:Q",
        fill=alt.Fill("paint:N", scale=alt.Scale(
            domain=[*NAMES, "hollow", "tint"], range=[*COLOURS, theme.WHITE, theme.LINE])),
        stroke=alt.Stroke("group:N", scale=alt.Scale(domain=list(NAMES), range=list(COLOURS))),
    )  # fmt: skip
    words = base.mark_text(align="left", baseline="middle", dx=7, dy=1, fontSize=13).encode(
        x=alt.X("end:Q", scale=x_scale, axis=None), y=alt.Y("middle:Q", scale=y_scale, axis=None), text="said:N"
    )
    names = (
        base.transform_filter("datum.measure < 0.5")
        .mark_text(align="left", baseline="middle", fontWeight=700, fontSize=13 if narrow else 14,
                   dy=-19 if narrow else 1)
        .encode(
            x=alt.value(0), y=alt.Y("middle:Q", scale=y_scale, axis=None), text="who:N",
            color=alt.Color("group:N", scale=alt.Scale(domain=list(NAMES), range=list(TEXTS))),
        )
    )  # fmt: skip
    return alt.layer(bars, words, names).resolve_scale(color="independent").properties(
        width=inner, height=tall, padding={"left": 6, "right": 6, "top": 4, "bottom": 2},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- Two rules on quorum, two on ties ----------------------------------------------------------------------

QUORUMS = ("Quorum: one half", "Quorum: one third")
TIES = ("A tie falls", "Casting vote")


def rules_picture(levers: LabLevers, answer: Sitting) -> Picture:
    """Draw what the same vote comes to under each quorum and each rule on ties."""
    lead = answer.votes_for - answer.votes_against
    casting = choose(answer.chair_present >= 1, choose(same(levers.casting, FOR), 1, -1), 0)
    cells, results = [], []
    for column, quorate in enumerate((answer.quorate_at_half, answer.quorate_at_third)):
        for line, effect in enumerate((0, casting)):
            outcome: Tie = decide(quorate >= 1, lead, effect)
            result = outcome.carried + 2 * outcome.lost + 3 * outcome.tied
            results.append(result)
            cells.append({
                "quorum": QUORUMS[column], "tie": TIES[line], "result": result,
                "needed": count(answer.quorums[column].needed), "voters": count(answer.voters),
                "chosen": choose(both(same(levers.quorum, column), same(levers.tie, line)), 1, 0),
            })  # fmt: skip
    alike = both(both(same(results[0], results[1]), same(results[0], results[2])), same(results[0], results[3]))
    return Picture(
        name="rules",
        message=(
            say("Here the result is the same whichever rules you assume", when=alike),
            say("Here the rules you assume change the result: read your own", when=opposite(alike)),
        ),
        what=(say("The same vote under two quorums and two rules on ties. Heavy frame: what you set."),),
        description=tuple(
            clause
            for cell, result in zip(cells, results, strict=True)
            for clause in (
                say(f"{cell['quorum']} ({{}} needed), {cell['tie'].lower()}:", cell["needed"]),
                *_told(result),
            )
        ),
        rows={"cells": cells},
        draw=draw_rules,
        source=SOURCE,
    )


def _told(result: Number) -> tuple[Clause, ...]:
    words = ("not quorate.", "carried.", "lost.", "tied.")
    return tuple(say(word, when=same(result, number)) for number, word in enumerate(words))


@cache
def draw_rules(width: int) -> alt.LayerChart:
    """Return the chart of the four combinations of rules for a width in pixels."""
    narrow = width < 500
    left = 92 if narrow else 116
    inner = width - left - 10
    x = alt.X("quorum:N", title=None, sort=list(QUORUMS), scale=alt.Scale(padding=0),
              axis=alt.Axis(orient="top", domain=False, labelColor=theme.INK, labelPadding=8,
                            labelExpr="slice(datum.value, 8)" if narrow else "datum.value"))  # fmt: skip
    y = alt.Y("tie:N", title=None, sort=list(TIES), scale=alt.Scale(padding=0),
              axis=alt.Axis(labelColor=theme.INK, grid=False, labelPadding=10))  # fmt: skip
    base = alt.Chart(alt.NamedData("cells")).transform_calculate(
        word="datum.result > 2.5 ? 'Tied' : datum.result > 1.5 ? 'Lost' : datum.result > 0.5 ? 'Carried'"
        " : 'Not quorate'",
        said="datum.needed + ' of ' + datum.voters + ' needed'",
    )
    column, line = inner / 2, 66
    fills = alt.Scale(
        domain=["Carried", "Lost", "Tied", "Not quorate"], range=[theme.INK, theme.WHITE, theme.LINE, theme.PAPER]
    )
    boxes = base.mark_rect(width=column - 10, height=line - 10, cornerRadius=2).encode(
        x=x, y=y, fill=alt.Fill("word:N", scale=fills),
        stroke=alt.value(theme.INK), strokeWidth=alt.value(1),
    )  # fmt: skip
    frame = base.transform_filter("datum.chosen > 0.5").mark_rect(
        width=column - 2, height=line - 2, cornerRadius=3, filled=False, strokeWidth=2.5, stroke=theme.INK
    ).encode(x=x, y=y)  # fmt: skip
    ink = alt.condition("datum.word == 'Carried'", alt.value(theme.WHITE), alt.value(theme.INK))
    words = base.mark_text(baseline="middle", fontWeight=700, dy=-9, fontSize=15).encode(
        x=x, y=y, text="word:N", color=ink
    )
    needed = base.mark_text(baseline="middle", dy=11, fontSize=13).encode(x=x, y=y, text="said:N", color=ink)
    return alt.layer(boxes, frame, words, needed).properties(
        width=inner, height=2 * line, padding={"left": left, "right": 10, "top": 28, "bottom": 4},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- The explorer ------------------------------------------------------------------------------------------


def make_board_lab() -> Explorer:
    """Return the explorer, under the law as `data/rules.csv` has it now."""
    law = read_law()

    def model(levers: LabLevers) -> Sitting:
        vote = law.representatives_vote(levers.date)
        return Sitting(**vars(meeting(as_meeting(levers, vote), law.minimums)), representatives_vote=vote)

    def view(levers: LabLevers, answer: Sitting, before: Sitting) -> View:
        return sitting_view(law, levers, answer, before)

    return Explorer(
        name="board-lab",
        version=1,
        variable="board_lab",
        part="Board Lab",
        title="The same vote, before and after the rules changed",
        levers=LabLevers,
        model=model,
        view=view,
        assumes=(
            "Quorum, ties and casting votes. The law leaves them to the Order’s Schedule and to your standing orders; "
            "the Schedule was not read. Check your standing orders.",
            "A motion needs more votes for than against. The rule on majorities was not read either.",
            "Those present who abstain count towards the quorum.",
            "At least one representative of each kind must sit. The law read names the kinds and gives no number.",
            "A change in the law holds for the whole month in which it begins.",
        ),
        omits=(
            "How members vote. Most decisions are agreed without a vote, and members act for the board.",
            "Any real board or meeting. Numbers and votes are made up.",
            "Whether the change of 2026 was good or bad.",
            "How your own scheme sets the numbers. Lawful here means only the rules it lists. It is not legal advice.",
        ),
        open_levers=(5, 9),
        start="Start from a made-up board",
    )


board_lab = make_board_lab()
