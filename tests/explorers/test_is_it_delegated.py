"""Is it delegated?: every row can be reached, must and may are the table's, and what was not read is said."""

import re
from collections import Counter
from html import escape

import pytest

from joint_working import evidence
from joint_working.explorers.why_join_up import is_it_delegated as finder
from joint_working.kit import theme

ROWS = {row["key"]: row for row in evidence.table("delegated_functions")}
FOUND = finder.functions()
PANEL = finder.is_it_delegated()


def answer(key):
    return PANEL.answers[key,]


def test_each_of_the_62_rows_can_be_chosen_and_has_an_answer():
    assert len(ROWS) == 62
    assert set(FOUND) == set(ROWS)
    assert set(PANEL.questions[0].options) == set(ROWS)
    html = PANEL.html()
    for key in ROWS:
        assert f'<option value="{key}"' in html and f'data-answer="{key}"' in html, key


def test_the_list_is_grouped_council_then_health_board_then_the_rest():
    words = list(PANEL.questions[0].options.values())
    groups = [text.split(":")[0] for text in words]
    order = ["Council", "Health board", "Not named in the lists", "About delegation"]
    assert list(dict.fromkeys(groups)) == order == list(finder.GROUPS.values())
    assert groups == sorted(groups, key=order.index)
    assert len(set(words)) == 62
    assert Counter(groups) == {
        "Council": 22,
        "Health board": 25,
        "Not named in the lists": 8,
        "About delegation": 7,
    }


@pytest.mark.parametrize("group", ["Council", "Health board", "Not named in the lists"])
def test_a_name_can_be_looked_up_by_the_alphabet(group):
    words = [text.lower() for text in PANEL.questions[0].options.values() if text.startswith(group + ":")]
    assert len(words) > 5 and words == sorted(words)


#: What members ask about, with the words of the minutes, and a row that answers it: (asked, row, how it stands).
ASKED = (
    ("minor injuries", "minor-injuries-unit", "unnamed"),
    ("community hospital", "community-hospital", "unnamed"),
    ("hosted", "hosted-service", "unnamed"),
    ("dental", "public-dental-service", "must"),
    ("out of hours", "gp-out-of-hours", "must"),
    ("learning disability", "learning-disability-council", "must"),
    ("day centre", "day-care", "must"),
    ("drug", "addiction-services", "must"),
    ("alcohol", "drug-and-alcohol-support", "must"),
    ("assisted transport", "assisted-transport", "unnamed"),
    ("community meals", "community-meals", "unnamed"),
    ("sexual health", "sexual-health", "unnamed"),
    ("prison health", "prison-health-care", "unnamed"),
    ("district nursing", "district-nursing", "must"),
    ("telecare", "telecare", "unnamed"),
    ("charges", "charging-for-care", "never"),
)


@pytest.mark.parametrize("asked,key,kind", ASKED, ids=[asked for asked, *_ in ASKED])
def test_a_name_that_members_ask_about_leads_to_a_row(asked, key, kind):
    assert asked in PANEL.questions[0].options[key].lower()
    assert FOUND[key].kind == kind
    if kind == "unnamed":
        assert "do not name it. Ask for the list in your scheme." in answer(key).sentence
        assert dict(answer(key).body.said)["How sure"].startswith("Low")


def test_charges_cannot_be_delegated_and_housing_support_goes_in_part():
    assert "cannot be delegated, and the council keeps it" in answer("charging-for-care").sentence
    assert ROWS["charging-for-care"]["locator"].startswith("regulation 3")
    assert "in part. A council must delegate some of it." in answer("housing-support").sentence
    kinds = finder.IN_PART + finder.NEVER + finder.UNNAMED
    assert set(kinds) <= set(ROWS) and len(set(kinds)) == len(kinds)


def test_the_lists_of_the_regulations_are_all_here():
    """Each service of Schedule 3 of SSI 2014/344 is named by a row's place in it; each Act of SSI 2014/345, too."""
    places = " ".join(row["locator"] for row in ROWS.values() if row["source"] == "law-ssi-2014-344")
    for letter in "acdef":
        assert f"2({letter})" in places, letter
    assert "2(b)(i) to (iv)" in places and "2(b)(v)" in places
    for letter in "abcdiijklmnop":
        assert f"3({letter})" in places, letter
    assert "3(d) to (h)" in places
    places = " ".join(row["locator"] for row in ROWS.values() if row["source"] == "law-ssi-2014-345")
    for act in (
        "Act 1948", "Act 1958", "Act 1968", "Act 1982", "Act 1986", "Incapacity (Scotland) Act 2000", "Act 2001",
        "Act 2002", "Act 2003", "Housing (Scotland) Act 2006", "Act 2007", "Act 2013", "Act 2016",
    ):  # fmt: skip
        assert act in places, act


def test_a_row_of_the_law_cites_its_provision():
    for key, row in ROWS.items():
        assert "draft" not in (row["note"] or "").lower() and row["source"] != "governance-sdsi2014-4546", key
        if row["source"].startswith("law-"):
            assert re.match(r"(regulations?|sections?|Schedules?) \d", row["locator"]), key


@pytest.mark.parametrize("key", ROWS)
def test_must_or_may_is_what_the_table_says(key):
    row, said = ROWS[key], dict(answer(key).body.said)
    assert said["Must or may"] == finder.STANDING[FOUND[key].kind]
    assert FOUND[key].kind in (row["standing"], "part", "never", "unnamed")
    assert said["By whom"].lower() == row["delegating_body"]
    assert said["Scope and limits"].rstrip(".").lower() == row["scope"].rstrip(".").lower()
    assert said.get("Beware", "") == (row["note"] or "")
    assert said["How sure"].lower().startswith(row["confidence"])
    sentence = answer(key).sentence
    assert sentence.startswith(row["function"] + ":")
    for standing, words in {"must": "must delegate", "may": "may delegate", "usually kept": "usually keeps"}.items():
        assert (words in sentence.removeprefix(row["function"])) == (row["standing"] == standing), (key, standing)


@pytest.mark.parametrize("key", ROWS)
def test_every_answer_names_its_sources_and_what_to_check(key):
    row, said = ROWS[key], dict(answer(key).body.said)
    assert len(said["Check in your scheme"]) > 30
    html = answer(key).body.html()
    for source in (row["source"], *evidence.parted(row["also"] or "")):
        assert escape(evidence.source(source).title) in html, source


def test_it_says_not_verified_where_areas_were_not_read_and_not_of_a_list_that_was():
    for key, found in FOUND.items():
        if found.kind in ("may", "usually kept", "seen in practice"):
            assert "not verified" in dict(answer(key).body.said)["Open"], key
        if found.kind == "must" and found.sources[0].key.startswith("law-"):
            assert not found.not_verified, key
    assert set(finder.OPEN) | set(finder.BY_AREA) <= set(ROWS)
    about = {key for key, found in FOUND.items() if found.group == "about"}
    assert set(finder.CHECK_ROWS) == about | {"hosted-service"}


def test_areas_are_those_of_the_table_of_authorities():
    rows = evidence.table("authorities")
    for key, column in finder.BY_AREA.items():
        said = finder.areas(key)
        known = [row for row in rows if row[column] != "not verified"]
        assert known, "nothing to say"
        for row in rows:
            assert (row["authority"] + "," in said) == (row in known), row["authority"]
        assert f"other {31 - len(known)} of 31 areas: not verified" in said


def test_what_is_known_of_an_area_names_its_source():
    html = answer("childrens-social-work").body.html()
    for row in evidence.table("authorities"):
        if row["children_services"] != "not verified":
            assert escape(evidence.source(row["children_services_source"]).title) in html, row["authority"]


def test_pictures_tell_must_may_and_kept_apart_without_colour():
    palette = {value.lower() for value in vars(theme).values() if isinstance(value, str) and value.startswith("#")}
    drawn = {found.kind: finder.draw(found) for found in FOUND.values()}
    assert "stroke-dasharray" in drawn["may"] and "stroke-dasharray" not in drawn["must"]
    named = {"must": ">must<", "part": ">in part<", "may": ">may<", "usually kept": ">keeps<", "never": ">keeps<"}
    for standing, word in named.items():
        assert word in drawn[standing]
        assert {c.lower() for c in re.findall(r"#[0-9A-Fa-f]{6}", drawn[standing])} <= palette
    assert drawn["rule"] == drawn["seen in practice"] == drawn["unnamed"] == ""


def test_the_table_has_every_row_and_the_same_answer():
    table = finder.table_of_functions()
    assert len(table.rows) == 62
    shown = {row["name"]: row for row in table.rows}
    for key, row in ROWS.items():
        assert shown[row["function"]]["standing"] == finder.STANDING[FOUND[key].kind]
    text = table.text()
    assert "not verified" in text and "no figure" not in text


def test_it_says_what_it_assumes_and_sends_the_reader_to_the_scheme():
    assert PANEL.assumes and any(line.startswith("Your own scheme.") for line in PANEL.does_not_show)
    assert "Must be delegated" in PANEL.text()
