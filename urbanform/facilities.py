"""Facilities of the working life circle (guideline 5.2.5): their categories and time bands."""

import itertools
import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from . import attributes, tables, tag_rules
from .errors import QT_TRANSLATE_NOOP, InputError

# The fields that tell a category: the first in the user's own words, the others tags of OpenStreetMap.
FIELDS = (
    *("category", "amenity", "shop", "tourism", "office", "healthcare", "building"),
    *("isced_level", "name"),
)
# The row of the table whose words look like a category's and are not: an ATM is no bank.
_NONE = "none"


class _Vocabulary(NamedTuple):
    exact: dict  # a category's codes, labels and words → category
    words: list  # (pattern, category), the longest word first
    rules: list  # (rule, category), in the table's order


def bands(checklist=None):
    """Return the categories of a service checklist and the minutes within which each has to be reached.

    checklist : frame with `category` and `band` (minutes), or None for the 17 of guideline 5.2.5;
    a category of the table is known by its code, label or any word, others keep the user's name.
    Raises `InputError` for no row, and for one without a category, without minutes, or said twice.

    >>> bands()["cafe"], bands()["hospital"], len(bands())
    (5.0, 15.0, 17)
    >>> bands(pd.DataFrame({"category": ["药店", "银行"], "band": [5, "10分钟"]}))
    {'药店': 5.0, 'bank': 10.0}
    """
    if checklist is None:
        return {row["category"]: float(row["band"]) for row in tables.rows("facilities") if row["category"] != _NONE}
    exact, result = _vocabulary().exact, {}
    for name, value in zip(checklist["category"], checklist["band"]):
        category = exact.get(_normal(name), attributes.text(name))
        minutes = attributes.number(value)
        if not category or category in result or not minutes > 0:
            raise InputError(
                "CHECKLIST",
                f"{attributes.text(name) or 'NULL'}, {attributes.text(value) or 'NULL'}",
                QT_TRANSLATE_NOOP("Multiground", "each category once, with its minutes"),
                QT_TRANSLATE_NOOP("Multiground", "Correct the row of the checklist."),
            )
        result[category] = minutes
    if not result:
        raise InputError(
            "CHECKLIST",
            QT_TRANSLATE_NOOP("Multiground", "no row"),
            QT_TRANSLATE_NOOP("Multiground", "each category once, with its minutes"),
            QT_TRANSLATE_NOOP("Multiground", "Leave it out for the guideline's 17 categories."),
        )
    return result


def categories(frame, known=None):
    """Return the service category of each facility, None where it has none, and the rows not read.

    `category` decides by the words of `facilities.csv`, of a list of types such as Gaode's the finest
    that says something, of several words the longest; then the tags of OpenStreetMap do. A category
    that says nothing known is listed.

    frame : (n,) rows with any of `FIELDS`; known : names of the categories wanted, `bands` gives
    them; None for the 17 of guideline 5.2.5. A name of the user's own counts where the text is that name.
    Raises `InputError` for facilities without any field that could tell.

    >>> places = pd.DataFrame({"category": ["餐饮服务;咖啡厅", None, "停车场"], "shop": [None, "mall", None]})
    >>> found, unread = categories(places)
    >>> found.tolist(), unread.tolist()
    (['cafe', 'mall', None], [2])
    """
    columns = {field: frame[field].to_numpy() for field in FIELDS if field in frame}
    if len(frame) and not set(columns) - {"name"}:
        raise InputError(
            "CATEGORY_FIELD",
            QT_TRANSLATE_NOOP("Multiground", "no field that tells the category"),
            QT_TRANSLATE_NOOP("Multiground", "a field with categories, or OSM tags such as amenity"),
            QT_TRANSLATE_NOOP("Multiground", "Choose a field of the layer."),
        )
    vocabulary = _vocabulary()
    known = dict.fromkeys(bands() if known is None else known)
    own = {_normal(name): name for name in known}
    if "name" in columns:
        columns["name"] = _telling(columns["name"], vocabulary.rules)
    numbers, places = tag_rules.combinations(pd.DataFrame(columns, index=range(len(frame))), FIELDS)
    found = [_category(place, own, vocabulary) for place in places]
    category = np.array([one if one in known else None for one in found], dtype=object)
    unread = np.array([not one and bool(tag_rules.plain(p.get("category"))) for one, p in zip(found, places)], bool)
    return category[numbers], np.flatnonzero(unread[numbers])


def _vocabulary():
    exact, words, rules = {}, [], []
    for row in tables.rows("facilities"):
        category = row["category"]
        own = [category, row["label_en"], row["label_zh"], *filter(None, row["words"].split(";"))]
        exact.update((_normal(word), category) for word in own if category != _NONE)
        words += [(_normal(word), category) for word in own]
        rules += [(rule, category) for rule in tag_rules.parse(row["osm"])]
    words.sort(key=lambda pair: -len(pair[0]))
    return _Vocabulary(exact, [(_pattern(word), category) for word, category in words], rules)


def _normal(value):
    return re.sub("[_ -]+", " ", tag_rules.plain(value))


def _pattern(word):
    """Return the pattern of a word; Latin ones stand alone, as bank does not in embankment."""
    return re.compile(rf"(?<![a-z0-9]){re.escape(word)}(?:e?s)?(?![a-z0-9])" if word.isascii() else re.escape(word))


def _telling(names, rules):
    """Return of each name only the words that a rule looks for, so that equal facilities stay few."""
    conditions = [condition for rule, _ in rules for condition in rule]
    words = {word for key, _, named in conditions if key == "name" for word in named}
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    codes, distinct = pd.factorize(names)
    found = [";".join(pattern.findall(tag_rules.plain(name))) or None for name in distinct]
    return np.array([*found, None], dtype=object)[codes]


def _category(place, own, vocabulary):
    """Return the category of one combination of values, `none` for what is known to be none, else None."""
    text = _normal(place.get("category"))
    # types such as 餐饮服务;咖啡厅;星巴克咖啡 become finer along the list
    parts = [part.strip() for types in text.split("|") for part in reversed(re.split("[;:>,/、]", types))]
    tags = {key: tag_rules.words(value) for key, value in place.items()}
    return next(
        itertools.chain(
            (own[part] for part in [text, *parts] if part in own),
            (category for part in parts for pattern, category in vocabulary.words if pattern.search(part)),
            (category for rule, category in vocabulary.rules if tag_rules.fits(rule, tags)),
        ),
        None,
    )
