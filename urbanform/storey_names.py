"""What planners call a storey, 3F, B1, 地下二层 or 首层, as a number: read alike by all measures."""

import re

import numpy as np
import pandas as pd

from . import attributes, columns, walkways
from .building_storeys import in_digits

# What marks a storey as one below ground: -1, B2, 地下1层, 负一层, basement 2.
_BELOW = re.compile(r"-|地下|地库|负|(?<![a-z])b(?=\d)|basement|underground")
# 3层以上, 1F~, lower and upper ground: where these begin or end nobody says.
VAGUE = re.compile(r"以上|以下|以内|起|[-~–—至到]\s*$|^\s*[~–—至到]|(?<![a-z])[lu]g", re.IGNORECASE)
# P3, M1: whether a level for parking or a mezzanine lies above the ground or below, nobody says either.
_OTHER_LETTER = re.compile(r"(?<![a-z])[ac-eg-km-z]\d")
_BASEMENTS = ("地下", "地库", "basement", "underground")
# The end of a storey that is no more than a number: before a list's separator, a range's dash or the end.
_BARE = re.compile(r"(?<=\d)(?=\s*(?:[;,、~至到–—-]|$))")


def storeys(frame, name="storey"):
    """Return the storey that each row names, below ground as a negative number, NaN where unknown.

    There is no storey 0, and a range of storeys is none. A basement without a number is the first.

    >>> storeys(pd.DataFrame({"storey": [3, "B1", "地下二层", "首层", "1-3F", 0]})).tolist()
    [3.0, -1.0, -2.0, 1.0, nan, nan]
    """
    if name in frame and pd.api.types.is_numeric_dtype(frame[name].dtype):
        storey = columns.numbers(frame, name)
    else:
        storey = columns.read(frame, name, _storey).astype(float)
    return np.where(storey == 0, np.nan, storey)


def _storey(value):
    if isinstance(value, (int, float)):
        return attributes.number(value)
    text = in_digits(attributes.text(value).lower())
    numbers, below = _numbers(text), _BELOW.search(text)
    if not numbers and text.startswith(_BASEMENTS):
        return -1.0
    if not numbers and walkways.levels([text])[0][0] == 0:
        return 1.0  # the ground floor: 首层, G
    if len(numbers) != 1 or VAGUE.search(text) or _OTHER_LETTER.search(text):
        return np.nan
    return -float(numbers[0]) if below else float(numbers[0])


def _numbers(text):
    return re.findall(r"\d+(?:\.\d+)?", text)


def levels(frame, name="storey"):
    """Return the lowest and the highest level that each row names, (2, n), NaN where unknown.

    Level 0 is storey 1; a range of storeys spans its levels, and a bare number is a storey as well: 2, like 2F, is
    level 1.

    >>> levels(pd.DataFrame({"storey": [1, "2", "1-3F", "B1", "basement 2", "夹层"]})).tolist()
    [[0.0, 1.0, 0.0, -1.0, -2.0, nan], [0.0, 1.0, 2.0, -1.0, -2.0, nan]]
    """
    texts = [_BARE.sub("F", text) for text in columns.texts(frame, name)]
    spans, storey = np.array(walkways.levels(texts)[:2]), storeys(frame, name)
    return np.where(np.isnan(spans), np.where(storey > 0, storey - 1, storey), spans)


def names_several(value):
    """Return whether a value is a range of storeys, such as 1-3F.

    >>> names_several("1-3F"), names_several("地下二层"), names_several(3.5)
    (True, False, False)
    """
    return not isinstance(value, (int, float)) and len(_numbers(in_digits(attributes.text(value).lower()))) > 1


def is_below(value):
    """Return whether a value begins as one below ground does, a range such as B1-B3 too.

    >>> is_below("B1-B3"), is_below("1-3F")
    (True, False)
    """
    return _BELOW.match(attributes.text(value).lower()) is not None
