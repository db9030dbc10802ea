"""A recorded model as a list of plain operations, which a page can run without being able to run a text.

`formula.write` writes a model out as JavaScript, for scripts that are made when the book is built. A rule that a
reader changed is recorded later, beside a page whose policy lets no text become a script. So it is handed over as
data: places in one row of numbers, each made of earlier places by one of a few operations. `run` is what the page does
with it (`site/static/change.js`), and a test holds the two to each other.

>>> from joint_working.formula import at_least, lever
>>> made = of({"left": at_least(0, lever("cost") - 100)}, ["cost"])
>>> made["ops"]
[[100], ['({0} - {1})', 0, 1], [0], ['max({0}, {1})', 3, 2]]
>>> run(made, {"cost": 106})
{'left': 6.0}
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence

from joint_working.formula import Formula, FormulaError, Summary

#: What each operation of a formula does, by its shape. `site/static/change.js` has the same list.
SHAPES: dict[str, Callable] = {
    "({0} + {1})": operator.add,
    "({0} - {1})": operator.sub,
    "(0 - {0})": lambda a: 0 - a,
    "({0} * {1})": operator.mul,
    "({0} / {1})": lambda a, b: a / b if b else _over_nothing(a, b),
    "({0} < {1})": operator.lt,
    "({0} <= {1})": operator.le,
    "({0} > {1})": operator.gt,
    "({0} >= {1})": operator.ge,
    "({0} === {1})": operator.eq,
    "({0} && {1})": lambda a, b: a and b,
    "({0} || {1})": lambda a, b: a or b,
    "(!{0})": operator.not_,
    "({0} ? {1} : {2})": lambda test, yes, no: yes if test else no,
    "max({0}, {1})": lambda a, b: math.nan if a != a or b != b else max(a, b),
    "min({0}, {1})": lambda a, b: math.nan if a != a or b != b else min(a, b),
    "floor({0})": lambda a: float(math.floor(a)) if math.isfinite(a) else a,
}
#: The most operations a page takes: the longest model of the book has a tenth of them.
MOST = 50_000


def of(results: Mapping[str, Formula | float], levers: Sequence[str]) -> dict:
    """Return recorded results as a program of the levers, ready for JSON.

    "levers" are names, which take the first places. Each of "ops" takes the next: one number (or true, false) that
    stands for itself, or the shape of an operation and the places of its parts. "results" has the place of each name.
    Raises FormulaError for a formula that is no lever of these, for scenarios, and for more than MOST operations.
    """
    places: dict[int, int] = {}
    numbers: dict[tuple[type, float], int] = {}
    ops: list[list] = []

    def put(operation: list) -> int:
        if len(ops) >= MOST:
            raise FormulaError(f"This rule takes more than {MOST:,} steps: a page works with at most so many.")
        ops.append(operation)
        return len(levers) + len(ops) - 1

    def place_of(value: Formula | float) -> int:
        if isinstance(value, Formula):
            return places[id(value)]
        key = (type(value), value)
        if key not in numbers:
            numbers[key] = put([value])
        return numbers[key]

    for formula in _in_order(value for value in results.values() if isinstance(value, Formula)):
        if formula.parts:
            parts = [place_of(part) for part in formula.parts]
            places[id(formula)] = put([formula.shape, *parts])
        elif formula.shape in levers and not isinstance(formula, Summary):
            places[id(formula)] = list(levers).index(formula.shape)
        else:
            raise FormulaError(f"A page cannot work out {formula.shape!r} from the levers of this lab.")
    return {"levers": list(levers), "ops": ops, "results": {name: place_of(value) for name, value in results.items()}}


def _in_order(wanted) -> list[Formula]:
    """Return formulas and all that they are made of, each after its parts."""
    reached, queue = {}, list(wanted)
    while queue:
        formula = queue.pop()
        if id(formula) not in reached:
            reached[id(formula)] = formula
            queue += [part for part in formula.parts if isinstance(part, Formula)]
    return sorted(reached.values(), key=lambda formula: formula.born)


def run(program: Mapping, values: Mapping[str, float]) -> dict[str, float | bool]:
    """Return every result of a program by name, for the levers in `values`: what a page shows, worked out in Python.

    As on a page, nothing is an error: a number over nothing is infinite, and nothing over nothing is no number (nan).
    """
    row = [_float(values[name]) for name in program["levers"]]
    for first, *parts in program["ops"]:
        row.append(SHAPES[first](*(row[place] for place in parts)) if isinstance(first, str) else _float(first))
    return {name: row[place] for name, place in program["results"].items()}


def _float(value: float | bool) -> float | bool:
    return value if isinstance(value, bool) else float(value)


def _over_nothing(a: float, b: float) -> float:
    return math.nan if a == 0 or a != a else math.copysign(math.inf, a) * math.copysign(1, b)
