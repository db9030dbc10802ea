"""The live twin: in a real kernel, widgets set through their values answer as the page does; JupyterLab, offline."""

import ast
import json
import re

import browser as support
import pytest
from jupyter_client.manager import start_new_kernel

from joint_working.bench import lab_page
from joint_working.bench.parity import at_random
from joint_working.explorers import every, five_years
from joint_working.site import notebooks

EXPLORERS = pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)

SET = """
import json, re
from joint_working.explorers import {variable} as explorer
from joint_working.kit import live as twin, pictures
live = twin.Twin(explorer)
pictures.svg = lambda spec, name: ""  # words and table are compared: drawing takes longest
plain = lambda html: re.sub("<[^>]+>", "", html).replace("&amp;", "&")
said = []
for values in json.loads({values!r}):
    for name, value in values.items():
        live.inputs[name].value = value
    rows = re.findall("<tr>(.*?)</tr>", live.table.value, re.S)[1:]
    said.append([plain(live.sentence.value), [re.findall("<td>(.*?)</td>", row, re.S) for row in rows]])
live.inputs["preset"].value = explorer.presets[1].name
said.append([plain(live.sentence.value), None])
"""
#: Settings of each explorer; `make soak` tries more.
SETTINGS = 6


@pytest.fixture(scope="module")
def kernel():
    manager, client = start_new_kernel(kernel_name="python3")
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def held_against_python(kernel, explorer, many):
    """Hold what widgets answer at so many settings, and at a starting point, against what Python says.

    The answer comes with the kernel's reply, which waits: of the many messages of its widgets some may be lost.
    """
    settings = at_random(explorer, many, seed=5)
    values = json.dumps([{lever.name: getattr(s, lever.name) for lever in explorer.fields} for s in settings])
    code = SET.format(variable=explorer.variable, values=values)
    reply = kernel.execute(code, user_expressions={"said": "json.dumps(said)"}, reply=True, timeout=240)
    assert reply["content"]["status"] == "ok", reply["content"]
    said = ast.literal_eval(reply["content"]["user_expressions"]["said"]["data"]["text/plain"])
    *answers, (preset, _) = json.loads(said)
    for levers, (sentence, cells) in zip(settings, answers, strict=True):
        assert sentence == explorer.sentence(levers)
        assert cells == explorer.cells(levers)
    assert preset != answers[-1][0]
    changed = explorer.presets[1].changes
    assert preset == explorer.sentence(explorer.at(explorer.presets[1].name)), changed


@pytest.mark.kernel
@EXPLORERS
def test_widgets_in_a_real_kernel_answer_as_the_page_does(explorer, kernel):
    held_against_python(kernel, explorer, SETTINGS)


@pytest.mark.kernel
@pytest.mark.browser
def test_jupyterlab_with_the_network_cut_answers_a_slider_moved_by_keyboard(tmp_path, chrome):
    notebooks.resolve(tmp_path)
    found = next(path for path in tmp_path.rglob("five-years.ipynb")).relative_to(tmp_path).as_posix()
    context = chrome.new_context(viewport={"width": 1400, "height": 1000})
    heard = support.watch(context)
    page = context.new_page()
    with lab_page.running(tmp_path) as address:
        slider = lab_page.run_notebook(page, address, found, five_years.title)
        page.get_by_text(five_years.sentence()).first.wait_for(timeout=10_000)
        panel = page.locator(".jp-OutputArea").filter(has=page.locator(".widget-html", has_text=five_years.title))
        picture = panel.locator("svg").first.inner_html()
        slider.focus()
        for _ in range(4):
            slider.press("ArrowRight")
        moved = five_years.sentence(five_years.at(recurring=70))
        page.get_by_text(moved).first.wait_for(timeout=30_000)
        assert panel.locator("svg").first.inner_html() != picture
        assert [address for address in heard.outside if not re.match("(ws|blob|data):", address)] == []
    context.close()


@pytest.mark.kernel
@pytest.mark.browser
def test_the_lab_opens_on_the_live_notebooks_asks_nothing_and_names_its_sliders(tmp_path, chrome):
    """Run All is pressed once the foot of the window says Idle: before that JupyterLab 4.6.6 may drop it."""
    notebooks.resolve(tmp_path)
    context = chrome.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    with lab_page.running(tmp_path) as address:
        page.goto(address)
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
        page.get_by_text("| Idle").first.wait_for(timeout=90_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).click()
        page.get_by_role("tab", name="live-notebooks.ipynb").wait_for()
        assert page.locator(".jp-Launcher").count() == 0
        page.locator(".noUi-handle").first.wait_for(state="attached", timeout=90_000)
        page.locator(".noUi-handle").first.evaluate("(one) => one.scrollIntoView({ block: 'center' })")
        sliders = page.get_by_role("slider")
        sliders.first.wait_for(timeout=10_000)
        lever = every()[0].fields[0].label
        page.get_by_role("slider", name=lever, exact=True).first.wait_for(timeout=10_000)
        page.get_by_role("textbox", name=f"{lever}: type a number").first.wait_for(timeout=10_000)
        names = sliders.evaluate_all("(all) => all.map((one) => one.getAttribute('aria-label') || '')")
        assert len(set(names)) == len(names) > 1 and all(names)
        page.wait_for_timeout(3000)  # a question about news comes a moment after the page
        assert page.get_by_text(re.compile("news", re.IGNORECASE)).count() == 0
        assert page.get_by_role("dialog").count() == 0
    context.close()
