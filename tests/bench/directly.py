"""The five-year model once more, written directly in NumPy, as by someone who had never heard of recorded models."""

import numpy as np


def directly(levers, years=5):
    """Return what `budget.plan` returns, under the names of `formula.named`."""
    grow_health, grow_council = 1 + levers.health_growth / 100, 1 + levers.council_growth / 100
    dearer, grow_cost = 1 + levers.price / 100, 1 + (levers.price + levers.demand) / 100
    health, council, reserves = levers.health_payment, levers.council_payment, levers.reserves
    start = health + council
    cost = start * (1 + levers.opening_gap / 100)
    lasting_so_far = missed = debt = np.zeros_like(start)
    both, by_council, by_health = (levers.lent == number for number in (1, 2, 3))
    found = {}
    for number in range(1, years + 1):
        health, council, cost = health * grow_health, council * grow_council, cost * grow_cost
        pot = health + council
        planned = pot * levers.savings / 100
        whole_year = planned * levers.delivery / 100 + missed * levers.slippage / 100
        missed = planned * np.clip(1 - levers.delivery / 100, 0, None)
        late = levers.months_late if number == 1 else np.where(levers.late_every == 1, levers.months_late, 0)
        this_year = whole_year * (12 - late) / 12
        earlier = lasting_so_far * dearer
        lasting, one_off = this_year * levers.recurring / 100, this_year * (1 - levers.recurring / 100)
        lasting_so_far = earlier + whole_year * levers.recurring / 100
        gap = cost - pot - earlier - lasting - one_off
        usable = np.clip(reserves - pot * levers.reserves_floor / 100, 0, None)
        drawn = np.minimum(np.clip(gap, 0, None), usable)
        over, spare = np.clip(gap, 0, None) - drawn, np.clip(-gap, 0, None)
        parts = councils(levers, health, council, over)
        council_part = np.choose(levers.sharing.astype(int), parts)
        lent = np.where(both, over, np.where(by_council, council_part, np.where(by_health, over - council_part, 0)))
        repaid = np.minimum(debt, spare)
        returned = np.where(levers.surplus == 1, spare - repaid, 0)
        added = spare - repaid - returned
        reserves, debt = reserves - drawn + added, debt + lent - repaid
        year = {
            "health": health, "council": council, "pot": pot, "cost": cost, "earlier": earlier, "lasting": lasting,
            "one_off": one_off, "drawn": drawn, "overspend": over, "repaid": repaid, "added": added,
            "returned": returned, "reserves": reserves, "lent": lent, "owed": debt, "full_year": lasting_so_far,
            "slipped": missed,
        }  # fmt: skip
        found |= {f"year_{number}_{name}": value for name, value in year.items()}
        found |= {f"share_{number}_health": over - council_part, f"share_{number}_council": council_part}
    for number, part in enumerate(parts, start=1):
        found |= {f"rule_{number}_health": over - part, f"rule_{number}_council": part}
    return found


def councils(levers, health, council, over):
    """Return the councils' part of an overspend by each sharing rule: arose, paid in, equal parts, equal sides."""
    equal = np.where(levers.councils == 1, over * 2 / 3, over / 2)
    return over * levers.council_arising / 100, over * council / (health + council), equal, over / 2
