"""What a room keeps, in one SQLite file: what is asked now, and one answer a phone and question, before and after.

A phone is a random number that means nothing elsewhere. No name, no address and no time of an answer is kept. The
file outlives a restart, is deleted when the trainer says so, and is not opened again once it is a day old.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

#: Letters and figures that nobody takes for one another, read aloud or from a wall.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE, DESK = 6, 8
#: Seconds after which a room is deleted.
A_DAY = 24 * 60 * 60
BEFORE, AFTER = 0, 1
MOST_PHONES = 400

TABLES = """
create table if not exists room
    (code text, desk text, opened real, ask text, round integer, open integer, shown integer, settings text);
create table if not exists phone (token text primary key);
create table if not exists answer (ask text, round integer, phone text, given text, primary key (ask, round, phone));
"""


@dataclass(frozen=True)
class Now:
    """What the room is asked: the key of it, or ""; before or after; whether it takes answers; whether it is told."""

    ask: str
    round: int
    open: bool
    shown: bool


class Full(ValueError):
    """No more phones can join. Its one sentence says how many are in."""


class Store:
    """The file of a room. Its methods are quick and are called from one thread."""

    def __init__(self, path: Path, now: float | None = None):
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._open(time.time() if now is None else now)

    def _open(self, now: float) -> None:
        self.base = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)  # one at a time
        self.base.execute("pragma journal_mode=wal")
        self.base.execute("pragma synchronous=normal")  # a killed program loses nothing; a cut of power may
        self.base.executescript(TABLES)
        row = self.base.execute("select opened from room").fetchone()
        if row and now - row[0] > A_DAY:
            self.delete(now)
        elif not row:
            code, desk = (_word(length) for length in (CODE, DESK))
            self.base.execute("insert into room values (?, ?, ?, '', 0, 0, 0, '{}')", (code, desk, now))

    def delete(self, now: float | None = None) -> None:
        """Delete all that was kept, file and all, and begin a new room with new codes."""
        self.base.close()
        for path in (self.path, *(self.path.with_name(f"{self.path.name}-{end}") for end in ("wal", "shm"))):
            path.unlink(missing_ok=True)
        self._open(time.time() if now is None else now)

    def close(self) -> None:
        """Close the file."""
        self.base.close()

    @property
    def code(self) -> str:
        """Return the word phones join with."""
        return self.base.execute("select code from room").fetchone()[0]

    @property
    def desk(self) -> str:
        """Return the word that opens the trainer's desk."""
        return self.base.execute("select desk from room").fetchone()[0]

    def too_old(self, now: float | None = None) -> bool:
        """Return whether the room is more than a day old."""
        (opened,) = self.base.execute("select opened from room").fetchone()
        return (time.time() if now is None else now) - opened > A_DAY

    def now(self) -> Now:
        """Return what is asked."""
        ask, turn, is_open, shown = self.base.execute("select ask, round, open, shown from room").fetchone()
        return Now(ask, turn, bool(is_open), bool(shown))

    def ask(self, key: str, turn: int) -> None:
        """Ask something, before or after. Answers that were given to it earlier stand."""
        self.base.execute("update room set ask = ?, round = ?, open = 1, shown = 0", (key, turn))

    def shut(self, shown: bool) -> None:
        """Take no more answers; `shown` says whether the wall tells what is right and why."""
        self.base.execute("update room set open = 0, shown = ?", (int(shown),))

    def clear(self, key: str) -> None:
        """Delete the answers to one thing, before and after."""
        self.base.execute("delete from answer where ask = ?", (key,))

    def join(self) -> str:
        """Let a phone in and return its token. Raises Full."""
        if self.phones() >= MOST_PHONES:
            raise Full(f"This room is full: {MOST_PHONES} phones have joined.")
        token = secrets.token_urlsafe(18)
        self.base.execute("insert into phone values (?)", (token,))
        return token

    def knows(self, token: str) -> bool:
        """Return whether a phone has joined this room."""
        return self.base.execute("select 1 from phone where token = ?", (token,)).fetchone() is not None

    def phones(self) -> int:
        """Return how many phones have joined."""
        return self.base.execute("select count(*) from phone").fetchone()[0]

    def answer(self, key: str, turn: int, token: str, given: Sequence[int]) -> bool:
        """Keep a phone's answer and return True, or return False where it has answered: the first answer counts."""
        row = (key, turn, token, json.dumps(list(given)))
        return self.base.execute("insert or ignore into answer values (?, ?, ?, ?)", row).rowcount == 1

    def answered(self, key: str, turn: int, token: str) -> tuple[int, ...] | None:
        """Return what a phone answered, or None."""
        query = "select given from answer where ask = ? and round = ? and phone = ?"
        row = self.base.execute(query, (key, turn, token)).fetchone()
        return tuple(json.loads(row[0])) if row else None

    def answers(self, key: str, turn: int) -> list[tuple[int, ...]]:
        """Return all answers to something, before or after, in an order that tells nothing of who came first."""
        query = "select given from answer where ask = ? and round = ? order by phone"
        with closing(self.base.execute(query, (key, turn))) as rows:
            return [tuple(json.loads(given)) for (given,) in rows]

    def settings(self) -> dict[str, int]:
        """Return what the trainer has set for a vote: the card, and the option on each board."""
        return json.loads(self.base.execute("select settings from room").fetchone()[0])

    def set(self, **settings: int) -> None:
        """Change some of these settings."""
        self.base.execute("update room set settings = ?", (json.dumps(self.settings() | settings),))


def _word(length: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(length))
