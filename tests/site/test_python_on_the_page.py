"""The runtime of compiled rules against Python: the same expressions on the same texts and numbers, in Chromium."""

import math
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest
from browser import STATIC
from hypothesis import given, settings
from hypothesis import strategies as st

from joint_working import script, site

sys.path.append(str(Path(__file__).parent))
import python_on_the_page as python  # noqa: E402

pytestmark = pytest.mark.browser

TEXTS = [
    "letters",
    "cased",
    "stripped",
    "parted",
    "held",
    "told",
    "compared",
    "spaced",
    "matched",
    "read",
    "caught",
    "keyed",
    "made",
    "kinds",
]
NUMBERS = ["counted", "divided", "rounded", "written", "listed"]
#: Letters that languages and browsers disagree on: marks that combine, spaces of many kinds, signs, pairs of halves.
ODD = (
    " ,;.-–−“”\t\n\r\x0b\x1c\x85\xa0\u2009\u2028\u3000\ufeff\u200b\u0301\u0327"
    "éÉßſKİıΣςǅﬁ٣५²½Ⅷ😀🏴󠁧󠁢\ue000\uffff𝟛𐐀Aaz09_'\"[]{}:|$^\\/"
)
#: Four small letters that got a capital after Unicode 14, which Python 3.11 has.
NEW = "\u019b\u0264\ua7d3\ua7d5"
LETTER = st.one_of(
    st.sampled_from(ODD), st.characters(codec="utf-8", exclude_categories=["Cn"], exclude_characters=NEW)
)
TEXT = st.one_of(
    st.text(LETTER, max_size=12), st.from_regex(r"[-+]?[0-9]{0,25}[.,]?[0-9]{0,9}(e-?[0-9])?", fullmatch=True)
)
VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), TEXT),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
#: Two kinds of number: whole ones, and those that are not; those between belong to the rules that must not rest on it.
WHOLE = st.integers(-(2**31), 2**31)
BROKEN = st.one_of(
    st.floats(-1e9, 1e9), st.floats(-1e-3, 1e-3), st.integers(-9999, 9999).map(lambda n: n / 8), st.floats(1e16, 1e300)
)
RUNTIME = ("py.js", "patterns.js", "more.js")
#: A rule may not be made from text under this policy.
PROBE = "<script>var refused = false; try { Function('return 1')(); } catch (error) { refused = true; }</script>"
RUN = """([rules, calls]) => calls.map(([name, a, b]) => {
  const plain = (x) => x instanceof Map ? { dict: Array.from(x, plain) } : Array.isArray(x) ? x.map(plain)
    : typeof x === "string" ? Array.from(x, (letter) => letter.codePointAt(0)).join(" ") + " text" : x;
  return plain(window.rules[rules][name](a, b));
})"""


def exact(x):
    return abs(x) < 2**53


def plain(value):
    """Return an answer as the page gives it: texts as their letters, so that none is lost on the way."""
    if isinstance(value, dict):
        return {"dict": [[plain(name), plain(one)] for name, one in value.items()]}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return " ".join(str(ord(letter)) for letter in value) + " text" if isinstance(value, str) else value


@pytest.fixture(scope="module")
def page(chrome, tmp_path_factory):
    """A page under the policy of the site that holds the runtime and the small rules, and nothing else."""
    folder = tmp_path_factory.mktemp("python")
    compiled = script.compiled("small", {Path(python.__file__): [*TEXTS, *NUMBERS]})
    (folder / "small.js").write_text(compiled, encoding="utf-8")
    for name in RUNTIME:
        shutil.copy(STATIC / name, folder)
    policy = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{site.CONTENT_SECURITY_POLICY}">'
    )
    scripts = "".join(f'<script src="{name}"></script>' for name in (*RUNTIME, "small.js")) + PROBE
    (folder / "page.html").write_text(f"<!doctype html>{policy}{scripts}", encoding="utf-8")
    opened = chrome.new_page()
    troubles = []
    opened.on("console", lambda message: troubles.append(message.text))
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.goto((folder / "page.html").as_uri())
    assert opened.evaluate("refused") is True
    troubles.clear()
    yield opened
    opened.close()
    assert troubles == []


def alike(page, calls):
    """Ask the page and Python in one go, and hold one against the other."""
    wanted = [plain(getattr(python, name)(a, b)) for name, a, b in calls]
    found = page.evaluate(RUN, ["small", calls])
    for call, mine, theirs in zip(calls, wanted, found, strict=True):
        assert same(theirs, mine), f"{call!r}\nPython: {mine}\nthe page: {theirs}"


def same(theirs, mine):
    if isinstance(mine, list):
        return isinstance(theirs, list) and len(mine) == len(theirs) and all(map(same, theirs, mine))
    if isinstance(mine, dict):
        return isinstance(theirs, dict) and same(theirs["dict"], mine["dict"])
    far = isinstance(mine, float) or (isinstance(mine, int) and abs(mine) > 2**53)
    if far and not isinstance(theirs, bool):
        return float(theirs) == float(mine)
    return theirs == mine and isinstance(mine, bool) == isinstance(theirs, bool)


@settings(max_examples=40)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=40))
def test_texts_are_read_alike(page, pairs):
    alike(page, [(name, a, b) for a, b in pairs for name in TEXTS if name != "caught" or (a + b).isascii()])


#: What a rule must not rest on: whole numbers beyond 2**53, and the point of a whole number, are not the page's.
KNOWN = {"rounded": exact, "written": lambda x: isinstance(x, int) or x % 1, "divided": exact}


@settings(max_examples=40)
@given(st.lists(st.one_of(st.tuples(WHOLE, WHOLE), st.tuples(BROKEN, BROKEN)), min_size=1, max_size=60))
def test_numbers_are_reckoned_and_written_alike(page, pairs):
    calls = [(name, x, y) for x, y in pairs for name in NUMBERS if all(map(KNOWN.get(name, math.isfinite), (x, y)))]
    alike(page, calls)


@settings(max_examples=30)
@given(st.lists(VALUE, min_size=1, max_size=30))
def test_files_are_read_alike(page, values):
    import json

    texts = [json.dumps(value, ensure_ascii=at % 2 == 0) for at, value in enumerate(values)]
    alike(
        page,
        [("read", text, "") for text in [*texts, *(text[:-1] for text in texts), *(text + "1" for text in texts)]],
    )


def test_every_letter_has_the_same_kind_and_the_same_small_letter(page):
    every = (chr(n) for n in range(sys.maxunicode) if unicodedata.category(chr(n)) not in ("Cn", "Cs"))
    letters = "".join(letter for letter in every if letter not in NEW)
    for start in range(0, len(letters), 5000):
        alike(page, [("kinds", letters[start : start + 5000], "")])


def test_a_difference_would_be_seen(page):
    assert not same(page.evaluate(RUN, ["small", [("letters", "é", "")]]), [plain(python.letters("e", ""))])
    assert not same([1], [True]) and not same("1", 1) and same([2], [2.0]) and math.isclose(1, 1)
