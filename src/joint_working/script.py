"""Compiles rules that read text and look things up, written in a small part of Python, to a plain browser script.

A rule is written once, in `models/`. Python runs it as it stands; the page runs what `compiled` makes of it: a classic
script with the same names, one statement a line, that needs no eval and works from a folder. What Python does
otherwise than a browser (truth, equality, order, letters, rounding, patterns) is in `site/static/py.js`.

The part of Python: functions with defaults, named arguments and ``**told``; frozen dataclasses that hold data and may
have properties; errors of one's own; constants; ``if``, ``for``, ``while``, ``try``, ``raise``; comprehensions,
lambdas, slices, f-strings, ``:=``; and the calls of `script_calls.py`. Names may be imported from the project's own
modules: what a function needs comes with it. Types are for the reader alone. All else is refused, with file and line:
generators, classes with behaviour, ``with``, other decorators. Some things are alike on the page and not in Python,
and no rule may rest on them: a whole number and one with a point (2.0 is written as 2, and all are exact to 2**53
only); a list and a tuple; a generator expression may be gone through twice; a set keeps its order; `int` and `float`
read the figures 0 to 9 alone. A new form needs a case in `tests/test_script.py`, which also keeps the compiler small.

Why no kept library: pscript 0.8.1 refuses 19 of the 45 functions of `models/accounts.py`, 9 of 14 of `evaluation.py`
and 4 of 6 of `directions.py` (generator expressions, sets, bytes, ``*``). Brython 3.15 weighs 286 KB compressed before
any library, and runs Python by `new Function`, which the policy of the site forbids. Transcrypt 3.9.4 compiles
beforehand, but asks for mypy and ships a Java program of 7.6 MB. We drop this file for a library that compiles these
rules as they stand, without eval and no heavier, and passes `tests/site/test_python_on_the_page.py`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from joint_working.script_calls import ERRORS
from joint_working.script_expressions import Expressions, js_name, names_in

NAMED = {"Yield": "a generator", "YieldFrom": "a generator", "ImportFrom": "an import of *"}


class ScriptError(ValueError):
    """A rule uses a part of Python that the page cannot run. The one sentence names the file and the line."""


class _Module:
    """The source of one module: what it defines and imports at its top."""

    def __init__(self, at: str | Path):
        self.path = at if isinstance(at, Path) else Path(find_spec(at).origin)
        self.defined, self.imported = {}, {}
        tree = ast.parse(self.path.read_text(encoding="utf-8"), str(self.path))
        for node in ast.walk(tree):  # types are for the reader
            if isinstance(node, ast.FunctionDef | ast.arg | ast.AnnAssign):
                setattr(node, "returns" if isinstance(node, ast.FunctionDef) else "annotation", None)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                self.defined[node.name] = node
            elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
                self.defined |= {name: node for name in _stored(node)}
            elif isinstance(node, ast.Import | ast.ImportFrom) and node.names[0].name != "*":
                self.imported |= {n.asname or n.name: (getattr(node, "module", ""), n.name) for n in node.names}
            elif not _is_words(node):
                raise self.refuse(node)

    def refuse(self, node: ast.AST, what: str = "") -> ScriptError:
        what = what or NAMED.get(type(node).__name__, f"“{type(node).__name__}”")
        return ScriptError(f"{self.path.name}, line {node.lineno}: the page cannot run {what}.")


def compiled(name: str, wanted: Mapping[str | Path, Iterable[str]]) -> str:
    """Return the script that puts the definitions wanted of each module, with all they need, into ``rules.name``.

    A module is given by its dotted name in this project, or by its path. Raises ScriptError where a definition uses
    more than the part of Python above, is not there, or has the name of another.
    """
    read = cache(_Module)
    needed: dict[str, tuple[_Module, ast.stmt]] = {}

    def need(at: str | Path, what: str) -> None:
        """Put a definition behind all it needs."""
        module = read(at)
        if module.imported.get(what, ("",))[0].startswith("joint_working."):
            need(*module.imported[what])
        elif what in module.defined and what not in needed:
            needed[what] = module, module.defined[what]
            for inner in sorted(names_in(module.defined[what])):
                need(at, inner)
            needed[what] = needed.pop(what)
        elif what in module.defined and needed[what][0] is not module:
            raise module.refuse(module.defined[what], f"{what} beside the one of {needed[what][0].path.name}")

    asked = [(at, what) for at, names in wanted.items() for what in names]
    for at, what in asked:
        need(at, what)
        if what not in needed:
            raise ScriptError(f"{read(at).path.name} has no {what}.")
    defined = {what: node for what, (_, node) in needed.items()}
    lines = [line for module, node in dict.fromkeys(needed.values()) for line in _Writer(module, defined).top(node)]
    return "\n".join([
        "/* Compiled by joint_working/script.py: to change a rule, change it where the line above it says. */",
        "var rules = window.rules || {};", f"rules.{name} = (function () {{", '  "use strict";', *_in(lines), "",
        f"  return {{ {', '.join(js_name(what) for _, what in asked)} }};", "})();", "",
    ])  # fmt: skip


def _in(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else line for line in lines]


def _is_words(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _stored(node: ast.AST) -> set[str]:
    """Return the names that are given a value, those of comprehensions apart."""
    inner = {id(n) for c in ast.walk(node) if isinstance(c, ast.comprehension) for n in ast.walk(c.target)}
    names = [n for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    errors = {n.name for n in ast.walk(node) if isinstance(n, ast.ExceptHandler) and n.name}
    return errors | {n.id for n in names if id(n) not in inner}


class _Writer(Expressions):
    """Writes the definitions and the statements of one module."""

    def top(self, node: ast.stmt) -> list[str]:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            self.scope = [_stored(node)]
            return [f"const {line}" for line in self.statement(node)]
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            raise self.refuse(node, f"the decorator of {node.name}")
        isclass = isinstance(node, ast.ClassDef)
        lines = self.data(node) if isclass else self.function(node, f"function {js_name(node.name)}")
        return ["", f"// {self.module.path.name}:{node.lineno}", *lines]

    def function(self, node: ast.FunctionDef, head: str, kind: str = "") -> list[str]:
        given, args = node.args, node.args.args + node.args.kwonlyargs
        if given.vararg or given.posonlyargs:
            raise self.refuse(node, f"* among the parameters of {node.name}")
        ends = [None] * (len(given.args) - len(given.defaults)) + given.defaults + given.kw_defaults
        parameters = [self.parameter(arg.arg, end) for arg, end in zip(args, ends, strict=True)][bool(kind) :]
        parameters += [f"{js_name(given.kwarg.arg)} = py.dict()"] if given.kwarg else []
        names = {arg.arg for arg in [*args, given.kwarg] if arg}
        self.scope = [names | _stored(node)]
        body = [f"let {', '.join(sorted(map(js_name, _stored(node) - names)))};"] * bool(_stored(node) - names)
        body += self.block(node.body)
        if kind == "cached_property":
            body = [f'return py.keep(self, "{node.name}", () => {{', *_in(body), "});"]
        return [f"{head}({', '.join(parameters)}) {{", *_in(["const self = this;"] * bool(kind) + body), "}"]

    def parameter(self, name: str, end: ast.expr | None) -> str:
        """Return a parameter with its default: one that cannot change, as it is made once in Python."""
        if isinstance(end, ast.Call) and [word.arg for word in end.keywords] == ["default_factory"]:
            return f"{js_name(name)} = {self.value(end.keywords[0].value)}()"
        if end and not isinstance(end, ast.Constant | ast.Name | ast.Tuple | ast.UnaryOp):
            raise self.refuse(end, f"a default for {name} that is made anew")
        return f"{js_name(name)} = {self.value(end)}" if end else js_name(name)

    def data(self, node: ast.ClassDef) -> list[str]:
        """Return the lines of a frozen dataclass, or of an error."""
        body = [part for part in node.body if not _is_words(part)]
        decorators, bases = (list(map(ast.unparse, parts)) for parts in (node.decorator_list, node.bases))
        if not decorators and not body and bases and (bases[0] in ERRORS or bases[0] in self.defined):
            return [f"class {node.name} extends {self.value(node.bases[0])} {{}}"]
        if bases or decorators != ["dataclass(frozen=True)"]:
            raise self.refuse(node, f"the class {node.name}, which is neither a frozen dataclass nor an error")
        fields = {s.target.id: s.value for s in body if isinstance(s, ast.AnnAssign)}
        given = ", ".join(name if js_name(name) == name else f"{name}: {js_name(name)}" for name in fields)
        lines = [f"constructor({', '.join(self.parameter(*field) for field in fields.items())}) {{"]
        lines += [f"  Object.assign(this, {{ {given} }});", "}"]
        for inner in (s for s in body if not isinstance(s, ast.AnnAssign)):
            kind = ast.unparse(inner.decorator_list[0]) if getattr(inner, "decorator_list", ()) else ""
            if kind not in ("property", "cached_property"):
                raise self.refuse(inner, f"behaviour in the class {node.name}")
            lines += self.function(inner, f"get {inner.name}", kind)
        return [f"class {node.name} {{", *_in(lines), "}"]

    def block(self, body: list[ast.stmt]) -> list[str]:
        return [line for node in body for line in self.statement(node)]

    def inside(self, head: str, body: list[ast.stmt]) -> list[str]:
        return [f"{head} {{", *_in(self.block(body)), "}"]

    def statement(self, node: ast.stmt) -> list[str]:
        match node:
            case ast.Expr(ast.Constant()) | ast.Pass() | ast.AnnAssign(value=None):
                return []
            case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
                text = self.value(node.value)
                known = not isinstance(target, ast.Tuple) or isinstance(node.value, ast.Tuple)
                return [self.put(target, text if known else f"py.unpack({text}, {len(target.elts)})")]
            case ast.AugAssign():
                how = {ast.Add: "grown", ast.BitOr: "joined"}.get(type(node.op))  # a list may be held elsewhere too
                left, right = self.value(node.target), self.value(node.value)
                if how and right.gives not in ("number", "text") and not isinstance(node.value, ast.Tuple):
                    return [self.put(node.target, f"py.{how}({left}, {right})")]
                return [self.put(node.target, self.pair(node.op, left, right, node))]
            case ast.If():
                lines, other = self.inside(self.form(node, ast.If), node.body), node.orelse
                if isinstance(other[0] if other else None, ast.If) and len(other) == 1:
                    first, *rest = self.statement(other[0])
                    return [*lines[:-1], f"}} else {first}", *rest]
                return [*lines[:-1], *self.inside("} else", other)] if other else lines
            case ast.While(orelse=[]) | ast.For(orelse=[]):
                return self.inside(self.form(node, type(node)), node.body)
            case ast.Raise(exc=error):
                text = self.value(error) if error else "error_"
                return [f"throw {f'new {text}()' if isinstance(error, ast.Name) else text};"]
            case ast.Try(finalbody=[], orelse=[], handlers=[ast.ExceptHandler(type=ast.expr() as kind, name=name)]):
                kinds = ", ".join(map(self.value, getattr(kind, "elts", [kind])))
                start = [f"if (!py.caught(error_, [{kinds}])) throw error_;"] + [f"{name} = error_;"] * bool(name)
                caught = _in(start + self.block(node.handlers[0].body))
                return [*self.inside("try", node.body)[:-1], "} catch (error_) {", *caught, "}"]
            case ast.Expr() | ast.Return() | ast.Break() | ast.Continue():
                return [self.form(node, type(node))]
        raise self.refuse(node)

    def put(self, target: ast.expr, text: str) -> str:
        if isinstance(target, ast.Subscript):
            return f"py.put({self.value(target.value)}, {self.value(target.slice)}, {text});"
        return f"{self.target(target)} = {text};"
