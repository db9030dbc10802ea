"""Equations written as MathML while the book is built, so that no page needs MathJax."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from joint_working.html import Html, el, shape, trusted

logger = logging.getLogger(__name__)
# What the converter writes for a sign it does not know.
_UNKNOWN = re.compile(r"<mi>(?:&</mi>|\\)")


def mathml(tex: str, display: str) -> Html:
    """Give the equation ``tex`` as MathML, ``display`` "inline" or "block"; raise ValueError if it cannot be."""
    # The converter knows align* and not aligned, whose columns and lines it would run together without a word.
    tex = tex.replace("{aligned}", "{align*}")
    try:
        markup = convert(tex, display=display)
    except Exception as problem:
        raise ValueError(f"{tex!r} cannot be written as MathML: {problem or type(problem).__name__}") from None
    if _UNKNOWN.search(markup):
        raise ValueError(f"{tex!r} cannot be written as MathML: use align*, cases, array and common symbols only")
    return trusted(markup)


def _write(translator: Any, node: nodes.Element, display: str) -> None:
    try:
        translator.body.append(mathml(node.astext(), display))
    except ValueError as problem:
        logger.warning("equation %s", problem, location=node)


def _inline(translator: Any, node: nodes.Element) -> None:
    _write(translator, node, "inline")
    raise nodes.SkipNode


def _display(translator: Any, node: nodes.Element) -> None:
    attributes = {"tabindex": "0", "role": "group", "aria-label": "Equation"}
    translator.body.append(translator.starttag(node, "div", CLASS="jw-math", **attributes))
    _write(translator, node, "block")
    if node.get("number"):
        translator.body.append(el("span", f"({get_node_equation_number(translator, node)})", class_="eqno"))
    translator.body.append(shape("</div>\n"))
    raise nodes.SkipNode


INLINE = (_inline, None)
DISPLAY = (_display, None)
