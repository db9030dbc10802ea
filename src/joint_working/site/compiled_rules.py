"""Writes the rules that pages run into the site: scripts compiled from `models/`, never kept with the source."""

from __future__ import annotations

from pathlib import Path

import rjsmin

from joint_working import script

#: By the name of its rules: the modules they stand in, and what of each a page's own script calls.
RULES = {
    "words": {"joint_working.words": ("in_format", "in_full")},
    "csv": {"joint_working.words": ("csv_text",)},
    "address": {"joint_working.kit.address": ("Field", "Linked", "read", "write")},
    "directions": {"joint_working.models.directions": ("Check", "MARKS", "report")},
    "accounts": {
        "joint_working.models.accounts": (
            *("Fault", "Field", "Measure", "Rules", "check", "latest", "measured", "read", "tidy", "too_large"),
            *("understood", "write"),
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
    "evaluation": {
        "joint_working.models.evaluation": (
            *("Answer", "Check", "Evaluation", "Member", "Refused", "Rules", "MOST_NAME"),
            *("lay_out", "merge", "oversize", "read", "short"),
        ),
        "joint_working.models.disagreement": (
            *("SAID", "choice", "fullness", "group_lines", "first_few", "most", "opened", "own_lines"),
            *("profile", "progress", "proposed", "sentence", "standing", "written"),
        ),
    },
    "lookup": {
        "joint_working.models.lookup": (
            *("NAME", "USUAL", "Phrase", "unpacked", "options", "choose", "link_of", "open_link", "python_of", "look"),
            *("spoken", "captions", "cautions_of", "year_table", "council_table"),
        ),
        "joint_working.models.lookup_rows": ("drawing_rows",),
    },
}


def place(static: Path) -> None:
    """Write ``rules-NAME.js`` for each of the RULES into a folder. Raises `script.ScriptError` where none can run.

    A script of the house is loaded after its rules and finds them as ``rules.NAME``: see SCRIPTS. Readers get names and
    lines, so that a fault can be read; room and comments stay here, as those of every script do.
    """
    for name, wanted in RULES.items():
        (static / f"rules-{name}.js").write_text(rjsmin.jsmin(script.compiled(name, wanted)), encoding="utf-8")
