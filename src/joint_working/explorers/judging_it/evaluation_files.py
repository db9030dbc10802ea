"""Saved self-evaluations: the tables they are made of, and reading, merging, saying and taking them away in Python.

The rules of a file, the 25 proposals, the scale and the roles are tables in `data/`; the steps are
`models/evaluation.py`. The page does the same on the same rows. There is no total, no average and no rank.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from joint_working import evidence
from joint_working.models import disagreement
from joint_working.models.evaluation import (
    Answer,
    Check,
    Evaluation,
    Group,
    Row,
    Rules,
    kind_of,
    lay_out,
    merge,
    read,
    write,
)
from joint_working.models.returns import Return, table
from joint_working.words import csv_text


def called(proposal: str) -> str:
    """Return the number of a proposal as the review prints it.

    >>> called("2-iii")
    '2(iii)'
    """
    return proposal.replace("-", "(") + ")"


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
        under: dict[str, list[str]] = {}
        for key, row in self.proposals.items():
            under.setdefault(row["heading"], []).append(key)
        return under

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
        titles = {key: row["proposal"] for key, row in self.proposals.items()}
        headings = {key: row["heading"] for key, row in self.proposals.items()}
        known = {key: tuple(evidence.parted(row["known_by"])) for key, row in self.proposals.items()}
        known |= {key: tuple(evidence.parted(row["returns"])) for key, row in self.scale.items()}
        return Rules(tuple(checks), lists, names, steps, titles, headings, known)

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
        by_file: dict[str, list[Mapping]] = {}
        for row in evidence.table("evaluation_examples"):
            by_file.setdefault(row["file"], []).append(row)
        return {
            f"{file}.json": write(_made_up(number, rows), self.kind, self.version)
            for number, (file, rows) in enumerate(by_file.items(), start=1)
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
            "titles": self.rules.titles,
            "headings": self.rules.headings,
            "known": self.rules.known,
            **more,
        }


TABLES = Tables()


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


def opened(name: str, content: bytes) -> Evaluation | Return:
    """Return what the bytes of a saved file, or of a table of answers (CSV or text), hold.

    Raises models.evaluation.Refused, in the sentence the page would say.
    """
    return (table if kind_of(name, content) == "table" else read)(name, content, TABLES.rules)


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
    evaluation = Evaluation(id or secrets.token_hex(8), role, date.today().isoformat(), answers, tuple(actions))
    content = write(evaluation, TABLES.kind, TABLES.version)
    read(name, content, TABLES.rules)
    return content


def progress(answers: Mapping[str, Answer]) -> str:
    """Return how many proposals are answered, and for how many evidence is written."""
    return disagreement.progress(answers, TABLES.rules)


def evaluations(group: Group) -> list[Evaluation]:
    """Return the evaluations of a group, in the order they came."""
    return [member.evaluation for member in group.members]


def group_sentence(group: Group) -> str:
    """Return what a group's answers show: who answered, where the gap is widest, where it is small. Never a total."""
    return disagreement.sentence(evaluations(group), TABLES.rules)


def rows_of(group: Group) -> tuple[Row, ...]:
    """Return one row a proposal, the widest spread first: see models.evaluation.lay_out."""
    return lay_out(evaluations(group), TABLES.rules)


def group_frame(group: Group):
    """Return a group's answers as a pandas DataFrame: one line for each person and proposal answered.

    Columns: person (a number in the order of the files), role, heading, proposal, answer, step (0 to 3, or missing for
    "don't know"), evidence, disagree.
    """
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "person": number, "role": member.evaluation.role, "heading": TABLES.proposals[key]["heading"],
                "proposal": called(key), "answer": TABLES.scale[answer.step]["label"],
                "step": TABLES.scale[answer.step]["step"], "evidence": answer.evidence, "disagree": answer.disagree,
            }
            for number, member in enumerate(group.members, start=1)
            for key, answer in member.evaluation.answers.items()
            if answer.step
        ]
    ).astype({"step": "Int64"})  # fmt: skip


def group_csv(group: Group, chosen: Iterable[tuple[str, str]] = ()) -> str:
    """Return a group's answers and actions as CSV, as the page saves it: roles only, no file and no person.

    `chosen` are the group's own actions, (proposal or "", text). Lines of one proposal stand in the order of roles and
    answers, so that nobody's answers can be followed down the table.
    """
    return csv_text(disagreement.group_lines(evaluations(group), chosen, TABLES.rules))


def own_csv(evaluation: Evaluation) -> str:
    """Return one person's answers and actions as CSV, as the page saves it."""
    return csv_text(disagreement.own_lines(evaluation.answers, evaluation.actions, TABLES.rules))


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
