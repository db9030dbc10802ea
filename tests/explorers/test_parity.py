"""One model, two runtimes: a hundred settings of every explorer, in Python and in the script of the page."""

from dataclasses import replace

import pytest
from settings import at_ties

from joint_working.bench.parity import at_random, largest_difference
from joint_working.explorers import every

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def blank(chrome):
    page = chrome.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)
def test_python_and_page_agree(blank, explorer):
    settings = at_random(explorer, 100) + at_ties(explorer)
    worst = largest_difference(blank, explorer, settings)
    assert worst <= 1e-9
    print(f"{explorer.name}: {len(settings)} settings, largest difference {worst:.1e}")


def test_a_difference_would_be_seen(blank):
    explorer = every()[0]

    def wrong(levers):
        return explorer.model(replace(levers, council_run=46))

    assert largest_difference(blank, replace(explorer, model=wrong), [explorer.at()]) > 1
