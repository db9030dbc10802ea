"""What compiled rules may call, and what they may not use as a name: the words of `script.py` and `static/py.js`."""

from __future__ import annotations


def _table(calls: str) -> dict[str, list[str]]:
    return {name: arguments for name, *arguments in (call.split() for call in calls.split(","))}


#: Each with its arguments in order; "*" gathers those without a name.
BUILTINS = _table(
    "abs x, all items, any items, bool x, bytes items, dict items, divmod a b, enumerate items start, "
    "filter test items, float x, int x, isinstance x kinds, len x, list items, map f items, max * key default, "
    "min * key default, next items default, object, ord x, range start stop step, reversed items, round x ndigits, "
    "set items, sorted items key reverse, str x, sum items start, tuple items, zip * strict"
)
METHODS = _table(
    "add x, append x, count x, decode encoding errors, encode encoding errors, end, endswith text, get key default, "
    "group n, index x, items, join items, keys, lower, lstrip chars, pop at default, remove x, removeprefix text, "
    "removesuffix text, replace old new, rjust width fill, rstrip chars, setdefault key default, sort key reverse, "
    "split sep maxsplit, start, startswith text, strip chars, upper, values"
)
LIBRARIES = _table(
    "re.finditer pattern string flags, re.fullmatch pattern string flags, re.match pattern string flags, "
    "re.search pattern string flags, re.split pattern string, re.sub pattern repl string, "
    "json.loads s parse_constant, math.ceil x, math.floor x, math.isfinite x, dict.fromkeys items value"
)
CONSTANTS = {"re.IGNORECASE": '"i"', "re.ASCII": '"a"', "re.IGNORECASE | re.ASCII": '"ia"', "math.inf": "Infinity"}
ERRORS = _table("ValueError, KeyError, IndexError, TypeError, ZeroDivisionError, RecursionError, UnicodeDecodeError")
#: What a call gives, where that is sure: then a browser's own sign does what Python's does.
GIVES = dict.fromkeys(_table("abs, ceil, count, end, float, floor, int, len, ord, round, start"), "number")
GIVES |= dict.fromkeys(_table("join, lower, lstrip, removeprefix, removesuffix, replace, rjust"), "text")
GIVES |= dict.fromkeys(_table("rstrip, str, strip, sub, upper"), "text")
GIVES |= dict.fromkeys(_table("enumerate, filter, finditer, items, keys, list, map, range"), "list")
GIVES |= dict.fromkeys(_table("reversed, sorted, split, tuple, values, zip"), "list")
GIVES |= dict.fromkeys(_table("all, any, bool, endswith, isfinite, isinstance, startswith"), "truth")
#: Words that a script may not use as a name, or that these scripts use themselves.
TAKEN = frozenset(_table(
    "arguments, case, catch, const, debugger, default, delete, do, enum, eval, export, extends, function, implements, "
    "instanceof, interface, let, new, null, package, private, protected, public, static, super, switch, this, throw, "
    "true, false, typeof, undefined, var, void, py, rules, Object, Infinity, window, error_"
))  # fmt: skip
