"""The sheet of assumptions: what the explorers take for granted and leave out, made to be judged and signed.

First the assumptions on which a conclusion turns, for each reader who can judge them (`data/assumptions.csv`); then
every line that the explorers print. Nothing is written here twice: the words are the explorers' own, and what another
setting gives is worked out when the book is built. Knows neither Sphinx nor Jupyter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from joint_working import evidence, explorers
from joint_working.html import Html, bullets, el, link, shape
from joint_working.kit.explorer import Explorer
from joint_working.words import capital, fill

#: Those asked to sign, and what of the book they can judge.
READERS = {
    "finance officer": "money: payments, savings, reserves, and who meets an overspend",
    "clerk": "boards: who votes, what carries, what is asked of whom",
    "bed manager": "hospital: beds, wards, people waiting to leave",
}


def sheet(address: Callable[[str], str]) -> Html:
    """Return the whole sheet. `address` gives the address of a page by its path in the book."""
    by_name = {explorer.name: explorer for explorer in explorers.every()}
    decisive = evidence.table("assumptions")
    parts = (_reader(reader, decisive, by_name, address) for reader in READERS)
    return el(
        "div", parts, _every(by_name.values(), {row["assumption"] for row in decisive}), class_="jw-law jw-judge"
    )


def _reader(reader: str, decisive, by_name: Mapping[str, Explorer], address) -> Html:
    rows = [row for row in decisive if row["reader"] == reader]
    lines = (_line(row, by_name[row["explorer"]], address) for row in rows)
    return el("section", el("h2", f"For a {reader}"), _signing(reader), el("ul", lines))


def _line(row, explorer: Explorer, address) -> Html:
    setting = explorer.to_link(other(explorer, row["setting"]))
    where = link(address(row["page"]) + setting, explorer.title)
    seen = (el("br"), compared(explorer, row["setting"])) if row["setting"] else None
    tick = el("i", aria_hidden="true")
    return el("li", tick, el("strong", row["assumption"]), " ", row["changes"], " ", el("b", where), seen)


def other(explorer: Explorer, setting: str):
    """Return the levers of a setting, as in "recurring=25"; the usual ones for "". Raises ValueError as `at` does."""
    pairs = (pair.split("=") for pair in setting.split("&") if pair)
    return explorer.at(**{name: float(value) for name, value in pairs})


def compared(explorer: Explorer, setting: str) -> str:
    """Return what the explorer's headline is as usual, and what it is at another setting."""
    return (
        f"As usual: {_headline(explorer, explorer.at())}. Otherwise: {_headline(explorer, other(explorer, setting))}."
    )


def _headline(explorer: Explorer, levers) -> str:
    view = explorer.show(levers)
    return f"{fill(view.figure)} {fill(view.figure_label)}".strip()


def _signing(reader: str) -> Html:
    return shape(
        """<div class="jw-sign"><p>{reader}, for {what}. A tick means: near enough to what I see. A line struck out \
means: it is not so here.</p><p>Post and body <span></span> Day <span></span> Signed <span></span></p>\
<p>What is missing, or would change a conclusion <span class="wide"></span></p></div>""",
        reader=capital(reader),
        what=READERS[reader],
    )


def _every(shown: Iterable[Explorer], first: set[str]) -> Html:
    """Return all that the explorers print: what is decisive stands above, and first here too."""
    parts = (
        el(
            "details",
            el("summary", f"{explorer.title}: {len(explorer.assumes)} assumed, {len(explorer.omits)} left out"),
            el("h3", "What it assumes"),
            bullets(sorted(explorer.assumes, key=lambda words: words not in first)),
            el("h3", "What it does not show"),
            bullets(explorer.omits),
        )
        for explorer in shown
    )
    return el("section", el("h2", "Every assumption, explorer by explorer"), parts, class_="jw-law-rest")
