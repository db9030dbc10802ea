"""The law as dated values: who votes, who chairs, what was read and what was not."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from joint_working import evidence
from joint_working.evidence import EvidenceError, parted

ORDER_BEGAN = "2014-11-28"
VOTES_BEGAN = "2026-09-01"
NOW = "2026-11-22"

PROFESSIONALS = "chief social work officer|chief officer|section 95 officer|GP|nurse|hospital doctor"

# What a model of a board asks for, as it stands now. A list is parted by upright bars.
NOW_VALUES = {
    "voting-members": "council|health board|service user|unpaid carer|third sector",
    "nominees-equal": "equal",
    "nominees-minimum-one-council": "3",
    "nominees-minimum-two-councils": "2",
    "nominees-minimum-three-councils": "1",
    "nominees-two-councils-parity": "all councils together",
    "nominees-council-ceiling": "10",
    "health-board-nominees-non-executive": "non-executive first",
    "quorum": "one half",
    "majority": "majority of the votes",
    "tied-vote": "own mechanism",
    "casting-vote": "not allowed",
    "casting-vote-health-board": "allowed",
    "monitoring-committee-voting": "majority; casting vote",
    "monitoring-committee-quorum": "one half of nominated members",
    "absent-seats": "cast jointly",
    "absent-seats-several": "as agreed",
    "term-of-office": "3",
    "disqualification": "prison|dismissal|insolvency|struck off|standards sanction",
    "resignation": "at any time, in writing",
    "notice-of-meetings": "5",
    "requisition": "two thirds",
    "proxy-of-the-chair": "may not preside",
    "preside-when-both-away": "council|health board|service user|unpaid carer|third sector",
    "partners-direct-new-plan": "jointly; must comply",
    "partner-may-require-scheme-review": "either",
    "chief-officer-appointment": "IJB, after consulting each partner",
    "charging-not-delegated": "council",
    "integration-authority-each-leads": "one, jointly",
    "performance-report": "4",
    "plan-review": "3",
    "main-purpose": "wellbeing of service users",
    "chair-alternates": "alternate",
    "chair-term": "3",
    "chair-and-vice-from-opposite-sides": "opposite sides",
    "chair-eligible": "nominated councillor|nominated non-executive director",
    "chair-turns-two-councils": "every second turn to the health board",
    "required-professional-members": PROFESSIONALS,
    "required-stakeholder-members": "staff|third sector|service user|unpaid carer",
    "additional-members": "non-voting",
    "member-staff-side": "non-voting",
    "member-chief-officer": "non-voting",
    "member-third-sector": "voting",
    "member-service-user": "voting",
    "member-unpaid-carer": "voting",
    "proxies": "council|health board|service user|unpaid carer|third sector",
    "proxies-of-non-voting-members": "no vote",
    "conflict-of-interest": "member",
    "removal-absence": "3",
    "removal-recall": "1",
    "no-ratification": "none needed",
    "models": "1(4)(a)|1(4)(b)|1(4)(c)|1(4)(d)",
    "scheme-review": "5",
    "schemes-by": "2015-04-01",
    "functions-delegated-by": "2016-04-01",
    "default-power": "IJB",
    "health-functions-adults-only": "18",
    "localities-at-least-two": "2",
    "large-hospital": "2",
    "votes-at-the-least": "9",
    "stakeholder-votes-to-win-alone": "2",
    "monitoring-committee-councillors": "3",
    "reinvest-half": "50",
    "budget-in-two-sums": "2",
}


@pytest.mark.parametrize("key,value", NOW_VALUES.items())
def test_a_rule_as_it_stands_now(key, value):
    found = evidence.rule(key, as_at=NOW)
    assert found.value == value
    assert found.read


def test_the_list_of_keys_is_long_enough_to_mean_something():
    assert len(NOW_VALUES) == 64


def test_rules_by_topic():
    """A new rule is one more here, and nothing else is."""
    assert Counter(found.topic for found in evidence.rules()) == {
        "accountability": 21,
        "accounts": 6,
        "board": 4,
        "chair": 10,
        "commencement": 2,
        "conflict of interest": 9,
        "delegated functions": 12,
        "directions": 12,
        "equality": 3,
        "lead agency": 28,
        "localities": 4,
        "meetings": 18,
        "membership": 40,
        "models": 3,
        "plan": 6,
        "planning": 15,
        "pot": 9,
        "proxies": 11,
        "reserves": 1,
        "risk share": 4,
        "scheme": 30,
        "scrutiny": 2,
        "set-aside": 10,
        "voting": 12,
    }


# Who votes


def test_the_votes_of_2026_begin_on_their_day():
    before, after = (evidence.rule("voting members", as_at=day) for day in ("2026-08-31", VOTES_BEGAN))
    assert parted(before.value) == ["council", "health board"]
    gained = set(parted(after.value)) - set(parted(before.value))
    assert gained == {"service user", "unpaid carer", "third sector"}
    assert "SSI 2014/285" in before.instrument and before.article == "article 1(2)"
    assert "SSI 2025/405" in after.instrument and after.article == "article 2(2), new article 1(2)"


@pytest.mark.parametrize("group", ["third sector", "service user", "unpaid carer"])
def test_each_groups_own_rule_agrees_with_who_votes(group):
    for day in (ORDER_BEGAN, "2026-08-31", VOTES_BEGAN, NOW):
        member = evidence.rule(f"member {group}", as_at=day).value
        assert (member == "voting") == (group in parted(evidence.rule("voting members", as_at=day).value))


def test_staff_officers_and_professionals_never_vote():
    keys = [f"member-{who}" for who in ("staff-side", "chief-officer", "finance-officer", "gp", "nurse")]
    keys += ["member-hospital-doctor", "member-chief-social-work-officer"]
    for day in (ORDER_BEGAN, NOW):
        assert {evidence.rule(key, as_at=day).value for key in keys} == {"non-voting"}


def test_the_least_number_of_votes_follows_from_the_nominees_and_the_groups():
    for day in (ORDER_BEGAN, "2026-08-31", VOTES_BEGAN):
        side = int(evidence.rule("nominees minimum one council", as_at=day).value)
        groups = len(parted(evidence.rule("voting members", as_at=day).value)) - 2
        least = int(evidence.rule("votes at the least", as_at=day).value)
        assert least == 2 * side + groups
    needed = int(evidence.rule("stakeholder votes to win alone", as_at=day).value)
    assert 2 * (side + needed) > least >= 2 * (side + needed - 1)


# Days


@pytest.mark.parametrize(
    "key", ["voting-members", "nominees-equal", "chair-term", "proxies", "conflict-of-interest", "removal-absence"]
)
def test_the_day_before_the_order_names_the_first_day(key):
    assert evidence.rule(key, as_at=ORDER_BEGAN).valid_from == date.fromisoformat(ORDER_BEGAN)
    with pytest.raises(EvidenceError, match="on 2014-11-27: it was first in force on 2014-11-28"):
        evidence.rule(key, as_at="2014-11-27")


def test_the_member_decides_on_an_interest_from_february_2016():
    before, after = (evidence.rule("conflict of interest", as_at=day) for day in ("2016-01-31", "2016-02-01"))
    assert (before.value, after.value) == ("other members", "member")
    assert before.article == "Schedule, paragraph 5, as made"
    assert "SSI 2015/432" in after.instrument and after.article.startswith("article 2(2) and (3)")


def test_no_key_has_a_gap_between_its_rows():
    spans: dict[str, list] = {}
    for found in evidence.rules():
        spans.setdefault(found.key, []).append(found)
    several = {key: rows for key, rows in spans.items() if len(rows) > 1}
    assert len(several) == 15
    for key, rows in several.items():
        for earlier, later in zip(rows, rows[1:], strict=False):
            assert earlier.valid_to and earlier.valid_to + timedelta(days=1) == later.valid_from, key
        assert rows[-1].valid_to is None, key


def test_a_change_on_a_day_names_the_instrument_and_the_article():
    changed = [found for found in evidence.rules() if found.valid_from and str(found.valid_from) > ORDER_BEGAN]
    law = [found for found in changed if found.kind == "law"]
    assert {str(found.valid_from) for found in law} == {
        "2014-12-20", "2015-03-20", "2015-04-01", "2016-02-01", "2018-04-01", "2026-01-07", VOTES_BEGAN
    }  # fmt: skip
    for found in changed:
        assert found.instrument != "not read" and found.article != "not read", found.key
    for found in law:
        assert re.search(r"SSI 20|asp 9", found.instrument) and re.match(
            r"(?:article|section|regulation|Schedule)", found.article
        ), found.key


# What was read since the first edition


@pytest.mark.parametrize(
    ("key", "before"),
    [
        ("proxies", "council|health board"),
        ("proxies-of-nominees", "may vote"),
        ("proxies-of-stakeholder-members", "no vote"),
        ("proxies-of-non-voting-members", "no vote"),
        ("proxy-of-the-chair", "may not preside"),
        ("preside-when-both-away", "council|health board"),
        ("resignation-notice", "must tell the nominating body"),
    ],
)
def test_a_rule_before_september_2026_has_its_own_value(key, before):
    found = evidence.rule(key, as_at="2026-08-31")
    assert (found.value, found.read) == (before, True)
    assert evidence.rule(key, as_at=VOTES_BEGAN).read


def test_no_rule_has_an_unread_value():
    assert [found.key for found in evidence.rules() if not found.read] == []


def test_every_rule_names_its_instrument_and_article_or_says_that_they_were_not_read():
    for found in evidence.rules():
        assert found.instrument and found.article and found.locator and found.source.title, found.key
        if "not read" in (found.instrument, found.article):
            assert found.kind != "law" or not found.read, found.key


def test_every_rule_says_whom_it_binds_and_where():
    for found in evidence.rules():
        assert found.body and found.applies_to, found.key
        assert found.source.key not in parted(found.also)


# The tables beside the rules


def test_functions_that_must_and_may_be_delegated():
    rows = evidence.table("delegated_functions")
    assert Counter(row["standing"] for row in rows) == {
        "must": 38,
        "may": 7,
        "usually kept": 1,
        "rule": 13,
        "seen in practice": 3,
    }
    optional = {row["key"] for row in rows if row["standing"] == "may"}
    assert {"childrens-social-work", "criminal-justice-social-work", "homelessness"} <= optional


def test_local_rules_are_of_known_places_and_are_not_law():
    names = {found.code: found.name for found in evidence.authorities()}
    for row in evidence.table("local_rules"):
        assert names[row["authority_code"]] == row["area"], row["key"]
        assert row["kind"] != "law"
        if row["unit"]:
            assert all(float(part) > 0 for part in parted(row["value"])), row["key"]


def test_sides_seen_in_practice_keep_to_the_least_the_law_allows():
    least = int(evidence.rule("nominees minimum one council", as_at=NOW).value)
    seats = [row for row in evidence.table("local_rules") if row["unit"] == "nominees on each side"]
    assert len(seats) == 7
    assert all(int(row["value"]) >= least for row in seats)


def test_chairs_seen_in_practice_keep_to_the_longest_turn():
    longest = 12 * int(evidence.rule("chair term", as_at=NOW).value)
    terms = {int(row["value"]) for row in evidence.select("local_rules", topic="chair", unit="months")}
    assert terms == {18, 24} and max(terms) <= longest


def test_what_is_unknown_is_data_too():
    rows = {row["key"]: row for row in evidence.table("governance_findings")}
    standing = Counter(row["standing"] for row in rows.values())
    assert standing["lead, not read"] == 3 and standing["not found"] == 8
    for row in rows.values():
        assert row["source"] or row["standing"] in ("lead, not read", "not found"), row["key"]
        if row["standing"] != "read in a text" and row["standing"] != "seen in practice":
            assert row["treatment"], row["key"]
    assert rows["orders-read-in-full"]["standing"] == rows["quorum-counts-more-now"]["standing"] == "read in a text"
    assert rows["own-standing-orders-not-read"]["standing"] == "not found"
