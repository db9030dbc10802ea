"""A chapter in JupyterLab, opened by a browser without a network: for the tests, and to measure a slider there."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from joint_working.bench import driving
from joint_working.explorers import five_years
from joint_working.site import notebooks
from joint_working.site.start_lab import command

#: Times each move from the key to the painted answer: the last change of words or of the shapes of a picture, the
#: slider's own value apart, and the frame after it. A sentence that comes before its picture is not yet the answer.
WATCH = """(answer) => {
  window.moves = [];
  let start = null;
  addEventListener("keydown", () => { start = performance.now(); window.moves.push(0); }, true);
  const within = node => (node.closest ? node : node.parentElement)?.closest(".widget-slider");
  new MutationObserver(changes => {
    if (start === null || changes.every(change => within(change.target))) return;
    const began = start, move = window.moves.length - 1;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => { window.moves[move] = performance.now() - began; };
      channel.port2.postMessage(0);
    });
  }).observe(answer, {
    subtree: true, childList: true, characterData: true,
    attributeFilter: ["d", "transform", "x", "y", "width", "height"],
  });
}"""
#: Milliseconds without a change after which an answer counts as whole.
QUIET_FOR = 600


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Give the address of a JupyterLab on ``folder``, with settings of its own and nothing asked of a network."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as settings:
        asked = [*command(folder), "--no-browser", f"--port={port}", "--ServerApp.port_retries=0"]
        home = {"JUPYTER_CONFIG_DIR": f"{settings}/c", "JUPYTERLAB_WORKSPACES_DIR": f"{settings}/w"}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": os.environ | home}
        server = subprocess.Popen([*asked, "--IdentityProvider.token="], **quiet)
        try:
            for _ in range(240):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=1)
                    break
                except OSError:
                    time.sleep(0.25)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def run_notebook(page: Page, address: str, notebook: str, title: str) -> Locator:
    """Open a notebook in JupyterLab, run all cells, and give the first slider of the lab of that title, in sight."""
    page.goto(f"{address}/lab/tree/{notebook}?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    page.get_by_text("| Idle").first.wait_for(timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    panel = page.locator(".jp-OutputArea").filter(has=page.locator(".widget-html", has_text=title))
    slider = panel.locator(".noUi-handle").first
    for _ in range(150):  # the notebook draws only the cells in sight: scroll until the levers are
        if slider.count() and slider.is_visible():
            break
        page.mouse.move(700, 600)
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(400)
    slider.wait_for(timeout=10_000)
    page.wait_for_timeout(1000)  # while cells still run it may be drawn anew
    slider.evaluate("(one) => one.scrollIntoView({ block: 'center' })")
    return slider


def times(page: Page, slider: Locator, answer: Locator, moves: int) -> list[float]:
    """Move a slider by keyboard and back, and give the milliseconds of each move until its whole answer is painted.

    One move more comes first and is not counted: in JupyterLab it may wait until the cells below have run. Raises
    playwright's TimeoutError when a move has no answer within five minutes.
    """
    answer.evaluate(WATCH)
    for number in range(moves + 1):
        slider.press("ArrowLeft" if number % 2 else "ArrowRight")  # which gives it the focus again
        page.wait_for_function("(n) => window.moves[n] > 0", arg=number, polling=100, timeout=300_000)
        page.wait_for_timeout(QUIET_FOR)
    return page.evaluate("window.moves.slice(1)")


def both(browser: Browser, moves: int = 30) -> tuple[list[float], list[float]]:
    """Give the milliseconds of the same move on the page and in JupyterLab, in one run."""
    place = next(place for place in driving.own_places() if place.name == five_years.name)
    with driving.opened(browser) as (page, _):
        driving.started(page, place.file, place.name)
        section = page.locator(f'section[data-explorer="{place.name}"]')
        ours = times(page, section.locator('[data-lever="recurring"] [type=range]'), section, moves)
    with tempfile.TemporaryDirectory() as folder:
        notebooks.resolve(Path(folder))
        with running(Path(folder)) as address:
            tab = browser.new_page(viewport={"width": 1400, "height": 1000})
            slider = run_notebook(tab, address, "4-money/five-years.ipynb", five_years.title)
            panel = slider.locator("xpath=ancestor::*[contains(@class, 'jp-OutputArea')][1]")
            theirs = times(tab, slider, panel, moves)
            tab.close()
    return ours, theirs


def through_kernel(variable: str, moves: int = 30) -> list[float]:
    """Return milliseconds from a slider's message to a kernel until sentence, pictures and table are back."""
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(kernel_name="python3", extra_arguments=["--log-level=ERROR"])
    try:
        code = f"from joint_working.explorers import {variable} as it\nfrom joint_working.kit.live import Twin\n"
        code += "live = Twin(it)\nslider = next(box for box in live.inputs.values() if hasattr(box, 'step'))\n"
        code += "print(slider.model_id, slider.min, slider.max)"
        printed = []
        client.execute_interactive(
            code, output_hook=lambda m: printed.append(m["content"].get("text", "")), timeout=120
        )
        slider, *ends = "".join(printed).split()
        times = []
        for number in range(moves):
            state = {"value": float(ends[number % 2])}
            content = {"comm_id": slider, "data": {"method": "update", "state": state, "buffer_paths": []}}
            start = time.perf_counter()
            asked = client.session.msg("comm_msg", content)
            client.shell_channel.send(asked)
            while True:  # the kernel is at rest again once sentence, pictures and table have been sent
                message = client.get_iopub_msg(timeout=60)
                mine = message["parent_header"].get("msg_id") == asked["header"]["msg_id"]
                if mine and message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                    break
            times.append(1000 * (time.perf_counter() - start))
        return times
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
