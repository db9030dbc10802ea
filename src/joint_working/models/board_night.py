"""Board night: three votes decide a budget, and the budget has to be lived with for five years.

It joins two models of the book: `models/board.py` counts the votes, `models/budget.py` carries the money forward. The
game adds what a board cannot know when it votes: how far a change gets. Each option has six columns, from one in which
little of it comes off to one in which most does. A die, the facts that were told and the cards decide the column.

Money is in £ million, growth and shares in per cent. Options and rounds are counted from 0; option 0 is the plan as it
stands. Columns run from 1 to 6. All of it is plain frozen data: what the law, the options and the cards fix comes in
from outside, as `Votes` and `Night`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joint_working.formula import Number, at_least, at_most, choose, same
from joint_working.models.board import (
    CHAIR,
    GROUPS,
    IN_POST,
    MOTION,
    NEXT_MEETING,
    NO_CASTING_VOTE,
    NOT_CAST,
    ONE_COUNCIL,
    ONE_HALF,
    POSTS,
    Meeting,
    MeetingLevers,
    Minimums,
    meeting,
)
from joint_working.models.budget import PlanLevers, Year, next_year, start

#: The two boards: under the rules before the change, and from it.
BOARD_A, BOARD_B = range(2)

#: Nominees of each partner on each board, and representatives on each: a service user, a carer, the third sector.
NOMINEES, KINDS = 3, 3

#: The years of each round, counted from 0, and the round of each year.
ROUNDS = ((0,), (1, 2), (3, 4))
ROUND_OF = (0, 1, 1, 2, 2)

#: The rounds by name, as the levers have them.
NAMES = ("first", "second", "third")

#: The plan as it stands, among the options: it runs on where no motion is carried.
STANDS = 0

#: The columns of an option: from the one in which least of it comes off to the one in which most does.
COLUMNS = range(1, 7)

#: When a move counts: in the years of its round, in the first of them, or in every year after that first one.
NOW, FIRST, AFTER = "now", "first", "after"


# --- The vote ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Votes:
    """How the members of one board vote on a motion, counted by group. Who is neither abstains or is absent."""

    council_for: Number
    council_against: Number
    health_for: Number
    health_against: Number
    representatives_for: Number
    representatives_against: Number
    absent: Number
    """Voting members who are not there. Those who voted were."""


def hold(votes: Votes, minimums: Minimums, representatives_vote: int) -> Meeting:
    """Count a vote as the board model does: half for the quorum, no casting vote, a tie not decided.

    More votes than members are cut back, first those for. Members who are absent are taken from those who did not
    vote: from the council's first, then the health board's, then the representatives. The rest abstain.
    """
    groups = {"council_a": ("council", NOMINEES), "health_board": ("health", NOMINEES)}
    if representatives_vote:
        groups["representatives"] = ("representatives", KINDS)
    away = votes.absent
    given: dict[str, Number] = {}
    for group in GROUPS:
        given |= dict.fromkeys((f"{group}_{what}" for what in ("vacant", "absent", "abstaining", "against")), 0)
    for group, (name, members) in groups.items():
        votes_for = at_most(members, getattr(votes, f"{name}_for"))
        against = at_most(members - votes_for, getattr(votes, f"{name}_against"))
        absent = at_most(members - votes_for - against, away)
        away = away - absent
        given |= {f"{group}_absent": absent, f"{group}_abstaining": members - votes_for - against - absent}
        given |= {f"{group}_against": against}
    levers = MeetingLevers(
        councils=ONE_COUNCIL, council_a=NOMINEES, council_b=0, health_board=NOMINEES,
        service_user=1, unpaid_carer=1, third_sector=1, staff_side=1, additional=0, **dict.fromkeys(POSTS, IN_POST),
        question=MOTION, proxies=0, vacant_votes=NOT_CAST, presides=CHAIR, tie_mechanism=NEXT_MEETING,
        what_if_quorum=ONE_HALF, what_if_casting=NO_CASTING_VOTE, **given,
    )  # fmt: skip
    return meeting(levers, minimums, representatives_vote)


# --- The options and the cards -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Effect:
    """What a card, or an option in every year, does to one lever of the five-year plan: sets it, or adds to it."""

    lever: str
    adds: bool
    value: float
    """In the unit of the lever."""


@dataclass(frozen=True)
class Move:
    """What an option does to one lever of the plan in each of its six columns."""

    when: str
    """NOW, FIRST or AFTER."""
    lever: str
    adds: bool
    values: tuple[float, ...]
    """In the unit of the lever, a value for each of COLUMNS."""


@dataclass(frozen=True)
class Option:
    """One way to meet the gap, or the plan as it stands."""

    moves: tuple[Move, ...]
    lost: float
    """What people lose each year it runs, in £ million: care they go without, give or buy themselves. Assumed."""
    people: tuple[tuple[int, int], ...] = ()
    """How far each person or place moves in a round: in columns 1 to 3, and in 4 to 6. Assumed."""


@dataclass(frozen=True)
class Card:
    """A shock card: it moves options to other columns, or the money of every board, from its round on."""

    columns: tuple[int, ...]
    """How many columns it moves each option, the plan as it stands first: below 0 to the left."""
    effects: tuple[Effect, ...]
    """What it does to the plan's levers in every year from its round on, whatever is carried. They add."""
    reveals: int
    """The option whose private facts all count as told from now on; 0 for none."""


@dataclass(frozen=True)
class Night:
    """What holds for both boards. Plain numbers, taken from `data/` by the caller."""

    usual: PlanLevers
    """The plan as it stands."""
    options: tuple[Option, ...]
    """The plan as it stands, then each option of paper 2."""
    cards: tuple[Card, ...]
    """No card, then each card."""
    facts: tuple[int, ...]
    """How many private facts bear on each option."""
    reach: Mapping[str, tuple[float, float]]
    """The least and the most each lever of the plan can take."""


def changed(levers: PlanLevers, effects: Sequence[Effect], reach: Mapping[str, tuple[float, float]]) -> PlanLevers:
    """Return the plan's levers with some effects, each kept within what its lever can take."""
    values = dict(vars(levers))
    for effect in effects:
        low, high = reach[effect.lever]
        value = values[effect.lever] + effect.value if effect.adds else effect.value
        values[effect.lever] = at_most(high, at_least(low, value))
    return PlanLevers(**values)


# --- What a board knows, and does --------------------------------------------------------------------------


@dataclass(frozen=True)
class Decision:
    """What one board carried in one round, and in which column it came off."""

    option: Number
    """STANDS where nothing was carried."""
    column: Number


@dataclass(frozen=True)
class State:
    """Where one board is after a round: what the next round starts from."""

    year: int
    """The last year that was lived, from 1."""
    reserves: float
    owed: float
    """To the partners, who lend what the board is over."""
    said: tuple[int, ...]
    """How many facts on each option were told so far, the plan as it stands first."""
    cards: tuple[int, ...]
    """The cards drawn so far, by number."""
    die: int
    """The roll of this round."""
    decisions: tuple[Decision, ...]


def column(option: int, state: State, night: Night) -> int:
    """Return the column in which an option comes off: the die, one to the right for each fact told, and the cards.

    A fact told moves one column to the right, whether it was for the option or a warning: a board can use what it
    knows. A card that reveals an option's facts counts them all as told. The column stays between 1 and 6.
    """
    drawn = [night.cards[number] for number in state.cards]
    told = state.said[option]
    if any(card.reveals == option for card in drawn if card.reveals):
        told = night.facts[option]
    moved = state.die + told + sum(card.columns[option] for card in drawn)
    return min(COLUMNS[-1], max(COLUMNS[0], moved))


# --- Five years --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LivedYear:
    """One year of what came of a board's decisions, in £ million."""

    left: Number
    """Left to find: cost less payments and savings. Reserves and the partners meet it."""
    lost: Number
    """What people lose. Assumed."""
    reserves: Number
    """At the end of the year."""
    owed: Number
    """To the partners, at the end of the year."""


@dataclass(frozen=True)
class Stand:
    """Where one person or place stands: steps from where they began, above 0 better for them. Assumed."""

    steps: Number


@dataclass(frozen=True)
class After:
    """What a round hands on."""

    handed: Number
    """What would be left to find in the next year, if the plan as it stands ran on, in £ million."""
    people: tuple[Stand, ...]


@dataclass(frozen=True)
class Lived:
    """What came of one board's decisions: five years, and what each of three rounds hands on."""

    years: tuple[LivedYear, ...]
    rounds: tuple[After, ...]

    def bill(self, last: int = 2) -> Number:
        """Return the whole bill to the end of round `last`, in £ million: left to find, lost by people, handed on."""
        years = self.years[: ROUNDS[last][-1] + 1]
        return sum((year.left + year.lost for year in years), self.rounds[last].handed)


def live(decisions: Sequence[Decision], cards: Sequence[Number], night: Night) -> Lived:
    """Carry a board's decisions of three rounds forward, in £ million.

    `cards` are the numbers of the card drawn in each round. What an option saves for good, and what it does to demand
    afterwards, goes on after its round: `models/budget.py` holds that in the year it hands to the next.
    """
    last = start(night.usual)
    years, rounds = [], []
    stands: tuple[Number, ...] = (0,) * len(night.options[STANDS].people)
    for number, round_ in enumerate(ROUND_OF):
        last = next_year(last, levers_of(number, decisions, cards, night), first=number == 0)
        lost = _picked(decisions[round_], [(option.lost,) * 6 for option in night.options])
        years.append(LivedYear(left=_left(last), lost=lost, reserves=last.reserves, owed=last.owed))
        if number == ROUNDS[round_][-1]:
            after = levers_of(number + 1, decisions[: round_ + 1], cards[: round_ + 1], night)
            moved = people_moved(decisions[round_], night)
            stands = tuple(was + step for was, step in zip(stands, moved, strict=True))
            handed = _left(next_year(last, after, first=False))
            rounds.append(After(handed=handed, people=tuple(map(Stand, stands))))
    return Lived(years=tuple(years), rounds=tuple(rounds))


def people_moved(decision: Decision, night: Night) -> tuple[Number, ...]:
    """Return how far a decision moves each person or place in its round, in steps: above 0 is better for them."""
    each = zip(*(option.people for option in night.options), strict=True)
    return tuple(_picked(decision, [(low,) * 3 + (high,) * 3 for low, high in options]) for options in each)


def levers_of(year: int, decisions: Sequence[Decision], cards: Sequence[Number], night: Night) -> PlanLevers:
    """Return the plan's levers in a year, counted from 0. In a year after all `decisions` the plan runs on."""
    number = ROUND_OF[year] if year < len(ROUND_OF) else len(ROUNDS)
    here = number < len(decisions)
    values = dict(vars(night.usual))
    moves = (move for option in night.options for move in option.moves)
    effects = (effect for card in night.cards for effect in card.effects)
    for lever in sorted({one.lever for one in (*moves, *effects)}):
        if here:
            moved = {NOW, FIRST} if year == ROUNDS[number][0] else {NOW}
            values[lever] = _moved(values[lever], lever, decisions[number], moved, night)
        for before, decision in enumerate(decisions[: number + 1]):
            if year > ROUNDS[before][0]:
                values[lever] = _moved(values[lever], lever, decision, {AFTER}, night)
        for card in cards[: number + 1]:
            for which, drawn in enumerate(night.cards):
                for effect in drawn.effects:
                    if effect.lever == lever:
                        values[lever] = values[lever] + choose(same(card, which), effect.value, 0.0)
    return PlanLevers(**values)


def _moved(value: Number, lever: str, decision: Decision, when: set[str], night: Night) -> Number:
    """Return a lever's value under a decision, which sets it or adds to it where the option has such a move."""
    for number, option in enumerate(night.options):
        for move in option.moves:
            if move.lever == lever and move.when in when:
                by_column = _in_column(decision.column, move.values)
                value = choose(same(decision.option, number), value + by_column if move.adds else by_column, value)
    return value


def _in_column(column: Number, values: Sequence[float]) -> Number:
    """Return the value of one of six columns."""
    if len(set(values)) == 1:
        return values[0]
    found: Number = values[-1]
    for number, value in reversed([*zip(COLUMNS, values, strict=True)][:-1]):
        found = choose(column < number + 0.5, value, found)
    return found


def _picked(decision: Decision, values: Sequence[Sequence[float]]) -> Number:
    """Return the value of what was carried, from six values for each option."""
    found: Number = 0.0
    for number, by_column in enumerate(values):
        found = choose(same(decision.option, number), _in_column(decision.column, by_column), found)
    return found


def _left(year: Year) -> Number:
    return year.cost - year.pot - year.saved


# --- On paper ----------------------------------------------------------------------------------------------


def on_paper(option: int, column: int, taken: int, night: Night) -> tuple[float, ...]:
    """Return what an option adds to what is left to find in each round, and in the year after, against the plan.

    It is moved in round `taken` alone. Below 0 it leaves less. The sum of such numbers over three rounds is the
    bill, but for what two changes of demand do to one another (held to the model by the tests).
    """
    stands = Decision(STANDS, 1)
    usual = live((stands,) * 3, (0, 0, 0), night)
    moved = live(tuple(Decision(option, column) if r == taken else stands for r in range(3)), (0, 0, 0), night)
    return tuple(now - was for now, was in zip(by_round(moved), by_round(usual), strict=True))


def card_on_paper(card: int, drawn: int, night: Night) -> tuple[float, ...]:
    """Return what a card drawn in round `drawn` adds in each round, and in the year after, whatever is carried."""
    stands = (Decision(STANDS, 1),) * 3
    usual = live(stands, (0, 0, 0), night)
    shocked = live(stands, tuple(card if r == drawn else 0 for r in range(3)), night)
    return tuple(now - was for now, was in zip(by_round(shocked), by_round(usual), strict=True))


def by_round(lived: Lived) -> tuple[Number, ...]:
    """Return what is left to find in each round's years together, and in the year after the last."""
    return (*(sum(lived.years[year].left for year in years) for years in ROUNDS), lived.rounds[-1].handed)


def ahead(taken: int, decisions: Sequence[Decision], cards: Sequence[int], night: Night) -> dict[int, tuple]:
    """Return for each option moved in round `taken` the least and the most that is left to find, over its columns.

    For each it is two pairs: of this round's years together, and of all later years to year 5, the plan running on.
    """
    found = {}
    for option in range(len(night.options)):
        sums = []
        for place in COLUMNS:
            rest = (Decision(STANDS, 1),) * (2 - taken)
            lived = live((*decisions[:taken], Decision(option, place), *rest), (*cards, 0, 0, 0)[:3], night)
            rounds = by_round(lived)
            sums.append((rounds[taken], sum(rounds[taken + 1 : 3])))
        found[option] = tuple((min(pair), max(pair)) for pair in zip(*sums, strict=True))
    return found


# --- Two boards on the projector ---------------------------------------------------------------------------


@dataclass(frozen=True)
class NightLevers:
    """How far to show, what each board carried in each round and in which column, and the card of each round."""

    shown: Number
    """The last round that is shown, from 0."""
    card_first: Number
    a_option_first: Number
    a_column_first: Number
    b_option_first: Number
    b_column_first: Number
    card_second: Number
    a_option_second: Number
    a_column_second: Number
    b_option_second: Number
    b_column_second: Number
    card_third: Number
    a_option_third: Number
    a_column_third: Number
    b_option_third: Number
    b_column_third: Number


@dataclass(frozen=True)
class Evening:
    """Both boards, side by side."""

    boards: tuple[Lived, ...]


def decisions_of(levers: NightLevers, board: str) -> tuple[Decision, ...]:
    """Return what a board, "a" or "b", carried in each round."""
    return tuple(
        Decision(getattr(levers, f"{board}_option_{r}"), getattr(levers, f"{board}_column_{r}")) for r in NAMES
    )


def evening(levers: NightLevers, night: Night) -> Evening:
    """Carry both boards' decisions forward five years, in £ million. A card falls on both."""
    cards = (levers.card_first, levers.card_second, levers.card_third)
    return Evening(boards=tuple(live(decisions_of(levers, board), cards, night) for board in "ab"))
