"""The live twin: the same levers as ipywidgets, answered by the same model in a running notebook.

Nothing of it is published. Pictures are drawn by Python as SVG, so it works with the network cut.
"""

from __future__ import annotations

import ipywidgets as widgets

from joint_working.html import Html, el, join
from joint_working.kit import pictures
from joint_working.kit.contract import Part
from joint_working.kit.explorer import Explorer, Picture
from joint_working.kit.levers import Lever
from joint_working.words import fill

WIDE = {"description_width": "initial"}
#: Enough of the page's look for an answer to be read where its stylesheet is not.
LOOK = el("style", ".jw-live small{display:block}.jw-live span{margin-right:.4em}")


def wanted() -> bool:
    """Return whether widgets should be made: only inside a running Jupyter kernel."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
    return hasattr(shell, "kernel")


def view(explorer: Explorer, opens: str | None = None) -> Live:
    """Return a live panel for an explorer, at its default levers or at the preset it opens on."""
    panel = Live(explorer)
    if opens:
        panel.preset.value = opens
    return panel


def part_view(part: Part) -> LivePart:
    """Return a live panel for a part with choices: a panel, a filtered list, a timeline."""
    return LivePart(part)


class LivePart(widgets.VBox):
    """What a reader can choose, the sentence, and what is shown, as widgets.

    `inputs` maps each choice's key to its widget; `sentence` and `shown` are the widgets that answer.
    """

    def __init__(self, part: Part):
        self.part = part
        self.inputs = {
            choice.key: widgets.Dropdown(
                options=[(words, value) for value, words in choice.options.items()],
                value=choice.usual or next(iter(choice.options)), description=choice.label, style=WIDE,
                layout={"width": "98%"},
            )
            for choice in part.choices()
        }  # fmt: skip
        self.sentence, self.shown = widgets.HTML(), widgets.HTML()
        for control in self.inputs.values():
            control.observe(self._answer, names="value")
        title = widgets.HTML(el("h3", part.title))
        super().__init__([title, *self.inputs.values(), self.sentence, self.shown])
        self._answer()

    def _answer(self, change=None) -> None:
        said, shown = self.part.chosen(*(control.value for control in self.inputs.values()))
        self.sentence.value = el("p", said, aria_live="polite")
        self.shown.value = LOOK + el("div", shown, class_="jw-live")


class Live(widgets.VBox):
    """Levers, sentence, pictures and table of one explorer, as widgets.

    `inputs` maps each lever's name to its widget; `sentence` and `table` are the widgets that answer.
    """

    def __init__(self, explorer: Explorer):
        self.explorer = explorer
        self.inputs = {lever.name: _input(lever) for lever in explorer.fields}
        self.preset = widgets.Dropdown(
            options=[(preset.label, preset.name) for preset in explorer.presets],
            description=explorer.start, style=WIDE, layout={"width": "98%"},
        )  # fmt: skip
        self.figure, self.sentence, self.pictures, self.table = (widgets.HTML() for _ in range(4))
        self._quiet = False
        for control in self.inputs.values():
            control.observe(self._answer, names="value")
        self.preset.observe(self._start, names="value")
        narrow = {"flex": "0 0 330px"}
        levers = widgets.VBox([self.preset, *self.inputs.values()], layout=narrow)
        answer = widgets.VBox([self.figure, self.sentence, self.pictures, self.table], layout={"flex": "1 1 auto"})
        title = widgets.HTML(el("h3", explorer.title) + el("p", explorer.standing))
        super().__init__([title, widgets.HBox([levers, answer])])
        self._answer()

    def _start(self, change) -> None:
        levers = self.explorer.at(change["new"])
        self._quiet = True
        for name, control in self.inputs.items():
            control.value = getattr(levers, name)
        self._quiet = False
        self._answer()

    def _answer(self, change=None) -> None:
        if self._quiet:
            return
        values = {lever.name: _on_step(lever, self.inputs[lever.name].value) for lever in self.explorer.fields}
        levers = self.explorer.at(**values)
        shown = self.explorer.show(levers)
        large = el("b", fill(shown.figure), style="font-size:2em")
        self.figure.value = el("p", large, " ", fill(shown.figure_label))
        self.sentence.value = el("p", fill(shown.sentence), aria_live="polite")
        self.pictures.value = join(
            el("p", el("b", fill(picture.message)), el("br"), fill(picture.what)) + self._drawn(picture)
            for picture in shown.pictures
        )
        heads = el("tr", (el("th", column) for column in shown.table.columns))
        lines = (el("tr", (el("td", text) for text in row)) for row in self.explorer.cells(levers))
        self.table.value = el("table", el("caption", f"{shown.table.caption}, {shown.table.unit}"), heads, lines)

    def _drawn(self, picture: Picture) -> Html:
        spec = pictures.specification(picture, pictures.WIDTHS["wide"])
        return pictures.svg(spec, f"live-{self.explorer.name}-{picture.name}")


def _input(lever: Lever):
    look = {"description": lever.label, "style": WIDE, "layout": {"width": "98%"}}
    if lever.options:
        choices = [(option, number) for number, option in enumerate(lever.options)]
        return widgets.Dropdown(options=choices, value=int(lever.default), **look)
    return widgets.FloatSlider(
        min=lever.low, max=lever.high, step=lever.step, value=lever.default, readout_format=".2f", **look
    )


def _on_step(lever: Lever, value: float) -> float:
    """Return the lever's nearest step: a slider's own arithmetic leaves values like 2.9000000000000004."""
    if lever.options:
        return value
    return round(lever.low + round((value - lever.low) / lever.step) * lever.step, 6)
