"""What each page says about itself: a description for search engines, how to cite it, and how old it is."""

from __future__ import annotations

import re
from datetime import date
from importlib.metadata import version

from joint_working import evidence
from joint_working.html import Html, el, join, plain
from joint_working.site import citing

LONGEST_DESCRIPTION = 200
AS_AT = re.compile(r"<li>As at ([^<]+)</li>")
LEAD = re.compile(r'<p class="jw-lead[^"]*">(.*?)</p>', re.DOTALL)
SHORT = re.compile(r'<section class="jw-short".*?</section>', re.DOTALL)
ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)
# What stands in the text for a pointer alone: badges with their cards, and the meanings of words.
ASIDE = re.compile(
    r'<span class="jw-term jw-cite">.*?</small></span></span></span>'
    r'|<span class="jw-meaning"[^>]*>[^<]*(?:<strong>[^<]*</strong>[^<]*)?</span>',
    re.DOTALL,
)
PARAGRAPH = re.compile(r"<p(?: [^>]*)?>(.*?)</p>", re.DOTALL)


def line(html: str) -> str:
    """Give a piece of HTML as text on one line."""
    return plain(html).replace("\n", " ")


def description(body: str) -> str:
    """Give what a page is about, cut to at most 200 characters: its short answer, or else the first paragraph of more
    than five words."""
    body = ASIDE.sub("", body)
    short = " ".join(item for section in SHORT.findall(body) for item in ITEM.findall(section))
    paragraphs = (line(block) for block in [short, *LEAD.findall(body), *PARAGRAPH.findall(body)])
    text = next((paragraph for paragraph in paragraphs if paragraph.count(" ") > 4), "")
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    return text[: LONGEST_DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"


def citation(title: str, body: str, book: str) -> Html:
    """Give the line by which a page is cited: authors, year, title, book, edition, and any day."""
    dated, name = AS_AT.search(body), line(title)
    chapter = "" if name in ("", book) else f"“{name}”, in "
    day = f" As at {dated[1]}." if dated else ""
    edition = f", version {version('joint-working')}.{day} Give the address and the day you read it."
    return join((f"Joint Working contributors (2026). {chapter}", el("cite", book), edition))


def first_recheck() -> date:
    """Give the first day on which something in the book is due to be checked again."""
    rows = (row for name in evidence.tables() for row in evidence.table(name))
    return min(row["recheck_by"] for row in rows if row.get("recheck_by"))


def dated_script(script: str) -> str:
    """Give the text of dated.js with the first day of recheck, and the words a page shows from then on, put in."""
    day = first_recheck()
    words = f"This is a dated copy. Some of its figures and rules were to be checked again by {citing.say_date(day)}."
    return script.replace("RECHECK_DAY", day.isoformat()).replace("RECHECK_WORDS", words)
