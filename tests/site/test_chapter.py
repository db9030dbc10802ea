"""A chapter’s page: the short answer first, a folded tail, one switch for code, badges of one word with a card."""

import re

import browser as support
import pytest

BOOK = support.SITE / "book"
CHAPTERS = sorted(
    path.relative_to(support.SITE).as_posix()
    for path in BOOK.glob("[1-7]-*/*.html")
    if 'id="in-short"' in path.read_text(encoding="utf-8")
)
#: What stands folded at the end of an answer.
FOLDED = ("words-used-here", "sources")
LONG = "book/2-who-decides/body-corporate.html"
DEEP = "book/2-who-decides/who-answers-to-whom/in-depth.html"


def article(path):
    """Return a page's article, without what its script adds."""
    text = (support.SITE / path).read_text(encoding="utf-8")
    return text[text.index('<article class="bd-article">') : text.index("</article>")]


@pytest.mark.slow
def test_every_chapter_is_here():
    assert len(CHAPTERS) == 22


@pytest.mark.slow
def test_a_page_that_is_called_like_a_folded_part_is_open():
    assert "jw-fold" not in article("book/reference/tables/sources.html")


@pytest.mark.slow
@pytest.mark.parametrize("path", CHAPTERS)
def test_the_short_answer_comes_first_and_the_tail_is_folded(path):
    html = article(path)
    start = html.index("</h1>")
    between = re.sub(
        r'<p class="jw-question.*?</p>|<nav class="jw-layers.*?</nav>|'
        r'<ul class="jw-asat.*?</ul>|<button[^>]*data-jw-code.*?</button>',
        "",
        html[start:],
        flags=re.S,
    )
    assert re.match(r'</h1>\s*<section class="jw-short" id="in-short"><h2>In short</h2>', between), between[:300]
    for name in FOLDED:
        fold = re.search(
            rf'<section class="[^"]*jw-folded[^"]*" id="{name}">\s*<details class="jw-fold"><summary>\s*<h2>', html
        )
        assert fold, name
    assert html.count("</details>") == html.count("<details")
    assert html.count("data-jw-code") == 1 and html.count("Show the code") == 1


@pytest.mark.slow
@pytest.mark.parametrize("path", CHAPTERS)
def test_marks_in_prose_are_numbered_of_seven_kinds_and_one_a_source_in_a_paragraph(path):
    html = article(path)
    marks = re.findall(r'<span class="jw-term jw-cite"><a class="jw-ref (\w+)"[^>]*>(.*?)</a>', html)
    assert [int(number) for _, number in marks] == list(range(1, len(marks) + 1)) != []
    assert {kind for kind, _ in marks} <= {"law", "statistic", "words", "audit", "estimate", "press", "assumed"}
    for block in re.findall(r"<(?:p|li|td)\b[^>]*>((?:(?!</?(?:p|li|td)\b).)*)", html, re.S):
        seen = set()
        for standing, rest in re.findall(
            r'<span class="jw-meaning" id="cite-\d+"><b>(.*?)</b>(.*?</small></span>)</span>', block
        ):
            places = {place.partition("; seen")[0] for place in re.findall(r"<small>(.*?)</small>", rest)}
            assert not {(standing, place) for place in places} & seen, (path, block[:200])
            seen |= {(standing, place) for place in places}


#: Lines of prose, and words that stand beside a mark (those on a row past its day come and go with the calendar).
PROSE = """() => {
  const parts = Array.from(document.querySelectorAll("article p, article li, article dd"));
  const prose = parts.filter(part => part.offsetHeight &&
    !part.closest(".explorer, figure, table, nav, [data-jw-part]") && !part.querySelector("p, li"));
  const lines = part => part.offsetHeight / parseFloat(getComputedStyle(part).lineHeight);
  const said = part => Array.from(part.querySelectorAll(".jw-said"), words => words.textContent);
  return [prose.reduce((sum, part) => sum + Math.round(lines(part)), 0), prose.flatMap(said)];
}"""


@pytest.mark.browser
@pytest.mark.parametrize("path", CHAPTERS)
def test_words_beside_marks_stand_on_few_lines(path, open_page):
    page, _ = open_page(path, width=390)
    lines, said = page.evaluate(PROSE)
    said = [words for words in said if "last checked" not in words]
    assert lines > 20 and len(said) <= max(1, 0.02 * lines), (lines, said)


@pytest.mark.browser
def test_one_switch_shows_all_code_and_hides_it_again(open_page):
    page, heard = open_page(DEEP)
    switch = page.get_by_role("button", name="Show the code")
    assert switch.count() == 1
    inputs = page.locator(".cell > details.hide pre")
    assert inputs.count() > 2 and not any(inputs.nth(at).is_visible() for at in range(inputs.count()))
    assert page.locator(".cell > details.hide > summary:visible").count() == 0
    switch.focus()
    page.keyboard.press("Enter")
    assert all(inputs.nth(at).is_visible() for at in range(inputs.count()))
    hide = page.get_by_role("button", name="Hide the code")
    assert hide.get_attribute("aria-pressed") == "true"
    hide.click()
    assert not any(inputs.nth(at).is_visible() for at in range(inputs.count())) and heard.said == []


@pytest.mark.browser
def test_without_a_script_each_cell_keeps_its_own_fold_and_nothing_is_dead(open_page):
    page, _ = open_page(LONG, java_script_enabled=False)
    assert page.locator(".jw-code-switch").is_hidden()
    fold = page.locator(".cell > details.hide").first
    fold.locator("summary").click()
    assert fold.locator("pre").first.is_visible()
    page.locator("#sources summary").click()
    assert page.locator("#sources .jw-sources").is_visible()


@pytest.mark.browser
def test_a_link_into_a_fold_opens_it_and_print_holds_all(open_page):
    page, _ = open_page(LONG + "#sources")
    assert page.locator("#sources .jw-sources").is_visible()
    assert page.locator("#why-this-may-not-match-figures-you-have-seen p").first.is_hidden()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#why-this-may-not-match-figures-you-have-seen p").first.is_visible()
    assert page.locator("#words-used-here dt").first.is_visible()
    cite = page.locator(".jw-cite").first
    assert cite.locator("span > a").first.is_visible() and cite.locator("small").first.is_hidden()


@pytest.mark.browser
def test_a_mark_opens_its_card_in_place_by_mouse_key_and_touch(open_page):
    page, heard = open_page(LONG, width=390, has_touch=True)
    address = page.url
    cite = page.locator("#do-i-vote .jw-cite").first
    badge, card = cite.locator("> a"), cite.locator("> .jw-meaning")
    assert badge.inner_text().isdigit() and card.is_hidden()
    badge.tap()
    card.wait_for(state="visible")
    assert page.url == address and "SSI 2025/405" in card.inner_text()
    box = card.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.locator("h1").tap()
    assert card.is_hidden()
    badge.tap()
    page.keyboard.press("Escape")
    assert card.is_hidden()
    term = page.locator("#in-short .jw-term:not(.jw-cite)").first
    term.locator("> a").tap()
    term.locator("> .jw-meaning").wait_for(state="visible")
    assert page.url == address
    badge.tap()
    card.locator("a").first.tap()
    page.wait_for_url("**/tables/rules.html#rule-*")
    row = page.locator("tr" + re.search("#.*", page.url)[0])
    assert row.is_visible() and page.locator("[data-jw-register] tbody tr:visible").count() == 1
    page.get_by_role("link", name=re.compile("Show all")).click()
    more = page.get_by_role("button", name=re.compile(r"^Show 10 more \(\d{3,}\)$"))
    more.first.wait_for(state="visible")
    assert page.locator("#rows tbody tr:visible").count() in (10, 11) and heard.said == []
