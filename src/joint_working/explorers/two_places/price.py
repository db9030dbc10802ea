"""The price between two bodies: what one pays the other year by year, and who carries what the payment leaves.

The published payments are Highland's, from `data/finance_partnerships.csv`. Cost, growth and rule are the reader's.
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from joint_working import evidence
from joint_working.formula import Number, at_least, at_most, both, choose, either, opposite, same, whole
from joint_working.in_print import NOISE, differ, some, steps, told
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.view import Picture, Row, Table, View
from joint_working.models.price import (
    COST_PLUS,
    FIXED_UPLIFT,
    LAST_YEAR_PLUS_INFLATION,
    OPEN_BOOK,
    SHARED,
    YEARS,
    Carrier,
    Price,
    PriceLevers,
    Year,
    price,
)
from joint_working.rounding import added, shared_steps
from joint_working.words import Clause, amount, as_set, money, percent, percent1, printed, say

#: The years of the model, and the figure of the payment for each year in which one was published.
YEAR_NAMES = tuple(f"{2012 + n}/{13 + n}" for n in range(YEARS))
PUBLISHED = {
    "2012/13": "highland-council-payment-2012-13",
    "2013/14": "highland-council-payment-2013-14",
    "2016/17": "highland-council-payment-2016-17",
    "2019/20": "highland-council-payment-2019-20",
    "2020/21": "highland-council-payment-2020-21",
}
FIXED = ("fife-risk-share-health", "fife-risk-share-council")

MODEL = "Model: Joint Working, The price between two bodies, version 2."
SOURCE = f"The squares are payments that were reported; cost, growth and rule are made up. {MODEL}"


def price_path(levers: PriceLevers) -> Price:
    """Return the years from the first published payment on, with the fixed shares that Fife was reported to use."""
    return price(levers, evidence.figure(PUBLISHED["2012/13"]).value, tuple(evidence.figure(k).value for k in FIXED))


def as_printed(levers: PriceLevers, answer: Price) -> Price:
    """Return the years in tenths of £1 million, so that what is printed adds up, across and down.

    In every year, and over all of them, cost + spare = paid + unpaid, where what is paid is payment and extra; and
    whatever is left is what the health board and the council would meet.
    """
    paid = shared_steps(steps(answer.paid), tuple(year.payment + levers.extra for year in answer.years))
    net = tuple(year.unpaid - year.spare for year in answer.years)
    over = shared_steps(steps(answer.unpaid - answer.spare), net)
    unpaid = tuple(at_least(0, units) for units in over)
    councils = {how: _in_turn([getattr(year, f"by_{how}") for year in answer.years], answer.years, unpaid)
                for how in SHARED}  # fmt: skip
    years = tuple(
        Year(
            cost=(pays + more) / 10, payment=(pays - steps(levers.extra)) / 10, unpaid=at_least(0, more) / 10,
            spare=at_least(0, 0 - more) / 10, **{f"by_{how}": councils[how][number] / 10 for how in SHARED},
        )
        for number, (pays, more) in enumerate(zip(paid, over, strict=True))
    )  # fmt: skip
    left = added(unpaid)
    parts = [added(councils[how]) for how in SHARED]
    return Price(
        years=years,
        carriers=(
            Carrier(health=left / 10, council=0.0, later=0.0),
            *(Carrier(health=(left - part) / 10, council=part / 10, later=0.0) for part in parts),
            Carrier(health=0.0, council=0.0, later=left / 10),
        ),
        cost=(added(paid) + added(over)) / 10,
        paid=added(paid) / 10,
        unpaid=left / 10,
        spare=added(tuple(at_least(0, 0 - more) for more in over)) / 10,
    )


def _in_turn(parts: Sequence[Number], years: Sequence[Year], unpaid: Sequence[Number]) -> tuple[Number, ...]:
    """Return the council's part of each year in tenths, a part of what is printed as unpaid.

    Each is cut down or up so that all the years so far come as near as can be to what they are.
    """
    so_far, printed_so_far, shares = 0.0, 0.0, []
    for part, year, left in zip(parts, years, unpaid, strict=True):
        so_far = so_far + part
        health = year.unpaid - part
        low = at_least(whole(part * 10 + NOISE), left + whole(NOISE - health * 10))
        high = at_least(low, at_most(0 - whole(NOISE - part * 10), left - whole(health * 10 + NOISE)))
        now = at_most(left, at_most(high, at_least(low, steps(so_far) - printed_so_far)))
        printed_so_far = printed_so_far + now
        shares.append(now)
    return tuple(shares)


def price_view(levers: PriceLevers, exact: Price, before: Price) -> View:
    """Say and show how the payment follows the cost, and who carries what it leaves, in the table's figures."""
    answer = as_printed(levers, exact)
    last = answer.years[-1]
    left, spare = some(answer.unpaid), some(answer.spare)
    goes = differ(answer.years[0].payment, last.payment)
    paid = (
        *rule_clauses(levers),
        say(f"the payment goes from {{}} in {YEAR_NAMES[0]}", money(answer.years[0].payment), when=goes),
        say(f"to {{}} in {YEAR_NAMES[-1]}.", money(last.payment), when=goes),
        say(f"the payment is {{}} in {YEAR_NAMES[0]} and in {YEAR_NAMES[-1]}.", money(last.payment),
            when=opposite(goes)),
    )  # fmt: skip
    costs = say("By then the work costs {} a year.", money(last.cost))
    councils = [(carrier.council, real.council) for carrier, real in zip(answer.carriers[1:5], exact.carriers[1:5],
                                                                         strict=True)]  # fmt: skip
    by_payments, by_fixed, arose, equal = councils
    return View(
        figure=(say("{}", money(answer.unpaid), when=left), say("Nothing", when=opposite(left))),
        figure_label=(
            say(f"is left unpaid in {len(answer.years)} years"),
        ),
        brief=(*paid, costs),
        sentence=(
            *paid,
            say("After talks {} more is paid every year.", as_set(money(levers.extra)), when=levers.extra > 0),
            costs,
            say("That year {} of it is not paid for;", money(last.unpaid), when=some(last.unpaid)),
            say("That year is paid for;", when=opposite(some(last.unpaid))),
            say("over all the years {} is left.", money(answer.unpaid), when=left),
            say("so is every other.", when=opposite(left)),
            say("With a lead agency the health board, which does the work, carries it.", when=left),
            *told("In a joint board the council would meet {} of it if each meets a share as it pays in,",
                  by_payments[0], when=left, exact=by_payments[1]),
            *told("{} by fixed shares as in Fife,", by_fixed[0], when=left, exact=by_fixed[1]),
            *told("{} by where it arose,", arose[0], when=left, exact=arose[1]),
            *told("or {} in equal parts.", equal[0], when=left, exact=equal[1]),
            say("In some years {} more is paid than the work costs, and the lead body keeps it.", money(answer.spare),
                when=both(left, spare)),
            say("Over the years {} more is paid than the work costs, and the lead body keeps it.",
                money(answer.spare), when=both(opposite(left), spare)),
        ),
        pictures=(path_picture(levers, answer), carriers_picture(answer)),
        table=price_table(levers, answer),
    )  # fmt: skip


def rule_clauses(levers: PriceLevers) -> tuple[Clause, ...]:
    """Return the clause that says how the payment moves, one for each rule."""
    fixed, inflation, plus = (same(levers.rule, rule) for rule in (FIXED_UPLIFT, LAST_YEAR_PLUS_INFLATION, COST_PLUS))
    rises, dearer, margin = levers.uplift > 0, levers.prices > 0, levers.margin > 0
    return (
        say("Raised by a fixed {} a year,", as_set(percent1(levers.uplift)), when=both(fixed, rises)),
        say("With no uplift,", when=both(fixed, opposite(rises))),
        say("Raised by prices alone, {} a year,", as_set(percent1(levers.prices)), when=both(inflation, dearer)),
        say("Raised by prices alone, which do not rise,", when=both(inflation, opposite(dearer))),
        say("With open books, and the payer meeting {} of the difference,", as_set(percent(levers.open_share)),
            when=both(same(levers.rule, OPEN_BOOK), levers.open_share > 0)),
        say("With open books, and the payer meeting none of the difference,",
            when=both(same(levers.rule, OPEN_BOOK), levers.open_share <= 0)),
        say("At cost plus {},", as_set(percent1(levers.margin)), when=both(plus, margin)),
        say("At cost,", when=both(plus, opposite(margin))),
    )  # fmt: skip


def price_table(levers: PriceLevers, answer: Price) -> Table:
    """Return each year's cost, payment and difference, and the council's part of it under four ways of sharing."""

    def row(label: str, values, total: bool = False) -> Row:
        return Row(label, tuple(map(amount, values)), total)

    rows = []
    for name, year in zip(YEAR_NAMES, answer.years, strict=True):
        told = f" (reported: {evidence.figure(PUBLISHED[name]).text})" if name in PUBLISHED else ""
        parts = (year.by_payments, year.by_fixed_shares, year.by_where_it_arose, year.by_equal_parts)
        paid = year.payment + levers.extra
        rows.append(row(name + told, (year.cost, paid, year.unpaid, year.spare, *parts)))
    councils = (carrier.council for carrier in answer.carriers[1:5])
    totals = (answer.cost, answer.paid, answer.unpaid, answer.spare, *councils)
    return Table(
        caption="Payment and cost at these settings, and the council’s part of the rest in a joint board",
        unit="£ million. In brackets: what was reported of Highland. With a lead agency the council’s part is nothing",
        columns=("Year", "Cost", "Paid, with extra", "Not paid for", "Paid above it", "As each pays in",
                 "Fixed, as in Fife", "Where it arose", "Equal parts"),
        rows=(*rows, row("All the years", totals, total=True)),
    )  # fmt: skip


# --- The path ----------------------------------------------------------------------------------------------


def path_picture(levers: PriceLevers, answer: Price) -> Picture:
    """Draw cost and payment as lines, what lies between them, and the payments that were reported."""
    last = answer.years[-1]
    rows = [
        {"year": float(number), "cost": year.cost, "payment": year.payment, "top": at_least(year.cost, year.payment)}
        for number, year in enumerate(answer.years)
    ]
    points = []
    for name, key in PUBLISHED.items():
        figure = evidence.figure(key)
        label = f"{figure.bound} {printed(figure.value, 1 if figure.value % 1 else 0)}".strip()
        points.append({"year": float(YEAR_NAMES.index(name)), "y": figure.value, "text": label})
    cost_on_top = last.cost >= last.payment
    left, extra, by_rule = some(last.unpaid), some(levers.extra), some(at_least(0, last.cost - last.payment))
    return Picture(
        name="path",
        called="Cost and payment",
        message=(
            say("By the last year the work costs {} more than the rule pays", money(last.unpaid),
                when=both(left, opposite(extra))),
            say("By the last year the work costs {} more than the rule and the extra pay", money(last.unpaid),
                when=both(left, extra)),
            say("In the last year the rule and the extra together pay for the work",
                when=both(opposite(left), by_rule)),
            say("In the last year the rule pays for the work", when=opposite(either(left, by_rule))),
        ),
        what=(say("A year’s cost and payment by this rule, £ million, 2012/13 to 2020/21. "
                  "Squares: payments reported of Highland."),),
        description=(
            say("Two lines over nine years. The cost ends at {},", amount(last.cost)),
            say("the payment by the rule at {} million pounds.", amount(last.payment)),
            say("Five squares mark reported payments, from 88.3 in the first year to about 100 in the last."),
        ),
        rows={
            "path": rows,
            "points": points,
            "ends": [
                {"year": float(YEARS - 1), "y": last.cost, "part": "cost", "top": choose(cost_on_top, 1.0, 0.0),
                 "name": "Cost", "sum": amount(last.cost)},
                {"year": float(YEARS - 1), "y": last.payment, "part": "payment", "top": choose(cost_on_top, 0.0, 1.0),
                 "name": "Payment", "sum": amount(last.payment)},
            ],
        },
        draw=draw_path,
        source=SOURCE,
        key=(("Cost, made up", "gap"), ("Payment by the rule", "council")),
    )  # fmt: skip


def draw_path(width: int) -> alt.LayerChart:
    """Return the chart of cost and payment for a width in pixels."""
    narrow = width < 500
    right = 18 if narrow else 86
    inner = width - 40 - right
    years = f"(2012 + datum.value) + '{'' if narrow else '/'}' + {repr('') if narrow else '(13 + datum.value)'}"
    x = alt.X("year:Q", title=None, scale=alt.Scale(domain=[0, YEARS - 1], nice=False),
              axis=alt.Axis(values=[0, 2, 4, 6, 8], labelExpr=years, labelFlush=True))  # fmt: skip
    scale = alt.Scale(zero=False, nice=False, padding=30)
    y_axis = alt.Axis(tickCount=4, domain=False)

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", title=None, scale=scale, axis=y_axis)

    path = alt.Chart(alt.NamedData("path"))
    between = path.mark_area(color=theme.GAP_TINT, opacity=1).encode(x=x, y=y("top"), y2="payment:Q")
    cost = path.mark_line(color=theme.GAP, strokeDash=[6, 4]).encode(x=x, y=y("cost"))
    payment = path.mark_line(color=theme.COUNCIL).encode(x=x, y=y("payment"))
    points = alt.Chart(alt.NamedData("points"))
    squares = points.mark_point(
        shape="square", filled=True, fill=theme.WHITE, stroke=theme.COUNCIL, strokeWidth=2, size=90, opacity=1
    ).encode(x=x, y=y("y"))
    # Below its square, but for two that stand beside theirs: the next year's is too near.
    second, eighth = "datum.year > 0.5 && datum.year < 1.5", "datum.year > 6.5 && datum.year < 7.5"
    plain = "replace(datum.text, 'about ', '')" if narrow else "datum.text"
    values = points.transform_calculate(said=plain).mark_text(
        color=theme.COUNCIL_TEXT, fontWeight=600, fontSize=13, baseline="middle",
        align=alt.expr(f"{second} || datum.year < 0.5 ? 'left' : datum.year > 6.5 ? 'right' : 'center'"),
        dx=alt.expr(f"{second} ? 10 : {eighth} ? -10 : datum.year < 0.5 ? -4 : datum.year > 7.5 ? 8 : 0"),
        dy=alt.expr(f"{second} || {eighth} ? 1 : 17"),
    ).encode(x=x, y=y("y"), text="said:N")  # fmt: skip
    layers = [between, cost, payment, squares, values]
    if not narrow:
        words = alt.Color("part:N", scale=alt.Scale(
            domain=["cost", "payment"], range=[theme.GAP, theme.COUNCIL_TEXT]))  # fmt: skip
        ends = alt.Chart(alt.NamedData("ends"))
        for name, up, down in (
            ("name", -25, 9),
            ("sum", -8, 26),
        ):  # the upper line's words above it, the other's below
            style = {"fontWeight": 600} if name == "name" else {}
            layers.append(
                ends.mark_text(align="left", baseline="middle", dx=10, fontSize=14, **style,
                               dy=alt.expr(f"datum.top > 0.5 ? {up} : {down}"))
                .encode(x=x, y=y("y"), text=f"{name}:N", color=words)
            )  # fmt: skip
    return alt.layer(*layers).properties(
        width=inner, height=180 if narrow else 250, padding={"left": 40, "right": right, "top": 12, "bottom": 28},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- Who carries it ----------------------------------------------------------------------------------------

#: The arrangements, in the order of `Price.carriers`.
ARRANGEMENTS = (
    "Lead agency",
    "Board: as each pays in",
    "Board: fixed, as in Fife",
    "Board: where it arose",
    "Board: equal parts",
    "Board: recovery plan",
)
#: What each part of a bar is called in it, where there is room.
WHO = {"health": "Health board", "council": "Council", "later": "Carried on"}


def carriers_picture(answer: Price) -> Picture:
    """Draw who would carry what was left unpaid, under a lead agency and under five ways of a joint board."""
    most = at_least(1.0, answer.unpaid)
    bars = [{"how": ARRANGEMENTS[0], "part": "scale", "x": 0.0, "x2": most}]  # unseen: it keeps 0 on the left
    notes = []
    for name, carrier in zip(ARRANGEMENTS, answer.carriers, strict=True):
        ends = (carrier.health, carrier.health + carrier.council, carrier.health + carrier.council + carrier.later)
        for part, start, end in zip(("health", "council", "later"), (0.0, *ends[:2]), ends, strict=True):
            bars.append({"how": name, "part": part, "x": start, "x2": end})
            notes.append({"how": name, "x": (start + end) / 2, "who": WHO[part], "text": amount(end - start),
                          "room": (end - start) / most})  # fmt: skip
    left = some(answer.unpaid)
    largest: Number = 0.0
    for carrier in answer.carriers[1:5]:
        largest = at_least(largest, carrier.council)
    return Picture(
        name="carriers",
        called="Who carries it",
        message=(
            say("Were it {} in any structure, the council would carry from nothing to {}", money(answer.unpaid),
                money(largest), when=both(left, some(largest))),
            say("Were it {} in any structure, the council would carry less than £0.1m",
                money(answer.unpaid), when=both(left, opposite(some(largest)))),
            say("Nothing is left for anyone to carry", when=opposite(left)),
        ),
        what=(say("Who would carry what nine years leave unpaid, £ million"),),
        description=(
            say("Six bars. Lead agency: health board {}.", amount(answer.carriers[0].health)),
            *(say(f"{name}: health board {{}}, council {{}}.", amount(carrier.health), amount(carrier.council))
              for name, carrier in zip(ARRANGEMENTS[1:5], answer.carriers[1:5], strict=True)),
            say("Recovery plan: {} carried on.", amount(answer.carriers[5].later)),
        ),
        rows={"bars": bars, "notes": notes},
        draw=draw_carriers,
        source=f"Illustrative. Fife’s shares are from a press report; the rest is made up. {MODEL}",
        key=(("Health board", "health"), ("Council", "council"), ("Carried on", "gap")),
    )  # fmt: skip


def draw_carriers(width: int) -> alt.LayerChart:
    """Return the chart of who carries the difference for a width in pixels."""
    narrow = width < 500
    left = 148 if narrow else 164
    inner = width - left - 16
    y = alt.Y("how:N", title=None, sort=list(ARRANGEMENTS), scale=alt.Scale(paddingInner=0.35, paddingOuter=0.1),
              axis=alt.Axis(labelColor=theme.INK, grid=False, labelPadding=8, labelLimit=left))  # fmt: skip
    x = alt.X("x:Q", title=None, axis=alt.Axis(grid=True, domain=False, labelColor=theme.QUIET, tickCount=4))
    fills = alt.Color("part:N", scale=alt.Scale(
        domain=["health", "council", "later", "scale"],
        range=[theme.HEALTH, theme.COUNCIL, theme.GAP, "transparent"],
    ))  # fmt: skip
    bars = alt.Chart(alt.NamedData("bars")).mark_bar().encode(x=x, x2="x2:Q", y=y, color=fills)
    named = "datum.text" if narrow else "datum.room >= 0.4 ? datum.who + ' ' + datum.text : datum.text"
    notes = (
        alt.Chart(alt.NamedData("notes"))
        .transform_calculate(said=f"datum.room >= 0.1 ? ({named}) : ''")
        .mark_text(color=theme.WHITE, fontWeight=700)
        .encode(x=x, y=y, text="said:N")
    )
    return alt.layer(bars, notes).properties(
        width=inner, height=184 if narrow else 220, padding={"left": left, "right": 16, "top": 8, "bottom": 28},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


price_between_two_bodies = Explorer(
    name="price-between-two-bodies",
    version=2,
    variable="price_between_two_bodies",
    part="The price between two bodies",
    title="Who pays when the work costs more than the price?",
    levers=PriceLevers,
    model=price_path,
    view=price_view,
    counts=lambda levers, answer: {
        "uplift": same(levers.rule, FIXED_UPLIFT),
        "open_share": same(levers.rule, OPEN_BOOK),
        "margin": same(levers.rule, COST_PLUS),
    },
    assumes=(
        "The first year’s payment is the one that was reported, an indicative sum. Every later one follows the rule.",
        "Prices and need grow evenly. The real cost of adult care in Highland was in no text we read.",
        "The four rules are everyday contract patterns, simplified by us.",
        "In a joint board the same difference would arise, and nobody would act to shrink it. No text read says so.",
        "A sum left unpaid in one year is not made good in another.",
    ),
    omits=(
        "The rule that Highland used, or what its difference really was.",
        "What the lead body did about it: savings, a deficit, or less care.",
        "The payment the other way, for children’s services.",
        "Why costs grew, or whether anybody could have stopped them.",
    ),
    start="Start from a rule",
    standing="Part illustrative: the first payment and the squares were reported; cost, growth and rule are made up.",
)
