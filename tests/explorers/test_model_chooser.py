"""Model Chooser as a reader meets it: a profile in words, true to the table, with no option put first."""

import re

import pytest

from joint_working import evidence
from joint_working.explorers import model_chooser
from joint_working.explorers.who_decides.choosing import CRITERIA, OPTIONS, RESTS, WORDED, criterion_table, draw_words
from joint_working.kit import page
from joint_working.models.choosing import GRADES
from joint_working.words import fill

CROWN = re.compile(r"\b(best|better than|worst|winner|wins?|rank\w*|scor\w*|total|points|recommend\w*)\b", re.I)
NOTHING = dict.fromkeys(CRITERIA, 0)
ROWS = {(row["criterion"], row["option"]): row for row in evidence.table("model_criteria")}


def shown(preset=None, **changes):
    return model_chooser.show(model_chooser.at(preset, **changes))


def said(view):
    return (
        fill(view.figure),
        fill(view.figure_label),
        fill(view.sentence),
        *(fill(words) for picture in view.pictures for words in (picture.message, picture.what, picture.description)),
    )


@pytest.mark.parametrize("changes", [{}, NOTHING, {"reversal": 5}, {"option_a": 4, "clinical": 0}])
def test_no_option_is_put_first(changes):
    for text in said(shown(**changes)):
        assert not CROWN.search(text), text
    for text in (page.section(model_chooser).split("<script")[0], *(model_chooser.text(),)):
        assert not CROWN.search(re.sub(r"<[^>]+>", " ", text))
    for row in model_chooser.show().table.rows:
        assert not row.total


def test_every_criterion_and_option_of_the_table_is_used():
    assert set(CRITERIA.values()) == {criterion for criterion, _ in ROWS}
    assert [way.option for way in OPTIONS] == list(dict.fromkeys(option for _, option in ROWS))
    assert list(CRITERIA) == [lever.name for lever in model_chooser.fields[2:]]
    assert set(RESTS) == set(GRADES)
    for lever in model_chooser.fields[:2]:
        assert len(lever.options) == len(OPTIONS)
        for words, way in zip(lever.options, OPTIONS, strict=True):
            assert words.split()[0] == way.option.split()[0].capitalize()


def test_every_mark_equals_the_data():
    marks = shown().pictures[0].rows["cells"]
    assert len(marks) == len(ROWS) == 40
    for number, mark in enumerate(marks):
        criterion, way = list(CRITERIA.values())[number // 5], OPTIONS[number % 5]
        row = ROWS[criterion, way.option]
        assert mark["column"] == number % 5
        assert (mark["gain"] > 0, mark["cost"] > 0) == (bool(row["gain"]), bool(row["give_up"]))
        assert mark["grade"].lower() == row["evidence"]


def test_every_word_drawn_equals_the_data():
    drawn = shown().pictures[1].rows["words"]
    for number, (row, mark) in enumerate(zip(ROWS.values(), drawn, strict=True)):
        criterion, way = list(CRITERIA.values())[number // 5], OPTIONS[number % 5]
        row = ROWS[criterion, way.option]
        for size in ("wide", "narrow"):
            assert mark[f"gain_{size}"].split() == row["gain"].split()
            assert mark[f"cost_{size}"].split() == row["give_up"].split()
        assert mark["grade"] == f"Rests on: {RESTS[row['evidence']][0]}"
    for width in (560, 328):
        assert draw_words(width).to_dict()


def test_what_the_cells_say_of_law_is_whole():
    board = ROWS["local democratic voice", "body corporate"]
    assert "alone" in board["give_up"]
    assert all(tool in board["note"] for tool in ("new plan", "scheme review", "Ministers"))
    back = ROWS["ease of reversal", "body corporate"]
    assert "revised scheme" in back["gain"] and "new scheme" in back["give_up"] and "alone" in back["give_up"]
    assert (
        "jointly as one authority" in ROWS["single point of decision", "lead agency both ways (Highland)"]["give_up"]
    )
    assert not [row for row in ROWS.values() if "cannot veto" in row["give_up"] + row["note"]]
    for (_, option), row in ROWS.items():
        if row["evidence"] == "law" and option.startswith(("body", "lead")):
            keys = [row["source"], *evidence.parted(row["also"])]
            assert any(key.startswith("law-") for key in keys), (option, row["gain"])


def test_weights_set_the_order_and_what_is_alike_is_left_out():
    names = shown(clinical=5, staff=1).pictures[0].rows["names"]
    there = {name["narrow"]: name["place"] for name in names if name["shown"]}
    assert there["Clinical leadership"] == 0 and sorted(there.values()) == list(range(len(there)))
    grades = [[ROWS[criterion, OPTIONS[at].option] for at in (0, 3)] for criterion in CRITERIA.values()]
    kinds = [[(bool(row["gain"]), bool(row["give_up"]), row["evidence"]) for row in pair] for pair in grades]
    assert len(there) == sum(first != second for first, second in kinds)
    assert not [name for name in shown(option_a=2, option_b=2).pictures[0].rows["names"] if name["shown"]]


def test_a_criterion_at_nothing_leaves_pictures_and_words():
    view = shown(**NOTHING | {"clinical": 2, "hospital": 1})
    kept = [name["narrow"] for name in view.pictures[0].rows["names"] if name["shown"]]
    assert kept == ["Clinical leadership", "Hospital leverage"]
    assert [name["place"] < WORDED for name in view.pictures[1].rows["names"]].count(True) == 2
    assert "6 criteria have left the picture." in fill(view.sentence)
    assert "Pooled money" not in fill(view.pictures[0].description) + fill(view.pictures[1].description)


def test_no_weight_is_said_in_words():
    assert fill(shown(**NOTHING).sentence) == (
        "No criterion has a weight, so there is nothing to set side by side: move one up."
    )
    assert [fill(picture.message) for picture in shown(**NOTHING).pictures] == [
        "With no weight there is no picture",
        "With no weight there is nothing to read",
    ]


def test_the_sentence_names_what_matters_most_and_what_the_words_rest_on():
    text = fill(shown(local_voice=5, people_voice=5, option_b=4).sentence)
    assert text.startswith(
        "You said that local democratic voice and voice of users, carers and third sector matter most. "
        "Body corporate: "
        "something is gained and something given up on each of them, resting on law for 2."
    )
    assert text.endswith("resting on an opinion for 1 and our reading for 1.")
    assert "matters most." in fill(shown(staff=5).sentence)
    assert "You have set one option beside itself" in fill(shown(option_b=0).sentence)


def test_scaling_the_weights_changes_nothing_but_the_levers():
    """The weights that a listener is told are those that were set, and they add up."""
    told = [" ".join(said(shown(**dict.fromkeys(CRITERIA, weight)))) for weight in (1, 5)]
    assert told[0].replace("weight 1 of 8 in all", "weight 5 of 40 in all") == told[1]
    told = [" ".join(said(shown(**NOTHING | {"reversal": 2 * times, "clinical": times}))) for times in (1, 2)]
    assert told[0].replace("weight 1 of 3", "weight 2 of 6").replace("weight 2 of 3", "weight 4 of 6") == told[1]


def test_the_words_say_both_sides_of_the_two_compared():
    told = fill(shown(reversal=5).pictures[1].description)
    for way in (OPTIONS[0], OPTIONS[3]):
        row = ROWS["ease of reversal", way.option]
        assert f"{way.name}. Gain: {row['gain']} Given up: {row['give_up']}" in told
    assert ROWS["ease of reversal", OPTIONS[4].option]["gain"] not in told


def test_the_tables_hold_every_cell():
    for criterion in CRITERIA.values():
        table = criterion_table(criterion)
        for way, row in zip(OPTIONS, table.rows, strict=True):
            for key in ("gain", "give_up"):
                assert row[key] == ROWS[criterion, way.option][key]
    with pytest.raises(ValueError, match="no criterion 'price'"):
        criterion_table("price")
