"""Counting hands: codes that tell three answers and notice slips of the pen, and what the form says of counts."""

from itertools import product

import pytest

from joint_working.models.hands import (
    CODED,
    FAMILIES,
    LETTERS,
    answer,
    code,
    decode,
    kept,
    read_codes,
    sentence,
    share,
    written,
)
from joint_working.models.told import Told

ALL = list(product(range(4), repeat=3))
ALPHABET = "".join(FAMILIES)
#: Letters that pass for one another in handwriting, and those side by side on a keyboard.
ALIKE = ["AH", "AR", "CE", "CL", "DP", "EF", "EL", "FP", "FT", "HK", "HN", "HM", "JT", "JL", "KX", "KR", "MN", "MW", "NW", "PR"]  # fmt: skip # noqa: E501
BESIDE = ["RT", "ER", "DF", "CX", "JK", "KL", "HJ", "WE", "JN", "JM", "KM", "DE", "DR", "DX", "CF", "CD", "FR", "FT"]
QUESTIONS = {
    "one": {"text": "One?", "options": ["a", "b", "c", "d"], "right": 1, "why": "Because."},
    "two": {"text": "Two?", "options": ["a", "b", "c"], "right": None, "why": ""},
    "five": {"text": "Five?", "options": ["a", "b", "c", "d", "e"], "right": 4, "why": "So."},
}
DATA = {"questions": QUESTIONS}


def form(**values):
    start = {f"{time}_{place}": "" for time in ("before", "after") for place in range(len(LETTERS))}
    start |= {f"{time}{slot}": "" for time in "ba" for slot in "123"}
    return start | {"q1": "one", "q2": "two", "q3": "one", "show": "1", "codes_before": "", "codes_after": ""} | values


def words(node):
    return node if isinstance(node, str) else "".join(words(inner) for inner in node[2])


def said(told: Told, place):
    return [words(node) for node in told.places[place]]


def test_sixty_four_codes_of_two_letters_say_three_answers_each():
    codes = {code(answers): list(answers) for answers in ALL}
    assert len(codes) == 64 and all(len(one) == 2 for one in codes)
    assert all(decode(one) == decode(one.lower()) == answers for one, answers in codes.items())
    valid = [a + b for a in ALPHABET for b in ALPHABET if decode(a + b)]
    assert sorted(valid) == sorted(codes), "no other two letters are a code"
    assert decode("") == decode("C") == decode(code([0, 0, 0]) + "A") == decode("QQ") == decode("C1") == []


def test_letters_that_look_alike_or_stand_side_by_side_are_never_taken_for_one_another():
    for one in (code(answers) for answers in ALL):
        for place in (0, 1):
            for pair in ALIKE + BESIDE:
                if one[place] in pair:
                    other = pair.replace(one[place], "")
                    assert not decode(one[:place] + other + one[place + 1 :]), (one, pair)
        assert not decode(one[::-1]), "swapped"
    assert all(not any(set(pair) <= set(family) for pair in ALIKE + BESIDE) for family in FAMILIES)
    assert not set(ALPHABET) & set("OIQSZBGUVY") and len(set(ALPHABET)) == 16


def test_of_all_single_slips_four_in_five_are_found():
    slips = [
        decode(one[:place] + letter + one[place + 1 :])
        for one in (code(answers) for answers in ALL)
        for place in (0, 1)
        for letter in ALPHABET
        if letter != one[place]
    ]
    assert sum(not found for found in slips) / len(slips) == 0.8


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{good} QQ", "“QQ” is no code. A code is two of the letters A C D E F H J K L M N P R T W X."),
        ("{good} CHF", "“CHF” is no code. A code is two of the letters A C D E F H J K L M N P R T W X."),
        ("{good}, {swapped}", "“{swapped}” is no code. Look at the slip again: one of its two letters was misread."),
        ("{good} " + code([0, 3, 0]), f"“{code([0, 3, 0])}” gives answer D to question 2, which has only 3 answers."),
    ],
)
def test_what_is_no_code_gets_one_sentence_and_the_others_count(text, problem):
    told = {"good": code([0, 1, 2]), "swapped": code([0, 1, 2])[::-1].lower()}
    text, problem = text.format(**told), problem.format(**told)
    read = read_codes(text, [QUESTIONS[key] for key in ("one", "two", "one")])
    assert read.problems == [problem]
    assert read.given == len(text.split()) and len(read.answers) == read.given - 1


def test_codes_are_for_four_answers_and_many_wrong_ones_are_not_all_named():
    questions = [QUESTIONS[key] for key in ("one", "five", "one")]
    assert read_codes("AA", questions).problems == ["Question 2 has 5 answers. Codes are for at most four."]
    assert CODED == 4 and read_codes("", questions).problems == []
    many = read_codes("QQ " * 9, [QUESTIONS["one"]] * 3).problems
    assert len(many) == 6 and many[-1] == "4 more could not be read."


def test_codes_fill_all_three_questions_and_the_boxes():
    people = [(0, 0, 3), (0, 2, 3), (1, 1, 0)]
    told = answer(DATA, form(codes_before=" ".join(map(code, people))), "codes_before")
    assert [told.values[f"b{slot}"] for slot in "123"] == ["2.1.0.0", "1.1.1", "1.0.0.2"]
    assert [told.values[f"before_{place}"] for place in range(5)] == ["2", "1", "", "", ""]
    assert said(told, "read") == ["3 of 3 codes read, before."] and not told.places["problems"]


def test_boxes_are_counted_and_bars_follow():
    told = answer(DATA, form(before_0="3", before_1="1"), "before_0")
    assert told.values["b1"] == "3.1.0.0"
    assert said(told, "bars-0") == ["Before: 3 (75%)", "After: –"]
    assert said(told, "sentence") == ["Before: 4 hands, most for A (3)."]
    after = answer(DATA, told.values | {"after_3": "5"}, "after_3")
    assert after.values["a1"] == "0.0.0.5" and after.values["b1"] == "3.1.0.0"
    assert "4 answered before and 5 after: compare shares, not numbers." in said(after, "sentence")[0]
    emptied = answer(DATA, after.values, "empty")
    assert emptied.values["b1"] == emptied.values["a1"] == emptied.values["before_0"] == ""


@pytest.mark.parametrize("wrong", ["x", "-1", "1.5", "1000", "²"])
def test_a_box_that_holds_no_number_is_named_and_kept_to_be_mended(wrong):
    told = answer(DATA, form(before_0="2", before_1=wrong), "before_1")
    expected = f"Before, answer B: “{wrong}” is no number of hands. Type a whole number from 0 to 999."
    assert said(told, "problems") == [expected]
    assert told.values["before_1"] == wrong and told.values["b1"] == "2.0.0.0"


def test_another_question_is_shown_with_its_own_counts_and_a_new_one_starts_empty():
    start = form(b1="4.0.0.0", b2="0.0.7")
    told = answer(DATA, start | {"show": "2"}, "show")
    assert said(told, "question") == ["Two?"] and told.values["before_2"] == "7"
    assert told.places["option-3"] == [] and told.places["bars-3"] == [], "no fourth answer"
    assert told.places["why"] == []
    new = answer(DATA, told.values | {"q1": "five"}, "q1")
    assert new.values["show"] == "1" and new.values["b1"] == "" and new.values["b2"] == "0.0.7"
    assert said(new, "option-4") == ["E", "e"] and "E. e" in said(new, "why")[0]


def test_counts_as_a_link_keeps_them():
    assert kept("4.0.12") == [4, 0, 12] and kept("") == [0] and kept("x.3.9999.-1") == [0, 3, 0, 0]
    assert written([4, 0, 12]) == "4.0.12" and written([0, 0]) == ""
    assert kept("1.2.3.4.5.6.7") == [1, 2, 3, 4, 5]
    assert (share(1, 3), share(1, 8), share(0, 0)) == (33, 13, 0)
    assert sentence([0, 0], [0, 0]).startswith("No hands yet") and "A and B (1)" in sentence([1, 1], [0, 0])
    assert "1 hand, most" in sentence([1, 0], [0, 0])
