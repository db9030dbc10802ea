"""Cash or share: who pays a shared overspend where two councils and a health board share one board.

Overspends are reported forecasts of Clackmannanshire and Stirling (`data/finance_partnerships.csv`), residents come
from `data/population_estimates.csv`. Of the three yearly payments only Clackmannanshire's was read.
"""

from __future__ import annotations

from dataclasses import replace

import altair as alt

from joint_working import evidence
from joint_working.formula import Number, at_least, at_most, both, choose, either, opposite, same
from joint_working.in_print import NOISE, differ, some, steps, told
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.view import Picture, Row, Table, View
from joint_working.models.sharing import (
    AS_PAID_IN,
    BY_BUDGET,
    BY_NEED,
    BY_POPULATION,
    CARRIED_ON,
    EQUAL_CASH,
    FIRST,
    HALF,
    HEALTH,
    LENT,
    NOBODY,
    OTHERS_PAY,
    SECOND,
    SERVICES_CUT,
    THIRD,
    WHERE_IT_AROSE,
    Parts,
    Sharing,
    SharingLevers,
    chosen_parts,
    sharing,
)
from joint_working.rounding import added, shared_steps
from joint_working.words import Clause, Slot, amount2, as_set, capital, money2, percent1, pounds, say

#: The reported overspends, in the order of the lever's options.
OVERSPENDS = tuple(
    f"clackmannanshire-and-stirling-overspend-forecast-{year}" for year in ("2025-26", "2024-25", "2023-24")
)
COUNCILS = {"Clackmannanshire": "S12000005", "Stirling": "S12000030"}
YEAR = 2022
PARTNERS = ("NHS Forth Valley", "Clackmannanshire", "Stirling")
RULES = ("Same cash", "Residents", "Payments", "Need", "Where it arose")

MODEL = "Model: Joint Working, Cash or share, version 2."
SOURCE = (
    "Overspends are forecasts in press reports; residents are the official estimate for 2022. Stirling’s and the "
    f"health board’s payments, and need, are made up. {MODEL}"
)


def residents() -> tuple[float, float]:
    """Return the residents of Clackmannanshire and of Stirling in the year of the estimate."""
    rows = {row["council_code"]: row["all_ages"] for row in evidence.select("population_estimates", year=YEAR)}
    return tuple(float(rows[code]) for code in COUNCILS.values())


def share_out(levers: SharingLevers) -> Sharing:
    """Return the overspend divided, with the published overspends and residents."""
    return sharing(levers, tuple(evidence.figure(key).value for key in OVERSPENDS), residents())


#: Sums are printed in hundredths of £1 million: a quarter of a small overspend has to be seen.
DECIMALS, HUNDREDTHS = 2, 100


def as_printed(levers: SharingLevers, answer: Sharing) -> Sharing:
    """Return what is asked, paid, cut and carried on in hundredths of £1 million, so that what is printed adds up.

    Under every rule the three parts are the overspend; as set, what is paid, cut and carried on is. What is missing is
    what the partner that pays less was asked for and does not pay.
    """
    total = steps(answer.total, DECIMALS)

    def shares(parts: tuple[Number, ...]) -> tuple[Number, ...]:
        return tuple(units / HUNDREDTHS for units in shared_steps(total, parts, DECIMALS))

    rules = tuple(Parts(*shares((parts.health, parts.first, parts.second))) for parts in answer.rules)
    asked = chosen_parts(levers.rule, rules)
    wanted = (asked.health, asked.first, asked.second)
    silents = [same(levers.refuses, place + 1) for place in range(len(wanted))]
    offers = [at_most(part, steps(levers.part_paid, DECIMALS) / HUNDREDTHS) for part in wanted]
    offered = added(tuple(choose(silent, offer, 0.0) for silent, offer in zip(silents, offers, strict=True)))
    others = tuple(choose(silent, 0.0, partner.paid) for silent, partner in zip(silents, answer.partners, strict=True))
    stepped_in = shared_steps(total - steps(offered, DECIMALS), others, DECIMALS)
    missing: Number = 0.0
    partners = []
    others_pay = both(same(levers.then, OTHERS_PAY), opposite(same(levers.refuses, NOBODY)))
    for partner, part, more, silent, offer in zip(answer.partners, wanted, stepped_in, silents, offers, strict=True):
        paid = choose(silent, offer, choose(others_pay, more / HUNDREDTHS, part))
        missing = missing + choose(silent, part - paid, 0.0)
        lent = choose(both(silent, same(levers.as_loan, LENT)), paid, 0.0)
        partners.append(replace(partner, asked=part, paid=paid, lent=lent))
    cut = choose(same(levers.then, SERVICES_CUT), missing, 0.0)
    cut_first, cut_second = shared_steps(steps(cut, DECIMALS), (answer.cut_first, answer.cut_second), DECIMALS)
    return replace(
        answer, total=total / HUNDREDTHS, rules=rules, partners=tuple(partners), missing=missing, cut=cut,
        carried=choose(same(levers.then, CARRIED_ON), missing, 0.0), cut_first=cut_first / HUNDREDTHS,
        cut_second=cut_second / HUNDREDTHS,
    )  # fmt: skip


#: How many of the clauses on a refusal say what is missing.
REFUSALS = 6


def sharing_view(levers: SharingLevers, exact: Sharing, before: Sharing) -> View:
    """Say and show what each partner is asked for under five rules, and what follows if one pays less.

    Every sum of money is the table's.
    """
    answer = as_printed(levers, exact)
    health, first, second = answer.partners
    raw = exact.partners
    each_asked = (
        *told("Of {}", exact.total, "money2_as_set"),
        *told("the health board is asked for {},", health.asked, "money2", exact=raw[HEALTH].asked),
        *told("Clackmannanshire is asked for {}", first.asked, "money2", exact=raw[FIRST].asked),
    )
    asked, other, its = some(first.weight), some(second.weight), some(health.weight)
    return View(
        figure=_capital(told("{}", first.head, "pounds")),
        figure_label=(say("for each resident of Clackmannanshire"),),
        brief=(
            *each_asked,
            *told("and Stirling for {}.", second.asked, "money2", exact=raw[SECOND].asked),
            *refusal_clauses(levers, answer, exact)[:REFUSALS],
        ),
        sentence=(
            *told("Of {} over budget", exact.total, "money2_as_set"),
            *told("the health board is asked for {},", health.asked, "money2", exact=raw[HEALTH].asked),
            *health_clauses(levers),
            *told("Clackmannanshire is asked for {}", first.asked, "money2", exact=raw[FIRST].asked),
            *told("and Stirling for {},", second.asked, "money2", exact=raw[SECOND].asked),
            *rule_clauses(levers),
            say("That is {} of what Clackmannanshire pays in a year, {} of what Stirling pays", percent1(first.weight),
                percent1(second.weight), when=both(asked, other)),
            say("That is {} of what Clackmannanshire pays in a year", percent1(first.weight),
                when=both(asked, opposite(other))),
            say("That is {} of what Stirling pays in a year", percent1(second.weight),
                when=both(other, opposite(asked))),
            say("and {} of what the health board pays.", percent1(health.weight),
                when=both(either(asked, other), its)),
            say("and less than 0.1% of what the health board pays.", when=both(either(asked, other), opposite(its))),
            say("That is {} of what the health board pays in a year.", percent1(health.weight),
                when=both(opposite(either(asked, other)), its)),
            say("That is less than 0.1% of what the health board pays in a year.",
                when=opposite(either(either(asked, other), its))),
            *refusal_clauses(levers, answer, exact),
        ),
        pictures=(asked_picture(levers, answer), paid_picture(levers, answer, exact)),
        table=sharing_table(answer),
    )  # fmt: skip


def _capital(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Return clauses that begin with a capital."""
    return tuple(replace(clause, text=capital(clause.text)) for clause in clauses)


def health_clauses(levers: SharingLevers) -> tuple[Clause, ...]:
    """Return the clause that says how the health board's part is set."""
    return (
        say("a half, as the sides have equal seats.", when=same(levers.health_part, HALF)),
        say("a third, one of three.", when=same(levers.health_part, THIRD)),
        say("the share that it pays in.", when=same(levers.health_part, AS_PAID_IN)),
    )


def rule_clauses(levers: SharingLevers) -> tuple[Clause, ...]:
    """Return the clause that says how the councils divide the rest."""
    words = {
        EQUAL_CASH: "the same cash from each.",
        BY_POPULATION: "by the number of residents.",
        BY_BUDGET: "by what each pays in.",
        BY_NEED: "by need.",
        WHERE_IT_AROSE: "by where it arose.",
    }
    return tuple(say(text, when=same(levers.rule, rule)) for rule, text in words.items())


def refusal_clauses(levers: SharingLevers, answer: Sharing, exact: Sharing) -> tuple[Clause, ...]:
    """Return the clauses on a partner that pays less than asked, and on what follows. `exact` is not rounded."""
    names = ("The health board", "Clackmannanshire", "Stirling")
    gap, nobody = some(answer.missing, DECIMALS), same(levers.refuses, NOBODY)
    cut = both(gap, same(levers.then, SERVICES_CUT))
    steps_in = both(gap, same(levers.then, OTHERS_PAY))
    share = some(answer.cut_share)

    def silent(partner: int) -> Number:
        return both(gap, same(levers.refuses, partner + 1))

    def others(payer: int, other: int, silent: int) -> tuple[Clause, ...]:
        when = both(steps_in, same(levers.refuses, silent + 1))
        who = ("the health board", "Clackmannanshire", "Stirling")
        return (
            *told(
                f"The other two pay it: in all {{}} from {who[payer]}",
                answer.partners[payer].paid,
                "money2",
                when=when,
                exact=exact.partners[payer].paid,
            ),
            *told(
                f"and {{}} from {who[other]}.",
                answer.partners[other].paid,
                "money2",
                when=when,
                exact=exact.partners[other].paid,
            ),
        )

    asked, pays = 0.0, levers.part_paid > 0
    for place, partner in enumerate(exact.partners):
        asked = asked + choose(same(levers.refuses, place + 1), partner.asked, 0.0)
    full = both(opposite(nobody), exact.missing < NOISE)
    paid = as_set(money2(levers.part_paid))
    return (
        *(say(f"{name} pays nothing, so {{}} is missing.", money2(answer.missing),
              when=both(silent(partner), opposite(pays)))
          for partner, name in enumerate(names)),
        *(say(f"{name} pays {{}} of it, so {{}} is missing.", paid, money2(answer.missing),
              when=both(silent(partner), pays))
          for partner, name in enumerate(names)),
        *(say(f"{name} pays all that it is asked for.",
              when=both(both(full, asked >= NOISE), same(levers.refuses, partner + 1)))
          for partner, name in enumerate(names)),
        say("What it pays is a loan, which the board owes it.",
            when=both(both(opposite(nobody), same(levers.as_loan, LENT)), both(pays, asked >= NOISE))),
        say("If services are cut to match, that is {} of all three payments.", percent1(answer.cut_share),
            when=both(cut, share)),
        say("If services are cut to match, that is less than 0.1% of all three payments.",
            when=both(cut, opposite(share))),
        *told("If the cut falls on all residents alike, {} of it falls in Clackmannanshire", answer.cut_first,
              "money2", when=cut, exact=exact.cut_first),
        *told("and {} in Stirling.", answer.cut_second, "money2", when=cut, exact=exact.cut_second),
        say("Next year’s plan starts {} short.", money2(answer.carried),
            when=both(gap, same(levers.then, CARRIED_ON))),
        *others(FIRST, SECOND, HEALTH),
        *others(HEALTH, SECOND, FIRST),
        *others(HEALTH, FIRST, SECOND),
        say("Nothing was asked of that partner.", when=both(full, asked < NOISE)),
        say("Less than £0.01m of what was asked is missing.",
            when=both(both(opposite(gap), opposite(nobody)), exact.missing >= NOISE)),
    )  # fmt: skip


def counting(levers: SharingLevers, answer: Sharing) -> dict[str, Number]:
    """Return when the levers count that do nothing at some settings."""
    refused = opposite(same(levers.refuses, NOBODY))
    return {
        "then": refused,
        "part_paid": refused,
        "as_loan": both(refused, levers.part_paid > 0),
        "own": same(levers.overspend, len(OVERSPENDS)),
    }


def sharing_table(answer: Sharing) -> Table:
    """Return what is asked under the five rules, and what is asked, paid, cut and carried on as set."""
    rows = [
        Row(f"Asked, by {'the same cash' if not number else name.lower()}",
            tuple(map(amount2, (parts.health, parts.first, parts.second, answer.total))))
        for number, (name, parts) in enumerate(zip(RULES, answer.rules, strict=True))
    ]  # fmt: skip
    nobodys = Slot("amount2_if", -1.0)  # next year's plan carries it, and no partner yet
    asked, paid = ([getattr(partner, what) for partner in answer.partners] for what in ("asked", "paid"))
    together = paid[HEALTH] + paid[FIRST] + paid[SECOND]
    lent = [partner.lent for partner in answer.partners]
    heads = [partner.head for partner in answer.partners]
    weights = [partner.weight for partner in answer.partners]
    return Table(
        caption="What each partner is asked for and pays",
        unit="£ million, unless the line says otherwise",
        columns=("What", *PARTNERS, "All"),
        rows=(
            *rows,
            Row("Asked, as you set it", tuple(map(amount2, (*asked, answer.total))), total=True),
            Row("Asked, pounds for each resident", tuple(map(pounds, (*heads, answer.head)))),
            Row("Asked, share of its yearly payment", tuple(map(percent1, (*weights, answer.weight)))),
            Row("Paid in the end", tuple(map(amount2, (*paid, together))), total=True),
            Row("Of this, lent to the board and owed back", tuple(map(amount2, (*lent, added(tuple(lent)))))),
            Row("Cut from services, by residents", tuple(map(amount2, (0.0, answer.cut_first, answer.cut_second,
                                                                      answer.cut)))),
            Row("Carried into next year", (nobodys, nobodys, nobodys, amount2(answer.carried))),
        ),
    )  # fmt: skip


# --- What is asked -----------------------------------------------------------------------------------------


def asked_picture(levers: SharingLevers, answer: Sharing) -> Picture:
    """Draw what each partner is asked for under each rule: five lines, three columns on one scale."""
    most: Number = 0.001
    for parts in answer.rules:
        for value in (parts.health, parts.first, parts.second):
            most = at_least(most, value)
    bars, marks = [], []
    for number, (name, parts) in enumerate(zip(RULES, answer.rules, strict=True)):
        for column, value in enumerate((parts.health, parts.first, parts.second)):
            bars.append({"rule": name, "who": PARTNERS[column], "x": float(column), "long": value / most,
                         "text": amount2(value)})  # fmt: skip
        marks.append({"rule": name, "seen": choose(same(levers.rule, number), 1.0, 0.0)})
    low: Number = answer.rules[0].first
    high: Number = answer.rules[0].first
    for parts in answer.rules[1:]:
        low, high = at_most(low, parts.first), at_least(high, parts.first)
    spread = differ(high, low, DECIMALS)
    return Picture(
        name="asked",
        called="Asked",
        message=(
            say("The rule alone moves Clackmannanshire’s part from {} to {}", money2(low), money2(high),
                when=both(spread, some(low, DECIMALS))),
            say("The rule alone moves Clackmannanshire’s part from nothing to {}", money2(high),
                when=both(spread, opposite(some(low, DECIMALS)))),
            *told("Under every rule Clackmannanshire’s part is {}", high, "money2", when=opposite(spread)),
        ),
        what=(say("What each partner is asked for under five rules, £ million, all bars to one scale. "
                  "An ink bar marks your rule."),),
        description=tuple(
            say(f"{name}: health board {{}}, Clackmannanshire {{}}, Stirling {{}}.", amount2(parts.health),
                amount2(parts.first), amount2(parts.second))
            for name, parts in zip(RULES, answer.rules, strict=True)
        ),
        rows={
            "bars": bars,
            "marks": marks,
            "heads": [{"x": float(column), "who": name} for column, name in enumerate(PARTNERS)],
        },
        draw=draw_asked,
        source=SOURCE,
        key=(("Health board", "health"), ("Councils", "council")),
    )  # fmt: skip


def draw_asked(width: int) -> alt.LayerChart:
    """Return the chart of the five rules for a width in pixels."""
    narrow = width < 500
    left, top = (104, 26) if narrow else (122, 28)
    inner = width - left - 8
    column, full = inner / 3, (0.52 if narrow else 0.64)
    x_scale = alt.Scale(domain=[0, 3], range=[0, inner], nice=False)
    x = alt.X("x:Q", scale=x_scale, axis=None)
    y = alt.Y("rule:N", title=None, sort=list(RULES), scale=alt.Scale(paddingInner=0.35, paddingOuter=0.1),
              axis=alt.Axis(labelColor=theme.INK, grid=False, labelPadding=12, labelLimit=left))  # fmt: skip
    fills = alt.Color("who:N", scale=alt.Scale(
        domain=list(PARTNERS), range=[theme.HEALTH, theme.COUNCIL, theme.COUNCIL]))  # fmt: skip
    data = alt.Chart(alt.NamedData("bars")).transform_calculate(end=f"datum.x + datum.long * {full}")
    bars = data.mark_bar().encode(x=x, x2="end:Q", y=y, color=fills)
    values = data.mark_text(align="left", baseline="middle", dx=4, fontWeight=600).encode(
        x=alt.X("end:Q", scale=x_scale, axis=None), y=y, text="text:N"
    )
    lines = alt.Chart(alt.NamedData("heads")).mark_rule(color=theme.INK).encode(x=x)
    short = "datum.who == 'NHS Forth Valley' ? 'NHS' : datum.who == 'Stirling' ? 'Stirling' : 'Clacks.'"
    heads = (
        alt.Chart(alt.NamedData("heads"))
        .transform_calculate(said=short if narrow else "datum.who")
        .mark_text(align="left", baseline="bottom", fontWeight=600, fontSize=13 if narrow else 14)
        .encode(x=x, y=alt.value(-8), text="said:N")
    )
    marks = (
        alt.Chart(alt.NamedData("marks"))
        .mark_bar(color=theme.INK, size=22)
        .encode(x=alt.value(-9), x2=alt.value(-5), y=y, opacity=alt.Opacity("seen:Q", scale=None))
    )
    assert column > 60, "a column must hold a bar and its number"
    return alt.layer(lines, bars, values, heads, marks).properties(
        width=inner, height=180 if narrow else 200, padding={"left": left, "right": 8, "top": top, "bottom": 6},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


# --- What is paid ------------------------------------------------------------------------------------------

#: The parts of the two lower bars, in order, and what each is called in it.
PARTS = ("health", "first", "second", "cut", "carried")
CALLED = ("Health board", "Clacks.", "Stirling", "Cut", "Carried on")


def paid_picture(levers: SharingLevers, answer: Sharing, exact: Sharing) -> Picture:
    """Draw what was asked, and under it what is paid, cut from services and carried on."""
    most = at_least(0.001, answer.total)
    lines = {
        "Asked": (*(partner.asked for partner in answer.partners), 0.0, 0.0),
        "In the end": (*(partner.paid for partner in answer.partners), answer.cut, answer.carried),
    }
    bars = []
    for line, values in lines.items():
        start: Number = 0.0
        for part, name, value in zip(PARTS, CALLED, values, strict=True):
            end = start + value
            bars.append({"line": line, "part": part, "who": name, "x": start, "x2": end, "mid": (start + end) / 2,
                         "text": amount2(value), "room": value / most})  # fmt: skip
            start = end
    gap, little = some(answer.missing, DECIMALS), exact.missing >= NOISE
    health, first, second = answer.partners
    everyone = both(some(health.paid, 2), both(some(first.paid, 2), some(second.paid, 2)))
    return Picture(
        name="paid",
        called="Paid",
        message=(
            say("All three pay, and nothing is missing", when=both(everyone, opposite(little))),
            say("Whoever is asked pays, and nothing is missing", when=opposite(either(everyone, little))),
            say("Less than £0.01m is missing", when=both(little, opposite(gap))),
            say("{} is missing, and comes out of this year’s services", money2(answer.missing),
                when=both(gap, same(levers.then, SERVICES_CUT))),
            say("{} is missing, and next year’s plan starts with it", money2(answer.missing),
                when=both(gap, same(levers.then, CARRIED_ON))),
            say("{} is missing, and the other two pay it", money2(answer.missing),
                when=both(gap, same(levers.then, OTHERS_PAY))),
        ),
        what=(
            say("What is asked and what happens in the end, £ million"),
            *(say(f"· {name}: a loan, owed back", when=some(partner.lent, DECIMALS))
              for name, partner in zip(PARTNERS, answer.partners, strict=True)),
        ),
        description=(
            say("Two bars. Asked: health board {}, Clackmannanshire {},", amount2(health.asked), amount2(first.asked)),
            say("Stirling {}.", amount2(second.asked)),
            say("In the end: health board {}, Clackmannanshire {},", amount2(health.paid), amount2(first.paid)),
            say("Stirling {}, cut {}, carried on {}.", amount2(second.paid), amount2(answer.cut),
                amount2(answer.carried)),
        ),
        rows={"bars": bars},
        draw=draw_paid,
        source=SOURCE,
        key=(("Health board", "health"), ("Clackmannanshire, then Stirling", "council"), ("Not paid", "gap")),
    )  # fmt: skip


def draw_paid(width: int) -> alt.LayerChart:
    """Return the chart of what is asked and paid for a width in pixels."""
    narrow = width < 500
    left = 78 if narrow else 90
    inner = width - left - 14
    y = alt.Y("line:N", title=None, sort=["Asked", "In the end"], scale=alt.Scale(paddingInner=0.3, paddingOuter=0.1),
              axis=alt.Axis(labelColor=theme.INK, grid=False, labelPadding=10))  # fmt: skip
    x = alt.X("x:Q", title=None, axis=alt.Axis(grid=True, domain=False, labelColor=theme.QUIET, tickCount=4))
    fills = alt.Color("part:N", scale=alt.Scale(
        domain=list(PARTS), range=[theme.HEALTH, theme.COUNCIL, theme.COUNCIL, theme.GAP, theme.GAP]))  # fmt: skip
    data = alt.Chart(alt.NamedData("bars"))
    bars = data.mark_bar(stroke=theme.PAPER, strokeWidth=1.5).encode(x=x, x2="x2:Q", y=y, color=fills)
    named = "datum.text"
    if not narrow:
        named = "datum.room >= (length(datum.who) + 5) / 62 ? datum.who + ' ' + datum.text : datum.text"
    words = (
        data.transform_calculate(said=f"datum.room >= {0.12 if narrow else 0.07} ? ({named}) : ''")
        .mark_text(color=theme.WHITE, fontWeight=700, fontSize=13)
        .encode(x="mid:Q", y=y, text="said:N")
    )
    return alt.layer(bars, words).properties(
        width=inner, height=92 if narrow else 104, padding={"left": left, "right": 14, "top": 6, "bottom": 26},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


cash_or_share = Explorer(
    name="cash-or-share",
    version=2,
    variable="cash_or_share",
    part="Cash or share",
    title="Who pays a shared overspend, and what if one cannot?",
    levers=SharingLevers,
    model=share_out,
    view=sharing_view,
    counts=counting,
    assumes=(
        "First the health board’s part is set, then the councils divide the rest. The scheme’s own rule was not read.",
        "A half, a quarter and a quarter fit the sum that Stirling was asked for in 2025. That is our inference.",
        "Stirling’s payment is Clackmannanshire’s, raised as the two councils’ spending on adult care compares.",
        "A cut falls on all residents alike. It could be made to fall otherwise.",
        "If the other two pay, they divide the missing part as their own parts compare.",
        "A loan to the board is owed back, and bears no interest. When, and out of what, is not shown.",
    ),
    omits=(
        "What happened in the end: the outcome of the dispute was in no text we read.",
        "What each partner could afford, or what it would have had to stop doing.",
        "Why the overspend arose, or what need there was. “By need” is only a share that you set.",
        "Recovery plans and reserves, which come before any of this in the usual order.",
    ),
    standing="Part illustrative: overspends, one payment and residents were published; the rest is made up.",
    start="Start from",
)
