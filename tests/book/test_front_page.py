"""A reader who knows nothing finds six answers on the front page, and the same six in the first chapter."""

import re

import pytest
from test_prose import BOOK, family, markdown

from joint_working import evidence
from joint_working.site import front

FRONT = markdown(BOOK / "index.ipynb")
ANSWER = BOOK / "1-why-join-up" / "the-promise.ipynb"
FIRST = family(ANSWER)
#: The question on the front page, the heading in the first chapter, and what both answers must hold.
SIX = (
    (
        "What was joined?",
        "What was joined?",
        ("dult social care", "community", "hospital care", "planning, and the money"),
    ),
    ("Why?", "Why was it joined?", ("live longer", "conditions")),
    (
        "By which law?",
        "By which law?",
        ("Public Bodies (Joint Working) (Scotland) Act 2014", "{rule}`functions-delegated-by`"),
    ),
    (
        "What was promised?",
        "What was promised?",
        ("at home", "savings"),
    ),
    ("What is in doubt?", "What is in doubt?", ("hether the money was ever saved, and whether it could have been",)),
    (
        "What changed on 1 September 2026?",
        "What has changed since?",
        ("unpaid carers", "third sector", "{rule}`voting-members`"),
    ),
)


@pytest.mark.parametrize("question, heading, held", SIX, ids=[row[0] for row in SIX])
def test_both_pages_answer(question, heading, held):
    answer = re.search(rf"^{re.escape(question)}\n: (.+)$", FRONT, flags=re.M)[1]
    section = re.search(rf"^## {re.escape(heading)}\n(.+?)(?=^## |\Z)", FIRST, flags=re.M | re.S)[1]
    for words in held:
        assert words in answer, f"front page, {question}"
        assert words in section, f"first chapter, {heading}"
    assert len(answer.split()) <= 40


def test_the_six_stand_in_order():
    """On the front page all six; in the chapter those that its answer holds."""
    places = [FRONT.index(f"\n{row[0]}\n") for row in SIX]
    held = [markdown(ANSWER).find(f"\n## {row[1]}\n") for row in SIX]
    there = [place for place in held if place >= 0]
    assert places == sorted(places) and there == sorted(there) and len(there) >= 5


def test_the_front_page_says_what_it_is_for_whom_and_under_which_licence():
    for words in (
        "see who decides, who pays and what follows",
        "[I have joined a board]",
        "[I am studying this]",
        "[I have a question]",
        "[I am running a session]",
        "```{front} new\n",
        "```{front} imprint\n",
        "```{partnerships} choose\n",
        "not legal or financial advice",
    ):
        assert words in FRONT, words
    assert "CC BY 4.0" in front.LICENCES and "MIT" in front.LICENCES


def test_the_first_sentence_is_short():
    lead = re.search(r"\{\.jw-lead\}\n(.+)", FRONT)[1]
    assert len(re.sub(r"\{term\}`([^<`]+)[^`]*`", r"\1", lead).split()) <= 25


def test_the_front_page_rests_on_official_sources():
    facts = re.findall(r"\{fact\}`([^`]+)`", FRONT)
    rules = re.findall(r"\{rule\}`([^`@ ]+)", FRONT)
    kinds = {evidence.figure(key).kind for key in facts} | {
        evidence.rule(key, as_at="2026-12-01").kind for key in rules
    }
    assert facts and rules and "{source}" not in FRONT
    assert kinds <= {"law", "official-statistic", "audit-finding", "official-document"}
