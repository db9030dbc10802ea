"""Every explorer by keyboard and by its accessible names; other languages and clocks; the search page, offline."""

import re

import browser as support
import pytest

from joint_working.explorers import five_years

pytestmark = pytest.mark.browser

#: How many stops of one explorer are walked: a list of claims has hundreds, made by one function.
MOST = 60
NOT_CHAPTERS = ("book/index.html", "book/reference/parts-for-authors.html")


def explorers_by_page():
    """Return each page of the built site and an explorer on it: every explorer where it first stands."""
    found = {}
    for path in support.pages():
        if path not in NOT_CHAPTERS:
            for name in re.findall(r'data-explorer="([\w-]+)"', (support.SITE / path).read_text(encoding="utf-8")):
                found.setdefault(name, path)
    return sorted((path, name) for name, path in found.items())


#: What can take the focus in a section, in the order of the page, and its name; of a group of radios, one. The names
#: are asked for together: asked for one by one, between two moves of the focus, each costs the whole page's names.
EXPECTED = """section => {
  const groups = new Set();
  return Array.from(section.querySelectorAll("a[href],button,input,select,textarea,summary,[tabindex='0']"))
    .filter(node => {
      if (node.disabled || node.tabIndex < 0 || !node.checkVisibility({ visibilityProperty: true })) return false;
      if (node.type !== "radio") return true;
      const group = Array.from(section.querySelectorAll(`input[name="${node.name}"]`));
      if (group.some(radio => radio.checked)) return node.checked;
      if (groups.has(node.name)) return false;
      groups.add(node.name);
      return true;
    }).map((node, at) => { node.dataset.walk = at; return node; }).map(node => node.computedName);
}"""
FOCUS = """section => {
  const node = document.activeElement;
  if (!section.contains(node)) return null;
  const style = getComputedStyle(node), near = getComputedStyle(node.closest("label") || node.parentElement);
  const box = node.getBoundingClientRect();
  return {
    at: Number(node.dataset.walk), tag: node.tagName,
    seen: [style, near].some(s => s.outlineStyle !== "none" || s.boxShadow !== "none"), inside: box.bottom > 0,
  };
}"""


@pytest.mark.parametrize(("path", "name"), explorers_by_page(), ids=lambda value: value.rpartition("/")[2])
def test_a_keyboard_walks_through_an_explorer(open_page, path, name):
    page, heard = open_page(path)
    section = page.locator(f'[data-explorer="{name}"]').first
    if section.locator("[data-explorer-levers]").count():
        page.wait_for_selector(f'[data-explorer="{name}"][data-explorer-ready]')
    names = section.evaluate(EXPECTED)
    assert all(name.strip() for name in names), names
    section.evaluate("s => { s.tabIndex = -1; s.focus({ preventScroll: false }); }")
    reached = []
    for _ in range(min(len(names), MOST) + 1):
        page.keyboard.press("Tab")
        focus = section.evaluate(FOCUS)
        if focus is None:
            break
        assert focus["at"] == len(reached), f"{focus} has the focus, and not stop {len(reached)}"
        where = f"{focus['tag']} {focus['at']} ({names[focus['at']]})"
        assert focus["seen"], f"the focus is not seen on {where}"
        assert focus["inside"], f"{where} is out of sight when it has the focus"
        reached.append(focus["at"])
    assert len(reached) >= min(len(names), MOST)
    page.keyboard.press("Shift+Tab")
    assert heard.said == [] and heard.outside == []


@pytest.mark.parametrize(
    ("locale", "zone"), [("cy-GB", "Europe/London"), ("ar", "Asia/Riyadh"), ("de-DE", "Pacific/Apia")]
)
def test_no_language_or_clock_changes_a_number(open_page, locale, zone):
    levers = five_years.at(recurring=100, savings=2.5, reserves=12)
    page, heard = open_page(
        "book/4-money/five-years.html" + five_years.to_link(levers), locale=locale, timezone_id=zone
    )
    page.wait_for_selector('[data-explorer="budget-lab-five-years"][data-explorer-ready]')
    section = page.locator('[data-explorer="budget-lab-five-years"]')
    assert section.locator("[data-explorer-sentence]").inner_text() == five_years.sentence(levers)
    rows = section.locator("[data-explorer-table] tbody tr").all()
    assert [row.locator("th, td").all_inner_texts() for row in rows] == five_years.cells(levers)
    assert heard.said == []


def test_search_works_from_the_disk(open_page):
    page, heard = open_page("search.html?q=reserves", disk=True)
    page.wait_for_selector("#search-results li a")
    titles = page.locator("#search-results li a").all_inner_texts()
    assert any("eserve" in title for title in titles)
    assert heard.outside == [] and heard.said == []
    page.locator("#search-results li a").first.click()
    page.wait_for_load_state("load")
    assert page.locator("h1").count() == 1


def test_reduced_motion_and_forced_colours_keep_the_picture_and_the_levers(open_page):
    page, heard = open_page("book/4-money/five-years.html", reduced_motion="reduce", forced_colors="active")
    page.wait_for_selector('[data-explorer="budget-lab-five-years"][data-explorer-ready]')
    moving = page.evaluate(
        """() => Array.from(document.querySelectorAll("*")).filter(node => {
            const style = getComputedStyle(node);
            return parseFloat(style.transitionDuration) > 0.01 || parseFloat(style.animationDuration) > 0.01;
        }).length"""
    )
    assert moving == 0
    section = page.locator('[data-explorer="budget-lab-five-years"]')
    assert section.locator("figure svg").first.is_visible()
    slider = section.locator('[data-lever="recurring"] [type=range]')
    slider.press("End")
    assert section.locator("[data-explorer-sentence]").inner_text() == five_years.sentence(
        five_years.at(recurring=100)
    )
    assert heard.said == []
