"""Check yourself, in Markdown: one answer (``{exercise}``), a sorting (``{sort}``), or a guess (``{predict}``).

    ```{exercise} lawful-one
    :hint: Which two numbers must be the same?

    Board 1: three councillors and four health board members. What makes it lawful?

    - [x] The council nominates a fourth councillor.

      Four and four: the sides are equal, and above the least.
    - [ ] The chair goes to the council.

      This trades the chair for a seat. [Who takes the chair?](#who-takes-the-chair)
    ```

A question, then the things to choose from: the words of each and, below them, indented, what is said of it. A wrong
answer names its mistake there and ends with a link to one paragraph. ``{sort}`` has ``:categories: One | Another``,
and what is said begins with where the statement belongs: ``**One.**``. ``{predict}`` has a sentence for each guess,
and under the list the text that is shown to all; a third paragraph ``Curve: 0, 0.5, 1`` draws a guess.
A value of a model or of the evidence stands in braces (`explorers.exercise_values`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from docutils import nodes
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from joint_working import evidence
from joint_working.explorers import exercise_values, slots
from joint_working.explorers.parts import Exercise, Option, PartError
from joint_working.explorers.parts.exercise import KINDS
from joint_working.html import Html, shape, trusted
from joint_working.kit.contract import need

from . import markdown, roles

logger = logging.getLogger(__name__)

#: What people do in an exercise of each kind, where the table of exercises says nothing more.
DOES = {"exercise": "choose", "sort": "sort", "predict": "predict-then-run"}
#: The end of the name of a file of the book, in a link that leads to no other site.
SOURCE = re.compile(r"^(?![a-z]+:)([^#]*)\.(?:ipynb|md)(?=#|$)")
MARKS = {"[x] ": True, "[X] ": True, "[ ] ": False}
#: What the words of an option may hold. They stand on the page twice, so a badge or a link would be there twice.
SIMPLE = (nodes.Text, nodes.emphasis, nodes.strong, nodes.literal)


# -- reading ----------------------------------------------------------------------------------------------------


def read(block: markdown.Block) -> Exercise:
    """Return the exercise that a directive holds, with its values filled in; its texts are still Markdown.

    Raises PartError, in one sentence that names the exercise and what was expected.
    """
    kind, name = block.name, block.argument
    called = f"{KINDS[kind][0]} {name!r}"

    def value(asked: str) -> str:
        try:
            return exercise_values.value(name, asked)
        except evidence.EvidenceError as problem:
            raise PartError(f"{called}: {problem}.") from None

    def filled(text: str) -> str:
        return slots.fill(text, lambda asked: markdown.escaped(value(asked)))

    categories = block.options.get("categories", "")
    need(bool(categories) == (kind == "sort"), called, "a sorting, and nothing else, has :categories: Fact | Value")
    parts = SyntaxTreeNode(markdown.blocks(filled(block.body))).children
    expected = ["paragraph", "bullet_list", *(["paragraph"] if kind == "predict" else [])]
    after = ", an empty line, and a text for all" if kind == "predict" else ""
    fits = [part.type for part in parts] == expected
    need(fits, called, f"expected a question, an empty line, a list with a hyphen for each answer{after}")
    return Exercise(
        name,
        _line(parts[0]),
        tuple(_option(kind, called, item) for item in parts[1].children),
        filled(block.options.get("hint", "")),
        kind,
        tuple(slots.fill(categories, value).split(" | ")) if categories else (),
        _line(parts[2]) if kind == "predict" else "",
    )


def _line(paragraph: SyntaxTreeNode) -> str:
    """Return the Markdown of a paragraph in one line."""
    return " ".join(paragraph.children[0].content.split("\n"))


def _option(kind: str, called: str, item: SyntaxTreeNode) -> Option:
    says = KINDS[kind][1]
    plain = [node.type == "paragraph" for node in item.children]
    words, *more = [_line(node) for node in item.children if node.type == "paragraph"] or [""]
    right = MARKS.get(words[:4])
    if kind == "exercise":
        need(right is not None, called, f"{words!r} must begin with [x] if it is right, or with [ ] if it is wrong")
        words = words[4:]
    need(all(plain), called, f"under {words!r} there must be plain paragraphs")
    need(more, called, f"{words!r} has no {says}: write it below, after an empty line, indented")
    need(len(more) == 1 or (kind, len(more)) == ("predict", 2), called, f"{words!r} has more than one {says}")
    feedback, link = _cut_link(more[0]) if kind != "predict" else (more[0], None)
    belongs = ""
    if kind == "sort":
        belongs, feedback = _cut_category(feedback)
        need(belongs, called, f"what is said of {words!r} must begin with its category in bold, such as **Fact.**")
    curve = _curve(called, more[1]) if len(more) == 2 else ()
    return Option(words, feedback, bool(right), link, belongs, curve)


def _cut_link(line: str) -> tuple[str, tuple[str, str] | None]:
    """Return a text without the link it ends with, and the link."""
    tokens = markdown.pieces(line)
    if not tokens or tokens[-1].type != "link_close":
        return line, None
    start = max(n for n, token in enumerate(tokens) if token.type == "link_open")
    cut = markdown.span(tokens[start])[0]
    return line[:cut].rstrip(), (markdown.plain(tokens[start:]), str(tokens[start].attrs["href"]))


def _cut_category(line: str) -> tuple[str, str]:
    """Return the words in bold that a text begins with, without their full stop, and the rest of it."""
    tokens = [token for token in markdown.pieces(line) if token.content or token.type != "text"]
    if not tokens or tokens[0].type != "strong_open":
        return "", line
    end = next(n for n, token in enumerate(tokens) if token.type == "strong_close")
    return markdown.plain(tokens[:end]).removesuffix("."), line[markdown.span(tokens[end])[1] :].lstrip()


def _curve(called: str, line: str) -> tuple[float, ...]:
    name, _, heights = line.partition(":")
    numbers = heights.replace(" ", "").split(",")
    good = name == "Curve" and all(number.replace(".", "", 1).isdigit() for number in numbers)
    need(good, called, f"expected one sentence, or a curve such as Curve: 0, 0.5, 1 below it, found {line!r}")
    return tuple(map(float, numbers))


def plain(line: str) -> str:
    """Return the words of a text of an exercise: figures printed, badges left out."""

    def role(name: str, words: str) -> str:
        if name == "fact":
            return evidence.figure(words.strip()).text
        return "" if name in ("rule", "source") else words.partition(" <")[0]

    return markdown.plain(line, role).strip()


def in_words(exercise: Exercise) -> list[str]:
    """Return an exercise as lines of Markdown for JupyterLab, with the reasons folded away; roles are left in it."""
    lines = [f"**{exercise.question}**", "", *(f"{n}. {o.text}" for n, o in enumerate(exercise.options, 1)), ""]
    if exercise.categories:
        lines += [f"Where does each belong: {'; '.join(exercise.categories)}?", ""]
    reasons = []
    for n, option in enumerate(exercise.options, 1):
        belongs = f"**{option.belongs}.** " if option.belongs else "**Right.** " if option.right else ""
        leads = f" [{markdown.escaped(option.link[0])}]({option.link[1]})" if option.link else ""
        reasons.append(f"{n}. {belongs}{option.feedback}{leads}")
    if exercise.hint:
        lines += _folded("A hint", [exercise.hint])
    return lines + _folded(KINDS[exercise.kind][3], [*reasons, *(["", exercise.after] if exercise.after else [])])


def _folded(summary: str, lines: list[str]) -> list[str]:
    return [str(shape("<details><summary>{}</summary>", summary)), "", *lines, "", str(shape("</details>")), ""]


# -- finding ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A question as it stands on a page: what people do in it, the heading above it, its words, and all of it."""

    kind: str
    heading: str
    words: str
    whole: Exercise | None = field(default=None, compare=False, kw_only=True)

    @classmethod
    def of(cls, exercise: Exercise, heading: str) -> Asked:
        """Return what lists need to know of an exercise."""
        return cls(DOES[exercise.kind], heading, plain(exercise.question), whole=exercise)


def on_page(tokens: Sequence[Token]) -> Iterator[tuple[str, Exercise]]:
    """Give each exercise of a page with the heading it stands under; "" under the page's title."""
    heading, titled = "", False
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            heading, titled = (tokens[number + 1].content if titled else ""), True
        elif (block := markdown.directive(token)) and block.name in KINDS:
            yield heading, read(block)


def asked(env: BuildEnvironment) -> dict[str, dict[str, Asked]]:
    """Return what Sphinx knows of the exercises of each page, by their names."""
    if not hasattr(env, "jw_exercises"):
        env.jw_exercises = {}
    return env.jw_exercises


# -- Sphinx -----------------------------------------------------------------------------------------------------


class Question(nodes.General, nodes.Element):
    """An ``exercise``; its texts, parsed, are its children in the order of `Exercise.each`."""


class QuestionText(nodes.TextElement):
    """One text of an exercise."""


class Ask(SphinxDirective):
    """The three directives."""

    has_content = True
    required_arguments = 1
    option_spec = {"hint": str, "categories": str}

    def run(self) -> list[nodes.Node]:
        """Give the exercise, and note it; one that cannot be marked is a warning, so ``-W`` fails the build."""
        block = markdown.Block(self.name, self.arguments[0], self.options, "\n".join(self.content), 0)
        try:
            exercise = read(block)
            return [self._node(exercise)]
        except (PartError, evidence.EvidenceError) as problem:
            where = roles.cell_of(self.get_source_info())
            logger.warning("%s%s", problem, where, location=self.get_location(), type="joint_working")
            return []

    def _node(self, exercise: Exercise) -> Question:
        page = asked(self.env).setdefault(self.env.docname, {})
        need(exercise.name not in page, exercise.called, "another exercise of this page has its name")
        page[exercise.name] = Asked.of(exercise, _heading(self.state_machine.node))
        question = Question(exercise=exercise)

        def parsed(text: str) -> str:
            inside, messages = self.parse_inline(text)
            question.append(QuestionText(text, "", *inside, *messages))
            return text

        exercise.each(parsed)
        for words in question.children[-2 * len(exercise.options) :: 2]:
            simple = all(isinstance(node, SIMPLE) for node in words.findall() if node is not words)
            need(simple, exercise.called, f"{words.rawsource!r} holds a link or a role: they may stand below it")
        return question


def _heading(node: nodes.Node) -> str:
    """Return the heading that a node stands under, as it was written; "" under the page's title."""
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    if node is None or not isinstance(node.parent, nodes.section):
        return ""
    return node[0].rawsource


def _write(self, node: Question) -> None:
    """Write an exercise with its texts as the writer of the page writes them."""
    texts = iter(node.children)

    def written(_: str) -> Html:
        before, self.body = self.body, []
        next(texts).walkabout(self)
        before, self.body = self.body, before
        return trusted("".join(before))

    self.body.append(published(node["exercise"]).each(written).html() + "\n")
    raise nodes.SkipNode


def published(exercise: Exercise) -> Exercise:
    """Return an exercise whose links lead to pages, where its author wrote the files they are made from."""
    links = ((o, o.link and (o.link[0], SOURCE.sub(r"\1.html", o.link[1]))) for o in exercise.options)
    return replace(exercise, options=tuple(replace(option, link=link) for option, link in links))


def _nothing(self, node: nodes.Element) -> None:
    pass


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the exercises of a page."""
    asked(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    """Take over what a parallel reader found."""
    asked(env).update({page: exercises for page, exercises in asked(other).items() if page in docnames})


def setup(app: Sphinx) -> dict[str, object]:
    """Register with Sphinx."""
    for name in KINDS:
        app.add_directive(name, Ask)
    app.add_node(Question, html=(_write, None))
    app.add_node(QuestionText, html=(_nothing, _nothing))
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
