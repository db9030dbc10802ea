"""The words of the field: each is linked to the glossary where a page first uses it, and has a short meaning."""

import re

import pytest
from test_prose import BOOK, PAGES, markdown

GLOSSARY = BOOK / "reference" / "glossary.md"
ENTRIES = dict(
    re.findall(
        r"^(\S.*)\n((?:    .+\n?)+)", GLOSSARY.read_text(encoding="utf-8").split("```{glossary}")[1], flags=re.M
    )
)
READ = [path for path in PAGES if path not in (GLOSSARY, BOOK / "reference" / "parts-for-authors.ipynb")]
#: The tables hold no prose, and an Easy Read page says its hard words itself, in shorter words than the glossary's.
READ = [path for path in READ if path.parent.name not in ("tables", "easy-read")]
#: Words left without a link: (page, word, why). Every line must be in use.
ALLOWED = (("made-up.md", "illustrative", "the page says itself what the word means"),)


def as_written(word):
    """Return a pattern for a word of the glossary, in the singular or the plural."""
    ending = re.escape(word[:-1]) + "(?:y|ies)" if word.endswith("y") else re.escape(word) + "s?"
    return re.compile(rf"\b{ending}\b", re.I)


def blank(pattern, text, flags=0):
    """Return the text with what a pattern finds turned to spaces, so that places stay what they were."""
    return re.sub(pattern, lambda found: re.sub(r"\S", " ", found[0]), text, flags=flags)


def plain_uses(text):
    """Return (where each word is linked, where it first stands without a link), outside headings, links and code."""
    linked, plain = {}, {}
    for role in re.finditer(r"\{term\}`(?:[^`<]*<)?([^`<>]+)>?`", text):
        linked.setdefault(role[1].lower(), role.start())
    for skipped in (
        r"^<dl.*?</dl>",  # plain HTML holds no roles
        r"^\{\.jw-question\}\n.*$",  # the title's other half
        r"^(`{3,}).*?^\1", r"^:{3,}.*$", r"^#.*$", r"\{[a-z]+\}`[^`]+`", r"\[[^\]]*\]\([^)]*\)", r"`[^`]*`",
        r"<[^>]+>", r"\$\$.*?\$\$|\$[^$\n]+\$",
    ):  # fmt: skip
        text = blank(skipped, text, re.M | re.S if "*?" in skipped else re.M)
    for word in sorted(ENTRIES, key=len, reverse=True):  # the longest first: "earmarked reserves" before "reserves"
        if found := as_written(word).search(text):
            plain[word] = found.start()
            text = blank(as_written(word), text)
    return linked, plain


@pytest.mark.parametrize("path", READ, ids=lambda path: path.stem)
def test_a_word_of_the_glossary_is_linked_at_its_first_use(path):
    linked, plain = plain_uses(markdown(path))
    allowed = {word for page, word, _ in ALLOWED if page == path.name}
    late = [word for word, at in plain.items() if at < linked.get(word.lower(), len(markdown(path)))]
    assert sorted(set(late) - allowed) == [], f"link them in {path.name}: {{term}}`word` or {{term}}`words <word>`"


def test_every_allowance_is_used():
    for page, word, _ in ALLOWED:
        path = next(path for path in READ if path.name == page)
        linked, plain = plain_uses(markdown(path))
        assert word in plain and word not in linked, (page, word)


def test_the_reading_of_a_page():
    """What the check above sees: a word in a heading, a link, code or a longer word is no plain use."""
    text = (
        "# Set-aside\n\n[the set-aside](x.md) `set-aside` Earmarked reserves, {term}`gaps <budget gap>`; localities."
    )
    linked, plain = plain_uses(text)
    assert set(linked) == {"budget gap"} and set(plain) == {"earmarked reserves", "locality"}


@pytest.mark.parametrize("word", ENTRIES)
def test_a_meaning_is_short(word):
    assert len(ENTRIES[word].split()) <= 40 and ENTRIES[word].strip().endswith(".")


def test_the_words_are_in_order():
    assert [word.lower() for word in ENTRIES] == sorted(word.lower() for word in ENTRIES)
