"""Files a university loads: the exercises, the ten weeks, the rubric and reading lists, in the formats of others.

All of them are made from what the book itself is made from, when the site is built, and lie beside it in the folder
`course`. Directive ``{course}`` draws them; nothing here is written twice.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from joint_working import evidence
from joint_working.html import Html, bullets, el, join, link, scrolled

from . import cartridge, decks, gift, moodle, qti, questions, readings, weeks

FOLDER = "course"
ABOUT = "Joint Working, an open book on health and social care integration in Scotland. Text CC BY 4.0."


@dataclass(frozen=True)
class File:
    """One file: its name, who takes it, and how. `made` gives its bytes."""

    name: str
    takes: str
    how: str
    made: Callable[[BuildEnvironment], bytes]


def _csv(heads: list[str], rows: list[list[object]]) -> bytes:
    """Return a table as Excel and others open it: UTF-8 with its mark, lines ended as the format asks."""
    held = io.StringIO(newline="")
    csv.writer(held, lineterminator="\r\n").writerows([heads, *rows])
    return ("\ufeff" + held.getvalue()).encode()


def _questions(_: BuildEnvironment) -> bytes:
    heads = ["exercise", "part", "page", "kind", "question", "answer", "right", "belongs to", "what is said of it"]
    return _csv(
        heads,
        [
            [q.key, q.part, q.title, q.kind, q.text, c.text, "yes" if c.right else "", c.belongs, c.feedback]
            for q in asked()
            for c in q.choices
        ],
    )


def _rubric(_: BuildEnvironment) -> bytes:
    rows = evidence.table("rubric")
    outcomes = {row["key"]: row["outcome"] for row in evidence.table("learning_outcomes")}
    heads = ["criterion", "learning outcome", *BANDS.values()]
    return _csv(heads, [[row["criterion"], outcomes[row["outcome"]], *(row[band] for band in BANDS)] for row in rows])


#: The bands of the rubric, lowest first: the column of `data/rubric.csv` and its name.
BANDS = {"not_yet": "Not there yet", "nearly": "Nearly", "ready": "Ready to table", "beyond": "Beyond what was asked"}


@cache
def asked() -> tuple[questions.Question, ...]:
    """Return every exercise of the book."""
    return questions.of_book()


FILES = (
    File(
        "joint-working.imscc",
        "Canvas, Moodle, Blackboard, Brightspace",
        "The ten weeks as a course: import it as a Common Cartridge. Each week has its plan, its questions and what "
        "to guess first.",
        lambda _: cartridge.package(weeks.plan(), asked(), ABOUT),
    ),
    File(
        "exercises-moodle.xml",
        "Moodle",
        "Question bank, Import, Moodle XML. Every exercise with what is said of each answer, in a category a page.",
        lambda _: moodle.text(asked(), ABOUT),
    ),
    File(
        "exercises-gift.txt",
        "Moodle and others that read GIFT",
        "Question bank, Import, GIFT. The same in plain text, to read and to change by hand.",
        lambda _: gift.text(asked(), ABOUT).encode(),
    ),
    File(
        "exercises-qti21.zip",
        "Systems that read QTI 2.1",
        "Import it as a QTI package: an item for each exercise and a test for each page.",
        lambda _: qti.package(asked()),
    ),
    File("exercises.csv", "A spreadsheet", "A row for each answer, with what is said of it.", _questions),
    File("rubric.csv", "A spreadsheet", "Ten criteria in four bands, each with its learning outcome.", _rubric),
    File(
        "reading-lists.zip",
        "Zotero, EndNote, Mendeley",
        "For each week the sources behind its pages, as RIS and as BibTeX.",
        lambda env: readings.package(weeks.plan(), env),
    ),
    File(
        "slides.zip",
        "PowerPoint, LibreOffice, Keynote",
        "A short deck for each week, to change as you like. The notes hold the reasons.",
        lambda _: decks.package(weeks.plan(), asked(), ABOUT),
    ),
)


def offered() -> tuple[File, ...]:
    """Return the files this site offers: all of them, but for slides where what makes them is not installed."""
    return tuple(file for file in FILES if file.name != "slides.zip" or decks.can_be_made())


# -- Sphinx -----------------------------------------------------------------------------------------------------


class Drawn(nodes.General, nodes.Element):
    """A list or a table of the course, drawn when the page is written."""


class Course(SphinxDirective):
    """``{course} files``, ``{course} hours`` or ``{course} rubric``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Give a placeholder: where the files lie depends on the page."""
        name = self.arguments[0]
        if name not in DRAWN:
            raise self.error(f"There is no list of the course called {name!r}: choose one of {', '.join(DRAWN)}.")
        for table in TABLES:
            self.env.note_dependency(str(evidence.data_dir() / evidence.describe(table)["path"]))
        return [Drawn(name=name)]


def files(up: str) -> Html:
    """Return the files, each with who takes it and how; `up` leads from the page to the site's own folder."""
    return el(
        "dl",
        join(
            el("dt", link(f"{up}{FOLDER}/{file.name}", file.name, download=True))
            + el("dd", el("strong", file.takes), ". ", file.how)
            for file in offered()
        ),
        class_="jw-files",
    )


def hours(up: str) -> Html:
    """Return what is done in each hour, folded by week."""
    return join(
        el(
            "details",
            el("summary", week.title),
            bullets((el("strong", f"{minutes} minutes."), " ", does) for minutes, does in week.hour),
            class_="jw-fold",
        )
        for week in weeks.plan()
    )


def rubric(up: str) -> Html:
    """Return the rubric: a criterion a row, a band a column."""
    caption = "What to look for in an options paper, in four bands"
    body = [
        el("tr", el("th", row["criterion"], scope="row"), [el("td", row[band]) for band in BANDS])
        for row in evidence.table("rubric")
    ]
    heads = el("thead", el("tr", [el("th", head, scope="col") for head in ("Look for", *BANDS.values())]))
    table = el("table", el("caption", caption), heads, el("tbody", body), class_="jw-table")
    return scrolled(table, caption)


DRAWN = {"files": files, "hours": hours, "rubric": rubric}
TABLES = ("routes", "course_hours", "rubric")


def _draw(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for node in list(doctree.findall(Drawn)):
        html = DRAWN[node["name"]]("../" * docname.count("/"))
        node.parent.replace(node, nodes.raw("", html, format="html"))


def write(folder: Path, env: BuildEnvironment) -> None:
    """Write every file into a folder, the same bytes for the same book."""
    asked.cache_clear()
    folder.mkdir(parents=True, exist_ok=True)
    for file in offered():
        (folder / file.name).write_bytes(file.made(env))


def _finish(app: Sphinx, problem: Exception | None) -> None:
    if problem is None and app.builder.format == "html":
        write(Path(app.outdir) / FOLDER, app.env)


def setup(app: Sphinx) -> dict[str, object]:
    """Register with Sphinx."""
    app.add_node(Drawn)
    app.add_directive("course", Course)
    app.connect("doctree-resolved", _draw)
    app.connect("build-finished", _finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
