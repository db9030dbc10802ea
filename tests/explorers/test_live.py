"""The live twin: in a real kernel, widgets set through their values answer as the page does; JupyterLab, offline."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request

import browser as support
import pytest
from jupyter_client.manager import start_new_kernel
from settings import at_random

from joint_working.explorers import every, five_years
from joint_working.site import notebooks

EXPLORERS = pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)

SET = """
import json, re
from joint_working.explorers import {variable} as explorer
from joint_working.explorers import live as twin, pictures
live = twin.Live(explorer)
drawn, pictures.svg = pictures.svg, lambda spec, name: ""  # words and table are compared: drawing takes longest
plain = lambda html: re.sub("<[^>]+>", "", html).replace("&amp;", "&")
said = []
for values in json.loads({values!r}):
    for name, value in values.items():
        live.inputs[name].value = value
    rows = re.findall("<tr>(.*?)</tr>", live.table.value, re.S)[1:]
    said.append([plain(live.sentence.value), [re.findall("<td>(.*?)</td>", row, re.S) for row in rows]])
live.preset.value = explorer.presets[1].name
said.append([plain(live.sentence.value), None])
print(json.dumps(said))
"""


@pytest.mark.kernel
@EXPLORERS
def test_widgets_in_a_real_kernel_answer_as_the_page_does(explorer):
    settings = at_random(explorer, 20, seed=5)
    values = json.dumps([{lever.name: getattr(s, lever.name) for lever in explorer.fields} for s in settings])
    manager, client = start_new_kernel(kernel_name="python3")
    printed = []
    try:
        code = SET.format(variable=explorer.variable, values=values)
        reply = client.execute_interactive(
            code, timeout=240, output_hook=lambda message: printed.append(message["content"].get("text", ""))
        )
        assert reply["content"]["status"] == "ok", reply["content"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    *answers, (preset, _) = json.loads("".join(printed))
    for levers, (sentence, cells) in zip(settings, answers, strict=True):
        assert sentence == explorer.sentence(levers)
        assert cells == explorer.cells(levers)
    assert preset != answers[-1][0]
    changed = explorer.presets[1].changes
    assert preset == explorer.sentence(explorer.at(explorer.presets[1].name)), changed


@pytest.mark.kernel
@pytest.mark.browser
def test_jupyterlab_with_the_network_cut_answers_a_slider_moved_by_keyboard(tmp_path, chrome):
    notebooks.resolve(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", f"--port={port}", "--IdentityProvider.token="]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None"]
    command += ["--ServerApp.root_dir=" + str(tmp_path), "--allow-root", "--ServerApp.port_retries=0"]
    home = {"JUPYTER_CONFIG_DIR": str(tmp_path / "c"), "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "w")}
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | home)
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=1)
                break
            except OSError:
                time.sleep(0.25)
        found = next(path for path in tmp_path.rglob("five-years.ipynb")).relative_to(tmp_path).as_posix()
        context = chrome.new_context(viewport={"width": 1400, "height": 1000})
        heard = support.watch(context)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}/lab/tree/{found}?reset")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
        page.get_by_text("| Idle").first.wait_for(timeout=90_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        slider = page.locator(".noUi-handle").first
        for _ in range(150):  # the notebook draws only the cells in sight: scroll until the levers are
            if slider.count() and slider.is_visible():
                break
            page.mouse.move(700, 600)
            page.mouse.wheel(0, 400)
            page.wait_for_timeout(400)
        slider.wait_for(timeout=10_000)
        page.get_by_text(five_years.sentence()).first.wait_for(timeout=10_000)
        picture = page.locator(".widget-html svg, .jupyter-widgets svg").first.inner_html()
        slider.scroll_into_view_if_needed()
        slider.focus()
        for _ in range(4):
            slider.press("ArrowRight")
        moved = five_years.sentence(five_years.at(recurring=70))
        page.get_by_text(moved).first.wait_for(timeout=30_000)
        assert page.locator(".widget-html svg, .jupyter-widgets svg").first.inner_html() != picture
        assert [address for address in heard.outside if not re.match("(ws|blob|data):", address)] == []
        context.close()
    finally:
        server.terminate()
        server.wait(20)
