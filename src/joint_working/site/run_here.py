"""Which cells of a bonnet a reader can run in the page: those that need the package and the standard library alone.

Python in a page (`change`) has the models, the evidence and its tables, and no pandas, Altair or NumPy. Each other
cell says what it needs. What a cell prints when it is run is shown beside what is stored, by `static/change.js`.
"""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections.abc import Sequence

from joint_working.html import el
from joint_working.site.python_pack import LEFT_OUT

#: What of the package there is in a page: modules by the beginning of their name.
OURS = ("evidence", "formula", "models", "program", "rounding", "words")
#: What cells need that is not there, by its package, and what a reader calls it.
CALLED = {"pandas": "pandas", "altair": "Altair", "numpy": "NumPy", "joint_working": "Altair"}
CELL = re.compile(r'<div class="cell (?=[^"]*docutils)[^"]*"')
EARLIER = "what an earlier cell made"


def needs(cells: Sequence[str]) -> list[str]:
    """Return for each cell of a notebook, in order, what it needs that a page has not: "" where it can be run there.

    A cell that uses a name of a cell that cannot be run needs EARLIER.
    """
    known, found = set(dir(builtins)), []
    for cell in cells:
        tree = ast.parse(cell)
        loaded, made = _names(tree)
        missing = _missing(tree) or ("" if loaded <= known | made else EARLIER)
        found.append(missing)
        known |= set() if missing else made
    return found


def _names(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Return the names that a cell asks for, and those it makes anywhere in it."""
    nodes = list(ast.walk(tree))
    names = [node for node in nodes if isinstance(node, ast.Name)]
    made = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    made |= {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    made |= {node.name for node in nodes if isinstance(node, ast.ExceptHandler) and node.name}
    made |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    made |= {(name.asname or name.name).split(".")[0] for node in nodes for name in _imported(node)}
    return {node.id for node in names if isinstance(node.ctx, ast.Load)}, made


def _imported(node: ast.AST) -> list[ast.alias]:
    return node.names if isinstance(node, ast.Import | ast.ImportFrom) else []


def _missing(tree: ast.Module) -> str:
    """Return what a cell imports, or asks of the evidence, that a page has not; "" for nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "frame" and ast.unparse(node.value) == "evidence":
            return CALLED["pandas"]
        for name in _imported(node):
            whole = name.name if isinstance(node, ast.Import) else f"{node.module}.{name.name}"
            first, *rest = whole.split(".")
            ours = first == "joint_working" and rest and rest[0] in OURS
            if not ours and (first not in sys.stdlib_module_names or first in LEFT_OUT):
                return CALLED.get(first, first)
    return ""


def offered(body: str, cells: Sequence[str]) -> str:
    """Return the HTML of a bonnet with its cells marked: those that can be run here, and what the others need."""
    places = list(CELL.finditer(body))
    for place, missing in reversed(list(zip(places, needs(cells), strict=True))):
        if missing:
            said = el("p", f"Needs {missing}: run it in the live lab.", class_="jw-note jw-cell-needs")
            body = f"{body[: place.start()]}{said}{body[place.start() :]}"
        else:
            body = f"{body[: place.end()]} data-jw-cell{body[place.end() :]}"
    return body
