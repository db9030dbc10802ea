"""Sphinx extension: what is new, from `data/news.csv`, and what was wrong, from `CHANGELOG.md`.

``{news} list`` prints every row, the latest day first; ``{news} corrections`` the corrections of each edition. The
same rows are written as an Atom feed (RFC 4287), ``feed.xml``. Its names are no addresses: they stay the same when the
book moves to another host or has none. Where `_config.yml` names none (``html: baseurl``), its links are relative.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from joint_working import evidence
from joint_working.words import say_date

ROOT = Path(__file__).parents[3]
FEED, ATOM = "feed.xml", "http://www.w3.org/2005/Atom"
PAGE = "book/reference/what-is-new"
AUTHOR = "Joint Working contributors"


def rows() -> list[dict]:
    """Return the rows of `data/news.csv`, the latest day first."""
    return sorted(evidence.table("news"), key=lambda row: row["day"], reverse=True)


def said(row: dict, home: str = "") -> str:
    """Return a row as a line of Markdown; `home` leads from its page to the folder of the book."""
    return f"- {say_date(row['day'])}: [{row['what']}]({home}{row['page']}) {row['basis']}".strip()


def corrections(changelog: str) -> list[tuple[str, str]]:
    """Return (edition, Markdown) of each edition of a changelog that has a part called Corrections.

    >>> corrections("## 0.2\\n### Added\\n- A\\n## 0.1\\n### Corrections\\n- [B](book/b.md)\\n")
    [('0.1', '- [B](/book/b.md)')]
    """
    found = []
    for edition in re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]:
        name, _, rest = edition.partition("\n")
        part = re.search(r"^### Corrections\n(.*?)(?=^### |\Z)", rest, re.MULTILINE | re.DOTALL)
        if part:
            found.append((name.strip(), part[1].strip().replace("](book/", "](/book/")))
    return found


def address(page: str) -> str:
    """Return the address of a page in the site: "4-money/one-pot.ipynb#a" is "book/4-money/one-pot.html#a"."""
    return "book/" + re.sub(r"\.\w+(?=#|$)", ".html", page, count=1)


def names(listed: list[dict]) -> list[str]:
    """Return the lasting name of each row: of its page and day, and its number among those of one page and day.

    The oldest is number 1, so that a new row takes no other's name, and new words for a row give it none.
    """
    seen: Counter[tuple] = Counter()
    told = []
    for row in reversed(listed):
        about = (row["day"].isoformat(), re.split(r"[.#]", row["page"])[0])
        seen[about] += 1
        told.append(_name(*about, str(seen[about])))
    return told[::-1]


def _name(*about: str) -> str:
    return uuid5(NAMESPACE_URL, "/".join(("joint-working", "news", *about))).urn


def feed(title: str, base: str = "") -> bytes:
    """Return the feed as a file in UTF-8; `base` is the address of the site, or "" where it has none."""
    base = base and base.rstrip("/") + "/"
    listed = rows()
    top = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    _add(top, "id", _name())
    _add(top, "title", f"{title}: what is new")
    _add(top, "updated", _moment(listed[0]))
    _add(_add(top, "author"), "name", AUTHOR)
    _add(top, "link", rel="alternate", type="text/html", href=f"{base}{PAGE}.html")
    if base:
        _add(top, "link", rel="self", type="application/atom+xml", href=base + FEED)
    _add(top, "rights", "CC BY 4.0")
    for row, name in zip(listed, names(listed), strict=True):
        entry = _add(top, "entry")
        _add(entry, "id", name)
        _add(entry, "title", row["what"])
        _add(entry, "updated", _moment(row))
        _add(entry, "link", rel="alternate", type="text/html", href=base + address(row["page"]))
    ElementTree.indent(top)
    return ElementTree.tostring(top, encoding="utf-8", xml_declaration=True) + b"\n"


def _add(parent: ElementTree.Element, tag: str, text: str | None = None, **values: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, tag, values)
    child.text = text
    return child


def _moment(row: dict) -> str:
    return f"{row['day'].isoformat()}T00:00:00Z"


class News(SphinxDirective):
    """``{news} list`` or ``{news} corrections``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the lines asked for."""
        if self.arguments[0] == "list":
            self.env.note_dependency(str(evidence.data_dir() / evidence.describe("news")["path"]))
            return self._parsed([said(row, "/book/") for row in rows()])
        self.env.note_dependency(str(ROOT / "CHANGELOG.md"))
        told: list[nodes.Node] = []
        for edition, lines in corrections((ROOT / "CHANGELOG.md").read_text(encoding="utf-8")):
            told += [nodes.rubric(edition, edition), *self._parsed(lines.splitlines())]
        return told

    def _parsed(self, lines: list[str]) -> list[nodes.Node]:
        held = nodes.Element()
        self.state.nested_parse(StringList(lines, "news"), self.content_offset, held)
        return held.children


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        (Path(app.outdir) / FEED).write_bytes(feed(app.config.html_title, app.config.html_baseurl))


def setup(app: Sphinx) -> dict[str, object]:
    """Register with Sphinx."""
    app.add_directive("news", News)
    app.connect("build-finished", _write, priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
