"""Sphinx extension: directive ``{questions}``, every heading of a chapter that asks something, and what it answers.

Nothing is copied by hand. While the chapters are read their question headings are noted, each with the first sentence
of its section; when the page is written they stand on it by part and chapter, in reading order, with a link each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from joint_working.html import Content, Html, bullets, el, join, link

from .chapter import asked as subtitle
from .citing import sentence_ends
from .exercises import Question
from .way import Part, contents

#: The folders whose pages are chapters: those of the parts of the book, without the materials for trainers.
CHAPTER = re.compile(r"book/[1-7]-[\w-]+/")
#: An answer of fewer words than this, such as "Yes.", says its reason in the next sentence.
FEWEST = 4
#: What is no sentence of a section: its head, drawings, tables, code, and sections below it.
_PASSED = (
    nodes.raw, nodes.literal_block, nodes.math_block, nodes.comment, nodes.table, nodes.target, nodes.section,
    nodes.title, nodes.system_message,
)  # fmt: skip
_HEAD = ("jw-asat", "jw-eyebrow", "jw-question", "jw-ref")


@dataclass(frozen=True)
class Asked:
    """A heading that asks: the section's id, "" for the page itself; its words; the first sentence of the section;
    and whether it is a question to try, whose answer is not told here."""

    section: str
    heading: str
    answer: str
    to_try: bool = False


def first_sentence(text: str) -> str:
    """Return the first sentence of a paragraph, whole; one of fewer than four words takes the next one with it.

    >>> first_sentence("Yes. Any member may send a proxy. A proxy may not preside.")
    'Yes. Any member may send a proxy.'
    """
    text = re.sub(r"\s+([.,;:?!])", r"\1", " ".join(text.split()))
    for end in sentence_ends(text):
        if len(text[:end].split()) >= FEWEST:
            return text[:end].strip()
    return text


def _words(node: nodes.Node) -> str:
    """Return the words of a paragraph as they are read, without badges."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, _PASSED) or any(name in _HEAD for name in node.get("classes", ())):
        return ""
    return "".join(map(_words, node.children))


def _paragraphs(node: nodes.Element, into: tuple[type, ...]) -> Iterator[str]:
    """Yield the paragraphs under a node that stand before any section below it, without questions to try."""
    for child in node.children:
        if isinstance(child, into) or not isinstance(child, nodes.Element):
            continue
        if any(name in _HEAD for name in child.get("classes", ())) or isinstance(child, Question):
            continue
        if isinstance(child, nodes.paragraph):
            yield _words(child)
        else:
            yield from _paragraphs(child, into)


def _answer(section: nodes.section) -> tuple[str, bool]:
    """Return the first sentence of a section, of one below it if it has none, or the words of a question to try."""
    below = tuple(kind for kind in _PASSED if kind is not nodes.section)
    for into in (_PASSED, below):
        for words in _paragraphs(section, into):
            if len(words.split()) > 1:
                return first_sentence(words), False
    asking = next(iter(section.findall(Question)), None)
    return (first_sentence(_words(asking[0])), True) if asking else ("", False)


def asked(doctree: nodes.document) -> list[Asked]:
    """Return the headings of a page that end in a question mark, in order; under its title stands its own question."""
    rows = []
    for section in doctree.findall(nodes.section):
        whole = isinstance(section.parent, nodes.document)
        heading, *_ = (subtitle(doctree) if whole else []) or [section.next_node(nodes.title)]
        if heading is not None and heading.astext().endswith("?"):
            rows.append(Asked("" if whole else section["ids"][0], heading.astext(), *_answer(section)))
    return rows


def listing(parts: Iterable[Part], known: dict[str, list[Asked]], address: Callable[[str], str]) -> Html:
    """Return the questions by part and chapter, those of all its layers. `known` holds the questions of each page, and
    `address` gives a page's address."""
    drawn: list[Html] = []
    for part in parts:
        inside = []
        for chapter in part.chapters:
            items = [_item(row, address(entry.page)) for entry in chapter.all for row in known.get(entry.page, ())]
            if items:
                inside.append((el("h3", link(address(chapter.page), chapter.name)), bullets(items)))
        if inside:
            drawn.append(el("section", el("h2", part.name), inside, id=f"part-{nodes.make_id(part.name)}"))
    return el("div", drawn, class_="jw-asked")


def _item(row: Asked, page: str) -> Content:
    heading = link(f"{page}#{row.section}".rstrip("#"), row.heading)
    if not row.answer:
        return join((heading, el("small", " The answer is a list or a table.")))
    return join((heading, el("small", " To try yourself:") if row.to_try else "", f" {row.answer}"))


# -- Sphinx -----------------------------------------------------------------------------------------------------


class Listed(nodes.General, nodes.Element):
    """The place of the list, filled when the page is written."""


class Questions(SphinxDirective):
    """``{questions}``: the whole list."""

    def run(self) -> list[nodes.Node]:
        """Return a placeholder; the list is made when the page is written."""
        return [Listed()]


def known(env: BuildEnvironment) -> dict[str, list[Asked]]:
    """Return the questions of each page, as they were read."""
    if not hasattr(env, "jw_questions"):
        env.jw_questions = {}
    return env.jw_questions


def _collect(app: Sphinx, doctree: nodes.document) -> None:
    if CHAPTER.match(app.env.docname):
        known(app.env)[app.env.docname] = asked(doctree)


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    known(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    known(env).update({page: rows for page, rows in known(other).items() if page in docnames})


def _draw(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for node in list(doctree.findall(Listed)):
        html = listing(contents(app), known(app.env), lambda page: app.builder.get_relative_uri(docname, page))
        node.parent.replace(node, nodes.raw("", str(html), format="html"))


def setup(app: Sphinx) -> dict[str, object]:
    """Register with Sphinx."""
    app.add_directive("questions", Questions)
    app.connect("doctree-read", _collect, priority=900)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("doctree-resolved", _draw)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
