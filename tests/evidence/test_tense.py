"""A forecast is not a result: no row calls a result what its source could only expect.

A source says no more of a year than was known on the day it was published. So what is dated before the year ended
holds forecasts, budgets and decisions, and nothing built on it may say that somebody met, paid or lent.
"""

import calendar
import json
import re
from datetime import date
from pathlib import Path

import pytest

from joint_working import evidence
from joint_working.explorers.money.who_pays import local_rules, names

RESULTS = ("outturn", "provisional outturn")
TABLES = (("finance_partnerships", "period"), ("social_work_spending", "financial_year"))
#: Words of a passage, or of a measure's name, that speak of what is to come.
TO_COME = re.compile(r"\b(forecasts?|expect(s|ed)|requires?d?|project(s|ed|ion)|planned|will|would|likely)\b", re.I)
#: A sum meant for the year, whatever came of it: a budget that was revised by the year's end is still a budget.
MEANT = re.compile(r"forecast|expected|required|planned|funding_gap|requested|total_budget|proposed")
#: Words that say a thing is done.
DONE = re.compile(r"(?<!to be )\b(met|paid|lent|gave|split|came from)\b")


def latest(published):
    """Return the last day on which a source may have been published, or None where its date is not shown.

    >>> latest("2025-02 (inferred)"), latest("2024 or 2025 (exact date not shown)")
    (datetime.date(2025, 2, 28), datetime.date(2025, 12, 31))
    """
    found = []
    for year, month, day, or_month in re.findall(
        r"\b(20[0-3]\d)(?:-(\d\d))?(?:-(\d\d))?(?:(?: or |/)(\d\d)\b)?(?!/\d)", published
    ):
        year, month = int(year), int(or_month or month or 12)
        if month > 12:  # a financial year, as 2022-23
            year, month = year + 1, 12
        found.append(date(year, month, int(day) if day else calendar.monthrange(year, month)[1]))
    return max(found, default=None)


def ended(period):
    """Return the last day of a financial year, of a run of them or of whole years; None where none is stated."""
    years = re.findall(r"20\d\d", period)
    return date(int(years[-1]) + ("/" in period), 3, 31) if years else None


def early(row, period, *sources):
    """Say whether no source of a row was published after the period ended. A source without a date settles nothing."""
    days = [latest(evidence.source(key).published) for key in sources or (row["source"],)]
    end = ended(period)
    return end is not None and None not in days and max(days) < end


def too_sure(row, column):
    """Return why a row that calls its number a result may not, or ""."""
    if row["basis"] not in RESULTS:
        return ""
    if early(row, row[column]):
        return "its source is dated before the year ended"
    if MEANT.search(row["measure"]):
        return "its measure is of what was meant or expected"
    if TO_COME.search(row.get("what") or ""):
        return "its words speak of what is to come"
    if re.match(r"Forecast of\b|Stated as a (forecast|dispute)", row["note"] or ""):
        return "its note says that it is a forecast"
    return ""


def test_the_day_of_a_source_is_read_as_far_as_it_can_be():
    for published, last in (
        ("2019-03-13", date(2019, 3, 13)), ("2024-07 or 08 (inferred)", date(2024, 8, 31)),
        ("2024-09/10 (paper of 26 September 2024)", date(2024, 12, 31)), ("not shown in archived copy", None),
        ("2024 or 2025 (exact date not shown)", date(2025, 12, 31)),
    ):  # fmt: skip
        assert latest(published) == last
    assert (ended("2018/19"), ended("2017/18 to 2018/19")) == (date(2019, 3, 31), date(2019, 3, 31))
    assert ended("not stated") is None


@pytest.mark.parametrize("changed", [
    {"basis": "outturn", "source": "finance-p112", "period": "2018/19", "measure": "overspend_outturn", "what": "gap"},
    {"basis": "outturn", "source": "finance-p71", "period": "2023/24", "measure": "reserves_planned", "what": "x"},
    {"basis": "outturn", "source": "finance-p71", "period": "2023/24", "measure": "reserves_used",
     "what": "what the scheme requires"},
])  # fmt: skip
def test_the_check_bites(changed):
    assert too_sure({"note": ""} | changed, "period")


@pytest.mark.parametrize("table,column", TABLES)
def test_no_row_calls_a_result_what_was_only_expected(table, column):
    refused = {}
    for row in evidence.table(table):
        why = too_sure(row, column)
        if why:
            refused[row.get("key") or (row["area"], row[column], row["measure"])] = why
    assert refused == {}


#: Words that say that a thing has happened, of a sum: "had to make" is still to come.
HAPPENED = re.compile(r"(?<!be )\b(spent|ended|met|paid|got|used|delivered)\b|\bhad (?!to )")


@pytest.mark.parametrize("table", ["finance_national", "national_series", "numbers_uk"])
def test_no_national_figure_says_done_what_its_source_could_only_expect(table):
    refused = []
    for row in evidence.table(table):
        if "/" in row["period"] and early(row, row["period"]) and HAPPENED.search(row["what"]):
            refused.append((row["key"], row["what"]))
    assert refused == []


def test_a_result_without_a_date_says_so():
    for row in evidence.select("finance_partnerships", basis=list(RESULTS)):
        if latest(evidence.source(row["source"]).published) is None:
            assert re.search(r"undated|inferred|no date", row["note"] or "", re.I), row["key"]


def told(text):
    """Return the sentences of a text."""
    return re.split(r"(?<=[.;]) ", text)


def test_no_local_rule_says_that_a_year_was_met_before_it_ended():
    refused = []
    for row in evidence.table("local_rules"):
        sources = (row["source"], *evidence.parted(row["also"] or ""))
        years = []
        for sentence in told(row["what"]) if row["topic"] == "overspend" else ():
            years = re.findall(r"20\d\d/\d\d", sentence) or years  # a sentence without a year goes on with the last
            if DONE.search(sentence) and any(early(row, year, *sources) for year in years):
                refused.append((row["key"], sentence))
    assert refused == []


def test_no_label_of_the_lab_says_that_a_year_was_met_before_it_ended():
    for row, name in zip(local_rules(), names(), strict=True):
        for year in re.findall(r"20\d\d/\d\d", name):
            if early(row, year, row["source"], *evidence.parted(row["also"] or "")):
                assert not DONE.search(name) and "expected" in name, name


@pytest.mark.parametrize("words,done", [
    ("In 2024/25 the overspend was split equally.", True), ("Until then the council lent it.", True),
    ("Until a ruling the council was to lend it, to be paid back.", False), ("was expected to meet 6", False),
])  # fmt: skip
def test_the_check_of_words_bites(words, done):
    assert bool(DONE.search(words)) == done


# --- Prose that states a figure ----------------------------------------------------------------------------

BOOK = Path(__file__).parents[2] / "book"
#: On these bases nothing had happened yet when it was said.
NOT_YET = ("forecast", "estimate", "proposal", "offer", "indicative", "plan", "request")
SAID_DONE = re.compile(
    r"(?<!to be )(?<!be )\b(paid|met|lent|gave|overspent|spent)\b|\bwas \{fact\}`[^`]+` (over|short)\b"
)


def stated():
    """Yield (page, sentence, row) for each sentence of the book that states a figure of a partnership."""
    rows = {row["key"]: row for row in evidence.table("finance_partnerships")}
    for path in sorted([*BOOK.rglob("*.md"), *BOOK.rglob("*.ipynb")]):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            cells = json.loads(text)["cells"]
            text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        for line in text.splitlines():
            if not line.startswith("- [ ]"):  # a wrong answer may say so: that is what is wrong with it
                for sentence in re.split(r"(?<=[.?!]) ", line):
                    for key in re.findall(r"\{fact(?:\}`| )([a-z0-9-]+)", sentence):
                        if key in rows:
                            yield path.stem, sentence, rows[key]


def test_no_sentence_says_done_what_was_only_expected():
    refused = [(page, said) for page, said, row in stated() if row["basis"] in NOT_YET and SAID_DONE.search(said)]
    assert refused == []


def test_the_check_of_sentences_bites():
    assert SAID_DONE.search("The council paid {fact}`highland-council-payment-2012-13` in the first year.")
    assert SAID_DONE.search("In November the whole council was {fact}`some-key` over at the second quarter.")
    assert not SAID_DONE.search("The council was to pay {fact}`one`, and to be paid {fact}`another`.")
