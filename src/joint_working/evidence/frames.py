"""Tables as pandas DataFrames, for cells of a notebook. pandas is imported only here."""

from .caveats import caveats
from .tables import describe, select


def frame(name: str, **where: object):
    """Return a table, or the rows `select` would give, as a new pandas DataFrame.

    Its `attrs["caveats"]` lists, as text, what to beware of.
    """
    import pandas as pd

    rows = select(name, **where)
    columns = [field["name"] for field in describe(name)["schema"]["fields"]]
    table = pd.DataFrame([dict(row) for row in rows], columns=columns)
    table.attrs["caveats"] = [caveat.text for caveat in caveats(rows)]
    return table
