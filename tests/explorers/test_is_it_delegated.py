"""Is it delegated?: every row can be reached, must and may are the table's, and what was not read is said."""

import re
from collections import Counter

import pytest

from joint_working import evidence
from joint_working.explorers import theme
from joint_working.explorers.why_join_up import is_it_delegated as finder

ROWS = {row["key"]: row for row in evidence.table("delegated_functions")}
FOUND = finder.functions()
PANEL = finder.is_it_delegated()


def answer(key):
    return PANEL.answers[key,]


def test_each_of_the_28_rows_can_be_chosen_and_has_an_answer():
    assert len(ROWS) == 28
    assert set(FOUND) == set(ROWS)
    assert set(PANEL.questions[0].options) == set(ROWS)
    html = PANEL.html()
    for key in ROWS:
        assert f'<option value="{key}"' in html and f'data-answer="{key}"' in html, key


def test_the_list_is_grouped_council_then_health_board_then_the_rest():
    words = list(PANEL.questions[0].options.values())
    groups = [text.split(":")[0] for text in words]
    assert list(dict.fromkeys(groups)) == ["Council", "Health board", "About delegation"]
    assert groups == sorted(groups, key=["Council", "Health board", "About delegation"].index)
    assert len(set(words)) == 28
    assert Counter(groups) == {"Council": 12, "Health board": 9, "About delegation": 7}


@pytest.mark.parametrize("key", ROWS)
def test_must_or_may_is_what_the_table_says(key):
    row, said = ROWS[key], dict(answer(key).body.said)
    assert said["Must or may"] == finder.STANDING[row["standing"]]
    assert said["By whom"].lower() == row["delegating_body"]
    assert said["Scope and limits"].rstrip(".").lower() == row["scope"].rstrip(".").lower()
    assert said.get("Beware", "") == (row["note"] or "")
    assert said["How sure"].lower().startswith(row["confidence"])
    sentence = answer(key).sentence
    assert sentence.startswith(row["function"] + ":")
    for standing, words in {"must": "must delegate", "may": "may delegate", "usually kept": "usually keeps"}.items():
        assert (words in sentence) == (row["standing"] == standing), (key, standing)


@pytest.mark.parametrize("key", ROWS)
def test_every_answer_names_its_sources_and_what_to_check(key):
    row, said = ROWS[key], dict(answer(key).body.said)
    assert len(said["Check in your scheme"]) > 30
    html = answer(key).body.html()
    for source in (row["source"], *evidence.parted(row["also"] or "")):
        assert finder.esc(evidence.source(source).title) in html, source


def test_it_says_not_verified_wherever_a_list_or_an_area_was_not_read():
    for key, found in FOUND.items():
        if found.standing in ("must", "may", "usually kept"):
            assert "not verified" in dict(answer(key).body.said)["Open"], key
    said = "must", "may", "usually kept"
    assert any(not f.not_verified for f in FOUND.values() if f.standing not in said), "the words would mean nothing"
    assert set(finder.OPEN) | set(finder.BY_AREA) <= set(ROWS)
    assert set(finder.CHECK_ROWS) == {key for key, found in FOUND.items() if found.group == "about"}


def test_areas_are_those_of_the_table_of_authorities():
    rows = evidence.table("authorities")
    for key, column in finder.BY_AREA.items():
        said = finder.areas(key)
        known = [row for row in rows if row[column] != "not verified"]
        assert known, "nothing to say"
        for row in rows:
            assert (row["authority"] + "," in said) == (row in known), row["authority"]
        assert f"other {31 - len(known)} of 31 areas: not verified" in said


def test_what_is_known_of_an_area_names_its_source():
    html = answer("childrens-social-work").body.html()
    for row in evidence.table("authorities"):
        if row["children_services"] != "not verified":
            assert finder.esc(evidence.source(row["children_services_source"]).title) in html, row["authority"]


def test_pictures_tell_must_may_and_kept_apart_without_colour():
    palette = {value.lower() for value in vars(theme).values() if isinstance(value, str) and value.startswith("#")}
    drawn = {found.standing: finder.draw(found) for found in FOUND.values()}
    assert "stroke-dasharray" in drawn["may"] and "stroke-dasharray" not in drawn["must"]
    for standing, word in {"must": ">must<", "may": ">may<", "usually kept": ">keeps<"}.items():
        assert word in drawn[standing]
        assert {c.lower() for c in re.findall(r"#[0-9A-Fa-f]{6}", drawn[standing])} <= palette
    assert drawn["rule"] == drawn["seen in practice"] == ""


def test_the_table_has_every_row_and_the_same_answer():
    table = finder.table_of_functions()
    assert len(table.rows) == 28
    shown = {row["name"]: row for row in table.rows}
    for row in ROWS.values():
        assert shown[row["function"]]["standing"] == finder.STANDING[row["standing"]]
    text = table.text()
    assert "not verified" in text and "no figure" not in text


def test_it_says_what_it_assumes_and_sends_the_reader_to_the_scheme():
    assert PANEL.assumes and any("Check your scheme and standing orders" in line for line in PANEL.does_not_show)
    assert "Must be delegated" in PANEL.text()
