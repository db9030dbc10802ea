"""Measures how a move grows with what it moves: pages with more and more pictures and table cells.

Each page is written from the real parts: the five-year explorer with its pictures and rows taken again, as a section
of the kit, with the styles and scripts of the built site.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Browser

from joint_working import site
from joint_working.bench import moves
from joint_working.bench.driving import SITE, Place
from joint_working.bench.lines import Line, Table
from joint_working.explorers import five_years
from joint_working.html import el, join, shape, trusted
from joint_working.kit import page as kit_page
from joint_working.kit.explorer import Explorer
from joint_working.kit.view import View
from joint_working.site import model_scripts

PICTURES = (1, 2, 4, 8)
CELLS = (10, 100, 1000)
PAGE = """<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Growth</title>
{styles}{scripts}</head><body><main class="bd-article"><section><h1>Growth</h1>{body}</section></main></body></html>"""


def grown(pictures: int, cells: int) -> Explorer:
    """Return the five-year explorer with so many pictures and so many table cells, at least one row of them."""

    def view(levers, answer, before) -> View:
        seen = five_years.view(levers, answer, before)
        rows = max(1, round(cells / len(seen.table.rows[0].cells)))
        again = enumerate(islice(cycle(seen.pictures), pictures))
        return replace(
            seen,
            pictures=tuple(replace(picture, name=f"{picture.name}-{number}") for number, picture in again),
            table=replace(seen.table, rows=tuple(islice(cycle(seen.table.rows), rows))),
        )

    return replace(five_years, view=view)


def written(explorer: Explorer, folder: Path, static: Path = SITE / "_static") -> Place:
    """Write a page of an explorer alone into a folder, with its own model's script and the rest from `static`."""
    body, model = kit_page.section(explorer), f"model-{explorer.name}.js"
    (folder / model).write_text(model_scripts.of(explorer), encoding="utf-8")
    there = frozenset(path.name for path in static.glob("*.js"))
    places = ((folder if name == model else static, name) for name in site.scripts_for(body, there))
    page_scripts = (el("script", src=f"{place.as_uri()}/{name}", defer=True) for place, name in places)
    sheets = (static / f"{name}.css" for name in ("house", "parts", "tools"))
    styles = (el("link", rel="stylesheet", href=sheet.as_uri()) for sheet in sheets)
    policy = trusted(site.CONTENT_SECURITY_POLICY)
    text = shape(PAGE, policy=policy, styles=join(styles), scripts=join(page_scripts), body=body)
    page = folder / "page.html"
    page.write_text(text, encoding="utf-8")
    return Place(explorer.name, page, explorer.to_link())


def report(browser: Browser) -> Iterator[Line]:
    """Give the table of moves by the number of pictures, then by the number of cells."""
    table = Table("A move by pictures and table cells, in turns with the floor of its page", moves.COLUMNS[:-2])
    yield table.head()
    sizes = [(pictures, 100) for pictures in PICTURES] + [(2, cells) for cells in CELLS]
    for pictures, cells in sizes:
        with tempfile.TemporaryDirectory() as folder:
            place = written(grown(pictures, cells), Path(folder))
            yield table.row(f"{pictures} pictures, {cells:,} cells", *moves.measured(browser, place))
