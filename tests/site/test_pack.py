"""The printed pack: large print, tagged, titled, in a language, in order, in our fonts, the same bytes every time."""

import builtins
import re

import pytest
from pypdf import PdfReader

from joint_working.site import pack
from joint_working.workshop import sheets

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    target = tmp_path_factory.mktemp("pack") / "board-night.pdf"
    return target, pack.write(target)


@pytest.fixture(scope="module")
def reader(made):
    return PdfReader(made[0])


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


@pytest.fixture(scope="module")
def tags(reader):
    return list(walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]))


def test_it_is_tagged_titled_and_in_a_language(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == pack.TITLE
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_the_headings_are_those_of_the_sheets_in_order(reader, tags):
    kinds = [kind for kind, *_ in tags]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == len(sheets.SHEETS) + 1
    levels = [int(kind[2]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdigit()]
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False)), "a level is skipped"
    at = 0
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    for one in sheets.SHEETS:
        found = text.find(one.title, at)
        assert found >= at, f"{one.title} is missing or out of order"
        at = found
    marks = [entry.title for entry in bookmarks(reader.outline)]
    for board in "AB":
        assert [re.sub(r"\D", "", mark) for mark in marks if re.match(rf"{board}\d+\. ", mark)] == [
            str(number) for number in range(1, 11)
        ], "each card has a mark of its own"
    outline = [entry.title for entry in reader.outline[-1] if not isinstance(entry, list)]
    assert [title for title in outline if title in {one.title for one in sheets.SHEETS}] == [
        one.title for one in sheets.SHEETS
    ]


def bookmarks(entries):
    """Yield every bookmark, whatever its depth."""
    for entry in entries:
        yield from bookmarks(entry) if isinstance(entry, list) else [entry]


def test_tables_have_headings_and_lists_have_items(tags):
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
    kinds = {kind for kind, *_ in tags}
    assert {"/Table", "/TH", "/TD", "/L", "/LI", "/P", "/H3", "/H4", "/Figure"} <= kinds
    assert {node["/A"]["/Scope"] for kind, _, node in tags if kind == "/TH"} == {"/Column", "/Row"}


def test_every_page_is_a4_has_its_place_in_the_order_and_our_fonts_only(reader):
    for page in reader.pages:
        assert sorted((round(page.mediabox.width), round(page.mediabox.height))) == [595, 842]
        assert page["/Tabs"] == "/S", "the tab key follows the structure"
        assert "/StructParents" in page
        for font in page["/Resources"].get("/Font", {}).values():
            assert "Joint" in font.get_object()["/BaseFont"], font.get_object()["/BaseFont"]


@pytest.fixture(scope="module")
def places(reader):
    """The first and the last page of each sheet, counted from 1, as the list at the front prints them."""
    listed = " ".join(reader.pages[number].extract_text() for number in (1, 2))
    listed = " ".join(listed.split())
    starts = {
        entry.title: reader.get_destination_page_number(entry) + 1
        for entry in bookmarks(reader.outline)
        if entry.title in {one.title for one in sheets.SHEETS}
    }
    firsts = [starts[one.title] for one in sheets.SHEETS]
    found = {}
    for one, first, after in zip(sheets.SHEETS, firsts, [*firsts[1:], len(reader.pages) + 1], strict=True):
        last = max(first, after - 1)
        found[one.name] = (first, last)
        assert f"{one.title} {one.copies} {f'{first}–{last}' if first < last else first}" in listed, one.name
    return found


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


def test_players_read_16_point_and_the_facilitator_14_on_every_page_heads_and_feet_too(reader, places):
    least = dict.fromkeys(range(1, len(reader.pages) + 1), 14)
    for one in sheets.SHEETS:
        if one.holder == sheets.PLAYER:
            first, last = places[one.name]
            least |= dict.fromkeys(range(first, last + 1), 16)
    assert 30 < list(least.values()).count(16) < len(least)
    for number, page in enumerate(reader.pages, start=1):
        found = sizes(page)
        assert found and "Page" in " ".join(text for _, text in found), number
        small = [(size, text) for size, text in found if size < least[number] - 0.01]
        assert small == [], f"page {number}: at least {least[number]} point was expected"


def test_the_rules_of_the_meeting_fit_one_page_and_are_called_law(reader, places):
    for name in ("meeting-rules", "standing-orders"):
        first, last = places[name]
        words = reader.pages[first - 1].extract_text()
        assert first == last and "Law" in words and "Illustrative" not in words


def test_no_page_is_nearly_empty(reader, places):
    for number, page in enumerate(reader.pages[1:], start=2):
        lines = []
        page.extract_text(visitor_text=lambda text, matrix, line, font, size, to=lines: to.append(text))
        words = " ".join(lines).split()
        assert len(words) >= 45, f"page {number}: {' '.join(words)}"


def test_every_page_of_cards_is_cut_at_the_same_lines(reader, places):
    """The dashed lines across a page, measured from its top, are the same on all: a stack can be cut at once."""
    cuts = set()
    for name in ("role-cards-a", "role-cards-b", "shock-cards", "round-2"):
        first, last = places[name]
        for number in range(first, last + 1):
            drawn = reader.pages[number - 1].get_contents().get_data().decode("latin-1")
            across = re.findall(r"^4\d\.\d+ ([\d.]+) m\n74\d\.\d+ \1 l$", drawn, re.M)
            cuts.add(tuple(sorted(round(float(height)) for height in across)))
    assert len(cuts) == 1 and len(*cuts) >= 3, cuts


def test_two_packs_are_the_same_bytes(made, tmp_path):
    assert pack.write(tmp_path / "again.pdf") == made[1]


def test_without_pango_one_sentence_says_what_to_install(monkeypatch, tmp_path):
    real = builtins.__import__

    def missing(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(SystemExit, match="needs the Pango library, .* install it"):
        pack.write(tmp_path / "none.pdf")
    assert not (tmp_path / "none.pdf").exists()


def test_a_build_offers_a_pack_of_these_words_only(made, monkeypatch, tmp_path):
    monkeypatch.setattr(pack, "TARGET", tmp_path / "none.pdf")
    assert not pack.offered(), "there is none"
    monkeypatch.setattr(pack, "TARGET", made[0])
    assert pack.offered()
    monkeypatch.setattr(pack, "document", lambda: "other words")
    assert not pack.offered(), "its words have changed since"


def test_the_archive_prints_the_pack_before_the_site_is_built():
    makefile = (pack.ROOT / "Makefile").read_text(encoding="utf-8")
    assert "\narchive: workshop build " in makefile
    pages = (pack.ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8")
    assert "make archive" in pages, "the published site offers the pack"
