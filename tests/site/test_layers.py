"""A chapter in three layers: how much each page holds, measured where it is read; what its code has moved to."""

import json
import re
from pathlib import Path

import browser as support
import pytest

BOOK = Path(__file__).parents[2] / "book"
#: The answers of chapters that are in layers, by their place in the folder book.
ANSWERS = [
    path.relative_to(BOOK).with_suffix("").as_posix()
    for path in sorted(BOOK.glob("[1-7]-*/*.ipynb"))
    if "{.jw-question}" in path.read_text(encoding="utf-8")
]
DEEP = [
    path.relative_to(BOOK).with_suffix("").as_posix()
    for path in sorted(BOOK.glob("[1-7]-*/*/*.*"))
    if path.stem != "bonnet" and ".ipynb_checkpoints" not in path.parts
]
BONNETS = [path.relative_to(BOOK).with_suffix("").as_posix() for path in sorted(BOOK.glob("[1-7]-*/*/bonnet.ipynb"))]
#: How many chapters give their answer on such a page; what it may hold in all, its lab in it: visible words, and
#: height on a phone 390 px wide.
CHAPTERS, WORDS, HEIGHT = 22, 1200, 7600
#: Headings of an answer, without the short answer and what is folded; and visible words and labs in depth.
HEADINGS, DEEP_WORDS, DEEP_LABS = 7, 2500, 3
#: Where a phone's first screen ends, and above which line the short answer begins there.
SCREEN, BEGINS = 664, 400
#: What a reader sees of the article at first: its words, all of them and those outside its labs; its height; labs,
#: questions, and headings. Of a list to choose from a reader sees what is chosen; of what is folded, its first line.
MEASURE = """() => {
  const article = document.querySelector("article.bd-article"), all = (query) => [...article.querySelectorAll(query)];
  const words = (text) => text.split(/\\s+/).filter((word) => /[\\p{L}\\p{N}]/u.test(word)).length;
  const chosen = (one) => one.localName !== "option" || one.selected;
  const unseen = (one) => one.offsetWidth <= 1 && getComputedStyle(one).clipPath !== "none";
  const hidden = (one) => one !== article && (unseen(one) || hidden(one.parentElement));
  const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT), seen = [0, 0];
  while (texts.nextNode()) {
    const text = texts.currentNode, one = text.parentElement, box = one.closest("select") || one;
    if (one.matches("script, style, title, details:not([open])") || !chosen(one)) continue;
    if (!box.checkVisibility() || hidden(box)) continue;
    seen[one.closest("section.explorer") ? 1 : 0] += words(text.data);
  }
  const short = article.querySelector(".jw-short"), heads = all("h2").filter((head) => head.checkVisibility());
  return {
    words: seen[0] + seen[1],
    prose: seen[0],
    height: article.offsetHeight,
    labs: all("section.explorer").length,
    questions: all("[data-jw-part=exercise], [data-jw-part=sort], [data-jw-part=predict]").length,
    headings: heads.filter((head) => !head.closest(".jw-short, summary, .explorer")).map((head) => head.innerText),
    short: short && short.getBoundingClientRect().top + scrollY,
    questionsFirst: short && all(".jw-question").length,
    wide: document.documentElement.scrollWidth,
  };
}"""


@pytest.fixture(scope="module")
def phone(chrome, site):
    """Give a function that opens a page on a phone and returns what it holds, each page loaded once."""
    context = chrome.new_context(viewport={"width": 390, "height": SCREEN}, has_touch=True)
    page, seen = context.new_page(), {}

    def measured(place):
        if place not in seen:
            page.goto(f"{site}/book/{place}.html")
            seen[place] = page.evaluate(MEASURE)
        return seen[place]

    yield measured
    context.close()


def test_every_chapter_gives_its_answer():
    assert len(ANSWERS) == CHAPTERS == len(list(BOOK.glob("[1-7]-*/*.ipynb")))


@pytest.mark.browser
def test_what_is_folded_or_not_chosen_is_not_seen_and_what_is_drawn_is(chrome):
    page = chrome.new_page()
    page.set_content(
        "<article class=bd-article>Two words<details><summary>Three</summary>no</details><select><option>no"
        "<option selected>Four</select><p hidden>no</p><svg><text>Five</text></svg><section class=explorer>Six – 7"
        "<i style='position:absolute;width:1px;overflow:hidden;clip-path:inset(50%)'>no</i></section></article>"
    )
    held = page.evaluate(MEASURE)
    assert (held["words"], held["prose"]) == (7, 5)
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("page", ANSWERS)
def test_an_answer_is_short(page, phone):
    held = phone(page)
    print(page, held)
    assert held["questionsFirst"] == 1 and held["wide"] <= 390
    assert held["labs"] <= 1 and held["questions"] == 1, held
    assert len(held["headings"]) <= HEADINGS and "What to take to the meeting" in " ".join(held["headings"]), held
    assert held["words"] <= WORDS and held["height"] <= HEIGHT, held


@pytest.mark.browser
@pytest.mark.parametrize("page", ANSWERS)
def test_the_short_answer_begins_on_the_first_screen(page, phone):
    assert phone(page)["short"] <= BEGINS


@pytest.mark.browser
@pytest.mark.parametrize("page", DEEP)
def test_a_page_in_depth_is_read_in_a_sitting(page, phone):
    held = phone(page)
    print(page, held)
    assert held["prose"] <= DEEP_WORDS and held["labs"] <= DEEP_LABS and held["wide"] <= 390, held


def cells(page):
    return json.loads((BOOK / f"{page}.ipynb").read_text(encoding="utf-8"))["cells"]


@pytest.mark.parametrize("page", ANSWERS)
def test_an_answer_ends_with_three_to_five_questions_for_a_meeting(page):
    text = "\n\n".join("".join(cell["source"]) for cell in cells(page))
    taken = re.search(r"^## What to take to the meeting\n(.*?)(?=^## |\Z)", text, re.S | re.M)
    assert taken, "write what a member takes to the meeting"
    assert 3 <= len(re.findall(r"^(?:\d\.|-) ", taken[1], re.M)) <= 5
    after = re.findall(r"^## (.+)$", text[taken.end() :], re.M)
    assert after in ([], ["Sources"]), f"it stands last, before the sources, and not before {after}"


@pytest.mark.parametrize("page", DEEP)
def test_a_page_in_depth_says_first_what_it_holds_and_for_whom(page):
    text = "".join("".join(cell["source"]) + "\n\n" for cell in cells(page))
    found = re.match(r"# .+: .+\n+(.+)\n", text)
    assert found and not found[1].startswith(("#", "-", "```", "**By")), text[:200]
    assert re.search(r"\]\(\.\./[\w-]+\.ipynb\)", found[1]), "its first lines lead back to the answer"


@pytest.mark.parametrize("page", ANSWERS)
def test_no_code_is_shown_outside_the_bonnet(page):
    for place in (page, *(deep for deep in DEEP if deep.startswith(f"{page}/"))):
        assert [
            cell["id"] for cell in cells(place) if cell["cell_type"] == "code" and not cell["metadata"].get("tags")
        ] == []


@pytest.mark.browser
@pytest.mark.parametrize("page", BONNETS)
def test_a_bonnet_shows_its_code(page):
    html = (support.SITE / f"book/{page}.html").read_text(encoding="utf-8")
    assert html.count('<div class="cell ') >= 3 and "jw-short" not in html
