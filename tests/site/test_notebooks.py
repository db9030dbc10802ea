# ruff: noqa: E501 (pages as they are written)
"""Notebooks: run, stripped, checked and resolved, on small ones made here."""

import json

import nbformat
import pytest

from joint_working.site import notebooks

MARKDOWN = """\
(the-start)=
# One pot

```{chapter-head}
:part: The money
:as-at: 2018-05-01
:minutes: 20
:read-first: "{doc}`two`"
```

The gap was {fact}`gap-2024-25`. It grew by {fact}`growth` in [a year](https://example.org). A plan is made. {rule}`plan`

- First {fact}`pot-2023-24`. More.
- Second, see {source}`paper` and {term}`set-aside <Set-aside>`.

| What | Sum |
|---|---|
| Gap | {fact}`gap-2024-25` |

{.jw-lead}
See {doc}`Two years <../money/two>`, [](two.md), {ref}`the-end`, {math}`a + b` and `` {fact}`code` ``.

:::{note}
Inside {fact}`growth`.

```{admonition} Careful
Deep.
```
:::

```{exercise} guess
:hint: Not {fact}`growth`.

What {term}`next`?

- [x] This.

  Yes: {fact}`growth`.
- [ ] That.

  This takes one for the other. [Two](two.md)
```

```{unheard-of} argument
body {unknown}`words`
```

```{math}
x = y
```

```python
text = "{fact}`left alone`"
```

% a comment
+++
```{sources}
:also: act
```
"""
RESOLVED = """\
# One pot

The money · As at 1 May 2018 · 20 minutes · Read first: [Two years later](two.md)

The gap was £457m. [Audit finding, 2024/25](https://example.org/a) It grew by 3.1% a year in [a year](https://example.org). [Official statistic, 2020/21](https://example.org/s) A plan is made. [Law: 2014 Act, section 29](https://example.org/act)

- First almost £9bn. [Audit finding, 2023/24](https://example.org/a) More.
- Second, see (A paper, no date) and [set-aside](../reference/glossary.md).

| What | Sum |
|---|---|
| Gap | £457m [Audit finding, 2024/25](https://example.org/a) |

See [Two years](two.md), [Two years later](two.md), [The end](two.md), $a + b$ and `` {fact}`code` ``.

> **Note**
>
> Inside 3.1% a year. [Official statistic, 2020/21](https://example.org/s)
>
> > **Careful**
> >
> > Deep.

**What [next](../reference/glossary.md)?**

1. This.
2. That.

<details><summary>A hint</summary>

Not 3.1% a year. [Official statistic, 2020/21](https://example.org/s)

</details>

<details><summary>Answers and reasons</summary>

1. **Right.** Yes: 3.1% a year. [Official statistic, 2020/21](https://example.org/s)
2. This takes one for the other. [Two](two.md)

</details>

**argument**

body words

$$
x = y
$$

```python
text = "{fact}`left alone`"
```

- A paper. A report. Published: not shown.
- Auditors. [Finance <bulletin>](https://example.org/a). Published: July 2024.
- Legislation. [Joint Working Act](https://example.org/act). Published: 2014.
- Statisticians. [Costs](https://example.org/s). Published: 2021.

Contains public sector information licensed under the Open Government Licence v3.0."""


def made(*cells, **metadata):
    return nbformat.from_dict({"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def code(source, identity="c", **more):
    cell = {"cell_type": "code", "id": identity, "metadata": {}, "source": source, "outputs": []}
    return {**cell, "execution_count": None, **more}


def markdown(source):
    return {"cell_type": "markdown", "id": "m", "metadata": {}, "source": source}


@pytest.fixture
def book(tmp_path, data):
    root = tmp_path / "book"
    (root / "money").mkdir(parents=True)
    (root / "reference").mkdir()
    (root / "money" / "two.md").write_text("# Two years later\n\n(the-end)=\n## The end\n\nIt was {fact}`growth`.\n")
    (root / "reference" / "glossary.md").write_text(
        "# Glossary\n\n```{glossary}\nSet-aside\n  Beside the {term}`pot`.\n```\n"
    )
    hidden = code("1 + 1", metadata={"tags": ["hide-input"]}, execution_count=3)
    notebooks.write(made(markdown(MARKDOWN), hidden), root / "money" / "one.ipynb")
    return root


def test_a_resolved_notebook_reads_as_plain_text(book, tmp_path):
    (path,) = notebooks.resolve(tmp_path / "lab", book)
    assert path == tmp_path / "lab" / "money" / "one.ipynb"
    copy = notebooks.read(path)
    assert copy.cells[0].source == RESOLVED
    assert notebooks.left_over_roles(copy) == []
    assert copy.cells[1].outputs == [] and copy.cells[1].execution_count is None
    assert copy.cells[1].metadata["jupyter"] == {"source_hidden": True}
    nbformat.validate(copy)
    glossary = (tmp_path / "lab" / "reference" / "glossary.md").read_text()
    assert "**Set-aside**" in glossary and "Beside the [pot](glossary.md)." in glossary and "{" not in glossary


def test_what_is_left_raw_is_found():
    raw = made(markdown("A {fact}`x`.\n\n:::{note}\nHi\n:::\n\n(here)=\n\n`` {fact}`code` ``\n\n```md\n{a}`b`\n```\n"))
    assert notebooks.left_over_roles(raw) == ["{fact}`x`", ":::{note}", "(here)="]


def test_a_readers_changes_are_kept(book, tmp_path, capsys):
    (path,) = notebooks.resolve(tmp_path / "lab", book)
    notebooks.resolve(tmp_path / "lab", book)
    assert [p.name for p in path.parent.glob("*.ipynb")] == ["one.ipynb"]
    mine = notebooks.read(path)
    mine.cells[1].source = "2 + 2"
    notebooks.write(mine, path)
    notebooks.resolve(tmp_path / "lab", book)
    assert notebooks.read(path.with_name("one-yours-1.ipynb")).cells[1].source == "2 + 2"
    assert notebooks.read(path).cells[1].source == "1 + 1" and "kept in" in capsys.readouterr().out


def test_what_changes_by_itself_is_removed():
    view = {notebooks.WIDGET: {"model_id": "a1"}}
    outputs = [
        {"output_type": "display_data", "data": {**view, "text/plain": "x"}, "metadata": {}, "transient": {"d": 1}},
        {"output_type": "display_data", "data": view, "metadata": {}},
        {"output_type": "stream", "name": "stdout", "text": "said"},
    ]
    cell = code("x", outputs=outputs, metadata={"execution": {"iopub.status.busy": "now"}, "tags": ["t"]})
    language = {"name": "python", "version": "3.11.7"}
    stripped = notebooks.strip(made(cell, widgets={"state": {}}, language_info=language))
    assert stripped.metadata == {"language_info": {"name": "python"}}
    assert [o.get("data") for o in stripped.cells[0].outputs] == [{"text/plain": "x"}, None]
    assert stripped.cells[0].metadata == {"tags": ["t"]} and "transient" not in stripped.cells[0].outputs[0]


@pytest.mark.parametrize(
    "cell, metadata, fault",
    [
        (code("x = 1"), {}, "cell 1 has not been run"),
        (code("x = 1", execution_count=4), {}, "cell 1 was run out of order: expected 1, found 4"),
        (code("x", execution_count=1), {}, "cell 1 has no stored output"),
        (code("import os", execution_count=1), {"widgets": {}}, "widget states are stored in its metadata"),
        (code("import os", execution_count=1), {}, "no cell has a stored output"),
    ],
)
def test_a_notebook_not_stored_as_it_should_be_is_refused(tmp_path, capsys, cell, metadata, fault):
    path = tmp_path / "n.ipynb"
    notebooks.write(made(cell, **metadata), path)
    assert notebooks.main(["check", str(path)]) == 1
    assert fault in capsys.readouterr().out


@pytest.mark.kernel
@pytest.mark.slow
def test_running_again_changes_no_byte(tmp_path, capsys):
    path = tmp_path / "run.ipynb"
    lines = "import sys, joint_working\nfor n in range(3):\n    print(n, flush=True)\n"
    cells = [code(lines, "first"), markdown("Between."), code("sum([1, 2])", "second")]
    notebooks.write(made(*cells), path)
    assert notebooks.main(["execute", str(path)]) == 0
    first = path.read_bytes()
    stored = json.loads(first)
    assert [c["id"] for c in stored["cells"]] == ["first", "m", "second"]
    assert stored["cells"][0]["outputs"] == [
        {"name": "stdout", "output_type": "stream", "text": ["0\n", "1\n", "2\n"]}
    ]
    assert "version" not in stored["metadata"]["language_info"]
    assert notebooks.main(["check", str(path)]) == 0
    assert notebooks.main(["execute", str(path)]) == 0
    assert path.read_bytes() == first and "as it was" in capsys.readouterr().out


@pytest.mark.kernel
@pytest.mark.slow
def test_a_cell_that_stops_is_named_and_nothing_is_written(tmp_path, capsys):
    path = tmp_path / "stops.ipynb"
    notebooks.write(made(code("1 / 0")), path)
    before = path.read_bytes()
    assert notebooks.main(["execute", str(path)]) == 1
    assert path.read_bytes() == before
    assert "stops.ipynb: left as it was, a cell stopped with ZeroDivisionError" in capsys.readouterr().out
