"""The frame round every page: the page's own sections in sight, a bar that stays, and links that arrive at once."""

import gzip
import random
import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import browser as support
import pytest

from joint_working import evidence
from joint_working import site as house

CHAPTER = "book/2-who-decides/body-corporate.html"
STEPS = "book/routes/twenty-minutes.html"
FRONT = "book/index.html"
REGISTER = "book/reference/tables/rules.html"
PHONE = {"width": 390, "height": 664}
BAR = 48
#: A heading is at the top when it is no further than this below the window's edge, or below the bar, in pixels.
NEAR = 80


LINK = '<a class="headerlink" href="#it" title="Link to this heading">#</a>'
TERM = '<span class="jw-term"><a href="#it">quorum</a><span class="jw-meaning"><b>Quorum.</b> A number.</span></span>'
BODY = f"""<section class="tex2jax_ignore" id="title"><h1>Title{LINK}</h1>
<section class="jw-short" id="in-short"><h2>In short</h2><ul></ul></section>
<section id="do-i-vote">\n<span id="old"></span><h2>Do I <em>vote</em> &amp; when?{LINK}</h2>
<section id="deeper"><h3>Deeper{LINK}</h3></section></section>
<section id="quorum"><h2>A {TERM} <a class="jw-ref law" href="#it">3</a>{LINK}</h2></section>
<section class="explorer" id="lab" data-explorer="lab"><h2>Not a section</h2></section>
<section class="jw-folded" id="sources">\n<details class="jw-fold"><summary><h2>Sources{LINK}</h2></summary>
<p>One.</p></details></section><div><h2>The rows</h2></div></section>"""


def test_the_sections_of_a_page_are_its_own_headings():
    names = [
        ("in-short", "In short"),
        ("do-i-vote", "Do I vote & when?"),
        ("quorum", "A quorum"),
        ("sources", "Sources"),
    ]
    assert house.sections(BODY) == names
    assert house.sections("<h1>A page without any</h1>") == []


def test_the_script_of_every_page_is_small():
    script = (support.STATIC / "page.js").read_bytes()
    assert len(gzip.compress(script, 6)) < 2500


class Page(HTMLParser):
    """The ids of a page, and the links of its text."""

    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.text = set(), [], False
        self.feed((support.SITE / path).read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids.add(found.get("id"))
        self.text = self.text or tag == "article"
        if tag == "a" and self.text and "headerlink" not in (found.get("class") or ""):
            self.links.append(found.get("href") or "")

    def handle_endtag(self, tag):
        self.text = self.text and tag != "article"


def deep_links(path):
    """Return the links of a page's text that lead to a part of a page, as paths in the site, steps of routes too."""
    links = (urljoin(path, link) for link in Page(path).links if "#" in link and ":" not in link)
    return sorted({link for link in links if re.fullmatch(r"[\w/.-]+\.html(?:\?[\w&=-]+)?#[\w-]+", link)})


@pytest.fixture
def phone(lent, site):
    """Give a function that opens a page of the site on a phone."""

    def opened(path, javascript=True, **size):
        page = lent(**PHONE | size, has_touch=True, is_mobile=javascript, java_script_enabled=javascript)
        page.goto(f"{site}/{path}")
        return page

    return opened


def top(page, name):
    """Return how far an element is below the top of the window, in pixels."""
    return page.evaluate("name => document.getElementById(name).getBoundingClientRect().top", name)


def listed(page, place):
    """Return the sections a list shows, as (id, words)."""
    found = page.locator(f"{place} .jw-sections a:visible").evaluate_all(
        "all => all.map(a => [a.hash.slice(1), a.innerText])"
    )
    return [tuple(row) for row in found]


def own(page):
    """Return the sections of a page as they stand in its text: each heading of the second rank and what it heads."""
    rows = page.evaluate(
        """() => Array.from(document.querySelectorAll("article section[id] h2"), (heading) => {
            const words = heading.cloneNode(true), section = heading.closest("section");
            words.querySelectorAll(".headerlink").forEach((link) => link.remove());
            return [section.id, words.textContent.trim()];
        }).filter(([name]) => name)"""
    )
    return [tuple(row) for row in rows]


# --- On a phone ---------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("path", [CHAPTER, STEPS, FRONT, REGISTER, "search.html"])
def test_the_bar_is_48_pixels_and_stays(phone, path):
    page = phone(path)
    for down in (0, 300, 3000, 10**6):
        page.evaluate("down => scrollTo(0, down)", down)
        assert page.locator(".jw-side").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": BAR}
    handles = page.locator(".jw-side > details > summary:visible, .jw-seek, .jw-home:visible")
    assert handles.all_inner_texts()[0] == "Menu" and handles.all_inner_texts()[-1] == "Search"
    for handle in handles.all():
        size = handle.bounding_box()
        assert size["height"] >= 44 and size["width"] >= 44 and size["x"] >= 0 and size["x"] + size["width"] <= 390
    page.emulate_media(media="print")
    assert page.locator(".jw-side").is_hidden()


@pytest.mark.browser
def test_menu_sections_and_search_are_three_stops_of_the_keyboard(phone):
    page = phone(CHAPTER + "#can-we-leave")
    before = page.evaluate("scrollY")
    page.evaluate("document.querySelector('.jw-skip').focus({ preventScroll: true })")
    names = []
    for _ in range(3):
        page.keyboard.press("Tab")
        names.append(page.evaluate("[document.activeElement.computedName, document.activeElement.tagName]"))
    assert [name for name, _ in names] == ["Menu", "Can we leave? Sections", "Search"]
    assert [tag for _, tag in names] == ["SUMMARY", "SUMMARY", "A"]
    assert page.evaluate("scrollY") == before, "the page moves when the bar gets the focus"


@pytest.mark.browser
@pytest.mark.parametrize("fold", [".jw-contents", ".jw-parts"])
def test_what_the_bar_opens_lies_over_the_page_and_closes(phone, fold):
    page = phone(CHAPTER)
    handle, content = page.locator(f"{fold} > summary"), page.locator(f"{fold} > :not(summary)")
    assert content.is_hidden()

    handle.focus()
    page.keyboard.press("Enter")
    box = content.bounding_box()
    assert box["y"] == BAR and box["x"] == 0 and box["width"] == 390 and box["y"] + box["height"] <= 664
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for link in content.locator("a:visible").all():
        assert link.bounding_box()["height"] >= 44, link.inner_text()
    page.keyboard.press("Tab")
    assert content.evaluate("box => box.contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert content.is_hidden() and handle.evaluate("node => node === document.activeElement")

    handle.tap()
    page.locator(".jw-seek").focus()
    assert content.is_hidden(), "it covers what has the focus"
    page.set_viewport_size({"width": 390, "height": 1600})
    handle.tap()
    if content.bounding_box()["height"] < 1500:
        page.touchscreen.tap(4, 1580)
        assert content.is_hidden(), "a tap beside it does not close it"


@pytest.mark.browser
def test_one_opens_and_the_other_closes(phone):
    page = phone(CHAPTER)
    opened = "() => [...document.querySelectorAll('.jw-side > [open] > summary')].map(node => node.innerText.trim())"
    page.locator(".jw-contents > summary").tap()
    assert page.evaluate(opened) == ["Menu"]
    page.locator(".jw-parts > summary").tap()
    assert page.evaluate(opened) == ["Sections"]
    page.locator(".jw-parts > summary").tap()
    assert page.evaluate(opened) == []


@pytest.mark.browser
@pytest.mark.parametrize("path", [CHAPTER, STEPS, FRONT, "book/4-money/one-pot.html"])
def test_the_sections_of_the_page_lead_to_them_and_the_bar_names_the_one_being_read(phone, path):
    page = phone(path)
    assert page.locator(".jw-parts > summary").inner_text() == "Sections"
    sections = own(page)
    page.locator(".jw-parts > summary").tap()
    assert listed(page, ".jw-parts") == sections and len(sections) > (1 if path == FRONT else 2)
    for name, words in sections:
        if page.locator(".jw-parts > nav").is_hidden():
            page.locator(".jw-parts > summary").tap()
        page.locator(f'.jw-parts a[href="#{name}"]').tap()
        page.wait_for_timeout(100)
        assert page.locator(".jw-parts > nav").is_hidden()
        ended = page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 2")
        assert BAR <= top(page, name) <= BAR + NEAR or ended and BAR <= top(page, name) < 664, name
        assert page.locator(".jw-parts > summary span").inner_text() == words
        assert page.locator(".jw-parts [aria-current=true]").all_text_contents() == [words]
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(100)
    assert page.locator(".jw-parts > summary").inner_text() == "Sections"


@pytest.mark.browser
def test_the_keyboard_goes_on_from_the_section_it_chose(phone):
    page = phone(CHAPTER)
    page.locator(".jw-parts > summary").focus()
    page.keyboard.press("Enter")
    page.locator('.jw-parts a[href="#can-we-leave"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    page.keyboard.press("Tab")
    inside = "() => document.getElementById('can-we-leave').contains(document.activeElement)"
    assert page.evaluate(inside)


@pytest.mark.browser
def test_a_lab_that_is_asked_for_stands_under_the_bar(phone):
    page = phone("book/4-money/one-pot.html#explorer=budget-lab-pot&v=1")
    page.wait_for_selector('[data-explorer="budget-lab-pot"][data-explorer-ready]')
    page.wait_for_timeout(100)
    assert BAR <= page.locator('[data-explorer="budget-lab-pot"] header').bounding_box()["y"] <= BAR + NEAR


@pytest.mark.browser
@pytest.mark.parametrize("path", [CHAPTER, FRONT, REGISTER])
def test_nothing_runs_off_a_small_phone(phone, path):
    page = phone(path, width=320, height=568)
    for fold in ("", ".jw-contents", ".jw-parts"):
        if fold and page.locator(fold).count():
            page.locator(f"{fold} > summary").tap()
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.locator(".jw-side").bounding_box()["height"] == BAR


@pytest.mark.browser
def test_large_type_and_a_phone_on_its_side_keep_their_room(phone):
    for size in ({"width": 320, "height": 256}, {"width": 844, "height": 390}):
        page = phone(CHAPTER + "#do-i-vote", **size)
        assert page.locator(".jw-side").bounding_box()["y"] < 0
        assert 0 <= top(page, "do-i-vote") <= NEAR


@pytest.mark.browser
def test_without_a_script_the_bar_works(phone):
    page = phone(CHAPTER, javascript=False)
    bar = page.locator(".jw-side")
    assert bar.bounding_box()["height"] == BAR
    assert page.locator(".jw-parts > summary").inner_text() == "Sections"
    assert page.locator(".jw-contents > div").is_hidden() and page.locator(".jw-parts > nav").is_hidden()
    page.locator(".jw-contents > summary").tap()
    assert page.locator(".jw-contents nav [aria-current]").is_visible()
    page.locator(".jw-parts > summary").tap()
    assert page.locator(".jw-contents > div").is_hidden()
    page.locator('.jw-parts a[href="#what-if-we-tie"]').tap()
    page.wait_for_timeout(200)
    assert 0 <= page.locator("#what-if-we-tie").bounding_box()["y"] <= BAR + NEAR
    assert page.locator(".jw-seek").get_attribute("href").endswith("search.html")


# --- On a wide screen ---------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("path", [CHAPTER, STEPS, FRONT, "book/4-money/one-pot.html"])
def test_the_contents_show_the_sections_of_this_page_and_mark_the_one_being_read(open_page, path):
    page, heard = open_page(path)
    sections = own(page)
    assert listed(page, ".bd-links") == sections
    assert page.locator(".jw-side > details > summary:visible").count() == 0 and page.locator(".jw-seek").is_hidden()
    parts = page.locator(".jw-part")
    read = parts.filter(has=page.locator("[aria-current=page]"))
    assert parts.count() > 8 and page.locator(".jw-part[open]").count() == read.count() == (0 if path == FRONT else 1)
    marked = page.locator(".bd-links [aria-current=true]")
    assert marked.count() == 0
    this = page.locator(".bd-links [aria-current=page]")
    assert this.count() == 1 and this.locator("xpath=..").locator(".jw-sections").count() == 1
    for name, words in sections:
        page.locator(f'.bd-links .jw-sections a[href="#{name}"]').click()
        page.wait_for_timeout(100)
        assert marked.all_inner_texts() == [words]
        mark = marked.bounding_box()
        assert mark["height"] >= 24 and mark["y"] >= 0 and mark["y"] + mark["height"] <= 900
        ended = page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 2")
        assert 0 <= top(page, name) <= NEAR or ended and 0 <= top(page, name) < 900
    assert heard.said == []


@pytest.mark.browser
def test_the_section_being_read_is_marked_while_one_reads(open_page):
    page, _ = open_page(CHAPTER)
    seen = []
    height = page.evaluate("document.documentElement.scrollHeight")
    for down in range(0, height, 250):
        page.evaluate("down => scrollTo(0, down)", down)
        page.wait_for_timeout(40)
        seen += page.locator(".bd-links [aria-current=true]").all_inner_texts()
        inside = page.evaluate(
            """() => {
                const list = document.querySelector(".bd-links"), frame = list.getBoundingClientRect();
                const boxes = [...list.querySelectorAll("[aria-current=true]")].map((a) => a.getBoundingClientRect());
                return boxes.every((box) => box.top >= frame.top && box.bottom <= Math.min(frame.bottom, innerHeight));
            }"""
        )
        assert inside, "the mark is out of sight in the contents"
    order = [words for _, words in own(page)]
    places = [order.index(words) for words in seen]
    tops = [page.evaluate("name => document.getElementById(name).offsetTop", name) for name, _ in own(page)]
    reached = sum(top <= height - page.viewport_size["height"] for top in tops)
    assert places == sorted(places) and set(places) >= set(range(reached)) and reached >= 5


@pytest.mark.browser
@pytest.mark.parametrize("disk", [False, True], ids=["http", "disk"])
def test_the_box_in_the_contents_searches(open_page, disk):
    page, heard = open_page(CHAPTER, disk=disk)
    box = page.locator(".jw-search input")
    box.fill("what if we tie?")
    box.press("Enter")
    page.wait_for_selector("#search-results li a")
    first = page.locator("#search-results li a").first.get_attribute("href")
    assert first.partition("&")[0].endswith("body-corporate.html#what-if-we-tie")
    assert page.locator("[role=search], form").count() == 1
    assert heard.said == [] and heard.outside == []


@pytest.mark.browser
def test_without_a_script_the_contents_stand_open(chrome, site):
    context = chrome.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/{CHAPTER}")
    assert page.locator(".bd-links a", has_text="The lead agency").is_visible()
    assert [name for name, _ in listed(page, ".bd-links")] == [name for name, _ in own(page)]
    context.close()


# --- Links --------------------------------------------------------------------------------------------------


#: A word of the glossary, a part that is folded, an explorer at a setting, and a section of another edition's name.
OF_EACH_KIND = (
    "book/reference/glossary.html#term-quorum",
    f"{CHAPTER}#sources",
    "book/4-money/one-pot.html#explorer=budget-lab-pot&v=2",
    "book/reference/hosting.html#host-it-or-run-a-class-on-it",
)
#: How far below the window's edge stands what an address names: a section by its id, an explorer by its name.
ARRIVED = """hash => { const explorer = /^explorer=([^&]*)/.exec(hash);
  const node = explorer ? document.querySelector(`[data-explorer="${explorer[1]}"]`) : document.getElementById(hash);
  return node.getBoundingClientRect().top; }"""


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height", "bar"), [(1280, 800, 0), (390, 664, BAR)], ids=["wide", "phone"])
def test_a_link_arrives_within_300_milliseconds(chrome, site, width, height, bar):
    """The five steps of a councillor's twenty minutes, one of each kind, and ten by lot, at each width others."""
    pages = [path for path in support.pages() if not path.startswith("book/reference/tables/")]
    others = sorted({link for path in pages for link in deep_links(path)} - set(deep_links(STEPS)))
    context = chrome.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    late = []
    for link in [*deep_links(STEPS), *OF_EACH_KIND, *random.Random(width).sample(others, 10)]:
        page.goto(f"{site}/{link}")
        for wait in (300, 400):
            page.wait_for_timeout(wait)
            at = page.evaluate(ARRIVED, link.partition("#")[2])
            ended = page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 2")
            if not (bar <= at <= bar + NEAR or ended and bar <= at < height):
                late.append((link, wait, round(at)))
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        page.goto("about:blank")
    assert late == []
    context.close()


@pytest.mark.browser
def test_the_front_pages_links_lead_to_sections_that_are_there():
    front = Page(FRONT)
    new = {re.sub(r"\.\w+$", ".html", row["page"]) for row in evidence.table("news")}  # pages, whole
    inside = [link for link in front.links if ":" not in link and link not in new]
    whole = [link for link in inside if link.startswith("your-partnership/")]  # a page each, chosen by name
    assert len(whole) == 31 and all((support.SITE / "book" / link).is_file() for link in whole)
    inside = [link for link in inside if link not in whole]
    assert [link for link in inside if "#" not in link] == []
    ids = {}
    for link in inside:
        path, _, name = urljoin(FRONT, link).partition("#")
        ids[path] = ids.get(path) or Page(path).ids
        assert name in ids[path], link
    assert len(inside) > 15 and all((support.SITE / "book" / link).is_file() for link in new)
