"""Runs a cell of a page in the same Python as a reader's rule, and says what it prints."""

from __future__ import annotations

import ast
import io
from contextlib import redirect_stdout
from typing import Any

from . import beginners, steps
from .beginners import Refused

#: What the cells that ran so far have named: those of a page are run in order.
_named: dict[str, Any] = {}


def forget() -> None:
    """Forget what earlier cells have named."""
    _named.clear()


def run_cell(text: str) -> dict[str, str]:
    """Run a cell after those before it. Returns {"out": what it prints and its last value, "error": "" or a sentence}.

    What a cell needs and this Python lacks (pandas, say) is named in the sentence. A cell is stopped where a rule is.
    """
    out = io.StringIO()
    try:
        tree = beginners.read(text)
        *before, last = [*tree.body, ast.Pass()] if not _is_value(tree) else tree.body
        with beginners.told(tree, {}), steps.counted(), redirect_stdout(out):
            _run(compile(ast.Module(before, []), beginners.RULE, "exec"))
            if isinstance(last, ast.Expr):
                value = _value(compile(ast.Expression(last.value), beginners.RULE, "eval"))
                print(repr(value) if value is not None else "", end="")
    except Refused as problem:
        return {"out": out.getvalue(), "error": problem.sentence}
    return {"out": out.getvalue(), "error": ""}


def _is_value(tree: ast.Module) -> bool:
    return bool(tree.body) and isinstance(tree.body[-1], ast.Expr)


def _run(code) -> None:
    exec(code, _named)  # the book's own cell, or what a reader made of it, on the reader's machine


def _value(code) -> Any:
    return eval(code, _named)  # as above
