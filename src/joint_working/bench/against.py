"""Measures the book against a default Jupyter Book of the same chapters, and a move against the same in JupyterLab."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser

from joint_working.bench import default_book, lab_page, ready
from joint_working.bench.default_book import EXPLORER, NAME, READING
from joint_working.bench.driving import links
from joint_working.bench.lines import Cell, Line, Table, spread
from joint_working.bench.serving import served
from joint_working.explorers import five_years


def report(browser: Browser) -> Iterator[Line]:
    """Give the table of this book, a default one and JupyterLab; it builds both books, which takes minutes."""
    table = Table("Against the usual ways", ("this book", "default book", "JupyterLab"), 52)
    yield table.head()
    ours, theirs = lab_page.both(browser)
    yield table.row("key to painted answer, ms", spread(ours), "never", spread(theirs))
    yield table.row("  through a kernel alone, ms", "", "", spread(lab_page.through_kernel(five_years.variable)))
    with default_book.both() as books, served(books[0].site) as here, served(books[1].site) as there:
        for words, page in (("a page to read", READING), ("a page with explorers", EXPLORER)):
            visits = [ready.visit(browser, f"{here}/book/{page}.html"), ready.visit(browser, f"{there}/{page}.html")]
            yield table.row(f"{words}, KB of its own files", *(Cell(visit.kb) for visit in visits), "")
            asked = [f"{visit.here} and {visit.elsewhere}" for visit in visits]
            yield table.row("  files asked for here, and of other sites", *asked, "")
            yield table.row("  phone: loaded, s", *(Cell(visit.loaded, digits=1) for visit in visits), "")
        address = f"{here}/book/{EXPLORER}.html{links()[NAME]}"
        first = ready.start(browser, address, NAME, slower=ready.SLOWER, line=ready.LINE, **ready.PHONE)
        yield table.row("  phone: first lever answers, s", Cell(first.answered, ready.FIRST, 1), "never", "")
        for words, of in (
            ("cold build, as each book is set up, s", "cold"),
            ("  without running notebooks", "bare"),
            ("  after one chapter changed", "again"),
        ):
            yield table.row(words, *(Cell(getattr(book, of), digits=1) for book in books), "")
