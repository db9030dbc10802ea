"""From the parts of a spreadsheet's own file (.xlsx, .ods) to its sheets: rows of cells, each the text people see.

Such a file is a zip of XML. The page unzips it with fflate, Python with its own `zipfile`; what the parts say is told
here, for both. A number is written in the format of its cell, as it would be copied: 0.041 is "4.1%", and 410000 in
thousands is "410". Where that would hide what is known, the cell says more than a copy: a nought that is shown as a
dash is "0", a raised footnote mark is a mark and no figure, and a year merged over rows stands in each. A formula
gives the value that was stored with it. Hidden sheets, rows and columns are left out. The page runs this file too,
compiled by `script.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joint_working.words import MINUS, MONTHS, printed

#: Parts larger than this, in bytes, are not unzipped: no table of a paper is.
LARGEST = 30_000_000
TAG = r"<(/?)([A-Za-z_][A-Za-z0-9_.:-]*)((?:[^<>\"]|\"[^\"<]*\")*)>([^<]*)"
ATTRIBUTE = r"(?:[A-Za-z0-9_-]+:)?([A-Za-z0-9_.-]+)[ \t\r\n]*=[ \t\r\n]*(?:\"([^\"]*)\"|'([^']*)')"
#: The pieces of a number format: quoted words; one letter as it is; room; a currency; what is in brackets; figures.
PIECE = r"\"([^\"]*)\"|\\(.)|[_*].|\[\$([^\]-]*)[^\]]*\]|\[([^\]]*)\]|([0#?][0#?.,]*|\.[0#?]+)|(.)"
#: The formats that a file names by a number alone.
FORMATS = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "£#,##0;-£#,##0", 6: "£#,##0;-£#,##0", 7: "£#,##0.00;-£#,##0.00",
    8: "£#,##0.00;-£#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    22: "dd/mm/yyyy", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    41: "#,##0;(#,##0)", 42: "£#,##0;(£#,##0)", 43: "#,##0.00;(#,##0.00)", 44: "£#,##0.00;(£#,##0.00)",
}  # fmt: skip
RAISED = ("⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹")
#: What stands in or over a cell of an .ods file and is no text of it.
BESIDE = ("annotation", "shapes", "frame", "custom-shape", "g", "rect", "line")
#: More empty rows or cells than this at once are the end of a table.
FAR = 60


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, and its rows from the first on. `hidden` is how many rows and columns were left out."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    hidden: int = 0


@dataclass(frozen=True)
class Workbook:
    """The sheets that can be seen, or the key in `data/account_faults.csv` of why none can be read."""

    sheets: tuple[Sheet, ...] = ()
    fault: str = ""


@dataclass(frozen=True)
class Style:
    """What the cells of a workbook rest on: its shared texts, a format for each style, and the day days begin at."""

    texts: tuple[str, ...]
    formats: tuple[str, ...]
    first: int


def wanted(name: str, size: int) -> bool:
    """Return whether a part of the file is to be unzipped."""
    return name.endswith((".xml", ".rels", "Document.iwa", "workbook.bin")) and size <= LARGEST


def workbook(parts: Mapping[str, str]) -> Workbook:
    """Return the sheets of a file, given the text of its parts by name; none at all where it could not be unzipped."""
    names = list(parts.keys())
    if "encryption-data" in parts.get("META-INF/manifest.xml", ""):
        return Workbook((), "workbook-locked")
    if any(name.endswith(".iwa") for name in names):
        return Workbook((), "workbook-numbers")
    if "xl/workbook.bin" in names:
        return Workbook((), "workbook-old")
    is_open = "<office:spreadsheet" in parts.get("content.xml", "")
    if names and not is_open and "xl/workbook.xml" not in names:
        return Workbook((), "workbook-other")
    try:
        sheets = _open_document(parts["content.xml"]) if is_open else _excel(parts)
    except (ValueError, KeyError, IndexError, TypeError):
        return Workbook((), "workbook-broken")
    return Workbook(tuple(sheets), "" if sheets else "workbook-empty")


def as_text(sheet: Sheet) -> str:
    """Return a sheet as a spreadsheet copies it: cells parted by tabs, the row numbers kept."""
    return "\n".join("\t".join(map(_quoted_cell, row)) for row in sheet.rows)


def _quoted_cell(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if '"' in cell else cell


# --- XML ---------------------------------------------------------------------------------------------------


def pieces(xml: str) -> list[tuple[str, str, str, str]]:
    """Return the tags of a part in order: "/" for one that closes, its name, its attributes, and the text after it.

    Names stand without their prefix. Text is as written, its entities too.
    """
    xml = re.sub(r"<!--[^>]*-->|<\?[^>]*\?>", "", xml)
    xml = re.sub(r"<!\[CDATA\[([^\]]*)\]\]>", _escaped, xml)
    return [
        (match.group(1), match.group(2).split(":")[-1], match.group(3), match.group(4))
        for match in re.finditer(TAG, xml)
    ]


def _escaped(match) -> str:
    return match.group(1).replace("&", "&amp;").replace("<", "&lt;")


def attributes(told: str) -> dict[str, str]:
    """Return the attributes of a tag by name, without prefixes.

    >>> attributes(' r="B2" r:id="rId&amp;1"')
    {'r': 'B2', 'id': 'rId&1'}
    """
    found = {}
    for match in re.finditer(ATTRIBUTE, told):
        found.setdefault(match.group(1), plain(match.group(2) or match.group(3) or ""))
    return found


def plain(text: str) -> str:
    """Return a text with what its entities stand for.

    >>> plain("R&amp;D &#163;5 &#x2013; &lt;1&gt;")
    'R&D £5 – <1>'
    """
    if "&" in text:
        text = re.sub("&#(x?)([0-9A-Fa-f]+);", _letter, text)
        for name, letter in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'"), ("amp", "&")):
            text = text.replace(f"&{name};", letter)
    return text


def _letter(match) -> str:
    digits = match.group(2).lower()
    if not match.group(1) and re.search("[a-f]", digits) or len(digits) > 6:
        return match.group(0)
    number = 0
    for digit in digits:
        number = number * (16 if match.group(1) else 10) + "0123456789abcdef".index(digit)
    if number > 1114111 or number == 0 or 55295 < number < 57344:
        return ""
    rest = number - 65536
    halves = [number] if rest < 0 else [55296 + rest // 1024, 56320 + rest % 1024]
    return bytes([part for half in halves for part in (half % 256, half // 256)]).decode("utf-16-le")


def _seen(text: str) -> str:
    """Return the text of a cell on one line."""
    return re.sub("[ \t\r\n]+", " ", text.replace("_x000D_", " ")).strip(" ")


# --- Numbers and days as their formats show them -----------------------------------------------------------


def shown(raw: str, code: str, first: int = 0) -> str:
    """Return a stored number as the format of its cell shows it. `first` is the day from which its days count.

    >>> shown("0.041", "0.0%"), shown("410000", "#,##0,"), shown("-1882.4", "#,##0;(#,##0)"), shown("0", '0;-0;"-"')
    ('4.1%', '410', '(1,882)', '0')
    >>> shown("46112", "d mmmm yyyy"), shown("0.30000000000000004", "General"), shown("1.5", '£0.0"m"')
    ('31 March 2026', '0.3', '£1.5m')
    """
    value = _number(raw)
    if value is None or "general" in code.lower() or code in ("", "@"):
        return _plainly(raw, value)
    sections = _sections(code)
    at = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    section = sections[at]
    kinds = [kind for kind, _ in section]
    letters = "".join(text for kind, text in section if kind == "sign")
    if "odd" in kinds or kinds.count("figures") > 1 or re.search("[eE/]", letters) and "figures" in kinds:
        return _plainly(raw, value)
    if re.search("[dmyDMY]", letters) and "figures" not in kinds:
        return _day(value + first, section)
    if "figures" not in kinds:
        return "0" if value == 0 else _plainly(raw, value) if section else ""
    size = abs(value) * 100 ** letters.count("%")
    told = "".join(_figures(size, text, raw) if kind == "figures" else text for kind, text in section)
    return _seen(("-" if value < 0 and at == 0 else "") + told)


def _number(raw: str) -> float | None:
    try:
        value = float(raw)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _plainly(raw: str, value: float | None) -> str:
    """Return a number without a format: at most nine decimals, which hides the noise of sums."""
    if value is None or abs(value) >= 1e15:
        return raw
    places = 9 if abs(value) < 1e6 else 6 if abs(value) < 1e9 else 3 if abs(value) < 1e12 else 0
    text = printed(value, places).replace(",", "").replace(MINUS, "-")
    return text.rstrip("0").rstrip(".") if places else text


def _sections(code: str) -> list[list[tuple[str, str]]]:
    """Return the sections of a format, each its pieces in order: text as it is, figures, signs, or what is odd."""
    sections: list[list[tuple[str, str]]] = [[]]
    for match in re.finditer(PIECE, code):
        quoted, one, money, bracket, figures, sign = (match.group(at) for at in (1, 2, 3, 4, 5, 6))
        words = [part for part in (quoted, one, money) if part is not None]
        if sign == ";":
            sections.append([])
        elif words:
            sections[-1].append(("text", words[0]))
        elif figures is not None:
            sections[-1] += [("figures", figures)] if re.search("[0#]", figures) else []  # "??" is room alone
        elif sign is not None:
            sections[-1].append(("sign", sign))
        elif bracket is not None and re.search("^([<>=]|[hmsHMS]+$)", bracket):
            sections[-1].append(("odd", bracket))
    return sections


def _figures(size: float, form: str, raw: str) -> str:
    """Return a number that is not below nought in figures: its decimals, its thousands, and the thousands left out."""
    match = re.search("^([0#?,]*?)(,*)(?:[.]([0#?]*))?(,*)$", form)
    if not match:
        return raw
    whole, left, after = match.group(1), len(match.group(2)) + len(match.group(4)), match.group(3) or ""
    size = size / 1000**left
    if size * 10 ** len(after) >= 9e15:
        return raw
    text = printed(size, len(after))
    if "," not in whole:
        text = text.replace(",", "")
    needed = after.count("0")
    while len(after) > needed and text.endswith("0"):
        text, after = text[:-1], after[:-1]
    return text.removesuffix(".")


def _day(serial: float, section: Sequence[tuple[str, str]]) -> str:
    """Return a day as its format shows it, without the time of day."""
    days = math.floor(serial)
    days += 1 if days < 60 else 0  # the 29 February 1900 that spreadsheets count, and that never was
    if not 0 < days < 2958466:
        return str(days)
    past = days - 25569 + 719468  # the days since 1 March of the year 0
    era = past // 146097
    of_era = past - era * 146097
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day, month = of_year - (153 * month + 2) // 5 + 1, (month + 2) % 12 + 1
    year = year + era * 400 + (1 if month < 3 else 0)
    told, clock = "", False
    code = "".join(text if kind == "sign" else text.replace("\t", " ") for kind, text in section)
    for match in re.finditer("[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[^yYmMdDhHsS]", code):
        run = match.group(0).lower()
        if run[0] == "y":
            told += str(year) if len(run) > 2 else str(year % 100).rjust(2, "0")
        elif run[0] == "m" and not clock:
            names = [MONTHS[month - 1], MONTHS[month - 1][:3]]
            told += names[0] if len(run) > 3 else names[1] if len(run) > 2 else str(month).rjust(len(run), "0")
        elif run[0] == "d":
            told += str(day).rjust(len(run), "0") if len(run) < 3 else ""
        elif run[0] in "hs":
            clock = True
        elif not clock and run[0] != "m":
            told += run if run != "@" else ""
    return _seen(told).strip(" ,")


# --- .xlsx -------------------------------------------------------------------------------------------------


def _excel(parts: Mapping[str, str]) -> list[Sheet]:
    """Return the sheets of an .xlsx file that can be seen, in the order of their tabs."""
    targets, named, first = {}, [], 0
    for _, name, told, _ in pieces(parts.get("xl/_rels/workbook.xml.rels", "")):
        if name == "Relationship":
            one = attributes(told)
            targets[one.get("Id", "")] = one.get("Target", "")
    for closing, name, told, _ in pieces(parts["xl/workbook.xml"]):
        one = attributes(told)
        if name == "workbookPr" and one.get("date1904") in ("1", "true"):
            first = 1462
        elif name == "sheet" and not closing and one.get("state", "visible") == "visible":
            named.append((one.get("name", ""), one.get("id", "")))
    texts = _texts(parts.get("xl/sharedStrings.xml", ""))
    style = Style(tuple(texts), _formats(parts.get("xl/styles.xml", "")), first)
    sheets = []
    for name, key in named:
        target = targets.get(key, "")
        at = target[1:] if target.startswith("/") else f"xl/{target}"
        if "worksheets/" in at and at in parts:
            sheets.append(_excel_sheet(name, parts[at], style))
    return sheets


def _texts(xml: str) -> list[str]:
    """Return the texts that cells share. What is raised, as the mark of a footnote, is raised figures."""
    texts, told, raised, aside = [], "", False, False
    for closing, name, told_of, text in pieces(xml):
        if name == "si":
            if closing or told_of.endswith("/"):
                texts.append(_seen(told))
            told = ""
        elif name == "rPh":
            aside = not closing
        elif name in ("r", "vertAlign"):
            raised = name == "vertAlign" and attributes(told_of).get("val") == "superscript"
        elif name == "t" and not closing and not aside:
            told += _raised(plain(text)) if raised else plain(text)
    return texts


def _raised(text: str) -> str:
    return "".join(RAISED["0123456789".index(letter)] if letter in "0123456789" else letter for letter in text)


def _formats(xml: str) -> tuple[str, ...]:
    """Return the number format of each style of cells."""
    codes, formats, inside = dict(FORMATS), [], False
    for closing, name, told, _ in pieces(xml):
        if name == "numFmt" and not closing:
            one = attributes(told)
            codes[int(one.get("numFmtId", "0"))] = one.get("formatCode", "")
        elif name == "cellXfs":
            inside = not closing
        elif name == "xf" and inside and not closing:
            formats.append(codes.get(int(attributes(told).get("numFmtId", "0")), ""))
    return tuple(formats)


def _excel_sheet(name: str, xml: str, style: Style) -> Sheet:
    """Return one sheet of an .xlsx file."""
    rows: dict[int, dict[int, str]] = {}
    numbers: dict[int, set[int]] = {}
    away, gone, merged = set(), set(), []
    row, column, cell, value, formula, kind, raised = 0, 0, {}, "", "", "", False
    for closing, tag, told, text in pieces(xml):
        if tag == "row" and not closing:
            one = attributes(told)
            row, column = int(one.get("r", str(row + 1))), 0
            if one.get("hidden") in ("1", "true"):
                away.add(row)
        elif tag == "c" and not closing:
            cell = attributes(told)
            value, formula, kind, raised = "", "", cell.get("t", "n"), False
            column = _column(cell["r"]) if "r" in cell else column + 1
        elif tag in ("r", "vertAlign"):
            raised = tag == "vertAlign" and attributes(told).get("val") == "superscript"
        elif tag in ("v", "t") and not closing:
            value += _raised(plain(text)) if raised else plain(text)
        elif tag == "f" and not closing:
            formula = plain(text)
        elif tag == "c":
            seen = _excel_cell(value, formula, kind, int(cell.get("s", "0")), style)
            if seen:
                rows.setdefault(row, {})[column] = seen
                if kind == "n":
                    numbers.setdefault(row, set()).add(column)
        elif tag == "mergeCell" and not closing:
            merged.append(attributes(told).get("ref", ""))
        elif tag == "col" and not closing:
            one = attributes(told)
            if one.get("hidden") in ("1", "true"):
                gone |= set(range(int(one["min"]), min(int(one["max"]), int(one["min"]) + FAR) + 1))
    for ref in merged:
        ends = re.search("^([A-Z]+)([0-9]+):[A-Z]+([0-9]+)$", ref)
        if ends:
            _fill_down(rows, numbers, _column(ends.group(1)), int(ends.group(2)), int(ends.group(3)))
    return _sheet(name, rows, away, gone)


def _fill_down(
    rows: dict[int, dict[int, str]], numbers: Mapping[int, set[int]], column: int, top: int, last: int
) -> None:
    """Write what is merged over rows into each of them, where all hold numbers: a year over budget and outturn."""
    said = rows.get(top, {}).get(column, "")
    span = [row for row in range(top, min(last, top + FAR) + 1) if row in numbers]
    if said and len(span) == last - top + 1:
        for row in span:
            rows[row][column] = said


def _column(ref: str) -> int:
    """Return the number of a column from the letters of a cell: 28 for AB7."""
    number = 0
    for letter in re.sub("[^A-Z]", "", ref):
        number = number * 26 + ord(letter) - 64
    return number


def _excel_cell(value: str, formula: str, kind: str, style: int, known: Style) -> str:
    """Return the text of a cell of an .xlsx file. A formula without a stored value is left to be asked about."""
    if kind == "s":
        at = int(value) if re.fullmatch("[0-9]+", value) else -1
        return known.texts[at] if 0 <= at < len(known.texts) else ""
    if not value:
        return f"={formula}" if formula else ""
    if kind == "n":
        return shown(value, known.formats[style] if style < len(known.formats) else "", known.first)
    return {"1": "TRUE", "0": "FALSE"}.get(value, value) if kind == "b" else _seen(value)


# --- .ods --------------------------------------------------------------------------------------------------


def _open_document(xml: str) -> list[Sheet]:
    """Return the sheets of an .ods file that can be seen. Its cells hold the text that people see."""
    sheets, unseen, style = [], set(), ""
    rows: dict[int, dict[int, str]] = {}
    numbers: dict[int, set[int]] = {}
    away, gone, merged = set(), set(), []
    table, aside, row, column, times, again, columns = {}, 0, 0, 0, 1, 1, 0
    cell, text = {}, ""
    for closing, tag, told, after in pieces(xml):
        single = told.endswith("/")
        if tag in BESIDE and not single:
            aside += -1 if closing else 1
        elif aside or (not table and tag not in ("style", "table-properties", "table")):
            continue
        elif tag == "style":
            style = attributes(told).get("name", "")
        elif tag == "table-properties":
            if attributes(told).get("display") == "false":
                unseen.add(style)
        elif tag == "table" and not closing:
            table = attributes(told)
            rows, numbers, away, gone, merged, row, columns = {}, {}, set(), set(), [], 0, 0
        elif tag == "table":
            for top, last, at in merged:
                _fill_down(rows, numbers, at, top, last)
            if table.get("style-name") not in unseen:
                sheets.append(_sheet(table.get("name", ""), rows, away, gone))
            table = {}
        elif tag == "table-column":
            one = attributes(told)
            wide = min(int(one.get("number-columns-repeated", "1")), FAR)
            if one.get("visibility", "visible") != "visible":
                gone |= set(range(columns + 1, columns + wide + 1))
            columns += wide
        elif tag == "table-row":
            if not closing:
                one = attributes(told)
                row, column, times = row + 1, 0, int(one.get("number-rows-repeated", "1"))
                if one.get("visibility", "visible") != "visible":
                    away |= set(range(row, row + min(times, FAR)))
            if closing or single:
                for more in range(row + 1, row + (times if row in rows and times <= FAR else 1)):
                    rows[more] = dict(rows[row])
                    numbers[more] = numbers.get(row, set())
                row += times - 1
        elif tag in ("table-cell", "covered-table-cell"):
            if not closing:
                cell, text = attributes(told), ""
                again = int(cell.get("number-columns-repeated", "1"))
            if closing or single:
                seen = _open_cell(cell, text)
                for at in range(column + 1, column + (again if again <= FAR else 0) + 1):
                    if seen and tag == "table-cell":
                        rows.setdefault(row, {})[at] = seen
                        if "value" in cell:
                            numbers.setdefault(row, set()).add(at)
                tall = int(cell.get("number-rows-spanned", "1"))
                if tag == "table-cell" and tall > 1:
                    merged.append((row, row + tall - 1, column + 1))
                column += again
        else:
            if tag in ("p", "s", "tab", "line-break") and not closing:
                text += " "
            text += plain(after)
    return sheets


def _open_cell(cell: Mapping[str, str], text: str) -> str:
    """Return the text of a cell of an .ods file: as shown, or from its value where no text stands with it."""
    seen, kind = _seen(text), cell.get("value-type", "")
    value = _number(cell.get("value", ""))
    if value == 0 and not re.search("[0-9]", seen):
        return "0"
    if not seen and value is not None:
        return shown(cell["value"], "0.0#######%" if kind == "percentage" else "")
    return seen or cell.get("date-value", "")[:10] or _seen(cell.get("string-value", ""))


# --- Both --------------------------------------------------------------------------------------------------


def _sheet(name: str, rows: Mapping[int, Mapping[int, str]], away: set[int], gone: set[int]) -> Sheet:
    """Return a sheet of its cells by row and column, from the first column that is filled to the last."""
    kept = {row: cells for row, cells in rows.items() if row not in away}
    columns = [at for cells in kept.values() for at in cells if at not in gone]
    seen = [at for at in range(min(columns, default=1), max(columns, default=0) + 1) if at not in gone]
    last = max(kept.keys(), default=0)
    hidden = sum(row in away for row in rows) + sum(any(at in cells for cells in rows.values()) for at in gone)
    lines = [tuple(kept.get(row, {}).get(at, "") for at in seen) for row in range(1, min(last, 5000) + 1)]
    return Sheet(name, tuple(lines), hidden)
