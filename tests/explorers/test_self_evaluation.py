"""The self-evaluation in Python: the rules of a saved file on a table of cases, merging, and the finished form."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from evaluation_files import CASES, files_of, good

import joint_working
from joint_working import evidence
from joint_working.explorers.judging_it.evaluation_files import (
    TABLES,
    examples,
    group_csv,
    group_frame,
    group_sentence,
    merge_files,
    own_csv,
    read_file,
    rows_of,
    save_file,
)
from joint_working.explorers.judging_it.self_evaluation import (
    disagreement_map,
    map_rows_html,
    profile_html,
    self_evaluation,
)
from joint_working.html import inert
from joint_working.kit.live import Twin
from joint_working.models.disagreement import SAID
from joint_working.models.evaluation import TESTS, Answer, Refused, merge, read, write


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_files_are_read_merged_or_refused(case):
    group = merge(files_of(case), TABLES.rules)
    assert list(group.refused) == case["said"]
    assert len(group.members) == case["added"]
    if "first" in case:
        assert [row.proposal for row in rows_of(group)][: len(case["first"])] == case["first"]
    if "sentence" in case:
        assert group_sentence(group) == case["sentence"]


def test_the_cases_try_every_rule_and_every_sentence_names_its_file():
    said = [line for case in CASES for line in case["said"]]
    for check in TABLES.rules.checks:
        pattern = re.sub(r"\\\{\w+\\\}", "(.|\n)*", re.escape(check.sentence))
        tried = any(re.fullmatch(pattern, line) for line in said)
        # Who would disagree is checked as evidence is, in words of its own: tried below.
        assert tried or check.key == "answer-disagree", check.key
        assert check.sentence.startswith("“{file}”")
    assert {check.test for check in TABLES.rules.checks} == {
        *TESTS,
        "bytes",
        "kind",
        "json",
        "answered",
        "new",
        "room",
    }


@pytest.mark.parametrize("box, words", [("evidence", "evidence on 1(i)"), ("disagree", "who would disagree on 1(i)")])
def test_a_text_may_be_as_long_as_its_box_and_no_longer(box, words):
    document = good(**{"1-i": "partly"})
    document["answers"]["1-i"][box] = "😀" * 5_000  # two units each, as a text box counts
    assert getattr(read("a.json", json.dumps(document).encode(), TABLES.rules).answers["1-i"], box)
    document["answers"]["1-i"][box] += "x"
    with pytest.raises(Refused, match=re.escape(words)):
        read("a.json", json.dumps(document).encode(), TABLES.rules)


def test_whatever_the_boxes_hold_fits_into_a_file(tmp_path):
    """The most of every box, in letters that take most room in a file: what can be written can be opened again."""
    most = {check.key: int(check.value) for check in TABLES.rules.checks if check.test in ("text", "text or none")}
    assert min(most.values()) >= 2_000 and most["answer-evidence"] >= 10_000
    full = Answer(
        "partly", "\x01" * most["answer-evidence"], "é" * most["answer-disagree"], "\u200b" * most["answer-action"]
    )
    actions = [("1-i", "\u200b" * most["action-text"])] * 3
    path = save_file(tmp_path / "full.json", "council", dict.fromkeys(TABLES.proposals, full), actions)
    assert read_file(path).answers["6-iii"] == full and path.stat().st_size > 2_000_000
    with pytest.raises(Refused, match=r"an action that is missing or too long, number 1: .* at most 2,000 characters"):
        save_file(tmp_path / "more.json", "council", {"1-i": full}, [("", "x" * (most["action-text"] + 1))])
    assert not (tmp_path / "more.json").exists()


def test_no_box_of_the_book_cuts_what_is_put_into_it():
    """A browser cuts a paste at a box's `maxlength` without a word: no page or script sets one."""
    code = Path(joint_working.__file__).parent
    found = [path.name for path in code.rglob("*.*") if path.suffix in (".py", ".js", ".html")
             and re.search(r"maxlength\s*=|\.maxLength", path.read_text(encoding="utf-8"), re.I)]  # fmt: skip
    assert found == []


def test_patterns_mean_the_same_in_both_languages():
    for check in TABLES.rules.checks:
        if check.test == "pattern":
            assert re.fullmatch(r"[a-f0-9\[\](){}|-]+", check.value), check.key


def test_what_is_written_is_read_back():
    for name, content in examples().items():
        found = read(name, content, TABLES.rules)
        assert write(found, TABLES.kind, TABLES.version) == content


def test_a_group_keeps_what_is_there_when_a_bad_file_comes():
    group = merge_files(examples())
    again = merge_files({"cut.json": b"{", **examples()}, group)
    assert again.members == group.members and len(again.refused) == 7


def test_nothing_is_added_up_averaged_or_ranked():
    words = " ".join([*SAID.values(), self_evaluation.text(), disagreement_map.text()])
    assert not re.search(r"\b(score|points|average|mean|total|overall|rank|best|worst|out of)\b", words, re.I)
    assert not re.search(r"\bmean\(|average|sum of steps", json.dumps(group_frame(disagreement_map.example).to_dict()))


def test_the_map_counts_every_answer_once():
    group = disagreement_map.example
    rows = {row.proposal: row for row in rows_of(group)}
    frame = group_frame(group)
    assert len(rows) == 25 and len(frame) == sum(sum(row.placed.values()) for row in rows.values()) == 150
    for key, row in rows.items():
        steps = frame[frame["proposal"] == TABLES.rules.called[key]]["step"].dropna()
        assert (row.low, row.high) == (steps.min(), steps.max()), key
        assert row.spread == steps.max() - steps.min()


def test_csv_keeps_roles_only_and_disarms_formulas():
    document = good(role="officers", **{"1-i": "partly"})
    document["answers"]["1-i"]["evidence"] = '=HYPERLINK("x")\nsecond, line'
    document["actions"] = [{"proposal": "1-i", "text": "+1"}]
    group = merge_files({"a name.json": json.dumps(document).encode()})
    lines = list(csv.reader(io.StringIO(group_csv(group, [("", "@home")]), newline="")))
    assert lines[1][3:6] == ["Officers", "Partly", '\'=HYPERLINK("x")\nsecond, line']
    assert lines[2][2:5] == ["Action", "Officers, action proposed", "'+1"]
    assert lines[3] == ["", "", "Action", "The group, action chosen", "'@home", "", ""]
    assert "a name" not in str(lines) and document["id"] not in str(lines)
    own = list(csv.reader(io.StringIO(own_csv(group.members[0].evaluation), newline="")))
    assert len(own) == 27 and own[1][:4] == [
        "1(i)",
        "Collaborative leadership",
        TABLES.proposals["1-i"]["proposal"],
        "Partly",
    ]


def test_the_form_holds_all_25_proposals_without_javascript():
    html = self_evaluation.html()
    for key, row in TABLES.proposals.items():
        assert f'id="self-evaluation-{key}"' in html
        for words in (row["proposal"], row["paraphrase"], row["words"]):
            assert words.replace("'", "&#x27;") in html
        assert html.count(f'name="self-evaluation-{key}-step"') == 5
    assert html.count("We read of nothing since 2019") == 15 and html.count("<b>Since 2019:</b>") == 10
    assert "<form" not in html
    assert html == self_evaluation.html() and disagreement_map.html() == disagreement_map.html()


def test_what_people_wrote_is_escaped():
    case = next(case for case in CASES if "HTML" in case["case"])
    html = map_rows_html(merge(files_of(case), TABLES.rules))
    assert "<script" not in html and "<img" not in html and "<b>Everyone" not in html
    assert "&lt;script&gt;" in html
    assert "<script>" not in inert(TABLES.data(examples={"a": "</script><script>"}))


def test_the_tables_say_that_the_words_are_ours():
    assert [row["label"] for row in TABLES.scale.values()] == [
        "Not yet", "Partly", "Established", "Leading practice", "Don’t know",
    ]  # fmt: skip
    assert [row["step"] for row in TABLES.scale.values()] == [0, 1, 2, 3, None]
    assert "ours" in evidence.describe("evaluation_scale")["description"]
    assert {row["kind"] for row in evidence.table("evaluation_examples")} == {"illustrative"}


def test_a_notebook_writes_and_reads_the_same_files(tmp_path):
    path = save_file(tmp_path / "me.json", "council", {"1-i": Answer("leading", "minutes", "")}, [("1-i", "Ask")])
    found = read_file(path)
    assert (found.role, found.answers["1-i"].step, found.actions) == ("council", "leading", (("1-i", "Ask"),))
    with pytest.raises(Refused, match="“me.json” gives no role this page knows"):
        save_file(path, "Provost", {})
    assert read_file(path) == found  # a bad file never replaces a good one


def uploaded(name, content):
    now = datetime(2026, 11, 24, tzinfo=UTC)
    return {"name": name, "content": memoryview(content), "type": "", "size": len(content), "last_modified": now}


def test_the_widgets_answer_as_the_page_does(tmp_path):
    form = Twin(self_evaluation, tmp_path)
    form.inputs["1-i-step"].value, form.inputs["1-i-evidence"].value = "partly", "<b>minutes</b>"
    form.inputs["proposal"].value = "2-iii"
    form.inputs["2-iii-step"].value = "dont-know"
    assert "2 of 25 answered. Evidence written for 1." in form.sentence.value
    answers = {"1-i": Answer("partly", "<b>minutes</b>"), "2-iii": Answer("dont-know")}
    assert profile_html(answers) in form.body.value
    assert SAID["role"] in form.body.value and form.save.layout.display == "none"
    form.inputs["role"].value = "council"
    form.save.click()
    form.save.click()  # again: one file, not two
    (path,) = tmp_path.iterdir()
    assert path.name in form.notice.value
    other = Twin(self_evaluation, tmp_path)
    other.inputs["open"].value = (uploaded("x.json", path.read_bytes()),)
    assert other.inputs["role"].value == "council" and other.inputs["1-i-evidence"].value == "<b>minutes</b>"
    assert "“x.json” is open. 2 of 25 answered." in other.body.value
    other.inputs["open"].value = (uploaded("cut.json", b"{"),)
    assert "“cut.json” is damaged" in other.body.value and "2 of 25 answered" in other.sentence.value
    group = Twin(disagreement_map)
    assert group_sentence(disagreement_map.example) in group.sentence.value
    group.inputs["add"].value = (uploaded("me.json", path.read_bytes()), uploaded("cut.json", b"{"))
    assert "1 evaluation: Council 1." in group.sentence.value and "“cut.json” is damaged" in group.body.value
    group.inputs["shown"].value = "nobody"
    assert SAID["nobody"] in group.sentence.value
