"""Sphinx extension: figures, rules and sources in the text, and the pages that list them.

Roles ``{fact}``, ``{rule}``, ``{rule-text}``, ``{source}``; directives ``{chapter-head}``, ``{sources}`` and
``{register}``.
Text is read from ``data/`` when a page is read; links and lists are made when it is written, because only then is it
known which page holds the register and which pages use a row.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.osutil import relative_uri

from joint_working import evidence
from joint_working.html import Html, el, join, link

from . import citing, layers, registers

logger = logging.getLogger(__name__)
_LINKS = (nodes.reference, addnodes.pending_xref)


class Cited(nodes.Inline, nodes.TextElement):
    """A mark in prose for a ``standing``, with what it ``cites`` (`citing.Citation`s) in the registers.

    ``words`` say all in one line, where there are no cards. When the page is written it has its ``number`` there, what
    is ``said`` beside it, and each citation its row's address, in ``uris``.
    """


class Placeholder(nodes.General, nodes.Element):
    """A list made when the page is written; ``make`` is "sources", "table" or "list"."""


class Eyebrow(addnodes.compact_paragraph):
    """The small line of a chapter head, moved above the page's title when the page is written."""


# -- reading ----------------------------------------------------------------------------------------------------


def _uses(env: BuildEnvironment) -> dict[str, list[tuple[str, str]]]:
    """(kind, key) of each figure, rule and source a page uses, by page; kept with Sphinx's environment."""
    if not hasattr(env, "jw_uses"):
        env.jw_uses, env.jw_registers = {}, {}
    return env.jw_uses


def registers_of(env: BuildEnvironment) -> dict[str, str]:
    """Return the page of each table, and of each list over all tables, as "list of NAME"."""
    _uses(env)
    return env.jw_registers


def _note(env: BuildEnvironment, kind: str = "", key: str = "") -> None:
    """Record that the current page depends on the tables, and uses a row."""
    if not env.temp_data.get("jw_noted"):  # once a page is enough
        env.temp_data["jw_noted"] = True
        for name in evidence.tables():
            env.note_dependency(str(evidence.data_dir() / evidence.describe(name)["path"]))
        env.note_dependency(str(evidence.data_dir() / "datapackage.json"))
    if key:
        _uses(env).setdefault(env.docname, []).append((kind, key))


def _as_at(env: BuildEnvironment) -> date:
    """Return the day at which the current page's rules are read: its head's, its chapter's, or today."""
    if "jw_as_at" not in env.temp_data:
        chapter, layer = layers.split(env.docname)
        day = None
        if layer:
            file = layers.file_of(Path(env.srcdir) / chapter)
            env.note_dependency(str(file))
            day = layers.as_at(file)
        env.temp_data["jw_as_at"] = day or date.today()
    return env.temp_data["jw_as_at"]


def _cited(badge: citing.Badge) -> Cited:
    """A badge as a node."""
    return Cited(
        "", nodes.Text(badge.word), words=badge.words, standing=badge.standing, cites=list(badge.cites),
        classes=["jw-ref", badge.css or "statistic"],
    )  # fmt: skip


class _EvidenceRole(SphinxRole):
    """A role that reads the evidence; what it cannot find is a warning at its line, so ``-W`` fails the build."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Give the role's nodes, or its raw text and a warning."""
        try:
            return [self.cite()], []
        except evidence.EvidenceError as problem:
            _note(self.env)
            logger.warning(
                "%s%s", problem, cell_of(self.get_source_info()), location=self.get_location(), type="joint_working"
            )
            return [nodes.literal(self.rawtext, self.rawtext)], []

    def cite(self) -> nodes.Node:
        """The node to print; raises ``EvidenceError``."""
        raise NotImplementedError


def cell_of(place: tuple[str | None, int | None]) -> str:
    """Where in a notebook a line is, in words: MyST-NB counts 10,000 lines to a cell, and one too many within it."""
    source, line = place
    if not line or line < 10_000 or not str(source).endswith(".ipynb"):
        return ""
    return f" (cell {line // 10_000}, line {line % 10_000 - 1})"


class Fact(_EvidenceRole):
    """``{fact}`key```: a figure; its badge follows at the end of the sentence."""

    def cite(self) -> nodes.Node:
        """The figure's text, unbroken."""
        cited = evidence.figure(self.text.strip())
        _note(self.env, "figures", cited.key)
        return nodes.inline("", cited.text, classes=["jw-num"], jw_figure=cited.key)


class RuleBadge(_EvidenceRole):
    """``{rule}`name``` or ``{rule}`name @ 2018-04-01```: the badge of a rule as at the page's date."""

    def cite(self) -> nodes.Node:
        """The badge, where it is written."""
        cited = citing.read_rule(self.text, _as_at(self.env))
        badge = citing.rule_badge(cited)
        _note(self.env, "rules", badge.anchor.removeprefix("rule-"))
        return _cited(badge)


class RuleText(RuleBadge):
    """``{rule-text}`name```: what a rule says, as its row says it, with its badge: for words that many pages share."""

    def cite(self) -> nodes.Node:
        """The rule's sentence or sentences, and the badge."""
        badge = super().cite()
        cited = citing.read_rule(self.text, _as_at(self.env))
        return nodes.inline("", "", nodes.Text(f"{cited.rule} "), badge)


class SourceName(_EvidenceRole):
    """``{source}`key```: the mark of a source, whose card names it."""

    def cite(self) -> nodes.Node:
        """The mark, where it is written."""
        cited = evidence.source(self.text.strip())
        _note(self.env, "sources", cited.key)
        return _cited(citing.source_badge(cited))


class Badges(SphinxTransform):
    """Put one badge of each kind after every sentence that holds figures."""

    default_priority = 800  # after smart quotes (750), which would split the text we measure

    def apply(self, **kwargs: object) -> None:
        """Find every block of text with a figure in it and mark its sentences."""
        blocks: dict[int, tuple[nodes.TextElement, list[nodes.inline]]] = {}
        for span in self.document.findall(nodes.inline):
            if span.get("jw_figure"):
                block = span.parent
                while isinstance(block.parent, nodes.TextElement):
                    block = block.parent
                blocks.setdefault(id(block), (block, []))[1].append(span)
        for block, spans in blocks.values():
            if isinstance(block, nodes.title):
                logger.warning(
                    "A figure stands in a heading, where its badge has no place: move it into the text.",
                    location=block,
                    type="joint_working",
                )
            else:
                _mark(block, spans)


def _mark(block: nodes.TextElement, spans: list[nodes.inline]) -> None:
    starts, text = {}, ""
    for leaf in block.findall(nodes.Text):
        starts[id(leaf)] = len(text)
        text += leaf.astext()
    places = [(starts[id(span[0])], span["jw_figure"]) for span in spans]
    for offset, keys in reversed(citing.by_sentence(text, places)):
        badges: list[nodes.Node] = []
        for badge in citing.figure_badges(keys, date.today()):
            badges += [nodes.Text(" "), _cited(badge)]
        _insert(block, offset, badges)


def _insert(block: nodes.TextElement, offset: int, added: list[nodes.Node]) -> None:
    """Insert nodes at an offset of the block's text, never inside a link or a figure."""
    position = 0
    for leaf in block.findall(nodes.Text):
        if position < offset <= position + len(leaf):
            break
        position += len(leaf)
    node, cut = leaf, offset - position
    closed = [a for a in _above(leaf, block) if isinstance(a, _LINKS) or a.get("jw_figure")]
    if closed:
        node = closed[-1]
    elif cut < len(leaf):
        text = leaf.astext()
        leaf.parent.replace(leaf, [nodes.Text(text[:cut]), *added, nodes.Text(text[cut:])])
        return
    while node.parent is not block and node is node.parent[-1]:
        node = node.parent
    node.parent.insert(node.parent.index(node) + 1, added)


def _above(node: nodes.Node, block: nodes.Element) -> list[nodes.Element]:
    texts = []
    while node.parent is not block:
        node = node.parent
        texts.append(node)
    return texts


def _day(argument: str) -> date:
    try:
        return date.fromisoformat(argument)
    except ValueError:
        raise ValueError(f"expected a date as YYYY-MM-DD, found {argument!r}") from None


class ChapterHead(SphinxDirective):
    """The line of part, date, minutes and what to read first, written right after the page's title."""

    option_spec = {
        "part": directives.unchanged_required,
        "as-at": _day,
        "minutes": directives.positive_int,
        "in-depth": directives.positive_int,  # minutes of the page in depth: for the routes that read it
        "read-first": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """The eyebrow and the list; sets the day at which the page's rules are read."""
        items = []
        if "as-at" in self.options:
            self.env.temp_data["jw_as_at"] = self.options["as-at"]
            items.append([nodes.Text(f"As at {citing.say_date(self.options['as-at'])}")])
        if "minutes" in self.options:
            items.append([nodes.Text(f"{self.options['minutes']} minutes")])
        if "read-first" in self.options:
            parsed, messages = self.state.inline_text(self.options["read-first"], self.lineno)
            items.append([nodes.Text("Read first: "), *parsed, *messages])
        head: list[nodes.Node] = []
        if "part" in self.options:
            parsed, messages = self.state.inline_text(self.options["part"], self.lineno)
            head.append(Eyebrow("", "", *parsed, *messages, classes=["jw-eyebrow"]))
        if items:
            rows = [nodes.list_item("", addnodes.compact_paragraph("", "", *item)) for item in items]
            head.append(nodes.bullet_list("", *rows, classes=["jw-asat"]))
        return head


class Sources(SphinxDirective):
    """The sources a page rests on. ``:also:`` names more, for what an explorer on the page uses; ``:tables:`` names
    tables the page reads, whose rows name their own sources."""

    option_spec = {"also": directives.unchanged_required, "tables": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """A placeholder; the list is made when the page is written."""
        _note(self.env)
        for key in re.split(r"[\s,]+", self.options.get("also", "").strip()):
            if key:
                try:
                    _note(self.env, "sources", evidence.source(key).key)
                except evidence.EvidenceError as problem:
                    logger.warning("%s", problem, location=self.get_location(), type="joint_working")
        for name in re.split(r"[\s,]+", self.options.get("tables", "").strip()):
            if name and name not in evidence.tables():
                logger.warning(
                    "%s", evidence.suggest("table", name, evidence.tables()),
                    location=self.get_location(), type="joint_working",
                )  # fmt: skip
            elif name:
                _note(self.env, "tables", name)
        return [Placeholder(make="sources")]


class Register(SphinxDirective):
    """A table of ``data/`` with all there is to say of it, as in ``{register} rules``; or one of the lists over all
    tables, which are `registers.LISTS`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A placeholder; the page is made when it is written."""
        _note(self.env)
        name = self.arguments[0]
        if name in registers.LISTS:
            registers_of(self.env)[f"list of {name}"] = self.env.docname
            return [Placeholder(make="list", name=name)]
        try:
            evidence.table(name)
        except evidence.EvidenceError as problem:
            logger.warning("%s", problem, location=self.get_location(), type="joint_working")
            return []
        registers_of(self.env)[name] = self.env.docname
        return [Placeholder(make="table", name=name)]


# -- writing ----------------------------------------------------------------------------------------------------


def _home(env: BuildEnvironment, anchor: str) -> str | None:
    """The page whose register holds the row that an anchor names: figure-KEY, rule-KEY or source-KEY."""
    kind, _, key = anchor.partition("-")
    if kind != "figure":
        return registers_of(env).get(f"{kind}s")
    for name in evidence.figure_tables():
        if any(row["key"] == key for row in evidence.table(name)):
            return registers_of(env).get(name)
    return None


def resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Number the marks and turn placeholders into lists (``doctree-resolved``)."""
    if app.builder.format == "html":
        once_a_paragraph(doctree)
        say_where_trust_changes(doctree)
    for number, node in enumerate(list(doctree.findall(Cited)), 1):
        if app.builder.format != "html":
            node.parent.replace(node, nodes.Text(f"[{node['words']}]"))
            continue
        _join_to_sentence(node)
        homes = [(_home(app.env, cite.anchor), cite.anchor) for cite in node["cites"]]
        uri = app.builder.get_relative_uri
        node["uris"] = [f"{uri(docname, home)}#{anchor}" if home else "" for home, anchor in homes]
        node["number"] = number
    for node in list(doctree.findall(Placeholder)):
        if node["make"] == "sources":
            node.parent.replace(node, _source_list(app, docname))
        else:
            node.parent.replace(node, _register(app, node["make"], node["name"], docname))
    for node in list(doctree.findall(Eyebrow)):
        section = node.parent
        if isinstance(section, nodes.section) and app.builder.format == "html":
            section.remove(node)
            section.insert(section.first_child_matching_class(nodes.title) or 0, node)
            paragraph = nodes.paragraph("", "", *node.children, classes=node["classes"])
            section.replace(node, paragraph)


def once_a_paragraph(doctree: nodes.document) -> None:
    """Leave one badge a source and standing in each paragraph: the last, which then cites what the others cited."""
    blocks: dict[int, list[Cited]] = {}
    for node in doctree.findall(Cited):
        block = node.parent
        while isinstance(block.parent, nodes.TextElement):
            block = block.parent
        blocks.setdefault(id(block), []).append(node)
    for badges in blocks.values():
        _join_neighbours(badges)
        last = {(badge["standing"], cite.source): badge for badge in badges for cite in badge["cites"]}
        moved: dict[int, list[citing.Citation]] = {}
        for badge in badges:
            for cite in badge["cites"]:
                moved.setdefault(id(last[badge["standing"], cite.source]), []).append(cite)
        for badge in badges:
            cites = list(dict.fromkeys(moved.get(id(badge), [])))
            order = list(dict.fromkeys(cite.source for cite in cites))
            badge["cites"] = sorted(cites, key=lambda cite: order.index(cite.source))
            if not badge["cites"]:
                _take_out(badge)


def say_where_trust_changes(doctree: nodes.document) -> None:
    """Give each mark the words that stand beside it: at the first of its kind on the page."""
    told = {""}
    for node in doctree.findall(Cited):
        words = citing.said(node["standing"], node["cites"])
        node["said"] = "" if words in told else words
        told.add(words)


def _join_to_sentence(node: Cited) -> None:
    """Let a mark stay on the line of the sentence that it follows, and a finger's width from a mark beside it."""
    siblings = node.parent
    at = start = siblings.index(node)
    while start and isinstance(siblings[start - 1], nodes.Text) and not siblings[start - 1].strip():
        start -= 1
    before = siblings[start - 1] if start else None
    if isinstance(before, Cited):
        siblings[start:at] = [nodes.Text("\u00a0" * 3)]
    elif isinstance(before, nodes.Text):
        siblings[start - 1 : at] = [nodes.Text(before.rstrip(" \n\u00a0") + "\u202f")]


def _join_neighbours(badges: list[Cited]) -> None:
    """Make one of badges of one standing with nothing but a space between them; it cites what they cited."""
    for badge in badges[:]:
        at = badge.parent.index(badge)
        if at > 1 and isinstance(badge.parent[at - 1], nodes.Text) and not badge.parent[at - 1].strip():
            before = badge.parent[at - 2]
            if isinstance(before, Cited) and before["standing"] == badge["standing"]:
                before["cites"] += badge["cites"]
                badges.remove(badge)
                _take_out(badge)


def _take_out(node: nodes.Node) -> None:
    """Remove a badge and the space before it."""
    at = node.parent.index(node)
    before = node.parent[at - 1] if at else None
    if isinstance(before, nodes.Text):
        node.parent.replace(before, nodes.Text(before.rstrip(" \n\u00a0")))
    node.parent.remove(node)


def _write_cited(self, node: Cited) -> None:
    self.body.append(_badge(node))
    raise nodes.SkipNode


def _badge(node: Cited) -> Html:
    cites = list(zip(node["cites"], node["uris"], strict=True))
    if not any(node["uris"]):  # a page built by itself
        return el("span", node.astext(), class_="jw-said")
    return citing.mark(str(node["number"]), node["standing"], node["classes"][-1], cites, node["said"])


def page_sources(env: BuildEnvironment, docname: str) -> list[evidence.Source]:
    """Every source a page rests on, once each, by publisher and title."""
    figures = {f.key: f.source for f in evidence.figures()}
    rules = {citing.rule_anchor(r).removeprefix("rule-"): r.source for r in evidence.rules()}
    find = {"figures": figures.get, "rules": rules.get, "sources": evidence.source}
    uses = [(kind, key) for kind, key in _uses(env).get(docname, []) if kind != "tables"]
    sources = {s.key: s for kind, key in uses if (s := find[kind](key))}
    return sorted(sources.values(), key=lambda s: (s.publisher.casefold(), s.title.casefold(), s.key))


def _source_list(app: Sphinx, docname: str) -> list[nodes.Node]:
    sources = page_sources(app.env, docname)
    items = []
    for source in sources:
        title: nodes.Node = nodes.Text(source.title)
        if source.address:
            title = nodes.reference("", source.title, refuri=source.address, internal=False)
        line = nodes.paragraph("", f"{source.publisher}. ")
        line += [title, nodes.Text(f". Published: {citing.say_date(source.published)}." if source.published else ".")]
        items.append(nodes.list_item("", line))
    tables = list(dict.fromkeys(key for kind, key in _uses(app.env).get(docname, []) if kind == "tables"))
    for name in tables:
        title, home = evidence.describe(name)["title"], registers_of(app.env).get(name)
        named: nodes.Node = nodes.Text(title)
        if home and app.builder.format == "html":
            uri = app.builder.get_relative_uri(docname, home)
            named = nodes.reference("", title, internal=True, refuri=uri)
        line = nodes.paragraph("", "The table ", named, nodes.Text(", whose rows name their own sources."))
        items.append(nodes.list_item("", line))
    lists: list[nodes.Node] = [nodes.bullet_list("", *items, classes=["jw-sources"])] if items else []
    if any(map(citing.open_government, sources)) or any(map(citing.open_government_table, tables)):
        lists.append(nodes.paragraph("", citing.OGL_NOTICE, classes=["jw-note"]))
    return lists


def _register(app: Sphinx, make: str, name: str, docname: str) -> nodes.Node:
    if app.builder.format != "html":
        return nodes.paragraph("", "The tables are in the folder data.")
    where = _where(app, docname)
    html = registers.table_page(name, where) if make == "table" else registers.listing(name, where)
    return nodes.raw("", str(html), format="html")


def used_on(env: BuildEnvironment, docname: str) -> list[tuple[str, str]]:
    """Return (kind, key) of each figure, rule, table and source that a page rests on, once each."""
    named = [use for use in _uses(env).get(docname, []) if use[0] != "sources"]
    return list(dict.fromkeys(named + [("sources", source.key) for source in page_sources(env, docname)]))


def next_check(env: BuildEnvironment, docname: str) -> date | None:
    """Return the first day on which a figure or a rule that a page cites is to be looked at again."""
    rows = {("figures", figure.key): figure for figure in evidence.figures()}
    rows |= {("rules", citing.rule_anchor(rule).removeprefix("rule-")): rule for rule in evidence.rules()}
    days = (rows[use].recheck_by for use in _uses(env).get(docname, []) if use in rows)
    return min(filter(None, days), default=None)


def listing(env: BuildEnvironment, uses: Iterable[tuple[str, str]]) -> set[str]:
    """Return the pages that say of some rows or tables, as `used_on` gives them, which pages use them."""
    pages = registers_of(env)
    homes = {
        pages.get(key) if kind == "tables" else _home(env, f"{kind.removesuffix('s')}-{key}") for kind, key in uses
    }
    lists = {page for name, page in pages.items() if name.startswith("list of ")} if homes else set()
    return (homes | lists) - {None}


def _users(app: Sphinx) -> dict[tuple[str, str], list[str]]:
    """The pages that use each figure, rule, table or source; worked out once a build, after all are read."""
    if not hasattr(app, "joint_working_users"):
        users: dict[tuple[str, str], list[str]] = {}
        for page in sorted(_uses(app.env)):
            for use in used_on(app.env, page):
                users.setdefault(use, []).append(page)
        app.joint_working_users = users
    return app.joint_working_users


def _where(app: Sphinx, docname: str) -> registers.Where:
    """Where a page stands among the others."""
    here, pages = app.builder.get_target_uri(docname), _users(app)

    def home(table: str) -> str | None:
        page = registers_of(app.env).get(table)
        return app.builder.get_relative_uri(docname, page) if page else None

    def used(kind: str, key: str) -> Html:
        using = pages.get((kind, key), [])
        return join((link(app.builder.get_relative_uri(docname, p), app.env.titles[p].astext()) for p in using), ", ")

    return registers.Where(lambda path: relative_uri(here, path), home, used, lambda table: used("tables", table))


# -- Sphinx's events --------------------------------------------------------------------------------------------


def check_evidence(app: Sphinx) -> None:
    """Refuse to build on faulty tables, with the one sentence that names the cell; a date never fails a build."""
    try:
        evidence.check(dates=False)
    except evidence.EvidenceError as problem:
        raise ExtensionError(str(problem)) from None


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget what a page used."""
    _uses(env).pop(docname, None)
    for name in [name for name, page in registers_of(env).items() if page == docname]:
        del registers_of(env)[name]


def merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    """Take over what a parallel reader found."""
    _uses(env).update({page: uses for page, uses in _uses(other).items() if page in docnames})
    registers_of(env).update({name: page for name, page in registers_of(other).items() if page in docnames})


def forget_users(app: Sphinx, env: BuildEnvironment) -> None:
    """Work out anew which pages use a row, now that pages have been read."""
    vars(app).pop("joint_working_users", None)


def copy_tables(app: Sphinx, problem: Exception | None) -> None:
    """Put the tables and the bibliography beside the site."""
    if problem or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static" / "data"
    folder.mkdir(parents=True, exist_ok=True)
    for name in evidence.tables():
        path = evidence.describe(name)["path"]
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(evidence.data_dir() / path, folder / path)
    shutil.copyfile(evidence.data_dir() / "datapackage.json", folder / "datapackage.json")
    (folder.parent / "sources.bib").write_text(evidence.bibtex(), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, object]:
    """Register with Sphinx."""
    app.add_node(Cited, html=(_write_cited, None))
    app.add_role("fact", Fact())
    app.add_role("rule", RuleBadge())
    app.add_role("rule-text", RuleText())
    app.add_role("source", SourceName())
    app.add_directive("chapter-head", ChapterHead)
    app.add_directive("sources", Sources)
    app.add_directive("register", Register)
    app.add_transform(Badges)
    app.connect("builder-inited", check_evidence)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", forget_users)
    app.connect("doctree-resolved", resolve)
    app.connect("build-finished", copy_tables)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
