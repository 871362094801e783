"""What a space is used for: one of the seven functions of guideline 5.1.2, from what planners write."""

import itertools
import re

import numpy as np
import pandas as pd

from . import attributes, columns, tables, tag_rules

FUNCTIONS = tuple(row["function"] for row in tables.rows("functions"))
DIMENSIONS = {row["function"]: row["dimension"] for row in tables.rows("functions")}
# Tags of OpenStreetMap: a place of interest says more of a space than the building that it is in.
_PLACES = ("amenity", "shop", "tourism", "leisure", "office", "healthcare", "man_made", "power")
_TAGS = (*_PLACES, "building")
# The fields that tell a function: the user's own words, a land-use code, then tags.
FIELDS = ("function", "category", "use", *_TAGS)
OWN, CODE, PLACE, BUILDING = "field", "code", "poi", "building"
# What is written where nobody knows.
_UNSTATED = {"unknown", "n/a", "na", "null", "none", "nan", "tbd", "yes", "未知", "不详", "待定", "无", "空"}


def functions(frame):
    """Return the function of each space, '' where nothing tells it, and what told it.

    In this order (guideline 5.1.2): `function` in words; a land-use code in `function` or `use`;
    `category` and the tags of a place of interest; the tag of a building. Words or tags that name
    several functions, or one beside something unknown (办公/厂房), tell none, and words behind a `no` do
    not count. What told it is `field`, `code`, `poi` or `building`, '' where nothing did.

    frame : (n,) rows with any of `FIELDS`.

    >>> rows = pd.DataFrame({"function": ["研发", "B1", None, "商业/办公"], "amenity": [None, None, "theatre", None]})
    >>> [column.tolist() for column in functions(rows)]
    [['office', 'commercial', 'culture', ''], ['field', 'code', 'poi', '']]
    """
    columns = {field: frame[field].to_numpy(dtype=object) for field in FIELDS if field in frame}
    if "building" in columns:  # names of buildings tell nothing, and each is another
        columns["building"] = np.where(is_building_tag(columns["building"]), columns["building"], None)
    numbers, combinations = tag_rules.combinations(pd.DataFrame(columns, index=range(len(frame))), FIELDS)
    reader = _Reader()
    found = np.array([*map(reader.read, combinations), ("", "")], dtype=object)
    return found[numbers, 0], found[numbers, 1]


def is_building_tag(values):
    """Return which values of a field `building` are tags of OpenStreetMap rather than names of buildings.

    A word of three or more small Latin letters, without a digit, is a tag even where no rule reads it.

    >>> is_building_tag(["apartments", "yes", "pavilion", "A-01", "b2"]).tolist()
    [True, True, True, False, False]
    """
    tags = {"yes", "no"}
    for rule in itertools.chain.from_iterable(tag_rules.parse(row["osm"]) for row in tables.rows("functions")):
        tags.update(word for key, operator, words in rule if (key, operator) == ("building", "=") for word in words)
    codes, distinct = pd.factorize(np.asarray(values, dtype=object))
    is_word = re.compile("[a-z_;]{3,}").fullmatch
    told = [is_word(attributes.text(value)) is not None or tag_rules.plain(value) in tags for value in distinct]
    told = np.array([*told, False], dtype=bool)
    return told[codes]


def states_function(value):
    """Return whether a value means to tell a function, be it one that we know or not.

    >>> [states_function(value) for value in ("厂房", "商业/办公", "?", "n/a", "未知", None)]
    [True, True, False, False, False, False]
    """
    word = normal(value)
    return word not in _UNSTATED and any(letter.isalpha() for letter in word)


def normal(value):
    """Return a text in small half-width letters, its words joined by `_`.

    >>> normal(" Plant-room ")
    'plant_room'
    """
    return re.sub("[_ -]+", "_", tag_rules.plain(value))


def pattern_of(words):
    """Return the pattern that finds words in a `normal` text, the longest first.

    Latin ones stand alone, in singular or plural, as park does not in parking. The group `word` is the
    word, the group `no` what denies it.

    >>> [found["word"] for found in pattern_of(["park", "car park", "公园"]).finditer("parking,car_parks,公园里")]
    ['car_park', '公园']
    """
    words = sorted({normal(word) for word in words} - {""}, key=lambda word: (-len(word), word))
    latin = "|".join(re.escape(word) for word in words if word.isascii())
    others = [re.escape(word) for word in words if not word.isascii()]
    alone = [rf"(?<![a-z0-9])(?:{latin})(?=(?:e?s)?(?![a-z0-9]))"] if latin else []
    denied = "(?P<no>非|无|不含|(?<![a-z0-9])(?:non|no|not|without)_)??"
    return re.compile(f"{denied}(?P<word>{'|'.join([*others, *alone]) or '(?!)'})")


def codes_named(frame, field, subject):
    """Return a column's words as the codes of `words.csv`, '' where they name none, or several.

    >>> owners = pd.DataFrame({"owner": ["区政府", "政府与企业合资", "Real Estate Fund", None]})
    >>> codes_named(owners, "owner", "owner").tolist()
    ['public', '', '', '']
    """
    if field not in frame:
        return np.full(len(frame), "", dtype=object)
    words = {normal(row["value"]): row["code"] for row in tables.rows("words") if row["subject"] == subject}
    pattern = pattern_of(words)

    def code(value):
        text = normal(value)
        found = {words[one["word"]] for one in pattern.finditer(text) if not one["no"]}
        return words.get(text, found.pop() if len(found) == 1 else "")

    return columns.read(frame, field, code)


class _Reader:
    """The words, codes and rules of `functions.csv`, read once for many values."""

    def __init__(self):
        self.words, self.codes, self.rules = {}, {}, []
        for row in tables.rows("functions"):
            function = row["function"]
            for word in (function, row["name_en"], row["name_zh"], *row["words"].split(";")):
                self.words[normal(word.lstrip("!"))] = "" if word.startswith("!") else function
            self.codes.update((code, function) for code in row["codes"].split(";"))
            self.rules += [(function, rule) for rule in tag_rules.parse(row["osm"])]
        self.rules.sort(key=lambda each: _generality(each[1]))
        self.pattern = pattern_of(self.words)

    def read(self, values):
        """Return the function that one combination of values tells, and what told it."""
        for found, origin in self._sources(values):
            if found:
                return (*found, origin) if len(found) == 1 and "" not in found else ("", "")
        return "", ""

    def _sources(self, values):
        """Yield the functions that each source tells, the first source first, and which source it is."""
        word, use, category = (values.get(field) for field in ("function", "use", "category"))
        yield self._coded(word), CODE
        yield self._named(word), OWN
        for found, origin in (
            (self._coded(use), CODE), (self._named(use), CODE), (self._named(category), PLACE),
        ):  # fmt: skip
            yield found if len(found) == 1 else set(), origin  # a plot of several uses leaves it to the tags
        tags = {key: tag_rules.words(values[key]) for key in _TAGS if key in values}
        for (key, _), rules in itertools.groupby(self.rules, key=lambda each: _generality(each[1])):
            found = {function for function, rule in rules if tag_rules.fits(rule, tags)}
            yield found, PLACE if key < len(_PLACES) else BUILDING

    def _coded(self, value):
        """Return the function of a land-use code, by the longest beginning of it that is known.

        Of a number the second level at least: city models write 1120 for offices, and there is no land use 1120.
        """
        code = re.sub(r"^(\d+)\.0+$", r"\1", attributes.text(value)).upper()
        if re.fullmatch(r"\d(\d\d)+", code):
            code = "0" + code  # a spreadsheet took the leading zero away
        if not re.fullmatch(r"[A-Z]+\d*|\d{2,}", code):
            return set()
        shortest = len(code.rstrip("0123456789")) or min(len(code), 4)
        known = (code[:n] for n in range(len(code), shortest - 1, -1) if code[:n] in self.codes)
        return {self.codes[found] for found in itertools.islice(known, 1)}

    def _named(self, value):
        """Return the functions that a text names, with '' among them where a part of it names something else."""
        text = normal(value)
        found = {self.words[one["word"]] for one in self.pattern.finditer(text) if not one["no"]}
        parts = re.split("[/+、;,|]", re.sub(r"\([^()]*\)", "", text))
        unread = any(states_function(part) and not self.pattern.search(part) for part in parts)
        return found | {""} if found and unread else found


def _generality(rule):
    """Return what sorts rules: places before buildings, and words before `any value`."""
    condition = rule[-1]
    return _TAGS.index(condition.key), "*" in condition.words
