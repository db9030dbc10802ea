"""Delayed discharge in Scotland as published: beds on an average day, and the reasons. Real figures, not a model."""

from __future__ import annotations

import calendar

import altair as alt

from joint_working import evidence
from joint_working.evidence.areas import SCOTLAND
from joint_working.explorers.parts.table import Column, DataTable
from joint_working.kit import theme
from joint_working.kit.pictures import Framed, framed

#: The month in which wards were cleared at the start of the pandemic: `data/caveats.csv`, delays-spring-2020.
CLEARED = "2020-04"

#: The reasons, as columns of `data/delayed_discharge_by_reason.csv`, in the words of the page.
REASONS = {
    "health_and_social_care": "Health and social care",
    "patient_and_family": "Patient and family",
    "code9_adults_with_incapacity": "Adults with incapacity",
    "code9_other": "Other, code 9",
}


def delayed_beds() -> list[dict[str, object]]:
    """Return, for each month, the beds used on an average day in Scotland by people ready to leave.

    It is the month's delayed bed days, people of 18 and over, divided by the days of the month.
    """
    rows = []
    for row in evidence.select("delayed_discharge_monthly", council_code=SCOTLAND):
        year, month = map(int, row["month"].split("-"))
        days = calendar.monthrange(year, month)[1]
        rows.append({"month": row["month"], "beds": row["bed_days_18_plus"] / days})
    return rows


def delayed_beds_chart() -> Framed:
    """Return the national series as a framed chart, with the spring of 2020 named."""
    rows = [row | {"date": f"{row['month']}-15"} for row in delayed_beds()]
    first, last = rows[0], rows[-1]
    x = alt.X("date:T", title=None, axis=alt.Axis(format="%Y", tickCount="year"))
    y = alt.Y("beds:Q", title=None, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=4))
    line = alt.Chart(alt.Data(values=rows)).mark_line(color=theme.INK).encode(x=x, y=y)
    cleared = next(row for row in rows if row["month"] == CLEARED)
    marks = alt.Chart(alt.Data(values=[first, cleared, last])).mark_point(color=theme.INK).encode(x=x, y=y)
    note = (
        alt.Chart(alt.Data(values=[cleared | {"text": "Wards cleared, spring 2020"}]))
        .mark_text(align="center", dy=18, color=theme.QUIET, fontSize=13)
        .encode(x=x, y=y, text="text:N")
    )
    return framed(
        line + marks + note,
        f"In Scotland, people ready to leave used {last['beds']:,.0f} beds on an average day in "
        f"{_named(last['month'])}, and {first['beds']:,.0f} in {_named(first['month'])}",
        "Published figures, not the lab’s. Beds on an average day, people aged 18 and over, all reasons, by month: "
        "delayed bed days divided by the days of the month. Public Health Scotland, Open Government Licence v3.0.",
    )


def reasons_table() -> DataTable:
    """Return the national delayed bed days by reason, for every whole year held, people of 18 and over."""
    rows = evidence.select("delayed_discharge_by_reason", council_code=SCOTLAND, age_group="18+")
    return DataTable(
        name="delays-by-reason",
        caption="Why people waited: delayed bed days in Scotland",
        unit="Bed days of people aged 18 and over, financial years",
        columns=[
            Column("year", "Year"),
            *(Column(key, words, "count") for key, words in REASONS.items()),
            Column("all_reasons", "All reasons", "count"),
        ],
        rows=[{"year": row["financial_year"]} | {key: row[key] for key in (*REASONS, "all_reasons")} for row in rows],
        source="Public Health Scotland, data to August 2025. 2020/21 is low because wards were cleared that spring. "
        "Contains public sector information licensed under the Open Government Licence v3.0.",
    )


def _named(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{calendar.month_name[number]} {year}"
