"""Sphinx extension: what a word of the glossary means, written into every page that links the word.

``{term}`` links a word to the glossary. Here the link also gets the word's meaning, shown while the word is pointed
at or has the focus (the style does that; ``terms.js`` lets Escape put it away), and a page ends with the meanings of
all its words, for print. The meanings are read from the glossary and nowhere else.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from joint_working.html import el, shape
from joint_working.words import capital


class Term(nodes.Inline, nodes.TextElement):
    """A link to a word of the glossary: ``refuri``, the word as ``name``, its ``meaning`` and an ``anchor``."""


class Words(nodes.General, nodes.Element):
    """The words of the page and what they mean, for print: ``words`` holds pairs of name and meaning."""


def meanings(env: BuildEnvironment) -> dict[str, dict[str, tuple[str, str]]]:
    """(word, meaning) of each entry by its anchor, by the page that holds the glossary."""
    if not hasattr(env, "jw_meanings"):
        env.jw_meanings = {}
    return env.jw_meanings


def read(app: Sphinx, doctree: nodes.document) -> None:
    """Note the entries of a glossary (``doctree-read``)."""
    for glossary in doctree.findall(addnodes.glossary):
        page = meanings(app.env).setdefault(app.env.docname, {})
        for item in glossary.findall(nodes.definition_list_item):
            meaning = " ".join(part.astext() for part in item.findall(nodes.definition))
            for term in item.findall(nodes.term):
                page[term["ids"][0]] = (term.astext(), " ".join(meaning.split()))


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the entries of a page."""
    meanings(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    """Take over what a parallel reader found."""
    meanings(env).update({page: entries for page, entries in meanings(other).items() if page in docnames})


def resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give each link to the glossary its meaning, and the page its list of words (``doctree-resolved``)."""
    if app.builder.format != "html":
        return
    known = {anchor: entry for page in meanings(app.env).values() for anchor, entry in page.items()}
    used: dict[str, str] = {}
    for number, link in enumerate(_links(doctree), 1):
        anchor = link.get("refid") or link["refuri"].partition("#")[2]
        if anchor in known:
            name, meaning = known[anchor]
            used[name] = meaning
            uri = link.get("refuri") or f"#{anchor}"
            link.parent.replace(
                link, Term("", "", *link.children, refuri=uri, name=name, meaning=meaning, anchor=f"meaning-{number}")
            )
    if used and docname not in meanings(app.env):
        _place(doctree, Words(words=sorted(used.items(), key=lambda pair: pair[0].casefold())))


def _links(doctree: nodes.document) -> list[nodes.reference]:
    """The links that ``{term}`` made."""
    words = [span for span in doctree.findall(nodes.inline) if "std-term" in span["classes"]]
    return [span.parent for span in words if isinstance(span.parent, nodes.reference)]


def _place(doctree: nodes.document, words: Words) -> None:
    """Put the list before the page's sources, or at its end."""
    page = next(doctree.findall(nodes.section), doctree)
    sources = [section for section in page.findall(nodes.section) if "sources" in section["ids"]]
    if sources:
        sources[0].parent.insert(sources[0].parent.index(sources[0]), words)
    else:
        page.append(words)


def _open_term(self, node: Term) -> None:
    self.body.append(
        shape(
            '<span class="jw-term"><a class="reference internal" href="{}" aria-describedby="{}">',
            node["refuri"],
            node["anchor"],
        )
    )


def _close_term(self, node: Term) -> None:
    words = (el("strong", f"{capital(node['name'])}."), f" {node['meaning']}")
    meaning = el("span", words, class_="jw-meaning", role="tooltip", id=node["anchor"])
    self.body.append(shape("</a>{}</span>", meaning))


def _write_words(self, node: Words) -> None:
    entries = (el("div", el("dt", capital(name)), el("dd", meaning)) for name, meaning in node["words"])
    heading = el("summary", el("h2", "Words used here"))
    folded = el("details", heading, el("dl", entries), class_="jw-fold")
    self.body.append(el("section", folded, class_="jw-words jw-folded", id="words-used-here"))


def _nothing(self, node: nodes.Element) -> None:
    pass


def setup(app: Sphinx) -> dict[str, object]:
    """Register with Sphinx."""
    app.add_node(Term, html=(_open_term, _close_term))
    app.add_node(Words, html=(_write_words, _nothing))
    app.connect("doctree-read", read)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("doctree-resolved", resolve)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
