"""Figures: each one a number with its unit, year, bound, kind and source."""

from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path

from .sources import Source, source
from .tables import EvidenceError, data_dir, figure_tables, suggest, table

NO_BREAK = "\u00a0"
MINUS = "\u2212"

# Kind -> (words on the badge, CSS class of the badge). The words carry the meaning; the class only the look.
BADGES = {
    "law": ("Law", "law"),
    "official-statistic": ("Official statistic", ""),
    "audit-finding": ("Audit finding", "audit"),
    "estimate-at-the-time": ("Estimate at the time", "estimate"),
    "press-report": ("Press report", "press"),
    "official-document": ("Official document", ""),
    "parliamentary-evidence": ("Evidence to Parliament", ""),
    "guidance": ("Guidance", ""),
    "study": ("Study", ""),
    "commentary": ("Commentary", "press"),
    "illustrative": ("Illustrative", "illustrative"),
    "assumed": ("Assumed", "assumed"),
    "reading": ("Our reading", "assumed"),
    "open": ("Open in the law", "assumed"),
}


class Dated:
    """What a figure and a rule can both say of their row: its badge, and whether it is to be read again."""

    kind: str
    recheck_by: date

    @property
    def badge(self) -> str:
        """Return the words of the badge: "Audit finding"."""
        return BADGES[self.kind][0]

    @property
    def badge_class(self) -> str:
        """Return the CSS class of the badge: "audit", or "" for the plain one."""
        return BADGES[self.kind][1]

    def overdue(self, today: date | str) -> bool:
        """Return True after the day by which the row was to be checked again."""
        return as_date(today, "today") > self.recheck_by


@dataclass(frozen=True)
class Figure(Dated):
    """One figure: `value` in `unit`, hedged by `bound` ("", "more than", "almost" or "about").

    `partnership` is "" for a figure that is not one area's; `nation` is "" outside the tables of the four nations.
    """

    key: str
    value: float
    unit: str
    period: str
    bound: str
    what: str
    body: str
    kind: str
    source: Source
    locator: str
    seen: date
    recheck_by: date
    note: str
    partnership: str = ""
    nation: str = ""

    @property
    def text(self) -> str:
        """Return the figure for prose, bound first: "almost £9bn", "81%", "−9%", "30 IJBs" (no-break space)."""
        number = f"{self.bound} {quantity(self.value, self.unit)}"
        return number.strip(" ")


_FIELDS = tuple(field.name for field in fields(Figure))


# Unit -> (text before the number, text after it, the text after a single one where it differs). Spaces do not break.
UNITS = {
    "GBP bn": ("£", "bn"),
    "GBP m": ("£", "m"),
    "GBP a day": ("£", " a day"),
    "GBP per adult": ("£", " per adult"),
    "GBP per person": ("£", " per person"),
    "per cent": ("", "%"),
    "per cent a year": ("", "% a year"),
    "per 100,000 people": ("", " per 100,000 people"),
    "million hours": ("", " million hours"),
    "IJBs": ("", " IJBs", " IJB"),
    "partnerships": ("", " partnerships", " partnership"),
    "bodies": ("", " bodies", " body"),
    "teams": ("", " teams", " team"),
    "areas": ("", " areas", " area"),
    "people": ("", " people", " person"),
    "homes": ("", " homes", " home"),
    "places": ("", " places", " place"),
    "beds": ("", " beds", " bed"),
    "bed days": ("", " bed days", " bed day"),
    "admissions": ("", " admissions", " admission"),
    "months": ("", " months", " month"),
    "years": ("", " years", " year"),
    "schemes": ("", " schemes", " scheme"),
    "studies": ("", " studies", " study"),
    "times": ("", " times", " time"),
}


def quantity(value: float, unit: str) -> str:
    """Return `value` with its `unit` as printed: "£8.5bn", "£457m", "−9%", "3.1% a year", "3 times".

    Raises `EvidenceError` for a unit that has no printed form.
    """
    if unit not in UNITS:
        raise EvidenceError(f"there is no printed form for the unit {unit!r}")
    before, *after = UNITS[unit]
    sign, number = (MINUS if value < 0 else ""), f"{abs(value):,.10f}".rstrip("0").rstrip(".")
    words = after[-1 if number == "1" else 0]
    return sign + before + number + (NO_BREAK + words[1:] if words.startswith(" ") else words)


def as_date(value: date | str, name: str = "as_at") -> date:
    """Return a date from a date or from "YYYY-MM-DD". Raises `EvidenceError` for anything else."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    elif isinstance(value, date):
        return date(value.year, value.month, value.day)  # a datetime would not compare with a date
    raise EvidenceError(f"{name}: expected a date as YYYY-MM-DD, found {value!r}")


def figure(key: str) -> Figure:
    """Return the figure called `key` from whichever table of figures holds it.

    Raises `EvidenceError`, with near matches, for an unknown key.
    """
    figures = _figures(data_dir())
    if key not in figures:
        raise suggest("figure", key, figures)
    return figures[key]


def figures() -> tuple[Figure, ...]:
    """Return every figure of every table, in the order of the tables."""
    return tuple(_figures(data_dir()).values())


@cache
def _figures(folder: Path) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    homes: dict[str, str] = {}
    for name in figure_tables():
        for number, row in enumerate(table(name), start=2):
            key = row["key"]
            if key in figures:
                raise EvidenceError(
                    f"data/{name}.csv, row {number}, column key: expected a key not used in data/{homes[key]}.csv, "
                    f"found {key!r}"
                )
            homes[key] = name
            figures[key] = Figure(**{n: row[n] for n in _FIELDS if n in row} | {"source": source(row["source"])})
    return figures
