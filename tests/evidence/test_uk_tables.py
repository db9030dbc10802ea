"""The four nations, the timeline, the claims of the five documents and the two cases: whole and consistent."""

import re
from collections import Counter
from datetime import date

import pytest

from joint_working import evidence
from joint_working.evidence import parted

TABLES = ("comparison", "numbers_uk", "timeline", "claims", "cases")

# One figure of the shared list that was a range, or a change, takes two rows here: the key is the second of the pair.
SECOND_OF_A_PAIR = {
    "england-stp-average-north-london-2016-high",
    "england-stp-average-south-midlands-2016-high",
    "england-ics-population-2022-high",
    "wales-cluster-population-2018-high",
    "torbay-beds-2008-09",
}

# The same thing counted twice, with two answers, or at two times: both stay.
KEPT_APART = [
    ("scotland-population-estimate-2022", "scotland-population-2022"),
    ("ni-population-2021-rounded", "ni-population-2021"),
    ("scotland-chps-2005", "scotland-chps-2011"),
    ("england-pcns-2019", "england-pcns-2020"),
    ("wales-clusters-2017", "wales-clusters-2023"),
    ("wales-transformation-committed-2019", "wales-transformation-committed-2020"),
    ("england-bcf-minimum-2015-16", "england-bcf-pooled-2015-16"),
    ("england-bcf-minimum-2019-20", "england-bcf-pooled-2019-20"),
    ("scotland-health-lead-2009-10", "scotland-health-lead-2019-20"),
    ("england-care-spending-2017-18", "england-care-spending-2018-19"),
]

# A second answer that has no row of its own is said in the note of the first.
SAID_IN_A_NOTE = {
    "england-hwbs-2016": "151",
    "england-pcts-2006": "151",
    "england-care-trusts-2007": "five",
    "england-ics-population-2022-low": "1 to 3 million",
    "england-pcn-average-2020": "42,000",
    "england-neighbourhood-places-2025": "42",
    "ni-trusts-before-2007": "19",
    "england-icb-cost-cut-2025": "December",
    "england-bcf-planned-saving-2015-16": "more than £500m",
    "wales-transformation-committed-2020": "a year earlier",
    "wales-health-spending-2013-14": "£2 below England",
    "scotland-care-spending-2016-17": "43 per cent",
    "northern-trust-staff-2007": "DOUBTFUL",
    "highland-staff-to-nhs-estimate": "1,700",
    "torbay-beds-1998-99": "misprints",
}


@pytest.fixture(scope="module")
def number():
    return {row["key"]: row["value"] for row in evidence.table("numbers_uk")}


def by_key(name):
    return {row["key"]: row for row in evidence.table(name)}


# All of them


def test_every_shared_row_is_here():
    assert len(evidence.table("comparison")) == 148
    keys = {row["key"] for row in evidence.table("numbers_uk")}
    assert keys >= SECOND_OF_A_PAIR
    assert len(keys - SECOND_OF_A_PAIR) == 169
    assert len(evidence.table("timeline")) >= 130
    assert len(evidence.table("claims")) == 161
    assert Counter(row["area"] for row in evidence.table("cases")) == {
        "Highland": 64,
        "Clackmannanshire and Stirling": 45,
    }


@pytest.mark.parametrize("name", TABLES)
def test_no_row_names_a_source_by_an_old_number(name):
    old = re.compile(r"\b[SCEWNX]\d{1,2}\b|\b[A-Z]{2,}_[A-Z0-9]+|\bGAP\b")
    found = [(row["key"], cell) for row in evidence.table(name) for cell in row.values() if old.search(str(cell))]
    assert found == []


@pytest.mark.parametrize("name", TABLES)
def test_no_sum_of_money_lacks_its_pound_sign(name):
    bare = re.compile(r"(?<![£\d.,])\d[\d.,]*(bn|m)\b")
    texts = ("cell", "event", "fact", "result_text", "note", "figure")
    found = [(row["key"], row[t]) for row in evidence.table(name) for t in texts if bare.search(row.get(t) or "")]
    assert found == []


@pytest.mark.parametrize("name", TABLES)
def test_a_row_to_be_checked_again_says_when_it_was_seen(name):
    for row in evidence.table(name):
        assert bool(row["seen"]) == bool(row["recheck_by"]), row["key"]


# Side by side


def test_a_cell_has_at_most_thirty_words():
    assert [row["key"] for row in evidence.table("comparison") if len(row["cell"].split()) > 30] == []


def test_every_system_answers_every_question():
    rows = evidence.table("comparison")
    systems, questions = {row["system"] for row in rows}, {row["dimension"] for row in rows}
    assert (len(systems), len(questions)) == (7, 21)
    answers = Counter((row["system"], row["dimension"]) for row in rows)
    assert set(answers) == {(system, question) for system in systems for question in questions}
    assert [pair for pair, count in answers.items() if count > 1] == [
        ("Scotland: integration joint board", "voting members")
    ]


def test_a_cell_without_a_source_says_not_found():
    rows = evidence.table("comparison")
    unsourced = [row for row in rows if not row["source"]]
    assert len(unsourced) == 4
    assert {(row["status"], row["cell"], row["also"]) for row in unsourced} == {
        ("not found", "Not found in texts read", "")
    }
    sourced = [row for row in rows if row["source"]]
    assert all(row["locator"] for row in sourced)
    assert {row["note"] for row in unsourced} == {"Looked for on 30 November 2026."}
    assert [row["key"] for row in sourced if row["status"] == "not found"] == []
    assert [row["key"] for row in rows if row["status"] == "part seen"] == [
        "wales-voting-members",
        "wales-councillor-role",
        "england-2016-dispute-resolution",
    ]


def test_the_two_rules_on_votes_follow_each_other():
    rows = by_key("comparison")
    old, new = rows["scotland-ijb-voting-members-2015"], rows["scotland-ijb-voting-members-2026"]
    assert (old["valid_to"], old["status"]) == ("2026-08-31", "abolished")
    assert (new["valid_from"], new["valid_to"], new["status"]) == ("2026-09-01", "", "in force")


def test_standing_fits_the_time_a_system_stands_for():
    for row in evidence.table("comparison"):
        if row["system"] == "England: 2022 Act":
            assert row["status"] != "abolished", row["key"]
        if row["system"] == "England: STPs and early ICSs":
            assert (row["valid_to"], row["status"] != "in force") == ("2022", True), row["key"]
        if row["status"] == "proposed" or "2026 Bill" in row["cell"]:
            assert row["note"], row["key"]


def test_a_cell_ends_no_earlier_than_it_starts():
    for row in evidence.table("comparison"):
        assert row["valid_from"][:4] <= str(row["as_at"]), row["key"]
        assert not row["valid_to"] or row["valid_from"] <= row["valid_to"], row["key"]


def test_systems_belong_to_their_nations():
    for row in evidence.table("comparison"):
        assert row["system"].split(":")[0] == row["nation"], row["key"]


# Numbers


def test_populations_add_up_as_far_as_they_can(number):
    parts = number["england-wales-population-2021"] + number["ni-population-2021"] + number["scotland-population-2022"]
    # The censuses were a year apart (Scotland counted in 2022), so the sum equals no figure for the United Kingdom:
    # it must lie between the estimates for 2019 and 2024, and within one per cent of the earlier.
    assert number["uk-population-2019"] < parts < number["uk-population-2024"]
    assert parts / number["uk-population-2019"] == pytest.approx(1, abs=0.01)


def test_shares_of_older_people_agree(number):
    share = 100 * number["scotland-people-aged-65-2022"] / number["scotland-population-2022"]
    assert round(share, 1) == number["scotland-aged-65-2022"]
    low, high = sorted((number["england-aged-65-2021"], number["wales-aged-65-2021"]))
    assert low <= number["england-wales-aged-65-2021"] <= high
    # England has far more people than Wales: the share for both is nearer to England's.
    assert number["england-wales-aged-65-2021"] - low < high - number["england-wales-aged-65-2021"]
    assert 100 * 12_400_000 / number["uk-population-2019"] == pytest.approx(number["uk-aged-65-2019"], abs=0.1)


def test_arithmetic_of_our_own_is_right(number):
    assert number["england-ccgs-2020"] + 76 == number["england-ccgs-2013"]
    assert number["england-ccgs-2020"] + 56 == number["england-ccgs-2019"]
    assert number["england-stps-icss-2020"] == number["england-icbs-2022"] == 18 + 24
    assert number["england-pioneers-2013"] == 14 + 11
    assert round(141 / 0.83, -1) == number["england-places-2025"]
    assert number["england-vanguard-net-saving-forecast"] / 360 == pytest.approx(0.9)
    assert number["england-health-spending-2013-14"] - number["wales-health-spending-2013-14"] == 2
    england, scotland = number["england-care-spending-2016-17"], number["scotland-care-spending-2016-17"]
    assert (int(100 * (scotland / england - 1)), round(100 * (1 - england / scotland))) == (43, 30)
    assert number["north-wales-partners-2020"] == 6 + 1
    assert number["highland-staff-to-nhs-estimate"] + number["highland-staff-to-council-estimate"] == 1630


def test_low_ends_are_below_high_ends(number):
    lows = [key for key in number if key.endswith("-low")]
    assert len(lows) == 5
    assert all(number[low] < number[low.removesuffix("low") + "high"] for low in lows)
    assert number["england-stp-smallest-2016"] < number["england-stp-largest-2016"]


def test_care_spending_is_lowest_in_england_in_every_year_found():
    years = {}
    for row in evidence.select("numbers_uk", measure="adult social care spend per head"):
        years.setdefault(row["period"], {})[row["nation"]] = row["value"]
    assert sorted(years) == ["2010/11", "2016/17", "2017/18", "2018/19", "2021"]
    for year, nations in years.items():
        assert min(nations, key=nations.get) == "England", year


def test_a_figure_told_twice_is_told_alike():
    twice = {
        "scotland-ijb-funding-2020-21": "ijb-funding-2020-21",
        "scotland-ijb-funding-2022-23": "ijb-funding-2022-23",
        "scotland-ijb-gap-2024-25": "ijb-gap-2024-25",
        "scotland-ijb-gap-2021-22": "ijb-gap-2021-22",
        "scotland-expected-savings-low": "expected-savings-low",
        "scotland-expected-savings-high": "expected-savings-high",
        "scotland-partnerships-budget-2019": "integration-money-guide",
    }
    for here, there in twice.items():
        one, other = evidence.figure(here), evidence.figure(there)
        assert (one.value, one.unit) == (other.value, other.unit), here


@pytest.mark.parametrize("one,other", KEPT_APART)
def test_two_answers_are_both_kept(number, one, other):
    assert number[one] != number[other]


@pytest.mark.parametrize("key,words", SAID_IN_A_NOTE.items())
def test_a_second_answer_is_said_in_the_note(key, words):
    assert words in by_key("numbers_uk")[key]["note"]


def test_a_rank_is_not_passed_off_as_a_number():
    """A source that only says "more than two nations combined" gives no number: it stands among the findings."""
    assert not [
        row["key"] for row in evidence.table("numbers_uk") if row["source"] == "uk-x08" and row["unit"] == "times"
    ]
    row = by_key("findings")["uk-2021-bed-days"]
    assert "combined" in row["finding"] and "not a number" in row["note"]


def test_delayed_discharge_carries_its_warning():
    for row in evidence.table("numbers_uk"):
        if row["key"].startswith(("scotland-people-delayed", "scotland-beds-delayed", "scotland-delayed-days")):
            assert "Not comparable with other nations" in row["note"], row["key"]


def test_units_are_few():
    assert {row["unit"] for row in evidence.table("numbers_uk")} == {
        *("GBP bn", "GBP m", "GBP per person", "per cent", "people", "bodies", "areas", "teams", "places"),
        *("admissions", "bed days", "beds", "years"),
    }


# Timeline


def test_the_timeline_is_in_order_and_in_its_span():
    days = [row["sort_date"] for row in evidence.table("timeline")]
    assert days == sorted(days)
    assert date(1940, 1, 1) <= days[0]


def test_the_first_day_is_that_of_the_date():
    for row in evidence.table("timeline"):
        stated = row["date"]
        assert row["sort_date"] == date.fromisoformat((stated + "-01-01")[:10]), row["key"]


def test_no_event_stands_twice():
    rows = evidence.table("timeline")
    again = Counter((row["place"], row["area"], row["date"], row["event"]) for row in rows)
    assert max(again.values()) == 1
    for words in ("receives Royal Assent", "Care Reform (Scotland) Bill passed", "The lead agency starts"):
        named = [row["date"] for row in rows if words in row["event"]]
        assert len(named) == len(set(named)) > 0, words


def test_the_two_cases_are_on_the_timeline():
    areas = Counter(row["area"] for row in evidence.table("timeline"))
    assert areas["Highland"] >= 19 and areas["Clackmannanshire and Stirling"] >= 16
    assert all(row["place"] == "Scotland" for row in evidence.select("timeline", area="Highland"))


def test_what_had_not_happened_is_marked_for_checking():
    ahead = [row for row in evidence.table("timeline") if row["sort_date"] > date(2026, 11, 22)]
    assert [row["key"] for row in ahead] == ["england-nhs-england-end-target", "wales-regional-integration-fund-end"]
    assert all(row["recheck_by"] for row in ahead)


def test_every_nation_has_a_lane():
    assert {row["place"] for row in evidence.table("timeline")} == {
        "Scotland",
        "England",
        "Wales",
        "Northern Ireland",
        "UK",
    }


# Claims


def test_claims_are_counted_document_by_document():
    assert Counter(row["seed"] for row in evidence.table("claims")) == {
        "in-sickness-and-in-health": 42,
        "ministerial-review-2019": 43,
        "integrated-care-2012": 19,
        "learning-by-doing": 15,
        "lessons-scotland-wales": 42,
    }


def test_a_document_is_one_source():
    pairs = {(row["seed"], row["seed_source"]) for row in evidence.table("claims")}
    assert len(pairs) == 5
    assert all(row["checked_against"] != row["seed_source"] for row in evidence.table("claims"))


def test_status_follows_from_the_check():
    for row in evidence.table("claims"):
        checked, result, status = row["checked_against"], row["result_text"], row["status"]
        if status in ("agrees", "differs"):
            assert checked, row["key"]
        if status == "not checked":
            assert not checked, row["key"]
        if result == "agrees":
            assert status == "agrees", row["key"]
        if result == "consistent":
            assert status == "agrees in part", row["key"]
        if result == "proposal":
            assert (status, row["kind"]) == ("proposal", "value"), row["key"]
        if status == "opinion":
            assert row["kind"] in ("value", "forecast"), row["key"]


def test_the_vote_has_moved_on():
    row = by_key("claims")["lessons-17"]
    assert (row["status"], row["checked_against"]) == ("overtaken", "uk-c09")


def test_sources_of_claims_are_known():
    known = {row["key"] for row in evidence.table("sources")}
    for row in evidence.table("claims"):
        assert {row["seed_source"], *parted(row["also"])} <= known, row["key"]


# Cases


def test_a_case_fact_without_a_source_is_ours_or_not_found():
    for row in evidence.table("cases"):
        assert row["source"] or row["basis"] in ("inference", "not found"), row["key"]
        assert bool(row["source"]) == bool(row["locator"]), row["key"]


def test_highland_has_chosen_but_not_left():
    rows = by_key("cases")
    assert rows["highland-vote-to-change"]["basis"] == "stated"
    pending = [row for key, row in rows.items() if key.startswith("highland-pending-")]
    assert len(pending) == 7
    assert {row["basis"] for row in pending} == {"not found"}
    assert not any("left the lead agency" in row["fact"] for row in rows.values())


def test_sums_among_the_figures_for_partnerships_are_not_repeated():
    there = (r"£88\.3m", r"£8\.1m", r"£91m", r"£94m", r"£11m", r"£1\.174m", r"£12\.5m", r"£6\.471m", r"£7\.892m")
    for row in evidence.table("cases"):
        assert not re.search("|".join(there), row["fact"]), row["key"]
