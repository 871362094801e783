"""Numbers as planners write them: bounds, ranges, units, thousands, full-width digits."""

import re
from typing import NamedTuple

import numpy as np

from . import attributes, columns

# How a value was read: as a number and nothing else, as one in words, as one of several that it may mean, not at all.
EMPTY, PLAIN, WORDED, ASSUMED, UNREAD = "", "plain", "worded", "assumed", "unread"

_NUMBER = r"(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?(?:e[-+]?\d+)?|\.\d+"
_BOUND = (
    "≤|≥|<=|>=|<|>|=|~|≈|约|大约|不大于|不小于|不超过|不高于|不低于|不少于|不多于|小于等于|大于等于|小于|大于|至多|至少|"
    "最大|最高|最小|上限|下限|控制在|限高|建筑高度|高度|容积率|max|min|up to|about|far|h"
)
# What people write where they know nothing.
_UNKNOWN = {"null", "<null>", "none", "nan", "n/a", "na", "unknown", "未知", "不详", "不明", "待定", "暂无", "无"}
_AFTER = "及以下|及以上|以下|以内|以上|左右"
_TEXT = re.compile(
    rf"(?P<bound>(?:(?:{_BOUND})\s*[:]?\s*)*)(?P<sign>[-+]?)(?P<first>{_NUMBER})\s*"
    rf"(?:(?P<inner>[^\d\s~至到–—-]*)\s*[-~–—至到]+\s*(?P<second>{_NUMBER})\s*)?"
    rf"(?P<unit>(?:[^\d\s].*?)??)\s*(?P<after>{_AFTER})?"
)
# How many of a field's unit one of another is, by the field's unit.
_UNITS = {
    "m": {"m": 1, "米": 1, "公尺": 1, "km": 1000, "千米": 1000, "公里": 1000, "cm": 0.01, "厘米": 0.01, "mm": 0.001},
    "m²": {
        **dict.fromkeys(["m2", "m^2", "平方米", "平米", "平方", "sqm", "sq m", "㎡", "m²"], 1),
        **dict.fromkeys(["万", "万m2", "万平方米", "万平米", "万平方", "公顷", "ha", "hm2", "hm²", "万㎡"], 10_000),
        **dict.fromkeys(["km2", "平方公里", "平方千米"], 1_000_000),
        "亩": 2000 / 3,
        "%": 1,  # the fields that hold areas may hold shares
    },
    "km/km²": {"km/km2": 1, "公里/平方公里": 1, "千米/平方千米": 1, "km/km²": 1},
    "%": {"%": 1, "百分比": 1},
    "storeys": {"层": 1, "f": 1, "楼": 1},
    "": {"倍": 1},
}


class Numbers(NamedTuple):
    """Numbers of a column, in the unit of its field."""

    values: np.ndarray  # (n,) NaN where nothing is read
    read: np.ndarray  # (n,) how, one of the words above


def unit_factor(text, unit):
    """Return how many of a field's unit one of another is, NaN where the two do not fit.

    >>> unit_factor("公顷", "m²"), unit_factor("", "m²"), unit_factor("㎡", "m")
    (10000, 1, nan)
    """
    word = re.sub(r"\s+", " ", attributes.text(text)).strip(" .").lower()
    return 1 if not word else _UNITS.get(unit, {}).get(word, np.nan)


def numbers_of(frame, name, unit, factor=1):
    """Return the `Numbers` of a column.

    A range is its lower end and a bound (≤5.0) its number, both `assumed`; what holds anything else beside
    a number and a unit that fits is not read. A number without a unit is in the unit of the column's head.

    unit : of the field, a key of the table of units; factor : how many of it one of the head's unit is.

    >>> import pandas
    >>> [part.tolist() for part in numbers_of(pandas.DataFrame({"height": ["30米", 24, None]}), "height", "m")]
    [[30.0, 24.0, nan], ['worded', 'plain', '']]
    """
    if frame[name].dtype.kind in "iuf":
        values = columns.numbers(frame, name) * factor
        return Numbers(values, np.where(np.isnan(values), EMPTY, PLAIN).astype(object))
    found = columns.read(frame, name, lambda value: number_of(value, unit, factor))
    values = np.array([number for number, _ in found], dtype=float)
    return Numbers(values, np.array([read for _, read in found], dtype=object))


def number_of(value, unit="", factor=1):
    """Return the number of a value in a field's unit, and how it was read.

    >>> number_of("≤5.0"), number_of("2.5-3.0"), number_of("１，２００．５", "m²"), number_of("100米", "m")
    ((5.0, 'assumed'), (2.5, 'assumed'), (1200.5, 'worded'), (100.0, 'worded'))
    >>> number_of("3.2公顷", "m²"), number_of("63.5", "m²", 10_000), number_of("见图则", "m")
    ((32000.0, 'worded'), (635000.0, 'plain'), (nan, 'unread'))
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        result = attributes.number(value) * factor
        return result, EMPTY if np.isnan(result) else PLAIN
    text = re.sub(r"^±(?=0(\.0*)?\s*(m|米)?$)", "", attributes.text(value).lower())  # the level of the ground
    if text in _UNKNOWN or not any(letter.isalnum() for letter in text):
        return np.nan, EMPTY
    if attributes.is_number(text):
        return attributes.number(text) * factor, WORDED if "," in text else PLAIN
    found = _TEXT.fullmatch(re.sub(r"\([^()]*\)", "", text).strip())
    if not found:
        return np.nan, UNREAD
    own = found["unit"] or found["inner"]
    times = unit_factor(own, unit) if own else factor
    if np.isnan(times) or found["inner"] and unit_factor(found["inner"], unit) != times:
        return np.nan, UNREAD
    ends = [float(re.sub("[, ]", "", end)) for end in (found["first"], found["second"]) if end]
    if found["sign"] == "-":
        ends[0] = -ends[0]
    sure = len(set(ends)) == 1 and not found["bound"] and not found["after"]
    return float(np.round(min(ends) * times, 9)), WORDED if sure else ASSUMED
