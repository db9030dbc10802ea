"""Compiles rules that read text and look things up, written in a small part of Python, to a plain browser script.

A rule is written once, in `models/`. Python runs it as it stands; the page runs what `compiled` makes of it: a classic
script with the same names, one statement a line, that needs no eval and works from a folder. What Python does
otherwise than a browser (truth, equality, order, letters, rounding, patterns) is in `site/static/py.js`.

The part of Python: functions with defaults, named arguments and ``**told``; frozen dataclasses that hold data, with
properties that are worked out once; errors; constants; the statements and expressions of `_Module.js`; the calls in
`script_calls.csv`. All else is refused, with file and line: generators, classes with behaviour, other decorators. No
rule may rest on what is not alike on the page: whole numbers beyond 2**53, and the point of 2.0; a list or a tuple; a
generator expression may be gone through twice; a set keeps its order; `int` and `float` read but the figures 0 to 9.

Why no kept library: pscript 0.8.1 refuses 32 of the 65 functions of `accounts.py`, `evaluation.py`, `directions.py`.
Brython 3.15 weighs 286 KB and runs Python by `new Function`, which the policy of the site forbids. Transcrypt 3.9.4
ships a Java program of 7.6 MB. We drop this file for a library that compiles these rules as they stand, without eval
and no heavier, and passes `tests/site/test_python_on_the_page.py`.
"""

import ast
import csv
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache, reduce
from importlib.util import find_spec
from pathlib import Path
from textwrap import indent


class _Js(str):
    """A piece of a script: what it `gives`, where that is sure, and how it stands inside another, or as a test."""

    def __new__(cls, text: str, gives: str = "", open: bool = False, test: str = ""):
        self = super().__new__(cls, text)
        self.gives, self.open, self.closed = gives, open, f"({text})" if open else text
        self.truth = self if gives == "truth" else _Js(test or f"py.truth({text})", "truth", bool(test))
        self.listed = self if gives in ("list", "truth") else _Js(f"py.iter({text})", "list")
        return self


#: What is written part by part. "?" gives what both ends give. What a form leaves out must be empty: no loop has else.
FORMS = {
    "Attribute": _Js("{value.closed}.{attr}"), "List": _Js("[{elts}]", "list"), "Tuple": _Js("[{elts}]", "list"),
    "Set": _Js("py.set([{elts}])"), "Starred": _Js("...{value.listed.closed}"), "Expr": _Js("{value};"),
    "NamedExpr": _Js("{target} = {value}", open=True), "Lambda": _Js("({args}) => {body}", open=True),
    "USub": _Js("-{operand.closed}", "number", True), "Not": _Js("!{operand.truth.closed}", "truth"),
    "IfExp": _Js("{test.truth.closed} ? {body.closed} : {orelse}", "?", True), "Return": _Js("return {value};"),
    "Subscript": _Js("py.at({value}, {slice})"), "Break": _Js("break;"), "Continue": _Js("continue;"),
    "Raise": _Js("throw {exc};{cause:.0}"), "While": _Js("while ({test.truth}) {body}"),
    "For": _Js("for ({target} of {iter.listed}) {body}"),
}  # fmt: skip
#: Operators: what py.js calls them, and the browser's own sign.
SIGNS = {
    "Add": ("plus", "+"), "Sub": ("minus", "-"), "Mult": ("times", "*"), "Div": ("div", ""), "Mod": ("mod", ""),
    "FloorDiv": ("floordiv", ""), "BitOr": ("or", ""), "Pow": ("pow", ""), "Lt": ("lt", "<"), "LtE": ("le", "<="),
    "Gt": ("gt", ">"), "GtE": ("ge", ">="), "Eq": ("eq", "==="), "Is": ("", "==="), "In": ("has", ""),
}  # fmt: skip
#: Ways to go through a list, which stop where Python stops: the call, an item, and an item with its test.
LOOPS = {
    "each": ("{}.map({})", "{}", ""), "list": ("{}.flatMap({})", "[{}]", "{} ? {} : []"),
    "any": ("{}.some({})", "{.truth.closed}", "{} && {}"), "all": ("{}.every({})", "{.truth.closed}", "!{} || {}"),
    "next": ("py.first({}, {})", "[{}]", "{} ? {} : null"),
}  # fmt: skip
#: What may be called: its arguments in order ("*" gathers those without a name; a method, with a point before it, has
#: its object first), and what it gives, where that is sure: then a browser's own sign does what Python's does.
with Path(__file__).with_name("script_calls.csv").open(encoding="utf-8") as table:
    CALLS = {row["call"]: (row["takes"].split(), row["gives"]) for row in csv.DictReader(table)}
FORMAT = re.compile(r"(0?[0-9]+)?,?(\.[0-9]+f|d)?")  # how an f-string may write a value: py.js knows no more
PLAIN = {str: "text", bool: "truth", int: "number", float: "number", type(None): ""}
#: Words that a script may not use as a name, or that these scripts use themselves.
TAKEN = """arguments case catch const debugger default delete do enum eval export extends false function implements
instanceof interface let new null package private protected public static super switch this throw true typeof undefined
var void py rules Object Infinity window error_"""
NAMED = {"Yield": "a generator", "YieldFrom": "a generator", "ImportFrom": "an import of *"}


class ScriptError(ValueError):
    """A rule uses a part of Python that the page cannot run. The one sentence names the file and the line."""


def compiled(name: str, wanted: Mapping[str | Path, Iterable[str]]) -> str:
    """Return the script that puts the definitions wanted of each module, with all they need, into ``rules.name``.

    A module is given by its dotted name in this project, or by its path. Raises ScriptError where a definition uses
    more than the part of Python above, is not there, or has the name of another.
    """
    needed: dict[str, ast.stmt] = {}
    read = cache(lambda at: _Module(at, needed))

    def need(at: str | Path, what: str) -> None:
        node = read(at).named.get(what)
        if isinstance(node, ast.ImportFrom):
            need(node.module, what)
        elif node and what not in needed:  # it stands behind all it needs
            needed[what] = node
            for inner in sorted(part.id for part in ast.walk(node) if isinstance(part, ast.Name)):
                need(at, inner)
            needed[what] = needed.pop(what)
        elif node and needed[what] is not node:
            raise read(at).refuse(node, f"{what} beside the one of {needed[what].home.path.name}")

    asked = [(at, what) for at, names in wanted.items() for what in names]
    for at, what in asked:
        need(at, what)
        if what not in needed:
            raise ScriptError(f"{read(at).path.name} has no {what}.")
    definitions = [node.home.definition(node) for node in dict.fromkeys(needed.values())]
    offered = f"\nreturn {{ {', '.join(_js_name(what) for _, what in asked)} }};"
    return f"""/* Compiled by joint_working/script.py: to change a rule, change it where the line above it says. */
var rules = window.rules || {{}};
rules.{name} = (function () {_block('"use strict";', *definitions, offered)})();
"""


def _block(*lines: str) -> _Js:
    return _Js("{\n" + indent("\n".join(filter(None, lines)), "  ") + "\n}")


def _js_name(name: str) -> str:
    return f"{name}_" if name in TAKEN.split() else name


def _literal(plain: str | float | None) -> str:
    """Return a text or a number as a script has it, with the letters that cannot be seen spelled out."""
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in json.dumps(plain, ensure_ascii=False))


def _stored(node: ast.AST, *apart: ast.AST) -> set[str]:
    """Return the names that are given a value, but for those that stand `apart`."""
    names = {part for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    errors = (part.name for part in ast.walk(node) if isinstance(part, ast.ExceptHandler) and part.name)
    return {part.id for part in names.difference(*map(ast.walk, apart))}.union(errors)


class _Module:
    """Writes what one module defines. `defined` is all that the script holds, `local` what a function names itself."""

    def __init__(self, at: str | Path, defined: Mapping[str, ast.stmt]):
        self.path = at if isinstance(at, Path) else Path(find_spec(at).origin)
        self.named, self.defined, self.local = {}, defined, set()
        for node in ast.parse(self.path.read_text(encoding="utf-8"), str(self.path)).body:
            match node:
                case ast.FunctionDef(name, args):
                    takes = [arg.arg for arg in args.args + args.kwonlyargs] + ["**"] * bool(args.kwarg)
                    names, node.call = {name}, (takes, "")
                case ast.ClassDef(name, body=body):
                    takes = [part.target.id for part in body if isinstance(part, ast.AnnAssign)]
                    names, node.call = {name}, (takes or ["text"], "new")
                case ast.Assign() | ast.AnnAssign() | ast.Expr(ast.Constant()):
                    names = _stored(node)
                case ast.Import() | ast.ImportFrom() if node.names[0].name != "*":
                    ours = (getattr(node, "module", "") or "").startswith("joint_working.")
                    names = {alias.name for alias in node.names if ours and not alias.asname}
                case _:
                    raise self.refuse(node)
            self.named |= dict.fromkeys(names, node)
            node.home = self
            for part in ast.walk(node):
                part.annotation = part.returns = None  # types are for the reader

    def refuse(self, node: ast.AST, what: str = "") -> ScriptError:
        what = what or getattr(node, "id", "") or NAMED.get(type(node).__name__, f"“{type(node).__name__}”")
        return ScriptError(f"{self.path.name}, line {node.lineno}: the page cannot run {what}.")

    def definition(self, node: ast.stmt) -> str:
        self.local = _stored(node) | {part.arg for part in ast.walk(node) if isinstance(part, ast.arg)}
        head = f"\n// {self.path.name}:{node.lineno}\n"
        match node:
            case ast.FunctionDef(decorator_list=[]):
                return f"{head}function {_js_name(node.name)}({self.js(node.args)}) {self.body(node)}"
            case ast.FunctionDef():
                raise self.refuse(node, f"the decorator of {node.name}")
            case ast.ClassDef(bases=[ast.Name(base)], body=[ast.Expr()], decorator_list=[]) if base[-5:] == "Error":
                return f"{head}class {node.name} extends {self.js(node.bases[0])} {{}}"
            case ast.ClassDef(decorator_list=[kind], bases=[]) if ast.unparse(kind) == "dataclass(frozen=True)":
                given = [self.parameter(f.target.id, f.value) for f in node.body if isinstance(f, ast.AnnAssign)]
                fields = ", ".join(f"{name}: {_js_name(name)}".removesuffix(f": {name}") for name in node.call[0])
                parts = [f"constructor({', '.join(given)}) {_block(f'Object.assign(this, {{ {fields} }});')}"]
                for part in (part for part in node.body if not isinstance(part, ast.AnnAssign | ast.Expr)):
                    kind = ast.unparse(getattr(part, "decorator_list", [])[:1])
                    if kind not in ("property", "cached_property"):
                        raise self.refuse(part, f"behaviour in the class {node.name}")
                    kept = f'return py.keep(self, "{part.name}", () => {self.body(part)});'
                    parts.append(f"get {part.name}() {_block('const self = this;', kept)}")
                return f"{head}class {node.name} {_block(*parts)}"
            case ast.ClassDef():
                raise self.refuse(node, f"the class {node.name}, which is neither a frozen dataclass nor an error")
        return f"const {self.js(node)}"

    def body(self, node: ast.FunctionDef) -> str:
        loops = [part.target for part in ast.walk(node) if isinstance(part, ast.comprehension)]
        names = _stored(node, *loops) - {part.arg for part in ast.walk(node.args) if isinstance(part, ast.arg)}
        return _block(f"let {', '.join(sorted(map(_js_name, names)))};" * bool(names), *map(self.js, node.body))

    def js(self, node: ast.AST | list[ast.AST] | str | None) -> _Js:
        """Return a statement or an expression, or several. Raises ScriptError where it is more than is let through."""
        match node:
            case str() | None:
                return node if isinstance(node, _Js) else _Js(node or "null")
            case [ast.stmt(), *_]:
                return _block(*map(self.js, node))
            case list():
                return _Js(", ".join("" if getattr(part, "id", "") == "_" else self.js(part) for part in node))
            case ast.Expr(ast.Constant()) | ast.Pass() | ast.AnnAssign(value=None):
                return _Js("")
            case ast.Assign([ast.Subscript(value=holder, slice=place)], value):
                return _Js(f"py.put({self.js([holder, place, value])});")
            case ast.Assign([ast.Tuple(elts=parts) as target], value) if not isinstance(value, ast.Tuple):
                return _Js(f"{self.js(target)} = py.unpack({self.js(value)}, {len(parts)});")
            case ast.Assign([target], value) | ast.AnnAssign(target, value=value):
                return _Js(f"{self.js(target)} = {self.js(value)};")
            case ast.Raise(exc) if not isinstance(exc, ast.Call):
                raise self.refuse(node, "raise without a new error")
            case ast.AugAssign(target, op, value):
                target.ctx, more = ast.Load(), self.js(value)
                how = {ast.Add: "grown", ast.BitOr: "joined"}.get(type(op))  # a list may be held elsewhere too
                if not how or more.gives in ("number", "text") or isinstance(value, ast.Tuple):
                    return self.js(ast.Assign([target], ast.copy_location(ast.BinOp(target, op, more), node)))
                return self.js(ast.Assign([target], _Js(f"py.{how}({self.js(target)}, {more})")))
            case ast.If(test, body, other):
                other = other[0] if len(other) == 1 and isinstance(other[0], ast.If) else other
                return _Js(f"if ({self.js(test).truth}) {self.js(body)}{f' else {self.js(other)}' if other else ''}")
            case ast.Try(body, [ast.ExceptHandler(ast.expr() as kind, name, caught)], [], []):
                test = f"if (!py.caught(error_, [{self.js(getattr(kind, 'elts', [kind]))}])) throw error_;"
                caught = _block(test, f"{name} = error_;" if name else "", *map(self.js, caught))
                return _Js(f"try {self.js(body)} catch (error_) {caught}")
            case ast.Name(name) if name in self.local or name in self.defined:
                return _Js(_js_name(name))
            case ast.Name() | ast.Attribute() if ast.unparse(node) in CALLS:
                return _Js(f"py.{ast.unparse(node).removeprefix('dict.')}")
            case ast.expr(ctx=ast.Store()) if not isinstance(node, ast.Name | ast.Tuple):
                raise self.refuse(node, "a change to data that is kept")
            case ast.Constant(bytes(data)):
                return _Js(f"py.bytes({list(data)})")
            case ast.Constant(plain) if type(plain) in PLAIN and not (type(plain) is int and plain > 2**53):
                return _Js(_literal(plain), PLAIN[type(plain)])
            case ast.JoinedStr(values):
                return _Js(f"`{''.join(map(self.part, values))}`", "text")
            case ast.BinOp(left, op, right) | ast.Compare(left, [op], [right]):
                return self.pair(self.js(left), op, self.js(right), node)
            case ast.Compare(left, [op, *ops], [right, *others]):
                pairs = [ast.Compare(left, [op], [right]), ast.Compare(right, ops, others)]
                return self.js(ast.BoolOp(ast.And(), pairs))
            case ast.BoolOp(op, values):
                sign, call = (" && ", "both") if isinstance(op, ast.And) else (" || ", "either")
                parts = [*map(self.js, values)]
                test = _Js(sign.join(part.truth.closed for part in parts), "truth", open=True)
                if all(part.gives == "truth" for part in parts):
                    return test
                return reduce(lambda text, left: _Js(f"py.{call}({left}, () => {text})", test=test), reversed(parts))
            case ast.Dict(keys, values):
                pairs = zip(map(self.js, keys), map(self.js, values), strict=True)
                items = (f"...{value.closed}" if key == "null" else f"[{key}, {value}]" for key, value in pairs)
                return _Js(f"py.dict([{', '.join(items)}])")
            case ast.ListComp() | ast.GeneratorExp():
                return self.loop(node, "list")
            case ast.SetComp() | ast.DictComp():
                return _Js(f"py.{type(node).__name__[:-4].lower()}({self.loop(node, 'list')})")
            case ast.Subscript(value, ast.Slice(lower, upper, None)):
                return _Js(f"py.slice({', '.join(map(self.js, (value, lower, upper)))})")
            case ast.arguments(vararg=ast.arg() as star) | ast.arguments(posonlyargs=[star, *_]):
                raise self.refuse(star, "* among the parameters")
            case ast.arguments(args=args, kwonlyargs=more, kwarg=other):
                ends = [None] * (len(args) - len(node.defaults)) + node.defaults + node.kw_defaults
                texts = [self.parameter(arg.arg, end) for arg, end in zip(args + more, ends, strict=True)]
                return _Js(", ".join([*texts, f"{_js_name(other.arg)} = py.dict()"] if other else texts))
            case ast.Call(ast.Name("all" | "any" | "list" as how), [ast.GeneratorExp() as loop]):
                return self.loop(loop, how)
            case ast.Call(ast.Name("next"), [ast.GeneratorExp() as loop, *other]):
                return _Js(f"py.next({self.js([self.loop(loop, 'next'), *other])})")
            case ast.Call(ast.Name("next")):
                raise self.refuse(node, "next of anything but a generator expression")
            case ast.Call(func, keywords=[]) if ast.unparse(func) == "json.loads":
                raise self.refuse(node, "json.loads without a parse_constant that refuses NaN")
            case ast.Call():
                return self.call(node)
        return self.form(node)

    def parameter(self, name: str, end: ast.expr | None) -> str:
        """Return a parameter with its default: one that cannot change, as it is made once in Python."""
        if isinstance(end, ast.Call) and [word.arg for word in end.keywords] == ["default_factory"]:
            end = ast.Call(end.keywords[0].value, [], [])
        elif end and not isinstance(end, ast.Constant | ast.Name | ast.Tuple | ast.UnaryOp):
            raise self.refuse(end, f"a default for {name} that is made anew")
        return f"{_js_name(name)} = {self.js(end)}" if end else _js_name(name)

    def form(self, node: ast.AST) -> _Js:
        form = FORMS.get(type(getattr(node, "op", node)).__name__, _Js(""))
        texts = {name: self.js(getattr(node, name)) for name in re.findall(r"\{(\w+)", form)}
        left_out = (part for name, part in ast.iter_fields(node) if name not in ("op", "ctx", "simple", *texts))
        if not form or any(left_out):
            raise self.refuse(node)
        gives = {texts[name].gives for name in ("operand", "body", "orelse") if name in texts and form.gives == "?"}
        return _Js(form.format_map(texts), gives.pop() if len(gives) == 1 else form.gives.strip("?"), form.open)

    def part(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant):
            return re.sub(r"`|\$\{", r"\\\g<0>", _literal(node.value)[1:-1])
        spec, value = ast.unparse(node.format_spec)[2:-1] if node.format_spec else "", self.js(node.value)
        if node.conversion != -1 or not FORMAT.fullmatch(spec):
            raise self.refuse(node, f"the format {spec or '!r'}")
        shown = f"py.format({value}, {_literal(spec)})" if spec else f"py.str({value})"
        return f"${{{value if value.gives == 'text' and not spec else shown}}}"

    def pair(self, left: _Js, op: ast.AST, right: _Js, node: ast.AST) -> _Js:
        """Return two sides with an operator between them: a browser's own where it is sure to mean the same."""
        kind = type(op).__name__.replace("Not", "")
        if kind not in SIGNS:
            raise self.refuse(node, f"the operator {kind}")
        (call, sign), no, gives = SIGNS[kind], "Not" in type(op).__name__, [left.gives, right.gives]
        texts, truth = kind in ("Add", "Eq") and "text" in gives, "truth" * isinstance(op, ast.cmpop)
        if sign and (kind == "Is" or texts or gives.count("number") > (kind in ("Mult", "Eq"))):
            text = f"{left.closed} {sign.replace('=', '!', no)} {right.closed}"
            return _Js(text, truth or ("text" if texts else "number"), open=True)
        return _Js(f"{'!' * no}py.{call}({f'{right}, {left}' if kind == 'In' else f'{left}, {right}'})", truth)

    def loop(self, node: ast.expr, how: str, *inner: ast.comprehension) -> _Js:
        """Return a comprehension as a list; or, for any, all and next, as a call that stops where Python stops."""
        loop, *more = inner or node.generators
        tests, item = [self.js(test).truth.closed for test in loop.ifs], getattr(node, "elt", None)
        call, alone, tested = LOOPS["each" if how == "list" and not more and not tests else how]
        item = self.loop(node, how, *more) if more else self.js(item or ast.Tuple([node.key, node.value]))
        item = item if more else alone.format(item)
        if tests:
            item = tested.format(_Js(" && ".join(tests), open=len(tests) > 1).closed, item)
        return _Js(call.format(self.js(loop.iter).listed.closed, f"({self.js(loop.target)}) => {item}"), CALLS[how][1])

    def call(self, node: ast.Call) -> _Js:
        """Return a call, with its arguments in the order in which what it calls takes them."""
        func, args, what = node.func, node.args, ast.unparse(node.func)
        if isinstance(func, ast.Attribute) and what not in CALLS:
            what, args = f".{func.attr}", [func.value, *args]
            if what not in CALLS:
                raise self.refuse(node, f"the method {func.attr}: script_calls.csv lists what it can call")
        text = f"py{what}" if what[0] == "." else self.js(func).closed
        own = None if what in self.local else self.defined.get(what)
        names, gives = own.call if own else CALLS.get(what * (what not in self.local), ([*"abcdef"], ""))
        args = [ast.List(args)] if names[:1] == ["*"] else args
        others = [word for word in node.keywords if word.arg not in names]
        given = dict(enumerate(map(self.js, args)))
        given |= {names.index(word.arg): self.js(word.value) for word in node.keywords if word not in others}
        if others and "**" not in names:
            raise self.refuse(node, f"the argument {others[0].arg or '**'} of {ast.unparse(func)}")
        if len(args) > len(names) or (node.keywords and any(isinstance(arg, ast.Starred) for arg in args)):
            raise self.refuse(node, f"so many arguments of {ast.unparse(func)}")
        if others:
            keys = [word.arg and ast.Constant(word.arg) for word in others]
            given[len(names) - 1] = self.js(ast.Dict(keys, [word.value for word in others]))
        listed = ", ".join(given.get(at, "undefined") for at in range(max(given, default=-1) + 1))
        return _Js(f"{'new ' * (gives == 'new')}{text}({listed})", gives)
