"""A reader's rule: the book's text gives the book's steps; a changed one is recorded right or refused in words."""

import json
import math
import subprocess
import sys
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

import joint_working
from joint_working import changing, explorers, formula, program
from joint_working.changing import beginners, guided, steps
from joint_working.changing.changed import of_the_book, settings
from joint_working.changing.labs import book, usual
from joint_working.explorers import changeable

HERE = Path(__file__).parent
WRONG, RIGHT = (
    yaml.safe_load((HERE / f"{name}_edits.yaml").read_text(encoding="utf-8")) for name in ("wrong", "right")
)
EXPLORERS = {explorer.name: explorer for explorer in explorers.every()}
#: It works with thousands of scenarios at once, which the page's small engine does not.
LEFT_OUT = {"budget-lab-fan", "board-night"}


def edited(edit):
    """Return the book's text of a lab with one edit made."""
    if "find" not in edit:
        return edit["put"]
    text = changing.source(edit["lab"])
    assert edit["find"] in text, f"{edit['what']}: the book's text no longer holds {edit['find']!r}"
    return text.replace(edit["find"], edit["put"], 1)


def by_name(edits):
    return pytest.mark.parametrize("edit", edits, ids=[f"{edit['lab']}: {edit['what']}" for edit in edits])


# --- The book's own rule -----------------------------------------------------------------------------------


def test_every_lab_but_the_fan_can_be_changed():
    assert set(changing.LABS) == set(EXPLORERS) - LEFT_OUT


@pytest.mark.parametrize("lab", changing.LABS)
def test_the_unchanged_text_gives_the_steps_of_the_books_own_model(lab):
    names = [lever.name for lever in EXPLORERS[lab].fields]
    levers = EXPLORERS[lab].levers(**{name: formula.lever(name) for name in names})
    assert changing.record(changing.source(lab), lab) == {
        "program": program.of(formula.named(EXPLORERS[lab].model(levers)), names)
    }


@pytest.mark.parametrize("lab", changing.LABS)
def test_what_a_reader_edits_is_short_and_stands_in_the_model(lab):
    lines = changing.source(lab).splitlines()
    assert 12 <= len(lines) <= 50
    assert max(map(len, lines)) <= 119


def test_all_that_is_returned_is_ready_for_json():
    lab = "budget-lab-five-years"
    for made in (changing.record(changing.source(lab), lab), changing.tasks(lab), changing.run_cell("1 + 1")):
        assert json.loads(json.dumps(made)) == made
    answer = changing.check(lab, changing.source(lab))
    assert json.loads(json.dumps(answer)) == answer
    assert json.loads(json.dumps(book())) == book()


def test_an_unknown_lab_is_named():
    with pytest.raises(ValueError, match="'five' is no lab whose rule can be changed: choose one of budget-lab-pot"):
        changing.record("x = 1", "five")


BARE = """
import sys
sys.path[0] = sys.argv[1]
for name in ("numpy", "pandas", "altair", "sphinx", "markupsafe", "yaml"):
    sys.modules[name] = None
import importlib, pkgutil, joint_working.models
for found in pkgutil.iter_modules(joint_working.models.__path__):
    importlib.import_module("joint_working.models." + found.name)
from joint_working import changing
print(all("program" in changing.record(changing.source(lab), lab) for lab in changing.LABS))
print(changing.check("board-lab", changing.source("board-lab"))["right"])
print(changing.__file__.startswith(sys.argv[1]))
"""


def test_it_needs_nothing_that_a_browsers_python_lacks(tmp_path):
    package, bundle = Path(joint_working.__file__).parent, tmp_path / "book.zip"
    with ZipFile(bundle, "w") as made:
        made.writestr("joint_working/changing/book.json", json.dumps(changeable.gather()))
        for name in ("__init__.py", "formula.py", "program.py", "words.py", "rounding.py", "models/*", "changing/*"):
            for path in package.glob(name):
                if path.is_file():
                    made.write(path, f"joint_working/{path.relative_to(package)}")
    bare = [sys.executable, "-c", BARE, bundle]
    done = subprocess.run(bare, env={}, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("True\nFalse\nTrue\n", "")


# --- Changed rules -----------------------------------------------------------------------------------------


def test_there_are_enough_edits():
    assert len(WRONG) >= 40 and len({edit["lab"] for edit in WRONG}) >= 6
    assert len(RIGHT) >= 10 and len({edit["lab"] for edit in RIGHT}) >= 6
    assert {edit["task"] for edit in RIGHT if "task" in edit} == {change.key for change in guided.changes()}


@by_name(WRONG)
def test_a_wrong_edit_is_told_in_one_sentence_with_its_line(edit):
    assert changing.record(edited(edit), edit["lab"]) == {"line": edit["line"], "sentence": edit["sentence"]}


def test_sentences_are_sentences():
    for edit in WRONG:
        sentence = edit["sentence"]
        assert sentence[-1] in ".?" and "Error" not in sentence and "Traceback" not in sentence, sentence
        assert sentence.startswith(f"Line {edit['line']}: ") if edit["line"] else not sentence.startswith("Line")
        assert len(sentence) <= 160, sentence


def apart(some, others):
    """Return the names under which two answers differ, by more than 1e-9 of their size or, near 0, of one."""
    assert some.keys() == others.keys()
    return [name for name in some if not math.isclose(some[name], others[name], rel_tol=1e-9, abs_tol=1e-9)]


def compare(edit, many):
    made = changing.record(edited(edit), edit["lab"])
    assert "program" in made, made
    mine, differs = changing.rule(edited(edit), edit["lab"]), False
    for setting in islice(settings(edit["lab"], seed=7), many):
        recorded = program.run(made["program"], setting)
        assert apart(recorded, mine.results(setting)) == [], setting
        differs = differs or bool(apart(recorded, program.run(of_the_book(edit["lab"]), setting)))
    assert differs, "the edit changes nothing"


@by_name(RIGHT)
def test_a_right_edit_answers_as_plain_python_does(edit):
    compare(edit, 60)


@pytest.mark.slow
@by_name(RIGHT)
def test_a_right_edit_answers_as_plain_python_does_at_500_settings(edit):
    compare(edit, 500)


def test_a_refused_edit_leaves_the_books_rule_as_it_was():
    lab, before = "board-lab", usual("board-lab")
    changing.record(edited(RIGHT[6]), lab)
    with pytest.raises(beginners.Refused):
        changing.rule("def result(", lab)
    levers = EXPLORERS[lab].at()
    assert (
        formula.named(EXPLORERS[lab].model(levers))["carried"]
        == changing.rule(changing.source(lab), lab).at()["carried"]
    )
    assert usual(lab) == before


def test_a_loop_without_end_is_stopped_in_time_and_leaves_no_trace():
    before = sys.gettrace()
    with pytest.raises(steps.TooLong), steps.counted():
        exec(compile("while True: pass", steps.RULE, "exec"), {})
    assert sys.gettrace() is before


# --- Guided changes ----------------------------------------------------------------------------------------

TASKS = [edit for edit in RIGHT if "task" in edit]


def change_of(edit):
    return next(change for change in guided.changes() if change.key == edit["task"])


@by_name(TASKS)
def test_a_guided_change_is_right_by_what_it_gives(edit):
    found = changing.check(edit["lab"], edited(edit))
    assert found["right"] and not found["close"] and found["sentence"] == change_of(edit).right
    assert all(wanted == given for _, wanted, given, _ in found["tried"])


@by_name(TASKS)
def test_what_a_task_expects_is_what_plain_python_gives(edit):
    mine = changing.rule(edited(edit), edit["lab"])
    for tried in change_of(edit).tried:
        assert mine.at(**tried.levers)[change_of(edit).result] == pytest.approx(tried.gives, abs=1e-6)


@by_name(TASKS)
def test_the_books_own_rule_is_told_to_be_unchanged(edit):
    found = changing.check(edit["lab"], changing.source(edit["lab"]))
    assert not found["right"] and not found["close"] and found["sentence"] == change_of(edit).unchanged


CLOSE = {
    "part-year": ("(12 - months_late(levers, first)) / 12", "6 / 12"),
    "who-pays": (
        "    return Parts(health, first, second)",
        "    return Parts(health + 0.4, first - 0.2, second - 0.2)",
    ),
    "indexing": ("levers.uplift / 100)", "(levers.uplift + levers.prices) / 100)"),
    "stepped-cost": ("levers.community_cost * days", "levers.community_cost * 1000 * (whole(days / 1000) + 1)"),
    "fading": ("    return kept", "    return 0.9"),
    "all-members": ("votes_for, votes_against, same", "votes_for, sits.voters * 2 / 3, same"),
}
AWAY = {
    "part-year": ("(12 - months_late(levers, first)) / 12", "14 / 12"),
    "who-pays": (
        "    return Parts(health, first, second)",
        "    return Parts(health - 0.4, first + 0.2, second + 0.2)",
    ),
    "indexing": ("levers.uplift / 100)", "at_most(levers.prices, levers.uplift / 2) / 100)"),
    "stepped-cost": ("days / 1e6", "days / 2e6"),
    "fading": ("    return kept", "    return 1.1 * kept"),
    "all-members": ("votes_for, votes_against, same", "votes_for, choose(present >= 9, 9, 0), same"),
}


@by_name(TASKS)
@pytest.mark.parametrize("kind", ["close", "away"])
def test_an_answer_that_is_close_and_one_that_is_not_are_told_apart(edit, kind):
    find, put = (CLOSE if kind == "close" else AWAY)[edit["task"]]
    found = changing.check(edit["lab"], edited({**edit, "find": find, "put": put}))
    assert "right" in found and not found["right"], found
    assert found["close"] == (kind == "close"), found
    start = change_of(edit).close if kind == "close" else "Not yet. "
    assert found["sentence"].startswith(start)


def test_a_refused_text_is_told_by_check_as_by_record():
    edit = WRONG[0]
    assert changing.check(edit["lab"], edited(edit)) == changing.record(edited(edit), edit["lab"])
    with pytest.raises(ValueError, match="'flow-lab' has no guided change: choose one of budget-lab-five-years"):
        changing.check("flow-lab", changing.source("flow-lab"))


def test_a_task_that_departs_from_the_law_says_what_the_law_is():
    assert [change.key for change in guided.changes() if change.law] == ["all-members"]
    assert "article 11" in changing.tasks("board-lab")[0]["law"]


# --- Cells -------------------------------------------------------------------------------------------------


def test_cells_run_in_order_and_forget_when_told():
    changing.forget()
    assert changing.run_cell("x = 3\nprint('cost')\nx * 2") == {"out": "cost\n6", "error": ""}
    assert changing.run_cell("x + 1") == {"out": "4", "error": ""}
    changing.forget()
    assert changing.run_cell("x + 1")["error"] == "Line 1: `x` is used here before it has been given a number."
    assert (
        changing.run_cell("import no_such_thing")["error"]
        == "Line 1: `no_such_thing` is not here: this runs in the live lab."
    )
    assert changing.run_cell("print(1)\nwhile True:\n    pass")["out"] == "1\n"
    assert changing.run_cell("def f(")["error"] == "Line 1: a bracket that opens here is never closed."
