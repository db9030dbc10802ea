"""The shape of a table of a board's figures, seen before anything is used: which rows are
captions, headings, units, sums, totals and notes, and whether the years run across or down.

It leaves a list of periods (one year on one basis each) and a list of sums, each with the reader's own heading and its
cells as typed. What each sum means is `account_step.py`; the words by which a heading is known are rows of
`data/account_headings.csv`. The page runs this file too, compiled by `script.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joint_working.models.account_cells import cells_of, is_figure, is_gap
from joint_working.models.account_heads import (
    MARK,
    Parts,
    _partner,
    _says,
    parts,
    plainly,
    subject,
    unmarked,
    years_in,
)
from joint_working.models.accounts import (
    MONEY,
    UNIT,
    YEAR,
    Problem,
    Rules,
    _search,
    _trimmed,
    problem,
    tidy,
    understood,
    unit_of,
)


@dataclass(frozen=True)
class Period:
    """One year on one basis: how the table says it, what was understood of it, and its row in the table (0: none)."""

    said: str
    year: str = ""
    basis: str = ""
    number: int = 0
    unsure: str = ""


@dataclass(frozen=True)
class Sums:
    """One sum of money over the periods: the reader's heading, its place, its unit, and the cells by period.

    `rest` is the heading without year, basis and unit; `doubt` a word of it that may be a basis; `kind` is "sum", or
    "note" for a column of text.
    """

    head: str
    rest: str
    unit: str
    cells: Mapping[int, str]
    kind: str = "sum"
    doubt: str = ""


@dataclass(frozen=True)
class Shape:
    """A table as it was understood. `fault` is why it cannot be read; "" means it can.

    `straight` says that each period is a row of the table, as the form has it, with `top` the row of the headings.
    """

    periods: tuple[Period, ...] = ()
    sums: tuple[Sums, ...] = ()
    notes: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    faults: tuple[Problem, ...] = ()
    down: bool = False
    straight: bool = False
    top: int = 1
    mark: str = ""
    last: int = 1


@dataclass(frozen=True)
class Block:
    """The rows of a table by what they are, each with its number. `wide` is how many columns it has."""

    captions: tuple[str, ...] = ()
    heads: tuple[tuple[int, tuple[str, ...]], ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    notes: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    wide: int = 0
    twice: int = 0


def shape(text: str, rules: Rules) -> Shape:
    """Return the shape of a table, or the one thing for which it cannot be read."""
    rows, mark, fault = cells_of(text, rules)
    if fault:
        return Shape(faults=(problem(rules, fault, row=int(rows[0][0]) if rows else 0),))
    block = blocks(rows, rules)
    fault = _cannot(block, mark, rules)
    if fault:
        return Shape(faults=(fault,))
    return _down(block, mark, rules) if _runs_down(block, rules) else _across(block, mark, rules)


def blocks(rows: Sequence[Sequence[str]], rules: Rules) -> Block:
    """Return the rows of a table by what they are."""
    filled = [(number, _trimmed(row)) for number, row in enumerate(rows, 1) if any(row)]
    wide = max([len(row) for _, row in filled], default=0)
    filled = [(number, (*row, *[""] * (wide - len(row)))) for number, row in filled]
    first = next((at for at, (_, row) in enumerate(filled) if _has_figures(row, rules)), len(filled))
    captions, heads, body, notes, left, twice = [], [], [], [], [], 0
    most = max([sum(bool(cell) for cell in row) for _, row in filled[:first]], default=0)
    for number, row in filled[:first]:
        full = [cell for cell in row if cell]
        if not heads and len(full) > 1 and len(full) * 2 <= most and not any(_says_what(cell, rules) for cell in full):
            captions.append(", ".join(full))  # its own commas parted it
            continue
        said = parts(full[0], rules)
        alone = len(full) == 1 and (row[0] or not (said.year or said.basis or said.unsure or said.unit))
        if not heads and alone and wide > 1:
            captions.append(full[0])
        elif not (alone and heads and row[0] and not (said.unit or said.year)):
            heads.append((number, row))
        else:
            captions.append(full[0])
    for number, row in filled[first:]:
        full = [cell for cell in row if cell]
        if [row] == [head for _, head in heads[:1]]:
            continue
        if _has_figures(row, rules) or (len(full) > 1 and _is_period(row[0], rules)):
            body.append((number, row))
        elif len(full) > 1 and not _is_note(full[0]) and _is_heading(full, rules):
            twice = twice or number
        else:
            notes.append(" ".join(full))
    return Block(tuple(captions), tuple(heads), tuple(body), tuple(notes), tuple(left), wide, twice)


def _says_what(cell: str, rules: Rules) -> bool:
    """Return whether a cell heads a column: a year, a basis, a unit or a known sum."""
    one = parts(cell, rules)
    return not one.rest or bool(subject(one.rest, rules).field)


def _is_heading(cells: Sequence[str], rules: Rules) -> bool:
    """Return whether cells without figures head a table: two years, or two known names."""
    years = sum(_is_period(cell, rules) for cell in cells)
    return years > 1 or sum(bool(understood(cell, rules).field) for cell in cells) > 1


def _has_figures(row: Sequence[str], rules: Rules) -> bool:
    """Return whether a row holds a figure, or a gap, beside its first cell."""
    return any(is_figure(cell, rules) or is_gap(cell) for cell in row[1:]) and not _is_note(row[0])


def _is_note(cell: str) -> bool:
    return bool(
        re.match(MARK, cell)
        or _search(r"^[(\[]?(foot)?(notes?|source|ref)\b ?[0-9]*[:. )-]", cell + " ")
        and len(cell) > 12
    )


def _is_period(cell: str, rules: Rules) -> bool:
    said = parts(cell, rules)
    return bool(said.year) and not said.rest


def _cannot(block: Block, mark: str, rules: Rules) -> Problem | None:
    """Return why a table cannot be read at all, or None."""
    words = plainly(" ".join(cell for _, row in block.heads for cell in row))
    if not block.rows:
        return problem(rules, "no-rows" if len(block.heads) + len(block.captions) == 1 else "no-sums")
    if block.twice:
        return problem(rules, "two-tables", row=block.twice)
    if _says("statement", words, rules) and not any(
        _partner([cell], rules) for _, row in (*block.heads, *block.rows) for cell in row
    ):
        return problem(rules, "statement")
    if mark == "," and block.heads:
        wide = max(len(_trimmed(row)) for _, row in block.heads)
        for number, row in block.rows:
            if len(_trimmed(row)) > wide:
                return problem(rules, "too-many-cells", row=number, size=len(_trimmed(row)), limit=wide)
    for key, size in (("too-many-columns", block.wide), ("too-many-rows", len(block.rows))):
        if size > rules.fault[key].limit:
            return problem(rules, key, size=size)
    return None


def stack(block: Block, at: int) -> str:
    """Return the heading of a column: what stands over it, from the top, a group's heading over all of the group."""
    said = []
    for place, (_, row) in enumerate(block.heads):
        cell = row[at]
        below = any(later[at] for _, later in block.heads[place + 1 :])
        back = at
        while not cell and below and back > 0 and (back > 1 or years_in(row[0])):
            back -= 1
            cell = row[back]
        if cell and cell not in said:
            said.append(cell)
    return " ".join(said)


def label_at(block: Block, rules: Rules) -> int:
    """Return the column that names what each row is: the first with words that are no year, basis or unit."""
    for at in range(block.wide):
        cells = [row[at] for _, row in block.rows if row[at]]
        words = [cell for cell in cells if not is_figure(cell, rules) and not is_gap(cell) and parts(cell, rules).rest]
        if len(words) * 2 > len(block.rows):
            return at
    return 0


def _runs_down(block: Block, rules: Rules) -> bool:
    """Return whether each period is a row: by the figures that stand beside a year, and those below one."""
    over = [parts(stack(block, at), rules) for at in range(block.wide)]
    beside = sum(
        is_figure(cell, rules)
        for _, row in block.rows
        for cell in row
        if any(_is_period(label, rules) for label in row)
    )
    label = label_at(block, rules)
    below = sum(
        is_figure(cell, rules) for _, row in block.rows for at, cell in enumerate(row) if at != label and over[at].year
    )
    heads = [subject(said.rest, rules) for said in over]
    labels = [subject(parts(row[label], rules).rest, rules) for _, row in block.rows]
    if beside != below:
        return beside > below
    return sum(bool(one.field) for one in heads) > sum(bool(one.field) for one in labels)


def _is_text(block: Block, at: int, head: str, rules: Rules) -> bool:
    """Return whether a column holds words: a year, a basis, a unit, a label or a note, and not sums."""
    cells = [row[at] for _, row in block.rows if row[at]]
    figures = sum(is_figure(cell, rules) or is_gap(cell) for cell in cells)
    if figures * 2 > len(cells):
        return False
    meant = subject(head, rules).field
    kind = rules.field[meant.removeprefix("-")].kind if meant else ""
    return bool(cells) and kind != MONEY or kind in (YEAR, "choice", UNIT, "note")


def _table_parts(block: Block, corner: str, rules: Rules) -> Parts:
    """Return the year and the unit that the whole table has, by its captions, its corner and its notes."""
    said = [parts(text, rules) for text in (*block.captions, corner)]
    years = sorted({one.year for one in said if one.year})
    units = sorted({one.unit for one in (*said, *[parts(text, rules) for text in block.notes]) if one.unit})
    return Parts(year=years[0] if len(years) == 1 else "", unit=units[0] if len(units) == 1 else "")


def _marks(texts: Sequence[str]) -> list[str]:
    """Return the footnote marks at the ends of cells."""
    return [mark for mark in [unmarked(text)[1] for text in texts] if mark]


def _down(block: Block, mark: str, rules: Rules) -> Shape:
    """Return a table whose rows are years: its columns are the sums."""
    heads = [stack(block, at) for at in range(block.wide)]
    said = [parts(head, rules) for head in heads]
    text = [_is_text(block, at, said[at].rest, rules) for at in range(block.wide)]
    meant = [subject(one.rest, rules).field for one in said]
    whole = _table_parts(block, "", rules)
    split = sorted({one.basis for at, one in enumerate(said) if one.basis and not text[at]})
    periods, left, notes, places = [], [], list(block.notes), {}
    bases = split if len(split) > 1 else [""]
    for number, row in block.rows:
        own = _row_period(row, text, meant, rules)
        if own.unsure == "total":
            left.append(own.said)
            continue
        for basis in bases:
            places[(number, basis)] = len(periods)
            year = own.year or whole.year
            known_basis = own.basis or basis
            periods.append(Period(tidy(f"{own.said} {basis}"), year, known_basis, number, own.unsure))
    any_basis = any(text[at] and meant[at] == "basis" for at in range(block.wide)) or any(
        period.basis or period.unsure for period in periods
    )
    sums, seen = [], {}
    for at, head in enumerate(heads):
        one = said[at]
        if text[at]:
            if meant[at] in (YEAR, "basis") or not meant[at] and _all_periods(block, at, rules):
                continue
            column = {
                places[(number, basis)]: row[at]
                for number, row in block.rows
                for basis in bases
                if (number, basis) in places and row[at]
            }
            if column:
                sums.append(Sums(head, one.rest, "", column, "note"))
            continue
        if len(split) > 1 and not one.basis and not one.year:
            left.append(head)
            continue
        doubt = one.unsure or (one.basis if len(split) == 1 and (any_basis or one.basis != "budget") else "")
        column = {}
        for number, row in block.rows:
            period = places.get((number, one.basis if len(split) > 1 else ""))
            if period is not None and row[at]:
                column[period] = row[at]
        key = (one.rest.lower(), one.unit, one.basis)
        base = (one.rest.lower(), one.unit)
        if len(split) > 1 and base in seen and key not in seen:
            first = sums[seen[base]]
            sums[seen[base]] = Sums(first.head, first.rest, first.unit, first.cells | column, "sum", first.doubt)
        elif column or one.rest:
            seen[base] = len(sums)
            sums.append(Sums(head, one.rest, one.unit or whole.unit, column, "sum", doubt))
        seen[key] = len(sums) - 1
    marks = _marks([cell for _, row in block.rows for cell in row if is_figure(cell, rules)] + heads)
    return Shape(
        tuple(periods), tuple(sums), (*block.captions, *notes), tuple(left), tuple(marks), (), True,
        len(split) < 2 and len(block.heads) > 0, block.heads[-1][0] if block.heads else 1, mark, block.rows[-1][0],
    )  # fmt: skip


def _all_periods(block: Block, at: int, rules: Rules) -> bool:
    return all(
        _is_period(row[at], rules) or row[at].lower() in rules.field["basis"].options
        for _, row in block.rows
        if row[at]
    )


def _row_period(row: Sequence[str], text: Sequence[bool], meant: Sequence[str], rules: Rules) -> Period:
    """Return the period of a row, from its cells of words; `unsure` is "total" for a row that is none."""
    year, basis, unsure, said = "", "", "", []
    for at, cell in enumerate(row):
        if not text[at] or not cell or meant[at] in (UNIT, "source"):
            continue
        one = parts(cell, rules)
        if (_says("total", plainly(cell), rules) or _search(rules.fault["totals"].pattern, cell)) and at == 0:
            return Period(cell, unsure="total")
        if meant[at] in (YEAR, "basis") or not one.rest and (one.year or one.basis or one.unsure):
            said.append(cell)
            year, basis = year or one.year, basis or one.basis
            unsure = unsure or one.unsure or (one.rest if meant[at] == "basis" else "")
    return Period(", ".join(said), year, basis, 0, unsure)


def _across(block: Block, mark: str, rules: Rules) -> Shape:
    """Return a table whose rows are sums: its columns are the years, or one year on several bases."""
    heads = [stack(block, at) for at in range(block.wide)]
    said = [parts(head, rules) for head in heads]
    name = label_at(block, rules)
    figures = [at for at in range(block.wide) if at != name and not _is_text(block, at, "", rules)]
    whole = _table_parts(block, "" if name else heads[0], rules)
    dated = [at for at in figures if said[at].year] or [at for at in figures if said[at].basis or said[at].unsure]
    usable = [at for at in (dated or figures) if not _is_beside(said[at], dated, rules)]
    left = [heads[at] or f"{at + 1}" for at in figures if at not in usable and heads[at]]
    periods = []
    for at in usable:
        one = said[at]
        periods.append(Period(heads[at], one.year or whole.year, one.basis, 0, one.unsure))
    units = [
        at
        for at in range(block.wide)
        if at not in (*figures, name) and any(unit_of(row[at], rules) for _, row in block.rows)
    ]
    sums = []
    for _, row in block.rows:
        label = parts(row[name], rules)
        unit = label.unit or next((unit_of(row[at], rules) for at in units), "")
        cells = {place: row[at] for place, at in enumerate(usable) if row[at]}
        own = sorted({said[at].unit for at in usable if said[at].unit})
        if cells or label.rest:
            doubt = label.unsure or (
                label.basis if label.basis and _partner([label.rest], rules) and label.basis != "budget" else ""
            )
            sums.append(
                Sums(
                    row[name],
                    label.rest,
                    unit or (own[0] if len(own) == 1 else "" if own else whole.unit),
                    cells,
                    "sum",
                    doubt,
                )
            )
    marks = _marks(
        [cell for _, row in block.rows for cell in row if is_figure(cell, rules)]
        + [row[name] for _, row in block.rows]
    )
    return Shape(tuple(periods), tuple(sums), (*block.captions, *block.notes), tuple(left), tuple(marks), mark=mark)


def _is_beside(one: Parts, dated: Sequence[int], rules: Rules) -> bool:
    """Return whether a column of figures is none of the periods: a change, a share, a total, the number of a note."""
    plain = plainly(one.rest)
    if not plain:
        return bool(dated) and not (one.year or one.basis or one.unsure)
    return bool(dated) or _says("total", plain, rules) or _says("beside", plain, rules)
