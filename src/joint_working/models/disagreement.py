"""What self-evaluations show, one person's and a group's: in sentences, lists and lines of a table. Never a total.

The page runs this file too, compiled by `script.py`, so that it says what Python says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from joint_working.models.evaluation import MOST_NAME, Answer, Evaluation, Row, Rules, lay_out, length, short
from joint_working.words import listed

#: What the page and the notebook say, besides the sentences of the checks.
SAID = {
    "progress": "{n} of {all} answered. Evidence written for {m}.",
    "saved": "Saved as “{file}”. Keep it where you will find it: this page forgets.",
    "opened": "“{file}” is open. {n} of {all} answered.",
    "count": "{n} of {most} characters.",
    "over": "{n} characters: {over} more than a saved file holds. Nothing is cut. Shorten it before you save.",
    "long": "Not saved. Longer than a saved file holds: {list}. Nothing is cut. Shorten it, then save.",
    "evidence": "the evidence on {at}",
    "disagree": "who would disagree on {at}",
    "action": "the action on {at}",
    "three": "action {at}",
    "pasted": "What was pasted",
    "role": "Choose your role first. It goes into the file, so that a group can be compared. Your name does not.",
    "replace": "You have answers that are not saved. Opening “{file}” would replace them.",
    "throw": "Throw my answers away",
    "table": "That table cannot be read here: a script of this page is missing.",
    "empty": "You have answers that are not saved. Emptying the form would throw them away.",
    "emptied": "The form is empty.",
    "kept": "Nothing was changed.",
    "nobody": "No evaluation is here. Add saved files, or look at the made-up ones.",
    "one": "1 evaluation: {roles}.",
    "group": "{n} evaluations: {roles}.",
    "gap": "The widest gap is {steps}, on {list}.",
    "close": "On {n} of the {all} proposals that two or more people placed on the line, they are within one step.",
    "far": "On no proposal that two or more people placed on the line are they within one step.",
    "same": "On each of the {n} proposals that two or more people placed on the line, they stand together.",
    "same-one": "On the one proposal that two or more people placed on the line, they stand together.",
    "alone": "With one evaluation there is nothing to compare.",
    "none": "No two people placed the same proposal on the line, so there is nothing to compare.",
    "unknown": "On {n}, somebody does not know.",
    "proposal": "1 proposal",
    "proposals": "{n} proposals",
    "left": "Not compared: {list}.",
    "silent": "{n} that nobody placed",
    "single": "{n} that one person placed",
    "both": "{silent} and {m} that one person did",
    "step": "1 step",
    "steps": "{n} steps",
    "more": "{list} and {n} more",
    "added": "{n} added.",
    "removed": "“{file}” was removed.",
    "remove": "Remove",
    "member": "{file} · {role} · saved {day}",
    "wrote": "What people wrote on {at}",
    "first": "Back",
    "back": "Back to {at}",
    "next": "Next: {at}",
    "last": "To your profile",
    "map": "Where a group disagrees",
    "illustrative": "Illustrative: made-up evaluations.",
    "never": "No totals, no averages, no ranking of boards.",
}
#: From which part of the most a box may hold its characters are counted for all to see.
NEAR = 0.9
#: How many proposals the sentence of a group names before it says how many more there are.
NAMED = 4
OWN_COLUMNS = ("Proposal", "Heading", "What it asks", "Answer", "Evidence", "Who would disagree", "Action")
GROUP_COLUMNS = ("Proposal", "Heading", "What it asks", "Role", "Answer", "Evidence", "Who would disagree")


def fill(words: str, **slots: object) -> str:
    """Return a sentence with its slots filled, all at once: braces in what is filled in stay as they are."""
    return re.sub(r"\{(\w+)\}", lambda slot: str(slots[slot[1]]), words)


# --- One person --------------------------------------------------------------------------------------------


def answered(answers: Mapping[str, Answer]) -> int:
    """Return how many proposals are answered."""
    return sum(bool(answer.step) for answer in answers.values())


def progress(answers: Mapping[str, Answer], rules: Rules) -> str:
    """Return how many proposals are answered, and for how many evidence is written."""
    written = sum(bool(answer.evidence.strip()) for answer in answers.values())
    return fill(SAID["progress"], n=answered(answers), all=len(rules.titles), m=written)


def opened(file: str, answers: Mapping[str, Answer], rules: Rules) -> str:
    """Return what is said of a file that was opened."""
    return fill(SAID["opened"], file=short(file, MOST_NAME), n=answered(answers), all=len(rules.titles))


def profile(answers: Mapping[str, Answer], rules: Rules) -> dict[tuple[str, str], str]:
    """Return the numbers of the proposals by heading and answer, "" for no answer."""
    cells: dict[tuple[str, str], list[str]] = {}
    for key, heading in rules.headings.items():
        step = answers[key].step if key in answers else ""
        cells.setdefault((heading, step), []).append(rules.called[key])
    return {place: ", ".join(numbers) for place, numbers in cells.items()}


def choice(key: str, answers: Mapping[str, Answer], rules: Rules) -> str:
    """Return a proposal as the list to jump in names it: number, title and what was answered."""
    step = answers[key].step if key in answers else ""
    return f"{rules.called[key]} {rules.titles[key]}" + (f": {rules.called[step].lower()}" if step else "")


def most(check: str, rules: Rules) -> int:
    """Return the most characters that a saved file holds of the part a check looks at."""
    return int(next(one.value for one in rules.checks if one.key == check))


def fullness(text: str, limit: int) -> str:
    """Return how full a box is, or by how much it is too full; "" while it is far from full."""
    size = length(text)
    if size < limit * NEAR:
        return ""
    return fill(SAID["over" if size > limit else "count"], n=f"{size:,}", most=f"{limit:,}", over=f"{size - limit:,}")


def own_lines(answers: Mapping[str, Answer], actions: Iterable[tuple[str, str]], rules: Rules) -> list[list[str]]:
    """Return one person's answers and actions as the lines of a table, its columns first."""
    lines = [list(OWN_COLUMNS)]
    for key, title in rules.titles.items():
        answer = answers.get(key, Answer(""))
        label = rules.called[answer.step] if answer.step else ""
        lines.append([rules.called[key], rules.headings[key], title, label, answer.evidence, answer.disagree])
        lines[-1].append(answer.action)
    for key, text in actions:
        if key or text:
            lines.append([rules.called[key] if key else "", "", "Action", text, "", "", ""])
    return lines


# --- A group -----------------------------------------------------------------------------------------------


def sentence(evaluations: Sequence[Evaluation], rules: Rules) -> str:
    """Return what a group's answers show: who answered, where the gap is widest, where it is small."""
    if not evaluations:
        return SAID["nobody"]
    counts = {role: sum(one.role == role for one in evaluations) for role in rules.lists["roles"]}
    roles = ", ".join(f"{rules.called[role]} {count}" for role, count in counts.items() if count)
    told = [fill(SAID["one" if len(evaluations) == 1 else "group"], n=len(evaluations), roles=roles)]
    rows = lay_out(evaluations, rules)
    told += compared([row for row in rows if row.people > 1], len(evaluations), rules)
    unknown = sum(any(rules.steps[step] is None for step, _ in row.placed) for row in rows)
    if unknown:
        told.append(fill(SAID["unknown"], n=proposals(unknown)))
    if len(evaluations) > 1:
        told += left_out(sum(row.people == 0 for row in rows), sum(row.people == 1 for row in rows))
    return " ".join(told)


def compared(rows: Sequence[Row], people: int, rules: Rules) -> list[str]:
    """Return what the rows show on which two or more placed an answer: gaps, and where they are small.

    The widest row comes first. `people` is how many sent an evaluation.
    """
    if not rows:
        return [SAID["alone" if people == 1 else "none"]]
    widest = rows[0].spread
    if not widest:
        return [fill(SAID["same-one" if len(rows) == 1 else "same"], n=len(rows))]
    names = first_few([rules.called[row.proposal] for row in rows if row.spread == widest])
    steps = SAID["step"] if widest == 1 else fill(SAID["steps"], n=widest)
    told = [fill(SAID["gap"], steps=steps, list=names)]
    close = sum(row.spread <= 1 for row in rows)
    if widest > 1:
        told.append(fill(SAID["close" if close else "far"], n=close, all=len(rows)))
    return told


def proposals(count: int) -> str:
    """Return a number of proposals in words."""
    return SAID["proposal"] if count == 1 else fill(SAID["proposals"], n=count)


def left_out(silent: int, single: int) -> list[str]:
    """Return how many proposals nobody placed, and one person alone: silence is not agreement."""
    if not silent and not single:
        return []
    listed = fill(SAID["silent" if silent else "single"], n=proposals(silent or single))
    if silent and single:
        listed = fill(SAID["both"], silent=listed, m=single)
    return [fill(SAID["left"], list=listed)]


def first_few(names: Sequence[str]) -> str:
    """Return names as a list in a sentence; of many the first few, and how many more there are."""
    if len(names) > NAMED + 1:
        return fill(SAID["more"], list=", ".join(names[:NAMED]), n=len(names) - NAMED)
    return listed(names)


def standing(row: Row, step: str, rules: Rules) -> list[tuple[str, int, str]]:
    """Return who stands at an answer of a row: each role with how many, and that in words."""
    counts = [(role, row.placed.get((step, role), 0)) for role in rules.lists["roles"]]
    return [(role, count, f"{rules.called[role]} {count}. ") for role, count in counts if count]


def by_role(evaluations: Iterable[Evaluation], rules: Rules) -> list[Evaluation]:
    """Return evaluations in the order of roles, those of a role in the order they came."""
    order = list(rules.lists["roles"])
    return sorted(evaluations, key=lambda one: order.index(one.role))


def written(proposal: str, evaluations: Iterable[Evaluation], rules: Rules) -> list[tuple[str, str, str]]:
    """Return what people wrote on a proposal: who and how answered, the evidence, who would disagree ("" for none)."""
    lines = []
    for one in by_role(evaluations, rules):
        answer = one.answers.get(proposal)
        if answer and (answer.evidence or answer.disagree):
            label = rules.called[answer.step] if answer.step else "No answer"
            other = f"Who would disagree: {answer.disagree}" if answer.disagree else ""
            lines.append((f"{rules.called[one.role]}, {label.lower()}.", answer.evidence, other))
    return lines


def proposed(evaluations: Iterable[Evaluation], rules: Rules) -> list[tuple[str, str]]:
    """Return the actions people proposed, role by role: who, and what it is about with the text."""
    return [
        (f"{rules.called[one.role]}.", (f"{rules.called[key]}: " if key else "") + text)
        for one in by_role(evaluations, rules)
        for key, text in _actions(one)
        if text
    ]


def _actions(one: Evaluation) -> list[tuple[str, str]]:
    """Return the actions of an evaluation: the first ones, and then that on each proposal."""
    return list(one.actions) + [(key, answer.action) for key, answer in one.answers.items() if answer.action]


def group_lines(evaluations: Sequence[Evaluation], chosen: Iterable[tuple[str, str]], rules: Rules) -> list[list[str]]:
    """Return a group's answers and actions as the lines of a table, its columns first: roles only, no person.

    `chosen` are the group's own actions, (proposal or "", text). Lines of one proposal stand in the order of roles and
    answers, so that nobody's answers can be followed down the table.
    """
    lines, roles, steps = [list(GROUP_COLUMNS)], list(rules.lists["roles"]), list(rules.lists["steps"])
    for key, title in rules.titles.items():
        answers = [(roles.index(one.role), one.answers[key]) for one in evaluations if key in one.answers]
        given = [(role, steps.index(a.step), a.evidence, a.disagree) for role, a in answers]
        for role, step, evidence, disagree in sorted(given):
            if step or evidence or disagree:
                label = rules.called[steps[step]] if step else ""
                said = [rules.called[roles[role]], label, evidence, disagree]
                lines.append([rules.called[key], rules.headings[key], title, *said])
    every = [(roles.index(one.role), key, text) for one in evaluations for key, text in _actions(one)]
    for role, key, text in sorted(every):
        lines.append(_action(key, f"{rules.called[roles[role]]}, action proposed", text, rules))
    lines += [_action(key, "The group, action chosen", text, rules) for key, text in chosen if key or text]
    return lines


def _action(key: str, who: str, text: str, rules: Rules) -> list[str]:
    return [rules.called[key] if key else "", "", "Action", who, text, "", ""]
