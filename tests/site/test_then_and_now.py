"""The filtered list in a browser: filters, the address, the rows as CSV, and all rows without JavaScript."""

import pytest
from browser import alone

from joint_working.explorers.now.then_and_now import then_and_now

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    return alone(tmp_path_factory.mktemp("page"), then_and_now().html())


def test_without_javascript_every_claim_can_be_read(open_alone):
    page = open_alone(java_script_enabled=False)
    assert page.locator("[data-row]:visible").count() == 161
    assert page.get_by_role("combobox").count() == 0
    assert page.locator("[data-explorer-sentence]").inner_text() == "Claims that fit: 161 of 161."


def test_filters_narrow_the_list_and_stay_in_the_address(open_alone):
    page = open_alone()
    rows = page.locator("[data-row]:not([hidden=''])")
    counts = []
    for key in page.get_by_label("Document", exact=True).evaluate("s => Array.from(s.options, o => o.value)"):
        page.get_by_label("Document", exact=True).select_option(key)
        counts.append(rows.count())
    assert counts == [161, 42, 43, 19, 15, 42]
    page.get_by_label("Nation").select_option("wales")
    page.get_by_label("Standing today").select_option("not-checked")
    fits = rows.count()
    assert 0 < fits < 42
    assert page.locator("[data-explorer-sentence]").inner_text() == f"Claims that fit: {fits} of 161."
    page.wait_for_timeout(400)  # the address is written at rest
    again = open_alone("#" + page.url.split("#")[1])
    assert again.locator("[data-row]:visible").count() == min(10, fits)
    assert again.get_by_label("Nation").input_value() == "wales"
    again.get_by_role("button", name="Reset").click()
    assert again.locator("[data-row]:visible").count() == 10


def test_a_link_that_does_not_fit_says_so(open_alone):
    page = open_alone("#explorer=then-and-now&v=1&nation=france")
    assert (
        "Nation: it asks for “france”, which is not in the list." in page.locator("[data-panel-notice]").inner_text()
    )
    assert page.locator("[data-row]:visible").count() == 10


def test_the_rows_shown_can_be_taken_away(open_alone, tmp_path):
    page = open_alone("#explorer=then-and-now&v=1&document=learning-by-doing")
    with page.expect_download() as loaded:
        page.get_by_role("button", name="These rows (CSV)").click()
    assert loaded.value.suggested_filename == "then-and-now.csv"
    loaded.value.save_as(tmp_path / "rows.csv")
    lines = (tmp_path / "rows.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 15
    assert lines[0].startswith('"Standing","Claim","Document"')
    assert "\n".join(lines).count("Learning by doing") == 15
