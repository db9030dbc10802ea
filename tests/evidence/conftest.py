"""A copy of the real tables that a test may spoil."""

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from joint_working import evidence

REAL = Path(__file__).parents[2] / "data"


@dataclass
class Copy:
    """The copied folder, and ways of spoiling it. Rows are numbered as a spreadsheet does: the header is row 1."""

    folder: Path

    def rows(self, name):
        with open(self.folder / f"{name}.csv", encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, name, rows):
        with open(self.folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    def put(self, name, row, column, value):
        rows = self.rows(name)
        rows[row - 1][rows[0].index(column)] = value
        self.write(name, rows)


@pytest.fixture
def copy(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    shutil.copytree(REAL, folder)
    monkeypatch.setenv("JOINT_WORKING_DATA", str(folder))
    return Copy(folder)


@pytest.fixture
def refusal():
    """Return a function that gives the message with which a table, or all the evidence, is refused."""

    def message(name=None, today="2026-11-24"):
        with pytest.raises(evidence.EvidenceError) as caught:
            evidence.table(name) if name else evidence.check(today=today)
        text = str(caught.value)
        assert "\n" not in text and len(text) < 500
        return text

    return message
