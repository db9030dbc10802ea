"""Renews the Python that pages can start: ``python -m joint_working.site.python_pack FOLDER``.

FOLDER is the published npm package `pyodide`, unpacked (``npm pack pyodide@VERSION``); Node runs it once, here. Of it
a page needs three things: the loader, CPython compiled for browsers, and the standard library without what a model
never asks for. They go into one classic script as text, each compressed, so that a page may load them from a file, and
without asking a server for data, which its policy forbids. A build of the book only copies that script.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

TARGET = Path(__file__).parent / "static" / "libraries" / "pyodide"
#: What is packed, of the files of the package.
FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
#: Modules of the standard library that no model asks for: networks, processes, other programs, tools for programmers.
LEFT_OUT = frozenset(
    (
        "_pyrepl", "antigravity", "bdb", "cProfile", "cmd", "code", "compileall", "configparser", "ctypes", "curses",
        "dbm", "doctest", "email", "ensurepip", "ftplib", "http", "idlelib", "imaplib", "ipaddress", "lib2to3",
        "mailbox", "mimetypes", "modulefinder", "multiprocessing", "netrc", "nturl2path", "optparse", "pdb",
        "pickletools", "plistlib", "poplib", "profile", "pstats", "pty", "pyclbr", "pydoc", "pydoc_data", "sched",
        "shelve", "smtplib", "socketserver", "sqlite3", "tabnanny", "this", "timeit", "tkinter", "tomllib", "trace",
        "turtle", "tty", "unittest", "venv", "wave", "webbrowser", "wsgiref", "xml", "xmlrpc", "zipapp", "zoneinfo",
    )
)  # fmt: skip
#: Of the alphabets that Python can read, those a text of the book is in.
ALPHABETS = ("__init__", "aliases", "ascii", "cp437", "idna", "latin_1", "punycode", "utf_8", "utf_8_sig")
EXPORT = re.compile(r"export\s*\{(\w+) as loadPyodide,\w+ as version\};\s*(?://# sourceMappingURL=\S+\s*)?$")
EXPORT_MODULE = "export default _createPyodideModule;"

#: Compiles, by the packed Python itself, what it imports when it starts and what models ask for: it starts in less
#: than half the time. Node gives it the folder of the package, the zip to read and the zip to write.
COMPILE = """
import fs from 'node:fs';
const [folder, from, to] = process.argv.slice(1), { loadPyodide } = await import(folder + '/pyodide.mjs');
const python = await loadPyodide();
python.FS.writeFile('/from.zip', fs.readFileSync(from));
python.runPython(`
import ast, dataclasses, fractions, inspect, json, math, statistics, sys, textwrap, traceback, typing, zipfile
from importlib import _bootstrap_external as compiled
wanted = {name.replace('.', '/') for name in sys.modules}
with zipfile.ZipFile('/from.zip') as source, zipfile.ZipFile('/to.zip', 'w', zipfile.ZIP_STORED) as target:
    for name in source.namelist():
        data = source.read(name)
        if name.removesuffix('.py').removesuffix('/__init__') in wanted:
            code = compile(data, name, 'exec', dont_inherit=True, optimize=2)
            name, data = name + 'c', compiled._code_to_hash_pyc(code, bytes(8), False)
        target.writestr(zipfile.ZipInfo(name), data)
`);
fs.writeFileSync(to, python.FS.readFile('/to.zip'));
"""


def kept(name: str) -> bool:
    """Return whether a file of the standard library's zip is kept."""
    first, _, rest = name.partition("/")
    if first == "encodings":
        return rest.removesuffix(".py") in ALPHABETS
    return first.removesuffix(".py") not in LEFT_OUT and not name.endswith("/")


def library(whole: bytes) -> bytes:
    """Return the zip of the standard library with what is kept of it, not compressed: it is compressed as a whole."""
    small = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(small, "w", zipfile.ZIP_STORED) as target:
        for entry in sorted(source.infolist(), key=lambda entry: entry.filename):
            if kept(entry.filename):
                target.writestr(zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), source.read(entry))
    return small.getvalue()


def compiled(folder: Path, small: bytes) -> bytes:
    """Return the zip of a standard library with the modules that Python starts with compiled."""
    with tempfile.TemporaryDirectory() as room:
        before, after = Path(room, "before.zip"), Path(room, "after.zip")
        before.write_bytes(small)
        command = ["node", "--input-type=module", "--eval", COMPILE, "--", str(folder.resolve()), before, after]
        subprocess.run(command, check=True)
        return after.read_bytes()


def loader(public: str, module: str) -> str:
    """Return the two modules of the package as the beginning of one classic script, with both functions by name.

    A module cannot be a worker's script where its frame has an origin of its own.
    """
    name = EXPORT.search(public)
    if not name or EXPORT_MODULE not in module:
        raise SystemExit("pyodide.mjs and pyodide.asm.mjs do not end as those of version 314 do: read them first.")
    text = f"{module.replace(EXPORT_MODULE, '')}\n{EXPORT.sub('', public)}\nconst loadPyodide = {name[1]};\n"
    return text.replace("import.meta.url", "location.href")


def pack(folder: Path) -> tuple[str, dict[str, str]]:
    """Return the script of the packed Python, and what it was made of: version and SHA-256 of each file."""
    found = {name: (folder / name).read_bytes() for name in FILES}
    version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    parts = {
        "loader": loader(found["pyodide.mjs"].decode(), found["pyodide.asm.mjs"].decode()).encode(),
        "engine": found["pyodide.asm.wasm"],
        "library": compiled(folder, library(found["python_stdlib.zip"])),
    }
    about = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    texts = [
        f"about:{json.dumps(about)}",
        *(f"{name}:{json.dumps(_compressed(part))}" for name, part in parts.items()),
    ]
    made_of = {"pyodide": version} | {name: hashlib.sha256(part).hexdigest() for name, part in found.items()}
    return f"window.packedPython={{{','.join(texts)}}};\n", made_of


def _compressed(part: bytes) -> str:
    return base64.b64encode(gzip.compress(part, 9, mtime=0)).decode()


def main() -> None:
    """Write the script and what it was made of."""
    script, made_of = pack(Path(sys.argv[1]))
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "python.js").write_text(script, encoding="utf-8")
    made_of["python.js"] = hashlib.sha256(script.encode()).hexdigest()
    (TARGET / "made-of.json").write_text(json.dumps(made_of, indent=2) + "\n", encoding="utf-8")
    print(f"python.js: {len(script) / 1e6:.1f} MB, compressed {len(gzip.compress(script.encode(), 9)) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
