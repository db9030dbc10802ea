"""Opens the live notebooks in JupyterLab without a network: ``python start-lab.py``.

Stands alone, because the offline archive carries it beside the notebooks: it needs only requirements-live.txt.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

#: The notebook it opens on.
FIRST = "8-for-trainers/live-notebooks.ipynb"
#: Neither looks for news, updates or extensions: the room may have no network.
QUIET = (
    "--LabApp.extension_manager=readonly",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
)
#: What JupyterLab would ask on the projector, answered; and a notebook has its kernel without being asked for one.
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension:tracker": {"autoStartDefaultKernel": True, "windowingMode": "none"},
}


def command(folder: Path) -> list[str]:
    """Return the command that is JupyterLab on ``folder``, opening on FIRST; its settings are written below it."""
    settings = folder / ".lab-settings"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "overrides.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # as in a container
    asked = [f"--ServerApp.root_dir={folder}", f"--LabApp.app_settings_dir={settings}"]
    asked += [f"--LabApp.default_url=/lab/tree/{FIRST}"] if (folder / FIRST).exists() else []
    return [sys.executable, "-m", "jupyterlab", *asked, *QUIET, *root]


def open_lab(folder: Path, more: Iterable[str] = ()) -> None:
    """Become JupyterLab on ``folder``; ``more`` goes to it as it is. ``NO_BROWSER`` set opens no browser."""
    asked = [*command(folder), *more]
    if os.environ.get("NO_BROWSER"):
        asked.append("--no-browser")
    os.chdir(folder)
    os.execv(sys.executable, asked)


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    os.environ["PYTHONPATH"] = str(here / "src")
    open_lab(here / "notebooks", sys.argv[1:])
