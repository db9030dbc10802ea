"""Builds the book of this folder, renews it after changes an author makes, and prints what each step took.

`test_renew.py` runs it in a copy of the book: ``python renewed.py SITE``. The changes are those that other pages show:
a title, a heading more and one less, a word of the glossary, a figure and a question.
"""

import json
import sys
import time
from pathlib import Path

from joint_working.site import build, renew

MONEY, GLOSSARY = "book/4-money/five-years", "book/reference/glossary"
DEEP, BODY = f"{MONEY}/in-depth", "book/2-who-decides/body-corporate/in-depth"
NEW = r"## Is this new?\n\nIt is new to everyone. A {term}`zero hour`, {fact}`integration-money-guide`.\n\n"
WORD = "\nzero hour\n    The hour at which a test begins.\n"


def edit(page: str, *changes: tuple[str, str]) -> None:
    """Put words in the place of others in a page's file; each of the old ones must be there."""
    path = next(path for path in map(build.ROOT.joinpath, (f"{page}.ipynb", f"{page}.md")) if path.exists())
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{page} holds no {old!r}"
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def main(site: Path) -> None:
    """Build, change, renew, and print as JSON the steps: whether each was well, its seconds, the pages it wrote."""
    steps = []

    def renewed(*pages: str) -> None:
        start = time.perf_counter()
        well = renew.renew(app, pages)
        steps.append([well, time.perf_counter() - start, sorted(renew.kept(app).written)])

    with build.opened(site) as app:
        app.build()
        steps.append([not app.statuscode, 0, []])
        edit(MONEY, ("# Five years", "# Five years on"))
        renewed(MONEY)
        edit(DEEP, ("## Plans, and what comes of them", "## Plans, and what becomes of them"))
        edit(GLOSSARY, ("```\n", WORD + "```\n"))
        edit(BODY, ("### The case for concern", "The case for concern"), ("## Sources", NEW + "## Sources"))
        renewed(DEEP, GLOSSARY, BODY)
        edit(BODY, ("It is new", "It was new"))
        renewed(BODY)
        edit(BODY, ("{term}`zero hour`", "{term}`zero hours`"))
        renewed(BODY)
        renewed()
        edit(BODY, ("{term}`zero hours`", "{term}`zero hour`"))
        renewed(BODY)
    print(json.dumps(steps))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
