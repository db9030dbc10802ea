"""No published address is lost: what moved leads on."""

import html
import json
import re
from functools import cache
from pathlib import Path

import browser as support
import pytest

from joint_working import evidence
from joint_working.site import moves

#: Every page, section and explorer of the first edition.
PUBLISHED = (Path(__file__).parent / "published_addresses.txt").read_text(encoding="utf-8").split()
MOVED = {row["old"]: row["new"] for row in evidence.table("moves")}


@cache
def read(page):
    path = support.SITE / "book" / f"{page}.html"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def stands(address):
    page, _, part = address.partition("#")
    if part.startswith("explorer="):
        return f'data-explorer="{part.removeprefix("explorer=")}"' in read(page)
    return bool(read(page)) and (not part or f'id="{part}"' in read(page))


def test_an_address_is_written_as_seen_from_the_page():
    assert moves.address("4-money/one-pot#top", "4-money/five-years") == "one-pot.html#top"
    assert moves.address("4-money/one-pot", "reference/tables/levers") == "../../4-money/one-pot.html"
    assert moves.address("reference/recheck#new", "reference/recheck") == "#new"


def test_a_page_that_is_gone_leaves_one_that_leads_on(monkeypatch, tmp_path):
    rows = ({"old": "4-money/pot", "new": "4-money/one-pot#the-pot"}, {"old": "4-money/one-pot#a", "new": "index"})
    monkeypatch.setattr(moves.evidence, "table", lambda name: rows)
    assert moves.of_page("4-money/one-pot") == '{"a":"../index.html"}' and moves.of_page("index") == ""
    app = type("App", (), {"outdir": str(tmp_path)})
    moves.write(app, "default-src 'none'")
    assert 'url=one-pot.html#the-pot"' in (tmp_path / "book/4-money/pot.html").read_text(encoding="utf-8")
    (tmp_path / "book/4-money/pot.html").write_text("a new page", encoding="utf-8")
    moves.write(app, "")
    assert (tmp_path / "book/4-money/pot.html").read_text(encoding="utf-8") == "a new page"


@pytest.mark.browser
def test_every_published_address_stands_or_leads_on():
    lost = [address for address in PUBLISHED if not stands(address) and address not in MOVED]
    assert lost == [], "add a row to data/moves.csv for each"
    assert [new for new in MOVED.values() if not stands(new)] == []
    left = [old for old, new in MOVED.items() if "#" in old and old.partition("#")[0] != new.partition("#")[0]]
    assert [old for old in left if stands(old)] == []


def file_of(place):
    """Return the file of a page or a section of it, from the place in the folder book."""
    page, mark, section = place.partition("#")
    return f"{page}.html{mark}{section}"


def one_of_each_kind():
    """Return a page that is gone, a section that left its page and an explorer that did, as far as there are."""
    kinds = {}
    for old, new in MOVED.items():
        away = old.partition("#")[0] != new.partition("#")[0]
        kinds.setdefault((bool(away), "#" in old, "explorer=" in old), (old, new))
    return kinds.values()


@pytest.mark.browser
def test_each_page_carries_the_rows_of_what_left_it():
    for page in {old.partition("#")[0] for old in MOVED} - MOVED.keys():
        told = json.loads(html.unescape(re.search(r'data-jw-moves="([^"]*)"', read(page))[1]))
        left = {old.partition("#")[2]: new for old, new in MOVED.items() if old.startswith(f"{page}#")}
        assert told == {part: moves.address(new, page) for part, new in left.items()}


@pytest.mark.browser
@pytest.mark.parametrize("disk", [False, True], ids=["served", "from the disk"])
def test_an_old_address_leads_on_in_a_browser(open_page, disk):
    for old, new in one_of_each_kind():
        page, heard = open_page(f"book/{file_of(old)}", disk=disk)
        part = re.search("#explorer=.*|$", old)[0]  # an explorer keeps the settings in its address
        page.wait_for_url(re.compile(re.escape(file_of(new) + part) + "$"))
        assert heard.said == [] and heard.outside == []
