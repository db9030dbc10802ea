"""Writes the rules that pages run into the site: scripts made from `models/`, never kept with the source."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import rjsmin

from joint_working import script

#: By the name of its rules: the modules they stand in, and what of each a page's own script calls.
RULES = {
    "numbers": {
        "joint_working.words": ("in_format", "in_full"),
        "joint_working.kit.typed": ("read",),
        "joint_working.kit.changes": ("line", "as_python"),
    },
    "csv": {"joint_working.words": ("csv_text",)},
    "address": {"joint_working.kit.address": ("Field", "Linked", "own_part", "read", "write")},
    "finding": {"joint_working.models.finding": ("Row", "Name", "SAID", "prepare", "find")},
    "directions": {"joint_working.models.directions": ("Check", "MARKS", "report")},
    "accounts": {
        "joint_working.models.accounts": (
            *("Bound", "Fault", "Field", "Measure", "Rules", "Word", "check", "latest", "measured", "read", "tidy"),
            *("too_large", "understood", "write"),
        ),
        "joint_working.models.account_words": (
            *(
                "Lab",
                "Lever",
                "LONGEST_LINK",
                "SHOWN",
                "WORDS",
                "called",
                "cells",
                "count",
                "more",
                "name_of",
            ),
            *("payments_needed", "reading", "sentence", "short", "start", "whole"),
        ),
    },
    "shapes": {"joint_working.models.account_step": ("STEP", "figures", "is_zip", "look")},
    "workbook": {"joint_working.models.workbook": ("wanted", "workbook")},
    "evaluation": {
        "joint_working.models.evaluation": (
            *("Answer", "Check", "Evaluation", "Member", "Refused", "Rules", "MOST_NAME"),
            *("kind_of", "merge", "oversize", "read", "short"),
        ),
        "joint_working.models.disagreement": (
            *("SAID", "choice", "fullness", "group_lines", "first_few", "most", "opened", "own_lines"),
            *("profile", "progress", "proposed", "sentence"),
        ),
        "joint_working.models.disagreement_map": ("drawing", "table_rows"),
    },
    "hands": {"joint_working.models.hands": ("answer", "code", "decode")},
    "returns": {"joint_working.models.returns": ("YES", "asked", "table")},
    "lookup": {
        "joint_working.models.lookup": (
            *(
                "NAME",
                "VERSION",
                "USUAL",
                "Phrase",
                "unpacked",
                "options",
                "choose",
                "link_of",
                "lists_of",
                "setting_of",
            ),
            *("python_of", "look", "spoken", "captions", "cautions_of", "year_table", "council_table", "month_table"),
        ),
        "joint_working.models.lookup_rows": ("drawing_rows",),
    },
    "together": {"joint_working.kit.together": ("answer", "wanted")},
    "published": {"joint_working.models.published": ("read", "shown")},
}


def place(static: Path) -> None:
    """Write the scripts of rules into a folder. Raises `script.ScriptError` where none can run.

    A script of the house is loaded after its rules and finds them as ``rules.NAME``: see SCRIPTS. Readers get names
    and lines, so that a fault can be read; room and comments stay here, as those of every script do.
    """
    for name, text in scripts().items():
        (static / f"rules-{name}.js").write_text(rjsmin.jsmin(text), encoding="utf-8")


@cache
def scripts() -> dict[str, str]:
    """Return the scripts by name: one for each of the RULES."""
    return {name: script.compiled(name, wanted) for name, wanted in RULES.items()}
