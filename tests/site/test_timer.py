"""The timer: a page from a file, for a wall, that counts the parts of an agenda down and on."""

import pytest

from joint_working.site import CONTENT_SECURITY_POLICY
from joint_working.site.fonts import FONTS
from joint_working.site.pack import timer
from joint_working.workshop import content

#: Hand-written lines of its script, which no page of the book loads.
MOST_LINES = 60


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    site = tmp_path_factory.mktemp("timer")
    timer.write(site / "workshop", CONTENT_SECURITY_POLICY)
    (site / "_static").mkdir()
    (site / "_static/fonts").symlink_to(FONTS)
    return (site / "workshop" / timer.PAGE).as_uri()


def test_its_script_is_short():
    assert len((timer.HERE / timer.SCRIPT).read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_without_a_script_it_holds_every_agenda_with_its_minutes():
    page = timer.page(CONTENT_SECURITY_POLICY)
    for name, title in content.AGENDAS.items():
        assert f'id="{name}"' in page and f"<caption>{title}</caption>" in page
    minutes = [part.minutes for name in content.AGENDAS for part in content.agenda(name)]
    assert [int(piece.split('"')[0]) for piece in page.split('data-minutes="')[1:]] == minutes
    assert 'lang="en"' in page and "http" not in page.replace("http-equiv", "")


@pytest.fixture
def page(chrome, address):
    context = chrome.new_context()
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda problem: page.faults.append(str(problem)))
    page.on("console", lambda said: page.faults.append(said.text))
    page.on("request", lambda asked: asked.url.startswith("file:") or page.faults.append(asked.url))
    page.clock.install()
    page.goto(address)
    yield page
    assert page.faults == []
    context.close()


def text(page, name):
    return page.locator(f"[data-timer={name}]").text_content()


def seconds(page):
    """Return what is left in seconds; what is over counts below nought."""
    shown = text(page, "digits")
    minutes, rest = shown.strip("+").split(":")
    return (-1 if shown.startswith("+") else 1) * (60 * int(minutes) + int(rest))


@pytest.mark.browser
def test_it_counts_a_part_down_says_when_a_minute_is_left_and_then_counts_on(page):
    first, second, *_ = content.agenda("ninety")
    assert seconds(page) == first.minutes * 60 and first.title in text(page, "part") and text(page, "said") == ""
    page.keyboard.press("Space")
    page.clock.run_for(10_000)
    assert abs(seconds(page) - (first.minutes * 60 - 10)) <= 2
    page.clock.run_for((first.minutes - 1) * 60_000)
    assert text(page, "said") == "One minute left."
    page.clock.run_for(80_000)
    assert -35 <= seconds(page) <= -25 and text(page, "said") == "Time is up."
    page.keyboard.press("ArrowRight")
    assert abs(seconds(page) - second.minutes * 60) <= 1 and second.title in text(page, "part")
    ends = first.minutes + second.minutes
    assert f"Minute {first.minutes}. This part is planned to end at {ends}." in text(page, "note")
    assert page.locator("tr[aria-current=step]").text_content().endswith(second.title)


@pytest.mark.browser
def test_it_stands_while_it_is_paused_and_each_agenda_can_be_chosen(page):
    page.locator("[data-timer=go]").click()
    page.clock.run_for(30_000)
    page.locator("[data-timer=go]").click()
    stood = seconds(page)
    page.clock.run_for(60_000)
    assert seconds(page) == stood and text(page, "go") == "Go on"
    for name in content.AGENDAS:
        page.locator("[data-timer=length]").select_option(name)
        first = content.agenda(name)[0]
        assert seconds(page) == first.minutes * 60 and text(page, "go") == "Start"
        assert page.locator("table:visible").get_attribute("id") == name
    for _ in content.agenda(name)[1:]:
        page.locator("[data-timer=on]").click()
    assert page.locator("[data-timer=on]").is_disabled() and text(page, "next") == "This is the last part."


@pytest.mark.browser
@pytest.mark.parametrize(("wide", "high", "least"), [(1024, 768, 250), (1280, 800, 250), (390, 664, 80)])
def test_its_digits_are_big_and_its_buttons_are_in_sight(page, wide, high, least):
    page.set_viewport_size({"width": wide, "height": high})
    page.locator("[data-timer=length]").select_option("half-day")
    size = page.locator("[data-timer=digits]").evaluate("(digits) => parseFloat(getComputedStyle(digits).fontSize)")
    assert size >= least
    box = page.locator("[data-timer=go]").bounding_box()
    assert box["y"] + box["height"] <= high and box["height"] >= 44
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
