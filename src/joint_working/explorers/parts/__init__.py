"""The parts every chapter shares: questions, panels, timelines, tile maps, tables and one-page briefings.

Each part is one object. In a cell it prints its words (text/plain, which the notebook tests compare) and its
HTML, complete before any script runs. `site/static/parts.js` only shows, hides and sorts what is there.
"""

from joint_working.kit.contract import Answer, Choice, Part, PartError

from .briefing import Briefing
from .exercise import Exercise, Option
from .filtered import Filtered, Row
from .panel import Names, Panel, readers_names
from .table import Column, DataTable
from .tile_map import TileMap
from .timeline import Event, Timeline

__all__ = [
    "Answer",
    "Briefing",
    "Choice",
    "Column",
    "DataTable",
    "Event",
    "Exercise",
    "Filtered",
    "Names",
    "Option",
    "Panel",
    "Part",
    "PartError",
    "Row",
    "TileMap",
    "Timeline",
    "readers_names",
]
