"""Lines of sight between points over extruded buildings."""

from typing import NamedTuple

import numpy as np
import shapely

from . import steps

# What a line shares with a building over less than this length is a touch, not an obstruction.
_TOUCH_M = 1e-6
_CHUNK = 1_000
# The inside of the line meets the inside of the polygon: it does not merely run along its outline.
_INTERIORS_MEET = "T********"


class Edges(NamedTuple):
    """The edges of polygons, those of one polygon one after the other.

    start, end : (m, 2) in metres; first : (n + 1,) where the edges of each polygon begin; ring : (m,) the ring of
    each edge; is_hole : of each ring.
    """

    start: np.ndarray
    end: np.ndarray
    first: np.ndarray
    ring: np.ndarray
    is_hole: np.ndarray


def edges_of(polygons):
    """Return the edges of polygons with their holes, without those of no length.

    polygons : (n,) array of polygons and multipolygons in metres.

    >>> edges = edges_of(shapely.box([0, 9], 0, [4, 10], 3))
    >>> len(edges.start), edges.first.tolist(), edges.is_hole.tolist()
    (8, [0, 4, 8], [False, False])
    """
    parts, polygon_of_part = shapely.get_parts(polygons, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    kept = np.flatnonzero((ring[:-1] == ring[1:]) & (xy[:-1] != xy[1:]).any(axis=1))
    polygon = polygon_of_part[part[ring[kept]]]
    first = np.searchsorted(polygon, np.arange(len(polygons) + 1))
    return Edges(xy[kept], xy[kept + 1], first, ring[kept], np.diff(part, prepend=-1) == 0)


def concatenated(begin, size):
    """Return the numbers of several ranges, one range after the other.

    >>> concatenated(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(size)
    return np.repeat(begin - ends + size, size) + np.arange(ends[-1] if len(ends) else 0)


def blocked_by(start_xyz, end_xyz, footprints, tops_z):
    """Return the index of the first building that blocks each straight line of sight, -1 where none does.

    A building is solid from far below up to its top, its courtyards are open. A line that merely touches a
    wall, or runs along a roof, is free. Of buildings that block at the same place the first in the array is told.

    start_xyz, end_xyz : (n, 3) in metres, the heights on the same datum as tops_z; footprints : (m,) array of
    polygons; tops_z : (m,) height of each top in metres, NaN for an unknown one, which blocks at any height.

    >>> houses, tops = shapely.box([10, 30], 0, [20, 40], 10), np.array([15.0, 30.0])
    >>> blocked_by([[0, 5, 10], [0, 5, 20], [0, 5, 40]], [[50, 5, 10], [50, 5, 20], [50, 5, 40]], houses, tops).tolist()
    [0, 1, -1]
    """
    return steps.finish(blocked_by_steps(start_xyz, end_xyz, footprints, tops_z))


def blocked_by_steps(start_xyz, end_xyz, footprints, tops_z):
    """Yield the share done; return what `blocked_by` returns."""
    start, end = (np.asarray(each, dtype=float).reshape(-1, 3) for each in (start_xyz, end_xyz))
    tops, footprints = np.where(np.isnan(tops_z), np.inf, tops_z), np.asarray(footprints, dtype=object)
    tree, edges = shapely.STRtree(footprints), edges_of(footprints)
    result = np.full(len(start), -1)
    for begin in range(0, len(start), _CHUNK):
        chunk = slice(begin, begin + _CHUNK)
        lines = shapely.linestrings(np.stack([start[chunk, :2], end[chunk, :2]], axis=1))
        line, building = tree.query(lines, predicate="intersects")
        if len(line):
            exact = _meets_a_corner(start[chunk][line], end[chunk][line], building, edges)
            kept = ~exact
            kept[exact] = shapely.relate_pattern(lines[line[exact]], footprints[building[exact]], _INTERIORS_MEET)
            line, building = line[kept], building[kept]
            pair, inside = _stretches(start[chunk][line], end[chunk][line], building, edges)
            at = _blocked_at(start[chunk][line[pair]], end[chunk][line[pair]], inside, tops[building[pair]])
            line, building = line[pair], building[pair]
            order = np.lexsort((building, at, line))
            order = order[np.isfinite(at[order])]
            blocked, where = np.unique(line[order], return_index=True)
            result[begin + blocked] = building[order[where]]
        yield begin / len(start)
    return result


def _stretches(start, end, building, edges):
    """Return the stretches of lines over buildings: the pair of line and building of each, and its ends as shares.

    An edge is crossed where its ends lie on different sides of the line; every corner lies on one side only, so
    that a line crosses each outline an even number of times.
    """
    pair, one, other, way = _edges_of_pairs(start, end, building, edges)
    crossed = np.flatnonzero((cross(way, one) > 0) != (cross(way, other) > 0))
    pair, one, along, way = pair[crossed], one[crossed], (other - one)[crossed], way[crossed]
    share = cross(one, along) / cross(way, along)
    order = np.lexsort((share, pair))
    inside = np.clip(share[order].reshape(-1, 2), 0, 1)
    return pair[order[::2]], inside


def _meets_a_corner(start, end, building, edges):
    """Return for which pairs of line and building the line, or what goes on beyond its ends, meets a corner."""
    pair, one, _, way = _edges_of_pairs(start, end, building, edges)
    return np.bincount(pair, cross(way, one) == 0, len(building)) > 0


def _edges_of_pairs(start, end, building, edges):
    """Return the pair of each edge, its ends as seen from where the line starts, and the way of the line."""
    size = np.diff(edges.first)[building]
    edge, pair = concatenated(edges.first[building], size), np.repeat(np.arange(len(building)), size)
    origin, way = start[:, :2][pair], (end - start)[:, :2][pair]
    return pair, edges.start[edge] - origin, edges.end[edge] - origin, way


def _blocked_at(start, end, inside, top):
    """Return the share of each line at which a stretch of it goes below a top, infinite where it does not."""
    way = end - start
    metres = np.hypot(way[:, 0], way[:, 1]) * (inside[:, 1] - inside[:, 0])
    z = start[:, 2:] + inside * way[:, 2:]
    falls = (z[:, 0] >= top) & (z[:, 1] < top)
    with np.errstate(invalid="ignore", divide="ignore"):
        at = np.where(falls, (top - start[:, 2]) / way[:, 2], inside[:, 0])
    return np.where((metres > _TOUCH_M) & (z.min(axis=1) < top), at, np.inf)


def cross(one, other):
    """Return the cross product of vectors in the plane, (n, 2) each.

    >>> cross(np.array([[2.0, 0.0]]), np.array([[1.0, 3.0]])).tolist()
    [6.0]
    """
    return one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
