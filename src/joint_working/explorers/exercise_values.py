"""The values that exercises state: one function an exercise, registered by the exercise's name.

The exercise stands in Markdown and names a value in braces: `{weeks-low}` in `promise-guess` is what the function of
that name gives for "weeks-low". So a trainer may change every word, and no number is typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

from joint_working import evidence
from joint_working.evidence import EvidenceError
from joint_working.explorers import (
    commissioning_cycle,
    fan_lab,
    five_years,
    hospital_money,
    one_pot,
    prevention_lab,
    price_between_two_bodies,
    savings_in_proportion,
    slots,
    who_pays_lab,
)
from joint_working.explorers.judging_it.indicator_reader import indicator_reader
from joint_working.explorers.judging_it.indicator_series import series
from joint_working.explorers.money.own_accounts import own_accounts
from joint_working.explorers.money.own_start import published
from joint_working.explorers.money.printed_plan import as_printed
from joint_working.in_print import steps
from joint_working.models.budget import PlanLevers, plan
from joint_working.models.hospital import LARGEST_CUT, HospitalLevers, hospital, ward_days
from joint_working.models.prevention import prevention
from joint_working.models.uncertainty import fan
from joint_working.words import fill_slot, listed, money

Values = dict[str, str]
_MAKERS: dict[str, Callable[[], Values]] = {}


def _of(exercise: str) -> Callable[[Callable[[], Values]], Callable[[], Values]]:
    def register(make: Callable[[], Values]) -> Callable[[], Values]:
        _MAKERS[exercise] = cache(make)
        return make

    return register


def exercises() -> tuple[str, ...]:
    """Return the names of the exercises that have values of their own."""
    return tuple(_MAKERS)


def values(exercise: str) -> Values:
    """Return the values of an exercise by name, none for one that has none of its own."""
    return _MAKERS[exercise]() if exercise in _MAKERS else {}


def value(exercise: str, asked: str) -> str:
    """Return what a slot of an exercise stands for: a value of its own, or one of the evidence (see `slots`).

    Raises EvidenceError, in a sentence that says what the exercise may ask for.
    """
    own = values(exercise)
    if asked in own:
        return own[asked]
    try:
        return slots.value(asked)
    except EvidenceError as problem:
        known = f"; values of {exercise} are {', '.join(own)}" if own else ""
        raise EvidenceError(f"{problem}{known}") from None


def _money(millions: float) -> str:
    return fill_slot(money(millions))


@_of("highland-price-guess")
def _highland_price_guess() -> Values:
    """What growth alone leaves unpaid in nine years, and what the usual setting's first gap adds to it."""
    usual = price_between_two_bodies.at()
    both, growth = (
        steps(price_between_two_bodies.model(levers).unpaid) for levers in (usual, replace(usual, short=0.0))
    )
    return {
        "uplift": f"{usual.uplift:.1f}%",
        "growth": f"{usual.prices + usual.demand:.1f}%",
        "short": _money(usual.short),
        "from-growth": _money(growth / 10),
        "from-start": _money((both - growth) / 10),
        "in-all": _money(both / 10),
    }


@_of("how-long")
def _how_long() -> Values:
    last = date.fromisoformat(evidence.rule("functions-delegated-by", as_at="2026-11-30").value)
    return {"last-day": f"{last.day} {last:%B %Y}"}


@_of("promise-guess")
def _promise_guess() -> Values:
    low, high = (savings_in_proportion.model(savings_in_proportion.at(name)) for name in ("lower-end", "upper-end"))
    return {
        "weeks-low": f"{low.days / 7:.0f}",
        "weeks-high": f"{high.days / 7:.0f}",
        "share-low": f"{low.share:.1f}%",
        "share-high": f"{high.share:.1f}%",
        "growth": f"{low.in_year:,.0f}",
    }


@_of("fact-forecast-hope")
def _fact_forecast_hope() -> Values:
    """The kind of each claim, by its key."""
    kinds = {"fact": "Fact", "forecast": "Forecast", "value": "Hope"}
    return {row["key"]: kinds[row["kind"]] for row in evidence.table("claims")}


@_of("cycle-guess")
def _cycle_guess() -> Values:
    return {
        name: f"{commissioning_cycle.model(commissioning_cycle.at(f'asks-{name}')).rounds[-1].seen:.0f}"
        for name in ("early", "late")
    }


@_of("limited-asking")
def _limited_asking() -> Values:
    """How many of the twelve made-up needs are seen by round 3."""
    asked = {
        "waited": {"ask_first": 0, "ask_second": 4, "ask_third": 2},
        "nobody": {"ask_first": 0, "ask_second": 0, "ask_third": 0},
        "town": {"where": 1},
        "everywhere": {},
    }
    return {
        name: f"{commissioning_cycle.model(commissioning_cycle.at(**levers)).rounds[-1].seen:.0f}"
        for name, levers in asked.items()
    }


@_of("all-of-it-in-care")
def _all_of_it_in_care() -> Values:
    """What the health board meets under two rules, where all of the overspend arose in care."""
    care = who_pays_lab.model(who_pays_lab.at(council_arising=100)).rules
    met = dict(zip(("fife", "angus", "aberdeen", "falkirk", "shetland", "equal"), care, strict=False))
    return {name: _money(met[name].health) for name in ("fife", "equal")}


@_of("balance-year-one")
def _balance_year_one() -> Values:
    """What each of three boards is over its budget in year 2 or 3, and the lab's address at its settings."""
    boards: dict[str, PlanLevers] = {
        "reserves": five_years.at("in-trouble", reserves=19),
        "one-off": five_years.at("in-trouble", reserves=0, savings=10, recurring=0),
        "lasting": five_years.at("in-trouble", reserves=0, savings=10, recurring=100),
    }
    over = {name: [year.overspend for year in plan(levers).years] for name, levers in boards.items()}
    return {
        "reserves-2": _money(over["reserves"][1]),
        "one-off-2": _money(over["one-off"][1]),
        "one-off-3": _money(over["one-off"][2]),
        **{f"lab-{name}": five_years.to_link(levers) for name, levers in boards.items()},
    }


@_of("reading-the-fan")
def _reading_the_fan() -> Values:
    last = fan(fan_lab.at()).years[-1]
    low = f"£{last.below_10:.0f}m" if last.below_10 >= 0.5 else "nothing"
    return {"low": low, "high": f"£{last.below_90:.0f}m"}


@_of("five-questions")
def _five_questions() -> Values:
    levers = five_years.at("board-night")
    year = as_printed(levers, plan(levers)).years[0]
    planned = round(levers.savings / 100 * year.pot, 1)
    return {
        "lasts-share": f"{levers.recurring:.0f}%",
        "lasts": _money(year.recurring),
        "reserves": _money(year.reserves),
        "pot": _money(year.pot),
        "reserves-share": f"{100 * year.reserves / year.pot:.1f}%",
        "health": _money(year.health),
        "to-find": _money(year.gap - planned - year.drawn),
        "comes-share": f"{levers.delivery:.0f}%",
        "short": _money(year.overspend),
    }


@_of("lasting-share")
def _lasting_share() -> Values:
    target, delivered, one_off = (
        evidence.figure(f"savings-{key}-2023-24").value for key in ("target", "delivered", "one-off")
    )
    came, stays = delivered / 100, 1 - one_off / 100
    return {
        "stays": f"{100 - one_off:.0f}%",
        "lasts": f"{100 * came * stays:.0f}%",
        "came-factor": f"{came:.2f}",
        "stays-factor": f"{stays:.2f}",
        "lasts-sum": f"£{target * came * stays:.0f}m",
        "difference": f"{delivered - one_off:.0f}%",
    }


@_of("smallest-cut")
def _smallest_cut() -> Values:
    """The smallest whole cuts that close one ward and two, and the one that would where every bed is always in use."""
    usual, full = hospital_money.at(), hospital_money.at(occupancy=100)

    def cut(levers: HospitalLevers, wards: int) -> int:
        closed = {x: hospital(replace(levers, reduction=x)).years[-1].wards for x in range(LARGEST_CUT + 1)}
        return min(x for x, closed_wards in closed.items() if closed_wards >= wards)

    def frees(per_cent: int) -> str:
        return f"{hospital(replace(usual, reduction=per_cent)).years[-1].freed:,.0f}"

    smallest = cut(usual, 1)
    return {
        "in-use": f"{usual.occupancy:.0f}%",
        "ward": f"{ward_days(usual):,.0f}",
        "full-ward": f"{ward_days(full):,.0f}",
        "short": f"{smallest - 1}%",
        "short-frees": frees(smallest - 1),
        "smallest": f"{smallest}%",
        "smallest-frees": frees(smallest),
        "full": f"{cut(full, 1)}%",
        "two": f"{cut(usual, 2)}%",
    }


@_of("hospital-questions")
def _hospital_questions() -> Values:
    levers = hospital_money.at()
    tenth = hospital(levers).years[-1]
    return {
        "days-freed": f"{tenth.freed:,.0f}",
        "days-of-a-ward": f"{ward_days(levers):,.0f}",
        "board-share": f"{levers.reinvested:.0f}%",
        "cash-share": f"{levers.variable:.0f}%",
        "to-board": f"£{tenth.to_board:.2f}m",
        "care": f"£{tenth.need:.2f}m",
        "short": f"£{-tenth.net:.2f}m",
    }


@_of("cost-of-delays")
def _cost_of_delays() -> Values:
    return {"rounded": f"{evidence.figure('delayed-days-cost-2024-25').value:.0f} million pounds"}


@_of("read-this-report")
def _read_this_report() -> Values:
    return {"free": f"£{one_pot.model(one_pot.at()).free:.1f}m"}


@_of("same-sum-three-horizons")
def _same_sum_three_horizons() -> Values:
    middle = prevention(prevention_lab.at()).outcomes[1]
    return {"pays-in-year": str(middle.pays_in_year), "pays-back": str(middle.pays_back)}


@_of("own-accounts-guess")
def _own_accounts_guess() -> Values:
    """The joint boards of which both payments were found."""
    both = [place.name for place in own_accounts.places if (start := published(place.code)) and not start.split]
    return {"boards": str(len(both)), "names": listed(both)}


@_of("read-a-forecast")
def _read_a_forecast() -> Values:
    short, used = (evidence.figure(f"aberdeen-city-{key}-2024-25").value for key in ("deficit", "reserves-used"))
    return {"once": f"£{short + used:.1f}m"}


@_of("wrong-inferences")
def _wrong_inferences() -> Values:
    """What the Indicator Reader says of two places, without what it does not mean."""
    settings = {"fife": {}, "orkney": {"measure": "bed-days-18", "place": "S37000022"}}
    sentences = {name: indicator_reader.sentence(indicator_reader.at(**chosen)) for name, chosen in settings.items()}
    return {name: sentence.split(" It does not mean")[0] for name, sentence in sentences.items()}


@_of("read-a-release")
def _read_a_release() -> Values:
    """Scotland's delayed days of 2022/23 for every 1,000 people, over the populations of two years."""
    year, scotland = "2022/23", 33
    measures = {measure["key"]: measure for measure in series()["measures"]}

    def cell(measure: dict, column: str) -> float:
        return measure[column][scotland][measure["years"].index(year)]

    over_2022, over_2021 = (cell(measures[key], "values") for key in ("rate-75", "rate-75-2021"))
    return {
        "year": year,
        "over-2022": f"{over_2022:,.0f}",
        "over-2021": f"{over_2021:,.0f}",
        "days": f"{cell(measures['rate-75'], 'tops'):,.0f}",
        "middle": f"{(over_2022 + over_2021) / 2:,.0f}",
    }


@_of("defend-the-setting")
def _defend_the_setting() -> Values:
    usual, lasting = (five_years.model(five_years.at(**more)) for more in ({}, {"recurring": 100}))
    return {"lasting": f"£{lasting.years[4].overspend:.1f}m", "usual": f"£{usual.years[4].overspend:.1f}m"}
