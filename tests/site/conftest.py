# ruff: noqa: E501 (the rows of the small tables)
"""Small tables for books of the tests' own: a few figures, rules and sources that stand for nothing real."""

import json
import sys

import pytest

from joint_working import explorers

#: The labs read the book's own tables, before a test gives the book small ones.
explorers.every()

FIGURES = """\
key,value,unit,period,bound,what,body,kind,source,locator,seen,recheck_by,note
pot-2023-24,9,GBP bn,2023/24,almost,Total funding,All boards,audit-finding,as-2024,"page 3",2026-11-01,2999-01-01,
gap-2024-25,457,GBP m,2024/25,,Gap between cost and funding,All boards,audit-finding,as-2024,page 5,2026-11-01,2999-01-01,
growth,3.1,per cent a year,2020/21,,Growth in cost,All boards,official-statistic,stat-2021,table 2,2026-11-01,2999-01-01,
old-count,30,IJBs,2018/19,,Boards,All boards,press-report,paper,front page,2019-02-03,2020-01-01,
new-count,31,partnerships,2024/25,,Partnerships,All,press-report,paper,page 2,2026-11-01,2999-01-01,
"""
SOURCES = """\
key,title,publisher,kind,published,address,licence,seen,note
as-2024,Finance <bulletin>,Auditors,audit-finding,July 2024,https://example.org/a,Open Government Licence v3.0,2026-11-01,
stat-2021,Costs,Statisticians,official-statistic,2021,https://example.org/s,Open Government Licence v3.0,2026-11-01,
paper,A report,A paper,press-report,not shown,,All rights reserved,2019-02-03,
act,Joint Working Act,Legislation,law,2014,https://example.org/act,Open Government Licence v3.0,2026-11-01,
"""
RULES = """\
key,topic,rule,value,valid_from,valid_to,not_before,instrument,article,kind,source,locator,confidence,seen,recheck_by,note
plan,Planning,A plan is made every three years.,3,2014-04-01,2019-12-31,,Public Bodies (Joint Working) (Scotland) Act 2014,section 29,law,act,s. 29,high,2026-11-01,2999-01-01,
plan,Planning,A plan is made every five years.,5,2020-01-01,,,Later Order,article 2,law,act,art. 2,high,2026-11-01,2999-01-01,
"""
TYPES = {"value": "number", "seen": "date", "recheck_by": "date", "valid_from": "date", "valid_to": "date"}
TYPES |= {"not_before": "date"}


def _resource(name: str, text: str) -> dict:
    columns = text.splitlines()[0].split(",")
    types = {"value": "string"} if name == "rules" else {}
    fields = [
        {"name": c, "type": {**TYPES, **types}.get(c, "string"), "title": c.capitalize(), "description": f"The {c}."}
        for c in columns
    ]
    links = [{"fields": "source", "reference": {"resource": "sources", "fields": "key"}}]
    return {
        "name": name,
        "path": f"{name}.csv",
        "title": f"The {name}",
        "description": f"About {name}.",
        "licenses": [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}],
        "schema": {"fields": fields, **({} if name == "sources" else {"foreignKeys": links})},
    }


def forget() -> None:
    """Read the tables anew, as a new process would."""
    for name, module in list(sys.modules.items()):
        if name.startswith("joint_working.evidence"):
            for thing in vars(module).values():
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


@pytest.fixture
def data(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    folder.mkdir()
    tables = {"figures": FIGURES, "sources": SOURCES, "rules": RULES}
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    package = {"name": "small", "resources": [_resource(*item) for item in tables.items()]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    monkeypatch.setenv("JOINT_WORKING_DATA", str(folder))
    forget()
    yield folder
    forget()


@pytest.fixture
def read_anew():
    """A function that forgets every table read, as a new process would."""
    return forget
