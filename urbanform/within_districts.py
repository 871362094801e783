"""What lies in which district, and near what in it.

Areas are cut at the outlines; other features belong where their middle lies.
"""

import numpy as np
import shapely

# What a cut leaves below the hundredth of a square metre, to which areas are read, is noise of the outline.
_SMALLEST_M2 = 0.01
# Distances and heights are compared with this much of grace: what was computed must not part what touches.
HAIR_M = 1e-6
_CHUNK = 500


def cut_steps(polygons, districts):
    """Yield the share done; return the polygons into which features are cut: (feature, district, polygon).

    A feature of several parts gives several polygons; what lies in no district gives none.

    polygons, districts : arrays of polygons, which may overlap.

    >>> from . import steps
    >>> halves = np.array([shapely.box(0, 0, 50, 50), shapely.box(50, 0, 100, 50)])
    >>> feature, district, parts = steps.finish(cut_steps(np.array([shapely.box(40, 0, 60, 10)]), halves))
    >>> feature.tolist(), district.tolist(), shapely.area(parts).tolist()
    ([0, 0], [0, 1], [100.0, 100.0])
    """
    tree, found = shapely.STRtree(districts), []
    shapely.prepare(districts)
    for begin in range(0, len(polygons), _CHUNK):
        feature, district = tree.query(polygons[begin : begin + _CHUNK])
        feature = feature + begin
        met = shapely.intersects(districts[district], polygons[feature])
        feature, district = feature[met], district[met]
        whole = shapely.covers(districts[district], polygons[feature])
        shape = polygons[feature]
        shape[~whole] = shapely.intersection(polygons[feature[~whole]], districts[district[~whole]])
        parts, pair = shapely.get_parts(shape, return_index=True)
        kept = (shapely.get_dimensions(parts) == 2) & (whole[pair] | (shapely.area(parts) >= _SMALLEST_M2))
        found.append((feature[pair[kept]], district[pair[kept]], parts[kept]))
        yield begin / len(polygons)
    nothing = np.empty(0, dtype=int), np.empty(0, dtype=int), np.empty(0, dtype=object)
    return tuple(np.concatenate(column) for column in zip(nothing, *found))


def middles(geometry):
    """Return a point on each feature: halfway along a line, else its point on surface.

    >>> [point.wkt for point in middles(np.array([shapely.LineString([(0, 0), (8, 0)]), shapely.Point(5, 5)]))]
    ['POINT (4 0)', 'POINT (5 5)']
    """
    points, lines = shapely.point_on_surface(geometry), shapely.get_dimensions(geometry) == 1
    points[lines] = shapely.line_interpolate_point(shapely.force_2d(geometry[lines]), 0.5, normalized=True)
    return points


def of_middles(geometry, districts):
    """Return (feature, district) of the districts that hold each feature's middle.

    On the outline between two districts it is the first of them; in none there is no pair.

    >>> halves = np.array([shapely.box(0, 0, 50, 50), shapely.box(50, 0, 100, 50)])
    >>> [column.tolist() for column in of_middles(np.array([shapely.Point(50, 9), shapely.Point(60, 9)]), halves)]
    [[0, 1], [0, 1]]
    """
    points = middles(geometry)
    shapely.prepare(districts)
    district, feature = shapely.STRtree(points).query(districts, predicate="intersects")
    order = np.lexsort((district, feature))
    feature, district = feature[order], district[order]
    inside = shapely.contains(districts[district], points[feature])
    somewhere = np.bincount(feature, inside, len(geometry)) > 0
    first = np.diff(feature, prepend=-1) > 0
    kept = inside | (first & ~somewhere[feature])
    return feature[kept], district[kept]


def near_steps(shape, district, others, other_district, within_m):
    """Yield the share done; return pairs (feature, other) in one district, within a distance in plan.

    within_m : one distance, or one for each feature.

    >>> from . import steps
    >>> houses = shapely.box([0, 20, 40], 0, [10, 30, 50], 10)
    >>> same = np.array([0, 0, 1])
    >>> steps.finish(near_steps(houses, same, houses, same, 10.0)).tolist()
    [[0, 0, 1, 1, 2], [0, 1, 0, 1, 2]]
    """
    tree, found = shapely.STRtree(others), [np.empty((2, 0), dtype=int)]
    within_m = np.broadcast_to(within_m, len(shape)) + HAIR_M
    for begin in range(0, len(shape), _CHUNK):
        chunk = slice(begin, begin + _CHUNK)
        pairs = tree.query(shape[chunk], predicate="dwithin", distance=within_m[chunk])
        pairs[0] += begin
        pairs = pairs[:, district[pairs[0]] == other_district[pairs[1]]]
        found.append(pairs[:, np.lexsort(pairs[::-1])])
        yield begin / len(shape)
    return np.concatenate(found, axis=1)
