"""The compiler of rules: what it lets through, what it refuses and how it says so, and how small it stays.

That what it writes means the same as Python is tried in `tests/site/test_python_on_the_page.py`.
"""

import re
from pathlib import Path

import pytest

import joint_working
from joint_working import script
from joint_working.script import ScriptError, compiled
from joint_working.site import SCRIPTS, compiled_rules
from joint_working.site.compiled_rules import RULES

SOURCE = Path(joint_working.__file__).parent
STATIC = SOURCE / "site" / "static"

REFUSED = {
    "def rule(x):\n    yield x": (2, "a generator"),
    "def rule(x):\n    yield from x": (2, "a generator"),
    "class Rule:\n    def act(self):\n        return 1": (1, "the class Rule, which is neither"),
    "@dataclass\nclass Rule:\n    x: int": (2, "the class Rule, which is neither"),
    "@dataclass(frozen=True)\nclass Rule:\n    x: int\n\n    def act(self):\n        return 1": (
        5,
        "behaviour in the class Rule",
    ),
    "class Rule(Other):\n    x = 1": (1, "the class Rule, which is neither"),
    "def rule(x):\n    with x:\n        pass": (2, "“With”"),
    "async def rule(x):\n    return x": (1, "“AsyncFunctionDef”"),
    "def rule(x):\n    global y\n    y = x": (2, "“Global”"),
    "@cache\ndef rule(x):\n    return x": (2, "the decorator of rule"),
    "from re import *\n\ndef rule(x):\n    return x": (1, "an import of *"),
    "def rule(*x):\n    return x": (1, "* among the parameters"),
    "def rule(x, /):\n    return x": (1, "* among the parameters"),
    "def rule(x):\n    return [\n        lambda *y: y]": (3, "* among the parameters"),
    "def rule(x=[]):\n    return x": (1, "a default for x that is made anew"),
    "def rule(x):\n    return eval(x)": (2, "eval"),
    "def rule(x):\n    return open(x)": (2, "open"),
    "def rule(x):\n    return getattr(x, 'y')": (2, "getattr"),
    "def rule(x):\n    return unknown": (2, "unknown"),
    "import os\n\ndef rule(x):\n    return os.getcwd()": (4, "the method getcwd"),
    "def rule(x):\n    return x.title()": (2, "the method title"),
    "def rule(x):\n    return x.strip(1, 2)": (2, "so many arguments of x.strip"),
    "def rule(x):\n    return sorted(x, how=1)": (2, "the argument how of sorted"),
    "def rule(x):\n    return next(x)": (2, "next of anything but"),
    "import json\n\ndef rule(x):\n    return json.loads(x)": (4, "json.loads without a parse_constant"),
    "def rule(x):\n    return f'{x!r}'": (2, "the format"),
    "def rule(x):\n    return f'{x:>5}'": (2, "the format >5"),
    "def rule(x):\n    x.y = 1": (2, "a change to data that is kept"),
    "def rule(x):\n    x[0], y = 1, 2": (2, "a change to data that is kept"),
    "def rule(x):\n    for x.y in x:\n        pass": (2, "a change to data that is kept"),
    "def rule(x):\n    y, *z = x": (2, "a change to data that is kept"),
    "def rule(x):\n    [y, z] = x": (2, "a change to data that is kept"),
    "def rule(x):\n    y = z = x": (2, "“Assign”"),
    "def rule(x):\n    del x[0]": (2, "“Delete”"),
    "def rule(x):\n    for y in x:\n        pass\n    else:\n        return 1": (2, "“For”"),
    "def rule(x):\n    try:\n        return x\n    except:\n        return 1": (2, "“Try”"),
    "def rule(x):\n    try:\n        return x\n    finally:\n        pass": (2, "“Try”"),
    "def rule(x):\n    try:\n        x()\n    except KeyError:\n        x\n    except ValueError:\n        x": (
        2,
        "“Try”",
    ),
    "def rule(x):\n    while x:\n        x -= 1\n    else:\n        return 1": (2, "“While”"),
    "def rule(x):\n    raise ValueError": (2, "raise without a new error"),
    "def rule(x):\n    try:\n        return x\n    except ValueError:\n        raise": (
        5,
        "raise without a new error",
    ),
    "def rule(x):\n    return x(y=1)": (2, "the argument y of x"),
    "def rule(x):\n    return x[1:2, 3]": (2, "“Slice”"),
    "import re as pattern\n\ndef rule(x):\n    return pattern.sub('a', 'b', x)": (4, "the method sub"),
    "def rule(x):\n    match x:\n        case 1:\n            return x": (2, "“Match”"),
    "def rule(x):\n    def inner():\n        return x\n    return inner": (2, "“FunctionDef”"),
    "def rule(x):\n    return x[::2]": (2, "“Slice”"),
    "def rule(x):\n    return ~x": (2, "“UnaryOp”"),
    "def rule(x):\n    return x ^ 1": (2, "the operator BitXor"),
    "def rule(x):\n    return 9007199254740993": (2, "“Constant”"),
    "while True:\n    pass\n\ndef rule(x):\n    return x": (1, "“While”"),
}


def of(folder: Path, source: str, *names: str) -> str:
    path = folder / "rules.py"
    path.write_text(source, encoding="utf-8")
    return compiled("tried", {path: names})


@pytest.mark.parametrize("source", REFUSED)
def test_what_no_page_can_run_is_refused_by_file_and_line(tmp_path, source):
    line, what = REFUSED[source]
    name = re.search(r"(?:def|class) (\w+)", source).group(1)
    with pytest.raises(ScriptError) as problem:
        of(tmp_path, source, name)
    said = str(problem.value)
    assert said.startswith(f"rules.py, line {line}: the page cannot run {what}") and said.endswith("."), said
    assert "\n" not in said


def test_a_name_that_is_not_there_and_one_that_is_there_twice_are_refused(tmp_path):
    with pytest.raises(ScriptError, match="rules.py has no other"):
        of(tmp_path, "def rule(x):\n    return x", "other")
    paths = [tmp_path / name for name in ("one.py", "two.py")]
    for path in paths:
        path.write_text("def rule(x):\n    return x", encoding="utf-8")
    with pytest.raises(ScriptError, match="two.py, line 1: the page cannot run rule beside the one of one.py"):
        compiled("tried", {path: ["rule"] for path in paths})


def test_a_script_reads_like_its_source(tmp_path):
    source = '''"""Rules."""

import re

MOST = 3


class TooMany(ValueError):
    """There are too many."""


def kept(words: list[str], /* no */ most: int = MOST) -> str:
    """Return the words that are kept."""
    some = [word.strip() for word in words if not re.search("[0-9]", word)]
    if len(some) > most:
        raise TooMany(f"{len(some)} are too many: {some[0]}")
    return ", ".join(some) or "none"


def unused():
    return print("never")
'''.replace("/* no */ ", "")
    assert (
        of(tmp_path, source, "kept", "TooMany")
        == """/* Compiled by joint_working/script.py: to change a rule, change it where the line above it says. */
var rules = window.rules || {};
rules.tried = (function () {
  "use strict";
  const MOST = 3;

  // rules.py:8
  class TooMany extends py.ValueError {}

  // rules.py:12
  function kept(words, most = MOST) {
    let some;
    some = py.iter(words).flatMap((word) => !py.truth(py.re.search("[0-9]", word)) ? [py.strip(word)] : []);
    if (py.len(some) > most) {
      throw new TooMany(`${py.str(py.len(some))} are too many: ${py.str(py.at(some, 0))}`);
    }
    return py.either(py.join(", ", some), () => "none");
  }

  return { kept, TooMany };
})();
"""  # noqa: E501
    )


@pytest.mark.parametrize("name", RULES)
def test_every_rule_of_the_site_is_compiled_and_says_where_it_stands(name):
    text = compiled_rules.scripts()[name]
    assert text == compiled(name, RULES[name])
    wanted = [what for names in RULES[name].values() for what in names]
    assert f"  return {{ {', '.join(wanted)} }};\n" in text
    for file, line, what in re.findall(r"// ([a-z_]+\.py):([0-9]+)\n  (?:function|class) (\w+)", text):
        source = next(SOURCE.glob(f"**/{file}")) if file != "words.py" else SOURCE / file
        assert re.match(rf"(def|class) {what}\b", source.read_text(encoding="utf-8").split("\n")[int(line) - 1])
    assert not re.search(r"\beval\b|new Function|import\(", text)


def test_what_may_be_called_is_in_the_runtime():
    runtime = "".join((STATIC / name).read_text(encoding="utf-8") for name in RUNTIME)
    offered = runtime[runtime.index("  return {") :]
    for name in script.CALLS:
        assert re.search(rf"\b{name.split('.')[-1]}\b", offered), name


def test_the_compiler_and_its_runtime_stay_small():
    """It is for rules that read text and look things up. What needs more of Python is no such rule."""
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCE.glob("script*.py")}
    assert sum(lines.values()) <= 350 and len(script.CALLS) <= 80, lines
    assert len((STATIC / "py.js").read_text(encoding="utf-8").splitlines()) <= 165
    assert "generators, classes with behaviour" in script.__doc__


OFFERED = (STATIC / "more.js").read_text(encoding="utf-8").split("Object.assign(py, {")[1]
MORE = sorted(set(re.findall(r"(?:^    |, )(\w+)\b[:,]", OFFERED, re.MULTILINE)))
#: What each script of the runtime holds beside `py.js`, as a rule calls it.
RUNTIME = {"py.js": r"py\.", "patterns.js": r"py\.re\.", "more.js": rf"py\.({'|'.join(MORE)})\b"}


#: How a page's own script asks for rules once they are wanted, and for other scripts with them.
WANTED = re.compile(r'wanted\("(\w+)"((?:, "[\w-]+")*)')


def asking_for(rules):
    """Return each script that asks for some rules once they are wanted, with the scripts it asks for beside them."""
    asked = {path.name: dict(WANTED.findall(path.read_text(encoding="utf-8"))) for path in STATIC.glob("*.js")}
    return {name: re.findall(r"[\w-]+", found[rules]) for name, found in asked.items() if rules in found}


@pytest.mark.parametrize("script", RUNTIME)
def test_a_page_loads_of_the_runtime_what_its_rules_call_and_no_more(script):
    hooks = dict(SCRIPTS)
    call = [name for name in RULES if re.search(RUNTIME[script], compiled_rules.scripts()[name])]
    at_once = {hook.split("=")[0] for name in call for hook in hooks[f"rules-{name}.js"]}
    late = {name: asking_for(name) for name in call if not hooks[f"rules-{name}.js"]}
    assert all(late.values()), late
    askers = [by for asked in late.values() for by, beside in asked.items() if script[:-3] not in beside]
    assert set(hooks[script]) == at_once | {hook for by in askers for hook in hooks[by]}


#: What scripts still say by hand that Python says too: lines of each function, and where Python says it.
BY_HAND = {
    "explorer.js": {"inTurn": 1, "words": 3},  # words.fill
    "parts.js": {"isOut": 3, "years": 8, "filtered": 2, "matrix": 10},  # what a list, a timeline or a table then shows
    "shared.js": {"filled": 3, "cell": 4},  # a sentence with its places filled; a cell of a CSV
    "evaluation.js": {"count": 1, "boxes": 5},  # what is too long; a saved file, models/evaluation.py
}


def test_little_is_said_twice_by_hand():
    for name, functions in BY_HAND.items():
        text = (STATIC / name).read_text(encoding="utf-8")
        assert all(re.search(rf"(function|const) {function}\b", text) for function in functions), name
    assert sum(sum(functions.values()) for functions in BY_HAND.values()) <= 50


def test_no_script_is_long_and_all_of_them_are_few_lines():
    """The labs' engine left 2,784 lines; steps of chapters, one screen, kept settings and paper brought 96.

    Forms that answer as they are filled in, whatever their rules, brought 68, once for all. "Change this model"
    may take 400 on top: its own scripts, and what labs and pictures do for it.
    """
    paths = [*STATIC.glob("*.js"), *STATIC.glob("change/*.js")]
    lines = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert max(lines.values()) <= 400 and sum(lines.values()) <= 2970 + 400, lines
