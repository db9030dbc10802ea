"""Report a mistake: the foot of each page begins a mail or opens the project's form, and sends nothing itself."""

import gzip
import re
from importlib.metadata import version
from urllib.parse import parse_qs, unquote, urlsplit

import browser as support
import pytest
import yaml

from joint_working.site import mistakes

HEAD, TITLE = "<li>As at 22 November 2026</li>", "Who pays &amp; “when”?"
LAB = "book/4-money/five-years.html"
LINE = re.compile(r'<p class="jw-wrong">.*?</p>', re.DOTALL)
CHOSEN = """link => {
  let asked = null;
  const stop = event => { asked = event.target.href; event.preventDefault(); };
  addEventListener("click", stop, { once: true });
  link.click();
  return asked;
}"""


def test_a_mail_names_page_edition_and_ends_with_the_setting():
    said = mistakes.report(TITLE, HEAD, "Joint Working", to="book@example.org")
    address = urlsplit(re.search(r'href="(mailto[^"]*)"', said)[1].replace("&amp;", "&"))
    body = parse_qs(address.query)["body"][0]
    assert address.path == "book@example.org" and mistakes.NOBODY not in said and "form" not in said
    assert f"\r\nPage: Who pays & “when”?\r\nEdition: {version('joint-working')}, as at 22 November 2026\r\n" in body
    assert body.endswith("\r\nSetting: ")


def test_without_an_address_it_says_to_whom_a_mail_goes():
    said = mistakes.report("", "", "Joint Working")
    assert 'href="mailto:?subject=' in said and mistakes.NOBODY in said and "Page:%20Joint%20Working" in said


def test_the_form_of_the_repository_has_the_fields_that_are_filled_in():
    said = mistakes.report(TITLE, HEAD, "Joint Working", "https://example.org/book/")
    address = urlsplit(re.search(r'href="(https[^"]*)"', said)[1].replace("&amp;", "&"))
    filled = parse_qs(address.query, keep_blank_values=True)
    assert (
        address.path == "/book/issues/new" and filled["page"] == ["Who pays & “when”?"] and filled["setting"] == [""]
    )
    form = yaml.safe_load((support.ROOT / ".github/ISSUE_TEMPLATE" / filled.pop("template")[0]).read_text("utf-8"))
    assert set(filled) < {field["id"] for field in form["body"]}
    assert form["name"] and form["description"] and all(field["attributes"]["label"] for field in form["body"])


def test_every_page_has_it_and_pays_little_for_it():
    for path in sorted((support.SITE / "book").rglob("*.html")):
        text = path.read_text("utf-8")
        if 'class="jw-page"' in text:
            assert len(LINE.findall(text)) == 1, path
            more = len(gzip.compress(text.encode(), 6)) - len(gzip.compress(LINE.sub("", text).encode(), 6))
            assert more <= 170, path


@pytest.mark.browser
def test_a_report_says_page_edition_and_the_readers_setting(open_page):
    page, heard = open_page(LAB, disk=True)
    link = page.get_by_role("link", name="Report a mistake by mail")
    assert unquote(link.get_attribute("href")).endswith("Setting: ")
    page.wait_for_selector("[data-explorer-ready]")
    for setting in ("#explorer=x&b=setting=%20$1", "#a=2"):
        page.evaluate("hash => history.replaceState(null, '', hash)", setting)
        body = parse_qs(urlsplit(link.evaluate(CHOSEN)).query)["body"][0]
        assert body.endswith(f"\r\nSetting: {setting[1:]}") and body.count("Setting: ") == 1
        assert f"Edition: {version('joint-working')}, as at" in body
    assert heard.outside == [] and heard.said == []


@pytest.mark.browser
def test_without_a_script_page_and_edition_are_there(open_page):
    page, _ = open_page(LAB, disk=True, java_script_enabled=False)
    href = unquote(page.get_by_role("link", name="Report a mistake by mail").get_attribute("href"))
    assert "Page: " in href and f"Edition: {version('joint-working')}" in href
