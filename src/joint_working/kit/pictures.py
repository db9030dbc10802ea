"""Draws pictures at build time: an explorer's, for two widths, and single charts of a chapter (`framed`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import vl_convert

from joint_working.html import NONE, Content, Html, el, shape, trusted
from joint_working.kit import theme
from joint_working.kit.view import Picture
from joint_working.words import Slot, fill_slot

#: The widths in pixels at which every picture is drawn, by the name of its CSS class.
WIDTHS = {"wide": 560, "narrow": 328}
#: Parts of a drawing that nobody sees or hears: it is hidden from screen readers, and its label stands outside.
UNSEEN = re.compile(
    r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*")'
    r'|<path class="(?:back|fore)ground" aria-hidden="true" d="[^"]*"(?: pointer-events="none")?(?: display="none")?/>'
)


def specification(picture: Picture, width: int, data: bool = True) -> dict[str, Any]:
    """Return the Vega-Lite specification of a picture at a width in pixels, with or without its data."""
    spec = dict(_drawn(picture.draw, width))
    if data:
        spec["datasets"] = {
            name: [{key: plain(value) for key, value in row.items()} for row in rows]
            for name, rows in picture.rows.items()
        }
    return spec


@lru_cache(maxsize=64)
def _drawn(draw: Callable[[int], alt.Chart | alt.LayerChart], width: int) -> dict[str, Any]:
    """Return a drawing without its data: the same for every setting of the levers, and slow to write out."""
    return draw(width).to_dict(validate=False)  # every part of a chart was checked when it was made


def plain(value):
    """Return a cell of a picture's data as a chart takes it: a slot is printed, a number is a float."""
    if isinstance(value, Slot):
        return fill_slot(value)
    return value if isinstance(value, str) else float(value)


def svg(spec: dict[str, Any], name: str, title: str = "") -> Html:
    """Return a specification drawn as SVG for the inside of a page.

    Ids are numbered through the whole process by the drawing library; here they take the picture's own name,
    so that a drawing does not depend on what was drawn before it. The label is given by the page, so the
    drawing itself is hidden from screen readers. A `title` is what a print of it is called.
    """
    drawing = UNSEEN.sub("", vl_convert.vegalite_to_svg(spec, vl_version="6.4"))
    ids: dict[str, str] = {}
    for anchor in re.findall(r'\bid="([^"]+)"', drawing):
        ids.setdefault(anchor, f"{name}-{len(ids) + 1}")
    for old, new in ids.items():
        drawing = drawing.replace(f'id="{old}"', f'id="{new}"').replace(f"url(#{old})", f"url(#{new})")
    start, inside = re.fullmatch(r"<svg ([^>]*)>(.*)", drawing, re.DOTALL).groups()
    named = el("title", title) if title else NONE
    return shape('<svg aria-hidden="true" focusable="false" {}>{}{}', trusted(start), named, trusted(inside))


def drawing(width: int, height: float, *marks: Content, **more: Any) -> Html:
    """Return a drawing made mark by mark, in the house's font. Like `svg` it is hidden from screen readers."""
    size = {"width": width, "height": f"{height:g}", "viewBox": f"0 0 {width} {height:g}"}
    return el("svg", marks, aria_hidden="true", focusable="false", **size, font_family=theme.FONT, **more)


def pictured(label: str, drawings: Mapping[str, Html]) -> Html:
    """Return a picture under its name, with a drawing for each of `WIDTHS` by key."""
    return el(
        "div", (el("div", drawn, class_=f"jw-{key}") for key, drawn in drawings.items()), role="img", aria_label=label
    )


@dataclass(frozen=True)
class Framed:
    """An Altair chart with its message above it, drawn for wide and narrow screens. Made by `framed`."""

    chart: alt.Chart | alt.LayerChart
    message: str
    what: str
    height: int

    def _repr_mimebundle_(self, include=None, exclude=None):
        drawings = NONE
        for key, width in WIDTHS.items():
            sized = self.chart.properties(
                width=width, height=self.height, autosize=alt.AutoSizeParams(type="fit", contains="padding")
            )
            name = re.sub(r"[^a-z0-9]+", "-", self.message.lower()).strip("-")
            drawings += el("div", svg(sized.to_dict(), f"{name}-{key}"), class_=f"jw-{key}") + "\n"
        html = shape(
            """<figure class="jw-figure"><figcaption><p class="jw-message">{message}</p>
<p class="jw-what">{what}</p></figcaption>
<div role="img" aria-label="{message}. {what}">{drawings}</div></figure>""",
            message=self.message,
            what=self.what,
            drawings=drawings,
        )
        return {"text/plain": f"{self.message}\n{self.what}", "text/html": str(html)}


def framed(chart: alt.Chart | alt.LayerChart, message: str, what: str, height: int = 280) -> Framed:
    """Return a chart ready to show in a cell: `message` is its title, `what` says what, where, when and unit.

    `height` is in pixels. The chart keeps its own data and must not set a width.
    """
    return Framed(chart, message, what, height)
