"""The workshop on paper: ``python -m joint_working.site.pack``, or ``make workshop``.

Each file of `data/workshop_sheets.csv` becomes a tagged PDF, on A4 or A3, in large print and the house's own fonts,
and a text for Word. Slides go with them. Printing takes longer than a build should, so a build only offers files that
have been written: ``{pack}`` lists them with their sizes, or, where there are none or their words have changed since,
says how to write them. ``{timer}`words``` leads to the timer, which every site has.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import SphinxDirective, SphinxRole

from joint_working.evidence import EvidenceError
from joint_working.html import Html, el, join, link
from joint_working.site import CONTENT_SECURITY_POLICY
from joint_working.workshop import printing

from . import edition, timer

#: Where the site offers the files, and the page that lists them.
FOLDER, OFFERED_ON = "workshop", "book/8-for-trainers/run-a-workshop"
#: What a file is called by its ending.
KINDS = {"pdf": "PDF", "docx": "Word"}
NONE_YET = "This site was built without the files of the pack. The command make workshop writes them."


def listed(sizes: Mapping[str, int], up: str) -> Html:
    """Return the files of the pack with their sizes in bytes; `up` leads from the page to the site's own folder."""

    def offer(name: str, words: str) -> Html:
        return link(f"{up}{FOLDER}/{name}", f"{words},\u00a0{sizes[name] / 1e3:.0f}\u00a0kB")

    def both(file: printing.File) -> Html:
        return join(el("div", offer(edition.name(file, ending), kind)) for ending, kind in KINDS.items())

    if not sizes:
        return join((*printing.listed(), el("p", NONE_YET)))
    slides, whole = offer(edition.SLIDES, "slides for the 90 minutes"), offer(edition.ALL, "all of it as one zip")
    more = el("p", "Beside them: ", slides, ", with the script in the notes; and ", whole, ".")
    return el("div", *printing.listed(found=both), more, class_="jw-files")


class Files(SphinxDirective):
    """``{pack}``: the files of the pack, with their sizes, where they have been written."""

    def run(self) -> list[nodes.Node]:
        """Return the list."""
        up = "../" * self.env.docname.count("/")
        return [nodes.raw("", listed(self.env.jw_pack, up), format="html")]


class Timer(SphinxRole):
    """The role ``timer``: its words, as a link to the timer."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link."""
        address = "../" * self.env.docname.count("/") + f"{FOLDER}/{timer.PAGE}"
        return [nodes.reference(self.rawtext, self.text, refuri=address, internal=True)], []


def _outdated(app: Sphinx, env: Any, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Note which files there are to offer, and read the page that lists them again where that has changed."""
    before = getattr(env, "jw_pack", None)
    try:
        printing.files()
        env.jw_pack = edition.offered()
    except EvidenceError as problem:
        raise SphinxError(str(problem)) from problem
    return [OFFERED_ON] if before != env.jw_pack and OFFERED_ON in env.found_docs else []


def _place(app: Sphinx, problem: Exception | None) -> None:
    """Put the timer and the files beside the site, and take away files that are no longer offered."""
    if problem is None and app.builder.format == "html":
        folder = Path(app.outdir) / FOLDER
        shutil.rmtree(folder, ignore_errors=True)
        timer.write(folder, CONTENT_SECURITY_POLICY)
        for name in app.env.jw_pack:
            shutil.copyfile(edition.FOLDER / name, folder / name)


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the directive, the role and the files to Sphinx."""
    app.add_directive("pack", Files)
    app.add_role("timer", Timer())
    app.connect("env-get-outdated", _outdated)
    app.connect("build-finished", _place)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
