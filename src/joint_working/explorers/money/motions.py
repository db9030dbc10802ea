"""The budget options a board can vote on, and what each does to Budget Lab's five-year plan if it is carried.

The options are `data/workshop_options.csv`, what they do is `data/workshop_effects.csv`. Board night and Board Lab
both use them. Board Lab holds one option for five years; Board night moves one in each round.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from joint_working import evidence
from joint_working.explorers.money.budget_lab import five_years
from joint_working.formula import Number, choose
from joint_working.kit.view import Onward
from joint_working.models.board_night import COLUMNS, NOW, Effect, Move, changed
from joint_working.models.budget import PlanLevers

PAGE = "4-money/five-years"

#: The column in which Board Lab takes an option.
MIDDLE = 4


@cache
def moves(of: str) -> dict[str, tuple[Move, ...]]:
    """Return what each "option" or each "shock" does to the plan, by key."""
    done: dict[str, list[Move]] = {}
    for row in evidence.table("workshop_effects"):
        if row["of"] == of:
            values = tuple(float(value) for value in row["values"].split("|"))
            values = values if len(values) > 1 else values * len(COLUMNS)
            done.setdefault(row["key"], []).append(Move(row["when"], row["lever"], row["how"] == "add", values))
    return {key: tuple(lines) for key, lines in done.items()}


def held(moved: Sequence[Move], column: int) -> tuple[Effect, ...]:
    """Return what counts in every year of a round, in one column: what a plan of five such years would have."""
    return tuple(Effect(one.lever, one.adds, one.values[column - 1]) for one in moved if one.when == NOW)


def options() -> tuple[tuple[str, tuple[Effect, ...]], ...]:
    """Return the title of each option but the plan as it stands, and what it would do if it were held for five years.

    It is taken in the middle of its columns. What it does to demand afterwards is Board night's alone.
    """
    rows = sorted(evidence.table("workshop_options"), key=lambda row: row["order"])[1:]
    return tuple((row["title"], held(moves("option")[row["key"]], MIDDLE)) for row in rows)


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
