"""The workshop's words: no number is typed, timings add up, cards obey the law of their day, sources resolve."""

import re
from pathlib import Path

import pytest

from joint_working import evidence
from joint_working.evidence import EvidenceError
from joint_working.explorers import board_night, five_years
from joint_working.workshop import content, sheets

TABLES = [name for name in evidence.tables() if name.startswith("workshop_")]
WORDS = [name for name in TABLES if name != "workshop_effects"]
#: Numbers in the words of the pack that count no money, people or votes: years of the plan and of the world, papers,
#: rounds, lengths of the night, sizes of print, and the licence.
PLAIN = re.compile(
    r"[Yy]ears? \d( to \d)?|years 1 and \d|\b20\d\d(/\d\d)?\b|[Pp]aper \d|Round \d|90 minutes|1[46] point|"
    r"Attribution 4\.0|CC BY 4\.0|the 90 minutes"
)
#: Columns that hold names of rows and places in sources, not words of the pack.
COLUMNS = ("key", "list", "agenda", "source", "also", "locator", "rule", "chapter")
MONEY = re.compile(r"£|%|\bper cent\b|\bmillion\b|\bbillion\b")


def raw(name):
    """Return every text of a table as it stands in the file, with the row's number."""
    for number, row in enumerate(evidence.table(name), start=2):
        for column, value in row.items():
            if isinstance(value, str) and column not in COLUMNS:
                yield f"data/{name}.csv, row {number}, {column}", value


@pytest.mark.parametrize("name", WORDS)
def test_no_number_is_typed_in_the_words_of_the_pack(name):
    for place, text in raw(name):
        words = PLAIN.sub("", re.sub(r"\{[^{}]*\}", "", text))
        assert not MONEY.search(words), f"{place}: write a slot such as {{plan over 3}} for the sum in {text!r}"
        assert not re.search(r"\d", words), f"{place}: write a slot, or a word, for the number in {text!r}"


def test_a_typed_number_would_be_found():
    assert MONEY.search(PLAIN.sub("", "The gap is £13m in year 1."))
    assert re.search(r"\d", PLAIN.sub("", "Six of 9 voted in year 1."))
    assert not re.search(r"\d", PLAIN.sub("", "In year 1 and year 3, paper 2, 2024/25."))


def test_no_number_is_typed_in_the_sheets_or_the_cover():
    from joint_working.site import pack

    for module in (sheets, pack):
        code = Path(module.__file__).read_text(encoding="utf-8")
        assert not re.search(r"£\s?\d|\d\s?%|\d(\.\d)?m\b(?!m)", re.sub(r"printed as £13.0m", "", code))


def test_a_slot_that_asks_for_nothing_known_is_refused():
    for asked in (
        "plan over 9",
        "option gold over 1",
        "lever usual savngs",
        "votes c needed",
        "fact no-such",
        "hello",
    ):
        with pytest.raises(EvidenceError):
            content.fill(f"It is {{{asked}}}.")


def test_slots_agree_with_the_labs():
    lived = five_years.model(five_years.at())
    assert content.slot("plan over 3") == f"£{lived.years[2].overspend:.1f}m"
    assert content.slot("plan gap 1") == "£13.0m", "learning outcome: a gap of about this size before reserves"
    levers = board_night.at("two-budgets")
    carried = board_night.model(levers).boards[0]
    assert content.slot("option one-off over 3") == f"£{carried.years[2].overspend:.1f}m"
    shocked = board_night.model(board_night.at(shock=1)).boards[0]
    assert content.slot("shock late-offer over 1") == f"£{shocked.years[0].overspend:.1f}m"


@pytest.mark.parametrize(("name", "length"), [("ninety", 90), ("forty-five", 45), ("half-day", 180)])
def test_timings_add_up(name, length):
    assert content.minutes(name) == length
    play, debrief = content.minutes(name, "play"), content.minutes(name, "debrief")
    assert debrief >= play / 2
    assert name != "half-day" or play == debrief
    assert [step.start for step in content.agenda(name)][0] == 0


def test_the_ninety_minutes_follow_the_design():
    assert [step.start for step in content.agenda("ninety")] == [0, 8, 18, 25, 42, 55, 62, 85]


def test_everything_the_script_asks_for_is_in_the_pack_or_the_book():
    titles = " ".join(one.title.lower() for one in sheets.SHEETS)
    aliases = {
        "swim lanes": "two decisions", "facilitator view": None, "direction checker": None, "role cards": "role cards",
        "shock card": "shock cards", "vote sheets": "vote sheet", "evaluation form": "evaluation",
    }  # fmt: skip
    for name in content.AGENDAS:
        for step in content.agenda(name):
            for wanted in filter(None, re.split(r"; ", step.material.lower())):
                if wanted.startswith(("or the", "budget lab")):
                    continue
                wanted = aliases.get(wanted, wanted)
                assert wanted is None or wanted in titles, f"{step.title}: {wanted}"


def test_two_boards_of_ten_roles_and_the_law_of_their_day():
    rows = content.rows("workshop_roles")
    assert [row["group"] for row in rows].count("council") == [row["group"] for row in rows].count("health_board") == 3
    assert len(rows) == 10 and len({row["knows"] for row in rows}) == 10
    assert sheets.role_cards("ab", together=False).count("<article") == 20
    assert sheets.vote_words("representatives", "a") == "you speak, and have no vote"
    assert sheets.vote_words("representatives", "b") == "you have a vote"
    assert all(sheets.vote_words("officer", board) == "you speak, and have no vote" for board in "ab")
    assert content.votes("a") == (6, 3) and content.votes("b") == (9, 5)


def test_the_lists_of_the_levers_are_those_of_the_tables():
    known = {lever.name: lever for lever in board_night.fields}
    cards = [f"{row['order']}. {row['title']}" for row in content.rows("workshop_shocks")]
    assert list(known["shock"].options) == ["No card", *cards] and len(cards) == 12
    titles = tuple(row["title"] for row in content.rows("workshop_options"))
    assert known["a_option"].options == known["b_option"].options == titles


def test_every_effect_belongs_to_a_card_or_an_option_and_stays_in_range():
    reach = {lever.name: lever for lever in five_years.fields}
    for row in evidence.table("workshop_effects"):
        assert row["key"] in {found["key"] for found in evidence.table(f"workshop_{row['of']}s")}
        if row["how"] == "set":
            reach[row["lever"]].check(row["value"])


def test_a_card_without_effect_says_what_changes_at_the_table():
    moved = {row["key"] for row in evidence.table("workshop_effects") if row["of"] == "shock"}
    for row in content.rows("workshop_shocks"):
        assert (row["key"] in moved) != bool(row["conduct"]), row["key"]
        assert len(row["locator"].split("; ")) == 1 + len(evidence.parted(row["also"]))


def test_no_card_or_paper_names_a_place():
    places = {row["council"].lower() for row in evidence.table("councils")}
    for one in sheets.SHEETS:
        if one.holder == sheets.PLAYER:
            words = one.text().lower()
            assert not [place for place in places if re.search(rf"\b{re.escape(place)}\b", words)], one.name


def test_polls_have_one_right_answer_and_a_chapter():
    for row in content.rows("workshop_polls"):
        assert 1 <= row["right"] <= len(row["answers"].split("|")) == 4
        if row["rule"]:
            assert evidence.rule(row["rule"], as_at="2026-11-22")


def test_every_sheet_has_words_and_no_slot_is_left():
    assert len({one.name for one in sheets.SHEETS}) == len(sheets.SHEETS)
    for one in sheets.SHEETS:
        words = one.text()
        assert len(words) > 80 and "{" not in words and "None\n" not in words, one.name


def test_the_example_passes_the_six_checks():
    from joint_working.explorers.who_decides.direction_checker import direction_checker

    findings = direction_checker.check(direction_checker.example("complete"))
    assert [finding.status for finding in findings] == ["met"] * 6
