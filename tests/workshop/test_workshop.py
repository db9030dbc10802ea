"""The workshop's words: no number is typed, timings add up, cards obey the law of their day, sources resolve."""

import re
from pathlib import Path

import pytest

from joint_working import evidence
from joint_working.evidence import EvidenceError
from joint_working.explorers import board_night, five_years
from joint_working.workshop import content, printing, sheets

TABLES = [name for name in evidence.tables() if name.startswith("workshop_")]
WORDS = [name for name in TABLES if name not in ("workshop_effects", "workshop_sheets")]
#: Numbers in the words of the pack that count no money, people or votes: years of the plan and of the world; numbers
#: of papers, options, questions, roles, results and rounds; lengths of the night, sizes of print, and the licence.
PLAIN = re.compile(
    r"[Yy]ears? \d( (to|and) \d)?|\b20\d\d(/\d\d)?\b|[Pp]aper \d|[Rr]ound \d|90 minutes|1[46] point|"
    r"[Oo]ptions? \d( and \d)?|[Rr]esult \d|papers 1|1 December|45 minutes|"
    r"[Qq]uestions? \d( and \d)?|[Rr]oles? \d+( to \d+)?|Attribution 4\.0|CC BY 4\.0"
)
#: Columns that hold names of rows and places in sources, not words of the pack.
COLUMNS = ("key", "list", "agenda", "source", "also", "locator", "rule", "chapter", "columns", "reveals", "fact_on")
COLUMNS += ("stands_for", *(row["key"] for row in evidence.table("workshop_counters")))
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
    from joint_working.site.pack import pages

    for module in (sheets, printing, pages):
        code = Path(module.__file__).read_text(encoding="utf-8")
        assert not re.search(r"£\s?\d|\d\s?%|\d(\.\d)?m\b(?!m)", re.sub(r"printed as £13.0m", "", code))


def test_a_slot_that_asks_for_nothing_known_is_refused():
    for asked in (
        "plan over 9",
        "round stands 9",
        "round posts 1",
        "lever usual savngs",
        "votes c needed",
        "rule no-such",
        "fact no-such",
        "hello",
    ):
        with pytest.raises(EvidenceError):
            content.fill(f"It is {{{asked}}}.")


def test_slots_agree_with_the_labs():
    lived = five_years.model(five_years.at("board-night"))
    assert content.slot("plan over 3") == f"£{lived.years[2].overspend:.1f}m"
    assert content.slot("plan gap 1") == "£13.0m", "learning outcome: a gap of about this size before reserves"
    assert content.slot("plan paid 5") == f"£{sum(round(year.overspend, 1) for year in lived.years):.1f}m"
    nothing = {f"{board}_option_{name}": 0 for board in "ab" for name in ("first", "second", "third")}
    board = board_night.model(board_night.at(**nothing)).boards[0]
    assert content.slot("round stands 1") == content.slot("plan gap 1") == f"£{board.years[0].left:.1f}m"
    assert content.slot("round stands 4") == f"£{board.rounds[2].handed:.1f}m"


def test_a_clerk_who_adds_the_sealed_results_finds_what_the_projector_shows():
    """One option, moved once: the printed sums and the page agree to the rounding of the numbers added."""
    for taken, name in enumerate(("first", "second", "third")):
        tables = [cells for caption, cells in cells_of(sheets.result(2)) if caption.startswith("Carried in")]
        for option in range(1, 5):
            for place in (1, 3, 6):
                nothing = {f"a_option_{each}": 0 for each in ("first", "second", "third")}
                moved = nothing | {f"a_option_{name}": option, f"a_column_{name}": place}
                board = board_night.model(board_night.at(**moved)).boards[0]
                adds = float(tables[2 * taken][option - 1][place].replace("\u2212", "-"))
                stands = float(content.slot("round stands 3")[1:-1])
                assert abs(board.years[3].left + board.years[4].left - stands - adds) < 0.11


def cells_of(html):
    """Return each table of a sheet as its caption and the cells of its body, row by row."""
    found = []
    for table in re.findall(r"<table.*?</table>", html, re.S):
        caption = re.sub("<[^>]+>", "", re.search(r"<caption>(.*?)</caption>", table)[1])
        body = re.findall(r"<tr>(.*?)</tr>", table.split("<tbody>")[1], re.S)
        cells = [
            [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in body
        ]
        found.append((caption, cells))
    return found


def test_paper_1_can_be_checked_by_hand_down_its_column():
    (_, rows), *_ = cells_of(sheets.paper_1())
    paid, cost, short, lasting, one_off, left, drawn, owed = [float(row[1]) for row in rows]
    assert abs(cost - paid - short) < 1e-9 and abs(short - lasting - one_off - left) < 1e-9
    assert abs(left - drawn - owed) < 1e-9


def test_a_card_says_what_it_does():
    for row in content.rows("workshop_shocks"):
        said, card = sheets.card_words(row), content.night().cards[row["order"]]
        for option, moved in enumerate(card.columns):
            way = "left" if moved < 0 else "right"
            assert (f"Option {option}:" in said) == bool(moved) and (not moved or f"to the {way}" in said)
        assert ("moves money" in said) == bool(card.effects) == ("faster" in row["happens"] or "less than" in
                                                                 row["happens"])  # fmt: skip
        assert ("count as told" in said) == bool(card.reveals)


def test_the_words_for_tonight_are_the_glossarys():
    glossary = (Path(__file__).parents[2] / "book/reference/glossary.md").read_text(encoding="utf-8")
    for line in content.lines("words"):
        assert f"\n{line.text}\n    {line.more}\n" in glossary, line.text


@pytest.mark.parametrize("people", range(6, 31))
def test_any_number_of_people_can_play_and_the_sides_stay_equal(people):
    room = content.room_for(people)
    assert room.boards * room.players + room.gallery == people and 0 <= room.gallery < 10
    out = content.LEFT_OUT[room.players]
    assert room.players == 10 - len(out)
    groups = [row["group"] for row in content.rows("workshop_roles") if row["order"] not in out]
    assert groups.count("council") == groups.count("health_board") >= 1 and groups.count("representatives") == 3
    left_out = 3 - groups.count("council")
    assert content.votes("a", left_out)[0] == 2 * groups.count("council")
    assert content.votes("b", left_out)[0] == 2 * groups.count("council") + 3


def test_fewer_than_six_or_more_than_thirty_are_refused():
    for people in (5, 31):
        with pytest.raises(ValueError, match="expected 6 to 30 people"):
            content.room_for(people)


@pytest.mark.parametrize(("name", "length"), [("ninety", 90), ("forty-five", 45), ("half-day", 180)])
def test_timings_add_up(name, length):
    assert content.minutes(name) == length
    play, debrief = content.minutes(name, "play"), content.minutes(name, "debrief")
    assert name != "half-day" or play == debrief
    assert play > 0 and debrief > 0
    assert [step.start for step in content.agenda(name)][0] == 0


SPELLED = {
    word: number
    for number, word in enumerate(
        ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven"), start=1
    )
}


@pytest.mark.parametrize("name", content.AGENDAS)
def test_the_minutes_within_each_part_add_up(name):
    timed = 0
    for step in content.agenda(name):
        found = [re.match(r"(\w+) minutes?\. ", line) for line in step.do]
        if all(found):
            timed += 1
            assert sum(SPELLED[match[1]] for match in found) == step.minutes, f"{name}, {step.title}"
        else:
            assert not any(found) and name == "half-day", f"{name}, {step.title}: time every line, or none"
    assert timed >= 6


def test_the_ninety_minutes_follow_the_design():
    assert [step.start for step in content.agenda("ninety")] == [0, 6, 13, 30, 44, 58, 84]


def test_everything_the_script_asks_for_is_in_the_pack():
    titles = " | ".join(one.title.lower() for one in sheets.SHEETS)
    for name in content.AGENDAS:
        for step in content.agenda(name):
            for wanted in filter(None, step.material.lower().split("; ")):
                assert wanted in titles, f"{step.title}: {wanted}"


def test_two_boards_of_ten_roles_and_the_law_of_their_day():
    rows = content.rows("workshop_roles")
    assert [row["group"] for row in rows].count("council") == [row["group"] for row in rows].count("health_board") == 3
    assert len(rows) == 10 and len({row["knows"] for row in rows}) == 10
    assert sheets.role_cards().count("<article") == sheets.role_cards("a").count("<article") == 10
    names = [re.findall("<h3>(.*?)</h3>", sheets.role_cards(board)) for board in "ab"]
    assert len({*names[0], *names[1]}) == 20, "bookmarks tell the cards apart"
    assert sheets.vote_words("representatives", "a") == "you speak, and have no vote"
    assert sheets.vote_words("representatives", "b") == "you have a vote"
    assert all(sheets.vote_words("officer", board) == "you speak, and have no vote" for board in "ab")
    assert content.votes("a") == (6, 3) and content.votes("b") == (9, 5)
    assert "3 of 6" in sheets.vote_sheet("a") and "5 of 9" in sheets.vote_sheet("b")
    assert "Representatives:" not in sheets.vote_sheet("a") and "Representatives:" in sheets.vote_sheet("b")


@pytest.mark.parametrize(("text", "keys"), content.MEETING)
def test_a_rule_of_the_meeting_is_given_with_all_its_legs(text, keys):
    for key in keys:
        rule = content.law(key)
        assert rule.kind in ("law", "reading"), key
        for leg in evidence.parted(rule.legs):
            assert any(words.casefold() in text.casefold() for words in leg.split("/")), f"{key}: {leg}"


def test_standing_orders_are_asked_only_what_the_order_leaves_open():
    for _, key in (*content.MUST_HOLD, *content.MAY_NOT):
        assert content.law(key).kind == "law", key
    for question, key in content.LEFT_OPEN:
        assert content.law(key).kind in ("open", "reading") or key in ("tied-vote", "voting-members"), question
    words = sheets.sheet("standing-orders").text()
    assert "give anybody a casting vote (art. 18(2)(a))" in words and "fewer than half" in words


def test_the_rules_of_the_meeting_name_the_places_of_the_rules():
    lines = dict(row for row in (cells[:2] for cells in cells_of(sheets.meeting_rules())[0][1]))
    places = list(lines.values())
    assert "Sch. 3" in places and "art. 18(2)(a)" in places and "art. 1(2)" in places
    assert sum("our reading" in place for place in places) == 1
    assert all(re.search(r"(arts?\.?|Sch\.) \d", place) for place in places)


def test_no_word_of_the_pack_lets_a_tie_fall_or_a_chair_vote_twice():
    """Half and no casting vote are law; only what follows a tie is a board's own."""
    for name in ("script", "forty-five", "half-day", "vote-a", "vote-b", "people", "debrief", "own-board", "round-2"):
        words = sheets.sheet(name).text()
        assert not re.search(r"motion falls|it falls|second vote|check your own standing orders", words), name
    for name in ("script", "forty-five", "half-day"):
        words = sheets.sheet(name).text()
        assert "By law a quorum is one half" in words and "nobody on a joint board has a casting vote" in words
        assert "A tied motion is not decided" in words
    for board in "ab":
        assert "tied: not decided" in sheets.vote_sheet(board) and "by law one half" in sheets.vote_sheet(board)


def test_a_partners_own_rules_are_left_at_the_door():
    for row in content.rows("workshop_roles"):
        if row["group"] in ("council", "health_board"):
            assert "here" in row["must"] and "half" in row["must"] and "nobody has" in row["must"], row["key"]


def test_the_lists_of_the_levers_are_those_of_the_tables():
    known = {lever.name: lever for lever in board_night.fields}
    rows = content.rows("workshop_shocks")
    cards = [f"{row['order']}. {row['title']}" for row in rows if content.night().cards[row["order"]].effects]
    titles = tuple(row["title"] for row in content.rows("workshop_options"))
    for name in ("first", "second", "third"):
        assert known[f"card_{name}"].options == ("No card that moves money", *cards)
        assert known[f"a_option_{name}"].options == known[f"b_option_{name}"].options == titles
    assert len(rows) == 12 and len(titles) == 5


def test_every_effect_belongs_to_a_card_or_an_option_and_stays_in_range():
    reach = {lever.name: lever for lever in five_years.fields}
    for row in evidence.table("workshop_effects"):
        assert row["key"] in {found["key"] for found in evidence.table(f"workshop_{row['of']}s")}
        for value in map(float, row["values"].split("|")):
            if row["how"] == "set":
                reach[row["lever"]].check(value)


def test_a_card_names_its_places_in_its_sources():
    for row in content.rows("workshop_shocks"):
        assert len(row["locator"].split("; ")) == 1 + len(evidence.parted(row["also"]))


def test_no_card_or_paper_names_a_place():
    places = {row["council"].lower() for row in evidence.table("councils")}
    for one in sheets.SHEETS:
        if one.reader == sheets.PLAYER:
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


def test_the_example_passes_the_seven_checks():
    from joint_working.explorers.who_decides.direction_checker import direction_checker

    findings = direction_checker.check(direction_checker.example("complete"))
    assert [finding.status for finding in findings] == ["met"] * 7


def test_the_books_pages_show_every_sheet_once_under_an_id_of_its_own():
    pages = [
        (Path(__file__).parents[2] / f"book/8-for-trainers/{name}.ipynb").read_text(encoding="utf-8")
        for name in ("board-night", "run-a-workshop")
    ]
    ids = re.findall(r'id=\\"sheet-([a-z0-9-]+)\\"', " ".join(pages))
    both = {"role-cards"} | {one.name for one in sheets.SHEETS if not one.name.startswith("role-cards")}
    assert set(ids) == both | {"plan"}
    assert {name for name in ids if ids.count(name) > 1} == {"agenda"}, "on a page each"


def test_a_folded_sheet_opens_with_its_title_and_an_open_one_has_none():
    folded, plain = sheets.show("licence").html(), sheets.show("licence", folded=False).html()
    assert folded.startswith('<details class="jw-sheet"><summary>Licence') and 'id="sheet-licence"' in folded
    assert plain.startswith('<div class="jw-sheet" id="sheet-licence"><ul>')
    with pytest.raises(KeyError):
        sheets.show("no-such-sheet")
