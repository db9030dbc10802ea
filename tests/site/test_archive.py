"""The offline archive: the same bytes twice, opened from the disk, and notebooks that run from what it holds alone."""

import os
import re
import shutil
import subprocess
import sys
import zipfile

import browser as support
import nbformat
import pytest

from joint_working.site import archive
from joint_working.site.front import AFTER, BEFORE

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


@pytest.mark.parametrize("scripts", [True, False], ids=["", "without scripts"])
def test_from_a_memory_stick_four_doors_lead_into_the_book(unpacked, chrome, scripts):
    context = chrome.new_context(java_script_enabled=scripts)
    heard = support.watch(context)
    page = context.new_page()
    for n, (name, where) in enumerate(archive.DOORS):
        page.goto((unpacked / "START HERE.html").as_uri())
        assert page.get_by_text("Unpack first").is_hidden() and page.locator(".doors a").count() == 4
        page.locator(".doors a").nth(n).click()
        page.wait_for_url(f"**/site/book/{where}")
        assert page.locator("h1").is_visible() and name == archive.DOORS[n][0]
        assert page.locator(f"[id='{where.partition('#')[2]}']").count() == 1
    page.goto((unpacked / "site/book/index.html").as_uri())
    if scripts:
        page.wait_for_selector("[data-explorer-ready]")
    assert page.title() == "Joint Working"
    assert heard.outside == [] and heard.said == []
    context.close()


def test_start_here_alone_says_unpack_first_and_leads_nowhere(unpacked, chrome, tmp_path):
    """A zip opened as a folder gives a browser this one file."""
    shutil.copy(unpacked / "START HERE.html", tmp_path)
    page = chrome.new_page()
    page.goto((tmp_path / "START HERE.html").as_uri())
    assert page.get_by_text("Unpack first.").is_visible() and "Extract all" in page.locator(".alone").inner_text()
    assert page.locator("a:visible").count() == 0, "no door that ends in an error"
    page.wait_for_timeout(300)
    assert page.url.endswith("START%20HERE.html"), "no redirect"
    page.close()


def test_what_is_to_be_read_first_says_unpack_first(unpacked):
    said = (unpacked / "READ ME.txt").read_text(encoding="utf-8")
    assert said.startswith("UNPACK THE ZIP FIRST") and "no Python" in said


def test_what_is_printed_is_named_with_its_size_and_the_zip_not_in_itself(tmp_path):
    site, workshop = tmp_path / "site", tmp_path / "workshop"
    for folder, names in (
        (site / "files", ("book.pdf", "book.epub", "book.zip")),
        (workshop, ("cards.pdf", "card.docx")),
    ):
        folder.mkdir(parents=True)
        for name in names:
            (folder / name).write_bytes(b"x" * 2000)
    for name, text in (("index.html", ""), ("book/index.html", f"{BEFORE}{AFTER}"), ("_static/house.css", "")):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text)
    archive.lay_out(tmp_path / "out", site, workshop)
    start = (tmp_path / "out/START HERE.html").read_text(encoding="utf-8")
    assert all(
        f'href="{name}">' in start for name in ("site/files/book.pdf", "workshop/cards.pdf", "workshop/card.docx")
    )
    front = (tmp_path / "out/site/book/index.html").read_text(encoding="utf-8")
    assert "book.epub" in front and "book.zip" not in front and not (tmp_path / "out/site/files/book.zip").exists()
    archive.publish(site / "files/book.epub", site, workshop)
    assert "book.zip" in (site / "book/index.html").read_text() and (site / "workshop/card.docx").exists()


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
