"""No cell about another nation names a body, a law or a year that is younger than the day from which it is shown.

`began.csv` holds when each body and each law began, and ended; `first_edition_leaks.csv` the cells of the first
edition that named something younger than the year in which they were shown: every one of them must be caught.
"""

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from joint_working import evidence
from joint_working.explorers.elsewhere import elsewhere_tracer, uk_matrix

HERE = Path(__file__).parent
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
#: Grounds of a cell that says nothing of who or when.
SILENT = {"not found", "does not arise"}


@cache
def rows_of(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def younger(words, place, source, known_from):
    """Return what a cell's words, or its law, name that began after `known_from` (a year counts to its end)."""
    last = (known_from + "-12-31")[:10] if len(known_from) == 4 else (known_from + "-31")[:10]
    found = [f"the year {year}" for year in YEAR.findall(words) if year > known_from[:4]]
    for row in rows_of("began.csv"):
        named = (
            source == row["words"]
            if row["place"] == "source"
            else row["place"] == place and re.search(row["words"], words, re.IGNORECASE)
        )
        if named and row["began"] > last:
            found.append(row["what"])
    return found


def cells():
    """Return every cell of both tables as (name, words, nation, source, row)."""
    for row in evidence.table("comparison"):
        yield row["key"], row["cell"], row["nation"], row["source"], row
    for row in evidence.table("decisions_elsewhere"):
        name = f"{row['decision']}, {row['system']}, {row['step']}"
        if row["basis"] not in SILENT:
            yield name, row["who"], row["system"].split(":")[0], row["source"] if row["basis"] == "law" else "", row


@pytest.mark.parametrize("cell", list(cells()), ids=lambda cell: cell[0])
def test_no_cell_names_what_was_not_there(cell):
    _, words, nation, source, row = cell
    assert younger(words, nation, source, row["known_from"]) == []


def test_the_first_editions_data_fail():
    leaks = rows_of("first_edition_leaks.csv")
    assert len(leaks) >= 23
    for row in leaks:
        assert younger(row["cell"], row["nation"], row["source"], row["known_from"]), row["key"]


def test_every_cell_that_says_something_has_its_first_day_and_no_last_day_before_it():
    for row in evidence.table("decisions_elsewhere"):
        assert bool(row["known_from"]) == (row["basis"] not in SILENT), dict(row)
    for _, _, _, _, row in cells():
        assert row["known_from"] <= "2026-11-30" and row["known_to"] <= "2026-11-30"
        assert not row["known_to"] or row["known_from"] <= row["known_to"], dict(row)


def test_no_cell_outlives_a_body_it_names():
    """What was seen once stays readable; a rule, and who takes a step, ends with the body or the law it names."""
    seen_once = {"practice", "part seen"}
    for name, words, nation, source, row in cells():
        if row.get("status") in seen_once or name == "england-2022-staff-employer":
            continue
        for body in rows_of("began.csv"):
            named = (
                source == body["words"]
                if body["place"] == "source"
                else body["place"] == nation and re.search(body["words"], words, re.IGNORECASE)
            )
            if named and body["ended"] and not re.search(r"before that|CCG staff moved|2009-2022", words):
                assert row["known_to"] and row["known_to"] <= body["ended"], (name, body["what"])


def test_a_matrix_cell_is_not_yet_read_before_its_first_day_and_has_ended_after_its_last():
    row = {"known_from": "2013-04", "known_to": "2022-06-30"}
    assert [uk_matrix.standing_in(row, year) for year in (2012, 2013, 2021, 2022, 2026)] == [
        "later", "", "", "ended", "ended",
    ]  # fmt: skip
    assert uk_matrix.standing_in({"known_from": "1973", "known_to": "2018"}, 2018) == ""
    assert uk_matrix.standing_in({"known_from": "1973", "known_to": "2022-12-31"}, 2022) == ""


def test_a_lane_says_when_a_step_began_after_its_year():
    """The lane of 2013 shows the pooled fund of 2015, and says so; no lane shows what had ended."""
    for key, system in elsewhere_tracer.SYSTEMS.items():
        for decision in elsewhere_tracer.decisions():
            for cell in elsewhere_tracer.lane(decision, key).cells:
                late = cell.known_from[:4] > str(system.year)
                assert bool(re.match(r"from \d{4}: ", cell.when)) == late, (key, decision, cell.step)
                assert not cell.known_to or cell.known_to[:4] >= str(system.year), (key, decision, cell.step)
    assert elsewhere_tracer.lane("set-the-budget", "england-2013")["decides"].when == "from 2015: "


def test_lanes_that_overlap_say_so():
    eras = {row["system"]: row["era"] for row in evidence.table("comparison")}
    assert "30 June 2022" in eras["England: 2012 Act"]
    told = " ".join(uk_matrix.ASSUMES)
    assert "30 June 2022" in told and "overlap" in told
    for row in evidence.select("comparison", system="England: 2012 Act"):
        if re.search(r"\bCCGs?\b", row["cell"]) and row["status"] != "practice":
            assert (row["valid_to"], row["known_to"]) == ("2022-06-30", "2022-06-30"), row["key"]
