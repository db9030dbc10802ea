"""How a figure, a rule or a source is said: badge words, dates, and where a sentence ends.

Used by the published page (``roles``) and by the resolved notebooks (``notebooks``), so that both say the same.
Knows neither Sphinx nor Jupyter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from joint_working import evidence
from joint_working.html import NONE, Html, el, join, link
from joint_working.words import listed, say_date

# A full stop after one of these does not end a sentence.
_ABBREVIATIONS = frozenset(
    ("art", "arts", "c", "cf", "ch", "e.g", "eg", "etc", "fig", "i.e", "ie", "no", "nos", "p", "para", "paras")
    + ("pp", "reg", "regs", "s", "sch", "sched", "ss", "st", "v", "vol", "vs")
)
_STOP = re.compile(r"[.?!]+[\"'”’)\]*_]*(?=\s|$)")
_THE_ACT = re.compile(r"Public Bodies \(Joint Working\) \(Scotland\) Act 2014(?! \(Commencement)")
# A kind without a shape of its own is said in words: an outline alone means an official statistic.
_OUTLINE, _IN_WORDS = "Official statistic", "words"
OGL_NOTICE = "Contains public sector information licensed under the Open Government Licence v3.0."
_LAST_WORD = re.compile(r"[\w.’']+$")


#: A standing in one word, as prose says it; its card says the rest.
WORD = {
    "Official statistic": "Statistic", "Audit finding": "Audit", "Estimate at the time": "Estimate",
    "Press report": "Press", "Official document": "Document", "Evidence to Parliament": "Evidence",
    "Our reading": "Reading", "Open in the law": "Open",
}  # fmt: skip

#: The standings that prose says in words, as trust changes there; every other is told by the shape of its mark.
DOUBT = {
    "Press report": "press report", "Estimate at the time": "estimate", "Our reading": "our reading",
    "Open in the law": "open in the law", "Assumed": "assumed",
}  # fmt: skip


@dataclass(frozen=True)
class Citation:
    """One thing that a badge rests on: what is cited, its place in the source if not said, its row's anchor, the
    source in words, the day it was seen, the day by which it is to be looked at again, and whether that is past."""

    cited: str
    place: str
    anchor: str
    source: str
    seen: date
    next: date | None
    overdue: bool


@dataclass(frozen=True)
class Badge:
    """The standing of a number or a rule: all its words, CSS class, what it cites, the first source's address."""

    words: str
    css: str
    standing: str
    cites: tuple[Citation, ...]
    address: str

    @property
    def word(self) -> str:
        """The standing in one word, and what is overdue."""
        return one_word(self.standing, self.cites)

    @property
    def anchor(self) -> str:
        """The row that the first citation is."""
        return self.cites[0].anchor


def said(standing: str, cites: Iterable[Citation]) -> str:
    """What prose says of a standing beside its mark: nothing where it can be relied on, else what kind of claim it is,
    and the day it was last seen where it was to be looked at again before now."""
    return ", ".join(filter(None, [DOUBT.get(standing, ""), _late(cites).removeprefix(", ")]))


def one_word(standing: str, cites: Iterable[Citation]) -> str:
    """A standing in one word, as prose says it; where a thing cited is past its recheck date, the day it was seen."""
    return WORD.get(standing, standing) + _late(cites)


def _late(cites: Iterable[Citation]) -> str:
    late = [cite.seen for cite in cites if cite.overdue]
    return f", last checked {say_date(min(late))}" if late else ""


def css(kind: str) -> str:
    """The CSS class of a kind of claim, a key of `evidence.BADGES`: one for each of the seven shapes."""
    words, shape = evidence.BADGES[kind]
    return shape or ("" if words == _OUTLINE else _IN_WORDS)


def sentence_ends(text: str) -> tuple[int, ...]:
    """Offsets in ``text`` just after each sentence (closing quotes and brackets included); the last is its end.

    A decimal, an initial, a common abbreviation, or a stop followed by a small letter does not end a sentence.
    """
    ends = []
    for stop in _STOP.finditer(text):
        rest = text[stop.end() :].lstrip()
        before = _LAST_WORD.search(text[: stop.start()])
        word = before.group() if before else ""
        short = word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())
        if rest and (rest[0].islower() or (stop.group().startswith(".") and short)):
            continue
        ends.append(stop.end())
    tail = len(text.rstrip())
    if not ends or ends[-1] < tail:
        ends.append(tail)
    return tuple(ends)


def by_sentence(text: str, places: Iterable[tuple[int, str]]) -> list[tuple[int, list[str]]]:
    """The keys cited in each sentence of ``text``: (offset after the sentence, keys), in order.

    ``places`` holds (offset, key) of each citation.
    """
    ends = sentence_ends(text)
    badges: dict[int, list[str]] = {}
    for offset, key in sorted(places):
        end = next((e for e in ends if e > offset), ends[-1])
        badges.setdefault(end, []).append(key)
    return sorted(badges.items())


def figure_badges(keys: Iterable[str], today: date) -> list[Badge]:
    """One badge for each kind of standing among the figures ``keys`` of a sentence, with their periods.

    A figure past its recheck date adds "last checked" and the day it was last seen.
    """
    kinds: dict[str, list[evidence.Figure]] = {}
    for key in dict.fromkeys(keys):
        figure = evidence.figure(key)
        kinds.setdefault(figure.badge, []).append(figure)
    return [_figure_badge(figures, today) for figures in kinds.values()]


def _figure_badge(figures: Sequence[evidence.Figure], today: date) -> Badge:
    first = figures[0]
    words = first.badge
    if periods := list(filter(None, dict.fromkeys(map(_period, figures)))):
        words += ", " + listed(periods)
    cites = tuple(
        _citation(f, ", ".join(filter(None, [f.text, _period(f)])), f.locator, f"figure-{f.key}", f.overdue(today))
        for f in figures
    )
    return Badge(words + _late(cites), css(first.kind), first.badge, cites, first.source.address)


def _period(figure: evidence.Figure) -> str:
    return "period not stated" if figure.period == "not stated" else figure.period


def _citation(
    cited_row: evidence.Figure | evidence.Rule, cited: str, place: str, anchor: str, overdue: bool = False
) -> Citation:
    source = f"{cited_row.source.publisher}, {cited_row.source.title}"
    return Citation(cited, place, anchor, source, cited_row.seen, cited_row.recheck_by, overdue)


def rule_badge(rule: evidence.Rule) -> Badge:
    """The badge of a rule: its standing, instrument and article, ``Law: 2014 Act, section 29``."""
    number = re.search(r"\((SSI \d{4}/\d+)\)", rule.instrument)
    instrument = "2014 Act" if _THE_ACT.match(rule.instrument) else number[1] if number else rule.instrument
    named = ", ".join(part for part in (instrument, rule.article) if part not in ("", "not read"))
    if rule.kind == "assumed":
        named = "check your own scheme"
    if not rule.read and rule.kind != "assumed":
        named = ", ".join(filter(None, [named, "wording not read"]))
    words = f"{rule.badge}: {named}" if named else rule.badge
    place = "" if rule.locator == rule.article else rule.locator
    cite = _citation(rule, named or rule.topic, place, rule_anchor(rule))
    return Badge(words, css(rule.kind), rule.badge, (cite,), rule.source.address)


def mark(number: str, standing: str, css: str, cites: Sequence[tuple[Citation, str]], words: str = "") -> Html:
    """The mark of a standing on a page, with the `words` beside it and the card that says what it cites.

    ``cites`` gives each citation the address of its row, "" where no page holds it; those of a source stand together.
    """
    lines = []
    for source, citations in groupby(cites, lambda pair: pair[0].source):
        named, seen, due = {}, {}, {}
        for cite, address in citations:
            named.setdefault(cite.cited, link(address, cite.cited) + (f", {cite.place}" if cite.place else ""))
            seen[say_date(cite.seen)] = None
            if cite.next:
                due[say_date(cite.next)] = None
        when = f"seen {listed(list(seen))}" + (f"; to be looked at again by {listed(list(due))}" if due else "")
        lines.append(el("span", join(named.values(), "; "), el("small", f"{source}; {when}")))
    named = {"aria_label": f"{standing}, note {number}", "aria_describedby": f"cite-{number}"}
    pointer = el("a", number, class_=f"jw-ref {css}", href=next(filter(None, (uri for _, uri in cites)), ""), **named)
    card = el("span", el("b", standing), lines, class_="jw-meaning", id=f"cite-{number}")
    return el("span", pointer, el("i", words, class_="jw-said") if words else NONE, card, class_="jw-term jw-cite")


def source_badge(source: evidence.Source) -> Badge:
    """The badge of a source that is cited by itself: what kind of source it is, ``Study: The King's Fund, 2014``."""
    standing, _ = evidence.BADGES[source.kind]
    named = f"{source.publisher}, {source.title}"
    cite = Citation(source_words(source), "", f"source-{source.key}", named, source.seen, None, False)
    return Badge(f"{standing}: {source_words(source)}", css(source.kind), standing, (cite,), source.address)


def rule_anchor(rule: evidence.Rule) -> str:
    """The id of a rule's row: ``rule-KEY`` for its oldest wording, with the day it began for later ones."""
    oldest = evidence.wordings(rule.key)[0]
    return f"rule-{rule.key}" if rule == oldest else f"rule-{rule.key}-{rule.valid_from or rule.not_before}"


def read_rule(text: str, as_at: date | str) -> evidence.Rule:
    """The rule named in a role: ``name`` as it stood at ``as_at``, or ``name @ YYYY-MM-DD`` for another day."""
    name, _, day = (part.strip() for part in text.partition("@"))
    return evidence.rule(name, as_at=day or as_at)


def source_words(source: evidence.Source) -> str:
    """How a source is named in a sentence: ``Audit Scotland, 2018``."""
    return f"{source.publisher}, {source.year or 'no date'}"


def open_government_table(name: str) -> bool:
    """Whether a table is under the Open Government Licence."""
    return any("Open Government Licence" in entry.get("title", "") for entry in evidence.describe(name)["licenses"])


def open_government(source: evidence.Source) -> bool:
    """Whether a source is under the Open Government Licence, whose notice must then be printed."""
    return "Open Government Licence" in source.licence or bool(re.search(r"\bOGL\b", source.licence))
