"""One step between a table and its use: what each of the reader's columns was taken for, with a choice for each.

`look` takes a text or a file of any shape that `account_shape.py` knows, and the reader's choices so far. It gives the
questions with the first values as read, all that is wrong in one list, and, once nothing is open, the figures. Nothing
is used before. Every sentence is in STEP here or a row of `data/account_faults.csv` and `account_bounds.csv`. The
page runs this file too, compiled by `script.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joint_working.models.account_cells import is_figure, is_gap
from joint_working.models.account_heads import Subject, places_in, set_aside_in, subject, unmarked
from joint_working.models.account_shape import Period, Shape, Sums, shape
from joint_working.models.account_words import millions
from joint_working.models.accounts import (
    MONEY,
    NOTE,
    UNIT,
    YEAR,
    Accounts,
    Heading,
    Problem,
    Row,
    Rules,
    _added,
    _cell,
    _quoted,
    _search,
    check,
    filled,
    problem,
    read,
    text_of,
    understood,
    usual_unit,
    year_name,
)
from joint_working.models.workbook import Workbook, as_text
from joint_working.words import printed

#: A choice that leaves a sum out, and one that leaves a question open.
NONE, OPEN = "none", ""
FIRST_VALUES = 3
#: What is only known to be wrong once the open questions are answered.
LATER = (
    "empty-cell", "column-missing", "column-twice", "column-unnamed", "too-big", "too-small", "too-little",
    "row-twice", "unit-missing", "unit-disagrees", "part-too-large", "less-than-nought", "heading-unit-alone",
    "not-in-list",
)  # fmt: skip
#: The least a payment can be for its unit to be guessed, in £ million; and where the guess of £ million begins.
LIKELY = 5

STEP = {
    "place-down": "Column “{head}”",
    "place-across": "Row “{head}”",
    "sheet": "The sheet of the file",
    "hidden": "Hidden rows and columns were left out: {count}.",
    "no-head": "A column without a heading, which begins with {cell}",
    "year": "Which financial year is {said}?",
    "basis": "{said}: budget, forecast or outturn?",
    "this-table": "this table",
    "choose": "Choose…",
    "none": "not used",
    "less": "{label}, with the set-aside taken off",
    "over": "{label}: a plus is over, a minus or brackets under",
    "under": "{label}: a plus is under, a minus or brackets over",
    "taken": "{label}: the brackets mark what was taken or made",
    "unit": "No unit stands in the table. Its sums are in",
    "unit-of": "The unit of {head}",
    "unit-guessed": "{unit} is the only unit in which the payments make sense: {cell} is {value}.",
    "unit-open": "{cell} could be more than one sum. Which unit is it in?",
    "sum": "{count} of your columns are “{label}”. Add them up?",
    "sum-add": "add them up: {sum}",
    "dash": "Dashes: what do they mean?",
    "dash-gap": "not known: the box stays empty",
    "dash-nought": "nought",
    "right": "it is right as it stands",
    "far": "{head}, {cell}: in {unit} this is {than} than is read for any board. Which unit is it in?",
    "in-unit": "it is in {unit}: {value}",
    "read": "{cell} is read as {value}",
    "read-under": "{cell} is read as {value} under budget",
    "unread": "{cell} is not read",
    "empty": "{cell} leaves the box empty",
    "brackets": "All of it is in brackets or has a minus. Here those most likely mark what was taken or made, so "
    "{cell} is read as {value}.",
    "share": "This is a share or a rate, not a sum of money.",
    "partners": "This is both partners together. Each has a column of its own here.",
    "marks": "Marks of footnotes were left out: {marks}. See that the notes change no sum.",
    "notes": "Not part of the table: {notes}.",
    "left": "Left out: {left}.",
    "total": "Your total for {period} is {total}; the two payments read come to {pot}. See that nothing is missing.",
    "gaps": "Words for an unknown figure leave the box empty: {cells}.",
    "ready": "This is how your table was understood. Nothing is used yet: change what is wrong, then use the figures.",
    "use": "Use these figures",
    "understood": "How your table was understood",
}  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """One choice of the reader. `options` are (value, words); `chosen` is "" while it is open.

    `told` says how the first values are read, and `why` what is asked, "" where nothing is.
    """

    key: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str
    told: str = ""
    why: str = ""


@dataclass(frozen=True)
class Step:
    """What was understood. `faults` is why a table cannot be read: then there is nothing to ask.

    `problems` is all that is wrong or open, `told` what was left out or taken for granted. `accounts` holds the
    figures once nothing is open, with `names` the reader's own headings of its columns.
    """

    asks: tuple[Ask, ...] = ()
    problems: tuple[Problem, ...] = ()
    told: tuple[str, ...] = ()
    accounts: Accounts | None = None
    names: tuple[str, ...] = ()
    faults: tuple[Problem, ...] = ()
    open: int = 0


@dataclass(frozen=True)
class Column:
    """One of the reader's sums, with what it was taken for: a field ("" for none, or for an open question).

    `sign` is "-" where its sign is turned, `off` the field that is taken off it, `choice` all of that as a choice.
    """

    sums: Sums
    meant: Subject
    choice: str
    unit: str
    at: int
    why: str = ""

    @property
    def field(self) -> str:
        """The field of the choice, without sign and what is taken off; "" for none."""
        return "" if self.choice in ("none", "") else self.choice.removesuffix(":less").removeprefix("-")

    @property
    def turned(self) -> bool:
        """Whether its sign is turned."""
        return self.choice.startswith("-")

    @property
    def less(self) -> bool:
        """Whether the set-aside is taken off."""
        return self.choice.endswith(":less")


def is_zip(source: str | bytes) -> bool:
    """Return whether the bytes of a file are a zip, as those of a spreadsheet are."""
    return isinstance(source, bytes) and source[:4] == b"PK\x03\x04"


def look(source: str | bytes | Workbook, rules: Rules, choices: Mapping[str, str] | None = None) -> Step:
    """Return what a text, the bytes of a file or the sheets of one was understood to be, once these choices are made.

    It never raises.
    """
    if not isinstance(source, (str, bytes)):
        return _in_workbook(source, rules, choices or {})
    text, refusal = text_of(source, rules)
    if refusal:
        return Step(faults=(refusal,), problems=(refusal,))
    found = shape(text, rules)
    if not found.faults and not found.sums:
        found = Shape(faults=(problem(rules, "no-sums"),))
    plain = read(text, rules) if found.faults else Accounts()
    if plain.fits and found.faults[0].key not in ("two-tables", "statement"):
        told = tuple(one.sentence for one in plain.remarks)
        return Step((), plain.problems, told, plain, tuple("" for _ in plain.heads))
    if found.faults:
        return Step(faults=found.faults, problems=found.faults)
    return _step(found, rules, choices or {})


def _in_workbook(book: Workbook, rules: Rules, choices: Mapping[str, str]) -> Step:
    """Return the step for one sheet: the one chosen, or the one with the least wrong. Its questions’ keys name it."""
    texts = [as_text(sheet) for sheet in book.sheets]
    held = [
        at for at, sheet in enumerate(book.sheets) if any(is_figure(cell, rules) for row in sheet.rows for cell in row)
    ]
    if not held:
        fault = problem(rules, book.fault or "workbook-empty")
        return Step(faults=(fault,), problems=(fault,))
    first = min(held, key=lambda at: _amiss(look(texts[at], rules)))
    at = int(choices.get("sheet", str(first)))
    mine = f"sheet{at}-"
    step = look(texts[at], rules, {key.removeprefix(mine): to for key, to in choices.items() if key.startswith(mine)})
    asks = [Ask(f"{mine}{ask.key}", ask.label, ask.options, ask.chosen, ask.told, ask.why) for ask in step.asks]
    if len(held) > 1:
        asks = [Ask("sheet", STEP["sheet"], tuple((str(at), book.sheets[at].name) for at in held), str(at)), *asks]
    hidden = book.sheets[at].hidden
    told = [*step.told, *([filled(STEP["hidden"], {"count": str(hidden)})] if hidden else [])]
    return Step(tuple(asks), step.problems, tuple(told), step.accounts, step.names, step.faults, step.open)


def _amiss(step: Step) -> list[int]:
    """Return how far a step is from figures: refused at all, and how much is wrong beside what is open."""
    return [len(step.faults), sum(one.key != "open" for one in step.problems)]


def _step(table: Shape, rules: Rules, choices: Mapping[str, str]) -> Step:
    """Return the step for a shape."""
    periods = [_period(period, at, choices) for at, period in enumerate(table.periods)]
    asks = _period_asks(table, periods, rules)
    columns = _columns(table, rules, choices)
    columns, unit_asks = _with_units(table, columns, rules, choices)
    off = next((column for column in columns if column.meant.field == "set_aside"), None)
    asks += [_column_ask(column, table, off, rules) for column in columns]
    asks += unit_asks
    asks += _sum_asks(columns, table, rules, choices)
    dashes = _dash_ask(columns, choices)
    asks += dashes
    nought = bool(dashes) and dashes[0].chosen == "nought"
    by_row = any(column.field == UNIT for column in columns)  # each row says its unit: it is judged with the row
    asks = [Ask(ask.key, ask.label, ask.options, ask.chosen, "", ask.why) if by_row else ask for ask in asks]
    bounds = [] if by_row else _bound_asks(columns, periods, nought, rules, choices)
    asks += bounds
    wrong = [Problem(0, -1, "open", ask.why or f"{ask.label}") for ask in asks if not ask.chosen]
    used = [column.field for column in columns]
    needed = [field for field in rules.fields if field.needed == "column" and field.kind == MONEY]
    lacking = [f"“{field.label}”" for field in needed if field.key not in used]
    if lacking and not any(not column.choice for column in columns):
        wrong.append(problem(rules, "no-payment", field=" and ".join(lacking)))
    grid, names = _grid(table, periods, columns, nought, rules)
    accounts = check(grid, rules, table.mark)
    opened = len(wrong)
    if wrong:
        likely = [_likely_column(column) for column in columns]
        grid = _grid(table, periods, likely, nought, rules)[0]
        cells = [one for one in check(grid, rules, table.mark).problems if one.column >= 0 and one.key not in LATER]
    else:
        cells = list(accounts.problems)
    wrong += [_placed(one, table, periods) for one in cells]
    kept = [one.sentence for one in accounts.remarks if not wrong]
    told = [*_told(table, columns, periods, nought, rules), *kept]
    return Step(tuple(asks), tuple(wrong), tuple(told), accounts if not opened else None, tuple(names), (), opened)


def _likely_column(column: Column) -> Column:
    """Return a column as what it most likely is, where that is still asked: its cells are judged before."""
    likely = column.meant.field if not column.meant.never and not column.meant.total else ""
    return column if column.choice else Column(column.sums, column.meant, likely or NONE, column.unit, column.at)


def _placed(one: Problem, table: Shape, periods: Sequence[Period]) -> Problem:
    """Return a problem that names the year instead of a row, where the table had no such row."""
    at = one.row - 2
    if table.straight or not 0 <= at < len(periods):
        return one
    named = f"{periods[at].year}, {periods[at].basis}"
    return Problem(one.row, one.column, one.key, one.sentence.replace(f"Row {one.row}", named))


# --- Periods -----------------------------------------------------------------------------------------------


def _period(period: Period, at: int, choices: Mapping[str, str]) -> Period:
    """Return a period with the reader's choices for it."""
    year = choices.get(f"year{at}", period.year)
    basis = choices.get(f"basis{at}", "" if period.unsure else period.basis)
    return Period(period.said, year, basis, period.number, period.unsure)


def _period_asks(table: Shape, periods: Sequence[Period], rules: Rules) -> list[Ask]:
    """Return the questions about years that are not known, and one about the basis of each."""
    asks = []
    field, years = rules.field["basis"], rules.field[YEAR]
    for at, period in enumerate(periods):
        said = _quoted(period.said) if period.said else STEP["this-table"]
        if not table.periods[at].year:
            names = [year_name(first) for first in range(int(years.low), int(years.high) + 1)]
            options = (("", STEP["choose"]), *[(name, name) for name in reversed(names)])
            asks.append(Ask(f"year{at}", filled(STEP["year"], {"said": said}), options, period.year))
        name = f"{period.year} ({said})" if period.year and period.said else period.year or said
        words = list(dict.fromkeys(field.options.values()))
        options = (("", STEP["choose"]), *[(word, word) for word in words])
        asks.append(Ask(f"basis{at}", filled(STEP["basis"], {"said": name}), options, period.basis))
    return asks


# --- Columns -----------------------------------------------------------------------------------------------


def _columns(table: Shape, rules: Rules, choices: Mapping[str, str]) -> list[Column]:
    """Return what each of the reader's sums is taken for."""
    places = places_in([sums.rest for sums in table.sums], rules)
    meant = [_subject(sums, places, rules) for sums in table.sums]
    noted = any(set_aside_in(words, rules) for words in (*table.notes, *table.left))
    columns = []
    for at, sums in enumerate(table.sums):
        one = meant[at]
        choice = "none"
        why = ""
        if one.field and not one.total and not one.never:
            choice = one.field
            if _all_below(sums, rules) and _is_plus(one.field, rules) and not _search(r"\((to|from)\)", sums.rest):
                choice = f"-{one.field}"
            if noted and one.field == "health_payment" and not one.said:
                one = Subject(one.field, sums.head, "heading-set-aside")
            if one.said or sums.doubt:
                choice = ""
                told = {"head": _quoted(sums.head), "said": _quoted(one.said or sums.doubt)}
                label = rules.field[one.field.removeprefix("-")].label
                key = one.fault or "heading-not-understood"
                why = problem(rules, f"ask-{key}", field=label, **told).sentence
        if sums.kind == "note" and one.field:
            choice = one.field  # a unit or a source
        choice = choices.get(f"col{at}", choice)
        columns.append(Column(sums, one, choice, sums.unit, at, "" if choice else why))
    return columns


def _subject(sums: Sums, places: Sequence[str], rules: Rules) -> Subject:
    if sums.kind != "note":
        return subject(sums.rest, rules, places)
    key = subject(sums.rest, rules).field
    return Subject(key if key and rules.field[key.removeprefix("-")].kind in (NOTE, UNIT) else "", never=True)


def _is_plus(key: str, rules: Rules) -> bool:
    """Return whether a field holds no sum below nought."""
    field = rules.field[key.removeprefix("-")]
    return field.kind == MONEY and field.low == 0


def _all_below(sums: Sums, rules: Rules) -> bool:
    """Return whether every figure of a sum is in brackets or has a minus, noughts apart."""
    cells = [unmarked(cell)[0] for cell in sums.cells.values() if is_figure(cell, rules) and re.search("[1-9]", cell)]
    return bool(cells) and all(_minus(cell) for cell in cells)


def _minus(cell: str) -> bool:
    return bool(re.match(r"[£ ]*\([£ ]*[0-9]|[£ ]*[−–-][£ ]*[0-9]", cell))


def _turn(cell: str) -> str:
    """Return a figure with its sign turned.

    >>> _turn("(1,900)"), _turn("£1.9m"), _turn("-2")
    ('1,900', '-£1.9m', '2')
    """
    if not re.search("[1-9]", cell):
        return cell
    return re.sub(r"[()−–-]", "", cell).strip(" ") if _minus(cell) else f"-{cell}"


def _less(choice: str, column: Column, off: Column | None, rules: Rules) -> str:
    """Return what a payment is without the set-aside, "" where that is not what is chosen, or is not known."""
    at = next((at for at in sorted(column.sums.cells) if off and at in off.sums.cells), -1)
    if not choice.endswith(":less") or at < 0:
        return ""
    cell = column.sums.cells[at]
    values = [
        _value(cell, _as(column, "health_payment"), rules),
        _value(off.sums.cells[at], _as(off, "set_aside"), rules),
    ]
    if any(value is None for value in values):
        return ""
    return ": " + filled(STEP["read"], {"cell": _quoted(cell), "value": millions(values[0] - values[1])})


def _as(column: Column, choice: str) -> Column:
    return Column(column.sums, column.meant, choice, column.unit, column.at)


def _label(choice: str, rules: Rules) -> str:
    """Return the words of a choice for a column."""
    if choice == "none":
        return STEP["none"]
    key = choice.removesuffix(":less").removeprefix("-")
    words = {"label": rules.field[key].label}
    if choice.endswith(":less"):
        return filled(STEP["less"], words)
    if key == "overspend":
        return filled(STEP["under" if choice.startswith("-") else "over"], words)
    return filled(STEP["taken"], words) if choice.startswith("-") else words["label"]


def _column_ask(column: Column, table: Shape, off: Column | None, rules: Rules) -> Ask:
    """Return the choice for one of the reader's columns, with the first values as read."""
    sums = column.sums
    first = next((cell for cell in iter_values(sums)), "")
    head = filled(STEP["place-down" if table.down else "place-across"], {"head": sums.head})
    head = head if sums.head else filled(STEP["no-head"], {"cell": _quoted(first)})
    if column.meant.never:
        choices = list(dict.fromkeys(["none", column.choice]))
    else:
        keys = [field.key for field in rules.fields if field.kind == MONEY]
        below = _all_below(sums, rules)
        choices = []
        for key in keys:
            choices += [key] if key == "overspend" or not below else []
            choices += [f"-{key}"] if key == "overspend" or below and _is_plus(key, rules) else []
            choices += (
                [f"{key}:less"] if column.meant.fault == "heading-set-aside" and key == column.meant.field else []
            )
        choices += ["none"]
    options = [(choice, _label(choice, rules) + _less(choice, column, off, rules)) for choice in choices]
    options = [("", STEP["choose"]), *options] if not column.meant.never else options
    why = column.why
    if column.choice == "none" and column.meant.fault == "heading-share":
        why = STEP["share"]
    elif column.choice == "none" and column.meant.fault == "heading-two-partners":
        why = STEP["partners"]
    return Ask(f"col{column.at}", head, tuple(options), column.choice, _values(column, rules), why)


def iter_values(sums: Sums) -> list[str]:
    """Return the cells of a sum in the order of the periods."""
    return [sums.cells[at] for at in sorted(sums.cells)]


def _values(column: Column, rules: Rules) -> str:
    """Return how the first values of a column are read."""
    cells = iter_values(column.sums)[:FIRST_VALUES]
    if not column.field or rules.field[column.field].kind != MONEY:
        return ", ".join(_quoted(cell) for cell in cells)
    told = []
    for cell in cells:
        value = _value(cell, column, rules)
        words = {"cell": _quoted(cell), "value": millions(abs(value)) if value is not None else ""}
        under = value is not None and value < 0 and column.field == "overspend"
        if value is not None and not under:
            words["value"] = millions(value)
        none = "empty" if is_gap(cell) else "unread"
        told.append(filled(STEP[none if value is None else "read-under" if under else "read"], words))
    return "; ".join(told)


def _value(cell: str, column: Column, rules: Rules) -> float | None:
    """Return a cell of a column as read, in £ million; None where it is not."""
    text = _text(cell, column.turned, False)
    return _cell(text, rules.field[column.field], column.unit or usual_unit(rules), "", rules)[0]


def _text(cell: str, turned: bool, nought: bool) -> str:
    """Return a cell as it is put in the form: without footnote marks, its sign turned, a word for a gap as a gap."""
    cell = unmarked(cell)[0]
    if is_gap(cell):
        return "0" if nought and re.fullmatch("[-–—−]+", cell) else ""
    return _turn(cell) if turned else cell


# --- Units, sums, dashes, bounds ---------------------------------------------------------------------------


def _with_units(table: Shape, columns: Sequence[Column], rules: Rules, choices) -> tuple[list[Column], list[Ask]]:
    """Return the columns with their units, and the question about the unit where none stands in the table."""
    usual = usual_unit(rules)
    stated = [column for column in columns if column.field == UNIT]
    bare = [
        column
        for column in columns
        if _is_money(column, rules)
        and not column.unit
        and any(_is_bare(cell, rules) for cell in column.sums.cells.values())
    ]
    asks: list[Ask] = []
    if bare and not stated:
        given = sorted({column.unit for column in columns if _is_money(column, rules) and column.unit})
        units = [
            unit for unit in rules.field[UNIT].divide if rules.field[UNIT].divide[unit] >= 1
        ]  # never billions unsaid
        paid = [column for column in bare if column.field in ("health_payment", "council_payment")]
        good = [unit for unit in units if paid and all(_likely(column, unit, unit == usual, rules) for column in paid)]
        guess = "" if (given and given != [usual]) or len(good) != 1 and good[:1] != [usual] else good[0]
        guess = usual if not paid and given == [usual] else guess
        far = [unit for unit in good if unit != usual]
        guess = "" if guess == usual and far and not _has_points(paid, rules) else guess
        chosen = choices.get("unit", guess)
        cell = next(cell for cell in iter_values((paid or bare)[0].sums) if _is_bare(cell, rules))
        readable = any(_value(cell, _with((paid or bare)[0], unit), rules) is not None for unit in units)
        guess = guess if readable else usual
        if guess != usual or "unit" in choices:
            options = [("", STEP["choose"])]
            for unit in units:
                one = _with((paid or bare)[0], unit)
                value = _value(cell, one, rules)
                options.append((unit, unit if value is None else f"{unit}: {_quoted(cell)} is {millions(value)}"))
            one = _with((paid or bare)[0], guess or usual)
            value = _value(cell, one, rules)
            words = {"unit": guess, "cell": _quoted(cell), "value": "" if value is None else millions(value)}
            told = filled(STEP["unit-guessed"], words) if guess and chosen == guess else ""
            why = "" if chosen else filled(STEP["unit-open"], words)
            asks.append(Ask("unit", STEP["unit"], tuple(options), chosen, told, why))
        columns = [_with(column, chosen) if column in bare else column for column in columns]
    chosen_units = [choices.get(f"bound{column.at}", "right") for column in columns]
    pairs = zip(columns, chosen_units, strict=True)
    return [column if unit in ("right", "") else _with(column, unit) for column, unit in pairs], asks


def _with(column: Column, unit: str) -> Column:
    return Column(column.sums, column.meant, column.choice, unit, column.at, column.why)


def _is_money(column: Column, rules: Rules) -> bool:
    return bool(column.field) and rules.field[column.field].kind == MONEY


def _is_bare(cell: str, rules: Rules) -> bool:
    """Return whether a cell is a figure that does not say its unit itself."""
    return (
        is_figure(cell, rules)
        and bool(re.search("[1-9]", cell))
        and not _search(r"[0-9] ?(m|mn|million|k|bn|billion|%)\)?$", unmarked(cell)[0])
    )


def _likely(column: Column, unit: str, usual: bool, rules: Rules) -> bool:
    """Return whether each figure of a payment makes sense in a unit."""
    for cell in column.sums.cells.values():
        value = _value(cell, _with(column, unit), rules) if _is_bare(cell, rules) else None
        if _is_bare(cell, rules) and (value is None or value < (1 if usual else LIKELY)):
            return False
    return True


def _has_points(columns: Sequence[Column], rules: Rules) -> bool:
    """Return whether a figure is written in tenths or less, as £ million are."""
    return any("." in cell for column in columns for cell in column.sums.cells.values())


def _sum_asks(columns: Sequence[Column], table: Shape, rules: Rules, choices) -> list[Ask]:
    """Return the question for each field that more than one column is taken for."""
    asks = []
    for field in rules.fields:
        alike = [column for column in columns if column.field == field.key and field.kind == MONEY]
        if len(alike) < 2:
            continue
        shared = sorted([at for at in alike[0].sums.cells if at in alike[1].sums.cells])
        first = shared[0] if shared else sorted(alike[0].sums.cells)[0] if alike[0].sums.cells else 0
        said = [column.sums.cells.get(first, "") for column in alike]
        values = [_value(cell, column, rules) for column, cell in zip(alike, said, strict=True) if cell]
        total = millions(sum([value for value in values if value is not None]))
        words = {
            "count": str(len(alike)),
            "label": field.label,
            "sum": f"{' + '.join([cell for cell in said if cell])} = {total}",
        }
        options = (("", STEP["choose"]), ("add", filled(STEP["sum-add"], words)))
        why = filled(STEP["sum"], words)
        chosen = choices.get(f"sum-{field.key}", "")
        asks.append(
            Ask(
                f"sum-{field.key}",
                why,
                options,
                chosen,
                "",
                "" if chosen else problem(rules, "ask-sum", field=field.label, cell=words["sum"]).sentence,
            )
        )
    return asks


def _dash_ask(columns: Sequence[Column], choices) -> list[Ask]:
    """Return the question what a dash means, where one stands among the sums used."""
    dashes = [
        cell
        for column in columns
        if column.field
        for cell in column.sums.cells.values()
        if re.fullmatch("[-–—−]+", cell)
    ]
    if not dashes:
        return []
    options = (("gap", STEP["dash-gap"]), ("nought", STEP["dash-nought"]))
    return [Ask("dash", STEP["dash"], options, choices.get("dash", "gap"), "", "")]


def _read(columns: Sequence[Column], periods: Sequence[Period], nought: bool, rules: Rules) -> list[Row]:
    """Return the sums of each period as read, those of a field added up."""
    rows = []
    for at, period in enumerate(periods):
        values: dict[str, object] = {field.key: None for field in rules.fields}
        values[YEAR] = period.year
        values["basis"] = period.basis
        for column in columns:
            if not _is_money(column, rules) or at not in column.sums.cells:
                continue
            text = _text(column.sums.cells[at], column.turned, nought)
            value = _cell(text, rules.field[column.field], column.unit or usual_unit(rules), "", rules)[0]
            if value is not None:
                values[column.field] = value + (values[column.field] or 0)
        rows.append(Row(at, values))
    return rows


def _bound_asks(columns: Sequence[Column], periods, nought: bool, rules: Rules, choices) -> list[Ask]:
    """Return a question for each sum that is larger beside another than boards publish: is its unit right?"""
    asks = [ask for ask in [_far_ask(column, rules) for column in columns if _is_money(column, rules)] if ask]
    rows = _read(columns, periods, nought, rules)
    for bound in rules.bounds:
        column = next((one for one in columns if one.field == bound.asked), None)
        if column is None or any(ask.key == f"bound{column.at}" for ask in asks):
            continue
        for row in rows:
            before = _before(row, rows)
            top, bottom = _added(bound.top, row, before), _added(bound.bottom, row, before)
            cell = column.sums.cells.get(row.number, "")
            if not cell or top is None or not bottom or bottom < 0 or 100 * top / bottom <= bound.most:
                continue
            figure = f"{printed(100 * top / bottom, 0)}%"
            told = {"figure": figure}
            chosen = choices.get(f"bound{column.at}", "")
            chosen = chosen if chosen in ("right", "") else ""
            options = [("", STEP["choose"]), ("right", STEP["right"]), *_other_units(cell, column, rules)]
            why = f"{_quoted(column.sums.head)}, {_quoted(cell)}: {filled(bound.says, told)}"
            asks.append(
                Ask(
                    f"bound{column.at}",
                    filled(STEP["unit-of"], {"head": _quoted(column.sums.head)}),
                    tuple(options),
                    chosen,
                    why if chosen else "",
                    "" if chosen else why,
                )
            )
            break
    return asks + [
        _chosen_unit(column, rules)
        for column in columns
        if choices.get(f"bound{column.at}", "right") not in ("right", "")
        and not any(ask.key == f"bound{column.at}" for ask in asks)
    ]


def _chosen_unit(column: Column, rules: Rules) -> Ask:
    """Return the question about a unit that the reader has answered, so that the answer can be changed."""
    label = filled(STEP["unit-of"], {"head": _quoted(column.sums.head)})
    return Ask(f"bound{column.at}", label, tuple((unit, unit) for unit in rules.field[UNIT].divide), column.unit)


def _other_units(cell: str, column: Column, rules: Rules) -> list[tuple[str, str]]:
    """Return a choice for each other unit in which a cell can be read, with what it then is."""
    options = []
    for unit in rules.field[UNIT].divide:
        value = _value(cell, _with(column, unit), rules)
        if unit != (column.unit or usual_unit(rules)) and value is not None:
            options.append((unit, filled(STEP["in-unit"], {"unit": unit, "value": millions(value)})))
    return options


def _far_ask(column: Column, rules: Rules) -> Ask | None:
    """Return the question about the unit of a column with a sum larger, or smaller, than any that is read."""
    unit = column.unit or usual_unit(rules)
    for cell in iter_values(column.sums):
        text = _text(cell, column.turned, False)
        fault = _cell(text, rules.field[column.field], unit, "", rules)[1]
        options = _other_units(cell, column, rules) if fault in ("too-big", "too-small", "too-little") else []
        if options:
            words = {"head": _quoted(column.sums.head), "cell": _quoted(cell), "unit": unit}
            why = filled(STEP["far"], words | {"than": "less" if fault == "too-little" else "more"})
            label = filled(STEP["unit-of"], {"head": _quoted(column.sums.head)})
            return Ask(f"bound{column.at}", label, (("", STEP["choose"]), *options), "", "", why)
    return None


def _before(row: Row, rows: Sequence[Row]) -> Row | None:
    """Return the row of the year before, on the same basis or, where there is none, on any."""
    if not row.values[YEAR]:
        return None
    before = year_name(int(str(row.values[YEAR])[:4]) - 1)
    same = [one for one in rows if one.values[YEAR] == before]
    return next((one for one in same if one.values["basis"] == row.values["basis"]), same[0] if same else None)


# --- The table that is used --------------------------------------------------------------------------------


def _grid(table: Shape, periods, columns, nought: bool, rules: Rules) -> tuple[list[list[str]], list[str]]:
    """Return the cells as the form takes them, the headings first, and the reader's own heading of each column."""
    heads, names, cells = [rules.field[YEAR].label, rules.field["basis"].label], ["", ""], []
    cells = [[period.year, period.basis] for period in periods]
    units: dict[str, str] = {}
    for field in rules.fields:
        alike = [column for column in columns if column.field == field.key]
        if not alike or field.key in (YEAR, "basis"):
            continue
        unit = _shared([column.unit for column in alike], rules)
        units[field.key] = unit
        heads.append(_head(alike, field.key, unit, rules))
        names.append(", ".join([column.sums.head for column in alike]))
        off = next((one for one in columns if one.field == "set_aside"), None) if alike[0].less else None
        for at, row in enumerate(cells):
            row.append(_joined(alike, at, nought, unit, off, rules))
    for column in columns:
        own = column.choice == NONE and column.sums.head not in heads and not column.meant.field
        if own and understood(column.sums.head, rules) == Heading():
            heads.append(column.sums.head)
            names.append("")
            for at, row in enumerate(cells):
                row.append(column.sums.cells.get(at, ""))
    if not table.straight:
        return [heads, *cells], names
    grid: list[list[str]] = [[] for _ in range(table.last)]
    grid[table.top - 1] = heads
    for at, period in enumerate(periods):
        grid[period.number - 1] = cells[at]
    return grid, names


def _shared(units: Sequence[str], rules: Rules) -> str:
    """Return the unit of sums that are added up: their own, or £ million where they differ."""
    return units[0] if all(unit == units[0] for unit in units) else usual_unit(rules)


def _head(alike: Sequence[Column], key: str, unit: str, rules: Rules) -> str:
    """Return the heading of a column in the form: the reader's own where it says just the same."""
    own = alike[0].sums.head
    if len(alike) == 1 and understood(own, rules) == Heading(key, unit) and not alike[0].turned:
        return own
    return rules.field[key].label + (f" ({unit})" if unit and rules.field[key].kind == MONEY else "")


def _joined(alike: Sequence[Column], at: int, nought: bool, unit: str, off: Column | None, rules: Rules) -> str:
    """Return a cell of the form: as typed, or the sum of several, or one without the set-aside."""
    texts = [
        (column, _text(column.sums.cells[at], column.turned, nought)) for column in alike if at in column.sums.cells
    ]
    texts = [(column, text) for column, text in texts if text]
    taken = off.sums.cells.get(at, "") if off else ""
    if len(texts) < 2 and not taken:
        return texts[0][1] if texts else ""
    values = [
        _cell(text, rules.field[column.field], column.unit or usual_unit(rules), "", rules)[0]
        for column, text in texts
    ]
    if any(value is None for value in values):
        return " + ".join(text for _, text in texts)  # refused, with all of it quoted
    total = sum(values) - (_value(taken, off, rules) or 0 if taken else 0)
    return _typed(total * rules.field[UNIT].divide[unit or usual_unit(rules)])


def _typed(value: float) -> str:
    """Return a sum as typed, to the pound whatever its unit.

    >>> _typed(66.2), _typed(66200.0), _typed(0.1 + 0.2)
    ('66.2', '66200', '0.3')
    """
    return re.sub(r"\.?0+$", "", f"{value:.6f}") or "0"


def _told(table: Shape, columns, periods, nought: bool, rules: Rules) -> list[str]:
    """Return what was left out of the table or taken for granted."""
    told = []
    if table.notes:
        told.append(filled(STEP["notes"], {"notes": ", ".join(_quoted(note) for note in table.notes)}))
    if table.left:
        told.append(filled(STEP["left"], {"left": ", ".join(_quoted(words) for words in table.left)}))
    if table.marks:
        told.append(filled(STEP["marks"], {"marks": ", ".join(dict.fromkeys(table.marks))}))
    gaps = [
        cell
        for column in columns
        if column.field
        for cell in column.sums.cells.values()
        if is_gap(cell) and re.search("[A-Za-z]", cell)
    ]
    if gaps:
        told.append(filled(STEP["gaps"], {"cells": ", ".join(_quoted(cell) for cell in dict.fromkeys(gaps))}))
    for column in columns:
        if column.turned and column.field != "overspend" and column.sums.cells:
            cell = next((cell for cell in iter_values(column.sums) if _minus(cell)), "")
            value = _value(cell, column, rules)
            if value is not None:
                told.append(
                    f"{_quoted(column.sums.head)}. "
                    + filled(STEP["brackets"], {"cell": _quoted(cell), "value": millions(value)})
                )
    return told + _totals(columns, periods, nought, rules)


def _totals(columns, periods, nought: bool, rules: Rules) -> list[str]:
    """Return a remark where a total of the table is not the two payments."""
    rows = _read(columns, periods, nought, rules)
    paid = next((one for one in columns if one.field == "health_payment"), None)
    for column in columns:
        if not column.meant.total or not paid or _search("reserve|saving|expend|cost", column.sums.rest):
            continue
        for row in rows:
            cell = column.sums.cells.get(row.number, "")
            pot = _added(("health_payment", "council_payment"), row, None)
            as_payment = Column(column.sums, column.meant, "health_payment", column.unit or paid.unit, column.at)
            value = _value(cell, as_payment, rules) if cell else None
            if value is not None and pot is not None and abs(value - pot) > 0.005 * pot:
                period = f"{row.values[YEAR]}, {row.values['basis']}"
                return [filled(STEP["total"], {"period": period, "total": millions(value), "pot": millions(pot)})]
    return []


def figures(step: Step) -> Accounts:
    """Return the figures of a step, with what was taken for granted as remarks; or all that is wrong or open."""
    told = tuple(Problem(0, -1, "told", words) for words in step.told)
    if step.accounts is None:
        return Accounts(problems=step.problems)
    found = step.accounts
    return Accounts(
        found.heads, found.fields, found.units, found.cells, found.rows, step.problems, told, found.fits, found.top
    )
