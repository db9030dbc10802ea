"""Writes a file of the pack for Word, LibreOffice or Pages, so that a trainer can change names, date and words.

Headings, lists and tables are real ones. Each page has at its head a line for the partnership, the date and a logo,
which is changed once. The same words give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from joint_working.site.course import xml
from joint_working.site.course.decks import FONT, INK, NO_DATE
from joint_working.workshop import content, printing, sheets

from . import pages
from .blocks import Block, Grid, Heading, Items, Paragraph, Run, Runs, read

YOURS = "Your partnership, date. Your logo here."
MAKER = "Joint Working contributors"
LICENCE = "Joint Working, CC BY 4.0"
#: Points of words: what players hold, and what the facilitator holds.
SIZES = {sheets.PLAYER: 16, sheets.FACILITATOR: 14}
BOXED, LINE = "Private", "Line to write on"


def text(file: printing.File, counted: Mapping[str, int] | None = None, people: int | None = None) -> bytes:
    """Return a file as a Word document. `counted` and `people` are as in `pages.document`."""
    from docx import Document

    made = Document()
    size = max(SIZES[placed.sheet.reader] for placed in file.sheets)
    _prepared(made, file, size, file.held(content.room_for(people) if people else None))
    made.add_paragraph(pages.title(file), style="Title")
    for number, placed in enumerate(file.sheets):
        heading = made.add_paragraph(placed.sheet.title, style="Heading 1")
        heading.paragraph_format.page_break_before = number > 0
        cards = 0
        for block in read(pages.body(placed, counted, people)):
            cards += isinstance(block, Heading) and block.card
            _added(made, block, new_page=cards > 1)
    held = io.BytesIO()
    made.save(held)
    with zipfile.ZipFile(held) as written:
        return xml.zipped({name: written.read(name) for name in written.namelist()})


def _prepared(made: Any, file: printing.File, size: int, held: str) -> None:
    """Set paper, styles, language, properties, the line at the head of a page and the one at its foot."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt

    section = made.sections[0]
    wide, high = (210, 297) if file.paper == "A4" else (297, 420)
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(20)
    larger = 1.0 if file.paper == "A4" else 1.4
    for name, points in (("Normal", size), ("Title", size + 2), ("Heading 1", size + 10), ("Heading 2", size + 4),
                         ("Heading 3", size), ("Caption", size)):  # fmt: skip
        _dressed(made.styles[name], Pt(round(points * larger)), bold=name != "Normal")
    for name in (BOXED, LINE):
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = made.styles["Normal"]
        _bordered(style, ("top", "left", "bottom", "right") if name == BOXED else ("bottom",))
    for lang in made.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang"):
        lang.set(_name("val"), "en-GB")
    properties = made.core_properties
    properties.title, properties.author, properties.language = pages.title(file), MAKER, "en-GB"
    properties.subject, properties.comments, properties.keywords = YOURS, f"{held}. {LICENCE}.", "Board night"
    properties.created = properties.modified = NO_DATE
    properties.last_modified_by, properties.revision = MAKER, 1
    section.header.paragraphs[0].text = YOURS
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{held}. {LICENCE}. Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{tag}")


def _dressed(style: Any, size: Any, bold: bool) -> None:
    """Give a style the house's letters: black on white, whatever the theme of the reader's program says."""
    from docx.shared import RGBColor

    style.font.name, style.font.size, style.font.bold = FONT, size, bold
    style.font.color.rgb = RGBColor.from_string(INK)
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    fonts.set(_name("cs"), FONT)
    for border in style.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)


def _bordered(style: Any, sides: tuple[str, ...]) -> None:
    from docx.oxml import OxmlElement

    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", INK)):
            line.set(_name(key), value)
        borders.append(line)
    style.element.get_or_add_pPr().append(borders)


def _field(paragraph: Any, code: str) -> None:
    from docx.oxml import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(_name("instr"), code)
    paragraph._p.append(field)


def _added(made: Any, block: Block, new_page: bool) -> None:
    """Add a block at the end of a document."""
    match block:
        case Heading():
            heading = made.add_paragraph(block.text, style=f"Heading {min(block.level + 1, 3)}")
            heading.paragraph_format.page_break_before = bool(block.card and new_page)
        case Paragraph(runs=()):
            made.add_paragraph(style=LINE)
        case Paragraph():
            _said(made.add_paragraph(style=BOXED if block.boxed else None), block.runs)
        case Items():
            counted = _counted(made) if block.numbered else None
            for item in block.items:
                paragraph = made.add_paragraph(style="List Number" if block.numbered else "List Bullet")
                if counted is not None:
                    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = counted
                _said(paragraph, item)
        case Grid():
            _tabled(made, block)


def _said(paragraph: Any, runs: Runs, bold: bool = False) -> None:
    for run in runs:
        paragraph.add_run(run.text).bold = (run.bold or bold) or None


def _counted(made: Any) -> int:
    """Return the number of a list that counts from 1 again."""
    numbering = made.part.numbering_part.element
    style = made.styles["List Number"].element.pPr.numPr.numId.val
    kind = next(each for each in numbering.num_lst if each.numId == style).abstractNumId.val
    fresh = numbering.add_num(kind)
    fresh.add_lvlOverride(0).add_startOverride(1)
    return fresh.numId


def _tabled(made: Any, grid: Grid) -> None:
    """Add a table: its caption above, a first row that is repeated as the head of each page, and its rows."""
    from docx.oxml import OxmlElement

    if grid.caption:
        made.add_paragraph(grid.caption, style="Caption").paragraph_format.keep_with_next = True
    drawn = made.add_table(rows=1, cols=len(grid.heads), style="Table Grid")
    named = OxmlElement("w:tblCaption")
    named.set(_name("val"), grid.caption)
    drawn._tbl.tblPr.append(named)
    for at, cells in enumerate([[(Run(head),) for head in grid.heads], *grid.rows]):
        row = drawn.rows[0] if at == 0 else drawn.add_row()
        rights = row._tr.get_or_add_trPr()
        rights.append(OxmlElement("w:cantSplit"))
        if at == 0:
            rights.append(OxmlElement("w:tblHeader"))
        for cell, runs in zip(row.cells, cells, strict=True):
            _said(cell.paragraphs[0], runs, bold=at == 0)
    made.add_paragraph()
