"""Slides for the 90 minutes, to change in PowerPoint, LibreOffice or Keynote: each part with its script in the notes.

After a part come the sheets that are first used in it and may be shown to all: `data/workshop_sheets.csv` says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from joint_working.site.course import decks
from joint_working.workshop import content, printing

from .blocks import Block, Grid, Heading, Items, Paragraph, read, words
from .pages import TITLE
from .word import LICENCE, YOURS

LENGTH = "ninety"
#: How many lines a slide holds, and how many letters in all.
LINES, LETTERS = 8, 480

Slide = tuple[str, list[str], str]


def deck() -> bytes:
    """Return the deck."""
    return decks.presented(TITLE, slides(), f"{LICENCE}. Illustrative.")


def slides() -> list[Slide]:
    """Return each slide: its title, its lines and its notes."""
    shown = [placed for file in printing.files() for placed in file.sheets if placed.slides]
    made: list[Slide] = [(TITLE, [YOURS, "Two boards, one budget, three votes."], "")]
    agenda = content.agenda(LENGTH)
    for part in agenda:
        ends = part.start + part.minutes
        notes = ["Do", *part.do, "", "Say", *part.say, "", "Likely answers", *part.likely]
        needs = [f"From the pack: {part.material}."] if part.material else []
        made.append((part.title, [f"Minutes {part.start}–{ends}", *needs], "\n".join(notes)))
        for placed in shown:
            if part.start <= (placed.minute or 0) < ends:
                made += sheet(placed)
    return made


def sheet(placed: printing.Placed) -> Iterator[Slide]:
    """Return the slides of a sheet: one for each of its headings and tables, or several where the words are many."""
    title, lines = placed.sheet.title, list[str]()
    for block in read(placed.sheet.make()):
        if isinstance(block, Heading | Grid):
            yield from _parted(title, lines)
            title = block.text if isinstance(block, Heading) else block.caption or placed.sheet.title
            lines = []
        lines += _lines(block)
    yield from _parted(title, lines)


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph(runs=runs) if runs:
            return [words(runs)]
        case Items():
            return [words(item) for item in block.items]
        case Grid():
            heads = block.heads[1:]
            return [_row(words(first), heads, [words(cell) for cell in cells]) for first, *cells in block.rows]
    return []


def _row(first: str, heads: Iterable[str], cells: list[str]) -> str:
    told = [f"{head} {cell}" for head, cell in zip(heads, cells, strict=True) if any(map(str.isalnum, cell))]
    return f"{first}: {'; '.join(told)}" if told else first


def _parted(title: str, lines: list[str]) -> Iterator[Slide]:
    """Return lines on as many slides as they need."""
    held: list[str] = []
    for line in lines:
        if held and (len(held) == LINES or sum(map(len, held)) + len(line) > LETTERS):
            yield title, held, ""
            held = []
        held.append(line)
    if held:
        yield title, held, ""
