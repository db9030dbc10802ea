"""The frame around whatever a reader can use: its head, its choices, its buttons and its small print."""

from collections.abc import Iterable, Mapping
from typing import Any

from joint_working.evidence import Source
from joint_working.html import NONE, Content, Html, bullets, button, el, link, options
from joint_working.kit.contract import Choice, Part, at_start

ILLUSTRATIVE = el("span", el("span", "Illustrative"), class_="jw-badge illustrative")
RESET_AND_LINK = button("Reset", data_jw_reset=True) + button("Copy link", data_jw_link=True)
HANDOUT_BUTTON = button("Handout (A4)", data_jw_print=True)


def small_print(assumes: Iterable[str], does_not_show: Iterable[str]) -> Html:
    """Return "What it assumes" and "What it does not show" side by side; nothing when both are empty."""
    columns = (("What it assumes", tuple(assumes)), ("What it does not show", tuple(does_not_show)))
    drawn = [el("div", el("h4", title), bullets(lines)) for title, lines in columns if lines]
    return el("div", drawn, class_="jw-small-print") if drawn else NONE


def header(name: str, title: str, eyebrow: str, illustrative: bool) -> Html:
    """Return the head of a panel of paper: small line, title, badge."""
    return el(
        "header",
        el("p", eyebrow, class_="jw-eyebrow") if eyebrow else None,
        el("h3", title, id=f"{name}-title"),
        ILLUSTRATIVE if illustrative else None,
    )


def framed(
    part: Part,
    kind: str,
    css: str,
    eyebrow: str,
    *inside: Content,
    illustrative: bool = False,
    data: Mapping[str, Any] | None = None,
) -> Html:
    """Return a part with choices: its section and head, the place for a notice, and what stands inside.

    `kind` is what its script is called by, `css` its classes, and `data` more attributes of the section.
    """
    return el(
        "section",
        header(part.name, part.title, eyebrow, illustrative),
        el("p", class_="jw-notice wrong", role="status", data_panel_notice=True, hidden=True),
        inside,
        class_=f"explorer {css}",
        data_jw_part=kind,
        data_explorer=part.name,
        data_explorer_panel=True,
        data_version=part.version,
        **(data or {}),
        aria_labelledby=f"{part.name}-title",
    )


def choices_html(part: Part) -> Html:
    """Return the box of a part's selects, which the script shows; nothing where there is nothing to choose."""
    selects = [
        select_html(part.name, choice.key, choice.label, choice.options, at_start(choice), choice.groups)
        for choice in part.controls()
        if isinstance(choice, Choice)
    ]
    if not selects:
        return NONE
    words = el("legend", "What you can choose")
    return el("fieldset", words, selects, class_="jw-choices", data_panel_choices=True, data_jw_js=True, hidden=True)


def closing(assumes: Iterable[str], does_not_show: Iterable[str], *buttons: Html, choices: bool = True) -> Html:
    """Return how such a part ends: its buttons, shown by the script, and what it assumes and does not show.

    `buttons` are its own, beside Reset and Copy link (where there are choices to reset) and the handout.
    """
    row = (RESET_AND_LINK if choices else None, buttons, HANDOUT_BUTTON)
    return el("div", row, class_="jw-actions", data_jw_js=True, hidden=True) + small_print(assumes, does_not_show)


def sentence_html(words: str, **values: Any) -> Html:
    """Return the sentence that answers what a reader chooses or types: it is read out when it changes."""
    return el("p", words, class_="jw-sentence", data_explorer_sentence=True, aria_live="polite", **values)


def source_html(words: str) -> Html:
    """Return the line that says where a part comes from; nothing for none."""
    return el("p", words, class_="jw-source") if words else NONE


def source_link(source: Source, words: str) -> Html:
    """Return words as a link to a source, or as they stand where the copy that was read had no address."""
    return link(source.address, words) if source.address else Html.escape(words)


def radio(name: str, value: str, words: str, chosen: bool = False) -> Html:
    """Return a labelled radio, one of those called `name`."""
    field = el("input", type="radio", name=name, value=value, autocomplete="off", checked=chosen)
    return el("label", field, " ", words)


def select_html(
    name: str,
    key: str,
    label: str,
    words: Mapping[str, str] | Iterable[tuple[str, str]],
    chosen: str,
    groups: Mapping[str, str] | None = None,
) -> Html:
    """Return a labelled native select. `words` are (value, words), in groups by value; ids take the part's name."""
    at = f"{name}-{key}"
    select = el("select", options(words, chosen, groups), id=at, name=key, autocomplete="off")
    return el("div", el("label", label, for_=at), select, class_="jw-choice")
