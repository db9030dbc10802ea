"""Which page is a layer of which chapter, and the day at which a layer's rules are read."""

from datetime import date

import pytest
from docutils import nodes

from joint_working.site import chapter, layers, questions, search, way


@pytest.mark.parametrize(
    "page, split",
    [
        ("book/4-money/one-pot/in-depth", ("book/4-money/one-pot", "in-depth")),
        ("3-two-places/highland/timeline", ("3-two-places/highland", "timeline")),
        ("4-money/one-pot", ("4-money/one-pot", "")),
        ("book/reference/tables/rules", ("book/reference/tables/rules", "")),
        ("your-partnership/highland", ("your-partnership/highland", "")),
    ],
)
def test_a_layer_stands_in_the_folder_of_its_chapter(page, split):
    assert layers.split(page) == split and layers.chapter_of(page) == split[0]


def test_a_layer_is_read_as_at_the_day_of_its_chapter(tmp_path):
    (tmp_path / "pot.md").write_text("# Pot\n\n```{chapter-head}\n:as-at: 2024-05-01\n:minutes: 5\n```\n")
    assert layers.file_of(tmp_path / "pot") == tmp_path / "pot.md"
    assert layers.as_at(tmp_path / "pot.md") == date(2024, 5, 1)
    (tmp_path / "bare.md").write_text("# Bare\n")
    assert layers.as_at(tmp_path / "bare.md") is None and layers.as_at(tmp_path / "none.md") is None


def test_an_answer_weighs_more_than_its_page_in_depth_and_a_bonnet_is_not_searched():
    pages = [f"book/4-money/zero{layer}" for layer in ("", "/in-depth", "/cases", "/bonnet")]
    env = type("Env", (), {"jw_sections": {page: [["why", "Why?", "It is so.", "", ""]] for page in pages}})
    found = {address: weight for address, *_, weight in search.index(env, {}) if address.startswith(pages[0])}
    answer, deep, more = (found.pop(f"{page}.html#why") for page in pages[:3])
    assert answer == 1 > deep == more > 0 and found == {}


def test_the_questions_of_all_layers_stand_under_their_chapter():
    row = questions.Asked("why", "Why?", "It is so.")
    pages = {f"book/4-money/pot{layer}": [row] for layer in ("", "/in-depth")} | {"book/4-money/potter": [row]}
    deep = way.Entry("book/4-money/pot/in-depth", "In depth")
    part = way.Part("Money", (way.Entry("book/4-money/pot", "The pot", (deep,)),))
    html = questions.listing([part], pages, lambda page: f"{page}.html")
    assert html.count("<h3>") == 1 and html.count("<li>") == 2
    assert html.index('pot.html#why"') < html.index('pot/in-depth.html#why"')


def test_a_section_that_is_marked_is_folded():
    app = type("App", (), {"builder": type("Builder", (), {"format": "html"})})
    inside = nodes.section("", nodes.title("", "Long"), nodes.paragraph("", "Words"), classes=["jw-folded"], ids=["a"])
    plain = nodes.section("", nodes.title("", "Short"), nodes.paragraph("", "Words"), ids=["b"])
    page = nodes.document("", "", "", nodes.section("", nodes.title("", "Page"), inside, plain))
    chapter.fold(app, page, "page")
    assert [len(list(section.findall(nodes.raw))) for section in (inside, plain)] == [3, 0]
    assert inside["classes"] == ["jw-folded"]
