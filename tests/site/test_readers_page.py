"""What readers type and open, in a real browser: the page finds and reads what Python does."""

import json
import sys
from pathlib import Path

import browser as support
import pytest

from joint_working.explorers.judging_it.published_counts import names
from joint_working.explorers.who_decides.decision_tracer import decision_tracer
from joint_working.explorers.why_join_up.is_it_delegated import is_it_delegated
from joint_working.kit.live import Twin
from joint_working.models.published import read, shown

sys.path.append(str(Path(__file__).parents[1] / "models"))

from test_finding import ASKED, TAKEN, UNKNOWN
from test_published import GOOD, MONTHS, PHS, phs, sgs

pytestmark = pytest.mark.browser

LISTS = (
    ("book/1-why-join-up/what-the-law-asks.html", is_it_delegated(), (*ASKED, *UNKNOWN)),
    (
        "book/2-who-decides/lead-agency.html",
        decision_tracer(),
        (*TAKEN, "council tax", "close a library", "name the cat"),
    ),
)
#: Types each text into the box, and returns what is told, what is chosen, what the list leaves and the buttons.
#: What is typed is answered behind the event, before anything is drawn.
TYPED = """async asked => {
  const box = document.querySelector("[data-jw-find]"), root = box.closest("[data-jw-part]"), found = [];
  const select = root.querySelector("select");
  for (const text of asked) {
    box.value = text;
    box.dispatchEvent(new Event("input"));
    await new Promise(done => setTimeout(done));
    found.push({
      told: root.querySelector("[data-jw-found]").textContent, chosen: select.value,
      left: Array.from(select.options).filter(option => !option.hidden).map(option => option.value),
      sentence: root.querySelector("[data-explorer-sentence]").textContent,
      buttons: root.querySelectorAll(".jw-found button").length,
    });
  }
  return JSON.stringify(found);
}"""
OPENED = """async texts => {
  const root = document.querySelector("[data-jw-counts]"), box = root.querySelector("textarea"), found = [];
  for (const [text, asked] of texts) {
    box.value = text;
    box.dispatchEvent(new Event("input"));
    await new Promise(done => setTimeout(done));
    Object.entries(asked).forEach(([name, value]) => {
      const select = root.querySelector(`select[name=${name}]`);
      select.value = value;
      select.dispatchEvent(new Event("change"));
    });
    const hidden = root.querySelector(".jw-scroll").hidden;
    found.push({
      sentence: root.querySelector("[data-explorer-sentence]").textContent,
      notes: Array.from(root.querySelectorAll("[data-counts-notes] li"), line => line.textContent),
      table: hidden ? [] : Array.from(root.querySelectorAll("tr"),
        row => Array.from(row.cells, cell => cell.textContent)),
    });
  }
  return JSON.stringify(found);
}"""
COUNTS = "book/5-judging-it/has-it-worked/in-depth.html"


@pytest.mark.parametrize(("address", "panel", "asked"), LISTS, ids=["functions", "decisions"])
def test_the_page_finds_what_python_finds(lent, site, address, panel, asked):
    page = lent(1280)
    page.goto(f"{site}/{address}")
    page.locator("[data-jw-find]").focus()
    page.wait_for_function("() => rules.finding && Object.keys(jointWorking.later).length")
    every = list(panel.questions[0].options)
    for text, told in zip(asked, json.loads(page.evaluate(TYPED, list(asked))), strict=True):
        found = panel.find(text)
        said = [found.sentence, *found.notes, *(["Rows that hold one of its words:"] if found.near else [])]
        assert told["told"] == " ".join(said), text
        assert told["left"] == ([key for key in every if key in found.rows] or every), text
        assert told["buttons"] == len(found.rows or found.near) * (len(found.rows) <= 8), text
        if found.rows:
            assert told["chosen"] == found.rows[0], text
            assert told["sentence"] == panel.answer({panel.questions[0].key: found.rows[0]}).sentence, text


def test_a_button_below_the_box_and_reset_lead_on(lent, site):
    page = lent(1280)
    page.goto(f"{site}/{LISTS[0][0]}")
    box = page.locator("[data-jw-find]")
    box.fill("hosted podiatry")
    part = page.locator("[data-explorer=is-it-delegated]")
    part.locator(".jw-found button").nth(1).click()
    assert part.locator("select").input_value() == "hosted-service"
    part.locator("[data-jw-reset]").click()
    assert box.input_value() == "" and part.locator(".jw-found button").count() == 0
    assert part.locator("select option:not([hidden])").count() == 62


def test_the_live_twin_finds_what_the_page_finds():
    for _, panel, asked in LISTS:
        twin = Twin(panel)
        for text in asked[:12]:
            found, key = panel.find(text), panel.questions[0].key
            twin.inputs["find"].value = text
            assert twin.inputs[key].value == found.rows[0]
            assert found.sentence in twin.body.value
        twin.inputs["find"].value = "council tax"
        assert "Not here: no row fits" in twin.body.value and len(twin.inputs[key].options) == len(panel.answers)


def test_the_page_reads_a_file_as_python_does(lent, site):
    spoiled = [[GOOD.replace("300", "many")], [GOOD, GOOD.replace("300", "310")], [GOOD + ",7"], [],
               [GOOD.replace(",10", ",11")], [GOOD.replace("All Delay Reasons", "Weather"), GOOD],
               [GOOD.replace("202409", "Sep-24")], [GOOD.replace("300,10", "*,")]]  # fmt: skip
    some = [row for row in MONTHS if row["council_code"] in ("S92000003", "S12000047", "S12000023")]
    texts = [("\n".join([PHS, *lines]), {}) for lines in spoiled]
    texts += [(layout(some), asked) for layout in (phs, sgs) for asked in ({}, {"age": "75+", "area": "S12000023"})]
    texts += [
        (phs([row for row in some if row["council_code"] != "S92000003"], ";"), {}),
        ("Name;Sum\na;1", {}),
        ("", {}),
    ]
    page = lent(1280)
    page.goto(f"{site}/{COUNTS}")
    before = page.locator("[data-jw-counts] [data-explorer-sentence]").inner_text()
    assert before == shown(read(""), names(), {}).sentence
    page.locator("[data-counts-text]").focus()
    page.wait_for_function("() => rules.published && jointWorking.later['published-counts']")
    for (text, asked), told in zip(texts, json.loads(page.evaluate(OPENED, texts)), strict=True):
        answer = shown(read(text), names(), asked)
        assert told["sentence"] == answer.sentence and told["notes"] == list(answer.notes), text[:200]
        assert told["table"] == answer.table, text[:200]


def test_a_file_is_opened_and_nothing_leaves_the_page(lent, site, tmp_path):
    page, sent = lent(1280), []
    page.goto(f"{site}/{COUNTS}")
    page.wait_for_selector("[data-counts-text]:visible")
    page.on("request", lambda request: sent.append((request.method, request.url)))
    path = tmp_path / "2025-08_delayed-discharge-beddays-council-area.csv"
    path.write_text("\ufeff" + phs(MONTHS), encoding="utf-8")
    page.set_input_files("[data-counts-file]", path)
    page.wait_for_function("() => document.querySelector('[data-counts-notes]').children.length > 0")
    table = page.locator("[data-jw-counts] table").inner_text()
    for words in ("661,705", "540,302", "542,204", "59,033\t1,968"):
        assert words in table
    ours = {("GET", f"{site}/_static/{name}.js") for name in ("rules-published", "later-published-counts", "more")}
    assert set(sent) <= ours and len(sent) == len(set(sent))


@pytest.mark.parametrize("disk", [False, True], ids=["served", "from-disk"])
def test_what_is_typed_before_the_rules_are_there_is_found_too(chrome, site, disk):
    """The rules are held back while a reader types; no key is lost, and the last word is what is looked for."""
    address, panel, _ = LISTS[1]
    page, held = chrome.new_page(), []
    page.route("**/rules-finding.js", lambda route: held.append(route))
    page.goto(f"{support.SITE.as_uri() if disk else site}/{address}")
    box = page.locator("[data-jw-find]")
    assert page.evaluate("() => [typeof rules.finding, typeof py.any]") == ["undefined", "undefined"]
    box.press_sequentially("close a library")
    box.press("Control+a")
    box.press_sequentially("close a ward")
    assert box.input_value() == "close a ward" and len(held) == 1
    assert page.locator(".jw-told[data-jw-found]").text_content() == ""
    held[0].continue_()
    page.wait_for_function("() => document.querySelector('[data-jw-found]').textContent")
    assert page.locator(".jw-told[data-jw-found]").text_content().startswith(panel.find("close a ward").sentence)
    assert page.locator("[data-explorer=decision-tracer] select").input_value() == panel.find("close a ward").rows[0]
    page.close()


def test_rules_that_did_not_come_are_asked_for_again(chrome, site):
    page = chrome.new_page()
    page.route("**/rules-finding.js", lambda route: route.abort(), times=1)
    page.goto(f"{site}/{LISTS[1][0]}")
    box = page.locator("[data-jw-find]")
    box.press_sequentially("close a wa")
    page.wait_for_function("() => document.documentElement.dataset.jwLate !== undefined")
    box.press_sequentially("rd")
    page.wait_for_function("() => document.querySelector('[data-jw-found]').textContent")
    page.close()
