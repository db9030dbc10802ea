"""HTML escapes by the way it is written, and there is no other way to write it."""

import ast
import doctest
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from joint_working import html
from joint_working.html import (
    Html,
    bullets,
    el,
    headings,
    inert,
    join,
    link,
    options,
    plain,
    row,
    shape,
    table,
    trusted,
)

PACKAGE = Path(html.__file__).parent
BAD = '"Fish" & <b>chips</b>, it\'s'
SAFE = "&quot;Fish&quot; &amp; &lt;b&gt;chips&lt;/b&gt;, it&#x27;s"


# --- What html.py promises -------------------------------------------------------------------------------------


class Read(HTMLParser):
    """Keeps the start tags and the words of some HTML, as a browser reads them."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.words = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data


def test_the_doctests():
    assert doctest.testmod(html).attempted >= 2 and doctest.testmod(html).failed == 0


@pytest.mark.parametrize(
    "made",
    [
        el("p", BAD),
        el("p", ["", [BAD, None]]),
        shape("<p>{}</p>", BAD),
        shape("<p>{words}</p>", words=BAD),
        shape("<p>{0:s}</p>", BAD),
        el("p", join([BAD])),
        el("p", join(["", ""], BAD)),
        el("p", Html() + BAD),
        el("p", BAD + Html()),
        el("p", Html().join([BAD])),
        el("p", Html("%s") % BAD),
        el("p", html.typeset(BAD)),
    ],
)
def test_words_are_escaped_wherever_they_are_put(made):
    assert made in (f"<p>{SAFE}</p>", f"<p>{SAFE.replace('&#x27;', '’')}</p>")
    assert [tag for tag, _ in Read(made).tags] == ["p"] and Read(made).words.replace("’", "'") == BAD


def test_html_is_put_in_as_it_stands_and_never_escaped_twice():
    bold = el("b", BAD)
    assert el("p", bold) == shape("<p>{}</p>", bold) == el("p", join([bold])) == f"<p><b>{SAFE}</b></p>"
    assert Html.escape(bold) is bold and isinstance(bold + bold, Html) and isinstance(bold[:3], Html)
    assert str(el("p", str(bold))).count("&amp;lt;") == 2, "a plain text that looks like HTML is words"


def test_an_attribute_cannot_be_left_by_what_stands_in_it():
    made = el("a", "x", href='" onclick="alert(1)', title=BAD)
    assert Read(made).tags == [("a", {"href": '" onclick="alert(1)', "title": BAD})]
    assert Read(link("a?b=1&c='2'", BAD)).tags == [("a", {"href": "a?b=1&c='2'"})]
    assert Read(shape('<i title="{}"></i>', BAD)).tags == [("i", {"title": BAD})]
    assert Read(options({BAD: BAD}, BAD)).tags == [("option", {"value": BAD, "selected": None})]


def test_attributes_keep_their_order_and_nothing_stands_for_none_and_false():
    made = el("input", type="range", disabled=True, hidden=False, title=None, value=0, aria_label="", for_="x")
    assert made == '<input type="range" disabled value="0" aria-label="" for="x">'


def test_void_and_closed_elements():
    assert el("br") == "<br>" and el("img", alt="") == '<img alt="">' and el("td") == "<td></td>"
    assert el("path", d="M0 0") == '<path d="M0 0"/>' and el("circle", el("title", "x")).endswith("</circle>")


def test_what_an_element_holds_may_be_nested_and_a_generator():
    assert el("ul", (el("li", (word, [None, "!"])) for word in "ab")) == "<ul><li>a!</li><li>b!</li></ul>"
    assert bullets(["a", ("b", el("i", "c"))], "ol", class_="x") == '<ol class="x"><li>a</li><li>b<i>c</i></li></ol>'


def test_braces_and_percents_in_words_are_only_words():
    assert el("p", "{0} {} %s") == "<p>{0} {} %s</p>" and shape("<p>{}</p>", "{0} {x}") == "<p>{0} {x}</p>"
    with pytest.raises((IndexError, KeyError)):
        shape("<p>{} {}</p>", "one")


def test_data_in_a_script_cannot_end_it():
    data = {"b": "</script><script>alert(1)</script>", "a": ["<!--", "\u2028\u2029", "&amp; é"]}
    made = inert(data, id="x")
    assert made.lower().count("</script") == 1 and made.count("<") == 2 and "\u2028" not in made
    assert json.loads(made.removeprefix('<script type="application/json" id="x">').removesuffix("</script>")) == data
    assert made == inert(dict(reversed(data.items())), id="x"), "the same data is the same bytes"


def test_a_table_escapes_its_cells_its_headings_and_its_caption():
    made = table(BAD, headings([BAD, BAD]), row(BAD, [BAD, el("i", "1")]))
    assert " ".join(tag for tag, _ in Read(made).tags) == "table caption thead tr th th tbody tr th td td i"
    assert made.count(SAFE) == 5 and made.count('class="n"') == 3


def test_plain_gives_the_words_back():
    assert plain(el("p", BAD) + el("p", "two", el("br"), "three")) == f"{BAD}\ntwo\nthree"
    assert plain(trusted("<td>1</td><td>2</td>")) == "1 2"


# --- Nowhere else ----------------------------------------------------------------------------------------------

TAG = re.compile(r"</?[a-z][\w-]*(?=[\s/>]|$)|<!(?:--|doctype)", re.IGNORECASE)


def called(node):
    """Return the name a call is made by: shape of html.shape(...), and re of re.compile(...)."""
    if isinstance(node.func, ast.Attribute):
        return "re" if isinstance(node.func.value, ast.Name) and node.func.value.id == "re" else node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def words_of(node):
    """Return the text of a string, with an x in each place of an f-string; None for anything else."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def imported(node):
    """Return the full names that an import brings in; nothing for anything else."""
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def faults(source):
    """Return what is wrong with the HTML of a module, as (line, fault)."""
    tree, found = ast.parse(source), []
    nodes = list(ast.walk(tree))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    written = [call.args[0] for call in calls if called(call) == "shape" and call.args]
    free = written + [call.args[0] for call in calls if called(call) == "re" and call.args]
    free += [part for call in calls if called(call) == "trusted" for part in call.args]
    free += [node.value for node in nodes if isinstance(node, ast.Expr) and words_of(node.value) is not None]
    names = {node.id for part in written for node in ast.walk(part) if isinstance(node, ast.Name)}
    for node in nodes:
        if isinstance(node, ast.Assign) and names & {target.id for target in node.targets if hasattr(target, "id")}:
            free.append(node.value)
    exempt = {id(inner) for part in free for inner in ast.walk(part)}
    exempt |= {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for part in written:
        if any(isinstance(node, ast.JoinedStr | ast.BinOp) for node in ast.walk(part)):
            found.append((part.lineno, "what shape() is given must be written out"))
    for node in nodes:
        words = words_of(node)
        if isinstance(node, ast.JoinedStr) and TAG.search(words):
            found.append((node.lineno, "an f-string with a tag"))
        elif words is not None and id(node) not in exempt and TAG.search(words):
            found.append((node.lineno, "a text with a tag"))
        elif any(re.fullmatch(r"html|html\.escape|markupsafe(\..*)?", name) for name in imported(node)):
            found.append((node.lineno, "escaping by hand"))
        elif isinstance(node, ast.Call) and called(node) in ("Markup", "Html") and node.args:
            found.append((node.lineno, "HTML by assertion"))
    return sorted(found)


def refused(path):
    return path.name != "html.py" and faults(path.read_text(encoding="utf-8"))


def test_html_is_written_with_html_py_and_nothing_else():
    found = {path.relative_to(PACKAGE).as_posix(): refused(path) for path in sorted(PACKAGE.rglob("*.py"))}
    found = {name: wrong for name, wrong in found.items() if wrong}
    assert len(list(PACKAGE.rglob("*.py"))) > 100
    assert {name: found[name][0] for name in found} == {}


@pytest.mark.parametrize(
    "planted",
    [
        'x = f"<b>{y}</b>"',
        'x = f"{y}</td>"',
        'x = f"<{tag}>{y}"',
        'x = f"<br>"',
        'x = "<td>" + y',
        'x = y + "</td>"',
        'x = "<div" + y + ">"',
        'x = "<p>{}</p>".format(y)',
        'x = "<p>%s</p>" % y',
        'x = "".join(["<ul>", y, "</ul>"])',
        'x = """\n<!DOCTYPE html>\n"""',
        'x = trusted(f"<b>{y}</b>")',
        'x = shape(f"<b>{y}</b>")',
        'x = shape(f"{y}")',
        'x = shape("<b>" + y + "</b>")',
        'x = el("p", "<b>", y, "</b>")',
        'x = shape("<p>{}</p>", "<b>")',
        'x = re.sub("<b>", "<i>", y)',
        "x = Markup(y)",
        "x = markupsafe.Markup(y)",
        "x = html.Html(y)",
        "from html import escape",
        "from html import escape as esc",
        "import html",
        "from markupsafe import Markup",
    ],
)
def test_a_planted_tag_is_refused(planted):
    assert len(faults(planted)) >= 1


@pytest.mark.parametrize(
    "good",
    [
        '"""A page of <b>words</b>."""',
        'def f():\n    """Return a <b>."""',
        'x = shape("<p>{}</p>", y)',
        'x = html.shape("<p>{}</p>", y)',
        'PAGE = """<p>{}</p>"""\nx = shape(PAGE, y)',
        'x = trusted("<p>a</p>")',
        'x = re.compile(r"<p>(.*?)</p>")',
        'x = f"{a} < {b}"',
        'x = "fewer than <5"',
        'x = el("p", f"{y}")',
        "from html.parser import HTMLParser",
        "from joint_working import html",
    ],
)
def test_what_is_no_tag_or_is_written_out_is_let_be(good):
    assert faults(good) == []


# --- Injected --------------------------------------------------------------------------------------------------


def injected(*arguments):
    command = [sys.executable, str(Path(__file__).with_name("injected.py")), *arguments]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.slow
def test_a_tag_in_every_cell_of_words_leaks_into_no_part_sheet_or_register():
    found = injected()
    assert found["leaks"] == {}
    assert found["drawn"] >= 160 and found["escaped"] > 10_000
    assert found["twice"] == {}


@pytest.mark.slow
def test_a_leak_would_be_seen():
    found = injected("unsafe")
    assert len(found["leaks"]) > 60 and found["escaped"] < 100
