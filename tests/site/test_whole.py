"""The whole book as one text, as PDF and as EPUB: read from the built pages, complete, and whole in itself."""

import io
import posixpath
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree as Tree

import browser as support
import pypdf
import pytest

from joint_working.site import book_epub, book_pdf, files, whole

DAY = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
OPF = "{http://www.idpf.org/2007/opf}"


@pytest.fixture(scope="module")
def parts():
    assert (support.SITE / "index.html").exists(), "The site is not built: run make build first."
    return whole.read(support.SITE)


@pytest.fixture(scope="module")
def pages(parts):
    return {page.source: page for part in parts for page in part.pages}


def words(element):
    return " ".join("".join(element.itertext()).split())


def test_it_holds_every_chapter_s_answer_and_its_page_in_depth(pages):
    deep = [source for source in pages if source.endswith("/in-depth")]
    assert len(deep) == 22 and len(pages) == 45 and whole.GLOSSARY in pages
    assert all(source.removesuffix("/in-depth") in pages for source in deep)


def test_nothing_in_it_waits_for_a_hand(pages):
    for page in pages.values():
        tags = {element.tag for element in page.body.iter()}
        assert not tags & {"button", "input", "select", "script", "details", "form", "textarea", "noscript"}, page.slug
        assert "joint_working" not in words(page.body), f"code in {page.slug}"


def test_a_lab_keeps_its_usual_setting_its_pictures_and_its_limits(pages):
    text = words(pages["book/4-money/five-years"].body)
    assert "£27.5m over budget in year 5" in text and "What it assumes" in text and "Growth in demand" not in text
    told = [image.get("alt") for image in pages["book/4-money/five-years"].body.iter("img")]
    assert len(told) == 2 and all("million" in alt or "health board" in alt for alt in told)


def test_a_panel_keeps_one_answer_and_a_long_list_ten_rows(pages):
    tracer = pages["book/2-who-decides/lead-agency"].body
    assert sum(element.tag == "table" for element in tracer.iter()) == 1
    claims = pages["book/7-now/then-and-now"].body
    assert "10 of 161. The page has them all." in words(claims)


def test_a_mark_leads_to_its_note_and_an_answer_stands_at_the_end(pages):
    for page in pages.values():
        names = [element.get("id") for element in page.body.iter() if element.get("id")]
        assert len(names) == len(set(names)), page.slug
        marks = [a for mark in page.body.iter("span") if mark.get("class") == "jw-mark" for a in mark.iter("a")]
        assert all(mark.get("href").partition("#")[2] in names for mark in marks), page.slug
    body = pages["book/4-money/five-years"].body
    assert [section.get("class") for section in body][-2:] == ["jw-answers", "jw-notes"]
    assert "SSI 2014/341, regulation 2(1) and (3)" in words(body[-1])
    asked = [words(p) for p in body.iter("p") if p.get("class") == "asked"]
    assert len(asked) == 2 and asked[0] == asked[1], "asked, and asked again above its answers"


def test_a_sorting_says_what_there_is_to_choose_from(pages):
    assert "Choose from: " in words(pages["book/4-money/five-years/in-depth"].body)


def test_a_link_leads_within_the_book_or_to_the_web(pages):
    names = {element.get("id") for page in pages.values() for element in page.body.iter()}
    found = [a.get("href") for page in pages.values() for a in page.body.iter("a") if a.get("href")]
    within = [href for href in found if not href.startswith(("http", "mailto"))]
    assert len(within) > 500 and {href.partition("#")[2] for href in within} <= names


# --- As an EPUB -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def epub(parts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("epub")
    for name in ("one.epub", "two.epub"):
        book_epub.write(parts, folder / name, DAY)
    assert (folder / "one.epub").read_bytes() == (folder / "two.epub").read_bytes()
    return zipfile.ZipFile(folder / "one.epub")


def test_an_epub_says_first_and_plainly_what_it_is(epub):
    first = epub.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert epub.read("mimetype") == b"application/epub+zip" and epub.testzip() is None
    container = Tree.fromstring(epub.read("META-INF/container.xml"))
    assert [e.get("full-path") for e in container.iter() if e.get("full-path")] == ["EPUB/package.opf"]


def test_the_manifest_of_an_epub_is_complete_and_all_of_it_is_well_formed(epub):
    package = Tree.fromstring(epub.read("EPUB/package.opf"))
    items = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    inside = {name.removeprefix("EPUB/") for name in epub.namelist() if name.startswith("EPUB/")}
    assert len(items) == len(set(items.values())) and set(items.values()) == inside - {"package.opf"}
    assert {ref.get("idref") for ref in package.iter(f"{OPF}itemref")} == {
        name for name, file in items.items() if file.endswith(".xhtml")
    }
    for name in inside:
        if name.endswith((".xhtml", ".svg")):
            Tree.fromstring(epub.read(f"EPUB/{name}"))


def test_the_links_and_pictures_of_an_epub_are_in_it(epub):
    trees = {n: Tree.fromstring(epub.read(n)) for n in epub.namelist() if n.endswith(".xhtml")}
    names = {name: {element.get("id") for element in tree.iter()} for name, tree in trees.items()}
    for name, tree in trees.items():
        for element in tree.iter():
            target, _, part = (element.get("href") or element.get("src") or "").partition("#")
            if target and not target.startswith(("http", "mailto")):
                there = posixpath.join("EPUB", target)
                assert there in epub.namelist() and (not part or part in names[there]), f"{name}: {target}#{part}"
        images = [element for element in tree.iter() if element.tag.endswith("}img")]
        assert all(image.get("alt") is not None for image in images)
    listed = [a.get("href") for a in trees["EPUB/nav.xhtml"].iter() if a.get("href", "").endswith(".xhtml")]
    assert len(listed) == 45


# --- As a PDF -------------------------------------------------------------------------------------------------


def test_a_pdf_is_tagged_numbered_and_the_same_twice(parts, tmp_path):
    chapter = tuple(whole.Part(part.name, part.pages[:1]) for part in parts if part.name in ("The money", "Words"))
    book_pdf.write(chapter, tmp_path / "one.pdf")
    book_pdf.write(chapter, tmp_path / "two.pdf")
    made = (tmp_path / "one.pdf").read_bytes()
    assert made == (tmp_path / "two.pdf").read_bytes()
    pdf = pypdf.PdfReader(io.BytesIO(made))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"] and pdf.trailer["/Root"]["/Lang"] == "en-GB"
    contents = pdf.pages[1].extract_text()
    start = next(n for n, page in enumerate(pdf.pages, 1) if n > 2 and "One pot" in page.extract_text())
    assert "One pot" in contents and str(start) in contents
    outline = [entry.title for entry in pdf.outline if not isinstance(entry, list)]
    assert outline[:1] == ["Contents"] and {"The money", "Words"} <= set(outline)
    assert all(f"{n}" in page.extract_text() for n, page in enumerate(pdf.pages, 1) if n > 1)


# --- On the site ----------------------------------------------------------------------------------------------


def site_with(tmp_path, *names):
    (tmp_path / "book").mkdir(exist_ok=True)
    (tmp_path / "book/index.html").write_text(f"<p>Before</p>{files.BEFORE}old{files.AFTER}<p>After</p>")
    (tmp_path / "files").mkdir(exist_ok=True)
    for name in names:
        (tmp_path / "files" / name).write_bytes(b"x" * 1_234_000)
    files.offer(tmp_path)
    return (tmp_path / "book/index.html").read_text()


def test_the_front_page_offers_what_there_is_with_its_size(tmp_path):
    assert "Before</p><!--files--><!--/files--><p>After" in site_with(tmp_path)
    some = site_with(tmp_path, "book.pdf", "book.epub")
    assert some.count('href="../files/') == 2 and "(PDF, 1.2 MB)" in some and "book.zip" not in some
    every = site_with(tmp_path, "book.zip")
    assert every.count("<a ") == 3 and "unpack it first, then open START HERE.html" in every and "old" not in every


def test_the_built_front_page_keeps_a_place(tmp_path):
    assert files._PLACE.search((support.SITE / files.FRONT).read_text(encoding="utf-8"))
    (tmp_path / "book").mkdir()
    (tmp_path / "book/index.html").write_text("<p>No place</p>")
    with pytest.raises(SystemExit, match="book/index.html keeps no place for the files to take away"):
        files.offer(tmp_path)
