"""What only some browsers do: refuse an address, keep a slider over a reload, block a script, force colours, print."""

import re
from html.parser import HTMLParser

import browser as support
import pytest

from joint_working.site import fonts

LAB = "book/4-money/one-pot.html"
READY = '[data-explorer="budget-lab-pot"][data-explorer-ready]'
SLIDER = "#budget-lab-pot-health_payment"
MOVE = (
    "(at) => { const lever = document.querySelector('%s'); lever.value = at; lever.dispatchEvent(new Event('input')) }"
)
FIGURE = "() => document.querySelector('[data-explorer=budget-lab-pot] [data-explorer-figure]').textContent"


class Controls(HTMLParser):
    """Every control of a page that a browser may fill in by itself, and whether it was told not to."""

    def __init__(self, text):
        super().__init__()
        self.free = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        filled = tag == "input" and found.get("type") not in ("file", "submit", "button")
        if (filled or tag in ("select", "textarea")) and found.get("autocomplete") != "off":
            self.free.append(found.get("id") or found.get("name"))


@pytest.mark.slow
def test_no_browser_keeps_what_a_control_held():
    free = {path: Controls((support.SITE / path).read_text(encoding="utf-8")).free for path in support.pages()}
    assert {path: names for path, names in free.items() if names} == {}


def opened(chrome, site, path=LAB, script="", block="", answer=None, **options):
    context = chrome.new_context(viewport={"width": 1280, "height": 900}, **options)
    if script:
        context.add_init_script(script)
    if block:
        context.route(f"**/{block}", lambda route: route.abort() if answer is None else route.fulfill(body=answer))
    page = context.new_page()
    page.goto(f"{site}/{path}")
    return page


@pytest.mark.browser
def test_an_address_that_may_not_be_written_loses_no_move(chrome, site):
    refuse = "history.replaceState = () => { throw new DOMException('too many', 'SecurityError') }"
    page = opened(chrome, site, script=refuse)
    page.wait_for_selector(READY)
    seen = []
    for at in (100, 200, 300, 400):
        page.evaluate(MOVE % SLIDER, at)
        seen.append(page.evaluate(FIGURE))
    page.wait_for_timeout(400)
    assert len(set(seen)) == 4
    page.context.close()


@pytest.mark.browser
def test_a_drag_writes_the_address_once_it_rests(chrome, site):
    count = "{ const write = history.replaceState; window.writes = 0;"
    count += "history.replaceState = function () { window.writes += 1; return write.apply(this, arguments) } }"
    page = opened(chrome, site, script=count)
    page.wait_for_selector(READY)
    for at in range(100, 160):
        page.evaluate(MOVE % SLIDER, at)
    page.wait_for_timeout(600)
    assert "health_payment=159" in page.evaluate("location.hash")
    assert page.evaluate("window.writes") <= 3
    page.context.close()


@pytest.mark.browser
def test_back_and_a_link_of_a_heading_keep_the_setting(chrome, site):
    page = opened(chrome, site)
    page.wait_for_selector(READY)
    usual = page.evaluate(FIGURE)
    page.evaluate("location.hash = '#explorer=budget-lab-pot&v=1&health_payment=400'")
    page.wait_for_function(f"(usual) => ({FIGURE})() !== usual", arg=usual)
    linked = page.evaluate(FIGURE)
    page.go_back()
    page.wait_for_function(f"(usual) => ({FIGURE})() === usual", arg=usual)
    page.evaluate(MOVE % SLIDER, 300)
    page.wait_for_timeout(400)
    moved = page.evaluate(FIGURE)
    assert moved not in (usual, linked)
    heading = page.locator("main h2[id], main section[id] > h2").first
    anchor = heading.evaluate("(one) => one.id || one.parentElement.id")
    page.evaluate("(anchor) => { location.hash = anchor }", anchor)
    page.reload()
    page.wait_for_selector(READY)
    assert page.evaluate(FIGURE) == moved and page.evaluate("location.hash") == "#" + anchor
    page.context.close()


@pytest.mark.browser
def test_two_labs_of_a_page_travel_together(chrome, site):
    path, names = (
        "book/3-two-places/clackmannanshire-and-stirling/side-by-side.html",
        ("decision-tracer", "localities"),
    )
    state = "(name) => document.querySelector(`[data-explorer=${name}]`).dataset.state"
    page = opened(chrome, site, path=path)
    for name in names:
        page.locator(f"[data-explorer={name}] select").first.evaluate(
            "(one) => { one.selectedIndex = 1; one.dispatchEvent(new Event('change')) }"
        )
    before = [page.evaluate(state, name) for name in names]
    page.wait_for_timeout(400)
    address = page.evaluate("location.hash")
    assert all(one.count("=") > 2 and one[1:] in address for one in before)
    other = opened(chrome, site, path=path + address)
    other.wait_for_load_state("load")
    after = [other.evaluate(state, name) for name in names]
    assert all(now.startswith(was) for now, was in zip(after, before, strict=True))
    page.context.close()
    other.context.close()


@pytest.mark.browser
def test_what_a_browser_kept_over_a_reload_gives_way_to_the_model(chrome, site):
    kept = "document.addEventListener('readystatechange', () => { if (document.readyState === 'interactive')"
    kept += f" document.querySelector('{SLIDER}').value = 855 }})"
    page = opened(chrome, site, script=kept)
    page.wait_for_selector(READY)
    assert page.locator(SLIDER).input_value() == "180"
    assert page.locator(SLIDER).get_attribute("aria-valuetext").startswith("£180.0m")
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("script", "answer"), [("pictures.js", None), ("explorer.js", None), ("explorer.js", "broken(")]
)
def test_a_script_that_does_not_start_leaves_a_sentence_and_the_picture(chrome, site, script, answer):
    page = opened(chrome, site, block=script, answer=answer)
    lab = page.locator("[data-explorer=budget-lab-pot]")
    lab.locator(".jw-stuck").wait_for(state="visible", timeout=8000)
    assert "did not start" in lab.locator(".jw-stuck").text_content()
    assert not lab.locator(".jw-levers").is_visible() and not lab.locator(".jw-actions").is_visible()
    assert lab.locator("svg:visible").count()
    lab.get_by_text("Table", exact=True).click()
    assert lab.locator("[data-explorer-table]").is_visible()
    page.context.close()


@pytest.mark.browser
def test_a_lab_that_started_says_nothing_of_it(chrome, site):
    page = opened(chrome, site)
    page.wait_for_selector(READY)
    page.wait_for_timeout(4500)
    assert page.locator(".jw-stuck:visible").count() == 0
    page.context.close()


def test_charts_are_printed_out_of_their_container():
    """Firefox prints no letter of a chart inside `container: inline-size`."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(fonts.FONTS.parent.glob("*.css")))
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    held = re.findall(r"([.\w-]+)\s*\{[^{}]*container:explorer/inline-size", text)
    rule = r"[^{}]*\{(?:[^{}]|\{[^{}]*\})*\}"  # `@page` holds its margins' rules
    printed = re.findall(rf"@media print\s*\{{((?:{rule})*)", text)
    freed = re.findall(r"([.\w-]+)\s*\{[^{}]*container:none", " ".join(printed))
    assert held and set(held) <= set(freed)


CONTRAST = """() => {
  const channel = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4) };
  const light = (c) => { const [r, g, b] = c.match(/[0-9.]+/g).map(Number); return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b) };
  const faint = [];
  document.querySelectorAll('.explorer svg, .jw-figure svg').forEach((svg) => {
    if (!svg.getClientRects().length) return;
    const ground = light(getComputedStyle(svg).backgroundColor);
    svg.querySelectorAll('text').forEach((text) => {
      const fill = getComputedStyle(text).fill;
      if (!text.textContent.trim() || !/^rgb\\(/.test(fill) || fill === 'rgb(255, 255, 255)') return;
      const ratio = (Math.max(ground, light(fill)) + 0.05) / (Math.min(ground, light(fill)) + 0.05);
      if (ratio < 4.5) faint.push(text.textContent + ' ' + fill + ' ' + getComputedStyle(svg).backgroundColor);
    });
  });
  return faint;
}"""  # noqa: E501


@pytest.mark.browser
@pytest.mark.parametrize("path", [LAB, "book/4-money/five-years.html", "book/2-who-decides/body-corporate.html"])
def test_charts_keep_a_light_ground_in_a_dark_contrast_theme(chrome, site, path):
    page = opened(chrome, site, path=path, forced_colors="active", color_scheme="dark")
    page.wait_for_selector("[data-explorer-ready]")
    assert page.evaluate(CONTRAST) == []
    marked = page.locator(".jw-side .bd-links a").evaluate_all(
        """(all) => { const probe = document.body.appendChild(document.createElement("i"));
        probe.style.color = "Canvas"; const ground = getComputedStyle(probe).color;
        return all.filter((a) => getComputedStyle(a).borderLeftColor !== ground).map((a) => a.textContent) }"""
    )
    current = page.locator(".jw-side .bd-links a[aria-current=page]").all_text_contents()
    assert marked == current
    page.context.close()
