"""Budget Lab, part 4: what prevention costs now and may take off later, in three cases at once."""

from __future__ import annotations

import altair as alt

from joint_working.explorers.money.printed_prevention import Printed, as_printed
from joint_working.formula import Number, at_least, both, choose, either, opposite, same
from joint_working.in_print import some, told
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.view import Picture, Row, Table, View
from joint_working.models.prevention import (
    COUNCIL_TERM,
    HORIZONS,
    Outcome,
    Prevention,
    PreventionLevers,
    Year,
    prevention,
)
from joint_working.words import Clause, Slot, amount, as_set, count, money, money2, percent1, say

CASES = ("low", "middle", "high")
SOURCE = "Illustrative figures. Model: Joint Working, Budget Lab, part 4, version 2."


def prevention_view(levers: PreventionLevers, answer: Prevention, before: Prevention) -> View:
    """Say and show when spending on prevention would pay its way, in each case."""
    first, middle = answer.years[0], answer.outcomes[1]
    shown = as_printed(levers, answer)
    spends, much = levers.invested > 0, some(shown.years[0].spent)
    pays = middle.pays_in_year > 0
    partly = levers.returned < 100
    term = say("A council’s term ends with year {}.", count(COUNCIL_TERM), when=spends)
    nothing = say("The board spends nothing on prevention, so nothing changes.", when=opposite(spends))
    return View(
        figure=(
            say("Year {}", count(middle.pays_in_year), when=pays),
            say("Not in {} years", count(answer.ahead), when=both(spends, opposite(pays))),
            say("Nothing", when=opposite(spends)),
        ),
        figure_label=(
            say("middle case first pays its way", when=pays),
            say("in the middle case", when=both(spends, opposite(pays))),
            say("is spent on prevention", when=opposite(spends)),
        ),
        brief=(
            say("In the middle case it pays its way from year {}.", count(middle.pays_in_year),
                when=both(pays, middle.lasts > 0)),
            say("In the middle case it first pays its way in year {}, and not in every year after.",
                count(middle.pays_in_year), when=both(pays, middle.lasts <= 0)),
            say("In the middle case it does not pay its way within {} years.", count(answer.ahead),
                when=both(spends, opposite(pays))),
            term, nothing,
        ),
        sentence=(
            *how_much("{} in year 1.", money(shown.years[0].spent), levers, both(spends, much)),
            *how_much("{} in year 1.", money2(first.spent), levers,
                      both(spends, both(opposite(much), some(first.spent, 2)))),
            say("The board spends less than £0.01m on prevention every year.",
                when=both(spends, opposite(either(much, some(first.spent, 2))))),
            nothing,
            *(clause for name, case in zip(CASES, answer.outcomes, strict=True)
              for clause in when_it_pays(name, case, answer.ahead, spends)),
            say("The effect halves every {} years; what it has taken off costs so far stays.", count(levers.half_life),
                when=both(spends, levers.half_life > 1)),
            say("The effect halves every year; what it has taken off costs so far stays.",
                when=both(spends, same(levers.half_life, 1))),
            say("Later pounds count for less, by {} a year.", as_set(percent1(levers.discount)),
                when=both(spends, levers.discount > 0)),
            *told("Of what costs fall by, {} comes back to the board; the rest stays where they fell.",
                  levers.returned, "percent_as_set", both(both(spends, partly), levers.returned > 0)),
            say("What costs fall by stays where they fell: none of it comes back to the board.",
                when=both(spends, levers.returned <= 0)),
            term,
            say("The effects are made up: this shows when it would pay, not that it does.", when=spends),
        ),
        pictures=(yearly_picture(answer, shown, spends), so_far_picture(levers, answer, shown, spends)),
        table=Table(
            caption="Spent, and what comes back, at these settings",
            unit="£ million; so far is what has come back less what has been spent, later pounds as you count them",
            columns=("Year", "Spent", *(f"Back, {name}" for name in CASES), *(f"So far, {name}" for name in CASES)),
            rows=(
                *(
                    Row(str(number),
                        (amount(year.spent), *(amount(case.returned) for case in year.cases),
                         *(amount(case.so_far) for case in year.cases)))
                    for number, year in enumerate(shown.years, start=1)
                ),
                Row("As far ahead as you look",
                    (amount(shown.spent), *(amount(back) for back in shown.back),
                     *(amount(value) for value in _ends_with(answer, shown.years, "so_far"))), total=True),
            ),
        ),
    )  # fmt: skip


def how_much(text: str, spent: Slot, levers: PreventionLevers, when) -> tuple[Clause, ...]:
    """Return the clauses that say which share of the pot is spent, and the sum that is in year 1."""
    share = as_set(Slot("percent2", levers.invested))
    return (say("The board spends {} of its pot on prevention every year, " + text, share, spent, when=when),)


def when_it_pays(name: str, case: Outcome, horizon: Number, spends):
    """Return the clauses that say when one case pays its way in a year, and when it has paid back."""
    pays, back, lasts = case.pays_in_year > 0, case.pays_back > 0, case.lasts > 0
    kept = case.so_far >= 0
    return (
        say(f"{name.capitalize()} case:", when=spends),
        say("pays its way from year {};", count(case.pays_in_year), when=both(pays, lasts)),
        say("first pays its way in year {}, and not in every year after;", count(case.pays_in_year),
            when=both(pays, opposite(lasts))),
        say("has paid back all it cost by year {}.", count(case.pays_back), when=both(pays, both(back, kept))),
        say("had paid back all it cost by year {}, and is down again by year {}.", count(case.pays_back),
            count(horizon), when=both(pays, both(back, opposite(kept)))),
        say("has not paid back within {} years.", count(horizon), when=both(pays, opposite(back))),
        say("does not pay its way within {} years.", count(horizon), when=both(spends, opposite(pays))),
    )  # fmt: skip


def _ends_with(answer: Prevention, rows: tuple[Year, ...], field: str):
    """Return, for each case, its value of `field` in the last year of the horizon, from the years in `rows`."""
    values = []
    for place in range(len(CASES)):
        value = 0.0
        for years in HORIZONS:
            value = choose(same(answer.ahead, years), getattr(rows[years - 1].cases[place], field), value)
        values.append(value)
    return values


def _labels(answer: Prevention, field: str, spread: Number, names):
    """Return rows that name each line at its right-hand end, kept apart from each other."""
    rows, apart = [], spread * 0.11
    below = -1e9
    for name, value in zip(names, _ends_with(answer, answer.years, field), strict=True):
        place = at_least(below + apart, value)
        rows.append({"case": name, "x": answer.ahead, "y": place})
        below = place
    return rows


def _term(answer: Prevention):
    """Return the row that marks the end of a council's term."""
    beyond = answer.ahead > COUNCIL_TERM
    return {"x": float(COUNCIL_TERM), "text": "Council’s term ends", "right": choose(beyond, 1.0, 0.0),
            "left": choose(beyond, 0.0, 1.0)}  # fmt: skip


def yearly_picture(answer: Prevention, shown: Printed, spends) -> Picture:
    """Draw what is spent each year and what comes back in each case."""
    middle = answer.outcomes[1]
    pays = middle.pays_in_year > 0
    lines, dots, most = [], [], 1.0
    for number, year in enumerate(answer.years, start=1):
        lines.append({"year": float(number), "ahead": answer.ahead, "spent": year.spent,
                      **{name: case.returned for name, case in zip(CASES, year.cases, strict=True)}})  # fmt: skip
        within = number <= answer.ahead
        for value in (year.spent, year.cases[2].returned):
            most = at_least(most, choose(within, value, 0.0))
        for name, case, outcome in zip(CASES, year.cases, answer.outcomes, strict=True):
            meets = same(outcome.pays_in_year, number)
            dots.append({"case": name, "year": choose(meets, float(number), 1.0), "seen": choose(meets, 1.0, 0.0),
                         "y": choose(meets, case.returned, 0.0), "text": f"Year {number}"})  # fmt: skip
    return Picture(
        name="yearly",
        called="Each year",
        message=(
            say("In the middle case it first pays its way in year {}, within the council’s term",
                count(middle.pays_in_year), when=both(pays, middle.pays_in_year <= COUNCIL_TERM)),
            say("In the middle case it first pays its way in year {}, after the council’s term",
                count(middle.pays_in_year), when=both(pays, middle.pays_in_year > COUNCIL_TERM)),
            say("In the middle case it does not pay its way in {} years", count(answer.ahead),
                when=both(spends, opposite(pays))),
            say("Nothing is spent, and nothing comes back", when=opposite(spends)),
        ),
        what=(
            say("Spent each year (ink), and what comes back in three cases, £ million."),
            say("A dot marks the first year it pays its way."),
        ),
        description=(
            say("Lines over {} years. Spent: {} million pounds in year 1.", count(answer.ahead),
                amount(shown.years[0].spent)),
            *(clause for name, outcome in zip(CASES, answer.outcomes, strict=True) for clause in (
                say(f"{name.capitalize()} case: first pays its way in year " + "{}.", count(outcome.pays_in_year),
                    when=outcome.pays_in_year > 0),
                say(f"{name.capitalize()} case: never, in this time.", when=outcome.pays_in_year <= 0))),
            say("All values are in the table."),
        ),
        rows={
            "lines": lines,
            "points": dots,
            "labels": _labels(answer, "returned", most, ("Low", "Middle", "High")),
            "spent": [{"y": answer.years[0].spent, "text": "Spent"}],
            "term": [_term(answer)],
            "room": [{"y": most}],
        },
        draw=draw_yearly,
        source=SOURCE,
        key=(("Spent", "pot"), ("Comes back, high to low case", "recurring")),
    )  # fmt: skip


def so_far_picture(levers: PreventionLevers, answer: Prevention, shown: Printed, spends) -> Picture:
    """Draw what has come back less what has been spent, year by year, in each case."""
    middle = answer.outcomes[1]
    back = middle.pays_back > 0
    lines, most, least = [], 1.0, 0.0
    for number, year in enumerate(answer.years, start=1):
        lines.append({"year": float(number), "ahead": answer.ahead,
                      **{name: case.so_far for name, case in zip(CASES, year.cases, strict=True)}})  # fmt: skip
        within = number <= answer.ahead
        most = at_least(most, choose(within, year.cases[2].so_far, 0.0))
        least = at_least(least, choose(within, -year.cases[0].so_far, 0.0))
    exact = -answer.years[COUNCIL_TERM - 1].cases[1].so_far
    down = -shown.years[COUNCIL_TERM - 1].cases[1].so_far
    paid_back, large = exact <= 0, both(exact > 0, some(down))
    small = both(exact > 0, both(opposite(large), some(exact, 2)))
    return Picture(
        name="so-far",
        called="So far",
        message=(
            say("When the council’s term ends, the board is {} down in the middle case", money(down),
                when=both(spends, large)),
            say("When the council’s term ends, the board is {} down in the middle case", money2(exact),
                when=both(spends, small)),
            say("When the council’s term ends, the middle case has paid back almost all it cost",
                when=both(spends, opposite(either(large, either(small, paid_back))))),
            say("When the council’s term ends, the middle case has paid back all it cost",
                when=both(spends, paid_back)),
            say("Nothing is spent, and nothing is lost", when=opposite(spends)),
        ),
        what=(
            say("What has come back less what has been spent so far, £ million."),
            say("Later pounds count for less, by {} a year.", as_set(percent1(levers.discount)),
                when=both(spends, levers.discount > 0)),
            say("The middle case is back to nothing by year {}.", count(middle.pays_back), when=back),
            say("The middle case is not back to nothing in {} years.", count(answer.ahead),
                when=both(spends, opposite(back))),
        ),
        description=(
            say("Lines over {} years, from nothing. At the end:", count(answer.ahead)),
            *(say(f"{name} case " + "{},", amount(so_far))
              for name, so_far in zip(CASES, _ends_with(answer, shown.years, "so_far"), strict=True)),
            say("in million pounds. All values are in the table."),
        ),
        rows={
            "lines": lines,
            "labels": _labels(answer, "so_far", most + least, ("Low", "Middle", "High")),
            "term": [_term(answer)],
            "room": [{"y": most}, {"y": -least}],
        },
        draw=draw_so_far,
        source=SOURCE,
    )  # fmt: skip


def draw_yearly(width: int) -> alt.LayerChart:
    """Return the chart of what is spent and what comes back each year, for a width in pixels."""
    return _draw(width, spent=True)


def draw_so_far(width: int) -> alt.LayerChart:
    """Return the chart of the balance so far, for a width in pixels."""
    return _draw(width, spent=False)


def _draw(width: int, spent: bool) -> alt.LayerChart:
    narrow = width < 500
    inner = width - (42 + 58)
    x = alt.X("year:Q", title="Year" if narrow else None,
              axis=alt.Axis(values=[1, 5, 10, 15], labelExpr="datum.value" if narrow else "'Year ' + datum.value"),
              scale=alt.Scale(domainMin=1, nice=False))  # fmt: skip
    y_axis = alt.Axis(tickCount=4, domain=False)

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", title=None, axis=y_axis)

    ahead = alt.Chart(alt.NamedData("lines")).transform_filter("datum.year <= datum.ahead")
    band = ahead.mark_area(color=theme.ONE_OFF).encode(x=x, y=y("low"), y2="high:Q")
    edges = [
        ahead.mark_line(color=theme.RECURRING, strokeWidth=weight).encode(x=x, y=y(name))
        for name, weight in (("low", 1.5), ("middle", 2.5), ("high", 1.5))
    ]
    ends = alt.Chart(alt.NamedData("labels"))
    names = ends.mark_text(align="left", dx=6, color=theme.RECURRING_TEXT, fontWeight=600, fontSize=13).encode(
        x=alt.X("x:Q"), y=y("y"), text="case:N"
    )
    term = alt.Chart(alt.NamedData("term"))
    marker = term.mark_rule(color=theme.INK, strokeDash=[4, 3]).encode(x=alt.X("x:Q"))
    said = [
        term.mark_text(align=align, dx=dx, color=theme.INK, fontSize=13, baseline="top").encode(
            x=alt.X("x:Q"), y=alt.value(0), text="text:N", opacity=alt.Opacity(f"{side}:Q", scale=None)
        )
        for side, align, dx in (("right", "left", 6), ("left", "right", -6))
    ]
    room = alt.Chart(alt.NamedData("room")).mark_point(opacity=0).encode(y=y("y"))
    layers = [band, *edges, names, marker, *said, room]
    if spent:
        layers.insert(4, ahead.mark_line(color=theme.INK, strokeWidth=2.5).encode(x=x, y=y("spent")))
        dots = alt.Chart(alt.NamedData("points"))
        seen = alt.Opacity("seen:Q", scale=None)
        layers.append(dots.mark_point(color=theme.INK, size=70).encode(x=alt.X("year:Q"), y=y("y"), opacity=seen))
        if not narrow:
            layers.append(
                dots.mark_text(color=theme.INK, dy=16, dx=2, align="left", fontWeight=600, fontSize=13).encode(
                    x=alt.X("year:Q"), y=y("y"), text="text:N", opacity=seen
                )
            )
        layers.append(
            alt.Chart(alt.NamedData("spent"))
            .mark_text(align="left", dx=4, dy=-10, color=theme.INK, fontWeight=600, fontSize=13)
            .encode(x=alt.value(0), y=y("y"), text="text:N")
        )
    else:
        zero = alt.Chart(alt.NamedData("term")).mark_rule(color=theme.INK, strokeWidth=1.5)
        layers.insert(1, zero.encode(y=alt.YDatum(0)))
    return alt.layer(*layers).properties(
        width=inner, height=164 if narrow else 248,
        padding={"left": 42, "right": 58, "top": 12, "bottom": 44 if narrow else 30},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


prevention_lab = Explorer(
    name="budget-lab-prevention",
    version=2,
    variable="prevention_lab",
    part="Budget Lab, part 4 of 4",
    title="Spend now, and wait",
    levers=PreventionLevers,
    model=prevention,
    view=prevention_view,
    assumes=(
        "Three made-up effects, drawn at once. The middle one is not a best guess.",
        "What it does is in proportion to what is spent. That is why how much you spend hardly moves the day. A real "
        "scheme may do less with each further pound, or need a least sum to do anything.",
        "The spending comes on top of everything else and goes on every year.",
        "Nothing changes before the year of the lag; from then on, every year’s growth is lower by the effect.",
        "The effect goes on, unless you let it fade. What it has taken off the level of costs stays.",
        "Costs start as large as the pot and grow by the same share every year.",
        "A council’s term is five years, and the spending starts with it.",
    ),
    omits=(
        "Whether prevention saves money. No study found gives an effect of this kind for a whole partnership.",
        "What it does for people: a good reason to spend even where no money comes back.",
        "What the same money would have done elsewhere, and where it comes from.",
        "Which body sees its cost fall. One lever stands for all of that.",
    ),
)
