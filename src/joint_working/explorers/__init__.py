"""What a reader moves: levers, a model, pictures, a sentence and a table. Each explorer is one object.

The folders follow the parts of the book. What every explorer stands on is in `joint_working.kit`.
Explorers are made when first asked for, so that importing the package reads no table. `places` says how each starts
for a partnership that a link names.
"""

from importlib import import_module

from joint_working.kit import contract

_EXPLORERS = {
    "one_pot": "money.budget_lab",
    "hospital_money": "money.hospital_lab",
    "flow_lab": "money.flow",
    "five_years": "money.budget_lab",
    "fan_lab": "money.fan",
    "prevention_lab": "money.prevention",
    "who_pays_lab": "money.who_pays",
    "board_lab": "who_decides.board",
    "commissioning_cycle": "who_decides.commissioning",
    "model_chooser": "who_decides.choosing",
    "savings_in_proportion": "why_join_up.savings",
    "price_between_two_bodies": "two_places.price",
    "cash_or_share": "two_places.sharing",
    "what_would_have_happened": "judging_it.counterfactual",
    "board_night": "for_trainers.night",
}


def __getattr__(name: str):
    if name in _EXPLORERS:
        return getattr(import_module(f"joint_working.explorers.{_EXPLORERS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def every():
    """Return all the book's explorers."""
    return tuple(getattr(import_module(f"{__name__}.{module}"), name) for name, module in _EXPLORERS.items())


contract.ask_places_of(lambda name: import_module(f"{__name__}.places").told(name))
