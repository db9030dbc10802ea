"""A real browser for the tests: one Chromium, the network cut, everything it says written down."""

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

from playwright.sync_api import sync_playwright

from joint_working import evidence, site
from joint_working.bench.browser import chromium
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
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*QUIET, *root])
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


def watch(context) -> Heard:
    """Cut a browser context off from every other host, and write down requests, console lines and errors."""
    heard = Heard()

    def route(request):
        address = request.request.url
        if address.startswith(("http://127.0.0.1", "http://localhost", "file://", "data:", "blob:")):
            heard.local.append(address)
            request.continue_()
        else:
            heard.outside.append(address)
            request.abort()

    context.route("**/*", route)
    context.add_init_script(TELL_OF_REFUSALS)
    context.on("console", lambda message: heard.said.append(message.text))
    context.on("weberror", lambda error: heard.said.append(str(error.error)))
    return heard


PAGE = """<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Alone</title>
<link rel="stylesheet" href="house.css"><link rel="stylesheet" href="parts.css">{scripts}</head>
<body><div class="jw-side" hidden></div><main class="bd-article" style="padding:16px;max-width:960px">
<h1>Alone</h1><h2>One</h2>{body}</main></body>
</html>"""


def alone(folder: Path, body: str) -> str:
    """Write parts as a page of their own, under the site's policy and with the scripts they call for: its address."""
    compiled_rules.place(folder)
    body = site.without_later(body, folder)
    there = [*STATIC.glob("*.js"), *folder.glob("rules-*.js")]
    wanted = site.scripts_for(body, frozenset(path.name for path in there))
    for name in ("house.css", "parts.css", "more.js", "unzipped.js", *wanted):
        if not (folder / name).exists():
            shutil.copy(STATIC / name, folder)
    for name in ("fonts", "libraries"):
        shutil.copytree(STATIC / name, folder / name)
    scripts = "".join(f'<script defer src="{name}"></script>' for name in wanted)
    page = PAGE.format(policy=site.CONTENT_SECURITY_POLICY, scripts=scripts, body=body)
    (folder / "page.html").write_text(page, encoding="utf-8")
    return (folder / "page.html").as_uri()


def pages(folder: Path = SITE) -> list[str]:
    """Return every page of the built site, as paths inside it, but those that only lead on from an old address."""
    gone = {folder / "book" / f"{row['old']}.html" for row in evidence.table("moves")}
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html") if path not in gone)


def search_entries(folder: Path = SITE) -> list[list]:
    """Return the entries of the built search index, as joint_working.site.search.index makes them."""
    text = (folder / "_static" / "sections.js").read_text(encoding="utf-8")
    return json.loads(text.partition("=")[2].rstrip(";\n"))["entries"]


def with_every_class(paths: list[str], folder: Path = SITE) -> list[str]:
    """Return pages that between them hold every class of the house that `paths` hold, the richest first."""
    classes = re.compile(r'class="([^"]*)"')
    held = {
        path: {name for names in classes.findall((folder / path).read_text("utf-8")) for name in names.split()}
        for path in paths
    }
    held = {path: {name for name in names if name.startswith("jw-")} for path, names in held.items()}
    left, chosen = set().union(*held.values()), []
    while left:
        chosen.append(max(paths, key=lambda path: len(held[path] & left)))
        left -= held[chosen[-1]]
    return chosen
