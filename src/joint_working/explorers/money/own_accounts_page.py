"""Writes the explorer of your own accounts as a section of the published page, finished before any script runs.

The hooks `data-own-…` and `data-answer` are a contract with `site/static/accounts.js` and the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache

from joint_working import evidence
from joint_working.evidence import Authority
from joint_working.explorers.money import account_rules, held
from joint_working.explorers.money.budget_lab import five_years
from joint_working.explorers.money.held import CORE, Held, Place
from joint_working.explorers.money.own_start import LAB, Published, Start, lab, published, published_start
from joint_working.explorers.parts.table import Column, DataTable
from joint_working.html import (
    NONE,
    Html,
    bullets,
    button,
    el,
    headings,
    inert,
    join,
    options,
    row,
    scrolled,
    shape,
    table,
)
from joint_working.kit import theme
from joint_working.kit.contract import Interactive
from joint_working.kit.frame import (
    HANDOUT_BUTTON,
    ILLUSTRATIVE,
    folded,
    header,
    select_html,
    sentence_html,
    small_print,
    source_html,
    source_link,
)
from joint_working.kit.pictures import pictured
from joint_working.models.account_step import STEP
from joint_working.models.account_words import WORDS
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


def _answer(place: Authority, first: bool) -> Html:
    sentence = el("p", held.sentence(place), class_="jw-sentence")
    answer = el("h4", place.name), sentence, el("div", answer_html(place))
    return el("div", answer, data_answer=place.code, data_default=first)


def answer_html(place: Authority) -> Html:
    """Return what follows a partnership's sentence: the grid, the list, its place among the 31, and the lab."""
    among = (held.standing(place), *_mine(place).doubts)
    return _grid(place) + _every_figure(place) + _lab(place) + el("h4", "Among the 31") + _paragraphs(among)


def _paragraphs(texts: Iterable[str]) -> Html:
    return join(el("p", text) for text in texts)


def _mine(place: Authority) -> Place:
    return next(one for one in held.cross_section() if one.code == place.code)


def _grid(place: Authority) -> Html:
    """Return the core figures by year: what was published, and a hatched cell for each gap."""
    years = held.years()[::-1]
    lines = (
        el("tr", el("th", label, scope="row"), (_cell(held.of(place.code, measures, year)) for year in years))
        for label, _, measures in CORE
    )
    drawn = table("Published, £ million", headings(("What", *years)), lines, class_="jw-table jw-held")
    note = shape(
        """<p class="jw-source"><span class="jw-swatch jw-gap"></span> Hatched: we could read no figure. Sums are in \
cash, the newest year first. Those of one row may differ in scope: see the list.</p>"""
    )
    return scrolled(drawn, f"Figures by year, {place.name}") + note


def _cell(found: Sequence[Held]) -> Html:
    if not found:
        return el("td", el("span", "no figure", class_="jw-vh"), class_="n jw-gap")
    shown: dict[str, list[str]] = {}
    for one in reversed(found):
        sign = -1 if one.measure.startswith("underspend") else 1
        bound = f"{one.bound} " if one.bound else ""
        shown.setdefault(one.basis, []).append(bound + printed(sign * one.value, 1))
    # The main series is the same kind all along: its basis is in the list.
    main = found[0].measure == held.MAIN
    lines = (
        join((", ".join(values), None if main else " ", None if main else el("small", basis)))
        for basis, values in shown.items()
    )
    return el("td", join(lines, el("br")), class_="n")


def _every_figure(place: Authority) -> Html:
    lines, seen, every = [], set(), held.held(place.code)
    for one in every:
        alike = [other for other in every if _series(other) == _series(one)]
        if one.measure == held.MAIN:
            if _series(one) in seen:
                continue
            seen.add(_series(one))
            figure, year = f"{len(alike)} figures, in the table above", f"{alike[-1].year} to {alike[0].year}"
        else:
            figure, year = one.text, one.year
        note, kind = (el("small", words) if words else "" for words in (_curly(one.note), one.kind))
        lines.append(
            shape(
                '<tr><th scope="row">{}{}</th><td>{}</td><td class="n">{}</td><td>{}{}</td><td>{}</td></tr>',
                *(_upper(one.what), note, year, figure, one.basis, kind, _source(one)),
            )
        )
    heads = shape(
        """<th scope="col">What</th><th scope="col">Year</th><th scope="col" class="n">Figure</th>\
<th scope="col">Basis</th><th scope="col">Source</th>"""
    )
    summary = el("summary", f"All {len(every)} figures for {place.name}, with their sources")
    drawn = table(None, heads, lines, class_="jw-table jw-sourced", data_own_held=True)
    return el("details", summary, scrolled(drawn, f"All figures, {place.name}"))


def _series(one: Held) -> tuple:
    return (one.measure, one.what, one.basis, one.source)


def _upper(text: str) -> str:
    return _curly(capital(text))


def _curly(text: str) -> str:
    return text.replace("'", "’")


def _source(one: Held) -> Html:
    also = join((", also ", join(map(_linked, one.also), ", "))) if one.also else NONE
    return _linked(one.source) + also + el("small", _upper(one.locator))


@cache
def _linked(key: str) -> Html:
    found = evidence.source(key)
    return source_link(found, ", ".join(filter(None, [found.publisher, found.year or "undated"])))


# --- The start of the lab ----------------------------------------------------------------------------------


def _lab(place: Authority) -> Html:
    found, begun = published(place.code), published_start(place.code)
    if found is None or not begun.link:
        return el("p", NO_START if place.model == "body corporate" else NO_BOARD)
    words = filled(WORDS["go"], {"year": found.year, "basis": _upper(_basis(found)).lower()})
    intro = (_split(found), SETS) if found.split else (SETS,)
    return folded("Start the five-years lab", _paragraphs(intro), bullets(_says(found, begun)), _onward(begun, words))


def _onward(begun: Start, words: str) -> Html:
    """Return which levers stay as they are, and the button that starts the lab."""
    go = el("a", words, class_="jw-button", href=LAB + begun.link)
    return el("p", filled(WORDS["stays"], {"names": ", ".join(begun.stays)})) + el("p", go)


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
ON = {"stroke": theme.INK, "stroke_width": 3, "opacity": 1}
OFF = {"stroke": theme.COUNCIL, "stroke_width": 1.5, "opacity": 0.45}


def picture(size: str, chosen: str) -> Html:
    """Return the drawing of the cross-section: each partnership a line from one scale to the other; one in ink."""
    wide, tall = SIZES[size]
    left, right, top, bottom = 16, wide - 16, 62, tall - 62
    where = [
        lambda value, low=low, high=high: left + (right - left) * (value - low) / (high - low)
        for _, low, high, _ in (UPPER, LOWER)
    ]
    drawn = []
    for scale, at, y, away in zip((UPPER, LOWER), where, (top, bottom), (-1, 1), strict=True):
        below = 0 if away < 0 else 8
        look = {"fill": theme.INK, "font_weight": 600, "font_size": 14}
        drawn.append(el("text", scale[0], x=left, y=y + away * 46 + below, **look))
        drawn.append(el("path", d=f"M{left} {y}H{right}", stroke=theme.LINE))
        look = {"fill": theme.QUIET, "font_size": 12, "text_anchor": "middle"}
        drawn += [
            el("text", printed(tick, 0), x=f"{at(tick):.1f}", y=y + away * 26 + below, **look) for tick in scale[3]
        ]
    for place in sorted(held.cross_section(), key=lambda place: place.code == chosen):
        here = place.code == chosen
        x, below = where[0](place.per_resident), where[1](place.per_resident_75)
        first, second = (f"£{printed(value, 0)}" for value in (place.per_resident, place.per_resident_75))
        line = f"M{x:.1f} {top - 5}V{top + 5}L{below:.1f} {bottom - 5}V{bottom + 5}"
        dash = "5 3" if any("same gross" in text for text in place.doubts) else None
        drawn.append(
            el(
                "g",
                el("title", f"{place.name}: {first}, and {second}") if size == "wide" else None,
                el("path", d=line, fill="none", stroke_dasharray=dash),
                _label(x, top - 8, f"{place.name} {first}", wide, here),
                _label(below, bottom + 16, second, wide, here),
                data_code=place.code,
                **(ON if here else OFF),
            )
        )
    frame = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {wide} {tall}", "width": wide, "height": tall}
    look = {"font_family": f"{theme.FONT}, sans-serif", "aria_hidden": "true", "data_own_picture": size}
    return el("svg", drawn, **frame, **look)


def _label(x: float, y: float, words: str, wide: int, seen: bool) -> Html:
    anchor = "start" if x < wide * 0.25 else "end" if x > wide * 0.75 else "middle"
    edge = {"stroke": theme.PAPER, "stroke_width": 4, "paint_order": "stroke"}
    look = {"text_anchor": anchor, "fill": theme.INK, **edge, "font_weight": 700, "font_size": 14}
    return el("text", words, x=f"{x:.1f}", y=y, **look, display=None if seen else "none")


MESSAGE = "Divide by the people of 75 and over, and the order changes"
WHAT = (
    "Each line is one area: council spending on social work for adults, 2022/23. Ink: the partnership chosen. Broken: "
    "the very same sum stands for two areas, so one may be a copy."
)


def _figure(first: str) -> Html:
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
    every_area = DataTable(
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
    words = el("figcaption", el("p", MESSAGE, class_="jw-message"), el("p", WHAT, class_="jw-what"))
    drawn = pictured(said, {size: picture(size, first) for size in SIZES})
    return (
        el("figure", words, drawn, source_html(CROSS_SOURCE))
        + el("details", el("summary", "All 31 in a table"), every_area.html(), class_="jw-fold")
        + folded("What the comparison leaves out", bullets(LEFT_OUT))
    )


# --- The form ----------------------------------------------------------------------------------------------


def _form(explorer: Interactive) -> Html:
    name, example = explorer.name, explorer.example
    fills = {"example": "An example (made up)", "nothing": "Nothing", "published": "What was published"}
    own = el("option", "Your own figures", value="own", hidden=True)
    return shape(
        """<details class="jw-more" data-own-form data-jw-print-open><summary>\
<h4 id="{name}-form">Your own figures</h4> Type them, paste a table or open a file.</summary><p class="jw-notice">\
What you type stays on this page and in its address, after the #, which no browser sends. It is \
kept nowhere else: copy the link, or save the file, before you close the page.</p>\
<p class="jw-notice" data-jw-nojs>The form needs JavaScript, which is off. An example follows, with what it says.</p>\
<div data-jw-nojs>{typed}</div><div class="jw-choices" data-jw-js hidden><div class="jw-choice">\
<label for="{name}-fill">Fill the form with</label>\
<select id="{name}-fill" name="fill" autocomplete="off">{fills}</select></div></div>{paste}\
<p class="jw-notice wrong" data-own-long hidden></p><div data-own-rows data-jw-js hidden></div>\
<div class="jw-actions" data-jw-js hidden>{add}{back}</div>\
<div class="jw-notice wrong" role="status" data-own-problems hidden></div>\
<p data-own-badge>{badge} The figures are an example.</p>\
<p class="jw-sentence" aria-live="polite" data-own-sentence>{sentence}</p>\
<div data-own-result>{result}<div class="jw-choices" data-own-which data-jw-js hidden>{which}</div>\
<div data-own-start>{start}</div></div><div class="jw-actions" data-jw-js hidden>{take}</div></details>""",
        name=name,
        typed=_typed(example),
        fills=options(fills, "example") + own,
        paste=_paste(name),
        add=button("Add a year", data_own_add=True),
        back=button("Put back what was there", data_own_back=True, hidden=True),
        badge=ILLUSTRATIVE,
        sentence=explorer.sentence(example),
        result=_result(explorer),
        which=select_html(name, "row", "Start the lab from", [("", "")], ""),
        start=_own_start(explorer),
        take=join(OWN_BUTTONS),
    )


def _paste(name: str) -> Html:
    fields = account_rules.rules().fields
    return shape(
        """<details class="jw-fold" data-own-paste data-jw-js hidden><summary>Paste a table, or open a file</summary>\
<p>Paste the table as it stands in your paper: years across or down, with its captions, units, totals and notes. \
You see how it was understood before anything is used. What can be read, the needed in bold: {columns}.</p>\
<label for="{name}-text">Copy the cells in your spreadsheet and paste them here</label>\
<textarea id="{name}-text" rows="5" spellcheck="false" autocomplete="off"></textarea>\
<label for="{name}-file">Or open a file</label>\
<p id="{name}-kinds">A spreadsheet (.xlsx, .ods), CSV, TSV or text. It is read on this page and goes nowhere.</p>\
<input type="file" id="{name}-file" aria-describedby="{name}-kinds" \
accept=".xlsx,.ods,.csv,.tsv,.txt,text/csv,text/plain">\
<div class="jw-actions">{read}</div>\
<div class="jw-notice wrong" role="status" data-own-refused hidden></div>\
<div data-own-step hidden><h5>{understood}</h5><div class="jw-own-cells" data-own-asks></div>\
<ul data-own-told></ul><div class="jw-actions">{use}</div></div></details>""",
        name=name,
        columns=join((el("b", field.label) if field.needed else field.label for field in fields), ", "),
        read=button("Read the table", main=True, data_own_read=True),
        understood=STEP["understood"],
        use=button(STEP["use"], main=True, data_own_use=True),
    )


def _typed(example) -> Html:
    heads = headings(("What", *(f"Row {number}" for number, _ in example.cells)), numbers=False)
    lines = (
        row(head, (cells[at] or "empty" for _, cells in example.cells), numbers=False)
        for at, head in enumerate(example.heads)
    )
    caption = el("caption", "The example, as typed ", ILLUSTRATIVE)
    return scrolled(table(caption, heads, lines), "The example as typed")


def _result(explorer: Interactive) -> Html:
    label, example = "What the figures say", explorer.example
    lines = (row(head, cells) for head, *cells in explorer.cells(example))
    caption = el("caption", label, el("span", "£ million, or per cent where it says so"))
    hooks = {"data_explorer_table": True, "data_own_table": True}
    return scrolled(table(caption, headings(("What", *explorer.heads(example))), lines, **hooks), label)


def _own_start(explorer: Interactive) -> Html:
    begun, rows = explorer.start(explorer.example), explorer.example.rows
    lines = bullets((*begun.says, *begun.outside))
    words = filled(WORDS["go"], rows[-1].values)
    return el("h5", "Start the five-years lab") + el("p", WORDS["starts"]) + lines + _onward(begun, words)


# --- The section -------------------------------------------------------------------------------------------


OWN_BUTTONS = (
    button("Save your figures (CSV)", data_own_save=True),
    button("What they say (CSV)", data_own_csv=True),
)
BUTTONS = join((
    button("Copy link with your figures", data_own_link=True),
    button("Copy as Python", data_own_python=True),
    button("Published figures (CSV)", data_own_list=True),
    button("Picture (SVG)", data_own_svg=True),
    button("Picture (PNG)", data_own_png=True),
    HANDOUT_BUTTON,
))  # fmt: skip


def section(explorer: Interactive) -> Html:
    """Return the whole section: every partnership, the picture, and the form finished for its example."""
    name, places = explorer.name, explorer.places
    first = places[0]
    return shape(
        """<section class="explorer jw-panel jw-own" data-explorer="{name}" data-jw-part="accounts" data-jw-accounts \
data-version="{version}" aria-labelledby="{name}-title">{head}\
<p class="jw-notice wrong" role="status" data-own-notice hidden></p>\
<p class="jw-notice" data-jw-nojs>All 31 partnerships follow, one after another.</p>\
<div class="jw-choices" data-jw-js hidden>{pick}</div>{sentence}{answers}{figure}{form}\
<div class="jw-actions" data-jw-js hidden>{buttons}</div>{limits}{rules}</section>""",
        name=name,
        version=explorer.version,
        head=header(name, explorer.title, "Your own accounts", False),
        pick=select_html(name, "place", "Partnership", [(place.code, place.name) for place in places], first.code),
        sentence=sentence_html(held.sentence(first), data_jw_js=True, hidden=True),
        answers=join(_answer(place, place is first) for place in places),
        figure=_figure(first.code),
        form=_form(explorer),
        buttons=BUTTONS,
        limits=small_print(
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
        ),
        rules=inert(_rules(explorer), in_order=True, data_own_rules=True),
    )


def _rules(explorer: Interactive) -> dict:
    """Return what the script reads: the rules, the lab and its levers, and published figures as form rows."""
    rules = account_rules.rules()
    heads, rows = account_rules.example()
    return {
        "fields": [asdict(field) for field in rules.fields],
        "notes": {row["key"]: row["note"] for row in evidence.table("account_fields")},
        "faults": [asdict(fault) for fault in rules.faults],
        "measures": [asdict(measure) for measure in rules.measures],
        "words": [asdict(word) for word in rules.words],
        "bounds": [asdict(bound) for bound in rules.bounds],
        "lab": asdict(lab()),
        "page": LAB,
        "example": [heads, *rows],
        "places": {place.code: _place_data(place) for place in explorer.places},
    }


def _place_data(place: Authority) -> dict:
    data: dict[str, object] = {"name": place.name, "councils": len(place.councils)}
    found = published(place.code)
    if found and not found.split:
        texts = "; ".join(dict.fromkeys(evidence.source(one.source).title for one in found.figures.values()))
        cells = {key: f"{one.value:g}" for key, one in found.figures.items()}
        cells |= {"year": found.year, "basis": "budget", "unit": "£m", "source": f"Published: {texts}"}
        data["published"] = cells
    return data
