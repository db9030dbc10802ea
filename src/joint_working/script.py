"""Compiles rules that read text and look things up, written in a small part of Python, to a plain browser script.

A rule is written once, in `models/`. Python runs it as it stands; the page runs what `compiled` makes of it: a classic
script with the same names, one statement a line, each function under the file and line it came from. It needs no eval
and works from a folder. What Python does otherwise than a browser (truth, equality, order, letters, rounding, regular
expressions) is in `site/static/py.js`, which is tried against Python itself.

The part of Python: functions with defaults, named arguments and ``**told``; frozen dataclasses that hold data and may
have properties; errors of one's own; constants; ``if``, ``for``, ``while``, ``try``, ``raise``; comprehensions,
lambdas, slices, f-strings, ``:=``; and the calls in the tables below. Names may be imported from the project's own
modules: what a function needs comes with it. Types are for the reader alone.

All else is refused, with file and line: generators, classes with behaviour, ``with``, other decorators. Four things
are alike on the page and not in Python, and no rule may rest on them: a whole number and one with a point are of one
kind (2.0 is written as 2, and all are exact to 2**53 only); a list equals a tuple; a generator expression may be gone
through twice; a set keeps its order. A new form needs a case in `tests/test_script.py`; this file stays under 350 lines.

Why no kept library: pscript 0.8.1 refuses 19 of the 45 functions of `models/accounts.py`, 9 of 14 of `evaluation.py`
and 4 of 6 of `directions.py` (generator expressions, sets, bytes, ``*``). Brython 3.15 weighs 286 KB compressed before
any library, and runs Python by `new Function`, which the policy of the site forbids. Transcrypt 3.9.4 compiles
beforehand, but asks for mypy and ships a Java program of 7.6 MB. We drop this file for a library that compiles these
rules as they stand, without eval and no heavier, and passes `tests/site/test_python_on_the_page.py`.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path


def _table(calls: str) -> dict[str, list[str]]:
    return {name: arguments for name, *arguments in (call.split() for call in calls.split(","))}


#: What may be called, each with its arguments in order; "*" gathers those without a name.
BUILTINS = _table(
    "abs x, all items, any items, bool x, bytes items, dict items, divmod a b, enumerate items start, "
    "filter test items, float x, frozenset items, int x, isinstance x kinds, len x, list items, map f items, "
    "max * key default, min * key default, next items default, object, ord x, range start stop step, reversed items, "
    "round x ndigits, set items, sorted items key reverse, str x, sum items start, tuple items, zip * strict"
)
METHODS = _table(
    "add x, append x, count x, decode encoding errors, encode encoding errors, end, endswith text, get key default, "
    "group n, index x, items, join items, keys, lower, lstrip chars, pop at default, remove x, removeprefix text, "
    "removesuffix text, replace old new, rjust width fill, rstrip chars, setdefault key default, sort key reverse, "
    "split sep maxsplit, start, startswith text, strip chars, upper, values"
)
LIBRARIES = _table(
    "re.finditer pattern string flags, re.fullmatch pattern string flags, re.match pattern string flags, "
    "re.search pattern string flags, re.split pattern string, re.sub pattern repl string, json.loads s parse_constant, "
    "math.ceil x, math.floor x, math.isfinite x, dict.fromkeys items value"
)
CONSTANTS = {"re.IGNORECASE": '"i"', "re.ASCII": '"a"', "re.IGNORECASE | re.ASCII": '"ia"', "math.inf": "Infinity"}
ERRORS = [
    "ValueError",
    "KeyError",
    "IndexError",
    "TypeError",
    "ZeroDivisionError",
    "RecursionError",
    "UnicodeDecodeError",
]
#: What gives a number, a text, a list, or yes or no, so that a browser's own sign does what Python's does.
NUMBERS = ["abs", "ceil", "count", "end", "find", "float", "floor", "int", "len", "ord", "round", "start"]
TEXTS = [
    "chr",
    "join",
    "ljust",
    "lower",
    "lstrip",
    "removeprefix",
    "removesuffix",
    "replace",
    "rjust",
    "rstrip",
    "str",
    "strip",
    "sub",
    "upper",
]
LISTS = [
    "enumerate",
    "filter",
    "finditer",
    "items",
    "keys",
    "list",
    "map",
    "range",
    "reversed",
    "sorted",
    "split",
    "tuple",
    "values",
    "zip",
]
YES_OR_NO = ["all", "any", "bool", "endswith", "isfinite", "isinstance", "startswith"]
SIGNS = {
    ast.Add: "plus +", ast.Sub: "minus -", ast.Mult: "times *", ast.Div: "div", ast.Mod: "mod", ast.FloorDiv: "floordiv",
    ast.BitOr: "or", ast.Pow: "pow", ast.Lt: "lt <", ast.LtE: "le <=", ast.Gt: "gt >",
    ast.GtE: "ge >=",
}  # fmt: skip
#: How a value may be written in an f-string; py.js knows these and no more.
FORMAT = re.compile(r"(0?[0-9]+)?,?(\.[0-9]+f|d)?")
#: Words that a script may not use as a name, or that these scripts use themselves.
TAKEN = frozenset(
    [
        "arguments",
        "case",
        "catch",
        "const",
        "debugger",
        "default",
        "delete",
        "do",
        "enum",
        "eval",
        "export",
        "extends",
        "function",
        "implements",
        "instanceof",
        "interface",
        "let",
        "new",
        "null",
        "package",
        "private",
        "protected",
        "public",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "false",
        "typeof",
        "undefined",
        "var",
        "void",
        "py",
        "rules",
        "Object",
        "Infinity",
        "window",
        "error_",
    ]
)
NAMED = {"Yield": "a generator", "YieldFrom": "a generator", "ImportFrom": "an import of *"}


class ScriptError(ValueError):
    """A rule uses a part of Python that the page cannot run. The one sentence names the file and the line."""


class _Module:
    """The source of one module: what it defines and imports at its top."""

    def __init__(self, path: Path):
        self.path, self.defined, self.imported = path, {}, {}
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        for node in ast.walk(tree):  # types are for the reader
            if isinstance(node, ast.FunctionDef | ast.arg | ast.AnnAssign):
                setattr(node, "returns" if isinstance(node, ast.FunctionDef) else "annotation", None)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                self.defined[node.name] = node
            elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
                self.defined |= {name: node for name in _stored(node)}
            elif isinstance(node, ast.Import | ast.ImportFrom) and node.names[0].name != "*":
                self.imported |= {
                    one.asname or one.name: (getattr(node, "module", ""), one.name) for one in node.names
                }
            elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
                raise self.refuse(node)

    def refuse(self, node: ast.AST, what: str = "") -> ScriptError:
        kind = type(node).__name__
        what = what or NAMED.get(kind, f"“{kind}”")
        return ScriptError(f"{self.path.name}, line {node.lineno}: the page cannot run {what}.")


def compiled(name: str, wanted: Mapping[str | Path, Iterable[str]]) -> str:
    """Return the script that puts the definitions wanted of each module, with all they need, into ``rules.name``.

    A module is given by its dotted name in this project, or by its path. Raises ScriptError where a definition uses
    more than the part of Python above, is not there, or has the name of another.
    """
    modules: dict[str | Path, _Module] = {}
    found: dict[str, tuple[_Module, ast.stmt]] = {}
    order: list[tuple[_Module, ast.stmt]] = []

    def need(at: str | Path, what: str) -> None:
        """Put a definition into the order, after all it needs."""
        if at not in modules:
            modules[at] = _Module(at if isinstance(at, Path) else Path(find_spec(at).origin))
        module = modules[at]
        if module.imported.get(what, ("",))[0].startswith("joint_working."):
            need(*module.imported[what])
        elif what in module.defined and what not in found:
            found[what] = module, module.defined[what]
            for inner in sorted(_names(module.defined[what])):
                need(at, inner)
            order.extend([found[what]] if found[what] not in order else [])
        elif what in module.defined and found[what][0] is not module:
            raise module.refuse(module.defined[what], f"{what} beside the one of {found[what][0].path.name}")

    for at, what in (asked := [(at, what) for at, names in wanted.items() for what in names]):
        need(at, what)
        if what not in found:
            raise ScriptError(f"{modules[at].path.name} has no {what}.")
    defined = {what: node for what, (_, node) in found.items()}
    lines = [line for module, node in order for line in _Writer(module, defined).top(node)]
    return "\n".join([
        "/* Compiled by joint_working/script.py: to change a rule, change it where the line above it says. */",
        "var rules = window.rules || {};", f"rules.{name} = (function () {{", '  "use strict";', *_in(lines), "",
        f"  return {{ {', '.join(_js(what) for _, what in asked)} }};", "})();", "",
    ])  # fmt: skip


class _Open(str):
    """An expression that needs brackets inside a larger one."""


def _closed(text: str) -> str:
    return f"({text})" if isinstance(text, _Open) else text


def _in(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else line for line in lines]


def _js(name: str) -> str:
    return f"{name}_" if name in TAKEN else name


def _text(words: str, mark: str = '"') -> str:
    """Return a text as a literal, with the letters that cannot be seen spelled out."""
    text = "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in words.replace("\\", "\\\\"))
    return mark + (text.replace("`", "\\`").replace("${", "\\${") if mark == "`" else text.replace('"', '\\"')) + mark


def _names(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def _stored(node: ast.AST) -> set[str]:
    """Return the names that are given a value, those of comprehensions apart."""
    inner = {id(n) for c in ast.walk(node) if isinstance(c, ast.comprehension) for n in ast.walk(c.target)}
    names = [n for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    errors = {n.name for n in ast.walk(node) if isinstance(n, ast.ExceptHandler) and n.name}
    return errors | {n.id for n in names if id(n) not in inner}


def _gives(node: ast.AST, calls: list[str], *kinds: type) -> bool:
    """Return whether an expression is a constant of one of these kinds, or a call of one of these names."""
    if isinstance(node, ast.Call):
        return getattr(node.func, "attr", getattr(node.func, "id", "")) in calls
    return type(getattr(node, "value", None)) in kinds or (isinstance(node, ast.JoinedStr) and str in kinds)


class _Writer:
    """Writes the definitions of one module; `scope` holds the names of the functions around an expression."""

    def __init__(self, module: _Module, defined: dict[str, ast.stmt]):
        self.module, self.defined, self.scope, self.refuse = module, defined, [], module.refuse

    def top(self, node: ast.stmt) -> list[str]:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            self.scope = [_stored(node)]
            return [f"const {line}" for line in self.statement(node)]
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            raise self.refuse(node, f"the decorator of {node.name}")
        isclass = isinstance(node, ast.ClassDef)
        lines = self.data(node) if isclass else self.function(node, f"function {_js(node.name)}")
        return ["", f"// {self.module.path.name}:{node.lineno}", *lines]

    def function(self, node: ast.FunctionDef, head: str, kind: str = "") -> list[str]:
        all_, args = node.args, node.args.args + node.args.kwonlyargs
        if all_.vararg or all_.posonlyargs:
            raise self.refuse(node, f"* among the parameters of {node.name}")
        ends = [None] * (len(all_.args) - len(all_.defaults)) + all_.defaults + all_.kw_defaults
        given = [self.parameter(arg.arg, end) for arg, end in zip(args, ends, strict=True)][bool(kind) :]
        given += [f"{_js(all_.kwarg.arg)} = py.dict()"] if all_.kwarg else []
        names = {arg.arg for arg in [*args, all_.kwarg] if arg}
        local = sorted(map(_js, _stored(node) - names))
        self.scope = [names | _stored(node)]
        body = [f"let {', '.join(local)};"] * bool(local) + self.block(node.body)
        if kind == "cached_property":
            body = [f'return py.keep(self, "{node.name}", () => {{', *_in(body), "});"]
        return [f"{head}({', '.join(given)}) {{", *_in(["const self = this;"] * bool(kind) + body), "}"]

    def parameter(self, name: str, end: ast.expr | None) -> str:
        """Return a parameter with its default: one that cannot change, as it is made once in Python."""
        if isinstance(end, ast.Call) and [word.arg for word in end.keywords] == ["default_factory"]:
            return f"{_js(name)} = {self.name(end.keywords[0].value)}()"
        if end and not isinstance(end, ast.Constant | ast.Name | ast.Tuple | ast.UnaryOp):
            raise self.refuse(end, f"a default for {name} that is made anew")
        return f"{_js(name)} = {self.value(end)}" if end else _js(name)

    def data(self, node: ast.ClassDef) -> list[str]:
        """Return the lines of a frozen dataclass, or of an error."""
        body = [s for s in node.body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
        decorators, bases = ([ast.unparse(one) for one in some] for some in (node.decorator_list, node.bases))
        if not decorators and not body and bases and (bases[0] in ERRORS or bases[0] in self.defined):
            return [f"class {node.name} extends {self.name(node.bases[0])} {{}}"]
        if bases or decorators != ["dataclass(frozen=True)"]:
            raise self.refuse(node, f"the class {node.name}, which is neither a frozen dataclass nor an error")
        fields = {s.target.id: s.value for s in body if isinstance(s, ast.AnnAssign)}
        given = ", ".join(name if _js(name) == name else f"{name}: {_js(name)}" for name in fields)
        lines = [f"constructor({', '.join(self.parameter(*field) for field in fields.items())}) {{"]
        lines += [f"  Object.assign(this, {{ {given} }});", "}"]
        for inner in (s for s in body if not isinstance(s, ast.AnnAssign)):
            kind = ast.unparse(inner.decorator_list[0]) if getattr(inner, "decorator_list", ()) else ""
            if kind not in ("property", "cached_property"):
                raise self.refuse(inner, f"behaviour in the class {node.name}")
            lines += self.function(inner, f"get {inner.name}", kind)
        return [f"class {node.name} {{", *_in(lines), "}"]

    # --- Statements --------------------------------------------------------------------------------------

    def block(self, body: list[ast.stmt]) -> list[str]:
        return [line for node in body for line in self.statement(node)]

    def inside(self, head: str, body: list[ast.stmt]) -> list[str]:
        return [f"{head} {{", *_in(self.block(body)), "}"]

    def statement(self, node: ast.stmt) -> list[str]:
        match node:
            case ast.Expr(ast.Constant()) | ast.Pass() | ast.AnnAssign(value=None):
                return []
            case ast.Expr():
                return [f"{self.value(node.value)};"]
            case ast.Return():
                return [f"return {self.value(node.value) if node.value else 'null'};"]
            case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
                text = self.value(node.value)
                known = not isinstance(target, ast.Tuple) or isinstance(node.value, ast.Tuple)
                return [self.put(target, text if known else f"py.unpack({text}, {len(target.elts)})")]
            case ast.AugAssign():
                left, right = self.value(node.target), self.value(node.value)
                plain = isinstance(node.value, ast.Tuple) or _gives(node.value, NUMBERS + TEXTS, int, float, str)
                if isinstance(node.op, ast.Add | ast.BitOr) and not plain:  # a list may be held elsewhere too
                    how = "grown" if isinstance(node.op, ast.Add) else "joined"
                    return [self.put(node.target, f"py.{how}({left}, {right})")]
                return [self.put(node.target, self.binary(node.op, node.target, node.value))]
            case ast.If():
                lines = self.inside(f"if ({self.truth(node.test)})", node.body)
                if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
                    first, *rest = self.statement(node.orelse[0])
                    return [*lines[:-1], f"}} else {first}", *rest]
                return [*lines[:-1], *self.inside("} else", node.orelse)] if node.orelse else lines
            case ast.While(orelse=[]):
                return self.inside(f"while ({self.truth(node.test)})", node.body)
            case ast.For(orelse=[]):
                return self.inside(f"for ({self.target(node.target)} of {self.items(node.iter)})", node.body)
            case ast.Raise(exc=error):
                text = self.value(error) if error else "error_"
                return [f"throw {f'new {text}()' if isinstance(error, ast.Name) else text};"]
            case ast.Try(finalbody=[], orelse=[], handlers=[ast.ExceptHandler(type=ast.expr() as kind, name=name)]):
                kinds = ", ".join(map(self.name, getattr(kind, "elts", [kind])))
                start = [f"if (!py.caught(error_, [{kinds}])) throw error_;"] + [f"{name} = error_;"] * bool(name)
                caught = _in(start + self.block(node.handlers[0].body))
                return [*self.inside("try", node.body)[:-1], "} catch (error_) {", *caught, "}"]
            case ast.Break() | ast.Continue():
                return [f"{type(node).__name__.lower()};"]
        raise self.refuse(node)

    def put(self, target: ast.expr, text: str) -> str:
        if isinstance(target, ast.Subscript):
            return f"py.put({self.value(target.value)}, {self.value(target.slice)}, {text});"
        return f"{self.target(target)} = {text};"

    def target(self, node: ast.expr) -> str:
        if isinstance(node, ast.Tuple):
            return f"[{', '.join('' if ast.unparse(part) == '_' else self.target(part) for part in node.elts)}]"
        if not isinstance(node, ast.Name):
            raise self.refuse(node, "a change to data that is kept")
        return self.name(node)

    # --- Expressions -------------------------------------------------------------------------------------

    def name(self, node: ast.expr) -> str:
        what = getattr(node, "id", "")
        real = self.module.imported.get(what, ("", what))[1]
        if any(what in names for names in self.scope) or real in self.defined:
            return _js(what if any(what in names for names in self.scope) else real)
        if what not in BUILTINS and what not in ERRORS:
            raise self.refuse(node, ast.unparse(node))
        return f"py.{what}"

    def items(self, node: ast.expr) -> str:
        """Return what is gone through, as a list."""
        listed = isinstance(node, ast.List | ast.Tuple | ast.ListComp | ast.GeneratorExp) or _gives(node, LISTS)
        return self.value(node) if listed else f"py.iter({self.value(node)})"

    def truth(self, node: ast.expr) -> str:
        match node:
            case ast.BoolOp():
                sign = " && " if isinstance(node.op, ast.And) else " || "
                return _Open(sign.join(_closed(self.truth(part)) for part in node.values))
            case ast.UnaryOp(op=ast.Not()):
                return f"!{_closed(self.truth(node.operand))}"
        return self.value(node) if self.yes_or_no(node) else f"py.truth({self.value(node)})"

    def yes_or_no(self, node: ast.expr) -> bool:
        if isinstance(node, ast.BoolOp):
            return all(map(self.yes_or_no, node.values))
        negated = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
        return negated or isinstance(node, ast.Compare) or _gives(node, YES_OR_NO, bool)

    def binary(self, op: ast.AST, left: ast.expr, right: ast.expr) -> str:
        a, b, (call, *sign) = self.value(left), self.value(right), SIGNS.get(type(op), "").split() or [""]
        if not call:
            raise self.refuse(left, f"the operator {type(op).__name__}")
        numbers = [_gives(side, NUMBERS, int, float) for side in (left, right)]
        texts = any(_gives(side, TEXTS, str) for side in (left, right)) and isinstance(op, ast.Add)
        if sign and (texts or (all(numbers) if isinstance(op, ast.Mult) else any(numbers))):
            return _Open(f"{_closed(a)} {sign[0]} {_closed(b)}")
        return f"py.{call}({a}, {b})"

    def compare(self, op: ast.cmpop, left: ast.expr, right: ast.expr) -> str:
        a, b, no = self.value(left), self.value(right), "!" * isinstance(op, ast.NotEq | ast.NotIn | ast.IsNot)
        if isinstance(op, ast.In | ast.NotIn):
            return f"{no}py.has({b}, {a})"
        if not isinstance(op, ast.Eq | ast.NotEq | ast.Is | ast.IsNot):
            return self.binary(op, left, right)
        if isinstance(op, ast.Is | ast.IsNot) or _gives(left, TEXTS, str) or _gives(right, TEXTS, str):
            return _Open(f"{_closed(a)} {no or '='}== {_closed(b)}")
        return f"{no}py.eq({a}, {b})"

    def value(self, node: ast.expr) -> str:
        value = self.value
        match node:
            case ast.Attribute() | ast.BinOp() if ast.unparse(node) in CONSTANTS:
                return CONSTANTS[ast.unparse(node)]
            case ast.Constant(value=str(text)):
                return _text(text)
            case ast.Constant(value=bytes(data)):
                return f"py.bytes({list(data)})"
            case ast.Constant(value=None):
                return "null"
            case ast.Constant(value=number) if not isinstance(number, int) or number <= 2**53:
                return repr(number).lower()
            case ast.Name():
                return self.name(node)
            case ast.Attribute():
                return f"{_closed(value(node.value))}.{node.attr}"
            case ast.JoinedStr():
                return f"`{''.join(map(self.part, node.values))}`"
            case ast.BinOp():
                return self.binary(node.op, node.left, node.right)
            case ast.UnaryOp(op=ast.USub()):
                return _Open(f"-{_closed(value(node.operand))}")
            case ast.BoolOp() | ast.UnaryOp(op=ast.Not()) if self.yes_or_no(node):
                return self.truth(node)
            case ast.BoolOp():
                text, how = value(node.values[-1]), "both" if isinstance(node.op, ast.And) else "either"
                for left in reversed(node.values[:-1]):
                    text = f"py.{how}({value(left)}, () => {text})"
                return text
            case ast.Compare():
                sides = [node.left, *node.comparators]
                parts = [self.compare(op, sides[at], sides[at + 1]) for at, op in enumerate(node.ops)]
                return parts[0] if len(parts) == 1 else _Open(" && ".join(map(_closed, parts)))
            case ast.IfExp():
                return _Open(f"{_closed(self.truth(node.test))} ? {_closed(value(node.body))} : {value(node.orelse)}")
            case ast.List() | ast.Tuple():
                return f"[{', '.join(map(value, node.elts))}]"
            case ast.Starred():
                return f"...{_closed(self.items(node.value))}"
            case ast.Set():
                return f"py.set([{', '.join(map(value, node.elts))}])"
            case ast.Dict():
                pairs = zip(node.keys, node.values, strict=True)
                parts = (f"[{value(k)}, {value(v)}]" if k else f"...{_closed(value(v))}" for k, v in pairs)
                return f"py.dict([{', '.join(parts)}])"
            case ast.ListComp() | ast.GeneratorExp():
                return self.gone_through(node, node.generators)
            case ast.SetComp() | ast.DictComp():
                kind = "set" if isinstance(node, ast.SetComp) else "dict"
                return f"py.{kind}({self.gone_through(node, node.generators)})"
            case ast.Subscript(slice=ast.Slice(lower, upper, None)):
                ends = ", ".join(value(end) if end else "null" for end in (lower, upper))
                return f"py.slice({value(node.value)}, {ends})"
            case ast.Slice():
                raise self.refuse(node, "a slice with steps")
            case ast.Subscript():
                return f"py.at({value(node.value)}, {value(node.slice)})"
            case ast.Lambda(args=ast.arguments(args=args, defaults=[], vararg=None, kwarg=None, kwonlyargs=[])):
                self.scope.append({arg.arg for arg in args})
                text = _Open(f"({', '.join(_js(arg.arg) for arg in args)}) => {value(node.body)}")
                self.scope.pop()
                return text
            case ast.NamedExpr():
                return _Open(f"{self.name(node.target)} = {value(node.value)}")
            case ast.Call():
                return self.call(node)
        raise self.refuse(node)

    def part(self, node: ast.expr) -> str:
        """Return a part of an f-string."""
        if isinstance(node, ast.Constant):
            return _text(node.value, "`")[1:-1]
        spec = ast.unparse(node.format_spec)[2:-1] if node.format_spec else ""
        if node.conversion != -1 or not FORMAT.fullmatch(spec):
            raise self.refuse(node, f"the format {spec or '!r'}")
        value, plain = self.value(node.value), _gives(node.value, TEXTS, str)
        return f"${{{f'py.format({value}, {_text(spec)})' if spec else value if plain else f'py.str({value})'}}}"

    def gone_through(self, node: ast.expr, generators: list[ast.comprehension], how: str = "list") -> str:
        """Return a comprehension as a list; or, for some, every and first, as a call that stops where Python stops."""
        loop, *more = generators
        source = _closed(self.items(loop.iter))
        self.scope.append(_names(loop.target))
        tests, target = [_closed(self.truth(test)) for test in loop.ifs], self.target(loop.target)
        if more:
            item = self.gone_through(node, more, how)
        elif how in ("some", "every"):
            item = self.truth(node.elt)
        else:
            pair = isinstance(node, ast.DictComp)
            item = f"[{self.value(node.key)}, {self.value(node.value)}]" if pair else self.value(node.elt)
            item = f"[{item}]" if how == "first" or tests else item
        self.scope.pop()
        if how in ("some", "every"):
            tests = tests if how == "some" else [f"!{test}" for test in tests]
            item = (" && " if how == "some" else " || ").join([*tests, _closed(item)])
        elif tests:
            item = f"{' && '.join(tests)} ? {item} : {'null' if how == 'first' else '[]'}"
        if how == "first":
            return f"py.first({source}, ({target}) => {item})"
        call = how if how != "list" else "flatMap" if tests or more else "map"
        return f"{source}.{call}(({target}) => {item})"

    def call(self, node: ast.Call) -> str:
        func, what = node.func, ast.unparse(node.func)
        if what in LIBRARIES:
            if what == "json.loads" and not node.keywords:
                raise self.refuse(node, "json.loads without a parse_constant that refuses NaN")
            return f"py.{what.removeprefix('dict.')}({self.placed(node, LIBRARIES[what])})"
        if isinstance(func, ast.Attribute):
            if func.attr not in METHODS:
                raise self.refuse(node, f"the method {func.attr}")
            given = [self.value(func.value), self.placed(node, METHODS[func.attr])]
            return f"py.{func.attr}({', '.join(filter(None, given))})"
        name = self.name(func) if isinstance(func, ast.Name) else ""
        meant = self.defined.get(name.removesuffix("_" * (name not in self.defined)))
        if isinstance(meant, ast.ClassDef):
            fields = [s.target.id for s in meant.body if isinstance(s, ast.AnnAssign)]
            return f"new {name}({self.placed(node, fields or ['text'])})"
        if isinstance(meant, ast.FunctionDef):
            names = [arg.arg for arg in meant.args.args + meant.args.kwonlyargs]
            return f"{name}({self.placed(node, names, meant.args.kwarg is not None)})"
        if not name.startswith("py."):
            return f"{_closed(self.value(func))}({self.placed(node, ['*'])[1:-1]})"
        if what in ERRORS:
            return f"new {name}({', '.join(map(self.value, node.args))})"
        if what in ("all", "any", "next") and isinstance(node.args[0], ast.GeneratorExp):
            how = {"all": "every", "any": "some", "next": "first"}[what]
            text = self.gone_through(node.args[0], node.args[0].generators, how)
            return text if what != "next" else f"py.next({', '.join([text, *map(self.value, node.args[1:])])})"
        if what == "next":
            raise self.refuse(node, "next of anything but a generator expression")
        return f"{name}({self.placed(node, BUILTINS[what])})"

    def placed(self, node: ast.Call, names: list[str], more: bool = False) -> str:
        """Return the arguments of a call in the order of `names`, and those that `more` lets in as a dictionary."""
        args, starred, rest = node.args, any(isinstance(arg, ast.Starred) for arg in node.args), []
        given = dict(zip(names, map(self.value, args), strict=False))
        if names[:1] == ["*"] or starred:
            given = {names[0]: ", ".join(map(self.value, args))}
            given = {"*": f"[{given['*']}]"} if "*" in given else given
        for word in node.keywords:
            value = self.value(word.value)
            if word.arg in names:
                given[word.arg] = value
            elif not more:
                raise self.refuse(node, f"the argument {word.arg or '**'} of {ast.unparse(node.func)}")
            else:
                rest.append(f'["{word.arg}", {value}]' if word.arg else f"...{_closed(value)}")
        if "*" not in names and (len(args) > len(names) or (starred and node.keywords)):
            raise self.refuse(node, f"so many arguments of {ast.unparse(node.func)}")
        given |= {"**": f"py.dict([{', '.join(rest)}])"} if rest else {}
        last = max(([*names, "**"].index(name) for name in given), default=-1)
        return ", ".join(given.get(name, "undefined") for name in [*names, "**"][: last + 1])
