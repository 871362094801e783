"""Lines of any kind to vertices with heights: what the walking graph is made of.

Heights come from `z_from` and `z_to` (running evenly along the line), else from `z`, else from the
geometry. Once a single line has heights, those without count as z = 0, or as their `level`.
"""

from typing import NamedTuple

import numpy as np
import shapely

from . import attributes, walkways
from .heights import level_height_m


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
        ground = np.nan_to_num(
            np.broadcast_to(np.asarray(0 if ground_z is None else ground_z, dtype=float), len(lines))
        )
        z = np.where(np.isfinite(z), z, np.nan_to_num(level_heights(lines, vertices)) + ground[line])
    return z, half | (some & ~all_ & ~even & ~sloping)


def level_heights(lines, vertices):
    """Return the height of each vertex by its line's `level`, from the lowest to the highest; NaN without one.

    lines : the frame that the vertices come from.
    """
    if "level" not in lines:
        return np.full(len(vertices.line), np.nan)
    low, high = (level * level_height_m() for level in walkways.levels(lines["level"])[:2])
    return low[vertices.line] + _share_along(vertices) * (high - low)[vertices.line]


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


def split_at_crossings(vertices, lines, gap_m, clearance_m):
    """Return vertices with new ones where lines of one height cross or touch, for drawings without nodes.

    lines : the frame that the vertices come from, for the `level` of lines without heights; gap_m : how
    near a vertex touches; clearance_m : lines whose heights differ by more than this pass over each other.

    >>> import geopandas
    >>> cross = geopandas.GeoDataFrame(geometry=shapely.linestrings([[(0, 5), (10, 5)], [(5, 0), (5, 10)]]))
    >>> vertices, _ = line_vertices(cross, np.arange(2))
    >>> split_at_crossings(vertices, cross, 0.01, 0.5).x.tolist()
    [0.0, 5.0, 10.0, 5.0, 5.0, 5.0]
    """
    z = vertices.z if vertices.has_heights else level_heights(lines, vertices)
    places = np.c_[vertices.x, vertices.y, np.nan_to_num(z)]
    begin = np.flatnonzero(vertices.part[1:] == vertices.part[:-1])
    one, two, where = _meetings(places[begin, :2], places[begin + 1, :2], gap_m)
    share, own = _nearest(places, begin[one], where)
    other = _nearest(places, begin[two], where)[1]
    level = (np.hypot(*(own[:, :2] - where).T) <= gap_m) & (np.abs(own[:, 2] - other[:, 2]) <= clearance_m)
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
    """Return where segments cross, or another begins or ends on them: both segments' numbers and the place."""
    segments = shapely.linestrings(np.stack([start, stop], axis=1))
    one, two = shapely.STRtree(segments).query(segments, predicate="dwithin", distance=gap_m)
    one, two = one[one != two], two[one != two]
    once = one < two
    met = shapely.intersection(segments[one[once]], segments[two[once]])
    point = shapely.get_type_id(met) == shapely.GeometryType.POINT
    crossing, (left, right) = shapely.get_coordinates(met[point]), (one[once][point], two[once][point])
    where = np.concatenate([crossing, crossing, start[two], stop[two]])
    return np.concatenate([left, right, one, one]), np.concatenate([right, left, two, two]), where


def _nearest(places, begin, where):
    """Return where on the segments that begin at some vertices a place is nearest, 0 … 1, and that point."""
    step = places[begin + 1] - places[begin]
    square = (step[:, :2] ** 2).sum(axis=1)
    share = ((where - places[begin, :2]) * step[:, :2]).sum(axis=1) / np.where(square > 0, square, 1)
    return share, places[begin] + np.clip(share, 0, 1)[:, None] * step
