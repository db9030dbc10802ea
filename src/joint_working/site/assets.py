"""Files of the site: what the book adds to ``_static``, and what of the theme it takes out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import rjsmin
import tinycss2

from joint_working.html import shape, trusted

STATIC = Path(__file__).parent / "static"
# Static fonts are for drawing pictures at build time; notes and sources of fonts are not for readers either.
NOT_PUBLISHED = shutil.ignore_patterns("static", "*.py", "__pycache__")
# Of the theme and of Sphinx: scripts no page loads, icons no page shows, languages the book is not in.
UNUSED = (
    "scripts", "vendor", "webpack-macros.html", "sbt-webpack-macros.html", "locales", "images",
    "design-tabs.js", "sphinx-thebe.js", "togglebutton.js", "togglebutton.css", "__init__.py", "__pycache__",
    "styles/theme.css", "file.png", "minus.png", "plus.png", "searchtools.js", "language_data.js", "doctools.js",
    "documentation_options.js", "sphinx_highlight.js",
)  # fmt: skip
# Style sheets that the book did not write: of these a page gets the rules whose classes and ids it may hold.
FOREIGN_STYLES = ("styles/pydata-sphinx-theme.css", "styles/sphinx-book-theme.css", "mystnb.*.css", "pygments.css")
# Scripts the book did not write by hand, and those whose words are no class names: rules and data.
LIBRARIES = ("minisearch.js", "fflate.js", "python.js", "stemmer.js", "sections.js")
WITHOUT_CLASSES = (*LIBRARIES, "book.js", "tables.js", "places.js", "starts.js", "rules-", "later-", "model-")
NAME = re.compile(r"[.#]((?:[\w-]|\\.)+)")
# What no page of the book is: dark, or dressed by Bootstrap's own switch.
NEVER = re.compile(r"\[data-theme=.?dark|:not\(\[data-theme\]\)|\[data-bs-theme")
# A variable of a style sheet with its value, or a movement with its steps; the names alone; a rule left empty.
MADE = re.compile(
    r"""(?<=[{;])(--[\w-]+):(?:[^;{}"'(]|"[^"]*"|'[^']*'|\((?:[^()]|\([^()]*\))*\))*;?"""
    r"|@[\w-]*keyframes ([\w-]+)\{(?:[^{}]*\{[^{}]*\})*\}"
)
NAMED = re.compile(r"(?<=[{;])--[\w-]+:|@[\w-]*keyframes [\w-]+")
WORD = re.compile(r"[\w-]+")
EMPTY = re.compile(r"[^{};]+\{\}")

FRONT_DOOR = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta http-equiv="refresh" content="0; url={home}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
</head>
<body><main><h1>{title}</h1><p><a href="{home}">Read the book</a></p></main></body>
</html>
"""


def place(source: Path, static: Path) -> None:
    """Copy the house's files from ``source`` into the site's ``static`` folder.

    Readers get its scripts without comments and room around words, and its style sheets without comments.
    """
    copied(source, static)
    for path in source.iterdir():
        if path.name not in LIBRARIES and path.suffix in (".js", ".css"):
            slimmer = rjsmin.jsmin if path.suffix == ".js" else without_comments
            (static / path.name).write_text(slimmer(path.read_text("utf-8")), encoding="utf-8")


def copied(source: Path, target: Path) -> None:
    """Copy what a folder holds and not its modes: what comes from a read-only checkout can be written in the site."""
    left_out = NOT_PUBLISHED(str(source), [path.name for path in source.iterdir()])
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.iterdir()):
        if path.is_dir() and path.name not in left_out:
            copied(path, target / path.name)
        elif path.name not in left_out:
            shutil.copyfile(path, target / path.name)


def without_comments(css: str) -> str:
    """Return a style sheet without its comments. Spaces stay: before a colon they mean something."""

    def kept(tokens: list) -> list:
        for token in tokens:
            if hasattr(token, "content"):
                token.content = kept(token.content)
        return [token for token in tokens if token.type != "comment"]

    return tinycss2.serialize(kept(tinycss2.parse_component_value_list(css)))


@cache
def _of_tools() -> re.Pattern:
    """Return what finds an element with a class that tools.css alone lays out."""
    house, parts, tools = (
        frozenset(re.findall(r"\.(jw-[\w-]+)", (STATIC / f"{name}.css").read_text(encoding="utf-8")))
        for name in ("house", "parts", "tools")
    )
    return re.compile(rf'class="(?:[^"]* )?(?:{"|".join(sorted(tools - house - parts))})[ "]')


def has_tools(body: str) -> bool:
    """Return whether a page holds something that tools.css lays out: a larger tool, or a sheet for a room."""
    return bool(_of_tools().search(body))


def names_in(site: Path) -> frozenset[str]:
    """Return every word that a page or a script of the house in `site` may use as a class or an id."""
    scripts = (path for path in site.rglob("*.js") if not path.name.startswith(WITHOUT_CLASSES))
    files = (*site.rglob("*.html"), *scripts)
    return frozenset().union(*(_names(path, path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=1000)
def _names(path: Path, changed: int) -> frozenset[str]:
    """Return the words of one page or script, which was last changed at that time."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        return frozenset(re.findall(r"[\w-]+", text))
    return frozenset(word for value in re.findall(r'\b(?:class|id)="([^"]*)"', text) for word in value.split())


@lru_cache(maxsize=1000)
def only_used(css: str, names: frozenset[str]) -> str:
    """Return the style sheet `css` without its icon font and the rules for classes and ids that no page holds."""
    kept = []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            selectors = [part for part in _parted(rule.prelude) if _may_match(part, names)]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer") and rule.content:
            inner = only_used(tinycss2.serialize(rule.content), names)
            if inner:
                kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword != "font-face":
            kept.append(rule.serialize())
    return "".join(kept)


def only_asked(sheets: Mapping[Path, str], ours: str) -> dict[Path, str]:
    """Return style sheets without the variables and movements that no value in them and no word of `ours` asks for."""
    asked = frozenset(WORD.findall(NAMED.sub("", "".join(sheets.values()) + ours)))
    fewer = {
        path: EMPTY.sub("", MADE.sub(lambda made: made[0] if (made[1] or made[2]) in asked else "", css))
        for path, css in sheets.items()
    }
    return fewer if fewer == sheets else only_asked(fewer, ours)


def _parted(prelude: list) -> list[str]:
    """Return the selectors of a rule, parted at the commas that stand in no bracket."""
    parts: list[list] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _may_match(selector: str, names: frozenset[str]) -> bool:
    """Return whether a page may hold what a selector asks for; what stands in :not() or :is() is not looked at."""
    if NEVER.search(selector):
        return False
    outside = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^]]*\]", "", selector)
    return all(name.replace("\\", "") in names for name in NAME.findall(outside))


def slim(static: Path) -> None:
    """Take out of the site's ``static`` folder what no page of the book uses."""
    for name in UNUSED:
        path = static / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for path in static.rglob("*.map"):
        path.unlink()
    names = names_in(static.parent)
    foreign = [path for pattern in FOREIGN_STYLES for path in static.glob(pattern)]
    ours = "".join(path.read_text(encoding="utf-8") for path in static.rglob("*.css") if path not in foreign)
    sheets = {}
    for path in foreign:
        css = path.read_text(encoding="utf-8")
        asked = {name.replace("\\", "") for name in NAME.findall(css)}
        sheets[path] = only_used(css, names & asked)
    for path, css in only_asked(sheets, ours).items():
        path.write_text(css, encoding="utf-8")


def write_front_door(site: Path, root_doc: str, title: str, policy: str) -> None:
    """Write ``index.html`` of the ``site``, which leads to the page ``root_doc``."""
    page = shape(FRONT_DOOR, home=f"{root_doc}.html", title=title, policy=trusted(policy))
    (site / "index.html").write_text(page, encoding="utf-8")
