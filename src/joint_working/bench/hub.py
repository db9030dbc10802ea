"""A class on JupyterHub on this machine: each person opens *Run the labs live*, runs all of it and moves a slider.

    python -m joint_working.bench.hub --people 5 --programs VENV/bin --proxy CONFIGURABLE-HTTP-PROXY

``--programs`` is the folder of ``jupyterhub`` and ``jupyterhub-singleuser``, installed beside requirements-live.txt.
Everybody starts at once, speaks to the hub over this machine's own address alone, and all of it is stopped at the end.
Memory is read from Linux's /proc. Times are from one run on one machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from joint_working.site import notebooks
from joint_working.site.start_lab import FIRST

#: Seconds within which a server, a cell or a move must answer.
PATIENCE = 300.0
#: How often each person moves the slider.
MOVES = 10
CONFIGURATION = """\
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {inner}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{folder}/{{username}}"
c.Spawner.cmd = [{single!r}, "--allow-root"]
c.Spawner.environment = {{"PYTHONPATH": {source!r}}}
c.Spawner.http_timeout = c.Spawner.start_timeout = {patience}
c.JupyterHub.concurrent_spawn_limit = 0
c.JupyterHub.services = [{{"name": "class", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [{{"name": "class", "services": ["class"], "scopes": [
    "admin:users", "admin:servers", "access:servers"]}}]
"""


@dataclass(frozen=True)
class Person:
    """What one person met, in seconds: until a server, until every cell had run, and each move of a slider."""

    started: float
    ran: float
    moves: tuple[float, ...]


@dataclass(frozen=True)
class Process:
    """What a process uses: megabytes, all of them and its part where several share; and seconds of a processor."""

    name: str
    whole: float
    part: float
    seconds: float


@dataclass(frozen=True)
class Hub:
    """Where a hub answers, and the word that lets a class in."""

    address: str
    token: str
    process: int

    @property
    def headers(self) -> dict[str, str]:
        """Return what each question to the hub carries."""
        return {"Authorization": f"token {self.token}", "Content-Type": "application/json"}


def of_all(people: list[Person], used: list[Process]) -> list[str]:
    """Return what a class met, in lines: the middle and the slowest time, and what each kind of process uses."""
    lines = []
    for name, times in (
        ("a server of one's own", [person.started for person in people]),
        ("every cell run", [person.ran for person in people]),
        ("a move of a slider", [move for person in people for move in person.moves]),
    ):
        times = sorted(times)
        lines.append(f"{name}: middle {times[len(times) // 2]:.2f} s, slowest {times[-1]:.2f} s, of {len(times)}")
    for name in sorted({process.name for process in used}):
        own = [process for process in used if process.name == name]
        whole, part, seconds = (max(each) for each in zip(*((p.whole, p.part, p.seconds) for p in own), strict=True))
        lines.append(
            f"{name}: {len(own)}, the largest {whole:.0f} MB ({part:.0f} MB where what they share is divided), "
            f"the busiest {seconds:.1f} s of a processor"
        )
    return lines


def processes(root: int) -> list[Process]:
    """Return what `root` and each process that it started uses, by what it is: hub, proxy, a server or a kernel."""
    below, found = [root], []
    for process in below:
        for task in Path(f"/proc/{process}/task").iterdir():
            below += map(int, (task / "children").read_text().split())
        words = Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")
        kinds = {"ipykernel": "kernel", "singleuser": "server", "proxy": "proxy", "jupyterhub": "hub"}
        name = next((kind for word, kind in kinds.items() if word in words), "other")
        sizes = {}
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]:
            key, _, size = line.partition(":")
            sizes[key] = int(size.split()[0]) / 1000
        ticks = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
        seconds = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
        found.append(Process(name, sizes["Rss"], sizes["Pss"], seconds))
    return found


@contextmanager
def running(programs: Path, proxy: Path, folder: Path) -> Iterator[Hub]:
    """Give a hub on this machine's own address, whose people live in `folder`; it and all it started end after.

    Raises TimeoutError when it does not answer, with the last of what it wrote.
    """
    ports, token = free(3), uuid.uuid4().hex
    asked = dict(zip(("port", "inner", "api"), ports, strict=True))
    asked |= {"proxy": str(proxy), "single": str(programs / "jupyterhub-singleuser"), "folder": folder}
    asked |= {"source": str(Path(notebooks.ROOT) / "src"), "token": token, "patience": int(PATIENCE)}
    (folder / "hub.py").write_text(CONFIGURATION.format(**asked), encoding="utf-8")
    written = folder / "hub.log"
    with written.open("wb") as log:
        quiet = {"stdout": log, "stderr": log, "cwd": folder, "start_new_session": True}
        away = {"JUPYTERHUB_CRYPT_KEY": "", "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
        command = [str(programs / "jupyterhub"), "-f", str(folder / "hub.py")]
        server = subprocess.Popen(command, **quiet, env=os.environ | away)
    try:
        wait_for(ports[0], written)
        yield Hub(f"http://127.0.0.1:{ports[0]}", token, server.pid)
    finally:
        server.terminate()  # the hub ends its people's servers and the proxy, and these their kernels
        server.wait(60)


def free(many: int) -> list[int]:
    """Return so many ports that nothing listens on."""
    lines = [socket.create_server(("127.0.0.1", 0)) for _ in range(many)]
    ports = [line.getsockname()[1] for line in lines]
    for line in lines:
        line.close()
    return ports


def wait_for(port: int, written: Path) -> None:
    """Return when something listens on a port. Raises TimeoutError with what it wrote."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.25)
    raise TimeoutError(f"The hub did not answer. Its last words: {written.read_text(errors='replace')[-2000:]}")


async def ask(hub: Hub, path: str, method: str = "GET", content: object = None) -> object:
    """Ask the hub, or a server behind it, and return what it says; busy or not there yet is asked again."""
    until = time.monotonic() + PATIENCE
    body = None if method == "GET" else json.dumps(content or {})
    while True:
        try:
            answer = await AsyncHTTPClient().fetch(
                hub.address + path, method=method, headers=hub.headers, body=body, request_timeout=PATIENCE
            )
            return json.loads(answer.body or "null")
        except HTTPClientError as refused:
            if refused.code not in (404, 424, 429, 503) or time.monotonic() > until:
                raise
            await asyncio.sleep(0.25)


async def attend(hub: Hub, name: str, cells: list[str]) -> Person:
    """Be one person: start a server, run every cell of a notebook, and move its first slider there and back."""
    begun = time.perf_counter()
    await ask(hub, f"/hub/api/users/{name}", "POST")
    await ask(hub, f"/hub/api/users/{name}/server", "POST")
    await ask(hub, f"/user/{name}/api/status")
    started = time.perf_counter() - begun

    begun = time.perf_counter()
    wanted = {"path": FIRST, "name": "live", "type": "notebook", "kernel": {"name": "python3"}}
    kernel = (await ask(hub, f"/user/{name}/api/sessions", "POST", wanted))["kernel"]["id"]
    where = f"{hub.address.replace('http', 'ws')}/user/{name}/api/kernels/{kernel}/channels"
    line = await websocket_connect(HTTPRequest(where, headers=hub.headers, connect_timeout=PATIENCE))
    sliders: dict[str, dict] = {}
    for cell in cells:
        for message in await send(line, "execute_request", {"code": cell, "allow_stdin": False}):
            refused(message)
            state = message["content"].get("data", {}).get("state", {}) if message["msg_type"] == "comm_open" else {}
            if state.get("_model_name") == "FloatSliderModel":
                sliders[message["content"]["comm_id"]] = state
    ran = time.perf_counter() - begun

    slider, state = next(iter(sliders.items()))
    moves = []
    for number in range(MOVES):
        begun = time.perf_counter()
        value = {"value": state[("max", "min")[number % 2]]}
        content = {"comm_id": slider, "data": {"method": "update", "state": value, "buffer_paths": []}}
        answers = await send(line, "comm_msg", content)
        if not any(m["msg_type"] == "comm_msg" and m["content"]["comm_id"] != slider for m in answers):
            raise RuntimeError(f"Nothing followed when {name} moved a slider.")
        moves.append(time.perf_counter() - begun)
    return Person(started, ran, tuple(moves))


def refused(message: dict) -> None:
    """Raise RuntimeError when a message of a kernel says that a cell stopped."""
    if message["msg_type"] == "error":
        raise RuntimeError(f"A cell stopped: {message['content']['ename']}: {message['content']['evalue']}")


async def send(line: WebSocketClientConnection, kind: str, content: dict) -> list[dict]:
    """Send a message to a kernel and return all that it says until it is at rest again."""
    mark, said = uuid.uuid4().hex, []
    header = {"msg_id": mark, "msg_type": kind, "session": mark, "username": "", "version": "5.3", "date": ""}
    whole = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    await line.write_message(json.dumps(whole | {"buffers": []}))
    while True:
        text = await asyncio.wait_for(line.read_message(), PATIENCE)
        if text is None:
            raise ConnectionError("The line to a kernel was closed.")
        message = json.loads(text)
        if message["parent_header"].get("msg_id") != mark:
            continue
        said.append(message)
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return said


async def meet(hub: Hub, people: int, cells: list[str]) -> tuple[list[Person], list[Process]]:
    """Let so many people come at once; return what each met, and what is used while all are still there."""
    met = await asyncio.gather(*(attend(hub, f"person-{number}", cells) for number in range(1, people + 1)))
    return list(met), processes(hub.process)


def main(arguments: list[str] | None = None) -> int:
    """The command line; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m joint_working.bench.hub", description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=5)
    parser.add_argument("--programs", type=Path, required=True)
    parser.add_argument("--proxy", type=Path, required=True)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for number in range(1, asked.people + 1):
            notebooks.resolve(folder / f"person-{number}")
        live = notebooks.read(folder / "person-1" / FIRST)
        cells = [cell.source for cell in live.cells if cell.cell_type == "code"]
        with running(asked.programs.resolve(), asked.proxy.resolve(), folder) as hub:
            print("\n".join(of_all(*asyncio.run(meet(hub, asked.people, cells)))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
