"""What compiled rules may call, and what they may not use as a name: the words of `script.py` and `static/py.js`."""

from __future__ import annotations

#: What a call gives, where that is sure: then a browser's own sign does what Python's does.
GIVES: dict[str, str] = {}


def _table(calls: str) -> dict[str, list[str]]:
    """Return calls with their arguments in order, and keep what each gives: "*" gathers those without a name."""
    for call in calls.replace("\n", "").split(","):
        name, _, gives = call.split()[0].partition(":")
        GIVES.update({name.split(".")[-1]: gives} if gives else {})
    return {call.split()[0].partition(":")[0]: call.split()[1:] for call in calls.split(",")}


BUILTINS = _table("""
abs:number x, all:truth items, any:truth items, bool:truth x, bytes items, dict items, divmod a b,
enumerate:list items start, filter:list test items, float:number x, int:number x, isinstance:truth x kinds,
len:number x, list:list items, map:list f items, max * key default, min * key default, next items default, object,
ord:number x, range:list start stop step, reversed:list items, round:number x ndigits, set items,
sorted:list items key reverse, str:text x, sum items start, tuple:list items, zip:list * strict""")
METHODS = _table("""
add x, append x, count:number x, decode encoding errors, encode encoding errors, end:number, endswith:truth text,
get key default, group n, index x, items:list, join:text items, keys:list, lower:text, lstrip:text chars,
pop at default, remove x, removeprefix:text text, removesuffix:text text, replace:text old new,
rjust:text width fill, rstrip:text chars, setdefault key default, sort key reverse, split:list sep maxsplit,
start:number, startswith:truth text, strip:text chars, upper:text, values:list""")
LIBRARIES = _table("""
re.finditer:list pattern string flags, re.fullmatch pattern string flags, re.match pattern string flags,
re.search pattern string flags, re.split:list pattern string, re.sub:text pattern repl string,
json.loads s parse_constant, math.ceil:number x, math.floor:number x, math.isfinite:truth x,
dict.fromkeys items value""")
CONSTANTS = {"re.IGNORECASE": '"i"', "re.ASCII": '"a"', "re.IGNORECASE | re.ASCII": '"ia"', "math.inf": "Infinity"}
ERRORS = _table("ValueError, KeyError, IndexError, TypeError, ZeroDivisionError, RecursionError, UnicodeDecodeError")
#: Words that a script may not use as a name, or that these scripts use themselves.
TAKEN = frozenset(
    _table("""
arguments, case, catch, const, debugger, default, delete, do, enum, eval, export, extends, function, implements,
instanceof, interface, let, new, null, package, private, protected, public, static, super, switch, this, throw, true,
false, typeof, undefined, var, void, py, rules, Object, Infinity, window, error_""")
)
