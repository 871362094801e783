"""Which column of a planning table is which field of the district package, by the names that planners use."""

import re
from typing import NamedTuple

from . import attributes, create_package, tables
from .planning_numbers import unit_factor

# What planners' tables hold besides the fields of the package, by layer; "" for every layer.
_BESIDE = {
    "": ("id", "feature_code", "division_code", "division_name", "planning_unit"),
    "plots": ("height", "area", "building_density", "green_ratio", "land_area_m2", "footprint_m2"),
    "buildings": ("name", "area", "footprint_m2", "plot", "owner"),
    "floors": ("floor_from", "floor_to", "area_each"),
}
UNITS = {"height": "m", "area": "m²", "building_density": "%", "green_ratio": "%", "land_area_m2": "m²"}
UNITS.update({"footprint_m2": "m²", "area_each": "m²"})
# A building's or floor's use is its function: the names of this field are read, too.
_USE = (("buildings", "function"), ("floors", "function"))
# Names that mean something in one layer only, and names that there mean something else: of a plot, 面积 is its land.
_MORE = {("floors", "storey"): ("floor", "level", "层", "楼层号"), ("plots", "land_area_m2"): ("面积",)}
_LESS = {("plots", "area"): ("area", "面积")}
# Names of columns in a shapefile are cut to so many bytes.
_CUT = 10
_UNIT = re.compile(r"\s*(?:\(([^()]*)\)|\[([^\[\]]*)\])\s*$")


class Match(NamedTuple):
    """A column that names a field."""

    column: str
    field: str
    factor: float  # how many of the field's unit one of the head's is; NaN where the two do not fit
    cut: bool  # whether the name was cut in a shapefile


def fields_of(layer):
    """Return what is read into a layer of the package: its `create_package.Field`s, and what stands beside them.

    >>> [field.name for field in fields_of("plots")][-3:]
    ['green_ratio', 'land_area_m2', 'footprint_m2']
    """
    own = create_package.layers()[layer].fields
    names = [name for name in (*_BESIDE[""], *_BESIDE.get(layer, ())) if name not in {field.name for field in own}]
    open_span = create_package.Span(None, None, None, None, "")
    beside = [
        create_package.Field(
            name, "real" if name in UNITS else "text", "owner" if name == "owner" else "", "",
            open_span._replace(least=0.0, unit=UNITS[name]) if name in UNITS else open_span,
        )
        for name in names
    ]  # fmt: skip
    return [*own, *beside]


def unit_of(field):
    """Return the unit in which a field's numbers are read.

    >>> [unit_of(field) for field in fields_of("buildings") if field.type in ("whole", "real")]
    ['storeys', 'storeys', 'm', 'm', 'm²', 'm²']
    """
    return "storeys" if field.name in ("storeys", "storeys_below") else field.span.unit


def matches(layer, columns):
    """Return, for each field of a layer, the columns that name it, the surest first; and the ambiguous columns.

    A column is named by the field's name, an alias or a label of `fields.csv`, whatever the case, with or without a
    unit in brackets; or by such a name cut to the ten bytes of a shapefile, where only one field has it.

    columns : names of columns. Returns field → list of `Match`, and column → fields that its cut name may mean.

    >>> found, unsure = matches("plots", ["YDXZ", "ydyhfldm", "容积率（规划）", "用地面积(公顷)", "公共服务用", "fid"])
    >>> [match.column for match in found["use"]], found["land_area_m2"][0].factor, found["public_m2"][0].cut
    (['ydyhfldm', 'YDXZ'], 10000, True)
    """
    fields, spoken = fields_of(layer), _names(layer)
    plain = {column: _plain(column) for column in columns}
    found, taken = {field.name: [] for field in fields}, set()
    for field in fields:
        order = {name: rank for rank, name in reversed([*enumerate(spoken[field.name])])}
        named = [(order[name], column) for column, (name, _) in plain.items() if name in order and column not in taken]
        for _, column in sorted(named, key=lambda pair: pair[0]):
            found[field.name].append(Match(column, field.name, unit_factor(plain[column][1], unit_of(field)), False))
            taken.add(column)
    unsure = {}
    for column in (column for column in columns if column not in taken):
        name = plain[column][0]
        fits = [field.name for field in fields if any(_is_cut(name, whole) for whole in spoken[field.name])]
        if len(fits) == 1:
            found[fits[0]].append(Match(column, fits[0], 1, True))
        elif fits:
            unsure[column] = fits
    return found, unsure


def _names(layer):
    """Return the names of each field of a layer as they are looked for, the surest first."""
    rows = {row["field"]: row for row in tables.rows("fields")}
    result = {}
    for field in fields_of(layer):
        names = []
        key = layer, field.name
        for row in [rows[field.name], *([rows["use"]] if key in _USE else [])]:
            names += [row["field"], *row["aliases"].split(";"), row["label_zh"], row["label_en"]]
        names = [name for name in [*names, *_MORE.get(key, ())] if name and name not in _LESS.get(key, ())]
        result[field.name] = list(dict.fromkeys(_plain(name)[0] for name in names))
    return result


def _plain(name):
    """Return a column's name as it is compared, and the unit in brackets at its end."""
    text = re.sub(r"[\s�]+", " ", attributes.text(name).replace("\ufeff", "")).strip(" *:").lower()
    unit = _UNIT.search(text)
    if not unit or not text[: unit.start()]:
        return text, ""
    told = unit[1] or unit[2] or ""
    return text[: unit.start()], told if re.search(r"m|米|公顷|ha|亩|%|万|层", told) else ""


def _is_cut(name, whole):
    """Return whether a name is a longer one cut to the bytes of a shapefile, in any of its encodings."""
    if name == whole or not whole.startswith(name) or not name:
        return False
    return any(
        len(name.encode(encoding)) <= _CUT < len(whole[: len(name) + 1].encode(encoding))
        for encoding in ("gb18030", "utf-8")
    )
