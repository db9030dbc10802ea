"""Every published figure and local rule fits the lever it belongs to: ranges hold what has happened in real years.

Sums that are a share of the pot (savings, gaps) are divided by a total published for the same partnership. A measure
without a lever is named here with the reason; a new one is refused until somebody says where it belongs.
"""

import re

import pytest

from joint_working import evidence, explorers
from joint_working.explorers import every

LEVERS = {(explorer.name, lever.name): lever for explorer in every() for lever in explorer.fields}
FIVE, FAN, WHO, CASH = "budget-lab-five-years", "budget-lab-fan", "who-pays", "cash-or-share"
PRICE, POT, BOARD = "price-between-two-bodies", "budget-lab-pot", "board-lab"

#: Sums in £ million, by the beginning of the measure's name: the levers they belong to. The first that fits counts.
SUMS = (
    (r"health_(contribution|services_budget)$", (FIVE, "health_payment"), (FAN, "health_payment")),
    (r"council_contribution_clackmannanshire$", (CASH, "first_pays")),
    (r"council_contribution$", (FIVE, "council_payment"), (FAN, "council_payment")),
    (r"council_(directorate|services|social_care|partnership)_budget$", (FIVE, "council_payment")),
    (r"council_(investment_in_partnership|social_care_spend)$", (FIVE, "council_payment")),
    (r"total_(budget|funding|expenditure|spend_outturn)", ("budget-lab-prevention", "pot")),
    (r"set_aside", (POT, "set_aside")),
    (r"(council|health)_additional_contribution|partner_extra_total|partners_underwriting", (WHO, "overspend")),
    (r"additional_funding_requested", (WHO, "overspend")),
    (r"(over|under)spend_|deficit_|hosted_services_underspend|covid_cost|financial_recovery", (WHO, "overspend")),
    (r"disputed_hospital|council_overspend|invoices_not_sent|virement|recovery_plan_value", (WHO, "overspend")),
    (r"reserves_|one_off_funds", (FIVE, "reserves"), (FAN, "reserves"), (WHO, "reserves")),
    (r"reserves_used|reserves_general$", (WHO, "reserves")),
)
#: Sums that are a share of the pot.
SHARES = (
    (r"savings_", (FIVE, "savings")),
    (r"(funding_gap|cost_pressure)", (FIVE, "opening_gap")),
    (r"(health|council)_funding_increase", (FIVE, "health_growth")),
    (r"council_(contribution_reduction|budget_headline)", (FIVE, "council_growth")),
)
#: Shares and rates in per cent.
RATES = (
    (r"council_(base_budget_change|contribution_growth|contribution_reduction)", (FIVE, "council_growth")),
    (r"health_base_budget_change", (FIVE, "health_growth")),
    (r"uplift_", (FIVE, "price"), (PRICE, "uplift")),
    (r"health_share_of_payments", (PRICE, "health_share")),
    (r"risk_share_council", (WHO, "council_arising")),
    (r"risk_share_health", (WHO, "council_arising")),
    (r"(savings_part_year|savings_on_track)", (FIVE, "delivery"), (FAN, "delivery")),
    (r"savings_target_share", (FIVE, "savings")),
    (r"reserves_(target_share|policy_minimum|general_share)", (FIVE, "reserves_floor")),
    (r"funding_gap_share", (FIVE, "opening_gap")),
    (r"(overspend_share|request_share)", (CASH, "first_arising")),
)
#: Measures that no lever is about, and why.
WITHOUT = {
    "lead agency: the money flows the other way": r"highland-health-payment",
    "a part of a year's service, not of the board's sum": "|".join((
        "agency", "care_company", "contract_value", "hospital_services_bought", "hosted_services_outturn",
        "payment_to_council", "health_money_to_council", "charges_income", "integrat", "delayed_discharge_fund",
        "charitable_trust", "non_recurring_government", "one_off_funding", "government_transitional", "grants_cut",
        "homelessness", "third_sector", "transformation_fund", "shared_services", "service_not_started",
        "council_pass_through", "council_funding_increase_children", "council_social_care_budget_share",
    )),
    "of several years together": "cumulative|two_years|at_inception|2020-25|2017-18-2018-19|to-2022-23|to_be_found",
    "counts of people": r"staff_transferred|service_users",
}  # fmt: skip


def published():
    """Return (key, measure, value, unit, partnership) of every figure of a partnership that a lever should hold."""
    for row in evidence.table("finance_partnerships"):
        named = f"{row['key']} {row['measure']}"
        if not any(re.search(pattern, named) for pattern in WITHOUT.values()):
            yield row["key"], row["measure"], float(row["value"]), row["unit"], row["partnership"]


def pots():
    """Return the largest total published for each partnership, in £ million."""
    found = {}
    for _, measure, value, _, partnership in published():
        if re.match(r"total_(budget|funding)$", measure):
            found[partnership] = max(found.get(partnership, 0), value)
    return found


ROWS = list(published())
POTS = pots()


def asked(measure, value, unit, partnership):
    """Return the levers a figure belongs to, and what it would set each of them to."""
    tables = {"per cent": (RATES, value), "GBP m": (SUMS, value)}
    table, number = tables.get(unit, ((), value))
    found = [(lever, number) for pattern, *levers in table if re.match(pattern, measure) for lever in levers]
    if unit == "GBP m" and partnership in POTS:
        share = 100 * value / POTS[partnership]
        found += [(lever, share) for pattern, *levers in SHARES if re.match(pattern, measure) for lever in levers]
    if unit == "GBP m" and not found:
        found = [(None, None) for pattern, *_ in SHARES if re.match(pattern, measure)]
    return found


@pytest.mark.parametrize(("key", "measure", "value", "unit", "partnership"), ROWS, ids=[row[0] for row in ROWS])
def test_a_published_figure_has_a_lever_that_holds_it(key, measure, value, unit, partnership):
    found = asked(measure, value, unit, partnership)
    assert found, f"{measure}: name the lever it belongs to, or say in WITHOUT why there is none"
    signs = (1, -1) if re.search("underspend|reduction", measure) else (1,)
    for name, number in found:
        if name is None:
            continue  # a share of a pot that nobody published
        lever = LEVERS[name]
        assert any(lever.low <= round(sign * number, 6) <= lever.high for sign in signs), (
            f"{key}: {number:g} is outside {lever.range} of {name}"
        )


def test_most_sums_that_are_shares_have_a_pot_to_be_a_share_of():
    shares = [row for row in ROWS if any(re.match(pattern, row[1]) for pattern, *_ in SHARES)]
    held = [row for row in shares if row[4] in POTS]
    assert len(held) > len(shares) / 2


#: What each local rule would set, by its key or the end of it.
LOCAL = {
    "nominees": [(BOARD, "council_a"), (BOARD, "health_board")],
    "chair-term": [], "members-term": [], "standing-orders": [],
    "dumfries-and-galloway-first-chair-vote": [(BOARD, "health_board")],
    "clackmannanshire-and-stirling-votes-2026": [],
    "glasgow-city-reserves-target": [(FIVE, "reserves_floor")],
    "fife-reserves-minimum": [(FIVE, "reserves_floor")],
    "aberdeen-city-risk-fund": [(FIVE, "reserves")],
    "edinburgh-budget-2019-20": [(FIVE, "months_late")],
    "clackmannanshire-and-stirling-budget-2025-26": [(WHO, "overspend"), (CASH, "own")],
    "midlothian-budget-2023-24": [(WHO, "overspend")],
    "overspend": [(WHO, "overspend")],
}  # fmt: skip


def test_a_local_rule_fits_its_lever():
    missing = []
    for row in evidence.table("local_rules"):
        numbers = [float(part) for part in (row["value"] or "").split("|") if re.fullmatch(r"\d+(\.\d+)?", part)]
        if not numbers:
            continue
        ends = [name for name in LOCAL if row["key"] == name or row["key"].endswith(name)]
        if not ends:
            missing.append(row["key"])
        for name in (name for end in ends for name in LOCAL[end]):
            lever = LEVERS[name]
            wanted = [] if "per cent" in (row["unit"] or "") and name == (WHO, "overspend") else numbers
            assert all(lever.low <= number <= lever.high for number in wanted), (row["key"], name)
    assert not missing, "name the lever of these rules in LOCAL"


#: National rates that a year's lever must hold.
NATIONAL = {
    r"(nhs|council)-pay-award": [(FIVE, "price"), (FAN, "price"), (PRICE, "prices")],
    r"ijb-funding-(real-)?(rise|change)": [(FIVE, "health_growth"), (FIVE, "council_growth"), (FAN, "health_growth")],
    r"savings-(delivered|forecast-share)": [(FIVE, "delivery"), (FAN, "delivery")],
    r"savings-one-off": [(FIVE, "recurring")],
    r"ijb-gap-share": [(FIVE, "opening_gap")],
}


@pytest.mark.parametrize("pattern", NATIONAL)
def test_a_national_rate_fits_its_lever(pattern):
    rows = [row for row in evidence.table("finance_national") if re.match(pattern, row["key"])]
    rates = [float(row["value"]) for row in rows if row["unit"] == "per cent"]
    assert rates
    for name in NATIONAL[pattern]:
        assert all(LEVERS[name].low <= rate <= LEVERS[name].high for rate in rates), (name, rates)


#: What plans and years outside the tables have asked for: each was met in a board's paper, or stands in its chapter.
MET = {
    "payments cut by 3 to 4 per cent in cash": [((FIVE, "council_growth"), -4), ((FIVE, "health_growth"), -3)],
    "an offer six months late": [((FIVE, "months_late"), 6)],
    "people move away": [((FIVE, "demand"), -0.5), ((FAN, "demand"), -0.5)],
    "prices rise by more than six per cent": [((FIVE, "price"), 7.5), ((FAN, "price"), 7.5)],
    "more is delivered than planned": [((FIVE, "delivery"), 119), ((FAN, "delivery"), 119)],
    "a plan opens with a surplus": [((FIVE, "opening_gap"), -2)],
    "reserves above £40m": [((FIVE, "reserves"), 62.5)],
    "a sum under half a million": [((WHO, "overspend"), 0.318), ((CASH, "own"), 0.318), ((CASH, "part_paid"), 0.3)],
    "an underspend": [((WHO, "overspend"), -6.7)],
    "sixteen seats": [((BOARD, "council_a"), 8), ((BOARD, "health_board"), 8)],
}


@pytest.mark.parametrize("what", MET)
def test_what_real_plans_ask_for_can_be_set(what):
    for name, value in MET[what]:
        assert LEVERS[name].check(value) == value


def test_the_fan_at_its_usual_ranges_holds_what_was_published_of_delivery():
    """Of £10.954m planned £3.777m was expected to arrive, of £33.4m all but £18m, of £7.489m £8.9m came."""
    usual = explorers.fan_lab.at()
    for share in (100 * 3.777 / 10.954, 100 * (33.4 - 18) / 33.4, 100 * 8.9 / 7.489):
        assert usual.delivery - usual.delivery_range <= share <= usual.delivery + usual.delivery_range


def test_the_fan_at_its_usual_ranges_would_have_held_the_last_published_miss():
    """Fife's plan for 2024/25: £674m, a gap of £39m, £33.4m of savings, £5.6m of reserves; £18m was not saved."""
    plan = {
        "health_payment": 430, "council_payment": 228.8, "opening_gap": 3.09, "savings": 4.96, "reserves": 5.6,
    }  # fmt: skip
    gap = explorers.five_years.model(explorers.five_years.at(**plan)).years[0].gap
    assert gap == pytest.approx(39, abs=0.2)
    year = explorers.fan_lab.model(explorers.fan_lab.at(**plan)).years[0]
    assert year.below_10 <= 18.0 <= year.below_90 and year.below_90 > 24.3  # the forecast of July 2024
