"""The generated pages of the evidence: one for each table, the lists, and the way from a badge to a row and back."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import browser as support
import pytest

from joint_working import evidence
from joint_working.site import citing, links

TABLES = "book/reference/tables"


def html(path):
    return (support.SITE / path).read_text(encoding="utf-8")


def page_of(name):
    return f"{TABLES}/{name.replace('_', '-')}.html"


@pytest.mark.parametrize("name", evidence.tables())
def test_every_table_has_a_page_that_says_it_all(name):
    stub = (support.ROOT / page_of(name).replace(".html", ".md")).read_text(encoding="utf-8")
    about = evidence.describe(name)
    assert stub == f"# {about['title']}\n\n```{{register}} {name}\n```\n"
    assert about["years"] and about["coverage"], "say which years and what it covers"


@pytest.mark.slow
@pytest.mark.parametrize("name", evidence.tables())
def test_a_page_holds_dictionary_download_and_caveats(name):
    text = html(page_of(name))
    for field in evidence.describe(name)["schema"]["fields"]:
        assert f"<code>{field['name']}</code>" in text
    assert re.search(rf'href="[^"]*_static/data/{name}\.csv" download', text)
    assert (support.SITE / f"_static/data/{name}.csv").exists()
    assert ("<h2>Beware</h2>" in text) == bool(evidence.caveats(evidence.table(name)))
    if "Open Government" in str(evidence.describe(name)["licenses"]):
        assert text.count(citing.OGL_NOTICE) == 1


class Rows(HTMLParser):
    """Every row with an id and the links in it; every badge and its links, those in its card too."""

    def __init__(self, path):
        super().__init__()
        self.path, self.row, self.rows, self.badges, self.card = path, None, {}, [], 0
        self.feed(html(path))

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "span" and (self.card or "cite-" in (found.get("id") or "")):
            self.card += 1
        if tag == "tr":
            self.row = found.get("id")
            self.rows.setdefault(self.row, [])
        if tag == "a" and "href" in found:
            if "jw-ref" in (found.get("class") or "") or self.card:
                self.badges.append(urljoin(self.path, found["href"]))
            elif self.row:
                self.rows[self.row].append(urljoin(self.path, found["href"]))

    def handle_endtag(self, tag):
        if tag == "span" and self.card:
            self.card -= 1
        if tag == "tr":
            self.row = None


@pytest.mark.slow
def test_every_badge_leads_to_a_row_and_the_row_leads_back():
    pages = {path: Rows(path) for path in support.pages()}
    followed = 0
    for path, page in pages.items():
        for address in page.badges:
            target, _, anchor = address.partition("#")
            assert anchor in pages[target].rows, f"{path}: {address} is no row"
            followed += 1
    for path, page in pages.items():
        if path.startswith(TABLES):
            continue
        for figure in set(re.findall(r"#figure-([a-z0-9-]+)", "\n".join(page.badges))):
            home = next(p for p in pages.values() if f"figure-{figure}" in p.rows)
            back = home.rows[f"figure-{figure}"]
            assert path in back, f"the row of {figure} does not lead back to {path}"
            source = evidence.figure(figure).source.key
            assert page_of("sources") + f"#source-{source}" in back
            assert path in pages[page_of("sources")].rows[f"source-{source}"]
    assert followed > 700


@pytest.mark.slow
def test_the_list_of_what_was_not_read_is_complete():
    text = html("book/reference/made-up.html")
    made = [row for name in evidence.tables() for row in evidence.table(name) if row.get("kind") == "illustrative"]
    assert text.count("<li>illustrative: ") == len(made) > 90
    for name, column in (("decision_steps", "basis"), ("rules", "kind")):
        for word in ("inference", "not found", "assumed"):
            count = sum(row[column] == word for row in evidence.table(name))
            title = re.escape(evidence.describe(name)["title"])
            assert not count or re.search(rf"<summary>{title}: [^<]*\b{count} {word}", text), (name, word, count)


@pytest.mark.slow
def test_the_calendar_holds_every_row_with_a_day():
    text = html("book/reference/recheck.html")
    due = [row for name in evidence.tables() for row in evidence.table(name) if row.get("recheck_by")]
    assert f"{len(due):,} rows" in text and len(due) > 500


@pytest.mark.slow
def test_outside_addresses_are_listed_for_a_check_elsewhere():
    found = links.external()
    assert all(address.startswith("http") for address in found)
    for row in evidence.table("sources"):
        if row["address"] and row["address"].partition("#")[0] not in found:
            raise AssertionError(f"{row['key']}: {row['address']} is not listed")


@pytest.mark.browser
def test_the_register_can_be_searched_and_a_link_still_finds_its_row(open_page):
    page, heard = open_page(page_of("sources"))
    box = page.get_by_label("Find rows with")
    box.press_sequentially("audit scotland 2018")
    shown = page.locator("[data-jw-register] tbody tr:visible")
    count = shown.count()
    assert 0 < count < 50
    for text in shown.all_text_contents()[:5]:
        assert all(word in text.lower() for word in ("audit", "scotland", "2018"))
    assert page.get_by_role("status").first.text_content() == f"{count} of {len(evidence.table('sources'))} rows"
    page.evaluate("location.hash = 'source-governance-act2014'")
    page.wait_for_function("() => document.querySelector('#source-governance-act2014').offsetParent !== null")
    assert page.locator("[data-jw-register] tbody tr:visible").count() == 1
    assert heard.said == []
