"""Decisions, proposals, principles, outcomes, findings and criteria: whole, sourced, and without a winner."""

import re
from collections import Counter
from datetime import date

import pytest

from joint_working import evidence
from joint_working.evidence import parted

MODELS = ("body corporate", "lead agency")
STEPS = ("starts", "consulted", "decides", "directed", "delivers", "pays", "answers", "scrutinises", "challenges")
SOURCED = {"law", "guidance", "example"}
VOTES_CHANGE = date(2026, 9, 1)
#: Cells by ground. The counts are written down so that a cell never changes its ground unnoticed.
GROUNDS = {"law": 287, "guidance": 42, "example": 129, "inference": 234, "not found": 82}
#: The decisions of the design that the legal matrix did not hold.
ASKED_FOR = {
    "approve-the-budget-late",
    "appoint-the-gp-member",
    "care-home-provider-fails",
    "change-home-care-charging",
    "change-staff-terms",
    "close-a-ward",
    "complaint-across-services",
    "cut-third-sector-grants",
    "open-a-reablement-team",
    "set-chief-officer-objectives",
}
#: Words that would rank one way of working above another.
WINNER = re.compile(r"\b(best|worst|better than|worse than|winner|superior|inferior|recommended|score)\b", re.I)


def cell(decision, model, step):
    """Return the one row of a decision, model and step."""
    (row,) = evidence.select("decision_steps", decision=decision, model=model, step=step)
    return row


# Decisions


def test_decisions_stand_in_order_and_every_group_is_used():
    rows = evidence.table("decisions")
    assert [row["order"] for row in rows] == list(range(1, len(rows) + 1)), "number the column order from 1 again"
    assert {row["key"] for row in rows} >= ASKED_FOR
    groups = [row["group"] for row in rows]
    assert list(dict.fromkeys(groups)) == ["set-up", "plan", "money", "services", "people", "board", "problems"]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index), "put the decision among its group"


def test_every_decision_has_every_step_in_both_models_once():
    found = [(row["decision"], row["model"], row["step"]) for row in evidence.table("decision_steps")]
    wanted = [(row["key"], model, step) for row in evidence.table("decisions") for model in MODELS for step in STEPS]
    lacking, strange = [cell for cell in wanted if cell not in found], [cell for cell in found if cell not in wanted]
    assert not lacking and not strange, f"data/decision_steps.csv lacks {lacking[:3]} and need not hold {strange[:3]}"
    assert found == wanted, "data/decision_steps.csv: put the rows in the order of data/decisions.csv"


def test_a_cell_has_a_source_just_where_its_ground_needs_one():
    for row in evidence.table("decision_steps"):
        name = (row["decision"], row["model"], row["step"])
        sourced = row["basis"] in SOURCED
        assert bool(row["source"]) == sourced, name
        assert bool(row["locator"]) == sourced, name
        assert sourced or not row["also"], name
        assert (row["who"] == "not found") == (row["basis"] == "not found"), name
        assert bool(row["confidence"]) == (row["basis"] != "not found"), name
        assert row["note"].startswith("Follows from ") == (row["basis"] == "inference"), name


def test_every_source_of_a_cell_has_its_place():
    for row in evidence.table("decision_steps"):
        keys = [row["source"], *evidence.parted(row["also"])] if row["source"] else []
        assert len(keys) == len(row["locator"].split("; ")) if keys else not row["locator"], dict(row)


def test_law_rests_on_a_text_of_the_law():
    for row in evidence.table("decision_steps"):
        if row["basis"] == "law":
            assert re.match(r"law-(asp|ssi)-\d", row["source"]), f"cite the text itself: {dict(row)}"
            assert re.match(r"(s|ss|art|arts|reg|regs)\. ?\d|(arts|regs|Schedule)\b", row["locator"]), dict(row)


def test_the_grounds_are_counted():
    found = Counter(row["basis"] for row in evidence.table("decision_steps"))
    assert found == GROUNDS, "if you meant these cells to come, go or change, write the new counts in GROUNDS"


def test_what_the_vote_of_2026_changes_is_said_and_sourced():
    said = [
        row
        for row in evidence.table("decision_steps")
        if "1 September 2026" in row["note"] and row["basis"] in SOURCED
    ]
    assert len(said) >= 12
    for row in said:
        assert "law-ssi-2025-405" in [row["source"], *evidence.parted(row["also"])], dict(row)
    plan = cell("approve-the-strategic-plan", "body corporate", "decides")
    assert plan["who"] == "IJB" and "vote too" in plan["note"]
    for row in evidence.table("decision_steps"):
        if row["valid_from"]:
            assert row["valid_from"] == VOTES_CHANGE and row["model"] == "body corporate", dict(row)


@pytest.mark.parametrize(
    "decision,model,step,words,basis",
    [
        ("write-the-scheme", "body corporate", "decides", "Ministers approve or refuse", "law"),
        ("review-the-scheme", "body corporate", "starts", "not the IJB", "law"),
        ("issue-a-direction", "body corporate", "decides", "must direct", "law"),
        ("issue-a-direction", "lead agency", "decides", "may direct", "law"),
        ("issue-a-direction", "lead agency", "directed", "Partner", "inference"),
        ("move-money-from-hospital", "body corporate", "pays", "or, if it so chooses, pays it over", "law"),
        ("review-the-scheme", "body corporate", "starts", "sooner if either asks", "law"),
        ("review-the-scheme", "lead agency", "decides", "Ministers approve", "law"),
        ("approve-the-strategic-plan", "body corporate", "challenges", "jointly, who may require a new plan", "law"),
        ("approve-the-strategic-plan", "lead agency", "decides", "one integration authority", "law"),
        ("change-home-care-charging", "body corporate", "decides", "Council: the power", "law"),
        ("change-home-care-charging", "lead agency", "decides", "cannot be delegated", "law"),
        ("close-a-care-home", "body corporate", "consulted", "planning group and users", "law"),
        ("close-a-care-home", "lead agency", "consulted", "prescribed groups and residents", "law"),
        ("appoint-the-chief-officer", "body corporate", "consulted", "each of them", "law"),
        ("appoint-the-chief-officer", "body corporate", "delivers", "employs and seconds", "law"),
        ("employ-care-staff", "lead agency", "decides", "only if Ministers", "law"),
        ("inspect-the-partnership", "body corporate", "starts", "if they choose", "law"),
        ("ministers-direct", "body corporate", "delivers", "must comply", "law"),
        ("choose-the-chair", "lead agency", "delivers", "casting vote", "law"),
        ("change-childrens-services", "lead agency", "decides", "Highland Council", "example"),
        ("employ-care-staff", "body corporate", "decides", "does not change", "guidance"),
        ("no-scheme-submitted", "lead agency", "decides", "may impose an IJB", "law"),
        ("complaint-across-services", "body corporate", "scrutinises", "not found", "not found"),
    ],
)
def test_a_cell_says_what_the_facts_say(decision, model, step, words, basis):
    found = cell(decision, model, step)
    assert words in found["who"] and found["basis"] == basis


def test_nobody_ratifies_and_no_ijb_employs():
    for row in evidence.select("decision_steps", model="body corporate"):
        assert not re.search(r"council must (ratify|approve)|IJB employs|casting vote|quorum", row["who"], re.I)
        assert not re.search(r"\bveto\b", f"{row['who']} {row['note']}", re.I), "say which tool the partners have"


def test_where_the_partners_may_require_a_new_plan_they_act_jointly():
    rows = [row for row in evidence.table("decision_steps") if "require a new plan" in row["who"]]
    assert len(rows) >= 7
    for row in rows:
        assert row["model"] == "body corporate" and "s.38" in row["locator"].replace("ss.", "s."), dict(row)
        assert "partners jointly" in row["who"] and "Ministers" in row["who"], dict(row)


def test_a_service_is_not_changed_unasked():
    """Both duties stand in the cell: section 36 outside the plan, section 41 in a locality."""
    for decision in ("close-a-ward", "close-a-care-home", "redesign-minor-injuries", "cut-third-sector-grants"):
        for model in MODELS:
            row = cell(decision, model, "consulted")
            assert row["basis"] == "law" and "36(3)-(4) and 41(3)" in row["locator"], dict(row)


def test_no_cell_says_that_the_law_was_not_read():
    """The two Acts and Orders that the book rests on are read; what is still unread is not among them."""
    for row in evidence.table("decision_steps"):
        unread = re.search(r"([Ss]ections? [\d-]+|\bss?\.\d+|SSI \d+/\d+) was not read|cut off", row["note"])
        assert not unread and "several councils" not in row["note"], dict(row)


def test_law_and_the_highland_pattern_are_looked_at_again_first():
    for row in evidence.table("decision_steps"):
        soon = row["basis"] == "law" or row["model"] == "lead agency"
        days = (row["recheck_by"] - row["seen"]).days
        assert days <= (183 if soon else 366), f"look again within {'half ' if soon else ''}a year: {dict(row)}"


# The 2019 review


def test_twenty_five_proposals_under_six_headings():
    rows = evidence.table("proposals")
    assert len(rows) == 25
    assert list(Counter(row["section"] for row in rows).items()) == [(1, 3), (2, 6), (3, 5), (4, 5), (5, 3), (6, 3)]
    assert len({(row["section"], row["heading"]) for row in rows}) == 6
    for row in rows:
        section, numeral = row["key"].split("-")
        assert int(section) == row["section"] and row["locator"] == f"proposal {section}({numeral})"


def test_a_counted_deadline_is_its_months_after_the_report():
    for row in evidence.table("proposals"):
        assert (row["deadline_basis"] == "counted") == (row["months_high"] is not None), row["key"]
        if row["months_high"]:
            months = 2019 * 12 + 1 + row["months_high"]  # February 2019 is month 1, counted from 0
            assert row["deadline"] == f"{months // 12}-{months % 12 + 1:02d}", row["key"]
            assert row["months_low"] <= row["months_high"]


def test_what_has_changed_since_is_sourced():
    rows = evidence.table("proposals")
    assert [row["key"] for row in rows if bool(row["overtaken"]) != bool(row["also"])] == []
    changed = {row["key"]: row["overtaken"] for row in rows if row["overtaken"]}
    assert {"4-iv", "6-iii"} <= set(changed) and len(changed) == 10
    assert "guidance on directions" in changed["4-iv"] and "1 September 2026" in changed["6-iii"]


def test_twelve_principles_and_nine_outcomes():
    assert [row["number"] for row in evidence.table("principles")] == list(range(1, 13))
    assert [row["number"] for row in evidence.table("outcomes")] == list(range(1, 10))
    for name in ("principles", "outcomes"):
        assert {row["source"] for row in evidence.table(name)} == {"governance-seed-msg"}


# Findings and criteria


def test_thirty_nine_findings_judge_integration():
    rows = [row for row in evidence.table("findings") if "has-it-worked" in parted(row["shown_in"])]
    assert len(rows) == 39
    assert Counter(row["direction"] for row in rows) == {"did not": 24, "worked": 9, "mixed": 6}
    assert all(row["kind"] != "comparison" or row["source"].startswith("study-") for row in rows)
    assert all(row["theme"] and row["direction"] and row["looked_at"] and row["confidence"] for row in rows)


def test_eight_criteria_by_five_ways_of_working():
    rows = evidence.table("model_criteria")
    criteria = list(dict.fromkeys(row["criterion"] for row in rows))
    options = list(dict.fromkeys(row["option"] for row in rows))
    assert (len(criteria), len(options)) == (8, 5)
    assert [(row["criterion"], row["option"]) for row in rows] == [(c, o) for c in criteria for o in options]


def test_criteria_have_no_winner_and_no_number_to_add():
    for row in evidence.table("model_criteria"):
        assert not WINNER.search(f"{row['gain']} {row['give_up']} {row['note']}"), dict(row)
    types = {field["type"] for field in evidence.describe("model_criteria")["schema"]["fields"]}
    assert types == {"string", "date"}  # nothing that could be summed


def test_every_way_of_working_gains_and_gives_up():
    for row in evidence.table("model_criteria"):
        name = (row["criterion"], row["option"])
        assert (row["evidence"] == "not found") == (not row["gain"] and not row["give_up"]), name
        assert bool(row["source"]) == bool(row["locator"]) == (row["evidence"] not in ("inference", "not found")), name
        assert row["evidence"] != "inference" or row["note"].startswith("Follows from "), name
    for option in {row["option"] for row in evidence.table("model_criteria")}:
        rows = evidence.select("model_criteria", option=option)
        assert all(row["gain"] and row["give_up"] for row in rows), option  # no way of working is all loss or all gain


def test_an_unused_model_is_never_evidenced_by_a_case_of_its_own():
    for row in evidence.table("model_criteria"):
        if row["option"] in ("lead agency, health board leads", "lead agency, council leads"):
            assert row["evidence"] in ("law", "inference", "case"), dict(row)
            if row["evidence"] == "case":
                assert "Highland" in row["note"], dict(row)


def test_ground_without_a_source_is_seen(copy, refusal):
    copy.put("decision_steps", 2, "basis", "hearsay")
    assert "decision_steps.csv, row 2, column basis" in refusal()


def test_a_step_of_an_unknown_decision_is_refused(copy, refusal):
    copy.put("decision_steps", 2, "decision", "sell-the-hospital")
    assert "data/decision_steps.csv, row 2" in refusal()


def test_a_repeated_step_is_refused(copy, refusal):
    copy.put("decision_steps", 3, "step", "starts")
    assert "no repeat of row 2" in refusal()
