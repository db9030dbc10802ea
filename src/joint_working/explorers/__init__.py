"""What a reader moves: levers, a model, pictures, a sentence and a table. Each explorer is one object.

Explorers are made when first asked for, so that importing the package reads no table.
"""

_EXPLORERS = {
    "one_pot": "budget_lab",
    "hospital_money": "hospital_lab",
    "flow_lab": "flow",
    "five_years": "budget_lab",
    "fan_lab": "fan",
    "prevention_lab": "prevention",
    "who_pays_lab": "who_pays",
    "board_lab": "board",
    "commissioning_cycle": "commissioning",
    "model_chooser": "choosing",
    "savings_in_proportion": "savings",
    "price_between_two_bodies": "price",
    "cash_or_share": "sharing",
    "what_would_have_happened": "counterfactual",
    "board_night": "night",
}


def __getattr__(name: str):
    if name in _EXPLORERS:
        from importlib import import_module

        return getattr(import_module(f"joint_working.explorers.{_EXPLORERS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def every():
    """Return all the book's explorers."""
    from importlib import import_module

    return tuple(getattr(import_module(f"{__name__}.{module}"), name) for name, module in _EXPLORERS.items())
