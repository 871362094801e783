"""The code tables beside this module: plain CSV that a planner can read and a profile can replace."""

import csv
import pathlib

FOLDER = pathlib.Path(__file__).parent


def rows(table):
    """Return the rows of a table, by name or by path, as dictionaries of text.

    >>> rows("roads")[0]["class"]
    'expressway'
    """
    path = table if isinstance(table, pathlib.Path) else FOLDER / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
