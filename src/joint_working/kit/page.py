"""Writes an explorer as the section of a published page: finished before any script runs, and ready to move.

The hooks `data-explorer`, `data-explorer-levers`, `data-explorer-sentence` and `data-explorer-table` are a
contract with `site/static/explorer.js` and the tests.
"""

from __future__ import annotations

import json
from html import escape

from joint_working.kit import pictures
from joint_working.kit.explorer import NOTICES, Explorer, Picture, Table, View
from joint_working.kit.levers import Lever
from joint_working.words import fill, fill_slot

#: Shown by the style sheet when a page's script was blocked, broke or is late (see site/templates/layout.html).
STUCK = (
    '<p class="jw-notice jw-stuck" role="status">This did not start: its script was blocked, or has not arrived. '
    "What is drawn below shows the usual settings.</p>"
)
BADGE = '<span class="jw-badge illustrative"><span>Illustrative</span></span>'


def section(explorer: Explorer, opens: str | None = None) -> str:
    """Return the explorer as HTML, complete for its default levers, or for the preset it `opens` on.

    Raises ValueError for an unknown preset.
    """
    levers = explorer.at(opens)
    view = explorer.show(levers)
    name = explorer.name
    opened = f' data-opens="{opens}"' if opens else ""
    drawn = "\n".join(_figure(explorer, picture, number) for number, picture in enumerate(view.pictures))
    return f"""<section class="explorer" data-explorer="{name}"{opened} aria-labelledby="{name}-title">
<header><p class="jw-eyebrow">{escape(explorer.part)}</p>
<h3 id="{name}-title">{escape(explorer.title)}</h3>{BADGE}</header>
<noscript><p class="jw-notice">Levers need JavaScript, which is off. The picture, sentence and table below show the \
usual settings.</p></noscript>
{STUCK}
<p class="jw-notice wrong" data-explorer-notice role="status" hidden></p>
<div class="jw-bench">
<p class="jw-headline"><span data-explorer-figure>{escape(fill(view.figure))}</span>
<small data-explorer-figure-label>{escape(fill(view.figure_label))}</small></p>
{_levers(explorer, levers, opens)}
<div class="jw-out">
<p class="jw-sentence" aria-live="polite" data-explorer-sentence>{escape(fill(view.sentence))}</p>
{drawn}
</div>
</div>
<div class="jw-actions">
{_button("reset", "Reset")}
{_button("link", "Copy link")}
{_button("python", "Copy as Python")}
{_button("csv", "Table (CSV)")}
{_button("svg", "Picture (SVG)")}
{_button("png", "Picture (PNG)")}
<button type="button" class="jw-button" data-jw-print disabled>Handout (A4)</button>
</div>
{_onward(view)}{_table(view.table)}
<div class="jw-small-print">
<div><h4>What it assumes</h4>{_list(explorer.assumes)}</div>
<div><h4>What it does not show</h4>{_list(explorer.omits)}</div>
</div>
<script type="application/json" data-explorer-spec>{_json(specification(explorer))}</script>
</section>"""


def specification(explorer: Explorer) -> dict:
    """Return what the page's script needs to make the explorer move: levers, steps, words and drawings."""
    recording, view = explorer.recording, explorer.show()
    shown = []
    for picture, recorded in zip(view.pictures, recording.page["pictures"], strict=True):
        specs = {key: pictures.specification(picture, width, data=False) for key, width in pictures.WIDTHS.items()}
        used = {key: [name for name in picture.rows if repr(name) in str(spec)] for key, spec in specs.items()}
        shown.append(recorded | {"source": picture.source, "specs": specs, "used": used})
    return {
        "name": explorer.name,
        "version": explorer.version,
        "oldest": explorer.oldest,
        "variable": explorer.variable,
        "title": explorer.title,
        "standing": explorer.standing,
        "notices": NOTICES,
        "levers": [_lever_data(lever) for lever in explorer.fields],
        "presets": [[preset.name, preset.changes] for preset in explorer.presets],
        "steps": [[step.name, step.text] for step in recording.steps],
        **recording.page,
        "pictures": shown,
    }


def _lever_data(lever: Lever) -> dict:
    return {
        "name": lever.name, "label": lever.label, "format": lever.format, "low": lever.low, "high": lever.high,
        "step": lever.step, "default": lever.default, "options": list(lever.options), "range": lever.range,
    }  # fmt: skip


def _json(data: dict) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _list(sentences) -> str:
    return "<ul>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences) + "</ul>"


def _onward(view: View) -> str:
    if not view.onward:
        return ""
    links = "".join(f'<li><a href="{escape(to.address)}">{escape(to.words)}</a></li>' for to in view.onward)
    return f'<div class="jw-onward" data-explorer-onward><p>{escape(view.onward_label)}</p><ul>{links}</ul></div>\n'


def _button(action: str, words: str) -> str:
    return f'<button type="button" class="jw-button" data-action="{action}" disabled>{words}</button>'


def _levers(explorer: Explorer, levers, opens: str | None) -> str:
    narrow, wide = explorer.open_levers
    drawn = [_lever(explorer.name, lever, getattr(levers, lever.name)) for lever in explorer.fields]
    groups = "".join(drawn[:narrow])
    groups += _folded("More levers", drawn[narrow:wide], " data-open-wide open")
    groups += _folded("Starting position and rules", drawn[wide:])
    return f"""<fieldset class="jw-levers" data-explorer-levers><legend>What you can move</legend>
{_presets(explorer, opens)}{groups}
</fieldset>"""


def _folded(words: str, levers: list[str], attributes: str = "") -> str:
    if not levers:
        return ""
    return f'<details class="jw-more"{attributes}><summary>{words}</summary>{"".join(levers)}</details>'


def _presets(explorer: Explorer, opens: str | None) -> str:
    if not explorer.presets:
        return ""
    name = f"{explorer.name}-preset"
    options = "".join(
        f'<option value="{p.name}"{" selected" if p.name == opens else ""}>{escape(p.label)}</option>'
        for p in explorer.presets
    )
    options += '<option value="" hidden>Your own settings</option>'
    return f"""<div class="jw-lever"><label for="{name}">{escape(explorer.start)}</label>
<select id="{name}" data-explorer-preset autocomplete="off" disabled>{options}</select></div>
"""


def _lever(explorer: str, lever: Lever, at_start: float) -> str:
    at = f"{explorer}-{lever.name}"
    if lever.options:
        options = "".join(
            f'<option value="{number}"{" selected" if number == at_start else ""}>{escape(option)}</option>'
            for number, option in enumerate(lever.options)
        )
        return f"""<div class="jw-lever" data-lever="{lever.name}"><label for="{at}">{escape(lever.label)}</label>
<select id="{at}" autocomplete="off" disabled>{options}</select>
<small><span data-note>{escape(lever.note)}</span></small></div>
"""
    value = lever.shown(at_start)
    place = 100 * (at_start - lever.low) / (lever.high - lever.low)
    label = f'<span id="{at}-label">{escape(lever.label)}</span><output for="{at}">{value}</output>'
    reach = f'min="{lever.low:g}" max="{lever.high:g}" step="{lever.step:g}" value="{at_start:g}"'
    return f"""<div class="jw-lever" data-lever="{lever.name}"><label for="{at}">{label}</label>
<input type="range" id="{at}" {reach} \
aria-labelledby="{at}-label" aria-describedby="{at}-note" aria-valuetext="{value}" style="--at:{place:.1f}%" \
autocomplete="off" disabled>
<small id="{at}-note"><span data-note>{escape(lever.note)}</span><span>{lever.range}</span></small></div>
"""


def _figure(explorer: Explorer, picture: Picture, number: int) -> str:
    drawings = ""
    for key, width in pictures.WIDTHS.items():
        drawing = pictures.svg(pictures.specification(picture, width), f"{explorer.name}-{picture.name}-{key}")
        drawings += f'<div class="jw-{key}" data-drawing="{key}">{drawing}</div>\n'
    swatches = "".join(f'<li><i class="jw-swatch {css}"></i>{escape(label)}</li>' for label, css in picture.key)
    key = f'<ul class="jw-key jw-narrow">{swatches}</ul>\n' if swatches else ""
    return f"""<figure data-picture="{number}">
<figcaption><p class="jw-message" data-explorer-message>{escape(fill(picture.message))}</p>
<p class="jw-what" data-explorer-what>{escape(fill(picture.what))}</p></figcaption>
{key}<div role="img" aria-label="{escape(fill(picture.description))}" data-explorer-description>
{drawings}</div>
<p class="jw-source">{escape(picture.source)}</p>
</figure>"""


def _table(table: Table) -> str:
    head = f'<th scope="col">{escape(table.columns[0])}</th>' + "".join(
        f'<th scope="col" class="n">{escape(column)}</th>' for column in table.columns[1:]
    )
    body = ""
    for row in table.rows:
        cells = "".join(f'<td class="n">{fill_slot(cell)}</td>' for cell in row.cells)
        start = '<tr class="total">' if row.total else "<tr>"
        body += f'{start}<th scope="row">{escape(row.label)}</th>{cells}</tr>\n'
    return f"""<div class="jw-scroll" tabindex="0" role="region" aria-label="{escape(table.caption)}">
<table class="jw-table" data-explorer-table><caption>{escape(table.caption)}<span>{escape(table.unit)}</span></caption>
<thead><tr>{head}</tr></thead>
<tbody>
{body}</tbody></table></div>"""
