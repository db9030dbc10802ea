"""One amount, of one body, from one document, has one kind and one period, wherever it stands.

The figures stand in several tables, and one document may be two rows of the register: a document is known here by its
title. What the claims say of an amount is held to the period of its number.
"""

import re
from collections import defaultdict

from joint_working import evidence

IN_MILLIONS = {"GBP bn": 1000, "GBP m": 1}
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
#: The same amount, body and document, and two facts: each pair of labels with its reason.
TWO_FACTS = {
    # The press gives the gap of one year under two years; the row says so, and which to use.
    ("ijb-gap-2022-23-as-dated-by-press", "ijb-gap-2023-24"),
    # One authority expected to break even, and one was helped out.
    ("authorities-bailed-out-2018-19", "authorities-breaking-even-2018-19"),
    # A payment that stays the same in cash for three years.
    (
        "argyll-and-bute-council-payment-2023-24",
        "argyll-and-bute-council-payment-2024-25",
        "argyll-and-bute-council-payment-2025-26",
    ),
    # An underspend of one year, and an overspend forecast for the next.
    ("argyll-and-bute-overspend-forecast-2024-25", "argyll-and-bute-underspend-outturn-2023-24"),
}


def document(key):
    """Return the title of a source without what stands in brackets, in small letters."""
    title = re.sub(r"\([^()]*\)", "", evidence.source(key).title)
    return re.sub(r"\W+", " ", title).lower().strip()


def same_fact():
    """Return the figures of every table by amount (millions of pounds, or the number and its unit), body, document."""
    found = defaultdict(list)
    for name in evidence.figure_tables():
        for row in evidence.table(name):
            scale = IN_MILLIONS.get(row["unit"])
            amount = (round(row["value"] * scale, 6), "GBP m") if scale else (row["value"], row["unit"])
            found[amount, row["body"], document(row["source"])].append(row)
    return found


def test_one_amount_body_and_document_never_have_two_kinds_or_periods():
    for what, rows in same_fact().items():
        if len({(row["kind"], row["period"]) for row in rows}) > 1:
            assert tuple(sorted(row["key"] for row in rows)) in TWO_FACTS, what


def test_the_test_finds_a_figure_with_two_labels():
    """The first edition dated one range and left it undated: both rows are of the same guide."""
    assert document("uk-s1") == document("finance-n01") and document("uk-c13") == document("finance-p73")
    for one, other in (
        ("scotland-expected-savings-low", "expected-savings-low"),
        ("scotland-expected-savings-high", "expected-savings-high"),
        ("scotland-partnerships-budget-2019", "integration-money-guide"),
        ("scotland-ijb-gap-2024-25", "ijb-gap-2024-25"),
        ("highland-council-payment-first-year", "highland-council-payment-2012-13"),
        ("highland-nhs-payment-first-year", "highland-health-payment-2012-13"),
        ("highland-staff-to-nhs-estimate", "highland-staff-transferred-to-nhs-2012-13"),
        ("highland-staff-to-council-estimate", "highland-staff-transferred-to-council-2012-13"),
    ):
        here, there = evidence.figure(one), evidence.figure(other)
        assert (here.value, here.unit, here.kind, here.period) == (there.value, there.unit, there.kind, there.period)
        assert document(here.source.key) == document(there.source.key), one


def test_a_claim_dates_its_amount_as_the_number_does():
    """Where a document's amount is a number of ours, its claim names no year but the number's or the document's."""
    seen = set()
    for number in evidence.table("numbers_uk"):
        value = re.escape(f"{number['value']:,.10g}")
        digits = re.compile(rf"(?<![\d.,]){value}(?![\d,.]?\d)")
        for claim in evidence.table("claims"):
            if document(claim["seed_source"]) != document(number["source"]) or not digits.search(claim["figure"]):
                continue
            if number["unit"].startswith("GBP"):
                seen.add(claim["key"])
                years = set(YEAR.findall(claim["period_true"]))
                dated = {*YEAR.findall(number["period"]), evidence.source(claim["seed_source"]).year}
                assert years <= dated, (claim["key"], number["key"])
    assert "in-sickness-06" in seen
