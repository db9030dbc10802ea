"""What the Indicator Reader says: the clauses over a reading, and how figures and phrases are printed.

`[names]` in a clause stand for what a setting points at; `lookup.spoken` fills them on the page and in Python.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from joint_working import formula
from joint_working.explorers.judging_it.indicator_series import READER_FORMATS, series
from joint_working.formula import Number, both, either, opposite, same
from joint_working.kit.recording import Recorder
from joint_working.models import lookup
from joint_working.models.indicators import Reading, Seen, as_printed, read
from joint_working.models.lookup import Entry, Phrase
from joint_working.words import Clause, Slot, fill_slot

ALIKE = (
    "It does not mean that the two places are alike: the same figure can come from different needs and different care."
)
LEVEL = "It does not mean that nothing changed: more people may have waited, each for less time."
SPLIT = "It does not mean that one of the two councils is better served: one board plans for both."
ALONE = "It does not mean that a board can be judged by it: one figure has no comparison in it."


def _say(text: str, *slots: Slot, when: Number | bool = True) -> Clause:
    """Return a clause whose [names] are filled with what a setting points at, and then its {} with numbers."""
    return Clause(text, slots, when)


def _value(value: Number) -> Slot:
    return Slot("value", value)


def _shown(value: Number) -> Slot:
    return Slot("shown", value)


def _size(value: Number) -> Slot:
    """Return a slot for a change without its sign."""
    return _shown(formula.choose(value < 0, -1 * value, value))


@dataclass(frozen=True)
class Case:
    """When a clause is said, and the sizes of two changes: worked out once, for every clause that asks."""

    counted: Number
    rate: Number
    held: Number
    other_held: Number
    split: Number
    two: Number
    none: Number
    alone: Number
    unchanged: Number
    up: Number
    down: Number
    level: Number
    other_up: Number
    other_down: Number
    other_level: Number
    size: Slot
    other_size: Slot
    line: Number
    other_line: Number
    together: Number
    no_line: Number
    stood: Number
    """1 where the figure is printed as it was where its line starts."""
    other_stood: Number


def _case(seen: Seen, reading: Reading) -> Case:
    counted, rate = same(seen.counted, 1), same(seen.counted, 0)
    held, other_held = same(seen.held, 1), same(seen.other_held, 1)
    split, two = same(seen.split, 1), same(seen.two, 1)
    return Case(
        counted=counted,
        rate=rate,
        held=held,
        other_held=other_held,
        split=split,
        two=two,
        none=both(opposite(held), opposite(split)),
        alone=both(rate, both(held, opposite(other_held))),
        unchanged=same(seen.value, seen.start),
        up=both(counted, reading.up),
        down=both(counted, reading.down),
        level=both(counted, reading.level),
        other_up=both(both(counted, held), reading.other_up),
        other_down=both(both(counted, held), reading.other_down),
        other_level=both(both(counted, held), reading.other_level),
        size=_size(seen.shown),
        other_size=_size(seen.other_shown),
        line=both(rate, same(seen.line, 1)),
        other_line=both(rate, both(same(seen.line, 1), same(seen.other_line, 1))),
        together=same(seen.together, 1),
        no_line=both(rate, both(held, opposite(same(seen.line, 1)))),
        stood=same(as_printed(seen.value, seen.least), as_printed(seen.start, seen.least)),
        other_stood=same(as_printed(seen.other, seen.least), as_printed(seen.other_start, seen.least)),
    )


def words(seen: Seen, reading: Reading) -> dict[str, tuple[Clause, ...]]:
    """Return everything the reader says, by where it stands; `cautions` is a list, the others are one text each."""
    case = _case(seen, reading)
    return (
        _headline(seen, case)
        | {"sentence": _sentence(seen, reading, case), "cautions": _cautions(seen, reading, case)}
        | _map(seen, case)
        | _trend(seen, case)
        | _spread(reading, case)
    )


def _headline(seen: Seen, case: Case) -> dict[str, tuple[Clause, ...]]:
    return {
        "figure": (
            _say("{}", _value(seen.value), when=case.held),
            _say("{} and {}", _value(seen.first), _value(seen.second), when=case.split),
            _say("No figure", when=case.none),
        ),
        "figure_label": (
            _say("[unit], [place], [year]", when=opposite(case.split)),
            _say("[unit], [one] and [another], [year]", when=case.split),
        ),
    }  # fmt: skip


def _sentence(seen: Seen, reading: Reading, case: Case) -> tuple[Clause, ...]:
    return (
        _say("[says]", _value(seen.value), when=case.held),
        _say(
            "[both] There is no one figure for [place]: the counts behind the two are not held here, and rates "
            "cannot be averaged.",
            _value(seen.first), _value(seen.second), when=case.split,
        ),
        _say("There is no figure for [place] in [year].", when=case.none),
        _say("That is {} more than in [base];", case.size, when=case.up),
        _say("That is {} fewer than in [base];", case.size, when=case.down),
        _say("That is as many as in [base];", when=both(case.level, case.unchanged)),
        _say("That is about as many as in [base];", when=both(case.level, opposite(case.unchanged))),
        _say("in [other] the [things] rose by {}.", case.other_size, when=case.other_up),
        _say("in [other] they fell by {}.", case.other_size, when=case.other_down),
        _say("in [other] they hardly changed.", when=case.other_level),
        _say("In [other] it was {}, so it was higher in [place] by {}.", _value(seen.other),
              Slot("gap", reading.difference), when=both(case.rate, reading.higher)),
        _say("In [other] it was {}, so it was lower in [place] by {}.", _value(seen.other),
              Slot("gap", reading.difference), when=both(case.rate, reading.lower)),
        _say("In [other] it was the same, {}.", _value(seen.other), when=both(case.rate, reading.alike)),
        _say("In [other] it was {}.", _value(seen.other), when=both(case.other_held, opposite(case.held))),
        _say("There is no figure for [other] to set beside it.",
             when=both(opposite(case.other_held), opposite(case.none))),
        _say("[higher_is_not]", when=either(both(case.rate, reading.higher), case.up)),
        _say("[lower_is_not]", when=either(both(case.rate, reading.lower), case.down)),
        _say(LEVEL, when=case.level),
        _say(ALIKE, when=both(case.rate, reading.alike)),
        _say(SPLIT, when=case.split),
        _say(ALONE, when=case.alone),
        _say("It does not mean nought: it was not published, or not counted.", when=case.none),
    )  # fmt: skip


def _cautions(seen: Seen, reading: Reading, case: Case) -> tuple[Clause, ...]:
    return (
        _say("Small numbers: one person who waited all year would be {} of these days.",
              Slot("percent", reading.stay), when=both(reading.few_days, reading.stay < 100)),
        _say("Small numbers: one person who waited all year would be more days than all of these.",
              when=both(reading.few_days, reading.stay >= 100)),
        _say("Small numbers: rounding to the nearest five people may move this figure by {}.",
              Slot("percent", reading.off), when=reading.few_people),
        _say("Few people live here, and the cases behind this figure are not held. A handful may move it.",
              when=reading.unknown),
        _say("The denominator matters: over the population of [other_population] it would be {}. The days are "
              "the same, and the figure is {} higher.", _value(seen.other_way), Slot("percent1", reading.moved),
              when=reading.moved_up),
        _say("The denominator matters: over the population of [other_population] it would be {}. The days are "
              "the same, and the figure is {} lower.", _value(seen.other_way), Slot("percent1", reading.moved),
              when=reading.moved_down),
        _say("A count follows the size of a place. Compare changes, or choose the rate. No rate is given for "
              "people of 18 and over, because their number is not held.", when=case.counted),
        _say("32 is not 31: [one] and [another] are two tiles and one partnership. Their counts were added up "
              "first.", when=both(case.two, case.held)),
        _say("32 is not 31: [one] and [another] are two tiles and one partnership, with no joint figure here.",
              when=case.split),
    )  # fmt: skip


def _map(seen: Seen, case: Case) -> dict[str, tuple[Clause, ...]]:
    return {
        "map_message": (
            _say("Councils ranged from {} to {}", _shown(seen.low), _shown(seen.high), when=case.rate),
            _say("Since [base], [things] changed by between {} and {}", _shown(seen.low), _shown(seen.high),
                  when=case.counted),
        ),
        "map_what": (
            _say("[title], [year], [tiles].", when=case.rate),
            _say("[title]: change from [base] to [year], per cent, [tiles].", when=case.counted),
        ),
    }  # fmt: skip


def _trend(seen: Seen, case: Case) -> dict[str, tuple[Clause, ...]]:
    beside = both(case.other_line, case.together)
    alone = both(case.line, opposite(beside))
    moved, other_moved = opposite(case.stood), opposite(case.other_stood)
    return {
        "trend_message": (
            _say("[Place] went from {} to {} between [start] and [year];", _value(seen.start), _value(seen.value),
                  when=both(beside, moved)),
            _say("[Place] had {} in [start] and in [year];", _value(seen.value), when=both(beside, case.stood)),
            _say("[other] from {} to {}", _value(seen.other_start), _value(seen.other),
                  when=both(both(beside, moved), other_moved)),
            _say("[other] went from {} to {}", _value(seen.other_start), _value(seen.other),
                  when=both(both(beside, case.stood), other_moved)),
            _say("[other] had {} in both", _value(seen.other), when=both(beside, case.other_stood)),
            _say("[Place] went from {} to {} between [start] and [year]", _value(seen.start), _value(seen.value),
                  when=both(alone, moved)),
            _say("[Place] had {} in [start] and in [year]", _value(seen.value), when=both(alone, case.stood)),
            _say("[Place] had {} in [year]; no line leads there from earlier years", _value(seen.value),
                  when=case.no_line),
            _say("Two lines for one partnership, which has no joint figure", when=both(case.rate, case.split)),
            _say("There is no figure for [place] to draw in [year]", when=case.none),
            _say("Since [base] the [things] of [place] rose by {};", case.size, when=case.up),
            _say("Since [base] the [things] of [place] fell by {};", case.size, when=case.down),
            _say("Since [base] the [things] of [place] hardly changed;", when=case.level),
            _say("those of [other] rose by {}", case.other_size, when=case.other_up),
            _say("those of [other] fell by {}", case.other_size, when=case.other_down),
            _say("those of [other] hardly changed", when=case.other_level),
        ),
        "trend_what": (
            _say("[title], [base] to [last]. Grey: the 32 councils.", when=case.rate),
            _say("Dashed: the same days over the population of [other_population].",
                  when=both(case.rate, same(seen.other_way_held, 1))),
            _say("Beds filled on an average day of each month by people ready to leave. Dashed: the same place, had "
                  "it moved as [other] did.", when=case.counted),
        ),
    }  # fmt: skip


def _spread(reading: Reading, case: Case) -> dict[str, tuple[Clause, ...]]:
    return {
        "spread_message": (
            _say("[Place] is in the middle half of the councils", when=reading.within),
            _say("[Place] is below the middle half of the councils", when=reading.below),
            _say("[Place] is above the middle half of the councils", when=reading.above),
            _say("The two councils of [place] among the 32", when=case.split),
            _say("No figure for [place] to mark", when=case.none),
        ),
        "spread_what": (
            _say("[title], [year]. One dot a council; you are at the dark one.",
                 when=both(case.rate, opposite(case.two))),
            _say("[title], change from [base] to [year], per cent. One dot a council; you are at the dark one.",
                  when=both(case.counted, opposite(case.two))),
            _say("[title], [year]. One dot a council; yours are the dark ones.", when=both(case.rate, case.two)),
            _say("[title], change from [base] to [year], per cent. One dot a council; yours are the dark ones.",
                  when=both(case.counted, case.two)),
        ),
    }  # fmt: skip


def printed(value: Any) -> Any:
    """Return a phrase as printed; of a table or a drawing's rows, the same with every phrase in it printed."""
    if isinstance(value, Phrase):
        return value.text.format(*(fill_slot(Slot(form, number), READER_FORMATS) for form, number in value.slots))
    if isinstance(value, dict):
        return {key: printed(inner) for key, inner in value.items()}
    return [printed(inner) for inner in value] if isinstance(value, list) else value


def said(entry: Entry) -> dict[str, str | list[str]]:
    """Return everything the reader says of an entry, printed."""
    texts: dict[str, str | list[str]] = {}
    for key, clauses in words(entry.seen, read(entry.seen)).items():
        plain = [(c.text, [(slot.format, slot.value) for slot in c.slots], c.when) for c in clauses]
        phrases = printed(lookup.spoken(entry, plain))
        texts[key] = phrases + lookup.cautions_of(series(), entry) if key == "cautions" else " ".join(phrases)
    return texts


@dataclass(frozen=True)
class Recording:
    """The model and its words as the page has them: names of what is looked up, steps, results, and the words."""

    seen: tuple[str, ...]
    steps: tuple[formula.Step, ...]
    results: tuple[str, ...]
    words: dict[str, list]


@cache
def recording() -> Recording:
    """Return the reading and everything said of it, recorded once from formulas."""
    names = tuple(field.name for field in fields(Seen))
    seen = Seen(**{name: formula.lever(name) for name in names})
    reading = read(seen)
    record = Recorder(formula.named(reading))
    spoken = {key: record.words(clauses) for key, clauses in words(seen, reading).items()}
    return Recording(names, record.steps(), tuple(record.results), spoken)
