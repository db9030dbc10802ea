"""The chapters on other nations in a browser: matrix, timeline and tracer by keyboard, by link and with no script."""

import pytest

from joint_working.explorers.elsewhere import uk_timeline

pytestmark = pytest.mark.browser
PAGE, DEEP = "book/6-elsewhere/side-by-side.html", "book/6-elsewhere/side-by-side/in-depth.html"
COLUMNS = '[data-explorer="uk-matrix"] thead th[data-system]:visible'


def test_the_matrix_answers_to_keyboard_and_link(open_page):
    page, heard = open_page(PAGE, disk=True)
    matrix = page.locator('[data-explorer="uk-matrix"]')
    assert page.locator(COLUMNS).all_inner_texts()[0] == "Scotland: joint board" and page.locator(COLUMNS).count() == 2
    assert matrix.locator("tbody tr:visible").count() == 4
    own = matrix.get_by_label("Your own system")
    own.focus()
    own.press("W")
    assert page.locator(COLUMNS).all_inner_texts()[0] == "Wales"
    matrix.get_by_label("Beside it").select_option("every")
    matrix.get_by_label("Questions").select_option("all")
    matrix.get_by_label("As read at the end of").select_option("2012")
    said = matrix.locator("[data-explorer-sentence]").inner_text()
    assert said.startswith(
        "Systems shown: 7. Questions: 21 of 21. Cells that nobody could yet read at the end of 2012: "
    )
    later = matrix.locator(".jw-cell.later").count()
    assert said.endswith(f" {later}. Ended by then: 0.") and 100 < later < 148
    assert not matrix.locator(".jw-note:visible").count()
    assert matrix.locator(".jw-cell.later").first.inner_text().startswith("Not yet: ")
    page.wait_for_timeout(400)  # the address is written at rest
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert page.locator(COLUMNS).all_inner_texts()[0] == "Wales"
    assert matrix.locator("[data-explorer-sentence]").inner_text() == said
    assert heard.said == [] and heard.outside == []


def test_timeline_answers_to_keyboard_and_is_saved(open_page):
    page, heard = open_page(DEEP, disk=True)
    lanes = page.locator('[data-explorer="uk-timeline"]')
    year = lanes.get_by_label("As it looked at the end of")
    year.focus()
    year.press("ArrowUp")
    assert "the end of 2025" in lanes.locator("[data-explorer-sentence]").inner_text()
    lanes.get_by_label("Nation", exact=True).select_option("wales")
    lanes.get_by_label("Kind of event").select_option("law")
    laws = [row for row in uk_timeline.rows("wales") if uk_timeline.kind_of(row) == "law"]
    assert lanes.locator("td li:visible").count() == len(laws) > 4
    assert lanes.locator("thead th:visible").all_inner_texts() == ["Year", "Wales"]
    with page.expect_download() as loaded:
        lanes.get_by_role("button", name="These events (CSV)").click()
    lines = loaded.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + len(laws) and lines[1].startswith('"2014","Wales","Law"')
    lanes.get_by_role("button", name="Reset").click()
    assert lanes.locator("tr.later").count() == 1 and lanes.locator(".jw-here").is_visible()
    assert heard.said == [] and heard.outside == []


def test_two_systems_show_what_differs_and_can_be_copied_with_their_citation(open_page):
    page, heard = open_page(DEEP)
    page.evaluate("navigator.clipboard.writeText = (text) => { window.taken = text; return Promise.resolve(); }")
    two = page.locator('[data-explorer="two-systems"]')
    two.get_by_label("One system").select_option("england-2012")
    two.get_by_label("The other").select_option("wales")
    two.get_by_label("Questions").select_option("differ")
    assert two.locator("[data-explorer-sentence]").inner_text() == "Questions shown: 4 of 8."
    assert two.locator("tbody tr:visible").count() == 4 and two.locator("tbody td:visible").count() == 8
    assert two.locator("details[open]").count() == 0
    two.get_by_role("button", name="Copy table").click()
    lines = page.evaluate("window.taken").split("\n")
    assert lines[0].split("\t") == ["Question", "England: 2012 Act", "Wales"] and len(lines) == 1 + 4 + 2
    assert all(len(line.split("\t")) == 3 for line in lines[:5]) and "Joint Working contributors (2026)" in lines[-1]
    assert heard.said == []


def test_without_javascript_everything_can_be_read_and_a_phone_gets_cards(open_page):
    page, _ = open_page(PAGE, width=360, java_script_enabled=False)
    assert page.locator('[data-explorer="uk-matrix"] td:visible').count() == 21 * 7
    cell = page.locator('[data-explorer="uk-matrix"] td[data-system="wales"]').first
    assert cell.locator(".jw-cell-name").inner_text() == "Wales"
    assert cell.bounding_box()["width"] > 280
    page.goto(page.url.replace(".html", "/in-depth.html"))
    assert page.locator(".jw-uk-timeline td li:visible").count() == len(uk_timeline.rows())


@pytest.mark.parametrize("nation,number", [("england", 30), ("wales", 10), ("northern-ireland", 10)])
def test_a_decision_of_each_nation_can_be_linked(open_page, nation, number):
    chosen = "&system=england-2013" if nation == "england" else ""
    address = f"book/6-elsewhere/{nation}.html#explorer=decision-tracer&v=1&decision=employ-care-staff{chosen}"
    page, heard = open_page(address)
    tracer = page.locator('[data-explorer="decision-tracer"]')
    assert tracer.locator("[data-answer]").count() == number and tracer.locator("[data-answer]:visible").count() == 1
    assert (
        "Who decides? Joint board: Council or health board" in tracer.locator("[data-explorer-sentence]").inner_text()
    )
    assert heard.said == []
