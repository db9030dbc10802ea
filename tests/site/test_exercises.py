"""Exercises in Markdown: what a trainer writes is what the page asks, and what cannot be marked is refused."""

import io
import json
import re
from types import SimpleNamespace

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from joint_working.explorers.parts import Exercise, Option
from joint_working.site import exercises, markdown, routes

CHOICE = """\
```{exercise} beds
:hint: Ask what the ward pays for.

A ward discharges people sooner. How much is *saved*?

- [ ] The cost of a bed day

  This treats a bed day as cash. [Why the ward costs the same](#why)
- [x] Nothing yet

  Yes: costs fall when {term}`beds` close.
```
"""
SORTING = """\
```{sort} kinds
:categories: Fact | Forecast: a guess

What kind is each?

- It rained.

  **Fact.** It was seen. [Why](#why)
- It will rain.

  **Forecast: a guess.** It speaks of *tomorrow*.
```
"""
GUESS = """\
```{predict} gap

When is the gap largest?

- In year 1

  Many say so.

  Curve: 0, 0.5, 1
- In year 5

  Few say so.

  Curve: 1, 0

It grows, & grows.
```
"""
BOOK = "# Book\n\n## Why\n\nIt is so.\n\n```{glossary}\nbeds\n    Where people lie.\n```\n\n"


def build(root, page):
    """Build a book of one page with the exercises; give its HTML, the warnings and Sphinx."""
    source, warnings = root / "source", io.StringIO()
    source.mkdir(exist_ok=True)
    (source / "conf.py").write_text(
        "extensions = ['myst_nb', 'joint_working.site.roles', 'joint_working.site.exercises']\n"
        "nb_execution_mode = 'off'\nroot_doc = 'index'\nhtml_theme = 'basic'\nmyst_heading_anchors = 3\n"
    )
    (source / "index.md").write_text(page, encoding="utf-8")
    with patch_docutils(source), docutils_namespace():
        app = Sphinx(source, source, root / "html", root / "trees", "html", status=None, warning=warnings)
        app.build()
    html = (root / "html" / "index.html").read_text(encoding="utf-8")
    return html, re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue()), app


def read(text):
    (token,) = markdown.blocks(text)
    return exercises.read(markdown.directive(token))


def test_a_wrong_answer_mended_in_markdown_is_on_the_page(data, tmp_path):
    html, warnings, _ = build(tmp_path, BOOK + CHOICE)
    assert warnings == ""
    assert "This treats a bed day as cash." in html
    mended = CHOICE.replace("This treats a bed day as cash.", "This takes a bed’s price for money that comes back.")
    html, warnings, _ = build(tmp_path, BOOK + mended)
    assert warnings == "" and "This treats" not in html
    assert (
        '<li><strong>The cost of a bed day</strong> <span data-feedback="1">This takes a bed’s price for money that '
        'comes back. <a href="#why">Why the ward costs the same</a></span></li>' in html
    )


def test_the_page_shows_what_the_part_draws(data, tmp_path):
    """Marks of Markdown and roles are the book's own; everything else is the HTML that scripts and styles know."""
    html, warnings, _ = build(tmp_path, BOOK + CHOICE + "\n" + SORTING + "\n" + GUESS)
    assert warnings == ""
    assert "<legend>A ward discharges people sooner. How much is <em>saved</em>?</legend>" in html
    assert re.search(r'<span data-feedback="2">Yes: costs fall when <a class="reference internal"[^>]*>', html)
    for text in (SORTING, GUESS):
        drawn = str(read(text).each(exercises.plain).html()).replace("tomorrow", "<em>tomorrow</em>")
        assert drawn in html
    assert "<p data-answer-text>It grows, &amp; grows.</p>" in html
    assert 'points="6,50 80,28 154,6"' in html and 'data-belongs="Forecast: a guess"' in html


def test_sphinx_knows_the_exercises_of_each_page(data, tmp_path):
    page = "# Book\n\n" + GUESS + BOOK.removeprefix("# Book\n\n") + CHOICE + "\n### Deeper\n\n" + SORTING
    *_, app = build(tmp_path, page)
    known = {
        "gap": exercises.Asked("predict-then-run", "", "When is the gap largest?"),
        "beds": exercises.Asked("choose", "Why", "A ward discharges people sooner. How much is saved?"),
        "kinds": exercises.Asked("sort", "Deeper", "What kind is each?"),
    }
    assert exercises.asked(app.env) == {"index": known}
    assert routes.Page(tuple(markdown.blocks(page))).exercises == known
    exercises.purge(app, app.env, "index")
    assert exercises.asked(app.env) == {}


def test_an_incremental_build_forgets_an_exercise_that_went(data, tmp_path):
    build(tmp_path, BOOK + CHOICE + SORTING)
    *_, app = build(tmp_path, BOOK + SORTING)
    assert list(exercises.asked(app.env)["index"]) == ["kinds"]


def test_what_a_parallel_reader_found_is_taken_over():
    mine, other = SimpleNamespace(jw_exercises={"a": {}}), SimpleNamespace(jw_exercises={"b": {"x": 1}, "c": {}})
    exercises.merge(None, mine, ["b"], other)
    assert mine.jw_exercises == {"a": {}, "b": {"x": 1}}


def test_a_value_of_the_evidence_stands_in_an_answer_and_is_escaped(data):
    text = CHOICE.replace("Nothing yet", "{fact growth}").replace("ward pays", "ward of {fact gap-2024-25} pays")
    found = read(text).each(exercises.plain)
    assert found.options[1].text == "3.1% a year" and found.hint == "Ask what the ward of £457m pays for."
    assert markdown.plain(markdown.escaped("[a] *year* `x` {fact}`y` <b> & \\")) == "[a] *year* `x` {fact}`y` <b> & \\"


def test_an_exercise_reads_as_text_where_nothing_runs():
    text = "\n".join(exercises.in_words(read(SORTING)))
    assert text.startswith("**What kind is each?**\n\n1. It rained.\n2. It will rain.\n")
    assert "Where does each belong: Fact; Forecast: a guess?" in text
    assert "<details><summary>Where each belongs, and why</summary>\n\n1. **Fact.** It was seen. [Why](#why)" in text


def without(text, *lines):
    return "\n".join(line for line in text.split("\n") if line.strip() not in lines)


REFUSED = {
    "no list": (without(CHOICE, "- [ ] The cost of a bed day", "- [x] Nothing yet"), "expected a question, an empty"),
    "no question": (CHOICE.replace("A ward discharges people sooner. How much is *saved*?\n", ""), "expected a quest"),
    "no mark": (CHOICE.replace("[ ] ", ""), "'The cost of a bed day' must begin with [x] if it is right, or with [ ]"),
    "nothing right": (CHOICE.replace("[x]", "[ ]"), "exactly one answer must be right, and 0 are"),
    "all right": (CHOICE.replace("[ ]", "[x]"), "exactly one answer must be right, and 2 are"),
    "no reason": (CHOICE.replace("\n\n  Yes: costs fall when {term}`beds` close.", ""), "'Nothing yet' has no feedba"),
    "no empty line": (CHOICE.replace("day\n\n", "day\n"), "has no feedback: write it below, after an empty line, ind"),
    "two reasons": (CHOICE.replace("  Yes:", "  One.\n\n  Yes:"), "'Nothing yet' has more than one feedback"),
    "a list in an answer": (CHOICE.replace("  Yes:", "  - Yes:"), "under 'Nothing yet' there must be plain paragraph"),
    "no link": (CHOICE.replace(" [Why the ward costs the same](#why)", ""), "the wrong answer 'The cost of a bed day"),
    "a link alone": (CHOICE.replace("This treats a bed day as cash. ", ""), "'The cost of a bed day' has no feedback"),
    "a link out": (CHOICE.replace("(#why)", "(http://x.org)"), "the link 'http://x.org' must be a page of the book o"),
    "two alike": (CHOICE.replace("Nothing yet", "The cost of a bed day"), "'The cost of a bed day' is given twice"),
    "a bad name": (CHOICE.replace("} beds", "} Beds"), "Exercise 'Beds': the name must be small letters"),
    "an unknown value": (CHOICE.replace("Nothing yet", "{weeks}"), "Exercise 'beds': {weeks} is no slot: expected on"),
    "categories of none": (CHOICE.replace(":hint:", ":categories: A | B\n:hint:"), "a sorting, and nothing else, has"),
    "no categories": (without(SORTING, ":categories: Fact | Forecast: a guess"), "a sorting, and nothing else, has :"),
    "one category": (SORTING.replace("Fact | Forecast: a guess", "Fact"), "there must be at least two categories"),
    "a category twice": (SORTING.replace("Fact | F", "Fact | Fact | F"), "the category 'Fact' is given twice"),
    "no place": (SORTING.replace("**Fact.** ", ""), "what is said of 'It rained.' must begin with its category in bo"),
    "a place unknown": (SORTING.replace("**Fact.**", "**Hope.**"), "'It rained.' belongs to 'Hope', which is not one"),
    "no end": (GUESS.replace("\nIt grows, & grows.\n", ""), "a list with a hyphen for each answer, an empty line, an"),
    "one curve": (GUESS.replace("\n\n  Curve: 1, 0", ""), "either every guess has a curve or none has"),
    "a curve of words": (GUESS.replace("Curve: 1, 0", "Curve: up"), "a curve such as Curve: 0, 0.5, 1 below it, foun"),
    "a high curve": (GUESS.replace("Curve: 1, 0", "Curve: 1, 2"), "two heights or more, from 0 to 1"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_marked_fairly_is_refused_in_one_sentence(text, sentence):
    with pytest.raises(exercises.PartError, match=re.escape(sentence)) as refused:
        read(text)
    name = re.search(r"\} (\S+)", text)[1]
    assert f" {name!r}: " in str(refused.value) and str(refused.value).endswith(".")


def test_a_refusal_names_page_line_and_exercise_and_stops_the_build(data, tmp_path):
    """A warning stops the real build: see `site/build.py`."""
    html, warnings, _ = build(tmp_path, BOOK + CHOICE.replace("[x]", "[ ]"))
    line = BOOK.count("\n") + 1
    assert f"index.md:{line}: WARNING: Exercise 'beds': exactly one answer must be right, and 0 are." in warnings
    assert "jw-exercise" not in html


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (CHOICE + CHOICE, "Exercise 'beds': another exercise of this page has its name."),
        (
            CHOICE.replace("Nothing", "[Nothing](#why)"),
            "'[Nothing](#why) yet' holds a link or a role: they may stand be",
        ),
        (CHOICE.replace("Nothing", "{fact}`growth`"), "'{fact}`growth` yet' holds a link or a role"),
        (CHOICE.replace(":hint:", ":hnt:"), "Unknown option keys: ['hnt']"),
    ],
    ids=["a name twice", "a link to choose", "a figure with a badge to choose", "an option unknown"],
)
def test_what_only_a_page_can_show_is_refused_there(data, tmp_path, page, sentence):
    assert sentence in build(tmp_path, BOOK + page)[1]


def test_a_fault_in_a_notebook_names_its_cell(data, tmp_path):
    sources = ("# Book", "```{exercise} beds\n\nWhat?\n```")
    cells = [
        {"cell_type": "markdown", "id": f"c{n}", "metadata": {}, "source": text} for n, text in enumerate(sources)
    ]
    notebook = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "n.ipynb").write_text(notebook)
    _, warnings, _ = build(tmp_path, "# Book\n\n```{toctree}\nn\n```\n")
    assert "n.ipynb" in warnings and "(cell 2, line 1)" in warnings and "expected a question" in warnings


def test_the_page_for_authors_shows_what_it_asks():
    tokens = routes.read_page("reference/parts-for-authors").tokens
    shown = [token.content for token in tokens if token.type == "fence" and token.info == "md"]
    asked = [read(text) for text in shown if text.startswith("```{")]
    assert {found.kind for found in asked} == set(exercises.KINDS)
    assert asked == [found for _, found in exercises.on_page(tokens)]


def test_a_reason_leads_to_the_page_that_its_file_becomes():
    written = {
        "../the-promise.ipynb#what-was-joined": "../the-promise.html#what-was-joined",
        "../8-for-trainers/seminar-plan.md": "../8-for-trainers/seminar-plan.html",
        "#equal-sides": "#equal-sides",
        "https://example.org/a.md#b": "https://example.org/a.md#b",
    }
    for given, leads in written.items():
        wrong = Option("No.", "It is not.", link=("Read", given))
        made = exercises.published(Exercise("one", "Is it?", (Option("Yes.", "It is.", True), wrong)))
        assert made.options[1].link == ("Read", leads) and made.options[0].link is None
