"""Small rules for `test_python_on_the_page.py`: each is run by Python as it stands and, compiled, by the page."""

import json
import math
import re
from dataclasses import dataclass
from functools import cached_property


class Odd(ValueError):
    """A text is odd."""


@dataclass(frozen=True)
class Pair:
    """Two things, the second made up where it is not given."""

    first: object
    second: object = "none"

    @property
    def both(self):
        """The two as a list."""
        return [self.first, self.second]

    @cached_property
    def count(self):
        """How many letters the first holds."""
        return len(self.first)


def letters(a, b):
    return [len(a), list(a), a[:2], a[-2:], a[1:-1], a[:1] + b[-1:], [n for n, _ in enumerate(a)], list(reversed(a))]


def cased(a, b):
    return [a.lower(), a.upper(), b.lower() == a.lower(), a.lower() in b.lower()]


def stripped(a, b):
    return [a.strip(), a.lstrip(), a.rstrip(), a.strip(b), a.lstrip(b), a.rstrip(b), a.split(), a.strip(" ")]


def parted(a, b):
    mark = b or ","
    return [
        a.split(mark),
        a.split(mark, 1),
        mark.join(a),
        a.replace(mark, "-"),
        a.count(mark),
        mark.join(a.split(mark)),
    ]


def held(a, b):
    fixed = [a.startswith(b), a.endswith(b), a.startswith((b, "x")), b in a, b not in a]
    return [*fixed, a.removeprefix(b), a.removesuffix(b), a.rjust(5), b.rjust(4, "0")]


def told(a, b):
    return [f"{a}“{b}”", f"`{a}${{{b}}}\\", f"{a == b} {None} {len(a):03d} {len(b):,}", str(a) + str(len(b))]


def compared(a, b):
    truths = [a < b, a <= b, a > b, a >= b, a == b, a != b, [a, 1] < [b, 0], bool(a), not b, "a" < a < "z"]
    return [
        *truths,
        sorted([a, b, "Z", "\ue000", "😀"]),
        max(a, b),
        min([a, b], key=len),
        sorted(a),
        sorted(b, reverse=True),
    ]


def spaced(a, b):
    found = [
        re.search(r"\s", a),
        re.search(r"\d+", a),
        re.search(r"\w+", a),
        re.search(r"[^\w\s]", a),
        re.search(".$", a),
    ]
    plain = re.search(r"\bfrom\b|\W\d|\S$", a, re.ASCII)
    places = [(one.start(), one.end(), one.group()) for one in [*found, plain] if one]
    return [
        places,
        re.split(r"[\s,;]+", a),
        re.sub(r"(\w)(\s*)", r"\2-\g<1>", a),
        re.sub(r"\d", lambda one: f"<{one[0]}>", a),
    ]


def matched(a, b):
    found = re.match(r"([^,;]*)([,;])?", a)
    rest = re.fullmatch(r"[a-z0-9£%.\- ]*", a, re.IGNORECASE | re.ASCII)
    kelvin = re.search("k|[ß-ü]|s+$", a, re.IGNORECASE | re.ASCII)
    last = [(one.start(), one.group(0)) for one in re.finditer("[A-Za-z]|[]\\]-]|é$", a)]
    return [found.group(1), found.group(2), found.end(), rest is not None, kelvin.group() if kelvin else None, last]


def read(a, b):
    try:
        return json.loads(a, parse_constant=refused)
    except (ValueError, RecursionError):
        return "not read"


def refused(name):
    raise Odd(name)


def caught(a, b):
    said = []
    for text in (a, b, "12", " -4.5e3 ", "nought"):
        try:
            said.append(float(text))
            if said[-1] > 1e6:
                raise Odd(f"{text} is too much")
            said.append(int(text))
        except ValueError as problem:
            said.append(str(problem) if isinstance(problem, Odd) else "no number")
    return said


def keyed(a, b):
    found = {(a, 1): "first", (a, b): "second", a: 3}
    found[b, 1] = found.get((a, 1), "") + "!"
    found |= {(b, a): None}
    counts = {}
    for letter in a + b:
        counts[letter] = counts.get(letter, 0) + 1
    known = {letter for letter in a} | set(b)
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        list(found.items()),
        order,
        (a, b) in found,
        found == dict(found),
        sorted(known),
        len(known),
        {**counts} == counts,
    ]


def made(a, b):
    one, other = Pair(a), Pair(first=a, second=b)
    return [
        one.both,
        other.both,
        one == Pair(a, "none"),
        one == other,
        one.count + one.count,
        named(a, third=b),
        named(second=a, first=b, odd=1, **{"more": a}),
    ]


def named(first, second="-", *, third=None, **more):
    return [first, second, third, list(more.items())]


def counted(x, y):
    """Sums of two numbers."""
    signs = [x + y, x - y, x * y, -x, abs(y), x < y, x <= y, x == y, max(x, y), min([x, y], default=0), bool(x)]
    return [
        *signs,
        sum([x, y]),
        1 if x else 2,
        x and y,
        x or y,
        not x,
        0 < x < 10,
        isinstance(x, (int, float)),
        x is None,
    ]


def divided(x, y):
    try:
        return [x / y, x % y, x // y, *divmod(y, 7), *divmod(x, -3)]
    except ZeroDivisionError:
        return "by nought"


def rounded(x, y):
    whole = [round(x), int(y), math.floor(x), math.ceil(y), math.isfinite(x)]
    return [*whole, round(x, 1), round(y, 2), f"{x:.0f}|{y:.1f}|{x:.2f}|{y:,.3f}|{int(x):,}|{int(y):05d}|{x:9.1f}"]


def written(x, y):
    return [str(x), f"{y}", float(str(x)) == x, f"{x} and {y}"]


def listed(x, y):
    some = [x, y, *(number * number for number in range(-2, 5, 2) if number), x]
    some.append(y)
    some += [one for one in (x, y) if one > 0]
    some.sort(key=lambda one: -one)
    pairs = list(zip(some, some[1:], strict=False))
    grown = {at: [one, two] for at, (one, two) in enumerate(pairs, 1) if one != two}
    other = dict.fromkeys(some, 0)
    first = next((one for one in some if one < 0), None)
    ends = [some.index(y), some.count(x), some.pop(), some.pop(0), any(one < 0 for one in some), all(some)]
    found, rest = (x, y) if x < y else (y, x)
    while rest > 1000:
        rest, found = rest / 2, rest
    nested = [[two for two in range(one) if two % 2] for one in range(4)]
    both = [one + two for one in "ab" for two in "cd" if one + two != "bc"]
    return [some, pairs, list(grown.items()), list(other), first, ends, found, rest, nested, both, sorted({x, y, x})]


def kinds(a, b):
    """What kind of letter each is, and its small and capital form."""
    patterns = (r"\s", r"\d", r"\w")
    return [
        f"{letter}{letter.lower()}{letter.upper()}{letter.strip() == ''}"
        + "".join("x" if re.search(pattern, letter) else "-" for pattern in patterns)
        for letter in a
    ]
