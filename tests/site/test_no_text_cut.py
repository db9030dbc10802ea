"""No text is ever cut: nothing on the site shortens what is typed or pasted, and each box keeps a long text whole."""

import re

import browser as support
import pytest

pytestmark = pytest.mark.browser

INSERT = "(box, text) => { box.focus(); box.select(); document.execCommand('insertText', false, text); }"
BOXES = "textarea, input:not([type]), input[type=text], input[type=search]"


def test_no_page_and_no_script_sets_a_most_for_a_box():
    """A browser cuts a paste at a box's `maxlength` without a word."""
    files = [*support.SITE.rglob("*.html"), *support.SITE.glob("_static/*.js")]
    setting = re.compile(r"\bmaxlength\s*=|\.maxLength\b|setAttribute\([^)]*maxlength", re.I)
    found = [path.name for path in files if setting.search(path.read_text(encoding="utf-8"))]
    assert len(files) > 100 and found == []


def test_every_box_of_the_site_keeps_a_long_text(open_page):
    """Every page with a box for text: sixty thousand letters are put in, and all stand there."""
    text = "The finance group meets each month. " * 1_700 + "END"
    pages = [
        path
        for path in support.pages()
        if re.search(r"<textarea|data-jw-accounts", (support.SITE / path).read_text(encoding="utf-8"))
    ]
    assert len(pages) >= 3
    page, _ = open_page(pages[0], disk=True)
    for path in [*pages, "search.html"]:
        page.goto(f"{support.SITE.as_uri()}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        tried = 0
        for box in page.locator(BOXES).all():
            if box.is_visible() and tried < 14:
                box.evaluate(INSERT, text)
                kept = box.input_value()
                assert kept == text, (path, box.get_attribute("id"), len(kept))
                box.evaluate("box => { box.value = ''; box.dispatchEvent(new Event('input', {bubbles: true})); }")
                tried += 1
        assert tried, path
