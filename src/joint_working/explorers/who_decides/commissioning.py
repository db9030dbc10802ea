"""Commissioning Cycle: three rounds of analyse, plan, do and review, as a reader meets them."""

from __future__ import annotations

import altair as alt

from joint_working.explorers.parts.table import Column, DataTable
from joint_working.formula import Number, both, choose, opposite, same
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.view import Picture, Row, Table, View
from joint_working.models.commissioning import HANDLED, PACKS, ROUNDS, TOKENS, Cycle, CycleLevers, cycle
from joint_working.rounding import added
from joint_working.words import Clause, count, say

SOURCE = "Illustrative figures. Model: Joint Working, Commissioning Cycle, version 1."
COLUMNS = tuple(f"Round {number}" for number in range(1, ROUNDS + 1))
DECK = len(PACKS[0])


def cycle_view(levers: CycleLevers, answer: Cycle, before: Cycle) -> View:
    """Say and show what three rounds of the cycle see, meet and miss."""
    last = answer.rounds[-1]
    asked = answer.conversations > 0
    late = answer.extra > 0
    acts = last.actions > 0
    needs = (
        say("In round 3 the plan meets {} of the {} needs so far.", count(last.met), count(last.need),
            when=last.met > 0),
        say("In round 3 the plan meets none of the {} needs so far.", count(last.need), when=last.met <= 0),
        *_one_or_more(last.known, "One is known and not met.", "{} are known and not met."),
        *_one_or_more(last.unseen, "One nobody has seen: for those people nothing changes.",
                      "{} nobody has seen: for those people nothing changes."),
        say("No need is unseen.", when=last.unseen < 1),
    )  # fmt: skip

    def row(label: str, values, total: bool = False) -> Row:
        return Row(label, tuple(count(value) for value in values), total)

    return View(
        figure=(say("{} of {}", count(last.seen), count(last.need)),),
        figure_label=(
            say("needs seen by round 3"),
        ),
        brief=needs,
        sentence=(
            *needs,
            say("Every action of round 3 meets a need in the plan.", when=both(acts, last.missed < 1)),
            say("No action of round 3 meets a need in the plan.", when=both(acts, last.met <= 0)),
            say("Of the {} actions of round 3, {} meet no need in the plan.", count(last.actions), count(last.missed),
                when=both(last.met > 0, last.missed > 1)),
            say("Of the {} actions of round 3, one meets no need in the plan.", count(last.actions),
                when=both(last.met > 0, same(last.missed, 1))),
            say("No token of round 3 is left for doing.", when=opposite(acts)),
            say("In three rounds, asking after the plan was set cost one token more than asking before it: {} actions "
                "not carried out.", count(HANDLED * answer.extra), when=same(answer.extra, 1)),
            say("In three rounds, asking after the plan was set cost {} tokens more than asking before it: {} actions "
                "not carried out.", count(answer.extra), count(HANDLED * answer.extra), when=answer.extra > 1),
            say("All the asking came before the plan was set.", when=both(asked, opposite(late))),
            say("Nobody is asked.", when=opposite(asked)),
        ),
        pictures=(cards_picture(answer), tokens_picture(levers, answer), arrows_picture(answer)),
        table=Table(
            caption="Three rounds at these settings",
            unit="Tokens, conversations, needs and actions, each counted",
            columns=("What", *COLUMNS),
            rows=(
                row("Tokens for asking people", (r.ask for r in answer.rounds)),
                row("of which to undo what was set", (r.extra for r in answer.rounds)),
                row("Tokens for analyse, plan and review",
                    (levers.analyse + levers.plan + levers.review for _ in answer.rounds)),
                row("Tokens left for doing", (r.do for r in answer.rounds)),
                row("All tokens", (r.ask + levers.analyse + levers.plan + levers.review + r.do
                                   for r in answer.rounds), total=True),
                row("Conversations so far", (r.heard for r in answer.rounds)),
                row("Needs met", (r.met for r in answer.rounds)),
                row("Known, not met", (r.known for r in answer.rounds)),
                row("Not seen", (r.unseen for r in answer.rounds)),
                row("All needs so far", (r.need for r in answer.rounds), total=True),
                row("Needs in the plan", (r.written for r in answer.rounds)),
                row("Actions that meet a need", (r.met for r in answer.rounds)),
                row("Actions that meet none", (r.missed for r in answer.rounds)),
                row("All actions of the round", (r.actions for r in answer.rounds), total=True),
            ),
        ),
    )  # fmt: skip


def _one_or_more(number: Number, one: str, more: str) -> tuple[Clause, Clause]:
    """Return a clause for one and a clause for several; nothing is said of none."""
    return say(one, when=same(number, 1)), say(more, count(number), when=number > 1)


# --- The cards ---------------------------------------------------------------------------------------------

#: Cards stand in rows of this many; a panel is as wide as its cards and the space after them.
ACROSS, PANEL = 4, 5


def cards_picture(answer: Cycle) -> Picture:
    """Draw each round's need cards: met, known and not met, face down."""
    cards, notes = [], []
    for number, now in enumerate(answer.rounds):
        for place in range(DECK):
            state = choose(place < now.met, 3.0, choose(place < now.seen, 2.0, choose(place < now.need, 1.0, 0.0)))
            cards.append({"x": float(number * PANEL + place % ACROSS), "y": float(place // ACROSS), "state": state})
        lines = ((now.met, "Met"), (now.known, "Known, not met"), (now.unseen, "Face down"),
                 (now.missed, "Actions missed"))  # fmt: skip
        notes += [
            {"x": float(number * PANEL), "line": float(line), "text": count(value), "words": words}
            for line, (value, words) in enumerate(lines)
        ]
    last = answer.rounds[-1]
    return Picture(
        name="cards",
        called="Needs",
        message=(
            say("{} of {} needs still lie face down in round 3", count(last.unseen), count(last.need),
                when=last.unseen > 1),
            say("One need of {} still lies face down in round 3", count(last.need), when=same(last.unseen, 1)),
            say("No need lies face down in round 3", when=last.unseen < 1),
        ),
        what=(say("Each card is a made-up need. Missed: actions that meet no need in the plan."),),
        description=(
            say("Three sets of cards."),
            *(clause for number, now in enumerate(answer.rounds, start=1) for clause in (
                say(f"Round {number}: {{}} met, {{}} known and not met,", count(now.met), count(now.known)),
                say("{} face down; actions missed: {}.", count(now.unseen), count(now.missed)),
            )),
        ),
        rows={"cards": cards, "notes": notes,
              "heads": [{"x": float(number * PANEL), "text": name} for number, name in enumerate(COLUMNS)]},
        draw=draw_cards,
        source=SOURCE,
        key=(("Met", "recurring"), ("Known, not met", "one-off"), ("Face down", "jw-nofigure")),
    )  # fmt: skip


def draw_cards(width: int) -> alt.LayerChart:
    """Return the chart of the need cards for a width in pixels."""
    narrow = width < 500
    inner = width - 12
    scale = alt.Scale(domain=[-0.1, ROUNDS * PANEL - 0.6], nice=False)
    tall = 108 if narrow else 150
    low = alt.Scale(domain=[0, 3], reverse=True, nice=False, range=[26 + tall, 26])
    x, y = alt.X("x:Q", scale=scale, axis=None), alt.Y("y:Q", scale=low, axis=None)
    states = ["none", "down", "known", "met"]
    base = (
        alt.Chart(alt.NamedData("cards"))
        .transform_calculate(
            right="datum.x + 0.86", bottom="datum.y + 0.88",
            kind="datum.state > 2.5 ? 'met' : datum.state > 1.5 ? 'known' : datum.state > 0.5 ? 'down' : 'none'",
        )
    )  # fmt: skip
    rects = base.mark_rect(cornerRadius=2, strokeWidth=1.5).encode(
        x=x, x2="right:Q", y=y, y2="bottom:Q",
        fill=alt.Fill("kind:N", scale=alt.Scale(
            domain=states, range=[theme.PAPER, theme.WHITE, theme.ONE_OFF, theme.RECURRING])),
        stroke=alt.Stroke("kind:N", scale=alt.Scale(
            domain=states, range=[theme.PAPER, theme.EDGE, theme.RECURRING, theme.RECURRING_TEXT])),
        opacity=alt.condition("datum.state > 0.5", alt.value(1), alt.value(0)),
    )  # fmt: skip
    marks = base.transform_calculate(
        middle="datum.x + 0.43", centre="datum.y + 0.44",
        sign="datum.state > 2.5 ? '✓' : datum.state > 1.5 ? '' : datum.state > 0.5 ? '?' : ''",
    ).mark_text(baseline="middle", fontWeight=700, fontSize=13 if narrow else 16).encode(
        x=alt.X("middle:Q", scale=scale, axis=None), y=alt.Y("centre:Q", scale=low, axis=None), text="sign:N",
        color=alt.condition("datum.state > 2.5", alt.value(theme.WHITE), alt.value(theme.QUIET)),
    )  # fmt: skip
    heads = (
        alt.Chart(alt.NamedData("heads"))
        .mark_text(align="left", baseline="middle", fontWeight=700, fontSize=13 if narrow else 14)
        .encode(x=x, y=alt.value(10), text="text:N")
    )
    short = "datum.words == 'Known, not met' ? 'Known' : datum.words == 'Actions missed' ? 'Missed' : datum.words"
    notes = (
        alt.Chart(alt.NamedData("notes"))
        .transform_calculate(said=f"({short if narrow else 'datum.words'}) + ': ' + datum.text")
        .mark_text(align="left", baseline="middle", fontSize=13)
        .encode(
            x=x, text="said:N",
            y=alt.Y("line:Q", scale=alt.Scale(domain=[0, 3], nice=False, range=[tall + 40, tall + 97]), axis=None),
        )
    )  # fmt: skip
    return alt.layer(rects, marks, heads, notes).resolve_scale(y="independent", color="independent").properties(
        width=inner, height=tall + 104, padding={"left": 6, "right": 6, "top": 4, "bottom": 4},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- The tokens --------------------------------------------------------------------------------------------

STEPS = ("Ask", "Undo", "Analyse", "Plan", "Do", "Review")


def tokens_picture(levers: CycleLevers, answer: Cycle) -> Picture:
    """Draw where each round's ten tokens went, one small bar a step."""
    bars = []
    for number, now in enumerate(answer.rounds):
        spent = (now.ask - now.extra, now.extra, levers.analyse, levers.plan, now.do, levers.review)
        start = float(number * (TOKENS + 3))
        bars += [
            {"step": step, "x": start, "x2": start + value, "text": count(value)}
            for step, value in zip(STEPS, spent, strict=True)
        ]
    asked, late = answer.conversations > 0, answer.extra > 0
    done = added(tuple(now.do for now in answer.rounds))
    return Picture(
        name="tokens",
        called="Tokens",
        message=(
            say("{} of 30 tokens went on undoing what was set", count(answer.extra), when=answer.extra > 1),
            say("One token of 30 went on undoing what was set", when=same(answer.extra, 1)),
            say("Every conversation came at the early price", when=both(asked, opposite(late))),
            say("Nothing is spent on asking: doing gets {} of 30 tokens", count(done), when=opposite(asked)),
        ),
        what=(say("Where the ten tokens of each round went. Undo: the second token of a late conversation."),),
        description=(
            say("Bars for each step in three rounds."),
            *(clause for number, now in enumerate(answer.rounds, start=1) for clause in (
                say(f"Round {number}: asking {{}}, undoing {{}},", count(now.ask - now.extra), count(now.extra)),
                say("doing {}.", count(now.do)),
            )),
            say("In each round: analyse {}, plan {}, review {}.",
                count(levers.analyse), count(levers.plan), count(levers.review)),
        ),
        rows={"bars": bars,
              "heads": [{"x": float(n * (TOKENS + 3)), "text": name} for n, name in enumerate(COLUMNS)]},
        draw=draw_tokens,
        source=SOURCE,
    )  # fmt: skip


def draw_tokens(width: int) -> alt.LayerChart:
    """Return the chart of the tokens for a width in pixels."""
    narrow = width < 500
    left = 62 if narrow else 74
    inner, tall = width - left - 8, 168
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 3 * (TOKENS + 3) - 1], nice=False))
    y = alt.Y("step:N", title=None, sort=list(STEPS), scale=alt.Scale(paddingInner=0.3, paddingOuter=0.1),
              axis=alt.Axis(labelColor=theme.INK, grid=False, labelPadding=8))  # fmt: skip
    colours = alt.Color("step:N", scale=alt.Scale(
        domain=list(STEPS),
        range=[theme.SEQUENCE[3], theme.GAP, theme.EDGE, theme.EDGE, theme.RECURRING, theme.EDGE]))  # fmt: skip
    base = alt.Chart(alt.NamedData("bars"))
    bars = base.mark_bar().encode(x=x, x2="x2:Q", y=y, color=colours)
    numbers = base.mark_text(align="left", baseline="middle", dx=5, fontSize=13).encode(
        x=alt.X("x2:Q", axis=None, scale=alt.Scale(domain=[0, 3 * (TOKENS + 3) - 1], nice=False)), y=y, text="text:N"
    )
    heads = (
        alt.Chart(alt.NamedData("heads"))
        .mark_text(align="left", baseline="middle", fontWeight=700, fontSize=13 if narrow else 14)
        .encode(x=x, y=alt.value(-12), text="text:N")
    )
    return alt.layer(bars, numbers, heads).properties(
        width=inner, height=tall, padding={"left": left, "right": 8, "top": 26, "bottom": 6},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- The arrows --------------------------------------------------------------------------------------------

GROUPS = ("Everyone", "In no figure", "Glen and Shore")


def arrows_picture(answer: Cycle) -> Picture:
    """Draw an arrow for each group of people in each round: up, level or down."""
    marks = []
    for name, now in zip(COLUMNS, answer.rounds, strict=True):
        arrows = (now.everyone, now.unrecorded, now.outside)
        marks += [{"round": name, "group": group, "way": way} for group, way in zip(GROUPS, arrows, strict=True)]
    last = answer.rounds[-1]
    ups = [choose(way > 0, 1.0, 0.0) for way in (last.everyone, last.unrecorded, last.outside)]
    better = ups[0] + ups[1] + ups[2]
    return Picture(
        name="arrows",
        called="Groups",
        message=(
            say("In round 3 the arrow points up for all three groups", when=better > 2),
            say("In round 3 the arrow points up for one of three groups", when=same(better, 1)),
            say("In round 3 the arrow points up for two of three groups", when=same(better, 2)),
            say("In round 3 the arrow points up for none of the three groups", when=better < 1),
        ),
        what=(say("Up: two thirds of the group’s needs are met. Down: under a third. The marks are made up."),),
        description=(
            say("Arrows for three groups in three rounds."),
            *(clause for number, now in enumerate(answer.rounds, start=1) for clause in (
                say(f"Round {number}."),
                *_way("Everyone", now.everyone),
                *_way("People whose needs are in no figure", now.unrecorded),
                *_way("People in Glen and Shore", now.outside),
            )),
        ),
        rows={"marks": marks},
        draw=draw_arrows,
        source=SOURCE,
    )  # fmt: skip


def _way(group: str, way: Number) -> tuple[Clause, ...]:
    level = both(way > -1, way < 1)
    return (
        say(f"{group}: up.", when=way > 0),
        say(f"{group}: level.", when=level),
        say(f"{group}: down.", when=way < 0),
    )


def draw_arrows(width: int) -> alt.LayerChart:
    """Return the chart of the outcome arrows for a width in pixels."""
    narrow = width < 500
    left = 114 if narrow else 124
    inner = width - left - 8
    x = alt.X("round:N", title=None, sort=list(COLUMNS), axis=alt.Axis(orient="top", domain=False, grid=False))
    y = alt.Y("group:N", title=None, sort=list(GROUPS),
              axis=alt.Axis(labelColor=theme.INK, grid=False, labelPadding=8, labelLimit=left - 8))  # fmt: skip
    base = alt.Chart(alt.NamedData("marks")).transform_calculate(
        word="datum.way > 0.5 ? 'up' : datum.way < -0.5 ? 'down' : 'level'"
    )
    words = ["up", "level", "down"]
    arrows = base.mark_point(filled=True, size=150, xOffset=-16, opacity=1).encode(
        x=x, y=y,
        shape=alt.Shape("word:N", scale=alt.Scale(
            domain=words, range=["triangle-up", "M-1,-0.28L1,-0.28L1,0.28L-1,0.28Z", "triangle-down"])),
        color=alt.Color("word:N", scale=alt.Scale(
            domain=words, range=[theme.RECURRING, theme.RESERVES, theme.GAP])),
    )  # fmt: skip
    said = base.mark_text(align="left", baseline="middle", dx=-2, fontSize=13).encode(x=x, y=y, text="word:N")
    return alt.layer(arrows, said).properties(
        width=inner, height=126, padding={"left": left, "right": 8, "top": 28, "bottom": 6},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- The cards, face up ------------------------------------------------------------------------------------


def need_cards(pack: int = 0) -> DataTable:
    """Return the twelve cards of a pack, face up. Raises IndexError for a pack that does not exist."""
    return DataTable(
        name=f"need-cards-{pack + 1}",
        caption=f"The twelve need cards of pack {pack + 1}, face up",
        unit="Made-up needs in three made-up localities",
        columns=(
            Column("need", "Need"),
            Column("locality", "Locality"),
            Column("opens", "Begins in round", "count"),
            Column("shown", "How it comes to light"),
        ),
        rows=tuple(
            {"need": card.need, "locality": card.locality, "opens": card.opens,
             "shown": "People tell of it" if card.hidden else "In the figures"}
            for card in PACKS[pack]
        ),
        source="Made up for this page.",
        illustrative=True,
    )  # fmt: skip


commissioning_cycle = Explorer(
    name="commissioning-cycle",
    version=1,
    variable="commissioning_cycle",
    part="Commissioning Cycle",
    title="Spend ten tokens a round, and see whose needs stay hidden",
    levers=CycleLevers,
    model=cycle,
    view=cycle_view,
    counts=lambda levers, answer: {"where": levers.ask_first + levers.ask_second + levers.ask_third > 0},
    assumes=(
        "A round has ten tokens. Doing gets what asking and the other three steps leave.",
        "The plan is set at the end of round 1. Later, a conversation costs two tokens: one to ask, one to undo.",
        "A conversation brings one need to light. People who were asked once go on to tell of later needs.",
        "A token of analysing, planning or doing deals with two needs. Two written needs change each round.",
        "Doing that has no need in the plan to meet goes where need was guessed to be, and misses.",
    ),
    omits=(
        "Any real place. Tokens, needs, prices and marks are made up; real asking is not priced so neatly.",
        "Money, staff, law, waiting, and how much each need matters. One need counts like another.",
        "That asking has worth in itself, and that being asked too often is a burden.",
        "Whether a need in the figures is the need a person would name.",
    ),
)
