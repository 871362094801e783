"""Reading planners' attributes: fields under many names, numbers as text, yes in two languages."""

import math
import re
import unicodedata

from . import tables

_NUMBER = re.compile(r"[-+]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?")
_TRUE = {"true", "1", "yes", "y", "t", "是", "有"}
_FALSE = {"false", "0", "no", "n", "f", "否", "无"}


def find_field(names, field):
    """Return the name under which a layer carries a canonical field, or None.

    names : the layer's field names; field : a canonical name of `fields.csv`. The canonical name
    wins over its aliases, these in the table's order; upper and lower case are the same.

    >>> find_field(["fid", "Highway"], "class")
    'Highway'
    """
    known = {name.strip().lower(): name for name in names}
    for row in tables.rows("fields"):
        if row["field"] == field:
            candidates = [field, *filter(None, row["aliases"].split(";"))]
            return next((known[c.strip().lower()] for c in candidates if c.strip().lower() in known), None)
    raise KeyError(f"fields.csv has no field {field}")


def text(value):
    """Return a value as trimmed text in half-width characters; '' for NULL.

    >>> text(" Ｂ１／Ｒ２ ")
    'B1/R2'
    """
    if value is None or str(value) in ("<NA>", "nan", "NaT"):
        return ""
    return unicodedata.normalize("NFKC", str(value)).replace("−", "-").strip()


def number(value):
    """Return the first number in a value, NaN when there is none.

    >>> number("≤5.0"), number("100米"), number("1,200.5 m²")
    (5.0, 100.0, 1200.5)
    >>> number("NULL")
    nan
    """
    if value is None:
        return math.nan
    if isinstance(value, (int, float)):
        return float(value) if math.isfinite(value) else math.nan
    found = _NUMBER.search(text(value))
    result = float(found.group().replace(",", "")) if found else math.nan
    return result if math.isfinite(result) else math.nan


def is_number(value):
    """Return whether a text is a number and nothing else.

    >>> is_number("12.5"), is_number("z2")
    (True, False)
    """
    return _NUMBER.fullmatch(text(value)) is not None


def numbers(frame, column):
    """Return a column as floats, NaN where a value holds no number, or everywhere where there is no column.

    >>> import pandas
    >>> numbers(pandas.DataFrame({"width": ["3米", None, "≤5.0"]}), "width")
    array([ 3., nan,  5.])
    """
    import numpy as np

    if column not in frame:
        return np.full(len(frame), np.nan)
    values = frame[column]
    if values.dtype.kind not in "iuf":
        return np.array([number(value) for value in values], dtype=float)
    result = values.to_numpy(dtype=float, copy=True)
    result[~np.isfinite(result)] = np.nan
    return result


def truth(value):
    """Return True, False or, when a value says neither, None.

    >>> truth("是"), truth(0), truth(None)
    (True, False, None)
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    word = text(value).lower()
    return True if word in _TRUE else False if word in _FALSE else None
