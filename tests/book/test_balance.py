"""Where the book sets out two sides, they stand at the same level, at like length, with as many sources."""

import re
from pathlib import Path

import pytest
from test_prose import family

BOOK = Path(__file__).parents[2] / "book"

#: Chapters and the headings of the two sides.
BALANCED = [
    ("1-why-join-up/the-promise.ipynb", "The case for the promise", "The case for caution"),
    ("2-who-decides/body-corporate.ipynb", "The case for their votes", "The case for concern"),
    (
        "2-who-decides/choosing-a-model.ipynb",
        "The case for changing the structure",
        "The case for leaving the structure alone",
    ),
    ("4-money/prevention.ipynb", "The case for spending early", "The case for caution"),
    ("3-two-places/highland.ipynb", "What NHS Highland said", "What the council said"),
    ("4-money/hospital-money.ipynb", "The case for fewer, larger sites", "The case for beds near home"),
    (
        "3-two-places/clackmannanshire-and-stirling.ipynb",
        "What Clackmannanshire Council said",
        "What Stirling Council said",
    ),
    (
        "6-elsewhere/northern-ireland.ipynb",
        "The case that structure is not enough",
        "The case that structure helps",
    ),
    ("6-elsewhere/side-by-side.ipynb", "The case for pace", "The case for stability"),
    ("6-elsewhere/wales.ipynb", "What managers in Wales have", "What managers in Wales lack"),
]


def part(text, heading):
    """Return the level of a heading and the text under it, up to the next heading. Raises ValueError without one."""
    found = re.search(rf"^(#+) {re.escape(heading)}$\n(.*?)(?=^#|\Z)", text, re.S | re.M)
    if not found:
        raise ValueError(f"no heading {heading!r}")
    return len(found[1]), found[2]


def words(text):
    """Return how many words a reader meets, roles left out."""
    return len(re.findall(r"\w[\w’-]*", re.sub(r"\{(?:source|rule|fact)\}`[^`]+`", "", text)))


def difference(one, other):
    return abs(words(one) - words(other)) / max(words(one), words(other))


@pytest.mark.parametrize(("page", "one", "other"), BALANCED, ids=lambda value: value)
def test_both_sides_get_the_same(page, one, other):
    text = family(BOOK / page)
    (level, left), (other_level, right) = part(text, one), part(text, other)
    sources = [len(re.findall(r"\{source\}`", side)) for side in (left, right)]
    print(f"{words(left)} and {words(right)} words, {sources} sources")
    assert level == other_level
    assert difference(left, right) <= 0.15
    assert sources[0] == sources[1] > 0


def test_an_unequal_pair_would_be_seen():
    assert difference("one two three four five six seven", "one two three four five six") <= 0.15
    assert difference("one two three four five six seven", "one two three four five") > 0.15
    with pytest.raises(ValueError, match="no heading"):
        part("### One\n\ntext", "Two")
