"""The roles and registers in small books of their own, with tables of their own."""

import io
import json
import re
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from joint_working import evidence
from joint_working.site import citing


def build(root: Path, pages: dict[str, str], builder: str = "html") -> tuple[dict[str, str], str]:
    """Build pages; give what was written, by page, and the warnings."""
    source = root / "source"
    source.mkdir(exist_ok=True)
    (source / "conf.py").write_text(
        "extensions = ['myst_nb', 'joint_working.site.roles', 'joint_working.site.renew']\n"
        "nb_execution_mode = 'off'\nroot_doc = 'index'\nhtml_theme = 'basic'\nhtml_use_index = False\n"
        "exclude_patterns = []\nnitpicky = True\nmyst_enable_extensions = ['colon_fence']\n"
    )
    for name, text in pages.items():
        path = source / (name if "." in name else f"{name}.md")
        path.parent.mkdir(exist_ok=True, parents=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    warnings = io.StringIO()
    out = root / builder
    with patch_docutils(source), docutils_namespace():  # several books in one process
        Sphinx(source, source, out, root / "doctrees", builder, status=None, warning=warnings).build()
    suffix = ".html" if builder == "html" else ".txt"
    return (
        {
            p.relative_to(out).with_suffix("").as_posix(): p.read_text(encoding="utf-8")
            for p in out.rglob(f"*{suffix}")
        },
        re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue()),
    )


REGISTER = "# Data\n\n```{register} figures\n```\n\n```{register} rules\n```\n\n```{register} sources\n```\n"
INDEX = "# Book\n\n```{toctree}\nmoney/one\nreference/data\n```\n"


def book(chapter: str) -> dict[str, str]:
    return {"index": INDEX, "money/one": chapter, "reference/data": REGISTER}


CARD = r'<span class="jw-meaning" id="cite-\d+"><b>([^<]*)</b>(.*?</small></span>)</span>'
CITED = r"<span>(.*?)<small>(.*?)</small></span>"


def cards(html: str) -> list[tuple[str, list[tuple[list[tuple[str, str]], str]]]]:
    """The cards of a page's badges: standing and, of each source, the (address, words) of its links and its name."""
    return [
        (
            standing,
            [(re.findall(r'<a href="([^"]*)">([^<]*)</a>', links), name) for links, name in re.findall(CITED, rest)],
        )
        for standing, rest in re.findall(CARD, html, re.S)
    ]


def said(html: str) -> list[str]:
    """What stands in words beside a page's marks."""
    return re.findall(r'<i class="jw-said">([^<]*)</i>', html)


def prose(html: str) -> str:
    """The paragraphs of a page, without what links carry and what cards hold."""
    body = re.sub(CARD, "", html[html.index('<div class="body"') :], flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", body))


@pytest.mark.parametrize(
    "text, ends",
    [
        ("One. Two.", ["One.", "Two."]),
        ("It rose by 3.1 per cent. Then it fell.", ["It rose by 3.1 per cent.", "Then it fell."]),
        ("Some, e.g. Fife and St. Andrews, did. Others not", ["Some, e.g. Fife and St. Andrews, did.", "Others not"]),
        ("See s. 29 of the Act. Why? Because!", ["See s. 29 of the Act.", "Why?", "Because!"]),
        ("“Is it back?” A member may ask. It is.", ["“Is it back?”", "A member may ask.", "It is."]),
        ("In 2024. Next", ["In 2024.", "Next"]),
        ("£9bn", ["£9bn"]),
        ("The first: J. Smith wrote it. Done.", ["The first: J. Smith wrote it.", "Done."]),
    ],
)
def test_where_sentences_end(text, ends):
    offsets = citing.sentence_ends(text)
    parts = [text[a:b].strip() for a, b in zip((0, *offsets), offsets, strict=False)]
    assert parts == ends


def test_a_figure_its_mark_and_its_link(data, tmp_path):
    chapter = (
        "# One\n\nBoards had {fact}`pot-2023-24` to spend. The next sentence.\n\n"
        "- **The gap was {fact}`gap-2024-25`.** More words, and {fact}`pot-2023-24` again\n"
        "- A [link with {fact}`growth`. Inside](https://example.org) here. After.\n\n"
        "Two: {fact}`pot-2023-24` and {fact}`gap-2024-25`, with {fact}`growth`. End.\n\n"
        "| a | b |\n|---|---|\n| x | {fact}`gap-2024-25` |\n"
    )
    pages, warnings = build(tmp_path, book(chapter))
    assert warnings == ""
    one, text = pages["money/one"], prose(pages["money/one"])
    assert '<span class="jw-num">almost £9bn</span>' in one
    card = cards(one)[0]
    assert re.search(r'to spend\.\u202f<span class="jw-term jw-cite"><a class="jw-ref audit"[^>]*>1</a>', one)
    assert card == (
        "Audit finding",
        [([("../reference/data.html#figure-pot-2023-24", "almost £9bn, 2023/24")],
          "Auditors, Finance &lt;bulletin&gt;; seen 1 November 2026; to be looked at again by 1 January 2999")],
    )  # fmt: skip
    assert "2023/24</a>, page 3<small>" in one
    assert "The gap was £457m. More words, and almost £9bn again 2" in text
    assert "link with 3.1% a year. Inside 3 here. After." in text
    assert "with 3.1% a year. 4 5 End." in text
    assert "£457m 6" in text
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", one, re.DOTALL), "a link inside a link"
    names = re.findall(r'<a class="jw-ref[^>]*aria-label="([^"]*)"[^>]*>([^<]*)</a>', one)
    assert [number for _, number in names] == ["1", "2", "3", "4", "5", "6"]
    assert names[0][0] == "Audit finding, note 1" and "jw-said" not in one


def test_one_mark_a_source_in_a_paragraph_and_its_card_cites_all(data, tmp_path):
    chapter = (
        "# One\n\nIt was {fact}`gap-2024-25`. Then {fact}`pot-2023-24`. It grew {fact}`growth`.\n\n"
        "A rule. {rule}`plan @ 2018-01-01` Another. {rule}`plan @ 2018-01-01` And {fact}`gap-2024-25`.\n\n"
        "- An item, {fact}`gap-2024-25`.\n- Another, {fact}`gap-2024-25`.\n"
    )
    pages, warnings = build(tmp_path, book(chapter))
    assert warnings == ""
    found = cards(pages["money/one"])
    assert [card[0] for card in found] == ["Audit finding", "Official statistic", "Law", "Audit finding"] + 2 * [
        "Audit finding"
    ]
    assert [words for _, words in found[0][1][0][0]] == ["£457m, 2024/25", "almost £9bn, 2023/24"]
    assert len(found[2][1]) == len(found[2][1][0][0]) == 1
    text = prose(pages["money/one"])
    assert "It was £457m. Then almost £9bn. 1 It grew 3.1% a year. 2" in text
    assert "A rule. Another. 3 And £457m. 4" in text


def test_the_register_lists_every_row_and_who_uses_it(data, tmp_path):
    pages, warnings = build(tmp_path, book("# Chapter one\n\nIt was {fact}`gap-2024-25`.\n"))
    assert warnings == ""
    register = pages["reference/data"]
    for anchor in ("figure-pot-2023-24", "rule-plan", "rule-plan-2020-01-01", "source-paper"):
        assert f'<tr role="row" id="{anchor}"' in register
    row = re.search(r'<tr role="row" id="figure-gap-2024-25">.*?</tr>', register).group()
    assert '<a href="../money/one.html">Chapter one</a>' in row and '<a href="#source-as-2024">' in row
    assert (
        'role="region"' in register
        and '<th role="rowheader" scope="row">' in register
        and "<dd>CC BY 4.0</dd>" in register
    )
    source = re.search(r'<tr role="row" id="source-as-2024">.*?</tr>', register).group()
    assert '<a href="../money/one.html">' in source and '#figure-pot-2023-24">The figures (2 rows)' in source
    static = tmp_path / "html" / "_static"
    assert (static / "data" / "figures.csv").read_bytes() == (data / "figures.csv").read_bytes()
    assert "@misc{as-2024" in (static / "sources.bib").read_text(encoding="utf-8")
    assert 'href="../_static/data/figures.csv"' in register
    assert "Finance &lt;bulletin&gt;" in register and "<bulletin>" not in register


def test_a_changed_figure_changes_page_and_register_without_cleaning(data, tmp_path, read_anew):
    pages = book("# One\n\nIt was {fact}`gap-2024-25`.\n\n## Sources\n\n```{sources}\n```\n")
    build(tmp_path, pages)
    path = data / "figures.csv"
    path.write_text(path.read_text().replace(",457,", ",458.5,"), encoding="utf-8")
    read_anew()
    written, warnings = build(tmp_path, pages)
    assert warnings == ""
    assert "£458.5m" in written["money/one"] and "£457m" not in written["money/one"]
    assert "£458.5m" in written["reference/data"] and "£457m" not in written["reference/data"]
    written, _ = build(tmp_path, pages | {"money/one": "# One\n\nIt was {fact}`pot-2023-24`.\n"})
    row = partial(re.search, string=written["reference/data"], flags=re.DOTALL)
    assert "money/one" not in row(r'<tr role="row" id="figure-gap-2024-25">.*?</tr>').group()
    assert "money/one" in row(r'<tr role="row" id="figure-pot-2023-24">.*?</tr>').group()


def test_what_is_not_there_is_refused_by_name_and_place(data, tmp_path):
    chapter = (
        "# One\n\nIt was {fact}`gap-2024-52`.\n\nSee {source}`as-2042` and {rule}`plam`.\n\n"
        "## Heading {fact}`growth`\n\n```{register} figure\n```\n"
    )
    _, warnings = build(tmp_path, book(chapter))
    lines = warnings.splitlines()
    assert any(
        "one.md:3" in line and "'gap-2024-52'" in line and "did you mean 'gap-2024-25'" in line for line in lines
    )
    assert any("one.md:5" in line and "did you mean 'as-2024'" in line for line in lines)
    assert any("one.md:5" in line and "'plam'" in line and "'plan'" in line for line in lines)
    assert any("heading" in line for line in lines)
    assert any("table" in line and "'figures'" in line for line in lines)


def test_a_row_without_a_source_stops_the_build_with_one_sentence(data, tmp_path, read_anew):
    path = data / "figures.csv"
    path.write_text(path.read_text().replace("audit-finding,as-2024", "audit-finding,as-2042", 1), encoding="utf-8")
    read_anew()
    with pytest.raises(Exception, match=r"data/figures\.csv, row 2, column source.*as-2042"):
        build(tmp_path, book("# One\n"))


def test_an_overdue_figure_is_printed_with_the_day_it_was_checked(data, tmp_path):
    pages, warnings = build(tmp_path, book("# One\n\nThere were {fact}`old-count` then.\n"))
    assert warnings == ""
    assert 'There were <span class="jw-num">30\u00a0IJBs</span>' in pages["money/one"]
    late = "press report, last checked 3 February 2019"
    assert said(pages["money/one"]) == [late]
    both = "# One\n\nIt was {fact}`old-count`. Then {fact}`new-count`. {fact}`gap-2024-25` too.\n"
    pages, _ = build(tmp_path, book(both))
    assert said(pages["money/one"]) == [late] and "Audit finding, note 2" in pages["money/one"]


def test_words_stand_beside_the_first_mark_of_a_kind_where_trust_changes(data, tmp_path):
    twice = "There are {fact}`new-count`.\n\nThere are {fact}`new-count`, and {fact}`growth`.\n\n"
    pages, _ = build(tmp_path, book(f"# One\n\nIt was {{fact}}`growth`.\n\n{twice}## Two\n\n{twice}"))
    assert said(pages["money/one"]) == ["press report"]
    assert re.findall(r'note (\d+)"[^>]*>\d+</a><i', pages["money/one"]) == ["2"]


def test_the_head_the_rules_and_the_sources_of_a_chapter(data, tmp_path):
    chapter = (
        "# What then?\n\n```{chapter-head}\n:part: The money\n:as-at: 2018-05-01\n:minutes: 20\n"
        ":read-first: '[Data](../reference/data.md)'\n```\n\n"
        "Plans are made. {rule}`plan` Later too. {rule}`plan @ 2024-01-01`\n\n"
        "It was {fact}`growth` and {fact}`gap-2024-25`, says {source}`paper`.\n\n```{sources}\n```\n"
    )
    pages, warnings = build(tmp_path, book(chapter))
    assert warnings == ""
    html = pages["money/one"]
    assert html.index('<p class="jw-eyebrow">The money</p>') < html.index("<h1>What then?")
    assert html.index("<h1>") < html.index("jw-asat") < html.index("As at 1 May 2018") < html.index("20 minutes")
    assert 'href="../reference/data.html">' in html and "Read first: " in html
    assert '<a class="jw-ref law" href="../reference/data.html#rule-plan"' in html
    cited = [link for standing, cites in cards(html) if standing == "Law" for links, _ in cites for link in links]
    assert cited == [
        ("../reference/data.html#rule-plan", "2014 Act, section 29"),
        ("../reference/data.html#rule-plan-2020-01-01", "Later Order, article 2"),
    ]
    assert (
        "Press report",
        [([("../reference/data.html#source-paper", "A paper, no date")], "A paper, A report; seen 3 February 2019")],
    ) in cards(html)
    listed = re.search(r'<ul class="jw-sources.*?</ul>', html, re.DOTALL).group()
    assert re.findall(r"<p>([A-Z][\w ]*)\. ", listed) == ["A paper", "Auditors", "Legislation", "Statisticians"]
    assert html.count(citing.OGL_NOTICE) == 1


def test_in_a_notebook_with_execution_off(data, tmp_path):
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# One\n\nIt was {fact}`gap-2024-25`. End."}
    wrong = {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "It\n\nwas {fact}`nothing`."}
    notebook = {"cells": [cell, wrong], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    pages, warnings = build(
        tmp_path, {"index": INDEX, "money/one.ipynb": json.dumps(notebook), "reference/data": REGISTER}
    )
    assert re.search(r'£457m</span>\.\u202f<span class="jw-term jw-cite"><a class="jw-ref audit', pages["money/one"])
    assert "one.ipynb" in warnings and "(cell 2, line 3)" in warnings


def test_plain_text_says_the_badge_in_words(data, tmp_path):
    pages, _ = build(tmp_path, book("# One\n\nIt was {fact}`gap-2024-25`. End.\n"), "text")
    assert "It was £457m. [Audit finding, 2024/25] End." in pages["money/one"]


def test_words(data):
    assert citing.say_date("2019-02-04") == "4 February 2019" and citing.say_date("2019-02") == "February 2019"
    assert citing.say_date("not shown") == "not shown"
    assert citing.say_date(date(2026, 11, 2)) == "2 November 2026"
    assert citing.source_words(evidence.source("as-2024")) == "Auditors, 2024"
