"""Board Lab: reference values, the date that decides who votes, four real votes, and sentences that are all true."""

import csv
import itertools
import re
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from joint_working import evidence
from joint_working.bench.parity import at_random
from joint_working.explorers import board_lab, board_night
from joint_working.explorers.who_decides import board as lab
from joint_working.explorers.who_decides.board import make_board_lab, month_of, read_law
from joint_working.kit.contract import LinkWarning
from joint_working.words import fill

DATA = Path(__file__).parents[2] / "data"
AUGUST, SEPTEMBER = 24319, 24320


def cells(*preset, **changes):
    """Return the table's rows by their label."""
    return {label: row for label, *row in board_lab.cells(board_lab.at(*preset, **changes))}


def result(*preset, **changes):
    return fill(board_lab.show(board_lab.at(*preset, **changes)).figure)


def sentence(*preset, **changes):
    return board_lab.sentence(board_lab.at(*preset, **changes))


# --- Reference values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "votes", "shares", "as_one", "needed", "figure"),
    [
        ({"date": AUGUST}, "3 – 3 0 6", "50% – 50% 0% 100%", "50% – 50% 0% 100%", 3, "Tied 3 to 3: not decided yet"),
        ({}, "3 – 3 3 9", "33% – 33% 33% 100%", "33% – 33% 33% 100%", 5, "Carried 6 to 3"),
        ({"council_a": 8, "health_board": 8, "health_board_against": 8}, "8 – 8 3 19", "42% – 42% 16% 100%",
         "33% – 33% 33% 100%", 10, "Carried 11 to 8"),
        ({"date": AUGUST, "councils": 1, "health_board": 6, "health_board_against": 6}, "3 3 6 0 12",
         "25% 25% 50% 0% 100%", "20% 20% 60% 0% 100%", 6, "Tied 6 to 6: not decided yet"),
        ({"councils": 1, "health_board": 6, "health_board_against": 6}, "3 3 6 3 15", "20% 20% 40% 20% 100%",
         "17% 17% 50% 17% 100%", 8, "Carried 9 to 6"),
    ],
)  # fmt: skip
def test_reference_values(changes, votes, shares, as_one, needed, figure):
    table = cells(**changes)
    assert table["Members with a vote"] == votes.split()
    assert table["Share of the votes"] == table["Power to decide, everyone alone"] == shares.split()
    assert table["Power to decide, representatives as one"] == as_one.split()
    assert board_lab.model(board_lab.at(**changes)).quorum.needed == needed
    assert result(**changes) == figure
    assert "is made up lawfully" in sentence(**changes)


def test_reference_values_of_representatives_each_alone():
    answer = board_lab.model(board_lab.at())
    assert answer.influences[1].council_a == 2 / 7 and answer.one_representative == 1 / 7


@pytest.mark.parametrize(
    ("preset", "one_by_one", "as_one", "each_alone", "everyone"),
    [
        ("today", ([3, 3, 1, 1, 1], [3, 3, 3], [1] * 9), "33%", "43%", "33%"),
        ("large", ([8, 8, 1, 1, 1], [8, 8, 3], [1] * 19), "33%", "43%", "16%"),
        ("two-councils", ([3, 3, 6, 1, 1, 1], [3, 3, 6, 3], [1] * 15), "17%", "23%", "20%"),
    ],
)
def test_three_ways_to_split_a_board_give_representatives_three_powers(
    preset, one_by_one, as_one, each_alone, everyone
):
    """Each case is counted here vote by vote, over every way of voting."""
    votes = [sum(turns(weights, last) for last in range(len(weights) - number, len(weights)))
             for weights, number in zip(one_by_one, (3, 1, 3), strict=True)]  # fmt: skip
    whole = [sum(turns(weights, voter) for voter in range(len(weights))) for weights in one_by_one]
    found = [f"{100 * part / every:.0f}%" for part, every in zip(votes, whole, strict=True)]
    assert found == [each_alone, as_one, everyone]
    table = cells(preset)
    assert table["Power to decide, representatives as one"][3] == as_one
    assert table["Power to decide, representatives each alone"][3] == each_alone
    assert table["Power to decide, everyone alone"][3] == everyone
    what = fill(board_lab.show(board_lab.at(preset)).pictures[1].what)
    assert f"have {each_alone}, more than {as_one} as one, because only they split" in what
    assert f"With everyone alone it is {everyone}." in what


def turns(weights, voter):
    """Return in how many ways of voting of all others one voter turns a losing side into a winning one."""
    others = [weight for place, weight in enumerate(weights) if place != voter]
    ways = [1] + [0] * sum(others)
    for weight in others:
        for held in range(sum(others), weight - 1, -1):
            ways[held] += ways[held - weight]
    half = sum(weights) / 2
    return sum(number for held, number in enumerate(ways) if held <= half < held + weights[voter])


def test_nothing_is_said_or_counted_of_a_council_that_is_not_on_the_board():
    for levers in at_random(board_lab, 60, seed=31):
        view = board_lab.show(levers)
        two = levers.councils == 1
        words = " ".join([board_lab.sentence(levers), *(fill(part) for picture in view.pictures
                          for part in (picture.message, picture.what, picture.description))])  # fmt: skip
        assert ("Council A:" in words) == ("Council B:" in words) == two
        assert two or not re.search("[Cc]ouncil [AB]", words)
        assert {row[2] == "–" for row in board_lab.cells(levers)} == {not two}


def test_presets_are_the_reference_boards_a_tie_and_a_vacant_seat():
    voters = [board_lab.model(board_lab.at(preset.name)).voters for preset in board_lab.presets]
    assert voters == [9, 6, 19, 15, 9, 5]
    assert result("tie") == "Tied 4 to 4: not decided yet" and result("vacant") == "Lost 2 to 3"


def test_one_side_could_make_a_quorum_before_the_change_and_not_after():
    row = "Short of a quorum, if only they came"
    assert cells("large", date=AUGUST)[row] == ["0", "–", "0", "8", "0"]
    assert cells("large")[row] == ["2", "–", "2", "7", "0"]
    what = [fill(board_lab.show(board_lab.at("large", date=day)).pictures[2].what) for day in (AUGUST, SEPTEMBER)]
    assert "One partner’s members alone could be enough." in what[0]
    assert "No partner’s members alone could be enough." in what[1]


# --- Four real votes, as links -----------------------------------------------------------------------------

#: A board's vote as a link, the headline, and what the sentence has to say of it.
VOTES = {
    "a motion against an amendment, tied": (
        "&date=24254&question=1&council_a=4&health_board=4&health_board_against=4",
        "Tied 4 to 4: not decided yet",
        ("4 to 4: no majority (SSI 2014/285, article 11), so neither motion nor amendment is decided yet.",
         "The board’s own dispute mechanism follows (article 18(2)(a)); the Order names no default.",
         "One example, assumed and not law: it is put off to the next meeting, with a further report.",
         "No joint board may have a casting vote (article 18(2)(a))."),
    ),
    "the same, and the chair casts for the amendment": (
        "&date=24254&question=1&council_a=4&health_board=4&health_board_against=4&what_if_casting=2",
        "Tied 4 to 4: not decided yet",
        ("Not lawful for a joint board (article 18(2)(a)), and suspending standing orders does not make it so; but if "
         "the person presiding had a casting vote and used it for the amendment: the amendment would be carried.",),
    ),
    "one abstention": (
        "&date=24302&council_a=4&council_a_abstaining=1&health_board=4&health_board_against=3",
        "Carried 4 to 3",
        ("the motion is carried, 4 for and 3 against (SSI 2014/285, article 11).", "One member abstains.",
         "Open in the Order: if an abstention counts as a vote, 4 of 8 is no majority."),
    ),
    "sixteen seats, ten to six": (
        "&date=24302&council_a=8&council_a_against=6&health_board=8&health_board_against=0",
        "Carried 10 to 6",
        ("the motion is carried, 10 for and 6 against", "Present: 16 of 16 members with a vote"),
    ),
    "a vacant seat": (
        "&date=24278&council_a_vacant=1",
        "Lost 2 to 3",
        ("Filled: 5 of 6 seats with a vote.", "is made up lawfully",
         "Vacant: 1 of the council’s 3 seats, which it must fill (article 3(3)).",
         "may be cast jointly by the others of its side (article 13(1)",
         "here it is not cast.", "A vacancy does not undo what the board decides (article 15)."),
    ),
    "a vacant seat whose vote is cast": (
        "&date=24278&council_a_vacant=1&vacant_votes=1",
        "Tied 3 to 3: not decided yet",
        ("here it goes the way most of the others vote: 1 for, 0 against.",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("vote", VOTES)
def test_a_real_vote_can_be_entered_as_a_link_and_comes_out_as_the_law_has_it(vote):
    link, figure, said = VOTES[vote]
    levers = board_lab.from_link(f"#explorer=board-lab&v=2{link}")
    assert fill(board_lab.show(levers).figure) == figure
    for words in said:
        assert words in board_lab.sentence(levers), words
    assert board_lab.from_link(board_lab.to_link(levers)) == levers


def test_a_link_of_an_edition_with_other_levers_is_refused():
    with pytest.warns(LinkWarning, match="older edition, in which its levers meant something else"):
        assert board_lab.from_link("#explorer=board-lab&v=1&council_a=8&health_board=8") == board_lab.at()
    for version in (1, 2, 3):
        with pytest.warns(LinkWarning, match="older edition, in which its levers meant something else"):
            assert board_night.from_link(f"#explorer=board-night&v={version}&shock=1") == board_night.at()


# --- The date ----------------------------------------------------------------------------------------------


def test_the_date_flips_who_votes_and_names_the_instrument():
    before, after = (sentence(date=month) for month in (AUGUST, SEPTEMBER))
    assert "representatives have no vote until September\u00a02026 (SSI 2025/405, article 2(2))" in before
    assert "have a vote (from September\u00a02026, by SSI 2025/405, article 2(2))" in after
    months = range(24178, 24336)
    assert [board_lab.model(board_lab.at(date=month)).representatives_vote for month in months] == [
        int(month >= SEPTEMBER) for month in months
    ]


@pytest.fixture
def change(tmp_path, monkeypatch):
    """Return a function that makes Board Lab anew after changing cells of a copy of data/rules.csv."""

    def forget():
        for name, module in list(sys.modules.items()):
            if name.startswith("joint_working.evidence"):
                for thing in vars(module).values():
                    if hasattr(thing, "cache_clear"):
                        thing.cache_clear()

    def made(key, **values):
        folder = tmp_path / "data"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(DATA, folder)
        path = folder / "rules.csv"
        with open(path, encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        found = [line for line in lines if line["key"] == key]
        found[-1].update(values)
        for before, after in itertools.pairwise(found):
            before["valid_to"] = min(before["valid_to"], str(date.fromisoformat(after["valid_from"]) - timedelta(1)))
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, lines[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)
        monkeypatch.setenv("JOINT_WORKING_DATA", str(folder))
        forget()
        return make_board_lab()

    yield made
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize(
    ("day", "first"), [("2026-04-01", 24315), ("2026-10-01", 24321), ("2026-10-31", 24321), ("2027-02-14", 24325)]
)
def test_the_day_of_the_rule_alone_moves_the_switch(change, day, first):
    made = change("voting-members", valid_from=day)
    votes = [made.model(made.at(date=month)).representatives_vote for month in (first - 1, first)]
    assert votes == [0, 1]
    assert "have no vote until" in made.sentence(made.at(date=first - 1))
    assert "have a vote (from" in made.sentence(made.at(date=first))
    step = next(step.text for step in made.recording.steps if step.name == "representatives_vote")
    assert f"(date >= {first})" in step


def test_numbers_and_articles_come_from_the_rules(change):
    made = change("nominees-minimum-one-council", value="4")
    assert "Seats of the council: 3, where 4 is the least" in made.sentence()
    made = change("nominees-minimum-two-councils", article="article 99")
    assert "article 99" in made.sentence(made.at(councils=1, council_a=1, council_b=3, health_board=4))
    made = change("quorum", article="Schedule, paragraph 33")
    assert "at least one half, 5, must be (Schedule, paragraph 33)" in made.sentence()
    made = change("member-gp", article="articles 3(9)(z) and 5(9)(z)")
    assert "the post of GP, which must be filled (article 5(9)(z))" in made.sentence(made.at(councils=1, gp=1))


# --- Reasons and articles ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"health_board": 4}, "Seats: the council 3 and the health board 4: the sides must be equal "
         "(article 3(3))."),
        ({"councils": 1}, "Seats: the two councils 6 and the health board 3: the sides must be equal "
         "(article 5(2)(b))."),
        ({"council_a": 2, "health_board": 2}, "Seats of the council: 2, where 3 is the least (article 3(3)(a))."),
        ({"councils": 1, "council_b": 1, "health_board": 4}, "Seats of council B: 1, where 2 is the least "
         "(article 5(2)(a))."),
        ({"unpaid_carer": 0}, "Seats for unpaid carers: 0, where 1 is the least (article 3(6) and (7))."),
        ({"staff_side": 0, "councils": 1, "health_board": 6}, "Seats for staff: 0, where 1 is the least "
         "(article 5(6) and (7))."),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_the_article_for_this_board(changes, reason):
    said = sentence(**changes)
    assert reason in said and "is not made up lawfully" in said and "is made up lawfully" not in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"gp": 1}, "Vacant: the post of GP, which must be filled (article 3(1)(f))."),
        ({"chief_officer": 1}, "Vacant: the post of chief officer, which must be filled (article 3(7B))."),
        ({"nurse": 1, "councils": 1, "health_board": 6}, "which must be filled (article 5(2)(g))."),
        ({"health_board_vacant": 2}, "Vacant: 2 of the health board’s 3 seats, which it must fill (article 3(3))."),
        ({"council_b_vacant": 1, "councils": 1, "health_board": 6}, "Vacant: 1 of council B’s 3 seats, which it must "
         "fill (article 5(2)(a)). What becomes of the vote of a vacant nominated seat is as the partners agreed "
         "(article 14); here it is not cast."),
        ({"representatives_vacant": 1}, "A representative’s vacant seat casts no vote (our reading"),
    ],
)  # fmt: skip
def test_a_vacancy_is_told_with_the_duty_to_fill_it_and_leaves_the_board_lawful(changes, said):
    text = sentence(**changes)
    assert said in text and "is made up lawfully" in text
    assert "A vacancy does not undo what the board decides (article 15)." in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"presides": 1, "council_a_absent": 1}, "so the vice-chair presides (Schedule, paragraph 4(1) and (2))."),
        ({"presides": 4, "council_a_absent": 1, "health_board_absent": 1},
         "a representative (our reading: SSI 2025/405, article 2(2), with Schedule, paragraph 4(3), of SSI 2014/285)"),
        ({"presides": 4, "date": AUGUST}, "A representative cannot preside at that date: only a voting member may "
         "(Schedule, paragraph 4(3))."),
        ({"presides": 3, "health_board_absent": 3}, "No health board member is there in person to preside."),
        ({"presides": 1}, "The numbers do not show the chair away"),
        ({"proxies": 1}, "One of those present is a proxy. A proxy may vote, but may not preside (article 12(5))."),
        ({"proxies": 2, "date": AUGUST}, "A proxy may vote, but may not preside (article 12(4))."),
        ({"proxies": 9}, "so neither the chair nor the vice-chair can preside."),
    ],
)  # fmt: skip
def test_who_presides_is_told_where_it_matters(changes, said):
    assert said in sentence(**changes)


def test_each_way_out_of_a_tie_is_an_example_and_none_is_law():
    said = [
        re.search(r"One example, assumed and not law: ([^.]*)\.", sentence("tie", tie_mechanism=n))[1]
        for n in range(4)
    ]
    assert said == list(lab.EXAMPLES) and len(set(said)) == 4


# --- What is not lawful ------------------------------------------------------------------------------------

WHAT_IF = "Not lawful for a joint board: what if"


def test_no_lever_offers_what_the_law_forbids_except_as_a_what_if():
    forbidden = re.compile("casting vote|one third", re.I)
    for explorer in (board_lab, board_night):
        for lever in explorer.fields:
            offered = " ".join((lever.label, lever.note, *lever.options))
            assert lever.label.startswith(WHAT_IF) or not forbidden.search(offered), lever.name
    bound = [lever.name for lever in board_lab.fields if lever.label.startswith(WHAT_IF)]
    assert bound == ["what_if_quorum", "what_if_casting"] == [lever.name for lever in board_lab.fields][-2:]


def test_a_what_if_changes_one_sentence_and_nothing_else():
    for start in ({}, {"date": AUGUST}, {"council_a_absent": 2, "health_board_absent": 3}):
        plain = board_lab.show(board_lab.at(**start))
        for what_if in ({"what_if_quorum": 1}, {"what_if_casting": 1}, {"what_if_quorum": 1, "what_if_casting": 2}):
            asked = board_lab.show(board_lab.at(**start, **what_if))
            assert fill(asked.figure) == fill(plain.figure) and asked.table == plain.table
            assert [fill(p.message) for p in asked.pictures] == [fill(p.message) for p in plain.pictures]
            before, after = fill(plain.sentence), fill(asked.sentence)
            extra = re.sub(r" Not lawful for a joint board \(.*?: (the|there|nobody) [^.]*\.", "", after)
            assert after != before == extra


def test_what_standing_orders_may_and_may_not_say_stands_beside_the_answer():
    said = evidence.rule("standing-orders-may-not", as_at="2026-11-30").rule
    assert said in board_lab.show().table.unit and said in board_lab.assumes and said in board_night.assumes
    for explorer in (board_lab, board_night):
        words = explorer.text() + " ".join((*explorer.assumes, *explorer.omits, *(f.note for f in explorer.fields)))
        assert "check your standing orders" not in words.lower()
    assert "assumed" not in board_lab.text().lower()


# --- Said, therefore true ----------------------------------------------------------------------------------


def many_levers(number, seed=5):
    """Return the levers of many meetings as columns: half at random, half like a real evening."""
    draw = np.random.default_rng(seed)
    columns = {}
    for lever in sorted(board_lab.fields, key=lambda lever: lever.name):  # whatever the order in which they are shown
        steps = round((lever.high - lever.low) / lever.step)
        wild = lever.low + lever.step * draw.integers(0, steps + 1, number)
        calm = np.full(number, float(lever.default))
        if re.search("_(vacant|absent|abstaining|against)$|^proxies$", lever.name):
            calm = np.minimum(lever.high, draw.choice([0, 0, 0, 1, 1, 2, 3], number)).astype(float)
        elif lever.options or lever.name in ("date", "council_a", "health_board"):
            calm = wild
        columns[lever.name] = np.where(np.arange(number) % 4 == 0, wild, calm).astype(float)
    calm = np.arange(number) % 4 == 1
    columns["health_board"] = np.where(calm, np.minimum(14, columns["council_a"]), columns["health_board"])
    return board_lab.levers(**columns)


def counted(levers):
    """Return what is true of each meeting, counted from the levers in plain NumPy."""
    two, votes = levers.councils == 1, levers.date >= SEPTEMBER
    sizes = {
        "council_a": levers.council_a, "council_b": np.where(two, levers.council_b, 0),
        "health_board": levers.health_board,
        "representatives": levers.service_user + levers.unpaid_carer + levers.third_sector,
    }  # fmt: skip
    found = {"two": two, "votes": votes}
    totals = dict.fromkeys(("seats", "voters", "present", "for", "against", "abstain", "cast_for", "cast_against"), 0)
    for group, size in sizes.items():
        voting = votes if group == "representatives" else True
        empty = np.minimum(size, getattr(levers, f"{group}_vacant"))
        left = (size - empty) * voting
        asked = getattr(levers, f"{group}_vacant") * (two if group == "council_b" else 1)
        parts = {}
        for what in ("absent", "abstaining", "against"):
            number = getattr(levers, f"{group}_{what}")
            asked = asked + number * voting * (two if group == "council_b" else 1)
            parts[what] = np.minimum(left, number)
            left = left - parts[what]
        lead = np.sign(left - parts["against"]) * (levers.vacant_votes == 1) * (group != "representatives")
        found |= {f"{group}_empty": empty, f"{group}_misfit": asked > size}
        found[f"{group}_there"] = left + parts["against"] + parts["abstaining"]
        numbers = (size * voting, (size - empty) * voting, found[f"{group}_there"], left, parts["against"],
                   parts["abstaining"], empty * (lead > 0), empty * (lead < 0))  # fmt: skip
        totals = {name: totals[name] + number for name, number in zip(totals, numbers, strict=True)}
    return found | totals | {"sizes": sizes}


def test_every_clause_is_said_exactly_where_it_is_true_in_two_thousand_meetings():
    levers = many_levers(2000)
    law = read_law()
    answer = board_lab.model(levers)
    true = counted(levers)
    sizes, two, votes = true["sizes"], true["two"], true["votes"]
    yes, no = true["for"] + true["cast_for"], true["against"] + true["cast_against"]
    half = np.maximum(1, np.ceil(true["voters"] / 2))
    with_empty = np.maximum(1, np.ceil(true["seats"] / 2))
    quorate, amendment = true["present"] >= half, levers.question == 1
    proxies = np.minimum(true["present"], levers.proxies)
    tied = quorate & (yes == no) & (yes > 0)
    nominees = [true[f"{group}_there"] for group in ("council_a", "council_b", "health_board")]
    there = np.choose(levers.presides.astype(int), [sum(nominees)] * 2 + [nominees[0] + nominees[1], nominees[2],
                                                                        true["representatives_there"]])  # fmt: skip
    can = (there >= 1) & (proxies < true["present"])
    away = sizes["council_a"] + sizes["council_b"] - nominees[0] - nominees[1], sizes["health_board"] - nominees[2]
    by_chair, by_vice = levers.presides == 0, levers.presides == 1
    no_vice = by_vice & (away[0] + away[1] + proxies < 1)
    no_both = (levers.presides > 1) & (np.maximum(0, 1 - away[0]) + np.maximum(0, 1 - away[1]) > proxies)
    empty_open = quorate & (true["present"] < with_empty)
    proxies_open = quorate & (true["present"] - proxies < half)
    both_open = quorate & (true["present"] - proxies < with_empty) & ~empty_open & ~proxies_open
    abstain_open = quorate & (yes != no) & (np.maximum(yes, no) * 2 <= yes + no + true["abstain"])
    third, casting = levers.what_if_quorum == 1, levers.what_if_casting > 0
    extra = np.where(levers.what_if_casting == 1, 1, np.where(levers.what_if_casting == 2, -1, 0))
    lead = np.where((yes == no) & (yes > 0) & can, extra, yes - no)
    enough = quorate | (third & (true["present"] >= np.maximum(1, np.ceil(true["voters"] / 3))))
    asked, same = third | casting, (enough == quorate) & (~quorate | (np.sign(lead) == np.sign(yes - no)))
    would = asked & ~same
    sides = sizes["council_a"] + sizes["council_b"] == sizes["health_board"]
    few_a = sizes["council_a"] < np.where(two, 2, 3)
    few_b, few_h = two & (sizes["council_b"] < 2), ~two & (sizes["health_board"] < 3)
    kinds = {"service users": levers.service_user, "unpaid carers": levers.unpaid_carer,
             "the third sector": levers.third_sector, "staff": levers.staff_side}  # fmt: skip
    lawful = sides & ~few_a & ~few_b & ~few_h & np.all([kind >= 1 for kind in kinds.values()], axis=0)
    nominated = true["council_a_empty"] + true["council_b_empty"] + true["health_board_empty"] >= 1
    casts, cast = levers.vacant_votes == 1, true["cast_for"] + true["cast_against"] >= 1
    posts = {holder: getattr(levers, post) == 1 for post, (holder, _) in lab.HOLDERS.items()}
    vacant = nominated | (true["representatives_empty"] >= 1) | np.any(list(posts.values()), axis=0)
    before, now = levers.date < SEPTEMBER, levers.date >= SEPTEMBER
    always = np.ones(2000, bool)
    expected = {
        r"At a meeting in": always,
        r"the motion is carried, \{\} for and": quorate & (yes > no) & ~amendment,
        r"the motion is carried, by": quorate & (yes > no) & amendment,
        r"the motion is lost": quorate & (yes < no) & ~amendment,
        r"the amendment is carried, by": quorate & (yes < no) & amendment,
        r"the vote is \{\} to \{\}": tied,
        r"it is not decided yet": tied & ~amendment,
        r"neither motion nor amendment is decided": tied & amendment,
        r"The board’s own dispute mechanism": tied,
        **{
            f"One example, assumed and not law: {text}": tied & (levers.tie_mechanism == n)
            for n, text in enumerate(lab.EXAMPLES)
        },
        r"No joint board may have": tied,
        r"nobody votes for or against": quorate & (yes == 0) & (no == 0),
        r"too few are there": ~quorate,
        r"One member abstains": quorate & (true["abstain"] == 1),
        r"\{\} members abstain": quorate & (true["abstain"] > 1),
        r"Filled:": true["voters"] < true["seats"],
        r"Present:": always,
        r"One of those present is a proxy": proxies == 1,
        r"\{\} of those present are proxies": proxies > 1,
        r"A proxy may vote, .*\(article 12\(4\)\)": (proxies >= 1) & before,
        r"A proxy may vote, .*\(article 12\(5\)\)": (proxies >= 1) & now,
        r"The chair is away, so": by_vice & can,
        r"Chair and vice-chair are away.* a councillor": (levers.presides == 2) & can,
        r"Chair and vice-chair are away.* a health board member": (levers.presides == 3) & can,
        r"Chair and vice-chair are away.* a representative": (levers.presides == 4) & can,
        r"No nominated member is there": (by_chair | by_vice) & ~can,
        r"No councillor is there": (levers.presides == 2) & ~can,
        r"No health board member is there": (levers.presides == 3) & ~can,
        r"No representative is there": (levers.presides == 4) & ~can & votes,
        r"A representative cannot preside": (levers.presides == 4) & ~can & ~votes,
        r"The numbers do not show the chair": no_vice,
        r"The numbers do not show both": no_both,
        r"Open in the Order: if an empty seat counts as a member, \{\}": empty_open,
        r"Open in the Order: if a proxy does not": proxies_open,
        r"Open in the Order: if an empty seat counts as a member and": both_open,
        r"Open in the Order: if an abstention": abstain_open,
        r"The Order does not say": ~(empty_open | proxies_open | both_open | abstain_open),
        r"Not lawful .* if one third were enough for a quorum:": third & ~casting,
        r"Not lawful .*suspending": casting,
        r"one third were enough for a quorum and": third & casting,
        r"the person presiding .* for the motion": levers.what_if_casting == 1,
        r"the person presiding .* against the motion": (levers.what_if_casting == 2) & ~amendment,
        r"the person presiding .* for the amendment": (levers.what_if_casting == 2) & amendment,
        r"the motion would be carried": would & enough & (lead > 0),
        r"the motion would be lost": would & enough & (lead < 0) & ~amendment,
        r"the amendment would be carried": would & enough & (lead < 0) & amendment,
        r"the vote would be tied": would & enough & (lead == 0) & (yes > 0),
        r"nobody would have voted": would & enough & (yes == 0) & (no == 0),
        r"the result would be the same": asked & same,
        r"No rule on who votes was in force yet": ~always,
        r"Only members nominated": ~votes,
        r"Representatives of service users": votes,
        r"The board, \{\} people in all, is made": lawful,
        r"The board, \{\} people in all, is not": ~lawful,
        r"Seats and posts are counted here; whether": always,
        r"Seats: the council": ~sides & ~two,
        r"Seats: the two councils": ~sides & two,
        r"Seats of the council:": few_a & ~two,
        r"Seats of council A:": few_a & two,
        r"Seats of council B:": few_b,
        r"Seats of the health board:": few_h,
        **{f"Seats for {name}:": number < 1 for name, number in kinds.items()},
        r"Vacant: (\{\} of )?the council’s": (true["council_a_empty"] >= 1) & ~two,
        r"Vacant: (\{\} of )?council A’s": (true["council_a_empty"] >= 1) & two,
        r"Vacant: (\{\} of )?council B’s": true["council_b_empty"] >= 1,
        r"Vacant: (\{\} of )?the health board’s": true["health_board_empty"] >= 1,
        r"Vacant: (\{\} of )?the representatives’": true["representatives_empty"] >= 1,
        r"The vote of a vacant nominated seat": nominated & ~two,
        r"What becomes of the vote": nominated & two,
        r"here no vote is taken": nominated & ~quorate,
        r"here it is not cast": nominated & quorate & ~casts,
        r"here the others are evenly split or away": nominated & quorate & casts & ~cast,
        r"here it goes the way most": quorate & cast,
        r"A representative’s vacant seat": (true["representatives_empty"] >= 1) & votes,
        **{f"Vacant: the post of {holder}, ": empty for holder, empty in posts.items()},
        r"A vacancy does not undo": vacant,
        r"More are marked for the council than": true["council_a_misfit"] & ~two,
        r"More are marked for council A": true["council_a_misfit"] & two,
        r"More are marked for council B": true["council_b_misfit"],
        r"More are marked for the health board": true["health_board_misfit"],
        r"More are marked for the representatives": true["representatives_misfit"],
        r"More proxies are marked": levers.proxies > proxies,
    }
    clauses = lab.sitting_view(law, levers, answer, answer).sentence
    said = {pattern: np.zeros(2000, bool) for pattern in expected}
    for clause in clauses:
        (pattern,) = (pattern for pattern in expected if re.match(pattern, clause.text))
        when = np.broadcast_to(np.asarray(clause.when, bool), 2000)
        assert not (said[pattern] & when).any(), f"said twice: {clause.text}"
        said[pattern] = said[pattern] | when
        for_one, for_two = (re.search(rf"\(article [{articles}]\(", clause.text) for articles in ("3", "5"))
        assert not (for_one and (when & two).any()) and not (for_two and (when & ~two).any()), clause.text
    for pattern, truth in expected.items():
        assert np.array_equal(said[pattern], truth), pattern
        assert truth.any() or pattern.startswith("No rule on who"), f"never tried: {pattern}"
    slots = {clause.text: [slot.value for slot in clause.slots] for clause in clauses if clause.slots}
    (present,) = (values for text, values in slots.items() if text.startswith("Present: {} of {}"))
    for value, truth in zip(present, (true["present"], true["voters"], half), strict=True):
        assert np.array_equal(value, truth)
    votes_said = [values for text, values in slots.items() if re.match("the (motion|vote) is", text)]
    assert len(votes_said) == 4
    for values in votes_said:
        assert np.array_equal(values[0], yes) and np.array_equal(values[1], no)


def test_figures_and_pictures_say_what_the_sentence_says():
    words = {"Carried": "the motion is carried, {} for and {} against",
             "Lost": "the motion is lost, {} for and {} against",
             "Motion carried": "the motion is carried, by {} to {}", "Tied": "the vote is {} to {}",
             "Amendment carried": "the amendment is carried, by {} to {}"}  # fmt: skip
    for levers in (many_one(many_levers(120, seed=8), number) for number in range(120)):
        view, text, answer = board_lab.show(levers), board_lab.sentence(levers), board_lab.model(levers)
        figure = fill(view.figure)
        told = re.fullmatch(r"(\D+) (\d+) to (\d+)(: not decided yet)?", figure)
        if told:
            assert words[told[1]].format(told[2], told[3]) in text
        before, now = fill(view.pictures[0].message).replace("\u00a0", " ").split("; from then ")
        said = now if answer.representatives_vote else before.removeprefix("Before September 2026 ")
        ended = {"Nobody votes: not decided": "nobody votes", "No quorum: no business": "no quorum"}
        assert said == (f"{told[1].removeprefix('Motion ')} {told[2]} to {told[3]}".lower() if told else ended[figure])
        table = {label: row for label, *row in board_lab.cells(levers)}
        voters = table["Members with a vote"][-1]
        of_all = "one member" if voters == "1" else f"{voters} members"
        there = f"Present: {table['Present with a vote'][-1]} of {of_all} with a vote"
        assert there in text
        numbers = [int(table[label][-1]) for label in ("Votes for", "Votes against, or for the amendment")]
        assert numbers == ([answer.votes_for, answer.votes_against] if answer.quorate else [0, 0])
        assert fill(view.pictures[2].message).startswith("Enough" if answer.quorate else "Too few")


def many_one(levers, number):
    """Return one meeting of many."""
    return board_lab.at(**{lever.name: float(getattr(levers, lever.name)[number]) for lever in board_lab.fields})


# --- The page ----------------------------------------------------------------------------------------------


def test_few_enough_steps_for_the_page():
    assert len(board_lab.recording.steps) < 950


def test_every_seat_is_drawn_once():
    for levers in at_random(board_lab, 20, seed=9):
        answer, drawn = board_lab.model(levers), board_lab.show(levers).pictures[0].rows
        for side in (0, 1):
            rows = [row for row in drawn["groups"] if row["side"] == side]
            (bar,) = [row for row in drawn["bars"] if row["side"] == side]
            assert sum(row["seats"] for row in rows) == rows[0]["all"]
            ends = [row["offset"] + row["seats"] for row in rows]
            assert [row["offset"] for row in rows] == [0, *ends[:-1]]
            assert all(row["present"] <= row["voters"] <= row["seats"] for row in rows)
            assert bar["own"] == (answer.representatives_vote == side)
            if bar["own"]:
                assert rows[0]["all"] == answer.seats
                (quiet,) = [row["number"] for row in drawn["quiet"] if row["side"] == side]
                assert quiet == answer.members - answer.voters
                assert (bar["votes_for"], bar["against"]) == (answer.votes_for, answer.votes_against)


def test_months_are_counted_as_the_lever_counts_them():
    dated = [row for row in evidence.rules() if row.key == "voting-members"]
    assert [month_of(row.valid_from) for row in dated][:2] == [24178, SEPTEMBER]
