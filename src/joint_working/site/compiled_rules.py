"""Writes the rules that pages run into the site: scripts compiled from `models/`, never kept with the source."""

from __future__ import annotations

from pathlib import Path

from joint_working import script

#: By the name of its rules: the module they stand in, and what of it a page's own script calls.
RULES = {
    "address": ("joint_working.kit.address", ("Field", "Linked", "read", "write")),
    "directions": ("joint_working.models.directions", ("Check", "MARKS", "report")),
}


def place(static: Path) -> None:
    """Write ``rules-NAME.js`` for each of the RULES into a folder. Raises `script.ScriptError` where no page can run one.

    A script of the house is loaded after its rules and finds them as ``rules.NAME``: see SCRIPTS.
    """
    for name, (module, wanted) in RULES.items():
        (static / f"rules-{name}.js").write_text(script.compiled(name, module, wanted), encoding="utf-8")
