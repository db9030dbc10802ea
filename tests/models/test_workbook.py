"""Spreadsheets' own files are read as the same table would be, pasted; or refused in one sentence."""

import sys
from pathlib import Path

import pytest

from joint_working.explorers.money.account_rules import rules
from joint_working.explorers.money.own_accounts import _unzipped, own_accounts
from joint_working.models.workbook import workbook

sys.path.append(str(Path(__file__).parent))
from account_cases_seen import CASES  # noqa: E402
from account_tables import TABLES  # noqa: E402
from workbooks import FILES, REFUSED, SHEETS, cells, excel, open_document  # noqa: E402

#: Tables as pasted, with tabs between the cells.
PASTED = {name: text.strip("\n") for name, text, *_ in (*TABLES, *CASES) if "\t" in text}
MAKERS = {"xlsx": excel, "ods": open_document}


def seen(step):
    """Return a step without what only a file has: the number of its sheet in the keys of its questions."""
    asks = [
        (ask.key.removeprefix("sheet0-"), ask.label, ask.options, ask.chosen, ask.told, ask.why) for ask in step.asks
    ]
    return asks, step.problems, step.told, step.accounts, step.names, step.faults


@pytest.mark.parametrize("kind", MAKERS)
def test_a_table_in_a_file_is_read_as_when_it_is_pasted(kind):
    assert len(PASTED) >= 45
    for name, text in PASTED.items():
        assert seen(own_accounts.look(MAKERS[kind]({"Table": cells(text)}))) == seen(own_accounts.look(text)), name


@pytest.mark.parametrize(("file", "rows"), FILES.values(), ids=FILES)
def test_a_cell_is_the_text_that_people_see(file, rows):
    found = workbook(_unzipped(file))
    assert [list(row) for row in found.sheets[0].rows] == rows


@pytest.mark.parametrize(("file", "names", "first"), SHEETS.values(), ids=SHEETS)
def test_of_several_sheets_one_that_can_be_read_is_first_and_the_others_can_be_chosen(file, names, first):
    step = own_accounts.look(file)
    assert [name for _, name in step.asks[0].options] == names
    assert dict(step.asks[0].options)[step.asks[0].chosen] == first
    assert [row.values["health_payment"] for row in step.accounts.rows] == [188.3]
    other = next(key for key, name in step.asks[0].options if name != first)
    assert own_accounts.look(file, {"sheet": other}).asks[0].chosen == other


def test_a_choice_for_one_sheet_is_none_for_another():
    file = excel({name: cells(text) for name, text in list(PASTED.items())[:2]})
    keys = [ask.key for at in "01" for ask in own_accounts.look(file, {"sheet": at}).asks]
    assert len(set(keys)) == len(keys) - 1  # all but the sheet's own


def test_hidden_rows_and_columns_are_told():
    text = "Year\tBasis\tNHS contribution (£m)\tCouncil contribution (£m)\n2025/26\tBudget\t188.3\t101.7"
    hidden = excel({"One": cells(text + "\n2024/25\tBudget\t1\t1")})
    parts = _unzipped(hidden)
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        '<row r="3">', '<row r="3" hidden="1">'
    )
    from workbooks import zipped

    step = own_accounts.look(zipped(parts))
    assert [row.values["year"] for row in step.accounts.rows] == ["2025/26"]
    assert step.told[-1] == "Hidden rows and columns were left out: 1."


@pytest.mark.parametrize(("file", "key"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(file, key):
    step = own_accounts.look(file)
    assert [one.key for one in step.problems] == [key] and step.faults == step.problems and not step.asks
    assert own_accounts.read(file).problems == step.problems


def test_a_file_that_is_too_large_is_not_unzipped():
    step = own_accounts.look(b"PK\x03\x04" + bytes(6_000_000))
    assert step.problems[0].sentence.startswith("This file is 6,001 KB. The most is 5,000 KB.")
    assert rules().fault["file-large"].limit == 5000
