"""Board night played by script, a hundred times a variant: the rules of its design hold.

`tests/bench/soak.py` plays a thousand of each.
"""

import itertools
import random
from dataclasses import replace

import pytest
from played import NIGHT, VARIANTS, Bills, changes_of_order, lowest, play, report, whole_deck

from joint_working.explorers.for_trainers.night import counted
from joint_working.explorers.money.motions import MIDDLE
from joint_working.models.board_night import COLUMNS, NOW, ROUNDS, STANDS, Decision, Votes, by_round, card_on_paper
from joint_working.models.board_night import on_paper as paper
from joint_working.workshop import content, sheets

PLAYS = 100
BILLS = Bills(NIGHT)
KEYS = content.keys("option")
VARIANT = pytest.mark.parametrize("variant", VARIANTS)


def plays_of(variant, number=PLAYS, bills=BILLS):
    rnd = random.Random(f"{variant}-2027")
    return [play(variant, rnd, bills) for _ in range(number)]


@pytest.fixture(scope="module", params=VARIANTS)
def played(request):
    plays = plays_of(request.param)
    print(report(request.param, plays))
    return request.param, plays


# --- Rule 1: three rounds, the state carried over, results sealed ------------------------------------------


def test_the_state_is_carried_over(played):
    variant, plays = played
    for one in plays:
        assert [state.year for state in one.states] == [years[-1] + 1 for years in ROUNDS][: VARIANTS[variant][1]]
        for before, after in zip(one.states, one.states[1:], strict=False):
            assert after.decisions[: len(before.decisions)] == before.decisions
            assert after.cards[: len(before.cards)] == before.cards
            assert all(now >= was for now, was in zip(after.said, before.said, strict=True))
            assert after.owed > 0 and after.reserves <= before.reserves + 1e-9


def given_away(html, taken):
    """Return what a paper before the vote of a round prints of its sealed later sums, as options and columns.

    Each option's own sum of this round, in the middle of its columns, is open, and may be the number that another
    option comes to later: its one cell is set aside, once it is seen to be that sum.
    """
    for number, row in enumerate(content.rows("workshop_options")[1:], start=1):
        own = sheets.signed(paper(number, MIDDLE, taken, NIGHT)[taken])
        start = f'{number}. {row["title"]}</th><td class="n">'
        before, after = html.split(start)
        assert after.startswith(f"{own}</td>"), (row["key"], own)
        html = before + start + after.removeprefix(own)
    return [
        (KEYS[option], place)
        for option in range(1, len(KEYS))
        for place in COLUMNS[1:-1]
        for value in paper(option, place, taken, NIGHT)[taken + 1 :]
        if abs(value) >= 1 and f">{sheets.signed(value)}<" in html
    ]


@pytest.mark.parametrize(("taken", "name"), [(0, "paper-2"), (1, "paper-3"), (2, "paper-4")])
def test_no_paper_before_a_vote_prints_a_sum_of_a_sealed_result(taken, name):
    """Before a vote there is this round in the middle of its columns, and the ends of a range; no later round."""
    html = str(sheets.sheet(name).make())
    assert given_away(html, taken) == []
    told = sheets.signed(paper(2, 4, taken, NIGHT)[taken + 1])
    assert ("redesign", 4) in given_away(f"{html}<td>{told}</td>", taken), "a sum that slips in would be seen"


def test_paper_1_tells_of_no_later_year():
    first = sheets.sheet("paper-1").text()
    for year in (2, 3, 4, 5):
        assert content.slot(f"plan over {year}") not in first


def test_every_sealed_result_is_for_one_round_and_a_board_with_a_picture():
    for taken in range(len(ROUNDS)):
        sheet = sheets.sheet(f"result-{taken + 1}")
        assert sheet.holder == sheets.SEALED and sheet.number == 2 and "<svg" in sheet.make()


def test_paper_and_the_projector_come_to_the_same_but_for_rounding():
    """A clerk adds what the sealed results print, in tenths; the model knows what two changes do to one another."""
    rnd, worst = random.Random(5), 0.0
    usual = by_round(BILLS.lived((Decision(STANDS, 1),) * 3))
    for _ in range(200):
        taken = [Decision(rnd.randrange(len(KEYS)), rnd.choice(COLUMNS)) for _ in ROUNDS]
        cards = rnd.sample(range(1, len(NIGHT.cards)), 3)
        for at, exact in enumerate(by_round(BILLS.lived(taken, cards))):
            parts = [usual[at], *(paper(d.option, d.column, r, NIGHT)[at] for r, d in enumerate(taken) if r <= at)]
            parts += [
                card_on_paper(c, r, NIGHT)[at] for r, c in enumerate(cards) if r <= at and NIGHT.cards[c].effects
            ]
            worst = max(worst, abs(exact - sum(round(part, 1) for part in parts)))
    print(f"paper is at most £{worst:.2f}m from the model in a round")
    assert worst < 1.2, "where a card that moves prices meets a change of demand"


# --- Rule 2: no hidden identity ----------------------------------------------------------------------------


#: In how many of the rounds played two options may come, by the fall of dice and cards, within one printed tenth.
BY_CHANCE = 0.02


def shared(plays):
    """Return, for each two options, in which share of rounds their bills print as one, and how near they ever come."""
    rounds = [bills for one in plays for bills in one.bills]
    pairs = itertools.combinations(range(len(KEYS)), 2)
    return {
        (KEYS[one], KEYS[other]): (
            sum(round(bills[one], 1) == round(bills[other], 1) for bills in rounds) / len(rounds),
            min(abs(bills[one] - bills[other]) for bills in rounds),
        )
        for one, other in pairs
    }


def test_no_two_options_are_one_whole_bill_in_another_pocket(played):
    """No bill is another's, to the pound; two that print the same are an accident of columns, so they are few."""
    found = shared(played[1])
    print(played[0], {pair: f"{share:.1%}, £{near * 1e6:,.0f}" for pair, (share, near) in found.items()})
    assert all(near > 1e-6 and share <= BY_CHANCE for share, near in found.values()), found


def test_an_option_that_is_anothers_bill_would_be_seen():
    copied = KEYS.index("posts"), KEYS.index("threshold")
    same = list(NIGHT.options)
    same[copied[1]] = same[copied[0]]
    facts = list(NIGHT.facts)
    facts[copied[1]] = facts[copied[0]]
    planted = replace(NIGHT, options=tuple(same), facts=tuple(facts))
    share, near = shared(plays_of("ninety", 40, Bills(planted)))[tuple(KEYS[at] for at in copied)]
    assert near <= 1e-6 and share > BY_CHANCE


def test_what_the_partners_pay_is_owed():
    assert NIGHT.usual.lent == 1 and "lend it: the board owes it" in sheets.sheet("paper-1").text()


# --- Rule 3: no dominant option ----------------------------------------------------------------------------


def test_no_option_has_the_lowest_bill_in_more_than_half_of_the_rounds_played(played):
    variant, plays = played
    assert max(lowest(plays)) <= 0.5, report(variant, plays)


def test_over_every_card_die_and_set_of_facts_no_option_is_lowest_in_more_than_half():
    shares = whole_deck(NIGHT)
    print("round 1, whole deck:", dict(zip(KEYS, (f"{share:.0%}" for share in shares), strict=True)))
    assert max(shares) <= 0.5 and sum(share > 0.05 for share in shares) >= 4


def made_dominant(key):
    """Return the night with one option that always delivers all it aims at, for good."""
    number = KEYS.index(key)
    moves = tuple(
        replace(move, values=(100.0,) * 6) if move.lever in ("delivery", "recurring") else move
        for move in NIGHT.options[number].moves
    )
    better = replace(NIGHT.options[number], moves=moves, lost=0.0)
    return replace(NIGHT, options=(*NIGHT.options[:number], better, *NIGHT.options[number + 1 :]))


@pytest.mark.parametrize("key", ["redesign", "posts"])
def test_a_dominant_option_would_be_seen(key):
    planted = made_dominant(key)
    assert max(whole_deck(planted)) > 0.5
    assert max(lowest(plays_of("ninety", 60, Bills(planted)))) > 0.5


def test_each_option_is_best_on_something_that_somebody_at_the_table_stands_for():
    measures = {measure.key: measure for measure in content.MEASURES}
    stood_for = {row["stands_for"] for row in content.rows("workshop_roles")}
    for row in content.rows("workshop_options"):
        values = [measures[row["stands_for"]].of(option) for option in range(len(KEYS))]
        assert values.index(min(values)) == row["order"] and values.count(min(values)) == 1, row["key"]
        assert row["stands_for"] in stood_for, row["key"]


# --- Rule 4: delivery is uncertain -------------------------------------------------------------------------


def test_the_die_decides_what_a_change_delivers():
    delivered = {
        key: [move.values for move in option.moves if move.lever == "delivery" and move.when == NOW]
        for key, option in zip(KEYS, NIGHT.options, strict=True)
    }
    assert delivered["redesign"] == [(10, 20, 30, 40, 55, 70)]
    for option in range(1, len(KEYS)):
        bills = [BILLS.bill((Decision(option, place), *(Decision(STANDS, 1),) * 2)) for place in COLUMNS]
        assert all(after < before for before, after in zip(bills, bills[1:], strict=False)), KEYS[option]


# --- Rule 5: cards bite ------------------------------------------------------------------------------------


@pytest.mark.parametrize("card", range(1, len(NIGHT.cards)))
def test_each_card_changes_the_order_of_two_options_or_reveals_something(card):
    reveals = NIGHT.cards[card].reveals
    assert changes_of_order(card, NIGHT, BILLS) or NIGHT.facts[reveals] >= 2


def test_a_card_that_does_nothing_would_be_seen():
    idle = replace(NIGHT, cards=(*NIGHT.cards, NIGHT.cards[0]))
    assert not changes_of_order(len(idle.cards) - 1, idle, Bills(idle))


def test_two_or_three_cards_are_drawn_in_ninety_minutes():
    drawn = sum("draw a" in " ".join(step.do).lower() for step in content.agenda("ninety"))
    assert drawn == 3


# --- Rule 6: private facts change numbers ------------------------------------------------------------------


def test_a_fact_told_changes_the_bill_of_its_option():
    for option, facts in enumerate(NIGHT.facts):
        assert (facts == 0) == (option == STANDS)
        for told in range(1, facts + 1):
            bills = [BILLS.bill((Decision(option, place), *(Decision(STANDS, 1),) * 2)) for place in (1, 1 + told)]
            assert round(bills[0], 1) > round(bills[1], 1), KEYS[option]


def test_there_are_twelve_facts_for_every_option_and_none_is_told_twice():
    rows = [*content.rows("workshop_roles"), *(row for row in content.rows("workshop_gallery") if row["knows"])]
    assert len({row["knows"] for row in rows}) == len(rows) == sum(NIGHT.facts) == 12
    warned = {key: sum("If" in row["knows"] or "would" in row["knows"] for row in rows if row["fact_on"] == key)
              for key in KEYS[1:]}  # fmt: skip
    assert all(number > 0 for number in warned.values()), "each option has a warning among its facts"


# --- Rule 7: roles with teeth, a gallery that speaks -------------------------------------------------------


def test_every_role_has_one_red_line_one_trade_and_an_ally_and_two_have_an_interest():
    rows = content.rows("workshop_roles")
    orders = {f"Role {row['order']}" for row in rows}
    for row in rows:
        assert row["red_line"].count(".") == row["trade"].count(".") == 1
        assert row["ally"] in orders - {f"Role {row['order']}"}
    assert sum(bool(row["interest"]) for row in rows) == 2
    assert all("declare" in row["interest"] for row in rows if row["interest"])


def test_whoever_has_no_seat_speaks():
    gallery = content.rows("workshop_gallery")
    assert len(gallery) == 3 and all(row["line"].count("“") == 1 for row in gallery)
    for name in content.AGENDAS:
        rounds = [step for step in content.agenda(name) if step.title.startswith("Round")]
        assert all("the gallery once" in " ".join(step.do) for step in rounds)
    assert "voted twice" in sheets.sheet("people").text(), "one board votes by both rules"


# --- Rule 8: time ------------------------------------------------------------------------------------------


def test_every_player_is_in_role_for_half_an_hour_and_more_and_the_debrief_is_as_long_as_a_round():
    for name in content.AGENDAS:
        steps = content.agenda(name)
        assert all(step.in_role <= step.minutes and (step.part == "play" or not step.in_role) for step in steps)
        longest = max(step.minutes for step in steps if step.part == "play")
        assert content.minutes(name, "debrief") >= longest
        assert name != "half-day" or content.minutes(name, "debrief") >= content.minutes(name, "play")
    assert sum(step.in_role for step in content.agenda("ninety")) >= 35


@pytest.mark.parametrize("name", content.AGENDAS)
def test_what_has_to_be_read_fits_its_minutes(name):
    for step, words in sheets.reading(name):
        assert words / sheets.PACE <= step.minutes, f"{name}, {step.title}: {words} words in {step.minutes} minutes"
        for line in step.do:
            if "Everyone reads paper 2" in line:
                needed = len(sheets.sheet("paper-2").text().split()) / sheets.PACE
                assert needed <= ("One", "Two", "Three", "Four", "Five").index(line.split()[0]) + 1


# --- Rule 9: consequences for people -----------------------------------------------------------------------


def test_five_people_or_places_move_and_say_what_is_known_and_assumed():
    counters = content.rows("workshop_counters")
    assert len(counters) == 5 and all(row["known"] and row["assumed"] and row["source"] for row in counters)
    for at in range(5):
        moved = {option.people[at] for option in NIGHT.options}
        assert len(moved) >= 3, "a counter that most votes leave alone"


# --- Rule 10: law as written -------------------------------------------------------------------------------


def test_half_for_the_quorum_no_casting_vote_and_a_tie_not_decided(played):
    for one in played[1]:
        for held in one.votes:
            assert held.quorum.needed == -(-held.voters // 2)
            assert held.carried == (held.present >= held.quorum.needed and held.votes_for > held.votes_against)
    tied = counted(1, Votes(3, 0, 0, 3, 0, 0, 0))
    assert tied.tied and not tied.carried
    assert "A proxy may not preside" in sheets.sheet("shock-key").text()


def test_any_number_from_six_to_thirty_was_played():
    people = {one.people for variant in ("forty-five", "ninety", "half-day") for one in plays_of(variant, 60)}
    assert min(people) == 6 and max(people) == 30 and len(people) > 20
