"""The values that exercises state: every slot is filled, and by what the models and the evidence give."""

import pytest

from joint_working import evidence
from joint_working.evidence import EvidenceError
from joint_working.explorers import exercise_values, five_years, price_between_two_bodies, slots
from joint_working.models.budget import plan
from joint_working.site import exercises, markdown, routes
from joint_working.site.routes import Place


def blocks():
    """Return every exercise of the book as it is written, by name, that of the page for authors among them."""
    pages = [*routes.every_page(), "reference/parts-for-authors"]
    found = (markdown.directive(token) for page in pages for token in routes.read_page(page).tokens)
    return {block.argument: block for block in found if block and block.name in exercises.KINDS}


BLOCKS = blocks()


def asked(block):
    """Return what the slots of an exercise ask for."""
    words = []
    slots.fill("\n".join([block.body, *block.options.values()]), lambda slot: words.append(slot) or "")
    return words


def test_the_book_holds_its_exercises():
    listed = {name for _, name, _ in routes.exercises(Place(lambda page: page))}
    assert set(BLOCKS) == listed | {"check-bed-days", "sort-statements", "guess-first"}
    assert len([block for block in BLOCKS.values() if asked(block)]) == 27


@pytest.mark.parametrize("name", [name for name, block in BLOCKS.items() if asked(block)])
def test_every_slot_is_filled(name):
    found = exercises.read(BLOCKS[name])
    assert "{" not in found.each(exercises.plain).text()


@pytest.mark.parametrize("name", exercise_values.exercises())
def test_every_value_is_asked_for(name):
    unused = set(exercise_values.values(name)) - set(asked(BLOCKS[name]))
    assert not unused or name == "fact-forecast-hope", f"{name} has values that it does not state: {unused}"


def said(name):
    return exercises.read(BLOCKS[name]).each(exercises.plain).text()


def test_growth_alone_leaves_about_a_third_of_a_years_payment():
    """The first year's gap is not in the question, so it is not in the answer."""
    years = price_between_two_bodies.model(price_between_two_bodies.at(short=0)).years
    unpaid = sum(year.unpaid for year in years)
    assert unpaid == pytest.approx(31.5, abs=0.05)
    assert all(0.29 < unpaid / year.payment < 0.37 for year in years)


def test_a_sum_is_that_of_the_lab_at_the_settings_of_the_link():
    option = exercises.read(BLOCKS["balance-year-one"]).options[0]
    levers = five_years.from_link(option.link[1])
    assert levers.reserves == 19 and f"£{plan(levers).years[1].overspend:.1f}m over in year 2" in said(
        "balance-year-one"
    )


def test_a_model_that_gave_another_sum_would_be_stated(monkeypatch):
    monkeypatch.setitem(exercise_values._MAKERS, "read-this-report", lambda: {"free": "£1.0m"})
    assert "That leaves £1.0m here" in said("read-this-report")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("how-long", "the last day was 1 April 2016."),
        ("promise-guess", "Between 28 and 32 weeks. The saving is 1.6% to 1.8% of £8.5bn"),
        ("fact-forecast-hope", "Joining up health and social care could save £138m to £157m.: Forecast. A number"),
        ("cycle-guess", "the early one sees 11 of 12 needs and the late one 9."),
        ("limited-asking", "They show 6 of 12 here"),
        ("all-of-it-in-care", "Yes, £6.0m of £10.0m."),
        ("reading-the-fan", "runs from nothing to £63m."),
        ("five-questions", "£5.6m of £281.4m is 2.0%."),
        ("lasting-share", "Yes: 0.79 × 0.57. That is about £96m of £214m."),
        ("highland-price-guess", "About a third of a year’s payment: £31.5m here."),
        ("highland-price-guess", "The lab below shows £51.4m, because there the work costs £2.0m more"),
        ("smallest-cut", "Just so: 6,600 bed days hold one ward of 6,424."),
        ("hospital-questions", "The board would get £0.42m and pay £1.08m for care, so it would be £0.66m short."),
        ("cost-of-delays", "“Delays cost exactly 440 million pounds.”"),
        ("read-this-report", "That leaves £257.0m here"),
        ("same-sum-three-horizons", "all that was spent is back by year 11."),
        (
            "own-accounts-guess",
            "7: Aberdeen City, Aberdeenshire, Dundee City, Edinburgh, Glasgow City",
        ),
        ("read-a-forecast", "About £16.6m was to be met only once."),
        ("wrong-inferences", "In 2024/25 Fife had 720 delayed days for every 1,000 people aged 75 and over."),
        ("read-a-release", "One says 883. The other says 919, and is older."),
        (
            "defend-the-setting",
            "year 5 is £14.3m, with every saving lasting. At the lab’s usual setting it is £27.5m.",
        ),
    ],
)
def test_the_values_are_those_that_were_worked_out(name, words):
    """Numbers as readers meet them: a change of a model or of a figure shows here, and must be meant."""
    assert words in said(name).replace("\N{NO-BREAK SPACE}", " ")


def test_none_of_the_forty_cells_is_free():
    """What `no-cost-guess` calls right: the table names a cost in every cell."""
    assert (
        all(row["give_up"] for row in evidence.table("model_criteria")) and len(evidence.table("model_criteria")) == 40
    )
    assert "In none." in said("no-cost-guess")


def test_a_slot_of_the_evidence():
    assert slots.value("fact ijb-gap-2024-25") == evidence.figure("ijb-gap-2024-25").text
    assert slots.value("fact ijb-gap-2024-25 period") == "2024/25"
    assert slots.value("fact ijb-gap-2024-25 publisher") == evidence.figure("ijb-gap-2024-25").source.publisher
    assert slots.value("row proposals 4-i heading") == "Governance"
    assert slots.fill("{a} {fact}`b` {c}", str.upper) == "A {fact}`b` C"


@pytest.mark.parametrize(
    ("slot", "sentence"),
    [
        ("fact no-such-figure", "no-such-figure"),
        ("row proposals 9-x heading", "no table holds what the slot {row proposals 9-x heading} asks for"),
        ("row proposals 4-i colour", "no table holds what the slot {row proposals 4-i colour} asks for"),
        ("weeks", "{weeks} is no slot: expected one such as {fact ijb-gap-2024-25}; values of how-long are last-day"),
    ],
)
def test_a_slot_that_asks_for_nothing_is_refused(slot, sentence):
    with pytest.raises(EvidenceError) as refused:
        exercise_values.value("how-long", slot)
    assert sentence in str(refused.value)
