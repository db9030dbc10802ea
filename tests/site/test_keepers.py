"""Who keeps it: counts come from the tables, and the steps for a new law name files and commands that are there."""

import re
from datetime import date

import browser as support

from joint_working import evidence
from joint_working.site import keepers

SOURCE = support.ROOT / "book/reference/who-keeps-it.md"


def test_months_count_every_row_once():
    months = keepers.months(keepers.dated())
    rows = sum(1 for name in evidence.tables() for row in evidence.table(name) if row.get("recheck_by"))
    assert sum(month.rows for month in months) == rows > 1000
    assert [month.first for month in months] == sorted(month.first for month in months)
    assert len({(month.first, month.kind) for month in months}) == len(months)
    law = [month for month in months if month.kind == "law"]
    assert {month.owner for month in law} == {"clerk"} and "rules" in {name for m in law for name, _ in m.tables}


def test_a_month_is_of_one_kind_and_knows_its_first_day():
    due = [
        (date(2027, 4, 30), "rules", {}), (date(2027, 4, 2), "roles", {}), (date(2027, 4, 9), "rules", {}),
        (date(2027, 4, 1), "timeline", {}), (date(2027, 3, 31), "timeline", {}),
    ]  # fmt: skip
    march, law, history = keepers.months(due)
    assert (march.first, march.owner, march.tables) == (date(2027, 3, 1), "teacher", (("timeline", 1),))
    assert (law.kind, law.day, law.tables, law.rows) == ("law", date(2027, 4, 2), (("rules", 2), ("roles", 1)), 3)
    assert history.kind == "history and claims" and keepers.month_words(law.first) == "April 2027"


def test_the_page_prints_what_is_counted():
    text = (support.SITE / "book/reference/who-keeps-it.html").read_text("utf-8")
    months = keepers.months(keepers.dated())
    total = f"{sum(month.rows for month in months):,} rows"
    assert text.count(total) == 2
    for kind in evidence.table("rechecks"):
        rows = sum(month.rows for month in months if month.kind == kind["kind"])
        assert re.search(
            rf"{kind['kind'].capitalize()}</th><td[^>]*>{kind['owner'].capitalize()}</td><td[^>]*>{rows:,}<", text
        )
    for month in months:
        assert keepers.month_words(month.first) in text


def test_the_steps_name_files_and_commands_that_are_there():
    text = SOURCE.read_text("utf-8")
    files = re.findall(r"`((?:data|tests)/[\w/.]+|[A-Z]+\.md)`", text)
    assert len(files) > 8 and [file for file in files if not (support.ROOT / file).exists()] == []
    makefile = (support.ROOT / "Makefile").read_text("utf-8")
    commands = re.findall(r"`make (\w+)`", text)
    assert len(commands) >= 4 and [name for name in commands if not re.search(rf"^{name}:", makefile, re.M)] == []
    law = next(row for row in evidence.table("rechecks") if row["kind"] == "law")
    assert {f"data/{name}.csv" for name in evidence.parted(law["tables"])} <= set(files)
