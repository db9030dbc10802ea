"""The sheet a clerk signs: every rule in force once, in its part, and two sides in print."""

import re
from html import unescape

import pytest

from joint_working import evidence
from joint_working.site import citing, law_sheet

ADDRESS = "book/reference/law-to-check.html"


def parts():
    """Return the ids of the lines of each part of the sheet, by heading."""
    text = law_sheet.sheet()
    cut = re.split(r"<h2>(.*?)</h2>", text)
    named = zip(cut[1::2], cut[2::2], strict=True)
    return {unescape(name): re.findall(r'id="law-(rule-[\w-]+)"', part) for name, part in named}


def test_every_rule_in_force_is_on_the_sheet_once():
    lines = [line for part in parts().values() for line in part]
    rules = law_sheet.in_force(law_sheet.read_on())
    kinds = {"law", "reading", "open"}
    assert sorted(lines) == sorted(citing.rule_anchor(found) for found in rules if found.kind in kinds)
    assert len(lines) > 200


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("Law: the board and its meetings", ["quorum", "tied-vote", "casting-vote", "majority", "absent-seats"]),
        ("Our reading", ["standing-orders-may-not", "no-ratification", "leaving-needs-all"]),
        ("Open in the text", ["quorum-proxies", "quorum-empty-seats", "majority-abstentions"]),
        ("The rest of the law", ["partners-direct-new-plan", "directions-required", "monitoring-committee-voting"]),
    ],
)
def test_a_rule_stands_in_its_part(heading, keys):
    anchors = [citing.rule_anchor(evidence.rule(key, as_at="2026-11-30")) for key in keys]
    assert set(anchors) <= set(parts()[heading])


def test_what_could_not_be_read_is_said():
    said = " ".join(law_sheet.unknown())
    for words in ("standing orders", "2026", "Model Code", "Highland"):
        assert words in said, words


def test_everything_that_ages_has_somebody_who_looks_again():
    """data/rechecks.csv names each table with a day to check again, once."""
    dated = {name for name in evidence.tables() if "recheck_by" in evidence.table(name)[0]}
    named = [name for row in evidence.table("rechecks") for name in evidence.parted(row["tables"])]
    assert sorted(named) == sorted(dated)
    assert {row["owner"] for row in evidence.table("rechecks")} == {"clerk", "maintainer", "teacher"}


@pytest.mark.browser
def test_the_sheet_is_two_sides(open_page):
    page, _ = open_page(ADDRESS)
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
