"""Prints the workshop as one PDF: ``python -m joint_working.site.pack [--output FILE]``, or ``make workshop``.

The file is tagged (PDF/UA-1), on A4, in large print, in the house's own fonts. Two packs of the same words are the
same, byte for byte: the file carries no time of making, and its identifier is made from its words. Printing takes
longer than a build should, so a build only offers a pack that has been printed: ``{pack}`words``` is a link to it,
or, where there is none or its words have changed since, the words alone.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from joint_working.html import Html, el, join, shape, trusted
from joint_working.kit import theme
from joint_working.site.build import ROOT
from joint_working.site.fonts import FONTS
from joint_working.workshop import content, sheets

TITLE = "Board night: the workshop pack"
TARGET = ROOT / "_build/workshop/board-night.pdf"
#: Where the site offers the pack, and the page that links to it.
OFFERED, OFFERED_ON = "workshop/board-night.pdf", "book/8-for-trainers/run-a-workshop"
STYLE = Path(__file__).with_name("pack.css")
NO_PANGO = (
    "The pack needs the Pango library, which this computer does not have: install it (on Debian or Ubuntu, "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0; on macOS, brew install pango) and run make workshop again."
)


def document(pages: dict[str, tuple[int, int]] | None = None) -> Html:
    """Return the whole pack as one HTML page, ready to print; `pages` are the first and last page of each sheet."""
    colours = {name.lower().replace("_", "-"): value for name, value in vars(theme).items() if _is_colour(value)}
    palette = "".join(f"--{name}:{value};" for name, value in sorted(colours.items()))
    body = (
        el("section", el("h2", sheet.title), sheet.make(), class_=f"sheet {sheet.reader}", id=sheet.name)
        for sheet in sheets.SHEETS
    )
    return shape(
        """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<meta name="author" content="Joint Working"><meta name="description" content="Everything to run Board night: script, \
role cards, papers, shock cards and forms."><meta name="keywords" content="health and social care, integration, \
Scotland, workshop">
<style>:root{{{palette}}}{style}</style></head>
<body><main><section class="cover"><p class="house">Joint Working</p><h1>Board night</h1>
<p class="lead">Two boards, one budget, three votes. A workshop for twenty people in 90 minutes, with nothing but \
this pack.</p>
<p>The board, its money and its members are made up. The law is real, as read on {law}. It is not legal advice. Your \
scheme says how money is shared; a sheet says what your standing orders must and may not hold.</p>
<p class="illustrative">Illustrative</p><p>Edition {edition}. Text under CC BY 4.0.</p></section>
<section class="sheet facilitator" id="contents"><h2>What is in this pack</h2>{contents}</section>
{body}</main></body></html>""",
        title=TITLE,
        palette=palette,
        style=trusted(STYLE.read_text(encoding="utf-8")),
        law=content.slot("day law"),
        edition=version("joint-working"),
        contents=sheets.contents(pages),
        body=join(body),
    )


def places(laid_out: Any) -> dict[str, tuple[int, int]]:
    """Return the first and the last page of each sheet of a pack that has been laid out."""
    numbered = [*enumerate(laid_out.pages, start=1)]
    starts = {name: number for number, page in reversed(numbered) for name in page.anchors}
    firsts = [starts[sheet.name] for sheet in sheets.SHEETS]
    lasts = [max(first, after - 1) for first, after in zip(firsts, [*firsts[1:], len(numbered) + 1], strict=True)]
    return {sheet.name: ends for sheet, *ends in zip(sheets.SHEETS, firsts, lasts, strict=True)}


def scoped(laid_out: Any, pdf: Any) -> None:
    """Say of each heading cell whether it heads its column or its row, which the printing library leaves out."""
    known = {element.reference: element for element in pdf.objects if isinstance(element, dict)}
    for element in known.values():
        if element.get("S") == "/TH" and "A" in element:
            group = known[known[element["P"]]["P"]]["S"]
            element["A"]["Scope"] = "/Column" if group == "/THead" else "/Row"


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and value.startswith("#")


def write(target: Path = TARGET) -> str:
    """Write the pack to `target` and return its SHA-256 checksum. Raises SystemExit where Pango is missing.

    It is laid out twice: the list of its sheets says on which pages they are.
    """
    try:
        import weasyprint
    except OSError as problem:
        raise SystemExit(NO_PANGO) from problem

    def laid_out(page: str) -> Any:
        return weasyprint.HTML(string=page, base_url=FONTS.as_uri() + "/").render(pdf_variant="pdf/ua-1")

    page = document(places(laid_out(document(dict.fromkeys((sheet.name for sheet in sheets.SHEETS), (10, 11))))))
    target.parent.mkdir(parents=True, exist_ok=True)
    laid_out(page).write_pdf(target, finisher=scoped, pdf_variant="pdf/ua-1", pdf_identifier=fingerprint().encode())
    return hashlib.sha256(target.read_bytes()).hexdigest()


def fingerprint() -> str:
    """Return what tells this edition's words and style from any other's."""
    return hashlib.sha256(document().encode()).hexdigest()[:32]


# --- On the site -------------------------------------------------------------------------------------------


def offered() -> bool:
    """Return whether a pack has been printed whose words are still these."""
    return TARGET.exists() and fingerprint().encode() in TARGET.read_bytes()


class Pack(SphinxRole):
    """The role ``pack``: its words, as a link to the printed pack where the site offers one."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the words."""
        if not self.env.jw_pack:
            return [nodes.Text(self.text)], []
        up = "../" * self.env.docname.count("/")
        return [nodes.reference(self.rawtext, self.text, refuri=up + OFFERED, internal=True)], []


def _outdated(app: Any, env: Any, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Note whether there is a pack to offer, and read the page that links to it again where that has changed."""
    before, env.jw_pack = getattr(env, "jw_pack", None), offered()
    return [OFFERED_ON] if before != env.jw_pack and OFFERED_ON in env.found_docs else []


def _place(app: Any, problem: Exception | None) -> None:
    """Put the pack beside the site, or take away one that is no longer offered."""
    if problem is None and app.builder.format == "html":
        place = Path(app.outdir) / OFFERED
        place.unlink(missing_ok=True)
        if app.env.jw_pack:
            place.parent.mkdir(exist_ok=True)
            shutil.copyfile(TARGET, place)


def setup(app: Any) -> dict[str, Any]:
    """Connect the role and the file to Sphinx."""
    app.add_role("pack", Pack())
    app.connect("env-get-outdated", _outdated)
    app.connect("build-finished", _place)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def main() -> None:
    """Read the command line, write the pack, and print its size and checksum."""
    parser = argparse.ArgumentParser(description="Print the workshop as one PDF.")
    parser.add_argument("--output", type=Path, default=TARGET, help="the PDF to write")
    target = parser.parse_args().output
    checksum = write(target)
    print(f"{os.path.relpath(target)}: {target.stat().st_size / 1e3:.0f} kB\nsha256 {checksum}")


if __name__ == "__main__":
    main()
