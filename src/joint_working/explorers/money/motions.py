"""The budget options a board can vote on, and what each does to Budget Lab's five-year plan if it is carried.

The options are `data/workshop_options.csv`, what they do is `data/workshop_effects.csv`. Board night and Board Lab
both use them, so that a vote means the same sums wherever it is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from joint_working import evidence
from joint_working.explorers.money.budget_lab import five_years
from joint_working.formula import Number, choose
from joint_working.kit.view import Onward
from joint_working.models.board_night import Effect, changed
from joint_working.models.budget import PlanLevers

PAGE = "4-money/five-years"


@cache
def effects(of: str) -> dict[str, tuple[Effect, ...]]:
    """Return what each "option" or each "shock" does to the plan, by key."""
    done: dict[str, list[Effect]] = {}
    for row in evidence.table("workshop_effects"):
        if row["of"] == of:
            done.setdefault(row["key"], []).append(Effect(row["lever"], adds=row["how"] == "add", value=row["value"]))
    return {key: tuple(lines) for key, lines in done.items()}


def options() -> tuple[tuple[str, tuple[Effect, ...]], ...]:
    """Return the title and the effects of each option, in order."""
    return tuple((row["title"], effects("option").get(row["key"], ())) for row in evidence.table("workshop_options"))


def reach() -> dict[str, tuple[float, float]]:
    """Return the least and the most each lever of the plan can take."""
    return {lever.name: (lever.low, lever.high) for lever in five_years.fields}


def usual() -> PlanLevers:
    """Return the plan of the board that is voted on: a made-up board in trouble, which keeps some reserves back."""
    return five_years.at("board-night")


def to_budget_lab(words: str, values: dict[str, Number]) -> Onward:
    """Return a link to the five-year plan with some of its levers set."""
    return Onward(words, PAGE, five_years.name, five_years.version, values)


def carried_over(carried: Number, options: Sequence[tuple[str, tuple[Effect, ...]]]) -> tuple[Onward, ...]:
    """Return a link for each option: to its plan where `carried` is 1, otherwise to the plan as it stands."""
    lab, stands = vars(five_years.at()), vars(usual())
    links = []
    for title, done in options:
        moved = vars(changed(usual(), done, reach()))
        names = [name for name in lab if lab[name] != moved[name] or lab[name] != stands[name]]
        values = {name: choose(carried >= 1, moved[name], stands[name]) for name in names}
        links.append(to_budget_lab(title, values))
    return tuple(links)
