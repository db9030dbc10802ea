"""Writes the book as one zip for a memory stick: ``python -m joint_working.site.archive [--output FILE]``.

It holds the site, the whole book as PDF and EPUB, the workshop pack, and the live notebooks with what they need. It
is put beside the pages too, for whoever reads them where they are published. Two archives of one commit are the same,
byte for byte: entries are in order, all of the commit's time.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import tempfile
import zipfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from joint_working.html import Html, el, join, link, shape
from joint_working.kit import theme
from joint_working.site import files, notebooks
from joint_working.site.build import ROOT

LARGEST_MB = 25
#: What an archive does not carry: what a browser never asks for, and what Python makes for itself.
NOT_ASKED_FOR = ("book.zip", ".buildinfo", "objects.inv", "__pycache__", "*.egg-info", ".resolved.json")
LEFT_OUT = shutil.ignore_patterns(*NOT_ASKED_FOR)
#: What the live notebooks do without: the Python for pages, which the site beside them holds.
NOT_IN_LAB = shutil.ignore_patterns(*NOT_ASKED_FOR, "pyodide")
#: The page one begins at. Opened out of a zip it stands alone: then `stick.css` is not there to show its doors.
START = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Start here: Joint Working</title><link rel="icon" href="data:,">
<style>body{{font:1.125rem/1.5 sans-serif;color:{ink};max-width:40rem;margin:2rem auto;padding:0 1rem}}
a{{color:inherit}}.doors a{{display:block;border:2px solid {ink};padding:.6rem .9rem;margin:.5rem 0;font-weight:600;\
text-decoration:none}}.there{{display:none}}.alone{{border-left:6px solid {alone};padding:.2rem 1rem}}</style>
<link rel="stylesheet" href="site/_static/stick.css"></head>
<body><main><h1>Joint Working</h1>
<p class="alone"><strong>Unpack first.</strong> This page was opened out of the zip, and the book beside it cannot be
found. Close it, copy the zip to your computer and unpack it (Windows: right-click it and choose “Extract all”; a Mac:
double-click it). Then open START HERE in the new folder.</p>
<div class="there"><p>How Scotland joins up health and social care. Nothing is installed and no network is needed.</p>
<nav class="doors" aria-label="Where to begin">{doors}</nav>
<h2>How to begin</h2><ol><li>Choose a door. Every page and every lab opens in this browser.</li>
<li>For a session: open a lab on the laptop and the screen that you will use, before the day.</li>
<li>To hand it on: copy the whole folder, or the zip.</li></ol>
<h2>On paper</h2><ul>{papers}</ul>
<p>The live notebooks need Python: see READ ME.txt. Version {version}, as at {day}.</p></div></main></body></html>
"""
THERE = ".alone{display:none}.there{display:block}"
#: The doors of the front page, and where each leads.
DOORS = (
    ("I have joined a board", "routes/twenty-minutes.html#the-steps"),
    ("I am studying this", "routes/student.html#the-pages-in-order"),
    ("I am running a session", "routes/trainer.html#the-pages-in-order"),
    ("I have a question", "questions.html#asked-first"),
)
#: What is on paper or can be changed, by the ending of its name.
PAPERS = (".pdf", ".epub", ".docx", ".pptx")
READ_ME = """UNPACK THE ZIP FIRST. Opened inside the zip, no page finds the next.
(Windows: right-click the zip, "Extract all". A Mac: double-click it.)

Joint Working, version {version}, as at {day}.

To read the book, open START HERE.html. It needs no network, no server, no account and no Python.

site        the book; in site/files the whole of it as PDF and EPUB
workshop    what a trainer prints, as PDFs, and may change, in Word and PowerPoint
lab         the live notebooks, for JupyterLab

Only the live notebooks need Python 3.11 or later, and a network once:

    cd lab
    python -m venv .venv
    .venv/bin/pip install --require-hashes -r requirements-live.txt
    .venv/bin/python start-lab.py

On Windows write .venv\\Scripts\\ for .venv/bin/.

Text and pictures: CC BY 4.0. Code: MIT. Data: table by table, in lab/data/datapackage.json. See LICENSE.
"""


def commit_time() -> datetime:
    """Give the time of the commit the book is built from, or SOURCE_DATE_EPOCH where that is set."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH")
    if not stamp:
        command = ["git", "log", "-1", "--format=%ct"]
        stamp = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    return datetime.fromtimestamp(int(stamp or 315532800), UTC)


def lay_out(folder: Path, site: Path, workshop: Path) -> None:
    """Lay out everything the archive holds in an empty ``folder``."""
    edition = {"version": version("joint-working"), "day": commit_time().date().isoformat()}
    folder.mkdir(exist_ok=True)
    (folder / "READ ME.txt").write_text(READ_ME.format(**edition), encoding="utf-8")
    shutil.copy(ROOT / "LICENSE", folder)
    shutil.copytree(site, folder / "site", ignore=LEFT_OUT)
    files.offer(folder / "site")
    (folder / "site/_static/stick.css").write_text(THERE, encoding="utf-8")
    if workshop.exists():
        shutil.copytree(workshop, folder / "workshop", ignore=LEFT_OUT)
    (folder / "START HERE.html").write_text(start(folder, edition), encoding="utf-8")
    lab = folder / "lab"
    notebooks.resolve(lab / "notebooks")
    (lab / "notebooks" / ".resolved.json").unlink()
    for name in ("data", "src"):
        shutil.copytree(ROOT / name, lab / name, ignore=NOT_IN_LAB)
    shutil.copy(ROOT / "requirements-live.txt", lab)
    shutil.copy(ROOT / "src/joint_working/site/start_lab.py", lab / "start-lab.py")


def start(folder: Path, edition: dict[str, str]) -> Html:
    """Return the page one begins at: four doors, and what of the laid out `folder` is for paper."""
    doors = (link(f"site/book/{page}", name) for name, page in DOORS)
    held = (path for where in ("site/files", "workshop") for path in sorted((folder / where).rglob("*")))
    found = [(path.relative_to(folder).as_posix(), files.size(path)) for path in held if path.suffix in PAPERS]
    papers = (el("li", link(name, name), ", ", size) for name, size in found)
    return shape(START, doors=join(doors), papers=join(papers), ink=theme.INK, alone=theme.GAP, **edition)


def pack(folder: Path, target: Path) -> None:
    """Write every file of ``folder`` to the zip ``target``: in order, with the commit's time and the same rights."""
    stamp = commit_time().timetuple()[:6]
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = f"{target.stem}/{path.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, path.read_bytes())


def write(target: Path, site: Path = ROOT / "_build/html", workshop: Path = ROOT / "_build/workshop") -> str:
    """Write the archive to ``target`` and give its SHA-256 checksum. Raises SystemExit when no site has been built."""
    if not (site / "index.html").exists():
        raise SystemExit(f"There is no built site in {os.path.relpath(site)}: run make build first.")
    with tempfile.TemporaryDirectory() as folder:
        lay_out(Path(folder), site, workshop)
        pack(Path(folder), target)
    return hashlib.sha256(target.read_bytes()).hexdigest()


def publish(target: Path, site: Path, workshop: Path) -> None:
    """Put the archive `target` and what a trainer prints beside the pages of a built `site`, and say so in front."""
    shutil.copyfile(target, site / files.FOLDER / "book.zip")
    if workshop.exists():
        shutil.copytree(workshop, site / "workshop", dirs_exist_ok=True)
    files.offer(site)


def main() -> None:
    """Read the command line, write what readers take away, and print the archive's size and checksum."""
    usual = ROOT / "_build" / f"joint-working-{version('joint-working')}.zip"
    parser = argparse.ArgumentParser(description="Write the book as one zip, with the PDF and the EPUB in it.")
    parser.add_argument("--output", type=Path, default=usual, help="the zip to write")
    target, site, workshop = parser.parse_args().output, ROOT / "_build/html", ROOT / "_build/workshop"
    if (site / "index.html").exists():
        files.make(site, commit_time())
    checksum, size = write(target), target.stat().st_size / 1e6
    print(f"{os.path.relpath(target)}: {size:.1f} MB\nsha256 {checksum}")
    if size > LARGEST_MB:
        raise SystemExit(f"The archive is {size:.1f} MB: at most {LARGEST_MB} MB was expected.")
    publish(target, site, workshop)


if __name__ == "__main__":
    main()
