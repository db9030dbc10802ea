"""The Sphinx extension that turns the theme's pages into the book's own: offline, light and quiet.

It places the house style in the site, loads a script only on the pages that need it, writes equations as MathML, and
takes out of every page what the book does not use.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from joint_working.html import join, shape
from joint_working.site import (
    about_page,
    assets,
    change,
    chapter,
    compiled_rules,
    mathml,
    mistakes,
    model_scripts,
    moves,
    news,
    notebooks,
    partnerships,
    roles,
    routes,
    way,
)  # fmt: skip

HERE = Path(__file__).parent
# How a notebook is run.
LIVE = "book/8-for-trainers/live-notebooks"

# What a page may load: its own site and nothing else. No eval, no other host, no frame, no upload.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'none'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'"
)
# What takes a link: an explorer with levers, or one of the shared parts with lists to choose from.
MOVES = ("data-explorer-levers", "data-explorer-panel")
# What reads a text or a file.
READS = ("data-jw-accounts", "data-jw-checker", "data-jw-evaluation")
# A form that answers as it is filled in.
ASKED = "data-jw-asked"
# The hook in a page's body that calls for each script, in loading order.
SCRIPTS = (
    ("py.js", (*MOVES, *READS, "data-jw-indicators", "data-jw-counts", "data-jw-find", ASKED)),
    ("patterns.js", READS),
    ("more.js", (*READS, "data-jw-indicators", ASKED)),
    ("rules-address.js", (*MOVES, "data-jw-accounts", ASKED)),
    ("rules-numbers.js", ("data-explorer-levers",)),
    ("rules-csv.js", ("data-explorer-panel", "data-jw-evaluation")),
    ("places.js", (*MOVES, "data-jw-accounts")),
    ("starts.js", ("data-explorer-levers",)),
    ("shared.js", ("data-explorer", "data-jw-")),
    ("pictures.js", ("data-explorer-levers",)),
    ("saving.js", ("data-explorer-levers",)),
    ("model-NAME.js", ("data-explorer-levers",)),  # one for each explorer of the page that has a recorded model
    ("change.js", ("data-jw-change=", "data-jw-cell")),  # before the lab: a link may carry a rule
    ("explorer.js", ("data-explorer-levers",)),
    ("parts.js", ("data-jw-part", "data-explorer-panel", "data-jw-print")),
    ("register.js", ("data-jw-register",)),
    ("readers.js", ("data-jw-find", "data-jw-counts")),
    ("rules-directions.js", ('data-jw-checker="directions"',)),
    ("checker.js", ("data-jw-checker",)),
    ("rules-hands.js", (f'{ASKED}="hands"',)),
    ("rules-together.js", (f'{ASKED}="together"',)),
    ("asked.js", (ASKED,)),
    ("rules-accounts.js", ("data-jw-accounts",)),
    ("accounts.js", ("data-jw-accounts",)),
    ("rules-lookup.js", ("data-jw-indicators",)),
    ("indicators.js", ("data-jw-indicators",)),
    ("terms.js", ('class="jw-term',)),
    ("chapter.js", ("jw-fold", "data-jw-code")),
    ("page.js", ("",)),
    ("dated.js", ("",)),
    ("rules-evaluation.js", ("data-jw-evaluation",)),
    ("evaluation.js", ("data-jw-evaluation",)),
    # A page's own script asks for these once a reader types or opens something.
    ("rules-finding.js", ()),
    ("rules-published.js", ()),
    ("rules-returns.js", ()),
    ("rules-shapes.js", ()),
    ("rules-workbook.js", ()),
    ("unzipped.js", ()),
)
# The data that such rules need of a part.
LATER = re.compile(r'<script type="application/json" data-(?:jw|counts)-names>(.*?)</script>', re.DOTALL)
PART = re.compile(r'data-explorer="([\w-]+)"')
WIDGET_STATE = re.compile(
    r'<script type="application/vnd\.jupyter\.widget-(?:state|view)\+json">.*?</script>\s*', re.DOTALL
)
# A section and its own heading, which may be the handle of a fold. An explorer's heading stands deeper in it.
SECTION = re.compile(
    r'<section(?: class="(?![^"]*explorer)[^"]*")? id="([^"]+)">'
    r'(?:\s|<span id="[^"]*"></span>|<details class="jw-fold"><summary>)*<h2>(.*?)</h2>',
    re.DOTALL,
)
# What a heading carries beside its words: the link to itself, a mark, what a word of the glossary means.
BESIDE_WORDS = re.compile(
    r'<a class="(?:headerlink|jw-ref)\b.*?</a>|<i class="jw-said">.*?</i>|<span class="jw-meaning".*?</span>',
    re.DOTALL,
)
# What Sphinx and the theme begin an element with, and what the book does. A folded cell says "Show the code": its name
# should be what it says.
STARTS = {
    shape('<summary aria-label="Toggle hidden content">'): shape("<summary>"),
    shape("<pre>"): shape('<pre tabindex="0">'),
    shape('<div class="pst-scrollable-table-container">'): shape(
        '<div class="pst-scrollable-table-container" tabindex="0" role="group" aria-label="Table">'
    ),
}
# A link onward of a lab, which is written as from a page of a part: "../4-money/five-years.html#explorer=...".
ONWARD = re.compile(r'(?<=")\.\./(?=\d-[\w-]+/[\w/-]+\.html#explorer=)')
# The theme's own layout has one already.
VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\s*')


def scripts_for(body: str, present: frozenset[str]) -> list[str]:
    """Give the script files the page ``body`` calls for, of those ``present`` in the site, in loading order."""
    explorers = dict.fromkeys(re.findall(r'data-explorer="([\w-]+)"', body))
    wanted = [name for name, hooks in SCRIPTS if any(hook in body for hook in hooks)]
    files = [name.replace("NAME", own) for name in wanted for own in (explorers if "NAME" in name else [""])]
    return [name for name in files if name in present]


def tidy_body(body: str) -> str:
    """Give ``body`` without widget state, with code and wide tables reachable by keyboard, and names as shown."""
    body = WIDGET_STATE.sub("", body)
    for theirs, ours in STARTS.items():
        body = body.replace(theirs, ours)
    return body


def onward_from(page: str, body: str) -> str:
    """Give ``body`` with the links onward of its labs as they are from ``page``, which may stand under a chapter."""
    return ONWARD.sub("../" * (page.count("/") - 1), body)


def without_later(body: str, static: Path) -> str:
    """Give ``body`` without the data that is wanted only once a reader types: in ``static``, as ``later-PART.js``."""
    for found in reversed(list(LATER.finditer(body))):
        part = PART.findall(body, 0, found.start())[-1]
        script = f'jointWorking.later["{part}"]={found[1]};\n'
        (static / f"later-{part}.js").write_text(script, encoding="utf-8")
        body = body[: found.start()] + body[found.end() :]
    return body


def sections(body: str) -> list[tuple[str, str]]:
    """Give the sections of the page ``body`` in order, each as its id and the plain words of its own heading."""
    return [(name, about_page.line(BESIDE_WORDS.sub("", words))) for name, words in SECTION.findall(body)]


def _prepare_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    static = Path(app.outdir) / "_static"
    body = without_later(_changeable(app, pagename, context), static)
    present = frozenset(path.name for path in static.glob("*.js"))
    context["jw_policy"] = CONTENT_SECURITY_POLICY
    context["jw_scripts"] = scripts_for(body, present)
    context["jw_tools"] = assets.has_tools(body)
    context["metatags"] = VIEWPORT.sub("", context.get("metatags") or "")
    context["jw_description"] = about_page.description(body)
    context["jw_moves"] = moves.of_page(pagename.removeprefix("book/"))
    context["jw_sections"] = sections(body)
    _show_the_way(app, pagename, context)
    if context["jw_layers"]:
        app.builder.add_css_file("paper.css", media="print", priority=902)  # for this page alone
    context["body"] = _shaped(app, pagename, onward_from(pagename, tidy_body(body)), context)
    context["jw_wrong"] = mistakes.report(
        context.get("title") or "", body, app.config.html_title,
        app.config.html_theme_options.get("repository_url", ""), app.config.jw_mail,
    )  # fmt: skip
    context["jw_feed"] = pagename in (app.config.root_doc, news.PAGE)
    context["jw_citation"] = about_page.citation(context.get("title") or "", body, app.config.html_title)


def _show_the_way(app: Sphinx, page: str, context: dict[str, Any]) -> None:
    """Put what the layout needs of where a page stands in its context: contents, the way to it, layers, neighbours."""
    parts = way.contents(app)
    place = way.place(parts, page)
    context["jw_contents"], context["jw_place"] = parts, place
    context["jw_layers"] = way.layers_html(place.chapter.layers, page, context["pathto"]) if place else None
    back, onward = way.around(parts, app.config.root_doc, page)
    context["jw_back"] = back and (context["pathto"](back.page), back.name)
    context["jw_onward"] = onward and (context["pathto"](onward.page), onward.name)
    if first := routes.first_step(page.removeprefix("book/"), lambda other: context["pathto"](f"book/{other}")):
        context["jw_onward"] = first


def _changeable(app: Sphinx, page: str, context: dict[str, Any]) -> str:
    """Return the HTML of a page; of a bonnet with what a reader can change and run in it."""
    body, path = context.get("body") or "", bonnets(app).get(page)
    if not path:
        return body
    notebook = context["pathto"](change.NOTEBOOK) if change.NOTEBOOK in app.env.found_docs else None
    cells = [cell.source for cell in notebooks.read(path).cells if cell.cell_type == "code"]
    return change.offered(page, body, cells, notebook)


def _shaped(app: Sphinx, page: str, body: str, context: dict[str, Any]) -> str:
    """Return the HTML of a page with what stands round its title and short answer."""
    bonnet = page in bonnets(app)
    if context["jw_place"]:
        offer = chapter.download(page, context["pathto"](LIVE)) if bonnet else None
        ways = chapter.ways(context["jw_sections"])
        body = chapter.dressed(body, join([context["jw_layers"], offer]), roles.next_check(app.env, page), ways)
    return chapter.with_code(body) if bonnet else chapter.with_switch(body)


def bonnets(app: Sphinx) -> dict[str, Path]:
    """Return the notebook of each bonnet by its page."""
    paths = {page: Path(app.env.doc2path(page)) for page in app.env.found_docs if page.endswith("/bonnet")}
    return {page: path for page, path in paths.items() if path.suffix == ".ipynb"}


def _offer_notebooks(app: Sphinx) -> None:
    """Write the notebook of each bonnet beside its page, with its words as plain Markdown and without outputs."""
    pages = notebooks.Pages.of(notebooks.ROOT / "book") if bonnets(app) else None
    for page, path in bonnets(app).items():
        copy = notebooks.resolve_notebook(notebooks.read(path), pages, path)
        notebooks.write(copy, Path(app.outdir) / f"{page}.ipynb")


def _before_writing(app: Sphinx, env: Any) -> None:
    """Let the list of contents take titles anew, and take away what is written after the pages of a fresh site."""
    way.contents.cache_clear()
    for path in (Path(app.outdir) / "_static").glob("mystnb.*.css"):
        path.unlink()


def _use_templates(app: Sphinx, config: Any) -> None:
    config.templates_path = [*config.templates_path, str(HERE / "templates")]


def _place_assets(app: Sphinx) -> None:
    if app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        assets.place(HERE / "static", static)
        compiled_rules.place(static)
        model_scripts.place(static)
        change.place(static)
        partnerships.write_starts(static)
        script = (static / "dated.js").read_text(encoding="utf-8")
        (static / "dated.js").write_text(about_page.dated_script(script), encoding="utf-8")


def _finish(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        site = Path(app.outdir)
        steps = site / "_static" / "steps.js"  # at each build: it names pages and headings
        steps.write_text(routes.steps_script(steps.read_text(encoding="utf-8")), encoding="utf-8")
        moves.write(app, CONTENT_SECURITY_POLICY)
        _offer_notebooks(app)
        assets.write_front_door(site, app.config.root_doc, app.config.html_title, CONTENT_SECURITY_POLICY)


def _slim(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        assets.slim(Path(app.outdir) / "_static")


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the extension to Sphinx."""
    # Jupyter Book always sets this value; sphinx_comments, which declares it, is left out of the build.
    app.add_config_value("comments_config", {}, "html")
    app.add_config_value("jw_mail", "", "html")
    app.add_html_math_renderer("mathml", mathml.INLINE, mathml.DISPLAY)
    app.add_css_file("house.css", priority=900)
    app.add_css_file("parts.css", priority=901)
    parts = ("forms", "questions", "easy_read", "acronyms", "course", "renew", "search", "news")
    for name in ("roles", "terms", "front", "chapter", "exercises", "routes", "pack", "partnerships", *parts):
        app.setup_extension(f"joint_working.site.{name}")
    app.connect("config-inited", _use_templates)
    app.connect("builder-inited", _place_assets)
    app.connect("env-updated", _before_writing)
    app.connect("html-page-context", _prepare_page, priority=900)
    # Before sphinx_external_toc (500), which writes a bare redirect where there is no index.html yet.
    app.connect("build-finished", _finish, priority=400)
    app.connect("build-finished", _slim, priority=950)  # after the theme and MyST-NB have written their styles
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
