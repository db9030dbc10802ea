"""Reads the HTML of a sheet as headings, paragraphs, lists and tables, for programs that know no HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from joint_working.html import Html

INLINE = frozenset(("a", "abbr", "b", "br", "em", "i", "small", "span", "strong", "sub", "sup", "time"))
BOLD = frozenset(("b", "strong", "th", "dt"))
#: What stands for a blank, a longer one, and a box to tick.
BLANK, WIDE_BLANK, BOX = "_" * 8, "_" * 28, "\u2610"


@dataclass(frozen=True)
class Run:
    """Words in one weight. A new line within them is a line break."""

    text: str
    bold: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading. `level` is 1 below a sheet's own title, and more below that; `card` begins a card."""

    text: str
    level: int
    card: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `boxed` has a frame; one without words is a line to write on."""

    runs: Runs
    boxed: bool = False


@dataclass(frozen=True)
class Items:
    """A list, numbered or not."""

    items: tuple[Runs, ...]
    numbered: bool


@dataclass(frozen=True)
class Grid:
    """A table: its caption, the heads of its columns, and its rows, the first cell of each its head."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]


Block = Heading | Paragraph | Items | Grid


def words(runs: Runs) -> str:
    """Return the words of runs on one line."""
    return " ".join("".join(run.text for run in runs).split())


def read(html: Html) -> tuple[Block, ...]:
    """Return the blocks of some HTML, in order. Every word is in one of them, those of a picture as a list."""
    from lxml.html import fragment_fromstring

    return tuple(_blocks(fragment_fromstring(html, create_parent="div"), boxed=False))


def _blocks(element: Any, boxed: bool) -> Iterator[Block]:
    kinds = (element.get("class") or "").split()
    boxed = boxed or "jw-private" in kinds
    first = element.tag == "article"
    if _is_inline(element):
        if runs := _runs(element):
            yield Paragraph(runs, boxed)
        return
    for child in element:
        if child.tag in ("ul", "ol"):
            yield Items(tuple(_runs(item) for item in child), child.tag == "ol")
        elif child.tag == "table":
            yield _grid(child)
        elif re.fullmatch(r"h[2-6]", str(child.tag)):
            yield Heading(words(_runs(child)), int(child.tag[1]) - 2, first)
            first = False
        elif child.tag == "svg" or "jw-narrow" in (child.get("class") or "").split():
            yield from _drawn(child) if child.tag == "svg" else ()
        elif child.tag == "p":
            runs = _runs(child)
            if runs or "jw-lines" in kinds:
                yield Paragraph(runs, boxed)
        elif isinstance(child.tag, str):
            yield from _blocks(child, boxed)


def _is_inline(element: Any) -> bool:
    """Return whether an element holds words and nothing that stands on its own."""
    return all(child.tag in INLINE for child in element)


def _drawn(picture: Any) -> Iterator[Block]:
    said = [" ".join("".join(text.itertext()).split()) for text in picture.iter() if str(text.tag).endswith("text")]
    if said:
        yield Items(tuple((Run(text),) for text in said if text), numbered=False)


def _grid(table: Any) -> Grid:
    caption = table.find("caption")
    heads = tuple(words(_runs(cell)) for cell in table.find("thead").iter("th"))
    rows = tuple(tuple(_runs(cell) for cell in row) for row in table.find("tbody").iter("tr"))
    return Grid("" if caption is None else words(_runs(caption)), heads, rows)


def _runs(element: Any) -> Runs:
    """Return the words of an element in their weights, with no room at either end."""
    found: list[Run] = []
    for run in _said(element, bold=False):
        text = re.sub(r"[ \t\n\r]+", " ", run.text) if run.text != "\n" else "\n"
        if found and found[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if found and found[-1].bold == run.bold:
            found[-1] = Run(found[-1].text + text, run.bold)
        elif text:
            found.append(Run(text, run.bold))
    if found:
        found[0] = Run(found[0].text.lstrip(), found[0].bold)
        found[-1] = Run(found[-1].text.rstrip(), found[-1].bold)
    return tuple(run for run in found if run.text.replace("\u00a0", ""))


def _said(element: Any, bold: bool) -> Iterator[Run]:
    kinds = (element.get("class") or "").split()
    if element.tag == "br":
        yield Run("\n", bold)
    elif "jw-blank" in kinds:
        yield Run(WIDE_BLANK if "wide" in kinds else BLANK, bold)
    elif "jw-box" in kinds:
        yield Run(BOX, bold)
    else:
        yield Run(element.text or "", bold)
        for child in element:
            if isinstance(child.tag, str):
                inner = bold or child.tag in BOLD
                yield from _said(child, inner)
                if child.tag not in INLINE:
                    yield Run(" ", inner)
            yield Run(child.tail or "", bold)
