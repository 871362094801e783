"""The input doctor: what is wrong in a district package, and which clauses it is good for."""

import numpy as np
import pandas as pd
import shapely

from . import create_package, faults_of_networks, faults_of_places, readiness, steps, tables
from .faults import COLUMNS, faults, limits
from .faults_of_attributes import (
    attribute_faults_steps,
    building_faults_steps,
    floor_faults_steps,
    planned_area_faults,
    vertical_faults,
)
from .faults_of_geometry import geometry_faults_steps, strays

SEVERITIES = ("error", "warning", "hint")


def check_package(layers, **options):
    """Return the issues and the readiness of a district package; see `check_package_steps`.

    >>> import geopandas
    >>> plots = geopandas.GeoDataFrame({"fid": [1], "plot": ["A"], "use": ["R2"]}, geometry=[shapely.box(0, 0, 1, 1)])
    >>> issues, ready = check_package({"plots": plots})
    >>> issues[["layer", "fid", "severity", "code", "value"]].to_numpy().tolist()
    [['plots', 1, 'warning', 'unlikely_size', '1']]
    >>> ready[ready["state"] == "ready"]["clause"].tolist()
    ['4.2.1', '4.2.2']
    """
    return steps.finish(check_package_steps(layers, **options))


def check_package_steps(layers, crs=None, place=None):
    """Yield the share done; return the issues and the readiness of a district package.

    layers : layer → GeoDataFrame in metres with `fid` and any fields of `package.csv`, geometries as they
    are drawn, broken ones too. crs : layer → (name, kind) of its CRS, kind being metres, degrees,
    web_mercator, units, wrong or missing; place : longitude and latitude of the data in degrees, for
    GCJ-02.

    Issues are sorted by layer, severity, code and feature: layer; fid, None for the whole layer; severity
    (`error`, `warning`, `hint`); code, of `package_checks.csv`; field, value, limit, other and unit, texts
    for its sentence; place, a point or None. Readiness: see `readiness.readiness_steps`.
    """
    schema, check_limits = create_package.layers(), limits()
    found = _crs_faults(crs or {}, schema)
    found += [faults(name, "unknown_layer", [-1]) for name in sorted(set(layers) - set(schema))]
    layers = {name: layers[name].reset_index(drop=True) for name in schema if name in layers}
    shapes, size = {}, max(sum(len(frame) for frame in layers.values()), 1)
    begin = 0.0
    for name, frame in layers.items():
        middle, end = begin + 0.25 * len(frame) / size, begin + 0.5 * len(frame) / size
        more, shapes[name] = yield from steps.part(geometry_faults_steps(schema[name], frame), begin, middle)
        attributes = attribute_faults_steps(schema[name], frame, shapes[name])
        found += more + (yield from steps.part(attributes, middle, end))
        begin = end
    kinds = {name: (crs or {}).get(name, ("", ""))[1] for name in shapes}
    placed = {name: shape for name, shape in shapes.items() if kinds[name] not in ("missing", "wrong")}
    for fault in strays(placed, check_limits["stray"][1]):
        found.append(fault)
        if len(fault["row"]):  # compared with the others they would fill every list
            shapes[fault["layer"][0]][fault["row"].astype(np.int64)] = None
    for name in [name for name in shapes if kinds[name] == "wrong"]:  # told once, of the layer
        found = [fault for fault in found if not _is_size_of(name, fault)]
        if placed:
            shapes[name][:] = None
    yield 0.5
    found += yield from steps.part(_relation_steps(layers, shapes, check_limits, place), 0.5, 0.95)
    ready = yield from steps.part(readiness.readiness_steps(layers, shapes), 0.95, 1)
    return _issues(found, layers), ready


def _crs_faults(crs, schema):
    """Return faults of the layers' CRS, and the layers that differ from the first."""
    found, first = [], next((name for name in schema if name in crs), None)
    for name, (title, kind) in crs.items():
        if kind != "metres":
            found.append(faults(name, f"crs_{kind}", [-1], value=title))
        elif first and title != crs[first][0]:
            found.append(faults(name, "crs_differs", [-1], value=title, other=first))
    return found


def _is_size_of(layer, fault):
    """Return whether faults are about the sizes of a layer's features."""
    return len(fault["row"]) > 0 and fault["layer"][0] == layer and fault["code"][0].endswith("_size")


def _relation_steps(layers, shapes, check_limits, place):
    """Yield the share done; return the faults that show only between features."""
    found = yield from steps.part(faults_of_places.name_faults_steps(layers), 0, 0.05)
    if "floors" in layers:
        floors = floor_faults_steps(layers["floors"], shapes["floors"], check_limits)
        found += yield from steps.part(floors, 0.05, 0.1)
    if "buildings" in layers:
        buildings = building_faults_steps(layers["buildings"], layers.get("floors"), check_limits)
        found += yield from steps.part(buildings, 0.1, 0.15)
    if "verticals" in layers:
        found += vertical_faults(layers["verticals"], shapes["verticals"], check_limits)
    yield 0.15
    if "district" in layers:
        found += planned_area_faults(layers["district"], shapes["district"], check_limits)
    found += yield from steps.part(faults_of_places.overlap_faults_steps(layers, shapes, check_limits), 0.2, 0.5)
    if "plots" in layers:
        gaps = faults_of_places.gap_faults_steps(layers["plots"], shapes["plots"], check_limits)
        found += yield from steps.part(gaps, 0.5, 0.55)
    found += yield from steps.part(faults_of_places.outside_faults_steps(shapes, check_limits), 0.55, 0.7)
    found += yield from steps.part(faults_of_places.shift_faults_steps(shapes, place, check_limits), 0.7, 0.75)
    if _drawn(shapes, "roads"):
        roads = faults_of_networks.road_faults_steps(layers["roads"], shapes["roads"], check_limits)
        found += yield from steps.part(roads, 0.75, 0.8)
    if _drawn(shapes, "walkways"):
        ways = faults_of_networks.walkway_faults_steps(layers["walkways"], shapes["walkways"], check_limits)
        found += yield from steps.part(ways, 0.8, 1)
        if _drawn(shapes, "verticals"):
            pair = [each for name in ("verticals", "walkways") for each in (layers[name], shapes[name])]
            found.append(faults_of_networks.followed_faults(*pair, check_limits))
    return found


def _drawn(shapes, name):
    return name in shapes and not shapely.is_missing(shapes[name]).all()


def _issues(found, layers):
    """Return all faults as one sorted table, with feature ids and points."""
    table = {name: np.concatenate([np.empty(0, dtype=object), *(fault[name] for fault in found)]) for name in COLUMNS}
    row, layer = table.pop("row").astype(np.int64), table["layer"]
    fid = np.full(len(row), None)
    for name, frame in layers.items():
        own = (layer == name) & (row >= 0)
        fid[own] = frame["fid"].to_numpy()[row[own]].tolist()
        bare = np.flatnonzero(own & np.equal(table["place"], None))
        table["place"][bare] = frame.geometry.to_numpy()[row[bare]]
    severity = {check["code"]: check["severity"] for check in tables.rows("package_checks")}
    result = pd.DataFrame({**table, "fid": fid, "place": _points(table["place"])})
    result["severity"] = [severity[code] for code in result["code"]]
    order = [*create_package.layers()]
    keys = {
        "layer_order": [order.index(name) if name in order else len(order) for name in layer],
        "severity_order": [SEVERITIES.index(name) for name in result["severity"]],
        "fid_order": [-1 if value is None else value for value in fid],
    }
    names = ["layer_order", "layer", "severity_order", "code", "fid_order", "field", "other", "value"]
    result = result.assign(**keys, x=shapely.get_x(result["place"]), y=shapely.get_y(result["place"]))
    result = result.sort_values([*names, "x", "y"], ignore_index=True)
    return result[["layer", "fid", "severity", "code", "field", "value", "limit", "other", "unit", "place"]]


def _points(geometry):
    """Return a point for each geometry, None where there is none: on the surface where that is possible."""
    empty = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    with np.errstate(invalid="ignore"):  # coordinates that are no numbers
        bounds = shapely.bounds(geometry)
    bounded = np.isfinite(bounds).all(axis=1) & ~empty
    result = np.full(len(geometry), None)
    sound = bounded & shapely.is_valid(np.where(bounded, geometry, None))
    result[sound] = shapely.point_on_surface(geometry[sound])
    first = bounded & ~sound
    result[first] = shapely.points((bounds[first, :2] + bounds[first, 2:]) / 2)
    return shapely.force_2d(result)
