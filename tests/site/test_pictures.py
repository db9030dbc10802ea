"""A picture that is moved on the page is the one that Vega draws: attribute for attribute, wide and narrow."""

import mirror
import pytest

from joint_working.bench import parity
from joint_working.explorers import every

pytestmark = pytest.mark.browser

SETTINGS = 20


@pytest.fixture(scope="module")
def page(chrome):
    context = chrome.new_context()
    yield mirror.opened(context.new_page())
    context.close()


@pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)
def test_pictures_move_as_vega_draws_them(page, explorer):
    assert mirror.of_explorer(page, explorer, mirror.ends(explorer) + parity.at_random(explorer, SETTINGS)) == []
