"""Measures a move of every explorer beside the floor, at the machine's own speed and on a processor 4x slower.

The floor is one number of the same page changed and nothing else. Floor and move take turns, so that whatever else the
machine does hits both. A move is one step of one lever, each lever in turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, Page

from joint_working.bench import ready, weights
from joint_working.bench.driving import Place, opened, own_places, started
from joint_working.bench.lines import Cell, Line, Table, late, middle, spread

#: Moves at each speed, and the milliseconds after which fewer are enough.
MOVES, LIMIT = 40, 15_000
#: Moves over which the browser's own counts are taken.
COUNTED = 10
SLOWER = 4
#: Goals: milliseconds of script; those over the floor's p95; at 4x those of the median, and how many floors is p95.
SCRIPT, OVER_FLOOR, SLOW, FLOORS = 4, 5, 50, 2
#: The explorer that works out thousands of scenarios may take longer.
MANY = {"budget-lab-fan": {"script": 8, "slow": 100}}
#: Style recalculations and layouts of a move.
WORKED = 2
COLUMNS = (
    "script 1x", "p95", "floor 1x", "paint 1x", "p95 1x", "script 4x", "floor 4x", "paint 4x", "p95 4x",
    "styles", "layouts", "late", "ready 4x", "KB",
)  # fmt: skip


@dataclass(frozen=True)
class Taken:
    """Milliseconds of moves: the floor's until painted, the explorer's until its script is done and until painted."""

    floor: Sequence[float]
    script: Sequence[float]
    paint: Sequence[float]


@contextmanager
def settled(browser: Browser, place: Place, slower: float = 1) -> Iterator[tuple[Page, CDPSession]]:
    """Give a page whose explorer is ready and at rest, on a processor so many times slower, and its tools."""
    with opened(browser, slower) as (page, tools):
        started(page, place.file, place.name)
        page.wait_for_timeout(800)
        yield page, tools


def timed(page: Page, name: str) -> Taken:
    """Return the times of an explorer's moves and of as many floors."""
    floors, moves = page.evaluate("(asked) => window.driver.moves(asked)", [name, MOVES, LIMIT])
    return Taken([painted for _, painted in floors], [done for done, _ in moves], [painted for _, painted in moves])


def counted(page: Page, tools: CDPSession, name: str, floor: bool = False) -> tuple[float, float, float]:
    """Return style recalculations and layouts a move, and the share of moves that change the page afterwards."""

    def counts() -> list[float]:
        metrics = {metric["name"]: metric["value"] for metric in tools.send("Performance.getMetrics")["metrics"]}
        return [metrics["RecalcStyleCount"], metrics["LayoutCount"]]

    tools.send("Performance.enable")
    before = counts()
    afterwards = page.evaluate("(asked) => window.driver.paced(asked)", [name, COUNTED, floor])
    styles, layouts = (after - was for after, was in zip(counts(), before, strict=True))
    return styles / COUNTED, layouts / COUNTED, afterwards / COUNTED


def cells(name: str, quick: Taken, slow: Taken, counts: tuple[float, float, float]) -> list[Cell | str]:
    """Return what was measured of an explorer's moves, held to the goals."""
    goal = {"script": SCRIPT, "slow": SLOW} | MANY.get(name, {})
    styles, layouts, after_frame = counts
    return [
        Cell(middle(quick.script), goal["script"], 1),
        Cell(late(quick.script), digits=1),
        spread(quick.floor),
        Cell(middle(quick.paint)),
        Cell(late(quick.paint), late(quick.floor) + OVER_FLOOR),
        spread(slow.script),
        spread(slow.floor),
        Cell(middle(slow.paint), goal["slow"]),
        Cell(late(slow.paint), FLOORS * late(slow.floor)),
        Cell(styles, WORKED, 1),
        Cell(layouts, WORKED, 1),
        Cell(100 * after_frame),
    ]


def measured(browser: Browser, place: Place) -> list[Cell | str]:
    """Return the cells of an explorer's moves."""
    with settled(browser, place) as (page, tools):
        quick, counts = timed(page, place.name), counted(page, tools, place.name)
    with settled(browser, place, SLOWER) as (page, _):
        return cells(place.name, quick, timed(page, place.name), counts)


def report(browser: Browser) -> Iterator[Line]:
    """Give the table of moves, one explorer after the other."""
    yield Line(
        "\nMilliseconds, median or median/p95; goals in brackets. script: until the event is handled; paint: until the"
        "\nframe with the answer is painted; floor: the same for one number changed; styles, layouts: style"
        "\nrecalculations and layouts a move; late: % of moves that change the page after that frame; ready: seconds;"
        "\nKB: first visit."
    )
    table = Table("A move of every explorer beside the floor, in turns", COLUMNS)
    yield table.head()
    for place in own_places():
        start = Cell(ready.slow(browser, place).ready, ready.READY, 1)
        weight = Cell(weights.weigh(browser, place.file)[0] / 1000, weights.BUDGETS["explorer"])
        yield table.row(place.name, *measured(browser, place), start, weight)
    place = own_places()[0]
    with settled(browser, place) as (page, tools):
        styles, layouts, _ = counted(page, tools, place.name, floor=True)
    words = f"{styles / 2:.1f} style recalculations, {layouts / 2:.1f} layouts"  # it is changed, and put back
    yield Line(f"{'the floor itself':26}  {words}")
