"""The frame around whatever a reader can use: its head, its choices, its buttons and its small print."""

from collections.abc import Iterable, Mapping, Sequence, Sized
from typing import Any

from joint_working.evidence import Source
from joint_working.html import NONE, Content, Html, bullets, button, el, link, options
from joint_working.kit.contract import Choice, Part, at_start

ILLUSTRATIVE = el("span", el("span", "Illustrative"), class_="jw-badge illustrative")
RESET_AND_LINK = button("Reset", data_jw_reset=True) + button("Copy link", data_jw_link=True)
HANDOUT_BUTTON = button("Handout (A4)", data_jw_print=True)


def folded(words: Content, *inside: Content, css: str = "jw-more", **values: Any) -> Html:
    """Return what stands behind one line of words, which opens it. A print has it, open or not."""
    return el("details", el("summary", words), inside, class_=css, data_jw_print_open=True, **values)


def limits(assumes: Sized, does_not_show: Sized) -> str:
    """Return how many assumptions and limits there are: "3 assumptions, 1 limit". "" for none."""
    counted = ((len(assumes), "assumption"), (len(does_not_show), "limit"))
    return ", ".join(f"{number} {word}{'s' if number > 1 else ''}" for number, word in counted if number)


def small_print(assumes: Sequence[str], does_not_show: Sequence[str]) -> Html:
    """Return "What it assumes" and "What it does not show" behind the line that counts them; nothing for neither."""
    columns = (("What it assumes", assumes), ("What it does not show", does_not_show))
    drawn = [el("div", el("h4", title), bullets(lines)) for title, lines in columns if lines]
    inside = el("div", drawn, class_="jw-small-print")
    return folded(limits(assumes, does_not_show).capitalize(), inside) if drawn else NONE


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


def closing(assumes: Sequence[str], does_not_show: Sequence[str], *buttons: Html, choices: bool = True) -> Html:
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


def switch(part: str, what: str, legend: str, choices: Iterable[tuple[str, str]]) -> Html:
    """Return a switch between things of which one is shown: radios, which work without a script and by keyboard.

    `what` is what one of them is called: it names the radios and their class. `choices` are (value, words), the first
    of them chosen; ids take the part's name.
    """
    drawn = NONE
    for number, (value, words) in enumerate(choices):
        at = f"{part}-{value}"
        field = el("input", type="radio", id=at, name=f"{part}-{what}", value=value, checked=not number,
                   autocomplete="off")  # fmt: skip
        drawn += field + el("label", words, for_=at)
    return el("fieldset", el("legend", legend, class_="jw-vh"), drawn, class_=f"jw-{what}s")


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
