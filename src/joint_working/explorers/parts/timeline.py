"""The timeline: what happened, and how it looked before the rest was known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from joint_working import evidence
from joint_working.html import Html, bullets, el, join, shape
from joint_working.kit.contract import Answer, Choice, Part, check_name, need
from joint_working.kit.frame import choices_html, closing, folded, framed, sentence_html, source_link
from joint_working.words import MONTHS

#: Each kind of event: its words, and its shape drawn in a box of 20 by 20.
KINDS = {
    "law": ("Law", el("path", d="M3 3h14v14h-14z")),
    "agreement": ("Agreement", el("circle", cx="10", cy="10", r="7")),
    "money": ("Money", el("path", d="M10 2l8 8l-8 8l-8-8z")),
    "review": ("Review", el("path", d="M10 2.5l8 14.5h-16z")),
    "structure": ("Structure", el("path", d="M7 2.5h6v5h5v6h-5v5h-6v-5h-5v-6h5z")),
    "policy": ("Policy", el("path", d="M10 17.5l8 -14.5h-16z")),
    "audit": ("Audit or inspection", el("path", d="M3 3h14l-14 14h14z")),
    "unfinished": ("Not complete", el("circle", cx="10", cy="10", r="7", stroke_dasharray="3 2.4")),
}
CONFIDENCE = ("", "high", "medium", "low")
NOT_YET = "What follows was not yet known"
SENTENCE = "Events that fit: {all}. Happened by the end of {year}: {known}."


@dataclass(frozen=True)
class Event:
    """One event. `date` is YYYY, YYYY-MM or YYYY-MM-DD; `kind` one of KINDS; `text` plain words.

    `source_key` names one source of the register, or several parted by semicolons; None when the event is
    made up. `confidence` is high, medium, low or "". `standing` names what the event rests on where that must be
    seen at once: "Press report", say.
    """

    date: str
    kind: str
    text: str
    source_key: str | None = None
    confidence: str = ""
    standing: str = ""

    @property
    def year(self) -> int:
        """Return the year of the event."""
        return int(self.date[:4])

    @property
    def when(self) -> tuple[str, str]:
        """Return the year and the rest of the date in words: ("2012", "22 Mar")."""
        parts = self.date.split("-")
        month = MONTHS[int(parts[1]) - 1][:3] if len(parts) > 1 else ""
        return parts[0], f"{int(parts[2])}\u00a0{month}" if len(parts) == 3 else month


@dataclass(frozen=True)
class Timeline(Part):
    """Events in order of date, each with a shape and a word for its kind.

    With `as_at` a select of years turns later events hollow; it opens at `opened_at`, or at the year of the last
    event. A year without a day comes before the dated events of that year. Raises PartError for a date, kind or
    confidence that cannot be read.
    """

    name: str
    title: str
    events: tuple[Event, ...]
    as_at: bool = True
    eyebrow: str = "Timeline"
    assumes: tuple[str, ...] = ()
    does_not_show: tuple[str, ...] = ()
    illustrative: bool = False
    version: int = 1
    opened_at: int = 0

    def __post_init__(self):
        check_name("Timeline", self.name)
        events = tuple(self.events)
        need(events, f"Timeline {self.name!r}", "there are no events")
        for number, event in enumerate(events, 1):
            part = f"Timeline {self.name!r}, event {number}"
            need(_is_date(event.date), part, f"the date must be YYYY, YYYY-MM or YYYY-MM-DD, not {event.date!r}")
            need(event.kind in KINDS, part, f"the kind must be one of {', '.join(KINDS)}, not {event.kind!r}")
            need(event.text.strip(), part, "the text is empty")
            known = event.confidence in CONFIDENCE
            need(known, part, f"the confidence must be high, medium, low or empty, not {event.confidence!r}")
            need(event.source_key or self.illustrative, part, "an event needs a source key, unless illustrative")
        object.__setattr__(self, "events", tuple(sorted(events, key=lambda event: event.date)))

    def controls(self, values: Mapping[str, str] | None = None) -> tuple[Choice, ...]:
        """Return the year to look from, unless the timeline has none, and the kind of event, where there are some."""
        choices, first, last = [], self.events[0].year, self.events[-1].year
        if self.as_at:
            years = {str(year): str(year) for year in range(first, last + 1)}
            choices.append(Choice("year", "As it looked at the end of", years, str(self.opened_at or last)))
        kinds = {kind: words for kind, (words, _) in KINDS.items() if any(e.kind == kind for e in self.events)}
        if len(kinds) > 1:
            choices.append(Choice("kind", "Kind of event", {"all": "Every kind", **kinds}, "all"))
        return tuple(choices)

    def answer(self, values: Mapping[str, str]) -> Answer:
        """Return how many events of a kind are shown and how many were known by a year, and those events."""
        year, kind = int(values.get("year", self.events[-1].year)), values.get("kind", "all")
        shown = [event for event in self.events if kind in ("all", event.kind)]
        known = [event for event in shown if event.year <= year]
        lists = el("ol", map(_event_html, known))
        if later := [event for event in shown if event.year > year]:
            lists += el("p", el("b", f"{year}: {NOT_YET}")) + el("ol", map(_event_html, later))
        return Answer(SENTENCE.format(all=len(shown), known=len(known), year=year), lists)

    def html(self) -> Html:
        """Return the section: selects (shown by the script), the sentence, a key and the list of events."""
        kinds = [kind for kind in KINDS if any(event.kind == kind for event in self.events)]
        here = el("span", class_="jw-when"), el("span"), el("div", NOT_YET)
        return framed(
            self,
            "timeline",
            "jw-timeline",
            self.eyebrow,
            choices_html(self),
            sentence_html(self._sentence(), data_template=SENTENCE),
            bullets((glyph(kind) + KINDS[kind][0] for kind in kinds), class_="jw-key", aria_label="Kinds of event"),
            el("ol", map(_event_html, self.events), el("li", here, class_="jw-here", hidden=True), class_="jw-events"),
            closing(self.assumes, self.does_not_show, choices=bool(self.controls())),
            illustrative=self.illustrative,
        )

    def text(self) -> str:
        """Return the title, the sentence and one line for each event."""
        lines = []
        for event in self.events:
            sure = f" Confidence: {event.confidence}." if event.confidence else ""
            sure = f" {event.standing}.{sure}" if event.standing else sure
            source = f" [{event.source_key}]" if event.source_key else ""
            lines.append(f"{' '.join(filter(None, event.when))}  {KINDS[event.kind][0]}: {event.text}{sure}{source}")
        return "\n".join([self.title + (" (illustrative)" if self.illustrative else ""), self._sentence(), *lines])

    def _sentence(self) -> str:
        year = self.opened_at or self.events[-1].year
        known = sum(event.year <= year for event in self.events)
        return SENTENCE.format(all=len(self.events), known=known, year=year)


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def glyph(kind: str) -> Html:
    """Return the shape of a kind of event."""
    size = {"width": "20", "height": "20", "aria_hidden": "true"}
    return el("svg", KINDS[kind][1], class_="jw-glyph", data_kind=kind, **size)


def _event_html(event: Event) -> Html:
    year, day = event.when
    notes = []
    for key in (event.source_key or "").split(";"):
        if key.strip():
            source = evidence.source(key.strip())
            notes.append(source_link(source, f"{source.publisher}, {source.title}"))
    words = [f"{event.standing}."] if event.standing else []
    words += [shape("Source: {}.", join(notes, "; "))] if notes else []
    words += [f"Confidence: {event.confidence}."] if event.confidence else []
    note = el("small", join(words, " "), class_="jw-note") if words else None
    rests = folded(event.standing or "Source", note, css="jw-rests") if notes else note
    return el(
        "li",
        el("span", el("strong", year), " ", day, class_="jw-when"),
        glyph(event.kind),
        el("div", el("span", KINDS[event.kind][0], class_="jw-kind"), " ", event.text, rests),
        data_year=event.year,
        data_kind=event.kind,
    )
