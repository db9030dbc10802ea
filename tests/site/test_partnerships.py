"""The pages of the 31 partnerships: what they say is in the tables, and each is one side of paper."""

import re
from html import unescape
from pathlib import Path

import browser as support
import pytest
from axe_playwright_python.sync_playwright import Axe

from joint_working import evidence
from joint_working.explorers import every, places
from joint_working.explorers.money import held
from joint_working.html import plain
from joint_working.kit import address
from joint_working.kit.contract import linked
from joint_working.site import partnership_page, partnerships

ALL = pytest.mark.parametrize("place", partnership_page.in_order(), ids=partnership_page.slug)
SHOWN = ("aberdeen-city", "fife", "highland", "clackmannanshire-and-stirling")
SECTIONS = (
    "who-sits-and-who-votes", "whose-turn-in-the-chair", "the-money-by-year", "who-pays-an-overspend", "localities",
    "four-figures", "dates", "start-a-lab", "what-we-could-not-read",
)  # fmt: skip
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "preload": False}


def sections(place):
    """Return the HTML of each section of a partnership's page by its id."""
    found = re.findall(r'<section id="([\w-]+)">(.*?)</section>', partnership_page.page(place), flags=re.S)
    return dict(found)


def sums(place):
    """Return the rows of money on a page as year, basis, words and sum."""
    rows = re.findall(r"<tr>(.*?)</tr>", sections(place)["the-money-by-year"], flags=re.S)[1:]
    return [tuple(unescape(plain(cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)) for row in rows]


# --- What a page says --------------------------------------------------------------------------------------


def test_there_is_one_page_for_each_of_the_31():
    assert len(partnerships.pages()) == 31 and "book/your-partnership/fife" in partnerships.pages()


@ALL
def test_a_page_has_every_part_in_order_and_leads_with_what_is_held(place):
    assert tuple(sections(place)) == SECTIONS
    before, gaps = partnership_page.page(place).split('<section id="what-we-could-not-read">')
    assert "could not read" not in plain(before) and plain(gaps).count("\n") >= 3
    closed = r"<style>.*?</style>|<span class=\"jw-meaning\".*?</small></span></span>"
    words = plain(re.sub(closed, "", partnership_page.page(place)))
    assert len(words.split()) < 1500 and not re.search(r"\bNone\b|\{|\}|\bnan\b", words)


@ALL
def test_the_first_sentence_is_true_of_the_model_and_names_every_partner(place):
    said = partnership_page.lead(place)
    for name in (*place.councils, f"NHS {place.health_board}"):
        assert name in said
    if place.name == "Highland":
        assert "no joint board" in said and "1 April 2012" in said and "established" not in said
    else:
        day = place.established
        assert "body corporate" in said and f"{day.day} {day:%B %Y}" in said
    assert said.count(".") == 1 and len(said.split()) <= 45


@ALL
def test_every_sum_is_in_the_tables_with_its_basis_and_year(place):
    known = {(one.year, one.basis, one.text) for one in held.held(place.code)}
    shown = sums(place)
    assert 1 <= len(shown) <= partnership_page.MOST
    for year, basis, words, figure in shown:
        assert (year, basis, figure) in known, words
    assert [year for year, *_ in shown] == sorted((year for year, *_ in shown), reverse=True)
    main = held.of(place.code, (held.MAIN,))[0]
    assert (main.year, "outturn", main.text) in {(year, basis, figure) for year, basis, _, figure in shown}


@ALL
def test_no_forecast_is_told_as_an_outturn(place):
    for _, basis, words, _ in sums(place):
        if re.search(r"\b(forecast|expected|projected|requires?|facing)\b", words, flags=re.I):
            assert basis not in ("outturn", "provisional outturn"), words


def test_of_sums_of_one_kind_and_year_the_last_is_shown_and_counted():
    fife = [words for year, basis, words, figure in sums(evidence.authority("Fife")) if figure == "£34.8m"]
    assert (
        fife
        and re.search(r"the last of [3-9]", fife[0])
        and "£27.1m" not in partnership_page.page(evidence.authority("Fife"))
    )


@pytest.mark.slow
@ALL
def test_law_is_told_by_the_model(place):
    who, chair = (plain(sections(place)[name]) for name in SECTIONS[:2])
    if place.name == "Highland":
        assert "monitoring committee" in who and "no board to chair" in chair
        assert not re.search("the board was established|joint board of", plain(partnership_page.page(place)))
    elif len(place.councils) == 2:
        assert "each council nominates at least two" in who and "every second turn" in chair
    else:
        assert "at least three from each side" in who and "take turns" in chair
    assert len(place.localities) >= 2 and all(
        name.replace("&", "&amp;").replace("'", "’") in sections(place)["localities"] for name in place.localities
    )


def test_what_a_board_says_of_itself_is_shown_with_its_source():
    shown = {place.code: plain(partnership_page.page(place)) for place in evidence.authorities()}
    for row in evidence.table("local_rules"):
        if row["topic"] in ("seats", "members", "chair", "overspend", "decisions", "meetings") and row["area"]:
            assert partnership_page.curly(row["what"]) in shown[row["authority_code"]], row["key"]
    assert "13 votes at the least: our sum" in shown["S37000002"], "five from each side, and three groups"


@ALL
def test_four_figures_are_the_readers_with_its_cautions(place):
    said = sections(place)["four-figures"]
    assert said.count("It does not mean") == 4 == len(re.findall(r"<b><a ", said))
    assert "Before you quote them." in said


def test_a_gap_is_told_in_the_first_person_with_whom_to_ask():
    asked = dict(partnership_page.unread(evidence.authority("Fife")))
    assert asked["the amount for large hospitals (the set-aside)"] == "the yearly financial statement (section 39)"
    assert "who pays an overspend" not in asked, "its rule was read"
    assert "who pays an overspend" in dict(partnership_page.unread(evidence.authority("Orkney Islands")))
    assert "whose turn it is in the chair now" not in dict(partnership_page.unread(evidence.authority("Highland")))


def test_the_log_of_the_search_is_told_where_there_is_one(monkeypatch):
    fife = evidence.authority("Fife")
    rows = [
        {
            "partnership": "Fife",
            "year": "2022/23",
            "looked_for": "outturn",
            "found": "nothing",
            "looked_on": "2026-11-29",
        },
        {
            "partnership": "Fife",
            "year": "2023/24",
            "looked_for": "outturn",
            "found": "north-of-fife",
            "looked_on": "2026-11-30",
        },
    ]
    monkeypatch.setattr(partnership_page, "_log", lambda: rows)
    assert plain(partnership_page._looked(fife)) == (
        "We looked again for budgets, outturns and reserves of 2022/23 and found nothing more, "
        "last on 29 November 2026."
    )
    assert partnership_page._looked(evidence.authority("Moray")) == ""


# --- Starts ------------------------------------------------------------------------------------------------


LABS = pytest.mark.parametrize("lab", every(), ids=lambda lab: lab.name)


@pytest.mark.slow
@LABS
def test_every_lab_opens_for_all_31_and_says_what_it_does(lab):
    """A value fits its lever; one sentence says what it rests on, or that nothing known starts this."""
    known = linked(lab)
    for place in evidence.authorities():
        reading = lab.read_link(f"#explorer={lab.name}&v={lab.version}&place={place.code}")
        assert reading.notice == "" and reading.said.endswith(".") and place.name in reading.said.replace("’", "'")
        for field in known.fields:
            assert address.misfit(field, address.written(field, reading.values[field.key])) == ""
        lab.sentence(lab.at(**reading.values))
        again = address.write(known, reading.values, place.code)
        assert lab.read_link(again).values == reading.values, "the link goes on opening the same"


@pytest.mark.parametrize(
    "part", [lab for lab in partnership_page.parts()], ids=lambda part: part.name
)  # the parts that are not explorers
def test_every_part_opens_for_all_31(part):
    for place in evidence.authorities():
        reading = part.read_link(f"#explorer={part.name}&v={part.version}&place={place.code}")
        assert reading.notice == ""
        assert reading.values.get("place", place.code) == place.code


def test_a_lab_starts_from_figures_as_published():
    labs = {lab.name: lab for lab in every()}

    def values(name, code):
        return labs[name].read_link(f"#explorer={name}&v={labs[name].version}&place={code}").values

    dundee = values("budget-lab-five-years", "S37000007")
    assert (round(dundee["health_payment"]), round(dundee["council_payment"])) == (206, 114)
    assert values("budget-lab-prevention", "S37000025")["pot"] == 168.3, "£122.5m and £45.8m, rounded once"
    assert values("who-pays", "S37000003")["rule"] == 1
    assert values("board-lab", "S37000005")["council_b"] == 3
    usual = labs["budget-lab-five-years"].at()
    assert values("budget-lab-five-years", "S37000022") == vars(usual), "nothing was published to start it"


def test_a_link_that_sets_something_itself_is_not_overruled():
    lab = next(lab for lab in every() if lab.name == "budget-lab-five-years")
    reading = lab.read_link(f"#explorer={lab.name}&v={lab.version}&savings=4&place=S37000007")
    assert reading.values == vars(lab.at(savings=4)) and reading.said == ""


def test_a_place_that_is_not_one_is_said_and_a_place_alone_is_for_what_knows_it():
    lab = next(lab for lab in every() if lab.name == "budget-lab-five-years")
    assert "“S37000099”" in lab.read_link(f"#explorer={lab.name}&v=2&place=S37000099").notice
    alone = lab.read_link("#place=S37000007")
    assert alone.quiet and alone.values["health_payment"] == 206
    with pytest.raises(ValueError, match="another explorer"):
        lab.read_link("#place=S37000022")


def test_a_start_says_budget_forecast_or_outturn_as_the_tables_do():
    for name, starts in places.every().items():
        for code, (_, said) in starts.items():
            for text, basis in re.findall(r"(£[\d.,]+m) \(([\w ]+)\)", said):
                known = {(one.text.split()[-1], one.basis) for one in held.held(code)}
                assert (text, basis) in known, (name, said)


# --- The site ----------------------------------------------------------------------------------------------


def built(name):
    return support.SITE / "book/your-partnership" / f"{name}.html"


@pytest.mark.browser
@ALL
def test_a_page_is_small_and_its_links_lead_somewhere(place):
    path = built(partnership_page.slug(place))
    text = path.read_text(encoding="utf-8")
    assert len(text.encode()) < 60_000
    for href in re.findall(r'href="([^"]+)"', text):
        page, _, part = unescape(href).partition("#")
        if page.startswith(("http", "mailto", "data:")) or not page:
            continue
        target = (path.parent / page.partition("?")[0]).resolve()
        assert target.exists(), href
        if part.startswith("explorer="):
            name = part.removeprefix("explorer=").partition("&")[0]
            assert f'data-explorer="{name}"' in target.read_text(encoding="utf-8"), href
        elif part:
            assert f'id="{part}"' in target.read_text(encoding="utf-8"), href


@pytest.mark.browser
def test_each_page_is_one_side_of_paper(open_page):
    page, heard = open_page("book/your-partnership/index.html", disk=True)
    for place in partnership_page.in_order():
        page.goto(built(partnership_page.slug(place)).as_uri())
        pdf = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1, place.name
    assert heard.outside == [] and heard.said == []


@pytest.mark.browser
@pytest.mark.parametrize("name", SHOWN)
def test_a_page_is_open_to_everyone(open_page, name):
    page, heard = open_page(f"book/your-partnership/{name}.html", width=1280)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page, options=AXE)
        assert found.violations_count == 0, f"{width} px: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert heard.outside == [] and heard.said == []
    assert page.locator(".bd-links [aria-current=page]").count() == 1


@pytest.mark.browser
def test_the_contents_have_one_line_for_all_and_the_search_finds_each():
    text = built("fife").read_text(encoding="utf-8")
    assert len(re.findall(r'<a href="[^"]*your-partnership/', text.replace('href="index.html"', ""))) == 0
    assert sum(row[0].startswith("book/your-partnership/") for row in support.search_entries()) >= 31


@pytest.mark.browser
@pytest.mark.parametrize(
    ("asked", "name"),
    [("Fife", "fife"), ("clacks and stirling", "clackmannanshire-and-stirling"), ("western isles", "western-isles"),
     ("NHS Highland", "highland"), ("aberdeen city", "aberdeen-city"), ("glasgow", "glasgow-city")],
)  # fmt: skip
def test_the_search_finds_a_partnership(open_page, asked, name):
    page, _ = open_page("search.html")
    page.wait_for_function("() => document.querySelector('[data-jw-search]').jointWorkingSearch")
    ask = "asked => document.querySelector('[data-jw-search]').jointWorkingSearch(asked).map(entry => entry.address)"
    assert f"book/your-partnership/{name}.html" in page.evaluate(ask, asked)[:3]


@pytest.mark.browser
def test_the_front_page_leads_to_a_page_by_a_select_and_without_scripts_by_a_list(open_page, chrome, site):
    page, _ = open_page("book/index.html")
    page.locator(".jw-places select").select_option(label="Fife")
    page.locator(".jw-places button").click()
    page.wait_for_url("**/your-partnership/fife.html")
    context = chrome.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/book/index.html")
    assert not page.locator(".jw-places form").is_visible()
    page.locator(".jw-places summary").click()
    assert page.locator(".jw-places li a:visible").count() == 31
    page.locator(".jw-places li a", has_text="Highland").click()
    page.wait_for_url("**/your-partnership/highland.html")
    context.close()


@pytest.mark.browser
def test_a_partnership_goes_along_from_its_page_to_the_labs_and_on(open_page):
    page, heard = open_page("book/your-partnership/dundee-city.html")
    page.goto(page.locator(".bd-links a", has_text="Five years").evaluate("link => link.href"))
    assert page.url.endswith("five-years.html#place=S37000007")
    page.wait_for_selector('[data-explorer="budget-lab-five-years"][data-explorer-ready]', timeout=30_000)
    lab = page.locator('[data-explorer="budget-lab-five-years"]')
    assert "Dundee City" in lab.locator("[data-explorer-notice]").text_content()
    assert lab.locator('[data-lever="health_payment"] [type=range]').input_value() == "206"
    assert page.evaluate("scrollY") == 0, "a place alone does not scroll"
    onward = page.locator(".jw-turn a").first.evaluate("link => link.hash")
    assert onward == "#place=S37000007" and heard.said == []


@pytest.mark.browser
@pytest.mark.parametrize("lab", partnership_page.labs(), ids=lambda lab: lab.name)
def test_the_page_reads_a_place_as_python_does(open_page, lab):
    """Each lab is opened for four partnerships: it says the same sentence, and moves the same levers."""
    page, heard = open_page(f"book/{lab.page}.html")
    hook = f'[data-explorer="{lab.name}"]'
    page.wait_for_selector(f"{hook}:is([data-explorer-ready],[data-live])", timeout=30_000, state="attached")
    for name in SHOWN:
        place = evidence.authority(name.replace("-", " "))
        link = f"#explorer={lab.name}&v={lab.version}&place={place.code}"
        page.evaluate(
            "link => { history.replaceState(null, '', link); dispatchEvent(new Event('hashchange')); }", link
        )
        values, said = places.starts(lab.name).get(place.code, ({}, None))
        notice = page.locator(f"{hook} :is([data-explorer-notice],[data-panel-notice],[data-own-notice])").first
        told = notice.text_content()
        if lab.name in ("own-accounts", "indicator-reader", "localities"):
            assert page.locator(f"{hook} select[name=place]").input_value() == place.code and told == ""
            continue
        assert told == (said or address.NOTICES["no start"].replace("{name}", place.name))
        for key, value in values.items():
            box = page.locator(
                f'{hook} [data-lever="{key}"] :is([type=range],select), {hook} select[name="{key}"]'
            ).first
            held, step = box.input_value(), float(box.get_attribute("step") or 0)  # a slider stands on a step
            assert held == str(value) or abs(float(held) - float(value)) <= step / 2, key
    assert heard.said == [] and heard.outside == []


def test_the_pages_are_made_from_tables_alone():
    assert [path.name for path in (Path(support.ROOT) / "book/your-partnership").iterdir()] == ["index.md"]
