"""The Indicator Reader in a real browser: the page says, lists and draws what Python does, and hands it on."""

import csv
import io
import json
import random

import browser as support
import pytest

from joint_working.bench.weights import weigh
from joint_working.explorers.judging_it import indicator_reader as module
from joint_working.explorers.judging_it.indicator_reader import (
    at,
    drawing_rows,
    indicator_reader,
    look,
    said,
    series,
)
from joint_working.models.lookup import LABELS

pytestmark = pytest.mark.browser

PAGE = "book/5-judging-it/has-it-worked.html"
OPEN = "link => { history.replaceState(null, '', link); dispatchEvent(new Event('hashchange')); }"
#: Opens many links one after another, with the drawings out of sight, and returns as JSON what the page shows at each.
SHOWN = """links => JSON.stringify(links.map(link => {
  const section = document.querySelector("[data-jw-indicators]");
  section.querySelectorAll("[data-drawing]").forEach(place => { place.style.display = "none"; });
  history.replaceState(null, "", link);
  dispatchEvent(new Event("hashchange"));
  const texts = selector => Array.from(section.querySelectorAll(selector), node => node.textContent);
  const table = selector => Array.from(section.querySelectorAll(selector + " tr"),
    row => Array.from(row.cells, cell => cell.textContent));
  return {
    figure: texts("[data-reader=figure]")[0], figure_label: texts("[data-reader=figure_label]")[0],
    sentence: texts("[data-explorer-sentence]")[0],
    cautions: texts("[data-reader=caution], [data-reader=cautions] li"),
    map_message: texts("[data-picture=map] .jw-message")[0], map_what: texts("[data-picture=map] .jw-what")[0],
    trend_message: texts("[data-picture=trend] .jw-message")[0], trend_what: texts("[data-picture=trend] .jw-what")[0],
    spread_message: texts("[data-picture=spread] .jw-message")[0],
    spread_what: texts("[data-picture=spread] .jw-what")[0],
    years: table("[data-explorer-table]"), councils: table("[data-reader-councils]"),
    rows: Object.fromEntries(["map", "trend", "spread"].map(name => [name, section.readerRows(name)])),
    chosen: Array.from(section.querySelectorAll("select"), select => select.value),
    listed: Array.from(section.querySelectorAll("select"), list => Array.from(list.options, o => o.value + o.text)),
  };
}))"""


def ready(page):
    page.wait_for_selector("[data-jw-indicators][data-explorer-ready]", timeout=30_000)
    return page.locator("[data-jw-indicators]")


def settings(number=400, seed=19):
    """Every measure sixteen times, at a random place, comparator, year and kind of tile; and the hard cases."""
    draw = random.Random(seed)
    found = [at(), at(measure="readmissions", place="S37000005", comparator="S37000013")]
    found += [at(measure="bed-days-75", place="S37000026", comparator="family", tiles="31")]
    measures = list(module.options(at())["measure"])
    while len(found) < number:
        setting = at(measure=measures[len(found) % len(measures)], place=draw.choice(series()["places"])["code"])
        for name in ("comparator", "year", "tiles"):
            setting = at(setting, **{name: draw.choice(list(module.options(setting)[name]))})
        found.append(setting)
    return found


def alike(page, python):
    """Whether rows are the same, numbers to 1e-9."""
    if isinstance(python, dict):
        return page.keys() == python.keys() and all(alike(page[key], python[key]) for key in python)
    if isinstance(python, list):
        return len(page) == len(python) and all(map(alike, page, python))
    return page == python if isinstance(python, str) else abs(page - python) <= 1e-9


def test_the_page_says_lists_and_draws_what_python_does(open_page):
    page, heard = open_page(PAGE)
    ready(page)
    tried = settings()
    answers = json.loads(page.evaluate(SHOWN, list(map(module.to_link, tried))))
    for setting, shown in zip(tried, answers, strict=True):
        entry, where = look(setting), module.to_link(setting)
        for key, text in said(entry).items():
            assert shown[key] == text, (where, key)
        assert shown["years"] == module.year_table(entry), where
        assert shown["councils"] == module.council_table(entry), where
        rows = json.loads(json.dumps(drawing_rows(entry)))
        for name in rows:
            assert alike(shown["rows"][name], rows[name]), (where, name)
        assert shown["chosen"] == [getattr(setting, name) for name in LABELS]
        listed = [sorted(value + text for value, text in words.items()) for words in module.options(setting).values()]
        assert [sorted(words) for words in shown["listed"]] == listed, where
    page.wait_for_timeout(300)
    assert heard.said == [] and heard.outside == []


def test_choices_by_keyboard_the_address_and_what_gives_way(open_page):
    page, heard = open_page(PAGE, disk=True)
    section = ready(page)
    place = section.get_by_label("Partnership")
    place.focus()
    place.press("ArrowUp")
    page.wait_for_timeout(400)  # the address is written at rest
    asked = indicator_reader.from_link(page.evaluate("location.hash"))
    assert asked["place"] == section.locator("#indicator-reader-place").input_value()
    place.select_option("S37000005")
    assert "Its family group" not in section.get_by_label("Compare with").inner_text()
    section.get_by_label("Compare with").select_option("S37000013")
    section.get_by_label("Measure").select_option("readmissions")
    assert section.get_by_label("Year", exact=True).input_value() == "2022/23"
    page.wait_for_timeout(400)
    address = page.evaluate("location.hash")
    assert (
        address
        == "#explorer=indicator-reader&v=1&measure=readmissions&place=S37000005&comparator=S37000013&year=2022-23"
    )
    wanted = indicator_reader.sentence(module.Setting(**indicator_reader.from_link(address)))
    assert section.locator("[data-explorer-sentence]").inner_text() == wanted
    page.reload()
    assert ready(page).locator("[data-explorer-sentence]").inner_text() == wanted
    section.get_by_role("button", name="Reset").click()
    assert section.locator("[data-explorer-sentence]").inner_text() == indicator_reader.sentence()
    assert heard.said == [] and heard.outside == []


@pytest.mark.parametrize(
    "asked",
    ["v=9&place=S37000005", "v=1&colour=red&place=S37000022", "v=1&measure=rate-75&year=2020-21&tiles=31", "v=0",
     "v=1&place=S37000005&comparator=family", "v=1&comparator=x(1)", "v=1&tiles=%3Cb%3E", "v=1&__proto__=1"],
)  # fmt: skip
def test_what_fits_of_a_link_is_kept_and_the_rest_is_said_as_in_python(open_page, asked):
    page, heard = open_page(PAGE)
    section = ready(page)
    link = f"#explorer=indicator-reader&{asked}"
    page.evaluate(OPEN, link)
    reading = indicator_reader.read_link(link)
    assert section.evaluate("s => s.querySelector('[data-explorer-notice]').textContent") == reading.notice
    assert section.locator("[data-explorer-notice]").is_visible() == bool(reading.notice)
    chosen = section.evaluate("s => Array.from(s.querySelectorAll('select'), e => e.value)")
    assert chosen == list(reading.values.values())
    assert heard.said == [] and heard.outside == []


def test_what_a_reader_takes_away(open_page, tmp_path):
    page, heard = open_page(PAGE, disk=True)
    section = ready(page)
    section.get_by_label("Measure").select_option("bed-days-18")
    setting = at(measure="bed-days-18")
    with page.expect_download() as download:
        section.get_by_role("button", name="Tables (CSV)").click()
    download.value.save_as(tmp_path / "t.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "t.csv").read_text(encoding="utf-8-sig"))))
    plain = [
        [cell.replace("−", "-").replace("\u00a0", " ") for cell in row] for row in indicator_reader.councils(setting)
    ]
    found = [[cell.removeprefix("'") for cell in row] for row in rows]
    assert all(row in found for row in plain)
    assert any(indicator_reader.sentence(setting).replace("\u00a0", " ") in row for row in rows)
    names = []
    page.on("download", lambda saved: names.append(saved.suggested_filename))
    section.get_by_role("button", name="Pictures (SVG)").click()
    page.wait_for_timeout(1500)
    assert sorted(names) == [f"indicator-reader-{name}.svg" for name in ("map", "spread", "trend")]
    assert heard.said == []


def test_without_javascript_one_partnership_is_finished(open_page):
    page, _ = open_page(PAGE, java_script_enabled=False)
    section = page.locator("[data-jw-indicators]")
    assert section.locator("[data-explorer-sentence]").inner_text() == indicator_reader.sentence()
    assert section.locator("[data-picture=trend] svg").first.is_visible()
    assert section.locator("[data-explorer-table] tr").count() == 12
    assert section.locator("[data-reader-councils] tr").count() == 35
    assert section.locator("select:enabled").count() == 0
    assert section.locator("noscript p").bounding_box()["height"] > 20


def test_the_page_is_within_its_budget(chrome):
    size, _ = weigh(chrome, support.SITE / PAGE)
    print(f"{size / 1000:.0f} KB")
    assert size <= 260_000
