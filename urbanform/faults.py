"""What checks of a district package find: columns of faults that can be put together, and the checks' limits."""

import math

import numpy as np
import shapely

from . import tables

COLUMNS = ("layer", "code", "row", "place", "field", "value", "limit", "other", "unit")
# Features looked at between two questions whether to go on.
CHUNK = 10_000


def faults(layer, code, rows, **what):
    """Return faults of one kind as columns.

    rows : (k,) positions of the features, -1 for a fault of the whole layer; what : for each fault, or
    for all, the place (a geometry, None for the feature's own), and texts: field, value found, limit,
    other feature or layer, unit.

    >>> faults("plots", "no_geometry", [3, 7])["row"].tolist()
    [3, 7]
    """
    rows = np.asarray(rows, dtype=np.int64)
    given = {"layer": layer, "code": code, "row": rows, "place": None, **dict.fromkeys(COLUMNS[4:], ""), **what}
    result = {}
    for name in COLUMNS:
        result[name] = np.empty(len(rows), dtype=object)
        result[name][:] = given[name]
    return result


def limits():
    """Return the lower and upper limit of each check of `package_checks.csv`, infinite where open.

    >>> limits()["storey_height"]
    (2.0, 12.0)
    """
    rows = tables.rows("package_checks")
    return {row["code"]: (float(row["lower"] or -math.inf), float(row["upper"] or math.inf)) for row in rows}


def shown(numbers):
    """Return numbers as texts of at most two decimals.

    >>> shown([3.0, 1234.567, -0.001]).tolist()
    ['3', '1,234.57', '0']
    """
    texts = [f"{number + 0.0:,.2f}".rstrip("0").rstrip(".") for number in np.round(np.asarray(numbers, float), 2)]
    return np.array(texts, dtype=object)


def shown_range(lower, upper):
    """Return an interval as text; None or infinite ends are open.

    >>> shown_range(2, 12), shown_range(0, None)
    ('2–12', '≥ 0')
    """
    ends = [None if end is None or math.isinf(end) else f"{end:,.10g}" for end in (lower, upper)]
    return "–".join(ends) if None not in ends else f"≥ {ends[0]}" if ends[0] else f"≤ {ends[1]}"


def outside(values, lower, upper):
    """Return which numbers lie outside an interval whose ends may be None; unknown ones do not.

    >>> outside(np.array([1.0, np.nan, 40.0]), None, 12).tolist()
    [False, False, True]
    """
    return (values < (-np.inf if lower is None else lower)) | (values > (np.inf if upper is None else upper))


def pairs_steps(geometry, predicate="intersects", distance=None):
    """Yield the share done; return pairs of geometries (2, k) that meet, each pair once, the first one first.

    geometry : (n,) geometries, None for those left out.
    """
    tree, found = shapely.STRtree(geometry), [np.empty((2, 0), dtype=np.int64)]
    for begin in range(0, len(geometry), CHUNK):
        one, two = tree.query(geometry[begin : begin + CHUNK], predicate=predicate, distance=distance)
        found.append(np.array([one + begin, two])[:, one + begin < two])
        yield begin / len(geometry)
    return np.concatenate(found, axis=1)
