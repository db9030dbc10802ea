"""A room on this machine, and a crowd of phones that meets in it, for the tests."""

import asyncio
import random
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
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


def strange(address: str, kept, times: int) -> list[str]:
    """Send a room what no phone sends, `times` over; return what was answered with a fault of the room's own."""
    chance, found = random.Random(7), []
    words = [
        "",
        "0",
        "-1",
        "9" * 50,
        "poll-who-votes",
        "vote",
        "<script>",
        "%00",
        "é" * 9,
        "a=b&c",
        "\r\nX: y",
        "' or 1=1",
    ]
    names = ["ask", "turn", "code", "desk", "shock", "a_option", *(f"f{n}" for n in range(28))]
    ways = [
        "/join",
        "/answer",
        "/desk",
        *(f"/desk/{it}" for it in ("ask", "close", "tell", "again", "motion", "x", "%2e")),
    ]
    with httpx.Client(base_url=address, timeout=30) as phone, httpx.Client(base_url=address, timeout=30) as desk:
        phone.post("/join", data={"code": kept.code})
        desk.post("/desk", data={"desk": kept.desk})
        for _ in range(times):
            sender, way = chance.choice((phone, desk)), chance.choice(ways)
            fields = {chance.choice(names): chance.choice(words) for _ in range(chance.randrange(6))}
            method, body = chance.choice(("POST", "POST", "GET", "PUT")), None
            if chance.random() < 0.2:
                body = bytes(chance.randrange(256) for _ in range(chance.randrange(300)))
            sent = {"content": body} if body is not None else {"data": fields}
            answer = sender.request(method, way, headers={"X-Part": chance.choice(("", "1"))}, **sent)
            if answer.status_code >= 500 or "<script>" in answer.text.replace(
                '<script src="/room/room.js"></script>', ""
            ):
                found.append(f"{method} {way} {sent}: {answer.status_code}")
    return found
