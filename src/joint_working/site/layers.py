"""The layers of a chapter: the answer, in depth, further pages, and the bonnet with its code.

A chapter is a page ``part/slug`` of a numbered folder, which gives the answer. Its other layers stand in the folder of
its name: ``part/slug/in-depth``, ``part/slug/bonnet``. They have no head of their own: their rules are read as at the
day of the chapter's.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from . import markdown

LAYER = re.compile(r"((?:book/)?\d-[\w-]+/[\w-]+)/([\w-]+)$")
BONNET = "bonnet"


def split(page: str) -> tuple[str, str]:
    """Return the chapter of a page and the name of its layer: "" for the answer and for what is no chapter.

    >>> split("book/4-money/one-pot/in-depth"), split("4-money/one-pot"), split("reference/tables/rules")
    (('book/4-money/one-pot', 'in-depth'), ('4-money/one-pot', ''), ('reference/tables/rules', ''))
    """
    found = LAYER.fullmatch(page)
    return (found[1], found[2]) if found else (page, "")


def chapter_of(page: str) -> str:
    """Return the chapter that a page is a layer of, or the page itself."""
    return split(page)[0]


def file_of(chapter: Path) -> Path:
    """Return the file of a page named without its suffix: a notebook, or else Markdown."""
    notebook = chapter.with_name(f"{chapter.name}.ipynb")
    return notebook if notebook.exists() else chapter.with_name(f"{chapter.name}.md")


def as_at(chapter: Path) -> date | None:
    """Return the day of a chapter's head, from its file; None where it has none, or there is no such file."""
    return _as_at(chapter, chapter.stat().st_mtime_ns) if chapter.exists() else None


@cache
def _as_at(chapter: Path, changed: int) -> date | None:
    for block in filter(None, map(markdown.directive, markdown.blocks(markdown.markdown_of(chapter)))):
        if block.name == "chapter-head" and "as-at" in block.options:
            return date.fromisoformat(block.options["as-at"])
    return None
