"""Commissioning Cycle and the localities, as a reader meets them."""

import pytest

from joint_working import evidence
from joint_working.explorers.who_decides import localities
from joint_working.explorers.who_decides.commissioning import commissioning_cycle, need_cards
from joint_working.models.commissioning import PACKS
from joint_working.words import fill


def shown(preset, **changes):
    return commissioning_cycle.show(commissioning_cycle.at(preset, **changes))


def test_asking_late_is_said_to_cost_more_and_what_it_takes():
    late, early = fill(shown("asks-late").sentence), fill(shown("asks-early").sentence)
    assert "cost 3 tokens more than asking before it: 6 actions not carried out." in late
    assert "cost one token more than asking before it: 2 actions not carried out." in early
    assert "cost" not in fill(shown("asks-early", ask_second=0).sentence)
    assert fill(shown("never-asks").sentence).endswith("Nobody is asked.")


def test_people_nobody_saw_are_named_in_words_and_there_is_no_score():
    text = commissioning_cycle.text(commissioning_cycle.at("never-asks"))
    assert "6 nobody has seen: for those people nothing changes." in text
    assert not any(word in text.lower() for word in ("score", "points", "win", "£", "%"))


def test_one_is_a_word():
    assert "One is known and not met. One nobody has seen" in commissioning_cycle.sentence()


def test_messages_follow_the_levers():
    titles = [[fill(picture.message) for picture in shown(p.name).pictures] for p in commissioning_cycle.presets]
    assert titles[0] == [
        "One need of 12 still lies face down in round 3",
        "One token of 30 went on undoing what was set",
        "In round 3 the arrow points up for all three groups",
    ]
    assert titles[2][1:] == [
        "Nothing is spent on asking: doing gets 18 of 30 tokens",
        "In round 3 the arrow points up for none of the three groups",
    ]
    assert all(fill(shown(None, **{"pack": pack}).pictures[0].message) for pack in range(len(PACKS)))


def test_pictures_hold_a_card_for_each_need():
    for preset in commissioning_cycle.presets:
        answer = commissioning_cycle.model(commissioning_cycle.at(preset.name))
        cards = shown(preset.name).pictures[0].rows["cards"]
        for number, now in enumerate(answer.rounds):
            states = [card["state"] for card in cards[number * 12 : number * 12 + 12]]
            assert [states.count(state) for state in (3, 2, 1)] == [now.met, now.known, now.unseen]


def test_the_packs_have_a_choice_and_a_table_each():
    pack = next(lever for lever in commissioning_cycle.fields if lever.name == "pack")
    assert len(pack.options) == len(PACKS)
    for number in range(len(PACKS)):
        assert len(need_cards(number).rows) == 12 and "Illustrative figures" in need_cards(number).csv()


def test_every_partnership_has_its_localities_and_an_answer():
    panel = localities.localities()
    places = evidence.authorities()
    assert len(places) == len(panel.questions[0].options) == len(localities.localities_table().rows)
    assert all(len(place.localities) >= 2 for place in places)
    assert {place.code for place in places} == set(panel.questions[0].options)
    assert 'data-explorer="localities"' in panel.html()
    for place in places:
        assert all(name.replace("&", "&amp;") in panel.html() for name in place.localities)


def test_one_locality_in_a_council_that_shares_its_scheme_is_lawful():
    """Act, section 68(3)(b): the area that is divided in two or more is that of both councils together."""
    shared = [place for place in evidence.authorities() if len(place.councils) > 1]
    answers = localities.localities().answers
    assert [place.code for place in shared] == [key for (key,), said in answers.items() if "68(3)(b)" in said.body]
    assert "lawful" in answers[shared[0].code,].body and "not checked" not in localities.localities().html()


def test_counts_are_the_published_counts():
    for row in evidence.table("authorities"):
        assert row["localities_count"] == len(evidence.authority(row["authority_code"]).localities)


def test_councils_of_a_shared_partnership_add_up(monkeypatch):
    found = localities.localities_of_councils()
    assert len(found) == 32
    assert sum(map(len, found.values())) == sum(len(place.localities) for place in evidence.authorities())
    monkeypatch.setattr(localities, "SHARED", {"Stirling": ("Rural Stirling",)})
    with pytest.raises(ValueError, match="Clackmannanshire and Stirling"):
        localities.localities_of_councils()


def test_the_date_of_the_list_stands_wherever_its_names_do():
    for part in (localities.localities(), localities.localities_table(), localities.localities_map()):
        assert "about 2018/19" in part.html() and "may have changed" in part.html()
