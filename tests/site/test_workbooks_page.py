"""Spreadsheets' own files on the page: unzipped there, read as Python reads them, and nothing typed is lost."""

import base64
import sys
from pathlib import Path

import pytest
from browser import alone

from joint_working.explorers.money.own_accounts import own_accounts

sys.path.append(str(Path(__file__).parents[1] / "models"))
from account_tables import TABLES  # noqa: E402
from test_workbook import MAKERS, PASTED  # noqa: E402
from workbooks import FILES, REFUSED, SHEETS, cells, excel  # noqa: E402

pytestmark = pytest.mark.browser

#: What the page's own scripts make of a file's bytes.
ASK = """async ([node, bytes, choices]) => {
  const shapes = await jointWorking.wanted("shapes");
  await jointWorking.wanted("workbook", "libraries/fflate", "unzipped");
  const book = jointWorking.unzipped(Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0)));
  const step = shapes.look(book, node.ownRules.known, new Map(Object.entries(choices))), found = step.accounts;
  const { asks, problems, told } = step;
  return JSON.parse(JSON.stringify({ asks, problems, told, cells: found && found.cells }));
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


def same(page, file, choices=None):
    """Ask the page and Python, and hold one against the other."""
    node = page.locator("[data-jw-accounts]").element_handle()
    got = page.evaluate(ASK, [node, base64.b64encode(file).decode(), choices or {}])
    step = own_accounts.look(file, choices)
    asks = [
        (ask.key, ask.label, [list(pair) for pair in ask.options], ask.chosen, ask.told, ask.why) for ask in step.asks
    ]
    names = ("key", "label", "options", "chosen", "told", "why")
    assert [tuple(one[name] for name in names) for one in got["asks"]] == asks
    assert [(one["key"], one["sentence"]) for one in got["problems"]] == [
        (one.key, one.sentence) for one in step.problems
    ]
    assert got["told"] == list(step.told)
    held = [[number, list(row)] for number, row in step.accounts.cells] if step.accounts else None
    assert got["cells"] == held


def test_the_page_reads_every_file_as_python_does(open_alone):
    page = open_alone()
    for file in [file for file, *_ in (*FILES.values(), *SHEETS.values(), *REFUSED.values())]:
        same(page, file)
    for file, *_ in SHEETS.values():
        for at in range(3):
            if str(at) in dict(own_accounts.look(file).asks[0].options):
                same(page, file, {"sheet": str(at)})
    for text in PASTED.values():
        for make in MAKERS.values():
            same(page, make({"Table": cells(text)}))


def test_nothing_of_it_comes_before_a_file_is_opened_and_then_from_this_site_alone(open_alone):
    page = open_alone()
    late = ("fflate.js", "unzipped.js", "rules-workbook.js")
    here = "() => Array.from(document.scripts, one => one.src.split('/').pop())"
    page.get_by_text("Paste a table, or open a file").click()
    page.get_by_label("Copy the cells").fill("Year\tBasis\n")
    page.get_by_role("button", name="Read the table").click()
    page.locator("[data-own-refused]").wait_for()
    assert not set(late) & set(page.evaluate(here))
    page.get_by_label("Or open a file").set_input_files(
        {"name": "plan.xlsx", "mimeType": "", "buffer": excel({"Plan": cells(TABLES[0][1])})}
    )
    page.locator("[data-own-step]").wait_for()
    assert set(late) <= set(page.evaluate(here))


def test_a_sheet_is_chosen_its_figures_used_and_what_was_typed_stays(open_alone):
    page = open_alone()
    typed = "my own notes"
    page.get_by_text("Paste a table, or open a file").click()
    page.get_by_label("Copy the cells").fill(typed)
    opened = page.get_by_label("Or open a file")
    file = excel({"Plan": cells(TABLES[0][1].strip("\n")), "Last year": cells(TABLES[2][1].strip("\n"))})
    opened.set_input_files({"name": "plan.xlsx", "mimeType": "", "buffer": file})
    sheets = page.get_by_label("The sheet of the file")
    sheets.wait_for()
    assert sheets.locator("option").all_inner_texts() == ["Plan", "Last year"]
    sheets.select_option("Last year")
    assert "NHS Westland" in page.locator("[data-own-asks]").inner_text()
    page.get_by_role("button", name="Use these figures").click()
    sentence = page.locator(".jw-sentence[data-own-sentence]").inner_text()
    assert sentence.startswith("Your figures for 2025/26, budget. The pot is £290.0m.")
    for broken, _ in REFUSED.values():
        opened.set_input_files({"name": "other.ods", "mimeType": "", "buffer": broken})
        said = own_accounts.look(broken).problems[0].sentence
        page.get_by_text(said).wait_for()
        assert page.get_by_label("Copy the cells").input_value() == typed
        assert page.locator(".jw-sentence[data-own-sentence]").inner_text() == sentence
