"""An explorer on one screen: lever, picture and number stand together, and nothing is cut or printed over."""

import random
import re
from io import BytesIO

import pypdf
import pytest

from joint_working import explorers
from joint_working.words import fill

pytestmark = pytest.mark.browser

EVERY = pytest.mark.parametrize("explorer", explorers.every(), ids=lambda explorer: explorer.name)
#: What is left of a phone's 664 pixels under the bar, and the height of a lab on a wide screen.
PHONE, WIDE = 616, 720
#: By how much two texts of a picture may touch, in pixels across and down.
TOUCH = (3, 5)

#: The pixels from the top of the title to the foot of headline, picture and lever, for each lever that can be chosen.
TOGETHER = """(name) => {
  const lab = document.querySelector(`[data-explorer="${name}"]`), pick = lab.querySelector("[data-explorer-pick]");
  const top = lab.querySelector("header").getBoundingClientRect().top, heights = {};
  Array.from(pick.options).filter((option) => !option.hidden).forEach((option) => {
    pick.value = option.value;
    pick.dispatchEvent(new Event("change"));
    const row = lab.querySelector(`[data-lever="${option.value}"]`);
    const seen = Array.from(lab.querySelectorAll(".jw-lever, figure svg")).filter((one) => one.checkVisibility());
    const all = [lab.querySelector(".jw-headline"), ...seen].map((one) => one.getBoundingClientRect().bottom);
    const alone = seen.filter((one) => one.matches(".jw-lever")).length === 1 && row.checkVisibility();
    const drawn = seen.filter((one) => one.matches("svg")).length === 1;
    heights[option.value] = alone && drawn ? Math.max(...all) - top : Infinity;
  });
  return heights;
}"""
#: How far down the first picture and the levers in sight reach in a lab, and how many levers those are.
REACH = """(name) => {
  const lab = document.querySelector(`[data-explorer="${name}"]`), top = lab.getBoundingClientRect().top;
  const seen = Array.from(lab.querySelectorAll(".jw-lever, figure svg")).filter((one) => one.checkVisibility());
  return [seen.filter((one) => one.matches(".jw-lever")).length, seen.filter((one) => one.matches("svg")).length,
          Math.max(...seen.map((one) => one.getBoundingClientRect().bottom)) - top];
}"""
#: What scrolls inside itself, or runs out of the window: in a lab, with each of its tabs chosen in turn.
CUT = """(name) => {
  const lab = document.querySelector(`[data-explorer="${name}"]`), cut = [];
  lab.querySelectorAll(".jw-tabs input").forEach((tab) => {
    tab.click();
    lab.querySelectorAll("*").forEach((one) => {
      const box = one.getBoundingClientRect(), style = getComputedStyle(one);
      const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
      const inside = one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
      if (!one.checkVisibility() || box.width < 3 || one.closest("svg") || one.matches("input,option")) return;
      if (scrolls && inside && !one.matches("select") || box.right > innerWidth + 1) {
        cut.push([tab.value, one.outerHTML.slice(0, 80)]);
      }
    });
  });
  return cut;
}"""
#: Pairs of texts that stand on each other in drawings, by more than so many pixels across and down.
OVERLAPS = """([drawings, across, down]) => Array.from(document.querySelectorAll(drawings)).flatMap((svg) => {
  const dim = (one) => one !== svg && (Number(one.getAttribute("opacity") ?? 1) < 0.1 || dim(one.parentElement));
  const texts = Array.from(svg.querySelectorAll("text")).filter((one) => one.textContent.trim() && !dim(one));
  const boxes = texts.map((one) => [one.textContent, one.getBoundingClientRect()]), found = [];
  boxes.forEach(([text, a], n) => boxes.slice(n + 1).forEach(([other, b]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > across && high > down) found.push(text + " | " + other);
  }));
  return found;
})"""
#: Shows one picture of a lab at a setting, as a link gives it, and waits until it is drawn.
DRAW = """async ([name, link, which]) => {
  const lab = document.querySelector(`[data-explorer="${name}"]`), next = () => new Promise(requestAnimationFrame);
  lab.querySelector(`.jw-turns [value="${which}"]`)?.click();
  history.replaceState(null, "", link);
  dispatchEvent(new Event("hashchange"));
  lab.querySelector(`[data-picture="${which}"]`).scrollIntoView();
  for (let n = 0; n < 4; n += 1) await next();
  await new Promise((done) => setTimeout(done, 30));
}"""
#: Moves a slider to its end.
MOVE = (
    "(at) => { const one = document.getElementById(at); one.value = one.max; one.dispatchEvent(new Event('input')); }"
)


def opened(lent, address, name, wide, tall, **more):
    """Return a page of a window of that size, with a lab that is ready."""
    page = lent(wide, tall, **more)
    page.goto(address)
    page.wait_for_selector(f'[data-explorer="{name}"][data-explorer-ready]', state="attached")
    return page


@EVERY
def test_on_a_phone_every_lever_stands_with_headline_and_picture(lent, site, home, explorer):
    page = opened(lent, f"{site}/{home[explorer.name]}", explorer.name, 390, 664, has_touch=True, is_mobile=True)
    heights = page.evaluate(TOGETHER, explorer.name)
    assert set(heights) == {lever.name for lever in explorer.that_count()}
    assert {name: round(high) for name, high in heights.items() if high > PHONE} == {}
    headline = page.locator(f'[data-explorer="{explorer.name}"] .jw-headline')
    assert headline.bounding_box()["height"] < 60, "the words beside the figure wrap"
    steps = page.locator(f'[data-explorer="{explorer.name}"] .jw-step:visible, .jw-lever.chosen select:visible')
    assert all(step.bounding_box()["height"] >= 44 for step in steps.all())
    assert page.evaluate(CUT, explorer.name) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


#: How many squares a drawing has, and how far apart the nearest two are, the line of two pixels around them left out.
SQUARES = """name => {
  const drawn = [...document.querySelectorAll(`[data-explorer="${name}"] figure svg`)];
  const svg = drawn.find((one) => one.checkVisibility());
  const square = /^M-[\\d.]+,-[\\d.]+h[\\d.]+v[\\d.]+h-[\\d.]+Z$/i, marks = [...svg.querySelectorAll("path")];
  const boxes = marks.filter((one) => square.test(one.getAttribute("d"))).map((one) => one.getBoundingClientRect());
  const apart = (a, b) => Math.max(Math.abs(a.x - b.x) - a.width, Math.abs(a.y - b.y) - a.height);
  return [boxes.length, Math.min(...boxes.flatMap((a, n) => boxes.slice(n + 1).map((b) => apart(a, b))))];
}"""


@pytest.mark.parametrize("name", ["board-lab", "model-chooser"])
def test_on_a_phone_each_further_picture_stands_with_its_lever(lent, site, home, name):
    page = opened(lent, f"{site}/{home[name]}", name, 390, 664)
    turns = page.locator(f'[data-explorer="{name}"] .jw-turns input')
    high = []
    for turn in turns.all():
        turn.evaluate("one => one.click()")
        high.append(max(page.evaluate(TOGETHER, name).values()))
    assert len(high) > 1 and max(high) <= PHONE, high


@pytest.mark.parametrize("size", [(1280, 800), (390, 664)], ids=["wide", "phone"])
def test_no_two_seats_of_a_council_touch(lent, site, home, size):
    lab = explorers.board_lab
    page = opened(lent, f"{site}/{home['board-lab']}", "board-lab", *size)
    page.evaluate(DRAW, ["board-lab", lab.to_link(lab.at("large")), 0])
    squares, apart = page.evaluate(SQUARES, "board-lab")
    assert squares == 16 and apart >= 2, (squares, apart)


@EVERY
def test_on_a_wide_screen_picture_and_five_levers_fit(lent, site, home, explorer):
    page = opened(lent, f"{site}/{home[explorer.name]}", explorer.name, 1280, 800)
    levers, drawn, reach = page.evaluate(REACH, explorer.name)
    assert levers == min(5, len(explorer.that_count())) and drawn == 1
    assert reach <= WIDE
    assert page.evaluate(CUT, explorer.name) == []


def test_what_would_be_cut_is_found(lent, site, home):
    name = "budget-lab-hospital"
    page = opened(lent, f"{site}/{home[name]}", name, 390, 664)
    page.add_style_tag(
        content=".jw-lab .jw-tab.table{overflow:auto;max-height:200px}.jw-lab .jw-headline{width:700px}"
    )
    tabs = {tab for tab, _ in page.evaluate(CUT, name)}
    assert "table" in tabs and "picture" in tabs
    page.add_style_tag(content=".jw-lab svg{height:640px}")
    assert min(page.evaluate(TOGETHER, name).values()) > PHONE


@EVERY
def test_more_levers_replace_the_five(lent, site, home, explorer):
    page = opened(lent, f"{site}/{home[explorer.name]}", explorer.name, 1280, 800)
    lab = page.locator(f'[data-explorer="{explorer.name}"]')
    seen, more = [], lab.locator("[data-explorer-more]")
    while True:
        seen += [row.get_attribute("data-lever") for row in lab.locator(".jw-lever:visible").all()]
        if len(seen) >= len(explorer.that_count()) or not more.is_visible():
            break
        more.click()
    assert seen == [lever.name for lever in explorer.that_count()]


def settings(explorer):
    """Return the presets of an explorer and eight settings by lot."""
    draw, changes = random.Random(8), []
    for _ in range(8):
        steps = {lever: round((lever.high - lever.low) / lever.step) for lever in explorer.fields}
        changes.append(
            {lever.name: round(lever.low + draw.randint(0, n) * lever.step, 6) for lever, n in steps.items()}
        )
    return [explorer.at(preset.name) for preset in explorer.presets] + [explorer.at(**change) for change in changes]


@EVERY
@pytest.mark.parametrize("size", [(1280, 800), (390, 664)], ids=["wide", "phone"])
def test_no_text_of_a_picture_stands_on_another(lent, site, home, explorer, size):
    page, found = opened(lent, f"{site}/{home[explorer.name]}", explorer.name, *size), {}
    for levers in settings(explorer):
        for which, picture in enumerate(explorer.show(levers).pictures):
            page.evaluate(DRAW, [explorer.name, explorer.to_link(levers), which])
            for pair in page.evaluate(OVERLAPS, [f'[data-explorer="{explorer.name}"] svg', *TOUCH]):
                found.setdefault(f"{picture.name}: {pair}", explorer.to_link(levers))
    assert found == {}


@EVERY
def test_a_lab_prints_on_one_page(lent, site, home, explorer):
    page = opened(lent, f"{site}/{home[explorer.name]}", explorer.name, 1280, 800)
    lab = page.locator(f'[data-explorer="{explorer.name}"]')
    moved = [lever for lever in explorer.that_count() if not lever.options and lever.default != lever.high][:3]
    page.evaluate("window.print = () => {}")
    for lever in moved:
        page.evaluate(
            MOVE,
            f"{explorer.name}-{lever.name}",
        )
    page.wait_for_timeout(300)
    lab.locator("[data-jw-print]").evaluate("button => button.click()")
    sheets = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(sheets) == 1
    text = re.sub(r"\s+", " ", sheets[0].extract_text())
    levers = explorer.at(**{lever.name: lever.high for lever in moved})
    unbroken = text.replace(" ", "")  # a line may end at a hyphen of a label
    assert f"#explorer={explorer.name}" in unbroken and "What it assumes" in text
    assert all(lever.label.replace(" ", "") in unbroken for lever in moved) and text.count("Was ") == len(moved)
    assert fill(explorer.show(levers).figure)[:6] in text


def test_a_picture_with_texts_on_each_other_would_be_seen(chrome):
    page = chrome.new_page()
    page.set_content(
        '<svg width="200" height="60"><text x="5" y="20">Payment</text><text x="9" y="22">Cost</text></svg>'
    )
    assert page.evaluate(OVERLAPS, ["svg", *TOUCH]) == ["Payment | Cost"]
    page.set_content(
        '<svg width="200" height="90"><text x="5" y="20">Payment</text><text x="9" y="62">Cost</text></svg>'
    )
    assert page.evaluate(OVERLAPS, ["svg", *TOUCH]) == []
    page.close()


def test_the_words_of_a_phone_are_the_page_s(lent, site, home):
    """One number is moved with + and −, and the line beside the headline tells it."""
    lab = explorers.five_years
    page = opened(lent, f"{site}/{home[lab.name]}", lab.name, 390, 664)
    row = page.locator(f'[data-explorer="{lab.name}"] [data-lever=recurring]')
    row.get_by_role("button", name="more").click()
    levers = lab.at(recurring=55)
    changed = page.locator(f'[data-explorer="{lab.name}"] [data-explorer-changed]')
    assert changed.inner_text() == lab.changed(levers) and "55%, not 50%" in changed.inner_text()
    row.get_by_role("button", name="less").click()
    assert changed.inner_text() == lab.changed(lab.at())
