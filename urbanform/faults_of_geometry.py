"""Faults of single geometries: missing, broken, too small or too large, drawn twice, far from all others."""

import re

import numpy as np
import pandas as pd
import shapely

from . import create_package
from .faults import CHUNK, faults, outside, shown, shown_range

_NAMES = ("point", "line", "polygon")
# The middle of all data: Earth's coordinates in metres exceed these only where they are no metres.
_MILLIMETRES = 3


def geometry_faults_steps(layer, frame):
    """Yield the share done; return faults of a layer's geometries, and those that other checks may use.

    layer : a `create_package.Layer`; frame : GeoDataFrame in metres. The second result is an (n,) array
    of geometries, None where missing, broken or of another type.
    """
    geometry = frame.geometry.to_numpy()
    state = pd.DataFrame(
        index=range(len(frame)), columns=["dimension", "finite", "valid", "parts", "size"], dtype=float
    )
    tables = []
    for begin in range(0, len(frame), CHUNK):
        tables.append(_state(geometry[begin : begin + CHUNK]))
        yield 0.6 * begin / len(frame)
    state = pd.concat(tables, ignore_index=True) if tables else state
    permitted = sorted({create_package.DIMENSIONS[name] for name in layer.geometry})
    there = (state["dimension"] >= 0).to_numpy()
    finite, valid = (state[name].to_numpy(dtype=bool) for name in ("finite", "valid"))
    fits = state["dimension"].isin(permitted).to_numpy()
    broken = np.flatnonzero(there & finite & fits & ~valid)
    names = np.array([*_NAMES, ""], dtype=object)[state["dimension"].to_numpy(dtype=int)]
    found = [
        faults(layer.name, "no_geometry", np.flatnonzero(~there)),
        faults(layer.name, "bad_coordinates", np.flatnonzero(there & ~finite)),
        faults(
            layer.name,
            "wrong_geometry",
            np.flatnonzero(there & finite & ~fits),
            value=names[there & finite & ~fits],
            limit=", ".join(_NAMES[dimension] for dimension in permitted),
        ),
        faults(layer.name, "invalid_geometry", broken, place=[_breaks_at(shape) for shape in geometry[broken]]),
    ]
    usable = there & finite & fits & valid
    several = np.flatnonzero(usable & (state["parts"] > 1).to_numpy())
    found.append(faults(layer.name, "multipart", several, value=shown(state["parts"].to_numpy()[several])))
    found += _sizes(layer, state, usable, geometry)
    shapes = np.where(usable, geometry, None)
    found.append((yield from _duplicates_steps(layer.name, frame, shapes)))
    return found, shapes


def _state(geometry):
    """Return what is to be known of each of some geometries."""
    dimension = np.where(shapely.is_empty(geometry), -1, shapely.get_dimensions(geometry))
    xy, owner = shapely.get_coordinates(geometry, return_index=True)
    finite = np.ones(len(geometry), dtype=bool)
    finite[owner[~np.isfinite(xy).all(axis=1)]] = False
    bounded = np.where(finite, geometry, None)
    solid = np.where(dimension == 2, bounded, None)
    valid = ~finite | (dimension != 2) | shapely.is_valid(solid)
    size = np.where(dimension == 2, shapely.area(solid), shapely.length(bounded))
    table = {"dimension": dimension, "finite": finite, "valid": valid, "parts": shapely.get_num_geometries(geometry)}
    return pd.DataFrame({**table, "size": np.where(dimension > 0, size, np.nan)})


def _breaks_at(polygon):
    """Return where a polygon is not valid."""
    place = re.search(r"\[([^\s\]]+) ([^\s\]]+)", shapely.is_valid_reason(polygon))
    return shapely.Point(*(float(number) for number in place.groups())) if place else shapely.get_point(polygon, 0)


def _sizes(layer, state, usable, geometry):
    """Return the faults of size: none at all, impossible, unlikely."""
    size, dimension = np.where(usable, state["size"], np.nan), state["dimension"].to_numpy()
    flat = np.flatnonzero((dimension == 1) & (size == 0))
    xyz, owner = shapely.get_coordinates(geometry[flat], include_z=True, return_index=True)
    heights = pd.Series(np.nan_to_num(xyz[:, 2])).groupby(owner)
    rise = heights.max() - heights.min()
    found = [faults(layer.name, "no_length", flat[rise.index[rise == 0].to_numpy(dtype=int)])]
    size[flat] = np.nan  # a lift is drawn upright
    span = layer.span
    impossible = outside(size, span.least, span.most)
    unlikely = outside(size, span.usual_least, span.usual_most) & ~impossible
    for code, rows, ends in (
        ("impossible_size", impossible, (span.least, span.most)),
        ("unlikely_size", unlikely, (span.usual_least, span.usual_most)),
    ):
        if rows.any():
            unit = np.where(dimension[rows] == 2, "m²", "m")
            limit = f"{shown_range(*ends)} {span.unit}"
            found.append(
                faults(layer.name, code, np.flatnonzero(rows), value=shown(size[rows]), unit=unit, limit=limit)
            )
    return found


def _duplicates_steps(name, frame, shapes):
    """Yield the share done; return the features that equal an earlier one in shape and all attributes."""
    keys = {f"bound {i}": bound for i, bound in enumerate(np.round(shapely.bounds(shapes), _MILLIMETRES).T)}
    for column in frame.columns.difference(["fid", frame.geometry.name], sort=False):
        keys[column] = pd.factorize(frame[column].to_numpy(dtype=object))[0]
        yield 0.7
    keys = pd.DataFrame(keys)
    rows = np.flatnonzero(keys.duplicated(keep=False) & ~shapely.is_missing(shapes))
    keys = keys.iloc[rows].assign(fid=frame["fid"].to_numpy()[rows], row=rows)
    texts = []
    for begin in range(0, len(rows), CHUNK):
        texts.append(shapely.to_wkb(shapely.normalize(shapes[rows[begin : begin + CHUNK]])))
        yield 0.8 + 0.2 * begin / len(rows)
    keys["shape"] = np.concatenate(texts) if texts else None
    keys = keys.sort_values("fid")
    same = [column for column in keys if column not in ("fid", "row")]
    first = keys.groupby(same, sort=False)["fid"].transform("first") if len(keys) else keys["fid"]
    later = (keys["fid"] != first).to_numpy(dtype=bool)
    return faults(name, "duplicate", keys["row"].to_numpy()[later], other=[str(fid) for fid in first[later]])


def strays(shapes, limit_m):
    """Return faults of features farther from the middle of all data than a limit.

    shapes : layer → (n,) usable geometries, in metres.
    """
    middles = {name: _middles(geometry) for name, geometry in shapes.items()}
    every = np.concatenate([np.empty((0, 2)), *middles.values()])
    every = every[np.isfinite(every).all(axis=1)]
    if not len(every):
        return []
    found, centre = [], np.median(every, axis=0)
    for name, xy in middles.items():
        away = np.hypot(*(xy - centre).T)
        rows = np.flatnonzero(away > limit_m)
        found.append(faults(name, "stray", rows, value=shown(np.round(away[rows]))))
    return found


def _middles(geometry):
    west, south, east, north = shapely.bounds(geometry).T
    return np.column_stack([(west + east) / 2, (south + north) / 2])
