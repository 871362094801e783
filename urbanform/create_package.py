"""What a district package holds: its layers, their fields and the codes that a field may take, as data."""

import re
from typing import NamedTuple

from . import attributes, tables

# The geometry types of `package.csv`, by the dimension of what is drawn.
DIMENSIONS = {"point": 0, "line": 1, "linez": 1, "polygon": 2}


class Span(NamedTuple):
    """Numbers that are possible, and within them the usual ones; None where open."""

    least: float
    most: float
    usual_least: float
    usual_most: float
    unit: str


class Field(NamedTuple):
    """A field of a layer."""

    name: str
    type: str  # text, whole, real or yesno
    values: str  # the list of its codes in `value_lists.csv`, '' for none; landuse: the codes of `landuse.csv`
    needed: str  # 'yes', the field that may take its place, or ''
    span: Span


class Layer(NamedTuple):
    """A layer of the package."""

    name: str
    geometry: tuple  # the types that it may be drawn in; a new package has the first
    span: Span  # of its features' sizes: m² of outlines, m of lines
    fields: tuple
    titles: dict  # language → title
    colour: str


def layers():
    """Return the layers of a district package by name, in their order.

    >>> plots = layers()["plots"]
    >>> plots.geometry, [field.name for field in plots.fields][:3]
    (('polygon',), ['plot', 'use', 'commercial_m2'])
    """
    result = {}
    for row in tables.rows("package"):
        span = Span(*(_number(row[column]) for column in Span._fields[:4]), row["unit"])
        if not row["field"]:
            titles = {language: row[f"title_{language}"] for language in ("en", "zh")}
            result[row["layer"]] = Layer(row["layer"], tuple(row["type"].split()), span, (), titles, row["colour"])
            continue
        layer = result[row["layer"]]
        field = Field(row["field"], row["type"], row["values"], row["needed"], span)
        result[layer.name] = layer._replace(fields=(*layer.fields, field))
    return result


def codes(name):
    """Return the rows of a list of `value_lists.csv`: code, label_en, label_zh and colour.

    >>> [row["code"] for row in codes("surface")]
    ['skyway', 'rooftop', 'underground', 'other']
    """
    return [row for row in tables.rows("value_lists") if row["list"] == name]


def file_name(district):
    """Return a district's name as the name of a file: what no file system takes becomes `_`.

    >>> file_name("示范片区 1/2: new"), file_name(" .. "), file_name("CON")
    ('示范片区 1_2_ new', 'district', 'CON_')
    """
    name = re.sub(r'[\x00-\x1f<>:"/\\|?*]', "_", attributes.text(district)).strip(" .")[:80].strip(" .")
    reserved = re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", name)
    return f"{name}_" if reserved else name or "district"


def _number(text):
    return float(text) if text else None
