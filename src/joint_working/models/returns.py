"""A board's return, or any table of answers to the proposals: read as people write it, and said back before its use.

A table has a row for each proposal, named by number or name, and columns for the answer, the evidence and the action,
under headings of its own or none; or a column for each answer with a mark in it; or a block of lines for each
proposal. What proposals and answers are called in returns is in `rules.known`. Nothing is put in where anything is
wrong: one message says all of it. The page runs this file too, compiled by `script.py`, once a table is opened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joint_working.models.accounts import decoded, records
from joint_working.models.directions import plain
from joint_working.models.disagreement import fill
from joint_working.models.evaluation import MOST_NAME, Answer, Refused, Rules, short, shown
from joint_working.words import FORMULA, capital, listed

#: The parts of a row, each with the words of headings by which it is known, the narrower ones first.
PARTS = (
    ("disagree", "disagree|dissent"),
    ("role", "role$"),
    (
        "evidence",
        "evidence|how do|comment|narrative|note|explanation|rationale|justif|our position|supporting|example",
    ),
    ("action", "action|next step|improve|to do$|what will|what we will"),
    ("who", "lead|owner|responsible|who"),
    ("by", "timescale|timeline|timeframe|by when|due|deadline|date|when"),
    (
        "step",
        "answer|rating|rated|level|status|assess|evaluat|score|rag$|descriptor|judge?ment|grade|position|established",
    ),
    (
        "proposal",
        "proposal|number|no$|ref|reference|feature|item|question|what it asks|recommend|title|heading|description|msg|"
        "section|theme",
    ),
)
SIGNS = ("\t", "|", ";", ",")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi")
#: The number of a proposal at the start of a text: 2(iii), 2.3, 2 c, Proposal 2 (iii), or (iii) under its heading.
NUMBER = (
    r"^(?:msg|key|proposal|recommendation|feature|number|no|ref|item|[^a-z0-9])*([1-6])"
    r"(?:[^a-z0-9]+(?:proposal )?|(?=[a-z]))(iii|ii|iv|vi|v|i|[1-9]|[a-f])(?![a-z0-9])"
)
UNDER = r"^[^a-z0-9]*(iii|ii|iv|vi|v|i|[a-f])(?:[.)]|$)"
SECTION = r"^(?:key )?(?:feature |section |theme |heading )?([1-6])(?: |$)(?![0-9])"
#: What stands in a column of marks where the answer is not this one.
UNMARKED = "|no|n|0|x no"
#: How far down a table its headings are looked for, and how many letters a heading has at most.
TOP, HEAD = 15, 60

ASKED = {
    "none": (
        "No answers were found in “{file}”. A table has a row for each proposal, with its number or name, and columns "
        "for the answer, the evidence and the action. Nothing was changed."
    ),
    "wrong": "“{file}” was not put in, and nothing was changed. {faults}",
    "quote": "A quotation mark is opened in row {row} and never closed.",
    "words": "Not among the answers: {list}. A return has {usual}; a proposal without an answer has none.",
    "rows": "No proposal is named in {list}. Write its number, as in 2(iii).",
    "twice": "{at} stands there twice, in rows {rows}.",
    "marked": "{at} is marked in more than one column.",
    "group": "It holds the answers of several roles. Open the file of one person, or one return for all.",
    "loose": "It has {n} actions that name no proposal. The form has three boxes for those.",
    "table": "“{file}” is a table of {n}: {a} with an answer, {e} with evidence, {m} with an action.",
    "absent": "Not in it: {list}.",
    "counted": "Its numbers are read as the order of the review, from 1(i) to 6(iii).",
    "read": "Words of the return are read so: {list}. The match is ours.",
    "columns": "Columns are read so: {list}.",
    "left": "Not put in: {list}.",
    "sure": "Put them into the form?",
    "replace": "You have answers that are not saved: these would replace them.",
}
#: On the button that puts a table into the form.
YES = "Put them in"
#: What a part of a row is called in a sentence.
CALLED = {
    "step": "the answer",
    "evidence": "the evidence",
    "disagree": "who would disagree",
    "action": "the action",
    "by": "part of the action",
    "who": "part of the action",
    "more": "part of the evidence",
}


@dataclass(frozen=True)
class Return:
    """What a table holds: answers by proposal, actions of no one proposal's own row, and how it was understood."""

    answers: Mapping[str, Answer]
    actions: tuple[tuple[str, str], ...]
    told: str


@dataclass(frozen=True)
class Line:
    """One row of a table that names a proposal: its number in the table, and the texts of its parts."""

    row: int
    key: str
    parts: Mapping[str, str]


def asked(found: Return, unsaved: bool) -> str:
    """Return what a reader is asked before a table goes into the form."""
    return f"{found.told} {ASKED['replace' if unsaved else 'sure']}"


def table(file: str, content: bytes, rules: Rules) -> Return:
    """Return what a table holds. Raises Refused, with everything that is wrong in one message."""
    name, text = short(file, MOST_NAME), decoded(content).removeprefix("\ufeff")
    tried = [records(f"sep={mark}\n{text}") for mark in SIGNS]
    counts = [_weight(rows, rules) for rows, _ in tried]
    rows, opened = tried[counts.index(max(counts))]
    rows = [[_unguarded(cell.strip()) for cell in row] for row in rows]
    if not max(counts):
        unclosed = [row for found, row in tried if row and any(len(cells) > 1 for cells in found)]
        if unclosed:
            fault = fill(ASKED["quote"], row=unclosed[0])
            raise Refused(fill(ASKED["wrong"], file=name, faults=fault))
        rows = blocks(text, rules)
    counted = _in_order(rows, rules)
    rows = counted or rows
    head, kinds = columns(rows, rules)
    lines, loose, left, faults = _lines(rows, head, kinds, rules)
    if not lines:
        raise Refused(fill(ASKED["none"], file=name))
    if opened and max(counts):
        faults = [fill(ASKED["quote"], row=opened), *faults]
    answers, wrong, read_so = _answers(lines, rules)
    for word, kind in zip(rows[head - 1] if head else [], kinds, strict=False):
        if kind in rules.steps and plain(word) != plain(rules.called[kind]):
            read_so[word] = kind
    faults = faults + wrong
    if len(loose) > 3:
        faults = [*faults, fill(ASKED["loose"], n=len(loose))]
    if "role" in kinds:
        faults = [ASKED["group"]]
    if faults:
        raise Refused(fill(ASKED["wrong"], file=name, faults=" ".join(faults)))
    told = [_counted(name, answers, rules)]
    absent = [rules.called[key] for key in rules.titles if key not in answers]
    if absent:
        told.append(fill(ASKED["absent"], list=listed(absent) if len(absent) < 6 else f"{len(absent)} proposals"))
    if counted:
        told.append(ASKED["counted"])
    if read_so:
        told.append(
            fill(ASKED["read"], list=listed([f"“{word}” as {rules.called[s]}" for word, s in read_so.items()]))
        )
    heads = rows[head - 1] if head else []
    names = [f"“{heads[at]}”" if at < len(heads) and heads[at] else f"number {at + 1}" for at in range(len(kinds))]
    read_as = [f"{name} as {CALLED[kind]}" for name, kind in zip(names, kinds, strict=True) if kind in CALLED]
    if read_as:
        told.append(fill(ASKED["columns"], list=listed(read_as)))
    if left:
        told.append(fill(ASKED["left"], list=listed(left)))
    return Return(answers, tuple(loose), " ".join(told))


def _counted(name: str, answers: Mapping[str, Answer], rules: Rules) -> str:
    """Return the sentence that counts what a table holds."""
    given = list(answers.values())
    return fill(
        ASKED["table"],
        file=name,
        n=f"{len(given)} proposals" if len(given) != 1 else "1 proposal",
        a=sum(bool(answer.step) for answer in given),
        e=sum(bool(answer.evidence) for answer in given),
        m=sum(bool(answer.action) for answer in given),
    )


# --- What a cell says ----------------------------------------------------------------------------------------


def proposal_of(text: str, section: str, rules: Rules) -> str:
    """Return the proposal a text names by its number or its name; "" where it names none.

    `section` is the number of the heading it stands under, for one that is numbered (iii) alone.
    """
    small = text.lower()
    found = re.match(NUMBER, small)
    under = re.match(UNDER, small) if section else None
    first, sign = (found[1], found[2]) if found else (section, under[1] if under else "")
    if sign:
        places = [list(signs).index(sign) for signs in (ROMAN, "123456789", "abcdef") if sign in signs]
        place = places[0]
        key = f"{first}-{ROMAN[place]}" if place < len(ROMAN) else ""
        return key if key in rules.titles else ""
    words = plain(text)
    named = [key for key, title in rules.titles.items() if words == plain(title)]
    named = named or [key for key in rules.titles if any(phrase in words for phrase in rules.known.get(key, ()))]
    return named[0] if len(named) == 1 else ""


def step_of(text: str, rules: Rules) -> str | None:
    """Return the answer a text gives: its key, "" for none, or None where it is no answer."""
    words = re.sub(r"^[1-5] ", "", plain(text))
    if words in ("", "not answered", "no answer", "tbc", "blank"):
        return ""
    sides = text.split("/")
    if len(sides) > 1 and all(step_of(side, rules) for side in sides):
        return None  # two answers
    steps = [step for step in rules.lists["steps"] if step]
    return next((s for s in steps if words == plain(rules.called[s]) or words in rules.known.get(s, ())), None)


def part_of(head: str) -> str:
    """Return which part of a row a heading names; "" where it names none."""
    words = plain(head)
    if not words or len(words) > HEAD:
        return ""
    return next((part for part, known in PARTS if re.search(f"(?:^| )(?:{known})", words)), "")


def _section(row: Sequence[str], rules: Rules) -> str:
    """Return the number of the heading that a row consists of; "" where it is another row."""
    full = [cell for cell in row if cell]
    words = plain(" ".join(full))
    headings = list(dict.fromkeys(rules.headings.values()))
    names = [str(at + 1) for at, name in enumerate(headings) if f"{words} ".startswith(f"{plain(name)} ")]
    found = re.match(SECTION, words)
    if len(full) > 2 or not words or len(words) > 120:
        return ""
    if found:
        told = plain(headings[int(found[1]) - 1])
        return found[1] if told in words or words.startswith("key ") or len(words.split()) < 3 else ""
    return names[0] if names and len(words.split()) < 9 else ""


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1:2] in FORMULA else cell


def _key(row: Sequence[str], kinds: Sequence[str], section: str, rules: Rules) -> str:
    """Return the proposal that a row names in its columns for that."""
    places = [at for at, kind in enumerate(kinds) if kind == "proposal" and at < len(row)] or list(range(len(row)))[:2]
    named = [proposal_of(row[at], section, rules) for at in places]
    return next((key for key in named if key), "")


def _weight(read_rows: Sequence[Sequence[str]], rules: Rules) -> int:
    """Return how many rows of more than one cell begin with a proposal, for a table parted by one mark."""
    return sum(len(row) > 1 and any(proposal_of(cell, "", rules) or _is_under(cell) for cell in row[:3])
               for row in read_rows)  # fmt: skip


def _is_under(cell: str) -> bool:
    return bool(re.match(UNDER, cell.strip().lower()))


def _in_order(rows: Sequence[Sequence[str]], rules: Rules) -> list[list[str]]:
    """Return a table that numbers the proposals from 1 to 25 with their own numbers; [] for any other."""
    keys = list(rules.titles)
    for at in (0, 1):
        numbers = [int(row[at]) for row in rows if at < len(row) and re.fullmatch("[0-9]{1,2}", row[at])]
        if numbers and 6 < max(numbers) <= len(keys) and min(numbers) > 0 and len(set(numbers)) == len(numbers):
            return [
                [rules.called[keys[int(cell) - 1]] if place == at and re.fullmatch("[0-9]{1,2}", cell) else cell
                 for place, cell in enumerate(row)]
                for row in rows
            ]  # fmt: skip
    return []


# --- Columns, rows and blocks --------------------------------------------------------------------------------


def columns(rows: Sequence[Sequence[str]], rules: Rules) -> tuple[int, list[str]]:
    """Return in which row the answers begin, and the part each column holds: one of PARTS, "more", an answer, or "".

    A column under the name of an answer holds marks for it. Where a table has no headings, what stands in the columns
    tells them.
    """
    wide = max([len(row) for row in rows] or [0])
    for at, row in enumerate(rows[:TOP]):
        parts = [step_of(cell, rules) or part_of(cell) for cell in row]
        marks = sum(part in rules.steps for part in parts)
        kinds = [part for part in dict.fromkeys(parts) if part]
        if (len(kinds) > 1 and not _key(row, [], "", rules) and (marks > 2 or not marks)) or "role" in kinds:
            below = [step_of(cell, rules) or "" for cell in (rows[at + 1] if at + 1 < len(rows) else [])]
            if sum(part in rules.steps for part in below) > 2:
                parts = [under or over for under, over in zip(below + [""] * wide, parts + [""] * wide, strict=False)]
                at = at + 1
            return at + 1, _settled(parts + [""] * (wide - len(parts)), rows[at + 1 :], rules)
    return 0, _settled(["" for _ in range(wide)], rows, rules)


def _settled(parts: Sequence[str], rows: Sequence[Sequence[str]], rules: Rules) -> list[str]:
    """Return the part of each column, with one column for the answer, and a part for those without a heading."""
    cells = [[row[at] for row in rows if at < len(row) and row[at]] for at in range(len(parts))]
    worded = [sum(step_of(cell, rules) is not None for cell in column) for column in cells]
    marked = any(part in rules.steps for part in parts)
    told = [at for at, part in enumerate(parts) if part == "step"] or list(range(len(parts)))
    best = max(told, key=lambda at: worded[at], default=-1)
    named = any(parts)
    kinds: list[str] = []
    for at, part in enumerate(parts):
        names = sum(bool(proposal_of(cell, "1", rules)) for cell in cells[at])
        if at == best and not marked and (part == "step" or worded[at]):
            kinds.append("step")
        elif part == "step":
            kinds.append("more")
        elif not part and names * 2 > len(cells[at]):
            kinds.append("proposal")
        elif part or not cells[at]:
            kinds.append(part)
        elif named or "action" in kinds:
            kinds.append("more" if named else "by")
        else:
            kinds.append("action" if "evidence" in kinds else "evidence")
    return kinds


def _lines(rows, head: int, kinds: Sequence[str], rules: Rules):
    """Return the rows that name a proposal, actions of their own, what is left out, and what is wrong."""
    heads = rows[head - 1] if head else []
    lines: list[Line] = []
    loose, left, nameless, faults, section = [], [], [], [], ""
    for number, row in enumerate(rows[head:], start=head + 1):
        parts: dict[str, str] = {}
        marks = [kind for kind, cell in zip(kinds, row, strict=False) if kind in rules.steps and _is_mark(cell)]
        for at, cell in enumerate(row):
            kind = kinds[at] if at < len(kinds) else "more"
            part = {"by": "action", "who": "action", "more": "evidence"}.get(kind, kind)
            again = kind != part or part in parts
            name = f"{heads[at]}: " if again and at < len(heads) and heads[at] else ""
            if kind in rules.steps:
                part, name = "evidence", ""
                cell = cell if len(cell) > 3 and plain(cell) not in ("yes", "tick") else ""
            if cell and part:
                parts[part] = (parts[part] + "\n" if part in parts else "") + name + cell
        if marks:
            parts["step"] = rules.called[marks[0]]
        over = [_section([cell], rules) for cell in row[:2] if not proposal_of(cell, "", rules)]
        section = next((number for number in over if number), section)
        key, own = _key(row, kinds, section, rules), "step" in parts or "evidence" in parts or "action" in parts
        under = _section(row, rules)
        if any(plain(cell) == "action" for cell in row[1:3]) and parts.get("step"):
            loose.append((key, parts["step"]))
        elif key:
            lines.append(Line(number, key, parts))
            if len(marks) > 1:
                faults.append(fill(ASKED["marked"], at=rules.called[key]))
        elif under and not own:
            section = under
        elif own and lines and not parts.get("step") and not parts.get("proposal"):
            last = lines[len(lines) - 1]  # a cell that goes on in the next row
            more = {part: parts[part] for part in ("evidence", "action", "disagree") if part in parts}
            lines = lines[: len(lines) - 1]
            joined = {
                part: "\n".join([text for text in (last.parts.get(part, ""), more[part]) if text]) for part in more
            }
            lines.append(Line(last.row, last.key, {**last.parts, **joined}))
        elif own and len([cell for cell in row if cell]) > 1:
            nameless.append(f"row {number} ({shown(next(cell for cell in row if cell))})")
        elif any(row):
            left.append(f"row {number} ({shown(next(cell for cell in row if cell))})")
    if nameless:
        faults.append(fill(ASKED["rows"], list=listed(nameless)))
    return lines, loose, left, faults


def _is_mark(cell: str) -> bool:
    return bool(cell) and plain(cell) not in UNMARKED.split("|")[1:] and cell not in ("-", "–", "☐", "✗", "✘")


def _answers(lines: Sequence[Line], rules: Rules):
    """Return the answers by proposal in the order of the review, what is wrong, and the words that are not ours."""
    answers: dict[str, Answer] = {}
    strange: dict[str, list[str]] = {}
    read_so: dict[str, str] = {}
    faults = []
    for key in rules.titles:
        same = [line for line in lines if line.key == key]
        if len(same) > 1:
            rows = listed([str(line.row) for line in same])
            faults.append(fill(ASKED["twice"], at=rules.called[key], rows=rows))
        if same:
            parts = same[0].parts
            word = parts.get("step", "")
            step = step_of(word, rules)
            if step is None:
                strange.setdefault(word, []).append(rules.called[key])
            elif step and plain(word) != plain(rules.called[step]):
                read_so[word] = step
            texts = [parts.get(part, "") for part in ("evidence", "disagree", "action")]
            answers[key] = Answer(step or "", *texts)
    if strange:
        told = listed([f"{shown(word)} ({', '.join(at)})" for word, at in strange.items()])
        usual = [capital(rules.known[step][0]) for step in rules.lists["steps"][1:] if rules.steps[step] is not None]
        faults = [fill(ASKED["words"], list=told, usual=listed([f"“{word}”" for word in usual], "or")), *faults]
    return answers, faults, read_so


def blocks(text: str, rules: Rules) -> list[list[str]]:
    """Return the rows of a return that has a block of lines for each proposal, with headings of its own."""
    order, section = ("step", "evidence", "disagree", "action"), ""
    rows = [["Proposal", "Answer", "Evidence", "Who would disagree", "Action"]]
    at = "evidence"
    for line in [line.strip() for line in re.sub(r"\r\n?", "\n", text).split("\n")]:
        found = re.match(r"^([^:\t|]{2,60})[:\t|]+(.*)$", line)
        part = part_of(found[1]) if found else part_of(line)
        value = found[2].strip() if found else ""
        over = _section([line], rules) if part not in order else ""
        section = over or section
        key = proposal_of(line, section, rules)
        if key and part not in order:
            rows.append([f"{rules.called[key]} {line}", "", "", "", ""])
            at = "evidence"
        elif over and (re.match("[^a-z]*[0-9]|key ", line.lower()) or len(line.split()) < 3):
            at = "evidence"
        elif len(rows) > 1 and line:
            said = line
            if not found and step_of(line, rules):
                at = "step"
            elif part in order:
                at, said = part, value
            place = order.index(at) + 1
            row = rows[len(rows) - 1]
            row[place] = "\n".join([words for words in (row[place], said) if words])
            at = "evidence" if at == "step" and said else at
    return rows
