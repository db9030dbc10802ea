"""The Decision Tracer: one decision followed through both models, from who starts it to who can challenge it.

The decisions are `data/decisions.csv`, their steps `data/decision_steps.csv`. Both lanes of every decision are drawn
when the book is built: as a picture of lanes, and in words (see `path`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from joint_working import evidence
from joint_working.explorers.parts import Answer, Choice, Names, Panel, readers_names
from joint_working.explorers.who_decides.path import Stop, Tracer, lane_html, words_html
from joint_working.html import NONE, Html, el, join, typeset
from joint_working.kit.contract import Part, need
from joint_working.kit.frame import source_link
from joint_working.words import capital, listed

BODY_CORPORATE, LEAD_AGENCY = "body corporate", "lead agency"
MODELS = (BODY_CORPORATE, LEAD_AGENCY)
#: What the lanes of the models are called.
LANES = {
    BODY_CORPORATE: "Joint board (body corporate)",
    LEAD_AGENCY: "Lead agency (the Highland pattern)",
}
#: The steps in the order of a lane, in words.
STEPS = {
    "starts": "Starts it",
    "consulted": "Is consulted",
    "decides": "Decides",
    "directed": "Is directed",
    "delivers": "Delivers",
    "pays": "Pays",
    "answers": "Answers for it",
    "scrutinises": "Scrutinises",
    "challenges": "Can challenge",
}
#: What a cell rests on, in words, and how its badge is drawn.
BASES = {
    "law": ("Law", "law"),
    "guidance": ("Guidance", "guidance"),
    "example": ("Example", "example"),
    "inference": ("Our inference", "inference"),
    "not found": ("Not found", "missing"),
}
SOURCED = ("law", "guidance", "example")
CONFIDENCE = {
    "high": "high confidence",
    "medium": "medium confidence: may depend on the scheme",
    "low": "low confidence: may depend on the scheme",
    "": "no text we read says",
}
GROUPS = {
    "set-up": "Setting up",
    "plan": "Planning",
    "money": "Money",
    "services": "Services",
    "people": "Staff",
    "board": "The board",
    "problems": "Problems and checks",
}
#: The tracks of each lane: the bodies whose dots they hold.
TRACKS = {
    BODY_CORPORATE: {"c": "Council", "j": "Joint board", "h": "Health board", "o": "Others"},
    LEAD_AGENCY: {"c": "Council", "j": "Monitoring committee", "h": "Health board", "o": "Others"},
}
#: How many letters of a cell fit into the picture.
MOST_LETTERS = 22
#: From how many decisions on the list can be searched, the label of the box, and whom to ask where nothing fits.
MANY, FIND = 12, "Find a decision in your own words"
ASK = (
    "We traced the decisions in this list alone. Ask the clerk or the chief officer of the board who may take it, and "
    "by which words of your integration scheme. If it is about your own interest, ask the standards officer."
)
COUNCIL, HEALTH, BOARD, COMMITTEE = "council", "health board", "joint board", "joint monitoring committee"
_TRACK_OF = {
    BODY_CORPORATE: {COUNCIL: "c", HEALTH: "h", BOARD: "j"},
    LEAD_AGENCY: {COUNCIL: "c", HEALTH: "h", COMMITTEE: "j"},
}
_BOTH = (COUNCIL, HEALTH)
_PUBLIC, _GOVERNMENT, _PLANNING = "people and communities", "Ministers", "strategic planning group"

# Words that name no body that takes part: cut before the rest is read.
_ASIDE = re.compile(
    r"\bnot the IJB\b|in the health board's area|for the area of a council|two or more council areas|,? as partner\b"
    r"|that NHS offers often come late|(?<=Auditors) of the (?:IJB|council)"
)
_NOBODY = re.compile(r"^(none\b(?! at first)|no one\b|neither\b|not found$|not applicable\b)", re.I)
_LEAD_BODY = re.compile(r"\blead body\b", re.I)
# Bodies and groups by the words that name them. Every pattern that is found counts.
_NAMES: tuple[tuple[re.Pattern, tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.I), bodies)
    for pattern, bodies in (
        (r"(?<!other )\bcouncil(?:s|lors)?\b", (COUNCIL,)),
        (r"\bhealth boards?\b|\bNHS\b|hospital sector|^Set-aside", (HEALTH,)),
        (r"Governance committee|Programme board", (HEALTH,)),
        (r"\bparents?\b|Finance directors|both chief executives|both partners|Professional leads", _BOTH),
        (r"\bIJBs?\b|^Partnerships", (BOARD,)),
        (r"monitoring committee", (COMMITTEE,)),
        (r"Ministers|government", (_GOVERNMENT,)),
        (r"Parliament", ("Parliament",)),
        (r"Care Inspectorate|Two inspectorates", ("inspectorates",)),
        (r"auditors|Accounts Commission", ("auditors",)),
        (r"strategic planning group", (_PLANNING,)),
        (r"Prescribed groups", ("prescribed groups",)),
        (r"unions|staff side", ("unions and staff",)),
        (r"public\b(?! members)|communities|people (?:who|charged)|\busers\b|\bresidents\b", (_PUBLIC,)),
        (r"family|Speakers|District partnerships", (_PUBLIC,)),
        (r"clinicians|expert review", ("clinicians and experts",)),
        (r"Third-sector bodies", ("third sector",)),
        (r"care providers", ("care providers",)),
        (r"other areas|other councils|other IJBs|an arbiter", ("other areas or bodies",)),
    )
)
# The same for words that mean other bodies under each model.
_NAMES_OF: dict[str, tuple[tuple[re.Pattern, tuple[str, ...]], ...]] = {
    model: tuple((re.compile(pattern, re.I), bodies) for pattern, bodies in found)
    for model, found in {
        BODY_CORPORATE: (
            (r"each body|all three bodies|its partners|finance officer|chief officer\b", (BOARD,)),
            (r"each body|all three bodies|its partners|the partners", _BOTH),
            (r"^(?:each )?employer\b|Owner of the asset|Body that runs|Appointing body", _BOTH),
            (r"medical and nurse leads", (HEALTH,)),
            (r"social work officer", (COUNCIL,)),
            (r"members?\b|^Chair;|where a board has agreed", (BOARD,)),
        ),
        LEAD_AGENCY: (
            (r"partner\b|the partners|each other|each (?:body|officer)", _BOTH),
            (r"Owner of the asset|Professional leads", _BOTH),
            (r"Post-holder", (HEALTH,)),
            (r"GP, as a member who monitors", (COMMITTEE,)),
        ),
    }.items()
}


@dataclass(frozen=True)
class Step:
    """One cell: who takes a step of a decision, on what ground and how sure we are."""

    step: str
    who: str
    basis: str
    confidence: str
    note: str
    cited: tuple[tuple[str, str], ...]
    bases = BASES

    @property
    def state(self) -> str:
        """How the cell looks: "missing", "none" (the step does not happen), "unsure" or "" (high confidence)."""
        if self.basis == "not found":
            return "missing"
        if self.confidence != "high":
            return "unsure"
        return "none" if _NOBODY.match(self.who) else ""

    @property
    def said(self) -> str:
        """Who takes the step, as its cell says it."""
        return "No text we read says" if self.state == "missing" else capital(self.who)

    @property
    def standing(self) -> str:
        """What the cell rests on, and how sure we are, in words."""
        return f"{self.bases[self.basis][0]}, {CONFIDENCE[self.confidence]}"

    @property
    def cited_html(self) -> Html:
        """The sources, each a link with the place in it; nothing where none is cited."""
        links = (
            source_link(evidence.source(key), self.name_of(key)) + ", " + typeset(place) for key, place in self.cited
        )
        return join(links, "; ") + "." if self.cited else NONE

    def name_of(self, key: str) -> str:
        """Return a source in a few words."""
        return source_name(key)

    @property
    def in_short(self) -> str:
        """What the picture says where nobody takes the step."""
        words = self.said.partition(":")[0]
        return words if len(words) <= MOST_LETTERS else "None"


@dataclass(frozen=True)
class Lane(Part):
    """One decision under one model: its nine steps in order."""

    model: str
    steps: tuple[Step, ...]

    def __getitem__(self, step: str) -> Step:
        return next(held for held in self.steps if held.step == step)

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """The bodies and groups that the lane names, each once, in the order of the steps. Not a score."""
        return tuple(dict.fromkeys(name for step in self.steps for name in self.named(step)))

    def named(self, step: Step) -> tuple[str, ...]:
        """Return the bodies and groups that one step names; none where nobody takes it."""
        bodies = bodies_in(step.who, self.model, self._leads)
        if re.search(r"\b(?:body|partner) directed", step.who, re.I) and step.step != "directed":
            bodies += bodies_in(self["directed"].who, self.model)
        return tuple(dict.fromkeys(bodies))

    @cached_property
    def _leads(self) -> tuple[str, ...]:
        """The bodies that "lead body" means in this lane: the one that decides, or both as each leads for its own."""
        named = [name for name in bodies_in(self["decides"].who, self.model) if name in _BOTH]
        return tuple(named) if len(named) == 1 else _BOTH

    def html(self) -> Html:
        """Return the picture of the lane, with a mark on the track of each body that a step names."""
        number = len(self.bodies)
        told = f"Names {_say(number, 'body or group', 'bodies or groups')}."
        return lane_html(LANES[self.model], told, TRACKS[self.model].values(), [*map(self._stop, self.steps)])

    def _stop(self, step: Step) -> Stop:
        tracks = _TRACK_OF[self.model]
        letters = {tracks.get(name, "o") for name in self.named(step)}
        return Stop(STEPS[step.step], tuple(at for at, key in enumerate(TRACKS[self.model]) if key in letters), step)

    def text(self) -> str:
        """Return the lane as lines: step, who, ground and confidence."""
        lines = [f"{n}. {STEPS[s.step]}: {capital(s.who)} ({s.standing})" for n, s in enumerate(self.steps, 1)]
        return "\n".join(
            [f"{LANES[self.model]}, naming {len(self.bodies)}: {listed(self.bodies) or 'nobody'}", *lines]
        )


@dataclass(frozen=True)
class Lanes(Part):
    """One answer: the lanes of a decision under both models, and the same cells in words, with their sources."""

    lanes: tuple[Lane, ...]

    def html(self) -> Html:
        """Return the lanes, and the same in words."""
        lanes = el("div", (lane.html() for lane in self.lanes), class_="jw-lanes")
        words = [(LANES[lane.model], {step.step: step for step in lane.steps}) for lane in self.lanes]
        return lanes + words_html(STEPS, words)

    def text(self) -> str:
        """Return the lanes, one after the other."""
        return "\n".join(lane.text() for lane in self.lanes)


def lane(decision: str, model: str) -> Lane:
    """Return the lane of a decision under a model, from `data/decision_steps.csv`.

    Raises KeyError for a decision or a model that the table does not hold.

    >>> lane("close-a-ward", "body corporate")["delivers"].who
    'Health board, which must comply'
    """
    return _lanes()[decision, model]


def decisions() -> dict[str, Mapping[str, object]]:
    """Return the rows of `data/decisions.csv` by key, in their order."""
    return {row["key"]: row for row in sorted(evidence.table("decisions"), key=lambda row: row["order"])}


def bodies_in(who: str, model: str, leads: tuple[str, ...] = _BOTH) -> tuple[str, ...]:
    """Return the bodies and groups that the words of a cell name under a model; none where nobody takes the step.

    "Lead body" means the bodies of `leads`: council and health board alike, as each leads for the other in Highland.

    >>> bodies_in("NHS Highland board; Ministers decide a major service change", "lead agency")
    ('health board', 'Ministers')
    """
    if _NOBODY.match(who):
        return ()
    words = _ASIDE.sub("", who)
    names = [*_NAMES, *_NAMES_OF[model]]
    if model == LEAD_AGENCY:
        names.append((_LEAD_BODY, leads))
    hits = [(hit.start(), body) for pattern, bodies in names if (hit := pattern.search(words)) for body in bodies]
    return tuple(dict.fromkeys(body for _, body in sorted(hits, key=lambda pair: pair[0])))


def counts(keys: Iterable[str] | None = None) -> dict[str, int]:
    """Return the number of cells by ground, over some decisions or all, in the order of `BASES`."""
    wanted = set(decisions() if keys is None else keys)
    cells = Counter(s.basis for (key, _), traced in _lanes().items() if key in wanted for s in traced.steps)
    return {basis: cells[basis] for basis in BASES}


def count_sentence(keys: Iterable[str] | None = None) -> str:
    """Return the counts as a sentence: how many cells are sourced, inferred and not found."""
    cells = counts(keys)
    sourced = sum(cells[basis] for basis in SOURCED)
    parts = ", ".join(f"{basis} {cells[basis]}" for basis in SOURCED)
    return (
        f"Of {sum(cells.values())} cells, {sourced} rest on a source ({parts}), {cells['inference']} are our "
        f"inference and {cells['not found']} were not found."
    )


def sentence(traced: Sequence[Lane]) -> str:
    """Return who decides under each model."""
    said = [decider(lane["decides"]) for lane in traced]
    if len(set(said)) == 1:
        return f"Who decides? Under either model: {said[0]}."
    return f"Who decides? Under a joint board: {said[0]}. Under a lead agency: {said[1]}."


def decision_tracer(
    name: str = "decision-tracer",
    decisions: Iterable[str] | None = None,
    default: str = "close-a-ward",
    title: str = "Who decides this, who pays, and who can challenge it?",
) -> Panel:
    """Return the tracer of some decisions, by key, or of all.

    `default` is the decision shown first. Raises PartError for a key that is not in `data/decisions.csv`.
    """
    known = globals()["decisions"]()
    keys = list(known if decisions is None else decisions)
    part = f"Decision Tracer {name!r}"
    for key in keys:
        need(key in known, part, f"there is no decision {key!r} in data/decisions.csv")
    keys.sort(key=lambda key: known[key]["order"])
    answers = {}
    for key in keys:
        traced = tuple(lane(key, model) for model in MODELS)
        answers[key,] = Answer(sentence(traced), Lanes(traced))
    return Tracer(
        name,
        title,
        questions=[
            Choice(
                "decision",
                "Decision",
                {key: str(known[key]["decision"]) for key in keys},
                groups={key: GROUPS[known[key]["group"]] for key in keys},
            )
        ],
        answers=answers,
        default=(default if default in keys else keys[0],),
        names=Names(FIND, readers_names("decisions", keys), ASK) if len(keys) >= MANY else None,
        eyebrow="Decision Tracer",
        source=f"{count_sentence(keys)} From the book’s tables “Decisions” and “Who does what in each decision”. "
        "A mark stands in the lane of each body that the step names.",
        assumes=[
            "The least that the law asks, with one usual practice, as read by November 2026. One council, one health "
            "board.",
            "The lead agency is the Highland pattern: the health board leads for adults, the council for children. In "
            "law the two are one integration authority, acting jointly. “Lead body” is the one that decides in that "
            "lane, or both where each leads for its own.",
        ],
        does_not_show=[
            "Your own scheme, which may delegate more and says how money and disputes are handled. This is not legal "
            "advice.",
            "That fewer hands, or more, make a better decision.",
            "That nobody does it: “not found” means only that no text we read says.",
            "Highland after a change of model. Its council has voted for one; a completed change was not seen.",
        ],
    )


# --- Words and marks ---------------------------------------------------------------------------------------


def _lanes() -> dict[tuple[str, str], Lane]:
    """Return every lane by decision and model."""
    rows: dict[tuple[str, str], dict[str, Step]] = {}
    for cell in evidence.table("decision_steps"):
        step = Step(cell["step"], cell["who"], cell["basis"], cell["confidence"], cell["note"], cited_in(cell))
        rows.setdefault((cell["decision"], cell["model"]), {})[cell["step"]] = step
    return {pair: Lane(pair[1], tuple(steps[step] for step in STEPS)) for pair, steps in rows.items()}


def cited_in(row: Mapping) -> tuple[tuple[str, str], ...]:
    """Return the sources of a row by key, each with the place in it; none where nothing was found."""
    keys = [row["source"], *evidence.parted(row["also"])] if row["source"] else []
    return tuple(zip(keys, row["locator"].split("; "), strict=True)) if keys else ()


def _say(number: int, one: str, many: str) -> str:
    return f"{number or 'no'} {one if number == 1 else many}"


def decider(step: Step) -> str:
    """Return who decides, or that no text says."""
    return "no text we read says" if step.state == "missing" else step.who.replace("'", "’")


def source_name(key: str) -> str:
    """Return a source in a few words: an Act's section, an order's number, or publisher and year.

    >>> source_name("law-asp-2014-9"), source_name("law-ssi-2014-283")
    ('2014 Act', 'SSI 2014/283')
    """
    source = evidence.source(key)
    if number := re.search(r"SSI \d{4}/\d+", source.title):
        return number[0]
    title = source.title.replace("Public Bodies (Joint Working) (Scotland) Act 2014", "2014 Act")
    title = re.sub(r" \(asp \d+\).*$", "", title)
    if title.startswith(("2014 Act", "Explanatory Notes to the 2014 Act")):
        return re.sub(r", cross-heading .*\((ss?\.[\d-]+)\)$", r", \1", title)
    return f"{source.publisher}, {source.year or 'undated'}"


def _cell(step: Step) -> Html:
    """Return a cell of the table: who, the ground, the note, and each source with the place in it."""
    more = join(filter(None, (typeset(step.note), step.cited_html)), " ")
    return typeset(capital(step.who)) + el("small", f"{step.standing}. ", more)
