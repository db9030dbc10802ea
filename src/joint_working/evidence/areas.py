"""Places: the 31 partnerships by any name people use, and counts added up from councils. Rates are never averaged."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from .tables import EvidenceError, Row, Table, data_dir, describe, parted, select, suggest, table

_LEVELS = {"authority": "authority_code", "health board": "health_board_code", "Scotland": None}
SCOTLAND = "S92000003"


@dataclass(frozen=True)
class Authority:
    """One of the 31 partnerships: an integration joint board, or Highland's lead agency.

    `established` is None where the day was not seen. `councils` and `localities` are names.
    """

    code: str
    name: str
    model: str
    health_board: str
    councils: tuple[str, ...]
    council_codes: tuple[str, ...]
    established: date | None
    localities: tuple[str, ...]
    other_names: tuple[str, ...]
    note: str


def authority(code_or_name: str) -> Authority:
    """Return a partnership by its code or by a name people use: "S37000005", "Clacks and Stirling", "Western Isles".

    Case, hyphens, "&" and "and" make no difference. Raises `EvidenceError`, with near matches, for any other name.

    >>> authority("clacks & stirling").councils
    ('Clackmannanshire', 'Stirling')
    """
    known = _authorities(data_dir())
    if (plain := _plain(str(code_or_name))) not in known:
        raise suggest("partnership", plain, known)
    return known[plain]


def authorities() -> tuple[Authority, ...]:
    """Return the 31 partnerships in the order of the table."""
    return tuple(dict.fromkeys(_authorities(data_dir()).values()))


def add_up(name: str, column: str, *, to: str = "authority", **where: object) -> Table:
    """Return a column of counts added up from councils `to` "authority", "health board" or "Scotland".

    Each row holds the code of the larger area in place of the council's, the other key columns of the table, and
    the sum; a sum is None where one of its parts is missing. Rows that are not a council's are left out. `where`
    chooses rows as in `select`. Raises `EvidenceError` for a column that does not add: rates, shares, unit costs.
    """
    if to not in _LEVELS:
        raise suggest("kind of area", to, _LEVELS)
    rows, dimensions = select(name, **where), _dimensions(name)
    _refuse_rates(rows, column)
    larger = _larger(to)
    sums: dict[tuple, float | None] = {}
    for row in rows:
        if row["council_code"] in larger:
            place = (larger[row["council_code"]], *(row[part] for part in dimensions))
            so_far = sums.get(place, 0)
            sums[place] = None if so_far is None or row[column] is None else so_far + row[column]
    columns = [_LEVELS[to] or "council_code", *dimensions, column]
    totals = (MappingProxyType(dict(zip(columns, [*place, total], strict=True))) for place, total in sums.items())
    return Table(name, totals)


def rate(name: str, top: str, bottom: str, *, per: float = 1, to: str = "authority", **where: object) -> Table:
    """Return `per` x (sum of `top`) / (sum of `bottom`), the only right way to a rate for a larger area.

    Both must be counts of one table; the rows are as in `add_up`, with the value in the column "rate" (None where
    a part is missing or the bottom is nought).
    """
    pairs = zip(add_up(name, top, to=to, **where), add_up(name, bottom, to=to, **where), strict=True)
    rates: list[Row] = []
    for above, below in pairs:
        row = {key: value for key, value in above.items() if key != top}
        whole = below[bottom] and above[top] is not None
        rates.append(MappingProxyType(row | {"rate": per * above[top] / below[bottom] if whole else None}))
    return Table(name, rates)


def _plain(name: str) -> str:
    return " ".join(re.sub(r"\band\b|[^a-z0-9]+", " ", name.casefold().replace("'", "")).split())


@cache
def _authorities(folder: Path) -> dict[str, Authority]:
    boards = {row["health_board_code"]: row["health_board"] for row in table("health_boards")}
    councils: dict[str, list[Row]] = {}
    for row in table("councils"):
        councils.setdefault(row["authority_code"], []).append(row)
    known: dict[str, Authority] = {}
    for number, row in enumerate(table("authorities"), start=2):
        mine = councils.get(row["authority_code"], [])
        authority = Authority(
            code=row["authority_code"],
            name=row["authority"],
            model=row["model"],
            health_board=boards[row["health_board_code"]],
            councils=tuple(council["council"] for council in mine),
            council_codes=tuple(council["council_code"] for council in mine),
            established=row["established"],
            localities=tuple(parted(row["localities"])),
            other_names=tuple(parted(row["other_names"])),
            note=row["note"],
        )
        for name in (authority.code, authority.name, *authority.other_names):
            if known.setdefault(_plain(name), authority) is not authority:
                raise EvidenceError(
                    f"data/authorities.csv, row {number}, column other_names: "
                    f"expected names no other partnership has, found {name!r}"
                )
    return known


def _dimensions(name: str) -> list[str]:
    """Return the columns that tell a council's rows apart, and are alike in what is added up."""
    fields = describe(name)["schema"]["fields"]
    if "council_code" not in [field["name"] for field in fields]:
        raise EvidenceError(f"data/{name}.csv has no column council_code to add up from")
    key = describe(name)["schema"].get("primaryKey", [])
    return [column for column in ([key] if isinstance(key, str) else key) if column != "council_code"]


def _refuse_rates(rows: Table, column: str) -> None:
    fields = {field["name"]: field for field in describe(rows.name)["schema"]["fields"]}
    if column not in fields:
        raise suggest(f"column in data/{rows.name}.csv", column, fields)
    measure = next((part for part in ("indicator", "measure") if part in fields), None)
    if column == "value" and measure:
        adds = {row["indicator"]: row["adds"] == "yes" for row in select("indicators", table=rows.name)}
        wrong: Iterable[str] = sorted({row[measure] for row in rows if not adds.get(row[measure])})
    else:
        wrong = [] if fields[column].get("adds") else [column]
    for line in wrong:
        raise EvidenceError(
            f"data/{rows.name}.csv, column {column}: {line} is not a count, so it cannot be added up or averaged "
            "over areas; add up the counts it is made of and divide (evidence.rate)"
        )


def _larger(to: str) -> dict[str, str]:
    column = _LEVELS[to]
    return {row["council_code"]: row[column] if column else SCOTLAND for row in table("councils")}
