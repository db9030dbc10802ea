"""The built site in a real browser with the network cut: every page, and every explorer moved by hand."""

import csv
import functools
import io
import math
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import browser as support
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from settings import NEEDS, SAID_ONLY, at_ties
from sums import LAB_SUMS, lab_sums, what_does_not_add

from joint_working.bench import weights
from joint_working.bench.parity import at_random
from joint_working.explorers import board_lab, every, five_years
from joint_working.formula import named
from joint_working.kit.address import NOTICES
from joint_working.site import partnership_page

pytestmark = pytest.mark.browser

EVERY_PAGE = support.pages()
TABLES = "book/reference/tables/"
#: The generated pages of the tables are made by one function: those of each kind stand here for the rest.
OF_EACH_KIND = ("finance-national", "rules", "sources", "decision-steps", "delayed-discharge-monthly")
PLACES = "book/your-partnership/"
PAGES = [path for path in EVERY_PAGE if not path.startswith((TABLES, PLACES))]
PAGES += [f"{TABLES}{name}.html" for name in OF_EACH_KIND]
PAGES += [f"{PLACES}{name}.html" for name in ("index", "fife", "highland", "clackmannanshire-and-stirling")]
EXPLORERS = pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)


AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "preload": False,
    "resultTypes": ["violations"],
}
#: Which colours meet takes axe longer than all else, and does not depend on the width.
NO_COLOURS = AXE | {"rules": {"color-contrast": {"enabled": False}}}
#: Axe is asked of the pages that between them are built of every shape: a picture without words, a box without a label
#: or a part with a new class is a shape of its own. `make soak` asks it of every page at every size, whole.
EVERY_SHAPE = functools.cache(lambda: support.with_every_shape(PAGES))
#: Rows, items, answers and shapes are made by one function each: twelve of a kind side by side stand for the rest.
#: What holds a class that the page has not shown before stays.
SHORTEN = """() => {
  const seen = new Set();
  document.querySelectorAll("article :is(tr, li, option, [data-answer], svg *)").forEach(part => {
    const classes = [part, ...part.querySelectorAll("[class]")].flatMap(inner => [...inner.classList]);
    let alike = 0;
    for (let at = part.previousElementSibling; at && alike < 12; at = at.previousElementSibling) {
      alike += at.tagName === part.tagName && at.getAttribute("class") === part.getAttribute("class");
    }
    if (alike >= 12 && classes.every(name => seen.has(name))) part.remove();
    else classes.forEach(name => seen.add(name));
  });
}"""
#: What a page shows without a name, how many ids stand twice, and names of parts that are nowhere.
UNNAMED = """() => {
  const all = hook => Array.from(document.querySelectorAll(hook)), known = new Set(all("[id]").map(node => node.id));
  const named = node => ["aria-label", "aria-labelledby", "title", "alt"].some(name => node.getAttribute(name)) ||
    node.labels?.length || node.querySelector("[alt]:not([alt='']),[aria-label]") ||
    (!node.matches("select,textarea") && node.textContent.trim());
  const unnamed = all("a[href],button,input,select,textarea,summary,img,svg[role],[role=img]").filter(node =>
    node.checkVisibility() && node.getAttribute("alt") !== "" && !node.closest("[aria-hidden=true]") && !named(node));
  const lost = ["aria-labelledby", "aria-describedby", "aria-controls", "for"].flatMap(name =>
    all(`[${name}]`).flatMap(node => node.getAttribute(name).split(" ")).filter(id => !known.has(id)));
  return [unnamed.map(node => node.outerHTML.slice(0, 200)), all("[id]").length - known.size, lost];
}"""
LINK_CASES = yaml.safe_load((Path(__file__).parents[1] / "explorers/link_cases.yaml").read_text(encoding="utf-8"))


#: Opens an address in the page at once, as following a link does.
OPEN = "link => { history.replaceState(null, '', link); dispatchEvent(new Event('hashchange')); }"

#: Opens one address after the other and tells what the explorer then shows: sentence, table, links onward, results.
ANSWERS = """([name, links, results]) => links.map(link => {
  history.replaceState(null, "", link);
  dispatchEvent(new Event("hashchange"));
  const node = document.querySelector(`[data-explorer="${name}"]`);
  const all = hook => Array.from(node.querySelectorAll(hook));
  return [
    node.querySelector("[data-explorer-sentence]").textContent,
    all("[data-explorer-table] tbody tr").map(row => Array.from(row.cells, cell => cell.textContent)),
    all("[data-explorer-onward] a").map(link => link.getAttribute("href")),
    results.map(node.explorerValue),
  ];
})"""


def ready(page, explorer):
    """Wait until an explorer answers; return its section."""
    page.wait_for_selector(f'[data-explorer="{explorer}"][data-explorer-ready]', timeout=30_000)
    return page.locator(f'[data-explorer="{explorer}"]')


def shown(section):
    """Return the sentence and the table as the page shows them."""
    return section.evaluate(
        """node => [node.querySelector("[data-explorer-sentence]").textContent,
        Array.from(node.querySelectorAll("[data-explorer-table] tbody tr"),
                   row => Array.from(row.cells, cell => cell.textContent))]"""
    )


def unfold(section):
    """Open what is folded in an explorer, and show every lever, those that do nothing at the setting too."""
    section.evaluate("node => node.querySelectorAll('details').forEach(d => { d.open = true; })")
    shown = ".jw-lab .jw-levers .jw-lever.jw-lever{display:grid!important}"
    section.evaluate(
        "(node, shown) => node.append(Object.assign(document.createElement('style'), {textContent: shown}))", shown
    )


def share(section):
    """Choose the tab of an explorer that holds its links and files, as a reader does."""
    section.locator(".jw-tabs").get_by_text("Share", exact=True).click()


# --- Every page --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_quiet_fits_a_phone_and_is_open_to_everyone(open_page, path):
    """It is light, silent and asks for nothing, from the disk. Where a shape is met first axe finds no fault."""
    page, heard = open_page(path, disk=True)
    if path == "index.html":  # it leads on to the first page
        page.wait_for_url("**/book/index.html")
    page.evaluate("document.fonts.ready.then(() => 0)")
    page.wait_for_timeout(200)
    assert heard.outside == [] and heard.said == []
    size, _ = weights.weight(heard.local)
    assert size <= 1000 * weights.budget(support.SITE / path) or path == "index.html"
    assert page.title() and page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").count() == 1
    assert page.locator('meta[http-equiv="Content-Security-Policy"]').count() == 1
    if path == "index.html":
        return
    assert page.evaluate(UNNAMED) == [[], 0, []]
    if path in EVERY_SHAPE():
        page.evaluate(SHORTEN)
        for width, rules in ((1280, AXE), (360, NO_COLOURS)):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(100)
            found = Axe().run(page, options=rules)
            assert found.violations_count == 0, f"{width} px: {found.generate_report()}"
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert heard.outside == [] and heard.said == []


def test_every_page_of_a_table_is_light_and_quiet_and_fits_a_phone(open_page):
    page, heard = open_page("book/reference/tables/sources.html", width=360, disk=True)
    page.evaluate("document.fonts.ready.then(() => 0)")
    house, _ = weights.weight(file for file in heard.local if not file.endswith(".html"))
    for path in [path for path in EVERY_PAGE if path.startswith(TABLES)]:
        size, _ = weights.weight([(support.SITE / path).as_uri()])
        assert house + size <= 1000 * weights.budget(support.SITE / path), path
        page.goto(f"{support.SITE.as_uri()}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        assert page.locator("h1").count() == 1 and heard.outside == [] and heard.said == [], path


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links, self.loads, self.ids = [], [], set()

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids.add(found.get("id"))
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag in ("script", "img", "iframe") and "src" in found:
            self.loads.append(found["src"])
        if tag == "link" and found.get("rel") in ("stylesheet", "icon", "preload"):
            self.loads.append(found["href"])


def read(path):
    parser = Links()
    parser.feed((support.SITE / path).read_text(encoding="utf-8"))
    return parser


@pytest.fixture(scope="module")
def links():
    return {path: read(path) for path in EVERY_PAGE}


def opens(address, ids):
    """Return whether an address sets an explorer that stands on the page with these ids, to values it can take."""
    for explorer in (*every(), *partnership_page.parts()):
        if address.startswith(f"#explorer={explorer.name}&"):
            return f"{explorer.name}-title" in ids and explorer.from_link(address) is not None
    return False


def test_every_link_inside_the_book_leads_somewhere(links):
    broken = []
    for path, parser in links.items():
        for link in parser.links:
            address, anchor = urldefrag(link)
            address = address.partition("?")[0]  # a step of a route says which it is
            if re.match(r"[a-z]+:", address):
                continue
            target = (support.SITE / path).parent / unquote(address) if address else support.SITE / path
            name = target.resolve().relative_to(support.SITE.resolve()).as_posix()
            inside = name in links and (
                not anchor or unquote(anchor) in links[name].ids or opens(f"#{unquote(anchor)}", links[name].ids)
            )
            if not (inside or (not name.endswith(".html") and target.exists())):
                broken.append(f"{path}: {link}")
    assert broken == []


@pytest.mark.parametrize(
    "path", ["2-who-decides/body-corporate", "3-two-places/clackmannanshire-and-stirling/in-depth"]
)
def test_a_lab_leads_onward_from_a_page_and_from_a_layer_once_a_lever_has_moved_too(path):
    page = support.SITE / f"book/{path}.html"
    told = re.findall(r'"((?:\.\./)*[^"#]*\.html)#explorer=', page.read_text(encoding="utf-8"))
    assert len(told) >= 8, "four links, and what each is written from"
    assert [to for to in told if not (page.parent / to).exists()] == []


def test_no_page_loads_anything_from_elsewhere(links):
    for path, parser in links.items():
        assert not [load for load in parser.loads if re.match(r"(https?:)?//", load)], path
        text = (support.SITE / path).read_text(encoding="utf-8")
        assert not re.search(r"mathjax|thebe|require\.js|cdn\.|widget-state", text, re.I), path
        assert ("_static/pictures.js" in text) == ("data-explorer-levers" in text), path
        assert not [load for load in parser.loads if "vega" in load], path


# --- Explorers ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bench(chrome):
    """One page for all the labs, and what was heard of it: the files of the site are fetched and read once."""
    context = chrome.new_context(viewport={"width": 1280, "height": 900})
    heard = support.watch(context)
    yield context.new_page(), heard
    context.close()


@pytest.fixture(scope="module", params=every(), ids=lambda explorer: explorer.name)
def lab(request, bench, site, home):
    """An explorer on its page, unfolded: opened once for all the tests that set it by its address."""
    page, heard = bench
    page.goto("about:blank")
    for said in (heard.outside, heard.said, heard.local):
        said.clear()
    page.goto(f"{site}/{home[request.param.name]}")
    section = ready(page, request.param.name)
    unfold(section)
    return request.param, page, section, heard


def test_the_accessibility_tree_says_each_lever_its_value_and_the_sentence(lab):
    explorer, page, section, _ = lab
    page.evaluate(OPEN, explorer.to_link(explorer.at()))
    tools = page.context.new_cdp_session(page)
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    hook = {"nodeId": root, "selector": f'[data-explorer="{explorer.name}"]'}
    node = tools.send("DOM.querySelector", hook)["nodeId"]
    tree = [n for n in tools.send("Accessibility.queryAXTree", {"nodeId": node})["nodes"] if not n["ignored"]]

    def role(found):
        return found["role"]["value"]

    sliders = {n["name"]["value"]: n["value"]["value"] for n in tree if role(n) == "slider"}
    boxes = {n["name"]["value"]: n["value"]["value"] for n in tree if role(n) == "textbox"}
    lists = {n["name"]["value"] for n in tree if role(n) == "combobox"}
    for lever in explorer.that_count()[:5]:  # what is folded is not read out
        if lever.options:
            assert any(name.startswith(lever.label) for name in lists), lever.label
            continue
        name, value = next((n, v) for n, v in sliders.items() if n.startswith(lever.label))
        shown = section.locator(f'[data-lever="{lever.name}"] [type=text]').input_value()
        spoken = section.locator(f'[data-lever="{lever.name}"] [type=range]').get_attribute("aria-valuetext")
        # The browser tells the words, or the number itself to seven digits.
        told = value == spoken or math.isclose(float(value), lever.default, rel_tol=1e-6)
        assert shown == spoken.split(", the ")[0] and told, name
        assert boxes[f"{lever.label}: type a number"] == shown
    live = section.locator('[aria-live="polite"][data-explorer-brief]')
    assert live.inner_text() == explorer.brief()
    assert any(explorer.brief()[:40] in n.get("name", {}).get("value", "") for n in tree)


def test_each_lever_moved_by_keyboard_changes_sentence_and_table(lab):
    explorer, page, section, heard = lab
    for lever in explorer.fields:
        start = f"#explorer={explorer.name}&v={explorer.version}{NEEDS.get((explorer.name, lever.name), '')}"
        page.evaluate(OPEN, start)
        before = shown(section)
        field = section.locator(f'[data-lever="{lever.name}"] :is([type=range], select)')
        field.focus()
        key = "ArrowLeft" if lever.default == lever.high else "ArrowRight"
        if not lever.options:  # the last of eight steps is the keyboard's
            room = round(abs((lever.low if key == "ArrowLeft" else lever.high) - lever.default) / lever.step)
            field.evaluate(f"node => node.step{'Down' if key == 'ArrowLeft' else 'Up'}({min(8, room) - 1})")
        field.press("ArrowDown" if lever.options else key)
        after = shown(section)
        assert after[0] != before[0], f"{lever.name} does not change the sentence"
        told = (explorer.name, lever.name) in SAID_ONLY
        assert told or after[1] != before[1], f"{lever.name} does not change the table"
        name = field.evaluate("node => node.labels[0].textContent")
        assert name == lever.label
    assert heard.said == [] and heard.outside == []


def test_the_page_prints_what_python_prints(lab):
    explorer, page, _, heard = lab
    answers_alike(explorer, page, 50)
    assert heard.said == []


@EXPLORERS
def test_the_page_prints_what_python_prints_from_the_disk(open_page, home, explorer):
    page, heard = open_page(home[explorer.name], disk=True)
    ready(page, explorer.name)
    answers_alike(explorer, page, 3)
    assert heard.said == []


def answers_alike(explorer, page, many):
    """Hold the page against Python at ties and at so many settings: sentence, table, links onward and results."""
    settings = [explorer.at(), *at_ties(explorer), *at_random(explorer, many, seed=7)]
    links, results = [explorer.to_link(levers) for levers in settings], list(explorer.recording.results)
    answers = page.evaluate(ANSWERS, [explorer.name, links, results])
    for levers, (sentence, cells, onward, numbers) in zip(settings, answers, strict=True):
        assert sentence == explorer.sentence(levers)
        assert cells == explorer.cells(levers)
        assert onward == [link.address for link in explorer.show(levers).onward]
        assert numbers == pytest.approx(list(named(explorer.model(levers)).values()), abs=1e-9, rel=0)


@EXPLORERS
def test_without_javascript_the_usual_result_is_there(open_page, home, explorer):
    page, _ = open_page(home[explorer.name], java_script_enabled=False)
    section = page.locator(f'[data-explorer="{explorer.name}"]')
    assert section.locator("[data-explorer-sentence]").inner_text() == explorer.sentence()
    cells = [row.locator("th, td").all_inner_texts() for row in section.locator("tbody tr").all()]
    assert cells == explorer.cells()
    assert section.locator("figure svg").first.is_visible()
    assert section.locator("[data-explorer-levers] :is(input, select):enabled").count() == 0
    assert section.locator("noscript p").bounding_box()["height"] > 20


def test_addresses_are_read_as_python_reads_them(open_page, home):
    page, heard = open_page(home["budget-lab-five-years"] + LINK_CASES[0]["address"])
    section = ready(page, "budget-lab-five-years")
    for case in LINK_CASES:
        page.evaluate(OPEN, case["address"])
        reads_alike(page, section, case)
    assert page.title() != "x" and heard.said == []


def reads_alike(page, section, case):
    """Hold what the page makes of an address against Python."""
    notice = section.locator("[data-explorer-notice]")
    if "said" in case:
        assert notice.inner_text() == five_years.read_link(case["address"]).said
    elif case["notice"] is None:
        assert notice.is_hidden()
    else:
        assert notice.inner_text() == f"{NOTICES['head']} {case['notice']} {NOTICES['tail']}"
    kept = five_years.at(**five_years.read_link(case["address"]).values)
    for lever in five_years.fields:
        if not lever.options:  # what a link sets is printed beside its lever with all its decimals
            printed = section.locator(f'[data-lever="{lever.name}"] [type=text]').input_value()
            assert printed == lever.shown(getattr(kept, lever.name)), lever.name
    assert shown(section)[0] == five_years.sentence(kept), case["address"]


def test_a_link_of_an_older_edition_is_refused(open_page, home):
    page, heard = open_page(home["board-lab"] + "#explorer=board-lab&v=1&council_a=8")
    section = ready(page, "board-lab")
    assert NOTICES["older"] in section.locator("[data-explorer-notice]").inner_text()
    assert shown(section)[0] == board_lab.sentence() and heard.said == []


def test_a_copied_link_opens_the_same_setting(open_page, home):
    page, _ = open_page(home["budget-lab-five-years"])
    section = ready(page, "budget-lab-five-years")
    section.locator('[data-lever="recurring"] [type=range]').focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)  # the address is written at rest
    moved, address = shown(section), page.evaluate("location.hash")
    assert address == "#explorer=budget-lab-five-years&v=2&recurring=65"
    again, _ = open_page(home["budget-lab-five-years"] + address)
    assert shown(ready(again, "budget-lab-five-years")) == moved


def test_presets_reset_and_copying(open_page, home):
    page, heard = open_page(home["budget-lab-five-years"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    section = ready(page, "budget-lab-five-years")
    preset = section.locator("[data-explorer-preset]")
    preset.select_option("two-council")
    assert shown(section)[0] == five_years.sentence(five_years.at("two-council"))
    section.locator('[data-lever="recurring"] [type=range]').press("ArrowRight")
    assert preset.evaluate("node => node.selectedOptions[0].textContent") == "Your own settings"
    share(section)
    section.locator('[data-action="python"]').click()
    scope = {}
    code = page.evaluate("navigator.clipboard.readText()").replace("\r", "")
    imports, made = code.split("\n\n")
    exec(imports, scope)
    assert eval(made, scope) == five_years.at("two-council", recurring=55)
    button = section.locator('[data-action="link"]')
    button.click()
    page.wait_for_function("() => [...document.querySelectorAll('button')].some(b => b.textContent == 'Link copied')")
    assert "recurring=55" in page.evaluate("navigator.clipboard.readText()")
    section.locator('[data-action="reset"]').click()
    assert shown(section)[0] == five_years.sentence()
    assert section.locator('[data-action="reset"]').is_disabled()
    assert heard.said == []


@pytest.mark.parametrize("disk", [False, True], ids=["http", "disk"])
def test_what_a_reader_takes_away(open_page, home, tmp_path, disk):
    page, heard = open_page(home["budget-lab-five-years"], disk=disk)
    section = ready(page, "budget-lab-five-years")
    section.locator('[data-lever="recurring"] [type=range]').press("End")
    share(section)

    def saved(action):
        with page.expect_download() as download:
            section.locator(f'[data-action="{action}"]').click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        return path.read_bytes()

    rows = list(csv.reader(io.StringIO(saved("csv").decode("utf-8-sig"))))
    assert ["Share of savings that last", "100%"] in rows
    at = next(number for number, row in enumerate(rows) if row[:1] == ["Cost of carrying on"])
    assert rows[at : at + 16] == five_years.cells(five_years.at(recurring=100))
    assert what_does_not_add(rows[at : at + 16], 80) == []
    assert any("Illustrative" in cell for row in rows for cell in row)
    picture = saved("svg").decode()
    for part in ("closed in year 1, back in year 2", "Illustrative figures.", "Joint Sans", "recurring=100"):
        assert part in picture
    assert saved("png")[:8] == b"\x89PNG\r\n\x1a\n"
    assert heard.said == []


@pytest.mark.parametrize("name", LAB_SUMS)
def test_the_sums_of_a_lab_add_up_in_the_file_a_reader_takes_away(open_page, home, tmp_path, name):
    """At a setting where rounding one by one would not add up, and not at the usual one."""
    explorer = next(explorer for explorer in every() if explorer.name == name)
    beside = {"beds": 110, "ahead": 15}
    changes = {
        "budget-lab-hospital": {"reduction": 13, "refill": 15, "growth": 0.5, "reinvested": 35},
        "flow-lab": {"beds": 110, "referrals": 17},
        "budget-lab-prevention": {"returned": 65, "half_life": 6},
    }
    levers = explorer.at(**changes[name])
    page, heard = open_page(home[name] + explorer.to_link(levers))
    section = ready(page, name)
    share(section)
    with page.expect_download() as download:
        section.locator('[data-action="csv"]').click()
    path = tmp_path / "table.csv"
    download.value.save_as(path)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    cells = explorer.cells(levers)
    at = next(number for number, row in enumerate(rows) if row[:1] == cells[0][:1] and len(row) == len(cells[0]))
    plain = [[label, *(cell.replace("−", "-") for cell in row)] for label, *row in cells]
    assert rows[at : at + len(cells)] == plain
    assert lab_sums(name, rows[at : at + len(cells)], **beside) == []
    assert heard.said == []


def test_a_printed_page_keeps_the_result_and_drops_the_buttons(open_page, home):
    page, _ = open_page(home["budget-lab-pot"])
    section = ready(page, "budget-lab-pot")
    page.emulate_media(media="print")
    assert section.locator("[data-explorer-table]").is_visible()
    assert section.locator("[data-explorer-sentence]").is_visible()
    assert section.locator(".jw-actions").is_hidden()
    assert page.locator(".jw-contents").is_hidden()


def test_a_narrow_screen_shows_one_lever(open_page, home):
    page, _ = open_page(home["budget-lab-five-years"], width=360)
    section = ready(page, "budget-lab-five-years")
    assert section.locator("[data-lever]:visible").count() == 1
    assert section.locator(".jw-narrow svg").first.is_visible()


def test_a_chart_outside_an_explorer_takes_its_narrow_drawing_on_a_phone(open_page):
    page, _ = open_page("book/1-why-join-up/the-promise/in-depth.html")
    chart = page.locator(".jw-figure:not(.explorer *)").first
    for width, seen, hidden in ((1280, ".jw-wide", ".jw-narrow"), (360, ".jw-narrow", ".jw-wide")):
        page.set_viewport_size({"width": width, "height": 900})
        assert chart.locator(seen).is_visible() and chart.locator(hidden).is_hidden()
        assert chart.locator(f"{seen} svg").bounding_box()["width"] <= width
    page.emulate_media(media="print")
    assert chart.locator(".jw-wide").is_visible()
