"""Faults of single attributes: numbers that cannot be, codes that nobody knows, what is missing."""

import re

import numpy as np
import pandas as pd
import shapely

from . import (
    attributes,
    building_storeys,
    columns,
    create_package,
    facilities,
    functions,
    land_use,
    spaces,
    storey_names,
    tables,
    walkways,
)
from .faults import faults, outside, shown, shown_range

# What may stand beside a number without changing it: a bound's sign, metres and square metres.
_BESIDE = re.compile(
    r"^([<>≤≥=~≈约+]|不大于|不小于|不超过)+|\s*(m2?|km/km2|米|平方米|平米|公里/平方公里|以上|以下|以内)$"
)


def attribute_faults_steps(layer, frame, shapes):
    """Yield the share done; return faults of a layer's attributes, field by field.

    layer : a `create_package.Layer`; frame : its features; shapes : (n,) their geometries, of which the
    heights may take the place of fields.
    """
    found = []
    for number, field in enumerate(layer.fields):
        found += _missing(layer, field, frame, shapes)
        if field.name in frame:
            code = {"text": "unknown_code", "yesno": "not_yes_or_no"}.get(field.type, "not_a_number")
            code = "uncounted_category" if field.values == "category" else code
            found.append(_told(layer.name, code, frame, field.name, unread(field, frame)))
            if field.type in ("real", "whole"):
                found += _numbers(layer.name, field, frame)
        yield number / len(layer.fields)
    return found


def _told(layer, code, frame, field, wrong, limit=""):
    rows = np.flatnonzero(wrong)
    values = [attributes.text(value) for value in frame[field].to_numpy(dtype=object)[rows]]
    return faults(layer, code, rows, field=field, value=values, limit=limit)


def known(frame, field, shapes=None):
    """Return which features have a value in a field; the geometry's height is that of any field of heights."""
    if field in frame and frame[field].dtype.kind == "f":
        result = frame[field].notna().to_numpy()
    else:
        result = columns.texts(frame, field) != ""
    return result | shapely.has_z(shapes) if shapes is not None and field in ("z", "z_from", "z_to") else result


def answered(field, frame, shapes):
    """Return which features have a value in a field or in the one that may take its place."""
    result = known(frame, field.name, shapes)
    return result | known(frame, field.needed) if field.needed not in ("", "yes") else result


def unread(field, frame):
    """Return which features have a value in a field that no measure understands.

    >>> storey = next(field for field in create_package.layers()["floors"].fields if field.name == "storey")
    >>> unread(storey, pd.DataFrame({"storey": ["B1", "2F", "1-3", "roof", None]})).tolist()
    [False, False, True, True, False]
    """
    if field.type in ("real", "whole"):
        values = np.isnan(read_numbers(frame, field.name))
    elif field.type == "yesno":
        values = np.isnan(columns.truths(frame, field.name))
    elif field.values:
        values = unknown_codes(frame, field.name, field.values)
    else:
        return np.zeros(len(frame), dtype=bool)
    return known(frame, field.name) & values


def read_numbers(frame, field):
    """Return the numbers of a field as its measures read them, NaN where they read none.

    >>> read_numbers(pd.DataFrame({"storeys": ["12F/2D", "B2/12F", "-2", "roof"]}), "storeys").tolist()
    [12.0, 12.0, -2.0, nan]
    """
    if field not in frame or frame[field].dtype.kind in "iuf":
        return columns.numbers(frame, field)
    plain = columns.read(
        frame, field, lambda value: attributes.number(value) if attributes.is_number(value) else np.nan
    )
    if field == "storeys":
        read = building_storeys.above_ground(frame, field)
    elif field == "storey":
        read = storey_names.storeys(frame)
    elif field in ("area", "auxiliary_m2"):
        read = spaces.areas_stated(frame, field)
    else:
        return columns.numbers(frame, field)
    return np.where(np.isnan(read), plain.astype(float), read)  # what is out of their range is a number all the same


def _missing(layer, field, frame, shapes):
    """Return the faults of a field that no measure can do without."""
    if not field.needed or not len(frame):
        return []
    empty = ~answered(field, frame, shapes)
    if empty.all():
        return [faults(layer.name, "no_field", [-1], field=field.name)]
    return [faults(layer.name, "no_value", np.flatnonzero(empty), field=field.name)]


def _numbers(layer, field, frame):
    """Return texts of which only one number is read, and numbers that are impossible or unlikely."""
    values, span = read_numbers(frame, field.name), field.span
    found = []
    if field.type == "real" and frame[field.name].dtype.kind not in "iuf":
        plain = columns.read(frame, field.name, _is_plain).astype(bool)
        rows = np.flatnonzero(np.isfinite(values) & ~plain)
        told = _told(layer, "read_as", frame, field.name, np.isin(np.arange(len(frame)), rows))
        found.append({**told, "limit": shown(values[rows])})
    impossible = outside(values, span.least, span.most)
    unlikely = outside(values, span.usual_least, span.usual_most) & ~impossible
    for code, wrong, ends in (
        ("impossible_number", impossible, (span.least, span.most)),
        ("unlikely_number", unlikely, (span.usual_least, span.usual_most)),
    ):
        if wrong.any():
            limit = f"{shown_range(*ends)} {span.unit}".strip()
            rows = np.flatnonzero(wrong)
            found.append(faults(layer, code, rows, field=field.name, value=shown(values[rows]), limit=limit))
    return found


def _is_plain(value):
    return isinstance(value, (int, float)) or attributes.is_number(_BESIDE.sub("", attributes.text(value).lower()))


def unknown_codes(frame, field, name):
    """Return which values of a field a list does not know, by the readers that the measures use.

    name : a list of `value_lists.csv`, or landuse. NULL counts as unknown where a reader says so.

    >>> unknown_codes(pd.DataFrame({"kind": ["屋顶花园", "sofa"]}), "kind", "surface").tolist()
    [False, True]
    """
    values = frame[[field]]
    if name == "landuse":
        uses = land_use.LandUse()
        return columns.read(values, field, uses.classify) == ""
    if name == "function":
        return functions.functions(values)[0] == ""
    if name == "road":
        road_classes = {row["value"] for row in tables.rows("roads")}
        return ~columns.read(values, field, lambda value: attributes.text(value).lower() in road_classes).astype(bool)
    readers = {"walkway": walkways.kinds, "direction": walkways.directions, "category": facilities.categories}
    if name in readers:
        unread = np.zeros(len(frame), dtype=bool)
        unread[readers[name](values)[1]] = True
        return unread
    listed = create_package.codes(name)
    words = {row[column].lower() for row in listed for column in ("code", "label_en", "label_zh")}
    own = columns.read(values, field, lambda value: attributes.text(value).lower() in words).astype(bool)
    if name == "oneway":
        own |= ~np.isnan(columns.truths(values, field))
    return ~own & ~pd.Series(columns.codes(values, field, name)).isin([row["code"] for row in listed]).to_numpy()


def building_faults_steps(buildings, floors, limits):
    """Yield the share done; return faults of storeys and heights: each storey's height, and floors above the top."""
    storeys, height = (read_numbers(buildings, name) for name in ("storeys", "height"))
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.where((storeys > 0) & (height > 0), height / storeys, np.nan)
    rows = np.flatnonzero(outside(each, *limits["storey_height"]))
    limit = f"{shown_range(*limits['storey_height'])} m"
    found = [faults("buildings", "storey_height", rows, value=shown(each[rows]), limit=limit)]
    yield 0.1
    if floors is not None and len(floors):
        table = pd.DataFrame({"name": columns.texts(floors, "building"), "top": read_numbers(floors, "storey")})
        yield 0.5
        top = table.groupby("name")["top"].max().reindex(columns.texts(buildings, "building")).to_numpy()
        rows = np.flatnonzero((top > storeys) & (columns.texts(buildings, "building") != ""))
        found.append(faults("buildings", "more_storeys", rows, value=shown(top[rows]), limit=shown(storeys[rows])))
    return found


def floor_faults_steps(floors, shapes, limits):
    """Yield the share done; return faults of floors: storey 0, too much floor area, heights out of order."""
    storey, area, auxiliary = (read_numbers(floors, name) for name in ("storey", "area", "auxiliary_m2"))
    outline = np.where(shapely.is_missing(shapes), np.nan, shapely.area(shapes))
    found = [faults("floors", "storey_zero", np.flatnonzero(storey == 0))]
    floor_area = np.where(np.isnan(area), outline, area)
    for code, part, whole in (("floor_area", area, outline), ("auxiliary_area", auxiliary, floor_area)):
        with np.errstate(divide="ignore", invalid="ignore"):
            times = part / whole
        most = limits[code][1]
        rows = np.flatnonzero((times > most) & (whole > 0))
        found.append(faults("floors", code, rows, value=shown(times[rows]), limit=shown([most])[0]))
    yield 0.2
    return [*found, (yield from _floor_heights_steps(floors, storey, limits))]


def _floor_heights_steps(floors, storey, limits):
    """Yield the share done; return the floors from which the next storey of the building is too low or too high."""
    building = columns.texts(floors, "building")
    table = pd.DataFrame({"building": building, "z": columns.numbers(floors, "z")})
    table = table.assign(order=np.where(storey > 0, storey - 1, storey), fid=floors["fid"].to_numpy())
    yield 0.4
    table["building"] = pd.factorize(table["building"])[0]
    table["row"] = np.arange(len(table))
    table = table[(building != "") & (storey != 0)].dropna(subset=["z", "order"])
    yield 0.6
    table = table.sort_values(["building", "order", "z", "fid"]).drop_duplicates(["building", "order"])
    yield 0.8
    up = table[["order", "z"]].diff().shift(-1).to_numpy()
    next_ = (table["building"] == table["building"].shift(-1)).to_numpy() & (up[:, 0] == 1)
    wrong = next_ & outside(up[:, 1], *limits["floor_height"])
    limit = f"{shown_range(*limits['floor_height'])} m"
    rows = table["row"].to_numpy()[wrong]
    return faults("floors", "floor_height", rows, value=shown(up[wrong, 1]), limit=limit)


def vertical_faults(verticals, shapes, limits):
    """Return faults of vertical components: no rise, and points without a size."""
    low, high = (columns.numbers(verticals, name) for name in ("z_from", "z_to"))
    flat = np.flatnonzero(np.abs(high - low) <= limits["no_rise"][1])
    given = [columns.numbers(verticals, name) for name in ("width", "run", "area_h", "area_v")]
    sized = np.isfinite(given[:2]).all(axis=0) | np.isfinite(given[2:]).all(axis=0)
    lift = np.isin(columns.codes(verticals, "kind", "vertical"), ["elevator", "enclosed_stairs"])
    bare = np.flatnonzero((shapely.get_dimensions(shapes) == 0) & ~sized & ~lift)
    return [faults("verticals", "no_rise", flat), faults("verticals", "no_size", bare)]


def planned_area_faults(district, shapes, limits):
    """Return districts whose planned area is not that of their outline."""
    planned, area = columns.numbers(district, "planned_area"), shapely.area(shapes)
    with np.errstate(divide="ignore", invalid="ignore"):
        off = 100 * np.abs(planned / area - 1)
    rows = np.flatnonzero((off > limits["planned_area"][1]) & (area > 0))
    return [faults("district", "planned_area", rows, value=shown(off[rows]))]
