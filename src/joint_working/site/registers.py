"""The pages that print the evidence: one for each table, and three lists over all of them.

A table's page says what it is, its years, coverage, licence and sources, what to beware of, the rows, and what each
column means. The lists are every table, everything assumed or made up, and the calendar of what to check again.
Knows neither Sphinx nor Jupyter: a `Where` tells it where things stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Sized
from dataclasses import dataclass
from datetime import date

from joint_working import evidence
from joint_working.html import NONE, Content, Html, bullets, cards, el, join, link, scrolled
from joint_working.kit.frame import source_link
from joint_working.words import capital, listed

from . import assumption_sheet, citing, keepers, law_sheet

# Printed in full up to this many rows; a longer table shows its first ones, and the file holds all.
FULL, SAMPLE = 800, 12
# Cells that say a row rests on nothing that was read: what was made up, assumed, inferred or not found.
STANDING = ("kind", "basis", "standing", "status", "evidence")
UNSURE = ("illustrative", "assumed", "reading", "open", "inference", "not found", "lead, not read")
#: A row to be drawn: its id, if a link may lead to it, and its cells.
Row = tuple[str | None, tuple[Content, ...]]
LISTS = ("tables", "made-up", "recheck", "recheck-by-month", "law-to-check", "assumptions-to-judge")


@dataclass(frozen=True)
class Where:
    """Where the page being written stands: how it reaches a file of the site, a table's page, and the users of a row.

    `file` takes a path inside the site; `page` gives a table's page or None; `used` gives the links to the pages that
    use a row, or nothing; `reads` gives those that use a whole table.
    """

    file: Callable[[str], str]
    page: Callable[[str], str | None]
    used: Callable[[str, str], Html]
    reads: Callable[[str], Html]


def holds_figures(name: str) -> bool:
    """Return True for a table of figures."""
    return name in evidence.figure_tables()


def anchor(table: str, key: str) -> str:
    """Return the id of a row on its table's page, for a row's key as `evidence.Use` gives it."""
    if holds_figures(table) or table == "sources":
        return f"{'source' if table == 'sources' else 'figure'}-{key}"
    if table == "rules":
        name, _, start = key.partition(", ")
        rows = [rule for rule in evidence.rules() if rule.key == name]
        return citing.rule_anchor(next((rule for rule in rows if str(rule.valid_from) == start), rows[0]))
    return f"{table}-{key}".replace(", ", "-").replace(" ", "-").replace("/", "-")


# -- A table's page ---------------------------------------------------------------------------------------------


def table_page(name: str, where: Where) -> Html:
    """Return everything a table's page says."""
    about = evidence.describe(name)
    return join((
        el("p", about["description"]),
        _facts(name, about, where),
        _beware(evidence.caveats(evidence.table(name)), where),
        _files(name, about, where),
        _rows(name, about, where),
        _dictionary(about, where),
    ))  # fmt: skip


def _facts(name: str, about: dict, where: Where) -> Html:
    licence = ", ".join(entry.get("title", entry["name"]) for entry in about["licenses"])
    catalogue = evidence.table("catalogue") if "catalogue" in evidence.tables() else ()
    from_catalogue = [row for row in catalogue if row["table"] == name]
    sources = ((_place(evidence.source(row["source"]), "", where), f": {row['gives']}") for row in from_catalogue)
    facts = [
        ("Years", about.get("years", "")),
        ("Coverage", about.get("coverage", "")),
        ("Rows", f"{len(evidence.table(name)):,}"),
        ("Licence", licence),
        ("From", join(map(join, sources), el("br"))),
        ("Used on", where.reads(name)),
    ]
    ogl = "Open Government Licence" in licence or any(
        citing.open_government(evidence.source(row["source"])) for row in from_catalogue
    )
    ogl = ogl and citing.OGL_NOTICE not in about["description"]
    drawn = (el("div", el("dt", term), el("dd", words)) for term, words in facts if words)
    return el("dl", drawn, class_="jw-facts") + (el("p", citing.OGL_NOTICE, class_="jw-note") if ogl else NONE)


def _beware(caveats: Iterable[evidence.Caveat], where: Where) -> Html:
    lines = [
        (el("strong", f"{capital(c.kind)}{_span(c)}."), f" {c.text} ", _place(c.source, c.locator, where))
        for c in caveats
    ]
    return el("h2", "Beware") + bullets(lines) if lines else NONE


def _span(caveat: evidence.Caveat) -> str:
    first, last = caveat.period_from, caveat.period_to
    if caveat.is_break and first and last:
        return f", between {first} and {last}"
    return (
        f", {first}" if first == last and first else f", {first or 'up'} to {last or 'now'}" if first or last else ""
    )


def _files(name: str, about: dict, where: Where) -> Html:
    files = [(f"_static/data/{about['path']}", f"Download {about['path']} (CSV)")]
    if name == "sources":
        files.append(("_static/sources.bib", "Download sources.bib (BibTeX)"))
    links = (link(where.file(path), words, download=True) for path, words in files)
    return el("h2", "The rows") + el("p", join(links, " · "))


def _rows(name: str, about: dict, where: Where) -> Html:
    rows, fields = evidence.table(name), about["schema"]["fields"]
    if holds_figures(name):
        head, body = _FIGURE_HEAD, [_figure_row(evidence.figure(entry["key"]), where) for entry in rows]
    elif name == "rules":
        head, body = _RULE_HEAD, [_rule_row(entry, where) for entry in evidence.rules()]
    elif name == "sources":
        head, body = _SOURCE_HEAD, [_source_row(evidence.source(entry["key"]), where) for entry in rows]
    else:
        shown = rows if len(rows) <= FULL else rows[:SAMPLE]
        head = [field["title"] for field in fields]
        body = [_plain_row(name, entry, fields, where) for entry in shown]
    whole = len(body) == len(rows)
    count = f"{len(rows):,} rows" if whole else f"the first {len(body)} of {len(rows):,} rows"
    every = link("#rows", f"Show all {len(rows)} rows", class_="jw-button jw-all")
    found = whole and len(rows) > 1
    return _table(about["title"], count, head, body, every if found else NONE, data_jw_register=found)


def _table(
    caption: str, count: str, head: Sequence[str], body: Iterable[Row], beside: Html = NONE, **values: str | None
) -> Html:
    """Return a table whose rows are cards on a phone, where each cell says what it is, and what stands beside it."""
    heads = (el("th", words, role="columnheader", scope="col") for words in head)
    rows = (
        el(
            "tr",
            el("th", heading, role="rowheader", scope="row"),
            (el("td", cell, role="cell") for cell in cells),
            role="row",
            id=anchor,
        )
        for anchor, (heading, *cells) in body
    )
    named = ";".join(f'--c{place}:"{words}"' for place, words in enumerate(head, 1))
    drawn = cards(el("caption", caption, el("span", count)), heads, rows, style=named)
    return el("div", scrolled(drawn, caption), beside, class_="jw-register", id="rows" if beside else None, **values)


def _dictionary(about: dict, where: Where) -> Html:
    links = {
        part: link["reference"]["resource"]
        for link in about["schema"].get("foreignKeys", [])
        for part in ([link["fields"]] if isinstance(link["fields"], str) else link["fields"])
    }
    body = [
        _row(el("code", field["name"]), field["description"], _allowed(field, links, where))
        for field in about["schema"]["fields"]
    ]
    return el("h2", "What each column means") + _table(
        "Data dictionary", f"{len(body)} columns", ["Column", "Meaning", "What it may hold"], body
    )


def _allowed(field: dict, links: dict[str, str], where: Where) -> Html:
    """Return in words what a column may hold."""
    rules = field.get("constraints", {})
    kind = {"string": "text", "number": "number", "integer": "whole number", "date": "date"}[field["type"]]
    words = [f"{kind}, {field['unit']}" if field.get("unit") else kind]
    if field["name"] in links:
        page, target = where.page(links[field["name"]]), evidence.describe(links[field["name"]])["title"]
        words.append("from " + _link(page, target))
    if "enum" in rules:
        words.append("one of: " + ", ".join(str(value) for value in rules["enum"]))
    if "minimum" in rules:
        words.append(f"{rules['minimum']} or more")
    if "maximum" in rules:
        words.append(f"{rules['maximum']} or less")
    if "adds" in field:
        words.append("may be added up over areas" if field["adds"] else "must not be added or averaged")
    words.append("always given" if rules.get("required") else "may be empty")
    return join(words, "; ")


# -- The lists over all tables ----------------------------------------------------------------------------------


def every_table(where: Where) -> Html:
    """Return the list of tables: title, years, coverage and number of rows, each linked to its page."""
    body = []
    for name in evidence.tables():
        about, number = evidence.describe(name), f"{len(evidence.table(name)):,}"
        title = _link(where.page(name), about["title"])
        body.append(_row(title, about.get("coverage", ""), about.get("years", ""), number))
    return _table("Every table", f"{len(body)} tables", ["Table", "Coverage", "Years", "Rows"], body)


def made_up(where: Where) -> Html:
    """Return every row that was made up, assumed, inferred or not found, table by table."""
    parts = []
    for name in evidence.tables():
        fields = [field["name"] for field in evidence.describe(name)["schema"]["fields"]]
        column = next((part for part in STANDING if part in fields), None)
        rows = [entry for entry in evidence.table(name) if column and entry[column] in UNSURE]
        if not rows:
            continue
        kinds = dict.fromkeys(entry[column] for entry in rows)
        counts = listed([f"{sum(entry[column] == kind for entry in rows)} {kind}" for kind in kinds])
        page = where.page(name)
        whole = el("p", _link(page, "The whole table")) if page is not None else None
        lines = bullets(f"{entry[column]}: {_says(entry)}" for entry in rows)
        parts.append(el("details", el("summary", f"{evidence.describe(name)['title']}: {counts}"), whole, lines))
    return join(parts)


def _says(entry) -> str:
    """Return a row in one line: its texts, but for keys, kinds and places."""
    skip = {*STANDING, "key", "source", "also", "locator", "seen", "recheck_by", "confidence", "note", "options"}
    return ", ".join(
        _plain_text(value) for name, value in entry.items() if value not in ("", None) and name not in skip
    )


def calendar(where: Where, today: date) -> Html:
    """Return what is to be checked again by when, by day and table; what is overdue on `today` says so."""
    due: dict[tuple[date, str], list[str]] = {}
    for day, name, entry in keepers.dated():
        due.setdefault((day, name), []).append(str(entry.get("key") or _says(entry)))
    kinds = keepers.kinds()
    body = []
    for (day, name), keys in sorted(due.items()):
        late = ", overdue" if day < today else ""
        owner = capital(kinds[name]["owner"])
        title = _link(where.page(name), evidence.describe(name)["title"])
        rows = el("details", el("summary", _count(keys)), el("p", ", ".join(keys)))
        body.append(_row(f"{citing.say_date(day)}{late}", owner, title, rows))
    return _table("To be checked again", f"{sum(map(len, due.values())):,} rows", ["By", "Who", "Table", "What"], body)


def by_month(today: date) -> Html:
    """Return who looks at what again: each kind with how it is done, then month by month; what is overdue says so."""
    months, kinds = keepers.months(keepers.dated()), evidence.table("rechecks")
    rows = {kind["kind"]: sum(month.counts[kind["kind"]] for month in months) for kind in kinds}
    told = f"{sum(rows.values()):,} rows"
    how = [
        _row(capital(kind["kind"]), capital(kind["owner"]), f"{rows[kind['kind']]:,}", kind["how"]) for kind in kinds
    ]
    when = []
    for month in months:
        late = ", overdue" if month.day < today else ""
        when.append(_row(month.words + late, *(f"{month.counts[kind['kind']]:,}" for kind in kinds)))
    heads = ["Month", *(f"{capital(kind['kind'])} ({kind['owner']})" for kind in kinds)]
    return join(
        (
            _table("What is looked at again", told, ["Kind", "Who", "Rows", "How"], how),
            _table("Rows due in each month", told, heads, when),
        )
    )


def listing(name: str, where: Where) -> Html:
    """Return one of the `LISTS` by name."""
    if name == "tables":
        return every_table(where)
    if name == "law-to-check":
        return law_sheet.sheet()
    if name == "assumptions-to-judge":
        return assumption_sheet.sheet(lambda page: where.file(f"book/{page}.html"))
    if name == "recheck-by-month":
        return by_month(date.today())
    return made_up(where) if name == "made-up" else calendar(where, date.today())


# -- Rows -------------------------------------------------------------------------------------------------------

_FIGURE_HEAD = [
    "Figure",
    "What it measures",
    "Period",
    "Standing",
    "Source and place",
    "Seen, and look again by",
    "Used on",
]
_RULE_HEAD = ["Rule", "What it says", "In force", "Standing", "Source and place", "Seen, and look again by", "Used on"]
_SOURCE_HEAD = ["Title", "Publisher", "Published", "Licence", "Seen", "Key to cite", "Used on"]
_NO_PAGE = "no page yet"


def _link(page: str | None, words: str, anchor: str = "") -> Content:
    """Return words linked to a page, or to a row of it; the words alone where there is no page."""
    return words if page is None else link(f"{page}#{anchor}" if anchor else page, words)


def _row(*cells: Content, anchor: str | None = None) -> Row:
    return anchor, cells


def _count(rows: Sized) -> str:
    return f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}"


def _standing(words: str, css: str) -> Html:
    return el("span", el("span", words) if css == "illustrative" else words, class_=f"jw-badge {css}".strip())


def _place(source: evidence.Source, locator: str, where: Where) -> Content:
    named = _link(where.page("sources"), citing.source_words(source), f"source-{source.key}")
    return named + (f"; {locator}" if locator else "")


def _checked(item: evidence.Figure | evidence.Rule) -> Html:
    late = ", overdue" if item.overdue(date.today()) else ""
    days = (el("span", citing.say_date(day), class_="jw-num") for day in (item.seen, item.recheck_by))
    return join(days, ", and by ") + late


def _figure_row(figure: evidence.Figure, where: Where) -> Row:
    return _row(
        el("span", figure.text, class_="jw-num"),
        _named(f"{capital(figure.what)} ({figure.body}). {figure.note}".strip(), figure.key),
        figure.period,
        _standing(figure.badge, citing.css(figure.kind)),
        _place(figure.source, figure.locator, where),
        _checked(figure),
        where.used("figures", figure.key) or _NO_PAGE,
        anchor=f"figure-{figure.key}",
    )


def _named(words: str, key: str) -> Content:
    return words, el("br"), el("code", key)


def _rule_row(rule: evidence.Rule, where: Where) -> Row:
    anchor = citing.rule_anchor(rule)
    if rule.valid_from:
        force = f"from {citing.say_date(rule.valid_from)}"
    else:
        force = f"start not read; not before {citing.say_date(rule.not_before)}"
    if rule.valid_to:
        force += f" to {citing.say_date(rule.valid_to)}"
    instrument = ", ".join(filter(None, [rule.instrument, rule.article]))
    return _row(
        capital(rule.topic),
        _named(f"{rule.rule} {rule.note}".strip(), rule.key),
        force,
        _standing(rule.badge, citing.css(rule.kind)),
        (f"{instrument}. ", _place(rule.source, rule.locator, where)),
        _checked(rule),
        where.used("rules", anchor.removeprefix("rule-")) or _NO_PAGE,
        anchor=anchor,
    )


def _source_row(source: evidence.Source, where: Where) -> Row:
    used = [where.used("sources", source.key), *_tables_using(source.key, where)]
    return _row(
        source_link(source, source.title),
        source.publisher,
        citing.say_date(source.published) or "no date shown",
        source.licence + (f". {source.note}" if source.note else ""),
        citing.say_date(source.seen),
        el("code", source.key),
        join(filter(None, used), ", ") or _NO_PAGE,
        anchor=f"source-{source.key}",
    )


def _tables_using(key: str, where: Where) -> list[Content]:
    """Return, for each table with rows that rest on a source, a link to the first of them and how many there are."""
    by_table: dict[str, list[evidence.Use]] = {}
    for use in evidence.uses(key):
        by_table.setdefault(use.table, []).append(use)
    links = []
    for name, uses in by_table.items():
        words = f"{evidence.describe(name)['title']} ({_count(uses)})"
        links.append(_link(where.page(name), words, anchor(name, uses[0].key)))
    return links


def _plain_row(name: str, entry, fields: list[dict], where: Where) -> Row:
    cells = [_cell(field["name"], entry[field["name"]], where) for field in fields]
    return _row(*cells, anchor=anchor(name, evidence.row_name(name, entry)))


def _cell(column: str, value: object, where: Where) -> Content:
    if column in ("source", "also") and value:
        return join((_place(evidence.source(key), "", where) for key in evidence.parted(str(value))), ", ")
    return _plain_text(value).replace("|", ", ")


def _plain_text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.10f}".rstrip("0").rstrip(".").replace("-", "\u2212")
    if isinstance(value, date):
        return citing.say_date(value)
    if isinstance(value, int):
        return f"{value:,}" if value > 9_999 else str(value)
    return "" if value is None else str(value)
