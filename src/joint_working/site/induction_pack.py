"""Prints the induction as one PDF: ``python -m joint_working.site.induction_pack [--output FILE]``.

Its sheets are `workshop/induction.py`; paper, tags and fonts are those of Board night's pack (`site/pack/`).
"""

from __future__ import annotations

import argparse
import hashlib
import os
from importlib.metadata import version
from pathlib import Path

from joint_working.html import Html, el, join, shape, trusted
from joint_working.kit import theme
from joint_working.site.build import ROOT
from joint_working.site.fonts import FONTS
from joint_working.site.pack import pages, pdf
from joint_working.workshop import induction

TARGET = ROOT / "_build/workshop/induction.pdf"
STYLE = Path(__file__).with_name("induction.css")


def document() -> Html:
    """Return the whole pack as one HTML page, ready to print."""
    colours = {name: value for name, value in vars(theme).items() if isinstance(value, str) and value.startswith("#")}
    palette = "".join(f"--{name.lower().replace('_', '-')}:{value};" for name, value in sorted(colours.items()))
    body = (
        el("section", el("h2", sheet.title), sheet.make(), class_=f"sheet {sheet.reader}", id=sheet.name)
        for sheet in induction.SHEETS
    )
    return shape(
        """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<meta name="author" content="Joint Working"><meta name="description" content="{lead}">
<style>:root{{{palette}}}{style}</style></head>
<body><main><section class="cover"><p class="house">Joint Working</p><h1>Induction</h1><p class="lead">{lead}</p>
<p>The law is as read on {law}. This is not legal advice. Your own standing orders and scheme say the rest.</p>
{contents}<p>Edition {edition}. Text under CC BY 4.0.</p></section>{body}</main></body></html>""",
        title=induction.TITLE,
        lead=induction.LEAD,
        palette=palette,
        style=trusted("".join(sheet.read_text(encoding="utf-8") for sheet in (pages.STYLE, STYLE))),
        law=induction.law_day(),
        contents=induction.what_is_here(),
        edition=version("joint-working"),
        body=join(body),
    )


def write(target: Path = TARGET) -> str:
    """Write the pack to `target` and return its SHA-256 checksum. Raises SystemExit where Pango is missing."""
    try:
        import weasyprint
    except OSError as problem:
        raise SystemExit(pdf.NO_PANGO) from problem
    page = document()
    target.parent.mkdir(parents=True, exist_ok=True)
    mark = hashlib.sha256(page.encode()).hexdigest()[:32].encode()
    laid_out = weasyprint.HTML(string=page, base_url=FONTS.as_uri() + "/").render(pdf_variant="pdf/ua-1")
    laid_out.write_pdf(target, finisher=pdf.scoped, pdf_variant="pdf/ua-1", pdf_identifier=mark)
    return hashlib.sha256(target.read_bytes()).hexdigest()


def main() -> None:
    """Read the command line, write the pack, and print its size and checksum."""
    parser = argparse.ArgumentParser(description="Print the induction as one PDF.")
    parser.add_argument("--output", type=Path, default=TARGET, help="the PDF to write")
    target = parser.parse_args().output
    checksum = write(target)
    print(f"{os.path.relpath(target)}: {target.stat().st_size / 1e3:.0f} kB\nsha256 {checksum}")


if __name__ == "__main__":
    main()
