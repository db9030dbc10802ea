"""Two places on paper: for each a briefing of two A4 sides, and a plan for a discussion of fifty minutes.

The texts are Markdown in `data/briefings/`, with the roles of the book: ``{fact}`` is a figure, printed with its
standing, and ``{source}`` a source, printed as a number of the list at the end. An unknown key is refused, so no
figure is without a source. ``{who-carries}`` and ``{five-rules}``, alone in a paragraph, are tables that a lab works
out. In a plan the first column of the table holds the minutes of each step. The question over the lines to write on
comes last, marked as a quotation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.myst_role import myst_role_plugin

from joint_working import evidence
from joint_working.explorers.parts import Briefing
from joint_working.html import Content, Html, bullets, el, join, row, scrolled, shape
from joint_working.words import printed

MINUTES = 50
#: The elements that Markdown makes here.
TAGS = {"heading": "h4", "paragraph": "p", "ordered_list": "ol", "bullet_list": "ul", "list_item": "li",
        "strong": "strong", "em": "em"}  # fmt: skip


def highland_briefing() -> Briefing:
    """Return the briefing on Highland."""
    return _kept("highland-briefing")


def highland_discussion() -> Briefing:
    """Return the plan for fifty minutes on Highland."""
    return _kept("highland-discussion")


def clackmannanshire_and_stirling_briefing() -> Briefing:
    """Return the briefing on Clackmannanshire and Stirling."""
    return _kept("clackmannanshire-and-stirling-briefing")


def clackmannanshire_and_stirling_discussion() -> Briefing:
    """Return the plan for fifty minutes on Clackmannanshire and Stirling."""
    return _kept("clackmannanshire-and-stirling-discussion")


def _kept(name: str) -> Briefing:
    return read(name, (evidence.data_dir() / "briefings" / f"{name}.md").read_text(encoding="utf-8"))


def read(name: str, text: str) -> Briefing:
    """Return a text as a briefing: its title, what it says, the sources it cites, and the question at its end.

    Raises EvidenceError for an unknown figure or source, and ValueError for a plan whose minutes are not fifty or for
    Markdown that has no place in a briefing.
    """
    parser = MarkdownIt("commonmark").enable("table").use(myst_role_plugin)
    title, *blocks, ask = SyntaxTreeNode(parser.parse(text)).children
    writer = _Writer(_words(title))
    return Briefing(name, writer.title, (*map(writer.html, blocks), *writer.sources()), ask=_words(ask))


def _words(node: SyntaxTreeNode) -> str:
    return "".join(piece.content for piece in node.walk() if piece.type == "text")


@dataclass
class _Writer:
    """Writes Markdown as HTML, and numbers the sources in the order in which they are cited."""

    title: str
    #: By address, since the register may hold one text under two keys.
    cited: dict[str, evidence.Source] = field(default_factory=dict)

    def html(self, node: SyntaxTreeNode) -> Html:
        """Return a block or a piece of a line with what it holds."""
        match node.type:
            case "text":
                return Html.escape(node.content)
            case "softbreak":
                return Html.escape(" ")
            case "myst_role":
                return self.role(node.meta["name"], node.content)
            case "table":
                return self.table(*node.children)
            case "paragraph" if (words := _words(node)) and words[0] + words[-1] == "{}":
                return COMPUTED[words[1:-1]]()
        inside = join(map(self.html, node.children))
        if node.type == "inline" or node.hidden:
            return inside
        if node.type not in TAGS:
            raise ValueError(f"{self.title}: expected paragraphs, headings, lists and tables, found {node.type}.")
        return el(TAGS[node.type], inside)

    def role(self, name: str, key: str) -> Html:
        """Return a figure with its standing and its source, or a source, as a number in brackets."""
        if name == "source":
            return shape("({})", self.number(evidence.source(key)))
        if name != "fact":
            raise ValueError(f"{self.title}: expected the role fact or source, found {name}.")
        figure = evidence.figure(key)
        badge = el("span", el("span", figure.badge), class_=f"jw-badge {figure.badge_class}")
        number = self.number(figure.source)
        return shape("{} {}&nbsp;({})", el("span", figure.text, class_="jw-num"), badge, number)

    def number(self, source: evidence.Source) -> int:
        """Return the number of a source in the list at the end."""
        self.cited.setdefault(source.address or source.key, source)
        return list(self.cited).index(source.address or source.key) + 1

    def table(self, head: SyntaxTreeNode, body: SyntaxTreeNode) -> Html:
        """Return a table; where its first column holds the minutes of steps, they become times from the start."""
        names, *rows = ([self.cell(cell) for cell in line.children] for part in (head, body) for line in part.children)
        return _table(names, self.timed(rows) if names[0] == "Minutes" else rows)

    def cell(self, node: SyntaxTreeNode) -> Html:
        """Return what a cell of a table holds."""
        return join(map(self.html, node.children))

    def timed(self, rows: list[list[Html]]) -> list[list[Content]]:
        """Return the steps of a plan with the minutes at which each starts and ends."""
        ends = [sum(int(step[0]) for step in rows[: n + 1]) for n in range(len(rows))]
        if ends[-1] != MINUTES:
            raise ValueError(f"{self.title}: the steps take {ends[-1]} minutes, and {MINUTES} were expected.")
        return [[f"{end - int(step[0])}–{end}", *step[1:]] for end, step in zip(ends, rows, strict=True)]

    def sources(self) -> tuple[Html, ...]:
        """Return the list of what was cited; nothing where nothing was."""
        named = [f"{source.publisher}, {source.title}, {source.published}" for source in self.cited.values()]
        return (el("h4", "Sources"), bullets(named, "ol", class_="jw-cited")) if named else ()


def _who_carries() -> Html:
    """Return the table of who would carry ten million under each arrangement, at the lab's usual levers."""
    from joint_working.explorers.two_places.price import ARRANGEMENTS, price_between_two_bodies

    answer = price_between_two_bodies.model(price_between_two_bodies.at())
    scale = 10 / answer.unpaid
    parts = ((scale * carrier.health, scale * carrier.council, scale * carrier.later) for carrier in answer.carriers)
    return _sums(("Million", "Health board", "Council", "Carried on"), ARRANGEMENTS, parts)


def _five_rules() -> Html:
    """Return the table of what each partner is asked for under the five rules, at the lab's usual levers."""
    from joint_working.explorers.two_places.sharing import PARTNERS, RULES, cash_or_share

    rules = cash_or_share.model(cash_or_share.at()).rules
    return _sums(("Rule", *PARTNERS), RULES, ((parts.health, parts.first, parts.second) for parts in rules))


#: The tables that a lab works out, by the name a text gives them.
COMPUTED = {"who-carries": _who_carries, "five-rules": _five_rules}


def _sums(head: Sequence[str], names: Iterable[str], parts: Iterable[Iterable[float]]) -> Html:
    """Return a table of sums in £ million, a row for each name."""
    return _table(
        head, [[name, *(printed(sum_, 1) for sum_ in sums)] for name, sums in zip(names, parts, strict=True)]
    )


def _table(head: Sequence[Content], rows: Sequence[Sequence[Content]]) -> Html:
    """Return a table; the first cell of each row heads it. A head without words is a cell of its own."""
    heads = [el("th", words, scope="col") if words else el("td") for words in head]
    lines = [row(first, rest, numbers=False) for first, *rest in rows]
    drawn = el("table", el("thead", el("tr", heads)), el("tbody", lines), class_="jw-table")
    return scrolled(drawn, shape("{} and the rows that follow", rows[0][0]), role="group")
