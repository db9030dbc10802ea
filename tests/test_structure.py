"""How the package hangs together: imports in one direction and in no circle, and a test for every model."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import joint_working
from joint_working import explorers

PACKAGE, TESTS = Path(joint_working.__file__).parent, Path(__file__).parent

#: The rooms of the package, lowest first: a module imports from its own room and those below. Measurements stand
#: beside: they may use everything, and nothing uses them.
ROOMS = (
    ("formula", "html", "script"), ("words", "program"), ("in_print",),
    ("rounding",), ("models", "evidence"), ("changing",), ("kit",), ("explorers",), ("workshop",), ("site",),
    ("room",), ("bench",),
)  # fmt: skip
#: Modules that import one another. To be none: take a circle out when it is undone, and never put one in.
CIRCLES: list[tuple[str, ...]] = []
#: Models whose tests stand under another name.
TESTED_IN = {
    "account_cells": "models/test_account_step.py",
    "account_heads": "models/test_account_step.py",
    "account_shape": "models/test_account_step.py",
    "account_words": "explorers/test_own_accounts.py",
    "accounts": "models/test_account_reading.py",
    "directions": "explorers/test_directions.py",
    "disagreement": "explorers/test_self_evaluation.py",
    "evaluation": "explorers/test_self_evaluation.py",
    "flow": "models/test_hospital.py",
}


@cache
def sources():
    """Return the text of every module by its name in the package; "kit" is what the room kit holds itself."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return {name: (path.read_text(encoding="utf-8"), path.name == "__init__.py") for name, path in found.items()}


def imported(name, text, is_room, known):
    """Yield the modules that a module imports from the package, wherever in its text the import stands.

    `from joint_working.kit import theme` means the module kit.theme, and an explorer's name the module it is made in.
    """
    here = ["joint_working", *filter(None, name.split(".")), *([""] if is_room else [])]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            targets = [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = here[: len(here) - node.level] if node.level else []
            targets = [(".".join([*start, *filter(None, [node.module])]), alias.name) for alias in node.names]
        else:
            continue
        for base, inner in targets:
            base = base.removeprefix("joint_working").removeprefix(".") if base.startswith("joint_working") else "?"
            inner = explorers._EXPLORERS.get(inner, inner) if base == "explorers" else inner
            whole = f"{base}.{inner}".strip(".")
            yield from {whole, base} & known if whole not in known else {whole}


def graph(texts):
    """Return for each module the modules of the package that it imports."""
    known = set(texts)
    return {name: set(imported(name, *found, known)) - {name} for name, found in texts.items()}


def circles(edges):
    """Return the sets of modules, more than one, in which each leads to each other one."""

    def reached(start):
        seen, left = set(), [start]
        while left:
            new = edges[left.pop()] - seen
            seen |= new
            left += new
        return seen

    ahead = {name: reached(name) for name in edges}
    return sorted(
        {tuple(sorted(to for to in ahead[name] if name in ahead[to])) for name in edges if name in ahead[name]}
    )


def upward(edges):
    """Return the imports that lead from a room to a higher one, or into the measurements."""
    rank = {room: number for number, rooms in enumerate(ROOMS) for room in rooms}
    arrows = [(name, to) for name, targets in edges.items() for to in targets]
    rooms = [(name, to, name.split(".")[0], to.split(".")[0]) for name, to in arrows]
    return sorted((name, to) for name, to, here, there in rooms if here != there and rank[there] >= rank[here])


def planted(**texts):
    return graph({name.replace("__", "."): (text, "." not in name.replace("__", ".")) for name, text in texts.items()})


@cache
def package():
    """Return the imports of the whole package."""
    return graph(sources())


def test_the_imports_of_the_whole_package_are_seen():
    edges = package()
    assert len(edges) > 100 and sum(map(len, edges.values())) > 400
    assert {"kit.theme", "words", "evidence"} <= edges["workshop.sheets"]
    assert "site.citing" in edges["site.registers"] and "evidence.tables" in edges["evidence.rules"], "relative ones"
    assert "explorers.money.budget_lab" in edges["workshop.content"], "an explorer by its name"


def test_no_module_imports_one_that_imports_it():
    assert circles(package()) == CIRCLES


def test_imports_lead_downwards_only():
    edges = package()
    assert {name.split(".")[0] for name in edges} - {room for rooms in ROOMS for room in rooms} == {""}, "a new room"
    assert upward(edges) == []


def test_circles_and_upward_imports_would_be_seen():
    lazy = "def f():\n    from joint_working.{} import {}\n"
    assert circles(planted(kit__a="from .b import x", kit__b=lazy.format("kit", "a"))) == [("kit.a", "kit.b")]
    assert circles(planted(kit__a="import joint_working.kit.b", kit__b=lazy.format("kit.c", "x"), kit__c="")) == []
    high = planted(models__a=lazy.format("kit.b", "x"), kit__b="", bench__c="", site__d=lazy.format("bench", "c"))
    assert upward(high) == [("models.a", "kit.b"), ("site.d", "bench.c")]
    assert upward(planted(models__a="from joint_working import evidence", evidence="")) == [("models.a", "evidence")]


MODELS = [path.stem for path in sorted((PACKAGE / "models").glob("*.py")) if path.stem != "__init__"]


@pytest.mark.parametrize("model", MODELS)
def test_every_model_has_a_test(model):
    test = TESTS / TESTED_IN.get(model, f"models/test_{model}.py")
    assert test.exists(), f"write tests/models/test_{model}.py"
    text = test.read_text(encoding="utf-8")
    assert re.search(
        rf"joint_working\.models(\.{model} import|\.{model}$| import [^\n]*\b{model}\b)", text, re.MULTILINE
    )


def test_no_model_is_listed_that_is_gone_or_has_a_test_of_its_own_name():
    assert set(TESTED_IN) <= set(MODELS)
    assert not [model for model in TESTED_IN if (TESTS / f"models/test_{model}.py").exists()]


def test_an_explorer_is_there_without_a_grammar_of_addresses():
    """Every kernel pays for what is imported: `lark` builds that grammar, for two seconds, and nothing uses it."""
    code = "import sys, joint_working.explorers as all; all.five_years; print(*{'lark', 'altair'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["altair"]
