"""From a text to rows of cells: by the mark that parts most lines, by spaces where that is sure, or one cell a line.

The page runs this file too, compiled by `script.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from joint_working.models.account_heads import known, parts, subject, unmarked
from joint_working.models.accounts import (
    YEAR,
    Rules,
    _search,
    _unguarded,
    records,
    tidy,
    understood,
    unit_of,
)

#: A number as tables print it, whatever its unit; and what stands where none is known.
FIGURE = r"^[(£+−–\- ]*[0-9][0-9,.  ]*(m|mn|k|bn|million|billion|thousand|%)?\.?[) ]*(cr|dr)?$"
GAP = r"^([-–—−]+|\.\.+|n/?a|n\.a\.?|nil|tb[ac]|not known|unknown|pending)$"


def parting(text: str) -> str:
    """Return the mark that parts the cells of a table, by all its lines; "" where none does.

    >>> parting("Table 4, funding\\nYear\\tNHS\\n2025/26\\t1,882"), parting("NHS 1,882 1,903\\nCouncil 1,016 1,020")
    ('\\t', '')
    """
    told = re.match(r"sep=([\t;|,])\r?\n", text)
    if told:
        return told.group(1)
    lines = [line for line in re.split(r"\r\n|\n|\r", text) if tidy(line)]
    for mark, share in (("\t", 3), (";", 2), ("|", 2)):
        if sum(mark in line for line in lines) * share >= len(lines):
            return mark
    parted = [line for line in lines if "," in re.sub(r"([0-9]),(?=[0-9]{3}([^0-9]|$))", r"\1", line)]
    return "," if len(parted) * 2 >= len(lines) or _is_comma_table(text) else ""


def _is_comma_table(text: str) -> bool:
    """Return whether most rows have as many cells, parted by commas, as a row with a comma that is in no number."""
    rows = [row for row in records(text, ",")[0] if any(map(tidy, row))]
    sizes = [len(row) for row in rows]
    most = max(sizes, key=lambda size: sizes.count(size), default=0)
    if most < 2 or sizes.count(most) * 2 < len(sizes):
        return False
    return any(len(row) == most and all(re.search("[A-Za-z]", cell) for cell in row[:2]) for row in rows)


def cells_of(text: str, rules: Rules) -> tuple[list[list[str]], str, str]:
    """Return the cells of a text, the mark that parts them, and the key of what is wrong with it ("" for nothing)."""
    mark = parting(text)
    if mark:
        rows, opened = records(text, mark)
        if opened:
            return [[str(opened)]], mark, "open-quote"
    else:
        lines = [line for line in re.split(r"\r\n|\n|\r", text) if tidy(line)]
        wide = [re.split(r" {2,}|\u00a0{2,}", line.strip(" ")) for line in lines]
        if sum(len(cells) > 1 for cells in wide) * 2 >= len(wide):
            rows = [re.split(r" {2,}|\u00a0{2,}", line.rstrip(" ")) for line in lines]
        else:
            lines = [tidy(line) for line in lines]
            rows = one_a_line(lines, rules) or spaced(lines, rules)
            if not rows:
                return [], "", "no-cells"
    rows = [[_unguarded(tidy(cell)) for cell in row] for row in rows]
    if mark == "|":
        rows = [row for row in rows if not all(re.fullmatch(":?-*:?", cell) for cell in row)]
        if all(not row[0] for row in rows):
            rows = [row[1:] for row in rows]
    return rows, mark, ""


def is_figure(cell: str, rules: Rules) -> bool:
    """Return whether a cell is a number, and not a year or a unit."""
    cell = unmarked(cell)[0]
    return bool(_search(FIGURE, cell)) and not unit_of(cell, rules) and not _search("^20[0-3][0-9]$", cell)


def is_gap(cell: str) -> bool:
    """Return whether a cell says that there is no figure, or none that is known."""
    return bool(_search(GAP, unmarked(cell)[0]))


def one_a_line(lines: Sequence[str], rules: Rules) -> list[list[str]]:
    """Return the rows of a table that was pasted one cell a line, or [] where that is not sure.

    Either a row begins with its year, and the headings before it are as many; or the years come first, and then each
    sum with as many figures.
    """
    kinds = [
        "year" if parts(line, rules).year and not parts(line, rules).rest
        else "figure" if is_figure(line, rules) or is_gap(line) else "text"
        for line in lines
    ]  # fmt: skip
    first = kinds.index("year") if "year" in kinds else -1
    if first < 0 or "figure" not in kinds or any(re.search("[0-9] +[0-9(]", line) for line in lines):
        return []
    if first > 1 and len(lines) % first == 0:
        starts = range(0, len(lines), first)
        rows = [list(lines[start : start + first]) for start in starts]
        good = [kinds[start] == "year" and kinds[start + first - 1] == "figure" for start in starts]
        if all(good[1:]) and understood(lines[0], rules).field == YEAR:
            return rows
    years = first
    while years < len(lines) and kinds[years] == "year":
        years += 1
    size = years - first
    rows, at = [["", *lines[first:years]]], years
    while at + size <= len(lines) and kinds[at] == "text" and "figure" not in kinds[at : at + size]:
        rows.append(["", *lines[at : at + size]])  # a row of words for the basis, or of units
        at += size
    while at < len(lines):
        if kinds[at] != "text" or kinds[at + 1 : at + 1 + size] != ["figure"] * size:
            return []
        rows.append(list(lines[at : at + 1 + size]))
        at += 1 + size
    return [[line] for line in lines[:first]] + rows


def spaced(lines: Sequence[str], rules: Rules) -> list[list[str]]:
    """Return the rows of a text whose cells are parted by single spaces, as from a PDF; [] where that is not sure.

    Each row must end in as many figures as there are headings for them.
    """
    tails = [_tail(line, rules) for line in lines]
    sizes = [len(figures) for _, figures in tails if figures]
    if not sizes or sizes.count(sizes[0]) != len(sizes):
        return []
    size = sizes[0]
    first = next(at for at, tail in enumerate(tails) if tail[1])
    rows, headed = [], False
    for at, line in enumerate(lines):
        words, figures = tails[at]
        if figures:
            lead = _led(words, rules)
            if not lead:
                return []
            rows.append([*lead, *figures])
            continue
        headings = _heads_of(line, size, rules) if at < first else []
        headed = headed or bool(headings)
        rows.append(headings or [line])
    return _levelled(rows, size) if headed else []


def _tail(line: str, rules: Rules) -> tuple[str, list[str]]:
    """Return a line without the figures at its end, and those."""
    words, figures = line.split(" "), []
    while len(words) > 1 and (is_figure(words[-1], rules) or is_gap(words[-1])):
        figures = [words.pop(), *figures]
    return " ".join(words), figures if any(is_figure(cell, rules) for cell in figures) else []


def _led(words: str, rules: Rules) -> list[str]:
    """Return the cells before a row's figures: a year and its basis, or one label; [] where that is not sure."""
    said = parts(words, rules)
    if said.year and not said.rest:
        year = re.match(r"[^ ]*[0-9]{2}(?= |$)", words)
        rest = words[year.end() :].strip(" ") if year else ""
        return [words] if not year or not rest else [year.group(), rest]
    return [] if re.search(r"(^| )[0-9]{1,3}([,.][0-9]+)*$", words) else [words]


def _heads_of(line: str, size: int, rules: Rules) -> list[str]:
    """Return the headings of a line that heads so many figures, with those before them; [] where it does not."""
    words = line.split(" ")
    if len(words) >= size:
        ends = words[len(words) - size :]
        said = [parts(word, rules) for word in ends]
        if all(not one.rest and (one.year or one.basis or one.unsure or one.unit) for one in said):
            before = " ".join(words[: len(words) - size])
            return [before, *ends]
    ways = []
    for lead in (2, 1, 0):
        starts = words[:lead]
        if not ways and [understood(word, rules).field for word in starts] == [YEAR, "basis"][:lead]:
            ways += [[*starts, *way] for way in _segments(words[lead:], size, rules)]
    ways = [way for way in ways if all(re.match("[A-Z£]", head) for head in way)] or ways
    meant = [[subject(parts(head, rules).rest, rules) for head in way] for way in ways]
    return ways[-1] if ways and all(one == meant[0] for one in meant) else []


def _segments(words: Sequence[str], size: int, rules: Rules) -> list[list[str]]:
    """Return every way to part words into so many headings that are known."""
    if not size:
        return [] if words else [[]]
    ways = []
    for end in range(1, len(words) - size + 2):
        head = " ".join(words[:end])
        if known(head, rules):
            ways += [[head, *way] for way in _segments(words[end:], size - 1, rules)]
    return ways


def _levelled(rows: list[list[str]], size: int) -> list[list[str]]:
    """Return rows whose figures stand in the same columns: a row with fewer cells before them gets empty ones."""
    lead = max(len(row) for row in rows if len(row) > size) - size
    return [
        [*row[: len(row) - size], *[""] * (lead + size - len(row)), *row[len(row) - size :]] if len(row) > size
        else ["", *row] if lead == 1 and len(row) == size and size > 1 else row
        for row in rows
    ]  # fmt: skip
