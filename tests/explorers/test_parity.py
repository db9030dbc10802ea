"""One model, two runtimes: a hundred settings of every explorer, in Python and in the page's own arithmetic."""

import json
import math
import re

import pytest
import vl_convert
from settings import at_ties

from joint_working.bench.parity import at_random, summed
from joint_working.explorers import every
from joint_working.formula import named

pytestmark = pytest.mark.slow


def on_page(explorer, settings):
    """Return the results of an explorer's recorded steps for each setting, worked out by Vega.

    The page works the steps out as signals, one setting at a time. Here they run down a table of settings, so that
    each is read once; the same steps run as signals in the browser's tests.
    """
    rows = [vars(levers) | summed(explorer, levers) for levers in settings]
    names = {*rows[0], *(step.name for step in explorer.recording.steps)}

    def of_a_row(text):
        return re.sub(r"[A-Za-z_]\w*", lambda word: f"datum.{word[0]}" if word[0] in names else word[0], text)

    steps = [
        {"type": "formula", "as": step.name, "expr": of_a_row(step.text)}
        for step in explorer.recording.steps
        if not step.name.startswith("say_")  # only words are made of these, and the browser's tests compare words
    ]
    results = ",".join(f"datum.{name}" for name in explorer.recording.results)
    said = {"update": {"description": {"signal": f"'[' + join([{results}], ',') + ']'"}}}
    svg = vl_convert.vega_to_svg(
        {
            "data": [{"name": "settings", "values": rows, "transform": steps}],
            "marks": [{"type": "rect", "from": {"data": "settings"}, "encode": said}],
        }
    )
    return [json.loads(found) for found in re.findall(r'aria-label="(\[[^"]*\])"', svg)]


@pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)
def test_python_and_page_agree(explorer):
    settings = at_random(explorer, 100) + at_ties(explorer)
    worst = 0.0
    for levers, page in zip(settings, on_page(explorer, settings), strict=True):
        python = named(explorer.model(levers))
        assert len(page) == len(python) and all(map(math.isfinite, page))
        worst = max(worst, *(abs(a - b) for a, b in zip(page, python.values(), strict=True)))
    assert worst <= 1e-9
    print(f"{explorer.name}: {len(settings)} settings, largest difference {worst:.1e}")


def test_a_difference_would_be_seen():
    explorer = every()[0]
    wrong = explorer.model(explorer.at(council_run=46))
    (page,) = on_page(explorer, [explorer.at()])
    assert max(abs(a - b) for a, b in zip(page, named(wrong).values(), strict=True)) > 1
