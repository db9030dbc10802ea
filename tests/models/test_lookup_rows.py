"""What the drawings of a figure show: classes of tiles, lines and their labels, and stacked dots, worked by hand."""

from lookup_data import DATA, YEARS, look

from joint_working.models import lookup_rows


def test_the_map_colours_by_class_and_may_join_two_councils():
    tiles = lookup_rows.tile_rows(DATA, look())["tiles"]
    assert [tile["step"] for tile in tiles[:4]] == [2, 1, 2, 3] and tiles[0]["chosen"] == 1
    joined = lookup_rows.tile_rows(DATA, look(tiles="31"))["tiles"]
    assert [tile["step"] for tile in joined[:4]] == [2, 0, 0, 3], "the joint figure is none"


def test_years_without_a_figure_and_the_pandemic_are_shaded():
    assert [(shade["x"], shade["words"]) for shade in lookup_rows.shades(YEARS)] == [
        (2020.5, "2021/22"),
        (2019.5, "pandemic"),
    ]
    survey = lookup_rows.shades(["2013/14", "2015/16", "2017/18", "2019/20"])
    assert [shade["words"] for shade in survey] == ["", "", ""], "a survey every second year is not labelled"


def test_the_trend_has_a_line_for_each_and_labels_apart():
    rows = lookup_rows.trend_rows(DATA, look())
    mine = [(point["x"], point["y"], point["run"]) for point in rows["lines"] if point["who"] == "place"]
    assert mine == [(2018, 10, "0-0"), (2019, 20, "0-0"), (2020, 30, "0-1"), (2022, 25, "0-2")]
    assert [(end["words"], end["at"]) for end in rows["ends"]] == [("Isle", 25), ("Scotland", 50)]
    assert [point["y"] for point in rows["here"]] == [20]
    pair = lookup_rows.trend_rows(DATA, look(place="P1"))
    assert [end["words"] for end in pair["ends"]] == ["Area 1", "Area 2", "Scotland"], "two lines for one partnership"


def test_labels_that_would_cover_each_other_move_up():
    placed = lookup_rows.apart([{"y": 10}, {"y": 9}, {"y": 11}, {"y": 30}], 2)
    assert [(label["y"], label["at"]) for label in placed] == [(9, 9), (10, 11), (11, 13), (30, 30)]


def test_a_count_is_drawn_by_month_beside_the_comparators_own_movement():
    rows = lookup_rows.trend_rows(DATA, look(measure="days"))
    assert [(point["x"], point["y"]) for point in rows["lines"]] == [
        (2016.25, 4),
        (2016 + 4 / 12, 8),
        (2016 + 5 / 12, 6),
    ]
    assert [point["y"] for point in rows["dashed"]] == [8, 4, 2], "200 of 1,000 days: a fifth of the comparator's beds"
    assert rows["params"] == {"monthly": True, "left": 2016.25, "right": 2016 + 5 / 12, "bottom": 0, "top": 8}


def test_the_dots_of_the_councils_are_stacked_by_column():
    rows = lookup_rows.spread_rows(look())
    assert rows["params"] == {"left": 12, "right": 40}
    assert [dot["value"] for dot in rows["dots"][:3]] == [12, 20, 24]
    assert rows["dots"][0]["x"] == 12 + 0.5 * 28 / 24 and rows["dots"][0]["y"] == 1
    assert rows["dots"][-1]["y"] == 29, "29 councils alike stand on each other in the last column"
    assert rows["you"] == [{"x": 20, "words": "Isle"}] and rows["scotland"] == [{"x": 50, "words": "Scotland"}]
