"""The same chapters as a default Jupyter Book, to measure ours against: ``joint_working.bench.default_book``.

Roles are printed as text, as a default book has none of ours, and cells are run with the explorers as ipywidgets,
which is what a default book publishes of them. Both books are built, served and opened in one run. A default book also
asks other sites for files: with no network these cannot be weighed, so its weight is what its own folder hands out.
By default Jupyter Book runs a notebook that has a cell without an output, and every notebook of ours has one: its
cold build includes that. Ours publishes the outputs that are kept with the notebooks and checked by the tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from nbclient import NotebookClient

from joint_working.site import notebooks
from joint_working.site.build import ROOT

#: A page that is read and a page with an explorer, in both books.
READING, EXPLORER, NAME = "reference/about", "4-money/five-years", "budget-lab-five-years"


def lay_out(folder: Path) -> list[Path]:
    """Write the sources of the default book into ``folder`` and give its notebooks, not yet run."""
    copies = notebooks.resolve(folder)
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))

    def moved(entry: dict) -> dict:
        entry = {key: value for key, value in entry.items() if key != "sections"}
        return entry | {"file": entry["file"].removeprefix("book/")}

    parts = [{**part, "chapters": [moved(entry) for entry in part["chapters"]]} for part in toc["parts"]]
    contents = {"format": "jb-book", "root": "index", "parts": parts}
    (folder / "_toc.yml").write_text(yaml.safe_dump(contents, sort_keys=False), encoding="utf-8")
    settings = {"title": "Joint Working", "execute": {"execute_notebooks": "off"}, "only_build_toc_files": True}
    (folder / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    return copies


def run(paths: list[Path]) -> float:
    """Run notebooks where they stand, keeping their widgets, and give the seconds it took."""
    start = time.perf_counter()
    for path in paths:
        notebook = notebooks.read(path)
        NotebookClient(
            notebook, timeout=180, kernel_name="python3", extra_arguments=["--log-level=ERROR"],
            resources={"metadata": {"path": path.parent}},
        ).execute()  # fmt: skip
        notebooks.write(notebook, path)
    return time.perf_counter() - start


def build(folder: Path) -> float:
    """Build the default book in ``folder`` with Jupyter Book's own command, and give the seconds it took."""
    start = time.perf_counter()
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", "--quiet", str(folder)]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONWARNINGS": "ignore"})
    return time.perf_counter() - start


def build_ours(output: Path) -> float:
    """Build our book into ``output``, in a process of its own as the other is, and give the seconds it took."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "joint_working.site.build", "--output", str(output)]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


@dataclass(frozen=True)
class Book:
    """One of the two books: its site, seconds of its cold build, of that without running notebooks, and of one more
    build after a chapter has changed."""

    site: Path
    cold: float
    bare: float
    again: float


@contextmanager
def both() -> Iterator[tuple[Book, Book]]:
    """Build our book and the default one, cold and after one chapter has changed; thrown away at the end."""
    with tempfile.TemporaryDirectory(prefix="default-book-") as folder:
        theirs, ours = Path(folder, "theirs"), Path(folder, "ours")
        theirs.mkdir()
        ran = run(lay_out(theirs))
        cold_ours, cold_theirs = build_ours(ours), build(theirs)
        os.utime(ROOT / "book" / f"{EXPLORER}.ipynb")
        again_ours = build_ours(ours)
        copy = theirs / f"{EXPLORER}.ipynb"
        text = notebooks.read(copy)
        text.cells[0].source += "\n"
        notebooks.write(text, copy)
        yield (
            Book(ours / "_build/html", cold_ours, cold_ours, again_ours),
            Book(theirs / "_build/html", cold_theirs + ran, cold_theirs, build(theirs)),
        )
