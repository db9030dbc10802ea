"""Then and now: every claim on the page, counted by document, with a standing that its check bears out."""

import re
from collections import Counter
from html import escape

import pytest

from joint_working import evidence
from joint_working.explorers.now import then_and_now as page
from joint_working.explorers.parts import Choice, Filtered, PartError, Row

LIST = page.then_and_now()
HTML = LIST.html()
CLAIMS = {row["key"]: row for row in evidence.table("claims")}
ALLOWED = {
    "agrees": {"still true", "true then"},
    "agrees in part": {"still true", "true then", "changed"},
    "overtaken": {"changed"},
    "differs": {"contested"},
    "opinion": {"contested"},
    "proposal": {"true then", "changed", "still true"},
    "not checked": {"not checked"},
}


def test_the_claims_are_counted_by_document():
    found = Counter(re.findall(r'<li id="then-and-now-[^"]+" data-row data-document="([^"]+)"', HTML))
    assert [found[key] for key in page.DOCUMENTS] == [42, 43, 19, 15, 42]
    assert [sum(standings.values()) for standings in page.counted().values()] == [42, 43, 19, 15, 42]


@pytest.mark.parametrize("key", CLAIMS)
def test_a_claim_is_shown_with_period_standing_and_check(key):
    claim = CLAIMS[key]
    row = HTML.split(f'<li id="then-and-now-{key}"')[1].split("</li>")[0]
    for column in ("claim", "period_true", "result_text", "nation", "locator"):
        assert escape(claim[column]) in row, column
    assert f'data-status="{claim["standing"].replace(" ", "-")}"' in row
    for source in filter(None, (claim["checked_against"], claim["today_source"])):
        assert escape(evidence.source(source).address) in row
    assert ("Today:" in row) == bool(claim["today_rule"] or claim["today"])


def test_a_standing_never_says_more_than_the_check():
    for claim in CLAIMS.values():
        assert claim["standing"] in ALLOWED[claim["status"]], claim["key"]
        assert not (claim["today_rule"] and claim["today"]), claim["key"]
        assert bool(claim["today"]) == bool(claim["today_source"]), claim["key"]


def test_one_rule_marks_what_changed():
    """Changed is said of the present and since undone. A proposal or a promise, reported as it was, is true then."""
    for claim in CLAIMS.values():
        if claim["status"] == "proposal":
            assert claim["standing"] in ("true then", "still true"), claim["key"]
        if claim["standing"] == "changed":
            assert claim["status"] == "overtaken", claim["key"]


def test_what_was_looked_for_and_not_found_has_a_day():
    for claim in CLAIMS.values():
        if claim["standing"] == "not checked":
            assert "30 November 2026" in claim["result_text"], claim["key"]


def test_a_claim_not_checked_rests_on_no_second_text():
    """Not checked means that no text but the document itself was read: nothing else may be cited for today."""
    for claim in CLAIMS.values():
        if claim["standing"] == "not checked":
            assert not claim["checked_against"] and not claim["today"] and not claim["today_rule"], claim["key"]


def test_what_still_holds_rests_on_something_recent():
    """Still true needs a rule in force, words on today, or a text of 2023 or later."""
    for claim in CLAIMS.values():
        if claim["standing"] == "still true" and not (claim["today_rule"] or claim["today"]):
            year = re.search(r"20\d\d", evidence.source(claim["checked_against"]).published)
            assert year and int(year[0]) >= 2023, claim["key"]


def test_the_law_is_read_at_the_day_given():
    votes = "Only the members nominated by the council and the health board vote."
    assert votes not in HTML and votes in page.then_and_now("2026-08-31").html()


def test_a_row_must_fit_its_filters():
    kind = Choice("kind", "Kind", {"a": "A"})
    with pytest.raises(PartError, match="no option of 'Kind'"):
        Filtered("list", "List", "Rows", [kind], [Row("one", ("b",), "x")])
    with pytest.raises(PartError, match="two rows"):
        Filtered("list", "List", "Rows", [kind], [Row("one", ("a",), "x"), Row("one", ("a",), "y")])
    with pytest.raises(PartError, match="not 'all'"):
        Filtered("list", "List", "Rows", [Choice("kind", "Kind", {"all": "All"})], [Row("one", ("all",), "x")])


def test_the_shares_said_in_the_chapter_are_so():
    found = Counter(claim["standing"] for claim in CLAIMS.values())
    assert found["changed"] / len(CLAIMS) < 1 / 10
    assert 1 / 11 < found["not checked"] / len(CLAIMS) < 1 / 8
