"""Board Lab: who sits on an integration joint board, who votes on a day, and what comes of a vote.

What the law fixes is read from `data/rules.csv` when the explorer is made: who votes from which day, the smallest
lawful numbers, and the articles the page names, for a board of one council or of two. The quorum and what a tie is
are law too, so they are no settings. Two levers ask what if they were otherwise, and change nothing but one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import altair as alt

from joint_working import evidence
from joint_working.evidence import Rule
from joint_working.explorers.money import motions
from joint_working.formula import Number, at_least, both, choose, either, opposite, same, whole
from joint_working.in_print import steps, told
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.view import Picture, Row, Table, View
from joint_working.models.board import (
    A_COUNCILLOR,
    A_HEALTH_BOARD_MEMBER,
    A_REPRESENTATIVE,
    AMENDMENT,
    AS_ONE,
    CAST_AGAINST,
    CAST_BY_ITS_SIDE,
    CAST_FOR,
    CHAIR,
    COUNCIL_A,
    COUNCIL_B,
    EACH_ALONE,
    EVERYONE_ALONE,
    GROUPS,
    HEALTH_BOARD,
    NO_CASTING_VOTE,
    ONE_THIRD,
    POSTS,
    REPRESENTATIVES,
    TWO_COUNCILS,
    VICE_CHAIR,
    Decision,
    Group,
    MeetingLevers,
    Minimums,
    Sitting,
    meeting,
    total_of,
)
from joint_working.words import NO_SUCH, Clause, Slot, count, count_if, fill_slot, month, percent, percent_if, say

#: The members that a rule on voting names beside the nominees, in the words of `data/rules.csv`.
KINDS = ("service user", "unpaid carer", "third sector")

#: The holder of each of POSTS, in words, and the rule that gives the holder a seat.
HOLDERS = dict(
    zip(
        POSTS,
        (
            ("chief social work officer", "member-chief-social-work-officer"),
            ("chief officer", "member-chief-officer"),
            ("section 95 officer", "member-finance-officer"),
            ("GP", "member-gp"),
            ("nurse", "member-nurse"),
            ("hospital doctor", "member-hospital-doctor"),
        ),
        strict=True,
    )
)

#: What the verdict on a board does not say: beside it.
COUNTED = "Seats and posts are counted here; whether each person may hold theirs is not checked."
ASSUMED = "Where the Order is silent: an empty seat is no member, a proxy is present, an abstention is no vote."
SOURCE = f"A made-up board and vote. {ASSUMED} Model: Joint Working, Board Lab, version 2."


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
    """The instrument and the article: SSI 2014/285, article 1(2)."""


@dataclass(frozen=True)
class Law:
    """What the lab takes from `data/rules.csv`."""

    voting: tuple[VotingRule, ...]
    """Oldest first."""
    minimums: Minimums
    rules: dict[str, tuple[Rule, ...]]
    """The wordings of every rule, oldest first."""

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

    @property
    def standing_orders(self) -> str:
        """What a board's own standing orders may and may not say: beside an answer that sends a reader to them."""
        return self.rules["standing-orders-may-not"][-1].rule

    def say(self, levers: LabLevers, key: str, text: str, *slots: Slot, when=True) -> Iterator[Clause]:
        """Yield a clause that cites a rule: one for each wording there has been, and for each kind of board.

        A "§" in the text stands for the article that is in force and, where the rule names two, the one for this
        board; "SSI §" puts the instrument before it.
        """
        rows = self.rules[key]
        two = same(levers.councils, TWO_COUNCILS)
        for number, row in enumerate(rows):
            holds = when
            if number:
                holds = both(holds, levers.date >= _start(row))
            if number + 1 < len(rows):
                holds = both(holds, levers.date < _start(rows[number + 1]))
            texts = [_cited(text, row, several) for several in (False, True)]
            if texts[0] == texts[1]:
                yield say(texts[0], *slots, when=holds)
            else:
                yield say(texts[0], *slots, when=both(holds, opposite(two)))
                yield say(texts[1], *slots, when=both(holds, two))


def _start(rule: Rule) -> int:
    return month_of(rule.valid_from or rule.not_before)


def _cited(text: str, rule: Rule, several: bool) -> str:
    article = re.sub(r"^.*, new (?=article )", "", rule.article_for(several=several))
    return text.replace("SSI §", in_short(rule)).replace("§", article)


def in_short(rule: Rule) -> str:
    """Return a rule's instrument and article in a few words: `SSI 2025/405, article 2(2)`."""
    number = re.search(r"SSI \d{4}/\d+", rule.instrument)
    return f"{number[0] if number else rule.instrument}, {re.sub(', new article .*', '', rule.article)}"


def read_law() -> Law:
    """Return the law as `data/rules.csv` has it now. Raises KeyError for a rule that is not there.

    A rule in force from a day inside a month holds for that month, as for a meeting on its last day.
    """
    dated: dict[str, tuple[Rule, ...]] = {}
    for row in evidence.rules():
        dated[row.key] = (*dated.get(row.key, ()), row)
    latest = {key: rows[-1] for key, rows in dated.items()}
    named = latest["required-stakeholder-members"].value.split("|")
    minimums = Minimums(
        nominees=float(latest["nominees-minimum-one-council"].value),
        per_council=float(latest["nominees-minimum-two-councils"].value),
        each_kind=min(named.count(kind) for kind in (*KINDS, "staff")),
    )
    voting = tuple(
        VotingRule(_start(row), set(KINDS) <= set(row.value.split("|")), in_short(row))
        for row in dated["voting-members"]
    )
    return Law(voting, minimums, dated)


# --- The levers and the model ------------------------------------------------------------------------------


@dataclass(frozen=True)
class LabLevers(MeetingLevers):
    """A meeting, and the month it is held in: the month decides who votes."""

    date: Number
    """The month, counted as 12 x year + month - 1."""


# --- What it says ------------------------------------------------------------------------------------------


def sitting_view(law: Law, levers: LabLevers, answer: Sitting, before: Sitting) -> View:
    """Say and show who may vote, whether the meeting counts, and what comes of the vote."""
    return View(
        figure=_figure(levers, answer),
        figure_label=(
            say(
                "{} of {} voters are there",
                count(answer.present),
                count(answer.voters),
                when=opposite(same(answer.voters, 1)),
            ),
            say("{} of one voter is there", count(answer.present), when=same(answer.voters, 1)),
        ),
        brief=ended_clauses(law, levers, answer),
        sentence=(
            *result_clauses(law, levers, answer),
            *quorum_clauses(law, levers, answer),
            *presiding_clauses(law, levers, answer),
            *reading_clauses(answer),
            *what_if_clauses(law, levers, answer),
            *voting_clauses(law, levers),
            *lawful_clauses(law, levers, answer),
            *vacancy_clauses(law, levers, answer),
            *misfit_clauses(levers, answer),
        ),
        pictures=(seats_picture(law, levers, answer), power_picture(levers, answer), quorum_picture(levers, answer)),
        table=sitting_table(law, levers, answer),
        onward=motions.carried_over(answer.carried, motions.options()),
        onward_label="Carry this vote into Budget Lab, part 3. If the motion is not carried, the plan stays as it is. "
        "The motion is:",
    )


#: What may come of a vote: the fields of a decision, and the words for them.
RESULTS = {
    "carried": "carried",
    "lost": "lost",
    "amendment_carried": "amendment carried",
    "tied": "tied",
    "no_votes": "nobody votes",
    "no_quorum": "no quorum",
}


def _result(answer: Decision) -> Number:
    """Return the number of a decision's result among RESULTS."""
    result: Number = 0
    for number, name in enumerate(RESULTS):
        result = result + number * getattr(answer, name)
    return result


def _figure(levers: LabLevers, answer: Sitting) -> tuple[Clause, ...]:
    votes = (count(answer.votes_for), count(answer.votes_against))
    amendment = same(levers.question, AMENDMENT)
    return (
        say("Carried {} to {}", *votes, when=both(answer.carried >= 1, opposite(amendment))),
        say("Motion carried {} to {}", *votes, when=both(answer.carried >= 1, amendment)),
        say("Lost {} to {}", *votes, when=answer.lost >= 1),
        say("Amendment carried {} to {}", *reversed(votes), when=answer.amendment_carried >= 1),
        say("Tied {} to {}: not decided yet", *votes, when=answer.tied >= 1),
        say("Nobody votes: not decided", when=answer.no_votes >= 1),
        say("No quorum: no business", when=answer.no_quorum >= 1),
    )


#: What a board's own standing orders might do with a tie: examples, in the order of `tie_mechanism`.
EXAMPLES = (
    "it is put off to the next meeting, with a further report",
    "the two sides go to mediation",
    "it is referred to the partners who set up the board",
    "what was proposed falls, and the present arrangement stands",
)


def ended_clauses(law: Law, levers: LabLevers, answer: Sitting) -> tuple[Clause, ...]:
    """Return the clauses that say what came of the vote, and under which article."""
    votes = (count(answer.votes_for), count(answer.votes_against))
    amendment = same(levers.question, AMENDMENT)
    motion = opposite(amendment)
    tied = answer.tied >= 1
    return (
        say("At a meeting in {},", month(levers.date)),
        *law.say(levers, "majority", "the motion is carried, {} for and {} against (SSI §).", *votes,
                 when=both(answer.carried >= 1, motion)),
        *law.say(levers, "majority", "the motion is carried, by {} to {} for the amendment (SSI §).", *votes,
                 when=both(answer.carried >= 1, amendment)),
        *law.say(levers, "majority", "the motion is lost, {} for and {} against (SSI §).", *votes,
                 when=answer.lost >= 1),
        *law.say(levers, "majority", "the amendment is carried, by {} to {} for the motion (SSI §).",
                 *reversed(votes), when=answer.amendment_carried >= 1),
        *law.say(levers, "majority", "the vote is {} to {}: no majority (SSI §), so", *votes, when=tied),
        say("it is not decided yet.", when=both(tied, motion)),
        say("neither motion nor amendment is decided yet.", when=both(tied, amendment)),
        say("nobody votes for or against, so nothing is decided.", when=answer.no_votes >= 1),
        *law.say(levers, "quorum", "too few are there, so no business can be done (SSI §).",
                 when=answer.no_quorum >= 1),
    )  # fmt: skip


def result_clauses(law: Law, levers: LabLevers, answer: Sitting) -> tuple[Clause, ...]:
    """Return the clauses that say what came of the vote, and what follows a tie."""
    tied, quorate = answer.tied >= 1, answer.quorate >= 1
    own = "The board’s own dispute mechanism follows (§); the Order names no default."
    return (
        *ended_clauses(law, levers, answer),
        *law.say(levers, "tied-vote", own, when=tied),
        *(say(f"One example, assumed and not law: {example}.", when=same(answer.mechanism, number))
          for number, example in enumerate(EXAMPLES, start=1)),
        *law.say(levers, "casting-vote", "No joint board may have a casting vote (§).", when=tied),
        say("One member abstains.", when=both(quorate, same(answer.abstained, 1))),
        say("{} members abstain.", count(answer.abstained), when=both(quorate, answer.abstained > 1)),
    )  # fmt: skip


def quorum_clauses(law: Law, levers: LabLevers, answer: Sitting) -> tuple[Clause, ...]:
    """Return the clauses on who is there and how many must be."""
    vacant = answer.seats - answer.voters
    return (
        say("Filled: {} of {} seats with a vote.", count(answer.voters), count(answer.seats),
            when=both(vacant >= 1, answer.seats > 1)),
        say("Filled: none of the one seat with a vote.", when=both(vacant >= 1, same(answer.seats, 1))),
        *law.say(levers, "quorum", "Present: {} of {} members with a vote; at least one half, {}, must be (§).",
                 count(answer.present), count(answer.voters), count(answer.quorum.needed),
                 when=opposite(same(answer.voters, 1))),
        *law.say(levers, "quorum", "Present: {} of one member with a vote; at least one half, {}, must be (§).",
                 count(answer.present), count(answer.quorum.needed), when=same(answer.voters, 1)),
        say("One of those present is a proxy.", when=same(answer.by_proxy, 1)),
        say("{} of those present are proxies.", count(answer.by_proxy), when=answer.by_proxy > 1),
        *law.say(levers, "proxy-of-the-chair", "A proxy may vote, but may not preside (§).",
                 when=answer.by_proxy >= 1),
    )  # fmt: skip


def presiding_clauses(law: Law, levers: LabLevers, answer: Sitting) -> tuple[Clause, ...]:
    """Return the clauses on who presides, where that is not the chair or cannot be."""
    can, cannot = answer.can_preside >= 1, answer.can_preside < 1
    vice = same(levers.presides, VICE_CHAIR)
    nominee = either(vice, same(levers.presides, CHAIR))
    councillor, health = same(levers.presides, A_COUNCILLOR), same(levers.presides, A_HEALTH_BOARD_MEMBER)
    member = same(levers.presides, A_REPRESENTATIVE)
    votes = answer.representatives_vote >= 1
    unmarked = answer.away_marked < 1
    chosen = "Chair and vice-chair are away, so the voting members there choose one of them to preside:"
    reading = law.rules["preside-when-both-away"][-1]
    first = _cited("§", law.rules["preside-when-both-away"][0], False)
    return (
        *law.say(levers, "preside", "The chair is away, so the vice-chair presides (§).", when=both(vice, can)),
        say(f"{chosen} a councillor ({first}).", when=both(councillor, can)),
        say(f"{chosen} a health board member ({first}).", when=both(health, can)),
        say(f"{chosen} a representative (our reading: {in_short(reading)}).", when=both(member, can)),
        say("No nominated member is there in person, so neither the chair nor the vice-chair can preside.",
            when=both(nominee, cannot)),
        say("No councillor is there in person to preside.", when=both(councillor, cannot)),
        say("No health board member is there in person to preside.", when=both(health, cannot)),
        say("No representative is there in person to preside.", when=both(both(member, cannot), votes)),
        say(f"A representative cannot preside at that date: only a voting member may ({first}).",
            when=both(both(member, cannot), opposite(votes))),
        say("The numbers do not show the chair away: mark one nominee as absent, or a proxy.",
            when=both(vice, unmarked)),
        say("The numbers do not show both of them away: they come from opposite sides, so mark one absent on each, "
            "or proxies.", when=both(opposite(nominee), unmarked)),
    )  # fmt: skip


def reading_clauses(answer: Sitting) -> tuple[Clause, ...]:
    """Return the clauses on what the Order leaves open: what another reading would change, or that none would."""
    readings = answer.readings
    there = count(answer.present - answer.by_proxy)
    more = count(at_least(answer.votes_for, answer.votes_against))
    cast = count(answer.votes_for + answer.votes_against + answer.abstained)
    matters = readings.empty_seats + readings.proxies + readings.empty_seats_and_proxies + readings.abstentions >= 1
    return (
        say("Open in the Order: if an empty seat counts as a member, {} must be there, and there is no quorum.",
            count(answer.quorum.needed_with_empty), when=readings.empty_seats >= 1),
        say("Open in the Order: if a proxy does not count as present, {} are there, and there is no quorum.", there,
            when=readings.proxies >= 1),
        say("Open in the Order: if an empty seat counts as a member and a proxy does not count as present, there is "
            "no quorum.", when=readings.empty_seats_and_proxies >= 1),
        say("Open in the Order: if an abstention counts as a vote, {} of {} is no majority.", more, cast,
            when=readings.abstentions >= 1),
        say("The Order does not say if a proxy or an empty seat counts for the quorum, or how an abstention counts; "
            "here that changes nothing.", when=opposite(matters)),
    )  # fmt: skip


def what_if_clauses(law: Law, levers: LabLevers, answer: Sitting) -> tuple[Clause, ...]:
    """Return the one sentence on what no joint board may have, said only where a reader asks for it."""
    third = same(levers.what_if_quorum, ONE_THIRD)
    casting = opposite(same(levers.what_if_casting, NO_CASTING_VOTE))
    cast_for = same(levers.what_if_casting, CAST_FOR)
    cast_against = same(levers.what_if_casting, CAST_AGAINST)
    amendment = same(levers.question, AMENDMENT)
    asked = either(third, casting)
    differs = both(asked, opposite(same(_result(answer.what_if), _result(answer))))
    endings = {
        "carried": "the motion would be carried.", "lost": "the motion would be lost.",
        "amendment_carried": "the amendment would be carried.", "tied": "the vote would be tied.",
        "no_votes": "nobody would have voted.",
    }  # fmt: skip
    barred = "Not lawful for a joint board (§), and suspending standing orders does not make it so; but if"
    return (
        *law.say(levers, "quorum", "Not lawful for a joint board (§), but if one third were enough for a quorum:",
                 when=both(third, opposite(casting))),
        *law.say(levers, "casting-vote", barred, when=casting),
        say("one third were enough for a quorum and", when=both(third, casting)),
        say("the person presiding had a casting vote and used it for the motion:", when=cast_for),
        say("the person presiding had a casting vote and used it against the motion:",
            when=both(cast_against, opposite(amendment))),
        say("the person presiding had a casting vote and used it for the amendment:",
            when=both(cast_against, amendment)),
        *(say(ending, when=both(differs, getattr(answer.what_if, name) >= 1)) for name, ending in endings.items()),
        say("the result would be the same.", when=both(asked, opposite(differs))),
    )  # fmt: skip


def voting_clauses(law: Law, levers: LabLevers) -> tuple[Clause, ...]:
    """Return the clauses that say who votes in the month, and which instrument says so."""
    clauses = [
        say("No rule on who votes was in force yet.", when=levers.date < law.voting[0].start),
    ]
    for number, rule in enumerate(law.voting):
        later = law.voting[number + 1] if number + 1 < len(law.voting) else None
        holds = levers.date >= rule.start
        if later:
            holds = both(holds, levers.date < later.start)
        if rule.representatives:
            who = "Representatives of service users, unpaid carers and the third sector have a vote"
            clauses.append(say(f"{who} (from {{}}, by {rule.short}).", month(rule.start), when=holds))
        elif later and later.representatives:
            who = "Only members nominated by the council and the health board vote: representatives have no vote until"
            clauses.append(say(f"{who} {{}} ({later.short}).", month(later.start), when=holds))
        else:
            who = "Only members nominated by the council and the health board vote"
            clauses.append(say(f"{who} ({rule.short}).", when=holds))
    return tuple(clauses)


def lawful_clauses(law: Law, levers: LabLevers, answer: Sitting) -> tuple[Clause, ...]:
    """Return the clauses that say whether the board is made up lawfully, and each reason why not with its article."""
    two = same(levers.councils, TWO_COUNCILS)
    one_council = opposite(two)
    lawful = answer.lawful >= 1
    kinds = (
        ("service users", levers.service_user, answer.has_service_user),
        ("unpaid carers", levers.unpaid_carer, answer.has_unpaid_carer),
        ("the third sector", levers.third_sector, answer.has_third_sector),
        ("staff", levers.staff_side, answer.has_staff_side),
    )
    unequal = answer.equal_sides < 1
    least, each = count(law.minimums.nominees), count(law.minimums.per_council)
    few = "{}, where {} is the least (§)."
    of_one, of_two = "nominees-minimum-one-council", "nominees-minimum-two-councils"
    return (
        say("The board, {} people in all, is made up lawfully, as far as this lab checks.", count(answer.members),
            when=lawful),
        say("The board, {} people in all, is not made up lawfully.", count(answer.members), when=opposite(lawful)),
        say(COUNTED),
        *law.say(levers, "nominees-equal", "Seats: the council {} and the health board {}: the sides must be equal "
                 "(§).", count(levers.council_a), count(levers.health_board), when=both(unequal, one_council)),
        *law.say(levers, "nominees-equal", "Seats: the two councils {} and the health board {}: the sides must be "
                 "equal (§).", count(levers.council_a + levers.council_b), count(levers.health_board),
                 when=both(unequal, two)),
        *law.say(levers, of_one, f"Seats of the council: {few}", count(levers.council_a), least,
                 when=both(answer.council_a_enough < 1, one_council)),
        *law.say(levers, of_two, f"Seats of council A: {few}", count(levers.council_a), each,
                 when=both(answer.council_a_enough < 1, two)),
        *law.say(levers, of_two, f"Seats of council B: {few}", count(levers.council_b), each,
                 when=answer.council_b_enough < 1),
        *law.say(levers, of_one, f"Seats of the health board: {few}", count(levers.health_board), least,
                 when=answer.health_board_enough < 1),
        *(clause for name, number, check in kinds
          for clause in law.say(levers, "required-stakeholder-members",
                                f"Seats for {name}: {few}", count(number),
                                count(law.minimums.each_kind), when=check < 1)),
    )  # fmt: skip


def vacancy_clauses(law: Law, levers: LabLevers, answer: Sitting) -> tuple[Clause, ...]:
    """Return the clauses on empty seats and posts: who must fill them, and where a nominated seat's vote goes."""
    two = same(levers.councils, TWO_COUNCILS)
    one_council = opposite(two)
    council_a, council_b, health_board, representatives = answer.groups
    nominated = council_a.empty + council_b.empty + health_board.empty
    some, casts = nominated >= 1, same(levers.vacant_votes, CAST_BY_ITS_SIDE)
    quorate = answer.quorate >= 1
    cast = both(quorate, answer.vacant_cast >= 1)
    cast_for = count(total_of([ballot.vacant_for for ballot in answer.ballots]))
    cast_against = count(total_of([ballot.vacant_against for ballot in answer.ballots]))

    def vacant(key: str, whose: str, who: str, group: Group, when) -> Iterator[Clause]:
        some, only = both(group.empty >= 1, when), same(group.seats, 1)
        text = f"Vacant: {{}} of {whose} {{}} seats, which {who} must fill (§)."
        yield from law.say(levers, key, text, count(group.empty), count(group.seats), when=both(some, opposite(only)))
        yield from law.say(
            levers, key, f"Vacant: {whose} only seat, which {who} must fill (§).", when=both(some, only)
        )

    return (
        *vacant("nominees-equal", "the council’s", "it", council_a, one_council),
        *vacant("nominees-minimum-two-councils", "council A’s", "it", council_a, two),
        *vacant("nominees-minimum-two-councils", "council B’s", "it", council_b, two),
        *vacant("nominees-equal", "the health board’s", "it", health_board, True),
        *vacant("required-stakeholder-members", "the representatives’", "the board", representatives, True),
        *law.say(levers, "absent-seats", "The vote of a vacant nominated seat may be cast jointly by the others of "
                 "its side (§);", when=both(some, one_council)),
        *law.say(levers, "absent-seats-several", "What becomes of the vote of a vacant nominated seat is as the "
                 "partners agreed (§);", when=both(some, two)),
        say("here no vote is taken.", when=both(some, opposite(quorate))),
        say("here it is not cast.", when=both(both(some, quorate), opposite(casts))),
        say("here the others are evenly split or away, so it is not cast.",
            when=both(both(both(some, quorate), casts), opposite(cast))),
        say("here it goes the way most of the others vote: {} for, {} against.", cast_for, cast_against, when=cast),
        say("A representative’s vacant seat casts no vote (our reading: the rule is about nominated seats).",
            when=both(representatives.empty >= 1, answer.representatives_vote >= 1)),
        *(clause for post, (holder, key) in HOLDERS.items()
          for clause in law.say(levers, key, f"Vacant: the post of {holder}, which must be filled (§).",
                                when=getattr(levers, post) >= 1)),
        *law.say(levers, "vacancy-does-not-invalidate", "A vacancy does not undo what the board decides (§).",
                 when=nominated + representatives.empty + answer.posts_vacant >= 1),
    )  # fmt: skip


def misfit_clauses(levers: LabLevers, answer: Sitting) -> tuple[Clause, ...]:
    """Return the clauses that say whose numbers were more than there are, and were cut back."""
    two = same(levers.councils, TWO_COUNCILS)
    names = {"the council": opposite(two), "council A": two}
    whose = (names, {"council B": True}, {"the health board": True}, {"the representatives": True})
    return (
        *(say(f"More are marked for {name} than there are seats: the rest are ignored.",
              when=both(ballot.fits < 1, when))
          for ballot, named in zip(answer.ballots, whose, strict=True) for name, when in named.items()),
        say("More proxies are marked than are there: the rest are ignored.", when=levers.proxies > answer.by_proxy),
    )  # fmt: skip


# --- The table ---------------------------------------------------------------------------------------------


def sitting_table(law: Law, levers: LabLevers, answer: Sitting) -> Table:
    """Return the numbers of the groups and of the whole board. Without a quorum no vote is taken."""
    groups, ballots = answer.groups, answer.ballots
    two = same(levers.councils, TWO_COUNCILS)

    def row(label: str, values, whole: Number, slot=count, heavy: bool = False) -> Row:
        cells = [slot(value) for value in values]
        cells[COUNCIL_B] = (percent_if if slot is percent else count_if)(two, values[COUNCIL_B])
        return Row(label, (*cells, slot(whole)), heavy)

    def each(label: str, of, name: str, whole: Number, heavy: bool = False) -> Row:
        return row(label, [getattr(item, name) for item in of], whole, heavy=heavy)

    def power(label: str, which: int) -> Row:
        shares = [getattr(answer.influences[which], group) * 100 for group in GROUPS]
        return row(label, shares, total_of(shares), percent)

    def short(label: str, needed: Number, there: Number) -> Row:
        return row(label, [at_least(0, needed - group.voters) for group in groups], at_least(0, needed - there))

    seats = total_of([group.seats for group in groups]) + levers.staff_side + len(POSTS) + levers.additional
    rows = {
        "Abstain": [ballot.abstained for ballot in ballots],
        "Votes for": [ballot.votes_for + ballot.vacant_for for ballot in ballots],
        "Votes against, or for the amendment": [ballot.votes_against + ballot.vacant_against for ballot in ballots],
        "Of these, votes of vacant seats": [ballot.vacant_for + ballot.vacant_against for ballot in ballots],
    }
    voted = [
        row(label, [number * answer.quorate for number in numbers], total_of(numbers) * answer.quorate,
            heavy=label.startswith("Votes"))
        for label, numbers in rows.items()
    ]  # fmt: skip
    quorum = answer.quorum
    return Table(
        caption="The board and the vote at these settings",
        unit=f"Seats, members and votes, counted; shares rounded one by one. {NO_SUCH}: there is no second council. "
        f"{law.standing_orders}",
        columns=("What", "Council (or A)", "Council B", "Health board", "Representatives", "Whole board"),
        rows=(
            each("Seats (whole board: with staff, posts and others)", groups, "seats", seats),
            row("Members in post (whole board: the same)", [group.seats - group.empty for group in groups],
                answer.members),
            each("Members with a vote", groups, "voters", answer.voters, heavy=True),
            row("Share of the votes", [group.vote_share * 100 for group in groups],
                total_of([group.vote_share for group in groups]) * 100, percent),
            power("Power to decide, representatives as one", AS_ONE),
            power("Power to decide, representatives each alone", EACH_ALONE),
            power("Power to decide, everyone alone", EVERYONE_ALONE),
            each("Present with a vote", ballots, "present", answer.present, heavy=True),
            each("Absent", ballots, "absent", answer.voters - answer.present),
            *voted,
            short("Short of a quorum, if only they came", quorum.needed, answer.present),
            short("The same, if an empty seat counts (open)", quorum.needed_with_empty, answer.present),
            short("The same, if a proxy does not count (open)", quorum.needed, answer.present - answer.by_proxy),
        ),
    )  # fmt: skip


# --- The seats ---------------------------------------------------------------------------------------------

#: The order of the seats from left to right, with the names of the groups.
SEATED = (COUNCIL_A, COUNCIL_B, REPRESENTATIVES, HEALTH_BOARD)
NAMES = ("Council A", "Council B", "Health board", "Representatives")
COLOURS = (theme.COUNCIL, theme.COUNCIL, theme.HEALTH, theme.REPRESENTATIVES)
TEXTS = (theme.COUNCIL_TEXT, theme.COUNCIL_TEXT, theme.HEALTH, theme.REPRESENTATIVES_TEXT)
SHAPES = ("square", "triangle-up", "circle", "diamond")


#: The two halves of the picture: the rules without a vote for representatives, and with one.
HALVES = (0, 1)


def seats_picture(law: Law, levers: LabLevers, answer: Sitting) -> Picture:
    """Draw the same vote under both rules, side by side: seats by group and vote, then the votes and a few facts."""
    halves = [meeting(levers, law.minimums, vote) for vote in HALVES]
    two = choose(same(levers.councils, TWO_COUNCILS), 1, 0)
    rows, quiet, bars, facts = [], [], [], []
    for side, half in zip(HALVES, halves, strict=True):
        offset = 0
        for line, group in enumerate(SEATED):
            ballot, sits = half.ballots[group], half.groups[group]
            rows.append({
                "side": float(side), "group": NAMES[group], "line": float(line), "two": two,
                "seats": sits.voting_seats, "offset": offset, "all": half.seats, "voters": sits.voters,
                "present": ballot.present, "votes_for": ballot.votes_for, "votes_against": ballot.votes_against,
                "vacant_for": ballot.vacant_for, "vacant_against": ballot.vacant_against,
            })  # fmt: skip
            offset = offset + sits.voting_seats
        silent = half.members - half.voters
        quiet.append({"side": float(side), "number": silent})
        cast = half.votes_for + half.votes_against
        bars.append({
            "side": float(side), "votes_for": half.votes_for, "cast": cast,
            "against": half.votes_against, "needed": whole(cast / 2) + 1, "result": _result(half), 
            "own": choose(same(answer.representatives_vote, side), 1, 0),
            "head": month(law.change - 1 if side == 0 else law.change),
        })  # fmt: skip
        council = half.groups[COUNCIL_A].vote_share + half.groups[COUNCIL_B].vote_share
        shares = (council, half.groups[HEALTH_BOARD].vote_share, half.groups[REPRESENTATIVES].vote_share)
        facts.append({
            "side": float(side), **{f"share{at}": percent(100 * share) for at, share in enumerate(shares)},
            "two": two, "council": half.groups[COUNCIL_A].voters + half.groups[COUNCIL_B].voters,
            "health": half.groups[HEALTH_BOARD].voters, "others": half.groups[REPRESENTATIVES].voters,
            "present": count(half.present), "voters": count(half.voters), "needed": count(half.quorum.needed),
            "alone": half.quorum.partner_alone,
        })  # fmt: skip
    before, after = halves
    return Picture(
        name="seats",
        called="Before and after",
        message=(*_ended(f"Before {_month(law.change)}", before, ";"), *_ended("from then", after, "")),
        what=(
            say("The same vote under both rules. Tick: for. Cross: against. Dash: abstains. Faint: absent."),
            say("V: vacant. Small and below: no vote."),
        ),
        description=tuple(
            clause
            for name, half in zip((f"Before {_month(law.change)}.", "From then on."), halves, strict=True)
            for clause in (
                say(f"{name} Seats with a vote, in a half circle: {{}}.", count(half.seats)),
                *(clause for group in SEATED for clause in _seats_in_words(group, half, two)),
                say("Without a vote: {}.", count(half.members - half.voters)),
            )
        ),
        rows={"groups": rows, "quiet": quiet, "bars": bars, "facts": facts},
        draw=draw_seats,
        source=SOURCE,
    )  # fmt: skip


def _month(number: int) -> str:
    return fill_slot(month(number))


def _ended(when: str, half: Decision, end: str) -> tuple[Clause, ...]:
    """Return what came of a vote under one rule, after the words that say which."""
    votes = (count(half.votes_for), count(half.votes_against))
    said = {
        "carried": ("carried {} to {}", votes),
        "lost": ("lost {} to {}", votes),
        "amendment_carried": ("amendment carried {} to {}", votes[::-1]),
        "tied": ("tied {} to {}", votes),
        "no_votes": ("nobody votes", ()),
        "no_quorum": ("no quorum", ()),
    }
    return tuple(
        say(f"{when} {text}{end}", *slots, when=getattr(half, name) >= 1) for name, (text, slots) in said.items()
    )


def of_group(group: int, two: Number, text: str, *slots: Slot, when=True) -> tuple[Clause, ...]:
    """Return what is said of a group after its name: of no council B where there is one council, which has no A."""
    if group == COUNCIL_A:
        names = {"Council": two < 1, "Council A": two >= 1}
    else:
        names = {NAMES[group]: two >= 1 if group == COUNCIL_B else True}
    return tuple(say(f"{name}: {text}", *slots, when=both(when, sits)) for name, sits in names.items())


def _seats_in_words(group: int, answer: Sitting, two: Number) -> tuple[Clause, ...]:
    ballot, sits = answer.ballots[group], answer.groups[group]
    numbers = (sits.voting_seats, ballot.votes_for, ballot.votes_against, ballot.abstained, ballot.absent,
               sits.voting_seats - sits.voters)  # fmt: skip
    text = "seats with a vote {}, for {}, against {}, abstain {}, absent {}, vacant {}."
    return of_group(group, two, text, *map(count, numbers))


#: How many radial columns and rings the seats take, and the seat's place in them: seat k stands in ring k mod rings.
_PLACED = {
    "k": "datum.offset + datum.seat",
    "rings": "datum.all > 24 ? 3 : datum.all > 9 ? 2 : 1",
    "columns": "ceil(datum.all / datum.rings)",
    "column": "floor(datum.k / datum.rings)",
    "ring": "datum.k - datum.rings * datum.column",
    "angle": "PI * (datum.column + 0.5) / datum.columns",
}
#: What came of a vote, by its number among RESULTS.
_RESULT = "['Carried', 'Lost', 'Amended', 'Tied', 'Nobody votes', 'No quorum'][datum.result]"


@cache
def draw_seats(width: int) -> alt.LayerChart:
    """Return the chart of both votes for a width in pixels."""
    narrow = width < 500
    inner, apart = width - 12, (12 if narrow else 36)
    half = (inner - apart) / 2
    outer, most = (66, 15) if narrow else (98, 24)
    # Half way up an arc squares stand corner to corner: of two rings they are smaller, and the rings further apart.
    gap = f"(datum.rings == 2 ? {19 if narrow else 28} : {17 if narrow else 26})"
    floor, small = (118, 12) if narrow else (152, 13)
    bar, tall = (178, 216) if narrow else (206, 300)
    x_scale = alt.Scale(domain=[0, inner], nice=False, zero=False, range=[0, inner])
    y_scale = alt.Scale(domain=[0, tall], nice=False, zero=False, range=[0, tall])
    left, middle = f"{half + apart} * datum.side", f"({half + apart} * datum.side + {half / 2})"

    def at(channel, field):
        scale = x_scale if channel in (alt.X, alt.X2) else y_scale
        return channel(f"{field}:Q", scale=scale, axis=None)

    def words(data, said, x, y, align="left", size=small, **looks):
        return (
            alt.Chart(alt.NamedData(data))
            .transform_calculate(said=said, across=x)
            .mark_text(align=align, baseline="middle", fontSize=size, **looks)
            .encode(x=at(alt.X, "across"), y=alt.value(y), text="said:N")
        )

    names = alt.Scale(domain=list(NAMES), range=list(COLOURS))
    shapes = alt.Scale(domain=list(NAMES), range=list(SHAPES))
    seats = (
        alt.Chart(alt.NamedData("groups"))
        .transform_calculate(places="sequence(datum.seats)")
        .transform_flatten(["places"], ["seat"])
    )
    for name, text in _PLACED.items():
        seats = seats.transform_calculate(**{name: text})
    seats = seats.transform_calculate(
        radius=f"{outer} - {gap} * datum.ring",
        room=f"PI * ({outer} - {gap} * (datum.rings - 1)) / datum.columns",
    ).transform_calculate(
        across=f"{middle} - datum.radius * cos(datum.angle)",
        down=f"{floor} - datum.radius * sin(datum.angle)",
        wide=f"min({most}, datum.room * (datum.rings == 2 ? 0.65 : 0.85))",
        state="datum.seat < datum.votes_for ? 'for' : datum.seat < datum.votes_for + datum.votes_against ? 'against'"
        " : datum.seat < datum.present ? 'abstain' : datum.seat < datum.voters ? 'absent' : 'vacant'",
    ).transform_calculate(
        size="datum.wide * datum.wide * 0.8",
        letter="datum.wide * (datum.state == 'vacant' ? 0.45 : 0.62)",
        paint="datum.state == 'for' ? datum.group : datum.state == 'vacant' ? 'vacant' : 'hollow'",
        sign="datum.state == 'for' ? '✓' : datum.state == 'against' ? '×' : datum.state == 'abstain' ? '–'"
        " : datum.state == 'absent' ? '' : datum.vacant_for > 0.5 ? 'V✓' : datum.vacant_against > 0.5 ? 'V×' : 'V'",
        ink="datum.state == 'for' ? 'white' : datum.group",
    )  # fmt: skip
    fills = alt.Scale(domain=[*NAMES, "hollow", "vacant"], range=[*COLOURS, theme.WHITE, theme.SHADE])
    points = seats.mark_point(strokeWidth=2, opacity=1, filled=True).encode(
        x=at(alt.X, "across"), y=at(alt.Y, "down"), size=alt.Size("size:Q", scale=None),
        shape=alt.Shape("group:N", scale=shapes), fill=alt.Fill("paint:N", scale=fills),
        stroke=alt.Stroke("group:N", scale=names),
        opacity=alt.condition("datum.state == 'absent'", alt.value(0.35), alt.value(1)),
        strokeDash=alt.condition("datum.state == 'absent'", alt.value([3, 3]), alt.value([1, 0])),
        strokeWidth=alt.condition("datum.state == 'vacant'", alt.value(0.75), alt.value(2)),
    )  # fmt: skip
    signs = seats.mark_text(baseline="middle", align="center", fontWeight=700, dy=1).encode(
        x=at(alt.X, "across"), y=at(alt.Y, "down"), text="sign:N",
        size=alt.Size("letter:Q", scale=None),
        color=alt.Color("ink:N", scale=alt.Scale(domain=[*NAMES, "white"], range=[*TEXTS, theme.WHITE])),
    )  # fmt: skip
    quiet = (
        alt.Chart(alt.NamedData("quiet"))
        .transform_calculate(seats="sequence(datum.number)")
        .transform_flatten(["seats"], ["seat"])
        .transform_calculate(across=f"{middle} + {9 if narrow else 12} * (datum.seat - (datum.number - 1) / 2)")
        .mark_point(filled=False, size=26 if narrow else 50, strokeWidth=1.5, opacity=1, stroke=theme.EDGE)
        .encode(x=at(alt.X, "across"), y=alt.value(floor + (28 if narrow else 20)))
    )
    # The votes, as a bar: for from the left, against to the right, and how many for would be enough.
    votes = alt.Chart(alt.NamedData("bars")).transform_calculate(
        from_x=left, all_x=f"{left} + {half}", span="max(1, datum.cast)"
    ).transform_calculate(
        for_x=f"datum.from_x + {half} * datum.votes_for / datum.span",
        enough_x=f"datum.from_x + {half} * min(1, datum.needed / datum.span)",
    )  # fmt: skip
    rect = {"y": alt.value(bar), "y2": alt.value(bar + 12)}
    both_votes = votes.mark_rect(fill=theme.WHITE, stroke=theme.INK, strokeWidth=1.5).encode(
        x=at(alt.X, "from_x"), x2="all_x:Q", **rect
    )
    votes_for = votes.mark_rect(fill=theme.INK).encode(x=at(alt.X, "from_x"), x2="for_x:Q", **rect)
    seen = alt.condition("datum.cast > 0.5", alt.value(1), alt.value(0))
    enough = votes.mark_rule(strokeWidth=2.5, color=theme.GAP).encode(
        x=at(alt.X, "enough_x"), y=alt.value(bar - 3), y2=alt.value(bar + 18), opacity=seen
    )
    needed = (
        votes.transform_calculate(said="datum.needed + ' needed'")
        .mark_text(align="center", baseline="middle", fontSize=small, color=theme.GAP)
        .encode(x=at(alt.X, "enough_x"), y=alt.value(bar + 27), text="said:N", opacity=seen)
    )
    own = (
        votes.transform_filter("datum.own > 0.5")
        .mark_rect(fill=theme.INK)
        .encode(x=at(alt.X, "from_x"), x2="all_x:Q", y=alt.value(0), y2=alt.value(3))
    )
    ends = f"{left} + {half}"
    head = "(datum.side < 0.5 ? 'Until ' : 'From ') + datum.head"
    result = f"{_RESULT} + (datum.result < 3.5 && datum.result != 2 ? ' ' + datum.votes_for + ' to ' + datum.against"
    result += " : datum.result == 2 ? ' ' + datum.against + ' to ' + datum.votes_for : '')"
    foot, council = floor + (14 if narrow else 20), {"fontWeight": 600, "color": theme.COUNCIL_TEXT}
    layers = [
        own, words("bars", head, left, 13, size=small, color=theme.QUIET),
        words("bars", result, left, 29 if narrow else 31, size=15 if narrow else 18, fontWeight=700),
        points, signs, quiet, both_votes, votes_for, enough, needed,
        words("bars", "'For ' + datum.votes_for", left, bar - 10, fontWeight=700),
        words("bars", "'Against ' + datum.against", ends, bar - 10, "right", fontWeight=700),
        words("facts", "datum.voters", middle, floor - (16 if narrow else 25), "center", size=20 if narrow else 24,
              fontWeight=700),
        words("facts", "'votes'", middle, floor + (2 if narrow else -3), "center", color=theme.QUIET),
        words("facts", "(datum.two > 0.5 ? 'Councils ' : 'Council ') + datum.council", left, foot, **council),
        words("facts", "'Health ' + datum.health", ends, foot, "right", fontWeight=600, color=theme.HEALTH),
        words("facts", f"datum.others > 0.5 ? '{'Reps' if narrow else 'Representatives'} ' + datum.others : ''", ends,
              31, "right", fontWeight=600, color=theme.REPRESENTATIVES_TEXT),
    ]  # fmt: skip
    if not narrow:
        facts = (
            ("Votes: council, health, others", "datum.share0 + ' · ' + datum.share1 + ' · ' + datum.share2"),
            ("Quorum, one half; there now", "datum.needed + '; ' + datum.present"),
            ("One partner alone enough?", "datum.alone > 0.5 ? 'Yes' : 'No'"),
        )
        for place, (name, value) in enumerate(facts):
            down = bar + 48 + 18 * place
            layers += [words("facts", f"'{name}'", left, down), words("facts", value, ends, down, "right")]
    return alt.layer(*layers).resolve_scale(
        color="independent", fill="independent", stroke="independent", shape="independent", size="independent"
    ).properties(
        width=inner, height=tall, padding={"left": 6, "right": 6, "top": 2, "bottom": 2},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- The power to decide -----------------------------------------------------------------------------------

#: Where everyone votes alone, all members are alike, and a group's share of the power is its share of the votes.
MEASURES = (
    "of the votes, and of the power, everyone alone",
    "of the power, representatives as one",
    "of the power, each representative alone",
)
#: Why a group that splits by itself has another share of the power, to follow "more" or "less".
SPLIT = "than {} as one, because only they split: each who can turn the vote is counted, a partner’s members as one. "
SPLIT += "With everyone alone it is {}."
MEASURES_NARROW = ("of votes; of power, all alone", "of the power, as one", "of the power, each alone")


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
    more, less, idle = power >= share + 0.5, power <= share - 0.5, steps(power, 0) <= 0
    split = 100 * alone.representatives
    up, down = steps(split, 0) > steps(power, 0), steps(split, 0) < steps(power, 0)
    return Picture(
        name="power",
        called="Power",
        message=(
            say("Representatives hold {} of the votes and, as one, {} of the power", percent(share), percent(power),
                when=both(both(some, opposite(idle)), either(more, less))),
            say("Representatives hold {} of the votes and, as one, none of the power", percent(share),
                when=both(some, idle)),
            say("As one, representatives have as much power as votes: {}", percent(share),
                when=both(some, opposite(either(more, less)))),
            say("No representative has a vote, so the partners hold all the power", when=opposite(some)),
        ),
        what=(
            say("Share of votes, and of the power to turn a losing side into a winning one, if all are there."),
            say("If everyone votes alone the two are the same. It counts ways to vote, not how members vote."),
            say(f"Each alone, representatives have {{}}, more {SPLIT}", *map(percent, (split, power, share)),
                when=both(some, up)),
            say(f"Each alone, representatives have {{}}, less {SPLIT}", *map(percent, (split, power, share)),
                when=both(some, down)),
        ),
        description=(
            *(clause for group in SEATED for clause in _power_in_words(group, answer, two)),
            *told("One representative alone has {} of the power.", 100 * answer.one_representative, "percent",
                  when=some),
        ),
        rows={"bars": rows},
        draw=draw_power,
        source="The Banzhaf index, worked out from the votes above. " + SOURCE,
    )  # fmt: skip


def _power_in_words(group: int, answer: Sitting, two: Number) -> tuple[Clause, ...]:
    votes, there = answer.groups[group].voters >= 1, two >= 1 if group == COUNCIL_B else True
    share, as_one, alone = (
        100 * part
        for part in (
            answer.groups[group].vote_share,
            getattr(answer.influences[AS_ONE], GROUPS[group]),
            getattr(answer.influences[EACH_ALONE], GROUPS[group]),
        )
    )
    some = both(there, votes)
    return (
        *of_group(group, two, "no vote and no power.", when=opposite(votes)),
        *of_group(group, two, "{} of the votes and of the power with everyone alone,", percent(share), when=votes),
        *told("{} of the power as one,", as_one, "percent", when=some),
        *told("{} with each representative alone.", alone, "percent", when=some),
    )


@cache
def draw_power(width: int) -> alt.LayerChart:
    """Return the chart of votes and power for a width in pixels."""
    narrow = width < 500
    inner = width - 12
    left, bar, step = (0, 14, 18) if narrow else (126, 15, 20)
    block = 3 * step + (32 if narrow else 16)
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


# --- Who must be there -------------------------------------------------------------------------------------

#: The bars: those who are there, then the members each group has.
THERE = "There now"


def quorum_picture(levers: LabLevers, answer: Sitting) -> Picture:
    """Draw who is there, and how many each group could bring, against the half that must be there."""
    two = choose(same(levers.councils, TWO_COUNCILS), 1, 0)
    least, with_empty = answer.quorum.needed, answer.quorum.needed_with_empty
    everyone = at_least(with_empty, answer.seats)
    bars = [{"bar": THERE, "line": 0.0, "two": two, "all": everyone, "number": answer.present - answer.by_proxy,
             "proxies": answer.by_proxy, "text": count(answer.present)}]  # fmt: skip
    for line, group in enumerate(SEATED, start=1):
        voters = answer.groups[group].voters
        bars.append({"bar": NAMES[group], "line": float(line), "two": two, "all": everyone, "number": voters,
                     "proxies": 0.0, "text": count(voters)})  # fmt: skip
    slots = (count(answer.present), count(answer.voters), count(least))
    enough, alone = answer.quorate >= 1, answer.quorum.partner_alone >= 1
    open_empty = opposite(same(least, with_empty))
    return Picture(
        name="quorum",
        called="Quorum",
        message=(
            say("Enough are there: {} of {}, and {} are needed", *slots, when=enough),
            say("Too few are there: {} of {}, and {} are needed", *slots, when=opposite(enough)),
        ),
        what=(
            say("Members with a vote. Line: at least one half of them, the quorum. Hollow: a proxy."),
            say("Dashed line: the quorum if an empty seat counts.", when=open_empty),
            say("One partner’s members alone could be enough.", when=alone),
            say("No partner’s members alone could be enough.", when=opposite(alone)),
        ),
        description=(
            say("A line at {}, the quorum.", count(least)),
            say("A dashed line at {}, if an empty seat counts.", count(with_empty), when=open_empty),
            say("There now: {}, of whom {} are proxies.", count(answer.present), count(answer.by_proxy)),
            *(clause for group in SEATED
              for clause in of_group(group, two, "members with a vote, {}.", count(answer.groups[group].voters))),
        ),
        rows={
            "bars": bars,
            "needed": [{"line": least, "dashed": with_empty, "all": everyone, "text": count(least)}],
        },
        draw=draw_quorum,
        source=SOURCE,
    )  # fmt: skip


@cache
def draw_quorum(width: int) -> alt.LayerChart:
    """Return the chart of who must be there for a width in pixels."""
    narrow = width < 500
    inner = width - 12
    left, bar, top = (0 if narrow else 126), 18, 26
    step = 42 if narrow else 32
    span = inner - left - 40
    tall = top + 5 * step + 4
    x_scale = alt.Scale(domain=[0, inner], nice=False, zero=False, range=[0, inner])
    y_scale = alt.Scale(domain=[0, tall], nice=False, zero=False, range=[0, tall])

    def x(field):
        return alt.X(f"{field}:Q", scale=x_scale, axis=None)

    def y(field):
        return alt.Y(f"{field}:Q", scale=y_scale, axis=None)

    base = (
        alt.Chart(alt.NamedData("bars"))
        .transform_filter("datum.bar != 'Council B' || datum.two > 0.5")
        .transform_calculate(
            top=f"{top + (18 if narrow else 0)} + {step} *"
            " (datum.line - (datum.two < 0.5 && datum.line > 2.5 ? 1 : 0))",
            who="datum.bar == 'Council A' && datum.two < 0.5 ? 'Council' : datum.bar",
            start=f"{left}",
            end=f"{left} + {span} * datum.number / datum.all",
            far=f"{left} + {span} * (datum.number + datum.proxies) / datum.all",
        )
        .transform_calculate(bottom=f"datum.top + {bar}", middle=f"datum.top + {bar / 2}")
    )
    domain, colours, texts = [THERE, *NAMES], [theme.INK, *COLOURS], [theme.INK, *TEXTS]
    solid = base.mark_rect(strokeWidth=1.5).encode(
        x=x("start"), x2="end:Q", y=y("top"), y2="bottom:Q",
        fill=alt.Fill("bar:N", scale=alt.Scale(domain=domain, range=colours)),
        stroke=alt.Stroke("bar:N", scale=alt.Scale(domain=domain, range=colours)),
    )  # fmt: skip
    hollow = base.transform_filter("datum.proxies > 0.5").mark_rect(
        fill=theme.WHITE, stroke=theme.INK, strokeWidth=1.5
    ).encode(x=x("end"), x2="far:Q", y=y("top"), y2="bottom:Q")  # fmt: skip
    numbers = base.mark_text(align="left", baseline="middle", dx=7, dy=1, fontSize=13, fontWeight=700).encode(
        x=x("far"), y=y("middle"), text="text:N"
    )
    names = base.mark_text(
        align="left", baseline="middle", fontWeight=700, fontSize=13 if narrow else 14, dy=-19 if narrow else 1
    ).encode(
        x=alt.value(0), y=y("middle"), text="who:N",
        color=alt.Color("bar:N", scale=alt.Scale(domain=domain, range=texts)),
    )  # fmt: skip
    line = alt.Chart(alt.NamedData("needed")).transform_calculate(
        at=f"{left} + {span} * datum.line / datum.all", at_dashed=f"{left} + {span} * datum.dashed / datum.all",
        said="'Needed: ' + datum.text",
    )  # fmt: skip
    rule = line.mark_rule(strokeWidth=2.5, color=theme.GAP).encode(x=x("at"), y=alt.value(top - 6), y2=alt.value(tall))
    dashed = line.transform_filter("datum.dashed - datum.line > 0.5").mark_rule(
        strokeWidth=2, strokeDash=[5, 4], color=theme.GAP
    ).encode(x=x("at_dashed"), y=alt.value(top - 6), y2=alt.value(tall))  # fmt: skip
    label = line.mark_text(baseline="middle", fontSize=13, fontWeight=700, color=theme.GAP).encode(
        x=x("at"), y=alt.value(10), text="said:N"
    )
    return alt.layer(solid, hollow, rule, dashed, numbers, names, label).resolve_scale(
        color="independent", fill="independent", stroke="independent"
    ).properties(
        width=inner, height=tall, padding={"left": 6, "right": 6, "top": 4, "bottom": 2},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- The explorer ------------------------------------------------------------------------------------------


def counting(levers: LabLevers, answer: Sitting) -> dict[str, Number]:
    """Return when the levers count that do nothing at some settings."""
    two = same(levers.councils, TWO_COUNCILS)
    of_second = ("council_b", *(f"council_b_{what}" for what in ("against", "abstaining", "absent", "vacant")))
    vacant = levers.council_a_vacant + levers.health_board_vacant + levers.council_b_vacant
    return dict.fromkeys(of_second, two) | {"vacant_votes": vacant > 0, "tie_mechanism": answer.tied >= 1}


def make_board_lab() -> Explorer:
    """Return the explorer, under the law as `data/rules.csv` has it now."""
    law = read_law()

    def model(levers: LabLevers) -> Sitting:
        vote = law.representatives_vote(levers.date)
        return Sitting(**vars(meeting(levers, law.minimums, vote)), representatives_vote=vote)

    def view(levers: LabLevers, answer: Sitting, before: Sitting) -> View:
        return sitting_view(law, levers, answer, before)

    return Explorer(
        name="board-lab",
        version=2,
        oldest=2,
        variable="board_lab",
        part="Board Lab",
        title="The same vote, before and after the rules changed",
        levers=LabLevers,
        model=model,
        view=view,
        counts=counting,
        assumes=(
            law.standing_orders,
            ASSUMED,
            "The vote of a vacant seat, if the others of its side cast it, goes the way most of them vote. The Order "
            "says “jointly”.",
            "Any member may be one of those marked, and any of those there may be the proxy.",
            "A change in the law holds for the whole month in which it begins.",
        ),
        omits=(
            "How members vote. Most decisions are agreed without a vote, and members act for the board.",
            "Any real board or meeting. Numbers and votes are made up.",
            "Whether the change of 2026 was good or bad.",
            "What your own standing orders say, or how your scheme sets the numbers. Lawful here means only the rules "
            "it names. It is not legal advice.",
        ),
        start="Start from a made-up board",
    )


board_lab = make_board_lab()
