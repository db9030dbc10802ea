"""What reviewers found elsewhere, and where texts disagree: two lists for each nation, in cards on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape as esc

from joint_working import evidence
from joint_working.explorers.elsewhere.elsewhere_tracer import cited_link
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

    `rows` hold (words, HTML) for each column: the words are what text() prints.
    """

    name: str
    caption: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]

    def __post_init__(self):
        check_name("TextTable", self.name)
        need(self.rows, f"TextTable {self.name!r}", "there are no rows")
        for row in self.rows:
            need(len(row) == len(self.columns), f"TextTable {self.name!r}", f"a row has {len(row)} cells")

    def html(self) -> str:
        """Return the table with its caption."""
        heads = "".join(f'<th role="columnheader" scope="col">{esc(words)}</th>' for words in self.columns)
        body = "".join(
            f'<tr role="row"><th role="rowheader" scope="row">{row[0][1]}</th>'
            + "".join(
                f'<td role="cell"><b class="jw-cell-name">{esc(head)}</b>{html}</td>'
                for head, (_, html) in zip(self.columns[1:], row[1:], strict=True)
            )
            + "</tr>"
            for row in self.rows
        )
        return (
            '<div class="jw-texts"><table class="jw-table jw-cards" role="table"'
            f' aria-labelledby="{self.name}-caption">'
            f'<caption id="{self.name}-caption">{esc(self.caption)}<span>{esc(self.note)}</span></caption>'
            f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
            f'<tbody role="rowgroup">{body}</tbody></table></div>'
        )

    def text(self) -> str:
        """Return caption, headings and rows, cells parted by a bar."""
        rows = [" | ".join(words for words, _ in row) for row in self.rows]
        return "\n".join([f"{self.caption} ({self.note})", " | ".join(self.columns), *rows])


def what_reviewers_found(nation: str) -> TextTable:
    """Return the findings about a nation ("England", "UK" for comparisons), in order of time."""
    found = sorted(evidence.select("findings_elsewhere", nation=nation), key=lambda row: row["year"])
    return TextTable(
        f"found-{_slug(nation)}",
        "What was found, and who says so",
        "In our words, in order of time. A selection; no finding proves a cause.",
        ("About", "What was found", "Who says so"),
        tuple(
            (
                _plain(row["subject"].capitalize() if row["subject"][0].islower() else row["subject"]),
                (row["finding"], esc(" ".join(filter(None, [row["finding"], row["note"]])))),
                (
                    f"{SAID_BY[row['basis']]}, {row['year']} [{row['source']}]",
                    f"{SAID_BY[row['basis']]}, {row['year']}"
                    f"<small>{_cited([row['source'], *evidence.parted(row['also'])], row['locator'])}</small>",
                ),
            )
            for row in found
        ),
    )


def where_texts_disagree(*nations: str) -> TextTable:
    """Return the disagreements about some nations, in the order of `data/contradictions.csv`."""
    found = [row for row in evidence.table("contradictions") if row["nation"] in nations]
    return TextTable(
        f"disagree-{_slug(nations[0])}",
        "Where texts disagree",
        "Two texts, or two parts of one, and what this book prints.",
        ("About", "One says", "Another says", "Here"),
        tuple(
            (
                (f"{row['number']}. {row['about']}", esc(row["about"])),
                (
                    row["one"],
                    f"{esc(row['one'])}<small>{_cited([row['one_source']], row['one_locator'])}</small>",
                ),
                (
                    row["other"],
                    f"{esc(row['other'])}<small>{_cited([row['other_source']], row['other_locator'])}</small>",
                ),
                _plain(row["here"]),
            )
            for row in found
        ),
    )


def _plain(text: str) -> tuple[str, str]:
    return text, esc(text)


def _slug(nation: str) -> str:
    return nation.lower().replace(" ", "-")


def _cited(keys: list[str], place: str) -> str:
    return f"{'; '.join(map(cited_link, keys))}, {esc(place)}"
