"""Words of the glossary: their meaning in the page, while pointed at or focused, put away by Escape, and in print."""

import io
import pickle
import re

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from joint_working.site import search

GLOSSARY = (
    "# Glossary\n\n```{glossary}\nbudget gap\n    Money *missing*\n    from a <plan>.\n\npot\n    One budget.\n```\n"
)
PAGE = "# Page\n\nThe {term}`gap <budget gap>` in a **{term}`pot`**. A {term}`pot` again.\n\n## Sources\n\nA text.\n"
INDEX = "# Book\n\n```{toctree}\npart/page\nreference/glossary\n```\n"


def build(folder, glossary=GLOSSARY, page=PAGE, builder="html"):
    """Build a book of two pages in `folder`; return the page as written, and the warnings."""
    source = folder / "source"
    pages = {"index": INDEX, "part/page": page, "reference/glossary": glossary}
    for name, text in pages.items():
        path = source / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    (source / "conf.py").write_text(
        "extensions = ['myst_nb', 'joint_working.site.terms', 'joint_working.site.renew']\n"
        "nb_execution_mode = 'off'\nroot_doc = 'index'\n"
        "html_theme = 'basic'\nnitpicky = True\n"
    )
    warnings = io.StringIO()
    with patch_docutils(source), docutils_namespace():
        Sphinx(source, source, folder / builder, folder / "trees", builder, status=None, warning=warnings).build()
    ending = "html" if builder == "html" else "txt"
    return (folder / builder / "part" / f"page.{ending}").read_text(encoding="utf-8"), warnings.getvalue()


def test_each_link_carries_its_meaning(tmp_path):
    html, warnings = build(tmp_path)
    assert warnings == ""
    links = re.findall(
        r'<span class="jw-term"><a class="reference internal" href="([^"]+)" aria-describedby="([^"]+)">(.*?)</a>'
        r'<span class="jw-meaning" role="tooltip" id="([^"]+)">(.*?)</span></span>',
        html,
    )
    assert [link[0] for link in links] == [
        f"../reference/glossary.html#term-{n}" for n in ("budget-gap", "pot", "pot")
    ]
    assert [link[1] for link in links] == [link[3] for link in links] == ["meaning-1", "meaning-2", "meaning-3"]
    assert [re.sub("<.*?>", "", link[2]) for link in links] == ["gap", "pot", "pot"]
    assert links[0][4] == "<strong>Budget gap.</strong> Money missing from a &lt;plan&gt;."


def test_the_page_ends_with_its_words_once_each_before_its_sources(tmp_path):
    html, _ = build(tmp_path)
    words = re.search(r'<section class="jw-words jw-folded"[^>]*><details.*?<dl>(.*?)</details></section>', html)
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", words[1]) == [
        ("Budget gap", "Money missing from a &lt;plan&gt;."), ("Pot", "One budget."),
    ]  # fmt: skip
    assert words.start() < html.index("A text.")
    glossary = (tmp_path / "html" / "reference" / "glossary.html").read_text(encoding="utf-8")
    assert "jw-words" not in glossary


def test_a_meaning_is_not_what_search_finds(tmp_path):
    build(tmp_path)
    found = {}
    for page in ("part/page", "reference/glossary"):
        tree = pickle.loads((tmp_path / "trees" / f"{page}.doctree").read_bytes())
        found[page] = " ".join(word for entry in search.entries(page, tree) for word in entry).casefold()
    assert "missing" in found["reference/glossary"] and "missing" not in found["part/page"]


def test_a_new_meaning_reaches_the_pages_that_use_the_word(tmp_path):
    build(tmp_path)
    html, _ = build(tmp_path, GLOSSARY.replace("One budget.", "All of the money."))
    assert "All of the money." in html and "One budget." not in html


def test_a_word_that_is_not_there_is_a_warning_and_other_builders_print_the_word(tmp_path):
    _, warnings = build(tmp_path, page="# Page\n\nA {term}`purse`.\n")
    assert "purse" in warnings
    text, _ = build(tmp_path, builder="text")
    assert "The *gap* in a ***pot***. A *pot* again." in text


@pytest.mark.browser
def test_a_meaning_shows_and_goes(open_page):
    page, heard = open_page("book/1-why-join-up/the-promise.html", disk=True)
    term = page.locator("p > .jw-term:not(.jw-cite)").nth(1)
    link, meaning = term.locator("a"), term.get_by_role("tooltip", include_hidden=True)
    assert meaning.is_hidden()
    link.hover()
    meaning.wait_for(state="visible")
    meaning.hover()  # the pointer may go to the meaning, which stays
    page.wait_for_timeout(300)
    assert meaning.is_visible()
    page.keyboard.press("Escape")
    assert meaning.is_hidden()
    page.mouse.move(2, 2)
    link.focus()
    meaning.wait_for(state="visible")
    page.keyboard.press("Escape")
    assert meaning.is_hidden() and link.evaluate("link => link === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    meaning.wait_for(state="visible")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        box = meaning.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
    page.emulate_media(media="print")
    assert meaning.is_hidden() and page.locator(".jw-words dt").first.is_visible()
    assert heard.said == []


@pytest.mark.browser
def test_a_meaning_needs_no_javascript(open_page):
    page, _ = open_page("book/1-why-join-up/the-promise.html", java_script_enabled=False)
    page.locator(".jw-term > a").first.focus()
    page.locator(".jw-meaning").first.wait_for(state="visible")
