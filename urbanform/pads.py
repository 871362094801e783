"""Where a square pad fits into a carrier, at any angle (clause 6.3.3).

A square fits where its centre keeps clear of every edge: in the square's own direction each edge forbids the
hull of the edge swept by the square, and what is left of the polygon is exactly where the centre may lie. The
directions tried are those of the carrier's own edges, the longest first, then every degree.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from .stable import unions
from .steps import finish

# A pad fits to the half centimetre: what lacks a whole one does not.
TOLERANCE_M = 0.005
# Directions of edges that are tried for themselves; outlines with more are round, and the sampled ones serve.
_OWN_DIRECTIONS, _STEP_DEG = 8, 1.0
_SAME_DEG = 0.01
# Places that are compared on a carrier: a grid of so many by so many over where the centre may lie, and its parts.
_GRID, _PARTS = 4, 3
_CARRIERS_AT_ONCE, _TURNS_AT_ONCE, _POINTS_AT_ONCE = 100, 400, 5_000


class Pads(NamedTuple):
    """Squares that fit, k of them, sorted by carrier."""

    carrier: np.ndarray  # (k,) position of the carrier
    x: np.ndarray  # (k,) of the centre
    y: np.ndarray
    angle: np.ndarray  # (k,) of a side, anticlockwise from the x axis, 0 … 90°

    def rows(self, rows):
        return Pads(*(column[rows] for column in self))

    def squares(self, side_m):
        """Return the pads as polygons."""
        half = side_m / 2
        return _turned_boxes(self, np.tile([-half, -half, half, half], (len(self.x), 1)))


def fitting_pads(free, side_m, passage_m):
    """Return places at which a square fits into each carrier: `Pads`.

    free : (n,) polygons in metres, None or empty where nothing is free; side_m : of the square;
    passage_m : width of a passage beside the square, along one of its sides; only where none can be kept the
    square goes anywhere. The places of one carrier are parallel.

    >>> pads = fitting_pads(shapely.box([0, 0], 0, [10.5, 10.49], 10.5), 10.5, 3.0)
    >>> pads.carrier.tolist(), pads.x.round(2).tolist()
    ([0], [5.25])
    """
    return finish(fitting_pads_steps(np.asarray(free, dtype=object), side_m, passage_m))


def fitting_pads_steps(free, side_m, passage_m):
    """Yield the share done; return what `fitting_pads` returns."""
    free = np.where(shapely.is_missing(free), shapely.Polygon(), free)
    half = (side_m - TOLERANCE_M) / 2
    found, points = [], np.cumsum(shapely.get_num_coordinates(free))
    batch = np.stack([np.arange(len(free)) // _CARRIERS_AT_ONCE, points // _POINTS_AT_ONCE])
    begins = np.flatnonzero((np.diff(batch, prepend=-1) != 0).any(axis=0))
    for begin, end in zip(begins, np.append(begins[1:], len(free))):
        yield begin / len(free)
        rows = begin + np.flatnonzero(shapely.area(free[begin:end]) >= (2 * half) ** 2)
        rows = rows[~shapely.is_empty(shapely.buffer(free[rows], -half + TOLERANCE_M))]
        angles = own_directions(free[rows])
        region, angle = np.full(len(rows), None), np.zeros(len(rows))
        open_ = np.arange(len(rows))
        for turn in angles.T:
            open_ = open_[np.isfinite(turn[open_])]
            centres, passes = _centres(free[rows[open_]], turn[open_], half, passage_m)
            better = passes | (shapely.is_missing(region[open_]) & ~shapely.is_empty(centres))
            region[open_[better]], angle[open_[better]] = centres[better], turn[open_][better]
            open_ = open_[~passes]
            yield begin / len(free)
        nowhere = np.flatnonzero(shapely.is_missing(region))
        region[nowhere], angle[nowhere] = yield from _sampled_steps(free[rows[nowhere]], half, begin / len(free))
        fits = np.flatnonzero(~shapely.is_missing(region))
        found.append(_places(rows[fits], free[rows[fits]], region[fits], angle[fits], side_m))
    nothing = Pads(np.empty(0, dtype=int), *[np.empty(0)] * 3)
    return Pads(*(np.concatenate(column) for column in zip(nothing, *found)))


def own_directions(polygons):
    """Return the directions of the edges of polygons, 0 … 90°, the longest first: (n, 8), NaN where there are fewer.

    >>> own_directions(np.array([shapely.Polygon([(0, 0), (8, 0), (8, 8)])]))[0, :3].round(1).tolist()
    [0.0, 45.0, nan]
    """
    begin, end, polygon = edges(polygons)
    run, rise = (end - begin).T
    turn = np.degrees(np.arctan2(rise, run)) % 90
    turn[turn > 90 - _SAME_DEG / 2] = 0.0
    table = pd.DataFrame({"polygon": polygon, "bin": np.round(turn / _SAME_DEG), "turn": turn})
    table["length"] = np.round(np.hypot(run, rise), 6)
    table = table.sort_values(["polygon", "bin", "length", "turn"], ascending=[True, True, False, True])
    sums = table.groupby(["polygon", "bin"], sort=True).agg(turn=("turn", "first"), length=("length", "sum"))
    sums = sums.reset_index().sort_values(["polygon", "length", "bin"], ascending=[True, False, True])
    place = sums.groupby("polygon").cumcount()
    kept = sums[place < _OWN_DIRECTIONS]
    result = np.full((len(polygons), _OWN_DIRECTIONS), np.nan)
    result[kept["polygon"], place[place < _OWN_DIRECTIONS]] = kept["turn"]
    return result


def edges(polygons):
    """Return where the edges of polygons begin and end, (m, 2) each, and which polygon each is of."""
    parts, owner = shapely.get_parts(polygons, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    last = np.flatnonzero(ring[1:] == ring[:-1])
    last = last[(points[last] != points[last + 1]).any(axis=1)]
    return points[last], points[last + 1], owner[part[ring[last]]]


def widest_sides(pads, free, side_m):
    """Return how wide the free space is that lies along the widest side of each pad, in metres, to 0.01 m.

    free : (k,) the carrier of each pad, less what stands on it. Every side is swept outwards until it meets
    something, over its whole length.

    >>> pads = fitting_pads(np.array([shapely.box(0, 0, 14, 11)]), 10.5, 3.0)
    >>> widest_sides(pads.rows([0]), np.array([shapely.box(0, 0, 14, 11)]), 10.5).tolist()
    [3.25]
    """
    half, inset = side_m / 2, TOLERANCE_M
    box = shapely.bounds(free)
    reach = np.hypot(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1])
    narrow, ahead = np.full(len(reach), half - inset), half + reach
    free, width = shapely.buffer(free, inset, join_style="mitre"), np.zeros(len(reach))
    for quarter in range(4):
        turned = pads._replace(angle=pads.angle + 90 * quarter)
        blocked = shapely.difference(_turned_boxes(turned, np.column_stack([narrow, -narrow, ahead, narrow])), free)
        across = np.column_stack(_turned(0.0, narrow, turned.angle))
        middle = np.column_stack([pads.x, pads.y])
        axis = shapely.linestrings(np.stack([middle - across, middle + across], axis=1))
        width = np.maximum(width, shapely.distance(axis, blocked) - half - inset)
    return np.round(np.maximum(width, 0), 2)


def _centres(polygons, turn, half, passage_m):
    """Return where the centre may lie, in the turned frame, and whether a passage is kept there."""
    turned = _turn(polygons, -turn)
    centres = clear_of_edges(turned, [-half, -half, half, half])
    passes = np.zeros(len(polygons), dtype=bool)
    fits = np.flatnonzero(~shapely.is_empty(centres))
    wide = half + passage_m
    reach = half + (wide - half) * np.array([(0, 0, 1, 0), (0, 0, 0, 1), (1, 0, 0, 0), (0, 1, 0, 0)])
    beside = [clear_of_edges(turned[fits], side * np.array([-1, -1, 1, 1])) for side in reach]
    with np.errstate(divide="ignore", invalid="ignore"):
        beside = shapely.union_all(np.column_stack(beside), axis=1) if len(fits) else np.empty(0, dtype=object)
    kept = ~shapely.is_empty(beside)
    centres[fits[kept]], passes[fits[kept]] = beside[kept], True
    return centres, passes


def clear_of_edges(polygons, box):
    """Return where the origin of a box may lie so that the box lies within each polygon, sides parallel to the axes.

    box : left, bottom, right and top from its origin. This is the Minkowski difference: the polygon less
    every edge swept by the mirrored box.

    >>> clear_of_edges(np.array([shapely.box(0, 0, 10, 4)]), [-1, -1, 1, 1])[0].bounds
    (1.0, 1.0, 9.0, 3.0)
    """
    begin, end, polygon = edges(polygons)
    left, bottom, right, top = box
    corners = np.array([(-left, -bottom), (-left, -top), (-right, -bottom), (-right, -top)])
    swept = np.concatenate([begin[:, None] + corners, end[:, None] + corners], axis=1)
    hulls = shapely.convex_hull(shapely.multipoints(swept.reshape(-1, 2), indices=np.repeat(np.arange(len(begin)), 8)))
    result = np.full(len(polygons), shapely.Polygon(), dtype=object)
    with np.errstate(divide="ignore", invalid="ignore"):  # GEOS tries to cut hulls that are parallel
        owner, forbidden = unions(hulls, polygon) if len(hulls) else (np.empty(0, dtype=int), hulls)
        result[owner] = shapely.difference(polygons[owner], forbidden)
    return result


def _sampled_steps(polygons, half, share):
    """Yield the share done; return where the centre may lie at the sampled angle that leaves it most room, and that."""
    region, angle, most = np.full(len(polygons), None), np.zeros(len(polygons)), np.zeros(len(polygons))
    samples = np.arange(0, 90, _STEP_DEG)
    size = int(np.clip(_POINTS_AT_ONCE // shapely.get_num_coordinates(polygons).max(initial=1), 1, _TURNS_AT_ONCE))
    for begin in range(0, len(polygons) * len(samples), size):
        yield share
        pair = np.arange(begin, min(begin + size, len(polygons) * len(samples)))
        which, turn = pair // len(samples), samples[pair % len(samples)]
        centres = clear_of_edges(_turn(polygons[which], -turn), [-half, -half, half, half])
        room = np.round(shapely.area(centres), 9)
        order = np.lexsort((turn, -room, which))
        own, first = np.unique(which[order], return_index=True)
        best = order[first]
        own, best = own[room[best] > most[own]], best[room[best] > most[own]]
        most[own], region[own], angle[own] = room[best], centres[best], turn[best]
    return region, angle


def _places(carrier, polygons, region, turn, side_m):
    """Return the places to compare in each region: a grid over it, and a point in each of its largest parts."""
    box = shapely.bounds(region)
    size = np.clip(np.floor((box[:, 2:] - box[:, :2]) / (2 * side_m)) + 1, 1, _GRID).astype(int)
    number = size[:, 0] * size[:, 1]
    own = np.repeat(np.arange(len(region)), number)
    step = np.arange(len(own)) - np.repeat(np.cumsum(number) - number, number)
    share = (np.c_[step % size[own, 0], step // size[own, 0]] + 0.5) / size[own]
    point = box[own, :2] + share * (box[own, 2:] - box[own, :2])
    inside = shapely.contains_xy(region[own], point[:, 0], point[:, 1])
    parts, part_of = shapely.get_parts(region, return_index=True)
    part = pd.DataFrame({"of": part_of, "room": np.round(-shapely.area(parts), 9)})
    part[["x", "y"]] = shapely.get_coordinates(shapely.point_on_surface(parts))
    part = part.sort_values(["of", "room", "x", "y"]).groupby("of").head(_PARTS)
    own = np.concatenate([own[inside], part["of"].to_numpy()])
    point = np.concatenate([point[inside], part[["x", "y"]].to_numpy()])
    first = np.unique(np.column_stack([own, np.round(point, 2)]), axis=0, return_index=True)[1]  # sorted by carrier
    own, point = own[first], point[first]
    middle = _middles(polygons)[own]
    x, y = _turned(point[:, 0], point[:, 1], turn[own])
    return Pads(carrier[own], middle[:, 0] + x, middle[:, 1] + y, turn[own])


def _middles(polygons):
    box = shapely.bounds(polygons)
    return (box[:, :2] + box[:, 2:]) / 2


def _turned(x, y, degrees):
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return x * cos - y * sin, x * sin + y * cos


def _turn(polygons, degrees):
    """Return polygons turned about the middles of their boxes, which become the origin."""
    points, owner = shapely.get_coordinates(polygons, return_index=True)
    points = points - _middles(polygons)[owner]
    return shapely.set_coordinates(polygons.copy(), np.column_stack(_turned(*points.T, np.asarray(degrees)[owner])))


def _turned_boxes(pads, box):
    """Return boxes (left, bottom, right, top from a pad's centre, (k, 4)) turned with the pads, as polygons."""
    x, y = box[:, [0, 2, 2, 0]], box[:, [1, 1, 3, 3]]
    x, y = _turned(x, y, pads.angle[:, None])
    return shapely.polygons(np.stack([x + pads.x[:, None], y + pads.y[:, None]], axis=2))
