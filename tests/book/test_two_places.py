"""The two places: questions answered under their own headings, every figure sourced, both sides in their own terms."""

import json
import re

import pytest
from test_prose import BOOK, LAYERS, family, prose

from joint_working import evidence
from joint_working.explorers import price_between_two_bodies
from joint_working.explorers.two_places import case_briefings
from joint_working.explorers.two_places.case_timelines import CLACKS_STIRLING, HIGHLAND, KINDS, PRESS, events_of

FOLDER = BOOK / "3-two-places"
PAGES = sorted(FOLDER.glob("*.ipynb"))

#: What a reader must be able to answer: (page, heading, how the first sentence under it begins).
QUESTIONS = [
    ("highland", "Why did Highland choose differently?", "Because either partner could block change"),
    ("highland", "What did it cost?", "The reported price rose from"),
    ("highland", "What changed hands?", "Work, staff and money, both ways."),
    ("highland", "Why does it want to change?", "Two kinds of reason were given when the council voted"),
    ("highland", "What is still unknown?", "Most of the change itself."),
    ("clackmannanshire-and-stirling", "How does a two-council board vote?", "Each council has three votes, and the"),
    ("clackmannanshire-and-stirling", "Who takes the chair?", "The health board has every second turn"),
    ("clackmannanshire-and-stirling", "What if a seat is empty?", "That is as the three partners agree."),
    ("clackmannanshire-and-stirling", "Why do cash and share differ?", "Because the two councils are not the same"),
    ("clackmannanshire-and-stirling", "Can a council walk out?", "Not by itself, by our reading of the Act."),
    ("clackmannanshire-and-stirling", "What can each partner refuse?", "More money, by our reading"),
]

#: Publishers of what the two places rest on that are no press: public bodies, their sites, studies and associations.
OTHERS = {
    "Care Inspectorate",
    "Care Inspectorate and Healthcare Improvement Scotland",
    "Clackmannanshire and Stirling IJB",
    "Clackmannanshire Council (copy on a test site)",
    "GitHub: rayjlpa/LA_PA_indicator-charts, file 13_Convert_to_data_frame.R",
    "Health and Social Care Scotland",
    "Highland Council",
    "Highland Life",
    "LGIU Scotland",
    "NHS Forth Valley",
    "NHS Highland",
    "NHS Highland and the council",
    "Scottish Government",
    "Scottish Government via WiredGov",
    "Scottish Parliament",
    "Stirlingshire Voluntary Enterprise",
    "The Highland Council",
    "WHO IPCHS platform",
    "caithness-business.co.uk (council release)",
    "legislation.gov.uk",
    "public-health statistics source code",
}


#: Words of blame and of party. Of blame, only what is said to be wrong, or what others say of the model.
UNFAIR = r"\b(?:fail(?:s|ed|ure)?|blame[sd]?|greedy|mismanag\w+|refus(?:ed|al)|Labour|SNP|Conservatives?|Greens?)\b"


def layers(page):
    """Return the files of a place: its answer, and what stands below it."""
    answer = FOLDER / f"{page}.ipynb"
    return [answer, *(path for path in LAYERS if path.parent == answer.with_suffix(""))]


def words_of(page):
    """Return the prose of a place, in all its layers."""
    return " ".join(map(prose, layers(page)))


def case_rows():
    """Return (table, row) for every row about one of the two places."""
    found = []
    for name, column in (("cases", "area"), ("timeline", "area"), ("finance_partnerships", "partnership")):
        found += [(name, row) for row in evidence.table(name) if row[column] in (HIGHLAND, CLACKS_STIRLING)]
    return found


def source_keys(row):
    return [key for key in (row["source"], *evidence.parted(row["also"] or "")) if key]


@pytest.mark.parametrize("page,heading,answer", QUESTIONS, ids=[f"{q[0]}: {q[1]}" for q in QUESTIONS])
def test_a_readers_question_is_answered_under_its_own_heading(page, heading, answer):
    text = family(FOLDER / f"{page}.ipynb")
    found = re.search(rf"^##+ {re.escape(heading)}\n+(.+)", text, re.MULTILINE)
    assert found, f"{page} has no heading {heading!r}"
    first = re.sub(r"\{\w+\}`([^`<]+?)(?: <[^`]+)?`", r"\1", found[1])
    assert first.startswith(answer), f"{page}, {heading}: the first sentence is {first[:80]!r}"


def test_every_event_and_figure_has_source_place_and_standing():
    counted = {"cases": 0, "timeline": 0, "finance_partnerships": 0}
    for name, row in case_rows():
        counted[name] += 1
        if name == "cases" and row["basis"] in ("inference", "not found"):
            continue
        assert row["source"] and row["locator"], (name, row["key"])
        assert row.get("confidence") or row.get("kind"), (name, row["key"])
    assert min(counted.values()) >= 35


def test_every_publisher_is_known_as_press_or_not():
    publishers = {evidence.source(key).publisher for _, row in case_rows() for key in source_keys(row)}
    assert publishers <= PRESS | OTHERS, publishers - PRESS - OTHERS
    assert not PRESS & OTHERS


def test_a_figure_from_the_press_is_marked_as_one():
    for name, row in case_rows():
        if name == "finance_partnerships":
            press = evidence.source(row["source"]).publisher in PRESS
            assert press == (row["kind"] in ("press-report", "commentary")), row["key"]


def test_an_event_from_the_press_alone_is_marked_as_one():
    events = [event for area in (HIGHLAND, CLACKS_STIRLING) for event in events_of(area)]
    told = {event.text for event in events if event.standing == "Press report"}
    assert any("£10m" in text for text in told) and any("£1.973m" in text for text in told)
    for event in events:
        keys = event.source_key.split(";")
        assert (event.standing == "Press report") == all(evidence.source(key).publisher in PRESS for key in keys)
        assert event.confidence
    assert set(KINDS) <= {row["key"] for row in evidence.table("timeline")}


def test_gaps_are_said_to_be_gaps():
    for page, area in (("highland", HIGHLAND), ("clackmannanshire-and-stirling", CLACKS_STIRLING)):
        html = "".join(layer.read_text(encoding="utf-8") for layer in layers(page)).replace("’", "'")
        for row in evidence.table("cases"):
            if row["area"] == area and row["basis"] == "not found":
                assert row["fact"] in html, row["key"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_page_says_more_than_was_decided(path):
    text = "".join(layer.read_text(encoding="utf-8") for layer in layers(path.stem))
    said = words_of(path.stem) + "".join(briefing().text() for briefing in BRIEFINGS)
    assert "chose to leave" in said
    for claim in re.findall(r"[^.]*\bhas left\b[^.]*\.", said):
        assert re.search(r"Nothing|not|no text", claim), claim
    for found in re.finditer(UNFAIR, said):
        near = said[max(0, found.start() - 60) : found.end() + 20]
        assert "did not refuse" in near or "blame the model" in near or "“" in near, near
    names = ("Robertson", "Bremner", "Manson", "Park,", "Coutts", "Foxley", "Christie,", "Linkston", "Forson", "Sharp")
    assert not [name for name in names if name in text]


#: What the law says of each place and a page must say: (page, words); and what no page may say any more.
LAW = [
    ("highland", "one integration authority: the council and the health board acting jointly"),
    ("highland", "On a joint board nobody has one"),
    ("highland", "Ministers may move them by a scheme"),
    ("clackmannanshire-and-stirling", "a single locality in Clackmannanshire is lawful"),
    ("clackmannanshire-and-stirling", "articles 5, 6 and 14"),
    ("clackmannanshire-and-stirling", "each may ask, by our reading"),
]
NO_LAW = r"two integration authorities|was not checked|not read in full|the lead body must reply"


@pytest.mark.parametrize("page,words", LAW, ids=[words for _, words in LAW])
def test_the_law_of_a_place_is_told_as_it_is_written(page, words):
    assert words in re.sub(r"\s+", " ", words_of(page))
    for layer in layers(page):
        for cell in json.loads(layer.read_text(encoding="utf-8"))["cells"]:
            assert not re.search(NO_LAW, "".join(cell["source"]))


BRIEFINGS = [case_briefings.highland_briefing, case_briefings.highland_discussion,
             case_briefings.clackmannanshire_and_stirling_briefing,
             case_briefings.clackmannanshire_and_stirling_discussion]  # fmt: skip


@pytest.mark.parametrize("briefing", BRIEFINGS, ids=lambda made: made.__name__)
def test_a_briefing_carries_no_figure_without_its_source(briefing):
    html = briefing().html()
    bare = re.sub(r'<span class="jw-num">.*?</span>', "", html)
    bare = re.sub(r'<ol class="jw-cited">.*?</ol>', "", bare, flags=re.S)
    assert not re.search(r"£\s?\d|\d\s?(?:%|per cent\b|million\b)", bare)
    assert html.count('class="jw-num"') == html.count('class="jw-badge')
    for number in re.findall(r"\((\d+)\)", bare):
        assert 1 <= int(number) <= html.count("<li>")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{fact}`no-such-figure`", "no-such-figure"),
        ("{source}`no-such-source`", "no-such-source"),
        ("{term}`board`", "A gap: expected the role fact or source, found term."),
        ("A <b>tag</b>", "A gap: expected paragraphs, headings, lists and tables, found html_inline."),
        ("![A picture](x.png)", "A gap: expected paragraphs, headings, lists and tables, found image."),
        (
            "| Minutes | What |\n|---|---|\n| 30 | Talk |\n| 10 | Rest |",
            "A gap: the steps take 40 minutes, and 50 were expected.",
        ),
    ],
)
def test_a_briefing_that_cannot_be_printed_is_refused(text, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        case_briefings.read("a-gap", f"# A gap\n\n{text}\n\n> What next?\n")


@pytest.mark.parametrize("words", ["make it smaller", "does not change how large", "would be the same"])
def test_that_the_structure_leaves_the_sum_as_it_is_stands_nowhere_as_a_finding(words):
    """It is assumed in the chapter, in the briefing and beside the lab: no text read settles it."""
    briefing = (BOOK.parent / "data" / "briefings" / "highland-briefing.md").read_text(encoding="utf-8")
    for sentence in re.split(r"(?<=[.?!])\s", f"{words_of('highland')} {briefing}"):
        assert words not in sentence or "assume" in sentence
    assert any("In a joint board the same difference would arise" in line for line in price_between_two_bodies.assumes)


def test_a_briefing_is_what_its_markdown_says():
    text = "# A gap\n\n## Why\n\nIt is *so*, & more {source}`law-asp-2014-9`.\n\n1. One\n2. Two\n\n> What next?\n"
    html = case_briefings.read("a-gap", text).html()
    assert (
        "<h4>Why</h4><p>It is <em>so</em>, &amp; more (1).</p><ol><li>One</li><li>Two</li></ol><h4>Sources</h4>"
        in html
    )
    assert 'data-ask="What next?"' in html and html.count('<ol class="jw-cited"><li>') == 1


def test_sources_are_numbered_as_they_are_met():
    for briefing in BRIEFINGS:
        body = re.sub(r'<ol class="jw-cited">.*?</ol>', "", briefing().html(), flags=re.S)
        first = list(dict.fromkeys(int(number) for number in re.findall(r"(?:&nbsp;| )\((\d+)\)", body)))
        assert first == list(range(1, len(first) + 1)), briefing.__name__
