"""A class's links drawn together: what fits is drawn, what does not is said, and nothing is lost."""

import pytest

from joint_working.explorers import board_lab, every, five_years, one_pot
from joint_working.explorers.for_trainers.classroom import (
    EveryLab,
    class_chart,
    class_frame,
    class_sentence,
    class_table,
    read_links,
)
from joint_working.kit.live import Twin

LINES = """
Table 1: https://book.example/five-years.html#explorer=budget-lab-five-years&v=2&recurring=70
five-years.html#explorer=budget-lab-five-years&v=2

Table 1: #explorer=budget-lab-five-years&v=2&savings=5
Table 4, #explorer=budget-lab-five-years&v=2&recurring=700&savings=4
Table 5: a link that was cut off
"""


def test_links_are_read_in_order_with_their_names():
    settings = read_links(five_years, LINES)
    assert [one.who for one in settings] == [
        "Table 1",
        "Line 3",
        "Table 1 (2)",
        "Table 4",
        "Table 5: a link that was cut",
    ]
    assert settings[0].levers == five_years.at(recurring=70)
    assert settings[1].levers == five_years.at()
    assert settings[2].levers == five_years.at(savings=5)
    assert settings[3].levers == five_years.at(savings=4) and settings[4].levers is None
    assert "Share of savings that last: it asks for 700; the range is 0–100%." in settings[3].problem


def test_the_sentence_says_what_was_left_out():
    lines = class_sentence(five_years, read_links(five_years, LINES)).splitlines()
    assert lines[0].startswith("4 of 5 links read")
    assert lines[1].startswith("Table 4: Not all of this link fits") and len(lines) == 3


def test_table_and_frame_hold_the_numbers_of_the_labs_own_table():
    settings = read_links(five_years, LINES)
    table = class_table(five_years, settings)
    assert list(table["Moved"]) == [
        "Share of savings that last: 70%",
        "nothing",
        "Savings planned, share of the pot: 5.0%",
        "Savings planned, share of the pot: 4.0%",
    ]
    frame = class_frame(five_years, settings, "Over budget")
    assert len(frame) == 4 * 5
    usual = frame[frame["who"] == "Line 3"]["value"]
    (row,) = [cells for label, *cells in five_years.cells() if label == "Over budget"]
    assert list(usual) == pytest.approx([float(cell) for cell in row])


def test_twenty_links_make_one_chart():
    lines = [f"Student {n}: {five_years.to_link(five_years.at(recurring=5 * n))}" for n in range(1, 21)]
    settings = read_links(five_years, lines)
    assert all(one.levers is not None for one in settings)
    drawn = class_chart(five_years, settings, "Over budget").to_dict()
    (lines, names) = drawn["layer"]
    assert lines["mark"]["type"] == "line"
    assert len(drawn["datasets"][names["data"]["name"]]) == 2


@pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)
def test_every_lab_can_be_drawn_for_a_class(explorer):
    settings = read_links(explorer, explorer.to_link())
    row = explorer.show().table.rows[0].label
    assert class_chart(explorer, settings, row).to_dict()
    assert explorer.title in EveryLab().text()


def test_an_unknown_row_names_those_there_are():
    with pytest.raises(ValueError, match="has no row 'Overspend': choose one of .*Over budget"):
        class_frame(five_years, read_links(five_years, LINES), "Overspend")


def test_another_labs_link_is_told_from_a_broken_one():
    (one,) = read_links(five_years, board_lab.to_link())
    assert one.problem == "It belongs to another explorer."


def test_live_the_list_opens_each_lab():
    panel = Twin(EveryLab())
    panel.inputs["lab"].value = "budget-lab-five-years"
    assert five_years.sentence() in panel.sentence.value
    panel.inputs["budget-lab-five-years.recurring"].value = 70
    assert five_years.sentence(five_years.at(recurring=70)) in panel.sentence.value
    panel.inputs["lab"].value = "budget-lab-pot"
    assert one_pot.sentence() in panel.sentence.value
