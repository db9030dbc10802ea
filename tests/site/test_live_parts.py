"""Panels, lists and timelines in a live notebook: the same choices and the same sentence as the page."""

import random

import pytest
from browser import alone

from joint_working.explorers.elsewhere.elsewhere_tracer import elsewhere_tracer
from joint_working.explorers.elsewhere.two_systems import two_systems
from joint_working.explorers.elsewhere.uk_matrix import uk_matrix
from joint_working.explorers.elsewhere.uk_numbers import uk_numbers
from joint_working.explorers.elsewhere.uk_timeline import UkTimeline, nation_timeline
from joint_working.explorers.now.then_and_now import then_and_now
from joint_working.explorers.two_places.case_timelines import highland_timeline
from joint_working.explorers.who_decides.accountability_map import accountability_map
from joint_working.explorers.who_decides.decision_tracer import decision_tracer
from joint_working.explorers.who_decides.localities import localities
from joint_working.explorers.why_join_up.is_it_delegated import is_it_delegated
from joint_working.explorers.why_join_up.principles_and_outcomes import principles_and_outcomes
from joint_working.explorers.why_join_up.scotland_timeline import scotland_timeline
from joint_working.html import el
from joint_working.kit import live
from joint_working.kit.contract import Choice, at_start

pytestmark = pytest.mark.browser

PARTS = (
    elsewhere_tracer(), uk_matrix("england"), uk_numbers(), UkTimeline(), nation_timeline("wales", "Wales"),
    two_systems(), then_and_now(), highland_timeline(), accountability_map(), decision_tracer(), localities(),
    is_it_delegated(), principles_and_outcomes(), scotland_timeline(),
)  # fmt: skip
SAID = """settings => settings.map(values => {
  const root = document.querySelector("[data-explorer-panel]");
  Object.entries(values).forEach(([key, value]) => {
    const select = root.querySelector(`select[name="${key}"]`);
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  return root.querySelector("[data-explorer-sentence]").textContent;
})"""


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name + "-" + part.title[:12])
def test_a_live_part_says_what_the_page_says(lent, tmp_path, part):
    panel, draw = live.Twin(part), random.Random(20261125)
    page = lent(1280)
    page.goto(alone(tmp_path, part.html()))
    names = page.locator("[data-explorer-panel] :is(.jw-choice label, .jw-filter)").all_inner_texts()
    assert [control.description for control in panel.inputs.values()] == [name.strip() for name in names]
    choices = [control for control in part.controls() if isinstance(control, Choice)]
    settings = [{choice.key: at_start(choice) for choice in choices}]
    settings += [{choice.key: draw.choice(list(choice.options)) for choice in choices} for _ in range(20)]
    seen = set()
    for values, said in zip(settings, page.evaluate(SAID, settings), strict=True):
        for key, value in values.items():
            panel.inputs[key].value = value
        assert el("p", said, aria_live="polite") == panel.sentence.value, values
        seen.add(panel.body.value)
    assert len(seen) > 1
