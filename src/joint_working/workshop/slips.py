"""Answer slips for three questions, and the table of codes that says three answers in two letters."""

from __future__ import annotations

from joint_working.html import Html, bullets, el, headings, join, row, scrolled, table
from joint_working.models.hands import CODED, LETTERS, code

from .sheets import BLANK, BOX, PERSON, Sheet

#: Slips on one side of A4.
ON_A_PAGE = 8
ANSWERS = LETTERS[:CODED]


def slip() -> Html:
    """Return one slip: a time, three questions with a box for each answer, and room for the code."""
    times = join((BOX, " before\u00a0\u00a0 ", BOX, " after"))
    lines = (
        el("p", el("b", f"{number}  "), ((BOX, f" {letter}\u00a0\u00a0 ") for letter in ANSWERS))
        for number in (1, 2, 3)
    )
    return el("article", el("p", times), lines, el("p", "My code ", BLANK), class_="jw-slip")


def slips() -> Html:
    """Return a page of slips, to be cut. Nothing on one says whose it is."""
    first = "Cut along the lines. One for each person and time. No names."
    return el("p", first) + el("div", [slip()] * ON_A_PAGE, class_="jw-roles jw-slips")


def codes() -> Html:
    """Return how to find a code, and all of them: a row for answers 1 and 2, a column for answer 3."""
    how = (
        "Mark one answer to each question. If you are unsure, guess.",
        "Find the row of your first two answers, and the column of your third.",
        "Write the two letters on your slip.",
    )
    body = [
        row(
            f"1 {LETTERS[one]}, 2 {LETTERS[two]}",
            (code([one, two, three]) for three in range(CODED)),
            False,
        )
        for one in range(CODED)
        for two in range(CODED)
    ]
    caption = "Your code"
    heads = headings(["Your answers", *(f"3 {letter}" for letter in ANSWERS)], False)
    return bullets(how, "ol") + scrolled(table(caption, heads, body), caption, role="group")


SLIPS = Sheet("slips", "Answer slips", PERSON, "1 for eight slips", 6, slips)
CODES = Sheet("codes", "Codes for the slips", PERSON, "1 for two people", 10, codes)
