"""Budget Lab, part 3, with ranges: a fan over five years, and which number matters most."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt

from joint_working.formula import Number, at_least, at_most, both, choose, either, opposite, same
from joint_working.in_print import NOISE, differ, some, steps
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.levers import levers_of
from joint_working.kit.view import Picture, Row, Table, View
from joint_working.models.uncertainty import (
    MOVED,
    RECURRING_RANGE,
    SAVINGS_RANGE,
    SCENARIOS,
    Band,
    Fan,
    FanLevers,
    Swing,
    afresh,
    fan,
    following,
    ranges,
)
from joint_working.words import NOTHING, Slot, amount, as_set, count, money, percent, printed, say

SOURCE = "Illustrative figures. Model: Joint Working, Budget Lab, part 3 with ranges, version 2."

NAME = "budget-lab-fan"

#: What each of MOVED is called, and how a title and a sentence say that it matters.
NAMES = {
    "price": ("Pay and prices", "pay and prices matter", "what pay and prices do matters"),
    "demand": ("Demand", "demand matters", "how demand grows matters"),
    "uplift": ("The partners’ payments", "the partners’ payments matter", "how the partners’ payments grow matters"),
    "delivery": ("Delivery of the plan", "delivery matters", "how much of the plan is delivered matters"),
    "savings": ("Savings planned", "the size of the plan matters", "how much the board plans to save matters"),
    "recurring": ("Savings that last", "savings that last matter", "how much of the saving lasts matters"),
}

#: The numbers a board decides itself; the others happen to it.
CHOSEN = ("savings", "recurring")


@dataclass(frozen=True)
class Spread:
    """What may be said of one year's scenarios, as they are printed. Just one of the first five holds."""

    single: Number
    """Every scenario comes to the same overspend."""
    close: Number
    """Eight scenarios of ten print as one sum."""
    wide: Number
    """Eight of ten lie between two sums of whole £ million."""
    narrow: Number
    """Eight of ten lie between two sums that differ by less."""
    below: Number
    """At least one of ten meets the budget, and more than one of ten does not."""
    none: Number
    """At least nine of ten meet the budget."""
    all_meet: Number
    """Every scenario meets the budget."""


def spread_of(year: Band) -> Spread:
    """Return what may be said of a year's scenarios."""
    over, low = some(year.below_90), some(year.below_10)
    apart, whole = differ(year.below_90, year.below_10), differ(year.below_90, year.below_10, 0)
    single = both(over, year.below_90 - year.below_10 < NOISE)
    two_ends = both(both(over, low), apart)
    large = both(whole, year.below_10 >= 0.5)
    return Spread(
        single=single,
        close=both(both(over, opposite(apart)), opposite(single)),
        wide=both(two_ends, large),
        narrow=both(two_ends, opposite(large)),
        below=both(over, opposite(low)),
        none=opposite(over),
        all_meet=year.meets >= 100,
    )


def fan_view(levers: FanLevers, answer: Fan, before: Fan) -> View:
    """Say and show how far five years may turn out from what is set."""
    first, last = answer.years[0], answer.years[-1]
    year_1, year_5 = spread_of(first), spread_of(last)
    as_set = (
        say("If everything turns out as set, the board is {} over budget in year 5.", money(last.as_set),
            when=some(last.as_set)),
        say("If everything turns out as set, the board meets its budget in year 5.",
            when=opposite(some(last.as_set))),
    )  # fmt: skip
    often = 100 - last.meets
    in_some = opposite(either(often >= 100, often <= 0))
    swings = most_moving(answer.swings)
    columns = [f"Year {number}" for number in range(1, len(answer.years) + 1)]

    def row(label: str, field: str, total: bool = False) -> Row:
        return Row(label, tuple(amount(getattr(year, field)) for year in answer.years), total)

    return View(
        figure=(
            say("£{}m to £{}m", count(last.below_10), count(last.below_90), when=year_5.wide),
            say("{} to {}", money(last.below_10), money(last.below_90), when=year_5.narrow),
            say("Up to {}", money(last.below_90), when=year_5.below),
            say("{}", money(last.below_90), when=either(year_5.single, year_5.close)),
            say("Nothing", when=year_5.none),
        ),
        figure_label=(
            say("over, year 5, 8 in 10", when=either(either(year_5.wide, year_5.narrow), year_5.close)),
            say("over, year 5, 9 in 10", when=either(year_5.below, both(year_5.none, opposite(year_5.all_meet)))),
            say("over in year 5, always", when=either(year_5.single, year_5.all_meet)),
        ),
        brief=(*as_set, *in_a_year(5, last, year_5)),
        sentence=(
            *as_set,
            *in_a_year(1, first, year_1),
            *in_a_year(5, last, year_5),
            say("One scenario of ten is worse, and one better.", when=either(year_5.wide, year_5.narrow)),
            say("One scenario of ten is worse.", when=year_5.below),
            say("In year 5 the board is over budget in {} of the scenarios.", percent(often),
                when=both(often >= 0.5, often < 99.5)),
            say("In year 5 the board is over budget in almost every scenario.", when=both(in_some, often >= 99.5)),
            say("In year 5 the board is over budget in every scenario.",
                when=both(often >= 100, opposite(year_5.single))),
            say("In year 5 the board is over budget in almost no scenario.", when=both(in_some, often < 0.5)),
            *(
                say(f"At these ranges {words} most: from one end to the other, year 5 moves by " + "{}.",
                    money(swings.most), when=both(same(swings.which, number), swings.alone))
                for number, (_, _, words) in enumerate(NAMES.values())
            ),
            *(
                say(f"No range moves year 5 by more than that of “{name}”: from one end to the other, by " + "{}.",
                    money(swings.most), when=both(same(swings.which, number), swings.shared))
                for number, (name, _, _) in enumerate(NAMES.values())
            ),
            say("No one of these numbers alone changes year 5.", when=opposite(some(swings.most))),
        ),
        pictures=(fan_picture(levers, answer, year_5), tornado_picture(levers, answer, swings)),
        table=Table(
            caption=f"Over budget in {SCENARIOS:,} scenarios, at these settings",
            unit="£ million, but for the last row",
            columns=("What", *columns),
            rows=(
                row("If everything turns out as set", "as_set", total=True),
                row("1 in 10 lies below", "below_10"),
                row("1 in 4 lies below", "below_25"),
                row("Half lie below", "below_50"),
                row("3 in 4 lie below", "below_75"),
                row("9 in 10 lie below", "below_90"),
                Row("Meet their budget, of 100 scenarios", tuple(count(year.meets) for year in answer.years)),
            ),
        ),
    )  # fmt: skip


def in_a_year(number: int, year: Band, spread: Spread):
    """Return the clauses that say where a year's scenarios lie: just one of them is said."""
    name = f"In year {number}"
    return (
        say(f"{name} eight scenarios of ten are between £{{}}m and £{{}}m over budget.", count(year.below_10),
            count(year.below_90), when=spread.wide),
        say(f"{name} eight scenarios of ten are between {{}} and {{}} over budget.", money(year.below_10),
            money(year.below_90), when=spread.narrow),
        say(f"{name} eight scenarios of ten are {{}} over budget.", money(year.below_90), when=spread.close),
        say(f"{name} every scenario is {{}} over budget.", money(year.below_90), when=spread.single),
        say(f"{name} nine scenarios of ten are at most {{}} over budget.", money(year.below_90), when=spread.below),
        say(f"{name} at least nine scenarios of ten meet the budget.",
            when=both(spread.none, opposite(spread.all_meet))),
        say(f"{name} every scenario meets the budget.", when=spread.all_meet),
    )  # fmt: skip


@dataclass(frozen=True)
class Most:
    """The largest swing: its place in MOVED, its size in £ million, and whether another prints as large."""

    which: Number
    most: Number
    alone: Number
    shared: Number


def most_moving(swings: tuple[Swing, ...]) -> Most:
    """Return the largest swing, the first of equals. It matters most where no other prints as large."""
    which, most = 0.0, swings[0].size
    for number, swing in enumerate(swings[1:], start=1):
        larger = swing.size > most
        which, most = choose(larger, float(number), which), choose(larger, swing.size, most)
    top, as_large = steps(most), 0.0
    for swing in swings:
        as_large = as_large + choose(steps(swing.size) >= top, 1.0, 0.0)
    moves = some(most)
    return Most(which, most, alone=both(moves, as_large < 2), shared=both(moves, as_large >= 2))


def fan_picture(levers: FanLevers, answer: Fan, outcome: Spread) -> Picture:
    """Draw five years of overspend as bands of scenarios, and the line as everything is set."""
    last = answer.years[-1]
    bands = [
        {"year": f"Year {number}", "low": year.below_10, "quarter": year.below_25, "forty": year.below_40,
         "sixty": year.below_60, "three": year.below_75, "high": year.below_90, "as_set": year.as_set}
        for number, year in enumerate(answer.years, start=1)
    ]  # fmt: skip
    spread = last.below_90 - last.below_10 >= NOTHING
    apart = at_least(1.0, last.below_90) * 0.085
    middle = at_least(last.below_10 + apart, at_most(last.below_90 - apart, last.as_set))
    ranged = levers.price_range + levers.demand_range + levers.delivery_range + levers.uplift_range > 0
    return Picture(
        name="fan",
        called="Fan",
        message=(
            say("In year 5 eight scenarios in ten are between £{}m and £{}m over budget", count(last.below_10),
                count(last.below_90), when=outcome.wide),
            say("In year 5 eight scenarios in ten are between {} and {} over budget", money(last.below_10),
                money(last.below_90), when=outcome.narrow),
            say("In year 5 nine scenarios in ten are at most {} over budget", money(last.below_90),
                when=outcome.below),
            say("In year 5 eight scenarios in ten are {} over budget", money(last.below_90), when=outcome.close),
            say("With no ranges there is one line, and no fan", when=both(outcome.single, opposite(ranged))),
            say("These ranges change nothing in year 5: every scenario is {} over budget", money(last.below_90),
                when=both(outcome.single, ranged)),
            say("At least nine scenarios in ten meet their budget in year 5",
                when=both(outcome.none, opposite(outcome.all_meet))),
            say("Every scenario meets its budget in year 5", when=outcome.all_meet),
        ),
        what=(
            say(f"Over budget each year, £ million. Shaded: {SCENARIOS:,} scenarios."),
            say("Palest: eight in ten of them. Darker: half. Darkest: the middle fifth. Ink: everything as set."),
        ),
        description=(
            say("Bands over five years. Year 1: eight scenarios in ten from {} to {},",
                amount(answer.years[0].below_10), amount(answer.years[0].below_90)),
            say("year 5: from {} to {} million pounds. As set: {}.", amount(last.below_10), amount(last.below_90),
                amount(last.as_set)),
            say("All values are in the table."),
        ),
        rows={
            "bands": bands,
            "labels": [
                {"year": "Year 5", "y": last.below_90, "text": "9 in 10 are below", "seen": choose(spread, 1.0, 0.0)},
                {"year": "Year 5", "y": middle, "text": "As set", "seen": 1.0},
                {"year": "Year 5", "y": last.below_10, "text": "1 in 10 is below", "seen": choose(spread, 1.0, 0.0)},
            ],
            "room": [{"y": 1.0}],
        },
        draw=draw_fan,
        source=SOURCE,
        key=(("Eight scenarios in ten", "fan-1"), ("Half", "fan-2"), ("The middle fifth", "fan-3"), ("As set", "pot")),
    )  # fmt: skip


def draw_fan(width: int) -> alt.LayerChart:
    """Return the chart of the fan for a width in pixels."""
    narrow = width < 500
    inner = width - (42 if narrow else 158)
    x = alt.X("year:O", title=None, scale=alt.Scale(type="point", padding=0.12), axis=alt.Axis(labelPadding=10))
    y_axis = alt.Axis(tickCount=4, domain=False)

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", title=None, axis=y_axis)

    bands = alt.Chart(alt.NamedData("bands"))
    layers = [
        bands.mark_area(color=theme.GAP, opacity=opacity, line=False).encode(x=x, y=y(low), y2=f"{high}:Q")
        for low, high, opacity in (("low", "high", 0.2), ("quarter", "three", 0.28), ("forty", "sixty", 0.45))
    ]
    layers.append(bands.mark_line(color=theme.INK, strokeWidth=2.5).encode(x=x, y=y("as_set")))
    layers.append(alt.Chart(alt.NamedData("room")).mark_point(opacity=0).encode(y=y("y")))
    if not narrow:
        layers.append(
            alt.Chart(alt.NamedData("labels"))
            .mark_text(align="left", dx=8, fontWeight=600)
            .encode(x=x, y=y("y"), text="text:N", opacity=alt.Opacity("seen:Q", scale=None))
        )
    return alt.layer(*layers).properties(
        width=inner, height=180 if narrow else 250,
        padding={"left": 34, "right": 8 if narrow else 124, "top": 12, "bottom": 28},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


def tornado_picture(levers: FanLevers, answer: Fan, largest: Most) -> Picture:
    """Draw what each number does to year 5 on its own, the largest on top."""
    centre = answer.years[-1].as_set
    reaches = ranges(levers)
    bars, ends, words, centres = [], [], [], []
    for place, (name, swing) in enumerate(zip(MOVED, answer.swings, strict=True)):
        rank = 0.0
        for other, against in enumerate(answer.swings):
            if other != place:
                ahead = against.size >= swing.size if other < place else against.size > swing.size
                rank = rank + choose(ahead, 1.0, 0.0)
        whose = "board" if name in CHOSEN else "world"
        left, right = at_most(swing.low, swing.high), at_least(swing.low, swing.high)
        bars.append({"y": rank, "x": left, "x2": right, "whose": whose})
        centres.append({"y": rank, "x": centre})
        words.append({"y": rank, "text": NAMES[name][0], "whose": whose,
                      "reach": as_set(Slot("points", reaches[name]))})  # fmt: skip
        seen = choose(swing.size >= NOTHING, 1.0, 0.0)
        ends += [
            {"y": rank, "x": left, "text": amount(left), "side": "left", "seen": seen},
            {"y": rank, "x": right, "text": amount(right), "side": "right", "seen": seen},
        ]
    return Picture(
        name="tornado",
        called="What matters most",
        message=(
            *(
                say(f"At these ranges {words} most: that range alone moves year 5 by " + "{}", money(largest.most),
                    when=both(same(largest.which, number), largest.alone))
                for number, (_, words, _) in enumerate(NAMES.values())
            ),
            *(
                say(f"No range moves year 5 by more than that of “{name}”: " + "{}", money(largest.most),
                    when=both(same(largest.which, number), largest.shared))
                for number, (name, _, _) in enumerate(NAMES.values())
            ),
            say("No one of these numbers alone changes year 5", when=opposite(some(largest.most))),
        ),
        what=(
            say("Over budget in year 5, £ million, when one number alone goes to either end of its range."),
            say("Solid: it happens to the board. Outlined: the board decides it. Ink line: everything as set."),
        ),
        description=(
            say("Bars around {} million pounds.", amount(centre)),
            *(say(f"{NAMES[name][0]}: " + "{} to {}.", amount(at_most(swing.low, swing.high)),
                  amount(at_least(swing.low, swing.high)))
              for name, swing in zip(MOVED, answer.swings, strict=True)),
        ),
        rows={"bars": bars, "ends": ends, "words": words, "centre": centres},
        draw=draw_tornado,
        source=f"{SOURCE} Savings planned: {SAVINGS_RANGE:g} point of the pot either way; savings that last: "
        f"{RECURRING_RANGE:g} points.",
        key=(("Happens to the board", "gap"), ("The board decides", "lent"), ("Everything as set", "pot")),
    )  # fmt: skip


def draw_tornado(width: int) -> alt.LayerChart:
    """Return the chart of the swings for a width in pixels."""
    inner = width - 88
    x = alt.X("x:Q", title=None, axis=None, scale=alt.Scale(nice=False, zero=False))
    y_scale = alt.Scale(domain=[0, len(MOVED)], reverse=True, nice=False)

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", scale=y_scale, axis=None)

    fills = alt.Color("whose:N", scale=alt.Scale(domain=["world", "board"], range=[theme.GAP, theme.GAP_TINT]))
    bars = (
        alt.Chart(alt.NamedData("bars"))
        .transform_calculate(top="datum.y + 0.48", foot="datum.y + 0.92")
        .mark_rect(stroke=theme.GAP, strokeWidth=1.5)
        .encode(x=x, x2="x2:Q", y=y("top"), y2="foot:Q", color=fills)
    )
    words = (
        alt.Chart(alt.NamedData("words"))
        .transform_calculate(at="datum.y + 0.28", said="datum.text + ', ' + datum.reach + ' either way'")
        .mark_text(align="left", baseline="middle", fontSize=13)
        .encode(x=alt.value(-40), y=y("at"), text="said:N")
    )
    ends = [
        alt.Chart(alt.NamedData("ends"))
        .transform_filter(f"datum.side == '{side}'")
        .transform_calculate(middle="datum.y + 0.71")
        .mark_text(align=align, dx=dx, fontWeight=600, fontSize=13)
        .encode(x=x, y=y("middle"), text="text:N", opacity=alt.Opacity("seen:Q", scale=None))
        for side, align, dx in (("left", "right", -5), ("right", "left", 5))
    ]
    centre = (
        alt.Chart(alt.NamedData("centre"))
        .transform_calculate(top="datum.y + 0.44", foot="datum.y + 0.96")
        .mark_rule(color=theme.INK, strokeWidth=2.5)
        .encode(x=x, y=y("top"), y2="foot:Q")
    )
    return alt.layer(bars, centre, words, *ends).properties(
        width=inner, height=(35 if width < 500 else 44) * len(MOVED),
        padding={"left": 44, "right": 44, "top": 4, "bottom": 6},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


def at_the_usual_setting() -> str:
    """Return what independence and persistence do to year 5 at the usual setting, worked out and in words."""
    usual = FanLevers(**{lever.name: lever.default for lever in levers_of(NAME)})
    last = fan(usual).years[-1]
    ends = ((last.below_10, last.below_90), following(usual), afresh(usual))
    as_set, follows, anew = (f"£{printed(low, 0)}m to £{printed(high, 0)}m" for low, high in ends)
    return (
        "Year 5, in eight scenarios of ten at the usual setting: "
        f"{as_set} as it is drawn here; {follows} if payments follow pay and prices fully; {anew} if every number is "
        "drawn anew each year."
    )


def make() -> Explorer:
    """Return the explorer, with what its two largest assumptions do to its usual setting."""
    return Explorer(
        name=NAME,
        version=2,
        variable="fan_lab",
        part="Budget Lab, part 3, with ranges",
        title="How sure can we be?",
        levers=FanLevers,
        model=fan,
        view=fan_view,
        assumes=(
            f"{SCENARIOS:,} scenarios, spread evenly over the four ranges by a fixed rule: no luck is involved.",
            "Within a range any value is as likely as any other. The four are independent of each other.",
            "A scenario keeps its growth for all five years. Drawn anew each year, good and bad years would cancel in "
            "part, and the fan would be narrower.",
            at_the_usual_setting(),
            "Both partners’ payments move together.",
            "Offers come on time, nothing that slips comes later, and the partners give what each year is over.",
        ),
        omits=(
            "How likely any of this is for a real board. The ranges are made up; published figures stand beside them.",
            "What no range holds: a pandemic, a new duty, a provider that fails.",
            "That numbers hang together: when pay rises, payments often follow in part.",
        ),
    )


fan_lab = make()
