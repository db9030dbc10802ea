"""Scotland's road to integration and on from it, 1999 to 2026, from `data/timeline.csv`."""

from __future__ import annotations

from joint_working import evidence
from joint_working.explorers.parts import Event, Timeline

FIRST, LAST = "1999", "2026-11-24"

#: The sort of event in the table, and its shape on the line.
SHAPES = {
    "law": "law",
    "structure": "structure",
    "policy": "policy",
    "review": "review",
    "evidence": "review",
    "audit": "audit",
    "money": "money",
}
#: Steps of the Bill for a national care service, which was passed without that service.
DROPPED = ("scotland-ncs-bill-introduced", "scotland-ncs-bill-stage-1", "scotland-ncs-draft-amendments")
#: The few local events that belong to the national story, and their shape.
LOCAL = {
    "highland-lead-agency-starts": "agreement",
    "highland-council-vote": "unfinished",
    "argyll-and-bute-single-authority": "unfinished",
}


def scotland_events() -> tuple[dict, ...]:
    """Return the rows of the timeline that the page shows, in order of date."""
    rows = (
        row
        for row in evidence.table("timeline")
        if FIRST <= row["sort_date"].isoformat() <= LAST
        and (
            (row["place"] == "Scotland" and (not row["area"] or row["key"] in LOCAL)) or row["key"] == "uk-devolution"
        )
    )
    return tuple(sorted(rows, key=lambda row: (row["sort_date"], row["key"])))


def scotland_timeline() -> Timeline:
    """Return the timeline: every event with its kind, its source and how sure we are."""
    return Timeline(
        name="scotland-timeline",
        title="What led to 2014, and what followed?",
        events=tuple(
            Event(
                row["date"],
                _shape(row),
                f"{row['area']}: {row['event']}" if row["area"] else row["event"],
                ";".join([row["source"], *evidence.parted(row["also"] or "")]),
                "" if row["confidence"] == "high" else row["confidence"],
            )
            for row in scotland_events()
        ),
        eyebrow="Scotland, 1999 to 2026",
        assumes=(
            "A date is as fine as its source: a year, a month or a day. Confidence is high unless it says otherwise.",
            "Studies and briefings count as reviews.",
        ),
        does_not_show=(
            "What caused what. One event after another is not one event because of another.",
            "Most local events. Three that changed or test the national pattern are here.",
        ),
    )


def _shape(row: dict) -> str:
    if row["key"] in DROPPED:
        return "unfinished"
    return LOCAL.get(row["key"]) or SHAPES[row["type"]]
