"""Every table, spoiled in every way a hand spoils one, is refused in one sentence that names the file and the place.

test_refusals.py tries the rules one by one on a few tables; this goes through them all, column by column.
"""

import csv
import random
import shutil
from io import StringIO
from pathlib import Path

import pytest

from joint_working import evidence
from joint_working.evidence.tables import _listed, _table

REAL = Path(__file__).parents[2] / "data"
SEED = 20261125
#: Rows kept of a long table: enough to spoil, and quick to read again for each column.
MOST = 40
WRONG = {"number": "about a dozen", "integer": "1.5", "date": "31/11/2026"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Copy the tables once; each test puts back what it spoils."""
    made = tmp_path_factory.mktemp("spoiled") / "data"
    shutil.copytree(REAL, made)
    return made


def with_cell(rows, number, column, cell):
    """Return the rows with another cell in a row, numbered as a spreadsheet does."""
    place = rows[0].index(column)
    row = rows[number - 1]
    return [*rows[: number - 1], [*row[:place], cell, *row[place + 1 :]], *rows[number:]]


def ways(rows, schema, draw):
    """Yield (spoiled rows, the place and the words expected of the message, or None where it may be read)."""
    names, last = rows[0], len(rows)

    def any_row():
        return draw.randint(2, last)

    out = draw.randrange(len(names))
    yield [row[:out] + row[out + 1 :] for row in rows], f"row 1, column {names[out]}: expected a column called"
    yield [[*row, "unasked"] for row in rows], "row 1, column unasked: expected no column called 'unasked', found"
    for spoil in (lambda row: row[:-1], lambda row: [*row, "one more"]):
        row = any_row()
        ragged = [*rows[: row - 1], spoil(rows[row - 1]), *rows[row:]]
        yield ragged, f"row {row}, column {names[-1]}: expected {len(names)} cells in the row, found"
    for field in schema["fields"]:
        column, constraints = field["name"], field.get("constraints", {})
        filled = [number for number in range(2, last + 1) if rows[number - 1][names.index(column)]]
        row = draw.choice(filled) if filled else any_row()
        place = f"row {row}, column {column}: expected "
        yield with_cell(rows, row, column, ""), place if constraints.get("required") else None
        yield with_cell(rows, row, column, "a line\nand another"), place
        if field["type"] in WRONG:
            yield with_cell(rows, row, column, WRONG[field["type"]]), place
        if "enum" in constraints:
            yield with_cell(rows, row, column, "none of them"), f"{place}one of "
    for link in schema.get("foreignKeys", []):
        column, row = _listed(link["fields"])[-1], any_row()
        yield with_cell(rows, row, column, "no-such-key"), f"row {row}, column {column}: expected "
    key, row = _listed(schema["primaryKey"]), any_row()
    yield [*rows, rows[row - 1]], f"row {last + 1}, column {key[0]}: expected no repeat of row {row}, found"


@pytest.mark.parametrize("name", evidence.tables())
def test_a_spoiled_table_is_refused_in_one_sentence(folder, monkeypatch, name):
    monkeypatch.setenv("JOINT_WORKING_DATA", str(folder))
    resource, draw = evidence.describe(name), random.Random(f"{SEED} {name}")
    path, file = folder / resource["path"], f"data/{resource['path']}"
    whole = path.read_bytes()
    rows = list(csv.reader(StringIO(whole.decode(), newline="")))[: MOST + 1]

    def read(made):
        """Read the table anew, not what is remembered of it; the tables it refers to are read once."""
        path.write_bytes(made)
        return _table.__wrapped__(name, folder)

    def written(made):
        text = StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(made)
        return text.getvalue().encode()

    def refused(made, start):
        with pytest.raises(evidence.EvidenceError) as caught:
            read(made)
        message = str(caught.value)
        assert message.startswith(f"{file}, {start}"), f"{message}\nwas to begin with {start}"
        assert "\n" not in message and "found " in message

    try:
        good = written(rows)
        assert len(read(good)) == len(rows) - 1
        for spoiled, start in ways(rows, resource["schema"], draw):
            if start is not None:
                refused(written(spoiled), start)
                continue
            try:
                read(written(spoiled))
            except evidence.EvidenceError as error:
                assert str(error).startswith(f"{file}, row ")
        number = draw.randint(2, len(rows))
        lines = good.split(b"\n")
        lines[number - 1] += "£".encode("latin-1")
        refused(b"\n".join(lines), f"row {number}: expected text in UTF-8, found other bytes")
    finally:
        path.write_bytes(whole)
