"""Who keeps it: counts come from the tables, and the steps for a new law name files and commands that are there."""

import re
from datetime import date, timedelta

import browser as support

from joint_working import evidence
from joint_working.site import keepers, registers

SOURCE = support.ROOT / "book/reference/who-keeps-it.md"


def test_months_count_every_row_once():
    months = keepers.months(keepers.dated())
    rows = sum(1 for name in evidence.tables() for row in evidence.table(name) if row.get("recheck_by"))
    assert sum(sum(month.counts.values()) for month in months) == rows > 1000
    firsts = [month.first for month in months]
    assert firsts == sorted(set(firsts))
    assert set().union(*(month.counts for month in months)) == {row["kind"] for row in evidence.table("rechecks")}


def test_a_month_counts_by_kind_and_knows_its_first_day():
    due = [
        (date(2027, 4, 30), "rules", {}), (date(2027, 4, 2), "roles", {}), (date(2027, 4, 9), "rules", {}),
        (date(2027, 4, 1), "timeline", {}), (date(2027, 3, 31), "timeline", {}),
    ]  # fmt: skip
    march, april = keepers.months(due)
    assert (march.words, march.day, march.counts) == ("March 2027", date(2027, 3, 31), {"history and claims": 1})
    assert (april.day, april.counts) == (date(2027, 4, 1), {"law": 3, "history and claims": 1})


def test_what_is_past_its_day_is_called_overdue():
    first = keepers.months(keepers.dated())[0]
    assert "overdue" not in registers.by_month(first.day)
    assert f"{first.words}, overdue" in registers.by_month(first.day + timedelta(days=1))


def test_the_page_prints_what_is_counted():
    text = (support.SITE / "book/reference/who-keeps-it.html").read_text("utf-8")
    months = keepers.months(keepers.dated())
    assert text.count(f"{sum(sum(month.counts.values()) for month in months):,} rows") == 2
    kinds = evidence.table("rechecks")
    for kind in kinds:
        rows = sum(month.counts[kind["kind"]] for month in months)
        cells = "</td><td[^>]*>".join((kind["owner"].capitalize(), f"{rows:,}"))
        assert re.search(rf"{kind['kind'].capitalize()}</th><td[^>]*>{cells}<", text)
    for month in months:
        cells = "".join(rf"<td[^>]*>{month.counts[kind['kind']]:,}</td>" for kind in kinds)
        assert re.search(rf"{month.words}(, overdue)?</th>{cells}", text)


def test_the_steps_name_files_and_commands_that_are_there():
    text = SOURCE.read_text("utf-8")
    files = re.findall(r"`((?:data|tests)/[\w/.]+|[A-Z]+\.md)`", text)
    assert len(files) > 8 and [file for file in files if not (support.ROOT / file).exists()] == []
    makefile = (support.ROOT / "Makefile").read_text("utf-8")
    commands = re.findall(r"`make (\w+)`", text)
    assert len(commands) >= 4 and [name for name in commands if not re.search(rf"^{name}:", makefile, re.M)] == []
    law = next(row for row in evidence.table("rechecks") if row["kind"] == "law")
    assert {f"data/{name}.csv" for name in evidence.parted(law["tables"])} <= set(files)
