"""Measures a start: from navigation to an address that names an explorer until it is ready and a lever answers.

On a processor four times slower, from the disk; and on a phone, the same processor behind a poor line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from playwright.sync_api import Browser

from joint_working.bench.driving import PATIENCE, SITE, Place, opened, places, started
from joint_working.bench.lines import Cell, Line, Table, middle
from joint_working.bench.serving import served

#: A phone on a poor line: a processor four times slower, 1.6 Mb/s, 150 ms there and back.
SLOWER = 4
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
PHONE = {"viewport": {"width": 360, "height": 800}, "has_touch": True, "is_mobile": True}
#: Each start is the median of so many.
RUNS = 3
#: Goals, in seconds: ready at 4x; the first lever on the phone.
READY, FIRST = 2.5, 2.5


@dataclass(frozen=True)
class Start:
    """Seconds since navigation: until ready, and until the first move of the first lever is painted."""

    ready: float
    answered: float


def start(browser: Browser, address: str, name: str, **profile) -> Start:
    """Return the medians of some starts of an explorer; `profile` is as in `opened`."""
    marks = []
    for _ in range(RUNS):
        with opened(browser, **profile) as (page, _tools):
            marks.append(started(page, address, name))
    return Start(*(middle([mark[key] for mark in marks]) / 1000 for key in ("ready", "answered")))


@cache
def slow(browser: Browser, place: Place) -> Start:
    """Return an explorer's start on a slower processor, from the disk; measured once a run."""
    return start(browser, place.file, place.name, slower=SLOWER)


@dataclass(frozen=True)
class Visit:
    """A first visit on the phone: KB handed out, files asked for here and of other sites, seconds until loaded."""

    kb: float
    here: int
    elsewhere: int
    loaded: float


def visit(browser: Browser, address: str) -> Visit:
    """Open a page for the first time on the phone, whoever made it."""
    weight: list[float] = []
    asked: list[str] = []
    home = "/".join(address.split("/")[:3])
    with opened(browser, SLOWER, LINE, **PHONE) as (page, tools):
        tools.on("Network.loadingFinished", lambda event: weight.append(event["encodedDataLength"]))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address, wait_until="load", timeout=PATIENCE)
        loaded = page.evaluate("() => performance.getEntriesByType('navigation')[0].loadEventStart")
        page.wait_for_timeout(1500)
    here = sum(url.startswith((home, "data:", "blob:")) for url in asked)
    return Visit(sum(weight) / 1000, here, len(asked) - here, loaded / 1000)


def report(browser: Browser) -> Iterator[Line]:
    """Give the table of starts: every explorer in every page that holds it."""
    columns = ("ready 4x", "phone ready", "phone first lever")
    table = Table("From navigation, seconds (median of 3; goals in brackets)", columns, 84)
    yield table.head()
    with served(SITE) as site:
        for place in places():
            phone = start(browser, f"{site}/{place.path}", place.name, slower=SLOWER, line=LINE, **PHONE)
            slower = slow(browser, place)
            numbers = Cell(slower.ready, READY, 1), Cell(phone.ready, digits=1), Cell(phone.answered, FIRST, 1)
            yield table.row(place.path, *numbers)
