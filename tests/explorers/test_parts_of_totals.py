"""The parts that a table prints add up to the totals that it prints, to the digit, in every explorer.

Read from the table as text, as a reader takes it away: in a CSV, in a picture's table, in a printed sheet. The five
years, and the labs on beds, flow and prevention, have tests of their own in `test_sums_add.py`.
"""

import os

import pytest
from settings import at_ties

from joint_working.bench.parity import at_random
from joint_working.explorers import every

MANY = 2000 if os.environ.get("FULL") else 500

#: Whose tables hold no parts of a total: the fan's lines are shares of scenarios.
NO_PARTS = {"budget-lab-fan"}
IN_TEST_SUMS_ADD = {"budget-lab-five-years", "budget-lab-hospital", "flow-lab", "budget-lab-prevention"}


def exact(cell):
    """Return a printed number in hundredths, as a whole number: "£1,234.5" as 123450, "−0.3%" as -30; – is 0."""
    text = "".join(sign for sign in cell.replace("\u2212", "-") if sign in "-.0123456789")
    return round(100 * float(text)) if text else 0


def the_pot(rows, levers):
    health, council, pot, labelled, to_health, to_council, aside, plan = (cells[0] for cells in rows.values())
    yield "pot", pot == health + council == to_health + to_council
    yield "plan", plan == pot + aside
    yield "label", labelled <= to_health


def cycle(rows, levers):
    asked, undone, steps, doing, spent, _, met, known, unseen, needs, written, hits, misses, actions = rows.values()
    for at in range(3):
        yield "tokens", asked[at] + steps[at] + doing[at] == spent[at]
        yield "undone", undone[at] <= asked[at]
        yield "needs", met[at] + known[at] + unseen[at] == needs[at]
        yield "actions", hits[at] + misses[at] == actions[at] and hits[at] == met[at] <= written[at]


def readers(rows, levers):
    truth = rows["The truth, set by you"][0]
    for name, (says, apart) in rows.items():
        yield name, apart == abs(says - truth)


def proportion(rows, levers):
    *sums, chosen = rows.values()
    yield "your choice", chosen == sums[int(levers.compare)]
    for money, share, in_year, so_far, _ in sums:
        yield "share", abs(share / 100 - 10000 * levers.savings / money) <= 0.05001
        yield "growth", in_year == so_far if levers.arrives == 1 else in_year < so_far


def chooser(rows, levers):
    weights = list(vars(levers).values())[2:]
    many = 100 * weights.count(max(weights)) if max(weights) else 0
    both, gain, cost, none, *grades = rows.values()
    for option in (0, 1):
        yield "criteria", both[option] + gain[option] + cost[option] + none[option] == many
        yield "grades", sum(grade[option] for grade in grades) + none[option] == many


def board(rows, levers):
    for label, cells in rows.items():
        if label.startswith(("Members with a vote", "Present", "Absent", "Abstain", "Votes", "Of these")):
            yield label, sum(cells[:4]) == cells[4]
    voters, here, away = (rows[label] for label in ("Members with a vote", "Present with a vote", "Absent"))
    yield "present and absent", all(a + b == c for a, b, c in zip(here, away, voters, strict=True))


def shares(rows, levers):
    for name, cells in rows.items():
        yield name, sum(cells) == abs(round(100 * levers.overspend))


def price(rows, levers):
    *years, total = rows.values()
    for cost, paid, unpaid, above, *_ in (*years, total):
        yield "cost and payment", cost + above == paid + unpaid
    yield "all the years", all(sum(column[:-1]) == column[-1] for column in zip(*years, total, strict=True))


def cash(rows, levers):
    for name, (health, first, second, whole) in rows.items():
        if not name.startswith(
            ("Asked, pounds", "Asked, share", "Carried")
        ):  # what is carried on is not shared out yet
            yield name, health + first + second == whole
    asked, paid = rows["Asked, as you set it"], rows["Paid in the end"]
    cut, carried = rows["Cut from services, by residents"], rows["Carried into next year"]
    yield "paid, cut and carried", paid[3] + cut[3] + carried[3] == asked[3]


def night(rows, levers):
    for board_number in (0, 1):
        of = {label: cells[board_number] for label, cells in rows.items()}
        left, lost, handed = (
            of[name] for name in ("Left to find", "What people lost (assumed)", "The next year starts short by")
        )
        yield "met", of["Of this, from reserves"] + of["Of this, owed to the partners"] == left
        yield "whole bill", left + lost + handed == of["Whole bill, whoever pays it"]


ADDS = {
    "budget-lab-pot": the_pot,
    "commissioning-cycle": cycle,
    "what-would-have-happened": readers,
    "savings-in-proportion": proportion,
    "model-chooser": chooser,
    "board-lab": board,
    "who-pays": shares,
    "price-between-two-bodies": price,
    "cash-or-share": cash,
    "board-night": night,
}


def test_every_explorer_is_here_or_has_no_parts():
    assert {explorer.name for explorer in every()} == set(ADDS) | NO_PARTS | IN_TEST_SUMS_ADD


def wrong(explorer, levers):
    """Return the sums that do not hold at a setting, by name."""
    rows = {label: [exact(cell) for cell in cells] for label, *cells in explorer.cells(levers)}
    return [name for name, holds in ADDS[explorer.name](rows, levers) if not holds]


@pytest.mark.slow
@pytest.mark.parametrize(
    "explorer", [explorer for explorer in every() if explorer.name in ADDS], ids=lambda explorer: explorer.name
)
def test_the_parts_add_up_to_the_digit(explorer):
    presets = [explorer.at(preset.name) for preset in explorer.presets]
    many = 60 if explorer.name in ("board-lab", "board-night") and MANY == 500 else MANY
    for levers in (*at_ties(explorer), *presets, *at_random(explorer, many, seed=20261203)):
        assert wrong(explorer, levers) == [], explorer.to_link(levers)


@pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)
def test_what_is_exported_is_the_table(explorer):
    """Text for a notebook and the page's CSV are made of the same cells."""
    text = explorer.text()
    for label, *cells in explorer.cells():
        (line,) = [line for line in text.splitlines() if line.startswith(label) and line.split()[-1] == cells[-1]][:1]
        assert line[len(label) :].split() == " ".join(cells).split()
