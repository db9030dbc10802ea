"""Rules with dates: what held on a given day, and who says so."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from .figures import Dated, as_date
from .sources import Source, source
from .tables import EvidenceError, data_dir, suggest, table

_PAIR = re.compile(r"articles (?P<one>(?:3|4|13)\(.+?) and (?P<several>(?:5|6)\(.+|14.*)")


@dataclass(frozen=True)
class Rule(Dated):
    """One rule as it stood between two days (both included).

    `valid_from` is None where the start was not read; the rule then cannot be older than `not_before`.
    `valid_to` is None where no end is known. `value` is text: the number or word a model would use, several parted
    by "|" (see `parted`), "not read" for a rule whose wording was not seen, or "". `body` is whom the rule is about,
    `applies_to` the boards or areas it holds for, `also` the keys of further sources, parted by "|".

    A rule of kind "law" was read in the text that `instrument` and `article` name. "reading" is what we take from two
    provisions together or from what a text leaves out; "open" is what a text leaves unsaid, with our reading of it.
    `legs` is what a page that teaches the rule must say, parted by "|", words that serve as well by "/"; `binds` names
    the levers it settles, as explorer:lever, parted by "|".
    """

    key: str
    topic: str
    rule: str
    value: str
    valid_from: date | None
    valid_to: date | None
    not_before: date | None
    instrument: str
    article: str
    kind: str
    source: Source
    locator: str
    confidence: str
    seen: date
    recheck_by: date
    note: str
    body: str = ""
    applies_to: str = ""
    also: str = ""
    legs: str = ""
    binds: str = ""

    @property
    def read(self) -> bool:
        """Return False where a rule exists but its wording was not read: a model must not take it for law."""
        return self.value != "not read"

    @property
    def start_read(self) -> bool:
        """Return True where a source gave the day the rule began."""
        return self.valid_from is not None

    def article_for(self, *, several: bool) -> str:
        """Return the article for a board of one council, or of `several`: "articles 3(1)(f) and 5(2)(f)" names both.

        Articles 3, 4 and 13 of SSI 2014/285 are for one council and articles 5, 6 and 14 for two or more (article 2).
        An article that is not in such a pair is returned as it is.
        """
        pair = _PAIR.fullmatch(self.article)
        return f"article {pair['several' if several else 'one']}" if pair else self.article

    def holds(self, day: date) -> bool:
        """Return True if the rule is known, or may be taken, to hold on `day`."""
        return (self.valid_from or self.not_before) <= day <= (self.valid_to or date.max)


def rule(name: str, *, as_at: date | str) -> Rule:
    """Return the rule called `name` ("set-aside" or "set aside") as it stood on the day `as_at`.

    Raises `EvidenceError` for an unknown name (with near matches), for something that is not a date, and for a day
    on which no row holds: it says whether that is before the first day known, or in a gap or after the end.
    """
    key, day = str(name).strip().lower().replace(" ", "-"), as_date(as_at)
    versions = _rules(data_dir())
    if key not in versions:
        raise suggest("rule", name, versions)
    for row in versions[key]:
        if row.holds(day):
            return row
    first = versions[key][0]
    start = first.valid_from or first.not_before
    if day < start:
        why = f"it was first in force on {start}" if first.start_read else f"it cannot be older than {start}"
        raise EvidenceError(f"no rule called {key!r} was in force on {day}: {why}, by {first.instrument}")
    raise EvidenceError(f"no rule called {key!r} was read for {day}: the dated rows in data/rules.csv leave it out")


def rules() -> tuple[Rule, ...]:
    """Return every dated rule: rows of one key stand together, oldest first."""
    return tuple(row for rows in _rules(data_dir()).values() for row in rows)


def wordings(key: str) -> tuple[Rule, ...]:
    """Return the dated rows of one rule, oldest first; none for a key that no row has."""
    return _rules(data_dir()).get(key, ())


@cache
def _rules(folder: Path) -> dict[str, tuple[Rule, ...]]:
    versions: dict[str, list[Rule]] = {}
    for row in table("rules"):
        versions.setdefault(row["key"], []).append(Rule(**{**row, "source": source(row["source"])}))
    for rows in versions.values():
        rows.sort(key=lambda row: row.valid_from or row.not_before)
    return {key: tuple(rows) for key, rows in versions.items()}
