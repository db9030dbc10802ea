"""What a heading of a table says: its year, basis and unit, and which sum it is, by the words of a table.

Nothing is passed over: a word that is in no row of `data/account_headings.csv` is asked about. The page runs this file
too, compiled by `script.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from joint_working.models.accounts import (
    MONEY,
    Rules,
    _search,
    heading,
    tidy,
    understood,
    unit_of,
    year_name,
)

#: Marks of a footnote behind a number or in a heading.
MARK = r"[*†‡§¶¹²³⁰⁴⁵⁶⁷⁸⁹]+"
MARK_IN_BRACKETS = r"[(\[]((foot)?notes? ?)?([0-9]{1,2}|[a-z])[)\]]$"


@dataclass(frozen=True)
class Parts:
    """What a heading says: a year, a basis (or the word for one that is not known), a unit, and the rest of it."""

    year: str = ""
    basis: str = ""
    unsure: str = ""
    unit: str = ""
    rest: str = ""
    marks: str = ""


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
        rest = tidy(
            re.sub(
                "(^| )([Ff]inancial [Yy]ear|FY|[Yy]ear( ended| ending| to)?|[Aa]s at|[Aa]t|[Ff]or the year)(?= |$)",
                " ",
                rest,
            )
        )
    unit, rest = _unit_in(rest, rules)
    basis, unsure = "", ""
    exact = understood(rest, rules)
    if (not exact.field or exact.fault) and not _says("whole", plainly(rest), rules):
        basis, unsure, rest = _basis_in(rest, rules)
    return Parts(
        year, basis, unsure, unit, tidy(re.sub(r"\( *\)|\[ *\]", " ", rest)).strip(" ,;:/|-–—"), " ".join(marks)
    )


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
    odd = [
        word
        for word in words
        if word not in named and not _says("plain", word, rules) and not _says("place", word, rules)
    ]
    odd = [partner, *odd] if partner else odd
    if off:
        return Subject(key, text, "heading-set-aside" if not odd else "heading-not-understood")
    if not sure:
        return Subject(key, text, "heading-direction" if key == "overspend" else "heading-not-understood")
    return Subject(key, " ".join(odd), "heading-not-understood" if odd else "")


def places_in(heads: Sequence[str], rules: Rules) -> list[str]:
    """Return the words of headings that name places: known ones, ones both partners have, ones that alone differ.

    A word that may change a sum ("recurring", "gross") is none.
    """
    every = [[match.group() for match in re.finditer("[A-Za-z'’-]+", head)] for head in heads]
    named = {word for words in every for word in words if _says("place", word, rules)}
    by_name = any(len(words) == 2 and words[1] == "Council" and _is_name(words[0], rules) for words in every)
    for words in every:
        for at, word in enumerate(words):
            if not re.match("[A-Z][a-z]", word) or any(
                _says(use, plainly(word), rules) for use in ("who", "plain", "doubt")
            ):
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
