"""Exercises as Moodle XML, with what is said of each answer, hints and names: https://docs.moodle.org/en/Moodle_XML_format.

A sorting is a matching question. A guess is worth nothing and has no wrong answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from . import xml
from .questions import GUESS, SORTING, Question


def text(questions: Iterable[Question], about: str) -> bytes:
    """Return a file of questions, those of each page in a category of its own; `about` tells each category."""
    quiz, page = Element("quiz"), None
    for question in questions:
        if question.page != page:
            page = question.page
            _category(quiz, question, about)
        _question(quiz, question)
    return xml.written(quiz)


def _category(quiz: Element, question: Question, about: str) -> None:
    category = SubElement(quiz, "question", type="category")
    path = "/".join(name.replace("/", "//") for name in ("Joint Working", question.part, question.title))
    _text(SubElement(category, "category"), f"$course$/top/{path}")
    _text(SubElement(category, "info", format="plain_text"), about)


def _question(quiz: Element, question: Question) -> None:
    node = SubElement(quiz, "question", type="matching" if question.kind == SORTING else "multichoice")
    _text(SubElement(node, "name"), question.key)
    _text(SubElement(node, "questiontext", format="plain_text"), question.text)
    _text(SubElement(node, "generalfeedback", format="plain_text"), question.reasons)
    for tag, value in (
        ("defaultgrade", "0" if question.kind == GUESS else "1"),
        ("penalty", "0.3333333"),
        ("hidden", "0"),
        ("idnumber", question.key),
        ("shuffleanswers", "true"),
    ):
        SubElement(node, tag).text = value
    if question.kind == SORTING:
        for choice in question.choices:
            pair = SubElement(node, "subquestion", format="plain_text")
            _text(pair, choice.text)
            _text(SubElement(pair, "answer"), choice.belongs)
    else:
        SubElement(node, "single").text = "true"
        SubElement(node, "answernumbering").text = "none"
        for choice in question.choices:
            full = choice.right or question.kind == GUESS
            answer = SubElement(node, "answer", fraction="100" if full else "0", format="plain_text")
            _text(answer, choice.text)
            _text(SubElement(answer, "feedback", format="plain_text"), choice.feedback)
    if question.hint:
        _text(SubElement(node, "hint", format="plain_text"), question.hint)


def _text(node: Element, words: str) -> None:
    SubElement(node, "text").text = words
