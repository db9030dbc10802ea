"""Opens the live notebooks in JupyterLab without a network: ``python start-lab.py``.

Stands alone, because the offline archive carries it beside the notebooks: it needs only requirements-live.txt.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

#: Neither looks for news, updates or extensions: the room may have no network.
QUIET = (
    "--LabApp.extension_manager=readonly",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
)


def open_lab(folder: Path, more: Iterable[str] = ()) -> None:
    """Become JupyterLab on ``folder``; ``more`` goes to it as it is. ``NO_BROWSER`` set opens no browser."""
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}", *QUIET, *more]
    if os.environ.get("NO_BROWSER"):
        command.append("--no-browser")
    os.chdir(folder)
    os.execv(sys.executable, command)


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    os.environ["PYTHONPATH"] = str(here / "src")
    open_lab(here / "notebooks", sys.argv[1:])
