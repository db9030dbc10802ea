"""The one register of sources, and the same register as BibTeX."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from .tables import data_dir, describe, parted, row_name, suggest, table, tables

# BibTeX is read as LaTeX: these characters would otherwise start a command.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
    | {mark: "\\" + mark for mark in "&%$#_"}
)


@dataclass(frozen=True)
class Source:
    """One source: `published` is in plain words where no date was shown; `address` is "" where none was recorded.

    `kind` is what it is in itself, one of the keys of `BADGES`; a row that rests on it has a kind of its own.
    """

    key: str
    title: str
    publisher: str
    kind: str
    published: str
    address: str
    licence: str
    seen: date
    note: str = ""

    @property
    def year(self) -> str:
        """Return the first year named in `published`, or "" where it names none or only one it is older than."""
        if self.published.startswith("n.d. (before"):
            return ""
        year = re.search(r"\b(?:19|20)\d{2}\b", self.published)
        return year.group() if year else ""


@dataclass(frozen=True)
class Use:
    """One row that rests on a source: its table, its row number as a spreadsheet shows it, and its key."""

    table: str
    row: int
    key: str


def source(key: str) -> Source:
    """Return the source called `key`. Raises `EvidenceError`, with near matches, for an unknown key."""
    sources = _sources(data_dir())
    if key not in sources:
        raise suggest("source", key, sources)
    return sources[key]


def uses(key: str) -> tuple[Use, ...]:
    """Return the rows, in every table, that rest on the source called `key`; empty if there are none."""
    source(key)
    return _uses(data_dir()).get(key, ())


def bibtex(sources: Iterable[Source] | None = None) -> str:
    """Return sources as BibTeX text: those given, or the whole register in the order of the table."""
    return "\n".join(map(_entry, _sources(data_dir()).values() if sources is None else sources))


def ris(sources: Iterable[Source]) -> str:
    """Return sources as RIS text, which reference managers read: a record for each, lines ended as the format asks.

    Where no date was shown the record has no year.
    """
    return "".join(_record(source) for source in sources)


@cache
def _sources(folder: Path) -> dict[str, Source]:
    return {row["key"]: Source(**row) for row in table("sources")}


@cache
def _uses(folder: Path) -> dict[str, tuple[Use, ...]]:
    uses: dict[str, list[Use]] = {}
    for name in tables():
        schema = describe(name)["schema"]
        columns = [
            link["fields"] for link in schema.get("foreignKeys", []) if link["reference"]["resource"] == "sources"
        ]
        for number, row in enumerate(table(name), start=2):
            keys = [row[column] for column in columns if row[column]] + parted(row.get("also", ""))
            for key in dict.fromkeys(keys):
                uses.setdefault(key, []).append(Use(name, number, row_name(name, row)))
    return {key: tuple(rows) for key, rows in uses.items()}


def _note(source: Source) -> str:
    return f"Published: {source.published}. Seen {source.seen.isoformat()}. Licence: {source.licence}."


def _record(source: Source) -> str:
    note = f"{_note(source)} {source.note}".strip()
    fields = [("TY", "GEN"), ("ID", source.key), ("AU", source.publisher), ("TI", source.title), ("PY", source.year)]
    fields += [("UR", source.address), ("Y2", source.seen.isoformat().replace("-", "/")), ("N1", note), ("ER", "")]
    kept = [(tag, value) for tag, value in fields if value or tag == "ER"]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in kept)


def _entry(source: Source) -> str:
    note = _note(source)
    fields = {
        "author": "{" + source.publisher.translate(_LATEX) + "}",  # inner braces: a body, not a person's name
        "title": "{" + source.title.translate(_LATEX) + "}",
        "year": source.year,
        "url": source.address.replace("{", "%7B").replace("}", "%7D"),
        "note": (note + (f" {source.note}" if source.note else "")).translate(_LATEX),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{source.key},\n" + ",\n".join(lines) + "\n}\n"
