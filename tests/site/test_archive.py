"""The offline archive: the same bytes twice, opened from the disk, and notebooks that run from what it holds alone."""

import os
import re
import subprocess
import sys
import zipfile

import browser as support
import nbformat
import pytest

from joint_working.site import archive

pytestmark = pytest.mark.browser
ROOT = support.ROOT


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stick")
    first, again = folder / "one" / "book.zip", folder / "two" / "book.zip"
    assert archive.write(first) == archive.write(again)
    assert first.read_bytes() == again.read_bytes() and first.stat().st_size < archive.LARGEST_MB * 1e6
    with zipfile.ZipFile(first) as zipped:
        zipped.extractall(folder)
    return folder / "book"


def test_it_opens_from_a_memory_stick(unpacked, chrome):
    context = chrome.new_context()
    heard = support.watch(context)
    page = context.new_page()
    page.goto((unpacked / "START HERE.html").as_uri())
    page.wait_for_url("**/site/book/index.html")
    page.wait_for_selector("[data-explorer-ready]")
    assert page.title() == "Joint Working"
    assert heard.outside == [] and heard.said == []
    context.close()


def test_a_notebook_runs_from_what_the_archive_holds(unpacked):
    notebook = nbformat.read(unpacked / "lab/notebooks/4-money/one-pot.ipynb", as_version=4)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    code = "display = print\n" + code + "\nimport joint_working\nprint(joint_working.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(unpacked / "lab/src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=unpacked)
    assert done.returncode == 0, done.stderr
    assert str(unpacked) in done.stdout


def test_the_lab_pins_what_the_book_was_tested_with():
    pins = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.M)

    def read(name):
        found = pins.findall((ROOT / name).read_text(encoding="utf-8"))
        return {package.lower().replace("_", "-"): version for package, version in found}

    live, tested = read("requirements-live.txt"), read("constraints.txt")
    elsewhere = {"appnope", "colorama", "pywinpty", "overrides", "tzdata"}
    assert {name: v for name, v in live.items() if tested.get(name) != v and name not in elsewhere} == {}
    assert {"altair", "ipywidgets", "jupyterlab", "pandas"} <= set(live)
    assert (ROOT / "requirements-live.txt").read_text(encoding="utf-8").count("--hash=sha256:") > len(live)


def test_without_a_site_it_says_what_to_run(tmp_path):
    with pytest.raises(SystemExit, match="There is no built site in .*: run make build first"):
        archive.write(tmp_path / "x.zip", site=tmp_path)
