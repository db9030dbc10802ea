"""The self-evaluation in a real browser: by keyboard, by name, by file, and the same answers as Python."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from evaluation_files import CASES, RETURNS, content_of, files_of

from joint_working.explorers.judging_it.evaluation_files import (
    TABLES,
    evaluations,
    examples,
    group_csv,
    group_sentence,
    own_csv,
    progress,
    read_file,
    rows_of,
)
from joint_working.explorers.judging_it.self_evaluation import LOOK, disagreement_map, map_rows_html, profile_html
from joint_working.models.disagreement import SAID
from joint_working.models.disagreement_map import drawing as map_drawing
from joint_working.models.evaluation import Answer, Evaluation, Refused, merge
from joint_working.models.returns import asked, table

pytestmark = pytest.mark.browser

PAGE = "book/5-judging-it/twenty-five-proposals.html"
#: The page of the group’s map.
GROUP = "book/5-judging-it/twenty-five-proposals/in-depth.html"
FIVE = list(TABLES.scale)
#: A map's rows as a reader of names meets them, and as drawn: which proposal, from where to where, who stands where.
ROWS = """root => [...root.querySelectorAll("[data-row]")].map(row => [row.dataset.row, "wide" in row.dataset,
  row.style.getPropertyValue("--lo"), row.style.getPropertyValue("--hi"),
  ...[...row.cells].map(cell => cell.textContent)])"""
PROFILE = (
    """root => [...root.querySelectorAll(".jw-profile tbody tr")].map(r => [...r.cells].map(c => c.textContent))"""
)


def own(page):
    return page.locator('[data-jw-evaluation="own"]')


def group(page):
    return page.locator('[data-jw-evaluation="group"]')


def payloads(files):
    return [{"name": name, "mimeType": "application/json", "buffer": content} for name, content in files]


def taken(page, button, tmp_path):
    """Return the name and the content of what a button saves."""
    with page.expect_download() as download:
        button.click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path.name, path.read_bytes()


def on_the_page(page, html):
    """Return what a page would show for a table's rows that Python wrote."""
    box = "html => { const box = document.createElement('table'); box.innerHTML = html; return (ROWS)(box); }"
    return page.evaluate(box.replace("ROWS", ROWS), html)


def test_all_25_are_answered_by_keyboard_alone_and_read_back_by_name(open_page, tmp_path):
    page, heard = open_page(PAGE, disk=True)
    section, keys = own(page), page.keyboard
    page.get_by_label("Your role").focus()
    keys.press("ArrowDown")  # Health board
    page.get_by_role("group", name="1(i) ").get_by_role("radio").first.focus()
    answers = {}
    for number, key in enumerate(TABLES.proposals):
        step = FIVE[number % 5]
        keys.press("Space")  # the first of the five
        for _ in range(number % 5):
            keys.press("ArrowRight")
        keys.press("Tab")
        keys.type(f"Minute {number}")
        keys.press("Tab")
        if number == 0:
            keys.type("The clerk")
        keys.press("Tab")
        keys.type(f"Do {number}")
        answers[key] = Answer(step, f"Minute {number}", "The clerk" if number == 0 else "", f"Do {number}")
        for _ in range(2 if number else 1):  # over Back, which rests on the first proposal
            keys.press("Tab")
        assert page.evaluate("document.activeElement.textContent").startswith("Next" if number < 24 else "To your")
        keys.press("Enter")
        if number < 24:
            following = list(TABLES.proposals)[number + 1]
            name = f"{TABLES.rules.called[following]} {TABLES.proposals[following]['proposal']}"
            assert page.evaluate("document.activeElement.textContent") == name
            for _ in range(6):  # past the links to what has happened since 2019
                keys.press("Tab")
                if page.evaluate("document.activeElement.type") == "radio":
                    break
    assert section.locator("[data-explorer-sentence]").inner_text() == progress(answers)

    # Read back: every group, radio and box by its name alone.
    section.get_by_label("All 25 on one page").focus()
    keys.press("Space")
    tree = section.aria_snapshot()
    for key, answer in answers.items():
        number, row = TABLES.rules.called[key], TABLES.proposals[key]
        part = tree[tree.index(f'- group "{number} {row["proposal"]}') :]
        part = part[: part.index(f"Who would disagree on {number}, and why?")]
        chosen = re.findall(r'radio "([^"]+)" \[checked\]', part)
        assert chosen == [TABLES.scale[answer.step]["label"]], key
        assert part.count("- radio ") == 5 and f"What is your evidence on {number}?" in part
        box = section.get_by_role("textbox", name=f"What is your evidence on {number}?", exact=True)
        assert box.input_value() == answer.evidence
    wanted = page.evaluate(
        "html => { const b = document.createElement('div'); b.innerHTML = html; return (P)(b); }".replace(
            "P", PROFILE
        ),
        profile_html(answers),
    )
    assert section.evaluate(PROFILE) == wanted

    # Saved by keyboard, and read by Python.
    button = section.get_by_role("button", name="Save to a file")
    button.focus()
    with page.expect_download() as download:
        keys.press("Enter")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    found = read_file(path)
    assert (found.role, dict(found.answers)) == ("health-board", answers)
    assert section.locator("[data-notice]").inner_text() == SAID["saved"].replace("{file}", path.name)
    name, table = taken(page, section.get_by_role("button", name="Table (CSV)"), tmp_path)
    assert table.decode("utf-8-sig") == own_csv(found)
    assert page.url.endswith("twenty-five-proposals.html") and heard.outside == [] and heard.said == []
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def test_files_are_merged_and_refused_as_in_python(open_page):
    page, heard = open_page(GROUP)
    section = group(page)
    chosen, clear = section.locator("[data-file]"), section.get_by_role("button", name="Remove all")
    refused, sentence = section.locator("[data-refused]"), section.locator("[data-explorer-sentence]")
    assert section.evaluate(ROWS) == on_the_page(page, map_rows_html(disagreement_map.example))
    assert sentence.inner_text() == group_sentence(disagreement_map.example)
    for case in CASES:
        files = files_of(case)
        python = merge(files, TABLES.rules)
        clear.click()
        chosen.set_input_files(payloads(files))
        page.wait_for_function("() => !document.querySelector('[aria-busy]')")
        said = refused.locator("p").evaluate_all("all => all.map(p => p.textContent)")
        assert said == case["said"] == list(python.refused), case["case"]
        assert sentence.text_content() == group_sentence(python), case["case"]
        assert section.locator("[data-members] li").count() == case["added"], case["case"]
        assert section.evaluate(ROWS) == on_the_page(page, map_rows_html(python)), case["case"]
        assert [row.proposal for row in rows_of(python)] == [row[0] for row in section.evaluate(ROWS)]
        if "HTML" in case["case"]:
            section.evaluate("root => root.querySelectorAll('details').forEach(d => { d.open = true; })")
            assert (
                section.locator("[data-refused] :is(b, script), .jw-wrote :is(img, script, a), .jw-proposed a").count()
                == 0
            )
            assert "<script>document.title='x'</script><img" in section.locator(".jw-wrote").inner_text()
            assert "<a href='javascript:alert(1)'>click</a>" in section.locator(".jw-proposed").inner_text()
            assert (
                section.locator("[data-members]")
                .get_by_role("button")
                .get_attribute("aria-label")
                .startswith("Remove <img")
            )
    assert page.title().startswith("Twenty-five proposals") and heard.outside == []
    assert [line for line in heard.said if "violates" in line or "rror" in line] == []


def shapes(node):
    """Return the elements of a drawing in order, numbers as numbers: its namespace is said otherwise in XML."""
    tag, values, inside = node
    told = {name: number(value) for name, value in values.items() if name != "xmlns"}
    words = "".join(part for part in inside if isinstance(part, str))
    return [(tag, told, words), *(one for part in inside if not isinstance(part, str) for one in shapes(part))]


def number(value):
    return float(value) if re.fullmatch(r"-?[\d.]+", str(value)) else value


def saved_shapes(xml):
    """Return the elements of a saved drawing as `shapes` does."""
    every = ElementTree.fromstring(xml).iter()
    return [
        (node.tag.split("}")[1], {name: number(value) for name, value in node.attrib.items()}, node.text or "")
        for node in every
    ]


def test_a_group_grows_shrinks_and_is_taken_away(open_page, tmp_path):
    page, heard = open_page(GROUP, disk=True)
    section, files = group(page), list(examples().items())
    chosen = section.locator("[data-file]")
    chosen.set_input_files(payloads(files[:3]))  # the made-up example goes, and is not mixed in
    section.get_by_text("Files that are here").wait_for()
    assert section.get_by_text("Illustrative", exact=True).is_hidden()
    assert section.get_by_role("button", name="Show the made-up example").is_disabled()
    chosen.set_input_files(payloads([("cut.json", b"{"), *files[2:]]))
    python = merge([("cut.json", b"{"), *files[2:]], TABLES.rules, merge(files[:3], TABLES.rules))
    page.wait_for_function("() => document.querySelectorAll('[data-members] li').length === 6")
    assert section.locator("[data-refused] p").all_inner_texts() == list(python.refused)
    section.get_by_label("Action 1", exact=True).fill("=Ask")
    section.get_by_label("Action 1 is about").select_option("2-iii")
    name, table = taken(page, section.get_by_role("button", name="Table (CSV)"), tmp_path)
    assert table.decode("utf-8-sig") == group_csv(python, [("2-iii", "=Ask")])
    assert list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))[-1][4] == "'=Ask"
    name, drawing = taken(page, section.get_by_role("button", name="Map (SVG)"), tmp_path)
    drawn = map_drawing(evaluations(python), "", False, TABLES.rules, LOOK)
    assert saved_shapes(drawing.decode()) == shapes(drawn)
    assert taken(page, section.get_by_role("button", name="Map (PNG)"), tmp_path)[1][:8] == b"\x89PNG\r\n\x1a\n"
    section.get_by_label("Heading").select_option("Governance")
    assert section.locator("[data-row]:visible").count() == 5
    section.get_by_text("Files that are here").click()
    section.get_by_role("button", name=f"Remove {files[0][0]}").click()
    assert section.locator("[data-explorer-sentence]").inner_text() == group_sentence(merge(files[1:], TABLES.rules))
    assert heard.said == [] and heard.outside == []


def test_nothing_entered_is_lost(open_page, tmp_path):
    page, heard = open_page(f"{PAGE}#self-evaluation-2-iii", disk=True)
    section, asked = own(page), []
    notice, question = section.locator("[data-notice]"), section.locator("[data-ask]")
    evidence = section.get_by_label("What is your evidence on 2(iii)?")
    assert evidence.is_visible() and section.locator("[data-proposal]:visible").count() == 1  # the link opened it
    evidence.fill("The minute of May")
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"] and evidence.input_value() == "The minute of May"

    saved = Evaluation("a" * 16, "officers", "2026-11-24", {"1-i": Answer("leading", "Seen", "")}, (("1-i", "Do"),))
    good = {
        "kind": TABLES.kind, "version": 1, "id": saved.id, "role": saved.role, "made": saved.made,
        "answers": {"1-i": {"step": "leading", "evidence": "Seen", "disagree": ""}},
        "actions": [{"proposal": "1-i", "text": "Do"}],
    }  # fmt: skip
    chosen = section.locator("[data-file]")
    for case in CASES:  # every bad file leaves the form as it is
        if len(case["said"]) == len(case["files"]) == 1 and case["added"] == 0 and "left out" not in case["said"][0]:
            chosen.set_input_files(payloads(files_of(case)))
            page.wait_for_function(
                "words => document.querySelector('[data-notice]').textContent === words", arg=case["said"][0]
            )
            assert evidence.input_value() == "The minute of May"
    chosen.set_input_files(payloads([("other.json", json.dumps(good).encode())]))
    question.get_by_text("Opening “other.json” would replace them.").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Keep my answers"
    page.keyboard.press("Enter")
    assert notice.inner_text() == SAID["kept"] and evidence.input_value() == "The minute of May"
    section.get_by_role("button", name="Empty the form").click()
    question.get_by_role("button", name="Keep my answers").click()
    section.get_by_role("button", name="Save to a file").click()
    assert notice.inner_text() == SAID["role"] and page.evaluate("document.activeElement.id") == "self-evaluation-role"
    section.get_by_label("Your role").select_option("council")
    name, _ = taken(page, section.get_by_role("button", name="Save to a file"), tmp_path)
    assert read_file(tmp_path / name).answers == {"2-iii": Answer("", "The minute of May", "")}

    chosen.set_input_files(payloads([("other.json", json.dumps(good).encode())]))  # saved: nothing to ask
    notice.get_by_text("“other.json” is open. 1 of 25 answered.").wait_for()
    name, content = taken(page, section.get_by_role("button", name="Save to a file"), tmp_path)
    again = read_file(tmp_path / name)
    assert (again.id, again.role, again.answers, again.actions) == (saved.id, "officers", saved.answers, saved.actions)
    page.close(run_before_unload=True)  # saved: leaves without a word
    assert asked == ["beforeunload"] and heard.said == [] and heard.outside == []


def parts(section):
    """Return what the form holds of each proposal that has anything: the answer, and the three texts."""
    held = section.evaluate("""root => [...root.querySelectorAll("[data-proposal]")].map(form => [
      form.dataset.proposal, (form.querySelector("input:checked") || {value: ""}).value,
      ...["evidence", "disagree", "action"].map(part => form.querySelector(`[data-${part}]`).value)])""")
    return {key: Answer(*given) for key, *given in held if any(given)}


def test_a_return_is_pasted_or_opened_said_back_and_put_in(open_page):
    """What Python reads is put in after one question; what it refuses changes nothing, and is told alike."""
    page, heard = open_page(PAGE, disk=True)
    section, notice, question = own(page), own(page).locator("[data-notice]"), own(page).locator("[data-ask]")
    section.get_by_label("Your role").select_option("partnership")
    section.get_by_text("Paste a whole return, or a table").click()
    box, button = section.get_by_label("The return"), section.get_by_role("button", name="Read it")
    for number, case in enumerate(RETURNS):
        content, name = content_of(case), SAID["pasted"] if number % 2 else "case.csv"
        before = parts(section)
        if number % 2:
            box.fill(content.decode())
            button.click()
        else:
            section.locator("[data-file]").set_input_files([{"name": name, "mimeType": "text/csv", "buffer": content}])
        try:
            python = table(name, content, TABLES.rules)
        except Refused as problem:
            page.wait_for_function("words => document.querySelector('[data-notice]').textContent === words",
                                   arg=str(problem))  # fmt: skip
            assert parts(section) == before and question.is_hidden(), case["case"]
            continue
        question.get_by_role("button", name="Put them in").wait_for()
        assert question.locator("p").first.inner_text() == asked(python, True), case["case"]
        if number == 1:
            question.get_by_role("button", name="Keep my answers").click()
            assert parts(section) == before and notice.inner_text() == SAID["kept"]
            button.click()
        question.get_by_role("button", name="Put them in").click()
        assert parts(section) == {key: answer for key, answer in python.answers.items() if answer != Answer("")}
        texts = section.locator("[data-action-text]").evaluate_all("all => all.map(box => box.value).filter(Boolean)")
        assert texts == [text for _, text in python.actions], case["case"]
        assert section.get_by_label("Your role").input_value() == "partnership"
        assert "is open" in notice.inner_text() and section.get_attribute("data-unsaved") == ""
    assert heard.said == [] and heard.outside == []


def test_the_tables_own_file_comes_back_and_a_whole_return_is_saved_with_its_actions(open_page, tmp_path):
    page, heard = open_page(PAGE)
    section = own(page)
    section.get_by_label("Your role").select_option("partnership")
    whole = content_of(next(case for case in RETURNS if case.get("count") == 25))
    section.locator("[data-file]").set_input_files([{"name": "r.tsv", "mimeType": "", "buffer": whole}])
    section.get_by_role("button", name="Put them in").click()
    section.get_by_label("Action 1", exact=True).fill("=First")
    before = parts(section)
    assert len(before) == 25 and all(answer.action for answer in before.values())
    _, csv_file = taken(page, section.get_by_role("button", name="Table (CSV)"), tmp_path)
    name, _ = taken(page, section.get_by_role("button", name="Save to a file"), tmp_path)
    saved = read_file(tmp_path / name)
    assert (saved.role, dict(saved.answers), saved.actions) == ("partnership", before, (("", "=First"),))
    section.get_by_role("button", name="Empty the form").click()
    assert parts(section) == {}
    section.locator("[data-file]").set_input_files([{"name": "own.csv", "mimeType": "", "buffer": csv_file}])
    section.get_by_role("button", name="Put them in").click()
    assert parts(section) == before
    assert section.get_by_label("Action 1", exact=True).input_value() == "=First"
    assert heard.said == [] and heard.outside == []
    page, heard = open_page(GROUP)
    group(page).locator("[data-file]").set_input_files(payloads([(name, (tmp_path / name).read_bytes())]))
    group(page).get_by_text("Whole partnership. 1(i): Action 1").wait_for()
    assert heard.said == [] and heard.outside == []


def test_a_long_text_is_kept_whole_and_one_too_long_is_counted(open_page, tmp_path):
    page, heard = open_page(f"{PAGE}#self-evaluation-2-iii", disk=True)
    section = own(page)
    box, notice = section.get_by_label("What is your evidence on 2(iii)?"), section.locator("[data-notice]")
    note = page.locator("#self-evaluation-2-iii-evidence-count")
    save = section.get_by_role("button", name="Save to a file")
    insert = "(box, text) => { box.focus(); box.select(); document.execCommand('insertText', false, text); }"
    real = "The partnership’s finance group meets each month; papers go to the board within ten days. " * 18
    real += "END: the one open action is the set-aside, due in June."
    section.get_by_label("Your role").select_option("council")
    box.evaluate(insert, real)
    assert box.input_value() == real and note.is_hidden()
    name, _ = taken(page, save, tmp_path)
    assert read_file(tmp_path / name).answers["2-iii"].evidence == real
    box.evaluate(insert, "x" * 9_500)
    assert note.inner_text() == "9,500 of 10,000 characters." and box.get_attribute("aria-invalid") is None
    box.evaluate(insert, "x" * 12_000)
    assert box.input_value() == "x" * 12_000 and box.get_attribute("aria-invalid") == "true"
    assert note.inner_text() == (
        "12,000 characters: 2,000 more than a saved file holds. Nothing is cut. Shorten it before you save."
    )
    assert box.get_attribute("aria-describedby") == note.get_attribute("id")
    section.get_by_label("Action 3", exact=True).evaluate(insert, "y" * 2_001)
    section.get_by_role("button", name="Next: 2(iv)").click()
    save.click()
    assert notice.inner_text() == (
        "Not saved. Longer than a saved file holds: the evidence on 2(iii) and action 3. Nothing is cut. Shorten it, "
        "then save."
    )
    assert box.is_visible() and page.evaluate("document.activeElement.id") == "self-evaluation-2-iii-evidence"
    _, table = taken(page, section.get_by_role("button", name="Table (CSV)"), tmp_path)
    assert "x" * 12_000 in table.decode() and "y" * 2_001 in table.decode()  # a table has no such limit
    box.evaluate(insert, "x" * 10_000)
    section.get_by_label("Action 3", exact=True).evaluate(insert, "y" * 2_000)
    name, _ = taken(page, save, tmp_path)
    found = read_file(tmp_path / name)
    assert found.answers["2-iii"].evidence == "x" * 10_000 and found.actions == (("", "y" * 2_000),)
    assert heard.said == [] and heard.outside == []


def test_without_javascript_it_is_a_paper_form(open_page):
    page, _ = open_page(PAGE, java_script_enabled=False)
    for key, row in TABLES.proposals.items():
        form = page.locator(f"#self-evaluation-{key}")
        assert form.is_visible() and form.get_by_role("radio").count() == 5, key
        assert form.get_by_text(row["paraphrase"]).is_visible() and form.get_by_text(f"“{row['words']}”").is_visible()
    assert own(page).get_by_role("button").count() == 0
    page.emulate_media(media="print")
    assert page.get_by_text("Circle your role: Health board · Council").is_visible()
    assert page.locator("#self-evaluation-6-iii").is_visible()
    page, _ = open_page(GROUP, java_script_enabled=False)
    assert group(page).locator("[data-row]").count() == 25


def test_the_whole_form_prints_and_is_open_to_everyone(open_page):
    from axe_playwright_python.sync_playwright import Axe

    def open_to_everyone(page):
        found = Axe().run(
            page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
        )
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360

    page, _ = open_page(GROUP, width=360)
    group(page).evaluate("root => root.querySelectorAll('details').forEach(d => { d.open = true; })")
    open_to_everyone(page)
    page, _ = open_page(PAGE, width=360)
    page.evaluate("window.print = () => {}")
    section = own(page)
    section.get_by_label("All 25 on one page").check()
    open_to_everyone(page)
    section.get_by_label("All 25 on one page").uncheck()
    assert section.locator("[data-proposal]:visible").count() == 1
    section.get_by_role("button", name="Print the form").click()
    page.emulate_media(media="print")
    assert section.locator("[data-proposal]:visible").count() == 25
    assert page.locator("h1").is_hidden() and section.locator(".jw-turning").is_hidden()
