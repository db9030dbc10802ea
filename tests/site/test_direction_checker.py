"""The Direction Checker in a real browser: the cases Python passes, and nothing typed leaves the page."""

import shutil
from pathlib import Path

import pytest
import yaml

import joint_working.site as site
from joint_working.explorers.who_decides.direction_checker import direction_checker

pytestmark = pytest.mark.browser

STATIC = Path(site.__file__).parent / "static"
CASES = yaml.safe_load((Path(__file__).parents[1] / "explorers/direction_cases.yaml").read_text(encoding="utf-8"))
PAGE = """<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Directions</title>
<link rel="stylesheet" href="house.css"><link rel="stylesheet" href="parts.css">{scripts}</head>
<body><main class="bd-article" style="padding:16px;max-width:960px"><h1>Directions</h1><h2>One</h2>{body}</main></body>
</html>"""
READ = """() => [...document.querySelectorAll('[data-finding]')].map(e => [e.dataset.status, e.textContent])"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("directions")
    body = direction_checker.html()
    names = [path.name for path in STATIC.glob("*.js")]
    wanted = site.scripts_for(body, frozenset(names))
    assert wanted == ["parts.js", "directions.js", "dated.js"]
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

    def opened(width=1280, **settings):
        context = chrome.new_context(viewport={"width": width, "height": 900}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.on("request", lambda request: request.url.startswith("file:") or troubles.append(request.url))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not troubles


def expected(fields):
    from joint_working.explorers.who_decides.direction_checker import MARKS

    return [[f.status, f"{MARKS[f.status]} {f.sentence}"] for f in direction_checker.check(fields)]


def fill(page, fields):
    for box in page.locator("[data-field]").all():
        box.fill(fields.get(box.get_attribute("data-field"), ""))


def test_the_page_finds_what_python_finds(open_page):
    page = open_page()
    sentence = page.locator("[data-explorer-sentence]")
    for case in CASES:
        fill(page, case["fields"])
        found = page.evaluate(READ)
        assert [status for status, _ in found] == case["found"], case["case"]
        assert found == expected(case["fields"]), case["case"]
        assert sentence.inner_text() == direction_checker.sentence(case["fields"]), case["case"]
        assert page.title() == "Directions"


def test_the_examples_load_and_the_form_empties(open_page):
    page = open_page()
    assert page.evaluate(READ) == expected(direction_checker.examples[0].fields)
    choice = page.get_by_label("Load a worked example")
    for example in direction_checker.examples:
        choice.select_option(example.name)
        assert page.evaluate(READ) == expected(example.fields)
        assert page.get_by_label("Which delegated function").input_value() == example.fields["function"]
    page.get_by_role("button", name="Empty the form").press("Enter")
    assert page.evaluate("document.activeElement.dataset.field") == "function"
    assert page.locator("[data-explorer-sentence]").inner_text().startswith("The form is empty.")


def test_nothing_typed_leaves_the_page(open_page, address):
    page = open_page()
    box = page.get_by_label("By which day")
    box.fill("")
    box.press_sequentially("By 31 March 2027")
    assert page.locator('[data-finding="date-set"]').get_attribute("data-status") == "met"
    described = box.get_attribute("aria-describedby")
    assert page.locator(f"#{described} [data-finding='date-set']").count() == 1
    assert page.url == address
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    page.reload()
    assert page.get_by_label("By which day").input_value() == direction_checker.examples[0].fields["date"]


def test_copy_text(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_label("Load a worked example").select_option("complete")
    page.get_by_role("button", name="Copy text").click()
    page.get_by_role("button", name="Text copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Which delegated function is this about?\nCare at home (reablement)" in copied
    assert copied.count("\n\n") == 6


def test_the_handout_prints_the_form_with_its_prompts(open_page):
    page = open_page()
    page.evaluate("window.print = () => { window.printed = document.body.className; }")
    page.get_by_role("button", name="Handout (A4)").click()
    page.emulate_media(media="print")
    assert "jw-printing" in page.evaluate("printed")
    assert page.locator("h1").is_hidden() and page.locator("[data-finding]").last.is_visible()
    clipped = "[...document.querySelectorAll('textarea')].filter(e => e.scrollHeight > e.clientHeight + 1).length"
    assert page.evaluate(clipped) == 0


def test_without_javascript_the_first_example_is_finished(open_page):
    page = open_page(java_script_enabled=False)
    assert page.get_by_text("The form needs JavaScript, which is off.").is_visible()
    assert page.get_by_role("button").count() == 0 and page.get_by_role("combobox").count() == 0
    for finding in direction_checker.check(direction_checker.examples[0].fields):
        assert page.get_by_text(finding.sentence).is_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(open_page, width):
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
    results = Axe().run(page, options={"runOnly": tags, "resultTypes": ["violations"], "preload": False})
    assert results.violations_count == 0, results.generate_report()
