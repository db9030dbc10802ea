"""The Direction Checker: the rules of data/direction_checks.csv, tried on a table of cases, and the finished form."""

import random
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from joint_working import evidence
from joint_working.explorers.parts import PartError
from joint_working.explorers.who_decides.direction_checker import direction_checker
from joint_working.kit.live import Twin
from joint_working.models.directions import EMPTY, MOST, NOTHING_ASKED, PIECES, Check, plain, report

CASES, WORDS, TEXTS, TRIED = (
    yaml.safe_load((Path(__file__).parent / f"direction_{name}.yaml").read_text(encoding="utf-8"))
    for name in ("cases", "words", "texts", "tried")
)
WRITTEN = [
    (field, found, text)
    for boxes in (WORDS, TRIED["boxes"])
    for field, kinds in boxes.items()
    for found, texts in kinds.items()
    for text in texts
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_text_is_found_to_say_what_it_says(case):
    found = direction_checker.check(case["fields"])
    assert [finding.status for finding in found] == case["found"]
    if "says" in case:
        assert case["says"] in [finding.sentence for finding in found]


@pytest.mark.parametrize(("field", "found", "text"), WRITTEN, ids=str)
def test_what_people_write_in_a_box_is_found_to_say_what_it_says(field, found, text):
    place = [one.field for one in direction_checker.checks].index(field)
    assert direction_checker.check({field: text})[place].status == ("met" if found == "in no list" else found)


@pytest.mark.parametrize("case", [*TEXTS, *TRIED["whole"]], ids=lambda case: case.get("case") or case["text"][:40])
def test_a_whole_direction_is_read_part_by_part(case):
    found = direction_checker.check(case.get("fields") or {"text": case["text"]})
    assert [finding.status for finding in found] == case["found"]


def test_the_cases_try_every_check_in_every_way():
    for place, one in enumerate(direction_checker.checks):
        tried = {case["found"][place] for case in [*CASES, *TEXTS]}
        assert tried >= {"met", "vague", "missing"}, one.key
        assert all(len(WORDS[one.field][status]) >= 5 for status in ("met", "vague", "missing", "unsure")), one.key


def test_verbs_of_no_list_are_in_no_list():
    known = {verb for one in direction_checker.checks for verb in (*one.verbs, *one.vague_verbs)}
    assert not [text for text in WORDS["action"]["in no list"] if known & set(plain(text).split())]


#: Sentences of a direction that say one thing each, and sentences that say none of the seven.
SAY = {
    "body": ["The council and the health board are directed as follows.", "This direction is given to NHS Tayside."],
    "function": ["It is about district nursing.", "The function is telecare.", "This concerns care homes."],
    "action": ["Open the unit.", "Recruit ten support workers.", "Decommission the ward.", "The unit must be closed."],
    "money": ["It has £180,000 a year.", "The payment is ninety thousand pounds.", "£1.2m goes with it."],
    "date": ["It takes effect on 1 April 2028.", "It ends within six months of this direction."],
    "measure": ["Report the number of people waiting to the board.", "Hours delivered go to the board each quarter."],
    "involved": ["Carers and both unions took part.", "Before it was given, tenants were consulted."],
}
NEITHER = [
    "Staff were told 12 times.",
    "We reported that £5m was cut.",
    "Nobody was consulted.",
    "The plan is three years old.",
    "Carers will be asked in due time.",
    "Nothing is to change elsewhere.",
    "Progress will be reported to the committee.",
]
HEADED = {
    "body": ("Direction to", ["Fife Council", "The health board"]),
    "function": ("Functions covered by direction", ["Care at home", "District nursing"]),
    "action": ("Action", ["Open six beds", "The service shall cease"]),
    "money": ("Budget", ["£180,000", "Two million pounds"]),
    "date": ("Date from which direction takes effect", ["1 April 2028", "With immediate effect"]),
    "measure": ("Monitoring", ["Number of visits, reported to the board", "Share of beds in use, in a report"]),
    "involved": ("Consultation", ["Carers took part", "The third sector and GPs"]),
}


def test_a_direction_is_found_to_say_just_what_was_put_into_it():
    """Two hundred directions of sentences and of headings, in any order, beside sentences that say none of it."""
    draw = random.Random(3)
    for number in range(200):
        said = [field for field in SAY if draw.random() < 0.6]
        lines = [draw.choice(SAY[field]) for field in said] + draw.sample(NEITHER, draw.randint(0, 4))
        if number % 2:
            lines = [f"{HEADED[field][0]}: {draw.choice(HEADED[field][1])}" for field in said]
            lines += ["Report title: £9m report on how many people wait for beds", "Reference: 3/4/2027"]
        draw.shuffle(lines)
        text = ("\n" if number % 2 else " ").join(lines)
        found = {c.field for c, f in zip(direction_checker.checks, direction_checker.check(text=text), strict=True)
                 if f.status == "met"}  # fmt: skip
        assert found == set(said), (found ^ set(said), text)


def test_there_are_seven_checks_and_each_asks_in_its_own_words():
    fields = [one.field for one in direction_checker.checks]
    assert fields == ["body", "function", "action", "money", "date", "measure", "involved"]
    said = [words for one in direction_checker.checks for words in (one.met, one.missing, one.vague, one.unsure)]
    assert len(set(said)) == len(said)
    assert not [words for words in said if re.search(r"\b(score|points|out of|good|bad|pass|fail)\b", words, re.I)]


def test_patterns_mean_the_same_in_both_languages():
    """Only what Python and JavaScript read alike: no named groups, flags, look-behind or other classes."""
    for one in direction_checker.checks:
        for pattern in (one.pattern, one.loose, one.second, one.unless, one.maybe, *PIECES.values()):
            assert not re.search(r"\(\?(?![:=!])|\\[^b]", pattern), one.key
        for words in (*one.vague_words, *one.verbs, *one.vague_verbs, *one.headings):
            assert words == plain(words), words  # else it could never be found


def test_the_examples_go_from_all_prompts_to_none():
    counts = [sum(f.status != "met" for f in direction_checker.check(e.fields)) for e in direction_checker.examples]
    assert counts == sorted(counts, reverse=True) and counts[0] == 7 and counts[-1] == 0 and 0 < counts[1] < 7
    assert direction_checker.sentence(direction_checker.examples[-1].fields) == NOTHING_ASKED
    assert direction_checker.sentence({"text": " \n"}) == EMPTY
    assert {row["kind"] for row in evidence.table("direction_examples")} == {"illustrative"}


def test_a_rule_is_data():
    told = {name: () for name in ("headings", "beside", "ignore", "verbs", "vague_verbs")}
    told |= {"loose": "", "second": "", "unless": "", "maybe": r"\bblue ish\b", "least": 0, "unsure": "Is it?"}
    told |= {"key": "colour", "field": "action", "label": "the colour", "pattern": r"\b(red|blue)\b"}
    one = Check(**told, vague_words=("bright",), vague_wins=True, met="Yes.", missing="No.", vague="{}?")
    assert [f.status for f in report({"action": "Paint it red"}, [one]).findings] == ["met"]
    assert [f.sentence for f in report({"action": "Paint it bright red"}, [one]).findings] == ["“bright”?"]
    assert report({"action": "Paint it"}, [one]).sentence == "Still to say, or to say more plainly: the colour."
    maybe = replace(one, pattern=r"\bred\b")
    assert report({"action": "Paint it blue-ish"}, [maybe]).sentence == "This page cannot tell: the colour."


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


@pytest.mark.parametrize("words", ["1 ", "11", "one two ", "a million ", "council ", "close the ward and "])
def test_a_long_text_of_few_words_is_read_in_good_time(words):
    """No pattern tries the same letters in more and more ways: that would stop the page."""
    began = time.process_time()
    direction_checker.check(dict.fromkeys([one.field for one in direction_checker.checks], (words * 9_000)[:9_000]))
    assert time.process_time() - began < 5


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
