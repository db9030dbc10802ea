"""A room on this machine, and a crowd of phones that meets in it, for the tests."""

import asyncio
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import uvicorn

from joint_working.bench import crowd
from joint_working.room import app as rooms


@contextmanager
def running(kept, site):
    """Give a room that answers this machine, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = rooms.application(kept, site, f"http://127.0.0.1:{port}", frozenset({f"127.0.0.1:{port}"}))
    app.state.address = f"http://127.0.0.1:{port}"
    config = uvicorn.Config(
        app,
        port=port,
        access_log=False,
        log_level="error",
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
        timeout_keep_alive=75,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield app
    finally:
        server.should_exit = True
        thread.join(10)


def gathered(*where, **size):
    """Let a crowd meet, away from the browser's own loop."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(lambda: asyncio.run(crowd.meet(*where, **size))).result()
