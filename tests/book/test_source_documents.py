"""What the five source documents say of England, Wales and Northern Ireland has its page, in the page's own text."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from test_prose import family

from joint_working import evidence
from joint_working.explorers.now.then_and_now import claims_about

HERE = Path(__file__).parent
BOOK = HERE.parents[1] / "book"
#: How many claims of the documents are about each nation. A claim that goes must be seen to go.
CLAIMS = {"England": 21, "Wales": 17, "Northern Ireland": 1, "UK": 6}


def lines(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def own_text(page):
    """Return the Markdown of a chapter of Parts 6 and 7 with its layers, without what its cells print."""
    return family(next(path for path in BOOK.glob("[67]-*/*.ipynb") if path.stem == page))


@pytest.mark.parametrize("row", lines("source_points.csv"), ids=lambda row: row["point"])
def test_a_point_of_the_documents_is_taught_in_a_chapters_own_text(row):
    assert row["words"] in own_text(row["page"])


def test_no_claim_about_another_nation_is_lost():
    found = Counter(row["nation"] for row in evidence.table("claims") if row["nation"] != "Scotland")
    assert found == CLAIMS
    for lane, page in (("england", "england"), ("wales", "wales"), ("northern-ireland", "northern-ireland")):
        chapter = BOOK / "6-elsewhere" / page
        outputs = "".join(path.read_text(encoding="utf-8") for path in chapter.glob("*.ipynb"))
        missing = [claim["key"] for claim in claims_about(lane) if f"then-and-now-{claim['key']}" not in outputs]
        assert missing == [], page


# Sentences that say too much

ABSOLUTE = re.compile(r"\b(none|all|throughout|since|never)\b", re.I)


def absolute_sentences():
    """Return (page, sentence) for each sentence of Parts 6 and 7 with a word of ABSOLUTE, roles and links left out."""
    found = []
    for path in sorted(BOOK.glob("[67]-*/*.ipynb")):
        text = re.sub(r"\{(?:source|rule|fact)\}`[^`]+`", "", own_text(path.stem))
        text = re.sub(r"\{[a-z]+\}`([^`<]+?)(?: <[^`]+)?`", r"\1", text)
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
        for sentence in re.split(r"(?<=[.?!])\s+|\n", text):
            words = " ".join(sentence.split())
            if ABSOLUTE.search(words) and len(words.split()) > 3:
                found.append((path.stem, words))
    return found


def test_every_sentence_with_all_none_since_or_never_was_tried():
    """A new one needs a line in tried_sentences.csv that says what it was held against."""
    tried = {(row["page"], row["sentence"]): row["tried"] for row in lines("tried_sentences.csv")}
    assert sorted(set(absolute_sentences()) - set(tried)) == []
    assert sorted(set(tried) - set(absolute_sentences())) == [], "no longer on the page"
    assert all(tried.values())
