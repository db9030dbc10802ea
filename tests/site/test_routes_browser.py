"""The short route on a phone: every step opens where it says, fits the screen, and answers by keyboard."""

import browser as support
import pytest

from joint_working.site import routes

pytestmark = pytest.mark.browser
PHONE = 360


def test_twenty_minutes_work_on_a_phone_from_the_disk(open_page):
    page, heard = open_page("book/routes/twenty-minutes.html", disk=True, width=PHONE)
    steps = page.locator(".jw-steps ol a")
    stops = routes.route("twenty-minutes")
    assert steps.count() == len(stops)
    for number, stop in enumerate(stops):
        steps.nth(number).click()
        page.wait_for_load_state("load")
        at = page.evaluate(
            """() => { const node = document.getElementById(decodeURIComponent(location.hash.slice(1)));
            return node && [node.querySelector("h1,h2,h3").textContent.trim(), node.getBoundingClientRect().top,
            document.documentElement.scrollWidth]; }"""
        )
        assert at and at[0].startswith(stop.part), stop.part
        assert at[2] <= PHONE, f"{stop.page} is wider than a phone"
        page.go_back()
        page.wait_for_load_state("load")
    assert heard.outside == [] and heard.said == []


def test_an_exercise_of_the_route_answers_by_keyboard(open_page):
    page, heard = open_page("book/4-money/one-pot/in-depth.html", disk=True, width=PHONE)
    block = page.locator("fieldset:has(input[name='read-this-report'])").locator("xpath=..")
    block.locator("input").first.focus()
    page.keyboard.press("Space")
    block.get_by_role("button", name="Check").focus()
    page.keyboard.press("Enter")
    said = block.locator("[role=status]").inner_text()
    assert "takes everything the plan covers for money in the pot" in said
    assert block.locator("[role=status] a[href='../one-pot.html#the-money-beside-the-pot']").count() == 1
    assert heard.said == []


@pytest.mark.parametrize("name", ["student", "trainer", "councillor"])
def test_the_front_page_leads_to_each_route(name):
    front = (support.SITE / "book/index.html").read_text(encoding="utf-8")
    assert f'href="routes/{name}.html"' in front
