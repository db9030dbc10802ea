"""A board's return, and tables of answers: read as people write them, said back, or refused in one message."""

import pytest
from evaluation_files import LONG, RETURNS, content_of

from joint_working.explorers.judging_it.evaluation_files import (
    TABLES,
    examples,
    group_csv,
    merge_files,
    opened,
    own_csv,
)
from joint_working.models.evaluation import Answer, Evaluation, Refused, read
from joint_working.models.returns import asked, proposal_of, step_of, table


@pytest.mark.parametrize("case", RETURNS, ids=lambda case: case["case"])
def test_a_table_is_read_or_refused_in_one_message(case):
    if "refused" in case:
        with pytest.raises(Refused) as problem:
            table("case.csv", content_of(case), TABLES.rules)
        assert str(problem.value) == case["refused"]
        return
    found = table("case.csv", content_of(case), TABLES.rules)
    given = {key: [a.step, a.evidence, a.disagree, a.action] for key, a in found.answers.items()}
    wanted = {key: [text.replace("{long}", LONG) for text in texts] for key, texts in case["answers"].items()}
    assert {key: given.get(key) for key in wanted} == wanted
    assert len(given) == case.get("count", len(wanted))
    assert [list(action) for action in found.actions] == case.get("actions", [])
    for words in case["told"]:
        assert words in found.told
    assert found.told.startswith("“case.csv” is a table of ")


@pytest.mark.parametrize(
    "text", ["2(iii)", "2 (iii)", "2.3", "2c", "2-iii", "2iii", "Proposal 2 (iii): set-aside", "2.iii."]
)
def test_a_number_is_read_as_people_write_it(text):
    assert proposal_of(text, "", TABLES.rules) == "2-iii"


@pytest.mark.parametrize(
    "text", ["2(vii)", "7(i)", "1.4", "12", "2", "By 1 April 2019", "1 in 5", "", "iii)", "Reserves"]
)
def test_what_names_no_proposal_is_not_guessed(text):
    assert proposal_of(text, "", TABLES.rules) == ""


def test_each_proposal_is_known_by_its_title_and_by_the_words_of_the_review():
    for key, row in TABLES.proposals.items():
        for text in (row["proposal"], row["words"], f"{TABLES.rules.called[key]} {row['words']}"):
            assert proposal_of(text, "", TABLES.rules) == key, text


def test_the_four_words_of_2019_and_ours_are_answers_and_others_are_not():
    words = [
        "Not yet established",
        "PARTLY ESTABLISHED",
        "Established",
        "Exemplary",
        "Don't know",
        "2 - Partly established",
    ]
    assert [step_of(word, TABLES.rules) for word in words] == [
        "not-yet", "partly", "established", "leading", "dont-know", "partly",
    ]  # fmt: skip
    assert [step_of(row["label"], TABLES.rules) for row in TABLES.scale.values()] == list(TABLES.scale)
    strange = ["Amber", "3", "Partly/Established", "Well on the way", "Yes", "100%"]
    assert [step_of(word, TABLES.rules) for word in strange] == [None] * len(strange)


def test_what_is_saved_as_a_table_is_read_back_whole():
    for content in examples().values():
        saved = read("saved.json", content, TABLES.rules)
        found = opened("own.csv", own_csv(saved).encode("utf-8-sig"))
        assert {key: answer for key, answer in found.answers.items() if answer != Answer("")} == dict(saved.answers)
        assert found.actions == saved.actions
    odd = Answer("partly", '=1+1\nline, "two"', "-x; y", "@do | it\tnow")
    one = Evaluation("a" * 16, "partnership", "2026-11-30", {"1-i": odd}, (("", "+1"), ("2-i", "see")))
    found = opened("own.csv", own_csv(one).encode())
    assert found.answers["1-i"] == odd and found.actions == one.actions
    with pytest.raises(Refused, match="several roles"):
        opened("group.csv", group_csv(merge_files(examples())).encode())


def test_a_table_is_asked_about_before_it_is_put_in():
    found = table("case.csv", content_of(RETURNS[0]), TABLES.rules)
    assert asked(found, False).endswith(" Put them into the form?")
    assert asked(found, True).endswith(" You have answers that are not saved: these would replace them.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_are_read_as_spreadsheets_save_them(encoding):
    text = "Proposal\tAnswer\tEvidence\r\n2(iii)\tDon’t know\t£5m – “agreed”\r\n"
    found = table("case.csv", text.encode(encoding), TABLES.rules)
    assert found.answers["2-iii"] == Answer("dont-know", "£5m – “agreed”")
