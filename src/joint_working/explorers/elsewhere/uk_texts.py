"""What reviewers found elsewhere, and where texts disagree: two lists for each nation, in cards on a phone."""

from __future__ import annotations

from dataclasses import dataclass

from joint_working import evidence
from joint_working.explorers.elsewhere.elsewhere_tracer import cited_link
from joint_working.html import Content, Html, cards, el, join
from joint_working.kit.contract import Part, check_name, need

#: Who says a finding, as a reader sees it.
SAID_BY = {
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
    "opinion": "An opinion",
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
    """Return the findings about a nation ("England", "UK" for comparisons), in order of time."""
    findings = sorted(evidence.select("findings_elsewhere", nation=nation), key=lambda row: row["year"])
    return TextTable(
        f"found-{_slug(nation)}",
        "What was found, and who says so",
        "In our words, in order of time. A selection; no finding proves a cause.",
        ("About", "What was found", "Who says so"),
        tuple(
            (
                _plain(row["subject"].capitalize() if row["subject"][0].islower() else row["subject"]),
                (row["finding"], " ".join(filter(None, [row["finding"], row["note"]]))),
                (
                    f"{SAID_BY[row['basis']]}, {row['year']} [{row['source']}]",
                    (
                        f"{SAID_BY[row['basis']]}, {row['year']}",
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


def _plain(text: str) -> tuple[str, str]:
    return text, text


def _slug(nation: str) -> str:
    return nation.lower().replace(" ", "-")


def _cited(keys: list[str], place: str) -> Html:
    return el("small", join(map(cited_link, keys), "; "), f", {place}")
