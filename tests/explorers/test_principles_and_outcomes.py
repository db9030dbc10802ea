"""Principles and outcomes: nine and twelve shown, every tag a known one, and no two wrong choices told the same."""

import re
from html import escape

import pytest

from joint_working import evidence
from joint_working.explorers.why_join_up import principles_and_outcomes as matcher

CASES = matcher.vignettes()
PANEL = matcher.principles_and_outcomes()
COUNTS = {"outcomes": 9, "principles": 12}


@pytest.mark.parametrize("of", COUNTS)
def test_the_whole_list_is_shown_in_order_with_its_licence(of):
    rows = evidence.table(of)
    column, one = matcher.LISTS[of]
    assert [tag.number for tag in matcher.tags(of).values()] == list(range(1, COUNTS[of] + 1))
    html, text = matcher.TagList(of).html(), matcher.TagList(of).text()
    assert html.count("<li ") == COUNTS[of] == len(rows)
    for row in rows:
        assert f'id="{one}-{row["key"]}"' in html and escape(row[column]) in html, row["key"]
        assert row[column] in text
    for said in (html, text):
        assert "Open Government Licence v3.0" in said and "Ministerial Strategic Group" in said


def test_the_main_purpose_comes_before_the_twelve_and_is_none_of_them():
    purpose = evidence.rule("main-purpose", as_at="2026-11-30").rule
    html, text = matcher.TagList("principles").html(), matcher.TagList("principles").text()
    assert "wellbeing" in purpose and escape(purpose) in html.split("<ol")[0]
    assert text.startswith("First. " + purpose)
    assert html.count("<li ") == 12 and "main-purpose" not in matcher.tags("principles")
    assert "First." not in matcher.TagList("outcomes").html()
    assert any("main purpose" in line for line in PANEL.assumes)


def test_there_are_twelve_cases_and_each_can_be_chosen():
    assert len(CASES) == 12
    assert list(PANEL.questions[0].options) == [case.key for case in CASES]
    for case in CASES:
        assert PANEL.answers[case.key,].sentence == case.words


def test_every_case_is_made_up_and_says_so():
    assert {row["kind"] for row in evidence.table("vignettes")} == {"illustrative"}
    assert PANEL.illustrative and "Every case is made up" in PANEL.assumes[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_each_case_has_one_meant_outcome_and_principle_among_near_ones(case):
    for of, size in {"outcomes": 4, "principles": 3}.items():
        offered = getattr(case, of)
        known = matcher.tags(of)
        assert len({picked.tag.key for picked in offered}) == size
        assert all(known[picked.tag.key] == picked.tag for picked in offered)
        assert [picked.right for picked in offered].count(True) == 1
        assert case.meant(of).key in known
        numbers = [picked.tag.number for picked in offered]
        assert numbers == sorted(numbers), "the order would give the answer away"


def test_every_outcome_and_every_principle_is_meant_once_or_more():
    for of in COUNTS:
        assert {case.meant(of).key for case in CASES} == set(matcher.tags(of))


def test_the_meant_answer_is_not_always_in_the_same_place():
    for of in COUNTS:
        places = {[picked.right for picked in getattr(case, of)].index(True) for case in CASES}
        assert len(places) > 2, of


def test_no_two_choices_of_any_case_share_a_sentence():
    said = [picked.why for case in CASES for of in COUNTS for picked in getattr(case, of)]
    assert len(said) == 12 * 7
    assert len({re.sub(r"\W+", " ", words).strip().lower() for words in said}) == len(said)
    assert all(len(words.split()) >= 5 for words in said)


def test_a_wrong_choice_links_the_entry_that_was_picked():
    ids = set(re.findall(r'id="([^"]+)"', matcher.TagList("outcomes").html() + matcher.TagList("principles").html()))
    for case in CASES:
        for question in matcher.Case(case).questions:
            for option in question.options:
                assert option.right == (option.link is None)
                assert option.right or option.link[1].removeprefix("#") in ids
                assert option.right == option.feedback.startswith("Yes.")


def test_names_on_the_page_are_unique():
    html = PANEL.html()
    names = [question.name for case in CASES for question in matcher.Case(case).questions]
    assert len(set(names)) == 24
    for name in names:
        assert f'name="{name}"' in html
