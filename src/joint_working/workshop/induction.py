"""The induction of 45 minutes on paper: a clock and a script for who leads it, and what each person takes home.

The clock is `data/induction.csv`; what is read in a step, and how long it takes, is its row of the route
`forty-five-minutes`. `SHEETS` is the whole pack, in the order of printing.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working import evidence
from joint_working.html import Html, bullets, el, join

from . import content
from .sheets import FACILITATOR, PERSON, Sheet, _lead, _lines, _list, _step, _table, clock, sheet
from .slips import CODES, SLIPS

TITLE = "Induction: the printed pack"
LEAD = "For new members of a joint board: 45 minutes together, with the welcome, the talk and the close in them."
ROUTE = "forty-five-minutes"
#: How long it lasts.
MINUTES = 45
#: What a person can do without, in this order, where time runs out; the clock says so.
FIRST_TO_GO = (7, 6)


@dataclass(frozen=True)
class Moment:
    """One line of the clock. `start`, `minutes` and `reading` are minutes; `part` is what is read, or ""."""

    kind: str
    title: str
    start: int
    minutes: int
    reading: int
    part: str
    page: str
    say: tuple[str, ...]
    ask: str


def moments() -> tuple[Moment, ...]:
    """Return the clock in order. Raises EvidenceError where a step is not in the route."""
    steps = {row["step"]: row for row in evidence.table("routes") if row["route"] == ROUTE}
    found, start = [], 0
    for row in sorted(evidence.table("induction"), key=lambda row: row["order"]):
        if row["kind"] == "step" and row["step"] not in steps:
            raise evidence.EvidenceError(
                f"data/induction.csv: expected a step of the route {ROUTE!r} in step, found {row['step']!r}"
            )
        read = steps[row["step"]] if row["kind"] == "step" else {"minutes": row["minutes"], "part": "", "page": ""}
        found.append(
            Moment(
                row["kind"], row["title"], start, read["minutes"], row["reading"] or 0, read["part"] or "",
                read["page"], tuple(evidence.parted(row["say"])), row["ask"] or "",
            )
        )  # fmt: skip
        start += read["minutes"]
    return tuple(found)


def the_clock() -> Html:
    """Return the clock: when each part begins, how long people read and how long they talk."""
    body = (
        (
            one.title,
            clock(one.start, one.minutes),
            f"{one.reading}" if one.reading else "–",
            f"{one.minutes - one.reading}",
        )
        for one in moments()
    )
    talk = sum(one.minutes - one.reading for one in moments() if one.kind == "step")
    gone = " and ".join(f"“{one.title}”" for one in (moments()[at] for at in FIRST_TO_GO))
    return join((
        _table("Minutes of the 45", ("What", "When", "Read", "Talk"), body, numbers=True),
        el("p", f"Reading is at 180 words a minute. Of the 45 minutes {talk} are talk on a step."),
        el("p", f"Running late? Leave out, in this order, {gone}. Never leave out the close."),
        el("h3", "Before"),
        _list((
            "Our standing orders, the page of the scheme on sharing an overspend, and one real budget paper, on the "
            "table.",
            "For each person: the sheet of the meeting, the rules, the standing orders.",
            "One screen helps. Without one, read each part aloud from the book or print its page.",
            "Ask a week before: who needs papers in another form, or somebody beside them?",
        )),
    ))  # fmt: skip


def script() -> Html:
    """Return what who leads it says and asks, minute by minute."""
    return join(
        _step(
            f"{clock(one.start, one.minutes)} · {one.title}",
            el("p", _lead("Say:", " ".join(f"“{line}”" for line in one.say))),
            el("p", _lead("Read:", f"“{one.part}”, {_minutes(one.reading)}.")) if one.part else None,
            el("p", _lead("Ask:", one.ask)) if one.ask else None,
        )
        for one in moments()
    )


def _minutes(number: int) -> str:
    return f"{number} minute{'' if number == 1 else 's'}"


def own_sheet() -> Html:
    """Return the sheet that a person fills in: one line for each thing that only their own board can tell."""
    asked = (
        ("I sit for", ""),
        ("I have a vote", "Yes, or no. It stands in law, not in a letter."),
        ("Those of us with a vote, and half of them", ""),
        ("Our way out of a tie", "In our standing orders."),
        ("Notice comes on, and papers on", "Five clear days’ notice is law."),
        ("I ring, if papers are late or I cannot read them", "A role, and a number."),
        ("My proxy", "Somebody with suitable experience."),
        ("Expenses: what is paid, and by whom", "The board may pay them. It need not."),
        ("An interest of mine that could come up", "For me alone. Nobody collects this sheet."),
        ("My question for the next meeting", ""),
    )
    return join(_step(title, el("p", more) if more else None, _lines(1)) for title, more in asked)


def what_is_here() -> Html:
    """Return the list of sheets, who holds each and how many to print."""
    return bullets(
        _lead(f"{one.title}:", f"{one.copies}, for the {'facilitator' if one.holder == FACILITATOR else 'room'}.")
        for one in SHEETS
    )


#: The pack, in the order of printing; numbers are for twenty people.
SHEETS = (
    Sheet("induction-clock", "The 45 minutes at a glance", FACILITATOR, "1", 1, the_clock),
    Sheet("induction-script", "Script", FACILITATOR, "1", 1, script),
    Sheet("induction-own", "My first meetings", PERSON, "1 for each person", 20, own_sheet),
    sheet("meeting-rules"),
    sheet("standing-orders"),
    SLIPS,
    CODES,
)


def law_day() -> str:
    """Return the day as which the law was read, as printed."""
    return content.slot("day law")
