"""How the pack is put on paper: a row for every sheet, files of one holder each, copies for any number of people."""

import pytest

from joint_working import evidence
from joint_working.evidence import EvidenceError
from joint_working.workshop import content, printing, sheets

ROWS = [dict(row) for row in evidence.table(printing.TABLE)]


def changed(sheet, /, **columns):
    return [row | (columns if row["sheet"] == sheet else {}) for row in ROWS]


def test_every_sheet_is_in_one_file_of_one_holder_and_no_file_is_empty():
    files = printing.files()
    placed = [each.sheet.name for file in files for each in file.sheets]
    assert sorted(placed) == sorted([one.name for one in sheets.SHEETS] + ["plan"])
    assert all(file.sheets and file.pages for file in files)
    assert len({file.holder for file in files}) == len(files), "the foot tells the files apart"


def test_what_players_hold_gives_away_nothing_that_only_the_facilitator_holds():
    for file in printing.files():
        held = {each.sheet.holder for each in file.sheets}
        assert len(held) == 1 or file.copies == "one", file.name


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([row for row in ROWS if row["sheet"] != "map"], r"expected a row for the sheet 'map', found none"),
        (changed("map", sheet="mop"), r"row \d+, sheet: expected a sheet of the pack, found 'mop'"),
        (changed("paper-2", copies="one"), r"row \d+, copies: expected 'person', as for the file .* found 'one'"),
        (changed("paper-2", paper="A3"), r"row \d+, paper: expected 'A4', as for the file .* found 'A3'"),
        (changed("paper-2", holder="Nobody"), r"row \d+, holder: expected 'Each person, at the start', as for"),
        (changed("map", side="any"), r"row \d+, side: expected one for every sheet of the file 'wall-tables', or for"),
    ],
)  # fmt: skip
def test_a_fault_of_the_table_is_one_sentence(rows, problem):
    with pytest.raises(EvidenceError, match=problem) as raised:
        printing.arranged(rows, printing.by_name())
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("people", range(6, 31))
def test_the_copies_are_those_of_the_room(people):
    needed, room = printing.need(people), content.room_for(people)
    night = [file for file in printing.files() if not file.only]
    assert set(needed.copies) == {file.name for file in night}, "what half a day alone needs is left out"
    by_rule = {file.copies: needed.copies[file.name] for file in night}
    assert by_rule["person"] == people and by_rule["table"] == room.boards
    assert people <= 2 * by_rule["pair"] <= people + 1
    assert by_rule["board-a"] + by_rule["board-b"] == room.boards, "a set of cards for each board"
    assert by_rule["rounds"] == 3 * room.boards


def test_sheets_of_paper_are_counted_by_file_and_by_side():
    needed, files = printing.need(14), printing.files()
    copies = needed.copies
    one = sum(copies[file.name] * file.pages for file in files if file.name in copies)
    assert needed.one_side == one and one / 2 < needed.two_sides < one
    longer = {file.name: file.pages + (file.copies == "person") for file in files}
    more = printing.need(14, longer)
    assert more.one_side == one + 14 * sum(file.copies == "person" and not file.only for file in files)
    cards = next(file for file in files if file.name == "cards")
    alone = {file.name: cards.pages if file is cards else 0 for file in files}
    assert printing.need(14, alone).two_sides == printing.need(14, alone).one_side == cards.pages, (
        "cards are not backed"
    )


def test_the_numbers_grow_with_the_people():
    needs = [printing.need(people) for people in range(6, 31)]
    assert all(a.two_sides < b.two_sides for a, b in zip(needs, needs[1:], strict=False))
    with pytest.raises(ValueError, match="expected 6 to 30 people, got 31"):
        printing.need(31)


def test_the_plan_says_what_it_counts():
    words = printing.plan(people=14)
    assert "how many copies for 14 people" in words and words.count("<tr>") > 25 + len(printing.files())
    needed = printing.need(14)
    assert f"that is {needed.two_sides} sheets of paper, or {needed.one_side} on one side" in words
    assert "how many copies for" not in printing.plan() and "sheets of paper, or" not in printing.plan()


def test_the_chairs_card_says_the_law_of_a_tie_and_of_the_quorum():
    words = sheets.sheet("chair-card").text()
    assert "no casting vote" in words and content.law("quorum").value in words


def test_what_a_short_night_leaves_out_is_what_its_script_does_not_ask_for():
    titles = [sheet.title.lower() for sheet in printing.left_out("forty-five")]
    wanted = {words for part in content.agenda("forty-five") for words in part.material.lower().split("; ") if words}
    assert titles and not [title for title in titles if any(words in title for words in wanted)]
    assert {"paper 3", "paper 4", "map of the board"} <= {title.split(":")[0] for title in titles}, "rounds 2 and 3"
    assert printing.left_out("ninety") == []
    assert f"For 45 minutes leave out: {printing.left_out('forty-five')[0].title}" in printing.plan()
