"""A councillor's questions: each has a page, a heading of its own, and an answer that starts in the first sentence."""

import re

import pytest
from test_prose import BOOK, family

QUESTIONS = [
    ("Do I vote?", "body-corporate", "Do I vote?", "You vote if the council or the health board nominated you."),
    ("Must I declare an interest?", "who-answers-to-whom", "Must I declare an interest?", "Yes: say so when you"),
    ("Can I send a proxy?", "body-corporate", "Can I send a proxy?", "Yes."),
    ("Are we quorate?", "body-corporate", "Are we quorate?", "Half of your voting members must be there"),
    ("What if we tie?", "body-corporate", "What if we tie?", "As many for as against is no majority"),
    ("Can the council overrule us?", "who-answers-to-whom", "Can the council overrule us?", "No: a decision on a"),
    (
        "Who employs the staff?",
        "who-answers-to-whom",
        "Who employs the staff?",
        "The council and the health board do.",
    ),
    ("Who employs the staff?", "lead-agency", "Who employs the staff under a lead agency?", "The lead body does"),
    ("Who closes the care home?", "lead-agency", "Who closes the care home?", "Under a joint board, the board does"),
    ("Who closes the care home?", "planning-together", "Who closes the care home?", ""),
    ("Who moves hospital money?", "lead-agency", "Who moves hospital money?", "Under a joint board, the health board"),
    ("Who appoints the chief officer?", "who-answers-to-whom", "Who appoints the chief officer?", "The joint board"),
    ("Can we leave?", "body-corporate", "Can we leave?", ""),
    ("Can we leave?", "choosing-a-model", "Can we change our minds?", "Yes in law, slowly in practice."),
]


@pytest.mark.parametrize("question,slug,heading,answer", QUESTIONS, ids=[f"{q[0]} {q[1]}" for q in QUESTIONS])
def test_a_councillors_question_is_answered_under_its_own_heading(question, slug, heading, answer):
    text = family(BOOK / "2-who-decides" / f"{slug}.ipynb")
    found = re.search(rf"^###? {re.escape(heading)}\n+(.+)", text, re.MULTILINE)
    assert found, f"{slug} has no heading {heading!r} for the question {question!r}"
    first = re.sub(r"\{\w+\}`([^`<]+?)(?: <[^`]+)?`", r"\1", found[1])
    assert first.startswith(answer), f"{slug}, {heading}: the first sentence is {first[:80]!r}"
