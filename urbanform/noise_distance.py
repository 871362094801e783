"""How far landing pads are from housing, hospitals and schools (clause 6.3.6)."""

from typing import NamedTuple

import numpy as np
import shapely

from . import clauses, columns, functions, tables

CLAUSE = "6.3.6"
FIELDS = tuple(dict.fromkeys((*functions.FIELDS, "name")))
_PADS_AT_ONCE = 300


class Uses(NamedTuple):
    """Sensitive uses, and what might be one; n together, sorted by nothing in particular."""

    geometry: np.ndarray
    kind: np.ndarray  # housing, hospital, school, '' or as written; "unknown" for what might be one
    name: np.ndarray  # of the feature, '' where it has none
    sure: np.ndarray  # whether it is one


def of_layer(frame):
    """Return the features of a layer of sensitive uses; every one is one, whatever its kind.

    >>> import geopandas
    >>> of_layer(geopandas.GeoDataFrame({"kind": ["中心小学"]}, geometry=[shapely.Point(0, 0)])).kind.tolist()
    ['school']
    """
    kind = columns.codes(frame, "kind", "sensitive")
    return Uses(frame.geometry.to_numpy(), kind, columns.texts(frame, "name"), np.ones(len(frame), dtype=bool))


def of_buildings(frame, unknown=True):
    """Return the sensitive ones of buildings, by their functions; with `unknown` those that might be one too.

    Housing is what has the function housing (5.1.2), or several functions with housing among them; hospitals and
    schools are words in the function, the land-use code, the tags or the name. A building without a function, or with
    public services of no kind named, might be one.

    >>> import geopandas
    >>> told = ["住宅", "A5", "office", "商业/住宅", None]
    >>> uses = of_buildings(geopandas.GeoDataFrame({"function": told}, geometry=[shapely.Point(0, 0)] * 5))
    >>> uses.kind.tolist(), uses.sure.tolist()
    (['housing', 'hospital', 'housing', 'unknown'], [True, True, True, False])
    """
    function = functions.functions(frame)[0]
    named = np.full(len(frame), "", dtype=object)
    words = {row["value"]: row["code"] for row in tables.rows("words") if row["subject"] == "sensitive"}
    quiet = functions.pattern_of(word for word, code in words.items() if code != "housing")
    patterns = {"function": functions.pattern_of(words)}  # elsewhere 小区 or house may be part of a name

    for field in FIELDS:
        pattern = patterns.get(field, quiet)

        def read(value, pattern=pattern):
            found = [words[each["word"]] for each in pattern.finditer(functions.normal(value)) if not each["no"]]
            return found[0] if found else ""

        named = np.where(named == "", columns.read(frame, field, read), named)
    public = np.isin(function, ["", "public_service"])
    kind = np.where(function == "residential", "housing", np.where(public & (named != ""), named, ""))
    kind = np.where((kind == "") & public, "unknown", kind)
    wanted = np.flatnonzero((kind != "") & (unknown | (kind != "unknown")))
    kind = kind[wanted]
    return Uses(frame.geometry.to_numpy()[wanted], kind, columns.texts(frame, "name")[wanted], kind != "unknown")


def together(*uses):
    """Return several sources of sensitive uses as one."""
    return Uses(*(np.concatenate(column) for column in zip(*uses)))


def nearest_steps(pads, uses):
    """Yield the share done; return the distance of each pad from the nearest of uses, and which: (n,), (n,).

    Distances in plan from the edge of the pad, to 0.01 m; NaN and -1 where there are none.
    """
    distance, which = np.full(len(pads), np.nan), np.full(len(pads), -1)
    if not len(uses):
        return distance, which
    tree = shapely.STRtree(uses)
    for begin in range(0, len(pads), _PADS_AT_ONCE):
        yield begin / len(pads)
        (pad, use), metres = tree.query_nearest(pads[begin : begin + _PADS_AT_ONCE], return_distance=True)
        order = np.lexsort((use, pad))
        first = order[np.diff(pad[order], prepend=-1) > 0]
        distance[begin + pad[first]], which[begin + pad[first]] = metres[first], use[first]
    return np.round(distance, 2), which


def pads_near_steps(pads, carrier, uses):
    """Yield the share done; return the number of carriers with a pad near the same sensitive use as each pad: (n,).

    Near is within the radius of clause 6.3.6; of several uses the one with most carriers counts; 0 where none is
    near. Pads of one carrier are alternatives and count once, its own included.

    pads : (n,) polygons; carrier : (n,) what each lies on; uses : geometries.

    >>> from . import steps
    >>> row = shapely.box([0, 20, 900], 0, [10, 30, 910], 10)
    >>> steps.finish(pads_near_steps(row, np.array([0, 1, 2]), shapely.points([[100.0, 0.0]]))).tolist()
    [2, 2, 0]
    """
    radius = clauses.value(CLAUSE, "pads_radius_m")
    boxes = shapely.box(*(shapely.bounds(pads) + np.array([-radius, -radius, radius, radius])).T)
    tree, found = shapely.STRtree(uses), [np.empty((2, 0), dtype=int)]
    for begin in range(0, len(pads), _PADS_AT_ONCE):
        yield begin / len(pads)
        pad, use = tree.query(boxes[begin : begin + _PADS_AT_ONCE])
        near = shapely.distance(pads[begin + pad], uses[use]) <= radius
        found.append(np.stack([begin + pad[near], use[near]]))
    pad, use = np.concatenate(found, axis=1)
    number = np.bincount(np.unique(np.column_stack([use, carrier[pad]]), axis=0)[:, 0], minlength=len(uses))
    result = np.zeros(len(pads), dtype=int)
    np.maximum.at(result, pad, number[use])
    return result
