"""Addresses: what a link says after its "#", read by one rule, on the page and in Python.

A link names the explorer, its version, and what was moved; the labs of one page follow each other in it. It is read
part by part: what fits is kept, and what does not is said. What a link leaves out stands as it stood in the version
that made the link. A number must lie in its range; it need not lie on a slider's step.

Any link may name a partnership, as in `place=S37000032`. What knows figures of it starts from them, unless the link
sets something itself; what knows none starts as usual and says so. A link of a partnership alone is for all there is.

`read` and `write` are compiled for the page (see `joint_working.script`): plain functions of plain data.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

NUMBER, OPTION, TEXT = "number", "option", "text"

#: What is said of a link. The first and the last stand around the others.
NOTICES = {
    "head": "Not all of this link fits this explorer.",
    "tail": "What fits is set as it says; the rest is as usual.",
    "newer": "It was made for a newer edition of this explorer.",
    "older": "It was made for an older edition, in which its levers meant something else.",
    "unknown": "It names “{key}”, which is not here.",
    "number": "{label}: it does not give a number.",
    "whole": "{label}: it asks for {value}; a whole number is needed.",
    "range": "{label}: it asks for {value}; the range is {range}.",
    "option": "{label}: it asks for “{value}”, which is not in the list.",
    "place": "It names the partnership “{value}”, which is not in the list.",
    "no start": "Nothing published about {name} starts this; it opens as usual.",
}
#: Letters shown of a word in a link that means nothing here.
SHOWN = 40


@dataclass(frozen=True)
class Field:
    """One part a link may carry. `kind` is NUMBER, OPTION or TEXT.

    A number lies from `low` to `high`, which `range` says in words, and is whole where `whole` says so; an option is
    one of `options`. `before` holds what stood here in older versions, as pairs of the last such version and the
    value, oldest first.
    """

    key: str
    label: str
    kind: str
    usual: object
    low: float = 0
    high: float = 0
    whole: bool = False
    range: str = ""
    options: tuple = ()
    before: tuple = ()


@dataclass(frozen=True)
class Linked:
    """What a link can open: its name, version, and fields. Versions before `oldest` meant something else.

    `names` holds the partnerships by code. `starts` holds how it starts for those it knows something of: the values
    that are not as usual, and the sentence that says why.
    """

    name: str
    version: int
    oldest: int
    fields: tuple
    names: dict
    starts: dict


@dataclass(frozen=True)
class Reading:
    """What a link asks for: a value for each field, and what is said of the parts that do not fit, or "".

    `said` is what the partnership of the link does here, or "". `quiet` is True where the link names nothing else.
    """

    values: dict
    notice: str
    said: str = ""
    quiet: bool = False


def read(pairs: list, linked: Linked) -> Reading | None:
    """Return what a link asks for, given as (key, text) pairs; None where it is for something else.

    A key that comes twice counts as it comes last.
    """
    asked = dict(own_part(pairs, linked.name))
    if "explorer" not in asked and "place" in asked:
        return bare(asked["place"], linked)
    if asked.get("explorer") != linked.name:
        return None
    version = asked.get("v", "")
    known = digits(version, 4)
    edition = int(version) if known else linked.version
    wrong = []
    if not known or edition > linked.version:
        wrong.append(NOTICES["newer"])
    if edition < linked.oldest:
        wrong.append(NOTICES["older"])
        asked = {}
    fields = {field.key: field for field in linked.fields}
    values = {field.key: usual(field, edition) for field in linked.fields}
    place, said = "" if "place" in fields else asked.get("place", ""), ""
    if place and linked.names and place not in linked.names:
        wrong.append(NOTICES["place"].replace("{value}", place[:SHOWN]))
    elif place in linked.names and not [key for key in asked if key in fields]:
        values, said = started(values, place, linked)
    for key, text in asked.items():
        if key in fields:
            problem = misfit(fields[key], text)
            if problem:
                wrong.append(problem)
            else:
                values[key] = float(text) if fields[key].kind == NUMBER else text
        elif key not in ("explorer", "v", "place"):
            wrong.append(NOTICES["unknown"].replace("{key}", key[:SHOWN]))
    return Reading(values, " ".join([NOTICES["head"], *wrong, NOTICES["tail"]]) if wrong else "", said)


def own_part(pairs: list, name: str) -> list:
    """Return the pairs of one explorer, for a link may carry several, each from its name to the next.

    What stands before the first name is the first one's. A link that names no explorer is for all.
    """
    names = [text for key, text in pairs if key == "explorer"]
    if not names:
        return pairs
    part, at = [], names[0]
    for key, text in pairs:
        if key == "explorer":
            at = text
        if at == name:
            part = [*part, (key, text)]
    return part


def bare(place: str, linked: Linked) -> Reading | None:
    """Return what a link of a partnership alone asks for; None where it changes nothing."""
    values = {field.key: field.usual for field in linked.fields}
    if place in linked.starts:
        values, said = started(values, place, linked)
        return Reading(values, "", said, True)
    for field in linked.fields:
        if field.key == "place" and place in field.options:
            return Reading(values | {"place": place}, "", "", True)
    return None


def started(values: dict, place: str, linked: Linked) -> tuple:
    """Return values as they start for a partnership, and the sentence that says so."""
    if place in linked.starts:
        moved, said = linked.starts[place]
        return values | moved, said
    return values, NOTICES["no start"].replace("{name}", linked.names[place])


def write(linked: Linked, values: dict, place: str = "") -> str:
    """Return the part of a link from its "#": the name, the version, and the values that are not as usual.

    A TEXT comes with what an address does not allow percent-encoded. The link goes on naming the partnership `place`,
    unless it would then open on other values than these.
    """
    moved = [field for field in linked.fields if values[field.key] != field.usual]
    parts = [f"{field.key}={written(field, values[field.key])}" for field in moved]
    same = moved or place not in linked.starts or not linked.starts[place][0]
    if place and same and "place" not in [field.key for field in linked.fields]:
        parts.append(f"place={place}")
    return "&".join([f"#explorer={linked.name}", f"v={linked.version}", *parts])


def written(field: Field, value: object) -> str:
    """Return a value as a link writes it: a number in short, with at most six decimals."""
    return f"{value + 0:.6f}".rstrip("0").rstrip(".") if field.kind == NUMBER else value


def parted(link: str) -> list:
    """Return the parts of a link after its "#" as (key, text) pairs, as a browser's URLSearchParams gives them."""
    return parse_qsl(link.partition("#")[2], keep_blank_values=True)


def usual(field: Field, version: int) -> object:
    """Return what a field was set to in a version before anybody moved it."""
    for last, value in field.before:
        if version <= last:
            return value
    return field.usual


def digits(text: str, most: int) -> bool:
    """Return whether a text is one to `most` digits, and nothing else."""
    return 0 < len(text) <= most and all(letter in "0123456789" for letter in text)


def misfit(field: Field, text: str) -> str:
    """Return the sentence that says why a text does not fit a field, or "" where it fits."""
    why = ""
    if field.kind == OPTION and text not in field.options:
        why = "option"
    if field.kind == NUMBER:
        parts = text.removeprefix("-").split(".")
        if len(parts) > 2 or not all(digits(part, 6) for part in parts):
            why = "number"
        elif float(text) < field.low or float(text) > field.high:
            why = "range"
        elif field.whole and float(text) != int(float(text)):
            why = "whole"
    if not why:
        return ""
    sentence = NOTICES[why].replace("{label}", field.label).replace("{range}", field.range)
    return sentence.replace("{value}", text[:SHOWN])
