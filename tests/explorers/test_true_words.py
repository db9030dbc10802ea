"""What is said is true: each claim of the labs and of the Indicator Reader, wherever it is made, against the numbers.

A claim is a phrase and a condition on the model's answer or on the printed table, written here from the words alone
and not from the condition under which they are said. Phrases that were said once and could not be held to are kept:
nobody should find them in an explorer again.

A hundred settings of each lab by default; FULL=1 takes two thousand, and every setting of the Indicator Reader. As a
program, `python tests/explorers/test_true_words.py 2000` prints how often each claim is made, and how often wrongly.
"""

import os
import random
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property

import choice_claims
import lab_claims
import pytest
from said import MONEY, level, number, printed
from settings import at_ties

from joint_working import evidence
from joint_working.bench.parity import at_random
from joint_working.explorers import every
from joint_working.explorers.judging_it import indicator_reader as reader
from joint_working.explorers.judging_it.indicator_series import series
from joint_working.explorers.who_decides.choosing import CRITERIA
from joint_working.models.lookup import quarters_of
from joint_working.models.uncertainty import MOVED, SCENARIOS, evenly, moved, plan_levers, project
from joint_working.words import NO_SUCH, fill

FULL = bool(os.environ.get("FULL"))
MANY = 2000 if FULL else 100
#: What prints as nothing and is told as a payment, a price or a share.
NOTHING = re.compile(r"£0(\.0+)?m|£0(?![\d.,])|(?<![\d.,])0(\.0+)?% (of|too)")


@dataclass
class Shown:
    """What an explorer shows at one setting: its words, its answer, and its table as printed numbers by row."""

    explorer: object
    levers: object
    answer: object = field(init=False)

    def __post_init__(self):
        self.answer = self.explorer.model(self.levers)
        self.view = self.explorer.show(self.levers)
        self.figure, self.label = fill(self.view.figure), fill(self.view.figure_label)
        self.sentence = fill(self.view.sentence)
        self.titles = [fill(picture.message) for picture in self.view.pictures]
        self.whats = [fill(picture.what) for picture in self.view.pictures]
        self.all = " | ".join([self.figure + " " + self.label, self.sentence, *self.titles])

    @cached_property
    def rows(self):
        cells = self.explorer.cells(self.levers)
        return {label: [number(cell) if cell != NO_SUCH else 0.0 for cell in line] for label, *line in cells}

    def sums(self, pattern, where=None):
        """Return the numbers a pattern finds in the words, or None where it finds none."""
        found = re.search(pattern, self.all if where is None else where)
        return [0.0 if text == "nothing" else number(text) for text in found.groups()] if found else None


CLAIMS = {}


def claims(name):
    """Register a generator of (what is claimed, whether it is true) for an explorer."""

    def keep(function):
        CLAIMS[name] = function
        return function

    return keep


def in_general(shown):
    """What holds for every explorer: one headline, one title a picture, and nothing told as if it were something."""
    said = [fill([clause]) for clause in shown.view.figure if clause.when]
    yield "one headline", len(said) == 1 and bool(said[0])
    for picture in shown.view.pictures:
        said = [fill([clause]) for clause in picture.message if clause.when]
        yield "one title", sum(text[:1].isupper() or not text[:1].isalpha() for text in said) == 1
        yield "a title begins with a capital", bool(said) and not said[0][:1].islower()
    yield "no £0.0m is told", not NOTHING.search(shown.all)
    brief = fill(shown.view.brief)
    yield "the short sentence has thirty words at most", brief.endswith((".", ":")) and len(brief.split()) <= 30
    yield "six words beside the headline, and none before", len(shown.label.split()) <= 6
    yield (
        "one and many",
        not re.search(r"(?<![\d,.])1 (of the beds hold|people wait|people ready|wards can)\b", shown.all),
    )


# --- The money: five years and the fan ---------------------------------------------------------------------


@claims("budget-lab-five-years")
def five_years(shown):
    levers, said, (title, rules) = shown.levers, shown.sentence, shown.titles
    cost, pot, earlier, gap, lasting, one_off, drawn, repaid, added, returned, over = list(shown.rows.values())[:11]
    health, council, lent, owed, reserves = list(shown.rows.values())[11:]
    assert list(shown.rows)[3] == "Gap for the year, before its savings" and list(shown.rows)[10] == "Over budget"
    own = [a + b for a, b in zip(lasting, one_off, strict=True)]
    saved = [a + b for a, b in zip(earlier, own, strict=True)]
    kept_on = [a + b for a, b in zip(earlier, lasting, strict=True)]
    rise = [row[-1] - row[0] for row in (cost, pot, kept_on, one_off)]
    tenth = 0.001  # printed tenths are floats: a difference of one is about 0.1

    # Sums add, to the digit that is printed.
    before, was_owed = printed(levers.reserves), 0.0
    for at in range(5):
        yield "the gap is cost less pot less lasting savings", level(gap[at], cost[at] - pot[at] - earlier[at])
        surplus = repaid[at] + added[at] + returned[at]
        yield "what closes the gap adds up to it", level(gap[at] + surplus, own[at] + drawn[at] + over[at])
        yield "costs and payments balance", level(cost[at] + surplus, pot[at] + saved[at] + drawn[at] + over[at])
        yield "the partners meet all of it", level(over[at], health[at] + council[at])
        yield "reserves follow from the year before", level(reserves[at], before - drawn[at] + added[at])
        yield "what is owed follows from the year before", level(owed[at], was_owed + lent[at] - repaid[at])
        before, was_owed = reserves[at], owed[at]
    for name in ("earlier", "lasting", "one_off", "drawn", "repaid", "added", "returned", "overspend", "lent", "owed"):
        for year, column in zip(shown.answer.years, zip(*list(shown.rows.values()), strict=True), strict=True):
            if getattr(year, name) == 0:
                yield f"nothing is printed as nothing: {name}", column[PLACE[name]] == 0

    yield "the headline", (number(shown.figure) if shown.figure != "Nothing" else 0) == over[-1]
    if found := shown.sums(rf"is {MONEY} over budget in year 1", said):
        yield "over budget in year 1", found[0] == over[0] > 0
    if found := shown.sums(rf"but is {MONEY} over in year 2", said):
        yield "over in year 2", found[0] == over[1] > 0 == over[0]
    if found := shown.sums(rf"(?:and|but is) {MONEY} over in year 5", said):
        yield "over in year 5", found[0] == over[-1] > 0
    if "meets its budget in year 1" in said:
        yield "meets its budget in year 1", over[0] == 0
    if "again in year 5" in said:
        yield "meets it again in year 5", over[-1] == 0
        yield "over in between, and said", (max(over) > 0) == ("in between" in said)
    if "meets it in year 5" in said:
        yield "meets it in year 5", over[0] > 0 == over[-1]
    if found := shown.sums(rf"Of what closed year 1’s gap, {MONEY} was", said):
        once = drawn[0] + min(one_off[0], max(0, gap[0] - lasting[0]))
        yield "missing again in year 2", level(found[0], once) and over[0] == 0 < found[0]
    if found := shown.sums(rf"before that year’s savings, is {MONEY} in year 1 and {MONEY} in year 5", said):
        yield "the gap for the year", level(found[0], gap[0]) and level(found[1], gap[-1]) and min(found) > 0
    if "saves every year" in said + title:
        yield "saves every year", all(saving > 0 for saving in own)
    if found := re.search(r"only ([\d.]+)% of what it saves lasts", said):
        yield "only a part lasts", 0 < levers.recurring < 100
        yield "so much of it lasts", level(number(found[1]), levers.recurring)
    if "nothing of it lasts" in said:
        yield "nothing of it lasts", levers.recurring == 0 and not any(lasting) and not any(earlier)
    if "every saving lasts" in said.lower() + title:
        yield "every saving lasts", levers.recurring == 100 and levers.delivery >= 100 and levers.months_late == 0
    if "what is saved lasts" in said.lower() + title:
        yield "what is saved lasts", levers.recurring == 100
    if re.search("no saving is made|nothing is saved", said.lower() + title):
        yield "nothing is saved", not any(saved)
    if "catching up" in said:
        ahead = rise[0] - rise[1] > -tenth and rise[2] + rise[3] > rise[0] - rise[1] + tenth
        yield "savings are catching up", 0 < over[-1] < over[0] and levers.recurring > 0 and ahead
    if "rise by more than payments and savings" in said:
        yield "costs outrun payments and savings", rise[0] > rise[1] + rise[2] + rise[3] + tenth
    if "payments rise by more than costs" in said:
        yield "payments rise by more than costs", rise[1] > rise[0] + tenth

    # Who meets it, whether it is lent, and what is owed.
    who = ("lends", "gives", "meets")
    if found := re.search(rf"Of year 5’s overspend the health board ({'|'.join(who)}) {MONEY}", said):
        yield "the health board’s part", number(found[2]) == health[-1] > 0 < council[-1]
        yield "the health board lends or gives", {"lends": levers.lent in (1, 3), "gives": levers.lent == 2,
                                                  "meets": levers.lent == 0}[found[1]]  # fmt: skip
    if found := re.search(rf"and the (?:council|two councils) (lends? |gives? |){MONEY}", said):
        yield "the councils’ part", number(found[2]) == council[-1] > 0
        verb = found[1].strip().rstrip("s")
        yield "the council lends or gives", {"lend": levers.lent in (1, 2), "give": levers.lent == 3,
                                             "": levers.lent == 0}[verb]  # fmt: skip
    if re.search("The health board (meets|lends|gives) all", said):
        yield "the health board meets all", health[-1] == over[-1] > 0 == council[-1]
    if re.search("councils? (meet|lend|give)s? all", said):
        yield "the council meets all", council[-1] == over[-1] > 0 == health[-1]
    if found := shown.sums(rf"owes its partners {MONEY}", said):
        yield "what is owed", level(found[0], owed[-1]) and owed[-1] > 0 and levers.lent > 0
    yield "a debt is told", (owed[-1] > 0) == ("owes its partners" in said)
    if "All that the partners lent is paid back" in said:
        yield "all is paid back", any(lent) and owed[-1] == 0 and level(sum(lent), sum(repaid))
    yield "never no partner", "No partner" not in shown.all
    if found := shown.sums(rf"{MONEY} of surplus goes back", said):
        yield "goes back to the partners", level(found[0], sum(returned)) and levers.surplus == 1
    if found := shown.sums(rf"Reserves end at {MONEY}", said):
        yield "reserves end at", found[0] == reserves[-1] > 0
    if "No reserves are left" in said:
        yield "no reserves are left", shown.answer.years[-1].reserves < 1e-9
    if "reserves need a purpose" in said:
        last = shown.answer.years[-1]
        yield "more than 5% of the pot", last.reserves > 0.05 * last.pot

    for words, true in (
        ("closed in year 1, back in year 2, and larger",
         over[0] == 0 < gap[0] < gap[1] and over[1] > 0 and over[-1] > 0),
        ("The overspend grows", over[-1] > over[0] and all(b >= a for a, b in zip(over, over[1:], strict=False))),
        ("larger in year 5", over[-1] > over[0]),
        ("smaller in year 5", 0 < over[-1] < over[0]),
        ("the same in year 5", over[-1] == over[0] > 0),
        ("Payments cover costs in every year", over[-1] == 0 and all(a <= b for a, b in zip(cost, pot, strict=True))),
        ("In year 5 payments cover costs", over[-1] == 0 and cost[-1] <= pot[-1]),
        ("Savings and reserves close the gap in", over[-1] == 0 < cost[-1] - pot[-1] and saved[-1] > 0 < drawn[-1]),
        ("Savings close the gap in", over[-1] == 0 == drawn[-1] and saved[-1] >= cost[-1] - pot[-1] - tenth > 0),
        ("Reserves close the gap in", over[-1] == 0 == saved[-1] and level(drawn[-1], cost[-1] - pot[-1])),
        ("no overspend in year 5", over[-1] == 0),
    ):  # fmt: skip
        if words in title:
            yield words, true
    if "Outlined" in shown.whats[0]:
        yield "something is lent", any(lent)
    if "Below the line" in shown.whats[0]:
        yield "there is a surplus", any(repaid) or any(added) or any(returned)

    parts = [printed(rule.health) for rule in shown.answer.rules]
    if "come to the same" in rules:
        yield "the rules come to the same", max(parts) - min(parts) < 0.11 and over[-1] > 0
    if "nothing to share" in rules:
        yield "nothing to share", over[-1] == 0
    if found := shown.sums(rf"rule alone moves {MONEY}", rules):
        whole = [rule.health for rule in shown.answer.rules]
        yield "the rule moves", abs(found[0] - (max(whole) - min(whole))) < 0.2 and found[0] > 0


#: The rows of the five years' table, by the names the model gives them.
PLACE = {"earlier": 2, "lasting": 4, "one_off": 5, "drawn": 6, "repaid": 7, "added": 8, "returned": 9}
PLACE |= {"overspend": 10, "lent": 13, "owed": 14}


def overspends(levers):
    """Return year 5's overspend in every scenario of the fan, worked out apart from the answer that is shown."""
    reach = (levers.price_range, levers.demand_range, levers.delivery_range, levers.uplift_range)
    places = (spread * size for spread, size in zip(evenly(SCENARIOS, beside=0.0), reach, strict=True))
    names = ("price", "demand", "delivery", "uplift")
    years = project(moved(plan_levers(levers), **dict(zip(names, places, strict=True))))
    return [year.overspend for year in years]


@claims("budget-lab-fan")
def the_fan(shown):
    levers, said, (title, swings) = shown.levers, shown.sentence, shown.titles
    low, high = shown.answer.years[-1].below_10, shown.answer.years[-1].below_90
    first = shown.answer.years[0]
    over = overspends(levers)
    often = 100 * sum(over[-1] >= 0.05) / len(over[-1])

    def alike(column):
        return printed(column.min()) == printed(column.max())

    for share in re.findall(r"over budget in (\d+)% of the scenarios", said):
        yield "over budget in a share of the scenarios", int(share) == printed(often, 0) and 0 < often < 100
    if re.search("almost every", said):
        yield "almost every scenario", 99.5 <= often < 100
    elif "over budget in every scenario" in said + shown.label.replace("in year 5, ", ""):
        yield "every scenario", often == 100 or shown.figure == "Nothing" and often == 0
    if "almost no scenario" in said:
        yield "almost no scenario", 0 < often < 0.5
    for year, column in ((1, over[0]), (5, over[-1])):
        if f"In year {year} every scenario meets" in said:
            yield "every scenario meets its budget", column.max() < 0.05
        if f"In year {year} at least nine" in said:
            yield "at least nine of ten meet", sum(column < 0.05) >= 0.9 * len(column)
        if found := shown.sums(rf"In year {year} every scenario is {MONEY}", said):
            yield "every scenario is as large", alike(column) and found[0] == printed(column[0])
        if found := shown.sums(rf"In year {year} nine scenarios of ten are at most {MONEY}", said):
            yield "at most so much in nine of ten", sum(column <= found[0] + 0.05) >= 0.89 * len(column)
    if found := shown.sums(rf"year 1 eight scenarios of ten (?:lie|are) between {MONEY} and {MONEY}", said):
        ends = [(printed(first.below_10, places), printed(first.below_90, places)) for places in (0, 1)]
        yield "eight of ten in year 1", tuple(found) in ends and found[0] < found[1]
    if found := shown.sums(rf"year 5 (?:eight scenarios of ten are )?between {MONEY} and {MONEY}", said):
        ends = [(printed(low, places), printed(high, places)) for places in (0, 1)]
        yield "eight of ten in year 5", tuple(found) in ends and found[0] < found[1]
    if found := shown.sums(rf"year 1 nine scenarios of ten lie below {MONEY}", said):
        yield "nine of ten lie below", found[0] > 0
    if re.search("eight scenarios in ten lie between", title):
        yield "the title’s two ends differ", not re.search(r"£(\d+)m and £\1m", title)
    if "Nothing that is moved here changes year 5" in said:
        yield "nothing that is moved changes year 5", alike(over[-1])
    if "No one of these numbers alone" in said:
        yield "no number alone changes year 5", all(printed(swing.size) == 0 for swing in shown.answer.swings)
    if re.search(r"matters? most", said):
        names = (
            "pay and prices do",
            "demand grows",
            "payments grow",
            "plan is delivered",
            "plans to save",
            "saving lasts",
        )
        (which,) = [at for at, name in enumerate(names) if name in said]
        others = [swing.size for at, swing in enumerate(shown.answer.swings) if at != which]
        yield "the second title says the same", "most: that range alone" in swings
        yield "at these ranges, and no further", "At these ranges" in said and "At these ranges" in swings
        yield "it matters most", printed(shown.answer.swings[which].size) > printed(max(others))
    if "No range moves year 5 by more" in said:
        sizes = sorted(printed(swing.size) for swing in shown.answer.swings)
        yield "no range moves it by more", sizes[-1] == sizes[-2] and len(sizes) == len(MOVED)
    ranged = levers.price_range + levers.demand_range + levers.delivery_range + levers.uplift_range
    if "With no ranges" in title:
        yield "with no ranges", ranged == 0
    if "These ranges change nothing" in title:
        yield "these ranges change nothing", ranged > 0 and alike(over[-1])
    if "Every scenario meets" in title:
        yield "the title: every scenario meets", over[-1].max() < 0.05
    if "ine scenarios in ten meet" in title:
        yield (
            "the title: nine in ten meet",
            sum(over[-1] < 0.05) >= (0.9 if "At least" in title else 0.89) * len(over[-1]),
        )
        yield "nine in ten, and not all", over[-1].max() >= 0.05


# --- The money: hospital, flow, prevention, who pays -------------------------------------------------------


claims("budget-lab-hospital")(lab_claims.the_hospital)
claims("flow-lab")(lab_claims.the_flow)
claims("budget-lab-prevention")(lab_claims.the_prevention)


@claims("who-pays")
def who_pays(shown):
    levers, said, (title,) = shown.levers, shown.sentence, shown.titles
    over, brief = levers.overspend > 0, fill(shown.view.brief)
    column = [cells[0] for cells in shown.rows.values()][:-1]
    assert len(column) == len(shown.answer.rules)
    for cells in shown.rows.values():
        yield "the parts add up to the overspend", level(sum(cells), printed(abs(levers.overspend), 2))
    chosen = list(shown.rows.values())[int(levers.rule)]
    yield "the last row is the rule looked at", list(shown.rows.values())[-1] == chosen
    if found := shown.sums(rf"The council would lend {MONEY}, and the board would owe it back", said):
        yield "the council lends", found[0] == chosen[4] > 0
    yield "a loan is told", (chosen[4] > 0) == ("would lend" in brief) == ("would owe it back" in said)
    if found := shown.sums(rf"would give {MONEY}, not to be paid back", said):
        yield "the health board gives", found[0] == chosen[0] > 0 and levers.rule == 9
    under = levers.overspend < 0
    yield "an underspend is told as one", under == ("is left over" in said) == ("a rule for an overspend" in said)
    kept = [cells[2] for cells in shown.rows.values()][:-1]
    if found := shown.sums(rf"an underspend of {MONEY} the board keeps {MONEY}", title):
        yield "the board keeps it everywhere", under and found == [-levers.overspend, kept[0]] and len(set(kept)) == 1
    if "the board keeps nothing" in title:
        yield "the board keeps nothing", under and not any(kept)
    if found := re.search(r"the board keeps (£[\d.]+m|nothing) of it", said):
        keeps = 0.0 if found[1] == "nothing" else number(found[1])
        yield "what the board keeps", under and levers.underspend == 0 and level(keeps, chosen[2])
    if "keeps all of it" in said:
        yield "the board keeps all", under and levers.underspend == 1 and level(chosen[2], sum(chosen))
    if "shared as an overspend is" in said:
        yield (
            "shared as an overspend is",
            under and levers.underspend == 2 and level(chosen[0] + chosen[1], sum(chosen)),
        )
    if "no text read says who would keep it" in said:
        yield "nobody is known to keep it", under and levers.underspend == 2 and level(chosen[5], sum(chosen))
    if "to be agreed" in said:
        yield "the basis is to be agreed", under and levers.underspend == 3 and level(chosen[5], sum(chosen))
    if "no windfall" in said:
        yield "no windfall", under and chosen[0] == chosen[1] == 0
    if found := re.search(rf"would meet from (£[\d,.]+m|nothing) to {MONEY}", title):
        ends = [0.0 if found[1] == "nothing" else number(found[1]), number(found[2])]
        yield "from the least to the most of all rules", ends == [min(column), max(column)]
    if over and shown.figure != "Nothing":
        parts = [number(text) for text in re.findall(MONEY, brief.partition(" of £")[2].partition("m ")[2] or brief)]
        yield "the short sentence leaves nothing out", level(sum(parts), sum(chosen))
    told, published = re.search(r"^(.*)\((.*?)\.\)", said).groups()
    told, years = re.findall(r"(20\d\d)/\d\d", told), re.findall(r"20\d\d", published)
    if told and years:
        yield "a source is as late as what it reports", int(max(told)) <= int(max(years))
    if " the other " in said:
        yield "the other, of two", shown.rows["The rule you look at"][3] > 0
    if "Aberdeen City:" in said:
        known = evidence.figure("aberdeen-city-health-extra-2024-25").kind
        wrong = known == "estimate-at-the-time" and re.search(r"\bmet\b", said + shown.label)
        yield "what was expected is not said to be met", not wrong


# --- Two places, judging it, the promise -------------------------------------------------------------------


@claims("price-between-two-bodies")
def the_price(shown):
    levers, answer, said, (path, carriers) = shown.levers, shown.answer, shown.sentence, shown.titles
    *years, total = shown.rows.values()
    for cost, paid, unpaid, spare, *councils in (*years, total):
        yield "cost and payment balance", level(cost + spare, paid + unpaid)
        yield "a council meets no more than is unpaid", min(councils) >= 0 and max(councils) <= unpaid + 1e-6
    for column in zip(*years, total, strict=True):
        yield "the years add up to all of them", level(sum(column[:-1]), column[-1])
    last = years[-1]
    unpaid, gap = last[2], last[0] - last[1] + printed(levers.extra)
    gap = round(gap, 6)
    if re.search("The rule pays for the work|the rule pays for the work", path):
        yield "the rule pays for the work", gap <= 0
    if "together pay" in path:
        yield "rule and extra together pay", levers.extra > 0 and unpaid == 0 < gap
    if found := shown.sums(rf"costs {MONEY} more than the rule pays", path):
        yield "more than the rule pays", found[0] == gap > 0
    if found := shown.sums(rf"costs {MONEY} more than the rule and the extra pay", path):
        yield "more than rule and extra pay", found[0] == unpaid > 0 < levers.extra
    if found := shown.sums(rf"from nothing to {MONEY}", carriers):
        yield "from nothing to the most", found[0] == max(total[4:]) > 0
    if "Nothing is left" in carriers:
        yield "nothing is left", total[2] == 0
    if "That year is paid for" in said:
        yield "that year is paid for", unpaid == 0
    if "so is every other" in said:
        yield "so is every other", all(year[2] == 0 for year in years)
    if found := shown.sums(rf"In a joint board the council would meet {MONEY}", said):
        yield "the council would meet", found[0] == total[4]
    if "nothing by where it arose" in said:
        yield "nothing by where it arose", levers.council_arising == 0 and total[6] == 0
    if found := shown.sums(rf"over all the years {MONEY} is left", said):
        yield "over all the years", found[0] == total[2] > 0
    if found := shown.sums(rf"{MONEY} more is paid than the work costs", said):
        yield "more is paid than it costs", found[0] == total[3] > 0
    if "the payment goes from" in said:
        yield "the payment moves", not level(years[0][1], last[1])
    if "Nothing is left" in carriers:
        yield "nothing is left to carry", answer.unpaid < 0.2


@claims("cash-or-share")
def cash_or_share(shown):
    levers, answer, said, (asked, paid) = shown.levers, shown.answer, shown.sentence, shown.titles
    column = [cells[1] for label, cells in shown.rows.items() if label.startswith("Asked, by")]
    total = printed(answer.total, 2)
    for label, cells in shown.rows.items():
        if label.startswith(("Asked, by", "Asked, as", "Cut", "Of this, lent")):
            yield "the parts add up", level(sum(cells[:3]), cells[3])
            yield "what is asked is the overspend", not label.startswith("Asked") or level(cells[3], total)
    in_the_end, cut = shown.rows["Paid in the end"], shown.rows["Cut from services, by residents"][3]
    carried_on = shown.rows["Carried into next year"][3]
    yield "what is paid adds up", level(sum(in_the_end[:3]), in_the_end[3])
    yield "paid, cut and carried on are the overspend", level(in_the_end[3] + cut + carried_on, total)
    asked_of, partners = shown.rows["Asked, as you set it"], answer.partners
    if found := shown.sums(rf"pays nothing, so {MONEY} is missing", said):
        yield "what is missing", level(found[0], asked_of[int(levers.refuses) - 1]) and found[0] > 0
    if found := shown.sums(rf"pays {MONEY} of it, so {MONEY} is missing", said):
        which = int(levers.refuses) - 1
        yield "a part is missing", level(found[1], asked_of[which] - in_the_end[which]) and found[1] > 0
        yield "what is paid is what was set", level(found[0], levers.part_paid) and levers.part_paid > 0
    if "is a loan" in said:
        yield "a loan of what it pays", levers.as_loan == 1 and partners[int(levers.refuses) - 1].lent > 0
    lent = shown.rows["Of this, lent to the board and owed back"]
    yield "nobody lends more than it pays", all(a <= b + 1e-9 for a, b in zip(lent[:3], in_the_end[:3], strict=True))
    if "pays all that it is asked for" in said:
        yield "pays all", levers.refuses > 0 and answer.missing < 1e-9
    if found := re.search(rf"from (£[\d,.]+m|nothing) to {MONEY}", asked):
        least = number(found[1]) if found[1].startswith("£") else 0.0
        yield "from the least to the most of all rules", [least, number(found[2])] == [min(column), max(column)]
    if "Under every rule" in asked:
        yield "the same under every rule", len(set(column)) == 1
    if "All three pay" in paid:
        yield "all three pay", all(printed(partner.paid, 2) > 0 for partner in partners)
    if "nothing is missing" in paid:
        yield "nothing is missing", answer.missing < 1e-9
    if "and the other two pay it" in paid:
        yield "the other two pay it", abs(sum(p.paid for p in partners) - answer.total) < 1e-9 and levers.refuses > 0
    if "Nothing was asked of that partner" in said:
        yield "nothing was asked of it", partners[int(levers.refuses) - 1].asked < 1e-9 and levers.refuses > 0
    if found := re.search(r"(The health board|Clackmannanshire|Stirling) pays nothing, so", said):
        which = ("The health board", "Clackmannanshire", "Stirling").index(found[1])
        yield "pays nothing", partners[which].paid == 0 < partners[which].asked


@claims("board-night")
def board_night(shown):
    said, (years, people) = shown.sentence, shown.titles
    rows, levers = shown.rows, shown.levers
    left, drawn, owed = (
        rows[name] for name in ("Left to find", "Of this, from reserves", "Of this, owed to the partners")
    )
    lost, handed = rows["What people lost (assumed)"], rows["The next year starts short by"]
    bill = rows["Whole bill, whoever pays it"]
    parts = [part for part in re.split(r"(?=Board [AB], year)", said) if part.startswith("Board")]
    yield "both boards are told, once", len(parts) == 2
    last = (1, 3, 5)[int(levers.shown)]
    name = ("first", "second", "third")[int(levers.shown)]
    for column, (board, told) in enumerate(zip("ab", parts, strict=True)):
        sums = shown.sums(
            rf"So far {MONEY} was left to find: {MONEY} came from reserves, and {MONEY} is owed to the partners", told
        )
        yield "left, drawn and owed", sums == [left[column], drawn[column], owed[column]]
        yield "they add up", level(left[column], drawn[column] + owed[column]) and owed[column] >= 0
        yield "people lost", (shown.sums(rf"People lost {MONEY}", told) or [0]) == [lost[column]]
        yield "handed on", shown.sums(rf"The next year starts {MONEY} short", told) == [handed[column]]
        yield "the whole bill", level(bill[column], left[column] + lost[column] + handed[column])
        lived = shown.answer.boards[column]
        yield "it is that of the model", abs(lived.bill(int(levers.shown)) - bill[column]) < 0.7
        yield "owed is what the model owes", abs(lived.years[last - 1].owed - owed[column]) < 0.4
        option = getattr(levers, f"{board}_option_{name}")
        yield "the plan as it stands", ("the plan as it stands runs on" in told) == (option == 0)
        if found := re.search(r"column (\d)", told):
            yield "the column", int(found[1]) == getattr(levers, f"{board}_column_{name}") and option > 0
    lead = bill[1] - bill[0]
    if found := shown.sums(rf"Board B’s whole bill is {MONEY} more", said):
        yield "more", level(found[0], lead) and lead > 0
    if found := shown.sums(rf"Board B’s whole bill is {MONEY} less", said):
        yield "less", level(found[0], -lead) and lead < 0
    if "whole bills are the same" in said:
        yield "the same", level(lead, 0)
    yield "B has more left", ("Board B has more" in years) == (left[1] > left[0])
    yield "A has more left", ("Board A has more" in years) == (left[0] > left[1])
    moved = [sum(cells[column] for cells in list(rows.values())[6:]) for column in (0, 1)]
    yield "more lost on A", ("five on Board A" in people) == (moved[0] < moved[1])
    yield "more lost on B", ("five on Board B" in people) == (moved[1] < moved[0])


claims("budget-lab-pot")(choice_claims.the_pot)
claims("board-lab")(choice_claims.board_lab)
claims("commissioning-cycle")(choice_claims.commissioning_cycle)
claims("model-chooser")(choice_claims.model_chooser)
claims("savings-in-proportion")(choice_claims.savings)
claims("what-would-have-happened")(choice_claims.what_would_have_happened)


# --- At settings of every kind -----------------------------------------------------------------------------


def settings_of(explorer, many):
    """Return settings to try: half of them anywhere, half with most levers as usual or at an end; and the ties."""
    draw = random.Random(20261130)
    found = [*at_ties(explorer), *(explorer.at(preset.name) for preset in explorer.presets)]
    found += at_random(explorer, many // 2, seed=20261130)
    while len(found) < many:
        changes = {}
        for lever in explorer.fields:
            anywhere = round(lever.low + draw.randint(0, round((lever.high - lever.low) / lever.step)) * lever.step, 6)
            changes[lever.name] = draw.choice([lever.default] * 6 + [lever.low, lever.high, anywhere, anywhere])
        found.append(explorer.at(**changes))
    return found


def judged(explorer, many):
    """Return how often each claim was made, and for each that was false the settings and words."""
    made, wrong = Counter(), defaultdict(list)
    for levers in settings_of(explorer, many):
        shown = Shown(explorer, levers)
        for what, true in (*in_general(shown), *CLAIMS[explorer.name](shown)):
            made[what] += 1
            if not true:
                wrong[what].append((explorer.to_link(levers), shown.all))
    return made, wrong


LABS = [explorer for explorer in every() if explorer.name in CLAIMS]
LABS_BY_NAME = {explorer.name: explorer for explorer in LABS}


def test_every_lab_with_claims_is_known():
    assert {explorer.name for explorer in LABS} == set(CLAIMS)


@pytest.mark.slow
@pytest.mark.parametrize("explorer", LABS, ids=lambda explorer: explorer.name)
def test_what_a_lab_says_is_true(explorer):
    made, wrong = judged(explorer, MANY)
    assert not wrong, "\n".join(
        f"{what}: {len(found)} of {made[what]}, as at {found[0]}" for what, found in wrong.items()
    )
    assert len(made) > 5


#: Settings at which readers met something false, what was said, and what is said there now.
FOUND = [
    ("budget-lab-five-years", {}, "never slips", "The gap is closed in year 1, back in year 2, and larger"),
    ("budget-lab-five-years", {"savings": 0}, "whole gap is left", "No saving is made. Of year 5’s"),
    (
        "budget-lab-five-years",
        {"savings": 0, "reserves": 40},
        "whole gap is left",
        "meets its budget in year 1 but is",
    ),
    ("budget-lab-five-years", {"savings": 0, "lent": 1}, "No partner pays", "After five years the board owes its"),
    (
        "budget-lab-five-years",
        {"opening_gap": 4, "lent": 2},
        "No partner pays",
        "gives £18.4m and the council lends £18.4m",
    ),
    ("budget-lab-five-years", {"opening_gap": 4}, "never slips", "although the board saves every year"),
    ("budget-lab-five-years", {}, "nothing to share", "£7.6m over in year 2 and £27.5m over in year 5"),
    ("price-between-two-bodies", {"uplift": 0}, "0.0%", "With no uplift, the payment is £88.3m in"),
    (
        "who-pays",
        {"rule": 9},
        "By that rule the board would owe",
        "give £5.00m, not to be paid back. The council would lend",
    ),
    ("budget-lab-five-years", {"savings": 10}, "and reserves close", "Savings close the gap in year 5"),
    ("budget-lab-five-years", {"council_arising": 0}, "£0.0m", "The health board meets all of"),
    ("budget-lab-fan", {"reserves": 40}, "£0.0m", "In year 1 every scenario meets the budget. In year 5"),
    (
        "budget-lab-fan",
        {"savings": 0, "price_range": 1, "demand_range": 1, "uplift_range": 0},
        "matters most",
        "No range moves year 5 by more than",
    ),
    (
        "budget-lab-hospital",
        {"bed_days": 73000, "refill": 50, "ward_beds": 40, "reduction": 40, "occupancy": 100},
        "No cut in this picture",
        "Cash jumps when a whole ward can close, and creeps in between",
    ),
    ("budget-lab-hospital", {"stepped": 0, "reduction": 30}, "jumps", "No cost goes with a ward here"),
    (
        "budget-lab-hospital",
        {"stepped": 0, "reduction": 5},
        "first step",
        "No cost goes with a ward here: only what goes with each patient becomes cash",
    ),
    (
        "budget-lab-hospital",
        {"bed_days": 5000, "ward_beds": 40, "variable": 40},
        "hardly moves",
        "only what goes with each patient becomes cash",
    ),
    ("budget-lab-hospital", {"variable": 0, "reduction": 30}, "creeps", "and stands still in between"),
    (
        "budget-lab-hospital",
        {"bed_days": 73000, "occupancy": 100},
        "£0.00m",
        "The rest is still spent, on costs that stay whatever closes.",
    ),
    (
        "budget-lab-hospital",
        {"growth": 4},
        "no ward can close |",
        "Growth takes all of them, and 6,999 bed days more",
    ),
    ("budget-lab-hospital", {}, "Care is paid for first", "The care costs more than the board gets: it is £3.05m"),
    (
        "budget-lab-hospital",
        {"refill": 50, "reduction": 15},
        "7,300",
        "That leaves 4,500 empty. A ward is 6,424 bed days a year, so no ward can close.",
    ),
    (
        "budget-lab-hospital",
        {"variable": 0, "stepped": 0},
        "no ward can close |",
        "nothing is cash: no cost goes with a patient or a ward",
    ),
    (
        "flow-lab",
        {"beds": 20},
        "too few.",
        "146 care packages must be in use at one time, and there are 680: nobody in",
    ),
    ("flow-lab", {"packages": 730, "bed_day_price": 500}, "£0.00m", "No bed day is delayed"),
    (
        "flow-lab",
        {"referrals": 34, "needing": 3, "package_days": 1100, "packages": 1120, "beds": 200},
        "0% too few",
        "1,122 care packages must be in use at one time, and there are 1,120: 2 too few.",
    ),
    ("flow-lab", {"packages": 728}, "1 of the beds hold ", "1 of the beds holds a person who is ready to leave"),
    ("flow-lab", {"packages": 728}, "1 people", "1 ready to leave after 52 weeks"),
    ("flow-lab", {"packages": 728, "bed_day_price": 10}, "£0.00m", "delayed days cost less than £0.01m, on paper."),
    ("flow-lab", {"packages": 728, "package_price": 10}, "£0.00m", "packages would cost less than £0.01m a year."),
    ("flow-lab", {"packages": 730}, "25 people", "Nobody waits to leave after 52 weeks"),
    (
        "budget-lab-prevention",
        {"invested": 0.25, "pot": 20, "pot_growth": -2},
        "othing",
        "0.25% of its pot on prevention every year, £0.05m in year 1",
    ),
    (
        "budget-lab-prevention",
        {"half_life": 1, "effect_high": 1, "lag": 1, "pot_growth": 8, "cost_growth": 0},
        "High case: pays its way from",
        "High case: first pays its way in year 2, and not in every year after; had paid back all it cost by year 2",
    ),
    ("price-between-two-bodies", {"extra": 10}, "The rule pays", "the rule and the extra together pay for the work"),
    (
        "cash-or-share",
        {"rule": 4, "first_arising": 100, "refuses": 3},
        "All three pay",
        "Whoever is asked pays, and nothing is missing",
    ),
    ("what-would-have-happened", {"effect": 4, "growth": 0, "other": 1}, "right", "Both readers are wrong."),
    ("who-pays", {}, "£3.3m", "the health board would meet from nothing to £6.50m"),
    ("who-pays", {"rule": 7}, "£0.0m", "Reserves would give £3.00m. £4.50m would be left when reserves have run out"),
    ("who-pays", {"rule": 4}, "Shetland Times, 2018.", "Shetland Times, 2018; Shetland News, 2024 and 2025.)"),
    ("commissioning-cycle", {}, "Of 12 actions", "Of the 12 actions of round 3, 2 meet no need in the plan."),
    (
        "commissioning-cycle",
        {},
        "By round 3 the plan",
        "In three rounds, asking after the plan was set cost one token",
    ),
    ("commissioning-cycle", {"ask_first": 0, "ask_second": 0}, "gets most", "asking: doing gets 18 of 30 tokens"),
    (
        "board-lab",
        {"council_a": 10},
        "0% of the power",
        "Representatives hold 19% of the votes and, as one, none of the",
    ),
    (
        "board-lab",
        {},
        "council A",
        "Seats and posts are counted here; whether each person may hold theirs is not checked.",
    ),
    ("model-chooser", dict.fromkeys(CRITERIA, 0), "0 of 8", "None of 8 criteria has a weight"),
    ("budget-lab-pot", {}, "£123.7m", "£123.8m to services the council runs, £28.8m more than the council paid in"),
    ("who-pays", {"rule": 2}, " met ", "expected to meet about 6 million"),
]


def between_the_steps(explorer, many):
    """Return settings that only a link or Python can set: any number in a lever's range, and next to nothing."""
    draw = random.Random(7)
    for _ in range(many):
        changes = {}
        for lever in explorer.fields:
            if draw.random() < 0.6:
                anywhere = round(draw.uniform(lever.low, lever.high), draw.choice([0, 1, 3]))
                tiny = draw.random() < 0.15 and lever.low <= 0
                value = 10 ** -draw.randint(1, 5) if tiny else min(lever.high, max(lever.low, anywhere))
                changes[lever.name] = draw.randint(int(lever.low), int(lever.high)) if lever.whole else value
        yield explorer.at(**changes)


#: The labs whose claims are written for any number: what a link or a box can set, and no slider.
BETWEEN = (
    "budget-lab-hospital", "flow-lab", "budget-lab-prevention", "budget-lab-five-years", "who-pays", "cash-or-share",
    "price-between-two-bodies", "budget-lab-pot", "what-would-have-happened", "savings-in-proportion",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", BETWEEN)
def test_what_a_lab_says_is_true_between_the_steps_of_a_slider_too(name):
    for levers in between_the_steps(LABS_BY_NAME[name], MANY // 2):
        shown = Shown(LABS_BY_NAME[name], levers)
        wrong = [what for what, true in (*in_general(shown), *CLAIMS[name](shown)) if not true]
        assert wrong == [], (shown.explorer.to_link(levers), shown.all)


def test_a_clause_that_is_false_or_has_no_claim_would_be_seen():
    shown = Shown(LABS_BY_NAME["budget-lab-hospital"], LABS_BY_NAME["budget-lab-hospital"].at())
    assert all(true for _, true in lab_claims.the_hospital(shown))
    for was, now in (("The hospital spends {} less in cash.", "The hospital spends {} more."),
                     ("A ward is {} bed days a year, so no ward can close.",
                      "A ward is {} bed days a year, so one ward can close.")):  # fmt: skip
        sentence = tuple(replace(clause, text=now) if clause.text == was else clause for clause in shown.view.sentence)
        assert sentence != shown.view.sentence
        other = Shown(shown.explorer, shown.levers)
        other.view = replace(shown.view, sentence=sentence)
        assert [what for what, true in lab_claims.the_hospital(other) if not true]


@pytest.mark.parametrize(("name", "changes", "before", "now"), FOUND, ids=lambda value: str(value)[:40])
def test_what_was_found_is_mended(name, changes, before, now):
    explorer = next(explorer for explorer in LABS if explorer.name == name)
    said = Shown(explorer, explorer.at(**changes)).all
    assert now in said and before not in said, said


# --- The Indicator Reader ----------------------------------------------------------------------------------

#: Words for a change in time. A rate is set beside another place's, not beside its own past.
IN_TIME = re.compile(r"\b(grow|grows|grew|fall|falls|fell|rise|rises|rose|raise|got|was cut|shrink)\b")


def of_the_reader(setting):
    """Yield what the Indicator Reader claims at a setting, and whether it is true by its own printed table."""
    found = reader.look(setting)
    spoken, measure, seen = reader.said(found), found.measure, found.seen
    said, trend = spoken["sentence"], spoken["trend_message"]
    years = reader.year_table(found)
    row = next(row for row in years[1:] if row[0] == setting.year)
    not_meant = said[said.index("It does not mean") :]
    yield "one thing it does not mean", said.count("t does not mean") == 1
    yield "no clause goes on from nothing", not re.search(r": (of|for)\b", said)
    every = " ".join([said, trend, spoken["spread_message"], spoken["map_message"], *spoken["cautions"]])
    yield (
        "no rise or fall of nothing",
        not re.search(r"\bby £?0(\.0+)?%?(?!\d|[.,]\d)|(?<![\d.,])0(\.0+)?% (more|fewer|higher|lower)", every),
    )
    yield (
        "from one figure to another",
        all(a != b for a, b in re.findall(r"from (£?[\d.,]+%?) to (£?[\d.,]+%?)", trend)),
    )
    if measure["counted"]:
        mine, theirs = number(row[2]), number(row[4])
        for word, true in (("more than in", mine > 0), ("fewer than in", mine < 0), ("as many as in", mine == 0)):
            if word in said:
                yield word, true
        if re.search("That is as many as", said):
            yield "as many, to the day", row[1] == years[1][1]
        for word, true in (("the days rose", theirs > 0), ("they fell", theirs < 0), ("hardly changed", theirs == 0)):
            if word in said:
                yield f"the other place: {word}", true
        for word, true in (("rose", mine > 0), ("fell", mine < 0), ("hardly changed", mine == 0)):
            if f"the days of {found.texts['place']} {word}" in trend:
                yield f"the line: {word}", true
        if re.search("raise a count|grows too", not_meant):
            yield "a rise is spoken of where the count rose", mine > 0
        if "a count falls too" in not_meant:
            yield "a fall is spoken of where the count fell", mine < 0
        if "nothing changed" in not_meant or "same figure" in not_meant:
            yield "no change is spoken of where there is none", mine == 0
        return
    yield "no change is spoken of where places are compared", not IN_TIME.search(not_meant)
    if "it was higher in" in said or "it was lower in" in said:
        mine, theirs = number(row[1]), number(row[2])
        by = number(re.search(r"it was (?:higher|lower) in .*? by £?([\d,]+(?:\.\d+)?)", said)[1])
        yield "higher or lower", (mine > theirs) == ("it was higher in" in said) and mine != theirs
        yield "by so much", abs(abs(mine - theirs) - by) < 1e-6
    if "it was the same" in said:
        yield "the same", row[1] == row[2]
    if "no line leads there" in trend or "earlier years stand apart" in trend:
        earlier = any(cells[1][0].isdigit() or "£" in cells[1] for cells in years[1:] if cells[0] < setting.year)
        yield "earlier years, if any", earlier or "no line leads there" in trend
    low, high = quarters_of(found.measure, found.year)
    for word, true in (("is below", seen.shown < low), ("is above", seen.shown > high)):
        if word in spoken["spread_message"]:
            yield f"{word} the middle half", true


def settings_of_the_reader(counted, share=1.0):
    """Return settings of the Indicator Reader, for counts or for rates: each, or about a share of them."""
    draw = random.Random(2)
    for key, measure in {measure["key"]: measure for measure in series()["measures"]}.items():
        for place in series()["places"] if bool(measure["counted"]) == counted else ():
            usual = reader.at(measure=key, place=place["code"])
            allowed = reader.options(usual)
            for comparator in allowed["comparator"]:
                for year in allowed["year"]:
                    if share >= 1 or draw.random() < share:
                        yield reader.Setting(key, place["code"], comparator, year)


def judged_reader(settings):
    made, wrong = Counter(), defaultdict(list)
    for setting in settings:
        for what, true in of_the_reader(setting):
            made[what] += 1
            if not true:
                wrong[what].append((reader.to_link(setting), reader.said(reader.look(setting))["sentence"]))
    return made, wrong


@pytest.mark.slow
def test_a_count_is_never_said_to_fall_where_it_rose():
    """Every setting with a count: the kind of which more than one in four was wrong."""
    made, wrong = judged_reader(settings_of_the_reader(counted=True))
    assert made["one thing it does not mean"] > 2500 and not wrong, {what: found[0] for what, found in wrong.items()}


@pytest.mark.parametrize(("kind", "share"), [("rates", 0.02), ("counts", 0.1)])
def test_what_the_reader_says_is_true(kind, share):
    """About one in fifty settings with a rate and one in ten with a count; all of them with FULL=1."""
    made, wrong = judged_reader(settings_of_the_reader(counted=kind == "counts", share=1.0 if FULL else share))
    assert made["one thing it does not mean"] > 200 and not wrong, {what: found[0] for what, found in wrong.items()}


def report(many):
    """Print how often each claim is made and how often it is false, and one setting of each that is."""
    total = 0
    for explorer in LABS:
        made, wrong = judged(explorer, many)
        total += len({link for found in wrong.values() for link, _ in found})
        print(f"{explorer.name}: {len({link for found in wrong.values() for link, _ in found})} settings of {many}")
        for what, found in sorted(wrong.items(), key=lambda item: -len(item[1])):
            print(f"  {len(found):5} of {made[what]:5} {what}\n{'':17}{found[0][0]}\n{'':17}{found[0][1][:400]}")
    for counted in (True, False):
        made, wrong = judged_reader(settings_of_the_reader(counted, 1.0 if counted or FULL else 0.02))
        print(f"indicator-reader, {'counts' if counted else 'rates'}: {made['one thing it does not mean']} settings")
        for what, found in wrong.items():
            print(f"  {len(found):5} of {made[what]:5} {what}\n{'':17}{found[0][0]}\n{'':17}{found[0][1]}")
    print(f"{total} settings of labs at which something false is said")


if __name__ == "__main__":
    report(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
