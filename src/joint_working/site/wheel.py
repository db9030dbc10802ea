"""Writes what the book computes with as a wheel for a notebook of one's own: ``python -m joint_working.site.wheel``.

It holds the models, the tables and the rules of law as they are dated, and needs nothing but Python: pandas only where
a table is asked for as a DataFrame. Two wheels of one commit are the same, byte for byte.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from importlib.metadata import metadata
from pathlib import Path

from flit_core import buildapi

from joint_working.site.archive import commit_time
from joint_working.site.build import ROOT

#: What the models and the tables are read with.
MODULES = ("formula.py", "words.py", "rounding.py", "evidence", "models")
PROJECT = """[build-system]
requires = ["flit_core"]
build-backend = "flit_core.buildapi"

[project]
name = "{name}"
version = "{version}"
description = "{description}"
readme = "README.md"
requires-python = "{python}"
license = "MIT AND CC-BY-4.0"
license-files = ["LICENSE"]

[project.optional-dependencies]
frames = ["pandas"]
"""
READ_ME = """# Joint Working: models, tables and rules of law

    from joint_working import evidence
    from joint_working.models.budget import PotLevers, pot

    # A table: rows, each with its source.
    print(evidence.table("finance_partnerships")[0])

    # A rule of law as at a day.
    print(evidence.rule("quorum", as_at="2026-09-01").value)

    # A model of the book, in £ million and per cent: the pot, and what a board may direct to council services.
    year = pot(PotLevers(health_payment=180, council_payment=100, set_aside=30, ring_fenced=20, council_run=50))
    print(year.pot, year.to_council)

Code: MIT. Text: CC BY 4.0. Data: table by table, in joint_working/data/datapackage.json.
"""
INIT = '"""Joint Working: the models and the evidence of the book, without its pages."""\n'


def lay_out(folder: Path) -> None:
    """Lay out in an empty ``folder`` the project that the wheel is made of."""
    told = metadata("joint-working")
    words = {"name": told["Name"], "version": told["Version"], "python": told["Requires-Python"]}
    (folder / "pyproject.toml").write_text(PROJECT.format(**words, description=told["Summary"]), encoding="utf-8")
    (folder / "README.md").write_text(READ_ME, encoding="utf-8")
    shutil.copy(ROOT / "LICENSE", folder)
    package, left_out = folder / "joint_working", shutil.ignore_patterns("__pycache__")
    package.mkdir()
    (package / "__init__.py").write_text(INIT, encoding="utf-8")
    for name in MODULES:
        path = ROOT / "src" / "joint_working" / name
        if path.is_dir():
            shutil.copytree(path, package / name, ignore=left_out)
        else:
            shutil.copy(path, package)
    shutil.copytree(ROOT / "data", package / "data", ignore=left_out)


def write(target: Path) -> Path:
    """Write the wheel into the folder ``target`` and return where it is."""
    target = target.resolve()
    target.mkdir(parents=True, exist_ok=True)
    here, was = Path.cwd(), os.environ.get("SOURCE_DATE_EPOCH")
    with tempfile.TemporaryDirectory() as folder:
        lay_out(Path(folder))
        os.environ["SOURCE_DATE_EPOCH"] = str(int(commit_time().timestamp()))
        os.chdir(folder)  # the builder works on the project it stands in
        try:
            return target / buildapi.build_wheel(str(target))
        finally:
            os.chdir(here)
            if was is None:
                del os.environ["SOURCE_DATE_EPOCH"]
            else:
                os.environ["SOURCE_DATE_EPOCH"] = was


def main() -> None:
    """Read the command line, write the wheel, and say where it is."""
    parser = argparse.ArgumentParser(description="Write the models and tables as a wheel.")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="folder to write the wheel to")
    print(os.path.relpath(write(parser.parse_args().output)))


if __name__ == "__main__":
    main()
