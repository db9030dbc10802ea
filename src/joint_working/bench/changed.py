"""Measures "Change this model": from the click to the lab that answers by the reader's rule, first run and later ones.

A cold cache on the loopback: a context of its own, and a server that says nothing of keeping.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from playwright.sync_api import Browser

from joint_working.bench.driving import SITE
from joint_working.bench.lines import Cell, Line, Table, middle
from joint_working.bench.serving import served

BONNET, FROM, TO = "book/4-money/five-years/bonnet.html", "last.slipped * levers.slippage / 100", "0"
#: Goals, in seconds: the first run from the click, and the next one.
FIRST, NEXT, TIMES = 5, 0.3, 3
SAID = "() => !/is starting|is being read/.test(document.querySelector('[data-change-said]').textContent)"
BY_RULE = "() => document.querySelector('.jw-by-rule')"


def once(browser: Browser, address: str) -> tuple[float, float]:
    """Return the seconds of a first run, from the click on the button, and of the next."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/{BONNET}")
    page.wait_for_selector("[data-explorer-ready]")
    began = time.perf_counter()
    page.click("[data-change-open]")
    page.wait_for_function(SAID, timeout=120_000)
    text = page.input_value("[data-change-editor] textarea")
    page.fill("[data-change-editor] textarea", text.replace(FROM, TO))
    page.click('[data-change-do="run"]')
    page.wait_for_function(BY_RULE, timeout=120_000)
    first = time.perf_counter() - began
    page.fill("[data-change-editor] textarea", text.replace(FROM, "1"))
    said = page.inner_text("[data-change-said]")
    began = time.perf_counter()
    page.click('[data-change-do="run"]')
    page.wait_for_function(
        "(was) => { const now = document.querySelector('[data-change-said]').textContent;"
        " return now !== was && !/is being read/.test(now) }",
        arg=said, timeout=120_000, polling=20,
    )  # fmt: skip
    later = time.perf_counter() - began
    context.close()
    return first, later


def report(browser: Browser) -> Iterator[Line]:
    """Give the table: the middle of a few cold starts."""
    table = Table("Change this model, seconds (middle of cold starts; goals in brackets)", ("first", "next"))
    yield table.head()
    with served(SITE) as address:
        taken = [once(browser, address) for _ in range(TIMES)]
    first, later = (middle(seconds) for seconds in zip(*taken, strict=True))
    yield table.row("budget-lab-five-years", Cell(first, FIRST, 1), Cell(later, NEXT, 2))
