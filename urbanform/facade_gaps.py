"""Gaps between the façades of neighbouring buildings, clause 7.1.1."""

from typing import NamedTuple

import geopandas
import numpy as np
import shapely

from . import clauses, columns, heights, stable, steps
from .functions import is_building_tag

CLAUSE = "7.1.1"
CLOSE, SEVERE = "close", "severe"
_CHUNK = 20_000
# What stands nearer to a façade than this, in metres, is the façade itself.
_SKIN_M = 0.05


class _Edges(NamedTuple):
    """The edges of outlines: start, unit vectors along and outwards (n, 2), length (n,), first edge of each outline."""

    start: np.ndarray
    along: np.ndarray
    outward: np.ndarray
    length: np.ndarray
    first: np.ndarray


class _Stretches(NamedTuple):
    """Parts of edges that look straight at another building: positions along the edge, distances there."""

    pair: np.ndarray
    edge: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    gap_begin: np.ndarray
    gap_end: np.ndarray


def facade_gaps(buildings):
    """Return where façades of two buildings face each other at less than the distance of clause 7.1.1.

    Façades face each other where a perpendicular of one meets the other with no building between, and their
    directions differ by no more than the angle of `clauses.csv`; buildings that touch have party walls and no
    gap. What is known to be lower than both, a podium or a kiosk, is not between: they face each other above it.
    gap_m is the smallest of these perpendiculars, overlap_m the length over which they are shorter than the bound,
    measured along each of the two façades: the shorter counts.

    buildings : GeoDataFrame of outlines in metres, with height, storeys, ground_z and building where known.

    A frame of the strips between them, the narrowest first: building, facing (their names), gap_m, overlap_m,
    flag (`close`, `severe`), facing_height_m (to which both stand, NaN where unknown), height_to_gap.

    >>> houses = geopandas.GeoDataFrame({"height": [30, 12]}, geometry=shapely.box([0, 25], 0, [20, 45], [30, 20]))
    >>> facade_gaps(houses)[["gap_m", "overlap_m", "flag", "facing_height_m", "height_to_gap"]].to_numpy().tolist()
    [[5.0, 20.0, 'severe', 12.0, 2.4]]
    """
    return steps.finish(facade_gaps_steps(buildings))


def facade_gaps_steps(buildings):
    """Yield the share done; return what `facade_gaps` returns."""
    buildings = buildings.iloc[stable.order_by_place(buildings.geometry.to_numpy())].reset_index(drop=True)
    outlines = shapely.normalize(shapely.force_2d(buildings.geometry.to_numpy()))  # shells clockwise, holes not
    names = own_names(buildings)
    pairs = yield from steps.part(_pairs_steps(outlines, names), 0, 0.4)
    edges, found, tops = _edges(outlines), [], heights.of_buildings(buildings)[0]
    tree = shapely.STRtree(outlines)
    for begin in range(0, len(pairs), _CHUNK):
        yield 0.4 + 0.6 * begin / len(pairs)
        some = pairs[begin : begin + _CHUNK]
        found.append(_measured(some, edges, tops, tree))
    rows = np.concatenate([each[0] for each in found]) if found else np.empty((0, 4))
    strips = np.concatenate([each[1] for each in found]) if found else np.empty(0, dtype=object)
    return _table(buildings, names, rows, strips)


def own_names(buildings):
    """Return the names of buildings, '' where there is none; a tag of OpenStreetMap is none."""
    names = columns.texts(buildings, "building")
    names[is_building_tag(names)] = ""
    return names


def names_of(frame, names):
    """Return what features are called: their own name, else their id, else their place in the frame, from 1.

    >>> import pandas as pd
    >>> names_of(pd.DataFrame({"id": [None, 77, None]}), np.array(["A", "", ""])).tolist()
    ['A', '77', '3']
    """
    ids = columns.texts(frame, "id")
    ids = np.where(ids != "", ids, np.arange(1, len(frame) + 1).astype(str))
    return np.where(names != "", names, ids).astype(object)


def _pairs_steps(outlines, names):
    """Yield the share done; return the pairs of outlines that are close and neither touch nor are one building."""
    close = clauses.value(CLAUSE, "facade_gap_m", "flag")
    touch = clauses.value(CLAUSE, "party_wall_m")
    tree, size, keys = shapely.STRtree(outlines), len(outlines), [np.empty(0, dtype=np.int64)]
    for begin in range(0, size, _CHUNK):
        yield begin / size
        some = outlines[begin : begin + _CHUNK]
        found = tree.query(some, predicate="dwithin", distance=close) + [[begin], [0]]
        touching = tree.query(some, predicate="dwithin", distance=touch) + [[begin], [0]]
        keys.append(np.setdiff1d(found[0] * size + found[1], touching[0] * size + touching[1]))
    pairs = np.column_stack(np.divmod(np.concatenate(keys), max(size, 1)))
    one = (names[pairs[:, 0]] == names[pairs[:, 1]]) & (names[pairs[:, 0]] != "")
    return pairs[(pairs[:, 0] < pairs[:, 1]) & ~one]


def _edges(outlines):
    """Return the edges of normalized outlines, in their order."""
    parts, outline = shapely.get_parts(outlines, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    vector = np.diff(xy, axis=0)
    length = np.hypot(*vector.T)
    real = (ring[1:] == ring[:-1]) & (length > 0)
    along = vector[real] / length[real, None]
    outward = np.column_stack([-along[:, 1], along[:, 0]])  # what lies to the right is the building
    first = np.searchsorted(outline[part[ring[:-1][real]]], np.arange(len(outlines) + 1))
    return _Edges(xy[:-1][real], along, outward, length[real], first)


def _measured(pairs, edges, tops, tree):
    """Return of pairs (outline, outline, gap, overlap) of those that face each other, and the strips between them."""
    outlines, lower = tree.geometries, tops[pairs].min(axis=1)
    sides = [_looking(pairs, edges, outlines), _looking(pairs[:, ::-1], edges, outlines)]
    seen = []
    for own, other in (sides, sides[::-1]):
        first, second = _products(own, other, len(pairs))
        facing = _facing(own[0][first], own[1][first], other[1][second], edges)
        seen.append(_open_parts(facing, edges, lower[facing.pair], tops, tree))
    length = [np.bincount(part.pair, part.end - part.begin, len(pairs)) for part in seen]
    gap = np.full(len(pairs), np.inf)
    for part in seen:
        np.minimum.at(gap, part.pair, np.minimum(part.gap_begin, part.gap_end))
    overlap, gap = np.minimum(*length), np.round(gap, 2)
    listed = overlap.round(2) >= clauses.value(CLAUSE, "least_overlap_m")
    listed &= gap < clauses.value(CLAUSE, "facade_gap_m", "flag")
    own = seen[0]
    kept = listed[own.pair]
    which, strips = stable.unions(_strips(own, edges)[kept], own.pair[kept])
    return np.column_stack([pairs[which], gap[which], overlap[which]]), strips


def _looking(pairs, edges, outlines):
    """Return (pair, edge) of the edges of each pair's first outline that may look at the second from nearby."""
    count = edges.first[pairs[:, 0] + 1] - edges.first[pairs[:, 0]]
    pair = np.repeat(np.arange(len(pairs)), count)
    edge = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count) + edges.first[pairs[:, 0]][pair]
    west, south, east, north = shapely.bounds(outlines[pairs[:, 1]])[pair].T
    start, stop = edges.start[edge].T, (edges.start[edge] + edges.along[edge] * edges.length[edge, None]).T
    close = clauses.value(CLAUSE, "facade_gap_m", "flag")
    near = (np.minimum(start[0], stop[0]) < east + close) & (np.maximum(start[0], stop[0]) > west - close)
    near &= (np.minimum(start[1], stop[1]) < north + close) & (np.maximum(start[1], stop[1]) > south - close)
    x, y = edges.outward[edge].T
    near &= x * np.where(x > 0, east, west) + y * np.where(y > 0, north, south) > x * start[0] + y * start[1]
    return pair[near], edge[near]


def _products(own, other, size):
    """Return all combinations of the rows of two tables (pair, edge), both sorted by pair, within each pair."""
    begin = np.searchsorted(other[0], np.arange(size))
    count = np.searchsorted(other[0], np.arange(size), side="right") - begin
    times = count[own[0]]
    first = np.repeat(np.arange(len(own[0])), times)
    second = np.arange(len(first)) - np.repeat(np.cumsum(times) - times, times) + begin[own[0]][first]
    return first, second


def _facing(pair, edge, other, edges):
    """Return the stretches of edges from which a perpendicular meets the other edge within the bound."""
    most = clauses.value(CLAUSE, "facade_gap_m", "flag")
    turned = np.cos(np.radians(clauses.value(CLAUSE, "facing_deg")))
    toward = np.einsum("ij,ij->i", edges.outward[edge], edges.outward[other]) <= -turned + 1e-9
    pair, edge, other = pair[toward], edge[toward], other[toward]
    along, outward, start = edges.along[edge], edges.outward[edge], edges.start[edge]
    ends = edges.start[other], edges.start[other] + edges.along[other] * edges.length[other, None]
    (s0, d0), (s1, d1) = (
        (np.einsum("ij,ij->i", along, end - start), np.einsum("ij,ij->i", outward, end - start)) for end in ends
    )
    slope = (d1 - d0) / (s1 - s0)  # façades that face each other within 45° have a shadow on each other
    begin, end = np.maximum(np.minimum(s0, s1), 0), np.minimum(np.maximum(s0, s1), edges.length[edge])
    flat = np.abs(slope) < 1e-9
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = np.sort([s0 + (0 - d0) / slope, s0 + (most - d0) / slope], axis=0)
    within = (d0 > 0) & (d0 <= most)
    begin = np.where(flat, begin, np.fmax(begin, crossing[0]))
    end = np.where(flat, np.where(within, end, begin), np.fmin(end, crossing[1]))
    some = end - begin > 1e-6
    gap_begin, gap_end = (np.where(flat, d0, d0 + slope * (place - s0)) for place in (begin, end))
    return _Stretches(*(each[some] for each in (pair, edge, begin, end, gap_begin, gap_end)))


def _open_parts(stretches, edges, lower, tops, tree):
    """Return the parts of stretches with no building between, the two own ones included.

    lower : (m,) top of the lower building of each stretch, tops : (n,) of all; one of unknown height is in the way.
    """
    between, outlines = _strips(stretches, edges, _SKIN_M), tree.geometries
    row, other = tree.query(between, predicate="intersects")
    high = ~(tops[other] < lower[row])
    row, other = row[high], other[high]
    pieces, number = shapely.get_parts(shapely.intersection(between[row], outlines[other]), return_index=True)
    solid = shapely.get_dimensions(pieces) == 2
    pieces, row = pieces[solid], row[number[solid]]
    xy, piece = shapely.get_coordinates(pieces, return_index=True)
    edge = stretches.edge[row[piece]]
    place = np.einsum("ij,ij->i", edges.along[edge], xy - edges.start[edge])
    first = np.searchsorted(piece, np.arange(len(pieces)))
    if not len(pieces):
        return stretches
    return _without(stretches, row, np.minimum.reduceat(place, first), np.maximum.reduceat(place, first))


def _without(stretches, row, begin, end):
    """Return stretches with intervals taken out: row : (m,) of the stretch, begin, end : (m,) along its edge."""
    size = len(stretches.pair)
    span = stretches.end - stretches.begin
    # a closed interval before and one after each stretch; what is free lies between one and the next
    rows = np.concatenate([np.arange(size), row, np.arange(size)])
    low = np.concatenate([np.zeros(size), (begin - stretches.begin[row]) / span[row], np.ones(size)]).clip(0, 1)
    high = np.concatenate([np.zeros(size), (end - stretches.begin[row]) / span[row], np.ones(size)]).clip(0, 1)
    order = np.lexsort((high, low, rows))
    rows, low, high = rows[order], low[order], high[order]
    reached = np.maximum.accumulate(2 * rows + high) - 2 * rows  # the farthest end so far of the same stretch
    free = (rows[1:] == rows[:-1]) & ((low[1:] - reached[:-1]) * span[rows[1:]] > 1e-6)
    own, low, high = rows[1:][free], reached[:-1][free], low[1:][free]
    first, rise = stretches.gap_begin[own], (stretches.gap_end - stretches.gap_begin)[own]
    place = stretches.begin[own], span[own]
    return _Stretches(
        stretches.pair[own],
        stretches.edge[own],
        place[0] + low * place[1],
        place[0] + high * place[1],
        first + low * rise,
        first + high * rise,
    )


def _strips(stretches, edges, skin=0.0):
    """Return the ground between a stretch and what it looks at, without a skin along both."""
    along, outward, start = (each[stretches.edge] for each in (edges.along, edges.outward, edges.start))
    feet = [start + along * place[:, None] for place in (stretches.begin, stretches.end)]
    far = [
        foot + outward * np.maximum(gap - skin, skin)[:, None]
        for foot, gap in zip(feet, (stretches.gap_begin, stretches.gap_end))
    ]
    near = [foot + outward * skin for foot in feet]
    ring = np.stack([near[0], near[1], far[1], far[0], near[0]], axis=1)
    return shapely.polygons(ring)


def _table(buildings, names, rows, strips):
    """Return the frame of the gaps, the narrowest first."""
    pair = rows[:, :2].astype(np.int64)
    tops, ground = heights.of_buildings(buildings)
    height = tops[pair].min(axis=1) - ground[pair].max(axis=1)
    named = names_of(buildings, names)
    severe = clauses.value(CLAUSE, "facade_gap_m", "severe")
    table = geopandas.GeoDataFrame(
        {
            "building": named[pair[:, 0]],
            "facing": named[pair[:, 1]],
            "gap_m": rows[:, 2],
            "overlap_m": rows[:, 3].round(2),
            "flag": np.where(rows[:, 2] < severe, SEVERE, CLOSE).astype(object),
            "facing_height_m": height.round(2),
            "height_to_gap": (height / rows[:, 2]).round(2),
        },
        geometry=geopandas.array.GeometryArray(strips),
    )
    low = table["facing_height_m"] < clauses.value("7.1.3", "eye_height_m")  # nobody's view ends there
    return table[~low].sort_values(["gap_m", "building", "facing"], kind="stable").reset_index(drop=True)
