"""What a room can be asked: the book's exercises, the polls of Board night, a vote, who could stop it, 25 proposals.

Whatever is asked is an `Ask`: fields to fill in, each with its choices. An answer is a number for each field, the
place of what was chosen; a tick is 1 or 0, and -1 means that nothing was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from joint_working import evidence
from joint_working.explorers.judging_it.evaluation_files import TABLES
from joint_working.explorers.who_decides.decision_tracer import BODY_CORPORATE, STEPS, lane
from joint_working.site.course import questions
from joint_working.workshop import content
from joint_working.workshop.sheets import LANES

#: How a field is filled in.
ONE, TICK, LIST = "one of several", "a tick", "a list to open"
NOTHING = -1
BOARDS = ("Board A", "Board B")
VOTES = ("For", "Against", "Abstain")


@dataclass(frozen=True)
class Field:
    """One thing to fill in. `right` is the place of the right choice, where there is one; a field may be left out."""

    label: str
    choices: tuple[str, ...]
    shape: str = ONE
    right: int | None = None
    needed: bool = True


@dataclass(frozen=True)
class Ask:
    """Something to ask. `told` is what the wall says once it is closed. `group` is the heading it is found under.

    `kind` is "exercise", "poll", "vote", "lanes" or "proposals".
    """

    key: str
    kind: str
    group: str
    title: str
    text: str
    fields: tuple[Field, ...]
    told: tuple[str, ...] = ()

    def read(self, given: Sequence[str]) -> tuple[int, ...]:
        """Return an answer from what a phone sent, a text for each field.

        Raises ValueError, in one sentence for its reader, where something needed is missing or was not offered.
        """
        answer = []
        for number, field in enumerate(self.fields):
            text = given[number] if number < len(given) else ""
            if text in ("", str(NOTHING)):
                if field.shape == TICK:
                    answer.append(0)
                elif field.needed:
                    missing = f"“{field.label}”" if field.label else "an answer"
                    raise ValueError(f"Choose {missing} first, then send.")
                else:
                    answer.append(NOTHING)
            elif text.isascii() and text.isdigit() and int(text) < len(field.choices):
                answer.append(int(text))
            else:
                raise ValueError("That choice was not offered. Choose again, then send.")
        return tuple(answer)


@cache
def catalogue() -> dict[str, Ask]:
    """Return all that can be asked, by key, in the order in which a trainer would look for it."""
    asks = [*_polls(), _vote(), *_lanes(), _proposals(), *_exercises()]
    return {ask.key: ask for ask in asks}


def _polls() -> list[Ask]:
    return [
        Ask(
            f"poll-{row['key']}", "poll", "Before and after", row["question"], row["question"],
            (Field("", tuple(row["answers"].split("|")), right=row["right"] - 1),), (row["why"],),
        )
        for row in content.rows("workshop_polls")
    ]  # fmt: skip


def _vote() -> Ask:
    roles = tuple(f"{row['order']}. {row['title']}" for row in members())
    return Ask(
        "vote", "vote", "Board night", "A vote on each board",
        "Your chair has put the motion. Say who you are, and vote.",
        (Field("Your board", BOARDS), Field("Your role", roles, LIST), Field("Your vote", VOTES)),
    )  # fmt: skip


def members() -> list[dict]:
    """Return the rows of the roles that sit as members: all but the officers, in the order of their numbers."""
    return [row for row in content.rows("workshop_roles") if row["group"] != "officer"]


def _lanes() -> list[Ask]:
    known = {row["key"]: row["decision"] for row in evidence.table("decisions")}
    asks = []
    for key in LANES:
        steps = [step for step in lane(key, BODY_CORPORATE).steps if step.basis != "not found"]
        fields = tuple(Field(f"{STEPS[step.step]}: {step.who}", ("no", "yes"), TICK) for step in steps)
        text = f"{known[key]}. Tick everyone who can delay it, stop it or send it back."
        asks.append(Ask(f"lanes-{key}", "lanes", "Board night", known[key], text, fields))
    return asks


def _proposals() -> Ask:
    roles = Field("Your role", tuple(row["label"] for row in TABLES.roles.values()), LIST)
    steps = tuple(row["label"] for row in TABLES.scale.values())
    fields = tuple(
        Field(f"{row['proposal']}. {row['paraphrase']}", steps, LIST, needed=False)
        for row in TABLES.proposals.values()
    )
    return Ask(
        "proposals", "proposals", "Judging it", "Twenty-five proposals: where is our board?",
        "Choose your role, then answer what you can. Leave out what you do not want to answer.", (roles, *fields),
    )  # fmt: skip


def _exercises() -> list[Ask]:
    asks = []
    for question in questions.of_book():
        if question.kind == questions.SORTING:
            kinds = question.categories
            fields = tuple(Field(choice.text, kinds, LIST, kinds.index(choice.belongs)) for choice in question.choices)
            told = tuple(f"“{choice.text}” {choice.belongs}. {choice.says}" for choice in question.choices)
        else:
            right = next((n for n, choice in enumerate(question.choices) if choice.right), None)
            fields = (Field("", tuple(choice.text for choice in question.choices), right=right),)
            told = tuple(f"{choice.text} {choice.says}" for choice in question.choices)
        told = (*told, question.after) if question.after else told
        asks.append(Ask(question.key, "exercise", question.title, question.text, question.text, fields, told))
    return asks
