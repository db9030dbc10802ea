"""A vote of the room on both boards of Board night, by the model that Board night has.

A board has nine roles that sit; each has one vote, and the first phone that takes a role has it. Who has a vote, what
a quorum is and what follows a tie is the model's business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from joint_working import evidence
from joint_working.explorers.for_trainers.night import BOARDS as NAMES
from joint_working.explorers.for_trainers.night import as_printed, board_night
from joint_working.models.board_night import Evening, Outcome

from .asking import members

FOR, AGAINST, _ = range(3)
#: The groups of a board, as the levers name them.
GROUPS = {"council": "council", "health_board": "health", "representatives": "representatives"}


def taken(answers: Sequence[tuple[int, ...]], board: int, role: int) -> bool:
    """Return whether somebody has voted as a role of a board."""
    return any(answer[:2] == (board, role) for answer in answers)


def evening_of(answers: Sequence[tuple[int, ...]], settings: Mapping[str, int]) -> Evening:
    """Return both boards' votes and the five years after them, in £ million, as printed.

    `settings` holds the option on each board and the card. A role that nobody voted as is away.
    """
    groups = [GROUPS[row["group"]] for row in members()]
    levers = {name: 0 for name in vars(board_night.at())} | {"shock": settings.get("shock", 0)}
    for board, letter in enumerate("ab"):
        levers[f"{letter}_option"] = settings.get(f"{letter}_option", 0)
        sitting = set(GROUPS.values()) if letter == "b" else {"council", "health"}
        here = [(groups[role], vote) for where, role, vote in answers if where == board and groups[role] in sitting]
        for group, vote in here:
            if vote in (FOR, AGAINST):
                levers[f"{letter}_{group}_{'for' if vote == FOR else 'against'}"] += 1
        levers[f"{letter}_absent"] = sum(group in sitting for group in groups) - len(here)
    return as_printed(board_night.model(type(board_night.at())(**levers)))


def results(answers: Sequence[tuple[int, ...]], settings: Mapping[str, int]) -> list[str]:
    """Return a sentence for each board."""
    boards = evening_of(answers, settings).boards
    return [f"{name}: {_result(board)}." for name, board in zip(NAMES, boards, strict=True)]


def _result(board: Outcome) -> str:
    counted = f"{board.votes_for:g} for, {board.votes_against:g} against, {board.abstained:g} abstained"
    if board.no_quorum:
        return f"no quorum: {board.present:g} of {board.voters:g} are there, and {board.needed:g} are needed"
    if board.tied or board.no_votes:
        return f"{counted}: not decided yet. The board’s own way out follows, and the plan as it stands runs on"
    return f"{counted}: {'carried' if board.carried else 'lost'}"


def cards() -> list[str]:
    """Return the names of the cards, "No card" first."""
    return ["No card", *(f"{row['order']}. {row['title']}" for row in evidence.table("workshop_shocks"))]
