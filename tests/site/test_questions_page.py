"""Questions members ask: every heading of a chapter that asks, with its first sentence, whole, and a link to it."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import browser as support
import pytest
from docutils import nodes

from joint_working.site import citing, questions, routes

PAGE = support.SITE / "book" / "questions.html"
CHAPTERS = [page for page in routes.every_page() if questions.CHAPTER.match(f"book/{page}")]


class Items(HTMLParser):
    """The items of the list: (address, heading, whole words)."""

    def __init__(self):
        super().__init__()
        self.items, self.inside, self.item, self.open = [], False, False, ""

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "div" and values.get("class") == "jw-asked":
            self.inside = True
        if self.inside and tag == "li":
            self.item = True
            self.items.append(["", "", ""])
        if self.item and tag == "a":
            self.open = "a"
            self.items[-1][0] = values["href"]

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "article"
        self.item = self.item and tag != "li"
        self.open = "" if tag == "a" else self.open

    def handle_data(self, data):
        if self.item:
            self.items[-1][1] += data if self.open else ""
            self.items[-1][2] += data


@pytest.fixture(scope="module")
def items():
    parser = Items()
    parser.feed(PAGE.read_text(encoding="utf-8"))
    return parser.items


def plain_heading(words):
    return re.sub(r"\{\w+\}`([^`<]+?)(?: <[^`]+)?`", r"\1", words).replace("*", "")


def questions_of(page):
    """Return the headings of a page that ask; in place of its name the question under it, if there is one."""
    tokens = routes.read_page(page).tokens
    under = [words.content for mark, words in pairwise(tokens) if mark.attrs.get("class") == "jw-question"]
    title, *headings = routes.read_page(page).headings
    return [words for words in (*(under or [title]), *headings) if words.rstrip().endswith("?")]


@pytest.mark.browser
@pytest.mark.parametrize("page", CHAPTERS)
def test_every_question_of_a_chapter_is_there_with_a_link_that_leads_to_it(items, page):
    asked = [plain_heading(words) for words in questions_of(page)]
    here = [(address, heading) for address, heading, _ in items if address.startswith(f"{page}.html")]
    assert sorted(heading for _, heading in here) == sorted(asked)
    body = (PAGE.parent / f"{page}.html").read_text(encoding="utf-8")
    for address, heading in here:
        _, _, section = address.partition("#")
        assert not section or f'id="{section}"' in body, address
        assert not section or section.startswith(nodes.make_id(heading)[:12]) or section.startswith("id"), address


@pytest.mark.browser
def test_an_answer_is_a_whole_sentence_of_its_section(items):
    without = 0
    for _, heading, words in items:
        answer = words.removeprefix(heading).replace("To try yourself:", "").strip()
        if answer == "The answer is a list or a table.":
            without += 1
            continue
        assert len(answer.split()) >= 3, (heading, answer)
        assert re.search(r"[.?!:][”’)]?$", answer), (heading, answer)
        assert not re.search(r"\b(?:Law|Reading|Guidance|Press) ?$", answer), (heading, answer)
    assert len(items) > 150 and without <= 8


@pytest.mark.browser
def test_the_parts_stand_in_the_order_of_the_book_and_the_page_is_found():
    body = PAGE.read_text(encoding="utf-8")
    order = re.findall(r"<h2>([^<]+)</h2>", body.partition('class="jw-asked"')[2])
    assert order[:7] == ["Why join up", "Who decides", "Two places", "The money", "Judging it", "Elsewhere", "Now"]
    front = (PAGE.parent / "index.html").read_text(encoding="utf-8")
    doors = front.partition('class="jw-doors')[2].partition("</ul>")[0]
    assert 'href="questions.html#asked-first"' in re.findall(r"<li>.*?</li>", doors, flags=re.S)[2]


@pytest.mark.parametrize(
    "text, said",
    [
        ("Yes. Any member may send a proxy. A proxy may not preside.", "Yes. Any member may send a proxy."),
        ("You vote if the council nominated you. Others do not.", "You vote if the council nominated you."),
        ("No: a decision is the board’s. It stands.", "No: a decision is the board’s."),
        ("It cost about 3.5 days in all. Then it ended.", "It cost about 3.5 days in all."),
        ("See art. 5 of the Order for this. More.", "See art. 5 of the Order for this."),
        ("Llais. Since April 2023 one body speaks. More.", "Llais. Since April 2023 one body speaks."),
        ("One paragraph without an end", "One paragraph without an end"),
        ("Half must be there , or nothing\nis done . More.", "Half must be there, or nothing is done."),
    ],
)
def test_a_first_sentence_is_whole(text, said):
    assert questions.first_sentence(text) == said
    assert citing.sentence_ends(said)[-1] == len(said)
