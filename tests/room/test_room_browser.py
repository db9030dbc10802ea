"""The room in real browsers, in a crowd, and killed in the middle: on this machine alone."""

import os
import re
import signal
import socket
import subprocess
import sys
import time

import browser as support
import pytest
from axe_playwright_python.sync_playwright import Axe
from rooms import gathered, running

from joint_working.bench import crowd
from joint_working.room import store

POLL = "poll-who-votes"
pytestmark = pytest.mark.browser


@pytest.fixture
def address(kept):
    with running(kept, support.SITE) as app:
        yield app.state.address


@pytest.fixture
def visit(chrome, address):  # closed before the room is
    """Give a function that opens an address as a new visitor; at the end nothing must have gone wrong on its page."""
    troubles, contexts = [], []

    def opened(where, width=390, **options):
        context = chrome.new_context(viewport={"width": width, "height": 664}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(where)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def at_desk(visit, address, kept):
    desk = visit(f"{address}/desk", width=1024)
    desk.get_by_label("Desk code").fill(kept.desk)
    desk.get_by_role("button", name="Open").click()
    desk.get_by_label("What to ask").wait_for()
    return desk


def phone_in(visit, address, kept, **options):
    phone = visit(f"{address}/?code={kept.code}", **options)
    phone.get_by_role("button", name="Join").click()
    phone.get_by_role("heading", name="You are in").wait_for()
    return phone


def test_three_browsers_join_and_see_one_count(visit, address, kept):
    desk = at_desk(visit, address, kept)
    wall = desk.context.new_page()
    wall.goto(f"{address}/wall")
    assert wall.locator(".code svg").count() == 1 and kept.code in wall.locator(".where").inner_text()
    phones = [phone_in(visit, address, kept) for _ in range(3)]
    wall.get_by_text("3 phones have joined").wait_for()
    desk.get_by_label("What to ask").select_option(POLL)
    desk.get_by_role("button", name="Ask it now").click()
    for phone, place in zip(phones, (1, 1, 0), strict=True):
        phone.get_by_role("radio").nth(place).check()
        phone.get_by_role("button", name="Send").click()
        phone.get_by_text("Your answer is in.").first.wait_for()
    wall.get_by_text("3 answers of 3.").wait_for()
    desk.get_by_role("button", name="Close and show the counts").click()
    for page in (desk, wall):
        page.locator(".bars").wait_for()
        assert page.locator(".bars td b").all_inner_texts() == ["1", "2", "0", "0"]
    for page, where in ((desk, "desk"), (wall, "wall"), (phones[0], "phone")):
        assert Axe().run(page).response["violations"] == [], where
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, where


def test_an_answer_that_is_begun_is_not_taken_away(visit, address, kept):
    kept.ask(POLL, 0)
    desk = at_desk(visit, address, kept)
    phone = visit(f"{address}/?code={kept.code}")
    phone.get_by_role("button", name="Join").click()
    phone.get_by_role("radio").first.check()
    desk.get_by_label("What to ask").select_option(POLL)
    desk.get_by_role("button", name="Ask it now").click()  # the same again: the phones are told
    phone.wait_for_timeout(800)
    assert phone.get_by_role("radio").first.is_checked()
    desk.get_by_role("button", name="Close and show the counts").click()
    phone.get_by_role("heading", name="Closed").wait_for()


def test_without_a_script_a_phone_joins_and_answers(visit, address, kept):
    phone = phone_in(visit, address, kept, java_script_enabled=False)
    kept.ask(POLL, 0)
    phone.goto(f"{address}/phone")
    phone.get_by_role("radio").first.check()
    phone.get_by_role("button", name="Send").click()
    phone.get_by_text("Your answer is in.").first.wait_for()
    assert kept.answers(POLL, 0) == [(0,)]


def test_the_book_is_served_beside_the_room(visit, address, kept):
    page = visit(f"{address}/book/1-why-join-up/the-promise.html")
    assert page.get_by_role("heading", level=1).count() == 1


def test_a_crowd_loses_nothing_and_counts_nothing_twice(address, kept):
    met = gathered(address, kept.code, kept.desk, phones=40, polls=3)
    assert set(met.counted) == {40}
    assert [len(kept.answers(key, 0)) for key in crowd.SINGLE[:3]] == [40] * 3


def started(port, path):
    command = [sys.executable, "-u", "-m", "joint_working.room", "--port", str(port), "--kept", str(path)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"NO_BROWSER": "1"}, start_new_session=True
    )
    code, desk = (re.search(r"code   (\w+)", process.stdout.readline())[1] for _ in range(2))
    for _ in range(400):
        with socket.socket() as tried:
            if not tried.connect_ex(("127.0.0.1", port)):
                return process, code, desk
        time.sleep(0.05)
    raise AssertionError("the room did not open")


def test_a_room_that_is_killed_goes_on_where_it_was(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path, address = tmp_path / "room.sqlite", f"http://127.0.0.1:{port}"
    process, code, desk = started(port, path)
    try:
        first = gathered(address, code, desk, phones=12, polls=2)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
        process, *words = started(port, path)
        assert words == [code, desk] and set(first.counted) == {12}
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
    kept = store.Store(path)
    assert kept.phones() == 12 and [len(kept.answers(key, 0)) for key in crowd.SINGLE[:2]] == [12, 12]
    kept.close()


def test_thirty_first_visits_fit_through_a_shared_line():
    pages = ("book/index.html", "book/2-who-decides/body-corporate.html", "book/4-money/five-years.html")
    assert crowd.first_visits(support.SITE, pages, visitors=30, mbit=10) < 15
