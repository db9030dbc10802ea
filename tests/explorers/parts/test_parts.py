"""The shared parts: complete HTML, the same on every run, and one clear sentence for what does not fit."""

import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from joint_working import evidence
from joint_working.explorers.parts import (
    Answer,
    Briefing,
    Choice,
    Column,
    DataTable,
    Event,
    Exercise,
    Option,
    Panel,
    PartError,
    TileMap,
    Timeline,
)
from joint_working.explorers.parts.table import safe_cell

NASTY = '<script>alert("x")</script> & "quotes"'
LINK = ("Read why", "one-pot.html#set-aside")


def options(**change):
    given = [
        Option("Right", "Yes, because.", right=True),
        Option("Wrong", "This treats a saving as cash.", link=LINK),
        Option("Also wrong", "This counts the same day twice.", link=LINK),
    ]
    for place, option in change.items():
        given[int(place[1:])] = option
    return given


def exercise(**change):
    return Exercise(**({"name": "ex", "question": "Which?", "options": options(), "hint": "Think."} | change))


def sort(**change):
    items = [Option("It rained.", "Seen.", belongs="Fact"), Option("It will rain.", "Not yet.", belongs="Forecast")]
    given = {"name": "so", "question": "Kind?", "kind": "sort", "categories": ["Fact", "Forecast"], "options": items}
    return Exercise(**(given | change))


def predict(**change):
    guesses = [Option("Up", "Many say so."), Option("Down", "Few say so.")]
    given = {"name": "pr", "question": "Guess?", "kind": "predict", "options": guesses, "after": "It depends."}
    return Exercise(**(given | change))


def panel(**change):
    given = {
        "name": "pa",
        "title": "Who decides?",
        "questions": [Choice("what", "Decision", {"a": "Agree", "b": "Buy"}), Choice("how", "System", {"x": "Board"})],
        "answers": {("a", "x"): Answer("The board agrees.", "<p>At once.</p>"), ("b", "x"): "<p>The council.</p>"},
    }
    return Panel(**(given | change))


def timeline(**change):
    events = [Event("2014", "law", "An Act."), Event("2012-03-22", "money", "A price.", confidence="high")]
    return Timeline(**({"name": "ti", "title": "A story", "events": events, "illustrative": True} | change))


def values(**change):
    return {row["council_code"]: 10 for row in evidence.table("tile_grid")} | change


def tile_map(**change):
    given = {
        "name": "map",
        "title": "They differ",
        "values": values(S12000030=None, S12000047=1025),
        "unit": "days",
        "classes": [0, 400, 800],
        "caption": "Days, 2024/25",
        "source": "A register.",
        "chosen": "S12000047",
    }
    return TileMap(**(given | change))


def table(**change):
    given = {
        "name": "ta",
        "caption": "Boards",
        "unit": "£ million",
        "columns": [Column("board", "Board"), Column("sum", "Sum", "money")],
        "rows": [{"board": "Étive", "sum": 0.25}, {"board": "Avon", "sum": None}, {"board": "west", "sum": -12.5}],
        "source": "A register.",
    }
    return DataTable(**(given | change))


def briefing(**change):
    return Briefing(**({"name": "br", "title": "A gap", "body": ["<p>It is short.</p>", table()]} | change))


EVERY = [exercise, sort, predict, panel, timeline, tile_map, table, briefing]


class Shape(HTMLParser):
    """Checks that tags close in order and collects ids, labels and what they point at."""

    VOID = {"input", "br", "path", "circle"}

    def __init__(self, html):
        super().__init__()
        self.open, self.ids, self.targets = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        self.targets += [given[key] for key in ("for", "aria-labelledby") if key in given]

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("make", EVERY)
def test_html_is_well_formed_the_same_each_time_and_ids_start_with_the_name(make):
    part = make()
    bundle = part._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle == make()._repr_mimebundle_()
    shape = Shape(bundle["text/html"])
    assert not shape.open
    assert len(shape.ids) == len(set(shape.ids))
    assert set(shape.targets) <= set(shape.ids)
    if make is not briefing:
        assert all(at.startswith(part.name + "-") for at in shape.ids)
    assert re.match(r'<\w+ class="[^"]*" data-jw-part="[a-z-]+"', bundle["text/html"])
    assert bundle["text/plain"].strip() == bundle["text/plain"]
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b", re.sub(r'href="[^"]*"', "", bundle["text/html"]))


@pytest.mark.parametrize(
    "part",
    [
        exercise(question=NASTY, hint=NASTY, options=options(_1=Option(NASTY, NASTY + "1", link=(NASTY, NASTY)))),
        sort(question=NASTY, categories=[NASTY, "b"],
             options=[Option(NASTY, NASTY, belongs=NASTY), Option("t", "f", belongs="b")]),
        predict(question=NASTY, after=NASTY, options=[Option(NASTY, NASTY), Option("b", "c")]),
        panel(title=NASTY, source=NASTY, assumes=[NASTY], questions=[Choice("k", NASTY, {"a": NASTY})],
              answers={("a",): Answer(NASTY)}),
        timeline(title=NASTY, does_not_show=[NASTY], events=[Event("2012", "law", NASTY)]),
        tile_map(title=NASTY, caption=NASTY, unit=NASTY, source=NASTY),
        table(caption=NASTY, unit=NASTY, source=NASTY, columns=[Column("a", NASTY)], rows=[{"a": NASTY}]),
        briefing(title=NASTY, ask=NASTY, does_not_show=[NASTY]),
    ],
    ids=lambda part: type(part).__name__,
)  # fmt: skip
def test_texts_are_escaped(part):
    html = part.html()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert not Shape(html).open


def test_an_exercise_can_be_read_without_a_script():
    html = exercise().html()
    assert html.count('type="radio"') == 3
    assert "<legend>Which?</legend>" in html
    assert re.search(
        r"<details data-answers>.*This treats a saving as cash\. <a href=\"one-pot.html#set-aside\">", html
    )
    assert 'role="status" aria-live="polite"></div>' in html
    assert "data-jw-js hidden><button" in html  # the button waits for the script


def test_a_panel_draws_every_answer_under_a_heading():
    html = panel().html()
    assert html.count("data-answer=") == 2
    assert '<div data-answer="a|x" data-default><h4>Decision: Agree; System: Board</h4>' in html
    assert 'data-explorer="pa" data-explorer-panel data-version="1"' in html
    assert "data-explorer-levers" not in html
    assert panel(default=("b", "x")).html().count('value="b" selected') == 1
    assert panel().text().split("\n\n")[1:] == [
        "Decision: Agree; System: Board\nThe board agrees.\nAt once.",
        "Decision: Buy; System: Board\nDecision: Buy; System: Board.\nThe council.",
    ]


def test_a_panel_holds_other_parts():
    inside = panel(answers={("a", "x"): table(), ("b", "x"): Answer("None.", timeline())})
    assert "<table" in inside.html() and "jw-events" in inside.html()
    assert "Étive | £0.3m" in inside.text()


def test_a_timeline_is_in_order_of_date():
    events = [Event(date, "law", f"On {date}.") for date in ("2020", "2012-12-01", "2012", "2012-03")]
    part = timeline(events=events)
    assert [event.date for event in part.events] == ["2012", "2012-03", "2012-12-01", "2020"]
    html = part.html()
    assert re.findall(r"<strong>(\d+)</strong> ([^<]*)<", html) == [
        ("2012", ""), ("2012", "Mar"), ("2012", "1\u00a0Dec"), ("2020", "")
    ]  # fmt: skip
    assert html.count("<option") == 9  # every year from first to last; one kind needs no filter
    assert "<select" not in timeline(events=events, as_at=False).html()
    assert "Happened by the end of 2020: 4." in part.text()


def test_a_timeline_links_its_sources():
    key = next(row["key"] for row in evidence.table("sources") if row["address"])
    event = Event("2014", "law", "An Act.", source_key=key, confidence="high")
    html = timeline(events=[event], illustrative=False).html()
    assert f'href="{evidence.source(key).address.replace("&", "&amp;")}"' in html
    with pytest.raises(evidence.EvidenceError):
        timeline(events=[Event("2014", "law", "An Act.", source_key="no-such-source")]).html()


def test_a_tile_map_prints_every_value():
    html = tile_map().html()
    assert html.count('<li class="jw-step-') + html.count('<li class="jw-nofigure') == 32
    assert 'class="jw-step-3 jw-chosen" style="grid-area:7/6" title="Fife: 1,025"' in html
    assert 'class="jw-nofigure" style="grid-area:7/4" title="Stirling: no figure"' in html
    assert "0 to under 400" in html and "800 and over" in html
    assert "Area means nothing" in html
    assert html.count('<th scope="row"') == 32
    assert "Fife | 1,025" in tile_map().text()


def test_a_table_prints_numbers_one_way():
    assert "Étive | £0.3m" in table().text()
    assert "west | −£12.5m" in table().text()
    assert "Avon | no figure" in table().text()


def test_sorting_is_worked_out_when_built():
    html = table().html()
    assert re.findall(r'<th scope="row" data-order="(\d)">(\w+)', html) == [
        ("2", "Étive"),
        ("1", "Avon"),
        ("3", "west"),
    ]
    assert re.findall(r'<td class="n"(?: data-order="(\d)")?>([^<]+)', html) == [
        ("2", "£0.3m"), ("", "no figure"), ("1", "−£12.5m")
    ]  # fmt: skip


# One table of cases for cells of the CSV: given, written.
CELLS = [
    ("Fife", "Fife"),
    ("=1+1", "'=1+1"),
    ("+44 131", "'+44 131"),
    ("-2 is less", "'-2 is less"),
    ("@SUM(A1)", "'@SUM(A1)"),
    (" =1+1", "' =1+1"),
    ("\t=1", "'\t=1"),
    ("\r=1", "'\r=1"),
    ("a=b", "a=b"),
    ('say "no", then', 'say "no", then'),
    ("two\nlines", "two\nlines"),
    (-0.7, "-0.7"),
    (12, "12"),
    (None, ""),
    (float("nan"), ""),
    ("£ and é", "£ and é"),
]


@pytest.mark.parametrize(("given", "written"), CELLS)
def test_csv_cells(given, written):
    kind = "text" if isinstance(given, str) else "amount"
    one = table(columns=[Column("a", "A", kind), Column("b", "B")], rows=[{"a": given, "b": "=end"}])
    text = one.csv()
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert rows[0] == ["A", "B", "unit", "source"]
    assert rows[1] == [written, "'=end", "£ million", "A register."]
    assert str(safe_cell(given)) == written


def test_the_csv_is_in_the_link_and_says_when_it_is_illustrative():
    part = table(illustrative=True)
    address = re.search(r'download="ta.csv" href="([^"]*)"', part.html()).group(1)
    assert unquote(address.removeprefix("data:text/csv;charset=utf-8,")) == part.csv()
    assert part.csv().splitlines()[1].endswith("Illustrative figures")
    assert part.html().count("jw-badge illustrative") == 1


NO_LINK = Option("Wrong", "This treats a saving as cash.")
TWICE = Option("Third", " this treats a  saving as cash.", link=LINK)
REFUSED = {
    "a name with a space": (lambda: exercise(name="my part"), "Exercise 'my part': the name must be small letters"),
    "a name that is no text": (lambda: table(name=None), "DataTable None: the name must be"),
    "no right option": (lambda: exercise(options=options()[1:]), "exactly one answer must be right, and 0 are"),
    "two right options": (
        lambda: exercise(options=options(_1=Option("W", "f", right=True))),
        "exactly one answer must be right, and 2 are",
    ),
    "one option": (lambda: exercise(options=options()[:1]), "at least two things to choose from"),
    "shared feedback": (lambda: exercise(options=options(_2=TWICE)), "two wrong answers share the feedback"),
    "same option twice": (lambda: exercise(options=[*options(), options()[1]]), "'Wrong' is given twice"),
    "no feedback": (lambda: exercise(options=options(_0=Option("R", " ", right=True))), "'R' has no feedback"),
    "a wrong option with no link": (lambda: exercise(options=options(_1=NO_LINK)), "'Wrong' must link one paragraph"),
    "a link that runs": (
        lambda: exercise(options=options(_1=replace(NO_LINK, link=("x", "javascript:alert(1)")))),
        "must be a page of the book or start with https://",
    ),
    "a link that is a text": (lambda: exercise(options=options(_1=replace(NO_LINK, link="x"))), "(text, address)"),
    "an unknown category": (
        lambda: sort(options=[Option("It rained.", "f", belongs="Fiction"), Option("b", "f", belongs="Fact")]),
        "belongs to 'Fiction', which is not one of the categories",
    ),
    "one category": (lambda: sort(categories=["Fact"]), "at least two categories"),
    "a statement with no reason": (
        lambda: sort(options=[Option("a", "", belongs="Fact"), Option("b", "f", belongs="Fact")]),
        "'a' has no feedback",
    ),
    "a curve of one point": (
        lambda: predict(options=[Option("a", "A.", curve=(0.5,)), Option("b", "B.", curve=(0, 1))]),
        "two heights or more",
    ),
    "a curve off the page": (
        lambda: predict(options=[Option("a", "A.", curve=(0, 2)), Option("b", "B.", curve=(0, 1))]),
        "0 to 1",
    ),
    "one guess drawn": (
        lambda: predict(options=[Option("a", "A.", curve=(0, 1)), Option("b", "B.")]),
        "or none has",
    ),
    "a guess with no sentence": (
        lambda: predict(options=[Option("a", ""), Option("b", "c")]),
        "'a' has no sentence",
    ),
    "nothing after the guess": (lambda: predict(after=""), "the text shown after the guess is empty"),
    "a missing answer": (
        lambda: panel(answers={("a", "x"): "yes"}),
        "Panel 'pa': there is no answer for Decision: Buy; System: Board.",
    ),
    "an answer to nothing": (
        lambda: panel(answers={("a", "x"): "1", ("b", "x"): "2", ("c", "x"): "3"}),
        "the answer for ('c', 'x') fits no combination",
    ),
    "an unknown default": (lambda: panel(default=("c", "x")), "the default ('c', 'x') fits no combination"),
    "a key that is taken": (lambda: panel(questions=[Choice("v", "V", {"a": "A"})]), "the key 'v' must be"),
    "a value with a bar": (lambda: panel(questions=[Choice("k", "K", {"a|b": "A"})]), "the option value 'a|b'"),
    "no options": (lambda: panel(questions=[Choice("k", "K", {})]), "the question 'K' has no options"),
    "too many answers": (
        lambda: panel(questions=[Choice(k, k, {str(n): "x" for n in range(9)}) for k in "abc"]),
        "729 answers are too many",
    ),
    "a date in words": (
        lambda: timeline(events=[Event("May 2014", "law", "t")]),
        "Timeline 'ti', event 1: the date must be YYYY, YYYY-MM or YYYY-MM-DD, not 'May 2014'.",
    ),
    "a thirteenth month": (lambda: timeline(events=[Event("2014-13", "law", "t")]), "not '2014-13'"),
    "a thirtieth of February": (lambda: timeline(events=[Event("2014-02-30", "law", "t")]), "not '2014-02-30'"),
    "an unknown kind": (lambda: timeline(events=[Event("2014", "gossip", "t")]), "must be one of law, agreement"),
    "an unknown confidence": (
        lambda: timeline(events=[Event("2014", "law", "t", confidence="sure")]),
        "high, medium, low or empty, not 'sure'",
    ),
    "an event with no source": (lambda: timeline(illustrative=False), "an event needs a source key"),
    "no events": (lambda: timeline(events=[]), "there are no events"),
    "an unknown council": (lambda: tile_map(values=values(S99="1")), "'S99' is not the code of a council"),
    "a council left out": (
        lambda: tile_map(values={k: v for k, v in values().items() if k != "S12000047"}),
        "there is no value for Fife (S12000047); write None for no figure.",
    ),
    "a value that is text": (lambda: tile_map(values=values(S12000047="9")), "Fife must be a number or None, not '9'"),
    "a value that is not finite": (lambda: tile_map(values=values(S12000047=float("inf"))), "not inf"),
    "a value below every class": (
        lambda: tile_map(values=values(S12000047=-1)),
        "the value for Fife, -1, is below the lowest class",
    ),
    "six classes": (lambda: tile_map(classes=range(6)), "one to five classes, not 6"),
    "classes that fall": (lambda: tile_map(classes=[0, 5, 5]), "the edges of the classes must rise"),
    "an unknown choice of council": (lambda: tile_map(chosen="Fife"), "'Fife' is not the code of a council"),
    "an empty table": (lambda: table(rows=[]), "DataTable 'ta': the table is empty: at least one row is needed."),
    "a text in a number column": (
        lambda: table(rows=[{"board": "A", "sum": "lots"}]),
        "DataTable 'ta', row 1, column 'sum': a number was expected, found 'lots'.",
    ),
    "a number in a text column": (lambda: table(rows=[{"board": 5, "sum": 1}]), "a text was expected, found 5"),
    "a missing cell": (lambda: table(rows=[{"board": "A"}]), "row 1, column 'sum': there is no value; write None"),
    "an unknown format": (lambda: table(columns=[Column("sum", "S", "euros")]), "the format 'euros' is not one of"),
    "a table with no source": (lambda: table(source=" "), "a source is needed unless the table is illustrative"),
    "an empty briefing": (lambda: briefing(body=[]), "there is nothing to print"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_fit_is_refused_in_one_sentence(case):
    make, words = REFUSED[case]
    with pytest.raises(PartError) as refused:
        make()
    said = str(refused.value)
    assert words in said
    assert said.endswith(".") and "\n" not in said
