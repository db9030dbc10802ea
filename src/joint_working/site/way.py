"""Finding one's way: the contents of the book, where a page stands in it, its layers, and what comes before and after.

All of it is read from the table of contents, `_toc.yml`. What is a layer of which chapter, `layers.py` says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sphinx.application import Sphinx

from joint_working.html import Html, bullets, el, link

from . import layers, partnerships

ANSWER = "The answer"


@dataclass(frozen=True)
class Entry:
    """A page in the contents: its name there, and the pages below it."""

    page: str
    name: str
    below: tuple[Entry, ...] = ()

    @property
    def all(self) -> Iterator[Entry]:
        """Give the page and, in order, all below it."""
        yield self
        for entry in self.below:
            yield from entry.all

    def holds(self, page: str) -> bool:
        """Return whether a page is this one or below it."""
        return any(entry.page == page for entry in self.all)

    @property
    def layers(self) -> tuple[Entry, ...]:
        """Return the layers of a chapter, the answer first; none where it is of one page."""
        deeper = tuple(entry for entry in self.below if layers.chapter_of(entry.page) == self.page)
        return (Entry(self.page, ANSWER), *deeper) if deeper else ()

    def shown(self, page: str) -> tuple[Entry, ...]:
        """Return what the contents list below it while `page` is read: its layers, or the one page that is read."""
        if not self.holds(page):
            return ()
        return self.layers[1:] or tuple(entry for entry in self.all if entry.page == page != self.page)


@dataclass(frozen=True)
class Part:
    """A part of the book, and its chapters in order."""

    name: str
    chapters: tuple[Entry, ...]


@lru_cache(maxsize=1)
def contents(app: Sphinx) -> tuple[Part, ...]:
    """Return the parts of the book in order."""
    book = app.env.external_site_map

    def entry(page: str) -> Entry:
        below = [entry(child) for child in app.env.toctree_includes.get(page, ())]
        if page == partnerships.INDEX:
            below += [Entry(name, place.name) for name, place in partnerships.pages().items()]
        short = book[page].title if page in book else ""
        return Entry(page, short or app.env.titles[page].astext(), tuple(below))

    return tuple(Part(part.caption, tuple(map(entry, part.files()))) for part in book.root.subtrees)


@dataclass(frozen=True)
class Place:
    """Where a page stands: its part, its chapter there, and its own entry."""

    part: Part
    chapter: Entry
    entry: Entry

    @property
    def trail(self) -> list[tuple[str, str]]:
        """Return the way to the page, as pages and names: the part, which leads to its first page, and the chapter."""
        above = [(self.chapter.page, self.chapter.name)] if self.entry is not self.chapter else []
        return [(self.part.chapters[0].page, self.part.name), *above]


def place(parts: tuple[Part, ...], page: str) -> Place | None:
    """Return where a page stands, or None for one that the contents do not list, such as the front page."""
    for part in parts:
        for chapter in part.chapters:
            for entry in chapter.all:
                if entry.page == page:
                    return Place(part, chapter, entry)
    return None


@lru_cache(maxsize=1)
def _order(parts: tuple[Part, ...], root: str) -> tuple[Entry, ...]:
    """Return what is read one after the other: whole chapters. The 31 partnerships have no order."""
    apart = partnerships.pages()
    read = (
        entry for part in parts for chapter in part.chapters for entry in chapter.all
        if layers.chapter_of(entry.page) == entry.page and entry.page not in apart
    )  # fmt: skip
    return (Entry(root, ""), *read)


def around(parts: tuple[Part, ...], root: str, page: str) -> tuple[Entry | None, Entry | None]:
    """Return what is read before and after a page. From a layer back to its answer, and on to the next chapter."""
    order, chapter = _order(parts, root), layers.chapter_of(page)
    at = next((number for number, entry in enumerate(order) if entry.page == chapter), len(order))
    before, after = order[:at], order[at + 1 :]
    back = order[at] if chapter != page else before[-1] if len(before) > 1 and at < len(order) else None
    return back, after[0] if after else None


def layers_html(entries: tuple[Entry, ...], page: str, address: Callable[[str], str]) -> Html | None:
    """Return the line that leads from one layer of a chapter to the others; None where there is one alone."""
    if not entries:
        return None
    links = (
        link("#", name, aria_current="page") if here == page else link(address(here), name)
        for here, name in ((layer.page, layer.name) for layer in entries)
    )
    return el("nav", bullets(links), class_="jw-layers", aria_label="Layers of this chapter")
