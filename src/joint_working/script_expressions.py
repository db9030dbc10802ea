"""The expressions of compiled rules: each is written as a browser's own where that is sure to mean the same.

Where it is not sure, it is a call of `static/py.js`. What no page can run is refused by `script.py`.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Mapping

from joint_working.script_calls import BUILTINS, CONSTANTS, ERRORS, GIVES, LIBRARIES, METHODS, TAKEN

#: Operators: what py.js calls them, and the browser's own sign.
SIGNS = {
    ast.Add: ("plus", "+"), ast.Sub: ("minus", "-"), ast.Mult: ("times", "*"), ast.Div: ("div", ""),
    ast.Mod: ("mod", ""), ast.FloorDiv: ("floordiv", ""), ast.BitOr: ("or", ""), ast.Pow: ("pow", ""),
    ast.Lt: ("lt", "<"), ast.LtE: ("le", "<="), ast.Gt: ("gt", ">"), ast.GtE: ("ge", ">="),
}  # fmt: skip
#: How a value may be written in an f-string; py.js knows these and no more.
FORMAT = re.compile(r"(0?[0-9]+)?,?(\.[0-9]+f|d)?")


class Js(str):
    """An expression of a script: what it `gives`, where that is sure, whether it is `open`, without brackets, and
    how it is written as a `test`, where that is not plain."""

    def __new__(cls, text: str, gives: str = "", open: bool = False, test: str = ""):
        """Make an expression."""
        self = super().__new__(cls, text)
        self.gives, self.open, self.test = gives, open, test
        return self

    @property
    def closed(self) -> str:
        """The expression with the brackets it needs inside a larger one."""
        return f"({self})" if self.open else str(self)

    @property
    def truth(self) -> Js:
        """The expression as a test."""
        if self.test:
            return Js(self.test, "truth", open=True)
        return self if self.gives == "truth" else Js(f"py.truth({self})", "truth")

    @property
    def listed(self) -> Js:
        """The expression as what is gone through."""
        return self if self.gives == "list" else Js(f"py.iter({self})", "list")


def js_name(name: str) -> str:
    """Return a name as a script may use it."""
    return f"{name}_" if name in TAKEN else name


def text_of(words: str, mark: str = '"') -> str:
    """Return a text as a literal, with the letters that cannot be seen spelled out."""
    text = "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in words.replace("\\", "\\\\"))
    return mark + (text.replace("`", "\\`").replace("${", "\\${") if mark == "`" else text.replace('"', '\\"')) + mark


def names_in(node: ast.AST) -> set[str]:
    """Return every name that stands in a piece of Python."""
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


class Expressions:
    """Writes the expressions of one module; `scope` holds the names of the functions around an expression.

    `imported` gives the names that other modules call otherwise, `defined` every definition of the script, and
    `refuse` the error for a node, to be raised.
    """

    def __init__(self, imported: Mapping, defined: Mapping[str, ast.stmt], refuse: Callable[..., ValueError]):
        self.imported, self.defined, self.refuse = imported, defined, refuse
        self.scope: list[set[str]] = []

    def target(self, node: ast.expr) -> str:
        """Return what is given a value."""
        if isinstance(node, ast.Tuple):
            return f"[{', '.join('' if ast.unparse(part) == '_' else self.target(part) for part in node.elts)}]"
        if not isinstance(node, ast.Name):
            raise self.refuse(node, "a change to data that is kept")
        return self.value(node)

    def binary(self, op: ast.AST, a: Js, b: Js, node: ast.AST) -> Js:
        """Return two sides with an operator between them."""
        if type(op) not in SIGNS:
            raise self.refuse(node, f"the operator {type(op).__name__}")
        call, sign = SIGNS[type(op)]
        gives = "truth" if isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) else ""
        numbers, texts = ([side.gives == kind for side in (a, b)] for kind in ("number", "text"))
        if (any(texts) and isinstance(op, ast.Add)) or (all if isinstance(op, ast.Mult) else any)(numbers) and sign:
            return Js(f"{a.closed} {sign} {b.closed}", gives or ("text" if any(texts) else "number"), open=True)
        return Js(f"py.{call}({a}, {b})", gives)

    def compare(self, op: ast.cmpop, a: Js, b: Js, node: ast.AST) -> Js:
        """Return two sides compared."""
        no = "!" * type(op).__name__.startswith(("Not", "IsNot"))
        if type(op).__name__.endswith("In"):
            return Js(f"{no}py.has({b}, {a})", "truth")
        if not isinstance(op, ast.Eq | ast.NotEq | ast.Is | ast.IsNot):
            return self.binary(op, a, b, node)
        if isinstance(op, ast.Is | ast.IsNot) or "text" in (a.gives, b.gives):
            return Js(f"{a.closed} {no or '='}== {b.closed}", "truth", open=True)
        return Js(f"{no}py.eq({a}, {b})", "truth")

    def name(self, node: ast.Name) -> Js:
        """Return a name: of the function, of the rules or of Python."""
        real = self.imported.get(node.id, ("", node.id))[1]
        if any(node.id in names for names in self.scope):
            return Js(js_name(node.id))
        if real not in self.defined and real not in BUILTINS and real not in ERRORS:
            raise self.refuse(node, node.id)
        return Js(js_name(real) if real in self.defined else f"py.{real}")

    def value(self, node: ast.expr) -> Js:
        """Return an expression. Raises ScriptError where it is more than the part of Python that is let through."""
        value = self.value
        match node:
            case ast.Attribute() | ast.BinOp() if ast.unparse(node) in CONSTANTS:
                return Js(CONSTANTS[ast.unparse(node)])
            case ast.Constant(value=str(text)):
                return Js(text_of(text), "text")
            case ast.Constant(value=bytes(data)):
                return Js(f"py.bytes({list(data)})")
            case ast.Constant(value=bool() | None):
                return Js(
                    {None: "null"}.get(node.value, str(node.value).lower()),
                    "truth" if node.value in (True, False) else "",
                )
            case ast.Constant(value=number) if number <= 2**53:
                return Js(repr(number), "number")
            case ast.Name():
                return self.name(node)
            case ast.Attribute():
                return Js(f"{value(node.value).closed}.{node.attr}")
            case ast.JoinedStr():
                return Js(f"`{''.join(map(self.part, node.values))}`", "text")
            case ast.BinOp():
                return self.binary(node.op, value(node.left), value(node.right), node)
            case ast.UnaryOp(op=ast.USub()):
                return Js(f"-{value(node.operand).closed}", value(node.operand).gives, open=True)
            case ast.UnaryOp(op=ast.Not()):
                return Js(f"!{value(node.operand).truth.closed}", "truth")
            case ast.BoolOp():
                return self.either(isinstance(node.op, ast.And), [value(part) for part in node.values])
            case ast.Compare():
                sides = [value(side) for side in (node.left, *node.comparators)]
                parts = [self.compare(op, sides[at], sides[at + 1], node) for at, op in enumerate(node.ops)]
                return parts[0] if len(parts) == 1 else self.either(True, parts)
            case ast.IfExp():
                body, other = value(node.body), value(node.orelse)
                gives = body.gives if body.gives == other.gives else ""
                return Js(f"{value(node.test).truth.closed} ? {body.closed} : {other}", gives, open=True)
            case ast.List() | ast.Tuple():
                return Js(f"[{', '.join(map(value, node.elts))}]", "list")
            case ast.Starred():
                return Js(f"...{value(node.value).listed.closed}")
            case ast.Set():
                return Js(f"py.set([{', '.join(map(value, node.elts))}])")
            case ast.Dict():
                pairs = zip(node.keys, node.values, strict=True)
                parts = (f"[{value(k)}, {value(v)}]" if k else f"...{value(v).closed}" for k, v in pairs)
                return Js(f"py.dict([{', '.join(parts)}])")
            case ast.ListComp() | ast.GeneratorExp():
                return self.gone_through(node, node.generators)
            case ast.SetComp() | ast.DictComp():
                kind = "set" if isinstance(node, ast.SetComp) else "dict"
                return Js(f"py.{kind}({self.gone_through(node, node.generators)})")
            case ast.Subscript(slice=ast.Slice(lower, upper, None)):
                ends = ", ".join(value(end) if end else "null" for end in (lower, upper))
                return Js(f"py.slice({value(node.value)}, {ends})")
            case ast.Subscript() if not isinstance(node.slice, ast.Slice):
                return Js(f"py.at({value(node.value)}, {value(node.slice)})")
            case ast.Lambda(args=ast.arguments(args=args, defaults=[], vararg=None, kwarg=None, kwonlyargs=[])):
                self.scope.append({arg.arg for arg in args})
                text = f"({', '.join(js_name(arg.arg) for arg in args)}) => {value(node.body)}"
                self.scope.pop()
                return Js(text, open=True)
            case ast.NamedExpr():
                return Js(f"{value(node.target)} = {value(node.value)}", open=True)
            case ast.Call():
                what = getattr(node.func, "attr", getattr(node.func, "id", ""))
                return Js(self.call(node), "" if what in self.defined else GIVES.get(what, ""))
        raise self.refuse(node)

    def either(self, both: bool, parts: list[Js]) -> Js:
        """Return `and` or `or`: a browser's own where every part is true or false."""
        test = (" && " if both else " || ").join(part.truth.closed for part in parts)
        if all(part.gives == "truth" for part in parts):
            return Js(test, "truth", open=True)
        text = parts[-1]
        for left in reversed(parts[:-1]):
            text = f"py.{'both' if both else 'either'}({left}, () => {text})"
        return Js(text, test=test)

    def part(self, node: ast.expr) -> str:
        """Return a part of an f-string."""
        if isinstance(node, ast.Constant):
            return text_of(node.value, "`")[1:-1]
        spec = ast.unparse(node.format_spec)[2:-1] if node.format_spec else ""
        if node.conversion != -1 or not FORMAT.fullmatch(spec):
            raise self.refuse(node, f"the format {spec or '!r'}")
        value = self.value(node.value)
        shown = (
            f"py.format({value}, {text_of(spec)})" if spec else value if value.gives == "text" else f"py.str({value})"
        )
        return f"${{{shown}}}"

    def gone_through(self, node: ast.expr, generators: list[ast.comprehension], how: str = "list") -> Js:
        """Return a comprehension as a list; or, for some, every and first, as a call that stops where Python stops."""
        loop, *more = generators
        source = self.value(loop.iter).listed.closed
        self.scope.append(names_in(loop.target))
        tests, target = [self.value(test).truth.closed for test in loop.ifs], self.target(loop.target)
        if more:
            item = self.gone_through(node, more, how)
        elif isinstance(node, ast.DictComp):
            item = Js(f"[{self.value(node.key)}, {self.value(node.value)}]")
        else:
            item = self.value(node.elt).truth if how in ("some", "every") else self.value(node.elt)
        self.scope.pop()
        if how in ("some", "every"):
            tests = tests if how == "some" else [f"!{test}" for test in tests]
            item = (" && " if how == "some" else " || ").join([*tests, item.closed])
        else:
            item = f"[{item}]" if (tests or how == "first") and not more else item
            item = f"{' && '.join(tests)} ? {item} : {'null' if how == 'first' else '[]'}" if tests else item
        if how == "first":
            return Js(f"py.first({source}, ({target}) => {item})")
        call = how if how != "list" else "flatMap" if tests or more else "map"
        return Js(f"{source}.{call}(({target}) => {item})", "list" if how == "list" else "truth")

    def call(self, node: ast.Call) -> str:
        """Return a call."""
        func, what, args = node.func, ast.unparse(node.func), node.args
        if what in LIBRARIES:
            if what == "json.loads" and not node.keywords:
                raise self.refuse(node, "json.loads without a parse_constant that refuses NaN")
            return f"py.{what.removeprefix('dict.')}({self.placed(node, LIBRARIES[what])})"
        if isinstance(func, ast.Attribute):
            if func.attr not in METHODS:
                raise self.refuse(node, f"the method {func.attr}")
            given = [self.value(func.value), self.placed(node, METHODS[func.attr])]
            return f"py.{func.attr}({', '.join(filter(None, given))})"
        name = self.value(func)
        meant = self.defined.get(name.removesuffix("_" * (name not in self.defined)))
        if isinstance(meant, ast.ClassDef):
            fields = [s.target.id for s in meant.body if isinstance(s, ast.AnnAssign)]
            return f"new {name}({self.placed(node, fields or ['text'])})"
        if isinstance(meant, ast.FunctionDef):
            names = [arg.arg for arg in meant.args.args + meant.args.kwonlyargs]
            return f"{name}({self.placed(node, names, meant.args.kwarg is not None)})"
        if not name.startswith("py.") or not isinstance(func, ast.Name) or what in ERRORS:
            return f"{'new ' * (what in ERRORS)}{name.closed}({', '.join(map(self.value, args))})"
        if what in ("all", "any", "next") and isinstance(args[0], ast.GeneratorExp):
            text = self.gone_through(
                args[0], args[0].generators, {"all": "every", "any": "some", "next": "first"}[what]
            )
            return text if what != "next" else f"py.next({', '.join([text, *map(self.value, args[1:])])})"
        if what == "next":
            raise self.refuse(node, "next of anything but a generator expression")
        return f"{name}({self.placed(node, BUILTINS[what])})"

    def placed(self, node: ast.Call, names: list[str], more: bool = False) -> str:
        """Return the arguments of a call in the order of `names`, and those that `more` lets in as a dictionary."""
        args, starred, rest = node.args, any(isinstance(arg, ast.Starred) for arg in node.args), []
        given = dict(zip(names, map(self.value, args), strict=False))
        if starred or names[:1] == ["*"]:
            every = ", ".join(map(self.value, args))
            given = {names[0]: f"[{every}]" if names[0] == "*" else every}
        for word in node.keywords:
            value = self.value(word.value)
            if word.arg in names:
                given[word.arg] = value
            elif not more:
                raise self.refuse(node, f"the argument {word.arg or '**'} of {ast.unparse(node.func)}")
            else:
                rest.append(f'["{word.arg}", {value}]' if word.arg else f"...{value.closed}")
        if "*" not in names and (len(args) > len(names) or (starred and node.keywords)):
            raise self.refuse(node, f"so many arguments of {ast.unparse(node.func)}")
        given |= {"**": f"py.dict([{', '.join(rest)}])"} if rest else {}
        last = max(([*names, "**"].index(name) for name in given), default=-1)
        return ", ".join(given.get(name, "undefined") for name in [*names, "**"][: last + 1])
