"""What the page computes with: a model's steps, and the name of every number that words and drawings show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from joint_working import formula
from joint_working.formula import Formula, Number, Step, Summary
from joint_working.words import Clause, Slot


class Recorder:
    """Gives each number that is shown a name: that of a result, or a new one where words work it out.

    `formats` are the formats its slots asked for so far.
    """

    def __init__(self, results: Mapping[str, Number]):
        self.results = dict(results)
        self.formats: set[str] = set()
        self._names = {id(value): name for name, value in results.items() if isinstance(value, Formula)}
        self._spoken: dict[str, Formula] = {}

    @property
    def numbers(self) -> dict[str, Number]:
        """The results and whatever was named since."""
        return self.results | self._spoken

    def name_of(self, value: Number | bool) -> str | float | bool:
        """Return the name the page finds a number under; a plain number stands for itself."""
        if not isinstance(value, Formula):
            return value if isinstance(value, bool) else float(value)
        if not value.parts and not isinstance(value, Summary):
            return value.shape
        if id(value) not in self._names:
            name = f"say_{len(self._spoken) + 1}"
            self._names[id(value)] = name
            self._spoken[name] = value
        return self._names[id(value)]

    def slot(self, slot: Slot) -> list:
        """Return a slot as the page has it: its format and the name of its number."""
        self.formats.add(slot.format)
        return [slot.format, self.name_of(slot.value)]

    def words(self, clauses: Iterable[Clause]) -> list[list]:
        """Return clauses as the page has them: text, slots and the name of the condition."""
        return [[c.text, [self.slot(slot) for slot in c.slots], self.name_of(c.when)] for c in clauses]

    def steps(self) -> tuple[Step, ...]:
        """Return everything that was named, written out step by step."""
        return formula.write(self.numbers)
