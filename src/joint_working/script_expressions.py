"""The expressions of compiled rules: a browser's own where that is sure to mean the same, else a call of `py.js`."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping

from joint_working.script_calls import BUILTINS, CONSTANTS, ERRORS, GIVES, LIBRARIES, METHODS, TAKEN

#: Operators: what py.js calls them, and the browser's own sign.
SIGNS = {
    ast.Add: ("plus", "+"), ast.Sub: ("minus", "-"), ast.Mult: ("times", "*"), ast.Div: ("div", ""),
    ast.Mod: ("mod", ""), ast.FloorDiv: ("floordiv", ""), ast.BitOr: ("or", ""), ast.Pow: ("pow", ""),
    ast.Lt: ("lt", "<"), ast.LtE: ("le", "<="), ast.Gt: ("gt", ">"), ast.GtE: ("ge", ">="),
}  # fmt: skip
#: Forms written part by part: the text, what it gives, and whether it is open, without brackets of its own.
FORMS = {
    ast.Attribute: ("{value.closed}.{attr}",), ast.List: ("[{elts}]", "list"), ast.Tuple: ("[{elts}]", "list"),
    ast.Set: ("py.set([{elts}])",), ast.Starred: ("...{value.listed.closed}",), ast.Slice: ("{lower}, {upper}",),
    ast.Subscript: ("py.at({value}, {slice})",), ast.NamedExpr: ("{target} = {value}", "", True),
    ast.USub: ("-{operand.closed}", "", True), ast.Not: ("!{operand.truth.closed}", "truth"),
    ast.IfExp: ("{test.truth.closed} ? {body.closed} : {orelse}", "", True),
    ast.Is: ("{a.closed} {same} {b.closed}", "truth", True), ast.Eq: ("{no}py.eq({a}, {b})", "truth"),
    ast.In: ("{no}py.has({b}, {a})", "truth"),
    ast.Expr: ("{value};",), ast.Return: ("return {value};",), ast.Break: ("break;",), ast.Continue: ("continue;",),
    ast.If: ("if ({test.truth})",), ast.While: ("while ({test.truth})",),
    ast.For: ("for ({target} of {iter.listed})",),
}  # fmt: skip
#: Ways to go through a list, which stop where Python stops: the page's method, and an item with its test.
LOOPS = {
    "list": (".flatMap", "{} ? {} : []"), "any": (".some", "{} && {}"),
    "all": (".every", "!{} || {}"), "next": ("first", "{} ? {} : null"),
}  # fmt: skip
#: How a value may be written in an f-string; py.js knows these and no more.
FORMAT = re.compile(r"(0?[0-9]+)?,?(\.[0-9]+f|d)?")
PLAIN = {str: "text", bool: "truth", int: "number", float: "number", type(None): ""}


class Js(str):
    """An expression of a script: what it `gives`, where that is sure, and how it is written inside others."""

    def __new__(cls, text: str, gives: str = "", open: bool = False, test: str = ""):
        """Make an expression that is `open` without brackets, and written as `test` where it is asked as one."""
        self = super().__new__(cls, text)
        self.gives, self.closed, self.test = gives, f"({text})" if open else text, test
        return self

    @property
    def truth(self) -> Js:
        """The expression as a test."""
        return Js(self.test or f"py.truth({self})", "truth", bool(self.test)) if self.gives != "truth" else self

    @property
    def listed(self) -> Js:
        """The expression as what is gone through."""
        return self if self.gives == "list" else Js(f"py.iter({self})", "list")


def js_name(name: str) -> str:
    """Return a name as a script may use it."""
    return f"{name}_" if name in TAKEN else name


def text_of(plain: str | float | None) -> str:
    """Return a text or a number as a literal, with the letters that cannot be seen spelled out."""
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in json.dumps(plain, ensure_ascii=False))


def names_in(node: ast.AST) -> set[str]:
    """Return every name that stands in a piece of Python."""
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


class Expressions:
    """Writes the expressions of one module. `defined` is all that the script defines, `scope` the names around."""

    def __init__(self, module, defined: Mapping[str, ast.stmt]):
        self.module, self.imported, self.refuse = module, module.imported, module.refuse
        self.defined, self.scope = defined, [set()]

    def form(self, node: ast.AST, kind: type) -> Js:
        """Return a node written as FORMS says of its kind."""
        text, *more = FORMS[kind]
        parts = {name: part for name, part in ast.iter_fields(node) if "{" + name in text}
        how = {name: self.target if name == "target" else self.field for name in parts}
        return Js(text.format_map({name: how[name](part) for name, part in parts.items()}), *more)

    def field(self, part: ast.expr | list[ast.expr] | str | None) -> str:
        """Return a part of a form: an expression, several, a name or nothing."""
        if isinstance(part, list):
            return ", ".join(map(self.value, part))
        return self.value(part) if isinstance(part, ast.expr) else part or "null"

    def target(self, node: ast.expr) -> str:
        """Return what is given a value."""
        if isinstance(node, ast.Tuple):
            return f"[{', '.join('' if ast.unparse(part) == '_' else self.target(part) for part in node.elts)}]"
        if not isinstance(node, ast.Name):
            raise self.refuse(node, "a change to data that is kept")
        return self.value(node)

    def pair(self, op: ast.AST, a: Js, b: Js, node: ast.AST) -> Js:
        """Return two sides with an operator between them."""
        no, gives = "!" if "Not" in type(op).__name__ else "", [a.gives, b.gives]
        kind = getattr(ast, type(op).__name__.replace("Not", ""))
        kind = ast.Is if kind is ast.Eq and "text" in gives else kind
        if kind in FORMS:
            return Js(FORMS[kind][0].format(a=a, b=b, no=no, same=f"{no or '='}=="), *FORMS[kind][1:])
        if kind not in SIGNS:
            raise self.refuse(node, f"the operator {kind.__name__}")
        call, sign = SIGNS[kind]
        truth = "truth" if issubclass(kind, ast.cmpop) else ""
        if (kind is ast.Add and "text" in gives) or (sign and gives.count("number") > (kind is ast.Mult)):
            return Js(f"{a.closed} {sign} {b.closed}", truth or ("text" if "text" in gives else "number"), open=True)
        return Js(f"py.{call}({a}, {b})", truth)

    def name(self, node: ast.Name) -> Js:
        """Return a name: of the function, of the rules or of Python."""
        real = self.imported.get(node.id, ("", node.id))[1]
        if any(node.id in names for names in self.scope):
            return Js(js_name(node.id))
        if not any(real in known for known in (self.defined, BUILTINS, ERRORS)):
            raise self.refuse(node, node.id)
        return Js(js_name(real) if real in self.defined else f"py.{real}")

    def value(self, node: ast.expr) -> Js:
        """Return an expression. Raises ScriptError where it is more than the part of Python that is let through."""
        match node:
            case ast.Attribute() | ast.BinOp() if ast.unparse(node) in CONSTANTS:
                return Js(CONSTANTS[ast.unparse(node)])
            case ast.Constant(value=bytes(data)):
                return Js(f"py.bytes({list(data)})")
            case ast.Constant(value=plain) if type(plain) in PLAIN and not (type(plain) is int and plain > 2**53):
                return Js(text_of(plain), PLAIN[type(plain)])
            case ast.Name():
                return self.name(node)
            case ast.JoinedStr():
                return Js(f"`{''.join(map(self.part, node.values))}`", "text")
            case ast.BinOp():
                return self.pair(node.op, self.value(node.left), self.value(node.right), node)
            case ast.UnaryOp(op=ast.USub() | ast.Not() as op):
                text = self.form(node, type(op))
                return text if text.gives else Js(text, self.value(node.operand).gives, open=True)
            case ast.IfExp():
                gives = {self.value(node.body).gives, self.value(node.orelse).gives}
                return Js(self.form(node, ast.IfExp), gives.pop() if len(gives) == 1 else "", open=True)
            case ast.BoolOp():
                return self.either(isinstance(node.op, ast.And), [self.value(part) for part in node.values])
            case ast.Compare():
                sides = [self.value(side) for side in (node.left, *node.comparators)]
                pairs = zip(node.ops, sides, sides[1:], strict=False)
                return self.either(True, [self.pair(op, a, b, node) for op, a, b in pairs])
            case ast.Dict():
                pairs = zip(node.keys, node.values, strict=True)
                parts = (
                    f"[{self.value(k)}, {self.value(v)}]" if k else f"...{self.value(v).closed}" for k, v in pairs
                )
                return Js(f"py.dict([{', '.join(parts)}])")
            case ast.ListComp() | ast.GeneratorExp():
                return Js(self.gone_through(node, node.generators), "list")
            case ast.SetComp() | ast.DictComp():
                return Js(f"py.{type(node).__name__[:-4].lower()}({self.gone_through(node, node.generators)})")
            case ast.Subscript(slice=ast.Slice(step=None)):
                return Js(f"py.slice({self.value(node.value)}, {self.form(node.slice, ast.Slice)})")
            case ast.Lambda(args=ast.arguments(args=args, defaults=[], vararg=None, kwarg=None, kwonlyargs=[])):
                self.scope.append({arg.arg for arg in args})
                text = f"({', '.join(js_name(arg.arg) for arg in args)}) => {self.value(node.body)}"
                self.scope.pop()
                return Js(text, open=True)
            case ast.Call():
                what = getattr(node.func, "attr", getattr(node.func, "id", ""))
                return Js(self.call(node), "" if what in self.defined else GIVES.get(what, ""))
        if type(node) not in FORMS or isinstance(getattr(node, "slice", None), ast.Slice):
            raise self.refuse(node)
        return self.form(node, type(node))

    def either(self, both: bool, parts: list[Js]) -> Js:
        """Return `and` or `or`: a browser's own where every part is true or false."""
        test, text = (" && " if both else " || ").join(part.truth.closed for part in parts), parts[-1]
        if len(parts) > 1 and all(part.gives == "truth" for part in parts):
            return Js(test, "truth", open=True)
        for left in reversed(parts[:-1]):
            text = Js(f"py.{'both' if both else 'either'}({left}, () => {text})", test=test)
        return text

    def part(self, node: ast.expr) -> str:
        """Return a part of an f-string."""
        if isinstance(node, ast.Constant):
            return text_of(node.value)[1:-1].replace("`", "\\`").replace("${", "\\${")
        spec = ast.unparse(node.format_spec)[2:-1] if node.format_spec else ""
        if node.conversion != -1 or not FORMAT.fullmatch(spec):
            raise self.refuse(node, f"the format {spec or '!r'}")
        value = self.value(node.value)
        shown = f"py.format({value}, {text_of(spec)})" if spec else f"py.str({value})"
        return f"${{{value if value.gives == 'text' and not spec else shown}}}"

    def gone_through(self, node: ast.expr, generators: list[ast.comprehension], how: str = "list") -> str:
        """Return a comprehension as a list; or, for any, all and next, as a call that stops where Python stops."""
        loop, *more = generators
        source, (call, tested) = self.value(loop.iter).listed.closed, LOOPS[how]
        self.scope.append(names_in(loop.target))
        target, tests = self.target(loop.target), [self.value(test).truth.closed for test in loop.ifs]
        if more:
            item = self.gone_through(node, more, how)
        else:
            item = self.value(getattr(node, "elt", None) or ast.Tuple([node.key, node.value]))
            item = item.truth.closed if how in ("any", "all") else item
            item = f"[{item}]" if how == "next" or (how == "list" and tests) else item
        self.scope.pop()
        if tests:
            item = tested.format(Js(" && ".join(tests), open=len(tests) > 1 and how == "all").closed, item)
        if how == "next":
            return f"py.first({source}, ({target}) => {item})"
        return f"{source}{call if tests or more or how != 'list' else '.map'}(({target}) => {item})"

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
        if what in LOOPS and isinstance(args[0], ast.GeneratorExp):
            text = self.gone_through(args[0], args[0].generators, what)
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
