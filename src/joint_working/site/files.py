"""What readers take away: the whole book as PDF, as EPUB and as a zip, in the folder `files` of a built site.

They are made from the built pages, so after a build: the front page keeps a place for them, which ``offer`` fills with
what is there, and its size. A site that was only built offers none.
"""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path

from joint_working.html import Html, el, join, link
from joint_working.site import book_epub, book_pdf, whole
from joint_working.site.front import AFTER, BEFORE

FOLDER, FRONT = "files", "book/index.html"
#: Each file, what it is called there, and what is said of it.
OFFERED = (
    ("book.pdf", "The book to print (PDF, {size})", ""),
    ("book.epub", "for an e-reader (EPUB, {size})", ""),
    (
        "book.zip",
        "the whole site, to use without a network (zip, {size})",
        ": unpack it first, then open START HERE.html",
    ),
)
_PLACE = re.compile(f"{re.escape(BEFORE)}.*?{re.escape(AFTER)}", re.S)


def make(site: Path, day: datetime) -> None:
    """Write the PDF and the EPUB of a built `site` into it, as of the time `day`."""
    parts = whole.read(site)
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    book_pdf.write(parts, site / FOLDER / "book.pdf")
    book_epub.write(parts, site / FOLDER / "book.epub", day)


def line(folder: Path) -> Html | None:
    """Return the line that offers the files of a `folder`, each with its size; None where there is none."""
    there = [(folder / name, called, more) for name, called, more in OFFERED if (folder / name).exists()]
    offers = [
        [
            link(f"../{FOLDER}/{path.name}", called.format(size=size(path)), download=f"joint-working{path.suffix}"),
            more,
        ]
        for path, called, more in there
    ]
    return el("p", "To take away: ", join(map(join, offers), "; "), ".", class_="jw-files") if offers else None


def size(path: Path) -> str:
    """Return how large a file is: 3.0 MB, or 450 kB."""
    length = path.stat().st_size
    return f"{length / 1e6:.1f} MB" if length >= 1e6 else f"{length / 1e3:.0f} kB"


def offer(site: Path) -> None:
    """Say on the front page of a `site` which files it holds. Raises SystemExit where the page keeps no place."""
    page = site / FRONT
    text, filled = page.read_text(encoding="utf-8"), join([BEFORE, line(site / FOLDER), AFTER])
    if not _PLACE.search(text):
        raise SystemExit(f"{FRONT} keeps no place for the files to take away: `{{front}} files` was expected in it.")
    page.write_text(_PLACE.sub(lambda _: filled, text), encoding="utf-8")
