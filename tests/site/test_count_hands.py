"""Counting hands in a browser: what Python says, typed by keyboard, kept in a link, and none leaves the page."""

import random

import pytest
from browser import alone

from joint_working.models.hands import LETTERS, answer, code
from joint_working.site import hands

pytestmark = pytest.mark.browser

SEEN = """() => Object.fromEntries([...document.querySelectorAll("[data-told]")].map((one) => [one.dataset.told,
  one.closest("[hidden]") ? "" : one.textContent]))"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    return alone(tmp_path_factory.mktemp("page"), hands.part())


def words(node):
    return node if isinstance(node, str) else "".join(map(words, node[2]))


def said(values, moved):
    told = answer({"questions": hands.asked()}, values, moved)
    return told, {place: "".join(map(words, nodes)) for place, nodes in told.places.items()}


def held(page, expected):
    """Hold what is seen against what Python says; folded text counts, and what is hidden is empty."""
    seen = page.evaluate(SEEN)
    assert {place: text for place, text in seen.items() if place != "read"} == {
        place: text for place, text in expected.items() if place != "read"
    }


def test_the_page_says_what_python_says_as_it_is_filled_in(open_alone):
    page = open_alone()
    page.wait_for_selector("[data-explorer-ready]")
    values, known = hands.usual(), list(hands.asked())
    told, expected = said(values, "")
    held(page, expected)
    random_ = random.Random(4)
    for _ in range(60):
        what = random_.choice(["box", "box", "box", "box", "show", "question", "codes"])
        if what == "box":
            name = f"{random_.choice(['before', 'after'])}_{random_.randrange(3)}"
            text = random_.choice(["", "0", "7", "12", "103", "x", " 5", "1.5"])
        elif what == "show":
            name, text = "show", random_.choice("123")
        elif what == "question":
            name, text = f"q{random_.choice('123')}", random_.choice(known)
        else:
            people = [code([random_.randrange(3) for _ in range(3)]) for _ in range(random_.randrange(6))]
            name, text = f"codes_{random_.choice(['before', 'after'])}", " ".join([*people, "QQ"])
        page.evaluate(
            """([name, text]) => {
              const one = document.querySelector(`[name="${name}"]` + (name === "show" ? `[value="${text}"]` : ""));
              if (name === "show") one.checked = true; else one.value = text;
              one.dispatchEvent(new Event("input", { bubbles: true }));
            }""",
            [name, text],
        )
        page.wait_for_timeout(0)
        told, expected = said(told.values | {name: text}, name)
        held(page, expected)
        for place in range(len(LETTERS)):
            assert page.locator(f"[name=before_{place}]").input_value() == told.values[f"before_{place}"]


def test_a_trainer_counts_by_keyboard_and_a_link_keeps_it(open_alone, address):
    page = open_alone()
    page.get_by_role("textbox", name="Before, answer A: hands").focus()
    for text in ("4", "1", "3", "2", "6", "3", "9", "7"):  # row by row: before, then after
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    sentence = page.locator("[data-told=sentence]").inner_text()
    assert sentence.startswith("Before: 22 hands, most for D (9). After: 13 hands, most for D (7). 22 answered before")
    page.wait_for_function("() => location.hash.includes('b1=4.3.6.9')")
    kept = page.url
    page.goto("about:blank")
    page.goto(kept)
    page.wait_for_selector("[data-explorer-ready]")
    assert page.locator("[data-told=sentence]").inner_text() == sentence
    page.goto("about:blank")
    page.goto(address + "#explorer=count-hands&v=1&q1=gone&b2=3.4")
    page.wait_for_selector("[data-explorer-ready]")
    assert "gone" in page.locator("[data-explorer-notice]").inner_text()
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0


def test_without_a_script_an_example_stands_there_and_says_that_it_is_one(chrome, address):
    context = chrome.new_context(java_script_enabled=False, viewport={"width": 1024, "height": 768})
    page = context.new_page()
    page.goto(address)
    assert page.get_by_text("What stands below is an example.").is_visible()
    assert "22 hands" in page.locator("[data-told=sentence]").inner_text()
    context.close()


def test_the_question_its_boxes_and_bars_are_in_sight_on_a_projector(open_alone):
    page = open_alone()
    page.set_viewport_size({"width": 1024, "height": 768})
    page.locator(".jw-hands-show").evaluate("(one) => one.scrollIntoView()")
    for place in ("question", "bars-3", "sentence"):
        box = page.locator(f"[data-told={place}]").bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 768, place
    assert page.locator("[data-told=question]").evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)") >= 28
