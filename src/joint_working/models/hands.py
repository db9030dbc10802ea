"""Counting hands, before and after, for up to three questions; and codes of two letters for answers on paper.

The page runs this file too, compiled by `script.py`. A question is a mapping with "text", "options", "right" (a place
from 0, or None) and "why". All counts are whole numbers of people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joint_working.models.told import Node, Told

#: The most answers a question may have here, and the names of their places.
LETTERS = "ABCDE"
#: How many questions are held at once, and by their two times what the boxes are called.
SLOTS = ("1", "2", "3")
TIMES = {"before": "Before", "after": "After"}
#: The most hands that one box takes.
MOST = 999

#: The letters of codes in four families. Letters that look alike or stand side by side on a keyboard are never of one
#: family, so that taking one for the other is always found. Left out: those that pass for figures, and U, V and Y.
FAMILIES = ("AEJP", "CHRW", "DKNT", "FLMX")
#: Answers a coded question may have.
CODED = 4
#: Codes told to be wrong at most: after these the rest is counted.
NAMED = 5

SAID = {
    "none": "No hands yet. Type how many went up for each answer.",
    "time": "{time}: {total}, most for {most}.",
    "people": "{count} hands",
    "one": "1 hand",
    "apart": "{before} answered before and {after} after: compare shares, not numbers.",
    "number": "{time}, answer {letter}: “{text}” is no number of hands. Type a whole number from 0 to {most}.",
    "code": "“{code}” is no code. Look at the slip again: one of its two letters was misread.",
    "letters": "“{code}” is no code. A code is two of the letters {letters}.",
    "answer": "“{code}” gives answer {letter} to question {number}, which has only {count} answers.",
    "many": "Question {number} has {count} answers. Codes are for at most four.",
    "more": "{count} more could not be read.",
    "read": "{count} of {all} codes read, {time}.",
    "right": "What is right, and why",
}


@dataclass(frozen=True)
class Codes:
    """What a list of codes says: the answers of each person, places from 0, and a sentence for each code that is none.

    `given` counts the codes.
    """

    answers: list
    problems: list
    given: int


def fill(text: str, told: Mapping[str, str]) -> str:
    """Return a text with each {place} filled."""
    for name, value in told.items():
        text = text.replace("{" + name + "}", value)
    return text


# --- Codes -------------------------------------------------------------------------------------------------


def code(answers: Sequence[int]) -> str:
    """Return the code of three answers, each a place from 0 to 3: the first letter tells two, the second the third.

    The family of the second letter is the one after the first's: a swap is found, and of all other single slips four
    in five.
    """
    one, two, three = answers
    family = (one + two) % 4
    return FAMILIES[family][one] + FAMILIES[(family + 1) % 4][three]


def decode(text: str) -> list:
    """Return the three answers of a code, places from 0; none where it is no code. Capitals do not matter."""
    places = [
        [number, family.index(letter)]
        for letter in text.upper()
        for number, family in enumerate(FAMILIES)
        if letter in family
    ]
    if len(text) != 2 or len(places) != 2:
        return []
    (first, one), (second, three) = places[0], places[1]
    return [one, (first - one) % 4, three] if second == (first + 1) % 4 else []


def read_codes(text: str, questions: Sequence[Mapping]) -> Codes:
    """Return what a list of codes says of three questions. Codes stand apart: by spaces, commas or lines."""
    given = text.replace(",", " ").replace(";", " ").split()
    answers, problems = [], []
    for number, question in enumerate(questions, start=1):
        if len(question["options"]) > CODED and given:
            told = {"number": str(number), "count": str(len(question["options"]))}
            return Codes([], [fill(SAID["many"], told)], len(given))
    for one in given:
        places = decode(one)
        problem = _problem(one, places, questions)
        if problem:
            problems.append(problem)
        else:
            answers.append(places)
    left = len(problems) - NAMED
    if left > 0:
        problems = [*problems[:NAMED], fill(SAID["more"], {"count": str(left)})]
    return Codes(answers, problems, len(given))


def _problem(one: str, places: list, questions: Sequence[Mapping]) -> str:
    shown = one[:12]
    letters = "".join(FAMILIES)
    if not places:
        known = len(one) == 2 and all(letter in letters for letter in one.upper())
        return fill(SAID["code" if known else "letters"], {"code": shown, "letters": " ".join(sorted(letters))})
    for number, place in enumerate(places):
        count = len(questions[number]["options"])
        if place >= count:
            told = {"code": shown, "letter": LETTERS[place], "number": str(number + 1), "count": str(count)}
            return fill(SAID["answer"], told)
    return ""


# --- Counts ------------------------------------------------------------------------------------------------


def kept(text: str) -> list:
    """Return counts as a link keeps them, as in "4.0.12"; nothing counts as 0, and what is no number as well."""
    return [int(part) if _fits(part) else 0 for part in text.split(".")][: len(LETTERS)]


def written(counts: Sequence[int]) -> str:
    """Return counts as a link keeps them; "" where nobody answered."""
    return ".".join([str(count) for count in counts]) if sum(counts) else ""


def share(count: int, total: int) -> int:
    """Return a count as a share of a total, in whole per cent, rounded half up; 0 of none."""
    return (200 * count + total) // (2 * total) if total else 0


def sentence(before: Sequence[int], after: Sequence[int]) -> str:
    """Return how many hands there were each time, and what most were for. It never says what is right."""
    parts = [_time(name, counts) for name, counts in (("Before", before), ("After", after)) if sum(counts)]
    if sum(before) and sum(after) and sum(before) != sum(after):
        parts.append(fill(SAID["apart"], {"before": str(sum(before)), "after": str(sum(after))}))
    return " ".join(parts) or SAID["none"]


def _time(name: str, counts: Sequence[int]) -> str:
    top, total = max(counts), sum(counts)
    most = " and ".join([LETTERS[place] for place, count in enumerate(counts) if count == top])
    hands = SAID["one"] if total == 1 else fill(SAID["people"], {"count": str(total)})
    return fill(SAID["time"], {"time": name, "total": hands, "most": f"{most} ({top})"})


def bar(name: str, count: int, total: int) -> Node:
    """Return a bar with its time, number and share in words."""
    words = f"{count} ({share(count, total)}%)" if total else "–"
    length = ("i", {"style": f"width:{share(count, total)}%", "aria-hidden": "true"}, [])
    return ("div", {"class": f"jw-hands-bar {name.lower()}"}, [length, ("span", {}, [f"{name}: {words}"])])


# --- The form ----------------------------------------------------------------------------------------------


def answer(data: Mapping, values: Mapping[str, str], moved: str) -> Told:
    """Return what the form says. `data` holds the "questions" by key; `moved` is the control that was moved, or "".

    Values: q1 to q3, the questions; b1 to b3 and a1 to a3, their counts as a link keeps them; show, which of them is
    seen; before_0 ... and after_0 ..., the boxes of that one; codes_before and codes_after, what was typed from slips.
    """
    now = dict(values)
    problems: list[str] = []
    if moved in ("q1", "q2", "q3"):
        now = now | {"show": moved[1:], f"b{moved[1:]}": "", f"a{moved[1:]}": ""}
    if moved == "empty":
        now = now | {f"{time}{slot}": "" for time in "ba" for slot in SLOTS}
        now = now | {"codes_before": "", "codes_after": ""}
    questions = [data["questions"][now[f"q{slot}"]] for slot in SLOTS]
    told: list[str] = []
    for time, name in TIMES.items():
        codes = read_codes(now[f"codes_{time}"], questions)
        problems += codes.problems
        if codes.given:
            counted = {"count": str(len(codes.answers)), "all": str(codes.given), "time": name.lower()}
            told.append(fill(SAID["read"], counted))
        if moved == f"codes_{time}":
            for number, slot in enumerate(SLOTS):
                places = range(len(questions[number]["options"]))
                chosen = [person[number] for person in codes.answers]
                now[f"{time[0]}{slot}"] = written([chosen.count(place) for place in places])
    show = now["show"]
    question = questions[int(show) - 1]
    options = question["options"]
    counts, wrong = {}, {}
    for time, name in TIMES.items():
        counts[time] = (kept(now[f"{time[0]}{show}"]) + [0] * len(LETTERS))[: len(options)]
        if moved.startswith(f"{time}_"):
            boxes = [now[f"{time}_{place}"].strip() for place in range(len(options))]
            counts[time] = [int(box) if _fits(box) else 0 for box in boxes]
            now[f"{time[0]}{show}"] = written(counts[time])
            for place, box in enumerate(boxes):
                if box and not _fits(box):
                    wrong[f"{time}_{place}"] = box
                    at = {"time": name, "letter": LETTERS[place], "text": box[:12], "most": str(MOST)}
                    problems.append(fill(SAID["number"], at))
        for place in range(len(LETTERS)):
            count = counts[time][place] if place < len(options) else 0
            shown = str(count) if count or moved == f"{time}_{place}" else ""
            same = now[f"{time}_{place}"].strip()
            now[f"{time}_{place}"] = same if moved.startswith(f"{time}_") and _is(same, count) else shown
    places: dict[str, list[Node]] = {
        "question": [("span", {}, [question["text"]])],
        "sentence": [("span", {}, [sentence(counts["before"], counts["after"])])],
        "problems": [("p", {}, [problem]) for problem in problems],
        "read": [("p", {}, [line]) for line in told],
        "why": _why(question),
    }
    for place, letter in enumerate(LETTERS):
        there = place < len(options)
        words = [("b", {}, [letter]), ("span", {}, [options[place]])] if there else []
        places[f"option-{place}"] = words
        places[f"bars-{place}"] = (
            [bar(name, counts[time][place], sum(counts[time])) for time, name in TIMES.items()] if there else []
        )
    return Told(now | wrong, places)


def _fits(box: str) -> bool:
    return 0 < len(box) < 4 and all(letter in "0123456789" for letter in box)


def _is(box: str, count: int) -> bool:
    """Return whether a box already says a count, in whatever way: nothing is written over while somebody types."""
    return int(box) == count if _fits(box) else not box and not count


def _why(question: Mapping) -> list:
    right = question["right"]
    if right is None or not question["why"]:
        lines = [question["why"]] if question["why"] else []
    else:
        lines = [f"{LETTERS[right]}. {question['options'][right]}", question["why"]]
    if not lines:
        return []
    return [("details", {}, [("summary", {}, [SAID["right"]]), *[("p", {}, [line]) for line in lines]])]
