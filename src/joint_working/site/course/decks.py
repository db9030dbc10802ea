"""Slides for each week, to open and change in PowerPoint, LibreOffice or Keynote.

A deck says what the pages of the week say: the short answer of each, the guess, the hour, and what to talk about. The
notes under a slide hold the reasons. Made with python-pptx where that is installed; the site offers none without it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from importlib.util import find_spec
from typing import Any

from joint_working.site import exercises, markdown, routes

from . import xml
from .questions import GUESS, Question
from .weeks import Reading, Week

INK, FONT = "1B2733", "Arial"
#: Points of a title, of lines, and of the foot.
TITLE, LINE, FOOT = 30, 20, 11
#: When a deck says it was made: what is in it decides its bytes, and nothing else.
NO_DATE = datetime(2026, 1, 1)


def can_be_made() -> bool:
    """Return whether what makes slides is installed."""
    return find_spec("pptx") is not None


def package(weeks: Iterable[Week], questions: Iterable[Question], about: str) -> bytes:
    """Return the zip of the decks, one a week."""
    asked = tuple(questions)
    return xml.zipped({f"week-{week.number:02}.pptx": deck(week, asked, about) for week in weeks})


def deck(week: Week, questions: Iterable[Question], about: str) -> bytes:
    """Return one week's deck: each slide a title, lines, and notes."""
    return presented(week.title, slides(week, questions), about)


def presented(title: str, shown: Iterable[tuple[str, list[str], str]], about: str) -> bytes:
    """Return a deck of slides, each a title, lines and notes; `about` stands at the foot of each."""
    from pptx import Presentation
    from pptx.util import Inches

    made = Presentation()
    made.slide_width, made.slide_height = Inches(13.333), Inches(7.5)
    for head, lines, notes in shown:
        _slide(made, head, lines, notes, about)
    properties = made.core_properties
    properties.title, properties.author, properties.language = title, "Joint Working contributors", "en-GB"
    properties.created = properties.modified = NO_DATE
    properties.last_modified_by, properties.revision = "Joint Working contributors", 1
    held = io.BytesIO()
    made.save(held)
    with zipfile.ZipFile(held) as written:
        return xml.zipped({name: written.read(name) for name in written.namelist()})


def slides(week: Week, questions: Iterable[Question]) -> list[tuple[str, list[str], str]]:
    """Return a week's slides: title, lines, notes."""
    made = [(week.title, [f"{reading.title}: {reading.minutes} minutes" for reading in week.readings], "")]
    for reading in week.readings:
        if lines := short_answer(reading):
            made.append((reading.title, lines, f"The short answer of the page {reading.address}."))
    guess = next((each for each in questions if each.kind == GUESS and week.holds(each.page)), None)
    if guess:
        reasons = [*(f"{choice.text} {choice.says}" for choice in guess.choices), guess.after]
        made.append(("Guess first", [guess.text, *(choice.text for choice in guess.choices)], "\n".join(reasons)))
    made.append(("In the hour", [f"{minutes} minutes: {does}" for minutes, does in week.hour], ""))
    if talk := [line for reading in week.readings for line in to_discuss(reading)][:5]:
        made.append(("To talk about", talk, "There is no right answer to these. Ask who would disagree, and why."))
    return made


def short_answer(reading: Reading) -> list[str]:
    """Return the lines of a page's short answer, in plain words."""
    for token in routes.read_page(reading.page).tokens:
        block = markdown.directive(token)
        if block and block.name == "in-short":
            return _items(markdown.blocks(block.body))
    return []


def to_discuss(reading: Reading) -> list[str]:
    """Return the questions under “Discuss” of a page, or of the page in depth below it."""
    for page in (reading.page, f"{reading.page}/in-depth"):
        if page not in routes.every_page():
            continue
        tokens, found = routes.read_page(page).tokens, []
        at = next((n for n, t in enumerate(tokens) if t.type == "inline" and t.content == "Discuss"), None)
        if at is not None:
            for token in tokens[at + 2 :]:
                if token.type == "heading_open":
                    break
                found.append(token)
            return _items(found)
    return []


def _items(tokens: Iterable[Any]) -> list[str]:
    found, inside = [], False
    for token in tokens:
        inside = token.type == "list_item_open" or (inside and token.type != "list_item_close")
        if inside and token.type == "inline":
            found.append(" ".join(exercises.plain(token.content).split()))
    return found


def _slide(shown: Any, title: str, lines: list[str], notes: str, about: str) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Inches, Pt

    slide = shown.slides.add_slide(shown.slide_layouts[1])  # a title and its text: screen readers know both
    body, width = slide.placeholders[1], Inches(11.9)
    slide.shapes.title.left, slide.shapes.title.top = Inches(0.7), Inches(0.4)
    slide.shapes.title.width, slide.shapes.title.height = width, Inches(1.2)
    body.left, body.top, body.width, body.height = Inches(0.7), Inches(1.8), width, Inches(4.9)
    foot = slide.shapes.add_textbox(Inches(0.7), Inches(6.95), width, Inches(0.4))
    size = LINE if sum(map(len, lines)) < 700 else LINE - 3
    for frame, texts, points, bold in (
        (slide.shapes.title.text_frame, [title], TITLE, True),
        (body.text_frame, lines, size, False),
        (foot.text_frame, [about], FOOT, False),
    ):
        frame.word_wrap = True
        for number, words in enumerate(texts):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = words
            run.font.size, run.font.bold, run.font.name = Pt(points), bold, FONT
            run.font.color.rgb = RGBColor.from_string(INK)
            if frame is body.text_frame:
                paragraph.space_after = Pt(8)
    if notes:
        slide.notes_slide.notes_text_frame.text = notes
