"""The notebooks: run, compared strictly, and the same to the byte when they are run again."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_prose import NOT_CHAPTERS

from joint_working.site import notebooks

ROOT = Path(__file__).parents[2]
BOOK = notebooks.notebooks()
CHAPTERS = [path for path in BOOK if path.parent.name[0].isdigit() and path.parent.name not in NOT_CHAPTERS]

PARTS = sorted({path.parent for path in BOOK})


def of(part):
    return [path for path in BOOK if path.parent == part]


def nbval(*paths, **environment):
    """Run nbval, strict and with no sanitiser."""
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "--nbval-cell-timeout", "120"]
    command += ["-q", "-p", "no:cacheprovider", "-o", "addopts=", *map(str, paths)]
    variables = os.environ | environment
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=variables, check=False)


@pytest.mark.parametrize("path", BOOK, ids=lambda path: path.stem)
def test_every_cell_has_run_and_nothing_is_missing(path):
    assert notebooks.faults(path) == []


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_that_computes_opens_its_bonnet(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    heading = [n for n, cell in enumerate(cells) if "".join(cell["source"]).startswith("## Open the bonnet")]
    shown = [cell for cell in cells[heading[0] :] if cell["cell_type"] == "code" and not cell["metadata"].get("tags")]
    assert 4 <= len(shown) <= 8


@pytest.mark.kernel
@pytest.mark.parametrize("part", PARTS, ids=lambda path: path.name)
def test_nbval_strict_passes(part):
    result = nbval(*of(part))
    assert result.returncode == 0, result.stdout[-3000:]
    assert "passed" in result.stdout


@pytest.mark.kernel
def test_nbval_fails_when_a_coefficient_changes(tmp_path):
    shutil.copytree(ROOT / "src", tmp_path / "src")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    model = tmp_path / "src/joint_working/models/budget.py"
    text = model.read_text(encoding="utf-8")
    assert "levers.price + levers.demand" in text
    model.write_text(text.replace("levers.price + levers.demand", "levers.price + 1.01 * levers.demand"), "utf-8")
    result = nbval(ROOT / "book/4-money/five-years.ipynb", PYTHONPATH=str(tmp_path / "src"))
    assert result.returncode == 1, result.stdout[-2000:]
    assert "passed" in result.stdout and "failed" in result.stdout


@pytest.mark.kernel
@pytest.mark.parametrize("part", PARTS, ids=lambda path: path.name)
def test_running_again_changes_no_byte(tmp_path, part):
    """The system's fonts are hidden, where it allows that: an empty folder is laid over them."""
    copies = [Path(shutil.copy(path, tmp_path)) for path in of(part)]
    command = [sys.executable, "-m", "joint_working.site.notebooks", "execute", *map(str, copies)]
    empty = tmp_path / "none"
    empty.mkdir()
    places = [place for place in ("/usr/share/fonts", "/usr/local/share/fonts") if Path(place).is_dir()]
    hide = " && ".join(f"mount --bind '{empty}' '{place}'" for place in places) or "true"
    if not subprocess.run(["unshare", "-m", "sh", "-c", hide], capture_output=True, check=False).returncode:
        command = ["unshare", "-m", "sh", "-c", f'{hide} && exec "$@"', "sh", *command]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-2000:]
    for copy, path in zip(copies, of(part), strict=True):
        assert copy.read_bytes() == path.read_bytes(), path.name


def test_no_role_is_left_raw_in_what_the_lab_opens(tmp_path):
    import nbformat

    for path in notebooks.resolve(tmp_path):
        notebook = nbformat.read(path, as_version=4)
        assert notebooks.left_over_roles(notebook) == [], path.name
        assert not any(cell.get("outputs") for cell in notebook.cells)
