"""The whole book as one PDF: tagged (PDF/UA-1), A4, with contents and page numbers, printed from the built pages."""

from __future__ import annotations

import copy
import hashlib
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path
from string import Template
from xml.etree import ElementTree as Tree

from joint_working.html import Html, el, join, shape, trusted
from joint_working.kit import theme
from joint_working.site import front
from joint_working.site.citing import say_date
from joint_working.site.fonts import FONTS
from joint_working.site.pack import pdf
from joint_working.site.whole import DEEP, Page, Part

STYLE = Path(__file__).with_name("book.css")
FACES = """@font-face{font-family:"Joint Sans";font-weight:400;src:url("fonts/static/JointSans-Regular.ttf")}
@font-face{font-family:"Joint Sans";font-weight:600;src:url("fonts/static/JointSans-SemiBold.ttf")}
@font-face{font-family:"Joint Sans";font-weight:700;src:url("fonts/static/JointSans-Bold.ttf")}
@font-face{font-family:"Joint Serif";font-weight:600;src:url("fonts/joint-serif.woff2")}
"""
LEAD = (
    "How Scotland joins up health and social care: who decides, who pays and what follows. Each chapter's answer, and "
    "its page in depth."
)
CAUTION = (
    "It takes no side and is not legal or financial advice. Labs show their usual settings; their figures are made up "
    "where they say “illustrative”. On the site each lab answers you, and every source has its row."
)


def house_style() -> str:
    """Return the style sheet of the whole book, with the colours of the house."""
    colours = {"ink": theme.INK, "quiet": theme.QUIET, "line": theme.LINE, "paper": theme.PAPER}
    return Template(STYLE.read_text(encoding="utf-8")).substitute(colours)


def imprint() -> str:
    """Return the edition, its day and its licence in one line."""
    return f"Joint Working {version('joint-working')}, {say_date(front.made())}. Text CC BY 4.0."


def document(parts: tuple[Part, ...]) -> str:
    """Return the whole book as one HTML page, ready to print."""
    style = FACES + house_style()
    return shape(
        """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Joint Working</title>
<meta name="author" content="Joint Working contributors"><meta name="description" content="{lead}">
<style>{style}</style></head><body>
<section class="cover"><h1>Joint Working</h1><p class="jw-lead">{lead}</p><p class="edition">{imprint}</p>
<p>{caution}</p></section>
<nav class="contents"><h2>Contents</h2>{contents}</nav>
{parts}</body></html>""",
        lead=LEAD,
        caution=CAUTION,
        style=trusted(style),
        imprint=imprint(),
        contents=join(_listed(part) for part in parts),
        parts=join(_part(part) for part in parts),
    )


def _listed(part: Part) -> Html:
    lines = (
        el("li", el("a", page.title, href=f"#{page.slug}"), class_="in" if page.source.endswith(DEEP) else None)
        for page in part.pages
    )
    return join([el("h3", part.name), el("ul", *lines)])


def _part(part: Part) -> Html:
    articles = (trusted(Tree.tostring(_in_one(page), "unicode", method="html")) for page in part.pages)
    return el("section", el("h1", part.name), *articles, class_="part")


def _in_one(page: Page) -> Tree.Element:
    """Return a page's body as it stands in one document: headings one step lower, links within it."""
    body = copy.deepcopy(page.body)
    for element in body.iter():
        if element.tag in ("h1", "h2", "h3", "h4", "h5"):
            element.tag = f"h{int(element.tag[1]) + 1}"
        href = element.get("href", "")
        if "#" in href and not href.startswith("http"):
            element.set("href", href[href.index("#") :])
    return body


def write(parts: tuple[Part, ...], target: Path) -> None:
    """Write the book to `target`: the same bytes for the same words. Raises SystemExit where Pango is missing."""
    try:
        import weasyprint
    except OSError as problem:
        raise SystemExit(pdf.NO_PANGO) from problem
    page = document(parts)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(FONTS, Path(folder) / "fonts")
        (Path(folder) / "pictures").mkdir()
        for name, svg in (item for part in parts for one in part.pages for item in one.pictures.items()):
            (Path(folder) / "pictures" / name).write_text(svg, encoding="utf-8")
        print_of = weasyprint.HTML(string=page, base_url=Path(folder).as_uri() + "/")
        identifier = hashlib.sha256(page.encode()).hexdigest()[:32].encode()
        target.parent.mkdir(parents=True, exist_ok=True)
        print_of.write_pdf(target, finisher=pdf.scoped, pdf_variant="pdf/ua-1", pdf_identifier=identifier)
