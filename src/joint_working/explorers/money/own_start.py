"""How the five-years lab starts from figures: a reader's own, or those that were published for a partnership."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from joint_working import evidence
from joint_working.evidence import Authority
from joint_working.explorers.money import account_rules, held
from joint_working.explorers.money.budget_lab import five_years
from joint_working.explorers.money.held import Held
from joint_working.models import account_words
from joint_working.models.account_words import Lab, Lever, Start
from joint_working.models.accounts import Row, measured

#: The page of the lab, beside this chapter.
LAB = "five-years.html"


@cache
def lab() -> Lab:
    """Return the five-years lab, as far as figures can start it."""
    names = ("name", "label", "format", "low", "high", "step", "default", "options", "range")
    levers = tuple(Lever(*(getattr(lever, name) for name in names)) for lever in five_years.fields)
    return Lab(five_years.name, five_years.version, levers)


def start(values: Mapping[str, float | None], place: Authority | None = None) -> Start:
    """Return the start of the lab from measures by their key (see `models.accounts.measured`)."""
    code, councils = (place.code, len(place.councils)) if place else ("", 0)
    return account_words.start(values, code, councils, account_rules.rules(), lab())


# --- From what was published -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Published:
    """The newest year for which enough was published to start the lab, and the figures by field."""

    year: str
    figures: Mapping[str, Held]
    split: bool
    """Whether only the total was published, so that the two payments are the lab's usual split of it."""

    @property
    def row(self) -> Row:
        """Return the figures as a row of accounts, in £ million."""
        values: dict[str, object] = {field.key: None for field in account_rules.rules().fields}
        values |= {key: budget.value for key, budget in self.figures.items() if key in values}
        values |= {"year": self.year, "basis": "budget"}
        if self.split:
            total, usual = self.figures["total"].value, five_years.at()
            pot = usual.health_payment + usual.council_payment
            values["health_payment"] = total * usual.health_payment / pot
            values["council_payment"] = total * usual.council_payment / pot
        return Row(2, values)


@cache
def published(code: str) -> Published | None:
    """Return what can start the lab for a partnership: both payments of one year, or else a total; None without.

    A figure counts where it was set or happened, not where it was offered, proposed, expected or a hint. Highland has
    no joint board, so the lab has nothing to say of it.
    """
    place = evidence.authority(code)
    if place.model != "body corporate":
        return None
    names = {row["key"]: evidence.parted(row["published"]) for row in evidence.table("account_fields")}
    names = {key: measures for key, measures in names.items() if measures}

    def given(measures, year):
        """Return the first of the measures of which the year has one figure, and only one."""
        for measure in measures:
            found = [one for one in held.of(code, (measure,), year) if one.basis not in held.UNSETTLED]
            if len(found) == 1:
                return found[0]
        return None

    for split in (False, True):
        for year in reversed(held.years()):
            figures = {key: given(measures, year) for key, measures in names.items()}
            if split:
                figures |= {"health_payment": None, "council_payment": None}
                figures["total"] = given(("total_funding", "total_budget"), year)
            figures = {key: figure for key, figure in figures.items() if figure}
            if "total" in figures or {"health_payment", "council_payment"} <= set(figures):
                return Published(year, figures, split)
    return None


@cache
def published_start(code: str) -> Start | None:
    """Return the start of the lab from what was published for a partnership, or None."""
    figures = published(code)
    if figures is None:
        return None
    return start(measured(figures.row, (), account_rules.rules()), evidence.authority(code))
