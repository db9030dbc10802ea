"""Two places in order of time: Highland, and Clackmannanshire and Stirling, from `data/timeline.csv`.

Every event has its kind, its source and how sure we are, and says so where it rests on press reports alone.
"""

from __future__ import annotations

from joint_working import evidence
from joint_working.explorers.parts import Event, Timeline

HIGHLAND, CLACKS_STIRLING = "Highland", "Clackmannanshire and Stirling"

#: Publishers of news, comment and copies of news: what they report is a press report. The rest are public bodies,
#: or the authors of studies; a test makes sure that every publisher of a case is on one side or the other.
PRESS = frozenset(
    ("Alloa Advertiser", "Caithness Business Index", "Care Appointments", "Inverness Courier", "Press and Journal")
    + ("Ross-shire Journal", "Stirling Observer (PressReader)", "Strathallan Times / Alloa Advertiser")
    + ("Strathspey and Badenoch Herald", "The Courier", "The Herald", "Caithness Business Index (commentary)")
    + ("Northern Times", "Scottish Housing News", "healthandcare.scot")
)

#: The kind of each event of a case, as the timeline draws it; money where it is not named here.
KINDS = {
    "highland-agreement-in-principle": "agreement",
    "highland-commission-plan": "agreement",
    "highland-case-for-lead-agency": "agreement",
    "highland-scope-agreed": "agreement",
    "highland-partnership-agreement": "money",
    "highland-reason-for-change": "policy",
    "highland-lead-agency-starts": "structure",
    "highland-district-partnerships": "structure",
    "scotland-joint-working-act": "law",
    "highland-badenoch-hospital": "policy",
    "highland-raigmore-unit": "structure",
    "highland-draft-scheme": "policy",
    "highland-described-2016": "review",
    "highland-governance-committee": "structure",
    "highland-project-board": "structure",
    "highland-council-vote": "unfinished",
    "highland-audit-2024-25": "audit",
    "scotland-voting-order-in-force": "law",
    "clacks-stirling-shared-services-agreed": "agreement",
    "clacks-stirling-deeper-joining": "agreement",
    "clacks-stirling-health-board-view": "policy",
    "clacks-stirling-withdrawal-advised": "policy",
    "clacks-stirling-notice-given": "policy",
    "clacks-stirling-meeting-december-2015": "structure",
    "clacks-stirling-meeting-january-2016": "structure",
    "clacks-stirling-meeting-february-2016": "structure",
    "clacks-stirling-meeting-march-2016": "structure",
    "clacks-stirling-meeting-june-2016": "structure",
    "clacks-stirling-inspection": "audit",
    "clacks-stirling-scheme-review": "policy",
    "forth-valley-assurance-board": "audit",
    "forth-valley-stage-3": "audit",
}
#: National events without which a place cannot be understood.
NATIONAL = ("scotland-joint-working-act", "scotland-voting-order-in-force")


def press_only(keys: list[str]) -> bool:
    """Return whether all the sources, by key, are publishers of news or comment."""
    return all(evidence.source(key).publisher in PRESS for key in keys)


def events_of(area: str) -> tuple[Event, ...]:
    """Return an area's events, and the national ones, in order of date. Notes stand where confidence is not high."""
    events = []
    for row in evidence.table("timeline"):
        if row["area"] != area and row["key"] not in NATIONAL:
            continue
        sources = [row["source"], *evidence.parted(row["also"] or "")]
        words = f"Scotland: {row['event']}" if row["key"] in NATIONAL else row["event"]
        doubt = f" ({row['note']})" if row["note"] and row["confidence"] != "high" else ""
        kind = KINDS.get(row["key"], "money")
        standing = "Press report" if press_only(sources) else ""
        text = (words + doubt).replace("'", "’")
        events.append(Event(row["date"], kind, text, ";".join(sources), row["confidence"], standing))
    return tuple(events)


def _timeline(area: str, title: str, dates: str, *unknown: str) -> Timeline:
    """Return an area's timeline. `dates` says how fine they are, `unknown` what is in no event."""
    return Timeline(
        name=f"{area.lower().replace(' ', '-')}-timeline",
        title=title,
        events=events_of(area),
        eyebrow=f"Case timeline: {area}",
        assumes=(dates, "“Press report” means that no public body’s own text was read for it."),
        does_not_show=(
            *unknown,
            "What caused what. One event after another is not one event because of another.",
        ),
    )


def highland_timeline() -> Timeline:
    """Return the road of Highland, 2010 to 2026."""
    return _timeline(
        HIGHLAND,
        "Highland, as someone would have known it at the time",
        "A date is as fine as its source. Some copies were undated; how the year was found is in brackets.",
        "Whether care got better or worse. No event here measures it.",
        "What NHS Highland’s board or Ministers have decided since the council’s vote: no text was found.",
    )


def clackmannanshire_and_stirling_timeline() -> Timeline:
    """Return the road of Clackmannanshire and Stirling, 2010 to 2025."""
    return _timeline(
        CLACKS_STIRLING,
        "Two councils and a health board, in order of time",
        "A date is as fine as its source. Where a year was worked out, the brackets say how.",
        "Anything after May 2025: no text was found, so the end of the dispute is not known.",
        "The day the board was set up, or the grades of the inspection: no text was read.",
    )
