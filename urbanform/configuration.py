"""What public property a district of each type is to hold: table 5.3.3 of the guideline, checked against facilities."""

import re

import numpy as np
import pandas as pd

from . import functions, tables, tag_rules

# The first two in the user's own words, the others tags of OpenStreetMap.
_WORDS = ("category", "name")
_TAGS = (
    *("amenity", "building", "leisure", "healthcare", "tourism", "man_made", "power"),
    *("railway", "station", "emergency", "social_facility"),
)
# What follows a word in the name of something else: the bus stop 消防站公交站, the shop 公园便利店.
_ELSE = re.compile("地铁|公交|车站|站$|路|街|大道|店|超市|小区|花园|苑|公寓|住宅|家属|大厦")
FIELDS = (*_WORDS, *_TAGS)


def items(district_type, *groups):
    """Return the rows of `configuration.csv` for a type of district, of some groups or of `core` and `key`.

    >>> [row["item_zh"] for row in items("centre", "key")]
    ['消防站', '派出所', '大型公共停车场', '公交场站']
    """
    groups = groups or ("core", "key")
    rows = tables.rows("configuration")
    return [row for row in rows if row["district_type"] == district_type and row["group"] in groups]


def fitting(frame, rows):
    """Return which facilities are what each item asks for, (items, n): by their category, their tags, or their name.

    A name decides only where category and tags tell nothing else, by the last of its words: 公园派出所 is a
    police station. Words with `!` in the table name something else: a car park is no park.

    frame : (n,) rows with any of `FIELDS`; rows : of `configuration.csv`.

    >>> places = pd.DataFrame({"category": ["派出所", None, "cafe"], "name": [None, "公园派出所", "公园"]})
    >>> fitting(places, items("centre", "key")[1:2]).tolist()
    [[True, True, False]]
    """
    last = functions.pattern_of(word.lstrip("!") for row in tables.rows("configuration") for word in _split(row))
    numbers, combinations = tag_rules.combinations(frame, ("category", *_TAGS))
    tags = [{key: tag_rules.words(value) for key, value in each.items()} for each in combinations]
    told = np.zeros((len(rows), len(frame)), dtype=bool)
    for row, fits in zip(rows, told):
        rules = tag_rules.parse(row["osm"])
        tagged = [any(tag_rules.fits(rule, each) for rule in rules) for each in tags]
        fits |= np.array([*tagged, False], dtype=bool)[numbers]
        fits |= _read(frame, "category", row, lambda found, text: bool(found))
    known = functions.functions(frame.drop(columns="name", errors="ignore"))[0]
    other = [name for name, dimension in functions.DIMENSIONS.items() if dimension != "public"]
    named = ~(told.any(axis=0) | np.isin(known, other) | _reads(frame, "category", last))
    for row, fits in zip(rows, told):
        fits |= named & _read(frame, "name", row, lambda found, text: _ends(found, text, last))
    return told


def _split(row):
    return row["words"].split(";")


def _read(frame, field, row, test):
    """Return for which values of a field the words of an item that they hold pass a test."""
    pattern = functions.pattern_of(word.lstrip("!") for word in _split(row))
    others = {functions.normal(word[1:]) for word in _split(row) if word.startswith("!")}

    def told(value):
        text = re.sub(r"\([^()]*\)", "", functions.normal(value))
        return test([one for one in pattern.finditer(text) if not (one["no"] or one["word"] in others)], text)

    return _of_distinct(frame, field, told)


def _reads(frame, field, pattern):
    return _of_distinct(frame, field, lambda value: pattern.search(functions.normal(value)) is not None)


def _ends(found, text, last):
    """Return whether a name ends with one of the words found: no other of the table, and no place, follows."""
    begin, end = [one.span("word") for one in last.finditer(text)][-1] if found else (0, 0)
    rest = re.sub("^e?s(?![a-z0-9])", "", text[end:])
    alone = not (_ELSE.search(rest) or (text[begin:end].isascii() and re.search("[a-z]", rest)))
    return alone and any(one.end() > begin for one in found)


def _of_distinct(frame, field, test):
    if field not in frame:
        return np.zeros(len(frame), dtype=bool)
    codes, values = pd.factorize(frame[field].to_numpy(dtype=object))
    return np.array([*map(test, values), False], dtype=bool)[codes]
