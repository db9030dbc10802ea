"""Sphinx extension: what only the front page has. ``{front} ask`` gives the box of the search, ``{front} new`` the
last things in `data/news.csv`, ``{front} imprint`` the day, the makers and the licences in one line, ``{front} files``
a place for what readers take away."""

from __future__ import annotations

from datetime import date
from importlib.metadata import metadata

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from joint_working import evidence
from joint_working.html import el, shape

from . import news
from .citing import say_date

#: How many things are new at once.
NEW = 5
MAKERS = "Made by the contributors to Joint Working"
#: The place on the page that `files` fills once there is something to take away.
BEFORE, AFTER = shape("<!--files-->"), shape("<!--/files-->")
PLACE = BEFORE + AFTER
LICENCES = "text CC BY 4.0, code MIT, [data by table](reference/about.md#licences)"


def new() -> list[dict]:
    """Return the newest rows of `data/news.csv`, the latest first."""
    return news.rows()[:NEW]


def made() -> date:
    """Return the day of what is newest in the book."""
    return news.rows()[0]["day"]


class Front(SphinxDirective):
    """``{front} ask``, ``{front} new``, ``{front} imprint`` or ``{front} files``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return what was asked for."""
        self.env.note_dependency(str(evidence.data_dir() / evidence.describe("news")["path"]))
        if self.arguments[0] == "ask":
            return [nodes.raw("", str(ASK), format="html")]
        if self.arguments[0] == "files":
            return [nodes.raw("", str(PLACE), format="html")]
        if self.arguments[0] == "new":
            return self._parsed(list(map(news.said, new())), "jw-new")
        version = metadata("joint-working")["Version"]
        return self._parsed([f"Version {version}, {say_date(made())}. {MAKERS}: {LICENCES}."], "jw-imprint")

    def _parsed(self, lines: list[str], css: str) -> list[nodes.Node]:
        held = nodes.container("", classes=[css])
        self.state.nested_parse(StringList(lines, "news.csv"), self.content_offset, held)
        return [held]


ASK = el(
    "form",
    el("label", "Ask in your own words", for_="jw-front-ask"),
    el("span",
       el("input", type="search", id="jw-front-ask", name="q", autocomplete="off", spellcheck="false"),
       " ", el("button", "Search", class_="jw-button", type="submit")),
    class_="jw-ask",
    role="search",
    action="../search.html",
    method="get",
)  # fmt: skip


def setup(app: Sphinx) -> dict[str, object]:
    """Register with Sphinx."""
    app.add_directive("front", Front)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
