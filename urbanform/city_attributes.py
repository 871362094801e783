"""What buildings of city models say of themselves: storeys, height and function, under many names and in many codes."""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from . import attributes, create_package, functions, planning_numbers, tables

NUMBERS = ("storeys", "storeys_below", "height")
# What a file may say of a building's function, the surest first.
_FUNCTIONS = ("function", "usage", "class")
# The lists of `city_models.csv`: how their codes look, and what marks the code space of an attribute as theirs.
_SCHEMES = (("alkis", r"3\d{4}_\d+", ""), ("plateau", r"4\d\d", "building_usage"), ("sig3d", r"\d{4}", "sig3d"))


class Lists(NamedTuple):
    """What values are possible, and what codes mean."""

    spans: dict  # field → Span
    codes: dict  # (list, code) → function, '' where it tells none


def lists():
    """Return the `Lists` of `package.csv` and `city_models.csv`."""
    rows = [row for row in tables.rows("city_models") if row["scheme"] != "geographic"]
    codes = {(row["scheme"], row["code"]): row["value"] for row in rows}
    codes.update((("name", row["meaning"].lower()), row["value"]) for row in rows)
    return Lists({field.name: field.span for field in create_package.layers()["buildings"].fields}, codes)


def city_attributes(objects, known):
    """Return what some buildings say of themselves, as a table of a row for each.

    objects : list of `CityObject`; known : Lists.

    Columns: storeys, storeys_below and height (m), each NaN where unknown or impossible, and whether it is
    impossible (impossible_storeys …); function: a code of `functions.csv`, several of them separated by /,
    words as they are, None where nothing tells it; unknown_function: whether it has a code that no list has.

    >>> from .city_gml import CityObject
    >>> tower = CityObject("A-1", "", {"storeysAboveGround": [("9999", "")], "usage": [("402", "")]})
    >>> city_attributes([tower], lists())[["storeys", "impossible_storeys", "function"]].to_numpy().tolist()
    [[nan, True, 'commercial']]
    """
    names = {name for each in objects for name in each.values}
    spans = known.spans
    aliases = {field: _aliases(field, names) for field in NUMBERS}
    table = {name: [] for field in NUMBERS for name in (field, f"impossible_{field}")}
    for each in objects:
        for field in NUMBERS:
            value = _first_number(each.values, aliases[field], "m" if field == "height" else "storeys")
            possible = spans[field].least <= value <= spans[field].most and (value > 0 or field != "height")
            table[field].append(value if possible else np.nan)
            table[f"impossible_{field}"].append(not np.isnan(value) and not possible)
    table = pd.DataFrame(table)
    for field in ("storeys", "storeys_below"):
        table[field] = np.floor(table[field] + 0.5)
    reading, read = {}, []
    for each in objects:
        said = tuple((*value, name) for name in _FUNCTIONS for value in each.values.get(name, ()))
        said = tuple((attributes.text(value), space or "", name) for value, space, name in said)
        if said not in reading:
            reading[said] = _function(said, known.codes)
        read.append(reading[said])
    table["function"] = pd.Series([function for function, _ in read], dtype=object)
    table["unknown_function"] = [unknown for _, unknown in read]
    return table


def _aliases(field, names):
    """Return the names in a model under which a field may stand, the surest first."""
    found, left = [], set(names)
    while name := attributes.find_field(sorted(left), field):
        found.append(name)
        left.discard(name)
    return found


def _first_number(values, names, unit):
    """Return the first number under some names, NaN where there is none; bounds and several numbers are none."""
    found = (planning_numbers.number_of(value, unit) for name in names for value, _ in values.get(name, ()))
    sure = (planning_numbers.PLAIN, planning_numbers.WORDED)
    return next((number for number, read in found if read in sure), np.nan)


def _function(said, codes):
    """Return what the first telling attribute says of the function, and whether a code of it is unknown.

    said : (value, code space, attribute) of each; several functions are listed, separated by /. One that is
    unknown, or tells none, beside others leaves all of them untold.
    """
    unknown = False
    for name in _FUNCTIONS:
        found = []
        for value, space, attribute in said:
            scheme = _scheme(value, space)
            if attribute != name or scheme == "name" and not functions.states_function(value):
                continue
            if scheme == "name":
                found.append(codes.get((scheme, value.lower()), value))
            elif name != "class":  # its codes are another list, which tells too little
                found.append(codes.get((scheme, value)))
        unknown |= None in found
        if any(one is not None for one in found):
            return ("/".join(dict.fromkeys(found)), False) if all(found) else (None, unknown)
    return None, unknown


def _scheme(value, space):
    """Return the list that a code is of, `name` for words, '' for a code of an unknown list."""
    for scheme, pattern, mark in _SCHEMES:
        if re.fullmatch(pattern, value):
            return scheme if not space or mark in space.lower() else ""
    return "" if re.fullmatch(r"[\d_.]+", value) else "name"
