"""Opens an explorer by the address that names it, as a link does, and drives it inside its page.

What is timed is timed by the page's own clock. Only the hooks that the page and its scripts agree on are used, so the
same measuring holds for explorers that are made in different ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page

from joint_working.explorers import every
from joint_working.models import lookup
from joint_working.site.build import ROOT

SITE = ROOT / "_build" / "html"
WINDOW = {"width": 1280, "height": 900}
#: How long an explorer may take to start, in milliseconds.
PATIENCE = 120_000

#: Laid into a page before its own scripts. `painted` waits for a frame and its painting: a message sent in a frame
#: comes after it. `marks` holds, in milliseconds since navigation, when the explorer that the address names was ready
#: and when the first move of its first lever, made at once, was painted.
DRIVER = """(() => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  }));
  const rest = (ms) => new Promise((done) => setTimeout(done, ms));
  const named = (name) => document.querySelector(`section[data-explorer="${name}"]`);

  /* The levers that can be moved: sliders, and lists that hold a choice. */
  function levers(section) {
    const hook = "[data-explorer-levers] :is([type=range],select:not([data-explorer-preset],[data-explorer-pick]))";
    const movable = (input) => input.type === "range" || input.options.length > 1;
    return Array.from(section.querySelectorAll(hook)).filter(movable);
  }
  /* A slider goes one step up or down, the other way at its end; a list goes on to its next choice. */
  function step(input, up) {
    const was = input.value;
    if (input.type === "range") {
      if (up) input.stepUp(); else input.stepDown();
      if (input.value === was) { if (up) input.stepDown(); else input.stepUp(); }
    } else input.selectedIndex = (input.selectedIndex + 1) % input.options.length;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    if (input.type !== "range") input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  /* The n-th move: each lever in turn, and all of them back again. */
  function mover(section, n) {
    const all = levers(section), input = all[n % all.length], up = Math.floor(n / all.length) % 2 === 0;
    return () => step(input, up);
  }
  /* The text of the first number in sight: what the floor changes, and puts back after. */
  function number(section) {
    const places = section.querySelectorAll('[data-explorer-figure],[data-reader="figure"],[data-explorer-sentence]');
    for (const place of places) {
      const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) if (walk.currentNode.data.trim()) return walk.currentNode;
    }
    throw new Error("There is no figure or sentence to change.");
  }
  async function floor(section, timing) {
    const text = number(section), was = text.data;
    const taken = await timing(() => { text.data = was.slice(0, -1) + (was.endsWith("1") ? "2" : "1"); });
    text.data = was;
    return taken;
  }
  /* Milliseconds of a piece of work, begun just after a frame: until it is done, and until its frame is painted. */
  async function time(work) {
    await painted();
    const start = performance.now();
    work();
    const done = performance.now();
    await painted();
    return [done - start, performance.now() - start];
  }

  /* Moves and floors in turn, until there are `most` of each or `limit` milliseconds are over. */
  async function moves([name, most, limit]) {
    const section = named(name), began = performance.now(), floors = [], mine = [];
    for (let n = 0; n < most && performance.now() - began < limit; n += 1) {
      floors.push(await floor(section, time));
      mine.push(await time(mover(section, n)));
    }
    return [floors, mine];
  }
  /* Moves, or floors, with a rest after each; gives how many changed the page after the frame that came first. */
  async function paced([name, many, isFloor]) {
    const section = named(name);
    let after = 0;
    async function watched(work) {
      const taken = await time(work);
      let changed = false;
      const watch = new MutationObserver(() => { changed = true; });
      watch.observe(section, { subtree: true, childList: true, characterData: true, attributes: true });
      await rest(120);
      watch.disconnect();
      after += changed;
      return taken;
    }
    for (let n = 0; n < many; n += 1) {
      if (isFloor) await floor(section, watched); else await watched(mover(section, n));
    }
    return after;
  }

  const marks = {};
  async function first(section) {
    const mark = marks[section.dataset.explorer] = { ready: performance.now() };
    await rest(0);
    step(levers(section)[0], true);
    await painted();
    mark.answered = performance.now();
  }
  new MutationObserver((changes) => changes.forEach(({ target }) => {
    const { explorer, explorerReady } = target.dataset;
    const asked = location.hash.startsWith(`#explorer=${explorer}&`);
    if (asked && explorerReady !== undefined && !marks[explorer]) first(target);
  })).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-explorer-ready"] });
  window.driver = { moves, paced, marks };
})();"""


@dataclass(frozen=True)
class Place:
    """An explorer in a page of the built site; `link` is the part of the address from "#"."""

    name: str
    page: Path
    link: str

    @property
    def file(self) -> str:
        """The address on the disk."""
        return self.page.as_uri() + self.link

    @property
    def path(self) -> str:
        """The address inside the site."""
        return self.page.relative_to(SITE).as_posix() + self.link


def links() -> dict[str, str]:
    """Return the part of an address that names it, for every explorer and the Indicator Reader."""
    reader = f"#explorer={lookup.NAME}&v={lookup.VERSION}"
    return {explorer.name: explorer.to_link() for explorer in every()} | {lookup.NAME: reader}


@cache
def places() -> tuple[Place, ...]:
    """Return every explorer in every page of the built site that holds it."""
    texts = {page: page.read_text(encoding="utf-8") for page in sorted(SITE.glob("book/**/*.html"))}
    found = tuple(
        Place(name, page, link)
        for name, link in links().items()
        for page, text in texts.items()
        if f'data-explorer="{name}"' in text
    )
    if missing := set(links()) - {place.name for place in found}:
        raise ValueError(f"{SITE} shows no {', '.join(sorted(missing))}: build the book first.")
    return found


def own_places() -> list[Place]:
    """Return every explorer once, in the first page that holds it."""
    return list({place.name: place for place in reversed(places())}.values())[::-1]


@contextmanager
def opened(
    browser: Browser, slower: float = 1, line: dict | None = None, **context
) -> Iterator[tuple[Page, CDPSession]]:
    """Give a new page with the driver and its tools, on a processor so many times slower and behind such a line.

    Its context is its own, with nothing kept from before.
    """
    own = browser.new_context(**{"viewport": WINDOW} | context)
    page = own.new_page()
    page.add_init_script(DRIVER)
    tools = own.new_cdp_session(page)
    if line:
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", line)
    if slower > 1:
        tools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    yield page, tools
    own.close()


def started(page: Page, address: str, name: str) -> dict[str, float]:
    """Open an explorer and return its marks: milliseconds since navigation until `ready`, and until `answered`."""
    page.goto(address, wait_until="commit", timeout=PATIENCE)
    page.wait_for_function("(name) => window.driver?.marks[name]?.answered", arg=name, polling=200, timeout=PATIENCE)
    return page.evaluate("(name) => window.driver.marks[name]", name)
