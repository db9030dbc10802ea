"""How each lab starts for a partnership that a link names: from published figures, a rule read of it, or as usual.

Whatever starts otherwise than usual says from what, in one sentence. A lab that knows nothing of a place says that too
(see `kit.address`). Nothing is inferred here: figures are those of `own_start`, rules those of `data/local_rules.csv`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from joint_working import evidence
from joint_working.evidence import Authority
from joint_working.explorers.money import account_rules, own_start
from joint_working.explorers.money.who_pays import names as rules_in_list
from joint_working.models.risk_share import RULES
from joint_working.words import listed

#: The values that are not as usual, by lever or choice, and the sentence that says why.
Start = tuple[dict[str, float | str], str]

PAYMENTS = ("health_payment", "council_payment")
NO_BOARD = "{name} has no joint board, so nothing published starts this; it opens as usual."
CALLED = {"health_payment": "health board", "council_payment": "council", "total": "the total"}


def told(name: str) -> tuple[dict[str, str], dict[str, Start]]:
    """Return the partnerships' names by code, and, by code, how the lab or part called `name` starts for them."""
    return names(), starts(name)


@cache
def names() -> dict[str, str]:
    """Return the name of each partnership by its code."""
    return {place.code: place.name for place in evidence.authorities()}


@cache
def starts(name: str) -> dict[str, Start]:
    """Return how the lab or part called `name` starts, by the code of each partnership it knows something of."""
    make = MAKERS.get(name)
    begun = {place.code: make(place) for place in evidence.authorities()} if make else {}
    return {code: start for code, start in begun.items() if start}


def every() -> dict[str, dict[str, Start]]:
    """Return all starts, by the name of the lab or part."""
    return {name: starts(name) for name in MAKERS}


# --- From published figures --------------------------------------------------------------------------------


def _figures(place: Authority, levers: tuple[str, ...]) -> Start | None:
    """Return a start from what was published about a partnership's money, as far as it sets these levers."""
    if place.model != "body corporate":
        return {}, NO_BOARD.format(name=place.name)
    published, begun = own_start.published(place.code), own_start.published_start(place.code)
    if published is None or not begun.link:
        return None
    values = {lever: value for lever, value in begun.levers.items() if lever in levers}
    return values, _said(place, published, values)


def _said(place: Authority, published: own_start.Published, values: Mapping[str, float]) -> str:
    """Return from what figures a lab starts: each with its basis, and which part is assumed."""
    measures = [measure for measure in account_rules.rules().measures if measure.lever in values]
    keys = dict.fromkeys(key for measure in measures for key in (*measure.top, *measure.bottom))
    kept = [key for key in keys if key in published.figures and not (published.split and key in PAYMENTS)]
    kept = list(dict.fromkeys(["total"] * published.split + kept))
    labels = {field.key: field.label.lower() for field in account_rules.rules().fields} | CALLED
    figures = listed([f"{labels[key]} {published.figures[key].text} ({published.figures[key].basis})" for key in kept])
    start = f"It starts from what was published for {place.name}, {published.year}: {figures}."
    if published.split:
        return f"{start} How the total divides between the partners is assumed. All else is made up."
    return f"{start} All else is made up."


def _five_years(place: Authority) -> Start | None:
    start = _figures(place, tuple(lever.name for lever in own_start.lab().levers))
    if start is None and len(place.councils) > 1:
        sentence = f"Nothing published about what the partners of {place.name} pay in starts this. It opens as usual, "
        return {"councils": 1}, sentence + "with two councils."
    return start


FAN = ("savings", "delivery", "recurring", "opening_gap", "reserves", *PAYMENTS)


def _fan(place: Authority) -> Start | None:
    return _figures(place, FAN)


def _pot(place: Authority) -> Start | None:
    return _figures(place, PAYMENTS)


def _prevention(place: Authority) -> Start | None:
    start = _figures(place, PAYMENTS)
    if not start or not start[0]:
        return start
    figures = own_start.published(place.code).figures
    whole = figures["total"].value if "total" in figures else sum(figures[key].value for key in PAYMENTS)
    return {"pot": round(whole, 1)}, start[1]


# --- From rules read of a place ----------------------------------------------------------------------------


def _who_pays(place: Authority) -> Start | None:
    """Return the rule reported for a place, as the one to look closely at."""
    of_place = {row["key"] for row in evidence.select("local_rules", authority_code=place.code)}
    at = [number for number, key in enumerate(RULES) if key in of_place]
    if not at:
        return ({}, NO_BOARD.format(name=place.name)) if place.model != "body corporate" else None
    rule = rules_in_list()[at[0]].partition(": ")[2]
    more = " The list holds another reading of it." if len(at) > 1 else ""
    sentence = f"It looks closely at what is reported of {place.name}: {rule}.{more} The overspend is made up."
    return {"rule": float(at[0])}, sentence


def seats(place: Authority) -> tuple[int, evidence.Source, bool] | None:
    """Return how many members each side nominates, the source, and whether that was read; None where nothing is held.

    Of two councils it is the number of both together. What was not read was derived from what was.
    """
    for row in evidence.select("local_rules", authority_code=place.code, topic="seats"):
        if row["unit"] == "nominees on each side":
            return int(row["value"]), evidence.source(row["source"]), row["kind"] != "assumed"
    return None


def _board(place: Authority) -> Start | None:
    if place.model != "body corporate":
        return {}, NO_BOARD.format(name=place.name)
    seated = seats(place)
    if seated is None:
        return None
    number, _, read = seated
    each = number // len(place.councils)
    values = {"health_board": float(number), "health_board_against": float(number), "council_a": float(each)}
    if len(place.councils) > 1:
        values |= {"councils": 1.0, "council_b": float(each)}
    how = "read" if read else "derived, not read"
    return (
        values,
        f"It opens on the nominated seats of {place.name}: {number} on each side ({how}). All else is made up.",
    )


def _map(place: Authority) -> Start:
    if place.model == "body corporate":
        return {}, f"{place.name} has a joint board, on which the map opens."
    return {"model": "lead"}, f"{place.name} has the lead agency model, on which the map opens."


def _tracer(place: Authority) -> Start:
    lane = "joint board" if place.model == "body corporate" else "lead agency"
    return {}, f"For {place.name} read the lane of the {lane}."


def _only(name: str) -> Callable[[Authority], Start | None]:
    """Return the maker of starts of a lab that is about one partnership."""
    return lambda place: ({}, f"This lab is about {name}; it opens as usual.") if place.name == name else None


#: By the name of the lab or part: how it starts for a partnership.
MAKERS: dict[str, Callable[[Authority], Start | None]] = {
    "budget-lab-pot": _pot,
    "budget-lab-five-years": _five_years,
    "budget-lab-fan": _fan,
    "budget-lab-prevention": _prevention,
    "who-pays": _who_pays,
    "board-lab": _board,
    "accountability-map": _map,
    "decision-tracer": _tracer,
    "price-between-two-bodies": _only("Highland"),
    "cash-or-share": _only("Clackmannanshire and Stirling"),
}
