"""What was published about the money of each partnership, with its gaps, and its place in the one fair cross-section.

Everything comes from `data/finance_partnerships.csv`, `data/social_work_spending.csv` and, for the cross-section, from
councils' spending and population added up to partnerships.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from joint_working import evidence
from joint_working.evidence import Authority
from joint_working.evidence.figures import BADGES, quantity
from joint_working.words import listed, printed

#: The measure every partnership has, and the year and the people it is divided by.
MAIN = "adult_social_work_gross_spend"
YEAR, PEOPLE = "2022/23", 2022
#: On these bases a sum is not yet the year's: it was offered, proposed, expected or claimed.
UNSETTLED = ("offer", "indicative", "proposal", "forecast", "claim")
#: A year's result in any form, and what says who met an overspend or by which shares.
RESULTS = ("overspend_outturn", "underspend_outturn", "overspend_outturn_after_reserves")
WHO_PAID = (
    "council_additional_contribution", "health_additional_contribution", "partner_extra_total", "risk_share_council",
    "risk_share_health",
)  # fmt: skip
#: One row of that table is about two partnerships together.
TOGETHER = {"North and South Lanarkshire": ("North Lanarkshire", "South Lanarkshire")}

#: The rows of the grid: words in the table, words in the sentence about gaps, and the measures that count.
CORE = (
    ("Adult social work, gross, council side", "", (MAIN,)),
    ("Health board pays in", "what the health board pays in", ("health_contribution",)),
    ("Council pays in", "what the council pays in", ("council_contribution",)),
    ("Total budget or funding", "the total budget", ("total_budget", "total_funding")),
    ("Gap before savings", "a gap", ("funding_gap",)),
    ("Savings planned or needed", "savings planned", ("savings_planned", "savings_identified", "savings_required")),
    ("Savings delivered", "savings delivered", ("savings_achieved",)),
    ("Overspend; with a minus, underspend", "the year’s result", ("overspend_outturn", "underspend_outturn")),
    ("General reserves", "general reserves", ("reserves_general",)),
    ("All reserves", "all reserves", ("reserves_total",)),
    ("Set-aside", "the set-aside", ("set_aside_outturn", "set_aside_budget")),
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """One published figure: the words for it, its `value` in `unit`, and who said so."""

    measure: str
    what: str
    value: float
    unit: str
    bound: str
    year: str
    basis: str
    kind: str
    source: str
    also: tuple[str, ...]
    locator: str
    note: str

    @property
    def text(self) -> str:
        """Return the figure as printed: “more than £17.5m”."""
        return f"{self.bound} {quantity(self.value, self.unit)}".strip()


@cache
def held(code: str) -> tuple[Held, ...]:
    """Return every figure held for a partnership, the newest first, without what we worked out per head."""
    told = evidence.select("indicators", table="social_work_spending")
    titles = {row["indicator"]: row["title"] for row in told}
    budgets = [
        Held(
            **{name: row[name] for name in ("measure", "what", "value", "unit", "bound", "basis")},
            source=row["source"], locator=row["locator"],
            year=row["period"], kind=BADGES[row["kind"]][0], also=tuple(evidence.parted(row["also"] or "")),
            note=row["note"] or "",
        )
        for row in evidence.select("finance_partnerships", authority_code=code)
    ]  # fmt: skip
    for row in evidence.table("social_work_spending"):
        joint = evidence.authority(code).name in TOGETHER.get(row["area"], ())
        if (row["authority_code"] == code or joint) and row["unit"] == "GBP m":
            what = titles[row["measure"]] + (f", {row['area']} together" if joint else "")
            budgets.append(
                Held(
                    row["measure"], what, row["value"], row["unit"], "", row["financial_year"], row["basis"], "",
                    row["source"], (), row["locator"], row["note"] or "",
                )
            )  # fmt: skip
    return tuple(sorted(budgets, key=lambda budget: (_last(budget.year), budget.year), reverse=True))


def _last(period: str) -> str:
    """Return the last financial year a period names, to put periods in order; "" where it names none."""
    years = re.findall(r"20\d\d(?:/\d\d)?", period)
    return years[-1] if years else ""


def of(code: str, measures: tuple[str, ...], year: str | None = None) -> tuple[Held, ...]:
    """Return the figures held for a partnership of some measures, in one financial year or in all."""
    return tuple(budget for budget in held(code) if budget.measure in measures and year in (None, budget.year))


@cache
def years() -> tuple[str, ...]:
    """Return the financial years of the grid: from the first of the main measure to the last of any core figure."""
    core = tuple(measure for _, _, measures in CORE for measure in measures)
    every = {budget.year for place in evidence.authorities() for budget in of(place.code, core)}
    first = min(budget.year for place in evidence.authorities() for budget in of(place.code, (MAIN,)))
    return tuple(sorted(year for year in every if re.fullmatch(r"20\d\d/\d\d", year) and year >= first))


def gaps(code: str) -> tuple[str, ...]:
    """Return the words of the core figures of which nothing is held for a partnership, in any year."""
    return tuple(words for _, words, measures in CORE if words and not of(code, measures))


def how_many() -> tuple[dict, ...]:
    """Return, for each core figure, how many of the partnerships we hold it for, and the newest year of any."""
    counted = []
    for label, _, measures in CORE:
        found = {place.code: of(place.code, measures) for place in evidence.authorities()}
        some = [one.year for ones in found.values() for one in ones if re.fullmatch(r"20\d\d/\d\d", one.year)]
        counted.append({"label": label, "places": sum(map(bool, found.values())), "newest": max(some, default=None)})
    together = (
        ("Both payments, of one year", both_payments),
        ("A year’s result, after reserves or before", lambda code: _dated(of(code, RESULTS))),
        ("Who met an overspend, or by which rule", who_met),
    )
    for label, seen in together:
        found = {place.code: seen(place.code) for place in evidence.authorities()}
        some = [year for years in found.values() for year in years if year]
        counted.append({"label": label, "places": sum(map(bool, found.values())), "newest": max(some, default=None)})
    return tuple(counted)


def both_payments(code: str) -> tuple[str, ...]:
    """Return the financial years in which both payments were set or made, and not only offered or expected."""
    sides = ("health_contribution",), ("council_contribution",)
    settled = [{one.year for one in of(code, side) if one.basis not in UNSETTLED} for side in sides]
    return tuple(sorted(settled[0] & settled[1]))


def who_met(code: str) -> tuple[str, ...]:
    """Return the years of what says who met an overspend or by which shares, "" for a rule without a year."""
    paid = [one for one in of(code, WHO_PAID) if one.basis in ("outturn", "provisional outturn", "scheme")]
    rules = evidence.select("local_rules", authority_code=code, topic="overspend")
    return _dated(paid) + ("",) * len(rules)


def _dated(found: tuple[Held, ...] | list[Held]) -> tuple[str, ...]:
    return tuple(one.year if re.fullmatch(r"20\d\d/\d\d", one.year) else "" for one in found)


def looked() -> tuple[dict, ...]:
    """Return, for each year of the log of searches, for how many partnerships we looked and found something new."""
    rows = evidence.table("money_log")
    counted = []
    for year in sorted({row["year"] for row in rows}):
        here = [row for row in rows if row["year"] == year]
        found = sum(row["found"] != "nothing" for row in here)
        counted.append({"year": year, "looked": len(here), "found": found, "nothing": len(here) - found})
    return tuple(counted)


def sentence(place: Authority) -> str:
    """Return what is held for a partnership, and of what nothing is."""
    budgets = held(place.code)
    dated = sorted(_last(budget.year) for budget in budgets if _last(budget.year))
    texts = len({budget.source for budget in budgets})
    missing = gaps(place.code)
    return (
        f"We hold {len(budgets)} published figures for {place.name}, up to {dated[-1]}, from {_texts(texts)}. "
        f"We could not read a whole sum for {listed(missing, 'or')}."
    )


def _texts(number: int) -> str:
    return "one source" if number == 1 else f"{number} sources"


# --- The cross-section -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A partnership in the cross-section: pounds per resident, and per resident of 75 and over; shares in per cent."""

    code: str
    name: str
    spend: float
    residents: int
    residents_75: int
    doubts: tuple[str, ...]

    @property
    def per_resident(self) -> float:
        """Return pounds per resident of any age."""
        return self.spend / self.residents

    @property
    def per_resident_75(self) -> float:
        """Return pounds per resident of 75 and over."""
        return self.spend / self.residents_75

    @property
    def share_75(self) -> float:
        """Return the share of residents who are 75 or over, in per cent."""
        return 100 * self.residents_75 / self.residents


@cache
def cross_section() -> tuple[Place, ...]:
    """Return all the partnerships, lowest spending per resident first.

    Spending and people are added up from councils before they are divided, so that a partnership of two councils is
    its own sums and never the mean of two rates.
    """
    spend = evidence.add_up("lgbf_adult_social_care_spend", "value", measure=MAIN, financial_year=YEAR)
    every = evidence.add_up("population_estimates", "all_ages", year=PEOPLE)
    old = evidence.add_up("population_estimates", "aged_75_plus", year=PEOPLE)
    by_code = [{row["authority_code"]: row for row in rows} for rows in (spend, every, old)]
    table = [
        Place(
            place.code, place.name, 1000 * by_code[0][place.code]["value"], by_code[1][place.code]["all_ages"],
            by_code[2][place.code]["aged_75_plus"], _doubts(place.code),
        )
        for place in evidence.authorities()
    ]  # fmt: skip
    return tuple(sorted(table, key=lambda place: place.per_resident))


def _doubts(code: str) -> tuple[str, ...]:
    rows = evidence.select("social_work_spending", authority_code=code, measure=MAIN, financial_year=YEAR)
    return tuple(caveat.text for caveat in evidence.caveats(rows) if code in caveat.only)


def standing(place: Authority) -> str:
    """Return a partnership's place in the cross-section, as a sentence: no rank, only how many spend more and less."""
    every = cross_section()
    (mine,) = (row for row in every if row.code == place.code)
    who = "its two councils together" if len(place.councils) == 2 else "its council"
    more = sum(row.per_resident > mine.per_resident for row in every)
    more_75 = sum(row.per_resident_75 > mine.per_resident_75 for row in every)
    others = len(every) - 1
    return (
        f"In {YEAR} {who} spent £{printed(mine.per_resident, 0)} for each resident on social work for adults, before "
        f"income. {_counted(more)} of the other {others} areas spent more and {_counted(others - more).lower()} less. "
        f"For each resident of 75 and over it is £{printed(mine.per_resident_75, 0)}: {_counted(more_75).lower()} "
        f"spent more and {_counted(others - more_75).lower()} less."
    )


def _counted(number: int) -> str:
    return "None" if number == 0 else "One" if number == 1 else str(number)
