"""A real browser for the tests: one Chromium, no other computer within reach, everything it says written down."""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from joint_working import evidence, site
from joint_working.bench.browser import ALONE, chromium
from joint_working.site import compiled_rules

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"
STATIC = Path(site.__file__).parent / "static"
TELL_OF_REFUSALS = "addEventListener('securitypolicyviolation', e => console.log('CSP ' + e.blockedURI))"
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
#: Lets a test read an element's name and role as assistive technology gets them.
QUIET += ["--enable-blink-features=ComputedAccessibilityInfo"]


@contextmanager
def launched():
    """Give a browser, closed at the end."""
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[ALONE, *QUIET, *root])
        yield browser
        browser.close()


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def served(folder: Path = SITE):
    """Give the address of a local server for a folder."""
    handler = functools.partial(_Silent, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@dataclass
class Heard:
    """What a page asked for and said while it was watched."""

    outside: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    local: list[str] = field(default_factory=list)


def watch(where: Page | BrowserContext) -> Heard:
    """Write down what a page, or each page of a context, asks for, says, gets wrong and is refused."""
    heard = listen(where)
    where.add_init_script(TELL_OF_REFUSALS)
    return heard


def listen(where: Page | BrowserContext) -> Heard:
    """Write down what a page, or each page of a context, asks for, says and gets wrong."""
    heard = Heard()
    at_home = ("http://127.0.0.1", "http://localhost", "file://", "data:", "blob:")

    def asked(request):
        (heard.local if request.url.startswith(at_home) else heard.outside).append(request.url)

    where.on("request", asked)
    where.on("console", lambda message: heard.said.append(message.text))
    if isinstance(where, Page):
        where.on("pageerror", lambda error: heard.said.append(str(error)))
    else:
        where.on("weberror", lambda error: heard.said.append(str(error.error)))
    return heard


#: What a page or its context keeps at the next address: a page that was asked for one of these is not lent again.
LASTING = {"add_init_script", "add_locator_handler", "clock", "close", "context", "emulate_media", "expose_binding"}
LASTING |= {"expose_function", "once", "route", "set_default_timeout", "set_extra_http_headers"}
#: How many pages of one context wait to be lent again.
WAITING = 2


class Lent(Page):
    """A page that tells whether it may be lent again, and knows who listens to it."""

    def __getattribute__(self, name):
        if name in LASTING:
            self.spent = True
        return super().__getattribute__(name)

    def on(self, event, f):
        self.listeners.append((event, f))
        super().on(event, f)


class Contexts:
    """Contexts of a browser, one for each set of options, and their pages, kept: each new window costs half a second.

    The site keeps nothing in a browser (tests say so), so that a page in a context that was used is a first visit to
    all but the cache. A page is lent again from an empty address and to nobody else's ear, at the size asked for; one
    whose media, scripts, routes, clock or context a test took in hand is closed.
    """

    def __init__(self, browser: Browser):
        self.browser, self.kept, self.lent, self.waiting = browser, {}, [], {}

    def page(self, width: int, height: int = 900, **options) -> Page:
        """Return an empty page in the context of these options."""
        key = json.dumps(options, sort_keys=True)
        if key not in self.kept:
            self.kept[key] = self.browser.new_context(viewport={"width": 1280, "height": 900}, **options)
            self.kept[key].add_init_script(TELL_OF_REFUSALS)
            self.waiting[key] = []
        if self.waiting[key]:
            page = self.waiting[key].pop()
        else:
            page = self.kept[key].new_page()
            page.__class__, page.listeners, page.spent = Lent, [], False
        self.lent.append((key, page))
        if page.viewport_size != {"width": width, "height": height}:
            page.set_viewport_size({"width": width, "height": height})
        return page

    def clear(self) -> None:
        """Take the pages back, and what they were permitted."""
        for key, page in self.lent:
            if not page.is_closed():
                self._take_back(self.waiting[key], page)
        for key, context in self.kept.items():
            if "permissions" not in key:
                context.clear_permissions()
        self.lent.clear()

    def _take_back(self, waiting: list[Page], page: Lent) -> None:
        if page.spent or len(waiting) >= WAITING:
            page.close()
            return
        for event, listener in page.listeners:
            page.remove_listener(event, listener)
        page.listeners.clear()
        page.goto("about:blank")
        waiting.append(page)


PAGE = """<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Alone</title>
<link rel="stylesheet" href="house.css"><link rel="stylesheet" href="parts.css">
<link rel="stylesheet" href="tools.css">{scripts}</head>
<body><div class="jw-side" hidden></div><main class="bd-article" style="padding:16px;max-width:960px">
<h1>Alone</h1><h2>One</h2>{body}</main></body>
</html>"""


def alone(folder: Path, body: str) -> str:
    """Write parts as a page of their own, under the site's policy and with the scripts they call for: its address."""
    compiled_rules.place(folder)
    body = site.without_later(body, folder)
    there = [*STATIC.glob("*.js"), *folder.glob("rules-*.js")]
    wanted = site.scripts_for(body, frozenset(path.name for path in there))
    for name in ("house.css", "parts.css", "tools.css", "more.js", "unzipped.js", *wanted):
        if not (folder / name).exists():
            shutil.copy(STATIC / name, folder)
    for name in ("fonts", "libraries"):
        shutil.copytree(STATIC / name, folder / name)
    scripts = "".join(f'<script defer src="{name}"></script>' for name in wanted)
    page = PAGE.format(policy=site.CONTENT_SECURITY_POLICY, scripts=scripts, body=body)
    (folder / "page.html").write_text(page, encoding="utf-8")
    return (folder / "page.html").as_uri()


def pages(folder: Path = SITE) -> list[str]:
    """Return every page of the built site, as paths inside it, but those that only lead on from an old address.

    Nobody opens the frame that holds Python (test_change_the_model.py).
    """
    gone = {folder / "book" / f"{row['old']}.html" for row in evidence.table("moves")}
    gone.add(folder / "_static" / "change" / "frame.html")
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html") if path not in gone)


def search_entries(folder: Path = SITE) -> list[list]:
    """Return the entries of the built search index, as joint_working.site.search.index makes them."""
    text = (folder / "_static" / "sections.js").read_text(encoding="utf-8")
    return json.loads(text.partition("=")[2].rstrip(";\n"))["entries"]


#: A start tag and its attributes; what a shape is told by.
TAG = re.compile(r'<(\w+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*/?>')
ATTRIBUTE = re.compile(r'([\w:-]+)(?:="([^"]*)")?')
TELLING = {"alt", "title", "for", "href", "lang", "scope", "headers", "tabindex", "controls", "hidden", "disabled"}
#: The parts of a drawing, which its own frame and words stand for.
DRAWN = {"path", "g", "rect", "line", "circle"}


def shapes(path: str, folder: Path = SITE) -> set[tuple]:
    """Return what a page's text is built of: tags with the house's classes, role, type and attributes that name."""
    html, found = (folder / path).read_text("utf-8"), set()
    for tag, attributes in TAG.findall(html, max(0, html.find("<article"))):
        if tag not in DRAWN:
            has = dict(ATTRIBUTE.findall(attributes))
            classes = frozenset(name for name in has.get("class", "").split() if name.startswith("jw-"))
            named = frozenset(name for name in has if name in TELLING or name.startswith("aria-"))
            found.add((tag, classes, has.get("role"), has.get("type"), named))
    return found


def with_every_shape(paths: list[str], folder: Path = SITE) -> list[str]:
    """Return pages that between them are built of everything that `paths` are built of, the richest first."""
    held = {path: shapes(path, folder) for path in paths}
    left, chosen = set().union(*held.values()), []
    while left:
        chosen.append(max(paths, key=lambda path: len(held[path] & left)))
        left -= held[chosen[-1]]
    return chosen
