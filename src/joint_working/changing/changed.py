"""A reader's rule: the text of a model's own functions, changed, in place of the book's among the rest of its module.

`source` gives the text to start from. `rule` reads a changed text and returns what can be asked: with numbers it
answers with numbers, and `record` asks it with formulas for a program that a page can run.
"""

from __future__ import annotations

import ast
import inspect
import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, wraps
from importlib import import_module
from itertools import islice
from types import CodeType, FunctionType, SimpleNamespace
from typing import Any

from joint_working import formula, program
from joint_working.formula import Formula, FormulaError

from . import beginners, steps
from .beginners import Refused
from .labs import Lab, book, lab_of, levers_of, usual

#: The words of `joint_working.formula` that every rule may use, whether the model's own text uses them or not.
WORDS = ("at_least", "at_most", "choose", "whole", "same", "both", "either", "opposite", "Number")

#: After recording, a rule that divides is tried at so many settings, and at fewer where they come to more operations.
TRIED, OPERATIONS = 150, 60_000


def source(lab: str) -> str:
    """Return the functions of a lab's model that a reader edits, as they stand in the book: 12 to 60 lines.

    Raises ValueError for a lab whose rule cannot be changed.
    """
    found = lab_of(lab)
    module = _module(found)
    text = "\n\n".join(inspect.getsource(getattr(module, name)) for name in found.functions)
    return text.replace("  # fmt: skip", "")


@dataclass(frozen=True)
class Rule:
    """A reader's rule of one lab, read and ready to be asked."""

    lab: str
    tree: ast.Module
    names: Mapping[str, Any]
    """Everything its model's module knows, with the reader's functions in place of the book's."""

    def answer(self, levers: Mapping[str, Any]) -> Any:
        """Return the model's answer, as the lab's own model gives it, for levers by name: numbers or formulas.

        Raises Refused, in one sentence with the line, where the text cannot answer.
        """
        given = book()[self.lab]["given"]
        with beginners.told(self.tree, levers), steps.counted():
            return lab_of(self.lab).ask(self.names, SimpleNamespace(**levers), given)

    def results(self, levers: Mapping[str, Any]) -> dict[str, Any]:
        """Return every number of the answer by the name the page knows it under."""
        return formula.named(self.answer(levers))

    def at(self, **moved: float) -> dict[str, float]:
        """Return every number of the answer with some levers moved from their usual place."""
        return self.results(usual(self.lab) | moved)


def rule(text: str, lab: str) -> Rule:
    """Read a changed text of a lab's functions. Raises Refused, in one sentence with the line, if it will not do."""
    found = lab_of(lab)
    tree = beginners.parsed(text)
    module = _module(found)
    names = _copied(module)
    beginners.check_functions(tree, {name: getattr(module, name) for name in found.functions})
    beginners.check_names(tree, set(names), usual(lab))
    code: CodeType = compile(tree, beginners.RULE, "exec", flags=annotations.compiler_flag, dont_inherit=True)
    with beginners.told(tree, {}), steps.counted():
        exec(code, names)  # a reader's own rule, on the reader's own machine
    for name in found.functions:
        names[name] = _checked(names[name], getattr(module, name), tree)
    return Rule(lab, tree, names)


def record(text: str, lab: str) -> dict:
    """Return {"program": …}, what a page runs for a changed text, or {"line": n, "sentence": …} where it is refused.

    The line is counted from 1; it is 0 where no line is to blame. Raises ValueError for an unknown lab.
    """
    try:
        return {"program": recorded(text, lab)}
    except Refused as problem:
        return {"line": problem.line, "sentence": problem.sentence}


def recorded(text: str, lab: str) -> dict:
    """Return the program of a changed text (see `joint_working.program`). Raises Refused as `rule` does."""
    mine = rule(text, lab)
    names = [lever["name"] for lever in levers_of(lab)]
    results = mine.results({name: formula.lever(name) for name in names})
    _check_results(results, lab)
    try:
        made = program.of(results, names)
    except FormulaError as problem:
        raise Refused(0, str(problem)) from None
    _try(mine, made)
    return made


@cache
def of_the_book(lab: str) -> dict:
    """Return the program of a lab's rule as the book has it."""
    return recorded(source(lab), lab)


def _module(lab: Lab):
    return import_module(f"joint_working.models.{lab.module}")


def _copied(module) -> dict[str, Any]:
    """Return all a module knows, its own functions copied, so that they look up one another in the copy."""
    names = {name: getattr(formula, name) for name in WORDS} | dict(vars(module))
    for name, value in list(names.items()):
        if isinstance(value, FunctionType) and value.__module__ == module.__name__:
            copied = FunctionType(value.__code__, names, value.__name__, value.__defaults__, value.__closure__)
            copied.__kwdefaults__, copied.__annotations__ = value.__kwdefaults__, value.__annotations__
            names[name] = copied
    return names


# --- What a function has to give back ----------------------------------------------------------------------


def _checked(mine: FunctionType, of_the_book: FunctionType, tree: ast.Module) -> FunctionType:
    """Return a reader's function that refuses an answer of another kind than the book's function gives."""
    kind = of_the_book.__annotations__["return"].strip("'\"")

    @wraps(mine)
    def asked(*args, **kwargs):
        given = mine(*args, **kwargs)
        _check_kind(given, kind, mine.__name__, tree)
        return given

    return asked


def _check_kind(given, kind: str, name: str, tree: ast.Module) -> None:
    line = beginners.last_return(tree, name)
    if given is None:
        raise Refused(line, f"`{name}` gives nothing back: it must end with `return` and its answer.")
    if kind == "Number":
        _check_number(given, "what `return` gives back", line)
    elif kind.startswith(("tuple", "list")):
        if not isinstance(given, tuple):
            raise Refused(line, f"`{name}` must give back several answers in one bracket, not {beginners.a(given)}.")
        for item in given:
            _check_fields(item, name, tree, line)
    elif type(given).__name__ != kind:
        raise Refused(line, f"`{name}` must give back `{kind}(…)`, not {beginners.a(given)}.")
    else:
        _check_fields(given, name, tree, line)


def _check_fields(given, name: str, tree: ast.Module, line: int) -> None:
    if not is_dataclass(given):
        return _check_number(given, "what `return` gives back", line)
    for field in fields(given):
        value = getattr(given, field.name)
        if isinstance(value, list):
            here = beginners.line_of_field(tree, name, field.name) or line
            raise Refused(here, f"`{field.name}` is a list and must be in round brackets: write tuple({field.name}).")
        for part in value if isinstance(value, tuple) else (value,):
            if is_dataclass(part):
                _check_fields(part, name, tree, line)
            elif not _shown(part):
                here = beginners.line_of_field(tree, name, field.name) or line
                _check_number(part, f"`{field.name}`", here)
    return None


def _shown(value) -> bool:
    return isinstance(value, Formula) or isinstance(value, int | float) and math.isfinite(value)


def _check_number(value, what: str, line: int) -> None:
    if not _shown(value):
        kind = "a number that can be shown" if isinstance(value, float) else "a number"
        raise Refused(line, f"{beginners.capital(what)} must be {kind}, not {beginners.a(value)}.")


def _check_results(results: Mapping[str, Any], lab: str) -> None:
    """Raise Refused unless a recorded answer has the numbers of the book's, by name."""
    wanted = _names(lab)
    missing, more = [name for name in wanted if name not in results], [name for name in results if name not in wanted]
    if missing:
        raise Refused(0, f"The answer lacks `{missing[0]}`: the page has a place for it, so keep as many parts.")
    if more:
        raise Refused(0, f"The answer has `{more[0]}`, for which the page has no place: keep as many parts.")


@cache
def _names(lab: str) -> tuple[str, ...]:
    mine = rule(source(lab), lab)
    return tuple(mine.results({lever["name"]: formula.lever(lever["name"]) for lever in levers_of(lab)}))


# --- Tried at its corners ----------------------------------------------------------------------------------


def settings(lab: str, seed: int = 0) -> Iterator[dict[str, float]]:
    """Yield settings of a lab without end: the usual one, all levers low, all high, each at its ends, then any.

    Settings that are drawn are the same for the same seed.
    """
    levers, start = levers_of(lab), usual(lab)
    yield start
    for end in ("low", "high"):
        yield {lever["name"]: lever[end] for lever in levers}
    for lever in levers:
        for end in ("low", "high"):
            yield start | {lever["name"]: lever[end]}
    drawn = random.Random(seed)
    while True:
        yield {lever["name"]: _drawn(drawn, lever) for lever in levers}


def _drawn(drawn: random.Random, lever: dict) -> float:
    low, high = lever["low"], lever["high"]
    return drawn.randint(int(low), int(high)) if lever["whole"] else low + drawn.random() * (high - low)


def _try(mine: Rule, made: dict) -> None:
    """Raise Refused if a program divides by zero at a setting, as far as trying shows."""
    first = len(made["levers"])
    sizes = {first + place: op[0] for place, op in enumerate(made["ops"]) if not isinstance(op[0], str)}
    if not any(op[0] == "({0} / {1})" and not sizes.get(op[2]) for op in made["ops"]):
        return
    many = max(3, min(TRIED, OPERATIONS // len(made["ops"])))
    for setting in islice(settings(mine.lab), many):
        if not _all_shown(made, setting):
            fewest = _fewest_moved(mine.lab, made, setting)
            raise Refused(_line_that_divides(mine, fewest), _by_zero(mine.lab, fewest))


def _all_shown(made: dict, setting: Mapping[str, float]) -> bool:
    """Return whether every result is a finite number at a setting."""
    try:
        return all(map(math.isfinite, program.run(made, setting).values()))
    except (ValueError, OverflowError):  # what has no whole number below it
        return False


def _fewest_moved(lab: str, made: dict, setting: dict[str, float]) -> dict[str, float]:
    """Return a setting with one lever moved at which a program divides by zero too, or the setting as it is."""
    alone = (usual(lab) | {name: value} for name, value in setting.items())
    return next((one for one in alone if not _all_shown(made, one)), setting)


def _line_that_divides(mine: Rule, setting: Mapping[str, float]) -> int:
    try:
        mine.answer(setting)
    except Refused as problem:
        return problem.line
    return 0


def _by_zero(lab: str, setting: Mapping[str, float]) -> str:
    start = usual(lab)
    moved = [lever for lever in levers_of(lab) if setting[lever["name"]] != start[lever["name"]]]
    if len(moved) == 1:
        where = f"when “{moved[0]['label']}” is {setting[moved[0]['name']]:g}"
    else:
        where = "at some settings of the levers" if moved else "at the usual setting"
    return f"This divides by zero {where}: divide by at_least(0.001, …), or by a number that is never 0."
