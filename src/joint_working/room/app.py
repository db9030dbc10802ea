"""The room's server: who may do what, how much, and one plain sentence for whatever goes wrong.

Phones join with the room's code and hold a token in a cookie; the desk and the wall need the desk's code. A request
from another site, of another host name, or too large is refused. Nothing is written to a log.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from urllib.parse import parse_qsl

import segno
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from joint_working.html import Html, trusted

from . import pages, voting
from .asking import catalogue
from .store import AFTER, BEFORE, DESK, Full, Store

STATIC = Path(__file__).parent / "static"
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
#: What one request may carry, in bytes: the longest answer is that to the 25 proposals.
MOST_BYTES, MOST_FIELDS = 4096, 64
#: How often the whole room may join or try a code, and how often one phone may send, in times and seconds.
JOINS, SENDS = (60, 10.0), (8, 5.0)
PHONE, TRAINER = "phone", "desk"
Answer = Callable[[Request], Awaitable[Response]]

WRONG_CODE = "That is not this room’s code. It stands on the wall: six letters."
WRONG_DESK = "That is not the desk’s code. It stands on the laptop, where the room was started."
TOO_FAST = "Too much at once. Wait a few seconds, then try again."
TOO_LARGE = "That was too large for this room. Nothing was kept."
ELSEWHERE = "That came from another site, so it was refused."
NOT_IN = "You are not in the room any more. Join again with the code on the wall."
LATE = "Too late: this question is closed. Your answer was not counted."
TWICE = "You have answered already. Your first answer counts."
TAKEN = "Somebody else has voted as that role. Choose another."
GONE = "The room asks something else now. Your answer to the question before was not counted."
IN = "Your answer is in."


class Limit:
    """So many times in so many seconds, for each key. Keys are tokens, never addresses."""

    def __init__(self, times: int, seconds: float, clock: Callable[[], float] = time.monotonic):
        self.times, self.seconds, self.clock = times, seconds, clock
        self.seen: dict[str, deque[float]] = {}

    def allows(self, key: str = "") -> bool:
        """Count one more and return whether it is within the limit."""
        now, seen = self.clock(), self.seen.setdefault(key, deque())
        while seen and now - seen[0] > self.seconds:
            seen.popleft()
        if len(seen) >= self.times:
            return False
        seen.append(now)
        return True


class Guard:
    """Refuses what no phone of this room sends: another host's name, another site's form, a body too large."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]):
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request or refuse it in one sentence."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        host, origin = headers.get(b"host", ""), headers.get(b"origin")
        size = headers.get(b"content-length", "0")
        foreign = origin is not None and origin.partition("://")[2] != host
        if host not in self.hosts or foreign:
            await _refusal(ELSEWHERE, 403)(scope, receive, send)
        elif not size.isdigit() or int(size) > MOST_BYTES:
            await _refusal(TOO_LARGE, 413)(scope, receive, send)
        else:
            await self.app(scope, self._counted(receive), _headed(send))

    @staticmethod
    def _counted(receive: Receive) -> Receive:
        """Return what is received, cut off where more comes than was said."""
        got = 0

        async def counted() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            return message if got <= MOST_BYTES else {"type": "http.disconnect"}

        return counted


def _headed(send: Send) -> Send:
    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [pair for pair in message["headers"] if pair[0] != b"server"]
            names = {name for name, _ in kept}
            more = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin")]
            if b"content-security-policy" not in names and b"cache-control" not in names:
                more += [(b"content-security-policy", POLICY.encode()), (b"cache-control", b"no-store")]
            message = {**message, "headers": [*kept, *more]}
        await send(message)

    return headed


async def _form(request: Request) -> dict[str, str]:
    """Return what a form sent, by name; the last of a name counts. Too many fields count as too large."""
    try:
        return dict(parse_qsl((await request.body()).decode("utf-8", "replace"), max_num_fields=MOST_FIELDS))
    except ValueError:
        raise HTTPException(413) from None


def _refusal(sentence: str, status: int) -> HTMLResponse:
    inside = pages.el("h1", "Not taken") + pages.el("p", sentence, role="alert")
    return HTMLResponse(pages.frame("Not taken", "phone", "", inside), status, {"Content-Security-Policy": POLICY})


async def _too_large(request: Request, problem: Exception) -> Response:
    return _refusal(TOO_LARGE, 413)


class Book(StaticFiles):
    """The built book: every page as it is, kept by phones for an hour."""

    def file_response(self, *arguments: object, **named: object) -> Response:
        """Return a file, to be kept for an hour."""
        response = super().file_response(*arguments, **named)
        response.headers["Cache-Control"] = "max-age=3600"
        return response


class Room:
    """The room: its store, who is listening, and its limits."""

    def __init__(self, store: Store, address: str, said: Callable[[Store], None]):
        self.store, self.address, self.said = store, address, said
        clock = time.monotonic
        self.joins, self.sends = Limit(*JOINS, clock), Limit(*SENDS, clock)
        self.happened = {PHONE: asyncio.Event(), TRAINER: asyncio.Event()}
        self.secret = secrets.token_urlsafe(18)  # what the desk's cookie holds: a new one each start

    # -- who it is

    def phone_of(self, request: Request) -> str:
        """Return the token of a phone that is in, or ""."""
        token = request.cookies.get(PHONE, "")
        return token if token and self.store.knows(token) else ""

    def is_trainer(self, request: Request) -> bool:
        """Return whether a request comes from the desk."""
        return hmac.compare_digest(request.cookies.get(TRAINER, "").encode(), self.secret.encode())

    def tell(self, *whom: str) -> None:
        """Wake those who listen: phones hear of questions alone, desk and wall of every answer too."""
        for listener in whom or (PHONE, TRAINER):
            self.happened[listener].set()
            self.happened[listener] = asyncio.Event()

    # -- phones

    async def door(self, request: Request) -> Response:
        """Give the page to join on; a phone that is in goes on."""
        if self.phone_of(request):
            return RedirectResponse("/phone", 303)
        return HTMLResponse(pages.join_page(request.query_params.get("code", "")[:20]))

    async def join(self, request: Request) -> Response:
        """Let a phone in that gives the code."""
        code = (await _form(request)).get("code", "").strip().upper()
        if not self.joins.allows():
            return HTMLResponse(pages.join_page("", TOO_FAST), 429)
        if not hmac.compare_digest(code.encode(), self.store.code.encode()):
            return HTMLResponse(pages.join_page("", WRONG_CODE), 403)
        if self.phone_of(request):
            return RedirectResponse("/phone", 303)
        try:
            token = self.store.join()
        except Full as problem:
            return HTMLResponse(pages.join_page("", str(problem)), 403)
        self.tell(TRAINER)
        response = RedirectResponse("/phone", 303)
        response.set_cookie(PHONE, token, httponly=True, samesite="strict", max_age=A_SITTING)
        return response

    async def phone(self, request: Request) -> Response:
        """Give a phone's page."""
        token = self.phone_of(request)
        if not token:
            return HTMLResponse(pages.join_page("", NOT_IN), 403)
        return HTMLResponse(pages.frame("The room", "phone", "/phone/now", pages.phone(self.store, token)))

    async def phone_now(self, request: Request) -> Response:
        """Give the part of a phone's page that changes."""
        token = self.phone_of(request)
        return HTMLResponse(pages.phone(self.store, token) if token else pages.join_page("", NOT_IN))

    async def answer(self, request: Request) -> Response:
        """Take a phone's answer, or say in one sentence why not."""
        token = self.phone_of(request)
        if not token:
            return HTMLResponse(pages.join_page("", NOT_IN), 403)
        if not self.sends.allows(token):
            return self._said(request, token, TOO_FAST, 429)
        form = await _form(request)
        now = self.store.now()
        ask = catalogue().get(now.ask)
        if ask is None or form.get("ask") != now.ask or form.get("turn") != str(now.round):
            return self._said(request, token, GONE, 409)
        if not now.open:
            return self._said(request, token, LATE, 409)
        try:
            given = ask.read([form.get(f"f{number}", "") for number in range(len(ask.fields))])
        except ValueError as problem:
            return self._said(request, token, str(problem), 422)
        if self.store.answered(now.ask, now.round, token) is not None:
            return self._said(request, token, TWICE, 409)
        if ask.kind == "vote" and voting.taken(self.store.answers(now.ask, now.round), *given[:2]):
            return self._said(request, token, TAKEN, 409)
        self.store.answer(now.ask, now.round, token, given)
        self.tell(TRAINER)
        return self._said(request, token, IN, 200)

    def _said(self, request: Request, token: str, sentence: str, status: int) -> Response:
        part = pages.phone(self.store, token, sentence)
        whole = part if request.headers.get("x-part") else pages.frame("The room", "phone", "/phone/now", part)
        return HTMLResponse(whole, status)

    # -- the desk and the wall

    async def desk(self, request: Request) -> Response:
        """Give the desk to who has its code."""
        if request.method == "POST":
            code = (await _form(request)).get("desk", "").strip().upper()
            if not self.joins.allows(TRAINER):
                return HTMLResponse(pages.desk_door(TOO_FAST), 429)
            if len(code) != DESK or not hmac.compare_digest(code.encode(), self.store.desk.encode()):
                return HTMLResponse(pages.desk_door(WRONG_DESK), 403)
            response = RedirectResponse("/desk", 303)
            response.set_cookie(TRAINER, self.secret, httponly=True, samesite="strict", max_age=A_SITTING)
            return response
        if not self.is_trainer(request):
            return HTMLResponse(pages.desk_door())
        return HTMLResponse(pages.frame("The trainer’s desk", "desk", "/desk/now", pages.desk(self.store)))

    async def desk_now(self, request: Request) -> Response:
        """Give the part of the desk that changes."""
        return HTMLResponse(pages.desk(self.store) if self.is_trainer(request) else pages.desk_door(NOT_IN))

    async def act(self, request: Request) -> Response:
        """Do what the trainer asked for."""
        if not self.is_trainer(request):
            return HTMLResponse(pages.desk_door(), 403)
        form, now = await _form(request), self.store.now()
        match request.path_params["action"]:
            case "ask" if form.get("ask") in catalogue():
                self.store.ask(form["ask"], BEFORE)
            case "close" if now.ask:
                self.store.shut(shown=False)
            case "tell" if now.ask:
                self.store.shut(shown=True)
            case "again" if now.ask:
                self.store.ask(now.ask, AFTER)
            case "clear" if now.ask:
                self.store.clear(now.ask)
                self.store.ask(now.ask, BEFORE)
            case "motion":
                most = {"a_option": len(pages.motions()), "b_option": len(pages.motions())}
                given = {name: form.get(name, "") for name in most}
                good = {n: int(text) for n, text in given.items() if text.isascii() and text.isdigit()}
                self.store.set(**{name: value for name, value in good.items() if value < most[name]})
            case "delete":
                self.store.delete()
                self.secret = secrets.token_urlsafe(18)
                self.said(self.store)
                self.tell()
                return HTMLResponse(pages.desk_door("Everything was deleted. The laptop shows new codes."))
            case _:
                return HTMLResponse(pages.desk(self.store, "That cannot be asked: choose from the list."), 422)
        self.tell()
        return RedirectResponse("/desk", 303)

    async def wall(self, request: Request) -> Response:
        """Give the page for the wall."""
        if not self.is_trainer(request):
            return HTMLResponse(pages.desk_door(), 403)
        return HTMLResponse(pages.frame("The wall", "wall", "/wall/now", self._wall()))

    async def wall_now(self, request: Request) -> Response:
        """Give the part of the wall that changes."""
        return HTMLResponse(self._wall() if self.is_trainer(request) else pages.desk_door(NOT_IN))

    def _wall(self) -> Html:
        drawn = segno.make(pages.address_line(self.address, self.store.code), error="m")
        code = trusted(drawn.svg_inline(scale=10, border=2))
        return pages.wall(self.store, self.address.partition("://")[2], code)

    async def events(self, request: Request) -> Response:
        """Tell a page each time that something happened which it shows."""
        listener = TRAINER if self.is_trainer(request) else PHONE if self.phone_of(request) else ""
        if not listener:
            return Response(status_code=403)
        return StreamingResponse(self._happening(listener), media_type="text/event-stream")

    async def _happening(self, listener: str) -> AsyncIterator[str]:
        yield "retry: 2000\ndata: now\n\n"
        while True:
            try:
                await asyncio.wait_for(self.happened[listener].wait(), ALIVE)
                await asyncio.sleep(REST)
                yield "data: now\n\n"
            except TimeoutError:
                yield ": still here\n\n"


#: Seconds after which a page that waits is told that the room is there, and those that several answers share.
ALIVE, REST = 20, 0.2
#: How long a cookie lasts, in seconds: an evening.
A_SITTING = 6 * 60 * 60


def application(
    store: Store, site: Path, address: str, hosts: frozenset[str], said: Callable[[Store], None] = lambda store: None
) -> Starlette:
    """Return the server of a room and of the book in `site`.

    `hosts` are the names, with port, that it answers to; `said` tells the laptop the codes when they change.
    """
    room = Room(store, address, said)
    routes = [
        Route("/", room.door),
        Route("/join", room.join, methods=["POST"]),
        Route("/phone", room.phone),
        Route("/phone/now", room.phone_now),
        Route("/answer", room.answer, methods=["POST"]),
        Route("/events", room.events),
        Route("/desk", room.desk, methods=["GET", "POST"]),
        Route("/desk/now", room.desk_now),
        Route("/desk/{action}", room.act, methods=["POST"]),
        Route("/wall", room.wall),
        Route("/wall/now", room.wall_now),
        Mount("/room", Book(directory=STATIC)),
        Mount("/", Book(directory=site, html=True)),
    ]
    too_large = {413: _too_large}
    app = Starlette(
        routes=routes,
        exception_handlers=too_large,
        middleware=[Middleware(Guard, hosts=hosts), Middleware(GZipMiddleware)],
    )
    app.state.room = room
    return app
