"""The shape of a table of a board's figures, seen before anything is used: which mark parts its cells, which rows are
captions, headings, units, sums, totals and notes, and whether the years run across or down.

It leaves a list of periods (one year on one basis each) and a list of sums, each with the reader's own heading and its
cells as typed. What each sum means is `account_step.py`; the words by which a heading is known are rows of
`data/account_headings.csv`. The page runs this file too, compiled by `script.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joint_working.models.accounts import (
    MONEY,
    UNIT,
    YEAR,
    Problem,
    Rules,
    _search,
    _trimmed,
    _unguarded,
    heading,
    problem,
    records,
    tidy,
    understood,
    unit_of,
    year_name,
)

#: A number as tables print it, whatever its unit; and what stands where none is known.
FIGURE = r"^[(£+−–\- ]*[0-9][0-9,.  ]*(m|mn|k|bn|million|billion|thousand|%)?\.?[) ]*(cr|dr)?$"
GAP = r"^([-–—−]+|\.\.+|n/?a|n\.a\.?|nil|tb[ac]|not known|unknown|pending)$"
#: Marks of a footnote behind a number or in a heading.
MARK = r"[*†‡§¶¹²³⁰⁴⁵⁶⁷⁸⁹]+"
MARK_IN_BRACKETS = r"[(\[]((foot)?notes? ?)?([0-9]{1,2}|[a-z])[)\]]$"
BARE_YEAR = r"^(fy ?)?(19|20)?[0-9]{2}$"
#: A word of a heading, and a word with a unit in it.
WORD = r"[A-Za-z0-9£$€%'’,.&-]+"


@dataclass(frozen=True)
class Parts:
    """What a heading says: a year, a basis (or the word for one that is not known), a unit, and the rest of it."""

    year: str = ""
    basis: str = ""
    unsure: str = ""
    unit: str = ""
    rest: str = ""
    marks: str = ""


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


# --- From a text to cells ----------------------------------------------------------------------------------


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


def unmarked(cell: str) -> tuple[str, str]:
    """Return a cell without the marks of footnotes at its end, and those marks.

    >>> unmarked("188.3*"), unmarked("101.7 [a]"), unmarked("(1.9)")
    (('188.3', '*'), ('101.7', '[a]'), ('(1.9)', ''))
    """
    match = re.search(MARK + "$", cell) or (re.search(" ?" + MARK_IN_BRACKETS, cell) if len(cell) > 3 else None)
    if not match or not match.start() or not tidy(cell[: match.start()]):
        return cell, ""
    if match.group().strip(" ").startswith("(") and not re.search(r"[0-9)a-z] \(", cell):
        return cell, ""
    return tidy(cell[: match.start()]), tidy(match.group())


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


# --- What a heading says -----------------------------------------------------------------------------------


def plainly(text: str) -> str:
    """Return a heading in small letters, its dashes and quotation marks plain, no space about a stroke.

    >>> plainly("Over / (under)spend – Council’s")
    "over/(under)spend - council's"
    """
    text = re.sub("[‘’`]", "'", re.sub("[‐‑–—−]", "-", tidy(text).lower())).replace("&", " and ").replace("_", " ")
    return tidy(re.sub(" ?/ ?", "/", text))


def years_in(text: str) -> list[tuple[str, str]]:
    """Return the financial years a text names, each with the words that do.

    >>> years_in("Budget 2025-26"), years_in("at 31 March 2025"), years_in("24/25")
    ([('2025/26', '2025-26')], [('2024/25', '31 March 2025')], [('2024/25', '24/25')])
    """
    seen = []
    for match in re.finditer(r"(20)?([0-9]{2}) ?[/–−-] ?(20)?([0-9]{2})(?![0-9,.]*[0-9])", text):
        first, second = int(match.group(2)), int(match.group(4))
        if second == (first + 1) % 100 and not re.search("[0-9/.,£-]$", text[: match.start()]):
            seen.append((year_name(2000 + first), match.group()))
    for match in re.finditer(r"31(st)? (of )?[Mm]ar(ch)?,? (20[0-9]{2})(?![0-9])", text):
        seen.append((year_name(int(match.group(4)) - 1), match.group()))
    return seen


def parts(text: str, rules: Rules) -> Parts:
    """Return what a heading, a caption or a label says: year, basis, unit, and the rest of it."""
    marks = [match.group() for match in re.finditer(MARK, text)]
    rest = tidy(re.sub(MARK, "", text))
    bare, mark = unmarked(rest)
    rest, marks = (bare, [*marks, mark]) if mark else (rest, marks)
    years = years_in(rest)
    year = years[0][0] if years and all(name == years[0][0] for name, _ in years) else ""
    if year:
        for _, words in years:
            rest = tidy(rest.replace(words, " "))
        rest = tidy(re.sub("(^| )([Ff]inancial [Yy]ear|FY|[Yy]ear( ended| ending| to)?|[Aa]s at|[Aa]t|[Ff]or the year)(?= |$)", " ", rest))
    unit, rest = _unit_in(rest, rules)
    basis, unsure = "", ""
    exact = understood(rest, rules)
    if (not exact.field or exact.fault) and not _says("whole", plainly(rest), rules):
        basis, unsure, rest = _basis_in(rest, rules)
    return Parts(year, basis, unsure, unit, tidy(re.sub(r"\( *\)|\[ *\]", " ", rest)).strip(" ,;:/|-–—"), " ".join(marks))


def _unit_in(text: str, rules: Rules) -> tuple[str, str]:
    """Return the unit that a heading gives, and the heading without it; of two, the second is left in it."""
    for bracket in re.finditer(r"[(\[]([^()\[\]]*)[)\]]", text):
        unit = unit_of(bracket.group(1), rules)
        if unit:
            return unit, tidy(text[: bracket.start()] + " " + text[bracket.end() :])
    words = text.split(" ")
    for size in (5, 4, 3, 2, 1):
        for start in (len(words) - size, 0, *range(1, max(len(words) - size, 1))):
            run = " ".join(words[start : start + size]).strip(" ,;:()[]") if start >= 0 else ""
            if re.search("£|000|illion|housand|ounds|gbp|GBP", run) and unit_of(run, rules):
                return unit_of(run, rules), tidy(" ".join([*words[:start], *words[start + size :]]))
    return "", text


def _basis_in(text: str, rules: Rules) -> tuple[str, str, str]:
    """Return the basis that a heading names, a word that may name one, and the heading without them."""
    options = rules.field["basis"].options
    words = text.split(" ")
    plain = [heading(word) for word in words]
    basis, unsure = "", ""
    for size in (3, 2, 1):
        for start in range(0, len(words) - size + 1):
            run = " ".join(plain[start : start + size])
            if not basis and run in options:
                basis = options[run]
                words, plain = words[:start] + words[start + size :], plain[:start] + plain[start + size :]
    for word in list(words):
        if _says("unsure", heading(word), rules):
            unsure = word
            words.remove(word)
    return basis, unsure, " ".join(words)


def set_aside_in(text: str, rules: Rules) -> bool:
    """Return whether a note says that the set-aside is in the sums."""
    text = plainly(text)
    for word in rules.words:
        match = _search(word.pattern, text) if word.use == "clear" else None
        if match:
            text = text[: match.start()] + " " + text[match.end() :]
    return _says("scope", text, rules)


def _says(use: str, text: str, rules: Rules) -> bool:
    """Return whether a text holds words of some use in the table of headings."""
    return any(bool(_search(word.pattern, text)) for word in rules.words if word.use == use)


def known(head: str, rules: Rules) -> bool:
    """Return whether a heading is one that is known without a question, a total among them."""
    said = parts(head, rules)
    if _says("total", plainly(said.rest), rules):
        return True
    meant = subject(said.rest, rules)
    return bool(meant.field) and not meant.said


@dataclass(frozen=True)
class Subject:
    """What a sum is: its field, with "-" before it where its sign is turned; "" for a sum of the reader's own.

    `said` is what must be asked about before it is used, `fault` the sentence for it, and `never` says that it is no
    sum of money (a share, a rate) and can be none of the fields.
    """

    field: str = ""
    said: str = ""
    fault: str = ""
    total: bool = False
    never: bool = False


def subject(text: str, rules: Rules, places: Sequence[str] = ()) -> Subject:
    """Return what a heading without year, basis and unit means; `places` are words in it that name places."""
    exact = understood(text, rules)
    if exact.field and rules.field[exact.field].kind != MONEY:
        return Subject(exact.field)
    if _search(rules.fault["heading-share"].pattern, text):
        return Subject(never=True, fault="heading-share", said=text)
    if _search(rules.fault["heading-currency"].pattern, text):
        return Subject(never=True, fault="heading-currency", said=text)
    if exact.field and not exact.fault and not exact.unit:
        return Subject(exact.field)
    left, off, key, sure, partner = plainly(text), "", "", True, ""
    for word in rules.words:
        match = _search(word.pattern, left) if word.use in ("clear", "scope", "other", "field", "ask", "who") else None
        if not match or (key and word.use in ("field", "ask")):
            continue
        if word.use == "other":
            return Subject()
        if word.use == "scope":
            off = word.gives
        elif word.use == "who" and key and key != word.gives:
            if word.gives in ("health_payment", "council_payment") and key in ("health_payment", "council_payment"):
                return Subject(said=text, fault="heading-two-partners", total=True)
            partner = match.group() if key != "set_aside" else ""  # one partner's part of a sum that is both's
        elif word.use != "clear" and not (word.use == "who" and key):
            key, sure = word.gives, word.use != "ask"
        left = left[: match.start()] + " " + left[match.end() :]
    if not key:
        return Subject(total=_says("total", plainly(text), rules))
    named = [word.lower() for word in places]
    words = [match.group() for match in re.finditer("[a-z0-9?%£$]+", left)]
    odd = [word for word in words if word not in named and not _says("plain", word, rules) and not _says("place", word, rules)]
    odd = [partner, *odd] if partner else odd
    if off:
        return Subject(key, text, "heading-set-aside" if not odd else "heading-not-understood")
    if not sure:
        return Subject(key, text, "heading-direction" if key == "overspend" else "heading-not-understood")
    return Subject(key, " ".join(odd), "heading-not-understood" if odd else "")


def places_in(heads: Sequence[str], rules: Rules) -> list[str]:
    """Return the words of headings that name places: those known, those both partners have, and those that alone differ.

    A word that may change a sum ("recurring", "gross") is none.
    """
    every = [[match.group() for match in re.finditer("[A-Za-z'’-]+", head)] for head in heads]
    named = {word for words in every for word in words if _says("place", word, rules)}
    by_name = any(len(words) == 2 and words[1] == "Council" and _is_name(words[0], rules) for words in every)
    for words in every:
        for at, word in enumerate(words):
            if not re.match("[A-Z][a-z]", word) or any(_says(use, plainly(word), rules) for use in ("who", "plain", "doubt")):
                continue
            others = [other for other in every if word in other and _partner(other, rules) != _partner(words, rules)]
            rest = [*words[:at], *words[at + 1 :]]
            alike = [other for other in every if other != words and len(other) == len(words)
                     and [*other[:at], *other[at + 1 :]] == rest and _is_name(other[at], rules)]  # fmt: skip
            before = at + 1 < len(words) and words[at + 1].lower() in ("council", "councils")
            after = len(words) == 2 and words[0] == "NHS" and at == 1 and by_name
            if others or alike or before or after:
                named.add(word)
    return sorted(named)


def _partner(words: Sequence[str], rules: Rules) -> list[str]:
    """Return the partners that a heading names, by their field."""
    text = plainly(" ".join(words))
    return [word.gives for word in rules.words if word.use == "who" and _search(word.pattern, text)]


def _is_name(word: str, rules: Rules) -> bool:
    return bool(re.match("[A-Z][a-z]", word)) and not _says("doubt", plainly(word), rules)


# --- From cells to periods and sums ------------------------------------------------------------------------


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
    for number, row in filled[:first]:
        full = [cell for cell in row if cell]
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
        elif len(full) > 1 and not _is_note(full[0]) and (
            sum(_is_period(cell, rules) for cell in full) > 1 or sum(bool(understood(cell, rules).field) for cell in full) > 1
        ):  # fmt: skip
            twice = twice or number
        else:
            notes.append(" ".join(full))
    return Block(tuple(captions), tuple(heads), tuple(body), tuple(notes), tuple(left), wide, twice)


def _has_figures(row: Sequence[str], rules: Rules) -> bool:
    """Return whether a row holds a figure, or a gap, beside its first cell."""
    return any(is_figure(cell, rules) or is_gap(cell) for cell in row[1:]) and not _is_note(row[0])


def _is_note(cell: str) -> bool:
    return bool(re.match(MARK, cell) or _search(r"^[(\[]?(foot)?(notes?|source|ref)\b ?[0-9]*[:. )-]", cell + " ") and len(cell) > 12)


def _is_period(cell: str, rules: Rules) -> bool:
    said = parts(cell, rules)
    return bool(said.year) and not said.rest


def _cannot(block: Block, mark: str, rules: Rules) -> Problem | None:
    """Return why a table cannot be read at all, or None."""
    words = plainly(" ".join(cell for _, row in block.heads for cell in row))
    if not block.rows:
        return problem(rules, "no-rows" if block.heads or block.captions else "empty")
    if block.twice:
        return problem(rules, "two-tables", row=block.twice)
    if _says("statement", words, rules) and not any(_partner([cell], rules) for _, row in (*block.heads, *block.rows) for cell in row):
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
    periods, cells, left, notes, places = [], {}, [], list(block.notes), {}
    for number, row in block.rows:
        own = _row_period(row, text, meant, rules)
        if own.unsure == "total":
            left.append(own.said)
            continue
        bases = split if len(split) > 1 else [""]
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
            column = {places[(number, b)]: row[at] for number, row in block.rows for b in (split if len(split) > 1 else [""])
                      if (number, b) in places and row[at]}  # fmt: skip
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
    return all(_is_period(row[at], rules) or row[at].lower() in rules.field["basis"].options for _, row in block.rows if row[at])


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
    units = [at for at in range(block.wide) if at not in (*figures, name) and any(unit_of(row[at], rules) for _, row in block.rows)]
    sums = []
    for _, row in block.rows:
        label = parts(row[name], rules)
        unit = label.unit or next((unit_of(row[at], rules) for at in units), "")
        cells = {place: row[at] for place, at in enumerate(usable) if row[at]}
        own = sorted({said[at].unit for at in usable if said[at].unit})
        if cells or label.rest:
            doubt = label.unsure or (label.basis if label.basis and _partner([label.rest], rules) and label.basis != "budget" else "")
            sums.append(Sums(row[name], label.rest, unit or (own[0] if len(own) == 1 else "" if own else whole.unit), cells, "sum", doubt))
    marks = _marks([cell for _, row in block.rows for cell in row if is_figure(cell, rules)] + [row[name] for _, row in block.rows])
    return Shape(tuple(periods), tuple(sums), (*block.captions, *block.notes), tuple(left), tuple(marks), mark=mark)


def _is_beside(one: Parts, dated: Sequence[int], rules: Rules) -> bool:
    """Return whether a column of figures is none of the periods: a change, a share, a total, the number of a note."""
    plain = plainly(one.rest)
    if not plain:
        return bool(dated) and not (one.year or one.basis or one.unsure)
    return bool(dated) or _says("total", plain, rules) or _says("beside", plain, rules)
