"""Reads the workshop's tables and fills the slots in their words, so that no number is ever typed.

A slot stands in braces: `{plan short 1}` is a sum of Budget Lab in a year, under the plan as it stands; `{round stands
2}` what is left to find in a round under it; `{lever posts savings}` a setting of the plan or of an option, in the
middle of its columns; `{votes b needed}` counts a board; `{day change}` the day the rules on votes changed; `{rule
quorum}` the value of a rule of law. The slots of the evidence, as `{fact ijb-gap-2024-25}`, are those of all texts
(`explorers.slots`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from joint_working import evidence
from joint_working.evidence import EvidenceError
from joint_working.explorers import five_years, slots
from joint_working.explorers.for_trainers.night import NOBODY, counted, read_night
from joint_working.explorers.money import motions
from joint_working.explorers.money.printed_plan import as_printed
from joint_working.models.board_night import COLUMNS, STANDS, Decision, Lived, Night, by_round, changed, live
from joint_working.models.budget import Plan, PlanLevers, plan
from joint_working.words import fill_slot, money

NO_BREAK = "\u00a0"

#: The lengths, by the name the table uses: their titles.
AGENDAS = {"ninety": "90 minutes", "forty-five": "45 minutes", "half-day": "Half a day"}

#: The sums of one year that a slot may ask for.
SUMS: dict[str, Callable[[Plan, int], float]] = {
    "pot": lambda lived, year: lived.years[year].pot,
    "cost": lambda lived, year: lived.years[year].cost,
    "short": lambda lived, year: lived.years[year].cost - lived.years[year].pot,
    "saved": lambda lived, year: lived.years[year].saved,
    "gap": lambda lived, year: lived.years[year].overspend + lived.years[year].drawn,
    "drawn": lambda lived, year: lived.years[year].drawn,
    "over": lambda lived, year: lived.years[year].overspend,
    "health": lambda lived, year: lived.shares[year].health,
    "council": lambda lived, year: lived.shares[year].council,
    "paid": lambda lived, year: sum(each.overspend for each in lived.years[: year + 1]),
    "given": lambda lived, year: sum(each.overspend for each in lived.years[: year + 1]) - lived.years[year].owed,
    "reserves": lambda lived, year: lived.years[year].reserves,
    "debt": lambda lived, year: lived.years[year].owed,
}

#: No business is done unless at least one half of those with a vote are there (the rule `quorum`).
HALF = {"one half": 2}[evidence.wordings("quorum")[-1].value]

#: The key of the plan as it stands, which runs on where nothing is carried.
USUAL = "stands"


# --- The plans behind the numbers --------------------------------------------------------------------------


def night() -> Night:
    """Return what the tables fix for both boards."""
    return read_night()


def keys(kind: str) -> list[str]:
    """Return the keys of the options, the plan as it stands first, or of the shocks. `kind` is "option" or "shock"."""
    return [row["key"] for row in _sorted(f"workshop_{kind}s")]


def levers_of(option: str = USUAL) -> PlanLevers:
    """Return the plan's levers under an option in the middle of its columns, or as they stand.

    Raises EvidenceError for a key that its table does not hold.
    """
    if option not in keys("option"):
        raise EvidenceError(f"data/workshop_options.csv: expected a key of the table in a slot, found {option!r}")
    effects = motions.held(motions.moves("option").get(option, ()), motions.MIDDLE)
    return changed(night().usual, effects, night().reach)


@cache
def plan_of(option: str = USUAL) -> Plan:
    """Return five years under an option held for all of them, or under the plan as it stands, as printed."""
    levers = levers_of(option)
    return as_printed(levers, plan(levers))


@cache
def stands(cards: tuple[int, ...] = (0, 0, 0)) -> Lived:
    """Return three rounds of the plan as it stands."""
    return live((Decision(STANDS, 1),) * 3, cards, night())


def sum_of(what: str, year: int, option: str = USUAL) -> str:
    """Return a sum of one year, printed as £13.0m. `year` counts from 1."""
    return fill_slot(money(SUMS[what](plan_of(option), year - 1)))


def shown(name: str, levers: PlanLevers) -> str:
    """Return a setting of the plan as its lab prints it."""
    known = {lever.name: lever for lever in five_years.fields}
    return known[name].shown(getattr(levers, name)).replace(".0%", "%")


def votes(board: str, left_out: int = 0) -> tuple[int, int]:
    """Return how many members of a board, "a" or "b", have a vote, and how many the quorum asks for: half, by law.

    `left_out` members of each partner do not play.
    """
    voters = int(counted("ab".index(board), NOBODY).voters) - 2 * left_out
    return voters, -(-voters // HALF)


#: The roles to leave out of a board of fewer than ten, so that the partners' sides stay equal.
LEFT_OUT = {10: (), 9: (10,), 8: (3, 6), 7: (3, 6, 10), 6: (2, 3, 5, 6)}


@dataclass(frozen=True)
class Room:
    """How a number of people play: how many boards, of how many players, and how many are the public gallery."""

    people: int
    boards: int
    players: int
    gallery: int


def room_for(people: int) -> Room:
    """Return how a number of people play. Raises ValueError for fewer than six or more than thirty."""
    if not 6 <= people <= 30:
        raise ValueError(f"Board night: expected 6 to 30 people, got {people}")
    boards = 1 if people < 16 else 3 if people == 30 else 2
    players = min(10, people // boards)
    return Room(people, boards, players, people - boards * players)


def in_words(day: date) -> str:
    """Return a day as printed: 1 September 2026."""
    return f"{day.day}{NO_BREAK}{day:%B}{NO_BREAK}{day.year}"


# --- What the options are compared on ---------------------------------------------------------------------


@dataclass(frozen=True)
class Measure:
    """What options are compared on when each is carried in every round, over its six columns. Less is better."""

    key: str
    label: str
    take: Callable[[Sequence[Lived]], float]

    def of(self, option: int) -> float:
        """Return the measure of one option, by its order."""
        return self.take(every_column(option))


@cache
def every_column(option: int) -> tuple[Lived, ...]:
    """Return what comes of an option carried in every round, in each of its six columns."""
    return tuple(live((Decision(option, place),) * 3, (0, 0, 0), night()) for place in COLUMNS)


def _mean(values: Iterable[float]) -> float:
    each = tuple(values)
    return sum(each) / len(each)


def _counter(at: int) -> Callable[[Sequence[Lived]], float]:
    """Return the measure of one person or place: steps for the worse, so that less is better."""
    return lambda lives: -_mean(one.rounds[-1].people[at].steps for one in lives)


#: What paper, clerk and wall show of the options, and somebody at the table stands for.
MEASURES = (
    Measure("now", "Left to find in year 1", lambda lives: _mean(by_round(one)[0] for one in lives)),
    Measure("between", "Left to find in years 2 and 3", lambda lives: _mean(by_round(one)[1] for one in lives)),
    Measure("later", "Left to find in years 4 and 5", lambda lives: _mean(by_round(one)[2] for one in lives)),
    Measure("bill", "Whole bill, whoever pays it", lambda lives: _mean(one.bill() for one in lives)),
    Measure("told", "Whole bill, if every fact on it was told", lambda lives: (
        _mean(lives[min(place + 3, COLUMNS[-1]) - 1].bill() for place in COLUMNS))),
    Measure("certain", "Whole bill, most less least", lambda lives: (
        max(one.bill() for one in lives) - min(one.bill() for one in lives))),
    *(Measure(row["key"], f"{row['title']}: steps for the worse", _counter(at))
      for at, row in enumerate(sorted(evidence.table("workshop_counters"), key=lambda row: row["order"]))),
)  # fmt: skip


# --- Slots -------------------------------------------------------------------------------------------------


def fill(text: str) -> str:
    """Return a text of the workshop's tables with every slot filled.

    Raises EvidenceError, in a sentence that names the slot, where it asks for something that is not there.
    """
    return slots.fill(text, slot)


def slot(asked: str) -> str:
    """Return what one slot stands for. Raises EvidenceError as `fill` does."""
    try:
        match asked.split():
            case ["fact" | "row", *_]:
                return slots.value(asked)
            case ["plan", what, year]:
                return sum_of(what, int(year))
            case ["round", "stands", number]:
                return fill_slot(money(by_round(stands())[int(number) - 1]))
            case ["lever", key, name]:
                return shown(name, levers_of(key))
            case ["votes", board, "voters"]:
                return str(votes(board)[0])
            case ["votes", board, "needed"]:
                return str(votes(board)[1])
            case ["votes", board, "tie"]:
                return f"{votes(board)[0] // 2} to {votes(board)[0] // 2}"
            case ["rule", key]:
                return law(key).value
            case ["day", "change"]:
                return in_words(_voting().valid_from)
            case ["day", "law"]:
                return in_words(_voting().seen)
    except (KeyError, ValueError, IndexError) as problem:
        if isinstance(problem, EvidenceError):
            raise
    raise EvidenceError(f"data/workshop tables: expected a slot such as {{plan over 3}}, found {{{asked}}}")


def law(key: str) -> evidence.Rule:
    """Return a rule as it stands on the day the workshop states the law. Raises EvidenceError for an unknown key."""
    return evidence.rule(key, as_at=_voting().seen)


def _voting() -> evidence.Rule:
    return evidence.wordings("voting-members")[-1]


# --- The rules of a meeting, for members -------------------------------------------------------------------

#: What the sheet “Rules of the meeting” says: words for one line, and the rules that it puts in short. The tests hold
#: the words to the legs of each rule; the article, and whether it is law or our reading, come from the rule.
MEETING: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Members for the council, the health board, service users, unpaid carers and the third sector vote. Others "
        "speak.",
        ("voting-members",),
    ),
    ("Nothing is decided unless at least half of those with a vote are there.", ("quorum",)),
    ("A majority of the votes of those there and entitled to vote decides.", ("majority",)),
    (
        "Equal votes decide nothing yet. Standing orders must hold a way out, which may not be a casting vote: nobody "
        "has one.",
        ("tied-vote", "casting-vote"),
    ),
    (
        "A proxy for a member with a vote may vote; no other proxy may. None may preside.",
        ("proxies", "proxy-of-the-chair"),
    ),
    (
        "The council and the health board appoint the chair in turn. Nobody is elected.",
        ("chair-appointed-not-elected",),
    ),
    (
        "The chair presides, then the vice-chair. If both are away, a voting member chosen there: now a "
        "representative too.",
        ("preside", "preside-when-both-away"),
    ),
    ("Notice, with time, place and business, reaches you five clear days before.", ("notice-of-meetings",)),
    ("Two thirds of those with a vote may ask for a meeting, and call it if the chair does not.", ("requisition",)),
    ("Standing orders must let you take part without being in the room.", ("remote-attendance",)),
    (
        "You disclose interests and decide whether to take part. The model code, as drafted, asks you to leave.",
        ("conflict-of-interest",),
    ),
    (
        "A committee has equal numbers of voting members from each side. A majority of all of them decides.",
        ("committees", "committee-decisions"),
    ),
    (
        "An empty seat undoes no decision. On a board of one council others from its side may cast its vote.",
        ("vacancy-does-not-invalidate", "absent-seats"),
    ),
)

#: What standing orders must hold and may not hold: words for a line, and the rule behind it.
MUST_HOLD: tuple[tuple[str, str], ...] = (
    ("a way out of a tied vote that is not a casting vote", "casting-vote"),
    ("a way to take part without being in the room", "remote-attendance"),
    ("how a meeting is called, and that two thirds of those with a vote may ask for one", "requisition"),
    ("notice of five clear days", "notice-of-meetings"),
    ("a quorum of half of those with a vote", "quorum"),
    ("who presides", "preside"),
    ("that members disclose interests", "conflict-of-interest"),
    ("a record of who came, and minutes", "records"),
)
MAY_NOT: tuple[tuple[str, str], ...] = (
    ("give anybody a casting vote", "casting-vote"),
    ("let a meeting decide with fewer than half of those with a vote", "quorum"),
    ("let less than a majority of the votes decide", "majority"),
    ("let a proxy preside", "proxy-of-the-chair"),
)
#: What only a board's own standing orders can tell: the question, and the rule that leaves it open.
LEFT_OPEN: tuple[tuple[str, str], ...] = (
    ("Which way out of a tie do ours hold?", "tied-vote"),
    ("Does a proxy count for the quorum?", "quorum-proxies"),
    ("How does an abstention count?", "majority-abstentions"),
    ("Is anything decided in writing, between meetings?", "decisions-between-meetings"),
    ("What is the quorum of a committee?", "quorum-committee"),
    ("When were they last changed, and for the votes of 2026?", "voting-members"),
)


@dataclass(frozen=True)
class Told:
    """One line of law: its words, and the place in the Order where it stands, in short."""

    text: str
    place: str


def told(text: str, keys: tuple[str, ...]) -> Told:
    """Return a line of law with its place, marked where it is our reading."""
    rules = [law(key) for key in keys]
    read = " (our reading)" if any(rule.kind == "reading" for rule in rules) else ""
    return Told(text, ", ".join(dict.fromkeys(map(place, rules))) + read)


def place(rule: evidence.Rule) -> str:
    """Return where a rule stands in the Order on joint boards as amended: art. 18(2)(a), Sch. 3 for its Schedule.

    >>> place(law("casting-vote")), place(law("proxies")), place(law("quorum"))
    ('art. 18(2)(a)', 'art. 12(1)–(4)', 'Sch. 3')
    """
    match = re.search(r"(?:\bnew|\bwith|\bamending) (.*?)(?:,? of SSI 2014/285)?$", rule.article)
    short = match[1] if match and "2014/285" not in rule.instrument else rule.article
    for long, brief in (("articles", "arts"), ("article", "art."), ("Schedule, paragraphs?", "Sch."), (" to ", "–"),
                        (r"\(1\) and \(2\)", "(1)–(2)")):  # fmt: skip
        short = re.sub(long, brief, short)
    return short


# --- The tables, filled ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """One part of an agenda. `start` and `minutes` are in minutes."""

    part: str
    start: int
    minutes: int
    in_role: int
    """How many of the minutes every player is in role."""
    title: str
    do: tuple[str, ...]
    say: tuple[str, ...]
    likely: tuple[str, ...]
    material: str


@dataclass(frozen=True)
class Line:
    """One line of a list, and what stands under or beside it."""

    text: str
    more: str


def parts_of(text: str) -> tuple[str, ...]:
    """Return the filled parts of a cell that holds several, parted by |."""
    return tuple(fill(part) for part in text.split("|") if part)


def agenda(name: str) -> tuple[Part, ...]:
    """Return an agenda, one of AGENDAS, with the minute each part starts at. Raises KeyError for another name."""
    AGENDAS[name]
    items, start = [], 0
    for row in _sorted("workshop_agenda", agenda=name):
        texts = (parts_of(row[name]) for name in ("do", "say", "likely"))
        items.append(
            Part(row["part"], start, row["minutes"], row["in_role"], row["title"], *texts, material=row["material"])
        )
        start += row["minutes"]
    return tuple(items)


def minutes(name: str, part: str | None = None) -> int:
    """Return how long an agenda lasts, or all its parts of one kind."""
    return sum(step.minutes for step in agenda(name) if part in (None, step.part))


def lines(name: str) -> tuple[Line, ...]:
    """Return one of the short lists of `data/workshop_texts.csv`, filled. Raises EvidenceError for an unknown one."""
    texts = tuple(Line(fill(row["text"]), fill(row["more"])) for row in _sorted("workshop_texts", list=name))
    if not texts:
        raise EvidenceError(f"data/workshop_texts.csv: expected a list called {name!r}, found none")
    return texts


def rows(name: str) -> tuple[dict, ...]:
    """Return the rows of a workshop table in their order, every text filled."""
    return tuple(
        {key: fill(value) if isinstance(value, str) else value for key, value in row.items()} for row in _sorted(name)
    )


def _sorted(name: str, **where: object) -> list:
    return sorted(evidence.select(name, **where), key=lambda row: row["order"])
