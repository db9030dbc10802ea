"""The self-evaluation of the 25 proposals of the 2019 review: a form for one person, and a map for a group.

`self_evaluation` is the form and `disagreement_map` the group. What they read and say is in `evaluation_files.py`; on
the page the same rules run, compiled, and both are finished before a script runs.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from joint_working import evidence
from joint_working.explorers.judging_it.evaluation_files import (
    TABLES,
    called,
    evaluations,
    examples,
    file_of,
    group_sentence,
    map_text,
    merge_files,
    opened,
    progress,
)
from joint_working.html import (
    NONE,
    Content,
    Html,
    bullets,
    button,
    cards,
    el,
    grown,
    headings,
    inert,
    join,
    options,
    scrolled,
    shape,
    table,
)
from joint_working.kit import theme
from joint_working.kit.contract import Answer, Choice, Control, File, Part, Text
from joint_working.kit.frame import ILLUSTRATIVE, header, radio, sentence_html, small_print, source_link
from joint_working.models import disagreement
from joint_working.models.disagreement import SAID
from joint_working.models.disagreement_map import drawing, mark, table_rows
from joint_working.models.evaluation import Answer as Evaluated
from joint_working.models.evaluation import Evaluation, Group, Refused
from joint_working.words import MONTHS, capital, listed

#: The parts of an answer to a proposal.
PARTS = ("step", "evidence", "disagree", "action")

#: The mark of each role: a shape, so that it survives black ink, and a colour of the book. Then those of the drawing.
LOOK = {
    "health-board": ("M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z", theme.HEALTH),
    "council": ("M2 2h12v12h-12z", theme.COUNCIL),
    "representatives": ("M8 .5l7.5 7.5-7.5 7.5-7.5-7.5z", theme.REPRESENTATIVES),
    "officers": ("M8 1l7.5 13.5h-15z", theme.RESERVES),
    "partnership": ("M8 1l1.8 4.6 4.9.3-3.8 3.1 1.3 4.8L8 11.1l-4.2 2.7 1.3-4.8L1.300 5.900l4.900-.3z", theme.INK),
    "other": ("M5.5 1h5v4.5h4.5v5h-4.5v4.5h-5v-4.5h-4.5v-5h4.5z", theme.INK),
    "colours": (theme.INK, theme.QUIET, theme.LINE),
}


# --- What both parts draw --------------------------------------------------------------------------------------


def profile_html(answers: Mapping[str, Evaluated]) -> Html:
    """Return one person's profile: a row a heading, and the numbers of the proposals under each answer."""
    cells = disagreement.profile(answers, TABLES.rules)
    heads = headings(("Heading", *(row["label"] for row in TABLES.scale.values()), "Not answered"), numbers=False)
    lines = (
        el(
            "tr",
            el("th", name, scope="row"),
            (el("td", cells.get((name, s), ""), data_step=s) for s in (*TABLES.scale, "")),
        )
        for name in TABLES.headings
    )
    label = "Your profile by heading"
    caption = el("caption", label, el("span", "The number of each proposal stands under your answer"))
    return scrolled(table(caption, heads, lines, class_="jw-table jw-profile", data_explorer_table=True), label)


def key_html() -> Html:
    """Return the key of the marks, by role."""
    lines = (el("li", grown(mark(role, LOOK)), row["label"], data_role=role) for role, row in TABLES.roles.items())
    return el("ul", lines, class_="jw-key", aria_label="Marks")


def map_rows_html(group: Group) -> Html:
    """Return the rows of the disagreement map, the widest spread first, with what people wrote under each."""
    return join(map(grown, table_rows(evaluations(group), TABLES.rules, LOOK)))


def map_drawing(group: Group) -> Html:
    """Return the disagreement map of all six headings as a drawing."""
    return Html.escape(grown(drawing(evaluations(group), "", False, TABLES.rules, LOOK)))


def _proposed(group: Group) -> list[Content]:
    """Return a line for each action that people proposed, role by role."""
    return [(el("b", who), f" {text}") for who, text in disagreement.proposed(evaluations(group), TABLES.rules)]


def _titles() -> list[tuple[str, str]]:
    return [(key, f"{called(key)} {row['proposal']}") for key, row in TABLES.proposals.items()]


def _actions_html(name: str, legend: str, note: str) -> Html:
    about = options([("", "No one proposal"), *_titles()])
    rows = (
        shape(
            """<div class="jw-action"><div><label for="{0}-action-{1}">Action {1}</label>\
<textarea id="{0}-action-{1}" data-action-text="{1}" rows="2" autocomplete="off"></textarea></div>\
<div><label for="{0}-about-{1}">Action {1} is about</label>\
<select id="{0}-about-{1}" data-action-about="{1}" autocomplete="off">{2}</select></div></div>""",
            *(name, n, about),
        )
        for n in (1, 2, 3)
    )
    return el("fieldset", el("legend", legend), el("p", note, class_="jw-what"), rows, class_="jw-three")


def _question(name: str, yes: str, no: str) -> Html:
    """Return a question the script can ask inside the page, with two buttons, instead of a window over it."""
    buttons = el("p", button(no, data_ask_no=True), button(yes, data_ask_yes=True), class_="jw-actions")
    asked = el("p", id=f"{name}-ask", role="alert")
    return el("div", asked, buttons, class_="jw-notice wrong", data_ask=True, hidden=True)


def _file_input(name: str, words: str, accept: str, multiple: bool = False) -> Html:
    at = f"{name}-file"
    look = {"type": "file", "accept": accept, "data_file": True, "multiple": multiple}
    return el("span", el("label", words, class_="jw-button", for_=at), el("input", id=at, **look), class_="jw-file")


def _terms(rows: Mapping[str, Mapping], meaning: str) -> Html:
    return el("dl", ((el("dt", row["label"]), el("dd", row[meaning])) for row in rows.values()))


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
            Text(f"{at}-action", "What is to be done?"),
            *(Text(f"action-{number}", f"Action {number}", lines=1) for number in (1, 2, 3)),
            File("open", "Open a saved file, or a return (CSV)", (".json", ".csv", ".tsv", ".txt")),
        )

    def moved(self, values: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Return the form with a saved file in it where one was opened; a file that does not fit changes nothing."""
        values = {"id": secrets.token_hex(8)} | dict(values) | {"notice": ""}
        for name, content in values["open"] if key == "open" else ():
            try:
                found = opened(name, content)
            except Refused as problem:
                return values | {"notice": str(problem)}
            saved = found if isinstance(found, Evaluation) else None
            notice = disagreement.opened(name, found.answers, TABLES.rules)
            notice = notice if saved else f"{notice} {found.told}"
            answers = {
                f"{proposal}-{part}": getattr(found.answers.get(proposal, Evaluated("")), part)
                for proposal in TABLES.proposals
                for part in PARTS
            }
            texts = dict(enumerate((text for _, text in found.actions), start=1))
            actions = {f"action-{number}": texts.get(number, "") for number in (1, 2, 3)}
            values |= answers | actions | {"notice": notice}
            values |= {"role": saved.role, "id": saved.id} if saved else {"id": secrets.token_hex(8)}
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

    def html(self) -> Html:
        """Return the section. The script shows one proposal at a time; without it all 25 are a form to print."""
        roles = _labels(TABLES.roles)
        return shape(
            """<section class="explorer jw-evaluation" data-explorer="{name}" data-jw-part="evaluation" \
data-jw-evaluation="own" data-blank aria-labelledby="{name}-title">{head}\
<p class="jw-notice" data-jw-nojs>JavaScript is off. All 25 proposals follow as a form: fill it in here or on paper, \
and print it. Saving to a file needs JavaScript.</p>\
<p class="jw-notice">What you write stays on this page until you save it to a file of your own. It is not sent \
anywhere, not kept by the browser and not put in the address. Write no names. A whole return can be pasted or opened \
at the end of the form.</p>\
<div class="jw-choices"><div class="jw-choice"><label for="{name}-role">Your role</label>\
<select id="{name}-role" data-role-choice autocomplete="off" aria-describedby="{name}-role-note">{roles}</select>\
<p class="jw-note" id="{name}-role-note">Six wide roles, so that a role is not a name.</p>\
<p class="jw-paper">Circle your role: {circle}</p></div>\
<div class="jw-choice" data-jw-js hidden><label for="{name}-jump">Go to a proposal</label>\
<select id="{name}-jump" data-jump autocomplete="off">{jump}</select>\
<label class="jw-tick"><input type="checkbox" data-all autocomplete="off"> All 25 on one page</label></div></div>\
<details class="jw-means" open><summary>What the answers and the roles mean</summary>\
<div class="jw-two">{means}{who}</div></details>\
{sentence}{forms}\
<div class="jw-turning" data-jw-js hidden>{back}<span>Nothing leaves this device until you save it.</span>{next}</div>\
{profile}{actions}{paste}<p class="jw-notice" data-notice role="status" hidden></p>{question}\
<div class="jw-actions" data-jw-js hidden>{buttons}</div>{limits}\
<p class="jw-source">Quotations: Ministerial Strategic Group for Health and Community Care, Review of Progress with \
Integration of Health and Social Care, February 2019. <a href="{review}">Contains public sector information licensed \
under the Open Government Licence v3.0</a>. © Crown copyright 2019.</p>{rules}</section>""",
            name=self.name,
            head=header(self.name, self.title, "Self-evaluation · answer alone first", False),
            roles=options([("", "Choose your role"), *roles.items()]),
            circle=" · ".join(roles.values()),
            jump=options(_titles(), groups={key: of for of, keys in TABLES.headings.items() for key in keys}),
            means=_terms(TABLES.scale, "meaning"),
            who=_terms(TABLES.roles, "who"),
            paste=self._paste(),
            sentence=sentence_html(progress({})),
            forms=join(
                self._proposal(key, heading, place, len(keys))
                for heading, keys in TABLES.headings.items()
                for place, key in enumerate(keys, start=1)
            ),
            back=button("Back", data_back=True),
            next=button("Next", main=True, data_next=True),
            profile=profile_html({}),
            actions=_actions_html(
                self.name,
                "Three actions you would take first",
                "Yours to choose. The page proposes none, and ranks none.",
            ),
            question=_question(self.name, "Throw my answers away", "Keep my answers"),
            buttons=join((
                button("Save to a file", main=True, data_save=True),
                _file_input(self.name, "Open a saved file or a table", ".json,.csv,.tsv,.txt,text/csv,text/plain"),
                button("Table (CSV)", data_csv=True),
                button("Print the form, filled or blank", data_jw_print=True),
                button("Empty the form", data_empty=True),
            )),
            limits=small_print(
                (
                    "The five answers are in our words. We did not read the template of March 2019: that its four "
                    "words match ours is our reading.",
                    "Times marked as counted are ours, from 4 February 2019.",
                    "What has happened since 2019 is what we happened to read.",
                ),
                (
                    "How good a partnership is. There is no total, no average and no rank, and none should be made.",
                    "What an auditor or an inspector would find. These are the answers of whoever filled it in.",
                    "Whether a proposal is right for your area, or still the right thing to ask.",
                ),
            ),
            review=_review().address,
            rules=inert(TABLES.data(), in_order=True, data_evaluation_rules=True),
        )  # fmt: skip

    def _paste(self) -> Html:
        """Return the box for a whole return: a table from a spreadsheet or a document, or lines for each proposal."""
        words = {step: row["returns"].split("|")[0] for step, row in TABLES.scale.items() if row["step"] is not None}
        match = listed([f"“{capital(word)}” is {TABLES.scale[step]['label']}" for step, word in words.items()])
        return shape(
            """<details class="jw-members" data-jw-js hidden><summary>Paste a whole return, or a table</summary>\
<p class="jw-what">One row for each proposal, with its number or name, the answer, the evidence and the action. In \
the words of 2019, {match}; the match is ours. You see how it is understood before anything is put in. Nothing is \
cut.</p>\
<label for="{name}-paste">The return</label><textarea id="{name}-paste" data-paste rows="4" autocomplete="off">\
</textarea>{read}</details>""",
            name=self.name,
            match=match,
            read=button("Read it", data_read=True),
        )

    def _time(self, row: Mapping) -> str:
        """Return how long the review gave, and who was to act."""
        year, month = row["deadline"].split("-")
        due = f", to {MONTHS[int(month) - 1]} {year} by our count" if row["deadline_basis"] == "counted" else ""
        who = ", ".join(evidence.parted(row["lead_bodies"]))
        return f"Time given: {_small(row['timescale'])}{due}. To act: {who}."

    def _since(self, row: Mapping) -> Content:
        if not row["overtaken"]:
            return "We read of nothing since 2019 that overtakes it."
        links = (
            source_link(source, ", ".join(filter(None, (source.publisher, source.year))))
            for source in (evidence.source(key) for key in evidence.parted(row["also"]))
        )
        return shape("<b>Since 2019:</b> {} ({})", row["overtaken"], join(links, "; "))

    def _proposal(self, key: str, heading: str, place: int, of: int) -> Html:
        row, at = TABLES.proposals[key], f"{self.name}-{key}"
        return shape(
            """<fieldset class="jw-proposal" id="{at}" data-proposal="{key}" aria-describedby="{at}-asks">\
<legend tabindex="-1">{number} {row[proposal]}</legend><p class="jw-eyebrow">{heading} · {place} of {of}</p>\
<p class="jw-asks" id="{at}-asks">{row[paraphrase]}</p><p class="jw-what">“{row[words]}”</p>\
<p class="jw-what">{time} {since}</p><div class="jw-scale">{choices}</div>\
<div class="jw-two"><div><label for="{at}-evidence">What is your evidence on {number}?</label>\
<textarea id="{at}-evidence" data-evidence rows="3" autocomplete="off"></textarea></div>\
<div><label for="{at}-disagree">Who would disagree on {number}, and why?</label>\
<textarea id="{at}-disagree" data-disagree rows="3" autocomplete="off"></textarea></div>\
<div><label for="{at}-action">What is to be done about {number}?</label>\
<textarea id="{at}-action" data-action rows="3" autocomplete="off"></textarea></div></div></fieldset>""",
            at=at,
            key=key,
            number=called(key),
            row=row,
            heading=heading,
            place=place,
            of=of,
            time=self._time(row),
            since=self._since(row),
            choices=join(radio(f"{at}-step", step, words["label"]) for step, words in TABLES.scale.items()),
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

    def html(self) -> Html:
        """Return the section, finished for the made-up evaluations."""
        heads = [el("th", "Proposal", role="columnheader", scope="col")]
        heads += [
            el("th", row["label"], role="columnheader", scope="col", data_step=step)
            for step, row in TABLES.scale.items()
        ]
        caption = shape(
            """<caption>Answers by role, widest spread first<span>One row a proposal. A line runs from the lowest \
answer to the highest, and is thick where it is longer than one step.</span></caption>"""
        )
        return shape(
            """<section class="explorer jw-evaluation" data-explorer="{name}" data-jw-part="evaluation" \
data-jw-evaluation="group" aria-labelledby="{name}-title">\
<header><p class="jw-eyebrow">Self-evaluation · group</p><h3 id="{name}-title">{title}</h3>\
<span data-made-up>{badge}</span></header>\
<p class="jw-notice" data-jw-nojs>Merging files needs JavaScript, which is off. What follows are six made-up \
evaluations, merged.</p><div class="jw-actions" data-jw-js hidden>{files}</div>\
<div class="jw-notice wrong" data-refused role="alert" hidden></div>\
<p class="jw-notice" data-notice role="status" hidden></p>\
<details class="jw-members" data-members hidden><summary>Files that are here</summary><ul></ul></details>\
{sentence}<div class="jw-choices" data-jw-js hidden><div class="jw-choice"><label for="{name}-heading">Heading</label>\
<select id="{name}-heading" data-heading autocomplete="off"><option value="">All six headings</option>{headings}\
</select></div></div>{key}{map}<h4>Actions people proposed</h4>{proposed}{actions}\
<div class="jw-actions" data-jw-js hidden>{buttons}</div>{limits}{rules}</section>""",
            name=self.name,
            title=self.title,
            badge=ILLUSTRATIVE,
            files=join((
                _file_input(self.name, "Add saved files (up to 30)", ".json,application/json", multiple=True),
                button("Show the made-up example", data_examples=True),
                button("Remove all", data_clear=True),
            )),
            sentence=sentence_html(group_sentence(self.example)),
            headings=join(el("option", heading) for heading in TABLES.headings),
            key=key_html(),
            map=cards(caption, heads, map_rows_html(self.example), class_="jw-map", data_explorer_table=True),
            proposed=bullets(_proposed(self.example), class_="jw-proposed", data_proposed=True),
            actions=_actions_html(
                self.name,
                "Three actions the group chose",
                "Agree them aloud, then type them in. The page computes none: a long line is a reason to talk.",
            ),
            buttons=join((
                button("Table (CSV)", data_csv=True),
                button("Map (SVG)", data_svg=True),
                button("Map (PNG)", data_png=True),
                button("Print the map and the actions", data_jw_print=True),
            )),
            limits=small_print(
                (
                    "“Don’t know” has no place on the line.",
                    "A proposal is compared once two people have placed it. Silence is not agreement.",
                    "Among lines of equal length, the one with more people at both ends comes first.",
                    "Everybody counts alike. Nothing is weighted, added up or averaged.",
                ),
                (
                    "Who is right. Two people may see different parts of the same thing.",
                    "What those who sent no file think.",
                    "A measure to compare boards by: the lines depend on who answered.",
                ),
            ),
            rules=inert(
                TABLES.data(
                    known={},
                    look=LOOK,
                    examples={name: json.loads(content) for name, content in TABLES.examples.items()},
                ),
                in_order=True,
                data_evaluation_rules=True,
            ),
        )  # fmt: skip


self_evaluation = SelfEvaluation()
disagreement_map = DisagreementMap()
