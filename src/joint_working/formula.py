"""One model, two runtimes: ordinary arithmetic that can also be written out for the page.

A model in this book is a plain Python function of its levers. Give it numbers and it answers with numbers;
give it NumPy arrays and it answers for thousands of settings at once; give it *formulas* and it records the
arithmetic, which `write` turns into the steps the published page computes with: each is an expression of JavaScript
(see `site/model_scripts.py`). Nobody writes a model twice.

A model uses ``+ - * /``, comparisons, and the words below in place of ``if``, ``max`` and ``min``.

A board has £100m and a cost that grows. It may draw on reserves, but never below a floor:

>>> def after_reserves(cost, reserves, floor):
...     gap = cost - 100
...     drawn = at_most(at_least(0, gap), at_least(0, reserves - floor))
...     return gap - drawn

With numbers it is arithmetic. A gap of £6m, and £3m of reserves above the floor, leave £3m to find:

>>> after_reserves(cost=106, reserves=5, floor=2)
3

With formulas the same function writes itself out, and shares the step it uses twice:

>>> cost, reserves = lever("cost"), lever("reserves")
>>> for step in write({"left": after_reserves(cost, reserves, floor=2)}):
...     print(step.name, "=", step.text)
_1 = (cost - 100)
left = (_1 - min(max(0, _1), max(0, (reserves - 2))))

What would go wrong in silence is refused in one sentence:

>>> max(0, cost)
Traceback (most recent call last):
joint_working.formula.FormulaError: This number is only known on the page: write choose(), at_least() or \
at_most() instead of if, and, or, not, max() or min().
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from itertools import count

#: Names the page's arithmetic and its language already use; a result or lever may not take one.
RESERVED = frozenset(
    {
        "min",
        "max",
        "floor",
        "each",
        "at",
        "between",
        "share_where",
        "undefined",
        "NaN",
        "Infinity",
        "arguments",
        "eval",
    }
    | {"await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do"}
    | {"else", "enum", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import"}
    | {"in", "instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public"}
    | {"return", "static", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while"}
    | {"with", "yield"}
)

_born = count()


class FormulaError(TypeError):
    """A model did something that numbers can do and a recorded formula cannot."""


def _refuse(what: str, instead: str):
    def method(self, *args, **kwargs):
        raise FormulaError(f"{what} {instead}.")

    return method


_CHOICE = (
    "This number is only known on the page:",
    "write choose(), at_least() or at_most() instead of if, and, or, not, max() or min()",
)
_NUMPY = (
    "This number is only known on the page:",
    "NumPy functions cannot be recorded; use the words of joint_working.formula",
)


class Formula:
    """A number that is known only on the page, recorded as the arithmetic that makes it.

    `shape` is the text of one step with ``{0}``, ``{1}`` … where its parts go; `parts` are formulas or plain
    numbers. Make one with `lever`, then calculate with it.
    """

    __slots__ = ("shape", "parts", "born")

    def __init__(self, shape: str, *parts: Formula | float):
        self.shape = shape
        self.parts = parts
        self.born = next(_born)

    def _with(self, shape: str, other, swapped: bool = False):
        other = _number(other)
        return Formula(shape, other, self) if swapped else Formula(shape, self, other)

    def __add__(self, other):
        return self._with("({0} + {1})", other)

    def __radd__(self, other):
        return self._with("({0} + {1})", other, swapped=True)

    def __sub__(self, other):
        return self._with("({0} - {1})", other)

    def __rsub__(self, other):
        return self._with("({0} - {1})", other, swapped=True)

    def __mul__(self, other):
        return self._with("({0} * {1})", other)

    def __rmul__(self, other):
        return self._with("({0} * {1})", other, swapped=True)

    def __truediv__(self, other):
        return self._with("({0} / {1})", other)

    def __rtruediv__(self, other):
        return self._with("({0} / {1})", other, swapped=True)

    def __neg__(self):
        return Formula("(0 - {0})", self)

    def __pos__(self):
        return self

    def __lt__(self, other):
        return self._with("({0} < {1})", other)

    def __le__(self, other):
        return self._with("({0} <= {1})", other)

    def __gt__(self, other):
        return self._with("({0} > {1})", other)

    def __ge__(self, other):
        return self._with("({0} >= {1})", other)

    def __str__(self) -> str:
        return write({"it": self})[-1].text

    __repr__ = __str__
    __hash__ = object.__hash__
    __bool__ = _refuse(*_CHOICE)
    __eq__ = __ne__ = _refuse("This number is only known on the page:", "write same(a, b) instead of == or !=")
    __round__ = __floor__ = __ceil__ = __trunc__ = __int__ = __index__ = _refuse(
        "This number is only known on the page:", "write whole() instead of round(), int() or floor()"
    )
    __float__ = _refuse("This number is only known on the page:", "leave out float(), it needs no conversion")
    __abs__ = _refuse("This number is only known on the page:", "write choose(x < 0, -x, x) instead of abs()")
    __pow__ = __rpow__ = _refuse("This number is only known on the page:", "multiply year by year instead of using **")
    __mod__ = __rmod__ = __floordiv__ = __rfloordiv__ = _refuse(
        "This number is only known on the page:", "write whole(a / b) instead of // or %"
    )
    __and__ = __rand__ = __or__ = __ror__ = __invert__ = _refuse(
        "This number is only known on the page:", "write both(a, b), either(a, b) or opposite(a) instead of &, | or ~"
    )
    __format__ = _refuse("This number is only known on the page:", "put it in a clause (joint_working.words)")
    __iter__ = __len__ = __getitem__ = __contains__ = _refuse(
        "This number is only known on the page:", "it is one number, not a list"
    )
    __array_function__ = __array__ = _refuse(*_NUMPY)

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        """Let a NumPy scalar join in plain arithmetic; refuse every other NumPy operation."""
        plain = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}
        if method == "__call__" and ufunc.__name__ in plain and len(inputs) == 2 and not kwargs:
            left, right = (_number(x) for x in inputs)
            return Formula(f"({{0}} {plain[ufunc.__name__]} {{1}})", left, right)
        raise FormulaError(f"{_NUMPY[0]} {_NUMPY[1]}.")


#: Or an array of NumPy: not named here, since a browser records models without it.
Number = float | Formula


def _arrays(*values):
    """Return NumPy if one of some values is an array of it, otherwise None."""
    numpy = sys.modules.get("numpy")
    return numpy if numpy and any(isinstance(value, numpy.ndarray) for value in values) else None


def _number(value) -> Formula | float:
    if isinstance(value, Formula):
        return value
    if _arrays(value) and value.ndim:
        raise FormulaError("A formula and a NumPy array cannot be mixed: run the model on one or the other.")
    numpy = sys.modules.get("numpy")
    if isinstance(value, bool) or numpy and isinstance(value, numpy.bool_):
        return bool(value)
    if not (isinstance(value, int | float) or numpy and isinstance(value, numpy.number)):
        raise FormulaError(f"A formula can be combined with numbers only, not with {value!r}.")
    value = float(value)
    if not math.isfinite(value):
        raise FormulaError(f"A formula can be combined with finite numbers only, not with {value}.")
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def _any(kind, *values) -> bool:
    return any(isinstance(value, kind) for value in values)


def _recorded(shape: str, *values) -> Formula:
    return Formula(shape, *(_number(value) for value in values))


def at_least(low: Number, value: Number) -> Number:
    """Return `value`, or `low` where `value` is smaller. Works on numbers, arrays and formulas."""
    if _any(Formula, low, value):
        return _recorded("max({0}, {1})", low, value)
    numpy = _arrays(low, value)
    return numpy.maximum(low, value) if numpy else max(low, value)


def at_most(high: Number, value: Number) -> Number:
    """Return `value`, or `high` where `value` is larger. Works on numbers, arrays and formulas."""
    if _any(Formula, high, value):
        return _recorded("min({0}, {1})", high, value)
    numpy = _arrays(high, value)
    return numpy.minimum(high, value) if numpy else min(high, value)


def choose(condition, yes: Number, no: Number) -> Number:
    """Return `yes` where `condition` holds, otherwise `no`. Both are worked out, so guard divisions.

    A condition that rests on no lever is settled when the model is recorded.
    """
    if isinstance(condition, bool) and _any(Formula, yes, no):
        return yes if condition else no
    if _any(Formula, condition, yes, no):
        return _recorded("({0} ? {1} : {2})", condition, yes, no)
    numpy = _arrays(condition, yes, no)
    return numpy.where(condition, yes, no) if numpy else (yes if condition else no)


def whole(value: Number) -> Number:
    """Return the largest whole number not above `value` (3.9 gives 3, -0.1 gives -1)."""
    if isinstance(value, Formula):
        return _recorded("floor({0})", value)
    numpy = _arrays(value)
    return numpy.floor(value) if numpy else float(math.floor(value))


def same(a: Number, b: Number):
    """Return whether two numbers are equal: for choices, which are numbered from 0."""
    return _recorded("({0} === {1})", a, b) if _any(Formula, a, b) else a == b


def both(a, b):
    """Return whether two conditions hold together."""
    return _recorded("({0} && {1})", a, b) if _any(Formula, a, b) else a & b


def either(a, b):
    """Return whether at least one of two conditions holds."""
    return _recorded("({0} || {1})", a, b) if _any(Formula, a, b) else a | b


def opposite(a):
    """Return whether a condition does not hold."""
    if isinstance(a, Formula):
        return _recorded("(!{0})", a)
    return ~a if _arrays(a) else not a


def lever(name: str) -> Formula:
    """Return a formula that stands for the lever called `name`.

    Raises ValueError for a name the page's arithmetic already uses, or that is not a plain lower-case word.
    """
    return Formula(_checked(name))


def _checked(name: str) -> str:
    if not name.isidentifier() or name.startswith("_") or name in RESERVED:
        raise ValueError(
            f"{name!r} cannot name a lever or a result: use a plain word that is not one of the page's own."
        )
    return name


# --- Many scenarios at once --------------------------------------------------------------------------------


class Each(Formula):
    """The numbers of the scenarios, 1 to `many`, as a formula: what is made of it is a column, not one number."""

    __slots__ = ("many",)

    def __init__(self, many: int):
        super().__init__("each")
        self.many = many


class Summary(Formula):
    """One number that sums up a column: `how` is "percentile", with its share, or "share"."""

    __slots__ = ("column", "how", "share")

    def __init__(self, column: Formula, how: str, share: float):
        super().__init__(how)
        self.column, self.how, self.share = column, how, share


def each(many: int, beside: Number) -> Number:
    """Return the numbers 1 to `many` of as many scenarios, to be worked with beside a number of the same model.

    With numbers that is an array; with formulas it is recorded, and the page works on whole columns. A column has to
    be summed up, by `percentile` or `share_where`, before it can be shown.

    >>> percentile(each(101, beside=0.5) * 2, 50)
    102.0
    """
    if isinstance(beside, Formula):
        return Each(many)
    import numpy as np

    return np.arange(1.0, many + 1)


def percentile(column: Number, share: float) -> Number:
    """Return the value below which `share` per cent of a column's scenarios lie, in a straight line between two."""
    if isinstance(column, Formula):
        return Summary(column, "percentile", share)
    import numpy as np

    ranked = np.sort(np.atleast_1d(column))
    low, high, along = between_which(len(ranked), share)
    return float(ranked[low] + along * (ranked[high] - ranked[low]))


def between_which(many: int, share: float) -> tuple[int, int, float]:
    """Return between which two of so many numbers in order, counted from 0, a percentile lies, and how far along."""
    place = (many - 1) * share / 100
    low = math.floor(place)
    return low, min(low + 1, many - 1), place - low


def share_where(condition) -> Number:
    """Return the share of scenarios in which a condition holds, in per cent."""
    if isinstance(condition, Formula):
        return Summary(condition, "share", 0)
    import numpy as np

    return float(100 * np.count_nonzero(condition) / np.size(condition))


@dataclass(frozen=True)
class Step:
    """One line of a written-out model: `name` is worked out as `text` from levers and earlier steps."""

    name: str
    text: str


@dataclass(frozen=True)
class Columns:
    """What the page works out for every scenario: steps, and the numbers that sum up their columns.

    A step needs levers, "each" (the number of the scenario) and earlier steps. A summary is (name, name of its column,
    "percentile" or "share", share in per cent).
    """

    many: int
    steps: tuple[Step, ...]
    summaries: tuple[tuple[str, str, str, float], ...]


def summaries(results: Iterable[Formula | float]) -> dict[str, Summary]:
    """Return the summaries that results rest on, by the names `write` gives them."""
    summed, queue, seen = [], list(results), set()
    while queue:
        value = queue.pop()
        if isinstance(value, Formula) and id(value) not in seen:
            seen.add(id(value))
            summed += [value] if isinstance(value, Summary) else []
            queue += value.parts
    return {f"summary_{n}": value for n, value in enumerate(sorted(summed, key=lambda value: value.born), start=1)}


def columns(results: Iterable[Formula | float]) -> Columns | None:
    """Return the columns behind results, or None where they rest on no scenarios."""
    wanted = summaries(results)
    if not wanted:
        return None
    reached, queue = {}, [summary.column for summary in wanted.values()]
    while queue:
        formula = queue.pop()
        if isinstance(formula, Formula) and id(formula) not in reached:
            reached[id(formula)] = formula
            queue += formula.parts
    many = {formula.many for formula in reached.values() if isinstance(formula, Each)}
    if len(many) != 1:
        raise FormulaError("All the scenarios of a model must be numbered by one count: give each() the same number.")
    names, steps = {}, []
    for key, formula in sorted(reached.items(), key=lambda pair: pair[1].born):
        if isinstance(formula, Summary):
            raise FormulaError("A column cannot be made of a number that sums up scenarios.")
        if not formula.parts:
            names[key] = formula.shape
            continue
        names[key] = f"c{len(steps) + 1}"
        parts = [names[id(part)] if isinstance(part, Formula) else _plain(part) for part in formula.parts]
        steps.append(Step(names[key], formula.shape.format(*parts)))
    return Columns(
        many=many.pop(),
        steps=tuple(steps),
        summaries=tuple((name, names[id(s.column)], s.how, s.share) for name, s in wanted.items()),
    )


def write(results: Mapping[str, Formula | float]) -> tuple[Step, ...]:
    """Write recorded results out as steps, each used value worked out once.

    Steps come in an order in which every one needs only levers and earlier steps. Shared steps are called
    ``_1``, ``_2`` …; without sharing, a five-year model would double in length each year.
    Raises ValueError for a result with a reserved name.
    """
    named = {id(f): _checked(name) for name, f in results.items() if isinstance(f, Formula) and f.parts}
    summed = {id(f): name for name, f in summaries(results.values()).items()}
    reached, uses, queue = {}, {}, [f for f in results.values() if isinstance(f, Formula)]
    while queue:
        formula = queue.pop()
        if id(formula) in reached:
            continue
        reached[id(formula)] = formula
        if isinstance(formula, Each):
            raise FormulaError("A column of scenarios cannot be shown: sum it up with percentile() or share_where().")
        for part in formula.parts:
            if isinstance(part, Formula):
                uses[id(part)] = uses.get(id(part), 0) + 1
                queue.append(part)
    steps, text, shared = [], {}, count(1)
    for key, formula in sorted(reached.items(), key=lambda pair: pair[1].born):
        if key in summed:
            text[key] = summed[key]
            continue
        line = formula.shape.format(*(text[id(p)] if isinstance(p, Formula) else _plain(p) for p in formula.parts))
        if key in named or (formula.parts and uses.get(key, 0) > 1):
            name = named.get(key) or f"_{next(shared)}"
            steps.append(Step(name, line))
            line = name
        text[key] = line
    written = set(named.values())
    for name, value in results.items():
        if name not in written:
            steps.append(Step(_checked(name), text[id(value)] if isinstance(value, Formula) else _plain(value)))
    return tuple(steps)


def _plain(value: float) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    value = _number(value)
    return f"({value!r})" if value < 0 else repr(value)


def named(answer, prefix: str = "") -> dict[str, Number]:
    """Return a model's answer as one flat table of names: ``years[0].cost`` becomes ``year_1_cost``.

    `answer` is a frozen dataclass whose fields are numbers, dataclasses, or tuples of dataclasses counted from 1.
    """
    table: dict[str, Number] = {}
    for field in fields(answer):
        value = getattr(answer, field.name)
        if isinstance(value, tuple):
            for number, item in enumerate(value, start=1):
                table |= named(item, f"{prefix}{field.name.removesuffix('s')}_{number}_")
        elif is_dataclass(value):
            table |= named(value, f"{prefix}{field.name}_")
        else:
            table[f"{prefix}{field.name}"] = value
    return table
