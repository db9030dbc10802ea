"""The pack as paper: tagged, titled, in a language, in large print, marked with its holder, the same bytes always."""

import builtins
import re

import pytest
from pypdf import PdfReader

from joint_working.site import pack
from joint_working.site.pack import __main__ as command
from joint_working.site.pack import edition, pages, pdf
from joint_working.workshop import content, printing, sheets

pytestmark = pytest.mark.slow

FILES = printing.files()
#: A point of the page as it is laid out is more on a larger paper.
A4 = {595, 842}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of the pack, and the checksums of its files."""
    folder = tmp_path_factory.mktemp("pack") / "workshop"
    return folder, edition.write(folder)


@pytest.fixture(params=FILES, ids=lambda file: file.name)
def file(request):
    return request.param


@pytest.fixture
def reader(made, file):
    return PdfReader(made[0] / edition.name(file, "pdf"))


def walk(node, depth=0):
    """Yield every element of the structure tree in reading order: its type, its depth and itself."""
    node = node.get_object()
    if isinstance(node, list):
        for kid in node:
            yield from walk(kid, depth)
    elif hasattr(node, "get"):
        if "/S" in node:
            yield node["/S"], depth, node
        if "/K" in node:
            yield from walk(node["/K"], depth + 1)


@pytest.fixture
def tags(reader):
    return list(walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]))


def test_it_is_tagged_titled_and_in_a_language(reader, file):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == pages.title(file)
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def words_of(page):
    return " ".join(page.extract_text().split())


def test_the_headings_are_those_of_its_sheets_in_order(reader, tags, file):
    kinds = [kind for kind, *_ in tags]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == len(file.sheets)
    levels = [int(kind[2]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdigit()]
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False)), "a level is skipped"
    titles = [placed.sheet.title for placed in file.sheets]
    marks = [entry.title for entry in bookmarks(reader.outline)]
    assert [mark for mark in marks if mark in titles] == titles
    if file.name in ("cards-a", "cards-b"):
        cards = [mark for mark in marks if re.match(rf"{file.name[-1].upper()}\d+\. ", mark)]
        assert [re.sub(r"\D", "", card) for card in cards] == [str(number) for number in range(1, 11)]


def bookmarks(entries):
    """Yield every bookmark, whatever its depth."""
    for entry in entries:
        yield from bookmarks(entry) if isinstance(entry, list) else [entry]


def test_tables_have_headings_lists_have_items_and_pictures_have_words(tags):
    for kind, _, node in tags:
        inside = [found for found, *_ in walk(node["/K"])] if "/K" in node else []
        if kind == "/Table":
            assert "/TH" in inside and "/TR" in inside
        if kind == "/TH":
            assert node["/A"]["/Scope"] in ("/Column", "/Row")
        if kind == "/L":
            assert "/LI" in inside
        if kind == "/Figure":
            assert node.get("/Alt"), "a picture has no words"


def test_among_all_files_every_kind_of_tag_was_looked_at(made):
    found = set()
    for path in made[0].glob("*.pdf"):
        found |= {kind for kind, *_ in walk(PdfReader(path).trailer["/Root"]["/StructTreeRoot"]["/K"])}
    assert {"/Table", "/TH", "/TD", "/L", "/LI", "/P", "/H3", "/H4", "/Figure"} <= found


def test_every_page_has_its_paper_its_place_in_the_order_and_our_fonts_only(reader, file):
    larger = pdf.LARGER[file.paper]
    for page in reader.pages:
        assert {round(float(side) / larger) for side in (page.mediabox.width, page.mediabox.height)} == A4
        assert page["/Tabs"] == "/S", "the tab key follows the structure"
        for font in page["/Resources"].get("/Font", {}).values():
            assert "Joint" in font.get_object()["/BaseFont"], font.get_object()["/BaseFont"]


def places(reader, file):
    """Return the number of the page, from 0, on which each sheet begins, and the number of pages."""
    titles = {placed.sheet.title for placed in file.sheets}
    marks = [entry for entry in bookmarks(reader.outline) if entry.title in titles]
    return [reader.get_destination_page_number(entry) for entry in marks], len(reader.pages)


def test_the_table_says_how_many_pages_each_sheet_takes(reader, file):
    starts, end = places(reader, file)
    found = [after - first for first, after in zip([0, *starts[1:]], [*starts[1:], end], strict=True)]
    told = {placed.sheet.name: placed.pages for placed in file.sheets}
    counted = dict(zip(told, found, strict=True))
    assert counted == told, "run: python -m joint_working.site.pack --count"


def test_a_sheet_that_leaves_its_set_shares_no_paper(reader, file):
    starts, _ = places(reader, file)
    for before, (placed, start) in zip([None, *file.sheets], zip(file.sheets, starts, strict=True), strict=False):
        if not file.one_side and (placed.own or (before and before.own)):
            assert start % 2 == 0, f"{placed.sheet.name} begins on the back of a sheet of paper"


def test_every_foot_says_who_holds_the_page_how_many_and_where_it_belongs(reader, file):
    number = len(reader.pages)
    for at, page in enumerate(reader.pages, start=1):
        words = words_of(page).replace(" ", "")
        if words:
            assert f"{file.held()}CCBY4.0.Page{at}of{number}".replace(" ", "") in words, f"page {at}: {words[-200:]}"
    assert sum(not words_of(page) for page in reader.pages) < max(2, number / 3), "many blank pages"


def sizes(page):
    """Return the text of a page with its sizes in points, as they stand on the paper."""
    found = []

    def note(text, matrix, line, font, size):
        if text.strip():
            scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
            scale *= abs(line[0] * line[3] - line[1] * line[2]) ** 0.5
            found.append((round(size * scale, 2), text.strip()))

    page.extract_text(visitor_text=note)
    return found


def test_players_read_16_point_and_the_facilitator_14_on_every_page_heads_and_feet_too(reader, file):
    read = {placed.sheet.reader for placed in file.sheets}
    assert len(read) == 1 or file.copies == "one", "players' sheets lie among players' sheets"
    least = 16 if read == {sheets.PLAYER} else 14
    for number, page in enumerate(reader.pages, start=1):
        small = [(size, text) for size, text in sizes(page) if size < least - 0.01]
        assert small == [], f"page {number}: at least {least} point was expected"


def test_the_rules_of_the_meeting_fit_one_page_and_are_called_law(made):
    file = next(each for each in FILES if "meeting-rules" in [placed.sheet.name for placed in each.sheets])
    reader = PdfReader(made[0] / edition.name(file, "pdf"))
    for placed, start in zip(file.sheets, places(reader, file)[0], strict=True):
        if placed.sheet.name in ("meeting-rules", "standing-orders"):
            words = words_of(reader.pages[start])
            assert placed.pages == 1 and "Law" in words and "Illustrative" not in words


def test_no_page_is_nearly_empty(reader):
    for number, page in enumerate(reader.pages[1:], start=2):
        words = words_of(page).split()
        assert not words or len(words) >= 45, f"page {number}: {' '.join(words)}"


def test_every_page_of_cards_is_cut_at_the_same_lines(made):
    """The dashed lines across a page, measured from its top, are the same on all: a stack can be cut at once.

    The last page of a deck may hold one card less: what lines it has are the first of the others'.
    """
    cuts = set()
    for file in FILES:
        if file.one_side and file.paper == "A4":
            for page in PdfReader(made[0] / edition.name(file, "pdf")).pages:
                drawn = page.get_contents().get_data().decode("latin-1")
                across = re.findall(r"^4\d\.\d+ ([\d.]+) m\n74\d\.\d+ \1 l$", drawn, re.M)
                cuts.add(tuple(sorted(round(float(height)) for height in across)))
    full = max(cuts, key=len)
    assert len(full) >= 3 and cuts <= {full, full[:2]}, cuts


def test_two_packs_are_the_same_bytes(made, tmp_path):
    again = edition.write(tmp_path / "again")
    assert again == made[1]
    assert (tmp_path / "again" / edition.SUMS).read_bytes() == (made[0] / edition.SUMS).read_bytes()


def test_a_pack_for_fourteen_says_fourteen_at_its_feet_and_in_its_plan():
    for file in FILES:
        room = content.room_for(14)
        assert f'content:"{file.holder}: {file.number(room)}"' in pages.document(file, people=14)
    person = next(file for file in FILES if file.copies == "person")
    assert person.held(content.room_for(14)).endswith(": 14")
    facilitator = next(file for file in FILES if file.name == pages.COVERED)
    assert "how many copies for 14 people" in pages.document(facilitator, people=14)
    assert edition.fingerprint(14) != edition.fingerprint()


@pytest.mark.parametrize("asked", ["5", "31", "many", "-7"])
def test_a_number_of_people_out_of_bounds_is_refused_in_one_sentence(monkeypatch, capsys, asked):
    monkeypatch.setattr("sys.argv", ["pack", f"--people={asked}"])
    with pytest.raises(SystemExit):
        command.main()
    assert f"expected a number of people from 6 to 30, found '{asked}'" in capsys.readouterr().err


def test_what_was_counted_is_written_into_the_table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text('sheet,holder,pages\nmap,"On the wall, up",1\nwords,Each,2\n', encoding="utf-8")
    command.recount({"map": 3}, path)
    assert path.read_text(encoding="utf-8") == 'sheet,holder,pages\nmap,"On the wall, up",3\nwords,Each,2\n'


def test_without_pango_one_sentence_says_what_to_install(monkeypatch, tmp_path):
    real = builtins.__import__

    def missing(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(SystemExit, match="needs the Pango library, .* install it"):
        edition.write(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_build_offers_files_of_these_words_only(made, monkeypatch, tmp_path):
    assert edition.offered(tmp_path) == {}, "there are none"
    sizes = edition.offered(made[0])
    assert set(sizes) == set(made[1]) and all(sizes.values())
    shown = pack.listed(sizes, "../../")
    assert all(f'href="../../workshop/{name}"' in shown for name in sizes)
    monkeypatch.setattr(pages, "document", lambda *given, **named: "other words")
    assert edition.offered(made[0]) == {}, "their words have changed since"


def test_a_site_without_files_says_how_to_write_them():
    assert pack.NONE_YET in pack.listed({}, "../") and "href" not in pack.listed({}, "../")


def test_the_archive_prints_the_pack_before_the_site_is_built():
    makefile = (edition.ROOT / "Makefile").read_text(encoding="utf-8")
    assert "\narchive: workshop build " in makefile
    flow = (edition.ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8")
    assert "make archive" in flow, "the published site offers the pack"
