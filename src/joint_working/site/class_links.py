"""The page on which a class's links are pasted and drawn together, without Python: a form of all labs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from joint_working.explorers import every, places
from joint_working.html import Html, button, el, grown, inert
from joint_working.kit import page, theme
from joint_working.kit.contract import linked
from joint_working.kit.explorer import Explorer
from joint_working.kit.frame import header
from joint_working.kit.together import answer

NAME = "class-links"
#: The links it opens with, made up: the last of them cannot be read whole.
EXAMPLE = """\
Table 1: five-years.html#explorer=budget-lab-five-years&v=2&recurring=30&savings=2
Table 2: five-years.html#explorer=budget-lab-five-years&v=2&recurring=50&savings=4
Table 3: five-years.html#explorer=budget-lab-five-years&v=2&recurring=80&savings=3
Table 4: five-years.html#explorer=budget-lab-five-years&v=2&recurring=100&savings=4&delivery=60
Table 5: five-years.html#explorer=budget-lab-five-years&v=2&recurring=700"""
#: The row that is drawn first, where a lab's table has it.
FIRST = "Over budget"
COLOURS = (
    *(theme.INK, theme.LINE, theme.HEALTH, theme.GAP, theme.RECURRING_TEXT, theme.COUNCIL_TEXT),
    *(theme.REPRESENTATIVES_TEXT, theme.RESERVES),
)
USUAL = {"links": EXAMPLE, "row": ""}


def _lab(lab: Explorer) -> dict[str, Any]:
    """Return what the form needs of a lab: levers, headline and table, and how it starts for a partnership."""
    told, table = page.specification(lab), lab.show().table
    kept = {name: told[name] for name in ("name", "version", "oldest", "title", "levers", "formats")}
    kept |= {name: told[name] for name in ("figure", "figure_label", "table")}
    rows = [row.label for row in table.rows]
    first = rows.index(FIRST) if FIRST in rows else 0
    starts = linked(lab).starts
    return kept | {"columns": table.columns, "unit": table.unit, "rows": rows, "first": first, "starts": starts}


@cache
def data() -> dict[str, Any]:
    """Return what the form's rules read: every lab, the partnerships by code, and the colours of a drawing."""
    return {"labs": {lab.name: _lab(lab) for lab in every()}, "names": places.names(), "colours": COLOURS}


def numbers(lab: Explorer, levers: Mapping[str, float]) -> dict[str, float]:
    """Return the numbers that headline and table show, under the names by which the recorded model gives them."""
    view, told = lab.show(lab.levers(**levers)), lab.recording.page
    found: dict[str, Any] = {}
    for name in ("figure", "figure_label"):
        for clause, (_, slots, when) in zip(getattr(view, name), told[name], strict=True):
            pairs = zip(slots, clause.slots, strict=True)
            found |= {of: slot.value for (_, of), slot in pairs if isinstance(of, str)}
            found |= {when: clause.when} if isinstance(when, str) else {}
    for row, cells in zip(view.table.rows, told["table"], strict=True):
        found |= {of: slot.value for (_, of), slot in zip(cells, row.cells, strict=True) if isinstance(of, str)}
    return found


def models() -> dict[str, Callable[[Mapping[str, float]], dict[str, float]]]:
    """Return what the rules call a lab's model, by the lab's name."""
    return {lab.name: partial(numbers, lab) for lab in every()}


def part() -> Html:
    """Return the form, finished for the made-up links."""
    told = answer(data(), USUAL, "", models())
    off = {"autocomplete": "off", "data_told_js": True, "disabled": True}

    def place(name: str, tag: str = "div", /, **values: Any) -> Html:
        there = told.places[name]
        return el(tag, map(grown, there), data_told=name, hidden=not there, **values)

    links = el("textarea", EXAMPLE, id=f"{NAME}-links", name="links", rows=7, spellcheck="false", **off)
    rows = place("rows", "select", id=f"{NAME}-row", name="row", **off)
    return el(
        "section",
        header(NAME, "A class’s settings in one chart", "For any lab with levers", True),
        el("p", "Pasting needs JavaScript, which is off. What stands below is drawn from the links in the box.",
           class_="jw-notice", data_jw_nojs=True),
        el("div", el("label", "Links, one a line, up to 30. A name before a link is shown beside it.",
                     for_=f"{NAME}-links"), links, class_="jw-choice"),
        el("div", button("Empty the box", data_asked_act="empty"), button("Fill the screen", data_asked_act="wide"),
           class_="jw-actions", data_jw_js=True, hidden=True),
        place("sentence", class_="jw-sentence", data_explorer_sentence=True, aria_live="polite"),
        place("problems", class_="jw-notice wrong"),
        el("div", el("label", "Row of the lab’s table", for_=f"{NAME}-row"), rows, class_="jw-choice"),
        place("what", class_="jw-what"),
        place("chart", class_="jw-scroll", tabindex="0", role="region", aria_label="Chart"),
        place("table", class_="jw-scroll", tabindex="0", role="region",
              aria_label="What each one moved, and what came of it"),
        el("p", "The links it opens with are made up. What you paste stays on this page.", class_="jw-source"),
        inert(data() | {"usual": USUAL}, in_order=True, data_asked_rows=True),
        class_="explorer jw-class-links",
        data_explorer=NAME,
        data_jw_part="links",
        data_jw_asked="together",
        aria_labelledby=f"{NAME}-title",
    )  # fmt: skip
