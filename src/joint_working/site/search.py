"""Sphinx extension: search by section, from an index that is a script, so that it answers from a memory stick too.

Every section of a page is one entry: its heading, its page and part, its first sentence and its words. Chapters and
the glossary weigh more than trainers' pages, and those more than registers and authors' pages. Readers' own words for
a section, which its text may not hold, are `data/search_words.csv`. `static/search.js` ranks with MiniSearch, a
library, and with the stems of words that Sphinx takes; it keeps nothing in the browser.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.search.en import SearchEnglish
from sphinx.util import logging

from joint_working import evidence

from . import acronyms, layers, partnerships
from .chapter import asked
from .exercises import Question
from .way import contents

logger = logging.getLogger(__name__)

TRAINERS = "book/8-for-trainers/"
#: The weight of a page by the first words of its path that fit: chapters 1; lists and authors' pages come last.
WEIGHTS = (
    ("book/reference/tables/", 0.001), ("book/reference/glossary", 1.1), ("book/reference/parts-for-authors", 0.001),
    ("book/reference/how-the-book-is-built", 0.001), ("book/reference/recheck", 0.001),
    ("book/reference/hosting", 0.15), ("book/reference/who-keeps-it", 0.15), ("book/reference/made-up", 0.15),
    ("book/reference/", 0.3), ("book/routes/representative", 0.7), ("book/routes/staff-side", 0.7),
    ("book/easy-read/", 0.4), ("book/routes/", 0.4), (TRAINERS, 0.4), ("book/index", 0.6), ("book/", 1.0),
)  # fmt: skip
#: What a layer of a chapter weighs beside its answer, and the most of its words, as of those of a page for trainers or
#: hosts. A bonnet, which is code, is left out.
IN_DEPTH, WORDS_IN_DEPTH, BRIEF = 0.85, 34, (TRAINERS, "book/reference/hosting")
#: Sections every chapter has, which hold no answer of their own. They are not in the index.
USUAL = re.compile(
    r"^(sources|open-the-bonnet|for-facilitators|words-used-here|in-short|discuss|guess-before|what-to-take-to|check-your|where-this-comes"
    r"|by-the-end-you-can|more-to-try)"
)
#: Pages that are found as a whole: their sections bear the names of chapters, of tasks, or of what keepers do.
WHOLE = (
    f"{TRAINERS}facilitator-notes", f"{TRAINERS}change-the-model",
    "book/reference/parts-for-authors", "book/reference/how-the-book-is-built", "book/reference/who-keeps-it",
    "book/reference/what-is-new", "book/reference/information-governance",
)  # fmt: skip
#: Words of one entry beside its first sentence, and letters of that: more tell little, and the index is read whole.
MOST, FIRST = 50, 150
#: Words that ask, and tell nothing of what is asked. They are not in the index.
STOP = frozenset(
    re.findall(
        r"\w+",
        """a about all am an and any are as at be by can could did do does for from get had has have he how i
        if in into is it its may me must my no not of on or our she should so than that the their then there
        they this to us was we were what when where which who whom why will with would you your""",
    )
)
ENGLISH = SearchEnglish({})
#: What is not searched: an exercise least of all, since most of what it says is wrong.
_SKIPPED = (
    nodes.raw, nodes.literal_block, nodes.math_block, nodes.comment, nodes.table, nodes.target, nodes.section,
    nodes.title, nodes.system_message, Question,
)  # fmt: skip


def weight(page: str) -> float:
    """Return how much a hit on a page counts, beside a chapter's 1."""
    own = next(weight for start, weight in WEIGHTS if page.startswith(start))
    return own * (IN_DEPTH if layers.split(page)[1] else 1)


def words_of(node: nodes.Node) -> Iterator[str]:
    """Yield the texts under a node as they are read, without marks, code, drawings, tables and sections below it."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child.astext()
        elif not isinstance(child, _SKIPPED) and "jw-ref" not in child.get("classes", ()):
            yield from words_of(child)
            yield "" if isinstance(child, nodes.Inline) else "\n"


def entries(page: str, doctree: nodes.document) -> list[list]:
    """Return the entries of a page: [section's id, heading, first sentence, other words, question]; "" is the page
    itself, and the question the one under its title."""
    question = next((node.astext() for node in asked(doctree)), "")
    lines = []
    for section in doctree.findall(nodes.section):
        heading = section.next_node(nodes.title)
        text = re.sub(r"[ \t]+", " ", "".join(words_of(section)))
        whole = isinstance(section.parent, nodes.document)
        home, alias = ("", question) if whole else (section["ids"][0], "")
        lines.append([home, heading.astext(), *_shortened(text), alias])
    for item in doctree.findall(nodes.definition_list_item):
        if isinstance(item.parent.parent, addnodes.glossary):
            meaning = " ".join(" ".join(part.astext().split()) for part in item.findall(nodes.definition))
            lines += [[term["ids"][0], term.astext(), *_shortened(meaning), ""] for term in item.findall(nodes.term)]
    return lines


def _shortened(text: str) -> tuple[str, str]:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    first = next((line for line in lines if len(line) > 20 and not line.startswith(("As at ", "Read first:"))), "")
    end = re.search(r"[.?!]\s", first[40:])
    short = first[: 41 + end.start()] if end else first
    short = short if len(short) <= FIRST else short[: short.rfind(" ", 0, FIRST)] + " …"
    known = {ENGLISH.stem(word) for word in re.findall(r"\w+", short.casefold())}
    rest = {ENGLISH.stem(word): word for word in reversed(re.findall(r"[\w’-]+", " ".join(lines).casefold()))}
    told = [word for root, word in reversed(rest.items()) if root not in known and word not in STOP]
    return short, " ".join([word for word in told if len(word) > 2 or word.isdigit()][:MOST])


def _collect(app: Sphinx, doctree: nodes.document) -> None:
    _store(app.env)[app.env.docname] = entries(app.env.docname, doctree)


def _store(env: BuildEnvironment) -> dict[str, list[list]]:
    if not hasattr(env, "jw_sections"):
        env.jw_sections = {}
    return env.jw_sections


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _store(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    _store(env).update({page: sections for page, sections in _store(other).items() if page in docnames})


def index(env: BuildEnvironment, parts: dict[str, tuple[str, str]]) -> list[list]:
    """Return the entries: [address, heading, page's name, part, first sentence, other words, readers' words, weight].

    `parts` gives each page's short name and the name of its part; bars part the readers' words. Warns of a row of
    `search_words.csv` that names no section.
    """
    readers = {f"{row['page']}#{row['section']}".rstrip("#"): row["words"] for row in evidence.table("search_words")}
    rows, homes = [], set()
    for page, sections in sorted(_store(env).items()):
        layer = layers.split(page)[1]
        if layer == layers.BONNET:
            continue
        name, part = parts.get(layers.chapter_of(page), (sections[0][1] if sections else "", ""))
        shown = sections[: 1 if page in WHOLE else None]
        for section, heading, words, rest, question in filter(lambda entry: not USUAL.match(entry[0]), shown):
            if not section and layer:
                continue  # a layer is found by its sections, and as a whole by its chapter's answer
            home = f"{page.removeprefix('book/')}#{section}".rstrip("#")
            homes.add(home)
            address = f"{page}.html#{section}".rstrip("#")
            called = "|".join(filter(None, [question, readers.get(home)]))
            told = " ".join(rest.split()[:WORDS_IN_DEPTH]) if layer or page.startswith(BRIEF) else rest
            rows.append([address, heading, name, part, words, told, called, weight(page)])
    rows += partnerships.entries() + acronyms.entries()
    for home in sorted(set(readers) - homes):
        logger.warning("data/search_words.csv: no section is called %s", home, type="joint_working")
    return rows


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        parts = {
            entry.page: (chapter.name if layers.chapter_of(entry.page) == chapter.page else entry.name, part.name)
            for part in contents(app) for chapter in part.chapters for entry in chapter.all
        }  # fmt: skip
        told = {"stop": sorted(STOP), "entries": index(app.env, parts)}
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        static = Path(app.outdir) / "_static"
        (static / "sections.js").write_text(f"window.jointWorkingSections={text};\n", encoding="utf-8")
        (static / "libraries" / "stemmer.js").write_text(ENGLISH.js_stemmer_code, encoding="utf-8")


def _page(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    yield "search", {"title": "Search"}, "search.html"


def _without_sphinxs(app: Sphinx) -> None:
    app.builder.search = False


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the search to Sphinx, in place of its own."""
    app.connect("builder-inited", _without_sphinxs)
    app.connect("doctree-read", _collect, priority=900)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("html-collect-pages", _page)
    app.connect("build-finished", _write, priority=390)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
