"""Builds on machines of every kind: a slip loses no site, a read-only checkout is enough, an old Python is told so."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from sphinx.errors import ExtensionError

from joint_working.site import assets, build
from joint_working.site.build import ROOT


def book_that(monkeypatch, fails=None, status=0):
    """Stand in for Sphinx: write one page, and fail if asked to."""

    @contextmanager
    def opened(site):
        site.mkdir(parents=True)

        def write():
            (site / "index.html").write_text("new", encoding="utf-8")
            if fails:
                raise fails

        yield SimpleNamespace(build=write, statuscode=status)

    monkeypatch.setattr(build, "opened", opened)


def test_a_new_site_takes_the_place_of_the_old_one_whole(monkeypatch, tmp_path):
    site = tmp_path / "_build" / "html"
    site.mkdir(parents=True)
    (site / "left.html").write_text("old", encoding="utf-8")
    book_that(monkeypatch)
    assert build.build(tmp_path) == site
    assert [path.name for path in site.iterdir()] == ["index.html"]
    assert [path.name for path in site.parent.iterdir()] == ["html"]


@pytest.mark.parametrize("slip", [{"fails": ExtensionError("A row is wrong.")}, {"status": 1}])
def test_a_slip_leaves_the_site_that_was_there(monkeypatch, tmp_path, slip):
    site = tmp_path / "_build" / "html"
    site.mkdir(parents=True)
    (site / "index.html").write_text("old", encoding="utf-8")
    book_that(monkeypatch, **slip)
    with pytest.raises(SystemExit, match="is the one built before"):
        build.build(tmp_path)
    assert (site / "index.html").read_text("utf-8") == "old"
    assert [path.name for path in site.parent.iterdir()] == ["html"]


def test_what_comes_from_a_read_only_folder_can_be_written(tmp_path):
    source = tmp_path / "source"
    (source / "fonts").mkdir(parents=True)
    (source / "fonts" / "a.woff2").write_bytes(b"a")
    (source / "left_out.py").write_text("", encoding="utf-8")
    for path in (source / "fonts" / "a.woff2", source / "fonts", source):
        path.chmod(path.stat().st_mode & 0o555)
    assets.copied(source, tmp_path / "site")
    written = list((tmp_path / "site").rglob("*"))
    assert {path.name for path in written} == {"fonts", "a.woff2"}
    assert all(path.stat().st_mode & 0o200 for path in written)


def test_an_old_python_gets_one_sentence_and_nothing_is_made(tmp_path):
    for name in ("Makefile", "requirements", "constraints.txt", "pyproject.toml"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    old = tmp_path / "python3.10"
    pretended = "import sys; sys.version_info = (3, 10, 0); exec(sys.argv[2])"
    old.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{pretended}' \"$@\"\n", encoding="utf-8")
    old.chmod(0o755)
    command = ["make", f"PYTHON={old}", ".venv/.build"]
    made = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=os.environ | {"MAKEFLAGS": ""})
    assert made.returncode and "This is Python 3.10: the book needs 3.11 or later." in made.stderr
    assert not (tmp_path / ".venv").exists() and "Preparing" not in made.stdout
