"""Fixtures every test may use: the built site and a browser, each made once a run."""

import sys
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every machine, and no clock: a busy computer is not a wrong formula.
settings.register_profile("book", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("book")

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "explorers")]

import browser as support  # noqa: E402

#: What reads the whole book, draws its pages or prints the pack is not among the unit tests.
WHOLE = {"book", "room", "site", "workshop"}


def pytest_ignore_collect(collection_path, config):
    """Leave out whole folders of slow tests where none is asked for: to read them took each worker seven seconds."""
    asked = config.option.markexpr
    unit = asked.startswith("not slow and ") and " or " not in asked
    return True if unit and collection_path.is_dir() and collection_path.name in WHOLE else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name in WHOLE:
            item.add_marker("slow")


@pytest.fixture(scope="session")
def chrome():
    with support.launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def site():
    assert (support.SITE / "index.html").exists(), "The site is not built: run make build first."
    with support.served() as address:
        yield address


@pytest.fixture(scope="session")
def home():
    """The chapter of each explorer: the first page in reading order that shows it, the front page apart."""
    from joint_working.explorers import every

    chapters = [path for path in support.pages() if path != "book/index.html"]
    html = {path: (support.SITE / path).read_text(encoding="utf-8") for path in chapters}
    return {e.name: next(p for p in chapters if f'data-explorer="{e.name}"' in html[p]) for e in every()}


@pytest.fixture(scope="session")
def contexts(chrome):
    return support.Contexts(chrome)


@pytest.fixture
def lent(contexts):
    """Give a function that lends an empty page of a size, in the context of some options, until the test ends."""
    yield contexts.page
    contexts.clear()


@pytest.fixture
def open_page(lent, site):
    """Give a function that opens a page of the site and returns it with what was heard."""

    def opened(path, width=1280, disk=False, **options):
        page = lent(width, **options)
        heard = support.listen(page)  # its context tells of refusals
        page.goto(f"{support.SITE.as_uri() if disk else site}/{path}")
        return page, heard

    return opened


@pytest.fixture
def open_alone(lent, address):
    """Give a function that opens the page at `address`; at the end nothing must have gone wrong in it or left it."""
    troubles = []

    def opened(fragment="", width=1280, **options):
        page = lent(width, **options)
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.on("request", lambda asked: asked.url.startswith(("file:", "data:")) or troubles.append(asked.url))
        page.goto(address + fragment)
        return page

    yield opened
    assert not troubles
