"""Lets a reader change the rule behind a lab, in the page: what its bonnet shows, and what comes once it is asked for.

The bonnet of a chapter shows the lab, the function it runs on and, where there is one, a guided change. On a click the
page opens a frame of its own (`FRAME`), whose policy lets nothing out. In it, real Python records the changed function
(`joint_working.changing`) into a list of plain operations (`program`), which the page then works with: levers move
without Python. Words, table and pictures are those of the lab, worked out from the numbers of the changed answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path

import rjsmin

from joint_working import changing, evidence, explorers, formula
from joint_working.explorers import changeable
from joint_working.formula import Formula
from joint_working.html import Html, button, el, join, link, shape, trusted
from joint_working.kit import page
from joint_working.kit.explorer import Explorer, Recording
from joint_working.site import model_scripts, run_here

PACKAGE = Path(__file__).parent.parent
#: The labs that a bonnet shows, by the bonnet's chapter. Not the fan lab: it works with scenarios, not with steps.
LABS = {
    "1-why-join-up/the-promise": "savings-in-proportion",
    "2-who-decides/body-corporate": "board-lab",
    "2-who-decides/choosing-a-model": "model-chooser",
    "2-who-decides/planning-together": "commissioning-cycle",
    "3-two-places/clackmannanshire-and-stirling": "cash-or-share",
    "3-two-places/highland": "price-between-two-bodies",
    "4-money/five-years": "budget-lab-five-years",
    "4-money/hospital-money": "budget-lab-hospital",
    "4-money/one-pot": "budget-lab-pot",
    "4-money/prevention": "budget-lab-prevention",
    "5-judging-it/has-it-worked": "what-would-have-happened",
}
#: What Python in a page has of the package: no table, no picture, no page.
MODULES = ("__init__", "formula", "in_print", "program", "rounding", "words")
#: What may reach Python and what may leave it: the scripts of the site go in, and nothing out. No address is allowed
#: to a fetch, a socket, a picture or a form; the worker, which is made of text, stands under the same policy.
FRAME_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; base-uri 'none'; form-action 'none'"
)
FRAME = shape(
    """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">
<title>Python for “Change this model”</title>
<script src="../libraries/pyodide/python.js"></script><script src="book.js"></script><script src="frame.js"></script>
</head><body></body></html>
""",
    policy=trusted(FRAME_POLICY),
)
#: Where the same changes are made in ordinary Python.
NOTEBOOK = "book/8-for-trainers/change-the-model"
HOW = (
    "The lab answers by the rule under it, a function in Python. Change a line, and its numbers follow yours. "
    "Its words stay the book’s."
)
QUIET = "Runs in your browser and sends nothing. The first run loads Python from this site, 6 MB."
CLOSE = shape("</section>")
ACTIONS = (
    ("run", "Run"), ("see", "See the lab"), ("undo", "Undo"), ("reset", "Back to the book’s rule"),
    ("link", "Copy link with your rule"), ("save", "Save as a file"), ("load", "Open a file"),
)  # fmt: skip


# --- What the page shows ---------------------------------------------------------------------------------------


def section_html(lab: str, notebook: str | None) -> Html:
    """Return the section of a bonnet in which a lab's rule can be changed. `notebook` is the address of NOTEBOOK."""
    elsewhere = notebook and el("p", "The same in ordinary Python: ", link(notebook, "Change the model"), ".")
    rule = {"tabindex": "0", "aria_label": "The rule of this lab", "data_change_source": True}
    return el(
        "section",
        el("h2", "Change this model"),
        el("p", HOW),
        page.section(_explorers()[lab]),
        el(
            "div",
            [_task(task) for task in changing.tasks(lab)],
            el("pre", changing.source(lab).rstrip(), **rule),
            button("Change this model", main=True, data_change_open=True, hidden=True),
            el("div", data_change_editor=True, hidden=True),
            el("p", _actions(), class_="jw-actions", data_change_actions=True, hidden=True),
            el("p", role="status", class_="jw-change-said", data_change_said=True),
            el("p", QUIET, class_="jw-note"),
            elsewhere,
            class_="jw-changing",
            data_jw_change=lab,
        ),
        class_="jw-change",
        id="change-this-model",
    )


def _task(task: Mapping[str, str]) -> Html:
    hint = el("details", el("summary", "Hint"), el("p", task["hint"]))
    law = el("p", task["law"], class_="jw-note") if task.get("law") else None
    return el("div", el("h3", f"Try this: {task['name']}"), el("p", task["words"]), law, hint, class_="jw-change-task")


def _actions() -> Html:
    return join(button(words, main=action == "run", data_change_do=action) for action, words in ACTIONS)


def offered(page_name: str, body: str, cells: Sequence[str], notebook: str | None) -> str:
    """Return the HTML of a bonnet with its `cells` marked, and the section at its end if its chapter has a lab."""
    body = run_here.offered(body, cells)
    lab = LABS.get(page_name.removeprefix("book/").removesuffix("/bonnet"))
    if not lab:
        return body
    start, end, after = body.rpartition(CLOSE)
    return f"{start}{section_html(lab, notebook)}{end}{after}"


# --- What comes once it is asked for ---------------------------------------------------------------------------


def place(static: Path) -> None:
    """Write what a changed rule needs into a site's static folder: the frame, and the words of every such lab."""
    own = static / "change"
    (own / "frame.html").write_text(FRAME, encoding="utf-8")
    worker = rjsmin.jsmin((own / "worker.js").read_text(encoding="utf-8"))
    (own / "worker.js").unlink()
    (own / "frame.js").write_text(rjsmin.jsmin((own / "frame.js").read_text("utf-8")), encoding="utf-8")
    for name, held in {"Book": {"book": book(), "script": worker}, "Tables": tables()}.items():
        packed = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
        (own / f"{name.lower()}.js").write_text(f"window.change{name}={packed};\n", encoding="utf-8")
    for lab in LABS.values():
        script = rjsmin.jsmin(words_script(_explorers()[lab]))
        (static / f"rules-changed-{lab}.js").write_text(script, encoding="utf-8")


def book() -> dict[str, str]:
    """Return the files that Python in a page imports, by their path: the package without pictures and pages."""
    files = [PACKAGE / f"{name}.py" for name in MODULES]
    files += [path for name in ("models", "evidence", "changing") for path in sorted((PACKAGE / name).iterdir())]
    texts = _texts(PACKAGE.parent.parent, files)
    return texts | {"src/joint_working/changing/book.json": json.dumps(changeable.gather(), ensure_ascii=False)}


def tables() -> dict[str, str]:
    """Return the files of the book's tables, by their path: cells of a page read them."""
    return _texts(evidence.data_dir().parent, sorted(evidence.data_dir().glob("*.*")))


def _texts(root: Path, files: Iterable[Path]) -> dict[str, str]:
    those = (path for path in files if path.suffix in (".py", ".csv", ".json", ".yaml"))
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in those}


@cache
def _explorers() -> dict[str, Explorer]:
    return {explorer.name: explorer for explorer in explorers.every()}


def words_script(explorer: Explorer) -> str:
    """Return the script of an explorer's words for any answer: what they say, and the steps from results to it."""
    said = words_of(explorer)
    given = [*(lever.name for lever in explorer.fields), *said.results]
    steps = [step for step in said.steps if step.name not in given]
    words = json.dumps(said.page, ensure_ascii=False, separators=(",", ":"))
    script = model_scripts.script(f"{explorer.name}, said", given, steps)
    return f'{script}rules["changed-{explorer.name}"] = {words};\n'


def words_of(explorer: Explorer) -> Recording:
    """Return what an explorer shows, recorded from its answer by name: the steps begin at its results, not its levers.

    The results may come from any rule that gives an answer of the same shape.
    """
    levers = explorer.levers(**{lever.name: formula.lever(lever.name) for lever in explorer.fields})
    answer = by_name(explorer.model(levers))

    def model(at):
        return answer if any(isinstance(value, Formula) for value in vars(at).values()) else explorer.model(at)

    return replace(explorer, model=model).recording


def by_name(answer, prefix: str = ""):
    """Return a model's answer with each number replaced by its name, as `formula.named` gives it."""
    changed = {}
    for field in fields(answer):
        value, name = getattr(answer, field.name), f"{prefix}{field.name}"
        if isinstance(value, tuple):
            one = f"{name.removesuffix('s')}_"
            changed[field.name] = tuple(by_name(item, f"{one}{at}_") for at, item in enumerate(value, start=1))
        else:
            changed[field.name] = by_name(value, f"{name}_") if is_dataclass(value) else Formula(name)
    return replace(answer, **changed)
