"""Board night: what two boards carried in three rounds, and what came of it, shown round by round.

The facilitator's view of the workshop, for a projector, and the page for one player. The options, the cards, the facts
and what they do are `data/workshop_*.csv`; the law on who votes is `data/rules.csv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import altair as alt

from joint_working import evidence
from joint_working.explorers.money import motions
from joint_working.explorers.who_decides.board import Law, read_law
from joint_working.formula import Number, both, choose, same
from joint_working.in_print import steps, told
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.view import Picture, Row, Table, View, Words
from joint_working.models.board import Meeting
from joint_working.models.board_night import (
    COLUMNS,
    NAMES,
    ROUNDS,
    STANDS,
    Card,
    Evening,
    Lived,
    Night,
    NightLevers,
    Option,
    Votes,
    decisions_of,
    evening,
    hold,
)
from joint_working.models.budget import LENT_BY_BOTH
from joint_working.words import Clause, amount, count, money, say

SOURCE = "A made-up board, budget and people. Model: Budget Lab, part 3, with Board night’s columns."
BOARDS = ("Board A", "Board B")
#: A board on which nobody votes and nobody is away.
NOBODY = Votes(0, 0, 0, 0, 0, 0, 0)
VOTING = ("Council", "Health board", "Representatives")

#: The rounds in words, and the last year of each.
SPANS, LAST = ("year 1", "years 2 and 3", "years 4 and 5"), tuple(years[-1] + 1 for years in ROUNDS)


def rows(name: str) -> list[dict]:
    """Return the rows of one of the workshop's tables in their order."""
    return sorted(evidence.table(f"workshop_{name}"), key=lambda row: row["order"])


@cache
def read_night() -> Night:
    """Return what the tables fix for both boards. Raises EvidenceError for a faulty table."""
    keys = [row["key"] for row in rows("options")]
    people = [row["key"] for row in rows("counters")]
    told = [row["fact_on"] for row in (*rows("roles"), *rows("gallery"))]
    options = tuple(
        Option(
            moves=motions.moves("option").get(row["key"], ()),
            lost=row["lost"],
            people=tuple(tuple(map(int, row[key].split("|"))) for key in people),
        )
        for row in rows("options")
    )
    return Night(
        usual=replace(motions.usual(), lent=LENT_BY_BOTH),
        options=options,
        cards=(Card((0,) * len(keys), (), 0), *(_card(row, keys) for row in rows("shocks"))),
        facts=tuple(told.count(key) for key in keys),
        reach=motions.reach(),
    )


def _card(row: Mapping, keys: list[str]) -> Card:
    moved = dict(part.split("=") for part in evidence.parted(row["columns"]))
    return Card(
        columns=tuple(int(moved.get(key, 0)) for key in keys),
        effects=motions.held(motions.moves("shock").get(row["key"], ()), COLUMNS[0]),
        reveals=keys.index(row["reveals"]) if row["reveals"] else 0,
    )


def representatives_vote(board: int) -> int:
    """Return 1 if the representatives have a vote on Board A (0) or Board B (1), under the law of its day."""
    law = read_law()
    return law.representatives_vote((law.change - 1, law.change)[board])


def counted(board: int, votes: Votes) -> Meeting:
    """Return the count of a vote on Board A (0) or Board B (1), under the law of its day."""
    return hold(votes, read_law().minimums, representatives_vote(board))


def money_cards() -> tuple[int, ...]:
    """Return the numbers of the cards that move money on every board: only they are entered on the page."""
    return tuple(number for number, card in enumerate(read_night().cards) if card.effects)


# --- As printed --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Printed:
    """One board to the end of the round that is shown, in £ million as printed: every sum adds up."""

    years: tuple[Number, ...]
    """Left to find in each of five years; 0 in those not shown."""
    left: Number
    drawn: Number
    owed: Number
    lost: Number
    handed: Number
    bill: Number
    people: tuple[Number, ...]


def as_printed(levers: NightLevers, lived: Lived, reserves: float) -> Printed:
    """Return one board to the end of the round shown, rounded so that the parts of each sum add up to it.

    Left to find is the sum of its years. What was drawn from reserves is printed, and the rest of it is owed.
    """
    seen = [choose(levers.shown >= number, 1, 0) for number, years in enumerate(ROUNDS) for _ in years]
    years = [steps(year.left) * here for year, here in zip(lived.years, seen, strict=True)]
    lost = [steps(year.lost) * here for year, here in zip(lived.years, seen, strict=True)]
    kept = _of_round(levers.shown, [lived.years[last - 1].reserves for last in LAST])
    left, drawn = sum(years), steps(reserves) - steps(kept)
    stands = ([one.steps for one in after.people] for after in lived.rounds)
    handed = steps(_of_round(levers.shown, [after.handed for after in lived.rounds]))
    return Printed(
        years=tuple(year / 10 for year in years), left=left / 10, drawn=drawn / 10, owed=(left - drawn) / 10,
        lost=sum(lost) / 10, handed=handed / 10, bill=(left + sum(lost) + handed) / 10,
        people=tuple(_of_round(levers.shown, moved) for moved in zip(*stands, strict=True)),
    )  # fmt: skip


def _of_round(shown: Number, values) -> Number:
    first, second, third = values
    return choose(shown < 0.5, first, choose(shown < 1.5, second, third))


# --- What it says ------------------------------------------------------------------------------------------


def night_view(titles: tuple[str, ...], reserves: float, levers: NightLevers, answer: Evening) -> View:
    """Say and show both boards to the end of the round shown. `titles` are the options, the plan first."""
    a, b = boards = tuple(as_printed(levers, lived, reserves) for lived in answer.boards)
    return View(
        figure=(say("A {} · B {}", money(a.bill), money(b.bill)),),
        figure_label=tuple(
            say(f"whole bill after year {last}", when=same(levers.shown, number))
            for number, last in enumerate(LAST)
        ),
        brief=compared(levers, a, b),
        sentence=(
            *board_clauses(titles, levers, "a", a), *board_clauses(titles, levers, "b", b), *compared(levers, a, b),
        ),
        pictures=(years_picture(levers, boards), people_picture(boards)),
        table=night_table(boards),
    )  # fmt: skip


def board_clauses(titles: tuple[str, ...], levers: NightLevers, board: str, now: Printed) -> Words:
    """Return the clauses on one board: what it carried in the round shown, and the bill so far in its parts."""
    clauses: list[Clause] = []
    for number, decision in enumerate(decisions_of(levers, board)):
        here = same(levers.shown, number)
        for option, title in enumerate(titles):
            ran = f"Board {board.upper()}, {SPANS[number]}: " + (
                "the plan as it stands runs on." if option == STANDS else f"“{title}”, column {{}}."
            )
            slots = () if option == STANDS else (count(decision.column),)
            clauses.append(say(ran, *slots, when=both(here, same(decision.option, option))))
    return (
        *clauses,
        say("So far {} was left to find: {} came from reserves, and {} is owed to the partners.",
            money(now.left), money(now.drawn), money(now.owed)),
        *told("People lost {}, which is assumed.", now.lost),
        say("The next year starts {} short.", money(now.handed)),
    )  # fmt: skip


def compared(levers: NightLevers, a: Printed, b: Printed) -> Words:
    """Return the clauses that set the two whole bills side by side."""
    return (
        say("Board B’s whole bill is {} more than Board A’s.", money(b.bill - a.bill), when=_more(b.bill, a.bill)),
        say("Board B’s whole bill is {} less than Board A’s.", money(a.bill - b.bill), when=_more(a.bill, b.bill)),
        say("Both boards’ whole bills are the same.", when=same(steps(a.bill), steps(b.bill))),
        say("That is money left to find, what people lost, and what the next year starts short by."),
    )  # fmt: skip


def _more(one: Number, other: Number):
    return steps(one) > steps(other)


def night_table(boards: tuple[Printed, ...]) -> Table:
    """Return both boards as two columns: the bill so far in its parts, and how far each person or place moved."""

    def row(label: str, value, slot=amount, total: bool = False) -> Row:
        return Row(label, tuple(slot(value(board)) for board in boards), total)

    return Table(
        caption="Both boards, to the end of the years shown",
        unit="£ million, then steps: above 0 is better for them",
        columns=("What", *BOARDS),
        rows=(
            row("Left to find", lambda board: board.left),
            row("Of this, from reserves", lambda board: board.drawn),
            row("Of this, owed to the partners", lambda board: board.owed),
            row("What people lost (assumed)", lambda board: board.lost),
            row("The next year starts short by", lambda board: board.handed),
            row("Whole bill, whoever pays it", lambda board: board.bill, total=True),
            *(
                row(one["title"], lambda board, at=at: board.people[at], count)
                for at, one in enumerate(rows("counters"))
            ),
        ),
    )


# --- The pictures ------------------------------------------------------------------------------------------


def years_picture(levers: NightLevers, boards: tuple[Printed, ...]) -> Picture:
    """Draw what is left to find year by year, the two boards side by side; later years stay empty."""
    bars = []
    for name, board in zip(BOARDS, boards, strict=True):
        for number, left in enumerate(board.years):
            round_ = next(at for at, years in enumerate(ROUNDS) if number in years)
            seen = choose(levers.shown >= round_, 1.0, 0.0)
            bars.append({"board": name, "year": f"Year {number + 1}", "y": left, "text": amount(left), "seen": seen})
    a, b = boards
    return Picture(
        name="years",
        called="Left to find",
        message=(
            say("So far Board B has more left to find", when=_more(b.left, a.left)),
            say("So far Board A has more left to find", when=_more(a.left, b.left)),
            say("So far both have as much left to find", when=same(steps(a.left), steps(b.left))),
        ),
        what=(say("Left to find each year, £ million. Tinted: Board A. Solid: Board B."),),
        description=tuple(
            say(f"{name}, year {number}: {{}} million pounds.", amount(left),
                when=levers.shown >= next(at for at, years in enumerate(ROUNDS) if number - 1 in years))
            for name, board in zip(BOARDS, boards, strict=True)
            for number, left in enumerate(board.years, start=1)
        ),
        rows={"bars": bars},
        draw=draw_years,
        source=SOURCE,
        key=(("Board A", "lent"), ("Board B", "gap")),
    )  # fmt: skip


@cache
def draw_years(width: int) -> alt.LayerChart:
    """Return the chart of both boards' five years for a width in pixels."""
    narrow = width < 500
    inner, tall = width - 20, 170 if narrow else 240
    x = alt.X("year:O", title=None, scale=alt.Scale(paddingInner=0.18, paddingOuter=0.05), axis=alt.Axis(
        labelFontSize=13 if narrow else 18))  # fmt: skip
    offset = alt.XOffset("board:N", sort=list(BOARDS), scale=alt.Scale(paddingInner=0.06))
    y = alt.Y("y:Q", title=None, axis=None, scale=alt.Scale(zero=True))
    fills = alt.Scale(domain=list(BOARDS), range=[theme.GAP_TINT, theme.GAP])
    seen = alt.Opacity("seen:Q", scale=None)
    base = alt.Chart(alt.NamedData("bars"))
    bars = base.mark_bar(stroke=theme.GAP, strokeWidth=1.5).encode(
        x=x, xOffset=offset, y=y, color=alt.Color("board:N", scale=fills), opacity=seen
    )
    numbers = base.mark_text(baseline="bottom", dy=-5, fontWeight=700, fontSize=13 if narrow else 20).encode(
        x=x, xOffset=offset, y=y, text="text:N", opacity=seen
    )
    letters = base.transform_calculate(letter="slice(datum.board, 6)").mark_text(
        baseline="top", dy=24 if narrow else 32, fontSize=13 if narrow else 16, color=theme.QUIET
    ).encode(x=x, xOffset=offset, y=alt.value(tall), text="letter:N")  # fmt: skip
    return alt.layer(bars, numbers, letters).properties(
        width=inner, height=tall,
        padding={"left": 10, "right": 10, "top": 28, "bottom": 46 if narrow else 56},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


#: How far a person or place can move in three rounds, either way.
FAR = 6
#: How far below its name a track runs, where one person takes 1.
TRACK = 0.55


def people_picture(boards: tuple[Printed, ...]) -> Picture:
    """Draw where five people and places stand for each board: to the right is better for them."""
    people = rows("counters")
    marks = [
        {"who": one["key"], "board": name, "x": board.people[at], "y": at + TRACK + apart}
        for at, one in enumerate(people)
        for name, board, apart in zip(BOARDS, boards, (-0.08, 0.08), strict=True)
    ]
    names = [
        {"name": one["title"], "told": float(at), "y": at + TRACK, "low": at + 0.3, "high": at + 0.8}
        for at, one in enumerate(people)
    ]
    a, b = (sum(board.people) for board in boards)
    return Picture(
        name="people",
        called="People",
        message=(
            say("So far more has been lost by the five on Board A", when=a < b),
            say("So far more has been lost by the five on Board B", when=b < a),
            say("So far the five have moved as far on both boards, in sum", when=same(a, b)),
        ),
        what=(say("Where each stands: the line is where they began, to the right is better. Assumed."),),
        description=tuple(
            say(f"{one['title']}: {{}} on Board A, {{}} on Board B.", *(count(board.people[at]) for board in boards))
            for at, one in enumerate(people)
        ),
        rows={"marks": marks, "names": names},
        draw=draw_people,
        source=SOURCE,
        key=(("Board A", "lent"), ("Board B", "gap")),
    )  # fmt: skip


@cache
def draw_people(width: int) -> alt.LayerChart:
    """Return the tracks of five people and places for a width in pixels."""
    narrow = width < 500
    inner, tall = width - 20, 270 if narrow else 300
    many = len(rows("counters"))
    x = alt.X("x:Q", title=None, axis=None, scale=alt.Scale(domain=[-FAR, FAR], nice=False, padding=14))
    down = alt.Scale(domain=[many, -0.3], nice=False)
    y = alt.Y("y:Q", title=None, axis=None, scale=down)
    names = alt.Chart(alt.NamedData("names"))
    tracks = names.mark_rule(color=theme.LINE, strokeWidth=2).encode(x=alt.value(0), x2=alt.value(inner), y=y)
    said = names.mark_text(align="left", baseline="middle", fontSize=13 if narrow else 17).encode(
        x=alt.value(0), y=alt.Y("told:Q", title=None, axis=None, scale=down), text="name:N"
    )
    middle = names.mark_rule(color=theme.INK, strokeWidth=2).encode(
        x=alt.value(inner / 2), y=alt.Y("low:Q", title=None, axis=None, scale=down), y2="high:Q"
    )
    fills = alt.Scale(domain=list(BOARDS), range=[theme.GAP_TINT, theme.GAP])
    points = (
        alt.Chart(alt.NamedData("marks"))
        .mark_point(size=300, filled=True, opacity=1, stroke=theme.GAP, strokeWidth=1.5)
        .encode(x=x, y=y, color=alt.Color("board:N", scale=fills))
    )
    return alt.layer(tracks, middle, said, points).properties(
        width=inner, height=tall, padding={"left": 10, "right": 10, "top": 4, "bottom": 4},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- The explorer ------------------------------------------------------------------------------------------


def counting(levers: NightLevers, answer: Evening) -> dict[str, Number | bool]:
    """Return when a lever counts: its round is shown, and a column only where an option is carried."""
    counts: dict[str, Number | bool] = {}
    for number, name in enumerate(NAMES):
        here = levers.shown >= number
        counts[f"card_{name}"] = here
        for board in "ab":
            option = getattr(levers, f"{board}_option_{name}")
            counts[f"{board}_option_{name}"] = here
            counts[f"{board}_column_{name}"] = both(here, option >= 1)
    return counts


def make_board_night() -> Explorer:
    """Return the explorer, under the law and the workshop's tables as they are now."""
    law: Law = read_law()
    whole = read_night()
    night = replace(whole, cards=(whole.cards[0], *(whole.cards[number] for number in money_cards())))
    titles = tuple(row["title"] for row in rows("options"))

    def model(levers: NightLevers) -> Evening:
        return evening(levers, night)

    def view(levers: NightLevers, answer: Evening, before: Evening) -> View:
        return night_view(titles, night.usual.reserves, levers, answer)

    return Explorer(
        name="board-night",
        version=4,
        oldest=4,
        variable="board_night",
        part="Board night: the projector’s view",
        title="Three votes, one budget, five years",
        levers=NightLevers,
        model=model,
        view=view,
        counts=counting,
        assumes=(
            "A carried motion holds for its round. Where nothing is carried, the plan as it stands runs on.",
            "What a board is over, its partners pay, and lend: the board owes it.",
            "What people lose is an assumed sum for each option and year. So are the steps of the five people.",
            "The columns, and what a card does to the money, are made up.",
            law.standing_orders,
        ),
        omits=(
            "Which board is better. The bill leaves out what cannot be priced.",
            "What a board would really do after a tie. Its own standing orders say; the law names no default.",
            "How members voted. Board Lab counts votes.",
            "Any real board, person or meeting.",
        ),
        start="Start from a made-up evening",
    )


board_night = make_board_night()
