"""Who pays: the same overspend under the rules reported for ten places.

The rules' words, kinds and sources are read from `data/local_rules.csv` when the explorer is made; nothing of them is
typed here but what a reader sees beside a bar.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import altair as alt

from joint_working import evidence
from joint_working.formula import Number, at_least, at_most, both, choose, either, opposite, same
from joint_working.in_print import NOISE, some, steps, told
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.levers import levers_of
from joint_working.kit.view import Picture, Row, Table, View
from joint_working.models.risk_share import RULES, FixedShares, Met, Overspend, OverspendLevers, chosen, who_pays
from joint_working.rounding import shared_steps
from joint_working.words import NOTHING, amount, money, say

NAME = "who-pays"

#: What is said of a sum without a payer. Only West Lothian's rule leaves one.
UNSETTLED = (
    "left when reserves have run out",
    "{} would be left when reserves have run out; no text read says who pays that.",
)

#: The parts of an overspend, in the order they are drawn, and what they are called.
PARTS = {
    "health": "Health board",
    "council": "Council side",
    "reserves": "Reserves",
    "recovered": "Recovery plan",
    "lent": "Lent by the council",
    "unsettled": "Not settled",
}


def as_printed(levers: OverspendLevers, met: Met) -> Met:
    """Return who meets the overspend in tenths of £1 million that add up to it as it prints.

    A part that a rule never uses is a plain 0, and stays one.
    """
    used = [part for part in PARTS if not _never(getattr(met, part))] or ["unsettled"]
    rounded = shared_steps(steps(levers.overspend), tuple(getattr(met, part) for part in used))
    return replace(met, **{part: units / 10 for part, units in zip(used, rounded, strict=True)})


def _never(size: Number) -> bool:
    return isinstance(size, float) and size == 0


def local_rules() -> tuple[dict, ...]:
    """Return the row of `data/local_rules.csv` behind each of RULES, in order."""
    rows = {row["key"]: row for row in evidence.table("local_rules")}
    return tuple(rows[key] for key in RULES)


def fixed_shares() -> FixedShares:
    """Return the shares read for three places. Raises ValueError for a row whose value is not two numbers."""
    rows = {row["key"]: row for row in evidence.table("local_rules")}

    def pair(key: str) -> tuple[float, float]:
        try:
            health, council = map(float, rows[key]["value"].split("|"))
        except ValueError:
            raise ValueError(
                f"data/local_rules.csv, row {key}, column value: expected two shares, as 60|40, found "
                f"{rows[key]['value']!r}"
            ) from None
        return health, council

    return FixedShares(*(pair(f"{place}-overspend") for place in ("fife", "angus", "aberdeen-city")))


def names() -> tuple[str, ...]:
    """Return what each rule is called beside its bar: the options of the lever `rule`."""
    return next(lever.options for lever in levers_of(NAME) if lever.name == "rule")


def _said(row: dict) -> str:
    """Return a rule in words, with what sort of statement it is and who published it when: every source of the row."""
    kind, years = evidence.BADGES[row["kind"]][0], {}
    keys = (row["source"], *evidence.parted(row["also"] or ""))
    for source in map(evidence.source, keys):
        dates = years.setdefault(source.publisher.partition(" (")[0], [])
        dates += [] if source.year in dates else [source.year or "no date shown"]
    given = "; ".join(f"{publisher}, {' and '.join(map(str, when))}" for publisher, when in years.items())
    return f"{row['area']}: {row['what']} ({kind}{'s' if len(keys) > 1 else ''}: {given}.)"


def overspend_view(levers: OverspendLevers, exact: Overspend, before: Overspend) -> View:
    """Say and show who would meet the same overspend under each rule. What is printed adds up to it."""
    answer = Overspend(rules=tuple(as_printed(levers, met) for met in exact.rules))
    met, unrounded = chosen(levers, answer), chosen(levers, exact)
    health, council = some(met.health), some(met.council)
    lent, open_, drawn, found = map(some, (met.lent, met.unsettled, met.reserves, met.recovered))
    nothing = opposite(some(levers.overspend))
    shared, split = either(health, council), both(health, council)
    alone = both(opposite(shared), open_)
    settled = opposite(either(either(shared, open_), lent))
    one_sided = same(levers.rule, RULES.index("argyll-and-bute-overspend"))
    meets, gives = both(shared, opposite(one_sided)), both(shared, one_sided)
    only_found, only_drawn = both(settled, found), both(settled, both(drawn, opposite(found)))

    def row(name: str, rule: Met, total: bool = False) -> Row:
        return Row(name, tuple(amount(getattr(rule, part)) for part in PARTS), total)

    return View(
        figure=(
            say("{} and {}", money(met.health), money(met.council), when=split),
            say("{}", money(met.health), when=both(health, opposite(council))),
            say("{}", money(met.council), when=both(council, opposite(health))),
            say("{}", money(met.lent), when=both(lent, opposite(shared))),
            say("{}", money(met.recovered), when=only_found),
            say("{}", money(met.reserves), when=only_drawn),
            say("{}", money(met.unsettled), when=alone),
            say("Nothing", when=nothing),
        ),
        figure_label=(
            say("health board and council side", when=split),
            say("health board", when=both(health, opposite(council))),
            say("council side", when=both(council, opposite(health))),
            say("lent by the council, and owed back", when=both(lent, opposite(shared))),
            say("found by a recovery plan", when=only_found),
            say("from reserves", when=only_drawn),
            say(UNSETTLED[0], when=alone),
            say("· {} found by a recovery plan", money(met.recovered), when=both(found, opposite(only_found))),
            say("· {} from reserves", money(met.reserves), when=both(drawn, opposite(only_drawn))),
            say("· {} lent by the council, and owed back", money(met.lent), when=both(lent, shared)),
            say(f"· {{}} {UNSETTLED[0]}", money(met.unsettled), when=both(open_, opposite(alone))),
            say("to share", when=nothing),
            *(say(f"· {name}", when=same(levers.rule, number)) for number, name in enumerate(names())),
        ),
        sentence=(
            *(say(_said(row), when=same(levers.rule, number)) for number, row in enumerate(local_rules())),
            say("By that rule, of {} the health board would meet", money(levers.overspend), when=meets),
            *told("{}", met.health, when=meets, exact=unrounded.health),
            *told("and the council side {}.", met.council, when=meets, exact=unrounded.council),
            say("By that rule, of {} the health board would give {}, not to be paid back.", money(levers.overspend),
                money(met.health), when=gives),
            say("The council would lend {}, and the board would owe it back.", money(met.lent), when=lent),
            say("Reserves would give {}.", money(met.reserves), when=drawn),
            say("A recovery plan would find {}.", money(met.recovered), when=found),
            say(UNSETTLED[1], money(met.unsettled), when=open_),
            say("There is nothing to share.", when=nothing),
            say("Your own scheme decides: check it."),
        ),
        pictures=(rules_picture(levers, answer),),
        table=Table(
            caption="The same overspend under each rule",
            unit="£ million",
            columns=("As in", *PARTS.values()),
            rows=(
                *(row(name, rule) for name, rule in zip(names(), answer.rules, strict=True)),
                row("The rule you look at", met, total=True),
            ),
        ),
    )  # fmt: skip


def rules_picture(levers: OverspendLevers, answer: Overspend) -> Picture:
    """Draw the same overspend under every rule, one bar each."""
    bars, notes, words, marks, named = [], [], [], [], set()
    for number, (name, met) in enumerate(zip(names(), answer.rules, strict=True)):
        start, line = 0.0, float(number)
        words.append({"y": line, "text": name})
        marks.append({"y": line, "seen": choose(same(levers.rule, number), 1.0, 0.0)})
        for part in PARTS:
            size = getattr(met, part)
            if _never(size):
                continue
            end = start + size
            bars.append({"y": line, "part": part, "x": start, "x2": end})
            called = "" if part in named else PARTS[part].partition(",")[0]
            named.add(part)
            notes.append({"y": line, "part": part, "x": (start + end) / 2, "text": amount(size), "called": called,
                          "share": size / at_least(NOTHING, levers.overspend),
                          "seen": choose(size >= at_least(NOTHING, levers.overspend * 0.09), 1.0, 0.0)})  # fmt: skip
            start = end
    least = most = answer.rules[0].health
    for met in answer.rules[1:]:
        least, most = at_most(least, met.health), at_least(most, met.health)
    over = some(levers.overspend)
    return Picture(
        name="rules",
        message=(
            say("Of the same {} the health board would meet from {} to {}, by the place’s rule",
                money(levers.overspend), money(least), money(most), when=both(over, least >= NOISE)),
            say("Of the same {} the health board would meet from nothing to {}, by the place’s rule",
                money(levers.overspend), money(most), when=both(over, least < NOISE)),
            say("There is nothing to share", when=opposite(over)),
        ),
        what=(
            say("Who would meet one year’s overspend, £ million, by the rules reported for ten places."),
            say("An ink bar marks the rule you look at."),
        ),
        description=(
            say("Eleven bars of {} each.", money(levers.overspend)),
            *(say(f"{name}: health board " + "{}, councils {}.", amount(met.health), amount(met.council),
                  when=either(some(met.health), some(met.council)))
              for name, met in zip(names(), answer.rules, strict=True)),
            say("All values are in the table."),
        ),
        rows={"bars": bars, "notes": notes, "words": words, "marks": marks},
        draw=draw_rules,
        source="Rules: the sources named in the words above; see the table of local rules. The overspend is made up.",
        key=(("Health board", "health"), ("Council side", "council"), ("Reserves", "reserves"),
             ("Recovery plan", "recurring"), ("Lent by the council", "lent"), ("Not settled", "gap")),
    )  # fmt: skip


def draw_rules(width: int) -> alt.LayerChart:
    """Return the chart of the rules for a width in pixels."""
    inner = width - 40
    line, count = 42, len(RULES)
    x = alt.X("x:Q", title=None, axis=None, scale=alt.Scale(nice=False))
    y_scale = alt.Scale(domain=[0, count], reverse=True, nice=False)

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", scale=y_scale, axis=None)

    parts = list(PARTS)
    fills = alt.Color("part:N", scale=alt.Scale(domain=parts, range=[
        theme.HEALTH, theme.COUNCIL, theme.RESERVES, theme.RECURRING, theme.GAP_TINT, theme.GAP]))  # fmt: skip
    inks = alt.Color(
        "part:N", scale=alt.Scale(domain=parts, range=[*[theme.WHITE] * 3, theme.INK, theme.INK, theme.WHITE])
    )
    seen = alt.Opacity("seen:Q", scale=None)
    bars = (
        alt.Chart(alt.NamedData("bars"))
        .transform_calculate(top="datum.y + 0.46", foot="datum.y + 0.94")
        .mark_rect(stroke=theme.GAP)
        .encode(x=x, x2="x2:Q", y=y("top"), y2="foot:Q", color=fills,
                strokeWidth=alt.condition("datum.part == 'lent' && datum.x2 > 0", alt.value(1.5), alt.value(0)))
    )  # fmt: skip
    notes = (
        alt.Chart(alt.NamedData("notes"))
        .transform_calculate(middle="datum.y + 0.71", words=theme.CALLED if width >= 500 else "datum.text")
        .mark_text(fontWeight=700, fontSize=13)
        .encode(x=x, y=y("middle"), text="words:N", color=inks, opacity=seen)
    )
    words = (
        alt.Chart(alt.NamedData("words"))
        .transform_calculate(at="datum.y + 0.26")
        .mark_text(align="left", baseline="middle", fontSize=13)
        .encode(x=alt.value(0), y=y("at"), text="text:N")
    )
    marks = (
        alt.Chart(alt.NamedData("marks"))
        .transform_calculate(top="datum.y + 0.1", foot="datum.y + 0.94")
        .mark_rect(color=theme.INK)
        .encode(x=alt.value(-10), x2=alt.value(-6), y=y("top"), y2="foot:Q", opacity=seen)
    )
    return alt.layer(bars, notes, words, marks).resolve_scale(color="independent").properties(
        width=inner, height=line * count, padding={"left": 14, "right": 26, "top": 4, "bottom": 6},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


def make() -> Explorer:
    """Return the explorer, with the rules as `data/` has them."""
    return Explorer(
        name=NAME,
        version=2,
        variable="who_pays_lab",
        part="Who pays",
        title="Ten places, the same overspend",
        levers=OverspendLevers,
        model=partial(who_pays, shares=fixed_shares()),
        view=overspend_view,
        assumes=(
            "The overspend is what is left at the year’s end, and is the same in every place.",
            "Shares reported as “about” are taken as they stand.",
            "In West Lothian the split was agreed for one year, before it ended. What was paid we could not read.",
            "In the Scottish Borders what is left is taken to follow where it arose, as it did in 2018/19. A press "
            "report says that there the partners share in proportion to what they pay in.",
            "In Clackmannanshire and Stirling the two councils are shown together. Equal sides are our inference from "
            "the quarter that Stirling was asked for.",
            "Where the council lends, it is owed the sum back, and no interest.",
        ),
        omits=(
            "The whole of any scheme. Most rules were read in a news report or a meeting paper, not in the scheme.",
            "What a place does today. Several rows are years old, and a partner may refuse to pay.",
            "Which rule is fair. Each has its case, made in the text beside it.",
        ),
        open_levers=(2, 4),
        start="Start from",
        standing="Part illustrative: the rules are those reported for named places; the overspend is made up.",
    )


who_pays_lab = make()
