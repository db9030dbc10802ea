"""How a reader reports a mistake: two links at the foot of each page, which say the page and its edition.

One begins a mail, which needs no account; the other opens the form of the project's repository. `_config.yml` holds
both addresses, and a book without them says so. The reader's own setting, which stands after the ``#`` of the address,
is put at the end of a link when it is chosen (``static/page.js``). A page sends nothing by itself.
"""

from __future__ import annotations

from importlib.metadata import version
from urllib.parse import quote

from joint_working.html import Html, el, join, link
from joint_working.site.about_page import AS_AT, line

#: What an address of a mail may hold as it is written (RFC 6068).
_PLAIN = ":,;@!()"
NOBODY = "send it to whoever gave you this book"


def edition(body: str) -> str:
    """Give the version of the book, and the day of the page ``body`` where its head has one."""
    dated = AS_AT.search(body)
    return version("joint-working") + (f", as at {dated[1]}" if dated else "")


def mail(page: str, edition: str, to: str = "") -> str:
    """Give the address that begins a mail about a page, to nobody yet if ``to`` is "". The setting follows its end."""
    lines = ("What is wrong:", "", "My source:", "", f"Page: {page}", f"Edition: {edition}")
    body = quote("\r\n".join((*lines, "Setting: ")), safe=_PLAIN)
    return f"mailto:{quote(to, safe=_PLAIN)}?subject=Mistake&body={body}"


def form(page: str, edition: str, repository: str) -> str:
    """Give the address of the repository's form, filled in; the setting is added to its end."""
    filled = f"page={quote(page, safe='')}&edition={quote(edition, safe='')}&setting="
    return f"{repository.rstrip('/')}/issues/new?template=mistake.yml&{filled}"


def report(title: str, body: str, book: str, repository: str = "", to: str = "") -> Html:
    """Give the line at the foot of a page: its links, and to whom a mail goes where the book has no address."""
    page, dated = line(title) or book, edition(body)
    told = [link(mail(page, dated, to), "Report a mistake by mail")]
    if repository:
        told.append(link(form(page, dated, repository), "on the project’s form"))
    return el("p", join(told, ", or "), "." if to else f": {NOBODY}.", class_="jw-wrong")
