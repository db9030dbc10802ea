"""The self-evaluation in a running notebook: the form and the group as widgets, reading and writing the same files."""

from __future__ import annotations

import secrets
from html import escape as esc
from pathlib import Path

import ipywidgets as widgets

from joint_working.explorers.judging_it.evaluation_files import (
    SAID,
    TABLES,
    called,
    examples,
    fill,
    group_sentence,
    merge_files,
    progress,
    save_file,
)
from joint_working.explorers.judging_it.self_evaluation import key_html, map_rows_html, profile_html
from joint_working.models.evaluation import Answer, Group, Refused, read

WIDE = {"layout": {"width": "98%"}, "style": {"description_width": "11rem"}}
#: Enough of the page's look for a map to be read where its stylesheet is not.
LOOK = "<style>.jw-mark{width:14px;height:14px}.jw-vh{position:absolute;clip-path:inset(50%)}</style>"


class LiveForm(widgets.VBox):
    """The form: `role`, `proposal`, `step`, `evidence` and `disagree` control; `sentence` and `profile` answer.

    `folder` is where files are saved: the notebook's own unless another is given.
    """

    def __init__(self, folder: str | Path = "."):
        self.folder = Path(folder)
        self.answers: dict[str, Answer] = {}
        self.id = ""
        steps = [("Not answered", ""), *((row["label"], key) for key, row in TABLES.scale.items())]
        self.role = widgets.Dropdown(
            options=[("Choose your role", ""), *((row["label"], key) for key, row in TABLES.roles.items())],
            description="Your role", **WIDE,
        )  # fmt: skip
        self.proposal = widgets.Dropdown(
            options=[(f"{called(key)} {row['proposal']}", key) for key, row in TABLES.proposals.items()],
            description="Proposal", **WIDE,
        )  # fmt: skip
        self.asks = widgets.HTML()
        self.step = widgets.RadioButtons(options=steps, description="Your answer", **WIDE)
        self.evidence = widgets.Textarea(description="Your evidence", rows=2, **WIDE)
        self.disagree = widgets.Textarea(description="Who would disagree?", rows=2, **WIDE)
        self.actions = [widgets.Text(description=f"Action {number}", **WIDE) for number in (1, 2, 3)]
        self.sentence, self.profile, self.notice = (widgets.HTML() for _ in range(3))
        self.save = widgets.Button(description="Save to a file")
        self.upload = widgets.FileUpload(accept=".json", description="Open a saved file", layout={"width": "auto"})
        self._quiet = False
        for control in (self.step, self.evidence, self.disagree):
            control.observe(self._answer, names="value")
        self.proposal.observe(self._show, names="value")
        self.upload.observe(self._open, names="value")
        self.save.on_click(self._save)
        super().__init__([
            widgets.HTML("<h3>Twenty-five proposals, one at a time</h3><p>It stays here until you save it.</p>"),
            self.role, self.proposal, self.asks, self.step, self.evidence, self.disagree, self.sentence, self.profile,
            *self.actions, widgets.HBox([self.save, self.upload]), self.notice,
        ])  # fmt: skip
        self._show()

    def _show(self, change=None):
        row = TABLES.proposals[self.proposal.value]
        since = f"<br><b>Since 2019:</b> {esc(row['overtaken'])}" if row["overtaken"] else ""
        self.asks.value = f"<p><b>{esc(row['paraphrase'])}</b><br>“{esc(row['words'])}”{since}</p>"
        answer = self.answers.get(self.proposal.value, Answer(""))
        self._quiet = True
        self.step.value, self.evidence.value, self.disagree.value = answer.step, answer.evidence, answer.disagree
        self._quiet = False
        self._say()

    def _answer(self, change=None):
        if not self._quiet:
            answer = Answer(self.step.value, self.evidence.value, self.disagree.value)
            self.answers[self.proposal.value] = answer
            if answer == Answer(""):
                del self.answers[self.proposal.value]
            self._say()

    def _say(self):
        self.sentence.value = f"<p aria-live='polite'>{esc(progress(self.answers))}</p>"
        self.profile.value = profile_html(self.answers)

    def _save(self, button=None):
        if not self.role.value:
            self.notice.value = esc(SAID["role"])
            return
        self.id = self.id or secrets.token_hex(8)
        name = f"self-evaluation-{self.role.value}-{self.id[:6]}.json"
        actions = [("", box.value) for box in self.actions if box.value]
        try:
            save_file(self.folder / name, self.role.value, self.answers, actions, id=self.id)
        except Refused as problem:
            self.notice.value = esc(str(problem))
        else:
            self.notice.value = esc(fill(SAID["saved"], file=name))

    def _open(self, change):
        for one in change["new"]:
            try:
                found = read(one["name"], bytes(one["content"]), TABLES.rules)
            except Refused as problem:
                self.notice.value = esc(str(problem))
                return
            self.answers, self.role.value, self.id = dict(found.answers), found.role, found.id
            for number, box in enumerate(self.actions):
                box.value = found.actions[number][1] if number < len(found.actions) else ""
            self._show()
            given = sum(bool(answer.step) for answer in self.answers.values())
            said = fill(SAID["opened"], file=one["name"], n=given, all=len(TABLES.proposals))
            self.notice.value = esc(said)


class LiveGroup(widgets.VBox):
    """The group: `add` takes saved files; `sentence`, `refused` and `map` answer. It starts with the made-up ones."""

    def __init__(self):
        self.add = widgets.FileUpload(
            accept=".json", multiple=True, description="Add saved files", layout={"width": "auto"}
        )
        self.clear = widgets.Button(description="Remove all")
        self.example = widgets.Button(description="Made-up example")
        self.sentence, self.refused, self.map = (widgets.HTML() for _ in range(3))
        self.add.observe(self._add, names="value")
        self.clear.on_click(lambda button: self._show(Group((), ()), False))
        self.example.on_click(lambda button: self._show(merge_files(examples()), True))
        super().__init__([
            widgets.HTML("<h3>Start with the longest line</h3>"), widgets.HBox([self.add, self.clear, self.example]),
            self.refused, self.sentence, self.map,
        ])  # fmt: skip
        self._show(merge_files(examples()), True)

    def _add(self, change):
        files = {one["name"]: bytes(one["content"]) for one in change["new"]}
        self._show(merge_files(files, None if self.made_up else self.group), False)

    def _show(self, group: Group, made_up: bool):
        self.group, self.made_up = group, made_up
        self.refused.value = "".join(f"<p role='alert'>{esc(line)}</p>" for line in group.refused)
        about = "Illustrative: made-up evaluations. " if made_up else ""
        self.sentence.value = f"<p aria-live='polite'>{about}{esc(group_sentence(group))}</p>"
        heads = "".join(f"<th>{esc(row['label'])}</th>" for row in TABLES.scale.values())
        self.map.value = (
            f"{LOOK}{key_html()}<table><tr><th>Proposal</th>{heads}</tr>{map_rows_html(group)}</table>"
            if group.members
            else ""
        )
