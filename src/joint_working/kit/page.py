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
    row,
    scrolled,
    shape,
    trusted,
)
from joint_working.kit import pictures
from joint_working.kit.contract import Opened, on_page
from joint_working.kit.explorer import Explorer
from joint_working.kit.frame import ILLUSTRATIVE
from joint_working.kit.levers import Lever
from joint_working.kit.view import Picture, Table, View
from joint_working.words import fill, fill_slot

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
    drawn = join((_figure(explorer, picture, number) for number, picture in enumerate(view.pictures)), "\n")
    return shape(
        """<section class="explorer" data-explorer="{name}"{opened} aria-labelledby="{name}-title">
<header><p class="jw-eyebrow">{part}</p>
<h3 id="{name}-title">{title}</h3>{badge}</header>
<noscript><p class="jw-notice">Levers need JavaScript, which is off. The picture, sentence and table below show the \
usual settings.</p></noscript>
{stuck}
<p class="jw-notice wrong" data-explorer-notice role="status" hidden></p>
<div class="jw-bench">
<p class="jw-headline"><span data-explorer-figure>{figure}</span>
<small data-explorer-figure-label>{figure_label}</small></p>
{levers}
<div class="jw-out">
<p class="jw-sentence" aria-live="polite" data-explorer-sentence>{sentence}</p>
{drawn}
</div>
</div>
<div class="jw-actions">
{buttons}
</div>
{onward}{table}
{limits}
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
        levers=_levers(explorer, levers, opens),
        sentence=fill(view.sentence),
        drawn=drawn,
        buttons=join((*(_button(*named) for named in ACTIONS), _handout()), "\n"),
        onward=_onward(view),
        table=_table(view.table),
        limits=_limits(explorer),
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


#: What the buttons under an explorer do, and what they are called.
ACTIONS = (
    ("reset", "Reset"),
    ("link", "Copy link"),
    ("python", "Copy as Python"),
    ("csv", "Table (CSV)"),
    ("svg", "Picture (SVG)"),
    ("png", "Picture (PNG)"),
)


def _button(action: str, words: str) -> Html:
    return button(words, data_action=action, disabled=True)


def _handout() -> Html:
    return button("Handout (A4)", data_jw_print=True, disabled=True)


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
    narrow, wide = explorer.open_levers
    drawn = [_lever(explorer.name, lever, getattr(levers, lever.name)) for lever in explorer.fields]
    return shape(
        """<fieldset class="jw-levers" data-explorer-levers><legend>What you can move</legend>
{presets}{first}{more}{rest}
</fieldset>""",
        presets=_presets(explorer, opens),
        first=join(drawn[:narrow]),
        more=_folded("More levers", drawn[narrow:wide], data_open_wide=True, open=True),
        rest=_folded("Starting position and rules", drawn[wide:]),
    )


def _folded(words: str, levers: list[Html], **attributes: bool) -> Html:
    return el("details", el("summary", words), levers, class_="jw-more", **attributes) if levers else NONE


def _presets(explorer: Explorer, opens: str | None) -> Html:
    if not explorer.presets:
        return NONE
    name = f"{explorer.name}-preset"
    choices = options(((preset.name, preset.label) for preset in explorer.presets), opens)
    own = el("option", "Your own settings", value="", hidden=True)
    attributes = {"id": name, "data_explorer_preset": True, "autocomplete": "off", "disabled": True}
    select = el("select", choices, own, **attributes)
    return el("div", el("label", explorer.start, for_=name), "\n", select, class_="jw-lever") + "\n"


def _lever(explorer: str, lever: Lever, at_start: float) -> Html:
    at = f"{explorer}-{lever.name}"
    if lever.options:
        return shape(
            """<div class="jw-lever" data-lever="{name}"><label for="{at}">{label}</label>
<select id="{at}" autocomplete="off" disabled>{choices}</select>
<small><span data-note>{note}</span></small></div>
""",
            name=lever.name,
            at=at,
            label=lever.label,
            choices=options(enumerate(lever.options), at_start),
            note=lever.note,
        )
    return shape(
        """<div class="jw-lever" data-lever="{name}"><div><label for="{at}">{label}</label>
<input type="text" value="{value}" aria-label="{label}: type a number" aria-describedby="{at}-note"{keys} \
autocomplete="off" disabled></div>
<input type="range" id="{at}" min="{low:g}" max="{high:g}" step="{step:g}" value="{start:g}" \
aria-describedby="{at}-note" aria-valuetext="{value}" style="--at:{place:.1f}%" autocomplete="off" disabled>
<small id="{at}-note"><span data-note>{note}</span><span>{range}</span><b role="alert"></b></small></div>
""",
        name=lever.name,
        at=at,
        label=lever.label,
        value=lever.shown(at_start),
        low=lever.low,
        high=lever.high,
        step=lever.step,
        start=at_start,
        place=100 * (at_start - lever.low) / (lever.high - lever.low),
        note=lever.note,
        range=lever.range,
        # The keys of a phone for numbers have no minus and no letters.
        keys="" if lever.low < 0 or lever.format == "month" else trusted(' inputmode="decimal"'),
    )


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
    lines = join(
        row(line.label, map(fill_slot, line.cells), class_="total" if line.total else None) + "\n"
        for line in table.rows
    )
    drawn = shape(
        """
<table class="jw-table" data-explorer-table><caption>{caption}<span>{unit}</span></caption>
<thead><tr>{heads}</tr></thead>
<tbody>
{lines}</tbody></table>""",
        caption=table.caption,
        unit=table.unit,
        heads=headings(table.columns),
        lines=lines,
    )
    return scrolled(drawn, table.caption)
