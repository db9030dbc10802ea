"""Sphinx extension: the shape of a chapter's page. The short answer first, what few need folded, one switch for code.

Directive ``{in-short}``: the answer in short, right under the head of a chapter. When a chapter is written, its
facilitator notes, sources and bonnet are folded into a `<details>` under their own heading (the page's words are
folded by `terms`). A page whose cells hide their code gets one switch that shows all of it.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from joint_working.html import Html, el, shape

#: The sections of a chapter that open when asked for, by id.
FOLDED = ("for-facilitators", "sources", "open-the-bonnet", "the-story-in-six-answers")
#: Around what is folded, its heading as the handle. Printed open, but for the bonnet.
OPEN, HANDLE, CLOSE = shape('<details class="jw-fold"><summary>'), shape("</summary>"), shape("</details>")
SWITCH = el("button", "Show the code", type="button", class_="jw-code-switch", data_jw_code=True, aria_pressed="false")
_HANDLE = re.compile(
    r'(<details class="jw-fold"><summary>(?:(?!</summary>).)*?)<a class="headerlink"[^>]*>[^<]*</a>', re.S
)
_HEAD = re.compile(r'<ul class="jw-asat[^>]*>.*?(?=</ul>)', re.S)
_TITLE = re.compile(r"</h1>")
_HIDDEN_CODE = re.compile(r'<details class="admonition hide')


class InShort(SphinxDirective):
    """The short answer to the question in a chapter's title: a list, at most 90 words."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The list, in a section of its own on a page, without one elsewhere."""
        answer = nodes.container("", classes=["jw-short-body"])
        self.state.nested_parse(self.content, self.content_offset, answer)
        start, end = shape('<section class="jw-short" id="in-short"><h2>In short</h2>'), shape("</section>")
        return [_raw(start), *answer.children, _raw(end)]


def _raw(html: Html) -> nodes.raw:
    return nodes.raw("", str(html), format="html")


def fold(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Fold the sections of a chapter that few need (``doctree-resolved``)."""
    if app.builder.format != "html":
        return
    for section in list(doctree.findall(nodes.section)):
        whole = isinstance(section.parent, nodes.document)
        if not whole and any(name in FOLDED for name in section["ids"]):
            title, *rest = section.children
            section.children = []
            section["classes"].append("jw-folded")
            section += [_raw(OPEN), title, _raw(HANDLE), *rest, _raw(CLOSE)]


def with_switch(body: str) -> str:
    """Return a page's HTML with the switch in the line under its title, if any of its cells hides its code.

    A heading that is a handle loses its own link: a link inside a handle is two controls in one.
    """
    body = _HANDLE.sub(r"\1", body)
    head = _HEAD.search(body)
    place = head or _TITLE.search(body)
    if not place or not _HIDDEN_CODE.search(body):
        return body
    return f"{body[: place.end()]}{el('li', SWITCH) if head else SWITCH}{body[place.end() :]}"


def setup(app: Sphinx) -> dict[str, object]:
    """Register with Sphinx."""
    app.add_directive("in-short", InShort)
    app.connect("doctree-resolved", fold, priority=950)  # after the page's words are placed before its sources
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
