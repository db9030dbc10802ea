"""Guided changes: a task for a lab, and what is said of a reader's rule by what it gives at three settings."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from joint_working import program

from .beginners import Refused
from .changed import of_the_book, recorded
from .labs import lab_of, usual

#: Two answers count as the same when they are nearer than this, in the unit of the answer.
NEAR = 1e-6


@dataclass(frozen=True)
class Tried:
    """One setting at which a changed rule is tried: levers by name, in words, and what a right rule gives."""

    levers: dict[str, float]
    where: str
    gives: float


@dataclass(frozen=True)
class Change:
    """A task: what to change in a lab's rule, and what is said of the three answers."""

    key: str
    lab: str
    title: str
    task: str
    hint: str
    law: str
    """What the law says, where the task departs from it; otherwise empty."""
    result: str
    """The name of the number that is looked at."""
    words: str
    unit: str
    """"money" for £ million, "yes" for 1 or 0."""
    tried: tuple[Tried, ...]
    right: str
    close: str
    unchanged: str


@cache
def changes() -> tuple[Change, ...]:
    """Return the guided changes of `changes.csv`, in order. Raises ValueError for a row that cannot be used."""
    text = (resources.files(__package__) / "changes.csv").read_text(encoding="utf-8")
    return tuple(map(_change, csv.DictReader(text.splitlines())))


def _change(row: dict[str, str]) -> Change:
    lab_of(row["lab"])
    tried = tuple(Tried(_levers(row, n), row[f"where_{n}"], _gives(row, n)) for n in (1, 2, 3))
    kept = {name: row[name] for name in Change.__annotations__ if name != "tried"}
    return Change(tried=tried, **kept)


def _levers(row: dict[str, str], number: int) -> dict[str, float]:
    moved = dict(pair.split("=") for pair in row[f"at_{number}"].split(";") if pair)
    unknown = moved.keys() - usual(row["lab"]).keys()
    if unknown:
        raise ValueError(f"changes.csv, {row['key']}, at_{number}: {row['lab']} has no lever {min(unknown)!r}.")
    return {name: float(value) for name, value in moved.items()}


def _gives(row: dict[str, str], number: int) -> float:
    try:
        return float(row[f"gives_{number}"])
    except ValueError:
        found = row[f"gives_{number}"]
        raise ValueError(f"changes.csv, {row['key']}, gives_{number}: expected a number, found {found!r}.") from None


def tasks(lab: str) -> list[dict[str, str]]:
    """Return the guided changes of a lab: each with "key", "name", "words", "hint", "looked_at" and "law".

    "looked_at" is the number by which a rule is judged, in words; "law" is empty unless the task departs from it.
    """
    return [
        {
            "key": one.key, "name": one.title, "words": one.task, "hint": one.hint, "looked_at": one.words,
            "law": one.law,
        }
        for one in changes()
        if one.lab == lab
    ]  # fmt: skip


def check(lab: str, text: str) -> dict:
    """Say what a changed text makes of a lab's task, by what it gives at three settings and not by its words.

    Returns {"right", "close", "sentence", "tried"}, with a row for each setting in "tried": where, what was expected,
    what the text gives, and what the book's rule gives. For a text that is refused it returns what `record` does:
    {"line", "sentence"}. Raises ValueError for a lab without a task.
    """
    change = next((one for one in changes() if one.lab == lab), None)
    if change is None:
        raise ValueError(f"{lab!r} has no guided change: choose one of {', '.join(one.lab for one in changes())}.")
    try:
        made = recorded(text, lab)
    except Refused as problem:
        return {"line": problem.line, "sentence": problem.sentence}
    given, before = ([_at(made, change, one) for one in change.tried] for made in (made, of_the_book(lab)))
    wanted = [one.gives for one in change.tried]
    right = [abs(is_now - due) < NEAR for is_now, due in zip(given, wanted, strict=True)]
    return {
        "right": all(right),
        "close": not all(right) and _close(given, before, wanted),
        "sentence": _said(change, given, before, right),
        "tried": [
            [one.where, *(_shown(change, value) for value in (one.gives, now, was))]
            for one, now, was in zip(change.tried, given, before, strict=True)
        ],
    }


def _at(made: dict, change: Change, tried: Tried) -> float:
    return float(program.run(made, usual(change.lab) | tried.levers)[change.result])


def _close(given: list[float], before: list[float], wanted: list[float]) -> bool:
    """Return whether answers left the book's for the right side, or stand, wherever they have to move."""
    steps = [(now - was, due - was) for now, was, due in zip(given, before, wanted, strict=True)]
    moved = [step for step, due in steps if abs(due) >= NEAR and step * due > 0]
    return bool(moved)


def _said(change: Change, given: list[float], before: list[float], right: list[bool]) -> str:
    if all(right):
        return change.right
    if all(abs(now - was) < NEAR for now, was in zip(given, before, strict=True)):
        return change.unchanged
    first = right.index(False)
    wanted = change.tried[first]
    off = (
        f"{wanted.where[:1].upper()}{wanted.where[1:]}, {change.words} is {_shown(change, given[first])}; "
        f"the task’s is {_shown(change, wanted.gives)}."
    )
    wanted_all = [one.gives for one in change.tried]
    return f"{change.close} {off}" if _close(given, before, wanted_all) else f"Not yet. {off}"


def _shown(change: Change, value: float) -> str:
    if change.unit == "yes":
        return "yes" if value >= 1 else "no"
    return f"{'−' if round(value, 2) < 0 else ''}£{abs(value):.2f}m"
