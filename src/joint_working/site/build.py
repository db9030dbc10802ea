"""Build the site: ``python -m joint_working.site.build [--output FOLDER]``; a warning is a failure."""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

from jupyter_book.sphinx import build_sphinx

ROOT = Path(__file__).parents[3]


def build(output: Path = ROOT) -> Path:
    """Build the book into ``output/_build/html`` and give that folder; raise SystemExit when the build fails.

    The same as ``jupyter-book build . -W -n --keep-going --all``, without its log. Every page is made anew: one
    kept from an earlier build names that build's styles, and its words are lost to the search. So one commit is one
    site, byte for byte. Warnings fail the build, after all pages.
    """
    site = output / "_build" / "html"
    shutil.rmtree(site, ignore_errors=True)
    failed = build_sphinx(
        ROOT, site, noconfig=True, path_config=ROOT / "_config.yml", builder="html", quiet=True,
        confoverrides={
            "external_toc_path": (ROOT / "_toc.yml").as_posix(), "latex_individualpages": False, "nitpicky": True,
        },
        warningiserror=True, keep_going=True, freshenv=True,
    )  # fmt: skip
    if failed:
        raise SystemExit("The book was not built: see the lines above.")
    return site


def main() -> None:
    """Read the command line, build, and say where the site is."""
    parser = argparse.ArgumentParser(description="Build the book as a site.")
    parser.add_argument("--output", type=Path, default=ROOT, help="folder to get _build/html")
    site = build(parser.parse_args().output.resolve())
    print(f"The book is in {os.path.relpath(site)}: open index.html, or run make serve.")


if __name__ == "__main__":
    main()
