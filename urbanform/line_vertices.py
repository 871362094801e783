"""Lines of any kind to vertices with heights: what the walking graph is made of.

Heights come from `z_from` and `z_to` (running evenly along the line), else from `z`, else from the
geometry. Once a single line has heights, those without count as z = 0, or as their `level`.
"""

from typing import NamedTuple

import numpy as np
import scipy.spatial
import shapely

from . import attributes, walkways
from .errors import QT_TRANSLATE_NOOP, InputError
from .heights import ground_steps, level_height_m
from .steps import finish

# How near in plan another line meets the end of one that leads from level to level.
_MEETS_M = 0.01


class Vertices(NamedTuple):
    """The vertices of lines, part by part, in metres."""

    x: np.ndarray  # (v,)
    y: np.ndarray
    z: np.ndarray  # all finite, or all NaN where no line has heights
    part: np.ndarray  # (v,) ascending
    line: np.ndarray  # (v,) row of the line

    @property
    def has_heights(self):
        return bool(len(self.z)) and bool(np.isfinite(self.z[0]))


def line_vertices(lines, rows, ground_z=None):
    """Return the vertices of the lines in some rows of a frame, and the rows with unusable heights.

    lines : GeoDataFrame of lines with any of `z_from`, `z_to`, `z`, `level`; rows : (k,) row numbers;
    ground_z : metres, a number or (n,) for the lines, where heights are absolute. Lines without a
    geometry, or with coordinates that are no numbers, have no vertices.

    >>> import geopandas
    >>> stair = geopandas.GeoDataFrame({"z_from": [0], "z_to": [6]}, geometry=[shapely.LineString([(0, 0), (8, 0)])])
    >>> vertices, _ = line_vertices(stair, np.array([0]))
    >>> vertices.z
    array([0., 6.])
    """
    geometry = lines.geometry.to_numpy()[rows]
    simple = (shapely.get_type_id(geometry) == shapely.GeometryType.LINESTRING).all()
    parts, owner = (geometry, np.arange(len(rows))) if simple else shapely.get_parts(geometry, return_index=True)
    solid = bool(shapely.has_z(geometry).any())
    coordinates, part = shapely.get_coordinates(parts, include_z=solid, return_index=True)
    usable = np.isfinite(coordinates[:, :2]).all(axis=1)
    if not usable.all():
        return line_vertices(lines, np.delete(rows, owner[part[~usable]]), ground_z)
    x, y, *z = (axis.copy() for axis in coordinates.T)
    unknown = np.broadcast_to(np.nan, len(x))
    vertices = Vertices(x, y, z[0] if solid else unknown, part.astype(np.int32), rows.astype(np.int32)[owner][part])
    z, broken = _heights(lines, vertices, ground_z)
    return vertices._replace(z=z), rows[broken[rows]]


def _heights(lines, vertices, ground_z):
    """Return a height for each vertex, NaN everywhere where no line has any, and which lines have unusable ones."""
    start, stop, one = (attributes.numbers(lines, name) for name in ("z_from", "z_to", "z"))
    sloping, even = np.isfinite(start) & np.isfinite(stop), np.isfinite(one)
    half = np.isfinite(start) ^ np.isfinite(stop)  # one end alone makes a line one without heights
    drawn = np.isfinite(vertices.z)
    if not (drawn.any() or sloping.any() or even.any()):
        return vertices.z, half
    line, z = vertices.line, vertices.z.copy()
    some, all_ = np.zeros(len(lines), dtype=bool), np.ones(len(lines), dtype=bool)
    some[line[drawn]], all_[line[~drawn]] = True, False
    z[~all_[line]] = np.nan
    z[even[line]] = one[line][even[line]]
    on_slope = sloping[line]
    z[on_slope] = (start[line] + _share_along(vertices) * (stop - start)[line])[on_slope]
    z[half[line]] = np.nan
    if np.isfinite(z).any():
        ground = np.broadcast_to(np.asarray(0 if ground_z is None else ground_z, dtype=float), len(lines))[line]
        z = np.where(np.isfinite(z), z, np.nan_to_num(level_heights(lines, vertices, z - ground)) + ground)
    return z, half | (some & ~all_ & ~even & ~sloping)


def level_heights(lines, vertices, z=None):
    """Return the height of each vertex by its line's `level`, NaN without one.

    A line of several levels leads evenly from the lowest to the highest, from the end where it meets
    lines of that height: the way it is drawn says nothing. What it meets may be another such line, as
    with flights one above the other; a line without a level is the street.

    lines : the frame that the vertices come from; z : (v,) heights above the ground, NaN where unknown.
    """
    if "level" not in lines:
        return np.full(len(vertices.line), np.nan)
    low, high = (level * level_height_m() for level in walkways.levels(lines["level"])[:2])
    line, share = vertices.line, _share_along(vertices)
    several = low < high
    known = np.where(several[line], np.nan, np.nan_to_num(low[line]))
    if z is not None:
        known = np.where(np.isfinite(z), z, known)
    height, open_ = low[line], np.zeros(len(low), dtype=bool)
    open_[line[several[line] & np.isnan(known)]] = True
    while open_.any():
        falls, evident = _falls(vertices, known, low, high, open_)
        now = open_ & evident
        now = now if now.any() else open_ & (low == low[open_].min())  # nothing tells: from below upwards
        own = now[line]
        slope = low[line] + np.where(falls[line], 1 - share, share) * (high - low)[line]
        height[own] = known[own] = slope[own]
        open_ &= ~now
    return height


def _falls(vertices, known_z, low, high, open_):
    """Return which of some lines lead from their highest level to their lowest, and of which lines tell so.

    Where no line of a known height tells, the end that lies more to the west is the low one.

    known_z : (v,) heights above the ground, NaN where not known yet; low, high, open_ : by line.
    """
    falls, evident = np.zeros(len(low), dtype=bool), np.zeros(len(low), dtype=bool)
    first = np.flatnonzero(np.diff(vertices.line, prepend=-1) != 0)
    last = np.append(first[1:], len(vertices.line)) - 1
    leads = open_[vertices.line[first]]
    ends, line = np.r_[first[leads], last[leads]], vertices.line[first[leads]]
    places, known = np.c_[vertices.x, vertices.y], np.flatnonzero(np.isfinite(known_z))
    trees = scipy.spatial.cKDTree(places[ends]), scipy.spatial.cKDTree(places[known])
    meets = trees[0].sparse_distance_matrix(trees[1], _MEETS_M, output_type="ndarray")
    miss_m = []  # how far each end is from each level, by the lines that it meets
    for level in (low, high):
        least = np.tile((high - low)[line], 2)
        np.minimum.at(least, meets["i"], np.abs(known_z[known[meets["j"]]] - np.tile(level[line], 2)[meets["i"]]))
        miss_m.append(least.reshape(2, -1))
    (start_low, end_low), (start_high, end_high) = miss_m
    rising, falling = start_low + end_high, start_high + end_low
    eastward = np.lexsort((vertices.y[ends], vertices.x[ends]))
    rank = np.argsort(eastward).reshape(2, -1)
    evident[line] = np.abs(rising - falling) > _MEETS_M
    falls[line] = np.where(evident[line], falling < rising, rank[0] > rank[1])
    return falls, evident


def ground_beside(frame, lines, ground_z):
    """Return the height of the ground beside each feature of a frame: that of the nearest line that knows it.

    frame : GeoDataFrame in metres; lines : of the network; ground_z : None, metres for all, or (n,) for the lines.
    Raises `InputError` where no line knows it.

    >>> import geopandas
    >>> streets = geopandas.GeoDataFrame(geometry=shapely.linestrings([[(0, 0), (9, 0)], [(0, 50), (9, 50)]]))
    >>> ground_beside(geopandas.GeoDataFrame(geometry=[shapely.Point(5, 40)]), streets, np.array([12, 14.5]))
    array([14.5])
    """
    if np.ndim(ground_z) == 0:
        return ground_z
    if not np.isfinite(ground_z).any():
        raise InputError(
            "GROUND_Z",
            QT_TRANSLATE_NOOP("Multiground", "a field without a single height"),
            QT_TRANSLATE_NOOP("Multiground", "metres, or a field of the network"),
            QT_TRANSLATE_NOOP("Multiground", "Enter a number such as 4.5, or the name of a field."),
        )
    return finish(ground_steps(frame, "buildings", lines.assign(ground_z=ground_z)))


def _share_along(vertices):
    """Return where each vertex lies along its line, 0 … 1 of the plan length; by count where it stands upright."""
    new = np.diff(vertices.line, prepend=-1) != 0
    first, owner = np.flatnonzero(new), np.cumsum(new) - 1
    step = np.hypot(np.diff(vertices.x, prepend=0), np.diff(vertices.y, prepend=0))
    step[np.diff(vertices.part, prepend=-1) != 0] = 0.0
    along = np.cumsum(step)
    along -= along[first][owner]
    count = np.bincount(owner)
    total = along[first + count - 1]
    upright = total == 0
    position = (np.arange(len(owner)) - first[owner]) / np.maximum(count - 1, 1)[owner]
    return np.where(upright[owner], position, along / np.where(upright, 1, total)[owner])


def nearest_share(lines, points):
    """Return how far along each line it comes nearest to a point, as a share of its length; 0 where it has none.

    >>> lines = shapely.linestrings([[(0, 0), (4, 0), (4, 0), (8, 0)], [(1, 1), (1, 1), (1, 1), (1, 1)]])
    >>> nearest_share(lines, shapely.points([(6, 3), (1, 2)])).tolist()
    [0.75, 0.0]
    """
    with np.errstate(invalid="ignore"):  # GEOS divides by the length of a segment, also of a vertex drawn twice
        return np.nan_to_num(shapely.line_locate_point(lines, points, normalized=True))


def split_at_crossings(vertices, lines, gap_m, clearance_m, aside=None):
    """Return vertices with new ones where lines of one height cross or touch, for drawings without nodes.

    lines : the frame that the vertices come from, for the `level` of lines without heights; gap_m : how
    near a vertex touches; clearance_m : lines whose heights differ by more than this pass over each other;
    aside : (number of lines,) 1 for skyways, -1 for underpasses: of unknown height they cross only their like.

    >>> import geopandas
    >>> cross = geopandas.GeoDataFrame(geometry=shapely.linestrings([[(0, 5), (10, 5)], [(5, 0), (5, 10)]]))
    >>> vertices, _ = line_vertices(cross, np.arange(2))
    >>> split_at_crossings(vertices, cross, 0.01, 0.5).x.tolist()
    [0.0, 5.0, 10.0, 5.0, 5.0, 5.0]
    """
    z = vertices.z if vertices.has_heights else level_heights(lines, vertices)
    side = np.where(np.isnan(z), 0 if aside is None else aside[vertices.line], 0)
    places = np.c_[vertices.x, vertices.y, np.nan_to_num(z)]
    begin = np.flatnonzero(vertices.part[1:] == vertices.part[:-1])
    one, two, where, crosses = _meetings(places[begin, :2], places[begin + 1, :2], gap_m)
    share, own = _nearest(places, begin[one], where)
    other = _nearest(places, begin[two], where)[1]
    level = (np.hypot(*(own[:, :2] - where).T) <= gap_m) & (np.abs(own[:, 2] - other[:, 2]) <= clearance_m)
    level &= ~crosses | (side[begin[one]] == side[begin[two]])
    new = np.flatnonzero(level & (share > 0) & (share < 1))
    new = new[np.lexsort((share[new], one[new]))]
    place = begin[one[new]] + 1
    return Vertices(
        np.insert(vertices.x, place, where[new, 0]),
        np.insert(vertices.y, place, where[new, 1]),
        np.insert(vertices.z, place, own[new, 2] if vertices.has_heights else np.nan),
        np.insert(vertices.part, place, vertices.part[place]),
        np.insert(vertices.line, place, vertices.line[place]),
    )


def _meetings(start, stop, gap_m):
    """Return where segments cross, or another begins or ends on them: both numbers, the place, and which it is."""
    segments = shapely.linestrings(np.stack([start, stop], axis=1))
    one, two = shapely.STRtree(segments).query(segments, predicate="dwithin", distance=gap_m)
    one, two = one[one != two], two[one != two]
    once = one < two
    met = shapely.intersection(segments[one[once]], segments[two[once]])
    point = shapely.get_type_id(met) == shapely.GeometryType.POINT
    crossing, (left, right) = shapely.get_coordinates(met[point]), (one[once][point], two[once][point])
    where = np.concatenate([crossing, crossing, start[two], stop[two]])
    crosses = np.arange(len(where)) < 2 * len(crossing)
    return np.concatenate([left, right, one, one]), np.concatenate([right, left, two, two]), where, crosses


def _nearest(places, begin, where):
    """Return where on the segments that begin at some vertices a place is nearest, 0 … 1, and that point."""
    step = places[begin + 1] - places[begin]
    square = (step[:, :2] ** 2).sum(axis=1)
    share = ((where - places[begin, :2]) * step[:, :2]).sum(axis=1) / np.where(square > 0, square, 1)
    return share, places[begin] + np.clip(share, 0, 1)[:, None] * step
