"""Sphinx extension: a line of an Easy Read page, ``{easy} picture``: a drawing on the left, its words on the right.

The rules are those of the Department of Health's *Making written information easier to understand* (2010): one idea a
sentence, short sentences, hard words in bold and explained, large type, a picture beside each idea. They are held by
`tests/book/test_easy_read.py`.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from joint_working.html import el, shape

from .easy_pictures import PICTURES, picture

logger = logging.getLogger(__name__)
#: Large type with room between the lines, for these pages alone. In print a line is never parted from its picture.
STYLE = el(
    "style",
    ".jw-easy{display:grid;grid-template-columns:minmax(5.5rem,9.5rem) 1fr;gap:1.25rem;align-items:center;"
    "margin:1.25rem 0;break-inside:avoid}.jw-easy svg{width:100%;height:auto}"
    ".jw-easy-words p{margin:.4rem 0;font-size:1.4rem;line-height:1.5}"
    "@media(max-width:480px){.jw-easy{gap:.8rem}.jw-easy-words p{font-size:1.25rem}}"
    "@media print{.jw-easy{grid-template-columns:3.2cm 1fr}.jw-easy-words p{font-size:16pt}}",
)


class Easy(SphinxDirective):
    """``{easy} picture``, with one to three sentences below, a paragraph each."""

    required_arguments, has_content = 1, True

    def run(self) -> list[nodes.Node]:
        """Return the drawing and the words; an unknown drawing is a warning, so ``-W`` fails the build."""
        name = self.arguments[0]
        if name not in PICTURES:
            logger.warning("There is no drawing %r.", name, location=self.get_location(), type="joint_working")
            return []
        words = nodes.container("", classes=["jw-easy-words"])
        self.state.nested_parse(self.content, self.content_offset, words)
        style = [] if self.env.temp_data.get("jw_easy") else [_raw(STYLE)]
        self.env.temp_data["jw_easy"] = True
        return [*style, _raw(shape('<div class="jw-easy">{}', picture(name))), words, _raw(shape("</div>"))]


def _raw(html: str) -> nodes.raw:
    return nodes.raw("", str(html), format="html")


def setup(app: Sphinx) -> dict[str, object]:
    """Register with Sphinx."""
    app.add_directive("easy", Easy)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
