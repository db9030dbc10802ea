"""Clause by clause: what a lab says, and whether it is true.

A lab's claims are patterns, each with a condition on the answer or on the printed table, written from the words alone.
Every clause that is said must fit a pattern, so that no sentence, headline or title comes in without its condition.
"""

import re
from math import floor

from joint_working.words import MINUS, fill

MONEY = r"£([\d,]+(?:\.\d+)?)m"
COUNT = r"([\d,]+)"
SHARE = r"([\d.]+|less than 1)%"
NUMBER = re.compile(rf"{MINUS}?\d[\d,]*(\.\d+)?")


def number(text):
    """Return a printed number: "£1,234.5m" and "−3%" as 1234.5 and −3."""
    return float(re.sub(r"[^\d.\-]", "", text.replace(MINUS, "-")))


def printed(value, decimals=1):
    """Return a number as it is printed, half away from nothing, without the package's own rounding."""
    units = floor(abs(value) * 10**decimals + 0.5 + 1e-9)
    return (-units if value < 0 else units) / 10**decimals


def level(one, other):
    """Return whether two printed sums are the same: floats of tenths or hundredths."""
    return abs(one - other) < 1e-6


def clauses(view):
    """Return every clause said, filled: headline, sentence, and of each picture title, note and description."""
    parts = [view.figure, view.figure_label, view.brief, view.sentence]
    parts += [part for picture in view.pictures for part in (picture.message, picture.what, picture.description)]
    return [fill([clause]) for part in parts for clause in part if clause.when]


def judged(shown, says):
    """Yield (pattern, whether it is true) for each clause said, and (the clause, False) for one that fits no pattern.

    `says` maps a pattern, which must fit a whole clause, to a truth value or to a function of the numbers it finds.
    """
    for said in clauses(shown.view):
        fitting = [(pattern, found) for pattern in says if (found := re.fullmatch(pattern, said))]
        if not fitting:
            yield f"no claim is written for “{said}”", False
        for pattern, found in fitting:
            claim = says[pattern]
            found = [number(text) if NUMBER.fullmatch(text) else text for text in found.groups() if text is not None]
            yield pattern, bool(claim(*found) if callable(claim) else claim)
