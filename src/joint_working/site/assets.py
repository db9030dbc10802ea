"""Files of the site: what the book adds to ``_static``, and what of the theme it takes out."""

from __future__ import annotations

import re
import shutil
from html import escape
from pathlib import Path

import vl_convert

# The bundle is an ES module without exports: the snippet hands its three parts to classic scripts.
VEGA_SNIPPET = "window.vega=vega;window.vegaLite=vegaLite;window.vegaEmbed=vegaEmbed;"
# Static fonts are for drawing pictures at build time; notes and sources of fonts are not for readers either.
NOT_PUBLISHED = shutil.ignore_patterns("static", "*.py", "__pycache__")
# Of the theme and of Sphinx: scripts no page loads, icons no page shows, languages the book is not in.
UNUSED = (
    "scripts", "vendor", "webpack-macros.html", "sbt-webpack-macros.html", "locales", "images",
    "design-tabs.js", "sphinx-thebe.js", "togglebutton.js", "togglebutton.css", "__init__.py", "__pycache__",
    "styles/theme.css", "file.png", "minus.png", "plus.png", "searchtools.js", "language_data.js", "doctools.js",
    "documentation_options.js", "sphinx_highlight.js",
)  # fmt: skip
ICON_RULE = re.compile(r"(?<=[};/])\.fa[\w-]*[^{}]*\{[^{}]*\}")
ICON_FONT = re.compile(r"@font-face\{[^{}]*\}")

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


def vega_script() -> str:
    """Give Vega, Vega-Lite and Vega-Embed, in the versions vl-convert draws with, as one classic script."""
    return f"(function(){{{vl_convert.javascript_bundle(VEGA_SNIPPET)}}})();\n"


def place(source: Path, static: Path) -> None:
    """Copy the house's files from ``source`` into the site's ``static`` folder and write Vega there."""
    shutil.copytree(source, static, ignore=NOT_PUBLISHED, dirs_exist_ok=True)
    (static / "vega.js").write_text(vega_script(), encoding="utf-8")


def without_icons(css: str) -> str:
    """Give the theme's stylesheet ``css`` without its icon font and the rules that name icons."""
    return ICON_RULE.sub("", ICON_FONT.sub("", css)).split("/*# sourceMappingURL")[0]


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
    theme = static / "styles" / "pydata-sphinx-theme.css"
    theme.write_text(without_icons(theme.read_text(encoding="utf-8")), encoding="utf-8")


def write_front_door(site: Path, root_doc: str, title: str, policy: str) -> None:
    """Write ``index.html`` of the ``site``, which leads to the page ``root_doc``."""
    page = FRONT_DOOR.format(home=f"{root_doc}.html", title=escape(title), policy=policy)
    (site / "index.html").write_text(page, encoding="utf-8")
