"""Levers: what a reader can move, with unit, range, step, default and source. They are rows of `data/levers.csv`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from numbers import Real

from joint_working import evidence
from joint_working.kit import typed
from joint_working.words import FORMATS, MINUS, Slot, fill_slot, in_full


@dataclass(frozen=True)
class Lever:
    """One lever. `low`, `high`, `step` and `default` are in the unit of `format` (see words.FORMATS).

    A lever with `options` is a choice: its value is the number of the option, counted from 0.
    """

    name: str
    label: str
    format: str
    low: float
    high: float
    step: float
    default: float
    options: tuple[str, ...]
    kind: str
    anchor: str
    note: str
    #: What it stood at in older versions: the last such version and the value, oldest first.
    before: tuple[tuple[int, float], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it takes whole numbers only: a choice, a month, or a count of things."""
        return bool(self.options) or self.format in ("count", "month")

    @property
    def key(self) -> str:
        """The name under which the lever stands among the controls."""
        return self.name

    def shown(self, value: float) -> str:
        """Return a value as the lever prints it: `3.0%`, `£8.0m`, or the option's words."""
        return self.options[int(value)] if self.options else in_full(FORMATS[self.format], value)

    @property
    def range(self) -> str:
        """The range in words for people: `0–10%`; for a choice, the numbers of its options."""
        if self.options:
            return f"0 to {len(self.options) - 1}"
        low, high = (fill_slot(Slot(self.format, value)) for value in (self.low, self.high))
        low, high = (re.sub(r"\.0+(?=\D|$)", "", text) for text in (low, high))
        if MINUS in low:
            return f"{low} to {high}"
        return f"{re.sub(r'(m|%|.points)$', '', low)}–{high.removeprefix('£')}"

    def nearest(self, value: float) -> float:
        """Return the step on which the lever's slider stands for a value."""
        steps = round((value - self.low) / self.step)
        return min(self.high, round(self.low + steps * self.step, 6))

    def typed(self, text: str) -> typed.Typed:
        """Return the number that a text typed beside the slider gives, or the sentence that says why it gives none."""
        usual = self.default
        return typed.read(typed.Box(FORMATS[self.format], self.low, self.high, self.whole, self.range, usual), text)

    def check(self, value: float) -> float:
        """Return `value` as a number the lever can take.

        Any number in the range will do, on a slider's step or not. Raises ValueError with one sentence when it is no
        number, out of range, or not whole where it must be.
        """
        if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
            raise ValueError(f"{self.label}: expected a number from {self.low:g} to {self.high:g}, not {value!r}.")
        if not self.low <= value <= self.high:
            asked = f"{value:g}" if self.options else self.shown(value)
            raise ValueError(f"{self.label}: {asked} is out of range; the range is {self.range}.")
        if self.whole and value != int(value):
            raise ValueError(f"{self.label}: {value:g} is not a whole number; one is needed.")
        return value


@cache
def levers_of(explorer: str) -> tuple[Lever, ...]:
    """Return the levers of one explorer, in the order of the table. Raises KeyError when it has none."""
    rows = [row for row in evidence.table("levers") if row["explorer"] == explorer]
    if not rows:
        raise KeyError(f"data/levers.csv has no lever for the explorer {explorer!r}.")
    return tuple(
        Lever(
            name=row["lever"], label=row["label"], format=row["format"], low=row["low"], high=row["high"],
            step=row["step"], default=row["default"], kind=row["kind"], anchor=row["anchor"] or "",
            options=tuple(row["options"].split("|")) if row["options"] else (), note=row["note"] or "",
            before=_before(row["before"] or ""),
        )
        for row in rows
    )  # fmt: skip


def _before(text: str) -> tuple[tuple[int, float], ...]:
    """Return what a lever stood at in older versions, from "1=70|2=65": 70 in version 1, 65 in version 2."""
    pairs = (part.split("=") for part in evidence.parted(text))
    return tuple((int(version), float(value)) for version, value in pairs)


@dataclass(frozen=True)
class Preset:
    """A named set of changes to the levers. All are made up."""

    name: str
    label: str
    changes: dict[str, float]


@cache
def presets_of(explorer: str) -> tuple[Preset, ...]:
    """Return the presets of one explorer, in the order of `data/presets.csv`. May be empty."""
    presets: dict[str, Preset] = {}
    for row in evidence.table("presets"):
        if row["explorer"] == explorer:
            preset = presets.setdefault(row["preset"], Preset(row["preset"], row["label"], {}))
            preset.changes[row["lever"]] = row["value"]
    return tuple(presets.values())
