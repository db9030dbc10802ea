"""Two places side by side: one overspend under each arrangement, and the people of the two councils.

The overspend is the reported forecast for Clackmannanshire and Stirling in 2025/26. Highland had no such overspend: it
is set beside it to show what the structure alone would do.
"""

from __future__ import annotations

from joint_working import evidence
from joint_working.explorers.parts import Column, DataTable, TileMap
from joint_working.explorers.two_places.price import FIXED, price_between_two_bodies
from joint_working.explorers.two_places.sharing import COUNCILS, OVERSPENDS, RULES, YEAR, cash_or_share
from joint_working.explorers.who_decides.decision_tracer import LANES, STEPS, Step, lane
from joint_working.models.risk_share import in_proportion
from joint_working.words import Slot, capital, fill_slot, money

NOBODY = "nothing"
#: The steps of a decision that say where the two places differ.
TOLD = ("decides", "pays", "answers")
POPULATION = "National Records of Scotland, mid-year estimate for 2022, based on Census 2022."


def one_overspend() -> DataTable:
    """Return who meets one and the same overspend in the two places, under each arrangement of the two labs."""
    total = evidence.figure(OVERSPENDS[0]).value
    lab = price_between_two_bodies.at()
    fixed = tuple(evidence.figure(key).value for key in FIXED)
    highland = {
        "Highland now: lead agency, the body that does the work": (1, 0),
        "Highland with a board: as each pays in": (lab.health_share, 100 - lab.health_share),
        "Highland with a board: fixed shares, as in Fife": fixed,
        "Highland with a board: where it arose": (100 - lab.council_arising, lab.council_arising),
        "Highland with a board: equal parts": (1, 1),
    }
    rows = [_row(name, *in_proportion(total, weights)) for name, weights in highland.items()]
    for name, parts in zip(RULES, cash_or_share.model(cash_or_share.at()).rules, strict=True):
        rows.append(_row(f"Clackmannanshire and Stirling: {name.lower()}", parts.health, parts.first, parts.second))
    return DataTable(
        name="one-overspend",
        caption="The same overspend in both places",
        unit=f"{evidence.figure(OVERSPENDS[0]).text}: reported as a forecast for Clackmannanshire and Stirling, "
        "made up for Highland",
        columns=(Column("how", "Place and arrangement"), Column("health", "Health board"),
                 Column("council", "Highland, or Clackmannanshire Council"), Column("second", "Stirling Council")),
        rows=tuple(rows),
        source="Models: the two labs of this part, at their usual levers. In Clackmannanshire and Stirling the health "
        "board meets a half.",
        illustrative=True,
    )  # fmt: skip


def _row(how: str, health: float, *councils: float) -> dict[str, str]:
    first, *second = (fill_slot(money(part)) if part else NOBODY for part in councils)
    other = second[0] if second else "no such partner"
    return {"how": how, "health": fill_slot(money(health)), "council": first, "second": other}


def one_decision(decision: str) -> DataTable:
    """Return who decides, pays and answers for a decision, under each model. Raises KeyError for an unknown one."""
    lanes = {model: lane(decision, model) for model in LANES}
    return DataTable(
        name="one-decision",
        caption="Who decides, who pays and who answers",
        unit="IJB: integration joint board. The parents: the council and the health board",
        columns=(Column("step", "Step"), *(Column(_value(model), name) for model, name in LANES.items())),
        rows=tuple(
            {"step": STEPS[step], **{_value(model): _told(held[step]) for model, held in lanes.items()}}
            for step in TOLD
        ),
        source="The book’s table of decisions; each step has its source in the Decision Tracer.",
    )


def _value(model: str) -> str:
    return model.replace(" ", "_")


def _told(step: Step) -> str:
    return f"{capital(step.who)} ({step.basis})"


def two_council_localities() -> DataTable:
    """Return the three localities with what is known of the people of each council."""
    rows = {row["council_code"]: row for row in evidence.select("population_estimates", year=YEAR)}
    names = {
        "Clackmannanshire": "Clackmannanshire",
        "Rural Stirling": "Stirling",
        "Stirling City with the Eastern Villages, Bridge of Allan and Dunblane": "Stirling",
    }
    return DataTable(
        name="two-council-localities",
        caption="Three localities, two councils",
        unit="People in 2022. Localities as listed about 2018/19; they may have changed",
        columns=(Column("locality", "Locality"), Column("council", "Council"),
                 Column("here", "People in the locality", "count"),
                 Column("people", "People in the whole council", "count"),
                 Column("older", "Aged 75 and over, whole council", "percent1")),
        rows=tuple(
            {
                "locality": locality,
                "council": council,
                # The one locality that is a whole council has the council's people; of the others no figure was read.
                "here": rows[COUNCILS[council]]["all_ages"] if locality == council else None,
                "people": rows[COUNCILS[council]]["all_ages"],
                "older": 100 * rows[COUNCILS[council]]["aged_75_plus"] / rows[COUNCILS[council]]["all_ages"],
            }
            for locality, council in names.items()
        ),
        source=f"Localities: public-health statistics source code. People: {POPULATION} Shares are our arithmetic.",
    )  # fmt: skip


def older_people_map() -> TileMap:
    """Return the map of the 32 councils with the share of residents aged 75 and over, the two councils framed."""
    rows = evidence.select("population_estimates", year=YEAR)
    shares = {
        row["council_code"]: 100 * row["aged_75_plus"] / row["all_ages"]
        for row in rows
        if row["council_code"].startswith("S12")
    }
    whole = next(row for row in rows if row["council_code"] == "S92000003")
    told = (*(shares[code] for code in COUNCILS.values()), 100 * whole["aged_75_plus"] / whole["all_ages"])
    first, second, scotland = (fill_slot(Slot("percent1", share)) for share in told)
    return TileMap(
        name="older-people-map",
        title=f"Aged 75 and over: {first} in Clackmannanshire, {second} in Stirling, {scotland} in Scotland",
        values=shares,
        unit="per cent of residents, 2022",
        classes=(5, 8, 9, 10, 12),
        caption="Residents aged 75 and over, by council",
        source=f"{POPULATION} Shares are our arithmetic.",
        chosen=tuple(COUNCILS.values()),
        format="percent1",
    )
