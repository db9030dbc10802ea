"""The contract of whatever moves: it has controls, and it gives an answer for what they are set to.

An explorer answers by a recorded model, a part by looking up, a reader of text by compiled rules: each is an
`Interactive`. Nothing here knows how a thing is drawn. `on_page` and `twin` are asked for that, and `kit` tells them
(see `kit.page` and `kit.live`).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import singledispatch
from itertools import groupby
from typing import Any
from urllib.parse import quote

from joint_working.html import Html, plain, trusted
from joint_working.kit import address
from joint_working.kit.levers import Lever
from joint_working.kit.view import Picture, Table


@dataclass(frozen=True)
class Choice:
    """One select. `options` maps the value kept in the address to the words read in the list.

    `usual` is the value at the start; the first of the list where it is empty. `groups` heads the options, by value,
    where the list is long; those of one group stand together.
    """

    key: str
    label: str
    options: dict[str, str]
    usual: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Text:
    """A box to write in or paste into. `usual` is what it holds at the start."""

    key: str
    label: str
    usual: str = ""
    lines: int = 2


@dataclass(frozen=True)
class File:
    """Files a reader opens, whose names end with one of `ends`. Its value is a tuple of (name, bytes)."""

    key: str
    label: str
    ends: tuple[str, ...]
    several: bool = False
    usual: tuple[tuple[str, bytes], ...] = ()


Control = Lever | Choice | Text | File


def at_start(control: Control) -> Any:
    """Return what a control is set to before anybody moves it."""
    if isinstance(control, Choice):
        return control.usual or next(iter(control.options))
    return control.default if isinstance(control, Lever) else control.usual


def starting(control: Control, value: Any) -> Control:
    """Return a control that stands at another value at the start."""
    return replace(control, **{"default" if isinstance(control, Lever) else "usual": value})


def named(control: Control, key: str) -> Control:
    """Return a control under another key."""
    return replace(control, **{"name" if isinstance(control, Lever) else "key": key})


@dataclass(frozen=True)
class Answer:
    """One answer: a sentence, which is read out, and what follows it (an author's HTML, or a part).

    `figure` is the number above the sentence, if there is one. `saves` is the name and the text of a file that a
    reader can take away.
    """

    sentence: str
    body: str | Part = ""
    figure: str = ""
    figure_label: str = ""
    pictures: tuple[Picture, ...] = ()
    table: Table | None = None
    saves: tuple[str, str] | None = None


class Interactive:
    """Something with controls that gives an answer. A cell shows it for the published page, and live as widgets.

    It may have a `standing`, which says how far its numbers can be trusted, and an `oldest` version: the first whose
    links still mean what they meant.
    """

    name: str
    title: str
    version: int

    def controls(self, values: Mapping[str, Any] | None = None) -> tuple[Control, ...]:
        """Return what can be moved, once it is set to `values`: one choice may decide what another offers."""
        return ()

    def moved(self, values: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Return the values of all controls after the one called `key` was moved: an example fills a form, say."""
        return dict(values)

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """Return what is said and shown for one value of each control."""
        raise NotImplementedError

    def text(self) -> str:
        """Return what is shown at the start as plain text, for the notebook tests."""
        raise NotImplementedError

    def text_of(self, values: Mapping[str, Any]) -> str:
        """Return what is said and shown for one value of each control as plain text."""
        answer = self.answer(values)
        return "\n".join(filter(None, [self.title, answer.sentence, body_text(answer.body)]))

    def in_link(self) -> tuple[Control, ...]:
        """Return the controls whose values an address carries: all but files."""
        return tuple(control for control in self.controls() if not isinstance(control, File))

    def to_link(self, values: Mapping[str, Any]) -> str:
        """Return the part of an address after `#` that carries what is not as usual."""
        texts = {field.key for field in linked(self).fields if field.kind == address.TEXT}
        return address.write(
            linked(self),
            {key: quote(value, safe="!~*'()") if key in texts else value for key, value in values.items()},
        )

    def read_link(self, link: str) -> address.Reading:
        """Return what an address asks for, and the sentence about the parts that do not fit, or "".

        Raises ValueError when the address is for something else.
        """
        reading = address.read(address.parted(link), linked(self))
        if reading is None:
            raise ValueError("It belongs to another explorer.")
        return reading

    def from_link(self, link: str) -> dict[str, Any]:
        """Return the value of each control an address carries; what it leaves out is as it was in its version.

        What does not fit is left as usual, with a LinkWarning in the sentence the page shows. Raises ValueError when
        the address is for something else.
        """
        reading = self.read_link(link)
        if reading.notice:
            warnings.warn(reading.notice, LinkWarning, stacklevel=2)
        return reading.values

    def opened(self, link: str) -> Opened:
        """Return the same thing set as an address says: for a cell of a notebook. See `from_link`."""
        return Opened(self, Interactive.from_link(self, link))

    def _repr_mimebundle_(self, include=None, exclude=None):
        widgets = twin(self)
        bundle = widgets._repr_mimebundle_() if widgets else {}
        return bundle | {"text/plain": self.text(), "text/html": str(on_page(self))}


class LinkWarning(UserWarning):
    """A part of a link does not fit; the rest of it was kept."""


def linked(shown: Interactive) -> address.Linked:
    """Return what an address can carry for something that moves: a field for each control of `in_link`."""
    fields = tuple(_field(control) for control in shown.in_link())
    return address.Linked(shown.name, shown.version, getattr(shown, "oldest", 1), fields, *_told[-1](shown.name))


#: Who tells the partnerships by code and, by code, how something of a name starts for them.
_told: list[Callable[[str], tuple[dict[str, str], dict[str, tuple[dict, str]]]]] = [lambda name: ({}, {})]


def ask_places_of(tell: Callable[[str], tuple[dict[str, str], dict[str, tuple[dict, str]]]]) -> None:
    """Ask `tell` for the partnerships, and for how something starts for each: the kit knows no places itself."""
    _told.append(tell)


def _field(control: Control) -> address.Field:
    start = at_start(control)
    if isinstance(control, Choice):
        return address.Field(control.key, control.label, address.OPTION, start, options=tuple(control.options))
    if isinstance(control, Text):
        return address.Field(control.key, control.label, address.TEXT, start)
    return address.Field(
        control.key, control.label, address.NUMBER, start, low=control.low, high=control.high, whole=control.whole,
        range=control.range, before=control.before,
    )  # fmt: skip


@dataclass(frozen=True)
class Opened(Interactive):
    """Something that moves, with its controls set to other values at the start: what a cell displays."""

    shown: Interactive
    values: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.shown, name)

    def controls(self, values: Mapping[str, Any] | None = None) -> tuple[Control, ...]:
        """Return the same controls, set to these values at the start."""
        return tuple(
            starting(control, self.values.get(control.key, at_start(control)))
            for control in self.shown.controls(values)
        )

    def moved(self, values: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Return the values of all controls after one was moved."""
        return self.shown.moved(values, key)

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """Return what is said and shown for these values."""
        return self.shown.answer(values)

    def text(self) -> str:
        """Return the answer at the start as plain text."""
        return self.shown.text_of({control.key: at_start(control) for control in self.controls()})


@singledispatch
def on_page(shown: Any) -> Html:
    """Return something as a section of the published page, complete without JavaScript and the same on every run."""
    return shown.html()


@singledispatch
def twin(shown: Any) -> Any:
    """Return something as widgets for a running notebook, or None where no notebook runs or nothing moves."""
    return None


class PartError(ValueError):
    """A part was given something it cannot show. The sentence names the part and what was expected."""


class Part(Interactive):
    """What an author puts on a page: `html()` for the published page, `text()` for the notebook tests."""

    name: str

    def html(self) -> Html:
        """Return the part's HTML, complete without JavaScript and the same on every run."""
        raise NotImplementedError


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
    ranked = sorted(texts, key=lambda text: " ".join(text.casefold().split()))
    groups = (list(group) for _, group in groupby(ranked, key=lambda text: " ".join(text.casefold().split())))
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
    return trusted(on_page(body) if isinstance(body, Part) else body)


def body_text(body: str | Part) -> str:
    """Return a body as plain text: HTML without its tags, one line for each block."""
    return body.text() if isinstance(body, Part) else plain(body)
