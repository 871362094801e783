"""The guideline as data: `clauses.csv` holds one row per bound, so no number of it stands in code.

Another city's or edition's rules are another such file: within `profile` it takes the place of ours.
"""

import contextlib
import contextvars
import math
from typing import NamedTuple

from . import tables
from .errors import QT_TRANSLATE_NOOP

GRADES = ("excellent", "good", "fair", "violation")  # best first
UNASSESSED = "unassessed"
# The guideline's verbs with what they bind to, to be translated.
VERBS = {
    "应": QT_TRANSLATE_NOOP("Multiground", "应 (shall)"),
    "不应": QT_TRANSLATE_NOOP("Multiground", "不应 (shall not)"),
    "宜": QT_TRANSLATE_NOOP("Multiground", "宜 (should)"),
    "不宜": QT_TRANSLATE_NOOP("Multiground", "不宜 (should not)"),
    "可": QT_TRANSLATE_NOOP("Multiground", "可 (may)"),
}
GRADED, MEASURED, NOT_APPLICABLE, MISSING = "graded", "measured", "not_applicable", "missing"
# Clauses that others spell out: they have no grade of their own and tell those of the others.
SUMMARIES = {"4.2.1": ("4.2.2",), "5.2.1": ("5.2.2", "5.2.3-1", "5.2.3-2", "5.2.3-3", "5.2.4", "5.2.5")}
COUNTED = ("storeys", "count")  # units of what comes in whole numbers


class Bound(NamedTuple):
    """An interval of a measure: from `lower` to `upper`, in which `grade` holds ('' for a mere range)."""

    grade: str
    lower: float
    upper: float
    lower_included: bool
    upper_included: bool
    unit: str


# Which rules are in force is asked deep inside every measure; a context variable belongs to one thread and
# ends with its `with`, so that nothing is left behind and two assessments at once do not meet.
_RULES = contextvars.ContextVar("rules", default=("clauses", 1.0))


@contextlib.contextmanager
def profile(table, factor=1.0):
    """Put other rules in force.

    table : a path, or None for those in force; factor : by which all limits of grades are multiplied, to
    see which grades hang on them.

    >>> with profile(None, 1.05):
    ...     bounds("4.1.3-1", "density_km_per_km2")[0].upper, bounds("4.1.4", "storeys")[0].upper
    (10.5, 26.0)
    """
    before, scale = _RULES.get()
    token = _RULES.set((table or before, scale * factor))
    try:
        yield
    finally:
        _RULES.reset(token)


def rows():
    """Return the rows of the rules in force, as dictionaries of text."""
    return tables.rows(_RULES.get()[0])


def bounds(clause, measure, subject=""):
    """Return the bounds in force for one measure of a clause, best grade first.

    Rows with a date in `until` are repealed and left out. Raises `KeyError` when there is none.

    >>> bounds("4.1.3-1", "density_km_per_km2")[0]
    Bound(grade='excellent', lower=8.0, upper=10.0, lower_included=True, upper_included=True, unit='km/km²')
    """
    found = [
        _bound(row)
        for row in rows()
        if (row["clause"], row["measure"], row["subject"]) == (clause, measure, subject) and not row["until"]
    ]
    if not found:
        raise KeyError(f"clause {clause} has no bound for {measure} {subject}".strip())
    return found


def value(clause, measure, subject=""):
    """Return the one number of a measure that is no interval: its lower limit, else its upper one.

    >>> value("6.2.1", "vertical_projection_factor")
    0.7
    """
    lower, upper = bounds(clause, measure, subject)[0][1:3]
    return lower if math.isfinite(lower) else upper


def _bound(row):
    return Bound(
        row["grade"],
        _limit(row, "lower", -math.inf),
        _limit(row, "upper", math.inf),
        row["excluded"] not in ("lower", "both"),
        row["excluded"] not in ("upper", "both"),
        row["unit"],
    )


def _limit(row, end, without):
    """Return a limit of a row; what is counted stays whole, so that grades keep meeting when all are scaled."""
    limit, factor = float(row[end] or without), _RULES.get()[1] if row["grade"] else 1
    if factor == 1 or row["unit"] not in COUNTED or not math.isfinite(limit):
        return limit * factor
    left_out = row["excluded"] in (end, "both")
    begins = left_out == (end == "upper")  # the first number of a grade, which follows the last one of another
    return float(round((limit - begins) * factor) + begins)
