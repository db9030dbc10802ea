"""The Decision Tracer elsewhere: each cell on the page with its ground and its source, beside the joint board's."""

import re
from html import escape

import pytest

from joint_working import evidence
from joint_working.explorers.elsewhere import elsewhere_tracer as tracer
from joint_working.explorers.parts import PartError
from joint_working.explorers.who_decides import decision_tracer as scotland
from joint_working.html import typeset
from joint_working.words import capital

CELLS = evidence.table("decisions_elsewhere")
PANELS = {
    "england": tracer.elsewhere_tracer(),
    "wales": tracer.elsewhere_tracer(["wales"]),
    "northern-ireland": tracer.elsewhere_tracer(["northern-ireland"]),
}


def answers(panel):
    """Return the HTML of each answer by its options."""
    found = re.split(r'<div data-answer="([^"]+)"', panel.html())[1:]
    return dict(zip(found[::2], found[1::2], strict=True))


def test_every_answer_shows_two_lanes_of_six_steps():
    for name, panel in PANELS.items():
        shown = answers(panel)
        assert len(shown) == 10 * (3 if name == "england" else 1)
        for key, html in shown.items():
            assert html.count("<td>") == 12 and html.count('class="jw-lane"') == 2, key


@pytest.mark.parametrize("system", tracer.SYSTEMS)
def test_every_cell_is_drawn_with_its_ground_its_source_and_its_place(system):
    home = "england" if system.startswith("england") else system
    shown = answers(PANELS[home])
    for row in CELLS:
        if row["system"] != tracer.SYSTEMS[system].name:
            continue
        html = shown[f"{row['decision']}|{system}" if home == "england" else row["decision"]]
        words, _ = tracer.BASES[row["basis"]]
        when = tracer.lane(row["decision"], system)[row["step"]].when
        who = tracer.NOBODY.get(row["basis"]) or typeset(capital(when + row["who"]))
        cell = re.findall(rf"<th scope=\"row\">{tracer.STEPS[row['step']]}</th><td>.*?</td><td>(.*?)</td>", html)[0]
        assert cell.startswith(who) and f">{words}</span>" in cell
        theirs = html.split('class="jw-grounds"')[1].split("<b>")[1]
        if row["source"]:
            (ground,) = re.findall(rf"<li>{tracer.STEPS[row['step']]}: (.*?)</li>", theirs)
            assert escape(evidence.source(row["source"]).address) in ground, dict(row)
            assert all(typeset(place) in ground for place in row["locator"].split("; ")), dict(row)


def test_what_is_printed_counts_what_is_in_the_table():
    said = tracer.count_sentence()
    assert said.startswith("Of 300 cells for other systems, 194 rest on a source (law 76, guidance 31, account 68, ")
    assert said.endswith(
        "53 are our inference. Seen in part: 5. Looked for and not found: 19. The question does not arise: 29."
    )
    assert sum(tracer.counts(["wales"]).values()) == 60
    assert escape(tracer.count_sentence(["wales"])) in PANELS["wales"].html()


def test_the_joint_boards_lane_is_that_of_the_first_tracer():
    for decision in tracer.decisions():
        ours, first = tracer.joint_board_lane(decision), scotland.lane(decision, scotland.BODY_CORPORATE)
        for step in tracer.STEPS:
            assert (ours[step].who, ours[step].basis) == (first[step].who, first[step].basis), (decision, step)


def test_the_sentence_names_who_decides_on_both_sides():
    said = PANELS["england"].answers["close-a-ward", "england-2026"].sentence
    assert said == (
        "Who decides? Joint board: IJB by plan and direction, if the specialty is delegated. England in 2026: ICB, "
        "unless the Secretary of State calls it in and decides."
    )


def test_a_mark_stands_on_each_track_that_a_cell_names():
    drawn = tracer.lane("close-a-ward", "england-2026").html()
    assert drawn.count("h18v18h-18z") == 2, "the integrated care board, and others"
    for row in CELLS:
        tracks = next(system.tracks for system in tracer.SYSTEMS.values() if system.name == row["system"])
        assert set(row["bodies"]) <= set(tracks)


def test_the_panel_keeps_the_tracers_name_and_refuses_what_it_does_not_know():
    assert {panel.name for panel in PANELS.values()} == {"decision-tracer"}
    with pytest.raises(PartError, match="no system 'france'"):
        tracer.elsewhere_tracer(["france"])
    with pytest.raises(PartError, match="no decision 'issue-a-direction'"):
        tracer.elsewhere_tracer(default="issue-a-direction")


def test_the_same_every_time():
    assert tracer.elsewhere_tracer().html() == PANELS["england"].html()
    assert tracer.elsewhere_tracer().text() == PANELS["england"].text()
