"""Change this model: nothing comes unasked, the lab answers by the reader's rule, and nothing gets out."""

import gzip
import hashlib
import json
import random
import re
import threading
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import browser as support
import pytest
import yaml

from joint_working import changing, explorers, formula, program
from joint_working.site import change, run_here

pytestmark = pytest.mark.browser
LAB, BONNET = "budget-lab-five-years", "book/4-money/five-years/bonnet.html"
LABS = {explorer.name: explorer for explorer in explorers.every() if explorer.name in change.LABS.values()}
JULY = ("(12 - months_late(levers, first))", "(12 - at_least(3, months_late(levers, first)))")
#: How long Python may take to start, in milliseconds, on a machine that does other things too.
PATIENCE = 120_000
SAID = "() => ![...document.querySelectorAll('[data-change-said]')].some(({ textContent: said }) => %s.test(said))"


def settings(explorer, many, seed=28):
    """Return so many settings of an explorer's levers: each at an end of its range or anywhere between."""
    chance = random.Random(seed)

    def one(lever):
        steps = round((lever.high - lever.low) / lever.step)
        return round(
            lever.low + lever.step * chance.choice([0, steps, *(chance.randint(0, steps) for _ in range(4))]), 6
        )

    return [{lever.name: one(lever) for lever in explorer.fields} for _ in range(many)]


def run(page, text=None):
    """Type a text, press Run, wait, and return what is said of it."""
    if text is not None:
        page.fill("[data-change-editor] textarea", text)
    page.click('[data-change-do="run"]')
    page.wait_for_function(SAID % "/is starting|is being read/", timeout=PATIENCE)
    return page.inner_text("[data-change-said]")


def begin(page):
    """Ask for the editor, wait for Python, and return the text to be changed."""
    page.click("[data-change-open]")
    page.wait_for_function(SAID % "/is starting/", timeout=PATIENCE)
    assert page.inner_text("[data-change-said]") == "Ready. Change a line, then press Run."
    return page.input_value("[data-change-editor] textarea")


# --- Without a browser -------------------------------------------------------------------------------------------


def test_the_packed_python_is_what_it_says_it_was_made_of():
    folder = support.STATIC / "libraries" / "pyodide"
    made_of = json.loads((folder / "made-of.json").read_text(encoding="utf-8"))
    assert hashlib.sha256((folder / "python.js").read_bytes()).hexdigest() == made_of["python.js"]
    licence = (folder / "LICENSE").read_text(encoding="utf-8")
    assert made_of["pyodide"] in licence and "Mozilla Public License" in licence and "PYTHON SOFTWARE FOUND" in licence


def test_a_program_answers_as_the_model_does():
    for name, explorer in LABS.items():
        levers = explorer.levers(**{lever.name: formula.lever(lever.name) for lever in explorer.fields})
        made = program.of(formula.named(explorer.model(levers)), [lever.name for lever in explorer.fields])
        for values in settings(explorer, 5):
            numbers = formula.named(explorer.model(explorer.levers(**values)))
            assert program.run(made, values) == pytest.approx(numbers, rel=1e-9, abs=1e-9), name


def test_what_a_program_cannot_hold_is_refused():
    with pytest.raises(formula.FormulaError, match="cannot work out 'other'"):
        program.of({"it": formula.lever("other") + 1}, ["cost"])
    with pytest.raises(formula.FormulaError, match="more than 50,000 steps"):
        it = formula.lever("cost")
        for _ in range(program.MOST + 1):
            it = it + 1
        program.of({"it": it}, ["cost"])
    assert set(program.SHAPES) == set(re.findall(r'"([^"]+)": \(', (support.STATIC / "change.js").read_text("utf-8")))


def test_a_cell_can_be_run_here_that_needs_no_more_than_a_page_has():
    cells = [
        "from joint_working import evidence\nlow = evidence.figure('a').value",
        "print(low, [each for each in range(3)])",
        "import pandas as pd\ntable = pd.DataFrame()",
        "print(table)",
        "table = evidence.frame('rules')",
        "from joint_working.explorers import board_lab",
        "import numpy as np",
        "from collections import Counter\nfrom joint_working.models.board import banzhaf",
    ]
    assert run_here.needs(cells) == ["", "", "pandas", run_here.EARLIER, "pandas", "Altair", "NumPy", ""]


def test_only_a_bonnet_has_anything_of_it_and_python_comes_in_few_bytes():
    for path in support.SITE.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert ("change.js" in text) <= (path.name == "bonnet.html"), path
        assert not re.search(r'src="[^"]*(python|rules-changed[^"]*)\.js"', text) or path.name == "frame.html", path
    for chapter, lab in change.LABS.items():
        text = (support.SITE / "book" / chapter / "bonnet.html").read_text(encoding="utf-8")
        assert f'data-jw-change="{lab}"' in text and len(gzip.compress(text.encode())) < 60_000, chapter
    static = support.SITE / "_static"
    asked = [static / "libraries/pyodide/python.js", static / "change/book.js", static / f"rules-changed-{LAB}.js"]
    assert sum(len(gzip.compress(path.read_bytes(), 6)) for path in asked) < 6_000_000


def test_the_frame_lets_nothing_out():
    frame = (support.SITE / "_static/change/frame.html").read_text(encoding="utf-8")
    assert f'http-equiv="Content-Security-Policy" content="{change.FRAME_POLICY}"' in frame
    assert "connect-src" not in change.FRAME_POLICY and change.FRAME_POLICY.startswith("default-src 'none'")


# --- In a browser ------------------------------------------------------------------------------------------------

#: For each lab: what words and pictures need, by the book's own script and by the one for changed rules.
SAME = """([lab, spec, all]) => all.map((values) => {
  const known = rules.models[lab](), speak = rules.models[lab + ", said"](), words = rules["changed-" + lab];
  const usual = known(values), said = { ...values, ...speak({ ...values, ...usual }) };
  const told = (text, numbers) => JSON.stringify(text, (_, whole) => {
    const part = whole && whole.signal !== undefined ? whole.signal : whole;  // a number of the model, or a plain one
    if (typeof part === "string" && part in numbers) return `#${Number(numbers[part]).toPrecision(9)}`;
    return typeof part === "number" ? `#${part.toPrecision(9)}` : part;
  });
  const of = ({ figure, figure_label, brief, sentence, table, pictures, counts, onward }) =>
    ({ figure, figure_label, brief, sentence, table, counts, onward, pictures: pictures.map(
      ({ message, what, description, rows }) => ({ message, what, description, rows })) });
  return told(of(spec), usual) === told(of(words), said);
})"""


def test_words_and_pictures_need_the_answer_alone(open_page):
    page, _ = open_page("book/reference/accessibility.html")
    for lab, explorer in LABS.items():
        for name in (f"model-{lab}", f"rules-changed-{lab}"):
            page.add_script_tag(path=support.SITE / "_static" / f"{name}.js")
        values = settings(explorer, 20)
        spec = json.loads(json.dumps(explorer.recording.page))
        assert all(page.evaluate(SAME, [lab, spec, values])), lab


def test_a_lab_answers_by_the_readers_rule_beside_the_books(open_page):
    page, heard = open_page(BONNET)
    page.wait_for_selector(f'[data-explorer="{LAB}"][data-explorer-ready]')
    quiet = list(heard.local)
    assert not [url for url in quiet if re.search(r"python\.js|/change/|rules-changed|fflate", url)]
    figure = page.inner_text("[data-explorer-figure]")
    page.evaluate("""() => { const lab = document.querySelector("section.explorer"), rule = lab.explorerRule;
      lab.explorerRule = (other) => { window.rule = other; rule(other); }; }""")
    text = begin(page)
    assert text == changing.source(LAB).rstrip()

    said = run(page)
    assert said == "This is the book’s rule. Change a line, then press Run."
    assert page.inner_text("[data-explorer-figure]") == figure and not page.query_selector(".jw-by-rule")

    changed = text.replace(*JULY)
    said = run(page, changed)
    mine = page.inner_text("[data-explorer-figure]")
    assert mine != figure and said.startswith(f"Your rule: {mine}. The book’s rule: {figure} over budget in year 5.")
    assert "Right" in said  # the guided change of this lab
    page.click('[data-change-do="see"]')
    page.locator(".jw-outlines path").first.wait_for(state="attached")
    assert page.locator(".jw-by-book").count() > 5
    assert page.inner_text(".jw-by-rule").startswith(said[:20])

    # Its numbers are those of the changed function in Python, at 500 settings.
    made = changing.record(changed, LAB)["program"]
    values = settings(LABS[LAB], 500)
    got = page.evaluate("(all) => all.map((values) => rule.known(values))", values)
    for at, numbers in zip(values, got, strict=True):
        wanted = program.run(made, at)
        assert {name: numbers[name] for name in wanted} == pytest.approx(wanted, rel=1e-9, abs=1e-9)

    # Levers move without Python, and without asking for anything.
    asked = len(heard.local)
    page.evaluate("document.querySelector('iframe').remove()")
    page.fill('[data-lever="savings"] [type=text]', "8")
    page.press('[data-lever="savings"] [type=text]', "Enter")
    page.wait_for_function("(was) => document.querySelector('[data-explorer-figure]').textContent !== was", arg=mine)
    assert len(heard.local) == asked and heard.outside == []
    assert re.search(
        r"savings=8&changed-rule=", page.evaluate("new Promise(r => setTimeout(() => r(location.hash), 600))")
    )

    # A link carries the rule: it is shown, and not run before somebody presses Run.
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("[data-change-editor] textarea")
    assert page.input_value("[data-change-editor] textarea") == changed
    assert page.inner_text("[data-change-said]") == "This link came with a changed rule. Read it, then press Run."
    assert page.input_value('[data-lever="savings"] [type=text]') == "8.0%" and not page.query_selector("iframe")
    assert page.is_hidden("[data-explorer-notice]")
    page.click('[data-change-do="reset"]')
    assert page.input_value("[data-change-editor] textarea") == text
    page.wait_for_function("() => !location.hash.includes('rule=')")
    page.click('[data-change-do="undo"]')
    assert page.input_value("[data-change-editor] textarea") == changed

    # By keyboard: Tab indents, Escape and Tab leave, Enter keeps the indentation.
    page.fill("[data-change-editor] textarea", "    a")
    page.press("[data-change-editor] textarea", "End")
    for key in ("Enter", "Tab", "b"):
        page.keyboard.press(key)
    assert page.input_value("[data-change-editor] textarea") == "    a\n        b"
    for key in ("Escape", "Tab"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.dataset.changeDo") == "run"
    assert heard.said == []


#: Ways out, tried by hand inside the worker, where no rule of Python's own stands in the way.
WAYS_OUT = """async (outside) => {
  const tried = {}, listen = (made, [good, bad]) => new Promise((done, failed) => {
    made[good] = done;
    made[bad] = failed;
  });
  const attempt = async (name, way) => {
    try { tried[name] = String(await way()); } catch (no) { tried[name] = "refused"; }
  };
  await attempt("fetch", async () => (await fetch(outside, { mode: "no-cors" })).type);
  await attempt("request", () => {
    const asked = new XMLHttpRequest(), answered = listen(asked, ["onload", "onerror"]);
    asked.open("GET", outside);
    asked.send();
    return answered;
  });
  await attempt("socket", () => listen(new WebSocket(outside.replace("http", "ws")), ["onopen", "onerror"]));
  await attempt("events", () => listen(new EventSource(outside), ["onopen", "onerror"]));
  await attempt("script", () => importScripts(outside));
  await attempt("module", () => import(outside));
  await attempt("worker", () => listen(new Worker(outside), ["onmessage", "onerror"]));
  await attempt("text", () => Function("return 1")());
  return tried;
}"""


@contextmanager
def listening():
    """Give the address of a server that answers everything, and what it was asked for."""
    asked = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(204)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


RIGHT = yaml.safe_load((Path(__file__).parents[1] / "changing" / "right_edits.yaml").read_text(encoding="utf-8"))
#: The guided changes but the one of five years, which is made above.
GUIDED = [edit for edit in RIGHT if "task" in edit and edit["lab"] != LAB]


@pytest.mark.parametrize("edit", GUIDED, ids=[edit["task"] for edit in GUIDED])
def test_a_guided_change_is_right_in_the_page_too(open_page, edit):
    """The sentence and the three settings' numbers are those that Python gives, as the notebook prints them."""
    chapter = next(chapter for chapter, lab in change.LABS.items() if lab == edit["lab"])
    page, heard = open_page(f"book/{chapter}/bonnet.html")
    page.wait_for_selector(f'[data-explorer="{edit["lab"]}"][data-explorer-ready]')
    page.evaluate("""() => { const lab = document.querySelector("section.explorer"), rule = lab.explorerRule;
      lab.explorerRule = (other) => { window.rule = other; rule(other); }; }""")
    text = begin(page).replace(edit["find"], edit["put"], 1) if "find" in edit else begin(page) and edit["put"]
    said, found = run(page, text), changing.check(edit["lab"], text)
    assert found["right"] and found["sentence"] in said
    made, explorer = changing.record(text, edit["lab"])["program"], LABS[edit["lab"]]
    values = settings(explorer, 50)
    got = page.evaluate("(all) => all.map((values) => rule.known(values))", values)
    for at, numbers in zip(values, got, strict=True):
        wanted = program.run(made, at)
        assert {name: numbers[name] for name in wanted} == pytest.approx(wanted, rel=1e-9, abs=1e-9, nan_ok=True)
    assert heard.outside == []


def test_hostile_rules_reach_nothing_and_the_page_lives(open_page):
    page, heard = open_page(BONNET)
    text = begin(page)
    with listening() as (outside, reached):
        (worker,) = page.workers
        tried = worker.evaluate(f"({WAYS_OUT})('{outside}/gone?secret=1')")
        assert set(tried.values()) == {"refused"} and len(tried) == 8
        at_home = page.url.split("/book/")[0]
        tried = worker.evaluate(f"({WAYS_OUT})('{at_home}/index.html')")
        assert {tried[name] for name in ("fetch", "request", "socket", "events", "worker", "text")} == {"refused"}
        first = text.index("    health = ")
        for line in (
            f"import js; js.fetch('{outside}')",
            f"import pyodide_js; pyodide_js._module.API.public_api.runPython.constructor('fetch(\"{outside}\")')()",
            f"__import__('urllib.request').request.urlopen('{outside}')",
            "wide = 'x' * 10**9",
            "while True: pass",
        ):
            said = run(page, f"{text[:first]}    {line}\n{text[first:]}")
            assert said and not said.startswith("Your rule"), line
            assert page.input_value("[data-change-editor] textarea").count(line) == 1
        page.evaluate("(url) => { new Image().src = url; }", f"{outside}/by-the-page")
        assert reached == [] and heard.outside == []
        urllib.request.urlopen(f"{outside}/heard")
        assert reached == ["/heard"]
    assert run(page, text.replace(*JULY)).startswith("Your rule")
    assert page.inner_text("h1")


def test_it_runs_from_a_file_and_a_cell_says_what_is_stored(open_page):
    page, heard = open_page("book/1-why-join-up/the-promise/bonnet.html", disk=True)
    first, second = page.locator("[data-jw-cell]").all()[:2]
    second.get_by_role("button", name="Run this cell here").click()
    second.get_by_text("The same as stored above.").wait_for(timeout=PATIENCE)
    first.locator(".cell_input pre").evaluate("(code) => { code.textContent += '\\nprint(1 / 4)'; }")
    first.get_by_role("button", name="Run this cell here").click()
    first.get_by_text("Marked: not as stored above.").wait_for(timeout=PATIENCE)
    assert [text.strip() for text in first.locator("mark").all_inner_texts()] == ["0.25"]
    assert page.get_by_text("Needs Altair: run it in the live lab.").count() == 1
    assert heard.outside == [] and heard.said == []


def test_without_a_script_the_rule_and_the_task_stand_there(open_page):
    page, _ = open_page(BONNET, java_script_enabled=False)
    assert page.inner_text("[data-change-source]").startswith("def next_year(")
    assert page.is_visible("text=Try this: A saving that starts in July") and page.is_hidden("[data-change-open]")
    assert Path(support.SITE / BONNET).exists()
