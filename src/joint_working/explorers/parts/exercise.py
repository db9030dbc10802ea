"""Check yourself: one answer, a sorting, or a guess before looking. Nothing is scored and nothing is kept."""

from dataclasses import dataclass
from html import escape as esc

from joint_working.kit.contract import Part, check_link, check_name, need, repeated
from joint_working.kit.frame import link_html

Link = tuple[str, str]


@dataclass(frozen=True)
class Option:
    """One answer to choose. `feedback` says why. A wrong one names the mistake there and links one paragraph."""

    text: str
    feedback: str
    right: bool = False
    link: Link | None = None


@dataclass(frozen=True)
class Item:
    """One statement to sort. `category` is where it belongs and `feedback` says why."""

    text: str
    category: str
    feedback: str
    link: Link | None = None


@dataclass(frozen=True)
class Guess:
    """One guess to make before looking, and the sentence said to whoever made it.

    `curve` draws the guess as a line: heights from 0 to 1 at even steps, left to right. `text` must say the same.
    """

    text: str
    sentence: str
    curve: tuple[float, ...] = ()


@dataclass(frozen=True)
class Exercise(Part):
    """A question with one right answer. Raises PartError unless it can be marked fairly in words."""

    name: str
    question: str
    options: tuple[Option, ...]
    hint: str | None = None

    def __post_init__(self):
        object.__setattr__(self, "options", tuple(self.options))
        part = _checked("Exercise", self, [option.text for option in self.options])
        right = [option.text for option in self.options if option.right]
        need(len(right) == 1, part, f"exactly one option must be right, and {len(right)} are")
        for option in self.options:
            need(option.feedback.strip(), part, f"the option {option.text!r} has no feedback")
            need(option.right or option.link, part, f"the wrong option {option.text!r} must link one paragraph")
            check_link(part, option.link)
        twice = repeated(option.feedback for option in self.options if not option.right)
        need(not twice, part, f"two wrong options share the feedback {twice!r}: each names its own mistake")

    def html(self) -> str:
        """Return the question, its native radios, and every answer with its reason in a `<details>`."""
        answers = [(o.text, f"{esc(o.feedback)}{link_html(o.link)}") for o in self.options]
        return _frame(self, "exercise", _radios(self, answers), "Check", "Answers and reasons", _listed(answers))

    def text(self) -> str:
        """Return the question, the hint and every answer with its feedback."""
        lines = [f"{o.text}{' (right)' if o.right else ''}: {o.feedback}{_link_text(o.link)}" for o in self.options]
        return _plain(self, lines)


@dataclass(frozen=True)
class Sort(Part):
    """Statements to put in categories by native selects. Raises PartError when one has no place or no reason."""

    name: str
    question: str
    categories: tuple[str, ...]
    items: tuple[Item, ...]
    hint: str | None = None

    def __post_init__(self):
        object.__setattr__(self, "categories", tuple(self.categories))
        object.__setattr__(self, "items", tuple(self.items))
        part = _checked("Sort", self, [item.text for item in self.items])
        need(len(self.categories) >= 2, part, "there must be at least two categories")
        twice = repeated(self.categories)
        need(not twice, part, f"the category {twice!r} is given twice")
        for item in self.items:
            known = item.category in self.categories
            need(known, part, f"{item.text!r} belongs to {item.category!r}, which is not one of the categories")
            need(item.feedback.strip(), part, f"{item.text!r} has no feedback")
            check_link(part, item.link)

    def html(self) -> str:
        """Return the statements, a select for each, and where each belongs in a `<details>`."""
        choices = '<option value="">Choose</option>' + "".join(f"<option>{esc(c)}</option>" for c in self.categories)
        rows = "".join(
            f'<li><label for="{self.name}-{n}">{esc(item.text)}</label><select id="{self.name}-{n}"'
            f' data-belongs="{esc(item.category)}" autocomplete="off">{choices}</select></li>'
            for n, item in enumerate(self.items, 1)
        )
        answers = [(i.text, f"{esc(i.category)}. {esc(i.feedback)}{link_html(i.link)}") for i in self.items]
        form = f'<ol class="jw-sorting">{rows}</ol>'
        return _frame(self, "sort", form, "Check", "Where each belongs, and why", _listed(answers))

    def text(self) -> str:
        """Return the question, the hint, and each statement with its category and feedback."""
        lines = [f"{i.text} {i.category}. {i.feedback}{_link_text(i.link)}" for i in self.items]
        return _plain(self, [f"Categories: {', '.join(self.categories)}", *lines])


@dataclass(frozen=True)
class Predict(Part):
    """A guess before an explorer. It is not marked: `answer` is shown whichever was picked, after its own sentence."""

    name: str
    question: str
    guesses: tuple[Guess, ...]
    answer: str
    hint: str | None = None

    def __post_init__(self):
        object.__setattr__(self, "guesses", tuple(self.guesses))
        part = _checked("Predict", self, [guess.text for guess in self.guesses])
        need(self.answer.strip(), part, "the text shown after the guess is empty")
        for guess in self.guesses:
            need(guess.sentence.strip(), part, f"the guess {guess.text!r} has no sentence")
            good = len(guess.curve) != 1 and all(0 <= height <= 1 for height in guess.curve)
            need(good, part, f"the curve of {guess.text!r} must have two heights or more, from 0 to 1")
        drawn = {bool(guess.curve) for guess in self.guesses}
        need(len(drawn) == 1, part, "either every guess has a curve or none has")

    def html(self) -> str:
        """Return the question, its native radios, and the text that follows in a `<details>`."""
        said = [(g.text, esc(g.sentence)) for g in self.guesses]
        after = f"<p data-answer-text>{esc(self.answer)}</p>"
        form = _radios(self, said, [_drawn(g.curve) for g in self.guesses])
        return _frame(self, "predict", form, "Keep this guess", "What happens", _listed(said) + after)

    def text(self) -> str:
        """Return the question, each guess with its sentence, and the text that follows."""
        return _plain(self, [f"{g.text}: {g.sentence}" for g in self.guesses] + [self.answer])


def _checked(kind: str, part, texts: list[str]) -> str:
    """Return how errors name the part, after the checks all questions share."""
    check_name(kind, part.name)
    called = f"{kind} {part.name!r}"
    need(part.question.strip(), called, "the question is empty")
    need(len(texts) >= 2, called, f"at least two things to choose from are needed, and there are {len(texts)}")
    need(all(text.strip() for text in texts), called, "one of the things to choose from has no text")
    twice = repeated(texts)
    need(not twice, called, f"{twice!r} is given twice")
    return called


def _radios(part, answers, drawings=()) -> str:
    drawings = drawings or [""] * len(answers)
    return "".join(
        f'<label><input type="radio" name="{part.name}" value="{n}" autocomplete="off"> {esc(text)}{drawing}</label>'
        for n, ((text, _), drawing) in enumerate(zip(answers, drawings, strict=True), 1)
    )


def _drawn(curve: tuple[float, ...]) -> str:
    """Return a curve as a small line over an axis; "" for none. The words beside it say what it shows."""
    if not curve:
        return ""
    points = " ".join(f"{6 + 148 * n / (len(curve) - 1):.0f},{50 - 44 * y:.0f}" for n, y in enumerate(curve))
    return (
        '<svg class="jw-curve" viewBox="0 0 160 56" aria-hidden="true" focusable="false">'
        f'<path d="M6 4V51H156"/><polyline points="{points}"/></svg>'
    )


def _listed(answers) -> str:
    """Return every answer and its reason. The script reads the reasons from here, so that they are written once."""
    lines = "".join(
        f'<li><strong>{esc(text)}</strong> <span data-feedback="{n}">{reason}</span></li>'
        for n, (text, reason) in enumerate(answers, 1)
    )
    return f"<ul>{lines}</ul>"


def _frame(part, kind: str, form: str, button: str, summary: str, answers: str) -> str:
    hint = f"<details><summary>A hint</summary><p>{esc(part.hint)}</p></details>" if part.hint else ""
    return (
        f'<div class="jw-check jw-form jw-exercise" data-jw-part="{kind}">'
        f'<fieldset class="jw-options"><legend>{esc(part.question)}</legend>{form}</fieldset>'
        f'<p class="jw-actions" data-jw-js hidden><button type="button" class="jw-button">{button}</button></p>'
        f'<div class="jw-feedback" role="status" aria-live="polite"></div>'
        f"{hint}<details data-answers><summary>{summary}</summary>{answers}</details></div>"
    )


def _link_text(link: Link | None) -> str:
    return f" [{link[0]}: {link[1]}]" if link else ""


def _plain(part, lines: list[str]) -> str:
    return "\n".join([part.question, *([f"Hint: {part.hint}"] if part.hint else []), *(f"- {line}" for line in lines)])
