"""Sphinx extension: directive ``{acronyms}``, the letters that stand for words, from A to Z.

They are rows of `data/acronyms.csv`. Each has the words in full and one sentence, and leads to the glossary where that
has the word. The search finds each by its letters.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from posixpath import relpath

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from joint_working import evidence
from joint_working.html import Content, Html, el, link

PAGE, GLOSSARY = "book/reference/acronyms", "book/reference/glossary"
#: The letters in a row, each as large as a finger needs. They stand on this page alone.
STYLE = el(
    "style",
    ".jw-letters ul{display:flex;flex-wrap:wrap;gap:.25rem;list-style:none;margin:1rem 0;padding:0}"
    ".jw-letters a{display:block;min-width:2.75rem;line-height:2.75rem;text-align:center;border:1px solid}"
    "@media print{.jw-letters{display:none}}",
)


def anchor(letters: str) -> str:
    """Return the id of an acronym on its page: "acronym-hscp"."""
    return f"acronym-{nodes.make_id(letters)}"


def in_order() -> list[dict]:
    """Return the rows in the order of the alphabet, whatever their case."""
    return sorted(evidence.table("acronyms"), key=lambda row: row["letters"].casefold())


def entries() -> list[list]:
    """Return what the search knows of each: its address, letters, page's name, part, words in full, sentence, readers'
    words, weight."""
    return [
        [f"{PAGE}.html#{anchor(row['letters'])}", row["letters"], "Acronyms A–Z", "Reference",
         f"{row['words']}. {row['sentence']}", "", f"{row['letters']}|{row['letters']}s", 0.5]
        for row in in_order()
    ]  # fmt: skip


def listing(glossary: Callable[[str], str]) -> Html:
    """Return the list, letter by letter, with links to each letter; `glossary` gives the address of a word in the
    glossary."""
    by_letter = [(letter, list(rows)) for letter, rows in groupby(in_order(), lambda row: row["letters"][0].upper())]
    jumps = (el("li", link(f"#letter-{letter.lower()}", letter)) for letter, _ in by_letter)
    parts = (
        el(
            "section",
            el("h2", letter),
            el("dl", [_entry(row, glossary) for row in rows]),
            id=f"letter-{letter.lower()}",
        )
        for letter, rows in by_letter
    )
    nav = el("nav", el("ul", jumps), class_="jw-letters", aria_label="Letters")
    return STYLE + nav + el("div", parts, class_="jw-acronyms")


def _entry(row: dict, glossary: Callable[[str], str]) -> Html:
    term = row["term"]
    meaning: Content = (" ", link(glossary(term), f"Glossary: {term}")) if term else ""
    return el(
        "div",
        el("dt", row["letters"], id=anchor(row["letters"])),
        el("dd", el("strong", row["words"]), el("br"), row["sentence"], meaning),
    )


class Acronyms(SphinxDirective):
    """``{acronyms}``: the whole list."""

    def run(self) -> list[nodes.Node]:
        """Return the list, with links from where the page stands."""
        self.env.note_dependency(str(evidence.data_dir() / evidence.describe("acronyms")["path"]))
        glossary = relpath(GLOSSARY, str(Path(self.env.docname).parent))
        made = listing(lambda term: f"{glossary}.html#term-{term.replace(' ', '-')}")
        return [nodes.raw("", str(made), format="html")]


def setup(app: Sphinx) -> dict[str, object]:
    """Register with Sphinx."""
    app.add_directive("acronyms", Acronyms)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
