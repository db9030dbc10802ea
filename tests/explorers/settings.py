"""Settings to try explorers at: any at all, random ones, and ones whose numbers fall on a tie of rounding."""

from hypothesis import strategies as st

from joint_working.formula import named

WEIGHTS = ("single_decision", "pooled_money", "staff", "local_voice")
WEIGHTS += ("clinical", "hospital", "people_voice", "reversal")

#: Settings at which a printed number is an exact half of its last digit.
TIES = {
    "budget-lab-pot": [{}, {"health_payment": 181}, {"health_payment": 183, "council_run": 35}, {"ring_fenced": 5}],
    "budget-lab-five-years": [
        {"health_growth": 0, "council_growth": 0, "price": 0, "demand": 0, "savings": 5},
        {"health_growth": 0, "council_growth": 0, "price": 0, "demand": 0, "savings": 5, "delivery": 90},
        {"price": 0, "demand": 0, "savings": 0, "opening_gap": 1, "health_growth": 0, "council_growth": 0},
    ],
    "budget-lab-fan": [
        {
            "health_growth": 0,
            "council_growth": 0,
            "price": 0,
            "demand": 0,
            "savings": 5,
            "price_range": 0,
            "demand_range": 0,
            "uplift_range": 0,
            "delivery_range": 0,
        },
        {"price": 0, "demand": 0, "savings": 0, "opening_gap": 1, "health_growth": 0, "council_growth": 0},
        {"recurring": 100, "savings": 10, "delivery": 100, "price_range": 0.5},
    ],
    "budget-lab-prevention": [
        {"pot": 1000, "pot_growth": 0, "cost_growth": 0, "invested": 0.25},
        {"pot": 50, "pot_growth": 0, "invested": 0.5, "effect_middle": 0, "returned": 5},
        {"pot": 500, "cost_growth": 0, "lag": 1, "effect_low": 0.1, "returned": 25},
    ],
    "budget-lab-hospital": [
        {},
        {"reduction": 15},
        {"reduction": 25, "reinvested": 75, "lead_time": 3},
        {"reduction": 5, "bed_days": 50000, "bed_day_cost": 740, "mode": 1},
    ],
    "flow-lab": [
        {},
        {"packages": 730, "stay": 7, "referrals": 15},
        {"packages": 700, "bed_day_price": 610, "package_price": 490},
        {"beds": 20, "referrals": 60, "stay": 20},
    ],
    "who-pays": [
        {"overspend": 0.5, "rule": 1},
        {"overspend": 2.5, "rule": 3, "council_arising": 10},
        {"overspend": 1, "rule": 7, "council_arising": 50, "reserves": 0.5},
        {"overspend": 1, "rule": 8, "recovered": 25},
        {"overspend": 0, "rule": 9},
    ],
    "commissioning-cycle": [{}, {"ask_first": 0, "ask_second": 4, "ask_third": 2}],
    "model-chooser": [
        {},
        {"reversal": 5, "staff": 5, "option_b": 4},
        {"clinical": 0, "hospital": 0, "option_a": 3},
        dict.fromkeys(WEIGHTS, 0),
    ],
    "board-lab": [
        {
            "council_a": 8,
            "health_board": 8,
            "health_board_against": 8,
            "representatives_absent": 3,
            "council_a_absent": 4,
        },
        {"date": 24319, "tie_mechanism": 2, "presides": 1, "council_a_absent": 1, "what_if_casting": 1},
        {"date": 24319, "question": 1, "council_a_vacant": 1, "vacant_votes": 1, "proxies": 2, "what_if_quorum": 1},
        {"council_a": 0, "health_board": 0, "service_user": 0, "unpaid_carer": 0, "third_sector": 0},
        {
            "councils": 1,
            "health_board": 6,
            "health_board_abstaining": 3,
            "council_b_vacant": 2,
            "gp": 1,
            "presides": 4,
        },
    ],
    "board-night": [
        {"shown": 2},
        {"shown": 2} | {f"{board}_option_{name}": 0 for board in "ab" for name in ("first", "second", "third")},
        {"shown": 1} | {f"{board}_{what}_first": 2 for board in "ab" for what in ("option", "column")},
        {"shown": 2}
        | {f"{board}_option_{name}": 2 for board in "ab" for name in ("first", "second", "third")}
        | {f"{board}_column_{name}": 6 for board in "ab" for name in ("first", "second", "third")},
        {"shown": 2, "card_first": 1, "card_second": 1, "card_third": 3},
    ],
    "savings-in-proportion": [
        {"savings": 140, "compare": 1},
        {"savings": 138, "compare": 4, "arrives": 10},
        {"growth": 2.9},
        {"growth": 0.5, "savings": 150, "compare": 4},
    ],
    "cash-or-share": [
        {"overspend": 3, "own": 1, "rule": 1},
        {
            "overspend": 3,
            "own": 5,
            "first_pays": 20,
            "second_pays": 40,
            "health_pays": 60,
            "health_part": 2,
            "rule": 2,
        },
        {"overspend": 3, "own": 10, "rule": 4, "first_arising": 51, "refuses": 3, "then": 2},
        {"overspend": 1, "refuses": 1, "then": 0},
        {"overspend": 3, "own": 0},
    ],
    "price-between-two-bodies": [
        {"prices": 0, "demand": 0, "uplift": 0, "short": 2.5},
        {"rule": 1, "prices": 0, "demand": 0, "short": 0.5, "council_arising": 50},
        {"rule": 3, "margin": 0, "extra": 0.5},
    ],
    "what-would-have-happened": [
        {"growth": 0, "bad_year": 25, "effect": 0},
        {"growth": 0, "other": 5, "effect": 10},
        {"growth": -2, "shock": -40, "bad_year": 30, "effect": -20, "drift": -3},
    ],
}

#: The levers of one round of Board night.
NIGHT = ("card", "a_option", "a_column", "b_option", "b_column")

#: What must be set before a lever can change the sentence and the table: it shares only an overspend, say.
NEEDS = {
    ("budget-lab-pot", "ring_fenced"): "&council_run=85",
    ("budget-lab-five-years", "councils"): "&sharing=2",
    ("budget-lab-five-years", "sharing"): "&council_arising=30",
    ("budget-lab-five-years", "late_every"): "&months_late=3",
    ("budget-lab-five-years", "surplus"): "&savings=10",
    ("who-pays", "council_arising"): "&rule=3",
    ("who-pays", "council_paid"): "&rule=6",
    ("who-pays", "reserves"): "&rule=7",
    ("who-pays", "recovered"): "&rule=8",
    ("board-lab", "date"): "&date=24314",
    ("board-lab", "question"): "&date=24319",
    ("board-lab", "council_b"): "&councils=1",
    ("board-lab", "council_b_against"): "&councils=1",
    ("board-lab", "council_b_abstaining"): "&councils=1",
    ("board-lab", "council_b_absent"): "&councils=1",
    ("board-lab", "council_b_vacant"): "&councils=1",
    ("board-lab", "health_board_against"): "&health_board=6",
    ("board-lab", "vacant_votes"): "&council_a_vacant=1",
    ("board-lab", "tie_mechanism"): "&date=24319",
    ("board-lab", "what_if_quorum"): "&council_a_absent=2&health_board_absent=3",
    ("board-lab", "what_if_casting"): "&date=24319",
    ("who-pays", "underspend"): "&overspend=-2",
    ("who-pays", "windfall"): "&overspend=-2",
    ("cash-or-share", "then"): "&refuses=2",
    ("cash-or-share", "part_paid"): "&refuses=2",
    ("cash-or-share", "as_loan"): "&refuses=2&part_paid=1",
    ("cash-or-share", "own"): "&overspend=3",
    ("cash-or-share", "first_need"): "&rule=3",
    ("cash-or-share", "first_arising"): "&rule=4",
    **{("board-night", f"{lever}_second"): "&shown=1" for lever in NIGHT},
    **{("board-night", f"{lever}_third"): "&shown=2" for lever in NIGHT},
    ("price-between-two-bodies", "open_share"): "&rule=2",
    ("price-between-two-bodies", "margin"): "&rule=3",
}

#: Levers that are only said: what they choose is words, and no number of the table. In the shape of NEEDS.
SAID_ONLY = {
    ("board-lab", name) for name in ("question", "presides", "tie_mechanism", "what_if_quorum", "what_if_casting")
}


def settings_of(explorer):
    """Return a hypothesis strategy for any setting of an explorer's levers."""

    def values(lever):
        steps = round((lever.high - lever.low) / lever.step)
        return st.integers(0, steps).map(lambda n: round(lever.low + n * lever.step, 6))

    return st.fixed_dictionaries({lever.name: values(lever) for lever in explorer.fields}).map(
        lambda changes: explorer.at(**changes)
    )


def idle_levers(explorer):
    """Return the levers that change no number of the model, from the usual setting or from what NEEDS asks for."""
    idle = []
    for lever in explorer.fields:
        needed = NEEDS.get((explorer.name, lever.name), "").split("&")[1:]
        start = {name: float(value) for name, value in (pair.split("=") for pair in needed)}
        other = lever.high if lever.default != lever.high else lever.low
        usual, moved = (named(explorer.model(explorer.at(**{**start, **more}))) for more in ({}, {lever.name: other}))
        if not any(abs(moved[name] - usual[name]) > 1e-6 for name in usual):
            idle.append(lever.name)
    return idle


def at_ties(explorer):
    """Return the settings of TIES for an explorer."""
    assert explorer.name in TIES, f"give {explorer.name} a line in TIES of tests/explorers/settings.py"
    return [explorer.at(**changes) for changes in TIES[explorer.name]]
