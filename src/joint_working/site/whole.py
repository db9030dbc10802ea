"""The whole book as one text, for paper and for reading machines: each chapter's answer and its page in depth.

It is read from the built pages, so it says what they say. What only a screen can do is left out: levers, buttons,
code, answers that wait for a choice. A lab keeps its usual setting, its pictures, its table and its limits; a mark
becomes a numbered note at the end of its page, where the answers to questions are too. The glossary comes last.
"""

from __future__ import annotations

import copy
import hashlib
import math
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag
from xml.etree import ElementTree as Tree

import yaml

from joint_working.kit import theme
from joint_working.site import layers
from joint_working.site.build import ROOT

XHTML, SVG, XLINK = "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
Tree.register_namespace("", SVG)
Tree.register_namespace("xlink", XLINK)
CHAPTER = re.compile(r"book/\d-(?!for-trainers)[\w-]+/[\w-]+")
_ARTICLE, _SCRIPT = re.compile("<article.*</article>", re.S), re.compile("<script.*?</script>", re.S)
GLOSSARY = "book/reference/glossary"
DEEP = "in-depth"
#: What of a page is for a screen alone, by tag, by class and by attribute.
TAGS = {"script", "noscript", "style", "button", "select", "input", "textarea", "template", "form", "option"}
CLASSES = {
    "headerlink", "jw-layers", "jw-do", "jw-actions", "jw-onward", "jw-tabs", "jw-turns", "jw-pick", "jw-levers",
    "jw-stuck", "jw-notice", "jw-finder", "jw-narrow", "jw-code-switch", "jw-changed", "jw-feedback", "jw-choices",
    "jw-filter", "jw-told", "jw-button", "jw-more-rows", "jw-words", "hide", "jw-meaning", "jw-eyebrow",
    "jw-grounds", "jw-turning", "jw-file", "jw-cited-from", "jw-scale", "jw-two", "jw-three", "jw-means",
    "jw-members", "jw-map", "jw-profile", "jw-vh",
}  # fmt: skip
ATTRIBUTES = ("hidden", "data-own-form", "data-jw-js", "data-jw-nojs")
#: Sections that the notes and the glossary stand for.
SECTIONS = {"sources", "words-used-here", "open-the-bonnet"}
#: What a note leaves to the page: the day on which its source is looked at again.
AGAIN = re.compile(r"; to be looked at again by \d+ \w+ \d{4}")
#: What an element may carry along.
KEPT = {"href", "class", "scope", "colspan", "rowspan", "lang", "start", "id", "headers"}
#: What stands for what only a page can fold or fill in.
PLAIN = {"fieldset": "div", "details": "div", "summary": "div", "label": "span", "legend": "h4"}
#: What stays though there is nothing in it.
EMPTY = {"br", "hr", "svg", "td", "th", "i"}
#: How many rows of a list that a reader would filter, and how many columns a page of paper has room for.
ROWS, WIDE = 10, 5


@dataclass
class Page:
    """A page of the whole book: where it stands on the site, its title, its body, and its drawings by file name."""

    source: str
    title: str
    body: Tree.Element
    pictures: dict[str, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """Return its name in files and links.

        >>> Page("book/4-money/one-pot/in-depth", "", Tree.Element("div")).slug
        'one-pot-in-depth'
        """
        chapter, layer = layers.split(self.source)
        return "-".join(filter(None, [chapter.rsplit("/", 1)[-1], layer]))


@dataclass(frozen=True)
class Part:
    """A part of the book: its name and its pages."""

    name: str
    pages: tuple[Page, ...]


def read(site: Path) -> tuple[Part, ...]:
    """Return the whole book, read from a built `site`, in the order of the contents."""
    listed = [(part, [page for page in pages if (site / f"{page}.html").exists()]) for part, pages in order()]
    parts = [Part(name, tuple(_page(site, page) for page in pages)) for name, pages in listed if pages]
    pages = {page.source: page for part in parts for page in part.pages}
    for page in pages.values():
        _lead(page, pages)
    return tuple(parts)


def order() -> Iterator[tuple[str, list[str]]]:
    """Give each part of `_toc.yml` and its pages that are in the whole book, the glossary last."""
    for part in yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))["parts"]:
        files = [chapter["file"] for chapter in part["chapters"] if CHAPTER.fullmatch(chapter.get("file", ""))]
        yield part["caption"], [page for file in files for page in (file, f"{file}/{DEEP}")]
    yield "Words", [GLOSSARY]


def _page(site: Path, source: str) -> Page:
    import tinyhtml5  # comes with what prints, which a reader's own installation leaves out

    html = (site / f"{source}.html").read_text(encoding="utf-8")
    html = _SCRIPT.sub("", _ARTICLE.search(html)[0])
    article = next(tinyhtml5.parse(html).iter(_tag("article")))
    title = "".join(_first(article, "h1").itertext()).removesuffix("#").strip()
    page = Page(source, title, Tree.Element("article"))
    Copy(page).whole(article)
    return page


class Copy:
    """Copies a page's article, without what a screen alone can use, with its notes and answers at the end."""

    def __init__(self, page: Page):
        self.page, self.notes, self.answers = page, {}, []

    def whole(self, article: Tree.Element) -> None:
        """Fill the page's body."""
        body = self.page.body
        body.set("id", self.page.slug)
        for child in article:
            self.add(body, child, "")
        for title, name, found in (("Answers", "answers", self.answers), ("Notes", "notes", [*self.notes.values()])):
            if found:
                end = Tree.SubElement(body, "section", {"class": f"jw-{name}"})
                Tree.SubElement(end, "h2").text = title
                inner = Tree.SubElement(end, "ol") if name == "notes" else end
                inner.extend(found)

    def add(self, parent: Tree.Element, given: Tree.Element, words: str) -> None:
        """Add a copy of `given` to `parent`; `words` stand for the drawings in it."""
        tag = local(given)
        classes = set(given.get("class", "").split())
        if not self.stays(given, tag, classes):
            _text(parent, given.tail)
            return
        if given.get("role") == "img" or given.get("aria-label") and tag == "svg":
            words = given.get("aria-label", "")
        if tag == "svg":
            made = self.picture(given, words)
        elif "jw-cite" in classes:
            made = self.mark(given)
        elif "jw-exercise" in classes:
            made = self.question(given)
        elif "jw-cards" in classes and len(list(_first(given, "thead").iter(_tag("th")))) > WIDE:
            made = self.cards(given)
        else:
            made = Tree.Element(PLAIN.get(tag, tag))
            made.attrib.update({name: given.get(name) for name in sorted(KEPT & set(given.attrib))})
            self.name(made)
            made.text = given.text
            rows = [child for child in given if "data-row" in child.attrib]
            for child in given:
                if child not in rows[ROWS:]:
                    self.add(made, child, words)
            if len(rows) > ROWS:
                Tree.SubElement(made, "li").text = f"{ROWS} of {len(rows)}. The page has them all."
        if len(made) or (made.text or "").strip() or tag in EMPTY:
            parent.append(made)
        _text(parent, given.tail)

    def stays(self, given: Tree.Element, tag: str, classes: set[str]) -> bool:
        """Return whether a book can use an element."""
        gone = tag in TAGS or classes & CLASSES or any(name in given.attrib for name in ATTRIBUTES)
        waits = "data-answer" in given.attrib and "data-default" not in given.attrib
        more = tag == "details" and "jw-fold" not in classes and "data-jw-print-open" not in given.attrib
        return bool(tag) and not gone and not waits and not more and given.get("id") not in SECTIONS

    def name(self, made: Tree.Element) -> None:
        """Give an element a name that no other page of the book has."""
        if "id" in made.attrib:
            made.set("id", f"{self.page.slug}--{made.get('id')}")

    def picture(self, given: Tree.Element, words: str) -> Tree.Element:
        """Return a drawing as a file of its own."""
        drawing = copy.deepcopy(given)
        drawing.tail = None
        for element in drawing.iter():
            for name in [name for name in element.attrib if "xmlns" in name or name in ("aria-hidden", "focusable")]:
                del element.attrib[name]
            if "Joint Sans" in element.get("font-family", ""):
                element.set("font-family", "Joint Sans, sans-serif")
        drawing.set("style", f"color:{theme.INK}")
        wide, high = (str(math.ceil(float(side))) for side in _size(drawing))
        drawing.attrib.update(width=wide, height=high)
        drawing.attrib.pop("role", None)
        svg = Tree.tostring(drawing, "unicode")
        name = f"{hashlib.sha256(svg.encode()).hexdigest()[:12]}.svg"
        self.page.pictures[name] = svg
        return Tree.Element("img", {"src": f"pictures/{name}", "alt": words, "width": wide, "height": high})

    def mark(self, given: Tree.Element) -> Tree.Element:
        """Return a mark as a number that leads to its note, and write the note."""
        card = next(part for part in given.iter() if part.get("class") == "jw-meaning")
        said = [part for part in given.iter() if part.get("class") == "jw-said"]
        number = "".join(given[0].itertext())
        if number not in self.notes:
            note = Tree.Element("li", {"id": f"{self.page.slug}--note-{number}", "value": number})
            kind, *rest = card
            note.text = AGAIN.sub("", f"{_words(kind)}: " + "; ".join(_words(part) for part in rest) + ".")
            self.notes[number] = note
        made = Tree.Element("span", {"class": "jw-mark"})
        link = Tree.SubElement(Tree.SubElement(made, "sup"), "a", {"href": f"#note-{number}"})
        link.text = number
        if said:
            link.tail = ""
            Tree.SubElement(made, "i").text = f" ({_words(said[0])})"
        return made

    def cards(self, given: Tree.Element) -> Tree.Element:
        """Return a wide table as a list: under the first cell of each row the others, each with its column's name."""
        heads = [_words(head) for head in _first(given, "thead").iter(_tag("th"))]
        made = Tree.Element("div", {"class": "jw-carded"})
        for row in _first(given, "tbody"):
            Tree.SubElement(made, "h4").text = _words(row[0])
            listed = Tree.SubElement(made, "ul")
            for head, cell in list(zip(heads, row, strict=True))[1:]:
                told = Tree.SubElement(listed, "li")
                told.text = (cell.text or "") if _words(cell).startswith(head) else f"{head}: {cell.text or ''}"
                for child in cell:
                    self.add(told, child, "")
        return made

    def question(self, given: Tree.Element) -> Tree.Element:
        """Return a question with what there is to choose from, and keep its answers for the end of the page."""
        asked = _words(_first(given, "legend"))
        made = Tree.Element("div", {"class": "jw-exercise"})
        Tree.SubElement(made, "p", {"class": "asked"}).text = asked
        choices = [_words(choice) for select in list(given.iter(_tag("select")))[:1] for choice in select][1:]
        if choices:
            Tree.SubElement(made, "p").text = "Choose from: " + "; ".join(choices) + "."
        listed = Tree.SubElement(made, "ul")
        for label in given.iter(_tag("label")):
            for select in list(label.iter(_tag("select"))):
                select.clear()
            Tree.SubElement(listed, "li").text = _words(label)
        answer = Tree.Element("div", {"class": "answer"})
        Tree.SubElement(answer, "p", {"class": "asked"}).text = asked
        details = next(part for part in given.iter() if "data-answers" in part.attrib)
        for reason in details.iter():
            for link in [link for link in reason if "explorer=" in link.get("href", "")]:
                reason.remove(link)
        for child in list(details)[1:]:
            self.add(answer, child, "")
        self.answers.append(answer)
        return made


def local(element: Tree.Element) -> str:
    """Return an element's name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _tag(name: str) -> str:
    return f"{{{XHTML}}}{name}"


def _first(given: Tree.Element, name: str) -> Tree.Element:
    return next(given.iter(_tag(name)))


def _words(element: Tree.Element) -> str:
    """Return an element's words, the small print of a card after a full stop."""
    return re.sub(r"\s+", " ", "".join(_spoken(element))).strip()


def _spoken(element: Tree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not isinstance(child.tag, str):
            yield child.tail or ""
            continue
        if local(child) == "small":
            yield ". "
        yield from _spoken(child)
        yield child.tail or ""


def _text(parent: Tree.Element, text: str | None) -> None:
    """Add text after what `parent` holds."""
    if text and len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    elif text:
        parent.text = (parent.text or "") + text


def _size(drawing: Tree.Element) -> tuple[str, str]:
    """Return a drawing's width and height in pixels, from its own or from its box."""
    box = drawing.get("viewBox", "0 0 100 100").split()
    return tuple(drawing.get(name) or value for name, value in zip(("width", "height"), box[2:], strict=True))


def _lead(page: Page, pages: dict[str, Page]) -> None:
    """Let the links of a page lead to pages of the book or to the web; the words of any other link stay."""
    names = {other.slug: {part.get("id") for part in other.body.iter()} for other in pages.values()}
    for element in page.body.iter():
        if element.tag != "a":
            continue
        address, name = urldefrag(element.attrib.pop("href", ""))
        if address.startswith(("http:", "https:", "mailto:")):
            element.set("href", address + (f"#{name}" if name else ""))
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.source), address)).removesuffix(".html")
        other = pages.get(target if address else page.source)
        if other is None or name.startswith("explorer="):
            element.tag = "span"
            continue
        there = f"{other.slug}--{name}"
        element.set("href", f"{other.slug}#{there if there in names[other.slug] else other.slug}")
