"""A board's own figures: one table of cases for what loads and what is said, and what is worked out of what loads."""

import math
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from joint_working.explorers.money.account_rules import example, rules
from joint_working.explorers.money.own_accounts import own_accounts
from joint_working.models import accounts
from joint_working.models.account_words import within
from joint_working.models.accounts import Row, check, latest, measured, read, records, write

RULES = rules()
HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "account_cases.yaml").read_text(encoding="utf-8"))
HEADINGS = yaml.safe_load((HERE / "account_headings.yaml").read_text(encoding="utf-8"))


def given_in(case):
    """Return what a case hands over: a text, or the bytes of a file."""
    if "bytes" in case:
        return bytes.fromhex(case["bytes"])
    text = case["text"] * case.get("times", 1)
    return text.encode(case["encoded"]) if "encoded" in case else text


def headed(head):
    """Return a table with a heading of its own over one column, as a spreadsheet pastes it."""
    return write(["Financial year", "Basis", "Health board pays in", "Council pays in", head],
                 [["2025/26", "budget", "206m", "114m", "4"]])  # fmt: skip


def said(found, problems):
    """Return problems as the cases write them: row, field, sentence."""
    return [[p.row, found.fields[p.column] if p.column >= 0 else "", p.sentence] for p in problems]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_file_loads_or_is_told_what_is_wrong(case):
    found = read(given_in(case), RULES)
    assert said(found, found.problems) == case.get("says", [])
    assert [r.sentence for r in found.remarks] == case.get("remarks", [])
    if "reads" in case:
        assert list(own_accounts.readings(found)) == case["reads"]
    wanted = case.get("loads", [])
    assert len(found.rows) == len(wanted)
    for row, values in zip(found.rows, wanted, strict=True):
        assert {key: row.values[key] for key in values} == values


@pytest.mark.parametrize(("head", "field", "unit", "fault", "asked"), HEADINGS, ids=[one[0] for one in HEADINGS])
def test_nothing_in_a_heading_is_passed_over(head, field, unit, fault, asked):
    """Its unit sets the column's, and what is left is asked about, with the reader's words, before a sum is used."""
    assert accounts.understood(head, RULES) == accounts.Heading(field, unit, fault, asked)
    found = read(headed(head), RULES)
    if fault and field in ("", *(one.key for one in RULES.fields if one.kind == "money" and not one.needed)):
        (problem,) = found.problems
        assert problem.key == fault and not found.rows and not found.fits
        assert f"“{head}”" in problem.sentence or len(head) > accounts.LONGEST
        assert f"“{asked}”" in problem.sentence or asked == "" or fault == "heading-two-units"
    elif not field:
        assert found.rows and f"“{head}”" in found.remarks[0].sentence


def test_a_heading_without_end_is_a_column_of_its_own():
    for head in ("(" * 100_000, "NHS (" * 30_000, "a " * 60_000, "savings planned " * 5_000, "£" * 100_000):
        assert accounts.understood(head, RULES) == accounts.Heading()


def test_the_cases_try_every_fault_and_thirty_mistakes():
    tried = [problem.key for case in CASES for problem in read(given_in(case), RULES).problems]
    remarked = [remark.key for case in CASES for remark in read(given_in(case), RULES).remarks]
    kinds = {fault.key for fault in RULES.faults if fault.sentence and "shape" not in fault.kinds}
    untried = kinds - {*tried, *remarked}
    below = {"too-many-columns", "too-many-rows", "too-long", "help-asked"}
    below |= {"file-large", "workbook-numbers", "workbook-other", "workbook-broken", "workbook-empty"}
    assert untried - {one[3] for one in HEADINGS} == below  # tried below
    assert sum("says" in case for case in CASES) >= 30


def test_too_much_is_counted():
    head = "year,basis,health_payment,council_payment"
    assert read(head + "\n" + "2025/26,budget,1,1\n" * 41, RULES).problems[0].sentence == (
        "There are 41 rows of figures. The most is 40."
    )
    wide = head + "".join(f",own {n}" for n in range(40)) + "\n2025/26,budget,1,1\n"
    assert read(wide, RULES).problems[0].sentence == "There are 44 columns. The most is 40."
    long = read(f"{head},source\n2025/26,budget,1,1,{'x' * 301}\n", RULES).problems[0]
    assert long.sentence == "Row 2, Where the figures come from: this has 301 characters. The most is 300."


def test_help_in_the_payments_is_asked_about_and_counted_once():
    head = "year,basis,health_payment,council_payment,overspend"
    silent = read(f"{head}\n2025/26,outturn,186,98,10\n", RULES)
    assert [remark.key for remark in silent.remarks] == ["help-asked"] and silent.rows
    assert "£10.00m over budget" in silent.remarks[0].sentence and "counts twice" in silent.remarks[0].sentence
    told = read(f"{head},health_extra,council_extra\n2025/26,outturn,186,98,10,6,\n", RULES)
    answer = measured(told.rows[0], told.rows, RULES)
    assert not told.remarks and (answer["pot"], answer["health_payment"], answer["council_payment"]) == (278, 180, 98)
    assert answer["health_share"] == pytest.approx(100 * 180 / 278)
    for basis, over in (("budget", 10), ("forecast", 10), ("outturn", 0), ("outturn", -3), ("outturn", "")):
        assert not read(f"{head}\n2025/26,{basis},186,98,{over}\n", RULES).remarks
    larger = read(f"{head},health_extra\n2025/26,outturn,186,98,10,187\n", RULES).problems
    assert [problem.key for problem in larger] == ["part-too-large"]


def test_rules_are_whole():
    keys = [field.key for field in RULES.fields]
    for field in RULES.fields:
        assert not field.part_of or field.part_of in keys
        assert all(name == accounts.heading(name) for name in field.names), field.key
    for measure in RULES.measures:
        for term in (*measure.top, *measure.bottom):
            assert term.removeprefix("-").removeprefix("before.").removesuffix("?") in keys
        assert measure.says.count("{}") == bool(measure.says)
    headings = [name for f in RULES.fields for name in {*f.names, accounts.heading(f.key), accounts.heading(f.label)}]
    assert len(headings) == len(set(headings))


def test_patterns_mean_the_same_in_both_languages():
    """No named groups, flags, look-behind, or classes that the two languages read differently."""
    import re

    for fault in RULES.faults:
        assert not re.search(r"\(\?(?![:=!])|\\[wWsSdDpPkAZ]", fault.pattern), fault.key


# --- Nothing typed is lost ---------------------------------------------------------------------------------

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5))
def test_written_cells_are_read_back(cells):
    back, opened = records(write(["first,", "second", "third"], cells))
    assert opened == 0
    assert [[accounts._unguarded(cell) for cell in row] for row in back[1:]] == cells


@given(st.one_of(st.text(max_size=200), st.binary(max_size=200)))
def test_anything_at_all_gets_an_answer(source):
    found = read(source, RULES)
    assert found.rows or found.problems
    assert not (found.rows and found.problems)
    for one in (*found.problems, *found.remarks):
        assert one.sentence.endswith(".") and one.sentence[0].isupper()


def test_what_is_wrong_keeps_every_cell():
    text = "year,basis,health_payment,council_payment,Mine\n2025/26,hope,=1+1,114,kept\n"
    found = read(text, RULES)
    assert found.fits and not found.rows
    assert found.cells == ((2, ("2025/26", "hope", "=1+1", "114", "kept")),)
    again = read(write(found.heads, [row for _, row in found.cells]), RULES)
    assert again.cells == found.cells and again.problems == found.problems


# --- What is worked out ------------------------------------------------------------------------------------


def figures(**values):
    blank = {field.key: None for field in RULES.fields}
    return Row(2, blank | {"year": "2025/26", "basis": "outturn"} | values)


def test_measures_by_hand():
    heads, cells = example()
    found = read(write(heads, cells), RULES)
    assert found.problems == () and len(found.rows) == 2
    last = latest(found.rows, RULES)
    answer = measured(last, found.rows, RULES)
    assert answer["pot"] == 275 and answer["carried"] == pytest.approx(3.71)
    assert answer["health_share"] == pytest.approx(100 * 180 / 275)
    assert answer["opening_gap"] == pytest.approx(100 * 3.71 / 275)
    assert answer["recurring"] == pytest.approx(50)
    assert answer["health_growth"] == pytest.approx(100 * (180 - 175.6) / 175.6)
    first = measured(found.rows[0], found.rows, RULES)
    assert first["health_growth"] is None and first["council_growth"] is None


def test_a_gap_stays_a_gap():
    answer = measured(figures(health_payment=180.0), [], RULES)
    assert answer["pot"] is None and answer["health_share"] is None and answer["health_payment"] == 180
    nothing = measured(figures(health_payment=0.0, council_payment=0.0, savings_planned=0.0), [], RULES)
    assert nothing["pot"] == 0 and nothing["health_share"] is None and nothing["savings"] is None


def test_the_year_before_is_of_the_same_basis():
    now = figures(health_payment=110.0)
    other = figures(year="2024/25", basis="budget", health_payment=100.0)
    same = figures(year="2024/25", health_payment=80.0)
    assert measured(now, [now, other], RULES)["health_growth"] is None
    assert measured(now, [other, same, now], RULES)["health_growth"] == pytest.approx(37.5)


def test_the_latest_row_is_the_last_year_on_the_last_basis():
    rows = [figures(), figures(basis="budget", year="2026/27"), figures(basis="forecast", year="2026/27"), figures()]
    assert latest(rows, RULES) is rows[2]
    assert latest([], RULES) is None


#: Sums in £ million, to the pound, as accounts give them.
SUM = st.one_of(st.none(), st.floats(-200, 3000).map(lambda value: round(value, 6)))


@given(st.fixed_dictionaries({f.key: SUM for f in RULES.fields if f.kind == "money"}))
def test_no_measure_is_infinite_or_not_a_number(values):
    row = figures(**values)
    before = figures(**values | {"year": "2024/25"})
    for value in measured(row, [before, row], RULES).values():
        assert value is None or math.isfinite(value)


def test_a_lever_takes_a_figure_or_the_end_of_its_range():
    assert within(3.018, 0, 10, 0.5) == 3 and within(3.24, 0, 10, 0.5) == 3.25
    assert within(114.4, 10, 600, 1) == 114.4 and within(-1.0909, -3, 12, 0.05) == -1.09
    assert within(10.24, 0, 10, 0.5) == 10 and within(-0.3, 0, 10, 0.5) == 0 and within(200, 0, 150, 5) == 150


def test_a_table_of_cells_is_checked_as_a_text_is():
    heads, cells = example()
    assert check([heads, *cells], RULES).rows == read(write(heads, cells), RULES).rows
