"""The induction fits its clock: minutes, words to read, and what new voting members ask first."""

import re

import pytest

from joint_working.evidence import EvidenceError
from joint_working.html import plain
from joint_working.site import routes
from joint_working.workshop import induction, sheets

#: Words a minute that people read who are new to the matter.
PACE = 180
STEPS = [one for one in induction.moments() if one.kind == "step"]


def words_under(page, heading):
    """Return the words that stand under a heading of a page, down to the next heading: marks and roles left out."""
    text, taking, level = [], False, ""
    tokens = routes.read_page(page).tokens
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            if taking and token.tag <= level:
                break
            if not taking and tokens[number + 1].content == heading:
                taking, level = True, token.tag
        elif taking and token.type == "inline":
            text.append(token.content)
    plain_words = re.sub(r"\{(?:rule|source|fact)\}`[^`]*`|\{term\}|<[^>]*>|\]\([^)]*\)|[`\[*]", " ", " ".join(text))
    return plain_words.split()


def test_welcome_steps_and_close_are_forty_five_minutes():
    moments = induction.moments()
    assert [moments[0].kind, moments[-1].kind] == ["welcome", "close"]
    assert sum(one.minutes for one in moments) == induction.MINUTES
    assert [one.start for one in moments] == [sum(o.minutes for o in moments[:n]) for n in range(len(moments))]
    stops = routes.route(induction.ROUTE)
    assert [(one.page, one.part, one.minutes) for one in STEPS] == [(s.page, s.part, s.minutes) for s in stops]


@pytest.mark.parametrize("step", STEPS, ids=lambda one: one.title)
def test_each_step_can_be_read_in_its_minutes_and_leaves_time_to_talk(step):
    words = len(words_under(step.page, step.part))
    assert 40 < words <= PACE * step.reading, f"{step.part}: {words} words"
    assert step.minutes - step.reading >= 3 and step.ask


def test_what_is_said_can_be_said_in_its_time():
    for one in induction.moments():
        said = len(" ".join((*one.say, one.ask)).split())
        assert said <= 150 * (one.minutes - one.reading) / 2, one.title


def test_half_of_the_time_is_talk():
    assert sum(one.minutes - one.reading for one in STEPS) >= induction.MINUTES / 2


@pytest.mark.parametrize("asked", ["half", "tie", "clear days", "expenses", "interest", "proxy"])
def test_what_new_voting_members_ask_first_is_read_and_taken_home(asked):
    read = " ".join(" ".join(words_under(one.page, one.part)) for one in STEPS).casefold()
    assert {"expenses": "travel and other costs"}.get(asked, asked) in read
    assert asked in plain(induction.own_sheet()).casefold()


def test_every_sheet_says_who_holds_it_and_how_many():
    assert len({sheet.name for sheet in induction.SHEETS}) == len(induction.SHEETS)
    for sheet in induction.SHEETS:
        assert sheet.copies and sheet.text().strip() and sheet.holder in sheets.HOLDERS, sheet.name
    assert "Of the 45 minutes 27 are talk" in induction.SHEETS[0].text()
    assert len(re.findall("__|jw-lines", str(induction.SHEETS[2].make()))) == 10


def test_a_step_that_the_route_lacks_is_named(monkeypatch):
    rows = [*induction.evidence.table("induction")]
    broken = [dict(row) | {"step": 99} if row["kind"] == "step" else row for row in rows]
    tables = {"induction": broken}
    known = induction.evidence.table
    monkeypatch.setattr(induction.evidence, "table", lambda name: tables.get(name) or known(name))
    with pytest.raises(EvidenceError, match="expected a step of the route 'forty-five-minutes' in step, found 99"):
        induction.moments()
