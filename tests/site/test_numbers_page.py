"""Numbers typed in the boxes of the labs, in a browser: any in range, and nothing is lost when one is refused."""

from pathlib import Path

import pytest
import yaml
from test_site import OPEN, ready, share, shown, unfold

from joint_working.explorers import every, five_years
from joint_working.formula import named
from joint_working.words import fill

pytestmark = pytest.mark.browser

CASES = yaml.safe_load((Path(__file__).parents[1] / "explorers/number_cases.yaml").read_text(encoding="utf-8"))
BY_NAME = {explorer.name: explorer for explorer in every()}
EXPLORERS = pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)
#: Sets levers as a reader does: a list by its option, a slider's lever by what is typed in its box.
TYPE = """([name, values]) => values.forEach(([lever, text]) => {
  const row = document.querySelector(`[data-explorer="${name}"] [data-lever="${lever}"]`);
  const field = row.querySelector("[type=text],select");
  field.value = text;
  field.dispatchEvent(new Event(field.type === "text" ? "change" : "input", { bubbles: true }));
})"""
VALUES = '([name, results]) => results.map(document.querySelector(`[data-explorer="${name}"]`).explorerValue)'


@pytest.fixture(scope="module")
def pages(chrome, site, home):
    """Give the page and the section of a lab, each opened once."""
    context, opened = chrome.new_context(viewport={"width": 1280, "height": 900}), {}

    def page_of(name):
        if name not in opened:
            page = context.new_page()
            page.goto(f"{site}/{home[name]}")
            opened[name] = page, ready(page, name)
            unfold(opened[name][1])
        page, section = opened[name]
        page.evaluate(OPEN, BY_NAME[name].to_link(BY_NAME[name].at()))
        return page, section

    yield page_of
    context.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_readers_numbers_give_the_expected_answer_by_link_and_by_box(pages, case):
    explorer = BY_NAME[case["explorer"]]
    levers, fields = explorer.at(**case["set"]), {lever.name: lever for lever in explorer.fields}
    page, section = pages(explorer.name)
    page.evaluate(OPEN, explorer.to_link(levers))
    assert section.locator("[data-explorer-notice]").is_hidden()
    by_link = shown(section)
    page, section = pages(explorer.name)
    typed = [(key, f"{value}") for key, value in case["set"].items()]
    typed = [(key, fields[key].shown(float(text)) if fields[key].format == "month" else text) for key, text in typed]
    page.evaluate(TYPE, [explorer.name, typed])
    assert shown(section) == by_link == [explorer.sentence(levers), explorer.cells(levers)]
    assert section.locator("[data-explorer-figure]").inner_text() == fill(explorer.show(levers).figure)
    answer, names = named(explorer.model(levers)), list(case["expect"])
    on_page = page.evaluate(VALUES, [explorer.name, names])
    for name, value in zip(names, on_page, strict=True):
        assert value == pytest.approx(case["expect"][name], abs=5e-4), name
        assert value == pytest.approx(answer[name], abs=1e-9), name
    for words in case.get("say", ()):
        figure = section.locator(".jw-headline").inner_text()
        assert words in by_link[0] or words in figure.replace("\n", " "), words


@EXPLORERS
def test_box_and_slider_move_the_same_lever(pages, explorer):
    page, section = pages(explorer.name)
    for lever in [lever for lever in explorer.fields if not lever.options]:
        page.evaluate(OPEN, explorer.to_link(explorer.at()))
        row = section.locator(f'[data-lever="{lever.name}"]')
        box, slider = row.locator("[type=text]"), row.locator("[type=range]")
        value = lever.low + (lever.high - lever.low) * 0.37
        value = round(value) if lever.whole else round(value, 3)
        box.fill(lever.shown(value))
        box.press("Enter")
        levers = explorer.at(**{lever.name: value})
        assert shown(section) == [explorer.sentence(levers), explorer.cells(levers)], lever.name
        assert box.input_value() == lever.shown(value)
        assert slider.get_attribute("aria-valuetext").split(", the ")[0] == lever.shown(value)
        assert float(slider.input_value()) == pytest.approx(lever.nearest(value), abs=lever.step * 1.01)
        slider.press("ArrowRight")
        assert box.input_value() == lever.shown(float(slider.input_value())), lever.name
        assert box.get_attribute("aria-label") == f"{lever.label}: type a number"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("lots", "“lots” is not a number this box can read. Type it as in £8.0m."),
        ("", "Nothing is typed. The number stays as it was."),
        ("1e2", "“1e2” is not a number this box can read. Type it as in £8.0m."),
        ("8,5", "“8,5”: is the comma a decimal point? Type it with a point, as in £8.0m."),
        ("250", "£250.0m is out of range: £0–100m."),
        ("-1", "−£1.0m is out of range: £0–100m."),
        ("<b>8</b>", "“<b>8</b>” is not a number this box can read. Type it as in £8.0m."),
    ],
)
def test_what_cannot_be_taken_is_told_by_the_box_and_changes_nothing(pages, text, problem):
    page, section = pages("budget-lab-five-years")
    before, row = shown(section), section.locator('[data-lever="reserves"]')
    box = row.locator("[type=text]")
    box.fill(text)
    box.blur() if text else box.press("Tab")
    assert row.locator("[role=alert]").inner_text() == problem
    assert shown(section) == before and box.input_value() == text and box.get_attribute("aria-invalid") == "true"
    other = section.locator('[data-lever="savings"] [type=text]')
    other.fill("2.75")
    other.press("Enter")
    assert shown(section)[0] == five_years.sentence(five_years.at(savings=2.75))
    assert box.input_value() == text and row.locator("[role=alert]").inner_text() == problem
    box.fill("12.345")
    box.press("Enter")
    assert row.locator("[role=alert]").inner_text() == "" and box.get_attribute("aria-invalid") == "false"
    assert shown(section)[0] == five_years.sentence(five_years.at(savings=2.75, reserves=12.345))


def test_reset_and_a_starting_point_clear_what_was_refused(pages):
    page, section = pages("budget-lab-five-years")
    row = section.locator('[data-lever="reserves"]')
    for choose in (
        lambda: section.locator("[data-explorer-preset]").select_option("two-council"),
        lambda: section.locator('[data-action="reset"]').click(),
        lambda: row.locator("[type=range]").press("ArrowRight"),
    ):
        row.locator("[type=text]").fill("lots")
        row.locator("[type=text]").press("Enter")
        assert row.locator("[role=alert]").inner_text()
        choose()
        assert (
            row.locator("[role=alert]").inner_text() == "" and "lots" not in row.locator("[type=text]").input_value()
        )


def test_a_typed_number_is_in_the_link_the_python_and_the_csv(pages):
    page, section = pages("budget-lab-five-years")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.bring_to_front()
    page.evaluate(TYPE, ["budget-lab-five-years", [["health_payment", "£943.801m"], ["health_growth", "−1.333333"]]])
    share(section)
    section.locator('[data-action="python"]').click()
    code = page.evaluate("navigator.clipboard.readText()")
    assert "health_payment=943.801, health_growth=-1.333333)" in code
    page.wait_for_timeout(400)
    assert "health_payment=943.801&health_growth=-1.333333" in page.evaluate("location.hash")


@pytest.mark.parametrize("name", ["budget-lab-five-years", "board-lab", "who-pays", "cash-or-share"])
def test_a_lab_with_boxes_fits_a_phone_and_its_boxes_can_be_touched(open_page, home, name):
    page, heard = open_page(home[name], width=390)
    section = ready(page, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for lever in next(one for one in every() if one.name == name).that_count():
        section.locator("[data-explorer-pick]").select_option(lever.name)
        row = section.locator(f'[data-lever="{lever.name}"]')
        if not lever.options:
            box = row.locator("[type=text]")
            assert box.bounding_box()["height"] >= 44
            assert box.evaluate("node => node.scrollWidth <= node.clientWidth"), "the number fits its box"
        assert row.bounding_box()["height"] <= 150
    assert heard.said == []


def test_a_printed_lab_shows_the_numbers_and_no_slider(open_page, home):
    page, _ = open_page(home["budget-lab-five-years"] + five_years.to_link(five_years.at(savings=2.75)))
    section = ready(page, "budget-lab-five-years")
    page.emulate_media(media="print")
    row = section.locator('[data-lever="savings"]')
    assert row.locator("[type=text]").is_visible() and row.locator("[type=range]").is_hidden()
    assert row.locator("[type=text]").input_value() == "2.75%"
    assert row.locator("[type=text]").evaluate("node => getComputedStyle(node).borderTopWidth") == "0px"
