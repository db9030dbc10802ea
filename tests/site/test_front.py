"""The front page in a browser: one lever in the first screen, four doors, short enough to be read standing."""

import re

import browser as support
import pytest

from joint_working import evidence
from joint_working.explorers import one_pot
from joint_working.site import front

pytestmark = pytest.mark.browser

FRONT = "book/index.html"
LAB = ".jw-cover"
WORDS, SCREENS, SCREEN, WEIGHT = 350, 3, 844, 110_306
DOORS = ("I have joined a board", "I am studying this", "I have a question", "I am running a session")


@pytest.fixture
def phone(open_page):
    page, _ = open_page(FRONT, disk=True, width=390, has_touch=True)
    page.set_viewport_size({"width": 390, "height": SCREEN})
    return page


def words_seen(page):
    """Return the words a reader sees without opening anything, pictures and options of lists apart."""
    return page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT), seen = [];
          for (let node; (node = walker.nextNode());) {
            const holder = node.parentElement;
            if (holder.closest("svg,option,script,style,noscript,.jw-vh,.jw-meaning")) continue;
            if (holder.checkVisibility() && holder.getClientRects().length) seen.push(node.data);
          }
          return seen.join(" ").split(/\\s+/).filter(word => /\\w/.test(word));
        }"""
    )


def test_it_is_read_standing(phone):
    assert len(words_seen(phone)) <= WORDS
    assert phone.evaluate("() => document.documentElement.scrollHeight") <= SCREENS * SCREEN
    assert phone.evaluate("() => document.documentElement.scrollWidth") == 390


def test_four_doors_a_finger_high_and_the_third_leads_to_the_questions(phone):
    doors = phone.locator(".jw-doors li a")
    assert tuple(doors.all_inner_texts()) == DOORS
    assert all(door.bounding_box()["height"] >= 44 for door in doors.all())
    assert doors.nth(2).get_attribute("href") == "questions.html#asked-first"
    for door in doors.all():
        assert (support.SITE / "book" / door.get_attribute("href").partition("#")[0]).exists()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, SCREEN)])
def test_a_lever_is_in_the_first_screen_and_moves_the_lab(open_page, width, height):
    page, heard = open_page(FRONT, disk=True, width=width)
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_selector(f"{LAB}[data-explorer-ready]")
    lever = page.get_by_role("slider", name="Health board pays in")
    box = lever.bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= height
    assert page.locator("main [type=range]:visible").count() == 1
    assert page.locator(f"{LAB} [data-explorer-figure]").inner_text() == "£28.8m"
    lever.focus()
    page.keyboard.press("End")
    levers = one_pot.at(health_payment=1200)
    drawn = page.locator(f"{LAB} [data-explorer-sentence]")
    page.wait_for_function("() => document.querySelector('.jw-cover .changed')")
    assert drawn.text_content() == one_pot.sentence(levers)
    assert "explorer=budget-lab-pot" in page.evaluate(
        "() => new Promise(go => setTimeout(() => go(location.hash), 400))"
    )
    page.get_by_role("button", name="Reset").click()
    assert drawn.text_content() == one_pot.sentence() and heard.said == [] and heard.outside == []


def test_the_lab_and_its_lever_are_in_one_screen_of_a_phone_with_its_picture(phone):
    boxes = [phone.locator(f"{LAB} {part}").bounding_box() for part in (".jw-headline", ".jw-lever:visible", "figure")]
    assert max(box["y"] + box["height"] for box in boxes) - min(box["y"] for box in boxes) <= 616


def test_what_is_new_is_five_dated_lines_from_the_table(phone):
    lines = phone.locator(".jw-new li").all_inner_texts()
    assert len(lines) == front.NEW == 5
    for line, row in zip(lines, front.new(), strict=True):
        assert row["what"] in line and re.match(r"\d{1,2} \w+ 20\d\d: ", line)
    days = [row["day"] for row in front.new()]
    assert days == sorted(days, reverse=True) and days[0] == max(row["day"] for row in evidence.table("news"))


def test_day_makers_and_licences_stand_in_one_line(phone):
    said = phone.locator(".jw-imprint").first.inner_text()
    assert re.search(r"Version \d+\.\d+\.\d+, \d+ \w+ 20\d\d\. Made by .+: text CC BY 4\.0, code MIT", said)


def test_a_partnership_is_chosen_once_and_nothing_is_kept(phone):
    phone.get_by_label("Where do you serve?").select_option("Highland")
    phone.get_by_role("button", name="Open its page").tap()
    phone.wait_for_url("**/your-partnership/highland.html")
    assert phone.evaluate("() => Object.keys(localStorage).length + document.cookie.length") == 0


def test_a_question_goes_to_the_search_in_the_address_alone(phone):
    phone.get_by_label("Ask in your own words").fill("what if we tie")
    phone.keyboard.press("Enter")
    phone.wait_for_selector("#search-results li a")
    assert "#what-if-we-tie" in phone.locator("#search-results li a").first.get_attribute("href")


def test_without_javascript_the_lab_shows_its_usual_answer(open_page):
    page, _ = open_page(FRONT, disk=True, width=390, java_script_enabled=False)
    assert page.locator(f"{LAB} [data-explorer-figure]").inner_text() == "£28.8m"
    assert page.locator(f"{LAB} noscript p").bounding_box()["height"] > 20
    assert page.locator(".jw-doors li a").count() == 4


def test_its_first_visit_weighs_no_more_than_before(open_page):
    from joint_working.bench import weights

    _, heard = open_page(FRONT, disk=True)
    size, _ = weights.weight(heard.local)
    assert size <= WEIGHT
