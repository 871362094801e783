"""Heights of ways that OpenStreetMap gives as levels: who stands where, and which lift stops at which.

Ways that share a node are joined in OpenStreetMap; heights made from levels must not tear them apart. So a way of
unknown level takes its heights from those that it meets, and a lift stops wherever a way meets it.
"""

import re
from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd
import scipy.sparse.csgraph
import scipy.sparse.linalg
import shapely

from . import attributes, walkways
from .heights import level_height_m
from .line_vertices import level_heights, line_vertices
from .network import JOIN_HEIGHT_M
from .steps import finish

# Nodes of OpenStreetMap are equal to the last digit; coordinates made from one node are, too.
_GRID_M = 0.001
_LEADS = tuple(walkways.KINDS.index(kind) for kind in ("stairs", "escalator", "ramp"))
_FLAT_OFF_GROUND = tuple(walkways.KINDS.index(kind) for kind in ("skyway", "underpass", "corridor"))
_LEVEL = 1e6  # how much more evenly than stairs what lies level keeps its height


def stops(value, repeated=None):
    """Return the levels that a value names, ascending: ranges count every whole level between their ends.

    repeated : value of `repeat_on`, whose levels count too.

    >>> stops("-1;0;2"), stops("0-2"), stops("0", "1-2"), stops("-1;-0.5;0"), stops(None)
    ([-1.0, 0.0, 2.0], [0.0, 1.0, 2.0], [0.0, 1.0, 2.0], [-1.0, -0.5, 0.0], [])
    """
    parts = [part for text in (value, repeated) for part in re.split("[;,、]", attributes.text(text)) if part.strip()]
    low, high, _ = walkways.levels(parts)
    found = set()
    for least, most in zip(low[~np.isnan(low)].tolist(), high[~np.isnan(low)].tolist()):
        found.update([*np.arange(least, most, 1.0).tolist(), most])
    return sorted(found)


def lowest(values):
    """Return the lowest level of each value in metres above the ground, NaN where none, and where there are several.

    >>> [part.tolist() for part in lowest(["1", "0;1", None])]
    [[4.5, 0.0, nan], [False, True, False]]
    """
    low, high, _ = walkways.levels(np.asarray(values, dtype=object))
    return low * level_height_m(), high > low


def way_heights(ways, kind):
    """Return the heights of both ends of ways, (n, 2), NaN where unknown, and what each was assumed from.

    A single `level` holds for the whole way; of several, stairs and ramps lead from the lowest to the highest, up the
    way that `incline` says or towards the ways that they meet. A way without a level has, at each end, the height of
    those that it meets there, where these agree, and the street's where only streets are met. `layer` is no height.

    ways : GeoDataFrame in metres of single lines with `level` and `incline`; kind : (n,) positions in
    `walkways.KINDS`. Returned words: `level`, `ways met`, '' for unknown.

    >>> deck, stair = shapely.LineString([(0, 0), (9, 0)]), shapely.LineString([(9, 0), (15, 0)])
    >>> ways = geopandas.GeoDataFrame({"level": ["1", "0;1"], "incline": None}, geometry=[deck, stair])
    >>> z, told = way_heights(ways, np.array([2, 5]))
    >>> z.tolist(), told.tolist()
    ([[4.5, 4.5], [4.5, 0.0]], ['level', 'level'])
    """
    return finish(way_heights_steps(ways, kind))


def way_heights_steps(ways, kind):
    """Do the work of `way_heights` in steps that yield the share done."""
    z, several, flat = _stated(ways, kind)
    yield 0.3
    told = np.where(np.isnan(z[:, 0]), "", "level").astype(object)
    if np.isnan(z).all():
        return z, told
    lines = ways.geometry.to_numpy()
    nodes = _nodes(lines)
    unknown = np.isnan(z[:, 0])
    street = unknown & ~np.isin(kind, [*_LEADS, *_FLAT_OFF_GROUND])
    anchors = _anchors(z, flat, street, nodes)
    steep = leads(kind)
    yield 0.6
    learned = _between(anchors, np.flatnonzero(unknown & ~street), steep, lines, nodes)[nodes.ends]
    yield 0.8
    even = _between(anchors, np.flatnonzero(unknown & ~street & ~steep), steep, lines, nodes)[nodes.ends]
    # Between streets alone, streets and stairs stay unknown, which is street level; so does a bridge to which only
    # stairs lead, whose height nobody knows. One that the street itself runs onto lies at the street.
    told_rise = (np.abs(learned) > _GRID_M).any(axis=1) | (np.isfinite(even).all(axis=1) & ~steep & ~street)
    rows = np.flatnonzero(unknown & np.isfinite(learned).all(axis=1) & told_rise)
    z[rows], told[rows] = learned[rows], "ways met"
    return z, told


def leads(kind):
    """Return which ways lead from level to level by their kind: stairs, escalators, ramps.

    >>> leads(np.array([0, 5])).tolist()
    [False, True]
    """
    return np.isin(kind, _LEADS)


def torn_places(lines, z, shafts=None):
    """Return at how many places ways end that meet in plan and lie more than 0.5 m apart, without a lift there.

    lines : (n,) single lines; z : (n, 2) heights of their ends, NaN where unknown; shafts : points and areas of lifts.

    >>> ways = shapely.linestrings([[(0, 0), (9, 0)], [(9, 0), (20, 0)]])
    >>> torn_places(ways, np.array([[0, 0], [4.5, 4.5]])), torn_places(ways, np.array([[0, 4.5], [4.5, 4.5]]))
    (1, 0)
    """
    if not len(lines):
        return 0
    nodes = _nodes(lines)
    vertex_node, ends, known = nodes.node, nodes.ends, np.isfinite(z)
    low, high = (np.full(vertex_node.max() + 1, bound) for bound in (np.inf, -np.inf))
    np.minimum.at(low, ends[known], z[known])
    np.maximum.at(high, ends[known], z[known])
    torn = high - low > JOIN_HEIGHT_M
    if shafts is not None and torn.any():
        node, first = np.unique(vertex_node, return_index=True)
        places = shapely.points(shapely.get_coordinates(lines)[first[torn[node]]])
        near = shapely.STRtree(shafts).query(places, predicate="dwithin", distance=_GRID_M)[0]
        return int(len(places) - len(np.unique(near)))
    return int(torn.sum())


def nodes_at(places):
    """Return the node of each place, and how many places share each node; places at one point are one node.

    >>> [part.tolist() for part in nodes_at(np.array([[9.0, 0.0], [0.0, 0.0], [9.0, 0.0]]))]
    [[1, 0, 1], [1, 2]]
    """
    x, y = np.round(places / _GRID_M).T
    return np.unique(x + 1j * y, return_inverse=True, return_counts=True)[1:]  # pairs, compared in one go


def _stated(ways, kind):
    """Return the heights that levels state, (n, 2), which ways name several levels, and which lie on one."""
    low, high, _ = walkways.levels(ways["level"].to_numpy())
    several = high > low
    flat = (low == high) & ~leads(kind)
    z = np.full((len(ways), 2), np.nan)
    z[flat] = (low[flat] * level_height_m())[:, None]
    sloping = np.flatnonzero(several)
    if len(sloping):
        street = np.isnan(low) & ~np.isin(kind, [*_LEADS, *_FLAT_OFF_GROUND])
        z[sloping] = _sloping(ways, np.flatnonzero(flat | several | street), z)[sloping]
        rise = _rise(ways["incline"].to_numpy()[sloping])
        bounds = np.c_[low, high][sloping] * level_height_m()
        z[sloping] = np.where((rise > 0)[:, None], bounds, np.where((rise < 0)[:, None], bounds[:, ::-1], z[sloping]))
    # stairs of one level say nothing of their other end: the ways that they meet may
    return z, several, flat


def _sloping(ways, rows, z):
    """Return the heights of the ends of some ways, of which those of several levels lead towards the ways they meet."""
    chosen = ways.iloc[rows].reset_index(drop=True)
    frame = geopandas.GeoDataFrame({"level": chosen["level"]}, geometry=chosen.geometry.to_numpy())
    vertices, _ = line_vertices(frame, np.arange(len(frame)))
    height = level_heights(frame, vertices)
    first = np.flatnonzero(np.diff(vertices.line, prepend=-1))
    last = np.append(first[1:], len(vertices.line)) - 1
    result = z.copy()
    result[rows[vertices.line[first]]] = np.c_[height[first], height[last]]
    return result


def _rise(inclines):
    """Return 1 for what rises the way it is drawn, -1 for what falls, 0 where `incline` says neither."""
    words = {"up": 1, "down": -1}
    codes, distinct = pd.factorize(inclines)
    texts = [attributes.text(value).lower() for value in distinct]
    signs = [words.get(text, np.nan_to_num(np.sign(attributes.number(text)))) for text in texts]
    return np.array([*signs, 0], dtype=float)[codes]


class _Nodes(NamedTuple):
    way: np.ndarray  # (v,) of every vertex
    node: np.ndarray  # (v,) of every vertex; vertices at one place are one node
    along_m: np.ndarray  # (v,) metres since the first vertex of all ways
    ends: np.ndarray  # (n, 2) nodes at both ends of each way


def _nodes(lines):
    """Return the nodes of ways."""
    places, way = shapely.get_coordinates(lines, return_index=True)
    node, _ = nodes_at(places)
    first = np.searchsorted(way, np.arange(len(lines)))
    last = np.searchsorted(way, np.arange(len(lines)), side="right") - 1
    along = np.cumsum(np.hypot(*np.diff(places, axis=0, prepend=places[:1]).T))
    return _Nodes(way, node, along, np.c_[node[first], node[last]])


def _anchors(z, flat, street, nodes):
    """Return the height of each node that ways of known height or streets pass, NaN of the others.

    Where known ways disagree, as at a lift, the street's height counts if it is among or between theirs.
    """
    known = np.flatnonzero(np.isfinite(z).all(axis=1))
    level = flat[nodes.way] & np.isfinite(z[nodes.way, 0])
    node = np.r_[nodes.node[level], nodes.ends[known].ravel()]
    height = np.r_[z[nodes.way[level], 0], z[known].ravel()]
    low, high = (np.full(nodes.node.max() + 1, bound) for bound in (np.inf, -np.inf))
    np.minimum.at(low, node, height)
    np.maximum.at(high, node, height)
    told = np.isfinite(low)
    result = np.where(told & (high - low <= JOIN_HEIGHT_M), low, np.nan)
    on_street = np.zeros(len(low), dtype=bool)
    on_street[nodes.node[street[nodes.way]]] = True
    result[(told & (low <= 0) & (high >= 0) & np.isnan(result)) | (on_street & ~told)] = 0.0
    return result


def _between(anchors, rows, steep, lines, nodes):
    """Return the heights of nodes, those of ways of unknown level between nodes of known height made even.

    Stairs and ramps that follow each other share the rise between them by their lengths; what bridges or tunnels
    between stairs stays level. That is the flow of heat through bars: the level ones lead it a million times better.
    Nodes that no known height reaches stay NaN.
    """
    count = np.bincount(nodes.node, minlength=len(anchors))
    joint = (count[nodes.node] > 1) | np.isin(np.arange(len(nodes.node)), _end_vertices(nodes.way))
    joint = np.flatnonzero(joint & np.isin(nodes.way, rows))
    same = nodes.way[joint[1:]] == nodes.way[joint[:-1]]
    begin, end = joint[:-1][same], joint[1:][same]
    tail, head, way = nodes.node[begin], nodes.node[end], nodes.way[begin]
    leading = np.where(steep, 1.0, _LEVEL)[way] / np.maximum(nodes.along_m[end] - nodes.along_m[begin], _GRID_M)
    size, fixed = len(anchors), np.isfinite(anchors)
    graph = scipy.sparse.coo_matrix((leading, (tail, head)), shape=(size, size)).tocsr()
    graph = graph + graph.T
    part = scipy.sparse.csgraph.connected_components(graph, directed=False)[1]
    free = np.flatnonzero(~fixed & np.isin(part, part[fixed]))
    result = anchors.copy()
    if len(free):
        own = np.flatnonzero(fixed)
        total = scipy.sparse.diags(np.asarray(graph[free].sum(axis=1)).ravel())
        flow = graph[free][:, own] @ anchors[own]
        result[free] = scipy.sparse.linalg.spsolve((total - graph[free][:, free]).tocsc(), flow)
    return np.round(result, 3)


def _end_vertices(way):
    new = np.flatnonzero(np.diff(way, prepend=-1))
    return np.r_[new, np.append(new[1:], len(way)) - 1]
