"""The rules of a board's own accounts, read from the tables that hold them, and the made-up example."""

from __future__ import annotations

from functools import cache

from joint_working import evidence
from joint_working.models.accounts import Bound, Fault, Field, Measure, Rules, Word


@cache
def rules() -> Rules:
    """Return columns, faults, measures, words of headings and bounds, each in the order of its table."""
    return Rules(
        fields=tuple(map(_field, evidence.table("account_fields"))),
        faults=tuple(
            Fault(row["key"], tuple(evidence.parted(row["of"])), row["pattern"], row["limit"], row["sentence"])
            for row in evidence.table("account_faults")
        ),
        measures=tuple(
            Measure(
                **{name: row[name] for name in ("key", "label", "format", "lever", "says", "none")},
                top=tuple(evidence.parted(row["top"])),
                bottom=tuple(evidence.parted(row["bottom"])),
            )
            for row in evidence.table("account_measures")
        ),
        words=tuple(Word(row["use"], row["gives"], row["pattern"]) for row in evidence.table("account_headings")),
        bounds=tuple(
            Bound(
                row["key"], row["asked"], tuple(evidence.parted(row["top"])), tuple(evidence.parted(row["bottom"])),
                row["most"], row["says"],
            )
            for row in evidence.table("account_bounds")
        ),
    )  # fmt: skip


def _field(row) -> Field:
    words = evidence.parted(row["options"])
    options = {word.lower(): word for word in words}
    options |= dict(pair.lower().rsplit("=", 1) for pair in evidence.parted(row["same_as"]))
    return Field(
        key=row["key"], label=row["label"], kind=row["kind"], needed=row["needed"], low=row["low"], high=row["high"],
        names=tuple(evidence.parted(row["names"])), options=options, part_of=row["part_of"],
        divide=dict(zip(words, map(float, evidence.parted(row["divide"])), strict=False)),
    )  # fmt: skip


@cache
def example() -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the headings and the rows of the made-up example, as they would be typed."""
    rows = evidence.table("account_fields")
    columns = [[cell.strip() for cell in (row["example"] or "|").split("|")] for row in rows]
    return tuple(row["label"] for row in rows), tuple(zip(*columns, strict=True))
