"""Saved self-evaluations: the tables they are made of, and reading, merging, saying and taking them away in Python.

The rules of a file, the 25 proposals, the scale and the roles are tables in `data/`; the steps are
`models/evaluation.py`. The page does the same on the same rows. There is no total, no average and no rank.
"""

from __future__ import annotations

import csv
import io
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from joint_working import evidence
from joint_working.models.evaluation import (
    MOST_NAME,
    MOST_QUOTED,
    Answer,
    Check,
    Evaluation,
    Group,
    Row,
    Rules,
    lay_out,
    merge,
    read,
    write,
)

#: What the page and the notebook say, besides the sentences of the checks. Slots are filled by both alike.
SAID = {
    "progress": "{n} of {all} answered. Evidence written for {m}.",
    "saved": "Saved as “{file}”. Keep it where you will find it: this page forgets.",
    "opened": "“{file}” is open. {n} of {all} answered.",
    "count": "{n} of {most} characters.",
    "over": "{n} characters: {over} more than a saved file holds. Nothing is cut. Shorten it before you save.",
    "long": "Not saved. Longer than a saved file holds: {list}. Nothing is cut. Shorten it, then save.",
    "evidence": "the evidence on {at}",
    "disagree": "who would disagree on {at}",
    "action": "action {at}",
    "role": "Choose your role first. It goes into the file, so that a group can be compared. Your name does not.",
    "replace": "You have answers that are not saved. Opening “{file}” would replace them.",
    "empty": "You have answers that are not saved. Emptying the form would throw them away.",
    "emptied": "The form is empty.",
    "kept": "Nothing was changed.",
    "nobody": "No evaluation is here. Add saved files, or look at the made-up ones.",
    "one": "1 evaluation: {roles}.",
    "group": "{n} evaluations: {roles}.",
    "gap": "The widest gap is {steps}, on {list}.",
    "close": "On {n} of {all} proposals, all who placed an answer are within one step.",
    "far": "On no proposal are all who placed an answer within one step.",
    "same": "On no proposal do two people stand a step apart.",
    "unknown": "On {n}, somebody does not know.",
    "step": "1 step",
    "steps": "{n} steps",
    "and": "{list} and {last}",
    "more": "{list} and {n} more",
    "added": "{n} added.",
    "removed": "“{file}” was removed.",
}
#: From which part of the most a box may hold its characters are counted for all to see.
NEAR = 0.9
#: How many proposals the sentence of a group names before it says how many more there are.
NAMED = 4


def called(proposal: str) -> str:
    """Return the number of a proposal as the review prints it.

    >>> called("2-iii")
    '2(iii)'
    """
    return proposal.replace("-", "(") + ")"


def fill(words: str, **slots: object) -> str:
    """Return a sentence with its slots filled, all at once: braces in what is filled in stay as they are."""
    return re.sub(r"\{(\w+)\}", lambda slot: str(slots[slot[1]]), words)


@dataclass(frozen=True)
class Tables:
    """The tables the self-evaluation is made of, read once, in their order."""

    @cached_property
    def proposals(self) -> dict[str, Mapping]:
        """Return the 25 proposals by key, from `data/proposals.csv`."""
        return {row["key"]: row for row in evidence.table("proposals")}

    @cached_property
    def scale(self) -> dict[str, Mapping]:
        """Return the five answers by key, from `data/evaluation_scale.csv`."""
        return {row["key"]: row for row in sorted(evidence.table("evaluation_scale"), key=lambda row: row["order"])}

    @cached_property
    def roles(self) -> dict[str, Mapping]:
        """Return the roles by key, from `data/evaluation_roles.csv`."""
        return {row["key"]: row for row in sorted(evidence.table("evaluation_roles"), key=lambda row: row["order"])}

    @cached_property
    def headings(self) -> dict[str, list[str]]:
        """Return the proposals of each of the six headings."""
        found: dict[str, list[str]] = {}
        for key, row in self.proposals.items():
            found.setdefault(row["heading"], []).append(key)
        return found

    @cached_property
    def rules(self) -> Rules:
        """Return the rules of a saved file, from `data/evaluation_checks.csv`."""
        rows = sorted(evidence.table("evaluation_checks"), key=lambda row: row["order"])
        lists = {
            "proposals": tuple(self.proposals),
            "action-proposals": ("", *self.proposals),
            "roles": tuple(self.roles),
            "steps": ("", *self.scale),
        }
        names = {key: called(key) for key in self.proposals}
        names |= {key: row["label"] for key, row in (self.scale | self.roles).items()}
        steps = {key: row["step"] for key, row in self.scale.items()}
        checks = (
            Check(*(row[name] or "" for name in ("key", "stage", "part", "test", "value", "sentence"))) for row in rows
        )
        return Rules(tuple(checks), lists, names, steps)

    @cached_property
    def kind(self) -> str:
        """Return the words by which a saved file says what it is."""
        return next(check.value for check in self.rules.checks if check.key == "kind")

    @cached_property
    def version(self) -> int:
        """Return the version of the files this edition writes."""
        return int(next(check.value for check in self.rules.checks if check.key == "version-newer"))

    @cached_property
    def examples(self) -> dict[str, bytes]:
        """Return the six made-up evaluations as files: name to bytes."""
        found: dict[str, list[Mapping]] = {}
        for row in evidence.table("evaluation_examples"):
            found.setdefault(row["file"], []).append(row)
        return {
            f"{file}.json": write(_made_up(number, rows), self.kind, self.version)
            for number, (file, rows) in enumerate(found.items(), start=1)
        }

    def data(self, **more) -> dict:
        """Return what the page's script reads: the rules, the words, and what is given besides."""
        return {
            "checks": [asdict(check) for check in self.rules.checks],
            "lists": self.rules.lists,
            "called": self.rules.called,
            "steps": self.rules.steps,
            "kind": self.kind,
            "version": self.version,
            "said": SAID,
            "named": NAMED,
            "near": NEAR,
            "most": {"quoted": MOST_QUOTED, "name": MOST_NAME},
            "titles": {key: row["proposal"] for key, row in self.proposals.items()},
            "headings": {key: row["heading"] for key, row in self.proposals.items()},
            "columns": {"own": OWN_COLUMNS, "group": GROUP_COLUMNS},
            **more,
        }


TABLES = Tables()
OWN_COLUMNS = ("Proposal", "Heading", "What it asks", "Answer", "Evidence", "Who would disagree")
GROUP_COLUMNS = ("Proposal", "Heading", "What it asks", "Role", "Answer", "Evidence", "Who would disagree")


def _made_up(number: int, rows: list[Mapping]) -> Evaluation:
    answers = {
        row["proposal"]: Answer(row["step"], row["evidence"] or "", row["disagree"] or "")
        for row in rows
        if row["part"] == "answer"
    }
    actions = tuple((row["proposal"], row["action"]) for row in rows if row["part"] == "action")
    return Evaluation(f"{number:016x}", rows[0]["role"], "2026-11-24", answers, actions)


# --- Reading, merging and saying: what a notebook calls ---------------------------------------------------------


def read_file(path: str | Path) -> Evaluation:
    """Return the evaluation saved in a file. Raises models.evaluation.Refused, in the sentence the page would say."""
    return read(Path(path).name, Path(path).read_bytes(), TABLES.rules)


def merge_files(files: Mapping[str, bytes] | Iterable[str | Path], group: Group | None = None) -> Group:
    """Return the group that saved files make: paths, or a mapping of name to bytes.

    A file that cannot be used is left out, and `refused` holds a sentence for it, the same as on the page.
    """
    if isinstance(files, Mapping):
        pairs = list(files.items())
    else:
        pairs = [(Path(path).name, Path(path).read_bytes()) for path in files]
    return merge(pairs, TABLES.rules, group)


def examples() -> dict[str, bytes]:
    """Return six made-up evaluations as files (name to bytes), to practise on. They stand for nobody."""
    return dict(TABLES.examples)


def save_file(path: str | Path, role: str, answers: Mapping[str, Answer], actions=(), id: str = "") -> Path:
    """Write an evaluation to a file the page can open, and return its path. Without an `id` it is given a new one.

    Raises models.evaluation.Refused, in the page's own sentence, for a role or an answer that does not fit.
    """
    path = Path(path)
    path.write_bytes(file_of(role, answers, actions, id, path.name))
    return path


def file_of(role: str, answers: Mapping[str, Answer], actions=(), id: str = "", name: str = "the form") -> bytes:
    """Return an evaluation as the bytes of a file the page can open. Without an `id` it is given a new one.

    Raises models.evaluation.Refused, in the page's own sentence, for a role or an answer that does not fit.
    """
    one = Evaluation(id or secrets.token_hex(8), role, date.today().isoformat(), answers, tuple(actions))
    content = write(one, TABLES.kind, TABLES.version)
    read(name, content, TABLES.rules)
    return content


def progress(answers: Mapping[str, Answer]) -> str:
    """Return how many proposals are answered, and for how many evidence is written."""
    given = sum(bool(answer.step) for answer in answers.values())
    written = sum(bool(answer.evidence.strip()) for answer in answers.values())
    return fill(SAID["progress"], n=given, all=len(TABLES.proposals), m=written)


def group_sentence(group: Group) -> str:
    """Return what a group's answers show: who answered, where the gap is widest, where it is small. Never a total."""
    if not group.members:
        return SAID["nobody"]
    counts = {role: sum(one.evaluation.role == role for one in group.members) for role in TABLES.roles}
    roles = ", ".join(f"{TABLES.roles[role]['label']} {count}" for role, count in counts.items() if count)
    said = [fill(SAID["one" if len(group.members) == 1 else "group"], n=len(group.members), roles=roles)]
    rows = rows_of(group)
    widest = rows[0].spread
    if widest:
        listed = _listed([called(row.proposal) for row in rows if row.spread == widest])
        steps = SAID["step"] if widest == 1 else fill(SAID["steps"], n=widest)
        said.append(fill(SAID["gap"], steps=steps, list=listed))
        close = sum(row.spread <= 1 for row in rows)
        said += [fill(SAID["close" if close else "far"], n=close, all=len(rows))] if widest > 1 else []
    else:
        said.append(SAID["same"])
    unknown = sum(any(TABLES.rules.steps[step] is None for step, _ in row.placed) for row in rows)
    said += [fill(SAID["unknown"], n=unknown)] if unknown else []
    return " ".join(said)


def _listed(names: list[str]) -> str:
    if len(names) > NAMED + 1:
        return fill(SAID["more"], list=", ".join(names[:NAMED]), n=len(names) - NAMED)
    if len(names) == 1:
        return names[0]
    return fill(SAID["and"], list=", ".join(names[:-1]), last=names[-1])


def rows_of(group: Group) -> tuple[Row, ...]:
    """Return one row a proposal, the widest spread first: see models.evaluation.lay_out."""
    return lay_out((one.evaluation for one in group.members), TABLES.rules)


def group_frame(group: Group):
    """Return a group's answers as a pandas DataFrame: one line for each person and proposal answered.

    Columns: person (a number in the order of the files), role, heading, proposal, answer, step (0 to 3, or missing for
    "don't know"), evidence, disagree.
    """
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "person": number, "role": one.evaluation.role, "heading": TABLES.proposals[key]["heading"],
                "proposal": called(key), "answer": TABLES.scale[answer.step]["label"],
                "step": TABLES.scale[answer.step]["step"], "evidence": answer.evidence, "disagree": answer.disagree,
            }
            for number, one in enumerate(group.members, start=1)
            for key, answer in one.evaluation.answers.items()
            if answer.step
        ]
    ).astype({"step": "Int64"})  # fmt: skip


def group_csv(group: Group, chosen: Iterable[tuple[str, str]] = ()) -> str:
    """Return a group's answers and actions as CSV, as the page saves it: roles only, no file and no person.

    `chosen` are the group's own actions, (proposal or "", text). Lines of one proposal stand in the order of roles and
    answers, so that nobody's answers can be followed down the table.
    """
    lines, roles = [list(GROUP_COLUMNS)], list(TABLES.roles)
    for key, row in TABLES.proposals.items():
        found = [
            (roles.index(one.evaluation.role), TABLES.rules.lists["steps"].index(answer.step), answer)
            for one in group.members
            for answer in [one.evaluation.answers.get(key)]
            if answer and (answer.step or answer.evidence or answer.disagree)
        ]
        for role, step, answer in sorted(found, key=lambda one: (one[0], one[1], one[2].evidence, one[2].disagree)):
            label = "" if step == 0 else list(TABLES.scale.values())[step - 1]["label"]
            who = TABLES.roles[roles[role]]["label"]
            said = [who, label, answer.evidence, answer.disagree]
            lines.append([called(key), row["heading"], row["proposal"], *said])
    for role, words in TABLES.roles.items():
        proposed = [a for one in group.members if one.evaluation.role == role for a in one.evaluation.actions]
        lines += [_action_line(key, f"{words['label']}, action proposed", text) for key, text in sorted(proposed)]
    lines += [_action_line(key, "The group, action chosen", text) for key, text in chosen if key or text]
    return _csv(lines)


def own_csv(evaluation: Evaluation) -> str:
    """Return one person's answers and actions as CSV, as the page saves it."""
    lines = [list(OWN_COLUMNS)]
    for key, row in TABLES.proposals.items():
        answer = evaluation.answers.get(key, Answer(""))
        label = TABLES.scale[answer.step]["label"] if answer.step else ""
        lines.append([called(key), row["heading"], row["proposal"], label, answer.evidence, answer.disagree])
    for key, text in evaluation.actions:
        if key or text:
            lines.append([called(key) if key else "", "", "Action", text, "", ""])
    return _csv(lines)


def _action_line(key: str, who: str, text: str) -> list[str]:
    return [called(key) if key else "", "", "Action", who, text, "", ""]


def _csv(lines: list[list[str]]) -> str:
    """Return CSV with every cell in quotation marks; a text that starts like a formula gets an apostrophe."""
    out = io.StringIO()
    guarded = ([("'" if re.match(r"[=+\-@\t\r]", cell) else "") + cell for cell in line] for line in lines)
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(guarded)
    return out.getvalue()


def map_text(group: Group) -> str:
    """Return a group's sentence and map as plain text, a line a proposal."""
    lines = [group_sentence(group)]
    for row in rows_of(group):
        cells = []
        for step, words in TABLES.scale.items():
            who = [f"{r['label']} {row.placed[step, k]}" for k, r in TABLES.roles.items() if (step, k) in row.placed]
            cells += [f"{words['label']}: {', '.join(who)}"] if who else []
        lines.append(f"- {called(row.proposal)} {TABLES.proposals[row.proposal]['proposal']} | {' | '.join(cells)}")
    return "\n".join(lines)
