"""The sums of the five years' table, told from its printed rows alone: from Python's table, or from a reader's CSV."""


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
