"""The pages of a file as HTML, ready to print: its sheets in order, and at each foot who holds it and how many."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from joint_working.html import NONE, Html, el, join, shape, trusted
from joint_working.kit import theme
from joint_working.workshop import content, printing

TITLE = "Board night"
STYLE = Path(__file__).with_name("pack.css")
#: The file that opens with a cover.
COVERED = "facilitator"


def title(file: printing.File) -> str:
    """Return the title of a file: Board night: each person, at the start."""
    return f"{TITLE}: {file.holder[:1].lower()}{file.holder[1:]}"


def body(placed: printing.Placed, pages: Mapping[str, int] | None = None, people: int | None = None) -> Html:
    """Return what a sheet holds; the plan of printing for files of so many `pages`, and for one number of people."""
    return printing.plan(pages, people) if placed.sheet.name == "plan" else placed.sheet.make()


def document(file: printing.File, pages: Mapping[str, int] | None = None, people: int | None = None) -> Html:
    """Return a file as one HTML page, ready to print.

    `people` is how many play, where that is known: the foot then says how many copies that makes. `pages` is how many
    pages each file has, where they have been counted.
    """
    colours = {name.lower().replace("_", "-"): value for name, value in vars(theme).items() if _is_colour(value)}
    palette = "".join(f"--{name}:{value};" for name, value in sorted(colours.items()))
    held = file.held(content.room_for(people) if people else None)
    covered = file.name == COVERED
    sections, before = [], None
    for placed in file.sheets:
        sheet, own = placed.sheet, placed.own or (before is not None and before.own)
        name = None if before or covered else el("h1", title(file), class_="file")
        kinds = f"sheet {sheet.reader}" + (" own" if own and not file.one_side else "")
        inside = body(placed, pages, people)
        sections.append(el("section", name, el("h2", sheet.title), inside, class_=kinds, id=sheet.name))
        before = placed
    return shape(
        """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<meta name="author" content="Joint Working"><meta name="description" content="Board night, a workshop on paper. Who \
holds this file: {held}."><meta name="keywords" content="health and social care, integration, Scotland, workshop">
<style>:root{{{palette}}}{style}@page{{@bottom-left{{content:"{held}"}}}}</style></head>
<body><main>{cover}{sections}</main></body></html>""",
        title=title(file),
        held=held,
        palette=palette,
        style=trusted(STYLE.read_text(encoding="utf-8")),
        cover=cover(people) if covered else NONE,
        sections=join(sections),
    )


def cover(people: int | None = None) -> Html:
    """Return the cover of the facilitator's file."""
    return shape(
        """<section class="cover"><p class="house">Joint Working</p><h1>Board night</h1>
<p class="lead">Two boards, one budget, three votes. A workshop {group} in 90 minutes, with nothing but this pack.</p>
<p>The board, its money and its members are made up. The law is real, as read on {law}. It is not legal advice. Your \
scheme says how money is shared; a sheet says what your standing orders must and may not hold.</p>
<p class="illustrative">Illustrative</p><p>Edition {edition}. Text under CC BY 4.0.</p></section>""",
        group=f"for {people} people" if people else "for six to thirty people",
        law=content.slot("day law"),
        edition=version("joint-working"),
    )


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and value.startswith("#")
