"""Load the CSV tables of `data/` and check them against `data/datapackage.json`.

Nothing is read at import. A table is read once, whole: either every row passes or `EvidenceError` is raised
with the file, the row (the number a spreadsheet shows: the header is row 1), the column and what was expected.
"""

import csv
import difflib
import io
import json
import math
import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

Row = Mapping[str, object]

FIGURE_COLUMNS = frozenset(
    ("key", "value", "unit", "period", "bound", "what", "body", "kind")
    + ("source", "locator", "seen", "recheck_by", "note")
)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_WHOLE = re.compile(r"-?\d+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Table(tuple[Row, ...]):
    """Rows of one table, as a tuple that knows its table's `name`. `caveats` says what to beware of in them."""

    name: str

    def __new__(cls, name: str, rows: Iterable[Row]) -> "Table":
        """Return the rows as a table called `name`."""
        table = super().__new__(cls, rows)
        table.name = name
        return table


class EvidenceError(ValueError):
    """Something in the evidence is missing or wrong; the message is one sentence that says how to mend it."""


def data_dir() -> Path:
    """Return the folder of the tables: the project's `data/`, or `JOINT_WORKING_DATA` where it is set.

    A package that was installed without the book carries its own.
    """
    return _folder(os.environ.get("JOINT_WORKING_DATA"))


@cache
def _folder(override: str | None) -> Path:
    if override:
        return Path(override).resolve()
    own = Path(__file__).parents[1] / "data"
    return own if own.exists() else Path(__file__).parents[3] / "data"


def suggest(what: str, name: str, known: Iterable[str]) -> EvidenceError:
    """Return the error for an unknown `name`, with up to three near matches among the `known` names."""
    near = difflib.get_close_matches(str(name).lower(), list(known), n=3, cutoff=0.5)
    hint = f"; did you mean {' or '.join(repr(match) for match in near)}?" if near else ""
    return EvidenceError(f"there is no {what} called {name!r} in data/{hint}")


def tables() -> tuple[str, ...]:
    """Return the names of the tables, in the order of the package."""
    return tuple(_package(data_dir()))


def describe(name: str) -> dict:
    """Return a table's entry in the package: title, description, licence and schema (a copy, free to change).

    Raises `EvidenceError` for an unknown table.
    """
    package = _package(data_dir())
    if name not in package:
        raise suggest("table", name, package)
    return json.loads(json.dumps(package[name]))


def table(name: str) -> Table:
    """Return a table as read-only rows: text as `str` ("" where empty), numbers as `float` or `int`, days as `date`.

    Raises `EvidenceError` for an unknown table or the first fault in it or in a
    table it refers to.
    """
    return _table(name, data_dir())


def select(name: str, **where: object) -> Table:
    """Return the rows of a table whose columns hold the values asked for, as a table.

    A value may be one value or a list, tuple or set of them. Raises `EvidenceError` for an unknown table or column.

    >>> [row["council"] for row in select("councils", authority_code="S37000005")]
    ['Clackmannanshire', 'Stirling']
    """
    rows = table(name)
    for column in where:
        if column not in _names(_package(data_dir())[name]):
            raise suggest(f"column in data/{name}.csv", column, _names(_package(data_dir())[name]))
    places: set[int] | None = None
    for column, value in where.items():
        index = _index(name, data_dir(), column)
        values = value if isinstance(value, (list, tuple, set, frozenset)) else (value,)
        here = {place for cell in values for place in index.get(cell, ())}
        places = here if places is None else places & here
    return Table(name, rows if places is None else (rows[place] for place in sorted(places)))


@cache
def _index(name: str, folder: Path, column: str) -> dict[object, list[int]]:
    """Return the places of a table's rows by what a column of it holds."""
    index: dict[object, list[int]] = {}
    for place, row in enumerate(_table(name, folder)):
        index.setdefault(row[column], []).append(place)
    return index


def row_name(name: str, row: Row) -> str:
    """Return what a row of a table is called: its primary key, the parts with commas between, or its first cell."""
    schema = _package(data_dir())[name]["schema"]
    return ", ".join(str(row[part]) for part in _listed(schema.get("primaryKey", schema["fields"][0]["name"])))


def parted(cell: str) -> list[str]:
    """Return the parts of a cell that holds several names with upright bars between them; none for an empty cell."""
    return cell.split("|") if cell else []


def figure_tables() -> tuple[str, ...]:
    """Return the names of the tables that hold figures, known by their columns."""
    return _figure_tables(data_dir())


@cache
def _figure_tables(folder: Path) -> tuple[str, ...]:
    package = _package(folder)
    return tuple(name for name in package if set(_names(package[name])) >= FIGURE_COLUMNS)


@cache
def _package(folder: Path) -> dict[str, dict]:
    """Return the package's resources by name."""
    path = folder / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EvidenceError("data/datapackage.json: expected the file, found none") from None
    except (UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise EvidenceError(f"data/datapackage.json: expected JSON in UTF-8, found {problem}") from None
    try:
        resources = {entry["name"]: entry for entry in package["resources"]}
        for entry in resources.values():
            for field in entry["schema"]["fields"]:
                if field["type"] not in _READERS:
                    raise EvidenceError(
                        f"data/datapackage.json, table {entry['name']}, field {field['name']}: expected a type among "
                        f"{', '.join(_READERS)}, found {field['type']!r}"
                    )
    except (KeyError, TypeError) as problem:
        raise EvidenceError(
            f"data/datapackage.json: expected resources with a name, a path and a schema, found none at {problem}"
        ) from None
    return resources


def _names(resource: dict) -> list[str]:
    return [field["name"] for field in resource["schema"]["fields"]]


@cache
def _table(name: str, folder: Path) -> Table:
    package = _package(folder)
    if name not in package:
        raise suggest("table", name, package)
    resource = package[name]
    file = f"data/{resource['path']}"
    rows = Table(name, _rows(folder / resource["path"], file, resource["schema"]["fields"]))
    _check_unique(rows, file, resource["schema"])
    _check_references(rows, file, resource, folder)
    for rule in _TABLE_RULES:
        rule(rows, file, folder)
    return rows


def _fault(file: str, number: int, column: str, expected: str, found: object) -> EvidenceError:
    shown = "an empty cell" if found in ("", None) else repr(found)
    return EvidenceError(f"{file}, row {number}, column {column}: expected {expected}, found {shown}")


def _rows(path: Path, file: str, fields: list[dict]) -> Iterable[Row]:
    """Yield the checked rows of one file; row 1 is the header."""
    names = [field["name"] for field in fields]
    try:
        text = path.read_bytes().decode("utf-8-sig")  # spreadsheets write a byte-order mark: tolerated
    except FileNotFoundError:
        raise EvidenceError(f"{file}: expected the file, found none") from None
    except UnicodeDecodeError as problem:
        line = problem.object[: problem.start].count(b"\n") + 1
        raise EvidenceError(f"{file}, row {line}: expected text in UTF-8, found other bytes") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number, read = 0, [{} for _ in fields]  # most cells repeat one above: each different one is checked once
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1:
                _check_header(file, cells, names)
            else:
                yield _row(file, number, cells, fields, read)
    except csv.Error as problem:
        raise EvidenceError(
            f"{file}, row {number + 1}: expected cells with matched quotation marks, found {problem}"
        ) from None
    if number == 0:
        raise EvidenceError(f"{file}, row 1: expected a header, found an empty file")
    if number == 1:
        raise EvidenceError(f"{file}, row 2: expected at least one row under the header, found none")


def _check_header(file: str, cells: list[str], names: list[str]) -> None:
    if cells == names:
        return
    for word, columns in (
        ("no column called", [cell for cell in cells if cell not in names]),
        ("a column called", [name for name in names if name not in cells]),
        ("one column called", [cell for cell in cells if cells.count(cell) > 1]),
    ):
        if columns:
            raise EvidenceError(
                f"{file}, row 1, column {columns[0] or 'without a name'}: expected {word} {columns[0]!r}, "
                f"found {', '.join(cells)}"
            )
    raise EvidenceError(f"{file}, row 1: expected the columns in the order {', '.join(names)}, found another")


def _row(file: str, number: int, cells: list[str], fields: list[dict], read: list[dict[str, object]]) -> Row:
    if len(cells) != len(fields):
        what = f"{len(cells)} cells" if any(cells) else "an empty row"
        column = fields[min(len(cells), len(fields) - 1)]["name"]
        raise EvidenceError(
            f"{file}, row {number}, column {column}: expected {len(fields)} cells in the row, found {what}"
        )
    row = {}
    for cell, field, known in zip(cells, fields, read, strict=True):
        if cell not in known:
            known[cell] = _cell(file, number, cell, field)
        row[field["name"]] = known[cell]
    return MappingProxyType(row)


def _cell(file: str, number: int, cell: str, field: dict) -> object:
    """Return one cell's value, or raise the sentence that says what is wrong with it."""
    constraints, column = field.get("constraints", {}), field["name"]
    expected, read = _READERS[field["type"]]
    if cell == "":
        if constraints.get("required"):
            raise _fault(file, number, column, expected, cell)
        return "" if field["type"] == "string" else None
    if cell != cell.strip() or not cell.isprintable():
        raise _fault(file, number, column, f"{expected} with no stray space or hidden character", cell)
    value = read(cell)
    if value is None:
        raise _fault(file, number, column, expected, cell)
    if "enum" in constraints and cell not in constraints["enum"]:
        raise _fault(file, number, column, f"one of {', '.join(constraints['enum'])}", cell)
    if "pattern" in constraints and not re.fullmatch(constraints["pattern"], cell):
        raise _fault(file, number, column, f"text of the form {constraints['pattern']}", cell)
    if len(cell) > constraints.get("maxLength", len(cell)):
        raise _fault(file, number, column, f"at most {constraints['maxLength']} characters", cell)
    if "minimum" in constraints and value < read(str(constraints["minimum"])):
        raise _fault(file, number, column, f"{constraints['minimum']} or more", cell)
    if "maximum" in constraints and value > read(str(constraints["maximum"])):
        raise _fault(file, number, column, f"{constraints['maximum']} or less", cell)
    return value


def _as_number(cell: str) -> float | None:
    # Plain digits only: "nan", "inf", "1e3" and "1,000" would all be read differently by someone.
    value = float(cell) if _NUMBER.fullmatch(cell) and cell.isascii() else math.nan
    return value if math.isfinite(value) else None


def _as_whole(cell: str) -> int | None:
    return int(cell) if _WHOLE.fullmatch(cell) and cell.isascii() else None


def _as_date(cell: str) -> date | None:
    if not (_DATE.fullmatch(cell) and cell.isascii()):
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


_READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "string": ("text", str),
    "number": ("a number", _as_number),
    "integer": ("a whole number", _as_whole),
    "date": ("a date as YYYY-MM-DD", _as_date),
}


def _listed(columns: str | list[str]) -> list[str]:
    return [columns] if isinstance(columns, str) else list(columns)


def _check_unique(rows: tuple[Row, ...], file: str, schema: dict) -> None:
    groups = [_listed(schema["primaryKey"])] if "primaryKey" in schema else []
    groups += [[f["name"]] for f in schema["fields"] if f.get("constraints", {}).get("unique")]
    for columns in groups:
        seen: dict[tuple, int] = {}
        for number, row in enumerate(rows, start=2):
            value = tuple(row[column] for column in columns)
            if value in seen:
                shown = ", ".join("" if part is None else str(part) for part in value)
                raise _fault(file, number, columns[0], f"no repeat of row {seen[value]}", shown)
            seen[value] = number


def _check_references(rows: tuple[Row, ...], file: str, resource: dict, folder: Path) -> None:
    for link in resource["schema"].get("foreignKeys", []):
        columns, target = _listed(link["fields"]), link["reference"]
        other = _table(target["resource"], folder)
        known = {tuple(row[column] for column in _listed(target["fields"])) for row in other}
        place = f"data/{_package(folder)[target['resource']]['path']}"
        for number, row in enumerate(rows, start=2):
            value = tuple(row[column] for column in columns)
            if any(part not in ("", None) for part in value) and value not in known:
                shown = ", ".join(str(part) for part in value)
                raise _fault(file, number, columns[-1], f"a key found in {place}", shown)


# What a schema cannot say: how the cells of one row, or the rows of one table, must agree.


def _check_days(rows: tuple[Row, ...], file: str, folder: Path) -> None:
    for number, row in enumerate(rows, start=2):
        if not row.get("recheck_by"):
            continue
        if row["seen"] is None:
            raise _fault(file, number, "seen", "a date, because recheck_by has one", None)
        if row["recheck_by"] <= row["seen"]:
            raise _fault(file, number, "recheck_by", "a date after the date seen", str(row["recheck_by"]))


def _check_also(rows: tuple[Row, ...], file: str, folder: Path) -> None:
    if not rows or "also" not in rows[0]:
        return
    known = {row["key"] for row in _table("sources", folder)}
    for number, row in enumerate(rows, start=2):
        for key in parted(row["also"]):
            if key not in known:
                raise _fault(file, number, "also", "keys found in data/sources.csv, parted by |", key)
            if key == row.get("source"):
                raise _fault(file, number, "also", "sources other than the one in the column source", key)


def _check_spans(rows: tuple[Row, ...], file: str, folder: Path) -> None:
    if not rows or "valid_from" not in rows[0]:
        return
    for number, row in enumerate(rows, start=2):
        if row["valid_from"] and row["valid_to"] and row["valid_to"] < row["valid_from"]:
            raise _fault(file, number, "valid_to", "a date no earlier than the start", str(row["valid_to"]))


def _check_rules(rows: tuple[Row, ...], file: str, folder: Path) -> None:
    if not rows or "not_before" not in rows[0]:
        return
    by_key: dict[str, list[tuple[date, date, int]]] = {}
    for number, row in enumerate(rows, start=2):
        start, end = row["valid_from"] or row["not_before"], row["valid_to"] or date.max
        if start is None:
            raise _fault(file, number, "not_before", "a date, because valid_from is empty", None)
        if row["valid_from"] is None and not row["note"]:
            raise _fault(file, number, "note", "why valid_from is empty", None)
        if end < start:
            raise _fault(file, number, "valid_to", "a date no earlier than the start", str(end))
        by_key.setdefault(row["key"], []).append((start, end, number))
    for key, spans in by_key.items():
        spans.sort()
        for (_, end, before), (start, _, number) in zip(spans, spans[1:], strict=False):
            if start <= end:
                raise _fault(file, number, "valid_from", f"{key} to start after row {before} ends", str(start))


def _on_step(value: float, low: float, step: float) -> bool:
    steps = (value - low) / step
    return abs(steps - round(steps)) < 1e-6


def _check_levers(rows: tuple[Row, ...], file: str, folder: Path) -> None:
    if not rows or "default" not in rows[0]:
        return
    held = [name for name, resource in _package(folder).items() if set(_names(resource)) >= FIGURE_COLUMNS]
    figures = {row["key"] for name in held for row in _table(name, folder)} | {""}
    for number, row in enumerate(rows, start=2):
        if row["anchor"] not in figures:
            raise _fault(file, number, "anchor", f"a key found in one of data/{', '.join(held)}", row["anchor"])
        low, high, step = row["low"], row["high"], row["step"]
        if high <= low:
            raise _fault(file, number, "low", f"less than {high:g}", f"{low:g}")
        if not low <= row["default"] <= high:
            raise _fault(file, number, "default", f"{low:g} to {high:g}", f"{row['default']:g}")
        for column in ("high", "default"):
            if not _on_step(row[column], low, step):
                raise _fault(file, number, column, f"whole steps of {step:g} from {low:g}", f"{row[column]:g}")
        options = parted(row["options"])
        if (row["format"] == "choice") != bool(options):
            raise _fault(file, number, "options", "labels for a choice, and for nothing else", row["options"])
        if options and (low, high, step) != (0, len(options) - 1, 1):
            raise _fault(file, number, "high", f"{len(options) - 1} for {len(options)} options", f"{high:g}")


def _check_presets(rows: tuple[Row, ...], file: str, folder: Path) -> None:
    if not rows or "preset" not in rows[0]:
        return
    levers = {(row["explorer"], row["lever"]): row for row in _table("levers", folder)}
    for number, row in enumerate(rows, start=2):
        lever = levers[row["explorer"], row["lever"]]
        if not lever["low"] <= row["value"] <= lever["high"]:
            raise _fault(file, number, "value", f"{lever['low']:g} to {lever['high']:g}", f"{row['value']:g}")
        if not _on_step(row["value"], lever["low"], lever["step"]):
            raise _fault(file, number, "value", f"whole steps of {lever['step']:g}", f"{row['value']:g}")


_TABLE_RULES = (_check_also, _check_days, _check_spans, _check_rules, _check_levers, _check_presets)
