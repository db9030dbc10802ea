"""What is new: one table for the page, the front page and the feed, and corrections from the changelog alone."""

import re
from datetime import date, datetime
from html import unescape
from xml.etree import ElementTree

import browser as support
import pytest

from joint_working import evidence
from joint_working.site import news

ATOM = f"{{{news.ATOM}}}"
BUILT = support.SITE / f"{news.PAGE}.html"


def read(base=""):
    return ElementTree.fromstring(news.feed("Joint Working", base))


@pytest.mark.parametrize("base", ["", "https://example.org/book"])
def test_the_feed_keeps_the_rules_of_atom(base):
    """RFC 4287, 4.1: one id, title and updated each; an author; a link to the page; times of RFC 3339."""
    feed = read(base)
    assert feed.tag == f"{ATOM}feed" and feed.find(f"{ATOM}author/{ATOM}name").text
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(evidence.table("news"))
    for node in (feed, *entries):
        for tag in ("id", "title", "updated"):
            assert [bool(child.text) for child in node.findall(ATOM + tag)] == [True], tag
        datetime.strptime(node.find(f"{ATOM}updated").text, "%Y-%m-%dT%H:%M:%SZ")
        links = {link.get("rel"): link.get("href") for link in node.findall(f"{ATOM}link")}
        assert links["alternate"].startswith(f"{base}/book/" if base else "book/")
        assert (support.SITE / links["alternate"].removeprefix(f"{base}/").partition("#")[0]).exists()
        assert node is not feed or links.get("self") == (f"{base}/feed.xml" if base else None)
    ids = [node.find(f"{ATOM}id").text for node in (feed, *entries)]
    assert len(set(ids)) == len(ids) and all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", name) for name in ids)
    days = [entry.find(f"{ATOM}updated").text for entry in entries]
    assert days == sorted(days, reverse=True) and feed.find(f"{ATOM}updated").text == days[0]


def test_names_do_not_change_with_host_words_or_later_news():
    assert [node.text for node in read().iter(f"{ATOM}id")] == [
        node.text for node in read("https://example.org").iter(f"{ATOM}id")
    ]
    old = [
        {"day": date(2026, 12, 1), "what": "A", "page": "a.md"},
        {"day": date(2026, 11, 1), "what": "B", "page": "a.md"},
    ]
    again = [dict(old[0], what="Another"), dict(old[0], page="a.ipynb#try"), dict(old[1])]
    assert news.names(again)[1:] == news.names(old) and len(set(news.names(again))) == 3


def test_two_feeds_of_one_table_are_the_same_and_it_is_the_one_that_is_published():
    assert news.feed("Joint Working") == news.feed("Joint Working") == (support.SITE / "feed.xml").read_bytes()


def test_the_feed_is_linked_from_its_page_and_the_front_page_and_weighs_on_no_other():
    linked = '<link rel="alternate" type="application/atom+xml" title="What is new" href="{}feed.xml">'
    assert linked.format("../../") in BUILT.read_text("utf-8") and 'href="../../feed.xml">feed' in BUILT.read_text(
        "utf-8"
    )
    assert linked.format("../") in (support.SITE / "book/index.html").read_text("utf-8")
    assert "atom+xml" not in (support.SITE / "book/reference/about.html").read_text("utf-8")


def test_the_page_has_every_row_and_every_correction_of_the_changelog():
    text = " ".join(unescape(re.sub(r"<[^>]+>", "", BUILT.read_text("utf-8"))).replace("’", "'").split())
    for row in evidence.table("news"):
        assert row["what"].replace("’", "'") in text
    editions = news.corrections((support.ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert len(editions) >= 2
    for edition, lines in editions:
        assert edition in text and lines.count("\n- ") > 5
        for bold in re.findall(r"^- \*\*(.*?)\*\*", lines, re.MULTILINE | re.DOTALL):
            assert " ".join(bold.split()).replace("’", "'") in text, bold


def test_only_corrections_are_taken():
    log = "# Log\n\n## Two\n\n### Corrections\n\n- [A](book/a.md)\n\n### Added\n\n- B\n\n## One\n\n### Added\n\n- C\n"
    assert news.corrections(log) == [("Two", "- [A](/book/a.md)")]
