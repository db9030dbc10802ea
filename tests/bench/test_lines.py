"""What `make measure` prints: numbers beside their goals, and what is over."""

import pytest

from joint_working.bench import measure, weights
from joint_working.bench.lines import Cell, Table, late, middle, spread
from joint_working.bench.moves import Taken, cells


def test_a_number_is_over_as_it_is_printed():
    assert not Cell(2.04, 2, 1).over and str(Cell(2.04, 2, 1)) == "2.0 (2)"
    assert Cell(2.06, 2, 1).over and str(Cell(2.06, 2, 1)) == "2.1 (2)"
    assert not Cell(25.4, 25.2).over and str(Cell(25.4, 25.2)) == "25 (25)"
    assert not Cell(9_999).over and str(Cell(9_999)) == "9,999"
    assert not Cell(0, 0).over and Cell(1, 0).over


def test_the_spread_is_the_median_and_a_95th_percentile_that_was_measured_or_lies_between():
    times = list(range(1, 22))
    assert (middle(times), late(times)) == (11, 20)
    assert late([7.0]) == 7 and late([1.0, 100.0]) < 100
    assert spread([10, 20, 30]) == "20/29"


def test_a_row_has_a_cell_for_each_column_and_names_what_is_over():
    table = Table("A title", ("one", "another that is wide"), 8)
    row = table.row("name", Cell(5, 4), Cell(3, 4))
    assert row.text == "name" + " " * 4 + "5 (4)".rjust(12) + "3 (4)".rjust(22) + "  over: one"
    assert row.missed == ("one",)
    assert table.row("name", "a word", Cell(3, 4)).missed == ()
    assert table.head().text.splitlines()[-1] == " " * 8 + "one".rjust(12) + "another that is wide".rjust(22)
    with pytest.raises(ValueError):
        table.row("name", Cell(5, 4))


def test_moves_are_held_to_the_floor_of_their_own_run():
    quick, slow = Taken([18.0] * 9, [3.0] * 9, [22.0] * 9), Taken([25.0] * 9, [12.0] * 9, [49.0] * 9)

    def missed(quick, slow, counts=(2, 2, 0), name="who-pays"):
        found = cells(name, quick, slow, counts)
        return [at for at, cell in enumerate(found) if isinstance(cell, Cell) and cell.over]

    assert missed(quick, slow) == []
    assert missed(Taken([17.0] * 9, [5.0] * 9, [22.6] * 9), slow) == [0, 4], "script, and 5 ms over the floor"
    assert missed(quick, Taken([25.0] * 9, [12.0] * 9, [60.0] * 9)) == [7, 8], "the median, and two floors"
    assert missed(quick, slow, (3, 2.2, 0)) == [9, 10]
    many = Taken([18.0] * 9, [8.0] * 9, [22.0] * 9), Taken([50.0] * 9, [80.0] * 9, [99.0] * 9)
    assert missed(*many, name="budget-lab-fan") == [] and missed(*many) == [0, 7]


def test_the_sections_are_all_of_them_or_those_that_are_named():
    assert measure.chosen(["moves", "chapters"]) == ["moves", "chapters"]
    assert "moves" in measure.chosen([]) and "chapters" not in measure.chosen([])
    with pytest.raises(ValueError, match="There is no section speeds: choose from moves, ready"):
        measure.chosen(["speeds"])


def test_a_visit_is_weighed_by_kind_of_file_as_a_server_sends_it(tmp_path):
    page, font = tmp_path / "a page.html", tmp_path / "house.woff2"
    page.write_text("word " * 1000)
    font.write_bytes(b"x" * 500)
    asked = [f"{page.as_uri()}?v=1#top", font.as_uri(), font.as_uri(), "data:text/plain,1"]
    sizes = weights.files(asked)
    assert sizes[font] == 500 and 0 < sizes[page] < 200
    assert weights.weight(asked) == (sum(sizes.values()), 2)
    assert list(weights.made_of(sizes).items()) == [(".woff2", 500), (".html", sizes[page])]


def test_a_page_is_held_to_the_budget_of_its_kind(tmp_path):
    (tmp_path / "tables").mkdir()
    budgets = {"read.html": 110, "moves.html": 260, "tables/one.html": 320, "search.html": 320}
    for name, budget in budgets.items():
        (tmp_path / name).write_text('<section data-explorer="it">' if name == "moves.html" else "words")
        assert weights.budget(tmp_path / name) == budget, name
