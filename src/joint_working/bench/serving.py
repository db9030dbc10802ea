"""A server of a folder on this computer that hands out text compressed, as a usual server does."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TEXT = (".html", ".js", ".css", ".svg", ".json", ".csv")
#: Bytes of a text below which compressing is not worth it.
SMALLEST = 1024


@functools.cache
def compressed(path: Path, changed: int) -> bytes:
    """Return a file compressed; once for each time, in nanoseconds, at which it changed."""
    return gzip.compress(path.read_bytes(), 6)


class _Zipped(http.server.SimpleHTTPRequestHandler):
    """Hands out files over lines that stay open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.suffix not in TEXT or not path.is_file() or path.stat().st_size < SMALLEST:
            return super().do_GET()
        body = compressed(path, path.stat().st_mtime_ns)
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
