"""A place's name is a test: what is named after a place gives the sums that were published of it.

The sums are read from `data/` where it holds them. The others are typed here a second time, from the reports that the
rows of `data/local_rules.csv` name.
"""

import re

import pytest

from joint_working import evidence
from joint_working.explorers import cash_or_share, who_pays_lab
from joint_working.explorers.money.who_pays import local_rules
from joint_working.explorers.two_places.sharing import as_printed
from joint_working.models.risk_share import RULES

NAMES = next(lever.options for lever in who_pays_lab.fields if lever.name == "rule")


def met(place, **levers):
    """Return who meets an overspend under the rule named after a place."""
    (number,) = [number for number, name in enumerate(NAMES) if name.startswith(place)]
    return who_pays_lab.model(who_pays_lab.at(**levers)).rules[number]


def figure(key):
    return evidence.figure(key).value


def test_every_rule_that_names_a_place_is_held_to_its_sums_below():
    held = {"Fife", "Angus", "Aberdeen City", "Clackmannanshire and Stirling", "West Lothian", "Scottish Borders"}
    held |= {"Argyll and Bute", "South Ayrshire"}
    only_a_rule = {"Falkirk", "Shetland Islands"}  # no sum was published: each side pays for what it runs
    assert {row["area"] for row in local_rules()} == held | only_a_rule


def test_fife_shares_as_its_scheme_says_and_the_year_it_did_not_is_told():
    shared = met("Fife", overspend=10)
    assert (shared.health * 10, shared.council * 10) == (
        figure("fife-risk-share-health"),
        figure("fife-risk-share-council"),
    )
    after = figure("fife-overspend-outturn-after-reserves-2023-24")
    shared = met("Fife", overspend=after)
    assert shared.health == pytest.approx(figure("fife-health-extra-2023-24"), abs=0.05)
    assert shared.council == pytest.approx(figure("fife-council-extra-2023-24"), abs=0.05)
    told = local_rules()[RULES.index("fife-overspend")]["what"]
    assert "2018/19" in told and f"{100 * 7 / 9.7:.0f} per cent" in told


def test_angus_and_aberdeen_city_share_as_was_reported():
    assert met("Angus", overspend=10).health == pytest.approx(6.4)
    expected = met("Aberdeen City", overspend=10.454)
    assert round(expected.health) == figure("aberdeen-city-health-extra-2024-25") == 6
    assert round(expected.council) == figure("aberdeen-city-council-extra-2024-25") == 4


def test_stirling_is_asked_for_a_quarter_in_both_labs():
    projected = figure("clackmannanshire-and-stirling-overspend-forecast-2025-26")
    asked = figure("clackmannanshire-and-stirling-stirling-council-extra-requested-2025-26")
    assert asked / projected == pytest.approx(
        figure("clackmannanshire-and-stirling-stirling-request-share-2025-26") / 100
    )
    assert met("Clackmannanshire and Stirling: equal sides", overspend=projected).council / 2 == pytest.approx(asked)
    levers = cash_or_share.at("call-of-2025")
    answer = cash_or_share.model(levers)
    assert answer.partners[2].asked == pytest.approx(asked)
    assert as_printed(levers, answer).partners[2].asked == pytest.approx(asked, abs=0.005)


def test_the_borders_pay_as_they_paid_in_2018_19():
    health, council = (figure(f"scottish-borders-{side}-extra-2018-19") for side in ("health", "council"))
    assert (health, council) == (6.7, 3.2)
    arising = 100 * council / (health + council)
    shared = met("Scottish Borders", overspend=health + council, council_arising=arising, recovered=0, reserves=0)
    assert (shared.health, shared.council) == (pytest.approx(health), pytest.approx(council))


def test_argyll_and_bute_gives_three_and_a_half_and_lends_three():
    outturn, given, lent = 6.681, 3.5, 3.1  # "slightly more than" 3.5
    shared = met("Argyll and Bute", overspend=outturn, council_arising=100 * lent / outturn)
    assert shared.lent == pytest.approx(lent)
    assert given < shared.health < given + 0.1
    row = local_rules()[RULES.index("argyll-and-bute-overspend")]
    assert row["value"] == "3.5|3.1" and "6.681" in row["what"]


def test_south_ayrshire_is_lent_all_of_it():
    for reported in (3.3, 4):
        assert met("South Ayrshire", overspend=reported).lent == reported


def test_west_lothian_meets_half_of_what_arose_in_care():
    half = figure("west-lothian-overspend-forecast-ijb-share-social-care-2024-25")
    whole = figure("west-lothian-overspend-forecast-2024-25")
    shared = met("West Lothian", overspend=whole, council_arising=100 * 2 * half / whole, reserves=20)
    assert shared.council == pytest.approx(half)
    assert shared.reserves == pytest.approx(whole - half) and shared.unsettled == pytest.approx(0)


@pytest.mark.parametrize("place", ["Falkirk", "Shetland Islands"])
def test_where_only_a_rule_was_read_each_side_pays_for_what_it_runs(place):
    shared = met(place, overspend=10, council_arising=30)
    assert (shared.health, shared.council) == (pytest.approx(7), pytest.approx(3))


# --- Every rule of money that names a place, and every preset and option ------------------------------------

#: Numbers of a rule that are worked out of two figures of the place: {(row, number): (part, whole)}, in per cent.
WORKED_OUT = {
    ("fife-overspend", 72): ("fife-health-transfer-2018-19", "fife-social-care-overspend-before-transfer-2018-19"),
}


def sums(text):
    """Return the numbers of a text that are sums or shares: no years and no days."""
    text = re.sub(r"20\d\d(/\d\d)?|\d+ (?=[A-Z][a-z]+ )", "", text)
    return [float(number) for number in re.findall(r"(?<![\w/.])\d+(?:\.\d+)?(?![\w/])", text)]


MONEY_RULES = [
    row for row in evidence.table("local_rules") if row["topic"] in ("overspend", "reserves", "budget setting")
]


@pytest.mark.parametrize("row", MONEY_RULES, ids=lambda row: row["key"])
def test_a_sum_in_a_rule_is_a_published_sum_of_that_place(row):
    """Rounded at most as a newspaper rounds: to half a per cent of it, or to its last digit."""
    published = {
        held["value"] for held in evidence.select("finance_partnerships", authority_code=row["authority_code"])
    }
    for number in sums(row["what"]):
        part, whole = WORKED_OUT.get((row["key"], number), (None, None))
        worked_out = part and round(100 * figure(part) / figure(whole)) == number
        assert worked_out or any(abs(number - value) <= 0.005 * max(1, abs(value)) for value in published), number


def test_the_check_of_sums_bites():
    assert sums("On 26 March 2025 it met 4.5 million of 2024/25, about 8 per cent.") == [4.5, 8]


def test_a_rule_has_the_apostrophes_of_print():
    """The lab prints the words as they stand, in HTML and in a live notebook, and both must read alike."""
    assert [row["key"] for row in evidence.table("local_rules") if "'" in row["what"]] == []
