"""The pages that print the evidence: one for each table, and three lists over all of them.

A table's page says what it is, its years, coverage, licence and sources, what to beware of, the rows, and what each
column means. The lists are every table, everything assumed or made up, and the calendar of what to check again.
Knows neither Sphinx nor Jupyter: a `Where` tells it where things stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from html import escape

from joint_working import evidence

from . import citing, law_sheet

# Printed in full up to this many rows; a longer table shows its first ones, and the file holds all.
FULL, SAMPLE = 700, 12
# Cells that say a row rests on nothing that was read: what was made up, assumed, inferred or not found.
STANDING = ("kind", "basis", "standing", "status", "evidence")
UNSURE = ("illustrative", "assumed", "reading", "open", "inference", "not found", "lead, not read")
LISTS = ("tables", "made-up", "recheck", "law-to-check")


@dataclass(frozen=True)
class Where:
    """Where the page being written stands: how it reaches a file of the site, a table's page, and the users of a row.

    `file` takes a path inside the site; `page` gives a table's page or None; `used` gives the links to the pages that
    use a row, as HTML, or ""; `reads` gives those that use a whole table.
    """

    file: Callable[[str], str]
    page: Callable[[str], str | None]
    used: Callable[[str, str], str]
    reads: Callable[[str], str]


def holds_figures(name: str) -> bool:
    """Return True for a table of figures."""
    return name in evidence.figure_tables()


def anchor(table: str, key: str) -> str:
    """Return the id of a row on its table's page, for a row's key as `evidence.Use` gives it."""
    if holds_figures(table) or table == "sources":
        return f"{'source' if table == 'sources' else 'figure'}-{key}"
    if table == "rules":
        name, _, start = key.partition(", ")
        rows = [found for found in evidence.rules() if found.key == name]
        return citing.rule_anchor(next((row for row in rows if str(row.valid_from) == start), rows[0]))
    return f"{table}-{key}".replace(", ", "-").replace(" ", "-").replace("/", "-")


# -- A table's page ---------------------------------------------------------------------------------------------


def table_page(name: str, where: Where) -> str:
    """Return everything a table's page says, as HTML."""
    about = evidence.describe(name)
    return (
        f"<p>{escape(about['description'])}</p>"
        + _facts(name, about, where)
        + _beware(evidence.table(name).caveats, where)
        + _files(name, about, where)
        + _rows(name, about, where)
        + _dictionary(about, where)
    )


def _facts(name: str, about: dict, where: Where) -> str:
    licence = ", ".join(entry.get("title", entry["name"]) for entry in about["licenses"])
    catalogue = evidence.table("catalogue") if "catalogue" in evidence.tables() else ()
    from_catalogue = [row for row in catalogue if row["table"] == name]
    sources = [
        f"{_place(evidence.source(row['source']), '', where)}: {escape(row['gives'])}" for row in from_catalogue
    ]
    said = [
        ("Years", escape(about.get("years", ""))),
        ("Coverage", escape(about.get("coverage", ""))),
        ("Rows", f"{len(evidence.table(name)):,}"),
        ("Licence", escape(licence)),
        ("From", "<br>".join(sources)),
        ("Used on", where.reads(name)),
    ]
    ogl = "Open Government Licence" in licence or any(
        citing.open_government(evidence.source(row["source"])) for row in from_catalogue
    )
    ogl = ogl and citing.OGL_NOTICE not in about["description"]
    return (
        '<dl class="jw-facts">'
        + "".join(f"<div><dt>{term}</dt><dd>{words}</dd></div>" for term, words in said if words)
        + "</dl>"
        + (f'<p class="jw-note">{citing.OGL_NOTICE}</p>' if ogl else "")
    )


def _beware(caveats: Iterable[evidence.Caveat], where: Where) -> str:
    lines = "".join(
        f"<li><strong>{escape(c.kind[:1].upper() + c.kind[1:])}{escape(_span(c))}.</strong> {escape(c.text)} "
        f"{_place(c.source, c.locator, where)}</li>"
        for c in caveats
    )
    return f"<h2>Beware</h2><ul>{lines}</ul>" if lines else ""


def _span(caveat: evidence.Caveat) -> str:
    first, last = caveat.period_from, caveat.period_to
    if caveat.is_break and first and last:
        return f", between {first} and {last}"
    return (
        f", {first}" if first == last and first else f", {first or 'up'} to {last or 'now'}" if first or last else ""
    )


def _files(name: str, about: dict, where: Where) -> str:
    files = [(f"_static/data/{about['path']}", f"Download {about['path']} (CSV)")]
    if name == "sources":
        files.append(("_static/sources.bib", "Download sources.bib (BibTeX)"))
    links = " · ".join(f'<a href="{escape(where.file(path))}" download>{escape(words)}</a>' for path, words in files)
    return f"<h2>The rows</h2><p>{links}</p>"


def _rows(name: str, about: dict, where: Where) -> str:
    rows, fields = evidence.table(name), about["schema"]["fields"]
    if holds_figures(name):
        head, body = _FIGURE_HEAD, [_figure_row(evidence.figure(row["key"]), where) for row in rows]
    elif name == "rules":
        head, body = _RULE_HEAD, [_rule_row(found, where) for found in evidence.rules()]
    elif name == "sources":
        head, body = _SOURCE_HEAD, [_source_row(evidence.source(row["key"]), where) for row in rows]
    else:
        shown = rows if len(rows) <= FULL else rows[:SAMPLE]
        head = [field["title"] for field in fields]
        body = [_plain_row(name, row, fields, where) for row in shown]
    count = f"{len(rows):,} rows" if len(body) == len(rows) else f"the first {len(body)} of {len(rows):,} rows"
    search = ' data-jw-part="register"' if len(body) == len(rows) > 1 else ""
    return f"<div{search}>{_table(about['title'], count, head, body)}</div>"


def _table(caption: str, count: str, head: Iterable[str], body: Iterable[str]) -> str:
    return (
        f'<div class="jw-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="jw-table"><caption>{escape(caption)}<span>{count}</span></caption><thead><tr>'
        + "".join(f'<th scope="col">{escape(words)}</th>' for words in head)
        + f"</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _dictionary(about: dict, where: Where) -> str:
    links = {
        part: link["reference"]["resource"]
        for link in about["schema"].get("foreignKeys", [])
        for part in ([link["fields"]] if isinstance(link["fields"], str) else link["fields"])
    }
    body = [
        _row("", [f"<code>{field['name']}</code>", escape(field["description"]), _allowed(field, links, where)])
        for field in about["schema"]["fields"]
    ]
    return "<h2>What each column means</h2>" + _table(
        "Data dictionary", f"{len(body)} columns", ["Column", "Meaning", "What it may hold"], body
    )


def _allowed(field: dict, links: dict[str, str], where: Where) -> str:
    """Return in words what a column may hold."""
    rules = field.get("constraints", {})
    kind = {"string": "text", "number": "number", "integer": "whole number", "date": "date"}[field["type"]]
    said = [f"{kind}, {field['unit']}" if field.get("unit") else kind]
    if field["name"] in links:
        page, target = where.page(links[field["name"]]), evidence.describe(links[field["name"]])["title"]
        said.append("from " + _link(page, target))
    if "enum" in rules:
        said.append("one of: " + escape(", ".join(str(value) for value in rules["enum"])))
    if "minimum" in rules:
        said.append(f"{rules['minimum']} or more")
    if "maximum" in rules:
        said.append(f"{rules['maximum']} or less")
    if "adds" in field:
        said.append("may be added up over areas" if field["adds"] else "must not be added or averaged")
    said.append("always given" if rules.get("required") else "may be empty")
    return "; ".join(said)


# -- The lists over all tables ----------------------------------------------------------------------------------


def every_table(where: Where) -> str:
    """Return the list of tables: title, years, coverage and number of rows, each linked to its page."""
    body = []
    for name in evidence.tables():
        about, page, title = evidence.describe(name), where.page(name), evidence.describe(name)["title"]
        body.append(
            _row(
                "",
                [
                    _link(page, title),
                    escape(about.get("coverage", "")),
                    escape(about.get("years", "")),
                    f"{len(evidence.table(name)):,}",
                ],
            )
        )
    return _table("Every table", f"{len(body)} tables", ["Table", "Coverage", "Years", "Rows"], body)


def made_up(where: Where) -> str:
    """Return every row that was made up, assumed, inferred or not found, table by table."""
    made = []
    for name in evidence.tables():
        fields = [field["name"] for field in evidence.describe(name)["schema"]["fields"]]
        column = next((part for part in STANDING if part in fields), None)
        rows = [row for row in evidence.table(name) if column and row[column] in UNSURE]
        if not rows:
            continue
        kinds = dict.fromkeys(row[column] for row in rows)
        counts = citing.say_list([f"{sum(row[column] == kind for row in rows)} {kind}" for kind in kinds])
        page, title = where.page(name), evidence.describe(name)["title"]
        lines = "".join(f"<li>{escape(row[column])}: {escape(_says(row))}</li>" for row in rows)
        made.append(
            f"<details><summary>{escape(title)}: {counts}</summary>"
            + (f"<p>{_link(page, 'The whole table')}</p>" if page is not None else "")
            + f"<ul>{lines}</ul></details>"
        )
    return "".join(made)


def _says(row) -> str:
    """Return a row in one line: its texts, but for keys, kinds and places."""
    skip = {*STANDING, "key", "source", "also", "locator", "seen", "recheck_by", "confidence", "note", "options"}
    return ", ".join(_plain_text(value) for name, value in row.items() if value not in ("", None) and name not in skip)


def calendar(where: Where, today: date) -> str:
    """Return what is to be checked again by when, by day and table; what is overdue on `today` says so."""
    owners = {name: row["owner"] for row in evidence.table("rechecks") for name in evidence.parted(row["tables"])}
    due: dict[tuple[date, str], list[str]] = {}
    for name in evidence.tables():
        for row in evidence.table(name):
            if row.get("recheck_by"):
                due.setdefault((row["recheck_by"], name), []).append(str(row.get("key") or _says(row)))
    body = []
    for (day, name), keys in sorted(due.items()):
        page, title = where.page(name), evidence.describe(name)["title"]
        body.append(
            _row(
                "",
                [
                    f"{citing.say_date(day)}{', overdue' if day < today else ''}",
                    escape(owners.get(name, "maintainer").capitalize()),
                    _link(page, title),
                    f"<details><summary>{len(keys)} {'row' if len(keys) == 1 else 'rows'}</summary>"
                    f"<p>{escape(', '.join(keys))}</p></details>",
                ],
            )
        )
    return _table("To be checked again", f"{sum(map(len, due.values())):,} rows", ["By", "Who", "Table", "What"], body)


def listing(name: str, where: Where) -> str:
    """Return one of the `LISTS` by name."""
    if name == "tables":
        return every_table(where)
    if name == "law-to-check":
        return law_sheet.sheet()
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


def _link(page: str | None, words: str, row: str = "") -> str:
    """Return words linked to a page, or to a row of it; the words alone where there is no page."""
    address = f"{page}#{row}" if row else page
    return escape(words) if page is None else f'<a href="{escape(address)}">{escape(words)}</a>'


def _row(row_id: str, cells: list[str]) -> str:
    first, *rest = cells
    named = f' id="{escape(row_id)}"' if row_id else ""
    return f'<tr{named}><th scope="row">{first}</th>' + "".join(f"<td>{c}</td>" for c in rest) + "</tr>"


def _standing(words: str, css: str) -> str:
    inner = f"<span>{escape(words)}</span>" if css == "illustrative" else escape(words)
    return f'<span class="{f"jw-badge {css}".strip()}">{inner}</span>'


def _place(source: evidence.Source, locator: str, where: Where) -> str:
    register = where.page("sources")
    named = _link(register, citing.source_words(source), f"source-{source.key}")
    return named + (f"; {escape(locator)}" if locator else "")


def _checked(found: evidence.Figure | evidence.Rule) -> str:
    late = ", overdue" if found.overdue(date.today()) else ""
    seen, again = (f'<span class="jw-num">{citing.say_date(day)}</span>' for day in (found.seen, found.recheck_by))
    return f"{seen}, and by {again}{late}"


def _figure_row(found: evidence.Figure, where: Where) -> str:
    what = f"{found.what[:1].upper()}{found.what[1:]} ({found.body}). {found.note}".strip()
    return _row(
        f"figure-{found.key}",
        [
            f'<span class="jw-num">{escape(found.text)}</span>',
            f"{escape(what)}<br><code>{escape(found.key)}</code>",
            escape(found.period),
            _standing(found.badge, citing.css(found)),
            _place(found.source, found.locator, where),
            _checked(found),
            where.used("figures", found.key) or _NO_PAGE,
        ],
    )


def _rule_row(found: evidence.Rule, where: Where) -> str:
    anchor = citing.rule_anchor(found)
    if found.valid_from:
        force = f"from {citing.say_date(found.valid_from)}"
    else:
        force = f"start not read; not before {citing.say_date(found.not_before)}"
    if found.valid_to:
        force += f" to {citing.say_date(found.valid_to)}"
    says = f"{found.rule} {found.note}".strip()
    instrument = escape(", ".join(filter(None, [found.instrument, found.article])))
    return _row(
        anchor,
        [
            escape(found.topic[:1].upper() + found.topic[1:]),
            f"{escape(says)}<br><code>{escape(found.key)}</code>",
            escape(force),
            _standing(found.badge, citing.css(found)),
            f"{instrument}. {_place(found.source, found.locator, where)}",
            _checked(found),
            where.used("rules", anchor.removeprefix("rule-")) or _NO_PAGE,
        ],
    )


def _source_row(found: evidence.Source, where: Where) -> str:
    title = escape(found.title)
    if found.address:
        title = f'<a href="{escape(found.address)}">{title}</a>'
    used = [where.used("sources", found.key), *_tables_using(found.key, where)]
    return _row(
        f"source-{found.key}",
        [
            title,
            escape(found.publisher),
            escape(citing.say_date(found.published) or "no date shown"),
            escape(found.licence) + (f". {escape(found.note)}" if found.note else ""),
            escape(citing.say_date(found.seen)),
            f"<code>{escape(found.key)}</code>",
            ", ".join(filter(None, used)) or _NO_PAGE,
        ],
    )


def _tables_using(key: str, where: Where) -> list[str]:
    """Return, for each table with rows that rest on a source, a link to the first of them and how many there are."""
    by_table: dict[str, list[evidence.Use]] = {}
    for use in evidence.uses(key):
        by_table.setdefault(use.table, []).append(use)
    made = []
    for name, uses in by_table.items():
        words = f"{evidence.describe(name)['title']} ({len(uses)} {'row' if len(uses) == 1 else 'rows'})"
        made.append(_link(where.page(name), words, anchor(name, uses[0].key)))
    return made


def _plain_row(name: str, row, fields: list[dict], where: Where) -> str:
    cells = [_cell(field["name"], row[field["name"]], where) for field in fields]
    return _row(anchor(name, evidence.row_name(name, row)), cells)


def _cell(column: str, value: object, where: Where) -> str:
    if column in ("source", "also") and value:
        return ", ".join(_place(evidence.source(key), "", where) for key in evidence.parted(str(value)))
    return escape(_plain_text(value)).replace("|", ", ")


def _plain_text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.10f}".rstrip("0").rstrip(".").replace("-", "\u2212")
    if isinstance(value, date):
        return citing.say_date(value)
    if isinstance(value, int):
        return f"{value:,}" if value > 9_999 else str(value)
    return "" if value is None else str(value)
