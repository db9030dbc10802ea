"""Measure the built site: ``python -m joint_working.bench.measure``. Weight of each page, how fast levers answer, the
difference between Python and page, and how fast the model answers for many scenarios at once.

Weights are of a first visit: every file the browser asked for, compressed as a server would. Times are from one run
on one machine: read them beside each other, not as absolutes. Needs Chromium; exits with 1 when a page is too heavy.
"""

from __future__ import annotations

import gzip
import os
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Browser, sync_playwright

from joint_working.bench.browser import chromium

SITE = Path(__file__).parents[3] / "_build" / "html"
#: Budgets in KB (1,000 bytes) by kind of page.
BUDGETS = {"reading": 220, "explorer": 260, "register": 320}
COMPRESSED = {".woff2", ".png"}
MOVES = 50
#: Settings of each explorer at which the page's arithmetic is held against Python's: `make soak` takes 2,000.
SETTINGS = 200

PAINT = """async ([name, moves]) => {
  const section = document.querySelector(`[data-explorer="${name}"]`);
  const input = section.querySelector('input[type="range"]');
  const next = () => new Promise(requestAnimationFrame), times = [];
  const painted = () => new Promise(done => requestAnimationFrame(() => {  // a message sent in a frame comes after it
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  }));
  for (let n = 0; n < moves; n += 1) {
    await next();
    const start = performance.now();
    if (n % 2) input.stepDown(); else input.stepUp();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    const answered = performance.now();
    await painted();
    times.push([answered - start, performance.now() - start]);
  }
  return times;
}"""


def weight(asked: Iterable[str]) -> tuple[int, int]:
    """Return the bytes of the files a page asked the disk for, compressed as a server would, and their number."""
    places = {address.partition("#")[0].partition("?")[0] for address in asked if address.startswith("file://")}
    files = [Path(unquote(place.removeprefix("file://"))) for place in places]
    sizes = (f.stat().st_size if f.suffix in COMPRESSED else len(gzip.compress(f.read_bytes(), 6)) for f in files)
    return sum(sizes), len(files)


def weigh(browser: Browser, page: Path) -> tuple[int, int]:
    """Return the bytes of a page's first visit, compressed, and the number of files."""
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    tab = context.new_page()
    tab.goto(page.as_uri())
    tab.wait_for_load_state("networkidle")
    tab.evaluate("document.fonts.ready.then(() => 0)")
    context.close()
    return weight(asked)


def budget(page: Path) -> int:
    """Return the budget of a page in KB: by whether it holds an explorer or is a generated register."""
    if "data-explorer-levers" in page.read_text(encoding="utf-8"):
        return BUDGETS["explorer"]
    generated = page.stem in ("data-and-sources", "search") or page.parent.name == "tables"
    return BUDGETS["register" if generated else "reading"]


def weights(browser: Browser) -> Iterator[tuple[str, int, int, int]]:
    """Give name, bytes, number of files and budget in KB of every page, as they are weighed."""
    for page in sorted(SITE.glob("**/*.html")):
        if page != SITE / "index.html":
            yield (page.relative_to(SITE).as_posix(), *weigh(browser, page), budget(page))


def spread(times: list[float]) -> str:
    """Return median and 95th percentile in milliseconds, in words."""
    return f"median {statistics.median(times):6.1f} ms   p95 {statistics.quantiles(times, n=20)[-1]:6.1f} ms"


def time_page(browser: Browser, page: Path, explorer: str, slower: int) -> tuple[float, list[list[float]]]:
    """Return milliseconds until an explorer is ready, and those of each move: to answered, to painted."""
    tab = browser.new_page()
    if slower > 1:
        tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    start = time.perf_counter()
    tab.goto(page.as_uri())
    tab.wait_for_selector(f'[data-explorer="{explorer}"][data-explorer-ready]')
    ready = 1000 * (time.perf_counter() - start)
    tab.wait_for_timeout(800)
    moves = tab.evaluate(PAINT, [explorer, MOVES])
    tab.close()
    return ready, moves


def time_kernel(variable: str, moves: int = MOVES) -> list[float]:
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


def main() -> int:
    """Print every measurement; return 1 when a page is over its budget."""
    from joint_working.bench import default_book, lab_page, parity, speed
    from joint_working.explorers import every

    heavy = False
    with sync_playwright() as playwright:
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium(), args=root)
        print(f"{'page':44}{'KB':>6}{'budget':>8}{'files':>7}")
        for name, size, files, most in weights(browser):
            over = size > most * 1000
            heavy = heavy or over
            print(f"{name:44}{size / 1000:6.0f}{most:8}{files:7}{'  over' if over else ''}", flush=True)
        for explorer in every():
            page = next(
                p for p in SITE.glob("**/*.html") if f'data-explorer="{explorer.name}"' in p.read_text("utf-8")
            )
            print(f"\n{explorer.name}")
            for slower in (1, 4):
                ready, moves = time_page(browser, page, explorer.name, slower)
                print(f"  processor {slower} times slower: ready after {ready:.0f} ms")
                print(f"    slider to answered            {spread([answered for answered, _ in moves])}")
                print(f"    slider to painted             {spread([painted for _, painted in moves])}")
            print(f"  the same move through a kernel  {spread(time_kernel(explorer.variable))}")
        print(f"\nPython and page at {SETTINGS} settings each: the largest difference of any result")
        tab = browser.new_page()
        tab.goto((SITE / parity.PAGE).as_uri())
        for explorer in every():
            worst = parity.largest_difference(tab, explorer, parity.at_random(explorer, SETTINGS))
            print(f"  {explorer.name:32}{worst:8.1e}", flush=True)
        tab.close()
        ours, theirs = lab_page.both(browser, SITE)
        print("\nThe same key, from the press to the painted answer, in one run")
        print(f"  on the page                     {spread(ours)}")
        print(f"  in JupyterLab                   {spread(theirs)}\n")
        print(default_book.compare(browser))
        browser.close()
    print(f"\nMany scenarios at once\n{speed.report()}")
    return int(heavy)


if __name__ == "__main__":
    sys.exit(main())
