"""Where no delivery aircraft may land: no-fly zones, airport clearance, sensitive installations (clause 6.3.5)."""

import math
import re
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from . import attributes, clauses, columns, tables
from .errors import QT_TRANSLATE_NOOP, InputError
from .stable import order_by_place, unions

CLAUSE = "6.3.5"
FIELDS = ("kind", "buffer", "source", "confirmed", "name")
# Kinds whose air is closed: no approach may lead through them either.
CLOSED_AIR = ("no_fly", "airport", "military_prohibited")
_CARRIERS_AT_ONCE = 500
# A circle is drawn around the true one, so that no place too near is left: 0.02 % wider at most.
_QUARTER = 32
# A line or a point without a distance has no width, yet nothing may stand on it.
_LEAST_M = 0.01
_METRES = re.compile(r"[各约≤≥<>=~]?([-+]?[\d,]*\.?\d+(?:e\+?\d+)?)(m|metres?|meters?|米|公尺|km|公里|千米)?")
_THOUSANDS = ("km", "公里", "千米")


class Constraints(NamedTuple):
    """Constraints with what each keeps free of landing, m of them in the order of their place."""

    table: pd.DataFrame  # fid, kind (code), told (as written), name, buffer_m, buffer_from, unread, open, …
    zones: np.ndarray  # (m,) polygons


def default_buffers():
    """Return kind → metres of the default distances of clause 6.3.5.

    >>> default_buffers()["railway"]
    100.0
    """
    kinds = {row["subject"] for row in clauses.rows() if row["clause"] == CLAUSE and row["measure"] == "buffer_m"}
    return {kind: clauses.value(CLAUSE, "buffer_m", kind) for kind in sorted(kinds)}


def metres(value):
    """Return a distance in metres, NaN where a value is none for sure: a range, other units, below 0.

    >>> [metres(value) for value in ("100米", "1.5 km", "≥1,200", 0)]
    [100.0, 1500.0, 1200.0, 0.0]
    >>> [metres(value) for value in ("50-100", "300 ft", -5, None)]
    [nan, nan, nan, nan]
    """
    found = _METRES.fullmatch(re.sub(r"\s", "", attributes.text(value).lower()))
    result = attributes.number(found[1]) * (1000 if found[2] in _THOUSANDS else 1) if found else math.nan
    return result if result >= 0 else math.nan


def chosen_buffers(text):
    """Return kind → metres as a user writes them, in the kinds of `words.csv`.

    Raises `InputError` for a kind that is not known and for a distance that is none.

    >>> chosen_buffers("变电站=150; railway = 80")
    {'utility_or_station': 150.0, 'railway': 80.0}
    """
    known = {row["code"] for row in tables.rows("words") if row["subject"] == "constraint"}
    result = {}
    for part in filter(None, (part.strip() for part in re.split("[;；,，]", text))):
        word, _, distance = part.partition("=")
        (kind,) = columns.codes(pd.DataFrame({"kind": [word]}), "kind", "constraint")
        value = metres(distance)
        if kind not in known or math.isnan(value):
            remedy = QT_TRANSLATE_NOOP("Multiground", "Write kind=metres, several separated by ;.")
            raise InputError("BUFFERS", part, ", ".join(sorted(known)), remedy)
        result[kind] = value
    return result


def constraints(frame, chosen=None):
    """Return constraints with the zones that they keep free: `Constraints`.

    The distance is that of the field `buffer`, else the user's for the kind, else the default of clause 6.3.5,
    else none: then what is drawn excludes by itself. `buffer_from` tells which: field, chosen, default or none.
    `open` marks what nobody knows the extent of: lines and points without a distance, and areas whose own one cannot
    be read.

    frame : GeoDataFrame in metres of polygons, lines or points with any of `FIELDS` and `fid`; chosen :
    kind → metres.

    >>> import geopandas
    >>> drawn = {"fid": [1, 2], "kind": ["铁路", "鸟类栖息地"], "buffer": [None, None]}
    >>> found = constraints(geopandas.GeoDataFrame(drawn, geometry=[shapely.Point(0, 0), shapely.box(9, 9, 10, 10)]))
    >>> found.table[["kind", "buffer_m", "buffer_from"]].to_numpy().tolist()
    [['railway', 100.0, 'default'], ['鸟类栖息地', 0.0, 'none']]
    """
    frame = frame.iloc[order_by_place(frame.geometry.to_numpy(), columns.texts(frame, "kind"))].reset_index(drop=True)
    kind, told = columns.codes(frame, "kind", "constraint"), columns.texts(frame, "kind")
    own = columns.read(frame, "buffer", metres).astype(float)
    by_kind = [chosen or {}, default_buffers()]
    chosen_m, default_m = (np.array([given.get(each, np.nan) for each in kind], dtype=float) for given in by_kind)
    sources = {"field": own, "chosen": chosen_m, "default": default_m}
    known = [np.isfinite(value) for value in sources.values()]
    unread, none = (columns.texts(frame, "buffer") != "") & ~known[0], ~np.any(known, axis=0)
    table = pd.DataFrame(
        {
            "fid": frame["fid"] if "fid" in frame else np.arange(len(frame)),
            "kind": kind,
            "told": told,
            "name": columns.texts(frame, "name"),
            "buffer_m": np.select(known, list(sources.values()), 0.0),
            "buffer_from": np.select(known, list(sources), "none"),
            "unread": unread,
            "open": none & (unread | (shapely.get_dimensions(frame.geometry.to_numpy()) < 2)),
            "source": columns.texts(frame, "source"),
            "confirmed": columns.truths(frame, "confirmed") == 1,
        }
    )
    return Constraints(table, _zones(frame.geometry.to_numpy(), table["buffer_m"].to_numpy()))


def _zones(geometry, buffer_m):
    solid = shapely.get_dimensions(geometry) == 2
    wide = np.where(solid, buffer_m, np.maximum(buffer_m, _LEAST_M)) / math.cos(math.pi / (4 * _QUARTER))
    grown = shapely.buffer(geometry, wide, quad_segs=_QUARTER)
    return np.where(solid & (buffer_m == 0), geometry, grown)


def cut_steps(polygons, zones, applies=None):
    """Yield the share done; return polygons without the zones over them, and the pairs (polygon, zone) that meet.

    applies : function of pairs (polygon, zone), which of them count; all of them without it.

    >>> from . import steps
    >>> left, pairs = steps.finish(cut_steps(np.array([shapely.box(0, 0, 9, 9)]), np.array([shapely.box(6, 0, 20, 9)])))
    >>> left[0].area, pairs.tolist()
    (54.0, [[0], [0]])
    """
    result, found = polygons.copy(), [np.empty((2, 0), dtype=int)]
    tree = shapely.STRtree(zones)
    for begin in range(0, len(polygons), _CARRIERS_AT_ONCE):
        yield begin / len(polygons)
        polygon, zone = tree.query(polygons[begin : begin + _CARRIERS_AT_ONCE], predicate="intersects")
        polygon = polygon + begin
        if applies is not None:
            counts = applies(polygon, zone)
            polygon, zone = polygon[counts], zone[counts]
        touching = shapely.touches(polygons[polygon], zones[zone])
        polygon, zone = polygon[~touching], zone[~touching]
        with np.errstate(divide="ignore", invalid="ignore"):  # GEOS tries to cut edges that are parallel
            owner, over = unions(zones[zone], polygon) if len(zone) else (polygon, zones[:0])
            result[owner] = shapely.difference(polygons[owner], over)
        found.append(np.stack([polygon, zone]))
    return result, np.concatenate(found, axis=1)
