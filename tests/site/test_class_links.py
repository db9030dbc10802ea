"""A class's links pasted on a page: what Python says of them, for every lab, a bad line named and the rest drawn."""

import random

import pytest
from browser import alone

from joint_working.bench.parity import at_random
from joint_working.explorers import every, five_years
from joint_working.explorers.for_trainers.classroom import class_frame, class_table, read_links
from joint_working.kit import together
from joint_working.site import class_links, model_scripts

SEEN = """() => Object.fromEntries([...document.querySelectorAll("[data-told]")].map((one) => [one.dataset.told,
  one.closest("[hidden]") ? "" : one.textContent]))"""
LINES = """Table 1: five-years.html#explorer=budget-lab-five-years&v=2&recurring=70

#explorer=budget-lab-five-years&v=2&savings=5
Table 4, https://x.example/a#explorer=budget-lab-five-years&v=2&recurring=700&savings=4
Table 5: #explorer=board-lab&v=1
Table 6: cut off
<b>Table 7</b> #explorer=budget-lab-five-years&v=2&recurring=%37"""


def words(node):
    return node if isinstance(node, str) else "".join(map(words, node[2]))


def said(links, row=""):
    told = together.answer(class_links.data(), {"links": links, "row": row}, "links", class_links.models())
    return told, {place: "".join(map(words, nodes)) for place, nodes in told.places.items()}


def test_a_bad_line_gets_one_sentence_and_the_others_are_drawn():
    told, text = said(LINES)
    assert text["sentence"].startswith("4 of 6 links read for “Balance year 1")
    problems = [words(node) for node in told.places["problems"]]
    assert len(problems) == 4 and problems[1:3] == [
        "Table 5: It belongs to another explorer.", "Table 6: cut: It belongs to another explorer."
    ]  # fmt: skip
    assert "it asks for 700; the range is 0–100%" in problems[0] and problems[3].startswith("<b>Table 7</b>: ")
    assert str(told.places["chart"]).count("'polyline'") == 4
    assert said("hello")[1]["sentence"] == together.SAID["none"] and said("")[1]["sentence"] == together.SAID["empty"]


def test_at_most_thirty_are_drawn_and_the_rest_is_said():
    told, text = said("\n".join(["#explorer=budget-lab-five-years&v=2"] * 33))
    assert "3 more lines were left out: at most 30 are drawn." in text["problems"]
    assert str(told.places["chart"]).count("'polyline'") == 30


@pytest.mark.parametrize("lab", every(), ids=lambda lab: lab.name)
def test_the_page_s_rule_gives_the_numbers_of_the_notebook(lab):
    links = [f"T{n}: {lab.to_link(levers)}" for n, levers in enumerate(at_random(lab, 4, seed=2))]
    settings = read_links(lab, links)
    told, text = said("\n".join(links), "0")
    table = class_table(lab, settings)
    assert text["table"] == together_table(table)
    label = lab.show().table.rows[0].label
    frame = class_frame(lab, settings, label)
    last = frame[frame["column"] == frame["column"].iloc[-1]]["value"]
    form = class_links.data()["labs"][lab.name]["formats"][class_links.data()["labs"][lab.name]["table"][0][-1][0]]
    low, high = (together.in_format(form, end(last)) for end in (min, max))
    assert f"from {low} to {high} in " in text["sentence"]


def together_table(table):
    heads = "What each one moved, and what came of itWhoMovedResult"
    return heads + "".join("".join(row) for row in table.itertuples(index=False))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 24.3, [0, 5, 10, 15, 20, 25]), (-3, 4, [-4, -2, 0, 2, 4]), (0, 0, [0, 0.1]), (0, 0.3, [0, 0.1, 0.2, 0.3])],
)
def test_the_scale_holds_all_numbers_in_round_steps(low, high, expected):
    assert together.ticks(low, high) == pytest.approx(expected)


def test_a_scale_never_cuts_a_number():
    draw = random.Random(3)
    for _ in range(500):
        low, high = -draw.random() * 10 ** draw.randint(-1, 4), draw.random() * 10 ** draw.randint(-1, 5)
        found = together.ticks(low, high)
        assert found[0] <= low + 1e-9 and found[-1] >= high - 1e-9 and 2 <= len(found) <= 12, (low, high, found)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    place = alone(folder, class_links.part())
    model_scripts.place(folder)
    return place


@pytest.mark.browser
def test_the_page_draws_what_python_draws_for_every_lab(open_alone):
    page = open_alone()
    page.wait_for_selector("[data-explorer-ready]")
    drawings = "() => document.querySelector('[data-told=chart]').innerHTML"
    for links in [class_links.EXAMPLE, LINES, "hello", "", *(
        "\n".join(f"T{n}: {lab.to_link(levers)}" for n, levers in enumerate(at_random(lab, 3 + 2 * at % 7, seed=at)))
        for at, lab in enumerate(every())
    )]:  # fmt: skip
        told, expected = said(links, page.locator("[name=row]").input_value())
        page.get_by_label("Links, one a line").fill(links)
        page.wait_for_function(
            "(text) => document.querySelector('[data-told=sentence]').textContent === text", arg=expected["sentence"]
        )
        assert page.evaluate(SEEN) == expected
        drawn = "".join(str(class_links.grown(node)) for node in told.places["chart"])
        assert page.evaluate(drawings).count("<polyline") == drawn.count("<polyline")
        assert page.evaluate(drawings).count("<rect") == drawn.count("<rect")


@pytest.mark.browser
def test_another_row_is_drawn_by_keyboard(open_alone):
    page = open_alone()
    page.wait_for_selector("[data-explorer-ready]")
    label = five_years.show().table.rows[0].label
    page.get_by_label("Row of the lab’s table").select_option(label=label)
    page.wait_for_function(
        "(text) => document.querySelector('[data-told=what]').textContent.startsWith(text)", arg=label
    )
    assert page.get_by_role("img", name=label).count() == 1
