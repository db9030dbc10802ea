"""The published series beside Flow Lab: it agrees with what its publisher prints, and its parts add up."""

import pytest

from joint_working import evidence
from joint_working.explorers.money import delays


def test_a_month_agrees_with_the_average_the_publisher_prints():
    beds = {row["month"]: row["beds"] for row in delays.delayed_beds()}
    assert round(beds["2025-01"]) == evidence.figure("scotland-beds-delayed-2025").value
    assert len(beds) == 110 and list(beds) == sorted(beds)


def test_the_months_of_a_year_make_the_years_delayed_days():
    days = sum(
        row["bed_days_18_plus"]
        for row in evidence.select("delayed_discharge_monthly", council_code="S92000003", financial_year="2024/25")
    )
    assert days == evidence.figure("delayed-bed-days-2024-25").value


def test_the_reasons_add_up_in_every_year():
    rows = delays.reasons_table().rows
    assert len(rows) == 8
    for row in rows:
        assert sum(row[reason] for reason in delays.REASONS) == pytest.approx(row["all_reasons"])


def test_the_chart_says_that_it_is_not_the_lab():
    chart = delays.delayed_beds_chart()
    assert "not the lab’s" in chart.what and "1,417 in July 2016" in chart.message
    assert "1,964 beds on an average day in August 2025" in chart.message  # 60,888 days over 31
    assert delays.CLEARED in {row["month"] for row in delays.delayed_beds()}
