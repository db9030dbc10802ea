"""What a reader prints of a chapter: two pages to take to a meeting, or all of it with the answers at the end."""

import re
from io import BytesIO

import browser as support
import pypdf
import pytest
from playwright.sync_api import expect

from joint_working import explorers
from joint_working.site import layers

pytestmark = pytest.mark.browser
ANSWERS = sorted(
    path
    for path in support.pages()
    if 'class="jw-layers"' in (support.SITE / path).read_text(encoding="utf-8")
    and layers.chapter_of(path.removesuffix(".html")) == path.removesuffix(".html")
)


def printed(page):
    """Return the words of each page of paper, with single spaces."""
    sheets = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return [re.sub(r"\s+", " ", sheet.extract_text()) for sheet in sheets]


def opened(open_page, path):
    page, _ = open_page(path)
    page.evaluate("window.print = () => {}")
    return page


def test_every_chapter_has_two_pages_to_print():
    assert len(ANSWERS) == 22


@pytest.mark.parametrize("path", ANSWERS)
def test_an_answer_prints_on_two_pages(path, open_page, site):
    page = opened(open_page, path)
    title = page.locator("h1").evaluate("h1 => h1.firstChild.textContent")
    lab = page.locator(".explorer h3").first.inner_text()
    page.locator("[data-jw-two]").click()
    sheets = printed(page)
    assert len(sheets) == 2
    first, second = sheets
    assert title in first and "In short" in first and "What to take to the meeting" in first
    assert lab in second and "What it assumes" in second and "What it does not show" in second
    assert all(path in sheet.replace(" ", "") for sheet in sheets), "its address in the foot"
    assert not re.search(r"Check yourself|Sources|Words used here|Answers and reasons", first + second)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert "jw-two-pages" not in page.locator("body").get_attribute("class", timeout=1000)


def test_the_two_pages_hold_the_settings_that_were_changed_and_where_they_are_found(open_page, home):
    lab = explorers.five_years
    page, _ = open_page(f"{home[lab.name]}{lab.to_link(lab.at(recurring=80))}")
    page.evaluate("window.print = () => {}")
    expect(page.locator("[data-explorer-ready]").first).to_be_attached()
    page.locator("[data-jw-two]").click()
    _, second = printed(page)
    assert "Share of savings that last" in second and "Was 50%" in second
    assert "Growth in demand" not in second, "only what was changed"
    assert "recurring=80" in second.replace(" ", "")


def test_a_chapter_in_depth_prints_without_code_and_with_its_answers_on_the_last_page(open_page):
    page = opened(open_page, "book/4-money/five-years/in-depth.html")
    asked = page.locator(".jw-exercise legend").all_inner_texts()
    sheets = printed(page)
    whole, last = " ".join(sheets), sheets[-1]
    start = next(n for n, sheet in enumerate(sheets) if re.search(r"\bAnswers\b", sheet) and asked[0] in sheet)
    assert asked and start > 0 and "joint_working" not in whole and "Answers and reasons" not in whole
    tail = " ".join(sheets[start:])
    assert all(question in tail for question in asked) and len(sheets) - start <= 2
    reason = page.locator(".jw-exercise [data-feedback]").first.text_content()
    assert whole.count(reason[:40]) == 1 and "in-depth.html" in last
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".jw-answers").count() == 0
