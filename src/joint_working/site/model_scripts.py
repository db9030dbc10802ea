"""Writes recorded models as scripts of the page: one file for each, made when the book is built, never kept.

A script puts a function into ``rules.models`` under its explorer's name: called once, it makes the model ready and
gives a function that takes the levers by name and returns every number that words and drawings show, by name. Names
that start with ``_`` are steps that several others share. Another, in ``rules.drawings``, gives what the pictures are
moved by: their specifications by picture and size, and the functions these share (see `kit/moving.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import rjsmin

from joint_working import explorers
from joint_working.explorers.judging_it import indicator_reader, indicator_words
from joint_working.formula import Columns, Step, between_which
from joint_working.kit import moving, page
from joint_working.kit.explorer import Explorer
from joint_working.models import lookup

#: A name in a step, and the names that stand for no number of the model.
WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
KNOWN = frozenset({"floor", "max", "min", "true", "false"})


def place(static: Path) -> None:
    """Write the script of every recorded model into a folder, as ``model-NAME.js``."""
    for name, text in scripts().items():
        (static / f"model-{name}.js").write_text(rjsmin.jsmin(text), encoding="utf-8")


@cache
def scripts() -> dict[str, str]:
    """Return the scripts of all recorded models by the name of their explorer."""
    found = {explorer.name: of(explorer) for explorer in explorers.every()}
    reading, drawn = indicator_words.recording(), drawings(lookup.NAME, indicator_reader.specifications())
    return found | {lookup.NAME: script(lookup.NAME, reading.seen, reading.steps) + drawn}


def of(explorer: Explorer) -> str:
    """Return the script of an explorer: its model, and what moves its pictures."""
    recorded, levers = explorer.recording, [lever.name for lever in explorer.fields]
    model = script(explorer.name, levers, recorded.steps, recorded.columns)
    return model + drawings(explorer.name, page.specifications(explorer))


def script(name: str, levers: Sequence[str], steps: Sequence[Step], columns: Columns | None = None) -> str:
    """Return the script of one model: its levers by name, its steps, and its columns if it works with any."""
    ready, summed = many(columns) if columns else ([], [])
    shown = [*levers, *(step.name for step in steps if not step.name.startswith("_"))]
    return f"""/* Written by joint_working/site/model_scripts.py from the model of {name}. */
var rules = window.rules || {{}};
rules.models = rules.models || {{}};
rules.models["{name}"] = function () {{
  "use strict";
  const {{ floor, max, min }} = Math;
{_lines(2, ready)}  return function ({{ {", ".join(levers)} }}) {{
{_lines(4, summed)}{_lines(4, map(_constant, steps))}    return {{ {", ".join(shown)} }};
  }};
}};
"""


def drawings(name: str, specs: Mapping[str, Mapping[str, dict]]) -> str:
    """Return the script of what moves the pictures of `name`, from their Vega-Lite specifications by picture and size.

    Raises `moving.CannotMove` for a picture that a page cannot move.
    """
    listed = {
        f"{name}, picture {which}, {size}": spec for which, sizes in specs.items() for size, spec in sizes.items()
    }
    moved, functions = moving.together(listed)
    by_picture = {
        which: {size: moved[f"{name}, picture {which}, {size}"] for size in sizes} for which, sizes in specs.items()
    }
    return f"""rules.drawings = rules.drawings || {{}};
rules.drawings["{name}"] = function () {{
  return {{ specs: {json.dumps(by_picture, ensure_ascii=False, separators=(",", ":"))}, functions: {functions} }};
}};
"""


def many(columns: Columns) -> tuple[list[str], list[str]]:
    """Return the lines that make columns of scenarios ready, and those that sum them up at a setting of the levers.

    What rests on no lever is worked out once and for all, what rests on no scenario once a setting, and the rest in
    one loop over the scenarios. Only columns that the loop or a summary asks for are kept.
    """
    steps, varied, moved = {step.name: step for step in columns.steps}, {"each"}, set()
    for name, step in steps.items():
        words = _words(step)
        varied |= {name} if words & varied else set()
        moved |= {name} if words & moved or words - steps.keys() - {"each"} else set()
    loop = [step for name, step in steps.items() if name in varied & moved]
    still = [step for name, step in steps.items() if name in varied - moved]
    once = [step for name, step in steps.items() if name not in varied]
    summed = list(dict.fromkeys(column for _, column, _, _ in columns.summaries))
    placed = sorted({word for step in loop for word in _words(step)} & {step.name for step in still})
    ranked = dict.fromkeys(column for _, column, how, _ in columns.summaries if how == "percentile")
    given = sorted(
        {word for step in loop for word in _words(step)} - {step.name for step in [*loop, *still]} - {"each"}
    )
    ready = [
        *(f"const {name}s = new Float64Array({columns.many});" for name in [*placed, *summed]),
        "const share_where = (column) => 100 * column.reduce((sum, holds) => sum + holds, 0) / column.length;",
        *_loop(columns.many, [], still, placed),
        f"function scenarios({', '.join(given)}) {{",  # on its own: the browser makes it fast long before the whole
        *(f"  {line}" for line in _loop(columns.many, placed, loop, summed)),
        "}",
    ]
    return ready, [
        *map(_constant, once),
        f"scenarios({', '.join(given)});",
        *(f"{column}s.sort();" for column in ranked),
        *(f"const {name} = {_sum(columns.many, *how)};" for name, *how in columns.summaries),
    ]


def _words(step: Step) -> set[str]:
    return set(WORD.findall(step.text)) - KNOWN


def _constant(step: Step) -> str:
    return f"const {step.name} = {step.text};"


def _lines(room: int, lines: Sequence[str]) -> str:
    return "".join(f"{' ' * room}{line}\n" for line in lines)


def _loop(count: int, given: Sequence[str], steps: Sequence[Step], kept: Sequence[str]) -> list[str]:
    """Return the lines that work steps out for each scenario, from columns that are given, into columns kept."""
    return [
        f"for (let each = 1; each <= {count}; each += 1) {{",
        *(f"  const {name} = {name}s[each - 1];" for name in given),
        *(f"  {_constant(step)}" for step in steps),
        *(f"  {name}s[each - 1] = {name};" for name in kept),
        "}",
    ]


def _sum(count: int, column: str, how: str, share: float) -> str:
    """Return the number that sums up a column; that of a percentile is in order."""
    if how == "share":
        return f"share_where({column}s)"
    low, high, along = between_which(count, share)
    return f"{column}s[{low}] + {along!r} * ({column}s[{high}] - {column}s[{low}])"
