"""The UK Timeline: what happened in each nation since 1948, in lanes side by side or one nation in a list.

The events are `data/timeline.csv`. Events of one place in Scotland belong to the two case studies and are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from joint_working import evidence
from joint_working.explorers.elsewhere.elsewhere_tracer import TODAY, cited_link
from joint_working.explorers.parts import Event, Timeline
from joint_working.explorers.parts.timeline import KINDS, NOT_YET, glyph
from joint_working.explorers.why_join_up import scotland_timeline as scotland
from joint_working.html import NONE, Html, bullets, cards, el, join, scrolled, shape
from joint_working.kit.contract import Answer, Choice, Part
from joint_working.kit.frame import choices_html, closing, framed, sentence_html, source_html

#: The lanes by key, in the order of the columns. "uk" holds what happened in more than one nation.
LANES = {
    "scotland": "Scotland",
    "england": "England",
    "wales": "Wales",
    "northern-ireland": "Northern Ireland",
    "uk": "More than one nation",
}
NATIONS = tuple(lane for lane in LANES if lane != "uk")
#: The years of the five source documents, and how many were written then.
DOCUMENT_YEARS = {2012: "one source document", 2018: "one source document", 2019: "three source documents"}
#: The first year that a reader may go back to.
FIRST = 1999
#: What had been announced or brought in, and was not complete when last read.
UNFINISHED = (
    "england-nhs-england-end-target",
    "england-health-bill-introduced",
    "england-health-bill-committee",
    "england-health-bill-report",
    "england-health-bill-lords",
    "ni-neighbourhood-due",
    "wales-regional-integration-fund-end",
)
SHAPES = scotland.SHAPES | {"pilot": "policy"}
SENTENCE = "Events that fit: {all}. Happened by the end of {year}: {known}."
ASSUMES = (
    "A date is as fine as its source: a year, a month or a day. Confidence is high unless it says otherwise.",
    "Pilots are shown as policy, studies and briefings as reviews.",
    "A reader at the end of a year knows all of that year.",
)
DOES_NOT_SHOW = (
    "What caused what. One event after another is not one event because of another.",
    "Everything. More was read of recent years and of England, so a fuller lane is no sign of more change.",
    "What came after 10 September 2026 of England’s Health Bill. No later step was found by 30 November 2026.",
)


def rows(lane: str | None = None) -> tuple[dict, ...]:
    """Return the rows of the timeline, in order of date: all, or those of one of LANES.

    >>> rows("northern-ireland")[1]["date"]
    '1973'
    """
    kept = [
        row
        for row in evidence.table("timeline")
        if row["place"] != "Scotland" or not row["area"] or row["key"] in scotland.LOCAL
    ]
    kept.sort(key=lambda row: (row["sort_date"], row["key"]))
    return tuple(row for row in kept if lane is None or lane_of(row) == lane)


def lane_of(row: dict) -> str:
    """Return the lane of an event, by key."""
    return "uk" if row["place"] == "UK" else row["place"].lower().replace(" ", "-")


def kind_of(row: dict) -> str:
    """Return the kind of an event: one of the timeline's shapes."""
    if row["key"] in UNFINISHED:
        return "unfinished"
    return scotland._shape(row) if row["place"] == "Scotland" else SHAPES[row["type"]]


def years(last: int = TODAY) -> list[tuple[str, str]]:
    """Return the years up to `last` to look back from, with the years of the source documents named."""
    labels = {year: f"{year} ({words})" for year, words in DOCUMENT_YEARS.items()} | {TODAY: f"{TODAY} (today)"}
    return [(str(year), labels.get(year, str(year))) for year in range(FIRST, last + 1)]


def nation_timeline(lane: str, title: str, first: int = 0) -> Timeline:
    """Return the timeline of one nation, with the events of more than one nation among them, from a year on."""
    kept = sorted(
        (row for row in (*rows(lane), *rows("uk")) if row["sort_date"].year >= first), key=lambda row: row["sort_date"]
    )
    return Timeline(
        name="uk-timeline",
        title=title,
        opened_at=TODAY if kept[-1]["sort_date"].year >= TODAY else 0,
        events=tuple(_event(row) for row in kept),
        eyebrow=f"UK Timeline: {LANES[lane]}",
        assumes=ASSUMES,
        does_not_show=DOES_NOT_SHOW if lane == "england" else DOES_NOT_SHOW[:1] + ("Everything: it is a selection.",),
    )


@dataclass(frozen=True)
class UkTimeline(Part):
    """All lanes as one table: a row for each year, a column for each lane. On a phone a year is a card."""

    name: str = "uk-timeline"
    title: str = "What happened where, and what could a reader of the time know?"
    version: int = 1

    def controls(self, values: Mapping[str, str] | None = None) -> tuple[Choice, ...]:
        """Return the year to look from, the nation, and the kind of event."""
        kinds = {kind: words for kind, (words, _) in KINDS.items() if any(kind_of(row) == kind for row in rows())}
        return (
            Choice("year", "As it looked at the end of", dict(years(max(map(_year, rows())))), str(TODAY)),
            Choice("lane", "Nation", {"all": "All, side by side", **LANES}),
            Choice("kind", "Kind of event", {"all": "Every kind", **kinds}),
        )

    def answer(self, values: Mapping[str, str]) -> Answer:
        """Return how many events are left and how many were known by a year, and those events."""
        year, lane, kind = values["year"], values["lane"], values["kind"]
        left = [row for row in rows() if lane in ("all", lane_of(row)) and kind in ("all", kind_of(row))]
        known = [row for row in left if _year(row) <= int(year)]
        shown = bullets(map(_dated, known))
        if later := [row for row in left if _year(row) > int(year)]:
            shown += el("p", el("b", f"{year}: {NOT_YET}")) + bullets(map(_dated, later))
        return Answer(SENTENCE.format(all=len(left), known=len(known), year=year), shown)

    def html(self) -> Html:
        """Return the section: selects (shown by the script), the sentence, a key and the table."""
        events = rows()
        kinds = [kind for kind in KINDS if any(kind_of(row) == kind for row in events)]
        heads = [el("th", "Year", role="columnheader", scope="col")]
        heads += [el("th", LANES[lane], role="columnheader", scope="col", data_lane=lane) for lane in NATIONS]
        body = [_year_html(year, list(group)) for year, group in groupby(events, key=_year)]
        here = el("td", "What follows was not yet known at the end of ", el("b"), role="cell", colspan=len(heads))
        body.append(el("tr", here, class_="jw-here", role="row", hidden=True))
        return framed(
            self,
            "lanes",
            "jw-uk-timeline",
            "UK Timeline",
            choices_html(self),
            sentence_html(self._sentence(), data_template=SENTENCE),
            bullets((glyph(kind) + KINDS[kind][0] for kind in kinds), class_="jw-key", aria_label="Kinds of event"),
            scrolled(cards(None, heads, body), "Events by year and nation"),
            source_html("From the book’s table “Timeline”. Each event names its source and the place in it."),
            closing(ASSUMES, DOES_NOT_SHOW),
        )

    def text(self) -> str:
        """Return the title, the sentence and one line for each event."""
        lines = [
            f"{row['date']}  {LANES[lane_of(row)]}. {KINDS[kind_of(row)][0]}: {_words(row)}. [{row['source']}]"
            for row in rows()
        ]
        return "\n".join([self.title, self._sentence(), *lines])

    def _sentence(self) -> str:
        known = sum(_year(row) <= TODAY for row in rows())
        return SENTENCE.format(all=len(rows()), known=known, year=TODAY)


def _year(row: dict) -> int:
    return row["sort_date"].year


def _words(row: dict) -> str:
    named = row["area"] and row["area"] not in row["event"]
    return f"{row['area']}: {row['event']}" if named else row["event"]


def _event(row: dict) -> Event:
    words = _words(row)
    if row["note"]:
        words = f"{words}. {row['note']}"
    sources = ";".join([row["source"], *evidence.parted(row["also"] or "")])
    return Event(row["date"], kind_of(row), words, sources, "" if row["confidence"] == "high" else row["confidence"])


def _dated(row: dict) -> Html:
    return join((str(_year(row)), el("ul", _item(row))))


def _year_html(year: int, events: list[dict]) -> Html:
    """Return the row of a year; what happened in more than one nation goes across the lanes, in a row above."""
    mine = {lane: [_item(row) for row in events if lane_of(row) == lane] for lane in LANES}
    across = _lane_html("uk", mine["uk"], colspan=len(NATIONS)) if mine["uk"] else NONE
    nations = join(_lane_html(lane, mine[lane]) for lane in NATIONS) if any(mine[lane] for lane in NATIONS) else NONE
    return join(
        shape(
            '<tr role="row" data-year="{0}"{1}><th role="rowheader" scope="row">{0}</th>{2}</tr>',
            year,
            shape(" class=later") if year > TODAY else "",
            cells,
        )
        for cells in (across, nations)
        if cells
    )


def _lane_html(lane: str, items: list[Html], **span: int) -> Html:
    if not items:
        return el("td", role="cell", class_="jw-bare", data_lane=lane)
    named = el("b", LANES[lane], class_="jw-cell-name")
    return el("td", named, el("ul", items), role="cell", data_lane=lane, **span)


def _item(row: dict) -> Html:
    when = Event(row["date"], kind_of(row), row["event"], row["source"]).when[1]
    sources = join(map(cited_link, (row["source"], *evidence.parted(row["also"] or ""))), "; ")
    sure = "" if row["confidence"] == "high" else f" {row['confidence'].capitalize()} confidence."
    note = f" {row['note']}." if row["note"] else ""
    kind = el("span", KINDS[kind_of(row)][0], class_="jw-kind")
    told = el("small", sources, f", {row['locator']}.{sure}{note}")
    inside = el("div", kind, f" {f'{when}. ' if when else ''}{_words(row)}", told)
    return el("li", glyph(kind_of(row)), inside, data_lane=lane_of(row), data_kind=kind_of(row))
