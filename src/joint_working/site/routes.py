"""Routes through the book, what a reader can do at the end of each, and the exercises that test it.

Which page comes when is a table (`data/routes.csv`), and so is what is taught and tested where
(`data/learning_outcomes.csv`, `data/exercises.csv`, `data/misconceptions.csv`). Titles, minutes and the heading an
exercise stands under are read from the pages themselves. Directives ``{route}``, ``{outcomes}`` and ``{exercises}``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from joint_working import evidence
from joint_working.explorers.parts.filtered import Filtered, Row
from joint_working.explorers.parts.panel import Choice

logger = logging.getLogger(__name__)
BOOK = Path(__file__).parents[3] / "book"
TABLES = ("routes", "learning_outcomes", "exercises", "misconceptions")
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
CONTENTS = re.compile(r"- file: book/(\S+)\n(?: +title: (.+)\n)?")
MINUTES = re.compile(r"^:minutes: (\d+)$", re.MULTILINE)
#: A part of a question's name as its class is called with it: `Exercise(name="..."` or `Sort("..."`.
NAMED = re.compile(r"\b(Exercise|Sort|Predict)\(\s*(?:name=)?\"([a-z0-9-]+)\"")

#: The kind of exercise a class makes, where the table of exercises says nothing more.
MADE = {"Exercise": "choose", "Sort": "sort", "Predict": "predict-then-run"}

#: Gives the address of a page (a path in the book without suffix) from the page being written.
Link = Callable[[str], str]


class RouteError(ValueError):
    """A route or an outcome names what the book does not hold; the message says which."""


@dataclass(frozen=True)
class Asked:
    """A question as it stands on a page: the kind its class gives it, its heading, and its words as they were run."""

    kind: str
    heading: str
    words: str


@dataclass(frozen=True)
class Page:
    """What routes need to know of a page: its title, minutes (0 without a chapter head), headings and exercises.

    `exercises` maps the name of each question to what is known of it.
    """

    title: str
    minutes: int
    headings: tuple[str, ...]
    exercises: dict[str, Asked]


@dataclass(frozen=True)
class Stop:
    """One step of a route: a page or a part of it, its minutes, and what to do there."""

    sitting: str
    page: str
    part: str
    minutes: int
    does: str

    @property
    def title(self) -> str:
        """Return the words of the link."""
        return self.part or read_page(self.page).title


def cells(path: Path) -> list[tuple[str, str, str]]:
    """Return a page's cells: the kind ("markdown" or "code"), the text, and the plain text it printed, or ""."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return [("markdown", text, "")]
    found = []
    for cell in json.loads(text)["cells"]:
        printed = [output.get("data", {}).get("text/plain", "") for output in cell.get("outputs", [])]
        found.append((cell["cell_type"], "".join(cell["source"]), "".join(map("".join, printed))))
    return found


@cache
def _read(path: Path, changed: int) -> Page:
    title, minutes, heading, headings, exercises = "", 0, "", [], {}
    for kind, text, printed in cells(path):
        if kind == "code":
            for made, name in NAMED.findall(text):
                exercises[name] = Asked(MADE[made], heading, printed.partition("\n")[0])
            continue
        minutes = minutes or int((MINUTES.findall(text) or [0])[0])
        text = re.sub(r"^(`{3,}).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)
        for level, words in HEADING.findall(text):
            title, heading = (words, "") if level == "#" and not title else (title, words)
            headings += [words]
    return Page(title, minutes, tuple(headings), exercises)


def read_page(name: str) -> Page:
    """Return a page by its path in the book without suffix. Raises RouteError where there is none."""
    for suffix in (".ipynb", ".md"):
        path = BOOK / f"{name}{suffix}"
        if path.exists():
            return _read(path, path.stat().st_mtime_ns)
    raise RouteError(f"There is no page {name!r} in the book.")


def anchor(page: str, heading: str) -> str:
    """Return "#" and the id of a heading of a page, or "". Raises RouteError when the page has no such heading."""
    if not heading:
        return ""
    if heading not in read_page(page).headings:
        raise RouteError(f"The page {page!r} has no heading {heading!r}.")
    return f"#{nodes.make_id(heading)}"


def route(name: str) -> tuple[Stop, ...]:
    """Return the stops of a route in order. A stop without minutes of its own takes those of its page's head.

    Raises RouteError for a route, page or heading that is not there, or a page with no minutes.
    """
    rows = sorted((row for row in evidence.table("routes") if row["route"] == name), key=lambda row: row["step"])
    if not rows:
        known = sorted({row["route"] for row in evidence.table("routes")})
        raise RouteError(f"There is no route {name!r}: choose one of {', '.join(known)}.")
    stops = []
    for row in rows:
        anchor(row["page"], row["part"] or "")
        minutes = row["minutes"] or read_page(row["page"]).minutes
        if not minutes:
            raise RouteError(f"The page {row['page']!r} gives no minutes: add them to its head or to the route.")
        stops.append(Stop(row["sitting"] or "", row["page"], row["part"] or "", minutes, row["does"]))
    return tuple(stops)


def length(minutes: int) -> str:
    """Return minutes as a reader would say them: to the minute up to an hour and a half, then up to the half hour.

    >>> length(45), length(130), length(600)
    ('45 minutes', 'about 2½ hours', 'about 10 hours')
    """
    if minutes <= 90:
        return f"{minutes} minutes"
    halves = -(-minutes // 30)
    return f"about {halves // 2}{'½' if halves % 2 else ''} hours"


def route_html(name: str, link: Link) -> str:
    """Return a route as a list, sitting by sitting, with the minutes of each step and of the whole."""
    stops = route(name)
    pages = len({stop.page for stop in stops})
    said = f"{len(stops)} steps on {pages} pages" if any(s.part for s in stops) else f"{pages} pages"
    made = [f'<p class="jw-note">{said}, {length(sum(stop.minutes for stop in stops))} in all.</p>']
    number = 1
    for sitting, group in groupby(stops, key=lambda stop: stop.sitting):
        steps = list(group)
        if sitting:
            total = length(sum(step.minutes for step in steps))
            made.append(f"<h3>{escape(sitting)} <small>{total}</small></h3>")
        lines = "".join(
            f'<li><a href="{escape(link(step.page) + anchor(step.page, step.part))}">{escape(step.title)}</a>'
            f" ({step.minutes} minutes)<br>{escape(step.does)}</li>"
            for step in steps
        )
        made.append(f'<ol start="{number}">{lines}</ol>')
        number += len(steps)
    return f'<div class="jw-steps">{"".join(made)}</div>'


READERS = {"student": "Students", "trainer": "Trainers", "councillor": "Councillors and other board members"}


def outcomes_html(reader: str, link: Link) -> str:
    """Return what a reader ("student" ...) or every reader ("all") can do at the end: taught where, tested where."""
    rows = [row for row in evidence.table("learning_outcomes") if reader in ("all", row["reader"])]
    if not rows:
        raise RouteError(f"There are no outcomes for {reader!r}: choose all or one of {', '.join(READERS)}.")
    body = []
    for row in rows:
        test = read_page(row["test_page"]).exercises
        if row["exercise"] not in test:
            raise RouteError(f"The page {row['test_page']!r} has no exercise {row['exercise']!r}.")
        taught = _page_link(link, row["page"], row["part"] or "")
        tested = _page_link(link, row["test_page"], test[row["exercise"]].heading)
        body.append([f"{row['key']}. {escape(row['outcome'])}", taught, tested])
    heads = ["You can", "Taught on", "Tested by"]
    if reader == "all":
        return "".join(
            f"<h2>{words}</h2>"
            + _table(words, heads, [line for row, line in zip(rows, body, strict=True) if row["reader"] == key])
            for key, words in READERS.items()
        )
    return _table("What you can do at the end", heads, body)


KINDS = {
    "predict-then-run": "Guess, then look",
    "sort": "Sort",
    "repair": "Repair",
    "trace": "Trace",
    "read-a-report": "Read a report",
    "update-a-source": "Bring a source up to date",
    "options-paper": "Write an options paper",
    "choose": "Choose the best reply",
}


def every_page() -> dict[str, str]:
    """Return every page that may hold an exercise, without suffix, in reading order, and its short title."""
    contents = (BOOK.parent / "_toc.yml").read_text(encoding="utf-8")
    found = {page: short for page, short in CONTENTS.findall(contents) if (BOOK / f"{page}.ipynb").exists()}
    return {page: short or read_page(page).title for page, short in found.items() if "for-authors" not in page}


def exercises() -> tuple[tuple[str, str, Asked], ...]:
    """Return every exercise of the book as page, name and question, of the kind the table of exercises gives it."""
    kinds = {(row["page"], row["key"]): row["kind"] for row in evidence.table("exercises")}
    return tuple(
        (page, name, replace(asked, kind=kinds.get((page, name), asked.kind)))
        for page in every_page()
        for name, asked in read_page(page).exercises.items()
    )


def exercises_html(what: str, link: Link) -> str:
    """Return every exercise, to filter ("all"), or the mistakes that exercises are made for ("misconceptions")."""
    if what == "misconceptions":
        rows = evidence.table("misconceptions")
        body = [
            [f"“{escape(row['says'])}”", escape(row["answer"]), _exercise_link(link, row["page"], row["exercise"])]
            for row in rows
        ]
        return _table("What people say", ["What people say", "What is so", "Met in"], body)
    if what != "all":
        raise RouteError(f"There is no list of exercises called {what!r}: choose all or misconceptions.")
    return every_exercise(link).html()


def every_exercise(link: Link) -> Filtered:
    """Return every exercise as a list to filter by what people do in it, by chapter, and by the councillors' route."""
    short = {stop.page for stop in route("councillor")}
    found = exercises()
    asking = {page for page, _, _ in found}
    rows = (
        Row(
            f"{_slug(page)}-{name}",
            (asked.kind, _slug(page), "councillor" if page in short else "other"),
            f'<p class="jw-claim" data-cell="Question">{escape(asked.words)}</p><p class="jw-about">'
            f'<span data-cell="What people do">{KINDS[asked.kind]}</span>. '
            f'<span data-cell="Page">{_exercise_link(link, page, name)}</span></p>',
        )
        for page, name, asked in found
    )
    return Filtered(
        name="every-exercise",
        title="Which exercise fits?",
        what="Exercises",
        filters=(
            Choice("kind", "What people do", KINDS),
            Choice("page", "Page", {_slug(page): short for page, short in every_page().items() if page in asking}),
            Choice("route", "Route", {"councillor": "On the councillors’ route", "other": "On other routes only"}),
        ),
        rows=tuple(rows),
        source="In the order of the book. Each link leads to the heading the exercise stands under.",
    )


def _slug(page: str) -> str:
    return page.rpartition("/")[2]


def _exercise_link(link: Link, page: str, name: str) -> str:
    asked = read_page(page).exercises.get(name)
    if asked is None:
        raise RouteError(f"The page {page!r} has no exercise {name!r}.")
    return _page_link(link, page, asked.heading, words=read_page(page).title)


def _page_link(link: Link, page: str, part: str, words: str = "") -> str:
    """Return a link to a page or to a heading on it; the page's title stands below a heading that is named."""
    title = read_page(page).title
    below = f"<br>{escape(title)}" if part and not words else ""
    return f'<a href="{escape(link(page) + anchor(page, part))}">{escape(words or part or title)}</a>{below}'


def _table(caption: str, heads: Iterable[str], body: Iterable[list[str]]) -> str:
    lines = (
        f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"
        for first, *rest in body
    )
    return (
        f'<div class="jw-scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="jw-table">'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{''.join(f'<th scope=col>{head}</th>' for head in heads)}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


MAKERS = {"route": route_html, "outcomes": outcomes_html, "exercises": exercises_html}


def plain(directive: str, name: str, link: Link) -> list[str]:
    """Return the lines of Markdown that stand for one of these directives in JupyterLab, which takes HTML."""
    return [MAKERS[directive](name, link).replace("\n", " ")]


# -- Sphinx -----------------------------------------------------------------------------------------------------


class Drawn(nodes.General, nodes.Element):
    """A route, a list of outcomes or of exercises, drawn when the page is written."""


class Draw(SphinxDirective):
    """``{route} student``, ``{outcomes} trainer``, ``{exercises} all``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Give a placeholder; the list is made when the page is written."""
        for table in TABLES:
            self.env.note_dependency(str(evidence.data_dir() / evidence.describe(table)["path"]))
        for path in [*BOOK.rglob("*.ipynb"), *BOOK.rglob("*.md")]:
            if ".ipynb_checkpoints" not in path.parts:
                self.env.note_dependency(str(path))
        return [Drawn(directive=self.name, name=self.arguments[0])]


def draw(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the lists in place; what a table names and the book lacks is a warning, so ``-W`` fails the build."""

    def link(page: str) -> str:
        return app.builder.get_relative_uri(docname, f"book/{page}")

    for node in list(doctree.findall(Drawn)):
        try:
            html = MAKERS[node["directive"]](node["name"], link)
        except RouteError as problem:
            logger.warning("%s", problem, location=node, type="joint_working")
            html = ""
        node.parent.replace(node, nodes.raw("", html, format="html"))


def setup(app: Sphinx) -> dict[str, object]:
    """Register with Sphinx."""
    for name in MAKERS:
        app.add_directive(name, Draw)
    app.connect("doctree-resolved", draw)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
