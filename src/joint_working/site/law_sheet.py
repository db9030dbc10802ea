"""The sheet for a solicitor or a clerk: what the book takes to be law, made to be checked and signed.

Four parts, from the tables alone: what is law, with its provision; what is our reading of two provisions or of what a
text leaves out; what the text leaves open; what we could not read. In print it is two sides: of the law it holds what
a board and its meetings rest on, and the rest stays on the screen. Knows neither Sphinx nor Jupyter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from joint_working import evidence
from joint_working.html import Html, bullets, el, join, shape
from joint_working.words import capital

from . import citing

#: What a board and its meetings rest on: printed. The other topics are on the screen only.
MEETING = ("board", "chair", "membership", "meetings", "voting", "proxies", "conflict of interest")
_PRIMARY = re.compile(r"\((?:asp|c\.) \d+\)|\(SSI \d{4}/\d+\)")
# The page's foot would take a third side.
_PRINTED = el("style", "@media print{.jw-foot{display:none}}")
_JOINT_BOARD = ("every IJB", "IJB of one council", "IJB of two or more councils", "IJB of two councils")


def read_on() -> date:
    """Return the day on which a rule was last read: the sheet says how the law stood then."""
    return max(rule.seen for rule in evidence.rules())


def in_force(day: date) -> list[evidence.Rule]:
    """Return the rules that rest on an Act, an Order or regulations and hold on `day`, in the order of the table."""
    return [rule for rule in evidence.rules() if _PRIMARY.search(rule.instrument) and rule.holds(day)]


def unknown() -> list[str]:
    """Return, in our words, what of the law and of boards' own papers could not be read: `governance_findings.csv`."""
    rows = [row for row in evidence.table("governance_findings") if row["standing"] in ("not found", "lead, not read")]
    return [row["finding"] for row in rows if row["topic"] not in ("money", "the 2019 review")]


def sheet() -> Html:
    """Return the whole sheet, as the law stood on the day it was last read."""
    day = read_on()
    rules = in_force(day)
    law = [rule for rule in rules if rule.kind == "law"]
    meeting = [rule for rule in law if rule.topic in MEETING and rule.applies_to in _JOINT_BOARD]
    other = [rule for rule in law if rule not in meeting]
    inside = (
        _signing(day, len(meeting)),
        _part("Law: the board and its meetings", meeting),
        _part("Our reading", [rule for rule in rules if rule.kind == "reading"]),
        _part("Open in the text", [rule for rule in rules if rule.kind == "open"]),
        el("section", el("h2", "What we could not read"), bullets(unknown())),
    )
    return join((_PRINTED, el("div", inside, class_="jw-law"), _rest(other)))


def _signing(day: date, number: int) -> Html:
    return shape(
        """<div class="jw-sign"><p>Joint Working, as it has the law on {day}. A tick means: the provision says so. \
The first {number} lines are law; then come our readings, what the text leaves open, and what we could not read.</p>\
<p>Checked against legislation.gov.uk on <span></span> for the board of <span></span></p>\
<p>By (post) <span></span> Signed <span></span></p>\
<p>Lines that are wrong or out of date <span class="wide"></span></p></div>""",
        day=citing.say_date(day),
        number=number,
    )


def _part(heading: str, rules: Iterable[evidence.Rule]) -> Html:
    return el("section", el("h2", heading), el("ul", map(_line, rules)))


def _line(rule: evidence.Rule) -> Html:
    number = re.search(r"SSI \d{4}/\d+|\b(?:Act 20\d\d|Act 2010) \((?:asp|c\.) \d+\)", rule.instrument)
    instrument = number[0] if number else rule.instrument
    if rule.source.key == "law-asp-2014-9":
        instrument = "2014 Act"
    place = el("b", f"{instrument}, {rule.article}")
    tick = el("i", aria_hidden="true")
    return el("li", tick, f"{rule.rule} ", place, id=f"law-{citing.rule_anchor(rule)}")


def _rest(rules: list[evidence.Rule]) -> Html:
    by_topic: dict[str, list[Html]] = {}
    for rule in rules:
        by_topic.setdefault(rule.topic, []).append(_line(rule))
    parts = (
        el("details", el("summary", f"{capital(topic)}: {len(lines)}"), el("ul", lines))
        for topic, lines in by_topic.items()
    )
    return el("section", el("h2", "The rest of the law"), parts, class_="jw-law jw-law-rest")
