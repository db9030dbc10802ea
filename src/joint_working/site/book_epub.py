"""The whole book as an EPUB 3: a file a page, pictures as SVG with words, contents and notes that lead both ways."""

from __future__ import annotations

import hashlib
import uuid
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as Tree

from joint_working.html import NONE, Html, el, join, shape, trusted
from joint_working.site.book_pdf import CAUTION, LEAD, house_style, imprint
from joint_working.site.fonts import FONTS
from joint_working.site.whole import Page, Part

FACES = """@font-face{font-family:"Joint Sans";font-weight:100 900;src:url("fonts/joint-sans.woff2")}
@font-face{font-family:"Joint Serif";font-weight:100 900;src:url("fonts/joint-serif.woff2")}
"""
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en-GB" xml:lang="en-GB">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>{body}</body></html>
"""
PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en-GB">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{identifier}</dc:identifier><dc:title>Joint Working</dc:title><dc:language>en-GB</dc:language>
<dc:creator>Joint Working contributors</dc:creator><dc:description>{lead}</dc:description>
<dc:rights>Text CC BY 4.0</dc:rights><meta property="dcterms:modified">{day}</meta>
<meta property="schema:accessMode">textual</meta><meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest>{manifest}</manifest>
<spine>{spine}</spine>
</package>
"""
TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".svg": "image/svg+xml",
    ".css": "text/css",
    ".woff2": "font/woff2",
}


def files(parts: tuple[Part, ...], day: datetime) -> dict[str, str | bytes]:
    """Return every file of the book by its name in the container, in order."""
    pages = [page for part in parts for page in part.pages]
    held: dict[str, str | bytes] = {
        "cover.xhtml": shape(PAGE, title="Joint Working", body=_cover()),
        "nav.xhtml": shape(PAGE, title="Contents", body=_nav(parts)),
        **{f"{page.slug}.xhtml": shape(PAGE, title=page.title, body=_body(page)) for page in pages},
        "style.css": FACES + house_style().partition("@media print{")[0],
        **{f"fonts/{name}": (FONTS / name).read_bytes() for name in ("joint-sans.woff2", "joint-serif.woff2")},
        **{f"pictures/{name}": svg for page in pages for name, svg in sorted(page.pictures.items())},
    }
    whole = hashlib.sha256(b"".join(text if isinstance(text, bytes) else text.encode() for text in held.values()))
    package = shape(
        PACKAGE,
        identifier=f"urn:uuid:{uuid.UUID(whole.hexdigest()[:32], version=5)}",
        lead=LEAD,
        day=f"{day:%Y-%m-%dT%H:%M:%SZ}",
        manifest=join(_items(held)),
        spine=join(shape('<itemref idref="{id}"/>', id=_id(name)) for name in held if name.endswith(".xhtml")),
    )
    inner = {f"EPUB/{name}": text for name, text in {"package.opf": package, **held}.items()}
    return {"mimetype": "application/epub+zip", "META-INF/container.xml": shape(CONTAINER), **inner}


def _cover() -> Html:
    return el(
        "section",
        el("h1", "Joint Working"),
        el("p", LEAD, class_="jw-lead"),
        el("p", imprint()),
        el("p", CAUTION),
        class_="cover",
    )


def _nav(parts: tuple[Part, ...]) -> Html:
    listed = (el("li", el("span", part.name), el("ol", *map(_line, part.pages))) for part in parts)
    return shape('<nav epub:type="toc" id="toc"><h1>Contents</h1><ol>{listed}</ol></nav>', listed=join(listed))


def _line(page: Page) -> Html:
    return el("li", el("a", page.title, href=f"{page.slug}.xhtml"))


def _body(page: Page) -> Html:
    body = Tree.fromstring(Tree.tostring(page.body))
    for element in body.iter():
        href = element.get("href", "")
        if "#" in href and not href.startswith(("http", "mailto")):
            other, _, name = href.partition("#")
            element.set("href", f"{other}.xhtml#{name}")
    return trusted(Tree.tostring(body, "unicode"))


def _id(name: str) -> str:
    return "f-" + name.replace("/", "-").replace(".", "-")


def _items(held: dict[str, str | bytes]) -> Iterator[Html]:
    for name in held:
        properties = shape(' properties="nav"') if name == "nav.xhtml" else NONE
        item = '<item id="{id}" href="{name}" media-type="{kind}"{properties}/>'
        yield shape(item, id=_id(name), name=name, kind=TYPES[Path(name).suffix], properties=properties)


def write(parts: tuple[Part, ...], target: Path, day: datetime) -> None:
    """Write the book to `target`, as of the time `day`: the same bytes for the same words and the same time."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as book:
        for name, text in files(parts, day).items():
            entry = zipfile.ZipInfo(name, day.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            book.writestr(entry, text, compresslevel=9)
