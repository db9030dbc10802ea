"""The built site in a second engine, as a reader has it: pages from the disk, reloaded, printed, with storage off."""

import browser as support
import pytest
from PIL import ImageChops

from joint_working.bench.driving import own_places

pytestmark = pytest.mark.browser
#: Pages without a lab that do something of their own.
OTHERS = ("index.html", "search.html", "book/reference/glossary.html", "book/reference/tables/measures.html")
REFUSE = "history.replaceState = () => { throw new DOMException('The operation is insecure.', 'SecurityError') }"
FIVE_YEARS = "book/4-money/five-years.html"


@pytest.fixture(scope="module")
def firefox():
    firefox = pytest.importorskip("firefox", reason="Mozilla's client of Firefox is not installed.")
    try:
        with firefox.launched() as one:
            yield one
    except RuntimeError as missing:
        pytest.skip(str(missing))


def disk(path):
    return f"{support.SITE.as_uri()}/{path}"


def labs():
    """The page of every lab, from the disk."""
    return list(dict.fromkeys(place.page.as_uri() for place in own_places()))


def moved(firefox):
    from firefox import MOVE_ALL, SEEN

    before = firefox.ask(SEEN)
    firefox.ask(MOVE_ALL)
    after = firefox.ask(SEEN)
    return before, after


def seen(firefox):
    from firefox import SEEN

    return firefox.ask(SEEN)


def test_pages_open_from_the_disk_without_an_error(firefox):
    firefox.troubles()
    for address in labs():
        firefox.open(address)
    for path in OTHERS:
        firefox.open(disk(path), lab=False)
    assert firefox.troubles() == []


def test_a_script_with_a_slip_would_be_heard(firefox, tmp_path):
    (tmp_path / "slip.html").write_text("<!doctype html><script>Joint.working()</script>", encoding="utf-8")
    firefox.troubles()
    firefox.open((tmp_path / "slip.html").as_uri(), lab=False)
    assert any("Joint is not defined" in one for one in firefox.troubles())


def test_after_a_reload_lever_label_and_answer_agree(firefox):
    """Firefox keeps what a control held over a reload; a heading's link has taken the setting out of the address."""
    for address in labs():
        firefox.open(address)
        before, after = moved(firefox)
        assert after["levers"] != before["levers"] or not before["boxes"], address
        firefox.ask("return new Promise((done) => setTimeout(done, 400))")
        firefox.ask("history.replaceState(null, '', location.pathname)")
        firefox.client.refresh()
        firefox.ready()
        assert seen(firefox) == before, address


def test_an_address_that_may_not_be_written_loses_no_move(firefox):
    firefox.open(disk(FIVE_YEARS))
    firefox.troubles()
    firefox.ask(REFUSE)
    before, after = moved(firefox)
    assert after["said"] != before["said"]
    assert all(int(float(box[0] == "") == 0) for box in after["boxes"])
    firefox.ask("return new Promise((done) => setTimeout(done, 400))")
    assert firefox.troubles() == []


def test_back_gives_the_setting_back(firefox):
    firefox.open(disk(FIVE_YEARS))
    usual = seen(firefox)
    link = next(place.link for place in own_places() if place.name == "budget-lab-five-years")
    firefox.ask("location.hash = arguments[0]", f"{link}&reserves=19")
    firefox.until("document.querySelector('[name=reserves],[id$=-reserves]').value === '19'")
    assert seen(firefox)["said"] != usual["said"]
    firefox.client.go_back()
    firefox.until("document.querySelector('[name=reserves],[id$=-reserves]').value !== '19'")
    assert seen(firefox) == usual


@pytest.mark.parametrize("path", [FIVE_YEARS, "book/4-money/one-pot.html", "book/3-two-places/highland.html"])
def test_charts_are_printed_with_their_words(firefox, path):
    """Printed with and without its charts' words a page must differ: Firefox printed bars without one letter."""
    firefox.open(disk(path))
    words = firefox.ask("return Array.from(document.querySelectorAll('.explorer svg text'), (one) => one.textContent)")
    assert len(words) > 10
    whole = firefox.printed()
    firefox.ask(
        "document.querySelectorAll('.explorer svg text').forEach((one) => { one.style.visibility = 'hidden' })"
    )
    bare = firefox.printed()
    assert len(whole) == len(bare)
    ink = sum(sum(ImageChops.difference(one, other).histogram()[64:]) for one, other in zip(whole, bare, strict=True))
    assert ink > 500, f"{ink} dots of words"


def test_search_answers_with_storage_blocked_and_stores_nothing(firefox, site):
    firefox.prefer("dom.storage.enabled", False)
    try:
        firefox.open(f"{site}/search.html?q=set+aside", lab=False)
        firefox.until("document.querySelectorAll('main li a').length")
    finally:
        firefox.prefer("dom.storage.enabled", True)
    firefox.open(f"{site}/search.html?q=set+aside", lab=False)
    firefox.until("document.querySelectorAll('main li a').length")
    assert firefox.ask("return [localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_a_link_from_a_page_on_the_disk_opens(firefox):
    firefox.open(disk(FIVE_YEARS))
    firefox.troubles()
    following = firefox.ask("return document.querySelector('a.jw-next, .jw-way a[rel=next], a[rel=next]').href")
    firefox.open(following, lab=False)
    assert firefox.ask("return document.querySelector('h1').textContent.trim().length") and firefox.troubles() == []
