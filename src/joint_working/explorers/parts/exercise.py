"""Check yourself: one answer, a sorting, or a guess before looking. Nothing is scored and nothing is kept.

An exercise of a page is written in Markdown (`site/exercises.py`); one that a table fills is made here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from joint_working.html import Content, Html, bullets, button, el, join, link, shape
from joint_working.kit.contract import Part, check_link, check_name, need, repeated

#: Of each kind: its name in errors, what stands under each thing to choose, the button, and the list of answers.
KINDS = {
    "exercise": ("Exercise", "feedback", "Check", "Answers and reasons"),
    "sort": ("Sort", "feedback", "Check", "Where each belongs, and why"),
    "predict": ("Predict", "sentence", "Keep this guess", "What happens"),
}


@dataclass(frozen=True)
class Option:
    """One answer to choose, statement to sort or guess: its words, and what is said of it, with a link at its end.

    A wrong answer names its mistake there and links one paragraph. `belongs` is the category of a statement. `curve`
    draws a guess: heights from 0 to 1 at even steps, left to right. The words must say the same.
    """

    text: str
    feedback: str
    right: bool = False
    link: tuple[str, str] | None = None
    belongs: str = ""
    curve: tuple[float, ...] = ()


@dataclass(frozen=True)
class Exercise(Part):
    """A question and what to choose from. Raises PartError unless it can be marked fairly, in words.

    `categories` are those of a sorting. `after` is said after a guess, whichever it was.
    """

    name: str
    question: str
    options: tuple[Option, ...]
    hint: str = ""
    kind: str = "exercise"
    categories: tuple[str, ...] = ()
    after: str = ""

    def __post_init__(self):
        for given in ("options", "categories"):
            object.__setattr__(self, given, tuple(getattr(self, given)))
        check_name(KINDS[self.kind][0], self.name)
        part, says = self.called, KINDS[self.kind][1]
        texts = [option.text for option in self.options]
        need(self.question.strip(), part, "the question is empty")
        need(len(texts) >= 2, part, f"at least two things to choose from are needed, and there are {len(texts)}")
        need(all(text.strip() for text in texts), part, "one of the things to choose from has no text")
        twice = repeated(texts)
        need(not twice, part, f"{twice!r} is given twice")
        for option in self.options:
            need(option.feedback.strip(), part, f"{option.text!r} has no {says}")
            check_link(part, option.link)
        {"exercise": _check_answers, "sort": _check_categories, "predict": _check_guesses}[self.kind](self)

    @property
    def called(self) -> str:
        """Return how errors name it."""
        return f"{KINDS[self.kind][0]} {self.name!r}"

    def each(self, change: Callable[[str], str]) -> Exercise:
        """Return it with every text changed, first question, hint and what is said after, then option by option."""
        question, hint, after = (change(text) if text else text for text in (self.question, self.hint, self.after))
        options = [replace(o, text=change(o.text), feedback=change(o.feedback)) for o in self.options]
        return replace(self, question=question, hint=hint, after=after, options=tuple(options))

    def html(self) -> Html:
        """Return it complete without JavaScript: native controls, and below every answer with its reason.

        The script reads the reasons from there, so that they are written once.
        """
        _, _, check, summary = KINDS[self.kind]
        reasons = [
            [el("strong", option.text), " ", el("span", _reason(option), data_feedback=n)]
            for n, option in enumerate(self.options, 1)
        ]
        form = _sorting(self) if self.kind == "sort" else _radios(self)
        return el(
            "div",
            el("fieldset", el("legend", self.question), form, class_="jw-options"),
            el("p", button(check), class_="jw-actions", data_jw_js=True, hidden=True),
            el("div", class_="jw-feedback", role="status", aria_live="polite"),
            el("details", el("summary", "A hint"), el("p", self.hint)) if self.hint else None,
            el(
                "details",
                el("summary", summary),
                bullets(reasons),
                el("p", self.after, data_answer_text=True) if self.after else None,
                data_answers=True,
            ),
            class_="jw-check jw-form jw-exercise",
            data_jw_part=self.kind,
        )

    def text(self) -> str:
        """Return the question, the hint, and every option with what is said of it."""
        lines = [f"{o.text}{' (right)' if o.right else ''}: {_spoken(o)}" for o in self.options]
        hint = [f"Hint: {self.hint}"] if self.hint else []
        return "\n".join([self.question, *hint, *(f"- {line}" for line in lines), *filter(None, [self.after])])


def _check_answers(exercise: Exercise) -> None:
    part, options = exercise.called, exercise.options
    right = sum(option.right for option in options)
    need(right == 1, part, f"exactly one answer must be right, and {right} are")
    for option in options:
        need(option.right or option.link, part, f"the wrong answer {option.text!r} must link one paragraph")
    twice = repeated(option.feedback for option in options if not option.right)
    need(not twice, part, f"two wrong answers share the feedback {twice!r}: each names its own mistake")


def _check_categories(exercise: Exercise) -> None:
    part, categories = exercise.called, exercise.categories
    need(len(categories) >= 2, part, "there must be at least two categories")
    twice = repeated(categories)
    need(not twice, part, f"the category {twice!r} is given twice")
    for option in exercise.options:
        known = option.belongs in categories
        need(known, part, f"{option.text!r} belongs to {option.belongs!r}, which is not one of the categories")


def _check_guesses(exercise: Exercise) -> None:
    part = exercise.called
    need(exercise.after.strip(), part, "the text shown after the guess is empty")
    for option in exercise.options:
        good = len(option.curve) != 1 and all(0 <= height <= 1 for height in option.curve)
        need(good, part, f"the curve of {option.text!r} must have two heights or more, from 0 to 1")
    drawn = {bool(option.curve) for option in exercise.options}
    need(len(drawn) == 1, part, "either every guess has a curve or none has")


def _reason(option: Option) -> Html:
    belongs: list[Content] = [option.belongs, ". "] if option.belongs else []
    leads: list[Content] = [" ", link(option.link[1], option.link[0])] if option.link else []
    return join([*belongs, option.feedback, *leads])


def _spoken(option: Option) -> str:
    belongs = f"{option.belongs}. " if option.belongs else ""
    return belongs + option.feedback + (f" [{option.link[0]}: {option.link[1]}]" if option.link else "")


def _radios(exercise: Exercise) -> Html:
    return join(
        el(
            "label",
            el("input", type="radio", name=exercise.name, value=n, autocomplete="off"),
            " ",
            option.text,
            _drawn(option.curve),
        )
        for n, option in enumerate(exercise.options, 1)
    )


def _sorting(exercise: Exercise) -> Html:
    choices = join([el("option", "Choose", value=""), *(el("option", words) for words in exercise.categories)])
    rows = []
    for n, option in enumerate(exercise.options, 1):
        at = f"{exercise.name}-{n}"
        select = el("select", choices, id=at, data_belongs=option.belongs, autocomplete="off")
        rows.append([el("label", option.text, for_=at), select])
    return bullets(rows, "ol", class_="jw-sorting")


def _drawn(curve: tuple[float, ...]) -> Html | None:
    """Return a curve as a small line over an axis; None for none. The words beside it say what it shows."""
    if not curve:
        return None
    points = " ".join(f"{6 + 148 * n / (len(curve) - 1):.0f},{50 - 44 * y:.0f}" for n, y in enumerate(curve))
    return shape(
        '<svg class="jw-curve" viewBox="0 0 160 56" aria-hidden="true" focusable="false">'
        '<path d="M6 4V51H156"/><polyline points="{}"/></svg>',
        points,
    )
