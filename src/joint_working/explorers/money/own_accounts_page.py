"""Writes the explorer of your own accounts as a section of the published page, finished before any script runs.

The hooks `data-own-…` and `data-answer` are a contract with `site/static/accounts.js` and the tests.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from html import escape as esc

from joint_working import evidence
from joint_working.evidence import Authority
from joint_working.explorers.money import account_rules, held
from joint_working.explorers.money.budget_lab import five_years
from joint_working.explorers.money.held import CORE, Held, Place
from joint_working.explorers.money.own_accounts import (
    LAB,
    LONGEST,
    SHOWN,
    WORDS,
    OwnAccounts,
    Published,
    Start,
    formats,
    published,
    published_start,
)
from joint_working.explorers.parts.table import Column, DataTable
from joint_working.kit import theme
from joint_working.kit.frame import HANDOUT_BUTTON, ILLUSTRATIVE, header, select_html, small_print, source_link
from joint_working.models import accounts as reading
from joint_working.models.accounts import filled
from joint_working.words import capital, printed

CROSS_SOURCE = (
    "Spending: Improvement Service, Local Government Benchmarking Framework, 2022/23, gross and in cash. People: "
    "mid-2022 estimates. Sums and division are ours."
)
LEFT_OUT = (
    "Health services, the set-aside and children’s services. It is the council side only, and not a board’s budget.",
    "Income. It is gross: what people pay, and what others pay back, is not taken off.",
    "Need, prices, distance and who pays privately. Spending more is neither better nor worse.",
)
SETS = "These levers start from it:"
NO_START = "Not enough was published to start the lab: it needs what each partner pays in, for one year."
NO_BOARD = "The lab is about a joint board. Here there is none, so nothing starts from these figures."
SPLIT = (
    "Only the total was published: {total}, {year} ({basis}). The lab needs two payments, so they are the lab’s usual "
    "share of it: assumed, not published. Whether the total counts the set-aside is for its source to say."
)


# --- One partnership ---------------------------------------------------------------------------------------


def _answer(place: Authority, first: bool) -> str:
    default = " data-default" if first else ""
    return (
        f'<div data-answer="{place.code}"{default}><h4>{esc(place.name)}</h4>'
        f'<p class="jw-sentence">{esc(held.sentence(place))}</p><div>{answer_html(place)}</div></div>'
    )


def answer_html(place: Authority) -> str:
    """Return what follows a partnership's sentence: the grid, the list, its place among the 31, and the lab."""
    doubts = "".join(f"<p>{esc(text)}</p>" for text in _mine(place).doubts)
    return (
        f"{_grid(place)}{_every_figure(place)}<h4>Start the five-years lab</h4>{_lab(place)}"
        f"<h4>Among the 31</h4><p>{esc(held.standing(place))}</p>{doubts}"
    )


def _mine(place: Authority) -> Place:
    return next(one for one in held.cross_section() if one.code == place.code)


def _grid(place: Authority) -> str:
    """Return the core figures by year: what was published, and a hatched cell for each gap."""
    years = held.years()[::-1]
    heads = "".join(f'<th scope="col" class="n">{year}</th>' for year in years)
    rows = ""
    for label, _, measures in CORE:
        cells = "".join(_cell(held.of(place.code, measures, year)) for year in years)
        rows += f'<tr><th scope="row">{esc(label)}</th>{cells}</tr>'
    return (
        f'<div class="jw-scroll" tabindex="0" role="region" aria-label="Figures by year, {esc(place.name)}">'
        f'<table class="jw-table jw-held"><caption>Published, £ million</caption>'
        f'<thead><tr><th scope="col">What</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
        '<p class="jw-source"><span class="jw-swatch jw-gap"></span> Hatched: no figure seen. Sums are in cash, the '
        "newest year first. Those of one row may differ in scope: see the list.</p>"
    )


def _cell(found: Sequence[Held]) -> str:
    if not found:
        return '<td class="n jw-gap"><span class="jw-vh">no figure</span></td>'
    shown: dict[str, list[str]] = {}
    for one in reversed(found):
        sign = -1 if one.measure.startswith("underspend") else 1
        bound = f"{one.bound} " if one.bound else ""
        shown.setdefault(one.basis, []).append(bound + printed(sign * one.value, 1))
    # The main series is the same kind all along: its basis is in the list.
    words = [
        ", ".join(values) + ("" if found[0].measure == held.MAIN else f" <small>{esc(basis)}</small>")
        for basis, values in shown.items()
    ]
    return f'<td class="n">{"<br>".join(words)}</td>'


def _every_figure(place: Authority) -> str:
    rows, seen, every = "", set(), held.held(place.code)
    for one in every:
        alike = [other for other in every if _series(other) == _series(one)]
        if one.measure == held.MAIN:
            if _series(one) in seen:
                continue
            seen.add(_series(one))
            figure, year = f"{len(alike)} figures, in the table above", f"{alike[-1].year} to {alike[0].year}"
        else:
            figure, year = one.text, one.year
        note = f"<small>{esc(_curly(one.note))}</small>" if one.note else ""
        kind = f"<small>{esc(one.kind)}</small>" if one.kind else ""
        rows += (
            f'<tr><th scope="row">{esc(_upper(one.what))}{note}</th><td>{esc(year)}</td>'
            f'<td class="n">{esc(figure)}</td>'
            f"<td>{esc(one.basis)}{kind}</td><td>{_source(one)}</td></tr>"
        )
    return (
        f"<details><summary>All {len(every)} figures for {esc(place.name)}, with their sources"
        "</summary>"
        f'<div class="jw-scroll" tabindex="0" role="region" aria-label="All figures, {esc(place.name)}">'
        '<table class="jw-table jw-sourced" data-own-held><thead><tr><th scope="col">What</th>'
        '<th scope="col">Year</th><th scope="col" class="n">Figure</th><th scope="col">Basis</th>'
        '<th scope="col">Source</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div></details>"
    )


def _series(one: Held) -> tuple:
    return (one.measure, one.what, one.basis, one.source)


def _upper(text: str) -> str:
    return _curly(capital(text))


def _curly(text: str) -> str:
    return text.replace("'", "’")


def _source(one: Held) -> str:
    also = f", also {', '.join(map(_linked, one.also))}" if one.also else ""
    return f"{_linked(one.source)}{also}<small>{esc(_upper(one.locator))}</small>"


@cache
def _linked(key: str) -> str:
    found = evidence.source(key)
    return source_link(found, ", ".join(filter(None, [found.publisher, found.year or "undated"])))


# --- The start of the lab ----------------------------------------------------------------------------------


def _lab(place: Authority) -> str:
    found, begun = published(place.code), published_start(place.code)
    if found is None or not begun.link:
        return f"<p>{NO_START if place.model == 'body corporate' else NO_BOARD}</p>"
    split = f"<p>{esc(_split(found))}</p>" if found.split else ""
    words = esc(filled(WORDS["go"], {"year": found.year, "basis": _upper(_basis(found)).lower()}))
    return (
        f"{split}<p>{SETS}</p><ul>{_items(_says(found, begun))}</ul>"
        f"<p>{esc(filled(WORDS['stays'], {'names': ', '.join(begun.stays)}))}</p>"
        f'<p><a class="jw-button" href="{LAB}{esc(begun.link)}">{words}</a></p>'
    )


def _basis(found: Published) -> str:
    return (found.figures.get("health_payment") or found.figures["total"]).basis


def _split(found: Published) -> str:
    total = found.figures["total"]
    return filled(SPLIT, {"total": total.text, "year": total.year, "basis": total.basis})


def _says(found: Published, begun: Start) -> list[str]:
    """Return a line for each lever that a published figure sets or would set, and the figure it rests on."""
    by_lever = {
        five_years_label(measure.lever): measure for measure in account_rules.rules().measures if measure.lever
    }
    lines = []
    for line in (*begun.says, *begun.outside):
        measure = by_lever.get(line.partition(":")[0])
        terms = [*measure.top, *measure.bottom] if measure else []
        rests = [found.figures[key] for key in dict.fromkeys(terms) if key in found.figures]
        if found.split and measure and measure.top[0] in ("health_payment", "council_payment"):
            line += ". Assumed"
        elif rests:
            line += f". Published: {rests[0].text}, {_curly(rests[0].what)}"
        lines.append(line)
    return lines


@cache
def five_years_label(lever: str) -> str:
    """Return the label of a lever of the five-years lab."""
    return next(one.label for one in five_years.fields if one.name == lever)


def _items(lines: Iterable[str]) -> str:
    return "".join(f"<li>{esc(line)}</li>" for line in lines)


def short_text(place: Authority) -> str:
    """Return a partnership's sentences as plain text, in a few lines."""
    found, begun = published(place.code), published_start(place.code)
    if found is None:
        lab = NO_START if place.model == "body corporate" else NO_BOARD
    else:
        lab = f"The lab can start from {found.year}{', the split assumed' if found.split else ''}: {begun.link}"
    return "\n".join([f"- {held.sentence(place)}", f"  {held.standing(place)}", f"  {lab}"])


def place_text(place: Authority) -> str:
    """Return everything held for a partnership as plain text: its sentences, then a line for each figure."""
    lines = [
        f"{one.year}: {one.text}, {one.what} ({one.basis}; {evidence.source(one.source).publisher})"
        for one in held.held(place.code)
    ]
    return "\n".join([short_text(place).removeprefix("- "), *lines])


# --- The picture: all 31 at once ---------------------------------------------------------------------------

SIZES = {"wide": (760, 250), "narrow": (340, 250)}
UPPER = ("per resident of any age, £", 500, 1800, (600, 900, 1200, 1500, 1800))
LOWER = ("per resident of 75 and over, £", 5000, 17500, (6000, 9000, 12000, 15000))
ON = {"stroke": theme.INK, "stroke-width": "3", "opacity": "1"}
OFF = {"stroke": theme.COUNCIL, "stroke-width": "1.5", "opacity": "0.45"}


def picture(size: str, chosen: str) -> str:
    """Return the drawing of the cross-section: each partnership a line from one scale to the other; one in ink."""
    wide, tall = SIZES[size]
    left, right, top, bottom = 16, wide - 16, 62, tall - 62
    where = [
        lambda value, low=low, high=high: left + (right - left) * (value - low) / (high - low)
        for _, low, high, _ in (UPPER, LOWER)
    ]
    drawn = ""
    for scale, at, y, away in zip((UPPER, LOWER), where, (top, bottom), (-1, 1), strict=True):
        words = y + away * 46 + (0 if away < 0 else 8)
        style = f'fill="{theme.INK}" font-weight="600" font-size="14"'
        drawn += f'<text x="{left}" y="{words}" {style}>{scale[0]}</text>'
        drawn += f'<path d="M{left} {y}H{right}" stroke="{theme.LINE}"/>'
        for tick in scale[3]:
            x = f"{at(tick):.1f}"
            drawn += (
                f'<text x="{x}" y="{y + away * 26 + (0 if away < 0 else 8)}" fill="{theme.QUIET}" font-size="12" '
                f'text-anchor="middle">{printed(tick, 0)}</text>'
            )
    ordered = sorted(held.cross_section(), key=lambda place: place.code == chosen)
    for place in ordered:
        x, below = where[0](place.per_resident), where[1](place.per_resident_75)
        look = ON if place.code == chosen else OFF
        attributes = "".join(f' {name}="{value}"' for name, value in look.items())
        dash = ' stroke-dasharray="5 3"' if any("same gross" in text for text in place.doubts) else ""
        seen = "" if place.code == chosen else ' display="none"'
        pounds = f"£{printed(place.per_resident, 0)}, and £{printed(place.per_resident_75, 0)}"
        title = f"<title>{esc(place.name)}: {pounds}</title>" if size == "wide" else ""
        labels = "".join(
            _label(
                at, y, f"{place.name} £{printed(value, 0)}" if y == top - 8 else f"£{printed(value, 0)}", wide, seen
            )
            for at, y, value in ((x, top - 8, place.per_resident), (below, bottom + 16, place.per_resident_75))
        )
        line = f"M{x:.1f} {top - 5}V{top + 5}L{below:.1f} {bottom - 5}V{bottom + 5}"
        drawn += f'<g data-code="{place.code}"{attributes}>{title}<path d="{line}" fill="none"{dash}/>{labels}</g>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" width="{wide}" height="{tall}" '
        f'font-family="{theme.FONT}, sans-serif" aria-hidden="true" data-own-picture="{size}">{drawn}</svg>'
    )


def _label(x: float, y: float, words: str, wide: int, seen: str) -> str:
    anchor = "start" if x < wide * 0.25 else "end" if x > wide * 0.75 else "middle"
    return (
        f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}" fill="{theme.INK}" stroke="{theme.PAPER}" stroke-width="4" '
        f'paint-order="stroke" font-weight="700" font-size="14"{seen}>{esc(words)}</text>'
    )


MESSAGE = "Divide by the people of 75 and over, and the order changes"
WHAT = (
    "Each line is one area: council spending on social work for adults, 2022/23. Ink: the partnership chosen. Broken: "
    "the very same sum stands for two areas, so one may be a copy."
)


def _figure(first: str) -> str:
    drawings = "".join(f'<div class="jw-{size}">{picture(size, first)}</div>' for size in SIZES)
    every = held.cross_section()
    said = (
        f"Two scales joined by a line for each of {len(every)} areas. Per resident, from "
        f"£{printed(every[0].per_resident, 0)} to £{printed(every[-1].per_resident, 0)}. All values are in the table."
    )
    rows = [
        {
            "name": place.name, "all": place.per_resident, "old": place.per_resident_75, "share": place.share_75,
            "spend": place.spend / 1e6, "doubt": "; ".join(place.doubts) or "none noted",
        }
        for place in every
    ]  # fmt: skip
    table = DataTable(
        name="own-accounts-all",
        caption="All 31, council spending on social work for adults",
        unit="2022/23, gross, cash. Clackmannanshire and Stirling: sums of two councils, divided once",
        columns=(
            Column("name", "Partnership"),
            Column("doubt", "Take care"),
            Column("all", "£ per resident", "pounds"),
            Column("old", "£ per resident of 75 and over", "pounds"),
            Column("spend", "Spending", "money"),
            Column("share", "Residents of 75 and over", "percent1"),
        ),
        rows=rows,
        source=CROSS_SOURCE,
    )
    return (
        f'<figure><figcaption><p class="jw-message">{MESSAGE}</p><p class="jw-what">{WHAT}</p></figcaption>'
        f'<div role="img" aria-label="{esc(said)}">{drawings}</div><p class="jw-source">{CROSS_SOURCE}</p></figure>'
        f'<details class="jw-fold"><summary>All 31 in a table</summary>{table.html()}</details>'
        f"<h4>What the comparison leaves out</h4><ul>{_items(LEFT_OUT)}</ul>"
    )


# --- The form ----------------------------------------------------------------------------------------------


def _form(explorer: OwnAccounts) -> str:
    name = explorer.name
    options = [("example", "An example (made up)"), ("nothing", "Nothing"), ("published", "What was published")]
    fill = select_html(name, "fill", "Fill the form with", options, "example")
    fill = fill.replace("</select>", '<option value="own" hidden>Your own figures</option></select>')
    row = select_html(name, "row", "Start the lab from", [("", "")], "")
    example = explorer.example
    return (
        f'<h4 id="{name}-form">Your own figures</h4>'
        '<p class="jw-notice">What you type stays on this page and in its address, after the #, which no browser '
        "sends. It is kept nowhere else: copy the link, or save the file, before you close the page.</p>"
        '<p class="jw-notice" data-jw-nojs>The form needs JavaScript, which is off. An example follows, with what it '
        "says.</p>"
        f'<div data-jw-nojs>{_typed(example)}</div>'
        f'<div class="jw-choices" data-jw-js hidden>{fill}</div>'
        f"{_paste(name)}"
        '<p class="jw-notice wrong" data-own-long hidden></p>'
        '<div data-own-rows data-jw-js hidden></div>'
        '<div class="jw-actions" data-jw-js hidden>'
        '<button type="button" class="jw-button" data-own-add>Add a year</button>'
        '<button type="button" class="jw-button" data-own-back hidden>Put back what was there</button></div>'
        '<div class="jw-notice wrong" role="status" data-own-problems hidden></div>'
        f'<p data-own-badge>{ILLUSTRATIVE} The figures are an example.</p>'
        f'<p class="jw-sentence" aria-live="polite" data-own-sentence>{esc(explorer.sentence(example))}</p>'
        f'<div data-own-result>{_result(explorer)}'
        f'<div class="jw-choices" data-own-which data-jw-js hidden>{row}</div>'
        f'<div data-own-start>{_own_start(explorer)}</div></div>'
    )  # fmt: skip


def _paste(name: str) -> str:
    columns = ", ".join(
        f"<b>{esc(field.label)}</b>" if field.needed else esc(field.label) for field in account_rules.rules().fields
    )
    return (
        '<details class="jw-fold" data-own-paste data-jw-js hidden><summary>Paste a table, or open a file</summary>'
        f"<p>One row a year, with these headings in any order; those in bold must be there: {columns}. Sums in "
        "£ million, unless their heading or the unit says otherwise. An empty cell is a gap.</p>"
        f'<label for="{name}-text">Copy the cells in your spreadsheet and paste them here</label>'
        f'<textarea id="{name}-text" rows="5" spellcheck="false" autocomplete="off"></textarea>'
        f'<label for="{name}-file">Or open a CSV file</label>'
        f'<input type="file" id="{name}-file" accept=".csv,.tsv,.txt,text/csv,text/plain">'
        '<div class="jw-notice wrong" role="status" data-own-refused hidden></div>'
        '<div class="jw-actions"><button type="button" class="jw-button main" data-own-read>Read the table</button>'
        "</div>"
        "</details>"
    )


def _typed(example) -> str:
    heads = "".join(f'<th scope="col">Row {number}</th>' for number, _ in example.cells)
    rows = "".join(
        f'<tr><th scope="row">{esc(head)}</th>'
        + "".join(f"<td>{esc(row[at]) or 'empty'}</td>" for _, row in example.cells)
        + "</tr>"
        for at, head in enumerate(example.heads)
    )
    return (
        '<div class="jw-scroll" tabindex="0" role="region" aria-label="The example as typed"><table class="jw-table">'
        f"<caption>The example, as typed {ILLUSTRATIVE}</caption>"
        f'<thead><tr><th scope="col">What</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _result(explorer: OwnAccounts) -> str:
    heads = "".join(f'<th scope="col" class="n">{esc(head)}</th>' for head in explorer.heads(explorer.example))
    rows = "".join(
        f'<tr><th scope="row">{esc(label)}</th>'
        + "".join(f'<td class="n">{esc(cell)}</td>' for cell in cells)
        + "</tr>"
        for label, *cells in explorer.cells(explorer.example)
    )
    return (
        '<div class="jw-scroll" tabindex="0" role="region" aria-label="What the figures say">'
        '<table class="jw-table" data-explorer-table data-own-table><caption>What the figures say<span>£ million, or '
        "per cent where it says so</span></caption>"
        f'<thead><tr><th scope="col">What</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _own_start(explorer: OwnAccounts) -> str:
    found, rows = explorer.start(explorer.example), explorer.example.rows
    words = filled(WORDS["go"], rows[-1].values)
    return (
        f"<h5>Start the five-years lab</h5><p>{WORDS['starts']}</p><ul>{_items((*found.says, *found.outside))}</ul>"
        f"<p>{esc(filled(WORDS['stays'], {'names': ', '.join(found.stays)}))}</p>"
        f'<p><a class="jw-button" href="{LAB}{esc(found.link)}">{esc(words)}</a></p>'
    )


# --- The section -------------------------------------------------------------------------------------------


def section(explorer: OwnAccounts) -> str:
    """Return the whole section: every partnership, the picture, and the form finished for its example."""
    name, places = explorer.name, explorer.places
    first = places[0]
    pick = select_html(name, "place", "Partnership", [(place.code, place.name) for place in places], first.code)
    answers = "".join(_answer(place, place is first) for place in places)
    return (
        f'<section class="explorer jw-panel jw-own" data-explorer="{name}" data-jw-part="accounts" data-jw-accounts'
        f' data-version="{explorer.version}" aria-labelledby="{name}-title">'
        f"{header(name, explorer.title, 'Your own accounts', False)}"
        '<p class="jw-notice wrong" role="status" data-own-notice hidden></p>'
        '<p class="jw-notice" data-jw-nojs>All 31 partnerships follow, one after another.</p>'
        f'<div class="jw-choices" data-jw-js hidden>{pick}</div>'
        '<p class="jw-sentence" data-explorer-sentence aria-live="polite" data-jw-js hidden>'
        f"{esc(held.sentence(first))}</p>"
        f"{answers}{_figure(first.code)}<div data-own-form>{_form(explorer)}</div>"
        '<div class="jw-actions" data-jw-js hidden>'
        '<button type="button" class="jw-button" data-own-save>Save your figures (CSV)</button>'
        '<button type="button" class="jw-button" data-own-link>Copy link with your figures</button>'
        '<button type="button" class="jw-button" data-own-python>Copy as Python</button>'
        '<button type="button" class="jw-button" data-own-csv>What they say (CSV)</button>'
        '<button type="button" class="jw-button" data-own-list>Published figures (CSV)</button>'
        '<button type="button" class="jw-button" data-own-svg>Picture (SVG)</button>'
        '<button type="button" class="jw-button" data-own-png>Picture (PNG)</button>'
        f"{HANDOUT_BUTTON}</div>"
        + str(
            small_print(
                (
                    "A figure is printed as its source gave it. A forecast stays a forecast, whatever came later.",
                    "Sums in the list differ in scope from area to area. Only the cross-section is made to be compared.",
                    "Your figures are checked for what a machine can see: columns, years, numbers, units, doubles.",
                ),
                (
                    "Figures that were published and not seen by us. Most of each source was not read to its end.",
                    "Any set-aside: no amount was seen for any partnership.",
                    "Whether your figures are right, or add up with your board’s accounts. Ask your finance officer.",
                ),
            )
        )
        + f'<script type="application/json" data-own-rules>{_rules(explorer)}</script></section>'
    )


def _rules(explorer: OwnAccounts) -> str:
    """Return what the script reads: the rules, the words, the lab's levers, and published figures as form rows."""
    rules = account_rules.rules()
    heads, rows = account_rules.example()
    data = {
        "fields": [asdict(field) | {"words": list(dict.fromkeys(field.options.values()))} for field in rules.fields],
        "notes": {row["key"]: row["note"] for row in evidence.table("account_fields")},
        "faults": [asdict(fault) for fault in rules.faults],
        "measures": [asdict(measure) for measure in rules.measures],
        "heading": {
            "longest": reading.LONGEST_HEADING, "words": reading.MOST_WORDS, "brackets": reading.BRACKETS,
            "quiet": reading.QUIET, "ends": reading.ENDS, "parting": reading.PARTING,
            "before_unit": reading.BEFORE_UNIT, "in_unit": reading.IN_UNIT,
            "says_million": reading.SAYS_MILLION,
        },
        "read_twice": reading.READ_TWICE,
        "marks": reading.MARKS, "minuses": reading.MINUSES, "spaces": reading.SPACES, "cut": reading.LONGEST,
        "words": WORDS, "needed": _payments(), "shown": SHOWN, "longest": LONGEST, "formats": formats(),
        "lab": {"page": LAB, "name": five_years.name, "version": five_years.version},
        "levers": [
            {
                "name": lever.name, "label": lever.label, "format": lever.format, "low": lever.low, "high": lever.high,
                "step": lever.step, "default": lever.default, "options": list(lever.options), "range": lever.range,
            }
            for lever in five_years.fields
        ],
        "example": [heads, *rows],
        "places": {place.code: _place_data(place) for place in explorer.places},
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return re.sub("[<\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _payments() -> str:
    from joint_working.explorers.money.own_accounts import payments_needed

    return payments_needed()


def _place_data(place: Authority) -> dict:
    data: dict[str, object] = {"name": place.name, "councils": len(place.councils)}
    found = published(place.code)
    if found and not found.split:
        texts = "; ".join(dict.fromkeys(evidence.source(one.source).title for one in found.figures.values()))
        cells = {key: f"{one.value:g}" for key, one in found.figures.items()}
        cells |= {"year": found.year, "basis": "budget", "unit": "£m", "source": f"Published: {texts}"}
        data["published"] = cells
    return data
