"""Budget Lab, part 2: a cut in bed days on paper, in cash, and at the board, as a reader meets it."""

from __future__ import annotations

import altair as alt

from joint_working.explorers.money.printed_hospital import as_printed
from joint_working.formula import Number, at_least, both, choose, either, opposite, same
from joint_working.in_print import NOISE, differ, some, told
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.view import Picture, Row, Table, View
from joint_working.models.hospital import (
    LARGEST_CUT,
    REPORTED_ONLY,
    YEARS,
    HospitalLevers,
    HospitalMoney,
    HospitalYear,
    hospital,
    stays_empty,
    ward_days,
    whole_wards,
)
from joint_working.rounding import added
from joint_working.words import Clause, amount2, as_set, count, money2, percent, pounds, say

SOURCE = "Illustrative figures. Model: Joint Working, Budget Lab, part 2, version 2."

#: The columns of the table and the bars: what is spent before the plan's first year, and its years.
COLUMNS = ("Before", *(f"Year {number}" for number in range(1, YEARS + 1)))

#: What is more than nothing and prints as nothing.
LITTLE = "less than £0.01m"


def seen(condition) -> Number:
    """Return 1 where a mark of a picture is to be seen, otherwise 0."""
    return choose(condition, 1.0, 0.0)


def hospital_view(levers: HospitalLevers, answer: HospitalMoney, before: HospitalMoney) -> View:
    """Say and show what a cut in bed days releases, what reaches the board, and what the care costs."""
    exact, answer, before = answer.years[-1], as_printed(answer), as_printed(before)
    last, was = answer.years[-1], before.years[-1]
    freed, cash, no_cash = last.freed >= 1, some(last.released, 2), exact.released < NOISE
    little = opposite(either(cash, no_cash))
    frees = (
        say("By year 5 the plan frees {} of {} bed days.", count(last.freed), count(levers.bed_days), when=freed),
        say("No bed day is freed, so no money moves and no care is paid for.", when=opposite(freed)),
        say("That is {} on paper, at {} a day.", money2(last.paper), as_set(pounds(levers.bed_day_cost)),
            when=both(freed, some(last.paper, 2))),
    )  # fmt: skip
    in_cash = (
        say("The hospital spends {} less in cash.", money2(last.released), when=both(freed, cash)),
        say("The hospital spends less than £0.01m less in cash.", when=both(freed, little)),
        say("The hospital spends no less.", when=both(freed, no_cash)),
    )

    def row(label: str, name: str, slot=amount2, total: bool = False) -> Row:
        return Row(label, (slot(0.0), *(slot(getattr(year, name)) for year in answer.years)), total)

    return View(
        figure=(
            say("{}", money2(last.released), when=cash),
            say("Nothing", when=no_cash),
            say("Less than £0.01m", when=little),
        ),
        figure_label=(
            say("in cash in year 5"),
        ),
        brief=(*frees, *in_cash),
        sentence=(
            *frees,
            say("That is less than £0.01m on paper, at {} a day.", as_set(pounds(levers.bed_day_cost)),
                when=both(freed, opposite(some(last.paper, 2)))),
            *which_beds_close(levers, exact, last, freed),
            *in_cash,
            *still_spent("The rest", last, both(freed, opposite(no_cash))),
            *still_spent("All of it", last, both(freed, no_cash)),
            *at_the_board(levers, exact, last, freed),
            *over_the_years(answer),
            say("Closing a ward is a decision: ask who will travel further.", when=last.wards >= 1),
        ),
        pictures=(
            paper_picture(levers, exact, last, was),
            stairs_picture(levers, answer),
            years_picture(answer),
        ),
        table=Table(
            caption="The plan, year by year",
            unit="£ million, unless it says days or wards",
            columns=("What", *COLUMNS),
            rows=(
                row("Bed days freed", "freed", count),
                row("Of these, taken by growth, days", "taken", count),
                row("Of these, filled by other patients, days", "filled", count),
                row("Of these, empty, days", "empty", count),
                row("Empty bed days, in wards", "wards_empty"),
                row("Wards that can close", "wards", count),
                row("On paper: freed days at full cost", "paper"),
                row("In cash: costs that go with patients", "with_patients"),
                row("In cash: wards that close", "with_wards"),
                row("In cash, in all", "released", total=True),
                row("Still spent: in wards that stay open", "in_wards"),
                row("Still spent: costs that never go", "fixed"),
                row("Stays with the hospital", "kept"),
                row("Reaches the board", "to_board"),
                Row("Community care", (amount2(answer.before), *(amount2(year.need) for year in answer.years))),
                Row("of which before beds are empty",
                    (amount2(answer.before), *(amount2(year.ahead) for year in answer.years))),
                Row("Left for the board", (amount2(-answer.before), *(amount2(year.net) for year in answer.years)),
                    total=True),
            ),
        ),
    )  # fmt: skip


def which_beds_close(levers: HospitalLevers, exact: HospitalYear, last: HospitalYear, freed) -> tuple[Clause, ...]:
    """Return the clauses that say what becomes of the freed bed days, and how many wards can close for it."""
    grown, filled, empty = last.taken >= 1, last.filled >= 1, last.empty >= 1
    all_taken = both(grown, exact.filled + exact.empty < NOISE)
    lost = both(freed, either(grown, filled))
    refilled = both(freed, both(filled, opposite(all_taken)))
    ward = count(ward_days(levers))
    known = both(freed, empty)
    return (
        say("Growth takes {} of them.", count(last.taken), when=both(freed, both(grown, opposite(all_taken)))),
        say("Growth takes all of them.", when=both(freed, both(all_taken, last.above < 1))),
        say("Growth takes all of them, and {} bed days more than today are used.", count(last.above),
            when=both(freed, both(all_taken, last.above >= 1))),
        *told("Other patients fill {} of the freed days again.", levers.refill, "percent_as_set",
              both(refilled, opposite(grown))),
        *told("Other patients fill {} of the rest again.", levers.refill, "percent_as_set", both(refilled, grown)),
        say("That leaves {} empty.", count(last.empty), when=both(lost, empty)),
        say("That leaves none empty, so no ward can close.", when=both(lost, opposite(empty))),
        say("A ward is {} bed days a year, so no ward can close.", ward, when=both(known, last.wards < 1)),
        say("A ward is {} bed days a year, so one ward can close.", ward, when=both(known, same(last.wards, 1))),
        say("A ward is {} bed days a year, so {} wards can close.", ward, count(last.wards),
            when=both(known, last.wards > 1)),
    )  # fmt: skip


def still_spent(start: str, year: HospitalYear, when) -> tuple[Clause, ...]:
    """Return the clauses that say where what is not cash is still spent."""
    wards, fixed = some(year.in_wards, 2), some(year.fixed, 2)
    return (
        say(f"{start} is still spent: {{}} in wards that stay open and {{}} on costs that stay whatever closes.",
            money2(year.in_wards), money2(year.fixed), when=both(when, both(wards, fixed))),
        say(f"{start} is still spent, in wards that stay open.", when=both(when, both(wards, opposite(fixed)))),
        say(f"{start} is still spent, on costs that stay whatever closes.",
            when=both(when, both(fixed, opposite(wards)))),
    )  # fmt: skip


def at_the_board(levers: HospitalLevers, exact: HospitalYear, last: HospitalYear, freed) -> tuple[Clause, ...]:
    """Return the clauses that say what the board gets, and what the care leaves of it."""
    gets, none = some(last.to_board, 2), exact.to_board < NOISE
    released, shared = exact.released >= NOISE, levers.reinvested > 0
    reported = both(same(levers.mode, REPORTED_ONLY), both(released, shared))
    care, short, left = some(last.need, 2), some(-last.net, 2), some(last.net, 2)
    cared, even = both(freed, care), opposite(either(short, left))
    return (
        say("The board gets {}.", money2(last.to_board), when=both(freed, gets)),
        say("The board gets less than £0.01m of it.", when=both(freed, opposite(either(gets, none)))),
        say("The sum is only reported, so the board gets nothing.", when=both(freed, reported)),
        say("So there is nothing for the board.", when=both(freed, opposite(released))),
        say("None of it goes to the board.", when=both(freed, both(released, both(none, opposite(shared))))),
        say("Community care for the same people costs {}, so the board is {} short that year.", money2(last.need),
            money2(-last.net), when=both(cared, short)),
        say("Community care for the same people costs {}, so {} is left for more care that year.",
            money2(last.need), money2(last.net), when=both(cared, left)),
        say("Community care for the same people costs {}, as much as the board gets.", money2(last.need),
            when=both(cared, even)),
        say("Community care for the same people costs less than £0.01m.", when=both(freed, opposite(care))),
    )  # fmt: skip


def over_the_years(answer: HospitalMoney) -> tuple[Clause, ...]:
    """Return the clauses that say what all the years come to for the board."""
    behind, ahead = some(-answer.total, 2), some(answer.total, 2)
    return (
        say("Counting from the first care paid for, the plan has cost the board {} more than it brought.",
            money2(-answer.total), when=behind),
        say("Counting from the first care paid for, the plan has brought the board {} more than it cost.",
            money2(answer.total), when=ahead),
    )  # fmt: skip


def paper_title(levers: HospitalLevers, exact: HospitalYear, last: HospitalYear) -> tuple[Clause, ...]:
    """Return the title of what becomes of the sum on paper: what is cash, and what decides it."""
    freed, cash, no_cash = last.freed >= 1, some(last.released, 2), exact.released < NOISE
    nothing, empty, steps_up = both(freed, no_cash), exact.empty >= NOISE, levers.stepped > 0
    return (
        say("Of {} on paper, {} is cash: no ward can close", money2(last.paper), money2(last.released),
            when=both(both(freed, cash), last.wards < 1)),
        say("Of {} on paper, {} is cash: one ward can close", money2(last.paper), money2(last.released),
            when=both(both(freed, cash), same(last.wards, 1))),
        say("Of {} on paper, {} is cash: {} wards can close", money2(last.paper), money2(last.released),
            count(last.wards), when=both(both(freed, cash), last.wards > 1)),
        *told("Of {} on paper, less than £0.01m is cash", last.paper, "money2",
              both(freed, opposite(either(cash, no_cash))), exact.paper),
        *told("Of {} on paper nothing is cash: no bed day stays empty", last.paper, "money2",
              both(nothing, opposite(empty)), exact.paper),
        *told("Of {} on paper nothing is cash: no ward can close, and nothing goes with each patient", last.paper,
              "money2", both(nothing, both(empty, steps_up)), exact.paper),
        *told("Of {} on paper nothing is cash: no cost goes with a patient or a ward", last.paper, "money2",
              both(nothing, both(empty, opposite(steps_up))), exact.paper),
        say("No bed day is freed, so there is nothing on paper and nothing in cash", when=opposite(freed)),
    )  # fmt: skip


def paper_picture(levers: HospitalLevers, exact: HospitalYear, last: HospitalYear, was: HospitalYear) -> Picture:
    """Draw what becomes of the sum on paper in the last year: a bar for each part, from top to bottom.

    `last` and `was` are the last year, now and before, as printed; `exact` is the last year as it is.
    """
    parts = (
        ("On paper: full cost of the freed days", "paper", 0.0, last.paper),
        ("Still spent: costs that never go", "spent", last.released + last.in_wards, last.paper),
        ("Still spent: in wards that stay open", "spent", last.released, last.released + last.in_wards),
        ("In cash: the hospital spends less", "cash", 0.0, last.released),
        ("Stays with the hospital", "kept", last.to_board, last.released),
        ("Reaches the board", "board", 0.0, last.to_board),
        ("Community care for the same people", "care", 0.0, last.need),
    )
    moved = differ(last.released, was.released, 2)
    tick = {"y": 3.0, "x": was.released, "seen": seen(moved)}
    return Picture(
        name="paper",
        called="Paper and cash",
        message=paper_title(levers, exact, last),
        what=(
            say("Year 5, £ million, all bars to one scale."),
            say("Ink tick: cash before you moved a lever.", when=moved),
        ),
        description=(
            say("In million pounds. On paper {}. Still spent: costs that never go {},", amount2(last.paper),
                amount2(last.fixed)),
            say("in wards that stay open {}.", amount2(last.in_wards)),
            say("In cash {}: stays with the hospital {},", amount2(last.released), amount2(last.kept)),
            say("reaches the board {}.", amount2(last.to_board)),
            say("Community care {}.", amount2(last.need)),
        ),
        rows={
            "bars": [{"y": float(n), "x": x, "x2": x2, "part": part} for n, (_, part, x, x2) in enumerate(parts)],
            "names": [
                {"y": float(n), "name": name, "sum": money2(x2 - x)} for n, (name, _, x, x2) in enumerate(parts)
            ],
            "ticks": [tick],
        },
        draw=draw_paper,
        source=SOURCE,
    )  # fmt: skip


def draw_paper(width: int) -> alt.LayerChart:
    """Return the chart of paper and cash for a width in pixels."""
    inner = width - 20
    x = alt.X("x:Q", scale=alt.Scale(zero=True, nice=False), axis=None)
    y_scale = alt.Scale(domain=[0, 7], reverse=True, nice=False)

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", scale=y_scale, axis=None)

    fills = alt.Color("part:N", scale=alt.Scale(
        domain=["paper", "spent", "cash", "kept", "board", "care"],
        range=[theme.PAPER, theme.EDGE, theme.HEALTH, theme.SET_ASIDE, theme.INK, theme.SEQUENCE[3]]))  # fmt: skip
    bars = alt.Chart(alt.NamedData("bars")).transform_calculate(top="datum.y + 0.54", foot="datum.y + 0.9")
    shape = {"x": x, "x2": "x2:Q", "y": y("top"), "y2": "foot:Q"}
    edges = [
        bars.transform_calculate(drawn=f"datum.part == '{part}' && datum.x2 > datum.x ? 1 : 0")
        .mark_rect(fill=None, stroke=colour, strokeDash=dash, strokeWidth=1.5)
        .encode(**shape, strokeOpacity=alt.StrokeOpacity("drawn:Q", scale=None))
        for part, colour, dash in (("paper", theme.QUIET, [5, 3]), ("kept", theme.HEALTH, [1, 0]))
    ]
    names = (
        alt.Chart(alt.NamedData("names"))
        .transform_calculate(at="datum.y + 0.24", said="datum.name + ': ' + datum.sum")
        .mark_text(align="left", baseline="middle", fontWeight=600, fontSize=14 if width > 500 else 12)
        .encode(x=alt.value(0), y=y("at"), text="said:N")
    )
    ticks = (
        alt.Chart(alt.NamedData("ticks"))
        .transform_calculate(top="datum.y + 0.44", foot="datum.y + 0.94")
        .mark_rule(color=theme.INK, strokeWidth=2.5)
        .encode(x=x, y=y("top"), y2="foot:Q", opacity=alt.Opacity("seen:Q", scale=None))
    )
    return alt.layer(bars.mark_rect().encode(**shape, color=fills), *edges, names, ticks).properties(
        width=inner, height=7 * (30 if width < 500 else 38), padding={"left": 6, "right": 14, "top": 2, "bottom": 6},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


def stairs_picture(levers: HospitalLevers, answer: HospitalMoney) -> Picture:
    """Draw cash for every cut in bed days: a slope for what goes with patients, a step for each ward."""
    last = answer.years[-1]
    share = choose(same(levers.mode, REPORTED_ONLY), 0.0, levers.reinvested / 100)
    corners = [(0.0, 0.0), (answer.starts, 0.0)]
    for stair in answer.stairs:
        corners += [(stair.reduction, stair.below), (stair.reduction, stair.above)]
    corners.append((float(LARGEST_CUT), answer.top))
    board_at = answer.top * share
    apart = answer.top_paper * 0.085
    cash_at = at_least(board_at + apart, answer.top)
    return Picture(
        name="stairs",
        called="Cuts of any size",
        message=stairs_title(levers, last.wards),
        what=(
            say("£ million a year, for cuts in bed days from 0% to 40%. The upright line is your cut, {}.",
                as_set(percent(levers.reduction))),
        ),
        description=(
            say("The sum on paper rises in a straight line to {} million pounds at 40%.", amount2(answer.top_paper)),
            say("Cash rises to {}, and what reaches the board to {}.", amount2(answer.top), amount2(board_at)),
            say("At your cut of {} they are {}, {} and {}.", as_set(percent(levers.reduction)), amount2(last.paper),
                amount2(last.released), amount2(last.to_board)),
        ),
        rows={
            "paper": [{"x": 0.0, "y": 0.0}, {"x": float(LARGEST_CUT), "y": answer.top_paper}],
            "cash": [{"n": float(n), "x": x, "y": y, "board": y * share} for n, (x, y) in enumerate(corners)],
            "here": [{"x": levers.reduction, "y": 0.0, "y2": answer.top_paper}],
            "points": [
                {"x": levers.reduction, "y": last.paper, "part": "paper"},
                {"x": levers.reduction, "y": last.released, "part": "cash"},
                {"x": levers.reduction, "y": last.to_board, "part": "board"},
            ],
            "labels": [
                {"y": at_least(cash_at + apart, answer.top_paper), "part": "paper", "text": "On paper"},
                {"y": cash_at, "part": "cash", "text": "In cash"},
                {"y": board_at, "part": "board", "text": "At the board"},
            ],
        },
        draw=draw_stairs,
        source=SOURCE,
        key=(("On paper", "on-paper"), ("In cash", "health"), ("At the board", "pot")),
    )  # fmt: skip


def stairs_title(levers: HospitalLevers, wards: Number) -> tuple[Clause, ...]:
    """Return the title of the staircase: what makes cash rise, and whether a ward can close at the cut or at any."""
    largest = stays_empty(levers, levers.bed_days * LARGEST_CUT / 100, YEARS)
    price = levers.bed_day_cost / 1e8
    within, filled = whole_wards(levers, largest) >= 1, levers.refill >= 100
    jumps, creeps = some(price * levers.stepped * ward_days(levers), 2), some(price * levers.variable * largest, 2)
    climbs = both(within, jumps)
    flat = both(opposite(filled), opposite(climbs))
    here = both(climbs, wards >= 1)
    return (
        say("Cash jumps when a whole ward can close, and creeps in between", when=both(here, creeps)),
        say("Cash jumps when a whole ward can close, and stands still in between", when=both(here, opposite(creeps))),
        say("At your cut no ward can close: the first step in cash lies further on", when=both(climbs, wards < 1)),
        say("No cut in this picture empties a whole ward: only what goes with each patient becomes cash",
            when=both(both(flat, creeps), opposite(within))),
        say("No cut in this picture empties a whole ward, and nothing goes with each patient: there is no cash",
            when=both(both(flat, opposite(creeps)), opposite(within))),
        say("No cost goes with a ward here: only what goes with each patient becomes cash",
            when=both(both(flat, creeps), within)),
        say("No cost goes with a ward here, and none with each patient: there is no cash",
            when=both(both(flat, opposite(creeps)), within)),
        say("Other patients fill every freed bed day, so there is no cash", when=filled),
    )  # fmt: skip


def draw_stairs(width: int) -> alt.LayerChart:
    """Return the staircase for a width in pixels."""
    narrow = width < 500
    inner = width - (46 if narrow else 140)
    x = alt.X("x:Q", title=None, scale=alt.Scale(domain=[0, LARGEST_CUT], nice=False),
              axis=alt.Axis(values=[0, 10, 20, 30, 40], labelExpr="datum.value + '%'"))  # fmt: skip
    y = alt.Y("y:Q", title=None, axis=alt.Axis(tickCount=4), scale=alt.Scale(zero=True))
    board = alt.Y("board:Q", title=None)
    order = alt.Order("n:Q")
    scale = alt.Scale(domain=["paper", "cash", "board"], range=[theme.QUIET, theme.HEALTH, theme.INK])
    stairs = alt.Chart(alt.NamedData("cash"))
    layers = [
        alt.Chart(alt.NamedData("here")).mark_rule(color=theme.INK, strokeWidth=1).encode(x=x, y=y, y2="y2:Q"),
        alt.Chart(alt.NamedData("paper")).mark_line(color=theme.QUIET, strokeDash=[5, 4]).encode(x=x, y=y),
        stairs.mark_line(color=theme.HEALTH).encode(x=x, y=y, order=order),
        stairs.mark_line(color=theme.INK).encode(x=x, y=board, order=order),
        alt.Chart(alt.NamedData("points")).mark_point(opacity=1, stroke=theme.WHITE, strokeWidth=1).encode(
            x=x, y=y, fill=alt.Fill("part:N", scale=scale)),
    ]  # fmt: skip
    if not narrow:
        layers.append(
            alt.Chart(alt.NamedData("labels"))
            .mark_text(align="left", fontWeight=600)
            .encode(x=alt.value(inner + 8), y=y, text="text:N", color=alt.Color("part:N", scale=scale))
        )
    return alt.layer(*layers).properties(
        width=inner, height=178 if narrow else 250,
        padding={"left": 34, "right": 12 if narrow else 106, "top": 14, "bottom": 28},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


def years_picture(answer: HospitalMoney) -> Picture:
    """Draw what reaches the board beside what the community care costs, year by year."""
    bars, notes = [], []
    for name, board, need, early in (
        (COLUMNS[0], 0.0, answer.before, answer.before),
        *((name, y.to_board, y.need, y.ahead) for name, y in zip(COLUMNS[1:], answer.years, strict=True)),
    ):
        bars += [
            {"year": name, "side": "board", "part": "board", "y": 0.0, "y2": board},
            {"year": name, "side": "care", "part": "care", "y": 0.0, "y2": need - early},
            {"year": name, "side": "care", "part": "ahead", "y": need - early, "y2": need},
        ]
        notes.append({"year": name, "y": at_least(board, need), "text": amount2(board - need)})
    behind, ahead = some(-answer.total, 2), some(answer.total, 2)
    not_early = answer.total + answer.before + added(tuple(year.ahead for year in answer.years))
    early = not_early > -NOISE
    return Picture(
        name="years",
        called="Year by year",
        message=(
            say("Care is paid for first, so by the end of year 5 the board is {} behind", money2(-answer.total),
                when=both(behind, early)),
            say("The care costs more than the board gets: it is {} behind by the end of year 5", money2(-answer.total),
                when=both(behind, opposite(early))),
            say("By the end of year 5 the board is {} ahead", money2(answer.total), when=ahead),
            say("By the end of year 5 nothing has been gained or lost", when=opposite(either(behind, ahead))),
        ),
        what=(say("What reaches the board and what community care costs, £ million. Numbers: what is left."),),
        description=(
            say("Bars for the time before the plan and its five years. Care costs {} before,", amount2(answer.before)),
            say("then {} a year at the end;", amount2(answer.years[-1].need)),
            say("the board gets {} at the end. All values are in the table.", amount2(answer.years[-1].to_board)),
        ),
        rows={"years": bars, "notes": notes, "room": [{"year": COLUMNS[0], "y": 0.1}]},
        draw=draw_years,
        source=SOURCE,
        key=(
            ("Reaches the board", "pot"),
            ("Community care", "jw-step-4"),
            ("Care before a bed is empty", "jw-step-2"),
        ),
    )  # fmt: skip


def draw_years(width: int) -> alt.LayerChart:
    """Return the chart of the board's years for a width in pixels."""
    narrow = width < 500
    inner = width - (46 if narrow else 250)
    x = alt.X("year:O", title=None, sort=list(COLUMNS), scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1),
              axis=alt.Axis(labelFontSize=12 if narrow else 13))  # fmt: skip
    y = alt.Y("y:Q", title=None, axis=alt.Axis(tickCount=4), scale=alt.Scale(zero=True))
    fills = alt.Color("part:N", scale=alt.Scale(
        domain=["board", "care", "ahead"], range=[theme.INK, theme.SEQUENCE[3], theme.SEQUENCE[1]]))  # fmt: skip
    bars = alt.Chart(alt.NamedData("years")).mark_bar().encode(
        x=x, xOffset=alt.XOffset("side:N", sort=["board", "care"]), y=y, y2="y2:Q", color=fills)  # fmt: skip
    notes = (
        alt.Chart(alt.NamedData("notes"))
        .mark_text(dy=-9, fontSize=12 if narrow else 13, fontWeight=600)
        .encode(x=x, y=y, text="text:N")
    )
    room = alt.Chart(alt.NamedData("room")).mark_point(opacity=0).encode(x=x, y=y)
    layers = [bars, room, notes]
    if not narrow:
        named = (("Reaches the board", theme.INK), ("Community care", theme.SEQUENCE[3]),
                 ("Care before a bed is empty", theme.SEQUENCE[1]))  # fmt: skip
        for place, (text, colour) in enumerate(named):
            label = alt.Chart(alt.NamedData("notes")).transform_filter(f"datum.year == '{COLUMNS[0]}'")
            down = alt.value(12 + 24 * place)
            layers.append(label.mark_square(color=colour, opacity=1, size=150).encode(x=alt.value(inner + 14), y=down))
            layers.append(label.mark_text(align="left", fontWeight=600, text=text).encode(
                x=alt.value(inner + 28), y=down))  # fmt: skip
    return alt.layer(*layers).properties(
        width=inner, height=172 if narrow else 210,
        padding={"left": 34, "right": 12 if narrow else 216, "top": 20, "bottom": 28},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


hospital_money = Explorer(
    name="budget-lab-hospital",
    version=2,
    variable="hospital_money",
    part="Budget Lab, part 2 of 4",
    title="Free some beds, and look for the money",
    levers=HospitalLevers,
    model=hospital,
    view=hospital_view,
    assumes=(
        "The cut grows by the same number of bed days each year, up to year 5.",
        "A cost goes with each patient, or only with a whole ward, or not within five years.",
        "Every ward is as full as the lever says, before the cut and after it.",
        "A ward can close when its year’s use is empty. Someone has planned which ward that is.",
        "Growth takes freed bed days first. A freed bed filled again releases nothing.",
        "Care costs the same for each freed bed day.",
    ),
    omits=(
        "Any real hospital. No published set-aside was found: every number is made up.",
        "Smaller steps: bays and rotas let some cost go before a whole ward does.",
        "What a hospital spends where bed days grow by more than the plan frees.",
        "Whether a ward should close, who travels further, and what care at home asks of families.",
        "What others gain if the beds fill again.",
        "What change itself costs.",
    ),
)
