"""The Easy Read pages: short sentences, one idea each, a picture beside it, hard words in bold and explained."""

import re

import pytest
from docutils import nodes
from test_glossary import ENTRIES
from test_plain_words import measured
from test_prose import BOOK, markdown

from joint_working import evidence
from joint_working.html import plain
from joint_working.site import easy_pictures
from joint_working.site import markdown as reading

PAGES = sorted((BOOK / "easy-read").glob("*.md"))
#: Words a sentence at the most, and on average; sentences beside one picture; long words in a hundred.
LONGEST, MEAN, BESIDE, LONG = 15, 10, 3, 9
#: Words of the field that are not in the glossary, and need as much saying.
HARD = (
    "abstention", "agenda", "chair", "clerk", "council", "delegate", "delegated", "disclose", "functions",
    "governance", "joint board", "law", "minutes", "motion", "nominated", "officers", "policy", "preside",
    "representative", "representatives", "social care", "statutory", "tie", "vote",
)  # fmt: skip
#: Words everybody uses, that the glossary holds in a narrower meaning.
EVERYDAY = {"prevention", "forecast", "direction"}
#: How a hard word is explained, in the same breath or the next.
SAYS_WHAT = re.compile(r"\b(?:is|are|means?|called|runs)\b")


def lines(path):
    """Return (drawing, paragraphs) of each line of a page; what stands under "Where this comes from" is left out."""
    text = markdown(path).partition("\n## Where this comes from\n")[0]
    blocks = filter(None, map(reading.directive, reading.blocks(text)))
    return [(b.argument, [part for part in b.body.split("\n\n") if part]) for b in blocks if b.name == "easy"]


def words(paragraph):
    """Return a paragraph as it is read."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", paragraph).replace("**", "").strip()


def sentences(path):
    """Return the sentences of a page, each as its words."""
    return [words(part).split() for _, parts in lines(path) for part in parts]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_sentence_is_short_and_stands_alone(path):
    found = sentences(path)
    assert len(found) > 30
    for sentence in found:
        said = " ".join(sentence)
        assert len(sentence) <= LONGEST, said
        assert re.fullmatch(r"[^.?!:;()]+[.?!]", said.replace("(Joint Working) (Scotland) Act", "Act")), (
            f"not one: {said}"
        )
    assert sum(map(len, found)) / len(found) <= MEAN
    _, _, long = measured("\n\n".join(" ".join(sentence) for sentence in found))
    print(f"{path.stem}: {len(found)} sentences, {sum(map(len, found)) / len(found):.1f} words each, {long:.1%} long")
    assert long <= LONG / 100


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_each_idea_has_a_picture_of_its_own_kind(path):
    for drawing, parts in lines(path):
        assert drawing in easy_pictures.PICTURES and 1 <= len(parts) <= BESIDE, (drawing, parts)
    text = markdown(path).partition("\n## Where this comes from\n")[0]
    loose = re.sub(r"^```.*?^```$|^\([\w-]+\)=$|^#.*$", "", text, flags=re.S | re.M)
    assert not loose.strip(), f"words without a picture: {loose.strip()[:80]}"


def unexplained(path, hard):
    """Return the hard words that a page uses before it has them in bold, and says what they are."""
    bold, wrong = set(), []
    for _, parts in lines(path):
        said = " ".join(parts)
        new = {word.lower() for word in re.findall(r"\*\*([^*]+)\*\*", said)}
        if new and not SAYS_WHAT.search(said):
            wrong += sorted(new)
        bold |= new
        plain_words = words(said).lower()
        for word in sorted(hard, key=len, reverse=True):
            if re.search(rf"\b{re.escape(word)}s?\b", plain_words):
                if not bold & {word, f"{word}s", word.removesuffix("s")}:
                    wrong.append(word)
                plain_words = re.sub(rf"\b{re.escape(word)}s?\b", " ", plain_words)
    return wrong


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_hard_word_is_left_unexplained(path):
    hard = {word.lower() for word in (*ENTRIES, *HARD)} - EVERYDAY
    hard |= {row["letters"].lower() for row in evidence.table("acronyms")} - {"nhs"}
    assert unexplained(path, hard) == [], f"{path.stem}: put them in bold and say what they mean"


def test_a_hard_word_would_be_seen(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("```{easy} vote\nAsk for the quorum.\n```\n\n```{easy} vote\nThe **proxy** comes.\n```\n")
    assert unexplained(page, {"quorum", "proxy", "tie"}) == ["quorum", "proxy"]
    page.write_text("```{easy} vote\nA **proxy** is a person.\n```\n\n```{easy} vote\nProxies and a proxy.\n```\n")
    assert unexplained(page, {"proxy"}) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_it_says_that_no_reader_has_tried_it(path):
    first = " ".join(" ".join(parts) for _, parts in lines(path)[:3])
    assert "not yet tried with readers" in first


def test_the_pages_say_who_votes_as_the_law_does():
    voting = evidence.parted(evidence.rule("voting-members", as_at="2026-11-30").value)
    text = {path.stem: "\n".join(words(part) for _, parts in lines(path) for part in parts) for path in PAGES}
    groups = {"unpaid carer": "unpaid carers can vote", "service user": "people who use services can vote"}
    for group, said in groups.items():
        assert group in voting and all(said in page for page in text.values())
    assert evidence.rule("member-staff-side", as_at="2026-11-30").value == "non-voting"
    assert all("A person who speaks for staff cannot vote." in page for page in text.values())
    assert evidence.rule("quorum", as_at="2026-11-30").value == "one half" and "At least half" in text["voting"]
    assert evidence.rule("notice-of-meetings", as_at="2026-11-30").value == "5" and "five full days" in text["voting"]
    assert evidence.rule("casting-vote", as_at="2026-11-30").value == "not allowed"
    assert "Nobody gets a second vote" in text["voting"]


def test_every_drawing_is_used_says_what_it_shows_and_fits_its_frame():
    used = {drawing for path in PAGES for drawing, _ in lines(path)}
    assert used == set(easy_pictures.PICTURES)
    shows = [drawing.shows for drawing in easy_pictures.PICTURES.values()]
    assert len(set(shows)) == len(shows) and all(words.endswith(".") for words in shows)
    for name in easy_pictures.PICTURES:
        drawn = easy_pictures.picture(name)
        assert 'role="img"' in drawn and "aria-label=" in drawn and len(drawn) < 4000
        assert nodes.make_id(name) == name and "NaN" not in drawn
        assert plain(drawn) == plain(drawn).strip()
