"""The shared parts in a real browser: one page from a folder, under the site's policy, with nothing else on it."""

import csv
import io
import re
from pathlib import Path

import pytest
from browser import alone

from joint_working import evidence
from joint_working.explorers import parts
from joint_working.kit.address import NOTICES

pytestmark = pytest.mark.browser

ANOTHER = """<section class="explorer"><h3>Another explorer</h3>
<button type="button" data-jw-print>Handout</button></section>"""
LINK = ("Read why", "#all")


def every_part():
    """One of each part, and a timeline inside a panel."""
    story = [
        parts.Event("2012-03-22", "agreement", "They agree."),
        parts.Event("2014", "law", "An Act."),
        parts.Event("2017-02", "money", "A price."),
        parts.Event("2021", "unfinished", "A vote."),
    ]
    values = {row["council_code"]: at * 40 for at, row in enumerate(evidence.table("tile_grid"))} | {"S12000030": None}
    wrong = parts.Option("It saves cash", "This treats a bed day as cash.", link=LINK)
    right = parts.Option("Nothing yet", "Yes, until the ward shuts.", right=True)
    rained = parts.Option("It rained.", "It was seen.", belongs="Fact")
    will_rain = parts.Option("It will rain.", "Not yet.", belongs="Forecast")
    guesses = [parts.Option("Up", "Many say so."), parts.Option("Down", "Few do.")]
    what = parts.Choice("what", "Decision", {"agree": "Agree", "buy": "Buy"})
    how = parts.Choice("how", "System", {"board": "Board", "lead": "Lead agency"})
    answers = {
        ("agree", "board"): parts.Answer("The board agrees."),
        ("agree", "lead"): parts.Answer("The agency agrees."),
        ("buy", "board"): parts.Answer("The council buys.", "<p>As directed.</p>"),
        ("buy", "lead"): parts.Answer("The agency buys.", parts.Timeline("inner", "In", story, illustrative=True)),
    }
    columns = [parts.Column("b", "Board"), parts.Column("s", "Sum", "money")]
    cells = (("Étive", 10), ("Avon", None), ("=west", -9.5), ("Dee", 9.5))
    rows = [{"b": board, "s": total} for board, total in cells]
    edges = [0, 400, 800, 1000, 1200]
    return [
        parts.Exercise("ex", "Which?", [wrong, right], "Think."),
        parts.Exercise("so", "Kind?", [rained, will_rain], kind="sort", categories=["Fact", "Forecast"]),
        parts.Exercise("pr", "Guess?", guesses, kind="predict", after="It depends."),
        parts.Panel("pa", "Who decides?", [what, how], answers),
        parts.Timeline("ti", "A story", story, illustrative=True),
        parts.TileMap("map", "They differ", values, "days", edges, "Days", "A register.", "S12000047"),
        parts.DataTable("ta", "Boards", "£ million", columns, rows, "A register.", illustrative=True),
        parts.Briefing("br", "A gap", ["<p>It is short.</p>"], ask="Ask your finance officer"),
    ]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    return alone(tmp_path_factory.mktemp("page"), "".join(part.html() for part in every_part()) + ANOTHER)


def part(page, kind):
    return page.locator(f'main > [data-jw-part="{kind}"]')


def test_an_exercise_answers_to_the_keyboard(open_alone):
    page = open_alone()
    ex = part(page, "exercise")
    said = ex.get_by_role("status")
    ex.get_by_role("button", name="Check").focus()
    page.keyboard.press("Enter")
    assert said.inner_text() == "Choose an answer first."
    ex.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "Your answer: It saves cash\nThis treats a bed day as cash." in said.inner_text()
    assert said.get_by_role("link", name="Read why").get_attribute("href") == "#all"
    ex.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    assert said.inner_text() == ""  # a new choice waits for Check
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert "Yes, until the ward shuts." in said.inner_text()
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def test_a_sorting_and_a_guess(open_alone):
    page = open_alone()
    so = part(page, "sort")
    so.get_by_role("button", name="Check").click()
    assert so.get_by_role("status").inner_text() == "Choose a place for every statement first."
    for select in so.get_by_role("combobox").all():
        select.select_option("Forecast")
    so.get_by_role("button", name="Check").click()
    lines = so.get_by_role("status").get_by_role("listitem").all_inner_texts()
    assert lines == [
        "It rained. You chose Forecast. This belongs elsewhere: Fact. It was seen.",
        "It will rain. You chose Forecast. Forecast. Not yet.",
    ]
    guess = part(page, "predict")
    told = []
    for name in ("Up", "Down"):
        guess.get_by_role("radio", name=name).check()
        guess.get_by_role("button", name="Keep this guess").click()
        told.append(guess.get_by_role("status").inner_text())
    assert "Your guess: Up\nMany say so." in told[0] and "Your guess: Down\nFew do." in told[1]
    assert all(text.endswith("It depends.") for text in told)


def test_without_javascript_everything_can_be_read(open_alone):
    page = open_alone(java_script_enabled=False)
    shown = part(page, "panel").inner_text()
    for sentence in ("The board agrees.", "The agency agrees.", "The council buys.", "The agency buys."):
        assert shown.count(sentence) == 1
    assert "All the answers follow" in shown
    assert part(page, "panel").get_by_role("combobox").count() == 0
    assert page.get_by_role("button").count() == 1  # the one of the explorer that is not ours
    page.get_by_text("Answers and reasons").click()
    assert page.get_by_text("This treats a bed day as cash.").is_visible()
    assert part(page, "timeline").locator("li:visible", has_text="A vote.").count() == 1
    assert page.get_by_role("link", name="Table (CSV)").first.get_attribute("href").startswith("data:text/csv")


def test_a_panel_shows_one_answer_and_keeps_it_in_the_address(open_alone):
    page = open_alone()
    panel = part(page, "panel")
    sentence = panel.locator("> [data-explorer-sentence]")
    assert sentence.inner_text() == "The board agrees."
    panel.get_by_label("Decision").focus()
    page.keyboard.press("ArrowDown")
    assert sentence.inner_text() == "The council buys."
    assert panel.locator("> [data-answer]:visible").all_inner_texts() == ["As directed."]
    page.wait_for_url("**#explorer=pa&v=1&what=buy")
    again = open_alone("#" + page.url.split("#")[1])
    panel = part(again, "panel")
    assert panel.locator("> [data-explorer-sentence]").inner_text() == "The council buys."
    assert panel.get_by_label("Decision").input_value() == "buy"
    panel.locator("> .jw-actions").get_by_role("button", name="Reset").click()
    assert panel.locator("> [data-explorer-sentence]").inner_text() == "The board agrees."
    assert panel.locator("> .jw-actions").get_by_role("button", name="Reset").is_disabled()


def test_copy_link(open_alone):
    page = open_alone(permissions=["clipboard-read", "clipboard-write"])
    panel = part(page, "panel")
    panel.get_by_label("System").select_option("lead")
    panel.locator("> .jw-actions [data-jw-link]").click()
    panel.get_by_role("button", name="Link copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("page.html#explorer=pa&v=1&how=lead")


SCRIPT = "%3Cscript%3Ealert(1)%3C/script%3E"
BAD_LINKS = {
    "#explorer=pa&v=1&what=sell": "Decision: it asks for “sell”, which is not in the list.",
    f"#explorer=pa&v=1&what={SCRIPT}": "Decision: it asks for “<script>alert(1)</script>”, which is not in the list.",
    "#explorer=pa&v=2&what=buy": "It was made for a newer edition of this explorer.",
    "#explorer=pa&v=1&more=%ff": "It names “more”, which is not here.",
    "#explorer=pa&what=buy": "It was made for a newer edition of this explorer.",
    f"#explorer=pa&v={SCRIPT}": "It was made for a newer edition of this explorer.",
    "#explorer=ti&v=1&year=1066": "As it looked at the end of: it asks for “1066”, which is not in the list.",
}


@pytest.mark.parametrize("link", BAD_LINKS)
def test_a_link_that_does_not_fit_says_so(open_alone, link):
    page = open_alone(link)
    root = page.locator(f'main > [data-explorer="{link[10:12]}"]')
    notice = root.locator("> [data-panel-notice]")
    said = notice.inner_text()
    assert said == f"{NOTICES['head']} {BAD_LINKS[link]} {NOTICES['tail']}"
    assert notice.locator("script").count() == 0
    said = part(page, "panel").locator("> [data-explorer-sentence]").inner_text()
    assert (said == "The board agrees.") != link.endswith("what=buy")  # what fits is kept
    root.get_by_role("combobox").first.press("ArrowDown")
    root.get_by_role("combobox").first.press("ArrowUp")
    assert notice.is_hidden()


@pytest.mark.parametrize("link", [f"#{SCRIPT}", "#explorer=other&v=9", f"#explorer={SCRIPT}&v=1", "#%E0%A4%A"])
def test_an_address_that_asks_nothing_is_ignored(open_alone, link):
    page = open_alone(link)
    assert page.locator("[data-panel-notice]:visible").count() == 0
    assert part(page, "panel").locator("> [data-explorer-sentence]").inner_text() == "The board agrees."


def test_a_timeline_as_it_looked(open_alone):
    page = open_alone("#explorer=ti&v=1&year=2016")
    line = part(page, "timeline")
    assert page.evaluate("scrollY") > 0  # a link leads to its explorer
    rows = line.locator("ol > li:visible")
    assert [re.sub(r"\s+", " ", text).strip() for text in rows.all_inner_texts()] == [
        "2012 22 Mar Agreement They agree.",
        "2014 Law An Act.",
        "2016 What follows was not yet known",
        "2017 Feb Money A price.",
        "2021 Not complete A vote.",
    ]
    assert line.locator("li.later").count() == 2
    hollow = "getComputedStyle(document.querySelector('main > [data-jw-part=timeline] li.later svg')).fill"
    assert page.evaluate(hollow) != page.evaluate(hollow.replace("li.later", "li"))
    sentence = line.locator("> [data-explorer-sentence]")
    assert sentence.inner_text() == "Events that fit: 4. Happened by the end of 2016: 2."
    line.get_by_label("Kind of event").select_option("money")
    assert sentence.inner_text() == "Events that fit: 1. Happened by the end of 2016: 0."
    line.get_by_label("As it looked at the end of").select_option("2021")
    assert rows.count() == 1
    line.locator("> .jw-actions").get_by_role("button", name="Reset").click()
    # The words of the script and of Python are the same.
    assert sentence.inner_text() in every_part()[4].text()
    assert rows.count() == 4


def test_a_table_sorts_by_its_headings(open_alone):
    page = open_alone()
    table = part(page, "table")
    first = table.locator("tbody th")
    head = table.get_by_role("columnheader", name="Sum")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert first.all_inner_texts() == ["=west", "Dee", "Étive", "Avon"]
    assert head.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert first.all_inner_texts() == ["Étive", "Dee", "=west", "Avon"]  # no figure stays last
    assert head.get_attribute("aria-sort") == "descending"
    table.get_by_role("button", name="Board").click()
    assert first.all_inner_texts() == ["=west", "Avon", "Dee", "Étive"]
    assert table.locator("[aria-sort]").count() == 1


def test_a_table_comes_away_as_csv(open_alone):
    page = open_alone()
    with page.expect_download() as download:
        part(page, "table").get_by_role("link", name="Table (CSV)").click()
    assert download.value.suggested_filename == "ta.csv"
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["Board", "Sum", "unit", "source", "note"]
    assert [row[0] for row in rows[1:]] == ["Étive", "Avon", "'=west", "Dee"]
    assert {row[-1] for row in rows[1:]} == {"Illustrative figures"}


def saved_rows(page, button):
    with page.expect_download() as download:
        button.click()
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    return download.value.suggested_filename, list(csv.reader(io.StringIO(text, newline="")))


def test_a_panel_and_a_timeline_come_away_as_csv(open_alone):
    page = open_alone()
    panel = part(page, "panel")
    name, rows = saved_rows(page, panel.locator("> .jw-actions").get_by_role("button", name="All answers (CSV)"))
    assert name == "pa.csv" and rows[0] == ["Decision", "System", "Answer", "More", "Source", "Standing"]
    assert len(rows) == 1 + panel.locator("> [data-answer]").count()
    assert rows[1][2] == "The board agrees." and any(row[3] == "As directed." for row in rows)
    line = part(page, "timeline")
    line.get_by_label("Kind of event").select_option("money")
    line.get_by_label("As it looked at the end of").select_option("2014")
    name, rows = saved_rows(page, line.get_by_role("button", name="These events (CSV)"))
    assert name == "ti.csv" and rows[0] == ["Date", "Kind", "Event", "Source", "Known then", "Standing"]
    assert [row[:3] + row[4:5] for row in rows[1:]] == [["2017 Feb", "Money", "A price.", "no"]]


def test_a_tile_map_fits_a_phone(open_alone):
    page = open_alone(width=360)
    tiles = part(page, "tile-map").locator(".jw-tiles > li")
    boxes = [tile.bounding_box() for tile in tiles.all()]
    assert len(boxes) == 32 and min(min(box["width"], box["height"]) for box in boxes) >= 40
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    spill = "[...document.querySelectorAll('.jw-tiles li')].filter(e => e.scrollWidth > e.clientWidth).length"
    assert page.evaluate(spill) == 0


def test_a_handout_prints_one_section_alone(open_alone):
    page = open_alone()
    # As tests may not open the printer's window, note what would have been printed.
    page.evaluate("""() => { window.print = () => { window.printed = {body: document.body.className,
        foot: document.querySelector('.jw-print-this .jw-handout-foot').textContent,
        lines: document.querySelectorAll('.jw-print-this .jw-line').length}; }; }""")
    for root, state in (
        (part(page, "briefing"), "This page: "),
        (page.locator("main > .explorer").last, "This page: "),
    ):
        root.locator("[data-jw-print]").click()
        page.emulate_media(media="print")
        assert page.locator("h1").is_hidden() and part(page, "exercise").is_hidden()
        assert root.is_visible() and root.locator(".jw-line").first.is_visible()
        printed = page.evaluate("printed")
        assert "jw-printing" in printed["body"] and printed["lines"] == 4
        assert re.fullmatch(r"Made \d+ [A-Z][a-z]+ \d{4}\." + state + r"page\.html(#.*)?", printed["foot"])
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="screen")
        assert (
            page.locator("h1").is_visible() and page.locator(".jw-handout, .jw-print-off, .jw-printing").count() == 0
        )
    assert "Ask your finance officer" in part(page, "briefing").get_attribute("data-ask")
    panel = part(page, "panel")
    panel.get_by_label("Decision").select_option("buy")
    panel.locator("> .jw-actions [data-jw-print]").click()
    assert "Same settings: page.html#explorer=pa&v=1&what=buy" in page.evaluate("printed.foot")


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(open_alone, width):
    from axe_playwright_python.sync_playwright import Axe

    page = open_alone(width=width)
    part(page, "exercise").get_by_role("radio").first.check()
    part(page, "exercise").get_by_role("button", name="Check").click()
    part(page, "timeline").get_by_label("As it looked at the end of").select_option("2014")
    part(page, "table").get_by_role("button", name="Sum").click()
    for details in page.locator("summary").all():
        details.click()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
    results = Axe().run(page, options={"runOnly": tags, "resultTypes": ["violations"], "preload": False})
    assert results.violations_count == 0, results.generate_report()
