"""Your own accounts in a real browser: every case Python passes; nothing typed is lost or leaves the page."""

import base64
import csv
import io
import random
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import alone

from joint_working import evidence
from joint_working.explorers.money import held
from joint_working.explorers.money.account_rules import rules
from joint_working.explorers.money.own_accounts import WORDS, own_accounts
from joint_working.explorers.money.own_start import published_start, start
from joint_working.models.accounts import measured, read

sys.path.append(str(Path(__file__).parents[1] / "models"))
from account_cases_seen import CASES as SEEN  # noqa: E402
from account_tables import TABLES  # noqa: E402
from test_account_reading import CASES, HEADINGS, given_in, headed  # noqa: E402

pytestmark = pytest.mark.browser

RULES = rules()
#: What the rules of the page, as its script holds them, make of a text or of bytes.
ASK = """([node, text, bytes]) => {
  const { known, lab } = node.ownRules, judge = rules.accounts;
  const found = judge.read(bytes === null ? text : typeof bytes === "number" ? new Uint8Array(bytes)
    : Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0)), known);
  const line = judge.latest(found.rows, known), values = line && judge.measured(line, found.rows, known);
  const start = line && judge.start(values, "", 0, known, lab);
  const reading = (key, at) => judge.reading(key, found.heads[at], found.units[at], line.values.get("unit") || "",
    key ? line.values.get(key) : null, known);
  return {
    ...found, rows: found.rows.map(row => ({ values: Object.fromEntries(row.values) })),
    measures: found.rows.map(row => Object.fromEntries(judge.measured(row, found.rows, known))),
    readings: line ? found.fields.map(reading) : [],
    sentence: line ? judge.sentence(line, values, "own", "", known) : "",
    start: start && { ...start, levers: Object.fromEntries(start.levers) }
  };
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    return alone(tmp_path_factory.mktemp("page"), own_accounts.html())


@pytest.fixture
def open_alone(open_alone):
    """Give the function that opens the page, with the fold opened that holds the form."""

    def opened(*fragment, **options):
        page = open_alone(*fragment, **options)
        page.locator("[data-own-form]").evaluate("fold => { fold.open = true; }")
        return page

    return opened


def python(source):
    """Return what Python makes of a source, in the shape the page gives."""
    found = read(source, RULES)

    def problems(some):
        return [[one.row, one.column, one.key, one.sentence] for one in some]

    return {
        "problems": problems(found.problems), "remarks": problems(found.remarks),
        "heads": list(found.heads), "fields": list(found.fields), "units": list(found.units), "fits": found.fits,
        "readings": list(own_accounts.readings(found)),
        "cells": [[number, list(row)] for number, row in found.cells],
        "rows": [dict(row.values) for row in found.rows],
        "measures": [measured(row, found.rows, RULES) for row in found.rows],
        "sentence": own_accounts.sentence(found) if found.rows else "",
        "start": start(own_accounts.measures(found)) if found.rows else None,
    }  # fmt: skip


def same(page, source):
    """Ask the page and Python, and hold one against the other."""
    coded = None
    if isinstance(source, bytes):  # of a file that is far too large its size is enough
        coded = base64.b64encode(source).decode() if len(source) < 1_000_000 else len(source)
    asked = [page.locator("[data-jw-accounts]").element_handle(), None if coded is not None else source, coded]
    got, wanted = page.evaluate(ASK, asked), python(source)
    for name in ("problems", "remarks"):
        got[name] = [[one["row"], one["column"], one["key"], one["sentence"]] for one in got[name]]
    got["rows"] = [row["values"] for row in got["rows"]]
    begun = wanted.pop("start")
    if begun:
        for name in ("says", "outside", "stays"):
            assert got["start"][name] == list(getattr(begun, name))
        assert got["start"]["link"] == begun.link and got["start"]["levers"] == begun.levers
    for name, value in wanted.items():
        if name == "measures":
            for mine, theirs in zip(value, got[name], strict=True):
                assert list(theirs) == list(mine)
                for key in mine:
                    gap = mine[key] is None or theirs[key] is None
                    assert mine[key] == theirs[key] if gap else abs(mine[key] - theirs[key]) <= 1e-9, key
        else:
            assert got[name] == value, name


def test_the_page_reads_every_case_as_python_does(open_alone):
    page = open_alone()
    for case in CASES:
        same(page, given_in(case))
    for head, *_ in HEADINGS:
        same(page, headed(head))


def step_of(page, text, choices):
    """Return what page and Python make of a table, once these choices are made, in one shape."""
    ask = """async ([node, text, choices]) => {
      const shapes = await window.jointWorking.wanted("shapes");
      const step = shapes.look(text, node.ownRules.known, new Map(Object.entries(choices))), found = step.accounts;
      const rows = found && found.rows.map(row => ({ values: Object.fromEntries(row.values) }));
      return JSON.parse(JSON.stringify({ ...step, accounts: found && { ...found, rows } }));
    }"""
    got = page.evaluate(ask, [page.locator("[data-jw-accounts]").element_handle(), text, choices])
    step = own_accounts.look(text, choices)
    wanted = {
        "asks": [
            [one.key, one.label, [list(pair) for pair in one.options], one.chosen, one.told, one.why]
            for one in step.asks
        ],
        "problems": [[one.row, one.column, one.key, one.sentence] for one in step.problems],
        "told": list(step.told), "names": list(step.names), "open": step.open,
        "rows": [dict(row.values) for row in step.accounts.rows] if step.accounts else None,
        "heads": list(step.accounts.heads) if step.accounts else None,
    }  # fmt: skip
    given = {
        "asks": [[one[name] for name in ("key", "label", "options", "chosen", "told", "why")] for one in got["asks"]],
        "problems": [[one[name] for name in ("row", "column", "key", "sentence")] for one in got["problems"]],
        "told": got["told"], "names": got["names"], "open": got["open"],
        "rows": [row["values"] for row in got["accounts"]["rows"]] if got["accounts"] else None,
        "heads": got["accounts"]["heads"] if got["accounts"] else None,
    }  # fmt: skip
    return given, wanted


def test_the_page_understands_every_table_as_python_does(open_alone):
    page, draw = open_alone(), random.Random(20261130)
    for _, text, _, choices, *_ in (*TABLES, *SEEN):
        for some in ({}, choices):
            given, wanted = step_of(page, text, some)
            assert given == wanted
        for _ in range(4):
            letters = list(text)
            for _ in range(draw.randint(1, 4)):
                letters[draw.randrange(len(letters))] = draw.choice("\t\n ,;.£0159()-*|m%Ba")
            given, wanted = step_of(page, "".join(letters), {})
            assert given == wanted


ODD = [
    "year",
    "Basis",
    "Health payment (£m)",
    "council",
    "2025/26",
    "budget",
    "outturn",
    "£206.0m",
    "(114)",
    "1,234.5",
]
ODD += [
    "1.234,5",
    "=A1",
    "'=1",
    "-",
    "n/a",
    "5%",
    "",
    " ",
    '"',
    'a "b"',
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "|",
    "<b>",
    "206",
    "0",
]
ODD += [
    "Row {row}",
    "£000",
    "unit",
    "2e9",
    "99999",
    "$&",
    "\u00a0",
    "\ufeff",
    "savings planned",
    "£",
    "m",
    "–5",
    "overspend",
    "NHS £000",
    "Savings planned (%)",
    "Over/(under)spend, £k",
    "Council [£m] (net)",
    "Variance",
    "0,410",
    "1,206",
    "1.206",
    "188.3*",
]


def test_the_page_reads_anything_as_python_does(open_alone):
    page, draw = open_alone(), random.Random(20261124)
    for _ in range(120):
        rows = [[draw.choice(ODD) for _ in range(draw.randint(1, 5))] for _ in range(draw.randint(1, 4))]
        head = draw.choice(
            [
                "",
                "year,basis,health_payment,council_payment,overspend\n",
                "year\tbasis\tnhs\tcouncil\n",
                "year;basis;nhs (£000);council;unit\n",
            ]
        )
        text = head + "\n".join(draw.choice([",", ",", "\t", ";"]).join(row) for row in rows)
        same(page, text.encode(draw.choice(["utf-8", "utf-16", "utf-8-sig"])) if draw.random() < 0.3 else text)


HEAD = "year,basis,health_payment,council_payment"
SENTENCE = "[data-own-sentence]"


def paste(page, text):
    details = page.locator("[data-own-paste]")
    if not details.evaluate("node => node.open"):
        details.locator("summary").click()
    page.get_by_label("Copy the cells in your spreadsheet").fill(text)
    page.get_by_role("button", name="Read the table").press("Enter")
    page.wait_for_function("() => window.rules.shapes")  # these rules come with the first table


def use(page, text):
    """Paste a table and use it as it was understood."""
    paste(page, text)
    page.get_by_role("button", name="Use these figures").press("Enter")


def settle(page):
    page.wait_for_timeout(700)  # the answer waits for the last key, and the address for rest after it


def own_in(page):
    """Return the place and the figures of the page's address at rest, as Python reads them."""
    settle(page)
    return own_accounts.from_link(page.evaluate("location.href"))


def test_a_partnership_is_chosen_by_keyboard_and_kept_in_the_address(open_alone, address):
    page = open_alone()
    assert page.locator(SENTENCE).inner_text() == own_accounts.sentence(own_accounts.example)
    place = page.get_by_label("Partnership", exact=True)
    place.focus()
    place.press("ArrowDown")
    chosen = own_accounts.places[1]
    assert page.locator("[data-explorer-sentence]").inner_text() == held.sentence(chosen)
    assert page.locator("[data-answer]:visible").get_attribute("data-answer") == chosen.code
    settle(page)
    assert page.url == address + own_accounts.to_link(chosen.code)
    for name in ("Clackmannanshire and Stirling", "Dundee City"):
        place.select_option(label=name)
        assert held.standing(evidence.authority(name)) in page.locator("[data-answer]:visible").inner_text()
        assert name in page.locator("[data-own-picture=wide] g:last-child text").first.text_content()
        assert page.locator("[data-own-picture=wide] g:not(:last-child) text:not([display])").count() == 0
    begun = published_start("S37000007")
    assert page.locator("[data-answer]:visible a.jw-button").get_attribute("href") == "five-years.html" + begun.link
    page.get_by_label("Fill the form with").select_option("published")
    said = "What was published for Dundee City, 2025/26, budget. The pot is £320.4m."
    assert page.locator(SENTENCE).inner_text().startswith(said)
    assert page.locator("[data-own-start] a").get_attribute("href") == "five-years.html" + begun.link
    assert page.locator("[data-own-badge]").is_hidden()
    place.select_option(label="Highland")
    assert page.locator("[data-answer]:visible a.jw-button").count() == 0
    page.goto(address + "#explorer=own-accounts&v=1&place=S37000032")
    assert page.locator("[data-explorer-sentence]").inner_text() == held.sentence(evidence.authority("Fife"))
    for link in ("v=1&place=__proto__", "v=9&place=S37000032"):
        page.goto(f"{address}#explorer=own-accounts&{link}")
        reading = own_accounts.read_link(f"#explorer=own-accounts&{link}")
        assert page.locator("[data-own-notice]").inner_text() == reading.notice
        assert place.input_value() == reading.values["place"]


def test_what_was_typed_last_is_kept_by_a_page_that_is_left_at_once(open_alone):
    page = open_alone()
    page.get_by_label("Fill the form with").select_option("nothing")
    settle(page)
    kept = page.evaluate(
        """() => {
            const box = document.querySelector(".jw-own-row input");
            box.value = "2025-26";
            box.dispatchEvent(new Event("input"));
            dispatchEvent(new Event("pagehide"));
            return location.hash;
        }"""
    )
    assert "2025-26" in kept


def test_what_is_typed_is_judged_kept_and_never_run(open_alone):
    page = open_alone()
    page.get_by_label("Fill the form with").select_option("nothing")
    assert page.locator(SENTENCE).inner_text() == WORDS["empty"] and page.locator("[data-own-result]").is_hidden()
    row = page.locator(".jw-own-row")
    row.get_by_label("Financial year").fill("2025-26")
    row.get_by_label("Basis").select_option("budget")
    row.get_by_label("Health board pays in").press_sequentially("lots")
    row.get_by_label("Council pays in").fill("£114.4m")
    row.get_by_label("Where the figures").fill("<img src=x onerror=\"document.title='run'\">")
    settle(page)
    problem = "Row 2, Health board pays in: “lots” is not a number. Write it in figures, in £m."
    wrong = row.get_by_label("Health board pays in")
    assert wrong.get_attribute("aria-invalid") == "true"
    assert problem in page.locator(f"#{wrong.get_attribute('aria-describedby')}").inner_text()
    assert page.locator("[data-own-problems]").inner_text().startswith(WORDS["one"])
    assert page.locator("[data-own-result]").is_hidden() and page.locator(SENTENCE).is_hidden()
    place, figures = own_in(page)
    assert [one.sentence for one in figures.problems] == [problem]
    page.reload()
    assert page.locator(".jw-own-row").get_by_label("Health board pays in").input_value() == "lots"
    page.locator(".jw-own-go").press("Enter")
    assert page.evaluate("document.activeElement.value") == "lots"
    page.keyboard.press("Control+A")
    page.keyboard.type("206")
    settle(page)
    _, figures = own_in(page)
    assert page.locator(SENTENCE).inner_text() == own_accounts.sentence(figures)
    shown = [row.locator("th, td").all_inner_texts() for row in page.locator("[data-own-table] tbody tr").all()]
    assert shown == own_accounts.cells(figures)
    begun = own_accounts.start(figures, place=place)
    assert page.locator("[data-own-start] li").all_inner_texts() == [*begun.says, *begun.outside]
    assert page.locator("[data-own-start] a").get_attribute("href") == "five-years.html" + begun.link
    assert "onerror" in page.locator(".jw-own-row").get_by_label("Where the figures").input_value()
    assert page.title() == "Alone" and page.locator(".jw-own img").count() == 0
    page.get_by_role("button", name="Add a year").click()
    assert page.evaluate("document.activeElement.labels[0].textContent") == "Financial year"
    page.keyboard.type("2024/25")
    settle(page)
    assert "Row 3: “Basis” is empty." in page.locator("[data-own-problems]").inner_text()
    page.locator(".jw-own-row:last-child").get_by_role("button", name="Take this row out").click()
    settle(page)
    assert page.locator("[data-own-problems]").is_hidden()
    page.get_by_role("button", name="Put back").click()
    assert page.locator(".jw-own-row:last-child").get_by_label("Financial year").input_value() == "2024/25"
    kept = "localStorage.length + sessionStorage.length + document.cookie.length"
    assert page.evaluate(kept) == 0


def test_a_table_is_pasted_or_opened_and_nothing_is_lost(open_alone, tmp_path):
    page = open_alone()
    good = (
        f"\n{HEAD},Mine\n2024/25,outturn,200,110,a\n\n2025/26,budget,=1+1,114,<script>document.title='run'</script>\n"
    )
    paste(page, good)
    assert "Row 5, Health board pays in: “=1+1” is a formula." in page.locator("[data-own-refused]").inner_text()
    assert page.locator(SENTENCE).inner_text().startswith("A made-up example")
    page.get_by_role("button", name="Use these figures").press("Enter")
    assert page.locator(".jw-own-row").count() == 2 and page.locator(".jw-own-row[open]").count() == 1
    assert "Row 5, Health board pays in: “=1+1” is a formula." in page.locator("[data-own-problems]").inner_text()
    box = page.locator(".jw-own-row:last-child")
    assert box.get_by_label("Mine").input_value().startswith("<script>")
    assert own_in(page)[1].problems == read(good, RULES).problems
    box.get_by_label("Health board pays in").fill("206")
    settle(page)
    assert page.locator(SENTENCE).inner_text().startswith("Your figures for 2025/26, budget. The pot is £320.0m.")
    assert "“Mine” is not one that is used here" in page.locator(SENTENCE).inner_text()
    page.get_by_label("Start the lab from").select_option("2024/25, outturn")
    assert page.locator(SENTENCE).inner_text().startswith("Your figures for 2024/25, outturn. The pot is £310.0m.")
    bad = "year,basis\n2025/26,budget\n"
    paste(page, bad)
    refused = page.locator("[data-own-refused]").inner_text()
    assert "No sums were found here." in refused
    assert page.get_by_label("Copy the cells").input_value() == bad
    assert box.get_by_label("Health board pays in").input_value() == "206"
    opened = page.get_by_label("Or open a file")
    for name, data, words in (
        ("big.csv", b"1,2\n" * 2_621_440, "This file is 10,486 KB. The most is 5,000 KB."),
        ("book.xlsx", b"PK\x03\x04 and more", "This spreadsheet cannot be opened"),
    ):
        opened.set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
        page.get_by_text(words).wait_for()
        assert box.get_by_label("Health board pays in").input_value() == "206"
    data = f"{HEAD}\n2026/27,forecast,£210m,115\n".replace(",", "\t").encode("utf-16")
    opened.set_input_files({"name": "own.txt", "mimeType": "text/plain", "buffer": data})
    page.get_by_role("button", name="Use these figures").press("Enter")
    page.get_by_text("Row 2: 2026/27, forecast").wait_for()
    assert page.locator(SENTENCE).inner_text() == own_accounts.sentence(own_accounts.read(data))
    page.get_by_role("button", name="Put back").click()
    assert box.get_by_label("Health board pays in").input_value() == "206"
    with page.expect_download() as download:
        page.get_by_role("button", name="Save your figures (CSV)").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "own-accounts.csv"
    saved = own_accounts.read(path)
    assert [row.values["health_payment"] for row in saved.rows] == [200, 206] and "Mine" in saved.heads
    use(page, f"{HEAD},source\n" + "".join(f"20{n}/{n + 1},budget,1,1,{'x' * 290}\n" for n in range(13, 35)))
    settle(page)
    assert page.get_by_text(WORDS["long"]).is_visible() and "own=" not in page.url
    assert page.title() == "Alone"


MIXED = (
    "Year\tBasis\tHealth board pays in (£m)\tCouncil pays in (£m)\tSavings planned (£000)\tOverspend (£000)\n"
    "2025/26\tOutturn\t27.4\t23.6\t410\t(65)\n"
)


def test_after_a_refusal_the_page_says_whose_figures_it_shows(open_alone):
    page = open_alone()
    assert page.locator(SENTENCE).inner_text().startswith("A made-up example, 2025/26, outturn. The pot is £275.0m.")
    refused = page.locator("[data-own-refused]")
    bad = "Year\tBasis\tNHS contribution (including set aside)\tCouncil\n2024/25\tOutturn\t221.9\t101.7\n"
    paste(page, bad)
    shown = [line.strip() for line in refused.inner_text().split("\n") if line.strip()]
    assert shown == [
        WORDS["one"], own_accounts.read(bad).problems[0].sentence, WORDS["kept"],
        "None of it was used. Shown below: the made-up example, not your figures.",
    ]  # fmt: skip
    assert page.locator(SENTENCE).inner_text().startswith("A made-up example")
    assert page.get_by_label("Copy the").input_value() == bad
    page.get_by_label("Fill the form with").select_option("nothing")
    paste(page, bad)
    assert refused.inner_text().endswith("Shown below: nothing, the form is empty.")
    page.get_by_label("Partnership", exact=True).select_option(label="Dundee City")
    page.get_by_label("Fill the form with").select_option("published")
    page.get_by_label("Partnership", exact=True).select_option(label="Fife")
    paste(page, bad)
    assert refused.inner_text().endswith("Shown below: what was published for Dundee City.")
    assert page.locator(SENTENCE).inner_text().startswith("What was published for Dundee City, 2025/26, budget.")
    paste(page, bad.replace(" (including set aside)", "").replace("221.9", "188.3"))
    assert (
        "Nothing is used yet" in refused.inner_text() and "what was published for Dundee City" in refused.inner_text()
    )
    assert page.locator(SENTENCE).inner_text().startswith("What was published for Dundee City, 2025/26, budget.")
    page.get_by_role("button", name="Use these figures").press("Enter")
    assert refused.is_hidden() and page.locator(SENTENCE).inner_text().startswith("Your figures for 2024/25, outturn.")
    chosen = page.get_by_label("Or open a file")
    chosen.set_input_files({"name": "a.xlsx", "mimeType": "text/csv", "buffer": b"PK\x03\x04 and more"})
    page.get_by_text("Shown below: the figures that were in the form before.").wait_for()
    assert page.locator(SENTENCE).inner_text().startswith("Your figures for 2024/25, outturn. The pot is £290.0m.")


def test_each_box_shows_the_readers_own_heading_and_how_it_was_read(open_alone):
    page = open_alone()
    assert page.locator(".jw-own-read:not(:empty)").count() == 0  # the example has the form's own headings
    use(page, MIXED)
    figures = own_accounts.read(MIXED)
    assert page.locator(SENTENCE).inner_text() == own_accounts.sentence(figures)
    row = page.locator(".jw-own-row")

    def shown():
        return [text for text in row.locator(".jw-own-read").all_inner_texts() if text]

    assert shown()[:4] == [text for text in own_accounts.readings(figures) if text]
    assert set(shown()[4:]) == {"Read in £m."}  # the boxes the form added, each with the unit it will be read in
    savings = row.get_by_label("Savings planned")
    assert (
        "“Savings planned (£000)”. Read in £000, as £0.41m."
        in page.locator(f"#{savings.get_attribute('aria-describedby')}").inner_text()
    )
    savings.fill("lots")
    settle(page)
    assert "Your heading: “Savings planned (£000)”. Read in £000." in shown()
    assert "is not a number. Write it in figures, in £000." in row.inner_text()
    savings.fill("420")
    settle(page)
    assert own_in(page)[1].rows[0].values["savings_planned"] == 0.42  # the unit goes with the link
    row.get_by_label("Set-aside").fill("30")  # a box that the form added: its unit is named too
    settle(page)
    assert "Read in £m, as £30m." in shown()
    page.reload()
    assert "Read in £000, as £0.42m." in shown() and "Read in £m, as £27.4m." in shown()
    assert own_in(page)[1].rows[0].values["set_aside"] == 30
    use(page, "Year\tBasis\tNHS (£000)\tCouncil (£000)\n2025/26\tBudget\t188,310\t101,680\n")
    row.get_by_label("Savings planned").fill("8,300")
    settle(page)
    assert "Read in £000, as £8.3m." in row.inner_text()
    row.get_by_label("Unit").select_option("£m")
    settle(page)
    assert "“£m” does not agree with the heading “NHS (£000)”, which says £000." in row.inner_text()
    row.get_by_label("Unit").select_option("£000")
    settle(page)
    assert page.locator(SENTENCE).inner_text().startswith("Your figures for 2025/26, budget. The pot is £290.0m.")


def test_a_comma_that_can_be_read_twice_stays_in_the_paste(open_alone):
    page = open_alone()
    text = "year;basis;health_payment;council_payment\n2025/26;budget;1,206;101,7\n"
    paste(page, text)
    refused = page.locator("[data-own-refused]").inner_text()
    for one in read(text, RULES).problems:
        assert one.sentence in refused
    page.get_by_role("button", name="Use these figures").press("Enter")  # an open question has the focus instead
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    assert page.get_by_label("Copy the").input_value() == text
    assert page.locator(SENTENCE).inner_text().startswith("A made-up example")
    paste(page, text.replace("1,206", "188,310").replace("101,7", "101.7"))
    assert "the comma in “188,310” can be read twice" in page.locator("[data-own-refused]").inner_text()


def test_what_a_reader_takes_away(open_alone, tmp_path):
    page = open_alone("#explorer=own-accounts&v=1&place=S37000007", permissions=["clipboard-read", "clipboard-write"])

    def saved(name):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        return path.read_bytes()

    said = list(csv.reader(io.StringIO(saved("What they say (CSV)").decode("utf-8-sig"))))
    assert said[1:-1] == own_accounts.cells(own_accounts.example) and said[-1] == ["Illustrative figures"]
    listed = list(csv.reader(io.StringIO(saved("Published figures (CSV)").decode("utf-8-sig"))))
    assert listed[0] == ["What", "Year", "Figure", "Basis", "Source"]
    assert ["£206m", "budget Official document"] in [row[2:4] for row in listed]
    picture = saved("Picture (SVG)").decode()
    assert "Divide by the people of 75 and over" in picture and "Dundee City £970" in picture
    assert saved("Picture (PNG)")[:8] == b"\x89PNG\r\n\x1a\n"
    page.evaluate("window.print = () => { window.printed = document.body.className; }")
    page.get_by_role("button", name="Handout (A4)").click()
    page.emulate_media(media="print")
    assert page.locator(".jw-held:visible").count() == 1 and page.locator(SENTENCE).is_hidden()  # it is the example
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    page.get_by_label("Fill the form with").select_option("published")
    page.get_by_role("button", name="Copy link with your figures").click()
    page.get_by_role("button", name="Link copied").wait_for()
    place, figures = own_accounts.from_link(page.evaluate("navigator.clipboard.readText()"))
    assert place == "S37000007" and figures.rows[0].values["health_payment"] == 206
    page.get_by_role("button", name="Copy as Python").click()
    page.get_by_role("button", name="Copied", exact=True).wait_for()
    code, scope = page.evaluate("navigator.clipboard.readText()").replace("\r", ""), {}
    exec(code.replace("print(", "said = ("), scope)
    assert scope["said"] == own_accounts.as_text(figures)
    page.get_by_role("button", name="Handout (A4)").click()
    page.emulate_media(media="print")
    assert "jw-printing" in page.evaluate("printed") and page.locator(".jw-held:visible").count() == 1
    assert page.locator(":is([data-own-held], .jw-datatable):visible").count() == 0
    assert page.locator(SENTENCE).is_visible() and page.locator("button.jw-button:visible").count() == 0


def test_without_javascript_all_31_are_readable(open_alone):
    page = open_alone(java_script_enabled=False)
    assert page.get_by_role("button").count() == 0 and page.get_by_role("combobox").count() == 0
    for place in own_accounts.places:
        answer = page.locator(f'[data-answer="{place.code}"]')
        assert answer.locator("> h4").is_visible() and answer.get_by_text(held.sentence(place)).is_visible()
        assert answer.locator(".jw-held").is_visible() and answer.get_by_text(held.standing(place)).is_visible()
    assert page.get_by_text(own_accounts.sentence(own_accounts.example)).is_visible()
    assert page.get_by_text("The example, as typed").is_visible()


def test_a_column_is_chosen_by_keyboard_and_nothing_is_used_before(open_alone):
    page = open_alone()
    heads = "Year\tBasis\tNHS contribution (including set aside)\tCouncil contribution\tSet aside\n"
    text = heads + "2024/25\tOutturn\t221.9\t101.7\t33.6\n"
    paste(page, text)
    assert page.evaluate("document.activeElement.labels[0].textContent").startswith("Column “NHS")  # what is open
    column = page.get_by_label("Column “NHS contribution (including set aside)”")
    assert column.get_attribute("aria-invalid") == "true" and column.input_value() == ""
    assert "the set-aside is in this sum" in page.locator(f"#{column.get_attribute('aria-describedby')}").inner_text()
    use_button = page.get_by_role("button", name="Use these figures")
    use_button.press("Enter")
    assert page.locator(SENTENCE).inner_text().startswith("A made-up example")
    assert page.evaluate("document.activeElement.labels[0].textContent").startswith("Column “NHS contribution")
    column.select_option(label="Health board pays in, with the set-aside taken off: “221.9” is read as £188.3m")
    assert page.evaluate("document.activeElement.labels[0].textContent").startswith(
        "Column “NHS contribution"
    )  # it stays
    assert page.get_by_label("Copy the").input_value() == text
    use_button.press("Enter")
    assert page.locator(SENTENCE).inner_text().startswith("Your figures for 2024/25, outturn. The pot is £290.0m.")
    assert "Your heading: “NHS contribution (including set aside)”." in page.locator(".jw-own-row").inner_text()
    for width in (1280, 390):
        paste(page, TABLES[0][1])
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        found = Axe().run(
            page,
            options={
                "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"],
                "resultTypes": ["violations"],
                "preload": False,
            },
        )
        assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing(open_alone):
    page = open_alone(f"#explorer=own-accounts&v=1&own={HEAD}%0A2025,hope,x,y%0A")
    page.locator("[data-own-paste] summary").click()
    page.get_by_role("button", name="Read the table").click()
    page.get_by_text("There is nothing to read.").wait_for()  # once the rules that read a table have come
    assert page.locator(".jw-own-go").count() == 4
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        found = Axe().run(page, options={"runOnly": tags, "resultTypes": ["violations"], "preload": False})
        assert found.violations_count == 0, found.generate_report()
