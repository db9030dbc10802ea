"""The filtered list in a browser: filters, the address, the rows as CSV, and all rows without JavaScript."""

import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

from joint_working import site
from joint_working.explorers.now.then_and_now import then_and_now

pytestmark = pytest.mark.browser
STATIC = Path(site.__file__).parent / "static"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title>
<meta http-equiv="Content-Security-Policy" content="{policy}"><link rel="stylesheet" href="house.css">
<link rel="stylesheet" href="parts.css"><script src="parts.js" defer></script><body>
<main>{body}</main></body></html>"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("claims")
    for name in ("house.css", "parts.css", "parts.js"):
        shutil.copy(STATIC / name, folder)
    shutil.copytree(STATIC / "fonts", folder / "fonts")
    text = PAGE.format(policy=site.CONTENT_SECURITY_POLICY, body=then_and_now().html())
    (folder / "page.html").write_text(text, encoding="utf-8")
    return (folder / "page.html").as_uri()


@pytest.fixture
def open_page(chrome, address):
    """Open the page; at the end nothing must have gone wrong in it."""
    troubles, contexts = [], []

    def opened(fragment="", **settings):
        context = chrome.new_context(viewport={"width": 1280, "height": 900}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(address + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not troubles


def test_without_javascript_every_claim_can_be_read(open_page):
    page = open_page(java_script_enabled=False)
    assert page.locator("[data-row]:visible").count() == 161
    assert page.get_by_role("combobox").count() == 0
    assert page.locator("[data-explorer-sentence]").inner_text() == "Claims shown: 161 of 161."


def test_filters_narrow_the_list_and_stay_in_the_address(open_page):
    page = open_page()
    rows = page.locator("[data-row]:visible")
    counts = []
    for key in page.get_by_label("Document", exact=True).evaluate("s => Array.from(s.options, o => o.value)"):
        page.get_by_label("Document", exact=True).select_option(key)
        counts.append(rows.count())
    assert counts == [161, 42, 43, 19, 15, 42]
    page.get_by_label("Nation").select_option("wales")
    page.get_by_label("Standing today").select_option("not-checked")
    shown = rows.count()
    assert 0 < shown < 42
    assert page.locator("[data-explorer-sentence]").inner_text() == f"Claims shown: {shown} of 161."
    again = open_page("#" + page.url.split("#")[1])
    assert again.locator("[data-row]:visible").count() == shown
    assert again.get_by_label("Nation").input_value() == "wales"
    again.get_by_role("button", name="Reset").click()
    assert again.locator("[data-row]:visible").count() == 161


def test_a_link_that_does_not_fit_says_so(open_page):
    page = open_page("#explorer=then-and-now&v=1&nation=france")
    assert "which is not in the list “Nation”" in page.locator("[data-panel-notice]").inner_text()
    assert page.locator("[data-row]:visible").count() == 161


def test_the_rows_shown_can_be_taken_away(open_page, tmp_path):
    page = open_page("#explorer=then-and-now&v=1&document=learning-by-doing")
    with page.expect_download() as loaded:
        page.get_by_role("button", name="Rows shown (CSV)").click()
    assert loaded.value.suggested_filename == "then-and-now.csv"
    loaded.value.save_as(tmp_path / "rows.csv")
    lines = (tmp_path / "rows.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 15
    assert lines[0].startswith('"Standing","Claim","Document"')
    assert unquote(loaded.value.url).count("Learning by doing") == 15
