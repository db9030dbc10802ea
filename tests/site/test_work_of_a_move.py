"""What a browser has to do when a lever moves, by its own counts: they are steadier than times."""

import pytest

from joint_working.explorers import every

pytestmark = pytest.mark.browser

MOVES, WARM = 20, 6
#: How often the browser may style and lay out the page for one move: once for the words, once for the pictures.
MOST = 2
#: Moves a lever to and fro so many times, with two frames to each. It stays off its starting point: when the list of
#: those changes, the browser looks for forms to fill in.
MOVE = """async ([name, moves]) => {
  const section = document.querySelector(`[data-explorer="${name}"]`), next = () => new Promise(requestAnimationFrame);
  const lever = section.querySelector("[data-lever] [type=range]") || section.querySelector("[data-lever] select");
  const isRange = lever.type === "range", middle = Math.round((Number(lever.min) + Number(lever.max)) / 2);
  for (let n = 0; n < moves; n += 1) {
    if (isRange) { lever.value = middle; lever.stepUp(1 + n % 2); }
    else lever.selectedIndex = n % 2;
    lever.dispatchEvent(new Event("input", { bubbles: true }));
    await next();
    await next();
    await new Promise((done) => setTimeout(done));  // an event comes before its frame, not in it
  }
}"""
#: A handler that asks for a measure between what it writes.
FORCED = """() => document.addEventListener("input", () => document.querySelectorAll("[data-lever]").forEach((one) => {
  one.style.paddingTop = one.offsetHeight % 2 + "px";
}))"""


def work(page, explorer):
    """Return how often the browser styled and laid out the page for each move of a lever, and its ms of script."""
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable")

    def counts():
        found = {one["name"]: one["value"] for one in tools.send("Performance.getMetrics")["metrics"]}
        return [found[name] for name in ("RecalcStyleCount", "LayoutCount", "ScriptDuration")]

    page.evaluate(MOVE, [explorer, WARM])
    before = counts()
    page.evaluate(MOVE, [explorer, MOVES])
    styled, laid_out, script = ((after - was) / MOVES for after, was in zip(counts(), before, strict=True))
    return styled, laid_out, 1000 * script


def at_lever(open_page, home, explorer):
    page, heard = open_page(home[explorer.name])
    page.wait_for_selector(f'[data-explorer="{explorer.name}"][data-explorer-ready]')
    page.locator(f'[data-explorer="{explorer.name}"] .jw-levers').scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    return page, heard


@pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)
def test_a_move_styles_and_lays_out_the_page_twice_at_most(open_page, home, explorer):
    page, heard = at_lever(open_page, home, explorer)
    styled, laid_out, script = work(page, explorer.name)
    print(f"{explorer.name}: {styled:.1f} styles, {laid_out:.1f} layouts, {script:.1f} ms of script a move")
    assert styled <= MOST and laid_out <= MOST
    assert heard.said == []


def test_a_handler_that_asks_for_a_measure_would_be_seen(open_page, home):
    page, _ = at_lever(open_page, home, every()[0])
    page.evaluate(FORCED)
    styled, laid_out, _ = work(page, every()[0].name)
    assert styled > MOST and laid_out > MOST


#: Moves a lever of an explorer that is far below what is seen, and gives its wide drawings two frames later.
FAR = """async (name) => {
  const section = document.querySelector(`[data-explorer="${name}"]`), next = () => new Promise(requestAnimationFrame);
  const far = section.querySelector("figure").getBoundingClientRect().top;
  if (far < innerHeight + 300) throw new Error("It is near the screen.");
  const lever = section.querySelector("[data-lever] [type=range]");
  lever.value = lever.max;
  lever.dispatchEvent(new Event("input", { bubbles: true }));
  await next();
  await next();
}"""
DRAWN = """name => Array.from(document.querySelectorAll(`[data-explorer="${name}"] .jw-wide svg`), s => s.outerHTML)"""


@pytest.mark.parametrize("how", ["printed", "near"])
def test_a_picture_off_the_screen_is_moved_when_it_comes_near_or_is_printed(open_page, home, how):
    name = "budget-lab-fan"
    page, heard = open_page(home[name])
    page.wait_for_selector(f'[data-explorer="{name}"][data-explorer-ready]', state="attached")
    before = page.evaluate(DRAWN, name)
    page.evaluate("scrollTo(0, 0)")
    page.evaluate(FAR, name)
    assert page.evaluate(DRAWN, name) == before
    if how == "printed":
        page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    else:
        page.locator(f'[data-explorer="{name}"] figure').first.scroll_into_view_if_needed()
        page.wait_for_timeout(500)
    after = page.evaluate(DRAWN, name)
    moved = [one != was for one, was in zip(after, before, strict=True)]
    assert moved[0] and all(moved) == (how == "printed")  # nor is one moved that is not shown
    assert heard.said == []
