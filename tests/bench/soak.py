"""Long checks, by `make soak`: two thousand settings of every explorer, what they say, and axe on every page.

The settings are set through the signals of each explorer's recorded model, in one page of the real browser.
"""

import math

import browser as support
import pytest
from axe_playwright_python.sync_playwright import Axe
from settings import at_random, summed
from test_true_words import LABS, judged

from joint_working.explorers import every
from joint_working.formula import named

pytestmark = pytest.mark.browser

SETTINGS = 2000
SEED = 20261124
RUN = """async ([names, steps, results, settings]) => {
  const signals = names.map(name => ({ name, value: 0 })).concat(steps.map(([name, update]) => ({ name, update })));
  const options = { ast: true, mode: "vega", actions: false };
  const made = await vegaEmbed(document.createElement("div"), { signals }, options);
  return settings.map(values => {
    names.forEach((name, at) => made.view.signal(name, values[at]));
    made.view.run();
    return results.map(name => made.view.signal(name)).map(value => Number.isFinite(value) ? value : String(value));
  });
}"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
#: Wide; a phone; 400% zoom of a wide window, which leaves 320 pixels; and wide in forced colours.
SIZES = {"wide": (1280, None), "phone": (360, None), "zoom": (320, None), "forced colours": (1280, "active")}


@pytest.fixture(scope="module")
def one_page(chrome, site):
    context = chrome.new_context()
    heard = support.watch(context)
    page = context.new_page()
    page.goto(f"{site}/book/4-money/five-years.html")
    page.wait_for_selector("[data-explorer-ready]")
    yield page, heard
    context.close()


@pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)
def test_two_thousand_settings_give_numbers_and_the_same_as_python(one_page, explorer):
    page, heard = one_page
    settings = at_random(explorer, SETTINGS, seed=SEED)
    names = [lever.name for lever in explorer.fields]
    values = [[getattr(levers, name) for name in names] for levers in settings]
    sums = [summed(explorer, levers) for levers in settings]
    names, values = [*names, *sums[0]], [[*row, *more.values()] for row, more in zip(values, sums, strict=True)]
    steps = [[step.name, step.text] for step in explorer.recording.steps]
    found = page.evaluate(RUN, [names, steps, list(explorer.recording.results), values])
    worst = 0.0
    for levers, answers in zip(settings, found, strict=True):
        python = list(named(explorer.model(levers)).values())
        assert all(isinstance(value, (int, float)) and math.isfinite(value) for value in answers), levers
        assert explorer.sentence(levers)
        worst = max(worst, *(abs(a - b) for a, b in zip(answers, python, strict=True)))
    assert worst <= 1e-9 and heard.outside == [] and heard.said == []
    print(f"{explorer.name}: {SETTINGS} settings of {len(names)} levers, largest difference {worst:.1e}")


@pytest.mark.parametrize("explorer", LABS, ids=lambda explorer: explorer.name)
def test_what_a_lab_says_is_true_at_two_thousand_settings(explorer):
    made, wrong = judged(explorer, SETTINGS)
    print(f"{explorer.name}: {sum(made.values())} claims of {len(made)} kinds")
    assert not wrong, {what: found[0] for what, found in wrong.items()}


@pytest.mark.parametrize("path", [path for path in support.pages() if path != "index.html"])
def test_axe_finds_nothing_at_any_size(open_page, path):
    for size, (width, colours) in SIZES.items():
        page, heard = open_page(path, width=width, **({"forced_colors": colours} if colours else {}))
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{size}: {found.generate_report()}"
        assert heard.outside == [] and heard.said == []
        page.close()
