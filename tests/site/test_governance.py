"""What a governance officer is told is held by a test: each that the page names is there, and these are some."""

import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import browser as support
import pytest

from joint_working import site
from joint_working.room import __main__ as command

PAGE = support.ROOT / "book/reference/information-governance.md"
#: What a script would need to keep something in the browser, or to send it.
WAYS_OUT = re.compile(
    r"localStorage|sessionStorage|indexedDB|document\.cookie|cookieStore|\bcaches\.|serviceWorker|sendBeacon"
    r"|XMLHttpRequest|\bfetch\s*\(|WebSocket|EventSource|RTCPeer"
)
LAB = "book/4-money/five-years.html"


def test_every_answer_names_a_test_that_is_there():
    text = PAGE.read_text("utf-8")
    answers = re.findall(r"^- (.*(?:\n  .*)*)", text, re.MULTILINE)
    assert len(answers) >= 15
    for answer in answers:
        named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", answer)
        assert named, f"no test holds: {answer}"
        for file, test in named:
            assert re.search(rf"^def {test}\(", (support.ROOT / file).read_text("utf-8"), re.MULTILINE), test


def test_no_script_can_store_or_send():
    """No script of the book, and none written in a page, knows a way. Libraries are held by the page's policy."""
    scripts = [path for path in (support.SITE / "_static").glob("*.js")]
    assert len(scripts) > 30
    assert [path.name for path in scripts if WAYS_OUT.search(path.read_text("utf-8"))] == []
    for page in sorted(support.SITE.rglob("*.html")):
        inline = re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.DOTALL)
        assert not WAYS_OUT.search(" ".join(inline)), page
    assert WAYS_OUT.search("window.fetch (address)") and WAYS_OUT.search("document.cookie = name")


def test_every_page_carries_the_policy():
    policy = f'<meta http-equiv="Content-Security-Policy" content="{site.CONTENT_SECURITY_POLICY}">'
    pages = [path for path in (support.SITE / "book").rglob("*.html")]
    assert len(pages) > 100 and "connect-src 'none'" in policy and "form-action 'self'" in policy
    assert [path.name for path in pages if policy not in path.read_text("utf-8").replace("&#x27;", "'")] == []


def test_the_room_writes_no_log(monkeypatch, tmp_path):
    """Its server is told to write down no request."""
    asked = {}
    monkeypatch.setattr(command.uvicorn, "Config", lambda app, **options: asked.update(options) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        command._serve(support.SITE, tmp_path / "room.sqlite", "127.0.0.1", 0, "http://x").send(None)
    assert asked["access_log"] is False and asked["log_level"] == "error"


@pytest.mark.browser
@pytest.mark.parametrize(
    "path", ["book/index.html", LAB, "search.html#q=quorum", "book/your-partnership/highland.html"]
)
def test_a_reader_leaves_nothing_in_the_browser(chrome, site, path):
    context = chrome.new_context()
    page = context.new_page()
    page.goto(f"{site}/{path}")
    page.wait_for_load_state("load")
    for lever in page.get_by_role("slider").all()[:2]:
        lever.press("ArrowRight")
    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,"
        " (await caches.keys()).length]"
    )
    assert kept == [0, 0, 0, 0] and context.cookies() == []
    context.close()


@pytest.mark.browser
def test_settings_are_not_sent_to_the_server(chrome):
    """A server that writes down each line asked of it sees no setting, and nothing but GET."""
    lines = []

    class Noted(SimpleHTTPRequestHandler):
        def log_message(self, form, *told):
            lines.append(self.requestline)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Noted, directory=str(support.SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        context = chrome.new_context()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/{LAB}#explorer=five-years&secret=41")
        lever = page.get_by_role("slider").first
        lever.press("ArrowRight")
        page.wait_for_function("() => location.hash.length > 1")
        page.reload()
        page.wait_for_load_state("load")
        context.close()
    finally:
        server.shutdown()
        server.server_close()
    assert len(lines) > 5 and all(line.startswith("GET /") for line in lines)
    assert not [line for line in lines if "secret" in line or "explorer=" in line or re.search(r"\?(?!v=)", line)]
