"""Broken addresses and broken group files, hundreds of them: the page says and does what Python does, and no more.

Pasted tables are tried in test_accounts_page.py, spoiled tables of data in tests/evidence.
"""

import json
import random

import pytest
from evaluation_files import good

from joint_working.explorers import every
from joint_working.explorers.judging_it.evaluation_files import TABLES, group_sentence
from joint_working.models.evaluation import merge

pytestmark = pytest.mark.browser

SEED = 20261125
BITS = [
    "",
    "&",
    "=",
    "&&",
    "%",
    "%3D",
    "%zz",
    "#",
    "?",
    "+",
    " ",
    "-",
    "-1",
    "0",
    "5",
    "1e3",
    "99999999",
    "0.00001",
    "NaN",
]
BITS += [
    "Infinity",
    "null",
    "__proto__",
    "constructor",
    "toString",
    "v",
    "explorer",
    "place",
    "é",
    "ﷺ",
    "🙂",
    "\u202e",
]
BITS += ["<b>x</b>", "'", '"', "`", "\\", "/", "javascript:", "x" * 300]
SHOWN = """([name, links]) => links.map(link => {
  history.replaceState(null, "", link);
  dispatchEvent(new Event("hashchange"));
  const node = document.querySelector(`[data-explorer="${name}"]`);
  const notice = node.querySelector("[data-explorer-notice]");
  return [location.hash, notice.hidden ? null : notice.textContent,
          node.querySelector("[data-explorer-sentence]").textContent];
})"""


def spoiled(draw, text):
    """Return a text with one to three small harms done to it: something put in, taken out, doubled or moved."""
    for _ in range(draw.randint(1, 3)):
        at, to = sorted(draw.choices(range(len(text) + 1), k=2))
        harm = draw.randrange(4)
        if harm == 0:
            text = text[:at] + draw.choice(BITS) + text[at:]
        elif harm == 1:
            text = text[:at] + text[min(to, at + 6) :]
        elif harm == 2:
            text = text[:to] + text[at:to][:40] + text[to:]
        else:
            text = text[:at] + draw.choice(BITS) + text[min(to, at + 4) :]
    return text


def test_a_broken_address_says_what_python_says_on_every_explorer(open_page, site, home):
    draw = random.Random(SEED)
    refused = 0
    page, heard = open_page("search.html")
    for explorer in every():
        page.goto(f"{site}/{home[explorer.name]}")
        page.wait_for_selector(f'[data-explorer="{explorer.name}"][data-explorer-ready]')
        start = f"#explorer={explorer.name}&v={explorer.version}"
        links = []
        for _ in range(30):
            lever = draw.choice(explorer.fields)
            setting = f"&{lever.name}={draw.choice([lever.low, lever.high, lever.default]):g}"
            links.append(start + spoiled(draw, setting))
        for asked, notice, sentence in page.evaluate(SHOWN, [explorer.name, links]):
            try:
                reading = explorer.read_link(asked)
            except ValueError:  # it is for something else: nothing happens, and nothing is said
                reading = explorer.read_link(start)
            refused += bool(reading.notice)
            levers = explorer.at(**reading.values)
            assert (notice, sentence) == (reading.notice or None, explorer.sentence(levers)), asked
        assert heard.said == [] and heard.outside == [], explorer.name
    assert refused > 200


def test_a_broken_group_file_is_refused_in_the_words_of_python_and_nothing_else_is_lost(open_page):
    draw = random.Random(SEED)
    page, heard = open_page("book/5-judging-it/twenty-five-proposals/in-depth.html")
    section = page.locator('[data-jw-evaluation="group"]')
    chosen, clear = section.locator("[data-file]"), section.get_by_role("button", name="Remove all")
    refused = 0
    for round_ in range(40):
        whole = json.dumps(good(round_ + 1, all="partly"), ensure_ascii=False)
        files = [("whole.json", whole.encode())]
        for number in range(3):
            text = json.dumps(good(1000 * (number + 1) + round_, "health-board"), ensure_ascii=False)
            files.append((f"broken-{number}.json", spoiled(draw, text).encode("utf-8", "surrogatepass")))
        python = merge(files, TABLES.rules)
        clear.click()
        payloads = [{"name": name, "mimeType": "application/json", "buffer": content} for name, content in files]
        chosen.set_input_files(payloads)
        for _ in range(200):
            if not page.evaluate("document.querySelector('[aria-busy]') !== null"):
                break
            page.wait_for_timeout(10)
        said = section.locator("[data-refused] p").evaluate_all("all => all.map(p => p.textContent)")
        assert said == list(python.refused), files
        assert section.locator("[data-explorer-sentence]").text_content() == group_sentence(python), files
        assert len(python.members) >= 1
        refused += len(said)
    assert refused > 60 and heard.said == [] and heard.outside == []
