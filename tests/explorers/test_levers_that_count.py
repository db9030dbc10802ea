"""A lever that can do nothing at a setting is not shown there; one that is shown can change what is shown."""

import pytest

from joint_working.bench.parity import at_random
from joint_working.explorers import board_lab, every, five_years
from joint_working.kit.pictures import plain
from joint_working.words import fill, fill_slot

HIDING = [explorer for explorer in every() if explorer.counts(explorer.at(), explorer.model(explorer.at()))]
SETTINGS = 200


def everything(explorer, levers):
    """Return all that an explorer shows at a setting: words, table and the rows of its pictures."""
    view = explorer.show(levers)
    words = (view.figure, view.figure_label, view.brief, view.sentence)
    pictures = [(p.message, p.what, p.description) for p in view.pictures]
    drawn = [
        {key: round(cell, 6) if isinstance(cell := plain(value), float) else cell for key, value in row.items()}
        for picture in view.pictures
        for rows in picture.rows.values()
        for row in rows
    ]
    cells = [[fill_slot(cell) for cell in row.cells] for row in view.table.rows]
    return [*map(fill, words), *(fill(part) for parts in pictures for part in parts), cells, drawn]


def elsewhere(explorer, levers, lever):
    """Return the setting with one lever moved: to its ends, or to each of its options."""
    values = range(len(lever.options)) if lever.options else (lever.low, lever.high)
    now = vars(levers)
    return [explorer.at(**(now | {lever.name: value})) for value in values if value != now[lever.name]]


@pytest.mark.slow
@pytest.mark.parametrize("explorer", HIDING, ids=lambda explorer: explorer.name)
def test_a_lever_that_is_not_shown_changes_nothing(explorer):
    tried = 0
    for levers in at_random(explorer, SETTINGS):
        hidden = [lever for lever in explorer.fields if lever not in explorer.that_count(levers)]
        usual = everything(explorer, levers)
        for lever in hidden:
            for other in elsewhere(explorer, levers, lever):
                tried += 1
                assert everything(explorer, other) == usual, (explorer.to_link(levers), lever.name)
    assert tried


@pytest.mark.parametrize("explorer", HIDING, ids=lambda explorer: explorer.name)
def test_a_lever_that_is_hidden_somewhere_can_change_what_is_shown_elsewhere(explorer):
    left = set(explorer.counts(explorer.at(), explorer.model(explorer.at())))
    for levers in at_random(explorer, SETTINGS):
        usual = everything(explorer, levers) if left else None
        for lever in explorer.that_count(levers):
            if lever.name in left and any(
                everything(explorer, o) != usual for o in elsewhere(explorer, levers, lever)
            ):
                left.remove(lever.name)
    assert not left, "these are shown, and do nothing"


def test_the_levers_that_count_follow_from_the_setting():
    def names(levers):
        return {lever.name for lever in five_years.that_count(levers)}

    assert "late_every" not in names(five_years.at()) and "late_every" in names(five_years.at(months_late=3))
    assert not {"recurring", "delivery", "months_late"} & names(five_years.at(savings=0))
    assert not [lever for lever in board_lab.that_count() if lever.name.startswith("council_b")]


def test_a_lever_hidden_in_error_would_be_seen():
    levers = five_years.at()
    lever = next(lever for lever in five_years.fields if lever.name == "price")
    assert any(
        everything(five_years, o) != everything(five_years, levers) for o in elsewhere(five_years, levers, lever)
    )
