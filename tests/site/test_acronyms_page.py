"""Acronyms A–Z on the built site: every row has its place, its link to the glossary, and is found by its letters."""

import browser as support
import pytest

from joint_working import evidence
from joint_working.site import acronyms

ROWS = {row["letters"]: row for row in evidence.table("acronyms")}


@pytest.mark.browser
def test_the_page_holds_every_row_and_its_links_lead_to_the_glossary():
    body = (support.SITE / f"{acronyms.PAGE}.html").read_text(encoding="utf-8")
    glossary = (support.SITE / f"{acronyms.GLOSSARY}.html").read_text(encoding="utf-8")
    for letters, row in ROWS.items():
        assert f'id="{acronyms.anchor(letters)}"' in body, letters
        assert not row["term"] or f'id="term-{row["term"].replace(" ", "-")}"' in glossary, letters


@pytest.mark.browser
@pytest.mark.parametrize("letters", ["HSCP", "cosla", "SSI", "CSWO", "EQIA", "MSG", "ADP"])
def test_the_search_finds_letters(open_page, letters):
    page, _ = open_page("search.html")
    page.wait_for_function("() => document.querySelector('[data-jw-search]').jointWorkingSearch")
    ask = "asked => document.querySelector('[data-jw-search]').jointWorkingSearch(asked).map(entry => entry.address)"
    first = page.evaluate(ask, letters)[:2]
    assert f"{acronyms.PAGE}.html#{acronyms.anchor(letters)}" in first, first
    rows = support.search_entries()
    assert sum(row[0].startswith(f"{acronyms.PAGE}.html#") for row in rows) == len(ROWS)
