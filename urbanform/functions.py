"""What a space is used for: one of the seven functions of guideline 5.1.2, from what planners write."""

import re

import numpy as np
import pandas as pd

from . import attributes, tables, tag_rules

FUNCTIONS = tuple(row["function"] for row in tables.rows("functions"))
DIMENSIONS = {row["function"]: row["dimension"] for row in tables.rows("functions")}
# Tags of OpenStreetMap: a place of interest says more of a space than the building that it is in.
_PLACES = ("amenity", "shop", "tourism", "leisure", "office", "healthcare", "man_made", "power")
_TAGS = (*_PLACES, "building")
# The fields that tell a function: the user's own words, a land-use code, then tags.
FIELDS = ("function", "category", "use", *_TAGS)
OWN, CODE, PLACE, BUILDING = "field", "code", "poi", "building"


def functions(frame):
    """Return the function of each space, '' where nothing tells it, and what told it.

    In this order (guideline 5.1.2): `function` in words; a land-use code in `function` or `use`;
    `category` and the tags of a place of interest; the tag of a building. Words that name several
    functions tell none. What told it is `field`, `code`, `poi` or `building`, '' where nothing did.

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

    >>> is_building_tag(["apartments", "yes", "A-01"]).tolist()
    [True, True, False]
    """
    tags = {"yes", "no", "roof", "block", "construction", "bridge", "industrial", "hall", "part"}
    for _, rule in _Reader().rules:
        tags.update(word for key, operator, words in rule if (key, operator) == ("building", "=") for word in words)
    codes, distinct = pd.factorize(np.asarray(values, dtype=object))
    told = np.array([*(tag_rules.plain(value) in tags for value in distinct), False], dtype=bool)
    return told[codes]


class _Reader:
    """The words, codes and rules of `functions.csv`, read once for many values."""

    def __init__(self):
        self.exact, self.words, self.codes, self.rules = {}, {}, {}, []
        for row in tables.rows("functions"):
            function = row["function"]
            own = [function, row["name_en"], row["name_zh"]]
            self.exact.update((_normal(word), function) for word in own)
            self.words.update((_normal(word), function) for word in [*own, *row["words"].split(";")])
            self.codes.update((code, function) for code in row["codes"].split(";"))
            self.rules += [(function, rule) for rule in tag_rules.parse(row["osm"])]
        self.rules.sort(key=lambda each: _generality(each[1]))
        latin = (re.escape(word) for word in sorted(self.words, key=len, reverse=True) if word.isascii())
        others = (re.escape(word) for word in sorted(self.words, key=len, reverse=True) if not word.isascii())
        self.pattern = re.compile(rf"{'|'.join(others)}|(?<![a-z0-9])(?:{'|'.join(latin)})(?![a-z0-9])")

    def read(self, values):
        """Return the function that one combination of values tells, and what told it."""
        word, use = values.get("function"), values.get("use")
        for found, origin in (
            (self.exact.get(_normal(word)), OWN),
            (self._coded(word), CODE),
            (self._named(word), OWN),
            (self._coded(use) or self._named(use), CODE),
            (self._named(values.get("category")), PLACE),
        ):
            if found:
                return found, origin
        tags = {key: tag_rules.words(values[key]) for key in _TAGS if key in values}
        for function, rule in self.rules:
            if tag_rules.fits(rule, tags):
                return function, PLACE if _generality(rule)[0] < len(_PLACES) else BUILDING
        return "", ""

    def _coded(self, value):
        """Return the function of a land-use code, by the longest beginning of it that is known."""
        code = re.sub(r"^(\d+)\.0+$", r"\1", attributes.text(value)).upper()
        if code.isdigit() and len(code) % 2:  # a spreadsheet took the leading zero away
            code = "0" + code
        if not re.fullmatch(r"[A-Z]+\d*|\d{2,}", code):
            return ""
        shortest = len(code.rstrip("0123456789")) or 2
        return next((self.codes[code[:n]] for n in range(len(code), shortest - 1, -1) if code[:n] in self.codes), "")

    def _named(self, value):
        """Return the function of the words within a text; '' where they name none, or several."""
        found = {self.words[word] for word in self.pattern.findall(_normal(value))}
        return found.pop() if len(found) == 1 else ""


def _normal(value):
    return re.sub("[_ -]+", "_", tag_rules.plain(value))


def _generality(rule):
    """Return what sorts rules: places before buildings, and words before `any value`."""
    condition = rule[-1]
    return _TAGS.index(condition.key), "*" in condition.words
