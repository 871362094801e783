"""Rule profiles: another city's or edition's `clauses.csv`, looked through before it is put in force."""

import csv
import datetime
import io
import math
import pathlib

from . import clauses, tables
from .errors import QT_TRANSLATE_NOOP, InputError

VERBS = ("必须", "严禁", "应", "不应", "不得", "宜", "不宜", "可", "")
_CHOICES = {
    "scope": ("computable", "partly", "manual", ""),
    "verb": VERBS,
    "grade": (*clauses.GRADES, ""),
    "excluded": ("", "lower", "upper", "both"),
    "source": ("S", "A", "B", "C", "D"),
}
_KEY = ("clause", "subject", "measure")


def checked(path):
    """Return the path of a rule profile that can be put in force; raise `InputError` with every bad row.

    path : a CSV file in UTF-8 with the columns of `clauses.csv`, which holds a bound for every measure
    that ours has.
    """
    path = pathlib.Path(path)
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(f"{path}: {error}") from error
    table = csv.DictReader(io.StringIO(content, newline=""))
    wanted = list(tables.rows("clauses")[0])
    if table.fieldnames != wanted:
        raise _refused(f"{path}: {', '.join(table.fieldnames or [])}")
    bad = faults(list(table))
    if bad:
        raise _refused("\n".join(f"{path.name}: {fault}" for fault in bad))
    return path


def faults(rows):
    """Return what is wrong with the rows of a rule table, a sentence of data for each: row, column, value, permitted.

    rows : dictionaries of text; the heading is row 1 of the file.

    >>> rows = tables.rows("clauses")
    >>> faults(rows), faults([{**rows[0], "lower": "ten"}, *rows[1:]])
    ([], ['row 2, lower: ten (a number)'])
    """
    found = [
        f"row {number}, {column}: {value} ({permitted})"
        for number, row in enumerate(rows, 2)
        for column, value, permitted in _row_faults(row)
    ]
    if found:
        return found
    found = _overlaps(rows)
    here, ours = ({tuple(row[key] for key in _KEY) for row in each if row["measure"]} for each in (rows, _own()))
    found += [f"no row: {' '.join(filter(None, key))} (a bound)" for key in sorted(ours - here)]
    return found + [f"unknown: {' '.join(filter(None, key))} (a measure of ours)" for key in sorted(here - ours)]


def _own():
    return [row for row in tables.rows("clauses") if not row["until"]]


def _row_faults(row):
    """Yield (column, value, what is permitted) for what is wrong with one row."""
    if None in row or None in row.values():
        yield "clause", row.get("clause"), "as many cells as the heading"
        return
    if row["clause"] not in {own["clause"] for own in _own()}:
        yield "clause", row["clause"], "a clause of the guideline"
    for column, permitted in _CHOICES.items():
        if row[column] not in permitted:
            yield column, row[column], " ".join(filter(None, permitted))
    for column in ("lower", "upper"):
        if row[column] and not _is_number(row[column]):
            yield column, row[column], "a number"
            return
    if float(row["lower"] or -math.inf) > float(row["upper"] or math.inf):
        yield "lower", row["lower"], f"at most the upper limit {row['upper']}"
    if bool(row["lower"] or row["upper"]) != bool(row["measure"]):
        yield "measure", row["measure"], "a measure where there are limits, and limits where there is a measure"
    for end in ("lower", "upper"):
        if row["excluded"] in (end, "both") and not row[end]:
            yield "excluded", row["excluded"], f"only a limit that is there, and {end} is not"
    for column in ("from", "until"):
        try:
            datetime.date.fromisoformat(row[column] or "2026-01-01")
        except ValueError:
            yield column, row[column], "a date such as 2026-01-31"


def _is_number(text):
    """Return whether a limit can be read as it stands: no thousands separators, no infinity."""
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _overlaps(rows):
    """Return the grades of one measure whose intervals overlap or leave a gap, or have two units."""
    graded = sorted((row for row in rows if row["grade"] and not row["until"]), key=lambda row: _order(row))
    found = []
    for below, above in zip(graded, graded[1:]):
        if any(below[key] != above[key] for key in _KEY):
            continue
        end, begin = float(below["upper"] or math.inf), float(above["lower"] or -math.inf)
        both = below["excluded"] not in ("upper", "both") and above["excluded"] not in ("lower", "both")
        neither = below["excluded"] in ("upper", "both") and above["excluded"] in ("lower", "both")
        whole = both and above["unit"] in clauses.COUNTED and begin - end == 1  # 25 and 26 storeys meet
        name = " ".join(filter(None, (above[key] for key in _KEY)))
        told = f"{name}: {below['grade']} to {below['upper']}, {above['grade']} from {above['lower']}"
        if end > begin or (end == begin and both):
            found.append(f"{told} (no overlap)")
        elif (end < begin and not whole) or (end == begin and neither):
            found.append(f"{told} (no gap)")
        if below["unit"] != above["unit"]:
            found.append(f"{name}: {below['unit']}, {above['unit']} (one unit)")
    return found


def _order(row):
    return *(row[key] for key in _KEY), float(row["lower"] or -math.inf), float(row["upper"] or math.inf)


def _refused(value):
    return InputError(
        "PROFILE",
        value,
        QT_TRANSLATE_NOOP("Multiground", "a table in UTF-8 with the columns and measures of clauses.csv"),
        QT_TRANSLATE_NOOP("Multiground", "Copy clauses.csv of the plugin and change its limits only."),
    )
