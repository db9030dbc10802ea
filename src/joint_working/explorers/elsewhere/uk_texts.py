"""What reviewers found elsewhere, where texts disagree, and what was looked for in vain: lists for each nation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from joint_working import evidence
from joint_working.explorers.elsewhere.elsewhere_tracer import cited_link
from joint_working.explorers.judging_it.findings import shown_in
from joint_working.html import Content, Html, bullets, cards, el, join
from joint_working.kit.contract import Part, check_name, need

#: The chapter that shows the findings on a nation, on comparisons ("UK"), and on what has changed since ("Now").
PAGE_OF = {
    "England": "england",
    "Wales": "wales",
    "Northern Ireland": "northern-ireland",
    "UK": "side-by-side",
    "Now": "then-and-now",
}
#: The two kinds of `data/looked_for.csv`, and the words above each list.
LOOKED = {"not found": "Looked for, and not found", "would change": "Five things that would change this page"}
#: Who says a finding, as a reader sees it, by the kind of the table.
SAID_BY = {
    "comparison": "A study with a comparison",
    "review of studies": "A review of studies",
    "account": "People who took part",
    "case": "A report of one place",
    "law": "Law",
    "audit": "Auditors",
    "committee": "A committee of a parliament",
    "study": "A study",
    "statisticians": "Statisticians",
    "minister": "A minister",
    "government": "A government",
    "council": "A council",
    "sector body": "A body of the sector",
    "self-report": "The bodies themselves",
    "view": "An opinion",
}


@dataclass(frozen=True)
class TextTable(Part):
    """A table of texts: the first column heads each row, and on a phone each row is a card.

    `rows` hold two faces for each column: the words that text() prints, and what html() shows.
    """

    name: str
    caption: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, Content], ...], ...]

    def __post_init__(self):
        check_name("TextTable", self.name)
        need(self.rows, f"TextTable {self.name!r}", "there are no rows")
        for row in self.rows:
            need(len(row) == len(self.columns), f"TextTable {self.name!r}", f"a row has {len(row)} cells")

    def html(self) -> Html:
        """Return the table with its caption."""
        at = f"{self.name}-caption"
        caption = el("caption", self.caption, el("span", self.note), id=at)
        heads = join(el("th", words, role="columnheader", scope="col") for words in self.columns)
        return el("div", cards(caption, heads, map(self._row, self.rows), aria_labelledby=at), class_="jw-texts")

    def _row(self, row: tuple[tuple[str, Content], ...]) -> Html:
        named = [
            (el("b", head, class_="jw-cell-name"), shown) for head, (_, shown) in zip(self.columns, row, strict=True)
        ]
        cells = (el("td", cell, role="cell") for cell in named[1:])
        return el("tr", el("th", row[0][1], role="rowheader", scope="row"), cells, role="row")

    def text(self) -> str:
        """Return caption, headings and rows, cells parted by a bar."""
        rows = [" | ".join(words for words, _ in row) for row in self.rows]
        return "\n".join([f"{self.caption} ({self.note})", " | ".join(self.columns), *rows])


def what_reviewers_found(nation: str) -> TextTable:
    """Return the findings that the chapter of one of PAGE_OF shows, in order of time."""
    findings = sorted(shown_in(PAGE_OF[nation]), key=lambda row: re.sub(r"\D", "", row["year"])[:4])
    return TextTable(
        f"found-{_slug(nation)}",
        "What was found, and who says so",
        "In our words, in order of time. A selection; no finding proves a cause.",
        ("About", "What was found", "Who says so"),
        tuple(
            (
                _plain(row["subject"].capitalize() if row["subject"][0].islower() else row["subject"]),
                (_whole(row["finding"]), " ".join(filter(None, [_whole(row["finding"]), row["note"]]))),
                (
                    f"{SAID_BY[row['kind']]}, {row['year']} [{row['source']}]",
                    (
                        f"{SAID_BY[row['kind']]}, {row['year']}",
                        _cited([row["source"], *evidence.parted(row["also"])], row["locator"]),
                    ),
                ),
            )
            for row in findings
        ),
    )


def where_texts_disagree(*nations: str) -> TextTable:
    """Return the disagreements about some nations, in the order of `data/contradictions.csv`."""
    rows = [row for row in evidence.table("contradictions") if row["nation"] in nations]
    return TextTable(
        f"disagree-{_slug(nations[0])}",
        "Where texts disagree",
        "Two texts, or two parts of one, and what this book prints.",
        ("About", "One says", "Another says", "Here"),
        tuple(
            (
                (f"{row['number']}. {row['about']}", row["about"]),
                (row["one"], (row["one"], _cited([row["one_source"]], row["one_locator"]))),
                (row["other"], (row["other"], _cited([row["other_source"]], row["other_locator"]))),
                _plain(row["here"]),
            )
            for row in rows
        ),
    )


@dataclass(frozen=True)
class LookedFor(Part):
    """What was looked for and not found, with its day, beside the events that would change the chapter."""

    name: str
    nation: str

    def html(self) -> Html:
        """Return the two lists under their own words, complete without JavaScript."""
        return el("div", (self._list(kind) for kind in LOOKED), class_="jw-sides")

    def text(self) -> str:
        """Return the two lists as lines."""
        lines = []
        for kind, heading in LOOKED.items():
            lines += [heading, *(f"- {_looked(row)}" for row in self._rows(kind))]
        return "\n".join(lines)

    def _rows(self, kind: str) -> list[dict]:
        return evidence.select("looked_for", nation=self.nation, kind=kind)

    def _list(self, kind: str) -> Html:
        return el("div", el("p", el("b", LOOKED[kind])), bullets(map(_looked, self._rows(kind))))


def looked_for(nation: str) -> LookedFor:
    """Return what was looked for about a nation ("England", "UK" for comparisons), and what would change its page."""
    return LookedFor(f"looked-for-{_slug(nation)}", nation)


def _looked(row: dict) -> str:
    """Return a row of `looked_for` as a sentence; what was not found says when it was looked for."""
    if row["kind"] == "would change":
        return f"{row['what']}."
    day = row["seen"]
    return f"{row['what']}. Looked for on {day.day} {day:%B %Y}."


def _whole(words: str) -> str:
    """Return a finding as a sentence: some of the table have no full stop."""
    return words if words.endswith(".") else f"{words}."


def _plain(text: str) -> tuple[str, str]:
    return text, text


def _slug(nation: str) -> str:
    return nation.lower().replace(" ", "-")


def _cited(keys: list[str], place: str) -> Html:
    return el("small", join(map(cited_link, keys), "; "), f", {place}")
