"""The live twin of your own accounts: the same partnerships, the same rules, as widgets in a running notebook."""

from __future__ import annotations

import ipywidgets as widgets

from joint_working import evidence
from joint_working.explorers.money import account_rules, held
from joint_working.explorers.money.own_accounts import WORDS, OwnAccounts
from joint_working.explorers.money.own_accounts_page import answer_html, picture
from joint_working.html import Html, bullets, el, join
from joint_working.models.accounts import write

WIDE = {"layout": {"width": "98%"}, "style": {"description_width": "9rem"}}


def live_view(explorer: OwnAccounts) -> LiveAccounts:
    """Return the chooser and a box for figures of one's own, at the first partnership and the example."""
    return LiveAccounts(explorer)


class LiveAccounts(widgets.VBox):
    """`place` chooses a partnership; `box` holds a table as text and `file` opens one; the other widgets answer.

    `figures` are the accounts last read.
    """

    def __init__(self, explorer: OwnAccounts):
        self.explorer = explorer
        options = [(place.name, place.code) for place in explorer.places]
        self.place = widgets.Dropdown(options=options, description="Partnership", **WIDE)
        self.held, self.sentence, self.table, self.start = (widgets.HTML() for _ in range(4))
        self.box = widgets.Textarea(
            value=write(*account_rules.example()), description="Your own figures", rows=5, **WIDE
        )
        self.file = widgets.FileUpload(
            accept=".csv,.tsv,.txt", multiple=False, description="Open a CSV file", layout={"width": "auto"}
        )
        self.place.observe(self._show, names="value")
        self.box.observe(self._answer, names="value")
        self.file.observe(self._open, names="value")
        title = widgets.HTML(el("h3", explorer.title))
        super().__init__([title, self.place, self.held, self.box, self.file, self.sentence, self.table, self.start])
        self._show()

    def _show(self, change=None) -> None:
        place = evidence.authority(self.place.value)
        self.held.value = _aloud(held.sentence(place)) + answer_html(place) + picture("wide", place.code)
        self._answer()

    def _open(self, change) -> None:
        for opened in change["new"]:
            self._tell(self.explorer.read(bytes(opened["content"])))

    def _answer(self, change=None) -> None:
        if self.box.value.strip():
            self._tell(self.explorer.read(self.box.value))
        else:
            self.sentence.value, self.table.value, self.start.value = el("p", WORDS["empty"]), "", ""

    def _tell(self, figures) -> None:
        self.figures = figures
        explorer = self.explorer
        if figures.problems:
            self.sentence.value = _aloud(explorer.count(figures)) + bullets(explorer.problems(figures))
            self.table.value = self.start.value = ""
            return
        remarks = (remark.sentence for remark in figures.remarks)
        self.sentence.value = _aloud(" ".join((explorer.sentence(figures), *remarks)))
        heads = el("tr", (el("th", head) for head in ("What", *explorer.heads(figures))))
        lines = (el("tr", (el("td", cell) for cell in cells)) for cells in explorer.cells(figures))
        self.table.value = el("table", heads, lines)
        lines = explorer.start_text(explorer.start(figures, place=self.place.value))
        self.start.value = join(el("p", line) for line in lines)


def _aloud(sentence: str) -> Html:
    """Return a sentence that is read out when it changes."""
    return el("p", sentence, aria_live="polite")
