"""Decisions, findings, cards and disagreements of other nations: sourced or marked, counted, and without a ranking."""

import re
from collections import Counter

import pytest

from joint_working import evidence
from joint_working.evidence import parted

SYSTEMS = ("England: 2012 Act", "England: STPs and early ICSs", "England: 2022 Act", "Wales", "Northern Ireland")
STEPS = ("consulted", "decides", "delivers", "pays", "answers", "scrutinises")
SOURCED = {"law", "guidance", "account", "example"}
#: Cells by ground. The counts are written down so that a cell never changes its ground unnoticed.
GROUNDS = {
    **{"law": 76, "guidance": 31, "account": 68, "example": 19, "inference": 53},
    **{"part seen": 5, "not found": 19, "does not arise": 29},
}
#: A ground that names nobody: who stands in the cell is the ground itself.
NOBODY = {"not found", "does not arise"}
RANKING = re.compile(r"\b(best|worst|better than|worse than|winner|superior|inferior|leads? the way|score)\b", re.I)
#: How many of the disagreements of the evidence are about each nation.
DISAGREEMENTS = {"Scotland": 7, "England": 9, "Wales": 4, "Northern Ireland": 3, "UK": 4}


def test_ten_decisions_have_every_step_in_five_systems_once():
    rows = evidence.table("decisions_elsewhere")
    decisions = list(dict.fromkeys(row["decision"] for row in rows))
    assert len(decisions) == 10
    wanted = [(decision, system, step) for decision in decisions for system in SYSTEMS for step in STEPS]
    assert [(row["decision"], row["system"], row["step"]) for row in rows] == wanted


def test_sourced_and_not_found_are_counted():
    found = Counter(row["basis"] for row in evidence.table("decisions_elsewhere"))
    assert found == GROUNDS
    assert sum(found[basis] for basis in SOURCED) == 194
    assert sum(found[basis] for basis in ("part seen", "not found", "does not arise")) == 53


def test_every_decision_has_a_sourced_decider_somewhere_and_none_is_silent_where_it_was_not_found():
    for system in SYSTEMS:
        rows = [row for row in evidence.select("decisions_elsewhere", system=system, step="decides")]
        missing = [row["decision"] for row in rows if row["basis"] == "not found"]
        assert missing == [], system


def test_a_cell_has_a_source_and_a_place_just_where_its_ground_needs_one():
    for row in evidence.table("decisions_elsewhere"):
        name = (row["decision"], row["system"], row["step"])
        sourced = row["basis"] in SOURCED | {"part seen"}
        keys = [row["source"], *parted(row["also"])] if row["source"] else []
        assert bool(keys) == sourced, name
        assert len(keys) == (len(row["locator"].split("; ")) if row["locator"] else 0), name
        assert (row["basis"] in NOBODY) == (row["who"] == row["basis"]) == (not row["bodies"]), name
        assert bool(row["confidence"]) == (row["basis"] not in NOBODY), name
        assert (row["basis"] == "inference") == row["note"].startswith("Follows from "), name


def test_what_was_not_found_was_looked_for_and_says_when():
    """A gap is of three kinds: looked for and not found, seen in part, and a question that does not arise."""
    for row in evidence.table("decisions_elsewhere"):
        name = (row["decision"], row["system"], row["step"])
        if row["basis"] == "not found":
            assert re.fullmatch(r"Looked for on \d{1,2} \w+ 20\d\d\.", row["note"]), name
        if row["basis"] in ("part seen", "does not arise"):
            assert row["note"] and not row["note"].startswith("Looked for"), name


def test_a_question_does_not_arise_in_one_system_and_stand_answered_in_another():
    """Where any system names who takes a step, it can be asked of them all; two answers are of their own kind."""
    answered = {("employ-care-staff", "consulted"), ("ministers-direct", "pays")}
    rows = evidence.table("decisions_elsewhere")
    senseless = {(row["decision"], row["step"]) for row in rows if row["basis"] == "does not arise"}
    named = {(row["decision"], row["step"]) for row in rows if row["basis"] in SOURCED}
    assert senseless & named <= answered


def test_law_rests_on_a_text_of_the_law():
    for row in evidence.table("decisions_elsewhere"):
        if row["basis"] == "law":
            found = evidence.source(row["source"])
            assert found.publisher.startswith(("legislation.gov.uk", "Office of Public Sector Information")), dict(row)


def test_a_bill_is_never_passed_off_as_law():
    for row in evidence.table("decisions_elsewhere"):
        if re.search(r"\bBill\b", row["who"]):
            assert row["basis"] != "law", dict(row)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("decisions_elsewhere", ("who", "note")),
        ("findings", ("finding", "note")),
        ("comparability", ("title", "why")),
        ("contradictions", ("about", "here")),
    ],
)
def test_no_nation_is_ranked(name, columns):
    for row in evidence.table(name):
        assert not RANKING.search(" ".join(row[column] for column in columns)), dict(row)


def test_every_number_is_on_one_card():
    on_cards = [key for card in evidence.table("comparability") for key in parted(card["numbers"])]
    assert sorted(on_cards) == sorted(row["key"] for row in evidence.table("numbers_uk"))


def test_a_card_for_one_nation_holds_one_nation():
    nation = {row["key"]: row["nation"] for row in evidence.table("numbers_uk")}
    for card in evidence.table("comparability"):
        nations = {nation[key] for key in parted(card["numbers"])}
        assert (card["verdict"] == "one nation only") <= (len(nations) == 1), card["key"]
        assert (card["verdict"] == "may be charted together") <= (len(nations) > 1), card["key"]


def test_waits_delays_and_spending_per_head_are_never_charted_together():
    """Care spending of three nations, from one Treasury source, may be read side by side; of the fourth it may not."""
    measure = {row["key"]: row["measure"] for row in evidence.table("numbers_uk")}
    for card in evidence.table("comparability"):
        measures = " ".join(measure[key] for key in parted(card["numbers"]))
        if re.search(r"delay|spend per head|waiting|admissions", measures) and card["key"] != "care-spend-three":
            assert card["verdict"] in ("not to be compared here", "one nation only"), card["key"]
    three = next(card for card in evidence.table("comparability") if card["key"] == "care-spend-three")
    rows = [row for row in evidence.table("numbers_uk") if row["key"] in parted(three["numbers"])]
    assert three["verdict"] == "read beside, not charted"
    assert {row["nation"] for row in rows} == {"Scotland", "England", "Wales"}
    assert {(row["period"], row["source"]) for row in rows} == {("2017/18", "uk-x07"), ("2021", "uk-x06")}


def test_a_card_rests_on_statistics_auditors_or_research_and_never_on_the_press():
    press = {row["source"] for row in evidence.table("numbers_uk") if row["kind"] == "press-report"}
    for card in evidence.table("comparability"):
        assert card["source"] not in press, card["key"]
        if card["source"] and card["topic"] == "people":
            publisher = evidence.source(card["source"]).publisher
            assert re.search("Statistics|National Records|Accounts Commission", publisher), card["key"]


def test_the_disagreements_of_the_evidence_are_all_here():
    rows = evidence.table("contradictions")
    assert [row["number"] for row in rows] == list(range(1, 28))
    assert Counter(row["nation"] for row in rows) == DISAGREEMENTS


def test_findings_are_short_and_name_who_says_so():
    for row in evidence.table("findings"):
        assert len(row["finding"].split()) <= 40, row["key"]
        assert row["source"] and row["locator"], row["key"]


def test_one_table_of_findings_serves_every_chapter():
    """A row shown elsewhere has a subject and a day; the study that compares nations is in all three parts."""
    rows = evidence.table("findings")
    assert len(rows) == 86
    for row in rows:
        pages = parted(row["shown_in"])
        assert bool(row["theme"]) == bool(row["direction"]) == ("has-it-worked" in pages), row["key"]
        assert (set(pages) == {"has-it-worked"}) <= (not row["seen"]), row["key"]
        assert (set(pages) == {"has-it-worked"}) or (row["subject"] and row["seen"] and row["recheck_by"]), row["key"]
    across = [row for row in rows if row["source"] == "study-alonso-andrews-2022"]
    assert len(across) == 2
    for row in across:
        assert parted(row["shown_in"]) == ["has-it-worked", "side-by-side", "then-and-now"] and row["note"], row["key"]


def test_a_controlled_study_of_a_nation_is_shown_in_the_chapter_of_that_nation():
    page = {"England": "england", "Scotland": "side-by-side"}
    for row in evidence.table("findings"):
        if row["kind"] == "comparison":
            assert page[row["nation"]] in parted(row["shown_in"]), row["key"]


def test_what_was_looked_for_has_a_day_and_five_things_would_change_each_chapter():
    for nation in ("England", "Wales", "Northern Ireland", "UK"):
        rows = evidence.select("looked_for", nation=nation)
        kinds = Counter(row["kind"] for row in rows)
        assert kinds["would change"] == 5 and kinds["not found"] >= 3, nation
    for row in evidence.table("looked_for"):
        assert row["seen"] < row["recheck_by"] and not row["what"].endswith("."), row["key"]
