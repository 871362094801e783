"""Rules on tags such as `highway=steps+conveying=*`, read from a table and tried on rows of a frame."""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from . import attributes


class Condition(NamedTuple):
    """One condition of a rule: a column, `=` `!=` or `~`, and the words to look for."""

    key: str
    operator: str
    words: tuple


def parse(cell):
    """Return the rules of a table's cell, each a tuple of conditions that must all hold.

    `;` divides rules, `+` conditions and `|` words. `=` wants one of the words and `!=` none of them;
    `*` is any value but no, an empty word is no value. `~` wants one of the words within the value.

    >>> [[tuple(condition) for condition in rule] for rule in parse("highway=steps+conveying!=*;footway=crossing")]
    [[('highway', '=', ('steps',)), ('conveying', '!=', ('*',))], [('footway', '=', ('crossing',))]]
    """
    return [tuple(_condition(part) for part in rule.split("+")) for rule in cell.split(";") if rule]


def _condition(text):
    key, operator, words = re.fullmatch(r"([\w:]+)(!=|=|~)([^=~]*)", text).groups()
    return Condition(key.replace(":", "_"), operator, tuple(words.split("|")))


def fits(rule, tags):
    """Return whether the tags of one row, lists of words by column, meet every condition of a rule.

    >>> rule = parse("highway=steps+conveying=*")[0]
    >>> fits(rule, {"highway": ["steps"], "conveying": ["forward"]}), fits(rule, {"highway": ["steps"]})
    (True, False)
    """
    return all(_holds(condition, tags.get(condition.key, ())) for condition in rule)


def _holds(condition, values):
    if condition.operator == "~":
        return any(word in value for word in condition.words for value in values)
    found = any(_is(value, condition.words) for value in values) if values else "" in condition.words
    return found == (condition.operator == "=")


def _is(value, words):
    truth = attributes.truth(value)  # data say yes in many ways: 1, T, true
    return (
        value in words
        or ("*" in words and truth is not False)
        or ("yes" in words and truth is True)
        or ("no" in words and truth is False)
    )


def plain(value):
    """Return a value as trimmed text in small half-width letters; 10.0 of a spreadsheet as 10.

    >>> plain(10.0), plain(" Ｓteps "), plain(None)
    ('10', 'steps', '')
    """
    return re.sub(r"^(-?\d+)\.0+$", r"\1", attributes.text(value).lower())


def words(value):
    """Return the words of a value, which may be a list.

    >>> words("footway; steps"), words("['footway', 'steps']"), words(None)
    (['footway', 'steps'], ['footway', 'steps'], [])
    """
    parts = (part.strip("[]'\" ") for part in re.split("[;,]", plain(value)))
    return [part for part in parts if part]


def combinations(frame, columns):
    """Return which combination of values each row has, and the combinations as dictionaries.

    Real layers repeat few combinations over very many rows, so that what is said of a combination
    is said of all its rows at once. Columns that the frame lacks are left out.

    >>> frame = pd.DataFrame({"highway": ["steps", "path", "steps"]})
    >>> numbers, found = combinations(frame, ["highway", "level"])
    >>> numbers.tolist(), found
    ([0, 1, 0], [{'highway': 'steps'}, {'highway': 'path'}])
    """
    present = [column for column in columns if column in frame]
    numbers = np.zeros(len(frame), dtype=np.int64)
    for column in present:
        codes, values = pd.factorize(frame[column].values)
        numbers = pd.factorize(numbers * (len(values) + 1) + codes + 1)[0]
    first = np.zeros(numbers.max(initial=-1) + 1, dtype=np.int64)
    first[numbers[::-1]] = np.arange(len(frame))[::-1]
    columns = {column: frame[column].iloc[first].tolist() for column in present}
    return numbers, [{column: values[row] for column, values in columns.items()} for row in range(len(first))]
