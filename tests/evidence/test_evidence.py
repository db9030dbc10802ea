"""The evidence as it is: valid, sourced, quick to load, and said in the house's form."""

import doctest
import re
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pytest
from pybtex.database import parse_string
from pybtex.richtext import Text

from joint_working import evidence
from joint_working.evidence import EvidenceError, quantity

LAW_PASSED = "2014-04-01"


@pytest.mark.slow
def test_the_package_is_valid_frictionless_data():
    from frictionless import validate

    report = validate(str(evidence.data_dir() / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
    assert len(report.tasks) == len(evidence.tables())


def test_all_is_well_and_nothing_is_overdue():
    evidence.check()  # fails once a row is past its recheck day, unless CHECK_DATES=off


def test_every_source_is_used():
    assert [row["key"] for row in evidence.table("sources") if not evidence.uses(row["key"])] == []


def test_uses_name_the_table_and_the_row():
    first = evidence.uses("finance-n06")[0]
    row = evidence.table(first.table)[first.row - 2]
    assert (row["key"], row["source"]) == (first.key, "finance-n06")
    with pytest.raises(EvidenceError, match="there is no source called 'finance-n6'"):
        evidence.uses("finance-n6")


def test_keys_are_not_repeated_across_the_tables_of_figures():
    keys = [row["key"] for name in evidence.figure_tables() for row in evidence.table(name)]
    assert len(evidence.figure_tables()) == 4
    assert len(keys) == len(set(keys)) == len(evidence.figures())


def test_the_doctest_of_the_package():
    assert doctest.testmod(evidence).attempted == 3
    assert doctest.testmod(evidence).failed == 0


def test_every_column_and_table_is_described():
    for name in evidence.tables():
        resource = evidence.describe(name)
        assert resource["title"] and resource["description"] and resource["licenses"]
        for field in resource["schema"]["fields"]:
            assert field["title"] and field["description"], (name, field["name"])


def test_describe_gives_a_copy():
    evidence.describe("rules")["schema"]["fields"].clear()
    assert evidence.describe("rules")["schema"]["fields"]


def test_every_kind_has_a_badge():
    fields = {f["name"]: f for f in evidence.describe("finance_national")["schema"]["fields"]}
    of_rules = {f["name"]: f for f in evidence.describe("rules")["schema"]["fields"]}
    of_sources = {f["name"]: f for f in evidence.describe("sources")["schema"]["fields"]}
    kinds = [set(found["kind"]["constraints"]["enum"]) for found in (fields, of_rules, of_sources)]
    assert kinds[0] | {"reading", "open"} == kinds[1] == set(evidence.BADGES) - {"study"}
    assert kinds[2] < set(evidence.BADGES)


def test_made_up_numbers_say_so():
    for row in evidence.table("levers"):
        assert row["kind"] == "illustrative" or row["anchor"], f"{row['lever']} rests on no figure"
    assert {row["kind"] for row in evidence.table("presets")} == {"illustrative"}


def test_our_arithmetic_is_right():
    value = {found.key: found.value for found in evidence.figures()}
    for place, year in (("edinburgh", "2023-24"), ("glasgow", "2024-25"), ("dundee", "2025-26")):
        health, council = value[f"{place}-health-payment-{year}"], value[f"{place}-council-payment-{year}"]
        assert round(100 * health / (health + council), 1) == value[f"{place}-health-share-{year}"]
    assert round(100 * value["savings-forecast-2018-19"] / value["savings-target-2018-19"]) == 69
    assert value["savings-forecast-share-2018-19"] == 69
    gap, funding = value["ijb-gap-2024-25"], value["ijb-funding-2024-25"] * 1000
    assert round(100 * gap / funding, 1) == value["ijb-gap-share-2024-25"]


def test_loading_everything_takes_less_than_a_second(copy):
    start = time.process_time()
    evidence.check(today="2026-11-24")
    assert time.process_time() - start < 1


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not say how much memory is used")
def test_loading_everything_takes_less_than_200_megabytes():
    code = """if True:
        from joint_working import evidence
        evidence.check(dates=False)
        print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 10_000 < int(done.stdout) < 200_000  # thousands of bytes


def test_importing_opens_no_table():
    code = """if True:
        import sys
        opened = []
        sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
        import joint_working, joint_working.evidence as evidence
        read = [path for path in opened if path.endswith((".csv", "datapackage.json"))]
        assert not read, read
        assert "pandas" not in sys.modules
        evidence.table("sources")
        assert [path for path in opened if path.endswith("sources.csv")], "the hook sees nothing"
        assert "pandas" not in sys.modules
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_rows_are_read_only():
    with pytest.raises(TypeError):
        evidence.table("sources")[0]["title"] = "changed"


def test_frame_has_the_rows_and_types_of_the_table():
    frame = evidence.frame("finance_national")
    assert list(frame.columns)[:2] == ["key", "value"]
    assert len(frame) == len(evidence.table("finance_national"))
    assert frame["value"].dtype == float


# Figures


@pytest.mark.parametrize(
    "key,text",
    [
        ("integration-money-guide", "£8.5bn"),
        ("integration-spending-2018-19", "almost £9bn"),
        ("ijb-funding-2024-25", "more than £12bn"),
        ("ijb-gap-2024-25", "£457m"),
        ("reserves-ring-fenced-2020-21", "81%"),
        ("ijb-funding-real-change-2022-23", "\u22129%"),
        ("ijb-funding-real-change-money-2022-23", "\u2212£1.1bn"),
        ("health-growth-planned-cash", "3.1% a year"),
        ("ijbs-in-deficit-2023-24", "24\u00a0IJBs"),
        ("partnerships-overspending-2017-18", "23\u00a0partnerships"),
        ("reserves-multiple-2020-21", "3\u00a0times"),
        ("months-to-unsustainable-high", "24\u00a0months"),
        ("fife-risk-share-health", "about 60%"),
    ],
)
def test_a_figure_as_printed(key, text):
    assert evidence.figure(key).text == text


@pytest.mark.parametrize(
    "value,unit,text",
    [
        (1.0, "IJBs", "1\u00a0IJB"),
        (1200.0, "GBP m", "£1,200m"),
        (0.1 + 0.2, "per cent", "0.3%"),
        (100.0, "per cent", "100%"),
        (10.0, "GBP bn", "£10bn"),
        (0.0, "per cent", "0%"),
        (74.4, "GBP m", "£74.4m"),
    ],
)
def test_a_quantity_as_printed(value, unit, text):
    assert quantity(value, unit) == text


def test_every_unit_allowed_can_be_printed_and_no_other():
    fields = {f["name"]: f for f in evidence.describe("finance_national")["schema"]["fields"]}
    for unit in fields["unit"]["constraints"]["enum"]:
        assert quantity(2.5, unit)
    with pytest.raises(EvidenceError, match="no printed form for the unit 'acres'"):
        quantity(2, "acres")


def test_a_figure_carries_its_source_and_badge():
    found = evidence.figure("savings-target-2018-19")
    assert (found.value, found.unit, found.period) == (215.0, "GBP m", "2018/19")
    assert found.source.key == "finance-n06" and found.source.year == "2019"
    assert found.seen >= date(2026, 11, 22) and found.recheck_by > found.seen
    assert evidence.figure("ijb-funding-2022-23").badge == "Audit finding"
    assert evidence.figure("ijb-funding-2022-23").badge_class == "audit"
    assert evidence.figure("fife-risk-share-health").partnership == "Fife"


@pytest.mark.parametrize(
    "ask,words",
    [
        (lambda: evidence.figure("ijb-gap-2024"), "called 'ijb-gap-2024' in data/; did you mean 'ijb-gap-20"),
        (lambda: evidence.source("finance-n6"), "no source called 'finance-n6' in data/; did you mean 'finance-n"),
        (lambda: evidence.rule("reserve policy", as_at="2020-01-01"), "did you mean 'reserves-policy'"),
        (lambda: evidence.table("finance"), "no table called 'finance' in data/; did you mean 'finance_national'"),
        (lambda: evidence.frame("sauces"), "did you mean 'sources'"),
        (lambda: evidence.describe("sauces"), "did you mean 'sources'"),
    ],
)
def test_an_unknown_name_is_met_with_near_ones(ask, words):
    with pytest.raises(EvidenceError) as caught:
        ask()
    assert words in str(caught.value)


def test_a_wild_name_is_met_with_none():
    with pytest.raises(EvidenceError) as caught:
        evidence.figure("zzzzqqqq")
    assert str(caught.value) == "there is no figure called 'zzzzqqqq' in data/"


# Dates


def first_due():
    """Return the first day on which any row is due to be checked again."""
    rows = (row for name in evidence.tables() for row in evidence.table(name))
    return min(row["recheck_by"] for row in rows if row.get("recheck_by"))


def test_overdue_begins_the_day_after():
    found = evidence.figure("ijb-gap-2024-25")
    assert not found.overdue(found.recheck_by)
    after = date.fromordinal(found.recheck_by.toordinal() + 1)
    assert found.overdue(after) and found.overdue(str(after))
    assert evidence.overdue(first_due()) == ()
    late = evidence.overdue(after)
    assert "ijb-gap-2024-25" in [row.key for row in late]
    for row in late:
        assert evidence.row_name(row.table, evidence.table(row.table)[row.row - 2]) == row.key


def test_an_overdue_row_fails_the_check_unless_dates_are_off(monkeypatch):
    monkeypatch.delenv("CHECK_DATES", raising=False)
    evidence.check(today=first_due())
    with pytest.raises(EvidenceError) as caught:
        evidence.check(today="2999-01-01")
    message = str(caught.value)
    assert message.startswith("data/finance_national.csv, row 2, column recheck_by: expected 2999-01-01 or later")
    evidence.check(today="2999-01-01", dates=False)
    monkeypatch.setenv("CHECK_DATES", "off")
    evidence.check(today="2999-01-01")


@pytest.mark.parametrize("day", ["soon", "2026-13-01", 2026, None])
def test_a_day_that_is_none_is_refused(day):
    with pytest.raises(EvidenceError, match="as_at: expected a date as YYYY-MM-DD"):
        evidence.rule("set-aside", as_at=day)


# Rules


def test_a_rule_has_a_first_day():
    assert evidence.rule("budgets agreed by March", as_at="2019-02-04").value == "31 March"
    with pytest.raises(EvidenceError) as caught:
        evidence.rule("budgets-agreed-by-march", as_at="2019-02-03")
    assert "was in force on 2019-02-03: it was first in force on 2019-02-04" in str(caught.value)


def test_a_rule_whose_start_was_not_read_says_so():
    found = evidence.rule("move-money-within-plan", as_at=datetime(2026, 11, 22, 9, 30))
    assert not found.start_read and found.note
    assert (found.article, found.badge) == ("section 4", "Guidance")
    assert evidence.rule("move-money-within-plan", as_at=LAW_PASSED) == found
    with pytest.raises(EvidenceError, match="it cannot be older than 2014-04-01"):
        evidence.rule("move-money-within-plan", as_at="2014-03-31")


def test_a_rule_is_that_of_its_day(copy):
    rows = copy.rows("rules")
    row = dict(zip(rows[0], rows[1], strict=True)) | {"key": "made-up", "not_before": "", "note": ""}
    early = row | {"value": "old", "valid_from": "2015-01-01", "valid_to": "2026-08-31"}
    late = row | {"value": "new", "valid_from": "2026-10-01", "valid_to": ""}
    copy.write("rules", [*rows, list(late.values()), list(early.values())])
    assert evidence.rule("made-up", as_at="2026-08-31").value == "old"
    assert evidence.rule("made-up", as_at="2026-10-01").value == "new"
    with pytest.raises(EvidenceError, match="no rule called 'made-up' was read for 2026-09-15"):
        evidence.rule("made-up", as_at="2026-09-15")
    with pytest.raises(EvidenceError, match="first in force on 2015-01-01"):
        evidence.rule("made-up", as_at="2014-12-31")


# BibTeX


def test_the_register_is_valid_bibtex():
    parsed = parse_string(evidence.bibtex(), "bibtex")
    assert list(parsed.entries) == [row["key"] for row in evidence.table("sources")]
    for key, entry in parsed.entries.items():
        found = evidence.source(key)
        assert entry.fields.get("url", "") == found.address
        if not re.search(r"[&%$#_{}~^\\]", found.title + found.publisher):
            continue  # reading LaTeX is slow, and only these need it
        assert Text.from_latex(entry.fields["title"]).render_as("text") == found.title
        author = entry.persons["author"][0].last_names[0].removeprefix("{").removesuffix("}")
        assert Text.from_latex(author).render_as("text") == found.publisher


def test_bibtex_survives_awkward_characters(copy):
    copy.put("sources", 2, "title", "50% of £1 & #2 {a} $x_1 ~ ^ \\ end")
    copy.put("sources", 2, "address", "https://example.org/a_b?c=1&d=50%25#e")
    entry = next(iter(parse_string(evidence.bibtex(), "bibtex").entries.values()))
    assert entry.fields["url"] == "https://example.org/a_b?c=1&d=50%25#e"
    assert r"50\% of £1 \& \#2 \{a\} \$x\_1" in entry.fields["title"]
