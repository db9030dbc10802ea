"""The Direction Checker: the rules of data/direction_checks.csv, tried on a table of cases, and the finished form."""

import re
from pathlib import Path

import pytest
import yaml

from joint_working import evidence
from joint_working.explorers.parts import PartError
from joint_working.explorers.who_decides.direction_checker import direction_checker
from joint_working.kit.live import Twin
from joint_working.models.directions import EMPTY, MOST, NOTHING_ASKED, Check, plain, report

CASES = yaml.safe_load((Path(__file__).parent / "direction_cases.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_text_is_found_to_say_what_it_says(case):
    found = direction_checker.check(case["fields"])
    assert [finding.status for finding in found] == case["found"]
    if "says" in case:
        assert case["says"] in [finding.sentence for finding in found]


def test_the_cases_try_every_check_in_every_way():
    for place, one in enumerate(direction_checker.checks):
        tried = {case["found"][place] for case in CASES}
        assert tried == {"met", "vague", "missing"}, one.key


def test_there_are_six_checks_and_each_asks_in_its_own_words():
    fields = [one.field for one in direction_checker.checks]
    assert fields == ["function", "action", "money", "date", "measure", "involved"]
    said = [words for one in direction_checker.checks for words in (one.met, one.missing, one.vague)]
    assert len(set(said)) == len(said)
    assert not [words for words in said if re.search(r"\b(score|points|out of|good|bad|pass|fail)\b", words, re.I)]


def test_patterns_mean_the_same_in_both_languages():
    """Only what Python and JavaScript read alike: no named groups, flags, look-behind or other classes."""
    for one in direction_checker.checks:
        assert not re.search(r"\(\?(?![:=!])|\\[^b]", one.pattern), one.key
        for words in one.vague_words:
            assert words == plain(words), words  # else it could never be found


def test_the_examples_go_from_all_prompts_to_none():
    counts = [sum(f.status != "met" for f in direction_checker.check(e.fields)) for e in direction_checker.examples]
    assert counts == sorted(counts, reverse=True) and counts[0] == 6 and counts[-1] == 0 and 0 < counts[1] < 6
    assert direction_checker.sentence(direction_checker.examples[-1].fields) == NOTHING_ASKED
    assert direction_checker.sentence({"text": " \n"}) == EMPTY
    assert {row["kind"] for row in evidence.table("direction_examples")} == {"illustrative"}


def test_a_rule_is_data():
    one = Check("colour", "action", "the colour", r"\b(red|blue)\b", 0, (), ("bright",), True, "Yes.", "No.", "{}?")
    assert [f.status for f in report({"action": "Paint it red"}, [one]).findings] == ["met"]
    assert [f.sentence for f in report({"action": "Paint it bright red"}, [one]).findings] == ["“bright”?"]
    assert report({"action": "Paint it"}, [one]).sentence == "Still to say, or to say more plainly: the colour."


def test_a_long_direction_is_read_to_its_end_and_one_too_long_is_counted():
    """A box never cuts what is pasted: it is read whole, or not at all, and the sentence says how much it holds."""
    whole = "The Health Board is directed to run the community hospital beds as the plan says. " * 55
    end = "Number of admissions avoided, reported to the board each quarter from 1 April 2027, within £2.4m."
    found = {one.key: one.status for one in direction_checker.check(text=whole + end)}
    assert len(whole + end) > 4000 and {"money-stated", "date-set", "measure-and-report"} <= {
        key for key, status in found.items() if status == "met"
    }
    assert "maxlength" not in direction_checker.html()
    fits, over = {"money": "£" * MOST}, {"text": "😀" * (MOST // 2) + "x"}  # a page counts two for a face
    assert {one.status for one in direction_checker.check(fits)} <= {"met", "vague", "missing"}
    assert {(one.status, one.sentence) for one in direction_checker.check(over)} == {("unread", "")}
    assert direction_checker.sentence(over) == (
        "The last box holds 50,001 characters. The most that is read is 50,000. Nothing is cut: take out what is not "
        "needed."
    )
    said = direction_checker.sentence({**over, "date": "x" * 60_000})
    assert said.startswith("The box for the date holds 60,000 characters.")


def test_an_unknown_part_or_example_is_refused():
    with pytest.raises(PartError, match="no part 'cost': choose from action"):
        direction_checker.check(cost="£1")
    with pytest.raises(PartError, match="no example 'best': choose one of vague, better, complete"):
        direction_checker.example("best")


def test_the_form_is_finished_without_javascript():
    html = direction_checker.html()
    first = direction_checker.examples[0].fields
    for one, finding in zip(direction_checker.checks, direction_checker.check(first), strict=True):
        assert f">{first[one.field]}</textarea>" in html
        assert f'data-finding="{one.key}" data-status="{finding.status}"' in html
        assert finding.sentence in html and finding.sentence in direction_checker.text()
    assert " name=" not in html.replace('name="example"', "") and "<form" not in html
    assert html == direction_checker.html()


def test_the_widgets_answer_as_the_form_does():
    live = Twin(direction_checker)
    assert direction_checker.sentence(direction_checker.examples[0].fields) in live.sentence.value
    live.inputs["example"].value = "complete"
    assert NOTHING_ASKED in live.sentence.value
    live.inputs["money"].value = "<b>lots</b>"
    assert "Still to say, or to say more plainly: the money." in live.sentence.value
