"""The files a university loads: what they hold is what the book holds, read back by others' rules."""

import csv
import io
import json
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from playwright._impl._driver import compute_driver_executable
from pybtex.database import parse_string

from joint_working import evidence
from joint_working.site import course, routes
from joint_working.site.course import cartridge, decks, gift, moodle, qti, questions, readings, weeks
from joint_working.site.course.questions import CHOICE, GUESS, SORTING

HERE = Path(__file__).parents[1]
SITE = HERE.parent / "_build" / "html"
#: Every sign that a format could take for its own, in a question, an answer and a reason.
HOSTILE = 'a ~ b = c # d { e } f : g \\ h -> i %50% // $CATEGORY: <b> & "q" ]]> “r”'


@pytest.fixture(scope="module")
def asked():
    return questions.of_book()


@pytest.fixture(scope="module")
def odd(asked):
    """Return one exercise of each kind with every sign in every text."""
    found = []
    for kind in (CHOICE, SORTING, GUESS):
        plain = next(question for question in asked if question.kind == kind)
        choices = tuple(
            replace(each, text=f"{number} {HOSTILE}", says=f"{HOSTILE} {number}")
            for number, each in enumerate(plain.choices)
        )
        found.append(replace(plain, text=HOSTILE, choices=choices, after=plain.after and HOSTILE))
    return tuple(found)


def told(question):
    """Return what a format must keep of an exercise: its words, and each answer with what is said of it."""
    full = question.kind == GUESS
    answers = [(each.text, each.feedback, each.right or full) for each in question.choices]
    return question.key, question.text, answers


# -- what is taken from the book -------------------------------------------------------------------------------


def test_every_exercise_of_the_book_is_there_once(asked):
    listed = [(page, name) for page in routes.every_page() for name in routes.read_page(page).exercises]
    assert [(question.page, question.name) for question in asked] == listed and len(listed) >= 130
    assert len({question.key for question in asked}) == len(asked)


def test_texts_are_plain_words(asked):
    for question in asked:
        texts = [question.text, question.hint, question.after, *question.categories]
        for text in [*texts, *(each.text for each in question.choices), *(each.says for each in question.choices)]:
            assert "`" not in text and "](" not in text and "{" not in text and "**" not in text, (question.key, text)


def test_a_reason_that_ends_with_a_link_names_the_section(asked):
    board = next(question for question in asked if question.name == "lawful-one")
    wrong = next(each for each in board.choices if not each.right)
    assert "](#" not in wrong.feedback and wrong.feedback.endswith(f"in {board.title}.")


# -- GIFT, read by a parser that others keep -------------------------------------------------------------------


def read_gift(text):
    """Return the questions of a GIFT file as gift-pegjs reads them."""
    node, _ = compute_driver_executable()
    script = (
        f"const gift = require({json.dumps(str(HERE / 'libraries' / 'gift-parser.js'))});"
        "let text = ''; process.stdin.setEncoding('utf8').on('data', d => text += d).on('end', () =>"
        "process.stdout.write(JSON.stringify(gift.parse(text))));"
    )
    run = subprocess.run([node, "-e", script], input=text, capture_output=True, encoding="utf-8", check=True)
    return json.loads(run.stdout)


def of_gift(read):
    if read["type"] == "Matching":
        pairs = [(pair["subquestion"]["text"], pair["subanswer"]) for pair in read["matchPairs"]]
        # The parser gives an escaped colon of such an answer back as the sign it keeps for it.
        return read["title"], read["stem"]["text"], [(one, other.replace("&&058;", ":")) for one, other in pairs]
    right = [choice["isCorrect"] or choice["weight"] == 100 for choice in read["choices"]]
    answers = [(choice["text"]["text"], choice["feedback"]["text"]) for choice in read["choices"]]
    return read["title"], read["stem"]["text"], [(*answer, good) for answer, good in zip(answers, right, strict=True)]


def expected_of_gift(question):
    key, text, answers = told(question)
    if question.kind == SORTING:
        answers = [(each.text, each.belongs) for each in question.choices]
    return key, text, answers


def test_gift_gives_every_exercise_back(asked):
    read = read_gift(gift.text(asked, "about"))
    assert [of_gift(each) for each in read if each["type"] != "Category"] == list(map(expected_of_gift, asked))
    said = [each["globalFeedback"]["text"] for each in read if each.get("globalFeedback")]
    assert said == [question.reasons for question in asked if question.reasons]
    assert len([each for each in read if each["type"] == "Category"]) == len({question.page for question in asked})


def test_gift_keeps_every_sign(odd):
    read = [each for each in read_gift(gift.text(odd, "about")) if each["type"] != "Category"]
    assert [of_gift(each)[:2] for each in read] == [told(question)[:2] for question in odd]
    assert [of_gift(read[0])[2], of_gift(read[2])[2]] == [told(odd[0])[2], told(odd[2])[2]]


def test_a_file_without_escapes_would_be_read_wrong(odd, monkeypatch):
    monkeypatch.setattr(gift, "_plain", lambda words: words)
    with pytest.raises(subprocess.CalledProcessError):
        read_gift(gift.text(odd, "about"))


# -- Moodle XML ------------------------------------------------------------------------------------------------


def of_moodle(node):
    """Return a question as Moodle's importer takes it: by the names of its elements, and nothing else."""
    text = lambda path: node.findtext(f"{path}/text") or ""  # noqa: E731
    if node.get("type") == "matching":
        pairs = [(pair.findtext("text"), pair.findtext("answer/text")) for pair in node.findall("subquestion")]
        return text("name"), text("questiontext"), pairs
    assert node.findtext("single") == "true"
    answers = [
        (each.findtext("text"), each.findtext("feedback/text"), each.get("fraction") == "100")
        for each in node.findall("answer")
    ]
    return text("name"), text("questiontext"), answers


def test_moodle_xml_gives_every_exercise_back(asked, odd):
    for given in (asked, odd):
        quiz = ElementTree.fromstring(moodle.text(given, "about"))
        read = [node for node in quiz if node.get("type") != "category"]
        assert [of_moodle(node) for node in read] == list(map(expected_of_gift, given))
        assert [node.findtext("generalfeedback/text") or "" for node in read] == [each.reasons for each in given]
        grades = {node.findtext("defaultgrade") for node in read}
        assert grades == {"0", "1"}, "a guess is worth nothing"
        formats = {each.get("format") for node in read for each in node.iter() if each.get("format")}
        assert formats == {"plain_text"}, "one of the names Moodle knows"


def test_moodle_finds_at_least_two_pairs_and_three_answers_in_each_matching(asked):
    assert all(len(each.choices) >= 3 for each in asked if each.kind == SORTING)


# -- QTI 2.1 ---------------------------------------------------------------------------------------------------


def opened(package):
    """Return the files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def answered(item, response):
    """Return the score and what is shown for a response, by the item's own rules of processing.

    `response` is the identifier of a choice, or a set of pairs. It knows the rules that items here use.
    """
    q = f"{{{qti.ITEM}}}"
    declaration = item.find(f"{q}responseDeclaration")
    right = {value.text for value in declaration.iterfind(f"{q}correctResponse/{q}value")}
    given = {response} if isinstance(response, str) else response
    outcome = {"SCORE": 0.0, "FEEDBACK": ""}

    def value(node):
        match node.tag.removeprefix(q):
            case "baseValue":
                return float(node.text) if node.get("baseType") == "float" else node.text
            case "variable":
                return response
            case "mapResponse":
                entries = {
                    each.get("mapKey"): float(each.get("mappedValue")) for each in declaration.iter(f"{q}mapEntry")
                }
                return min(1.0, sum(entries.get(pair, 0) for pair in given))
        raise AssertionError(node.tag)

    def run(nodes):
        for node in nodes:
            match node.tag.removeprefix(q):
                case "setOutcomeValue":
                    outcome[node.get("identifier")] = value(node[0])
                case "responseCondition":
                    branch = node.find(f"{q}responseIf")
                    assert branch[0].tag == f"{q}match"
                    if given == right:
                        run(branch[1:])
                case other:
                    raise AssertionError(other)

    run(item.find(f"{q}responseProcessing"))
    shown = [each for each in item.iterfind(f"{q}modalFeedback") if each.get("identifier") == outcome["FEEDBACK"]]
    return outcome["SCORE"], " ".join(part.text for each in shown for part in each)


def test_qti_marks_and_tells_each_answer(asked, odd):
    q = f"{{{qti.ITEM}}}"
    for question in (*asked, *odd):
        item = ElementTree.fromstring(qti.item(question))
        assert item.get("identifier") == question.key
        assert item.find(f".//{q}prompt").text == question.text
        if question.kind == SORTING:
            first, second = item.iterfind(f".//{q}simpleMatchSet")
            kinds = {each.text: each.get("identifier") for each in second}
            right = {
                f"{each.get('identifier')} {kinds[choice.belongs]}"
                for each, choice in zip(first, question.choices, strict=True)
            }
            assert [each.text for each in first] == [choice.text for choice in question.choices]
            score, shown = answered(item, right)
            assert score == pytest.approx(1, abs=1e-5) and all(choice.says in shown for choice in question.choices)
            assert 0 < answered(item, set(list(right)[1:]))[0] < 1 and answered(item, set())[0] == 0
            continue
        for each, choice in zip(item.iterfind(f".//{q}simpleChoice"), question.choices, strict=True):
            assert each.text == choice.text
            score, shown = answered(item, each.get("identifier"))
            assert score == (1 if choice.right else 0) and choice.says in shown
            assert not question.after or question.after in shown


def test_the_qti_package_lists_what_it_holds_and_nothing_is_missing(asked):
    files, p, q = opened(qti.package(asked)), f"{{{qti.PACKAGE}}}", f"{{{qti.ITEM}}}"
    assert next(iter(files)) == "imsmanifest.xml"
    manifest = ElementTree.fromstring(files["imsmanifest.xml"])
    resources = manifest.findall(f"{p}resources/{p}resource")
    assert {each.get("href") for each in resources} == set(files) - {"imsmanifest.xml"}
    known = {each.get("identifier") for each in resources}
    assert len(known) == len(resources)
    assert {each.get("identifierref") for each in manifest.iter(f"{p}dependency")} <= known
    tests = [name for name in files if name.startswith("tests/")]
    referred = [
        each.get("href")
        for name in tests
        for each in ElementTree.fromstring(files[name]).iter(f"{q}assessmentItemRef")
    ]
    assert sorted(referred) == sorted(f"../{name}" for name in files if name.startswith("items/"))


# -- the cartridge ---------------------------------------------------------------------------------------------


def test_the_cartridge_holds_ten_weeks_with_their_plan_and_questions(asked):
    plan = weeks.plan()
    files, p = opened(cartridge.package(plan, asked, "about")), f"{{{cartridge.PACKAGE}}}"
    assert next(iter(files)) == "imsmanifest.xml"
    manifest = ElementTree.fromstring(files["imsmanifest.xml"])
    assert manifest.findtext(f"{p}metadata/{p}schemaversion") == "1.3.0"
    resources = {each.get("identifier"): each for each in manifest.iter(f"{p}resource")}
    assert {each.find(f"{p}file").get("href") for each in resources.values()} == set(files) - {"imsmanifest.xml"}
    (root,) = manifest.findall(f"{p}organizations/{p}organization/{p}item")
    assert [folder.findtext(f"{p}title") for folder in root.findall(f"{p}item")] == [week.title for week in plan]
    placed = [each.get("identifierref") for each in root.iter(f"{p}item") if each.get("identifierref")]
    assert sorted(placed) == sorted(resources), "each file stands in one week"
    for week in plan:
        page = files[f"week-{week.number:02}/plan.html"].decode()
        assert all(reading.title in page for reading in week.readings)
    mine = [question for question in asked if any(week.holds(question.page) for week in plan)]
    assert len(mine) >= 100
    topics = [name for name, each in resources.items() if each.get("type") == "imsdt_xmlv1p3"]
    assert len(topics) == sum(question.kind == GUESS for question in mine)


def test_the_cartridges_questions_have_one_right_answer_and_say_something_of_each(asked, odd):
    t = f"{{{cartridge.TEST}}}"
    given = [question for question in (*asked, *odd) if question.kind != GUESS]
    for question in given:
        root = ElementTree.fromstring(cartridge.test("t", "T", [question]))
        items = root.findall(f".//{t}item")
        assert len(items) == (len(question.choices) if question.kind == SORTING else 1)
        for item in items:
            labels = [each.get("ident") for each in item.iter(f"{t}response_label")]
            said = {each.get("ident"): each.findtext(f".//{t}mattext") for each in item.iter(f"{t}itemfeedback")}
            shown, right = {}, []
            for condition in item.iter(f"{t}respcondition"):
                chosen = condition.findtext(f"{t}conditionvar/{t}varequal")
                if (score := condition.find(f"{t}setvar")) is not None:
                    right.append((chosen, score.text))
                else:
                    shown[chosen] = said[condition.find(f"{t}displayfeedback").get("linkrefid")]
            assert list(shown) == labels and all(shown.values()) and len(right) == 1 and right[0][1] == "100"
        if question.kind == CHOICE:
            assert [shown[label] for label in labels] == [choice.feedback for choice in question.choices]
            assert question.choices[labels.index(right[0][0])].right


# -- the weeks, the rubric and the reading lists ---------------------------------------------------------------


def test_each_hour_is_sixty_minutes_and_each_week_can_be_read():
    plan = weeks.plan()
    assert [week.number for week in plan] == list(range(1, 11))
    assert {sum(minutes for minutes, _ in week.hour) for week in plan} == {60}
    load = [sum(reading.minutes for reading in week.readings) for week in plan]
    assert min(load) >= 40 and max(load) <= 75, dict(enumerate(load, 1))


def test_the_course_holds_both_models_both_places_four_countries_and_a_board_night():
    read = {reading.page for week in weeks.plan() for reading in week.readings}
    assert {
        "2-who-decides/body-corporate", "2-who-decides/lead-agency", "3-two-places/highland",
        "3-two-places/clackmannanshire-and-stirling", "6-elsewhere/england", "6-elsewhere/wales",
        "6-elsewhere/northern-ireland", "6-elsewhere/side-by-side", "8-for-trainers/board-night",
        "4-money/your-own-accounts", "2-who-decides/planning-together", "routes/options-paper",
    } <= read  # fmt: skip


def test_the_rubric_has_ten_criteria_in_four_bands_and_tests_what_the_paper_is_for():
    rows = evidence.table("rubric")
    assert [row["order"] for row in rows] == list(range(1, 11))
    for row in rows:
        assert len({row[band] for band in course.BANDS}) == 4, row["criterion"]
    assert {"P2", "P3", "P4", "P6", "P7"} == {row["outcome"] for row in rows}
    table = list(csv.reader(io.StringIO(course._rubric(None).decode("utf-8-sig"))))
    assert len(table) == 11 and {len(line) for line in table} == {6}


def test_a_weeks_reading_list_is_the_sources_of_its_pages(monkeypatch):
    week = weeks.plan()[0]
    some = [evidence.source(row["key"]) for row in evidence.table("sources")[:3]]
    known = {f"book/{week.readings[0].page}": some[:2], f"book/{week.readings[0].page}/in-depth": some[1:]}
    monkeypatch.setattr(readings.roles, "page_sources", lambda env, page: known.get(page, []))
    env = SimpleNamespace(found_docs={*known, "book/8-for-trainers/run-a-workshop"})
    assert readings.sources_of(week, env) == some
    files = opened(readings.package([week], env))
    assert sorted(files) == ["week-01.bib", "week-01.ris"]
    assert list(parse_string(files["week-01.bib"].decode(), "bibtex").entries) == [source.key for source in some]
    assert files["week-01.ris"].decode().count("ER  -") == 3


def test_the_same_book_gives_the_same_bytes(asked):
    again = questions.of_book()
    assert again == asked
    for one, other in zip(map(qti.package, (asked, again)), map(qti.package, (again, asked)), strict=True):
        assert one == other
    plan = weeks.plan()
    assert cartridge.package(plan, asked, "a") == cartridge.package(plan, again, "a")


def test_each_deck_is_short_and_opens_and_says_what_the_pages_say(asked):
    pptx = pytest.importorskip("pptx")
    files = opened(decks.package(weeks.plan(), asked, course.ABOUT))
    assert sorted(files) == [f"week-{number:02}.pptx" for number in range(1, 11)]
    for week in weeks.plan():
        shown = pptx.Presentation(io.BytesIO(files[f"week-{week.number:02}.pptx"]))
        titles = [slide.shapes.title.text_frame.text for slide in shown.slides]
        assert titles[0] == week.title and titles[-1] in ("To talk about", "In the hour") and 4 <= len(titles) <= 9
        for slide in shown.slides:
            lines = [paragraph.text for paragraph in slide.placeholders[1].text_frame.paragraphs]
            assert all(lines) and sum(len(line.split()) for line in lines) <= 130, (week.number, titles)
            assert "`" not in "".join(lines) and course.ABOUT in [
                s.text_frame.text for s in slide.shapes if s.has_text_frame
            ]
        for reading in week.readings:
            for line in decks.short_answer(reading):
                assert any(
                    line in p.text for slide in shown.slides for p in slide.placeholders[1].text_frame.paragraphs
                )
    assert decks.deck(weeks.plan()[0], asked, "a") == decks.deck(weeks.plan()[0], asked, "a")


# -- in the built site -----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_site_offers_every_file_and_a_table_opens_in_excel():
    page = (SITE / "book/8-for-trainers/course-files.html").read_text(encoding="utf-8")
    for file in course.offered():
        assert f'href="../../course/{file.name}"' in page
        assert (SITE / "course" / file.name).stat().st_size > 1000
    table = (SITE / "course/exercises.csv").read_bytes()
    assert table.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert {row["kind"] for row in rows} == {"exercise", "sort", "predict"}
    lists = opened((SITE / "course/reading-lists.zip").read_bytes())
    assert len(lists) == 20 and all(content.strip() for content in lists.values())
