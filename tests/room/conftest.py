"""What every test of the room has: a file of its own."""

import pytest

from joint_working.room import store


@pytest.fixture
def kept(tmp_path):
    opened = store.Store(tmp_path / "room.sqlite")
    yield opened
    opened.close()
