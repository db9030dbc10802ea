"""What a page says about itself: description, how to cite it, and from when a copy is dated."""

from datetime import timedelta

import browser as support
import pytest

from joint_working import evidence
from joint_working.site import about_page

HEAD = '<li>As at 22 November 2026</li><p class="jw-lead">“Who <em>pays</em> when it goes wrong?”</p><p>Later.</p>'


def test_a_description_is_the_opening_paragraph_cut_at_a_word():
    assert about_page.description(HEAD) == "“Who pays when it goes wrong?”"
    assert (
        about_page.description("<p>Part</p><p>It stands &amp; falls with them.</p>") == "It stands & falls with them."
    )
    long = about_page.description(f"<p>{'word ' * 90}</p>")
    assert len(long) <= 200 and long.endswith("word…")
    assert about_page.description("") == ""
    meaning = '<span class="jw-meaning" id="m"><strong>Pays.</strong> Gives.</span>'
    card = '<span class="jw-meaning" id="c"><b>Law</b><span><a>s. 1</a><small>An Act</small></span></span>'
    badge = f'<span class="jw-term jw-cite"><a class="jw-ref law">4</a>{card}</span>'
    answer = f'It <span class="jw-term"><a>pays</a>{meaning}</span> its own way every year. {badge}'
    short = f'<section class="jw-short" id="in-short"><h2>In short</h2><ul><li><p>{answer}</p></li></ul></section>'
    assert about_page.description(HEAD + short) == "It pays its own way every year."


def test_a_citation_names_page_book_edition_and_day():
    said = about_page.citation("What happens?", HEAD, "Joint Working")
    assert "“What happens?”, in <cite>Joint Working</cite>, version 0.1.1. As at 22 November 2026." in said
    for title in ("Joint Working", ""):  # the front page, and a page without a name of its own: the search
        assert "“" not in about_page.citation(title, "", "Joint Working")


def test_the_day_of_a_dated_copy_is_the_first_day_of_recheck():
    day = about_page.first_recheck()
    assert evidence.overdue(day) == () and evidence.overdue(day + timedelta(days=1)) != ()
    script = about_page.dated_script('"RECHECK_DAY" "RECHECK_WORDS"')
    assert day.isoformat() in script and "dated copy" in script and "RECHECK" not in script


@pytest.mark.browser
def test_a_copy_says_that_it_is_dated_only_once_something_is_due(open_page):
    page, heard = open_page("book/4-money/five-years.html", disk=True)
    assert page.locator('meta[name="description"]').get_attribute("content")
    assert "As at" in page.locator(".jw-foot").inner_text()
    day = about_page.first_recheck()
    for later, shown in ((0, 0), (1, 1)):
        page.clock.set_fixed_time(f"{day + timedelta(days=later)}T12:00:00Z")
        page.reload()
        page.wait_for_load_state("load")
        assert page.locator(".jw-dated").count() == shown
    assert page.locator(".jw-dated a").evaluate("a => a.href").endswith("book/reference/recheck.html")
    assert heard.outside == [] and (support.SITE / "book/reference/recheck.html").exists()
