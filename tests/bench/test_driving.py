"""What is timed inside a page: on a page of known slowness, and the pages that grow."""

import pytest

from joint_working.bench import growth, moves
from joint_working.bench.browser import launched
from joint_working.bench.driving import Place, opened, started
from joint_working.explorers import five_years

#: An explorer that works for 30 ms, says its answer at once and once more 60 ms later, and is ready after 200 ms.
SLOW = """<!doctype html><title>Slow</title><section data-explorer="slow"><p data-explorer-figure>7</p><fieldset
data-explorer-levers><select data-explorer-preset><option>a<option>b</select>
<input type="range" min="0" max="2" value="2"><select><option>a<option>b</select><select><option>one</select>
</fieldset><p id="said">0</p></section>
<script>
const section = document.querySelector("section"), said = document.getElementById("said").firstChild;
window.heard = [];
section.addEventListener("input", ({ target }) => {
  const until = performance.now() + 30;
  while (performance.now() < until);
  heard.push(target.tagName + target.value);
  said.data = heard.length;
  setTimeout(() => { said.data += "!"; }, 60);
});
setTimeout(() => { section.dataset.explorerReady = ""; }, 200);
</script>"""


@pytest.fixture
def slow(tmp_path):
    """Give the page of a slow explorer, ready, its tools, its place and its marks."""
    (tmp_path / "page.html").write_text(SLOW)
    place = Place("slow", tmp_path / "page.html", "#explorer=slow&v=1")
    with launched() as browser, opened(browser) as (tab, tools):
        yield tab, tools, started(tab, place.file, place.name)


@pytest.mark.browser
def test_a_slow_explorer_is_found_slow_late_and_beside_a_floor_that_is_not(slow):
    tab, tools, marks = slow
    assert 200 <= marks["ready"] < marks["answered"]
    assert marks["answered"] - marks["ready"] >= 30, "the first lever was moved and painted"
    tab.evaluate("heard.length = 0")
    taken = moves.timed(tab, "slow")
    assert min(taken.script) >= 30
    assert all(painted >= done for painted, done in zip(taken.paint, taken.script, strict=True))
    assert sorted(taken.floor)[len(taken.floor) // 2] < 30, "the floor does not wait for the explorer"
    assert tab.text_content("[data-explorer-figure]") == "7", "what the floor changed is put back"
    assert len(taken.floor) == len(taken.paint) == moves.MOVES
    heard = tab.evaluate("heard")
    assert heard[:4] == ["INPUT2", "SELECTb", "INPUT1", "SELECTa"], "each lever in turn, and back at its end"
    assert moves.counted(tab, tools, "slow")[2] == 1, "every move changed the page after its frame"
    assert moves.counted(tab, tools, "slow", floor=True)[2] == 0


@pytest.mark.parametrize(("pictures", "cells"), [(1, 10), (8, 100), (2, 1000)])
def test_a_page_that_grows_has_so_many_pictures_and_cells(pictures, cells, tmp_path):
    grown = growth.grown(pictures, cells)
    shown = grown.show()
    assert len(shown.pictures) == pictures and len({picture.name for picture in shown.pictures}) == pictures
    assert sum(len(row.cells) for row in shown.table.rows) == cells
    assert len(five_years.show().pictures) == 2, "the explorer itself is as it was"
    static = tmp_path / "static"
    static.mkdir()
    (static / "explorer.js").write_text("")
    text = growth.written(grown, tmp_path, static).page.read_text(encoding="utf-8")
    assert text.count('data-picture="') == pictures and "explorer.js" in text and "vega.js" not in text
