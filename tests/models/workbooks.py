"""Spreadsheets' own files, made by hand: a table as pasted becomes an .xlsx or an .ods that shows the same cells."""

# ruff: noqa: E501 (the XML of files)

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

OPEN = (
    'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:draw="d" xmlns:xlink="l" '
    'office:version="1.3"'
)
FIGURE = r"(\()?(£)?(0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?(%)?(?(1)\))"


@dataclass(frozen=True)
class Number:
    """A number as it is stored, the format of its cell, and what it shows as (which an .ods file holds too)."""

    value: str
    format: str = "General"
    shows: str = ""


def number(shown: str) -> Number | str:
    """Return the number that shows so, or the text itself where it is none."""
    match = re.fullmatch(FIGURE, shown)
    if not match:
        return shown
    bracket, pound, whole, decimals, percent = match.groups()
    form = ("#,##0" if "," in whole else "0") + (f".{'0' * len(decimals)}" if decimals else "")
    form = (pound or "") + form + (percent or "")
    value = float(f"{whole.replace(',', '')}.{decimals or 0}") / (100 if percent else 1)
    return Number(repr(-value if bracket else value), f"{form};({form})", shown)


def cells(text: str) -> list[list[Number | str]]:
    """Return the cells of a table as pasted, with tabs between them."""
    return [[number(cell) for cell in line.split("\t")] for line in text.split("\n")]


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of parts by name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return held.getvalue()


# --- .xlsx -------------------------------------------------------------------------------------------------


def letters(column: int) -> str:
    """Return the letters of a column, from 1."""
    return (letters((column - 1) // 26) if column > 26 else "") + chr(65 + (column - 1) % 26)


def excel_rows(rows: Sequence[Sequence[Number | str]], formats: list[str]) -> str:
    """Return rows as a sheet of .xlsx has them; formats not among `formats` are put behind them."""
    lines = []
    for at, row in enumerate(rows, 1):
        inside = ""
        for column, cell in enumerate(row, 1):
            ref = f"{letters(column)}{at}"
            if isinstance(cell, Number):
                if cell.format not in formats:
                    formats.append(cell.format)
                inside += f'<c r="{ref}" s="{formats.index(cell.format)}"><v>{cell.value}</v></c>'
            elif cell:
                inside += f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
        lines.append(f'<row r="{at}">{inside}</row>')
    return "".join(lines)


def excel(
    sheets: Mapping[str, str | Sequence[Sequence[Number | str]]],
    formats: Sequence[str] = ("General",),
    texts: str = "",
    states: Mapping[str, str] | None = None,
    more: str = "",
) -> bytes:
    """Return an .xlsx file of sheets by name: rows of cells, or the XML that stands in a sheet."""
    formats = list(formats)
    named, leads, parts = "", "", {}
    for at, (name, rows) in enumerate(sheets.items(), 1):
        inside = rows if isinstance(rows, str) else f"<sheetData>{excel_rows(rows, formats)}</sheetData>"
        parts[f"xl/worksheets/sheet{at}.xml"] = f'<?xml version="1.0"?><worksheet xmlns="m">{inside}</worksheet>'
        state = f' state="{(states or {})[name]}"' if name in (states or {}) else ""
        named += f'<sheet name={quoteattr(name)} sheetId="{at}"{state} r:id="rId{at}"/>'
        leads += f'<Relationship Id="rId{at}" Type="worksheet" Target="worksheets/sheet{at}.xml"/>'
    codes = "".join(f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(code)}/>' for n, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(formats)))
    parts["xl/workbook.xml"] = f'<workbook xmlns:r="r">{more}<sheets>{named}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{leads}</Relationships>"
    parts["xl/styles.xml"] = (
        f'<styleSheet><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        f"<cellXfs>{styles}</cellXfs></styleSheet>"
    )
    parts["xl/sharedStrings.xml"] = f"<sst>{texts}</sst>"
    return zipped(parts)


# --- .ods --------------------------------------------------------------------------------------------------


def open_rows(rows: Sequence[Sequence[Number | str]]) -> str:
    """Return rows as a sheet of .ods has them."""
    lines = []
    for row in rows:
        inside = ""
        for cell in row:
            if isinstance(cell, Number):
                inside += f'<table:table-cell office:value-type="float" office:value="{cell.value}">'
                inside += f"<text:p>{escape(cell.shows)}</text:p></table:table-cell>"
            elif cell:
                inside += f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p>'
                inside += "</table:table-cell>"
            else:
                inside += "<table:table-cell/>"
        inside += '<table:table-cell table:number-columns-repeated="16000"/>'
        lines.append(f"<table:table-row>{inside}</table:table-row>")
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    return "".join(lines) + empty


def open_document(sheets: Mapping[str, str | Sequence[Sequence[Number | str]]], styles: str = "") -> bytes:
    """Return an .ods file of sheets by name: rows of cells, or the XML that stands in a sheet."""
    inside = ""
    for name, rows in sheets.items():
        inside += f"<table:table table:name={quoteattr(name)} table:style-name={quoteattr(name)}>"
        inside += (rows if isinstance(rows, str) else open_rows(rows)) + "</table:table>"
    body = (
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{inside}"
        "</office:spreadsheet></office:body>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {OPEN}>{body}'
            "</office:document-content>",
            "META-INF/manifest.xml": "<manifest:manifest/>",
        }
    )


# --- What is tried: a name, the file, and the cells or the key of the refusal ------------------------------

HEAD = ["Year", "Basis", "Health board pays in (£m)", "Council pays in (£m)"]
LINE = ["2025/26", "Budget", Number("188.3", "0.0", "188.3"), Number("101.7", "0.0", "101.7")]
SHOWN = ["2025/26", "Budget", "188.3", "101.7"]


def shown(*given: tuple[str, str, str]) -> tuple[bytes, list[list[str]]]:
    """Return a file of one row of numbers with their formats, and how each is shown."""
    return excel({"One": [[Number(value, code) for value, code, _ in given]]}), [[told for _, _, told in given]]


FILES = {
    "shares, brackets, thousands left out, room and colours": shown(
        ("0.041", "0.0%", "4.1%"), ("0.5", "0%", "50%"), ("188310456", "#,##0,", "188,310"),
        ("188310456", '#,##0.0,,"m"', "188.3m"), ("-1900", "#,##0_);[Red](#,##0)", "(1,900)"),
        ("1.9", '_-£* #,##0.0_-;-£* #,##0.0_-;_-£* "-"??_-;_-@_-', "£1.9"),
        ("-1.9", '_-£* #,##0.0_-;-£* #,##0.0_-;_-£* "-"??_-;_-@_-', "-£1.9"),
        ("0", '_-£* #,##0.0_-;-£* #,##0.0_-;_-£* "-"??_-;_-@_-', "0"), ("812.6", '[$£-809]#,##0.00', "£812.60"),
        ("5.25", "0.##", "5.25"), ("5", "0.##", "5"), ("1234", "0", "1234"), ("-2.5", "0.0", "-2.5"),
        ("0.1", "\\£0.0\\k", "£0.1k"),
    ),
    "no format, and sums with noise": shown(
        ("0.30000000000000004", "General", "0.3"), ("188.29999999999998", "General", "188.3"),
        ("812600000", "General", "812600000"), ("-0.065", "General", "-0.065"), ("2025", "General", "2025"),
        ("1.8831E8", "General", "188310000"),
    ),
    "formats that are not told": shown(
        ("0.5", "# ?/?", "0.5"), ("12345", "0.00E+00", "12345"), ("7", "[>5]0;[<5]0", "7"), ("1.5", "[h]:mm", "1.5"),
    ),
    "days": shown(
        ("46112", "dd/mm/yyyy", "31/03/2026"), ("46112.75", "d mmmm yyyy hh:mm", "31 March 2026"),
        ("46112", "[$-809]mmm\\-yy;@", "Mar-26"), ("46112", "yyyy", "2026"), ("59", "d/m/yy", "28/2/00"),
        ("45351", "ddd, dd mmm yyyy", "29 Feb 2024"),
    ),
    "days counted from 1904": (
        excel({"One": [[Number("44650", "dd/mm/yyyy")]]}, more='<workbookPr date1904="1"/>'), [["31/03/2026"]],
    ),
    "formulas: the value that was stored, and one without": (
        excel({
            "One": '<sheetData><row r="1"><c r="A1"><f>B1+1</f><v>3</v></c><c r="B1"><f>SUM(C1:C9)</f></c>'
            '<c r="C1" t="str"><f>A1&amp;"x"</f><v>R&amp;D</v></c><c r="D1" t="e"><v>#REF!</v></c>'
            '<c r="E1" t="b"><v>1</v></c></row></sheetData>'
        }),
        [["3", "=SUM(C1:C9)", "R&D", "#REF!", "TRUE"]],
    ),
    "shared texts, a raised mark, a reading aside, lines in a cell": (
        excel(
            {"One": '<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row></sheetData>'},
            texts='<si><r><t>188.3</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si>'
            '<si><t>Health&#10;board &amp;_x000D_ NHS</t><rPh sb="0" eb="1"><t>aside</t></rPh></si><si/>',
        ),
        [["188.3¹", "Health board & NHS"]],
    ),
    "a year merged over budget and outturn": (
        excel({
            "One": f'<sheetData>{excel_rows([["Year", *HEAD[1:]], LINE, ["", "Outturn", *LINE[2:]]], ["0.0"])}'
            '</sheetData><mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B1:C1"/></mergeCells>'
        }, ["0.0"]),
        [["Year", *HEAD[1:]], SHOWN, ["2025/26", "Outturn", "188.3", "101.7"]],
    ),
    "a table that starts at C4, empty rows, hidden rows and columns": (
        excel({
            "One": '<cols><col min="5" max="5" hidden="1"/></cols><sheetData><row r="4"><c r="C4"><v>1</v></c>'
            '<c r="D4"><v>2</v></c><c r="E4"><v>99</v></c><c r="F4"><v>3</v></c></row><row r="5" hidden="1">'
            '<c r="C5"><v>9</v></c></row><row r="7"><c r="D7"><v>4</v></c></row></sheetData>'
        }),
        [["", "", ""], ["", "", ""], ["", "", ""], ["1", "2", "3"], ["", "", ""], ["", "", ""], ["", "4", ""]],
    ),
    "prefixes and other quotes": (
        zipped({
            "xl/workbook.xml": "<x:workbook xmlns:x='m'><x:sheets><x:sheet name='A &amp; B' r:id='z'/></x:sheets>"
            "</x:workbook>",
            "xl/_rels/workbook.xml.rels": "<Relationships><Relationship Id='z' Target='/xl/worksheets/a.xml'/>"
            "</Relationships>",
            "xl/worksheets/a.xml": "<x:worksheet xmlns:x='m'><!-- a > b --><x:sheetData><x:row r='1'><x:c r='A1'>"
            "<x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>",
        }),
        [["5"]],
    ),
    "an .ods with notes, drawings, repeats, spaces and no text": (
        open_document({
            "One": '<table:shapes><draw:frame><text:p>7</text:p></draw:frame></table:shapes><table:table-row>'
            '<table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p>'
            '</office:annotation><text:p>Health<text:s text:c="2"/><text:span>board</text:span></text:p><text:p>pays'
            '</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2" '
            'office:value-type="percentage" office:value="0.041"><text:p>4.1%</text:p></table:table-cell>'
            '<table:table-cell office:value-type="float" office:value="0"><text:p>-</text:p></table:table-cell>'
            '<table:table-cell office:value-type="float" office:value="12.5"/><table:table-cell '
            'office:value-type="date" office:date-value="2026-03-31T00:00:00"/></table:table-row>'
            '<table:table-row table:visibility="collapse"><table:table-cell office:value-type="float" '
            'office:value="9"><text:p>9</text:p></table:table-cell></table:table-row>'
            '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" '
            'office:value="8"><text:p>8</text:p></table:table-cell></table:table-row>'
        }),
        [["Health board pays", "4.1%", "4.1%", "0", "12.5", "2026-03-31"], [""] * 6, ["8", *[""] * 5]] + [["8", *[""] * 5]],
    ),
    "an .ods with a year merged over rows": (
        open_document({
            "One": '<table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="string">'
            '<text:p>2025/26</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="1">'
            '<text:p>1</text:p></table:table-cell></table:table-row><table:table-row><table:covered-table-cell/>'
            '<table:table-cell office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>'
            "</table:table-row>"
        }),
        [["2025/26", "1"], ["2025/26", "2"]],
    ),
}  # fmt: skip
HIDDEN = '<style:style style:name="Old"><style:table-properties table:display="false"/></style:style>'
#: Files with several sheets: which can be chosen, and which is read first.
SHEETS = {
    "a cover, two tables and a hidden one": (
        excel(
            {"Cover": [["Finance report"]], "Notes": [["Page", Number("3")]], "Plan": [HEAD, LINE], "Old": [HEAD]},
            states={"Old": "hidden"},
        ),
        ["Notes", "Plan"], "Plan",
    ),
    "the same as .ods": (
        open_document(
            {"Cover": [["Finance report"]], "Plan": [HEAD, LINE], "Actuals": [HEAD, LINE], "Old": [HEAD, LINE]}, HIDDEN
        ),
        ["Plan", "Actuals"], "Plan",
    ),
}  # fmt: skip
#: Files that are refused: the key of the one sentence.
REFUSED = {
    "an .ods locked with a password": (
        zipped({"content.xml": b"\xf1\x02", "META-INF/manifest.xml": "<m:encryption-data/>"}), "workbook-locked"
    ),
    "a file of another program": (zipped({"Index/Document.iwa": b"\0\1"}), "workbook-numbers"),
    "a binary workbook": (zipped({"xl/workbook.bin": b"\0\1"}), "workbook-old"),
    "a document of words": (zipped({"word/document.xml": "<w:document/>"}), "workbook-other"),
    "a document of words, open": (zipped({"content.xml": "<office:text/>"}), "workbook-other"),
    "a file cut off": (excel({"One": [HEAD, LINE]})[:400], "workbook-broken"),
    "a file that begins as one": (b"PK\x03\x04 and more", "workbook-broken"),
    "rows with numbers that are none": (
        excel({"One": '<sheetData><row r="x"><c r="A1"><v>1</v></c></row></sheetData>'}), "workbook-broken"
    ),
    "no sheet": (excel({}), "workbook-empty"),
    "no figure": (excel({"One": [["Words", "alone"]], "Two": []}), "workbook-empty"),
    "all of it hidden": (excel({"One": [HEAD, LINE]}, states={"One": "veryHidden"}), "workbook-empty"),
}  # fmt: skip
