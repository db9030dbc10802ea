"""Hold the page's arithmetic against Python's: the script of every explorer's model, run in a browser."""

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
from joint_working.site import model_scripts
from joint_working.site.build import ROOT

#: Settings of each explorer in `make measure`: `make soak` takes 2,000.
SETTINGS = 200
#: A page of the site: any will do, as a model's script needs nothing beside itself.
PAGE = "book/index.html"
#: Gives the results of a model's script at one setting of the levers after the other.
RUN = """([name, results, settings]) => {
  const model = rules.models[name]();
  return settings.map(model).map(known => results.map(result => {
    const value = Number(known[result]);
    return Number.isFinite(value) ? value : String(known[result]);
  }));
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


def largest_difference(page: Page, explorer: Explorer, settings: Sequence[Any]) -> float:
    """Return the largest difference between a page's results and Python's over some settings.

    The page must let a script in, as those of the site do. A result that is no number on the page, or missing there,
    gives infinity.
    """
    page.add_script_tag(content=model_scripts.scripts()[explorer.name])
    results, rows = list(explorer.recording.results), [vars(levers) for levers in settings]
    answers = page.evaluate(RUN, [explorer.name, results, rows])

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
