"""Acronyms A–Z: every run of capitals in a chapter's words is in the table, or excepted with a reason."""

import re

import pytest
from test_glossary import ENTRIES
from test_plain_words import questions
from test_prose import CHAPTERS, LAYERS, prose

from joint_working import evidence

ROWS = {row["letters"]: row for row in evidence.table("acronyms")}
#: Capitals that are no acronym to look up: (letters, why). Every line must be in use.
EXCEPTED = (
    ("CSV", "a kind of file"),
    ("PDF", "a kind of file"),
    ("BibTeX", "a kind of file, for programs that keep references"),
    ("RIS", "a kind of file, for programs that keep references"),
    ("MPs", "members of the United Kingdom’s Parliament: an everyday word"),
)
CAPITALS = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]s?\b")


def capitals(path):
    """Return the runs of two capitals and more in a page's words and questions, without addresses."""
    text = re.sub(r"\]\([^)]*\)|`[^`]*`|\{[a-z-]+\}", "] ", f"{prose(path)}\n\n{questions(path)}")
    return set(CAPITALS.findall(text))


def known(letters):
    return letters in ROWS or letters.removesuffix("s") in ROWS or letters in dict(EXCEPTED)


@pytest.mark.parametrize("path", CHAPTERS + LAYERS, ids=lambda path: path.stem)
def test_every_acronym_of_a_chapter_is_in_the_table(path):
    assert sorted(found for found in capitals(path) if not known(found)) == [], "add them to data/acronyms.csv"


def test_every_exception_is_used():
    used = set().union(*map(capitals, CHAPTERS + LAYERS))
    assert [letters for letters, _ in EXCEPTED if letters not in used] == []


def test_the_capitals_that_are_seen():
    assert set(CAPITALS.findall("An IJB and two IJBs, SPICe, a GP; Scotland, A and I.")) == {"IJB", "IJBs", "GP"}


@pytest.mark.parametrize("letters", ROWS)
def test_a_row_spells_out_its_letters_in_one_plain_sentence(letters):
    row = ROWS[letters]
    assert re.fullmatch(r"[A-Z][^.?!]+\.", row["sentence"]) and len(row["sentence"].split()) <= 25, row["sentence"]
    assert not row["term"] or row["term"] in ENTRIES, row["term"]
    initials = "".join(word[0] for word in re.findall(r"\w+", row["words"])).upper()
    rest = iter(initials)
    assert all(
        letter in rest for letter in letters.upper() if letter.isalpha() and letters not in ("SPICe", "S95", "EQIA")
    )


def test_what_people_ask_for_is_there():
    wanted = {"HSCP", "IJB", "COSLA", "SSI", "MSG", "CSWO", "ADP", "EQIA", "SPG", "CFO", "GP", "NHS", "SDS", "NCS"}
    assert wanted <= set(ROWS) and len(ROWS) >= 45


def test_words_that_the_glossary_has_lead_there():
    """A word in full that is a word of the glossary names it."""
    for row in ROWS.values():
        same = next((word for word in ENTRIES if word.casefold() == row["words"].casefold()), "")
        assert row["term"] == same or not same, row["letters"]
