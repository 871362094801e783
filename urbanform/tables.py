"""The code tables beside this module: plain CSV that a planner can read and a profile can replace."""

import contextlib
import contextvars
import csv
import pathlib

FOLDER = pathlib.Path(__file__).parent

# What is kept while a measure runs belongs to one thread and ends with its `with`, as the rules in force do.
_KEPT = contextvars.ContextVar("kept", default=None)


@contextlib.contextmanager
def read_once():
    """Read each table once only: a measure asks for the same rows a thousand times, and they stay the same for it.

    >>> with read_once():
    ...     rows("roads")[0] is rows("roads")[0]
    True
    >>> rows("roads")[0] is rows("roads")[0]
    False
    """
    token = _KEPT.set({} if _KEPT.get() is None else _KEPT.get())
    try:
        yield
    finally:
        _KEPT.reset(token)


def rows(table):
    """Return the rows of a table, by name or by path, as dictionaries of text.

    >>> rows("roads")[0]["class"]
    'expressway'
    """
    path, kept = table if isinstance(table, pathlib.Path) else FOLDER / f"{table}.csv", _KEPT.get()
    if kept is None:
        return _read(path)
    if path not in kept:
        kept[path] = _read(path)
    return list(kept[path])


def _read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
