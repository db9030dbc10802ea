"""The panel explorer: a question with a finite set of answers. Every answer is drawn when the book is built."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod
from typing import Any, ClassVar

from joint_working import evidence
from joint_working.html import NONE, Html, bullets, el, inert
from joint_working.kit.contract import (
    Answer,
    Choice,
    Control,
    Part,
    Text,
    body_html,
    body_text,
    check_choices,
    check_name,
    need,
)
from joint_working.kit.frame import choices_html, closing, framed, sentence_html, source_html
from joint_working.models.finding import SAID, Found, Name, Row, find, prepare

#: The key of the box in which a reader looks for an option, and how many of those that fit are listed below it.
FIND, LISTED = "find", 8


@dataclass(frozen=True)
class Names:
    """What readers call the options of a panel's only list: the label of the box, the names, and whom to ask.

    `known` are the names by which rows are found; see `models/finding.py`. `ask` is said where no row fits.
    """

    label: str
    known: tuple[Name, ...]
    ask: str

    def find(self, asked: str, options: Mapping[str, str]) -> Found:
        """Return what is found in some options, value to words, by a reader's words."""
        rows = [Row(value, words) for value, words in options.items()]
        return find(prepare(rows, list(self.known), self.ask), asked)


def readers_names(listed: str, keys: Iterable[str]) -> tuple[Name, ...]:
    """Return the names of `data/readers_names.csv` for a list, of the rows with some keys and of none at all.

    A name that leads to other rows alone is left out.
    """
    held = set(keys)
    rows = [(row, evidence.parted(row["rows"])) for row in evidence.select("readers_names", list=listed)]
    kept = ((row, [key for key in led if key in held], led) for row, led in rows)
    return tuple(Name(evidence.parted(row["names"]), here, row["note"]) for row, here, led in kept if here or not led)


@dataclass(frozen=True)
class Panel(Part):
    """Selects and their answers. `answers` has one entry for every combination of option values, in order.

    An entry is an `Answer`, or an author's HTML or a part, which is then announced by the options chosen.
    `default` is the combination shown first; without one it is the first of every list. Raises PartError,
    naming the combination, when one is missing or unknown. With `names` the one list can be searched.
    """

    name: str
    title: str
    questions: tuple[Choice, ...]
    answers: dict[tuple[str, ...], Answer | str | Part]
    default: tuple[str, ...] | None = None
    eyebrow: str = ""
    source: str = ""
    assumes: tuple[str, ...] = ()
    does_not_show: tuple[str, ...] = ()
    illustrative: bool = False
    version: int = 1
    names: Names | None = None
    css: ClassVar[str] = "jw-panel"
    _order: tuple[tuple[str, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        check_name("Panel", self.name)
        part = f"Panel {self.name!r}"
        object.__setattr__(self, "questions", tuple(self.questions))
        check_choices(self.questions, part, "question")
        size = prod(len(choice.options) for choice in self.questions)
        need(size <= 600, part, f"{size} answers are too many to draw on one page; 600 is the most")
        order = tuple(product(*(choice.options for choice in self.questions)))
        for chosen in order:
            need(chosen in self.answers, part, f"there is no answer for {self._in_words(chosen)}")
        for chosen in self.answers:
            need(chosen in order, part, f"the answer for {chosen!r} fits no combination of options")
        object.__setattr__(self, "_order", order)
        object.__setattr__(self, "default", order[0] if self.default is None else tuple(self.default))
        need(not self.names or len(self.questions) == 1, part, "names are for a panel of one question")
        need(self.default in order, part, f"the default {self.default!r} fits no combination of options")

    def html(self) -> Html:
        """Return the section: selects (shown by the script), the sentence, and every answer under its heading."""
        sentence = self._answer(self.default).sentence
        return framed(
            self,
            "panel",
            self.css,
            self.eyebrow,
            el("p", "All the answers follow, one after another.", class_="jw-notice", data_jw_nojs=True),
            self._find_html(),
            choices_html(self),
            self.above(),
            sentence_html(sentence, data_jw_js=True, hidden=True),
            map(self._answer_html, self._order),
            source_html(self.source),
            closing(self.assumes, self.does_not_show),
            illustrative=self.illustrative,
        )

    def above(self) -> Html:
        """Return what stands above the sentence: nothing, but for a panel that lets a reader look in more ways."""
        return NONE

    def text(self) -> str:
        """Return the title and every answer under the options that lead to it."""
        blocks = [self.title + (" (illustrative)" if self.illustrative else "")]
        for chosen in self._order:
            answer = self._answer(chosen)
            blocks.append("\n".join(filter(None, [self._in_words(chosen), answer.sentence, body_text(answer.body)])))
        return "\n\n".join(blocks)

    def controls(self, values: Mapping[str, str] | None = None) -> tuple[Control, ...]:
        """Return the questions, each with its usual answer; first the box to look in, which leaves what fits."""
        questions = [replace(choice, usual=value) for choice, value in zip(self.questions, self.default, strict=True)]
        if not self.names:
            return tuple(questions)
        fits = self.find((values or {}).get(FIND, "")).rows
        left = {value: words for value, words in self.questions[0].options.items() if value in fits}
        usual = self.default[0] if self.default[0] in left or not left else fits[0]
        shown = replace(questions[0], options=left or self.questions[0].options, usual=usual)
        return Text(FIND, self.names.label, lines=1), shown

    def in_link(self) -> tuple[Control, ...]:
        """Return what an address carries: the questions alone."""
        return tuple(control for control in self.controls() if isinstance(control, Choice))

    def find(self, asked: str) -> Found:
        """Return what a reader's words find among the options: keys best first, a sentence, and notes.

        Nothing is found in a panel without names.
        """
        return self.names.find(asked, self.questions[0].options) if self.names else Found([], [], "", [])

    def moved(self, values: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Return the choices after one was made: the first row that fits is chosen as a reader types."""
        fits = self.find(values.get(FIND, "")).rows if key == FIND else []
        return dict(values) | ({self.questions[0].key: fits[0]} if fits else {})

    def answer(self, values: Mapping[str, str]) -> Answer:
        """Return one answer: its sentence, and what follows; before it, what was found by a reader's words."""
        answer, found = (
            self._answer(tuple(values[choice.key] for choice in self.questions)),
            self.find(values.get(FIND, "")),
        )
        if not found.sentence:
            return answer
        near = [SAID["near"], bullets(self.questions[0].options[key] for key in found.near)] if found.near else []
        told = el("p", " ".join([found.sentence, *found.notes])), near
        return replace(answer, body=el("div", told) + body_html(answer.body))

    def _find_html(self) -> Html:
        """Return the box to look in, what it finds, and the names it looks in; nothing where there are none."""
        if not self.names:
            return NONE
        box = el("input", type="search", data_jw_find=True, autocomplete="off", spellcheck="false")
        names = [[name.names, name.rows, *([name.note] if name.note else [])] for name in self.names.known]
        return el(
            "div",
            el("label", self.names.label, " ", box, class_="jw-filter"),
            el("p", class_="jw-told", role="status", data_jw_found=True),
            el("div", class_="jw-found", data_jw_found=True),
            inert({"names": names, "ask": self.names.ask, "most": LISTED}, data_jw_names=True),
            class_="jw-finder",
            data_jw_js=True,
            hidden=True,
        )

    def _answer(self, chosen: tuple[str, ...]) -> Answer:
        given = self.answers[chosen]
        return given if isinstance(given, Answer) else Answer(self._in_words(chosen) + ".", given)

    def _in_words(self, chosen: tuple[str, ...]) -> str:
        pairs = zip(self.questions, chosen, strict=True)
        return "; ".join(f"{choice.label}: {choice.options[value]}" for choice, value in pairs)

    def _answer_html(self, chosen: tuple[str, ...]) -> Html:
        answer = self._answer(chosen)
        return el(
            "div",
            el("h4", self._in_words(chosen)),
            el("p", answer.sentence, class_="jw-sentence"),
            body_html(answer.body),
            data_answer="|".join(chosen),
            data_default=chosen == self.default,
        )
