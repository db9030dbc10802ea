"""The browsers the tests need: ``python -m joint_working.bench.browser`` finds them, or gets them.

An installed Chromium or Chrome comes first; else the one Playwright keeps, fetched if need be; else, for root on
Debian or Ubuntu, the package. Where none of these works one sentence says what to install. Firefox is the second
engine: an installed one, or for root on Debian its package; where there is none its tests are skipped, and say so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: What keeps a browser that measures from asking any other computer for anything.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
FIREFOXES = ("firefox-esr", "firefox")
MISSING = "No Chromium or Chrome was found: install one (on Debian or Ubuntu, apt-get install chromium)."

NO_FIREFOX = "No Firefox was found: install one (on Debian, apt-get install firefox-esr)."


def chromium() -> str:
    """Return where Chromium or Chrome is. Raises RuntimeError that says what to install."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    if (kept := playwrights()).exists():
        return str(kept)
    raise RuntimeError(MISSING)


def firefox() -> str:
    """Return where Firefox is. Raises RuntimeError that says what to install."""
    for name in FIREFOXES:
        if path := shutil.which(name):
            return path
    raise RuntimeError(NO_FIREFOX)


def playwrights() -> Path:
    """Return where Playwright keeps its own Chromium, fetched or not."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def get(found: Callable[[], str] = chromium) -> str:
    """Return where a browser is: what `found` finds, after getting it if there is none.

    Raises RuntimeError that says what to install.
    """
    fetch = [[sys.executable, "-m", "playwright", "install", "chromium"]] if found is chromium else []
    for way in fetch + package("chromium" if found is chromium else "firefox-esr"):
        try:
            return found()
        except RuntimeError as missing:
            print(f"{missing} {' '.join(way[-2:])} is tried.", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(way, env=environment, capture_output=True, timeout=600, check=False)
    return found()


def package(name: str) -> list[list[str]]:
    """Return the commands that bring a package, for root where packages are Debian's; else none."""
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        return []
    return [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", name]]


@contextmanager
def launched() -> Iterator[Browser]:
    """Give a browser to measure with, cut off from every other computer, and close it at the end."""
    from playwright.sync_api import sync_playwright

    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[ALONE, *root])
        yield browser
        browser.close()


if __name__ == "__main__":
    try:
        get()
        with suppress(RuntimeError):  # the second engine: its tests say what to install
            get(firefox)
    except RuntimeError as problem:
        sys.exit(str(problem))
