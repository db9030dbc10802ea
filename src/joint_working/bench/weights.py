"""Weighs a page's first visit: every file the browser asked for, compressed as a server would. KB are 1,000 bytes."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Browser

from joint_working.bench.driving import SITE
from joint_working.bench.lines import Cell, Line, Table

#: Budgets in KB by kind of page.
BUDGETS = {"reading": 110, "explorer": 260, "register": 320}
#: The column in which a page is over its budget.
HELD_TO = "KB"
COMPRESSED = {".woff2", ".png"}


def files(asked: Iterable[str]) -> dict[Path, int]:
    """Return the bytes of each file a page asked the disk for, compressed as a server would."""
    places = {address.partition("#")[0].partition("?")[0] for address in asked if address.startswith("file://")}
    paths = [Path(unquote(place.removeprefix("file://"))) for place in sorted(places)]
    return {
        path: path.stat().st_size if path.suffix in COMPRESSED else len(gzip.compress(path.read_bytes(), 6))
        for path in paths
    }


def weight(asked: Iterable[str]) -> tuple[int, int]:
    """Return the bytes of the files a page asked the disk for, compressed, and their number."""
    sizes = files(asked)
    return sum(sizes.values()), len(sizes)


def asked_for(browser: Browser, address: str) -> list[str]:
    """Return the addresses a page asks for on its first visit."""
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    tab = context.new_page()
    tab.goto(address)
    tab.wait_for_load_state("networkidle")
    tab.evaluate("document.fonts.ready.then(() => 0)")
    context.close()
    return asked


def weigh(browser: Browser, page: Path | str) -> tuple[int, int]:
    """Return the bytes of the first visit of a page, given as a file or an address, compressed, and its files."""
    return weight(asked_for(browser, page.as_uri() if isinstance(page, Path) else page))


def kind(page: Path) -> str:
    """Return whether a page holds an explorer, of whatever kind, is a generated register, or is for reading."""
    if 'data-explorer="' in page.read_text(encoding="utf-8"):
        return "explorer"
    generated = page.stem in ("data-and-sources", "search") or page.parent.name == "tables"
    return "register" if generated else "reading"


def budget(page: Path) -> int:
    """Return the budget of a page in KB, by its kind."""
    return BUDGETS[kind(page)]


def made_of(sizes: dict[Path, int]) -> dict[str, int]:
    """Return the bytes of a visit by kind of file, as in .css, largest first."""
    sums: dict[str, int] = {}
    for path, size in sizes.items():
        sums[path.suffix] = sums.get(path.suffix, 0) + size
    return dict(sorted(sums.items(), key=lambda pair: -pair[1]))


def report(browser: Browser) -> Iterator[Line]:
    """Give the weight of every page, and what it is made of."""
    table = Table("KB of a first visit, compressed, and what it is made of", (HELD_TO, "files"), 54)
    yield table.head()
    for page in sorted(SITE.glob("**/*.html")):
        if page == SITE / "index.html":
            continue
        sizes = files(asked_for(browser, page.as_uri()))
        weighed = Cell(sum(sizes.values()) / 1000, budget(page))
        row = table.row(page.relative_to(SITE).as_posix(), weighed, Cell(len(sizes)))
        parts = "  ".join(f"{suffix} {size / 1000:.0f}" for suffix, size in made_of(sizes).items())
        yield Line(f"{row.text}    {parts}", row.missed)
