"""Slots: places in a text of the book that a value of the evidence or of a model fills, so that no number is typed.

A slot stands in braces: `{fact ijb-gap-2024-25}` is a published figure, `{fact ijb-gap-2024-25 period}` its period and
`{fact ijb-gap-2024-25 publisher}` who published it; `{row proposals 4-i heading}` is a cell of a table, by the row's
key. Whoever fills a text may know more slots: the workshop has its own (`workshop.content`), an exercise its values
(`exercise_values`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from joint_working import evidence
from joint_working.evidence import EvidenceError

#: A slot is no role: no backtick follows.
SLOT = re.compile(r"\{([^{}]*)\}(?!`)")


def fill(text: str, slot: Callable[[str], str]) -> str:
    """Return a text with what `slot` gives for the words in each pair of braces; roles stay as they are."""
    return SLOT.sub(lambda match: slot(match[1]), text)


def value(asked: str) -> str:
    """Return what a slot of the evidence stands for. Raises EvidenceError, in a sentence that names the slot."""
    try:
        match asked.split():
            case ["fact", key]:
                return evidence.figure(key).text
            case ["fact", key, "period"]:
                return evidence.figure(key).period
            case ["fact", key, "publisher"]:
                return evidence.figure(key).source.publisher
            case ["row", table, key, column]:
                return next(str(row[column]) for row in evidence.table(table) if row["key"] == key)
    except (KeyError, StopIteration):
        raise EvidenceError(f"no table holds what the slot {{{asked}}} asks for") from None
    raise EvidenceError(f"{{{asked}}} is no slot: expected one such as {{fact ijb-gap-2024-25}}")
