"""Board night: two boards' votes side by side, and what each does to five years of one budget.

The facilitator's view of the workshop, and the single-player page that joins Board Lab to Budget Lab. The options, the
shock cards and what they do are `data/workshop_*.csv`; the law on who votes is `data/rules.csv`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import altair as alt

from joint_working import evidence
from joint_working.explorers.money import motions, printed_plan
from joint_working.explorers.money.budget_lab import NOTHING, different, five_years
from joint_working.explorers.money.printed_plan import met_by_partners
from joint_working.explorers.who_decides.board import Law, in_short, read_law
from joint_working.formula import Number, at_least, both, choose, either, opposite, same
from joint_working.in_print import some
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.view import Picture, Row, Table, View
from joint_working.models.board_night import (
    FIRST,
    KINDS,
    LATER,
    NOMINEES,
    Evening,
    Night,
    NightLevers,
    Outcome,
    evening,
)
from joint_working.words import Clause, amount, count, money, month, say

SOURCE = "A made-up board, budget and vote. Models: Board Lab, and Budget Lab, part 3."
BOARDS = ("Board A", "Board B")
VOTING = ("Council", "Health board", "Representatives")


def read_night(law: Law) -> Night:
    """Return what the tables fix for both boards. Raises EvidenceError for a faulty table."""
    change = law.change
    return Night(
        minimums=law.minimums,
        representatives_vote=(law.representatives_vote(change - 1), law.representatives_vote(change)),
        usual=motions.usual(),
        options=tuple(effects for _, effects in motions.options()),
        shocks=((), *(motions.effects("shock").get(row["key"], ()) for row in evidence.table("workshop_shocks"))),
        reach=motions.reach(),
    )


# --- What it says ------------------------------------------------------------------------------------------


def night_view(law: Law, titles: tuple[str, ...], levers: NightLevers, answer: Evening, before: Evening) -> View:
    """Say and show both boards: how they voted, what it cost in year 1, and what came back two years later.

    `titles` are the options, in order.
    """
    answer = as_printed(answer)
    a, b = answer.boards
    later = [board.plan.years[LATER].overspend for board in answer.boards]
    a_over, b_over = map(some, later)
    return View(
        figure=(
            say("A {} · B {}", *map(money, later), when=both(a_over, b_over)),
            say("A nothing · B {}", money(later[1]), when=both(opposite(a_over), b_over)),
            say("A {} · B nothing", money(later[0]), when=both(a_over, opposite(b_over))),
            say("Nothing on either board", when=opposite(either(a_over, b_over))),
        ),
        figure_label=(
            say("over in year 3"),
        ),
        brief=compared_clauses(a, b),
        sentence=(
            *board_clauses("Board A", "before", law, titles, levers.a_option, a),
            *board_clauses("Board B", "from", law, titles, levers.b_option, b),
            *turned_clauses(b),
            *compared_clauses(a, b),
            say("More votes or absences were entered than there are members: the rest are ignored.",
                when=opposite(_fits(levers))),
        ),
        pictures=(votes_picture(answer), years_picture(answer)),
        table=night_table(answer),
        onward=tuple(
            motions.to_budget_lab(f"{name}’s plan", {lever: getattr(board.lived, lever) for lever in moved_levers()})
            for name, board in zip(BOARDS, answer.boards, strict=True)
        ),
        onward_label="Go on to Budget Lab, part 3, with",
    )  # fmt: skip


def as_printed(answer: Evening) -> Evening:
    """Return both boards with their plans as they are printed, so that every sum adds up."""
    return Evening(
        boards=tuple(replace(board, plan=printed_plan.as_printed(board.lived, board.plan)) for board in answer.boards)
    )


def moved_levers() -> tuple[str, ...]:
    """Return the levers that a vote or a shock card can move, and those in which this board is not the lab's usual."""
    lab, usual = vars(five_years.at()), vars(motions.usual())
    moved = {row["lever"] for row in evidence.table("workshop_effects")}
    return tuple(sorted(moved | {name for name in lab if lab[name] != usual[name]}))


def board_clauses(
    name: str, when: str, law: Law, titles: tuple[str, ...], option: Number, board: Outcome
) -> tuple[Clause, ...]:
    """Return the clauses on one board: its vote, the budget that runs, what it cost and what came back."""
    votes = (count(board.votes_for), count(board.votes_against))
    first, later = board.plan.years[FIRST], board.plan.years[LATER]
    carried = board.carried >= 1
    tied = board.tied >= 1
    own = in_short(law.rules["tied-vote"][-1])
    one_off = both(later.one_off >= NOTHING, later.overspend >= NOTHING)
    return (
        say(f"{name} (rules {when} {{}}):", month(law.change)),
        say("{} for, {} against.", *votes),
        *(
            say(f"“{title}” is carried and runs.", when=both(carried, same(option, number)))
            for number, title in enumerate(titles)
        ),
        say("The motion is lost, so the plan as it stands runs on.", when=board.lost >= 1),
        say(f"No majority, so it is not decided yet. The plan as it stands runs on while the board’s own mechanism is "
            f"used ({own}).", when=tied),
        say("Nobody votes for or against, so nothing is decided and the plan as it stands runs on.",
            when=board.no_votes >= 1),
        say("{} of {} are there and {} must be, so nothing is decided and the plan as it stands runs on.",
            count(board.present), count(board.voters), count(board.needed), when=board.no_quorum >= 1),
        say("Year 1 is {} over budget;", money(first.overspend), when=first.overspend >= NOTHING),
        say("Year 1 meets its budget;", when=first.overspend < NOTHING),
        say("two years later it is {} over,", money(later.overspend), when=later.overspend >= NOTHING),
        say("two years later it meets its budget", when=later.overspend < NOTHING),
        say("and {} of that year’s savings must be found again.", money(later.one_off), when=one_off),
        say("and no saving has to be found again.",
            when=both(later.overspend >= NOTHING, later.one_off < NOTHING)),
        say("as planned.", when=later.overspend < NOTHING),
    )  # fmt: skip


def turned_clauses(board: Outcome) -> tuple[Clause, ...]:
    """Return the clause on whether the representatives' votes made the difference on Board B."""
    decided = board.no_quorum < 1
    return (
        say("On Board B the representatives’ votes made the difference.", when=both(decided, board.turned >= 1)),
        say("On Board B the result would be the same without the representatives’ votes.",
            when=both(decided, board.turned < 1)),
    )  # fmt: skip


def compared_clauses(a: Outcome, b: Outcome) -> tuple[Clause, ...]:
    """Return the clauses that set the two boards side by side, in year 1 and in year 3."""
    clauses = []
    changes = [different(a.plan.years[year].overspend, b.plan.years[year].overspend) for year in (FIRST, LATER)]
    for year, word, differ in ((FIRST, "year 1", changes[0]), (LATER, "year 3", changes[1])):
        lead = b.plan.years[year].overspend - a.plan.years[year].overspend
        clauses += [
            say(f"In {word} Board B is {{}} further over than Board A.", money(lead), when=both(differ, lead > 0)),
            say(f"In {word} Board B is {{}} less over than Board A.", money(-lead), when=both(differ, lead < 0)),
        ]
    return (
        *clauses,
        say("Both boards live with the same sums in years 1 and 3.", when=opposite(either(*changes))),
    )


def _fits(levers: NightLevers):
    """Return whether no group was given more votes than it has members, nor a board more absences than are free."""
    fits = True
    for board, groups in (("a", ("council", "health")), ("b", ("council", "health", "representatives"))):
        free: Number = 0
        for group in groups:
            members = KINDS if group == "representatives" else NOMINEES
            voted = getattr(levers, f"{board}_{group}_for") + getattr(levers, f"{board}_{group}_against")
            fits = both(fits, voted <= members)
            free = free + at_least(0, members - voted)
        fits = both(fits, getattr(levers, f"{board}_absent") <= free)
    return fits


def night_table(answer: Evening) -> Table:
    """Return both boards as two columns: the vote, year 1, the years after, and the five years together."""

    def row(label: str, value, slot=amount, total: bool = False) -> Row:
        return Row(label, tuple(slot(value(board)) for board in answer.boards), total)

    return Table(
        caption="Both boards: votes, and five years in £ million",
        unit="votes, then £ million",
        columns=("What", *BOARDS),
        rows=(
            row("Members with a vote", lambda board: board.voters, count),
            row("Present with a vote", lambda board: board.present, count),
            row("Needed for a quorum (by law, one half)", lambda board: board.needed, count),
            row("Votes for", lambda board: board.votes_for, count),
            row("Votes against", lambda board: board.votes_against, count),
            row("Abstained", lambda board: board.abstained, count),
            row("Year 1: short before any saving", lambda board: board.plan.years[FIRST].gap),
            row("Year 1: savings made", lambda board: board.plan.years[FIRST].saved),
            row("Year 1: from reserves", lambda board: board.plan.years[FIRST].drawn),
            row("Year 1: over budget", lambda board: board.plan.years[FIRST].overspend, total=True),
            row("Year 2: over budget", lambda board: board.plan.years[1].overspend),
            row("Year 3: one-off savings, to be found again", lambda board: board.plan.years[LATER].one_off),
            row("Year 3: over budget", lambda board: board.plan.years[LATER].overspend, total=True),
            row("Year 3: health board’s part", lambda board: board.plan.shares[LATER].health),
            row("Year 3: council’s part", lambda board: board.plan.shares[LATER].council),
            row("Year 4: over budget", lambda board: board.plan.years[3].overspend),
            row("Year 5: over budget", lambda board: board.plan.years[4].overspend, total=True),
            row("Met by the partners in five years", lambda board: met_by_partners(board.plan), total=True),
            row("Of this owed back to them after year 5", lambda board: board.plan.years[-1].owed),
            row("Reserves after year 5", lambda board: board.plan.years[-1].reserves),
        ),
    )


# --- The votes ---------------------------------------------------------------------------------------------


def votes_picture(answer: Evening) -> Picture:
    """Draw each board's votes as bars from a middle line: for to the right, against to the left."""
    bars, ends = [], []
    for name, board in zip(BOARDS, answer.boards, strict=True):
        right, left = 0.0, 0.0
        for group, cast in zip(VOTING, board.groups, strict=True):
            for way, number in (("for", cast.votes_for), ("against", cast.votes_against)):
                start = right if way == "for" else left
                end = start + number if way == "for" else start - number
                bars.append({"board": name, "group": group, "x": start, "x2": end, "text": count(number),
                             "middle": (start + end) / 2, "seen": choose(number >= 1, 1.0, 0.0)})  # fmt: skip
                right, left = (end, left) if way == "for" else (right, end)
        result = board.carried + 2 * board.lost + 3 * (board.tied + board.no_votes)
        ends.append({"board": name, "result": result, "votes_for": count(board.votes_for),
                     "votes_against": count(board.votes_against)})  # fmt: skip
    a, b = answer.boards
    return Picture(
        name="votes",
        called="Votes",
        message=(
            say("Both boards carry their motion", when=both(a.carried >= 1, b.carried >= 1)),
            say("Neither board carries its motion", when=both(a.carried < 1, b.carried < 1)),
            say("Board B carries its motion, Board A does not", when=both(a.carried < 1, b.carried >= 1)),
            say("Board A carries its motion, Board B does not", when=both(a.carried >= 1, b.carried < 1)),
        ),
        what=(say("Votes of each group: for to the right of the line, against to the left."),),
        description=tuple(
            clause
            for name, board in zip(BOARDS, answer.boards, strict=True)
            for clause in (
                say(f"{name}: {{}} for, {{}} against, {{}} abstain.", count(board.votes_for),
                    count(board.votes_against), count(board.abstained)),
                *(say(f"{group}: {{}} for, {{}} against.", count(cast.votes_for), count(cast.votes_against),
                      when=cast.votes_for + cast.votes_against >= 1)
                  for group, cast in zip(VOTING, board.groups, strict=True)),
            )
        ),
        rows={
            "bars": bars, "ends": ends,
            "names": [{"group": group, "at": float(number)} for number, group in enumerate(VOTING)],
        },
        draw=draw_votes,
        source=SOURCE,
        key=(("Council", "council"), ("Health board", "health"), ("Representatives", "representatives")),
    )  # fmt: skip


@cache
def draw_votes(width: int) -> alt.LayerChart:
    """Return the chart of both boards' votes for a width in pixels."""
    narrow = width < 500
    tall = 212 if narrow else 250
    inner, row = width - 20, tall / 2
    scale = alt.Scale(domain=[-9.2, 9.2], nice=False)
    x = alt.X("x:Q", scale=scale, axis=None)
    y = alt.Y("board:N", title=None, axis=None, sort=list(BOARDS), scale=alt.Scale(padding=0))
    colours = alt.Scale(domain=list(VOTING), range=[theme.COUNCIL, theme.HEALTH, theme.REPRESENTATIVES])
    base = alt.Chart(alt.NamedData("bars"))
    bars = base.mark_bar(height=46, stroke=theme.WHITE, strokeWidth=1.5, yOffset=18).encode(
        x=x, x2="x2:Q", y=y, color=alt.Color("group:N", scale=colours), opacity=alt.Opacity("seen:Q", scale=None)
    )
    numbers = base.mark_text(
        color=theme.WHITE, fontWeight=700, fontSize=16 if narrow else 22, dy=18, baseline="middle"
    ).encode(
        x=alt.X("middle:Q", scale=scale, axis=None), y=y, text="text:N", opacity=alt.Opacity("seen:Q", scale=None)
    )  # fmt: skip
    ends = alt.Chart(alt.NamedData("ends")).transform_calculate(
        word="datum.result > 2.5 ? 'Not decided' : datum.result > 1.5 ? 'Lost' : datum.result > 0.5 ? 'Carried'"
        " : 'No quorum'",
        said="datum.board + ': ' + datum.votes_for + ' for, ' + datum.votes_against + ' against'",
    )
    names = ends.mark_text(align="left", baseline="middle", fontSize=15 if narrow else 18, dy=-32).encode(
        x=alt.value(0), y=y, text="said:N"
    )
    words = ends.mark_text(
        align="right", baseline="middle", fontSize=19 if narrow else 28, fontWeight=700, dy=-32
    ).encode(x=alt.value(inner), y=y, text="word:N")
    line = (
        alt.Chart(alt.NamedData("ends"))
        .mark_rule(color=theme.INK, strokeWidth=2)
        .encode(x=alt.value(inner / 2), y=alt.value(40), y2=alt.value(tall - 8))
    )
    middle = alt.Chart(alt.NamedData("ends")).mark_rule(color=theme.LINE, strokeWidth=1).encode(
        x=alt.value(0), x2=alt.value(inner), y=alt.value(row), y2=alt.value(row)
    )  # fmt: skip
    layers = [middle, bars, numbers, line, names, words]
    if not narrow:
        named = alt.Chart(alt.NamedData("names"))
        at = alt.X("at:Q", scale=alt.Scale(domain=[0, 3.4], nice=False), axis=None)
        layers += [
            named.mark_point(shape="square", size=150, filled=True, opacity=1, xOffset=8).encode(
                x=at, y=alt.value(tall + 16), color=alt.Color("group:N", scale=colours)
            ),
            named.mark_text(align="left", baseline="middle", dx=20, dy=1, fontSize=15).encode(
                x=at, y=alt.value(tall + 16), text="group:N"
            ),
        ]
    return alt.layer(*layers).resolve_scale(x="independent").properties(
        width=inner, height=tall, padding={"left": 10, "right": 10, "top": 4, "bottom": 4 if narrow else 32},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- The years ---------------------------------------------------------------------------------------------


def years_picture(answer: Evening) -> Picture:
    """Draw what each board is over budget by, year by year, the two side by side."""
    bars = []
    for name, board in zip(BOARDS, answer.boards, strict=True):
        bars += [
            {"board": name, "year": f"Year {number}", "y": played.overspend, "text": amount(played.overspend)}
            for number, played in enumerate(board.plan.years, start=1)
        ]
    a, b = answer.boards
    leads = [b.plan.years[year].overspend - a.plan.years[year].overspend for year in (FIRST, LATER)]
    better, worse = [lead <= -NOTHING for lead in leads], [lead >= NOTHING for lead in leads]
    level = [opposite(either(*pair)) for pair in zip(better, worse, strict=True)]
    return Picture(
        name="years",
        called="Five years",
        message=(
            say("Board B is less over in year 1, and further over by year 3", when=both(better[0], worse[1])),
            say("Board B is further over in year 1, and less over by year 3", when=both(worse[0], better[1])),
            say("Board B is less over in year 1 and in year 3", when=both(better[0], better[1])),
            say("Board B is further over in year 1 and in year 3", when=both(worse[0], worse[1])),
            say("Board B is less over in year 1; by year 3 they are level", when=both(better[0], level[1])),
            say("Board B is further over in year 1; by year 3 they are level", when=both(worse[0], level[1])),
            say("Level in year 1; by year 3 Board B is less over", when=both(level[0], better[1])),
            say("Level in year 1; by year 3 Board B is further over", when=both(level[0], worse[1])),
            say("The two boards are level in years 1 and 3", when=both(level[0], level[1])),
        ),
        what=(say("Over budget each year, £ million. Tinted: Board A. Solid: Board B."),),
        description=tuple(
            say(f"{name}: {{}}, {{}}, {{}}, {{}} and {{}} million pounds in years 1 to 5.",
                *(amount(played.overspend) for played in board.plan.years))
            for name, board in zip(BOARDS, answer.boards, strict=True)
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
    inner, tall = width - 20, 148 if narrow else 215
    x = alt.X("year:O", title=None, scale=alt.Scale(paddingInner=0.18, paddingOuter=0.05), axis=alt.Axis(
        labelFontSize=13 if narrow else 17))  # fmt: skip
    offset = alt.XOffset("board:N", sort=list(BOARDS), scale=alt.Scale(paddingInner=0.06))
    y = alt.Y("y:Q", title=None, axis=None, scale=alt.Scale(zero=True, domainMin=0))
    fills = alt.Scale(domain=list(BOARDS), range=[theme.GAP_TINT, theme.GAP])
    base = alt.Chart(alt.NamedData("bars"))
    bars = base.mark_bar(stroke=theme.GAP, strokeWidth=1.5).encode(
        x=x, xOffset=offset, y=y, color=alt.Color("board:N", scale=fills)
    )
    numbers = base.mark_text(baseline="bottom", dy=-5, fontWeight=700, fontSize=13 if narrow else 18).encode(
        x=x, xOffset=offset, y=y, text="text:N"
    )
    letters = base.transform_calculate(letter="slice(datum.board, 6)").mark_text(
        baseline="top", dy=24 if narrow else 30, fontSize=13 if narrow else 15, color=theme.QUIET
    ).encode(x=x, xOffset=offset, y=alt.value(tall), text="letter:N")  # fmt: skip
    return alt.layer(bars, numbers, letters).properties(
        width=inner, height=tall,
        padding={"left": 10, "right": 10, "top": 26, "bottom": 46 if narrow else 54},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- The explorer ------------------------------------------------------------------------------------------


def make_board_night() -> Explorer:
    """Return the explorer, under the law and the workshop's tables as they are now."""
    law = read_law()
    night = read_night(law)
    titles = tuple(row["title"] for row in evidence.table("workshop_options"))

    def model(levers: NightLevers) -> Evening:
        return evening(levers, night)

    def view(levers: NightLevers, answer: Evening, before: Evening) -> View:
        return night_view(law, titles, levers, answer, before)

    return Explorer(
        name="board-night",
        version=3,
        variable="board_night",
        part="Board night: the facilitator’s view",
        title="Two votes, one budget, five years",
        levers=NightLevers,
        model=model,
        view=view,
        assumes=(
            "Both boards start from one of Budget Lab’s starting points, a board in trouble. Only who votes differs.",
            "A carried motion sets the plan’s levers for all five years. Otherwise the plan as it stands runs on.",
            "A shock card falls on both boards, in every year. What it does to the money is made up.",
            law.standing_orders,
            "Three members from the council, three from the health board, and three representatives.",
        ),
        omits=(
            "What a board would really do after a tie. Its own standing orders say; the law names no default.",
            "Which board is better. The added votes can carry a motion that comes back, or stop it.",
            "What an option does to people who use services, and what staff bear.",
            "How members vote. Most decisions are agreed without a vote, and members act for the board.",
            "Any real board or meeting.",
        ),
        start="Start from a made-up evening",
    )


board_night = make_board_night()
