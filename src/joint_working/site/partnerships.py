"""Sphinx extension: a page for each of the 31 partnerships, made from the tables when the site is written.

The pages are no documents, so they stand in no contents list and need no file: the page *Your partnership* leads to
them, and so do the front page and the search. Directive ``{partnerships} list`` gives the map and the list of all,
``{partnerships} choose`` the choice of one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from posixpath import relpath
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from joint_working import evidence, explorers
from joint_working.explorers import places

from . import partnership_page

FOLDER = "book/your-partnership"
INDEX = f"{FOLDER}/index"
#: The tables a page is made from, beside those of the labs.
TABLES = ("authorities", "councils", "local_rules", "finance_partnerships", "rules", "timeline", "tile_grid")


def pages() -> dict[str, evidence.Authority]:
    """Return each partnership by the name of its page."""
    return {f"{FOLDER}/{partnership_page.slug(place)}": place for place in partnership_page.in_order()}


def entries() -> list[list]:
    """Return what the search knows of each page: its address, heading, name, part, first sentence, other words,
    readers' words, weight."""
    return [
        [f"{name}.html", place.name, place.name, "Your partnership", partnership_page.lead(place),
         " ".join(place.localities), _asked(place), 1.2]
        for name, place in pages().items()
    ]  # fmt: skip


def _asked(place: evidence.Authority) -> str:
    """Return what readers call a partnership, and what they ask of it."""
    names = [place.name, *place.other_names, *place.councils, partnership_page.health_board(place)]
    return "|".join(dict.fromkeys([*names, "partnership board HSCP IJB my area our area"]))


def write_starts(static: Path) -> None:
    """Write how each part starts for each partnership, for the scripts that read a link.

    ``places.js`` has the names and the panels, which most pages with a link need, ``starts.js`` the labs.
    """
    labs = [lab.name for lab in explorers.every()]
    of_labs, of_panels = {}, {}
    for name, start in places.every().items():
        (of_labs if name in labs else of_panels)[name] = start
    texts = {
        "places": f"window.jointWorkingPlaces={_json({'names': places.names(), 'starts': of_panels})};",
        "starts": f"Object.assign(jointWorkingPlaces.starts,{_json(of_labs)});",
    }
    for name, text in texts.items():
        (static / f"{name}.js").write_text(text + "\n", encoding="utf-8")


def _json(told: dict) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


class Partnerships(SphinxDirective):
    """``{partnerships} list`` or ``{partnerships} choose``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the list, or the choice, with links from where the page stands."""
        for table in TABLES:
            self.env.note_dependency(str(evidence.data_dir() / evidence.describe(table)["path"]))
        folder = relpath(FOLDER, str(Path(self.env.docname).parent)) + "/"
        html = {"list": partnership_page.listing, "choose": partnership_page.chooser}[self.arguments[0]](folder)
        return [nodes.raw("", html, format="html")]


def _collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    for name, place in pages().items() if getattr(app.env, "jw_whole", True) else ():  # see renew.py
        yield name, {"title": place.name, "body": partnership_page.page(place)}, "page.html"


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the pages and the directive to Sphinx."""
    app.add_directive("partnerships", Partnerships)
    app.connect("html-collect-pages", _collect)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
