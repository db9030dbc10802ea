"""Model Chooser: what each way of working gains and gives up, in the order of what a reader cares about.

It is a profile. Weights decide what comes first and how large it is drawn; no option is ever added up or put in
order. The words are those of `data/model_criteria.csv`, with what each rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from textwrap import wrap

import altair as alt

from joint_working import evidence
from joint_working.explorers.parts.table import Column, DataTable
from joint_working.formula import Number, both, choose, opposite, same
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.view import Picture, Row, Table, View
from joint_working.models.choosing import GRADES, Cell, Profile, Said, of_chosen, profile
from joint_working.rounding import added
from joint_working.words import Clause, Slot, capital, count, say

SOURCE = "Words and grades: data/model_criteria.csv, each row with its source. The weights are the reader’s own."


@dataclass(frozen=True)
class ChooserLevers:
    """Two options to set side by side, numbered as in OPTIONS, and how much each criterion matters, from 0 to 5."""

    option_a: Number
    option_b: Number
    single_decision: Number
    pooled_money: Number
    staff: Number
    local_voice: Number
    clinical: Number
    hospital: Number
    people_voice: Number
    reversal: Number


#: The criterion that each weight is about, as `data/model_criteria.csv` calls it.
CRITERIA = {
    "single_decision": "single point of decision",
    "pooled_money": "pooled money",
    "staff": "staff transfer disruption",
    "local_voice": "local democratic voice",
    "clinical": "clinical leadership",
    "hospital": "hospital leverage",
    "people_voice": "voice of users, carers and third sector",
    "reversal": "ease of reversal",
}


@dataclass(frozen=True)
class Way:
    """A way of working: its name in the table, in a sentence, and in two short lines above a column."""

    option: str
    name: str
    head: tuple[str, str]


OPTIONS = (
    Way("body corporate", "Body corporate", ("Joint", "board")),
    Way("lead agency, health board leads", "Lead agency, health board leading", ("Health", "leads")),
    Way("lead agency, council leads", "Lead agency, council leading", ("Council", "leads")),
    Way("lead agency both ways (Highland)", "Lead agency both ways (Highland)", ("Both", "ways")),
    Way("no structural change, better relationships", "No structural change", ("No", "change")),
)

#: What a cell rests on: in the sentence, and in a cell of the picture.
RESTS = {
    "law": ("law", "Law"),
    "audit": ("an audit", "Audit"),
    "case": ("a case", "Case"),
    "opinion": ("an opinion", "Opinion"),
    "inference": ("our reading", "Inference"),
    "not found": ("nothing found", "Not found"),
}

#: So many criteria have their words drawn; the others stand in the table of the chapter.
WORDED, ON_A_PHONE = 3, 1


@cache
def found() -> tuple[tuple[dict, ...], ...]:
    """Return the rows of `data/model_criteria.csv`: for each of CRITERIA, one for each of OPTIONS."""
    rows = {(row["criterion"], row["option"]): row for row in evidence.table("model_criteria")}
    return tuple(tuple(rows[criterion, way.option] for way in OPTIONS) for criterion in CRITERIA.values())


@cache
def cells() -> tuple[tuple[Cell, ...], ...]:
    """Return the same rows as the model needs them: whether there is a gain and a cost, and what they rest on."""
    return tuple(
        tuple(Cell(bool(row["gain"]), bool(row["give_up"]), row["evidence"]) for row in line) for line in found()
    )


def chooser_model(levers: ChooserLevers) -> Profile:
    """Return the profile for the weights. The two options do not change it."""
    return profile([getattr(levers, name) for name in CRITERIA], cells())


# --- What it says ------------------------------------------------------------------------------------------


def listed(items: list[tuple[str, tuple[Slot, ...], object]], end: str = "") -> list[Clause]:
    """Return clauses that name those items that hold, as a list with commas and `and`, and `end` after the last."""
    clauses: list[Clause] = []
    after: Number = 0
    for text, slots, when in reversed(items):
        last, next_to_last, before = same(after, 0), same(after, 1), after > 1
        clauses += [
            say(f"{text},", *slots, when=both(when, before)),
            say(f"{text} and", *slots, when=both(when, next_to_last)),
            say(f"{text}{end}", *slots, when=both(when, last)),
        ]
        after = after + choose(when, 1, 0)
    return clauses[::-1]


def chooser_view(levers: ChooserLevers, answer: Profile, before: Profile) -> View:
    """Say and show what comes first, and what each of the two options gains and gives up there."""
    one, none, every = same(answer.most, 1), answer.most < 1, same(answer.most, len(CRITERIA))
    named = both(answer.most > 0, opposite(every))
    some = answer.most > 0
    gone = len(CRITERIA) - answer.shown
    differing = added(tuple(drawn for drawn, _ in in_picture(levers, answer)))
    alone = same(levers.option_a, levers.option_b)
    first, second = of_chosen(answer.options, levers.option_a), of_chosen(answer.options, levers.option_b)
    return View(
        figure=(say("{} of {}", count(differing), count(answer.shown), when=some), say("None of 8", when=none)),
        figure_label=(
            say("criteria tell the two apart", when=some),
            say("criteria has a weight", when=none),
        ),
        brief=(
            say("No criterion has a weight, so there is nothing to set side by side: move one up.", when=none),
            *(say(f"{way.name} and", when=both(some, same(levers.option_a, number)))
              for number, way in enumerate(OPTIONS)),
            *(say(f"{way.name[:1].lower()}{way.name[1:]}:", when=both(some, same(levers.option_b, number)))
              for number, way in enumerate(OPTIONS)),
            say("on {} of the {} criteria you weigh they gain, give up or rest on something else.", count(differing),
                count(answer.shown), when=both(some, differing > 0)),
            say("nothing you weigh tells them apart.", when=both(some, differing < 1)),
        ),
        sentence=(
            say("No criterion has a weight, so there is nothing to set side by side: move one up.", when=none),
            say("All eight criteria matter to you alike.", when=every),
            say("You said that", when=named),
            *listed([
                (text, (), both(named, criterion.most >= 1))
                for text, criterion in zip(CRITERIA.values(), answer.criteria, strict=True)
            ]),
            say("matters most.", when=both(named, one)),
            say("matter most.", when=both(named, opposite(one))),
            *option_clauses(levers.option_a, first, answer.most, some),
            *option_clauses(levers.option_b, second, answer.most, both(some, opposite(alone))),
            say("You have set one option beside itself: choose another.", when=both(some, alone)),
            say("One criterion has left the picture.", when=both(some, same(gone, 1))),
            say("{} criteria have left the picture.", count(gone), when=both(some, gone > 1)),
        ),
        pictures=(grid_picture(levers, answer), words_picture(levers, answer)),
        table=Table(
            caption="What is said on the criteria with your highest weight",
            unit="Criteria, counted. The counts say what is known and how, not how good it is",
            columns=("On how many", "First option", "Second option"),
            rows=tuple(
                Row(label, (count(getattr(first, field)), count(getattr(second, field))))
                for label, field in (
                    ("A gain and a cost", "gain_and_cost"),
                    ("Only a gain", "gain_only"),
                    ("Only a cost", "cost_only"),
                    ("Nothing found", "neither"),
                    ("Resting on law", "law"),
                    ("Resting on an audit", "audit"),
                    ("Resting on a case", "case"),
                    ("Resting on an opinion", "opinion"),
                    ("Resting on our reading", "inference"),
                )
            ),
        ),
    )  # fmt: skip


def option_clauses(option: Number, said: Said, most: Number, when) -> list[Clause]:
    """Return what is said of one chosen option on the criteria that matter most: in words and with their grade."""
    one = both(when, same(most, 1))
    more = both(when, most > 1)
    plain = same(said.gain_and_cost, most)
    grades = [(RESTS[grade][0], getattr(said, grade.replace(" ", "_"))) for grade in GRADES]
    return [
        *(say(f"{way.name}:", when=both(when, same(option, number))) for number, way in enumerate(OPTIONS)),
        say("something is gained and something given up on it, resting on", when=both(one, plain)),
        say("only a gain was found, resting on", when=both(one, said.gain_only > 0)),
        say("only a cost was found, resting on", when=both(one, said.cost_only > 0)),
        say("no text read says what is gained or given up:", when=both(one, said.neither > 0)),
        say("something is gained and something given up on each of them,", when=both(more, plain)),
        say("a gain and a cost on {}, only a gain on {}, only a cost on {}, neither found on {},",
            count(said.gain_and_cost), count(said.gain_only), count(said.cost_only), count(said.neither),
            when=both(more, opposite(plain))),
        say("resting on", when=more),
        *(say(f"{words}.", when=both(one, number > 0)) for words, number in grades),
        *listed([(f"{words} for {{}}", (count(number),), both(more, number > 0)) for words, number in grades], "."),
    ]  # fmt: skip


# --- The grid: every option, every criterion in the picture -------------------------------------------------


def in_picture(levers: ChooserLevers, answer: Profile) -> list[tuple[Number, Number]]:
    """Return for each criterion 1 where it has a weight and tells the two options apart, and its place among those.

    Two options are told apart by a gain, by a cost, or by what these rest on.
    """
    drawn = []
    for line, attention in zip(cells(), answer.criteria, strict=True):
        codes = [4.0 * GRADES.index(cell.evidence) + 2 * cell.gain + cell.give_up for cell in line]
        chosen = []
        for option in (levers.option_a, levers.option_b):
            code: Number = codes[0]
            for number, other in enumerate(codes):
                code = choose(same(option, number), other, code)
            chosen.append(code)
        drawn.append(choose(both(attention.shown >= 1, opposite(same(*chosen))), 1, 0))
    places = []
    for mine in answer.criteria:
        before: Number = 0
        for other, there in zip(answer.criteria, drawn, strict=True):
            before = before + choose(other.place < mine.place, there, 0)
        places.append(before)
    return list(zip(drawn, places, strict=True))


def grid_picture(levers: ChooserLevers, answer: Profile) -> Picture:
    """Draw the two options on the criteria that tell them apart, in the order of the weights."""
    rows, names = [], []
    pair = [_place(levers, number) for number in range(len(OPTIONS))]
    placed = in_picture(levers, answer)
    for line, (criterion, (drawn, place)) in enumerate(zip(CRITERIA.values(), placed, strict=True)):
        names.append({"wide": capital(criterion), "narrow": capital(criterion.split(",")[0]), "place": place,
                      "shown": drawn})  # fmt: skip
        rows += [
            {"column": float(number), "pair": pair[number], "gain": float(cell.gain), "cost": float(cell.give_up),
             "grade": RESTS[cell.evidence][1], "place": place, "shown": drawn}
            for number, cell in enumerate(cells()[line])
        ]  # fmt: skip
    heads = [{"pair": place, "text": " ".join(way.head)} for place, way in zip(pair, OPTIONS, strict=True)]
    some, differing = answer.shown > 0, added(tuple(drawn for drawn, _ in placed))
    weights = [getattr(levers, name) for name in CRITERIA]
    return Picture(
        name="grid",
        called="What differs",
        message=(
            say("{} of the {} criteria you weigh tell the two options apart", count(differing), count(answer.shown),
                when=both(some, differing > 1)),
            say("One of the {} criteria you weigh tells the two options apart", count(answer.shown),
                when=both(some, same(differing, 1))),
            say("Nothing you weigh tells the two options apart", when=both(some, differing < 1)),
            say("With no weight there is no picture", when=opposite(some)),
        ),
        what=(
            say("▲ gains something, ▼ gives something up; beside them, what that rests on."),
            say("In the order of your weights; what is alike is left out."),
        ),
        description=(
            say("A grid of criteria and five options."),
            *(say(f"{capital(text)}, weight {{}} of {{}} in all: "
                  + "; ".join(_cell_words(way, cell) for way, cell in zip(OPTIONS, line, strict=True)) + ".",
                  count(weight), count(added(tuple(weights))), when=attention.shown >= 1)
              for text, weight, attention, line
              in zip(CRITERIA.values(), weights, answer.criteria, cells(), strict=True)),
            say("No criterion is in the picture.", when=opposite(some)),
        ),
        rows={"cells": rows, "names": names, "heads": heads},
        draw=draw_grid,
        source=SOURCE,
    )  # fmt: skip


def _place(levers: ChooserLevers, number: int) -> Number:
    """Return where an option stands: 0 if it is the first chosen, 1 if only the second, otherwise -1."""
    return choose(same(levers.option_a, number), 0, choose(same(levers.option_b, number), 1, -1))


def _full() -> bool:
    """Return whether every cell has a gain and a cost."""
    return all(cell.gain and cell.give_up for line in cells() for cell in line)


def _cell_words(way: Way, cell: Cell) -> str:
    what = {(True, True): "gain and cost", (True, False): "gain only", (False, True): "cost only"}
    return f"{way.name} {what.get((cell.gain, cell.give_up), 'nothing found')} ({RESTS[cell.evidence][1].lower()})"


def _along(channel: type, size: float, field: str):
    """Return the place of a mark on a drawing of this size, in pixels from its left or upper edge."""
    scale = alt.Scale(domain=[0, size], nice=False, zero=False, range=[0, size])
    return channel(f"{field}:Q", scale=scale, axis=None)


@cache
def draw_grid(width: int) -> alt.LayerChart:
    """Return the chart of two options on the criteria that tell them apart, for a width in pixels."""
    narrow = width < 500
    inner, left, top, row, small = width - 12, *((158, 30, 23, 12) if narrow else (290, 36, 30, 14))
    step, tall = (inner - left) / 2, top + len(CRITERIA) * row + 2
    x, y = partial(_along, alt.X, inner), partial(_along, alt.Y, tall)
    placed = {"down": f"{top} + {row} * (datum.place + 0.5)"}
    marks = (
        alt.Chart(alt.NamedData("cells"))
        .transform_filter("datum.shown > 0.5 && datum.pair > -0.5")
        .transform_calculate(**placed, across=f"{left} + {step} * datum.pair", up="'▲'", fall="'▼'")
    )
    lines = (
        alt.Chart(alt.NamedData("names"))
        .transform_filter("datum.shown > 0.5")
        .transform_calculate(**placed, foot=f"{top} + {row} * (datum.place + 1)", none="0", end=f"{inner}")
    )

    def text(chart, field, dx=0, at="across", **look):
        look = {"align": "left", "baseline": "middle", "fontSize": small, "dx": dx} | look
        return chart.mark_text(**look).encode(x=x(at), y=y("down"), text=f"{field}:N")

    heads = (
        alt.Chart(alt.NamedData("heads"))
        .transform_filter("datum.pair > -0.5")
        .transform_calculate(across=f"{left} + {step} * datum.pair", down="12")
    )
    return alt.layer(
        lines.mark_rule(color=theme.LINE).encode(x=x("none"), x2="end:Q", y=y("foot")),
        text(lines, "narrow" if narrow else "wide", at="none"),
        text(heads, "text", fontWeight=700),
        text(marks.transform_filter("datum.gain > 0.5"), "up", color=theme.RECURRING_TEXT),
        text(marks.transform_filter("datum.cost > 0.5"), "fall", 12, color=theme.GAP),
        text(marks, "grade", 27),
    ).properties(
        width=inner, height=tall, padding={"left": 6, "right": 6, "top": 2, "bottom": 2},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- The words: two options on what comes first -------------------------------------------------------------

#: Letters in a line of words, by the width of the picture.
LETTERS = {"wide": 40, "narrow": 21}
LINE = 17


def words_picture(levers: ChooserLevers, answer: Profile) -> Picture:
    """Write out what the two options gain and give up on the criteria that come first."""
    columns = [_place(levers, number) for number in range(len(OPTIONS))]
    rows, names = [], []
    for attention, criterion, line in zip(answer.criteria, CRITERIA.values(), found(), strict=True):
        place = choose(attention.shown >= 1, attention.place, len(CRITERIA))
        names.append({"name": capital(criterion), "place": place})
        for column, row in zip(columns, line, strict=True):
            texts = {"gain": row["gain"] or "Nothing found.", "cost": row["give_up"] or "Nothing found."}
            wrapped = {f"{what}_{size}": "\n".join(wrap(text, letters))
                       for what, text in texts.items() for size, letters in LETTERS.items()}  # fmt: skip
            rows.append({"place": place, "column": column, "grade": f"Rests on: {_grade(row)}", **wrapped})
    heads = [
        {"column": column, **{size: "\n".join(wrap(way.name, letters - 3)) for size, letters in LETTERS.items()}}
        for column, way in zip(columns, OPTIONS, strict=True)
    ]
    some = answer.shown > 0
    full = _full()
    return Picture(
        name="words",
        called="In words",
        message=(
            say("What comes first for you, and its price, in words", when=both(some, full)),
            say("What comes first for you, in words", when=both(some, not full)),
            say("With no weight there is nothing to read", when=opposite(some)),
        ),
        what=(
            say(
                "The first three criteria by weight, on a phone the first alone. Equal weights keep the list’s order."
            ),
            say("▲ gain, ▼ what is given up."),
        ),
        description=tuple(_told(levers, answer)),
        rows={"words": rows, "names": names, "heads": heads},
        draw=draw_words,
        source=SOURCE,
    )


def _grade(row: dict) -> str:
    return RESTS[row["evidence"]][0]


def _told(levers: ChooserLevers, answer: Profile) -> list[Clause]:
    """Return the words of the picture, for those who listen to it."""
    clauses = []
    for attention, criterion, line in zip(answer.criteria, CRITERIA.values(), found(), strict=True):
        here = both(attention.shown >= 1, attention.place < WORDED)
        clauses.append(say(f"{capital(criterion)}.", when=here))
        for number, (way, row) in enumerate(zip(OPTIONS, line, strict=True)):
            chosen = choose(same(levers.option_a, number), 1, choose(same(levers.option_b, number), 1, 0)) >= 1
            gain, cost = (row[key] or "Nothing found." for key in ("gain", "give_up"))
            words = f"{way.name}. Gain: {gain} Given up: {cost} Rests on: {_grade(row)}."
            clauses.append(say(words, when=both(here, chosen)))
    clauses.append(say("No criterion is in the picture.", when=answer.shown < 1))
    return clauses


@cache
def draw_words(width: int) -> alt.LayerChart:
    """Return the chart of the words for a width in pixels."""
    size = "narrow" if width < 500 else "wide"
    narrow = size == "narrow"
    worded = ON_A_PHONE if narrow else WORDED
    inner, letters = width - 12, LETTERS[size]
    most = {
        key: max(len(wrap(row[key] or "", letters)) for line in found() for row in line) for key in ("gain", "give_up")
    }
    top, column = 48, inner / 2
    gain_at, cost_at = 36, 36 + LINE * most["gain"] + 5
    grade_at = cost_at + LINE * most["give_up"] + 3
    block = grade_at + 26
    tall = top + worded * block
    x, y = partial(_along, alt.X, inner), partial(_along, alt.Y, tall)

    def text(chart, field, at, shift=0.0, **look):
        look = {"align": "left", "baseline": "middle", "fontSize": 13, "lineBreak": "\n", "lineHeight": LINE} | look
        return chart.transform_calculate(
            down=f"{top} + {block} * datum.place + {at}", across=f"{column} * datum.column + {shift}"
        ).mark_text(**look).encode(x=x("across"), y=y("down"), text=f"{field}:N")  # fmt: skip

    words = alt.Chart(alt.NamedData("words")).transform_filter(f"datum.place < {worded} && datum.column > -0.5")
    marks = words.transform_calculate(up="'▲'", down_mark="'▼'")
    names = alt.Chart(alt.NamedData("names")).transform_filter(f"datum.place < {worded}")
    names = names.transform_calculate(column="0")
    rules = names.transform_calculate(down=f"{top} + {block} * datum.place", end=f"{inner}", start="0").mark_rule(
        color=theme.EDGE
    ).encode(x=x("start"), x2="end:Q", y=y("down"))  # fmt: skip
    heads = (
        alt.Chart(alt.NamedData("heads"))
        .transform_filter("datum.column > -0.5")
        .transform_calculate(across=f"{column} * datum.column")
        .mark_text(align="left", baseline="middle", fontWeight=700, fontSize=13 if narrow else 14, lineBreak="\n",
                   lineHeight=LINE)
        .encode(x=x("across"), y=alt.value(10), text=f"{size}:N")
    )  # fmt: skip
    return alt.layer(
        rules, heads,
        text(names, "name", 17, fontWeight=700, fontSize=13 if narrow else 14),
        text(marks, "up", gain_at, color=theme.RECURRING_TEXT), text(words, f"gain_{size}", gain_at, 17),
        text(marks, "down_mark", cost_at, color=theme.GAP), text(words, f"cost_{size}", cost_at, 17),
        text(words, "grade", grade_at, 17, color=theme.QUIET, fontStyle="italic"),
    ).properties(
        width=inner, height=tall, padding={"left": 6, "right": 6, "top": 4, "bottom": 2},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- The words in full --------------------------------------------------------------------------------------


def criterion_table(criterion: str) -> DataTable:
    """Return what all five options gain and give up on one criterion. Raises ValueError for an unknown one."""
    if criterion not in CRITERIA.values():
        raise ValueError(f"There is no criterion {criterion!r}: choose one of {'; '.join(CRITERIA.values())}.")
    line = found()[list(CRITERIA.values()).index(criterion)]
    return DataTable(
        name=f"criterion-{'-'.join(criterion.replace(',', '').split())}",
        caption=capital(criterion),
        unit="In words, as at November 2026",
        columns=(Column("option", "Way of working"), Column("gain", "What you gain"),
                 Column("give_up", "What you give up"), Column("evidence", "Rests on"), Column("note", "Remark")),
        rows=tuple(
            {"option": way.name, "gain": row["gain"], "give_up": row["give_up"], "evidence": _grade(row),
             "note": row["note"] or "None."}
            for way, row in zip(OPTIONS, line, strict=True)
        ),
        source="Rows of data/model_criteria.csv; each names its own source there.",
    )  # fmt: skip


model_chooser = Explorer(
    name="model-chooser",
    version=1,
    variable="model_chooser",
    part="Model Chooser",
    title="What do you gain, and what do you give up?",
    levers=ChooserLevers,
    model=chooser_model,
    view=chooser_view,
    assumes=(
        "Eight criteria. Yours may be others: write them down and ask the same two questions.",
        "A cell names one gain and one cost. There may be others.",
        "One grade stands for both halves of a cell. In some cells one half is our reading: the remarks say where.",
        "The weights are yours. They set what comes first, and they change no cell.",
    ),
    omits=(
        "Which option to choose. No option is added up, because a gain in voice cannot be taken off a cost in money.",
        "Whether a model made care better. No study that was read can say so.",
        "How the two lead agencies that lead one way would work: no area was seen to use them.",
        "Law, audit, case, opinion and inference say how something is known. Law does not mean good, or in use.",
    ),
    start="Start from a made-up reader",
    standing="Part illustrative: the words name their sources; weights are the reader’s.",
)
