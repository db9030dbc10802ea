"""The panel explorer: a question with a finite set of answers. Every answer is drawn when the book is built."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod
from typing import ClassVar

from joint_working.html import NONE, Html, el
from joint_working.kit.contract import Answer, Choice, Part, body_html, body_text, check_choices, check_name, need
from joint_working.kit.frame import choices_html, closing, framed, sentence_html, source_html


@dataclass(frozen=True)
class Panel(Part):
    """Selects and their answers. `answers` has one entry for every combination of option values, in order.

    An entry is an `Answer`, or an author's HTML or a part, which is then announced by the options chosen.
    `default` is the combination shown first; without one it is the first of every list. Raises PartError,
    naming the combination, when one is missing or unknown.
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

    def controls(self, values: Mapping[str, str] | None = None) -> tuple[Choice, ...]:
        """Return the questions, each with its usual answer."""
        return tuple(replace(choice, usual=value) for choice, value in zip(self.questions, self.default, strict=True))

    def answer(self, values: Mapping[str, str]) -> Answer:
        """Return one answer: its sentence, and what follows."""
        return self._answer(tuple(values[choice.key] for choice in self.questions))

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
