"""Finding a row of a closed list in a reader's own words: the row's words, the names readers use, and slips.

Rows and names come as data. A name leads to rows, or to none where no row may be meant; a note says what we did not
read. Where nothing fits, the answer says whom to ask and shows the rows that hold one of the words, as no more than
that. The page runs this file too, compiled by `script.py`, so that it finds what Python finds.
"""

from __future__ import annotations

from dataclasses import dataclass

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
#: Words that say nothing of what is meant.
SILENT = (
    ("a", "an", "the", "of", "for", "and", "or", "in", "on", "to", "by", "with", "from", "our", "my", "we", "is")
    + ("are", "it", "be", "who", "what", "which", "does", "do", "can", "about", "this", "that", "they", "their", "s")
)  # fmt: skip
#: Words that may stand beside a name without changing what it names.
BESIDE = (
    ("at", "service", "team", "unit", "department", "centre", "center", "local", "new", "old", "programme", "project")
    + ("provision", "scheme", "council", "nhs", "health", "board", "adult", "people", "older", "community", "scotland")
    + ("run", "one", "several", "all", "area", "delegated", "decides", "support", "care", "social", "budget", "staff")
    + ("person", "change", "patient", "hospital", "clinic", "bed", "place", "flat", "worker", "closure", "close")
    + ("cut", "open", "reduce", "stop", "end", "saving", "cost", "group", "contract")
)  # fmt: skip
#: Endings that are cut, longest first, so that one word and several meet; "y" stands for "ies".
ENDINGS = (("ies", "y"), ("ing", ""), ("es", ""), ("s", ""), ("e", ""))
KEPT = ("ss", "us", "is")
#: From how many letters on a word may hold one slip, and two; and how much two words share that are kin.
SLIP, TWO_SLIPS, KIN, KIN_REST, TYPED = 5, 9, 7, 5, 3
SAID = {
    "fits": "{n} of {all} rows {fit} “{asked}”.",
    "spelled": "{n} of {all} rows {fit} “{asked}”, by the nearest spelling.",
    "none": "Not here: no row fits “{asked}”. {ask}",
    "near": "Rows that hold one of its words:",
}
#: Notes, and rows that hold one of the words, are shown as long as they are few; so much of what was asked is said.
MOST_NOTES, MOST_NEAR, SHOWN = 2, 6, 80


@dataclass(frozen=True)
class Row:
    """A row of the list: its key and its own words."""

    key: str
    words: str


@dataclass(frozen=True)
class Name:
    """Names that readers use for the same thing, the keys of the rows they lead to (or none), and a note, or ""."""

    names: list[str]
    rows: list[str]
    note: str = ""


@dataclass(frozen=True)
class Found:
    """What a reader's words find: keys of rows, best first; rows that only hold a word; a sentence, and notes."""

    rows: list[str]
    near: list[str]
    sentence: str
    notes: list[str]


@dataclass(frozen=True)
class Entry:
    """A row or a name in stems, the keys of the rows it leads to, and its note."""

    stems: list[str]
    rows: list[str]
    note: str


@dataclass(frozen=True)
class Finder:
    """What is looked in: the rows, the names, every stem of theirs (as keys), and whom to ask."""

    listed: list[Entry]
    known: list[Entry]
    vocabulary: dict[str, bool]
    ask: str


def stems(text: str) -> list[str]:
    """Return the words of a text that say something, each without its ending, once.

    >>> stems("Nurses, and district nursing"), stems("the GPs’ out-of-hours")
    (['nurs', 'district'], ['gp', 'out', 'hour'])
    """
    plain = text.lower().replace("’", "").replace("'", "").replace("&", " and ")
    spaced = "".join([letter if letter in LETTERS else " " for letter in plain])
    stemmed: list[str] = []
    for word in spaced.split():
        short = _stem(word)
        if word not in SILENT and short not in stemmed:
            stemmed.append(short)
    return stemmed


def _stem(word: str) -> str:
    for ending, put in ENDINGS:
        least = 2 if ending == "s" else 3
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith(KEPT):
            return word[: len(word) - len(ending)] + put
    return word


def slips(asked: str, word: str) -> int:
    """Return how many letters are wrong, missing, too many or changed about between two words.

    >>> slips("telecare", "telcare"), slips("podiatry", "podaitry"), slips("gp", "ab")
    (1, 1, 2)
    """
    before: list[int] = []
    last = list(range(len(word) + 1))
    for at in range(1, len(asked) + 1):
        line = [at]
        for there in range(1, len(word) + 1):
            unlike = 0 if asked[at - 1] == word[there - 1] else 1
            least = min(last[there] + 1, line[there - 1] + 1, last[there - 1] + unlike)
            if at > 1 and there > 1 and asked[at - 1] == word[there - 2] and asked[at - 2] == word[there - 1]:
                least = min(least, before[there - 2] + 1)
            line.append(least)
        before, last = last, line
    return last[len(word)]


def _alike(asked: str, word: str, slip: bool) -> bool:
    """Return whether a word asked for is a word of the list: the same, kin (podiatrist, podiatry), or with a slip."""
    if asked == word:
        return True
    shared, least = 0, min(len(asked), len(word))
    while shared < least and asked[shared] == word[shared]:
        shared = shared + 1
    if shared >= KIN and len(asked) - shared <= KIN_REST and len(word) - shared <= KIN_REST:
        return True
    allowed = 2 if least >= TWO_SLIPS else 1
    if not slip or least < SLIP or abs(len(asked) - len(word)) > allowed:
        return False
    return slips(asked, word) <= allowed


def prepare(rows: list[Row], names: list[Name], ask: str) -> Finder:
    """Return what `find` looks in, worked out once: `ask` says whom to ask where no row fits."""
    listed = [Entry(stems(row.words), [row.key], "") for row in rows]
    known = [Entry(stems(name), each.rows, each.note) for each in names for name in each.names]
    vocabulary = {stem: True for entry in listed + known for stem in entry.stems}
    return Finder(listed, known, vocabulary, ask)


def _apart(words: list[str], vocabulary: dict[str, bool]) -> list[str]:
    """Return words joined or parted as the list has them: pot holes as potholes, healthcare as health care."""
    respelled: list[str] = []
    at = 0
    while at < len(words):
        word, both = words[at], "".join(words[at : at + 2])
        cuts = [cut for cut in range(TYPED, len(word) - 2) if _stem(word[:cut]) in vocabulary]
        cuts = [cut for cut in cuts if _stem(word[cut:]) in vocabulary]
        if at + 1 < len(words) and both in vocabulary:
            respelled.append(both)
            at = at + 1
        elif cuts and not any([_alike(word, stem, False) for stem in vocabulary]):
            respelled.append(_stem(word[: cuts[0]]))
            respelled.append(_stem(word[cuts[0] :]))
        else:
            respelled.append(word)
        at = at + 1
    return respelled


def find(finder: Finder, asked: str) -> Found:
    """Return the rows that a reader's words lead to.

    A name that is just what was asked comes first, then rows with all the words, then names that begin so. Else the
    names inside what was asked count, if together they hold every word of it that says something. Spelling is given
    way to only where nothing fits without.
    """
    words = _apart(stems(asked), finder.vocabulary)
    if not words:
        return Found([], [], "", [])
    for slip in (False, True):
        led = _led(finder, words, slip)
        if led:
            return _found(finder, led, words, asked, slip)
    return _found(finder, [], words, asked, False)


def _led(finder: Finder, words: list[str], slip: bool) -> list[Entry]:
    """Return the rows and names that words lead to, best first; none where they lead nowhere."""
    like = [_like(finder, word, slip) for word in words]
    begun = [
        held | {stem: True for stem in finder.vocabulary if len(word) >= TYPED and stem.startswith(word)}
        for word, held in zip(words, like, strict=True)
    ]
    within = [name for name in finder.known if all([_any(like, stem) for stem in name.stems])]
    within = [name for name in within if _in_order(name, like) or not _turned(name, within, like)]
    exact = [name for name in within if _all_in(name, like)]
    if exact:
        own = [row for row in finder.listed if _all_in(row, like)]
        return exact if [name for name in exact if not name.rows] else exact + own
    typed = [entry for entry in finder.listed + finder.known if _all_in(entry, begun)]
    return typed or _inside(within, words, like)


def _like(finder: Finder, word: str, slip: bool) -> dict[str, bool]:
    """Return the stems that a word may mean: where one is sure, no slip is looked for."""
    sure = {stem: True for stem in finder.vocabulary if _alike(word, stem, False)}
    return sure if sure or not slip else {stem: True for stem in finder.vocabulary if _alike(word, stem, True)}


def _in_order(name: Entry, like: list[dict[str, bool]]) -> bool:
    """Return whether the stems of a name stand in the order of the words: a care home is no home care."""
    at = 0
    for stem in name.stems:
        while at < len(like) and stem not in like[at]:
            at = at + 1
    return at < len(like)


def _turned(name: Entry, names: list[Entry], like: list[dict[str, bool]]) -> bool:
    """Return whether another name has the stems of this one, and in the order of the words."""
    same = [n for n in names if len(n.stems) == len(name.stems) and all([s in n.stems for s in name.stems])]
    return any([_in_order(other, like) for other in same])


def _any(like: list[dict[str, bool]], stem: str) -> bool:
    return any([stem in held for held in like])


def _all_in(entry: Entry, like: list[dict[str, bool]]) -> bool:
    """Return whether an entry holds a stem for each word."""
    return all([any([stem in held for stem in entry.stems]) for held in like])


def _inside(within: list[Entry], words: list[str], like: list[dict[str, bool]]) -> list[Entry]:
    """Return the names inside what was asked, none inside another; none where a word that tells is in no name."""
    widest = [
        name
        for name in within
        if not any(
            [len(other.stems) > len(name.stems) and all([s in other.stems for s in name.stems]) for other in within]
        )
    ]
    beside = [_stem(word) for word in BESIDE]
    left = [held for word, held in zip(words, like, strict=True) if word not in beside]
    told = [held for held in left if any([stem in held for name in widest for stem in name.stems])]
    if len(told) < len(left):
        return []
    return [name for name in widest if not name.rows] or widest


def _found(finder: Finder, led: list[Entry], words: list[str], asked: str, slip: bool) -> Found:
    keys: list[str] = []
    notes: list[str] = []
    leads = [entry for entry in led if entry.rows] or led
    for entry in leads:
        keys = keys + [key for key in entry.rows if key not in keys]
        if entry.note and entry.note not in notes:
            notes.append(entry.note)
    fit = "fits" if len(keys) == 1 else "fit"
    told = {"n": str(len(keys)), "all": str(len(finder.listed)), "fit": fit, "ask": finder.ask, "asked": _short(asked)}
    if keys:
        few = notes if len(notes) <= MOST_NOTES else []
        return Found(keys, [], _filled("spelled" if slip else "fits", told), few)
    beside = [_stem(word) for word in BESIDE]
    telling = [word for word in words if word not in beside and len(word) > TYPED]
    near = [
        row.rows[0]
        for row in finder.listed
        if any([_alike(word, stem, False) for word in telling for stem in row.stems])
    ]
    return Found([], near if len(near) <= MOST_NEAR else [], _filled("none", told), notes)


def _short(asked: str) -> str:
    """Return what was asked as a sentence repeats it: no longer than SHOWN letters."""
    text = " ".join(asked.split())
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _filled(key: str, told: dict[str, str]) -> str:
    sentence = SAID[key]
    for name, words in told.items():
        sentence = sentence.replace("{" + name + "}", words)
    return sentence
