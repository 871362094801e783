"""Columns of planners' attributes as arrays; a column that is not there is unknown throughout."""

import numpy as np
import pandas as pd

from . import attributes, tables, walkways

# What people write where they know nothing.
_UNKNOWN = {"null", "<null>", "none", "nan", "n/a", "unknown", "未知", "不详", "不明", "?", "-"}


def numbers(frame, name):
    """Return a column's numbers as an array, NaN where there is none.

    >>> numbers(pd.DataFrame({"z": ["+6 m", None, 4]}), "z").tolist()
    [6.0, nan, 4.0]
    """
    if name in frame and pd.api.types.is_float_dtype(frame[name].dtype):
        values = frame[name].to_numpy(dtype=float, na_value=np.nan)
        return np.where(np.isfinite(values), values, np.nan)
    return read(frame, name, attributes.number).astype(float)


def levels(frame, name):
    """Return the lowest and the highest level that a column names, (2, n), NaN where unknown: `walkways.levels`.

    >>> levels(pd.DataFrame({"level": ["-1;0;2", 1, "2F", "B1", None]}), "level").tolist()
    [[-1.0, 1.0, 1.0, -1.0, nan], [2.0, 1.0, 1.0, -1.0, nan]]
    """
    return np.array(walkways.levels(read(frame, name, lambda value: value))[:2])


def truths(frame, name):
    """Return a column as 1 for yes, 0 for no and NaN for unknown.

    >>> truths(pd.DataFrame({"public": ["是", 0, None]}), "public").tolist()
    [1.0, 0.0, nan]
    """
    return read(frame, name, attributes.truth).astype(float)


def texts(frame, name):
    """Return a column as trimmed text, '' where unknown; a whole number has no decimals.

    >>> texts(pd.DataFrame({"surface": [1.0, " P1 ", None]}), "surface").tolist()
    ['1', 'P1', '']
    """
    return read(frame, name, _whole_text)


def codes(frame, name, subject):
    """Return a column's words as the codes of `words.csv`, '' where unknown.

    The word itself decides, else the longest word of the table that it holds; a word that holds
    none stays as it is.

    >>> codes(pd.DataFrame({"kind": ["室外楼梯", "封闭楼梯间", "Semi-outdoor", None]}), "kind", "vertical").tolist()
    ['stairs', 'enclosed_stairs', 'semi_outdoor', '']
    """
    words = {row["value"]: row["code"] for row in tables.rows("words") if row["subject"] == subject}

    def code(value):
        word = _whole_text(value).lower().replace("-", "_").replace(" ", "_")
        held = [known for known in words if known in word and not known.isdigit()]
        return words.get(word) or (words[max(held, key=len)] if held else word)

    return read(frame, name, code)


def _whole_text(value):
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = attributes.text(value)
    return "" if text.lower() in _UNKNOWN else text


def read(frame, name, reader):
    """Return what `reader` makes of each value of a column, each different value read once.

    >>> read(pd.DataFrame({"side": ["左", None, "左"]}), "side", lambda value: value == "左").tolist()
    [True, False, True]
    """
    column = frame[name].to_numpy(dtype=object) if name in frame else np.full(len(frame), None)
    number, values = pd.factorize(column)  # NULL is -1, which takes the last
    result = np.empty(len(values) + 1, dtype=object)
    result[:] = [*map(reader, values), reader(None)]
    return result[number]
