"""Open a room: ``python -m joint_working.room [--room] [--port 8080] [--check]``.

Without ``--room`` it answers this laptop alone, to rehearse. ``--check`` says what would keep phones out, and ends.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import webbrowser
from pathlib import Path

import segno
import uvicorn

from joint_working.site.build import ROOT

from . import pages, reach
from .app import application
from .asking import catalogue
from .store import Store

SITE, KEPT = ROOT / "_build" / "html", ROOT / "_build" / "room" / "room.sqlite"
LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"
#: Seconds between two looks at whether the room is a day old.
LOOK = 60


def told(store: Store, address: str, near: str) -> str:
    """Return what the laptop says: how phones join, and what the trainer opens here."""
    return "\n".join(
        [
            f"Phones open   {address}   and give the code   {store.code}",
            f"Your desk     {near}/desk   opens with the code   {store.desk}",
            "Answers stay on this laptop. They are deleted when you say so at the desk, and after a day.",
            "Ctrl+C ends the room; started again within a day, it goes on where it was.",
        ]
    )


async def _grow_old(store: Store, server: uvicorn.Server, address: str, near: str) -> None:
    while not server.should_exit:
        await asyncio.sleep(LOOK)
        if store.too_old():
            store.delete()
            print("The room was a day old and has been deleted. A new one is open:\n" + told(store, address, near))


async def _serve(site: Path, kept: Path, host: str, port: int, address: str) -> None:
    near, store = f"http://{LOOPBACK}:{port}", Store(kept)
    hosts = frozenset(f"{name}:{port}" for name in (LOOPBACK, "localhost", address.partition("://")[2].split(":")[0]))

    def say(store: Store) -> None:
        print(told(store, address, near), flush=True)

    catalogue()  # read before the first phone asks
    app = application(store, site, address, hosts, say)
    quiet = uvicorn.Config(
        app,
        host=host,
        port=port,
        access_log=False,
        log_level="error",
        server_header=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=75,
    )
    server = uvicorn.Server(quiet)
    say(store)
    segno.make(pages.address_line(address, store.code)).terminal(compact=True)
    if not os.environ.get("NO_BROWSER"):
        webbrowser.open(f"{near}/desk")
    old = asyncio.create_task(_grow_old(store, server, address, near))
    try:
        await server.serve()
    finally:
        old.cancel()
        store.close()


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, say what stands in the way, and open the room. Gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m joint_working.room", description=__doc__.splitlines()[0])
    parser.add_argument("--room", action="store_true", help="answer the network, not this laptop alone")
    parser.add_argument("--port", type=int, default=8080, help="the port to take")
    parser.add_argument("--check", action="store_true", help="say what would keep phones out, and end")
    parser.add_argument("--site", type=Path, default=SITE, help=argparse.SUPPRESS)
    parser.add_argument("--kept", type=Path, default=KEPT, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    found = reach.faults(chosen.site, chosen.port)
    if chosen.check:
        print("\n".join(found) or "Nothing on this laptop stands in the way. Try one phone before the room fills.")
        return 1 if found else 0
    mine = reach.own_address() if chosen.room else LOOPBACK
    stops = [fault for fault in found if chosen.room or "network" not in fault]
    if stops:
        print("\n".join(stops), file=sys.stderr)
        return 1
    host = EVERYWHERE if chosen.room else LOOPBACK
    asyncio.run(_serve(chosen.site, chosen.kept, host, chosen.port, f"http://{mine}:{chosen.port}"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
