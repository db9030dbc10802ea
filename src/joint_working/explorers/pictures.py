"""Draws an explorer's pictures: a Vega-Lite specification for a width, and its SVG at build time."""

from __future__ import annotations

import re
from typing import Any

import vl_convert

from joint_working.explorers import theme  # noqa: F401  (enables the house style and its font)
from joint_working.explorers.explorer import Picture
from joint_working.explorers.words import Slot, fill_slot

#: The widths in pixels at which every picture is drawn, by the name of its CSS class.
WIDTHS = {"wide": 560, "narrow": 328}


def specification(picture: Picture, width: int, data: bool = True) -> dict[str, Any]:
    """Return the Vega-Lite specification of a picture at a width in pixels, with or without its data."""
    spec = picture.draw(width).to_dict()
    if data:
        spec["datasets"] = {
            name: [{key: plain(value) for key, value in row.items()} for row in rows]
            for name, rows in picture.rows.items()
        }
    return spec


def plain(value):
    """Return a cell of a picture's data as a chart takes it: a slot is printed, a number is a float."""
    if isinstance(value, Slot):
        return fill_slot(value)
    return value if isinstance(value, str) else float(value)


def svg(spec: dict[str, Any], name: str) -> str:
    """Return a specification drawn as SVG for the inside of a page.

    Ids are numbered through the whole process by the drawing library; here they take the picture's own name,
    so that a drawing does not depend on what was drawn before it. The label is given by the page, so the
    drawing itself is hidden from screen readers.
    """
    drawing = vl_convert.vegalite_to_svg(spec, vl_version="6.4")
    ids: dict[str, str] = {}
    for found in re.findall(r'\bid="([^"]+)"', drawing):
        ids.setdefault(found, f"{name}-{len(ids) + 1}")
    for old, new in ids.items():
        drawing = drawing.replace(f'id="{old}"', f'id="{new}"').replace(f"url(#{old})", f"url(#{new})")
    return drawing.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
