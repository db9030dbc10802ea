"""Run the book's notebooks, check what is stored in them, and write copies that read well in JupyterLab.

    python -m joint_working.site.notebooks execute [PATH ...]
    python -m joint_working.site.notebooks check [PATH ...]
    python -m joint_working.site.notebooks resolve FOLDER
    python -m joint_working.site.notebooks lab [--OPTION OF JUPYTERLAB ...]

``execute`` writes the same bytes as long as nothing a notebook imports or reads has changed. ``resolve`` prints every
role and directive as plain Markdown, because JupyterLab would show them raw.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import nbformat

from joint_working import evidence

from . import citing
from .start_lab import open_lab

ROOT = Path(__file__).parents[3]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
WIDGET = "application/vnd.jupyter.widget-view+json"


def notebooks(paths: Iterable[str] = ()) -> list[Path]:
    """The notebooks named, or all of ``book/`` in order."""
    return [Path(p) for p in paths] or sorted(
        p for p in (ROOT / "book").rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts
    )


def read(path: Path) -> nbformat.NotebookNode:
    """A notebook of format 4.5. A cell without an id gets one from its place, so that it never changes."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["nbformat_minor"] = 5
    for number, cell in enumerate(raw["cells"], start=1):
        cell.setdefault("id", f"cell-{number}")
    return nbformat.reads(json.dumps(raw), as_version=4)  # joins lines, checks the format


def laid_out(notebook: nbformat.NotebookNode) -> str:
    """A notebook's text in the one layout it is stored in."""
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT).rstrip("\n") + "\n"


def write(notebook: nbformat.NotebookNode, path: Path) -> bool:
    """Write a notebook in one fixed layout; True if the file changed."""
    text = laid_out(notebook)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


# -- execute and check ------------------------------------------------------------------------------------------


def strip(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Remove, in place, what changes by itself at each run: widget ids and states, versions, timing."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata.get("language_info", {}).pop("version", None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            output.get("data", {}).pop(WIDGET, None)
            output.get("metadata", {}).pop(WIDGET, None)
            output.pop("transient", None)
        cell.outputs = [o for o in cell.outputs if o.get("data", True)]
    return notebook


def execute(path: Path) -> bool:
    """Run a notebook from top to bottom in a new kernel, in its own folder, and store its outputs.

    Returns True if the file changed. Raises nbclient's ``CellExecutionError`` when a cell fails.
    """
    from nbclient import NotebookClient

    notebook = read(path)
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],  # not a warning for each notebook about how kernels talk
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.resolve().parent)}},
    )
    client.execute()
    return write(strip(notebook), path)


def faults(path: Path) -> list[str]:
    """What keeps a notebook from being published: one sentence each, none if it may be."""
    notebook, found = read(path), []
    if "widgets" in notebook.metadata:
        found.append("widget states are stored in its metadata")
    code = [(n, c) for n, c in enumerate(notebook.cells, start=1) if c.cell_type == "code" and c.source.strip()]
    for count, (number, cell) in enumerate(code, start=1):
        if cell.get("execution_count") is None:
            found.append(f"cell {number} has not been run")
        elif cell.execution_count != count:
            found.append(f"cell {number} was run out of order: expected {count}, found {cell.execution_count}")
        elif not cell.outputs and _prints(cell.source):
            found.append(f"cell {number} has no stored output")
        for output in cell.outputs:
            if output.output_type == "error" and "raises-exception" not in cell.metadata.get("tags", []):
                found.append(f"cell {number} stopped with {output.ename}")
            if WIDGET in output.get("data", {}):
                found.append(f"cell {number} stores a live widget")
    if code and not any(cell.outputs for _, cell in code):
        found.append("no cell has a stored output")
    if not found and laid_out(strip(notebook)) != path.read_text(encoding="utf-8"):
        found.append("it is not in the layout that make execute writes")
    return [f"{path}: {fault}; run make execute." for fault in found]


def _prints(source: str) -> bool:
    """Whether a cell surely has an output: it ends in a plain value, ``print`` or ``display``."""
    try:
        body = ast.parse(source).body
    except SyntaxError:  # a magic
        return False
    last = body[-1].value if body and isinstance(body[-1], ast.Expr) else None
    if isinstance(last, ast.Call):
        return isinstance(last.func, ast.Name) and last.func.id in ("print", "display")
    return last is not None


# -- resolve ----------------------------------------------------------------------------------------------------

# Code in backticks, with the role before it, if there is one. Longer runs of backticks may hold shorter ones.
_ROLE = re.compile(
    r"(?:\{(?P<name>[A-Za-z][\w:.+-]*)\})?(?<!`)(?P<ticks>`+)(?!`)(?P<body>.+?)(?<!`)(?P=ticks)(?!`)", re.DOTALL
)
_FENCE = re.compile(r"^(?P<indent>\s*)(?P<mark>`{3,}|~{3,}|:{3,})\s*(?:\{(?P<name>[^}]+)\})?(?P<rest>.*)$")
_OPTION = re.compile(r"^\s*:(?P<name>[\w-]+):\s*(?P<value>.*)$")
_TARGET = re.compile(r"^\s*\((?P<label>[\w:.-]+)\)=\s*$")
_WITH_TARGET = re.compile(r"^(?P<text>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)
_EMPTY_LINK = re.compile(r"(?<!!)\[\]\((?P<path>[^)\s]*)\)")
_NOTES = {"note", "tip", "warning", "important", "caution", "attention", "hint", "danger", "error", "seealso"}
_DROPPED = {"toctree", "tableofcontents", "contents", "raw-latex", "index"}
_CODE = {"code-block", "code", "sourcecode", "code-cell"}


@dataclass
class Pages:
    """What links need to know of the book: each page's title, and the page and words of each label."""

    book: Path
    titles: dict[Path, str] = field(default_factory=dict)
    labels: dict[str, tuple[Path, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Path) -> Pages:
        """Read the titles and labels of every page of a book."""
        pages = cls(book)
        for path in sorted([*book.rglob("*.ipynb"), *book.rglob("*.md")]):
            if ".ipynb_checkpoints" in path.parts:
                continue
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".ipynb":
                text = "\n\n".join(c.source for c in read(path).cells if c.cell_type == "markdown")
            label = ""
            for line in text.splitlines():
                if heading := re.match(r"(#+)\s+(.*)", line):
                    if len(heading[1]) == 1:
                        pages.titles.setdefault(path, heading[2].strip())
                    if label:
                        pages.labels[label] = (path, heading[2].strip())
                        label = ""
                elif target := _TARGET.match(line):
                    label = target["label"]
        return pages

    def find(self, page: Path, target: str) -> Path | None:
        """The page that ``target``, with or without suffix, names when written in ``page``."""
        base = self.book.parent if target.startswith("/") else page.parent
        plain = os.path.normpath(base / target.lstrip("/"))
        return next((p for p in self.titles if str(p) == plain or str(p.with_suffix("")) == plain), None)

    def link(self, page: Path, other: Path, words: str = "") -> str:
        """A Markdown link between two pages."""
        path = Path(os.path.relpath(other, page.parent)).as_posix()
        return f"[{words or self.titles.get(other, other.stem)}]({path})"


class Resolver:
    """Turns the Markdown of one page into plain Markdown."""

    def __init__(self, pages: Pages, page: Path):
        self.pages, self.page = pages, page
        self.as_at: date | str = date.today()
        self.sources: dict[str, evidence.Source] = {}

    def text(self, markdown: str) -> str:
        """A whole cell or page."""
        return _tidy(self._lines(markdown.splitlines()))

    def _lines(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        prose: list[str] = []

        def flush() -> None:
            if prose:
                out.extend(self._prose("\n".join(prose)).splitlines())
                prose.clear()

        position = 0
        while position < len(lines):
            line = lines[position]
            fence = _FENCE.match(line)
            if fence and (fence["name"] or fence["mark"][0] != ":"):
                flush()
                end = _closing(lines, position, fence["mark"])
                body = lines[position + 1 : end]
                if fence["name"] and fence["name"][0] not in ".#":
                    out += self._directive(fence["name"], fence["rest"].strip(), body)
                elif fence["name"]:  # a division with a class
                    out += self._lines(body)
                else:
                    out += lines[position : end + 1]
                position = end + 1
                continue
            position += 1
            if _TARGET.match(line) or re.match(r"^\+\+\+|^%|^\s*\{[.#][^}]*\}\s*$|^:{3,}\s*$", line):
                continue  # labels, cell breaks, comments and attributes are not for reading
            if line.strip():
                prose.append(line)
            else:
                flush()
                out.append("")
        flush()
        return out

    def _prose(self, paragraph: str) -> str:
        """One block without blank lines: roles as text, then badges after its sentences."""
        parts, places, length, done = [], [], 0, 0

        def add(words: str) -> None:
            nonlocal length
            parts.append(words)
            length += len(words)

        for found in _ROLE.finditer(paragraph):
            add(self._links(paragraph[done : found.start()]))
            done = found.end()
            if not found["name"]:
                add(found.group())
            elif found["name"] == "fact":
                figure = evidence.figure(found["body"].strip())
                self.sources[figure.source.key] = figure.source
                places.append((length, figure.key))
                add(figure.text)
            else:
                add(self._role(found["name"], found["body"]))
        add(self._links(paragraph[done:]))
        text = "".join(parts)
        for row in reversed(list(_blocks(text))):
            inside = [(offset - row[0], key) for offset, key in places if row[0] <= offset < row[1]]
            block = text[row[0] : row[1]]
            if not inside or block.lstrip().startswith("#"):
                continue
            for offset, keys in reversed(citing.by_sentence(block, inside)):
                badges = " ".join(_badge(b) for b in citing.figure_badges(keys, date.today()))
                block = f"{block[:offset]} {badges}{block[offset:]}"
            text = text[: row[0]] + block + text[row[1] :]
        return text

    def _links(self, text: str) -> str:
        """Text between roles: links without words get the page's title; attributes go."""

        def fill(found: re.Match[str]) -> str:
            path, _, label = found["path"].partition("#")
            if not path and label in self.pages.labels:
                return self._ref(label)
            other = self.pages.find(self.page, path)
            return self.pages.link(self.page, other) if other else found.group()

        return re.sub(r"(?<=[\])])\{[.#][^}]*\}", "", _EMPTY_LINK.sub(fill, text))

    def _ref(self, target: str, words: str = "") -> str:
        if target not in self.pages.labels:
            return words or target
        page, heading = self.pages.labels[target]
        return (words or heading) if page == self.page else self.pages.link(self.page, page, words or heading)

    def _role(self, name: str, body: str) -> str:
        """A role as text; one that is not known here gives its words."""
        named = _WITH_TARGET.match(body)
        words, target = (named["text"], named["target"]) if named else ("", body.strip())
        if name in ("rule", "rule-text"):
            rule = citing.read_rule(body, self.as_at)
            self.sources[rule.source.key] = rule.source
            badge = _badge(citing.rule_badge(rule))
            return f"{rule.rule} {badge}" if name == "rule-text" else badge
        if name == "source":
            source = evidence.source(target)
            self.sources[source.key] = source
            said = f"({citing.source_words(source)})"
            return f"[{said}]({source.address})" if source.address else said
        if name == "doc":
            other = self.pages.find(self.page, target)
            return self.pages.link(self.page, other, words) if other else words or target
        if name in ("ref", "numref"):
            return self._ref(target, words)
        if name == "term":
            glossary = next((p for p in self.pages.titles if p.stem == "glossary"), None)
            return self.pages.link(self.page, glossary, words or target) if glossary else words or target
        if name == "math":
            return f"${body}$"
        if name in ("code", "file", "kbd", "command"):
            return f"`{body}`"
        return words or body

    def _directive(self, name: str, argument: str, lines: list[str]) -> list[str]:
        """A directive as blocks of Markdown, with blank lines around; one not known here gives its body."""
        options, body = _options(lines)
        if name in _DROPPED:
            return []
        if name == "chapter-head":
            return ["", self._head(options), ""]
        if name == "sources":
            return ["", *self._source_list(options.get("also", ""), options.get("tables", "")), ""]
        if name == "register":
            return [
                "",
                f"The table {argument} is printed in full in the published book, and kept in the folder `data`.",
                "",
            ]
        if name == "math":
            return ["", "$$", *([argument] if argument else []), *body, "$$", ""]
        if name in _CODE:
            return ["", f"```{argument}", *body, "```", ""]
        if name in ("figure", "image"):
            picture = f"![{options.get('alt', '')}]({argument})"
            return ["", picture, "", *self._lines(body), ""]
        if name == "glossary":
            return ["", *self._glossary(body), ""]
        title = self._prose(argument) if argument else "In short" if name == "in-short" else ""
        if name in _NOTES or name in ("admonition", "dropdown", "exercise", "solution"):
            heading = (
                title if name in ("admonition", "dropdown") else ": ".join(filter(None, [name.capitalize(), title]))
            )
            inner = _tidy([f"**{heading}**", "", *self._lines(body)]).splitlines()
            return ["", *(f"> {line}".rstrip() for line in inner), ""]
        return ["", *([f"**{title}**", ""] if title else []), *self._lines(body), ""]

    def _head(self, options: dict[str, str]) -> str:
        said = [self._prose(options["part"])] if "part" in options else []
        if "as-at" in options:
            self.as_at = date.fromisoformat(options["as-at"])
            said.append(f"As at {citing.say_date(self.as_at)}")
        if "minutes" in options:
            said.append(f"{options['minutes']} minutes")
        if "read-first" in options:
            said.append(f"Read first: {self._prose(options['read-first'])}")
        return " · ".join(said)

    def _source_list(self, also: str, tables: str) -> list[str]:
        for key in filter(None, re.split(r"[\s,]+", also)):
            self.sources[key] = evidence.source(key)
        rows = sorted(self.sources.values(), key=lambda s: (s.publisher.casefold(), s.title.casefold(), s.key))
        lines = []
        for s in rows:
            title = f"[{s.title}]({s.address})" if s.address else s.title
            published = f" Published: {citing.say_date(s.published)}." if s.published else ""
            lines.append(f"- {s.publisher}. {title}.{published}")
        named = [name for name in re.split(r"[\s,]+", tables) if name]
        for name in named:
            lines.append(f"- The table {evidence.describe(name)['title']}, whose rows name their own sources.")
        if any(map(citing.open_government, rows)) or any(map(citing.open_government_table, named)):
            lines += ["", citing.OGL_NOTICE]
        return lines

    def _glossary(self, body: list[str]) -> list[str]:
        """Terms in bold, each followed by its meaning."""
        lines = []
        for line in body:
            term = line.strip() and not line[0].isspace()
            lines += ["", f"**{line.strip()}**", ""] if term else [line.strip().removeprefix(": ")]
        return self._lines(lines)


def _tidy(lines: list[str]) -> str:
    """Lines as text, with no more than one blank line together and none at the ends."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _badge(badge: citing.Badge) -> str:
    return f"[{badge.words}]({badge.address})" if badge.address else f"({badge.words})"


def _blocks(text: str) -> Iterable[tuple[int, int]]:
    """Where the paragraph, list items and table cells of a block without blank lines begin and end."""
    start = 0
    for mark in re.finditer(r"\n(?=\s*(?:[-*+]|\d+\.)\s)|\n(?=\s*\|)|(?<=.)\|(?=\s|\Z)|\Z", text):
        if mark.start() > start:
            yield start, mark.start()
        start = mark.end()


def _closing(lines: list[str], start: int, mark: str) -> int:
    """The line that closes the fence opened at ``start``, or the last line."""
    close = re.compile(rf"^\s*{re.escape(mark[0])}{{{len(mark)},}}\s*$")
    depth = 0
    for number in range(start + 1, len(lines)):
        if close.match(lines[number]):
            if depth == 0:
                return number
            depth -= 1
        elif mark[0] == ":" and re.match(rf"^\s*:{{{len(mark)},}}\s*\{{", lines[number]):
            depth += 1  # equal colon fences may nest
    return len(lines)


def _options(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """A directive's options, written ``:name: value`` or between two ``---``, and the rest."""
    options: dict[str, str] = {}
    rest = list(lines)
    if rest and rest[0].strip() == "---" and "---" in (line.strip() for line in rest[1:]):
        end = next(n for n, line in enumerate(rest[1:], start=1) if line.strip() == "---")
        pairs = [line.partition(":")[::2] for line in rest[1:end]]
        options, rest = {name.strip(): value.strip() for name, value in pairs}, rest[end + 1 :]
    while rest and (found := _OPTION.match(rest[0])):
        options[found["name"]] = found["value"].strip()
        rest.pop(0)
    return {name: value.strip("'\"") for name, value in options.items()}, rest


def left_over_roles(notebook: nbformat.NotebookNode) -> list[str]:
    """Every role or directive left raw in a notebook's Markdown, as written; code samples do not count."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        lines, prose, position = cell.source.splitlines(), [], 0
        while position < len(lines):
            fence = _FENCE.match(lines[position])
            if fence and fence["name"]:
                found.append(lines[position].strip())
            elif fence and fence["mark"][0] != ":":
                position = _closing(lines, position, fence["mark"])
            elif fence or _TARGET.match(lines[position]):
                found.append(lines[position].strip())
            else:
                prose.append(lines[position])
            position += 1
        found += [role.group() for role in _ROLE.finditer("\n".join(prose)) if role["name"]]
    return found


def resolve_notebook(notebook: nbformat.NotebookNode, pages: Pages, page: Path) -> nbformat.NotebookNode:
    """A copy of a notebook with plain Markdown, no outputs, and code that the book hides folded away."""
    copy, resolver = strip(nbformat.from_dict(json.loads(json.dumps(notebook)))), Resolver(pages, page)
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            if {"hide-input", "remove-input", "hide-cell"} & set(cell.metadata.get("tags", [])):
                cell.metadata["jupyter"] = {"source_hidden": True}
        elif cell.cell_type == "markdown":
            cell.source = resolver.text(cell.source)
    return copy


def resolve(folder: Path, book: Path = ROOT / "book") -> list[Path]:
    """Write resolved copies of a book's notebooks, and of the pages they link to, into a folder; give the notebooks.

    A copy that its reader has changed is kept beside the new one, as ``NAME-yours-1.ipynb``.
    """
    pages, written = Pages.of(book), []
    record = folder / ".resolved.json"
    before = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    now = {}
    for page in pages.titles:
        target = folder / page.relative_to(book)
        target.parent.mkdir(parents=True, exist_ok=True)
        if page.suffix == ".md":
            target.write_text(Resolver(pages, page).text(page.read_text(encoding="utf-8")) + "\n", encoding="utf-8")
            continue
        name = target.relative_to(folder).as_posix()
        if target.exists() and before.get(name) != _mark(read(target)):
            _keep(target)
        copy = resolve_notebook(read(page), pages, page)
        write(copy, target)
        now[name] = _mark(copy)
        written.append(target)
    record.write_text(json.dumps(now, indent=1), encoding="utf-8")
    return written


def _mark(notebook: nbformat.NotebookNode) -> str:
    """A short print of what a notebook says, whatever its outputs."""
    text = json.dumps([[cell.cell_type, cell.source] for cell in notebook.cells])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _keep(path: Path) -> None:
    number = 1
    while (kept := path.with_name(f"{path.stem}-yours-{number}.ipynb")).exists():
        number += 1
    path.rename(kept)
    print(f"Your changes to {path.name} are kept in {kept}.")


def lab(more: Iterable[str] = ()) -> None:
    """Open JupyterLab on resolved copies in ``_build/lab``; ``NO_BROWSER`` in the environment opens no browser.

    ``more`` goes to JupyterLab as it is, for example ``--port=8890``.
    """
    folder = ROOT / "_build" / "lab"
    resolve(folder)
    open_lab(folder, more)


def main(arguments: list[str] | None = None) -> int:
    """The command line; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m joint_working.site.notebooks", description=__doc__.splitlines()[0]
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("execute", "check"):
        commands.add_parser(name).add_argument("paths", nargs="*", metavar="PATH")
    commands.add_parser("resolve").add_argument("folder", type=Path)
    commands.add_parser("lab")
    chosen, more = parser.parse_known_args(arguments)
    if more and chosen.command != "lab":
        parser.error(f"there is no option {more[0]}")
    run: dict[str, Callable[[], int]] = {
        "execute": lambda: _execute(chosen.paths),
        "check": lambda: _check(chosen.paths),
        "resolve": lambda: len(resolve(chosen.folder.resolve())) * 0,
        "lab": lambda: lab(more) or 0,
    }
    return run[chosen.command]()


def _execute(paths: list[str]) -> int:
    from nbclient.exceptions import CellExecutionError

    failed = 0
    for path in notebooks(paths):
        try:
            print(f"{path.name}: {'changed' if execute(path) else 'as it was'}")
        except CellExecutionError as problem:  # its traceback is long and coloured: its last line is what helps
            sentence = COLOUR.sub("", problem.traceback).strip().splitlines()[-1]
            print(f"{path.name}: left as it was, a cell stopped with {sentence}")
            failed = 1
    return failed


def _check(paths: list[str]) -> int:
    found = [fault for path in notebooks(paths) for fault in faults(path)]
    print("\n".join(found) or "Every notebook is run and stored as it should be.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
