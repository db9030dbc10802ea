"""What the map of a group says is true: each claim of its sentence against answers counted here, from the words alone.

A group is anything from one person to eight, who answer anything from one proposal to all 25. To place a proposal is
to give an answer that has a place on the line: “Don’t know” has none, and silence is no answer.
"""

import random
import re
from itertools import combinations

import pytest
from evaluation_files import PROPOSALS

from joint_working.explorers.judging_it.evaluation_files import TABLES
from joint_working.models.disagreement import sentence
from joint_working.models.evaluation import Answer, Evaluation, lay_out

PLACES = {"not-yet": 0, "partly": 1, "established": 2, "leading": 3}
STEPS = [*PLACES, "dont-know"]
MANY = 400


def one(number, answers, role="council"):
    return Evaluation(f"{number:016x}", role, "2026-11-24", {key: Answer(step) for key, step in answers.items()})


def group(draw):
    """Return evaluations as a group of people may send them, with more silence or less."""
    known = draw.sample(PROPOSALS, draw.choice([1, 2, 4, 12, 25]))
    steps = draw.choice(
        [STEPS, ["partly"], ["partly", "established"], ["not-yet", "leading"], ["", "dont-know", "partly"]]
    )
    people = []
    for number in range(draw.choice([1, 2, 2, 3, 4, 8])):
        few = draw.sample(known, draw.randint(1, len(known)))
        people.append(one(number, {key: draw.choice(steps) for key in few}, draw.choice(list(TABLES.roles))))
    return people


def placed(people, proposal):
    """Return where people placed a proposal, one number each."""
    given = [person.answers[proposal].step for person in people if proposal in person.answers]
    return [PLACES[step] for step in given if step in PLACES]


def claims(people):
    """Yield what the sentence says of a group, and whether it is true."""
    said = sentence(people, TABLES.rules)
    at = {key: placed(people, key) for key in PROPOSALS}
    pairs = {key: [abs(a - b) for a, b in combinations(steps, 2)] for key, steps in at.items()}
    compared = {key: max(gaps) for key, gaps in pairs.items() if gaps}
    widest = max(compared.values(), default=None)
    yield "who answered", said.startswith(f"{len(people)} evaluation")
    if found := re.search(r"The widest gap is (\d) steps?, on (.*?)\.", said):
        yield "two people stand so far apart", widest == int(found[1]) > 0
        named = [key for key, gap in compared.items() if gap == widest]
        more = re.search(r"and (\d+) more$", found[2])
        yield (
            "as many proposals as named",
            len(re.findall(r"\d\(", found[2])) + int(more[1] if more else 0) == len(named),
        )
    else:
        yield "no gap, or nothing to compare", not widest
    if found := re.search(
        r"On (\d+) of the (\d+) proposals that two or more people placed on the line, .* one step", said
    ):
        near = sum(gap <= 1 for gap in compared.values())
        yield "so many within a step, of those compared", (int(found[1]), int(found[2])) == (near, len(compared))
    if "On no proposal that two or more people placed" in said:
        yield "none within a step", min(compared.values()) > 1
    if found := re.search(
        r"On (?:each of the (\d+) proposals|the one proposal) that two .* they stand together", said
    ):
        number = int(found[1] or 1)
        yield "all compared stand together", widest == 0 and number == len(compared)
    if "nothing to compare" in said:
        yield "nothing to compare", not compared
    else:
        yield "something to compare", bool(compared)
    left = re.search(r"Not compared: (.*?)\.", said)
    silent, single = (sum(len(steps) == n for steps in at.values()) for n in (0, 1))
    nobody = re.search(r"(\d+)(?: proposals?)? that nobody placed", left[1]) if left else None
    alone = re.search(r"(\d+)(?: proposals?)? that one person (?:placed|did)", left[1]) if left else None
    if compared or len(people) > 1:
        yield "how many nobody placed", int(nobody[1] if nobody else 0) == silent
        yield "how many one person placed", int(alone[1] if alone else 0) == single
    unknown = sum(any(p.answers[key].step == "dont-know" for p in people if key in p.answers) for key in PROPOSALS)
    found = re.search(r"On (\d+) proposals?, somebody does not know", said)
    yield "somebody does not know", int(found[1] if found else 0) == unknown
    yield "one and many", not re.search(r"\b1 proposals\b|\b([2-9]|\d\d) proposal\b", said)
    rows = lay_out(people, TABLES.rules)
    yield (
        "what is not compared stands last",
        [row.proposal for row in rows][: len(compared)] == sorted(compared, key=[row.proposal for row in rows].index),
    )


def test_what_is_said_of_a_group_is_true():
    draw, made = random.Random(19), set()
    for _ in range(MANY):
        people = group(draw)
        for what, true in claims(people):
            made.add(what)
            assert true, (what, sentence(people, TABLES.rules))
    assert len(made) >= 13, made


#: Groups that were told something silence had made up, and what they are told now.
FOUND = [
    (
        [{"1-i": "not-yet"}, {"1-i": "leading"}],
        "The widest gap is 3 steps, on 1(i). On no proposal that two or more people placed on the line are they "
        "within one step. Not compared: 24 proposals that nobody placed.",
    ),
    (
        [{"1-i": "not-yet"}, {"2-i": "leading"}],
        "No two people placed the same proposal on the line, so there is nothing to compare. Not compared: 23 "
        "proposals that nobody placed and 2 that one person did.",
    ),
    ([{"1-i": "partly"}], "With one evaluation there is nothing to compare."),
    (
        [{"1-i": "partly", "2-i": "partly"}, {"1-i": "partly"}],
        "On the one proposal that two or more people placed on the line, they stand together. Not compared: 23 "
        "proposals that nobody placed and 1 that one person did.",
    ),
    (
        [{"1-i": "dont-know"}, {"1-i": "leading"}],
        "No two people placed the same proposal on the line, so there is nothing to compare. On 1 proposal, somebody "
        "does not know. Not compared: 24 proposals that nobody placed and 1 that one person did.",
    ),
    (
        [{"1-i": "partly", "1-ii": "not-yet"}, {"1-i": "established", "1-ii": "leading"}, {"1-iii": "partly"}],
        "The widest gap is 3 steps, on 1(ii). On 1 of the 2 proposals that two or more people placed on the line, "
        "they are within one step. Not compared: 22 proposals that nobody placed and 1 that one person did.",
    ),
]


@pytest.mark.parametrize(("answers", "said"), FOUND, ids=range(len(FOUND)))
def test_silence_is_not_agreement(answers, said):
    people = [one(number, given) for number, given in enumerate(answers)]
    told = sentence(people, TABLES.rules)
    assert told.endswith(said), told
