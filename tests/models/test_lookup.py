"""Looking up: what may be chosen, what gives way, what a choice points at, and its tables, worked by hand."""

from dataclasses import replace

import pytest
from lookup_data import DATA, SETTING, YEARS, areas, count, look, measure

from joint_working.kit.address import NOTICES, Field, Linked, parted, read
from joint_working.models import lookup
from joint_working.models.lookup import Phrase

NEWER, UNKNOWN, OPTION = (NOTICES[name] for name in ("newer", "unknown", "option"))
FIRST, ALONE = 0, 3


@pytest.fixture(autouse=True)
def usual(monkeypatch):
    """A setting of the small data stands for the usual one."""
    monkeypatch.setattr(lookup, "USUAL", SETTING)


# --- Choosing ----------------------------------------------------------------------------------------------


def test_the_lists_hold_what_the_other_choices_allow():
    allowed = lookup.options(DATA, SETTING)
    assert allowed["comparator"] == {"scotland": "Scotland", "family": "Its family group", "P1": "Pair"}
    assert list(allowed["year"]) == YEARS[::-1], "the latest year first"
    joint = lookup.options(DATA, SETTING | {"place": "P1", "measure": "days"})
    assert joint["comparator"] == {"scotland": "Scotland", "P0": "Isle"}, "two councils have no family group"
    assert list(joint["year"]) == YEARS[:0:-1], "a count is compared with its first year"


def test_what_no_longer_fits_gives_way_unless_it_was_asked_for():
    here = lookup.choose(DATA, SETTING, {"comparator": "family", "year": "2018/19"}).setting
    moved = lookup.choose(DATA, here, {"place": "P1", "measure": "days"})
    assert (moved.setting["comparator"], moved.setting["year"], moved.wrong) == ("scotland", "2022/23", "")
    refused = lookup.choose(DATA, here, {"place": "P1", "comparator": "family"})
    assert (refused.setting, refused.wrong) == (here, "comparator")
    assert lookup.choose(DATA, here, {"measure": "length-of-stay"}).wrong == "measure"


# --- The address -------------------------------------------------------------------------------------------


def opened(link):
    """Return the setting and the notice of an address, read by the one rule; None where it is for another explorer."""
    pairs = parted(link)
    lists = tuple(Field(**vars(each)) for each in lookup.lists_of(DATA, pairs))
    reading = read(pairs, Linked(lookup.NAME, lookup.VERSION, 0, lists, {}, {}))
    return reading and (lookup.setting_of(reading.values), reading.notice)


def test_an_address_carries_a_setting_there_and_back():
    setting = SETTING | {"place": "P1", "comparator": "P0", "tiles": "31"}
    link = lookup.link_of(setting)
    assert link == "#explorer=indicator-reader&v=1&measure=share&place=P1&comparator=P0&year=2019-20&tiles=31"
    assert opened(link) == (setting, "")
    assert "tiles" not in lookup.link_of(SETTING)


@pytest.mark.parametrize(
    ("asked", "kept", "notice"),
    [
        ("v=0&place=P1", {"place": "P1"}, ""),
        ("v=1&place=P1&colour=red", {"place": "P1"}, UNKNOWN.format(key="colour")),
        ("v=1&place=P9&tiles=31&hat=1", {"tiles": "31"},
         OPTION.format(label="Partnership", value="P9") + " " + UNKNOWN.format(key="hat")),
        ("v=1&year=2021-22", {}, OPTION.format(label="Year", value="2021-22")),
        ("v=1&place=P1&comparator=family", {"place": "P1"}, OPTION.format(label="Compare with", value="family")),
        ("v=1&comparator=family&place=P1", {"place": "P1"}, OPTION.format(label="Compare with", value="family")),
        ("v=1&year=2022-23&measure=days", {"measure": "days", "year": "2022/23"}, ""),
        ("v=1&place=P9&place=P1", {"place": "P1"}, ""),
        ("v=2&place=P1", {"place": "P1"}, NEWER),
        ("v=one", {}, NEWER),
    ],
)  # fmt: skip
def test_what_fits_of_an_address_is_kept_and_the_rest_is_named(asked, kept, notice):
    words = f"{NOTICES['head']} {notice} {NOTICES['tail']}" if notice else ""
    assert opened(f"#explorer=indicator-reader&{asked}") == (SETTING | kept, words)


def test_an_address_of_another_explorer_opens_nothing():
    assert opened("#explorer=board-lab&v=1&place=P1") is None
    assert opened("") is None


# --- Looking up --------------------------------------------------------------------------------------------


def test_a_line_starts_where_its_run_starts_and_a_figure_is_held():
    share = measure(values=areas((None, 20, 30, 25)))
    assert lookup.start_of(share, FIRST, 1) == 1, "no figure the year before"
    assert lookup.start_of(share, ALONE, 1) == 0
    assert lookup.start_of(share, ALONE, 2) == 2, "a break before it"
    assert lookup.start_of(measure(own_runs={"3": [0, 0, 0, 0]}), ALONE, 3) == 0, "its own runs have none"
    assert lookup.start_of(count(), ALONE, 3) == 0


def test_a_rate_and_its_comparator():
    entry = look()
    assert (entry.area, entry.other, entry.other_name, entry.year) == (0, 33, "Scotland", 1)
    assert (entry.seen.value, entry.seen.other, entry.seen.low, entry.seen.high) == (20, 50, 12, 40)
    assert (entry.seen.start, entry.seen.line, entry.seen.together) == (10, 1, 1)
    assert entry.texts["Place"] == "The Isle" and entry.texts["start"] == "2018/19"
    assert look(comparator="family").texts["other"] == "the middle of its family group"


def test_two_councils_without_a_joint_figure_have_one_each():
    seen = look(place="P1").seen
    assert (seen.held, seen.two, seen.split, seen.first, seen.second) == (0, 1, 1, 12, 24)
    assert look(place="P1", year="2018/19").seen.split == 0, "neither has a figure"


def test_a_count_is_compared_by_its_change():
    seen = look(measure="days", year="2020/21").seen
    assert (seen.value, seen.shown, seen.other_shown, seen.cases, seen.cases_held) == (100, -50, 0, 100, 1)
    assert lookup.changes_of([[0, 5], [4, None]]) == [[None, None], [0, None]], "a change from nought is none"


def test_the_same_cases_over_another_population():
    rate = measure(other="rival", tops=areas((3, 4, 5, 6)))
    rival = measure("rival", years=YEARS[1:], values=areas((21, 31, 26), rest=(1, 1, 1), scotland=(1, 1, 1)))
    data = DATA | {"measures": [rate, rival]}
    seen = lookup.look(data, SETTING).seen
    assert (seen.other_way, seen.other_way_held, seen.cases) == (21, 1, 4)
    assert lookup.look(data, SETTING | {"year": "2018/19"}).seen.other_way_held == 0


def test_quarters_are_between_two_councils_in_a_straight_line():
    rising = measure(values=[[at] for at in range(1, 33)])
    assert lookup.quarters_of(rising, 0) == [8.75, 24.25], "31 steps: a quarter of the way is 7.75 steps from 1"
    few = measure(values=[[1], [2], [4], [10], *[[None]] * 28])
    assert lookup.quarters_of(few, 0) == [1.75, 5.5]


def test_rows_of_several_councils_are_sums_and_none_where_one_is_missing():
    places = [{"name": "A council"}] * 32 + [{"parts": [0, 1]}, {}, {"parts": [1, 2, 3]}]
    few = [[1, 2], [10, None], *[[0, 5]] * 30, [100, 200]]
    assert lookup.with_sums(few, places)[32:] == [[11, None], [100, 200], [10, None]]
    assert lookup.with_sums(few, places[:33]) is few, "nothing left out, nothing put back"


def test_data_without_its_doubles_is_put_back():
    tops, bottoms = areas((1, 2, None, 4)), areas((10, 0, 30, 40))
    counted = count(shown=None, tops=None)
    packed = [
        measure("a", values=tops),
        measure("b", per=100, values=None, tops={"same": ["a", "values"]}, bottoms=bottoms),
        counted,
    ]
    _, quotient, days = lookup.unpacked(DATA | {"measures": packed})["measures"]
    assert quotient["tops"] == tops and quotient["values"][0] == [10, None, None, 10]
    assert days["shown"] == count()["shown"]


# --- Words and tables --------------------------------------------------------------------------------------


def test_a_clause_that_holds_is_filled_and_its_formats_are_the_measures():
    clauses = [["[says]", [["value", 20]], True], ["No.", [], False], ["By {} and {}.", [["gap", 3], ["shown", 4]], 1]]
    assert lookup.spoken(look(), clauses) == [
        Phrase("the Isle: {} in 2019/20.", [("percent1", 20)]),
        Phrase("By {} and {}.", [("points", 3), ("percent1", 4)]),
    ]


def test_cautions_of_both_rows_come_once():
    assert lookup.cautions_of(DATA, look()) == ["Rounded.", "Revised.", "Estimated."]


@pytest.mark.parametrize(
    ("change", "text"), [(12.4, "+{}"), (0.5, "+{}"), (0.49, "{}"), (-0.6, "{}"), (0, "{}"), (None, "no figure")]
)
def test_a_change_has_a_plus_where_it_prints_above_nought(change, text):
    assert lookup.change_cell(count(), change).text == text


def test_the_table_of_years():
    rows = lookup.year_table(look())
    assert rows[0] == ["Year", "Isle", "Scotland", "Lowest council", "Highest council"]
    shown = [("percent1", number) for number in (20, 50, 12, 40)]
    assert rows[2] == ["2019/20", *(Phrase("{}", [slot]) for slot in shown)]
    pair = lookup.year_table(look(place="P1"))
    assert pair[1][1] == Phrase("no figure and no figure", [])
    assert pair[2][1] == Phrase("{} and {}", [("percent1", 12), ("percent1", 24)])
    assert lookup.year_table(look(measure="days"))[0] == ["Year", "Isle", "Change", "Scotland", "Change"]


def test_the_table_of_councils_ends_with_the_two_councils_and_scotland():
    rows = lookup.council_table(DATA, look(measure="days"))
    assert len(rows) == 35 and rows[0] == ["Area", "Days", "Change"]
    assert rows[1] == ["Area 0", Phrase("{}", [("count", 250)]), Phrase("+{}", [("percent", 25)])]
    shown = replace(look(), measure=measure(tops=areas((3, 4, 5, 6)), top_name="Cases"))
    assert lookup.council_table(DATA, shown)[1][2] == Phrase("{}", [("count", 4)])
