"""Writes the workshop pack: ``python -m joint_working.site.pack [--people N] [--output FOLDER] [--count]``."""

from __future__ import annotations

import argparse
import csv
import io
import os
from collections.abc import Mapping
from pathlib import Path

from joint_working import evidence
from joint_working.workshop import printing

from . import edition


def people(asked: str) -> int:
    """Return a number of people as it was asked for. Raises ArgumentTypeError, in one sentence, out of bounds."""
    least, most = printing.LEAST, printing.MOST
    if not asked.isdecimal() or not least <= int(asked) <= most:
        raise argparse.ArgumentTypeError(f"expected a number of people from {least} to {most}, found {asked!r}")
    return int(asked)


def recount(pages: Mapping[str, int], path: Path | None = None) -> None:
    """Write how many pages sheets take into the table."""
    path = path or evidence.data_dir() / f"{printing.TABLE}.csv"
    rows = [*csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))]
    held = io.StringIO()
    table = csv.DictWriter(held, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(row | {"pages": pages.get(row["sheet"], row["pages"])} for row in rows)
    path.write_text(held.getvalue(), encoding="utf-8")


def main() -> None:
    """Read the command line, write the pack, and print the size and the checksum of each file."""
    parser = argparse.ArgumentParser(description="Write the workshop as PDFs, as Word documents and as slides.")
    parser.add_argument("--people", type=people, help="print feet and plan for so many people, in a folder of its own")
    parser.add_argument("--output", type=Path, help="the folder to write")
    parser.add_argument("--count", action="store_true", help="only count the pages, and write them into the table")
    asked = parser.parse_args()
    if asked.count:
        wrong = edition.takes(edition.laid()[0])
        recount({sheet: found for sheet, (_, found) in wrong.items()})
        print(f"data/{printing.TABLE}.csv: {len(wrong)} numbers of pages were renewed.")
        return
    folder = asked.output or (edition.FOLDER / f"for-{asked.people}" if asked.people else edition.FOLDER)
    for name, digest in edition.write(folder, asked.people).items():
        path = folder / name
        print(f"{os.path.relpath(path)}: {path.stat().st_size / 1e3:.0f} kB, sha256 {digest}")


if __name__ == "__main__":
    main()
