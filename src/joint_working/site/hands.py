"""The page that counts hands: a form for the polls of Board night and every exercise with one answer of several.

It is drawn when the page is written, because it holds the exercises of all pages: ``{form} hands`` (`forms`).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from joint_working.html import Html, button, el, grown, inert, join
from joint_working.kit.frame import ILLUSTRATIVE, header, radio, select_html
from joint_working.models.hands import LETTERS, SLOTS, TIMES, answer, written
from joint_working.workshop import content, slips

from .course import questions

NAME, VERSION = "count-hands", 1
POLLS = "Board night: before and after"
#: What stands in the boxes where no script runs: made up.
EXAMPLE = {"b1": written((4, 3, 9, 6)), "a1": written((1, 1, 4, 16))}


@cache
def asked() -> dict[str, dict[str, Any]]:
    """Return every question that can be counted, by key: its group, text, options, right place and why.

    The polls come first. A guess has no right answer; what is said to all is its reason.
    """
    found = {
        f"poll-{row['key']}": {
            "group": POLLS, "text": row["question"], "options": row["answers"].split("|"), "right": row["right"] - 1,
            "why": row["why"],
        }
        for row in content.rows("workshop_polls")
    }  # fmt: skip
    for one in questions.of_book():
        if one.kind != questions.SORTING:
            right = next((place for place, choice in enumerate(one.choices) if choice.right), None)
            why = one.after if right is None else one.choices[right].says
            options = [choice.text for choice in one.choices]
            found[one.key] = {"group": one.title, "text": one.text, "options": options, "right": right, "why": why}
    return found


def usual() -> dict[str, str]:
    """Return what each control stands at before anything is typed: the three polls, nothing counted."""
    first = list(asked())[: len(SLOTS)]
    boxes = {f"{time}_{place}": "" for time in TIMES for place in range(len(LETTERS))}
    chosen = {f"q{slot}": key for slot, key in zip(SLOTS, first, strict=True)}
    counts = {f"{time}{slot}": "" for time in "ba" for slot in SLOTS}
    return {"show": "1", **chosen, **counts, **boxes, "codes_before": "", "codes_after": ""}


def _fields() -> list[dict[str, Any]]:
    """Return what a link keeps: which questions, which of them is seen, and their counts."""
    start = usual()
    options = {"show": list(SLOTS)} | {f"q{slot}": list(asked()) for slot in SLOTS}
    kept = ["show", *(f"{what}{slot}" for what in "qba" for slot in SLOTS)]
    return [
        {
            "key": key, "label": "Question" if key in options else "Hands", "usual": start[key],
            "kind": "option" if key in options else "text", "low": 0, "high": 0, "whole": False, "range": "",
            "options": options.get(key, []), "before": [],
        }
        for key in kept
    ]  # fmt: skip


def part() -> Html:
    """Return the form, finished for the made-up example where no script runs."""
    data = {"questions": asked()}
    told = answer(data, usual() | EXAMPLE, "")
    link = {"name": NAME, "version": VERSION, "fields": _fields()}
    off = {"data_told_js": True, "disabled": True}

    def place(name: str, tag: str = "div", /, **values: Any) -> Html:
        nodes_there = told.places[name]
        return el(tag, map(grown, nodes_there), data_told=name, hidden=not nodes_there, **values)

    def box(time: str, number: int) -> Html:
        name = f"{time}_{number}"
        label = f"{TIMES[time]}, answer {LETTERS[number]}: hands"
        named = {"id": f"{NAME}-{name}", "name": name, "value": told.values[name], "aria_label": label}
        return el("input", type="text", inputmode="numeric", autocomplete="off", **named, **off)

    rows = (
        el(
            "tr",
            el("th", map(grown, told.places[f"option-{number}"]), scope="row", data_told=f"option-{number}"),
            (el("td", box(time, number)) for time in TIMES),
            el("td", map(grown, told.places[f"bars-{number}"]), data_told=f"bars-{number}"),
            data_asked_row=True,
            hidden=not told.places[f"option-{number}"],
        )
        for number in range(len(LETTERS))
    )
    heads = el("tr", [el("th", words, scope="col") for words in ("Answer", *TIMES.values(), "Hands, and share")])
    table = el("table", el("caption", "Hands for each answer", class_="jw-vh"), el("thead", heads), el("tbody", rows))
    seen = (radio("show", slot, f"Question {slot}", slot == "1") for slot in SLOTS)
    groups = {key: one["group"] for key, one in asked().items()}
    words = [(key, one["text"]) for key, one in asked().items()]
    choices = (
        select_html(NAME, f"q{slot}", f"Question {slot}", words, told.values[f"q{slot}"], groups) for slot in SLOTS
    )
    kept = (el("input", type="hidden", autocomplete="off", name=f"{time}{slot}") for time in "ba" for slot in SLOTS)
    typed = (_codes(time, words, **off) for time, words in TIMES.items())
    actions = (
        button("Fill the screen", data_asked_act="wide"),
        button("Empty all boxes", data_asked_act="empty"),
        button("Copy link", data_asked_act="link"),
    )
    return el(
        "section",
        header(NAME, "Count hands, before and after", "For any exercise or poll", False),
        el(
            "div",
            el("p", "The boxes need JavaScript, which is off. What stands below is an example.", class_="jw-notice"),
            ILLUSTRATIVE,
            data_jw_nojs=True,
        ),
        el("p", class_="jw-notice wrong", data_explorer_notice=True, role="status", hidden=True),
        el("fieldset", el("legend", "On the wall", class_="jw-vh"), seen, class_="jw-hands-show", data_jw_js=True,
           hidden=True),
        place("question", class_="jw-hands-question"),
        el("div", table, class_="jw-hands"),
        place("sentence", "div", class_="jw-sentence", data_explorer_sentence=True, aria_live="polite"),
        place("problems", class_="jw-notice wrong", role="alert"),
        place("why", class_="jw-hands-why"),
        el("div", actions, class_="jw-actions", data_jw_js=True, hidden=True),
        el(
            "details",
            el("summary", "Choose the questions"),
            el("div", choices, class_="jw-choices"),
            data_jw_js=True,
            hidden=True,
        ),
        el(
            "details",
            el("summary", "Type codes from paper slips"),
            el("p", "All three questions are counted at once. A new list takes the place of what was counted before. "
                    "Put a space between two codes."),
            el("div", typed, class_="jw-choices"),
            place("read", role="status"),
            data_jw_js=True,
            hidden=True,
        ),
        el("p", "Nothing is stored or sent. The link holds the counts, and no more.", class_="jw-source"),
        kept,
        inert(data | {"usual": usual(), "link": link}, in_order=True, data_asked_rows=True),
        class_="explorer jw-count-hands",
        data_explorer=NAME,
        data_jw_part="hands",
        data_jw_asked="hands",
        aria_labelledby=f"{NAME}-title",
    )  # fmt: skip


def _codes(time: str, words: str, **off: Any) -> Html:
    at = f"{NAME}-codes-{time}"
    area = el("textarea", id=at, name=f"codes_{time}", rows=3, autocomplete="off", spellcheck="false", **off)
    return el("div", el("label", f"Codes, {words.lower()}", for_=at), area, class_="jw-choice")


def paper() -> Html:
    """Return what is printed for slips: a page of them, and the codes, each to print alone."""
    return join(
        el(
            "section",
            header(sheet.name, f"{sheet.title}: {sheet.copies}", "To print", False),
            el("div", button("Print", data_jw_print=True), class_="jw-actions", data_jw_js=True, hidden=True),
            el("div", sheet.make(), class_="jw-sheet"),
            class_="explorer jw-hands-paper",
            data_explorer=sheet.name,
            data_jw_part="paper",
            aria_labelledby=f"{sheet.name}-title",
        )
        for sheet in (slips.SLIPS, slips.CODES)
    )
