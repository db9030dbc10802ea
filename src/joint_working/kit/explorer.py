"""The explorer: levers, a model and what to show of its answer. One object, three ways to meet it.

In a cell it prints its sentence and table (text/plain, which the notebook tests compare), gives the section that the
published page makes live (text/html, see page.py), and opens as widgets in a live notebook (live.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from joint_working import formula
from joint_working.formula import Columns, Formula, Number, Step
from joint_working.kit import changes
from joint_working.kit.contract import Answer, Choice, Control, Interactive, Opened
from joint_working.kit.frame import limits
from joint_working.kit.levers import Lever, Preset, levers_of, presets_of
from joint_working.kit.recording import Recorder
from joint_working.kit.view import View
from joint_working.words import FORMATS, Slot, fill, fill_slot, in_short


@dataclass(frozen=True)
class Recording:
    """What the page computes with: the model's steps, and where each number shown comes from."""

    steps: tuple[Step, ...]
    results: tuple[str, ...]
    page: dict[str, Any]
    columns: Columns | None = None
    """What is worked out for many scenarios at once, if anything is."""


@dataclass(frozen=True)
class Explorer(Interactive):
    """Levers, a model, and a function that says what to show.

    `view(levers, answer, before)` returns a View; `before` is the model's answer at the default levers, as
    numbers, so that a change can be told. `variable` is the Python name under which notebooks import it.
    """

    name: str
    version: int
    variable: str
    part: str
    title: str
    levers: type
    model: Callable[[Any], Any]
    view: Callable[[Any, Any, Any], View]
    assumes: tuple[str, ...]
    omits: tuple[str, ...]
    #: The first version whose links still mean what they meant. Older ones are refused.
    oldest: int = 1
    #: Of levers that can do nothing at some settings, by name: when they count. Else they are not shown.
    counts: Callable[[Any, Any], Mapping[str, Number | bool]] = lambda levers, answer: {}
    #: What its starting points are, over the list of them.
    start: str = "Start from a made-up partnership"
    #: How far its numbers can be trusted: said in everything a reader takes away.
    standing: str = "Illustrative: the numbers are made up to show how something works."

    @cached_property
    def fields(self) -> tuple[Lever, ...]:
        """The explorer's levers, from `data/levers.csv`."""
        return levers_of(self.name)

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        """The explorer's made-up starting points, from `data/presets.csv`."""
        return presets_of(self.name)

    def at(self, preset: str | None = None, **changes: float):
        """Return the levers with some of them moved: first by a preset, then by name.

        Raises ValueError, in one sentence, for an unknown preset or lever or a value the lever cannot take.
        """
        known = {lever.name: lever for lever in self.fields}
        if preset is not None:
            sets = {p.name: p.changes for p in self.presets}
            if preset not in sets:
                raise ValueError(f"{self.name} has no preset {preset!r}: choose one of {', '.join(sets)}.")
            changes = sets[preset] | changes
        for name, value in changes.items():
            if name not in known:
                raise ValueError(f"{self.name} has no lever {name!r}: choose one of {', '.join(known)}.")
            known[name].check(value)
        return self.levers(**({lever.name: lever.default for lever in self.fields} | changes))

    def show(self, levers=None) -> View:
        """Return what the explorer shows for the given levers (the default ones if none are given)."""
        levers = levers or self.at()
        return self.view(levers, self.model(levers), self._before)

    @property
    def caution(self) -> str:
        """How far its numbers can be trusted, in one line that always stands under what it shows."""
        made_up = self.standing.startswith("Illustrative")
        said = "Made up. Not any real partnership." if made_up else self.standing
        return f"{said} {limits(self.assumes, self.omits)}"

    @cached_property
    def _before(self):
        return self.model(self.at())

    def brief(self, levers=None) -> str:
        """Return the short sentence for the given levers."""
        return fill(self.show(levers).brief)

    def sentence(self, levers=None) -> str:
        """Return the sentence for the given levers."""
        return fill(self.show(levers).sentence)

    def that_count(self, levers=None) -> tuple[Lever, ...]:
        """Return the levers that can change what is shown at the given setting: the others are not shown."""
        levers = levers or self.at()
        counts = self.counts(levers, self.model(levers))
        return tuple(lever for lever in self.fields if counts.get(lever.name, True))

    def changed(self, levers=None, last: str = "") -> str:
        """Return in one line what differs from the usual setting; the lever called `last` was moved last."""
        levers = levers or self.at()
        moved = [lever for lever in self.fields if getattr(levers, lever.name) != lever.default]
        moved.sort(key=lambda lever: lever.name != last)
        usual, now = (fill(self.show(at).figure) for at in (self.at(), levers))
        told = [[one.label, one.shown(getattr(levers, one.name)), one.shown(one.default)] for one in moved]
        return changes.line(usual, now, told)

    def cells(self, levers=None) -> list[list[str]]:
        """Return the table for the given levers as printed: one list of texts a row, the label first."""
        return [[row.label, *map(fill_slot, row.cells)] for row in self.show(levers).table.rows]

    def text(self, levers=None) -> str:
        """Return title, headline, sentence and table as plain text."""
        view = self.show(levers)
        lines = [self.title, f"{fill(view.figure)} {fill(view.figure_label)}", fill(view.sentence), ""]
        rows = [list(view.table.columns), *self.cells(levers)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines.append(f"{view.table.caption} ({view.table.unit})")
        for row in rows:
            numbers = "".join(text.rjust(width + 2) for text, width in zip(row[1:], widths[1:], strict=True))
            lines.append(row[0].ljust(widths[0]) + numbers)
        return "\n".join(lines)

    def to_link(self, levers=None) -> str:
        """Return the part of an address after `#` that carries the given levers."""
        return super().to_link(vars(levers or self.at()))

    def from_link(self, address: str):
        """Return the levers an address carries; what it leaves out is as it was in the version that made it.

        What does not fit is left as usual, with a LinkWarning in the sentence the page shows. Raises ValueError when
        the address is for something else.
        """
        return self.at(**super().from_link(address))

    def as_python(self, levers=None) -> str:
        """Return the lines of Python that set the same levers in a notebook."""
        levers = levers or self.at()
        values = ((lever, getattr(levers, lever.name)) for lever in self.fields)
        moved = [[lever.name, in_short(value)] for lever, value in values if value != lever.default]
        return changes.as_python(self.variable, moved)

    @cached_property
    def recording(self) -> Recording:
        """The model and its words, recorded once as the steps the page computes with."""
        levers = self.levers(**{lever.name: formula.lever(lever.name) for lever in self.fields})
        answer = self.model(levers)
        results = formula.named(answer)
        record = Recorder(results)
        record.formats.update(lever.format for lever in self.fields if not lever.options)

        def cell(value):
            if isinstance(value, Slot):
                return {"slot": record.slot(value)}
            return {"signal": record.name_of(value)} if isinstance(value, Formula) else value

        view = self.view(levers, answer, self._before)
        page = {
            "figure": record.words(view.figure),
            "figure_label": record.words(view.figure_label),
            "usual": fill(self.show().figure),
            "counts": {name: record.name_of(holds) for name, holds in self.counts(levers, answer).items()},
            "brief": record.words(view.brief),
            "sentence": record.words(view.sentence),
            "table": [[record.slot(slot) for slot in row.cells] for row in view.table.rows],
            "pictures": [
                {
                    "message": record.words(picture.message),
                    "what": record.words(picture.what),
                    "description": record.words(picture.description),
                    "rows": {
                        name: [{key: cell(value) for key, value in row.items()} for row in rows]
                        for name, rows in picture.rows.items()
                    },
                }
                for picture in view.pictures
            ],
        }
        if view.onward:
            page["onward"] = [
                [to.start, [[key, record.name_of(value)] for key, value in to.values.items()]] for to in view.onward
            ]
        page["formats"] = {name: FORMATS[name] for name in sorted(record.formats)}
        return Recording(record.steps(), tuple(results), page, formula.columns(record.numbers.values()))

    def controls(self, values: Mapping[str, Any] | None = None) -> tuple[Control, ...]:
        """Return the starting points as one choice, and the levers."""
        starts = {preset.name: preset.label for preset in self.presets} | {"": "Your own settings"}
        return (Choice("preset", self.start, starts), *self.fields)

    def in_link(self) -> tuple[Lever, ...]:
        """Return the levers: a link says what is set, not which starting point set it."""
        return self.fields

    def moved(self, values: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Return the levers a starting point sets; a lever that is moved leaves the starting point."""
        if key == "preset":
            return dict(values) | (vars(self.at(values[key])) if values[key] else {})
        return dict(values) | {"preset": ""}

    def text_of(self, values: Mapping[str, Any]) -> str:
        """Return title, headline, sentence and table for the levers in `values`."""
        return self.text(self.at(**{lever.name: values[lever.name] for lever in self.fields}))

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """Return figure, sentence, pictures and table for the levers in `values`."""
        levers = self.at(**{lever.name: round(values[lever.name], 6) for lever in self.fields})
        shown = self.show(levers)
        figure, label = fill(shown.figure), fill(shown.figure_label)
        return Answer(fill(shown.sentence), "", figure, label, shown.pictures, shown.table)

    def opened_on(self, preset: str) -> Opened:
        """Return the explorer as a cell shows it where a chapter opens it on one of its presets.

        Links, Python and Reset are those of the explorer itself. Raises ValueError for an unknown preset.
        """
        return Opened(self, vars(self.at(preset)) | {"preset": preset})
