"""One model, two runtimes: a hundred settings of every explorer, in Python and in the page's own arithmetic."""

import json
import math

import pytest
import vl_convert
from settings import at_random, at_ties

from joint_working.explorers import every
from joint_working.formula import named

pytestmark = pytest.mark.slow


def on_page(explorer, levers):
    """Return the results of an explorer's recorded steps, worked out by Vega."""
    signals = [{"name": lever.name, "value": getattr(levers, lever.name)} for lever in explorer.fields]
    signals += [{"name": step.name, "update": step.text} for step in explorer.recording.steps]
    text = {"signal": f"'[' + join([{','.join(explorer.recording.results)}], ',') + ']'"}
    svg = vl_convert.vega_to_svg(
        {"signals": signals, "marks": [{"type": "text", "encode": {"update": {"text": text}}}]}
    )
    return json.loads(svg[svg.index(">[") + 1 : svg.index("]<") + 1])


@pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)
def test_python_and_page_agree(explorer):
    settings = at_random(explorer, 100) + at_ties(explorer)
    worst = 0.0
    for levers in settings:
        python, page = named(explorer.model(levers)), on_page(explorer, levers)
        assert len(page) == len(python) and all(map(math.isfinite, page))
        worst = max(worst, *(abs(a - b) for a, b in zip(page, python.values(), strict=True)))
    assert worst <= 1e-9
    print(f"{explorer.name}: {len(settings)} settings, largest difference {worst:.1e}")


def test_a_difference_would_be_seen():
    explorer = every()[0]
    wrong = explorer.model(explorer.at(council_run=46))
    page = on_page(explorer, explorer.at())
    assert max(abs(a - b) for a, b in zip(page, named(wrong).values(), strict=True)) > 1
