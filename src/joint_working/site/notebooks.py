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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

import nbformat
from markdown_it.token import Token

from joint_working import evidence

from . import citing, exercises, layers, markdown, routes
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
    notebook, problems = read(path), []
    if "widgets" in notebook.metadata:
        problems.append("widget states are stored in its metadata")
    code = [(n, c) for n, c in enumerate(notebook.cells, start=1) if c.cell_type == "code" and c.source.strip()]
    for count, (number, cell) in enumerate(code, start=1):
        if cell.get("execution_count") is None:
            problems.append(f"cell {number} has not been run")
        elif cell.execution_count != count:
            problems.append(f"cell {number} was run out of order: expected {count}, found {cell.execution_count}")
        elif not cell.outputs and _prints(cell.source):
            problems.append(f"cell {number} has no stored output")
        for output in cell.outputs:
            if output.output_type == "error" and "raises-exception" not in cell.metadata.get("tags", []):
                problems.append(f"cell {number} stopped with {output.ename}")
            if WIDGET in output.get("data", {}):
                problems.append(f"cell {number} stores a live widget")
    if code and not any(cell.outputs for _, cell in code):
        problems.append("no cell has a stored output")
    if not problems and laid_out(strip(notebook)) != path.read_text(encoding="utf-8"):
        problems.append("it is not in the layout that make execute writes")
    return [f"{path}: {fault}; run make execute." for fault in problems]


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

_NOTES = {"note", "tip", "warning", "important", "caution", "attention", "hint", "danger", "error", "seealso"}
_DROPPED = {"toctree", "tableofcontents", "contents", "raw-latex", "index"}
_CODE = {"code-block", "code", "sourcecode", "code-cell"}
#: Labels, cell breaks and comments: not for reading.
_UNREAD = {"myst_target", "myst_block_break", "myst_line_comment"}


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
            label = ""
            tokens = markdown.blocks(markdown.markdown_of(path))
            for token, inside in pairwise(tokens):
                if token.type == "myst_target":
                    label = token.content
                elif token.type == "heading_open":
                    if token.tag == "h1":
                        pages.titles.setdefault(path, inside.content)
                    if label:
                        pages.labels[label] = (path, inside.content)
                        label = ""
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
        chapter, layer = layers.split(page.relative_to(pages.book).with_suffix("").as_posix())
        day = layers.as_at(layers.file_of(pages.book / chapter)) if layer else None
        self.as_at: date | str = day or date.today()
        self.sources: dict[str, evidence.Source] = {}

    def text(self, source: str) -> str:
        """A whole cell or page."""
        return _tidy(self._lines(source))

    def _lines(self, source: str) -> list[str]:
        """Some Markdown, line by line: a directive in place of its lines, and each paragraph with its words."""
        lines = source.splitlines()
        out: list[str | None] = [None if line.lstrip().startswith(("{.", "{#")) else line for line in lines]
        heading = False
        for token in markdown.blocks(source):
            if token.map is None:
                continue
            start, end = token.map
            if block := markdown.directive(token):
                margin = lines[start][: lines[start].index(token.markup)]
                written = self._directive(block)
                out[start:end] = ["\n".join(margin + line for line in written), *[None] * (end - start - 1)]
            elif token.type in _UNREAD:
                out[start:end] = [None] * (end - start)
            elif token.type in ("fence", "html_block"):
                out[start:end] = lines[start:end]
            elif token.type == "inline":
                _put(out, start, token.content, self._prose(token.content, badges=not heading))
            heading = token.type == "heading_open"
        return "\n".join(line for line in out if line is not None).splitlines()

    def _prose(self, words: str, badges: bool = True) -> str:
        """One paragraph: roles as text, links with words, then badges after its sentences."""
        text, places, done = "", [], 0
        for start, end, instead, figure in self._instead(words):
            text += words[done:start]
            if figure:
                places.append((len(text), figure))
            text += instead
            done = end
        text += words[done:]
        for offset, keys in reversed(citing.by_sentence(text, places) if badges else []):
            cited = " ".join(_badge(badge) for badge in citing.figure_badges(keys, date.today()))
            text = f"{text[:offset]} {cited}{text[offset:]}"
        return text

    def _instead(self, words: str) -> Iterator[tuple[int, int, str, str]]:
        """What stands instead of which part of a paragraph: start, end, text, and the key of a figure or ""."""
        opened: list[Token] = []
        for token in markdown.pieces(words):
            if token.type == "myst_role":
                name = token.meta["name"]
                yield *markdown.span(token), self._role(name, token.content), token.content if name == "fact" else ""
            elif token.type in ("link_open", "span_open"):
                opened.append(token)
            elif token.type in ("link_close", "span_close"):
                start, end = markdown.span(opened[-1])
                behind = markdown.span(token)[1]
                if words[start : start + 2] == "[]":
                    yield start, behind, self._named(opened[-1].attrs["href"]) or words[start:end], ""
                elif token.type == "span_close":
                    yield words.rindex("]", start, end) + 1, behind, "", ""
                else:
                    yield end, behind, "", ""  # attributes are not for reading
                opened.pop()

    def _named(self, address: str) -> str:
        """A link without words, with those of the page or heading it leads to; "" where it leads elsewhere."""
        path, _, label = address.partition("#")
        if not path and label in self.pages.labels:
            return self._ref(label)
        other = self.pages.find(self.page, path)
        return self.pages.link(self.page, other) if other else ""

    def _ref(self, target: str, words: str = "") -> str:
        if target not in self.pages.labels:
            return words or target
        page, heading = self.pages.labels[target]
        return (words or heading) if page == self.page else self.pages.link(self.page, page, words or heading)

    def _role(self, name: str, body: str) -> str:
        """A role as text; one that is not known here gives its words."""
        words, _, target = body.rpartition("<") if body.endswith(">") else ("", "", body)
        words, target = words.strip(), target.removesuffix(">").strip()
        if name == "fact":
            figure = evidence.figure(target)
            self.sources[figure.source.key] = figure.source
            return figure.text
        if name in ("rule", "rule-text"):
            rule = citing.read_rule(body, self.as_at)
            self.sources[rule.source.key] = rule.source
            badge = _badge(citing.rule_badge(rule))
            return f"{rule.rule} {badge}" if name == "rule-text" else badge
        if name == "source":
            source = evidence.source(target)
            self.sources[source.key] = source
            source_name = f"({citing.source_words(source)})"
            return f"[{source_name}]({source.address})" if source.address else source_name
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

    def _directive(self, block: markdown.Block) -> list[str]:
        """A directive as blocks of Markdown, with blank lines around; one not known here gives its body."""
        name, argument, options, body = block.name, block.argument, block.options, block.body
        if name in exercises.KINDS:
            return ["", *self._lines("\n".join(exercises.in_words(exercises.read(block)))), ""]
        if name in routes.MAKERS:
            return ["", routes.plain(name, argument, self._address), ""]
        if name[0] in ".#":  # a division with a class
            return ["", *self._lines(body), ""]
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
            return ["", "$$", *([argument] if argument else []), *body.splitlines(), "$$", ""]
        if name in _CODE:
            return ["", f"```{argument}", *body.splitlines(), "```", ""]
        if name == "literalinclude":
            shown = (self.page.parent / argument).read_text(encoding="utf-8")
            return ["", f"```{options.get('language', '')}", *shown.splitlines(), "```", ""]
        if name in ("figure", "image"):
            picture = f"![{options.get('alt', '')}]({argument})"
            return ["", picture, "", *self._lines(body), ""]
        if name == "glossary":
            return ["", *self._glossary(body), ""]
        title = self._prose(argument) if argument else "In short" if name == "in-short" else ""
        if name in _NOTES or name in ("admonition", "dropdown", "solution"):
            heading = (
                title if name in ("admonition", "dropdown") else ": ".join(filter(None, [name.capitalize(), title]))
            )
            inner = _tidy([f"**{heading}**", "", *self._lines(body)]).splitlines()
            return ["", *(f"> {line}".rstrip() for line in inner), ""]
        return ["", *([f"**{title}**", ""] if title else []), *self._lines(body), ""]

    def _head(self, options: dict[str, str]) -> str:
        lines = [self._prose(options["part"])] if "part" in options else []
        if "as-at" in options:
            self.as_at = date.fromisoformat(options["as-at"])
            lines.append(f"As at {citing.say_date(self.as_at)}")
        if "minutes" in options:
            lines.append(f"{options['minutes']} minutes")
        if "read-first" in options:
            lines.append(f"Read first: {self._prose(options['read-first'])}")
        return " · ".join(lines)

    def _source_list(self, also: str, tables: str) -> list[str]:
        for key in also.replace(",", " ").split():
            self.sources[key] = evidence.source(key)
        rows = sorted(self.sources.values(), key=lambda s: (s.publisher.casefold(), s.title.casefold(), s.key))
        lines = []
        for s in rows:
            title = f"[{s.title}]({s.address})" if s.address else s.title
            published = f" Published: {citing.say_date(s.published)}." if s.published else ""
            lines.append(f"- {s.publisher}. {title}.{published}")
        named = tables.replace(",", " ").split()
        for name in named:
            lines.append(f"- The table {evidence.describe(name)['title']}, whose rows name their own sources.")
        if any(map(citing.open_government, rows)) or any(map(citing.open_government_table, named)):
            lines += ["", citing.OGL_NOTICE]
        return lines

    def _glossary(self, body: str) -> list[str]:
        """Terms in bold, each followed by its meaning."""
        lines = []
        for line in body.splitlines():
            term = line.strip() and not line[0].isspace()
            lines += ["", f"**{line.strip()}**", ""] if term else [line.strip().removeprefix(": ")]
        return self._lines("\n".join(lines))

    def _address(self, page: str) -> str:
        """The address of a page of the book, a path without suffix, from this one."""
        other = self.pages.find(self.page, f"/{self.pages.book.name}/{page}")
        return Path(os.path.relpath(other, self.page.parent)).as_posix() if other else page


def _put(out: list[str | None], start: int, before: str, after: str) -> None:
    """Write the words of a paragraph, begun on line `start` of `out`, in place of what it said before."""
    if before == after:
        return
    old, new = before.split("\n"), after.split("\n")
    if len(old) != len(new):  # a role ran over the end of a line
        new = [" ".join(new)]
    for number, line in enumerate(old):
        whole = out[start + number] or ""
        if line not in whole:  # a cell of a table may hold a bar that is no border
            line = line.replace("|", "\\|")
        at = whole.index(line)
        out[start + number] = whole[:at] + new[number] + whole[at + len(line) :] if number < len(new) else None


def _tidy(lines: list[str]) -> str:
    """Lines as text, with no more than one blank line together and none at the ends."""
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip("\n")


def _badge(badge: citing.Badge) -> str:
    return f"[{badge.words}]({badge.address})" if badge.address else f"({badge.words})"


def left_over_roles(notebook: nbformat.NotebookNode) -> list[str]:
    """Every role, directive or label left raw in a notebook's Markdown, as written; code samples do not count."""
    return [raw for cell in notebook.cells if cell.cell_type == "markdown" for raw in _raw(cell.source)]


def _raw(source: str) -> Iterator[str]:
    lines = source.splitlines()
    for token in markdown.blocks(source):
        if (block := markdown.directive(token)) or token.type == "myst_target":
            yield lines[token.map[0]].strip()
            yield from _raw(block.body if block else "")
        for piece in token.children or []:
            if piece.type == "myst_role":
                start, end = markdown.span(piece)
                yield token.content[start:end]


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
    problems = [fault for path in notebooks(paths) for fault in faults(path)]
    print("\n".join(problems) or "Every notebook is run and stored as it should be.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
