"""The style sheets are whole: a merge that lost a bracket would hide every rule after it, and no page would say so."""

import re
from pathlib import Path

import pytest

from joint_working.site import assets, fonts
from joint_working.site.pack import pages, timer

SHEETS = [*sorted(fonts.FONTS.parent.glob("*.css")), timer.STYLE, pages.STYLE]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_closes_what_it_opens(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    open_since, depth = 0, 0
    for number, line in enumerate(text.splitlines(), start=1):
        open_since = number if depth == 0 else open_since
        depth += line.count("{") - line.count("}")
        assert depth >= 0, f"{path.name}: a bracket too many in line {number}"
    assert depth == 0, f"{path.name}: never closed since line {open_since}, comments left out"
    assert not re.search(r"^(<{7}|={7}|>{7})", text, re.M), f"{path.name}: a merge was left half done"


def test_a_class_is_laid_out_in_one_place():
    """One name for two things would let the later rule draw over the earlier."""
    places = {}
    for path in SHEETS[:-2]:
        text = re.sub(r"(?s)/\*(?! \d+\. ).*?\*/", "", path.read_text(encoding="utf-8"))
        for number, section in enumerate(re.split(r"/\* \d+\. .*?\*/", text)):
            for selectors in re.findall(r"(?m)^([^\s@}][^{]*)\{", section):
                for name in re.findall(r"(?:^|,)(\.jw-[\w-]+)(?=,|$)", selectors):
                    places.setdefault(name, set()).add((path.name, number))
    assert [name for name, where in places.items() if len(where) > 1] == []


#: A :has() with what stands right before it, and what it asks for.
HAS = re.compile(r"([^\s>+~,(){}]*(?::is\([^)]*\))?):has\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")


#: What stands for half a page where it has no class of its own.
BROAD = re.compile(r"(|\*|html|body|main|article|section|div|span)(:is\([^)]*\))?")
#: A rule for any child or descendant of what a :has() finds.
FOR_ALL = re.compile(r":has\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)[^,{}]*?[\s>+~]\*")


def loose(css):
    """Return each :has() that makes a browser watch half a page.

    Its subject is any element of a kind and its argument may stand at any depth in it; or it stands on something
    broad without a class, or decides on the style of anything at all.
    """
    css, found = re.sub(r"/\*.*?\*/", "", css, flags=re.S), []
    for match in HAS.finditer(css):
        subject, asked = match.groups()
        parts = [re.sub(r"\s*([>+~])\s*", r"\1", part.strip()) for part in re.split(r",(?![^()]*\))", asked)]
        near = all(part[:1] in (">", "+", "~") and " " not in part for part in parts)
        inside = re.search(r"[.#][\w-]+>$", css[: match.start()])
        broad = not inside and BROAD.fullmatch(subject) and not subject.startswith(":is(")
        if broad or (not near and not re.search(r"[.#\[]", subject)):
            found.append(f"{subject}:has({asked})")
    return found + FOR_ALL.findall(css)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_no_rule_watches_every_element_of_a_kind_for_what_it_holds(path):
    """`section:has(...)` makes a browser style everything under every section again at each change of a word in it."""
    assert loose(path.read_text(encoding="utf-8")) == []


def test_a_loose_rule_is_found():
    css = "section:has(>.a .b)>*{}div:has([value=''] , .x){}:has(p){}body :is(p,li):has(b){}"
    fine = ".a:has(b){}li:has(+.c){}label:has(>:checked) input{}:is(p,li):has(>.t,>em>.t){}.d>div:has(>select>i){}"
    found = ["section:has(>.a .b)", "div:has([value=''] , .x)", ":has(p)", ":is(p,li):has(b)", ":has(>.a .b)>*"]
    assert loose(css) == found
    assert loose("section:has(>.a){}body:has(>.a) p{}*:has(+.a){}div.b:has(>.a){}") == [
        "section:has(>.a)", "body:has(>.a)", "*:has(+.a)",
    ]  # fmt: skip
    assert loose(".a:has(>.b)>*{}.a:has(.b) * + p{}") == [":has(>.b)>*", ":has(.b) *"]
    assert loose(fine) == []


@pytest.mark.parametrize(
    "body, wanted",
    [
        ('<div class="jw-lanes"></div>', True),
        ('<section class="explorer jw-panel jw-own" data-x>', True),
        ('<p class="jw-note">jw-lanes</p><div class="jw-register"></div>', False),
        ('<div class="jw-lanesome"></div>', False),
    ],
)
def test_a_page_asks_for_the_sheet_of_the_larger_tools_where_it_has_one(body, wanted):
    assert assets.has_tools(body) is wanted


def test_of_a_foreign_style_sheet_a_page_gets_what_it_may_need():
    css = (
        "@font-face{font-family:Icons;src:url(x)}:root{--a:1}p,.gone{color:red}.gone .used{margin:0}"
        ".used:not(.gone){padding:0}@media print{.gone{display:none}}"
        '@media (min-width:9px){.used>.made\\:up{top:0}}a[href="#gone"]{left:0}#gone{right:0}'
    )
    kept = assets.only_used(css, frozenset({"used", "made:up"}))
    assert kept == (
        ":root{--a:1}p{color:red}.used:not(.gone){padding:0}@media (min-width:9px){.used>.made\\:up{top:0}}"
        'a[href="#gone"]{left:0}'
    )


def test_no_page_is_dark_and_a_rule_for_one_is_left_out():
    css = "html[data-theme=dark] p{a:b}html[data-theme=light]{c:d}html:not([data-theme]){e:f}"
    css += ":root,[data-bs-theme=light]{g:h}"
    assert assets.only_used(css, frozenset()) == "html[data-theme=light]{c:d}:root{g:h}"


def test_a_variable_or_a_movement_that_nothing_asks_for_is_left_out():
    foreign = Path("theirs.css")
    css = (
        ':root{--a:1;--b:var(--c);--c:url("x;y}");--d:2}p{color:var(--a);--e:(f;g)}.x{animation:in 1s}'
        "@keyframes in{0%{top:0}to{top:1px}}@keyframes out{0%{top:0}}@media print{b{--d:3}}"
    )
    kept = assets.only_asked({foreign: css}, "q{width:var(--d)}.r{--b:0}")[foreign]
    assert kept == (
        ":root{--a:1;--d:2}p{color:var(--a);}.x{animation:in 1s}"
        "@keyframes in{0%{top:0}to{top:1px}}@media print{b{--d:3}}"
    )
    assert assets.only_asked({foreign: ":root{--a:1}"}, "")[foreign] == ""
