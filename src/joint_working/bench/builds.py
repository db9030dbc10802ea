"""Measures building: one changed chapter, and the book with 25, 100 and 400 more chapters.

Each build is the book's own command on a copy of the source in a folder of its own, in a process of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml
from playwright.sync_api import Browser

from joint_working.bench.lines import Cell, Line, Table, middle
from joint_working.site import build, notebooks
from joint_working.site.build import ROOT

#: What a build reads.
SOURCE = ("book", "data", "src", "hosting", "_config.yml", "_toc.yml", "CHANGELOG.md")
#: The chapter that is changed and copied: text, an explorer and its notebook.
CHAPTER = "book/4-money/one-pot"
MORE = (25, 100, 400)
#: Goal: seconds from one changed chapter to the page renewed.
CHANGED = 3
#: How often a chapter is changed.
RENEWED = 5


@contextmanager
def copied() -> Iterator[Path]:
    """Give a copy of the book's source, thrown away at the end."""
    with tempfile.TemporaryDirectory(prefix="book-") as folder:
        for name in SOURCE:
            if (ROOT / name).is_dir():
                shutil.copytree(
                    ROOT / name, Path(folder, name), ignore=shutil.ignore_patterns("__pycache__", "_build")
                )
            else:
                shutil.copy(ROOT / name, folder)
        yield Path(folder)


def ran(source: Path, *command: str) -> str:
    """Run Python in a copy of the book, with the copy's own code, and return what it prints.

    Raises RuntimeError where it fails.
    """
    environment = os.environ | {"PYTHONPATH": str(source / "src")}
    made = subprocess.run([sys.executable, *command], cwd=source, capture_output=True, text=True, env=environment)
    if made.returncode:
        raise RuntimeError(f"The copy of the book in {source} was not built: {made.stderr[-1000:]}")
    return made.stdout


def built(source: Path) -> float:
    """Build a copy with its own command, and return the seconds it took; raises RuntimeError where it fails."""
    start = time.perf_counter()
    ran(source, "-m", "joint_working.site.build")
    return time.perf_counter() - start


def lengthen(source: Path, more: int) -> None:
    """Add copies of a chapter to a copy of the book, as a part of their own at its end."""
    for number in range(more):
        shutil.copy(source / f"{CHAPTER}.ipynb", source / f"{CHAPTER}-{number}.ipynb")
    toc = yaml.safe_load((source / "_toc.yml").read_text(encoding="utf-8"))
    toc["parts"].append({"caption": "More", "chapters": [{"file": f"{CHAPTER}-{number}"} for number in range(more)]})
    (source / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")


def change(source: Path) -> None:
    """Change one chapter of a copy of the book, as an author does: one sentence more."""
    chapter = source / f"{CHAPTER}.ipynb"
    notebook = notebooks.read(chapter)
    words = next(cell for cell in reversed(notebook.cells) if cell.cell_type == "markdown")
    words.source += "\n\nOne sentence more."
    notebooks.write(notebook, chapter)


def renewals(source: Path) -> list[float]:
    """Build the book of a folder, change a chapter some times, and return the seconds until its page was renewed.

    This is what the server does while an author writes; it looks for changes a few times a second.
    """
    from joint_working.site import renew

    times = []
    with build.opened(source / "_build" / "serve" / "html") as app:
        app.build()
        for _ in range(RENEWED):
            change(source)
            start = time.perf_counter()
            renew.renew(app, [CHAPTER])
            times.append(time.perf_counter() - start)
    return times


def report(_: Browser) -> Iterator[Line]:
    """Give seconds of a fresh build, and until a changed chapter is renewed."""
    table = Table("Building the book, seconds (goal in brackets)", ("seconds",), 44)
    yield table.head()
    with copied() as source:
        yield table.row("fresh", Cell(built(source), digits=1))
        times = json.loads(ran(source, "-m", "joint_working.bench.builds"))
        yield table.row("one changed chapter, median", Cell(middle(times), CHANGED, 1))


def chapters(_: Browser) -> Iterator[Line]:
    """Give seconds of a fresh build with more and more chapters; minutes of work, so only when it is asked for."""
    table = Table("Building the book with more chapters", ("seconds", "a chapter"), 44)
    yield table.head()
    with copied() as source:
        bare = built(source)
        yield table.row("as it is", Cell(bare, digits=1), "")
    for more in MORE:
        with copied() as source:
            lengthen(source, more)
            taken = built(source)
        yield table.row(f"{more} chapters more", Cell(taken, digits=1), Cell((taken - bare) / more, digits=2))


if __name__ == "__main__":
    print(json.dumps(renewals(ROOT)))
