"""A crowd of phones in a room on this machine: how fast answers are taken, and that each counts once."""

from __future__ import annotations

import asyncio
import gzip
import random
import re
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from joint_working.room.asking import catalogue

#: Polls and exercises with one answer of several, to ask one after the other.
SINGLE = tuple(key for key, ask in catalogue().items() if len(ask.fields) == 1 and ask.kind in ("poll", "exercise"))


#: Requests of a crowd that are under way at a time: one machine plays all phones.
AT_ONCE = 60


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


async def _timed(requests: list[float], sent: asyncio.Future | object) -> httpx.Response:
    start = time.perf_counter()
    answer = await sent
    requests.append(time.perf_counter() - start)
    return answer


async def meet(address: str, code: str, desk: str, phones: int, polls: int, over: float = 0.0) -> Crowd:
    """Let phones join and answer polls, each twice; each presses at some moment within `over` seconds.

    `code` and `desk` are the room's words. Phones that join faster than the room lets in try again.
    """
    requests: list[float] = []
    whole: list[float] = []
    counted: list[int] = []
    gate, chance = asyncio.Semaphore(AT_ONCE), random.Random(1)
    limits = httpx.Limits(max_connections=AT_ONCE)
    transport = httpx.AsyncHTTPTransport(limits=limits)

    async with httpx.AsyncClient(transport=transport, base_url=address, timeout=60) as client:

        async def join() -> str:
            await asyncio.sleep(chance.uniform(0, over))
            while True:
                async with gate:
                    answer = await _timed(
                        requests,
                        client.post(
                            "/join",
                            data={"code": code},
                        ),
                    )
                token = re.search(r"phone=([^;]+)", answer.headers.get("set-cookie", ""))
                client.cookies.clear()
                if token:
                    return token[1]
                await asyncio.sleep(1)

        async def answer(token: str, key: str, place: int) -> None:
            fields = {"ask": key, "turn": "0", "f0": str(place)}
            await asyncio.sleep(chance.uniform(0, over))
            for _ in range(2):  # the second is refused, and must not count
                async with gate:
                    await _timed(
                        requests,
                        client.post("/answer", data=fields, headers={"Cookie": f"phone={token}", "X-Part": "1"}),
                    )

        tokens = await asyncio.gather(*(join() for _ in range(phones)))
        trainer = await client.post("/desk", data={"desk": desk})
        held = {"Cookie": trainer.headers["set-cookie"].partition(";")[0]}
        for key in SINGLE[:polls]:
            await client.post("/desk/ask", data={"ask": key}, headers=held)
            start = time.perf_counter()
            choices = len(catalogue()[key].fields[0].choices)
            await asyncio.gather(*(answer(token, key, number % choices) for number, token in enumerate(tokens)))
            whole.append(time.perf_counter() - start)
            shown = (await client.get("/desk/now", headers=held)).text
            counted.append(int(re.search(r"Before: (\d+) answer", shown)[1]))
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
