"""Writes the book as one zip for a memory stick: ``python -m joint_working.site.archive [--output FILE]``.

It holds the site, the workshop pack, and the live notebooks with what they need. Two archives of one commit are the
same, byte for byte: entries are in order, all of the commit's time.
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

from joint_working.html import shape
from joint_working.site import notebooks
from joint_working.site.build import ROOT

LARGEST_MB = 25
#: What an archive does not carry: what a browser never asks for, and what Python makes for itself.
LEFT_OUT = shutil.ignore_patterns(".buildinfo", "objects.inv", "__pycache__", "*.egg-info", ".resolved.json")
START = shape("""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=site/book/index.html">
<title>Joint Working</title></head>
<body><main><h1>Joint Working</h1><p><a href="site/book/index.html">Read the book</a></p></main></body></html>
""")
READ_ME = """Joint Working, version {version}, as at {day}.

To read the book, open START HERE.html. It needs no network, no server and no account.

site        the book
workshop    what a trainer prints, as PDFs, and may change, in Word and PowerPoint
lab         the live notebooks, for JupyterLab

To run the live notebooks you need Python 3.11 or later, and a network once:

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
    (folder / "START HERE.html").write_text(START, encoding="utf-8")
    words = READ_ME.format(version=version("joint-working"), day=commit_time().date().isoformat())
    (folder / "READ ME.txt").write_text(words, encoding="utf-8")
    shutil.copy(ROOT / "LICENSE", folder)
    shutil.copytree(site, folder / "site", ignore=LEFT_OUT)
    if workshop.exists():
        shutil.copytree(workshop, folder / "workshop", ignore=LEFT_OUT)
    lab = folder / "lab"
    notebooks.resolve(lab / "notebooks")
    (lab / "notebooks" / ".resolved.json").unlink()
    for name in ("data", "src"):
        shutil.copytree(ROOT / name, lab / name, ignore=LEFT_OUT)
    shutil.copy(ROOT / "requirements-live.txt", lab)
    shutil.copy(ROOT / "src/joint_working/site/start_lab.py", lab / "start-lab.py")


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


def main() -> None:
    """Read the command line, write the archive, and print its size and checksum."""
    usual = ROOT / "_build" / f"joint-working-{version('joint-working')}.zip"
    parser = argparse.ArgumentParser(description="Write the book as one zip.")
    parser.add_argument("--output", type=Path, default=usual, help="the zip to write")
    target = parser.parse_args().output
    checksum, size = write(target), target.stat().st_size / 1e6
    print(f"{os.path.relpath(target)}: {size:.1f} MB\nsha256 {checksum}")
    if size > LARGEST_MB:
        raise SystemExit(f"The archive is {size:.1f} MB: at most {LARGEST_MB} MB was expected.")


if __name__ == "__main__":
    main()
