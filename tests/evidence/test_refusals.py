"""Every kind of bad input is refused in one sentence that names the file, the row and the column."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joint_working import evidence
from joint_working.evidence.tables import _as_date, _as_number, _as_whole, _table

NATIONAL, PARTS = "finance_national", "finance_partnerships"

# table, row, column, bad cell, what was expected
BAD_CELLS = [
    (NATIONAL, 7, "value", "about 8", "a number"),
    (NATIONAL, 7, "value", "", "a number"),
    (NATIONAL, 7, "value", "nan", "a number"),
    (NATIONAL, 7, "value", "inf", "a number"),
    (NATIONAL, 7, "value", "-Infinity", "a number"),
    (NATIONAL, 7, "value", "1e3", "a number"),
    (NATIONAL, 7, "value", "1,000", "a number"),
    (NATIONAL, 7, "value", "£8", "a number"),
    (NATIONAL, 7, "value", "8%", "a number"),
    (NATIONAL, 7, "value", "\u22128", "a number"),
    (NATIONAL, 7, "value", "٨", "a number"),
    (NATIONAL, 7, "value", "9" * 400, "a number"),
    (NATIONAL, 7, "value", " 8", "a number with no stray space"),
    (NATIONAL, 8, "unit", "GBP", "one of GBP m, GBP bn"),
    (NATIONAL, 8, "unit", "", "text"),
    (NATIONAL, 8, "period", "2018-19", "text of the form"),
    (NATIONAL, 8, "period", "2018/19 and on", "text of the form"),
    (NATIONAL, 8, "bound", "over", "one of more than, almost, about"),
    (NATIONAL, 8, "kind", "guess", "one of law, official-statistic"),
    (NATIONAL, 8, "key", "IJB Funding", "text of the form"),
    (NATIONAL, 8, "key", "savings-target-2018-19", "no repeat of row 8"),
    (NATIONAL, 8, "source", "", "text"),
    (NATIONAL, 8, "source", "finance-n99", "a key found in data/sources.csv"),
    (NATIONAL, 8, "locator", "", "text"),
    (NATIONAL, 8, "what", "two\nlines", "text with no stray space or hidden character"),
    (NATIONAL, 8, "what", "hidden\u200bspace", "hidden character"),
    (NATIONAL, 8, "seen", "22/11/2026", "a date as YYYY-MM-DD"),
    (NATIONAL, 8, "seen", "2026-02-30", "a date as YYYY-MM-DD"),
    (NATIONAL, 8, "seen", "20261122", "a date as YYYY-MM-DD"),
    (NATIONAL, 8, "recheck_by", "", "a date as YYYY-MM-DD"),
    (NATIONAL, 8, "recheck_by", "2026-11-22", "a date after the date seen"),
    (PARTS, 3, "partnership", "", "text"),
    (PARTS, 3, "key", "ijb-gap-2024-25", "a key not used in data/finance_national.csv"),
    ("sources", 5, "title", "", "text"),
    ("sources", 5, "licence", "free", "one of Open Government Licence v3.0, MIT License, not stated"),
    ("sources", 5, "address", "javascript:alert(1)", "text of the form"),
    ("sources", 5, "address", "see the website", "text of the form"),
    ("rules", 4, "valid_from", "April 2015", "a date as YYYY-MM-DD"),
    ("rules", 16, "not_before", "", "a date, because valid_from is empty"),
    ("rules", 16, "note", "", "why valid_from is empty"),
    ("rules", 4, "valid_to", "2013-01-01", "a date no earlier than the start"),
    ("rules", 4, "confidence", "certain", "one of high, medium, low"),
    ("rules", 4, "source", "finance-r99", "a key found in data/sources.csv"),
    ("levers", 4, "format", "euros", "one of money, percent"),
    ("levers", 4, "step", "0", "0.001 or more"),
    ("levers", 4, "high", "600.5", "whole steps of 1 from 10"),
    ("levers", 4, "low", "700", "less than 600"),
    ("levers", 4, "default", "9", "10 to 600"),
    ("levers", 4, "default", "95.5", "whole steps of 1 from 10"),
    ("levers", 4, "options", "a|b", "labels for a choice"),
    ("levers", 4, "anchor", "no-such-figure", "a key found in one of data/finance_national"),
    ("levers", 4, "note", "x" * 91, "at most 90 characters"),
    ("presets", 2, "lever", "no_such_lever", "a key found in data/levers.csv"),
    ("presets", 2, "value", "5000", "20 to 1200"),
    ("presets", 2, "value", "180.5", "whole steps of 1"),
    ("presets", 2, "kind", "law", "one of illustrative"),
    ("authorities", 3, "authority_code", "S12000005", "text of the form"),
    ("authorities", 3, "model", "joint board", "one of body corporate, lead agency"),
    ("authorities", 3, "health_board_code", "S08000099", "a key found in data/health_boards.csv"),
    ("authorities", 3, "localities_count", "two", "a whole number"),
    ("authorities", 3, "also", "governance-nothing", "keys found in data/sources.csv, parted by |"),
    ("authorities", 3, "other_names", "Aberdeen City", "names no other partnership has"),
    ("councils", 3, "authority_code", "S37000099", "a key found in data/authorities.csv"),
    ("councils", 3, "ur_pct_rural", "101", "100 or less"),
    ("population_estimates", 3, "council_code", "S12000099", "a key found in data/areas.csv"),
    ("population_estimates", 3, "all_ages", "-5", "0 or more"),
    ("population_estimates", 3, "aged_75_plus", "12.5", "a whole number"),
    ("delayed_discharge_monthly", 3, "month", "2016-7", "text of the form"),
    ("delayed_discharge_monthly", 3, "financial_year", "2016-17", "text of the form"),
    ("delayed_discharge_monthly", 3, "bed_days_18_plus", "1 463", "a whole number"),
    ("lgbf_adult_social_care", 3, "indicator", "SW99", "one of"),
    ("caveats", 3, "kind", "rumour", "one of"),
    ("caveats", 3, "text", "", "text"),
    ("catalogue", 3, "source", "data-s99", "a key found in data/sources.csv"),
    ("decision_steps", 3, "basis", "opinion", "one of law, guidance, example, inference, not found"),
    ("decision_steps", 3, "decision", "build-a-bridge", "a key found in data/decisions.csv"),
    ("decision_steps", 3, "confidence", "certain", "one of high, medium, low"),
    ("proposals", 3, "deadline", "August 2019", "text of the form"),
    ("comparison", 3, "status", "winning", "one of"),
    ("timeline", 3, "date", "spring 2011", "text of the form"),
    ("timeline", 3, "sort_date", "2011", "a date as YYYY-MM-DD"),
    ("claims", 3, "status", "true", "one of"),
    ("numbers_uk", 3, "nation", "Narnia", "one of"),
    ("social_work_spending", 3, "value", "lots", "a number"),
    ("local_rules", 3, "authority_code", "S37000099", "a key found in data/authorities.csv"),
    ("delegated_functions", 3, "standing", "should", "one of must, may"),
]


@pytest.mark.parametrize("name,row,column,cell,expected", BAD_CELLS, ids=lambda part: str(part)[:24])
def test_a_bad_cell_is_refused_whole_and_mended_in_place(copy, refusal, name, row, column, cell, expected):
    rows = copy.rows(name)
    if "no repeat" in expected:
        row = [r[0] for r in rows].index(cell) + 2  # repeat the key in the row after its own
        expected = f"no repeat of row {row - 1}"
    good = rows[row - 1][rows[0].index(column)]
    copy.put(name, row, column, cell)
    message = refusal(None if "a key not used in" in expected or "no other partnership" in expected else name)
    assert message.startswith(f"data/{name}.csv, row {row}, column {column}: expected ")
    assert expected in message
    assert "found " in message

    if "a key not used in" in expected or "no other partnership" in expected:
        return  # each table is sound by itself: it is the figures, or the partnerships, that are refused
    with pytest.raises(evidence.EvidenceError):  # nothing half-loaded: refused again, not served in part
        evidence.table(name)
    copy.put(name, row, column, good)
    assert len(evidence.table(name)) == len(rows) - 1


def test_the_message_reads_as_promised(copy, refusal):
    copy.put(NATIONAL, 7, "value", "about 8")
    assert refusal(NATIONAL) == "data/finance_national.csv, row 7, column value: expected a number, found 'about 8'"


def _cut_cell(rows):
    rows[4] = rows[4][:-1]


def _add_cell(rows):
    rows[4].append("more")


def _blank_row(rows):
    rows[4] = []


def _drop_column(rows):
    for row in rows:
        del row[2]


def _add_column(rows):
    for row in rows:
        row.append("x")


def _swap_columns(rows):
    for row in rows:
        row[0], row[1] = row[1], row[0]


def _repeat_column(rows):
    rows[0][2] = rows[0][1]


def _no_rows(rows):
    del rows[1:]


def _nothing(rows):
    del rows[:]


@pytest.mark.parametrize(
    "spoil,words",
    [
        (_cut_cell, "row 5, column note: expected 14 cells in the row, found 13 cells"),
        (_add_cell, "row 5, column note: expected 14 cells in the row, found 15 cells"),
        (_blank_row, "row 5, column key: expected 14 cells in the row, found an empty row"),
        (_drop_column, "row 1, column unit: expected a column called 'unit'"),
        (_add_column, "row 1, column x: expected no column called 'x'"),
        (_swap_columns, "row 1: expected the columns in the order key, value"),
        (_repeat_column, "row 1, column unit: expected a column called 'unit'"),
        (_no_rows, "row 2: expected at least one row under the header, found none"),
        (_nothing, "row 1: expected a header, found an empty file"),
    ],
)
def test_a_misshapen_table_is_refused(copy, refusal, spoil, words):
    rows = copy.rows(NATIONAL)
    spoil(rows)
    copy.write(NATIONAL, rows)
    assert refusal(NATIONAL).startswith(f"data/{NATIONAL}.csv, {words}")


def test_a_missing_file_is_refused(copy, refusal):
    (copy.folder / "rules.csv").unlink()
    assert refusal() == "data/rules.csv: expected the file, found none"


def test_other_bytes_than_utf8_are_refused_with_their_row(copy, refusal):
    path = copy.folder / f"{NATIONAL}.csv"
    lines = path.read_bytes().split(b"\n")
    lines[3] += "£".encode("latin-1")
    path.write_bytes(b"\n".join(lines))
    assert refusal() == f"data/{NATIONAL}.csv, row 4: expected text in UTF-8, found other bytes"


def test_an_open_quotation_mark_is_refused(copy, refusal):
    path = copy.folder / f"{NATIONAL}.csv"
    path.write_text(path.read_text(encoding="utf-8") + '"open', encoding="utf-8")
    assert "matched quotation marks" in refusal()


def test_a_byte_order_mark_and_windows_line_ends_are_welcome(copy):
    path = copy.folder / f"{NATIONAL}.csv"
    before = [dict(row) for row in evidence.table(NATIONAL)]
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    _table.cache_clear()
    assert [dict(row) for row in evidence.table(NATIONAL)] == before


def test_rules_of_one_key_may_not_overlap(copy, refusal):
    rows = copy.rows("rules")
    first = dict(zip(rows[0], rows[1], strict=True)) | {"valid_from": "2020-01-01"}
    copy.write("rules", [*rows, list(first.values())])
    message = refusal()
    assert message.startswith(f"data/rules.csv, row {len(rows) + 1}, column valid_from: expected")
    assert "to start after row 2 ends" in message


@pytest.mark.parametrize(
    "spoil,words",
    [
        (lambda package: package["resources"][0]["schema"]["fields"][0].update(type="geopoint"), "expected a type"),
        (lambda package: package["resources"][0].pop("schema"), "expected resources with a name, a path and a schema"),
        (lambda package: package.pop("resources"), "expected resources with a name, a path and a schema"),
    ],
)
def test_a_bad_package_is_refused(copy, refusal, spoil, words):
    path = copy.folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    spoil(package)
    path.write_text(json.dumps(package), encoding="utf-8")
    message = refusal()
    assert message.startswith("data/datapackage.json") and words in message


def test_a_package_that_is_not_json_or_not_there_is_refused(copy, refusal):
    (copy.folder / "datapackage.json").write_text("{", encoding="utf-8")
    assert refusal().startswith("data/datapackage.json: expected JSON")
    (copy.folder / "datapackage.json").unlink()
    assert refusal() == "data/datapackage.json: expected the file, found none"


@given(st.text() | st.floats().map(str) | st.integers().map(str) | st.dates().map(str))
def test_a_cell_is_read_exactly_or_refused(cell):
    number, whole, day = _as_number(cell), _as_whole(cell), _as_date(cell)
    assert number is None or (number == float(cell) and abs(number) < float("inf"))
    assert whole is None or whole == int(cell)
    assert day is None or str(day) == cell
