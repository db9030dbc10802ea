"""Routes, outcomes and exercises: every page, heading and exercise that the tables name is in the book."""

import re

import pytest
from docutils import nodes
from test_prose import BOOK, CHAPTERS, LAYERS, NOT_CHAPTERS, ROOT

from joint_working import evidence
from joint_working.site import exercises, layers, notebooks, routes

NAMES = sorted({row["route"] for row in evidence.table("routes")})
OUTCOMES = [f"{kind}{number}" for kind, most in (("P", 7), ("T", 5), ("C", 7)) for number in range(1, most + 1)]
#: All kinds of exercise that the book promises.
KINDS = {"predict-then-run", "sort", "repair", "trace", "read-a-report", "update-a-source", "options-paper"}
TOC = (ROOT / "_toc.yml").read_text(encoding="utf-8")


PLACE = routes.Place(lambda page: f"../{page}.html")


def exercises_of(page):
    """Return the exercises of a page by name, their texts in plain words."""
    return {found.name: found.each(exercises.plain) for _, found in exercises.on_page(routes.read_page(page).tokens)}


@pytest.mark.parametrize("name", NAMES)
def test_a_route_leads_to_pages_and_headings_of_the_book(name):
    stops = routes.route(name)
    assert [stop.minutes > 0 for stop in stops].count(False) == 0
    steps = [row["step"] for row in evidence.table("routes") if row["route"] == name]
    assert sorted(steps) == list(range(1, len(steps) + 1))
    html = routes.route_html(name, PLACE)
    assert f"{routes.length(sum(stop.minutes for stop in stops))} in all" in html
    assert html.count("<a ") == len(stops) + sum(bool(stop.in_depth) for stop in stops)
    assert all(f"/{stop.in_depth}.html" in html for stop in stops if stop.in_depth)
    for stop in stops:
        assert f"file: book/{stop.page}\n" in TOC, f"{stop.page} is not in the contents"


def test_a_route_can_be_read_and_followed_in_the_lab():
    page = BOOK / "routes" / "trainer.ipynb"
    text = notebooks.Resolver(notebooks.Pages.of(BOOK), page).text("```{route} trainer\n```")
    assert '<a href="../8-for-trainers/run-a-workshop.ipynb">' in text and text.count("<li>") == 10


def test_the_minutes_of_a_whole_page_are_those_of_its_head():
    for row in evidence.table("routes"):
        if not row["part"]:
            own = routes.read_page(row["page"]).minutes
            assert (own or row["minutes"]) and not (own and row["minutes"]), row["page"]


def test_the_short_routes_keep_their_promise():
    for name in ("twenty-minutes", "representative", "staff-side"):
        assert sum(stop.minutes for stop in routes.route(name)) == 20
        assert len(routes.route(name)) == 5 and all(stop.part for stop in routes.route(name)), name
    for stop in routes.route("councillor"):
        assert stop.minutes <= 30
    assert len({stop.sitting for stop in routes.route("ten-weeks")}) == 10


def test_a_student_reads_every_chapter():
    read = {stop.page for stop in routes.route("student")}
    known = {path.relative_to(BOOK).with_suffix("").as_posix() for path in CHAPTERS}
    assert known - read == set(), "add the chapter to the route of students"


def test_every_outcome_is_taught_and_tested():
    rows = {row["key"]: row for row in evidence.table("learning_outcomes")}
    assert list(rows) == OUTCOMES
    for key, row in rows.items():
        assert row["outcome"] and row["page"] and row["exercise"], key
        routes.anchor(row["page"], row["part"] or "")
        assert row["exercise"] in routes.read_page(row["test_page"]).exercises, key
        reader = {"P": "student", "T": "trainer", "C": "councillor"}[key[0]]
        assert row["reader"] == reader
        on_route = {layers.chapter_of(stop.page) for stop in routes.route(reader)} | {f"routes/{reader}"}
        assert {layers.chapter_of(row["page"]), layers.chapter_of(row["test_page"])} <= on_route or key == "T5", key
    assert routes.outcomes_html("all", PLACE).count('<th scope="row">') == len(OUTCOMES)


def test_every_kind_of_exercise_occurs_and_every_row_names_one():
    found = routes.exercises(PLACE)
    assert {asked.kind for _, _, asked in found} >= KINDS
    assert all(asked.words and asked.heading for _, _, asked in found)
    names = {(page, name) for page, name, _ in found}
    for row in evidence.table("exercises"):
        assert (row["page"], row["key"]) in names, row["key"]
    listed = routes.exercises_html("all", PLACE)
    assert listed.count("<li id=") == listed.count("<a href=") == len(found)


def test_every_chapter_asks_and_answers():
    listed = [(layers.chapter_of(page), asked.kind) for page, _, asked in routes.exercises(PLACE)]
    pages = {page for page, kind in listed if kind != "predict-then-run"}
    guesses = {page for page, kind in listed if kind == "predict-then-run"}
    for path in CHAPTERS:
        page = path.relative_to(BOOK).with_suffix("").as_posix()
        assert page in pages and page in guesses, page


@pytest.mark.parametrize("row", evidence.table("misconceptions"), ids=lambda row: row["key"])
def test_each_misconception_is_a_wrong_answer_that_names_it_and_links_one_paragraph(row):
    options = exercises_of(row["page"])[row["exercise"]].options
    named = [option for option in options if row["feedback"] in option.feedback]
    assert len(named) == 1, f"no wrong answer of {row['exercise']} says {row['feedback']!r}"
    assert named[0].link or row["key"] == "icb"


def test_the_chapters_are_those_of_the_contents():
    """So that a test of every chapter is one of every page of a numbered folder that the contents list."""
    listed = [page for page in re.findall(r"file: book/(\d\S+)", TOC) if page.split("/")[0] not in NOT_CHAPTERS]
    assert sorted(listed) == sorted(path.relative_to(BOOK).with_suffix("").as_posix() for path in CHAPTERS + LAYERS)


@pytest.mark.parametrize("page", routes.every_page())
def test_every_answer_has_a_reason_of_its_own_and_its_link_leads_somewhere(page):
    """An answer is refused if it is wrong without a link; a statement to sort needs one, too, wherever it belongs."""
    for name, found in exercises_of(page).items():
        if found.kind == "predict":
            continue
        said = [option.feedback for option in found.options]
        assert len(set(said)) == len(said), f"{name} says the same of two answers"
        for option in found.options:
            assert option.link or found.kind != "sort", f"{name}: each statement links one paragraph: {option.text}"
            address = option.link[1] if option.link else ""
            file, _, part = address.partition("#")
            path = (BOOK / f"{page}.ipynb").parent / file if file else layers.file_of(BOOK / page)
            places = routes.read_page(path.resolve().relative_to(BOOK).with_suffix("").as_posix()).headings
            begins = re.match(r"explorer=([a-z-]+)", part)
            there = (
                f'data-explorer=\\"{begins[1]}\\"' in path.read_text(encoding="utf-8")
                if begins
                else part in map(nodes.make_id, places)
            )
            assert there or not part, f"{name} links {address}, which is no heading and no lab of {path.name}"


def test_ten_misconceptions_are_met():
    assert len(evidence.table("misconceptions")) == 10


def test_what_is_not_there_is_said_in_one_sentence():
    with pytest.raises(routes.RouteError, match="There is no page 'nowhere' in the book."):
        routes.read_page("nowhere")
    with pytest.raises(routes.RouteError, match="has no heading 'Nothing'"):
        routes.anchor("4-money/one-pot", "Nothing")
    with pytest.raises(routes.RouteError, match="There is no route 'nobody': choose one of councillor"):
        routes.route("nobody")


@pytest.mark.parametrize(
    "minutes, said",
    [(20, "20 minutes"), (90, "90 minutes"), (135, "about 2½ hours"), (600, "about 10 hours")],
)
def test_length_in_words(minutes, said):
    assert routes.length(minutes) == said
