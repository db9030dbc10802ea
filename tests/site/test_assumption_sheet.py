"""The sheet of assumptions: the explorers' own words, each once, and settings that do change the answer."""

import pytest
from markupsafe import escape

from joint_working import evidence, explorers
from joint_working.site import assumption_sheet

ROWS = evidence.table("assumptions")
BY_NAME = {explorer.name: explorer for explorer in explorers.every()}


def shown():
    return str(assumption_sheet.sheet(lambda page: f"../{page}.html"))


def test_the_words_are_the_explorers_own():
    strange = [row["assumption"] for row in ROWS if row["assumption"] not in BY_NAME[row["explorer"]].assumes]
    assert not strange, "data/assumptions.csv holds a line that its explorer does not print"


def test_every_explorer_names_what_its_conclusion_turns_on():
    assert {row["explorer"] for row in ROWS} == set(BY_NAME)
    assert {row["reader"] for row in ROWS} == set(assumption_sheet.READERS)


@pytest.mark.parametrize("row", [row for row in ROWS if row["setting"]], ids=lambda row: row["setting"])
def test_another_setting_changes_the_answer(row):
    explorer = BY_NAME[row["explorer"]]
    levers = assumption_sheet.other(explorer, row["setting"])
    assert explorer.sentence(levers) != explorer.sentence()
    usual, otherwise = assumption_sheet.compared(explorer, row["setting"]).split(" Otherwise: ")
    assert usual.removeprefix("As usual: ") != otherwise


def test_every_line_of_every_explorer_is_there_and_what_is_decisive_comes_first():
    html = shown()
    for explorer in BY_NAME.values():
        part = html.split(f"<summary>{escape(explorer.title)}: ")[1].split("</details>")[0]
        for words in (*explorer.assumes, *explorer.omits):
            assert f"<li>{escape(words)}</li>" in part, (explorer.name, words)
        decisive = [row["assumption"] for row in ROWS if row["explorer"] == explorer.name]
        first = [words for words in explorer.assumes if words in decisive]
        at = [part.index(str(escape(words))) for words in explorer.assumes]
        assert sorted(at)[: len(first)] == sorted(part.index(str(escape(words))) for words in first)


def test_each_reader_can_sign():
    html = shown()
    for reader in assumption_sheet.READERS:
        section = html.split(f"<h2>For a {reader}</h2>")[1].split("</section>")[0]
        lines = sum(row["reader"] == reader for row in ROWS)
        assert "Signed <span></span>" in section and section.count("<i aria-hidden") == lines
