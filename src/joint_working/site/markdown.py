"""Reads Markdown with the parser the book is built with, for all that need to know of a page before it is built.

A block knows its lines, and a piece of a line, such as a role or a link, its place: `span`. So a text can be read, cut
or mended where something stands in it, and all the rest stays as its author wrote it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import punctuation

import yaml
from docutils.parsers.rst import Directive
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.directives import parse_directive_text
from myst_parser.parsers.mdit import create_md_parser

ROOT = Path(__file__).parents[3]


@cache
def parser() -> MarkdownIt:
    """Return the book's own parser, with the extensions of `_config.yml`; inline tokens know their place."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["parse"]
    markdown = create_md_parser(MdParserConfig(enable_extensions=set(config["myst_enable_extensions"])), RendererHTML)
    ruler = markdown.inline.ruler
    for name, rule in zip(ruler.get_active_rules(), ruler.getRules(""), strict=True):
        ruler.at(name, _placed(rule, name == "attr"))
    return markdown


def _placed(rule: Callable, attributes: bool) -> Callable:
    """Return a rule that notes where in the line its tokens were written. `attributes` belong to the token before."""

    def run(state, silent):
        start, held = state.pos, len(state.tokens)
        good = rule(state, silent)
        for token in state.tokens[held:]:
            token.meta.setdefault("span", (start, state.pos))
        if good and attributes and not silent:
            last = state.tokens[-1].meta
            last["span"] = (last["span"][0], state.pos)
        return good

    return run


def blocks(text: str) -> list[Token]:
    """Return the tokens of a page or a cell, in order."""
    return parser().parse(text)


def pieces(line: str) -> list[Token]:
    """Return the tokens of the words of one paragraph."""
    return parser().parseInline(line)[0].children or []


def span(token: Token) -> tuple[int, int]:
    """Return where in its paragraph a token that is no plain text was written.

    Both tokens of a link have the whole link, and the second the attributes that follow it, too.
    """
    return token.meta["span"]


@dataclass(frozen=True)
class Block:
    """A directive as written: `offset` counts the lines from its fence to its body."""

    name: str
    argument: str
    options: dict[str, str]
    body: str
    offset: int


class _AnyDirective(Directive):
    """A directive that takes every option as it is written."""

    has_content, optional_arguments, final_argument_whitespace = True, 1, True
    option_spec = defaultdict(lambda: lambda value: value or "", {"name": str})


def directive(token: Token) -> Block | None:
    """Return the directive that a token is; None for other blocks, code that is shown among them."""
    name, closed, argument = token.info.strip().removeprefix("{").partition("}")
    if token.type not in ("fence", "colon_fence") or not closed or token.info.strip()[0] != "{":
        return None
    read = parse_directive_text(_AnyDirective, "", token.content)
    return Block(name, argument.strip(), read.options, "\n".join(read.body), read.body_offset + 1)


def markdown_of(path: Path) -> str:
    """Return a page's Markdown; of a notebook, its Markdown cells with a blank line between."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return text
    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def escaped(words: str) -> str:
    """Return words as Markdown that gives them back, whatever signs they hold."""
    return "".join(f"\\{letter}" if letter in punctuation else letter for letter in words)


def plain(line: str | Iterable[Token], role: Callable[[str, str], str] = lambda name, words: words) -> str:
    """Return the words of a paragraph, or of its tokens, without marks; `role` gives those of a role."""
    words = []
    for token in pieces(line) if isinstance(line, str) else line:
        if token.type == "myst_role":
            words.append(role(token.meta["name"], token.content))
        else:
            words.append(" " if token.type in ("softbreak", "hardbreak") else token.content)
    return "".join(words)
