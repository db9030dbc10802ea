"""Measure the built site: ``python -m joint_working.bench.measure [SECTION …]``, each section a table of its own.

Sections: moves (each explorer beside the floor), ready (starts, at 4x and on a phone), weights (of first visits),
growth (with pictures and table cells), builds (fresh, and one changed chapter), parity (page and Python), against (a
default Jupyter Book and JupyterLab), changed (a reader's rule, from the click), arrays (many scenarios at once). All
of these without an argument. And chapters (builds of a book that grows), which takes minutes and runs only when named.

Times are from one run on one machine: read them beside each other, not as absolutes. Needs Chromium and a built site;
exits with 1 when a page is over its budget: weights are the same in every run, times are not.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

from playwright.sync_api import Browser

from joint_working.bench import against, builds, changed, growth, moves, parity, ready, speed, weights
from joint_working.bench.browser import launched
from joint_working.bench.lines import Line

SECTIONS: dict[str, Callable[[Browser], Iterator[Line]]] = {
    "moves": moves.report,
    "ready": ready.report,
    "weights": weights.report,
    "growth": growth.report,
    "builds": builds.report,
    "parity": parity.report,
    "against": against.report,
    "changed": changed.report,
    "arrays": speed.report,
    "chapters": builds.chapters,
}
#: What runs only when it is named.
LONG = {"chapters"}


def chosen(names: list[str]) -> list[str]:
    """Return the sections to run; raises ValueError for a name that is none."""
    if unknown := [name for name in names if name not in SECTIONS]:
        raise ValueError(f"There is no section {', '.join(unknown)}: choose from {', '.join(SECTIONS)}.")
    return names or [name for name in SECTIONS if name not in LONG]


def main(names: list[str]) -> int:
    """Print the sections as they are measured; return 1 when a page is over its budget."""
    sections = chosen(names)
    failed = False
    with launched() as browser:
        for name in sections:
            began, missed = time.perf_counter(), 0
            for line in SECTIONS[name](browser):
                print(line.text, flush=True)
                missed += len(line.missed)
                failed = failed or weights.HELD_TO in line.missed
            print(f"[{name}: {missed} over, {time.perf_counter() - began:.0f} s]", flush=True)
    return int(failed)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except ValueError as problem:
        sys.exit(str(problem))
