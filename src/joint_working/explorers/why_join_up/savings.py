"""Savings in proportion: the saving that was expected, to scale, as a reader meets it."""

from __future__ import annotations

import altair as alt

from joint_working import evidence
from joint_working.formula import Number, at_most, both, choose, same
from joint_working.in_print import differ, steps
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.view import Picture, Row, Table, View
from joint_working.models.savings import Compared, Proportion, SavingsLevers, proportion
from joint_working.words import Clause, as_set, count, percent, percent1, say

SOURCE = "The saving and the sums: national figures, each with its source in this chapter. Growth is yours to set."
SOURCE += " Model: Joint Working, Savings in proportion, version 1."

#: The sums a saving can be set beside, in the order of the lever's options: rows of `data/finance_national.csv`.
SUMS = (
    "integration-money-guide",
    "delegated-budgets-2015-16",
    "delegated-budgets-2018-19",
    "ijb-funding-2022-23",
    "ijb-funding-2024-25",
)

#: How a sum is spoken of whose source gives no year.
NO_YEAR = "year not stated"


def in_millions(key: str) -> float:
    """Return a figure of money in £ million. Raises ValueError for a figure in another unit."""
    figure = evidence.figure(key)
    times = {"GBP m": 1.0, "GBP bn": 1000.0}
    if figure.unit not in times:
        raise ValueError(f"The figure {key!r} is in {figure.unit!r}: a sum of money was expected.")
    return round(figure.value * times[figure.unit], 6)


def savings(levers: SavingsLevers) -> Proportion:
    """Return the saving beside the five sums of SUMS."""
    return proportion(levers, [in_millions(key) for key in SUMS])


def base_year(key: str) -> str:
    """Return the base year of a sum in words: "2015/16" or "year not stated"."""
    period = evidence.figure(key).period
    return NO_YEAR if period == "not stated" else period


def _headline(key: str) -> str:
    return f"of a sum, {NO_YEAR}" if base_year(key) == NO_YEAR else f"of the money of {base_year(key)}"


def _sum_in_words(key: str) -> str:
    """Return the sum as a number, its base year and how firm it is, to follow "1.6% of"."""
    figure = evidence.figure(key)
    number = figure.text.removeprefix(figure.bound).strip()
    if base_year(key) == NO_YEAR:
        return f"{number}, a guide sum whose year its source does not give."
    if figure.bound == "more than":
        return f"{number}, the sum of {figure.period}; the source says more than that, so the share is a little less."
    return f"{number}, the sum of {figure.period}."


def _by_choice(levers: SavingsLevers, words) -> tuple[Clause, ...]:
    """Return one clause for each sum, said when that sum is chosen."""
    return tuple(say(words(key), when=same(levers.compare, number)) for number, key in enumerate(SUMS))


def savings_view(levers: SavingsLevers, answer: Proportion, before: Proportion) -> View:
    """Say and show how large the saving is beside the money and beside the growth of costs."""
    smaller, even, larger = beside_growth(levers, answer.in_year)
    less, equal, more = beside_growth(levers, answer.grown)
    later = levers.arrives > 1
    in_proportion = (
        say("A saving of £{}m is {} of", count(levers.savings), percent1(answer.share)),
        *_by_choice(levers, _sum_in_words),
    )
    weeks = weeks_of(answer)

    def row(label: str, compared: Compared | Proportion, total: bool = False) -> Row:
        cells = (count(compared.money), percent1(compared.share), count(compared.in_year), count(compared.grown),
                 count(compared.days))  # fmt: skip
        return Row(label, cells, total)

    def label(key: str) -> str:
        hedge = " (more than)" if evidence.figure(key).bound == "more than" else ""
        return f"Guide sum, {NO_YEAR}" if base_year(key) == NO_YEAR else base_year(key) + hedge

    return View(
        figure=(say("{}", percent1(answer.share)),),
        figure_label=(
            *_by_choice(levers, _headline),
        ),
        brief=in_proportion,
        sentence=(
            *in_proportion,
            say("If costs grow by {} a year, they rise by £{}m in year {}.", as_set(percent1(levers.growth)),
                count(answer.in_year), count(levers.arrives)),
            say("That one year’s growth uses the saving up in about {} days, or {} weeks.", count(answer.days),
                count(weeks), when=smaller),
            say("The saving is as large as that one year’s growth.", when=even),
            say("The saving is larger than that one year’s growth: it would last about {} days, or {} weeks.",
                count(answer.days), count(weeks), when=larger),
            say("By then costs have grown by £{}m in all, and the saving meets {} of that.", count(answer.grown),
                percent(answer.met), when=both(later, both(less, answer.met < 99.5))),
            say("By then costs have grown by £{}m in all, and the saving meets almost all of that.",
                count(answer.grown), when=both(later, both(less, answer.met >= 99.5))),
            say("By then costs have grown by £{}m in all, as much as the saving.", count(answer.grown),
                when=both(later, equal)),
            say("All growth to then is smaller than the saving.", when=both(later, more)),
        ),
        pictures=(share_picture(levers, answer), growth_picture(levers, answer, before)),
        table=Table(
            caption="The saving beside each sum, at these settings",
            unit="£ million unless it says otherwise; growth in the year the saving arrives, and in all years to then",
            columns=("Base year of the sum", "The sum", "Saving, % of it", "Growth, that year", "Growth to then",
                     "Days it lasts"),
            rows=(
                *(row(label(key), compared) for key, compared in zip(SUMS, answer.sums, strict=True)),
                row("Your choice", answer, total=True),
            ),
        ),
    )  # fmt: skip


def beside_growth(levers: SavingsLevers, growth: Number) -> tuple[Number, Number, Number]:
    """Return whether the saving prints as smaller than a growth in £ million, as large, or larger."""
    grown = steps(growth, 0)
    return levers.savings < grown, same(levers.savings, grown), levers.savings > grown


def weeks_of(answer: Proportion) -> Number:
    """Return how many weeks the saving lasts, from the days as they are printed."""
    return steps(answer.days, 0) / 7


def share_picture(levers: SavingsLevers, answer: Proportion) -> Picture:
    """Draw the whole sum, one year's growth and the saving to one scale."""
    return Picture(
        name="share",
        called="The whole sum",
        message=(say("To scale, the saving is {} of the money", percent1(answer.share)),),
        what=(
            say("Scotland, £ million, all bars to one scale."),
            *_by_choice(levers, lambda key: f"The sum: {evidence.figure(key).text}, {base_year(key)}."),
            say("Green: the saving."),
        ),
        description=(
            say("Three bars to one scale: all the money, £{}m;", count(answer.money)),
            say("one year’s growth of costs, £{}m; the saving, £{}m.", count(answer.in_year), count(levers.savings)),
        ),
        rows={
            "bars": [
                {"x": 0.0, "x2": answer.money, "y": 0.0, "part": "all"},
                {"x": 0.0, "x2": levers.savings, "y": 0.0, "part": "saving"},
                {"x": 0.0, "x2": answer.in_year, "y": 1.0, "part": "growth"},
                {"x": 0.0, "x2": levers.savings, "y": 2.0, "part": "saving"},
            ],
            "words": [
                {"y": 0.0, "name": "All the money", "sum": count(answer.money)},
                {"y": 1.0, "name": "One year’s growth of costs", "sum": count(answer.in_year)},
                {"y": 2.0, "name": "The saving", "sum": count(levers.savings)},
            ],
        },
        draw=draw_share,
        source=SOURCE,
    )


def growth_picture(levers: SavingsLevers, answer: Proportion, before: Proportion) -> Picture:
    """Draw how much of one year's growth, and of all growth so far, the saving meets."""
    smaller, even, larger = beside_growth(levers, answer.in_year)
    bars = []
    for place, value in enumerate((answer.in_year, answer.grown)):
        bars += [
            {"x": 0.0, "x2": value, "y": float(place), "part": "growth"},
            {"x": 0.0, "x2": at_most(value, levers.savings), "y": float(place), "part": "saving"},
        ]
    moved = differ(answer.in_year, before.in_year, 0)
    seen = choose(moved, 1.0, 0.0)
    return Picture(
        name="growth",
        called="Growth",
        message=(
            say("Growth uses the saving up in {} weeks", count(weeks_of(answer)), when=smaller),
            say("The saving is as large as one year’s growth", when=even),
            say("The saving is larger than one year’s growth", when=larger),
        ),
        what=(
            say(
                "Growth of costs at {} a year, £ million. Green: what the saving meets.",
                as_set(percent1(levers.growth)),
            ),
            *_by_choice(levers, lambda key: f"Costs start at {evidence.figure(key).text}, {base_year(key)}."),
            say("Ink tick: one year’s growth before you moved a lever.", when=moved),
        ),
        description=(
            say("Two bars. Growth in year {}, £{}m;", count(levers.arrives), count(answer.in_year)),
            say("growth in all years to then, £{}m.", count(answer.grown)),
            say("The saving of £{}m is marked in each.", count(levers.savings)),
        ),
        rows={
            "bars": bars,
            "words": [
                {"y": 0.0, "name": "In the year it arrives", "sum": count(answer.in_year)},
                {"y": 1.0, "name": "In all years to then", "sum": count(answer.grown)},
            ],
            "ticks": [{"x": before.in_year, "y": 0.0, "seen": seen}],
        },
        draw=draw_growth,
        source=SOURCE,
    )


def draw_share(width: int) -> alt.LayerChart:
    """Return the chart of the sum, the growth and the saving for a width in pixels."""
    return _drawn(width, 3, ticks=False)


def draw_growth(width: int) -> alt.LayerChart:
    """Return the chart of what the saving meets for a width in pixels."""
    return _drawn(width, 2, ticks=True)


def _drawn(width: int, lines: int, ticks: bool) -> alt.LayerChart:
    """Return bars that start at nothing, each with its words above it."""
    inner = width - 32
    x = alt.X("x:Q", title=None, axis=alt.Axis(grid=True, domain=False, labelColor=theme.QUIET, tickCount=4),
              scale=alt.Scale(zero=True, nice=True))  # fmt: skip
    y_scale = alt.Scale(domain=[0, lines], reverse=True, nice=False)

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", scale=y_scale, axis=None)

    colours = alt.Color("part:N", scale=alt.Scale(
        domain=["all", "growth", "saving"], range=[theme.INK, theme.EDGE, theme.RECURRING]))  # fmt: skip
    bars = (
        alt.Chart(alt.NamedData("bars"))
        .transform_calculate(top="datum.y + 0.42", foot="datum.y + 0.86")
        .mark_rect()
        .encode(x=x, x2="x2:Q", y=y("top"), y2="foot:Q", color=colours)
    )
    words = (
        alt.Chart(alt.NamedData("words"))
        .transform_calculate(at="datum.y + 0.22", said="datum.name + ': £' + datum.sum + 'm'")
        .mark_text(align="left", baseline="middle", fontWeight=600, fontSize=14)
        .encode(x=alt.value(0), y=y("at"), text="said:N")
    )
    layers = [bars, words]
    if ticks:
        layers.append(
            alt.Chart(alt.NamedData("ticks"))
            .transform_calculate(top="datum.y + 0.36", foot="datum.y + 0.92")
            .mark_rule(color=theme.INK, strokeWidth=2.5)
            .encode(x=x, y=y("top"), y2="foot:Q", opacity=alt.Opacity("seen:Q", scale=None))
        )
    return alt.layer(*layers).properties(
        width=inner, height=58 * lines, padding={"left": 6, "right": 26, "top": 4, "bottom": 28},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


savings_in_proportion = Explorer(
    name="savings-in-proportion",
    version=1,
    variable="savings_in_proportion",
    part="Savings in proportion",
    title="How big was the promise?",
    levers=SavingsLevers,
    model=savings,
    view=savings_view,
    assumes=(
        "The saving comes every year and lasts. Its source does not say whether it is yearly.",
        "The saving stays the same sum in cash, whatever year it arrives in.",
        "Costs start as large as the sum chosen and grow by the same share every year, evenly over its days.",
        "Where a source says “more than”, the sum is taken as it stands.",
    ),
    omits=(
        "Whether the saving was ever made. No published result was found.",
        "What prices did between the forecast and the later years: a later sum buys less than it seems to.",
        "The same bodies each year: the sums of 2022/23 and 2024/25 leave out Highland, the earlier ones do not.",
        "What integration may have gained that is not money, such as time at home.",
    ),
    start="Start from",
    standing="Part illustrative: the saving and the sums were published; the growth and the year are made up.",
)
