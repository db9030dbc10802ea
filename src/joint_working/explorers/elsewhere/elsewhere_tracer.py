"""The Decision Tracer elsewhere: ten decisions of a joint board, set beside England's three eras, Wales or Northern
Ireland.

The cells are `data/decisions_elsewhere.csv`; those of the joint board are the ones of the first tracer. Both lanes of
every answer are drawn when the book is built.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from joint_working import evidence
from joint_working.explorers.parts import Answer, Choice, Panel
from joint_working.explorers.who_decides import decision_tracer as scotland
from joint_working.explorers.who_decides.path import Stop, Tracer, lane_html, words_html
from joint_working.html import Html, el
from joint_working.kit.contract import Part, need
from joint_working.kit.frame import source_link
from joint_working.words import capital

#: The year of the book, and of the lanes that show today.
TODAY = 2026
#: The steps of a lane, in order: those of the first tracer on which texts elsewhere say something.
STEPS = {step: scotland.STEPS[step] for step in ("consulted", "decides", "delivers", "pays", "answers", "scrutinises")}
#: What a cell rests on, in words, and how its badge is drawn.
BASES = {
    "law": scotland.BASES["law"],
    "guidance": scotland.BASES["guidance"],
    "account": ("Account", "example"),
    "example": scotland.BASES["example"],
    "inference": scotland.BASES["inference"],
    "part seen": ("Part seen", "missing"),
    "not found": scotland.BASES["not found"],
    "does not arise": ("Does not arise", "missing"),
}
SOURCED = ("law", "guidance", "account", "example")
#: What a cell says that names nobody, by its ground.
NOBODY = {"not found": "No text we read says", "does not arise": "The question does not arise"}


@dataclass(frozen=True)
class System:
    """One system elsewhere: its name in the tables, what its lane is called, its tracks by letter, and its year."""

    name: str
    lane: str
    tracks: dict[str, str]
    year: int = TODAY


#: The systems by the value the page uses. England’s groups of 2013 lasted to June 2022, so two lanes share them.
SYSTEMS = {
    "england-2013": System(
        "England: 2012 Act",
        "England in 2013",
        {"c": "Council", "j": "Wellbeing board", "h": "Groups, trusts", "o": "Others"},
        2013,
    ),
    "england-2018": System(
        "England: STPs and early ICSs",
        "England in 2018",
        {"c": "Council", "j": "STP or ICS", "h": "Groups, trusts", "o": "Others"},
        2018,
    ),
    "england-2026": System(
        "England: 2022 Act",
        "England in 2026",
        {"c": "Council", "j": "Partnership", "h": "ICB, trusts", "o": "Others"},
    ),
    "wales": System("Wales", "Wales", {"c": "Council", "j": "Regional board", "h": "Health board", "o": "Others"}),
    "northern-ireland": System(
        "Northern Ireland", "Northern Ireland", {"c": "Council", "j": "Department", "h": "Trust", "o": "Others"}
    ),
}
ENGLAND = ("england-2013", "england-2018", "england-2026")
JOINT_BOARD = "Scotland: joint board"


@dataclass(frozen=True)
class Cell(scotland.Step):
    """One step of a lane: who takes it, on whose tracks it leaves a mark, on what ground, and how sure we are.

    `known_from` and `known_to` are the first and the last day on which that was so, and `year` is that of the lane.
    """

    bodies: str
    known_from: str = ""
    known_to: str = ""
    year: int = TODAY
    bases = BASES

    @property
    def state(self) -> str:
        """How the cell looks: "missing" (nobody is named), "none", "unsure" or "" (high confidence)."""
        return "missing" if self.basis in NOBODY else super().state

    @property
    def standing(self) -> str:
        """What the cell rests on, and how sure we are, in words."""
        sure = f", {self.confidence} confidence" if self.confidence else ""
        return f"{BASES[self.basis][0]}{sure}"

    @property
    def when(self) -> str:
        """What is said before a step that began after the year of its lane: "from 2015: "; nothing before others."""
        return f"from {self.known_from[:4]}: " if self.known_from[:4] > str(self.year) else ""

    @property
    def said(self) -> str:
        """Who takes the step, with the year where it began after that of the lane; or that nobody is named."""
        return NOBODY.get(self.basis) or capital(self.when + self.who)

    def name_of(self, key: str) -> str:
        """Return a source in a few words."""
        return source_name(key)


@dataclass(frozen=True)
class Lane(Part):
    """One decision in one system: its six steps in order."""

    title: str
    tracks: dict[str, str]
    cells: tuple[Cell, ...]

    def __getitem__(self, step: str) -> Cell:
        return next(cell for cell in self.cells if cell.step == step)

    def html(self) -> Html:
        """Return the picture of the lane."""
        stops = [Stop(STEPS[cell.step], tuple(map(list(self.tracks).index, cell.bodies)), cell) for cell in self.cells]
        return lane_html(self.title, counted(self.cells), self.tracks.values(), stops)

    def text(self) -> str:
        """Return the lane as lines: step, who, ground and confidence."""
        steps = [f"{STEPS[cell.step]}: {cell.said} ({cell.standing})" for cell in self.cells]
        return "\n".join([f"{self.title}. {counted(self.cells)}", *steps])


@dataclass(frozen=True)
class Pair(Part):
    """One answer: the lane of the joint board, and that of the other system beside it."""

    lanes: tuple[Lane, Lane]

    def html(self) -> Html:
        """Return both lanes, and the same in words."""
        words = [(lane.title, {cell.step: cell for cell in lane.cells}) for lane in self.lanes]
        return el("div", (lane.html() for lane in self.lanes), class_="jw-lanes") + words_html(STEPS, words, 1)

    def text(self) -> str:
        """Return both lanes, one after the other."""
        return "\n".join(lane.text() for lane in self.lanes)


def decisions() -> dict[str, str]:
    """Return the ten decisions by key, as they are asked, in the order of `data/decisions.csv`."""
    keys = {row["decision"] for row in evidence.table("decisions_elsewhere")}
    return {key: str(row["decision"]) for key, row in scotland.decisions().items() if key in keys}


def lane(decision: str, system: str) -> Lane:
    """Return the lane of a decision in one of SYSTEMS. Raises KeyError for one that the table does not hold.

    >>> lane("close-a-ward", "england-2026")["decides"].who
    'ICB, unless the Secretary of State calls it in and decides'
    """
    lead = SYSTEMS[system]
    cells = _cells()[decision, lead.name]
    return Lane(lead.lane, lead.tracks, tuple(replace(cells[step], year=lead.year) for step in STEPS))


def joint_board_lane(decision: str) -> Lane:
    """Return the joint board's lane of a decision, with the steps that the other systems have."""
    traced = scotland.lane(decision, scotland.BODY_CORPORATE)
    cells = []
    for key in STEPS:
        step = traced[key]
        bodies = {scotland._TRACK_OF[scotland.BODY_CORPORATE].get(name, "o") for name in traced.named(step)}
        marks = "".join(letter for letter in "cjho" if letter in bodies)
        cells.append(Cell(key, step.who, step.basis, step.confidence, step.note, step.cited, marks))
    return Lane(JOINT_BOARD, scotland.TRACKS[scotland.BODY_CORPORATE], tuple(cells))


def counts(systems: Iterable[str] = SYSTEMS) -> dict[str, int]:
    """Return the number of cells by ground over some systems, in the order of BASES."""
    names = {SYSTEMS[key].name for key in systems}
    cells = Counter(row["basis"] for row in evidence.table("decisions_elsewhere") if row["system"] in names)
    return {basis: cells[basis] for basis in BASES}


def count_sentence(systems: Iterable[str] = SYSTEMS) -> str:
    """Return the counts as a sentence: how many cells are sourced, inferred and not found."""
    cells = counts(systems)
    parts = ", ".join(f"{basis} {cells[basis]}" for basis in SOURCED)
    return (
        f"Of {sum(cells.values())} cells for other systems, {sum(cells[basis] for basis in SOURCED)} rest on a source "
        f"({parts}) and {cells['inference']} are our inference. Seen in part: {cells['part seen']}. Looked for and "
        f"not found: {cells['not found']}. The question does not arise: {cells['does not arise']}."
    )


def counted(cells: Sequence[Cell]) -> str:
    """Return how many steps of a lane are sourced, how many were not found and how many do not arise."""
    sourced = sum(cell.basis in SOURCED for cell in cells)
    missing, no_sense = (sum(cell.basis == basis for cell in cells) for basis in NOBODY)
    rest = f", {no_sense} that {'does' if no_sense == 1 else 'do'} not arise" if no_sense else ""
    return f"{len(cells)} steps: {sourced} sourced, {missing} not found{rest}."


def elsewhere_tracer(
    systems: Sequence[str] = ENGLAND, default: str = "close-a-ward", title: str = "Who would decide this there?"
) -> Panel:
    """Return the tracer of the ten decisions: the joint board's lane beside that of one of `systems`.

    Raises PartError for a system that is not one of SYSTEMS or a decision that the table does not hold.
    """
    part = "Decision Tracer elsewhere"
    for key in systems:
        need(key in SYSTEMS, part, f"there is no system {key!r}; choose from {', '.join(SYSTEMS)}")
    need(default in decisions(), part, f"there is no decision {default!r} in data/decisions_elsewhere.csv")
    several = len(systems) > 1
    answers = {}
    for decision in decisions():
        ours = joint_board_lane(decision)
        for key in systems:
            theirs = lane(decision, key)
            deciders = [f"{place.title}: {scotland.decider(place['decides'])}." for place in (ours, theirs)]
            sentence = " ".join(["Who decides?", *deciders]).replace(JOINT_BOARD, "Joint board")
            answers[(decision, key) if several else (decision,)] = Answer(sentence, Pair((ours, theirs)))
    questions = [Choice("decision", "Decision", decisions())]
    if several:
        questions.append(Choice("system", "Beside it", {key: SYSTEMS[key].lane for key in systems}))
    return Tracer(
        name="decision-tracer",
        title=title,
        questions=questions,
        answers=answers,
        default=(default, systems[-1]) if several else (default,),
        eyebrow="Decision Tracer",
        source=f"{count_sentence(systems)} From the book’s tables “Who does what in each decision” and the same "
        "elsewhere. A mark stands in the lane of each body that the step names. What the joint board’s steps rest on "
        "stands in the Decision Tracer of “The lead agency”.",
        assumes=[
            "A decision has no exact twin: the nearest one in the other system is traced.",
            "The least that the law asks, or what a text of the time says. One council, one joint board.",
            "“From 2015:” before a step means that it began after the year of its lane. “Does not arise” means that "
            "the question has no sense for that step, and says why.",
        ],
        does_not_show=[
            "That fewer hands, or more, make a better decision. No system is ranked.",
            "Local agreements. Partners may pool money or delegate: section 75 in England, section 33 in Wales."
            if "northern-ireland" not in systems
            else "How one trust works from day to day.",
            "That nobody does it: “not found” means only that we looked, and no text we read says.",
        ],
    )


@cache
def _cells() -> dict[tuple[str, str], dict[str, Cell]]:
    """Return every cell by decision and system, then by step."""
    cells: dict[tuple[str, str], dict[str, Cell]] = {}
    for row in evidence.table("decisions_elsewhere"):
        cited = scotland.cited_in(row)
        words = (row["step"], row["who"], row["basis"], row["confidence"], row["note"])
        cell = Cell(*words, cited, row["bodies"], row["known_from"], row["known_to"])
        cells.setdefault((row["decision"], row["system"]), {})[row["step"]] = cell
    return cells


def cited_link(key: str) -> Html:
    """Return a source in a few words, as a link."""
    return source_link(evidence.source(key), source_name(key))


def source_name(key: str) -> str:
    """Return a source in a few words: a text of the law by its title, anything else by publisher and year."""
    source = evidence.source(key)
    if source.publisher.startswith(("legislation.gov.uk", "Office of Public Sector Information")):
        short = scotland.source_name(key)
        plain = re.sub(r" \((?:[^()]|\([^()]*\))*\)$", "", source.title)
        return plain if short.startswith(source.publisher) else short
    return f"{source.publisher}, {source.year or 'undated'}"
