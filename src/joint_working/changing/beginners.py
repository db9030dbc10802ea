"""What is said of a text that cannot run: one sentence with the line, for somebody who never wrote a program."""

from __future__ import annotations

import ast
import builtins
import difflib
import inspect
import math
import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import FunctionType
from typing import Any

from joint_working.formula import Formula, FormulaError

from .steps import RULE, TooLong

#: The longest text that is read: the longest of the book has a fifth of it.
LONGEST = 20_000


class Refused(ValueError):
    """A text that cannot be used: `sentence` says why, in words a beginner can use; `line` is 0 where none is."""

    def __init__(self, line: int, sentence: str):
        self.line = line
        self.sentence = f"Line {line}: {_small(sentence)}" if line else sentence
        super().__init__(self.sentence)


def _small(sentence: str) -> str:
    return sentence if sentence.startswith("Python") else f"{sentence[0].lower()}{sentence[1:]}"


# --- Before it runs: can it be read, and is everything there? ----------------------------------------------

#: What Python says of a text it cannot read, and what we say. The first that is found counts.
UNREADABLE = (
    ("expected an indented block", "the lines that belong to {before} must begin four spaces further in."),
    ("unindent does not match", "this line begins at no place where a line before it does: count the spaces."),
    ("unexpected indent", "this line begins further in than the one before it: take the extra spaces away."),
    ("inconsistent use of tabs", "this line begins with a tab where others begin with spaces: use spaces."),
    ("was never closed", "a bracket that opens here is never closed."),
    ("unmatched", "a bracket closes here that was never opened."),
    ("does not match opening", "the bracket that closes here is of another kind than the one that opened."),
    ("expected ':'", "a colon is missing at the end of this line."),
    ("unterminated", "a quotation mark opens here and is never closed."),
    ("EOF in multi-line", "a bracket that opens here or above is never closed."),
    ("cannot assign", "what stands left of `=` must be a name."),
    ("cannot delete", "what stands after `del` must be a name."),
    ("keyword argument repeated", "the same name is given twice in one bracket."),
    ("positional argument follows keyword", "a part without a name stands after one with a name: name it too."),
    ("duplicate argument", "the same name is given twice in one bracket."),
    ("invalid character", "Python does not know the sign {sign}: write - * / and plain quotation marks."),
    ("invalid non-printable", "there is a sign here that cannot be seen: write the line again by hand."),
    ("invalid decimal literal", "a number runs into a word here: put a space or a sign between them."),
    ("leading zeros", "a number may not begin with 0: write 5, not 05."),
    ("'return' outside function", "`return` must stand further in, inside its function."),
    ("outside function", "this must stand further in, inside its function."),
    ("outside loop", "`break` and `continue` belong inside a loop."),
    ("Perhaps you forgot a comma", "a comma or a sign such as * is missing here."),
    ("too many nested", "there are too many brackets in one another here: give a part of it a name first."),
)
UNCLEAR = "Python cannot read this line: look for a missing sign, comma, bracket or colon, here or just above."


def parsed(text: str) -> ast.Module:
    """Return a rule as Python reads it. Raises Refused where it cannot be read, or holds what no rule needs."""
    tree = read(text)
    for node in ast.walk(tree):
        _refuse_needless(node)
    return tree


def read(text: str) -> ast.Module:
    """Return a text as Python reads it. Raises Refused, in one sentence with the line, where it cannot be read."""
    if not text.strip():
        raise Refused(0, "There is no rule here: press Reset to have the book's again.")
    if len(text) > LONGEST:
        raise Refused(0, f"This text is too long: a rule has at most {LONGEST:,} letters.")
    try:
        tree = ast.parse(text, RULE)
        compile(tree, RULE, "exec", dont_inherit=True)
    except SyntaxError as problem:
        raise _unreadable(problem, text) from None
    except (ValueError, RecursionError, MemoryError):
        said = "Python cannot read this text: a sign in it, or the depth of its brackets, is beyond it."
        raise Refused(0, said) from None
    return tree


def _unreadable(problem: SyntaxError, text: str) -> Refused:
    said, line = problem.msg, problem.lineno or 0
    lines = [*text.splitlines(), ""]
    here = lines[min(line, len(lines)) - 1]
    if re.match(r"\s*(if|elif|while|return)\b.*[^=<>!]=[^=]", here):
        return Refused(line, "one `=` gives a number a name; to compare two numbers write same(a, b).")
    for part, sentence in UNREADABLE:
        if part in said:
            opener = re.search(r"after (?:'(\w+)'|(function|class|\w+)).* on line (\d+)", said)
            before = f"`{opener[1] or 'def'}` in line {opener[3]}" if opener else "the line above"
            sign = re.search(r"'(.)'", said)
            return Refused(line, sentence.format(before=before, sign=sign[1] if sign else ""))
    if re.search(r"\d\s*%(?!\s*[\w(])", here):
        return Refused(line, "`%` is no sign for per cent here: write 5 / 100 for 5%.")
    if re.search(r"^\s*(if|elif|else|for|while|def)\b(?!.*:\s*(#.*)?$)", here):
        return Refused(line, "a colon is missing at the end of this line.")
    return Refused(line, UNCLEAR)


def _refuse_needless(node: ast.AST) -> None:
    line = getattr(node, "lineno", 0)
    if isinstance(node, ast.Import | ast.ImportFrom):
        wanted = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        if wanted != "joint_working.formula":
            raise Refused(
                line, f"`{wanted}` is not there for a rule: leave the import out, a rule needs arithmetic only."
            )
    elif isinstance(node, ast.Try | ast.With):
        word = "try" if isinstance(node, ast.Try) else "with"
        raise Refused(line, f"a rule needs no `{word}`: leave it out.")
    elif isinstance(node, ast.ClassDef):
        raise Refused(line, "a rule makes no `class` of its own: use the ones that are there.")
    elif isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.Yield | ast.YieldFrom):
        raise Refused(line, "a rule gives one answer: use `return`, and no `async`, `await` or `yield`.")
    elif isinstance(node, ast.Global | ast.Nonlocal):
        raise Refused(line, "a rule keeps nothing for the next time it is asked: leave out `global`.")


def check_functions(tree: ast.Module, wanted: Mapping[str, FunctionType]) -> None:
    """Raise Refused unless every wanted function is there once, takes what the book's takes, and gives an answer."""
    found: dict[str, ast.FunctionDef] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            if node.name in found:
                raise Refused(node.lineno, f"`{node.name}` is there twice: keep one.")
            found[node.name] = node
    for name, book in wanted.items():
        if name not in found:
            other = next((node for key, node in found.items() if key not in wanted), None)
            hint = f"; here it is called `{other.name}`" if other else ""
            raise Refused(
                other.lineno if other else 0, f"The book asks a function called `{name}`{hint}: keep that name."
            )
        node, asked = found[name], list(inspect.signature(book).parameters)
        takes = [item.arg for item in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        if takes != asked or node.args.vararg or node.args.kwarg:
            raise Refused(node.lineno, f"`{name}` is asked with ({', '.join(asked)}): keep these names in this order.")
        if not any(isinstance(inner, ast.Return) and inner.value is not None for inner in ast.walk(node)):
            raise Refused(node.lineno, f"`{name}` gives nothing back: it must end with `return` and its answer.")


def check_names(tree: ast.Module, known: set[str], levers: Iterable[str]) -> None:
    """Raise Refused for the first name that nobody has given a meaning, with the nearest that has one.

    `levers` are the names of the lab's levers: they are found under `levers` alone.
    """
    mine = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    mine |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    mine |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    mine |= {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    known = known | mine
    noted = {id(inner) for node in ast.walk(tree) for inner in _notes(node)}
    for node in sorted((n for n in ast.walk(tree) if isinstance(n, ast.Name)), key=lambda n: (n.lineno, n.col_offset)):
        if id(node) not in noted and node.id not in known and not hasattr(builtins, node.id):
            lever = f": write levers.{node.id}." if node.id in levers and "levers" in mine else ""
            raise Refused(node.lineno, f"nothing is called `{node.id}` here{lever or nearest(node.id, known)}")


def _notes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in the notes on kinds beside names, which Python does not ask."""
    notes = [getattr(node, "annotation", None), getattr(node, "returns", None)]
    for note in filter(None, notes):
        yield from ast.walk(note)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the end of a sentence that asks if the known name most like this one was meant, or a full stop."""
    near = difflib.get_close_matches(name, [word for word in known if not word.startswith("_")], n=1, cutoff=0.6)
    return f"; did you mean `{near[0]}`?" if near else "."


# --- While it runs -----------------------------------------------------------------------------------------


@contextmanager
def told(tree: ast.Module, levers: Mapping[str, Any]) -> Iterator[None]:
    """Run what stands under it, and raise whatever goes wrong in a reader's text as Refused.

    `levers` are those the text can ask for: their names are offered where it asks for another.
    """
    try:
        yield
    except Refused:
        raise
    except TooLong as problem:
        said = "this does not end, or takes too many steps, and was stopped: look at the loop."
        raise Refused(_loop_around(tree, problem.line), said) from None
    except RecursionError as problem:
        line = _line(problem)
        raise Refused(line, "this function asks itself again without end.") from None
    except Exception as problem:  # whatever a text can do wrong
        line = _line(problem)
        raise Refused(line, _sentence(problem, tree, line, levers)) from None


def _loop_around(tree: ast.Module, line: int) -> int:
    """Return the line of the loop to blame for a line that is run for ever: the outermost, `while` before `for`."""
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.For | ast.While)]
    around = [node for node in loops if node.lineno <= line <= (node.end_lineno or 0)]
    first = min(around, key=lambda node: (isinstance(node, ast.For), node.lineno), default=None)
    return first.lineno if first else line


def _line(problem: BaseException) -> int:
    """Return the last line of a reader's text that led to a problem, or 0."""
    lines = [frame.lineno for frame in traceback.extract_tb(problem.__traceback__) if frame.filename == RULE]
    return (lines or [0])[-1] or 0


def _sentence(problem: Exception, tree: ast.Module, line: int, levers: Mapping[str, Any]) -> str:
    if not line:
        return (
            "The rest of the model cannot use this answer: give as many parts, of the same kinds, as the book’s rule."
        )
    if isinstance(problem, FormulaError):
        return _of_formula(str(problem), tree, line)
    if isinstance(problem, ZeroDivisionError):
        return "this divides by zero: divide by at_least(0.001, …), or by a number that is never 0."
    if isinstance(problem, UnboundLocalError | NameError):
        name = _quoted(str(problem))
        return f"`{name}` is used here before it has been given a number."
    if isinstance(problem, AttributeError):
        return _of_attribute(problem, levers)
    if isinstance(problem, TypeError):
        return _of_type(str(problem))
    if isinstance(problem, ImportError):
        return f"`{problem.name}` is not here: this runs in the live lab."
    if isinstance(problem, KeyError | IndexError):
        return "this asks a list for something that is not in it."
    if isinstance(problem, MemoryError | OverflowError):
        return "this makes a number or a list that is too large."
    if isinstance(problem, ValueError) and "unpack" in str(problem):
        return "there are more names, or fewer, left of `=` than there are answers right of it."
    return f"Python stopped here: {type(problem).__name__}: {problem}."


def _quoted(text: str) -> str:
    found = re.search(r"'([^']*)'", text)
    return found[1] if found else ""


#: How each thing that cannot be done with a lever's number is written instead.
CALLS = {
    "max": "`max()` cannot compare a number that a lever moves: write at_least(low, value).",
    "min": "`min()` cannot compare a number that a lever moves: write at_most(high, value).",
    "round": "`round()` does not work on a number that a lever moves: write whole(value + 0.5).",
    "int": "`int()` does not work on a number that a lever moves: write whole(value).",
    "abs": "`abs()` does not work on a number that a lever moves: write choose(x < 0, -x, x).",
    "sorted": "`sorted()` cannot put in order what levers move: use at_least() and at_most().",
    "float": "`float()` is not needed here: leave it out.",
    "bool": "`bool()` is not needed here: leave it out.",
    "range": "`range()` cannot count to a number that a lever moves: count to a number written here.",
    "print": "`print()` shows nothing on the page: leave it out.",
    "format": "words cannot be made of a number that a lever moves.",
    "str": "words cannot be made of a number that a lever moves.",
}
IF = "`{}` cannot ask about a number that a lever moves, as it has no value yet: write choose(condition, yes, no)."
KINDS = (
    (ast.If, IF.format("if")),
    (ast.IfExp, IF.format("if")),
    (ast.While, "`while` cannot wait for a number that a lever moves: use `for` with a number of rounds."),
    (ast.BoolOp, "`and` and `or` cannot join what levers decide: write both(a, b) or either(a, b)."),
    (ast.Assert, "`assert` cannot check a number that a lever moves: leave it out."),
)


def _of_formula(said: str, tree: ast.Module, line: int) -> str:
    """Return what is said of something that numbers can do and a recorded number cannot."""
    nodes = [node for node in ast.walk(tree) if getattr(node, "lineno", 0) <= line <= _end(node)]
    calls = [node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    refused = next((name for name in reversed(calls) if name in CALLS), "")
    if "instead of if" in said:
        for kind, sentence in KINDS:
            if any(isinstance(node, kind) and (kind is not ast.If or _asks(node, line)) for node in nodes):
                return sentence
        if refused:
            return CALLS[refused]
        if any(isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) for node in nodes):
            return "`not` cannot turn round what a lever decides: write opposite(a)."
        if any(isinstance(node, ast.Compare) and len(node.ops) > 1 for node in nodes):
            return "two comparisons in a row cannot be recorded: write both(a < b, b < c)."
        return IF.format("if")
    for mark, sentence in (
        ("instead of ==", "`==` cannot compare a number that a lever moves: write same(a, b)."),
        ("instead of using **", "`**` does not work on a number that a lever moves: multiply it by itself."),
        ("instead of // or %", "`//` and `%` do not work on a number that a lever moves: write whole(a / b)."),
        ("instead of &", "`&`, `|` and `~` do not work here: write both(a, b), either(a, b) or opposite(a)."),
        ("not a list", "a number that a lever moves is one number, and no list."),
        ("in a clause", CALLS["str"]),
    ):
        if mark in said:
            return CALLS[refused] if refused else sentence
    if refused:
        return CALLS[refused]
    if any(isinstance(node, ast.Subscript) for node in nodes):
        return "a number that a lever moves cannot pick from a list: write choose(same(a, 0), …, …)."
    with_what = re.search(r"not with (.*)\.$", said)
    if with_what and with_what[1] in ("nan", "inf", "-inf"):
        return "this gives no number that can be shown: it is without end, or no number at all."
    if with_what:
        return f"a sum needs numbers on both sides, and one side is {_of_repr(with_what[1])}."
    return said.removesuffix(".") + "."


def _end(node: ast.AST) -> int:
    """Return the last line that belongs to what a node asks: of `if` and `while` its condition, not its block."""
    if isinstance(node, ast.If | ast.While):
        return node.test.end_lineno or node.lineno
    if isinstance(node, ast.FunctionDef | ast.For):
        return node.lineno
    return getattr(node, "end_lineno", 0) or 0


def _asks(node: ast.If, line: int) -> bool:
    return node.test.lineno <= line <= (node.test.end_lineno or 0)


def _of_repr(text: str) -> str:
    if text == "None":
        return "nothing (None)"
    if text[:1] in "'\"":
        return f"the text {text}"
    return ODD["tuple"] if text[:1] in "([{" else "no number"


def _of_attribute(problem: AttributeError, levers: Mapping[str, Any]) -> str:
    name, owner = problem.name or _quoted(str(problem)), type(problem.obj).__name__
    if owner == "SimpleNamespace":
        return f"this lab has no lever called `{name}`{nearest(name, levers)}"
    if isinstance(problem.obj, Formula | int | float):
        return f"a number has nothing called `{name}`: a sign such as * may be missing."
    if problem.obj is None:
        return f"what stands before `.{name}` is nothing (None): give it an answer first."
    known = [word for word in dir(problem.obj) if not word.startswith("_")]
    return f"`{owner}` has nothing called `{name}`{nearest(name, known)}"


def _of_type(said: str) -> str:
    """Return what is said of a call or a sum that cannot be."""
    called = re.match(r"(?:[\w<>.]*\.)?(\w+)\(\)", said.replace(".__init__()", "()"))
    of = f"`{called[1]}`" if called else "this"
    missing = re.search(r"missing \d+ required .*?: (.*)", said)
    if missing:
        names = re.findall(r"'(\w+)'", missing[1])
        return f"{of} lacks {' and '.join(f'`{name}`' for name in names[:3])}: every part must be given."
    if "unexpected keyword" in said:
        return f"{of} has no part called `{re.findall(chr(39) + '([^' + chr(39) + ']*)' + chr(39), said)[-1]}`."
    if "multiple values" in said:
        return f"{of} is given `{_quoted(said)}` twice."
    if "positional argument" in said:
        return f"{of} is given more, or fewer, numbers than it takes."
    if "not callable" in said:
        return "a bracket after a number asks it to do something: a sign such as * is missing before the bracket."
    if "not subscriptable" in said or "not iterable" in said:
        return "this treats one number as a list."
    if "unsupported operand" in said or "can only concatenate" in said or "not supported between" in said:
        kinds = re.findall(r"'(\w+)'", said)
        odd = next((kind for kind in kinds if kind not in ("int", "float", "Formula")), "no number")
        return f"a sum needs numbers on both sides, and one side is {ODD.get(odd, f'`{odd}`')}."
    return f"Python cannot do this: {said}."


ODD = {
    "NoneType": "nothing (None)",
    "str": "a text",
    "tuple": "several numbers in a bracket, which a comma makes",
    "list": "a list of numbers",
    "function": "a function without its brackets",
}


# --- Things by their names in plain words ------------------------------------------------------------------


def a(value: object) -> str:
    """Return what a value is in plain words."""
    if value is None:
        return "nothing (None)"
    if isinstance(value, str):
        return f"the text {value!r}"
    if isinstance(value, tuple | list | FunctionType):
        return ODD[type(value).__name__]
    if isinstance(value, float) and not math.isfinite(value):
        return "a number without end" if value == value else "what is no number (NaN)"
    if isinstance(value, Formula | int | float):
        return "one number"
    return f"`{type(value).__name__}`"


def capital(text: str) -> str:
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]


def last_return(tree: ast.Module, function: str) -> int:
    """Return the line of the last `return` of a function, or 0: of those that give nothing back, if any does."""
    found = [node for node in _within(tree, function) if isinstance(node, ast.Return)]
    empty = [node.lineno for node in found if node.value is None]
    return max(empty or [node.lineno for node in found], default=0)


def line_of_field(tree: ast.Module, function: str, name: str) -> int:
    """Return the line on which a part of a function's answer is given by its name, or 0."""
    lines = [
        node.value.lineno for node in _within(tree, function) if isinstance(node, ast.keyword) and node.arg == name
    ]
    return max(lines, default=0)


def _within(tree: ast.Module, function: str) -> Iterator[ast.AST]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            yield from ast.walk(node)
