"""The live twin: the controls of anything that moves as ipywidgets, and its answer, in a running notebook.

Nothing of it is published. Pictures are drawn by Python as SVG, so it works with the network cut.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets

from joint_working.html import NONE, Html, el, join
from joint_working.kit import pictures
from joint_working.kit.contract import Answer, Choice, Control, File, Interactive, Text, at_start, body_html, twin
from joint_working.kit.levers import Lever
from joint_working.kit.view import Picture, Table
from joint_working.words import fill, fill_slot

LOOK = {"style": {"description_width": "initial"}, "layout": {"width": "98%"}}
#: Enough of the page's look for an answer to be read where its stylesheet is not.
STYLE = el(
    "style",
    ".jw-live small{display:block}.jw-live span{margin-right:.4em}.jw-live .jw-mark{width:14px;height:14px}"
    ".jw-live .jw-vh{position:absolute;clip-path:inset(50%)}",
)


def wanted() -> bool:
    """Return whether widgets should be made: only inside a running Jupyter kernel."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
    return hasattr(shell, "kernel")


class Names(anywidget.AnyWidget):
    """Names the sliders of the twin it stands in for screen readers, and shows nothing."""

    _esm = Path(__file__).with_name("names.js").read_text(encoding="utf-8")


@twin.register(Interactive)
def _(shown: Interactive) -> Twin | None:
    return Twin(shown) if wanted() and shown.controls() else None


class Twin(widgets.VBox):
    """Controls and answer of one thing that moves.

    `inputs` maps the key of each control to its widget, and `boxes` that of each slider to the box a number is typed
    in, with `wrong` for what cannot be taken. `figure`, `sentence`, `pictures`, `table` and `body` answer; `save`
    writes what a reader can take away into `folder`, and `notice` says so.
    """

    def __init__(self, shown: Interactive, folder: str | Path = "."):
        self.shown, self.folder = shown, Path(folder)
        self.values: dict[str, Any] = {control.key: at_start(control) for control in shown.controls()}
        self.inputs: dict[str, widgets.Widget] = {}
        self.boxes: dict[str, widgets.Text] = {}
        self.wrong: dict[str, widgets.HTML] = {}
        self.figure, self.sentence, self.pictures, self.table, self.body = (widgets.HTML() for _ in range(5))
        self.save, self.notice = widgets.Button(description="Save to a file"), widgets.HTML()
        self.save.on_click(self._save)
        self._quiet = False
        self._controls = widgets.VBox(layout={"flex": "0 0 340px"})
        answer = [self.figure, self.sentence, self.pictures, self.table, self.body, self.save, self.notice]
        standing = getattr(shown, "standing", "")
        title = widgets.HTML(el("h3", shown.title) + (el("p", standing) if standing else NONE))
        both = widgets.HBox([self._controls, widgets.VBox(answer, layout={"flex": "1 1 auto"})])
        super().__init__([title, both, Names(layout={"display": "none"})])
        self.add_class("jw-twin")
        self._show()

    def _moved(self, key: str, value: Any) -> None:
        if not self._quiet:
            for name in [key] if key in self.wrong else self.wrong:  # a starting point sets every lever
                self.wrong[name].value = ""
            self.values = self.shown.moved(self.values | {key: value}, key)
            self._show()

    def _show(self) -> None:
        controls = self.shown.controls(self.values)
        self._quiet = True
        for control in controls:
            self.values.setdefault(control.key, at_start(control))
            if control.key not in self.inputs:
                self._add(control)
            _set(self.inputs[control.key], control, self.values[control.key])
            if control.key in self.boxes and not self.wrong[control.key].value:
                self.boxes[control.key].value = control.shown(self.values[control.key])
        self._controls.children = [self._row(control.key) for control in controls]
        self._quiet = False
        self._answer(self.shown.answer(self.values))

    def _add(self, control: Control) -> None:
        self.inputs[control.key] = _widget(control)
        self.inputs[control.key].observe(self._watch(control), names="value")
        if isinstance(control, Lever) and not control.options:
            self.boxes[control.key] = widgets.Text(continuous_update=False, layout={"width": "9em", "flex": "none"})
            self.boxes[control.key].observe(lambda change: self._typed(control, change["new"]), names="value")
            self.wrong[control.key] = widgets.HTML()

    def _row(self, key: str) -> widgets.Widget:
        if key not in self.boxes:
            return self.inputs[key]
        return widgets.VBox([widgets.HBox([self.inputs[key], self.boxes[key]]), self.wrong[key]])

    def _typed(self, lever: Lever, text: str) -> None:
        if self._quiet:
            return
        read = lever.typed(text)
        self.wrong[lever.key].value = el("b", read.problem, role="alert") if read.problem else ""
        if not read.problem:
            self._moved(lever.key, read.value)

    def _watch(self, control: Control):
        if isinstance(control, File):
            given = lambda value: tuple((file["name"], bytes(file["content"])) for file in value)  # noqa: E731
            return lambda change: self._moved(control.key, given(change["new"]))
        return lambda change: self._moved(control.key, change["new"])

    def _answer(self, answer: Answer) -> None:
        large = el("b", answer.figure, style="font-size:2em")
        self.figure.value = el("p", large, " ", answer.figure_label) if answer.figure else NONE
        self.sentence.value = el("p", answer.sentence, aria_live="polite")
        self.pictures.value = join(map(self._drawn, answer.pictures))
        self.table.value = _table(answer.table) if answer.table else NONE
        body = body_html(answer.body)
        self.body.value = STYLE + el("div", body, class_="jw-live") if body else NONE
        self.save.layout.display = "" if answer.saves else "none"
        self._saves = answer.saves

    def _drawn(self, picture: Picture) -> Html:
        spec = pictures.specification(picture, pictures.WIDTHS["wide"])
        drawing = pictures.svg(spec, f"live-{self.shown.title}-{picture.name}")
        return el("p", el("b", fill(picture.message)), el("br"), fill(picture.what)) + drawing

    def _save(self, button=None) -> None:
        name, content = self._saves
        (self.folder / name).write_text(content, encoding="utf-8", newline="")
        self.notice.value = el("p", f"Saved as {name}.", role="status")


def _table(table: Table) -> Html:
    heads = el("tr", (el("th", column) for column in table.columns))
    lines = (el("tr", (el("td", text) for text in (row.label, *map(fill_slot, row.cells)))) for row in table.rows)
    return el("table", el("caption", f"{table.caption}, {table.unit}"), heads, lines)


def _widget(control: Control) -> widgets.Widget:
    look = {"description": control.label, **LOOK}
    if isinstance(control, Choice):
        return widgets.Dropdown(**look)
    if isinstance(control, Text):
        return widgets.Textarea(rows=control.lines, **look)
    if isinstance(control, File):
        auto = {"width": "auto"}
        return widgets.FileUpload(
            accept=",".join(control.ends), multiple=control.several, description=control.label, layout=auto
        )
    if control.options:
        return widgets.Dropdown(options=[(words, number) for number, words in enumerate(control.options)], **look)
    look["layout"] = {"flex": "1 1 auto"}
    return widgets.FloatSlider(min=control.low, max=control.high, step=control.step, readout=False, **look)


def _set(widget: widgets.Widget, control: Control, value: Any) -> None:
    if isinstance(control, File):
        return
    if isinstance(control, Choice):
        pairs = [(words, key) for key, words in control.options.items()]
        if list(widget.options) != pairs:
            widget.options = pairs
    if isinstance(control, Lever) and control.options:
        value = int(value)
    elif isinstance(control, Lever):  # a slider stands on a step, or the browser would send back where it stands
        value = control.nearest(value)
    if widget.value != value:
        widget.value = value
