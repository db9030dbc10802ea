"""Prints the workshop as one PDF: ``python -m joint_working.site.pack [--output FILE]``, or ``make workshop``.

The file is tagged (PDF/UA-1), on A4, in large print, in the house's own fonts. Two packs of the same words are the
same, byte for byte: the file carries no time of making, and its identifier is made from its words.
"""

from __future__ import annotations

import argparse
import hashlib
import os
from html import escape
from importlib.metadata import version
from pathlib import Path

from joint_working.explorers import theme
from joint_working.site.build import ROOT
from joint_working.site.fonts import FONTS
from joint_working.workshop import content, sheets

TITLE = "Board night: the workshop pack"
TARGET = ROOT / "_build/workshop/board-night.pdf"
STYLE = Path(__file__).with_name("pack.css")
NO_PANGO = (
    "The pack needs the Pango library, which this computer does not have: install it (on Debian or Ubuntu, "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0; on macOS, brew install pango) and run make workshop again."
)


def document() -> str:
    """Return the whole pack as one HTML page, ready to print."""
    colours = {name.lower().replace("_", "-"): value for name, value in vars(theme).items() if _is_colour(value)}
    palette = "".join(f"--{name}:{value};" for name, value in sorted(colours.items()))
    body = "".join(
        f'<section class="sheet {one.holder}" id="{one.name}"><h2>{escape(one.title)}</h2>{one.make()}</section>'
        for one in sheets.SHEETS
    )
    law = content.slot("day law")
    return f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{TITLE}</title>
<meta name="author" content="Joint Working"><meta name="description" content="Everything to run Board night: script, \
role cards, papers, shock cards and forms."><meta name="keywords" content="health and social care, integration, \
Scotland, workshop">
<style>:root{{{palette}}}{STYLE.read_text(encoding="utf-8")}</style></head>
<body><main><section class="cover"><p class="house">Joint Working</p><h1>Board night</h1>
<p class="lead">Two boards, one budget, one vote. A workshop for twenty people in 90 minutes.</p>
<p>The board, its money and its members are made up. The law is real, as read on {law}. It is not legal advice: check \
your scheme and your standing orders.</p>
<p class="illustrative">Illustrative</p><p>Edition {version("joint-working")}. Text under CC BY 4.0.</p></section>
<section class="sheet facilitator" id="contents"><h2>What is in this pack</h2>{sheets.contents()}</section>
{body}</main></body></html>"""


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and value.startswith("#")


def write(target: Path = TARGET) -> str:
    """Write the pack to `target` and return its SHA-256 checksum. Raises SystemExit where Pango is missing."""
    try:
        import weasyprint
    except OSError as problem:
        raise SystemExit(NO_PANGO) from problem
    page = document()
    target.parent.mkdir(parents=True, exist_ok=True)
    weasyprint.HTML(string=page, base_url=FONTS.as_uri() + "/").write_pdf(
        target, pdf_variant="pdf/ua-1", pdf_identifier=hashlib.sha256(page.encode()).digest()[:16]
    )
    return hashlib.sha256(target.read_bytes()).hexdigest()


def main() -> None:
    """Read the command line, write the pack, and print its size and checksum."""
    parser = argparse.ArgumentParser(description="Print the workshop as one PDF.")
    parser.add_argument("--output", type=Path, default=TARGET, help="the PDF to write")
    target = parser.parse_args().output
    checksum = write(target)
    print(f"{os.path.relpath(target)}: {target.stat().st_size / 1e3:.0f} kB\nsha256 {checksum}")


if __name__ == "__main__":
    main()
