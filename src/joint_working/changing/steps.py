"""A limit on the steps of a reader's text, so that a loop without end is stopped and its line is named."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: The file that a reader's text is said to stand in, in Python's own reports.
RULE = "your rule"

#: A rule of the book takes some ten thousand steps of Python's own when it is recorded.
MOST_STEPS, MOST_SECONDS = 1_000_000, 4.0


class TooLong(BaseException):
    """A reader's text took too many steps. `line` is where it was stopped."""

    def __init__(self, line: int):
        super().__init__(line)
        self.line = line


@contextmanager
def counted() -> Iterator[None]:
    """Run what stands under it, and raise TooLong when a reader's text takes more than MOST_STEPS or MOST_SECONDS."""
    taken, ends, before = 0, time.monotonic() + MOST_SECONDS, sys.gettrace()

    def within(frame, event, arg):
        nonlocal taken
        taken += 1
        if taken > MOST_STEPS or not taken % 1000 and time.monotonic() > ends:
            raise TooLong(frame.f_lineno)
        return within

    def entered(frame, event, arg):
        if frame.f_code.co_filename != RULE:
            return None
        frame.f_trace_opcodes = True  # a loop on one line begins no line anew
        return within

    sys.settrace(entered)
    try:
        yield
    finally:
        sys.settrace(before)
