"""What a form says back each time something in it is typed or chosen: for `static/asked.js`, which holds no rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: An element: its tag, its attributes, and what stands in it. Text is only ever text.
Node = tuple[str, dict[str, str | float], list["Node | str"]]


@dataclass(frozen=True)
class Told:
    """What the controls then stand at, by name, and what stands in each place. An empty place is hidden."""

    values: Mapping[str, str]
    places: Mapping[str, list[Node]]
