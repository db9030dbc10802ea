"""The live twin: the same levers as ipywidgets, answered by the same model in a running notebook.

Nothing of it is published. Pictures are drawn by Python as SVG, so it works with the network cut.
"""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from joint_working.explorers.parts._html import Part
from joint_working.kit import pictures
from joint_working.kit.explorer import Explorer
from joint_working.kit.levers import Lever
from joint_working.words import fill

WIDE = {"description_width": "initial"}
#: Enough of the page's look for an answer to be read where its stylesheet is not.
LOOK = "<style>.jw-live small{display:block}.jw-live span{margin-right:.4em}</style>"


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
        title = widgets.HTML(f"<h3>{escape(part.title)}</h3>")
        super().__init__([title, *self.inputs.values(), self.sentence, self.shown])
        self._answer()

    def _answer(self, change=None) -> None:
        said, shown = self.part.chosen(*(control.value for control in self.inputs.values()))
        self.sentence.value = f"<p aria-live='polite'>{escape(said)}</p>"
        self.shown.value = f"{LOOK}<div class='jw-live'>{shown}</div>"


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
        title = widgets.HTML(f"<h3>{escape(explorer.title)}</h3><p>{escape(explorer.standing)}</p>")
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
        label = escape(fill(shown.figure_label))
        self.figure.value = f"<p><b style='font-size:2em'>{fill(shown.figure)}</b> {label}</p>"
        self.sentence.value = f"<p aria-live='polite'>{escape(fill(shown.sentence))}</p>"
        self.pictures.value = "".join(
            f"<p><b>{escape(fill(p.message))}</b><br>{escape(fill(p.what))}</p>"
            + pictures.svg(pictures.specification(p, pictures.WIDTHS["wide"]), f"live-{self.explorer.name}-{p.name}")
            for p in shown.pictures
        )
        heads = "".join(f"<th>{escape(column)}</th>" for column in shown.table.columns)
        lines = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in self.explorer.cells(levers))
        rows = "".join(f"<tr>{line}</tr>" for line in lines)
        caption = f"<caption>{escape(shown.table.caption)}, {escape(shown.table.unit)}</caption>"
        self.table.value = f"<table>{caption}<tr>{heads}</tr>{rows}</table>"


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
