"""The explorer contract: levers, links, sentences at the extremes, and a page that is complete without a script."""

import ast
import json
import re
from pathlib import Path

import pytest
import yaml

from joint_working import evidence
from joint_working.explorers import board_lab, every, five_years, one_pot
from joint_working.kit import page, pictures, theme
from joint_working.kit.address import NOTICES
from joint_working.kit.contract import LinkWarning
from joint_working.words import fill

LINK_CASES = yaml.safe_load((Path(__file__).parent / "link_cases.yaml").read_text(encoding="utf-8"))
EXPLORERS = pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)


@EXPLORERS
def test_a_link_carries_the_levers_there_and_back(explorer):
    moved = explorer.at(**{lever.name: lever.high for lever in explorer.fields})
    assert explorer.from_link(explorer.to_link(moved)) == moved
    assert explorer.from_link(explorer.to_link()) == explorer.at()


@EXPLORERS
def test_copied_python_makes_the_same_levers(explorer):
    moved = explorer.at(**{lever.name: lever.low for lever in explorer.fields})
    *imports, made = ast.parse(explorer.as_python(moved)).body
    scope = {}
    exec(compile(ast.Module(imports, []), "copied", "exec"), scope)
    assert eval(compile(ast.Expression(made.value), "copied", "eval"), scope) == moved


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"recurring": 101}, "Share of savings that last: 101% is out of range; the range is 0–100%."),
        ({"sharing": 1.5}, "An overspend is shared: 1.5 is not a whole number; one is needed."),
        ({"recurring": "half"}, "Share of savings that last: expected a number from 0 to 100, not 'half'."),
        ({"recurring": True}, "Share of savings that last: expected a number from 0 to 100, not True."),
        ({"recurring": float("nan")}, "Share of savings that last: expected a number from 0 to 100, not nan."),
        ({"sharing": 4}, "An overspend is shared: 4 is out of range; the range is 0 to 3."),
    ],
)
def test_a_value_a_lever_cannot_take_is_refused_in_one_sentence(changes, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        five_years.at(**changes)


def test_an_unknown_lever_or_preset_names_the_known_ones():
    with pytest.raises(ValueError, match="no lever 'recuring': choose one of recurring"):
        five_years.at(recuring=1)
    with pytest.raises(ValueError, match="no preset 'island': choose one of mixed-medium"):
        five_years.at("island")


@EXPLORERS
def test_presets_are_settings_the_levers_can_take(explorer):
    assert 4 <= len(explorer.presets) <= 9, f"give {explorer.name} four starting points in data/presets.csv"
    for preset in explorer.presets:
        assert explorer.at(preset.name) is not None
    assert explorer.at(explorer.presets[0].name) == explorer.at(), "the first starting point is the usual setting"


@EXPLORERS
def test_sentences_and_tables_hold_at_the_extremes(explorer):
    for lever in explorer.fields:
        for value in (lever.low, lever.high):
            levers = explorer.at(**{lever.name: value})
            sentence = explorer.sentence(levers)
            assert sentence.endswith(".") and "{}" not in sentence and not re.search(r"\bnan\b", sentence)
            assert "  " not in sentence and " ." not in sentence and "£-" not in sentence
            for picture in explorer.show(levers).pictures:
                assert fill(picture.message) and fill(picture.what) and fill(picture.description)
                assert not fill(picture.message).endswith("."), "a title has no full stop"


@pytest.mark.slow
@EXPLORERS
def test_the_section_is_complete_before_any_script_runs(explorer):
    html = page.section(explorer)
    assert f'data-explorer="{explorer.name}"' in html
    for hook in ("data-explorer-levers", "data-explorer-sentence", "data-explorer-table", "<noscript>"):
        assert hook in html
    assert explorer.sentence() in html
    assert html.count("<svg ") == 2 * len(explorer.show().pictures)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert html.count(" disabled") >= len(explorer.fields)
    spec = json.loads(re.search(r"data-explorer-spec>(.*?)</script>", html, re.S)[1])
    assert [lever["name"] for lever in spec["levers"]] == [lever.name for lever in explorer.fields]


@pytest.mark.slow
@EXPLORERS
def test_the_section_is_the_same_every_time(explorer):
    pictures.svg(pictures.specification(one_pot.show().pictures[0], 330), "another")
    assert page.section(explorer) == page.section(explorer)


@EXPLORERS
def test_every_lever_says_its_unit_range_and_standing(explorer):
    for lever in explorer.fields:
        assert lever.label and lever.note and lever.kind
        assert lever.low < lever.high and lever.step > 0
        assert lever.check(lever.default) == lever.default
        if lever.kind != "illustrative":
            assert lever.anchor
        if lever.anchor:
            assert evidence.figure(lever.anchor)
    assert explorer.assumes and explorer.omits


def test_the_note_beside_the_opening_gap_prints_all_three():
    note = next(lever.note for lever in five_years.fields if lever.name == "opening_gap")
    first, smaller = (five_years.model(five_years.at(opening_gap=gap)).years[0] for gap in (4, 1.35))
    shares = [100 * (year.cost - year.pot) / year.pot for year in (first, smaller)]
    published = evidence.figure("ijb-gap-share-2024-25").text
    assert f"{shares[0]:.1f}%" in note and f"{shares[1]:.1f}%" in note and published in note


def test_colours_are_named_in_the_theme_and_nowhere_else():
    root = theme.Path(theme.__file__).parents[1]
    allowed = {"theme.py", "house.css", "favicon.svg", "room.css"}  # a room has no page of the book around it
    for path in [*root.rglob("*.py"), *root.rglob("*.css"), *root.rglob("*.js")]:
        if path.name not in allowed:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"#[0-9A-Fa-f]{6}\b", text), f"{path.name} holds a colour: name it in theme.py"


@pytest.mark.parametrize("case", LINK_CASES, ids=lambda case: case["address"][33:70])
def test_an_address_that_does_not_fit_says_why(case):
    assert five_years.read_link(case["address"]).said.startswith(case.get("said", ""))
    if case["notice"] is None:
        assert (five_years.from_link(case["address"]) == five_years.at()) == case.get("usual", False)
        assert five_years.read_link(case["address"]).notice == ""
    else:
        wanted = f"{NOTICES['head']} {case['notice']} {NOTICES['tail']}"
        with pytest.warns(LinkWarning, match=re.escape(wanted) + "$"):
            assert five_years.from_link(case["address"]) == five_years.at(**case.get("kept", {}))


def test_an_address_of_another_explorer_is_told_apart():
    with pytest.raises(ValueError, match="belongs to another explorer"):
        one_pot.from_link(five_years.to_link())


@pytest.mark.slow
def test_an_explorer_can_open_on_a_preset():
    opened, usual = board_lab.opened_on("two-councils")._repr_mimebundle_(), board_lab._repr_mimebundle_()
    levers = board_lab.at("two-councils")
    assert opened["text/plain"] == board_lab.text(levers) != usual["text/plain"]
    html = opened["text/html"]
    assert 'data-explorer="board-lab" data-opens="two-councils"' in html and board_lab.sentence(levers) in html
    assert '<option value="two-councils" selected>' in html and 'value="6"' in html
    assert "data-opens" not in usual["text/html"]
    with pytest.raises(ValueError, match="no preset 'three-councils'"):
        board_lab.opened_on("three-councils")
