"""Self-evaluations of the 25 proposals: read from files, checked, merged and laid side by side. Never added up.

The rules of a file are rows of `data/evaluation_checks.csv`, given here as `Check`s: nothing about proposals, answers
or roles is written in this file. The page runs it too, compiled by `script.py`. Both are tried on
`tests/explorers/evaluation_cases.yaml`. What a group's answers come to in words is in `disagreement.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MISSING = object()
#: How many letters of a stranger's text a sentence repeats, and of a file's name.
MOST_QUOTED, MOST_NAME = 40, 80


class Refused(ValueError):
    """A file was not read or not merged. Its one sentence names the file and what was expected."""


@dataclass(frozen=True)
class Check:
    """One rule of a saved file: which part it looks at, by which test, and what to say when it fails.

    `stage` is "file" for a file alone and "group" for a file that joins others. `part` is names with dots between
    them; "*" stands for each item. `value` is what the test needs, as text.
    """

    key: str
    stage: str
    part: str
    test: str
    value: str
    sentence: str


@dataclass(frozen=True)
class Rules:
    """The checks in order, the lists they name, how each proposal is called, and the place of each answer.

    `lists` maps a name to what is allowed; `called` maps a proposal, a step or a role to the words a reader sees;
    `steps` maps an answer to its place on the line, from 0, or to None where it has none; `titles` and `headings` say
    of each proposal what it is about. `known` is how returns call an answer, and by which words they name a proposal.
    """

    checks: tuple[Check, ...]
    lists: Mapping[str, tuple[str, ...]]
    called: Mapping[str, str]
    steps: Mapping[str, int | None]
    titles: Mapping[str, str]
    headings: Mapping[str, str]
    known: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Answer:
    """What was said of one proposal. `step` is "" where no answer was chosen but something was written.

    `action` is what is to be done about it.
    """

    step: str
    evidence: str = ""
    disagree: str = ""
    action: str = ""


@dataclass(frozen=True)
class Evaluation:
    """Answers by proposal of one person, or of a partnership, with a role and no name.

    `actions` are the first ones, (proposal or "", text).
    """

    id: str
    role: str
    made: str
    answers: Mapping[str, Answer]
    actions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Member:
    """An evaluation in a group, and the name of the file it came from."""

    file: str
    evaluation: Evaluation


@dataclass(frozen=True)
class Group:
    """Merged evaluations in the order they came, and a sentence for each file that was left out."""

    members: tuple[Member, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """How a group answered one proposal: `placed` counts answers by (answer, role).

    `low` and `high` are the lowest and highest step answered, in steps from 0, or None where nobody placed an answer.
    `ends` is how many stand at the end where fewer stand, and 0 where all stand together. `people` is how many placed
    an answer: a row is compared from two on.
    """

    proposal: str
    placed: Mapping[tuple[str, str], int]
    low: int | None
    high: int | None
    ends: int
    people: int

    @property
    def spread(self) -> int:
        """Steps from the lowest answer to the highest; 0 where nobody placed an answer."""
        return 0 if self.low is None or self.high is None else self.high - self.low


def shown(value: Any) -> str:
    """Return what stood in a file, as a sentence repeats it.

    >>> shown("a" * 50) == "“" + "a" * 40 + "…”", shown(2.0), shown(2.5), shown(MISSING), shown([])
    (True, '2', 'a number', 'nothing', 'something else')
    """
    if value is MISSING or value == "":
        return "nothing"
    if isinstance(value, str):
        return f"“{short(value, MOST_QUOTED)}”"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(int(value)) if abs(value) < 1e6 and value == int(value) else "a number"
    return "something else"


def short(text: str, most: int) -> str:
    """Return a text of at most `most` characters, and a sign that more followed."""
    return text if len(text) <= most else text[:most] + "…"


def length(text: str) -> int:
    """Return the length of a text as a page counts it, in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def places(document: Any, part: str) -> list[tuple[str, Any]]:
    """Return every value a part of a document stands for, each with the proposal or number it belongs to."""
    parts = [("", document)]
    for name in part.split(".") if part else ():
        after = []
        for at, value in parts:
            if name == "*" and isinstance(value, dict):
                after += [(key, inner) for key, inner in value.items()]
            elif name == "*" and isinstance(value, list):
                after += [(str(number), inner) for number, inner in enumerate(value, start=1)]
            elif isinstance(value, dict):
                after.append((at, value.get(name, MISSING)))
        parts = after
    return parts


def _strange(value: Any, known: Iterable[str]) -> Any:
    """Return the first key of an object, in the order of the alphabet, that is not among `known`; or None."""
    return next((key for key in sorted(value) if key not in known), None) if isinstance(value, dict) else None


def _whole(value: Any) -> bool:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and 1 <= value < 1e15 and value % 1 == 0


#: Each test says whether a value passes, given the check's own value and the list it names.
TESTS = {
    "object": lambda value, given, allowed: isinstance(value, dict),
    "list": lambda value, given, allowed: isinstance(value, list) and len(value) <= int(given),
    "fields": lambda value, given, allowed: _strange(value, given.split("|")) is None,
    "keys": lambda value, given, allowed: _strange(value, allowed) is None,
    "equals": lambda value, given, allowed: value == given,
    "whole": lambda value, given, allowed: _whole(value),
    "most": lambda value, given, allowed: value <= float(given),
    "pattern": lambda value, given, allowed: isinstance(value, str) and bool(re.fullmatch(given, value)),
    "one of": lambda value, given, allowed: isinstance(value, str) and value in allowed,
    "text": lambda value, given, allowed: isinstance(value, str) and length(value) <= int(given),
    "text or none": lambda value, given, allowed: (
        value is MISSING or (isinstance(value, str) and length(value) <= int(given))
    ),
}

#: By how the bytes of a file begin: what it is when it is no text.
BEGINS = (("PK", "sheet"), ("\xd0\xcf\x11\xe0", "sheet"), ("%PDF", "document"), ("{\\rtf", "document"))
#: How the names of files end that hold pages of words.
DOCUMENTS = (".docx", ".doc", ".odt", ".pdf", ".rtf", ".pages")


def kind_of(file: str, content: bytes) -> str:
    """Return what a file is: "json", "sheet", "document", "empty", or "table", which is any other text."""
    begin = content[:8].decode("latin-1")
    kind = next((kind for start, kind in BEGINS if begin.startswith(start)), "")
    if kind:
        name = file.lower()
        return "document" if any(name.endswith(ending) for ending in DOCUMENTS) else kind
    text = _text(content).strip("\ufeff\x00 \t\r\n")
    if not text:
        return "empty"
    return "json" if text[0] in "{[" or not re.search(r"[,;|\t\n]", text) else "table"


def read(file: str, content: bytes, rules: Rules) -> Evaluation:
    """Return the evaluation a file holds. `content` is the file's bytes.

    Raises Refused, with the sentence of the first check that fails; nothing is read in part.
    """
    document: Any = None
    large = oversize(file, len(content), rules)
    if large:
        raise Refused(large)
    for check in [check for check in rules.checks if check.stage == "file"]:
        if check.test == "kind":
            if kind_of(file, content) == check.value:
                raise Refused(_said(check, file, rules))
        elif check.test == "json":
            try:
                document = json.loads(_text(content), parse_constant=_no_constant)
            except (ValueError, RecursionError):
                raise Refused(_said(check, file, rules)) from None
        elif check.test != "bytes":
            allowed = rules.lists.get(check.value, ())
            for at, value in places(document, check.part):
                if not TESTS[check.test](value, check.value, allowed):
                    strange = {"fields": check.value.split("|"), "keys": allowed}.get(check.test)
                    found = value if strange is None else _strange(value, strange)
                    raise Refused(_said(check, file, rules, found=found, at=at))
    answers = {
        key: Answer(*(document["answers"][key].get(name, "") for name in ("step", "evidence", "disagree", "action")))
        for key in rules.lists["proposals"]
        if key in document["answers"]
    }
    actions = tuple((action["proposal"], action["text"]) for action in document["actions"])
    return Evaluation(document["id"], document["role"], document["made"], answers, actions)


def oversize(file: str, size: int, rules: Rules) -> str:
    """Return what is wrong with a file of so many bytes, before it is opened; "" where it is not too large."""
    check = next(check for check in rules.checks if check.test == "bytes")
    return _said(check, file, rules) if size > int(check.value) else ""


def _text(content: bytes) -> str:
    """Return the text of a file as a browser reads it: UTF-8, unless its first two bytes say UTF-16."""
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    return content.decode("utf-16" if wide else "utf-8-sig", "replace")


def _no_constant(name: str):
    raise ValueError(f"{name} is no JSON")


def _said(check: Check, file: str, rules: Rules, *, found: Any = MISSING, at: str = "", other: str = "") -> str:
    """Return a check's sentence with its slots filled, all at once, so that a file's own braces stay as they are."""
    words = {
        "file": short(file, MOST_NAME),
        "found": shown(found),
        "at": rules.called.get(at, at),
        "other": short(other, MOST_NAME),
        "list": ", ".join(rules.called[key] for key in rules.lists.get(check.value, ()) if key),
    }
    return re.sub(r"\{(\w+)\}", lambda slot: words[slot[1]], check.sentence)


def write(evaluation: Evaluation, kind: str, version: int) -> bytes:
    """Return an evaluation as the bytes of a file that `read` takes back."""
    document = {
        "kind": kind,
        "version": version,
        "id": evaluation.id,
        "role": evaluation.role,
        "made": evaluation.made,
        "answers": {
            key: {name: getattr(answer, name) for name in ("step", "evidence", "disagree", "action")}
            for key, answer in evaluation.answers.items()
        },
        "actions": [{"proposal": proposal, "text": text} for proposal, text in evaluation.actions],
    }
    return json.dumps(document, indent=1).encode()


def merge(files: Iterable[tuple[str, bytes]], rules: Rules, group: Group | None = None) -> Group:
    """Return the group that files (name, bytes) make, after those already there.

    A file that cannot be used is left out, with its sentence; no evaluation already there is changed.
    """
    members = list(group.members) if group else []
    refused: list[str] = []
    for file, content in files:
        try:
            evaluation = read(file, content, rules)
            _welcome(file, evaluation, members, rules)
            members.append(Member(file, evaluation))
        except Refused as problem:
            refused.append(str(problem))
    return Group(tuple(members), tuple(refused))


def _welcome(file: str, evaluation: Evaluation, members: list[Member], rules: Rules) -> None:
    """Raise Refused unless an evaluation may join a group."""
    same = next((member.file for member in members if member.evaluation.id == evaluation.id), None)
    passes = {
        "answered": any(answer.step for answer in evaluation.answers.values()),
        "new": same is None,
    }
    for check in [check for check in rules.checks if check.stage == "group"]:
        good = len(members) < int(check.value) if check.test == "room" else passes[check.test]
        if not good:
            raise Refused(_said(check, file, rules, other=same or ""))


def lay_out(evaluations: Iterable[Evaluation], rules: Rules) -> tuple[Row, ...]:
    """Return one row a proposal, the widest spread first.

    Among equal spreads, the row with more people at both ends comes first; then the order of the review. Rows on which
    fewer than two people placed an answer come last. "Don't know" is counted but has no place on the line. Nothing is
    averaged.
    """
    evaluations = tuple(evaluations)
    rows = []
    for proposal in rules.lists["proposals"]:
        placed: dict[tuple[str, str], int] = {}
        for evaluation in evaluations:
            answer = evaluation.answers.get(proposal)
            if answer and answer.step:
                placed[answer.step, evaluation.role] = placed.get((answer.step, evaluation.role), 0) + 1
        by_step: dict[int, int] = {}
        for (step, _), count in placed.items():
            if rules.steps[step] is not None:
                by_step[rules.steps[step]] = by_step.get(rules.steps[step], 0) + count
        low, high = (min(by_step), max(by_step)) if by_step else (None, None)
        ends = min(by_step[low], by_step[high]) if by_step and low != high else 0
        rows.append(Row(proposal, placed, low, high, ends, sum(by_step.values())))
    order = {proposal: place for place, proposal in enumerate(rules.lists["proposals"])}
    return tuple(sorted(rows, key=lambda row: (row.people < 2, -row.spread, -row.ends, order[row.proposal])))
