"""Lines of any kind to vertices with heights: what the walking graph is made of.

Heights come from `z_from` and `z_to` (running evenly along the line), else from `z`, else from the
geometry. Once a single line has heights, those without count as z = 0, or as their `level`.
"""

from typing import NamedTuple

import numpy as np
import shapely

from . import attributes, walkways

# Guideline reading, "Levels": where only a level is known, a level is 4.5 m high.
LEVEL_HEIGHT_M = 4.5


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

    def take(self, rows):
        return Vertices(*(column[rows] for column in self))


def line_vertices(lines, rows):
    """Return the vertices of the lines in some rows of a frame, and the rows with unusable heights.

    lines : GeoDataFrame of lines with any of `z_from`, `z_to`, `z`, `level`; rows : (k,) row numbers.

    >>> import geopandas
    >>> stair = geopandas.GeoDataFrame({"z_from": [0], "z_to": [6]}, geometry=[shapely.LineString([(0, 0), (8, 0)])])
    >>> vertices, _ = line_vertices(stair, np.array([0]))
    >>> vertices.z
    array([0., 6.])
    """
    geometry = lines.geometry.to_numpy()[rows]
    simple = (shapely.get_type_id(geometry) == shapely.GeometryType.LINESTRING).all()
    parts, owner = (geometry, np.arange(len(rows))) if simple else shapely.get_parts(geometry, return_index=True)
    solid = shapely.has_z(geometry).any()
    coordinates, part = shapely.get_coordinates(parts, include_z=bool(solid), return_index=True)
    line = owner[part]
    z, broken = _heights(lines.iloc[rows], coordinates, line)
    vertices = Vertices(coordinates[:, 0].copy(), coordinates[:, 1].copy(), z, part, rows[line])
    return vertices, rows[broken]


def _heights(lines, coordinates, line):
    """Return a height for each vertex, NaN everywhere where no line has any, and the lines with unusable ones."""
    number = len(lines)
    start, stop = (attributes.numbers(lines, name) for name in ("z_from", "z_to"))
    level_field = attributes.numbers(lines, "z")
    z = np.full(len(coordinates), np.nan) if coordinates.shape[1] == 2 else coordinates[:, 2].copy()
    unfinished = np.bincount(line[~np.isfinite(z)], minlength=number) > 0
    some = np.bincount(line[np.isfinite(z)], minlength=number) > 0
    z[unfinished[line]] = np.nan
    given = np.isfinite(level_field)
    z[given[line]] = level_field[line][given[line]]
    sloping = np.isfinite(start) & np.isfinite(stop)
    if sloping.any():
        on_slope = sloping[line]
        z[on_slope] = (start[line] + _share_along(coordinates, line) * (stop - start)[line])[on_slope]
    half = np.isfinite(start) ^ np.isfinite(stop)  # one end alone makes a line one without heights
    z[half[line]] = np.nan
    if np.isfinite(z).any():
        z = np.where(np.isfinite(z), z, _level_heights(lines, coordinates, line))
    return z, np.flatnonzero(half | (some & unfinished & ~given & ~sloping))


def _level_heights(lines, coordinates, line):
    """Return the height of each vertex by its line's `level`: the lowest at the start, the highest at the end."""
    if "level" not in lines:
        return np.zeros(len(line))
    low, high = (np.nan_to_num(level) * LEVEL_HEIGHT_M for level in walkways.levels(lines["level"])[:2])
    return low[line] + _share_along(coordinates, line) * (high - low)[line]


def _share_along(coordinates, line):
    """Return where each vertex lies along its line, 0 … 1 of the plan length; by count where it stands upright."""
    first = np.flatnonzero(np.r_[True, line[1:] != line[:-1]])
    owner = np.cumsum(np.r_[True, line[1:] != line[:-1]]) - 1
    step = np.hypot(*np.diff(coordinates[:, :2], axis=0, prepend=coordinates[:1, :2]).T)
    step[first] = 0.0
    along = np.cumsum(step)
    along -= along[first][owner]
    count = np.bincount(owner)
    total = along[first + count - 1]
    position = np.arange(len(line)) - first[owner]
    upright = total == 0
    share = along / np.where(upright, 1, total)[owner]
    return np.where(upright[owner], position / np.maximum(count - 1, 1)[owner], share)


def split_at_crossings(vertices, lines, clearance_m):
    """Return vertices with new ones where lines of one height cross or touch, for drawings without nodes.

    lines : the frame that the vertices come from, for the `level` of lines without heights; clearance_m :
    lines whose heights differ by more than this at the crossing pass over each other.

    >>> import geopandas
    >>> cross = geopandas.GeoDataFrame(geometry=shapely.linestrings([[(0, 5), (10, 5)], [(5, 0), (5, 10)]]))
    >>> vertices, _ = line_vertices(cross, np.arange(2))
    >>> split_at_crossings(vertices, cross, 0.5).x.tolist()
    [0.0, 5.0, 10.0, 5.0, 5.0, 5.0]
    """
    places = np.c_[vertices.x, vertices.y]
    z = vertices.z if vertices.has_heights else _level_heights(lines, places, vertices.line)
    inner = np.flatnonzero(vertices.part[1:] == vertices.part[:-1])
    ends = np.stack([places[inner], places[inner + 1]], axis=1)
    segments = shapely.linestrings(ends)
    one, two = shapely.STRtree(segments).query(segments, predicate="intersects")
    one, two = one[one < two], two[one < two]
    met = shapely.intersection(segments[one], segments[two])
    point = shapely.get_type_id(met) == shapely.GeometryType.POINT
    one, two, where = one[point], two[point], shapely.get_coordinates(met[point])
    shares = [_share_of(ends[own], where) for own in (one, two)]
    heights = [z[inner[own]] + share * (z[inner[own] + 1] - z[inner[own]]) for own, share in zip((one, two), shares)]
    level = np.flatnonzero(np.abs(heights[0] - heights[1]) <= clearance_m)
    after = inner[np.concatenate([one[level], two[level]])]
    share = np.concatenate([s[level] for s in shares])
    height = np.concatenate([h[level] for h in heights]) if vertices.has_heights else np.full(len(after), np.nan)
    where = np.concatenate([where[level]] * 2)
    within = (share > 0) & (share < 1)
    after, share, height, where = after[within], share[within], height[within], where[within]
    order = np.lexsort((share, after))
    place = after[order] + 1
    return Vertices(
        np.insert(vertices.x, place, where[order, 0]),
        np.insert(vertices.y, place, where[order, 1]),
        np.insert(vertices.z, place, height[order]),
        np.insert(vertices.part, place, vertices.part[after[order]]),
        np.insert(vertices.line, place, vertices.line[after[order]]),
    )


def _share_of(ends, where):
    step = ends[:, 1] - ends[:, 0]
    square = (step**2).sum(axis=1)
    return ((where - ends[:, 0]) * step).sum(axis=1) / np.where(square > 0, square, 1)
