"""What `make serve` renews is what a fresh build would give, byte for byte, and nothing that needs one is renewed."""

import json
import os
import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from joint_working.site import serve
from joint_working.site.build import ROOT

PARTS = ("src", "book", "data", "hosting", "_config.yml", "_toc.yml", "CHANGELOG.md")


def run(folder: Path, *command: str) -> str:
    """Run Python on the book in a folder; return what it printed."""
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A copy of the book, changed and renewed again and again: its folder, and what each step gave."""
    folder = tmp_path_factory.mktemp("book")
    for part in PARTS:
        there = ROOT / part
        skipped = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        (shutil.copytree if there.is_dir() else shutil.copy)(
            there, folder / part, **({"ignore": skipped} if there.is_dir() else {})
        )
    words = folder / "data/search_words.csv"  # which names two sections that are renamed or taken out
    lines = words.read_text(encoding="utf-8").splitlines(keepends=True)
    gone = (",plans-and-what-comes-of-them,", "2-who-decides/body-corporate/in-depth,the-case-for-concern,")
    kept = [line for line in lines if not any(name in line for name in gone)]
    assert len(kept) == len(lines) - 2
    words.write_text("".join(kept), encoding="utf-8")
    steps = run(folder, str(Path(__file__).with_name("renewed.py")), str(folder / "_build/serve/html"))
    return folder, json.loads(steps.splitlines()[-1])


def test_a_renewed_book_is_a_fresh_one(changed):
    folder, _ = changed
    run(folder, "-m", "joint_working.site.build")
    renewed, fresh = files(folder / "_build/serve/html"), files(folder / "_build/html")
    assert renewed.keys() == fresh.keys()
    assert [name for name in fresh if renewed[name] != fresh[name]] == []
    assert b"zero hour" in fresh["_static/sections.js"] and b"is-this-new" in fresh["_static/sections.js"]


def test_only_what_shows_a_change_is_written(changed):
    _, steps = changed
    written = [set(pages) for _, _, pages in steps]
    assert len(written[1]) > 100  # a title, which stands on every page
    assert "book/questions" in written[2] and "book/reference/tables/finance-national" in written[2]
    assert len(written[2]) < 50
    assert written[3] == {
        "book/2-who-decides/body-corporate/in-depth",
        "book/questions",
    }  # the first sentence of an answer
    assert written[6] == {"book/2-who-decides/body-corporate/in-depth"}


def test_a_fault_is_told_until_it_is_mended(changed):
    _, steps = changed
    assert [well for well, _, _ in steps] == [True, True, True, True, False, False, True]


# --- What may be renewed ---------------------------------------------------------------------------------------


def planted(root: Path) -> None:
    for name in (
        *("_config.yml", "_toc.yml", "data/levers.csv", "src/a.py", "src/site/house.css", "src/site/page.html"),
        *("book/index.md", "book/1-part/lab.ipynb", "book/1-part/map.svg", "CHANGELOG.md"),
        *("book/.ipynb_checkpoints/lab.ipynb", "book/index.md~", "book/.index.md.swp", "src/__pycache__/a.pyc"),
        *("src/joint_working.egg-info/top_level.txt", "book/4913"),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("", encoding="utf-8")


def test_the_source_is_all_that_the_book_is_made_from(tmp_path):
    planted(tmp_path)
    assert {path.relative_to(tmp_path).as_posix() for path in serve.source(tmp_path)} == {
        *("_config.yml", "_toc.yml", "data/levers.csv", "src/a.py", "src/site/house.css", "src/site/page.html"),
        *("book/index.md", "book/1-part/lab.ipynb", "book/1-part/map.svg", "CHANGELOG.md"),
    }


@pytest.mark.parametrize(
    ("names", "pages"),
    [
        (["book/index.md"], {"book/index"}),
        (["book/1-part/lab.ipynb", "book/index.md"], {"book/1-part/lab", "book/index"}),
        (["book/index.md", "data/levers.csv"], None),
        (["_toc.yml"], None),
        (["_config.yml"], None),
        (["CHANGELOG.md"], None),
        (["src/a.py"], None),
        (["src/site/house.css"], None),
        (["src/site/page.html"], None),
        (["book/1-part/map.svg"], None),
    ],
)
def test_chapters_are_renewed_and_all_else_is_built_afresh(tmp_path, names, pages):
    planted(tmp_path)
    before = serve.source(tmp_path)
    after = before | {tmp_path / name: before[tmp_path / name] + 1 for name in names}
    assert serve.chapters(before, after, tmp_path) == pages


def test_a_chapter_that_comes_or_goes_asks_for_a_fresh_build(tmp_path):
    planted(tmp_path)
    before = serve.source(tmp_path)
    (tmp_path / "book/new.md").write_text("", encoding="utf-8")
    assert serve.chapters(before, serve.source(tmp_path), tmp_path) is None
    assert serve.chapters(serve.source(tmp_path), before, tmp_path) is None


def test_while_the_book_is_built_a_page_asks_again_by_itself(tmp_path):
    (tmp_path / "index.html").write_text("The book", encoding="utf-8")
    ready = threading.Event()
    server = serve.open_server(tmp_path, ready, port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    try:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address)
        assert refused.value.code == 503 and b"http-equiv=refresh" in refused.value.read()
        ready.set()
        assert urllib.request.urlopen(address).read() == b"The book"
    finally:
        server.shutdown()
        server.server_close()


class Stopped(Exception):
    pass


@pytest.mark.parametrize(
    ("outcomes", "waits"), [((serve.ANEW, serve.ANEW), 0), ((serve.ANEW, 1, serve.ANEW), 1), ((1, 1, 1), 3)]
)
def test_after_a_fault_the_book_waits_for_a_change(monkeypatch, outcomes, waits):
    ready, left, waited = threading.Event(), list(outcomes), []

    def builder():
        if not left:
            raise Stopped
        if len(left) == len(outcomes):
            ready.set()  # the first built the book
        return left.pop(0)

    monkeypatch.setattr(serve, "source", dict)
    monkeypatch.setattr(serve, "at_rest", waited.append)
    with pytest.raises(Stopped):
        serve.tend(builder, ready)
    assert len(waited) == waits and not ready.is_set()


def test_a_book_that_was_never_built_is_not_served(monkeypatch):
    monkeypatch.setattr(serve, "source", dict)
    with pytest.raises(SystemExit) as ended:
        serve.tend(lambda: 1, threading.Event())
    assert ended.value.code == 1
