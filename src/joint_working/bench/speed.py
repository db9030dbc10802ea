"""Measure the five-year model on arrays: ``python -m joint_working.bench.speed``, and a part of ``make measure``.

The same arithmetic is written out here once more, directly in NumPy, as someone would who had never heard of models
that are recorded. Both answer the same scenarios in one run, and a test holds the two to the same numbers. Times are
from one machine: read them beside each other, not as absolutes.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np

from joint_working.explorers import five_years
from joint_working.models.budget import YEARS, PlanLevers, plan, project

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


def directly(levers: PlanLevers, years: int = YEARS) -> dict[str, np.ndarray]:
    """Return what `plan` returns, under the names of `formula.named`, by the same arithmetic written in NumPy."""
    late = np.where(levers.late_offer == 0, 0, np.where(levers.late_offer == 1, 1, 3))
    saving = levers.savings / 100 * levers.delivery / 100 * (12 - late) / 12
    lasting = levers.recurring / 100
    grow_health, grow_council = 1 + levers.health_growth / 100, 1 + levers.council_growth / 100
    grow_cost = 1 + (levers.price + levers.demand) / 100
    floor = levers.reserves_floor / 100
    start = levers.health_payment + levers.council_payment
    found = {}
    for carries in (True, False):
        health, council = levers.health_payment, levers.council_payment
        cost, reserves = start * (1 + levers.opening_gap / 100), levers.reserves
        recurring = overspend = np.zeros_like(start)
        rows = []
        for _ in range(years):
            health, council = health * grow_health, council * grow_council
            pot, cost = health + council, cost * grow_cost
            saved = saving * pot
            recurring, one_off = recurring + saved * lasting, saved * (1 - lasting)
            owed = overspend if carries else np.zeros_like(start)
            repaid = owed * levers.delivery / 100
            gap = cost + owed - pot - recurring - one_off - repaid
            drawn = np.minimum(np.maximum(0, gap), np.maximum(0, reserves - floor * pot))
            added = np.maximum(0, -gap)
            reserves = reserves - drawn + added
            overspend = np.maximum(0, gap) - drawn
            rows.append(
                (health, council, pot, cost, recurring, one_off, owed, repaid, drawn, added, reserves, overspend)
            )
        found[carries] = rows
    recovers = levers.risk_rule == 3
    names = ("health", "council", "pot", "cost", "recurring", "one_off", "owed", "repaid", "drawn", "added")
    names += ("reserves", "overspend")
    answer = {}
    for number, (carried, cleared) in enumerate(zip(found[True], found[False], strict=True), start=1):
        year = [np.where(recovers, one, other) for one, other in zip(carried, cleared, strict=True)]
        answer |= {f"year_{number}_{name}": value for name, value in zip(names, year, strict=True)}
        health, council, over = year[0], year[1], year[-1]
        paid, arose, equal = _councils(levers, health, council, over)
        council_part = np.where(levers.risk_rule == 0, paid, np.where(levers.risk_rule == 1, arose, equal))
        council_part = np.where(recovers, 0, council_part)
        carried_on = np.where(recovers, over, 0)
        answer |= {
            f"share_{number}_health": over - council_part - carried_on,
            f"share_{number}_council": council_part,
            f"share_{number}_carried": carried_on,
        }
    last = found[False][-1]
    for number, part in enumerate(_councils(levers, last[0], last[1], last[-1]), start=1):
        answer |= {f"rule_{number}_health": last[-1] - part, f"rule_{number}_council": part}
    answer["rule_4_carried"] = found[True][-1][-1]
    return answer


def _councils(levers: PlanLevers, health, council, over) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the councils' part of an overspend by each sharing rule."""
    equal = np.where(levers.councils == 1, over * 2 / 3, over / 2)
    return over * council / (health + council), over * levers.council_arising / 100, equal


def taken(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median milliseconds of some runs of a piece of work, after one to warm up."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def beside(many: int = SCENARIOS) -> tuple[float, float]:
    """Return milliseconds for `many` scenarios: through the model, and directly. Runs of the two take turns."""
    levers = at_random(many)
    both = [(taken(lambda: plan(levers), 1), taken(lambda: directly(levers), 1)) for _ in range(RUNS)]
    return tuple(statistics.median(times) for times in zip(*both, strict=True))


def report() -> str:
    """Return the measurements in words."""
    model, direct = beside()
    lines = [
        f"{SCENARIOS:,} scenarios of five years, every lever drawn from its whole range",
        f"  through the model            {model:8.0f} ms",
        f"  the same, directly in NumPy  {direct:8.0f} ms   the model takes {model / direct:.1f} times as long",
        "one projection, by scenarios and years (ms)",
        f"{'':>12}" + "".join(f"{years:>9} years" for years in (1, 5, 10, 20)),
    ]
    for many in (1_000, 10_000, 100_000):
        levers = at_random(many)
        times = (taken(lambda n=years: project(levers, carries_over=True, years=n), 3) for years in (1, 5, 10, 20))  # noqa: B023
        lines.append(f"{many:>12,}" + "".join(f"{each:15.1f}" for each in times))
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
