"""Writes all files of the pack into a folder, and says which of them the site may offer.

`checksums.txt` beside them begins with what tells these words from any others'; then each file with its SHA-256.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from joint_working.site.build import ROOT
from joint_working.site.course import xml
from joint_working.workshop import printing

from . import pages, pdf, slides, word

FOLDER = ROOT / "_build/workshop"
SUMS, ALL, SLIDES = "checksums.txt", "board-night-all.zip", "board-night-slides.pptx"


def name(file: printing.File, ending: str) -> str:
    """Return the name of a file on disk: board-night-facilitator.pdf."""
    return f"board-night-{file.name}.{ending}"


def fingerprint(people: int | None = None) -> str:
    """Return what tells this edition's words and style from any other's."""
    files = printing.files()
    words = "".join(pages.document(file, people=people) for file in files)
    told = repr([(file.name, file.paper, file.one_side, [each.slides for each in file.sheets]) for file in files])
    return hashlib.sha256((words + told).encode()).hexdigest()


def write(folder: Path = FOLDER, people: int | None = None) -> dict[str, str]:
    """Write every file, with the foot and the plan of so many `people` where given. Return the SHA-256 of each.

    The folder is emptied of an earlier edition. Raises SystemExit where Pango is missing.
    """
    laid_out, counted = laid(people)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for each in laid_out:
        each.write(folder / name(each.file, "pdf"))
        (folder / name(each.file, "docx")).write_bytes(word.text(each.file, counted, people))
    (folder / SLIDES).write_bytes(slides.deck())
    (folder / ALL).write_bytes(xml.zipped({path.name: path.read_bytes() for path in folder.iterdir()}))
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}
    lines = (f"{digest}  {file}\n" for file, digest in sums.items())
    (folder / SUMS).write_text(f"words {fingerprint(people)}\n" + "".join(lines), encoding="utf-8")
    return sums


def laid(people: int | None = None) -> tuple[list[pdf.LaidOut], Mapping[str, int]]:
    """Return every file laid out, and how many pages each has.

    The file that tells how many pages all have comes last, and again where it is not as long as it said.
    """
    files = printing.files()
    counted = {file.name: file.pages for file in files}
    made = {}
    for file in sorted(files, key=lambda file: file.name == pages.COVERED):
        draw = partial(pages.document, file, people=people)
        made[file.name] = pdf.lay_out(file, draw(pages=counted))
        if made[file.name].pages != counted[file.name]:
            counted[file.name] = made[file.name].pages
            if file.name == pages.COVERED:
                made[file.name] = pdf.lay_out(file, draw(pages=counted))
    return [made[file.name] for file in files], counted


def takes(laid_out: list[pdf.LaidOut]) -> dict[str, tuple[int, int]]:
    """Return the sheets whose pages are not as many as the table says: the number there, and the number counted."""
    return {
        placed.sheet.name: (placed.pages, each.takes[placed.sheet.name])
        for each in laid_out
        for placed in each.file.sheets
        if placed.pages != each.takes[placed.sheet.name]
    }


def offered(folder: Path = FOLDER) -> dict[str, int]:
    """Return the files that have been written and whose words are still these, by name with their size in bytes."""
    sums = folder / SUMS
    if not sums.exists():
        return {}
    first, *lines = sums.read_text(encoding="utf-8").splitlines()
    paths = [folder / line.split("  ")[1] for line in lines]
    if first != f"words {fingerprint()}" or not all(path.exists() for path in paths):
        return {}
    return {path.name: path.stat().st_size for path in paths}
