"""The notebooks: run, stored in one layout, and the same in every output, pictures too, when they are run again."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_prose import CHAPTERS, LAYERS

from joint_working.site import notebooks

ROOT = Path(__file__).parents[2]
BOOK = notebooks.notebooks()


def computes(path):
    """Return whether a notebook has a cell to run: one that holds only words and exercises has none."""
    return any(cell["cell_type"] == "code" for cell in json.loads(path.read_text(encoding="utf-8"))["cells"])


COMPUTING = [path for path in BOOK if computes(path)]
#: The folders of parts: a chapter's layers run with it.
PARTS = sorted({ROOT / "book" / path.relative_to(ROOT / "book").parts[0] for path in COMPUTING})


def of(part):
    return [path for path in COMPUTING if part in path.parents or part == path]


def nbval(empty, *paths, source=ROOT / "src"):
    """Run nbval, strict and with no sanitiser: it compares what a cell prints, its HTML and its pictures.

    The system's fonts are hidden, where it allows that: the folder `empty` is laid over them. No other plugin is
    loaded, and ours first: what nbval reads notebooks with then starts without a grammar of addresses.
    """
    command = [sys.executable, "-m", "pytest", "-p", "joint_working", "-p", "nbval.plugin"]
    command += ["--nbval", "--nbval-current-env", "--nbval-cell-timeout", "120"]
    command += ["-q", "-p", "no:cacheprovider", "-o", "addopts=", *map(str, paths)]
    places = [place for place in ("/usr/share/fonts", "/usr/local/share/fonts") if Path(place).is_dir()]
    hide = " && ".join(f"mount --bind '{empty}' '{place}'" for place in places) or "true"
    if not subprocess.run(["unshare", "-m", "sh", "-c", hide], capture_output=True, check=False).returncode:
        command = ["unshare", "-m", "sh", "-c", f'{hide} && exec "$@"', "sh", *command]
    variables = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    variables["PYTHONPATH"] = str(source)
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=variables, check=False)


@pytest.mark.parametrize("path", BOOK, ids=lambda path: path.stem)
def test_every_cell_has_run_and_nothing_is_missing(path):
    assert notebooks.faults(path) == []


def shown(path):
    """Return the cells of a notebook whose code is shown."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code" and not cell["metadata"].get("tags")]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_that_computes_opens_its_bonnet(path):
    pages = [path, *(layer for layer in LAYERS if layer.parent == path.with_suffix(""))]
    cells = {page.stem: len(shown(page)) for page in pages if page.suffix == ".ipynb"}
    assert 4 <= sum(cells.values()) <= 8, cells
    assert len(pages) == 1 or [name for name, number in cells.items() if number] == ["bonnet"], cells


def test_each_notebook_with_a_cell_is_run_with_its_part():
    assert sorted(path for part in PARTS for path in of(part)) == sorted(COMPUTING)


@pytest.mark.kernel
@pytest.mark.parametrize("part", PARTS, ids=lambda path: path.name)
def test_nbval_strict_passes(tmp_path, part):
    result = nbval(tmp_path, *of(part))
    assert result.returncode == 0, result.stdout[-3000:]
    assert "passed" in result.stdout


@pytest.mark.kernel
def test_nbval_fails_when_a_coefficient_or_a_picture_changes(tmp_path):
    empty, changed = tmp_path / "none", tmp_path / "src/joint_working"
    empty.mkdir()
    shutil.copytree(ROOT / "src", tmp_path / "src")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    notebook = notebooks.read(ROOT / "book/4-money/five-years.ipynb")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    first = next(n for n, cell in enumerate(code) if "data-explorer=" in str(cell.outputs))
    notebook.cells = code[: first + 1]
    short = tmp_path / "short.ipynb"
    notebooks.write(notebook, short)
    assert nbval(empty, short, source=tmp_path / "src").returncode == 0
    for file, before, after in (
        ("models/budget.py", "levers.price + levers.demand", "levers.price + 1.01 * levers.demand"),
        ("kit/theme.py", "#990F3D", "#000000"),
    ):
        text = (changed / file).read_text(encoding="utf-8")
        assert before in text
        (changed / file).write_text(text.replace(before, after), encoding="utf-8")
        result = nbval(empty, short, source=tmp_path / "src")
        assert result.returncode == 1 and "failed" in result.stdout, f"{file}: {result.stdout[-2000:]}"
        (changed / file).write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_no_role_is_left_raw_in_what_the_lab_opens(tmp_path):
    import nbformat

    for path in notebooks.resolve(tmp_path):
        notebook = nbformat.read(path, as_version=4)
        assert notebooks.left_over_roles(notebook) == [], path.name
        assert not any(cell.get("outputs") for cell in notebook.cells)
