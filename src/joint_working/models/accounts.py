"""A board's own figures, as a file, a paste or a form holds them: read rightly, or told what is wrong, row by row.

The rules are rows of `data/account_fields.csv`, `account_faults.csv` and `account_measures.csv`: which columns there
are, what is accepted, every sentence, and what is worked out. Nothing about money is written here. The page runs this
file too, compiled by `script.py`. Both are tried on `tests/models/account_cases.yaml`.

A row is one year on one basis, numbered as in a spreadsheet: the headings are row 1. Sums are in £ million.

Nothing a heading says is passed over. Beside the name of its column it may give a unit; whatever else stands there, in
brackets, after a comma or bare, is asked about, since it may change what the sums mean.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from joint_working.words import printed

YEAR, CHOICE, UNIT, MONEY, NOTE = "year", "choice", "unit", "money", "note"

#: What may part the cells of a row, the likeliest first where two are as frequent.
MARKS = "\t;|,"
SPACES = "[ \t\r\n\u00a0\u2007\u2009\u200b\u202f\ufeff]+"
MINUSES = "-\u2212\u2013"
LONGEST = 40
#: What older Windows writes from 128 to 159; five places of that alphabet are empty.
WINDOWS = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ"

#: The longest heading in which a name is looked for, and the most words of a name.
LONGEST_HEADING, MOST_WORDS = 200, 9
#: A pair of brackets with no other inside; what may stand between the words of a name, and at the ends of what is said
#: beside it; and which of that parts a remark from a name, as a comma does.
BRACKETS = r"[(\[{]([^()\[\]{}]*)[)\]}]"
QUIET = " ,;:/|.-_'\u2018\u2019\u2010\u2011\u2013\u2014"
ENDS = QUIET + '"\u201c\u201d()[]{}'
PARTING = ',;:/|\u2013\u2014"\u201c\u201d()[]{}'
#: What may stand before a unit in a heading, and what a unit may be written with.
BEFORE_UNIT = "^((all|the|sums?|figures?|amounts?|values?|units?|are|is|shown|given|in)[ :]+)+"
IN_UNIT = "[ '\u2018\u2019`,.]"
#: A sum that says its unit itself.
SAYS_MILLION = r"[0-9] ?(m|million) ?\)?$"


@dataclass(frozen=True)
class Field:
    """A column. `needed` is "column" (it must be there), "cell" (nor may a cell be empty) or "".

    `names` are other headings it may have, as `heading` leaves them. `options` are the words of a choice by every way
    of writing them; for the unit `divide` turns each into £ million. `low` and `high` are first years for a year.
    `part_of` is the field it cannot be more than.
    """

    key: str
    label: str
    kind: str
    needed: str = ""
    low: float | None = None
    high: float | None = None
    names: tuple[str, ...] = ()
    options: Mapping[str, str] = dataclasses.field(default_factory=dict)
    divide: Mapping[str, float] = dataclasses.field(default_factory=dict)
    part_of: str = ""


@dataclass(frozen=True)
class Fault:
    """Something that can be wrong: the `kinds` of cell, file or heading it is looked for in, and what to say."""

    key: str
    kinds: tuple[str, ...]
    pattern: str
    limit: float | None
    sentence: str


@dataclass(frozen=True)
class Measure:
    """What is worked out of a row: the sum of `top`, or that as a share of the sum of `bottom` in per cent.

    A term is a field's key, after "-" where it is taken off, and after "before." where it is the year before's. One
    that ends in "?" may be blank, and then counts as nothing. `says` is what is said of it, and `none` what is said of
    one that prints as nought; "" for no words.
    """

    key: str
    label: str
    top: tuple[str, ...]
    bottom: tuple[str, ...]
    format: str
    lever: str
    says: str
    none: str = ""


@dataclass(frozen=True)
class Word:
    """Words of headings as people write them: what they are looked for with, and what a heading with them `gives`."""

    use: str
    gives: str
    pattern: str


@dataclass(frozen=True)
class Bound:
    """How much of the sum of `bottom` the sum of `top` can be, in per cent, before the reader is asked about it.

    `asked` is the field whose unit is in doubt. Terms are those of a measure.
    """

    key: str
    asked: str
    top: tuple[str, ...]
    bottom: tuple[str, ...]
    most: float
    says: str


@dataclass(frozen=True)
class Rules:
    """The columns, the faults in the order in which they are looked for, and the measures.

    `words` and `bounds` are for a table of any shape: what its headings may mean, and which sums are asked about.
    """

    fields: tuple[Field, ...]
    faults: tuple[Fault, ...]
    measures: tuple[Measure, ...]
    words: tuple[Word, ...] = ()
    bounds: tuple[Bound, ...] = ()

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the field of every name a heading may have, as `heading` leaves it."""
        return {
            name: field.key
            for field in self.fields
            for name in (heading(field.key), heading(field.label), *field.names)
        }

    @cached_property
    def units(self) -> dict[str, str]:
        """Return the unit for every way of writing it, as `unit_of` leaves that."""
        return {re.sub(IN_UNIT, "", word): unit for word, unit in self.field[UNIT].options.items()}

    @cached_property
    def fault(self) -> Mapping[str, Fault]:
        """The faults by key."""
        return {fault.key: fault for fault in self.faults}

    @cached_property
    def field(self) -> Mapping[str, Field]:
        """The fields by key."""
        return {field.key: field for field in self.fields}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, or a remark. `row` 0 is the whole file; `column`, counted from 0, is -1 for the row."""

    row: int
    column: int
    key: str
    sentence: str


@dataclass(frozen=True)
class Heading:
    """What a heading means: its field, "" for a column of the reader's own, and the unit it gives, "" for none.

    `fault` is the key of what must be asked about it, and `said` the reader's words that are asked about.
    """

    field: str = ""
    unit: str = ""
    fault: str = ""
    said: str = ""


@dataclass(frozen=True)
class Row:
    """One year on one basis: by field, the year and basis as text, sums in £ million, None for a gap."""

    number: int
    values: Mapping[str, object]


@dataclass(frozen=True)
class Accounts:
    """What was read. `rows` is empty while there are problems: nothing is half-loaded.

    `heads` and `cells` are what was typed, each row with its number; `fields` names the field of each column, "" for a
    column that is kept and not used, and `units` the unit its heading gives, "" for none. `fits` is False where the
    table cannot be put in the form. `top` is the row of the headings, 0 where there is none.
    """

    heads: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    cells: tuple[tuple[int, tuple[str, ...]], ...] = ()
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    fits: bool = False
    top: int = 0


# --- From a file to rows of cells --------------------------------------------------------------------------


def read(source: str | bytes, rules: Rules) -> Accounts:
    """Return what a text, or the bytes of a file, holds. It never raises: what is wrong is among the problems."""
    source, refusal = text_of(source, rules)
    if refusal:
        return Accounts(problems=(refusal,))
    rows, opened = records(source)
    if opened:
        return Accounts(problems=(problem(rules, "open-quote", row=opened),))
    return check(rows, rules, marked(source)[0])


#: How the files of older spreadsheets begin, and those that are locked.
OLD_FILE = b"\xd0\xcf\x11\xe0"


def text_of(source: str | bytes, rules: Rules) -> tuple[str, Problem | None]:
    """Return the text of a paste or of a file's bytes, and why it cannot be read, or None."""
    refusal = None
    if isinstance(source, bytes):
        start = (source if source[:4] == OLD_FILE else source[:16]).decode("latin-1")
        for fault in rules.faults:
            if not refusal and "bytes" in fault.kinds and _search(fault.pattern, start):
                refusal = problem(rules, fault.key)
        refusal = refusal or too_large(len(source), rules)
        if refusal:
            return "", refusal
        source = decoded(source)
    source = source.removeprefix("\ufeff")
    refusal = too_large(len(source.encode("utf-8", "replace")), rules)
    if not refusal and not tidy(source):
        refusal = problem(rules, "empty")
    for fault in rules.faults:
        if not refusal and "text" in fault.kinds and _search(fault.pattern, source):
            refusal = problem(rules, fault.key)
    return source, refusal


def decoded(data: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 with or without its mark, or else the letters of older Windows."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data[2:].decode("utf-16-le" if data[0] == 0xFF else "utf-16-be", "replace")
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:].decode("utf-8", "replace")
    start = data[:1000]
    if len(start) > 3:
        for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
            places = [start[at] for at in range(first, len(start), 2)]
            if places.count(0) * 2 > len(places):
                return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return re.sub("[\x80-\x9f]", lambda match: WINDOWS[ord(match[0]) - 128], data.decode("latin-1"))


def records(text: str, mark: str = "") -> tuple[list[list[str]], int]:
    """Return the cells of each row, and the row in which a quotation mark is opened and never closed (0 if none).

    A quoted cell may hold marks, line ends and doubled quotation marks. `mark` parts the cells; "" finds it.
    """
    first, text = marked(text)
    mark = mark or first
    rows: list[list[str]] = []
    row: list[str] = []
    cell, quoted, touched, opened = "", False, False, 0
    letters = list(text)
    at, end = 0, len(letters)
    while at < end:
        letter = letters[at]
        at += 1
        if quoted:
            if letter != '"':
                cell += letter
            elif at < end and letters[at] == '"':
                cell += '"'
                at += 1
            else:
                quoted = False
        elif letter == '"' and not cell.strip(" ") and not touched:
            cell, quoted, touched, opened = "", True, True, len(rows) + 1
        elif letter == mark or letter in "\r\n":
            row.append(cell)
            cell, touched = "", False
            if letter != mark:
                if letter == "\r" and at < end and letters[at] == "\n":
                    at += 1
                rows.append(row)
                row = []
        else:
            cell += letter
    if quoted:
        return rows, opened
    if cell or row or touched:
        rows.append([*row, cell])
    return rows, 0


def marked(text: str) -> tuple[str, str]:
    """Return the mark that parts cells, and the text without a first line that names it, as `sep=;` does.

    Where no line names it, it is the commonest one in the first row that is not blank.
    """
    told = re.match(r"sep=([\t;|,])\r?\n", text)
    return (told.group(1), text[told.end() :]) if told else (_mark(text), text)


def _mark(text: str) -> str:
    """Return the mark that parts the cells of the first row that is not blank."""
    counts = dict.fromkeys(MARKS, 0)
    quoted, seen = False, False
    for letter in text:
        if letter == '"':
            quoted = not quoted
        elif not quoted and letter in "\r\n":
            if seen:
                break
            counts = dict.fromkeys(MARKS, 0)
        elif not quoted and letter in counts:
            counts[letter] += 1
        seen = seen or bool(tidy(letter)) and letter not in counts
    most = max(counts.values())
    return next(mark for mark in MARKS if counts[mark] == most) if most else ","


def write(heads: Sequence[str], cells: Iterable[Sequence[str]]) -> str:
    """Return rows of cells as CSV text that `read` takes back as they are.

    A cell a spreadsheet would run as a formula gets an apostrophe, unless it is a number; `read` takes it off again.
    """
    return "".join(",".join(map(_written, row)) + "\r\n" for row in (heads, *cells))


def _written(cell: str) -> str:
    if re.match(r"'*[=+\-@]", cell) and not re.fullmatch(r"[+-]?[0-9.,]+", cell):
        cell = "'" + cell
    return '"' + cell.replace('"', '""') + '"' if re.search(r'[",;|\t\r\n]|^ | $', cell) else cell


# --- From rows of cells to figures -------------------------------------------------------------------------


def check(table: Sequence[Sequence[str]], rules: Rules, mark: str = "") -> Accounts:
    """Return the figures of a table of cells, the headings in its first row that is not blank, or what is wrong.

    `mark` is what parted the cells, where that is known: beside semicolons a comma may be a decimal point.
    """
    table = [[_unguarded(tidy(cell)) for cell in row] for row in table]
    filled = [number for number, row in enumerate(table, 1) if any(row)]
    if not filled:
        return Accounts(problems=(problem(rules, "empty"),))
    top = filled[0]
    heads = _trimmed(table[top - 1])
    meant = [understood(head, rules) for head in heads]
    fields, units = tuple(item.field for item in meant), tuple(item.unit for item in meant)
    rows = [(number, _trimmed(table[number - 1])) for number in filled[1:]]
    wide = len(heads)
    wrong = _headings(top, heads, meant, rows, rules) or [
        problem(rules, "too-many-cells", row=number, size=len(row), limit=wide)
        for number, row in rows
        if len(row) > wide
    ]
    if wrong:
        return Accounts(heads=tuple(heads), fields=fields, units=units, problems=tuple(wrong), top=top)
    cells = tuple((number, (*row, *[""] * (wide - len(row)))) for number, row in rows)
    doubt = _doubt(cells, fields, rules, mark)
    read_rows = []
    for number, row in cells:
        values, faults = _row(number, row, heads, meant, doubt, rules)
        read_rows.append(Row(number, values))
        wrong += faults
    wrong += _twice(read_rows, fields, rules)
    wrong.sort(key=lambda item: (item.row, item.column))
    kept = [
        problem(rules, "column-kept", column=at, row=top, field=_short(heads[at]))
        for at, key in enumerate(fields)
        if not key and heads[at]
    ]
    kept += [one for row in read_rows for one in _help_asked(row, rules)] if not wrong else []
    return Accounts(
        heads=tuple(heads), fields=fields, units=units, cells=cells, rows=() if wrong else tuple(read_rows),
        problems=tuple(wrong), remarks=tuple(kept), fits=not any(item.key in READ_TWICE for item in wrong), top=top,
    )  # fmt: skip


def _help_asked(row: Row, rules: Rules) -> list[Problem]:
    """Return the question about help in the payments: asked of a year that ended over budget, where it is not said.

    Help that is both in a payment and in the overspend would be counted twice, in the pot and in the gap.
    """
    over, said = row.values.get("overspend"), [row.values.get(name) for name in ("health_extra", "council_extra")]
    if row.values["basis"] != "outturn" or over is None or over <= 0 or any(value is not None for value in said):
        return []
    told = {"cell": f"£{printed(over, 2)}m", "field": rules.field["health_extra"].label}
    return [problem(rules, "help-asked", row=row.number, **told)]


#: Sums that can be read twice only beside the others of their file: put in the form alone they would look sure.
READ_TWICE = ("comma-twice", "point-twice")


def _doubt(cells, fields, rules: Rules, mark: str) -> str:
    """Return what makes a comma doubtful: "comma" where some sum has one for a point, ";" where that parts cells."""
    pattern = rules.fault["decimal-comma"].pattern
    money = [at for at, key in enumerate(fields) if key and rules.field[key].kind == MONEY]
    if any(_search(pattern, row[at]) for _, row in cells for at in money):
        return "comma"
    return ";" if mark == ";" else ""


def tidy(cell: str) -> str:
    """Return a cell without spaces at its ends, every run of spaces and line ends in it as one space.

    >>> tidy("  Health\\u00a0board\\n pays in ")
    'Health board pays in'
    """
    return re.sub(SPACES, " ", cell).strip(" ")


def heading(cell: str) -> str:
    """Return a name as it is compared: small letters and figures.

    >>> heading("Over budget at the year’s end")
    'over budget at the year s end'
    """
    return re.sub(r"[^a-z0-9]+", " ", cell.lower()).strip(" ")


def unit_of(text: str, rules: Rules) -> str:
    """Return the unit a text gives and nothing else, or ""."""
    return rules.units.get(re.sub(IN_UNIT, "", re.sub(BEFORE_UNIT, "", text.lower())), "")


def understood(head: str, rules: Rules) -> Heading:
    """Return what a heading means, all of it: a known name, a unit, and what must be asked about.

    A heading without a known name is a column of the reader's own, unless it holds nothing but a unit, or a sum whose
    sign may count either way. So is one with bare words beside the name that say nothing known: "Council tax".
    """
    if len(head) > LONGEST_HEADING:
        return Heading()
    pieces, outside = [], head
    while bracket := re.search(BRACKETS, outside):
        pieces += _pieces(bracket.group(1), "brackets", rules)
        outside = outside[: bracket.start()] + " " + outside[bracket.end() :]
    name = _named(outside, rules)
    if not name:
        return Heading(fault=_nameless(head, outside, rules))
    key, start, end = name
    called = heading(outside[start:end])
    for piece in list(pieces):  # as in "Savings (planned)"
        words = heading(piece[0])
        longer = rules.names.get(f"{called} {words}") or rules.names.get(f"{words} {called}")
        if longer:
            key = longer
            pieces.remove(piece)
    field, unit, wrong = rules.field[key], "", []
    for words, how in pieces + _beside(outside[:start], -1, rules) + _beside(outside[end:], 1, rules):
        given = unit_of(words, rules)
        if given and field.kind == MONEY:
            wrong += [("heading-two-units", words)] if unit not in ("", given) else []
            unit = unit or given
        elif not _accepted(words, how, field, given, rules):
            fault = _asked(words, how, field, rules)
            if not fault and how in ("before", "after"):
                return Heading(fault=_nameless(head, outside, rules))
            wrong.append((fault or "heading-not-understood", words))
    return Heading(key, unit, *(wrong[0] if wrong else ()))


def _nameless(head: str, outside: str, rules: Rules) -> str:
    """Return what must be asked about a heading without a known name."""
    if unit_of(head.strip(ENDS), rules) or unit_of(outside.strip(ENDS), rules):
        return "heading-unit-alone"
    return "heading-unsaid" if _search(rules.fault["heading-unsaid"].pattern, heading(outside)) else ""


def _named(text: str, rules: Rules) -> tuple[str, int, int] | None:
    """Return the field whose name stands in a text, and where it begins and ends.

    It is the longest name with which the text begins, or else the longest there is.
    """
    words = [(match.group().lower(), match.start(), match.end()) for match in re.finditer("[A-Za-z0-9]+", text)]
    sizes = range(min(MOST_WORDS, len(words)), 0, -1)
    runs = [(0, size) for size in sizes] + [(first, size) for size in sizes for first in range(1, len(words))]
    for first, size in runs:
        run = words[first : first + size]
        key = rules.names.get(" ".join(word for word, _, _ in run)) if len(run) == size else None
        gaps = "".join(text[last[2] : other[1]] for last, other in zip(run, run[1:], strict=False))
        if key and not gaps.strip(QUIET):
            return key, run[0][1], run[-1][2]
    return None


def _beside(text: str, side: int, rules: Rules) -> list[tuple[str, str]]:
    """Return what stands beside a name, before it (-1) or after it (1), and how: parted from it, or bare."""
    words = text.strip(ENDS)
    if not words:
        return []
    gap = text[: len(text) - len(text.lstrip(ENDS))] if side > 0 else text[len(text.rstrip(ENDS)) :]
    near = words[0] if side > 0 else words[-1]
    parted = any(mark in gap for mark in PARTING) or " -" in gap or "- " in gap or not re.match("[A-Za-z0-9]", near)
    return _pieces(words, "parted" if parted else "after" if side > 0 else "before", rules)


def _pieces(words: str, how: str, rules: Rules) -> list[tuple[str, str]]:
    """Return words beside a name, parted where commas part them, each with how it stands there; none that is empty."""
    pieces = [words] if unit_of(words.strip(ENDS), rules) else re.split("[,;]", words)
    return [(piece.strip(ENDS) or piece.strip(" "), how) for piece in pieces if piece.strip(" ")]


def _accepted(words: str, how: str, field: Field, unit: str, rules: Rules) -> bool:
    """Return whether words beside a name, which give a unit or none, say what the column means anyway."""
    if field.kind == NOTE:
        return not unit and how not in ("before", "after")
    if field.kind == YEAR:
        return bool(_search(rules.fault["year-words-accepted"].pattern, words))
    if field.kind == CHOICE:
        known = {word for option in field.options for word in option.split(" ")} | {"or", "and"}
        return all(word in known for word in heading(words).split(" "))
    signed = field.kind == MONEY and field.low is not None and field.low < 0
    return signed and how == "brackets" and bool(_search(rules.fault["under-accepted"].pattern, words))


def _asked(words: str, how: str, field: Field, rules: Rules) -> str:
    """Return the first fault that is found in words beside a name; bare words must begin or end with it."""
    for fault in rules.faults:
        if "table" not in fault.kinds or not fault.pattern or fault.key == "heading-unsaid":
            continue
        if field.kind != MONEY and (fault.key != "heading-footnote" or how in ("before", "after")):
            continue
        if fault.key == "heading-set-aside" and field.needed != "column":
            continue
        if fault.key == "heading-direction" and not (field.low is not None and field.low < 0):
            continue
        match = _search(fault.pattern, words)
        if match and (how != "after" or match.start() == 0) and (how != "before" or match.end() == len(words)):
            return fault.key
    return ""


def _headings(top, heads, meant, rows, rules) -> list[Problem]:
    """Return what is wrong with the headings, or with the table as a whole."""
    fields = [heading.field for heading in meant]
    names = ", ".join(_quoted(head) for head in heads if head)
    if sum(map(bool, fields)) < rules.fault["no-headings"].limit:
        for number, row in rows[: int(rules.fault["headings-lower"].limit)]:
            if sum(bool(understood(cell, rules).field) for cell in row) >= rules.fault["no-headings"].limit:
                return [problem(rules, "headings-lower", row=number)]
        years = sum(bool(_search(rules.fault["year-accepted"].pattern, head)) for head in heads)
        if years >= rules.fault["years-across"].limit:
            return [problem(rules, "years-across", row=top)]
        needed = ", ".join(field.label for field in rules.fields if field.needed)
        return [problem(rules, "no-headings", row=top, needed=needed, names=names)]
    found = []
    plain = [heading.field if heading.fault in ("", "heading-not-understood") else "" for heading in meant]
    for at, heading in enumerate(meant):
        told = {"head": _quoted(heads[at]), "said": _quoted(heading.said)}
        if plain[at] and plain.index(plain[at]) < at:
            first = plain.index(plain[at])
            told |= {"other": first + 1, "names": _quoted(heads[first]), "field": rules.field[plain[at]].label}
            found.append(problem(rules, "column-twice", row=top, column=at, **told))
        elif heading.fault and not (plain[at] and plain.count(plain[at]) > 1):
            label = rules.field[heading.field].label if heading.field else ""
            found.append(problem(rules, heading.fault, row=top, column=at, field=label, **told))
    for field in rules.fields:
        if field.needed and field.key not in fields:
            found.append(problem(rules, "column-missing", row=top, field=field.label, names=names))
    for at, head in enumerate(heads):
        below = next(((number, row[at]) for number, row in rows if at < len(row) and row[at]), None)
        if not head and below:
            found.append(problem(rules, "column-unnamed", row=below[0], column=at, cell=_quoted(below[1])))
    for key, size in (("too-many-columns", len(heads)), ("too-many-rows", len(rows))):
        if size > rules.fault[key].limit:
            found.append(problem(rules, key, size=size))
    return found or ([] if rows else [problem(rules, "no-rows")])


def _row(number, row, heads, meant, doubt, rules) -> tuple[dict[str, object], list[Problem]]:
    """Return the values of a row by field, and what is wrong in it."""
    values: dict[str, object] = {field.key: None for field in rules.fields}
    wrong: list[Problem] = []
    places = {heading.field: at for at, heading in enumerate(meant) if heading.field}
    order = sorted(places, key=lambda key: rules.field[key].kind != UNIT)  # a sum is read in its row's unit
    for key in order:
        field, at = rules.field[key], places[key]
        cell, unit = row[at], meant[at].unit or values[UNIT] or usual_unit(rules)
        value, fault, told = _cell(cell, field, unit, doubt, rules)
        values[key] = value
        if fault:
            told = {"cell": _quoted(cell), **told}
            wrong.append(problem(rules, fault, row=number, column=at, field=field.label, **told))
    wrong += _units(number, row, heads, meant, values[UNIT], rules)
    for field in rules.fields:
        part, whole = values[field.key], values.get(field.part_of)
        if part is not None and whole is not None and part > whole:
            at = places[field.key]
            told = {"cell": _quoted(row[at]), "other": rules.field[field.part_of].label, "field": field.label}
            wrong.append(problem(rules, "part-too-large", row=number, column=at, **told))
    return values, wrong


def usual_unit(rules: Rules) -> str:
    """Return the unit of a sum where neither its heading nor its row gives one."""
    return list(rules.field[UNIT].options.values())[0]


def _units(number, row, heads, meant, stated, rules) -> list[Problem]:
    """Return a problem where a row's sums have a unit that its headings, or they and the row, leave in doubt."""
    sums = [
        at
        for at, heading in enumerate(meant)
        if heading.field and rules.field[heading.field].kind == MONEY and row[at]
    ]
    place = next((at for at, heading in enumerate(meant) if heading.field == UNIT), -1)
    label = rules.field[UNIT].label
    if stated:
        odd = next((at for at in sums if meant[at].unit not in ("", stated)), None)
        if odd is None:
            return []
        told = {"cell": _quoted(row[place]), "head": _quoted(heads[odd]), "other": meant[odd].unit, "field": label}
        return [problem(rules, "unit-disagrees", row=number, column=place, **told)]
    given = next((at for at in sums if meant[at].unit not in ("", usual_unit(rules))), None)
    bare = next((at for at in sums if not meant[at].unit and not _search(SAYS_MILLION, row[at])), None)
    if given is None or bare is None or (place >= 0 and row[place]):
        return []
    told = {"cell": _quoted(row[bare]), "field": rules.field[meant[bare].field].label}
    told |= {"head": _quoted(heads[given]), "other": meant[given].unit, "names": label}
    return [problem(rules, "unit-missing", row=number, column=bare, **told)]


def _cell(cell: str, field: Field, unit: str, doubt: str, rules: Rules) -> tuple[object, str, dict]:
    """Return a cell's value, the key of what is wrong with it ("" if nothing), and what to say it with."""
    if not cell:
        return None, "empty-cell" if field.needed == "cell" else "", {}
    if field.kind == NOTE:
        limit = rules.fault["too-long"].limit
        fault = _first_fault(cell, NOTE, rules) or ("too-long" if len(cell) > limit else "")
        return cell, fault, {"size": len(cell)}
    if field.kind in (CHOICE, UNIT):
        option = field.options.get(cell.lower())
        names = ", ".join(dict.fromkeys(field.options.values()))
        return (option, "", {}) if option else (None, _first_fault(cell, CHOICE, rules), {"names": names})
    if field.kind == YEAR:
        return _year(cell, field, rules)
    return _sum(cell, field, unit, doubt, rules)


def _year(cell: str, field: Field, rules: Rules) -> tuple[object, str, dict]:
    match = _search(rules.fault["year-accepted"].pattern, cell)
    if not match:
        return None, _first_fault(cell, YEAR, rules), {}
    first, second = int(match.group(1)), int(match.group(2))
    if second != (first + 1) % 100:
        return None, "year-halves", {}
    if not field.low <= first <= field.high:
        return None, "year-out-of-range", {"low": year_name(int(field.low)), "high": year_name(int(field.high))}
    return year_name(first), "", {}


def _sum(cell: str, field: Field, unit: str, doubt: str, rules: Rules) -> tuple[object, str, dict]:
    told = {"unit": unit, "number": _without_commas(cell)}
    match = _search(rules.fault["sum-accepted"].pattern, cell) or _search(
        rules.fault["brackets-accepted"].pattern, cell
    )
    if not match:
        fault = _first_fault(cell, MONEY, rules)
        return None, fault, told | ({"number": _with_point(cell)} if fault == "decimal-comma" else {})
    sign, whole, point, million = (match.group(at) or "" for at in range(1, 5))
    if doubt and "," in whole:
        return None, "comma-twice", told
    if doubt == "comma" and re.fullmatch("[1-9][0-9]{0,2}", whole) and len(point) == 4:
        return None, "point-twice", told | {"number": f"{cell.replace('.', '')} or {cell}"}
    divide = rules.field[UNIT].divide[unit]
    if million and divide != 1:
        return None, "unit-twice", {"other": unit}
    value = float(re.sub("[, ]", "", whole) + point) / divide
    if value and (sign == "(" or any(minus in sign for minus in MINUSES)):
        value = -value
    low, high = (f"£{int(bound):,}m".replace("£-", "−£") for bound in (field.low, field.high))
    if value < field.low:
        told |= {"low": low, "number": whole + point}
        return None, "less-than-nought" if field.low == 0 else "too-small", told
    if value > field.high:
        return None, "too-big", told | {"high": high}
    if field.needed and 0 < value < rules.fault["too-little"].limit:
        return None, "too-little", told
    return value, "", {}


def _with_point(cell: str) -> str:
    """Return a sum with a point for its comma, and nothing between thousands.

    >>> _with_point("0,410"), _with_point("£1.114,40m"), _with_point(",5")
    ('0.410', '£1114.40m', '0.5')
    """
    cell = re.sub(r"([0-9])[. ](?=[0-9])", r"\1", cell)
    return re.sub(r"(^|[^0-9]),", r"\g<1>0,", cell).replace(",", ".")


def _without_commas(cell: str) -> str:
    """Return a sum without its commas; where there is one that may be a point, both ways of writing it.

    >>> _without_commas("1,20,600"), _without_commas("1,206")
    ('120600', '1206 or 1.206')
    """
    without = cell.replace(",", "")
    return f"{without} or {cell.replace(',', '.')}" if cell.count(",") == 1 and "." not in cell else without


def year_name(first: int) -> str:
    """Return a financial year by the calendar year in which it begins.

    >>> year_name(2025), year_name(2099)
    ('2025/26', '2099/00')
    """
    return f"{first}/{(first + 1) % 100:02d}"


def _twice(rows: Iterable[Row], fields, rules: Rules) -> list[Problem]:
    """Return a problem for each row whose year and basis an earlier row has."""
    seen: dict[tuple, int] = {}
    wrong = []
    field = rules.field[YEAR]
    for row in rows:
        pair = (row.values[YEAR], row.values["basis"])
        if None in pair:
            continue
        first = seen.setdefault(pair, row.number)
        if first != row.number:
            told = {"cell": _quoted(f"{pair[0]}, {pair[1]}"), "other": first}
            wrong.append(
                problem(rules, "row-twice", row=row.number, column=fields.index(YEAR), field=field.label, **told)
            )
    return wrong


def problem(rules: Rules, key: str, row: int = 0, column: int = -1, **told) -> Problem:
    """Return a problem with its sentence filled from `told`; there columns count from 1."""
    fault = rules.fault[key]
    told = {"row": row, "column": column + 1, "limit": fault.limit} | told
    texts = {name: value if isinstance(value, str) else f"{int(value):,}" for name, value in told.items() if value}
    return Problem(row, column, key, filled(fault.sentence, texts))


def filled(sentence: str, told: Mapping[str, str]) -> str:
    """Return a sentence with each {place} filled once: what fills a place is never filled again."""
    return re.sub(r"\{(\w+)\}", lambda match: told.get(match.group(1), ""), sentence)


def _first_fault(cell: str, kind: str, rules: Rules) -> str:
    return next((fault.key for fault in rules.faults if kind in fault.kinds and _search(fault.pattern, cell)), "")


def _search(pattern: str, text: str):
    return re.search(pattern, text, re.IGNORECASE | re.ASCII)


def too_large(size: int, rules: Rules, key: str = "too-large") -> Problem | None:
    """Return the problem of so many bytes, or None where they are not too many; "file-large" is of any file."""
    most = rules.fault[key].limit
    return problem(rules, key, size=math.ceil(size / 1000)) if size > most * 1000 else None


def _unguarded(cell: str) -> str:
    return cell[1:] if re.match(r"'+[=+\-@]", cell) else cell


def _trimmed(row: Sequence[str]) -> list[str]:
    kept = list(row)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _quoted(text: str) -> str:
    return f"“{_short(text)}”"


# --- From figures to measures ------------------------------------------------------------------------------


def year_before(row: Row, rows: Iterable[Row]) -> Row | None:
    """Return the row of the year before on the same basis, or None."""
    before = year_name(int(row.values[YEAR][:4]) - 1)
    pairs = ((other, (other.values[YEAR], other.values["basis"])) for other in rows)
    return next((other for other, pair in pairs if pair == (before, row.values["basis"])), None)


def measured(row: Row, rows: Iterable[Row], rules: Rules) -> dict[str, float | None]:
    """Return each measure of a row: £ million or per cent; None where a figure is missing or nothing divides."""
    before = year_before(row, rows)
    values: dict[str, float | None] = {}
    for measure in rules.measures:
        top, bottom = (_added(terms, row, before) for terms in (measure.top, measure.bottom))
        if not measure.bottom or top is None:
            values[measure.key] = top
        else:
            values[measure.key] = 100 * top / bottom if bottom is not None and bottom > 0 else None
    return values


def _added(terms: Iterable[str], row: Row, before: Row | None) -> float | None:
    """Return the sum of the terms: "-" takes one away, "?" lets it be blank, "before." is of the year before."""
    total = 0.0
    for term in terms:
        name = term.removeprefix("-").removesuffix("?")
        of = before if name.startswith("before.") else row
        value = of.values.get(name.removeprefix("before.")) if of else None
        if value is None and of and term.endswith("?"):
            continue
        if value is None:
            return None
        total = total - value if term.startswith("-") else total + value
    return total


def latest(rows: Sequence[Row], rules: Rules) -> Row | None:
    """Return the row of the last year, on the last basis in the order of the list; None if there are no rows."""
    order = list(dict.fromkeys(rules.field["basis"].options.values()))
    return max(rows, key=lambda row: (row.values[YEAR], order.index(row.values["basis"])), default=None)
