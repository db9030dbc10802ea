"""The way phones can take to this laptop, and what stands in it: one sentence for each thing that fails."""

from __future__ import annotations

import socket
from pathlib import Path

#: An address that is never used: asking the way to it sends nothing, and says which network card would be taken.
NOWHERE = ("192.0.2.1", 9)


def own_address() -> str:
    """Return this laptop's address on the network it would use, or "" where it is on none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(NOWHERE)
        except OSError:
            return ""
        address = way.getsockname()[0]
    return "" if address.startswith("127.") or address == "0.0.0.0" else address


def is_free(host: str, port: int) -> bool:
    """Return whether a port can be taken."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError:
            return False
    return True


def faults(site: Path, port: int) -> list[str]:
    """Return what would keep phones out, as far as a laptop alone can tell: what failed, and what to do."""
    found = []
    if not (site / "book" / "index.html").exists():
        found.append("The book is not built: run make build first.")
    if not (address := own_address()):
        found.append("This laptop is on no network: make a hotspot, or join the room’s wifi, then try again.")
    if not all(is_free(host, port) for host in ("127.0.0.1", address) if host):
        found.append(f"Port {port} is taken: end the other room, or choose another, as in make room PORT=8090.")
    return found
