"""Serve the built site on this computer only: ``python -m joint_working.site.serve``."""

from __future__ import annotations

import os
import sys
import webbrowser
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from joint_working.site.build import ROOT

USUAL_PORT = 8000


class QuietHandler(SimpleHTTPRequestHandler):
    """Serve files without writing a line for each."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def open_server(site: Path, port: int | None = None) -> ThreadingHTTPServer:
    """Give a server of the folder ``site`` on ``port``; without one, on 8000 or, when that is taken, any free port.

    Raises OSError when the chosen port is taken.
    """
    handler = partial(QuietHandler, directory=str(site))
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


def main() -> None:
    """Serve until interrupted; the address is the last line printed."""
    port = chosen_port(os.environ.get("PORT", ""))
    try:
        server = open_server(ROOT / "_build" / "html", port)
    except OSError:
        raise SystemExit(f"Port {port} is taken: choose another with PORT=, or leave PORT out.") from None
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    print("Press Ctrl+C to stop. The book is at", flush=True)
    print(address, flush=True)
    if has_screen():
        webbrowser.open(address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
