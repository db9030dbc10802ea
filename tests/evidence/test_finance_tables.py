"""The tables of money: nothing lost, numbers as the sources give them, sums that add up, doubts in the open."""

import re
from collections import defaultdict

import pytest

from joint_working import evidence

MAIN = "adult_social_work_gross_spend"
YEARS = ("2016/17", "2017/18", "2018/19", "2019/20", "2020/21", "2021/22", "2022/23")
CLACKMANNANSHIRE_STIRLING = "S37000005"

# A decision's paper or page comes from one of these; everyone else who publishes is press or commentary.
PUBLIC_BODIES = re.compile(
    r"Council|IJB|HSCP|Health and Social Care Moray|Parliament|Government|Public Health Scotland|NHS|Police Authority"
)

# measure, area, period, basis: rows that disagree, kept side by side because each is what a source says.
KNOWN_CONTRADICTIONS = {
    ("overspend_forecast_after_reserves", "Aberdeen City", "2024/25", "forecast"): {10.454, 10.455},  # two months
    ("overspend_forecast", "Argyll and Bute", "2024/25", "forecast"): {2.3, 2.9},  # September, November 2024
    ("overspend_forecast_social_work", "Argyll and Bute", "2024/25", "forecast"): {1.5, 1.47},  # press, council
    ("funding_gap", "Dumfries and Galloway", "2025/26", "forecast"): {58, 57.92},  # one is rounded
    ("savings_to_be_found", "Dumfries and Galloway", "2025/26", "forecast"): {30, 32.7},  # press, the partnership
    ("overspend_forecast_council_services", "East Ayrshire", "2025/26", "forecast"): {5.281, 10.28},  # two dates
    ("savings_planned", "East Renfrewshire", "2024/25", "budget"): {8.9, 9.8},  # without and with those already made
    ("funding_gap_remaining", "Edinburgh", "2019/20", "budget"): {3.9, 12.6},  # October, April 2019
    ("council_contribution", "Falkirk", "2023/24", "budget"): {89.948, 91.076},  # as set, as shown a year later
    ("overspend_forecast", "Fife", "2019/20", "forecast"): {10, 11.27},  # two dates in the year
    ("overspend_forecast", "Fife", "2024/25", "forecast"): {21, 24.3, 27.1, 34.8},  # four dates in the year
    ("overspend_forecast_council_share", "Fife", "2024/25", "forecast"): {11.4, 15.079},  # late 2024, March 2025
    ("council_directorate_budget", "Fife", "2025/26", "budget"): {247.821, 246.294},  # two versions of one page
    ("savings_planned", "Glasgow City", "2025/26", "budget"): {42.5, 37.3},  # two broadcasters, one meeting
    ("funding_gap_cumulative", "Glasgow City", "2025/26 to 2027/28", "forecast"): {118, 120, 250},  # the last a motion
    ("funding_gap", "Moray", "2025/26", "budget"): {12.2, 10.5},  # one week apart
    ("overspend_forecast", "North Ayrshire", "2017/18", "forecast"): {5.326, 3.433},  # late 2017, January 2018
    ("savings_planned", "North Ayrshire", "2025/26", "budget"): {4, 3.7},  # the council rounds
    ("overspend_forecast", "Shetland Islands", "2022/23", "forecast"): {5.36, 5},  # September 2022, March 2023
    ("overspend_forecast", "Shetland Islands", "2023/24", "forecast"): {4.7, 5.7},  # September 2023, February 2024
}


def value(key):
    return evidence.figure(key).value


def spending(measure, area, year):
    (row,) = evidence.select("social_work_spending", measure=measure, area=area, financial_year=year)
    return row["value"]


def only(table, **where):
    (row,) = evidence.select(table, **where)
    return row


# -- Nothing lost -------------------------------------------------------------------------------------------------


def test_the_tables_hold_every_row_that_was_gathered():
    # 291 rows were gathered; five rest only on a political party's page and are left out; three shares are ours.
    assert len(evidence.table("finance_partnerships")) >= 291 - 5 + 3
    # eleven rows are of a joint board and not of a council's spending: they stand among the partnerships' figures.
    assert len(evidence.table("social_work_spending")) >= 461 - 11
    assert len(evidence.table("finance_national")) >= 46
    gathered = [row for row in evidence.table("finance_national") if row["source"].startswith("finance-n")]
    assert len(gathered) >= 46


def test_no_row_rests_on_a_political_partys_page():
    for name in ("finance_national", "finance_partnerships", "social_work_spending"):
        assert "finance-p09" not in {row["source"] for row in evidence.table(name)}


def test_every_partnership_has_a_figure_of_its_own():
    codes = {found.code for found in evidence.authorities()}
    assert {row["authority_code"] for row in evidence.table("finance_partnerships")} == codes


def test_the_main_measure_is_complete():
    found = evidence.select("social_work_spending", measure=MAIN)
    cells = [(row["authority_code"], row["financial_year"]) for row in found]
    codes = [found.code for found in evidence.authorities()]
    assert len(codes) == 31
    assert sorted(cells) == sorted((code, year) for code in codes for year in YEARS)
    assert all(row["value"] > 0 and row["basis"] == "outturn" for row in found)


@pytest.mark.parametrize(
    "measure,count",
    [
        ("self_directed_support_spend_adults", 31),
        ("home_care_gross_spend", 31),
        ("care_homes_older_people_net_spend", 31),
        ("adult_social_work_gross_spend_per_resident", 31),
        ("adult_social_work_gross_spend_per_resident_75_plus", 31),
        ("primary_care_fund_reserve_used_instead_of_allocation", 21),
        ("covid_allocation_integration_authorities", 14),
        ("covid_allocation_nhs_board", 14),
        ("covid_allocation_total", 14),
        ("alcohol_drug_partnership_total_funding", 3),
        ("delayed_discharge_fund_three_years", 4),
    ],
)
def test_each_measure_covers_the_areas_that_were_seen(measure, count):
    assert len({row["area"] for row in evidence.select("social_work_spending", measure=measure)}) == count


def test_areas_have_the_names_of_their_partnerships():
    for name, column in (("finance_partnerships", "partnership"), ("social_work_spending", "area")):
        for row in evidence.table(name):
            if row["authority_code"]:
                assert row[column] == evidence.authority(row["authority_code"]).name
    joint = {row["area"] for row in evidence.table("social_work_spending") if not row["authority_code"]}
    assert {area for area in joint if not area.startswith("NHS ")} == {"North and South Lanarkshire"}
    boards = {row["health_board"].removeprefix("NHS ") for row in evidence.table("health_boards")}
    assert {area.removeprefix("NHS ") for area in joint if area.startswith("NHS ")} == boards


# -- Numbers as the sources give them -----------------------------------------------------------------------------

FIGURES = [
    ("delegated-budgets-report-2017", 8.29, "GBP bn", "not stated"),
    ("savings-target-2018-19", 215, "GBP m", "2018/19"),
    ("overspend-forecast-2017-18", 67, "GBP m", "2017/18"),
    ("ijb-gap-2021-22", 151, "GBP m", "2021/22"),
    ("ijb-gap-2022-23", 124, "GBP m", "2022/23"),
    ("ijb-gap-2023-24", 357, "GBP m", "2023/24"),
    ("ijb-gap-2024-25", 457, "GBP m", "2024/25"),
    ("nhs-money-to-council-services-2016-17", 689, "GBP m", "2016/17"),
    ("health-growth-planned-real", 1.4, "per cent a year", "2016/17 to 2021/22"),
    ("authority-funding-2018-19-quarter-4", 9202, "GBP m", "2018/19"),
    ("authority-funding-2019-20-quarter-4", 9831, "GBP m", "2019/20"),
    ("authority-funding-2020-21-quarter-4", 10584, "GBP m", "2020/21"),
    ("authority-funding-2021-22-quarter-4", 11333, "GBP m", "2021/22"),
    ("authority-funding-2022-23-quarter-3", 11052, "GBP m", "2022/23"),
    ("nhs-delegated-2022-23", 7.2, "GBP bn", "2022/23"),
    ("covid-money-social-care-2020-21", 561, "GBP m", "2020/21"),
    ("overspend-forecast-net-2018-19", 74.4, "GBP m", "2018/19"),
    ("reserves-real-change-2023-24", -40, "per cent", "2023/24"),
    ("contingency-real-change-2023-24", -49, "per cent", "2023/24"),
    ("carers-act-money-2022-23", 88.4, "GBP m", "2022/23"),
    ("social-care-budget-rise-required-2022-23", 554, "GBP m", "2022/23"),
    ("council-care-homes-gross-2021-22", 251.391, "GBP m", "2021/22"),
    ("formula-share-nhs-lothian-2024-25", 15.11, "per cent", "2024/25"),
    ("adult-social-care-gross-2013-14", 2908, "GBP m", "2013/14"),
    ("adult-social-care-per-adult-highest-2013-14", 1590, "GBP per adult", "2013/14"),
    ("aberdeen-city-care-company-contract-2018-19", 26.75, "GBP m", "2018/19"),
    ("aberdeen-city-deficit-2024-25", 10.454, "GBP m", "2024/25"),
    ("argyll-and-bute-budget-2023-24", 355, "GBP m", "2023/24"),
    ("argyll-and-bute-council-payment-2025-26", 76.253, "GBP m", "2025/26"),
    ("clackmannanshire-and-stirling-overspend-forecast-2025-26", 7.892, "GBP m", "2025/26"),
    ("clackmannanshire-and-stirling-service-users-clackmannanshire-2024-25", 1240, "people", "2024/25"),
    ("dumfries-and-galloway-funding-gap-2025-26", 58, "GBP m", "2025/26"),
    ("east-ayrshire-budget-2016-17", 217.724, "GBP m", "2016/17"),
    ("east-renfrewshire-savings-achieved-social-care-2015-to-2023", 11.5, "GBP m", "2015 to 2023"),
    ("edinburgh-funding-2023-24", 809.4, "GBP m", "2023/24"),
    ("fife-budget-2024-25", 682, "GBP m", "2024/25"),
    ("glasgow-city-funding-gap-cumulative-2025-26-to-2027-28", 250, "GBP m", "2025/26 to 2027/28"),
    ("highland-council-payment-2012-13", 88.296, "GBP m", "2012/13"),
    ("highland-staff-transferred-to-nhs-2012-13", 1400, "people", "2012/13"),
    ("north-ayrshire-budget-2023-24", 310.286, "GBP m", "2023/24"),
    ("scottish-borders-budget-2023-24", 206.066, "GBP m", "2023/24"),
    ("scottish-borders-health-extra-2018-19", 6.7, "GBP m", "2018/19"),
    ("scottish-borders-budget-2019-20", 186, "GBP m", "2019/20"),
    ("moray-funding-gap-2023-24", 11.6, "GBP m", "2023/24"),
    ("south-lanarkshire-funding-2023-24", 734, "GBP m", "2023/24"),
    ("west-lothian-budget-2024-25", 307.5, "GBP m", "2024/25"),
    ("western-isles-council-base-budget-change-2016-17", -4.5, "per cent", "2016/17"),
]


@pytest.mark.parametrize("key,number,unit,period", FIGURES, ids=[row[0] for row in FIGURES])
def test_a_figure_is_as_its_source_gives_it(key, number, unit, period):
    found = evidence.figure(key)
    told = "if its source says so, write the same in FIGURES of this test"
    assert (found.value, found.unit, found.period) == (number, unit, period), told


@pytest.mark.parametrize(
    "measure,area,year,number",
    [
        (MAIN, "Aberdeen City", "2016/17", 125.333),
        (MAIN, "Angus", "2021/22", 81.297),
        (MAIN, "West Dunbartonshire", "2021/22", 81.415),
        ("adult_social_work_gross_spend_per_resident", "Aberdeenshire", "2022/23", 766),
        ("care_homes_older_people_net_spend", "Aberdeen City", "2022/23", 74.134),
        ("home_care_gross_spend", "Aberdeenshire", "2022/23", 27.127),
        ("primary_care_fund_reserve_used_instead_of_allocation", "North and South Lanarkshire", "2022/23", 4.005),
        ("primary_care_fund_reserve_used_instead_of_allocation", "Glasgow City", "2022/23", 0),
        ("covid_allocation_integration_authorities", "NHS Lanarkshire", "2021/22", 19.6),
        ("covid_allocation_integration_authorities", "Western Isles", "2021/22", 0.8),
        ("alcohol_drug_partnership_nhs_baseline_funding", "North Ayrshire", "2022/23", 1.533565),
        ("delayed_discharge_fund_three_years", "Fife", "2015/16 to 2017/18", 6.73),
        ("council_adult_services_net_budget", "Angus", "2018/19", 44.672),
    ],
)
def test_spending_is_as_its_source_gives_it(measure, area, year, number):
    assert spending(measure, area, year) == number


@pytest.mark.parametrize(
    "year,least,most",
    [("2022/23", ("Orkney Islands", 24.2), ("Glasgow City", 510.0))],
)
def test_the_main_measure_runs_from_the_smallest_area_to_the_largest(year, least, most):
    rows = sorted(
        evidence.select("social_work_spending", measure=MAIN, financial_year=year), key=lambda row: row["value"]
    )
    for row, (area, number) in ((rows[0], least), (rows[-1], most)):
        assert (row["area"], round(row["value"], 1)) == (area, number)


def test_growth_from_the_first_year_to_the_last():
    growth = {
        found.name: spending(MAIN, found.name, YEARS[-1]) / spending(MAIN, found.name, YEARS[0]) - 1
        for found in evidence.authorities()
    }
    slowest, fastest = min(growth, key=growth.get), max(growth, key=growth.get)
    assert (slowest, round(100 * growth[slowest])) == ("South Ayrshire", 25)
    assert (fastest, round(100 * growth[fastest])) == ("East Renfrewshire", 59)


# -- Sums that add up ---------------------------------------------------------------------------------------------


def council_spending(codes, year):
    """Return the thousands of pounds that some councils spent, from the councils' own table."""
    return sum(
        only("lgbf_adult_social_care_spend", measure=MAIN, council_code=code, financial_year=year)["value"]
        for code in codes
    )


@pytest.mark.parametrize("year", YEARS)
def test_clackmannanshire_and_stirling_is_the_sum_of_two_councils(year):
    area = evidence.authority(CLACKMANNANSHIRE_STIRLING)
    assert area.councils == ("Clackmannanshire", "Stirling")
    both = council_spending(area.council_codes, year)
    assert spending(MAIN, area.name, year) == pytest.approx(both / 1000, abs=0.0006)


def test_every_partnership_agrees_with_its_councils():
    for found in evidence.authorities():
        for year in YEARS:
            whole = council_spending(found.council_codes, year) / 1000
            assert spending(MAIN, found.name, year) == pytest.approx(whole, abs=0.0006), (found.name, year)


@pytest.mark.parametrize(
    "measure,people",
    [
        ("adult_social_work_gross_spend_per_resident", "all_ages"),
        ("adult_social_work_gross_spend_per_resident_75_plus", "aged_75_plus"),
    ],
)
def test_spending_per_resident_is_our_arithmetic(measure, people):
    for found in evidence.authorities():
        residents = sum(
            row[people]
            for row in evidence.table("population_estimates")
            if row["council_code"] in found.council_codes and str(row["year"]) == "2022"
        )
        pounds = 1000 * council_spending(found.council_codes, "2022/23") / residents
        assert round(pounds) == spending(measure, found.name, "2022/23"), found.name
    assert {row["basis"] for row in evidence.select("social_work_spending", measure=measure)} == {"derived"}


@pytest.mark.parametrize(
    "share,health,council,total",
    [
        (63.6, "edinburgh-health-payment-2023-24", "edinburgh-council-payment-2023-24", 809.4),
        (65.3, "glasgow-health-payment-2024-25", "glasgow-council-payment-2024-25", 1445.448),
        (64.3, "dundee-health-payment-2025-26", "dundee-council-payment-2025-26", 320.4),
    ],
)
def test_the_health_share_is_our_arithmetic(share, health, council, total):
    assert value(health) + value(council) == pytest.approx(total)
    assert round(100 * value(health) / total, 1) == share == value(health.replace("payment", "share"))
    row = only("finance_partnerships", key=health.replace("payment", "share"))
    assert (row["measure"], row["basis"]) == ("health_share_of_payments", "derived")


@pytest.mark.parametrize(
    "whole,parts",
    [
        ("edinburgh-funding-2023-24", ["edinburgh-health-payment-2023-24", "edinburgh-council-payment-2023-24"]),
        ("dundee-city-budget-2025-26", ["dundee-health-payment-2025-26", "dundee-council-payment-2025-26"]),
        (
            "west-lothian-overspend-outturn-2023-24",
            [
                "west-lothian-council-extra-2023-24",
                "west-lothian-health-extra-2023-24",
                "west-lothian-reserves-used-2023-24",
            ],
        ),
        ("moray-funding-gap-2025-26", ["moray-savings-planned-2025-26", "moray-reserves-used-2025-26"]),
    ],
)
def test_parts_add_up_to_the_whole(whole, parts):
    assert sum(map(value, parts)) == pytest.approx(value(whole))


def test_national_shares_are_our_arithmetic():
    deficit = value("authorities-in-deficit-2018-19")
    assert round(100 * deficit / value("partnership-count")) == value("share-in-deficit-forecast-2018-19") == 71
    even, under = value("authorities-breaking-even-2018-19"), value("authorities-underspending-2018-19")
    assert deficit + even + under == value("partnership-count") == 31
    # "around half" had no free reserves: none at all, or earmarked ones only
    without = value("authorities-without-reserves-2018-19") + value("authorities-earmarked-only-2018-19")
    assert 100 * without / 31 == pytest.approx(value("share-without-reserves-2018-19"), abs=2)
    # the gap was to triple from 2022/23 to 2023/24, which is how the years of the two gaps were settled
    tripled = value("ijb-gap-2022-23") * value("ijb-gap-multiple-2023-24")
    assert tripled == pytest.approx(value("ijb-gap-2023-24"), rel=0.05)
    assert value("adult-social-work-gross-2022-23") == pytest.approx(
        council_spending(["S92000003"], "2022/23") / 1e6, abs=0.001
    )


def test_covid_money_adds_up_in_every_health_board_area():
    boards = {found.name: f"NHS {found.health_board.removeprefix('NHS ')}" for found in evidence.authorities()}
    parts = defaultdict(float)
    for row in evidence.table("social_work_spending"):
        if row["measure"] in ("covid_allocation_integration_authorities", "covid_allocation_nhs_board"):
            parts[boards.get(row["area"], row["area"])] += row["value"]
    totals = evidence.select("social_work_spending", measure="covid_allocation_total")
    assert len(totals) == len(parts) == 14
    for row in totals:
        assert parts[row["area"]] == pytest.approx(row["value"]), row["area"]


def test_alcohol_and_drug_money_adds_up():
    for area in ("East Ayrshire", "North Ayrshire", "South Ayrshire"):
        parts = [
            spending(f"alcohol_drug_partnership_{part}_funding", area, "2022/23")
            for part in ("programme", "nhs_baseline", "total")
        ]
        assert parts[0] + parts[1] == pytest.approx(parts[2])


# -- Contradictions in the open -----------------------------------------------------------------------------------


def test_one_figure_given_to_two_councils_is_marked_doubtful():
    for area in ("Angus", "West Dunbartonshire"):
        assert spending(MAIN, area, "2022/23") == 92.369
        assert "same figure" in only("social_work_spending", measure=MAIN, area=area, financial_year="2022/23")["note"]
        rows = evidence.select("social_work_spending", measure=MAIN, area=area, financial_year="2022/23")
        told = [c for c in evidence.caveats(rows) if "Angus" in c.text and "West Dunbartonshire" in c.text]
        assert [c.kind for c in told] == ["doubtful value"]
        before = evidence.select("social_work_spending", measure=MAIN, area=area, financial_year="2021/22")
        assert not [c for c in evidence.caveats(before) if c.kind == "doubtful value"]


def test_rows_disagree_only_where_it_is_known():
    found = defaultdict(set)
    for row in evidence.table("finance_partnerships"):
        found[row["measure"], row["partnership"], row["period"], row["basis"]].add(row["value"])
    for row in evidence.table("social_work_spending"):
        found[row["measure"], row["area"], row["financial_year"], row["basis"]].add(row["value"])
    assert {what: values for what, values in found.items() if len(values) > 1} == KNOWN_CONTRADICTIONS


def test_no_source_disagrees_with_itself():
    found = defaultdict(set)
    for row in evidence.table("finance_partnerships"):
        found[row["measure"], row["partnership"], row["period"], row["basis"], row["source"]].add(row["value"])
    assert not {what: values for what, values in found.items() if len(values) > 1}
    for row in evidence.table("finance_national"):
        found[row["what"], row["body"], row["period"], row["bound"], row["source"]].add(row["value"])
    assert not {what: values for what, values in found.items() if len(values) > 1}


@pytest.mark.parametrize(
    "key,word",
    [
        ("ijb-gap-2023-24-as-dated-by-press", "2024/25"),
        ("ijb-gap-2022-23-as-dated-by-press", "2023/24"),
        ("ijb-gap-2024-25", "almost £450m"),
        ("authority-funding-2018-19-quarter-4", "no text explains"),
        ("argyll-and-bute-underspend-outturn-2023-24-provisional", "£2.9m"),
        ("dumfries-and-galloway-savings-asked-social-care-2025-26", "£30.7m"),
        ("east-lothian-council-payment-rise-2025-26", "£7.3m"),
        ("edinburgh-funding-gap-remaining-2019-20", "less than £3.9m"),
        ("glasgow-city-funding-gap-2024-25", "£34m"),
        ("south-lanarkshire-funding-gap-2024-25", "£38m"),
    ],
)
def test_a_contradiction_is_told_where_the_figure_stands(key, word):
    assert word in evidence.figure(key).note


def test_the_press_dates_of_the_gaps_are_a_year_early():
    for press, ours in (
        ("ijb-gap-2023-24-as-dated-by-press", "ijb-gap-2024-25"),
        ("ijb-gap-2022-23-as-dated-by-press", "ijb-gap-2023-24"),
    ):
        assert value(press) == value(ours)
        assert evidence.figure(press).period < evidence.figure(ours).period
        assert evidence.figure(press).kind == "press-report"


# -- What sort of statement ---------------------------------------------------------------------------------------


def test_only_public_bodies_make_official_documents():
    for name in ("finance_national", "finance_partnerships"):
        for row in evidence.select(name, kind=["official-document", "parliamentary-evidence"]):
            source = evidence.source(row["source"])
            known = ("supplement-x01", "finance-n06")  # the framework's publisher; the Parliament's own researchers
            assert PUBLIC_BODIES.search(source.publisher) or row["source"] in known, (row["key"], source.publisher)
    for row in evidence.select("finance_partnerships", kind="press-report"):
        publisher = evidence.source(row["source"]).publisher
        assert not PUBLIC_BODIES.search(publisher), (row["key"], publisher)


def test_what_is_expected_is_never_a_document_of_fact():
    for row in evidence.select("finance_partnerships", basis=["forecast", "estimate", "indicative", "plan"]):
        assert row["kind"] in ("estimate-at-the-time", "press-report", "commentary"), row["key"]


def test_every_measure_of_spending_is_among_the_indicators():
    told = {row["indicator"]: row for row in evidence.select("indicators", table="social_work_spending")}
    assert set(told) == {row["measure"] for row in evidence.table("social_work_spending")}
    rates = {name for name, row in told.items() if row["adds"] == "no"}
    assert rates == {
        "adult_social_work_gross_spend_per_resident",
        "adult_social_work_gross_spend_per_resident_75_plus",
    }
