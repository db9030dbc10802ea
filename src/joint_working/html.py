"""HTML that is safe by the way it is written: what is put into it is escaped, unless it is HTML already.

`Html` is a text that is HTML; every other text is words. `el` makes an element, `shape` puts values into HTML
that is written out in the source, `join` puts pieces side by side. The rest is what every part of the book shares.
A test refuses tags in any other text of the package: an f-string, or a text put together with +, never escapes.

MarkupSafe does the escaping, with the entities that Python's own `html.escape` writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape as _escape
from html.parser import HTMLParser
from itertools import groupby
from typing import Any

from markupsafe import Markup

#: Elements without content: HTML's end with their tag, a drawing's close themselves.
VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
CLOSED = frozenset({"path", "rect", "line", "circle", "ellipse", "polygon", "polyline", "use"})


class Html(Markup):
    """A text that is HTML. Whatever is added to it, joined with it or formatted into it is escaped if it is not."""

    __slots__ = ()

    @classmethod
    def escape(cls, words: Any) -> Html:
        """Return words as HTML, or HTML as it stands."""
        return words if isinstance(words, cls) else cls(_escape(str(words)))


NONE = Html()

#: What an element may hold: words, HTML, nothing, or several of these.
Content = str | Html | None | Iterable["Content"]


def join(pieces: Iterable[Content], between: str = "") -> Html:
    """Return pieces of words and HTML side by side."""
    return Html.escape(between).join(Html.escape("" if piece is None else piece) for piece in pieces)


def _inside(content: Content) -> str:
    """Return what an element holds as the text of HTML."""
    if isinstance(content, str):
        return Html.escape(content)
    return "" if content is None else "".join(map(_inside, content))


def attributes(values: Mapping[str, Any]) -> Html:
    """Return attributes in the order given, each with a space before it.

    `class_` and `for_` lose their last line and other lines become hyphens, so `aria_label` is aria-label. True gives
    the bare name; False and None give nothing.
    """
    written = []
    for key, value in values.items():
        name = key.rstrip("_").replace("_", "-")
        if value is True:
            written.append(f" {name}")
        elif value is not None and value is not False:
            written.append(f' {name}="{Html.escape(value)}"')
    return Html("".join(written))


def el(tag: str, /, *content: Content, **values: Any) -> Html:
    """Return an element with what it holds and its attributes (see `attributes`).

    >>> el("p", "Fish & ", el("b", "chips"), class_="menu", hidden=True)
    Html('<p class="menu" hidden>Fish &amp; <b>chips</b></p>')
    """
    inside = _inside(content)
    named = attributes(values) if values else ""
    if tag in VOID or (tag in CLOSED and not inside):
        return Html(f"<{tag}{named}{'/' if tag in CLOSED else ''}>")
    return Html(f"<{tag}{named}>{inside}</{tag}>")


def grown(node: Any) -> Content:
    """Return an element of a rule, as (tag, attributes, what stands in it), which the page's script makes too."""
    if isinstance(node, str):
        return node
    tag, values, inside = node
    return el(tag, *map(grown, inside), **values)


def shape(written: str, /, *values: Any, **named: Any) -> Html:
    """Return HTML that is written out in the source, with ``{}`` where a value goes, with the values put in.

    >>> shape("<p><b>{}</b> {rest}</p>", "1 < 2", rest=el("i", "always"))
    Html('<p><b>1 &lt; 2</b> <i>always</i></p>')
    """
    return Html(written).format(*values, **named)


def trusted(html: str) -> Html:
    """Return HTML that an author of the book, or a library that draws or typesets, wrote as HTML.

    Never a cell of a table and never a reader's words: those are escaped by being put in as they are.
    """
    return Html(html)


def typeset(words: str) -> Html:
    """Return words of the tables for the page, with printed apostrophes."""
    return Html.escape(words.replace("'", "’"))


def link(address: str, words: Content, **values: Any) -> Html:
    """Return a link."""
    return el("a", words, href=address, **values)


def bullets(lines: Iterable[Content], tag: str = "ul", **values: Any) -> Html:
    """Return a list, an item a line."""
    return el(tag, (el("li", line) for line in lines), **values)


def options(
    words: Mapping[str, str] | Iterable[tuple[Any, str]], chosen: Any = None, groups: Mapping[Any, str] | None = None
) -> Html:
    """Return the options of a select: (value, words), with the one of value `chosen` selected.

    `groups` gives the group of each value; those of one group stand together.
    """
    pairs = words.items() if isinstance(words, Mapping) else words
    if groups:
        parts = groupby(pairs, key=lambda pair: groups[pair[0]])
        return join(el("optgroup", options(part, chosen), label=label) for label, part in parts)
    return join(el("option", text, value=value, selected=value == chosen) for value, text in pairs)


def button(words: Content, main: bool = False, **values: Any) -> Html:
    """Return a button of the house; `main` is the one of its row that most readers want."""
    return el("button", words, type="button", class_="jw-button main" if main else "jw-button", **values)


def inert(data: Any, in_order: bool = False, **values: Any) -> Html:
    """Return data as JSON in a script that does not run, for a script of the site to read.

    Keys are sorted, so that the same data is the same bytes, unless they are read `in_order`. Nothing in it can end
    the script.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=not in_order)
    for letter, code in (("<", "\\u003c"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(letter, code)
    return el("script", Html(text), type="application/json", **values)


def scrolled(wide: Html, label: str | None = None, role: str = "region", labelled_by: str | None = None) -> Html:
    """Return what is wide in a frame that scrolls sideways, reached by the keyboard under a name.

    The name is `label`, or the words of the element with the id `labelled_by`.
    """
    names = {"aria_label": label, "aria_labelledby": labelled_by}
    return el("div", wide, class_="jw-scroll", tabindex="0", role=role, **names)


def headings(columns: Iterable[Content], numbers: bool = True, **values: Any) -> Html:
    """Return the heading of each column: words in the first, and numbers, set to the right, in the others."""
    return join(
        el("th", column, scope="col", class_="n" if at and numbers else None, **values)
        for at, column in enumerate(columns)
    )


def row(heading: Content, cells: Iterable[Content], numbers: bool = True, **values: Any) -> Html:
    """Return a line of a table: its heading, then its cells."""
    drawn = (el("td", cell, class_="n" if numbers else None) for cell in cells)
    return el("tr", el("th", heading, scope="row"), drawn, **values)


def table(caption: Content, heads: Html, body: Content, **values: Any) -> Html:
    """Return a table of the house: a caption (words, element or None), headings (see `headings`), rows (`row`)."""
    return el(
        "table",
        caption if isinstance(caption, Html | None) else el("caption", caption),
        el("thead", el("tr", heads)),
        el("tbody", body),
        **({"class_": "jw-table"} | values),
    )


def cards(caption: Html | None, heads: Content, body: Content, **values: Any) -> Html:
    """Return a table whose rows the style makes cards on a phone.

    With its boxes a table loses there what its parts are, so each part says it: give heads the role "columnheader",
    rows "row", and their cells "rowheader" or "cell".
    """
    return el(
        "table",
        caption,
        el("thead", el("tr", heads, role="row"), role="rowgroup"),
        el("tbody", body, role="rowgroup"),
        **({"class_": "jw-table jw-cards", "role": "table"} | values),
    )


_BLOCKS = frozenset(
    ["p", "div", "li", "tr", "h2", "h3", "h4", "h5", "figcaption", "caption", "summary", "table", "ul", "ol"]
)


class _Words(HTMLParser):
    """Keeps the words of some HTML, with a new line where a block begins or ends."""

    def __init__(self):
        super().__init__()
        self.kept: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.kept.append("\n" if tag in _BLOCKS or tag == "br" else " " if tag in ("td", "th") else "")

    def handle_endtag(self, tag):
        self.kept.append("\n" if tag in _BLOCKS else "")

    def handle_data(self, data):
        self.kept.append(data)


def plain(html: str) -> str:
    """Return the words of some HTML, one line for each block."""
    words = _Words()
    words.feed(html)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.kept).split("\n"))
    return "\n".join(line for line in lines if line)
