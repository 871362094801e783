"""Ways that people walk: their kinds, directions, levels and hours, however data name them.

`walkways.csv` says how fast each kind is walked and by which words and tags it is recognised.
"""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from . import attributes, tables, tag_rules

# In the order of the table: `Network.kind` is the position here.
KINDS = (
    "footway",
    "crossing",
    "skyway",
    "underpass",
    "corridor",
    "stairs",
    "escalator",
    "ramp",
    "elevator",
    "closed",
)
# What a wheelchair cannot take: `step_free` no in the table.
STEPPED = ("stairs", "escalator")
FOOTWAY, ESCALATOR, CLOSED = KINDS.index("footway"), KINDS.index("escalator"), KINDS.index("closed")
# Above and below the street even where nobody says how far.
SKYWAY, UNDERPASS = KINDS.index("skyway"), KINDS.index("underpass")
# The fields that tell a kind: the first in the user's own words, the others tags of OpenStreetMap.
KIND_FIELDS = (
    *("kind", "highway", "footway", "bridge", "tunnel", "layer", "level", "indoor", "conveying", "covered"),
    *("foot", "access", "sidewalk"),
)
DIRECTION_FIELDS = (*KIND_FIELDS, "direction", "oneway_foot")
NIGHT_FIELDS = ("open_24h", "opening_hours")

_BOTH, _FORWARD, _BACKWARD = 0, 1, -1
_DIRECTIONS = {
    **dict.fromkeys(["both", "0", "b", "双向", "双向通行"], _BOTH),
    **dict.fromkeys(["forward", "1", "f", "ft", "正向", "顺向", "单向", "正向通行", "单向通行"], _FORWARD),
    **dict.fromkeys(["backward", "reverse", "-1", "t", "tf", "反向", "逆向", "反向通行"], _BACKWARD),
}
_CONVEYING = {"forward": _FORWARD, "backward": _BACKWARD, "reversible": _BOTH}
_ALL_DAY = {
    *("24/7", "00:00-24:00", "0:00-24:00", "mo-su 00:00-24:00", "24h", "24 hours"),
    *("24小时", "24小时开放", "24小时营业", "全天", "全天开放"),
}
_NOT_SAID = {"", "0", "unknown", "null", "none", "n/a", "?", "-", "未知", "不详", "不明"}
_DIGITS = "一二三四五六七八九"
_NUMBER = rf"\d+(?:\.\d+)?|[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}]"
_LEVEL = (
    rf"[-+]?\d+(?:\.\d+)?(?:F|层|楼)?|(?:B|F|地上|地下|负)(?:{_NUMBER})(?:F|层|楼)?|(?:{_NUMBER})(?:层|楼)|"
    "G/?F?|地面层?|首层"
)
# "1-3F" is 1F to 3F and "地下1-3层" B1 to B3: what is said once counts for both ends of a range.
_RANGE = re.compile(rf"(地下|负|)({_NUMBER})(F|层|楼|)([-–—~至到])({_NUMBER})(F|层|楼|)")


# Remarks and alternatives beside the word for a kind: 扶梯(上行), 天桥/连廊.
_ASIDE = re.compile(r"\(.*?\)|[/、]")


class _Vocabulary(NamedTuple):
    words: dict  # a word or a code of the Hong Kong network → position in KINDS
    rules: list  # (rule, position in KINDS), in the order in which they are tried
    highways: set  # OpenStreetMap's values of highway


def kinds(frame):
    """Return the kind of each way as its position in `KINDS`, and the rows that could not be read.

    A word in `kind` decides; where it is only OpenStreetMap's value of highway, or missing, the
    tags do, by the rules of `walkways.csv`. Ways that nobody may walk are `closed`. A value that
    says nothing known makes a footway and is listed; no value at all makes a footway.

    frame : (n,) rows with any of `KIND_FIELDS`.

    >>> ways = pd.DataFrame({"kind": ["楼梯", 10, "footway", "?"], "bridge": [None, None, "yes", None]})
    >>> found, unread = kinds(ways)
    >>> [KINDS[kind] for kind in found], unread.tolist()
    (['stairs', 'elevator', 'skyway', 'footway'], [3])
    """
    numbers, ways = tag_rules.combinations(frame, KIND_FIELDS)
    vocabulary = _vocabulary()
    return _spread([_kind(way, vocabulary) for way in ways], numbers)


def directions(frame):
    """Return 0 for ways open both ways, 1 forward only, -1 backward only, and the rows not read.

    `direction` decides, then `oneway_foot`, then `conveying`; the one-way of cars never. An escalator
    of unknown direction is open both ways and listed.

    frame : (n,) rows with any of `DIRECTION_FIELDS`.

    >>> ways = pd.DataFrame({"highway": "steps", "conveying": ["backward", "yes", None]})
    >>> [part.tolist() for part in directions(ways)]
    [[-1, 0, 0], [1]]
    """
    numbers, ways = tag_rules.combinations(frame, DIRECTION_FIELDS)
    vocabulary = _vocabulary()
    return _spread([_direction(way, vocabulary) for way in ways], numbers)


def levels(values):
    """Return the lowest and the highest level of each value, NaN where none, and the rows not read.

    Lists and ranges span their levels; storeys count from level 0: 1F is 0, 2F is 1, B1 is -1.

    values : (n,) numbers or texts.

    >>> lowest, highest, unread = levels([2, "0;1", "-1--3", "B1", None, "mezzanine"])
    >>> lowest.tolist(), highest.tolist(), unread.tolist()
    ([2.0, 0.0, -3.0, -1.0, nan, nan], [2.0, 1.0, -1.0, -1.0, nan, nan], [5])
    """
    numbers, found = tag_rules.combinations(pd.DataFrame({"level": values}), ["level"])
    texts = [tag_rules.plain(value["level"]) for value in found]
    spans = np.array([_span(text) for text in texts]).reshape(-1, 2)
    unread = np.isnan(spans[:, 0]) & np.array([text != "" for text in texts], dtype=bool)
    return spans[numbers, 0], spans[numbers, 1], np.flatnonzero(unread[numbers])


def open_at_night(frame):
    """Return 1 for what is open 24 hours, 0 for what is not, NaN where nobody says.

    frame : (n,) rows with any of `NIGHT_FIELDS`; opening hours decide where `open_24h` does not.

    >>> open_at_night(pd.DataFrame({"open_24h": ["是", None, None], "opening_hours": [None, "24/7", "06:00-23:00"]}))
    array([1., 1., 0.])
    """
    numbers, found = tag_rules.combinations(frame, NIGHT_FIELDS)
    return np.array([_night(hours) for hours in found], dtype=float)[numbers]


def _spread(found, numbers):
    """Return the values found for combinations, and the rows not read, over the rows."""
    value = np.array([one for one, _ in found], dtype=np.int8)
    unread = np.array([bad for _, bad in found], dtype=bool)
    return value[numbers], np.flatnonzero(unread[numbers])


def _vocabulary():
    words, rules = {}, []
    table = tables.rows("walkways")
    for row in sorted(table, key=lambda row: int(row["osm_order"])):
        rules += [(rule, KINDS.index(row["kind"])) for rule in tag_rules.parse(row["osm"])]
    conditions = [condition for rule, _ in rules for condition in rule]
    highways = {word for key, operator, named in conditions if (key, operator) == ("highway", "=") for word in named}
    for row in table:
        position = KINDS.index(row["kind"])
        own = [row["kind"], row["label_en"], row["label_zh"], *row["words"].split(";"), *row["hong_kong"].split(";")]
        words.update((_word(word), position) for word in own)
    # OpenStreetMap says footway of every kind of path
    return _Vocabulary({word: kind for word, kind in words.items() if word not in highways or kind}, rules, highways)


def _word(text):
    return re.sub("[ -]", "_", text.lower())


def _kind(way, vocabulary):
    """Return the kind of one combination of values, and whether something was given but not read."""
    tags = {key: tag_rules.words(value) for key, value in way.items()}
    tags["level"], tags["layer"] = (_above_or_below(way.get(key)) for key in ("level", "layer"))
    tags["lies"] = tags["level"] or tags["layer"]
    own, highway = tag_rules.words(_ASIDE.sub(";", tag_rules.plain(way.get("kind")))), tags.get("highway", [])
    own = [_word(word) for word in own]
    given = own + highway
    known = vocabulary.highways.intersection(given)
    tags["highway"] = [word for word in highway or own if word in known]
    named = next((vocabulary.words[word] for word in own if word in vocabulary.words), None)
    tagged = next((kind for rule, kind in vocabulary.rules if tag_rules.fits(rule, tags)), FOOTWAY)
    kind = tagged if named is None or tagged == CLOSED else named
    return kind, bool(given) and not known and named is None


def _above_or_below(value):
    lowest, highest = _span(tag_rules.plain(value))
    if np.isnan(lowest):
        return []
    return ["below"] * (lowest < 0) + ["above"] * (highest > 0) or ["ground"]


def _direction(way, vocabulary):
    given = tag_rules.plain(way.get("direction"))
    if given in _DIRECTIONS:
        return _DIRECTIONS[given], False
    on_foot, conveying = tag_rules.plain(way.get("oneway_foot")), tag_rules.plain(way.get("conveying"))
    one_way = attributes.truth(on_foot)  # yes is forward
    one_way = _DIRECTIONS.get(on_foot, _BOTH) if one_way is None else int(one_way)
    if one_way:
        return one_way, bool(given)
    if conveying in _CONVEYING:
        return _CONVEYING[conveying], bool(given)
    return _BOTH, bool(given) or _kind(way, vocabulary)[0] == ESCALATOR


def _span(text):
    """Return the lowest and the highest level of a text, NaN when any of it cannot be read."""
    found = []
    for part in filter(None, re.split("[;,、]", re.sub(r"[\[\]'\" ]", "", text.upper()))):
        ends = re.fullmatch(rf"({_LEVEL})(?:(?:[-–—~至到]|TO)({_LEVEL}))?", _RANGE.sub(_both_ends, part))
        if not ends:
            return np.nan, np.nan
        found += [_level(end) for end in ends.groups() if end]
    return (min(found), max(found)) if found else (np.nan, np.nan)


def _both_ends(found):
    below, low, storey, dash, high, other_storey = found.groups()
    storey = storey or other_storey
    return f"{below}{low}{storey}{dash}{below}{high}{storey}"


def _level(text):
    number = re.search(_NUMBER, text)
    if not number:
        return 0.0  # the ground floor
    tens, ten, ones = number.group().rpartition("十")
    count = float(ones) if ones.isascii() and ones else _DIGITS.find(ones or "0") + 1.0
    if ten:
        count += 10 * (_DIGITS.index(tens) + 1 if tens else 1)
    if re.match("B|地下|负|-", text):
        return -count
    return count - 1 if count > 0 and re.search("[F层楼]|地上", text) else count


def _night(hours):
    stated = attributes.truth(hours.get("open_24h"))
    text = tag_rules.plain(hours.get("opening_hours"))
    if stated is None and text not in _NOT_SAID:
        stated = text in _ALL_DAY
    return np.nan if stated is None else float(stated)
