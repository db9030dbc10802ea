"""What everything in a cell has in common: what a reader can choose, what is answered, and the two faces it stores.

Nothing here knows how a thing is drawn as widgets: `kit` tells `Part` that when it is imported (see `twin`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from joint_working.html import Html, plain, trusted


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

    def html(self) -> Html:
        """Return the part's HTML, complete without JavaScript and the same on every run."""
        raise NotImplementedError

    def text(self) -> str:
        """Return the same content as plain text."""
        raise NotImplementedError

    def choices(self) -> tuple[Choice, ...]:
        """Return what a reader can choose, first of all what is chosen at the start; nothing for most parts."""
        return ()

    def chosen(self, *values: str) -> tuple[str, Html]:
        """Return what is said and the HTML that is shown for one value of each choice, as on the page."""
        raise NotImplementedError

    def _repr_mimebundle_(self, include=None, exclude=None):
        from joint_working.kit import live

        bundle = live.part_view(self)._repr_mimebundle_() if self.choices() and live.wanted() else {}
        return bundle | {"text/html": str(self.html()), "text/plain": self.text()}


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


def body_html(body: str | Part) -> Html:
    """Return the HTML of a body: an author's HTML as it stands, or a part's."""
    return body.html() if isinstance(body, Part) else trusted(body)


def body_text(body: str | Part) -> str:
    """Return a body as plain text: HTML without its tags, one line for each block."""
    return body.text() if isinstance(body, Part) else plain(body)
