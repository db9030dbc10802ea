"""Matrix, timeline, cards, disagreements and claims of the four nations: each on a page, with its source."""

import csv
import io
import json
import re
from html import escape as esc
from pathlib import Path

import pytest

from joint_working import evidence
from joint_working.evidence import parted
from joint_working.explorers.elsewhere import two_systems, uk_matrix, uk_numbers, uk_texts, uk_timeline
from joint_working.explorers.elsewhere.elsewhere_tracer import source_name
from joint_working.explorers.now import then_and_now
from joint_working.html import plain

BOOK = Path(__file__).parents[2] / "book" / "6-elsewhere"
PAGES = {
    "england": "england",
    "wales": "wales",
    "northern-ireland": "northern-ireland",
    "uk": "side-by-side",
}
MATRIX = uk_matrix.uk_matrix()
HTML = MATRIX.html()
LANES = uk_timeline.UkTimeline()


#: The chapters outside this part that show findings of the same table, and their parts.
OTHERS = {"has-it-worked": "5-judging-it", "then-and-now": "7-now"}


def cells_of(page, part="6-elsewhere"):
    """Return the cells of a chapter and, after them, those of its layers."""
    answer = BOOK.parent / part / f"{page}.ipynb"
    paths = [answer, *sorted(answer.with_suffix("").glob("*.ipynb"))]
    return [cell for path in paths for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]


def shown(page, part="6-elsewhere"):
    """Return the HTML that a committed notebook publishes."""
    outputs = [output for cell in cells_of(page, part) for output in cell.get("outputs", ())]
    return "".join("".join(output.get("data", {}).get("text/html", "")) for output in outputs)


# --- Matrix --------------------------------------------------------------------------------------------------


def test_the_matrix_asks_every_question_of_every_system():
    rows = evidence.table("comparison")
    assert set(uk_matrix.QUESTIONS) == {row["dimension"] for row in rows}
    assert {name for name, _ in uk_matrix.SYSTEMS.values()} == {row["system"] for row in rows}
    assert HTML.count("<td") == 21 * 7 and HTML.count('class="jw-cell"') == len(rows) == 148
    assert {key for _, sets in uk_matrix.QUESTIONS.values() for key in sets.split()} == set(uk_matrix.SETS) - {"all"}


def test_each_cell_is_on_the_page_with_standing_time_source_and_place():
    for row in evidence.table("comparison"):
        is_on_the_page(row)


def is_on_the_page(row):
    found = [part for part in HTML.split('<div class="jw-cell"')[1:] if f"</b>{esc(row['cell'])}<small>" in part]
    assert f' data-from="{uk_matrix.known_from(row)}"' in "".join(found)
    words, _, css = uk_matrix.STANDINGS[row["status"]]
    wanted = [f'<span class="jw-status {css}">{words}</span> {uk_matrix.period(row)}']
    if row["source"]:
        wanted += [esc(source_name(row["source"])), esc(evidence.source(row["source"]).address.split(" ")[0])]
        wanted += [esc(place.replace(" (further source)", "")) for place in row["locator"].split("; ")]
    assert any(all(part in item.split("</div>")[0] for part in wanted) for item in found), wanted


def test_nobody_can_read_a_cell_before_its_time():
    """Each cell has its first year, by hand. tests/evidence/test_known_dates.py tries the words against it."""
    for row in evidence.table("comparison"):
        known = uk_matrix.known_from(row)
        assert int(row["valid_from"][:4]) <= known <= uk_matrix.TODAY, row["key"]
    votes = {
        row["key"]: uk_matrix.known_from(row) for row in evidence.select("comparison", dimension="voting members")
    }
    assert votes["scotland-ijb-voting-members-2015"] == 2015
    assert votes["scotland-ijb-voting-members-2026"] == 2026


def test_a_view_of_an_earlier_year_says_what_was_not_yet_and_what_had_ended():
    every = {"own": "joint-board", "beside": "every", "set": "all"}
    then, today = (MATRIX.answer({"year": year, **every}) for year in ("2012", "2026"))
    shown = plain(re.sub(r"<b hidden>[^<]*</b>", "", then.body))
    for words in ("Region-wide by the department", "17 integrated care partnerships", "Patient and Client Council"):
        assert f"Not yet: {words}" in shown
    assert "Ended by then" not in shown and then.sentence.endswith("Ended by then: 0.")
    shown = plain(re.sub(r"<b hidden>[^<]*</b>", "", today.body))
    assert "Not yet: " not in shown and "Ended by then: CCGs bought most hospital care" in shown
    assert re.search(r"Ended by then: [1-9]\d*\.$", today.sentence)


def test_a_reader_can_go_back_to_the_year_of_each_source_document():
    years = {re.search(r"(\d{4})", words)[1] for words in then_and_now.DOCUMENTS.values()}
    assert years == {str(year) for year in uk_timeline.DOCUMENT_YEARS}
    for year, words in uk_timeline.DOCUMENT_YEARS.items():
        for html in (HTML, LANES.html()):
            assert f'<option value="{year}">{year} ({words})</option>' in html


def test_the_matrix_can_be_taken_away_whole():
    lines = list(csv.reader(io.StringIO(uk_matrix.matrix_csv().removeprefix("\ufeff"))))
    assert len(lines) == 1 + 148
    assert all(line[6] and (line[3] == "Not found" or (line[8] and line[9])) for line in lines[1:])


def test_every_choice_of_systems_is_known():
    for key, (words, systems) in uk_matrix.BESIDE.items():
        assert words and set(systems) <= set(uk_matrix.SYSTEMS), key
    table = uk_matrix.some_cells("few", "Few", ("wales",), ("pooling",))
    assert "24 hours" in table.text() and "jw-status" in table.html()


# --- Two systems -------------------------------------------------------------------------------------------------

TWO = two_systems.two_systems()


def test_eight_questions_have_an_answer_in_short_and_no_other_has():
    for row in evidence.table("comparison"):
        assert bool(row["in_short"]) == (row["dimension"] in two_systems.EIGHT), row["key"]
        assert len(row["in_short"].split()) <= 5, row["key"]


@pytest.mark.parametrize("one", uk_matrix.SYSTEMS)
@pytest.mark.parametrize("other", uk_matrix.SYSTEMS)
def test_only_what_differs_is_left(one, other):
    said = TWO.answer({"own": one, "beside": other, "set": "differ"})
    wanted = [key for key in two_systems.EIGHT if two_systems.differ(one, other, key)]
    assert said.sentence == f"Questions shown: {len(wanted)} of 8."
    assert [key for key in two_systems.EIGHT if uk_matrix.QUESTIONS[key][0] in said.body] == wanted
    assert bool(wanted) == (one != other)


def test_each_answer_has_its_sources_folded_and_what_is_copied_names_them():
    html = TWO.html()
    assert html.count("<summary>Source</summary>") == 8 * 7 + 1
    assert html.count("<details") == 8 * 7 + 2  # and what the comparison is for
    for question in two_systems.EIGHT:
        for system in uk_matrix.SYSTEMS:
            for row in uk_matrix.cells(system, question):
                assert esc(f"{row['in_short']}. {row['cell']} (") in html, row["key"]
                assert esc(source_name(row["source"])) in html, row["key"]


def test_the_comparison_is_cited_with_its_sources_for_a_reference_manager():
    found = two_systems.cited_sources()
    assert len(found) == len(set(found)) > 50
    ris, bib = evidence.ris(found), evidence.bibtex(found)
    assert ris.count("TY  - GEN\r\n") == ris.count("ER  - \r\n") == bib.count("@misc{") == len(found)
    assert ris.startswith("TY  - GEN\r\nID  - joint-working-two-systems\r\nAU  - Joint Working contributors\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in ris.splitlines())
    html = TWO.html()
    assert 'download="two-systems.ris"' in html and 'download="two-systems.bib"' in html
    assert "Joint Working contributors (2026)" in plain(html)


# --- Timeline ------------------------------------------------------------------------------------------------


def test_every_event_of_a_nation_has_its_lane_and_its_source():
    rows, html = uk_timeline.rows(), LANES.html()
    national = {row["key"] for row in evidence.table("timeline") if row["place"] != "Scotland" or not row["area"]}
    assert national <= {row["key"] for row in rows}
    assert html.count("data-kind=") - html.count('class="jw-glyph"') == len(rows)
    assert {uk_timeline.lane_of(row) for row in rows} == set(uk_timeline.LANES)
    for row in rows:
        found = next(
            part for part in html.split("<li data-lane=")[1:] if f" {esc(uk_timeline._words(row))}<small>" in part
        )
        assert esc(source_name(row["source"])) in found and esc(row["locator"]) in found, row["key"]
        if row["note"]:
            assert esc(row["note"]) in found, row["key"]


def test_what_has_not_happened_is_grey_from_the_start_and_no_bill_is_drawn_as_law():
    html = LANES.html()
    assert html.count("class=later") == 1 and '<tr role="row" data-year="2027" class=later>' in html
    kinds = {row["key"]: uk_timeline.kind_of(row) for row in uk_timeline.rows()}
    assert kinds["england-health-bill-introduced"] == kinds["england-nhs-england-end-target"] == "unfinished"
    assert kinds["england-health-and-care-act-2022"] == "law"
    assert "Events that fit: 150. Happened by the end of 2026: 148." in html


@pytest.mark.parametrize("lane", ["england", "wales", "northern-ireland"])
def test_a_nation_has_its_own_timeline_under_the_same_name(lane):
    page = shown(lane)
    assert 'data-explorer="uk-timeline"' in page
    for row in uk_timeline.rows(lane):
        if lane != "england" or row["sort_date"].year >= 1999:
            assert esc(row["event"]) in page, row["key"]


# --- Numbers -------------------------------------------------------------------------------------------------

#: The numbers that may share a chart of nations. Every other number may not.
CHARTED = {
    "scotland-population-growth-2024",
    "england-population-growth-2024",
    "wales-population-growth-2024",
    "ni-population-growth-2024",
}
#: The charts of the four chapters that draw numbers: the measure of each, and its one nation.
ONE_NATION = {"clinical commissioning groups": "England"}


def test_only_these_numbers_may_share_a_chart():
    allowed = {
        key
        for card in evidence.table("comparability")
        if card["verdict"] == uk_numbers.TOGETHER
        for key in parted(card["numbers"])
    }
    assert allowed == CHARTED
    rows = [row for row in evidence.table("numbers_uk") if row["key"] in CHARTED]
    for column in ("measure", "what", "unit", "period", "source", "kind"):
        assert len({row[column] for row in rows}) == 1, column
    nations = list(uk_numbers.numbers_for_a_chart(sorted(CHARTED))["nation"])
    assert nations == ["Scotland", "England", "Wales", "Northern Ireland"]


def test_any_other_number_is_refused():
    keys = [row["key"] for row in evidence.table("numbers_uk") if row["key"] not in CHARTED]
    assert len(keys) > 100
    for key in keys:
        with pytest.raises(ValueError, match="may not be charted"):
            uk_numbers.numbers_for_a_chart([key, "wales-population-growth-2024"])
            pytest.fail(f"{key} was charted")


@pytest.mark.parametrize("page", PAGES.values())
def test_a_chart_of_these_chapters_shows_one_nation_or_what_a_card_allows(page):
    for cell in cells_of(page):
        code = "".join(cell["source"])
        if cell["cell_type"] != "code" or "alt.Chart" not in code or "numbers_uk" not in code:
            continue
        measures = [measure for measure in ONE_NATION if f'"{measure}"' in code]
        assert measures, code
        for measure in measures:
            nations = {row["nation"] for row in evidence.select("numbers_uk", measure=measure)}
            assert nations == {ONE_NATION[measure]}


def test_every_number_is_on_the_page_with_its_badge_its_source_and_its_caution():
    page = shown("side-by-side")
    for row in evidence.table("numbers_uk"):
        figure = evidence.figure(row["key"])
        assert f"</b> {esc(figure.text)}: {esc(row['what'])}, {esc(row['period'])}." in page, row["key"]
        if row["note"]:
            assert esc(row["note"]) in page, row["key"]
    for card in evidence.table("comparability"):
        assert esc(card["why"]) in page, card["key"]


def test_what_the_page_says_of_its_numbers_is_so():
    text = json.dumps(cells_of("side-by-side"))
    held = len(evidence.table("numbers_uk"))
    assert f"We hold {held} numbers" in text and f"Of {held} numbers" in text
    several = {}
    for row in evidence.table("numbers_uk"):
        several.setdefault(row["measure"], set()).add(row["nation"])
    assert "seven series" in text and sum(len(nations) > 1 for nations in several.values()) == 7


# --- Texts and claims ----------------------------------------------------------------------------------------


def test_every_disagreement_is_on_the_page_of_its_nation():
    for row in evidence.table("contradictions"):
        nation = {"Scotland": "uk", "UK": "uk"}.get(row["nation"], row["nation"].lower().replace(" ", "-"))
        page = shown(PAGES[nation])
        for column in ("about", "one", "other", "here"):
            assert esc(row[column]) in page, row["key"]
        for column in ("one_source", "other_source"):
            assert esc(source_name(row[column])) in page, row["key"]


def test_every_finding_is_on_every_page_that_shows_it():
    for row in evidence.table("findings"):
        for name in parted(row["shown_in"]):
            page = shown(name) if name in PAGES.values() else shown(name, OTHERS[name])
            assert esc(row["finding"]) in page, (name, row["key"])
            assert name == "has-it-worked" or uk_texts.SAID_BY[row["kind"]] in page, (name, row["key"])


def test_claims_about_other_nations_are_counted():
    counted = {nation: len(then_and_now.claims_about(nation)) for nation in PAGES}
    assert counted == {"england": 21, "wales": 17, "northern-ireland": 1, "uk": 8}
    others = [claim for claim in evidence.table("claims") if claim["nation"] != "Scotland"]
    assert sum(counted.values()) == len(others) + len(then_and_now.COMPARING)


@pytest.mark.parametrize("nation", PAGES)
def test_each_claim_is_on_its_page_with_its_period_and_whether_it_holds(nation):
    page = shown(PAGES[nation])
    for claim in then_and_now.claims_about(nation):
        row = page.split(f'<li id="then-and-now-{claim["key"]}"')[1].split("</li>")[0]
        standing = then_and_now.STANDINGS[claim["standing"].replace(" ", "-")][0]
        for words in (claim["claim"], claim["period_true"], claim["result_text"], standing):
            assert esc(words) in row, claim["key"]
    assert page.count('<li id="then-and-now-') == len(then_and_now.claims_about(nation))
