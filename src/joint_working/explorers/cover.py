"""The first lab on the front page, in its smallest form: two payments, one pot, and one lever that moves it.

It is the lab itself: the same model, words and script (`kit/page.py`), with one of its levers and no more in sight.
"""

from dataclasses import dataclass, field

from joint_working.explorers import one_pot
from joint_working.html import Html, el, inert, join, link, options, shape
from joint_working.kit import pictures
from joint_working.kit.contract import Opened, on_page
from joint_working.kit.explorer import Explorer
from joint_working.kit.frame import ILLUSTRATIVE
from joint_working.kit.page import STUCK, specification
from joint_working.words import fill

#: The one lever that can be moved, and where all of them are.
LEVER, WHOLE = "health_payment", "4-money/one-pot.html#budget-lab-pot-title"
#: A control out of sight: no browser keeps what it held.
_OFF = {"autocomplete": "off", "disabled": True}


@dataclass(frozen=True)
class Cover(Opened):
    """The first lab with one lever."""

    shown: Explorer = one_pot
    values: dict = field(default_factory=dict)


@on_page.register(Cover)
def _(cover: Cover) -> Html:
    lab = cover.shown
    view, lever = lab.show(), next(lever for lever in lab.fields if lever.name == LEVER)
    picture = view.pictures[0]
    start, at = lever.default, f"{lab.name}-{LEVER}"
    drawing = pictures.svg(pictures.specification(picture, pictures.WIDTHS["narrow"]), f"{lab.name}-cover")
    return shape(
        """<section class="explorer jw-cover" data-explorer="{name}" \
aria-labelledby="{name}-title">
<h2 id="{name}-title">Move one payment</h2>
<noscript><p class="jw-notice">The lever needs JavaScript, which is off.</p></noscript>
{stuck}
<p class="jw-notice wrong" data-explorer-notice role="status" hidden></p>
<p class="jw-headline" id="try-one-thing-now"><span data-explorer-figure>{figure}</span> \
<small data-explorer-figure-label>{label}</small></p>
<div data-explorer-levers><div class="jw-lever shown" data-lever="{lever.name}"><div>\
<label for="{at}">{lever.label}</label>
<input type="text" value="{value}" aria-label="{lever.label}: type a number" inputmode="decimal" autocomplete="off" \
disabled></div>
<input type="range" id="{at}" min="{lever.low:g}" max="{lever.high:g}" step="{lever.step:g}" value="{start:g}" \
aria-valuetext="{value}" style="--at:{place:.1f}%" autocomplete="off" disabled>
<small><span data-note>{lever.note}</span><b role="alert"></b></small></div></div>
<figure data-picture="0"><figcaption class="jw-vh"><p data-explorer-message>{message}</p>\
<p data-explorer-what>{what}</p></figcaption>
<div role="img" aria-label="{description}" data-explorer-description><div data-drawing="narrow">{drawing}</div></div>
</figure>
<p class="jw-vh" aria-live="polite" data-explorer-sentence>{sentence}</p>
<div class="jw-cover-foot"><p class="jw-source">Made up for this book. {badge} {whole}</p>\
<button type="button" class="jw-button" data-action="reset" disabled>Reset</button></div>
<div hidden>{others}</div>
{specification}
</section>""",
        name=lab.name,
        stuck=STUCK,
        figure=fill(view.figure),
        label=fill(view.figure_label),
        lever=lever,
        at=at,
        value=lever.shown(start),
        start=start,
        place=100 * (start - lever.low) / (lever.high - lever.low),
        message=fill(picture.message),
        what=fill(picture.what),
        description=fill(picture.description),
        drawing=drawing,
        sentence=fill(view.sentence),
        badge=ILLUSTRATIVE,
        whole=link(WHOLE, f"All {len(lab.fields)} levers"),
        others=_out_of_sight(lab),
        specification=inert(specification(lab), data_explorer_spec=True),
    )


def _out_of_sight(lab: Explorer) -> Html:
    """Return the other levers, which a link may still set, and what the script looks for beside them."""
    rows = [
        el(
            "div",
            el("select", options(enumerate(lever.options), lever.default), **_OFF) if lever.options
            else el("input", type="range", min=lever.low, max=lever.high, step=lever.step, value=lever.default,
                    **_OFF),
            el("span", lever.note, data_note=True),
            class_="jw-lever",
            data_lever=lever.name,
        )
        for lever in lab.fields
        if lever.name != LEVER
    ]  # fmt: skip
    names = el(
        "select", options(((lever.name, lever.label) for lever in lab.fields), LEVER), data_explorer_pick=True, **_OFF
    )
    presets = el("select", data_explorer_preset=True, **_OFF)
    said = (el("p", **{f"data_explorer_{name}": True}) for name in ("brief", "changed"))
    return join((*rows, names, presets, *said, el("button", type="button", data_explorer_more="{} {} {}")))
