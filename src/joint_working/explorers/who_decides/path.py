"""The path of a decision: a picture of lanes, bodies across and steps down, and the same path in words.

A mark stands where a body takes a step: a square decides, a dot acts, a hollow dot is consulted, and a hatched mark is
less sure. A line joins each step to the next. The picture is drawn once, narrow enough for a phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from joint_working.explorers.parts import Panel
from joint_working.html import Content, Html, bullets, el, headings, join, row, table, typeset
from joint_working.kit import theme
from joint_working.kit.frame import folded

#: Sizes of the picture, in its own units: the names of the steps, a lane, a step and the names of the bodies.
NAMES, LANE, ROW, HEAD = 88, 62, 26, 38
#: The colours over the lanes, in their order: council, joint body, health, others.
COLOURS = (theme.COUNCIL, theme.INK, theme.HEALTH, theme.RESERVES)
DOT, SQUARE = "a6 6 0 1 0 12 0a6 6 0 1 0-12 0z", "h18v18h-18z"
#: Three strokes across a dot and across a square, from the middle of each.
ACROSS_DOT, ACROSS_SQUARE = "m-4.2 4.2l8.4-8.4m-5.1 10.1l6.8-6.8m-11.8 1.8l6.8-6.8", "m-9 9l18-18m-9 18l9-9m-18 0l9-9"
LESS_SURE = "Less sure: may depend on local rules"


class Step(Protocol):
    """What a path needs to know of a step: which it is, who takes it, what that rests on, and how sure we are."""

    step: str
    basis: str
    confidence: str
    note: str
    cited: tuple[tuple[str, str], ...]
    bases: Mapping[str, tuple[str, str]]
    state: str
    said: str
    in_short: str
    cited_html: Html


@dataclass(frozen=True)
class Stop:
    """One step of a path: its name, the places of the lanes it marks, and who takes it."""

    name: str
    at: tuple[int, ...]
    step: Step


def lane_html(title: str, told: str, tracks: Iterable[str], stops: Sequence[Stop]) -> Html:
    """Return one path: its name, what is told of it, and its picture, which says in words who decides."""
    head = el("p", el("b", title), " ", told, class_="jw-lane-name")
    decides = next(stop.step for stop in stops if stop.step.step == "decides")
    picture = el(
        "svg",
        _lanes(tuple(tracks), stops),
        _line(stops),
        _marks(stops),
        _unmarked(stops),
        viewBox=f"0 0 {NAMES + 4 * LANE} {HEAD + ROW * len(stops)}",
        role="img",
        aria_label=f"{title}. Decides: {decides.said}.",
    )
    return el("div", head, picture, class_="jw-lane")


def words_html(names: Mapping[str, str], lanes: Sequence[tuple[str, Mapping[str, Step]]], sourced: int = 0) -> Html:
    """Return the same paths in words, a row for each step, and under a fold what each step rests on.

    `sourced` is the first lane whose sources are given.
    """
    rows = (
        row(
            name,
            (_cell(steps[key]) for _, steps in lanes),
            numbers=False,
            class_="decides" if key == "decides" else None,
        )
        for key, name in names.items()
    )
    grounds = (
        (
            el("b", title),
            bullets(f"{names[key]}: " + _ground(steps[key]) for key in names if steps[key].cited or steps[key].note),
        )
        for title, steps in lanes[sourced:]
    )
    fold = el("details", el("summary", "Sources and cautions, step by step"), grounds, class_="jw-grounds")
    heads = headings(("Step", *(title for title, _ in lanes)), numbers=False)
    words = table("The same path in words", heads, rows, class_="jw-table jw-path")
    return folded(f"All {len(names)} steps in words", words) + fold


@dataclass(frozen=True)
class Tracer(Panel):
    """A panel of paths, with the key to their marks above them."""

    css = "jw-panel jw-tracer"

    def above(self) -> Html:
        """Return the key."""
        shapes = (
            ("Decides", el("path", d=f"M1 1{SQUARE}", fill=theme.INK)),
            ("Acts", el("path", d=f"M4 10{DOT}", fill=theme.INK)),
            ("Is consulted", el("path", d=f"M4 10{DOT}", fill="#fff", stroke=theme.INK, stroke_width="1.5")),
            (LESS_SURE, _hatched(f"M4 10{DOT}", f"M10 10{ACROSS_DOT}")),
        )
        size = {"width": "20", "height": "20", "aria_hidden": "true"}
        return bullets(
            (el("svg", shape, **size) + words for words, shape in shapes), class_="jw-key", aria_label="Key"
        )


def _cell(step: Step) -> Content:
    words, css = step.bases[step.basis]
    sure = f" {step.confidence} confidence" if step.state == "unsure" else ""
    return typeset(step.said), el("small", el("span", words, class_=f"jw-badge {css}"), sure)


def _ground(step: Step) -> Html:
    return join(filter(None, (typeset(step.note), step.cited_html)), " ")


# -- The picture --------------------------------------------------------------------------------------------------


def _x(at: int) -> int:
    return NAMES + LANE * at + LANE // 2


def _y(down: int) -> int:
    return HEAD + ROW * down + ROW // 2


def _lanes(tracks: tuple[str, ...], stops: Sequence[Stop]) -> Content:
    """Return the lanes with their bodies above, and the names of the steps beside them."""
    deep = ROW * len(stops)
    paper = "".join(f"M{_x(at) - 29} {HEAD}h58v{deep}h-58z" for at in range(len(tracks)))
    tops = (el("path", d=f"M{_x(at) - 29} {HEAD - 4}h58v4h-58z", fill=COLOURS[at]) for at in range(len(tracks)))
    bodies = (
        el("text", line, x=_x(at), y=HEAD - 9 - 13 * (len(lines) - 1 - number))
        for at, words in enumerate(tracks)
        for lines in (words.rsplit(" ", 1),)
        for number, line in enumerate(lines)
    )
    steps = (
        el("text", stop.name, y=_y(down) + 4, font_weight="700" if stop.step.step == "decides" else None)
        for down, stop in enumerate(stops)
    )
    return (
        el("path", d=paper, fill="#fff"),
        tops,
        el("g", bodies, font_size="12", font_weight="600", text_anchor="middle", fill=theme.INK),
        el("g", steps, font_size="13", fill=theme.INK),
    )


def _line(stops: Sequence[Stop]) -> Html:
    """Return the line from each step that marks a lane to the next: down, across just above it, and down."""
    marked = [(down, stop.at) for down, stop in enumerate(stops) if stop.at]
    drawn = []
    for (down, start), (following, end) in zip(marked, marked[1:], strict=False):
        across, deep = _y(following) - ROW // 2, _y(following) - ROW // 2 - _y(down)
        (first, last), half = (min(start), max(start)), ROW // 2
        if len(start) == len(end) == 1:
            aside = f"h{LANE * (end[0] - first)}v{half}" if end != start else ""
            drawn.append(f"M{_x(first)} {_y(down)}v{deep if aside else deep + half}{aside}")
            continue
        left, right = min(first, *end), max(last, *end)
        drawn += [f"M{_x(at)} {_y(down)}v{deep}" for at in start]
        drawn += [f"M{_x(at)} {across}v{half}" for at in end]
        drawn.append(f"M{_x(left)} {across}h{LANE * (right - left)}")
    return el("path", d="".join(drawn), fill="none", stroke=theme.INK, stroke_width="1.5")


def _marks(stops: Sequence[Stop]) -> Content:
    solid, hollow, outlines, strokes = [], [], [], []
    for down, stop in enumerate(stops):
        decides, unsure = stop.step.step == "decides", stop.step.state == "unsure"
        for x, y in ((_x(at), _y(down)) for at in stop.at):
            shape = f"M{x - 9} {y - 9}{SQUARE}" if decides else f"M{x - 6} {y}{DOT}"
            if unsure:
                outlines.append(shape)
                strokes.append(f"M{x} {y}{ACROSS_SQUARE if decides else ACROSS_DOT}")
            else:
                (hollow if stop.step.step == "consulted" else solid).append(shape)
    white = {"fill": "#fff", "stroke": theme.INK, "stroke_width": "1.5"}
    return (
        el("path", d="".join(solid), fill=theme.INK) if solid else None,
        el("path", d="".join(hollow), **white) if hollow else None,
        _hatched("".join(outlines), "".join(strokes)) if outlines else None,
    )


def _hatched(outlines: str, strokes: str) -> Html:
    white = {"fill": "#fff", "stroke": theme.INK, "stroke_width": "1.5"}
    return el("path", d=outlines, **white) + el("path", d=strokes, fill="none", stroke=theme.INK)


def _unmarked(stops: Sequence[Stop]) -> Html:
    """Return, for each step that marks no lane, why: beside the line that passes it, on the side with more room."""
    words = []
    for down, stop in enumerate(stops):
        if stop.at:
            continue
        passing = next((other.at for other in reversed(stops[:down]) if other.at), ())
        right = bool(passing) and max(passing) < 2
        words.append(el("text", stop.step.in_short, x=_x(2 if right else 0) - 26, y=_y(down) + 4))
    halo = {"stroke": "#fff", "stroke_width": "4", "paint_order": "stroke"}
    return el("g", words, font_size="12", fill=theme.QUIET, **halo) if words else join(())
