"""The Direction Checker in a real browser: the cases Python passes, and nothing typed leaves the page."""

from pathlib import Path

import pytest
import yaml
from browser import alone

from joint_working.explorers.who_decides.direction_checker import direction_checker

pytestmark = pytest.mark.browser

CASES, WORDS, TEXTS, TRIED = (
    yaml.safe_load((Path(__file__).parents[1] / f"explorers/direction_{name}.yaml").read_text(encoding="utf-8"))
    for name in ("cases", "words", "texts", "tried")
)
READ = """() => [...document.querySelectorAll('[data-finding]')].map(e => [e.dataset.status, e.textContent])"""
#: Fills the form with one direction after the other; gives what is found of each, and the sentence.
EACH = """every => {
  const boxes = [...document.querySelectorAll("[data-field]")];
  const seen = () => [...document.querySelectorAll("[data-finding]")].map(e => [e.dataset.status, e.textContent]);
  return every.map(fields => {
    boxes.forEach(box => { box.value = fields[box.dataset.field] || ""; });
    boxes[0].dispatchEvent(new Event("input"));
    return [seen(), document.querySelector("[data-explorer-sentence]").textContent];
  });
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    return alone(tmp_path_factory.mktemp("page"), direction_checker.html())


def expected(fields):
    from joint_working.explorers.who_decides.direction_checker import MARKS

    return [[f.status, f"{MARKS[f.status]} {f.sentence}"] for f in direction_checker.check(fields)]


def fill(page, fields):
    for box in page.locator("[data-field]").all():
        box.fill(fields.get(box.get_attribute("data-field"), ""))


def test_the_page_finds_what_python_finds(open_alone):
    page = open_alone()
    sentence = page.locator("[data-explorer-sentence]")
    for case in CASES:
        fill(page, case["fields"])
        found = page.evaluate(READ)
        assert [status for status, _ in found] == case["found"], case["case"]
        assert found == expected(case["fields"]), case["case"]
        assert sentence.inner_text() == direction_checker.sentence(case["fields"]), case["case"]
        assert page.title() == "Alone"


def test_the_page_reads_boxes_and_whole_directions_as_python_does(open_alone):
    """Every text of a box, several boxes at a time, and every whole direction."""
    page = open_alone()
    written = {
        field: [text for boxes in (WORDS, TRIED["boxes"]) for texts in boxes[field].values() for text in texts]
        for field in WORDS
    }
    tried = [
        {field: texts[at % len(texts)] for field, texts in written.items()}
        for at in range(max(map(len, written.values())))
    ]
    tried += [case.get("fields") or {"text": case["text"]} for case in [*TEXTS, *TRIED["whole"]]]
    for fields, (found, sentence) in zip(tried, page.evaluate(EACH, tried), strict=True):
        assert found == expected(fields), fields
        assert sentence == direction_checker.sentence(fields), fields


def test_the_examples_load_and_the_form_empties(open_alone):
    page = open_alone()
    assert page.evaluate(READ) == expected(direction_checker.examples[0].fields)
    choice = page.get_by_label("Load a worked example")
    for example in direction_checker.examples:
        choice.select_option(example.name)
        assert page.evaluate(READ) == expected(example.fields)
        assert page.get_by_label("Which delegated function").input_value() == example.fields["function"]
    page.get_by_role("button", name="Empty the form").press("Enter")
    assert page.evaluate("document.activeElement.dataset.field") == "body"
    assert page.locator("[data-explorer-sentence]").inner_text().startswith("The form is empty.")


def test_nothing_typed_leaves_the_page(open_alone, address):
    page = open_alone()
    box = page.get_by_label("By which day")
    box.fill("")
    box.press_sequentially("By 31 March 2027")
    assert page.locator('[data-finding="date-set"]').get_attribute("data-status") == "met"
    described = box.get_attribute("aria-describedby")
    assert page.locator(f"#{described} [data-finding='date-set']").count() == 1
    assert page.url == address
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    page.reload()
    assert page.get_by_label("By which day").input_value() == direction_checker.examples[0].fields["date"]


def test_what_is_pasted_is_never_cut(open_alone):
    page = open_alone()
    whole = "The Health Board is directed to run the community hospital beds as the plan says. " * 55
    whole += "Number of admissions avoided, reported to the board each quarter from 1 April 2027, within £2.4m."
    sentence, last = page.locator("[data-explorer-sentence]"), page.locator("[data-field=text]")
    for fields in ({"text": whole}, {"money": whole, "date": whole}, {"text": "x" * 50_001}, {"date": "1 " * 30_000}):
        fill(page, {})
        for name, text in fields.items():
            box = page.locator(f"[data-field={name}]")
            box.evaluate(
                "(box, text) => { box.focus(); box.select(); document.execCommand('insertText', false, text); }", text
            )
            assert box.input_value() == text
        assert page.evaluate(READ) == expected(fields)
        assert sentence.inner_text() == direction_checker.sentence(fields)
    assert last.input_value() == "" and "Not read." in page.locator("[data-finding]").first.inner_text()


def test_copy_text(open_alone):
    page = open_alone(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_label("Load a worked example").select_option("complete")
    page.get_by_role("button", name="Copy text").click()
    page.get_by_role("button", name="Text copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Which delegated function is this about?\nCare at home (reablement)" in copied
    assert copied.count("\n\n") == 7


def test_the_handout_prints_the_form_with_its_prompts(open_alone):
    page = open_alone()
    page.evaluate("window.print = () => { window.printed = document.body.className; }")
    page.get_by_role("button", name="Handout (A4)").click()
    page.emulate_media(media="print")
    assert "jw-printing" in page.evaluate("printed")
    assert page.locator("h1").is_hidden() and page.locator("[data-finding]").last.is_visible()
    clipped = "[...document.querySelectorAll('textarea')].filter(e => e.scrollHeight > e.clientHeight + 1).length"
    assert page.evaluate(clipped) == 0


def test_without_javascript_the_first_example_is_finished(open_alone):
    page = open_alone(java_script_enabled=False)
    assert page.get_by_text("The form needs JavaScript, which is off.").is_visible()
    assert page.get_by_role("button").count() == 0 and page.get_by_role("combobox").count() == 0
    for finding in direction_checker.check(direction_checker.examples[0].fields):
        assert page.get_by_text(finding.sentence).is_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(open_alone, width):
    from axe_playwright_python.sync_playwright import Axe

    page = open_alone(width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
    results = Axe().run(page, options={"runOnly": tags, "resultTypes": ["violations"], "preload": False})
    assert results.violations_count == 0, results.generate_report()
