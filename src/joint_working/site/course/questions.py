"""The exercises of the book as a course takes them: in plain words, with what is said of each answer.

A learning system knows no marks, links or slots of ours. So figures are printed, marks are left out, and where a
reason ends with a link it names the section and the page instead.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working.explorers.parts import Exercise, Option
from joint_working.site import exercises, routes

#: What a file is called by the kinds of exercise.
CHOICE, SORTING, GUESS = "exercise", "sort", "predict"


@dataclass(frozen=True)
class Choice:
    """One answer, statement or guess: its words, what is said of it, whether it is right, and where it belongs.

    `again` says where to read more.
    """

    text: str
    says: str
    right: bool
    belongs: str
    again: str

    @property
    def feedback(self) -> str:
        """Return what is said of it, and where to read more."""
        return f"{self.says} {self.again}".strip()


@dataclass(frozen=True)
class Question:
    """One exercise in plain words. `page` is its page in the book, `title` that page's name, `part` that of the part.

    `kind` is CHOICE, SORTING or GUESS. A sorting has `categories`; a guess has `after`, which is said to all.
    """

    page: str
    title: str
    part: str
    name: str
    kind: str
    text: str
    choices: tuple[Choice, ...]
    hint: str
    categories: tuple[str, ...]
    after: str

    @property
    def key(self) -> str:
        """Return what tells it from every other: letters, figures and hyphens, as all formats take them."""
        return f"{self.page.replace('/', '-')}-{self.name}"

    @property
    def reasons(self) -> str:
        """Return all that is said of its choices, and to all, in one paragraph: for formats with one place for it."""
        sorted_out = [choice for choice in self.choices if choice.belongs]
        said = [f"“{choice.text}” {choice.belongs}. {choice.says}" for choice in sorted_out]
        again = dict.fromkeys(choice.again for choice in sorted_out)
        return " ".join(filter(None, [*said, *again, self.after]))


def of_book() -> tuple[Question, ...]:
    """Return every exercise of the book, in reading order."""
    parts = routes.parts()
    return tuple(
        _question(page, routes.read_page(page).title, parts[page], exercise)
        for page in routes.every_page()
        for _, exercise in exercises.on_page(routes.read_page(page).tokens)
    )


def _question(page: str, title: str, part: str, exercise: Exercise) -> Question:
    return Question(
        page, title, part, exercise.name, exercise.kind, exercises.plain(exercise.question),
        tuple(_choice(option, title) for option in exercise.options), exercises.plain(exercise.hint),
        exercise.categories, exercises.plain(exercise.after),
    )  # fmt: skip


def _choice(option: Option, title: str) -> Choice:
    again = f"Read again: “{option.link[0]}”, in {title}." if option.link else ""
    says = exercises.plain(option.feedback)
    return Choice(exercises.plain(option.text), says, option.right, option.belongs, again)
