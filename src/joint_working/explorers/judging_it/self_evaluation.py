"""The self-evaluation of the 25 proposals of the 2019 review: a form for one person, and a map for a group.

`self_evaluation` is the form and `disagreement_map` the group. What they read and say is in `evaluation_files.py`; on
the page `site/static/evaluation.js` does the same, and both are finished before it runs.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape as esc
from typing import Any

from joint_working import evidence
from joint_working.explorers.judging_it.evaluation_files import (
    SAID,
    TABLES,
    called,
    examples,
    file_of,
    fill,
    group_sentence,
    map_text,
    merge_files,
    progress,
    rows_of,
)
from joint_working.html import NONE, el, join, shape
from joint_working.kit import theme
from joint_working.kit.contract import Answer, Choice, Control, File, Part, Text
from joint_working.kit.frame import ILLUSTRATIVE, small_print, source_link
from joint_working.models.evaluation import Answer as Evaluated
from joint_working.models.evaluation import Group, Refused, Row, read

#: The parts of an answer to a proposal.
PARTS = ("step", "evidence", "disagree")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip

#: The mark of each role: a shape, so that it survives black ink, and a colour of the book.
MARKS = {
    "health-board": ("M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z", theme.HEALTH),
    "council": ("M2 2h12v12h-12z", theme.COUNCIL),
    "representatives": ("M8 .5l7.5 7.5-7.5 7.5-7.5-7.5z", theme.REPRESENTATIVES),
    "officers": ("M8 1l7.5 13.5h-15z", theme.RESERVES),
    "other": ("M5.5 1h5v4.5h4.5v5h-4.5v4.5h-5v-4.5h-4.5v-5h4.5z", theme.INK),
}


# --- What both parts draw --------------------------------------------------------------------------------------


def profile_html(answers: Mapping[str, Evaluated]) -> str:
    """Return one person's profile: a row a heading, and the numbers of the proposals under each answer."""
    heads = "".join(f'<th scope="col">{esc(row["label"])}</th>' for row in TABLES.scale.values())
    body = ""
    for heading, keys in TABLES.headings.items():
        cells = "".join(
            f'<td data-step="{step}">'
            f"{', '.join(called(key) for key in keys if answers.get(key, Evaluated('')).step == step)}</td>"
            for step in (*TABLES.scale, "")
        )
        body += f'<tr><th scope="row">{esc(heading)}</th>{cells}</tr>'
    return (
        '<div class="jw-scroll" tabindex="0" role="region" aria-label="Your profile by heading">'
        '<table class="jw-table jw-profile" data-explorer-table><caption>Your profile by heading'
        "<span>The number of each proposal stands under your answer</span></caption>"
        f'<thead><tr><th scope="col">Heading</th>{heads}<th scope="col">Not answered</th></tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _mark(role: str) -> str:
    shape, colour = MARKS[role]
    return f'<svg class="jw-mark" viewBox="0 0 16 16" aria-hidden="true"><path d="{shape}" fill="{colour}"/></svg>'


def key_html() -> str:
    """Return the key of the marks, by role."""
    lines = "".join(
        f'<li data-role="{role}">{_mark(role)}{esc(row["label"])}</li>' for role, row in TABLES.roles.items()
    )
    return f'<ul class="jw-key" aria-label="Marks">{lines}</ul>'


def _cell(row: Row, step: str) -> str:
    """Return one cell of the map: the marks of each role, up to three, or one and a number."""
    said = ""
    for role, words in TABLES.roles.items():
        count = row.placed.get((step, role), 0)
        if count:
            drawn = _mark(role) * (count if count <= 3 else 1)
            number = f'<span class="jw-vh">{esc(words["label"])} {count}. </span>'
            seen = f'<span aria-hidden="true">{count}</span>' if count > 3 else ""
            said += f'<span class="jw-who" data-role="{role}">{drawn}{seen}{number}</span>'
    return f'<td role="cell" data-step="{step}">{said}</td>'


def map_rows_html(group: Group) -> str:
    """Return the rows of the disagreement map, the widest spread first, with what people wrote under each."""
    body = ""
    for row in rows_of(group):
        line = ""
        if row.low is not None:
            line = f' style="--lo:{row.low};--hi:{row.high}"'
        wide = ' data-wide=""' if row.spread > 1 else ""
        cells = "".join(_cell(row, step) for step in TABLES.scale)
        title = TABLES.proposals[row.proposal]["proposal"]
        head = f'<th role="rowheader" scope="row"><b>{called(row.proposal)}</b> {esc(title)}</th>'
        body += f'<tr role="row" data-row="{row.proposal}"{line}{wide}>{head}{cells}</tr>'
        body += _wrote(row.proposal, group)
    return body


def _wrote(proposal: str, group: Group) -> str:
    found = []
    for role, words in TABLES.roles.items():
        for one in group.members:
            answer = one.evaluation.answers.get(proposal)
            if one.evaluation.role == role and answer and (answer.evidence or answer.disagree):
                label = TABLES.scale[answer.step]["label"] if answer.step else "No answer"
                line = f"<b>{esc(words['label'])}, {esc(label.lower())}.</b> "
                line += f'<span data-evidence="">{esc(answer.evidence)}</span>'
                if answer.disagree:
                    line += f' <span data-disagree="">Who would disagree: {esc(answer.disagree)}</span>'
                found.append(f"<li>{line}</li>")
    if not found:
        return ""
    return (
        f'<tr role="row" class="jw-wrote" data-wrote="{proposal}"><td role="cell" colspan="6">'
        f"<details data-jw-print-open><summary>What people wrote on {called(proposal)}</summary>"
        f"<ul>{''.join(found)}</ul></details></td></tr>"
    )


def _proposed_html(group: Group) -> str:
    found = [
        f"<li><b>{esc(words['label'])}.</b> {f'{called(key)}: ' if key else ''}{esc(text)}</li>"
        for role, words in TABLES.roles.items()
        for one in group.members
        if one.evaluation.role == role
        for key, text in one.evaluation.actions
        if text
    ]
    return "".join(found)


def _actions_html(name: str, legend: str, note: str) -> str:
    options = '<option value="">No one proposal</option>' + "".join(
        f'<option value="{key}">{called(key)} {esc(row["proposal"])}</option>' for key, row in TABLES.proposals.items()
    )
    rows = "".join(
        f'<div class="jw-action"><div><label for="{name}-action-{n}">Action {n}</label>'
        f'<textarea id="{name}-action-{n}" data-action-text="{n}" rows="2" autocomplete="off">'
        "</textarea></div>"
        f'<div><label for="{name}-about-{n}">Action {n} is about</label>'
        f'<select id="{name}-about-{n}" data-action-about="{n}" autocomplete="off">{options}</select></div></div>'
        for n in (1, 2, 3)
    )
    return f'<fieldset class="jw-three"><legend>{legend}</legend><p class="jw-what">{note}</p>{rows}</fieldset>'


def _question(name: str, yes: str, no: str) -> str:
    """Return a question the script can ask inside the page, with two buttons, instead of a window over it."""
    return (
        f'<div class="jw-notice wrong" data-ask hidden><p id="{name}-ask" role="alert"></p><p class="jw-actions">'
        f'<button type="button" class="jw-button" data-ask-no>{no}</button>'
        f'<button type="button" class="jw-button" data-ask-yes>{yes}</button></p></div>'
    )


def _file_input(name: str, words: str, more: str = "") -> str:
    return (
        f'<span class="jw-file"><label class="jw-button" for="{name}-file">{words}</label>'
        f'<input id="{name}-file" type="file" accept=".json,application/json" data-file{more}></span>'
    )


# --- The form ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SelfEvaluation(Part):
    """The form for one person: 25 proposals, all readable and printable without JavaScript."""

    name: str = "self-evaluation"
    title: str = "Twenty-five proposals, one at a time"

    def controls(self, values: Mapping[str, Any] | None = None) -> tuple[Control, ...]:
        """Return the role, the proposal, the answer to that proposal, three actions, and a saved file to open."""
        proposals = {key: f"{called(key)} {row['proposal']}" for key, row in TABLES.proposals.items()}
        at = (values or {}).get("proposal") or next(iter(proposals))
        return (
            Choice("role", "Your role", {"": "Choose your role"} | _labels(TABLES.roles)),
            Choice("proposal", "Proposal", proposals),
            Choice(f"{at}-step", "Your answer", {"": "Not answered"} | _labels(TABLES.scale)),
            Text(f"{at}-evidence", "Your evidence"),
            Text(f"{at}-disagree", "Who would disagree?"),
            *(Text(f"action-{number}", f"Action {number}", lines=1) for number in (1, 2, 3)),
            File("open", "Open a saved file", (".json",)),
        )

    def moved(self, values: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Return the form with a saved file in it where one was opened; a file that does not fit changes nothing."""
        values = {"id": secrets.token_hex(8)} | dict(values) | {"notice": ""}
        for name, content in values["open"] if key == "open" else ():
            try:
                opened = read(name, content, TABLES.rules)
            except Refused as problem:
                return values | {"notice": str(problem)}
            given = sum(bool(answer.step) for answer in opened.answers.values())
            notice = fill(SAID["opened"], file=name, n=given, all=len(TABLES.proposals))
            answers = {
                f"{proposal}-{part}": getattr(opened.answers.get(proposal, Evaluated("")), part)
                for proposal in TABLES.proposals
                for part in PARTS
            }
            texts = dict(enumerate((text for _, text in opened.actions), start=1))
            actions = {f"action-{number}": texts.get(number, "") for number in (1, 2, 3)}
            values |= answers | actions | {"role": opened.role, "id": opened.id, "notice": notice}
        return values

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """Return how much is answered, the proposal, the profile by heading, and the file to save."""
        answers = {}
        for proposal in TABLES.proposals:
            given = Evaluated(*(values.get(f"{proposal}-{part}", "") for part in PARTS))
            answers |= {proposal: given} if given != Evaluated("") else {}
        actions = tuple(("", text) for number in (1, 2, 3) if (text := values.get(f"action-{number}", "")))
        row, notice, saves = TABLES.proposals[values["proposal"]], values.get("notice", ""), None
        if values["role"]:
            identity = values.get("id", "")
            try:
                content = file_of(values["role"], answers, actions, identity)
                saves = (f"self-evaluation-{values['role']}-{identity[:6]}.json", content.decode())
            except Refused as problem:
                notice = str(problem)
        since = shape("<br><b>Since 2019:</b> {}", row["overtaken"]) if row["overtaken"] else ""
        asked = shape("<p><b>{}</b><br>“{}”{}</p>", row["paraphrase"], row["words"], since)
        told = el("p", notice or ("" if saves else SAID["role"]), role="status")
        return Answer(progress(answers), asked + told + profile_html(answers), saves=saves)

    def text(self) -> str:
        """Return the title, the scale and every proposal."""
        lines = [self.title, progress({})]
        lines += [f"- {row['label']}: {row['meaning']}" for row in TABLES.scale.values()]
        for heading, keys in TABLES.headings.items():
            lines.append(f"{heading}:")
            for key in keys:
                row = TABLES.proposals[key]
                since = f" Since 2019: {row['overtaken']}" if row["overtaken"] else ""
                lines.append(f"- {called(key)} {row['proposal']}. {row['paraphrase']} {self._time(row)}{since}")
        return "\n".join(lines)

    def html(self) -> str:
        """Return the section. The script shows one proposal at a time; without it all 25 are a form to print."""
        name = self.name
        roles = '<option value="">Choose your role</option>' + "".join(
            f'<option value="{key}">{esc(row["label"])}</option>' for key, row in TABLES.roles.items()
        )
        circle = " · ".join(row["label"] for row in TABLES.roles.values())
        who = "".join(f"<dt>{esc(r['label'])}</dt><dd>{esc(r['who'])}</dd>" for r in TABLES.roles.values())
        means = "".join(f"<dt>{esc(r['label'])}</dt><dd>{esc(r['meaning'])}</dd>" for r in TABLES.scale.values())
        jump = "".join(
            f'<optgroup label="{esc(heading)}">'
            + "".join(f'<option value="{k}">{called(k)} {esc(TABLES.proposals[k]["proposal"])}</option>' for k in keys)
            + "</optgroup>"
            for heading, keys in TABLES.headings.items()
        )
        forms = "".join(
            self._proposal(key, heading, place, len(keys))
            for heading, keys in TABLES.headings.items()
            for place, key in enumerate(keys, start=1)
        )
        return (
            f'<section class="explorer jw-evaluation" data-explorer="{name}" data-jw-part="evaluation"'
            f' data-jw-evaluation="own" data-blank aria-labelledby="{name}-title">'
            f'<header><p class="jw-eyebrow">Self-evaluation · answer alone first</p><h3 id="{name}-title">'
            f"{esc(self.title)}</h3></header>"
            '<p class="jw-notice" data-jw-nojs>JavaScript is off. All 25 proposals follow as a form: fill it in here '
            "or on paper, and print it. Saving to a file needs JavaScript.</p>"
            '<p class="jw-notice">What you write stays on this page until you save it to a file of your own. It is '
            "not sent anywhere, not kept by the browser and not put in the address. Write no names.</p>"
            f'<div class="jw-choices"><div class="jw-choice"><label for="{name}-role">Your role</label>'
            f'<select id="{name}-role" data-role-choice autocomplete="off" aria-describedby="{name}-role-note">{roles}'
            f'</select><p class="jw-note" id="{name}-role-note">Five wide roles, so that a role is not a name.</p>'
            f'<p class="jw-paper">Circle your role: {esc(circle)}</p></div>'
            f'<div class="jw-choice" data-jw-js hidden><label for="{name}-jump">Go to a proposal</label>'
            f'<select id="{name}-jump" data-jump autocomplete="off">{jump}</select>'
            '<label class="jw-tick"><input type="checkbox" data-all autocomplete="off"> All 25 on one page</label>'
            '</div></div><details class="jw-means" open><summary>What the answers and the roles mean</summary>'
            f'<div class="jw-two"><dl>{means}</dl><dl>{who}</dl></div></details>'
            f'<p class="jw-sentence" data-explorer-sentence aria-live="polite">{esc(progress({}))}</p>'
            f"{forms}"
            '<div class="jw-turning" data-jw-js hidden><button type="button" class="jw-button" data-back>Back</button>'
            "<span>Nothing leaves this device until you save it.</span>"
            '<button type="button" class="jw-button main" data-next>Next</button></div>'
            f"{profile_html({})}"
            + _actions_html(
                name, "Three actions you would take first", "Yours to choose. The page proposes none, and ranks none."
            )
            + '<p class="jw-notice" data-notice role="status" hidden></p>'
            + _question(name, "Throw my answers away", "Keep my answers")
            + '<div class="jw-actions" data-jw-js hidden><button type="button" class="jw-button main" data-save>'
            f"Save to a file</button>{_file_input(name, 'Open a saved file')}"
            '<button type="button" class="jw-button" data-csv>Table (CSV)</button>'
            '<button type="button" class="jw-button" data-jw-print>Print the form, filled or blank</button>'
            '<button type="button" class="jw-button" data-empty>Empty the form</button></div>'
            + str(
                small_print(
                    (
                        "The five answers are in our words: the template of March 2019 had a scale that we did not read.",
                        "Times marked as counted are ours, from 4 February 2019.",
                        "What has happened since 2019 is what we happened to read.",
                    ),
                    (
                        "How good a partnership is. There is no total, no average and no rank, and none should be made.",
                        "What an auditor or an inspector would find. These are one person’s answers.",
                        "Whether a proposal is right for your area, or still the right thing to ask.",
                    ),
                )
            )
            + '<p class="jw-source">Quotations: Ministerial Strategic Group for Health and Community Care, Review of '
            f'Progress with Integration of Health and Social Care, February 2019. <a href="{_review().address}">'
            "Contains public sector information licensed under the Open Government Licence v3.0</a>. © Crown "
            'copyright 2019.</p><script type="application/json" data-evaluation-rules>'
            f"{TABLES.json()}</script></section>"
        )

    def _time(self, row: Mapping) -> str:
        """Return how long the review gave, and who was to act."""
        year, month = row["deadline"].split("-")
        due = f", to {MONTHS[int(month) - 1]} {year} by our count" if row["deadline_basis"] == "counted" else ""
        who = ", ".join(evidence.parted(row["lead_bodies"]))
        return f"Time given: {_small(row['timescale'])}{due}. To act: {who}."

    def _since(self, row: Mapping) -> str:
        if not row["overtaken"]:
            return "We read of nothing since 2019 that overtakes it."
        links = "; ".join(
            source_link(found, ", ".join(filter(None, (found.publisher, found.year))))
            for found in (evidence.source(key) for key in evidence.parted(row["also"]))
        )
        return f"<b>Since 2019:</b> {esc(row['overtaken'])} ({links})"

    def _proposal(self, key: str, heading: str, place: int, of: int) -> str:
        row, at, number = TABLES.proposals[key], f"{self.name}-{key}", called(key)
        choices = "".join(
            f'<label><input type="radio" name="{at}-step" value="{step}" autocomplete="off"> '
            f"{esc(words['label'])}</label>"
            for step, words in TABLES.scale.items()
        )
        return (
            f'<fieldset class="jw-proposal" id="{at}" data-proposal="{key}" aria-describedby="{at}-asks">'
            f'<legend tabindex="-1">{number} {esc(row["proposal"])}</legend>'
            f'<p class="jw-eyebrow">{esc(heading)} · {place} of {of}</p>'
            f'<p class="jw-asks" id="{at}-asks">{esc(row["paraphrase"])}</p>'
            f'<p class="jw-what">“{esc(row["words"])}”</p>'
            f'<p class="jw-what">{esc(self._time(row))} {self._since(row)}</p>'
            f'<div class="jw-scale">{choices}</div>'
            f'<div class="jw-two"><div><label for="{at}-evidence">What is your evidence on {number}?</label>'
            f'<textarea id="{at}-evidence" data-evidence rows="3" autocomplete="off">'
            "</textarea></div>"
            f'<div><label for="{at}-disagree">Who would disagree on {number}, and why?</label>'
            f'<textarea id="{at}-disagree" data-disagree rows="3" autocomplete="off">'
            "</textarea></div>"
            "</div></fieldset>"
        )


def _labels(rows: Mapping[str, Mapping]) -> dict[str, str]:
    return {key: row["label"] for key, row in rows.items()}


def _small(words: str) -> str:
    return words[0].lower() + words[1:] if words[:2] not in ("3 ", "6 ") else words


def _review():
    return evidence.source("governance-seed-msg")


# --- The group -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DisagreementMap(Part):
    """Saved evaluations of up to 30 people side by side, by role. It starts with six made-up ones."""

    name: str = "self-evaluation-group"
    title: str = "Start with the longest line"

    @cached_property
    def example(self) -> Group:
        """Return the made-up evaluations, merged."""
        return merge_files(examples())

    def controls(self, values: Mapping[str, Any] | None = None) -> tuple[Control, ...]:
        """Return whose answers are shown, and saved files to add."""
        shown = {"example": "A made-up example", "files": "Files that were added", "nobody": "Nobody: remove all"}
        return (Choice("shown", "Show", shown), File("add", "Add saved files", (".json",), several=True))

    def moved(self, values: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Return the group with the files that were added; those that do not fit are named in `refused`."""
        group = values.get("group", Group((), ()))
        if key == "add":
            return dict(values) | {"group": merge_files(dict(values["add"]), group), "shown": "files"}
        return dict(values) | ({"group": Group((), ())} if values["shown"] == "nobody" else {})

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """Return what the group's answers show, the files that do not fit, and the map."""
        made_up = values["shown"] == "example"
        group = self.example if made_up else values.get("group", Group((), ()))
        refused = join(el("p", sentence, role="alert") for sentence in group.refused)
        about = "Illustrative: made-up evaluations. " if made_up else ""
        heads = el("tr", el("th", "Proposal"), (el("th", row["label"]) for row in TABLES.scale.values()))
        drawn = key_html() + el("table", heads, map_rows_html(group)) if group.members else NONE
        return Answer(about + group_sentence(group), refused + drawn)

    def text(self) -> str:
        """Return the title, the sentence and the map as text."""
        return f"{self.title} (illustrative)\n{map_text(self.example)}"

    def html(self) -> str:
        """Return the section, finished for the made-up evaluations."""
        name, group = self.name, self.example
        heads = "".join(
            f'<th role="columnheader" scope="col" data-step="{step}">{esc(row["label"])}</th>'
            for step, row in TABLES.scale.items()
        )
        options = '<option value="">All six headings</option>' + "".join(
            f"<option>{esc(heading)}</option>" for heading in TABLES.headings
        )
        caption = "Answers by role, widest spread first"
        return (
            f'<section class="explorer jw-evaluation" data-explorer="{name}" data-jw-part="evaluation"'
            f' data-jw-evaluation="group" aria-labelledby="{name}-title">'
            f'<header><p class="jw-eyebrow">Self-evaluation · group</p><h3 id="{name}-title">{esc(self.title)}</h3>'
            f"<span data-made-up>{ILLUSTRATIVE}</span></header>"
            '<p class="jw-notice" data-jw-nojs>Merging files needs JavaScript, which is off. What follows are six '
            "made-up evaluations, merged.</p>"
            '<div class="jw-actions" data-jw-js hidden>'
            f"{_file_input(name, 'Add saved files (up to 30)', ' multiple')}"
            '<button type="button" class="jw-button" data-examples>Show the made-up example</button>'
            '<button type="button" class="jw-button" data-clear>Remove all</button></div>'
            '<div class="jw-notice wrong" data-refused role="alert" hidden></div>'
            '<p class="jw-notice" data-notice role="status" hidden></p>'
            '<details class="jw-members" data-members hidden><summary>Files that are here</summary><ul></ul></details>'
            f'<p class="jw-sentence" data-explorer-sentence aria-live="polite">{esc(group_sentence(group))}</p>'
            '<div class="jw-choices" data-jw-js hidden><div class="jw-choice">'
            f'<label for="{name}-heading">Heading</label><select id="{name}-heading" data-heading autocomplete="off">'
            f"{options}</select></div></div>"
            f"{key_html()}"
            f'<table class="jw-map" role="table" data-explorer-table><caption>{caption}<span>One row a proposal. A '
            "line runs from the lowest answer to the highest, and is thick where it is longer than one step.</span>"
            '</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Proposal</th>'
            f"{heads}</tr></thead>"
            f'<tbody role="rowgroup">{map_rows_html(group)}</tbody></table>'
            '<h4>Actions people proposed</h4><ul class="jw-proposed" data-proposed>'
            f"{_proposed_html(group)}</ul>"
            + _actions_html(
                name,
                "Three actions the group chose",
                "Agree them aloud, then type them in. The page computes none: a long line is a reason to talk.",
            )
            + '<div class="jw-actions" data-jw-js hidden><button type="button" class="jw-button" data-csv>Table (CSV)'
            '</button><button type="button" class="jw-button" data-svg>Map (SVG)</button>'
            '<button type="button" class="jw-button" data-png>Map (PNG)</button>'
            '<button type="button" class="jw-button" data-jw-print>Print the map and the actions</button></div>'
            + str(
                small_print(
                    (
                        "“Don’t know” has no place on the line.",
                        "Among lines of equal length, the one with more people at both ends comes first.",
                        "Everybody counts alike. Nothing is weighted, added up or averaged.",
                    ),
                    (
                        "Who is right. Two people may see different parts of the same thing.",
                        "What those who sent no file think.",
                        "A measure to compare boards by: the lines depend on who answered.",
                    ),
                )
            )
            + '<script type="application/json" data-evaluation-rules>'
            + TABLES.json(examples={name: json.loads(content) for name, content in TABLES.examples.items()})
            + "</script></section>"
        )


self_evaluation = SelfEvaluation()
disagreement_map = DisagreementMap()
