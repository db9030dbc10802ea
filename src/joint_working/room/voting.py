"""A vote of the room on both boards of Board night, by the model that Board night has.

A board has nine roles that sit; each has one vote, and the first phone that takes a role has it. Who has a vote, what
a quorum is and what follows a tie is the model's business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from joint_working.explorers.for_trainers.night import BOARDS as NAMES
from joint_working.explorers.for_trainers.night import counted
from joint_working.explorers.money.motions import options as motions
from joint_working.models.board import Meeting
from joint_working.models.board_night import Votes

from .asking import members

FOR, AGAINST, _ = range(3)
#: The groups of a board, as the levers name them.
GROUPS = {"council": "council", "health_board": "health", "representatives": "representatives"}


def taken(answers: Sequence[tuple[int, ...]], board: int, role: int) -> bool:
    """Return whether somebody has voted as a role of a board."""
    return any(answer[:2] == (board, role) for answer in answers)


def counts_of(answers: Sequence[tuple[int, ...]]) -> tuple[Meeting, ...]:
    """Return the count of the vote on each board. A role that nobody voted as is away."""
    groups = [GROUPS[row["group"]] for row in members()]
    counts = []
    for board in range(len(NAMES)):
        given = {f"{group}_{way}": 0 for group in GROUPS.values() for way in ("for", "against")}
        sitting = {"council", "health"} if board == 0 else set(GROUPS.values())
        here = [(groups[role], vote) for where, role, vote in answers if where == board and groups[role] in sitting]
        for group, vote in here:
            if vote in (FOR, AGAINST):
                given[f"{group}_{'for' if vote == FOR else 'against'}"] += 1
        away = sum(group in sitting for group in groups) - len(here)
        counts.append(counted(board, Votes(**given, absent=away)))
    return tuple(counts)


def results(answers: Sequence[tuple[int, ...]], settings: Mapping[str, int]) -> list[str]:
    """Return a sentence for each board: what was moved, as `settings` has it, and how the vote went."""
    told = []
    for name, letter, count in zip(NAMES, "ab", counts_of(answers), strict=True):
        moved = motions()[settings.get(f"{letter}_option", 0)][0]
        told.append(f"{name}, on “{moved}”: {_result(count)}.")
    return told


def _result(board: Meeting) -> str:
    counted = f"{board.votes_for:g} for, {board.votes_against:g} against, {board.abstained:g} abstained"
    if board.no_quorum:
        return f"no quorum: {board.present:g} of {board.voters:g} are there, and {board.quorum.needed:g} are needed"
    if board.tied or board.no_votes:
        return f"{counted}: not decided yet. The board’s own way out follows, and the plan as it stands runs on"
    return f"{counted}: {'carried' if board.carried else 'lost'}"
