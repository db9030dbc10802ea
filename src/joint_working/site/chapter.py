"""Sphinx extension: the shape of a chapter's page. The short answer first, what few need folded, one switch for code.

Directive ``{in-short}``: the answer in short, right under the head of a chapter. The paragraph of class `jw-question`
under a title is the question that the page answers. When a chapter is written, its sources, its goals and what few
need are folded into a `<details>` under their own heading (the page's words are folded by `terms`), and so is a
section whose heading has ``{.jw-folded}`` above it. A page whose cells hide their code gets one switch that shows all
of it; on a bonnet, which is about the code, it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from joint_working.html import Html, el, link, shape

from . import citing

#: The sections of a chapter that open when asked for, by id.
FOLDED = (
    "for-facilitators", "sources", "open-the-bonnet", "by-the-end-you-can",
    "why-this-may-not-match-figures-you-have-seen", "the-story-in-six-answers",
)  # fmt: skip
#: Around what is folded, its heading as the handle. Printed open, but for the bonnet.
OPEN, HANDLE, CLOSE = shape('<details class="jw-fold"><summary>'), shape("</summary>"), shape("</details>")
SWITCH = el("button", "Show the code", type="button", class_="jw-code-switch", data_jw_code=True, aria_pressed="false")
_HANDLE = re.compile(
    r'(<details class="jw-fold"><summary>(?:(?!</summary>).)*?)<a class="headerlink"[^>]*>[^<]*</a>', re.S
)
_HEAD = re.compile(r'<ul class="jw-asat[^>]*>.*?(?=</ul>)', re.S)
_HIDDEN_CODE = re.compile(r'<details class="admonition hide[^"]*"')
_EYEBROW = re.compile(r'<p class="jw-eyebrow">(?:(?!</p>).)*</p>(\s*(?:<span id="[^"]*"></span>\s*)*<h1>)', re.S)
_TITLED = re.compile(r'</h1>(?:\s*<p class="jw-question"[^>]*>.*?</p>)?(?:<nav class="jw-layers".*?</nav>)?', re.S)
_SHORT = re.compile(r'<section class="jw-short".*?</section>', re.S)


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
        if not whole and ("jw-folded" in section["classes"] or any(name in FOLDED for name in section["ids"])):
            title, *rest = section.children
            section.children = []
            section["classes"] = sorted({*section["classes"], "jw-folded"})
            section += [_raw(OPEN), title, _raw(HANDLE), *rest, _raw(CLOSE)]


def keep_addresses(app: Sphinx, doctree: nodes.document) -> None:
    """Let links of other pages lead to the names that a page had before: labels above its title (``doctree-read``)."""
    slugs = app.env.metadata[app.env.docname].get("myst_slugs", {})
    for title in list(doctree.findall(nodes.title))[:1]:
        for name in title.parent["ids"]:
            slugs.setdefault(name, (title.line, name, title.astext()))


def asked(doctree: nodes.document) -> list[nodes.paragraph]:
    """Return the paragraph that is the question of a page, if it has one."""
    return [node for node in doctree.findall(nodes.paragraph) if "jw-question" in node["classes"]][:1]


def with_switch(body: str) -> str:
    """Return a page's HTML with the switch in the line under its title, if any of its cells hides its code.

    A heading that is a handle loses its own link: a link inside a handle is two controls in one.
    """
    body = _HANDLE.sub(r"\1", body)
    head = _HEAD.search(body)
    place = head or _TITLED.search(body)
    if not place or not _HIDDEN_CODE.search(body):
        return body
    return f"{body[: place.end()]}{el('li', SWITCH) if head else SWITCH}{body[place.end() :]}"


def with_code(body: str) -> str:
    """Return the HTML of a bonnet with the code of its cells shown: a reader came for it."""
    return _HIDDEN_CODE.sub(r"\g<0> open", _HANDLE.sub(r"\1", body))


def download(page: str, live: str) -> Html:
    """Return the line that offers a bonnet's notebook, which stands beside its page; `live` tells how to run it."""
    name = "-".join(page.split("/")[-2:])
    notebook = link("bonnet.ipynb", "Download this notebook", download=f"{name}.ipynb")
    return el("p", notebook, ". ", link(live, "How to run it"), ".", class_="jw-note")


def dressed(body: str, layers: Html | None, due: date | None, ways: Sequence[tuple[str, str]]) -> str:
    """Return a page's HTML with what stands round its short answer.

    Its `layers`, and what comes with them, under title and question; the day of the next check at the end of the line
    of dates; and under the short answer a button for each of `ways`, (id, words), and one to print what is taken to a
    meeting.
    """
    body = _EYEBROW.sub(r"\1", body)  # the way to the page says it, with links
    if due:
        body = _after(_HEAD, body, el("li", f"Next check {citing.say_date(due)}", class_="jw-next"))
    body = _after(_SHORT, body, _buttons(ways) if ways else None)
    return _after(_TITLED, body, layers)


def _after(place: re.Pattern[str], body: str, added: Html | None) -> str:
    found = place.search(body)
    return f"{body[: found.end()]}{added}{body[found.end() :]}" if found and added else body


def _buttons(ways: Sequence[tuple[str, str]]) -> Html:
    links = [link(f"#{name}", words, class_="jw-button") for name, words in ways]
    printing = el("button", "Print two pages", type="button", class_="jw-button", data_jw_two=True)
    return el("p", links, printing, class_="jw-do")


def ways(sections: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the first thing to try and the first question of a page, of its sections: (id, words of the button)."""
    begins = ("Try it", "Check yourself")
    firsts = (next(((name, start) for name, words in sections if words.startswith(start)), None) for start in begins)
    return [first for first in firsts if first]


def setup(app: Sphinx) -> dict[str, object]:
    """Register with Sphinx."""
    app.add_directive("in-short", InShort)
    app.connect("doctree-read", keep_addresses)
    app.connect("doctree-resolved", fold, priority=950)  # after the page's words are placed before its sources
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
