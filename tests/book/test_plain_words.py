"""Plain words on the councillor's route, measured against a target; and no word on any page that takes a side.

The target, page by page: at least 95 in 100 sentences have at most 20 words; none has more than 35; at most 9 in 100
words have three syllables or more. Counted are the words of the page and of its questions with their answers. Tables
are not sentences and are left out. Syllables are groups of vowels, a silent e left out: near enough for a share.
"""

import json
import re

import pytest
from test_prose import BOOK, PAGES, prose

from joint_working import evidence
from joint_working.site import exercises, markdown, routes

SHORT, LONGEST, LONG = 0.95, 35, 0.09
ROUTES = ("councillor", "twenty-minutes", "forty-five-minutes", "representative", "staff-side")
OWN = {"routes/councillor", "routes/twenty-minutes", "8-for-trainers/councillor-induction"}
OWN |= {"routes/representative", "routes/staff-side"}
COUNCILLOR = sorted(OWN | {stop.page for name in ROUTES for stop in routes.route(name)})
#: Where a word of the table stands and takes no side: (page, words around it, why). Every line must be in use.
LOADED_ALLOWED = (
    ("lead-agency", "respond to a failure in care", "a kind of decision, whoever is at fault"),
    ("wales", "may step in at a failing council", "a power in law, in the words of the table of decisions"),
    ("accessibility", "disproportionate burden", "a term of the law on accessibility"),
)


def page_file(name):
    return next(path for path in (BOOK / f"{name}.ipynb", BOOK / f"{name}.md") if path.exists())


def questions(path):
    """Return the words of a page's questions: question, answers and reasons, without the address of a link."""
    tokens = markdown.blocks(markdown.markdown_of(path))
    asked = [found.each(exercises.plain).text() for _, found in exercises.on_page(tokens)]
    text = re.sub(r"\[([^\]]*): #[^\]]*\]", "", "\n\n".join(asked))
    return re.sub(r"\n- ", "\n\n", text)


def sentences(text):
    """Return sentences of three words and more as lists of words, from Markdown."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<[^>]+>|^\|.*$", " ", text, flags=re.M)
    text = re.sub(r"^\s*(?:[-*>]|\d+\.)\s", "\n", text, flags=re.M)
    text = re.sub(r"[#*_>\[\]()`{}]", " ", text)
    found = re.split(r"(?<=[.?!:;])[”’]?\s+|\n\n", text)
    return [words for words in ([w for w in s.split() if re.search(r"\w", w)] for s in found) if len(words) > 2]


def syllables(word):
    """Return about how many syllables a word has: groups of vowels, an e at the end left out.

    >>> [syllables(word) for word in ("board", "care", "money", "direction", "accountability")]
    [1, 1, 2, 3, 6]
    """
    word = re.sub(r"[^a-z]", "", word.lower().replace("’s", ""))
    if len(word) <= 3:
        return 1
    word = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeiouydt])ed$|(?<=[^aeiouyscxzg])es$", "", word)
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def measured(text):
    """Return the share of sentences of at most 20 words, the longest sentence, and the share of long words."""
    found = sentences(text)
    words = [word for sentence in found for word in sentence if re.search(r"[a-z]", word)]
    short = sum(len(sentence) <= 20 for sentence in found) / len(found)
    return short, max(found, key=len), sum(syllables(word) >= 3 for word in words) / len(words)


@pytest.mark.parametrize("name", COUNCILLOR)
def test_a_page_of_the_councillors_route_is_plain(name):
    path = page_file(name)
    short, longest, long = measured(prose(path) + "\n\n" + questions(path))
    print(f"{name}: {short:.0%} of at most 20 words, longest {len(longest)}, {long:.1%} long words")
    assert short >= SHORT and len(longest) <= LONGEST and long <= LONG, " ".join(longest)


def test_the_measure_tells_plain_from_heavy():
    plain = "The council pays. The health board pays too. Both sums go in one pot."
    heavy = (
        "Notwithstanding the aforementioned considerations, the constituent authorities are recommended to "
        "operationalise collaborative commissioning arrangements in accordance with established governance "
        "requirements and applicable delegated responsibilities."
    )
    assert measured(plain)[0] == 1 and measured(plain)[2] == 0
    assert measured(heavy)[0] == 0 and measured(heavy)[2] > 0.5
    assert [syllables(word) for word in ("board", "care", "direction", "accountability")] == [1, 1, 3, 6]


def unquoted(path):
    """Return what a page says in its own voice: prose, questions and what its cells print, quotations left out."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"] if path.suffix == ".ipynb" else []
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    printed = ["".join(output.get("text/plain", "")) for output in outputs]
    text = "\n\n".join([prose(path), questions(path), *printed])
    return re.sub(r"“[^”]*”|^>.*$", " ", text, flags=re.M)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_word_takes_a_side(path):
    text = unquoted(path)
    for page, words, _ in LOADED_ALLOWED:
        if page == path.stem:
            text = re.sub(re.escape(words), " ", text, flags=re.I)
    for row in evidence.table("loaded_words"):
        flags = 0 if row["kind"] == "party" else re.I
        found = re.search(rf"\b{re.escape(row['word'])}\b", text, flags)
        assert not found, f"{text[max(0, found.start() - 60) : found.end() + 40]!r}: {row['why']}"


def test_every_allowance_of_a_loaded_word_is_used():
    for page, words, _ in LOADED_ALLOWED:
        path = next(path for path in PAGES if path.stem == page)
        assert words in unquoted(path).lower(), (page, words)
