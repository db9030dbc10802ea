"""Change the model: a reader's own rule in place of the book's, in a browser's Python or in any other.

It needs the standard library, `formula`, `program` and `models`, and no table of `data/`: what a lab's model is given
comes from `book.json` (written by a build) or from the book's own tables. `source`, `record`, `tasks`, `check` and
`run_cell` return what is ready for JSON.
"""

from .cells import forget, run_cell
from .changed import record, rule, source
from .guided import check, tasks
from .labs import LABS as _LABS

#: The labs whose rule can be changed, by the name of their explorer.
LABS = tuple(_LABS)

__all__ = ["LABS", "check", "forget", "record", "rule", "run_cell", "source", "tasks"]
