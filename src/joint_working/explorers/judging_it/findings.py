"""What reviews, audits and studies found, by what they looked at, the strongest kind of evidence first.

The findings are `data/findings.csv`: one table for this chapter and for those on other nations and on old guides, so
that no study falls between two. A row says which of them show it. What helped stands beside what did not, so that
disagreement can be seen. They are never counted: a count would measure what people chose to write about.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working import evidence
from joint_working.html import Html, bullets, el, join
from joint_working.kit.contract import Part
from joint_working.kit.frame import source_link

#: What was looked at, and the themes of the table that belong there.
SUBJECTS = {
    "Hospital, home and outcomes": ("performance", "resilience", "balance of care", "acute care", "commissioning"),
    "Money": ("finance",),
    "Structure and who decides": ("law", "governance", "boards", "structure", "lead agency", "multi-council"),
    "Culture, leadership and workforce": ("relationships", "leadership", "workforce", "staff", "time"),
    "Reach, and whether it can be measured": ("scale", "inequality", "engagement", "measurement"),
}
#: The kinds of evidence, strongest first: words on the badge, its CSS class, and what the kind means.
KINDS = {
    "comparison": ("Study with a comparison", "", "Sets places that joined up beside places that did not."),
    "review of studies": ("Review of studies", "", "Gathers what many studies found."),
    "audit": ("Audit", "audit", "Public auditors, from papers, figures and interviews. No comparison."),
    "account": ("Account by those involved", "estimate", "Written by people who took part, or for them."),
    "case": ("One case", "estimate", "What was reported of one place."),
    "view": ("View", "press", "An argument or an opinion."),
}
SIDES = (("It helped, at least in part", ("worked", "mixed")), ("It did not, or was missing", ("did not",)))


#: The chapter that shows the findings as this map.
PAGE = "has-it-worked"


def shown_in(page: str) -> tuple[dict, ...]:
    """Return the rows of `data/findings.csv` that a chapter shows, as they stand; `page` is its file without ending.

    >>> sorted({row["nation"] for row in shown_in("england")})
    ['England']
    """
    return tuple(row for row in evidence.table("findings") if page in evidence.parted(row["shown_in"]))


@dataclass(frozen=True)
class Finding:
    """One finding: `side` is "worked", "mixed" or "did not", `kind` one of KINDS, `where` the places it is about."""

    text: str
    side: str
    kind: str
    where: str
    year: str
    sources: tuple[str, ...]


def findings() -> dict[str, tuple[Finding, ...]]:
    """Return the findings by subject, the strongest kind of evidence first and then the newest.

    Raises `EvidenceError` where a theme of the table has no subject.
    """
    subject_of = {theme: subject for subject, themes in SUBJECTS.items() for theme in themes}
    by_subject: dict[str, list[Finding]] = {subject: [] for subject in SUBJECTS}
    for row in shown_in(PAGE):
        if row["theme"] not in subject_of:
            raise evidence.EvidenceError(
                f"data/findings.csv: the theme {row['theme']!r} has no subject in findings.py"
            )
        told = (row[name] for name in ("finding", "direction", "kind", "looked_at", "year"))
        finding = Finding(*told, (row["source"], *evidence.parted(row["also"] or "")))
        by_subject[subject_of[row["theme"]]].append(finding)
    order = list(KINDS)

    def strength(finding: Finding) -> tuple[int, int]:
        return order.index(finding.kind), -_newest(finding.year)

    return {subject: tuple(sorted(group, key=strength)) for subject, group in by_subject.items()}


def _newest(year: str) -> int:
    """Return the last year in a text such as "about 2019" or "2016 to 2022"; 0 where there is none."""
    years = [int(word) for word in year.split() if word.isdigit()]
    return max(years, default=0)


@dataclass(frozen=True)
class FindingsMap(Part):
    """All findings: for each subject what helped beside what did not."""

    name: str = "what-was-found"

    def html(self) -> Html:
        """Return the key and the subjects, complete without JavaScript."""
        key = ((_badge(kind), f" {meaning}") for kind, (_, _, meaning) in KINDS.items())
        return el(
            "div",
            bullets(key, class_="jw-kinds", aria_label="Kinds of evidence, strongest first"),
            (self._subject(subject, group) for subject, group in findings().items()),
            class_="jw-findings",
        )

    def text(self) -> str:
        """Return the same as plain text."""
        lines = []
        for subject, group in findings().items():
            lines.append(subject)
            for side, directions in SIDES:
                lines.append(f"  {side}")
                lines += [
                    f"  - {KINDS[f.kind][0]}, {f.year}, {f.where}: {_mixed(f)}{f.text}."
                    for f in group
                    if f.side in directions
                ]
        return "\n".join(lines)

    def _subject(self, subject: str, group: tuple[Finding, ...]) -> Html:
        sides = []
        for side, directions in SIDES:
            items = [_item(finding) for finding in group if finding.side in directions]
            none = el("p", "No text that we read says so.", class_="jw-note")
            sides.append(el("div", el("h4", side), bullets(items) if items else none))
        return el("section", el("h3", subject), el("div", sides, class_="jw-sides"), class_="jw-subject")


def _badge(kind: str) -> Html:
    words, css, _ = KINDS[kind]
    return el("span", words, class_=f"jw-badge {css}".strip())


def _mixed(finding: Finding) -> str:
    return "Mixed. " if finding.side == "mixed" else ""


def _item(finding: Finding) -> Html:
    sources = [evidence.source(key) for key in finding.sources]
    links = join((source_link(source, source.publisher) for source in sources), "; ")
    about = el("small", f"{finding.year}, {finding.where}. ", links, ".")
    return join((_badge(finding.kind), f" {_mixed(finding)}{finding.text}.", about))


what_was_found = FindingsMap()
