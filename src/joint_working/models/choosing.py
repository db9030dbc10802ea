"""Choosing a model: how weights turn into attention, and what is said of each option on what matters most.

Nothing here adds up an option. Weights say what a reader looks at first; they never meet the options' gains and
losses, which are words. For every option the counts below come to the same number: the criteria that matter most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from joint_working.formula import Number, at_least, both, choose, same

#: What a cell can rest on, in the words of `data/model_criteria.csv`.
GRADES = ("law", "audit", "case", "opinion", "inference", "not found")


@dataclass(frozen=True)
class Cell:
    """What one option does on one criterion: whether a gain and a cost are named, and what that rests on."""

    gain: bool
    give_up: bool
    evidence: str

    def __post_init__(self):
        if self.evidence not in GRADES:
            raise ValueError(f"{self.evidence!r} is not what a cell can rest on: choose one of {', '.join(GRADES)}.")


@dataclass(frozen=True)
class Attention:
    """What one weight does. `share` is from 0 to 1; the shares of all criteria come to 1, or to 0 with no weight."""

    share: Number
    size: Number
    """The weight beside the highest one, from 0 to 1."""
    most: Number
    """1 where no criterion has a higher weight and the weight is above 0, otherwise 0."""
    shown: Number
    """1 where the weight is above 0: the criterion stays in the picture."""
    place: Number
    """How many criteria stand before it: those with a higher weight, and equal ones that come earlier."""


@dataclass(frozen=True)
class Said:
    """Of the criteria that matter most: on how many one option has what. The first four come to all of them."""

    gain_and_cost: Number
    gain_only: Number
    cost_only: Number
    neither: Number
    law: Number
    audit: Number
    case: Number
    opinion: Number
    inference: Number
    not_found: Number


@dataclass(frozen=True)
class Profile:
    """What a set of weights brings to the front, and what is known there of each option."""

    criteria: tuple[Attention, ...]
    options: tuple[Said, ...]
    most: Number
    """How many criteria matter most: all that share the highest weight; 0 when every weight is 0."""
    shown: Number
    """How many criteria have a weight above 0."""


def attend(weights: Sequence[Number]) -> tuple[Attention, ...]:
    """Return what each weight does, in the order given. Weights are 0 or more, in any unit: only ratios count."""
    sum_of_weights: Number = 0
    highest: Number = 0
    for weight in weights:
        sum_of_weights = sum_of_weights + weight
        highest = at_least(highest, weight)
    some = highest > 0
    marks = []
    for number, weight in enumerate(weights):
        place: Number = 0
        for other, rival in enumerate(weights):
            if other != number:
                ahead = rival >= weight if other < number else rival > weight
                place = place + choose(ahead, 1, 0)
        marks.append(
            Attention(
                share=weight / choose(some, sum_of_weights, 1),
                size=weight / choose(some, highest, 1),
                most=choose(both(some, same(weight, highest)), 1, 0),
                shown=choose(weight > 0, 1, 0),
                place=place,
            )
        )
    return tuple(marks)


def profile(weights: Sequence[Number], cells: Sequence[Sequence[Cell]]) -> Profile:
    """Return the profile of some weights. `cells` holds a row for each weight and a cell for each option.

    Raises ValueError when a criterion has no row, or a row lacks an option.
    """
    if len(cells) != len(weights) or len({len(row) for row in cells}) != 1:
        raise ValueError(f"{len(weights)} weights need as many rows of cells, each with every option.")
    criteria = attend(weights)
    options = tuple(_said(criteria, [row[option] for row in cells]) for option in range(len(cells[0])))
    most: Number = 0
    shown: Number = 0
    for criterion in criteria:
        most, shown = most + criterion.most, shown + criterion.shown
    return Profile(criteria=criteria, options=options, most=most, shown=shown)


def _said(criteria: Sequence[Attention], cells: Sequence[Cell]) -> Said:
    def count(holds) -> Number:
        number: Number = 0
        for criterion, cell in zip(criteria, cells, strict=True):
            if holds(cell):
                number = number + criterion.most
        return number

    kinds = {grade.replace(" ", "_"): count(lambda cell, grade=grade: cell.evidence == grade) for grade in GRADES}
    return Said(
        gain_and_cost=count(lambda cell: cell.gain and cell.give_up),
        gain_only=count(lambda cell: cell.gain and not cell.give_up),
        cost_only=count(lambda cell: cell.give_up and not cell.gain),
        neither=count(lambda cell: not cell.gain and not cell.give_up),
        **kinds,
    )


def of_chosen(options: Sequence[Said], choice: Number) -> Said:
    """Return what is said of the option with the number `choice`, counted from 0."""
    chosen = {name: getattr(options[0], name) for name in Said.__annotations__}
    for number, option in enumerate(options[1:], start=1):
        chosen = {name: choose(same(choice, number), getattr(option, name), value) for name, value in chosen.items()}
    return Said(**chosen)
