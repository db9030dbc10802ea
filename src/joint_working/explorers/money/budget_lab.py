"""Budget Lab: the pot (part 1) and five years of it (part 3), as a reader meets them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import altair as alt

from joint_working.explorers.money.printed_plan import TENTHS, as_printed, partner_lends
from joint_working.formula import Number, at_least, at_most, both, choose, either, opposite, same
from joint_working.in_print import NOISE, some, steps, told
from joint_working.in_print import differ as different
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.view import Picture, Row, Table, View
from joint_working.models.budget import Plan, PlanLevers, Pot, PotLevers, Year, plan, pot
from joint_working.words import NOTHING, Clause, amount, as_set, money, percent, say

#: Above this share of the pot, in per cent, the words ask what reserves are for. Illustrative; the rule that
#: reserves need a purpose is `data/rules.csv`, reserves-policy.
RESERVES_MARK = 5.0

SOURCE = "Illustrative figures. Model: Joint Working, Budget Lab, version 1."
PLAN_SOURCE = "Illustrative figures. Model: Joint Working, Budget Lab, part 3, version 2."


# --- Part 1: one pot ---------------------------------------------------------------------------------------


def pot_as_printed(levers: PotLevers, answer: Pot) -> tuple[PotLevers, Pot]:
    """Return the levers and the answer in £ million, rounded to tenths so that, to the digit printed,

    - the pot is the two payments, and with the set-aside it is all the money the plan covers;
    - the pot is what keeps its label and what has lost it;
    - the pot is what goes to services of the council and of the health board;
    - what crosses is what goes to services of the council less what the council paid in.

    Each payment and what crosses are rounded by themselves; the rest is fitted to that, and no money with a label
    leaves the health services.
    """
    health, council, aside = map(steps, (levers.health_payment, levers.council_payment, levers.set_aside))
    whole, crossed = health + council, steps(answer.crossed)
    to_council = council + crossed
    to_health = whole - to_council
    labelled = at_most(to_health, steps(answer.labelled))
    shown = {
        "pot": whole, "plan": whole + aside, "labelled": labelled, "free": whole - labelled, "to_council": to_council,
        "to_health": to_health, "refused": steps(answer.refused), "crossed": crossed,
    }  # fmt: skip
    paid = {"health_payment": health, "council_payment": council, "set_aside": aside}
    return (
        replace(levers, **{name: number / TENTHS for name, number in paid.items()}),
        replace(answer, **{name: number / TENTHS for name, number in shown.items()}),
    )


def pot_view(set_to: PotLevers, exact: Pot, was: Pot) -> View:
    """Say and show what happens to two payments in one pot. All that is said is said of the numbers as printed."""
    levers, answer = pot_as_printed(set_to, exact)
    to_council, to_health = answer.crossed >= NOTHING, answer.crossed <= -NOTHING
    stays = opposite(either(to_council, to_health))
    crossed = choose(answer.crossed < 0, -answer.crossed, answer.crossed)
    held, keeps = answer.refused >= NOTHING, some(answer.labelled)
    aside = set_to.set_aside > NOISE
    directed = (
        *told("The board directs {} to services the council runs,", answer.to_council, exact=exact.to_council),
        say("{} more than the council paid in.", money(answer.crossed), when=to_council),
        say("{} less than the council paid in.", money(-answer.crossed), when=to_health),
        say("as much as the council paid in.", when=stays),
    )
    return View(
        figure=(say("{}", money(crossed), when=crossed >= NOTHING), say("Nothing", when=crossed < NOTHING)),
        figure_label=(
            say("crosses to council-run services", when=to_council),
            say("crosses to health board services", when=to_health),
            say("crosses between the partners", when=stays),
        ),
        brief=directed,
        sentence=(
            say("The health board pays {}", as_set(money(set_to.health_payment))),
            say("and the council {}.", as_set(money(set_to.council_payment))),
            say("Together that is one pot of {},", money(answer.pot)),
            say("and {} of it has lost its label.", money(answer.free), when=keeps),
            say("and almost all of it has lost its label.", when=both(exact.labelled > NOISE, opposite(keeps))),
            say("and all of it has lost its label.", when=exact.labelled <= NOISE),
            *directed,
            say(
                "It wanted to direct {} more, but that money came with a label it must keep.",
                money(answer.refused),
                when=held,
            ),
            *told(
                "The set-aside of {} stands beside the pot, not in it.",
                set_to.set_aside,
                "money_as_set",
                when=aside,
            ),
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
        width=inner, height=204 if narrow else 284, padding={"left": left, "right": right, "top": 8, "bottom": 8},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- Part 3: five years ------------------------------------------------------------------------------------


def plan_view(levers: PlanLevers, exact: Plan, before: Plan) -> View:
    """Say and show five years of a board's budget. All that is said is said of the numbers as they are printed."""
    answer, was = as_printed(levers, exact), as_printed(five_years.at(), before)
    first, second, last = answer.years[0], answer.years[1], answer.years[-1]
    course = course_of(levers, exact, answer)
    over_first, over_second, over_last = (some(year.overspend) for year in (first, second, last))
    between = either(over_second, either(some(answer.years[2].overspend), some(answer.years[3].overspend)))
    catching_up = both(course.better, over_last)
    once = first.drawn + at_most(first.one_off, at_least(0, first.gap - first.lasting))
    twice_over = both(opposite(over_first), both(over_second, over_last))
    later_only = both(opposite(over_first), both(opposite(over_second), over_last))
    gaps = both(some(first.gap), some(last.gap))
    returned = 0.0
    for year in answer.years:
        returned = returned + year.returned
    first_and_last = (
        say("The board is {} over budget in year 1", money(first.overspend), when=over_first),
        say("The board meets its budget in year 1", when=opposite(over_first)),
        say("and {} over in year 5.", money(last.overspend), when=both(over_first, over_last)),
        say("but is {} over in year 2", money(second.overspend), when=twice_over),
        say("and {} over in year 5.", money(last.overspend), when=twice_over),
        say("but is {} over in year 5.", money(last.overspend), when=later_only),
        say("but meets it in year 5.", when=both(over_first, opposite(over_last))),
        say("and again in year 5.", when=opposite(either(between, either(over_first, over_last)))),
        say(
            "and again in year 5, but is over it in between.",
            when=both(between, opposite(either(over_first, over_last))),
        ),
    )
    return View(
        figure=(say("{}", money(last.overspend), when=over_last), say("Nothing", when=opposite(over_last))),
        figure_label=(say(f"over budget in year {len(answer.years)}"),),
        brief=first_and_last,
        sentence=(
            *first_and_last,
            say(
                "Of what closed year 1’s gap, {} was reserves or one-off savings: it is missing again in year 2.",
                money(once),
                when=both(opposite(over_first), some(once)),
            ),
            say(
                "The gap for the year, before that year’s savings, is {} in year 1 and {} in year 5.",
                money(first.gap),
                money(last.gap),
                when=gaps,
            ),
            *lasting_clauses(levers, course),
            say("No saving is made.", when=both(over_last, course.nothing_saved)),
            say("Savings are catching up with costs.", when=both(catching_up, course.savings_gain)),
            say(
                "From year 1 to year 5 payments rise by more than costs.", when=both(catching_up, course.payments_gain)
            ),
            *who_pays(levers, answer, course),
            say("In five years {} of surplus goes back to the partners.", money(returned), when=some(returned)),
            *reserves_clauses(exact.years[-1], last),
        ),
        pictures=(gap_picture(levers, answer, was, course), rules_picture(levers, answer)),
        table=plan_table(answer),
    )


def plan_table(answer: Plan) -> Table:
    """Return five years as a table whose columns add up, as `as_printed` says."""

    def row(label: str, name: str, total: bool = False) -> Row:
        return Row(label, tuple(amount(getattr(year, name)) for year in answer.years), total)

    return Table(
        caption="Five years at these settings",
        unit="£ million",
        columns=("What", *(f"Year {number}" for number in range(1, len(answer.years) + 1))),
        rows=(
            row("Cost of carrying on", "cost"),
            row("The pot", "pot"),
            row("Lasting savings of earlier years", "earlier"),
            row("Gap for the year, before its savings", "gap", total=True),
            row("This year’s savings that last", "lasting"),
            row("This year’s one-off savings", "one_off"),
            row("From reserves", "drawn"),
            row("Surplus: debt repaid", "repaid"),
            row("Surplus: added to reserves", "added"),
            row("Surplus: returned to the partners", "returned"),
            row("Over budget", "overspend", total=True),
            Row("Health board’s part", tuple(amount(part.health) for part in answer.shares)),
            Row("Council’s part", tuple(amount(part.council) for part in answer.shares)),
            row("Of these, lent to the board", "lent"),
            row("Owed to the partners at the year’s end", "owed"),
            row("Reserves at the year’s end", "reserves"),
        ),
    )


@dataclass(frozen=True)
class Course:
    """What may be said of five years as they are printed: conditions."""

    worse: Number
    """More over budget in year 5 than in year 1."""
    better: Number
    same: Number
    rising: Number
    """In no year less over budget than in the year before."""
    back: Number
    """There is a gap in year 1 and it is closed; in year 2 it is larger, and is not."""
    saves: Number
    """Each year makes savings of its own."""
    all_lasts: Number
    """It saves every year, delivers the whole plan on time, and all of it lasts."""
    it_lasts: Number
    """It saves every year, less than the whole plan, and all of that lasts."""
    nothing_saved: Number
    outrun: Number
    """From year 1 to year 5 costs rise by more than payments and lasting savings."""
    savings_gain: Number
    """Savings grow by more than what payments leave of the costs."""
    payments_gain: Number
    """From year 1 to year 5 payments rise by more than costs."""


def course_of(levers: PlanLevers, exact: Plan, answer: Plan) -> Course:
    """Return what may be said of five years: from the digits in the table, and from the levers where they decide."""
    over = tuple(steps(year.overspend) for year in answer.years)
    gaps = tuple(steps(year.gap) for year in answer.years)
    saves, rising, saved = True, True, 0.0
    for year, unrounded in zip(answer.years, exact.years, strict=True):
        saves = both(saves, some(at_least(year.lasting, year.one_off)))
        saved = at_least(saved, at_least(unrounded.lasting, unrounded.one_off))
    for earlier, later in zip(over, over[1:], strict=False):
        rising = both(rising, later >= earlier)
    cost, pot, lasting, once = (
        steps(getattr(answer.years[-1], name)) - steps(getattr(answer.years[0], name))
        for name in ("cost", "pot", "recurring", "one_off")
    )
    kept = both(saves, levers.recurring >= 100)
    whole_plan = both(levers.delivery >= 100, levers.months_late <= 0)
    return Course(
        worse=over[-1] > over[0],
        better=over[-1] < over[0],
        same=both(over[-1] >= over[0], over[-1] <= over[0]),
        rising=rising,
        back=both(both(over[0] < 1, gaps[0] >= 1), both(over[1] >= 1, gaps[1] > gaps[0])),
        saves=saves,
        all_lasts=both(kept, whole_plan),
        it_lasts=both(kept, opposite(whole_plan)),
        nothing_saved=saved < NOISE,
        outrun=cost > pot + lasting,
        savings_gain=both(both(saves, levers.recurring > 0), both(cost >= pot, lasting + once > cost - pot)),
        payments_gain=pot > cost,
    )


def lasting_clauses(levers: PlanLevers, course: Course) -> tuple[Clause, ...]:
    """Return the clauses on how much of what is saved lasts, where year 5 is further over than year 1."""
    worse = both(course.worse, course.saves)
    lasts = levers.recurring
    fades = "It saves every year, but only {} of what it saves lasts; the rest must be found again."
    return (
        say(fades, as_set(percent(lasts)), when=both(worse, both(lasts > 0, lasts < 100))),
        say("It saves every year, but nothing of it lasts; all of it must be found again.",
            when=both(worse, lasts <= 0)),
        *(
            say(
                f"{words}, but from year 1 to year 5 costs rise by more than payments and savings together.",
                when=both(both(course.worse, course.outrun), holds),
            )
            for words, holds in (("Every saving lasts", course.all_lasts), ("What is saved lasts", course.it_lasts))
        ),
    )  # fmt: skip


def reserves_clauses(exact: Year, last: Year) -> tuple[Clause, ...]:
    """Return the clauses on the reserves that are left: `exact` is the last year as the model has it."""
    shown = some(last.reserves)
    return (
        say("Reserves end at {}.", money(last.reserves), when=shown),
        say("No reserves are left.", when=exact.reserves < NOISE),
        say("Less than £0.1m of reserves is left.", when=both(opposite(shown), exact.reserves >= NOISE)),
        say(
            "That is more than {} of the pot: reserves need a purpose and should not build up without one.",
            percent(RESERVES_MARK),
            when=both(shown, exact.reserves > RESERVES_MARK / 100 * exact.pot),
        ),
    )


def who_pays(levers: PlanLevers, answer: Plan, course: Course) -> tuple[Clause, ...]:
    """Return the clauses that say who meets the last year's overspend, whether it is lent, and what is owed."""
    part, last, lent = answer.shares[-1], answer.years[-1], 0.0
    for year in answer.years:
        lent = lent + year.lent
    health, council = some(part.health), some(part.council)
    one_council, two_councils = levers.councils < 1, levers.councils >= 1
    health_lends, council_lends = partner_lends(levers)
    gives = opposite(either(health_lends, council_lends))
    split, only_health, only_council = (
        both(health, council),
        both(health, opposite(council)),
        both(council, opposite(health)),
    )
    clauses = []
    for verb, holds in (
        ("meets", gives),
        ("lends", health_lends),
        ("gives", both(council_lends, opposite(health_lends))),
    ):
        clauses += [
            say(f"Of year 5’s overspend the health board {verb} {{}}", money(part.health), when=both(split, holds)),
            say(f"The health board {verb} all of year 5’s overspend.", when=both(only_health, holds)),
        ]
    for verb, holds in (
        ("", gives),
        ("lends ", council_lends),
        ("gives ", both(health_lends, opposite(council_lends))),
    ):
        plural = verb.replace("s ", " ")
        clauses += [
            say(f"and the council {verb}{{}}.", money(part.council), when=both(split, both(one_council, holds))),
            say(f"and the two councils {plural}{{}} between them.", money(part.council),
                when=both(split, both(two_councils, holds))),
        ]  # fmt: skip
    for verb, holds in (
        ("meet", gives),
        ("lend", council_lends),
        ("give", both(health_lends, opposite(council_lends))),
    ):
        clauses += [
            say(f"The council {verb}s all of year 5’s overspend.", when=both(only_council, both(one_council, holds))),
            say(f"The two councils {verb} all of year 5’s overspend between them.",
                when=both(only_council, both(two_councils, holds))),
        ]  # fmt: skip
    return (
        *clauses,
        say("After five years the board owes its partners {}.", money(last.owed), when=some(last.owed)),
        say("All that the partners lent is paid back by year 5.", when=both(some(lent), opposite(some(last.owed)))),
    )


def gap_picture(levers: PlanLevers, answer: Plan, before: Plan, course: Course) -> Picture:
    """Draw what closes each year's gap: savings that last, one-off savings, reserves, and what is left over."""
    tallest: Number = 1.0
    surplus: Number = 0.0
    lends = 0.0
    for year in answer.years:
        tallest = at_least(tallest, _stack(year)[-1])
        surplus = at_least(surplus, year.surplus)
        lends = at_least(lends, year.lent)
    bars, notes, ticks = [], [], []
    for number, (year, was) in enumerate(zip(answer.years, before.years, strict=True), start=1):
        column = f"Year {number}"
        over, drawn, one_off, recurring = _stack(year)
        given = over - year.lent
        bars += [
            {"year": column, "part": "over", "y": 0.0, "y2": given},
            {"year": column, "part": "lent", "y": given, "y2": over},
            {"year": column, "part": "reserves", "y": over, "y2": drawn},
            {"year": column, "part": "one-off", "y": drawn, "y2": one_off},
            {"year": column, "part": "recurring", "y": one_off, "y2": recurring},
            {"year": column, "part": "surplus", "y": 0.0, "y2": -year.surplus},
        ]
        notes += [
            {"year": column, "kind": "over", "y": 0.0, "text": amount(year.overspend),
             "on_loan": _seen(given < tallest * 0.075), "seen": _seen(over >= tallest * 0.075)},
            {"year": column, "kind": "reserves", "y": recurring, "text": amount(year.drawn), "on_loan": 0.0,
             "seen": _seen(some(year.drawn))},
        ]  # fmt: skip
        ticks.append({"year": column, "y": was.overspend, "seen": _seen(different(year.overspend, was.overspend))})
    last = answer.years[-1]
    over, drawn, one_off, recurring = _stack(last)
    apart = tallest * 0.075
    over_at = over / 2
    one_off_at = at_least(over_at + apart, (drawn + one_off) / 2)
    lasting_at = at_least(one_off_at + apart, (one_off + recurring) / 2)
    labels = [
        {"part": "over", "y": over_at, "text": "Over budget", "seen": _seen(some(over))},
        {"part": "one-off", "y": one_off_at, "text": "One-off savings", "seen": _seen(some(last.one_off))},
        {"part": "recurring", "y": lasting_at, "text": "Savings that last", "seen": _seen(some(last.recurring))},
    ]
    moved = different(last.overspend, before.years[-1].overspend)
    return Picture(
        name="gap",
        called="Five years",
        message=gap_title(answer, course),
        what=(
            say("How each year’s gap is met, £ million."),
            say("Ink ticks: overspend before you moved a lever.", when=moved),
            say("Outlined: what partners lend, and are owed back.", when=some(lends)),
            say("Below the line: a surplus.", when=some(surplus)),
        ),
        description=(
            say("Stacked bars for five years. Over budget:"),
            *(say("{},", amount(year.overspend)) for year in answer.years[:-1]),
            say("and {} million pounds. All values are in the table.", amount(last.overspend)),
        ),
        rows={"bars": bars, "notes": notes, "ticks": ticks, "labels": labels},
        draw=draw_gap,
        source=PLAN_SOURCE,
        key=(
            ("Over budget", "gap"),
            ("Reserves", "reserves"),
            ("One-off savings", "one-off"),
            ("Savings that last", "recurring"),
        ),
    )  # fmt: skip


def gap_title(answer: Plan, course: Course):
    """Return the title over the five years: whether the gap is back, or what closes the last year's."""
    last = answer.years[-1]
    left = some(last.overspend)
    worse = both(course.worse, opposite(course.back))
    fades = both(course.saves, opposite(either(course.all_lasts, course.it_lasts)))
    tails = (
        ("although every saving lasts", course.all_lasts),
        ("although what is saved lasts", course.it_lasts),
        ("although the board saves every year", fades),
        ("and nothing is saved", course.nothing_saved),
    )
    tailed = either(course.saves, course.nothing_saved)
    heads = (
        ("The overspend grows", course.rising),
        ("The overspend is larger in year 5 than in year 1", opposite(course.rising)),
    )
    covered, always = steps(last.pot) >= steps(last.cost), True
    for year in answer.years:
        always = both(always, steps(year.pot) >= steps(year.cost))
    stays, closed = both(left, opposite(course.worse)), both(opposite(left), opposite(covered))
    saved, drawn = some(at_least(last.recurring, last.one_off)), some(last.drawn)
    return (
        say("The gap is closed in year 1, back in year 2, and larger", when=both(course.worse, course.back)),
        *(say(f"{words},", when=both(both(worse, tailed), how)) for words, how in heads),
        *(say(words, when=both(both(worse, opposite(tailed)), how)) for words, how in heads),
        *(say(words, when=both(worse, how)) for words, how in tails),
        say("The overspend is the same in year 5 as in year 1", when=both(stays, course.same)),
        say("The overspend is smaller in year 5 than in year 1", when=both(stays, course.better)),
        say("Payments cover costs in every year", when=both(opposite(left), always)),
        say("In year 5 payments cover costs", when=both(both(opposite(left), covered), opposite(always))),
        say("Savings and reserves close the gap in year 5", when=both(closed, both(saved, drawn))),
        say("Savings close the gap in year 5", when=both(closed, both(saved, opposite(drawn)))),
        say("Reserves close the gap in year 5", when=both(closed, both(drawn, opposite(saved)))),
        say("There is no overspend in year 5", when=both(closed, opposite(either(saved, drawn)))),
    )


def _stack(year: Year) -> tuple[Number, Number, Number, Number]:
    """Return the tops of a year's four bars: over budget, reserves, one-off savings, savings that last."""
    drawn = year.overspend + year.drawn
    one_off = drawn + year.one_off
    return year.overspend, drawn, one_off, one_off + year.recurring


def _seen(condition) -> Number:
    return choose(condition, 1.0, 0.0)


def draw_gap(width: int) -> alt.LayerChart:
    """Return the chart of five years' gaps for a width in pixels."""
    narrow = width < 500
    inner = width - (42 if narrow else 158)
    x = alt.X("year:O", title=None, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.15))
    y = alt.Y("y:Q", title=None, axis=alt.Axis(tickCount=4, domain=False))
    order = ["over", "reserves", "one-off", "recurring", "lent", "surplus"]
    fills = alt.Color("part:N", scale=alt.Scale(
        domain=order, range=[theme.GAP, theme.RESERVES, theme.ONE_OFF, theme.RECURRING, theme.GAP_TINT,
                             theme.RESERVES]))  # fmt: skip
    outline = alt.condition(
        "(datum.part == 'one-off' || datum.part == 'lent') && datum.y2 - datum.y > 0", alt.value(1.5), alt.value(0)
    )
    edges = alt.condition("datum.part == 'lent'", alt.value(theme.GAP), alt.value(theme.RECURRING))
    seen = alt.Opacity("seen:Q", scale=None)
    bars = (
        alt.Chart(alt.NamedData("bars"))
        .mark_bar()
        .encode(x=x, y=y, y2="y2:Q", color=fills, stroke=edges, strokeWidth=outline)
    )
    notes = alt.Chart(alt.NamedData("notes"))
    inks = alt.condition("datum.on_loan > 0.5", alt.value(theme.INK), alt.value(theme.WHITE))
    over = (
        notes.transform_filter("datum.kind == 'over'")
        .mark_text(fontWeight=700, dy=-10)
        .encode(x=x, y=y, text="text:N", opacity=seen, color=inks)
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
        width=inner, height=174 if narrow else 244,
        padding={"left": 34, "right": 8 if narrow else 124, "top": 18, "bottom": 28},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


RULE_NAMES = ("Where it arose", "What each paid in", "Equal parts", "Equal sides")


def rules_picture(levers: PlanLevers, answer: Plan) -> Picture:
    """Draw who would meet the last year's overspend under each of the four rules."""
    rows, notes, marks = [], [], []
    over = answer.years[-1].overspend
    most = at_least(1.0, over)
    for number, (name, part) in enumerate(zip(RULE_NAMES, answer.rules, strict=True)):
        for kind, start, end in (("health", 0.0, part.health), ("council", part.health, over)):
            rows.append({"rule": name, "part": kind, "x": start, "x2": end})
            called = {"health": "Health board", "council": "Council"}[kind]
            notes.append({"rule": name, "part": kind, "x": (start + end) / 2, "text": amount(end - start),
                          "called": "" if number else called, "share": (end - start) / most,
                          "seen": _seen(end - start >= most * 0.12)})  # fmt: skip
        marks.append({"rule": name, "seen": _seen(same(levers.sharing, number))})
    most_health = least_health = answer.rules[0].health
    for part in answer.rules[1:]:
        most_health, least_health = at_least(most_health, part.health), at_most(least_health, part.health)
    shared, apart = some(over), different(most_health, least_health)
    health_lends, council_lends = partner_lends(levers)
    return Picture(
        name="rules",
        called="Who meets it",
        message=(
            say("The sharing rule alone moves {} of year 5 from one partner to another",
                money(most_health - least_health), when=both(shared, apart)),
            say("In year 5 the four sharing rules come to the same", when=both(shared, opposite(apart))),
            say("There is nothing to share in year 5", when=opposite(shared)),
        ),
        what=(
            say("Who would meet year 5’s overspend under each rule, £ million. An ink bar marks your rule."),
            say("What a partner lends is owed back to it.", when=both(shared, either(health_lends, council_lends))),
        ),
        description=(
            say("Bars for four rules."),
            *(say(f"{name}: health board {{}}, council {{}}.", amount(part.health), amount(part.council))
              for name, part in zip(RULE_NAMES, answer.rules, strict=True)),
        ),
        rows={"bars": rows, "notes": notes, "marks": marks},
        draw=draw_rules,
        source=PLAN_SOURCE + " Your integration scheme decides which rule holds.",
        key=(("Health board", "health"), ("Council", "council")),
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
        domain=["health", "council"], range=[theme.HEALTH, theme.COUNCIL]))  # fmt: skip
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
)


def counting(levers: PlanLevers, answer: Plan) -> dict[str, Number]:
    """Return when the levers count that do nothing at some settings."""
    plans = levers.savings > 0
    surplus = 0.0
    for year in answer.years:
        surplus = surplus + year.surplus
    return {
        "recurring": plans,
        "delivery": plans,
        "slippage": both(plans, levers.delivery < 100),
        "months_late": plans,
        "late_every": both(plans, levers.months_late > 0),
        "surplus": surplus > 0,
    }


five_years = Explorer(
    name="budget-lab-five-years",
    version=2,
    variable="five_years",
    part="Budget Lab, part 3 of 4",
    title="Balance year 1, then live with it",
    levers=PlanLevers,
    model=plan,
    view=plan_view,
    counts=counting,
    assumes=(
        "Growth in prices and in demand adds up, and is the same every year.",
        "A saving that lasts is still there in every later year, and grows with prices. A one-off saving is gone "
        "after its year.",
        "A late offer loses one twelfth of that year’s savings for each month. From the next year a saving that lasts "
        "counts in full.",
        "The order is the usual one: first what is saved in the year, a recovery plan’s part with it; then reserves; "
        "then what the scheme says.",
        "The partners meet an overspend in cash by the year’s end, and give it or lend it. Their payments do not "
        "change with it.",
        "A surplus first repays what is owed. A loan bears no interest.",
        "Savings that slipped can arrive one year late, or not at all.",
        "Reserves above 5% of the pot get a remark; the mark is made up.",
    ),
    omits=(
        "Any real partnership. The starting points are made up, and so are the growth rates.",
        "What a saving does to the people who use the service.",
        "How your own scheme shares an overspend: check it.",
        "How two councils split their part between them.",
        "Where a partner finds what it gives or lends: reserves, cuts of its own, or a loan from the government.",
    ),
    start="Start from",
)
