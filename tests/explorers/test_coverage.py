"""How far we got: counts follow from the tables, the log is whole, and absence is said of ourselves."""

import json
import re
from pathlib import Path

import pytest

from joint_working import evidence
from joint_working.explorers import exercise_values
from joint_working.explorers.money import held

BOOK = Path(__file__).parents[2] / "book"
ACCOUNTS = BOOK / "4-money" / "your-own-accounts" / "in-depth.ipynb"


def prose(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return text


# --- The log -----------------------------------------------------------------------------------------------


def test_every_partnership_was_looked_for_in_every_year_of_the_log():
    rows = evidence.table("money_log")
    years = sorted({row["year"] for row in rows})
    assert years == ["2022/23", "2023/24", "2024/25", "2025/26", "2026/27"]
    cells = [(row["authority_code"], row["year"]) for row in rows]
    assert sorted(cells) == sorted((place.code, year) for place in evidence.authorities() for year in years)
    for row in rows:
        assert row["partnership"] == evidence.authority(row["authority_code"]).name


def test_what_the_log_found_is_in_the_tables_and_of_that_place():
    rows = {row["key"]: row for name in ("finance_partnerships", "finance_national") for row in evidence.table(name)}
    found = [(row, key) for row in evidence.table("money_log") for key in evidence.parted(row["found"])]
    for row, key in found:
        if key != "nothing":
            assert rows[key].get("authority_code", row["authority_code"]) == row["authority_code"], key


def test_each_year_adds_up():
    for year in held.looked():
        assert year["found"] + year["nothing"] == year["looked"] == 31


# --- Counts and what is said of them -----------------------------------------------------------------------


def test_the_counts_are_of_the_tables():
    counted = {row["label"]: row["places"] for row in held.how_many()}
    both = [place.name for place in evidence.authorities() if held.both_payments(place.code)]
    assert counted["Both payments, of one year"] == len(both) == int(
        exercise_values.value("own-accounts-guess", "boards")
    )  # fmt: skip
    assert exercise_values.value("own-accounts-guess", "names").startswith(both[0])
    assert counted["A year’s result, after reserves or before"] >= counted["Overspend; with a minus, underspend"]
    ruled = {row["authority_code"] for row in evidence.select("local_rules", topic="overspend")}
    assert counted["Who met an overspend, or by which rule"] >= len(ruled)


def test_an_offer_or_a_forecast_is_no_payment():
    assert held.both_payments(evidence.authority("Highland").code) == ()  # the council's sum was indicative
    assert held.both_payments(evidence.authority("East Lothian").code) == ()  # an offer, and refused


def test_the_right_guess_is_the_one_marked_by_the_data():
    boards = int(exercise_values.value("own-accounts-guess", "boards"))
    text = prose(ACCOUNTS)
    assert "- Fewer than ten.\n" in text and "- About half.\n" in text and boards < 10


def test_one_board_is_still_one_board():
    """Three pages say that a set-aside was read for one board, in one year."""
    rows = [row for row in evidence.table("finance_partnerships") if row["measure"].startswith("set_aside")]
    assert {(row["partnership"], row["period"]) for row in rows} == {("Edinburgh", "2022/23")}


def test_the_health_side_is_the_larger_payer_wherever_both_are_held():
    shares = evidence.select("finance_partnerships", measure="health_share_of_payments")
    both = [place for place in evidence.authorities() if held.both_payments(place.code)]
    assert {row["authority_code"] for row in shares} == {place.code for place in both}
    ordered = sorted(shares, key=lambda row: row["value"])
    assert ordered[0]["value"] > 50
    assert [ordered[0]["partnership"], ordered[-1]["partnership"]] == ["West Dunbartonshire", "Scottish Borders"]
    assert ordered[len(ordered) // 2]["partnership"] == "Dundee City"  # the note of a lever says so


# --- Absence in the first person ---------------------------------------------------------------------------

#: Words that tell what we could not read as a fact about the world.
OF_THE_WORLD = re.compile(
    r"\bno (?:published|known) (?:set-aside|sum|amount|figure|total)|\b(?:was|were|is|are) (?:not|never) published\b"
    r"|\bno (?:amount|sum|figure|total)s? (?:was|were|is|are) (?:seen|found|published|known)\b"
    r"|\bno \{term\}`set-aside` at all|\bcan(?:not)? be seen, and no\b|\bnobody publishes\b",
    re.I,
)
#: In the tables of money the passive too is ours: we could not read it.
PASSIVE = re.compile(
    r"\b(?:was|were) (?:not|never) (?:seen|found|read)\b|\bno text (?:read|we read)\b|\bnot published\b", re.I
)


@pytest.mark.parametrize("path", sorted([*BOOK.rglob("*.md"), *BOOK.rglob("*.ipynb")]), ids=lambda path: path.stem)
def test_no_page_tells_what_we_could_not_read_as_a_fact(path):
    assert OF_THE_WORLD.findall(prose(path)) == [], "write that we could not read it, and where to ask"


@pytest.mark.parametrize(
    "table", ["finance_partnerships", "finance_national", "local_rules", "levers", "caveats", "social_work_spending"]
)
def test_no_table_of_money_tells_what_we_could_not_read_as_a_fact(table):
    refused = []
    for row in evidence.table(table):
        for column in ("what", "note", "text"):
            said = row.get(column) or ""
            if OF_THE_WORLD.search(said) or PASSIVE.search(said):
                refused.append((row.get("key") or row.get("lever"), said))
    assert refused == []


def test_where_a_member_can_ask_is_told_beside_it():
    text = prose(ACCOUNTS)
    row = next(line for line in text.splitlines() if line.startswith("| What is set aside for"))
    for place in ("yearly financial statement", "accounts", "direction"):
        assert place in row
    assert "`governance-gov-fin10`" in text
