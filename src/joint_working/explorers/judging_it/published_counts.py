"""A published file of delayed discharges, read where a reader opens it: what was understood, and beds a day by month.

The rules are `models/published.py`. Nothing of the file is kept or sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from joint_working import evidence
from joint_working.evidence.areas import SCOTLAND
from joint_working.html import Html, bullets, el, headings, inert, row, scrolled, table
from joint_working.kit.contract import Answer, Choice, Control, File, Part, Text
from joint_working.kit.frame import header, select_html, sentence_html, small_print, source_html
from joint_working.models.published import SAID, Shown, show

NAME, TITLE = "published-counts", "What does this month’s file say?"
LISTS = {"area": "Area", "age": "Age", "reason": "Reason for delay"}
SOURCE = (
    "Two layouts can be opened: the open data of Public Health Scotland (MonthOfDelay, CA or HBT, AgeGroup, "
    "ReasonForDelay, NumberOfDelayedBedDays) and of statistics.gov.scot (FeatureCode, DateCode, Measurement, Units, "
    "Value, Age, Reason For Delay). The book’s table “Layouts of files” says what of them was seen."
)
ASSUMES = (
    "Beds a day are the days of a month or a whole financial year divided by its days in the calendar: whole from ten "
    "on, as they are published.",
    "A total in the file stands as it is. Where only its parts are there, and all of them, they are added up.",
)
OMITS = (
    "A file of another layout, such as a workbook. Save the sheet as CSV first.",
    "Whether the figures are right. Only what does not hold together is named.",
)


@cache
def names() -> dict[str, str]:
    """Return the areas that a file may name, by code: Scotland, the councils and the health boards."""
    councils = {area["council_code"]: area["council"] for area in evidence.table("councils")}
    boards = {board["health_board_code"]: f"NHS {board['health_board']}" for board in evidence.table("health_boards")}
    return {SCOTLAND: "Scotland"} | councils | boards


@dataclass(frozen=True)
class PublishedCounts(Part):
    """The reader of a published file: `show` says what a text holds, at choices of area, age and reason."""

    name: str = NAME
    title: str = TITLE
    version: int = 1

    def show(self, text: str, **asked: str) -> Shown:
        """Return what is shown of the text of a file: sentence, notes, lists, and the table of months."""
        return show(text, names(), asked)

    def controls(self, values: Mapping[str, Any] | None = None) -> tuple[Control, ...]:
        """Return the box, the file and, once there is one that can be read, the three lists."""
        given = dict(values or {})
        read = self.show(_text(given), **{name: given.get(name, "") for name in LISTS})
        lists = [Choice(name, LISTS[name], words, read.setting[name]) for name, words in read.options.items()]
        return Text("text", "Paste the rows, with their headings", lines=4), _FILE, *lists

    def in_link(self) -> tuple[Control, ...]:
        """Return nothing: what a reader opens stays out of addresses."""
        return ()

    def moved(self, values: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Return the values once a file was opened: its text takes the place of the box; lists give way to it."""
        given = dict(values) | ({"text": _text(values)} if key == "file" else {})
        return given | self.show(_text(given), **{name: given.get(name, "") for name in LISTS}).setting

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """Return the sentence of a file, what was understood, and its months."""
        read = self.show(values.get("text", ""), **{name: values.get(name, "") for name in LISTS})
        return Answer(read.sentence, bullets(read.notes) + _table(read.table) if read.table else "")

    def text(self) -> str:
        """Return the title and what is said before a file is opened."""
        return f"{TITLE}\n{SAID['empty']}"

    def html(self) -> Html:
        """Return the section: box, file, lists and table, which the script fills."""
        box = el("textarea", rows=4, data_counts_text=True, spellcheck="false", autocomplete="off")
        file = el("input", type="file", accept=",".join(_FILE.ends), data_counts_file=True)
        lists = (select_html(NAME, name, words, {}, "") for name, words in LISTS.items())
        return el(
            "section",
            header(NAME, TITLE, "Your own file", False),
            el("p", "Opening a file needs JavaScript, which is off.", class_="jw-notice", data_jw_nojs=True),
            el(
                "div",
                el("p", "It is read on this page. Nothing of it is sent or kept.", class_="jw-source"),
                el("label", _FILE.label, " ", file, class_="jw-filter"),
                el("label", "Or paste its rows, with their headings", " ", box, class_="jw-filter"),
                sentence_html(SAID["empty"]),
                el("fieldset", el("legend", "What to show"), lists, class_="jw-choices", hidden=True),
                scrolled(table(el("caption", "Days and beds a day"), headings(("",)), ""), "Figures of the file"),
                el("ul", data_counts_notes=True),
                inert(names(), data_counts_names=True),
                data_jw_js=True,
                hidden=True,
            ),
            source_html(SOURCE),
            small_print(ASSUMES, OMITS),
            class_="explorer jw-counts",
            data_jw_part="counts",
            data_jw_counts=True,
            data_explorer=NAME,
            aria_labelledby=f"{NAME}-title",
        )


_FILE = File("file", "Open a file (CSV)", (".csv", ".tsv", ".txt"))


def _text(values: Mapping[str, Any]) -> str:
    """Return the text of the file that was opened last, or of the box."""
    files = values.get("file") or ()
    return files[0][1].decode("utf-8-sig", "replace") if files else values.get("text", "")


def _table(rows: list[list[str]]) -> Html:
    body = [row(label, cells) for label, *cells in rows[1:]]
    return scrolled(table(el("caption", "Days and beds a day"), headings(rows[0]), body), "Figures of the file")


published_counts = PublishedCounts()
