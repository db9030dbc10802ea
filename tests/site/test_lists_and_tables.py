"""Long lists, wide tables and contrast themes: what scrolls, what is cut off, what can be read."""

import io
import re

import browser as support
import pytest
from PIL import Image

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 664}
#: What scrolls up and down inside itself: neither a box to type in nor the menu, which lies over the page.
SCROLLS = """() => Array.from(document.querySelectorAll("body *")).filter(node => {
  if (node.clientHeight === 0 || node.scrollHeight <= node.clientHeight + 1) return false;
  if (node.matches("textarea") || node.closest(".jw-side")) return false;
  return ["auto", "scroll"].includes(getComputedStyle(node).overflowY);
}).map(node => node.tagName + "." + node.className + " " + node.scrollHeight)"""
#: Tables wider than their frame whose last column is out of sight, where no shade says so.
CUT = """() => Array.from(document.querySelectorAll("table")).filter(table => {
  const frame = table.parentElement, row = table.rows[table.rows.length - 1];
  if (!row || !frame.clientWidth || table.offsetWidth <= frame.clientWidth + 1) return false;
  const ends = row.lastElementChild.getBoundingClientRect().right - frame.getBoundingClientRect().right;
  return ends > 1 && !/gradient.*local/.test(getComputedStyle(frame).background);
}).map(table => table.className + " " + table.innerText.slice(0, 60))"""
#: Captions whose words end outside their frame.
CAPTIONS = """() => Array.from(document.querySelectorAll(".jw-scroll caption")).filter(caption => {
  const frame = caption.closest(".jw-scroll"), words = document.createRange();
  words.selectNodeContents(caption);
  const box = words.getBoundingClientRect();
  return frame.clientWidth && box.width && box.right > frame.getBoundingClientRect().right + 1;
}).map(caption => caption.innerText)"""
OPEN = "() => document.querySelectorAll('article details').forEach(one => { one.open = true; })"


def looked_at(chrome, paths, asked, **options):
    """Return what each page of the site says to each of some questions, by page, once its folds are open."""
    context = chrome.new_context(**options)
    page, found = context.new_page(), {}
    for path in paths:
        if 'http-equiv="refresh"' in (support.SITE / path).read_text(encoding="utf-8"):
            continue
        page.goto(f"{support.SITE.as_uri()}/{path}")
        page.evaluate(OPEN)
        for question in asked:
            if said := page.evaluate(question):
                found.setdefault(path, []).extend(said)
    context.close()
    return found


def test_on_a_phone_nothing_scrolls_in_a_box_and_no_table_or_caption_is_cut_without_a_sign(chrome):
    found = looked_at(chrome, support.pages(), (SCROLLS, CUT, CAPTIONS), viewport=PHONE, has_touch=True)
    assert found == {}


def test_on_a_wide_screen_nothing_scrolls_in_a_box(chrome):
    pages = support.with_every_shape(support.pages())
    assert looked_at(chrome, pages, (SCROLLS, CUT), viewport={"width": 1280, "height": 800}) == {}


def test_the_questions_find_a_box_that_scrolls_and_a_table_that_is_cut(chrome):
    page = chrome.new_page(viewport=PHONE)
    row = "<td style='min-width:200px'>x</td>" * 4
    page.set_content(
        f"<div style='height:50px;overflow:auto'><p style='height:90px'></div>"
        f"<div class=jw-scroll style='overflow:auto'><table><caption style='white-space:nowrap'>{'word ' * 90}"
        f"</caption><tr>{row}</table></div>"
    )
    assert [len(page.evaluate(question)) for question in (SCROLLS, CUT, CAPTIONS)] == [1, 1, 1]
    page.close()


def test_a_long_list_shows_ten_and_ten_more_and_a_link_still_finds_its_row(open_page):
    page, heard = open_page("book/7-now/then-and-now.html", width=390)
    rows, more = page.locator("[data-row]"), page.get_by_role("button", name=re.compile("^Show .* more"))
    shown = page.locator("[data-row]:not([hidden])")
    assert shown.count() == 10 < rows.count()
    assert more.inner_text() == f"Show 10 more ({rows.count() - 10})"
    more.click()
    assert shown.count() == 20
    assert rows.nth(10).evaluate("row => row === document.activeElement")
    far = rows.last
    page.evaluate(f"location.hash = '{far.get_attribute('id')}'")
    page.wait_for_function(f"() => document.getElementById('{far.get_attribute('id')}').offsetHeight > 20")
    page.get_by_label("Nation").select_option("wales")
    fits = page.locator("[data-row][data-nation=wales]").count()
    assert shown.count() == min(10, fits) and more.is_visible() == (fits > 10)
    assert heard.said == []


def test_a_timeline_shows_the_ten_events_nearest_to_its_year(open_page):
    page, _ = open_page("book/1-why-join-up/how-we-got-here.html", width=390)
    line = page.locator(".jw-timeline")
    shown = line.locator("li[data-year]:not([hidden])")
    years = [int(year) for year in line.locator("li[data-year]").evaluate_all("all => all.map(e => e.dataset.year)")]
    assert [int(y) for y in shown.evaluate_all("all => all.map(e => e.dataset.year)")] == years[-10:]
    line.get_by_label("As it looked at the end of").select_option("2014")
    assert shown.count() == 10 and shown.first.get_attribute("data-year") <= "2014"
    assert line.locator("li.later:not([hidden])").count() == 5 and line.locator(".jw-here").is_visible()


def test_no_column_of_the_uk_timeline_is_empty(open_page):
    page, _ = open_page("book/6-elsewhere/side-by-side/in-depth.html")
    lanes = page.locator('[data-explorer="uk-timeline"]')
    for kind in ("all", "money", "law"):
        lanes.get_by_label("Kind of event").select_option(kind)
        assert 0 < lanes.locator("td li:visible").count() <= 10
        for head in lanes.locator("thead th[data-lane]:visible").all():
            lane = head.get_attribute("data-lane")
            assert lanes.locator(f'td li[data-lane="{lane}"]:visible').count(), (kind, lane)
        wide = lanes.locator("table").evaluate("t => t.offsetWidth - t.tHead.rows[0].lastElementChild.offsetLeft")
        last = lanes.locator("thead th:visible").last
        assert abs(wide) and last.evaluate("th => th.closest('table').getBoundingClientRect().right") == pytest.approx(
            last.evaluate("th => th.getBoundingClientRect().right"), abs=1
        )


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_mark_leads_to_its_row_alone_at_the_top_of_a_phone_and_back_leads_back(chrome, javascript):
    context = chrome.new_context(viewport=PHONE, has_touch=True, java_script_enabled=javascript)
    page = context.new_page()
    page.goto(f"{support.SITE.as_uri()}/book/2-who-decides/body-corporate.html")
    mark = page.locator('a:is([href*="#source-"], [href*="#rule-"])').first
    address = mark.evaluate("link => link.href")
    page.goto(address)
    row = page.locator(f"[id='{address.rpartition('#')[2]}']")
    box = row.bounding_box()
    assert 0 <= box["y"] <= 130 and box["width"] <= 390, "the row is not at the top of the screen"
    assert page.locator(".jw-register tbody tr:visible").count() > 0
    assert page.locator("#rows tbody tr:visible").count() == 1
    assert row.locator("td").first.evaluate("td => getComputedStyle(td, '::before').content") not in ("none", "")
    page.get_by_role("link", name=re.compile("^Show all")).click()
    shown = page.locator("#rows tbody tr:visible").count()
    assert shown in (10, 11) if javascript else shown > 11, "ten, and the row that was asked for"
    page.go_back()
    assert page.locator("#rows tbody tr:visible").count() == 1
    context.close()


def lightness(colour):
    """Return the relative luminance of a colour, as WCAG has it."""
    red, green, blue = (
        (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for c in (v / 255 for v in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(picture):
    """Return the contrast of a picture of some letters: of its commonest colour, and what differs from it most."""
    colours = picture.convert("RGB").getcolors(1 << 24)
    ground = lightness(max(colours)[1])
    ratios = ((max(ground, x) + 0.05) / (min(ground, x) + 0.05) for x in (lightness(colour) for _, colour in colours))
    return max(ratios)


#: The letters of a picture that are drawn, by the box that holds them: a mark without a letter is a graphic.
LETTERS = """svg => Array.from(svg.querySelectorAll("text")).filter(text => /[\\p{L}\\p{N}]/u.test(text.textContent)
    && text.checkVisibility({ opacityProperty: true, visibilityProperty: true })).map(text => {
  const { x, y, width, height } = text.getBoundingClientRect();
  return { words: text.textContent, x, y: y + height * 0.2, right: x + width, bottom: y + height * 0.8 };
})"""
CHARTS = [
    ("book/2-who-decides/body-corporate.html", "[data-explorer=board-lab] figure svg:visible"),
    ("book/2-who-decides/lead-agency.html", ".jw-lane svg:visible"),
    ("book/4-money/five-years.html", "[data-explorer=budget-lab-five-years] figure svg:visible"),
    ("book/5-judging-it/has-it-worked.html", "[data-explorer=indicator-reader] figure svg:visible"),
    ("book/index.html", "figure svg:visible"),
]
DARK = {"forced_colors": "active", "color_scheme": "dark", "device_scale_factor": 3}


@pytest.mark.parametrize(("path", "charts"), CHARTS, ids=lambda value: value.rpartition("/")[2][:24])
def test_letters_in_pictures_keep_their_contrast_in_a_dark_contrast_theme(open_page, path, charts):
    page, _ = open_page(path, **DARK)
    page.wait_for_timeout(300)
    measured = 0
    for svg in page.locator(charts).all():
        picture, frame = Image.open(io.BytesIO(svg.screenshot())), svg.bounding_box()
        for text in svg.evaluate(LETTERS):
            left, right = (round(3 * (text[side] - frame["x"])) for side in ("x", "right"))
            top, bottom = (round(3 * (text[side] - frame["y"])) for side in ("y", "bottom"))
            part = picture.crop((max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height)))
            measured += 1
            assert contrast(part) >= 4.5, f"{text['words']!r} has {contrast(part):.1f} to 1"
    assert measured > 2


def test_pale_letters_are_found():
    page = Image.new("RGB", (40, 40), "black")
    page.paste((27, 39, 51), (10, 10, 20, 20))
    assert contrast(page) < 1.5
    page.paste((255, 255, 255), (10, 10, 20, 20))
    assert contrast(page) == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_in_a_contrast_theme_the_contents_mark_the_current_page_alone_and_the_logo_is_whole(open_page, scheme):
    page, _ = open_page("book/4-money/five-years.html", **DARK | {"color_scheme": scheme})
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    edges = page.locator(".bd-links li > a:visible").evaluate_all(
        "all => all.map(a => [a.getAttribute('aria-current'), getComputedStyle(a).borderLeftColor])"
    )
    assert len(edges) > 5
    assert {bool(current) for current, colour in edges if colour != ground} == {True}
    logo = page.locator(".jw-brand svg")
    picture = Image.open(io.BytesIO(logo.screenshot())).convert("RGB")
    ground, drawn = lightness(picture.getpixel((1, 1))), {(23, 78, 140), (168, 100, 0), (27, 39, 51)}
    assert drawn <= {colour for _, colour in picture.getcolors(1 << 24)}
    assert all((max(ground, x) + 0.05) / (min(ground, x) + 0.05) > 3 for x in map(lightness, drawn))


def lying_on_one_another(texts):
    """Return each pair of texts whose letters share more than 3 by 2 pixels."""
    found = []
    for at, one in enumerate(texts):
        for other in texts[at + 1 :]:
            wide = min(one["right"], other["right"]) - max(one["x"], other["x"])
            high = min(one["bottom"], other["bottom"]) - max(one["y"], other["y"])
            if wide > 3 and high > 2:
                found.append(f"{one['words']} / {other['words']}")
    return found


PICTURES = {
    "book/2-who-decides/lead-agency.html": "decision",
    "book/6-elsewhere/england.html": "decision",
    "book/2-who-decides/who-answers-to-whom.html": "",
    "book/5-judging-it/has-it-worked.html": "measure",
    "book/5-judging-it/twenty-five-proposals.html": "",
    "book/2-who-decides/planning-together.html": "",
    "book/index.html": "",
    "book/reference/how-the-book-is-built.html": "",
}


@pytest.mark.parametrize("width", [390, 1280])
def test_no_two_texts_of_a_picture_lie_on_one_another(chrome, width):
    context = chrome.new_context(viewport={"width": width, "height": 800})
    page, found = context.new_page(), {}
    for path, choice in PICTURES.items():
        page.goto(f"{support.SITE.as_uri()}/{path}")
        page.wait_for_timeout(200)
        parts = "svg[role=img]:visible:not(.jw-bench svg), figure > svg:visible:not(.jw-bench svg)"
        select = page.locator(f".explorer select[name={choice}]").first if choice else None
        values = select.evaluate("s => Array.from(s.options, o => o.value)") if choice else [None]
        for value in values:
            if value:
                select.select_option(value)
            for svg in page.locator(parts).all():
                if pairs := lying_on_one_another(svg.evaluate(LETTERS)):
                    found.setdefault((path, value), []).extend(pairs)
    context.close()
    assert found == {}


def test_texts_on_one_another_are_found():
    one = {"words": "Cost", "x": 0, "right": 40, "y": 0, "bottom": 10}
    assert lying_on_one_another([one, one | {"words": "Paid", "x": 30, "right": 70}]) == ["Cost / Paid"]
    assert lying_on_one_another([one, one | {"x": 38, "right": 70}, one | {"y": 9, "bottom": 19}]) == []
