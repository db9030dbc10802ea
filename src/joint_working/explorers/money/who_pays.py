"""Who pays: the same overspend under the rules reported for ten places.

The rules' words, kinds and sources are read from `data/local_rules.csv` when the explorer is made; nothing of them is
typed here but what a reader sees beside a bar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from joint_working.models.risk_share import (
    AS_AN_OVERSPEND,
    AS_TWO_SCHEMES,
    RULES,
    UNDERSPENDS,
    FixedShares,
    Met,
    Overspend,
    OverspendLevers,
    chosen,
    who_pays,
)
from joint_working.rounding import shared_steps
from joint_working.words import Clause, amount2, as_set, money, money2, say

NAME = "who-pays"

#: What is printed of £1 million: a share of a small sum has to be seen. Below the least sum nothing is printed.
DECIMALS, LEAST = 2, 0.005

#: What is said of a sum without a payer. Only West Lothian's rule leaves one.
UNSETTLED = (
    "left, and reserves have run out",
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
    """Return who meets the overspend in hundredths of £1 million that add up to it as it prints.

    Real sums at a year's end are small: in Fife it was £0.847m. A part that a rule never uses is a plain 0, and stays
    one.
    """
    used = [part for part in PARTS if not _never(getattr(met, part))] or ["unsettled"]
    total = steps(size_of(levers), DECIMALS)
    rounded = shared_steps(total, tuple(getattr(met, part) for part in used), DECIMALS)
    return replace(met, **{part: units / 10**DECIMALS for part, units in zip(used, rounded, strict=True)})


def size_of(levers: OverspendLevers) -> Number:
    """Return how large the overspend or underspend is, in £ million."""
    return choose(levers.overspend < 0, -1 * levers.overspend, levers.overspend)


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


def overspend_view(levers: OverspendLevers, exact: Overspend, before: Overspend, shares: FixedShares) -> View:
    """Say and show who would meet the same overspend under each rule. What is printed adds up to it."""
    answer = who_pays(levers, shares, partial(as_printed, levers))
    met, unrounded = chosen(levers, answer), chosen(levers, exact)
    over = levers.overspend >= 0

    def row(name: str, rule: Met, total: bool = False) -> Row:
        return Row(name, tuple(amount2(getattr(rule, part)) for part in PARTS), total)

    return View(
        figure=(*_when(over, overspend_figure(levers, met)), *_when(opposite(over), underspend_figure(met))),
        figure_label=(
            *_when(over, overspend_label(levers, met)),
            *_when(opposite(over), underspend_label(met)),
        ),
        brief=(
            *(say(f"{name.split(':')[0]}.", when=same(levers.rule, number)) for number, name in enumerate(names())),
            *_when(over, met_by(levers, met, unrounded)),
            *_when(over, met_otherwise(met)),
            *_when(opposite(over), underspend_clauses(levers, met, unrounded)[:1]),
        ),
        sentence=(
            *(say(_said(row), when=same(levers.rule, number)) for number, row in enumerate(local_rules())),
            *_when(over, overspend_clauses(levers, met, unrounded)),
            *_when(opposite(over), underspend_clauses(levers, met, unrounded)),
            say("Your own scheme decides: check it."),
        ),
        pictures=(rules_picture(levers, answer),),
        table=Table(
            caption="The same sum under each rule: who meets an overspend, or gets an underspend",
            unit="£ million",
            columns=("As in", *PARTS.values()),
            rows=(
                *(row(name, rule) for name, rule in zip(names(), answer.rules, strict=True)),
                row("The rule you look at", met, total=True),
            ),
        ),
    )


def _when(condition, clauses: Iterable[Clause]) -> Iterator[Clause]:
    """Yield clauses that are said only when a condition holds besides their own."""
    return (replace(clause, when=both(condition, clause.when)) for clause in clauses)


def _some(size: Number):
    return some(size, DECIMALS)


def overspend_figure(levers: OverspendLevers, met: Met) -> tuple[Clause, ...]:
    """Return the headline of an overspend: who meets it under the rule looked at."""
    health, council, lent, open_, drawn, recovered = map(
        _some, (met.health, met.council, met.lent, met.unsettled, met.reserves, met.recovered)
    )
    shared = either(health, council)
    settled = opposite(either(either(shared, open_), lent))
    return (
        say("{} and {}", money2(met.health), money2(met.council), when=both(health, council)),
        say("{}", money2(met.health), when=both(health, opposite(council))),
        say("{}", money2(met.council), when=both(council, opposite(health))),
        say("{}", money2(met.lent), when=both(lent, opposite(shared))),
        say("{}", money2(met.recovered), when=both(settled, recovered)),
        say("{}", money2(met.reserves), when=both(settled, both(drawn, opposite(recovered)))),
        say("{}", money2(met.unsettled), when=both(opposite(shared), open_)),
        say("Nothing", when=opposite(_some(levers.overspend))),
    )


def overspend_label(levers: OverspendLevers, met: Met) -> tuple[Clause, ...]:
    """Return what stands beside the headline of an overspend: who meets it."""
    health, council, lent, open_, drawn, recovered = map(
        _some, (met.health, met.council, met.lent, met.unsettled, met.reserves, met.recovered)
    )
    shared = either(health, council)
    alone = both(opposite(shared), open_)
    settled = opposite(either(either(shared, open_), lent))
    only_recovered, only_drawn = both(settled, recovered), both(settled, both(drawn, opposite(recovered)))
    return (
        say("health, council side", when=both(health, council)),
        say("health board", when=both(health, opposite(council))),
        say("council side", when=both(council, opposite(health))),
        say("lent by the council", when=both(lent, opposite(shared))),
        say("found by a recovery plan", when=only_recovered),
        say("from reserves", when=only_drawn),
        say(UNSETTLED[0], when=alone),
        say("to share", when=opposite(_some(levers.overspend))),
    )


def met_by(levers: OverspendLevers, met: Met, unrounded: Met) -> tuple[Clause, ...]:
    """Return the clauses on what the partners would meet by the rule looked at. `unrounded` is not as printed."""
    shared = either(_some(met.health), _some(met.council))
    one_sided = same(levers.rule, RULES.index("argyll-and-bute-overspend"))
    meets, gives = both(shared, opposite(one_sided)), both(shared, one_sided)
    total = as_set(money(levers.overspend))
    return (
        say("By that rule, of {} the health board would meet", total, when=meets),
        *told("{}", met.health, "money2", when=meets, exact=unrounded.health),
        *told("and the council side {}.", met.council, "money2", when=meets, exact=unrounded.council),
        say("By that rule, of {} the health board would give {}, not to be paid back.", total, money2(met.health),
            when=gives),
        say("There is nothing to share.", when=opposite(_some(levers.overspend))),
    )  # fmt: skip


def met_otherwise(met: Met) -> tuple[Clause, ...]:
    """Return in a few words what else would meet an overspend, and what would be left."""
    return (
        say("The council would lend {}.", money2(met.lent), when=_some(met.lent)),
        say("Reserves would give {}.", money2(met.reserves), when=_some(met.reserves)),
        say("A recovery plan would find {}.", money2(met.recovered), when=_some(met.recovered)),
        say("{} would be left.", money2(met.unsettled), when=_some(met.unsettled)),
    )


def overspend_clauses(levers: OverspendLevers, met: Met, unrounded: Met) -> tuple[Clause, ...]:
    """Return the clauses on who would meet an overspend, and what reserves and a recovery plan would."""
    return (
        *met_by(levers, met, unrounded),
        say("The council would lend {}, and the board would owe it back.", money2(met.lent), when=_some(met.lent)),
        say("Reserves would give {}.", money2(met.reserves), when=_some(met.reserves)),
        say("A recovery plan would find {}.", money2(met.recovered), when=_some(met.recovered)),
        say(UNSETTLED[1], money2(met.unsettled), when=_some(met.unsettled)),
    )


def underspend_figure(met: Met) -> tuple[Clause, ...]:
    """Return the headline of an underspend: what the board keeps, or else what the partners get."""
    kept, health, council, open_ = map(_some, (met.reserves, met.health, met.council, met.unsettled))
    back = opposite(kept)
    return (
        say("{}", money2(met.reserves), when=kept),
        say("{} and {}", money2(met.health), money2(met.council), when=both(back, both(health, council))),
        say("{}", money2(met.health), when=both(back, both(health, opposite(council)))),
        say("{}", money2(met.council), when=both(back, both(council, opposite(health)))),
        say("{}", money2(met.unsettled), when=open_),
        say("Nothing", when=opposite(either(either(kept, open_), either(health, council)))),
    )


def underspend_label(met: Met) -> tuple[Clause, ...]:
    """Return what stands beside the headline of an underspend."""
    kept, health, council, open_ = map(_some, (met.reserves, met.health, met.council, met.unsettled))
    back, shared = opposite(kept), either(health, council)
    return (
        say("kept by the board, as reserves", when=kept),
        say("back: health, council side", when=both(back, both(health, council))),
        say("back to the health board", when=both(back, both(health, opposite(council)))),
        say("back to the council side", when=both(back, both(council, opposite(health)))),
        say("with no owner yet", when=open_),
        say("to share", when=opposite(either(either(kept, open_), shared))),
    )  # fmt: skip


def underspend_clauses(levers: OverspendLevers, met: Met, unrounded: Met) -> tuple[Clause, ...]:
    """Return the clauses on who would get an underspend, and how far that is known."""
    total = as_set(money(-1 * levers.overspend))
    by_clause, all_kept, mirrored, agreed = (same(levers.underspend, choice) for choice in UNDERSPENDS)
    back = either(_some(met.health), _some(met.council))
    return (
        say("That is a rule for an overspend. Here {} is left over.", total),
        *told("By a clause of two schemes, not named, the board keeps {} of it, as its own doing,", met.reserves,
              "money2", when=by_clause, exact=unrounded.reserves),
        say("and a windfall goes back in proportion to what each paid in:", when=both(by_clause, back)),
        *told("{} to the health board", met.health, "money2", when=both(by_clause, back), exact=unrounded.health),
        *told("and {} to the council side.", met.council, "money2", when=both(by_clause, back),
              exact=unrounded.council),
        say("and there is no windfall to give back.", when=both(by_clause, opposite(back))),
        say("The board keeps all of it, as reserves (assumed).", when=all_kept),
        *told("If it is shared as an overspend is (assumed), the health board gets {}", met.health, "money2",
              when=both(mirrored, back), exact=unrounded.health),
        *told("and the council side {}.", met.council, "money2", when=both(mirrored, back), exact=unrounded.council),
        say("That rule gives no shares for it: no text read says who would keep it.",
            when=both(mirrored, opposite(back))),
        say("The basis is to be agreed, so it has no owner yet (assumed).", when=agreed),
    )  # fmt: skip


def rules_picture(levers: OverspendLevers, answer: Overspend) -> Picture:
    """Draw the same overspend under every rule, one bar each."""
    bars, notes, words, marks, named = [], [], [], [], set()
    total = size_of(levers)
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
            notes.append({"y": line, "part": part, "x": (start + end) / 2, "text": amount2(size), "called": called,
                          "share": size / at_least(LEAST, total),
                          "seen": choose(size >= at_least(LEAST, total * 0.09), 1.0, 0.0)})  # fmt: skip
            start = end
    least = most = answer.rules[0].health
    for met in answer.rules[1:]:
        least, most = at_most(least, met.health), at_least(most, met.health)
    over, under = both(levers.overspend >= 0, _some(total)), both(levers.overspend < 0, _some(total))
    least_kept = most_kept = answer.rules[0].reserves
    for met in answer.rules[1:]:
        least_kept, most_kept = at_most(least_kept, met.reserves), at_least(most_kept, met.reserves)
    keeps = both(under, least_kept >= NOISE)
    return Picture(
        name="rules",
        message=(
            say("Of the same {} the health board would meet from {} to {}, by the place’s rule",
                as_set(money(total)), money2(least), money2(most), when=both(over, least >= NOISE)),
            say("Of the same {} the health board would meet from nothing to {}, by the place’s rule",
                as_set(money(total)), money2(most), when=both(over, least < NOISE)),
            say("Of an underspend of {} the board keeps {}", as_set(money(total)), money2(least_kept), when=keeps),
            say("Of an underspend of {} the board keeps nothing", as_set(money(total)),
                when=both(under, opposite(keeps))),
            say("There is nothing to share", when=opposite(either(over, under))),
        ),
        what=(
            say("Who would meet one year’s overspend, £ million, by the rules reported for ten places.",
                when=levers.overspend >= 0),
            say("Who would get one year’s underspend, £ million, in ten places. Reserves: kept by the board.",
                when=levers.overspend < 0),
            say("An ink bar marks the rule you look at."),
        ),
        description=(
            say("Eleven bars of {} each.", as_set(money(total))),
            *(say(f"{name}: health board " + "{}, councils {}.", amount2(met.health), amount2(met.council),
                  when=either(_some(met.health), _some(met.council)))
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
    narrow = width < 500
    line, count = 25 if narrow else 27, len(RULES)
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
        .transform_calculate(top="datum.y + 0.5", foot="datum.y + 0.94")
        .mark_rect(stroke=theme.GAP)
        .encode(x=x, x2="x2:Q", y=y("top"), y2="foot:Q", color=fills,
                strokeWidth=alt.condition(
                    "datum.part == 'lent' && datum.x2 - datum.x > 0", alt.value(1.5), alt.value(0)))
    )  # fmt: skip
    notes = (
        alt.Chart(alt.NamedData("notes"))
        .transform_calculate(middle="datum.y + 0.725", words=theme.CALLED)
        .mark_text(fontWeight=700, fontSize=12)
        .encode(x=x, y=y("middle"), text="words:N", color=inks, opacity=seen)
    )
    words = (
        alt.Chart(alt.NamedData("words"))
        .transform_calculate(at="datum.y + 0.22")
        .mark_text(align="left", baseline="middle", fontSize=12 if narrow else 13)
        .encode(x=alt.value(0), y=y("at"), text="text:N")
    )
    marks = (
        alt.Chart(alt.NamedData("marks"))
        .transform_calculate(top="datum.y + 0.1", foot="datum.y + 0.94")
        .mark_rect(color=theme.INK)
        .encode(x=alt.value(-10), x2=alt.value(-6), y=y("top"), y2="foot:Q", opacity=seen)
    )
    return alt.layer(bars, *([] if narrow else [notes]), words, marks).resolve_scale(color="independent").properties(
        width=inner, height=line * count, padding={"left": 14, "right": 26, "top": 4, "bottom": 6},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


def counting(levers: OverspendLevers, answer: Overspend) -> dict[str, Number]:
    """Return when the levers count that do nothing at some settings."""
    over, under = levers.overspend > 0, levers.overspend < 0
    return {
        "council_arising": either(over, both(under, same(levers.underspend, AS_AN_OVERSPEND))),
        "reserves": over,
        "recovered": over,
        "underspend": under,
        "windfall": both(under, same(levers.underspend, AS_TWO_SCHEMES)),
    }


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
        view=partial(overspend_view, shares=fixed_shares()),
        counts=counting,
        assumes=(
            "The overspend is what is left at the year’s end, and is the same in every place.",
            "Shares reported as “about” are taken as they stand.",
            "In West Lothian the split was agreed for one year, before it ended. What was paid we could not read.",
            "In the Scottish Borders what is left is taken to follow where it arose, as it did in 2018/19. A press "
            "report says that there the partners share in proportion to what they pay in.",
            "In Clackmannanshire and Stirling the two councils are shown together. Equal sides are our inference from "
            "the quarter that Stirling was asked for.",
            "Where the council lends, it is owed the sum back, and no interest.",
            "An underspend goes in every place as you choose. A clause of two schemes, not named, lets the board keep "
            "what it earned and gives a windfall back in proportion. Who keeps one in these ten places we could not "
            "read.",
        ),
        omits=(
            "The whole of any scheme. Most rules were read in a news report or a meeting paper, not in the scheme.",
            "What a place does today. Several rows are years old, and a partner may refuse to pay.",
            "Which rule is fair. Each has its case, made in the text beside it.",
        ),
        start="Start from",
        standing="Part illustrative: the rules are those reported for named places; the overspend is made up.",
    )


who_pays_lab = make()
