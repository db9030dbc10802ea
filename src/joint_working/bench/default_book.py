"""The same chapters as a default Jupyter Book, to measure ours against: ``joint_working.bench.default_book``.

Roles are printed as text, as a default book has none of ours, and cells are run with the explorers as ipywidgets,
which is what a default book publishes of them. Both books are built, served and opened in one run. A default book also
asks other sites for files: with no network these cannot be weighed, so its weight is what its own folder hands out.
By default Jupyter Book runs a notebook that has a cell without an output, and every notebook of ours has one: its
cold build includes that. Ours publishes the outputs that are kept with the notebooks and checked by the tests.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml
from nbclient import NotebookClient
from playwright.sync_api import Browser, sync_playwright

from joint_working.bench.browser import chromium
from joint_working.site import notebooks
from joint_working.site.build import ROOT

#: A phone on a poor line: a processor four times slower, 1.6 Mb/s, 150 ms there and back.
SLOWER = 4
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
#: A page that is read and a page with an explorer, in both books.
READING, EXPLORER, NAME = "reference/about", "4-money/five-years", "budget-lab-five-years"
SMALLEST = 1024
TEXT = (".html", ".js", ".css", ".svg", ".json", ".csv")


def lay_out(folder: Path) -> list[Path]:
    """Write the sources of the default book into ``folder`` and give its notebooks, not yet run."""
    copies = notebooks.resolve(folder)
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))

    def moved(entry: dict) -> dict:
        entry = {key: value for key, value in entry.items() if key != "sections"}
        return entry | {"file": entry["file"].removeprefix("book/")}

    parts = [{**part, "chapters": [moved(entry) for entry in part["chapters"]]} for part in toc["parts"]]
    contents = {"format": "jb-book", "root": "index", "parts": parts}
    (folder / "_toc.yml").write_text(yaml.safe_dump(contents, sort_keys=False), encoding="utf-8")
    settings = {"title": "Joint Working", "execute": {"execute_notebooks": "off"}, "only_build_toc_files": True}
    (folder / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    return copies


def run(paths: list[Path]) -> float:
    """Run notebooks where they stand, keeping their widgets, and give the seconds it took."""
    start = time.perf_counter()
    for path in paths:
        notebook = notebooks.read(path)
        NotebookClient(
            notebook, timeout=180, kernel_name="python3", extra_arguments=["--log-level=ERROR"],
            resources={"metadata": {"path": path.parent}},
        ).execute()  # fmt: skip
        notebooks.write(notebook, path)
    return time.perf_counter() - start


def build(folder: Path) -> float:
    """Build the default book in ``folder`` with Jupyter Book's own command, and give the seconds it took."""
    start = time.perf_counter()
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", "--quiet", str(folder)]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONWARNINGS": "ignore"})
    return time.perf_counter() - start


def build_ours(output: Path) -> float:
    """Build our book into ``output``, in a process of its own as the other is, and give the seconds it took."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "joint_working.site.build", "--output", str(output)]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


class _Zipped(http.server.SimpleHTTPRequestHandler):
    """Hands out files as a usual server does: text compressed."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.suffix not in TEXT or not path.is_file() or path.stat().st_size < SMALLEST:
            return super().do_GET()
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Give the address of a server of ``folder`` on this computer."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Zipped, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def visit(browser: Browser, address: str, ready: str = "") -> dict[str, float]:
    """Open a page for the first time on a slow phone and a poor line, with every other site cut off.

    Gives KB handed out, files asked for here and elsewhere, and seconds until the page has loaded; with ``ready``, a
    selector, also seconds until that is there.
    """
    context = browser.new_context(viewport={"width": 360, "height": 800})
    home, here, elsewhere = address.split("/book/")[0].split("/html/")[0], [], []
    host = "/".join(home.split("/")[:3])

    def route(request) -> None:
        inside = request.request.url.startswith((host, "data:", "blob:"))
        (here if inside else elsewhere).append(request.request.url)
        request.continue_() if inside else request.abort()

    context.route("**/*", route)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", LINE)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    weight: list[float] = []
    tools.on("Network.loadingFinished", lambda event: weight.append(event["encodedDataLength"]))
    start = time.perf_counter()
    page.goto(address, wait_until="load", timeout=120_000)
    times = {"loaded": time.perf_counter() - start}
    if ready:
        page.wait_for_selector(ready, timeout=60_000)
        times["ready"] = time.perf_counter() - start
    page.wait_for_timeout(1500)
    context.close()
    return times | {"kb": sum(weight) / 1000, "here": len(here), "elsewhere": len(elsewhere)}


def table(rows: list[tuple[str, str, str]]) -> str:
    """Give rows of what was measured, ours and a default book's, as text."""
    rows = [("", "this book", "a default book"), *rows]
    return "\n".join(f"{what:52}{ours:>22}{theirs:>26}" for what, ours, theirs in rows)


def compare(browser: Browser) -> str:
    """Build both books, cold and after one chapter has changed, open both, and give the table."""
    folder = Path(tempfile.mkdtemp(prefix="default-book-"))
    try:
        theirs, ours = folder / "theirs", folder / "ours"
        theirs.mkdir()
        laid_out = lay_out(theirs)
        ran = run(laid_out)
        cold = (build_ours(ours), build(theirs))
        chapter = ROOT / "book" / f"{EXPLORER}.ipynb"
        os.utime(chapter)
        again_ours = build_ours(ours)
        copy = theirs / f"{EXPLORER}.ipynb"
        text = notebooks.read(copy)
        text.cells[0].source += "\n"
        notebooks.write(text, copy)
        again = (again_ours, build(theirs))
        with served(ours / "_build/html") as a, served(theirs / "_build/html") as b:
            reading = visit(browser, f"{a}/book/{READING}.html"), visit(browser, f"{b}/{READING}.html")
            ready = f'[data-explorer="{NAME}"][data-explorer-ready]'
            live = visit(browser, f"{a}/book/{EXPLORER}.html", ready), visit(browser, f"{b}/{EXPLORER}.html")
    finally:
        shutil.rmtree(folder, ignore_errors=True)

    def both(what: str, pair: tuple, words: str) -> tuple[str, str, str]:
        return (what, *(words.format(**value) if isinstance(value, dict) else words.format(value) for value in pair))

    return table(
        [
            both("a page to read, KB of its own files", reading, "{kb:.0f} KB"),
            both("  files asked for here, and of other sites", reading, "{here} and {elsewhere}"),
            both("  slow phone, poor line: loaded after", reading, "{loaded:.1f} s"),
            both("a page with explorers, KB of its own files", live, "{kb:.0f} KB"),
            both("  files asked for here, and of other sites", live, "{here} and {elsewhere}"),
            both("  slow phone, poor line: loaded after", live, "{loaded:.1f} s"),
            ("  slow phone, poor line: levers answer after", f"{live[0]['ready']:.1f} s", "never, without a kernel"),
            ("cold build, as each book is set up", f"{cold[0]:.1f} s", f"{cold[1] + ran:.1f} s"),
            both("  of which without running notebooks", cold, "{:.1f} s"),
            both("build after one chapter changed", again, "{:.1f} s"),
        ]
    )


def main() -> None:
    """Compare and print."""
    with sync_playwright() as playwright:
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium(), args=root)
        print(compare(browser))
        browser.close()


if __name__ == "__main__":
    main()
