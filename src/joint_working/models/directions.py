"""What the text of a direction says, and what it leaves to guess: six checks, given as rules, never a grade.

The rules are rows of `data/direction_checks.csv`; what is looked for is not written here. The page runs this file too,
compiled by `script.py`. Both are tried on `tests/explorers/direction_cases.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from joint_working.models.evaluation import length
from joint_working.words import listed

MET, VAGUE, MISSING, UNREAD = "met", "vague", "missing", "unread"

#: The part of the form that is looked at where a check's own part is empty.
FREE_TEXT = "text"

#: What stands before a finding, by its status.
MARKS = {MET: "Stated.", VAGUE: "Vague.", MISSING: "Not found.", UNREAD: "Not read."}
#: The sentence above the form.
NOTHING_ASKED = (
    "Everything this page can look for is there. Whether it is the right direction is for the board to judge."
)
EMPTY = "The form is empty. Type a direction, or load an example."

#: The most characters of one part that are read, as a page counts them: a direction with all its annexes has fewer.
MOST = 50_000


@dataclass(frozen=True)
class Check:
    """One rule: which part of the form it looks at, what counts as stated, and what to say.

    `pattern` is a regular expression for text as `plain` leaves it. `least` is how many words of the check's own part,
    vague and ignored ones left out, are enough without the pattern (0: only the pattern counts). With `vague_wins`
    a vague word brings the prompt even where the pattern is found.
    """

    key: str
    field: str
    label: str
    pattern: str
    least: int
    ignore: tuple[str, ...]
    vague_words: tuple[str, ...]
    vague_wins: bool
    met: str
    missing: str
    vague: str


@dataclass(frozen=True)
class Finding:
    """What one check found: `status` is MET, VAGUE or MISSING, and `sentence` is the remark or the prompt.

    It is UNREAD, with no sentence, where a part of the form is too long to be read.
    """

    key: str
    label: str
    status: str
    sentence: str


@dataclass(frozen=True)
class Report:
    """What all checks found, and the sentence above the form. It never counts, and never grades."""

    sentence: str
    findings: tuple[Finding, ...]


def plain(text: str) -> str:
    """Return a text in small letters, everything but a to z, figures, £ and % turned into single spaces.

    >>> plain("By 31 March 2027: £1.2m, if we CAN!")
    'by 31 march 2027 £1 2m if we can'
    """
    return " ".join(re.sub(r"[^a-z0-9£%]+", " ", text.lower()).split())


def outermost(found: list[str]) -> list[str]:
    """Return the phrases that are not part of another one: “as soon as possible” stands for “soon” too."""
    return [words for words in found if not any(words != other and f" {words} " in f" {other} " for other in found)]


def quoted(found: list[str]) -> str:
    """Return phrases in quotation marks, as a list in a sentence.

    >>> quoted(["soon"]), quoted(["support", "as appropriate", "aim to"])
    ('“soon”', '“support”, “as appropriate” and “aim to”')
    """
    return listed([f"“{words}”" for words in found])


def look(check: Check, fields: Mapping[str, str]) -> Finding:
    """Return what one check finds in the parts of a form; parts that are not given count as empty."""
    own = plain(fields.get(check.field, ""))
    read = own or plain(fields.get(FREE_TEXT, ""))
    padded = f" {read} "
    vague = outermost([words for words in check.vague_words if f" {words} " in padded])
    found = bool(re.search(check.pattern, read, re.ASCII))
    if own and check.least and not found:
        known = {*check.ignore, *check.vague_words}
        found = sum(word not in known for word in own.split()) >= check.least
    if found and not (own and vague and check.vague_wins):
        return Finding(check.key, check.label, MET, check.met)
    if vague:
        return Finding(check.key, check.label, VAGUE, check.vague.replace("{}", quoted(vague)))
    return Finding(check.key, check.label, MISSING, check.missing)


def too_long(fields: Mapping[str, str]) -> list[str]:
    """Return the parts of a form that are too long to be read."""
    return [part for part, text in fields.items() if length(text) > MOST]


def report(fields: Mapping[str, str], checks: Sequence[Check]) -> Report:
    """Return a finding for each check, in the order of the checks, and the sentence above them.

    Nothing is read where a part is too long.
    """
    long = too_long(fields)
    findings = tuple(Finding(c.key, c.label, UNREAD, "") if long else look(c, fields) for c in checks)
    if not any(text.strip() for text in fields.values()):
        return Report(EMPTY, findings)
    return Report(_too_long(long, fields, checks) if long else summary(findings), findings)


def summary(findings: Iterable[Finding]) -> str:
    """Return the sentence that names what is missing or vague."""
    asked = ", ".join(finding.label for finding in findings if finding.status != MET)
    return f"Still to say, or to say more plainly: {asked}." if asked else NOTHING_ASKED


def _too_long(long: Sequence[str], fields: Mapping[str, str], checks: Sequence[Check]) -> str:
    """Return the sentence for the first box that holds more than is read."""
    boxes = {check.field: f"The box for {check.label}" for check in checks} | {FREE_TEXT: "The last box"}
    part = next(part for part in boxes if part in long)
    return (
        f"{boxes[part]} holds {length(fields[part]):,} characters. The most that is read is {MOST:,}. Nothing is cut: "
        "take out what is not needed."
    )
