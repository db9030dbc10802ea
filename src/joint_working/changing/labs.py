"""The labs whose rule a reader can change: where the rule stands, and how the lab asks it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from typing import Any

from joint_working.formula import Number, choose
from joint_working.models import choosing
from joint_working.models.board import Minimums, Sitting
from joint_working.models.risk_share import FixedShares


@dataclass(frozen=True)
class Lab:
    """A lab: its model's module in `joint_working.models`, the functions a reader edits, and how it is asked.

    `ask` takes the names of the module (with the reader's functions among them), the levers, and the numbers that the
    book's tables give; it returns the answer that the lab shows.
    """

    module: str
    functions: tuple[str, ...]
    ask: Callable[[Mapping[str, Any], Any, Mapping[str, Any]], Any]


def _by(name: str, *given: str):
    """Return how a lab is asked whose model is one function of the levers and of numbers that the tables give."""
    return lambda names, levers, book: names[name](levers, *(book[key] for key in given))


def _votes_in(month: Number, voting) -> Number:
    """Return 1 if representatives vote in a month, counted from the year 0, by the law of its day; otherwise 0."""
    vote: Number = 0
    for start, votes in voting:
        vote = choose(month >= start, votes, vote)
    return vote


def _meeting(names, levers, book):
    vote = _votes_in(levers.date, book["voting"])
    held = names["meeting"](levers, Minimums(**book["minimums"]), vote)
    return Sitting(**vars(held), representatives_vote=vote)


def _profile(names, levers, book):
    cells = [[choosing.Cell(*cell) for cell in row] for row in book["cells"]]
    return names["profile"]([getattr(levers, name) for name in book["criteria"]], cells)


def _who_pays(names, levers, book):
    return names["who_pays"](levers, FixedShares(**{place: tuple(pair) for place, pair in book["shares"].items()}))


def _sharing(names, levers, book):
    return names["sharing"](levers, tuple(book["published"]), tuple(book["people"]))


#: By the name of the explorer. The fan of five years is left out: it works with thousands of scenarios at once. So
#: is Board night: its rules are those of a game, and three rounds of them are no single function to change. Of
#: "who-pays" the rules reported for places are left out as well: they are evidence, and not for a reader to change.
LABS = {
    "budget-lab-pot": Lab("budget", ("pot",), _by("pot")),
    "budget-lab-hospital": Lab("hospital", ("care_cost", "hospital_year"), _by("hospital")),
    "flow-lab": Lab("flow", ("next_week",), _by("flow")),
    "budget-lab-five-years": Lab("budget", ("next_year",), _by("plan")),
    "budget-lab-prevention": Lab("prevention", ("fading", "prevention"), _by("prevention")),
    "who-pays": Lab("risk_share", ("usual_order", "kept"), _who_pays),
    "board-lab": Lab("board", ("result", "decide"), _meeting),
    "commissioning-cycle": Lab("commissioning", ("cycle", "arrow"), _by("cycle")),
    "model-chooser": Lab("choosing", ("attend",), _profile),
    "savings-in-proportion": Lab("savings", ("beside",), _by("proportion", "sums")),
    "price-between-two-bodies": Lab("price", ("next_payment",), _by("price", "first", "fixed")),
    "cash-or-share": Lab("sharing", ("divide",), _sharing),
    "what-would-have-happened": Lab("counterfactual", ("counterfactual",), _by("counterfactual")),
}


def lab_of(name: str) -> Lab:
    """Return a lab by the name of its explorer. Raises ValueError, in one sentence, for one that is not of LABS."""
    if name not in LABS:
        raise ValueError(f"{name!r} is no lab whose rule can be changed: choose one of {', '.join(LABS)}.")
    return LABS[name]


@cache
def book() -> dict:
    """Return the levers and the given numbers of every lab: from `book.json`, or from the book's own tables."""
    written = resources.files(__package__) / "book.json"
    if written.is_file():
        return json.loads(written.read_text(encoding="utf-8"))
    return import_module("joint_working.explorers.changeable").gather()


def levers_of(name: str) -> list[dict]:
    """Return the levers of a lab, in order: each with name, label, low, high, default, and whether it is whole."""
    return book()[name]["levers"]


def usual(name: str) -> dict[str, float]:
    """Return the default of every lever of a lab by name."""
    return {lever["name"]: lever["default"] for lever in levers_of(name)}
