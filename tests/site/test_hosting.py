"""The book behind nginx, by the file that the hosting page shows; and what builds an image of the notebooks."""

import ast
import gzip
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import browser as support
import pytest
from test_change_the_model import BONNET, begin, run

from joint_working import site as book
from joint_working.bench import hub
from joint_working.site import change, notebooks
from joint_working.site.start_lab import FIRST

ROOT = support.ROOT
CONFIGURATION = (ROOT / "hosting/nginx.conf").read_text(encoding="utf-8")
PAGE = (ROOT / "book/reference/hosting.md").read_text(encoding="utf-8")
POLICY, FRAME_POLICY = (f"{p}; frame-ancestors 'self'" for p in (book.CONTENT_SECURITY_POLICY, change.FRAME_POLICY))
FRAME = "_static/change/frame.html"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
needs_nginx = pytest.mark.skipif(not NGINX, reason="nginx is not installed here: apt-get install nginx")
LAB = "book/4-money/five-years.html"
AROUND = """\
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/joint-working.conf;
}}
"""


def changed(text, line, new):
    assert text.count(line) == 1, f"nginx.conf says {line} once"
    return text.replace(line, new)


def answers(port):
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def nginx(tmp_path_factory):
    """Give the address of the built site, with a wheel, an EPUB and a hidden file in it, behind nginx."""
    folder = tmp_path_factory.mktemp("nginx")
    shutil.copytree(support.SITE, folder / "site")
    for name in ("book.epub", "joint_working.whl", ".hidden", "tables.ipynb"):
        (folder / "site" / name).write_bytes(b"PK\x03\x04")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = changed(CONFIGURATION, "listen 80;", f"listen 127.0.0.1:{port};")
    text = changed(text, "root /srv/joint-working;", f"root {folder}/site;")
    (folder / "joint-working.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
    asked = [NGINX, "-p", str(folder), "-e", f"{folder}/start.log", "-c", f"{folder}/nginx.conf"]
    tried = subprocess.run([*asked, "-t"], capture_output=True, text=True)
    assert tried.returncode == 0 and "[warn]" not in tried.stderr, tried.stderr
    server = subprocess.Popen(asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            if answers(port):
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def fetched(address, **headers):
    """Return status, headers and body of an answer, whatever its status."""
    asked = urllib.request.Request(address, headers={name.replace("_", "-"): text for name, text in headers.items()})
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


def test_page_and_configuration_state_the_policy_of_the_pages():
    stated = dict(re.findall(r'^    (?:"/)?([\w./]+)"? +"(default-src [^"]+)";$', CONFIGURATION, re.M))
    assert stated == {"default": POLICY, FRAME: FRAME_POLICY}
    assert f"```text\n{POLICY}\n```" in PAGE and f"```text\n{FRAME_POLICY}\n```" in PAGE
    assert "```{literalinclude} ../../hosting/nginx.conf" in PAGE, "the page shows the file itself"


@needs_nginx
@pytest.mark.parametrize("path", [LAB, "index.html", "", "_static/parts.js", "nothing-here.html", FRAME])
def test_every_answer_carries_the_policy(nginx, path):
    status, headers, _ = fetched(f"{nginx}/{path}")
    assert status == (404 if path.startswith("nothing") else 200)
    assert headers.get_all("Content-Security-Policy") == [FRAME_POLICY if path == FRAME else POLICY]
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]


@needs_nginx
def test_hidden_files_are_not_handed_out(nginx):
    assert [fetched(f"{nginx}/{name}")[0] for name in (".hidden", ".buildinfo", "index.html")] == [404, 404, 200]


@needs_nginx
@pytest.mark.parametrize("path", [LAB, "_static/parts.js", "_static/house.css", "_static/favicon.svg"])
def test_text_travels_compressed_and_arrives_whole(nginx, path):
    _, headers, body = fetched(f"{nginx}/{path}", Accept_Encoding="gzip")
    whole = (support.SITE / path).read_bytes()
    if len(whole) < 1024:
        assert headers["Content-Encoding"] is None and body == whole, "too small to be worth it"
        return
    assert headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in headers["Vary"]
    assert gzip.decompress(body) == whole and len(body) < 0.6 * len(whole)


@needs_nginx
def test_a_drawing_travels_compressed(nginx, tmp_path_factory):
    drawing = next(folder for folder in tmp_path_factory.getbasetemp().glob("nginx*")) / "site/large.svg"
    drawing.write_text("<svg xmlns='http://www.w3.org/2000/svg'>" + "<path d='M0 0'/>" * 200 + "</svg>")
    assert fetched(f"{nginx}/large.svg", Accept_Encoding="gzip")[1]["Content-Encoding"] == "gzip"


@needs_nginx
def test_only_what_never_changes_is_kept_long(nginx):
    page = (support.SITE / LAB).read_text(encoding="utf-8")
    styles = re.findall(r'href="\.\./\.\./(_static/[^"]+\.css[^"]*)"', page)
    named = [path for path in styles if re.search(r"\?v=|[0-9a-f]{64}", path)]
    assert len(named) >= 4 and len(named) < len(styles), "some style sheets are named by their content, not all"
    for path in (*styles, LAB, "_static/parts.js", "_static/fonts/joint-sans.woff2", "_static/house.css?v=new"):
        kept = fetched(f"{nginx}/{path}")[1]["Cache-Control"]
        assert kept == ("public, max-age=31536000, immutable" if path in named else "no-cache"), path


@needs_nginx
def test_what_is_as_it_was_is_not_sent_again(nginx):
    mark = fetched(f"{nginx}/{LAB}")[1]["ETag"]
    status, headers, body = fetched(f"{nginx}/{LAB}", If_None_Match=mark)
    assert (status, body) == (304, b"") and headers["Content-Security-Policy"] == POLICY
    assert fetched(f"{nginx}/{LAB}", If_None_Match='"another"')[0] == 200


@needs_nginx
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (LAB, "text/html; charset=utf-8"),
        ("_static/parts.js", "application/javascript; charset=utf-8"),
        ("_static/house.css", "text/css; charset=utf-8"),
        ("_static/favicon.svg", "image/svg+xml; charset=utf-8"),
        ("_static/fonts/joint-sans.woff2", "font/woff2"),
        ("_static/data/delayed_discharge_monthly.csv", "text/csv; charset=utf-8"),
        ("book.epub", "application/epub+zip"),
        ("joint_working.whl", "application/octet-stream"),
        ("tables.ipynb", "application/x-ipynb+json"),
    ],
)
def test_each_kind_of_file_is_named_as_what_it_is(nginx, path, kind):
    assert fetched(f"{nginx}/{path}")[1]["Content-Type"] == kind


@needs_nginx
@pytest.mark.browser
def test_a_lab_answers_and_runs_a_readers_rule_under_these_headers(nginx, lent):
    page = lent(1280)
    heard = support.watch(page)
    page.goto(f"{nginx}/{LAB}")
    page.wait_for_selector("section[data-explorer][data-explorer-ready]")
    figure = page.locator("[data-explorer-figure]").first
    before = figure.inner_text()
    page.fill('[data-lever="savings"] [type=text]', "8")
    page.press('[data-lever="savings"] [type=text]', "Enter")
    page.wait_for_function("(was) => document.querySelector('[data-explorer-figure]').textContent !== was", arg=before)
    page.evaluate("document.fonts.ready")
    assert (heard.said, heard.outside) == ([], [])

    page.goto(f"{nginx}/{BONNET}")
    page.wait_for_selector("section[data-explorer][data-explorer-ready]")
    begin(page)
    assert run(page) == "This is the book’s rule. Change a line, then press Run."
    assert (heard.said, heard.outside) == ([], [])


# --- The image of the notebooks ----------------------------------------------------------------------------------


def test_the_image_takes_only_what_the_live_notebooks_need():
    asked = (ROOT / ".binder/requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in asked if line and not line.startswith("#")] == ["-r ../requirements-live.txt"]
    laid = (ROOT / ".binder/postBuild").read_text(encoding="utf-8")
    for path in re.findall(r"-[rc] (\S+\.txt)", laid):
        assert (ROOT / path).exists(), path
    assert "pip install --no-cache-dir --no-deps -e ." in laid, "the book's package, without what builds the book"
    assert laid.index("python -m venv /tmp/book") < laid.index("resolve notebooks") < laid.index("rm -rf /tmp/book")


#: Runs the imports of a notebook where nothing but the packages named can be imported, as in the image.
AS_IN_THE_IMAGE = """
import importlib.metadata, json, re, sys
allowed, code = json.load(sys.stdin)
plain = lambda name: re.sub("[-_.]+", "-", name).lower()
owners = importlib.metadata.packages_distributions()
class Only:
    def find_spec(self, name, path=None, target=None):
        known = owners.get(name.partition(".")[0])
        if known and not {plain(owner) for owner in known} & {*allowed, "joint-working"}:
            raise ModuleNotFoundError(f"{name} is not in requirements-live.txt")
sys.meta_path.insert(0, Only())
exec(code)
"""


def imports():
    """Return the lines by which the book's notebooks import, each once, and the notebook of each."""
    found = {}
    for path in notebooks.notebooks():
        for cell in notebooks.read(path).cells:
            if cell.cell_type == "code":
                for node in ast.walk(ast.parse(re.sub(r"^[%!].*$", "", cell.source, flags=re.M))):
                    if isinstance(node, ast.Import | ast.ImportFrom):
                        found.setdefault(ast.unparse(node), path.name)
    return found


def as_in_the_image(code):
    live = re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements-live.txt").read_text(encoding="utf-8"), re.M)
    asked = json.dumps([[re.sub("[-_.]+", "-", name).lower() for name in live], code])
    return subprocess.run([sys.executable, "-c", AS_IN_THE_IMAGE], input=asked, capture_output=True, text=True)


def test_every_import_of_every_notebook_is_in_the_image():
    lines = imports()
    assert len(lines) > 20 and any("explorers" in line for line in lines)
    tried = as_in_the_image("\n".join([*lines, "from joint_working.kit import live"]))
    assert tried.returncode == 0, tried.stderr[-600:]
    assert "sphinx is not in requirements-live.txt" in as_in_the_image("import sphinx").stderr


def test_the_image_opens_on_the_live_notebooks():
    assert (ROOT / "book" / FIRST).exists() and f"?urlpath=lab/tree/notebooks/{FIRST}" in PAGE
    assert f'c.Spawner.default_url = "/lab/tree/{FIRST}"' in PAGE


def test_a_file_shown_on_a_page_is_shown_in_jupyterlab_too():
    page = ROOT / "book/reference/hosting.md"
    text = notebooks.Resolver(notebooks.Pages.of(ROOT / "book"), page).text(PAGE)
    assert f"```nginx\n{CONFIGURATION.rstrip()}\n```" in text


# --- A class on a hub --------------------------------------------------------------------------------------------


def test_what_a_class_met_is_told_by_the_slowest_and_the_largest():
    people = [hub.Person(2, 9, (0.1, 0.3)), hub.Person(4, 5, (0.2, 0.9)), hub.Person(3, 7, (0.4, 0.1))]
    used = [("kernel", 200, 150, 3.0), ("kernel", 260, 140, 4.5), ("hub", 120, 100, 2.0)]
    assert hub.of_all(people, [hub.Process(*each) for each in used]) == [
        "a server of one's own: middle 3.00 s, slowest 4.00 s, of 3",
        "every cell run: middle 7.00 s, slowest 9.00 s, of 3",
        "a move of a slider: middle 0.30 s, slowest 0.90 s, of 6",
        "hub: 1, the largest 120 MB (100 MB where what they share is divided), the busiest 2.0 s of a processor",
        "kernel: 2, the largest 260 MB (150 MB where what they share is divided), the busiest 4.5 s of a processor",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from Linux's /proc")
def test_memory_is_that_of_a_process_and_of_those_it_started():
    code = "import time; held = bytearray(90_000_000); print(flush=True); time.sleep(60)"
    start = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}, 'ipykernel'])"
    with subprocess.Popen([sys.executable, "-c", start], stdout=subprocess.PIPE, start_new_session=True) as first:
        try:
            first.stdout.readline()
            found = {process.name: process.whole for process in hub.processes(first.pid)}
        finally:
            os.killpg(first.pid, signal.SIGTERM)
    assert 90 < found["kernel"] < 150
