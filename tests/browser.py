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
    where.add_init_script(TELL_OF_REFUSALS)
    return heard


class Contexts:
    """Contexts of a browser, one for each set of options, kept: the files of the site are fetched once a run.

    The site keeps nothing in a browser (tests say so), so that a page in a context that was used is a first visit to
    all but the cache.
    """

    def __init__(self, browser: Browser):
        self.browser, self.kept, self.pages = browser, {}, []

    def page(self, width: int, height: int = 900, **options) -> Page:
        """Return a new page in the context of these options."""
        key = json.dumps(options, sort_keys=True)
        if key not in self.kept:
            self.kept[key] = self.browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        page = self.kept[key].new_page()
        self.pages.append(page)
        if (width, height) != (1280, 900):
            page.set_viewport_size({"width": width, "height": height})
        return page

    def clear(self) -> None:
        """Close the pages, and take back what they were permitted."""
        for page in self.pages:
            page.close()
        for key, context in self.kept.items():
            if "permissions" not in key:
                context.clear_permissions()
        self.pages.clear()


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
