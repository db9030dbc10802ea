"""Budget Lab: the pot (part 1) and five years of it (part 3), as a reader meets them."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt

from joint_working.formula import Number, at_least, at_most, both, choose, either, opposite
from joint_working.in_print import NOISE, some, steps, told
from joint_working.in_print import differ as different
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.view import Picture, Row, Table, View
from joint_working.models.budget import RECOVERY_PLAN, Plan, PlanLevers, Pot, PotLevers, plan, pot
from joint_working.words import NOTHING, amount, money, percent, say

#: Above this share of the pot, in per cent, the words ask what reserves are for. Illustrative; the rule that
#: reserves need a purpose is `data/rules.csv`, reserves-policy.
RESERVES_MARK = 5.0

SOURCE = "Illustrative figures. Model: Joint Working, Budget Lab, version 1."


# --- Part 1: one pot ---------------------------------------------------------------------------------------


def pot_view(levers: PotLevers, answer: Pot, before: Pot) -> View:
    """Say and show what happens to two payments in one pot."""
    to_council, to_health = answer.crossed >= NOTHING, answer.crossed <= -NOTHING
    stays = opposite(either(to_council, to_health))
    crossed = choose(answer.crossed < 0, -answer.crossed, answer.crossed)
    moved = different(answer.crossed, before.crossed)
    turned = to_health if before.crossed > 0 else to_council
    held = answer.refused >= NOTHING
    some, aside = answer.to_council >= NOTHING, levers.set_aside >= NOTHING
    return View(
        figure=(say("{}", money(crossed), when=crossed >= NOTHING), say("Nothing", when=crossed < NOTHING)),
        figure_label=(
            say("crosses from health to council-run services", when=to_council),
            say("crosses from the council to health services", when=to_health),
            say("crosses from one partner’s services to the other’s", when=stays),
            say("(was {})", money(abs(before.crossed)), when=both(moved, opposite(turned))),
            say("(was {} the other way)", money(abs(before.crossed)), when=turned),
        ),
        sentence=(
            say("The health board pays {}", money(levers.health_payment)),
            say("and the council {}.", money(levers.council_payment)),
            say("Together that is one pot of {},", money(answer.pot)),
            say("and {} of it has lost its label.", money(answer.free), when=answer.labelled >= NOTHING),
            say("and all of it has lost its label.", when=answer.labelled < NOTHING),
            say("The board directs {} to services the council runs,", money(answer.to_council), when=some),
            say("The board directs nothing to services the council runs,", when=opposite(some)),
            say("{} more than the council paid in.", money(answer.crossed), when=to_council),
            say("{} less than the council paid in.", money(-answer.crossed), when=to_health),
            say("as much as the council paid in.", when=stays),
            say(
                "It wanted to direct {} more, but that money came with a label it must keep.",
                money(answer.refused),
                when=held,
            ),
            say("The set-aside of {} stands beside the pot, not in it.", money(levers.set_aside), when=aside),
            say("No money is set aside.", when=opposite(aside)),
        ),
        pictures=(pot_picture(levers, answer),),
        table=Table(
            caption="The year’s money at these settings",
            unit="£ million",
            columns=("What", "£ million"),
            rows=(
                Row("Paid in by the health board", (amount(levers.health_payment),)),
                Row("Paid in by the council", (amount(levers.council_payment),)),
                Row("The pot", (amount(answer.pot),), total=True),
                Row("of which keeps its label", (amount(answer.labelled),)),
                Row("Directed to services the health board runs", (amount(answer.to_health),)),
                Row("Directed to services the council runs", (amount(answer.to_council),)),
                Row("Set-aside, beside the pot", (amount(levers.set_aside),)),
                Row("All the money the plan covers", (amount(answer.plan),), total=True),
            ),
        ),
    )


def pot_picture(levers: PotLevers, answer: Pot) -> Picture:
    """Draw two payments flowing into one pot and out again to services, with the set-aside beside it.

    Heights are in hundredths of the picture, so that a large pot and a small one fill the same space.
    """
    scale = 84 / answer.plan
    health, council, whole = levers.health_payment * scale, levers.council_payment * scale, answer.pot * scale
    labelled, to_health = answer.labelled * scale, answer.to_health * scale
    gap, top = 6.0, 3.0  # between the two bands, and from the upper band down to the pot

    def band(name: str, start: tuple, end: tuple, reach: tuple[float, float, float, float]):
        (from_1, to_1), (from_2, to_2) = start, end
        heights = ((from_1, to_1), (from_1, to_1), (from_2, to_2), (from_2, to_2))
        return [
            {"band": name, "x": x, "y": y, "y2": y2} for x, (y, y2) in zip(reach, heights, strict=True)
        ]  # fmt: skip

    into, out = (0.0, 8.0, 32.0, 39.0), (61.0, 68.0, 92.0, 100.0)
    bands = [
        *band("health", (labelled, health), (top + labelled, top + health), into),
        *band("council", (health + gap, whole + gap), (top + health, top + whole), into),
        *band("to health", (top + labelled, top + to_health), (labelled, to_health), out),
        *band("to council", (top + to_health, top + whole), (to_health + gap, whole + gap), out),
        *band("label", (0.0, labelled), (top, top + labelled), into),
        *band("label out", (top, top + labelled), (0.0, labelled), out),
    ]
    health_label = at_least(6.0, health / 2)
    to_health_label = at_least(6.0, to_health / 2)
    beside = whole + gap + 10 + levers.set_aside * scale / 2
    return Picture(
        name="pot",
        message=(
            say(
                "{} that came in as health money goes out to council-run services",
                money(answer.crossed),
                when=answer.crossed >= NOTHING,
            ),
            say(
                "{} that came in as council money goes out to health services",
                money(-answer.crossed),
                when=answer.crossed <= -NOTHING,
            ),
            say(
                "Each partner’s services get back what that partner paid in",
                when=both(answer.crossed > -NOTHING, answer.crossed < NOTHING),
            ),
        ),
        what=(say("Where one year’s money comes from and where the board directs it, £ million"),),
        description=(
            say("Two payments, {}", money(levers.health_payment)),
            say("from the health board and {} from the council,", money(levers.council_payment)),
            say("join in one pot of {}.", money(answer.pot)),
            *told("It leaves as {} for services the health board runs", answer.to_health),
            *told("and {} for services the council runs.", answer.to_council),
            say("Set-aside of {} is drawn apart.", money(levers.set_aside), when=levers.set_aside >= NOTHING),
        ),
        rows={
            "bands": bands,
            "pot": [
                {"y": top, "y2": top + labelled, "part": "label"},
                {"y": top + labelled, "y2": top + whole, "part": "pot"},
            ],
            "ends": [
                {"y": 0.0, "y2": to_health, "part": "health"},
                {"y": to_health + gap, "y2": whole + gap, "part": "council"},
            ],
            "aside": [{"y": whole + gap + 10, "y2": whole + gap + 10 + levers.set_aside * scale}],
            "left": [
                {"y": health_label, "who": "Health board", "sum": money(levers.health_payment)},
                {
                    "y": at_least(health_label + 13, health + gap + council / 2),
                    "who": "Council",
                    "sum": money(levers.council_payment),
                },
            ],
            "right": [
                {"y": to_health_label, "who": "Health services", "sum": money(answer.to_health)},
                {
                    "y": at_least(to_health_label + 13, to_health + gap + (whole - to_health) / 2),
                    "who": "Council services",
                    "sum": money(answer.to_council),
                },
            ],
            "middle": [
                {"y": top + (labelled + whole) / 2, "what": "One pot", "sum": money(answer.pot)},
            ],
            "under": [{"y": beside, "what": "Set-aside", "sum": money(levers.set_aside)}],
        },
        draw=draw_pot,
        source=SOURCE,
        key=(
            ("Health board’s money", "health"),
            ("Council’s money", "council"),
            ("The pot: no label", "pot"),
            ("Set-aside", "set-aside"),
        ),
    )


def draw_pot(width: int) -> alt.LayerChart:
    """Return the chart of the pot for a width in pixels."""
    narrow = width < 500
    left, right = (94, 112) if narrow else (100, 126)
    inner = width - left - right - 10
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 100], nice=False), axis=None)
    y_scale = alt.Scale(domain=[0, 100], reverse=True, nice=False)
    y, y2 = alt.Y("y:Q", scale=y_scale, axis=None), alt.Y2("y2:Q")
    colours = alt.Color(
        "band:N",
        scale=alt.Scale(
            domain=["health", "council", "label", "label out", "to health", "to council"],
            range=[theme.HEALTH, theme.COUNCIL, theme.HEALTH, theme.HEALTH, theme.INK, theme.INK],
        ),
    )
    owners = [theme.HEALTH, theme.INK, theme.HEALTH, theme.COUNCIL]
    parts = alt.Color("part:N", scale=alt.Scale(domain=["label", "pot", "health", "council"], range=owners))

    def texts(data: str, name: str, at: float, align: str, dy: float, **style):
        return (
            alt.Chart(alt.NamedData(data))
            .mark_text(align=align, baseline="middle", dy=dy, **style)
            .encode(x=alt.XDatum(at, scale=alt.Scale(domain=[0, 100], nice=False)), y=y, text=f"{name}:N")
        )

    small = 13 if narrow else 14
    flows = (
        alt.Chart(alt.NamedData("bands"))
        .mark_area(interpolate="monotone", line=False, opacity=1)
        .encode(x=x, y=y, y2=y2, color=colours)
    )
    pot_block = alt.Chart(alt.NamedData("pot")).mark_rect().encode(
        x=alt.XDatum(39), x2=alt.X2Datum(61), y=y, y2=y2, color=parts
    )  # fmt: skip
    ends = alt.Chart(alt.NamedData("ends")).mark_rect().encode(
        x=alt.XDatum(96), x2=alt.X2Datum(100), y=y, y2=y2, color=parts
    )  # fmt: skip
    aside = (
        alt.Chart(alt.NamedData("aside"))
        .mark_rect(fill=theme.SET_ASIDE, stroke=theme.HEALTH, strokeDash=[5, 3], strokeWidth=1.5)
        .encode(x=alt.XDatum(0), x2=alt.X2Datum(100), y=y, y2=y2)
    )
    right_words = {"align": "left", "dx": 8}
    left_words = {"align": "right", "dx": -8}
    layers = [
        flows,
        pot_block,
        ends,
        aside,
        texts("left", "who", 0, dy=-9, fontWeight=600, fontSize=small, **left_words),
        texts("left", "sum", 0, dy=9, fontSize=small, **left_words),
        texts("right", "who", 100, dy=-9, fontWeight=600, fontSize=small, **right_words),
        texts("right", "sum", 100, dy=9, fontSize=small, **right_words),
        texts("middle", "what", 50, "center", -9, fontWeight=600, fontSize=small, color=theme.WHITE),
        texts("middle", "sum", 50, "center", 9, fontSize=small, color=theme.WHITE),
        texts("under", "what", 0, dy=-9, fontWeight=600, fontSize=small, **left_words),
        texts("under", "sum", 0, dy=9, fontSize=small, **left_words),
    ]
    return alt.layer(*layers).resolve_scale(color="independent").properties(
        width=inner, height=250 if narrow else 310, padding={"left": left, "right": right, "top": 8, "bottom": 8},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- Part 3: five years ------------------------------------------------------------------------------------


def plan_view(levers: PlanLevers, answer: Plan, before: Plan) -> View:
    """Say and show five years of a board's budget."""
    first, last, was = answer.years[0], answer.years[-1], before.years[-1]
    course = course_of(levers, answer)
    over_first, over_last = course.over[0] >= 1, course.over[-1] >= 1
    between = course.over[1] + course.over[2] + course.over[3] >= 1
    moved = different(last.overspend, was.overspend)
    catching_up = both(course.better, over_last)
    once = first.drawn + at_most(first.one_off, at_least(0, first.cost - first.pot - first.recurring))
    columns = [f"Year {number}" for number in range(1, len(answer.years) + 1)]

    def row(label: str, values, total: bool = False) -> Row:
        return Row(label, tuple(amount(value) for value in values), total)

    return View(
        figure=(say("{}", money(last.overspend), when=over_last), say("Nothing", when=opposite(over_last))),
        figure_label=(
            say(f"over budget in year {len(answer.years)}"),
            say("(was {})", money(was.overspend), when=moved),
        ),
        sentence=(
            say("The board is {} over budget in year 1", money(first.overspend), when=over_first),
            say("The board meets its budget in year 1", when=opposite(over_first)),
            say("and {} over in year 5.", money(last.overspend), when=both(over_first, over_last)),
            say("but is {} over in year 5.", money(last.overspend), when=both(opposite(over_first), over_last)),
            say("but meets it in year 5.", when=both(over_first, opposite(over_last))),
            say("and again in year 5.", when=opposite(either(between, either(over_first, over_last)))),
            say(
                "and again in year 5, but is over it in between.",
                when=both(between, opposite(either(over_first, over_last))),
            ),
            say(
                "Of what closed year 1’s gap, {} was reserves or one-off savings: it is missing again in year 2.",
                money(once),
                when=both(opposite(over_first), some(once)),
            ),
            say(
                "It saves every year, but only {} of what it saves lasts; the rest must be found again.",
                percent(levers.recurring),
                when=both(both(course.saves, course.fades), both(course.worse, levers.recurring > 0)),
            ),
            say(
                "It saves every year, but nothing of it lasts; all of it must be found again.",
                when=both(course.saves, both(course.worse, levers.recurring <= 0)),
            ),
            *(
                say(
                    f"{words}, but from year 1 to year 5 costs rise by more than payments and savings together.",
                    when=both(both(course.worse, course.outrun), lasts),
                )
                for words, lasts in (
                    ("Every saving lasts", course.all_lasts),
                    ("What is saved lasts", course.it_lasts),
                )
            ),
            say("No saving is made.", when=both(over_last, course.nothing_saved)),
            say("Nothing is saved but what repays last year’s overspend.", when=both(over_last, course.only_repaid)),
            say("Savings are catching up with costs.", when=both(catching_up, course.savings_gain)),
            say(
                "From year 1 to year 5 payments rise by more than costs.", when=both(catching_up, course.payments_gain)
            ),
            *who_pays(levers, answer, over_last),
            say("Reserves end at {}.", money(last.reserves), when=last.reserves >= NOTHING),
            say("No reserves are left.", when=last.reserves < NOTHING),
            say(
                "That is more than {} of the pot: reserves need a purpose and should not build up without one.",
                percent(RESERVES_MARK),
                when=last.reserves > RESERVES_MARK / 100 * last.pot,
            ),
        ),
        pictures=(gap_picture(answer, before, course), rules_picture(levers, answer)),
        table=Table(
            caption="Five years at these settings",
            unit="£ million",
            columns=("What", *columns),
            rows=(
                row("Cost of carrying on", (year.cost for year in answer.years)),
                row("Owed from last year", (year.owed for year in answer.years)),
                row("The pot", (year.pot for year in answer.years)),
                row("Savings that last", (year.recurring for year in answer.years)),
                row("One-off savings", (year.one_off for year in answer.years)),
                row("Debt repaid by the plan", (year.repaid for year in answer.years)),
                row("From reserves", (year.drawn for year in answer.years)),
                row("Added to reserves", (year.added for year in answer.years)),
                row("Reserves at the year’s end", (year.reserves for year in answer.years)),
                row("Over budget", (year.overspend for year in answer.years), total=True),
                row("Health board’s part", (part.health for part in answer.shares)),
                row("Council’s part", (part.council for part in answer.shares)),
                row("Carried into next year", (part.carried for part in answer.shares)),
            ),
        ),
    )


@dataclass(frozen=True)
class Course:
    """What may be said of five years as they are printed: conditions, and overspends in tenths of £1 million."""

    over: tuple[Number, ...]
    worse: Number
    """More over budget in year 5 than in year 1."""
    better: Number
    rising: Number
    """In no year less over budget than in the year before."""
    saves: Number
    """Savings stand in every year of the table."""
    fades: Number
    all_lasts: Number
    """It saves, delivers the whole plan, and all of it lasts."""
    it_lasts: Number
    """It saves and delivers a part of the plan, and all of that lasts."""
    nothing_saved: Number
    only_repaid: Number
    """Nothing is saved, but the plan pays back last year's overspend."""
    outrun: Number
    """From year 1 to year 5 costs rise by more than payments and lasting savings."""
    savings_gain: Number
    """Lasting savings grow by more than what payments leave of the costs."""
    payments_gain: Number
    """From year 1 to year 5 payments rise by more than costs."""


def course_of(levers: PlanLevers, answer: Plan) -> Course:
    """Return what may be said of five years. Each is worked out from the digits in the table."""
    over = tuple(steps(year.overspend) for year in answer.years)
    saves, rising, repaid = True, True, 0.0
    for year in answer.years:
        saves = both(saves, some(at_least(year.recurring, year.one_off)))
        repaid = at_least(repaid, year.repaid)
    for earlier, later in zip(over, over[1:], strict=False):
        rising = both(rising, later >= earlier)
    cost, pot, lasting, once = (
        steps(getattr(answer.years[-1], name)) - steps(getattr(answer.years[0], name))
        for name in ("cost", "pot", "recurring", "one_off")
    )
    none = either(levers.savings <= 0, levers.delivery <= 0)
    kept = both(saves, levers.recurring >= 100)
    return Course(
        over=over,
        worse=over[-1] > over[0],
        better=over[-1] < over[0],
        rising=rising,
        saves=saves,
        fades=levers.recurring < 100,
        all_lasts=both(kept, levers.delivery >= 100),
        it_lasts=both(kept, levers.delivery < 100),
        nothing_saved=both(none, opposite(some(repaid))),
        only_repaid=both(none, some(repaid)),
        outrun=cost > pot + lasting,
        savings_gain=both(both(saves, levers.recurring > 0), both(cost >= pot, lasting + once > cost - pot)),
        payments_gain=pot > cost,
    )


def who_pays(levers: PlanLevers, answer: Plan, over: Number):
    """Return the clauses that say who meets the last year's overspend."""
    part = answer.shares[-1]
    carried = some(part.carried)
    health, council = some(part.health), some(part.council)
    shared = both(over, opposite(carried))
    split, all_health = both(shared, both(health, council)), both(shared, part.council < NOISE)
    councils = both(shared, opposite(health))
    one, two = levers.councils < 1, levers.councils >= 1
    alone = part.health < NOISE
    return (
        say("Of year 5’s overspend the health board meets {}", money(part.health), when=split),
        say("and the council {}.", money(part.council), when=both(split, one)),
        say("and the two councils {} between them.", money(part.council), when=both(split, two)),
        say("The health board meets all of year 5’s overspend.", when=all_health),
        say("The council meets all of year 5’s overspend.", when=both(councils, both(alone, one))),
        say("The two councils meet all of year 5’s overspend between them.", when=both(councils, both(alone, two))),
        say("No partner pays; all of it is carried into the next plan.", when=carried),
    )


def gap_picture(answer: Plan, before: Plan, course: Course) -> Picture:
    """Draw what closes each year's gap: savings that last, one-off savings, reserves, and what is left over."""
    tallest = 1.0
    for year in answer.years:
        tallest = at_least(tallest, _stack(year)[-1])
    bars, notes, ticks = [], [], []
    for number, (year, was) in enumerate(zip(answer.years, before.years, strict=True), start=1):
        column = f"Year {number}"
        over, drawn, one_off, recurring = _stack(year)
        bars += [
            {"year": column, "part": "over", "y": 0.0, "y2": over},
            {"year": column, "part": "reserves", "y": over, "y2": drawn},
            {"year": column, "part": "one-off", "y": drawn, "y2": one_off},
            {"year": column, "part": "recurring", "y": one_off, "y2": recurring},
            {"year": column, "part": "added", "y": 0.0, "y2": -year.added},
        ]
        notes += [
            {"year": column, "kind": "over", "y": 0.0, "text": amount(year.overspend),
             "seen": choose(over >= tallest * 0.075, 1.0, 0.0)},
            {"year": column, "kind": "reserves", "y": recurring, "text": amount(year.drawn),
             "seen": choose(year.drawn >= NOTHING, 1.0, 0.0)},
        ]  # fmt: skip
        ticks.append({"year": column, "y": was.overspend, "seen": _seen(different(year.overspend, was.overspend))})
    over, drawn, one_off, recurring = _stack(answer.years[-1])
    apart = tallest * 0.075
    over_at = over / 2
    one_off_at = at_least(over_at + apart, (drawn + one_off) / 2)
    lasting_at = at_least(one_off_at + apart, (one_off + recurring) / 2)
    labels = [
        {"part": "over", "y": over_at, "text": "Over budget", "seen": _seen(over >= NOTHING)},
        {"part": "one-off", "y": one_off_at, "text": "One-off savings", "seen": _seen(one_off - drawn >= NOTHING)},
        {"part": "recurring", "y": lasting_at, "text": "Savings that last",
         "seen": _seen(recurring - one_off >= NOTHING)},
    ]  # fmt: skip
    last = answer.years[-1]
    moved = different(last.overspend, before.years[-1].overspend)
    return Picture(
        name="gap",
        message=gap_title(answer, course),
        what=(
            say("How each year’s gap is met, £ million."),
            say("Ink ticks: overspend before you moved a lever.", when=moved),
            say("Below the line: added to reserves.", when=last.added >= NOTHING),
        ),
        description=(
            say("Stacked bars for five years. Over budget:"),
            *(say("{},", amount(year.overspend)) for year in answer.years[:-1]),
            say("and {} million pounds. All values are in the table.", amount(last.overspend)),
        ),
        rows={"bars": bars, "notes": notes, "ticks": ticks, "labels": labels},
        draw=draw_gap,
        source=SOURCE,
        key=(
            ("Over budget", "gap"),
            ("Reserves", "reserves"),
            ("One-off savings", "one-off"),
            ("Savings that last", "recurring"),
        ),
    )  # fmt: skip


def gap_title(answer: Plan, course: Course):
    """Return the title over the five years: whether the overspend grows, or what closes the last year's gap."""
    last = answer.years[-1]
    left, worse = course.over[-1] >= 1, course.worse
    tails = (
        ("although every saving lasts", course.all_lasts),
        ("although what is saved lasts", course.it_lasts),
        ("although the board saves every year", both(course.saves, course.fades)),
        ("and nothing is saved", course.nothing_saved),
        ("and nothing is saved but what repays last year’s overspend", course.only_repaid),
    )
    tailed = either(course.saves, either(course.nothing_saved, course.only_repaid))
    heads = (
        ("The overspend grows", course.rising),
        ("The overspend is larger in year 5 than in year 1", opposite(course.rising)),
    )
    covered, always = steps(last.pot) >= steps(last.cost), True
    for year in answer.years:
        always = both(always, steps(year.pot) >= steps(year.cost))
    closed = both(opposite(left), opposite(covered))
    saved, drawn = some(at_least(last.recurring, last.one_off)), some(last.drawn)
    return (
        *(say(f"{words},", when=both(both(worse, tailed), how)) for words, how in heads),
        *(say(words, when=both(both(worse, opposite(tailed)), how)) for words, how in heads),
        *(say(words, when=both(worse, how)) for words, how in tails),
        say(
            "The overspend is the same in year 5 as in year 1", when=both(left, opposite(either(worse, course.better)))
        ),
        say("The overspend is smaller in year 5 than in year 1", when=both(left, course.better)),
        say("Payments cover costs in every year", when=both(opposite(left), always)),
        say("In year 5 payments cover costs", when=both(both(opposite(left), covered), opposite(always))),
        say("Savings and reserves close the gap in year 5", when=both(closed, both(saved, drawn))),
        say("Savings close the gap in year 5", when=both(closed, both(saved, opposite(drawn)))),
        say("Reserves close the gap in year 5", when=both(closed, both(drawn, opposite(saved)))),
        say("There is no overspend in year 5", when=both(closed, opposite(either(saved, drawn)))),
    )


def _stack(year) -> tuple[Number, Number, Number, Number]:
    """Return the tops of a year's four bars: over budget, reserves, one-off savings, savings that last."""
    drawn = year.overspend + year.drawn
    one_off = drawn + year.one_off + year.repaid
    return year.overspend, drawn, one_off, one_off + year.recurring


def _seen(condition) -> Number:
    return choose(condition, 1.0, 0.0)


def draw_gap(width: int) -> alt.LayerChart:
    """Return the chart of five years' gaps for a width in pixels."""
    narrow = width < 500
    inner = width - (42 if narrow else 158)
    x = alt.X("year:O", title=None, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.15))
    x = x.axis(labelExpr="slice(datum.value, 5)", title="Year") if narrow else x
    y = alt.Y("y:Q", title=None, axis=alt.Axis(tickCount=4, domain=False))
    order = ["over", "reserves", "one-off", "recurring", "added"]
    fills = alt.Color("part:N", scale=alt.Scale(
        domain=order, range=[theme.GAP, theme.RESERVES, theme.ONE_OFF, theme.RECURRING, theme.RESERVES]))  # fmt: skip
    outline = alt.condition("datum.part == 'one-off' && datum.y2 - datum.y > 0", alt.value(1.5), alt.value(0))
    seen = alt.Opacity("seen:Q", scale=None)
    bars = (
        alt.Chart(alt.NamedData("bars"))
        .mark_bar(stroke=theme.RECURRING)
        .encode(x=x, y=y, y2="y2:Q", color=fills, strokeWidth=outline)
    )
    notes = alt.Chart(alt.NamedData("notes"))
    over = (
        notes.transform_filter("datum.kind == 'over'")
        .mark_text(color=theme.WHITE, fontWeight=700, dy=-10)
        .encode(x=x, y=y, text="text:N", opacity=seen)
    )
    drawn = (
        notes.transform_filter("datum.kind == 'reserves'")
        .transform_calculate(words="'Reserves ' + datum.text" if not narrow else "datum.text")
        .mark_text(color=theme.QUIET, fontSize=13, dy=-9)
        .encode(x=x, y=y, text="words:N", opacity=seen)
    )
    ticks = (
        alt.Chart(alt.NamedData("ticks"))
        .mark_tick(color=theme.INK, thickness=2, size=inner / 5 * 0.86)
        .encode(x=x, y=y, opacity=seen)
    )
    layers = [bars, over, drawn, ticks]
    if not narrow:
        words = [theme.GAP, theme.RESERVES, theme.RECURRING_TEXT, theme.RECURRING_TEXT]
        names = alt.Color("part:N", scale=alt.Scale(domain=order[:4], range=words))
        layers.append(
            alt.Chart(alt.NamedData("labels"))
            .mark_text(align="left", fontWeight=600)
            .encode(x=alt.value(inner + 6), y=y, text="text:N", color=names, opacity=seen)
        )
    return alt.layer(*layers).resolve_scale(color="independent").properties(
        width=inner, height=230 if narrow else 300,
        padding={"left": 34, "right": 8 if narrow else 124, "top": 18, "bottom": 44 if narrow else 28},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


RULE_NAMES = ("What each paid in", "Where it arose", "Equal parts", "Recovery plan")


def rules_picture(levers: PlanLevers, answer: Plan) -> Picture:
    """Draw who would meet the last year's overspend under each of the four rules."""
    rows, notes, marks = [], [], []
    most = 1.0
    for part in answer.rules:
        most = at_least(most, part.health + part.council + part.carried)
    for number, (name, part) in enumerate(zip(RULE_NAMES, answer.rules, strict=True)):
        ends = (part.health, part.health + part.council, part.health + part.council + part.carried)
        starts = (0.0, *ends[:2])
        for kind, start, end in zip(("health", "council", "carried"), starts, ends, strict=True):
            rows.append({"rule": name, "part": kind, "x": start, "x2": end})
            called = {"health": "Health board", "council": "Council", "carried": "Carried"}[kind]
            first = number == (RECOVERY_PLAN if kind == "carried" else 0)
            notes.append({"rule": name, "part": kind, "x": (start + end) / 2, "text": amount(end - start),
                          "called": called if first else "", "share": (end - start) / most,
                          "seen": _seen(end - start >= most * 0.12)})  # fmt: skip
        chosen = both(levers.risk_rule >= number, levers.risk_rule <= number)
        marks.append({"rule": name, "seen": _seen(chosen)})
    over = some(answer.rules[0].health + answer.rules[0].council)
    most_health = answer.rules[0].health
    least_health = answer.rules[0].health
    for part in answer.rules[1:3]:
        most_health = at_least(most_health, part.health)
        least_health = at_most(least_health, part.health)
    spread = most_health - least_health
    alike, only_plan = opposite(different(most_health, least_health)), some(answer.rules[RECOVERY_PLAN].carried)
    return Picture(
        name="rules",
        message=(
            say("The sharing rule alone moves {} of year 5 from one partner to another", money(spread),
                when=both(over, some(spread))),
            say("In year 5 the three sharing rules come to the same",
                when=both(over, both(alike, opposite(some(spread))))),
            say("In year 5 the three sharing rules come to almost the same",
                when=both(over, opposite(either(alike, some(spread))))),
            say("There is nothing to share in year 5", when=opposite(either(over, only_plan))),
            say("In year 5 only a recovery plan leaves anything over", when=both(only_plan, opposite(over))),
        ),
        what=(say("Who would meet year 5’s overspend under each rule, £ million. An ink bar marks your rule."),),
        description=(
            say("Bars for four rules. As each paid in: health board {},", amount(answer.rules[0].health)),
            say("council {}.", amount(answer.rules[0].council)),
            say("Where it arose: {}", amount(answer.rules[1].health)),
            say("and {}.", amount(answer.rules[1].council)),
            say("Equal parts: {}", amount(answer.rules[2].health)),
            say("and {}.", amount(answer.rules[2].council)),
            say("Recovery plan: {} million pounds carried forward.", amount(answer.rules[3].carried)),
        ),
        rows={"bars": rows, "notes": notes, "marks": marks},
        draw=draw_rules,
        source=SOURCE + " Your integration scheme decides which rule holds.",
        key=(("Health board", "health"), ("Council", "council"), ("Carried into next year", "gap")),
    )  # fmt: skip


def draw_rules(width: int) -> alt.LayerChart:
    """Return the chart of the four risk-share rules for a width in pixels."""
    narrow = width < 500
    left = 122
    inner = width - left - 16
    y = alt.Y("rule:N", title=None, sort=list(RULE_NAMES), scale=alt.Scale(paddingInner=0.35, paddingOuter=0.1),
              axis=alt.Axis(labelColor=theme.INK, grid=False, labelPadding=10, labelLimit=110))  # fmt: skip
    x = alt.X("x:Q", title=None, axis=alt.Axis(grid=True, domain=False, labelColor=theme.QUIET, tickCount=4))
    fills = alt.Color("part:N", scale=alt.Scale(
        domain=["health", "council", "carried"], range=[theme.HEALTH, theme.COUNCIL, theme.GAP]))  # fmt: skip
    seen = alt.Opacity("seen:Q", scale=None)
    bars = alt.Chart(alt.NamedData("bars")).mark_bar().encode(x=x, x2="x2:Q", y=y, color=fills)
    notes = (
        alt.Chart(alt.NamedData("notes"))
        .transform_calculate(words="datum.text" if narrow else theme.CALLED)
        .mark_text(color=theme.WHITE, fontWeight=700)
        .encode(x=x, y=y, text="words:N", opacity=seen)
    )
    marks = (
        alt.Chart(alt.NamedData("marks"))
        .mark_bar(color=theme.INK, size=26)
        .encode(x=alt.value(-7), x2=alt.value(-3), y=y, opacity=seen)
    )
    return alt.layer(bars, notes, marks).properties(
        width=inner, height=170 if narrow else 180,
        padding={"left": left, "right": 16, "top": 8, "bottom": 28},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- The explorers -----------------------------------------------------------------------------------------

one_pot = Explorer(
    name="budget-lab-pot",
    version=1,
    variable="one_pot",
    part="Budget Lab, part 1 of 4",
    title="Put two payments in one pot",
    levers=PotLevers,
    model=pot,
    view=pot_view,
    assumes=(
        "Two partners pay in for one year. Nothing is over- or underspent.",
        "Ring-fenced health money can be spent only on the health services it came for.",
        "The board directs the whole pot. The set-aside is planned with it, and the health board holds it.",
    ),
    omits=(
        "Any real partnership. The starting points are made up.",
        "What the money buys, or whether people get better care.",
        "Which functions your own scheme delegates: check it before you compare totals.",
    ),
    open_levers=(3, 5),
)

five_years = Explorer(
    name="budget-lab-five-years",
    version=1,
    variable="five_years",
    part="Budget Lab, part 3 of 4",
    title="Balance year 1, then live with it",
    levers=PlanLevers,
    model=plan,
    view=plan_view,
    assumes=(
        "Growth in prices and in demand adds up, and is the same every year.",
        "A saving that lasts is still there in every later year. A one-off saving is gone after its year.",
        "A late offer from the health board loses one twelfth of the year’s savings for each month.",
        "The partners meet an overspend in cash each year, unless a recovery plan carries it into the next.",
        "A surplus first repays what is owed, then goes to reserves.",
        "Reserves above 5% of the pot get a remark; the mark is made up.",
    ),
    omits=(
        "Any real partnership. The starting points are made up, and so are the growth rates.",
        "What a saving does to the people who use the service.",
        "How your own scheme shares an overspend: check it.",
        "How two councils split their part between them.",
    ),
)
