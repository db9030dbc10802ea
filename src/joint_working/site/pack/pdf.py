"""Prints a file as a tagged PDF (PDF/UA-1): the same bytes for the same words.

A PDF carries no time of making, and its identifier is made from its words. A sheet for the wall is laid out on A4 and
printed larger, on A3.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from joint_working.html import Html
from joint_working.site.fonts import FONTS
from joint_working.workshop import printing

#: How much larger a paper is than A4, a side.
LARGER = {"A4": 1.0, "A3": 2**0.5}
NO_PANGO = (
    "The pack needs the Pango library, which this computer does not have: install it (on Debian or Ubuntu, "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0; on macOS, brew install pango) and run make workshop again."
)


@dataclass(frozen=True)
class LaidOut:
    """A file laid out: its words, its pages, and how many each sheet takes up to where the next begins."""

    file: printing.File
    html: Html
    laid_out: Any
    takes: Mapping[str, int]

    @property
    def pages(self) -> int:
        """Return how many pages it has."""
        return len(self.laid_out.pages)

    def write(self, target: Path) -> None:
        """Write it."""
        self.laid_out.write_pdf(
            target, zoom=LARGER[self.file.paper], finisher=scoped, pdf_variant="pdf/ua-1",
            pdf_identifier=hashlib.sha256(self.html.encode()).hexdigest()[:32].encode(),
        )  # fmt: skip


def lay_out(file: printing.File, html: Html) -> LaidOut:
    """Lay a file out. Raises SystemExit where Pango is missing."""
    try:
        import weasyprint
    except OSError as problem:
        raise SystemExit(NO_PANGO) from problem
    made = weasyprint.HTML(string=html, base_url=FONTS.as_uri() + "/").render(pdf_variant="pdf/ua-1")
    starts = {name: number for number, page in reversed([*enumerate(made.pages)]) for name in page.anchors}
    firsts = [0, *(starts[placed.sheet.name] for placed in file.sheets[1:]), len(made.pages)]
    names = [placed.sheet.name for placed in file.sheets]
    takes = {name: after - first for name, (first, after) in zip(names, pairwise(firsts), strict=True)}
    return LaidOut(file, html, made, takes)


def scoped(laid_out: Any, pdf: Any) -> None:
    """Say of each heading cell whether it heads its column or its row, which the printing library leaves out."""
    known = {element.reference: element for element in pdf.objects if isinstance(element, dict)}
    for element in known.values():
        if element.get("S") == "/TH" and "A" in element:
            group = known[known[element["P"]]["P"]]["S"]
            element["A"]["Scope"] = "/Column" if group == "/THead" else "/Row"
