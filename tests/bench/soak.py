"""Long checks, by `make soak`: settings of every explorer, what they say, axe on every page, Board night played.

The settings are set through the signals of each explorer's recorded model, in one page of the real browser.
"""

import csv
import io
import random

import browser as support
import mirror
import pytest
from axe_playwright_python.sync_playwright import Axe
from played import NIGHT, VARIANTS, Bills, lowest, play, report
from rooms import gathered, running, strange
from sums import what_does_not_add
from test_indicator_reader import at_random
from test_live import held_against_python, kernel  # noqa: F401 (a fixture)
from test_true_words import LABS, judged

from joint_working.bench import crowd, parity
from joint_working.explorers import every, five_years
from joint_working.room import store

pytestmark = pytest.mark.browser

SETTINGS = 2000
SEED = 20261124
#: Opens one address after the other and takes the text of the CSV that each gives.
TAKEN = """async ([name, links]) => {
  const node = document.querySelector(`[data-explorer="${name}"]`), files = [];
  URL.createObjectURL = (file) => { files.push(file); return "#"; };
  HTMLAnchorElement.prototype.click = () => {};
  for (const link of links) {
    history.replaceState(null, "", link);
    dispatchEvent(new Event("hashchange"));
    node.querySelector('[data-action="csv"]').click();
  }
  return Promise.all(files.map(file => file.text()));
}"""
FILES = 500
#: Settings of each explorer at which its pictures are drawn, wide and narrow.
DRAWN = 100
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
#: Wide; a phone; 400% zoom of a wide window, which leaves 320 pixels; and wide in forced colours.
SIZES = {"wide": (1280, None), "phone": (360, None), "zoom": (320, None), "forced colours": (1280, "active")}


@pytest.fixture(scope="module")
def one_page(chrome, site):
    context = chrome.new_context()
    heard = support.watch(context)
    page = context.new_page()
    page.goto(f"{site}/{parity.PAGE}")
    page.wait_for_selector("[data-explorer-ready]")
    yield page, heard
    context.close()


@pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)
def test_two_thousand_settings_give_numbers_and_the_same_as_python(one_page, explorer):
    page, heard = one_page
    settings = parity.at_random(explorer, SETTINGS, seed=SEED)
    assert all(explorer.sentence(levers) for levers in settings)
    worst = parity.largest_difference(page, explorer, settings)
    assert worst <= 1e-9 and heard.outside == [] and heard.said == []
    print(f"{explorer.name}: {SETTINGS} settings of {len(explorer.fields)} levers, largest difference {worst:.1e}")


@pytest.fixture(scope="module")
def pictures(chrome):
    context = chrome.new_context()
    yield mirror.opened(context.new_page())
    context.close()


@pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)
def test_pictures_move_as_vega_draws_them_at_a_hundred_settings(pictures, explorer):
    settings = mirror.ends(explorer) + parity.at_random(explorer, DRAWN, seed=SEED)
    assert mirror.of_explorer(pictures, explorer, settings, both=True) == []


def test_drawings_of_the_indicator_reader_move_as_vega_draws_them_at_a_hundred_settings(pictures):
    assert mirror.of_reader(pictures, at_random(DRAWN, seed=SEED)) == []


def test_the_sums_of_five_years_add_up_in_the_file_of_five_hundred_settings(one_page, site):
    """The file a reader takes away has the cells of Python's table, and its sums hold to the digit."""
    page, _ = one_page
    page.goto(f"{site}/book/4-money/five-years.html")
    page.wait_for_selector(f'[data-explorer="{five_years.name}"][data-explorer-ready]')
    settings = parity.at_random(five_years, FILES, seed=SEED)
    files = page.evaluate(TAKEN, [five_years.name, [five_years.to_link(levers) for levers in settings]])
    for levers, file in zip(settings, files, strict=True):
        rows, cells = list(csv.reader(io.StringIO(file))), five_years.cells(levers)
        at = next(number for number, row in enumerate(rows) if row[:1] == cells[0][:1])
        printed = rows[at : at + len(cells)]
        assert printed == [[label, *(cell.replace("−", "-") for cell in row)] for label, *row in cells], levers
        assert what_does_not_add(printed, round(10 * levers.reserves)) == [], levers


@pytest.mark.parametrize("explorer", LABS, ids=lambda explorer: explorer.name)
def test_what_a_lab_says_is_true_at_two_thousand_settings(explorer):
    made, wrong = judged(explorer, SETTINGS)
    print(f"{explorer.name}: {sum(made.values())} claims of {len(made)} kinds")
    assert not wrong, {what: found[0] for what, found in wrong.items()}


@pytest.mark.kernel
@pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)
def test_widgets_in_a_real_kernel_answer_as_the_page_does_at_twenty_settings(kernel, explorer):  # noqa: F811
    held_against_python(kernel, explorer, 20)


@pytest.mark.parametrize("path", [path for path in support.pages() if path != "index.html"])
def test_axe_finds_nothing_at_any_size(open_page, path):
    for size, (width, colours) in SIZES.items():
        page, heard = open_page(path, width=width, **({"forced_colors": colours} if colours else {}))
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{size}: {found.generate_report()}"
        assert heard.outside == [] and heard.said == []
        page.close()


def test_three_hundred_phones_answer_twenty_polls_and_none_is_lost_or_counted_twice(tmp_path):
    """Each phone sends each answer twice, within five seconds of the others; p95 of a request is under 300 ms."""
    kept = store.Store(tmp_path / "room.sqlite")
    with running(kept, support.SITE) as app:
        app.state.room.joins.times = app.state.room.sends.times = 10_000  # all come from one machine
        met = gathered(app.state.address, kept.code, kept.desk, phones=300, polls=20, over=5.0)
    print(met.line())
    assert set(met.counted) == {300}
    assert [len(kept.answers(key, 0)) for key in crowd.SINGLE[:20]] == [300] * 20
    assert met.p95 < 0.3
    kept.close()


def test_five_thousand_strange_requests_do_not_break_a_room(tmp_path):
    kept = store.Store(tmp_path / "room.sqlite")
    with running(kept, support.SITE) as app:
        app.state.room.joins.times = app.state.room.sends.times = 100_000
        assert strange(app.state.address, kept, 5000) == []
    kept.close()


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_thousand_board_nights_have_no_dominant_option_and_no_shared_bill(variant):
    rnd, bills = random.Random(f"soak-{variant}"), Bills(NIGHT)
    plays = [play(variant, rnd, bills) for _ in range(1000)]
    print(report(variant, plays))
    assert max(lowest(plays)) <= 0.5
    for one in plays:
        assert all(held.quorum.needed == -(-held.voters // 2) for held in one.votes)
