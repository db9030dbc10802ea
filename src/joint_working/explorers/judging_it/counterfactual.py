"""What would have happened anyway: the page of the model in which the truth is known, because the reader sets it."""

from __future__ import annotations

import altair as alt

from joint_working.formula import Number, both, choose, either, opposite, same
from joint_working.in_print import differ, steps
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.view import Picture, Row, Table, View
from joint_working.models.counterfactual import FIRST, LAST, Counterfactual, CounterfactualLevers, counterfactual
from joint_working.words import MINUS, Clause, Slot, amount, as_set, percent, percent1, say

LINES = (
    ("seen", "Seen in the place that joined up"),
    ("anyway", "Had it not joined up: nobody sees this"),
    ("elsewhere", "Seen in places that did not join up"),
)


def _moved(value: Number, name: str) -> tuple[Clause, ...]:
    """Return "name: days fell by 10%.", rose, or hardly changed."""
    size, whole = choose(value < 0, -1 * value, value), steps(value, 0)
    more, fewer = whole >= 1, whole <= -1
    return (
        say(f"{name} days rose by {{}}.", percent(size), when=more),
        say(f"{name} days fell by {{}}.", percent(size), when=fewer),
        say(f"{name} days hardly changed.", when=opposite(either(more, fewer))),
    )


def _missed(effect: Number, levers: CounterfactualLevers) -> Slot:
    """Return how far a reader is from the truth, in percentage points: the difference of the two as printed."""
    apart = steps(effect) - steps(levers.effect)
    return amount(choose(apart < 0, -1 * apart, apart) / 10)


def counterfactual_view(levers: CounterfactualLevers, answer: Counterfactual, before: Counterfactual) -> View:
    """Say and show what two readers make of the same days, beside the truth."""
    naive_right = opposite(differ(answer.before_and_after, levers.effect, 0))
    beside_right = opposite(differ(answer.beside_others, levers.effect, 0))
    naive = steps(answer.before_and_after, 0)
    wrong_sign = either(both(naive >= 1, levers.effect < 0), both(naive <= -1, levers.effect > 0))
    level, no_effect = same(naive, 0), same(levers.effect, 0)
    raised, lowered = levers.effect > 0, levers.effect < 0
    quiet = both(same(levers.growth, 0), same(levers.other, 0))
    quiet = both(quiet, both(same(levers.shock, 0), levers.bad_year <= 0))
    only_naive = both(naive_right, opposite(beside_right))
    readings = (
        *_moved(answer.before_and_after, "Before and after:"),
        *_moved(answer.beside_others, "Beside places that did not join up:"),
        say("The truth, which you set: joining up alone raised days by {}.", as_set(percent(levers.effect)),
            when=raised),
        say("The truth, which you set: joining up alone lowered days by {}.", as_set(percent(-levers.effect)),
            when=lowered),
        say("The truth, which you set: joining up alone changed nothing.", when=no_effect),
    )  # fmt: skip
    return View(
        figure=(
            say("{}", percent(answer.before_and_after), when=opposite(level)),
            say("No change", when=level),
        ),
        figure_label=(
            say("by before and after; truth {}", as_set(percent(levers.effect)), when=either(raised, lowered)),
            say("by before and after; truth none", when=no_effect),
        ),
        brief=readings,
        sentence=(
            *readings,
            say("Before and after even points the wrong way.", when=wrong_sign),
            say("Both readers are right, to the nearest per cent.", when=both(naive_right, beside_right)),
            say("Only the comparison is right, to the nearest per cent.",
                when=both(opposite(naive_right), beside_right)),
            say("Only before and after is right, to the nearest per cent: in this place nothing else changed.",
                when=both(only_naive, quiet)),
            say("Only before and after is right, to the nearest per cent, and by luck: other changes cancel out.",
                when=both(only_naive, opposite(quiet))),
            say("Both readers are wrong.", when=both(opposite(naive_right), opposite(beside_right))),
        ),
        pictures=(_picture(answer, naive_right, beside_right, quiet),),
        table=Table(
            caption="What each reader says joining up did, by year 4",
            unit="Change in days in hospital, per cent; how far it is from the truth, percentage points",
            columns=("Reader", "Says", "Misses by"),
            rows=(
                Row("Before and after", (percent1(answer.before_and_after), _missed(answer.before_and_after, levers))),
                Row("Beside places that did not join up",
                    (percent1(answer.beside_others), _missed(answer.beside_others, levers))),
                Row("The truth, set by you", (percent1(answer.truth), amount(0)), total=True),
            ),
        ),
    )  # fmt: skip


def _picture(answer: Counterfactual, naive_right, beside_right, quiet) -> Picture:
    years = [(number + FIRST, year) for number, year in enumerate(answer.years)]
    return Picture(
        name="years",
        message=(
            say("Before and after finds the truth: in this place nothing else changed", when=both(naive_right, quiet)),
            say("Before and after happens to find the truth", when=both(naive_right, opposite(quiet))),
            say("Before and after misses the truth; the comparison finds it",
                when=both(opposite(naive_right), beside_right)),
            say("Neither reader finds the truth", when=both(opposite(naive_right), opposite(beside_right))),
        ),
        what=(say("Days in hospital, 100 in the first year. The place joins up after year 0. Made up."),),
        description=(
            say("Three lines over eight years. By year 4 the place that joined up is at {};",
                amount(answer.years[-1].seen)),
            say("without joining up it would be at {};", amount(answer.years[-1].anyway)),
            say("places that did not join up are at {}.", amount(answer.years[-1].elsewhere)),
        ),
        rows={name: [{"year": float(at), "days": getattr(year, name)} for at, year in years] for name, _ in LINES},
        draw=draw_years,
        source="Illustrative figures. Model: Joint Working, What would have happened anyway, version 1.",
    )  # fmt: skip


def draw_years(width: int) -> alt.LayerChart:
    """Return the chart of the three lines for a width in pixels, with its key inside."""
    year = "'Year ' + datum.value" if width > 400 else "datum.value"
    words = f"datum.value < 0 ? '{MINUS}' + abs(datum.value) : {year}"
    axis = alt.Axis(values=list(range(FIRST, LAST + 1)), labelExpr=words)
    scale = alt.Scale(domain=[FIRST - 0.2, LAST + 0.2], nice=False)
    x = alt.X("year:Q", title=None, scale=scale, axis=axis)
    y = alt.Y("days:Q", title=None, scale=alt.Scale(zero=False, nice=True))
    looks = {
        "elsewhere": {"color": theme.SEQUENCE[2], "strokeWidth": 2.5},
        "anyway": {"color": theme.QUIET, "strokeWidth": 2, "strokeDash": [5, 4]},
        "seen": {"color": theme.INK, "strokeWidth": 3},
    }
    joined = alt.Chart(alt.NamedData("seen")).transform_filter("datum.year == 0").transform_calculate(half="0.5")
    layers = [joined.mark_rule(color=theme.EDGE, strokeDash=[2, 3]).encode(x=alt.X("half:Q", scale=scale))]
    layers += [alt.Chart(alt.NamedData(name)).mark_line(**look).encode(x=x, y=y) for name, look in looks.items()]
    layers.append(
        alt.Chart(alt.NamedData("seen")).mark_point(filled=True, size=45, color=theme.INK, opacity=1).encode(x=x, y=y)
    )
    first = alt.Chart(alt.NamedData("seen")).transform_filter(f"datum.year == {FIRST}")
    for number, (name, words) in enumerate(LINES):
        at = 18 * number - 50
        dash = {"strokeDash": looks[name]["strokeDash"]} if "strokeDash" in looks[name] else {}
        layers.append(first.mark_rule(color=looks[name]["color"], strokeWidth=3, **dash).encode(
            x=alt.value(0), x2=alt.value(26), y=alt.value(at)))  # fmt: skip
        layers.append(
            first.mark_text(align="left", fontSize=13.5, text=words).encode(x=alt.value(34), y=alt.value(at))
        )
    return alt.layer(*layers).properties(
        width=width - 62, height=130 if width < 500 else 210,
        padding={"left": 40, "right": 22, "top": 62, "bottom": 28},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


what_would_have_happened = Explorer(
    name="what-would-have-happened",
    version=1,
    variable="what_would_have_happened",
    part="What would have happened anyway",
    title="Did joining up do it?",
    levers=CounterfactualLevers,
    model=counterfactual,
    view=counterfactual_view,
    assumes=(
        "One place joins up after year 0, all at once, and what that does starts in full in year 1.",
        "Both readers look at year 4 beside year 0. Neither can see the dashed line.",
        "The shock of year 3 strikes every place alike, and stays.",
        "A reader is right who comes to the truth once both are rounded to a whole per cent.",
    ),
    omits=(
        "What integration did in Scotland. The numbers are made up, and no real place is behind them.",
        "Chance from year to year, apart from one bad year. Real lines shake more, and hide more.",
        "A comparison inside Scotland: by April 2016 every place had joined up, and none was left to compare with.",
        "What days in hospital leave out: how people fared.",
    ),
    start="Start from",
)
