"""The pack as texts and slides to change: headings, lists and tables are real, and no word of a sheet is lost."""

import hashlib
import io
import re
import shutil
import subprocess
import zipfile

import pytest

from joint_working.html import trusted
from joint_working.kit.contract import body_text
from joint_working.site.pack import blocks, pages, slides, word
from joint_working.workshop import content, printing, sheets

docx = pytest.importorskip("docx")
FILES = printing.files()


def words(text):
    return re.findall(r"\w+", text)


def said(document):
    """Return the words of a document's body, tables too, in order."""
    return words(" ".join(text.text or "" for text in document.element.body.iter("{*}t")))


@pytest.fixture(scope="module")
def made():
    return {file.name: word.text(file) for file in FILES}


@pytest.fixture(params=FILES, ids=lambda file: file.name)
def file(request):
    return request.param


@pytest.fixture
def document(made, file):
    return docx.Document(io.BytesIO(made[file.name]))


def test_it_has_a_title_a_language_and_a_heading_for_each_sheet(document, file):
    assert document.core_properties.title == pages.title(file) and document.core_properties.language == "en-GB"
    assert document.core_properties.subject == word.YOURS == document.sections[0].header.paragraphs[0].text
    styles = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    assert styles[0] == ("Title", pages.title(file))
    assert [text for style, text in styles if style == "Heading 1"] == [each.sheet.title for each in file.sheets]
    levels = [int(style[-1]) for style, _ in styles if style.startswith("Heading")]
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False)), "a level is skipped"
    assert 'w:lang w:val="en-GB"' in document.styles.element.xml and 'w:lang w:val="en-US"' not in (
        document.styles.element.xml
    )


def test_its_foot_says_who_holds_it_how_many_and_which_page(document, file):
    foot = document.sections[0].footer.paragraphs[0]
    assert foot.text.startswith(f"{file.held()}. Joint Working, CC BY 4.0. Page ")
    assert [field.get(f"{{{field.nsmap['w']}}}instr") for field in foot._p.iter("{*}fldSimple")] == [
        "PAGE",
        "NUMPAGES",
    ]
    wide = {"A4": 210, "A3": 297}[file.paper]
    assert round(document.sections[0].page_width.mm) == wide


def test_tables_have_a_head_that_repeats_and_a_name(document):
    for table in document.tables:
        rows = list(table._tbl.iter("{*}tr"))
        heads = [list(row.iter("{*}tblHeader")) for row in rows]
        assert heads[0] and not any(heads[1:]), "the first row alone is the head"
        assert all(cell.text for cell in table.rows[0].cells[:1])
        assert [name for name in table._tbl.iter("{*}tblCaption")]


def test_a_numbered_list_begins_at_one(document):
    lists = [p for p in document.paragraphs if p.style.name == "List Number"]
    numbers = [p._p.pPr.numPr.numId.val for p in lists]
    numbering = document.part.numbering_part.element
    fresh = {num.numId for num in numbering.num_lst if list(num.iter("{*}startOverride"))}
    assert set(numbers) <= fresh
    assert len(set(numbers)) == sum(
        isinstance(block, blocks.Items) and block.numbered
        for placed in next(f for f in FILES if pages.title(f) == document.core_properties.title).sheets
        for block in blocks.read(pages.body(placed))
    )


def test_no_word_of_a_sheet_is_lost(document, file):
    found, at = said(document), 0
    for placed in file.sheets:
        drawn_once = re.sub(r'(?s)<div class="jw-narrow">.*?</svg></div>|<title>.*?</title>', "", placed.sheet.make())
        for expected in words(body_text(trusted(drawn_once.replace("</text>", " </text>"))).replace("_", " ")):
            assert expected in found[at : at + 400], f"{placed.sheet.name}: {expected!r} is missing or out of order"
            at = found.index(expected, at) + 1


def test_all_of_it_has_lists_and_tables(made):
    texts = [docx.Document(io.BytesIO(text)) for text in made.values()]
    styles = {paragraph.style.name for text in texts for paragraph in text.paragraphs}
    assert {"List Bullet", "List Number", "Caption", word.BOXED, word.LINE, "Heading 2", "Heading 3"} <= styles
    assert sum(len(text.tables) for text in texts) > 20


def test_the_same_words_are_the_same_bytes(made):
    for file in FILES[:3]:
        assert hashlib.sha256(word.text(file)).digest() == hashlib.sha256(made[file.name]).digest()
    with zipfile.ZipFile(io.BytesIO(made["wall"])) as held:
        assert {entry.date_time[0] for entry in held.infolist()} == {1980}


def test_a_pack_for_fourteen_says_so_at_the_foot():
    person = next(file for file in FILES if file.copies == "person")
    document = docx.Document(io.BytesIO(word.text(person, people=14)))
    assert document.sections[0].footer.paragraphs[0].text.startswith(f"{person.holder}: 14. ")


def test_blocks_keep_what_html_says():
    html = trusted(
        '<p>One <b>two</b><br>three <span class="jw-blank"></span></p><ol><li>a</li><li><b>b</b> c</li></ol>'
        '<article><h3>Card</h3><div class="jw-private"><p>Only you</p></div></article>'
        '<div class="jw-lines"><p>\u00a0</p></div><table><caption>Sums</caption><thead><tr><th>x</th><th>y</th></tr>'
        '</thead><tbody><tr><th>r</th><td>1 <span class="jw-box"></span></td></tr></tbody></table>'
    )
    run = blocks.Run
    assert blocks.read(html) == (
        blocks.Paragraph((run("One "), run("two", True), run("\nthree " + blocks.BLANK))),
        blocks.Items(((run("a"),), (run("b", True), run(" c"))), numbered=True),
        blocks.Heading("Card", 1, card=True),
        blocks.Paragraph((run("Only you"),), boxed=True),
        blocks.Paragraph(()),
        blocks.Grid("Sums", ("x", "y"), (((run("r"),), (run("1 " + blocks.BOX),)),)),
    )


# --- Slides -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def deck():
    pptx = pytest.importorskip("pptx")
    return pptx.Presentation(io.BytesIO(slides.deck()))


def test_the_slides_follow_the_agenda_with_the_script_in_the_notes(deck):
    titles = [slide.shapes.title.text for slide in deck.slides]
    parts = content.agenda("ninety")
    assert [title for title in titles if title in [part.title for part in parts]] == [part.title for part in parts]
    for slide in deck.slides:
        part = next((part for part in parts if part.title == slide.shapes.title.text), None)
        if part:
            notes = slide.notes_slide.notes_text_frame.text
            assert all(line in notes for line in (*part.do, *part.say))


def test_every_slide_has_a_title_and_few_words_and_the_first_is_yours(deck):
    assert deck.slides[0].placeholders[1].text_frame.paragraphs[0].text == word.YOURS
    for slide in deck.slides:
        lines = [paragraph.text for paragraph in slide.placeholders[1].text_frame.paragraphs]
        assert slide.shapes.title.text and all(lines) and len(lines) <= slides.LINES
        assert sum(len(line.split()) for line in lines) <= 130, slide.shapes.title.text


def test_the_slides_show_no_sheet_that_is_kept_back():
    shown = [each for file in FILES for each in file.sheets if each.slides]
    assert shown and all(each.sheet.reader == sheets.PLAYER for each in shown)
    assert not [file.name for file in FILES if "sealed" in file.name and any(each.slides for each in file.sheets)]


def test_the_same_slides_are_the_same_bytes():
    assert slides.deck() == slides.deck()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_them(made, tmp_path):
    (tmp_path / "text.docx").write_bytes(made["facilitator"])
    (tmp_path / "slides.pptx").write_bytes(slides.deck())
    for name in ("text.docx", "slides.pptx"):
        subprocess.run(["soffice", "--headless", "--convert-to", "pdf", name], cwd=tmp_path, check=True, timeout=120)
        assert (tmp_path / name).with_suffix(".pdf").stat().st_size > 5_000
