"""Hold the page's arithmetic against Python's: the recorded steps of every explorer, run in a browser."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from typing import Any

from playwright.sync_api import Browser, Page

from joint_working.bench.lines import Line, Table
from joint_working.explorers import every
from joint_working.formula import named
from joint_working.kit.explorer import Explorer
from joint_working.site.build import ROOT

#: Settings of each explorer in `make measure`: `make soak` takes 2,000.
SETTINGS = 200
#: A page that holds the library which runs the steps.
PAGE = "book/4-money/five-years.html"
#: Sets the levers of one setting after the other through the signals of a recorded model; returns the results of each.
RUN = """async ([names, steps, results, settings]) => {
  const signals = names.map(name => ({ name, value: 0 })).concat(steps.map(([name, update]) => ({ name, update })));
  const options = { ast: true, mode: "vega", actions: false };
  const made = await vegaEmbed(document.createElement("div"), { signals }, options);
  return settings.map(values => {
    names.forEach((name, at) => made.view.signal(name, values[at]));
    made.view.run();
    return results.map(name => made.view.signal(name)).map(value => Number.isFinite(value) ? value : String(value));
  });
}"""


def at_random(explorer: Explorer, number: int, seed: int = 20261122) -> list[Any]:
    """Return `number` settings of an explorer's levers, each on a step of its slider, the same every time."""
    draw = random.Random(seed)
    settings = []
    for _ in range(number):
        changes = {}
        for lever in explorer.fields:
            steps = round((lever.high - lever.low) / lever.step)
            changes[lever.name] = round(lever.low + draw.randint(0, steps) * lever.step, 6)
        settings.append(explorer.at(**changes))
    return settings


def summed(explorer: Explorer, levers: Any) -> dict[str, float]:
    """Return what sums up many scenarios, by the names the page gives it: a page works these out by itself."""
    columns, python = explorer.recording.columns, named(explorer.model(levers))
    wanted = {name for name, *_ in columns.summaries} if columns else set()
    sums = {step.text: python[step.name] for step in explorer.recording.steps if step.text in wanted}
    assert wanted == set(sums)
    return sums


def largest_difference(page: Page, explorer: Explorer, settings: Sequence[Any]) -> float:
    """Return the largest difference between a page's results and Python's over some settings.

    Parameters: the browser's page must show one that holds the library, as PAGE. A result that is no number on the
    page, or missing there, gives infinity.
    """
    names = [lever.name for lever in explorer.fields]
    sums = [summed(explorer, levers) for levers in settings]
    rows = [
        [*(getattr(levers, name) for name in names), *more.values()]
        for levers, more in zip(settings, sums, strict=True)
    ]
    steps = [[step.name, step.text] for step in explorer.recording.steps]
    answers = page.evaluate(RUN, [[*names, *sums[0]], steps, list(explorer.recording.results), rows])

    def differences() -> Iterator[float]:
        for levers, answer in zip(settings, answers, strict=True):
            for there, here in zip(answer, named(explorer.model(levers)).values(), strict=True):
                yield abs(there - here) if isinstance(there, int | float) else math.inf

    return max(differences())


def report(browser: Browser) -> Iterator[Line]:
    """Give the largest difference of any result between Python and the page, for each explorer."""
    table = Table(f"Python and page at {SETTINGS} settings each", ("difference",), 34)
    yield table.head()
    tab = browser.new_page()
    tab.goto((ROOT / "_build/html" / PAGE).as_uri())
    for explorer in every():
        yield table.row(explorer.name, f"{largest_difference(tab, explorer, at_random(explorer, SETTINGS)):.1e}")
    tab.close()
