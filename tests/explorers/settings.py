"""Settings to try explorers at: random ones, and ones whose numbers fall on a tie of rounding."""

import random

#: Settings at which a printed number is an exact half of its last digit.
TIES = {
    "budget-lab-pot": [{}, {"health_payment": 181}, {"health_payment": 183, "council_run": 35}, {"ring_fenced": 5}],
    "budget-lab-five-years": [
        {"health_growth": 0, "council_growth": 0, "price": 0, "demand": 0, "savings": 5},
        {"health_growth": 0, "council_growth": 0, "price": 0, "demand": 0, "savings": 5, "delivery": 90},
        {"price": 0, "demand": 0, "savings": 0, "opening_gap": 1, "health_growth": 0, "council_growth": 0},
    ],
}


def at_random(explorer, number, seed=20261122):
    """Return `number` settings of an explorer's levers, the same every time."""
    draw = random.Random(seed)
    found = []
    for _ in range(number):
        changes = {}
        for lever in explorer.fields:
            steps = round((lever.high - lever.low) / lever.step)
            changes[lever.name] = round(lever.low + draw.randint(0, steps) * lever.step, 6)
        found.append(explorer.at(**changes))
    return found


def at_ties(explorer):
    """Return the settings of TIES for an explorer."""
    return [explorer.at(**changes) for changes in TIES[explorer.name]]
