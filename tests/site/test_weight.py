"""Every page is light enough for a phone: the budgets that `make measure` prints."""

import pytest

from joint_working.site import measure

pytestmark = pytest.mark.browser


def test_every_page_is_within_its_budget(chrome):
    rows = measure.weights(chrome)
    assert len(rows) > 5
    assert [(name, size) for name, size, _, most in rows if size > most * 1000] == []
