"""Finding one's way: one name a page, the way to it, the layers of a chapter, and the steps of a route."""

import html
import json
import re

import browser as support
import pytest
import yaml

from joint_working import evidence
from joint_working.html import shape
from joint_working.site import chapter, layers, notebooks, routes, way
from joint_working.site.way import Entry, Part

#: The pages of the contents, but for those of the tables, which are named after their tables.
LISTED = [f"book/{page}" for page in routes.every_page()] + ["book/reference/parts-for-authors"]
CHAPTERS = [page for page in LISTED if re.match(r"book/[1-7]-", page) and layers.chapter_of(page) == page]


def built(page):
    return (support.SITE / f"{page}.html").read_text(encoding="utf-8")


def words(piece):
    """Return the words of a piece of a page, without the link that a heading has to itself."""
    return html.unescape(re.sub(r'<a class="headerlink.*?</a>|<[^>]+>', "", piece, flags=re.S)).strip()


def question(page):
    """Return the question under the title of a page, or ""."""
    found = re.search(r'</h1>\s*<p class="jw-question"[^>]*>(.*?)</p>', built(page), re.S)
    return words(found[1]) if found else ""


# --- Of hand-made contents ----------------------------------------------------------------------------------

POT = Entry(
    "book/4-a/pot", "One pot", (Entry("book/4-a/pot/in-depth", "In depth"), Entry("book/4-a/pot/bonnet", "The bonnet"))
)
DATA = Entry("book/9/data", "Data", (Entry("book/9/tables/a", "A"), Entry("book/9/tables/b", "B")))
PARTS = (Part("The money", (POT, Entry("book/4-a/years", "Five years"))), Part("Reference", (DATA,)))


def test_the_layers_of_a_chapter_are_its_answer_and_what_stands_below_it():
    assert [(layer.page, layer.name) for layer in POT.layers] == [
        ("book/4-a/pot", "The answer"), ("book/4-a/pot/in-depth", "In depth"), ("book/4-a/pot/bonnet", "The bonnet"),
    ]  # fmt: skip
    assert DATA.layers == () and PARTS[0].chapters[1].layers == ()


def test_the_contents_show_the_layers_of_the_chapter_that_is_read_and_of_no_other():
    assert [entry.name for entry in POT.shown("book/4-a/pot")] == ["In depth", "The bonnet"]
    assert POT.shown("book/4-a/pot/bonnet") == POT.shown("book/4-a/pot") and POT.shown("book/4-a/years") == ()
    assert [entry.name for entry in DATA.shown("book/9/tables/b")] == ["B"] and DATA.shown("book/9/data") == ()


def test_the_way_to_a_page_leads_over_its_part_and_chapter():
    assert way.place(PARTS, "book/4-a/years").trail == [("book/4-a/pot", "The money")]
    assert way.place(PARTS, "book/4-a/pot/bonnet").trail == [
        ("book/4-a/pot", "The money"),
        ("book/4-a/pot", "One pot"),
    ]
    assert way.place(PARTS, "book/index") is None


def test_next_is_the_next_chapter_whatever_layer_is_read():
    def around(page):
        return tuple(entry and entry.page for entry in way.around(PARTS, "book/index", page))

    assert around("book/index") == (None, "book/4-a/pot")
    assert around("book/4-a/pot") == (None, "book/4-a/years")
    assert around("book/4-a/pot/in-depth") == around("book/4-a/pot/bonnet") == ("book/4-a/pot", "book/4-a/years")
    assert around("book/4-a/years") == ("book/4-a/pot", "book/9/data")
    assert around("book/9/data") == ("book/4-a/years", "book/9/tables/a")
    assert around("book/9/tables/b") == ("book/9/tables/a", None) and around("search") == (None, None)


def test_the_line_of_layers_stands_under_title_and_question_and_marks_the_one_read():
    line = way.layers_html(POT.layers, "book/4-a/pot/in-depth", lambda page: f"../{page}.html")
    assert '<a href="#" aria-current="page">In depth</a>' in line and line.count("aria-current") == 1
    assert '<a href="../book/4-a/pot.html">The answer</a>' in line
    assert way.layers_html((), "book/4-a/years", str) is None
    head = '<p class="jw-eyebrow">The money</p>\n<h1>One pot</h1>\n'
    asked, short = '<p class="jw-question" id="why">Why?</p>\n', '<section class="jw-short" id="in-short"></section>'
    dates = '<ul class="jw-asat simple"><li>As at 1 May 2018</li></ul>'
    made = chapter.dressed(head + asked + dates + short, shape("<nav></nav>"), None, [("try-it-a", "Try it")])
    assert re.sub(r"\s", "", made).startswith(
        '<h1>Onepot</h1><pclass="jw-question"id="why">Why?</p><nav></nav><ulclass'
    )
    assert (
        made.endswith("data-jw-two>Print two pages</button></p>") and '<a href="#try-it-a" class="jw-button">' in made
    )


def test_the_buttons_lead_to_the_first_thing_to_try_and_the_first_question():
    sections = [
        ("in-short", "In short"),
        ("try-it-a", "Try it: A"),
        ("check-b", "Check yourself: b"),
        ("c", "Try it: C"),
    ]
    assert chapter.ways(sections) == [("try-it-a", "Try it"), ("check-b", "Check yourself")]
    assert chapter.ways(sections[:1]) == []


def test_a_bonnet_shows_its_code_and_offers_its_notebook():
    cell = '<details class="admonition hide above-input"><summary>Show</summary></details>'
    assert chapter.with_code(cell).startswith('<details class="admonition hide above-input" open>')
    offer = chapter.download("book/4-money/one-pot/bonnet", "live.html")
    assert (
        'href="bonnet.ipynb"' in offer and 'download="one-pot-bonnet.ipynb"' in offer and 'href="live.html"' in offer
    )


# --- Of the book --------------------------------------------------------------------------------------------


def test_a_page_has_one_name_in_contents_heading_tab_and_address_line():
    contents = dict(entries(yaml.safe_load((support.ROOT / "_toc.yml").read_text(encoding="utf-8"))))
    long = []
    for page in LISTED:
        text, short = built(page), contents[page]
        heading = words(re.search(r"<h1>(.*?)</h1>", text, re.S)[1])
        tab = html.unescape(re.search(r"<title>(.*?)</title>", text, re.S)[1])
        assert tab == f"{heading} · Joint Working", page
        trail = re.search(r'<nav class="jw-trail".*?</nav>', text, re.S)[0]
        listed = words(re.search(r'<li aria-current="page">(.*?)</li>', trail, re.S)[1])
        assert page not in CHAPTERS or question(page), page
        name = heading.partition(": ")[2].capitalize() if layers.chapter_of(page) != page else heading
        assert listed.casefold() == name.casefold() == (short or heading).casefold(), page
        long += [heading] if len(listed.split()) > 4 else []
    assert long == []


def entries(contents):
    if isinstance(contents, list):
        for entry in contents:
            yield from entries(entry)
        return
    if "file" in contents:
        yield contents["file"], contents.get("title", "")
    for inside in ("parts", "chapters", "sections"):
        yield from entries(contents.get(inside, []))


def test_authors_pages_stand_behind_one_link():
    text = built("book/2-who-decides/body-corporate")
    contents = text[text.index('<nav class="bd-links"') : text.index("<main")]
    assert 'href="../reference/authors-and-hosts.html"' in contents
    for page in ("parts-for-authors", "hosting", "how-the-book-is-built"):
        assert f"{page}.html" not in contents
        assert f'href="{page}.html"' in built("book/reference/authors-and-hosts")


def test_layers_lead_to_one_another_and_a_bonnet_hands_out_its_notebook():
    for page in [page for page in LISTED if layers.chapter_of(page) != page]:
        text = built(page)
        assert text.count('<nav class="jw-layers"') == 2, page
        assert f'href="../{layers.chapter_of(page).rpartition("/")[2]}.html"' in text, page
        if page.endswith("/bonnet") and (support.ROOT / f"{page}.ipynb").exists():
            copy = (support.SITE / f"{page}.ipynb").read_text(encoding="utf-8")
            assert 'href="bonnet.ipynb"' in text and str(support.ROOT) not in copy and "/home/" not in copy
            assert notebooks.left_over_roles(notebooks.read(support.SITE / f"{page}.ipynb")) == []


def test_a_page_that_has_a_new_name_keeps_the_address_of_the_old_one():
    assert 'id="host-it-or-run-a-class-on-it"' in built("book/reference/hosting")
    assert 'id="for-students-read-the-whole-story"' in built("book/routes/student")


def test_a_lever_that_a_step_names_is_one_of_the_first_three_of_its_lab():
    named = [
        stop for name in routes.homes() for stop in routes.route(name) if stop.does.startswith("Move one lever: ")
    ]
    assert named
    for stop in named:
        text = built(f"book/{stop.page}")
        lab = text[text.index(f'id="{routes.anchor(stop.page, stop.part)[1:]}"') :]
        name = re.search(r'data-explorer="([\w-]+)"', lab)[1]
        labels = [row["label"] for row in evidence.table("levers") if row["explorer"] == name][:3]
        assert re.match(r"Move one lever: (.*?)\.", stop.does)[1] in labels


# --- The steps of a route -----------------------------------------------------------------------------------


def test_the_steps_are_put_into_the_script_as_addresses_of_the_site():
    text = (support.SITE / "_static" / "steps.js").read_text(encoding="utf-8")
    told = dict(json.loads(re.search(r"new Map\((\[.*\])\)\.get", text)[1]))
    assert set(told) == set(routes.homes())
    for name, (home, steps) in told.items():
        assert (support.SITE / home).exists() and len(steps) == len(routes.route(name))
        for number, (address, title, minutes) in enumerate(steps, 1):
            page, _, rest = address.partition("?")
            assert (support.SITE / page).exists() and rest.startswith(f"route={name}&step={number}") and title
            assert minutes > 0


def test_a_route_leads_on_to_its_own_first_step():
    assert re.search(
        r'rel="next" href="\.\./2-who-decides/planning-together/in-depth\.html'
        r"\?route=twenty-minutes&amp;step=1#who-closes",
        built("book/routes/twenty-minutes"),
    )


def test_a_notebook_of_the_lab_gets_addresses_without_a_query():
    place = routes.Place(lambda page: f"../{page}.ipynb")
    assert "?route" not in routes.route_html("twenty-minutes", place)


STRIP = """() => { const strip = document.querySelector(".jw-on-route"); if (!strip) return null;
  const box = strip.getBoundingClientRect();
  return [Math.round(box.height), Math.round(innerHeight - box.bottom), strip.innerText.split("\\n").join(" "),
    document.documentElement.scrollWidth]; }"""


@pytest.mark.browser
@pytest.mark.parametrize("disk", [False, True], ids=["http", "disk"])
def test_the_strip_leads_through_a_route_and_back(open_page, disk):
    page, heard = open_page("book/routes/twenty-minutes.html", disk=disk, width=390)
    stops = routes.route("twenty-minutes")
    page.locator(".jw-steps ol a").first.click()
    for number, stop in enumerate(stops, 1):
        page.wait_for_selector(".jw-on-route")
        height, below, said, width = page.evaluate(STRIP)
        assert (height, below, width) == (44, 0, 390), stop
        assert f"Step {number} of {len(stops)} · {stop.minutes} minutes" in said
        at = page.evaluate("document.getElementById(location.hash.slice(1)).getBoundingClientRect().top")
        assert 0 <= at <= 130, (stop, at)
        onward = page.locator(".jw-on-route a[href*='step=']")
        if number < len(stops):
            assert onward.get_attribute("href").endswith(
                stops[number].address(routes.Place(str, on_the_web=True))[-30:]
            )
            assert onward.text_content() == f"Next: {stops[number].title}"
            onward.click()
    assert onward.count() == 0
    page.get_by_role("link", name="Back to the steps").click()
    page.wait_for_url("**/routes/twenty-minutes.html")
    assert page.locator(".jw-on-route").count() == 0 and heard.said == [] and heard.outside == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("?route=twenty-minutes&step=4#explorer=budget-lab-pot&v=2", True),
        ("?route=twenty-minutes&step=1", False),
        ("?route=nobody&step=1", False),
        ("?route=twenty-minutes&step=99", False),
        ("?route=twenty-minutes&step=x", False),
        ("?route=constructor&step=1", False),
    ],
)
def test_an_address_draws_the_strip_only_on_the_page_of_its_step(open_page, asked, shown):
    page, heard = open_page(f"book/4-money/one-pot.html{asked}", disk=True)
    page.wait_for_load_state("load")
    page.wait_for_timeout(200)
    assert (page.evaluate(STRIP) is not None) == shown and heard.said == []


# --- On a phone ---------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_short_answer_is_on_the_first_screen_of_a_phone(chrome, site):
    """The bars of the browser take their part of the window."""
    context = chrome.new_context(viewport={"width": 390, "height": 664}, has_touch=True, is_mobile=True)
    page, low = context.new_page(), []
    pages = [page for page in LISTED if 'id="in-short"' in built(page)]
    assert pages
    for path in pages:
        page.goto(f"{site}/{path}.html")
        end = page.evaluate("document.getElementById('in-short').getBoundingClientRect().bottom")
        low += [(path, round(end))] if end > 664 else []
    context.close()
    assert low == []


@pytest.mark.browser
def test_a_finger_reaches_the_link_of_a_section(chrome, site):
    context = chrome.new_context(viewport={"width": 390, "height": 664}, has_touch=True, is_mobile=True)
    page = context.new_page()
    for path in ("book/2-who-decides/body-corporate", "book/reference/glossary"):
        page.goto(f"{site}/{path}.html")
        links = page.locator("article :is(h2, dt) > .headerlink:visible")
        assert links.count() > 5
        for link in links.all()[:8]:
            box = link.bounding_box()
            assert box["width"] >= 24 and box["height"] >= 24
            assert link.evaluate("node => getComputedStyle(node).opacity") == "1"
            assert link.get_attribute("href").startswith("#")
    context.close()


@pytest.mark.browser
def test_the_contents_of_a_short_page_do_not_scroll(chrome, site):
    """At 1280 by 800: of a chapter, or a page for trainers, of up to nine sections."""
    context = chrome.new_context(viewport={"width": 1280, "height": 800})
    page, over = context.new_page(), []
    read = [path for path in LISTED if re.match(r"book/[1-8]-", path)]
    short = [path for path in read if 2 < len(re.findall('<li><a href="#.', built(path))) / 2 <= 9]
    assert short
    for path in short:
        page.goto(f"{site}/{path}.html")
        room = page.locator(".bd-links").evaluate("nav => nav.scrollHeight - nav.clientHeight")
        over += [(path, room)] if room > 0 else []
    context.close()
    assert over == []
