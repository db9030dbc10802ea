"""Writes an explorer as the section of a published page: finished before any script runs, and ready to move.

The hooks `data-explorer`, `data-explorer-levers`, `data-explorer-sentence` and `data-explorer-table` are a
contract with `site/static/explorer.js` and the tests.
"""

from __future__ import annotations

from joint_working.html import (
    NONE,
    Html,
    bullets,
    button,
    el,
    headings,
    inert,
    join,
    link,
    options,
    shape,
)
from joint_working.kit import pictures
from joint_working.kit.contract import Opened, on_page
from joint_working.kit.explorer import Explorer
from joint_working.kit.frame import ILLUSTRATIVE, switch
from joint_working.kit.levers import Lever
from joint_working.kit.view import Picture, Table, View
from joint_working.words import MINUS, fill, fill_slot

#: Shown by the style sheet when a page's script was blocked, broke or is late (see site/templates/layout.html).
STUCK = el(
    "p",
    "This did not start: its script was blocked, or has not arrived. What is drawn below shows the usual settings.",
    class_="jw-notice jw-stuck",
    role="status",
)


@on_page.register(Explorer)
def _(shown: Explorer) -> Html:
    return section(shown)


@on_page.register(Opened)
def _(shown: Opened) -> Html:
    if isinstance(shown.shown, Explorer):
        return section(shown.shown, shown.values.get("preset"))
    return on_page(shown.shown)


def section(explorer: Explorer, opens: str | None = None) -> Html:
    """Return the explorer as HTML, complete for its default levers, or for the preset it `opens` on.

    Raises ValueError for an unknown preset.
    """
    levers = explorer.at(opens)
    view = explorer.show(levers)
    return shape(
        """<section class="explorer jw-lab" data-explorer="{name}"{opened} aria-labelledby="{name}-title">
<header><p class="jw-eyebrow">{part}</p>
<h3 id="{name}-title">{title}</h3>{badge}</header>
<noscript><p class="jw-notice">Levers need JavaScript, which is off. What stands below shows the usual settings.</p>\
</noscript>
{stuck}
<p class="jw-notice wrong" data-explorer-notice role="status" hidden></p>
<div class="jw-bench">
<p class="jw-headline"><span data-explorer-figure>{figure}</span>
<small data-explorer-figure-label>{figure_label}</small></p>
<p class="jw-brief" aria-live="polite" data-explorer-brief>{brief}</p>
<p class="jw-changed" data-explorer-changed>{changed}</p>
{levers}
{tabs}
<div class="jw-tab picture">
{drawn}
</div>
<div class="jw-tab table">{table}{onward}</div>
<div class="jw-tab words"><p class="jw-sentence" data-explorer-sentence>{sentence}</p></div>
<div class="jw-tab limits">{limits}</div>
<div class="jw-tab share"><div class="jw-actions">
{buttons}
</div></div>
<p class="jw-caution"><label for="{name}-limits">{caution}</label></p>
</div>
{specification}
</section>""",
        name=explorer.name,
        opened=shape(' data-opens="{}"', opens) if opens else "",
        part=explorer.part,
        title=explorer.title,
        badge=ILLUSTRATIVE,
        stuck=STUCK,
        figure=fill(view.figure),
        figure_label=fill(view.figure_label),
        brief=fill(view.brief),
        changed=explorer.changed(levers),
        levers=_levers(explorer, levers, opens),
        tabs=switch(explorer.name, "tab", "Show", TABS),
        drawn=_pictures(explorer, view),
        table=_table(view.table),
        onward=_onward(view),
        sentence=fill(view.sentence),
        limits=_limits(explorer),
        buttons=join((*(_button(*named) for named in ACTIONS), _handout()), "\n"),
        caution=explorer.caution,
        specification=inert(specification(explorer), data_explorer_spec=True),
    )


def specification(explorer: Explorer) -> dict:
    """Return what the page's script needs to make the explorer move: levers, words and the rows of pictures.

    The model and the drawings are in a script of their own: see `site/model_scripts.py`.
    """
    recording, drawn = explorer.recording, specifications(explorer)
    shown = []
    for at, (picture, recorded) in enumerate(zip(explorer.show().pictures, recording.page["pictures"], strict=True)):
        used = {
            size: [name for name in picture.rows if repr(name) in str(spec)] for size, spec in drawn[str(at)].items()
        }
        shown.append(recorded | {"source": picture.source, "used": used})
    return {
        "name": explorer.name,
        "version": explorer.version,
        "oldest": explorer.oldest,
        "variable": explorer.variable,
        "title": explorer.title,
        "standing": explorer.standing,
        "levers": [_lever_data(lever) for lever in explorer.fields],
        "presets": [[preset.name, preset.changes] for preset in explorer.presets],
        **recording.page,
        "pictures": shown,
    }


def specifications(explorer: Explorer) -> dict[str, dict[str, dict]]:
    """Return the Vega-Lite specifications of an explorer's pictures, without data, by number and size."""
    return {
        str(at): {size: pictures.specification(picture, width, data=False) for size, width in pictures.WIDTHS.items()}
        for at, picture in enumerate(explorer.show().pictures)
    }


def _lever_data(lever: Lever) -> dict:
    return {
        "name": lever.name, "label": lever.label, "format": lever.format, "low": lever.low, "high": lever.high,
        "step": lever.step, "default": lever.default, "options": list(lever.options), "range": lever.range,
        "whole": lever.whole, "before": [list(pair) for pair in lever.before],
    }  # fmt: skip


#: What an explorer shows of its answer, one at a time: the name of each tab and its words.
TABS = (
    ("picture", "Picture"),
    ("table", "Table"),
    ("words", "In words"),
    ("limits", "Limits"),
    ("share", "Share"),
)
#: How many levers are shown at once where there is room, and the longest label that a list of a phone's width shows.
SHOWN, LONG = 5, 36
#: How many rows of its table a printed page has room for.
PRINTED = 6
#: What the buttons of an explorer do, and what they are called.
ACTIONS = (
    ("link", "Copy link"),
    ("csv", "Table (CSV)"),
    ("png", "Picture (PNG)"),
    ("svg", "Picture (SVG)"),
    ("python", "Copy as Python"),
)


def _button(action: str, words: str) -> Html:
    return button(words, data_action=action, disabled=True)


def _handout() -> Html:
    return button("Print one page", data_jw_print=True, disabled=True)


def _limits(explorer: Explorer) -> Html:
    columns = (("What it assumes", explorer.assumes), ("What it does not show", explorer.omits))
    drawn = (el("div", el("h4", title), bullets(lines)) + "\n" for title, lines in columns)
    return el("div", "\n", drawn, class_="jw-small-print")


def _onward(view: View) -> Html:
    if not view.onward:
        return NONE
    links = bullets(link(to.address, to.words) for to in view.onward)
    return el("div", el("p", view.onward_label), links, class_="jw-onward", data_explorer_onward=True) + "\n"


def _levers(explorer: Explorer, levers, opens: str | None) -> Html:
    there = explorer.that_count(levers)
    five, first = there[:SHOWN], there[0]
    names = ((lever.name, lever.label) for lever in explorer.fields)
    drawn = (
        _lever(explorer.name, lever, getattr(levers, lever.name), lever in there, lever in five, lever == first)
        for lever in explorer.fields
    )
    more = shape(
        """<button type="button" class="jw-button" data-explorer-more="Levers {{}}–{{}} of {{}}: show more"{hidden} \
disabled>Levers 1–{shown} of {there}: show more</button>""",
        hidden=shape(" hidden") if len(there) <= SHOWN else NONE,
        shown=SHOWN,
        there=len(there),
    )
    return shape(
        """<fieldset class="jw-levers" data-explorer-levers><legend>What you can move</legend>
{presets}<div class="jw-pick"><label for="{name}-pick">Lever</label>
<select id="{name}-pick" data-explorer-pick autocomplete="off" disabled>{names}</select></div>
{drawn}<div class="jw-rest">{more}{reset}</div>
</fieldset>""",
        presets=_presets(explorer, opens),
        name=explorer.name,
        names=options(names, first.name),
        drawn=join(drawn),
        more=more,
        reset=_button("reset", "Reset"),
    )


def _presets(explorer: Explorer, opens: str | None) -> Html:
    if not explorer.presets:
        return NONE
    name = f"{explorer.name}-preset"
    choices = options(((preset.name, preset.label) for preset in explorer.presets), opens)
    own = el("option", "Your own settings", value="", hidden=True)
    attributes = {"id": name, "data_explorer_preset": True, "autocomplete": "off", "disabled": True}
    select = el("select", choices, own, **attributes)
    return el("div", el("label", explorer.start, for_=name), "\n", select, class_="jw-start") + "\n"


def _lever(explorer: str, lever: Lever, at_start: float, counts: bool, shown: bool, chosen: bool) -> Html:
    """Return a lever. `counts` says whether it can do anything, `shown` and `chosen` whether it is one of those in
    sight where there is room for five, and where there is room for one."""
    at = f"{explorer}-{lever.name}"
    looks = {"choice": bool(lever.options), "long": len(lever.label) > LONG, "shown": shown, "chosen": chosen}
    css = " ".join(["jw-lever", *(name for name, holds in looks.items() if holds)])
    row = {"class_": css, "data_lever": lever.name, "hidden": not counts}
    label = el("label", lever.label, for_=at)
    if lever.options:
        select = el("select", options(enumerate(lever.options), at_start), id=at, autocomplete="off", disabled=True)
        return el("div", label, select, el("small", el("span", lever.note, data_note=True)), **row) + "\n"
    note = {"aria_describedby": f"{at}-note", "autocomplete": "off", "disabled": True}
    value = lever.shown(at_start)
    # The keys of a phone for numbers have no minus and no letters.
    keys = None if lever.low < 0 or lever.format == "month" else "decimal"
    box = el("input", type="text", value=value, aria_label=f"{lever.label}: type a number", inputmode=keys, **note)
    place = 100 * (at_start - lever.low) / (lever.high - lever.low)
    low, high, step, start = (f"{number:g}" for number in (lever.low, lever.high, lever.step, at_start))
    slider = el("input", type="range", id=at, min=low, max=high, step=step, value=start, aria_valuetext=value,
                style=f"--at:{place:.1f}%", **note)  # fmt: skip
    below = (el("span", lever.note, data_note=True), el("span", lever.range), el("b", role="alert"))
    small = el("small", below, id=f"{at}-note")
    return el("div", label, box, _step(lever, -1), slider, _step(lever, 1), small, **row) + "\n"


def _step(lever: Lever, way: int) -> Html:
    name = f"{lever.label}: {'less' if way < 0 else 'more'}"
    return el("button", MINUS if way < 0 else "+", type="button", class_="jw-step", data_step=way, aria_label=name,
              disabled=True)  # fmt: skip


def _pictures(explorer: Explorer, view: View) -> Html:
    """Return the pictures of a view, with a switch where there are several."""
    figures = join((_figure(explorer, picture, number) for number, picture in enumerate(view.pictures)), "\n")
    if len(view.pictures) == 1:
        return figures
    names = [(str(number), picture.called) for number, picture in enumerate(view.pictures)]
    return switch(explorer.name, "turn", "Picture", names) + "\n" + figures


def _figure(explorer: Explorer, picture: Picture, number: int) -> Html:
    drawings = NONE
    for key, width in pictures.WIDTHS.items():
        drawing = pictures.svg(pictures.specification(picture, width), f"{explorer.name}-{picture.name}-{key}")
        drawings += el("div", drawing, class_=f"jw-{key}", data_drawing=key) + "\n"
    swatches = bullets((_swatch(css) + label for label, css in picture.key), class_="jw-key jw-narrow")
    return shape(
        """<figure data-picture="{number}">
<figcaption><p class="jw-message" data-explorer-message>{message}</p>
<p class="jw-what" data-explorer-what>{what}</p></figcaption>
{key}<div role="img" aria-label="{description}" data-explorer-description>
{drawings}</div>
<p class="jw-source">{source}</p>
</figure>""",
        number=number,
        message=fill(picture.message),
        what=fill(picture.what),
        key=swatches + "\n" if picture.key else "",
        description=fill(picture.description),
        drawings=drawings,
        source=picture.source,
    )


def _swatch(css: str) -> Html:
    return el("i", class_=f"jw-swatch {css}")


def _table(table: Table) -> Html:
    """Return a table of results.

    On a phone the label of a row stands over its cells, so that all columns are in sight. With its boxes a table loses
    what its parts are, so each part says it.
    """
    printed = {line.label for line in table.rows if line.total}
    for line in table.rows:
        printed |= {line.label} if len(printed) < PRINTED else set()
    lines = NONE
    for line in table.rows:
        looks = " ".join(["total"] * line.total + ["more"] * (line.label not in printed)) or None
        cells = (el("td", fill_slot(cell), class_="n", role="cell") for cell in line.cells)
        lines += el("tr", el("th", line.label, scope="row", role="rowheader"), cells, class_=looks, role="row") + "\n"
    drawn = shape(
        """
<table class="jw-table" data-explorer-table role="table" style="--n:{columns}">\
<caption>{caption}<span>{unit}</span></caption>
<thead role="rowgroup"><tr role="row">{heads}</tr></thead>
<tbody role="rowgroup">
{lines}</tbody></table>""",
        columns=len(table.columns) - 1,
        caption=table.caption,
        unit=table.unit,
        heads=headings(table.columns, role="columnheader"),
        lines=lines,
    )
    if len(printed) == len(table.rows):
        return drawn
    left = f"{len(printed)} of {len(table.rows)} rows. The page has them all."
    return drawn + el("p", left, class_="jw-more-rows")
