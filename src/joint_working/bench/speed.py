"""Measure the five-year model on arrays: ``python -m joint_working.bench.speed``, and a part of ``make measure``.

The same arithmetic is written once more, directly in NumPy, in the tests: they hold the two to the same numbers and to
about the same time. Times are from one machine: read them beside each other, not as absolutes.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

import numpy as np

from joint_working.bench.lines import Line
from joint_working.explorers import five_years
from joint_working.models.budget import PlanLevers, plan, project

SCENARIOS = 100_000
SEED = 20261124
RUNS = 7


def at_random(many: int, seed: int = SEED) -> PlanLevers:
    """Return the levers of the five-year plan as columns of `many` values, each drawn from its whole range."""
    chance = np.random.default_rng(seed)
    return PlanLevers(
        **{
            lever.name: lever.low
            + lever.step * chance.integers(0, round((lever.high - lever.low) / lever.step) + 1, many)
            for lever in five_years.fields
        }
    )


def taken(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median milliseconds of some runs of a piece of work, after one to warm up."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def words() -> str:
    """Return the measurements in words."""
    wide = at_random(SCENARIOS)
    model = taken(lambda: plan(wide))
    lines = [
        f"{SCENARIOS:,} scenarios of five years, every lever drawn from its whole range",
        f"  through the model            {model:8.0f} ms",
        "one projection, by scenarios and years (ms)",
        f"{'':>12}" + "".join(f"{years:>9} years" for years in (1, 5, 10, 20)),
    ]
    for many in (1_000, 10_000, 100_000):
        levers = at_random(many)
        times = (taken(lambda n=years: project(levers, years=n), 3) for years in (1, 5, 10, 20))  # noqa: B023
        lines.append(f"{many:>12,}" + "".join(f"{each:15.1f}" for each in times))
    return "\n".join(lines)


def report(_: object) -> Iterator[Line]:
    """Give the measurements, all at once."""
    yield Line(f"\nMany scenarios at once\n{words()}")


if __name__ == "__main__":
    print(words())
