"""Serve the book on this computer while it is written: ``python -m joint_working.site.serve``.

One process hands out pages. Another builds the book afresh, keeps it in memory, and looks at the source again and
again: a chapter that changed is renewed in a moment (`renew.py`). When anything else changed it ends, and a new one,
which reads code, tables and settings anew, builds afresh. The site served is in ``_build/serve``: the one in
``_build/html`` is always a fresh one.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.synchronize import Event
from pathlib import Path

from joint_working.site.build import ROOT

USUAL_PORT = 8000
SITE = ROOT / "_build" / "serve" / "html"
#: What the book is made from, and how many seconds lie between two looks at it.
SOURCE, LOOK = ("book", "data", "src", "hosting", "_config.yml", "_toc.yml", "CHANGELOG.md"), 0.3
#: What the building process ends with when a new one is to take its place.
ANEW = 3
WAIT = b"<!DOCTYPE html><meta http-equiv=refresh content=2><title>Being built</title><p>The book is being built."


# -- The process that builds --------------------------------------------------------------------------------------


def source(root: Path = ROOT) -> dict[Path, int]:
    """Return when each file of the source was last changed, without what editors and Python leave beside them."""
    files = {}
    for place in (root / name for name in SOURCE):
        for path in [place, *place.rglob("*")]:
            inside = path.relative_to(root).parts
            left = path.suffix in ("", ".pyc") or path.name.endswith("~") or any(p[0] in ".#" for p in inside)
            if not left and not any(p.endswith((".egg-info", "__pycache__")) for p in inside):
                files[path] = path.stat().st_mtime_ns
    return files


def chapters(before: dict[Path, int], after: dict[Path, int], root: Path = ROOT) -> set[str] | None:
    """Return the pages whose files changed, as Sphinx names them; None when anything else did."""
    changed = {path for path, _ in before.items() ^ after.items()}
    if before.keys() != after.keys() or not all(
        path.is_relative_to(root / "book") and path.suffix in (".md", ".ipynb") for path in changed
    ):
        return None
    return {path.relative_to(root).with_suffix("").as_posix() for path in changed}


def at_rest(before: dict[Path, int]) -> dict[Path, int]:
    """Wait for the source to change, then for it to lie still between two looks; return it as it then is."""
    last, server = before, multiprocessing.parent_process()
    while server is None or server.is_alive():
        time.sleep(LOOK)
        try:
            now = source()
        except FileNotFoundError:  # a file went while it was looked for
            continue
        if now == last and now != before:
            return now
        last = now
    raise SystemExit("The server has gone.")


def keep(ready: Event) -> None:
    """Build afresh, set `ready`, then renew what changes; exit with ANEW when it must be built afresh again."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which takes this process with it
    from sphinx.errors import SphinxError

    from joint_working.site import build, renew

    seen = source()
    print("Building the book: half a minute.", flush=True)
    try:
        with build.opened(SITE) as app:
            app.build()
            ready.set()
            pages: set[str] | None = set()
            if app.statuscode:
                print("The book has faults: see the lines above.", flush=True)
                pages = None  # a fresh build tells all faults that are left
            while True:
                before, seen = seen, at_rest(seen)
                if pages is None or (pages := chapters(before, seen)) is None:
                    break
                start = time.perf_counter()
                well = renew.renew(app, pages)
                after = "" if well else ", with faults: see the lines above"
                print(f"Renewed {', '.join(sorted(pages))} in {time.perf_counter() - start:.1f} s{after}.", flush=True)
    except SphinxError as problem:
        raise SystemExit(f"The book was not built: {problem}") from None
    raise SystemExit(ANEW)


# -- The process that serves --------------------------------------------------------------------------------------


class QuietHandler(SimpleHTTPRequestHandler):
    """Serve files without writing a line for each; while the book is built, a page that asks again by itself."""

    def __init__(self, *arguments: object, ready: Event, **named: object):
        self.ready = ready
        super().__init__(*arguments, **named)

    def do_GET(self) -> None:
        """Answer a request."""
        if self.ready.is_set():
            super().do_GET()
        else:
            self.send_response(503)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(WAIT)))
            self.end_headers()
            self.wfile.write(WAIT)

    def end_headers(self) -> None:
        """Ask the browser to look again at each reload: a page may have been renewed."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def open_server(site: Path, ready: Event, port: int | None = None) -> ThreadingHTTPServer:
    """Give a server of the folder ``site`` on ``port``; without one, on 8000 or, when that is taken, any free port.

    Raises OSError when the chosen port is taken.
    """
    handler = partial(QuietHandler, directory=str(site), ready=ready)
    if port is not None:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    try:
        return ThreadingHTTPServer(("127.0.0.1", USUAL_PORT), handler)
    except OSError:
        return ThreadingHTTPServer(("127.0.0.1", 0), handler)


def chosen_port(text: str) -> int | None:
    """Give the port named in ``text``, or None when it is empty; raise SystemExit when it is no port."""
    if not text:
        return None
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SystemExit(f"PORT={text} is no port: expected a whole number from 1 to 65535.")
    return int(text)


def has_screen() -> bool:
    """Say whether a browser window could open here."""
    if os.environ.get("NO_BROWSER"):
        return False
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def announce(address: str, ready: Event) -> None:
    """Say where the book is as soon as it is built, and open it."""
    ready.wait()
    print("Change a chapter, save, and load its page again. Press Ctrl+C to stop. The book is at", flush=True)
    print(address, flush=True)
    if has_screen():
        webbrowser.open(address)


def tend(builder: Callable[[], int | None], ready: Event) -> None:
    """Run a builder again and again, each time the last has ended, after a fault not before the source has changed.

    Raises SystemExit where the book was never built.
    """
    built = False
    while True:
        seen, outcome = source(), builder()
        built = built or ready.is_set()
        if not built:
            raise SystemExit(outcome)
        if outcome != ANEW:
            print("The book waits until the source changes.", flush=True)
            at_rest(seen)
        ready.clear()


def main() -> None:
    """Serve until interrupted; the address is the last line printed until something changes.

    Raises SystemExit where the port is taken, and where the book could not be built at all.
    """
    port = chosen_port(os.environ.get("PORT", ""))
    processes = multiprocessing.get_context("spawn")
    ready = processes.Event()
    try:
        server = open_server(SITE, ready, port)
    except OSError:
        raise SystemExit(f"Port {port} is taken: choose another with PORT=, or leave PORT out.") from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    threading.Thread(target=announce, args=(address, ready), daemon=True).start()

    def builder() -> int | None:
        process = processes.Process(target=keep, args=(ready,), daemon=True)
        process.start()
        process.join()
        return process.exitcode

    try:
        tend(builder, ready)
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
