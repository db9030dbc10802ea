"""Routes through the book, what a reader can do at the end of each, and the exercises that test it.

Which page comes when is a table (`data/routes.csv`), and so is what is taught and tested where
(`data/learning_outcomes.csv`, `data/exercises.csv`, `data/misconceptions.csv`). Titles, minutes and the heading an
exercise stands under are read from the pages themselves. Directives ``{route}``, ``{outcomes}`` and ``{exercises}``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path

import yaml
from docutils import nodes
from markdown_it.token import Token
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from joint_working import evidence
from joint_working.explorers.parts.filtered import Filtered, Row
from joint_working.explorers.parts.panel import Choice
from joint_working.html import Content, Html, el, join, link, scrolled, shape

from . import exercises as asking
from . import layers, markdown
from .exercises import Asked

logger = logging.getLogger(__name__)
BOOK = Path(__file__).parents[3] / "book"
#: The routes whose readers read each chapter in depth, too.
IN_DEPTH = ("student", "ten-weeks")
TABLES = ("routes", "learning_outcomes", "exercises", "misconceptions")


class RouteError(ValueError):
    """A route or an outcome names what the book does not hold; the message says which."""


@dataclass(frozen=True)
class Page:
    """What routes need to know of a page, from its Markdown."""

    tokens: tuple[Token, ...]

    @property
    def title(self) -> str:
        """Return its first heading, or ""."""
        return next(iter(self.headings), "")

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """Return its headings as they are written."""
        inside = zip(self.tokens, self.tokens[1:], strict=False)
        return tuple(words.content for opened, words in inside if opened.type == "heading_open")

    @cached_property
    def head(self) -> Mapping[str, str]:
        """Return the options of its head; none without one."""
        blocks = filter(None, map(markdown.directive, self.tokens))
        return next((block.options for block in blocks if block.name == "chapter-head"), {})

    @property
    def minutes(self) -> int:
        """Return the minutes of its head; 0 without one."""
        return int(self.head.get("minutes", 0))

    @property
    def in_depth(self) -> int:
        """Return the minutes that its head gives the page in depth below it; 0 without one."""
        return int(self.head.get("in-depth", 0))

    @cached_property
    def exercises(self) -> dict[str, Asked]:
        """Return what is known of each of its exercises, by name."""
        return {exercise.name: Asked.of(exercise, heading) for heading, exercise in asking.on_page(self.tokens)}


@dataclass(frozen=True)
class Place:
    """Where a list is written: `link` gives the address of a page (a path in the book without suffix) from there.

    `asked` gives the exercises of a page: in a build those that Sphinx has met. On the web an address may say more.
    """

    link: Callable[[str], str]
    asked: Callable[[str], Mapping[str, Asked]] = lambda page: read_page(page).exercises
    on_the_web: bool = False


@dataclass(frozen=True)
class Stop:
    """One step of a route: a page or a part of it, its minutes, and what to do there; and its page in depth, or ""."""

    route: str
    step: int
    sitting: str
    page: str
    part: str
    minutes: int
    does: str
    in_depth: str = ""

    @property
    def title(self) -> str:
        """Return the words of the link."""
        return self.part or read_page(self.page).title

    def address(self, place: Place, page: str = "") -> str:
        """Return where it leads from a place, or where its `page` in depth is.

        On the web the address says which step of which route it is.
        """
        asked = f"?route={self.route}&step={self.step}" if place.on_the_web else ""
        return f"{place.link(page or self.page)}{asked}{'' if page else anchor(self.page, self.part)}"


@cache
def _read(path: Path, changed: int) -> Page:
    return Page(tuple(markdown.blocks(markdown.markdown_of(path))))


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
        page = read_page(row["page"])
        deeper = page.in_depth if name in IN_DEPTH and not row["part"] else 0
        minutes = row["minutes"] or page.minutes + deeper
        if not minutes:
            raise RouteError(f"The page {row['page']!r} gives no minutes: add them to its head or to the route.")
        below = f"{row['page']}/in-depth" if deeper else ""
        stops.append(
            Stop(name, row["step"], row["sitting"] or "", row["page"], row["part"] or "", minutes, row["does"], below)
        )
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


def route_html(name: str, place: Place) -> Html:
    """Return a route as a list, sitting by sitting, with the minutes of each step and of the whole."""
    stops = route(name)
    pages = len({stop.page for stop in stops})
    steps = f"{len(stops)} steps on {pages} pages" if any(stop.part for stop in stops) else f"{pages} pages"
    lists: list[Html] = []
    number = 1
    for sitting, group in groupby(stops, key=lambda stop: stop.sitting):
        items = [_step(stop, place) for stop in group]
        if sitting:
            total = length(sum(stop.minutes for stop in stops if stop.sitting == sitting))
            lists.append(el("h3", sitting, " ", el("small", total)))
        lists.append(el("ol", items, start=number))
        number += len(items)
    whole = f"{steps}, {length(sum(stop.minutes for stop in stops))} in all."
    return el("div", el("p", whole, class_="jw-note"), lists, class_="jw-steps")


def _step(stop: Stop, place: Place) -> Html:
    deeper = (", ", link(stop.address(place, stop.in_depth), "in depth")) if stop.in_depth else ()
    return el("li", link(stop.address(place), stop.title), deeper, f" ({stop.minutes} minutes)", el("br"), stop.does)


def homes() -> dict[str, str]:
    """Return the page on which each route is listed: the first in reading order."""
    listed: dict[str, str] = {}
    for page in every_page():
        for block in filter(None, map(markdown.directive, read_page(page).tokens)):
            if block.name == "route":
                listed.setdefault(block.argument, page)
    return listed


def first_step(page: str, address: Callable[[str], str]) -> tuple[str, str] | None:
    """Return the address and the words of the first step of the route that a page of routes lists."""
    name = next((name for name, home in homes().items() if home == page and page.startswith("routes/")), "")
    if not name:
        return None
    first = route(name)[0]
    return first.address(Place(address, on_the_web=True)), first.title


def steps_script(script: str) -> str:
    """Return the text of steps.js with every route put in: its page, and of each step address, words and minutes.

    Routes put in before are put in anew.
    """
    place = Place(lambda page: f"book/{page}.html", on_the_web=True)
    told = [
        [name, [place.link(home), [[stop.address(place), stop.title, stop.minutes] for stop in route(name)]]]
        for name, home in homes().items()
    ]
    routes = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return re.sub(r"(?<=new Map\().*(?=\)\.get\()", lambda _: routes, script)


READERS = {"student": "Students", "trainer": "Trainers", "councillor": "Councillors and other board members"}


def outcomes_html(reader: str, place: Place) -> Html:
    """Return what a reader ("student" ...) or every reader ("all") can do at the end: taught where, tested where."""
    rows = [row for row in evidence.table("learning_outcomes") if reader in ("all", row["reader"])]
    if not rows:
        raise RouteError(f"There are no outcomes for {reader!r}: choose all or one of {', '.join(READERS)}.")
    body = []
    for row in rows:
        taught = _page_link(place, row["page"], row["part"] or "")
        tested = _page_link(place, row["test_page"], _asked(place, row["test_page"], row["exercise"]).heading)
        body.append([f"{row['key']}. {row['outcome']}", taught, tested])
    heads = ["You can", "Taught on", "Tested by"]
    if reader != "all":
        return _table("What you can do at the end", heads, body)
    of_reader = {key: [line for row, line in zip(rows, body, strict=True) if row["reader"] == key] for key in READERS}
    return join(el("h2", words) + _table(words, heads, of_reader[key]) for key, words in READERS.items())


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
    """Return every page that may hold an exercise, without suffix, in reading order, and its short title.

    A layer of a chapter has its whole title: the contents call each of them the same.
    """
    contents = yaml.safe_load((BOOK.parent / "_toc.yml").read_text(encoding="utf-8"))
    return {
        page: (entry.get("title") if not layers.split(page)[1] else "") or read_page(page).title
        for entry in _entries(contents)
        if (page := entry["file"].removeprefix("book/")) and "for-authors" not in page
    }


def parts() -> dict[str, str]:
    """Return for every page of the book, without suffix, the name of the part it stands in."""
    contents = yaml.safe_load((BOOK.parent / "_toc.yml").read_text(encoding="utf-8"))
    return {
        entry["file"].removeprefix("book/"): part["caption"] for part in contents["parts"] for entry in _entries(part)
    }


def _entries(contents: dict | list) -> Iterator[dict[str, str]]:
    """Give the entries of the table of contents that name a file."""
    if isinstance(contents, list):
        for entry in contents:
            yield from _entries(entry)
    else:
        if "file" in contents:
            yield contents
        for inside in ("parts", "chapters", "sections"):
            yield from _entries(contents.get(inside, []))


def exercises(place: Place) -> tuple[tuple[str, str, Asked], ...]:
    """Return every exercise of the book as page, name and question, of the kind the table of exercises gives it."""
    kinds = {(row["page"], row["key"]): row["kind"] for row in evidence.table("exercises")}
    return tuple(
        (page, name, replace(asked, kind=kinds.get((page, name), asked.kind)))
        for page in every_page()
        for name, asked in place.asked(page).items()
    )


def exercises_html(what: str, place: Place) -> Html:
    """Return every exercise, to filter ("all"), or the mistakes that exercises are made for ("misconceptions")."""
    if what == "misconceptions":
        body = [
            [f"“{row['says']}”", row["answer"], _exercise_link(place, row["page"], row["exercise"])]
            for row in evidence.table("misconceptions")
        ]
        return _table("What people say", ["What people say", "What is so", "Met in"], body)
    if what != "all":
        raise RouteError(f"There is no list of exercises called {what!r}: choose all or misconceptions.")
    return every_exercise(place).html()


def every_exercise(place: Place) -> Filtered:
    """Return every exercise as a list to filter by what people do in it, by chapter, and by the councillors' route."""
    short = {stop.page for stop in route("councillor")}
    listed = exercises(place)
    names = every_page()
    with_exercises = dict.fromkeys(layers.chapter_of(page) for page, _, _ in listed)
    rows = (
        Row(
            f"{_slug(page)}-{name}",
            (asked.kind, _slug(page), "councillor" if page in short else "other"),
            el("p", asked.words, class_="jw-claim", data_cell="Question")
            + el(
                "p",
                el("span", KINDS[asked.kind], data_cell="What people do"),
                ". ",
                el("span", _exercise_link(place, page, name), data_cell="Page"),
                class_="jw-about",
            ),
        )
        for page, name, asked in listed
    )
    return Filtered(
        name="every-exercise",
        title="Which exercise fits?",
        what="Exercises",
        filters=(
            Choice("kind", "What people do", KINDS),
            Choice("page", "Page", {_slug(page): names[page] for page in with_exercises}),
            Choice("route", "Route", {"councillor": "On the councillors’ route", "other": "On other routes only"}),
        ),
        rows=tuple(rows),
        source="In the order of the book. Each link leads to the heading the exercise stands under.",
    )


def _slug(page: str) -> str:
    """Return the name of a page, or of the chapter it is a layer of, in addresses."""
    return layers.chapter_of(page).rpartition("/")[2]


def _asked(place: Place, page: str, name: str) -> Asked:
    asked = place.asked(page).get(name)
    if asked is None:
        raise RouteError(f"The page {page!r} has no exercise {name!r}.")
    return asked


def _exercise_link(place: Place, page: str, name: str) -> Html:
    return _page_link(place, page, _asked(place, page, name).heading, words=read_page(page).title)


def _page_link(place: Place, page: str, part: str, words: str = "") -> Html:
    """Return a link to a page or to a heading on it; the page's title stands below a heading that is named."""
    title = read_page(page).title
    below = (el("br"), title) if part and not words else ()
    return join([link(place.link(page) + anchor(page, part), words or part or title), *below])


def _table(caption: str, heads: Iterable[str], body: Iterable[list[Content]]) -> Html:
    lines = [el("tr", el("th", first, scope="row"), [el("td", cell) for cell in rest]) for first, *rest in body]
    drawn = el(
        "table",
        el("caption", caption),
        el("thead", el("tr", [shape("<th scope=col>{}</th>", head) for head in heads])),
        el("tbody", lines),
        class_="jw-table",
    )
    return scrolled(drawn, caption)


MAKERS = {"route": route_html, "outcomes": outcomes_html, "exercises": exercises_html}


def plain(directive: str, name: str, link: Callable[[str], str]) -> str:
    """Return the line of Markdown that stands for one of these directives in JupyterLab, which takes HTML."""
    return MAKERS[directive](name, Place(link)).replace("\n", " ")


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
        return [Drawn(directive=self.name, name=self.arguments[0])]


def draw(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the lists in place; what a table names and the book lacks is a warning, so ``-W`` fails the build."""
    place = Place(
        lambda page: app.builder.get_relative_uri(docname, f"book/{page}"),
        lambda page: asking.asked(app.env).get(f"book/{page}", {}),
        on_the_web=app.builder.format == "html",
    )
    for node in list(doctree.findall(Drawn)):
        try:
            html = MAKERS[node["directive"]](node["name"], place)
        except RouteError as problem:
            logger.warning("%s", problem, location=node, type="joint_working")
            html = Html()
        node.parent.replace(node, nodes.raw("", html, format="html"))


def setup(app: Sphinx) -> dict[str, object]:
    """Register with Sphinx."""
    for name in MAKERS:
        app.add_directive(name, Draw)
    app.connect("doctree-resolved", draw)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
