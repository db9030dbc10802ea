"""The Decision Tracer: every cell sourced or marked, drawn in the order of the lane, and counted as the data count."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from joint_working import evidence
from joint_working.explorers.parts import PartError
from joint_working.explorers.who_decides import decision_tracer as tracer
from joint_working.html import typeset

CELLS = evidence.table("decision_steps")
MODELS = tracer.MODELS
LANES = [(key, model) for key in tracer.decisions() for model in MODELS]
ORDER = [
    "starts", "consulted", "decides", "directed", "delivers", "pays", "answers", "scrutinises", "challenges",
]  # fmt: skip


class Page(HTMLParser):
    """What a reader meets of some HTML: each cell of a path in words, and each option's group."""

    def __init__(self, html):
        super().__init__()
        self.answers, self.cells, self.groups = [], [], {}
        self.inside = self.group = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "data-answer" in attrs:
            self.answers.append(attrs["data-answer"])
        if tag == "td":
            self.cells.append([self.answers[-1], ""])
            self.inside = True
        if tag == "optgroup":
            self.group = attrs["label"]
        if tag == "option" and self.group:
            self.groups[attrs["value"]] = self.group

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "td"

    def handle_data(self, data):
        if self.inside:
            self.cells[-1][1] += data + " "


@pytest.fixture(scope="module")
def html():
    return tracer.decision_tracer().html()


@pytest.fixture(scope="module")
def page(html):
    return Page(html.split('<div class="jw-small-print">')[0])


def test_at_least_twenty_decisions_are_followed_through_both_models():
    assert len(tracer.decisions()) >= 20
    assert len(LANES) == 2 * len(tracer.decisions())
    assert len(CELLS) == len(LANES) * len(ORDER)


@pytest.mark.parametrize("model", MODELS)
def test_a_lane_runs_from_who_starts_it_to_who_can_challenge_it(model):
    assert list(tracer.STEPS) == ORDER
    for key in tracer.decisions():
        assert [step.step for step in tracer.lane(key, model).steps] == ORDER, key


def test_every_cell_is_sourced_or_marked():
    for key, model in LANES:
        for step in tracer.lane(key, model).steps:
            where = (key, model, step.step)
            if step.basis in tracer.SOURCED:
                assert step.cited and all(place for _, place in step.cited), where
            elif step.basis == "inference":
                assert step.note and not step.cited, where
            else:
                assert step.basis == "not found" and step.state == "missing", where
            assert tracer.BASES[step.basis][0] in step.standing, where


def test_no_answer_lacks_a_decider_or_a_marked_gap():
    for key in tracer.decisions():
        lanes = [tracer.lane(key, model) for model in MODELS]
        said = tracer.sentence(lanes)
        for lane in lanes:
            decides = lane["decides"]
            if decides.state == "missing":
                assert "no text we read says" in said, key
            else:
                assert decides.who.replace("'", "’") in said, key
                assert lane.named(decides) or tracer._NOBODY.match(decides.who), key


def test_what_is_printed_counts_what_is_in_the_table(html):
    found = Counter(row["basis"] for row in CELLS)
    assert tracer.counts() == {basis: found[basis] for basis in tracer.BASES}
    sourced = sum(row["basis"] in ("law", "guidance", "example") for row in CELLS)
    assert f"Of {len(CELLS)} cells, {sourced} rest on a source (law {found['law']}, " in html
    assert f"{found['inference']} are our inference and {found['not found']} were not found." in html
    some = tracer.counts(["close-a-ward", "set-the-budget"])
    assert sum(some.values()) == 36
    assert tracer.count_sentence(["close-a-ward"]).startswith("Of 18 cells, ")


def test_the_page_says_every_cell_with_its_ground_and_confidence(page):
    assert page.answers == list(tracer.decisions())
    assert len(page.cells) == len(CELLS)
    steps = [
        (decision, tracer.lane(decision, model)[step])
        for decision in tracer.decisions()
        for step in ORDER
        for model in MODELS
    ]
    for (answer, words), (decision, step) in zip(page.cells, steps, strict=True):
        said = " ".join(words.split())
        sure = "" if step.confidence in ("high", "") else f" {step.confidence} confidence"
        assert answer == decision
        assert said == f"{typeset(step.said)} {tracer.BASES[step.basis][0]}{sure}".replace("&amp;", "&")


@pytest.mark.parametrize("model", MODELS)
def test_the_picture_marks_each_body_that_a_step_names(model):
    for key in tracer.decisions():
        lane = tracer.lane(key, model)
        drawn = re.search(r"<svg.*</svg>", lane.html())[0]
        squares, dots = drawn.count("h18v18h-18z"), drawn.count("a6 6 0 1 0 12 0a6 6 0 1 0-12 0z")
        marks = {step.step: len(lane._stop(step).at) for step in lane.steps}
        assert squares == marks.pop("decides") and dots == sum(marks.values()), (key, model)
        hatched = sum(len(lane._stop(step).at) for step in lane.steps if step.state == "unsure")
        assert drawn.count("m-4.2 4.2") + drawn.count("m-9 9l18") == hatched
        assert all(bool(lane._stop(step).at) == bool(lane.named(step)) for step in lane.steps)
        assert drawn.count(' paint-order="stroke"') == (0 in marks.values() or squares == 0)


def test_medium_and_low_confidence_say_that_the_scheme_may_matter_and_high_does_not():
    assert "scheme" in tracer.CONFIDENCE["medium"]
    assert "scheme" in tracer.CONFIDENCE["low"]
    assert "scheme" not in tracer.CONFIDENCE["high"]


def test_decisions_stand_under_their_groups(page):
    wanted = {key: tracer.GROUPS[row["group"]] for key, row in tracer.decisions().items()}
    assert page.groups == wanted


@pytest.mark.parametrize(
    ("who", "model", "names"),
    [
        ("IJB: the set-aside is used as it directs", MODELS[0], {"joint board"}),
        ("Set-aside if the hospital serves two or more council areas; else a payment", MODELS[0], {"health board"}),
        ("Each employer for its own staff; not the IJB", MODELS[0], {"council", "health board"}),
        ("Prescribed groups, and other councils in the health board's area", MODELS[0],
         {"prescribed groups", "other areas or bodies"}),
        ("NHS Highland, from the council's payment for adult care", MODELS[1], {"health board", "council"}),
        ("Strategic planning group and users; in a locality, prescribed groups and residents", MODELS[0],
         {"strategic planning group", "people and communities", "prescribed groups"}),
        ("The partners jointly, who may require a new plan; Ministers, by direction", MODELS[0],
         {"council", "health board", "Ministers"}),
        ("Auditors of the council", MODELS[0], {"auditors"}),
        ("none needed: a lead body may direct its partner, or act itself", MODELS[1], set()),
        ("not found", MODELS[1], set()),
        ("NHS Highland had a Chief Officer, The Highland Partnership, in 2018", MODELS[1], {"health board"}),
        ("Chief officer, with a recovery plan", MODELS[0], {"joint board"}),
    ],
)  # fmt: skip
def test_bodies_are_read_from_the_words(who, model, names):
    assert set(tracer.bodies_in(who, model)) == names


def test_a_cell_that_somebody_takes_names_somebody():
    for key, model in LANES:
        lane = tracer.lane(key, model)
        for step in lane.steps:
            nobody = tracer._NOBODY.match(step.who)
            assert bool(lane.named(step)) != bool(nobody), (key, model, step.who)


def test_the_lead_body_is_the_one_that_decides_in_its_lane():
    ward, children = tracer.lane("close-a-ward", MODELS[1]), tracer.lane("change-childrens-services", MODELS[1])
    assert "council" not in ward.bodies
    assert tracer.bodies_in("Staff of the lead body", MODELS[1], children._leads) == ("council",)
    assert tracer.bodies_in("Staff of the lead body", MODELS[1], ward._leads) == ("health board",)
    assert children.named(children["challenges"]) == ("joint monitoring committee",)
    plan = tracer.lane("approve-the-strategic-plan", MODELS[1])
    assert plan.named(plan["decides"]) == ("council", "health board")


def test_a_body_that_is_directed_is_the_one_that_the_lane_directs():
    lane = tracer.lane("ministers-direct", MODELS[0])
    assert set(lane.named(lane["delivers"])) == {"joint board", "council", "health board"}


def test_the_sentence_names_who_decides_without_a_score():
    said = tracer.sentence([tracer.lane("close-a-ward", model) for model in MODELS])
    assert said == (
        "Who decides? Under a joint board: IJB by plan and direction, if the specialty is delegated. Under a lead "
        "agency: NHS Highland board; Ministers decide a major service change."
    )
    same = tracer.sentence([tracer.lane("write-the-scheme", model) for model in MODELS])
    assert same.startswith("Who decides? Under either model: Council and health board agree it;")


def test_one_place_can_have_its_own_tracer():
    panel = tracer.decision_tracer("highland-tracer", ["close-a-ward", "change-the-model"], "change-the-model")
    html = panel.html()
    assert [keys for (keys,) in panel.answers] == ["change-the-model", "close-a-ward"]
    assert panel.default == ("change-the-model",)
    assert "Of 36 cells" in html
    assert html.count("<optgroup") == html.count("</optgroup>") == 2
    with pytest.raises(PartError, match="no decision 'close-a-wand'"):
        tracer.decision_tracer(decisions=["close-a-wand"])


def test_the_text_is_the_same_every_time_and_holds_every_cell(html):
    first, second = tracer.decision_tracer(), tracer.decision_tracer()
    assert first.text() == second.text()
    assert html == second.html()
    assert len(re.findall(r"^\d\. ", first.text(), re.M)) == len(CELLS)


def test_sources_are_named_in_a_few_words():
    keys = {key for pair in LANES for step in tracer.lane(*pair).steps for key, _ in step.cited}
    for key in keys:
        name = tracer.source_name(key)
        assert 0 < len(name) < 90 and "(Joint Working)" not in name, name
    assert tracer.source_name("law-asp-2014-9") == "2014 Act"
    assert tracer.source_name("law-ssi-2014-285") == "SSI 2014/285"
