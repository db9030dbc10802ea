"""The sheet for a solicitor or a clerk: what the book takes to be law, made to be checked and signed.

Four parts, from the tables alone: what is law, with its provision; what is our reading of two provisions or of what a
text leaves out; what the text leaves open; what we could not read. In print it is two sides: of the law it holds what
a board and its meetings rest on, and the rest stays on the screen. Knows neither Sphinx nor Jupyter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from html import escape

from joint_working import evidence

from . import citing

#: What a board and its meetings rest on: printed. The other topics are on the screen only.
MEETING = ("board", "chair", "membership", "meetings", "voting", "proxies", "conflict of interest")
_PRIMARY = re.compile(r"\((?:asp|c\.) \d+\)|\(SSI \d{4}/\d+\)")
# The page's foot would take a third side.
_PRINTED = "<style>@media print{.jw-foot{display:none}}</style>"
_JOINT_BOARD = ("every IJB", "IJB of one council", "IJB of two or more councils", "IJB of two councils")


def read_on() -> date:
    """Return the day on which a rule was last read: the sheet says how the law stood then."""
    return max(found.seen for found in evidence.rules())


def in_force(day: date) -> list[evidence.Rule]:
    """Return the rules that rest on an Act, an Order or regulations and hold on `day`, in the order of the table."""
    return [found for found in evidence.rules() if _PRIMARY.search(found.instrument) and found.holds(day)]


def unknown() -> list[str]:
    """Return, in our words, what of the law and of boards' own papers could not be read: `governance_findings.csv`."""
    rows = [row for row in evidence.table("governance_findings") if row["standing"] in ("not found", "lead, not read")]
    return [row["finding"] for row in rows if row["topic"] not in ("money", "the 2019 review")]


def sheet() -> str:
    """Return the whole sheet as HTML, as the law stood on the day it was last read."""
    day = read_on()
    rules = in_force(day)
    law = [found for found in rules if found.kind == "law"]
    meeting = [found for found in law if found.topic in MEETING and found.applies_to in _JOINT_BOARD]
    other = [found for found in law if found not in meeting]
    return (
        f'{_PRINTED}<div class="jw-law">{_signing(day, len(meeting))}'
        + _part("Law: the board and its meetings", meeting)
        + _part("Our reading", [found for found in rules if found.kind == "reading"])
        + _part("Open in the text", [found for found in rules if found.kind == "open"])
        + "<section><h2>What we could not read</h2><ul>"
        + "".join(f"<li>{escape(said)}</li>" for said in unknown())
        + "</ul></section></div>"
        + _rest(other)
    )


def _signing(day: date, number: int) -> str:
    return (
        f'<div class="jw-sign"><p>Joint Working, as it has the law on {citing.say_date(day)}. '
        f"A tick means: the provision says so. The first {number} lines are law; then come our readings, what the "
        "text leaves open, and what we could not read.</p>"
        "<p>Checked against legislation.gov.uk on <span></span> for the board of <span></span></p>"
        "<p>By (post) <span></span> Signed <span></span></p>"
        '<p>Lines that are wrong or out of date <span class="wide"></span></p></div>'
    )


def _part(heading: str, rules: Iterable[evidence.Rule]) -> str:
    return f"<section><h2>{heading}</h2><ul>{''.join(map(_line, rules))}</ul></section>"


def _line(found: evidence.Rule) -> str:
    number = re.search(r"SSI \d{4}/\d+|\b(?:Act 20\d\d|Act 2010) \((?:asp|c\.) \d+\)", found.instrument)
    instrument = number[0] if number else found.instrument
    if found.source.key == "law-asp-2014-9":
        instrument = "2014 Act"
    return (
        f'<li id="law-{citing.rule_anchor(found)}"><i aria-hidden="true"></i>{escape(found.rule)} '
        f"<b>{escape(instrument)}, {escape(found.article)}</b></li>"
    )


def _rest(rules: list[evidence.Rule]) -> str:
    topics = dict.fromkeys(found.topic for found in rules)
    parts = (
        f"<details><summary>{escape(topic[:1].upper() + topic[1:])}: "
        f"{sum(found.topic == topic for found in rules)}</summary>"
        f"<ul>{''.join(_line(found) for found in rules if found.topic == topic)}</ul></details>"
        for topic in topics
    )
    return f'<section class="jw-law jw-law-rest"><h2>The rest of the law</h2>{"".join(parts)}</section>'
