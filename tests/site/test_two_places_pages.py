"""The two places in a browser: what prints on how many sides, the story at a date, a lab opened on a preset."""

import re

import pytest
from test_site import OPEN, ready, shown

from joint_working.explorers import board_lab

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("place", ["highland", "clackmannanshire-and-stirling"])
def test_a_briefing_prints_on_two_sides_and_a_plan_on_one(open_page, place):
    page, heard = open_page(f"book/3-two-places/{place}/hand-out.html")
    page.wait_for_load_state("networkidle")
    page.evaluate("window.print = () => {}")
    for part, sides in (("briefing", 2), ("discussion", 1)):
        page.locator(f"section[aria-labelledby={place}-{part}-title] [data-jw-print]").click()
        printed = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == sides, part
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert heard.said == []


def test_the_story_of_highland_as_it_looked_in_2018(open_page):
    page, heard = open_page("book/3-two-places/highland.html#explorer=highland-timeline&v=1&year=2018&kind=all")
    part = page.locator('[data-explorer="highland-timeline"]')
    part.locator("select[name=year]").wait_for()
    assert part.locator("select[name=year]").input_value() == "2018"
    assert re.search(r"Happened by the end of 2018: \d+\.", part.locator("[data-explorer-sentence]").inner_text())
    assert part.locator(".jw-here").is_visible()
    assert part.get_by_text("Press report.").count() >= 5
    assert heard.said == []


def test_the_board_lab_opens_on_two_councils_unless_an_address_says_otherwise(open_page):
    page, heard = open_page("book/3-two-places/clackmannanshire-and-stirling/in-depth.html")
    section = ready(page, "board-lab")
    levers = board_lab.at("two-councils")
    assert shown(section) == [board_lab.sentence(levers), board_lab.cells(levers)]
    assert section.locator("[data-explorer-preset]").input_value() == "two-councils"
    assert page.evaluate("scrollY") == 0
    other = board_lab.at("before")
    page.evaluate(OPEN, board_lab.to_link(other))
    assert shown(section) == [board_lab.sentence(other), board_lab.cells(other)]
    section.locator('[data-action="reset"]').click()
    assert shown(section)[0] == board_lab.sentence()
    assert heard.said == []
