"""A councillor with a phone walks from the front page to the section that answers: by contents, and by search.

The eleven questions and the section of each are the councillor's rows of `search_questions.csv`.
"""

import csv
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

with open(Path(__file__).parent / "search_questions.csv", encoding="utf-8", newline="") as file:
    ELEVEN = [row for row in csv.DictReader(file) if row["who"] == "councillor"]
EACH = pytest.mark.parametrize("row", ELEVEN, ids=[row["asked"] for row in ELEVEN])
FRONT = "book/index.html"
TAPS, SCREENS, SCREEN = 3, 4, 844
#: A heading has been reached when it stands no further below the bar than this, in pixels.
NEAR = 80 + 48


class Walk:
    """One walk on a phone: what was tapped, and how many pixels the reader scrolled to get there."""

    def __init__(self, page):
        self.page, self.taps, self.scrolled = page, 0, 0.0

    def tap(self, place):
        """Scroll a place into the window, as far as a thumb must, and tap it."""
        box = place.bounding_box()
        self.scrolled += max(0.0, box["y"] + box["height"] - SCREEN, -box["y"])
        place.scroll_into_view_if_needed()
        self.taps += 1
        place.tap()

    def arrives(self, row):
        """Hold the walk to the section it should end at, to the taps and to the screens."""
        self.page.wait_for_url(f"**/book/{row['page']}.html#{row['section']}*")
        at = self.page.locator(f"[id='{row['section']}'] :is(h1,h2,h3)").first
        at.wait_for()
        self.page.wait_for_timeout(300)
        assert -1 <= at.bounding_box()["y"] <= NEAR, "the section is not at the top of the window"
        assert self.taps <= TAPS and self.scrolled <= SCREENS * SCREEN, (self.taps, self.scrolled / SCREEN)


@pytest.fixture
def walk(open_page):
    page, _ = open_page(FRONT, disk=True, width=390, has_touch=True)
    page.set_viewport_size({"width": 390, "height": SCREEN})
    return Walk(page)


@EACH
def test_by_contents(walk, row):
    walk.tap(walk.page.get_by_role("link", name="I have a question"))
    walk.page.wait_for_url("**/questions.html#*")
    walk.tap(walk.page.locator(f"main a[href$='{row['page']}.html#{row['section']}']").first)
    walk.arrives(row)


@EACH
def test_by_search(walk, row):
    box = walk.page.get_by_label("Ask in your own words")
    walk.tap(box)
    box.fill(row["asked"])
    walk.tap(walk.page.locator(".jw-ask button"))
    walk.page.wait_for_selector("#search-results li a")
    first = walk.page.locator("#search-results li a")
    wanted = [link for link in first.all()[:3] if f"{row['page']}.html#{row['section']}" in link.get_attribute("href")]
    assert wanted, [link.get_attribute("href") for link in first.all()[:3]]
    walk.tap(wanted[0])
    walk.arrives(row)


def test_there_are_eleven_and_each_has_a_page_and_a_section():
    assert len(ELEVEN) == 11 and all(row["page"] and row["section"] for row in ELEVEN)
