"""Your own accounts in a real browser: every case Python passes; nothing typed is lost or leaves the page."""

import base64
import shutil
import sys
from pathlib import Path

import pytest

import joint_working.site as site
from joint_working.explorers.account_rules import rules
from joint_working.explorers.own_accounts import own_accounts, start
from joint_working.models.accounts import measured, read

sys.path.append(str(Path(__file__).parents[1] / "models"))
from test_account_reading import CASES, given_in  # noqa: E402

pytestmark = pytest.mark.browser

STATIC = Path(site.__file__).parent / "static"
PAGE = """<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Accounts</title>
<link rel="stylesheet" href="house.css"><link rel="stylesheet" href="parts.css">{scripts}</head>
<body><main class="bd-article" style="padding:16px;max-width:960px"><h1>Accounts</h1><h2>One</h2>{body}</main></body>
</html>"""
RULES = rules()
ASK = """([node, text, bytes]) =>
  node.ownRead(bytes === null ? text : Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0)))"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("accounts")
    body = own_accounts.html()
    wanted = site.scripts_for(body, frozenset(path.name for path in STATIC.glob("*.js")))
    assert [name for name in wanted if name != "dated.js"] == ["parts.js", "accounts.js"]
    for name in ("house.css", "parts.css", *wanted):
        shutil.copy(STATIC / name, folder)
    shutil.copytree(STATIC / "fonts", folder / "fonts")
    scripts = "".join(f'<script defer src="{name}"></script>' for name in wanted)
    page = PAGE.format(policy=site.CONTENT_SECURITY_POLICY, scripts=scripts, body=body)
    (folder / "page.html").write_text(page, encoding="utf-8")
    return (folder / "page.html").as_uri()


@pytest.fixture
def open_page(chrome, address):
    troubles, contexts = [], []

    def opened(width=1280, link="", **settings):
        context = chrome.new_context(viewport={"width": width, "height": 900}, accept_downloads=True, **settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.on("request", lambda asked: asked.url.startswith(("file:", "data:")) or troubles.append(asked.url))
        page.goto(address + link)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not troubles


def python(source):
    """Return what Python makes of a source, in the shape the page gives."""
    found = read(source, RULES)

    def problems(some):
        return [[one.row, one.column, one.key, one.sentence] for one in some]

    return {
        "problems": problems(found.problems), "remarks": problems(found.remarks),
        "heads": list(found.heads), "fields": list(found.fields), "fits": found.fits,
        "cells": [[number, list(row)] for number, row in found.cells],
        "rows": [dict(row.values) for row in found.rows],
        "measures": [measured(row, found.rows, RULES) for row in found.rows],
        "sentence": own_accounts.sentence(found) if found.rows else "",
        "start": start(own_accounts.measures(found)) if found.rows else None,
    }  # fmt: skip


def same(page, source):
    """Ask the page and Python, and hold one against the other."""
    coded = base64.b64encode(source).decode() if isinstance(source, bytes) else None
    asked = [page.locator("[data-jw-accounts]").element_handle(), None if coded else source, coded]
    if coded == "":
        asked[2] = ""
    got, wanted = page.evaluate(ASK, asked), python(source)
    for name in ("problems", "remarks"):
        got[name] = [[one["row"], one["column"], one["key"], one["sentence"]] for one in got[name]]
    got["rows"] = [row["values"] for row in got["rows"]]
    begun = wanted.pop("start")
    if begun:
        for name in ("says", "outside", "stays"):
            assert got["start"][name] == list(getattr(begun, name))
        assert got["start"]["link"] == begun.link and got["start"]["levers"] == begun.levers
    for name, value in wanted.items():
        if name == "measures":
            for mine, theirs in zip(value, got[name], strict=True):
                assert list(theirs) == list(mine)
                for key in mine:
                    gap = mine[key] is None or theirs[key] is None
                    assert mine[key] == theirs[key] if gap else abs(mine[key] - theirs[key]) <= 1e-9, key
        else:
            assert got[name] == value, name


def test_the_page_reads_every_case_as_python_does(open_page):
    page = open_page()
    for case in CASES:
        same(page, given_in(case))
