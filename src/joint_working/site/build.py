"""Build the site: ``python -m joint_working.site.build [--output FOLDER]``; a warning is a failure."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_book.config import get_final_config
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOT = Path(__file__).parents[3]


@contextmanager
def opened(site: Path) -> Iterator[Sphinx]:
    """Give a Sphinx that will write the book afresh into the folder ``site``, emptied for it.

    The same as that of ``jupyter-book build . -W -n --keep-going --all``, without its log. Raises SphinxError where
    a setting or a table is at fault.
    """
    shutil.rmtree(site, ignore_errors=True)
    settings, _ = get_final_config(
        user_yaml=ROOT / "_config.yml", sourcedir=ROOT,
        cli_config={
            "external_toc_path": (ROOT / "_toc.yml").as_posix(), "latex_individualpages": False, "nitpicky": True,
        },
    )  # fmt: skip
    with patch_docutils(None), docutils_namespace():
        yield Sphinx(
            srcdir=ROOT, confdir=None, outdir=site, doctreedir=site.parent / ".doctrees", buildername="html",
            confoverrides=settings, status=None, warning=sys.stderr, freshenv=True, warningiserror=True,
            keep_going=True,
        )  # fmt: skip


def build(output: Path = ROOT) -> Path:
    """Build the book into ``output/_build/html`` and give that folder; raise SystemExit when the build fails.

    Every page is made anew, so one commit is one site, byte for byte. Warnings fail the build, after all pages. The
    site is made beside the one that was there, and takes its place once it is whole: a slip loses nothing.
    """
    site, fresh = output / "_build" / "html", output / "_build" / "fresh" / "html"
    try:
        with opened(fresh) as app:
            app.build()
        if app.statuscode:
            raise SystemExit(f"The book was not built: see the lines above.{_stays(site)}")
        shutil.rmtree(site, ignore_errors=True)
        fresh.rename(site)
    except SphinxError as problem:
        raise SystemExit(f"{problem.category}: {problem}\nThe book was not built.{_stays(site)}") from None
    finally:
        shutil.rmtree(fresh.parent, ignore_errors=True)
    return site


def _stays(site: Path) -> str:
    """Say that the site of the last build is still there, if there is one."""
    return f" The site in {os.path.relpath(site)} is the one built before." if site.exists() else ""


def main() -> None:
    """Read the command line, build, and say where the site is."""
    parser = argparse.ArgumentParser(description="Build the book as a site.")
    parser.add_argument("--output", type=Path, default=ROOT, help="folder to get _build/html")
    site = build(parser.parse_args().output.resolve())
    print(f"The book is in {os.path.relpath(site)}: open index.html, or run make serve.")


if __name__ == "__main__":
    main()
