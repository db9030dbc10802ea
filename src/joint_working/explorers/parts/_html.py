"""What the parts share: escaping, names, and the two faces a notebook stores."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape as esc
from html.parser import HTMLParser
from itertools import groupby

from joint_working.evidence import Source

ILLUSTRATIVE = '<span class="jw-badge illustrative"><span>Illustrative</span></span>'
RESET_AND_LINK = (
    '<button type="button" class="jw-button" data-jw-reset>Reset</button>'
    '<button type="button" class="jw-button" data-jw-link>Copy link</button>'
)
HANDOUT_BUTTON = '<button type="button" class="jw-button" data-jw-print>Handout (A4)</button>'

_BLOCKS = {"p", "div", "li", "tr", "h2", "h3", "h4", "h5", "figcaption", "caption", "summary", "table", "ul", "ol"}


@dataclass(frozen=True)
class Choice:
    """One select. `options` maps the value kept in the address to the words read in the list.

    `usual` is the value at the start; the first of the list where it is empty.
    """

    key: str
    label: str
    options: dict[str, str]
    usual: str = ""


class PartError(ValueError):
    """A part was given something it cannot show. The sentence names the part and what was expected."""


class Part:
    """An object a cell displays: `html()` for the published page, `text()` for the notebook tests."""

    name: str

    def html(self) -> str:
        """Return the part's HTML, complete without JavaScript and the same on every run."""
        raise NotImplementedError

    def text(self) -> str:
        """Return the same content as plain text."""
        raise NotImplementedError

    def choices(self) -> "tuple[Choice, ...]":
        """Return what a reader can choose, first of all what is chosen at the start; nothing for most parts."""
        return ()

    def chosen(self, *values: str) -> tuple[str, str]:
        """Return what is said and the HTML that is shown for one value of each choice, as on the page."""
        raise NotImplementedError

    def _repr_mimebundle_(self, include=None, exclude=None):
        from joint_working.kit import live

        bundle = live.part_view(self)._repr_mimebundle_() if self.choices() and live.wanted() else {}
        return bundle | {"text/html": self.html(), "text/plain": self.text()}


def need(good: object, part: str, problem: str) -> None:
    """Raise PartError, naming the part, unless `good`."""
    if not good:
        raise PartError(f"{part}: {problem}.")


def check_name(kind: str, name: str) -> None:
    """Raise PartError unless `name` can start an id and stand in an address: small letters, digits, hyphens."""
    need(
        isinstance(name, str) and re.fullmatch(r"[a-z][a-z0-9-]*", name),
        f"{kind} {name!r}",
        "the name must be small letters, digits and hyphens, such as 'who-decides'",
    )


def check_choices(choices: tuple[Choice, ...], part: str, what: str) -> None:
    """Raise PartError, naming the part, unless its choices have keys and values fit for an address.

    `what` is the word for one of them ("question").
    """
    need(choices, part, f"there must be at least one {what}")
    twice = repeated(choice.key for choice in choices)
    need(not twice, part, f"two {what}s have the key {twice!r}")
    for choice in choices:
        good = re.fullmatch(r"[a-z][a-z0-9_]*", choice.key) and choice.key not in ("explorer", "v")
        need(good, part, f"the key {choice.key!r} must be small letters, and not 'explorer' or 'v'")
        need(choice.options, part, f"the {what} {choice.label!r} has no options")
        for value in choice.options:
            fits = re.fullmatch(r"[A-Za-z0-9._-]+", value)
            need(fits, part, f"the option value {value!r} must be letters, digits, dots and hyphens")


def repeated(texts: Iterable[str]) -> str | None:
    """Return the first text that is given twice (spaces and capitals aside), or None."""
    found = sorted(texts, key=lambda text: " ".join(text.casefold().split()))
    groups = (list(group) for _, group in groupby(found, key=lambda text: " ".join(text.casefold().split())))
    return next((group[0] for group in groups if len(group) > 1), None)


def link_html(link: tuple[str, str] | None) -> str:
    """Return a link, (text, address), as HTML with a space before it; "" for None."""
    return f' <a href="{esc(link[1])}">{esc(link[0])}</a>' if link else ""


def check_link(part: str, link: tuple[str, str] | None) -> None:
    """Raise PartError unless `link` is None or (text, address) within the book or to an https page."""
    if link is None:
        return
    good = isinstance(link, tuple) and len(link) == 2 and all(isinstance(bit, str) and bit.strip() for bit in link)
    need(good, part, f"a link is (text, address), not {link!r}")
    need(
        link[1].startswith("https://") or not re.match(r"\s*([a-z][a-z0-9+.-]*:|//)", link[1], re.I),
        part,
        f"the link {link[1]!r} must be a page of the book or start with https://",
    )


def body_html(body: "str | Part") -> str:
    """Return the HTML of a body: an author's HTML as it stands, or a part's."""
    return body.html() if isinstance(body, Part) else body


def body_text(body: "str | Part") -> str:
    """Return a body as plain text: HTML without its tags, one line for each block."""
    if isinstance(body, Part):
        return body.text()
    words = _Words()
    words.feed(body)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.kept).split("\n"))
    return "\n".join(line for line in lines if line)


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


def small_print(assumes: Iterable[str], does_not_show: Iterable[str]) -> str:
    """Return "What it assumes" and "What it does not show" side by side; "" when both are empty."""
    said = (("What it assumes", tuple(assumes)), ("What it does not show", tuple(does_not_show)))
    columns = "".join(
        f"<div><h4>{title}</h4><ul>{''.join(f'<li>{esc(line)}</li>' for line in lines)}</ul></div>"
        for title, lines in said
        if lines
    )
    return f'<div class="jw-small-print">{columns}</div>' if columns else ""


def header(name: str, title: str, eyebrow: str, illustrative: bool) -> str:
    """Return the head of a panel of paper: small line, title, badge."""
    small = f'<p class="jw-eyebrow">{esc(eyebrow)}</p>' if eyebrow else ""
    badge = ILLUSTRATIVE if illustrative else ""
    return f'<header>{small}<h3 id="{name}-title">{esc(title)}</h3>{badge}</header>'


def opening(part: Part, kind: str, css: str, eyebrow: str, illustrative: bool = False, data: str = "") -> str:
    """Return how a part with choices begins: its section, left open, its head and the place for a notice.

    `kind` is what its script is called by, `css` its classes, and `data` more attributes with a space before each.
    """
    return (
        f'<section class="explorer {css}" data-jw-part="{kind}" data-explorer="{part.name}"'
        f' data-explorer-panel data-version="{part.version}"{data} aria-labelledby="{part.name}-title">'
        f"{header(part.name, part.title, eyebrow, illustrative)}"
        '<p class="jw-notice wrong" role="status" data-panel-notice hidden></p>'
    )


def choices_html(part: Part) -> str:
    """Return the box of a part's selects, which the script shows; "" where there is nothing to choose."""
    selects = "".join(
        select_html(part.name, one.key, one.label, one.options.items(), one.usual or next(iter(one.options)))
        for one in part.choices()
    )
    box = '<fieldset class="jw-choices" data-panel-choices data-jw-js hidden><legend>What you can choose</legend>'
    return f"{box}{selects}</fieldset>" if selects else ""


def closing(assumes: Iterable[str], does_not_show: Iterable[str], buttons: str = "", choices: bool = True) -> str:
    """Return how such a part ends: its buttons, shown by the script, what it assumes and does not show, the section.

    `buttons` are its own, beside Reset and Copy link (where there are choices to reset) and the handout.
    """
    return (
        f'<div class="jw-actions" data-jw-js hidden>{RESET_AND_LINK if choices else ""}{buttons}{HANDOUT_BUTTON}</div>'
        f"{small_print(assumes, does_not_show)}</section>"
    )


def source_html(words: str) -> str:
    """Return the line that says where a part comes from; "" for none."""
    return f'<p class="jw-source">{esc(words)}</p>' if words else ""


def source_link(source: Source, words: str) -> str:
    """Return words as a link to a source, or as they stand where the copy that was read had no address."""
    return f'<a href="{esc(source.address)}">{esc(words)}</a>' if source.address else esc(words)


def typeset(text: str) -> str:
    """Return a text of the tables for the page: escaped, with printed apostrophes."""
    return esc(text.replace("'", "’"))


def select_html(name: str, key: str, label: str, options: Iterable[tuple[str, str]], default: str) -> str:
    """Return a labelled native select. `options` are (value, words); ids take the part's name."""
    lines = "".join(
        f'<option value="{esc(value)}"{" selected" if value == default else ""}>{esc(words)}</option>'
        for value, words in options
    )
    at = f"{name}-{key}"
    return (
        f'<div class="jw-choice"><label for="{at}">{esc(label)}</label>'
        f'<select id="{at}" name="{esc(key)}" autocomplete="off">{lines}</select></div>'
    )
