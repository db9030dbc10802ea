"""The printed pack: tagged, titled, in a language, in reading order, in our fonts, the same bytes every time."""

import builtins

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
    outline = [entry.title for entry in reader.outline[-1] if not isinstance(entry, list)]
    assert [title for title in outline if title in {one.title for one in sheets.SHEETS}] == [
        one.title for one in sheets.SHEETS
    ]


def test_tables_have_headings_and_lists_have_items(tags):
    for kind, _, node in tags:
        inside = [found for found, *_ in walk(node["/K"])] if "/K" in node else []
        if kind == "/Table":
            assert "/TH" in inside and "/TR" in inside
        if kind == "/L":
            assert "/LI" in inside
        if kind == "/Figure":
            assert node.get("/Alt"), "a picture has no words"
    kinds = {kind for kind, *_ in tags}
    assert {"/Table", "/TH", "/TD", "/L", "/LI", "/P", "/H3"} <= kinds


def test_every_page_is_a4_has_its_place_in_the_order_and_our_fonts_only(reader):
    for page in reader.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
        assert page["/Tabs"] == "/S", "the tab key follows the structure"
        assert "/StructParents" in page
        for font in page["/Resources"].get("/Font", {}).values():
            assert "Joint" in font.get_object()["/BaseFont"], font.get_object()["/BaseFont"]


def test_players_read_large_print():
    style = pack.STYLE.read_text(encoding="utf-8")
    assert ".player{font-size:16pt}" in style and "small{font-size:1em" in style


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
