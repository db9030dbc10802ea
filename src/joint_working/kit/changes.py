"""What a reader changed: in one line beside the headline, and as the Python that sets the same levers.

Both are compiled for the page (see `joint_working.script`): plain functions of plain data.
"""

from __future__ import annotations


def line(was: str, now: str, moved: list[list[str]]) -> str:
    """Return what changed: the headline's figure before and now, and the lever moved last.

    `moved` has label, value and usual value of each lever that is not as usual, the one moved last at its head. A
    label is told up to its first comma or semicolon.

    >>> line("£27.5m", "£9.7m", [["Savings planned, share of the pot", "7.5%", "3.0%"], ["Slipped", "5%", "0%"]])
    '£27.5m → £9.7m. Savings planned 7.5%, not 3.0%, and one more'
    >>> line("£27.5m", "£27.5m", [])
    'Move a lever: what changes is told here.'
    """
    if len(moved) == 0:
        return "Move a lever: what changes is told here."
    label, value, usual = moved[0]
    name = label.split(";")[0].split(",")[0]
    figure = f"{now} as before" if was == now else f"{was} → {now}"
    more = "" if len(moved) == 1 else ", and one more" if len(moved) == 2 else f", and {len(moved) - 1} more"
    return f"{figure}. {name} {value}, not {usual}{more}"


def as_python(variable: str, moved: list[list[str]]) -> str:
    """Return the lines of Python that set the levers in `moved`, by name and value, in a notebook.

    >>> print(as_python("one_pot", [["set_aside", "20"]]))
    from joint_working.explorers import one_pot
    <BLANKLINE>
    one_pot.at(set_aside=20)
    """
    values = ", ".join([f"{name}={value}" for name, value in moved])
    return f"from joint_working.explorers import {variable}\n\n{variable}.at({values})"
