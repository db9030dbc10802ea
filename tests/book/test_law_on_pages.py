"""The law on the pages: a rule is taught with all its legs, and nobody is told that a joint board may cast a vote."""

import json
import re
from pathlib import Path

import pytest

from joint_working import evidence
from joint_working.evidence import parted

BOOK = Path(__file__).parents[2] / "book"
PAGES = sorted(path for path in BOOK.rglob("*") if path.suffix in (".md", ".ipynb") and "tables" not in path.parts)
WORDS = re.compile(r"\{(?:term|fact)\}`([^`<]*)[^`]*`|\{rule\}`[^`]*`")
LEGS = {found.key: parted(found.legs) for found in evidence.rules() if found.legs}


def cells(path):
    """Return (kind, text) of each cell; a Markdown page is one cell."""
    if path.suffix == ".md":
        return [("markdown", path.read_text(encoding="utf-8"))]
    read = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [(cell["cell_type"], "".join(cell["source"])) for cell in read]


def sections(path):
    """Yield (heading, text) of each section of a page, from one heading of the second level to the next.

    Questions are left out: what their answers say is no teaching.
    """
    text = "\n\n".join(text for kind, text in cells(path) if kind == "markdown")
    text = re.sub(r"^```\{(?:exercise|sort|predict)\}.*?^```$", "", text, flags=re.M | re.S)
    parts = re.split(r"(?m)^(?=##? )", text)
    for part in parts:
        yield part.split("\n", 1)[0].strip("# "), part


def test_the_legs_are_there():
    first = {"chair-eligible", "votes-at-the-least", "directions-state-money", "scheme-review", "default-power",
             "monitoring-committee-reply"}  # fmt: skip
    assert first <= set(LEGS) and len(LEGS) > 45


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_rule_is_given_with_all_its_legs(path):
    """Of the sections of a page that cite a rule, one at least says the whole of it."""
    missing: dict[str, list[list[str]]] = {}
    for heading, text in sections(path):
        said = WORDS.sub(lambda role: role[1] or " ", text.replace("\n", " ")).casefold()
        for key in set(re.findall(r"\{rule\}`([^`@]+?)\s*`", text)) & set(LEGS):
            legs = [leg for leg in LEGS[key] if not any(words.casefold() in said for words in leg.split("/"))]
            missing.setdefault(key, []).append([f"{heading}: {leg}" for leg in legs])
    assert {key: found for key, found in missing.items() if all(found)} == {}


SAYS_NO = re.compile(
    r"\bno\b|\bnot\b|\bnobody\b|\bnone\b|\bneither\b|\bnor\b|\bnever\b|\bcannot\b|health board|monitoring committee|"
    r"not lawful|unlawful|misconception|habit",
    re.IGNORECASE,
)
LEFT_OPEN = re.compile(
    r"(?:whether|if) (?:there is|the chair has|your chair has)[^.]*casting|"
    r"casting[^.]*(?:is|are) (?:for|left to) (?:your|the board’s|their)? ?standing orders|"
    r"standing orders (?:also )?(?:say|decide) (?:if|whether)[^.]*casting",
    re.IGNORECASE,
)


#: Columns that are no words to a reader: names, and what a wrong answer takes for granted.
UNSAID = ("key", "lever", "option", "binds", "legs", "feedback", "value")


def casting_sentences():
    for path in PAGES:
        for _, text in cells(path):
            said = re.sub(r"\{rule\}`[^`]*`", "", text)
            said = re.sub(r"\.\n\n  \*\*", ": ", said)  # a statement to sort is read with where it belongs
            for sentence in re.split(r"(?<=[.?!])\s|\n\s*\n|\",\n", said):
                if "casting vote" in sentence.casefold() and "assumes a casting vote" not in sentence:
                    yield path.stem, " ".join(sentence.split())
    for name in evidence.tables():
        for row in evidence.table(name) if name != "search_words" else ():  # what readers type, right or wrong
            for column, value in row.items():
                if isinstance(value, str) and column not in UNSAID and "casting vote" in value.casefold():
                    yield f"{name}:{evidence.row_name(name, row)}:{column}", f"{row.get('body', '')}: {value}"


def test_no_sentence_leaves_a_casting_vote_to_a_joint_board():
    found = list(casting_sentences())
    assert len(found) > 20
    assert [(where, said) for where, said in found if LEFT_OPEN.search(said)] == []
    assert [(where, said) for where, said in found if not SAYS_NO.search(said)] == []


def test_no_page_says_that_a_text_of_law_was_not_read():
    law = r"\b(?:section|article|Schedule|Order|Act|regulations)"
    unread = re.compile(
        rf"\b(?:have|has|was|were|been) not (?:been )?read\b.*{law}|{law}\b.*\bnot (?:been )?read\b|"
        "cut off in (?:our|the) copy|missing from the copy"
    )

    def of(text):
        """Return the sentences of a text that say so."""
        sentences = (" ".join(sentence.split()) for sentence in text.split("."))
        return [sentence for sentence in sentences if unread.search(sentence)]

    assert of("One. We have not read\nthe Order itself. Two.") == ["We have not read the Order itself"]
    assert [(path.stem, sentence) for path in PAGES for _, text in cells(path) for sentence in of(text)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_check_your_standing_orders_does_not_stand_alone(path):
    """Where a page sends a reader to standing orders it says what they must and may not hold, or links what does."""
    text = "\n".join(text for _, text in cells(path))
    if re.search(r"[Cc]heck (?:your|them|it)?[^.\n]{0,40}standing orders", text):
        assert re.search(r"standing-orders-m(?:ust-hold|ay-not)|what-may-our-standing-orders-say", text)
