"""The Accountability Map: every line sourced or marked, drawn both ways, and told in words."""

import re

import pytest

from joint_working import evidence
from joint_working.explorers.who_decides import accountability_map as lines_map
from joint_working.kit import theme

ROLES = lines_map.roles()
MODELS = ("body corporate", "lead agency")


def test_every_line_has_a_source_or_says_that_it_is_inferred():
    for row in evidence.table("accountability"):
        assert row["source"] or row["standing"] == "inference", row["key"]
        assert row["locator"] and row["from_role"] != row["to_role"], row["key"]
        if row["standing"] == "inference":
            assert row["note"], f"{row['key']} does not say why it is inferred"


def test_the_roles_the_chapter_speaks_of_are_on_the_map():
    wanted = {
        "chief-officer", "ijb", "chair", "finance-officer", "chief-social-work-officer", "clinical-leads", "ministers",
        "health-board-chief-executive", "council-chief-executive", "auditors", "inspectors", "public",
        "monitoring-committee", "lead-body", "partners-jointly",
    }  # fmt: skip
    assert wanted <= set(ROLES)
    assert {line.kind for line in lines_map.lines()} == set(lines_map.KINDS)


@pytest.mark.parametrize("model", MODELS)
def test_every_role_has_a_line_or_a_reason(model):
    for key, role in ROLES.items():
        upward, inward = lines_map.lines_of(key, model)
        assert upward or inward or role.absent[model], (key, model)


def test_no_line_leads_to_a_role_that_the_model_lacks():
    for line in lines_map.lines():
        for model in line.models:
            for role in (line.who, line.whom):
                missing = role.absent[model] and role.key != "chief-officer"
                assert not missing, (line.key, model)


def test_one_partner_gets_no_say_over_the_board_and_both_together_get_one():
    """Act, section 38: jointly the partners may direct a new plan; alone one may ask for a review of the scheme."""
    upward, _ = lines_map.lines_of("ijb", "body corporate")
    assert {line.whom.key for line in upward}.isdisjoint({"council", "health-board"})
    assert {line.whom.key for line in upward if line.standing == "law"} == {
        "ministers", "auditors", "inspectors", "public", "partners-jointly",
    }  # fmt: skip
    (together,) = [line for line in upward if line.whom.key == "partners-jointly"]
    assert together.kind == "strategic" and "new plan" in together.what and "section 45(2)" in together.note
    assert lines_map.lines_of("partners-jointly", "lead agency") == ((), ())


def test_lines_say_what_the_law_says():
    known = {line.key: line for line in lines_map.lines()}
    assert known["jmc-public"].what.endswith("if the committee publishes them")
    for key in ("co-ijb", "co-hbce", "co-cce", "ijb-partners-plan", "ijb-public-money", "ijb-public-report"):
        assert known[key].standing == "law", key
    for key in ("hb-lead", "council-lead"):  # where each leads for the other the Act does not say
        assert known[key].standing == "inference" and "does not say" in known[key].note, key
    assert lines_map.law_name(evidence.source(known["co-hbce"].source).title) == "SSI 2014/341"
    for line in known.values():
        named = lines_map.law_name(evidence.source(line.source).title) if line.source else ""
        assert bool(named) == (line.source.startswith("law-")), line.key
        assert not re.search(r"article [56]\b", line.locator), f"{line.key}: for several councils alone"


def test_the_hats_part_the_chief_officers_lines():
    to = {hat: [line.whom.key for line in lines_map.lines_of("chief-officer", MODELS[0], hat)[0]] for hat in
          ("strategic", "operational")}  # fmt: skip
    assert to == {"strategic": ["ijb"], "operational": ["health-board-chief-executive", "council-chief-executive"]}


def test_the_sentence_names_everyone_at_the_other_end():
    for key, role in ROLES.items():
        for model in MODELS:
            upward, inward = lines_map.lines_of(key, model)
            said = lines_map.sentence(role, model)
            for other in [line.whom for line in upward] + [line.who for line in inward]:
                assert lines_map.named(other) in said, (key, model)
    said = lines_map.sentence(ROLES["chief-officer"], MODELS[0], "operational")
    assert said == (
        "With the operational hat on, the chief officer answers to the health board chief executive and the council "
        "chief executive."
    )


@pytest.mark.parametrize("width", [560, 328])
def test_pictures_tell_kinds_apart_without_colour_and_stay_inside(width):
    dashes = [dash for _, dash in lines_map.KINDS.values()]
    assert len(set(dashes)) == len(dashes)
    palette = {value.lower() for value in vars(theme).values() if isinstance(value, str) and value.startswith("#")}
    for key, role in ROLES.items():
        upward, inward = lines_map.lines_of(key, "body corporate")
        svg = lines_map.draw(role, upward, inward, width)
        for line in (*upward, *inward):
            assert f">{line.kind}</text>" in svg
        assert {colour.lower() for colour in re.findall(r"#[0-9A-Fa-f]{6}", svg)} <= palette
        height = float(re.search(r'viewBox="0 0 \d+ ([\d.]+)"', svg)[1])
        for x, y, w, h in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', svg):
            assert float(x) + float(w) <= width and float(y) + float(h) <= height, key


def test_the_panel_holds_an_answer_for_every_role_and_model():
    panel = lines_map.accountability_map()
    html = panel.html()
    assert panel.name == "accountability-map" and html.count("data-answer=") == (len(ROLES) + 2) * 2
    assert "standing orders" not in html and "which must set out the chief officer’s line to each partner" in html
    assert not re.findall(r'\bid="([^"]+)"(?=[\s\S]*\bid="\1")', html)


def test_the_hospital_is_divided_as_the_source_says():
    inside = [row["service"] for row in evidence.select("hospital_boundary", side="inside")]
    outside = {row["service"] for row in evidence.select("hospital_boundary", side="outside")}
    assert inside == ["medical specialties"]
    assert outside == {"surgery", "diagnostics", "hospital pharmacy", "hospital IT"}
    assert "medical specialties" in lines_map.HospitalBoundary().html()
