"""The sums of a table, told from its printed rows alone: from Python's table, or from a reader's CSV.

`what_does_not_add` looks at the five years, `lab_sums` at the labs on beds, flow and prevention.
"""


def in_steps(cell):
    """Return a printed sum as whole tenths: "1,234.5" as 12345, "−0.3" as -3."""
    return round(10 * float(cell.replace(",", "").replace("−", "-")))


def what_does_not_add(rows, reserves):
    """Return the sums that do not hold to the digit, by name and year; `reserves` are the first ones, in tenths.

    `rows` are lists of cells, the label first, in the order of the table.
    """
    names = (
        "cost", "pot", "earlier", "gap", "lasting", "one_off", "drawn", "repaid", "added", "returned", "over",
        "health", "council", "lent", "owed", "kept",
    )  # fmt: skip
    table = dict(zip(names, ([in_steps(cell) for cell in cells] for _, *cells in rows), strict=True))
    wrong, owed = [], 0
    for year, line in enumerate(zip(*table.values(), strict=True), start=1):
        of = dict(zip(names, line, strict=True))
        surplus = of["repaid"] + of["added"] + of["returned"]
        own = of["lasting"] + of["one_off"]
        sums = {
            "gap": of["gap"] == of["cost"] - of["pot"] - of["earlier"],
            "closed": of["gap"] + surplus == own + of["drawn"] + of["over"],
            "balance": of["cost"] + surplus == of["pot"] + of["earlier"] + own + of["drawn"] + of["over"],
            "met": of["over"] == of["health"] + of["council"],
            "reserves": of["kept"] == reserves - of["drawn"] + of["added"],
            "debt": of["owed"] == owed + of["lent"] - of["repaid"],
        }
        wrong += [f"{name}, year {year}" for name, holds in sums.items() if not holds]
        reserves, owed = of["kept"], of["owed"]
    return wrong


def in_units(cell):
    """Return a printed number in hundredths, as a whole number: "1,234.5" as 123450, "−0.03" as -3."""
    return round(100 * float(cell.replace(",", "").replace("−", "-")))


def hospital_sums(rows, **_):
    """Return the sums of hospital money that do not hold, by name and column."""
    table = {label: [in_units(cell) for cell in cells] for label, *cells in rows}
    wrong = []
    for column, name in enumerate(("Before", *(f"Year {year}" for year in range(1, 6)))):
        of = {label: cells[column] for label, cells in table.items()}
        cash = of["In cash, in all"]
        days = sum(value for label, value in of.items() if label.startswith("Of these"))
        spent = sum(value for label, value in of.items() if label.startswith("Still spent"))
        sums = {
            "freed days": of["Bed days freed"] == days,
            "on paper": of["On paper: freed days at full cost"] == cash + spent,
            "in cash": cash == of["In cash: costs that go with patients"] + of["In cash: wards that close"],
            "shared out": cash == of["Stays with the hospital"] + of["Reaches the board"],
            "left": of["Left for the board"] == of["Reaches the board"] - of["Community care"],
            "early": 0 <= of["of which before beds are empty"] <= of["Community care"],
            "wards": of["Wards that can close"] <= of["Empty bed days, in wards"],
        }
        wrong += [f"{what}, {name}" for what, holds in sums.items() if not holds]
    return wrong


def flow_sums(rows, beds, **_):
    """Return the weeks in which those treated, those ready to leave and the empty beds are not all the beds."""
    table = {label: [in_units(cell) for cell in cells] for label, *cells in rows}
    parts = ("In a bed, being treated", "In a bed, ready to leave", "Empty beds")
    columns = zip(*(table[label] for label in parts), strict=True)
    return [f"beds, column {at}" for at, people in enumerate(columns) if sum(people) != 100 * beds]


def prevention_sums(rows, ahead, **_):
    """Return the sums of prevention that do not hold: so far from year to year, and all years of the horizon."""
    table = [[in_units(cell) for cell in cells] for _, *cells in rows]
    years, total = table[:-1], table[-1]
    wrong, so_far = set(), [0, 0, 0]
    for spent, *cells in years:
        back, so_far_now = cells[:3], cells[3:]
        if so_far_now != [before + more - spent for before, more in zip(so_far, back, strict=True)]:
            wrong.add("so far")
        so_far = so_far_now
    if total[:4] != [sum(column) for column in list(zip(*years[:ahead], strict=True))[:4]]:
        wrong.add("in all")
    if total[4:] != years[ahead - 1][4:]:
        wrong.add("so far at the end")
    if total[4:] != [back - total[0] for back in total[1:4]]:
        wrong.add("in all, so far")
    return sorted(wrong)


LAB_SUMS = {
    "budget-lab-hospital": hospital_sums,
    "flow-lab": flow_sums,
    "budget-lab-prevention": prevention_sums,
}


def lab_sums(name, rows, **beside):
    """Return the sums of a lab's table that do not hold to the digit. Rows are lists of cells, the label first.

    `beside` is what the table does not say: the number of `beds`, and how many years `ahead` the board looks.
    """
    return LAB_SUMS[name](rows, **beside)
