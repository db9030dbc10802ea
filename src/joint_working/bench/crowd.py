"""A crowd of phones in a room on this machine: how fast answers are taken, and that each counts once."""

from __future__ import annotations

import asyncio
import gzip
import random
import re
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from joint_working.room.asking import catalogue

#: Polls and exercises with one answer of several, to ask one after the other.
SINGLE = tuple(key for key, ask in catalogue().items() if len(ask.fields) == 1 and ask.kind in ("poll", "exercise"))


@dataclass(frozen=True)
class Crowd:
    """What a crowd met: the seconds of each request that joined or answered, and those of each whole poll."""

    phones: int
    requests: tuple[float, ...]
    polls: tuple[float, ...]
    counted: tuple[int, ...]

    @property
    def p95(self) -> float:
        """Return the seconds within which 95 of 100 requests were answered."""
        return sorted(self.requests)[int(0.95 * (len(self.requests) - 1))]

    def line(self) -> str:
        """Return what was met, in one line."""
        return (
            f"{self.phones} phones, {len(self.polls)} polls: p95 of a request {1000 * self.p95:.0f} ms, slowest poll "
            f"{max(self.polls):.1f} s, counted {min(self.counted)} to {max(self.counted)} answers a poll"
        )


class Phone:
    """A phone with one connection of its own, kept open as a browser keeps it."""

    def __init__(self, host: str, port: int):
        self.host, self.port, self.cookie = host, port, ""
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def send(self, method: str, path: str, **fields: object) -> str:
        """Send a form and return the answer's body; a cookie that comes with it is kept."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        body = urlencode(fields)
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", f"Cookie: {self.cookie}", "X-Part: 1"]
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        self.writer.write("\r\n".join([*lines, "", body]).encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        size = int(re.search(r"content-length: (\d+)", head, re.I)[1])
        if found := re.search(r"set-cookie: ([^;]+)", head, re.I):
            self.cookie = found[1]
        return (await self.reader.readexactly(size)).decode()

    def close(self) -> None:
        """Hang up."""
        if self.writer is not None:
            self.writer.close()


async def meet(address: str, code: str, desk: str, phones: int, polls: int, over: float = 0.0) -> Crowd:
    """Let phones join and answer polls, each twice; each presses at some moment within `over` seconds.

    `code` and `desk` are the room's words. Phones that join faster than the room lets in try again.
    """
    requests: list[float] = []
    whole: list[float] = []
    counted: list[int] = []
    chance = random.Random(1)
    host, _, port = address.partition("://")[2].partition(":")
    crowd, trainer = [Phone(host, int(port)) for _ in range(phones)], Phone(host, int(port))

    async def timed(sent: Awaitable[str]) -> str:
        start = time.perf_counter()
        answer = await sent
        requests.append(time.perf_counter() - start)
        return answer

    async def join(phone: Phone) -> None:
        await asyncio.sleep(chance.uniform(0, over))
        while not phone.cookie:
            await timed(phone.send("POST", "/join", code=code))
            if not phone.cookie:
                await asyncio.sleep(1)

    async def answer(phone: Phone, key: str, place: int) -> None:
        await asyncio.sleep(chance.uniform(0, over))
        for _ in range(2):  # the second is refused, and must not count
            await timed(phone.send("POST", "/answer", ask=key, turn=0, f0=place))

    await asyncio.gather(*map(join, crowd))
    await trainer.send("POST", "/desk", desk=desk)
    for key in SINGLE[:polls]:
        await trainer.send("POST", "/desk/ask", ask=key)
        start = time.perf_counter()
        choices = len(catalogue()[key].fields[0].choices)
        await asyncio.gather(*(answer(phone, key, number % choices) for number, phone in enumerate(crowd)))
        whole.append(time.perf_counter() - start)
        counted.append(int(re.search(r"Before: (\d+) answer", await trainer.send("GET", "/desk/now"))[1]))
    for phone in (*crowd, trainer):
        phone.close()
    return Crowd(phones, tuple(requests), tuple(whole), tuple(counted))


def first_visits(site: Path, pages: tuple[str, ...], visitors: int, mbit: float) -> float:
    """Return the seconds in which visitors load pages for the first time over a line they share, by bytes alone.

    Each file that the pages name in this site is loaded once by each visitor, compressed where the room compresses it.
    """
    names: set[Path] = set()
    for page in pages:
        path = site / page
        names.add(path)
        for name in re.findall(r'(?:src|href)="([^"#?:]+\.(?:js|css|woff2|svg))', path.read_text(encoding="utf-8")):
            if (file := (path.parent / name).resolve()).exists():
                names.add(file)
    small = (".woff2",)
    size = sum(
        len(read) if path.suffix in small else len(gzip.compress(read, 9))
        for path in names
        if (read := path.read_bytes())
    )
    return size * visitors * 8 / (mbit * 1e6)
