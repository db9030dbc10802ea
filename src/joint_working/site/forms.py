"""What is drawn for trainers when its page is written: ``{form} hands``, ``slips``, ``links``, ``clock``.

They hold what other pages hold, the exercises and the labs, so that no notebook can store them.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from joint_working.html import el
from joint_working.workshop import induction

from . import class_links, hands

DRAWN = {
    "hands": hands.part,
    "slips": hands.paper,
    "links": class_links.part,
    "clock": lambda: el("div", induction.the_clock(), class_="jw-sheet"),
}


class Drawn(nodes.General, nodes.Element):
    """A form, drawn when the page is written."""


class Form(SphinxDirective):
    """The directive."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Give a placeholder: other pages may still be read."""
        name = self.arguments[0]
        if name not in DRAWN:
            raise self.error(f"There is no form called {name!r}: choose one of {', '.join(DRAWN)}.")
        return [Drawn(name=name)]


def _draw(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for node in list(doctree.findall(Drawn)):
        hands.asked.cache_clear()
        node.parent.replace(node, nodes.raw("", DRAWN[node["name"]](), format="html"))


def setup(app: Sphinx) -> dict[str, object]:
    """Register with Sphinx."""
    app.add_directive("form", Form)
    app.connect("doctree-resolved", _draw)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
