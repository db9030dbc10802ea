"""Exercises as GIFT, the plain text that Moodle and others read: https://docs.moodle.org/en/GIFT_format.

A sorting is a matching question, which has one place for reasons. A guess has no wrong answer: each counts in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .questions import GUESS, SORTING, Question

#: The signs that have a meaning in the format.
SIGNS = re.compile(r"([~=#{}:\\])")


def text(questions: Iterable[Question], about: str) -> str:
    """Return a file of questions, those of each page in a category of its own; `about` stands at its head."""
    lines, page = [f"// {about}", ""], None
    for question in questions:
        if question.page != page:
            page = question.page
            lines += [f"$CATEGORY: $course$/top/Joint Working/{_category(question)}", ""]
        lines += [*_question(question), ""]
    return "\n".join(lines)


def _question(question: Question) -> list[str]:
    if question.kind == SORTING:
        answers = [f"={_plain(each.text)} -> {_plain(each.belongs)}" for each in question.choices]
    else:
        marks = ("~%100%", "~%100%") if question.kind == GUESS else ("~", "=")
        answers = [f"{marks[each.right]}{_plain(each.text)} #{_plain(each.feedback)}" for each in question.choices]
    if question.reasons:
        answers.append(f"####{_plain(question.reasons)}")
    return [f"::{_plain(question.key)}::[plain]{_plain(question.text)} {{", *(f"  {each}" for each in answers), "}"]


def _plain(words: str) -> str:
    return SIGNS.sub(r"\\\1", re.sub(r"[ \t\n]+", " ", words).strip())


def _category(question: Question) -> str:
    return "/".join(name.replace("/", "//") for name in (question.part, question.title))
