"""The filtered list: every row is on the page, and native selects leave those that fit."""

from collections.abc import Mapping
from dataclasses import dataclass

from joint_working.html import Html, button, el
from joint_working.kit.contract import (
    Answer,
    Choice,
    Part,
    body_html,
    body_text,
    check_choices,
    check_name,
    need,
    repeated,
)
from joint_working.kit.frame import choices_html, closing, framed, sentence_html, source_html

ALL = "all"
ROWS_BUTTON = button("These rows (CSV)", data_jw_rows=True)
SENTENCE = "{what} that fit: {shown} of {all}."


@dataclass(frozen=True)
class Row:
    """One row. `key` is its id, `values` one option value for every filter in order, `body` an author's HTML.

    An element of the body with `data-cell` is a cell of the CSV: its text, under the heading `data-cell` gives.
    """

    key: str
    values: tuple[str, ...]
    body: str


@dataclass(frozen=True)
class Filtered(Part):
    """Rows and the filters over them. Without JavaScript all rows are read, one after another.

    `what` names the rows ("Claims"). Every filter has "all" first, which is the usual setting. Raises PartError,
    naming the row, when a value is not an option of its filter or a key is used twice.
    """

    name: str
    title: str
    what: str
    filters: tuple[Choice, ...]
    rows: tuple[Row, ...]
    eyebrow: str = ""
    source: str = ""
    assumes: tuple[str, ...] = ()
    does_not_show: tuple[str, ...] = ()
    version: int = 1

    def __post_init__(self):
        check_name("Filtered", self.name)
        part = f"Filtered {self.name!r}"
        for given in ("filters", "rows"):
            object.__setattr__(self, given, tuple(getattr(self, given)))
        check_choices(self.filters, part, "filter")
        for choice in self.filters:
            need(ALL not in choice.options, part, f"an option value of {choice.label!r} must be its own, not 'all'")
        need(self.rows, part, "there are no rows")
        twice = repeated(row.key for row in self.rows)
        need(not twice, part, f"two rows have the key {twice!r}")
        for row in self.rows:
            need(len(row.values) == len(self.filters), part, f"the row {row.key!r} needs one value for each filter")
            for choice, value in zip(self.filters, row.values, strict=True):
                known = value in choice.options
                need(known, part, f"the row {row.key!r} has {value!r}, which is no option of {choice.label!r}")

    def controls(self, values: Mapping[str, str] | None = None) -> tuple[Choice, ...]:
        """Return the filters, "all" first in each."""
        return tuple(Choice(choice.key, choice.label, {ALL: "All", **choice.options}) for choice in self.filters)

    def answer(self, values: Mapping[str, str]) -> Answer:
        """Return how many rows are left by one value of each filter, and those rows."""
        asked = [values[choice.key] for choice in self.filters]
        left = [row for row in self.rows if all(v in (ALL, own) for v, own in zip(asked, row.values, strict=True))]
        return Answer(self._sentence(len(left)), el("ul", map(self._row_html, left)))

    def html(self) -> Html:
        """Return the section: selects (shown by the script), the sentence, and every row."""
        template = SENTENCE.replace("{what}", self.what)
        rows = el("ul", map(self._row_html, self.rows))
        return framed(
            self,
            "filtered",
            "jw-filtered",
            self.eyebrow,
            choices_html(self),
            sentence_html(self._sentence(len(self.rows)), data_template=template),
            el("div", rows, class_="jw-rows"),
            source_html(self.source),
            closing(self.assumes, self.does_not_show, ROWS_BUTTON),
        )

    def text(self) -> str:
        """Return the title, the sentence and every row."""
        lines = [" ".join(body_text(row.body).split()) for row in self.rows]
        return "\n".join([self.title, self._sentence(len(self.rows)), *(f"- {line}" for line in lines)])

    def _sentence(self, shown: int) -> str:
        return SENTENCE.format(what=self.what, shown=shown, all=len(self.rows))

    def _row_html(self, row: Row) -> Html:
        values = {f"data_{choice.key}": value for choice, value in zip(self.filters, row.values, strict=True)}
        return el("li", body_html(row.body), id=f"{self.name}-{row.key}", data_row=True, **values)
